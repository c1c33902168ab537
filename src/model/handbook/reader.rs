//! Where the reader is.

use serde::{Deserialize, Serialize};

use super::pace::Pace;
use crate::model::lobby::line_editor::{LONGEST, LineEditor};
use crate::time::Time;

/// The most places that are remembered on either side.
const REMEMBERED: usize = 64;
/// No page has so many rows.
const LAST_ROW: u32 = 100_000;
/// The most digits of a folio that is typed.
const DIGITS: usize = 4;

/// What of the handbook is shown. Pages are named by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// The contents.
    #[default]
    Contents,
    /// The index.
    Index,
    /// The page with this key.
    Page(String),
    /// The places that hold these words.
    Hits(String),
}

/// A place in the handbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What is shown.
    pub shown: Shown,
    /// How many rows it is moved up. The screen holds it to what there is.
    pub row: u32,
}

/// A page that help has opened, and nothing has been read since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    /// Whether the handbook was opened for it.
    pub(super) from_room: bool,
    /// Whether the place before it is remembered.
    pub(super) remembered: bool,
}

/// The handbook as it lies open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reader {
    place: Place,
    back: Vec<Place>,
    forward: Vec<Place>,
    /// The line of the search, while it is typed.
    search: Option<LineEditor>,
    /// What is marked on pages since it was sought.
    sought: String,
    /// The digits of the folio that is typed.
    folio: String,
    large: bool,
    /// The row to which it is to be moved.
    aim: u32,
    pub(in crate::model) pace: Pace,
    pub(super) asked: Option<Asked>,
    /// Up to when its being read has been counted, and when it was touched last.
    pub(super) counted: Time,
    pub(super) touched: Time,
}

impl Reader {
    /// What is shown.
    pub fn shown(&self) -> &Shown {
        &self.place.shown
    }

    /// How many rows it is moved up, at most: the screen holds it to what there is.
    pub fn row(&self) -> u32 {
        self.place.row
    }

    /// The row to which it is being moved.
    pub fn aim(&self) -> u32 {
        self.aim
    }

    /// Whether a key that is held may turn it over now.
    pub fn rests(&self, now: Time) -> bool {
        self.pace.rests(now)
    }

    /// The line of the search, while it is typed.
    pub fn search(&self) -> Option<&LineEditor> {
        self.search.as_ref()
    }

    /// The words that are marked wherever they stand; empty if none are.
    pub fn sought(&self) -> &str {
        match &self.place.shown {
            Shown::Hits(words) => words,
            _ => &self.sought,
        }
    }

    /// The digits of the folio that is typed.
    pub fn folio(&self) -> &str {
        &self.folio
    }

    /// Whether the keys write: a search, or a folio.
    pub fn is_typing(&self) -> bool {
        self.search.is_some() || !self.folio.is_empty()
    }

    /// Whether the large type is shown.
    pub fn is_large(&self) -> bool {
        self.large
    }

    /// How many places there are to go back to, and forward.
    pub fn remembered(&self) -> (usize, usize) {
        (self.back.len(), self.forward.len())
    }

    /// Whether it has shown nothing yet.
    pub(super) fn is_new(&self) -> bool {
        // Whoever opens it touches it.
        self.touched == Time::ZERO
    }

    /// Whether it holds nothing that a reader can hold at no time up to `now`.
    pub fn is_sound(&self, now: Time) -> bool {
        let places = self.back.iter().chain(&self.forward).chain([&self.place]);
        let fits = |place: &Place| {
            let words = if let Shown::Hits(words) = &place.shown { words } else { "" };
            place.row <= LAST_ROW && words.chars().count() <= LONGEST
        };
        let digits = |letter: char| letter.is_ascii_digit();
        self.back.len() <= REMEMBERED
            && self.forward.len() <= REMEMBERED
            && self.folio.len() <= DIGITS
            && self.folio.chars().all(digits)
            && self.search.as_ref().is_none_or(LineEditor::is_sound)
            && self.sought.chars().count() <= LONGEST
            && self.aim <= LAST_ROW
            && places.into_iter().all(fits)
            && self.pace.is_sound(now)
            && [self.counted, self.touched].iter().all(|at| (Time::ZERO..=now).contains(at))
    }

    /// Goes to a place, and remembers the one before. Whether that was another.
    pub(super) fn go(&mut self, shown: Shown) -> bool {
        let place = Place { shown, row: 0 };
        self.stop_typing();
        self.asked = None;
        if place == self.place {
            return false;
        }
        self.aim = 0;
        let before = std::mem::replace(&mut self.place, place);
        remember(&mut self.back, before);
        self.forward.clear();
        true
    }

    /// Goes to a place instead of the one that is shown.
    pub(super) fn turn(&mut self, shown: Shown) {
        self.stop_typing();
        self.asked = None;
        self.place = Place { shown, row: 0 };
        self.aim = 0;
    }

    /// Goes back (below nothing) or forward by one place. Whether there was one.
    pub(super) fn step(&mut self, by: i32) -> bool {
        self.stop_typing();
        let (from, to) = match by {
            0 => return false,
            ..0 => (&mut self.back, &mut self.forward),
            _ => (&mut self.forward, &mut self.back),
        };
        let Some(place) = from.pop() else { return false };
        self.asked = None;
        self.aim = place.row;
        remember(to, std::mem::replace(&mut self.place, place));
        true
    }

    /// Goes back from a page that help has opened, as if it had not been.
    pub(super) fn forget(&mut self) {
        if let Some(Asked { remembered: true, .. }) = self.asked
            && let Some(place) = self.back.pop()
        {
            self.aim = place.row;
            self.place = place;
        }
        self.stop_typing();
        self.asked = None;
    }

    /// Moves it to a row, as soon as it may.
    pub(super) fn aim_at(&mut self, row: u32, now: Time) {
        self.aim = row.min(LAST_ROW);
        if self.row_due(now).is_some_and(|due| due <= now) {
            self.move_rows(now);
        }
    }

    /// When it may be moved to the row at which it aims; none where it is there.
    pub(super) fn row_due(&self, now: Time) -> Option<Time> {
        let by = self.rows_to_go();
        (by != 0).then(|| self.pace.row_due(by, now))
    }

    fn rows_to_go(&self) -> i64 {
        i64::from(self.aim) - i64::from(self.place.row)
    }

    pub(super) fn move_rows(&mut self, now: Time) {
        self.pace.move_rows(self.rows_to_go(), now);
        self.place.row = self.aim;
    }

    /// The other size of type. What is read begins anew: its rows are others.
    pub(super) fn turn_size(&mut self) {
        self.large = !self.large;
        self.place.row = 0;
        self.aim = 0;
    }

    /// The large type, or the usual one.
    pub(in crate::model) fn set_large(&mut self, large: bool) {
        if self.large != large {
            self.turn_size();
        }
    }

    pub(super) fn begin_search(&mut self) {
        self.folio.clear();
        self.search.get_or_insert_default();
    }

    pub(super) fn mark_words(&mut self, words: &str) {
        self.sought = words.to_owned();
    }

    /// Ends the line, or the folio. Whether one was typed.
    pub(super) fn stop_typing(&mut self) -> bool {
        let typed = self.is_typing();
        self.search = None;
        self.folio.clear();
        typed
    }

    pub(super) fn line_mut(&mut self) -> Option<&mut LineEditor> {
        self.search.as_mut()
    }

    /// Digits of a folio; anything else is left out.
    pub(super) fn type_folio(&mut self, text: &str) {
        let room = DIGITS - self.folio.len().min(DIGITS);
        self.folio.extend(text.chars().filter(char::is_ascii_digit).take(room));
    }

    pub(super) fn erase_folio(&mut self) {
        self.folio.pop();
    }
}

fn remember(places: &mut Vec<Place>, place: Place) {
    if places.len() >= REMEMBERED {
        places.remove(0);
    }
    places.push(place);
}
