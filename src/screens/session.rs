//! The session with the director: what is said, the guest's turn, the dial, the lamp and the points.

mod card;
mod dial;

pub(super) use dial::face as dial_face;
use egui::Align2;

use super::canvas::{Canvas, Face, blend};
use super::{Control, Role};
use crate::model::geometry::{Area, Point, Tube};
use crate::model::wellness::dial::BAND;
use crate::model::wellness::{Sitting, Stage};
use crate::model::{Command, Terminal};
use crate::pack::talk::Talk;
use crate::words;

/// Where the columns begin and end, in tube units from the edges.
const MARGIN: f64 = 96.0;
/// Width of the column of words.
const COLUMN: f64 = 764.0;
/// From one reply to the next.
const REPLY: f64 = 54.0;
/// By how many parts one press of a button beside the dial moves it.
pub(super) const PRESS: i16 = 3;

/// Where things stand on a tube: the words at the left, the dial at the right.
struct Places {
    tube: Tube,
    /// Whether words are large.
    large: bool,
}

impl Places {
    /// The middle of the dial.
    fn dial(&self) -> Point {
        Point::new(self.tube.width - 290.0, 420.0)
    }

    /// The rule above the replies.
    fn rule(&self) -> f64 {
        self.tube.height - 376.0
    }

    fn reply(&self, at: usize) -> Area {
        Area::new(MARGIN - 12.0, self.rule() + 16.0 + REPLY * at as f64, COLUMN + 12.0, REPLY - 4.0)
    }

    /// Requests stand in two columns below the replies.
    fn request(&self, at: usize) -> Area {
        let (column, row) = ((at % 2) as f64, (at / 2) as f64);
        // Large words need the room up to the dial.
        let width = if self.large { 440.0 } else { (COLUMN + 12.0) / 2.0 };
        let top = self.rule() + 28.0 + 3.0 * REPLY + row * 37.0;
        Area::new(MARGIN - 12.0 + column * width, top, width - 8.0, 36.0)
    }

    fn lamp(&self) -> Area {
        Area::new(self.dial().x - 140.0, 614.0, 300.0, 60.0)
    }

    /// The button that turns the page.
    fn turn(&self) -> Area {
        Area::new(self.dial().x - 140.0, 822.0, 280.0, 52.0)
    }
}

fn places(terminal: &Terminal) -> Places {
    Places { tube: *terminal.tube(), large: terminal.large_words() }
}

/// The words at the right of the head: which session, and which of its facts.
fn head(talk: &Talk, sitting: &Sitting) -> String {
    let number = sitting.number().to_string();
    let (at, of) = sitting.place();
    match sitting.stage() {
        Stage::Closing | Stage::Over => talk.label("head-close", &[("number", &number)]),
        _ if at == 0 => talk.label("head-opening", &[("number", &number)]),
        _ => talk.label("head", &[("number", &number), ("at", &at.to_string()), ("count", &of.to_string())]),
    }
}

/// Where the dial comes to rest, in words.
pub(crate) fn dial_words(sitting: &Sitting) -> String {
    let value = sitting.dial().goal();
    let over = value.abs() - BAND;
    let count = over.to_string();
    match over {
        ..=0 => words::say("label.dial-steady", &[]),
        _ if value > 0 => words::say("label.dial-above", &[("count", &count)]),
        _ => words::say("label.dial-below", &[("count", &count)]),
    }
}

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let (Some(talk), Some(sitting)) = (&terminal.pack().talk, terminal.sitting()) else { return Vec::new() };
    if sitting.stage() == Stage::Over {
        return card::controls(terminal, talk);
    }
    let places = places(terminal);
    let tube = places.tube;
    let (title, place) = (talk.label("title", &[]), head(talk, sitting));
    let said = words::say("label.session", &[("title", &title), ("head", &place)]);
    let across = Area::new(MARGIN, 70.0, tube.width - 2.0 * MARGIN, 64.0);
    let mut controls = vec![Control::new("session.head", across, Role::Label, said)];
    if let Some(line) = sitting.whole_line() {
        let area = Area::new(MARGIN, 226.0, COLUMN, 160.0);
        controls
            .push(Control::new("session.line", area, Role::Status, talk.director.as_str()).with_value(line));
    }
    if let Some(fact) = sitting.whole_fact() {
        let area = Area::new(MARGIN, 400.0, COLUMN, places.rule() - 410.0);
        controls.push(Control::new("session.fact", area, Role::Status, fact));
    }
    for (at, (text, given)) in sitting.replies(terminal.pack()).into_iter().enumerate() {
        let value = if given { words::say("label.given", &[]) } else { String::new() };
        controls.push(
            Control::new(format!("reply.{at}"), places.reply(at), Role::Button, text)
                .with_value(value)
                .with_command(Command::Reply { reply: at }),
        );
    }
    for (at, (text, asked)) in sitting.requests(terminal.pack()).into_iter().enumerate() {
        let value = if asked { words::say("label.given", &[]) } else { String::new() };
        controls.push(
            Control::new(format!("request.{at}"), places.request(at), Role::Button, text)
                .with_value(value)
                .with_command(Command::Request { request: at }),
        );
    }
    controls.extend(dial::controls(places.dial(), talk, sitting));
    let lamp = if sitting.is_lit() { "label.lamp-lit" } else { "label.lamp-out" };
    controls.push(Control::new("lamp", places.lamp(), Role::Label, words::say(lamp, &[])));
    let points = Area::new(places.dial().x - 100.0, 700.0, 200.0, 104.0);
    let left = sitting.points().to_string();
    controls.push(Control::new(
        "points",
        points,
        Role::Label,
        talk.label("card-points", &[("points", &left)]),
    ));
    if sitting.waits_for_page(terminal.ways()) {
        controls.push(
            Control::new("turn", places.turn(), Role::Button, talk.label("turn", &[]))
                .with_command(Command::GoOn),
        );
    }
    controls
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let (Some(talk), Some(sitting)) = (&terminal.pack().talk, terminal.sitting()) else { return };
    let ink = canvas.ink();
    let places = places(terminal);
    let tube = places.tube;
    let right = tube.width - MARGIN;
    canvas.text(
        Point::new(MARGIN, 104.0),
        Align2::LEFT_CENTER,
        Face::Name,
        46.0,
        ink.bright,
        &talk.label("title", &[]),
    );
    canvas.text(
        Point::new(right, 110.0),
        Align2::RIGHT_CENTER,
        Face::Mono,
        24.0,
        ink.line,
        &head(talk, sitting),
    );
    for y in [150.0, 157.0] {
        canvas.line(Point::new(MARGIN, y), Point::new(right, y), 2.0, ink.line);
    }
    canvas.rule(&tube, tube.lower_rule());
    canvas.text(
        Point::new(tube.width / 2.0, tube.height - 25.0),
        Align2::CENTER_CENTER,
        Face::Text,
        24.0,
        ink.line,
        &talk.label("foot", &[]),
    );
    if sitting.stage() == Stage::Over {
        return card::paint(terminal, talk, canvas);
    }
    words_said(talk, sitting, canvas);
    turn_to_speak(terminal, sitting, &places, canvas);
    dial::paint(places.dial(), talk, sitting, canvas);
    lamp(talk, sitting, &places, canvas);
    points(talk, sitting, &places, canvas);
    if sitting.waits_for_page(terminal.ways()) {
        let area = places.turn();
        canvas.panel(area, 4.0, 2.0, ink.panel, ink.line);
        let text = talk.label("turn", &[]);
        canvas.text_within(area.centre(), Align2::CENTER_CENTER, Face::Text, 24.0, ink.bright, &text, 260.0);
    }
}

/// The director's line, and the fact under it; before the first fact the line has the place of both.
fn words_said(talk: &Talk, sitting: &Sitting, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    if sitting.whole_line().is_some() {
        let at = Point::new(MARGIN, 242.0);
        canvas.text(at, Align2::LEFT_CENTER, Face::Mono, 22.0, ink.line, &talk.director.to_uppercase());
    }
    let column = COLUMN as f32;
    let alone = sitting.whole_fact().is_none();
    if let (Some(whole), Some(shown)) = (sitting.whole_line(), sitting.line()) {
        let (size, colour) =
            if alone { (38.0, ink.bright) } else { (29.0, blend(ink.line, ink.bright, 0.35)) };
        canvas.arriving(Point::new(MARGIN, 270.0), size, colour, whole, shown.len(), column, alone);
    }
    if let (Some(whole), Some(shown)) = (sitting.whole_fact(), sitting.fact()) {
        canvas.arriving(Point::new(MARGIN, 404.0), 46.0, ink.core, whole, shown.len(), column, true);
    }
}

/// What the guest may say and ask for.
fn turn_to_speak(terminal: &Terminal, sitting: &Sitting, places: &Places, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let replies = sitting.replies(terminal.pack());
    if replies.is_empty() {
        return;
    }
    let lit = sitting.is_lit();
    let y = places.rule();
    canvas.line(Point::new(MARGIN, y), Point::new(MARGIN + COLUMN, y), 2.0, ink.line);
    let pointed = |area: &Area| terminal.pointer().is_some_and(|point| area.holds(point));
    for (at, (text, given)) in replies.into_iter().enumerate() {
        let area = places.reply(at);
        let pointed = lit && pointed(&area);
        if given {
            canvas.panel(area, 0.0, 2.0, blend(ink.panel, ink.line, 0.22), ink.bright);
        } else if pointed {
            canvas.outline(area, 0.0, 1.6, ink.line);
        }
        let colour = if given || lit { ink.bright } else { ink.dim };
        let middle = area.centre().y;
        canvas.text(
            Point::new(MARGIN + 8.0, middle),
            Align2::LEFT_CENTER,
            Face::Mono,
            27.0,
            colour,
            &(at + 1).to_string(),
        );
        canvas.text_within(
            Point::new(MARGIN + 64.0, middle),
            Align2::LEFT_CENTER,
            Face::Text,
            30.0,
            colour,
            text,
            COLUMN as f32 - 80.0,
        );
    }
    let said = sitting.replies(terminal.pack()).len();
    for (at, (text, asked)) in sitting.requests(terminal.pack()).into_iter().enumerate() {
        let area = places.request(at);
        if lit && !asked && pointed(&area) {
            canvas.panel(area, 0.0, 1.6, ink.panel, ink.line);
        }
        let colour = if lit && !asked { ink.line } else { ink.dim };
        let middle = area.centre().y;
        let key = (said + at + 1).to_string();
        let indent = if places.large { 38.0 } else { 50.0 };
        canvas.text(
            Point::new(area.left + indent - 30.0, middle),
            Align2::LEFT_CENTER,
            Face::Mono,
            20.0,
            colour,
            &key,
        );
        let placed = canvas.text_within(
            Point::new(area.left + indent, middle),
            Align2::LEFT_CENTER,
            Face::Text,
            21.0,
            colour,
            text,
            (area.width() - indent - 12.0) as f32,
        );
        if asked {
            let (from, to) = (f64::from(placed.left()), f64::from(placed.right()));
            canvas.line(Point::new(from, middle), Point::new(to, middle), 1.6, colour);
        }
    }
}

/// The director's lamp: a ring that is filled while it is lit.
fn lamp(talk: &Talk, sitting: &Sitting, places: &Places, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let area = places.lamp();
    let at = Point::new(area.left + 20.0, area.centre().y);
    let lit = sitting.is_lit();
    let round = |radius: f64| Area::new(at.x - radius, at.y - radius, 2.0 * radius, 2.0 * radius);
    if lit {
        canvas.panel(round(15.0), 15.0, 2.0, ink.core, ink.core);
        canvas.outline(round(21.0), 21.0, 2.0, ink.line);
    } else {
        canvas.outline(round(15.0), 15.0, 2.0, ink.dim);
    }
    // What it says is true only while it is lit.
    if lit {
        let place = Point::new(at.x + 36.0, at.y);
        let widest = area.width() as f32 - 50.0;
        canvas.text_within(
            place,
            Align2::LEFT_CENTER,
            Face::Text,
            24.0,
            ink.bright,
            &talk.label("speak", &[]),
            widest,
        );
    }
}

fn points(talk: &Talk, sitting: &Sitting, places: &Places, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let middle = places.dial().x;
    let left = sitting.points().to_string();
    let at = Point::new(middle, 736.0);
    canvas.text(at, Align2::CENTER_CENTER, Face::Numeral, 64.0, ink.bright, &left);
    canvas.text(
        Point::new(middle, 790.0),
        Align2::CENTER_CENTER,
        Face::Mono,
        20.0,
        ink.line,
        &talk.label("points", &[]),
    );
}
