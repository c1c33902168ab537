//! The player: what happens on the terminal, heard. A thread of its own opens the device, fills its buffer and looks for
//! another when it is lost; the window never waits for any of it.

#[cfg(not(target_os = "linux"))]
mod device;
#[cfg(target_os = "linux")]
#[path = "player/pulse.rs"]
mod device;
#[cfg(any(test, not(target_os = "linux")))]
mod loan;

use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use crate::model::Happened;
use crate::sound::{Engine, Teller, line};
use crate::time::Time;
use crate::words;

/// The first pause after which a lost device is looked for again, and the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How loud the desk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SoundSettings {
    /// The volume, 0 to 100.
    pub(super) volume: u8,
    /// Whether nothing is heard.
    pub(super) muted: bool,
}

impl Default for SoundSettings {
    fn default() -> Self {
        Self { volume: 70, muted: false }
    }
}

/// Why there is no sound.
#[derive(Debug, thiserror::Error)]
enum NoSound {
    /// No sound server was found, or it refuses.
    #[error("{0}")]
    None(String),
    /// The server, or the device, has gone.
    #[error(transparent)]
    Gone(#[from] std::io::Error),
}

/// Plays what happens.
pub(super) struct Player {
    teller: Teller,
    /// Who fills the buffer; none where the system gives no threads.
    thread: Option<Thread>,
}

impl Player {
    /// Begins to play. Whatever is in the way of it is told in one line of the log, and looked for again.
    pub(super) fn open(settings: SoundSettings) -> Self {
        let (teller, line) = line(settings.volume, settings.muted);
        let run = move || keep_playing(line.engine());
        let thread = thread::Builder::new().name("sound".to_owned()).spawn(run);
        let thread = thread.map_err(|error| tell_silence(&error)).ok();
        Self { teller, thread: thread.map(|handle| handle.thread().clone()) }
    }

    /// Plays what happened up to the picture of this time.
    pub(super) fn play(&mut self, happened: &[Happened], picture: Time) {
        if self.teller.tell(happened, picture) {
            self.wake();
        }
    }

    /// Sets how loud it is.
    pub(super) fn set(&mut self, settings: SoundSettings) {
        self.teller.set_volume(settings.volume.min(100), settings.muted);
        self.wake();
    }

    /// Fades and stands still while the picture is held or the window hidden; goes on from there.
    pub(super) fn hold(&self, held: bool) {
        if self.teller.hold(held) {
            self.wake();
        }
    }

    fn wake(&self) {
        self.thread.iter().for_each(Thread::unpark);
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.teller.end();
        self.wake();
    }
}

fn tell_silence(reason: &dyn std::fmt::Display) {
    log::warn!("{}", words::say("sound.silent", &[("reason", &reason.to_string())]));
}

/// Plays on whatever device there is, until the player is gone.
fn keep_playing(mut engine: Engine) {
    let mut pause = FIRST_PAUSE;
    let mut told = false;
    while !engine.is_over() {
        let mut heard = false;
        let ended = device::play(&mut engine, &mut || {
            if told {
                log::info!("{}", words::say("sound.again", &[]));
            }
            heard = true;
        });
        let Err(reason) = ended else { return };
        if heard {
            (pause, told) = (FIRST_PAUSE, false);
        }
        if !told {
            tell_silence(&reason);
            told = true;
        }
        let until = Instant::now() + pause;
        while let Some(left) = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
            if engine.is_over() {
                return;
            }
            // Who wakes it has something to be heard, for which there is no device yet. It goes on unheard.
            engine.rest();
            thread::park_timeout(left);
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
