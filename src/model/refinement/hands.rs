//! What hands do on the board: pointer, cell cursor, scrolling, pressing and letting go.

use super::plane::{Block, Cell};
use super::view::View;
use super::{Board, Marquee, layout};
use crate::model::geometry::{Point, Tube};
use crate::model::happening::Happening;
use crate::time::Time;

/// How wide the band at the field's edges is in which a resting pointer scrolls, in tube units.
const EDGE_BAND: f64 = 46.0;
/// How many cells from the field's edge the cell cursor stays.
const MARGIN: f64 = 2.0;
/// The most places of the pointer that are remembered for the swell.
const TRAIL: usize = 40;

impl Board {
    /// The board is left: it stands still until somebody arrives. The view, the cell cursor and what is gathered stay;
    /// whatever a hand was doing ends.
    pub fn leave(&mut self, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        self.drop_box();
        self.look(None, happenings);
        self.withdraw(tube);
    }

    /// The pointer is withdrawn and may come back. Who works by keys stays at the cell cursor.
    pub fn withdraw(&mut self, tube: &Tube) {
        let by_keys = self.by_keys;
        self.point(None, tube);
        self.by_keys = by_keys;
        self.attend(tube);
    }

    /// Somebody arrives, with the pointer at `pointer`. Who works by keys goes on at the cell cursor.
    pub fn arrive(&mut self, pointer: Option<Point>, tube: &Tube) {
        let (by_keys, cursor) = (self.by_keys, self.cursor);
        self.point(pointer, tube);
        if by_keys {
            (self.by_keys, self.cursor) = (by_keys, cursor);
            self.attend(tube);
        }
    }

    /// The pointer moves to `point`, or leaves the tube: then it draws and carries nothing any more.
    pub fn point(&mut self, point: Option<Point>, tube: &Tube) {
        let now = self.now;
        // A pointer that stirs while keys draw a box does not disturb it.
        let boxes_by_keys = matches!(self.marquee, Some(Marquee::Cells { .. }));
        self.by_keys &= boxes_by_keys;
        if point.is_none() {
            self.put_back();
        }
        self.pointer = point;
        let Some(point) = point else {
            self.pointer_left.get_or_insert(now);
            self.edge = None;
            self.rest_on(None);
            self.stop_running();
            self.marquee = self.marquee.filter(|marquee| matches!(marquee, Marquee::Cells { .. }));
            self.attend(tube);
            return;
        };
        self.pointer_left = None;
        let field = tube.field();
        self.trail.retain(|&(at, _)| now.since(at) < layout::SWELL_FADE + layout::SWELL_FADE);
        if self.trail.len() >= TRAIL {
            self.trail.remove(0);
        }
        self.trail.push((now, point));
        if field.holds(point) && !boxes_by_keys {
            self.cursor = self.view.spot(point, tube, now).cell();
        }
        if let Some(Marquee::Drawn { to, .. }) = &mut self.marquee {
            *to = self.view.spot(Point::new(point.x, point.y.clamp(field.top, field.bottom)), tube, now);
            if self.boxes(tube) {
                self.attention.hold(now);
            }
        }
        let bin = tube.bin_at(point, self.bins.len());
        self.rest_on(bin);
        let towards = |value: f64, low: f64, high: f64| match value {
            value if value < low + EDGE_BAND => -1,
            value if value > high - EDGE_BAND => 1,
            _ => 0,
        };
        let edge = if field.holds(point) {
            (towards(point.x, field.left, field.right), towards(point.y, field.top, field.bottom))
        } else {
            (0, 0)
        };
        if edge == (0, 0) {
            self.edge = None;
            self.stop_running();
        } else if self.edge.map(|(direction, _)| direction) != Some(edge) {
            self.edge = Some((edge, self.edge.map_or(now, |(_, since)| since)));
            self.stop_running();
        }
        self.attend(tube);
    }

    /// The pointer rests on a bin, or on none. A sheet that rose for it sinks when it leaves.
    fn rest_on(&mut self, bin: Option<usize>) {
        let before = self.resting.map(|(bin, _)| bin);
        if before != bin {
            if before.is_some() && self.looking == before {
                self.look(None, &mut Vec::new());
            }
            self.resting = bin.map(|bin| (bin, self.now));
        }
    }

    fn stop_running(&mut self) {
        if self.view.runs() {
            self.view.run((0, 0), self.now);
        }
    }

    /// Whether the gathered cluster is carried by the pointer.
    pub fn carries(&self) -> bool {
        self.gathered.is_some_and(|gathered| gathered.grabbed.is_some())
    }

    /// The pointer is pressed on the field at `point`: it takes hold of the gathered cluster, or begins a box.
    pub fn press(&mut self, point: Point, tube: &Tube) {
        self.point(Some(point), tube);
        self.stop_running();
        self.edge = None;
        if let Some(gathered) = &self.gathered {
            let block = gathered.block;
            let reach = self.view.pitch(self.now) * 0.7;
            let on_it = self.drawn(tube).iter().any(|drawn| {
                drawn.cluster == Some(block)
                    && (drawn.at.x - point.x).abs() <= reach
                    && (drawn.at.y - point.y).abs() <= reach
            });
            if on_it && let Some(gathered) = &mut self.gathered {
                gathered.grabbed = Some(point);
                return;
            }
        }
        let spot = self.view.spot(point, tube, self.now);
        self.marquee = Some(Marquee::Drawn { from: spot, to: spot });
    }

    /// The pointer is let go at `point`: a carried cluster falls into the bin under it or goes back to its place, a
    /// box takes what it holds.
    pub fn release(&mut self, point: Point, tube: &Tube, happenings: &mut Vec<(Time, Happening)>) {
        self.point(Some(point), tube);
        // Where a drag ends, nobody has rested yet.
        self.edge = None;
        if self.carries() {
            match tube.bin_at(point, self.bins.len()) {
                // It is still where it is seen, so that its digits set off from there.
                Some(bin) => self.call_bin(bin, tube, happenings),
                None => self.put_back(),
            }
            return;
        }
        if matches!(self.marquee, Some(Marquee::Drawn { .. })) {
            self.end_box(point, tube, happenings);
        }
    }

    /// Moves the cell cursor, and the view with it when it nears an edge.
    pub fn move_cursor(&mut self, columns: i32, rows: i32, tube: &Tube) {
        self.marquee = None;
        self.step(columns, rows, tube);
    }

    /// Moves the cell cursor and grows a box from where it was first.
    pub fn grow_box(&mut self, columns: i32, rows: i32, tube: &Tube) {
        let from = match self.marquee {
            Some(Marquee::Cells { from, .. }) => from,
            _ => {
                self.attention.hold(self.now);
                self.cursor
            }
        };
        // Attention stays where it is while a box is drawn.
        self.marquee = Some(Marquee::Cells { from, to: self.cursor });
        self.step(columns, rows, tube);
        self.marquee = Some(Marquee::Cells { from, to: self.cursor });
    }

    fn step(&mut self, columns: i32, rows: i32, tube: &Tube) {
        let now = self.now;
        if !self.by_keys {
            // Keys begin where they can be seen.
            let (dx, dy) = self.cursor.centre().from(self.view.aim(now));
            let (width, height) = self.view.reach(&tube.field());
            if dx.abs() > width / 2.0 || dy.abs() > height / 2.0 {
                self.cursor = self.view.aim(now).cell();
            }
        }
        self.by_keys = true;
        // A pointer that was left at the field's edge does not pull the view away from the keys.
        self.edge = None;
        self.stop_running();
        self.cursor = self.cursor.offset(i64::from(columns), i64::from(rows));
        self.follow(tube);
        self.attend(tube);
    }

    /// Brings the view to where the cell cursor is at least two cells from every edge.
    fn follow(&mut self, tube: &Tube) {
        let aim = self.view.aim(self.now);
        let (dx, dy) = self.cursor.centre().from(aim);
        let (width, height) = self.view.reach(&tube.field());
        let over = |away: f64, size: f64| {
            let most = (size / 2.0 - MARGIN).max(0.5);
            away - away.clamp(-most, most)
        };
        let (x, y) = (over(dx, width), over(dy, height));
        if x != 0.0 || y != 0.0 {
            self.view.scroll(x, y, self.now);
            self.surveyed = self.now;
        }
    }

    /// How many pages lie between a cell and where the view will come to rest, to the side or up and down, whichever
    /// is more. It is as many steps by pages as that takes at 1x.
    pub fn pages_from(&self, cell: Cell, tube: &Tube) -> u32 {
        let (x, y) = self.view.aim(self.now).from(View::middle(cell));
        let (columns, rows) = View::at(cell.centre()).page(&tube.field());
        // What lies behind the point is no more than the sum of many steps' rounding.
        let pages = (x.abs() / columns as f64).max(y.abs() / rows as f64) + 1e-6;
        pages as u32
    }

    /// Moves view and cell cursor by pages: a page less one row or column.
    pub fn page(&mut self, right: i32, down: i32, tube: &Tube) {
        let (columns, rows) = self.view.page(&tube.field());
        let (columns, rows) = (i64::from(right) * columns, i64::from(down) * rows);
        self.marquee = None;
        self.cursor = self.cursor.offset(columns, rows);
        self.view.scroll(columns as f64, rows as f64, self.now);
        self.surveyed = self.now;
        self.attend(tube);
    }

    /// Scrolls by a distance in tube units, at once if a hand drags the plane.
    pub fn scroll(&mut self, x: f64, y: f64, at_once: bool, tube: &Tube) {
        let pitch = self.view.pitch(self.now);
        if at_once {
            self.view.drag(x / pitch, y / pitch, self.now);
        } else {
            self.view.scroll(x / pitch, y / pitch, self.now);
        }
        self.surveyed = self.now;
        self.attend(tube);
    }

    /// Zooms to `factor` times the present zoom about `point`; without one, about the cell cursor where keys are at
    /// work, else the pointer, else the middle of the field. A factor of 0 goes back to 1x.
    pub fn zoom(&mut self, factor: f64, point: Option<Point>, tube: &Tube) {
        let zoom = if factor <= 0.0 { 1.0 } else { self.view.zoom_aim() * factor };
        let hand = if self.by_keys {
            Some(self.view.point(self.cursor.centre(), tube, self.now))
        } else {
            self.pointer
        };
        let point = point.or(hand).filter(|point| tube.field().holds(*point));
        self.view.zoom_to(zoom, point.unwrap_or_else(|| tube.field().centre()), tube, self.now);
        self.surveyed = self.now;
        self.attend(tube);
    }

    /// Brings the view back to where it was when a bin was last used.
    pub fn go_home(&mut self, tube: &Tube) {
        if let Some(home) = self.last_view {
            self.marquee = None;
            self.view.go(home, self.now);
            self.cursor = home.cell();
            self.surveyed = self.now;
            self.attend(tube);
        }
    }

    /// Turns attention to the cluster nearest to where the hand is. While a box is drawn or a cluster is gathered,
    /// attention stays where it is. A press that is no more than a click is no box yet: a finger that rests stirs.
    pub(super) fn attend(&mut self, tube: &Tube) {
        if self.boxes(tube) || self.gathered.is_some() {
            return;
        }
        let spot = if self.by_keys {
            Some(self.cursor.centre())
        } else {
            self.pointer
                .filter(|point| tube.field().holds(*point))
                .map(|point| self.view.spot(point, tube, self.now))
        };
        let near = spot.and_then(|spot| {
            let cell = spot.cell();
            let mut nearest: Option<(f64, Block)> = None;
            let mut seen: Vec<Block> = Vec::with_capacity(4);
            let reach = super::attention::REACH.ceil() as i64;
            for (right, down) in [(-reach, -reach), (reach, -reach), (-reach, reach), (reach, reach)] {
                let block = Block::of(cell.offset(right, down));
                if seen.contains(&block) {
                    continue;
                }
                seen.push(block);
                let Some(cluster) = self.ground.cluster(block) else { continue };
                for member in &cluster.cells {
                    let (dx, dy) = member.centre().from(spot);
                    let apart = (dx * dx + dy * dy).sqrt();
                    if apart <= super::attention::REACH && nearest.is_none_or(|(least, _)| apart < least) {
                        nearest = Some((apart, block));
                    }
                }
            }
            nearest.map(|(_, block)| block)
        });
        self.attention.turn(near, self.now);
    }

    /// What stands in the cell under the cell cursor.
    pub fn under_cursor(&self) -> (Cell, u8) {
        (self.cursor, self.ground.standing(self.cursor, self.now).digit)
    }
}
