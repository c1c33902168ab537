//! The case of awards: the one that is chosen, large, and the shelf of its quarter.

use egui::Align2;

use super::award;
use super::buttons::{self, Button};
use super::canvas::{Canvas, Face, faded};
use super::{Control, Role};
use crate::keys::{Action, Keys};
use crate::model::geometry::{Area, Point};
use crate::model::incentives::Given;
use crate::model::{Command, Terminal};
use crate::pack::incentives::{DANCE_RUNG, Incentives, RUNGS};
use crate::words;

/// A place on the shelf.
struct Place<'a> {
    area: Area,
    rung: u8,
    /// What stands there: its number, from 1, and the award.
    award: Option<(u32, &'a Given)>,
}

/// The quarter whose shelf is shown: that of the award that is chosen, else the one that is worked on.
fn quarter(terminal: &Terminal) -> u32 {
    terminal.chosen_award().map_or(terminal.quarter_so_far().0, |(_, given)| given.quarter)
}

fn shelf(terminal: &Terminal) -> Vec<Place<'_>> {
    let (tube, quarter) = (terminal.tube(), quarter(terminal));
    let step = (tube.width - 160.0) / RUNGS.len() as f64;
    let side = (step - 40.0).min(200.0);
    let place = |(at, rung): (usize, u8)| Place {
        area: Area::new(80.0 + step * at as f64 + (step - side) / 2.0, tube.height * 0.58, side, side),
        rung,
        award: (1..)
            .zip(&terminal.merits().given)
            .find(|(_, given)| given.quarter == quarter && given.rung == rung),
    };
    RUNGS.into_iter().enumerate().map(place).collect()
}

fn buttons(terminal: &Terminal, incentives: &Incentives, keys: &Keys) -> Vec<Button> {
    let mut all = Vec::new();
    if terminal.merits().dance().is_some() {
        all.push(("dance", incentives.say("case-dance", &[]), Action::Dance, Command::Dance));
    }
    let ended = terminal.quarters();
    if ended > 0 {
        let label = incentives.say("case-certificate", &[("quarter", &ended.to_string())]);
        all.push(("quarter", label, Action::Quarter, Command::Quarter { quarter: 0 }));
    }
    all.push(("leave", incentives.say("quarter-leave", &[]), Action::Back, Command::Back));
    buttons::row(terminal, terminal.tube().height * 0.875, keys, all)
}

/// What is said of the award that is chosen, line by line.
fn lines(terminal: &Terminal, incentives: &Incentives) -> Vec<String> {
    let Some((number, given)) = terminal.chosen_award() else {
        return vec![incentives.say("case-empty", &[])];
    };
    let (date, quarter) = (given.date.date().to_string(), given.quarter.to_string());
    let note = incentives.award(&given.award).map_or("", |award| &award.note);
    let mut lines = vec![
        incentives.say("award-number", &[("number", &number.to_string())]),
        award::inscription(terminal, incentives, number, given),
        note.to_owned(),
        incentives.say("case-given", &[("date", &date), ("quarter", &quarter)]),
    ];
    if given.rung == DANCE_RUNG && terminal.merits().danced.contains(&given.quarter) {
        lines.push(incentives.say("case-danced", &[]));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn progress(terminal: &Terminal, incentives: &Incentives) -> String {
    let (quarter, percent) = terminal.quarter_so_far();
    incentives.say("case-quarter", &[("quarter", &quarter.to_string()), ("percent", &percent.to_string())])
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let Some(incentives) = &terminal.pack().incentives else { return Vec::new() };
    let tube = terminal.tube();
    let chosen = terminal.chosen_award();
    let name = chosen.map_or_else(String::new, |(_, given)| award::name(incentives, given));
    let about = Area::new(80.0, tube.height * 0.14, tube.width - 160.0, tube.height * 0.4);
    let told: Vec<String> =
        std::iter::once(name).filter(|name| !name.is_empty()).chain(lines(terminal, incentives)).collect();
    let mut controls = vec![
        Control::new("case", tube.area(), Role::Label, incentives.say("case-title", &[])),
        Control::new("so-far", tube.area(), Role::Label, progress(terminal, incentives)),
        Control::new("chosen", about, Role::Status, words::sentences(&told)),
    ];
    let at = chosen.map_or(0, |(number, _)| i64::from(number));
    for place in shelf(terminal) {
        let id = format!("place.{}", place.rung);
        let free = incentives.say("case-place", &[("percent", &place.rung.to_string())]);
        controls.push(match place.award {
            Some((number, given)) => {
                let by = (i64::from(number) - at) as i32;
                Control::new(id, place.area, Role::Button, award::name(incentives, given))
                    .with_value(incentives.say("award-number", &[("number", &number.to_string())]))
                    .with_command(Command::TurnAward { by })
            }
            None => Control::new(id, place.area, Role::Label, free),
        });
    }
    controls.extend(buttons::controls(buttons(terminal, incentives, keys)));
    controls
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let Some(incentives) = &terminal.pack().incentives else { return };
    canvas.fill(tube.area(), ink.ground);
    let title = Point::new(80.0, 74.0);
    canvas.text(title, Align2::LEFT_CENTER, Face::Name, 36.0, ink.bright, &incentives.say("case-title", &[]));
    let right = Point::new(tube.width - 80.0, 74.0);
    let so_far = progress(terminal, incentives);
    canvas.text_within(right, Align2::RIGHT_CENTER, Face::Text, 26.0, ink.digit, &so_far, 620.0);
    canvas.double_rule(tube, 112.0);
    let chosen = terminal.chosen_award();
    let large = Area::new(110.0, 150.0, 360.0, 360.0);
    let text = Point::new(540.0, 190.0);
    if let Some((_, given)) = chosen {
        if let Some(award) = incentives.award(&given.award) {
            award::draw(award, large, 3.2, ink.core, canvas);
        }
        canvas.text_within(
            text,
            Align2::LEFT_CENTER,
            Face::Name,
            34.0,
            ink.bright,
            &award::name(incentives, given),
            tube.width as f32 - 620.0,
        );
    }
    let (mut y, first) = if chosen.is_some() { (text.y + 62.0, 540.0) } else { (tube.height * 0.34, 110.0) };
    let wide = (tube.width - first - 80.0) as f32;
    for (at, line) in lines(terminal, incentives).iter().enumerate() {
        let (face, size, colour) = match (chosen, at) {
            (Some(_), 0) => (Face::Mono, 22.0, ink.dim),
            (Some(_), 1) => (Face::Light, 30.0, ink.digit),
            _ => {
                // What is said of an award may take two lines.
                y += canvas.block(Point::new(first, y - 16.0), 24.0, ink.digit, line, wide) + 20.0;
                continue;
            }
        };
        canvas.text_within(Point::new(first, y), Align2::LEFT_CENTER, face, size, colour, line, wide);
        y += 52.0;
    }
    let places = shelf(terminal);
    if let Some(place) = places.first() {
        let board = place.area.bottom + 16.0;
        canvas.line(Point::new(80.0, board), Point::new(tube.width - 80.0, board), 3.0, ink.line);
        canvas.line(
            Point::new(80.0, board + 10.0),
            Point::new(tube.width - 80.0, board + 10.0),
            1.6,
            ink.line,
        );
    }
    for place in &places {
        let middle = Point::new(place.area.centre().x, place.area.bottom + 44.0);
        let rung = format!("{} %", place.rung);
        canvas.text_within(middle, Align2::CENTER_CENTER, Face::Mono, 22.0, ink.dim, &rung, 180.0);
        let Some((number, given)) = place.award else {
            canvas.outline(place.area.grown(-18.0), 6.0, 1.4, faded(ink.line, 0.4));
            continue;
        };
        if let Some(award) = incentives.award(&given.award) {
            award::draw(award, place.area.grown(-16.0), 2.0, ink.bright, canvas);
        }
        // The one that is chosen stands in a frame.
        if chosen.is_some_and(|(chosen, _)| chosen == number) {
            canvas.outline(place.area.grown(2.0), 6.0, 3.0, ink.bright);
        }
    }
    buttons::paint(&buttons(terminal, incentives, ink.keys()), canvas);
    let hint = Point::new(tube.width / 2.0, tube.height - 34.0);
    canvas.text_within(
        hint,
        Align2::CENTER_CENTER,
        Face::Text,
        22.0,
        ink.dim,
        &incentives.say("case-hint", &[]),
        tube.width as f32 - 160.0,
    );
}
