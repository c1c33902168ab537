//! Moments: what of a terminal's state the glass shows besides the picture.

use egui::Color32;

use super::Picture;
use crate::model::{Change, Screen, Terminal};
use crate::time::Time;
use crate::tube::deflection::{Deflection, Power};
use crate::tube::light::decoded;
use crate::tube::look::Look;
use crate::tube::optics::{Moment, Tint, next_grain};
use crate::tube::plate::Lamps;

/// The power of the tube.
fn power(terminal: &Terminal) -> Power {
    let (on, since) = terminal.tube_power();
    let since = since.map(|at| terminal.now().since(at));
    if on { Power::On(since) } else { Power::Off(since) }
}

/// The look as the terminal's motion allows it.
fn allowed(terminal: &Terminal, look: &Look) -> Look {
    if terminal.reduced_motion() { look.still() } else { *look }
}

/// What the glass shows of a terminal, but for its picture.
pub fn moment(terminal: &Terminal, look: &Look) -> Moment {
    let look = allowed(terminal, look);
    let degaussed = terminal.degaussed().map(|at| terminal.now().since(at));
    Moment {
        deflection: if terminal.is_black() {
            Deflection::DARK
        } else {
            Deflection::at(&look, power(terminal), degaussed)
        },
        time: terminal.now(),
        seed: terminal.session().seed,
        still: terminal.reduced_motion(),
    }
}

/// The lamps on the head.
pub fn lamps(terminal: &Terminal, storage: bool) -> Lamps {
    Lamps { power: terminal.is_on() && !matches!(terminal.screen(), Screen::Leaving { .. }), storage }
}

/// When the tube's own picture changes next, after that of the terminal.
pub fn next_change(terminal: &Terminal, look: &Look) -> Change {
    let look = allowed(terminal, look);
    let degaussed = terminal.degaussed().map(|at| terminal.now().since(at));
    let (power, now) = (power(terminal), terminal.now());
    if Deflection::moves(&look, power, degaussed) {
        return Change::Moving;
    }
    if !terminal.is_on() || terminal.reduced_motion() || terminal.is_black() {
        return Change::Never;
    }
    if look.hum > 0.0 || look.flicker > 0.0 {
        return Change::Resting;
    }
    next_grain(&look, now).map_or(Change::Never, Change::At)
}

/// The sooner of two changes.
pub fn sooner(one: Change, other: Change) -> Change {
    let rank = |change: Change| match change {
        Change::Moving => (0, Time::ZERO),
        Change::Resting => (1, Time::ZERO),
        Change::At(at) => (2, at),
        Change::Never => (3, Time::ZERO),
    };
    if rank(other) < rank(one) { other } else { one }
}

impl Picture {
    /// The light of the screen that is in no picture.
    pub fn tint(&self) -> Tint {
        let linear = |colour: Color32| {
            let [r, g, b, _] = colour.to_array();
            [r, g, b].map(|level| decoded(f64::from(level) / 255.0) as f32)
        };
        Tint { ground: linear(self.ink.ground), core: linear(self.ink.core) }
    }
}
