//! The dial of regard: its scale, its band, and a pointer.

use egui::Align2;

use super::PRESS;
use crate::model::Command;
use crate::model::geometry::{Area, Point};
use crate::model::wellness::Sitting;
use crate::model::wellness::dial::{BAND, END};
use crate::pack::talk::Talk;
use crate::screens::canvas::{Canvas, Face, position};
use crate::screens::{Control, Role};
use crate::words;

const RADIUS: f64 = 150.0;
/// Half of the scale, in degrees from the top.
const SWEEP: f64 = 135.0;

/// A place on the dial: `value` in parts from the middle, so far from its centre.
fn place(centre: Point, value: f64, radius: f64) -> Point {
    let turn = (value / f64::from(END) * SWEEP).to_radians();
    Point::new(centre.x + radius * libm::sin(turn), centre.y - radius * libm::cos(turn))
}

/// The buttons that move it, down and up.
fn buttons(centre: Point) -> [Area; 2] {
    [-1.0, 1.0].map(|side| Area::new(centre.x + side * 116.0 - 24.0, centre.y + 134.0, 48.0, 44.0))
}

pub(super) fn controls(centre: Point, talk: &Talk, sitting: &Sitting) -> Vec<Control> {
    let area = Area::new(centre.x - 170.0, centre.y - 170.0, 340.0, 300.0);
    let (name, state) = (talk.label("regard", &[]), super::dial_words(sitting));
    let said = words::say("label.dial", &[("name", &name), ("state", &state)]);
    let mut controls = vec![Control::new("dial", area, Role::Label, said)];
    if sitting.place().0 > 0 {
        let [down, up] = buttons(centre);
        for (id, area, by, label) in
            [("dial.down", down, -PRESS, "label.dial-down"), ("dial.up", up, PRESS, "label.dial-up")]
        {
            controls.push(
                Control::new(id, area, Role::Button, words::say(label, &[]))
                    .with_command(Command::Steady { by }),
            );
        }
    }
    controls
}

/// The dial at a value, of a radius: also a figure of the handbook.
pub(in crate::screens) fn face(centre: Point, radius: f64, value: f64, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let size = radius / RADIUS;
    for tick in 0..=40 {
        let value = f64::from(tick) * 2.5 - f64::from(END);
        let long = tick % 4 == 0;
        let inner = radius - size * if long { 18.0 } else { 10.0 };
        let width = (size * if long { 2.6 } else { 1.5 }) as f32;
        canvas.line(place(centre, value, inner), place(centre, value, radius), width.max(1.2), ink.line);
    }
    let band = |reach: f64| -> Vec<_> {
        let steps = (-10..=10).map(|step| f64::from(BAND * step) / 10.0);
        steps.map(|value| position(place(centre, value, radius + size * reach))).collect()
    };
    // Full while the pointer stands in it, else hollow.
    if value.abs() <= f64::from(BAND) {
        canvas.path(band(14.0), (7.0 * size) as f32, ink.bright);
    } else {
        let (inner, mut outer) = (band(10.5), band(17.5));
        outer.reverse();
        canvas.polygon([inner, outer].concat(), ink.ground, (1.6 * size).max(1.2) as f32, ink.bright);
    }
    let tip = place(centre, value, radius + size * 4.0);
    canvas.line(centre, tip, (4.0 * size) as f32, ink.core);
    let hub = 9.0 * size;
    canvas.panel(
        Area::new(centre.x - hub, centre.y - hub, 2.0 * hub, 2.0 * hub),
        hub as f32,
        0.0,
        ink.core,
        ink.core,
    );
}

pub(super) fn paint(centre: Point, talk: &Talk, sitting: &Sitting, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    face(centre, RADIUS, sitting.dial().value(sitting.now()), canvas);
    canvas.text(
        Point::new(centre.x, centre.y + 156.0),
        Align2::CENTER_CENTER,
        Face::Mono,
        24.0,
        ink.line,
        &talk.label("regard", &[]),
    );
    if sitting.place().0 == 0 {
        return;
    }
    for (area, side) in buttons(centre).into_iter().zip([-1.0, 1.0]) {
        let middle = area.centre();
        let points = [(8.0, 0.0), (-6.0, -10.0), (-6.0, 10.0)]
            .map(|(x, y)| position(Point::new(middle.x + side * x, middle.y + y)));
        canvas.polygon(points.to_vec(), ink.ground, 2.0, ink.line);
    }
}
