//! Lanes: what is computed for many neighbouring pixels at once. Plain loops without a branch, for the compiler to turn
//! into vector instructions; every function is inlined where those are allowed.

use super::super::optics::{Optics, mix};
use super::super::plate::GLASS;

/// Pixels in a chunk of a row.
pub(super) const LANES: usize = 64;
/// A number for each of them.
pub(super) type Lane = [f32; LANES];
/// Red, green and blue.
pub(super) type Light = [Lane; 3];

/// The strengths of a texel that is glass and nothing else.
const WHOLE: u16 = GLASS | 127 << 8;

/// The part of the plate under a chunk.
#[derive(Debug)]
pub(super) struct Ground {
    /// The plate's own light, linear.
    pub(super) light: Light,
    /// How much of a pixel is glass.
    pub(super) cover: Lane,
    /// How much of the mirrored picture a pixel outside shows.
    pub(super) mirror: Lane,
    /// How much of the picture's mean light falls on it.
    pub(super) spill: Lane,
    /// Whether some pixel is glass, some is not, and some mirrors.
    pub(super) inside: bool,
    pub(super) outside: bool,
    pub(super) mirrors: bool,
    /// Whether the strengths are those of pixels that are all glass.
    whole: bool,
}

impl Default for Ground {
    fn default() -> Self {
        let none = [0.0; LANES];
        Self {
            light: [none; 3],
            cover: none,
            mirror: none,
            spill: none,
            inside: false,
            outside: false,
            mirrors: false,
            whole: false,
        }
    }
}

impl Ground {
    /// Takes a part of a row of the plate, of at most [`LANES`] pixels.
    #[inline(always)]
    pub(super) fn load(&mut self, part: &[[u16; 4]]) {
        let mut rest = [[0_u16; 4]; LANES];
        let texels = part.as_array().unwrap_or_else(|| {
            rest[..part.len()].copy_from_slice(part);
            &rest
        });
        for (plane, light) in self.light.iter_mut().enumerate() {
            for (light, texel) in light.iter_mut().zip(texels) {
                *light = f32::from(texel[plane]) * (1.0 / 65535.0);
            }
        }
        let (mut all, mut any) = (u16::MAX, 0);
        for texel in part {
            all &= texel[3];
            any |= texel[3];
        }
        self.inside = any & GLASS != 0;
        self.outside = all & GLASS == 0;
        // Most of a picture is glass and nothing else.
        let whole = (all, any) == (WHOLE, WHOLE);
        if whole && self.whole {
            return;
        }
        self.whole = whole;
        let mut mirrors = 0;
        for (i, texel) in texels.iter().enumerate() {
            let share = texel[3] >> 8 & 0x7F;
            let glass = texel[3] & GLASS != 0;
            self.cover[i] = if glass { f32::from(share) * (1.0 / 127.0) } else { 0.0 };
            self.mirror[i] = if glass { 0.0 } else { f32::from(share) * (1.0 / 127.0) };
            self.spill[i] = f32::from(texel[3] & 0xFF) * (1.0 / 255.0);
            mirrors |= if glass { 0 } else { share };
        }
        self.mirrors = mirrors != 0;
    }

    /// Leaves nothing that would show the tube's light.
    #[inline(always)]
    pub(super) fn darken(&mut self) {
        self.cover = [0.0; LANES];
        (self.inside, self.outside, self.mirrors, self.whole) = (false, true, false, false);
    }
}

/// The lower of two numbers: one instruction, where `f32::min` looks for what is no number first.
#[inline(always)]
pub(super) fn lower(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The higher of two numbers.
#[inline(always)]
pub(super) fn higher(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The lowest and the highest number of a lane.
#[inline(always)]
pub(super) fn range(lane: &Lane) -> (f32, f32) {
    let (groups, _) = lane.as_chunks::<8>();
    let (mut low, mut high) = (groups[0], groups[0]);
    for group in groups {
        for i in 0..8 {
            low[i] = lower(low[i], group[i]);
            high[i] = higher(high[i], group[i]);
        }
    }
    (low.into_iter().fold(low[0], lower), high.into_iter().fold(high[0], higher))
}

/// A cosine of turns, to 0.002.
#[inline(always)]
pub(super) fn wave(turns: f32) -> f32 {
    // Adding and taking away so much rounds to whole turns.
    const WHOLE: f32 = 12_582_912.0;
    let t = turns - ((turns + WHOLE) - WHOLE);
    let z = t * t;
    1.0 + z * (-19.739_209 + z * (64.939_39 + z * (-85.456_82 + z * (60.244_64 - z * 26.426_257))))
}

/// What the vignette leaves at a place across or down the face.
#[inline(always)]
pub(super) fn shade(t: f32, vignette: f32) -> f32 {
    let t = lower(t * t, 1.0);
    1.0 - vignette * 0.85 * t * (0.25 + 0.75 * t)
}

/// Where rows of the face lie in the picture, -1 to 1.
#[inline(always)]
pub(super) fn places(optics: &Optics, y: f32, x: &Lane, sway: &Lane, v: &mut Lane) {
    for i in 0..LANES {
        v[i] = y * (1.0 + optics.curvature * x[i] * x[i]) * optics.shrink[1] + sway[i];
    }
}

/// The beam: lines that widen with the light.
#[inline(always)]
pub(super) fn beam(optics: &Optics, v: &Lane, direct: &mut Light) {
    if optics.depth == [0.0, 0.0] {
        return;
    }
    let [r, g, b] = direct;
    for i in 0..LANES {
        let brightest = lower(higher(higher(r[i], g[i]), b[i]), 1.0);
        let width = optics.beam[0] + optics.beam[1] * brightest.sqrt();
        // exp(-z) as (exp(-z / 32))^32, whose inner part is a parabola to 1 in 10,000.
        let z = 19.739_209 * width * width;
        let t = 1.0 - z * (1.0 / 32.0) + z * z * (1.0 / 2048.0);
        let t4 = t * t * (t * t);
        let t16 = t4 * t4 * (t4 * t4);
        let first = t16 * t16;
        let fourth = first * first * (first * first);
        let line = wave(v[i] * optics.lines);
        let strength =
            1.0 + optics.depth[0] * first * line + optics.depth[1] * fourth * (2.0 * line * line - 1.0);
        let strength = higher(strength, 0.0);
        r[i] *= strength;
        g[i] *= strength;
        b[i] *= strength;
    }
}

/// A shadow mask of three stripes, which keeps the mean of every colour.
#[inline(always)]
pub(super) fn mask(optics: &Optics, y: f32, x: &Lane, light: &mut Light) {
    if optics.mask == 0.0 {
        return;
    }
    for (stripe, part) in [0.0, 1.0 / 3.0, 2.0 / 3.0].into_iter().zip(light) {
        for i in 0..LANES {
            let v = y * (1.0 + optics.curvature * x[i] * x[i]);
            let u = x[i] * (1.0 + optics.curvature * v * v);
            part[i] *= 1.0 + optics.mask * wave(u * optics.mask_pitch - stripe);
        }
    }
}

/// The line that the picture collapses to.
#[inline(always)]
pub(super) fn spot(optics: &Optics, y: f32, x: &Lane, light: &mut Light) {
    if optics.spot == [0.0; 3] {
        return;
    }
    let bump = |t: f32| {
        let left = higher(1.0 - t * t, 0.0);
        left * left
    };
    for (part, strength) in light.iter_mut().zip(optics.spot) {
        for i in 0..LANES {
            let v = y * (1.0 + optics.curvature * x[i] * x[i]);
            part[i] += strength * bump(x[i] * optics.spot_size[0]) * bump(v * optics.spot_size[1]);
        }
    }
}

/// Encodes linear light by the transfer function of sRGB (IEC 61966-2-1), whose curved part is fitted in roots to
/// 0.1 of 255.
#[inline(always)]
pub(super) fn encode(light: &mut Light, ceiling: f32) {
    for part in light {
        for value in part.iter_mut() {
            let x = lower(*value, 1.0);
            let root = x.sqrt();
            let curve = 0.833_752_3 * root - 0.055_321_09 * x + 0.298_113_2 * root.sqrt() - 0.076_905_4;
            let encoded = if x <= 0.003_130_8 { 12.92 * x } else { curve };
            *value = lower(encoded, ceiling);
        }
    }
}

/// Noise from -1/2 to 1/2, one number a pixel.
#[inline(always)]
pub(super) fn noise(seed: u32, from: usize, out: &mut Lane) {
    for (i, out) in out.iter_mut().enumerate() {
        let hash = mix(seed ^ ((from + i) as u32).wrapping_mul(0x9E37_79B1));
        // 24 bits as the fraction of a number from 1 to 2.
        *out = f32::from_bits(0x3F80_0000 | hash >> 9) - 1.5;
    }
}

/// Rounds to whole steps: after the addition the lowest bits are the number.
#[inline(always)]
fn whole(value: f32, most: f32) -> u32 {
    (lower(higher(value, 0.0), most) + 8_388_608.0).to_bits() & 0xFFFF
}

/// Writes 8 bits a colour, as a window's pixels.
#[inline(always)]
pub(super) fn window(light: &Light, noise: &Lane, pixels: &mut [u32]) {
    let mut out = [0_u32; LANES];
    for i in 0..LANES {
        let step = |part: usize| whole((light[part][i] + noise[i]) * 255.0, 255.0);
        out[i] = step(0) << 16 | step(1) << 8 | step(2);
    }
    let length = pixels.len().min(LANES);
    pixels[..length].copy_from_slice(&out[..length]);
}

/// Writes 8 bits a colour.
#[inline(always)]
pub(super) fn eight(light: &Light, noise: &Lane, pixels: &mut [[u8; 4]]) {
    let mut out = [[0_u8; 4]; LANES];
    for i in 0..LANES {
        let step = |part: usize| whole((light[part][i] + noise[i]) * 255.0, 255.0);
        out[i] = (step(0) | step(1) << 8 | step(2) << 16 | 0xFF00_0000).to_le_bytes();
    }
    let length = pixels.len().min(LANES);
    pixels[..length].copy_from_slice(&out[..length]);
}

/// Writes 16 bits a colour.
#[inline(always)]
pub(super) fn sixteen(light: &Light, noise: &Lane, pixels: &mut [[u16; 4]]) {
    for (i, pixel) in pixels.iter_mut().take(LANES).enumerate() {
        let step = |part: usize| whole((light[part][i] + noise[i]) * 65535.0, 65535.0) as u16;
        *pixel = [step(0), step(1), step(2), u16::MAX];
    }
}
