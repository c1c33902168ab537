//! What is remembered of an employee's sessions with the director.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::facts::Heard;
use crate::time::{Span, Time};

/// Facts of half a session.
pub const HALF: u8 = 6;
/// Facts of a full session.
pub const FULL: u8 = 12;
/// Points with which every session begins.
pub const POINTS: u8 = 100;
/// How long unease lasts, of time at work.
const UNEASE_LASTS: Span = Span::from_millis(600_000);
/// By how much a session kept equal adds to calm, in hundredths.
const CALM_STEP: u8 = 40;
/// By how many thousandths full calm, or unease, changes what groups at rest betray, at most.
const MOST: i64 = 150;
/// So many finished files are read with no unease.
const FIRST_FILES: usize = 3;
/// Time at work before the first call, and between two.
const FIRST_CALL: Span = Span::from_millis(1_200_000);
const NEXT_CALL: Span = Span::from_millis(2_400_000);
/// So many misfilings within so much time at work bring the first call sooner.
const MISFILINGS: usize = 5;
const WITHIN: Span = Span::from_millis(600_000);
/// So often in a row a call may be declined.
pub const DECLINES: u8 = 2;
/// The most exchanges that are remembered so that they do not come again soon.
const LATELY: usize = 40;

/// Sessions held, facts heard, what was said, and what came of it. Everything of a pack is named by its key; a key that
/// the present pack does not know is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Sessions that came to an end, in order.
    pub cards: Vec<Card>,
    /// Facts heard.
    pub heard: Heard,
    /// What was noted of the employee's replies and requests, each with the number of the session in which first.
    pub notes: BTreeMap<String, u32>,
    /// Memories that were told.
    pub told: BTreeSet<String>,
    /// How often each request was made.
    pub requests: BTreeMap<String, u32>,
    /// Exchanges that were had lately, the latest last.
    pub lately: Vec<String>,
    /// Calls declined in a row, 0 to 2.
    pub declined: u8,
    /// Calls have been declined twice in a row.
    pub declined_twice: bool,
    /// Time at work when there was last a call or a session.
    pub called_at: Option<Span>,
    /// Times at work of the last misfilings since then, at most five.
    pub misfilings: Vec<Span>,
    /// Calm, in hundredths, 0 to 100.
    pub calm: u8,
    /// Unease as it was when it came, in hundredths, 0 to 100.
    pub unease: u8,
    /// Time at work when unease came.
    pub uneasy_since: Span,
}

/// What is kept of a session that came to an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its number, from 1.
    pub number: u32,
    /// When it ended, by the terminal's clock.
    pub date: DateTime,
    /// Facts heard in it, and facts that it was to have.
    pub facts: u8,
    /// 6 or 12.
    pub of: u8,
    /// Replies given and requests made: silence is none.
    pub replies: u32,
    /// Points left, 0 to 100.
    pub points: u8,
    /// The director ended it before its time.
    pub early: bool,
    /// The employee was called to it.
    pub called: bool,
}

impl Card {
    fn is_sound(&self) -> bool {
        self.number > 0 && [HALF, FULL].contains(&self.of) && self.facts <= self.of && self.points <= POINTS
    }
}

impl Record {
    /// Whether it can have come about by play.
    pub fn is_sound(&self) -> bool {
        self.declined <= DECLINES
            && self.misfilings.len() <= MISFILINGS
            && self.lately.len() <= LATELY
            && self.times().all(|time| (0..=Time::LAST.0).contains(&time.0))
            && self.calm <= 100
            && self.unease <= 100
            && self.notes.values().all(|number| *number > 0)
            && self.cards.iter().all(Card::is_sound)
    }

    /// All times at work that it remembers.
    fn times(&self) -> impl Iterator<Item = &Span> {
        self.misfilings.iter().chain(&self.called_at).chain([&self.uneasy_since])
    }

    /// The number of the next session.
    pub fn next_number(&self) -> u32 {
        self.cards.last().map_or(0, |card| card.number).saturating_add(1)
    }

    /// Sessions that came to their own end.
    pub fn held(&self) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(|card| !card.early)
    }

    /// Notes what was said, for later sessions.
    pub fn note(&mut self, note: &str, number: u32) {
        self.notes.entry(note.to_owned()).or_insert(number);
    }

    /// Whether this was noted in a session before the one of this number.
    pub fn noted_before(&self, note: &str, number: u32) -> bool {
        self.notes.get(note).is_some_and(|&made| made < number)
    }

    /// Remembers that an exchange was had.
    pub fn had(&mut self, exchange: &str) {
        self.lately.retain(|other| other != exchange);
        self.lately.push(exchange.to_owned());
        let over = self.lately.len().saturating_sub(LATELY);
        self.lately.drain(..over);
    }

    /// A misfiling, `active` time at work.
    pub fn misfiled(&mut self, active: Span) {
        self.misfilings.push(active);
        let over = self.misfilings.len().saturating_sub(MISFILINGS);
        self.misfilings.drain(..over);
    }

    /// Whether it is time for a call, `active` time at work.
    pub fn wants_call(&self, active: Span) -> bool {
        if let Some(at) = self.called_at {
            return active.0 >= (at + NEXT_CALL).0;
        }
        let many = self.misfilings.len() == MISFILINGS
            && self.misfilings.first().is_some_and(|first| active.0 - first.0 <= WITHIN.0);
        many || active >= FIRST_CALL
    }

    /// There was a call, or a session.
    pub fn called(&mut self, active: Span) {
        self.called_at = Some(active);
        self.misfilings.clear();
    }

    /// A session has ended: what it does to calm and unease.
    pub fn close(&mut self, card: Card, active: Span) {
        if card.points == POINTS && !card.early {
            self.calm = self.calm.saturating_add(CALM_STEP).min(100);
            self.unease = 0;
        } else {
            self.calm = 0;
            self.unease = POINTS - card.points;
            self.uneasy_since = active;
        }
        self.declined = 0;
        self.called(active);
        self.cards.push(card);
    }

    /// By how many thousandths groups at rest betray themselves more (or less) than their file states, -150 to 150,
    /// `active` time at work and with so many files finished. Unease fades evenly, and does nothing in the first three
    /// files.
    pub fn readiness(&self, active: Span, finished: usize) -> i16 {
        if self.unease == 0 || finished < FIRST_FILES {
            return (MOST * i64::from(self.calm) / 100) as i16;
        }
        let left = (UNEASE_LASTS.0 - (active.0 - self.uneasy_since.0)).clamp(0, UNEASE_LASTS.0);
        let parts = i128::from(MOST) * i128::from(self.unease) * i128::from(left);
        -(parts / (100 * i128::from(UNEASE_LASTS.0))) as i16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(count: i64) -> Span {
        Span::from_millis(count * 60_000)
    }

    fn card(points: u8) -> Card {
        Card {
            number: 1,
            date: DateTime::constant(1983, 9, 12, 9, 0, 0, 0),
            facts: 6,
            of: 6,
            replies: 0,
            points,
            early: false,
            called: false,
        }
    }

    #[test]
    fn calm_rises_with_equal_sessions_and_unease_fades_with_work() {
        let mut record = Record::default();
        record.close(card(100), minutes(10));
        assert_eq!(record.readiness(minutes(10), 0), 60);
        record.close(card(100), minutes(60));
        record.close(card(100), minutes(110));
        assert_eq!(record.readiness(minutes(500), 9), 150);
        record.close(card(0), minutes(600));
        for (at, finished, parts) in [(600, 3, -150), (605, 3, -75), (610, 3, 0), (700, 3, 0), (600, 2, 0)] {
            assert_eq!(record.readiness(minutes(at), finished), parts, "{at}, {finished}");
        }
        record.close(card(100), minutes(601));
        assert_eq!(record.readiness(minutes(601), 3), 60);
    }

    #[test]
    fn calls_come_after_work_or_misfilings_and_then_seldom() {
        let mut record = Record::default();
        assert!(!record.wants_call(minutes(19)) && record.wants_call(minutes(20)));
        for minute in [1, 2, 3, 4] {
            record.misfiled(minutes(minute));
        }
        assert!(!record.wants_call(minutes(4)));
        record.misfiled(minutes(12));
        assert!(!record.wants_call(minutes(12)), "the first was eleven minutes ago");
        record.misfiled(minutes(12));
        assert!(record.wants_call(minutes(12)));
        record.called(minutes(12));
        assert!(!record.wants_call(minutes(51)) && record.wants_call(minutes(52)));
    }
}
