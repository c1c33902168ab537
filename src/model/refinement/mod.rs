//! The refinement of one file: a board with a clock of its own, which stands still while another screen is shown.

pub mod attention;
pub mod bins;
mod choose;
mod deliver;
mod direct;
pub mod ground;
mod hands;
mod layout;
mod notice;
pub mod plane;
pub mod posture;
pub mod temper;
#[cfg(test)]
mod tests;
pub mod view;

use serde::{Deserialize, Serialize};

pub use choose::Marquee;
pub use deliver::{Delivery, FlyingDigit};
pub use layout::Drawn;
pub use notice::{Lesson, Notice, stirred_text};

use self::attention::Attention;
use self::bins::{Bin, BinDue};
use self::ground::{Ground, Make};
use self::plane::{Block, Cell, Spot};
use self::temper::Temper;
use self::view::View;
use crate::model::geometry::{Point, Tube};
use crate::model::happening::Happening;
use crate::model::random::{self, Draws, Purpose};
use crate::pack::FileSpec;
use crate::time::{Span, Time};

/// How long a notice stays.
const NOTICE: Span = Span::from_millis(6000);
/// How long a notice takes to appear.
const APPEARS: Span = Span::from_millis(160);
/// How long the pointer rests on a bin before its sheet rises.
const REST: Span = Span::from_millis(400);
/// How long the pointer rests inside the field's edge before the view runs.
const EDGE: Span = Span::from_millis(300);
/// How often attention is looked at anew while the view moves under a still hand.
const SURVEY: Span = Span::from_millis(100);
/// After so long without a command, time at work does not count on.
const IDLE: Span = Span::from_millis(60_000);

/// The refinement of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// The file's stable key.
    file: String,
    /// Digits of each temper that each bin wants.
    quota: u32,
    ground: Ground,
    /// The board's own time.
    now: Time,
    /// Time at work so far, and the time of the last command.
    active: Span,
    worked_at: Time,
    view: View,
    /// The cell cursor, and whether keys moved it since the pointer last moved.
    cursor: Cell,
    by_keys: bool,
    /// The pointer, where it has been of late, and when it left the tube.
    pointer: Option<Point>,
    trail: Vec<(Time, Point)>,
    pointer_left: Option<Time>,
    /// The field's edge at which the pointer rests, and since when.
    edge: Option<((i8, i8), Time)>,
    /// The bin on which the pointer rests, and since when.
    resting: Option<(usize, Time)>,
    /// The bin whose sheet is looked at.
    looking: Option<usize>,
    attention: Attention,
    surveyed: Time,
    marquee: Option<Marquee>,
    gathered: Option<Gathered>,
    scatters: Vec<Scatter>,
    returns: Vec<choose::Return>,
    deliveries: Vec<Delivery>,
    refilling: Vec<Block>,
    bins: Vec<Bin>,
    /// The bin that was last used, and where the view was then.
    last_bin: usize,
    last_view: Option<Spot>,
    notice: Option<(Notice, Time)>,
    lesson: Option<Lesson>,
    delivered: u32,
    misfiled: u32,
    finished_at: Option<Time>,
    /// Whether direction has changed it: such a board never enters the ledger.
    staged: bool,
    reduced_motion: bool,
    /// By how many thousandths groups at rest betray themselves more than the file states, -150 to 150.
    #[serde(default)]
    readiness: i16,
}

/// A cluster that has been gathered and waits for a bin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gathered {
    /// The block it stands on.
    pub block: Block,
    /// Since when it is gathered.
    pub since: Time,
    /// How stirred it was then.
    pub from: f64,
    /// Where the pointer took hold of it, while it is carried.
    pub grabbed: Option<Point>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Scatter {
    block: Block,
    at: Time,
}

/// What is next due on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Land(usize),
    Bin(usize, BinDue),
    Refill(Block),
    Stir,
    Rest,
    Edge,
    Survey,
    Quiet,
}

impl Board {
    /// The board of a file that has not been begun. `seed` is the session's.
    pub fn new(spec: &FileSpec, bins: usize, seed: u64) -> Self {
        let make = Make {
            seed: draws(spec, seed).bits(),
            subtlety: spec.subtlety,
            density: spec.density,
            sizes: spec.sizes,
            drift: spec.drift,
            mix: spec.mix,
        };
        let mut ground = Ground::new(make);
        let cursor = Self::entrance(spec, seed);
        if spec.teaches {
            teach(&mut ground, cursor);
        }
        Self {
            file: spec.key.clone(),
            quota: spec.size.quota(),
            ground,
            now: Time::ZERO,
            active: Span::ZERO,
            worked_at: Time::ZERO,
            view: View::at(View::middle(cursor)),
            cursor,
            by_keys: false,
            pointer: None,
            trail: Vec::new(),
            pointer_left: None,
            edge: None,
            resting: None,
            looking: None,
            attention: Attention::default(),
            surveyed: Time::ZERO,
            marquee: None,
            gathered: None,
            scatters: Vec::new(),
            returns: Vec::new(),
            deliveries: Vec::new(),
            refilling: Vec::new(),
            bins: vec![Bin::default(); bins.max(1)],
            last_bin: 0,
            last_view: None,
            notice: None,
            lesson: spec.teaches.then_some(Lesson::Rest),
            delivered: 0,
            misfiled: 0,
            finished_at: None,
            staged: false,
            reduced_motion: false,
            readiness: 0,
        }
    }

    /// The cell in the middle of the view when a file is begun. `seed` is the session's for it. In a file that teaches
    /// it is where four blocks meet.
    pub fn entrance(spec: &FileSpec, seed: u64) -> Cell {
        let mut draws = draws(spec, seed);
        // The first draw is the seed of the plane.
        draws.bits();
        let start = Cell { column: draws.below(plane::SIDE), row: draws.below(plane::SIDE) };
        if spec.teaches { Block::of(start).offset(1, 1).corner() } else { start }
    }

    /// Whether it can have been made by play, as far as arithmetic relies on that.
    pub fn is_sound(&self) -> bool {
        (1..=99).contains(&self.bins.len())
            && (1..=9999).contains(&self.quota)
            && self.bins.iter().all(|bin| bin.is_sound(self.quota))
            && self.view.is_sound()
            && self.resting.is_none_or(|(bin, _)| bin < self.bins.len())
            && self.edge.is_none_or(|((x, y), _)| (x, y) != (0, 0) && x.abs() <= 1 && y.abs() <= 1)
            && self.ground.is_sound()
            && (-150..=150).contains(&self.readiness)
    }

    /// The file's stable key.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The board's own time.
    pub fn now(&self) -> Time {
        self.now
    }

    /// The plane.
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// The view.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The bins, left to right.
    pub fn bins(&self) -> &[Bin] {
        &self.bins
    }

    /// Digits of each temper that each bin wants.
    pub fn quota(&self) -> u32 {
        self.quota
    }

    /// The cell cursor, if keys have moved it since the pointer last moved.
    pub fn cursor(&self) -> Option<Cell> {
        self.by_keys.then_some(self.cursor)
    }

    /// The cell cursor, shown or not.
    pub fn cursor_cell(&self) -> Cell {
        self.cursor
    }

    /// The pointer, in tube units.
    pub fn pointer(&self) -> Option<Point> {
        self.pointer
    }

    /// The box being drawn.
    pub fn marquee(&self) -> Option<&Marquee> {
        self.marquee.as_ref()
    }

    /// The cluster that waits for a bin.
    pub fn gathered(&self) -> Option<Gathered> {
        self.gathered
    }

    /// Digits on their way.
    pub fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// The bin last used.
    pub fn last_bin(&self) -> usize {
        self.last_bin.min(self.bins.len() - 1)
    }

    /// What the terminal has to say: the newest notice while it stays, else the lesson.
    pub fn spoken(&self) -> Option<Notice> {
        match &self.notice {
            Some((notice, at)) if self.now < *at + NOTICE => Some(notice.clone()),
            _ => self.lesson.map(Notice::Lesson),
        }
    }

    /// How far the newest notice has appeared, 0 to 1.
    pub fn spoken_presence(&self) -> f64 {
        self.notice.as_ref().map_or(1.0, |(_, at)| self.now.progress(*at, APPEARS))
    }

    /// Deliveries that have been accepted.
    pub fn delivered(&self) -> u32 {
        self.delivered
    }

    /// Clusters that were refused.
    pub fn misfiled(&self) -> u32 {
        self.misfiled
    }

    /// Time at work.
    pub fn active(&self) -> Span {
        self.active
    }

    /// When the file was finished, in the board's time.
    pub fn finished_at(&self) -> Option<Time> {
        self.finished_at
    }

    /// Whether direction has changed it.
    pub fn is_staged(&self) -> bool {
        self.staged
    }

    /// The file's percentage: the mean of those shown on the bins, rounded down.
    pub fn percent(&self) -> u8 {
        let sum: u32 = self.bins.iter().map(|bin| u32::from(bin.percent(self.quota))).sum();
        (sum / self.bins.len() as u32) as u8
    }

    /// The cell in the middle of the view: the address on the strip.
    pub fn address(&self) -> Cell {
        self.view.centre(self.now).cell()
    }

    /// The block of the cluster that is attended now, if one is.
    pub fn attended(&self) -> Option<Block> {
        self.attention.attended(self.now)
    }

    /// Sets by how many thousandths groups at rest betray themselves more than the file states, -150 to 150.
    pub fn set_readiness(&mut self, readiness: i16) {
        self.readiness = readiness;
    }

    /// Whether nothing is in the middle of anything: no group near attention or in keeping, no box, none on its way, no
    /// lid open.
    pub fn is_free(&self) -> bool {
        !self.attention.is_near()
            && self.marquee.is_none()
            && self.gathered.is_none()
            && self.deliveries.is_empty()
            && self.finished_at.is_none()
            && self.bins.iter().all(|bin| !bin.is_open() && bin.sheet(self.now) == 0.0)
    }

    /// As [`Self::is_free`], but that a sheet may still sink: this changes at moments alone at which something is done or
    /// falls due.
    pub fn rests(&self) -> bool {
        !self.attention.is_near()
            && self.marquee.is_none()
            && self.gathered.is_none()
            && self.deliveries.is_empty()
            && self.finished_at.is_none()
            && !self.bins.iter().any(|bin| bin.is_open() || bin.shows_sheet())
    }

    /// Sets whether anything moves that need not.
    pub fn set_reduced_motion(&mut self, reduced: bool) {
        self.reduced_motion = reduced;
    }

    /// Which of the phrases tells what is felt in a cluster: a number below 65,536, to be taken modulo their count.
    pub fn phrase(&self, block: Block) -> usize {
        (random::hash(self.ground.make().seed, Purpose::Words, block.number(), 0) >> 48) as usize
    }

    /// Whether the board glides now, or only floats. A floating board may be shown at a lower rate.
    pub fn glides(&self) -> bool {
        self.view.moves(self.now)
            || self.attention.moves(self.now)
            || self.marquee.is_some()
            || self.gathered.is_some()
            || !self.deliveries.is_empty()
            || !self.scatters.is_empty()
            || self.returns.iter().any(|back| back.share(self.now) > 0.0)
            || !self.refilling.is_empty()
            || self.bins.iter().any(|bin| bin.moves(self.now))
            || self.notice.as_ref().is_some_and(|(_, at)| self.now.since(*at) < APPEARS)
            || self.trail.last().is_some_and(|&(at, _)| self.now.since(at) < layout::SWELL_FADE)
            || self.pointer_left.is_some_and(|at| self.now.since(at) < layout::SWELL_FADE)
    }

    /// Moves to `to`, doing what falls due on the way. Does nothing if `to` is not later.
    pub fn advance(&mut self, to: Time, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        while let Some((at, due)) = self.due() {
            if at > to {
                break;
            }
            self.now = self.now.max(at);
            self.fire(due, tube, happenings);
        }
        self.now = self.now.max(to);
    }

    /// When something falls due next.
    pub fn next_due(&self) -> Option<Time> {
        self.due().map(|(at, _)| at.max(self.now))
    }

    fn due(&self) -> Option<(Time, Due)> {
        let landings = self
            .deliveries
            .iter()
            .enumerate()
            .filter_map(|(index, delivery)| Some((delivery.due()?, Due::Land(index))));
        let bins = self
            .bins
            .iter()
            .enumerate()
            .filter_map(|(index, bin)| bin.due().map(|(at, due)| (at, Due::Bin(index, due))));
        let refill = self.ground.refilled(&self.refilling).map(|(at, block)| (at, Due::Refill(block)));
        let stir = self.attention.due().map(|at| (at, Due::Stir));
        let rest = self
            .resting
            .filter(|(bin, _)| self.looking != Some(*bin))
            .map(|(_, since)| (since + REST, Due::Rest));
        let edge = self
            .edge
            .filter(|_| !self.view.runs() && self.marquee.is_none() && !self.carries())
            .map(|(_, since)| (since + EDGE, Due::Edge));
        let survey = self.view.moves(self.surveyed).then(|| (self.surveyed + SURVEY, Due::Survey));
        let quiet = self.notice.as_ref().map(|(_, at)| (*at + NOTICE, Due::Quiet));
        landings
            .chain(bins)
            .chain(refill)
            .chain(stir)
            .chain(rest)
            .chain(edge)
            .chain(survey)
            .chain(quiet)
            .min()
    }

    fn fire(&mut self, due: Due, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        let now = self.now;
        match due {
            Due::Land(delivery) => self.land(delivery, happenings),
            Due::Bin(bin, due) => {
                self.bins[bin].fire(due, now);
                happenings.push((
                    now,
                    match due {
                        BinDue::Rise => Happening::SheetRose { bin },
                        BinDue::Sink => Happening::SheetSank { bin },
                        BinDue::Shut => Happening::LidsShut { bin },
                    },
                ));
            }
            Due::Refill(block) => {
                self.refilling.retain(|other| *other != block);
                let wanted = self.wanted();
                self.ground.regrow(block, &wanted);
                self.attend(tube);
            }
            Due::Stir => {
                if let Some(block) = self.attention.tell() {
                    self.stir(block, happenings);
                }
            }
            Due::Rest => {
                if let Some((bin, _)) = self.resting {
                    self.look(Some(bin), happenings);
                }
            }
            Due::Edge => {
                if let Some((direction, _)) = self.edge {
                    self.view.run(direction, now);
                    self.surveyed = now;
                }
            }
            Due::Survey => {
                self.surveyed = now;
                if self.view.has_run(now) >= IDLE {
                    // The pointer was left there, and nobody is at work.
                    self.edge = None;
                    self.view.run((0, 0), now);
                }
                self.lose_sight(tube, happenings);
                self.attend(tube);
            }
            Due::Quiet => self.notice = None,
        }
        self.scatters.retain(|scatter| now.progress(scatter.at, layout::SCATTER) < 1.0);
    }

    /// The tempers that some bin would take now: what grows anew is one of these, so that a file never comes to
    /// stand still among clusters that every bin has too much of.
    pub fn wanted(&self) -> Vec<Temper> {
        Temper::ALL
            .into_iter()
            .filter(|&temper| self.bins.iter().any(|bin| bin.accepts(temper, 1, self.quota).is_ok()))
            .collect()
    }

    /// Counts time at work: what has passed since the last command, a minute at most.
    pub(super) fn work(&mut self) {
        if self.finished_at.is_none() {
            let passed = self.now.since(self.worked_at);
            self.active += Span(passed.0.min(IDLE.0));
        }
        self.worked_at = self.now;
    }

    fn stir(&mut self, block: Block, happenings: &mut Vec<(Time, Happening)>) {
        let Some(cluster) = self.ground.cluster(block) else { return };
        happenings.push((
            self.now,
            Happening::Stirred {
                temper: cluster.temper,
                count: cluster.cells.len(),
                phrase: self.phrase(block),
            },
        ));
        if self.lesson == Some(Lesson::Rest) {
            self.teach(Lesson::Box, happenings);
        }
    }

    fn teach(&mut self, lesson: Lesson, happenings: &mut Vec<(Time, Happening)>) {
        self.lesson = Some(lesson);
        happenings.push((self.now, Happening::Noticed { notice: Notice::Lesson(lesson) }));
    }

    /// Says the lesson again, to somebody who has just arrived.
    pub fn repeat_lesson(&mut self, happenings: &mut Vec<(Time, Happening)>) {
        if let Some(lesson) = self.lesson {
            self.teach(lesson, happenings);
        }
    }

    pub(in crate::model) fn say(&mut self, notice: Notice, happenings: &mut Vec<(Time, Happening)>) {
        happenings.push((self.now, Happening::Noticed { notice: notice.clone() }));
        self.notice = Some((notice, self.now));
    }
}

/// What a file and its place are drawn from.
fn draws(spec: &FileSpec, seed: u64) -> Draws {
    let name =
        spec.key.bytes().fold(0_u64, |name, byte| name.wrapping_mul(257).wrapping_add(u64::from(byte)));
    Draws::new(seed, Purpose::File, name, 0)
}

/// Four broad clusters, one of each temper, around the corner where four blocks meet.
fn teach(ground: &mut Ground, corner: Cell) {
    let block = Block::of(corner).offset(-1, -1);
    for (temper, (right, down), size) in [
        (Temper::Woe, (0, 0), 11),
        (Temper::Frolic, (1, 0), 12),
        (Temper::Dread, (0, 1), 12),
        (Temper::Malice, (1, 1), 11),
    ] {
        ground.place(block.offset(right, down), temper, size, corner);
    }
}
