//! Behind and under the terminal: the wall, the desk, and the shadows that lie on them.

use super::row::{Row, Texel};
use super::shade::{RoundBox, mix, smooth, speck};
use super::space::{DESK, EYE};

/// Where the desk ends, before the middle of the glass (towards the viewer) and behind it.
const FRONT_EDGE: f32 = 1190.0;
const BACK_EDGE: f32 = -1500.0;
/// The rectangle of the set that the head hides for certain: left, top, right, bottom.
const HIDDEN: [f32; 4] = [-140.0, -125.0, 1580.0, 1150.0];

/// Wall and desk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// How bright the room is.
    pub(super) light: f32,
    /// How strongly the desk receives the light of the picture.
    pub(super) glow: f32,
    /// What stands on the desk, from above: right and towards the viewer.
    pub(super) keyboard: RoundBox,
}

impl Room {
    /// Paints a row of it, but not between the places `behind`.
    pub(super) fn paint(&self, row: &mut Row<'_>, behind: (f32, f32)) {
        let (line, y, step) = (row.line, row.y, row.step);
        // Distance down the line of sight to the desk, as a share of that to the glass.
        let away = (DESK - EYE.y) / (y - EYE.y).max(1.0);
        let towards = EYE.z * (1.0 - away);
        let horizon = EYE.y + (DESK - EYE.y) * EYE.z / (EYE.z - BACK_EDGE);
        let brink = EYE.y + (DESK - EYE.y) * EYE.z / (EYE.z - FRONT_EDGE);
        let desk = ((y - horizon) / step + 0.5).clamp(0.0, 1.0);
        let front = ((y - brink) / step + 0.5).clamp(0.0, 1.0);
        let wash = Self::wash(y, horizon);
        let [left, top, right, bottom] = HIDDEN;
        let (left, right) = if y > top && y < bottom { (left, right) } else { behind };
        let paint = |pixel: u32, x: f32, texel: &mut Texel| {
            let mut light = [0.0; 3];
            let mut spill = 0.0;
            if desk < 1.0 {
                light = Self::wall(x, wash);
            }
            if desk > 0.0 {
                let (over, lit) = self.desk(EYE.x + (x - EYE.x) * away, towards);
                for (under, over) in light.iter_mut().zip(over) {
                    *under = mix(*under, over, desk);
                }
                spill = lit * desk;
            }
            if front > 0.0 {
                let over = self.front(y - brink);
                for (under, over) in light.iter_mut().zip(over) {
                    *under = mix(*under, over, front);
                }
                spill *= 1.0 - front;
            }
            let rough = 1.0 + 0.028 * speck(pixel, line);
            *texel = Texel { light: light.map(|c| c * rough * self.light), spill, ..Texel::default() };
        };
        row.across(f32::MIN, left, paint);
        row.across(right, f32::MAX, paint);
    }

    /// The light of the wall in a row, before it falls off to the sides. The panels of the ceiling wash it from
    /// above, and it darkens where the desk begins.
    fn wash(y: f32, horizon: f32) -> f32 {
        let high = smooth(1150.0, -900.0, y);
        (0.0085 + 0.0430 * high * high) * mix(0.55, 1.0, smooth(-30.0, 150.0, horizon - y))
    }

    /// The light of the wall.
    fn wall(x: f32, wash: f32) -> [f32; 3] {
        let side = (x - 640.0) * (1.0 / 2900.0);
        // Panels of the wall meet in a shadow with a lit edge.
        let seam = (x - 720.0) * (1.0 / 1640.0);
        let seam = (seam - seam.floor() - 0.5) * 1640.0;
        let seam = 1.0 - 0.34 * (1.0 - smooth(1.5, 6.5, seam.abs()))
            + 0.16 * (1.0 - smooth(0.0, 5.0, (seam - 9.0).abs()));
        [0.70, 1.0, 1.06].map(|c| c * wash * seam / (1.0 + 1.4 * side * side))
    }

    /// The light of the desk's top at a place of it, and how strongly it receives the picture.
    fn desk(&self, x: f32, z: f32) -> ([f32; 3], f32) {
        let side = (x - 700.0) / 2300.0;
        let near = smooth(-1500.0, 900.0, z);
        let pool = mix(0.030, 0.064, near) / (1.0 + side * side);
        let pool = pool * (1.0 - 0.35 * smooth(700.0, FRONT_EDGE + 100.0, z));
        // What stands on it takes the light of the room away, and all of it where it touches.
        let head = HEAD.distance(x, z).d;
        let foot = FOOT.distance(x, z).d;
        let keyboard = self.keyboard.distance(x, z).d;
        let shade = mix(0.22, 1.0, smooth(-160.0, 330.0, head))
            * mix(0.35, 1.0, smooth(-20.0, 90.0, foot))
            * mix(0.30, 1.0, smooth(-30.0, 46.0, keyboard))
            * mix(0.80, 1.0, smooth(0.0, 170.0, keyboard));
        let edge = smooth(FRONT_EDGE - 14.0, FRONT_EDGE - 4.0, z);
        let lit = shade * (pool + 0.05 * edge * near / (1.0 + side * side));
        // The picture shines on the desk before it.
        let across = (x - EYE.x) / 1150.0;
        let before = smooth(-40.0, 260.0, z) / (1.0 + (z.max(0.0) / 620.0) * (z.max(0.0) / 620.0));
        let spill = 0.16 * self.glow * before / (1.0 + across * across * across * across);
        ([0.84, 1.0, 0.97].map(|c| c * lit), spill * mix(0.5, 1.0, smooth(-30.0, 60.0, keyboard)))
    }

    /// The front of the desk, at a distance below its edge.
    fn front(&self, below: f32) -> [f32; 3] {
        let light =
            0.020 * (1.0 - smooth(0.0, 60.0, below)) + 0.0045 * (1.0 - smooth(0.0, 900.0, below)) + 0.0012;
        [0.90, 1.0, 0.95].map(|c| c * light)
    }
}

/// The head and its foot, from above.
const HEAD: RoundBox = RoundBox::new((720.0, -430.0), (880.0, 420.0), 120.0);
const FOOT: RoundBox = RoundBox::new((720.0, -330.0), (470.0, 300.0), 60.0);
