//! Decisions in a session: mostly one listens, keeps the dial steady, and says little.

use super::Operator;
use crate::model::wellness::dial::BAND;
use crate::model::wellness::{Sitting, Stage};
use crate::model::{Command, Terminal};

/// By how many parts the dial is moved at a time, at most.
const STEP: i16 = 3;

impl Operator {
    pub(super) fn listen(&mut self, terminal: &Terminal) {
        let Some(sitting) = terminal.sitting() else { return self.step_back() };
        if sitting.waits_for_page(terminal.ways()) {
            return self.key(3.0, Command::GoOn);
        }
        match sitting.stage() {
            Stage::Over => {
                self.wait(4.0);
                if !self.click(terminal, |command| matches!(command, Command::GoOn)) {
                    self.hand.give(Command::GoOn);
                }
            }
            Stage::Choosing => self.choose_length(terminal),
            _ if sitting.place().0 > 0 && !sitting.dial().is_steady() => self.steady(terminal, sitting),
            Stage::Lit if self.chance.happens(self.mood.talks) => self.speak(terminal, sitting),
            // A lamp that is lit for whoever says nothing goes out by itself.
            Stage::Lit => self.wait(7.5),
            _ if sitting.arrives() && self.chance.happens(0.01) => self.key(1.0, Command::GoOn),
            _ => self.wait(1.6),
        }
    }

    /// Half a session or a full one; or nothing is said, and it is half a one.
    fn choose_length(&mut self, terminal: &Terminal) {
        self.wait(2.5);
        let reply = usize::from(self.chance.happens(0.3));
        if self.chance.happens(0.8) && !self.click(terminal, |command| *command == Command::Reply { reply }) {
            self.hand.give(Command::Reply { reply });
        }
    }

    /// Moves the dial back towards its band, by the buttons beside it or by keys.
    fn steady(&mut self, terminal: &Terminal, sitting: &Sitting) {
        let goal = sitting.dial().goal();
        let up = goal < 0;
        self.wait(0.5);
        let pushes = |command: &Command| matches!(command, Command::Steady { by } if (*by > 0) == up);
        if self.chance.happens(0.5) && self.click(terminal, pushes) {
            return;
        }
        let by = (goal.abs() - BAND + 2).clamp(1, STEP);
        self.hand.give(Command::Steady { by: if up { by } else { -by } });
    }

    /// Gives one of the replies.
    fn speak(&mut self, terminal: &Terminal, sitting: &Sitting) {
        let count = sitting.replies(terminal.pack()).len();
        if count == 0 {
            return self.wait(2.0);
        }
        self.wait(1.8);
        let reply = self.chance.below(count);
        if !self.click(terminal, |command| *command == Command::Reply { reply }) {
            self.hand.give(Command::Reply { reply });
        }
    }
}
