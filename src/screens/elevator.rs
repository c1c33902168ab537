//! The elevator: two doors over what was shown, a dial of floors above them, and then what comes.

use egui::{Align2, pos2};

use super::canvas::{Canvas, Face, faded, position};
use super::{Control, Role};
use crate::model::arrival::Ride;
use crate::model::geometry::{Area, Point};
use crate::model::{Screen, Terminal, ease};
use crate::words;

/// Radius of the dial.
const DIAL: f64 = 150.0;
/// How far its hand turns to either side from upright, in parts of a whole turn.
const SWING: f64 = 0.2;

fn floors(terminal: &Terminal) -> &[String] {
    terminal.pack().arrival.as_ref().map_or(&[], |arrival| &arrival.floors)
}

/// Where the ride is, in floors from the top.
fn place(terminal: &Terminal, ride: &Ride) -> f64 {
    let last = floors(terminal).len().saturating_sub(1) as f64;
    if ride.down { ride.way * last } else { (1.0 - ride.way) * last }
}

/// The line that is said of a ride, down or up, that goes on or has arrived.
pub(crate) fn words_of_ride(terminal: &Terminal, down: bool, arrived: bool) -> String {
    let key = match (down, arrived) {
        (true, false) => "elevator-down",
        (false, false) => "elevator-up",
        (true, true) => "elevator-stopped-down",
        (false, true) => "elevator-stopped-up",
    };
    let name = terminal.employee();
    terminal.pack().arrival.as_ref().map_or_else(String::new, |arrival| arrival.say(key, &[("name", name)]))
}

fn line(terminal: &Terminal, ride: &Ride) -> String {
    words_of_ride(terminal, ride.down, ride.arrived)
}

fn hint(terminal: &Terminal) -> String {
    terminal.pack().arrival.as_ref().map_or_else(String::new, |arrival| arrival.say("elevator-hint", &[]))
}

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let Some(ride) = terminal.riding() else { return Vec::new() };
    let area = terminal.tube().area();
    vec![
        Control::new("ride", area, Role::Status, line(terminal, &ride)).with_value(hint(terminal)),
        Control::new("skip", area, Role::Button, words::say("arrival.skip", &[]))
            .with_command(crate::model::Command::Skip),
    ]
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let Some(ride) = terminal.riding() else { return };
    canvas.fill(tube.area(), ink.ground);
    if ride.closed < 1.0 {
        let beyond = match (ride.arrived, ride.down) {
            (false, _) => terminal.left().unwrap_or(Screen::Prompt),
            (true, true) => Screen::Prompt,
            (true, false) => Screen::Outside { minutes: 0 },
        };
        // Of the quiet screen nothing is told before the doors are open.
        if !matches!(beyond, Screen::Outside { .. } | Screen::Elevator { .. }) {
            super::shown(terminal, beyond, canvas);
        } else {
            canvas.fill(tube.area(), ink.unlit);
        }
    }
    let half = tube.width / 2.0;
    let reach = half * ride.closed;
    let door = |left: f64, right: f64, seam: f64, handle: f64| {
        let area = Area::new(left, 0.0, right - left, tube.height);
        canvas.panel(area, 0.0, 2.0, ink.panel, ink.line);
        let inner = area.grown(-26.0);
        canvas.clipped(area).outline(
            Area { left: inner.left.min(inner.right), ..inner },
            0.0,
            1.6,
            faded(ink.line, 0.5),
        );
        canvas.line(Point::new(seam, 0.0), Point::new(seam, tube.height), 3.0, ink.line);
        let middle = tube.height * 0.62;
        canvas.line(Point::new(handle, middle - 70.0), Point::new(handle, middle + 70.0), 5.0, ink.line);
    };
    if reach > 1.0 {
        door(reach - half, reach, reach, reach - 56.0);
        door(tube.width - reach, tube.width - reach + half, tube.width - reach, tube.width - reach + 56.0);
    }
    dial(terminal, &ride, canvas);
}

/// The dial above the doors, the floor that is passed, and what is said. It comes and goes with the doors.
fn dial(terminal: &Terminal, ride: &Ride, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let there = ((ride.closed - 0.7) / 0.3).clamp(0.0, 1.0);
    if there <= 0.0 {
        return;
    }
    let centre = Point::new(tube.width / 2.0, 270.0);
    let plate = Area::new(centre.x - 260.0, 76.0, 520.0, 296.0);
    canvas.panel(plate, 8.0, 2.0, faded(ink.ground, there), faded(ink.line, there));
    let floors = floors(terminal);
    let last = floors.len().saturating_sub(1).max(1) as f64;
    let on_dial = |at: f64, radius: f64| {
        let turn = (at / last * 2.0 - 1.0) * SWING;
        Point::new(centre.x + radius * ease::wave(turn), centre.y - radius * ease::cowave(turn))
    };
    let arc: Vec<_> = (0..=32).map(|step| position(on_dial(f64::from(step) / 32.0 * last, DIAL))).collect();
    canvas.path(arc, 2.0, faded(ink.line, there));
    for floor in 0..floors.len() {
        let at = floor as f64;
        canvas.line(on_dial(at, DIAL), on_dial(at, DIAL + 14.0), 3.0, faded(ink.bright, there));
    }
    let place = place(terminal, ride);
    canvas.line(centre, on_dial(place, DIAL - 16.0), 4.0, faded(ink.core, there));
    let hub: Vec<_> = (0..24)
        .map(|step| {
            let turn = f64::from(step) / 24.0;
            pos2((centre.x + 9.0 * ease::wave(turn)) as f32, (centre.y - 9.0 * ease::cowave(turn)) as f32)
        })
        .collect();
    canvas.polygon(hub, faded(ink.ground, there), 3.0, faded(ink.core, there));
    let set = |y: f64, face, size, colour, text: &str| {
        let at = Point::new(tube.width / 2.0, y);
        canvas.text_within(at, Align2::CENTER_CENTER, face, size, faded(colour, there), text, 480.0);
    };
    if let Some(floor) = floors.get(place.round() as usize) {
        set(326.0, Face::Text, 26.0, ink.bright, floor);
    }
    let text = line(terminal, ride);
    let at = Point::new(tube.width / 2.0, 452.0);
    let words = Area::new(at.x - 470.0, at.y - 44.0, 940.0, 88.0);
    canvas.panel(words, 8.0, 2.0, faded(ink.ground, there), faded(ink.line, there));
    canvas.text_within(at, Align2::CENTER_CENTER, Face::Text, 28.0, faded(ink.digit, there), &text, 880.0);
    let at = Point::new(tube.width / 2.0, tube.height - 60.0);
    let below = Area::new(at.x - 300.0, at.y - 26.0, 600.0, 52.0);
    canvas.panel(below, 8.0, 0.0, faded(ink.panel, there), faded(ink.panel, there));
    canvas.text_within(
        at,
        Align2::CENTER_CENTER,
        Face::Text,
        22.0,
        faded(ink.dim, there),
        &hint(terminal),
        560.0,
    );
}
