//! The desk: the window in which the terminal stands. It turns events into commands, the clock into time, pictures
//! into a texture, and happenings into announcements and saves.

mod access;
mod app;
mod bar;
mod chair;
mod chin;
mod chosen;
pub mod doctor;
mod door;
mod idle;
mod input;
mod keeper;
mod layout;
mod open;
mod panel;
mod player;
mod shelf;
mod sitter;
mod spoken;
pub(crate) mod start;
mod stir;
#[cfg(test)]
mod tests;
mod tokens;
mod tube;
pub mod twins;

use std::sync::Arc;
use std::time::Instant;

pub use open::{load_settings, look_at_settings, no_pack};

use crate::ambient::Thrift;
use crate::desktop::awake;
use crate::model::Session;
use crate::operator::Part;
use crate::pack::Pack;
use crate::store::{DataDir, LoadedSettings, ProfileName, StoreError};
use crate::tube::look::Choice;
use crate::tube::view::View;

/// The log target of the window's library, which reports at length what [`DeskError::NoWindow`] says in a line.
pub const NOISY_LOG: &str = "eframe::native::run";

/// Who draws the glass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum GlassBy {
    /// Whichever is the faster, found out at the start.
    #[default]
    Auto,
    /// The graphics card.
    Card,
    /// The processor.
    Processor,
}

/// How the desk is opened.
#[derive(Clone, Debug)]
pub struct DeskOptions {
    /// The data folder.
    pub data: DataDir,
    /// Whether that folder was named by the user: everything that is written stays in it.
    pub kept_together: bool,
    /// What is set there, as it was read.
    pub settings: LoadedSettings,
    /// The profile's name.
    pub profile: String,
    /// The content pack.
    pub pack: Arc<Pack>,
    /// Whether the window begins by filling the screen.
    pub full_screen: bool,
    /// Whether it begins in the settings room.
    pub in_settings: bool,
    /// What a new session draws from; none for a seed by chance. A session that was saved keeps its own.
    pub seed: Option<u64>,
    /// How the tube looks; none for what the settings say.
    pub look: Option<Choice>,
    /// What is otherwise than in that look, as [`Look::set`](crate::tube::look::Look::set) takes it.
    pub look_changes: Vec<String>,
    /// What is shown around it; none for what the settings say.
    pub view: Option<View>,
    /// Who draws the glass.
    pub glass: GlassBy,
    /// Whether it is heard: a sound device is opened where there is one.
    pub sound: bool,
    /// Who works at the terminal.
    pub purpose: Purpose,
}

/// Who works at the terminal.
#[derive(Clone, Debug, Default)]
#[expect(clippy::large_enum_variant, reason = "there is one of it in a run")]
pub enum Purpose {
    /// The user; the operator, at a copy, while the user is away.
    #[default]
    Work,
    /// The operator, at a terminal of its own that fills the screen, until somebody touches something.
    Ambient(DeskAmbient),
    /// The operator, at a terminal of its own, for a quiet shift beside which somebody works.
    Focus(DeskFocus),
}

/// An ambient screen.
#[derive(Clone, Debug, Default)]
pub struct DeskAmbient {
    /// What the operator does, and how.
    pub part: Part,
    /// Whether whoever touches something sits down at the profile's session, as at the desk; else that ends it.
    pub interactive: bool,
    /// Whether the window is locked: Ctrl+Alt+Shift+Q ends it, and nothing else does.
    pub kiosk: bool,
    /// Whether the display is kept awake.
    pub keep_awake: bool,
    /// What pictures may cost, and how the panel is spared.
    pub thrift: Thrift,
    /// The session that is worked on; none for a new one. It is a copy, and is kept nowhere.
    pub session: Option<Session>,
}

/// A quiet shift.
#[derive(Clone, Debug)]
pub struct DeskFocus {
    /// What the operator does, and how.
    pub part: Part,
    /// How long the shift is, in minutes, 1 to [`LONGEST_SHIFT`](crate::model::LONGEST_SHIFT).
    pub minutes: u32,
    /// Whether its end is told as a notice of the desktop's.
    pub notify: bool,
}

impl Purpose {
    /// What the operator does from the beginning, where it sits from the beginning.
    fn part(&self) -> Option<&Part> {
        match self {
            Self::Work => None,
            Self::Ambient(ambient) => Some(&ambient.part),
            Self::Focus(focus) => Some(&focus.part),
        }
    }

    /// The session that the operator works on from the beginning, where it is a copy of somebody's.
    fn session(&self) -> Option<&Session> {
        match self {
            Self::Ambient(ambient) => ambient.session.as_ref(),
            Self::Work | Self::Focus(_) => None,
        }
    }

    /// Whether a profile is opened: whether anybody is to sit down who has one.
    pub fn opens_a_profile(&self) -> bool {
        match self {
            Self::Work => true,
            Self::Ambient(ambient) => ambient.interactive,
            Self::Focus(_) => false,
        }
    }
}

/// Why the desk was not opened, or ended.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The profile or the settings cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no window.
    #[error("{reason}")]
    NoWindow {
        /// One line: why, what would help, and what works without.
        reason: String,
    },
}

impl DeskError {
    /// The code with which the program ends: 4 without a window, 5 where the disk failed, 2 where something else would
    /// have to be asked for.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoWindow { .. } => 4,
            Self::Store(StoreError::Io { .. } | StoreError::Unsaved { .. }) => 5,
            Self::Store(_) => 2,
        }
    }
}

/// Opens the window, and returns when it is closed and the session saved.
///
/// # Errors
/// [`DeskError::Store`] before any window is opened, [`DeskError::NoWindow`] where there can be none.
pub fn run(options: DeskOptions) -> Result<(), DeskError> {
    let started = Instant::now();
    let name = ProfileName::new(&options.profile)?;
    start::check_display()?;
    if matches!(&options.purpose, Purpose::Ambient(ambient) if ambient.keep_awake) {
        awake::keep();
    }
    let opening = open::open(&name, &options)?;
    start::run(opening, &options, started)
}
