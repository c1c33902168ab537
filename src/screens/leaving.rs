//! The shut-down picture: a last line of words on a ground that darkens. What the light does then is the tube's.

use egui::Align2;

use super::canvas::{Canvas, Face, blend, faded};
use crate::model::geometry::Point;
use crate::model::{LEAVING, Terminal, ease};
use crate::time::{Span, Time};

/// How long the words take to go.
const FADE: Span = Span::from_millis(250);

pub(super) fn paint(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let tube = terminal.tube();
    let now = terminal.now();
    canvas.fill(tube.area(), blend(ink.ground, ink.unlit, now.progress(since, LEAVING)));
    let words = 1.0 - ease::smooth(now.progress(since + Span(LEAVING.0 - FADE.0), FADE));
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
}
