//! The coiled cable from the keyboard to the back of the head.

use super::row::Row;
use super::shade::{Light, Material, V3, coverage, mix, smooth};
use super::space::{DESK, seen};

/// Radius of the coil.
const RADIUS: f32 = 15.0;
/// Distance of one turn from the next.
const TURN: f32 = 15.0;
/// Pieces that the path is cut into.
const PIECES: usize = 72;

const COVER: Material = Material { colour: [0.020, 0.036, 0.072], gloss: 0.09, sharp: 3 };

/// A place on the path as it is seen.
#[derive(Clone, Copy, Debug)]
struct Knot {
    x: f32,
    y: f32,
    /// Size of things there.
    size: f32,
    /// Way along the path, in tube units.
    way: f32,
}

/// The cable.
#[derive(Clone, Debug)]
pub(super) struct Cable {
    knots: Vec<Knot>,
    light: Light,
    glow: f32,
    /// What it covers of the set: left, top, right, bottom.
    bounds: [f32; 4],
}

impl Cable {
    /// A cable from a place behind the keyboard, in an arc over the desk, to the back of the head.
    pub(super) fn new(from: V3, light: Light, glow: f32) -> Self {
        let path =
            [(from.x, from.z), (from.x + 90.0, -130.0), (2010.0, 260.0), (1890.0, -330.0), (1500.0, -620.0)];
        let place = |t: f32| {
            // De Casteljau's steps for the five places.
            let mut at = path;
            for left in (1..path.len()).rev() {
                for i in 0..left {
                    at[i] = (mix(at[i].0, at[i + 1].0, t), mix(at[i].1, at[i + 1].1, t));
                }
            }
            V3::new(at[0].0, DESK - RADIUS, at[0].1)
        };
        let mut knots: Vec<Knot> = Vec::with_capacity(PIECES + 1);
        let (mut way, mut last) = (0.0, place(0.0));
        for piece in 0..=PIECES {
            let here = place(piece as f32 / PIECES as f32);
            let (dx, dz) = (here.x - last.x, here.z - last.z);
            way += (dx * dx + dz * dz).sqrt();
            last = here;
            let (x, y, size) = seen(here);
            knots.push(Knot { x, y, size, way });
        }
        let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        for knot in &knots {
            let wide = 3.0 * RADIUS * knot.size;
            bounds = [
                bounds[0].min(knot.x - wide),
                bounds[1].min(knot.y - wide),
                bounds[2].max(knot.x + wide),
                bounds[3].max(knot.y + wide),
            ];
        }
        Self { knots, light, glow, bounds }
    }

    /// Paints a row of it.
    pub(super) fn paint(&self, row: &mut Row<'_>) {
        let (y, step) = (row.y, row.step);
        let [left, top, right, bottom] = self.bounds;
        if y < top || y > bottom {
            return;
        }
        let near: Vec<usize> = (0..PIECES).filter(|&piece| self.near(piece, y)).collect();
        row.across(left, right, |_, x, texel| {
            let Some((d, along, size, side)) = self.nearest(&near, x, y) else { return };
            let shadow =
                self.nearest(&near, x - 3.0, y - 11.0).map_or(f32::MAX, |(d, _, size, _)| d.abs() / size);
            texel.dim(mix(0.38, 1.0, smooth(2.0, 2.2 * RADIUS, shadow)));
            let turn = along / TURN + 0.28 * side;
            let turn = 2.0 * (turn - turn.floor()) - 1.0;
            let bead = (1.0 - turn * turn).max(0.0);
            let radius = RADIUS * size * (0.86 + 0.14 * bead);
            let share = coverage(d.abs() - radius, step);
            if share <= 0.0 {
                return;
            }
            let over = (d / radius).clamp(-1.0, 1.0);
            let up = (1.0 - over * over).sqrt();
            let normal = V3::new(0.55 * turn, over * 0.8 - 0.45 * up, up).unit();
            let open = mix(0.35, 0.85, bead) * mix(1.0, 0.5, smooth(0.2, 1.0, over));
            texel.lay(share, self.light.on(&COVER, normal, open), 0.0, 0.02 * self.glow);
        });
    }

    fn near(&self, piece: usize, y: f32) -> bool {
        let (a, b) = (self.knots[piece], self.knots[piece + 1]);
        let wide = 3.2 * RADIUS * a.size.max(b.size);
        y > a.y.min(b.y) - wide && y < a.y.max(b.y) + wide
    }

    /// The nearest place of the path: distance, positive below it, way along it, size, and the side as -1 to 1.
    fn nearest(&self, pieces: &[usize], x: f32, y: f32) -> Option<(f32, f32, f32, f32)> {
        let mut best: Option<(f32, f32, f32, f32)> = None;
        for &piece in pieces {
            let (a, b) = (self.knots[piece], self.knots[piece + 1]);
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let (px, py) = (x - a.x, y - a.y);
            let t = ((px * dx + py * dy) / (dx * dx + dy * dy).max(1e-6)).clamp(0.0, 1.0);
            let (ex, ey) = (px - dx * t, py - dy * t);
            let d = (ex * ex + ey * ey).sqrt();
            if best.is_none_or(|best| d < best.0.abs()) {
                let size = mix(a.size, b.size, t);
                let side = if ey < 0.0 { -1.0 } else { 1.0 };
                let along = mix(a.way, b.way, t);
                best = Some((d * side, along, size, side * (d / (RADIUS * size)).min(1.0)));
            }
        }
        best
    }
}

/// Where the cable leaves the keyboard, right of its middle.
pub(super) const SOCKET: f32 = 640.0;
