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
        let (passed, whole) = (now.since(self.since).0, self.ends().since(self.since).0.max(1));
        // In whole numbers, so that each part is reached at its moment.
        (i128::from(passed) * 100 / i128::from(whole)).clamp(0, 100) as u8
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

#[cfg(test)]
mod tests {
    use super::super::command::{Command, Source, Stamped};
    use super::super::geometry::Tube;
    use super::*;
    use crate::pack::Pack;

    fn tell(terminal: &mut Terminal, command: Command) {
        let time = terminal.now();
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
    }

    /// At the field of a file, where a shift of so many minutes begins.
    fn worked(minutes: u32) -> Terminal {
        let mut terminal = Terminal::new(Pack::embedded(), Tube::default(), 1);
        let open = Command::Open { file: "siena".to_owned() };
        for command in [Command::Power { on: true }, Command::Skip, open, Command::Shift { minutes }] {
            tell(&mut terminal, command);
        }
        terminal
    }

    /// Moves on, and gives the happenings of shifts.
    fn wait(terminal: &mut Terminal, seconds: i64) -> Vec<(Time, Happening)> {
        terminal.advance(terminal.now() + Span::from_millis(seconds * 1000));
        let told = terminal.take_happenings().into_iter();
        let of_shifts =
            |what: &Happening| matches!(what, Happening::ShiftBegan { .. } | Happening::ShiftEnded { .. });
        told.filter(|happened| of_shifts(&happened.what))
            .map(|happened| (happened.time, happened.what))
            .collect()
    }

    #[test]
    fn the_header_follows_the_shift_and_its_end_is_told_once() {
        let mut terminal = worked(50);
        assert_eq!(wait(&mut terminal, 0), [(Time::ZERO, Happening::ShiftBegan { minutes: 50 })]);
        assert_eq!(terminal.percent_shown(), Some(0));
        for percent in 1..=99 {
            assert_eq!(wait(&mut terminal, 30), []);
            assert_eq!(terminal.percent_shown(), Some(percent), "rounded down, at the moment");
        }
        let end = (Time::from_millis(50 * 60_000), Happening::ShiftEnded { minutes: 50 });
        assert_eq!(wait(&mut terminal, 3600), [end]);
        assert_eq!(terminal.percent_shown(), Some(100));
        assert_eq!(wait(&mut terminal, 86_400), []);
        // Put away, the header is the file's again.
        tell(&mut terminal, Command::Shift { minutes: 0 });
        assert_eq!((wait(&mut terminal, 1), terminal.shift()), (vec![], None));
        assert_eq!(terminal.percent_shown(), terminal.board().map(|board| board.percent()));
    }

    #[test]
    fn another_shift_takes_its_place_and_none_is_longer_than_a_day() {
        let mut terminal = worked(50);
        wait(&mut terminal, 1200);
        tell(&mut terminal, Command::Shift { minutes: 10 });
        let begun = Time::from_millis(1_200_000);
        assert_eq!(wait(&mut terminal, 0), [(begun, Happening::ShiftBegan { minutes: 10 })]);
        assert_eq!(terminal.percent_shown(), Some(0));
        let ended = Time::from_millis(1_800_000);
        assert_eq!(wait(&mut terminal, 4000), [(ended, Happening::ShiftEnded { minutes: 10 })]);
        tell(&mut terminal, Command::Shift { minutes: u32::MAX });
        assert_eq!(terminal.shift().map(|shift| shift.minutes), Some(LONGEST_SHIFT));
    }

    #[test]
    fn a_shift_goes_on_in_any_room_and_out_of_a_snapshot() {
        let mut terminal = worked(20);
        wait(&mut terminal, 300);
        tell(&mut terminal, Command::Worksheet);
        wait(&mut terminal, 300);
        assert_eq!(terminal.percent_shown(), Some(50));
        let mut restored = Terminal::restore(&terminal.snapshot(), Pack::embedded()).unwrap();
        assert_eq!(restored.shift(), terminal.shift());
        let told = wait(&mut terminal, 1000);
        assert_eq!((wait(&mut restored, 1000), told.len()), (told, 1));
        // A host that begins from a snapshot begins another day.
        restored.unplug();
        assert_eq!(restored.shift(), None);
    }

    #[test]
    fn a_snapshot_of_a_shift_that_none_can_work_is_refused() {
        let terminal = worked(20);
        let text = String::from_utf8(terminal.snapshot()).unwrap();
        let whole = "\"shift\":{\"since\":0,\"minutes\":20,\"ended\":false}";
        assert!(text.contains(whole), "{text}");
        for wrong in [
            "\"shift\":{\"since\":0,\"minutes\":0,\"ended\":false}",
            "\"shift\":{\"since\":0,\"minutes\":1441,\"ended\":false}",
            "\"shift\":{\"since\":99,\"minutes\":20,\"ended\":false}",
            "\"shift\":{\"since\":-1,\"minutes\":20,\"ended\":false}",
        ] {
            assert!(Terminal::restore(text.replace(whole, wrong).as_bytes(), Pack::embedded()).is_err());
        }
    }
}
