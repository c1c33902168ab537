//! The orbit: the whole picture wanders by a few pixels, so that no bright edge stays where it is on the panel.

use std::time::Duration;

/// How far the picture goes to either side, in pixels of the screen.
pub const REACH: [u32; 2] = [4, 3];
/// How long it goes across and back, and down and back, in seconds: times without a common part, so that the way fills
/// the whole rectangle before it repeats, after more than a day.
const PERIODS: [u64; 2] = [47 * 60, 61 * 60];

/// Where the upper left corner of the picture lies after so much time, in whole pixels from that of the screen: 0 to twice
/// the [reach](REACH). It moves by single pixels, some minutes apart.
pub fn orbit(clock: Duration) -> [u32; 2] {
    [0, 1].map(|axis| {
        let period = PERIODS[axis];
        let turns = (clock.as_secs() % period) as f64 / period as f64;
        let swing = libm::sin(core::f64::consts::TAU * turns) * f64::from(REACH[axis]);
        (f64::from(REACH[axis]) + swing).round() as u32
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_wanders_by_single_pixels_and_stays_within_its_reach() {
        let mut before = orbit(Duration::ZERO);
        assert_eq!(before, REACH, "it begins in the middle");
        let mut seen = std::collections::BTreeSet::new();
        let mut steps = 0;
        for second in 0..24 * 3600 {
            let now = orbit(Duration::from_secs(second));
            for axis in [0, 1] {
                assert!(now[axis] <= 2 * REACH[axis]);
                assert!(now[axis].abs_diff(before[axis]) <= 1, "{before:?} to {now:?}");
            }
            steps += usize::from(now != before);
            seen.insert(now);
            before = now;
        }
        assert!(seen.len() > 55, "{} of 63 places in a day", seen.len());
        assert!(steps < 24 * 60, "less than once a minute: {steps}");
    }
}
