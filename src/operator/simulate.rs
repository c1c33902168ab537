//! What comes of a span of work, without drawing any of it.

use std::fmt;
use std::sync::Arc;

use super::{Operator, Part};
use crate::model::arrival::Employee;
use crate::model::geometry::Tube;
use crate::model::{Happening, Scene, Source, Stamped, Terminal};
use crate::pack::Pack;
use crate::time::{Span, Time};

/// How far the terminal is moved at a time, after which what happened is counted and forgotten.
const STEP: Span = Span::from_millis(60_000);

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How much time went by.
    pub span: Span,
    /// Files finished.
    pub files: usize,
    /// Quarters of six files that ended.
    pub quarters: u32,
    /// Clusters delivered.
    pub deliveries: u64,
    /// Clusters that a bin refused.
    pub misfilings: u64,
    /// Sessions that came to an end.
    pub sessions: usize,
    /// Facts heard.
    pub facts: u64,
    /// Calls that were declined.
    pub declined: usize,
    /// Pages of the handbook that were read, each once.
    pub pages: usize,
    /// Pages opened.
    pub leaves: usize,
    /// Awards given.
    pub awards: usize,
    /// Dances danced to their end.
    pub dances: usize,
    /// Shifts that were ended by going home.
    pub shifts: u32,
    /// How often each scene was shown, in the order of [`Scene::ALL`].
    pub scenes: [usize; 4],
    /// Commands given.
    pub commands: u64,
    /// The longest time in which nothing happened. The quiet hours after a shift, and scenes, are among it.
    pub stillest: Span,
    /// The terminal's digest at the end.
    pub digest: u64,
}

impl Account {
    /// Counts what happened.
    fn count(&mut self, what: &Happening) {
        match what {
            Happening::FileFinished { .. } => self.files += 1,
            Happening::SessionClosed { .. } => self.sessions += 1,
            Happening::SessionDeclined => self.declined += 1,
            Happening::FactRead { .. } => self.facts += 1,
            Happening::PageRead { .. } => self.pages += 1,
            Happening::PageOpened { .. } => self.leaves += 1,
            Happening::Awarded { .. } => self.awards += 1,
            Happening::DanceEnded { whole: true } => self.dances += 1,
            Happening::Refused { .. } => self.misfilings += 1,
            Happening::Delivered { .. } => self.deliveries += 1,
            Happening::ScreenShown { screen } => {
                if let Some(at) = Scene::ALL.iter().position(|scene| scene.name() == screen) {
                    self.scenes[at] += 1;
                }
            }
            _ => {}
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hours = self.span.seconds() / 3600.0;
        writeln!(f, "time {hours:.1} h, commands {}", self.commands)?;
        writeln!(
            f,
            "files {}, quarters {}, awards {}, dances {}",
            self.files, self.quarters, self.awards, self.dances
        )?;
        writeln!(f, "deliveries {}, misfilings {}", self.deliveries, self.misfilings)?;
        writeln!(f, "sessions {}, facts {}, calls declined {}", self.sessions, self.facts, self.declined)?;
        writeln!(f, "pages opened {}, read {}", self.leaves, self.pages)?;
        writeln!(f, "shifts {}", self.shifts)?;
        let scenes: Vec<String> = Scene::ALL
            .iter()
            .zip(self.scenes)
            .map(|(scene, count)| format!("{} {count}", scene.name()))
            .collect();
        writeln!(f, "scenes {}", scenes.join(", "))?;
        writeln!(f, "stillest {:.0} s", self.stillest.seconds())?;
        write!(f, "digest {:016x}", self.digest)
    }
}

/// Tells a new terminal that one employee works at it, who has no name yet: the house asks and gives it.
pub fn first_day() -> Stamped {
    let command = Employee::new("operator", None).alone();
    Stamped { time: Time::ZERO, sequence: 0, source: Source::Program, command }
}

/// Lets somebody work at a new terminal of a pack for a span, from the switch on the first day on. `progress` hears once
/// a minute how much of it is behind, and gives whether to go on.
pub fn simulate(
    pack: &Arc<Pack>,
    seed: u64,
    part: &Part,
    span: Span,
    mut progress: impl FnMut(Span, &Terminal) -> bool,
) -> Account {
    let mut terminal = Terminal::new(Arc::clone(pack), Tube::default(), seed);
    terminal.apply(&first_day());
    let mut operator = Operator::new(part, seed, Time::ZERO);
    let mut account = Account::default();
    let mut happened_at = Time::ZERO;
    let end = Time(span.0);
    while terminal.now() < end {
        let to = (terminal.now() + STEP).min(end);
        operator.drive(&mut terminal, to);
        for happened in terminal.take_happenings() {
            account.count(&happened.what);
            account.stillest = account.stillest.max(happened.time.since(happened_at));
            happened_at = happened_at.max(happened.time);
        }
        account.stillest = account.stillest.max(terminal.now().since(happened_at));
        if !progress(Span(terminal.now().0), &terminal) {
            break;
        }
    }
    account.span = Span(terminal.now().0);
    account.quarters = terminal.quarters();
    account.shifts = terminal.session().employment.departures;
    account.commands = operator.given();
    account.digest = terminal.digest();
    account
}
