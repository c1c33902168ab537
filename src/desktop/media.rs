//! Whether somebody watches something: a player says that it plays, and something else fills the screen. The desk and
//! ambient screens step back then. Only on Linux does the desktop tell.

#[cfg(target_os = "linux")]
mod bus;
#[cfg(target_os = "linux")]
mod screen;

use super::Watch;

/// Says yes while media plays and another window fills the screen. `awake` says that this program keeps the display
/// awake itself: where only that can be asked, as on Wayland, nothing is known then.
#[cfg(target_os = "linux")]
pub fn watch(awake: bool) -> Watch {
    use std::time::Duration;

    /// How often it is asked.
    const PERIOD: Duration = Duration::from_secs(5);

    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let wayland = named("WAYLAND_DISPLAY") || named("WAYLAND_SOCKET");
    if wayland && awake {
        return Watch::settled(false);
    }
    let (mut bus, mut screen) = (bus::Bus::default(), screen::Screen::default());
    Watch::every("media", PERIOD, move || {
        // Nobody is asked for the screen while nothing plays.
        watched(&bus.players(), || if wayland { bus.is_inhibited() } else { screen.is_filled_by_another() })
    })
}

/// Elsewhere the desktop does not tell.
#[cfg(not(target_os = "linux"))]
pub fn watch(_awake: bool) -> Watch {
    Watch::settled(false)
}

/// Whether somebody watches something, by what players say of themselves, and by whether the screen is taken, which is
/// asked only where something plays.
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the desktop does not tell"))]
fn watched(players: &[String], taken: impl FnOnce() -> bool) -> bool {
    players.iter().any(|state| state == "Playing") && taken()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_is_watched_where_something_plays_and_the_screen_is_taken() {
        let players = |states: &[&str]| states.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert!(watched(&players(&["Paused", "Playing"]), || true));
        assert!(!watched(&players(&["Playing"]), || false), "music beside the work");
        let never = || panic!("asked for nothing");
        assert!(!watched(&players(&["Paused", "Stopped"]), never));
        assert!(!watched(&[], never));
    }
}
