//! The lids of a bin, as far open as the model says.

use crate::model::ease;
use crate::model::geometry::{Area, Point};
use crate::pack::Lids;
use crate::screens::canvas::{Canvas, position};

/// How thick a lid is, in tube units.
const THICK: f64 = 7.0;
/// How far an open shutter stands out at the side of its bin, in tube units: less than half the gap between two bins.
const OUT: f64 = 17.0;
/// Half of what is seen between the slats of a shutter that is shut, in tube units.
const SEAM: f64 = 1.5;

/// Paints the lids of the box `bin`, `open` from 0 (shut) to 1.
pub(super) fn paint(lids: Lids, bin: Area, open: f64, canvas: &Canvas<'_>) {
    match lids {
        Lids::Carton => carton(bin, open, canvas),
        Lids::Shutter => shutter(bin, open, canvas),
    }
}

/// Hinged at the outer top corners, each half a bin long, they open to 45 degrees outward like a carton's.
fn carton(bin: Area, open: f64, canvas: &Canvas<'_>) {
    if open <= 0.01 {
        return;
    }
    let ink = canvas.ink();
    // From flat over the mouth, through upright, to 45 degrees outward: three eighths of a turn.
    let (sin, cos) = (ease::wave(open * 0.375), ease::cowave(open * 0.375));
    let long = bin.width() / 2.0;
    for (hinge, side) in [(bin.left, 1.0), (bin.right, -1.0)] {
        let (dx, dy) = (side * cos, -sin);
        // The slab's other face lies on the outer side.
        let (nx, ny) = (side * -sin * THICK, -cos * THICK);
        let from = Point::new(hinge, bin.top);
        let to = Point::new(from.x + dx * long, from.y + dy * long);
        let corners = [from, to, Point::new(to.x + nx, to.y + ny), Point::new(from.x + nx, from.y + ny)];
        canvas.polygon(corners.map(position).to_vec(), ink.panel, 2.0, ink.line);
    }
}

/// Flat on the top edge, each half a bin long, they part in the middle and go into the sides until the mouth is free.
fn shutter(bin: Area, open: f64, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let middle = bin.centre().x;
    let shift = SEAM + open * (bin.width() / 2.0 - SEAM);
    let flat = Area { top: bin.top - THICK, bottom: bin.top, ..bin };
    let out = OUT.min(open * bin.width() / 2.0);
    let left = Area { left: bin.left - out, right: middle - shift, ..flat };
    let right = Area { left: middle + shift, right: bin.right + out, ..flat };
    for slat in [left, right] {
        canvas.fill(slat, ink.line);
    }
}
