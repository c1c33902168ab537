//! What is remembered of incentives.

use std::collections::BTreeSet;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::model::session::{QUARTER, Session};
use crate::pack::Pack;
use crate::pack::incentives::{DANCE_RUNG, RUNGS, WHOLE};

/// What was earned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Merits {
    /// Awards, in the order in which they were given: the first is number 1.
    pub given: Vec<Given>,
    /// The quarters, from 1, whose dance was danced to its end.
    pub danced: BTreeSet<u32>,
    /// For how many quarters the refiner has been named.
    pub named: u32,
}

/// An award that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The award's key.
    pub award: String,
    /// The rung of the ladder, in parts of a hundred of the quarter.
    pub rung: u8,
    /// The quarter, from 1.
    pub quarter: u32,
    /// When, by the terminal's clock.
    pub date: DateTime,
    /// Whether it was presented.
    pub presented: bool,
}

impl Merits {
    /// Whether they can have been earned with so many files finished; else what of them cannot.
    pub(in crate::model) fn check(&self, files: usize) -> Result<(), String> {
        let last = (files / QUARTER) as u32 + 1;
        let mut seen = BTreeSet::new();
        for (at, given) in self.given.iter().enumerate() {
            let at = at + 1;
            // The last rung is that of a whole quarter.
            let reached = if given.rung == WHOLE { 1..last } else { 1..last + 1 };
            if !RUNGS.contains(&given.rung) || !reached.contains(&given.quarter) {
                return Err(format!("award {at} is for a rung or a quarter that was never reached"));
            }
            if self.given[..at - 1].last().is_some_and(|before| before.quarter > given.quarter) {
                return Err(format!("award {at} is of a quarter before that of the award before it"));
            }
            if !seen.insert((given.quarter, given.rung)) {
                return Err(format!("award {at} was given before"));
            }
        }
        if self.named >= last {
            return Err("a refiner was named for a quarter that has not ended".to_owned());
        }
        if self.danced.iter().any(|quarter| !self.has_earned_dance(*quarter)) {
            return Err("a dance was danced that was never earned".to_owned());
        }
        Ok(())
    }

    /// Whether direction can have staged them: those of a first quarter, which nobody has named.
    pub(in crate::model) fn is_staged_soundly(&self) -> bool {
        self.named == 0 && self.given.iter().all(|given| given.quarter == 1) && self.check(QUARTER).is_ok()
    }

    /// Whether the dance of this quarter was ever earned.
    pub(in crate::model) fn has_earned_dance(&self, quarter: u32) -> bool {
        self.given.iter().any(|given| given.rung == DANCE_RUNG && given.quarter == quarter)
    }

    /// The number of the first award that was not presented yet, from 1, and the award.
    pub fn to_present(&self) -> Option<(u32, &Given)> {
        (1..).zip(&self.given).find(|(_, given)| !given.presented)
    }

    /// The earliest quarter whose dance is earned and was not danced.
    pub fn dance(&self) -> Option<u32> {
        let earned = self.given.iter().filter(|given| given.rung == DANCE_RUNG).map(|given| given.quarter);
        earned.filter(|quarter| !self.danced.contains(quarter)).min()
    }
}

impl Session {
    /// The quarter that is worked on, from 1, and how far it is, in whole parts of a hundred. A file in progress counts
    /// by its percentage; the last part is there only when six files are finished.
    pub fn quarter(&self) -> (u32, u8) {
        let finished = self.ledger.len() % QUARTER;
        let begun = self.boards.values().filter(|board| board.finished_at().is_none() && !board.is_staged());
        let begun: usize = begun.map(|board| usize::from(board.percent())).sum();
        let most = 100 * (QUARTER - finished) - 1;
        let percent = (100 * finished + begun.min(most)) / QUARTER;
        ((self.ledger.len() / QUARTER) as u32 + 1, percent as u8)
    }

    /// Comes to what was earned before anything was given: it stands in the case and is not presented any more.
    pub(in crate::model) fn look_back(&mut self, pack: &Pack) {
        let Some(date) = self.ledger.last().map(|entry| entry.date) else { return };
        if self.merits.given.is_empty() && !self.climb(pack, date, true).is_empty() {
            self.merits.named = (self.ledger.len() / QUARTER) as u32;
        }
    }

    /// Gives what the ladder has come to, and tells the numbers of what is new.
    pub(in crate::model) fn climb(&mut self, pack: &Pack, date: DateTime, presented: bool) -> Vec<u32> {
        let Some(incentives) = &pack.incentives else { return Vec::new() };
        let (present, percent) = self.quarter();
        let mut new = Vec::new();
        let from = self.merits.given.last().map_or(1, |given| given.quarter);
        for quarter in from..=present {
            let reached = if quarter < present { WHOLE } else { percent };
            for (award, rung) in incentives.awards.iter().zip(RUNGS) {
                let has = |given: &Given| given.quarter == quarter && given.rung == rung;
                // What was given stands by quarters: those of this one are the last.
                let mut last = self.merits.given.iter().rev().take_while(|given| given.quarter >= quarter);
                if rung <= reached && !last.any(has) {
                    let award = award.key.clone();
                    self.merits.given.push(Given { award, rung, quarter, date, presented });
                    new.push(self.merits.given.len() as u32);
                }
            }
        }
        new
    }
}
