//! Delivery: a gathered cluster flies into a bin, or is refused and comes back.
//!
//! The timings are those fans measured on the show's screen: digits grow for about a second, fly for about a second
//! and a half, the last one lands after two and a half, and the sheet rises. The first sets off a little before the
//! second is over and the last a little after, so that they fly in a row.

use serde::{Deserialize, Serialize};

use super::plane::{Block, Cell};
use super::temper::Temper;
use super::{Board, Lesson, Notice, Scatter};
use crate::model::geometry::{Point, Tube};
use crate::model::happening::Happening;
use crate::model::random::{self, Purpose};
use crate::time::{Span, Time};

/// From the delivery until the first digit sets off.
const PAUSE: Span = Span::from_millis(800);
/// From the first digit's setting off until the last one's.
const STAGGER: Span = Span::from_millis(300);
/// How long a digit flies.
const FLIGHT: Span = Span::from_millis(1400);
/// From the delivery until the emptied cells begin to refill.
const EMPTY: Span = Span::from_millis(3000);

/// A cluster on its way to a bin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// The block it came from.
    pub block: Block,
    /// The bin it goes to.
    pub bin: usize,
    /// Its temper.
    pub temper: Temper,
    /// When it was delivered.
    pub at: Time,
    /// Its digits, in the order in which they fly.
    pub digits: Vec<FlyingDigit>,
    /// How many of them have landed.
    pub landed: usize,
    /// How many of them count. The rest is surplus, and let go.
    pub counted: usize,
}

/// A digit on its way to a bin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlyingDigit {
    /// The cell it came from.
    pub cell: Cell,
    /// The digit, 0 to 9.
    pub digit: u8,
    /// Where it was on the tube when it was delivered.
    pub from: Point,
    /// Its scale then.
    pub scale: f64,
    /// Its turn then.
    pub turn: f64,
    /// How far from the middle of the bin's mouth it lands, -1 to 1.
    pub aside: f64,
}

impl Delivery {
    /// When digit `rank` sets off, and when it lands.
    pub(super) fn flight(&self, rank: usize) -> (Time, Time) {
        let last = self.digits.len().saturating_sub(1).max(1) as i64;
        let starts = self.at + PAUSE + Span(STAGGER.0 * rank as i64 / last);
        (starts, starts + FLIGHT)
    }

    /// When the next digit lands.
    pub(super) fn due(&self) -> Option<Time> {
        (self.landed < self.digits.len()).then(|| self.flight(self.landed).1)
    }
}

impl Board {
    /// Sends the gathered cluster to a bin, or if none is gathered, looks into it. A bin that is not there is
    /// left alone.
    pub fn call_bin(&mut self, bin: usize, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        if bin >= self.bins.len() {
            return;
        }
        let Some(gathered) = self.gathered else {
            return self.look(Some(bin), happenings);
        };
        let view = self.ground.block(gathered.block);
        let Some(cluster) = view.cluster() else {
            self.gathered = None;
            return;
        };
        self.last_bin = bin;
        self.last_view = Some(self.view.aim(self.now));
        let size = cluster.cells.len() as u32;
        match self.bins[bin].accepts(cluster.temper, size, self.quota) {
            Ok(counted) => {
                // As drawn, so that every digit sets off from where it is seen.
                let mut drawn = Vec::with_capacity(cluster.cells.len());
                self.draw_cluster(view, &cluster, self.level(cluster.block), tube, &mut drawn);
                let seed = self.ground.make().seed;
                let digits = drawn
                    .iter()
                    .map(|drawn| FlyingDigit {
                        cell: drawn.cell,
                        digit: drawn.digit,
                        from: drawn.at,
                        scale: drawn.scale,
                        turn: drawn.turn,
                        aside: 2.0
                            * random::unit(random::hash(
                                seed,
                                Purpose::Flight,
                                u64::from(drawn.cell.column),
                                u64::from(drawn.cell.row),
                            ))
                            - 1.0,
                    })
                    .collect();
                let delivery = Delivery {
                    block: cluster.block,
                    bin,
                    temper: cluster.temper,
                    at: self.now,
                    digits,
                    landed: 0,
                    counted: counted as usize,
                };
                let landed = delivery.flight(delivery.digits.len().saturating_sub(1)).1;
                if !self.bins[bin].is_open() {
                    happenings.push((self.now, Happening::LidsOpened { bin }));
                }
                self.bins[bin].expect(cluster.temper, counted, self.now, landed);
                self.deliveries.push(delivery);
                self.ground.empty(&cluster, self.now + EMPTY);
                self.refilling.push(cluster.block);
                self.attention.forget(cluster.block);
                self.gathered = None;
                self.notice = None;
                self.delivered = self.delivered.saturating_add(1);
                if self.lesson.is_some() {
                    self.lesson = None;
                }
            }
            Err(why) => {
                self.bins[bin].refuse(self.now);
                self.misfiled = self.misfiled.saturating_add(1);
                self.scatters.push(Scatter { block: cluster.block, at: self.now });
                self.send_back(gathered);
                happenings.push((self.now, Happening::Refused { bin, temper: cluster.temper, why }));
                let phrase = self.phrase(cluster.block);
                self.say(Notice::Refused { bin, temper: cluster.temper, phrase, why }, happenings);
                if self.lesson == Some(Lesson::Bin) {
                    self.lesson = Some(Lesson::Rest);
                }
            }
        }
        // What a still hand rests beside stirs again.
        self.attend(tube);
    }

    /// The next digit of a delivery lands.
    pub(super) fn land(&mut self, index: usize, happenings: &mut Vec<(Time, Happening)>) {
        let delivery = &mut self.deliveries[index];
        let (bin, temper, rank) = (delivery.bin, delivery.temper, delivery.landed);
        delivery.landed += 1;
        let done = delivery.landed == delivery.digits.len();
        let count = delivery.counted;
        if rank < count
            && let Some(held) = self.bins.get_mut(bin)
            && held.land(temper)
        {
            happenings
                .push((self.now, Happening::DigitLanded { bin, temper, percent: held.percent(self.quota) }));
        }
        if done {
            self.deliveries.remove(index);
            let percent = self.bins.get(bin).map_or(0, |bin| bin.percent(self.quota));
            happenings.push((self.now, Happening::Delivered { bin, count, percent }));
            if self.finished_at.is_none() && self.bins.iter().all(|bin| bin.is_full(self.quota)) {
                self.finished_at = Some(self.now);
                happenings.push((self.now, Happening::FileFinished { file: self.file.clone() }));
            }
        }
    }

    /// Looks into a bin, or into none.
    pub fn look(&mut self, bin: Option<usize>, happenings: &mut Vec<(Time, Happening)>) {
        if self.looking == bin {
            return;
        }
        if let Some(before) = self.looking.take()
            && let Some(bin) = self.bins.get_mut(before)
        {
            bin.look(false, self.now);
        }
        if let Some(now) = bin
            && let Some(bin) = self.bins.get_mut(now)
        {
            bin.look(true, self.now);
            self.looking = Some(now);
            happenings.push((self.now, Happening::Looked { bin: now }));
        }
    }
}
