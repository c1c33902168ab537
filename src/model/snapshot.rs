//! The terminal as a snapshot, and out of one.

use std::sync::Arc;

use super::migrate::{SESSION_VERSION, migrate_snapshot};
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
        let moments = terminal.covered.iter().flatten();
        if !(Time::ZERO..=Time::LAST).contains(&terminal.now) || moments.max() > Some(&terminal.now) {
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
        let (now, merits) = (terminal.now, &terminal.session.merits);
        if !terminal.dancing.as_ref().is_none_or(|dancing| dancing.is_sound(now, merits)) {
            return Err(serde::de::Error::custom("a dance is danced as none can be"));
        }
        if terminal.door.arrived.is_some_and(|at| !(Time::ZERO..=now).contains(&at)) {
            return Err(serde::de::Error::custom(
                "the employee came to work at a time that none can come at",
            ));
        }
        if !terminal.sheets.is_sound(now) {
            return Err(serde::de::Error::custom("sheets were turned at a time that none can come to"));
        }
        if !terminal.tube.is_sound() {
            return Err(serde::de::Error::custom("the tube has a size that no tube can have"));
        }
        terminal.pack = pack;
        terminal.session.take_stock(&terminal.pack);
        Ok(terminal)
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
