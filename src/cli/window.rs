//! In whose window it is drawn: the options that screensavers are given.

use std::env;
use std::num::NonZeroIsize;

use super::Failure;
use crate::saver::{Target, VARIABLE, WindowId};

/// In whose window it is drawn; without any of these in that of XSCREENSAVER_WINDOW, else in one of its own.
#[derive(Debug, clap::Args)]
pub(super) struct WindowArgs {
    /// Draw in the window of somebody else that has this id (X11; decimal, or hexadecimal after 0x)
    #[arg(long, value_name = "ID", conflicts_with_all = ["monitor", "window", "kiosk", "interactive", "glass"])]
    window_id: Option<WindowId>,
    /// Draw behind all windows (X11); under XScreenSaver, in the window that it names by XSCREENSAVER_WINDOW
    #[arg(long, conflicts_with_all = ["monitor", "window", "kiosk", "interactive", "glass"])]
    root: bool,
    /// Draw in the window of this number, the small monitor of Windows' control panel
    #[arg(long, value_name = "HWND", hide = true)]
    preview: Option<NonZeroIsize>,
}

/// Whose window it is drawn in.
pub(super) enum Whose {
    /// One of its own.
    Own,
    /// One of X11.
    Others(Target),
    /// The small monitor of Windows.
    Preview(NonZeroIsize),
}

impl WindowArgs {
    /// In whose window it is to be drawn. `own` asks for one of its own, whatever the environment says.
    pub(super) fn whose(&self, own: bool) -> Result<Whose, Failure> {
        if let Some(window) = self.preview {
            return Ok(Whose::Preview(window));
        }
        if let Some(id) = self.window_id {
            return Ok(Whose::Others(Target::Window(id)));
        }
        if own {
            return Ok(Whose::Own);
        }
        let named = Target::named(env::var_os(VARIABLE).as_deref())
            .map_err(|error| Failure::wrong(format!("{VARIABLE}: {error}")))?;
        Ok(named.or(self.root.then_some(Target::Root)).map_or(Whose::Own, Whose::Others))
    }
}
