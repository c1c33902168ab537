//! The card of a session that is over: what is kept of it, and a kind word.

use egui::Align2;

use crate::model::geometry::{Area, Point};
use crate::model::wellness::Card;
use crate::model::{Command, Terminal};
use crate::pack::talk::Talk;
use crate::screens::canvas::{Canvas, Face};
use crate::screens::{Control, Role};
use crate::{template, words};

fn area(terminal: &Terminal) -> Area {
    let middle = terminal.tube().area().centre();
    Area::new(middle.x - 330.0, middle.y - 220.0, 660.0, 470.0)
}

/// What stands on the card, top to bottom.
fn lines(talk: &Talk, card: &Card) -> [String; 3] {
    [
        talk.label("card-facts", &[("count", &card.facts.to_string())]),
        talk.label("card-replies", &[("count", &card.replies.to_string())]),
        talk.label("card-points", &[("points", &card.points.to_string())]),
    ]
}

fn title(talk: &Talk, card: &Card) -> String {
    talk.label("card-title", &[("number", &card.number.to_string())])
}

fn word(terminal: &Terminal, talk: &Talk, card: &Card) -> String {
    let which = terminal.session().seed.wrapping_add(card.number.into());
    talk.line("card", which)
        .map_or_else(String::new, |text| template::fill(text, &[("employee", terminal.employee())]))
}

pub(super) fn controls(terminal: &Terminal, talk: &Talk) -> Vec<Control> {
    let Some(card) = terminal.session().wellness.cards.last() else { return Vec::new() };
    let [facts, replies, points] = lines(talk, card);
    let word = word(terminal, talk, card);
    let places = [("facts", &*facts), ("replies", &*replies), ("points", &*points), ("word", &*word)];
    let value = words::say("label.session-card", &places);
    vec![
        Control::new("card", area(terminal), Role::Status, title(talk, card)).with_value(value),
        Control::new("card.next", terminal.tube().area(), Role::Button, talk.label("card-next", &[]))
            .with_command(Command::GoOn),
    ]
}

pub(super) fn paint(terminal: &Terminal, talk: &Talk, canvas: &Canvas<'_>) {
    let Some(card) = terminal.session().wellness.cards.last() else { return };
    let ink = canvas.ink();
    let area = area(terminal);
    let tab = Area::new(area.left + 44.0, area.top - 40.0, 90.0, 44.0);
    canvas.panel(tab, 10.0, 2.4, ink.panel, ink.bright);
    let number = Point::new(tab.centre().x, tab.centre().y - 2.0);
    canvas.text(number, Align2::CENTER_CENTER, Face::Text, 24.0, ink.bright, &card.number.to_string());
    canvas.panel(area, 18.0, 2.6, ink.panel, ink.bright);
    let left = area.left + 56.0;
    let set = |y: f64, face, size, colour, text: &str| {
        let at = Point::new(left, area.top + y);
        canvas.text_within(at, Align2::LEFT_CENTER, face, size, colour, text, area.width() as f32 - 112.0);
    };
    set(72.0, Face::Name, 34.0, ink.bright, &title(talk, card));
    set(112.0, Face::Mono, 20.0, ink.line, &card.date.strftime("%Y-%m-%d %H:%M").to_string());
    let rule = area.top + 142.0;
    canvas.line(Point::new(left, rule), Point::new(area.right - 56.0, rule), 2.0, ink.line);
    for (at, line) in lines(talk, card).iter().enumerate() {
        set(184.0 + 44.0 * at as f64, Face::Text, 26.0, ink.digit, line);
    }
    canvas.paragraph(
        Point::new(area.centre().x, area.top + 380.0),
        25.0,
        ink.bright,
        &word(terminal, talk, card),
        area.width() as f32 - 112.0,
    );
    let tube = terminal.tube();
    canvas.text(
        Point::new(tube.width / 2.0, tube.height - 92.0),
        Align2::CENTER_CENTER,
        Face::Text,
        24.0,
        ink.dim,
        &talk.label("card-next", &[]),
    );
}
