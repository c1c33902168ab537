//! Where every digit of the field is drawn: the one answer that the painter, the box and the tests share.

use super::ground::{BlockView, Cluster};
use super::plane::{self, Block, Cell};
use super::posture::{self, Place};
use super::{Board, Gathered};
use crate::model::ease;
use crate::model::geometry::{Point, Tube};
use crate::time::Span;

/// How large a digit near the pointer swells.
const SWELL: f64 = 1.5;
/// How far from the pointer digits swell, in tube units.
const SWELL_REACH: f64 = 105.0;
/// How long a digit takes to sink back when the pointer has gone.
pub(super) const SWELL_FADE: Span = Span::from_millis(450);
/// How large a stirred cluster swells.
const STIRRED: f64 = 2.4;
/// How long a gathered cluster takes to draw together.
const GATHER: Span = Span::from_millis(300);
/// How large digits grow before they fly.
const FLYING: f64 = 2.6;
/// How long refused digits take to scatter and come back.
pub(super) const SCATTER: Span = Span::from_millis(900);

/// A digit as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// Its cell.
    pub cell: Cell,
    /// The digit, 0 to 9.
    pub digit: u8,
    /// Its middle, in tube units.
    pub at: Point,
    /// Its size as a multiple of a digit at rest at zoom 1x.
    pub scale: f64,
    /// Its turn, in radians clockwise.
    pub turn: f64,
    /// From the weight at rest (0) to the lighter weight (1).
    pub light: f64,
    /// How bright it is: the colour at rest (0) to the core of the beam (1).
    pub glow: f64,
    /// How much of it is there, 0 to 1.
    pub presence: f64,
    /// The block of the cluster it belongs to.
    pub cluster: Option<Block>,
}

impl Board {
    /// Every digit that may be seen on the field at the board's time, those that are stirred last.
    pub fn drawn(&self, tube: &Tube) -> Vec<Drawn> {
        let now = self.now;
        let field = tube.field();
        let centre = self.view.centre(now);
        let pitch = self.view.pitch(now);
        // A stirred digit may reach in from two cells beyond.
        let half = (field.width() / 2.0 / pitch + 2.0, field.height() / 2.0 / pitch + 2.0);
        let columns = ((centre.x - half.0).floor() as i64, (centre.x + half.0).floor() as i64);
        let rows = ((centre.y - half.1).floor() as i64, (centre.y + half.1).floor() as i64);
        let mut drawn =
            Vec::with_capacity(((columns.1 - columns.0 + 1) * (rows.1 - rows.0 + 1)).max(0) as usize);
        let mut stirred = Vec::with_capacity(32);
        let mut row = rows.0;
        while row <= rows.1 {
            let mut column = columns.0;
            let mut next_row = row + 1;
            while column <= columns.1 {
                let cell = Cell::wrapped(column, row);
                let block = Block::of(cell);
                let corner = block.corner();
                let (width, height) = block.size();
                let (left, top) =
                    (column - i64::from(cell.column - corner.column), row - i64::from(cell.row - corner.row));
                let (right, bottom) = (left + i64::from(width) - 1, top + i64::from(height) - 1);
                next_row = bottom + 1;
                self.draw_block(
                    block,
                    (left.max(columns.0), right.min(columns.1)),
                    (top.max(rows.0), bottom.min(rows.1)),
                    tube,
                    (&mut drawn, &mut stirred),
                );
                column = right + 1;
            }
            row = next_row;
        }
        drawn.append(&mut stirred);
        drawn
    }

    fn draw_block(
        &self,
        block: Block,
        columns: (i64, i64),
        rows: (i64, i64),
        tube: &Tube,
        (drawn, stirred): (&mut Vec<Drawn>, &mut Vec<Drawn>),
    ) {
        let now = self.now;
        let view = self.ground.block(block);
        let cluster = view.cluster();
        let mut member = [false; 64];
        if let Some(cluster) = &cluster {
            for &cell in &cluster.cells {
                member[usize::from(block.index(cell)) & 63] = true;
            }
        }
        let centre = self.view.centre(now);
        let pitch = self.view.pitch(now);
        let middle = tube.field().centre();
        let zoom = self.view.zoom(now);
        for row in rows.0..=rows.1 {
            for column in columns.0..=columns.1 {
                let cell = Cell::wrapped(column, row);
                if member[usize::from(block.index(cell)) & 63] {
                    continue;
                }
                let standing = view.standing(cell, now);
                if standing.presence <= 0.0 {
                    continue;
                }
                let (dx, dy) = self.float(cell, 1.0);
                let (x, y) = cell.centre().from(centre);
                let at = Point::new(middle.x + (x + dx) * pitch, middle.y + (y + dy) * pitch);
                let near = self.swell(at);
                drawn.push(Drawn {
                    cell,
                    digit: standing.digit,
                    at,
                    scale: zoom * (1.0 + (SWELL - 1.0) * near),
                    turn: 0.0,
                    light: 0.0,
                    glow: near,
                    presence: ease::smooth(standing.presence),
                    cluster: None,
                });
            }
        }
        if let Some(cluster) = &cluster {
            let level = self.level(block);
            let list = if level > 0.0 || self.gathered.is_some_and(|gathered| gathered.block == block) {
                stirred
            } else {
                drawn
            };
            self.draw_cluster(view, cluster, level, tube, list);
        }
    }

    /// The digits of one cluster as they are drawn.
    pub(super) fn draw_cluster(
        &self,
        view: BlockView<'_>,
        cluster: &Cluster,
        level: f64,
        tube: &Tube,
        list: &mut Vec<Drawn>,
    ) {
        let now = self.now;
        let zoom = self.view.zoom(now);
        let pitch = self.view.pitch(now);
        let (middle, places) = places(cluster);
        let middle = self.view.point(middle, tube, now);
        let gathered = self.gathered.filter(|gathered| gathered.block == cluster.block);
        let back = self.returns.iter().find(|back| back.block == cluster.block);
        let left = back.map_or(0.0, |back| back.share(now));
        let held = gathered.map_or(0.0, |gathered| self.held(gathered));
        let held = held.max(back.map_or(0.0, |back| back.held * left));
        let carried = self.carried(cluster.block);
        let carried = back
            .map_or(carried, |back| (carried.0 + back.carried.0 * left, carried.1 + back.carried.1 * left));
        let packing = ease::lerp(ease::lerp(1.0, posture::packing(cluster.temper), level), 0.72, held);
        // At rest a cluster betrays itself by a trace of its movement, the less the subtler the file, and a little
        // more or less as the employee is calm.
        let readiness = 1.0 + f64::from(self.readiness) / 1000.0;
        let trace = 0.16 * (1.0 - self.ground.make().subtlety) * readiness;
        let scatter = self.scatter(cluster.block);
        for (&cell, place) in cluster.cells.iter().zip(places) {
            let standing = view.standing(cell, now);
            let mut pose = posture::still(cluster.temper, place, level * (1.0 - held));
            if !self.reduced_motion {
                let movement = level.max(trace) * (1.0 - held);
                pose = pose.plus(posture::moving(cluster.temper, place, now, movement));
            }
            let (dx, dy) = self.float(cell, 1.0 - level);
            let spread = packing + 1.1 * scatter;
            let at = Point::new(
                middle.x + carried.0 + (place.x * spread + pose.x + dx) * pitch,
                middle.y + carried.1 + (place.y * spread + pose.y + dy) * pitch,
            );
            let near = self.swell(at);
            let calm = 1.0 + (SWELL - 1.0) * near;
            let scale = ease::lerp(ease::lerp(calm, STIRRED, level), 2.1, held) * (1.0 + pose.swell);
            list.push(Drawn {
                cell,
                digit: standing.digit,
                at,
                scale: zoom * scale,
                turn: pose.turn + 0.5 * scatter * place.x,
                light: level,
                glow: near.max(level),
                presence: 1.0,
                cluster: Some(cluster.block),
            });
        }
    }

    /// The digits of the cluster that is attended or gathered, as they are drawn.
    pub fn stirred(&self, tube: &Tube) -> Vec<Drawn> {
        let mut stirred = Vec::new();
        if let Some(block) = self.gathered.map(|gathered| gathered.block).or(self.attended()) {
            let view = self.ground.block(block);
            if let Some(cluster) = view.cluster() {
                self.draw_cluster(view, &cluster, self.level(block), tube, &mut stirred);
            }
        }
        stirred
    }

    /// The digits that are on their way to a bin.
    pub fn flying(&self, tube: &Tube) -> Vec<Drawn> {
        let now = self.now;
        let mut flying = Vec::new();
        for delivery in &self.deliveries {
            let target = tube.bin(delivery.bin, self.bins.len());
            let mouth = Point::new(target.centre().x, target.top + 14.0);
            for (rank, digit) in delivery.digits.iter().enumerate() {
                if rank < delivery.landed {
                    continue;
                }
                let (starts, lands) = delivery.flight(rank);
                let grown = ease::smooth(now.progress(delivery.at, Span::from_millis(700)));
                let progress = now.progress(starts, Span(lands.0 - starts.0));
                let aside = digit.aside * 0.4 * target.width();
                // Across faster than down, which bends the path; the first digits fall sooner than the last, so that
                // they come in a row.
                let (x, y) = if self.reduced_motion {
                    (digit.from.x, digit.from.y)
                } else {
                    let late = rank as f64 / delivery.digits.len() as f64;
                    let across = progress * (2.0 - progress);
                    let down = libm::pow(progress, 1.2 + 1.8 * late);
                    (
                        ease::lerp(digit.from.x, mouth.x + aside, across),
                        ease::lerp(digit.from.y, mouth.y, down),
                    )
                };
                let presence =
                    if self.reduced_motion { 1.0 - progress } else { 1.0 - 0.65 * ease::in_(progress) };
                let full = ease::lerp(digit.scale, FLYING.max(digit.scale), grown);
                flying.push(Drawn {
                    cell: digit.cell,
                    digit: digit.digit,
                    at: Point::new(x, y),
                    scale: ease::lerp(full, 1.15, ease::in_(progress)),
                    turn: digit.turn * (1.0 - grown),
                    light: 1.0,
                    glow: 1.0,
                    presence,
                    cluster: Some(delivery.block),
                });
            }
        }
        flying
    }

    /// How stirred the cluster on `block` is, 0 to 1.
    pub fn level(&self, block: Block) -> f64 {
        match self.gathered.filter(|gathered| gathered.block == block) {
            Some(gathered) => ease::lerp(gathered.from, 1.0, self.held(gathered)),
            None => self.attention.level(block, self.now),
        }
    }

    /// How far a gathered cluster has drawn together, 0 to 1.
    pub(super) fn held(&self, gathered: Gathered) -> f64 {
        ease::smooth(self.now.progress(gathered.since, GATHER))
    }

    /// How far the pointer carries the cluster on `block`, in tube units.
    pub(super) fn carried(&self, block: Block) -> (f64, f64) {
        let grabbed =
            self.gathered.filter(|gathered| gathered.block == block).and_then(|gathered| gathered.grabbed);
        match (grabbed, self.pointer) {
            (Some(grabbed), Some(pointer)) => (pointer.x - grabbed.x, pointer.y - grabbed.y),
            _ => (0.0, 0.0),
        }
    }

    /// How far the cluster on `block` is scattered by a refusal, 0 to 1.
    fn scatter(&self, block: Block) -> f64 {
        let progress = self
            .scatters
            .iter()
            .filter(|scatter| scatter.block == block)
            .map(|scatter| self.now.progress(scatter.at, SCATTER))
            .fold(1.0, f64::min);
        if progress >= 1.0 || self.reduced_motion {
            0.0
        } else {
            ease::wave(progress / 2.0) * (1.0 - progress)
        }
    }

    /// How far a digit floats from its place. With reduced motion it stands a little off it, and stands still.
    fn float(&self, cell: Cell, share: f64) -> (f64, f64) {
        if share <= 0.0 {
            return (0.0, 0.0);
        }
        let make = self.ground.make();
        let float = plane::float(make.seed, cell);
        let turns = if self.reduced_motion { 0.0 } else { self.now.phase(float.period) };
        let reach = float.reach * make.drift * share * ease::wave(turns + float.phase);
        if float.upright { (0.0, reach) } else { (reach, 0.0) }
    }

    /// How swollen a digit at `at` is by the pointer, 0 to 1: at once when it comes, slowly back when it has gone.
    fn swell(&self, at: Point) -> f64 {
        let mut swell: f64 = 0.0;
        for (index, &(_, point)) in self.trail.iter().enumerate() {
            let (dx, dy) = (at.x - point.x, at.y - point.y);
            let apart = dx * dx + dy * dy;
            if apart >= SWELL_REACH * SWELL_REACH {
                continue;
            }
            let left = match self.trail.get(index + 1) {
                Some(&(left, _)) => Some(left),
                None => self.pointer_left,
            };
            let fade = left.map_or(1.0, |left| 1.0 - ease::smooth(self.now.progress(left, SWELL_FADE)));
            swell = swell.max(fade * ease::smooth(1.0 - apart.sqrt() / SWELL_REACH));
        }
        swell
    }
}

/// The middle of a cluster, and where each of its digits stands in it.
fn places(cluster: &Cluster) -> (plane::Spot, Vec<Place>) {
    let corner = cluster.block.corner().centre();
    let offsets: Vec<(f64, f64)> = cluster.cells.iter().map(|cell| cell.centre().from(corner)).collect();
    let count = offsets.len().max(1) as f64;
    let sum = offsets.iter().fold((0.0, 0.0), |sum, offset| (sum.0 + offset.0, sum.1 + offset.1));
    let middle = (sum.0 / count, sum.1 / count);
    let half_width = offsets.iter().map(|offset| (offset.0 - middle.0).abs()).fold(0.5, f64::max);
    let partners = pairs(&offsets);
    let places = offsets
        .iter()
        .enumerate()
        .map(|(rank, &(x, y))| Place {
            x: x - middle.0,
            y: y - middle.1,
            half_width,
            rank,
            partner: partners[rank].map_or((0.0, 0.0), |other| (offsets[other].0 - x, offsets[other].1 - y)),
            odd: (cluster.cells[rank].column + cluster.cells[rank].row) % 2 == 1,
        })
        .collect();
    (corner.offset(middle.0, middle.1), places)
}

/// Pairs neighbours: each digit in turn takes the nearest one still free, sideways before downward.
fn pairs(offsets: &[(f64, f64)]) -> Vec<Option<usize>> {
    let mut partners = vec![None; offsets.len()];
    for one in 0..offsets.len() {
        if partners[one].is_some() {
            continue;
        }
        let near = (one + 1..offsets.len())
            .filter(|&other| partners[other].is_none())
            .map(|other| {
                let (dx, dy) = (offsets[other].0 - offsets[one].0, offsets[other].1 - offsets[one].1);
                ((dx * dx * 4.0 + dy * dy * 5.0) as u32, other)
            })
            .filter(|&(apart, _)| apart <= 9)
            .min();
        if let Some((_, other)) = near {
            partners[one] = Some(other);
            partners[other] = Some(one);
        }
    }
    partners
}
