//! Hands at the door: answers of the survey, who signs in, and the form for the name.

use crate::keys::{Action, Keys};
use crate::model::{Command, Terminal};
use crate::screens;

/// What a key does there.
pub(super) fn key(action: Action, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
    match action {
        Action::Answer(at) => operate(&format!("choice.{}", at + 1), terminal, keys),
        Action::Correct => vec![Command::Correct],
        _ => Vec::new(),
    }
}

/// Operates a control of the screen.
fn operate(id: &str, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
    let control = screens::controls(terminal, keys).into_iter().find(|control| control.id == id);
    control.and_then(|control| control.command).into_iter().collect()
}
