//! Windows without GL: full screens of this program's own, and windows that others give it. A host presents the pixels
//! of a [`Show`](crate::ambient::Show), and knows when to end.

#[cfg(target_os = "linux")]
mod lost;
mod manners;
mod monitors;
mod own;
mod pane;

pub use manners::CHORD;
pub use monitors::Screens;

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
            Self::NoMonitor { .. } => 2,
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
