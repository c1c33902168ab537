//! The shelf: what was set and is still to be written into the settings file. A thread of its own writes it, so that no
//! frame waits for a disk.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::settings::{LOOK, Setting};
use crate::store::{DataDir, Settings, StoreError};
use crate::tube::look::Choice;

/// How long nothing more is changed before it is written.
const RESTS: Duration = Duration::from_millis(300);
/// How often it is looked at whether it is written.
const LOOKS: Duration = Duration::from_millis(100);
/// How long to drop a shelf waits for the disk: one that hangs must not keep a window open.
const LAST: Duration = Duration::from_secs(5);

/// What can be kept.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    /// A look, with what is otherwise than in the shipped one.
    Look(Box<Choice>),
    /// A value.
    Value(&'static Setting, String),
    /// The keys of an action; none for its usual ones.
    Keys(String, Option<Vec<String>>),
}

impl Kept {
    /// Where it stands. What comes later takes the place of what came before.
    fn place(&self) -> String {
        match self {
            Self::Look(_) => LOOK.name.to_owned(),
            Self::Value(setting, _) => setting.name.to_owned(),
            Self::Keys(action, _) => format!("keys.{action}"),
        }
    }

    fn write(&self, data: &DataDir) -> Result<(), StoreError> {
        match self {
            Self::Look(choice) => Settings::keep_look(data, choice),
            Self::Value(setting, value) => Settings::keep_value(data, setting, value),
            Self::Keys(action, keys) => Settings::keep_keys(data, action, keys.as_deref()),
        }
    }
}

/// Hands over what was set as soon as nothing more is changed. Dropping it writes the rest (waiting at most 5 s).
#[derive(Debug)]
pub(super) struct Shelf {
    data: DataDir,
    /// What waits, by its place.
    waiting: BTreeMap<String, Kept>,
    /// Whether something has been put there since this was looked at, and the clock when it was.
    put: bool,
    changed: Duration,
    /// The thread, since there was something to write.
    thread: Option<Thread>,
    /// How much was handed over and has not been told to be written.
    going: usize,
}

#[derive(Debug)]
struct Thread {
    hand: Sender<Kept>,
    /// What came of each.
    told: Receiver<Result<(), StoreError>>,
}

impl Shelf {
    pub(super) fn new(data: DataDir) -> Self {
        let (waiting, changed) = (BTreeMap::new(), Duration::ZERO);
        Self { data, waiting, put: false, changed, thread: None, going: 0 }
    }

    /// Puts something there to be kept.
    pub(super) fn put(&mut self, kept: Kept) {
        self.waiting.insert(kept.place(), kept);
        self.put = true;
    }

    /// Whether something is still to be written.
    pub(super) fn waits(&self) -> bool {
        !self.waiting.is_empty() || self.going > 0
    }

    /// Hands over what waits if nothing is held and nothing was changed for a while. How long until it is to be looked
    /// at again, and why something is not kept.
    pub(super) fn turn(&mut self, clock: Duration, held: bool) -> (Option<Duration>, Vec<String>) {
        if std::mem::take(&mut self.put) || held {
            self.changed = clock;
        }
        let rests = clock.saturating_sub(self.changed);
        if rests >= RESTS {
            self.hand_over();
        }
        let faults = self.told(Duration::ZERO);
        let next = if self.waiting.is_empty() { LOOKS } else { RESTS.saturating_sub(rests).max(LOOKS) };
        (self.waits().then_some(next), faults)
    }

    /// Hands over all that waits.
    pub(super) fn hand_over(&mut self) {
        for (_, kept) in std::mem::take(&mut self.waiting) {
            if self.thread.is_none() {
                self.thread = Thread::begin(self.data.clone());
            }
            let handed = self.thread.as_ref().map(|thread| thread.hand.send(kept.clone()).is_ok());
            if handed == Some(true) {
                self.going += 1;
            } else if let Err(error) = kept.write(&self.data) {
                // Without a thread it is written here.
                log::warn!("{error}");
            }
        }
    }

    /// Why something is not kept, of what was told within a time.
    fn told(&mut self, within: Duration) -> Vec<String> {
        let mut faults = Vec::new();
        while let Some(thread) = self.thread.as_ref().filter(|_| self.going > 0) {
            let told = if within.is_zero() {
                thread.told.try_recv().ok()
            } else {
                thread.told.recv_timeout(within).ok()
            };
            let Some(told) = told else { break };
            self.going -= 1;
            faults.extend(told.err().map(|error| error.to_string()));
        }
        faults
    }
}

impl Thread {
    fn begin(data: DataDir) -> Option<Self> {
        let (hand, handed) = channel::<Kept>();
        let (tell, told) = channel();
        let run = move || {
            for kept in handed {
                if tell.send(kept.write(&data)).is_err() {
                    break;
                }
            }
        };
        let begun = thread::Builder::new().name("settings".to_owned()).spawn(run);
        begun.map_err(|error| log::warn!("no thread for the settings: {error}")).ok()?;
        Some(Self { hand, told })
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.hand_over();
        for fault in self.told(LAST) {
            log::warn!("{fault}");
        }
        if self.going > 0 {
            log::error!("the settings are not written, and left behind");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{MUTED, VOLUME};

    const STEP: Duration = Duration::from_millis(20);

    #[test]
    fn what_is_dragged_is_written_once_it_rests_and_what_is_left_when_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        let mut shelf = Shelf::new(DataDir::find(Some(folder.path())).unwrap());
        assert_eq!(shelf.turn(STEP, false), (None, vec![]));
        let mut clock = STEP;
        for volume in 1..=50 {
            shelf.put(Kept::Value(&VOLUME, volume.to_string()));
            clock += STEP;
            let (next, _) = shelf.turn(clock, volume > 25);
            assert!(next.is_some_and(|next| next <= RESTS) && shelf.going == 0);
        }
        // Held still.
        clock += RESTS * 2;
        assert!(shelf.turn(clock, true).0.is_some() && shelf.going == 0 && !file.exists());
        clock += RESTS - STEP;
        shelf.turn(clock, false);
        assert_eq!(shelf.going, 0);
        clock += STEP;
        shelf.turn(clock, false);
        assert!(shelf.waiting.is_empty());
        assert_eq!(shelf.told(LAST), [""; 0]);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "[sound]\nvolume = 50\n");
        assert_eq!(shelf.turn(clock, false), (None, vec![]));
        shelf.put(Kept::Value(&MUTED, "true".to_owned()));
        shelf.put(Kept::Keys("take".to_owned(), Some(vec!["T".to_owned()])));
        drop(shelf);
        let kept = std::fs::read_to_string(&file).unwrap();
        assert!(kept.contains("muted = true") && kept.contains("take = [\"T\"]"), "{kept}");
    }

    #[test]
    fn what_cannot_be_kept_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("settings.toml"), "[sound\n").unwrap();
        let mut shelf = Shelf::new(DataDir::find(Some(folder.path())).unwrap());
        shelf.put(Kept::Value(&MUTED, "true".to_owned()));
        shelf.turn(STEP, false);
        shelf.hand_over();
        assert!(shelf.waits());
        let told = shelf.told(LAST);
        assert!(matches!(told.as_slice(), [fault] if fault.contains("settings.toml")), "{told:?}");
        assert!(!shelf.waits());
    }
}
