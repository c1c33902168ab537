//! What is remembered of an employee, whatever the machine is doing.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::deeds::Deeds;
use super::handbook::Reading;
use super::refinement::Board;
use super::refinement::plane::Cell;
use crate::time::Span;

/// The session. Files and commendations are named by the keys of the pack; a key that the present pack does not know
/// is kept all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// What everything random in it is drawn from.
    pub seed: u64,
    /// The employee's name, if it is not the pack's.
    pub employee: Option<String>,
    /// Finished files, in the order in which they were finished.
    pub ledger: Vec<LedgerEntry>,
    /// Files begun, by key.
    pub boards: BTreeMap<String, Board>,
    /// The file last worked on.
    pub file: Option<String>,
    /// Clusters ever delivered.
    pub delivered: u64,
    /// Clusters ever misfiled.
    pub misfiled: u64,
    /// Time ever at work, in flicks.
    #[serde(default)]
    pub active: Span,
    /// What has been done, and how often.
    #[serde(default)]
    pub deeds: Deeds,
    /// What has been read of the handbook.
    #[serde(default)]
    pub reading: Reading,
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The file's key.
    pub file: String,
    /// When it was finished, by the terminal's clock.
    pub date: DateTime,
    /// Time at work on it, in flicks.
    pub active: Span,
    /// Clusters delivered.
    pub deliveries: u32,
    /// Clusters misfiled.
    pub misfilings: u32,
    /// The address at which it was finished.
    pub address: Cell,
    /// The key of the commendation it earned.
    pub commendation: String,
}

impl Session {
    /// A session in which nothing has happened.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            employee: None,
            ledger: Vec::new(),
            boards: BTreeMap::new(),
            file: None,
            delivered: 0,
            misfiled: 0,
            active: Span::ZERO,
            deeds: Deeds::default(),
            reading: Reading::default(),
        }
    }

    /// What the plane of a file is made from. A file that is taken again is another plane.
    pub(super) fn seed_of(&self, file: &str) -> u64 {
        let again = self.ledger.iter().filter(|entry| entry.file == file).count() as u64;
        self.seed.wrapping_add(again.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// Whether the file with this key has been finished.
    pub fn has_finished(&self, file: &str) -> bool {
        self.ledger.iter().any(|entry| entry.file == file)
    }
}
