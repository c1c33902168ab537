//! The phosphor: what was lit glows on, and fades by the time that has passed, not by the frame.
//!
//! Each channel of each pixel has a signal of 16 bits, encoded as the picture is: a byte `b` shows as `257 * b`.
//! A step leaves `max(257 * b, f(signal))`, where over a time `t`
//!
//! `f(s) = max(0, floor((s + B) * K / 65536) - B)` with `K = floor(65536 * exp(-a * t))`.
//!
//! In real numbers these `f` follow one another as the times add up, so a second in 24 steps ends as a second in
//! 144 does, but for what rounding takes: at most three of 65536 a step, always towards the dark. The level `B`
//! below zero towards which a signal falls makes it reach zero, after which nothing is left of it.

use fearless_simd::{Level, dispatch};
use rayon::prelude::*;

use super::image::Image;
use super::look::Look;
use super::tiles::{TILE, Tiles};
use crate::time::{FLICKS_PER_SECOND, Span};

/// The signal of full light.
const FULL: f64 = 65535.0;
/// The encoded level of a tenth of full light (sRGB, IEC 61966-2-1), as a share of full: 1.055 * 0.1^(1/2.4) - 0.055.
const TENTH: f64 = 0.349_190_212_628_293_8;
/// Nothing glows longer than this, in seconds.
const LONGEST_LIFE: f64 = 1.0;
/// The least level below zero towards which a signal falls: 0.02 of full.
const LEAST_BELOW: u32 = 1311;
/// The most. Deeper, the fall is all but even, and rounding would be seen at high frame rates.
const MOST_BELOW: u32 = 32768;
/// The longest time to a tenth, in seconds, that ends within the longest life from [`MOST_BELOW`].
const LONGEST_FALL: f64 = 0.517;

/// How the signal of a channel falls.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fall {
    /// `a`, per second; endless where nothing glows on.
    rate: f64,
    /// `B`.
    below: u32,
    /// Seconds from full to zero.
    life: f64,
}

impl Fall {
    /// The fall from full to a tenth of the light in `seconds`.
    fn new(seconds: f64) -> Self {
        if seconds <= 0.0 {
            return Self { rate: f64::INFINITY, below: LEAST_BELOW, life: 0.0 };
        }
        let seconds = seconds.min(LONGEST_FALL);
        let fall = |below: u32| {
            let b = f64::from(below) / FULL;
            let rate = libm::log((1.0 + b) / (TENTH + b)) / seconds;
            Self { rate, below, life: libm::log((1.0 + b) / b) / rate }
        };
        // The least level whose life is short enough; life shrinks as the level sinks.
        let (mut least, mut most) = (LEAST_BELOW, MOST_BELOW);
        while least < most {
            let middle = (least + most) / 2;
            if fall(middle).life <= LONGEST_LIFE {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        fall(least)
    }

    /// `K` for a time of `seconds`; none passes without a trace.
    fn factor(&self, seconds: f64) -> u16 {
        if self.rate.is_infinite() {
            return 0;
        }
        (65536.0 * libm::exp(-self.rate * seconds)).min(FULL) as u16
    }
}

/// The falls of red, green and blue.
fn falls(look: &Look) -> [Fall; 3] {
    let red = look.afterglow / 1000.0;
    [red, red * look.afterglow_tail.max(0.0).sqrt(), red * look.afterglow_tail].map(Fall::new)
}

/// Signals handled at once: eight pixels.
const LANES: usize = 32;

/// What a step multiplies and takes off, over and over the channels. The fourth does not glow on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fade {
    factor: [u16; LANES],
    /// `B * (65536 - K)`: with it `f(s)` is `max(0, s * K - loss) >> 16`.
    loss: [u32; LANES],
    /// What is added before rounding down: all but a whole where no time passes, so that nothing fades.
    round: u32,
}

impl Fade {
    fn new(falls: &[Fall; 3], elapsed: Span) -> Self {
        let seconds = elapsed.seconds().max(0.0);
        let stands = elapsed <= Span::ZERO;
        let mut fade = Self { factor: [0; LANES], loss: [0; LANES], round: if stands { 65535 } else { 0 } };
        for lane in (0..LANES).filter(|lane| lane % 4 < 3) {
            let fall = falls[lane % 4];
            let factor = if stands { 65535 } else { fall.factor(seconds) };
            fade.factor[lane] = factor;
            if stands {
                continue;
            }
            fade.loss[lane] = fall.below * (65536 - u32::from(factor));
        }
        fade
    }

    #[inline(always)]
    fn apply(&self, lane: usize, signal: u16) -> u16 {
        ((u32::from(signal) * u32::from(self.factor[lane]) + self.round).saturating_sub(self.loss[lane])
            >> 16) as u16
    }

    /// Fades `signals` under the light of `bytes`. Returns whether a signal changed, and whether one glows beyond
    /// that light.
    #[inline(always)]
    fn row(&self, signals: &mut [u16], bytes: &[u8]) -> (bool, bool) {
        let (mut changed, mut glowing) = (0, 0);
        let mut step = |lane: usize, signal: &mut u16, byte: u8| {
            let lit = u16::from(byte) * 257;
            let new = self.apply(lane, *signal).max(lit);
            changed |= new ^ *signal;
            glowing |= new ^ lit;
            *signal = new;
        };
        let (wide, rest) = signals.as_chunks_mut::<LANES>();
        let (wide_bytes, rest_bytes) = bytes.as_chunks::<LANES>();
        for (signals, bytes) in wide.iter_mut().zip(wide_bytes) {
            for lane in 0..LANES {
                step(lane, &mut signals[lane], bytes[lane]);
            }
        }
        for (lane, (signal, &byte)) in rest.iter_mut().zip(rest_bytes).enumerate() {
            step(lane, signal, byte);
        }
        (changed != 0, glowing != 0)
    }
}

/// What glows on the tube.
#[derive(Clone, Debug)]
pub struct Phosphor {
    falls: [Fall; 3],
    width: usize,
    height: usize,
    /// Red, green and blue as signals; the fourth is the picture's alpha.
    signals: Vec<[u16; 4]>,
    /// Tiles that may show other than the picture last given.
    glowing: Tiles,
    level: Level,
}

impl Phosphor {
    /// A dark tube of no size. It takes that of the first picture.
    pub fn new(look: &Look) -> Self {
        let (signals, glowing) = (Vec::new(), Tiles::default());
        Self { falls: falls(look), width: 0, height: 0, signals, glowing, level: Level::new() }
    }

    /// How long before a picture its making must begin so that nothing of any earlier state is left in it, at any
    /// frame rate: at most a second.
    pub fn preroll(look: &Look) -> Span {
        let life = falls(look).iter().fold(0.0_f64, |life, fall| life.max(fall.life));
        Span(libm::ceil(life * FLICKS_PER_SECOND as f64) as i64)
    }

    /// Takes another look. What glows stays, and fades by the new look from now on.
    pub fn set_look(&mut self, look: &Look) {
        self.falls = falls(look);
    }

    /// Whether something glows that is no longer in the picture.
    pub fn glows_on(&self) -> bool {
        !self.glowing.is_empty()
    }

    /// Whether something glows in a row of tiles that is no longer in the picture.
    pub fn glows_in(&self, row: usize) -> bool {
        self.glowing.rows().nth(row).is_some_and(|marks| marks.contains(&true))
    }

    /// The size, in pixels.
    pub fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    /// The signals of a row: red, green, blue, 0 to 65535, encoded as the picture; empty when there is none at `y`.
    pub fn row(&self, y: usize) -> &[[u16; 4]] {
        let start = y.saturating_mul(self.width);
        self.signals.get(start..start.saturating_add(self.width)).unwrap_or_default()
    }

    /// Lets `elapsed` pass and shows `image`, of which at least the tiles in which it differs from the one before
    /// are in `drawn`. Returns the tiles in which the signals changed. An image of another size begins in the dark.
    pub fn step(&mut self, image: &Image, drawn: &Tiles, elapsed: Span) -> Tiles {
        let (fade, level) = (Fade::new(&self.falls, elapsed), self.level);
        let mut changed = Tiles::none(image.width, image.height);
        for mut band in self.bands(image, drawn, &mut changed) {
            dispatch!(level, _ => band.step(&fade, false, |_, _| {}));
        }
        changed
    }

    /// The same signals as from [`Self::step`], with `after` called for each row of a tile in which a signal changed:
    /// given what belongs to its pixels in `beside`, which has a value for each pixel of the image, and its signals.
    /// It is called for all rows if `everywhere` is set. Rows of tiles are spread over the current rayon pool if
    /// `parallel` is set.
    pub(super) fn step_beside<T: Send>(
        &mut self,
        image: &Image,
        drawn: &Tiles,
        elapsed: Span,
        beside: &mut [T],
        (everywhere, parallel): (bool, bool),
        after: impl Fn(&mut [T], &[[u16; 4]]) + Sync,
    ) -> Tiles {
        let (fade, level) = (Fade::new(&self.falls, elapsed), self.level);
        let mut changed = Tiles::none(image.width, image.height);
        let bands = self.bands(image, drawn, &mut changed);
        let rows = beside.chunks_mut((image.width * TILE).max(1));
        let work = |(mut band, beside): (Band<'_>, &mut [T])| {
            dispatch!(level, _ => band.step(&fade, everywhere, #[inline(always)] |at, signals: &[[u16; 4]]| {
                after(&mut beside[at..at + signals.len()], signals);
            }));
        };
        let pairs: Vec<_> = bands.into_iter().zip(rows).collect();
        if parallel {
            pairs.into_par_iter().for_each(work);
        } else {
            pairs.into_iter().for_each(work);
        }
        changed
    }

    /// As [`Self::step_beside`], with a time for each row of tiles of its own: how long ago that row was stepped. Rows
    /// without one stand as they are, and are to have their time, and the tiles that were drawn in it, later.
    pub(super) fn step_rows<T>(
        &mut self,
        image: &Image,
        drawn: &Tiles,
        elapsed: &[Option<Span>],
        beside: &mut [T],
        after: impl Fn(&mut [T], &[[u16; 4]]),
    ) -> Tiles {
        let (falls, level) = (self.falls, self.level);
        let mut changed = Tiles::none(image.width, image.height);
        let bands = self.bands(image, drawn, &mut changed);
        let rows = beside.chunks_mut((image.width * TILE).max(1));
        for ((mut band, beside), elapsed) in bands.into_iter().zip(rows).zip(elapsed) {
            let Some(elapsed) = *elapsed else { continue };
            let fade = Fade::new(&falls, elapsed);
            dispatch!(level, _ => band.step(&fade, false, #[inline(always)] |at, signals: &[[u16; 4]]| {
                after(&mut beside[at..at + signals.len()], signals);
            }));
        }
        changed
    }

    /// The rows of tiles, ready to be stepped.
    fn bands<'a>(&'a mut self, image: &'a Image, drawn: &'a Tiles, changed: &'a mut Tiles) -> Vec<Band<'a>> {
        let width = image.width;
        if self.size() != [width, image.height] {
            (self.width, self.height) = (width, image.height);
            self.signals.clear();
            self.signals.resize(width * image.height, [0; 4]);
            self.glowing = Tiles::all(width, image.height);
        }
        self.glowing.union(drawn);
        let rows = (width * TILE).max(1);
        let signals = self.signals.chunks_mut(rows);
        let marks = self.glowing.rows_mut().zip(changed.rows_mut());
        let bands = signals.zip(image.pixels.chunks(rows)).zip(marks);
        bands
            .map(|((signals, pixels), (glowing, changed))| Band { width, signals, pixels, glowing, changed })
            .collect()
    }
}

/// A row of tiles.
struct Band<'a> {
    width: usize,
    signals: &'a mut [[u16; 4]],
    pixels: &'a [[u8; 4]],
    /// In: the tiles to be stepped. Out: those that glow on.
    glowing: &'a mut [bool],
    changed: &'a mut [bool],
}

impl Band<'_> {
    /// Steps the tiles that ask for it; `after` is given each row of a tile in which a signal changed, and where
    /// it begins; or each row of all. Goes along the rows, as memory likes it, not tile by tile.
    #[inline(always)]
    fn step(&mut self, fade: &Fade, everywhere: bool, mut after: impl FnMut(usize, &[[u16; 4]])) {
        if !everywhere && !self.glowing.contains(&true) {
            return;
        }
        let mut glow_on = vec![false; self.glowing.len()];
        let rows = self.signals.chunks_exact_mut(self.width).zip(self.pixels.chunks_exact(self.width));
        for (row, (signals, pixels)) in rows.enumerate() {
            let tiles = signals.chunks_mut(TILE).zip(pixels.chunks(TILE));
            for (column, (signals, pixels)) in tiles.enumerate() {
                let mut changed = false;
                if self.glowing[column] {
                    let glowing;
                    (changed, glowing) = fade.row(signals.as_flattened_mut(), pixels.as_flattened());
                    glow_on[column] |= glowing;
                    self.changed[column] |= changed;
                }
                if changed || everywhere {
                    after(row * self.width + column * TILE, signals);
                }
            }
        }
        self.glowing.copy_from_slice(&glow_on);
    }
}

#[cfg(test)]
pub(super) mod tests;
