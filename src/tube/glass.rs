//! The glass: what is seen of the light, computed on this machine. `optics.rs` has the model.
//!
//! It works in two passes, row by row. The first stretches rows of the picture across: along a row of the picture the
//! places in the output are evenly spaced, so that this is integer arithmetic. The second mixes those rows down the
//! output and does everything else, in lanes of pixels without a branch, which the compiler turns into vector
//! instructions; which ones changes no byte, since sums and products are rounded one by one in the order written.

mod lanes;
mod rows;
#[cfg(test)]
mod tests;

use std::ops::Range;

use fearless_simd::{Level, Simd, dispatch};

use super::light::LightMap;
use super::look::Look;
use super::optics::{Optics, STEP_OF_8, STEP_OF_16, mix};
use super::plate::{Lamps, Plate};
use super::view::Placement;
use lanes::{Ground, LANES, Lane, Light};
use rows::{Beyond, Rows};

/// The glass before a picture of one size, in one look.
#[derive(Debug)]
pub struct Glass {
    placement: Placement,
    plate: Plate,
    /// The place across the face of every column, -1 to 1; as many as whole chunks have.
    x: Vec<f32>,
    /// How much light the vignette leaves in every column.
    vignette: Vec<f32>,
    /// The columns in which there can be glass, in whole chunks.
    face: Range<usize>,
    level: Level,
}

/// The light of one picture, and by what numbers it is seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The picture.
    pub light: &'a LightMap,
    /// What is scattered of it.
    pub halo: &'a LightMap,
    /// How many texels of that the picture is wide and high.
    pub span: [f32; 2],
    /// The mean light of the picture, linear.
    pub mean: [f32; 3],
    /// The numbers.
    pub optics: Optics,
    /// The lamps on the head.
    pub lamps: Lamps,
}

/// Encoded rows, from the top.
#[derive(Debug)]
pub enum Pixels<'a> {
    /// Red, green, blue and 255, of 8 bits.
    Eight(&'a mut [[u8; 4]]),
    /// Red, green, blue and 65535, of 16 bits.
    Sixteen(&'a mut [[u16; 4]]),
    /// Pixels of a window, `0x00RRGGBB`, and how many lie from the beginning of one row to that of the next.
    Window(&'a mut [u32], usize),
}

/// What drawing needs besides; worth keeping from picture to picture.
#[derive(Debug, Default)]
pub struct Scratch {
    light: Rows,
    halo: Rows,
    plate: Vec<[u16; 4]>,
    sway: Vec<f32>,
}

impl Glass {
    /// The glass of a look in a picture.
    pub fn new(placement: &Placement, look: &Look) -> Self {
        Self::of(placement, look, false)
    }

    /// The same without the room, for a picture with an alpha channel: colours are not multiplied by that.
    pub fn cut_out(placement: &Placement, look: &Look) -> Self {
        Self::of(placement, look, true)
    }

    fn of(placement: &Placement, look: &Look, cut_out: bool) -> Self {
        let padded = (placement.width as usize).next_multiple_of(LANES);
        let half = (placement.scale * placement.units_across / 2.0) as f32;
        let middle = placement.left as f32 + half;
        let x: Vec<f32> = (0..padded).map(|column| (column as f32 + 0.5 - middle) / half).collect();
        // Pixels of the edge have their middles up to a pixel beyond it.
        let most = 1.0 + 2.0 / half;
        let first = x.iter().position(|&x| x >= -most).unwrap_or(0);
        let end = x.iter().rposition(|&x| x <= most).map_or(0, |last| last + 1);
        let face = first / LANES * LANES..end.next_multiple_of(LANES).max(first / LANES * LANES);
        let plate = if cut_out { Plate::cut_out(placement, look) } else { Plate::new(placement, look) };
        let vignette = Vec::new();
        let mut glass = Self { placement: *placement, plate, x, vignette, face, level: Level::new() };
        glass.set_look(look);
        glass
    }

    /// Takes another look, of the same [parameters of the plate](Plate::parameters).
    pub fn set_look(&mut self, look: &Look) {
        let shade = |x: &f32| lanes::shade(*x, look.vignette as f32);
        self.vignette = self.x.iter().map(shade).collect();
    }

    /// As [`Self::new`], with no vector instructions but those that every processor of its class has.
    #[cfg(test)]
    fn plain(placement: &Placement, look: &Look) -> Self {
        Self { level: Level::baseline(), ..Self::new(placement, look) }
    }

    /// Where the face lies.
    pub fn placement(&self) -> &Placement {
        &self.placement
    }

    /// The set around it.
    pub fn plate(&self) -> &Plate {
        &self.plate
    }

    /// Draws some rows of the picture; `pixels` are theirs.
    pub fn draw(&self, seen: &Seen<'_>, rows: Range<usize>, scratch: &mut Scratch, pixels: Pixels<'_>) {
        dispatch!(self.level, simd => simd.vectorize(
            #[inline(always)]
            || self.draw_rows(seen, rows, scratch, pixels)
        ));
    }

    #[inline(always)]
    fn draw_rows(&self, seen: &Seen<'_>, rows: Range<usize>, scratch: &mut Scratch, mut pixels: Pixels<'_>) {
        let width = self.placement.width as usize;
        let optics = &seen.optics;
        let beyond = if optics.is_steady() { Beyond::Same } else { Beyond::Dark };
        let whole = [seen.light.width as f32, seen.light.height as f32];
        scratch.light.begin(optics, whole, self.face.clone(), Beyond::Dark);
        scratch.halo.begin(optics, seen.span, self.face.clone(), beyond);
        scratch.sway.clear();
        scratch.sway.extend(self.x.iter().map(|&x| rows::swing(optics, x, 0.25)));
        for (index, y) in rows.enumerate() {
            let span = index * width..(index + 1) * width;
            match &mut pixels {
                Pixels::Eight(pixels) => {
                    let Some(row) = pixels.get_mut(span) else { return };
                    self.row(seen, y, STEP_OF_8, scratch, |light, noise, from| {
                        lanes::eight(light, noise, &mut row[from..]);
                    });
                }
                Pixels::Sixteen(pixels) => {
                    let Some(row) = pixels.get_mut(span) else { return };
                    self.row(seen, y, STEP_OF_16, scratch, |light, noise, from| {
                        lanes::sixteen(light, noise, &mut row[from..]);
                    });
                }
                Pixels::Window(pixels, stride) => {
                    let start = index * *stride;
                    let Some(row) = pixels.get_mut(start..start + width) else { return };
                    self.row(seen, y, STEP_OF_8, scratch, |light, noise, from| {
                        lanes::window(light, noise, &mut row[from..]);
                    });
                }
            }
        }
    }

    /// One row, chunk by chunk, dithered by a step of what is written: encoded light, noise, and the column at which the chunk begins.
    #[inline(always)]
    fn row(
        &self,
        seen: &Seen<'_>,
        y: usize,
        step: f32,
        scratch: &mut Scratch,
        mut put: impl FnMut(&Light, &Lane, usize),
    ) {
        let optics = &seen.optics;
        let plate = self.plate.row(y, seen.lamps, &mut scratch.plate);
        let down = (y as f32 + 0.5 - optics.middle[1]) / optics.half[1];
        let hum = 1.0 - optics.hum * (0.5 - 0.5 * lanes::wave(down * 0.5 + optics.hum_phase));
        let strength = lanes::shade(down, optics.vignette) * hum;
        let seed = |seed: u32| mix(seed ^ (y as u32).wrapping_mul(0x85EB_CA77));
        let (grain, dither) = (seed(optics.grain_seed), seed(optics.dither_seed));
        // Without light of the tube the glass shows what the plate says, as all else does.
        let dark = !optics.is_lit();
        let mut ground = Ground::default();
        let mut v = [0.0; LANES];
        let mut noise = [0.0; LANES];
        let mut other = [0.0; LANES];
        let mut light = [[0.0; LANES]; 3];
        let mut halo = [[0.0; LANES]; 3];
        for (part, from) in plate.chunks(LANES).zip((0..).step_by(LANES)) {
            ground.load(part);
            if dark {
                ground.darken();
            }
            let (Some(x), Some(vignette), Some(sway)) = (
                self.x[from..].first_chunk::<LANES>(),
                self.vignette[from..].first_chunk::<LANES>(),
                scratch.sway[from..].first_chunk::<LANES>(),
            ) else {
                return;
            };
            if ground.inside && self.face.contains(&from) {
                lanes::places(optics, down, x, sway, &mut v);
                scratch.light.mix(optics, seen.light, from, &v, &mut light);
                scratch.halo.mix(optics, seen.halo, from, &v, &mut halo);
                lanes::beam(optics, &v, &mut light);
                for (((light, halo), glow), direct) in
                    light.iter_mut().zip(&halo).zip(optics.glow).zip(optics.direct)
                {
                    for i in 0..LANES {
                        light[i] = light[i] * direct + halo[i] * optics.scattered + glow;
                    }
                }
                lanes::mask(optics, down, x, &mut light);
                lanes::spot(optics, down, x, &mut light);
                for (light, own) in light.iter_mut().zip(&ground.light) {
                    for i in 0..LANES {
                        light[i] = light[i] * (strength * vignette[i] * ground.cover[i]) + own[i];
                    }
                }
                lanes::noise(grain, from, &mut noise);
                let grain = lanes::higher(optics.grain, step);
                noise.iter_mut().for_each(|noise| *noise *= grain);
            } else {
                light = ground.light;
            }
            if ground.outside {
                lanes::noise(dither, from, &mut other);
                for i in 0..LANES {
                    noise[i] = if ground.cover[i] > 0.0 { noise[i] } else { other[i] * step };
                }
                for (light, mean) in light.iter_mut().zip(seen.mean) {
                    for (light, spill) in light.iter_mut().zip(&ground.spill) {
                        *light += spill * mean * optics.scattered;
                    }
                }
                if ground.mirrors {
                    self.mirror(seen, down, x, &ground, &mut light);
                }
            }
            lanes::encode(&mut light, optics.ceiling);
            put(&light, &noise, from);
        }
    }

    /// Adds what pixels outside the glass mirror: the scattered light as far within its edge as they are without.
    fn mirror(&self, seen: &Seen<'_>, down: f32, x: &Lane, ground: &Ground, light: &mut Light) {
        let optics = &seen.optics;
        let fold = |t: f32| if t > 1.0 { 2.0 - t } else { t.max(-2.0 - t) };
        for i in 0..LANES {
            if ground.mirror[i] > 0.0 {
                let v = down * (1.0 + optics.curvature * x[i] * x[i]);
                let u = x[i] * (1.0 + optics.curvature * v * v);
                let seen = rows::sample(seen.halo, seen.span, fold(u), fold(v));
                for (light, seen) in light.iter_mut().zip(seen) {
                    light[i] += ground.mirror[i] * seen * optics.scattered;
                }
            }
        }
    }
}
