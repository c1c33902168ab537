//! The handbook, set as a printed house manual: leaves that are laid out here, word for word, and painted from that.

mod figures;
mod flow;
mod forms;
pub(super) mod frame;
mod lists;
mod page;
pub(super) mod sheet;
mod tables;
#[cfg(test)]
mod tests;

use egui::Color32;

pub(crate) use sheet::Paging;
use sheet::{ABOVE, BELOW, Item, Measures, Sheet, Tone};

use super::canvas::{Canvas, blend};
use super::ink::Ink;
use super::{Control, Role};
use crate::keys::Keys;
use crate::model::geometry::{Area, Point};
use crate::model::handbook::Leaf;
use crate::model::{Command, Terminal};
use crate::pack::handbook::Handbook;
use crate::words;

/// How large dots are beside words of size 1, and how far above their base line.
const DOTS: f64 = 0.08;
const DOTS_ABOVE: f64 = 0.096;

/// The folio and the title of a page, as far as they may be known.
pub(crate) fn page_label(terminal: &Terminal, at: usize) -> String {
    let folio = Handbook::folio(at).to_string();
    match terminal.pack().handbook.pages.get(at) {
        Some(page) if !page.is_withheld(&terminal.session().earned()) => {
            words::say("handbook.page", &[("folio", &folio), ("title", &page.title)])
        }
        _ => words::say("handbook.page-withheld", &[("folio", &folio)]),
    }
}

fn part_label(terminal: &Terminal, part: usize) -> String {
    frame::part(terminal, part, "handbook.part")
}

/// The leaf that lies open, laid out.
fn leaf(terminal: &Terminal, keys: &Keys) -> Sheet {
    match terminal.leaf() {
        Leaf::Contents => lists::contents(terminal),
        Leaf::Index => lists::index(terminal),
        Leaf::Hits(words) => lists::hits(terminal, words),
        Leaf::Page(at) => page::sheet(terminal, keys, at),
    }
}

fn paging_of(terminal: &Terminal, sheet: &Sheet) -> Paging {
    let is_list = !matches!(terminal.leaf(), Leaf::Page(_));
    let reader = terminal.reader();
    Paging::of((reader.row(), reader.aim()), sheet, &Measures::of(terminal), is_list)
}

/// How far the leaf that lies open is moved up, and can be.
pub(crate) fn paging(terminal: &Terminal, keys: &Keys) -> Paging {
    paging_of(terminal, &leaf(terminal, keys))
}

/// What brings the control with this id into view; nothing where it is seen, or is none of the leaf's.
pub(crate) fn follow(terminal: &Terminal, keys: &Keys, id: &str) -> Option<Command> {
    let sheet = leaf(terminal, keys);
    let control = sheet.controls.iter().find(|control| control.id == id)?;
    let height = Measures::of(terminal).view.height();
    paging_of(terminal, &sheet).moved_into_view(&control.area, height)
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let sheet = leaf(terminal, keys);
    let paging = paging_of(terminal, &sheet);
    let view = Measures::of(terminal).view;
    let frame = frame::frame(terminal, &paging);
    let (line, around): (Vec<_>, Vec<_>) =
        frame.controls.into_iter().partition(|control| control.role == Role::TextInput);
    let on_tube = sheet.controls.into_iter().map(|control| placed(control, &view, paging.offset()));
    line.into_iter().chain(on_tube).chain(around).collect()
}

/// A control of the leaf where it is on the tube. What is out of sight lies at the edge of the view.
pub(super) fn placed(control: Control, view: &Area, offset: f64) -> Control {
    let down = view.top - offset;
    let Area { left, right, .. } = control.area;
    let (top, bottom) = (control.area.top + down, control.area.bottom + down);
    let whole = top >= view.top - 4.0 && bottom <= view.bottom + 4.0;
    let part = bottom > view.top + 1.0 && top < view.bottom - 1.0;
    let unseen = if control.takes_focus() { !whole } else { !part };
    let top = top.clamp(view.top, view.bottom - 1.0);
    let bottom = bottom.clamp(top + 1.0, view.bottom.max(top + 1.0));
    Control { area: Area { left, top, right, bottom }, unseen, ..control }
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let sheet = leaf(terminal, canvas.ink().keys());
    let paging = paging_of(terminal, &sheet);
    let measures = Measures::of(terminal);
    let down = measures.view.top - paging.offset();
    let inside = canvas.clipped(measures.view);
    for item in &sheet.items {
        paint_item(item, down, &measures.view, terminal, &inside);
    }
    let all = terminal.tube().area();
    for item in &frame::frame(terminal, &paging).items {
        paint_item(item, 0.0, &all, terminal, canvas);
    }
}

fn colour(tone: Tone, ink: &Ink) -> Color32 {
    match tone {
        Tone::Body => blend(ink.digit, ink.core, 0.4),
        Tone::Bright => ink.bright,
        Tone::Line => ink.line,
        Tone::Dim => blend(ink.ground, ink.line, 0.5),
        Tone::Core => ink.core,
        Tone::Panel => ink.ground,
    }
}

/// Whether words of this size on this base line stand wholly in the view.
fn stands(base: f64, size: f64, view: &Area) -> bool {
    base - size * ABOVE >= view.top - 1.0 && base + size * BELOW <= view.bottom + 1.0
}

/// Paints an item so far down. Words and bars that do not stand wholly in the view are left out, and what belongs to
/// words with them: no line is cut through.
pub(super) fn paint_item(item: &Item, down: f64, view: &Area, terminal: &Terminal, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let at = |point: &Point| Point::new(point.x, point.y + down);
    let moved = |area: &Area| Area { top: area.top + down, bottom: area.bottom + down, ..*area };
    match item {
        Item::Word { at: place, face, size, tone, text } => {
            let place = at(place);
            if stands(place.y, *size, view) {
                canvas.word(place, *face, *size as f32, colour(*tone, ink), text);
            }
        }
        Item::Line { from, to, width, tone } => {
            canvas.line(at(from), at(to), *width as f32, colour(*tone, ink));
        }
        Item::Fill { area, tone } => {
            let area = moved(area);
            if area.top >= view.top - 1.0 && area.bottom <= view.bottom + 1.0 {
                canvas.fill(area, colour(*tone, ink));
            }
        }
        Item::Mark { area, base, size } => {
            if stands(base + down, *size, view) {
                canvas.fill(moved(area), colour(Tone::Line, ink));
            }
        }
        Item::Dots { from, to, size } => {
            let from = at(from);
            if stands(from.y, *size, view) {
                let from = Point::new(from.x, from.y - size * DOTS_ABOVE);
                canvas.dots(from, *to, size * DOTS, colour(Tone::Dim, ink));
            }
        }
        Item::Box { area, width, tone } => {
            canvas.outline(moved(area), 0.0, *width as f32, colour(*tone, ink))
        }
        Item::Figure { area, figure } => figures::paint(*figure, moved(area), terminal, canvas),
    }
}
