//! Optics: the numbers by which both glasses, this machine's and the graphics card's, make a picture of light.
//!
//! A place on the face is `(x, y)`, -1 to 1 across the placement's rectangle. The glass bulges, so that it shows
//!
//! ```text
//! v = y (1 + k x²),   u = x (1 + k v²)            k: curvature
//! ```
//!
//! of the picture, -1 to 1 as well; where the power fails, `v / down` and `u / across` of it. This is the second-order
//! part of a sphere's projection, taken one axis after the other, so that a row of the picture stays a row of numbers.
//!
//! The beam draws lines. A Gaussian of width `s` (in pitches) on every line adds up, by Poisson's summation formula, to
//!
//! ```text
//! m(t) = 1 + Σ 2 exp(-2π² s² n²) cos(2π n t)       t: distance to the line, in pitches
//! ```
//!
//! whose mean is 1 whatever the width: a wider beam is not a brighter one. Two terms are used; each is multiplied by
//! what a pixel's width leaves of it, `sinc(n / pixels a pitch)`, and faded out between 4 and 2 pixels a pitch, so
//! that lines never beat with pixels. The width grows with the root of the light.
//!
//! Scattered light (`halo`) takes its share from the direct light and is not modulated by lines.

use super::deflection::Deflection;
use super::halation::tint;
use super::look::Look;
use super::view::Placement;
use crate::time::{FLICKS_PER_SECOND, Time};

/// What of a picture on the tube depends on the time, besides its light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// What the electronics do.
    pub deflection: Deflection,
    /// The time, by which grain, hum and flicker go.
    pub time: Time,
    /// From which the grain is drawn.
    pub seed: u64,
    /// Whether nothing moves that need not: grain stands still.
    pub still: bool,
}

/// Light that is not in the picture, linear.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tint {
    /// The lit ground of the screen.
    pub ground: [f32; 3],
    /// The core of the beam.
    pub core: [f32; 3],
}

/// The numbers of one picture. Lengths on the face are in its half sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Optics {
    /// The middle of the face, in pixels.
    pub middle: [f32; 2],
    /// Half sides of the face, in pixels.
    pub half: [f32; 2],
    /// Curvature.
    pub curvature: f32,
    /// One divided by the width and the height of the picture, as shares.
    pub shrink: [f32; 2],
    /// How far the picture swings.
    pub swing: f32,
    /// Where in its swing it is, in turns.
    pub phase: f32,
    /// Strength of direct light.
    pub direct: [f32; 3],
    /// Strength of scattered light.
    pub scattered: f32,
    /// Light added between the figures.
    pub glow: [f32; 3],
    /// Half the number of beam lines.
    pub lines: f32,
    /// What is left of the first and second term of the beam's profile, doubled.
    pub depth: [f32; 2],
    /// Half width of the beam where there is no light, and what is added at full light.
    pub beam: [f32; 2],
    /// Darkening towards the corners.
    pub vignette: f32,
    /// Strength of the mask.
    pub mask: f32,
    /// Groups of three stripes in half a width of the tube.
    pub mask_pitch: f32,
    /// Depth of the hum bar.
    pub hum: f32,
    /// Where it stands, in turns.
    pub hum_phase: f32,
    /// Light of the line that the picture collapses to.
    pub spot: [f32; 3],
    /// One divided by its half width and half height.
    pub spot_size: [f32; 2],
    /// Highest encoded level.
    pub ceiling: f32,
    /// Strength of the grain inside the glass, encoded, from its lowest to its highest.
    pub grain: f32,
    /// From which this picture's grain is drawn.
    pub grain_seed: u32,
    /// From which the unmoving dither outside is drawn.
    pub dither_seed: u32,
}

impl Optics {
    /// The numbers of a picture.
    pub fn new(look: &Look, placement: &Placement, light: &Tint, moment: &Moment) -> Self {
        let deflection = &moment.deflection;
        let half = [
            (placement.scale * placement.units_across / 2.0) as f32,
            (placement.scale * placement.units_down / 2.0) as f32,
        ];
        let pitch = placement.scale * placement.units_down / look.beam_lines.max(1.0);
        // A picture that is not all there has its lines closer together.
        let depth = |n: f64| {
            let pitch = pitch * deflection.down / n;
            if look.beam_lines < 1.0 { 0.0 } else { 2.0 * look.beam_depth * left(pitch) }
        };
        let stripe = look.mask_pitch * placement.scale;
        let hertz = |rate: f64| turns(moment.time, rate);
        let flicker = if moment.still { 0.0 } else { look.flicker };
        let hum = if moment.still { 0.0 } else { look.hum };
        let gain = deflection.gain * (1.0 - flicker * (0.5 - 0.5 * cosine(hertz(look.flicker_rate))));
        let tick = if moment.still { 0 } else { ticks(moment.time, look.grain_rate) };
        let lost = tint(look).map(|part| part * (look.halation + look.diffusion));
        let strength = gain * look.brightness;
        Self {
            middle: [placement.left as f32 + half[0], placement.top as f32 + half[1]],
            half,
            curvature: look.curvature as f32,
            shrink: [(1.0 / deflection.across) as f32, (1.0 / deflection.down) as f32],
            swing: if moment.still { 0.0 } else { deflection.swing as f32 },
            phase: fraction(deflection.phase),
            direct: lost.map(|lost| (strength * (1.0 - lost).max(0.0)) as f32),
            scattered: strength as f32,
            glow: light.ground.map(|part| part * (gain * look.glow) as f32),
            lines: (look.beam_lines / 2.0) as f32,
            depth: [depth(1.0) as f32, depth(2.0) as f32],
            beam: [look.beam_faint as f32, (look.beam_bright - look.beam_faint).max(0.0) as f32],
            vignette: look.vignette as f32,
            mask: (look.mask * left(stripe)) as f32,
            mask_pitch: (placement.units_across / look.mask_pitch / 2.0) as f32,
            hum: hum as f32,
            hum_phase: fraction(hertz(look.hum_rate)),
            spot: light.core.map(|part| part * deflection.spot as f32),
            spot_size: [(1.0 / deflection.spot_size.0) as f32, (1.0 / deflection.spot_size.1) as f32],
            ceiling: look.ceiling as f32,
            grain: (look.grain * gain) as f32,
            grain_seed: if look.grain * gain > 0.0 { seed(moment.seed, tick) } else { seed(moment.seed, 0) },
            dither_seed: seed(moment.seed, 0),
        }
    }

    /// Whether any light comes from the tube.
    pub fn is_lit(&self) -> bool {
        self.scattered > 0.0 || self.spot != [0.0; 3]
    }

    /// Whether the whole picture is there, at its full size.
    pub fn is_steady(&self) -> bool {
        self.shrink == [1.0, 1.0]
    }
}

/// One step of 8 bits: dither so strong leaves flat areas of a whole level as they are.
pub const STEP_OF_8: f32 = 1.0 / 255.0;
/// One step of 16 bits.
pub const STEP_OF_16: f32 = 1.0 / 65535.0;

/// When the grain changes next after `time`; none while it does not.
pub fn next_grain(look: &Look, time: Time) -> Option<Time> {
    let next = (ticks(time, look.grain_rate) + 1) as f64 / look.grain_rate * FLICKS_PER_SECOND as f64;
    (look.grain > 0.0).then(|| Time(libm::ceil(next) as i64))
}

/// What a pixel's width leaves of a wave of so many pixels, and nothing below two.
fn left(pixels: f64) -> f64 {
    let share = ((pixels - 2.0) / 2.0).clamp(0.0, 1.0);
    let x = core::f64::consts::PI / pixels.max(1e-3);
    share * share * (3.0 - 2.0 * share) * libm::sin(x) / x
}

/// Whole steps of a rate up to a time.
fn ticks(time: Time, rate: f64) -> u32 {
    (time.0 as f64 / FLICKS_PER_SECOND as f64 * rate + 1e-9) as u64 as u32
}

/// Turns of a rate up to a time.
fn turns(time: Time, rate: f64) -> f64 {
    time.0 as f64 / FLICKS_PER_SECOND as f64 * rate
}

fn fraction(turns: f64) -> f32 {
    (turns - libm::floor(turns)) as f32
}

fn cosine(turns: f64) -> f64 {
    libm::cos(core::f64::consts::TAU * (turns - libm::floor(turns)))
}

/// A seed for one picture's grain.
fn seed(seed: u64, tick: u32) -> u32 {
    mix(mix(seed as u32 ^ mix((seed >> 32) as u32)) ^ tick.wrapping_mul(0x9E37_79B1))
}

/// Wellons' `triple32`, without its last round: an integer hash by which nearby numbers have nothing in common.
pub(super) const fn mix(mut x: u32) -> u32 {
    x ^= x >> 17;
    x = x.wrapping_mul(0xED5A_D4BB);
    x ^= x >> 11;
    x = x.wrapping_mul(0xAC4C_1B51);
    x ^ (x >> 15)
}
