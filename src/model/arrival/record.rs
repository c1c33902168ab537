//! What is remembered of coming and going.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::pack::arrival::ANSWERS;

/// How the employee came to the house, and how often to work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Employment {
    /// Answers of the survey by the keys of its questions: which, from 0, or none where nothing was known.
    pub answers: BTreeMap<String, Option<usize>>,
    /// Whether the name that was given has been corrected.
    pub corrected: bool,
    /// How often one came down to work.
    pub arrivals: u32,
    /// How often one went up again.
    pub departures: u32,
}

impl Employment {
    /// Whether every answer is one that a question can have.
    pub(in crate::model) fn is_sound(&self) -> bool {
        self.answers.values().flatten().all(|answer| answer < ANSWERS.end())
    }
}
