//! The clock of the shift: a dial as it hangs in offices, and beside it whose shift it is.

use egui::{Align2, Color32};

use super::canvas::{Canvas, Face, blend, position};
use super::{Control, Role};
use crate::model::geometry::{Area, Point, Tube};
use crate::model::{Terminal, ease};
use crate::pack::ambient::Ambient;
use crate::words;

/// Radius of the dial, in tube units.
const DIAL: f64 = 270.0;
/// The plate beside it, or below it where the tube is upright.
const PLATE: (f64, f64) = (460.0, 430.0);
const BETWEEN: f64 = 90.0;
/// How near they come to the edge of the tube.
const MARGIN: f64 = 56.0;
/// Minutes from one side to the other and back, and from top to bottom and back: a ratio that never closes.
const ACROSS: f64 = 173.0;
const DOWN: f64 = 106.919_880;

/// What stands where on a tube, at a minute.
struct Places {
    dial: Point,
    plate: Area,
}

impl Places {
    /// All of it moves a little with each minute, so that no edge rests in one place of the tube.
    fn new(tube: &Tube, minute: i64) -> Self {
        let upright = tube.height > tube.width * 1.15;
        let (width, height) = if upright {
            (2.0 * DIAL, 2.0 * DIAL + BETWEEN + PLATE.1)
        } else {
            (2.0 * DIAL + BETWEEN + PLATE.0, 2.0 * DIAL)
        };
        let minute = minute as f64;
        let left = spare(tube.width, width) * (0.5 + 0.5 * ease::wave(minute / ACROSS));
        let top = spare(tube.height, height) * (0.5 + 0.5 * ease::wave(minute / DOWN));
        let dial = Point::new(MARGIN + left + DIAL, MARGIN + top + DIAL);
        let plate = if upright {
            Area::new(dial.x - PLATE.0 / 2.0, dial.y + DIAL + BETWEEN, PLATE.0, PLATE.1)
        } else {
            Area::new(dial.x + DIAL + BETWEEN, dial.y - PLATE.1 / 2.0, PLATE.0, PLATE.1)
        };
        Self { dial, plate }
    }
}

/// How far something of a size can be moved on a side of the tube.
fn spare(side: f64, own: f64) -> f64 {
    (side - own - 2.0 * MARGIN).max(0.0)
}

/// The hour and minute, as `08:57`.
fn time(terminal: &Terminal) -> String {
    let date = terminal.date();
    format!("{:02}:{:02}", date.hour(), date.minute())
}

/// Whose shift it is, for how long, and how far what is worked on is.
fn lines(terminal: &Terminal, ambient: &Ambient) -> Vec<String> {
    let mut lines = vec![ambient.say("clock-employee", &[("employee", terminal.employee())])];
    if let Some(minutes) = terminal.minutes_at_work() {
        lines.push(ambient.say("clock-minutes", &[("minutes", &minutes.to_string())]));
    }
    lines.push(match terminal.board() {
        Some(board) => {
            let (file, percent) = (terminal.file_name(board.file()), board.percent().to_string());
            ambient.say("clock-file", &[("file", file), ("percent", &percent)])
        }
        None => ambient.say("clock-no-file", &[]),
    });
    if let Some(shift) = terminal.shift() {
        let (minutes, percent) = (shift.minutes.to_string(), shift.percent(terminal.now()).to_string());
        lines.push(ambient.say("clock-shift", &[("minutes", &minutes), ("percent", &percent)]));
    }
    lines
}

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let time = time(terminal);
    let places = [("time", &*time)];
    let (told, value) = match &terminal.pack().ambient {
        Some(all) => (all.say("clock-told", &places), words::sentences(&lines(terminal, all))),
        None => (words::say("scene.clock", &[("time", &time)]), String::new()),
    };
    vec![Control::new("scene", terminal.tube().area(), Role::Label, told).with_value(value)]
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    canvas.fill(terminal.tube().area(), canvas.ink().unlit);
    let date = terminal.date();
    let day = i64::from(date.date().day_of_year());
    let minute = (day * 24 + i64::from(date.hour())) * 60 + i64::from(date.minute());
    let places = Places::new(terminal.tube(), minute);
    dial(terminal, places.dial, canvas);
    plate(terminal, &places.plate, canvas);
}

/// A point of the dial: `turn` of it from the top, clockwise, so many tube units from its middle.
fn on_dial(middle: Point, turn: f64, radius: f64) -> Point {
    Point::new(middle.x + radius * ease::wave(turn), middle.y - radius * ease::cowave(turn))
}

fn circle(middle: Point, radius: f64, width: f32, colour: Color32, canvas: &Canvas<'_>) {
    let points = (0..=120).map(|step| position(on_dial(middle, f64::from(step) / 120.0, radius))).collect();
    canvas.path(points, width, colour);
}

/// The dial with its hands, which step.
fn dial(terminal: &Terminal, middle: Point, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    circle(middle, DIAL, 3.0, ink.line, canvas);
    circle(middle, DIAL - 11.0, 1.4, blend(ink.unlit, ink.line, 0.6), canvas);
    for minute in 0..60 {
        let turn = f64::from(minute) / 60.0;
        let (inner, width, colour) = match minute % 5 {
            0 => (DIAL - 44.0, 5.0, ink.bright),
            _ => (DIAL - 34.0, 1.8, ink.line),
        };
        canvas.line(on_dial(middle, turn, inner), on_dial(middle, turn, DIAL - 22.0), width, colour);
    }
    for hour in 1..=12 {
        let at = on_dial(middle, f64::from(hour) / 12.0, DIAL - 78.0);
        let text = hour.to_string();
        canvas.text(at, Align2::CENTER_CENTER, Face::Numeral, 40.0, ink.digit, &text);
    }
    let date = terminal.date();
    let (hour, minute, second) = (f64::from(date.hour()), f64::from(date.minute()), f64::from(date.second()));
    let hand = |turn: f64, tail: f64, length: f64, width: f32, colour: Color32| {
        canvas.line(on_dial(middle, turn, -tail), on_dial(middle, turn, length), width, colour);
    };
    hand((hour + minute / 60.0) / 12.0, 34.0, DIAL * 0.5, 10.0, ink.bright);
    hand(minute / 60.0, 40.0, DIAL * 0.76, 6.0, ink.bright);
    hand(second / 60.0, 58.0, DIAL * 0.8, 2.2, ink.core);
    let hub = (0..32).map(|step| position(on_dial(middle, f64::from(step) / 32.0, 11.0))).collect();
    canvas.polygon(hub, ink.unlit, 3.0, ink.core);
}

/// What stands beside the dial: what the clock is, whose shift it is, how far it is, and the day.
fn plate(terminal: &Terminal, area: &Area, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let widest = area.width() as f32;
    let set = |y: f64, face, size, colour, text: &str| {
        let at = Point::new(area.left, area.top + y);
        canvas.text_within(at, Align2::LEFT_CENTER, face, size, colour, text, widest);
    };
    let rule = |y: f64, to: f64, width, colour| {
        let y = area.top + y;
        canvas.line(Point::new(area.left, y), Point::new(area.left + to, y), width, colour);
    };
    if let Some(ambient) = &terminal.pack().ambient {
        set(30.0, Face::Name, 38.0, ink.bright, &ambient.say("clock-title", &[]));
        rule(72.0, area.width(), 2.0, ink.line);
        rule(79.0, area.width(), 2.0, ink.line);
        for (row, line) in lines(terminal, ambient).iter().enumerate() {
            set(130.0 + 54.0 * row as f64, Face::Text, 26.0, ink.digit, line);
        }
    }
    if let Some(percent) = terminal.percent_shown() {
        rule(346.0, area.width(), 2.0, ink.line);
        rule(346.0, area.width() * f64::from(percent) / 100.0, 6.0, ink.bright);
    }
    let date = format!("{}   {}", terminal.date().date(), time(terminal));
    set(392.0, Face::Mono, 24.0, ink.dim, &date);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_on_the_tube_and_is_elsewhere_each_minute() {
        for (width, height) in [(1440.0, 1000.0), (1778.0, 1000.0), (1440.0, 1440.0), (1440.0, 2160.0)] {
            let tube = Tube { width, height };
            for minute in 0..3000 {
                let places = Places::new(&tube, minute);
                let Point { x, y } = places.dial;
                assert!(x - DIAL >= MARGIN - 1e-6 && y - DIAL >= MARGIN - 1e-6);
                let plate = places.plate;
                assert!(x + DIAL <= width - MARGIN + 1e-6 && y + DIAL <= height - MARGIN + 1e-6);
                assert!(plate.right <= width - MARGIN + 1e-6 && plate.bottom <= height - MARGIN + 1e-6);
                // It may turn back, but within half an hour it has been elsewhere.
                let moves = [10, 20, 30].into_iter().any(|later| {
                    let later = Places::new(&tube, minute + later).dial;
                    (later.x - x).abs() + (later.y - y).abs() > 8.0
                });
                assert!(moves, "{minute} on {width} x {height}");
            }
        }
    }
}
