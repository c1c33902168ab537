//! Which room lies over which: the session with the director and the handbook are opened from elsewhere, and left to
//! where one was.

use super::terminal::{Screen, Terminal};

impl Terminal {
    /// Shows a room over the present screen, or goes back to it if it lies beneath already. Without power, and while
    /// the power comes or goes, there is nothing to open it from.
    pub(super) fn cover(&mut self, screen: Screen) {
        if matches!(self.screen, Screen::Off | Screen::Boot { .. } | Screen::Leaving { .. }) {
            return;
        }
        if self.screen == screen {
            return;
        }
        if let Some(at) = self.beneath.iter().position(|under| *under == screen) {
            self.beneath.truncate(at);
        } else {
            self.beneath.push(self.screen);
        }
        self.show(screen);
    }

    /// Leaves a room for the screen beneath it; the prompt if there is none.
    pub(super) fn uncover(&mut self) {
        match self.beneath.pop() {
            Some(screen) => self.show(screen),
            None => self.show_prompt(),
        }
    }

    /// What lies beneath the room that is shown, the nearest last.
    pub fn beneath(&self) -> &[Screen] {
        &self.beneath
    }
}
