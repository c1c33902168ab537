//! The bins: what they hold, what they refuse, and how lids and sheets move.

use serde::{Deserialize, Serialize};

use super::temper::Temper;
use crate::model::ease;
use crate::time::{Span, Time};

/// How long the lids take to open or shut.
pub const LID: Span = Span::from_millis(300);
/// How long a sheet takes to rise.
pub const RISE: Span = Span::from_millis(500);
/// How long a sheet stays up after a delivery.
pub const STAY: Span = Span::from_millis(2500);
/// How long a sheet takes to sink.
pub const SINK: Span = Span::from_millis(300);
/// How long lids knock at a refusal.
pub const KNOCK: Span = Span::from_millis(420);

/// Something that swings between shut (0) and open (1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Swing {
    open: bool,
    from: f64,
    since: Time,
}

impl Swing {
    /// How far it is open at `now`, if opening takes `opening` and shutting `shutting`.
    pub fn at(&self, now: Time, opening: Span, shutting: Span) -> f64 {
        let (to, span) = if self.open { (1.0, opening) } else { (0.0, shutting) };
        ease::lerp(self.from, to, ease::smooth(now.progress(self.since, span)))
    }

    /// Sets it in motion, from wherever it is.
    pub fn set(&mut self, open: bool, now: Time, opening: Span, shutting: Span) {
        if self.open != open {
            *self = Self { from: self.at(now, opening, shutting), open, since: now };
        }
    }

    /// Whether it is open or opening.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether it swings at `now`, if neither way takes longer than `longest`.
    fn swings(&self, now: Time, longest: Span) -> bool {
        now.since(self.since) < longest && now >= self.since && self.since > Time::ZERO
    }
}

/// One bin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Digits held of each temper, in the order of [`Temper::ALL`].
    held: [u32; 4],
    /// Digits that are on their way, of each temper.
    coming: [u32; 4],
    /// The lids.
    lids: Swing,
    /// The sheet.
    sheet: Swing,
    /// When the sheet rises for a delivery.
    rise_at: Option<Time>,
    /// When the sheet sinks, if nobody looks.
    sink_at: Option<Time>,
    /// When the lids shut, if nobody looks.
    shut_at: Option<Time>,
    /// Whether somebody looks at the sheet.
    looked_at: bool,
    /// When it last refused.
    refused_at: Option<Time>,
    /// A percentage set by direction, until the next digit lands.
    staged: Option<u8>,
}

/// Why a bin refuses a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Its temper leads the least of the bin's tempers by three eighths of the quota or more.
    Leads {
        /// The temper that the bin has least of.
        least: Temper,
    },
    /// The bin has all it wants of the temper.
    Full,
}

/// What is next due in a bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BinDue {
    /// The sheet rises.
    Rise,
    /// The sheet sinks.
    Sink,
    /// The lids shut.
    Shut,
}

impl Bin {
    /// Digits of each temper, landed or on their way.
    fn promised(&self) -> [u32; 4] {
        std::array::from_fn(|temper| self.held[temper] + self.coming[temper])
    }

    /// Whether it holds and expects no more than it wants.
    pub(super) fn is_sound(&self, quota: u32) -> bool {
        let within = |(&held, &coming): (&u32, &u32)| held <= quota && coming <= quota - held;
        self.held.iter().zip(&self.coming).all(within) && self.staged.is_none_or(|percent| percent <= 100)
    }

    /// Whether its sheet has risen, or rises.
    pub(super) fn shows_sheet(&self) -> bool {
        self.sheet.is_open()
    }

    /// Digits of each temper that have landed.
    pub fn held(&self) -> [u32; 4] {
        self.held
    }

    /// How many of a cluster's digits the bin takes, `size` at most, or why none.
    pub fn accepts(&self, temper: Temper, size: u32, quota: u32) -> Result<u32, Refusal> {
        let promised = self.promised();
        let mine = promised[temper.index()];
        let room = quota.saturating_sub(mine);
        if room == 0 {
            return Err(Refusal::Full);
        }
        let least = Temper::ALL.into_iter().min_by_key(|temper| promised[temper.index()]).unwrap_or(temper);
        if 8 * (mine - promised[least.index()]) >= 3 * quota {
            return Err(Refusal::Leads { least });
        }
        Ok(size.min(room))
    }

    /// Expects `count` digits of `temper`, all landed by `landed`; the lids open now.
    pub fn expect(&mut self, temper: Temper, count: u32, now: Time, landed: Time) {
        self.coming[temper.index()] += count;
        self.lids.set(true, now, LID, LID);
        if !self.sheet.is_open() && self.rise_at.is_none() {
            self.rise_at = Some(landed);
        }
        let sinks = landed + RISE + STAY;
        self.sink_at = self.sink_at.max(Some(sinks));
        self.shut_at = self.shut_at.max(Some(sinks + SINK));
    }

    /// A digit lands, and counts if the bin still expected it. Gives whether it did: direction can have set the bin
    /// anew while the digit flew.
    pub fn land(&mut self, temper: Temper) -> bool {
        let coming = &mut self.coming[temper.index()];
        let expected = *coming > 0;
        if expected {
            *coming -= 1;
            self.held[temper.index()] += 1;
            self.staged = None;
        }
        expected
    }

    /// Refuses: the lids knock.
    pub fn refuse(&mut self, now: Time) {
        self.refused_at = Some(now);
    }

    /// Somebody begins or ends looking at the sheet.
    pub fn look(&mut self, on: bool, now: Time) {
        if self.looked_at == on {
            return;
        }
        self.looked_at = on;
        if on {
            self.lids.set(true, now, LID, LID);
            self.sheet.set(true, now, RISE, SINK);
            self.rise_at = None;
        } else if self.sink_at.is_none_or(|at| at <= now) {
            self.sink_at = None;
            self.sheet.set(false, now, RISE, SINK);
            self.shut_at = Some(now + SINK);
        }
    }

    /// What is due next, and when.
    pub fn due(&self) -> Option<(Time, BinDue)> {
        let unseen = |at: Option<Time>| at.filter(|_| !self.looked_at);
        [
            (self.rise_at, BinDue::Rise),
            (unseen(self.sink_at), BinDue::Sink),
            (unseen(self.shut_at), BinDue::Shut),
        ]
        .into_iter()
        .filter_map(|(at, due)| at.map(|at| (at, due)))
        .min()
    }

    /// Does what is due, at its time.
    pub fn fire(&mut self, due: BinDue, now: Time) {
        match due {
            BinDue::Rise => {
                self.rise_at = None;
                self.sheet.set(true, now, RISE, SINK);
            }
            BinDue::Sink => {
                self.sink_at = None;
                self.sheet.set(false, now, RISE, SINK);
            }
            BinDue::Shut => {
                self.shut_at = None;
                self.lids.set(false, now, LID, LID);
            }
        }
    }

    /// Whether the lids are open or opening.
    pub fn is_open(&self) -> bool {
        self.lids.is_open()
    }

    /// How far the lids are open at `now`, 0 to 1 (about 45 degrees), a knock included.
    pub fn lids(&self, now: Time) -> f64 {
        let knock = self.refused_at.map_or(0.0, |at| {
            let progress = now.progress(at, KNOCK);
            if progress < 1.0 { 0.22 * ease::wave(progress).abs() } else { 0.0 }
        });
        (self.lids.at(now, LID, LID) + knock).min(1.0)
    }

    /// How far the sheet has risen at `now`, 0 to 1.
    pub fn sheet(&self, now: Time) -> f64 {
        self.sheet.at(now, RISE, SINK)
    }

    /// Whether lids or sheet move at `now`.
    pub(super) fn moves(&self, now: Time) -> bool {
        self.lids.swings(now, LID)
            || self.sheet.swings(now, RISE)
            || self.refused_at.is_some_and(|at| now.since(at) < KNOCK)
    }

    /// The percentage shown: what is held of what is wanted, rounded down.
    pub fn percent(&self, quota: u32) -> u8 {
        if let Some(percent) = self.staged {
            return percent;
        }
        let held: u32 = self.held.iter().map(|&held| held.min(quota)).sum();
        (held * 100 / (4 * quota).max(1)) as u8
    }

    /// The percentage of one temper's row on the sheet, rounded down.
    pub fn row_percent(&self, temper: Temper, quota: u32) -> u8 {
        (self.held[temper.index()].min(quota) * 100 / quota.max(1)) as u8
    }

    /// Whether the bin has all it wants.
    pub fn is_full(&self, quota: u32) -> bool {
        self.held.iter().all(|&held| held >= quota)
    }

    /// Sets the bin to show `percent`, by direction: the tempers as even as they can be.
    pub fn stage(&mut self, percent: u8, quota: u32) {
        let percent = percent.min(100);
        // Below 100 % something is always lacking, even where a percent is less than a digit.
        let all = 4 * quota;
        let most = if percent < 100 { all.saturating_sub(1) } else { all };
        let digits = (u32::from(percent) * all).div_ceil(100).min(most);
        self.held = std::array::from_fn(|temper| digits / 4 + u32::from((temper as u32) < digits % 4));
        self.coming = [0; 4];
        self.staged = Some(percent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bin_keeps_its_tempers_even() {
        let mut bin = Bin::default();
        let take = |bin: &mut Bin, temper, size| {
            let taken = bin.accepts(temper, size, 32)?;
            bin.expect(temper, taken, Time::ZERO, Time::ZERO);
            assert!((0..taken).all(|_| bin.land(temper)));
            Ok(taken)
        };
        assert_eq!(take(&mut bin, Temper::Woe, 11), Ok(11));
        assert_eq!(take(&mut bin, Temper::Woe, 9), Ok(9), "11 does not yet lead by 12");
        assert_eq!(take(&mut bin, Temper::Woe, 4), Err(Refusal::Leads { least: Temper::Frolic }));
        for size in [12, 11] {
            for temper in [Temper::Frolic, Temper::Dread, Temper::Malice] {
                assert_eq!(take(&mut bin, temper, size), Ok(size));
            }
        }
        assert_eq!(take(&mut bin, Temper::Woe, 14), Ok(12), "the surplus is let go");
        assert_eq!(take(&mut bin, Temper::Woe, 14), Err(Refusal::Full));
        assert_eq!(bin.held(), [32, 23, 23, 23]);
        assert_eq!(bin.percent(32), 78, "101 of 128, rounded down");
    }

    #[test]
    fn an_open_bin_stays_open() {
        let mut bin = Bin::default();
        let second = |seconds: i64| Time::from_millis(seconds * 1000);
        bin.expect(Temper::Woe, 4, second(0), Time::from_millis(2500));
        bin.expect(Temper::Dread, 4, second(4), Time::from_millis(6500));
        let mut shut = None;
        while let Some((at, due)) = bin.due() {
            bin.fire(due, at);
            if due == BinDue::Shut {
                shut = Some(at);
            }
            assert!(at < second(20));
        }
        assert_eq!(shut, Some(Time::from_millis(6500 + 500 + 2500 + 300)));
    }

    #[test]
    fn staged_percentages_are_shown_as_set() {
        for percent in 0..=100 {
            let mut bin = Bin::default();
            bin.stage(percent, 12);
            assert_eq!(bin.percent(12), percent);
        }
    }
}
