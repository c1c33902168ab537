//! A question that is asked again and again, on a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// A yes or no that is asked for now and then, for as long as this is kept.
#[derive(Debug)]
pub struct Watch {
    said: Arc<AtomicBool>,
    /// Nothing is ever sent: the thread ends when this is dropped.
    _kept: Option<Sender<()>>,
}

impl Watch {
    /// Asks at once, and then every `period`. `name` is the thread's. Where no thread can be had the answer is no.
    pub fn every(name: &str, period: Duration, mut ask: impl FnMut() -> bool + Send + 'static) -> Self {
        let said = Arc::new(AtomicBool::new(false));
        let (kept, ended) = channel();
        let tell = Arc::clone(&said);
        let listen = move || {
            loop {
                tell.store(ask(), Ordering::Relaxed);
                if ended.recv_timeout(period) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
            }
        };
        match thread::Builder::new().name(name.to_owned()).spawn(listen) {
            Ok(_) => Self { said, _kept: Some(kept) },
            Err(error) => {
                log::warn!("{name}: {error}");
                Self { said, _kept: None }
            }
        }
    }

    /// One that is never asked, and always says the same.
    pub fn settled(said: bool) -> Self {
        Self { said: Arc::new(AtomicBool::new(said)), _kept: None }
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
}
