//! The sheet of dull figures that hides everything else.

use super::canvas::Canvas;
use super::{Control, Role};
use crate::model::Terminal;

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    vec![Control::new("worksheet", terminal.tube().area(), Role::Label, "worksheet")]
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    canvas.fill(terminal.tube().area(), canvas.ink().unlit);
}
