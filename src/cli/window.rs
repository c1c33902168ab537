//! In whose window it is drawn: the options that screensavers take.

use std::env;

use super::Failure;
use crate::saver::{Target, VARIABLE, WindowId};

/// In which window it is drawn [default: that of XSCREENSAVER_WINDOW, else one of its own].
#[derive(Debug, clap::Args)]
pub(super) struct WindowArgs {
    /// Draw in the window of somebody else that has this id (X11; decimal, or hexadecimal after 0x)
    #[arg(long, value_name = "ID")]
    window_id: Option<WindowId>,
    /// Draw behind all windows (X11); under XScreenSaver, in the window that it names by XSCREENSAVER_WINDOW
    #[arg(long)]
    root: bool,
    /// Draw in a window of its own, whatever XSCREENSAVER_WINDOW says
    #[arg(long, conflicts_with_all = ["window_id", "root"])]
    window: bool,
}

impl WindowArgs {
    /// The window of somebody else in which it is to be drawn, if it is one.
    pub(super) fn target(&self) -> Result<Option<Target>, Failure> {
        match self.window_id {
            Some(id) => Ok(Some(Target::Window(id))),
            None if self.window => Ok(None),
            None => {
                let named = Target::named(env::var_os(VARIABLE).as_deref())
                    .map_err(|error| Failure::wrong(format!("{}: {error}", VARIABLE)))?;
                Ok(named.or(self.root.then_some(Target::Root)))
            }
        }
    }
}
