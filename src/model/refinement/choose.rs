//! Choosing: a box or a click takes a cluster, whole.

use serde::{Deserialize, Serialize};

use super::layout::Drawn;
use super::plane::{Block, Cell, Spot};
use super::{Board, Gathered, Lesson, Notice};
use crate::model::ease;
use crate::model::geometry::{Area, Point, Tube};
use crate::model::happening::Happening;
use crate::time::{Span, Time};

/// The box being drawn, kept on the plane so that it stays about its digits when the view moves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marquee {
    /// By the pointer, from one spot to another.
    Drawn {
        /// Where it was begun.
        from: Spot,
        /// Where the pointer is.
        to: Spot,
    },
    /// By keys, whole cells from one to another.
    Cells {
        /// Where it was begun.
        from: Cell,
        /// Where the cell cursor is.
        to: Cell,
    },
}

/// A cluster that glides back to its place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Return {
    pub(super) block: Block,
    since: Time,
    /// How far it had drawn together, 0 to 1.
    pub(super) held: f64,
    /// How far it had been carried, in tube units.
    pub(super) carried: (f64, f64),
}

impl Return {
    /// How much of the way is left at `now`, 1 to 0.
    pub(super) fn share(&self, now: Time) -> f64 {
        1.0 - ease::smooth(now.progress(self.since, RETURN))
    }
}

/// How long a cluster takes to glide back to its place.
const RETURN: Span = Span::from_millis(350);
/// A box smaller than this in both directions is a click, in tube units.
const CLICK: f64 = 8.0;

impl Board {
    /// The box being drawn, on the tube.
    pub fn marquee_area(&self, tube: &Tube) -> Option<Area> {
        let point = |spot: Spot| self.view.point(spot, tube, self.now);
        Some(match self.marquee? {
            Marquee::Drawn { from, to } => Area::between(point(from), point(to)),
            Marquee::Cells { from, to } => {
                let half = self.view.pitch(self.now) / 2.0;
                Area::between(point(from.centre()), point(to.centre())).grown(half)
            }
        })
    }

    /// Whether a box is drawn that is more than a click.
    pub(super) fn boxes(&self, tube: &Tube) -> bool {
        self.marquee_area(tube).is_some_and(|area| area.width() >= CLICK || area.height() >= CLICK)
    }

    /// Takes what the box holds: the cluster of whose digits, as drawn now, it holds 60 % or more, if it holds fewer
    /// than two of any other's. Digits of no cluster do not matter.
    pub(super) fn take_box(&mut self, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        let Some(area) = self.marquee_area(tube) else { return };
        self.marquee = None;
        let mut held: Vec<(Block, usize)> = Vec::new();
        for Drawn { at, cluster, .. } in self.drawn(tube) {
            if let Some(block) = cluster
                && area.holds(at)
            {
                match held.iter_mut().find(|(other, _)| *other == block) {
                    Some((_, count)) => *count += 1,
                    None => held.push((block, 1)),
                }
            }
        }
        held.sort_by_key(|&(block, count)| (std::cmp::Reverse(count), block));
        let Some(&(block, count)) = held.first() else { return self.say(Notice::BoxEmpty, happenings) };
        let size = self.ground.cluster(block).map_or(usize::MAX, |cluster| cluster.cells.len());
        if held.iter().skip(1).any(|&(_, count)| count >= 2) {
            self.say(Notice::BoxTwo, happenings);
        } else if count * 10 < size.saturating_mul(6) {
            self.say(Notice::BoxPart, happenings);
        } else {
            self.gather(block, happenings);
        }
    }

    /// Ends a box that the pointer has drawn: takes what it holds, or if it is no more than a click, the stirred
    /// cluster under the pointer.
    pub(super) fn end_box(&mut self, point: Point, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        if self.boxes(tube) {
            return self.take_box(tube, happenings);
        }
        self.marquee = None;
        self.attend(tube);
        let near = |block: &Block| {
            let reach = self.view.pitch(self.now) * 0.9;
            self.drawn(tube).iter().any(|drawn| {
                let (dx, dy) = (drawn.at.x - point.x, drawn.at.y - point.y);
                drawn.cluster == Some(*block) && dx * dx + dy * dy <= reach * reach
            })
        };
        match self.attended().filter(near) {
            Some(block) => self.gather(block, happenings),
            None => {
                self.let_go(happenings);
                self.say(Notice::ClickNothing, happenings);
            }
        }
    }

    /// Takes the box if one is drawn, else the stirred cluster.
    pub fn take(&mut self, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        if self.marquee.is_some() {
            self.take_box(tube, happenings);
        } else if let Some(block) = self.attended() {
            self.gather(block, happenings);
        } else if self.gathered.is_none() {
            self.say(Notice::ClickNothing, happenings);
        }
    }

    fn gather(&mut self, block: Block, happenings: &mut Vec<(Time, Happening)>) {
        if self.gathered.is_some_and(|gathered| gathered.block == block) {
            return;
        }
        let Some(cluster) = self.ground.cluster(block) else { return };
        self.let_go(happenings);
        let from = self.level(block);
        self.attention.turn(None, self.now);
        self.attention.forget(block);
        self.gathered = Some(Gathered { block, since: self.now, from, grabbed: None });
        let count = cluster.cells.len();
        happenings.push((self.now, Happening::Gathered { temper: cluster.temper, count }));
        if matches!(self.lesson, Some(Lesson::Rest | Lesson::Box)) {
            self.notice = None;
            self.teach(Lesson::Bin, happenings);
        } else {
            self.say(Notice::Gathered { count }, happenings);
        }
    }

    /// Lets the gathered cluster go, back to its cells. Gives whether there was one.
    pub fn let_go(&mut self, happenings: &mut Vec<(Time, Happening)>) -> bool {
        let Some(gathered) = self.gathered else { return false };
        self.send_back(gathered);
        happenings.push((self.now, Happening::LetGo));
        if self.lesson == Some(Lesson::Bin) {
            self.teach(Lesson::Rest, happenings);
        }
        true
    }

    /// Lets the gathered cluster go when none of it is in view any more: what cannot be seen cannot be kept in mind,
    /// and nothing else stirs while a cluster is gathered.
    pub(super) fn lose_sight(&mut self, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        if self.gathered.is_some() && !self.carries() {
            let reach = tube.field().grown(self.view.pitch(self.now));
            if !self.stirred(tube).iter().any(|digit| reach.holds(digit.at)) {
                self.let_go(happenings);
            }
        }
    }

    /// The gathered cluster is gathered no more: it calms, and glides from where it is to its place.
    pub(super) fn send_back(&mut self, gathered: Gathered) {
        let level = self.level(gathered.block);
        self.glide_back(gathered, self.held(gathered));
        self.gathered = None;
        self.attention.release(gathered.block, self.now, level);
    }

    /// A carried cluster goes back to its place, and stays gathered.
    pub(super) fn put_back(&mut self) {
        if let Some(gathered) = self.gathered.filter(|gathered| gathered.grabbed.is_some()) {
            self.glide_back(gathered, 0.0);
            self.gathered = Some(Gathered { grabbed: None, ..gathered });
        }
    }

    fn glide_back(&mut self, gathered: Gathered, held: f64) {
        let (block, since) = (gathered.block, self.now);
        let carried = self.carried(block);
        self.returns.retain(|other| other.block != block && other.share(since) > 0.0);
        self.returns.push(Return { block, since, held, carried });
    }

    /// Gives up the box being drawn, or else lets the gathered cluster go. Gives whether there was either.
    pub fn step_back(&mut self, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) -> bool {
        let stepped = self.drop_box() || self.let_go(happenings);
        self.attend(tube);
        stepped
    }

    /// Drops the box being drawn. Gives whether there was one.
    pub fn drop_box(&mut self) -> bool {
        self.marquee.take().is_some()
    }
}
