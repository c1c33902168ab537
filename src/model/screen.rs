//! Which picture is on the tube: the rooms of the terminal, by the names that others know them by.

use serde::{Deserialize, Serialize};

use super::scene::Scene;
use crate::time::Time;

/// Which picture is on the tube.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// No power.
    Off,
    /// The boot, since a time, with so many lines shown.
    Boot {
        /// When the power came on.
        since: Time,
        /// Lines shown so far.
        lines: usize,
    },
    /// The survey of the first day.
    Survey,
    /// The name that the house gives, and the form on which it is corrected.
    Naming,
    /// Who comes to work.
    SignIn,
    /// The elevator.
    Elevator {
        /// When its doors began to close.
        since: Time,
        /// Down to work, or up.
        down: bool,
        /// Whether it has arrived.
        arrived: bool,
    },
    /// The quiet screen after work.
    Outside {
        /// How long one was at work, in whole minutes.
        minutes: i64,
    },
    /// The prompt for a file's name.
    Prompt,
    /// The rolodex.
    Cards,
    /// The number field.
    Refinement,
    /// The field, with the window that commends before it.
    Done {
        /// When it appeared.
        since: Time,
    },
    /// The field, with the call to a session before it.
    Called {
        /// When it appeared.
        since: Time,
    },
    /// The session with the director.
    Sitting,
    /// The handbook.
    Handbook,
    /// The window that presents an award, before what lies beneath.
    Award {
        /// When it appeared.
        since: Time,
    },
    /// The case of awards.
    Case,
    /// The refiner of a quarter, and the certificate.
    Quarter,
    /// The dance.
    Dance,
    /// The settings.
    Settings,
    /// A scene that is shown while nobody works.
    Scene {
        /// Which.
        scene: Scene,
        /// When it appeared.
        since: Time,
    },
    /// The sheet of dull figures that hides everything else.
    Worksheet,
    /// The shut-down picture.
    Leaving {
        /// When it began.
        since: Time,
    },
}

impl Screen {
    /// The name by which happenings and help know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Boot { .. } => "boot",
            Self::Survey => "survey",
            Self::Naming => "name",
            Self::SignIn => "sign-in",
            Self::Elevator { .. } => "elevator",
            Self::Outside { .. } => "outside",
            Self::Prompt => "prompt",
            Self::Cards => "cards",
            Self::Refinement => "refinement",
            Self::Done { .. } => "done",
            Self::Called { .. } => "called",
            Self::Sitting => "session",
            Self::Handbook => "handbook",
            Self::Award { .. } => "award",
            Self::Case => "case",
            Self::Quarter => "quarter",
            Self::Dance => "dance",
            Self::Settings => "settings",
            Self::Scene { scene, .. } => scene.name(),
            Self::Worksheet => "worksheet",
            Self::Leaving { .. } => "leaving",
        }
    }

    /// The name by which a page of the handbook is about it.
    pub const fn topic(self) -> &'static str {
        match self {
            Self::Refinement => "field",
            Self::Leaving { .. } => "off",
            Self::Survey | Self::Naming | Self::SignIn => "arrival",
            Self::Elevator { .. } => "outside",
            Self::Award { .. } => "case",
            Self::Scene { .. } => "ambient",
            _ => self.name(),
        }
    }

    /// Whether one has not come to work yet, or has left it.
    pub const fn is_at_door(self) -> bool {
        matches!(
            self,
            Self::Survey | Self::Naming | Self::SignIn | Self::Elevator { .. } | Self::Outside { .. }
        )
    }

    /// When it came, where it counts from there.
    pub(super) const fn since(self) -> Option<Time> {
        match self {
            Self::Boot { since, .. }
            | Self::Elevator { since, .. }
            | Self::Done { since }
            | Self::Called { since }
            | Self::Award { since }
            | Self::Scene { since, .. }
            | Self::Leaving { since } => Some(since),
            _ => None,
        }
    }

    /// Whether it is one of the rooms of work.
    pub(super) const fn is_at_work(self) -> bool {
        !self.is_at_door() && !matches!(self, Self::Off | Self::Boot { .. } | Self::Leaving { .. })
    }

    /// Whether it is a scene.
    pub const fn is_scene(self) -> bool {
        matches!(self, Self::Scene { .. })
    }

    /// Whether it is a list or a page that is moved by rows.
    pub const fn lies_open(self) -> bool {
        matches!(self, Self::Handbook | Self::Settings)
    }

    /// Whether it opens also before one has come to work.
    pub(super) const fn opens_at_door(self) -> bool {
        matches!(self, Self::Handbook | Self::Settings | Self::Scene { .. } | Self::Worksheet)
    }

    /// Whether hands that began something on the field find it as it was, when this has lain over it.
    pub(super) const fn leaves_hands(self) -> bool {
        self.lies_open() || matches!(self, Self::Scene { .. } | Self::Worksheet)
    }

    /// Whether the board of the file is seen, and goes on.
    pub(super) const fn shows_board(self) -> bool {
        matches!(self, Self::Refinement | Self::Done { .. })
    }
}
