//! How fast what lies open may change, so that it does not flash (WCAG 2.3.1): no more than five times a second, but
//! for single rows one after the other.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Time};

/// So many changes at most come within [`WITHIN`].
const CHANGES: usize = 5;
const WITHIN: Span = Span::from_millis(1000);
/// From one change to a jump by rows, and from one leaf to the next while a key is held.
pub(in crate::model) const APART: Span = Span::from_millis(200);
/// From one row to the next in the same direction.
const STEP: Span = Span::from_millis(80);

/// When it changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::model) struct Pace {
    /// The last changes, in their order.
    changes: [Option<Time>; CHANGES],
    /// The last change or step, and which way that step went.
    last: Option<Time>,
    way: i64,
}

impl Pace {
    /// Whether it holds nothing that lies beyond `now`, and no more than a step.
    pub(in crate::model) fn is_sound(&self, now: Time) -> bool {
        let mut times = self.changes.iter().chain([&self.last]).flatten();
        times.all(|at| (Time::ZERO..=now).contains(at)) && (-1..=1).contains(&self.way)
    }

    /// Whether it may change now.
    pub(in crate::model) fn may_change(&self, now: Time) -> bool {
        self.changes[0].is_none_or(|at| now.since(at) >= WITHIN)
    }

    /// Whether there was no change for so long that a key that is held may make another.
    pub(in crate::model) fn rests(&self, now: Time) -> bool {
        self.last.is_none_or(|at| now.since(at) >= APART)
    }

    /// Whether it changes at this moment, so that what changes besides is seen with it.
    pub(in crate::model) fn changes(&self, now: Time) -> bool {
        self.last == Some(now) && self.changes[CHANGES - 1] == Some(now)
    }

    /// It changes now.
    pub(in crate::model) fn change(&mut self, now: Time) {
        // What changes twice at one moment is seen once.
        if self.changes(now) {
            return;
        }
        self.changes.rotate_left(1);
        self.changes[CHANGES - 1] = Some(now);
        (self.last, self.way) = (Some(now), 0);
    }

    /// When it may be moved by so many rows, as seen now.
    pub(in crate::model) fn row_due(&self, by: i64, now: Time) -> Time {
        match self.last {
            None => now,
            // It changes at this moment, and the row is a part of that.
            Some(_) if self.changes[CHANGES - 1] == Some(now) => now,
            Some(last) if self.is_step(by) => last + STEP,
            Some(last) => (last + APART).max(self.changes[0].map_or(last, |at| at + WITHIN)),
        }
    }

    fn is_step(&self, by: i64) -> bool {
        by.abs() == 1 && self.way == by
    }

    /// It is moved by so many rows now.
    pub(in crate::model) fn move_rows(&mut self, by: i64, now: Time) {
        if self.is_step(by) {
            self.last = Some(now);
        } else {
            self.change(now);
            self.way = if by.abs() == 1 { by } else { 0 };
        }
    }
}
