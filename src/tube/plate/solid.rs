//! Boxes with round corners that stand on a plane and may taper: keys, buttons, the keyboard's own case.

use super::shade::{Distance, RoundBox, coverage};
use super::space::Level;

/// A box between two heights over a plane.
#[derive(Clone, Copy, Debug)]
pub(super) struct Solid {
    /// Its outline at the top.
    pub(super) top: RoundBox,
    /// Its outline at the foot, about the same middle.
    pub(super) foot: RoundBox,
}

/// Where a line of sight meets a solid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// The share of the pixel that is the solid.
    pub(super) share: f32,
    /// The share of that which is its top.
    pub(super) top: f32,
    /// How far down the wall it is met, 0 at the top and 1 at the foot.
    pub(super) down: f32,
    /// The place on the level of the top.
    pub(super) place: (f32, f32),
    /// The distance from the top's edge there.
    pub(super) edge: Distance,
    /// The direction out of the wall where it is met.
    pub(super) away: (f32, f32),
}

/// How wide a pixel is on a plane in a direction.
fn pixel(level: &Level, away: (f32, f32)) -> f32 {
    let (a, b) = (away.0 * level.pixel.0, away.1 * level.pixel.1);
    (a * a + b * b).sqrt().max(1e-4)
}

impl Solid {
    /// What of the set it may cover in a row that meets its top and foot so: from and to, if any.
    pub(super) fn span(&self, top: &Level, foot: &Level) -> Option<(f32, f32)> {
        let (near, far) = (top.b.max(foot.b), top.b.min(foot.b));
        let (middle, half) = (
            self.foot.middle,
            (self.foot.half.0.max(self.top.half.0), self.foot.half.1.max(self.top.half.1)),
        );
        if far > middle.1 + half.1 + top.pixel.1 || near < middle.1 - half.1 - top.pixel.1 {
            return None;
        }
        let (left, right) = (middle.0 - half.0, middle.0 + half.0);
        let (from, to) = (top.x(left).min(foot.x(left)), top.x(right).max(foot.x(right)));
        Some((from, to))
    }

    /// Where the line of sight through a place `x` of the row meets it.
    pub(super) fn hit(&self, top: &Level, foot: &Level, x: f32) -> Option<Hit> {
        let (high, low) = ((top.a(x), top.b), (foot.a(x), foot.b));
        let edge = self.top.distance(high.0, high.1);
        let wide = pixel(top, edge.away);
        if edge.d <= -wide {
            return Some(Hit { share: 1.0, top: 1.0, down: 0.0, place: high, edge, away: edge.away });
        }
        let mut end = (1.0, self.foot.distance(low.0, low.1));
        let mut share = coverage(edge.d, wide).max(coverage(end.1.d, pixel(foot, end.1.away)));
        let reach = (high.0 - low.0).abs() + (high.1 - low.1).abs();
        if share < 1.0 && edge.d.min(end.1.d) < reach {
            let nearest = self.nearest(high, low);
            if nearest.1.d < end.1.d {
                end = nearest;
            }
            share = share.max(coverage(end.1.d, pixel(top, end.1.away)));
        }
        if share <= 0.0 {
            return None;
        }
        let (down, away) = if edge.d <= 0.0 { (0.0, edge.away) } else { self.wall(high, low, edge, end) };
        Some(Hit { share, top: coverage(edge.d, wide) / share, down, place: high, edge, away })
    }

    /// Where the line from `high` on the level of the top to `low` on that of the foot comes nearest to the middle.
    /// The distance is convex along it, so that thirds can be left out in turn.
    fn nearest(&self, high: (f32, f32), low: (f32, f32)) -> (f32, Distance) {
        let (mut from, mut to) = (0.0, 1.0);
        for _ in 0..12 {
            let third = (to - from) / 3.0;
            if self.at(from + third, high, low).d < self.at(to - third, high, low).d {
                to -= third;
            } else {
                from += third;
            }
        }
        let t = (from + to) / 2.0;
        (t, self.at(t, high, low))
    }

    /// Where that line meets the wall before `end`. The chord's zero comes close in a few steps.
    fn wall(
        &self,
        high: (f32, f32),
        low: (f32, f32),
        edge: Distance,
        end: (f32, Distance),
    ) -> (f32, (f32, f32)) {
        if end.1.d >= 0.0 {
            return (end.0, end.1.away);
        }
        let (mut out, mut out_d, mut within, mut within_d) = (0.0, edge.d, end.0, end.1.d);
        let mut away = edge.away;
        for _ in 0..7 {
            let t = out + (within - out) * out_d / (out_d - within_d).max(1e-6);
            let here = self.at(t, high, low);
            away = here.away;
            if here.d.abs() < 0.3 {
                return (t, away);
            }
            if here.d > 0.0 {
                (out, out_d) = (t, here.d);
            } else {
                // The far end of the chord would stay: half its height lets the zero come nearer.
                (within, within_d, out_d) = (t, here.d, out_d / 2.0);
            }
        }
        (within, away)
    }

    fn at(&self, t: f32, high: (f32, f32), low: (f32, f32)) -> Distance {
        let between = |a: (f32, f32), b: (f32, f32)| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
        let (x, y) = between(high, low);
        RoundBox::new(self.top.middle, between(self.top.half, self.foot.half), self.top.corner).distance(x, y)
    }
}
