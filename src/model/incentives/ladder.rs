//! The ladder, seen from the terminal: when an award is given and presented, and the case.

use super::record::{Given, Merits};
use crate::model::happening::Happening;
use crate::model::screen::Screen;
use crate::model::session::QUARTER;
use crate::model::terminal::Terminal;
use crate::pack::incentives::{DANCE_RUNG, RUNGS};
use crate::time::{Span, Time};

/// How long an award is shown before a key takes it: it may have been meant for the field.
const ANSWERED: Span = Span::from_millis(700);
/// How long hands rest on the field before an award is brought that waits.
const RESTS: Span = Span::from_millis(1500);

impl Terminal {
    /// What was earned, or what direction shows in its place.
    pub fn merits(&self) -> &Merits {
        self.staging.merits.as_ref().unwrap_or(&self.session.merits)
    }

    /// The quarter that is worked on, from 1, and how far it is, in parts of a hundred.
    pub fn quarter_so_far(&self) -> (u32, u8) {
        match &self.staging.merits {
            Some(merits) => (1, merits.given.last().map_or(0, |given| given.rung)),
            None => self.session.quarter(),
        }
    }

    /// The award that is chosen in the case: its number, from 1, and the award.
    pub fn chosen_award(&self) -> Option<(u32, &Given)> {
        let given = &self.merits().given;
        let at = self.case.min(given.len().checked_sub(1)?);
        Some((at as u32 + 1, given.get(at)?))
    }

    /// The award that the window presents: its number, from 1, and the award.
    pub fn presented_award(&self) -> Option<(u32, &Given)> {
        match (self.screen, &self.staging.merits) {
            (Screen::Award { .. }, Some(merits)) => {
                merits.given.last().map(|given| (merits.given.len() as u32, given))
            }
            (Screen::Award { .. }, None) => self.session.merits.to_present(),
            _ => None,
        }
    }

    /// Whether the window presents an award with which a dance is earned.
    pub fn presents_dance(&self) -> bool {
        self.presented_award().is_some_and(|(_, given)| given.rung == DANCE_RUNG)
    }

    /// Gives what the ladder has come to.
    pub(in crate::model) fn climb(&mut self) {
        let (pack, date) = (self.pack.clone(), self.date());
        for number in self.session.climb(&pack, date, false) {
            let award = self.session.merits.given[number as usize - 1].award.clone();
            self.happen(Happening::Awarded { award, number });
        }
    }

    /// Whether an award waits, and nothing on the field is in the middle of anything.
    fn may_present(&self) -> bool {
        self.screen == Screen::Refinement
            && self.pack.incentives.is_some()
            && self.staging.merits.is_none()
            && self.session.merits.to_present().is_some()
            && self.board().is_some_and(|board| board.rests())
    }

    /// When an award is brought that waits until hands rest.
    pub(in crate::model) fn present_due(&self) -> Option<Time> {
        self.watch.quiet().filter(|_| self.may_present()).map(|at| at + RESTS)
    }

    /// Presents what is to be presented over the field, if nothing there is in the middle of anything; gives whether it
    /// does. Only what happens by itself brings it, and never what hands do.
    pub(in crate::model) fn present(&mut self) -> bool {
        let presents = self.may_present();
        if presents {
            self.lay_beneath();
            self.hold_ceremony();
        }
        presents
    }

    /// Shows what is to be celebrated next over what lies beneath, and that when nothing is left.
    pub(in crate::model) fn hold_ceremony(&mut self) {
        if let Some((number, _)) = self.session.merits.to_present() {
            self.show(Screen::Award { since: self.now });
            self.happen(Happening::Presented { number });
        } else if (self.session.merits.named as usize) < self.session.ledger.len() / QUARTER
            && self.pack.incentives.is_some()
        {
            self.session.merits.named += 1;
            self.show_quarter(self.session.merits.named);
        } else {
            self.uncover();
        }
    }

    /// Whether there is anything to celebrate.
    pub(in crate::model) fn has_ceremony(&self) -> bool {
        let merits = &self.session.merits;
        self.pack.incentives.is_some()
            && self.staging.merits.is_none()
            && (merits.to_present().is_some()
                || (merits.named as usize) < self.session.ledger.len() / QUARTER)
    }

    /// From a room of these back to what is still to be celebrated, or to what lies beneath. Where it was opened by hand,
    /// from the case, nothing is celebrated.
    pub(in crate::model) fn leave_ceremony(&mut self) {
        let celebrates = matches!(self.beneath.last(), Some(Screen::Refinement | Screen::Cards));
        if self.has_ceremony() && celebrates {
            self.hold_ceremony();
        } else {
            self.uncover();
        }
    }

    /// Takes the award that is presented; `dances` goes on to the dance that it brings.
    pub(in crate::model) fn take_award(&mut self, dances: bool) {
        let Screen::Award { since } = self.screen else { return };
        if self.now.since(since) < ANSWERED || (dances && !self.presents_dance()) {
            return;
        }
        if self.staging.merits.is_some() {
            return if dances { self.show_dance() } else { self.uncover() };
        }
        if let Some(given) = self.session.merits.given.iter_mut().find(|given| !given.presented) {
            given.presented = true;
        }
        if dances { self.show_dance() } else { self.hold_ceremony() }
    }

    /// Opens the case of awards.
    pub(in crate::model) fn open_case(&mut self) {
        if self.pack.incentives.is_some() && self.cover(Screen::Case) {
            self.case = self.merits().given.len().saturating_sub(1);
        }
    }

    /// Shows awards as earned that are not, or no longer; and presents the last of them.
    pub(in crate::model) fn stage_awards(&mut self, percent: Option<u8>, present: bool) {
        let date = self.date();
        let awards = self.pack.incentives.iter().flat_map(|incentives| &incentives.awards).zip(RUNGS);
        self.staging.merits = percent.map(|percent| Merits {
            given: awards
                .filter(|(_, rung)| *rung <= percent)
                .map(|(award, rung)| Given {
                    award: award.key.clone(),
                    rung,
                    quarter: 1,
                    date,
                    presented: true,
                })
                .collect(),
            ..Merits::default()
        });
        self.case = self.merits().given.len().saturating_sub(1);
        // What is shown of merits that are no longer is left.
        if !self.stands(self.screen) {
            self.uncover();
        }
        let number = self.staging.merits.as_ref().map_or(0, |merits| merits.given.len() as u32);
        if present && number > 0 && self.is_at_work() && !matches!(self.screen, Screen::Award { .. }) {
            self.lay_beneath();
            self.show(Screen::Award { since: self.now });
            self.happen(Happening::Presented { number });
        }
    }

    /// Chooses another award in the case.
    pub(in crate::model) fn turn_award(&mut self, by: i32) {
        if let Some(last) = self.merits().given.len().checked_sub(1) {
            let at = self.case.min(last) as i64;
            self.case = (at + i64::from(by)).clamp(0, last as i64) as usize;
            self.happen(Happening::ScreenShown { screen: self.screen.name().to_owned() });
        }
    }
}
