//! The floor: its plan, and the corridor as far as the bend.

use egui::Align2;

use super::pen::{Pen, arc};
use crate::screens::canvas::Face;

/// A wall of a room is drawn twice, so far apart.
const WALL: f64 = 4.0;

fn letter(pen: &Pen<'_, '_>, x: f64, y: f64, text: &str) {
    pen.words(x, y, Align2::CENTER_CENTER, Face::Mono, 21.0, pen.ink().bright, text);
}

fn room(pen: &Pen<'_, '_>, x: f64, y: f64, width: f64, high: f64) {
    pen.rect(x, y, width, high);
    pen.rect(x + WALL, y + WALL, width - 2.0 * WALL, high - 2.0 * WALL);
}

/// A door in a level wall: a gap, the leaf that stands open, and the way it goes.
fn door(pen: &Pen<'_, '_>, x: f64, y: f64, down: bool) {
    let (width, way) = (24.0, if down { 1.0 } else { -1.0 });
    pen.fill(x, y - WALL - 1.0, width, 2.0 * WALL + 2.0, pen.ink().ground);
    pen.line(&[(x, y), (x, y + way * width)]);
    let (from, to) = if down { (0.0, 0.25) } else { (0.75, 1.0) };
    pen.stroke(&arc((x, y), (width, width), from, to), 0.6, pen.ink().line);
}

/// The plan. North is up.
pub(super) fn floor(pen: &Pen<'_, '_>) {
    let ink = pen.ink();
    // The corridor: along, then down behind its bend.
    let corridor = [
        (64.0, 150.0),
        (352.0, 150.0),
        (352.0, 300.0),
        (312.0, 300.0),
        (312.0, 190.0),
        (64.0, 190.0),
        (64.0, 150.0),
    ];
    // Rooms above it, from the left, and rooms below.
    room(pen, 64.0, 58.0, 110.0, 92.0);
    room(pen, 174.0, 58.0, 110.0, 92.0);
    room(pen, 284.0, 58.0, 68.0, 92.0);
    room(pen, 64.0, 190.0, 120.0, 110.0);
    room(pen, 184.0, 190.0, 128.0, 110.0);
    // Wellness is round, in a room that is not.
    room(pen, 352.0, 150.0, 126.0, 150.0);
    pen.circle(415.0, 225.0, 52.0);
    pen.circle(415.0, 225.0, 47.0);
    // The lift, in the north, and the stairs, in the east.
    room(pen, 284.0, 10.0, 68.0, 48.0);
    pen.line(&[(318.0, 16.0), (318.0, 52.0)]);
    room(pen, 352.0, 84.0, 126.0, 66.0);
    for step in 0..9 {
        let x = 364.0 + 8.0 * f64::from(step);
        pen.stroke(&[(x, 90.0), (x, 144.0)], 0.7, ink.line);
    }
    // The room between the canteen and wellness is not drawn.
    pen.hatch(288.0, 62.0, 60.0, 84.0, 9.0);
    pen.stroke(&corridor, 1.0, ink.line);
    for (x, y, down) in
        [(84.0, 150.0, false), (196.0, 150.0, false), (84.0, 190.0, true), (206.0, 190.0, true)]
    {
        door(pen, x, y, down);
    }
    for y in [216.0, 96.0] {
        pen.fill(350.0 - WALL, y, 2.0 * WALL + 2.0, 24.0, ink.ground);
        pen.line(&[(352.0, y), (372.0, y - 8.0)]);
    }
    // Your desk, and its chair.
    pen.rect(130.0, 232.0, 34.0, 20.0);
    pen.circle(147.0, 266.0, 7.0);
    // A table in the canteen, and shelves in the archive.
    pen.rect(216.0, 78.0, 50.0, 16.0);
    for shelf in 0..4 {
        pen.line(&[(228.0 + 20.0 * f64::from(shelf), 256.0), (228.0 + 20.0 * f64::from(shelf), 290.0)]);
    }
    letter(pen, 106.0, 272.0, "A");
    letter(pen, 200.0, 170.0, "B");
    letter(pen, 241.0, 122.0, "C");
    letter(pen, 415.0, 225.0, "D");
    letter(pen, 262.0, 234.0, "E");
    letter(pen, 456.0, 117.0, "F");
    letter(pen, 301.0, 34.0, "G");
    // North.
    pen.line(&[(22.0, 52.0), (22.0, 14.0)]);
    pen.line(&[(14.0, 26.0), (22.0, 12.0), (30.0, 26.0)]);
    // A scale, which is generous.
    pen.line(&[(64.0, 322.0), (224.0, 322.0)]);
    for (number, x) in [64.0, 104.0, 144.0, 224.0].into_iter().enumerate() {
        pen.line(&[(x, 316.0), (x, 328.0)]);
        if number == 0 {
            pen.fill(64.0, 319.0, 40.0, 6.0, ink.line);
        }
    }
}

/// The corridor, seen from one's own door.
pub(super) fn corridor(pen: &Pen<'_, '_>) {
    let (wide, high, ink) = (pen.width(), pen.height(), pen.ink());
    // What lies so deep is drawn towards the vanishing point.
    let vanish = (wide * 0.5, high * 0.46);
    let at =
        |x: f64, y: f64, depth: f64| (vanish.0 + (x - vanish.0) * depth, vanish.1 + (y - vanish.1) * depth);
    let (left, right, top, floor) = (6.0, wide - 6.0, 6.0, high - 6.0);
    pen.rect(left, top, right - left, floor - top);
    // The end wall, and the bend: the corridor goes on at its right.
    let end = 0.24;
    let [a, b, c, d] = [(left, top), (right, top), (right, floor), (left, floor)].map(|(x, y)| at(x, y, end));
    for (near, far) in [((left, top), a), ((left, floor), d)] {
        pen.line(&[near, far]);
    }
    let bend = 0.34;
    let [e, f] = [(right, top), (right, floor)].map(|(x, y)| at(x, y, bend));
    pen.line(&[(right, top), e, f, (right, floor)]);
    pen.line(&[a, d, c, (e.0, c.1)]);
    pen.line(&[a, b, (e.0, b.1)]);
    pen.stroke(&[b, c], 0.6, ink.line);
    // Doors: on the left three, on the right two.
    let door = |side: f64, near: f64, far: f64| {
        let head = top + (floor - top) * 0.3;
        let corners =
            [at(side, floor, near), at(side, head, near), at(side, head, far), at(side, floor, far)];
        pen.line(&corners);
        let handle = at(side, floor - (floor - top) * 0.33, far + (near - far) * 0.12);
        pen.circle(handle.0, handle.1, 2.0);
    };
    door(left, 0.86, 0.68);
    door(left, 0.56, 0.47);
    door(left, 0.38, 0.33);
    door(right, 0.8, 0.64);
    door(right, 0.5, 0.43);
    // Lamps in the ceiling; one is a shade warmer.
    for (number, depth) in [0.92, 0.68, 0.51, 0.39, 0.3].into_iter().enumerate() {
        let back = depth * 0.9;
        let [p, q] = [wide * 0.38, wide * 0.62];
        let corners = [at(p, top, depth), at(q, top, depth), at(q, top, back), at(p, top, back)];
        let fill = if number == 2 { ink.line } else { ink.ground };
        pen.shape(&corners, fill, ink.line);
    }
    // The line along which one keeps to the right.
    pen.dashes(at(wide * 0.5, floor, 0.98), at(wide * 0.5, floor, 0.26));
    // The clock, over the first door on the right.
    let clock = at(right, top + (floor - top) * 0.19, 0.58);
    pen.shape(&arc(clock, (6.0, 11.0), 0.0, 0.99), ink.ground, ink.bright);
    pen.stroke(&[(clock.0, clock.1 - 8.0), clock, (clock.0 + 3.0, clock.1 + 2.0)], 0.7, ink.bright);
    // The umbrella, which is in.
    let (foot, head) = (at(right - 14.0, floor, 0.57), at(right - 2.0, floor - 104.0, 0.57));
    pen.stroke(&[foot, head], 1.0, ink.bright);
    pen.stroke(&[(foot.0 - 1.0, foot.1 - 6.0), (foot.0 - 4.0, foot.1 - 36.0), head], 0.7, ink.bright);
    pen.stroke(&[(foot.0 + 1.0, foot.1 - 6.0), (foot.0 + 7.0, foot.1 - 34.0), head], 0.7, ink.bright);
    pen.stroke(&arc((head.0 + 4.0, head.1 - 2.0), (4.0, 5.0), 0.5, 1.0), 0.9, ink.bright);
}
