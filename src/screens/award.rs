//! The window that presents an award, over what lies beneath; and the drawing of an award.

use egui::{Align2, pos2};

use super::buttons::{self, Button};
use super::canvas::{Canvas, Face, faded};
use super::{Control, Role};
use crate::keys::{Action, Keys};
use crate::model::geometry::{Area, Point};
use crate::model::incentives::Given;
use crate::model::{Command, DONE_APPEARS, Terminal, ease};
use crate::pack::incentives::{Award, Incentives};
use crate::template;
use crate::time::Time;
use crate::words;

/// The side of the box in which a pack draws.
const BOX: f64 = 100.0;

/// Draws an award in lines, inside `area`.
pub(super) fn draw(award: &Award, area: Area, width: f32, colour: egui::Color32, canvas: &Canvas<'_>) {
    let side = area.width().min(area.height());
    let (left, top) = (area.centre().x - side / 2.0, area.centre().y - side / 2.0);
    let place = |[x, y]: [f32; 2]| {
        pos2((left + f64::from(x) / BOX * side) as f32, (top + f64::from(y) / BOX * side) as f32)
    };
    for stroke in &award.strokes {
        canvas.path(stroke.iter().copied().map(place).collect(), width, colour);
    }
}

/// What an award is called; where another house gave it, what its place is for.
pub(super) fn name(incentives: &Incentives, given: &Given) -> String {
    let place = || incentives.say("case-place", &[("percent", &given.rung.to_string())]);
    incentives.award(&given.award).map_or_else(place, |award| award.name.clone())
}

/// What is inscribed on an award.
pub(super) fn inscription(
    terminal: &Terminal,
    incentives: &Incentives,
    number: u32,
    given: &Given,
) -> String {
    let places = [("employee", terminal.employee()), ("number", &number.to_string())];
    incentives
        .award(&given.award)
        .map_or_else(String::new, |award| template::fill(&award.inscription, &places))
}

fn area(terminal: &Terminal) -> Area {
    let middle = terminal.tube().area().centre();
    Area::new(middle.x - 420.0, middle.y - 380.0, 840.0, 740.0)
}

fn text(incentives: &Incentives, given: &Given) -> String {
    let (percent, quarter) = (given.rung.to_string(), given.quarter.to_string());
    let places = [("award", &*name(incentives, given)), ("percent", &percent), ("quarter", &quarter)];
    incentives.say("award-text", &places)
}

fn buttons(terminal: &Terminal, incentives: &Incentives, keys: &Keys) -> Vec<Button> {
    let mut all = vec![("keep", incentives.say("award-keep", &[]), Action::GoOn, Command::GoOn)];
    if terminal.presents_dance() {
        all.push(("dance", incentives.say("award-dance", &[]), Action::Dance, Command::Dance));
    }
    buttons::row(terminal, area(terminal).bottom - 92.0, keys, all)
}

/// What the window says, in one text.
fn words_of_award(terminal: &Terminal) -> String {
    let (Some(incentives), Some((number, given))) = (&terminal.pack().incentives, terminal.presented_award())
    else {
        return String::new();
    };
    let counted = incentives.say("award-number", &[("number", &number.to_string())]);
    let inscribed = inscription(terminal, incentives, number, given);
    words::sentences(&[text(incentives, given), counted, inscribed])
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let Some(incentives) = &terminal.pack().incentives else { return Vec::new() };
    let title = incentives.say("award-title", &[]);
    let told =
        Control::new("award", area(terminal), Role::Status, title).with_value(words_of_award(terminal));
    std::iter::once(told).chain(buttons::controls(buttons(terminal, incentives, keys))).collect()
}

pub(super) fn paint(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let (Some(incentives), Some((number, given))) = (&terminal.pack().incentives, terminal.presented_award())
    else {
        return;
    };
    let still = terminal.reduced_motion();
    let shown = if still { 1.0 } else { ease::smooth(terminal.now().progress(since, DONE_APPEARS)) };
    let area = area(terminal);
    canvas.panel(area, 0.0, 2.4, faded(ink.ground, shown), faded(ink.bright, shown));
    canvas.outline(area.grown(-12.0), 0.0, 2.0, faded(ink.line, shown));
    let middle = area.centre().x;
    let set = |y: f64, face, size, colour, text: &str| {
        let at = Point::new(middle, area.top + y);
        canvas.text_within(at, Align2::CENTER_CENTER, face, size, faded(colour, shown), text, 740.0);
    };
    set(70.0, Face::Name, 40.0, ink.bright, &incentives.say("award-title", &[]));
    if let Some(award) = incentives.award(&given.award) {
        let drawn = Area::new(middle - 135.0, area.top + 116.0, 270.0, 270.0);
        draw(award, drawn, 3.0, faded(ink.core, shown), canvas);
    }
    let text = text(incentives, given);
    if !text.contains(&name(incentives, given)) {
        set(414.0, Face::Text, 28.0, ink.bright, &name(incentives, given));
    }
    canvas.paragraph(Point::new(middle, area.top + 480.0), 26.0, faded(ink.digit, shown), &text, 680.0);
    let inscribed = inscription(terminal, incentives, number, given);
    set(560.0, Face::Light, 24.0, ink.line, &inscribed);
    set(
        598.0,
        Face::Mono,
        20.0,
        ink.dim,
        &incentives.say("award-number", &[("number", &number.to_string())]),
    );
    if shown >= 1.0 {
        buttons::paint(&buttons(terminal, incentives, ink.keys()), canvas);
    }
}
