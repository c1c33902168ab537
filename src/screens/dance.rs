//! The dance: the choice of a music, then a field of digits that sway to it over a row of things to strike.
//!
//! Nothing here flashes: digits sway and do not blink, the panes behind them change over many seconds by a little, and
//! what is struck lights an outline that is a hundredth of the picture (WCAG 2.3.1).

use egui::Align2;

use super::buttons::{self, Button};
use super::canvas::{Canvas, Face, blend, faded};
use super::{Control, Role};
use crate::keys::{Action, Keys};
use crate::model::geometry::{Area, Point, Tube};
use crate::model::incentives::{Dancing, LENGTH, bar};
use crate::model::random::{Purpose, hash};
use crate::model::refinement::Drawn;
use crate::model::refinement::plane::Cell;
use crate::model::{Command, Terminal, ease};
use crate::pack::incentives::{Incentives, Piece};
use crate::time::{Span, Time};
use crate::words;

/// Width of the choices.
const WIDE: f64 = 1080.0;
/// Digits across and down.
const COLUMNS: usize = 24;
const ROWS: usize = 8;
/// How long the outline of what was struck takes to fade.
const FADES: Span = Span::from_millis(600);
/// How long the panes take to go through their hues.
const PANES: Span = Span::from_millis(24_000);

/// How digits move to a piece: how far to the side and up, in tube units; how many bars a sway lasts; how much later each
/// column follows, in parts of a sway.
const fn manner(piece: Piece) -> (f64, f64, f64, f64) {
    match piece {
        Piece::Glide => (14.0, 5.0, 1.0, 0.03),
        Piece::Trot => (3.0, 11.0, 1.0, 0.5),
        Piece::Lull => (10.0, 8.0, 2.0, 0.06),
        Piece::Knock => (7.0, 9.0, 1.0, 0.25),
    }
}

fn field(tube: &Tube) -> Area {
    Area::new(90.0, 190.0, tube.width - 180.0, tube.height - 470.0)
}

/// Where the thing of this place stands.
fn struck_area(tube: &Tube, at: usize, count: usize) -> Area {
    let step = (tube.width - 160.0) / count as f64;
    Area::new(80.0 + step * at as f64 + 16.0, tube.height - 226.0, step - 32.0, 96.0)
}

/// The music to choose from.
fn choices(terminal: &Terminal, incentives: &Incentives) -> Vec<Button> {
    let all = (0..).zip(&incentives.dances);
    let all = all.map(|(at, dance)| {
        let label = words::say("dance.music", &[("name", &dance.name), ("about", &dance.about)]);
        (label, Command::Strike { at })
    });
    buttons::choices(terminal, terminal.tube().height * 0.36, WIDE, all)
}

/// The way out of a dance that is not over.
fn leave(terminal: &Terminal, incentives: &Incentives, keys: &Keys) -> Button {
    let area = Area::new(terminal.tube().width - 360.0, 50.0, 280.0, 46.0);
    buttons::alone("leave", area, &incentives.say("dance-leave", &[]), Action::Back, Command::Back, keys)
}

fn after(terminal: &Terminal, incentives: &Incentives, keys: &Keys) -> Vec<Button> {
    let leave = ("leave", incentives.say("dance-leave", &[]), Action::GoOn, Command::GoOn);
    buttons::row(terminal, terminal.tube().height * 0.895, keys, vec![leave])
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let (Some(incentives), Some(dancing)) = (&terminal.pack().incentives, terminal.dancing()) else {
        return Vec::new();
    };
    let tube = terminal.tube();
    let title = incentives.say("dance-title", &[]);
    let told = |key: &str| incentives.say(key, &[]);
    let sheet =
        |value: String| Control::new("dance", tube.area(), Role::Status, title.clone()).with_value(value);
    if dancing.music.is_none() {
        let first = sheet(told("dance-choose"));
        let all = choices(terminal, incentives).into_iter().chain([leave(terminal, incentives, keys)]);
        return std::iter::once(first).chain(buttons::controls(all)).collect();
    }
    if dancing.over {
        let first = sheet(told("dance-over"));
        return std::iter::once(first).chain(buttons::controls(after(terminal, incentives, keys))).collect();
    }
    let name = terminal.music().map_or("", |dance| &dance.name);
    let mut controls = vec![sheet(words::sentences(&[name, &told("dance-hint")]))];
    let count = incentives.percussion.len();
    controls.extend(incentives.percussion.iter().enumerate().map(|(at, struck)| {
        let area = struck_area(tube, at, count);
        Control::new(format!("strike.{}", at + 1), area, Role::Button, struck.name.clone())
            .with_command(Command::Strike { at })
    }));
    controls.extend(buttons::controls([leave(terminal, incentives, keys)]));
    controls
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    canvas.fill(tube.area(), ink.ground);
    let (Some(incentives), Some(dancing)) = (&terminal.pack().incentives, terminal.dancing()) else { return };
    let middle = tube.width / 2.0;
    let set = |y: f64, face, size, colour, text: &str| {
        let at = Point::new(middle, y);
        canvas.text_within(at, Align2::CENTER_CENTER, face, size, colour, text, tube.width as f32 - 160.0);
    };
    // The way out stands beside it.
    let title = incentives.say("dance-title", &[]);
    let widest = tube.width as f32 - 780.0;
    let at = Point::new(middle, 74.0);
    canvas.text_within(at, Align2::CENTER_CENTER, Face::Name, 38.0, ink.bright, &title, widest);
    canvas.double_rule(tube, 112.0);
    if !dancing.over {
        buttons::paint(&[leave(terminal, incentives, ink.keys())], canvas);
    }
    match dancing.music {
        None => {
            set(tube.height * 0.25, Face::Text, 30.0, ink.digit, &incentives.say("dance-choose", &[]));
            buttons::paint(&choices(terminal, incentives), canvas);
        }
        Some(_) if dancing.over => {
            set(tube.height * 0.45, Face::Text, 32.0, ink.digit, &incentives.say("dance-over", &[]));
            buttons::paint(&after(terminal, incentives, ink.keys()), canvas);
        }
        Some((_, since)) => {
            panes(terminal, since, canvas);
            digits(terminal, since, canvas);
            percussion(terminal, incentives, dancing, canvas);
            way(terminal, since, canvas);
            set(140.0, Face::Text, 24.0, ink.digit, terminal.music().map_or("", |dance| &dance.name));
            set(tube.height - 40.0, Face::Text, 22.0, ink.dim, &incentives.say("dance-hint", &[]));
        }
    }
}

/// Panes behind the digits, in the tempers' hues: a little of each, over many seconds.
fn panes(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let field = field(terminal.tube()).grown(30.0);
    let wide = field.width() / 4.0;
    let passed =
        if terminal.reduced_motion() { 0.0 } else { terminal.now().since(since).0 as f64 / PANES.0 as f64 };
    for (at, hue) in ink.tempers.into_iter().enumerate() {
        let turn = passed + at as f64 / 4.0;
        let share = 0.10 + 0.06 * ease::wave(turn - turn.floor());
        let area = Area::new(field.left + wide * at as f64, field.top, wide, field.height());
        canvas.fill(area, blend(ink.ground, hue, share));
    }
}

fn digits(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let piece = terminal.music().map_or(Piece::Glide, |dance| dance.piece);
    let (side, up, bars, later) = manner(piece);
    let field = field(terminal.tube());
    let passed = terminal.now().since(since).0 as f64 / (bar(piece).0 as f64 * bars);
    let still = terminal.reduced_motion();
    let seed = terminal.session().seed;
    // The dance comes to life in its first seconds and to rest in its last ones.
    let left = terminal.now().since(since).0 as f64 / LENGTH.0 as f64;
    let life = (left * 30.0).min((1.0 - left) * 30.0).clamp(0.0, 1.0);
    let mut drawn = Vec::with_capacity(COLUMNS * ROWS);
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let turn = passed - later * column as f64 - 0.09 * row as f64;
            let turn = turn - turn.floor();
            let (x, y) = if still {
                (0.0, 0.0)
            } else {
                (ease::wave(turn) * side, ease::cowave(turn * 2.0 % 1.0) * up)
            };
            let at = Point::new(
                field.left + field.width() * (column as f64 + 0.5) / COLUMNS as f64 + x * life,
                field.top + field.height() * (row as f64 + 0.5) / ROWS as f64 + y * life,
            );
            drawn.push(Drawn {
                cell: Cell { column: column as u32, row: row as u32 },
                digit: (hash(seed, Purpose::Digit, column as u64, row as u64) % 10) as u8,
                at,
                scale: 0.86,
                turn: if still { 0.0 } else { ease::wave(turn) * 0.1 * life },
                light: 0.0,
                glow: 0.2,
                presence: 1.0,
                cluster: None,
            });
        }
    }
    canvas.digits(&drawn);
}

fn percussion(terminal: &Terminal, incentives: &Incentives, dancing: &Dancing, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let count = incentives.percussion.len();
    for (at, struck) in incentives.percussion.iter().enumerate() {
        let area = struck_area(tube, at, count);
        let since = dancing.struck.get(at).copied().flatten();
        let lit = since.map_or(0.0, |since| 1.0 - ease::smooth(terminal.now().progress(since, FADES)));
        canvas.panel(area, 4.0, 2.0 + 2.0 * lit as f32, ink.panel, blend(ink.line, ink.core, lit));
        let number = Point::new(area.left + 22.0, area.centre().y);
        canvas.text(number, Align2::LEFT_CENTER, Face::Mono, 22.0, ink.dim, &(at + 1).to_string());
        let name = Point::new(area.centre().x + 12.0, area.centre().y);
        let widest = area.width() as f32 - 80.0;
        canvas.text_within(
            name,
            Align2::CENTER_CENTER,
            Face::Text,
            20.0,
            blend(ink.bright, ink.core, lit),
            &struck.name,
            widest,
        );
    }
}

/// How far the dance is: a rule that fills, bar by bar.
fn way(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let (ink, tube) = (canvas.ink(), terminal.tube());
    let bar = terminal.music().map_or(LENGTH, |dance| bar(dance.piece));
    let bars = LENGTH.0 / bar.0;
    let done = (terminal.now().since(since).0 / bar.0).min(bars);
    let (y, left) = (tube.height - 94.0, 80.0);
    let right = tube.width - 80.0;
    canvas.line(Point::new(left, y), Point::new(right, y), 1.6, faded(ink.line, 0.5));
    let to = left + (right - left) * done as f64 / bars as f64;
    canvas.line(Point::new(left, y), Point::new(to, y), 4.0, ink.line);
}
