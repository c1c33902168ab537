//! The hand: what was decided becomes commands, one after the other, at the pace of a person.

use std::collections::VecDeque;

use super::chance::Chance;
use super::mood::Mood;
use super::path::{Path, distance};
use crate::model::Command;
use crate::model::geometry::{Area, Point, Tube};
use crate::model::random::Purpose;
use crate::time::{FLICKS_PER_SECOND, Span, Time};

/// From one place of the pointer to the next that is told, while it moves.
const TELLS: i64 = FLICKS_PER_SECOND / 24;
/// Over a shorter way a hand does not miss, in tube units.
const SURE: f64 = 120.0;

/// One thing that a hand does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stroke {
    /// Moves the pointer to a place; `width` is how large that is at which it aims, in tube units.
    Move {
        /// The place.
        to: Point,
        /// In tube units.
        width: f64,
    },
    /// Does nothing for a time.
    Rest(Span),
    /// Presses where the pointer is.
    Press,
    /// Lets go where the pointer is.
    Release,
    /// Gives a command: a key, or the click on a control.
    Give(Command),
}

/// A hand, and the pointer in it.
#[derive(Clone, Debug)]
pub(super) struct Hand {
    at: Point,
    path: Option<Path>,
    strokes: VecDeque<Stroke>,
    presses: bool,
    free_at: Time,
    chance: Chance,
}

impl Hand {
    /// A hand that holds the pointer at a place, and has done nothing yet.
    pub(super) fn new(seed: u64, at: Point, now: Time) -> Self {
        Self {
            at,
            path: None,
            strokes: VecDeque::new(),
            presses: false,
            free_at: now,
            chance: Chance::new(seed, Purpose::Hand),
        }
    }

    /// Where the pointer is.
    pub(super) fn at(&self) -> Point {
        self.at
    }

    /// Whether it has done everything that was asked of it.
    pub(super) fn is_free(&self) -> bool {
        self.path.is_none() && self.strokes.is_empty()
    }

    /// The pointer is found at a place.
    pub(super) fn find(&mut self, at: Point) {
        self.at = at;
    }

    /// Forgets what it was about to do, and lets go. A movement that has begun comes to its end.
    pub(super) fn drop_all(&mut self) {
        self.strokes.clear();
        self.presses = false;
    }

    /// Does something more, after everything else.
    pub(super) fn then(&mut self, stroke: Stroke) {
        self.strokes.push_back(stroke);
    }

    /// Rests.
    pub(super) fn rest(&mut self, span: Span) {
        self.then(Stroke::Rest(span));
    }

    /// Gives a command.
    pub(super) fn give(&mut self, command: Command) {
        self.then(Stroke::Give(command));
    }

    /// Moves the pointer to something as wide.
    pub(super) fn travel(&mut self, to: Point, width: f64) {
        self.then(Stroke::Move { to, width });
    }

    /// A place near the middle of an area, as a hand hits it.
    pub(super) fn inside(&mut self, area: &Area) -> Point {
        let middle = area.centre();
        Point::new(
            middle.x + 0.5 * area.width() * self.chance.bell(),
            middle.y + 0.5 * area.height() * self.chance.bell(),
        )
    }

    /// Moves into an area, rests there for a moment, and gives a command, as a click does.
    pub(super) fn click(&mut self, area: &Area, command: Command) {
        let to = self.inside(area);
        self.travel(to, area.width().min(area.height()));
        let rest = self.chance.seconds(0.1, 0.24);
        self.rest(rest);
        self.give(command);
    }

    /// When it has something to do next.
    pub(super) fn due(&self) -> Time {
        self.free_at
    }

    /// Does what is due at `now`. Once it has given something it waits until that was heard: what follows is asked for
    /// at the same moment.
    pub(super) fn act(&mut self, now: Time, mood: &Mood, tube: &Tube) -> Vec<Command> {
        if let Some(path) = self.path {
            let command = self.carry(path.at(now), tube);
            if now >= path.ends() {
                self.path = None;
                self.free_at = now;
            } else {
                self.free_at = tick(now);
            }
            return command.into_iter().collect();
        }
        let Point { x, y } = self.at;
        match self.strokes.pop_front() {
            Some(Stroke::Move { to, width }) => {
                self.begin(to, width, now, mood);
                Vec::new()
            }
            Some(Stroke::Rest(span)) => {
                self.free_at = now + span;
                Vec::new()
            }
            Some(Stroke::Press) => {
                self.presses = true;
                vec![Command::Press { x, y }]
            }
            Some(Stroke::Release) if self.presses => {
                self.presses = false;
                vec![Command::Release { x, y }]
            }
            Some(Stroke::Release) | None => Vec::new(),
            Some(Stroke::Give(command)) => vec![command],
        }
    }

    /// Sets out. Now and then a hand misses by a little and corrects that, after a moment.
    fn begin(&mut self, to: Point, width: f64, now: Time, mood: &Mood) {
        let way = distance(self.at, to);
        if way < 0.5 {
            return;
        }
        let mut aim = to;
        if way > SURE && self.chance.happens(mood.misses) {
            // Mostly it falls short, along the way more than aside.
            let (x, y) = (to.x - self.at.x, to.y - self.at.y);
            let (along, aside) = (0.07 * self.chance.bell() - 0.035, 0.03 * self.chance.bell());
            aim = Point::new(to.x + along * x - aside * y, to.y + along * y + aside * x);
            self.strokes.push_front(Stroke::Move { to, width });
            self.strokes.push_front(Stroke::Rest(self.chance.seconds(0.05, 0.14)));
        }
        let bow = mood.bow * self.chance.bell();
        let pace = mood.pace * self.chance.between(0.85, 1.15);
        self.path = Some(Path::new(self.at, aim, width, bow, pace, now));
        self.free_at = tick(now);
    }

    /// Tells where the pointer is, if that can be told from where it was.
    fn carry(&mut self, to: Point, tube: &Tube) -> Option<Command> {
        let quarter = |value: f64, most: f64| (value.clamp(0.0, most) * 4.0).round() / 4.0;
        let to = Point::new(quarter(to.x, tube.width), quarter(to.y, tube.height));
        let moved = to != self.at;
        self.at = to;
        moved.then_some(Command::Point { x: to.x, y: to.y })
    }
}

/// The next moment at which a pointer that moves is told.
fn tick(now: Time) -> Time {
    Time((now.0.div_euclid(TELLS) + 1) * TELLS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that a hand gives until it is free, with its times; `stop` is called before every act.
    fn given(hand: &mut Hand, mut stop: impl FnMut(&mut Hand, usize)) -> Vec<(Time, Command)> {
        let (mood, tube) = (Mood { misses: 1.0, ..Mood::default() }, Tube::default());
        let mut all = Vec::new();
        for acts in 0..10_000 {
            if hand.is_free() {
                return all;
            }
            stop(hand, acts);
            let now = hand.due();
            all.extend(hand.act(now, &mood, &tube).into_iter().map(|command| (now, command)));
        }
        panic!("it never ends");
    }

    #[test]
    fn the_pointer_is_told_on_a_grid_and_comes_to_where_it_was_to_go() {
        let to = Point::new(1200.0, 160.0);
        for seed in 0..40 {
            let mut hand = Hand::new(seed, Point::new(80.0, 900.0), Time::from_millis(1234));
            hand.travel(to, 40.0);
            hand.then(Stroke::Press);
            hand.rest(Span::from_millis(100));
            hand.then(Stroke::Release);
            let all = given(&mut hand, |_, _| {});
            let moves: Vec<Time> = all
                .iter()
                .filter(|(_, command)| matches!(command, Command::Point { .. }))
                .map(|(time, _)| *time)
                .collect();
            assert!(moves.len() > 15 && moves.iter().all(|at| at.0 % TELLS == 0));
            assert!(moves.windows(2).all(|pair| pair[0] < pair[1]));
            assert_eq!(hand.at(), to, "what it missed it has corrected");
            let [.., (pressed, press), (released, release)] = all.as_slice() else { panic!("{all:?}") };
            assert_eq!(
                (press, release),
                (&Command::Press { x: to.x, y: to.y }, &Command::Release { x: to.x, y: to.y })
            );
            assert_eq!(released.since(*pressed), Span::from_millis(100));
        }
    }

    #[test]
    fn what_was_planned_is_forgotten_and_a_movement_comes_to_its_end() {
        let mut hand = Hand::new(3, Point::new(80.0, 900.0), Time::ZERO);
        hand.travel(Point::new(100.0, 840.0), 40.0);
        hand.then(Stroke::Press);
        hand.then(Stroke::Release);
        hand.give(Command::Back);
        let all = given(&mut hand, |hand, acts| {
            if acts == 4 {
                hand.drop_all();
            }
        });
        assert!(all.iter().all(|(_, command)| matches!(command, Command::Point { .. })));
        assert_eq!(hand.at(), Point::new(100.0, 840.0));
    }

    #[test]
    fn what_is_not_pressed_is_not_let_go() {
        let mut hand = Hand::new(3, Point::new(80.0, 900.0), Time::ZERO);
        hand.then(Stroke::Release);
        hand.click(&Area::new(75.0, 890.0, 10.0, 20.0), Command::GoOn);
        let all = given(&mut hand, |_, _| {});
        assert!(all.iter().all(|(_, command)| !matches!(command, Command::Release { .. })));
        assert_eq!(all.last().map(|(_, command)| command), Some(&Command::GoOn));
    }
}
