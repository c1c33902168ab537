//! The writer: a thread that keeps a profile up to date, so that no frame ever waits for a disk.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{Profile, StoreError};

/// Least time from the start of one write to the start of the next. What is submitted in between is
/// coalesced, and still on disk within this and the length of two writes.
pub const MIN_INTERVAL: Duration = Duration::from_millis(250);

/// Time from a failure to the next try.
pub const RETRY_INTERVAL: Duration = Duration::from_secs(1);

/// How long dropping a writer waits for its last write: a disk that hangs must not keep a window open.
const DROP_WAIT: Duration = Duration::from_secs(5);

/// What a storage lamp shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// All that was submitted is on disk.
    Saved,
    /// A snapshot waits or is being written.
    Saving,
    /// The newest snapshot could not be written; it is kept and tried again every [`RETRY_INTERVAL`].
    Failing {
        /// When it first failed.
        since: Instant,
        /// One line: the step, the path and the system's reason.
        reason: String,
    },
}

/// Hands snapshots to the thread that writes them. Dropping it writes the last one (waiting at most 5 s) and
/// gives the profile back.
#[derive(Debug)]
pub struct Writer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    /// Something changed, for the thread and for those who wait for it.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The newest snapshot that is not being written.
    waiting: Option<Job>,
    /// Snapshots submitted so far; each is known by its number.
    submitted: u64,
    /// Number of the newest snapshot on disk.
    saved: u64,
    /// Tries begun so far.
    begun: u64,
    /// Tries ended so far.
    ended: u64,
    /// Since when and why nothing can be written.
    failing: Option<(Instant, String)>,
    /// Someone waits: write without regard to the interval.
    urgent: bool,
    /// The writer is being dropped: one last try.
    closing: bool,
    /// The thread has let go of the profile.
    closed: bool,
}

#[derive(Debug)]
struct Job {
    number: u64,
    json: Vec<u8>,
    version: u32,
}

impl Shared {
    /// No code panics while it holds the state, so a poisoned lock guards nothing.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>, until: Option<Instant>) -> MutexGuard<'a, State> {
        match until {
            None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            Some(until) => {
                let left = until.saturating_duration_since(Instant::now());
                self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
            }
        }
    }
}

impl Writer {
    /// Starts the thread. Where the profile cannot be written at present
    /// ([`Opened::trouble`](super::Opened)), the status says so at once, and the thread goes on trying.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the system gives no thread.
    pub fn new(mut profile: Profile) -> Result<Writer, StoreError> {
        let folder = profile.folder().to_path_buf();
        let shared = Arc::new(Shared::default());
        shared.lock().failing = profile.hold().err().map(|e| (Instant::now(), e.to_string()));
        let thread = thread::Builder::new()
            .name("store".to_owned())
            .spawn({
                let shared = shared.clone();
                move || run(&shared, profile)
            })
            .map_err(StoreError::io("start the thread that writes", &folder))?;
        Ok(Writer { shared, thread: Some(thread) })
    }

    /// Takes a snapshot in place of any that still waits, and returns at once.
    pub fn submit(&self, json: Vec<u8>, version: u32) {
        let mut state = self.shared.lock();
        state.submitted += 1;
        let number = state.submitted;
        let replaced = state.waiting.replace(Job { number, json, version });
        drop(state);
        self.shared.changed.notify_all();
        // Freed outside the lock.
        drop(replaced);
    }

    /// Writes what waits now and returns when all that was submitted is on disk.
    ///
    /// # Errors
    /// [`StoreError::Unsaved`] if a write begun after the call fails, or `timeout` passes; the thread goes
    /// on trying.
    pub fn save_now(&self, timeout: Duration) -> Result<(), StoreError> {
        let until = Instant::now().checked_add(timeout);
        let mut state = self.shared.lock();
        let (wanted, begun) = (state.submitted, state.begun);
        while state.saved < wanted {
            if state.ended > begun
                && let Some((_, reason)) = &state.failing
            {
                return Err(StoreError::Unsaved { reason: reason.clone() });
            }
            if until.is_some_and(|until| Instant::now() >= until) {
                let reason = match &state.failing {
                    Some((_, reason)) => reason.clone(),
                    None => format!("the disk has not answered for {} s", timeout.as_secs_f32()),
                };
                return Err(StoreError::Unsaved { reason });
            }
            state.urgent = true;
            self.shared.changed.notify_all();
            state = self.shared.wait(state, until);
        }
        Ok(())
    }

    /// How things stand.
    pub fn status(&self) -> Status {
        let state = self.shared.lock();
        match &state.failing {
            Some((since, reason)) => Status::Failing { since: *since, reason: reason.clone() },
            None if state.saved < state.submitted => Status::Saving,
            None => Status::Saved,
        }
    }

    /// Tries ended so far.
    #[cfg(test)]
    pub(super) fn tries(&self) -> u64 {
        self.shared.lock().ended
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let until = Instant::now() + DROP_WAIT;
        let mut state = self.shared.lock();
        state.closing = true;
        self.shared.changed.notify_all();
        while !state.closed && Instant::now() < until {
            state = self.shared.wait(state, Some(until));
        }
        let closed = state.closed;
        drop(state);
        match self.thread.take() {
            // Joined, so that the profile is free again when this returns.
            Some(thread) if closed => drop(thread.join()),
            _ => log::error!("the last write has not ended and is left behind"),
        }
    }
}

/// The thread: writes whatever waits, and while nothing can be written goes on trying, until closed.
fn run(shared: &Shared, mut profile: Profile) {
    let mut due =
        Instant::now() + if shared.lock().failing.is_some() { RETRY_INTERVAL } else { Duration::ZERO };
    loop {
        let mut state = next(shared, due);
        let last = state.closing;
        let job = state.waiting.take();
        if last && job.is_none() {
            break;
        }
        state.begun += 1;
        drop(state);

        let start = Instant::now();
        let result = match &job {
            Some(job) => profile.write(&job.json, job.version),
            None => profile.hold(),
        };
        due = match &result {
            Ok(()) => start + MIN_INTERVAL,
            Err(_) => Instant::now() + RETRY_INTERVAL,
        };
        let mut state = shared.lock();
        state.ended += 1;
        let before = state.failing.take();
        match &result {
            Ok(()) => state.saved = job.map_or(state.saved, |job| job.number),
            Err(e) => {
                let since = before.as_ref().map_or(start, |(since, _)| *since);
                state.failing = Some((since, e.to_string()));
                // Kept, unless a newer one has come in the meantime.
                if state.waiting.is_none() {
                    state.waiting = job;
                }
            }
        }
        drop(state);
        shared.changed.notify_all();
        // Once for each change, and outside the lock: a log can be slower than a frame.
        match (result, before) {
            (Ok(()), Some((since, _))) => log::info!("saving again after {:?}", since.elapsed()),
            (Err(e), None) => log::warn!("the session is kept in memory: {e}"),
            _ => {}
        }
        if last {
            break;
        }
    }
    drop(profile);
    shared.lock().closed = true;
    shared.changed.notify_all();
}

/// Waits until something is to be done, and it is time for it.
fn next(shared: &Shared, due: Instant) -> MutexGuard<'_, State> {
    let mut state = shared.lock();
    loop {
        let work = state.waiting.is_some() || state.failing.is_some();
        if state.closing || (work && (state.urgent || Instant::now() >= due)) {
            state.urgent = false;
            return state;
        }
        state = shared.wait(state, work.then_some(due));
    }
}
