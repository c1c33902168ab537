//! The settings: one list of all that can be set, and one of all keys, set as a form of the house.

mod frame;
mod keys;
mod list;

use super::Control;
use super::canvas::Canvas;
use super::handbook::sheet::{Measures, Paging, Sheet};
use super::handbook::{paint_item, placed};
use crate::keys::Keys;
use crate::model::{Command, Terminal};
use crate::settings::Setting;
use crate::words;

/// The height of the foot, from the bottom of the tube.
const FOOT: f64 = 178.0;

/// The row of settings or of keys that a control stands on, by its id.
pub(crate) fn row_of(id: &str) -> Option<&str> {
    let row = id.strip_suffix(".less").or_else(|| id.strip_suffix(".more")).unwrap_or(id);
    (row.starts_with("setting.") || row.starts_with("key.")).then_some(row)
}

/// The setting that is chosen, or written.
fn chosen(terminal: &Terminal) -> Option<&'static Setting> {
    let name = match terminal.preferences().line() {
        Some((name, _)) => name,
        None => row_of(terminal.focus()?)?.strip_prefix("setting.")?,
    };
    Setting::named(name).ok()
}

/// The name of the action that is chosen.
fn chosen_action(terminal: &Terminal) -> Option<&str> {
    terminal.focus()?.strip_prefix("key.")
}

/// What gives the chosen setting the value so many steps on.
pub(crate) fn altered(terminal: &Terminal, by: i32) -> Option<Command> {
    set(terminal, chosen(terminal)?, by, false)
}

/// What gives the chosen setting its usual value, or the chosen action its usual keys.
pub(crate) fn usual(terminal: &Terminal) -> Option<Command> {
    if let Some(action) = chosen_action(terminal) {
        return Some(Command::Bind { action: action.to_owned(), keys: None });
    }
    let setting = chosen(terminal)?;
    Some(Command::Set { setting: setting.name.to_owned(), value: setting.default.to_owned() })
}

fn set(terminal: &Terminal, setting: &Setting, by: i32, round: bool) -> Option<Command> {
    let value = setting.step(terminal.settings().text(setting), by, round)?;
    Some(Command::Set { setting: setting.name.to_owned(), value })
}

/// What an action does, by its name.
pub(crate) fn does_of_action(name: &str) -> Option<String> {
    Keys::default().list().find(|bound| bound.name == name).map(|bound| bound.does)
}

/// What keys an action has now, in a line.
pub(crate) fn bound_words(keys: &Keys, name: &str) -> Option<String> {
    let bound = keys.list().find(|bound| bound.name == name)?;
    let names = keys::names(&bound);
    Some(words::say("settings.key-bound", &[("does", &bound.does), ("keys", &names)]))
}

fn measures(terminal: &Terminal) -> Measures {
    Measures::with(terminal.tube(), terminal.large_words(), FOOT)
}

/// The list that is shown, laid out.
fn sheet(terminal: &Terminal, keys: &Keys) -> Sheet {
    if terminal.preferences().shows_keys() {
        keys::list(terminal, keys, &measures(terminal))
    } else {
        list::list(terminal, &measures(terminal))
    }
}

fn paging_of(terminal: &Terminal, sheet: &Sheet) -> Paging {
    let preferences = terminal.preferences();
    Paging::of((preferences.row(), preferences.aim()), sheet, &measures(terminal), true)
}

pub(super) fn paging(terminal: &Terminal, keys: &Keys) -> Paging {
    paging_of(terminal, &sheet(terminal, keys))
}

pub(super) fn follow(terminal: &Terminal, keys: &Keys, id: &str) -> Option<Command> {
    let sheet = sheet(terminal, keys);
    let control = sheet.controls.iter().find(|control| control.id == id)?;
    paging_of(terminal, &sheet).moved_into_view(&control.area, measures(terminal).view.height())
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let sheet = sheet(terminal, keys);
    let paging = paging_of(terminal, &sheet);
    let frame = frame::frame(terminal, keys, &paging, &measures(terminal));
    let view = measures(terminal).view;
    let on_tube = sheet.controls.into_iter().map(|control| placed(control, &view, paging.offset()));
    on_tube.chain(frame.controls).collect()
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let keys = canvas.ink().keys();
    let sheet = sheet(terminal, keys);
    let (paging, measures) = (paging_of(terminal, &sheet), measures(terminal));
    let inside = canvas.clipped(measures.view);
    for item in &sheet.items {
        paint_item(item, measures.view.top - paging.offset(), &measures.view, terminal, &inside);
    }
    let all = terminal.tube().area();
    for item in &frame::frame(terminal, keys, &paging, &measures).items {
        paint_item(item, 0.0, &all, terminal, canvas);
    }
}
