//! The quiet screen after work: for how long one was there, and the way back down.

use egui::Align2;

use super::buttons::{self, Button};
use super::canvas::{Canvas, Face};
use super::{Control, Role};
use crate::keys::{Action, Keys};
use crate::model::geometry::{Area, Point};
use crate::model::{Command, Terminal};

fn words(terminal: &Terminal, minutes: i64) -> String {
    terminal.pack().arrival.as_ref().map_or_else(String::new, |arrival| arrival.time_at_work(minutes))
}

/// The way down. After a quiet shift there is none: whoever worked it has gone home for good.
fn down(terminal: &Terminal, keys: &Keys) -> Vec<Button> {
    if terminal.shift().is_some_and(|shift| shift.ended) {
        return Vec::new();
    }
    let Some(arrival) = &terminal.pack().arrival else { return Vec::new() };
    let down = ("down", arrival.say("outside-down", &[]), Action::GoOn, Command::GoOn);
    buttons::row(terminal, terminal.tube().height * 0.84, keys, vec![down])
}

pub(super) fn controls(terminal: &Terminal, minutes: i64, keys: &Keys) -> Vec<Control> {
    let tube = terminal.tube();
    let area = Area::new(80.0, tube.height * 0.4, tube.width - 160.0, tube.height * 0.14);
    let mut controls = vec![Control::new("time", area, Role::Status, words(terminal, minutes))];
    controls.extend(buttons::controls(down(terminal, keys)));
    controls
}

pub(super) fn paint(terminal: &Terminal, minutes: i64, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    canvas.fill(tube.area(), ink.unlit);
    let at = Point::new(tube.width / 2.0, tube.height * 0.47);
    let text = words(terminal, minutes);
    canvas.text_within(
        at,
        Align2::CENTER_CENTER,
        Face::Text,
        34.0,
        ink.digit,
        &text,
        tube.width as f32 - 200.0,
    );
    for Button { area, label, .. } in down(terminal, ink.keys()) {
        canvas.text(area.centre(), Align2::CENTER_CENTER, Face::Text, 23.0, ink.dim, &label);
    }
}
