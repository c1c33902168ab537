//! Buttons and choices on plates, with the names of their keys: painter, controls and hands read one list.

use egui::Align2;

use super::canvas::{Canvas, Face};
use super::{Control, Role};
use crate::keys::{Action, Keys};
use crate::model::geometry::Area;
use crate::model::{Command, Terminal};
use crate::words;

/// Height of a choice, and from one to the next.
const HEIGHT: f64 = 58.0;
const STEP: f64 = 74.0;
/// Width and distance of buttons that stand side by side.
const WIDE: f64 = 360.0;
const APART: f64 = 26.0;

/// Something on a plate that can be operated.
pub(super) struct Button {
    pub(super) id: String,
    pub(super) area: Area,
    pub(super) label: String,
    pub(super) command: Command,
    /// It is a choice: its words stand at the left, with the key before them.
    choice: Option<String>,
    /// It is out of sight: it can be heard and have the focus.
    unseen: bool,
}

/// `what`, with the key that does it.
pub(super) fn with_key(what: &str, action: Action, keys: &Keys) -> String {
    match keys.chord(action) {
        Some(chord) => words::say("bar.with-key", &[("what", what), ("key", &chord.to_string())]),
        None => what.to_owned(),
    }
}

/// A button in a place of its own.
pub(super) fn alone(
    id: &str,
    area: Area,
    what: &str,
    action: Action,
    command: Command,
    keys: &Keys,
) -> Button {
    Button {
        id: id.to_owned(),
        area,
        label: with_key(what, action, keys),
        command,
        choice: None,
        unseen: false,
    }
}

/// Buttons side by side about the middle of the tube, of which the upper edge is at `top`: ids, words, keys, commands.
pub(super) fn row(
    terminal: &Terminal,
    top: f64,
    keys: &Keys,
    buttons: Vec<(&str, String, Action, Command)>,
) -> Vec<Button> {
    let count = buttons.len() as f64;
    let tube = terminal.tube();
    let wide = WIDE.min((tube.width - 120.0) / count.max(1.0) - APART);
    let left = (tube.width - count * wide - (count - 1.0) * APART) / 2.0;
    let place = |at: usize| Area::new(left + at as f64 * (wide + APART), top, wide, HEIGHT);
    let all = buttons.into_iter().enumerate();
    all.map(|(at, (id, what, action, command))| Button {
        id: id.to_owned(),
        area: place(at),
        label: with_key(&what, action, keys),
        command,
        choice: None,
        unseen: false,
    })
    .collect()
}

/// Choices that are seen at once.
pub(super) const SEEN: usize = 7;

/// Choices one below the other about the middle of the tube, from `top` down, numbered from 1. Where there are more than
/// [`SEEN`], those are seen about the one that has the focus.
pub(super) fn choices(
    terminal: &Terminal,
    top: f64,
    width: f64,
    choices: impl IntoIterator<Item = (String, Command)>,
) -> Vec<Button> {
    let left = (terminal.tube().width - width) / 2.0;
    let all: Vec<(String, Command)> = choices.into_iter().collect();
    let number = |id: &str| id.strip_prefix("choice.")?.parse::<usize>().ok()?.checked_sub(1);
    let focus = terminal.focus().and_then(number).unwrap_or(0);
    let first = focus.saturating_sub(SEEN - 2).min(all.len().saturating_sub(SEEN));
    let buttons = all.into_iter().enumerate().map(|(at, (label, command))| {
        let row = at.saturating_sub(first).min(SEEN - 1);
        Button {
            id: format!("choice.{}", at + 1),
            area: Area::new(left, top + row as f64 * STEP, width, HEIGHT),
            label,
            command,
            choice: Some((at + 1).to_string()),
            unseen: !(first..first + SEEN).contains(&at),
        }
    });
    buttons.collect()
}

/// From the top of the first choice to the end of the last one.
pub(super) fn height(choices: usize) -> f64 {
    STEP * choices as f64 - (STEP - HEIGHT)
}

pub(super) fn controls(buttons: impl IntoIterator<Item = Button>) -> impl Iterator<Item = Control> {
    buttons.into_iter().map(|button| {
        let control = Control::new(button.id, button.area, Role::Button, button.label);
        Control { unseen: button.unseen, ..control.with_command(button.command) }
    })
}

pub(super) fn paint(buttons: &[Button], canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    for button in buttons.iter().filter(|button| !button.unseen) {
        let area = button.area;
        canvas.panel(area, 4.0, 2.0, ink.panel, ink.line);
        let middle = area.centre();
        let Some(number) = &button.choice else {
            let widest = area.width() as f32 - 24.0;
            let size = if area.height() < HEIGHT { 20.0 } else { 25.0 };
            canvas.text_within(
                middle,
                Align2::CENTER_CENTER,
                Face::Text,
                size,
                ink.bright,
                &button.label,
                widest,
            );
            continue;
        };
        let at = |x: f64| crate::model::geometry::Point::new(area.left + x, middle.y);
        canvas.text(at(26.0), Align2::LEFT_CENTER, Face::Mono, 22.0, ink.dim, number);
        let widest = area.width() as f32 - 96.0;
        canvas.text_within(
            at(72.0),
            Align2::LEFT_CENTER,
            Face::Text,
            26.0,
            ink.bright,
            &button.label,
            widest,
        );
    }
}
