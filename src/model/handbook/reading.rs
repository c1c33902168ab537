//! What is remembered of the reading.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::model::lobby::line_editor::LONGEST;
use crate::pack::reader::is_hidden;
use crate::time::{Span, Time};

/// No page has so many lines on its forms.
const LINES: usize = 512;

/// Pages read, places marked, forms signed. Pages are named by their keys; one that the pack does not know is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// The pages that have been opened.
    pub pages: BTreeMap<String, PageRecord>,
    /// The pages that are marked.
    pub marks: BTreeSet<String>,
    /// What has been filled in, by the page on which it stands.
    pub forms: BTreeMap<String, FormRecord>,
    /// The page that was opened last.
    pub last: Option<String>,
}

/// What is remembered of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRecord {
    /// How often it was opened.
    pub opened: u32,
    /// How long it lay open while somebody was there, in flicks.
    pub time: Span,
    /// Whether it has been read: it lay open for ten seconds.
    pub read: bool,
    /// When it was opened first, by the terminal's clock.
    pub first: DateTime,
    /// When it was opened last.
    pub last: DateTime,
}

/// What has been filled in on the forms of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormRecord {
    /// The lines that are ticked, counted from 0 through all forms of the page.
    pub ticks: BTreeSet<usize>,
    /// Who has signed.
    pub signature: Option<Signature>,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The employee's name.
    pub name: String,
    /// When it was signed, by the terminal's clock.
    pub date: DateTime,
}

impl Reading {
    /// Whether the page with this key has been read.
    pub fn has_read(&self, page: &str) -> bool {
        self.pages.get(page).is_some_and(|record| record.read)
    }

    /// Whether the page with this key is marked.
    pub fn is_marked(&self, page: &str) -> bool {
        self.marks.contains(page)
    }

    /// Whether it holds nothing that cannot have been remembered.
    pub fn is_sound(&self) -> bool {
        let signed = |name: &str| name.chars().count() <= LONGEST && !name.contains(is_hidden);
        self.pages.values().all(|record| (0..=Time::LAST.0).contains(&record.time.0))
            && self.forms.values().all(|form| {
                form.ticks.iter().all(|line| *line < LINES)
                    && form.signature.as_ref().is_none_or(|signature| signed(&signature.name))
            })
    }

    /// Enters that a page was opened.
    pub(super) fn open(&mut self, page: &str, date: DateTime) {
        let new = PageRecord { opened: 0, time: Span::ZERO, read: false, first: date, last: date };
        let record = self.pages.entry(page.to_owned()).or_insert(new);
        record.opened = record.opened.saturating_add(1);
        record.last = date;
        self.last = Some(page.to_owned());
    }
}
