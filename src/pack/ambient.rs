//! What is shown and said while nobody works: the scenes, the shift, and the sheet of dull figures, as a pack holds them
//! in `ambient.toml`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::named::named;
use super::voice::Line;
use crate::template;

/// Columns of a sheet, beside the names of its rows.
pub const COLUMNS: RangeInclusive<usize> = 4..=8;
/// Rows of a sheet, beside that of the totals.
pub const ROWS: RangeInclusive<usize> = 8..=20;
/// Lines at the foot of a sheet.
pub const FOOTERS: RangeInclusive<usize> = 1..=3;

/// What is shown and said while nobody works. All [`LINES`] are there, with the places stated there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ambient {
    /// What is said in scenes and of a shift, by key.
    pub lines: BTreeMap<String, String>,
    /// The sheet that hides the work.
    pub worksheet: Worksheet,
}

/// A sheet of figures, without the figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worksheet {
    /// What stands at its head.
    pub title: String,
    /// What the names of its rows are names of.
    pub head: String,
    /// Its columns, in so many as [`COLUMNS`].
    pub columns: Vec<Column>,
    /// The names of its rows, in so many as [`ROWS`], all different.
    pub rows: Vec<String>,
    /// What the row of totals is called.
    pub total: String,
    /// What stands below the totals, in so many as [`FOOTERS`].
    pub footers: Vec<String>,
    /// What stands in the bar at the foot of the tube.
    pub status: String,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub name: String,
    /// What stands in it.
    pub kind: Figures,
}

named! {
    /// What stands in a column.
    ALL of Figures {
        /// The number of a paper, which is not added up.
        Code = "code",
        /// A day and a month.
        Date = "date",
        /// A whole number.
        Count = "count",
        /// The counts to its left in the same row, added up.
        Sum = "sum",
        /// A sum of money, with two places.
        Money = "money",
    }
}

const fn line(key: &'static str, placeholders: &'static [&'static str]) -> Line {
    Line { key, placeholders }
}

/// All lines. `{employee}` and `{file}` are names, `{minutes}` and `{percent}` numbers in digits, `{time}` is an hour as
/// `08:57`.
pub const LINES: &[Line] = &[
    // The hallway.
    line("hallway-sign", &[]),
    line("hallway-told", &[]),
    // The rolodex and the emblem.
    line("rolodex-told", &[]),
    line("emblem-told", &[]),
    // The clock.
    line("clock-title", &[]),
    line("clock-employee", &["employee"]),
    line("clock-minutes", &["minutes"]),
    line("clock-file", &["file", "percent"]),
    line("clock-no-file", &[]),
    line("clock-shift", &["minutes", "percent"]),
    line("clock-told", &["time"]),
    // The shift.
    line("shift-began", &["minutes"]),
    line("shift-ended", &["minutes"]),
];

impl Ambient {
    /// A line of [`LINES`] with its places filled.
    pub fn say(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.lines.get(key).map_or_else(String::new, |text| template::fill(text, places))
    }
}
