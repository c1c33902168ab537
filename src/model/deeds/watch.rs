//! Watches the terminal at work and counts: every command passes here, and everything that happens.
//!
//! Counts move at commands and happenings alone, never with a host's steps of time, so that they replay.

use serde::{Deserialize, Serialize};

use super::tally::{minutes, whole, work};
use crate::model::command::{Command, Source, Stamped};
use crate::model::happening::Happening;
use crate::model::refinement::Board;
use crate::model::refinement::bins::Bin;
use crate::model::screen::Screen;
use crate::model::terminal::Terminal;
use crate::pack::Measure;
use crate::time::Time;

/// A bin below this stands low while another is filled, in percent.
const LOW: u8 = 25;
/// How far bins that lie level may lie apart, in points.
const LEVEL: u8 = 5;
/// The percentages at which a file is at its half: a digit takes it from 49 to 50, two at once may take it to 51.
const HALF: std::ops::RangeInclusive<u8> = 50..=51;

/// What passes and is counted when it is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Watch {
    /// Since when nobody has touched anything at the field.
    quiet: Option<Time>,
    /// Whether the cards are visited and no card has been taken yet.
    visiting: bool,
    /// Whether the pointer was used since keys last set out for a group.
    pointed: bool,
}

impl Watch {
    /// Since when nobody has touched anything at the field.
    pub(in crate::model) fn quiet(&self) -> Option<Time> {
        self.quiet
    }
}

impl Terminal {
    /// The board, unless direction has touched it: such a board counts for nothing.
    fn honest_board(&self) -> Option<&Board> {
        self.board().filter(|board| !board.is_staged())
    }

    fn count(&mut self, measure: Measure, more: u32) {
        self.session.deeds.add(measure, more, &self.pack);
    }

    fn count_to(&mut self, measure: Measure, count: u32) {
        self.session.deeds.raise(measure, count, &self.pack);
    }

    /// Watches a command, before it acts.
    pub(in crate::model) fn watch_command(&mut self, stamped: &Stamped) {
        if stamped.source != Source::Program {
            self.end_quiet();
        }
        self.measure_way();
        match stamped.command {
            Command::Point { .. } | Command::Press { .. } | Command::Release { .. } => {
                self.watch.pointed = true;
            }
            Command::MoveCursor { .. } | Command::GrowBox { .. }
                if self.board().is_some_and(|board| board.gathered().is_none()) =>
            {
                self.watch.pointed = false;
            }
            Command::Held { minutes } => self.count_to(Measure::HeldMinutes, minutes),
            _ => {}
        }
    }

    /// Watches what has become of a command.
    pub(in crate::model) fn watch_outcome(&mut self) {
        self.measure_way();
        if self.screen == Screen::Refinement {
            self.watch.quiet.get_or_insert(self.now);
        }
        // A room that lies over the cards is no way out of them.
        let stays = matches!(
            self.screen,
            Screen::Cards
                | Screen::Called { .. }
                | Screen::Sitting
                | Screen::Handbook
                | Screen::Award { .. }
                | Screen::Case
                | Screen::Quarter
                | Screen::Dance
                | Screen::Settings
                | Screen::Scene { .. }
                | Screen::Worksheet
        );
        if self.watch.visiting && !stays {
            self.watch.visiting = false;
            self.count(Measure::CardVisits, 1);
        }
    }

    /// Watches a group or more being delivered, or misfiled.
    pub(in crate::model) fn watch_work(&mut self, delivered: u32, misfiled: u32) {
        let by_keys = !self.watch.pointed;
        if (delivered, misfiled) == (0, 0)
            || self.honest_board().is_none_or(|board| board.finished_at().is_some())
        {
            return;
        }
        let deeds = &mut self.session.deeds;
        let clean = deeds.clean;
        deeds.clean = if misfiled > 0 { 0 } else { clean.saturating_add(delivered) };
        if delivered > 0 {
            deeds.by_keys = if by_keys { deeds.by_keys.saturating_add(delivered) } else { 0 };
        }
        let (clean_now, by_keys) = (deeds.clean, deeds.by_keys);
        for (measure, count) in work(&self.session) {
            self.count_to(measure, count);
        }
        self.count_to(Measure::CleanRun, clean_now);
        self.count_to(Measure::DeliveriesByKeys, by_keys);
        if misfiled > 0 {
            self.count_to(Measure::Lapse, clean);
        }
    }

    /// Watches what happens.
    pub(in crate::model) fn watch_happening(&mut self, what: &Happening) {
        match what {
            Happening::PoweredOn => self.watch_morning(),
            Happening::Degaussed => self.count(Measure::Degaussings, 1),
            Happening::FileUnknown { .. } => self.count(Measure::UnknownNames, 1),
            Happening::FileOpened { .. } => {
                self.watch.visiting = false;
                self.session.take_stock(&self.pack);
            }
            Happening::LetGo if self.honest_board().is_some() => self.count(Measure::GroupsLetGo, 1),
            Happening::Looked { .. } if self.honest_board().is_some() => self.count(Measure::SheetsRaised, 1),
            Happening::DigitLanded { bin, .. } => self.watch_bins(*bin),
            Happening::ScreenShown { .. } => {
                self.end_quiet();
                match self.screen {
                    Screen::Refinement => self.watch.quiet = Some(self.now),
                    Screen::Cards => self.watch.visiting = true,
                    _ => {}
                }
            }
            // Its card is in the record.
            Happening::SessionClosed { .. } => self.session.take_stock(&self.pack),
            Happening::SessionDeclined => self.count(Measure::SessionsDeclined, 1),
            Happening::OutOfTurn => self.count(Measure::WordsOutOfTurn, 1),
            Happening::PageOpened { .. } | Happening::Marked { .. } => self.session.take_stock(&self.pack),
            Happening::PageRead { withheld, .. } => {
                self.count(Measure::PassagesWithheld, whole(*withheld));
                self.session.take_stock(&self.pack);
            }
            Happening::Searched { hits: 0 } => self.count(Measure::EmptySearches, 1),
            _ => {}
        }
    }

    /// Watches a file being finished, or found finished, once the ledger says so.
    pub(in crate::model) fn watch_ledger(&mut self) {
        if let Some(file) = &self.session.file {
            self.session.deeds.halved.remove(file);
        }
        self.session.take_stock(&self.pack);
    }

    fn watch_morning(&mut self) {
        let today = Some(self.date().date());
        if std::mem::replace(&mut self.session.deeds.morning, today) != today {
            self.count(Measure::Mornings, 1);
        }
    }

    /// A digit has landed in a bin.
    fn watch_bins(&mut self, bin: usize) {
        let Some(board) = self.honest_board() else { return };
        let percent = |bin: &Bin| bin.percent(board.quota());
        let bins = || board.bins().iter().map(percent);
        let low = bins().min().unwrap_or(0);
        let level = bins().max().unwrap_or(0) - low <= LEVEL;
        let fills = board.bins().get(bin).is_some_and(|bin| percent(bin) == 100);
        let halves = HALF.contains(&board.percent());
        let file = board.file().to_owned();
        if fills && low < LOW {
            self.count(Measure::LoneBins, 1);
        }
        if halves && self.session.deeds.halved.insert(file) && level {
            self.count(Measure::LevelBins, 1);
        }
    }

    /// Ends the time without a touch.
    fn end_quiet(&mut self) {
        if let Some(since) = self.watch.quiet.take()
            && self.honest_board().is_some()
        {
            self.count_to(Measure::QuietMinutes, minutes(self.now.since(since)));
        }
    }

    /// Measures how far from the entrance the view is, where it has come to or will come to rest.
    fn measure_way(&mut self) {
        if self.screen != Screen::Refinement {
            return;
        }
        if let Some(board) = self.honest_board()
            && let Some(spec) = self.pack.file(board.file())
        {
            let entrance = Board::entrance(spec, self.session.seed_of(board.file()));
            let pages = board.pages_from(entrance, &self.tube);
            self.count_to(Measure::PagesOut, pages);
        }
    }
}
