//! The emblem of the house, adrift.

use super::canvas::Canvas;
use super::{Control, Role};
use crate::model::geometry::{Area, Tube};
use crate::model::{STANDS, Terminal, ease};
use crate::time::Time;
use crate::words;

/// Seconds from one side of the tube to the other and back, and from top to bottom and back. Their ratio is the golden
/// one, which is the farthest from closing.
const ACROSS: f64 = 137.0;
const DOWN: f64 = ACROSS / 1.618_033_988_749_895;
/// Seconds in which it turns about its upright axis and back, and how much narrower that makes it; seconds of a breath.
const TURN: f64 = 34.0;
const TURNS: f64 = 0.62;
const BREATH: f64 = 11.0;
/// Its height, in parts of the tube's shorter side, and by how much of that it breathes.
const SIZE: f64 = 0.3;
const BREATHES: f64 = 0.025;
/// How wide it is, in parts of its height.
const WIDTH: f64 = 0.78;
/// How near it comes to the edge of the tube, in tube units.
const MARGIN: f64 = 44.0;

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let told = terminal.pack().ambient.as_ref();
    let told = told.map_or_else(|| words::say("scene.emblem", &[]), |all| all.say("emblem-told", &[]));
    vec![Control::new("scene", terminal.tube().area(), Role::Label, told)]
}

/// Where it is after so many seconds, never beyond the margin.
fn place(tube: &Tube, passed: f64) -> Area {
    let height = SIZE * tube.width.min(tube.height) * (1.0 + BREATHES * ease::wave(passed / BREATH));
    let width = WIDTH * height;
    let reach = |side: f64, own: f64| (side / 2.0 - own / 2.0 - MARGIN).max(0.0);
    let x = tube.width / 2.0 + reach(tube.width, width) * ease::wave(passed / ACROSS);
    let y = tube.height / 2.0 + reach(tube.height, height) * ease::wave(passed / DOWN + 0.09);
    Area::new(x - width / 2.0, y - height / 2.0, width, height)
}

pub(super) fn paint(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    let tube = terminal.tube();
    canvas.fill(tube.area(), canvas.ink().unlit);
    let passed = terminal.now().since(since);
    if terminal.reduced_motion() {
        // It is elsewhere each time that one looks, and never seen to move.
        let stood = (passed.0 / STANDS.0) as f64 * STANDS.seconds();
        return canvas.emblem(place(tube, stood), 1.0, 1.0);
    }
    let turn = 1.0 - TURNS * (0.5 - 0.5 * ease::cowave(passed.seconds() / TURN));
    canvas.emblem(place(tube, passed.seconds()), turn, 1.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_leaves_the_tube_and_rests_nowhere() {
        for (width, height) in [(1440.0, 1000.0), (1778.0, 1000.0), (1440.0, 2160.0), (600.0, 600.0)] {
            let tube = Tube { width, height };
            let (mut left, mut right) = (f64::MAX, 0.0_f64);
            for second in 0..40_000 {
                let area = place(&tube, f64::from(second));
                assert!(area.left >= MARGIN - 1e-6 && area.right <= width - MARGIN + 1e-6, "{area:?}");
                assert!(area.top >= MARGIN - 1e-6 && area.bottom <= height - MARGIN + 1e-6, "{area:?}");
                (left, right) = (left.min(area.left), right.max(area.right));
                // It may turn back, but within a minute it has been elsewhere.
                let moves = [20, 40, 60].into_iter().any(|later| {
                    let later = place(&tube, f64::from(second + later)).centre();
                    (later.x - area.centre().x).abs() + (later.y - area.centre().y).abs() > 12.0
                });
                assert!(moves, "it rested at {second} on {width} x {height}");
            }
            // It comes to either edge.
            assert!(left < MARGIN + 8.0 && right > width - MARGIN - 8.0, "{left} {right}");
        }
    }
}
