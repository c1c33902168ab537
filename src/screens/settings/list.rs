//! The list of settings: sections down the left, a row for each setting, its value between two arrows.

use super::set;
use crate::model::geometry::{Area, Point};
use crate::model::{Command, Terminal};
use crate::screens::face::Face;
use crate::screens::handbook::sheet::{Measures, Sheet, Tone};
use crate::screens::{Control, Role};
use crate::settings::{Kind, LIST, Setting};
use crate::words;

/// Where names begin, and how wide the column of values is, in usual type.
const NAMES: f64 = 292.0;
const VALUES: f64 = 396.0;
/// How wide an arrow is to the hand.
const ARROW: f64 = 44.0;

/// A value that is too long for its column loses its beginning.
fn fitted(text: &str, size: f64, room: f64) -> String {
    let mut rest = text;
    while Face::Text.width(rest, size) + size > room {
        let Some(letter) = rest.chars().next() else { break };
        rest = &rest[letter.len_utf8()..];
    }
    if rest.len() == text.len() { text.to_owned() } else { format!("\u{2026}{rest}") }
}

pub(super) fn list(terminal: &Terminal, measures: &Measures) -> Sheet {
    let mut sheet = Sheet::default();
    let lead = measures.lead();
    let mut section = "";
    for (index, setting) in LIST.iter().enumerate() {
        let y = index as f64 * lead;
        let of = setting.place().0;
        if of != section {
            section = of;
            heading(section, y, measures, &mut sheet);
        }
        row(terminal, setting, y, measures, &mut sheet);
    }
    sheet.reach(LIST.len() as f64 * lead + 4.0);
    sheet
}

/// The base line of a row that begins so far down.
fn base(y: f64, measures: &Measures) -> f64 {
    y + measures.lead() * 0.69
}

fn heading(section: &str, y: f64, measures: &Measures, sheet: &mut Sheet) {
    let text = words::say(&format!("setting-section.{section}"), &[]);
    let (left, size) = (measures.left, measures.scaled(20.0));
    if y > 0.0 {
        sheet.rule(left, measures.right(), y, 1.2, Tone::Dim);
    }
    let at = Point::new(left, base(y, measures));
    sheet.word(at, Face::Mono, size, Tone::Line, text.to_uppercase());
    let area =
        Area { left, top: at.y - size, right: left + measures.scaled(NAMES) - 10.0, bottom: at.y + 6.0 };
    sheet.controls.push(Control::new(format!("heading.{section}"), area, Role::Label, text));
}

fn row(terminal: &Terminal, setting: &'static Setting, y: f64, measures: &Measures, sheet: &mut Sheet) {
    let (base, size, lead) = (base(y, measures), measures.scaled(25.0), measures.lead());
    let values = terminal.settings();
    let value = values.text(setting);
    let is_usual = value == setting.default;
    let left = measures.left + measures.scaled(NAMES);
    let (right, begin) = (measures.right(), measures.right() - measures.scaled(VALUES));
    let label = setting.label();
    if !is_usual {
        // What is not as usual bears a sign.
        let side = measures.scaled(9.0);
        sheet.fill(Area::new(left - side * 2.2, base - size * 0.48, side, side), Tone::Bright);
    }
    sheet.word(Point::new(left, base), Face::Text, size, Tone::Body, label.as_str());
    let id = format!("setting.{}", setting.name);
    let area = Area { left: left - 32.0, top: y + 3.0, right: right + 8.0, bottom: y + lead - 3.0 };
    let shown = setting.shown(value);
    let role = if matches!(setting.kind, Kind::Truth) { Role::Tick } else { Role::Button };
    let command = match setting.kind {
        Kind::Text(_) => Some(Command::Change { what: setting.name.to_owned() }),
        _ => set(terminal, setting, 1, true),
    };
    let written = terminal.preferences().line().filter(|(name, _)| *name == setting.name);
    let middle = Area { left: begin + ARROW, right: right - ARROW, ..area };
    if let Some((_, line)) = written {
        let before: String = line.text().chars().take(line.caret()).collect();
        let after: String = line.text().chars().skip(line.caret()).collect();
        let room = right - begin;
        let whole = Face::Mono.width(&format!("{}{}", line.text(), line.composition()), size) + 16.0;
        let size = if whole > room { size * room / whole } else { size };
        sheet.typed(Point::new(begin, base), size, [&before, line.composition(), &after]);
        let control = Control::new("line", Area { left: begin, right, ..area }, Role::TextInput, label);
        sheet.controls.push(control.with_value(line.text()));
        return;
    }
    let mut control =
        Control { ticked: value == "true", ..Control::new(id.as_str(), area, role, label.as_str()) };
    control.command = command;
    sheet.controls.push(control.with_value(shown.as_str()));
    let tone = if is_usual { Tone::Body } else { Tone::Bright };
    let text = fitted(&shown, size, middle.width());
    let at = middle.centre().x - Face::Text.width(&text, size) / 2.0;
    sheet.word(Point::new(at, base), Face::Text, size, tone, text);
    for (sign, part, by, key) in
        [("\u{2039}", "less", -1, "settings.less"), ("\u{203a}", "more", 1, "settings.more")]
    {
        let Some(command) = set(terminal, setting, by, false) else { continue };
        let from = if by < 0 { begin } else { right - ARROW };
        let at = from + (ARROW - Face::Text.width(sign, size)) / 2.0;
        sheet.word(Point::new(at, base), Face::Text, size, Tone::Line, sign);
        let area = Area { left: from, right: from + ARROW, ..area };
        let name = words::say(key, &[("setting", &label)]);
        let control = Control::new(format!("{id}.{part}"), area, Role::Button, name).with_command(command);
        sheet.controls.push(Control { for_pointer: true, ..control });
    }
}
