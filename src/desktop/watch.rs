//! A question that is asked again and again, on a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// A yes or no that is asked for now and then, for as long as this is kept.
#[derive(Debug)]
pub struct Watch {
    said: Arc<AtomicBool>,
    /// Nothing is ever sent: the other end is dropped with the first answer.
    first: Option<Receiver<()>>,
    /// Nothing is ever sent: the thread ends when this is dropped.
    _kept: Option<Sender<()>>,
}

impl Watch {
    /// Asks at once, and then every `period`. `name` is the thread's. Where no thread can be had the answer is no.
    pub fn every(name: &str, period: Duration, mut ask: impl FnMut() -> bool + Send + 'static) -> Self {
        let said = Arc::new(AtomicBool::new(false));
        let (kept, ended) = channel();
        let (waiting, first) = channel();
        let mut waiting = Some(waiting);
        let tell = Arc::clone(&said);
        let listen = move || {
            loop {
                tell.store(ask(), Ordering::Relaxed);
                drop(waiting.take());
                if ended.recv_timeout(period) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
            }
        };
        match thread::Builder::new().name(name.to_owned()).spawn(listen) {
            Ok(_) => Self { said, first: Some(first), _kept: Some(kept) },
            Err(error) => {
                log::warn!("{name}: {error}");
                Self { said, first: None, _kept: None }
            }
        }
    }

    /// One that is never asked, and always says the same.
    pub fn settled(said: bool) -> Self {
        Self { said: Arc::new(AtomicBool::new(said)), first: None, _kept: None }
    }

    /// What was said last, after the first answer, for which is waited for so long at most; no if there is none.
    pub fn says_within(&self, patience: Duration) -> bool {
        if let Some(first) = &self.first {
            let _answered = first.recv_timeout(patience);
        }
        self.says()
    }

    /// What was said last; no before the first answer.
    pub fn says(&self) -> bool {
        self.said.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    #[test]
    fn the_last_answer_is_said_and_the_thread_ends_with_the_watch() {
        let (answer, answers) = sync_channel(0);
        let (gone, left) = channel::<()>();
        let ask = move || {
            let _kept = &gone;
            answers.recv().unwrap_or(false)
        };
        let watch = Watch::every("test", Duration::ZERO, ask);
        assert!(!watch.says());
        answer.send(true).unwrap();
        // It is asked again only when the answer before stands.
        answer.send(false).unwrap();
        answer.send(true).unwrap();
        answer.send(true).unwrap();
        assert!(watch.says());
        drop(watch);
        drop(answer);
        assert_eq!(left.recv(), Err(std::sync::mpsc::RecvError), "what the thread held is let go of");
        assert!(Watch::settled(true).says());
    }

    #[test]
    fn the_first_answer_is_waited_for_and_no_longer_than_one_has_patience() {
        let soon = Watch::every("test", Duration::MAX, || true);
        assert!(soon.says_within(Duration::MAX) && soon.says_within(Duration::ZERO));
        let (_kept, never) = channel::<()>();
        let late = Watch::every("test", Duration::MAX, move || never.recv().is_ok());
        assert!(!late.says_within(Duration::ZERO));
        assert!(Watch::settled(true).says_within(Duration::ZERO));
    }
}
