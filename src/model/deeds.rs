//! What an employee has done: counts of everything that is measured, and which deeds are done.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Counts and deeds, by the keys of measures and deeds. A key that the present pack does not know is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deeds {
    /// How far each measure has been counted.
    pub counts: BTreeMap<String, u32>,
    /// The deeds that are done, in the order in which they were done.
    pub done: Vec<String>,
}
