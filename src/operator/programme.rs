//! What is shown, and in which order: the rooms in which somebody works, and the scenes in between; or work and breaks.

use std::str::FromStr;

use super::chance::Chance;
use crate::model::Scene;
use crate::model::random::Purpose;
use crate::nearest::right;
use crate::time::{Span, Time};

/// A turn of the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Somebody works, in whatever room.
    Work,
    /// A scene is shown.
    Scene(Scene),
}

impl Turn {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Work,
        Self::Scene(Scene::Hallway),
        Self::Scene(Scene::Rolodex),
        Self::Scene(Scene::Emblem),
        Self::Scene(Scene::Clock),
    ];

    /// The name by which the command line knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Work => "rooms",
            Self::Scene(scene) => scene.name(),
        }
    }

    /// The turn of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.name() == name)
    }
}

/// Which turns there are, and how they follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// The turns; none is as if there was work alone.
    pub turns: Vec<Turn>,
    /// Whether they are shuffled: every scene comes before any comes again, none twice in a row, and work, if it is
    /// among them, between any two. Else they go round as they stand.
    pub shuffled: bool,
    /// How long work lasts.
    pub work: Span,
    /// How long a scene lasts.
    pub scene: Span,
}

impl Programme {
    /// These turns, with the usual lengths.
    pub fn new(turns: Vec<Turn>, shuffled: bool) -> Self {
        Self { turns, shuffled, ..Self::default() }
    }
}

impl Default for Programme {
    /// Everything, shuffled.
    fn default() -> Self {
        Self {
            turns: Turn::ALL.to_vec(),
            shuffled: true,
            work: Span::from_millis(8 * 60_000),
            scene: Span::from_millis(2 * 60_000),
        }
    }
}

/// What is wrong with a list of turns.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no scene `{name}`; {right}")]
pub struct NoTurn {
    /// As given.
    pub name: String,
    /// What would be right.
    pub right: String,
}

impl FromStr for Programme {
    type Err = NoTurn;

    /// Names with commas between: these turns, shuffled.
    fn from_str(text: &str) -> Result<Self, NoTurn> {
        let turn = |name: &str| {
            Turn::named(name).ok_or_else(|| NoTurn {
                name: name.to_owned(),
                right: right(name, &Turn::ALL.map(Turn::name)),
            })
        };
        let turns = text.split(',').map(|name| turn(name.trim())).collect::<Result<_, _>>()?;
        Ok(Self::new(turns, true))
    }
}

/// Work with breaks, for somebody who works beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breaks {
    /// Minutes of work before a break.
    pub work: u32,
    /// Minutes of a break.
    pub rest: u32,
}

/// How far the programme is.
#[derive(Clone, Debug)]
pub(super) struct Course {
    programme: Programme,
    chance: Chance,
    /// Whether work comes between any two scenes.
    between: bool,
    /// What is still to come before all begin again, the next one last.
    bag: Vec<Turn>,
    /// What came out of the bag last.
    last: Option<Turn>,
    turn: Turn,
    /// When the turn ends; none while it has not begun.
    ends: Option<Time>,
}

impl Course {
    /// The beginning of a programme: work, unless the order is another or there is none.
    pub(super) fn new(programme: &Programme, seed: u64) -> Self {
        let mut course = Self {
            programme: programme.clone(),
            chance: Chance::new(seed, Purpose::Programme),
            between: programme.shuffled && programme.turns.contains(&Turn::Work),
            bag: Vec::new(),
            last: None,
            turn: Turn::Work,
            ends: None,
        };
        if !course.between {
            course.turn = course.draw();
        }
        course
    }

    /// What is shown now.
    pub(super) fn turn(&self) -> Turn {
        self.turn
    }

    /// The turn is what is shown, from `now` on if it was not before.
    pub(super) fn begun(&mut self, now: Time) {
        let lasts = if self.turn == Turn::Work { self.programme.work } else { self.programme.scene };
        self.ends.get_or_insert(now + lasts);
    }

    /// Goes on to the next turn if this one is over.
    pub(super) fn go_on(&mut self, now: Time) {
        if self.ends.is_none_or(|ends| now < ends) {
            return;
        }
        let before = self.turn;
        self.turn = if self.between && before != Turn::Work { Turn::Work } else { self.draw() };
        self.ends = None;
        if self.turn == before {
            self.begun(now);
        }
    }

    /// The next turn out of the bag.
    fn draw(&mut self) -> Turn {
        if self.bag.is_empty() {
            self.fill();
        }
        let next = self.bag.pop().unwrap_or(Turn::Work);
        self.last = Some(next);
        next
    }

    /// Puts every turn into the bag once.
    fn fill(&mut self) {
        let between = self.between;
        let all = self.programme.turns.iter().copied();
        let mut bag: Vec<Turn> = all.filter(|turn| !between || *turn != Turn::Work).rev().collect();
        if self.programme.shuffled {
            for last in (1..bag.len()).rev() {
                bag.swap(last, self.chance.below(last + 1));
            }
            // Not what came last.
            let first = bag.len().saturating_sub(1);
            if bag.last().copied() == self.last
                && let Some(at) = bag.iter().position(|turn| Some(*turn) != self.last)
            {
                bag.swap(at, first);
            }
        }
        self.bag = bag;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(programme: &Programme, count: usize) -> Vec<Turn> {
        let mut course = Course::new(programme, 11);
        let mut now = Time::ZERO;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(course.turn());
            course.begun(now);
            let ends = course.ends.unwrap();
            course.go_on(Time(ends.0 - 1));
            assert_eq!(all.last(), Some(&course.turn()), "it lasts to its end");
            now = ends;
            course.go_on(now);
        }
        all
    }

    #[test]
    fn shuffled_scenes_all_come_before_any_comes_again_with_work_between() {
        let all = shown(&Programme::default(), 800);
        assert!(all.iter().step_by(2).all(|turn| *turn == Turn::Work));
        let scenes: Vec<Turn> = all.into_iter().skip(1).step_by(2).collect();
        let alone = shown(&Programme::new(Turn::ALL[1..].to_vec(), true), 400);
        for scenes in [scenes, alone] {
            for bag in scenes.chunks(4) {
                let mut bag = bag.to_vec();
                bag.sort();
                assert_eq!(bag, Turn::ALL[1..]);
            }
            assert!(scenes.windows(2).all(|pair| pair[0] != pair[1]));
            // They do not come in one order.
            assert!(scenes.chunks(4).any(|bag| bag != &scenes[..4]));
        }
    }

    #[test]
    fn ordered_turns_go_round_as_they_stand() {
        let turns = vec![Turn::Scene(Scene::Clock), Turn::Work, Turn::Scene(Scene::Emblem)];
        let all = shown(&Programme::new(turns.clone(), false), 9);
        assert_eq!(all, turns.repeat(3));
    }

    #[test]
    fn one_turn_alone_stays() {
        for turn in Turn::ALL {
            assert_eq!(shown(&Programme::new(vec![turn], true), 4), [turn; 4]);
            assert_eq!(Turn::named(turn.name()), Some(turn));
        }
        assert_eq!(shown(&Programme::new(Vec::new(), true), 2), [Turn::Work; 2]);
        let read: Programme = "clock, rooms".parse().unwrap();
        assert_eq!((read.turns.as_slice(), read.shuffled), (&[Turn::ALL[4], Turn::Work][..], true));
        let wrong = "rooms,hall".parse::<Programme>().unwrap_err().to_string();
        assert_eq!(wrong, "there is no scene `hall`; known are rooms, hallway, rolodex, emblem, clock");
        assert!("".parse::<Programme>().is_err());
    }

    #[test]
    fn work_and_scenes_have_their_lengths() {
        let mut course = Course::new(&Programme::default(), 3);
        course.go_on(Time::from_millis(900_000));
        assert_eq!(course.turn(), Turn::Work, "it has not begun");
        course.begun(Time::ZERO);
        course.begun(Time::from_millis(1000));
        course.go_on(Time::from_millis(480_000));
        assert!(matches!(course.turn(), Turn::Scene(_)));
        course.begun(Time::from_millis(480_000));
        assert_eq!(course.ends, Some(Time::from_millis(600_000)));
    }
}
