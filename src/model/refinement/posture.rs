//! How the tempers carry themselves: a posture that can be read in a still, and a movement.
//!
//! All lengths are in cells, all turns in radians clockwise. No movement is faster than 5 Hz, so that none aliases
//! at 24 frames a second.

use super::temper::Temper;
use crate::model::ease::{cowave, wave};
use crate::time::{Span, Time};

/// Where a digit of a cluster stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// From the cluster's middle, to the right.
    pub x: f64,
    /// From the cluster's middle, downward.
    pub y: f64,
    /// The larger half of the cluster's width, at least 0.5.
    pub half_width: f64,
    /// Its number, by rows.
    pub rank: usize,
    /// From this digit to the one it pairs with, and zero for one that has none.
    pub partner: (f64, f64),
    /// Column plus row is odd.
    pub odd: bool,
}

/// What a posture does to a digit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pose {
    /// To the right.
    pub x: f64,
    /// Downward.
    pub y: f64,
    /// Clockwise.
    pub turn: f64,
    /// Added to the scale, relative to it.
    pub swell: f64,
}

impl Pose {
    fn scaled(self, by: f64) -> Self {
        Self { x: self.x * by, y: self.y * by, turn: self.turn * by, swell: self.swell * by }
    }

    /// Both poses at once.
    pub fn plus(self, other: Self) -> Self {
        Self {
            x: self.x + other.x,
            y: self.y + other.y,
            turn: self.turn + other.turn,
            swell: self.swell + other.swell,
        }
    }
}

/// How much closer than the grid a stirred cluster packs.
pub fn packing(temper: Temper) -> f64 {
    match temper {
        Temper::Malice => 0.92,
        _ => 0.84,
    }
}

/// The still posture, at `level` 0 to 1.
pub fn still(temper: Temper, place: Place, level: f64) -> Pose {
    let side = if place.odd { 1.0 } else { -1.0 };
    let pose = match temper {
        // Hangs, most in the middle, and leans one way.
        Temper::Woe => {
            let middle = 1.0 - (place.x / (place.half_width + 0.5)) * (place.x / (place.half_width + 0.5));
            Pose { y: 0.16 + 0.20 * middle, turn: 0.24, ..Pose::default() }
        }
        // Tilts alternately, one up, one down.
        Temper::Frolic => Pose { y: 0.10 * side, turn: 0.34 * side, ..Pose::default() },
        // Huddles in pairs, upright.
        Temper::Dread => {
            let (x, y) = place.partner;
            Pose { x: 0.17 * x, y: 0.17 * y, swell: -0.06, ..Pose::default() }
        }
        // Splays: outward, and turned outward.
        Temper::Malice => {
            let (x, y) = outward(place);
            Pose { x: 0.22 * x, y: 0.22 * y, turn: (0.34 * place.x).clamp(-0.7, 0.7), swell: 0.04 }
        }
    };
    pose.scaled(level)
}

/// The movement at `now`, at `level` 0 to 1.
pub fn moving(temper: Temper, place: Place, now: Time, level: f64) -> Pose {
    let millis = |period: i64| now.phase(Span::from_millis(period));
    let rank = place.rank as f64;
    let pose = match temper {
        // Sags and slows: a heave every 3.6 s that runs through the cluster.
        Temper::Woe => {
            let turns = millis(3600) - place.x * 0.06;
            Pose { y: 0.07 * wave(turns), turn: 0.05 * cowave(turns), ..Pose::default() }
        }
        // Hops, the odd ones and the even ones in turn, and tilts over as it does.
        Temper::Frolic => {
            let turns = millis(1000) + if place.odd { 0.5 } else { 0.0 };
            let hop = wave(turns).max(0.0);
            let side = if place.odd { 1.0 } else { -1.0 };
            Pose { y: -0.26 * hop, turn: -0.3 * side * hop, ..Pose::default() }
        }
        // Shivers sideways at 4.5 Hz, in gusts.
        Temper::Dread => {
            let gust = 0.6 + 0.4 * wave(millis(2300) + rank * 0.17);
            Pose { x: 0.05 * gust * wave(millis(2000) * 9.0 + rank * 0.31), ..Pose::default() }
        }
        // Lunges outward every 1.2 s, quickly out, slowly back.
        Temper::Malice => {
            let phase = millis(1200);
            let lunge = if phase < 0.16 {
                crate::model::ease::smooth(phase / 0.16)
            } else {
                1.0 - crate::model::ease::smooth((phase - 0.16) / 0.6)
            };
            let (x, y) = outward(place);
            Pose { x: 0.26 * lunge * x, y: 0.26 * lunge * y, swell: 0.10 * lunge, ..Pose::default() }
        }
    };
    pose.scaled(level)
}

fn outward(place: Place) -> (f64, f64) {
    let length = (place.x * place.x + place.y * place.y).sqrt();
    if length < 1e-9 { (0.0, -1.0) } else { (place.x / length, place.y / length) }
}
