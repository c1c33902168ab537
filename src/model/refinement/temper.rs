//! The four tempers.

use serde::{Deserialize, Serialize};

/// A temper: how a cluster of digits carries itself. What it is called is the pack's affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Temper {
    /// Hangs and leans; sags and slows.
    Woe,
    /// Tilts alternately; hops.
    Frolic,
    /// Huddles in pairs; shivers sideways.
    Dread,
    /// Splays; lunges outward.
    Malice,
}

impl Temper {
    /// All, in the order of the sheets.
    pub const ALL: [Self; 4] = [Self::Woe, Self::Frolic, Self::Dread, Self::Malice];

    /// Its place in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}
