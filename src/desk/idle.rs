//! Idleness: for how long nobody has touched anything, and the light of the glass, which is dimmed after long.

use std::time::Duration;

use crate::model::ease;
use crate::pace::Rates;

/// How long the glass takes to dim.
const FADE: Duration = Duration::from_secs(6);
/// How much of its light it loses.
const LOSS: f64 = 0.8;

/// How long nobody has touched anything.
#[derive(Debug, Default)]
pub(super) struct Idle {
    /// The clock when somebody did.
    touched: Duration,
    /// The light of the glass when it was looked at last.
    light: Option<f64>,
}

impl Idle {
    /// Somebody has touched something.
    pub(super) fn touch(&mut self, clock: Duration) {
        self.touched = clock;
    }

    /// How long until nobody has touched anything for so many minutes: nothing once that is so, none for 0 minutes.
    pub(super) fn until(&self, clock: Duration, minutes: u16) -> Option<Duration> {
        (minutes > 0).then(|| (self.touched + patience(minutes)).saturating_sub(clock))
    }

    /// How much of its light the glass has, after so many minutes' patience; all of it for 0.
    pub(super) fn light(&self, clock: Duration, minutes: u16) -> f64 {
        if minutes == 0 {
            return 1.0;
        }
        let over = clock.saturating_sub(self.touched + patience(minutes));
        1.0 - LOSS * ease::smooth((over.as_secs_f64() / FADE.as_secs_f64()).min(1.0))
    }

    /// Whether the light is another than when this was asked last.
    pub(super) fn turned(&mut self, light: f64) -> bool {
        self.light.replace(light).is_some_and(|before| before != light)
    }

    /// How long until the light changes; none where only a touch changes it.
    pub(super) fn due(&self, clock: Duration, minutes: u16) -> Option<Duration> {
        let begins = self.touched + patience(minutes);
        if minutes == 0 || clock >= begins + FADE {
            return None;
        }
        Some(begins.saturating_sub(clock).max(Duration::from_millis(50)))
    }

    /// The rates of pictures in this light: a few, where it is dim.
    pub(super) fn rates(light: f64, usual: Rates) -> Rates {
        if light <= 1.0 - LOSS { usual.set_to(4, 4) } else { usual }
    }
}

fn patience(minutes: u16) -> Duration {
    Duration::from_secs(60 * u64::from(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glass_dims_after_its_minutes_and_lights_at_a_touch() {
        let mut idle = Idle::default();
        let at = Duration::from_secs;
        idle.touch(at(10));
        assert_eq!(idle.light(at(10 + 300), 5), 1.0);
        let dimming = [311, 312, 313, 314, 315, 316].map(|clock| idle.light(at(clock), 5));
        assert!(dimming.windows(2).all(|pair| pair[1] < pair[0]), "{dimming:?}");
        assert!((idle.light(at(9000), 5) - 0.2).abs() < 1e-9);
        assert_eq!(idle.light(at(9000), 0), 1.0, "never");
        assert_eq!(idle.due(at(10), 5), Some(at(300)));
        assert_eq!(idle.due(at(312), 5), Some(Duration::from_millis(50)));
        assert_eq!((idle.due(at(400), 5), idle.due(at(400), 0)), (None, None));
        assert_eq!(Idle::rates(idle.light(at(400), 5), Rates::FULL), Rates::FULL.set_to(4, 4));
        assert_eq!(Idle::rates(idle.light(at(312), 5), Rates::FULL), Rates::FULL);
        assert_eq!(
            (idle.until(at(110), 5), idle.until(at(310), 5), idle.until(at(900), 5), idle.until(at(900), 0)),
            (Some(at(200)), Some(at(0)), Some(at(0)), None)
        );
        idle.touch(at(401));
        assert_eq!(idle.light(at(401), 5), 1.0);
        assert!(!idle.turned(1.0) && idle.turned(0.5) && !idle.turned(0.5));
    }
}
