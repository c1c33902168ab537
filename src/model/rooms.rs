//! Which room lies over which: the session with the director, the handbook and the settings are opened from elsewhere, and left to
//! where one was.

use super::command::Command;
use super::screen::Screen;
use super::terminal::Terminal;
use crate::time::Span;

/// A room is opened over another no more than twice in this time, so that rooms that come and go do not flash (WCAG
/// 2.3.1).
const WITHIN: Span = Span::from_millis(1000);

/// The screen, the question, whether the name is being corrected, the award, and the quarter.
pub(super) type Sheet = (&'static str, usize, bool, usize, (u32, bool));

impl Terminal {
    /// Shows a room over the present screen, or goes back to it if it lies beneath already; gives whether it did. Without
    /// power, and while the power comes or goes, there is nothing to open it from.
    pub(super) fn cover(&mut self, screen: Screen) -> bool {
        if matches!(
            self.screen,
            Screen::Off | Screen::Boot { .. } | Screen::Leaving { .. } | Screen::Elevator { .. }
        ) {
            return false;
        }
        // Before one has come to work there are the handbook and the settings alone.
        if !self.is_at_work() && !screen.opens_at_door() {
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
            self.lay_beneath();
        }
        self.show(screen);
        true
    }

    /// What can be told apart of a sheet at the door, in the case or of a quarter, while one is shown.
    pub(super) fn sheet(&self) -> Option<Sheet> {
        let told = self.screen.is_at_door() || matches!(self.screen, Screen::Case | Screen::Quarter);
        told.then(|| {
            (self.screen.name(), self.question().unwrap_or(0), self.door.correcting, self.case, self.quarter)
        })
    }

    /// Whether a command would turn such a sheet before it may be turned: they change no more than five times a second
    /// (WCAG 2.3.1), and an award after the other while a key is held as fast as that.
    pub(super) fn turns_too_soon(&self, command: &Command) -> bool {
        let (now, pace) = (self.now, &self.sheets);
        match command {
            Command::Leave => !pace.may_change(now),
            _ if self.sheet().is_none() => false,
            Command::TurnAward { .. } => !(pace.may_change(now) && pace.rests(now) || pace.changes(now)),
            Command::Answer { .. }
            | Command::Back
            | Command::Skip
            | Command::Correct
            | Command::SignIn { .. }
            | Command::GoOn
            | Command::Enter
            | Command::Take
            | Command::Resume
            | Command::Certificate
            | Command::Quarter { .. } => !(pace.may_change(now) || pace.changes(now)),
            _ => false,
        }
    }

    /// Lays the present screen beneath the one that is shown next.
    pub(super) fn lay_beneath(&mut self) {
        self.focus_beneath.truncate(self.beneath.len());
        self.focus_beneath.push(self.focus.clone());
        self.beneath.push(self.screen);
    }

    /// Whether one is at work, in whatever room.
    pub fn is_at_work(&self) -> bool {
        self.screen.is_at_work() && !self.beneath.iter().any(|screen| screen.is_at_door())
    }

    /// Leaves a room for the screen beneath it, where the focus is as it was; the prompt if there is none.
    pub(super) fn uncover(&mut self) {
        while let Some(screen) = self.beneath.pop() {
            if self.stands(screen) {
                let focus = self.focus_beneath.get(self.beneath.len()).cloned().flatten();
                self.show(screen);
                self.focus = focus.or(self.focus.take());
                return;
            }
        }
        self.show_prompt();
    }

    /// Whether there is still anything in a room that lies beneath.
    pub(super) fn stands(&self, screen: Screen) -> bool {
        match screen {
            Screen::Dance => self.dancing.is_some(),
            Screen::Quarter => self.standing(self.quarter.0).is_some(),
            Screen::Award { .. } => match &self.staging.merits {
                Some(merits) => !merits.given.is_empty(),
                None => self.session.merits.to_present().is_some(),
            },
            _ => true,
        }
    }

    /// What lies beneath the room that is shown, the nearest last.
    pub fn beneath(&self) -> &[Screen] {
        &self.beneath
    }
}
