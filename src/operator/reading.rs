//! Decisions in the handbook: leaves are read from top to bottom, links are followed, and after some leaves one goes
//! back to work.

use super::Operator;
use crate::model::handbook::Leaf;
use crate::model::{Command, Terminal};
use crate::screens::{self, Control, Role};

/// How long somebody reads a row, in seconds.
const ROW: f64 = 0.55;

/// What one has in mind with the handbook.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    /// Leaves still to be turned; none where one has not begun.
    leaves: Option<usize>,
}

impl Operator {
    /// Opens the handbook: where it was left, or where it is about what is shown.
    pub(super) fn open_handbook(&mut self) {
        let helps = self.chance.happens(0.2);
        self.key(1.0, if helps { Command::Help } else { Command::Handbook });
        self.book.leaves = None;
    }

    pub(super) fn read(&mut self, terminal: &Terminal) {
        if terminal.reader().is_typing() {
            return self.key(0.8, Command::Back);
        }
        let most = 2 * self.mood.leaves as usize;
        let left = *self.book.leaves.get_or_insert(1 + self.chance.below(most));
        let paging = screens::paging(terminal, &self.keys);
        if matches!(terminal.leaf(), Leaf::Page(_)) {
            // A sheet is read before it is moved; a row at a time would be too fast to be believed.
            self.wait(ROW * f64::from(paging.seen.clamp(4, 26)));
            if let Some(row) = paging.moved_to(f64::from(paging.aim) + f64::from(paging.seen.max(4)) * 0.8) {
                return self.scroll(paging.aim, row);
            }
        } else {
            self.wait(2.5);
        }
        if left == 0 && !self.rests() {
            self.book.leaves = None;
            return self.hand.give(Command::Back);
        }
        self.book.leaves = Some(left.saturating_sub(1));
        if self.chance.happens(0.35) && self.follow_link(terminal) {
            return;
        }
        match self.chance.below(12) {
            0 => self.hand.give(Command::Contents),
            1 if terminal.reader().remembered().0 > 0 => self.hand.give(Command::History { by: -1 }),
            _ if terminal.may_turn(1) => self.hand.give(Command::Leaf { by: 1 }),
            _ => self.hand.give(Command::Contents),
        }
    }

    /// Moves the page to a row by notches of the wheel.
    fn scroll(&mut self, from: u32, to: Command) {
        let Command::Row { row } = to else { return };
        let mut at = from;
        while at < row {
            at = (at + 3).min(row);
            let rest = self.chance.seconds(0.22, 0.42);
            self.hand.rest(rest);
            self.hand.give(Command::Row { row: at });
        }
    }

    /// Clicks on a link that is seen; gives whether there is one.
    fn follow_link(&mut self, terminal: &Terminal) -> bool {
        let links: Vec<Control> = screens::controls(terminal, &self.keys)
            .into_iter()
            .filter(|control| control.role == Role::Link && !control.unseen && control.command.is_some())
            .collect();
        let Some(Control { area, command: Some(command), .. }) = self.chance.pick(&links) else {
            return false;
        };
        self.hand.click(area, command.clone());
        true
    }
}
