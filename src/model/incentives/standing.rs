//! The refiner of a quarter: how the employee stands among colleagues, whose figures come from the seed.

use crate::model::command::Command;
use crate::model::happening::Happening;
use crate::model::random::{Purpose, hash, unit};
use crate::model::screen::Screen;
use crate::model::session::{LedgerEntry, QUARTER};
use crate::model::terminal::Terminal;
use crate::pack::incentives::WHOLE;

/// What a misfiled group takes from the groups that were delivered.
const COSTS: i64 = 4;
/// How many groups a colleague delivers, in shares of the employee's: the files are the same for all, and nobody is
/// given one that is larger.
const LEAST: f64 = 0.70;
const MOST: f64 = 1.02;
/// The most groups that a colleague misfiles.
const MISFILES: f64 = 14.0;

/// A line of the committee's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whose.
    pub name: String,
    /// Groups delivered.
    pub groups: u32,
    /// Groups misfiled.
    pub misfiled: u32,
    /// What the committee notes; none for the employee.
    pub remark: Option<String>,
}

impl Line {
    fn score(&self) -> i64 {
        i64::from(self.groups) - COSTS * i64::from(self.misfiled)
    }
}

/// How a quarter stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The quarter, from 1.
    pub quarter: u32,
    /// All who worked for it, the best first.
    pub lines: Vec<Line>,
    /// The employee's place, from 1.
    pub place: u32,
    /// The day on which its last file was finished.
    pub date: jiff::civil::Date,
}

impl Standing {
    /// The employee's line.
    pub fn own(&self) -> Option<&Line> {
        self.lines.get((self.place as usize).checked_sub(1)?)
    }

    /// The refiner of the quarter.
    pub fn first(&self) -> Option<&Line> {
        self.lines.first()
    }
}

impl Terminal {
    /// How many quarters have ended.
    pub fn quarters(&self) -> u32 {
        match &self.staging.merits {
            Some(merits) => u32::from(merits.given.iter().any(|given| given.rung == WHOLE)),
            None => (self.session.ledger.len() / QUARTER) as u32,
        }
    }

    /// How a quarter stands that has ended; none where it has not, or where the pack gives nothing.
    pub fn standing(&self, quarter: u32) -> Option<Standing> {
        let incentives = self.pack.incentives.as_ref()?;
        if quarter > self.quarters() {
            return None;
        }
        let at = (quarter as usize).checked_sub(1)?;
        let entries = self.session.ledger.chunks_exact(QUARTER).nth(at);
        // What one file can count is bounded, and six of them add up within a number.
        let sum = |count: fn(&LedgerEntry) -> u32| entries.map(|all| all.iter().map(count).sum::<u32>());
        let (groups, misfiled, date) = match (entries, self.staging.merits.is_some()) {
            (Some(all), _) => {
                let date = all.last().map_or(self.date(), |entry| entry.date).date();
                (sum(|entry| entry.deliveries)?, sum(|entry| entry.misfilings)?, date)
            }
            // Direction shows a quarter that nobody has worked.
            (None, true) if quarter == 1 => (STAGED.0, STAGED.1, self.date().date()),
            (None, _) => return None,
        };
        let own = Line { name: self.employee().to_owned(), groups, misfiled, remark: None };
        let mut lines: Vec<Line> = incentives
            .colleagues
            .iter()
            .enumerate()
            .map(|(at, colleague)| {
                let draw = |what: u64| {
                    let place = (u64::from(quarter) << 8) | what;
                    unit(hash(self.session.seed, Purpose::Colleague, at as u64, place))
                };
                let (share, misfiles) = (LEAST + (MOST - LEAST) * draw(0), draw(1));
                Line {
                    name: colleague.name.clone(),
                    groups: (f64::from(groups) * share) as u32,
                    misfiled: (MISFILES * misfiles * misfiles) as u32,
                    remark: Some(colleague.remark.clone()),
                }
            })
            .collect();
        // Where two have the same, the employee stands before a colleague, and colleagues as the pack has them.
        lines.insert(0, own);
        lines.sort_by_key(|line| -line.score());
        let place = lines.iter().position(|line| line.remark.is_none())? as u32 + 1;
        Some(Standing { quarter, lines, place, date })
    }

    /// The quarter that is shown, and whether its certificate is.
    pub fn shown_quarter(&self) -> (u32, bool) {
        self.quarter
    }

    /// The card of a quarter, as text of a few lines; none where it has not ended.
    pub fn card(&self, quarter: u32) -> Option<String> {
        let standing = self.standing(quarter)?;
        let (incentives, own) = (self.pack.incentives.as_ref()?, standing.own()?);
        let title = incentives.say("card-title", &[("quarter", &quarter.to_string())]);
        let text = incentives.say(
            "card-text",
            &[
                ("name", &own.name),
                ("place", &standing.place.to_string()),
                ("groups", &own.groups.to_string()),
                ("misfiled", &own.misfiled.to_string()),
            ],
        );
        Some(format!("{title}\n{text}\n"))
    }

    /// The terminal as it would show the certificate of a quarter, and nothing over it.
    pub fn at_certificate(&self, quarter: u32) -> Option<Self> {
        self.standing(quarter)?;
        let mut terminal = self.clone();
        terminal.screen = Screen::Quarter;
        terminal.quarter = (quarter, true);
        (terminal.pointer, terminal.focus) = (None, None);
        (terminal.staging.error, terminal.staging.flash) = (None, None);
        (terminal.staging.black, terminal.staging.blacked) = (false, None);
        Some(terminal)
    }

    /// Opens the last quarter that has ended, or another one.
    pub(in crate::model) fn open_quarter(&mut self, quarter: u32) {
        let quarter = if quarter == 0 { self.quarters() } else { quarter };
        if self.standing(quarter).is_none() {
            return;
        }
        if self.screen == Screen::Quarter {
            self.quarter = (quarter, false);
            self.happen(Happening::ScreenShown { screen: self.screen.name().to_owned() });
        } else if self.cover(Screen::Quarter) {
            self.quarter = (quarter, false);
        }
    }

    /// Names the refiner of a quarter, over what lies beneath.
    pub(in crate::model) fn show_quarter(&mut self, quarter: u32) {
        self.show(Screen::Quarter);
        self.quarter = (quarter, false);
        if let Some(standing) = self.standing(quarter) {
            self.happen(Happening::QuarterEnded { quarter, place: standing.place });
        }
    }

    pub(in crate::model) fn perform_at_quarter(&mut self, command: &Command) {
        let (quarter, certificate) = self.quarter;
        match command {
            Command::Certificate => self.turn_certificate(),
            Command::Save => self.happen(Happening::CertificateAsked { quarter }),
            Command::Copy => self.happen(Happening::CardAsked { quarter }),
            Command::Back if certificate => self.turn_certificate(),
            Command::Back | Command::GoOn | Command::Enter | Command::Take => self.leave_ceremony(),
            _ => {}
        }
    }

    /// Turns the sheet of the quarter to its certificate, or back.
    fn turn_certificate(&mut self) {
        self.quarter.1 = !self.quarter.1;
        self.focus = None;
        self.happen(Happening::ScreenShown { screen: self.screen.name().to_owned() });
    }
}
/// The groups delivered and misfiled in a quarter that direction shows.
const STAGED: (u32, u32) = (412, 3);
