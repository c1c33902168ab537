//! A bin: shut, open, and looked into.

use egui::Align2;

use super::pen::{Numeral, Pen};
use crate::model::Terminal;
use crate::model::ease::{cowave, wave};
use crate::model::refinement::temper::Temper;
use crate::screens::canvas::Face;

const LEFT: f64 = 90.0;
const WIDTH: f64 = 240.0;
const BOX: f64 = 46.0;
const BAR: f64 = 41.0;
/// How full the drawn bin is, and how full of each temper, in hundredths.
const FULL: f64 = 27.0;
const ROWS: [f64; 4] = [46.0, 18.0, 33.0, 11.0];

/// The bin that is drawn: the third, or the last where there are fewer.
fn label(terminal: &Terminal) -> &str {
    let bins = &terminal.pack().bins;
    bins.get(2).or(bins.last()).map_or("", String::as_str)
}

/// The rule above, the box, its bar and the rule below, with the box at a height. The rule is broken over a mouth.
fn body(pen: &Pen<'_, '_>, terminal: &Terminal, top: f64, open: bool) {
    for y in [top - 28.0, top - 21.0] {
        if open {
            pen.line(&[(0.0, y), (LEFT, y)]);
            pen.line(&[(LEFT + WIDTH, y), (pen.width(), y)]);
        } else {
            pen.line(&[(0.0, y), (pen.width(), y)]);
        }
    }
    pen.panel(LEFT, top, WIDTH, BOX, 0.0);
    pen.text(LEFT + WIDTH / 2.0, top + BOX / 2.0, 27.0, label(terminal));
    let bar = top + BOX + 8.0;
    pen.panel(LEFT, bar, WIDTH, BAR, 0.0);
    let text = format!("{FULL}%");
    let ink = pen.ink();
    let say = |pen: &Pen<'_, '_>, colour| {
        pen.words(LEFT + 13.0, bar + BAR / 2.0, Align2::LEFT_CENTER, Face::Text, 26.0, colour, &text);
    };
    say(pen, ink.bright);
    let filled = WIDTH * FULL / 100.0;
    pen.fill(LEFT, bar, filled, BAR, ink.line);
    pen.within(LEFT, bar, filled, BAR, |pen| say(pen, ink.ground));
    // Its neighbours go on at both sides.
    for (x, width) in [(0.0, LEFT - 42.0), (LEFT + WIDTH + 42.0, pen.width() - LEFT - WIDTH - 42.0)] {
        let (left, right) = (x, x + width);
        let edge = if x == 0.0 { right } else { left };
        let far = if x == 0.0 { left } else { right };
        for (y, high) in [(top, BOX), (bar, BAR)] {
            pen.line(&[(far, y), (edge, y), (edge, y + high), (far, y + high)]);
        }
    }
    pen.line(&[(0.0, bar + BAR + 16.0), (pen.width(), bar + BAR + 16.0)]);
}

pub(super) fn bin(pen: &Pen<'_, '_>, terminal: &Terminal) {
    body(pen, terminal, 42.0, false);
}

/// Two lids, and digits that fall in.
pub(super) fn lids(pen: &Pen<'_, '_>, terminal: &Terminal) {
    let top = 122.0;
    body(pen, terminal, top, true);
    let (sin, cos) = (wave(0.375), cowave(0.375));
    let long = WIDTH / 2.0;
    for (hinge, side) in [(LEFT, 1.0), (LEFT + WIDTH, -1.0)] {
        let along = (side * cos * long, -sin * long);
        let thick = (-side * sin * 7.0, -cos * 7.0);
        let to = (hinge + along.0, top + along.1);
        let corners = [(hinge, top), to, (to.0 + thick.0, to.1 + thick.1), (hinge + thick.0, top + thick.1)];
        pen.shape(&corners, pen.ink().ground, pen.ink().line);
    }
    let falling = [
        (7, 150.0, 92.0, 40.0, -0.3),
        (4, 204.0, 56.0, 48.0, 0.2),
        (9, 246.0, 94.0, 38.0, 0.5),
        (2, 192.0, 18.0, 54.0, -0.1),
    ];
    pen.digits(falling.map(|(digit, x, y, em, turn)| Numeral { digit, at: (x, y), em, turn, stirred: true }));
}

/// The sheet with its four bars.
pub(super) fn sheet(pen: &Pen<'_, '_>, terminal: &Terminal) {
    let top = 204.0;
    body(pen, terminal, top, true);
    let (up, ink) = (8.0, pen.ink());
    pen.panel(LEFT, up, WIDTH, top - up, 0.0);
    pen.text(LEFT + WIDTH / 2.0, up + 19.0, 25.0, label(terminal));
    pen.line(&[(LEFT, up + 38.0), (LEFT + WIDTH, up + 38.0)]);
    for temper in Temper::ALL {
        let middle = up + 60.0 + 37.0 * temper.index() as f64;
        let code = &terminal.pack().tempers[temper.index()].code;
        pen.words(LEFT + 14.0, middle, Align2::LEFT_CENTER, Face::Text, 23.0, ink.bright, code);
        let (x, wide) = (LEFT + 66.0, WIDTH - 84.0);
        pen.rect(x, middle - 11.0, wide, 22.0);
        pen.fill(x, middle - 11.0, wide * ROWS[temper.index()] / 100.0, 22.0, ink.line);
    }
}
