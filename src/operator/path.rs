//! The way of a pointer from one place to another: a movement of minimum jerk, with a slight bow.

use crate::model::geometry::Point;
use crate::time::{Span, Time};

use super::chance::span;

/// Fitts's law in the form of MacKenzie (1992): seconds = `REACTS + BIT log2(distance / width + 1)`. The numbers are
/// those of a mouse in the hand of somebody who is in no hurry.
const REACTS: f64 = 0.14;
const BIT: f64 = 0.14;
/// However large that is at which it aims, a hand in no hurry goes no faster on the mean, in tube units a second.
const FASTEST: f64 = 1600.0;

/// A movement from one place to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Path {
    from: Point,
    to: Point,
    /// How far it bends aside at its middle, as a share of its length; below 0 to the other side.
    bow: f64,
    begins: Time,
    lasts: Span,
}

impl Path {
    /// A movement that begins at `begins` towards something `width` tube units wide, by a hand of that pace (1 is the
    /// usual one).
    pub(super) fn new(from: Point, to: Point, width: f64, bow: f64, pace: f64, begins: Time) -> Self {
        let lasts = span(seconds(distance(from, to), width) / pace);
        Self { from, to, bow, begins, lasts }
    }

    /// When it ends.
    pub(super) fn ends(&self) -> Time {
        self.begins + self.lasts
    }

    /// Where the pointer is at `now`.
    pub(super) fn at(&self, now: Time) -> Point {
        let share = share(now.progress(self.begins, self.lasts));
        let (x, y) = (self.to.x - self.from.x, self.to.y - self.from.y);
        // Nothing at both ends, one in the middle, and no speed of its own at either.
        let aside = self.bow * 16.0 * share * share * (1.0 - share) * (1.0 - share);
        Point::new(self.from.x + share * x - aside * y, self.from.y + share * y + aside * x)
    }
}

/// How much of a movement of minimum jerk is behind when `progress` (0 to 1) of its time is: Flash and Hogan (1985).
fn share(progress: f64) -> f64 {
    let cube = progress * progress * progress;
    cube * (10.0 + progress * (6.0 * progress - 15.0))
}

/// How long a hand of the usual pace takes over a distance to something of a width, both in tube units.
fn seconds(distance: f64, width: f64) -> f64 {
    (REACTS + BIT * libm::log2(distance / width.max(1.0) + 1.0)).max(distance / FASTEST)
}

/// How far two places are apart.
pub(super) fn distance(one: Point, other: Point) -> f64 {
    let (x, y) = (one.x - other.x, one.y - other.y);
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: Point = Point::new(100.0, 900.0);
    const TO: Point = Point::new(1100.0, 200.0);

    fn walk(bow: f64) -> (Path, Vec<Point>) {
        let path = Path::new(FROM, TO, 40.0, bow, 1.0, Time::from_millis(500));
        let step = path.lasts.0 / 1000;
        (path, (0..=1000).map(|at| path.at(path.begins + Span(at * step))).collect())
    }

    #[test]
    fn a_movement_begins_and_ends_at_rest() {
        for bow in [0.0, 0.08, -0.08] {
            let (path, all) = walk(bow);
            assert_eq!((path.at(path.begins), path.at(path.ends())), (FROM, TO));
            // The first and the last hundredth of the time cover next to nothing of the way.
            assert!(distance(FROM, all[10]) < 0.05 && distance(TO, all[990]) < 0.05);
        }
    }

    #[test]
    fn it_comes_nearer_all_the_time_and_is_fastest_in_the_middle() {
        let (_, all) = walk(0.05);
        let steps: Vec<f64> = all.windows(2).map(|pair| distance(pair[0], pair[1])).collect();
        assert!(all.windows(2).all(|pair| distance(pair[1], TO) <= distance(pair[0], TO)));
        let fastest = steps.iter().copied().fold(0.0, f64::max);
        // The peak of a movement of minimum jerk is 15/8 of its mean speed (a little more along a bow).
        let mean = distance(FROM, TO) / 1000.0;
        assert!((1.85..2.0).contains(&(fastest / mean)), "{}", fastest / mean);
        assert!(steps[499] > 0.99 * fastest);
    }

    #[test]
    fn longer_and_finer_movements_take_longer() {
        assert!(seconds(1000.0, 40.0) > seconds(500.0, 40.0));
        assert!(seconds(500.0, 20.0) > seconds(500.0, 40.0));
        assert!((seconds(300.0, 300.0) - (REACTS + BIT)).abs() < 1e-9, "one bit");
        assert!((seconds(1600.0, 1e6) - 1.0).abs() < 1e-9, "as fast as it goes");
        let slow = Path::new(FROM, TO, 40.0, 0.0, 0.5, Time::ZERO);
        let usual = Path::new(FROM, TO, 40.0, 0.0, 1.0, Time::ZERO);
        assert!((slow.lasts.seconds() / usual.lasts.seconds() - 2.0).abs() < 1e-6);
    }
}
