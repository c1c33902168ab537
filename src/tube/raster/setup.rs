//! From vertices to whole numbers: positions in 1/256 px, the spans a triangle covers, and planes of values.
//!
//! All that follows from a triangle at a pixel is a function of the triangle and the pixel alone,
//! so clipping and bands change no byte.

use std::ops::Range;

use egui::Rect;

/// Steps of a position within one pixel.
pub(super) const STEPS: i64 = 256;
/// Half a pixel: its centre, where it is sampled.
const CENTRE: i64 = STEPS / 2;
/// Positions further than this many pixels from the origin are not drawn. It keeps every product
/// in this file within 64 bits.
const FARTHEST: f64 = (1 << 20) as f64;

/// A position in 1/256 px, or one that is not to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

impl Point {
    const NOWHERE: i32 = i32::MIN;

    /// A vertex position in points, rounded to the nearest 1/256 px.
    pub(super) fn new(position: egui::Pos2, pixels_per_point: f32) -> Self {
        let fixed = |v: f32| {
            let v = f64::from(v) * f64::from(pixels_per_point);
            if v.abs() <= FARTHEST {
                // Floored as a positive number, for which a cast is a floor.
                ((v + 2.0 * FARTHEST) * STEPS as f64 + 0.5) as i32 - (2.0 * FARTHEST) as i32 * STEPS as i32
            } else {
                Self::NOWHERE
            }
        };
        Self { x: fixed(position.x), y: fixed(position.y) }
    }

    pub(super) fn is_drawable(self) -> bool {
        self.x != Self::NOWHERE && self.y != Self::NOWHERE
    }
}

/// The pixels whose centres lie in `[from, to)`, given in 1/256 px.
pub(super) fn centres(from: i32, to: i32) -> Range<i32> {
    let first = |v: i32| (v + (STEPS - 1 - CENTRE) as i32) >> 8;
    first(from)..first(to)
}

/// A rectangle of pixels, the ends excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clip {
    pub(super) x0: i32,
    pub(super) y0: i32,
    pub(super) x1: i32,
    pub(super) y1: i32,
}

impl Clip {
    /// A clip rectangle in points, to whole pixels as egui's own GL painter rounds it.
    pub(super) fn new(rect: Rect, pixels_per_point: f32, width: i32, height: i32) -> Self {
        let round = |v: f32| (pixels_per_point * v).round() as i32;
        let x0 = round(rect.min.x).clamp(0, width);
        let y0 = round(rect.min.y).clamp(0, height);
        Self { x0, y0, x1: round(rect.max.x).clamp(x0, width), y1: round(rect.max.y).clamp(y0, height) }
    }

    /// The part of the clip within `rows` and `columns`.
    pub(super) fn within(self, rows: &Range<i32>, columns: &Range<i32>) -> Self {
        let (x0, y0) = (self.x0.max(columns.start), self.y0.max(rows.start));
        Self { x0, y0, x1: self.x1.min(columns.end).max(x0), y1: self.y1.min(rows.end).max(y0) }
    }
}

/// One border of a triangle, walked row by row: the first column on or past it, kept as
/// a whole quotient and its remainder so that no row is ever rounded.
#[derive(Clone, Copy, Debug)]
struct Border {
    column: i64,
    rest: i64,
    column_step: i64,
    rest_step: i64,
    divisor: i64,
}

impl Border {
    fn new(numerator: i64, step: i64, divisor: i64) -> Self {
        Self {
            column: numerator.div_euclid(divisor),
            rest: numerator.rem_euclid(divisor),
            column_step: step.div_euclid(divisor),
            rest_step: step.rem_euclid(divisor),
            divisor,
        }
    }

    /// One that stays at a column.
    fn upright(column: i32) -> Self {
        Self { column: i64::from(column), rest: 0, column_step: 0, rest_step: 0, divisor: 1 }
    }

    #[inline(always)]
    fn next_row(&mut self) {
        self.column += self.column_step;
        self.rest += self.rest_step;
        if self.rest >= self.divisor {
            self.rest -= self.divisor;
            self.column += 1;
        }
    }
}

/// A triangle with its corners in clockwise order (y down) and its area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Triangle {
    points: [Point; 3],
    /// Which corner of the mesh's triangle each point was.
    pub(super) order: [usize; 3],
    /// Twice the area, in 1/65536 square pixels; more than zero.
    area: i64,
}

impl Triangle {
    /// `None` if the triangle covers nothing.
    pub(super) fn new(corners: [Point; 3]) -> Option<Self> {
        let delta = |a: Point, b: Point| (i64::from(b.x) - i64::from(a.x), i64::from(b.y) - i64::from(a.y));
        let (x1, y1) = delta(corners[0], corners[1]);
        let (x2, y2) = delta(corners[0], corners[2]);
        let area = x1 * y2 - x2 * y1;
        let order = match area {
            0 => return None,
            1.. => [0, 1, 2],
            _ => [0, 2, 1],
        };
        Some(Self { points: order.map(|corner| corners[corner]), order, area: area.abs() })
    }

    /// Calls `paint` with each row and its columns whose centres lie in the triangle and in the clip.
    /// A centre on an edge belongs to the triangle whose top or left edge it is.
    #[inline(always)]
    pub(super) fn spans(&self, clip: Clip, mut paint: impl FnMut(i32, Range<i32>)) {
        let [a, b, c] = self.points;
        let rows = centres(a.y.min(b.y).min(c.y), a.y.max(b.y).max(c.y));
        let rows = rows.start.max(clip.y0)..rows.end.min(clip.y1);
        if rows.is_empty() {
            return;
        }
        // Where a corner has only one border on a side, the other place holds one that never binds.
        let mut left = [Border::upright(clip.x0); 2];
        let mut right = [Border::upright(clip.x1); 2];
        let py = i64::from(rows.start) * STEPS + CENTRE;
        for (from, to) in [(a, b), (b, c), (c, a)] {
            let dx = i64::from(to.x) - i64::from(from.x);
            let dy = i64::from(to.y) - i64::from(from.y);
            let ax = i64::from(from.x) - CENTRE;
            let rise = dx * (py - i64::from(from.y));
            let divisor = STEPS * dy.abs();
            // Level edges bound the rows alone.
            if dy < 0 {
                // A left edge, its own points included: the least column, rounded up.
                left.swap(0, 1);
                left[0] = Border::new(-dy * ax - rise + divisor - 1, -dx * STEPS, divisor);
            } else if dy > 0 {
                // A right edge, its own points excluded.
                right.swap(0, 1);
                right[0] = Border::new(dy * ax + rise - 1 + divisor, dx * STEPS, divisor);
            }
        }
        let ([mut left, mut left2], [mut right, mut right2]) = (left, right);
        for y in rows {
            let start = left.column.max(left2.column).max(i64::from(clip.x0));
            let end = right.column.min(right2.column).min(i64::from(clip.x1));
            if start < end {
                paint(y, start as i32..end as i32);
            }
            left.next_row();
            left2.next_row();
            right.next_row();
            right2.next_row();
        }
    }

    /// The plane through `values` at the corners (in the mesh's order), each in 1/`unit`.
    pub(super) fn plane(&self, values: [i32; 3], unit: i32) -> Plane {
        let [p0, p1, p2] = self.points;
        let [a0, a1, a2] = self.order.map(|corner| i64::from(values[corner]));
        let dx1 = i64::from(p1.x) - i64::from(p0.x);
        let dy1 = i64::from(p1.y) - i64::from(p0.y);
        let dx2 = i64::from(p2.x) - i64::from(p0.x);
        let dy2 = i64::from(p2.y) - i64::from(p0.y);
        // One division serves both slopes. Float arithmetic without library functions is exact by rule.
        let scale = (STEPS << 16) as f64 / f64::from(unit) / self.area as f64;
        let per_x = nearest(((a1 - a0) * dy2 - (a2 - a0) * dy1) as f64 * scale);
        let per_y = nearest(((a2 - a0) * dx1 - (a1 - a0) * dx2) as f64 * scale);
        // From the corner to the centre of the pixel it lies in.
        let to_centre = |v: i32| CENTRE - i64::from(v).rem_euclid(STEPS);
        let shift = per_x
            .wrapping_mul(to_centre(p0.x))
            .wrapping_add(per_y.wrapping_mul(to_centre(p0.y)))
            .wrapping_add(CENTRE)
            >> 8;
        Plane {
            x: p0.x >> 8,
            y: p0.y >> 8,
            value: ((a0 << 16) / i64::from(unit)).wrapping_add(shift) as i32,
            per_x: per_x as i32,
            per_y: per_y as i32,
        }
    }
}

/// The nearest whole number; a half goes away from zero.
fn nearest(v: f64) -> i64 {
    (v + 0.5f64.copysign(v)) as i64
}

/// A value that changes evenly over the picture, in 1/65536. It is read inside its triangle only,
/// where it fits: on the way there sums may run over, and come back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    x: i32,
    y: i32,
    value: i32,
    pub(super) per_x: i32,
    per_y: i32,
}

impl Plane {
    /// The value at the centre of a pixel.
    #[inline(always)]
    pub(super) fn at(&self, x: i32, y: i32) -> i32 {
        self.value
            .wrapping_add(self.per_x.wrapping_mul(x.wrapping_sub(self.x)))
            .wrapping_add(self.per_y.wrapping_mul(y.wrapping_sub(self.y)))
    }
}
