//! The window that commends: double-framed, in the middle of the field.

use egui::Align2;

use super::canvas::{Canvas, Face, faded};
use super::{Control, Role};
use crate::model::geometry::{Area, Point};
use crate::model::session::LedgerEntry;
use crate::model::{Command, DONE_APPEARS, Terminal, ease};
use crate::time::{FLICKS_PER_SECOND, Time};

fn area(terminal: &Terminal) -> Area {
    let middle = terminal.tube().area().centre();
    Area::new(middle.x - 400.0, middle.y - 290.0, 800.0, 540.0)
}

fn commendation(terminal: &Terminal, entry: &LedgerEntry) -> String {
    let pack = terminal.pack();
    let found = pack.commendations.iter().find(|commendation| commendation.key == entry.commendation);
    let text = found.map_or("", |commendation| &commendation.text);
    let args = [("employee", terminal.employee()), ("file", terminal.file_name(&entry.file))];
    crate::template::fill(text, &args)
}

/// The ledger's lines about a finished file.
fn lines(terminal: &Terminal, entry: &LedgerEntry) -> Vec<String> {
    let pack = terminal.pack();
    let minutes = (entry.active.0 / FLICKS_PER_SECOND / 60).to_string();
    let address = format!("0x{:06X} : 0x{:06X}", entry.address.column, entry.address.row);
    vec![
        pack.say("done-time", &[("minutes", &minutes)]),
        pack.say("done-deliveries", &[("count", &entry.deliveries.to_string())]),
        pack.say("done-misfilings", &[("count", &entry.misfilings.to_string())]),
        pack.say("done-address", &[("address", &address)]),
    ]
}

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let mut controls = Vec::new();
    if let Some(entry) = terminal.commended() {
        let text = format!("{} {}", commendation(terminal, entry), lines(terminal, entry).join(" "));
        controls.push(Control::new("commendation", area(terminal), Role::Status, text));
    }
    controls.push(
        Control::new("continue", area(terminal), Role::Button, terminal.pack().say("done-next", &[]))
            .with_command(Command::Continue),
    );
    controls
}

pub(super) fn paint(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let Some(entry) = terminal.commended() else { return };
    let shown = ease::smooth(terminal.now().progress(since, DONE_APPEARS));
    let area = area(terminal);
    canvas.panel(area, 0.0, 2.4, faded(ink.ground, shown), faded(ink.bright, shown));
    canvas.outline(area.grown(-12.0), 0.0, 2.0, faded(ink.line, shown));
    let middle = area.centre().x;
    let set = |y: f64, face, size, colour, text: &str| {
        let at = Point::new(middle, area.top + y);
        canvas.text_within(at, Align2::CENTER_CENTER, face, size, faded(colour, shown), text, 720.0);
    };
    set(110.0, Face::Name, 92.0, ink.bright, &terminal.pack().say("done-title", &[]));
    set(182.0, Face::Text, 28.0, ink.digit, terminal.file_name(&entry.file));
    let text = commendation(terminal, entry);
    let at = Point::new(middle, area.top + 268.0);
    canvas.paragraph(at, 25.0, faded(ink.bright, shown), &text, 660.0);
    for (index, line) in lines(terminal, entry).iter().enumerate() {
        set(348.0 + 34.0 * index as f64, Face::Mono, 20.0, ink.line, line);
    }
    set(502.0, Face::Text, 22.0, ink.dim, &terminal.pack().say("done-next", &[]));
}
