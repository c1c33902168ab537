//! The operator: automatic hands that refine, read, listen and go home, out of a seed. It gives the same commands as a
//! person's hands, and knows no more of the terminal than what a person sees of it and what the handbook says.
//!
//! To decide and to do are two things. What is decided (`field`, `door`, `rooms`, `reading`, `guest`) is asked of the
//! `hand` as strokes; the hand does them at its own pace, and when it is free something is decided anew.

mod chance;
mod door;
mod field;
mod guest;
mod hand;
mod mood;
mod path;
mod programme;
mod reading;
mod rooms;
mod simulate;
#[cfg(test)]
mod tests;
mod watchdog;

use crate::keys::Keys;
use crate::model::geometry::Point;
use crate::model::random::Purpose;
use crate::model::{Command, Screen, Source, Stamped, Terminal};
use crate::screens::{self, Control};
use crate::time::{Span, Time};

pub use mood::{Mood, MoodError};
pub use programme::{Breaks, NoTurn, Programme, Turn};
pub use simulate::{Account, first_day, simulate};

use chance::Chance;
use door::Shift;
use field::Eye;
use hand::Hand;
use programme::Course;
use reading::Book;
use watchdog::Watchdog;

/// What somebody is to do, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// How.
    pub mood: Mood,
    /// What is shown in between.
    pub programme: Programme,
    /// Work with breaks, instead of shifts.
    pub breaks: Option<Breaks>,
}

/// Somebody who works a terminal by seed. What is done depends on part, seed and terminal alone, and not on the steps
/// in which time moves.
#[derive(Clone, Debug)]
pub struct Operator {
    mood: Mood,
    breaks: Option<Breaks>,
    /// What keys are called on controls; the operator binds none.
    keys: Keys,
    hand: Hand,
    chance: Chance,
    course: Course,
    eye: Eye,
    book: Book,
    shift: Shift,
    watchdog: Watchdog,
    /// The name of the screen that was seen last, and since when it was.
    seen: (&'static str, Time),
    /// Until then nothing is done but to sit there.
    idle_until: Time,
    due: Time,
    sequence: u64,
}

impl Operator {
    /// Somebody who sits down at `now`.
    pub fn new(part: &Part, seed: u64, now: Time) -> Self {
        Self {
            mood: part.mood.clone(),
            breaks: part.breaks,
            keys: Keys::default(),
            hand: Hand::new(seed, Point::new(980.0, 700.0), now),
            chance: Chance::new(seed, Purpose::Decision),
            course: Course::new(&part.programme, seed),
            eye: Eye::default(),
            book: Book::default(),
            shift: Shift::default(),
            watchdog: Watchdog::new(now),
            seen: ("", now),
            idle_until: now,
            due: now,
            sequence: 0,
        }
    }

    /// When something is done next.
    pub fn due(&self) -> Time {
        self.due
    }

    /// What is done at the terminal's present time; nothing before it is [due](Self::due). What is given is to be
    /// applied before anything more is asked for, which may be due at the same time.
    pub fn act(&mut self, terminal: &Terminal) -> Vec<Command> {
        let now = terminal.now();
        if now < self.due {
            return Vec::new();
        }
        self.notice(terminal);
        if self.hand.is_free() {
            if let Some(at) = terminal.pointer() {
                self.hand.find(at);
            }
            self.decide(terminal);
            // Nobody does one thing at the very moment of another.
            let rest = self.chance.seconds(0.12, 0.3);
            self.hand.rest(rest);
        }
        let commands = self.hand.act(now, &self.mood, terminal.tube());
        self.due = self.hand.due().max(now);
        commands
    }

    /// Moves the terminal to `to`, doing on the way what is due.
    pub fn drive(&mut self, terminal: &mut Terminal, to: Time) {
        while self.due <= to.min(Time::LAST) {
            terminal.advance(self.due);
            for command in self.act(terminal) {
                let (time, sequence) = (terminal.now(), self.sequence);
                self.sequence += 1;
                terminal.apply(&Stamped { time, sequence, source: Source::Operator, command });
            }
        }
        terminal.advance(to);
    }

    /// How many commands were given.
    pub fn given(&self) -> u64 {
        self.sequence
    }

    /// Another screen than before makes whoever sees it stop, and look.
    fn notice(&mut self, terminal: &Terminal) {
        let shown = terminal.screen().name();
        if shown != self.seen.0 {
            self.seen = (shown, terminal.now());
            self.hand.drop_all();
            self.idle_until = terminal.now();
            let looks = self.chance.seconds(0.35, 0.9);
            self.hand.rest(looks);
        }
    }

    /// Decides what is done next, and asks it of the hand.
    fn decide(&mut self, terminal: &Terminal) {
        let now = terminal.now();
        if let Some(step) = self.watchdog.look(terminal, self.has_patience(terminal) || now < self.idle_until)
        {
            self.hand.give(step);
            self.idle_until = now;
            return;
        }
        if now < self.idle_until {
            let left = Span(self.idle_until.0 - now.0);
            let rest = self.chance.seconds(0.8, 2.5);
            return self.hand.rest(rest.min(left));
        }
        self.shift.keep(terminal, &self.mood, &mut self.chance);
        if self.follow_programme(terminal) || self.keep_breaks(terminal) {
            return;
        }
        match terminal.screen() {
            Screen::Off => self.switch_on(terminal),
            Screen::Boot { .. } | Screen::Elevator { .. } | Screen::Leaving { .. } => self.wait(1.2),
            Screen::Survey => self.answer(terminal),
            Screen::Naming => self.take_name(terminal),
            Screen::SignIn => self.sign_in(terminal),
            Screen::Outside { .. } => self.stand_outside(terminal),
            Screen::Prompt => self.ask_for_file(terminal),
            Screen::Cards => self.take_card(terminal),
            Screen::Refinement => self.refine(terminal),
            Screen::Done { .. } => self.be_commended(terminal),
            Screen::Called { .. } => self.be_called(terminal),
            Screen::Sitting => self.listen(terminal),
            Screen::Handbook => self.read(terminal),
            Screen::Award { .. } => self.be_awarded(terminal),
            Screen::Case => self.admire(terminal),
            Screen::Quarter => self.look_at_quarter(terminal),
            Screen::Dance => self.dance(terminal),
            Screen::Settings | Screen::Scene { .. } => self.step_back(),
            Screen::Worksheet => self.put_sheet_away(),
        }
    }

    /// Sits there about so many seconds.
    fn wait(&mut self, seconds: f64) {
        let rest = self.chance.about(seconds);
        self.hand.rest(rest);
    }

    /// Sits there for long, and sees what comes.
    fn sit_back(&mut self, now: Time, span: Span) {
        self.idle_until = now + span;
    }

    /// Gives a command after a moment, as a key.
    fn key(&mut self, after: f64, command: Command) {
        self.wait(after);
        self.hand.give(command);
    }

    /// Clicks on the first control that is seen and asks for something that fits; gives whether there is one.
    fn click(&mut self, terminal: &Terminal, fits: impl Fn(&Command) -> bool) -> bool {
        let fits = |control: &Control| !control.unseen && control.command.as_ref().is_some_and(&fits);
        let control = screens::controls(terminal, &self.keys).into_iter().find(fits);
        let Some(Control { area, command: Some(command), .. }) = control else { return false };
        self.hand.click(&area, command);
        true
    }

    /// Follows the programme; gives whether that leaves nothing else to do now.
    fn follow_programme(&mut self, terminal: &Terminal) -> bool {
        let now = terminal.now();
        self.course.go_on(now);
        let screen = terminal.screen();
        match (self.course.turn(), screen) {
            (Turn::Work, Screen::Scene { .. }) => {
                self.hand.give(Command::Scene { scene: None });
                true
            }
            (Turn::Work, _) => {
                if terminal.is_at_work() {
                    self.course.begun(now);
                }
                false
            }
            (Turn::Scene(turn), Screen::Scene { scene, .. }) if scene == turn => {
                self.course.begun(now);
                self.hand.rest(Span::from_millis(1000));
                true
            }
            (Turn::Scene(turn), _) => {
                let shows = self.may_leave_all(terminal) || matches!(screen, Screen::Scene { .. });
                if shows {
                    self.hand.give(Command::Scene { scene: Some(turn) });
                }
                shows
            }
        }
    }

    /// Whether one is where something else can be begun, with nothing in hand.
    fn may_leave_all(&self, terminal: &Terminal) -> bool {
        match terminal.screen() {
            Screen::Refinement => terminal.board().is_none_or(|board| {
                board.gathered().is_none() && board.marquee().is_none() && board.finished_at().is_none()
            }),
            Screen::Prompt | Screen::Cards | Screen::Outside { .. } => true,
            _ => false,
        }
    }
}
