//! What stands around either list: the title, what is said of the chosen row, and the strip.

use super::{chosen, chosen_action, usual};
use crate::keys::{Keys, Lost};
use crate::model::geometry::{Area, DOUBLE_RULE, Point};
use crate::model::{Command, Terminal};
use crate::screens::face::Face;
use crate::screens::handbook::frame::place;
use crate::screens::handbook::sheet::{Measures, Paging, Sheet, Tone};
use crate::screens::{Control, Role};
use crate::settings::{Kind, Takes};
use crate::words;

/// The base line of the title, and the upper line of its rule.
const HEAD: f64 = 80.0;
const RULE: f64 = 100.0;
/// From the bottom of the tube to the rules around the foot, and to the base lines there.
const FOOT_RULE: f64 = 166.0;
const LINES: [f64; 2] = [128.0, 90.0];
const STRIP_RULE: f64 = 68.0;
const STRIP: f64 = 24.0;
const SIZE: f64 = 24.0;
/// Between two buttons of the strip.
const GAP: f64 = 40.0;

pub(super) fn frame(terminal: &Terminal, keys: &Keys, paging: &Paging, measures: &Measures) -> Sheet {
    let mut sheet = Sheet::default();
    let (left, right, height) = (measures.left, measures.right(), terminal.tube().height);
    let shows_keys = terminal.preferences().shows_keys();
    let (own, other) =
        if shows_keys { ("settings.keys", "settings.title") } else { ("settings.title", "settings.keys") };
    let title = words::say(own, &[]);
    sheet.word(Point::new(left, HEAD), Face::Name, measures.scaled(34.0), Tone::Bright, title.as_str());
    let area = Area { left, top: HEAD - 30.0, right: left + 500.0, bottom: HEAD + 10.0 };
    sheet.controls.push(Control::new("title", area, Role::Label, title));
    for y in [RULE, RULE + DOUBLE_RULE] {
        sheet.rule(left, right, y, 2.0, Tone::Line);
    }
    sheet.rule(left, right, height - FOOT_RULE, 2.0, Tone::Line);
    let lines = about(terminal, keys);
    for (line, up) in lines.iter().zip(LINES) {
        let size = measures.scaled(if up == LINES[0] { SIZE } else { 22.0 });
        let wide = Face::Text.width(line, size);
        let size = if wide > measures.width { size * measures.width / wide } else { size };
        let tone = if up == LINES[0] { Tone::Body } else { Tone::Line };
        sheet.word(Point::new(left, height - up), Face::Text, size, tone, line.as_str());
    }
    let said = lines.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let area = Area { left, top: height - FOOT_RULE + 4.0, right, bottom: height - STRIP_RULE - 4.0 };
    sheet.controls.push(Control::new("about", area, Role::Status, said));
    sheet.rule(left, right, height - STRIP_RULE, 2.0, Tone::Line);
    let base = height - STRIP;
    let mut button = |x: f64,
                      from_right: bool,
                      id: &str,
                      key: &str,
                      command: Option<Command>,
                      for_pointer| {
        let (text, size) = (words::say(key, &[]), measures.scaled(SIZE));
        let width = Face::Text.width(&text, size);
        let x = if from_right { x - width } else { x };
        sheet.word(Point::new(x, base), Face::Text, size, Tone::Line, text.as_str());
        let area =
            Area { left: x - GAP / 2.0, top: base - 32.0, right: x + width + GAP / 2.0, bottom: base + 14.0 };
        let control = Control { command, for_pointer, ..Control::new(id, area, Role::Button, text) };
        sheet.controls.push(control);
        width + GAP
    };
    let first = button(left, false, "tool.other", other, Some(Command::ListKeys { on: !shows_keys }), false);
    button(left + first, false, "tool.usual", "settings.to-usual", usual(terminal), true);
    button(right, true, "tool.close", "settings.close", Some(Command::Back), false);
    place(paging, measures, &mut sheet);
    sheet
}

/// What an action has lost to others, or others to it: the first, and how many more.
fn lost_line(lost: &[&Lost]) -> String {
    let Some(first) = lost.first().map(ToString::to_string) else { return String::new() };
    match lost.len() - 1 {
        0 => first,
        more => words::say("settings.lost-more", &[("lost", &first), ("count", &more.to_string())]),
    }
}

/// What is said of the chosen row, in two lines.
fn about(terminal: &Terminal, keys: &Keys) -> [String; 2] {
    let preferences = terminal.preferences();
    if let Some(action) = chosen_action(terminal) {
        let lost = keys.lost().iter().filter(|lost| lost.to == action || lost.from == action);
        let lost = lost_line(&lost.collect::<Vec<_>>());
        let usual = keys.list().find(|bound| bound.name == action);
        let usual = usual.map(|bound| bound.usual.join(" ")).unwrap_or_default();
        let first = match preferences.awaited() {
            Some(_) => words::say("settings.key-wanted", &[]),
            None => words::say("settings.key-help", &[("usual", &usual)]),
        };
        return [first, lost];
    }
    let Some(setting) = chosen(terminal) else { return [words::say("settings.hint", &[]), String::new()] };
    if let Some(why) = preferences.fault() {
        return [setting.help(), words::say("settings.refused", &[("why", why)])];
    }
    let usual = setting.shown(setting.default);
    let range = match setting.kind {
        Kind::Text(_) if preferences.line().is_some() => {
            return [setting.help(), words::say("settings.writing", &[])];
        }
        Kind::Text(_) => return [setting.help(), words::say("settings.a-text", &[("usual", &usual)])],
        _ => setting.range_shown(),
    };
    let key = if setting.takes == Takes::NextStart { "settings.at-start" } else { "settings.usually" };
    [setting.help(), words::say(key, &[("range", &range), ("usual", &usual)])]
}
