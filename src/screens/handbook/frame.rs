//! What stands around every leaf: running head and double rule, foot with the pages before and after, and the strip.

use super::lists::pennant;
use super::sheet::{Measures, Paging, Sheet, Tone};
use crate::model::geometry::{Area, DOUBLE_RULE, Point};
use crate::model::handbook::Leaf;
use crate::model::{Command, Terminal};
use crate::pack::handbook::Handbook;
use crate::screens::face::Face;
use crate::screens::{Control, Role};
use crate::words;

/// The base line of the running head, and the upper line of its rule.
const HEAD: f64 = 80.0;
const RULE: f64 = 100.0;
/// From the bottom of the tube to the rule above the foot, and to the foot's base line.
const FOOT_RULE: f64 = 116.0;
const FOOT: f64 = 76.0;
/// From the bottom to the base line of the strip.
const STRIP: f64 = 18.0;
const SIZE: f64 = 24.0;

/// A size of the frame: larger where words are.
fn grown(terminal: &Terminal, size: f64) -> f64 {
    if terminal.large_words() { size * 1.2 } else { size }
}

/// The frame of a leaf, in places of the tube.
pub(super) fn frame(terminal: &Terminal, paging: &Paging) -> Sheet {
    let mut sheet = Sheet::default();
    let measures = Measures::of(terminal);
    head(terminal, &measures, &mut sheet);
    foot(terminal, &measures, &mut sheet);
    strip(terminal, &measures, &mut sheet);
    place(paging, &measures, &mut sheet);
    sheet
}

fn head(terminal: &Terminal, measures: &Measures, sheet: &mut Sheet) {
    let handbook = &terminal.pack().handbook;
    let (left, right) = (measures.left, measures.right());
    sheet.word(
        Point::new(left, HEAD),
        Face::Text,
        grown(terminal, 26.0),
        Tone::Bright,
        handbook.title.as_str(),
    );
    if let Leaf::Page(at) = terminal.leaf() {
        let page = &handbook.pages[at];
        let part = part(terminal, page.part, "handbook.running").to_uppercase();
        let size = grown(terminal, 21.0);
        let x = right - Face::Mono.width(&part, size);
        sheet.word(Point::new(x, HEAD), Face::Mono, size, Tone::Line, part);
        if terminal.session().reading.is_marked(&page.key) {
            pennant(sheet, Point::new(right - 26.0, RULE + DOUBLE_RULE), 26.0);
        }
    }
    for y in [RULE, RULE + DOUBLE_RULE] {
        sheet.rule(left, right, y, 2.0, Tone::Line);
    }
}

/// The part at a place, as a key of the catalogue says it.
pub(super) fn part(terminal: &Terminal, part: usize, key: &str) -> String {
    let title = terminal.pack().handbook.parts.get(part).map_or("", |part| part.title.as_str());
    words::say(key, &[("number", &roman(part + 1)), ("title", title)])
}

fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// What lies before and after: a folio and a title, which a withheld page does not show, or the contents or the index.
fn neighbour(terminal: &Terminal, at: Option<usize>, list: &str) -> (String, Option<String>) {
    let Some(at) = at.filter(|at| *at < terminal.pack().handbook.pages.len()) else {
        return (String::new(), Some(words::say(list, &[])));
    };
    let page = &terminal.pack().handbook.pages[at];
    let title = (!page.is_withheld(&terminal.session().earned())).then(|| page.title.clone());
    (Handbook::folio(at).to_string(), title)
}

fn foot(terminal: &Terminal, measures: &Measures, sheet: &mut Sheet) {
    let size = grown(terminal, SIZE);
    let height = terminal.tube().height;
    let (left, right, middle) = (measures.left, measures.right(), terminal.tube().width / 2.0);
    sheet.rule(left, right, height - FOOT_RULE, 2.0, Tone::Line);
    let base = height - FOOT;
    let last = terminal.pack().handbook.pages.len();
    let (before, after) = match terminal.leaf() {
        Leaf::Page(at) => {
            let folio = Handbook::folio(at).to_string();
            let x = middle - Face::Numeral.width(&folio, grown(terminal, 30.0)) / 2.0;
            sheet.word(Point::new(x, base), Face::Numeral, grown(terminal, 30.0), Tone::Bright, folio);
            (Some(at.checked_sub(1)), Some(Some(at + 1)))
        }
        Leaf::Contents => (None, Some(Some(0))),
        Leaf::Index => (Some(last.checked_sub(1)), None),
        Leaf::Hits(_) => (None, None),
    };
    let room = (right - left) / 2.0 - 90.0;
    for (at, by, list) in [(before, -1, "handbook.contents"), (after, 1, "handbook.index")] {
        let Some(at) = at else { continue };
        let (folio, title) = neighbour(terminal, at, list);
        let [sign, id, said] = if by < 0 {
            ["\u{2039}", "previous", "handbook.before"]
        } else {
            ["\u{203a}", "next", "handbook.after"]
        };
        let shown = title.clone().unwrap_or_default();
        let bar = if title.is_none() { 150.0 } else { 0.0 };
        let widths = [sign, &folio, &shown].map(|text| Face::Text.width(text, size));
        let gaps = [12.0, if folio.is_empty() { 0.0 } else { 12.0 }];
        let whole = (widths.iter().sum::<f64>() + gaps.iter().sum::<f64>() + bar).min(room);
        let mut x = if by < 0 { left } else { right - whole };
        let begin = x;
        let mut put = |sheet: &mut Sheet, text: &str, gap: f64| {
            if !text.is_empty() {
                sheet.word(Point::new(x, base), Face::Text, size, Tone::Line, text);
                x += Face::Text.width(text, size) + gap;
            }
        };
        if by < 0 {
            put(sheet, sign, gaps[0]);
        }
        put(sheet, &folio, gaps[1]);
        put(sheet, &shown, gaps[0]);
        if bar > 0.0 {
            sheet.fill(Area { left: x, top: base - 17.0, right: x + bar, bottom: base + 3.0 }, Tone::Line);
            x += bar + gaps[0];
        }
        if by > 0 {
            sheet.word(Point::new(x, base), Face::Text, size, Tone::Line, sign);
        }
        let area =
            Area { left: begin - 10.0, top: base - 30.0, right: begin + whole + 10.0, bottom: base + 16.0 };
        let label = match at.filter(|at| *at < last) {
            Some(at) => super::page_label(terminal, at),
            None => shown,
        };
        sheet.controls.push(
            Control::new(id, area, Role::Button, words::say(said, &[("page", &label)]))
                .with_command(Command::Leaf { by }),
        );
    }
}

/// Pages, read, marked; or the line that is typed.
fn strip(terminal: &Terminal, measures: &Measures, sheet: &mut Sheet) {
    // The tools at both sides leave no room for more.
    let size = if terminal.large_words() { 25.0 } else { SIZE };
    let tube = terminal.tube();
    let base = tube.height - STRIP;
    sheet.rule(0.0, tube.width, tube.lower_rule(), 2.0, Tone::Line);
    let reader = terminal.reader();
    if reader.is_typing() {
        return line(terminal, measures.left, base, sheet);
    }
    tools(terminal, measures, base, sheet);
    let counts = terminal.reading_counts();
    let texts: Vec<String> = ["handbook.pages", "handbook.read", "handbook.marks"]
        .iter()
        .zip(counts)
        .map(|(key, count)| words::say(key, &[("count", &count.to_string())]))
        .collect();
    let gap = if terminal.large_words() { 44.0 } else { 64.0 };
    let widths: Vec<f64> = texts.iter().map(|text| Face::Text.width(text, size)).collect();
    let mut x = tube.width / 2.0 - (widths.iter().sum::<f64>() + 2.0 * gap) / 2.0;
    for (number, (text, width)) in texts.into_iter().zip(widths).enumerate() {
        if number > 0 {
            sheet.fill(Area::new(x - gap / 2.0 - 2.0, base - 10.0, 4.0, 4.0), Tone::Line);
        }
        sheet.word(Point::new(x, base), Face::Text, size, Tone::Line, text.as_str());
        let area = Area { left: x, top: base - 22.0, right: x + width, bottom: base + 6.0 };
        sheet.controls.push(Control::new(format!("strip.{number}"), area, Role::Label, text));
        x += width + gap;
    }
}

/// What keys do, for whoever points: the lists and the search at the left; mark, type, back and out at the right.
fn tools(terminal: &Terminal, measures: &Measures, base: f64, sheet: &mut Sheet) {
    let size = if terminal.large_words() { 25.0 } else { 20.0 };
    const GAP: f64 = 26.0;
    let page = matches!(terminal.leaf(), Leaf::Page(_));
    let left = [
        ("tool.contents", "handbook.contents", Command::Contents),
        ("tool.index", "handbook.index", Command::Index),
        ("tool.search", "handbook.do-search", Command::Search),
    ];
    let right = [
        ("tool.mark", "handbook.do-mark", Command::Mark),
        ("tool.type", "handbook.do-type", Command::TypeSize),
        ("tool.back", "handbook.do-back", Command::History { by: -1 }),
        ("tool.close", "handbook.do-close", Command::Back),
    ];
    let mut set = |x: f64, id: &str, text: String, command: Command| {
        let width = Face::Text.width(&text, size);
        sheet.word(Point::new(x, base), Face::Text, size, Tone::Line, text.as_str());
        let area =
            Area { left: x - GAP / 2.0, top: base - 26.0, right: x + width + GAP / 2.0, bottom: base + 12.0 };
        sheet.controls.push(Control::new(id, area, Role::Button, text).with_command(command));
        width + GAP
    };
    let mut x = measures.left;
    for (id, key, command) in left {
        x += set(x, id, words::say(key, &[]), command);
    }
    let mut x = measures.right();
    for (id, key, command) in right.into_iter().rev().filter(|(id, ..)| page || *id != "tool.mark") {
        let text = words::say(key, &[]);
        let width = Face::Text.width(&text, size);
        set(x - width, id, text, command);
        x -= width + GAP;
    }
}

/// The line of a search, or the folio that is typed.
fn line(terminal: &Terminal, left: f64, base: f64, sheet: &mut Sheet) {
    let size = grown(terminal, SIZE);
    let reader = terminal.reader();
    let (key, before, after, composed) = match reader.search() {
        Some(line) => {
            let before: String = line.text().chars().take(line.caret()).collect();
            let after: String = line.text().chars().skip(line.caret()).collect();
            ("handbook.search", before, after, line.composition().to_owned())
        }
        None => ("handbook.folio", reader.folio().to_owned(), String::new(), String::new()),
    };
    let label = words::say(key, &[]);
    sheet.word(Point::new(left, base), Face::Text, size, Tone::Line, label.as_str());
    let x = left + Face::Text.width(&label, size) + 20.0;
    sheet.typed(Point::new(x, base), size, [&before, &composed, &after]);
    let area = Area { left, top: base - 28.0, right: terminal.tube().width - left, bottom: base + 12.0 };
    let text = format!("{before}{after}");
    sheet.controls.push(Control::new("line", area, Role::TextInput, label).with_value(text));
}

/// Where the leaf stands, and that more of it follows.
pub(in crate::screens) fn place(paging: &Paging, measures: &Measures, sheet: &mut Sheet) {
    if paging.most == 0 {
        return;
    }
    let view = &measures.view;
    let x = measures.right() + 34.0;
    let (top, bottom) = (view.top + 14.0, view.bottom - 14.0);
    sheet.line(Point::new(x, top), Point::new(x, bottom), 1.2, Tone::Dim);
    let all = f64::from(paging.most + paging.seen);
    let length = ((bottom - top) * f64::from(paging.seen) / all).max(24.0);
    let from = top + (bottom - top - length) * f64::from(paging.row) / f64::from(paging.most);
    sheet.line(Point::new(x, from), Point::new(x, from + length), 5.0, Tone::Line);
    let arrow = |sheet: &mut Sheet, y: f64, down: f64| {
        for side in [-9.0, 9.0] {
            sheet.line(Point::new(x + side, y), Point::new(x, y + down), 2.0, Tone::Bright);
        }
    };
    if paging.row > 0 {
        arrow(sheet, top - 6.0, -8.0);
    }
    if paging.row < paging.most {
        arrow(sheet, bottom + 6.0, 8.0);
    }
}
