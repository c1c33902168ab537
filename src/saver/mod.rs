//! Ambient pictures as screensavers show them: in a window of somebody else, and in the manners of those who ask for it.

pub mod arguments;
#[cfg(target_os = "linux")]
pub mod foreign;
pub mod hack;
pub mod target;

use target::WindowId;

/// Why nothing is shown, or no more.
#[derive(Debug, thiserror::Error)]
pub enum SaverError {
    /// No window of this id.
    #[error("there is no window {0} on this display; `xwininfo` tells the id of the one that is clicked")]
    NoSuchWindow(WindowId),
    /// A window that takes input and shows nothing.
    #[error("the window {0} has no pixels, it only takes input; name one that is seen")]
    NoPixels(WindowId),
    /// There is no display.
    #[error("there is no display to draw on ({reason}); `macrodat render` works without")]
    NoDisplay {
        /// Why, in few words.
        reason: String,
    },
    /// The display went away.
    #[error("the display has gone away")]
    DisplayGone,
    /// Pixels cannot be shown.
    #[error("the window cannot be drawn in: {0}")]
    Pixels(#[from] softbuffer::SoftBufferError),
}

impl SaverError {
    /// There is no display, for a reason of which the first line is told.
    fn no_display(reason: &str) -> Self {
        Self::NoDisplay { reason: reason.lines().next().unwrap_or_default().trim_end_matches('.').to_owned() }
    }

    /// The code with which the program ends: 2 where another window would have to be named, 4 without one.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoSuchWindow(_) | Self::NoPixels(_) => 2,
            Self::NoDisplay { .. } | Self::DisplayGone | Self::Pixels(_) => 4,
        }
    }
}
