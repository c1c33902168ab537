//! Windows without GL: full screens of this program's own, and windows that others give it. A host presents the pixels
//! of a [`Show`](crate::ambient::Show), and knows when to end.

pub mod arguments;
mod canvas;
#[cfg(target_os = "linux")]
mod foreign;
pub mod hack;
mod manners;
mod monitors;
mod own;
mod pane;
#[cfg(windows)]
mod preview;
mod sight;
mod surroundings;
mod target;

use std::num::NonZeroIsize;

pub use manners::CHORD;
pub use monitors::Screens;
pub use target::{NotAnId, Target, VARIABLE, WindowId};

use crate::ambient::ShowOptions;
use crate::desk::DeskError;

/// What a saver shows, and where.
#[derive(Clone, Debug)]
pub struct SaverOptions {
    /// What is shown.
    pub show: ShowOptions,
    /// What the first screen's terminal draws from; every other has a seed of its own, out of this one.
    pub seed: u64,
    /// On which screens.
    pub screens: Screens,
    /// Whether nothing ends it but the [chord](CHORD).
    pub kiosk: bool,
    /// Whether the display is kept awake.
    pub keep_awake: bool,
}

/// Why nothing is shown, or no longer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaverError {
    /// The system gives no window, or takes it away.
    #[error("{0}")]
    NoWindow(String),
    /// No window of this id.
    #[error("there is no window {0} on this display; `xwininfo` tells the id of the one that is clicked")]
    NoSuchWindow(WindowId),
    /// A window that takes input and shows nothing.
    #[error("the window {0} shows nothing, it only takes input; name one that is seen")]
    NoPixels(WindowId),
    /// No window of this number, on Windows.
    #[error("/p: there is no window {0}; name one that is there")]
    NoParent(NonZeroIsize),
    /// The monitor that was asked for was taken away.
    #[error("--monitor: monitor {asked} ({was}) is gone")]
    MonitorGone {
        /// Its number at the beginning, from 1.
        asked: usize,
        /// What it was, in words.
        was: String,
    },
    /// The monitor that was asked for is not there.
    #[error("--monitor: there is no monitor {asked}; {}", told(there))]
    NoMonitor {
        /// Its number, from 1.
        asked: usize,
        /// Those that are there, in words.
        there: Vec<String>,
    },
}

fn told(there: &[String]) -> String {
    let all: Vec<String> =
        (1..).zip(there).map(|(number, monitor)| format!("{number} ({monitor})")).collect();
    if all.is_empty() { "none is there".to_owned() } else { format!("there are {}", all.join(", ")) }
}

impl SaverError {
    /// The code with which the program ends: 4 without a window, 2 where something else would have to be asked for.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoWindow(_) => 4,
            Self::NoSuchWindow(_)
            | Self::NoPixels(_)
            | Self::NoParent(_)
            | Self::MonitorGone { .. }
            | Self::NoMonitor { .. } => 2,
        }
    }
}

impl From<DeskError> for SaverError {
    fn from(error: DeskError) -> Self {
        Self::NoWindow(error.to_string())
    }
}

/// Shows a terminal that works by itself in windows of this program's own, until somebody does something.
///
/// # Errors
/// That there is no window, or no such monitor; that the display is gone.
pub fn run(options: SaverOptions) -> Result<(), SaverError> {
    own::run(options)
}

/// Shows a terminal that works by itself in a window of somebody else, until that is destroyed; screens, and what
/// ends it otherwise, are the owner's business.
///
/// # Errors
/// There is no X display or no such window; the display goes away; the window cannot be drawn in.
#[cfg(target_os = "linux")]
pub fn run_in(target: Target, options: &SaverOptions) -> Result<(), SaverError> {
    foreign::run(target, options)
}

/// Windows of others are those of X11, which this system has not.
///
/// # Errors
/// Always.
#[cfg(not(target_os = "linux"))]
pub fn run_in(_: Target, _: &SaverOptions) -> Result<(), SaverError> {
    Err(SaverError::NoWindow("windows of others are drawn in on Linux alone, under X11".to_owned()))
}

/// Shows a terminal that works by itself in the window of this number, the small monitor of Windows' control panel,
/// until that is gone.
///
/// # Errors
/// There is no such window, or it cannot be drawn in.
#[cfg(windows)]
pub fn preview(window: NonZeroIsize, options: &SaverOptions) -> Result<(), SaverError> {
    preview::run(window, options)
}

/// The small monitor is one of Windows, which this system is not.
///
/// # Errors
/// Always.
#[cfg(not(windows))]
pub fn preview(_: NonZeroIsize, _: &SaverOptions) -> Result<(), SaverError> {
    Err(SaverError::NoWindow(
        "/p previews in a window of Windows alone; --window-id draws in one of X11".to_owned(),
    ))
}
