//! The operator: automatic hands that refine, read, listen and go home, out of a seed. It emits the same commands as a
//! person's hands, and knows no more of the terminal than what a person sees of it and what the handbook says.

use crate::model::{Command, Source, Stamped, Terminal};
use crate::time::{Span, Time};

/// Somebody who works a terminal by seed.
#[derive(Clone, Debug)]
pub struct Operator {
    due: Time,
    sequence: u64,
}

impl Operator {
    /// Somebody who sits down at `now`.
    pub fn new(_seed: u64, now: Time) -> Self {
        Self { due: now, sequence: 0 }
    }

    /// When something is done next.
    pub fn due(&self) -> Time {
        self.due
    }

    /// What is done at the terminal's present time, which is [due](Self::due) or later.
    pub fn act(&mut self, terminal: &Terminal) -> Vec<Command> {
        self.due = terminal.now() + Span::from_millis(1000);
        Vec::new()
    }

    /// Moves the terminal to `to`, doing on the way what is due.
    pub fn drive(&mut self, terminal: &mut Terminal, to: Time) {
        while self.due <= to {
            terminal.advance(self.due);
            for command in self.act(terminal) {
                let (time, sequence) = (terminal.now(), self.sequence);
                self.sequence += 1;
                terminal.apply(&Stamped { time, sequence, source: Source::Operator, command });
            }
        }
        terminal.advance(to);
    }
}
