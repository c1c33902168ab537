//! The screens: layout and controls as pure functions of the terminal, and painting. One file a screen.

mod arrival;
mod award;
mod boot;
mod buttons;
mod called;
mod canvas;
mod cards;
mod case;
mod clock;
mod control;
mod dance;
mod done;
mod elevator;
mod emblem;
mod face;
mod hallway;
mod handbook;
mod ink;
mod leaving;
mod outside;
mod prompt;
mod quarter;
mod refinement;
mod rolodex;
mod session;
mod settings;
mod worksheet;

pub(crate) use called::words_of_call;
pub use canvas::Canvas;
pub use control::{Control, Role};
pub(crate) use elevator::words_of_ride;
pub use face::fonts;
pub(crate) use handbook::{Paging, page_label};
pub use ink::Ink;
pub(crate) use quarter::certificate_area;
pub(crate) use refinement::bin_rows;
pub(crate) use session::dial_words;
pub(crate) use settings::{altered, bound_words, does_of_action, row_of, usual};

use crate::keys::Keys;
use crate::model::{Command, Scene, Screen, Terminal};

/// The least size of words where they are large, in tube units.
const LEAST: f32 = 26.0;

/// The controls of what is shown, in the order in which focus visits them; the handbook names `keys`.
pub fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    match terminal.screen() {
        Screen::Off => vec![Control::power(terminal)],
        Screen::Boot { .. } => boot::controls(terminal),
        Screen::Survey | Screen::Naming | Screen::SignIn => arrival::controls(terminal, keys),
        Screen::Elevator { .. } => elevator::controls(terminal),
        Screen::Outside { minutes } => outside::controls(terminal, minutes, keys),
        Screen::Prompt => prompt::controls(terminal),
        Screen::Cards => cards::controls(terminal),
        Screen::Refinement => refinement::controls(terminal),
        Screen::Done { .. } => done::controls(terminal),
        Screen::Called { .. } => called::controls(terminal, keys),
        Screen::Sitting => session::controls(terminal),
        Screen::Handbook => handbook::controls(terminal, keys),
        Screen::Award { .. } => award::controls(terminal, keys),
        Screen::Case => case::controls(terminal, keys),
        Screen::Quarter => quarter::controls(terminal, keys),
        Screen::Dance => dance::controls(terminal, keys),
        Screen::Settings => settings::controls(terminal, keys),
        Screen::Scene { scene: Scene::Hallway, .. } => hallway::controls(terminal),
        Screen::Scene { scene: Scene::Rolodex, since } => rolodex::controls(terminal, since),
        Screen::Scene { scene: Scene::Emblem, .. } => emblem::controls(terminal),
        Screen::Scene { scene: Scene::Clock, .. } => clock::controls(terminal),
        Screen::Worksheet => worksheet::controls(terminal),
        Screen::Leaving { .. } => Vec::new(),
    }
}

/// What is said of a screen that is told as a whole: what its one status says.
pub(crate) fn told_by_screen(terminal: &Terminal) -> Option<String> {
    let controls = controls(terminal, &Keys::default());
    // A scene is one thing to read, which is not told again whenever it changes.
    let is_told = match terminal.screen() {
        Screen::Scene { .. } | Screen::Worksheet => Role::Label,
        _ => Role::Status,
    };
    let status = controls.into_iter().find(|control| control.role == is_told)?;
    Some(crate::words::sentences(&[status.label, status.value]))
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
    if !shown(terminal, terminal.screen(), canvas) {
        return;
    }
    if let Some(text) = &terminal.staging().error {
        canvas.plate(terminal.tube(), terminal.tube().height * 0.5, text, 1.0);
    }
    focus(terminal, canvas);
    if let Some(pointer) = terminal.pointer() {
        canvas.pointer(pointer);
    }
}

/// Paints a screen, which may be another than the one that is shown: the one beneath a window, or the one on which the
/// doors close. Gives whether a line of error, the focus and the pointer may lie over it.
fn shown(terminal: &Terminal, screen: Screen, canvas: &Canvas<'_>) -> bool {
    match screen {
        Screen::Off => {
            canvas.fill(terminal.tube().area(), canvas.ink().unlit);
            return false;
        }
        Screen::Boot { since, lines } => boot::paint(terminal, since, lines, canvas),
        Screen::Survey | Screen::Naming | Screen::SignIn => arrival::paint(terminal, screen, canvas),
        Screen::Elevator { .. } => elevator::paint(terminal, canvas),
        Screen::Outside { minutes } => outside::paint(terminal, minutes, canvas),
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
        Screen::Award { since } => {
            // A window is never painted beneath itself.
            let is_room = |screen: &&Screen| !matches!(screen, Screen::Award { .. });
            let beneath = terminal.beneath().iter().rev().find(is_room).copied().unwrap_or(Screen::Prompt);
            shown(terminal, beneath, canvas);
            award::paint(terminal, since, canvas);
        }
        Screen::Case => case::paint(terminal, canvas),
        Screen::Quarter => quarter::paint(terminal, canvas),
        Screen::Dance => dance::paint(terminal, canvas),
        Screen::Settings => settings::paint(terminal, canvas),
        Screen::Scene { scene, since } => {
            match scene {
                Scene::Hallway => hallway::paint(terminal, since, canvas),
                Scene::Rolodex => rolodex::paint(terminal, since, canvas),
                Scene::Emblem => emblem::paint(terminal, since, canvas),
                Scene::Clock => clock::paint(terminal, canvas),
            }
            return false;
        }
        Screen::Worksheet => {
            worksheet::paint(terminal, canvas);
            return false;
        }
        Screen::Leaving { .. } => {
            leaving::paint(terminal, canvas);
            return false;
        }
    }
    true
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
