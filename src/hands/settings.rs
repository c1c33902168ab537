//! Hands on the settings: rows are chosen and changed, and a key that is awaited is taken as it comes.

use egui::{Key, Modifiers};

use super::focus;
use crate::keys::{Action, Chord, Keys};
use crate::model::{Command, Screen, Terminal};
use crate::screens::{self, Control};

/// Whether the next key is to be an action's.
pub(super) fn awaits_key(terminal: &Terminal) -> bool {
    terminal.screen() == Screen::Settings && terminal.preferences().awaited().is_some()
}

/// What a key is while one is awaited: the action's, or Esc, which leaves the action its own. None where none is
/// awaited.
pub(super) fn awaited_key(
    key: Key,
    repeat: bool,
    modifiers: Modifiers,
    terminal: &Terminal,
) -> Option<Option<Command>> {
    let action = terminal.preferences().awaited().filter(|_| awaits_key(terminal))?.to_owned();
    let chord = Chord { key, shift: modifiers.shift, control: modifiers.command || modifiers.ctrl };
    Some(match key {
        _ if repeat => None,
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
            let step = f64::from(paging.seen.saturating_sub(1).max(1)) * f64::from(by);
            paging.moved_to(f64::from(paging.aim) + step).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Chooses the row after the chosen one, or before; from the strip below the last row, the one that lies there.
fn choose(by: i8, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
    let commands = focus(by, terminal, keys);
    let is_row = |command: &Command| matches!(command, Command::Focus { control: Some(id) } if screens::row_of(id) == Some(id));
    // Up and Down stay on rows.
    if commands.iter().any(is_row) { commands } else { Vec::new() }
}
