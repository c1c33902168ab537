//! The house's emblem, drifting.

use super::canvas::Canvas;
use super::{Control, Role};
use crate::model::Terminal;
use crate::time::Time;

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    vec![Control::new("scene", terminal.tube().area(), Role::Label, "emblem")]
}

pub(super) fn paint(terminal: &Terminal, _since: Time, canvas: &Canvas<'_>) {
    canvas.fill(terminal.tube().area(), canvas.ink().unlit);
}
