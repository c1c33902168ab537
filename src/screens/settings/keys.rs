//! The list of keys: what each action does, its name, and the keys by their positions.

use crate::keys::{Bound, Keys};
use crate::model::geometry::{Area, Point};
use crate::model::{Command, Terminal};
use crate::screens::face::Face;
use crate::screens::handbook::sheet::{Measures, Sheet, Tone};
use crate::screens::{Control, Role};
use crate::words;

/// The names of keys beside one another; that there are none.
pub(super) fn names(bound: &Bound) -> String {
    if bound.keys.is_empty() {
        return words::say("settings.no-keys", &[]);
    }
    bound.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join("  ")
}

/// Whether an action has its usual keys, all of them.
fn is_usual(bound: &Bound) -> bool {
    bound.keys.iter().map(ToString::to_string).eq(bound.usual.iter().map(|key| (*key).to_owned()))
}

pub(super) fn list(terminal: &Terminal, keys: &Keys, measures: &Measures) -> Sheet {
    let mut sheet = Sheet::default();
    let lead = measures.lead();
    let mut rows = 0;
    for (index, bound) in keys.list().enumerate() {
        row(terminal, &bound, index as f64 * lead, measures, &mut sheet);
        rows = index + 1;
    }
    sheet.reach(rows as f64 * lead + 4.0);
    sheet
}

fn row(terminal: &Terminal, bound: &Bound, y: f64, measures: &Measures, sheet: &mut Sheet) {
    let (lead, size) = (measures.lead(), measures.scaled(23.0));
    let base = y + lead * 0.69;
    let (left, right) = (measures.left, measures.right());
    let awaited = terminal.preferences().awaited() == Some(bound.name);
    let shown = if awaited { "\u{2026}".to_owned() } else { names(bound) };
    let tone = if is_usual(bound) { Tone::Body } else { Tone::Bright };
    let keys = Face::Mono.width(&shown, size);
    sheet.word(Point::new(right - keys, base), Face::Mono, size, tone, shown.as_str());
    if !is_usual(bound) {
        let side = measures.scaled(9.0);
        sheet.fill(Area::new(left - side * 2.2, base - size * 0.48, side, side), Tone::Bright);
    }
    // What it does has the room that name and keys leave.
    let name = Face::Mono.width(bound.name, measures.scaled(20.0));
    let room = right - keys - left - name - 48.0;
    let wide = Face::Text.width(&bound.does, size);
    let fits = if wide > room { (size * room / wide).max(12.0) } else { size };
    sheet.word(Point::new(left, base), Face::Text, fits, Tone::Body, bound.does.as_str());
    let at = left + wide.min(room.max(0.0)) + 20.0;
    sheet.word(Point::new(at, base), Face::Mono, measures.scaled(20.0), Tone::Line, bound.name);
    let area = Area { left: left - 32.0, top: y + 3.0, right: right + 8.0, bottom: y + lead - 3.0 };
    let label = words::say("settings.key-row", &[("does", &bound.does), ("name", bound.name)]);
    let value = if awaited { words::say("settings.key-wanted", &[]) } else { names(bound) };
    sheet.controls.push(
        Control::new(format!("key.{}", bound.name), area, Role::Button, label)
            .with_value(value)
            .with_command(Command::Change { what: bound.name.to_owned() }),
    );
}
