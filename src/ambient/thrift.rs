//! Thrift: how many pictures a second are drawn, and when none.

use std::time::Duration;

use jiff::civil::DateTime;

use super::dim::Dimming;
use crate::model::geometry::Point;
use crate::pace::Rates;

/// Pictures a second while something happens, unless another number is asked for.
pub const USUAL: u16 = 24;
/// At most so many at [rest](Quiet::is_at_rest).
const RESTING: u16 = 12;
/// At most so many on battery.
const ON_BATTERY: u16 = 12;
/// At most so many while the picture is dim.
const DIMMED: u16 = 6;
/// After so long without a happening it is at rest, whatever moves by itself.
const QUIET: Duration = Duration::from_secs(15);
/// For so long after the pointer was moved its way is followed in all pictures.
const FOLLOWED: Duration = Duration::from_secs(1);

/// What a picture may cost, and how the panel is spared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thrift {
    /// At most so many pictures a second.
    pub rate: u16,
    /// When the picture is dim.
    pub dimming: Dimming,
    /// Whether it wanders by a few pixels.
    pub orbit: bool,
}

impl Default for Thrift {
    fn default() -> Self {
        Self { rate: USUAL, dimming: Dimming::default(), orbit: true }
    }
}

/// How a picture is seen, as the host knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// Nothing of it can be seen: hidden, covered or minimised.
    pub hidden: bool,
    /// The machine draws on its battery.
    pub on_battery: bool,
    /// The civil date and time, if the host tells them: the clock of the terminal is set by them, and light goes by them.
    pub date: Option<DateTime>,
}

impl Thrift {
    /// At most so many pictures a second of what is at rest or not, dim or not.
    pub(crate) fn most(&self, attention: &Attention, rests: bool, dim: bool) -> u16 {
        let caps = [(attention.on_battery, ON_BATTERY), (dim, DIMMED), (rests, RESTING)];
        let held = caps.into_iter().filter(|(holds, _)| *holds);
        held.fold(self.rate.max(1), |rate, (_, cap)| rate.min(cap))
    }

    /// The rates of pictures where the processor draws them all.
    pub(super) fn rates(&self, attention: &Attention, rests: bool, dim: bool) -> Rates {
        let rate = self.most(attention, rests, dim);
        Rates::THRIFTY.set_to(rate, rate)
    }
}

/// For how long nothing has happened at a terminal.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quiet {
    /// The clock when something happened last.
    happened: Duration,
    pointer: Option<Point>,
    /// The clock when the pointer was elsewhere last.
    moved: Option<Duration>,
}

impl Quiet {
    /// A terminal at which something happens now.
    pub(crate) fn since(clock: Duration) -> Self {
        Self { happened: clock, ..Self::default() }
    }

    /// Takes note, at a clock, of whether something has happened, and of where the pointer is.
    pub(crate) fn see(&mut self, clock: Duration, happened: bool, pointer: Option<Point>) {
        if happened {
            self.happened = clock;
        }
        if std::mem::replace(&mut self.pointer, pointer) != pointer {
            self.moved = Some(clock);
        }
    }

    /// Whether nothing has happened for so long that half the pictures show as much. A pointer that is moved is followed.
    pub(crate) fn is_at_rest(&self, clock: Duration) -> bool {
        let followed = self.moved.is_some_and(|moved| clock.saturating_sub(moved) < FOLLOWED);
        clock.saturating_sub(self.happened) >= QUIET && !followed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_become_fewer_and_never_more_than_asked_for() {
        let (new, old) = (false, true);
        let seen = Attention::default();
        let battery = Attention { on_battery: true, ..seen };
        let of = |rate: u16| Rates::THRIFTY.set_to(rate, rate);
        let thrift = Thrift::default();
        assert_eq!(thrift.rates(&seen, new, false), of(24));
        assert_eq!(thrift.rates(&seen, old, false), of(12));
        assert_eq!(thrift.rates(&battery, new, false), of(12));
        assert_eq!(thrift.rates(&battery, old, true), of(6));
        let slow = Thrift { rate: 5, ..thrift };
        assert_eq!(slow.rates(&seen, new, false), of(5));
        assert_eq!(slow.rates(&seen, old, true), of(5));
    }

    #[test]
    fn what_moves_by_itself_rests_and_a_pointer_is_followed() {
        let at = Duration::from_secs;
        let mut quiet = Quiet::since(at(7));
        assert!(!quiet.is_at_rest(at(21)) && quiet.is_at_rest(at(22)));
        let pointer = Some(Point { x: 3.0, y: 4.0 });
        quiet.see(at(30), false, pointer);
        assert!(!quiet.is_at_rest(at(30)) && quiet.is_at_rest(at(31)));
        quiet.see(at(32), false, pointer);
        assert!(quiet.is_at_rest(at(32)), "it lies where it lay");
        quiet.see(at(40), true, pointer);
        assert!(!quiet.is_at_rest(at(54)) && quiet.is_at_rest(at(55)));
    }
}
