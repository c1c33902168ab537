//! The terminal as a snapshot, and out of one.

use std::sync::Arc;

use super::incentives::Merits;
use super::migrate::{SESSION_VERSION, migrate_snapshot};
use super::screen::Screen;
use super::session::QUARTER;
use super::terminal::Terminal;
use super::wellness::Sitting;
use crate::pack::Pack;
use crate::time::Time;

impl Terminal {
    /// The terminal of a snapshot of the present version.
    ///
    /// # Errors
    /// What of the snapshot cannot be read, or cannot have been written.
    pub fn restore(snapshot: &[u8], pack: Arc<Pack>) -> Result<Self, serde_json::Error> {
        serde_json::from_slice::<Self>(snapshot)?.found(pack)
    }

    /// The terminal of a snapshot of any version up to the present one.
    ///
    /// # Errors
    /// As [`Self::restore`]; also that there is no such version.
    pub fn reopen(version: u32, snapshot: &[u8], pack: Arc<Pack>) -> Result<Self, serde_json::Error> {
        if version == SESSION_VERSION {
            return Self::restore(snapshot, pack);
        }
        let mut value = serde_json::from_slice(snapshot)?;
        migrate_snapshot(version, &mut value).map_err(serde::de::Error::custom)?;
        serde_json::from_value::<Self>(value)?.found(pack)
    }

    /// A terminal that was found in a snapshot, if it can have been written.
    fn found(self, pack: Arc<Pack>) -> Result<Self, serde_json::Error> {
        let mut terminal = self;
        // Beyond the last moment nothing comes to an end of what is due.
        if !(Time::ZERO..=Time::LAST).contains(&terminal.now) || !terminal.moments_are_past() {
            return Err(serde::de::Error::custom("the terminal stands at a time that none can come to"));
        }
        terminal.session.check().map_err(serde::de::Error::custom)?;
        if !terminal.sitting.as_ref().is_none_or(Sitting::is_sound) {
            return Err(serde::de::Error::custom(
                "the session with the director holds numbers that none can hold",
            ));
        }
        if !terminal.reader.is_sound(terminal.now) {
            return Err(serde::de::Error::custom("the handbook lies open as no handbook can"));
        }
        let no_time = matches!(terminal.screen, Screen::Outside { minutes } if minutes < 0);
        if no_time || !terminal.door.is_sound() {
            return Err(serde::de::Error::custom("at the door stands what cannot stand there"));
        }
        if !terminal.preferences.is_sound() {
            return Err(serde::de::Error::custom("the settings stand as no settings can"));
        }
        if !terminal.celebrates_soundly() {
            return Err(serde::de::Error::custom(
                "it shows an award, a quarter or a dance that none can have",
            ));
        }
        if !terminal.shift.is_none_or(|shift| shift.is_sound(terminal.now)) {
            return Err(serde::de::Error::custom("a shift is worked that none can have begun"));
        }
        if !terminal.sheets.is_sound(terminal.now) {
            return Err(serde::de::Error::custom("sheets were turned at a time that none can come to"));
        }
        if !terminal.tube.is_sound() {
            return Err(serde::de::Error::custom("the tube has a size that no tube can have"));
        }
        terminal.settings.leave_out_unfit();
        terminal.pack = pack;
        terminal.session.take_stock(&terminal.pack);
        Ok(terminal)
    }

    /// Whether all that it remembers the moment of has been.
    fn moments_are_past(&self) -> bool {
        let screens = self.beneath.iter().chain([&self.screen]).chain(&self.door.left);
        let dance = self.dancing.iter().flat_map(|dancing| {
            dancing.struck.into_iter().chain([dancing.music.map(|(_, since)| since)]).flatten()
        });
        let mut moments = screens
            .filter_map(|screen| screen.since())
            .chain(dance)
            .chain(self.covered.into_iter().flatten())
            .chain([self.door.arrived, self.switched, self.degaussed].into_iter().flatten())
            .chain([self.staging.blacked, self.staging.flash].into_iter().flatten())
            .chain([self.typed_at, self.cards.since, self.clock.0]);
        moments.all(|at| (Time::ZERO..=self.now).contains(&at))
    }

    /// Whether what is shown of incentives can have been earned, or staged.
    fn celebrates_soundly(&self) -> bool {
        let ended = (self.session.ledger.len() / QUARTER) as u32;
        // Direction shows a first quarter that nobody has worked.
        self.quarter.0 <= ended.max(1)
            && self.staging.merits.as_ref().is_none_or(Merits::is_staged_soundly)
            && self.dancing.as_ref().is_none_or(|dancing| dancing.is_sound(&self.session.merits))
    }

    /// Everything that is needed to go on from here, as JSON.
    pub fn snapshot(&self) -> Vec<u8> {
        // Every key of every map in it is text, and no number is beyond JSON, so that this cannot fail.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// A number that tells two states apart: XXH3 of the snapshot.
    pub fn digest(&self) -> u64 {
        xxhash_rust::xxh3::xxh3_64(&self.snapshot())
    }
}
