//! Which monitor shows what.

/// On which screens it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screens {
    /// A terminal on every monitor, each with a seed of its own.
    Each,
    /// A terminal on one monitor, counted from 1, and nothing on all others.
    One(usize),
    /// A window of so many pixels across and down on the desktop.
    Window([u32; 2]),
}

/// What a monitor shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A terminal, with the seed of this place.
    Terminal(u64),
    /// Nothing.
    Black,
}

impl Screens {
    /// What the monitor at a place, from 0, shows. The seed of the first is `seed` itself.
    pub(super) fn shown_on(self, place: usize, seed: u64) -> Shown {
        match self {
            Self::One(asked) if asked != place + 1 => Shown::Black,
            Self::One(_) | Self::Window(_) => Shown::Terminal(seed),
            Self::Each => Shown::Terminal(seed.wrapping_add(place as u64)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_monitor_has_a_terminal_of_its_own_or_one_has_all() {
        let on = |screens: Screens| [0, 1, 2].map(|place| screens.shown_on(place, 7));
        assert_eq!(on(Screens::Each), [7, 8, 9].map(Shown::Terminal));
        assert_eq!(on(Screens::One(2)), [Shown::Black, Shown::Terminal(7), Shown::Black]);
        assert_eq!(Screens::Window([640, 480]).shown_on(0, 7), Shown::Terminal(7));
    }
}
