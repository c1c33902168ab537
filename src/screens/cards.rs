//! The rolodex: two panels on two rings, seen flat on, ribs of the wheel at both sides.

use egui::{Align2, Color32};

use super::canvas::{Canvas, Face, faded};
use super::{Control, Role};
use crate::model::geometry::{Area, Point};
use crate::model::lobby::cards::{Card, Cards, cards, initial};
use crate::model::{Command, Terminal, ease};
use crate::pack::FileSize;
use crate::words;

/// What stands on a card.
struct Written {
    title: String,
    state: String,
    note: String,
    tab: char,
}

fn face(terminal: &Terminal, card: &Card) -> Written {
    let pack = terminal.pack();
    match card {
        Card::Divider(letter) => {
            Written { title: letter.to_string(), state: String::new(), note: String::new(), tab: *letter }
        }
        Card::File(index) => {
            let Some(spec) = pack.files.get(*index) else {
                return Written { title: String::new(), state: String::new(), note: String::new(), tab: ' ' };
            };
            let size = pack.say(
                match spec.size {
                    FileSize::Short => "size-short",
                    FileSize::Standard => "size-standard",
                    FileSize::Long => "size-long",
                },
                &[],
            );
            let number = (index + 1).to_string();
            let state = match terminal.session().boards.get(&spec.key) {
                Some(board) => {
                    let percent = board.percent().to_string();
                    pack.say("card-begun", &[("number", &number), ("size", &size), ("percent", &percent)])
                }
                None if terminal.session().has_finished(&spec.key) => {
                    pack.say("card-done", &[("number", &number), ("size", &size)])
                }
                None => pack.say("card-new", &[("number", &number), ("size", &size)]),
            };
            Written { title: spec.name.clone(), state, note: spec.note.clone(), tab: initial(&spec.name) }
        }
    }
}

/// Where the upper left corner of the 1440 x 1000 composition lies on this tube.
pub(super) fn origin(terminal: &Terminal) -> Point {
    Point::new((terminal.tube().width - 1440.0) / 2.0, (terminal.tube().height - 1000.0) / 2.0)
}

fn upper(origin: Point) -> Area {
    Area::new(origin.x + 420.0, origin.y + 304.0, 600.0, 196.0)
}

fn lower(origin: Point) -> Area {
    Area::new(origin.x + 420.0, origin.y + 512.0, 600.0, 196.0)
}

/// What stands on the card at a place of the rolodex: its title, and the rest.
pub(super) fn words_of_card(terminal: &Terminal, index: usize) -> (String, String) {
    let all = cards(terminal.pack());
    let shown = all.get(index).map(|card| face(terminal, card));
    shown.map_or_else(Default::default, |face| (face.title, format!("{} {}", face.state, face.note)))
}

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let origin = origin(terminal);
    let (title, state) = words_of_card(terminal, terminal.cards().index);
    let card = Area { bottom: lower(origin).bottom, ..upper(origin) };
    let ribs = |left: f64| Area::new(origin.x + left, origin.y + 240.0, 120.0, 540.0);
    let mut controls = vec![
        Control::new("card", card, Role::Button, words::say("label.card", &[("file", &title)]))
            .with_value(state.trim())
            .with_command(Command::TakeCard),
        Control::new("card.previous", ribs(220.0), Role::Button, words::say("label.card-previous", &[]))
            .with_command(Command::TurnCards { by: -1 }),
        Control::new("card.next", ribs(1110.0), Role::Button, words::say("label.card-next", &[]))
            .with_command(Command::TurnCards { by: 1 }),
    ];
    let hint = hint(terminal);
    let tube = terminal.tube();
    controls.push(Control::new(
        "hint",
        Area::new(100.0, tube.height - 104.0, tube.width - 200.0, 48.0),
        Role::Status,
        hint,
    ));
    controls
}

fn hint(terminal: &Terminal) -> String {
    match terminal.unknown() {
        Some(typed) => terminal.pack().say("prompt-unknown", &[("typed", typed)]),
        None => terminal.pack().say("cards-hint", &[]),
    }
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let tube = terminal.tube();
    super::prompt::line(terminal, super::prompt::AT_TOP, false, canvas);
    canvas.emblem(tube.emblem(), 1.0, 1.0);
    wheel(terminal, terminal.cards(), origin(terminal), canvas);
    let hint = hint(terminal);
    let at = Point::new(tube.width / 2.0, tube.height - 78.0);
    canvas.text_within(
        at,
        Align2::CENTER_CENTER,
        Face::Text,
        24.0,
        ink.dim,
        &hint,
        tube.width as f32 - 120.0,
    );
}

/// Paints the rolodex as it stands, its composition from `origin` on.
pub(super) fn wheel(terminal: &Terminal, state: &Cards, origin: Point, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let Point { x, y } = origin;
    let all = cards(terminal.pack());
    let fallen = if terminal.reduced_motion() { 1.0 } else { ease::smooth(state.fallen(terminal.now())) };
    let forward = state.index >= state.from;
    ribs(x, y, if forward { fallen } else { -fallen }, canvas);

    for (grown, share) in [(30.0, 0.25), (22.0, 0.45), (14.0, 0.7)] {
        let back = Area::new(x + 420.0 - grown, y + 304.0 - grown * 1.8, 600.0 + 2.0 * grown, 250.0);
        canvas.outline(back, 22.0, 2.0, faded(ink.line, share));
    }
    let shown = all.get(state.index).map(|card| face(terminal, card));
    let before = all.get(state.from).map(|card| face(terminal, card));
    let (Some(shown), Some(before)) = (shown, before) else { return };
    // The tab that hangs below is that of the next letter.
    let letter = |card: &Card| match card {
        Card::Divider(letter) => Some(*letter),
        Card::File(_) => None,
    };
    let next = all.iter().cycle().skip(state.index + 1).take(all.len()).find_map(letter);

    let (up, low) = (upper(origin), lower(origin));
    // The upper panel of the new card stands behind; the old one's falls before it, and becomes the new lower panel.
    top_panel(up, &shown, ink.bright, canvas);
    let lower_face = if fallen < 1.0 { &before } else { &shown };
    bottom_panel(low, lower_face, canvas);
    if fallen < 0.5 {
        let height = up.height() * (1.0 - 2.0 * fallen);
        let part = Area { top: up.bottom - height, ..up };
        top_panel(part, &before, ink.bright, canvas);
    } else if fallen < 1.0 {
        let height = low.height() * (2.0 * fallen - 1.0);
        bottom_panel(Area { bottom: low.top + height, ..low }, &shown, canvas);
    }
    if let Some(next) = next {
        let tab = Area::new(x + 810.0, low.bottom - 1.0, 90.0, 36.0);
        canvas.panel(tab, 8.0, 2.0, ink.panel, ink.line);
        canvas.text(tab.centre(), Align2::CENTER_CENTER, Face::Text, 22.0, ink.line, &next.to_string());
    }
    for ring in [509.0, 909.0] {
        canvas.outline(Area::new(x + ring, y + 478.0, 22.0, 56.0), 11.0, 5.0, ink.bright);
    }
}

fn top_panel(area: Area, face: &Written, edge: Color32, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    if area.height() < 6.0 {
        return canvas.line(
            Point::new(area.left, area.bottom),
            Point::new(area.right, area.bottom),
            2.6,
            edge,
        );
    }
    let tab = Area::new(area.left + 40.0, area.top - 40.0, 90.0, 44.0);
    canvas.panel(tab, 10.0, 2.4, ink.panel, ink.bright);
    canvas.text(
        Point::new(tab.centre().x, tab.centre().y - 2.0),
        Align2::CENTER_CENTER,
        Face::Text,
        24.0,
        ink.bright,
        &face.tab.to_string(),
    );
    canvas.panel(area, 18.0, 2.6, ink.panel, edge);
    let inside = canvas.clipped(area);
    // The name keeps its place on the panel, which is cut as it falls.
    let at = Point::new(area.centre().x, area.bottom - 98.0);
    inside.text_within(
        at,
        Align2::CENTER_CENTER,
        Face::Light,
        66.0,
        ink.bright,
        &face.title,
        area.width() as f32 - 60.0,
    );
}

fn bottom_panel(area: Area, face: &Written, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    if area.height() < 6.0 {
        return canvas.line(Point::new(area.left, area.top), Point::new(area.right, area.top), 2.2, ink.line);
    }
    canvas.panel(area, 18.0, 2.2, ink.panel, ink.line);
    let inside = canvas.clipped(area);
    let at = Point::new(area.centre().x, area.top + 50.0);
    inside.text_within(
        at,
        Align2::CENTER_CENTER,
        Face::Mono,
        19.0,
        ink.line,
        &face.state,
        area.width() as f32 - 60.0,
    );
    let at = Point::new(area.centre().x, area.top + 118.0);
    inside.paragraph(at, 22.0, ink.dim, &face.note, area.width() as f32 - 110.0);
}

/// Ten bars a side, closer at the ends, moved along by the turn of the wheel.
fn ribs(x: f64, y: f64, turn: f64, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    for rib in 0..10 {
        let along = (f64::from(rib) + turn.fract().rem_euclid(1.0) - 4.5) / 4.5;
        if along > 1.06 {
            continue;
        }
        let face = (1.0 - along * along * 0.62).max(0.0).sqrt();
        let down = along * (1.18 - 0.18 * along * along) * 220.0 + 506.0;
        let (length, width) = (18.0 + 26.0 * face, (1.6 + 4.2 * face) as f32);
        let strength = faded(ink.bright, 0.35 + 0.65 * face);
        for (edge, side) in [(290.0, -1.0), (1150.0, 1.0)] {
            let from = Point::new(x + edge, y + down);
            canvas.line(from, Point::new(from.x + side * length, from.y), width, strength);
        }
    }
}
