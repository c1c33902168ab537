//! Developing: one picture from shapes to the rows of a file. Pictures are drawn by several threads at once; the
//! phosphor, which remembers, takes them one after the other.

use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::output::{Form, write_png};
use super::{Pattern, StageError};
use crate::picture::Shapes;
use crate::time::Time;
use crate::tube::glass::{Glass, Pixels, Scratch, Seen};
use crate::tube::glow::Glow;
use crate::tube::image::Image;
use crate::tube::light::LightMap;
use crate::tube::look::Look;
use crate::tube::optics::{Moment, Optics, Tint};
use crate::tube::plate::Lamps;
use crate::tube::tiles::Tiles;

/// Pixels that are made, encoded and forgotten together. The glass keeps rows of the picture while it works down a
/// band, and begins anew with the next, so that few bands are better than many.
pub(super) const BAND: usize = 2_100_000;

/// Through what the pictures are seen.
pub(super) struct Pane {
    pub(super) glass: Glass,
    pub(super) look: Look,
    pub(super) tint: Tint,
    pub(super) turns: Turns,
    /// Whether one picture is made at a time, by all threads, because there is no room for several.
    pub(super) alone: bool,
}

/// A picture to be made.
pub(super) struct Item {
    /// Its place in the order of all.
    pub(super) turn: usize,
    /// Which of the pictures that are asked for it is, and its frame number; none if it is made for its afterglow.
    pub(super) asked: Option<(usize, i64)>,
    pub(super) time: Time,
    pub(super) shapes: Shapes,
    pub(super) moment: Moment,
    pub(super) lamps: Lamps,
}

/// The tube's light, which takes pictures in their order.
pub(super) struct Turns {
    state: Mutex<(usize, Glow)>,
    taken: Condvar,
}

impl Turns {
    pub(super) fn new(glow: Glow) -> Self {
        Self { state: Mutex::new((0, glow)), taken: Condvar::new() }
    }

    /// Waits for a turn; the next comes when it is [done](Self::done). None if something failed meanwhile.
    fn wait(&self, turn: usize) -> Option<MutexGuard<'_, (usize, Glow)>> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.taken.wait_while(state, |(next, _)| *next < turn);
        let state = state.unwrap_or_else(PoisonError::into_inner);
        (state.0 == turn).then_some(state)
    }

    fn done(&self, mut state: MutexGuard<'_, (usize, Glow)>) {
        state.0 = state.0.saturating_add(1);
        drop(state);
        self.taken.notify_all();
    }

    /// Lets nobody wait any more.
    pub(super) fn stop(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0 = usize::MAX;
        self.taken.notify_all();
    }
}

/// What a thread has done.
#[derive(Default)]
pub(super) struct Done {
    pub(super) hashes: Vec<(usize, u64)>,
    pub(super) raster: Duration,
    pub(super) light: Duration,
    pub(super) glass: Duration,
    pub(super) encode: Duration,
    pub(super) write: Duration,
}

/// Where pictures go, and how.
pub(super) struct Target<'a> {
    pub(super) out: Option<&'a Pattern>,
    pub(super) size: [u32; 2],
    pub(super) form: Form,
}

/// What one thread makes pictures with.
#[derive(Default)]
pub(super) struct Developer {
    pub(super) done: Done,
    image: Image,
    /// The tube's light and what is scattered of it, of this picture alone, so that the next need not wait.
    light: LightMap,
    halo: LightMap,
    bench: Bench,
}

impl Developer {
    /// Makes a picture: draws it, lets the phosphor see it in its turn, and writes what is seen through the glass.
    pub(super) fn develop(
        &mut self,
        item: &Item,
        pane: Option<&Pane>,
        target: &Target<'_>,
    ) -> Result<(), StageError> {
        let alone = pane.is_some_and(|pane| pane.alone);
        let start = Instant::now();
        if alone {
            item.shapes.draw_parallel(&mut self.image);
        } else {
            item.shapes.draw(&mut self.image);
        }
        self.done.raster += start.elapsed();
        let Some(pane) = pane else {
            return write(Source::Plain(&self.image), item, target, &mut self.bench, &mut self.done);
        };
        let Some(mut state) = pane.turns.wait(item.turn) else { return Ok(()) };
        let start = Instant::now();
        let glow = &mut state.1;
        let optics = Optics::new(&pane.look, pane.glass.placement(), &pane.tint, &item.moment);
        if alone {
            let all = Tiles::all(self.image.width, self.image.height);
            glow.show_parallel(&self.image, &all, item.time);
            self.done.light += start.elapsed();
            let halo = glow.halo();
            let (light, mean, span) = (glow.light().map(), halo.mean(), halo.span());
            let seen = Seen { light, halo: halo.map(), span, mean, optics, lamps: item.lamps };
            let source = Source::Glass(&pane.glass, &seen, true);
            write(source, item, target, &mut self.bench, &mut self.done)?;
            pane.turns.done(state);
            return Ok(());
        }
        glow.show_into(&self.image, item.time, &mut self.light);
        let halo = glow.halo();
        self.halo.clone_from(halo.map());
        let (mean, span) = (halo.mean(), halo.span());
        self.done.light += start.elapsed();
        pane.turns.done(state);
        let seen = Seen { light: &self.light, halo: &self.halo, span, mean, optics, lamps: item.lamps };
        write(Source::Glass(&pane.glass, &seen, false), item, target, &mut self.bench, &mut self.done)
    }
}

/// Of what a picture is made.
enum Source<'a> {
    /// The raster as it is.
    Plain(&'a Image),
    /// Light through the glass, by all threads or by this one.
    Glass(&'a Glass, &'a Seen<'a>, bool),
}

/// Room for a band of a picture.
#[derive(Default)]
struct Bench {
    scratch: Scratch,
    eight: Vec<[u8; 4]>,
    sixteen: Vec<[u16; 4]>,
    alpha: Vec<u8>,
    bytes: Vec<u8>,
}

impl Bench {
    /// The bytes of some rows.
    fn make(&mut self, source: &Source<'_>, rows: Range<usize>, width: usize, form: Form) {
        let pixels = width * rows.len();
        self.alpha.clear();
        if form.alpha {
            match source {
                Source::Plain(_) => self.alpha.resize(pixels, 255),
                Source::Glass(glass, ..) => {
                    let mut row = Vec::new();
                    for y in rows.clone() {
                        glass.plate().alpha_row(y, &mut row);
                        self.alpha.extend_from_slice(&row);
                    }
                }
            }
        }
        self.sixteen.resize(if form.deep { pixels } else { 0 }, [0; 4]);
        self.eight.resize(if form.deep { 0 } else { pixels }, [0; 4]);
        match (source, form.deep) {
            (Source::Plain(image), false) => {
                self.eight.copy_from_slice(&image.pixels[rows.start * width..rows.end * width]);
            }
            (Source::Plain(image), true) => {
                let shown = &image.pixels[rows.start * width..rows.end * width];
                for (deep, pixel) in self.sixteen.iter_mut().zip(shown) {
                    *deep = pixel.map(|level| u16::from(level) * 257);
                }
            }
            (Source::Glass(glass, seen, false), false) => {
                glass.draw(seen, rows, &mut self.scratch, Pixels::Eight(&mut self.eight));
            }
            (Source::Glass(glass, seen, false), true) => {
                glass.draw(seen, rows, &mut self.scratch, Pixels::Sixteen(&mut self.sixteen));
            }
            (Source::Glass(glass, seen, true), false) => {
                in_parts(&mut self.eight, rows, width, |rows, scratch, pixels| {
                    glass.draw(seen, rows, scratch, Pixels::Eight(pixels));
                });
            }
            (Source::Glass(glass, seen, true), true) => {
                in_parts(&mut self.sixteen, rows, width, |rows, scratch, pixels| {
                    glass.draw(seen, rows, scratch, Pixels::Sixteen(pixels));
                });
            }
        }
        let big = |pixel: &[u16; 4]| pixel.map(u16::to_be_bytes);
        match (form.deep, form.alpha) {
            (false, false) => fill(&mut self.bytes, &self.eight, |&[r, g, b, _]| [r, g, b]),
            (false, true) => {
                fill(&mut self.bytes, &self.eight, |&pixel| pixel);
                set_last(&mut self.bytes, &self.alpha, |alpha| [alpha]);
            }
            (true, false) => fill(&mut self.bytes, &self.sixteen, |pixel| {
                let [[a, b], [c, d], [e, f], _] = big(pixel);
                [a, b, c, d, e, f]
            }),
            (true, true) => {
                fill(&mut self.bytes, &self.sixteen, |pixel| {
                    let [[a, b], [c, d], [e, f], _] = big(pixel);
                    [a, b, c, d, e, f, 0, 0]
                });
                set_last(&mut self.bytes, &self.alpha, |alpha| [alpha, alpha]);
            }
        }
    }
}

/// Replaces `bytes` by those of some pixels, `BYTES` of each.
fn fill<T, const BYTES: usize>(bytes: &mut Vec<u8>, pixels: &[T], of: impl Fn(&T) -> [u8; BYTES]) {
    bytes.resize(pixels.len() * BYTES, 0);
    for (out, pixel) in bytes.as_chunks_mut::<BYTES>().0.iter_mut().zip(pixels) {
        *out = of(pixel);
    }
}

/// Sets the last of four channels of some pixels, `BYTES` of each channel.
fn set_last<const BYTES: usize>(bytes: &mut [u8], alpha: &[u8], of: impl Fn(u8) -> [u8; BYTES]) {
    for (out, &alpha) in bytes.chunks_exact_mut(4 * BYTES).zip(alpha) {
        out[3 * BYTES..].copy_from_slice(&of(alpha));
    }
}

/// Draws rows in parts, spread over the current rayon pool.
fn in_parts<T: Send>(
    pixels: &mut [T],
    rows: Range<usize>,
    width: usize,
    draw: impl Fn(Range<usize>, &mut Scratch, &mut [T]) + Sync,
) {
    let each = rows.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts = pixels.par_chunks_mut((each * width).max(1)).enumerate();
    parts.for_each_init(Scratch::default, |scratch, (part, pixels)| {
        let first = rows.start + part * each;
        draw(first..first + pixels.len() / width.max(1), scratch, pixels);
    });
}

/// Writes a picture, if it is asked for.
fn write(
    source: Source<'_>,
    item: &Item,
    target: &Target<'_>,
    bench: &mut Bench,
    done: &mut Done,
) -> Result<(), StageError> {
    let Some((index, number)) = item.asked else { return Ok(()) };
    let [width, height] = target.size.map(|side| side as usize);
    let band = (BAND / width.max(1)).max(1);
    let mut hash = Xxh3::new();
    let mut made = Duration::ZERO;
    let start = Instant::now();
    let mut rows = |out: &mut dyn Write| {
        for first in (0..height).step_by(band) {
            let start = Instant::now();
            bench.make(&source, first..(first + band).min(height), width, target.form);
            hash.update(&bench.bytes);
            made += start.elapsed();
            out.write_all(&bench.bytes)?;
        }
        Ok(())
    };
    let written = match target.out {
        Some(out) => write_png(&out.path(number), target.size, target.form, rows)?,
        None => rows(&mut std::io::sink()).map(|()| Duration::ZERO).map_err(StageError::io(Path::new("")))?,
    };
    done.encode += start.elapsed().saturating_sub(made + written);
    done.glass += made;
    done.write += written;
    done.hashes.push((index, hash.digest()));
    Ok(())
}
