//! Which room lies over which: the session with the director, the handbook and the settings are opened from elsewhere, and left to
//! where one was.

use super::terminal::{Screen, Terminal};
use crate::time::Span;

/// A room is opened over another no more than twice in this time, so that rooms that come and go do not flash (WCAG
/// 2.3.1).
const WITHIN: Span = Span::from_millis(1000);

impl Terminal {
    /// Shows a room over the present screen, or goes back to it if it lies beneath already; gives whether it did. Without
    /// power, and while the power comes or goes, there is nothing to open it from.
    pub(super) fn cover(&mut self, screen: Screen) -> bool {
        if matches!(self.screen, Screen::Off | Screen::Boot { .. } | Screen::Leaving { .. }) {
            return false;
        }
        let [before, last] = self.covered;
        if self.screen == screen || before.is_some_and(|at| self.now.since(at) < WITHIN) {
            return false;
        }
        if (screen.lies_open() || self.screen.lies_open()) && !self.may_change() {
            return false;
        }
        self.covered = [last, Some(self.now)];
        if let Some(at) = self.beneath.iter().position(|under| *under == screen) {
            self.beneath.truncate(at);
        } else {
            self.focus_beneath.truncate(self.beneath.len());
            self.focus_beneath.push(self.focus.clone());
            self.beneath.push(self.screen);
        }
        self.show(screen);
        true
    }

    /// Leaves a room for the screen beneath it, where the focus is as it was; the prompt if there is none.
    pub(super) fn uncover(&mut self) {
        match self.beneath.pop() {
            Some(screen) => {
                let focus = self.focus_beneath.get(self.beneath.len()).cloned().flatten();
                self.show(screen);
                self.focus = focus;
            }
            None => self.show_prompt(),
        }
    }

    /// What lies beneath the room that is shown, the nearest last.
    pub fn beneath(&self) -> &[Screen] {
        &self.beneath
    }
}
