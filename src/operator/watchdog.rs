//! The watchdog: whoever has changed nothing for long is stuck, and steps back, further each time.

use crate::model::{Command, Screen, Terminal};
use crate::time::{Span, Time};

/// Without a change somebody is stuck after so long, where nothing else is said.
const PATIENCE: Span = Span::from_millis(240_000);

/// What is looked at.
type Mark = (&'static str, usize, u64, u64, u64);

/// Sees to it that something changes.
#[derive(Clone, Debug)]
pub(super) struct Watchdog {
    mark: Mark,
    since: Time,
    steps: usize,
}

impl Watchdog {
    /// One that begins to look at `now`.
    pub(super) fn new(now: Time) -> Self {
        Self { mark: ("", 0, 0, 0, 0), since: now, steps: 0 }
    }

    /// What to do about a standstill, if there is one.
    pub(super) fn look(&mut self, terminal: &Terminal, patient: bool) -> Option<Command> {
        let (mark, now) = (mark(terminal), terminal.now());
        if mark != self.mark {
            (self.mark, self.since) = (mark, now);
            self.steps = 0;
        }
        if patient || now.since(self.since) < PATIENCE {
            return None;
        }
        self.since = now;
        self.steps += 1;
        Some(match self.steps % 4 {
            1 | 2 => Command::Back,
            3 => Command::Resume,
            _ => Command::ShutDown,
        })
    }
}

/// What changes when anything is done.
fn mark(terminal: &Terminal) -> Mark {
    let session = terminal.session();
    let place = match terminal.screen() {
        Screen::Cards => terminal.cards().index as u64,
        Screen::Survey => terminal.question().unwrap_or(0) as u64,
        Screen::Sitting => terminal.sitting().map_or(0, |sitting| {
            let line = sitting.whole_line().map_or(0, str::len) as u64;
            u64::from(sitting.place().0) << 32 | line
        }),
        Screen::Handbook => u64::from(terminal.reader().row()),
        Screen::Prompt => terminal.line().text().len() as u64,
        _ => 0,
    };
    (
        terminal.screen().name(),
        session.ledger.len(),
        session.delivered + session.misfiled,
        place,
        session.reading.pages.values().map(|page| page.time.0 as u64).fold(0, u64::wrapping_add),
    )
}
