//! Arriving: the survey, the name that the house gives with the form on which it is corrected, and the sign-in.

use egui::Align2;

use super::buttons::{self, Button};
use super::canvas::{Canvas, Face};
use super::{Control, Role};
use crate::keys::{Action, Keys};
use crate::model::geometry::{Area, Point};
use crate::model::{Command, Screen, Terminal};
use crate::pack::arrival::Arrival;
use crate::words;

/// Width of the choices.
const WIDE: f64 = 760.0;

/// What stands on one of these screens.
struct Sheet {
    /// The title, and a line above it.
    title: String,
    above: String,
    /// What is asked or told.
    text: String,
    /// A line below it.
    below: String,
    /// What can be chosen or done.
    buttons: Vec<Button>,
    hint: String,
    /// Whether the hint says that something was refused.
    refused: bool,
}

/// Where things stand, from the top of the tube.
fn rows(terminal: &Terminal) -> [f64; 5] {
    let height = terminal.tube().height;
    [0.1, 0.16, 0.285, 0.4, 0.93].map(|share| share * height)
}

fn line_area(terminal: &Terminal) -> Area {
    let tube = terminal.tube();
    Area::new((tube.width - WIDE) / 2.0, tube.height * 0.47, WIDE, 74.0)
}

fn sheet(terminal: &Terminal, screen: Screen, keys: &Keys) -> Option<Sheet> {
    let arrival = terminal.pack().arrival.as_ref()?;
    match screen {
        Screen::Survey => survey(terminal, arrival),
        Screen::Naming => Some(naming(terminal, arrival, keys)),
        Screen::SignIn => Some(sign_in(terminal, arrival, keys)),
        _ => None,
    }
}

fn survey(terminal: &Terminal, arrival: &Arrival) -> Option<Sheet> {
    let at = terminal.question()?;
    let question = arrival.questions.get(at)?;
    let (number, count) = ((at + 1).to_string(), arrival.questions.len().to_string());
    let unknown = (arrival.say("survey-unknown", &[]), Command::Answer { answer: None });
    let answers = (0..).zip(&question.answers);
    let answers = answers.map(|(at, answer)| (answer.clone(), Command::Answer { answer: Some(at) }));
    let below = if at == 0 { arrival.say("survey-opening", &[]) } else { String::new() };
    Some(Sheet {
        title: arrival.say("survey-title", &[]),
        above: arrival.say("survey-at", &[("at", &number), ("count", &count)]),
        text: question.text.clone(),
        below,
        buttons: buttons::choices(terminal, rows(terminal)[3] + 30.0, WIDE, answers.chain([unknown])),
        hint: arrival.say("survey-hint", &[]),
        refused: false,
    })
}

fn naming(terminal: &Terminal, arrival: &Arrival, keys: &Keys) -> Sheet {
    let top = terminal.tube().height * 0.66;
    if terminal.corrects() {
        let refused = if terminal.refuses_name() { "name-refused" } else { "name-hint" };
        let all = vec![
            ("accept", arrival.say("name-accept", &[]), Action::Enter, Command::Enter),
            ("back", words::say("arrival.back", &[]), Action::Back, Command::Back),
        ];
        return Sheet {
            title: arrival.say("name-title", &[]),
            above: String::new(),
            text: arrival.say("name-form", &[]),
            below: words::say("arrival.line", &[]),
            buttons: buttons::row(terminal, top, keys, all),
            hint: arrival.say(refused, &[]),
            refused: terminal.refuses_name(),
        };
    }
    let given = name(terminal);
    let mut all = vec![("accept", arrival.say("name-accept", &[]), Action::GoOn, Command::GoOn)];
    if terminal.may_correct() {
        all.push(("correct", arrival.say("name-correct", &[]), Action::Correct, Command::Correct));
    }
    Sheet {
        title: arrival.say("name-title", &[]),
        above: String::new(),
        text: arrival.say("name-given", &[("name", &given)]),
        below: arrival.say("name-score", &[("count", &terminal.best_answers().to_string())]),
        buttons: buttons::row(terminal, top, keys, all),
        hint: String::new(),
        refused: false,
    }
}

/// The name that stands on the sheet: the one that is given, until there is one.
fn name(terminal: &Terminal) -> String {
    terminal.session().employee.clone().unwrap_or_else(|| terminal.given_name())
}

fn sign_in(terminal: &Terminal, arrival: &Arrival, keys: &Keys) -> Sheet {
    let label = |employee: &crate::model::arrival::Employee| {
        let name = employee.name.clone().unwrap_or_else(|| arrival.say("sign-unnamed", &[]));
        words::say("arrival.employee", &[("name", &name), ("profile", &employee.profile)])
    };
    // Whoever was here last comes first.
    let here = |employee: &&crate::model::arrival::Employee| employee.profile == terminal.here();
    let (first, others): (Vec<_>, Vec<_>) = terminal.employees().iter().partition(here);
    let all = first.into_iter().chain(others);
    let all =
        all.map(|employee| (label(employee), Command::SignIn { profile: Some(employee.profile.clone()) }));
    let new = (arrival.say("sign-new", &[]), Command::SignIn { profile: None });
    let top = rows(terminal)[2] + 10.0;
    let named = terminal.employees().iter().any(|one| here(&one) && one.name.is_some());
    let mut buttons = buttons::choices(terminal, top, WIDE, all.chain([new]));
    if terminal.may_correct() && named {
        let correct = ("correct", arrival.say("sign-correct", &[]), Action::Correct, Command::Correct);
        let below = top + buttons::height(buttons.len().min(buttons::SEEN)) + 34.0;
        buttons.extend(buttons::row(terminal, below, keys, vec![correct]));
    }
    let hint = if terminal.is_taken() { "sign-taken" } else { "sign-hint" };
    let more = terminal.employees().len() + 1;
    let above = if more > buttons::SEEN {
        words::say("arrival.employees", &[("count", &more.saturating_sub(1).to_string())])
    } else {
        String::new()
    };
    Sheet {
        title: arrival.say("sign-title", &[]),
        above,
        text: String::new(),
        below: String::new(),
        buttons,
        hint: arrival.say(hint, &[]),
        refused: terminal.is_taken(),
    }
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let Some(sheet) = sheet(terminal, terminal.screen(), keys) else { return Vec::new() };
    let area = terminal.tube().area();
    let told: Vec<&str> = [&sheet.above, &sheet.text, &sheet.below, &sheet.hint]
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let mut controls =
        vec![Control::new("sheet", area, Role::Status, sheet.title).with_value(words::sentences(&told))];
    if terminal.corrects() && terminal.screen() == Screen::Naming {
        let label = words::say("arrival.line", &[]);
        let line = Control::new("line", line_area(terminal), Role::TextInput, label);
        controls.push(line.with_value(terminal.line().text()));
    }
    controls.extend(buttons::controls(sheet.buttons));
    controls
}

pub(super) fn paint(terminal: &Terminal, screen: Screen, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let Some(sheet) = sheet(terminal, screen, ink.keys()) else { return };
    canvas.fill(tube.area(), ink.ground);
    let [above, title, text, below, hint] = rows(terminal);
    let middle = tube.width / 2.0;
    let set = |y: f64, face, size, colour, words: &str| {
        let at = Point::new(middle, y);
        canvas.text_within(at, Align2::CENTER_CENTER, face, size, colour, words, tube.width as f32 - 160.0);
    };
    set(above, Face::Mono, 22.0, ink.dim, &sheet.above);
    set(title, Face::Name, 40.0, ink.bright, &sheet.title);
    canvas.double_rule(tube, title + 46.0);
    canvas.paragraph(Point::new(middle, text), 32.0, ink.digit, &sheet.text, tube.width as f32 - 280.0);
    canvas.paragraph(
        Point::new(middle, below - 18.0),
        24.0,
        ink.dim,
        &sheet.below,
        tube.width as f32 - 280.0,
    );
    if screen == Screen::Naming && !terminal.corrects() {
        set(tube.height * 0.53, Face::Name, 72.0, ink.core, &name(terminal));
    }
    buttons::paint(&sheet.buttons, canvas);
    if screen == Screen::Naming && terminal.corrects() {
        let area = line_area(terminal);
        canvas.panel(area, 0.0, 2.0, ink.panel, ink.line);
        super::prompt::line(terminal, Point::new(area.left + 26.0, area.centre().y), true, canvas);
    }
    let colour = if sheet.refused { ink.bright } else { ink.dim };
    canvas.paragraph(Point::new(middle, hint), 24.0, colour, &sheet.hint, tube.width as f32 - 280.0);
}
