//! What stands on the desk: the keyboard, the ball, the switch.

use super::pen::{Pen, arc};

/// A key, pressed by nobody.
fn key(pen: &Pen<'_, '_>, x: f64, y: f64, width: f64, high: f64) {
    pen.panel(x, y, width, high, 3.0);
    pen.stroke(
        &[
            (x + 3.5, y + 3.0),
            (x + 3.5, y + high - 6.0),
            (x + width - 3.5, y + high - 6.0),
            (x + width - 3.5, y + 3.0),
        ],
        0.5,
        pen.ink().line,
    );
}

/// The board: a row of blank keys above, blank ones about the arrows, and the ball at its right.
pub(super) fn keyboard(pen: &Pen<'_, '_>) {
    let (wide, high) = (pen.width(), pen.height());
    // The case, a little narrower at the back.
    pen.shape(
        &[(16.0, 6.0), (wide - 16.0, 6.0), (wide - 2.0, high - 18.0), (2.0, high - 18.0)],
        pen.ink().ground,
        pen.ink().line,
    );
    pen.line(&[(2.0, high - 18.0), (6.0, high - 4.0), (wide - 6.0, high - 4.0), (wide - 2.0, high - 18.0)]);
    let (step, side) = (19.4, 16.6);
    // Eight blank keys.
    for number in 0..8 {
        pen.panel(46.0 + step * 1.16 * f64::from(number), 18.0, side * 1.16, 14.0, 3.0);
    }
    // The letters: four rows, each moved in a little, and the long key.
    let rows = [(26.0, 13, 42.0), (35.0, 12, 64.0), (40.0, 11, 86.0), (49.0, 10, 108.0)];
    for (x, count, y) in rows {
        for number in 0..count {
            key(pen, x + step * f64::from(number), y, side, 18.0);
        }
    }
    key(pen, 26.0, 108.0, 20.0, 18.0);
    key(pen, 49.0 + step * 10.0, 108.0, 32.0, 18.0);
    key(pen, 92.0, 131.0, 128.0, 18.0);
    // The arrows, about a key in the middle that is blank, and three blank keys on either side.
    let cross = 308.0;
    for (column, row) in [(1, 0), (0, 1), (1, 1), (2, 1), (1, 2)] {
        key(pen, cross + step * f64::from(column), 66.0 + 21.5 * f64::from(row), side, 18.0);
    }
    for (column, row, turn) in [(1, 0, 0.75), (0, 1, 0.5), (2, 1, 0.0), (1, 2, 0.25)] {
        let middle = (cross + step * f64::from(column) + side / 2.0, 66.0 + 21.5 * f64::from(row) + 7.5);
        let tip = arc(middle, (3.4, 3.4), turn - 1.0 / 3.0, turn + 1.0 / 3.0);
        let points = [tip[0], tip[tip.len() / 2], tip[tip.len() - 1]];
        pen.stroke(&points, 0.8, pen.ink().bright);
    }
    for number in 0..3 {
        pen.panel(cross + step * f64::from(number), 42.0, side, 14.0, 3.0);
        pen.panel(cross + step * f64::from(number), 135.0, side, 14.0, 3.0);
    }
    // The ball and its two buttons.
    let (x, y) = (430.0, 84.0);
    pen.panel(x - 38.0, y - 42.0, 76.0, 84.0, 10.0);
    ball(pen, (x, y), 30.0);
    pen.panel(x - 38.0, y + 48.0, 36.0, 16.0, 3.0);
    pen.panel(x + 2.0, y + 48.0, 36.0, 16.0, 3.0);
    // Where it is bare, it bears the maker's line.
    pen.stroke(&[(30.0, high - 30.0), (120.0, high - 30.0)], 0.6, pen.ink().line);
}

/// A ball in its ring, shaded by lines that follow its roundness.
fn ball(pen: &Pen<'_, '_>, (x, y): (f64, f64), radius: f64) {
    pen.circle(x, y, radius * 1.14);
    pen.disc(x, y, radius);
    for ring in 1..=5 {
        let share = f64::from(ring) / 6.0;
        let reach = radius * (0.36 + 0.6 * share);
        let middle = (x + radius * 0.04, y + radius * 0.04);
        let points = arc(middle, (reach, reach), 0.04 + 0.04 * share, 0.21 + 0.04 * share);
        pen.stroke(&points, 0.6, pen.ink().line);
    }
    // The light falls from the upper left.
    pen.stroke(&arc((x, y), (radius * 0.7, radius * 0.7), 0.58, 0.69), 1.2, pen.ink().bright);
}

/// The ball and its buttons, near.
pub(super) fn trackball(pen: &Pen<'_, '_>) {
    let x = pen.width() / 2.0;
    pen.panel(x - 140.0, 6.0, 280.0, 238.0, 24.0);
    pen.stroke(&[(x - 126.0, 176.0), (x + 126.0, 176.0)], 0.6, pen.ink().line);
    ball(pen, (x, 92.0), 66.0);
    for (left, wide) in [(x - 122.0, 116.0), (x + 6.0, 116.0)] {
        pen.panel(left, 188.0, wide, 40.0, 8.0);
        pen.stroke(&[(left + 8.0, 219.0), (left + wide - 8.0, 219.0)], 0.6, pen.ink().line);
    }
    // It may be turned any way.
    for turn in [0.0, 0.25, 0.5, 0.75] {
        let from = arc((x, 92.0), (84.0, 84.0), turn, turn + 0.001)[0];
        let tip = arc((x, 92.0), (98.0, 98.0), turn, turn + 0.001)[0];
        let wings = [
            arc((x, 92.0), (90.0, 90.0), turn - 0.012, turn)[0],
            arc((x, 92.0), (90.0, 90.0), turn + 0.012, turn + 0.02)[0],
        ];
        if turn != 0.25 && turn != 0.75 {
            pen.line(&[from, tip]);
            pen.line(&[wings[0], tip, wings[1]]);
        }
    }
}

/// The switch: one position drawn, the other told by dashes.
pub(super) fn switch(pen: &Pen<'_, '_>) {
    let (x, high) = (pen.width() / 2.0, pen.height());
    pen.panel(x - 74.0, 6.0, 148.0, high - 12.0, 10.0);
    for y in [28.0, high - 28.0] {
        pen.disc(x, y, 9.0);
        pen.line(&[(x - 5.5, y + 3.5), (x + 5.5, y - 3.5)]);
    }
    pen.panel(x - 40.0, 56.0, 80.0, high - 112.0, 6.0);
    let middle = high / 2.0;
    // The rocker stands out at the top: it is on.
    pen.shape(
        &[(x - 28.0, 68.0), (x + 28.0, 68.0), (x + 28.0, middle), (x - 28.0, middle)],
        pen.ink().ground,
        pen.ink().line,
    );
    pen.shape(
        &[(x - 28.0, middle), (x + 28.0, middle), (x + 22.0, high - 70.0), (x - 22.0, high - 70.0)],
        pen.ink().ground,
        pen.ink().line,
    );
    pen.hatch(x - 26.0, middle + 3.0, 52.0, high - 76.0 - middle, 7.0);
    pen.stroke(&[(x, 82.0), (x, middle - 14.0)], 1.4, pen.ink().bright);
    pen.dashes((x - 34.0, 62.0), (x - 34.0, high - 62.0));
    pen.dashes((x + 34.0, 62.0), (x + 34.0, high - 62.0));
    // The way it moves.
    let way = arc((x + 60.0, middle), (56.0, 70.0), -0.16, 0.16);
    pen.stroke(&way, 0.9, pen.ink().line);
    for (at, back) in [(0, 3), (way.len() - 1, way.len() - 4)] {
        let (tip, from) = (way[at], way[back]);
        let (dx, dy) = (from.0 - tip.0, from.1 - tip.1);
        pen.line(&[
            (tip.0 + dx - dy * 0.6, tip.1 + dy + dx * 0.6),
            tip,
            (tip.0 + dx + dy * 0.6, tip.1 + dy - dx * 0.6),
        ]);
    }
}
