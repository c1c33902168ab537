//! Groups of digits, in the postures in which they stand in the field.

use super::pen::{Numeral, Pen};
use crate::model::Terminal;
use crate::model::refinement::posture::{Place, packing, still};
use crate::model::refinement::temper::Temper;

/// The cells of a group, by rows, from its middle, and what each reads.
type Group = [(f64, f64, u8)];

/// Nine digits, as most groups have.
const NINE: &Group = &[
    (-1.0, -1.0, 6),
    (0.0, -1.0, 0),
    (-2.0, 0.0, 4),
    (-1.0, 0.0, 8),
    (0.0, 0.0, 1),
    (1.0, 0.0, 7),
    (-1.0, 1.0, 2),
    (0.0, 1.0, 5),
    (1.0, 1.0, 3),
];

/// Six, for a small frame.
const SIX: &Group =
    &[(-0.5, -0.5, 4), (0.5, -0.5, 8), (1.5, -0.5, 0), (-1.5, 0.5, 6), (-0.5, 0.5, 2), (0.5, 0.5, 9)];

/// The pairs in which the digits of a group huddle, by their numbers.
fn partner(group: &Group, rank: usize) -> (f64, f64) {
    let mut taken = vec![false; group.len()];
    for first in 0..group.len() {
        let near = |other: &usize| {
            let (a, b) = (group[first], group[*other]);
            !taken[*other] && *other > first && (b.0 - a.0 - 1.0).abs() < 0.01 && (b.1 - a.1).abs() < 0.01
        };
        let found = if taken[first] { None } else { (0..group.len()).find(near) };
        let Some(second) = found else { continue };
        taken[first] = true;
        taken[second] = true;
        let way = |from: usize, to: usize| (group[to].0 - group[from].0, group[to].1 - group[from].1);
        if rank == first {
            return way(first, second);
        }
        if rank == second {
            return way(second, first);
        }
    }
    (0.0, 0.0)
}

/// A group about a middle, in cells so wide, stirred: `level` 1, or at rest on its places: 0.
fn group(group: &Group, temper: Temper, middle: (f64, f64), pitch: f64, level: f64) -> Vec<Numeral> {
    let half_width = group.iter().map(|cell| cell.0.abs()).fold(0.5, f64::max);
    let spread = 1.0 - (1.0 - packing(temper)) * level;
    let place = |(rank, &(x, y, _)): (usize, &(f64, f64, u8))| Place {
        x,
        y,
        half_width,
        rank,
        partner: partner(group, rank),
        odd: (x * 2.0 + y * 2.0) as i64 / 2 % 2 != 0,
    };
    group
        .iter()
        .enumerate()
        .map(|cell| {
            let (place, digit) = (place(cell), cell.1.2);
            let pose = still(temper, place, level);
            let at = |middle: f64, along: f64, moved: f64| middle + (along * spread + moved) * pitch;
            Numeral {
                digit,
                at: (at(middle.0, place.x, pose.x), at(middle.1, place.y, pose.y)),
                em: pitch * (0.42 + 0.42 * level) * (1.0 + pose.swell),
                turn: pose.turn,
                stirred: level > 0.0,
            }
        })
        .collect()
}

/// Digits at rest on a grid about a middle, without those of cells that `leaves_out`.
fn rest(
    middle: (f64, f64),
    pitch: f64,
    reach: (i32, i32),
    leaves_out: impl Fn(f64, f64) -> bool,
) -> Vec<Numeral> {
    let mut digits = Vec::new();
    for row in -reach.1..=reach.1 {
        for column in -reach.0..=reach.0 {
            let (x, y) = (f64::from(column), f64::from(row));
            if leaves_out(x, y) {
                continue;
            }
            // Each is a little off its place, on one axis only.
            let number = column * 7 + row * 13 + column * row * 3;
            let off = f64::from(number.rem_euclid(5) - 2) * 0.035;
            let (dx, dy) = if number % 2 == 0 { (off, 0.0) } else { (0.0, off) };
            digits.push(Numeral {
                digit: (number * 3 + 4).rem_euclid(10) as u8,
                at: (middle.0 + (x + dx) * pitch, middle.1 + (y + dy) * pitch),
                em: pitch * 0.42,
                turn: 0.0,
                stirred: false,
            });
        }
    }
    digits
}

/// A group by itself, in a frame.
pub(super) fn alone(pen: &Pen<'_, '_>, temper: Temper) {
    pen.rect(0.0, 0.0, pen.width(), pen.height());
    pen.digits(group(NINE, temper, (pen.width() / 2.0 + 20.0, pen.height() / 2.0 - 6.0), 62.0, 1.0));
}

/// The four, each with its name.
pub(super) fn bearings(pen: &Pen<'_, '_>, terminal: &Terminal) {
    let (width, height, step) = (228.0, 124.0, (252.0, 168.0));
    for temper in Temper::ALL {
        let (column, row) = ((temper.index() % 2) as f64, (temper.index() / 2) as f64);
        let (x, y) = (column * step.0, row * step.1);
        pen.rect(x, y, width, height);
        pen.digits(group(SIX, temper, (x + width / 2.0, y + height / 2.0 - 3.0), 44.0, 1.0));
        let name = &terminal.pack().tempers[temper.index()].name;
        pen.text(x + width / 2.0, y + height + 19.0, 21.0, name);
    }
}

/// The pointer beside a group that has noticed it, and one farther away that has not.
pub(super) fn posture(pen: &Pen<'_, '_>) {
    let (pitch, middle) = (40.0, (368.0, 108.0));
    // So many columns to the left and one row down sleeps the other: its digits are among the rest.
    let asleep =
        |x: f64, y: f64| NINE.iter().any(|cell| (cell.0 - x).abs() < 0.1 && (cell.1 - y).abs() < 0.1);
    pen.rect(0.0, 0.0, pen.width(), pen.height());
    pen.within(1.0, 1.0, pen.width() - 2.0, pen.height() - 2.0, |pen| {
        let leaves_out = |x: f64, y: f64| x.abs() <= 2.0 && y.abs() <= 1.0 || asleep(x + 6.0, y - 1.0);
        pen.digits(rest(middle, pitch, (9, 4), leaves_out));
        pen.digits(group(NINE, Temper::Dread, (middle.0 - 6.0 * pitch, middle.1 + pitch), pitch, 0.0));
        pen.digits(group(NINE, Temper::Woe, (middle.0 + 8.0, middle.1 - 6.0), pitch * 0.96, 1.0));
        pen.pointer(middle.0 - 2.7 * pitch, middle.1 + 0.2 * pitch);
    });
}

/// A box about a group of nine.
pub(super) fn boxed(pen: &Pen<'_, '_>) {
    let (pitch, middle) = (44.0, (232.0, 132.0));
    pen.rect(0.0, 0.0, pen.width(), pen.height());
    pen.within(1.0, 1.0, pen.width() - 2.0, pen.height() - 2.0, |pen| {
        pen.digits(rest(middle, pitch, (6, 4), |x, y| x.abs() <= 2.0 && y.abs() <= 1.0));
        pen.digits(group(NINE, Temper::Frolic, (middle.0 + 12.0, middle.1 - 4.0), pitch * 0.96, 1.0));
        let (x, y) = (middle.0 - 2.25 * pitch, middle.1 - 1.65 * pitch);
        let (right, bottom) = (middle.0 + 2.35 * pitch, middle.1 + 1.6 * pitch);
        pen.stroke(&[(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], 1.4, pen.ink().core);
        pen.pointer(right, bottom);
    });
}
