//! The long dark hallway: a slow walk towards a lift that is never reached.

use super::canvas::Canvas;
use super::{Control, Role};
use crate::model::Terminal;
use crate::time::Time;

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    vec![Control::new("scene", terminal.tube().area(), Role::Label, "hallway")]
}

pub(super) fn paint(terminal: &Terminal, _since: Time, canvas: &Canvas<'_>) {
    canvas.fill(terminal.tube().area(), canvas.ink().unlit);
}
