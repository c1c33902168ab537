//! The rolodex that idles: a card turns now and then.

use super::canvas::Canvas;
use super::{Control, Role};
use crate::model::Terminal;
use crate::time::Time;

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    vec![Control::new("scene", terminal.tube().area(), Role::Label, "rolodex")]
}

pub(super) fn paint(terminal: &Terminal, _since: Time, canvas: &Canvas<'_>) {
    canvas.fill(terminal.tube().area(), canvas.ink().unlit);
}
