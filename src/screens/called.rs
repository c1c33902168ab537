//! The call to a session: double-framed, before the field, which stands still.

use egui::Align2;

use super::canvas::{Canvas, Face, faded};
use super::{Control, Role};
use crate::keys::{Action, Keys};
use crate::model::geometry::{Area, Point};
use crate::model::{Command, DONE_APPEARS, Terminal, ease};
use crate::pack::talk::Talk;
use crate::time::Time;
use crate::words;

fn area(terminal: &Terminal) -> Area {
    let middle = terminal.tube().area().centre();
    Area::new(middle.x - 400.0, middle.y - 210.0, 800.0, 380.0)
}

/// The buttons, with their keys: attend, and decline where that can be done.
fn buttons(terminal: &Terminal, talk: &Talk, keys: &Keys) -> Vec<(&'static str, Area, String, Command)> {
    let area = area(terminal);
    let place = |at: f64| Area::new(area.left + at, area.bottom - 96.0, 300.0, 56.0);
    let named = |label: &str, action| {
        let what = talk.label(label, &[]);
        match keys.chord(action) {
            Some(chord) => words::say("bar.with-key", &[("what", &what), ("key", &chord.to_string())]),
            None => what,
        }
    };
    let attend = |at| ("attend", place(at), named("attend", Action::Attend), Command::Session);
    if terminal.may_decline() {
        vec![attend(70.0), ("decline", place(430.0), named("decline", Action::Decline), Command::Decline)]
    } else {
        vec![attend(250.0)]
    }
}

/// What the call says.
pub(crate) fn words_of_call(terminal: &Terminal) -> String {
    let key = match terminal.session().wellness.declined {
        0 => "call",
        _ if terminal.may_decline() => "call-again",
        _ => "call-last",
    };
    let talk = terminal.pack().talk.as_ref();
    talk.map_or_else(String::new, |talk| talk.label(key, &[("employee", terminal.employee())]))
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let Some(talk) = &terminal.pack().talk else { return Vec::new() };
    let mut controls = vec![
        Control::new("call", area(terminal), Role::Status, talk.label("title", &[]))
            .with_value(words_of_call(terminal)),
    ];
    controls.extend(
        buttons(terminal, talk, keys).into_iter().map(|(id, area, label, command)| {
            Control::new(id, area, Role::Button, label).with_command(command)
        }),
    );
    controls
}

pub(super) fn paint(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let Some(talk) = &terminal.pack().talk else { return };
    let still = terminal.reduced_motion();
    let shown = if still { 1.0 } else { ease::smooth(terminal.now().progress(since, DONE_APPEARS)) };
    let area = area(terminal);
    canvas.panel(area, 0.0, 2.4, faded(ink.ground, shown), faded(ink.bright, shown));
    canvas.outline(area.grown(-12.0), 0.0, 2.0, faded(ink.line, shown));
    let middle = area.centre().x;
    canvas.text(
        Point::new(middle, area.top + 74.0),
        Align2::CENTER_CENTER,
        Face::Name,
        40.0,
        faded(ink.bright, shown),
        &talk.label("title", &[]),
    );
    canvas.paragraph(
        Point::new(middle, area.top + 180.0),
        27.0,
        faded(ink.digit, shown),
        &words_of_call(terminal),
        area.width() as f32 - 150.0,
    );
    for (_, area, label, _) in buttons(terminal, talk, ink.keys()) {
        canvas.panel(area, 4.0, 2.0, faded(ink.panel, shown), faded(ink.line, shown));
        canvas.text(area.centre(), Align2::CENTER_CENTER, Face::Text, 26.0, faded(ink.bright, shown), &label);
    }
}
