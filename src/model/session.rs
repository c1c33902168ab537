//! What is remembered of an employee, whatever the machine is doing.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::arrival::Employment;
use super::deeds::Deeds;
use super::handbook::Reading;
use super::incentives::Merits;
use super::refinement::Board;
use super::refinement::plane::{Cell, SIDE};
use super::wellness::Record;
use super::wellness::record::POINTS;
use crate::pack::handbook::{Condition, Earned};
use crate::pack::reader::is_hidden;
use crate::time::{Span, Time};

/// More than this nobody delivers, misfiles or hears.
const MANY: u64 = 1 << 53;
/// More than this nobody delivers or misfiles in one file.
const MOST_IN_A_FILE: u32 = 1_000_000;
/// Files in a quarter.
pub const QUARTER: usize = 6;

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
    /// Sessions with the director, and what came of them.
    #[serde(default)]
    pub wellness: Record,
    /// What has been read of the handbook.
    #[serde(default)]
    pub reading: Reading,
    /// How the employee came to the house, and how often to work.
    #[serde(default)]
    pub employment: Employment,
    /// What was earned.
    #[serde(default)]
    pub merits: Merits,
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
            wellness: Record::default(),
            reading: Reading::default(),
            employment: Employment::default(),
            merits: Merits::default(),
        }
    }

    /// Whether it can have been made by play; else what of it cannot. Whoever takes a session from outside asks this.
    ///
    /// # Errors
    /// The first thing that cannot be, as a clause.
    pub fn check(&self) -> Result<(), String> {
        for (key, board) in &self.boards {
            let within =
                [board.now().0, board.active().0].iter().all(|flicks| (0..=Time::LAST.0).contains(flicks));
            if board.file() != key {
                return Err(format!("the board of `{key}` is one of `{}`", board.file()));
            }
            if !board.is_sound() || !within {
                return Err(format!("the board of `{key}` holds numbers that no board can hold"));
            }
        }
        for (at, entry) in self.ledger.iter().enumerate() {
            let at = at + 1;
            if !(0..=Time::LAST.0).contains(&entry.active.0) {
                return Err(format!("the time at work of entry {at} of the ledger is none"));
            }
            if entry.deliveries.max(entry.misfilings) > MOST_IN_A_FILE {
                return Err(format!(
                    "what was delivered or misfiled in entry {at} of the ledger is more than {MOST_IN_A_FILE}"
                ));
            }
            if entry.address.column >= SIDE || entry.address.row >= SIDE {
                return Err(format!("the address of entry {at} of the ledger is not below {SIDE}"));
            }
        }
        if !(0..=Time::LAST.0).contains(&self.active.0) {
            return Err("the time at work is none".to_owned());
        }
        if self.delivered.max(self.misfiled).max(self.wellness.heard.count) > MANY {
            return Err(format!("what was ever delivered, misfiled or heard is more than {MANY}"));
        }
        if !self.wellness.is_sound() {
            return Err("the sessions with the director hold numbers that none can hold".to_owned());
        }
        if !self.reading.is_sound() {
            return Err("what was read of the handbook holds what none can have read or filled in".to_owned());
        }
        if self.employee.as_ref().is_some_and(|name| !(1..=40).contains(&name.chars().count())) {
            return Err("the employee's name does not have 1 to 40 characters".to_owned());
        }
        if let Some(odd) = self.employee.iter().flat_map(|name| name.chars()).find(|one| is_hidden(*one)) {
            return Err(format!("the employee's name holds the character U+{:04X}", u32::from(odd)));
        }
        if !self.employment.is_sound() {
            return Err("the survey holds an answer that no question has".to_owned());
        }
        self.merits.check(self.ledger.len())?;
        self.deeds.check()
    }

    /// What the plane of a file is made from. A file that is taken again is another plane.
    pub(super) fn seed_of(&self, file: &str) -> u64 {
        let again = self.ledger.iter().filter(|entry| entry.file == file).count() as u64;
        self.seed.wrapping_add(again.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// What has been earned: what the handbook withholds is shown after it.
    pub fn earned(&self) -> Earned {
        let files = self.ledger.len();
        let ledger = [
            (Condition::FirstFile, files >= 1),
            (Condition::ThirdFile, files >= 3),
            (Condition::Quarter, files >= QUARTER),
        ];
        let held = self.wellness.held().count();
        let wellness = [
            (Condition::FirstSession, held >= 1),
            (Condition::ThreeSessions, held >= 3),
            (Condition::Equal, self.wellness.held().any(|card| card.points == POINTS)),
            (Condition::DeclinedTwice, self.wellness.declined_twice),
        ];
        ledger.into_iter().chain(wellness).filter(|(_, holds)| *holds).map(|(earned, _)| earned).collect()
    }

    /// Whether the file with this key has been finished.
    pub fn has_finished(&self, file: &str) -> bool {
        self.ledger.iter().any(|entry| entry.file == file)
    }
}
