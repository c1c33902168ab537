//! Whether the desktop asks for less motion. It is asked on a thread of the library's own, so that nothing waits for it,
//! and later changes are heard.

use std::sync::mpsc::{Receiver, channel};

use mundy::{Interest, Preferences, Subscription};

/// Listens to the desktop.
pub struct Motion {
    heard: Receiver<bool>,
    /// What was heard last; less motion is not asked for by who says nothing.
    reduced: bool,
    /// Ends when it is dropped.
    _subscription: Option<Subscription>,
}

impl Motion {
    /// Begins to listen. `wake` is called, on another thread, when something is heard.
    pub fn listen(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (tell, heard) = channel();
        let subscription = Preferences::subscribe(Interest::ReducedMotion, move |preferences| {
            // Whoever listened may be gone.
            let _gone = tell.send(preferences.reduced_motion.is_reduce());
            wake();
        });
        Self { heard, reduced: false, _subscription: Some(subscription) }
    }

    /// A desktop that says nothing.
    pub fn silent() -> Self {
        Self { heard: channel().1, reduced: false, _subscription: None }
    }

    /// What is new since this was asked last.
    pub fn news(&mut self) -> Option<bool> {
        let last = self.heard.try_iter().last()?;
        (std::mem::replace(&mut self.reduced, last) != last).then_some(last)
    }

    /// Whether less motion is asked for.
    pub fn is_reduced(&self) -> bool {
        self.reduced
    }
}
