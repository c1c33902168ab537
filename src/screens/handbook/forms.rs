//! Printed forms: boxes to tick, lines to write on, and one to sign.

use std::ops::Range;

use super::page::{Column, Setter};
use super::sheet::Tone;
use crate::model::Command;
use crate::model::geometry::{Area, Point};
use crate::model::handbook::FormRecord;
use crate::pack::handbook::{Asks, FormLine};
use crate::screens::face::Face;
use crate::screens::{Control, Role};
use crate::words;

/// Sets a form in a column: its title, its lines, and how many lines of forms stand on the page before it.
pub(super) fn set(
    setter: &mut Setter<'_>,
    at: usize,
    (title, lines, before): (&str, &[FormLine], usize),
    sought: &dyn Fn(usize) -> Vec<Range<usize>>,
    column: &mut Column,
) {
    let page = setter.page.key.clone();
    let none = FormRecord::default();
    let record = setter.terminal.session().reading.forms.get(&page).unwrap_or(&none).clone();
    let measures = setter.measures;
    let scaled = |size: f64| measures.scaled(size);
    let (pad, lead, box_side) = (scaled(24.0), setter.small_lead(), scaled(20.0));
    let (head, rule) = (scaled(44.0), scaled(15.0));
    let (style, line_gap, caption) = (setter.small(), scaled(9.0), scaled(18.0));
    column.y += rule;
    let top = column.y;
    let (left, right) = (column.left + pad, column.right() - pad);
    let size =
        scaled(21.0).min((scaled(21.0) * (right - left) / Face::Name.width(title, scaled(21.0))).floor());
    setter.sheet.word(Point::new(left, top + head * 0.66), Face::Name, size, Tone::Bright, title);
    setter.sheet.rule(column.left, column.right(), top + head, 1.4, Tone::Line);
    let area = Area { left: column.left, top, right: column.right(), bottom: top + head };
    setter.sheet.controls.push(Control::new(format!("form.{at}"), area, Role::Label, title));
    let mut y = top + head + line_gap;
    // One name signs the whole, on every line for it.
    let signed = record.signature.as_ref().map(|signature| signature.name.as_str());
    for (number, line) in lines.iter().enumerate() {
        let id = |kind: &str| format!("{kind}.{}", before + number);
        let spoken = setter.spoken(&line.text);
        let indent = if line.asks == Asks::Tick { box_side + scaled(14.0) } else { 0.0 };
        let flow = setter.flow(&line.text, style, &sought(number));
        match line.asks {
            Asks::Nothing | Asks::Tick => {
                let width = right - left - indent;
                let base = y + lead * 0.72;
                let set = flow.set(left + indent, base, width, 0.0, lead, &mut setter.sheet);
                y += lead * flow.lines(width, 0.0) as f64 + line_gap;
                if line.asks == Asks::Nothing {
                    setter.sheet.controls.push(Control::new(id("text"), set.area, Role::Label, spoken));
                    continue;
                }
                let place = Area::new(left, base - box_side * 0.86, box_side, box_side);
                let ticked = record.ticks.contains(&(before + number));
                tick(setter, place, ticked);
                let area = Area { left: left - 6.0, top: place.top - 6.0, ..set.area };
                let mut control = Control::new(id("tick"), area, Role::Tick, spoken)
                    .with_command(Command::Tick { page: page.clone(), line: before + number });
                control.ticked = ticked;
                setter.sheet.controls.push(control);
            }
            Asks::Words | Asks::Date => {
                let base = y + lead * 0.86;
                let set = flow.set(left, base, right - left, 0.0, lead, &mut setter.sheet);
                let lines = flow.lines(right - left, 0.0);
                let mut line_left = left + flow.width() + scaled(12.0);
                let mut line_base = base;
                // Where the words leave no room to write, there is a line below.
                if lines > 1 || right - line_left < scaled(120.0) {
                    line_left = left;
                    line_base += lead * lines as f64;
                }
                setter.sheet.rule(line_left, right, line_base + 5.0, 1.2, Tone::Line);
                let mut value = String::new();
                if line.asks == Asks::Date
                    && let Some(signature) = &record.signature
                {
                    value = signature.date.date().to_string();
                    let at = Point::new(line_left + scaled(8.0), line_base - 2.0);
                    setter.sheet.word(at, Face::Light, scaled(25.0), Tone::Core, value.as_str());
                }
                y = line_base + lead * 0.28 + line_gap;
                let area = Area { right, bottom: line_base + 6.0, ..set.area };
                setter.sheet.controls.push(Control::new(
                    id("text"),
                    area,
                    Role::Label,
                    blank(&spoken, &value),
                ));
            }
            Asks::Signature => {
                let base = y + lead * 1.2;
                setter.sheet.rule(left, right, base + 6.0, 1.4, Tone::Line);
                match signed {
                    Some(name) => {
                        let at = Point::new(left + scaled(30.0), base - 3.0);
                        setter.sheet.word(at, Face::Light, scaled(31.0), Tone::Core, name);
                    }
                    // Where to sign.
                    None => cross(setter, Point::new(left + scaled(10.0), base - scaled(7.0)), scaled(7.0)),
                }
                let under =
                    crate::screens::handbook::flow::Style { size: caption, ..style }.toned(Tone::Line);
                let set = setter.flow(&line.text, under, &sought(number)).set(
                    left,
                    base + scaled(27.0),
                    right - left,
                    0.0,
                    lead,
                    &mut setter.sheet,
                );
                let area = Area { left, top: y, right, bottom: set.area.bottom };
                y = base + scaled(40.0) + line_gap;
                let label = blank(&spoken, signed.unwrap_or_default());
                let control = if signed.is_none() {
                    let label = words::say("handbook.sign", &[("who", &spoken)]);
                    Control::new(id("sign"), area, Role::Button, label)
                        .with_command(Command::Sign { page: page.clone() })
                } else {
                    Control::new(id("text"), area, Role::Label, label)
                };
                setter.sheet.controls.push(control);
            }
        }
    }
    let bottom = y + line_gap;
    setter.sheet.frame(Area { left: column.left, top, right: column.right(), bottom }, 2.0, Tone::Line);
    column.y = bottom + setter.measures.scaled(10.0);
}

/// What is said of a line: what it asks for, and what is written there.
fn blank(asks: &str, written: &str) -> String {
    if written.is_empty() {
        words::say("handbook.blank", &[("asks", asks)])
    } else {
        words::say("handbook.written", &[("asks", asks), ("written", written)])
    }
}

/// A box, with or without a tick, which is drawn by hand and leaves the box.
fn tick(setter: &mut Setter<'_>, area: Area, ticked: bool) {
    setter.sheet.frame(area, 1.6, Tone::Line);
    if ticked {
        let at = |x: f64, y: f64| Point::new(area.left + area.width() * x, area.top + area.height() * y);
        setter.sheet.line(at(0.16, 0.5), at(0.44, 0.86), 3.0, Tone::Core);
        setter.sheet.line(at(0.44, 0.86), at(1.2, -0.3), 3.0, Tone::Core);
    }
}

fn cross(setter: &mut Setter<'_>, at: Point, arm: f64) {
    for side in [-1.0, 1.0] {
        let (from, to) =
            (Point::new(at.x - arm, at.y - arm * side), Point::new(at.x + arm, at.y + arm * side));
        setter.sheet.line(from, to, 1.6, Tone::Line);
    }
}
