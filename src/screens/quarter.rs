//! The refiner of a quarter: the committee's list, and the certificate.

use egui::Align2;

use super::buttons::{self, Button};
use super::canvas::{Canvas, Face, faded};
use super::{Control, Role};
use crate::keys::{Action, Keys};
use crate::model::geometry::{Area, Point, Tube};
use crate::model::incentives::Standing;
use crate::model::{Command, Terminal};
use crate::pack::incentives::Incentives;
use crate::words;

/// Where the columns of the list stand, in shares of the tube's width: place, name, groups, misfiled, remark.
const COLUMNS: [f64; 5] = [0.075, 0.125, 0.46, 0.59, 0.64];

/// Where the certificate lies: in the middle of a tube of any size.
pub(crate) fn certificate_area(tube: &Tube) -> Area {
    let middle = tube.area().centre();
    Area::new(middle.x - 570.0, middle.y - 450.0, 1140.0, 780.0)
}

fn shown(terminal: &Terminal) -> Option<(&Incentives, Standing, bool)> {
    let (quarter, certificate) = terminal.shown_quarter();
    Some((terminal.pack().incentives.as_ref()?, terminal.standing(quarter)?, certificate))
}

fn buttons(terminal: &Terminal, incentives: &Incentives, certificate: bool, keys: &Keys) -> Vec<Button> {
    let named = |id, line: &str, action, command| (id, incentives.say(line, &[]), action, command);
    let mut all = if certificate {
        vec![named("save", "quarter-save", Action::SaveCertificate, Command::Save)]
    } else {
        vec![named("certificate", "quarter-certificate", Action::Certificate, Command::Certificate)]
    };
    all.push(named("card", "quarter-card", Action::Card, Command::Copy));
    all.push(named("leave", "quarter-leave", Action::GoOn, Command::GoOn));
    buttons::row(terminal, terminal.tube().height * 0.895, keys, all)
}

/// At the sides of the title, the ways to the quarter before and after.
fn turns(terminal: &Terminal, quarter: u32, keys: &Keys) -> Vec<Button> {
    let right = terminal.tube().width - 60.0;
    let mut turns = Vec::new();
    let mut turn = |id, left, label: &str, by: i8, to: u32| {
        let area = Area::new(left, 50.0, 190.0, 44.0);
        let command = Command::Quarter { quarter: to };
        turns.push(buttons::alone(id, area, &words::say(label, &[]), Action::TurnQuarter(by), command, keys));
    };
    if quarter > 1 {
        turn("quarter.previous", 60.0, "merits.before", -1, quarter - 1);
    }
    if quarter < terminal.quarters() {
        turn("quarter.next", right - 190.0, "merits.after", 1, quarter + 1);
    }
    turns
}

/// Who is the refiner of the quarter, in words.
fn named(incentives: &Incentives, standing: &Standing) -> String {
    let name = standing.first().map_or("", |line| &line.name);
    let key = if standing.place == 1 { "quarter-first" } else { "quarter-named" };
    incentives.say(key, &[("name", name)])
}

fn place(incentives: &Incentives, standing: &Standing) -> String {
    incentives.say("quarter-place", &[("place", &standing.place.to_string())])
}

/// What the committee says, in one text.
fn words_of_quarter(terminal: &Terminal) -> String {
    shown(terminal).map_or_else(String::new, |(incentives, standing, _)| {
        words::sentences(&[named(incentives, &standing), place(incentives, &standing)])
    })
}

/// The lines of the certificate.
struct Sheet {
    title: String,
    name: String,
    text: String,
    figures: String,
    signed: String,
}

fn sheet(terminal: &Terminal, incentives: &Incentives, standing: &Standing) -> Sheet {
    let own = standing.own();
    let name = own.map_or_else(|| terminal.employee().to_owned(), |own| own.name.clone());
    let quarter = standing.quarter.to_string();
    let key = if standing.place == 1 { "certificate-first" } else { "certificate-text" };
    let (groups, misfiled) = own.map_or((0, 0), |own| (own.groups, own.misfiled));
    let (groups, misfiled) = (groups.to_string(), misfiled.to_string());
    let files = crate::model::session::QUARTER.to_string();
    Sheet {
        title: incentives.say("certificate-title", &[]),
        text: incentives.say(key, &[("name", &name), ("quarter", &quarter)]),
        name,
        figures: incentives
            .say("certificate-figures", &[("files", &files), ("groups", &groups), ("misfiled", &misfiled)]),
        signed: incentives.say("certificate-signed", &[("date", &standing.date.to_string())]),
    }
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let Some((incentives, standing, certificate)) = shown(terminal) else { return Vec::new() };
    let tube = terminal.tube();
    let title = incentives.say("quarter-title", &[("quarter", &standing.quarter.to_string())]);
    let mut controls = Vec::new();
    if certificate {
        let Sheet { title, text, figures, signed, .. } = sheet(terminal, incentives, &standing);
        let words = words::sentences(&[text, figures, signed]);
        controls.push(Control::new("sheet", certificate_area(tube), Role::Status, title).with_value(words));
    } else {
        controls.push(
            Control::new("quarter", tube.area(), Role::Status, title).with_value(words_of_quarter(terminal)),
        );
        for (at, line) in standing.lines.iter().enumerate() {
            let remark = line.remark.clone().unwrap_or_else(|| incentives.say("quarter-own-remark", &[]));
            let places = [
                ("place", (at + 1).to_string()),
                ("groups", line.groups.to_string()),
                ("misfiled", line.misfiled.to_string()),
                ("remark", remark),
            ];
            let places = places.each_ref().map(|(name, value)| (*name, value.as_str()));
            let figures = incentives.say("quarter-line", &places);
            let area = Area::new(tube.width * 0.06, row(tube, at) - 26.0, tube.width * 0.88, 52.0);
            controls.push(
                Control::new(format!("line.{}", at + 1), area, Role::Label, line.name.clone())
                    .with_value(figures),
            );
        }
    }
    if !certificate {
        controls.extend(buttons::controls(turns(terminal, standing.quarter, keys)));
    }
    controls.extend(buttons::controls(buttons(terminal, incentives, certificate, keys)));
    controls
}

fn row(tube: &Tube, at: usize) -> f64 {
    tube.height * 0.335 + 58.0 * at as f64
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    canvas.fill(tube.area(), ink.ground);
    let Some((incentives, standing, certificate)) = shown(terminal) else { return };
    if certificate {
        paint_certificate(terminal, incentives, &standing, canvas);
    } else {
        paint_list(terminal, incentives, &standing, canvas);
        buttons::paint(&turns(terminal, standing.quarter, ink.keys()), canvas);
    }
    buttons::paint(&buttons(terminal, incentives, certificate, ink.keys()), canvas);
}

fn paint_list(terminal: &Terminal, incentives: &Incentives, standing: &Standing, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let column = |at: usize| COLUMNS[at] * tube.width;
    let title = incentives.say("quarter-title", &[("quarter", &standing.quarter.to_string())]);
    let middle = tube.width / 2.0;
    let set = |y: f64, face, size, colour, text: &str| {
        let at = Point::new(middle, y);
        canvas.text_within(at, Align2::CENTER_CENTER, face, size, colour, text, tube.width as f32 - 160.0);
    };
    set(74.0, Face::Name, 38.0, ink.bright, &title);
    canvas.double_rule(tube, 112.0);
    set(168.0, Face::Text, 32.0, ink.digit, &named(incentives, standing));
    set(214.0, Face::Text, 25.0, ink.dim, &place(incentives, standing));
    let head = row(tube, 0) - 54.0;
    for (at, key, align) in [
        (2, "quarter-groups", Align2::RIGHT_CENTER),
        (3, "quarter-misfiled", Align2::RIGHT_CENTER),
        (4, "quarter-remark", Align2::LEFT_CENTER),
    ] {
        let text = incentives.say(key, &[]);
        canvas.text_within(Point::new(column(at), head), align, Face::Text, 21.0, ink.dim, &text, 200.0);
    }
    for (at, line) in standing.lines.iter().enumerate() {
        let (y, own) = (row(tube, at), line.remark.is_none());
        let colour = if own { ink.core } else { ink.digit };
        if own {
            let area = Area::new(tube.width * 0.055, y - 26.0, tube.width * 0.89, 52.0);
            canvas.panel(area, 4.0, 2.0, ink.panel, ink.bright);
        }
        let text = |column_at: usize, align, face, size, text: &str, widest: f32| {
            canvas.text_within(Point::new(column(column_at), y), align, face, size, colour, text, widest);
        };
        text(0, Align2::LEFT_CENTER, Face::Mono, 24.0, &(at + 1).to_string(), 60.0);
        text(1, Align2::LEFT_CENTER, Face::Text, 28.0, &line.name, 340.0);
        text(2, Align2::RIGHT_CENTER, Face::Mono, 24.0, &line.groups.to_string(), 160.0);
        text(3, Align2::RIGHT_CENTER, Face::Mono, 24.0, &line.misfiled.to_string(), 120.0);
        let remark = line.remark.clone().unwrap_or_else(|| incentives.say("quarter-own-remark", &[]));
        text(4, Align2::LEFT_CENTER, Face::Text, 22.0, &remark, (tube.width * 0.29) as f32);
    }
}

fn paint_certificate(terminal: &Terminal, incentives: &Incentives, standing: &Standing, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let sheet = sheet(terminal, incentives, standing);
    let area = certificate_area(tube);
    canvas.panel(area.grown(-14.0), 0.0, 3.0, ink.ground, ink.bright);
    canvas.outline(area.grown(-28.0), 0.0, 1.6, ink.line);
    corners(area.grown(-28.0), canvas);
    let middle = area.centre().x;
    let emblem = Area::new(middle - 45.0, area.top + 62.0, 90.0, 116.0);
    canvas.emblem(emblem, 1.0, 1.0);
    let set = |y: f64, face, size, colour, text: &str, widest: f32| {
        let at = Point::new(middle, area.top + y);
        canvas.text_within(at, Align2::CENTER_CENTER, face, size, colour, text, widest);
    };
    set(232.0, Face::Name, 44.0, ink.bright, &sheet.title, 960.0);
    set(340.0, Face::Light, 66.0, ink.core, &sheet.name, 900.0);
    canvas.line(
        Point::new(middle - 360.0, area.top + 392.0),
        Point::new(middle + 360.0, area.top + 392.0),
        1.6,
        ink.line,
    );
    canvas.paragraph(Point::new(middle, area.top + 462.0), 28.0, ink.digit, &sheet.text, 860.0);
    set(560.0, Face::Mono, 22.0, ink.line, &sheet.figures, 940.0);
    let y = area.top + 664.0;
    canvas.line(Point::new(middle - 240.0, y), Point::new(middle + 240.0, y), 1.6, faded(ink.line, 0.8));
    set(700.0, Face::Text, 22.0, ink.dim, &sheet.signed, 900.0);
}

/// The ornaments in the corners: three short strokes each, as on forms of the period.
fn corners(area: Area, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    for (x, along) in [(area.left, 1.0), (area.right, -1.0)] {
        for (y, down) in [(area.top, 1.0), (area.bottom, -1.0)] {
            for step in 1..=3 {
                let (near, far) = (14.0 * f64::from(step), 14.0 * f64::from(step) + 40.0);
                let at = |dx: f64, dy: f64| Point::new(x + along * dx, y + down * dy);
                canvas.line(at(near, near), at(far, near), 1.6, ink.line);
                canvas.line(at(near, near), at(near, far), 1.6, ink.line);
            }
        }
    }
}
