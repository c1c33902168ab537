//! The screens: layout and controls as pure functions of the terminal, and painting. One file a screen.

mod boot;
mod called;
mod canvas;
mod cards;
mod control;
mod done;
mod face;
mod handbook;
mod ink;
mod leaving;
mod prompt;
mod refinement;
mod session;
mod settings;

pub(crate) use called::words_of_call;
pub use canvas::Canvas;
pub use control::{Control, Role};
pub use face::fonts;
pub(crate) use handbook::{Paging, page_label};
pub use ink::Ink;
pub(crate) use refinement::bin_rows;
pub(crate) use session::dial_words;
pub(crate) use settings::{altered, bound_words, does_of_action, row_of, usual};

use crate::keys::Keys;
use crate::model::{Command, Screen, Terminal};

/// The least size of words where they are large, in tube units.
const LEAST: f32 = 26.0;

/// The controls of what is shown, in the order in which focus visits them; the handbook names `keys`.
pub fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    match terminal.screen() {
        Screen::Off => vec![Control::power(terminal)],
        Screen::Boot { .. } => boot::controls(terminal),
        Screen::Prompt => prompt::controls(terminal),
        Screen::Cards => cards::controls(terminal),
        Screen::Refinement => refinement::controls(terminal),
        Screen::Done { .. } => done::controls(terminal),
        Screen::Called { .. } => called::controls(terminal, keys),
        Screen::Sitting => session::controls(terminal),
        Screen::Handbook => handbook::controls(terminal, keys),
        Screen::Settings => settings::controls(terminal, keys),
        Screen::Leaving { .. } => Vec::new(),
    }
}

/// How far what lies open is moved up, and can be.
pub(crate) fn paging(terminal: &Terminal, keys: &Keys) -> Paging {
    match terminal.screen() {
        Screen::Settings => settings::paging(terminal, keys),
        _ => handbook::paging(terminal, keys),
    }
}

/// What brings the control with this id into view; nothing where it is seen, or nothing is moved by rows.
pub(crate) fn follow(terminal: &Terminal, keys: &Keys, id: &str) -> Option<Command> {
    match terminal.screen() {
        Screen::Handbook => handbook::follow(terminal, keys, id),
        Screen::Settings => settings::follow(terminal, keys, id),
        _ => None,
    }
}

/// Paints what is on the tube.
pub fn paint(terminal: &Terminal, canvas: &mut Canvas<'_>) {
    canvas.set_least(if terminal.large_words() { LEAST } else { 0.0 });
    if terminal.flashes() {
        return canvas.fill(terminal.tube().area(), canvas.ink().core);
    }
    if terminal.is_black() {
        return canvas.fill(terminal.tube().area(), egui::Color32::BLACK);
    }
    match terminal.screen() {
        Screen::Off => return canvas.fill(terminal.tube().area(), canvas.ink().unlit),
        Screen::Boot { since, lines } => boot::paint(terminal, since, lines, canvas),
        Screen::Prompt => prompt::paint(terminal, canvas),
        Screen::Cards => cards::paint(terminal, canvas),
        Screen::Refinement => refinement::paint(terminal, canvas),
        Screen::Done { since } => {
            refinement::paint(terminal, canvas);
            done::paint(terminal, since, canvas);
        }
        Screen::Called { since } => {
            refinement::paint(terminal, canvas);
            called::paint(terminal, since, canvas);
        }
        Screen::Sitting => session::paint(terminal, canvas),
        Screen::Handbook => handbook::paint(terminal, canvas),
        Screen::Settings => settings::paint(terminal, canvas),
        Screen::Leaving { .. } => return leaving::paint(terminal, canvas),
    }
    if let Some(text) = &terminal.staging().error {
        canvas.plate(terminal.tube(), terminal.tube().height * 0.5, text, 1.0);
    }
    focus(terminal, canvas);
    if let Some(pointer) = terminal.pointer() {
        canvas.pointer(pointer);
    }
}

/// The outline around the control that has the focus.
fn focus(terminal: &Terminal, canvas: &mut Canvas<'_>) {
    let Some(focus) = terminal.focus() else { return };
    if let Some(control) =
        controls(terminal, canvas.ink().keys()).into_iter().find(|control| control.id == focus)
    {
        let inside = terminal.tube().area().grown(-4.0);
        let around = control.area.grown(6.0);
        let around = crate::model::geometry::Area {
            left: around.left.max(inside.left),
            top: around.top.max(inside.top),
            right: around.right.min(inside.right),
            bottom: around.bottom.min(inside.bottom),
        };
        canvas.outline(around, 4.0, 3.0, canvas.ink().core);
    }
}
