//! Decisions on the number field: where to look, whether what stirs is wanted, how it is taken, and which bin gets it.

use std::collections::VecDeque;

use super::Operator;
use super::chance::span;
use super::door::wants_anything;
use super::hand::Stroke;
use crate::model::geometry::{Area, Point};
use crate::model::refinement::Board;
use crate::model::refinement::plane::{Block, Cell};
use crate::model::refinement::temper::Temper;
use crate::model::{Command, Terminal};

/// How far from the field's edges one looks and takes, in tube units: nearer the view begins to run.
const INSIDE: f64 = 62.0;
/// So many groups are kept in mind that were felt and left.
const MIND: usize = 48;
/// So many looks in vain make one go on to another page.
const IN_VAIN: usize = 5;
/// From one row to the next at which blocks are looked for, in cells: no block is smaller.
const STRIDE: i64 = 7;

/// What one has in mind while one refines.
#[derive(Clone, Debug, Default)]
pub(super) struct Eye {
    /// Groups that were felt and left, the latest last.
    felt: VecDeque<(Block, Temper)>,
    /// Looks in vain since something was taken, or a page was turned.
    in_vain: usize,
    /// How often one has tried to take the group that stirs.
    tries: usize,
    /// Where one is going page by page.
    heading: (i32, i32),
    /// Something was sent to a bin, and nothing has been decided since.
    delivered: bool,
}

impl Eye {
    fn keep(&mut self, block: Block, temper: Temper) {
        self.felt.retain(|(other, _)| *other != block);
        if self.felt.len() >= MIND {
            self.felt.pop_front();
        }
        self.felt.push_back((block, temper));
    }

    fn temper(&self, block: Block) -> Option<Temper> {
        self.felt.iter().find(|(other, _)| *other == block).map(|(_, temper)| *temper)
    }
}

/// Whether some bin takes a temper now, as its sheet tells.
fn is_wanted(board: &Board, temper: Temper) -> bool {
    board.bins().iter().any(|bin| bin.accepts(temper, 1, board.quota()).is_ok())
}

impl Operator {
    pub(super) fn refine(&mut self, terminal: &Terminal) {
        let Some(board) = terminal.board() else { return self.step_back() };
        if board.finished_at().is_some() {
            return self.wait(1.2);
        }
        if board.marquee().is_some() {
            // A box that somebody else has begun.
            return self.key(0.8, Command::Back);
        }
        if let Some(gathered) = board.gathered() {
            return self.send(terminal, board, gathered.block);
        }
        if self.shift.is_over(terminal, self.breaks) {
            return self.go_home(terminal);
        }
        if !wants_anything(board) {
            // Full, and yet not finished: there is nothing to be done here.
            return self.step_back();
        }
        if std::mem::take(&mut self.eye.delivered) && self.turn_aside(terminal) {
            return;
        }
        if board.view().zoom_aim() > 1.01 && self.chance.happens(0.4) {
            return self.key(0.5, Command::Zoom { by: 0.0, at: None });
        }
        match board.attended() {
            Some(block) => self.judge(terminal, board, block),
            None => self.look_about(terminal, board),
        }
    }

    /// What one does between two groups; gives whether that is something else than going on.
    fn turn_aside(&mut self, terminal: &Terminal) -> bool {
        let now = terminal.now();
        let mood = &self.mood;
        let shares =
            [mood.reads, if terminal.has_sessions() { mood.asks } else { 0.0 }, mood.admires, mood.rests];
        let mut left = self.chance.between(0.0, 1.0);
        let chosen = shares.iter().position(|share| {
            left -= share;
            left < 0.0
        });
        match chosen {
            Some(0) => self.open_handbook(),
            Some(1) => self.key(1.5, Command::Session),
            Some(2) if terminal.pack().incentives.is_some() => {
                let quarter = terminal.quarters() > 0 && self.chance.happens(0.4);
                self.key(1.0, if quarter { Command::Quarter { quarter: 0 } } else { Command::Case });
            }
            Some(3) => {
                // The hand goes off the field, where nothing stirs under it.
                let tube = terminal.tube();
                let aside = Area { top: tube.lower_rule(), ..tube.area() };
                let to = self.hand.inside(&aside);
                self.hand.travel(to, 120.0);
                let rest = self.chance.about(self.mood.rest);
                self.sit_back(now, rest);
            }
            _ => {
                self.wait(self.mood.pause);
                return false;
            }
        }
        true
    }

    /// Looks at something else: where digits betray themselves, or anywhere; on another page once that was in vain.
    fn look_about(&mut self, terminal: &Terminal, board: &Board) {
        self.eye.tries = 0;
        let groups = self.in_sight(terminal, board);
        if self.eye.in_vain >= IN_VAIN || groups.is_empty() {
            return self.go_on_to_page();
        }
        self.eye.in_vain += 1;
        let field = terminal.tube().field().grown(-INSIDE);
        let at = self.hand.at();
        let to = if self.chance.happens(self.mood.sight) {
            // The nearest, more or less.
            let far = |to: &Point, chance: &mut super::chance::Chance| {
                super::path::distance(at, *to) * chance.between(0.4, 1.6)
            };
            let chance = &mut self.chance;
            let ranked = groups.iter().map(|(_, to)| (far(to, chance), *to));
            ranked.min_by(|one, other| one.0.total_cmp(&other.0)).map_or(at, |(_, to)| to)
        } else {
            let (x, y) =
                (self.chance.between(field.left, field.right), self.chance.between(field.top, field.bottom));
            // On the way one passes over this and that.
            self.hand.travel(Point::new(x, y), 150.0);
            let rest = self.chance.seconds(0.1, 0.5);
            self.hand.rest(rest);
            Point::new(x + 90.0 * self.chance.bell(), y + 60.0 * self.chance.bell())
        };
        let beside = Point::new(
            (to.x + 50.0 * self.chance.bell()).clamp(field.left, field.right),
            (to.y + 50.0 * self.chance.bell()).clamp(field.top, field.bottom),
        );
        self.hand.travel(beside, 90.0);
        self.wait(self.mood.dwell);
    }

    /// Groups whose middle can be seen and that are not known to be unwanted, each with where that middle is.
    fn in_sight(&self, terminal: &Terminal, board: &Board) -> Vec<(Block, Point)> {
        let (tube, now, view) = (terminal.tube(), board.now(), board.view());
        let field = tube.field();
        let inside = field.grown(-INSIDE);
        let middle = view.centre(now).cell();
        let (width, height) = view.reach(&field);
        let (right, down) = ((width / 2.0) as i64 + 1, (height / 2.0) as i64 + 1);
        let along = |reach: i64| (-reach..reach).step_by(STRIDE as usize).chain([reach]);
        let mut blocks: Vec<Block> = Vec::with_capacity(24);
        for row in along(down) {
            for column in along(right) {
                let block = Block::of(middle.offset(column, row));
                if !blocks.contains(&block) {
                    blocks.push(block);
                }
            }
        }
        let unwanted =
            |block: &Block| self.eye.temper(*block).is_some_and(|temper| !is_wanted(board, temper));
        let seen = blocks.into_iter().filter(|block| !unwanted(block)).filter_map(|block| {
            let cluster = board.ground().cluster(block)?;
            let middle: Cell = *cluster.cells.get(cluster.cells.len() / 2)?;
            let at = view.point(middle.centre(), tube, now);
            inside.holds(at).then_some((block, at))
        });
        seen.collect()
    }

    /// On to another page by a key, or a little further by the wheel.
    fn go_on_to_page(&mut self) {
        let eye = &mut self.eye;
        eye.in_vain = 0;
        if eye.heading == (0, 0) || self.chance.happens(0.25) {
            const WAYS: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];
            let back = (-eye.heading.0, -eye.heading.1);
            let ways: Vec<(i32, i32)> = WAYS.into_iter().filter(|way| *way != back).collect();
            eye.heading = self.chance.pick(&ways).copied().unwrap_or((1, 0));
        }
        let (right, down) = self.eye.heading;
        if self.chance.happens(0.6) {
            self.key(0.5, Command::Page { right, down });
        } else {
            for _ in 0..3 + self.chance.below(5) {
                let rest = self.chance.seconds(0.12, 0.22);
                self.hand.rest(rest);
                let (x, y) = (f64::from(right) * 96.0, f64::from(down) * 96.0);
                self.hand.give(Command::Scroll { x, y, at_once: false });
            }
        }
        self.wait(0.7);
    }

    /// Feels what stirs, and takes it, or leaves it.
    fn judge(&mut self, terminal: &Terminal, board: &Board, block: Block) {
        let Some(cluster) = board.ground().cluster(block) else { return self.look_about(terminal, board) };
        let wanted = is_wanted(board, cluster.temper);
        if self.eye.tries == 0 {
            self.wait(0.35);
        }
        if !wanted || self.eye.tries > 3 {
            self.eye.keep(block, cluster.temper);
            // What nobody wants is left, unless that was not seen.
            if self.eye.tries > 3 || !self.chance.happens(self.mood.errors) {
                self.hand.rest(span(0.05));
                return self.look_about(terminal, board);
            }
        }
        if self.eye.tries == 0 && self.chance.happens(self.mood.doubt) {
            // Looks on, and perhaps goes elsewhere.
            self.wait(1.3);
            if self.chance.happens(0.4) {
                return self.look_about(terminal, board);
            }
        }
        self.eye.tries += 1;
        let tube = terminal.tube();
        let digits: Vec<Point> = board.stirred(tube).iter().map(|digit| digit.at).collect();
        let field = tube.field().grown(-INSIDE);
        let inside: Vec<Point> = digits.iter().copied().filter(|at| field.holds(*at)).collect();
        let whole = inside.len() == digits.len();
        if !whole || self.eye.tries > 2 || self.chance.happens(self.mood.clicks) {
            return match self.chance.pick(&inside) {
                Some(at) => self.click_on(*at),
                None => self.look_about(terminal, board),
            };
        }
        self.draw_box(&digits, board.view().pitch(board.now()), &field);
    }

    /// Clicks on one digit of what stirs.
    fn click_on(&mut self, at: Point) {
        self.hand.travel(at, 40.0);
        self.hand.then(Stroke::Press);
        let rest = self.chance.seconds(0.07, 0.14);
        self.hand.rest(rest);
        self.hand.then(Stroke::Release);
        self.wait(0.5);
    }

    /// Draws a box about digits, from one corner to the other. Now and then it is too small, or goes too far.
    fn draw_box(&mut self, digits: &[Point], pitch: f64, field: &Area) {
        let first = digits.first().copied().unwrap_or_default();
        let around = digits.iter().fold(Area::between(first, first), |area, at| Area {
            left: area.left.min(at.x),
            top: area.top.min(at.y),
            right: area.right.max(at.x),
            bottom: area.bottom.max(at.y),
        });
        let mut edge = || pitch * self.chance.between(0.35, 0.65);
        let mut area = Area {
            left: around.left - edge(),
            top: around.top - edge(),
            right: around.right + edge(),
            bottom: around.bottom + edge(),
        };
        if self.chance.happens(self.mood.errors) {
            if self.chance.happens(0.5) {
                area.right = area.left + area.width() * 0.4;
                area.bottom = area.top + area.height() * 0.6;
            } else {
                area = Area { left: area.left - 4.0 * pitch, right: area.right + 4.0 * pitch, ..area };
            }
        }
        let held = |x: f64, y: f64| {
            Point::new(
                x.clamp(field.left - 30.0, field.right + 30.0),
                y.clamp(field.top - 30.0, field.bottom + 30.0),
            )
        };
        let mut corners = [held(area.left, area.top), held(area.right, area.bottom)];
        if self.chance.happens(0.3) {
            let [one, other] = corners;
            corners = [Point::new(one.x, other.y), Point::new(other.x, one.y)];
        }
        if self.chance.happens(0.25) {
            corners.reverse();
        }
        let [from, to] = corners;
        self.hand.travel(from, 45.0);
        let rest = self.chance.seconds(0.06, 0.2);
        self.hand.rest(rest);
        self.hand.then(Stroke::Press);
        self.hand.travel(to, 40.0);
        let rest = self.chance.seconds(0.08, 0.3);
        self.hand.rest(rest);
        self.hand.then(Stroke::Release);
        self.wait(0.45);
    }

    /// Sends what is gathered to a bin that wants it; or, seldom, to one that does not.
    fn send(&mut self, terminal: &Terminal, board: &Board, block: Block) {
        let Some(cluster) = board.ground().cluster(block) else { return self.step_back() };
        let takes = |bin: &usize| board.bins()[*bin].accepts(cluster.temper, 1, board.quota()).is_ok();
        let (fit, unfit): (Vec<usize>, Vec<usize>) = (0..board.bins().len()).partition(takes);
        let errs = fit.is_empty() || self.chance.happens(self.mood.errors);
        let chosen = if errs && !unfit.is_empty() {
            self.chance.pick(&unfit).copied()
        } else {
            // The bin that shows least, mostly.
            let least = fit.iter().min_by_key(|bin| board.bins()[**bin].percent(board.quota())).copied();
            if self.chance.happens(0.6) { least } else { self.chance.pick(&fit).copied() }
        };
        if fit.is_empty() && self.chance.happens(0.7) {
            // It was seen in time.
            self.eye.keep(block, cluster.temper);
            return self.key(1.0, Command::Back);
        }
        let Some(bin) = chosen else { return self.step_back() };
        self.eye.in_vain = 0;
        self.eye.tries = 0;
        self.eye.delivered = true;
        let tube = terminal.tube();
        let count = board.bins().len();
        if self.chance.happens(self.mood.looks) {
            // Some bin is looked into first: its sheet rises where the hand rests.
            let other = self.chance.below(count);
            let to = self.hand.inside(&tube.bin(other, count));
            self.hand.travel(to, 60.0);
            self.wait(1.5);
        }
        let way = self.chance.between(0.0, 1.0);
        if way < self.mood.keys && bin < 9 {
            return self.key(0.6, Command::Bin { bin });
        }
        let field = tube.field().grown(-INSIDE);
        let digits: Vec<Point> =
            board.stirred(tube).iter().map(|digit| digit.at).filter(|at| field.holds(*at)).collect();
        if let Some(at) = self.chance.pick(&digits).copied()
            && way < self.mood.keys + self.mood.carries
        {
            self.hand.travel(at, 45.0);
            self.hand.then(Stroke::Press);
            let rest = self.chance.seconds(0.1, 0.25);
            self.hand.rest(rest);
            let to = self.hand.inside(&tube.bin(bin, count));
            self.hand.travel(to, 55.0);
            let rest = self.chance.seconds(0.08, 0.25);
            self.hand.rest(rest);
            self.hand.then(Stroke::Release);
        } else if !self.click(terminal, |command| *command == Command::Bin { bin }) {
            self.hand.give(Command::Bin { bin });
        }
        self.wait(0.5);
    }
}
