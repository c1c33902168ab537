//! The shut-down picture: a last line of words, and the light drawing together.

use egui::Align2;

use super::canvas::{Canvas, Face, faded};
use crate::model::geometry::{Area, Point};
use crate::model::{Terminal, ease};
use crate::time::{Span, Time};

pub(super) fn paint(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let tube = terminal.tube();
    let now = terminal.now();
    canvas.fill(
        tube.area(),
        super::canvas::blend(ink.ground, ink.unlit, now.progress(since, Span::from_millis(1200))),
    );
    let words = 1.0 - ease::smooth(now.progress(since + Span::from_millis(850), Span::from_millis(250)));
    let text = terminal.pack().say("shutdown", &[("employee", terminal.employee())]);
    let at = Point::new(tube.width / 2.0, tube.height * 0.42);
    canvas.text_within(
        at,
        Align2::CENTER_CENTER,
        Face::Text,
        28.0,
        faded(ink.digit, words),
        &text,
        tube.width as f32 - 160.0,
    );
    let drawn = if terminal.reduced_motion() {
        0.5
    } else {
        ease::smooth(now.progress(since, Span::from_millis(1250)))
    };
    let width = tube.width * (1.0 - drawn) + 6.0;
    let middle = tube.area().centre();
    let light = 1.0 - ease::smooth(now.progress(since + Span::from_millis(1100), Span::from_millis(250)));
    canvas.fill(Area::new(middle.x - width / 2.0, middle.y - 1.5, width, 3.0), faded(ink.bright, light));
}
