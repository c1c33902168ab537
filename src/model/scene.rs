//! Scenes: what the tube shows while nobody works at it, and the sheet that hides what somebody does.

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::lobby::cards::{Cards, cards};
use super::random::{self, Purpose};
use super::screen::Screen;
use super::terminal::{Change, Terminal};
use crate::time::{FLICKS_PER_SECOND, Span, Time};

/// From one card of the idle rolodex to the next, on the mean.
const TURN: Span = Span::from_millis(7000);
/// How much later than that a card may turn: two are 5 to 9 seconds apart.
const LATE: Span = Span::from_millis(2000);
/// How long a scene that does not move under reduced motion stands before it is seen elsewhere.
pub const STANDS: Span = Span::from_millis(60_000);

/// What is shown while nobody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scene {
    /// A slow walk down a long dark hallway towards a lift that is never reached.
    Hallway,
    /// The rolodex, that turns a card now and then.
    Rolodex,
    /// The house's emblem, that drifts.
    Emblem,
    /// The clock of the shift.
    Clock,
}

impl Scene {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hallway, Self::Rolodex, Self::Emblem, Self::Clock];

    /// The name by which commands, happenings and the command line know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hallway => "hallway",
            Self::Rolodex => "rolodex",
            Self::Emblem => "emblem",
            Self::Clock => "clock",
        }
    }

    /// The scene of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scene| scene.name() == name)
    }
}

impl Terminal {
    /// Shows a scene over whatever is shown, or instead of the scene that is; none for what lies beneath.
    pub(super) fn show_scene(&mut self, scene: Option<Scene>) {
        let shown = matches!(self.screen, Screen::Scene { .. });
        match scene.map(|scene| Screen::Scene { scene, since: self.now }) {
            None if shown => self.uncover(),
            None => {}
            Some(screen) if shown => {
                let same = screen.name() == self.screen.name();
                if !same && self.sheets.may_change(self.now) {
                    self.sheets.change(self.now);
                    // What lies beneath stays there.
                    let (beneath, focus) =
                        (std::mem::take(&mut self.beneath), std::mem::take(&mut self.focus_beneath));
                    self.show(screen);
                    (self.beneath, self.focus_beneath) = (beneath, focus);
                }
            }
            Some(screen) => {
                self.cover(screen);
            }
        }
    }

    /// Shows the sheet of dull figures, or what it hides.
    pub(super) fn turn_worksheet(&mut self) {
        if self.screen == Screen::Worksheet {
            self.uncover();
        } else {
            self.cover(Screen::Worksheet);
        }
    }

    /// What a command asks of a scene: whatever somebody does ends it.
    pub(super) fn perform_at_scene(&mut self, command: &Command) {
        if matches!(command, Command::Back | Command::GoOn | Command::Enter | Command::Take | Command::Skip) {
            self.uncover();
        }
    }

    /// When the picture of a scene that is shown since a time changes next.
    pub(super) fn scene_change(&self, scene: Scene, since: Time) -> Change {
        match scene {
            Scene::Hallway if self.reduced_motion => Change::Never,
            Scene::Emblem if self.reduced_motion => {
                let stood = self.now.since(since).0 / STANDS.0 + 1;
                Change::At(since + Span(stood * STANDS.0))
            }
            Scene::Hallway | Scene::Emblem => Change::Moving,
            Scene::Rolodex if !self.reduced_motion && self.idle_cards(since).fallen(self.now) < 1.0 => {
                Change::Moving
            }
            Scene::Rolodex => Change::At(self.turns_at(since, self.cards_turned(since) + 1)),
            // The hand of seconds steps.
            Scene::Clock => {
                let (at, _) = self.clock;
                let passed = self.now.since(at).0 / FLICKS_PER_SECOND + 1;
                Change::At(Time(at.0 + passed * FLICKS_PER_SECOND))
            }
        }
    }

    /// How the rolodex stands that idles since a time: it goes on from the card at which hands left it, which stays
    /// theirs.
    pub fn idle_cards(&self, since: Time) -> Cards {
        let (turned, all) = (self.cards_turned(since), cards(&self.pack).len().max(1));
        let card = |turned: u64| (self.cards.index + (turned % all as u64) as usize) % all;
        match turned {
            0 => Cards { index: card(0), from: card(0), since },
            _ => Cards { index: card(turned), from: card(turned - 1), since: self.turns_at(since, turned) },
        }
    }

    /// How many cards have begun to fall since a time.
    pub fn cards_turned(&self, since: Time) -> u64 {
        let about = (self.now.since(since).0 / TURN.0).unsigned_abs();
        if self.turns_at(since, about) <= self.now { about } else { about.saturating_sub(1) }
    }

    /// When the card of a number begins to fall, from 1; what stands at the beginning fell then.
    fn turns_at(&self, since: Time, number: u64) -> Time {
        if number == 0 {
            return since;
        }
        let bits = random::hash(self.session.seed, Purpose::Turning, number, 0);
        let late = (random::unit(bits) * LATE.0 as f64) as i64;
        since + Span((number as i64).saturating_mul(TURN.0) + late)
    }
}
