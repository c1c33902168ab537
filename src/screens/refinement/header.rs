//! The header: the file's name, how far it is, and the emblem.

use egui::Align2;

use crate::model::Terminal;
use crate::model::geometry::{Area, Point};
use crate::model::refinement::Board;
use crate::pack::Header;
use crate::screens::canvas::{Canvas, Face};

/// Strokes of the scale under a plate's percentage, one for each part of the whole.
const STROKES: u8 = 50;
/// Width and height of the plate, in tube units. A larger one, where rooms come and go as fast as keys are pressed, would
/// let more of the picture flash than may (`tests/flashes.rs`).
const PLATE: (f64, f64) = (420.0, 44.0);

/// Where the header stands. The emblem is outside of it.
pub(super) fn area(terminal: &Terminal) -> Area {
    let tube = terminal.tube();
    let open = tube.header();
    match terminal.pack().style.header {
        Header::OpenBox => open,
        Header::Plate => Area { left: tube.width - open.right + 48.0, right: tube.width - open.left, ..open },
    }
}

pub(super) fn paint(terminal: &Terminal, board: &Board, canvas: &Canvas<'_>) {
    let name = terminal.file_name(board.file());
    let percent = terminal.percent_shown().unwrap_or_default();
    let complete = terminal.pack().say("complete", &[("percent", &percent.to_string())]);
    let (area, emblem) = (area(terminal), terminal.tube().emblem());
    match terminal.pack().style.header {
        Header::OpenBox => {
            open_box(area, name, &complete, canvas);
            canvas.emblem(emblem, 1.0, 1.0);
        }
        Header::Plate => {
            plate(area, name, &complete, percent, canvas);
            let width = terminal.tube().width;
            let mirrored = Area { left: width - emblem.right, right: width - emblem.left, ..emblem };
            canvas.emblem(mirrored, 1.0, 1.0);
        }
    }
}

/// An outline, open at the right, where the emblem closes it.
fn open_box(area: Area, name: &str, complete: &str, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let sides = [
        (Point::new(area.right, area.top), Point::new(area.left, area.top)),
        (Point::new(area.left, area.top), Point::new(area.left, area.bottom)),
        (Point::new(area.left, area.bottom), Point::new(area.right, area.bottom)),
    ];
    for (from, to) in sides {
        canvas.line(from, to, 2.4, ink.line);
    }
    let middle = area.centre().y;
    canvas.hollow(Point::new(area.right - 80.0, middle + 15.0), 44.0, ink.bright, complete);
    let at = Point::new(area.left + 28.0, middle);
    let widest = area.width() as f32 * 0.56;
    canvas.text_within(at, Align2::LEFT_CENTER, Face::Name, 46.0, ink.bright, name, widest);
}

/// The name in dark type on a filled plate with round ends; right of it the percentage above a scale.
fn plate(area: Area, name: &str, complete: &str, percent: u8, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let (width, height) = PLATE;
    let plate = Area::new(area.left, area.centre().y - height / 2.0, width, height);
    canvas.panel(plate, height as f32 / 2.0, 0.0, ink.line, ink.line);
    let widest = (width - height) as f32;
    canvas.text_within(plate.centre(), Align2::CENTER_CENTER, Face::Name, 34.0, ink.ground, name, widest);

    let scale = Area { left: plate.right + 44.0, top: area.bottom - 13.0, ..area };
    let at = Point::new(scale.centre().x, area.top + 22.0);
    canvas.text_within(
        at,
        Align2::CENTER_CENTER,
        Face::Text,
        36.0,
        ink.bright,
        complete,
        scale.width() as f32,
    );
    let reached = u32::from(percent) * u32::from(STROKES) / 100;
    for stroke in 0..=STROKES {
        let x = scale.left + scale.width() * f64::from(stroke) / f64::from(STROKES);
        let (top, colour) = if u32::from(stroke) < reached || percent == 100 {
            (scale.top, ink.bright)
        } else {
            (scale.top + 7.0, ink.dim)
        };
        canvas.line(Point::new(x, top), Point::new(x, scale.bottom), 2.0, colour);
    }
}
