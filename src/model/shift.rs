//! A quiet shift for people who work beside the terminal: so many minutes, which the header follows.

use serde::{Deserialize, Serialize};

use super::happening::Happening;
use super::terminal::Terminal;
use crate::time::{Span, Time};

/// The longest shift, in minutes: a day.
pub const LONGEST_SHIFT: u32 = 24 * 60;

/// A shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// When it began.
    pub since: Time,
    /// How long it is, in minutes, 1 to [`LONGEST_SHIFT`].
    pub minutes: u32,
    /// Whether its end has been told.
    pub ended: bool,
}

impl Shift {
    /// When it ends.
    pub fn ends(&self) -> Time {
        self.since + Span::from_millis(i64::from(self.minutes) * 60_000)
    }

    /// How much of it has passed at `now`, in parts of a hundred, rounded down.
    pub fn percent(&self, now: Time) -> u8 {
        (now.progress(self.since, self.ends().since(self.since)) * 100.0) as u8
    }

    /// Whether it can have been begun by `now`.
    pub(super) fn is_sound(&self, now: Time) -> bool {
        (Time::ZERO..=now).contains(&self.since) && (1..=LONGEST_SHIFT).contains(&self.minutes)
    }
}

impl Terminal {
    /// Begins a shift of so many minutes; ends it without a word for none.
    pub(super) fn begin_shift(&mut self, minutes: u32) {
        let shift = Shift { since: self.now, minutes: minutes.min(LONGEST_SHIFT), ended: false };
        self.shift = (minutes > 0).then_some(shift);
        if let Some(shift) = self.shift {
            self.happen(Happening::ShiftBegan { minutes: shift.minutes });
        }
    }

    /// The shift that is worked, or that has ended and was not put away.
    pub fn shift(&self) -> Option<&Shift> {
        self.shift.as_ref()
    }

    /// When the shift ends, until that is told.
    pub(super) fn shift_due(&self) -> Option<Time> {
        self.shift.filter(|shift| !shift.ended).map(|shift| shift.ends())
    }

    /// Tells the end of the shift.
    pub(super) fn fire_shift(&mut self) {
        if let Some(shift) = &mut self.shift {
            shift.ended = true;
            let minutes = shift.minutes;
            self.happen(Happening::ShiftEnded { minutes });
        }
    }

    /// What the header shows, in parts of a hundred: the file's, or the shift's while there is one.
    pub fn percent_shown(&self) -> Option<u8> {
        match &self.shift {
            Some(shift) => Some(shift.percent(self.now)),
            None => self.board().map(super::refinement::Board::percent),
        }
    }
}
