//! Manners: what ends a saver. Any input does; a pointer only where it has really been moved.

use std::time::Duration;

/// What alone ends a kiosk, as people read it.
pub const CHORD: &str = "Ctrl+Alt+Shift+Q";

/// A pointer that moves by more than this, in pixels, was moved.
const MOVED: f64 = 8.0;
/// For so long after the beginning the pointer may do what it likes: windows that appear move it.
const GRACE: Duration = Duration::from_millis(1000);
/// What moves less than it takes within this time trembles: a desk that is leant on, a bad sensor.
const WITHIN: Duration = Duration::from_millis(2000);

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// Pressed a key or a button, turned a wheel, touched the screen.
    Pressed,
    /// Held the chord.
    Chord,
    /// Closed the window.
    Closed,
}

/// What ends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manners {
    kiosk: bool,
    /// From where the pointer's way is measured, and since when.
    from: Option<([f64; 2], Duration)>,
}

impl Manners {
    pub(super) fn new(kiosk: bool) -> Self {
        Self { kiosk, from: None }
    }

    /// Whether an input ends it.
    pub(super) fn is_end(&self, input: Input) -> bool {
        !self.kiosk || input == Input::Chord
    }

    /// Whether the pointer, which is there at a clock that counts from the beginning, was really moved.
    pub(super) fn is_moved(&mut self, at: [f64; 2], clock: Duration) -> bool {
        if self.kiosk || clock < GRACE {
            return false;
        }
        match self.from {
            Some((from, since)) if clock.saturating_sub(since) <= WITHIN => {
                let (x, y) = (at[0] - from[0], at[1] - from[1]);
                x * x + y * y > MOVED * MOVED
            }
            _ => {
                self.from = Some((at, clock));
                false
            }
        }
    }

    /// The pointer is on another window, where places are others.
    pub(super) fn forget_pointer(&mut self) {
        self.from = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn any_input_ends_it_and_in_a_kiosk_the_chord_alone() {
        for input in [Input::Pressed, Input::Chord, Input::Closed] {
            assert!(Manners::new(false).is_end(input));
            assert_eq!(Manners::new(true).is_end(input), input == Input::Chord);
        }
        let mut kiosk = Manners::new(true);
        assert!(!kiosk.is_moved([0.0, 0.0], MS(2000)) && !kiosk.is_moved([900.0, 0.0], MS(2001)));
    }

    #[test]
    fn a_pointer_must_be_moved_and_not_only_tremble() {
        let mut manners = Manners::new(false);
        assert!(!manners.is_moved([0.0, 0.0], MS(10)) && !manners.is_moved([500.0, 500.0], MS(900)), "grace");
        assert!(!manners.is_moved([100.0, 100.0], MS(1500)), "the first place is where it is");
        assert!(!manners.is_moved([102.0, 101.0], MS(1600)));
        assert!(!manners.is_moved([108.0, 100.0], MS(1700)));
        assert!(manners.is_moved([108.1, 100.0], MS(1800)));
        manners.forget_pointer();
        assert!(!manners.is_moved([700.0, 100.0], MS(1900)), "another window");
    }

    #[test]
    fn what_creeps_never_ends_it() {
        let mut manners = Manners::new(false);
        for second in 2..200 {
            assert!(!manners.is_moved([second as f64 * 2.0, 0.0], MS(second * 1000)));
        }
    }
}
