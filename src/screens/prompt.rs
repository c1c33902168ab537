//! The prompt: a file's name is typed here.

use egui::Align2;

use super::canvas::{Canvas, Face};
use super::{Control, Role};
use crate::model::geometry::{Area, Point};
use crate::model::wellness::Stage;
use crate::model::{Command, Terminal};
use crate::words;

fn resume_line(terminal: &Terminal) -> Option<String> {
    let board = terminal.board()?;
    let percent = board.percent().to_string();
    let file = terminal.file_name(board.file());
    Some(terminal.pack().say("prompt-resume", &[("file", file), ("percent", &percent)]))
}

/// That a session stands still, where one does.
fn session_line(terminal: &Terminal) -> Option<String> {
    let sitting = terminal.sitting().filter(|sitting| sitting.stage() != Stage::Over)?;
    let at = sitting.place().0.max(1).to_string();
    Some(terminal.pack().talk.as_ref()?.label("resume", &[("at", &at)]))
}

/// What can be gone back to: id, words and command, each with its middle.
fn waiting(terminal: &Terminal) -> Vec<(&'static str, String, Command, f64)> {
    let resume = resume_line(terminal).map(|line| ("resume", line, Command::Resume));
    let session = session_line(terminal).map(|line| ("session", line, Command::Session));
    let lines = resume.into_iter().chain(session).enumerate();
    lines.map(|(at, (id, line, command))| (id, line, command, 160.0 + 60.0 * at as f64)).collect()
}

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let tube = terminal.tube();
    let mut controls = vec![
        Control::new(
            "prompt",
            Area::new(52.0, 44.0, tube.width - 240.0, 68.0),
            Role::TextInput,
            words::say("label.prompt", &[]),
        )
        .with_value(terminal.line().text()),
        Control::new(
            "hint",
            Area::new(52.0, tube.height - 104.0, tube.width - 104.0, 48.0),
            Role::Status,
            terminal.pack().say("prompt-hint", &[]),
        ),
    ];
    if let Some(correction) = terminal.correction() {
        let middle = tube.height * 0.5;
        let area = Area::new(120.0, middle - 30.0, tube.width - 240.0, 60.0);
        controls.push(Control::new("correction", area, Role::Status, correction));
    }
    controls.extend(waiting(terminal).into_iter().map(|(id, line, command, y)| {
        let area = Area::new(52.0, y - 28.0, tube.width - 240.0, 56.0);
        Control::new(id, area, Role::Button, line).with_command(command)
    }));
    controls
}

/// Where the line stands at the prompt and on the cards.
pub(super) const AT_TOP: Point = Point::new(64.0, 78.0);

/// The line being typed, from its left end on.
pub(super) fn line(terminal: &Terminal, from: Point, cursor: bool, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let line = terminal.line();
    let before: String = line.text().chars().take(line.caret()).collect();
    let after: String = line.text().chars().skip(line.caret()).collect();
    let set = |x: f64, text: &str, colour| {
        let at = Point::new(x, from.y);
        f64::from(canvas.text(at, Align2::LEFT_CENTER, Face::Mono, 34.0, colour, text).right())
    };
    let mut x = set(from.x, &format!("> {before}"), ink.bright);
    if !line.composition().is_empty() {
        let (begins, below) = (x, from.y + 20.0);
        x = set(x, line.composition(), ink.core);
        canvas.line(Point::new(begins, below), Point::new(x, below), 2.0, ink.core);
    }
    let caret = x + 3.0;
    if !after.is_empty() {
        set(x, &after, ink.bright);
    }
    if cursor && terminal.cursor_lit() {
        canvas.fill(
            Area::new(caret, from.y - 18.0, 18.0, 36.0),
            super::canvas::faded(ink.bright, if after.is_empty() { 1.0 } else { 0.45 }),
        );
    }
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let tube = terminal.tube();
    line(terminal, AT_TOP, true, canvas);
    canvas.emblem(tube.emblem(), 1.0, 1.0);
    for (_, line, _, y) in waiting(terminal) {
        canvas.text(Point::new(64.0, y), Align2::LEFT_CENTER, Face::Text, 24.0, ink.dim, &line);
    }
    if let Some(correction) = terminal.correction() {
        canvas.plate(tube, tube.height * 0.5, correction, 1.0);
    }
    let hint = terminal.pack().say("prompt-hint", &[]);
    canvas.text(
        Point::new(tube.width / 2.0, tube.height - 78.0),
        Align2::CENTER_CENTER,
        Face::Text,
        24.0,
        ink.dim,
        &hint,
    );
}
