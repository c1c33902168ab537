//! Decisions in the rooms of awards and windows: what is presented is looked at, taken and left.

use super::Operator;
use crate::model::{Command, Terminal};

impl Operator {
    /// Steps back from where there is nothing to do.
    pub(super) fn step_back(&mut self) {
        self.key(1.5, Command::Back);
    }

    pub(super) fn put_sheet_away(&mut self) {
        self.key(2.0, Command::Worksheet);
    }

    pub(super) fn be_commended(&mut self, terminal: &Terminal) {
        self.wait(4.0);
        if !self.click(terminal, |command| matches!(command, Command::Continue)) {
            self.hand.give(Command::Continue);
        }
    }

    pub(super) fn be_called(&mut self, terminal: &Terminal) {
        self.wait(2.2);
        let follows = !terminal.may_decline() || self.rests() || self.chance.happens(self.mood.attends);
        let answer = if follows { Command::Session } else { Command::Decline };
        if !self.click(terminal, |command| *command == answer) {
            self.hand.give(answer);
        }
    }

    pub(super) fn be_awarded(&mut self, terminal: &Terminal) {
        self.wait(3.0);
        let dances = terminal.presents_dance() && self.chance.happens(0.85);
        let takes = |command: &Command| match command {
            Command::Dance => dances,
            Command::GoOn => !dances,
            _ => false,
        };
        if !self.click(terminal, takes) {
            self.hand.give(Command::GoOn);
        }
    }

    /// Looks at some of the awards in the case.
    pub(super) fn admire(&mut self, terminal: &Terminal) {
        let count = terminal.merits().given.len();
        if count > 1 && self.chance.happens(0.6) {
            let by = if self.chance.happens(0.8) { -1 } else { 1 };
            return self.key(2.5, Command::TurnAward { by });
        }
        self.key(2.5, Command::Back);
    }

    /// Looks at how a quarter stands, and seldom at the certificate.
    pub(super) fn look_at_quarter(&mut self, terminal: &Terminal) {
        let (_, certificate) = terminal.shown_quarter();
        self.wait(4.5);
        if !certificate && self.chance.happens(0.3) {
            if !self.click(terminal, |command| matches!(command, Command::Certificate)) {
                self.hand.give(Command::Certificate);
            }
            return;
        }
        if !self.click(terminal, |command| matches!(command, Command::GoOn)) {
            self.hand.give(Command::GoOn);
        }
    }

    /// Chooses a music, and strikes something to it.
    pub(super) fn dance(&mut self, terminal: &Terminal) {
        let Some((music, over)) = terminal.dancing().map(|dancing| (dancing.music, dancing.over)) else {
            return self.step_back();
        };
        let incentives = terminal.pack().incentives.as_ref();
        if music.is_none() {
            self.wait(2.5);
            let count = incentives.map_or(1, |incentives| incentives.dances.len().max(1));
            let at = self.chance.below(count);
            if !self.click(terminal, |command| *command == Command::Strike { at }) {
                self.hand.give(Command::Strike { at });
            }
        } else if over {
            self.wait(2.5);
            if !self.click(terminal, |command| matches!(command, Command::GoOn)) {
                self.hand.give(Command::GoOn);
            }
        } else if self.chance.happens(0.25) {
            self.wait(3.0);
        } else {
            // A few strokes, each on one thing.
            let count = incentives.map_or(1, |incentives| incentives.percussion.len().max(1));
            let at = self.chance.below(count);
            for _ in 0..=self.chance.below(5) {
                self.key(0.55, Command::Strike { at });
            }
        }
    }
}
