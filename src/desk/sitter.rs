//! Somebody who works by seed at a terminal of their own: a copy of the user's, or one with a session that nobody keeps.
//! What happens there is nobody's but the glass's.

use std::sync::Arc;
use std::time::Duration;

use crate::ambient::at_work;
use crate::model::geometry::Tube;
use crate::model::{Change, Command, Happened, Happening, Screen, Session, Source, Stamped, Terminal};
use crate::operator::{Operator, Part};
use crate::pace::Pace;
use crate::pack::Pack;
use crate::time::{FLICKS_PER_SECOND, Span, Time};

/// What is done within so short a time is seen as one movement.
const MOVEMENT: Span = Span::from_millis(100);
/// How long somebody who cannot leave waits before trying again.
const AGAIN: Span = Span::from_millis(1000);

/// The operator, and the terminal that is worked.
#[derive(Debug)]
pub(super) struct Sitter {
    terminal: Terminal,
    /// None who has gone home.
    operator: Option<Operator>,
    pace: Pace,
    /// The clock when the shift began, where one is worked: it passes as the clock does, whoever sees it.
    shift: Option<Duration>,
}

impl Sitter {
    /// Sits down at a copy of a terminal.
    pub(super) fn at_copy(terminal: &Terminal, part: &Part) -> Self {
        let mut terminal = terminal.clone();
        terminal.take_happenings();
        let (seed, now) = (terminal.session().seed ^ terminal.now().0.unsigned_abs(), terminal.now());
        // Nobody else can sit down at a copy.
        let own = terminal.employees().iter().find(|one| one.profile == terminal.here()).cloned();
        let mut sitter = Self::at(terminal, part, seed, now);
        if let Some(own) = own {
            sitter.apply(own.alone());
        }
        sitter
    }

    /// Sits down at a terminal of their own, in the middle of work, with a session or with a new one out of a seed. `set`
    /// are the commands that make it as the user has set theirs.
    pub(super) fn at_own(
        pack: &Arc<Pack>,
        seed: u64,
        session: Option<Session>,
        part: &Part,
        set: impl Iterator<Item = Command>,
    ) -> Self {
        let terminal = at_work(pack, Tube::default(), seed, session);
        let now = terminal.now();
        let mut sitter = Self::at(terminal, part, seed, now);
        set.for_each(|command| sitter.apply(command));
        sitter
    }

    fn at(terminal: Terminal, part: &Part, seed: u64, now: Time) -> Self {
        Self { operator: Some(Operator::new(part, seed, now)), pace: Pace::at(now), terminal, shift: None }
    }

    /// Works a shift of so many minutes, from this clock on.
    pub(super) fn begin_shift(&mut self, minutes: u32, clock: Duration) {
        self.apply(Command::Shift { minutes });
        self.shift = Some(clock);
    }

    /// The terminal that is worked.
    pub(super) fn terminal(&self) -> &Terminal {
        &self.terminal
    }

    /// Does something that is not the operator's doing.
    pub(super) fn apply(&mut self, command: Command) {
        let (time, source) = (self.terminal.now(), Source::Program);
        self.terminal.apply(&Stamped { time, sequence: 0, source, command });
    }

    /// Takes note of a steady clock, and gives the time.
    pub(super) fn tick(&mut self, clock: Duration) -> Time {
        match self.shift {
            Some(since) => {
                let nanos = i128::try_from(clock.saturating_sub(since).as_nanos()).unwrap_or(i128::MAX);
                let flicks = nanos.saturating_mul(i128::from(FLICKS_PER_SECOND)) / 1_000_000_000;
                Time(i64::try_from(flicks).unwrap_or(i64::MAX))
            }
            None => self.pace.tick(clock).time,
        }
    }

    /// Notes that the window sleeps now, for so long, and meanwhile time passes.
    pub(super) fn sleeps(&mut self, sleep: Duration) {
        self.pace.sleeps(sleep);
    }

    /// Works up to a time, and tells what has happened. Behind the sheet nobody works.
    pub(super) fn work(&mut self, to: Time) -> Vec<Happened> {
        let hidden = self.terminal.screen() == Screen::Worksheet;
        match &mut self.operator {
            Some(operator) if !hidden => operator.drive(&mut self.terminal, to),
            _ => self.terminal.advance(to),
        }
        let happened = self.terminal.take_happenings();
        if happened.iter().any(|happened| matches!(happened.what, Happening::ShiftEnded { .. })) {
            self.operator = None;
            self.apply(Command::PointAway);
        }
        if self.is_leaving() && !hidden {
            let leave = match self.terminal.pack().arrival {
                Some(_) => Command::Leave,
                None => Command::Power { on: false },
            };
            self.apply(leave);
        }
        happened
    }

    /// When the picture changes next, where what is shown does at `shown`.
    pub(super) fn next_change(&self, shown: Change) -> Change {
        let now = self.terminal.now();
        let hidden = self.terminal.screen() == Screen::Worksheet;
        let acts = self.operator.as_ref().filter(|_| !hidden).map(Operator::due);
        let leaves = (self.is_leaving() && !hidden).then(|| now + AGAIN);
        let ends = self.terminal.shift().filter(|shift| !shift.ended).map(|shift| shift.ends());
        let Some(due) = acts.into_iter().chain(leaves).chain(ends).min() else { return shown };
        match shown {
            Change::Moving => Change::Moving,
            _ if due <= now + MOVEMENT => Change::Moving,
            Change::Resting => Change::Resting,
            Change::At(at) => Change::At(at.min(due)),
            Change::Never => Change::At(due),
        }
    }

    /// Whether the work is over and somebody is still there.
    fn is_leaving(&self) -> bool {
        self.operator.is_none()
            && !matches!(
                self.terminal.screen(),
                Screen::Elevator { .. } | Screen::Outside { .. } | Screen::Leaving { .. } | Screen::Off
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(pack: &str) -> Sitter {
        Sitter::at_own(&Pack::shipped(pack).unwrap(), 3, None, &Part::default(), std::iter::empty())
    }

    #[test]
    fn work_is_begun_in_its_middle_in_every_pack() {
        for name in Pack::shipped_names() {
            let sitter = own(name);
            assert_eq!(sitter.terminal().screen(), Screen::Refinement, "{name}");
            assert_eq!(sitter.terminal().now(), Time::ZERO);
        }
    }

    #[test]
    fn a_session_is_worked_on_where_one_is_given() {
        let given = own("lumon").terminal().session().clone();
        let (pack, part) = (Pack::shipped("lumon").unwrap(), Part::default());
        let sitter = Sitter::at_own(&pack, 8, Some(given.clone()), &part, std::iter::empty());
        let session = sitter.terminal().session();
        assert_eq!((session.seed, &session.employee), (given.seed, &given.employee));
        assert_eq!(sitter.terminal().screen(), Screen::Refinement);
    }

    #[test]
    fn a_shift_passes_as_the_clock_does_and_ends_on_the_quiet_screen() {
        for name in Pack::shipped_names() {
            let mut sitter = own(name);
            let begun = Duration::from_secs(7);
            sitter.begin_shift(1, begun);
            let mut ended = 0;
            let mut now = |sitter: &mut Sitter, second| {
                let time = sitter.tick(begun + Duration::from_secs(second));
                assert_eq!(time, Time::from_millis(1000 * second as i64));
                let happened = sitter.work(time);
                ended +=
                    happened.iter().filter(|one| matches!(one.what, Happening::ShiftEnded { .. })).count();
            };
            now(&mut sitter, 30);
            assert_eq!(sitter.terminal().percent_shown(), Some(50));
            // Nobody looked for longer than the window ever sleeps.
            for second in [61, 62, 63, 70, 80] {
                now(&mut sitter, second);
            }
            let outside = matches!(sitter.terminal().screen(), Screen::Outside { .. });
            assert!(outside, "{name}: {:?}", sitter.terminal().screen());
            assert_eq!(ended, 1);
            let shown = crate::screens::controls(sitter.terminal(), &crate::keys::Keys::default());
            assert!(shown.iter().all(|control| control.id != "down"), "nobody goes down again");
            assert_eq!(sitter.next_change(sitter.terminal().next_change()), Change::Never);
        }
    }

    #[test]
    fn behind_the_sheet_nobody_works_and_the_shift_still_ends() {
        let mut sitter = own("lumon");
        sitter.begin_shift(1, Duration::ZERO);
        sitter.work(Time::from_millis(2000));
        sitter.apply(Command::Worksheet);
        assert_eq!(sitter.terminal().screen(), Screen::Worksheet);
        let ends = Time::from_millis(60_000);
        assert_eq!(sitter.next_change(Change::Never), Change::At(ends));
        let happened = sitter.work(ends);
        assert!(happened.iter().any(|one| matches!(one.what, Happening::ShiftEnded { minutes: 1 })));
        sitter.work(Time::from_millis(90_000));
        assert_eq!(sitter.terminal().screen(), Screen::Worksheet);
        assert_eq!(sitter.next_change(Change::Never), Change::Never);
        sitter.apply(Command::Worksheet);
        sitter.work(Time::from_millis(91_000));
        assert!(matches!(sitter.terminal().screen(), Screen::Elevator { .. }));
    }

    #[test]
    fn a_copy_is_worked_and_the_terminal_is_as_it_was() {
        let mut terminal = own("lumon").terminal;
        terminal.advance(Time::from_millis(5000));
        let before = terminal.digest();
        let mut sitter = Sitter::at_copy(&terminal, &Part::default());
        assert_eq!(sitter.terminal().screen(), terminal.screen());
        sitter.work(Time::from_millis(120_000));
        assert_eq!(terminal.digest(), before);
        assert_eq!(terminal.now(), Time::from_millis(5000));
    }

    #[test]
    fn a_movement_is_drawn_at_the_rate_of_what_moves() {
        let sitter = own("lumon");
        // Somebody who has just sat down is due at once.
        assert_eq!(sitter.next_change(Change::Resting), Change::Moving);
        let mut gone = own("lumon");
        gone.operator = None;
        gone.terminal.advance(Time::from_millis(1000));
        assert_eq!(gone.next_change(Change::Never), Change::At(Time::from_millis(2000)));
        assert_eq!(gone.next_change(Change::Resting), Change::Resting);
    }
}
