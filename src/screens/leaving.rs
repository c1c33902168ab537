//! The shut-down picture: a last line of words. What the light does then is the tube's.

use egui::Align2;

use super::canvas::{Canvas, Face};
use crate::model::Terminal;
use crate::model::geometry::Point;

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let text = terminal.pack().say("shutdown", &[("employee", terminal.employee())]);
    let at = Point::new(tube.width / 2.0, tube.height * 0.42);
    canvas.text_within(
        at,
        Align2::CENTER_CENTER,
        Face::Text,
        28.0,
        ink.digit,
        &text,
        tube.width as f32 - 160.0,
    );
}
