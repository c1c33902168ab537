//! From where the hallway is seen: how far one has walked, how steps sway, and where a place of it lies on the tube.

use egui::{Pos2, pos2};

use crate::model::ease;
use crate::model::geometry::Tube;
use crate::model::random::{self, Purpose};

/// Half the width of the hallway and its height, in metres.
pub(super) const HALF: f64 = 1.3;
pub(super) const CEILING: f64 = 2.62;
/// What is nearer to the eye than this is not seen, in metres.
pub(super) const NEAR: f64 = 0.42;

/// How high the eye is, in metres.
const HEIGHT: f64 = 1.56;
/// Metres a second: a stroll.
const PACE: f64 = 0.8;
/// Steps a second.
const STEPS: f64 = 1.12;
/// How far off the lift is, and how much that changes as hope does.
const LIFT: f64 = 27.0;
const HOPE: f64 = 4.5;

/// An eye that walks down the hallway.
pub(super) struct Eye {
    /// Seconds since it began.
    pub(super) passed: f64,
    /// Metres from the beginning of the hallway.
    pub(super) walked: f64,
    /// Metres to the lift.
    pub(super) lift: f64,
    /// Where it stands beside the middle of the hallway, and how high, in metres.
    aside: f64,
    height: f64,
    /// Where on the tube all lines along the hallway meet.
    goal: (f64, f64),
    /// Tube units for one metre at a distance of one.
    scale: f64,
}

impl Eye {
    /// The eye that has walked for so many seconds.
    pub(super) fn new(tube: &Tube, seed: u64, passed: f64) -> Self {
        let begins = random::unit(random::hash(seed, Purpose::Hallway, 0, u64::MAX)) * 1000.0;
        // It looks about a little, at periods that never meet again: nothing rests in one place of the tube.
        let look = |period: f64, phase: f64| ease::wave(passed / period + phase);
        let steps = passed * STEPS;
        Self {
            passed,
            walked: begins + passed * PACE,
            lift: LIFT + HOPE * look(113.0, 0.0),
            // One step to the left and one to the right; up twice as often, hardly.
            aside: 0.016 * ease::wave(steps / 2.0) + 0.22 * look(61.8, 0.0),
            height: HEIGHT + 0.005 * ease::wave(steps),
            goal: (
                tube.width * (0.5 + 0.055 * look(97.0, 0.0)),
                tube.height * (0.47 + 0.025 * look(71.3, 0.0)),
            ),
            scale: 0.86 * tube.height.min(tube.width),
        }
    }

    /// How far before the eye a place of the hallway lies.
    pub(super) fn depth(&self, along: f64) -> f64 {
        along - self.walked
    }

    /// Where on the tube one sees what is `x` metres to the right of the middle, `y` above the floor and `depth` before the
    /// eye.
    pub(super) fn see(&self, x: f64, y: f64, depth: f64) -> Pos2 {
        let scale = self.scale / depth.max(NEAR / 2.0);
        pos2(
            (self.goal.0 + (x - self.aside) * scale) as f32,
            (self.goal.1 - (y - self.height) * scale) as f32,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lift_is_never_reached_and_the_walk_never_sickens() {
        let tube = Tube::default();
        let seen = |tenth: u32| Eye::new(&tube, 7, f64::from(tenth) / 10.0);
        for tenth in 0..36_000 {
            let (eye, next) = (seen(tenth), seen(tenth + 1));
            assert!((20.0..35.0).contains(&eye.lift), "{}", eye.lift);
            assert!((next.walked - eye.walked - PACE / 10.0).abs() < 1e-6, "an even pace");
            // What is three metres off moves aside and up by a few units in a tenth of a second at most.
            let at = |eye: &Eye| eye.see(0.0, HEIGHT, 3.0);
            assert!((at(&next) - at(&eye)).length() < 4.0, "{tenth}");
            // And where all lines meet stays about the middle.
            let goal = eye.see(0.0, HEIGHT, 1e9);
            assert!((600.0..840.0).contains(&goal.x) && (420.0..520.0).contains(&goal.y), "{goal:?}");
        }
    }
}
