//! The idle rolodex: a card turns now and then, and stands for a while.

use super::canvas::Canvas;
use super::cards::{origin, wheel, words_of_card};
use super::{Control, Role};
use crate::model::geometry::Point;
use crate::model::{Terminal, ease};
use crate::time::Time;
use crate::words;

/// How far the rolodex stands from the middle of the tube at most, in tube units.
const ASIDE: (f64, f64) = (120.0, 96.0);
/// After how many cards it has been to both sides, and above and below: a ratio that never closes.
const MOVES: (f64, f64) = (61.0, 98.7);

pub(super) fn controls(terminal: &Terminal, since: Time) -> Vec<Control> {
    let told = terminal.pack().ambient.as_ref();
    let told = told.map_or_else(|| words::say("scene.rolodex", &[]), |all| all.say("rolodex-told", &[]));
    let (title, _) = words_of_card(terminal, terminal.idle_cards(since).index);
    let card = words::say("label.card", &[("file", &title)]);
    vec![Control::new("scene", terminal.tube().area(), Role::Label, told).with_value(card)]
}

/// How far aside it stands after so many cards.
fn aside(turned: u64) -> (f64, f64) {
    let moves = turned as f64;
    (ASIDE.0 * ease::wave(moves / MOVES.0), ASIDE.1 * ease::wave(moves / MOVES.1))
}

pub(super) fn paint(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    canvas.fill(terminal.tube().area(), canvas.ink().ground);
    let (turned, state) = (terminal.cards_turned(since), terminal.idle_cards(since));
    let fallen = if terminal.reduced_motion() { 1.0 } else { ease::smooth(state.fallen(terminal.now())) };
    // It is moved a little with each card that falls, so that no edge rests in one place of the tube.
    let (before, now) = (aside(turned.saturating_sub(1)), aside(turned));
    let origin = origin(terminal);
    let x = origin.x + ease::lerp(before.0, now.0, fallen);
    let y = origin.y + ease::lerp(before.1, now.1, fallen);
    wheel(terminal, &state, Point::new(x, y), canvas);
}
