//! Where things stand on the tube, in tube units (1/1000 of the default tube's height).

use serde::{Deserialize, Serialize};

/// The logical size of the tube. Never below 1440 x 1000: other aspects only add room.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tube {
    /// Width in tube units.
    pub width: f64,
    /// Height in tube units.
    pub height: f64,
}

impl Default for Tube {
    fn default() -> Self {
        Self { width: 1440.0, height: 1000.0 }
    }
}

/// A place on the tube, in tube units from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downward.
    pub y: f64,
}

impl Point {
    /// A point from its parts.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// An upright rectangle on the tube, in tube units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Area {
    /// An area from its upper left corner and size.
    pub const fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self { left, top, right: left + width, bottom: top + height }
    }

    /// The area whose corners are `a` and `b`, in any order.
    pub fn between(a: Point, b: Point) -> Self {
        Self { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }
    }

    /// Whether `point` is inside or on the edge.
    pub fn holds(&self, point: Point) -> bool {
        point.x >= self.left && point.x <= self.right && point.y >= self.top && point.y <= self.bottom
    }

    /// The middle.
    pub fn centre(&self) -> Point {
        Point::new((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    /// Width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The area grown by `by` on every side.
    pub fn grown(&self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }
}

/// Side of a cell at zoom 1x: 4.8 % of the default width, as measured on the show's screen.
pub const PITCH: f64 = 69.2;
/// How far apart the lines of a double rule are.
pub const DOUBLE_RULE: f64 = 7.0;

impl Tube {
    /// Whether it has a size at which screens can be laid out.
    pub fn is_sound(&self) -> bool {
        (1.0..=20_000.0).contains(&self.width) && (1.0..=20_000.0).contains(&self.height)
    }

    /// The whole tube.
    pub fn area(&self) -> Area {
        Area::new(0.0, 0.0, self.width, self.height)
    }

    /// The header's box; the emblem closes it at the right.
    pub fn header(&self) -> Area {
        Area::new(36.0, 40.0, self.width - 110.0 - 36.0, 64.0)
    }

    /// The emblem, which overlaps the right end of the header.
    pub fn emblem(&self) -> Area {
        Area::new(self.width - 133.44, 24.0, 74.88, 96.0)
    }

    /// The number field, from the lower line of the upper rule to the upper line of the lower rule.
    pub fn field(&self) -> Area {
        Area { left: 0.0, top: 131.0, right: self.width, bottom: self.height - 190.0 }
    }

    /// The box of bin `index` of `count`, its number in it.
    pub fn bin(&self, index: usize, count: usize) -> Area {
        let margin = 58.0;
        let gap = 42.0;
        let count = count.max(1) as f64;
        let width = (self.width - 2.0 * margin - gap * (count - 1.0)) / count;
        Area::new(margin + index as f64 * (width + gap), self.height - 162.0, width, 46.0)
    }

    /// The percentage bar under bin `index` of `count`.
    pub fn bar(&self, index: usize, count: usize) -> Area {
        let bin = self.bin(index, count);
        Area::new(bin.left, bin.bottom + 8.0, bin.width(), 41.0)
    }

    /// Bin and bar together: where a cluster can be dropped.
    pub fn bin_reach(&self, index: usize, count: usize) -> Area {
        Area { bottom: self.bar(index, count).bottom, ..self.bin(index, count) }.grown(10.0)
    }

    /// The bin at `point`, of `count`.
    pub fn bin_at(&self, point: Point, count: usize) -> Option<usize> {
        (0..count).find(|&index| self.bin_reach(index, count).holds(point))
    }

    /// The single rule above the address.
    pub fn lower_rule(&self) -> f64 {
        self.height - 52.0
    }
}
