//! Whether the machine runs on its battery.

use std::time::Duration;

use starship_battery::{Manager, State};

use super::Watch;

/// How often it is asked.
const PERIOD: Duration = Duration::from_secs(60);

/// Says yes while the machine runs on its battery. A machine that has none, or does not tell, runs on mains.
pub fn watch() -> Watch {
    Watch::every("battery", PERIOD, || drains(&states()))
}

/// The states of all batteries that can be read.
fn states() -> Vec<State> {
    let batteries = Manager::new().and_then(|manager| manager.batteries());
    batteries.into_iter().flatten().flatten().map(|battery| battery.state()).collect()
}

/// Whether power is taken from batteries and none is put into them. Of two, one may rest while the other is used.
fn drains(states: &[State]) -> bool {
    let any = |state| states.contains(&state);
    any(State::Discharging) && !any(State::Charging)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_battery_is_used_while_one_discharges_and_none_is_charged() {
        assert!(drains(&[State::Discharging]));
        assert!(drains(&[State::Full, State::Discharging]));
        assert!(!drains(&[State::Charging, State::Discharging]), "one fills the other");
        for states in [&[][..], &[State::Full], &[State::Unknown], &[State::Paused], &[State::Empty]] {
            assert!(!drains(states), "{states:?}");
        }
    }
}
