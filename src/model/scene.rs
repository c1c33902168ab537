//! Scenes: what the tube shows while nobody works at it, and the sheet that hides what somebody does.

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::screen::Screen;
use super::terminal::{Change, Terminal};
use crate::time::{FLICKS_PER_SECOND, Time};

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

    /// When the picture of a scene changes next.
    pub(super) fn scene_change(&self, scene: Scene) -> Change {
        match scene {
            _ if self.reduced_motion && scene != Scene::Clock => Change::Never,
            Scene::Hallway | Scene::Emblem | Scene::Rolodex => Change::Moving,
            // The hand of seconds steps.
            Scene::Clock => {
                let (at, _) = self.clock;
                let passed = self.now.since(at).0 / FLICKS_PER_SECOND + 1;
                Change::At(Time(at.0 + passed * FLICKS_PER_SECOND))
            }
        }
    }
}
