//! Hands on the settings: rows are chosen and changed, and a key that is awaited is taken as it comes.

use egui::{Key, Modifiers};

use super::focus;
use crate::keys::{Action, Chord, Keys, is_modifier};
use crate::model::{Command, Screen, Terminal};
use crate::screens::{self, Control};

/// Whether the next key is to be an action's.
pub(super) fn awaits_key(terminal: &Terminal) -> bool {
    terminal.screen() == Screen::Settings && terminal.preferences().awaited().is_some()
}

/// What a key is while one is awaited: the action's, or Esc, which leaves the action its own. A modifier is taken with
/// the key that follows. None where none is awaited.
pub(super) fn awaited_key(
    key: Key,
    repeat: bool,
    modifiers: Modifiers,
    terminal: &Terminal,
) -> Option<Option<Command>> {
    let action = terminal.preferences().awaited().filter(|_| awaits_key(terminal))?.to_owned();
    let chord = Chord { key, shift: modifiers.shift, control: modifiers.command || modifiers.ctrl };
    Some(match key {
        _ if repeat || is_modifier(key) => None,
        Key::Escape => Some(Command::Back),
        _ => Some(Command::Bind { action, keys: Some(vec![chord.to_string()]) }),
    })
}

/// What a click does: on a row that is not chosen it chooses it, and what stands on one chooses that one too.
pub(super) fn click(control: Control, terminal: &Terminal) -> Vec<Command> {
    let chosen = terminal.focus();
    match screens::row_of(&control.id) {
        Some(row) if chosen != Some(row) => {
            let choose = Command::Focus { control: Some(row.to_owned()) };
            let command = control.command.filter(|_| control.id != row);
            std::iter::once(choose).chain(command).collect()
        }
        _ => control.command.into_iter().collect(),
    }
}

/// What a key does in the settings.
pub(super) fn key(action: Action, repeat: bool, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
    let paging = screens::paging(terminal, keys);
    // Rows move on under a key that is held as fast as they are shown.
    if repeat && paging.aim != paging.row {
        return Vec::new();
    }
    match action {
        Action::Choose(by) => choose(by, terminal, keys),
        Action::Alter(by) => screens::altered(terminal, by.into()).into_iter().collect(),
        Action::Usual if !repeat => screens::usual(terminal).into_iter().collect(),
        Action::OtherList if !repeat => vec![Command::ListKeys { on: !terminal.preferences().shows_keys() }],
        Action::Sheet(by) => {
            let step = i64::from(paging.seen.saturating_sub(1).max(1)) * i64::from(by);
            let rows = rows(terminal, keys);
            // The choice goes along with the view, from a row that is seen.
            let first = i64::from(paging.aim);
            let last = first + i64::from(paging.seen.max(1)) - 1;
            let at = terminal.focus().and_then(|focus| rows.iter().position(|row| row == focus));
            let at = at.map_or(first, |at| (at as i64).clamp(first, last));
            let choose = chosen(&rows, at + step);
            choose.into_iter().chain(paging.moved_to((first + step) as f64)).collect()
        }
        Action::ChooseEnd(by) => {
            let rows = rows(terminal, keys);
            let (at, top) = if by < 0 { (0, 0) } else { (i64::MAX, paging.most) };
            chosen(&rows, at).into_iter().chain(paging.moved_to(top.into())).collect()
        }
        _ => Vec::new(),
    }
}

/// The ids of all rows, from the first to the last.
fn rows(terminal: &Terminal, keys: &Keys) -> Vec<String> {
    let controls = screens::controls(terminal, keys).into_iter().map(|control| control.id);
    controls.filter(|id| screens::row_of(id) == Some(id)).collect()
}

/// Chooses the row at a place, or the one nearest to it.
fn chosen(rows: &[String], at: i64) -> Option<Command> {
    let at = at.clamp(0, rows.len() as i64 - 1).max(0) as usize;
    Some(Command::Focus { control: Some(rows.get(at)?.clone()) })
}

/// Chooses the row after the chosen one, or before; from the strip below the last row, the one that lies there.
fn choose(by: i8, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
    let commands = focus(by, terminal, keys);
    let is_row = |command: &Command| matches!(command, Command::Focus { control: Some(id) } if screens::row_of(id) == Some(id));
    // Up and Down stay on rows.
    if commands.iter().any(is_row) { commands } else { Vec::new() }
}
