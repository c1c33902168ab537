//! Thrift: how many pictures a second are drawn, and when none.

use std::time::Duration;

use jiff::civil::Time as Civil;

use super::dim::Dimming;
use crate::pace::Rates;

/// Pictures a second while something happens, unless another number is asked for.
pub const USUAL: u16 = 24;
/// At most so many where nothing has happened for [`QUIET`].
const RESTING: u16 = 12;
/// At most so many on battery.
const ON_BATTERY: u16 = 12;
/// At most so many while the picture is dim.
const DIMMED: u16 = 6;
/// After so long without a change of the scene it is at rest.
const QUIET: Duration = Duration::from_secs(15);

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
    /// The time of the day, if the host knows it.
    pub time: Option<Civil>,
}

impl Thrift {
    /// At most so many pictures a second: `quiet` is for how long nothing has happened.
    pub(crate) fn most(&self, attention: &Attention, quiet: Duration, dim: bool) -> u16 {
        let caps = [(attention.on_battery, ON_BATTERY), (dim, DIMMED), (quiet >= QUIET, RESTING)];
        let held = caps.into_iter().filter(|(holds, _)| *holds);
        held.fold(self.rate.max(1), |rate, (_, cap)| rate.min(cap))
    }

    /// The rates of pictures where the processor draws them all.
    pub(super) fn rates(&self, attention: &Attention, quiet: Duration, dim: bool) -> Rates {
        let rate = self.most(attention, quiet, dim);
        Rates::THRIFTY.set_to(rate, rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_become_fewer_and_never_more_than_asked_for() {
        let (new, old) = (Duration::ZERO, Duration::from_secs(60));
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
}
