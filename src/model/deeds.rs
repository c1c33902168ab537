//! What an employee has done: counts of everything that is measured, and which deeds are done. docs/deeds.md says what
//! each measure counts.

mod tally;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::session::Session;
use crate::pack::{Measure, Pack};

pub use watch::Watch;

/// Counts and deeds, by the keys of measures and deeds. A key that the present pack does not know is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deeds {
    /// How far each measure has been counted.
    pub counts: BTreeMap<String, u32>,
    /// The deeds that are done, in the order in which they were done.
    pub done: Vec<String>,
    /// Groups delivered since the last one that was misfiled.
    pub clean: u32,
    /// Groups delivered since the last one for which the pointer was used.
    pub by_keys: u32,
    /// The date on which the power was switched on last.
    pub morning: Option<Date>,
    /// The files begun that have passed their half.
    pub halved: BTreeSet<String>,
}

impl Deeds {
    /// Whether they can have been counted; else what of them cannot.
    pub(super) fn check(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        match self.done.iter().find(|deed| !seen.insert(*deed)) {
            Some(twice) => Err(format!("the deed `{twice}` is done twice")),
            None => Ok(()),
        }
    }

    /// How far a measure has been counted.
    pub fn count(&self, measure: Measure) -> u32 {
        self.counts.get(measure.key()).copied().unwrap_or(0)
    }

    /// Counts on.
    fn add(&mut self, measure: Measure, more: u32, pack: &Pack) {
        self.raise(measure, self.count(measure).saturating_add(more), pack);
    }

    /// Counts as far as `count`, if it was not counted so far yet, and notes the deeds that are done by that.
    fn raise(&mut self, measure: Measure, count: u32, pack: &Pack) {
        if count <= self.count(measure) {
            return;
        }
        self.counts.insert(measure.key().to_owned(), count);
        self.note_done(Some(measure), pack);
    }

    /// Notes the deeds that are done by a measure, or by any.
    fn note_done(&mut self, measure: Option<Measure>, pack: &Pack) {
        for deed in pack.facts.iter().flat_map(|facts| &facts.deeds) {
            if measure.is_none_or(|measure| measure == deed.counts)
                && self.count(deed.counts) >= deed.least
                && !self.done.contains(&deed.key)
            {
                self.done.push(deed.key.clone());
            }
        }
    }
}

impl Session {
    /// Counts what the session itself tells, and notes what is done by that. A session that was kept before anything
    /// was counted, or with another pack, comes to what it has earned.
    pub(super) fn take_stock(&mut self, pack: &Pack) {
        for (measure, count) in tally::tally(self, pack) {
            self.deeds.raise(measure, count, pack);
        }
        self.deeds.note_done(None, pack);
        self.look_back(pack);
    }
}
