//! Which monitor shows what.

use winit::dpi::{PhysicalPosition, PhysicalSize};
use winit::monitor::MonitorHandle;

/// On which screens it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screens {
    /// A terminal on every monitor, each with a seed of its own.
    Each,
    /// A terminal on one monitor, counted from 1 at the beginning, and nothing on all others.
    One(usize),
    /// A window of so many pixels across and down on the desktop.
    Window([u32; 2]),
}

/// A monitor, as it is told from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    name: Option<String>,
    position: PhysicalPosition<i32>,
    size: PhysicalSize<u32>,
}

impl Sign {
    pub(super) fn of(monitor: &MonitorHandle) -> Self {
        Self { name: monitor.name(), position: monitor.position(), size: monitor.size() }
    }

    /// Whether it is the same monitor, perhaps moved to another place or set to another size: where it has one, its name
    /// says.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (&self.name, &other.name) {
            (Some(one), Some(other)) => one == other,
            _ => self == other,
        }
    }
}

impl std::fmt::Display for Sign {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(name) = &self.name {
            write!(to, "{name}, ")?;
        }
        write!(to, "{}x{}", self.size.width, self.size.height)
    }
}

/// The lowest place, from 0, that is not in use. What is shown at a place has the place's seed, so that no two monitors
/// show the same, however they come and go.
pub(super) fn free_place(used: &[usize]) -> usize {
    (0..).find(|place| !used.contains(place)).unwrap_or_default()
}

/// The seed of a place. That of the first is `seed` itself.
pub(super) fn seed_at(place: usize, seed: u64) -> u64 {
    seed.wrapping_add(place as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_monitors_show_the_same_however_they_come_and_go() {
        assert_eq!([0, 1, 2].map(|place| seed_at(place, 7)), [7, 8, 9]);
        assert_eq!(seed_at(1, u64::MAX), 0);
        for (used, free) in [(&[][..], 0), (&[0, 1], 2), (&[1, 2], 0), (&[2, 0], 1)] {
            assert_eq!(free_place(used), free, "{used:?}");
        }
    }

    #[test]
    fn a_monitor_is_known_by_its_name_and_else_by_its_place() {
        let sign = |name: Option<&str>, x, width| Sign {
            name: name.map(str::to_owned),
            position: PhysicalPosition::new(x, 0),
            size: PhysicalSize::new(width, 1080),
        };
        let first = sign(Some("DP-1"), 0, 1920);
        assert!(first.is_same(&sign(Some("DP-1"), 2560, 1280)), "another was put before it");
        assert!(!first.is_same(&sign(Some("DP-2"), 0, 1920)), "another in its place");
        let unnamed = sign(None, 0, 1920);
        assert!(unnamed.is_same(&unnamed.clone()) && !unnamed.is_same(&sign(None, 1920, 1920)));
        assert_eq!((first.to_string(), unnamed.to_string()), ("DP-1, 1920x1080".into(), "1920x1080".into()));
    }
}
