//! The boot: the house's lines, and the emblem turning in.

use egui::Align2;

use super::canvas::{Canvas, Face};
use super::{Control, Role};
use crate::model::geometry::{Area, Point};
use crate::model::lobby::boot;
use crate::model::{Command, Terminal, ease};
use crate::time::Time;
use crate::words;

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let shown = terminal.pack().boot.join("\n");
    vec![
        Control::new("boot", terminal.tube().area(), Role::Button, words::say("label.boot", &[]))
            .with_value(shown)
            .with_command(Command::Skip),
    ]
}

pub(super) fn paint(terminal: &Terminal, since: Time, lines: usize, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let now = terminal.now();
    let pack = terminal.pack();
    for (index, line) in pack.boot.iter().take(lines).enumerate() {
        let at = Point::new(64.0, 96.0 + 44.0 * index as f64);
        canvas.text(at, Align2::LEFT_CENTER, Face::Mono, 26.0, ink.digit, line);
    }
    if lines < pack.boot.len() || now < boot::emblem_at(since, lines) {
        // A block cursor goes before the next line.
        let y = 96.0 + 44.0 * lines as f64;
        canvas.fill(Area::new(64.0, y - 16.0, 16.0, 32.0), ink.bright);
        return;
    }
    let progress = now.progress(boot::emblem_at(since, lines), boot::EMBLEM);
    // Two and a half turns that come to rest; still under reduced motion.
    let turn = if terminal.reduced_motion() {
        1.0
    } else {
        ease::cowave(2.5 * (1.0 - ease::out(progress)) * 0.5).abs().max(0.012)
    };
    let middle = Point::new(terminal.tube().width * 0.5, terminal.tube().height * 0.5);
    let (width, height) = (296.0, 380.0);
    let area = Area::new(middle.x - width / 2.0, middle.y - height / 2.0, width, height);
    canvas.emblem(area, turn, ease::smooth(progress * 3.0));
}
