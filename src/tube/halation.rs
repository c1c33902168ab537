//! Scattered light: what the phosphor scatters close around it (halation), and what the glass scatters widely
//! (diffusion), as a small map that the glass adds to the picture.
//!
//! A texel of the map covers `f x f` pixels of the picture, about 4 x 4 tube units. The picture is averaged into it,
//! only where it changed; the map is blurred with a cubic B-spline, and once more, reduced by 4, with a wider one.
//! All is weighted sums in a fixed order, without fused multiplication, so the bytes are the same on any processor
//! and on any number of threads. Beyond the picture there is no light; what is scattered out of it is lost.

use std::ops::Range;

use rayon::prelude::*;

use super::light::{LightMap, WHITE, pack, unpack};
use super::look::Look;
use super::tiles::{TILE, Tiles};

/// Tube units that a side of a texel is to cover.
const TEXEL: f64 = 4.0;
/// The most pixels to a side of a texel: the sum of more would not fit beside the other channels.
const MOST_PIXELS: usize = 16;
/// Texels to a side of a texel of the wide map.
const WIDE: usize = 4;

/// How much more of each channel is scattered than of all of them: more blue, less red. What is scattered is taken from
/// the direct light, channel by channel, so that wide areas keep their hue.
pub(super) fn tint(look: &Look) -> [f64; 3] {
    let blue = look.halo_blue;
    [1.0 - 0.9 * blue, 1.0 - 0.3 * blue, 1.0 + 0.3 * blue]
}

/// Texels of three channels as floats, row by row.
#[derive(Clone, Debug, Default)]
struct Plane {
    width: usize,
    values: Vec<f32>,
}

impl Plane {
    fn new(width: usize, height: usize) -> Self {
        Self { width, values: vec![0.0; 3 * width * height] }
    }

    /// One row; empty when there is none at `y`.
    fn row(&self, y: usize) -> &[f32] {
        self.values.get(3 * self.width * y..3 * self.width * (y + 1)).unwrap_or_default()
    }

    /// Calls `work` with each of these rows and its number.
    fn each_row(&mut self, rows: &Range<usize>, parallel: bool, work: impl Fn(usize, &mut [f32]) + Sync) {
        each_row(&mut self.values, 3 * self.width, rows, parallel, work);
    }

    /// The wide light along row `y` of the map.
    fn between_rows(&self, y: usize) -> Vec<f32> {
        let (first, share) = between(y);
        let rows = self.row(first).iter().zip(self.row(first + 1));
        rows.map(|(above, below)| above * (1.0 - share) + below * share).collect()
    }
}

/// Between which two texels of the wide map, which begins one before the picture, the centre of a texel of the map
/// lies: the first of them, and how far it is to the second.
fn between(at: usize) -> (usize, f32) {
    let eighths = 2 * at + WIDE + 1;
    (eighths / (2 * WIDE), (eighths % (2 * WIDE)) as f32 / (2 * WIDE) as f32)
}

/// These rows and as many more at either end.
fn grown(rows: &Range<usize>, by: usize) -> Range<usize> {
    rows.start.saturating_sub(by)..rows.end + by
}

/// Calls `work` with each of these rows of `width` values and its number, over the current rayon pool if `parallel`
/// is set.
fn each_row<T: Send>(
    values: &mut [T],
    width: usize,
    rows: &Range<usize>,
    parallel: bool,
    work: impl Fn(usize, &mut [T]) + Sync,
) {
    let values = values.get_mut(rows.start * width..rows.end * width).unwrap_or_default();
    let width = width.max(1);
    if parallel {
        values.par_chunks_mut(width).zip(rows.clone()).for_each(|(row, y)| work(y, row));
    } else {
        values.chunks_mut(width).zip(rows.clone()).for_each(|(row, y)| work(y, row));
    }
}

/// One side of a symmetric kernel, from its middle outwards; all of it adds to 1.
#[derive(Clone, Debug, PartialEq)]
struct Kernel(Vec<f32>);

impl Kernel {
    /// A cubic B-spline that ends `reach` texels from its middle.
    fn new(reach: f64) -> Self {
        let spline = |x: f64| {
            if x < 1.0 {
                2.0 / 3.0 - x * x + x * x * x / 2.0
            } else {
                let rest = (2.0 - x).max(0.0);
                rest * rest * rest / 6.0
            }
        };
        let taps = (1..).map(f64::from).take_while(|&at| at < reach).map(|at| spline(2.0 * at / reach));
        let weights: Vec<f64> = std::iter::once(spline(0.0)).chain(taps).collect();
        let sum = weights[0] + 2.0 * weights[1..].iter().sum::<f64>();
        Self(weights.iter().map(|weight| (weight / sum) as f32).collect())
    }

    /// Texels that it reaches to either side.
    fn side(&self) -> usize {
        self.0.len() - 1
    }

    /// Blurs `row` across into `out`, which is `margin` texels longer at either end.
    fn across(&self, margin: usize, row: &[f32], out: &mut [f32]) {
        let side = self.side();
        let mut padded = vec![0.0; out.len() + 6 * side];
        padded[3 * (side + margin)..][..row.len()].copy_from_slice(row);
        for (at, weight) in self.0.iter().enumerate() {
            add(out, at == 0, *weight, &padded[3 * (side - at)..], &padded[3 * (side + at)..]);
        }
    }

    /// Blurs down what `plane` has at row `y` of a result that is `margin` texels longer at either end.
    fn down(&self, margin: usize, plane: &Plane, y: usize, out: &mut [f32]) {
        let dark = vec![0.0; out.len()];
        let row = |y: Option<usize>| y.map(|y| plane.row(y)).filter(|row| !row.is_empty()).unwrap_or(&dark);
        for (at, weight) in self.0.iter().enumerate() {
            let (above, below) = (y.checked_sub(margin + at), (y + at).checked_sub(margin));
            add(out, at == 0, *weight, row(above), row(below));
        }
    }
}

/// The nearest whole number of one from 0 to 16383, a half to the even one. Among floats from 2^23 on the lowest bit
/// stands for one, so the sum is rounded, which takes less than a cast.
#[inline(always)]
fn whole(value: f32) -> u16 {
    ((value + 8_388_608.0).to_bits() & 0x3fff) as u16
}

/// Adds `weight` times the values on both sides to `out`; on the first, the middle, counts once and replaces it.
#[inline]
fn add(out: &mut [f32], first: bool, weight: f32, before: &[f32], after: &[f32]) {
    if first {
        for (out, value) in out.iter_mut().zip(before) {
            *out = weight * value;
        }
    } else {
        for ((out, before), after) in out.iter_mut().zip(before).zip(after) {
            *out += weight * (before + after);
        }
    }
}

/// The scattered light of a picture.
#[derive(Clone, Debug)]
pub struct Halo {
    /// The picture's size, in pixels.
    picture: [usize; 2],
    /// Pixels to a side of a texel.
    pixels: usize,
    near: Kernel,
    wide: Kernel,
    /// Strengths of both by channel.
    near_strength: [f32; 3],
    wide_strength: [f32; 3],
    /// The sum of the picture's texels under each texel.
    sums: LightMap,
    /// Work space: the sums blurred across, the wide map, blurred across, and blurred wholly.
    across: Plane,
    reduced: Plane,
    wide_across: Plane,
    wide_light: Plane,
    map: LightMap,
    /// Whether all of the map is to be made anew, for another look.
    stale: bool,
}

impl Halo {
    /// That of a dark picture of `width` x `height` pixels, `scale` of them to a tube unit. Beside a picture that is
    /// lit already, the first update must be given all tiles.
    pub fn new(look: &Look, width: usize, height: usize, scale: f64) -> Self {
        let pixels = ((TEXEL * scale).round().max(1.0) as usize).min(MOST_PIXELS);
        let [across, down] = [width, height].map(|side| side.div_ceil(pixels));
        let [wide_across, wide_down] = [across, down].map(|side| side.div_ceil(WIDE));
        let dark = |width, height| LightMap::new(width, height);
        let mut halo = Self {
            picture: [width, height],
            pixels,
            near: Kernel(vec![1.0]),
            wide: Kernel(vec![1.0]),
            near_strength: [0.0; 3],
            wide_strength: [0.0; 3],
            sums: dark(across, down),
            across: Plane::new(across, down),
            reduced: Plane::new(wide_across, wide_down),
            wide_across: Plane::new(wide_across + 2, wide_down),
            wide_light: Plane::new(wide_across + 2, wide_down + 2),
            map: dark(across, down),
            stale: false,
        };
        halo.set_look(look, scale);
        halo
    }

    /// Takes another look. The map follows with the next update that is given a tile.
    pub fn set_look(&mut self, look: &Look, scale: f64) {
        // Averaging into texels spreads light by half a texel before the kernel does; showing the wide map between
        // its texels spreads it by one more.
        let texel = self.pixels as f64 / scale;
        self.stale = true;
        self.near = Kernel::new(look.halation_reach / texel - 0.5);
        self.wide = Kernel::new(look.diffusion_reach / (texel * WIDE as f64) - 1.5);
        let tint = tint(look);
        self.near_strength = tint.map(|factor| (factor * look.halation) as f32);
        self.wide_strength = tint.map(|factor| (factor * look.diffusion) as f32);
    }

    /// The scattered light, in the linear light of a [`LightMap`]; where it would be more than white, it is white.
    pub fn map(&self) -> &LightMap {
        &self.map
    }

    /// The size of the picture, in pixels.
    pub fn picture(&self) -> [usize; 2] {
        self.picture
    }

    /// How many texels the picture is wide and high. The map may be a part of a texel more.
    pub fn span(&self) -> [f32; 2] {
        self.picture.map(|side| side as f32 / self.pixels as f32)
    }

    /// The mean light of the picture itself, 0 to 1 by channel.
    pub fn mean(&self) -> [f32; 3] {
        let mut sum = [0_u64; 3];
        for &texel in &self.sums.texels {
            let channels = unpack(texel);
            for (sum, channel) in sum.iter_mut().zip(channels) {
                *sum += u64::from(channel);
            }
        }
        let full = (self.picture[0] * self.picture[1]).max(1) as f64 * f64::from(WHITE);
        sum.map(|sum| (sum as f64 / full) as f32)
    }

    /// Takes over what changed in `light`, the picture, in these tiles. Returns the rows of the map that may have
    /// changed. A picture of another size than the halo was made for is passed over.
    pub fn update(&mut self, light: &LightMap, changed: &Tiles) -> Range<usize> {
        self.update_by(light, changed, false)
    }

    /// The same bytes as from [`Self::update`], with rows spread over the current rayon pool.
    pub fn update_parallel(&mut self, light: &LightMap, changed: &Tiles) -> Range<usize> {
        self.update_by(light, changed, true)
    }

    fn update_by(&mut self, light: &LightMap, changed: &Tiles, parallel: bool) -> Range<usize> {
        let size = [light.width, light.height];
        if self.picture != size || changed.size() != size || changed.is_empty() {
            return 0..0;
        }
        let lit = self.add_up(light, changed, parallel);
        let lit = if std::mem::take(&mut self.stale) { 0..self.map.height } else { lit };
        let reduced_rows = lit.start / WIDE..lit.end.div_ceil(WIDE);
        self.reduce(&reduced_rows, parallel);
        let (near, wide, sums, reduced) = (&self.near, &self.wide, &self.sums, &self.reduced);
        let scale = 1.0 / (self.pixels * self.pixels) as f32;
        self.wide_across.each_row(&reduced_rows, parallel, |y, row| wide.across(1, reduced.row(y), row));
        let wide_across = &self.wide_across;
        // Row 0 of the wide light lies above the picture.
        let wide_rows = grown(&(reduced_rows.start + 1..reduced_rows.end + 1), wide.side());
        let wide_rows = wide_rows.start..wide_rows.end.min(self.map.height.div_ceil(WIDE) + 2);
        self.wide_light.each_row(&wide_rows, parallel, |y, row| wide.down(1, wide_across, y, row));
        self.across.each_row(&lit, parallel, |y, row| {
            let light = sums.row(y).iter().flat_map(|&sum| unpack(sum).map(|sum| sum as f32 * scale));
            near.across(0, &light.collect::<Vec<f32>>(), row);
        });
        let near_rows = grown(&lit, near.side());
        let first = near_rows.start.min((WIDE * wide_rows.start).saturating_sub(2 * WIDE));
        let rows = first..near_rows.end.max(WIDE * wide_rows.end).min(self.map.height);
        let (across, wide_light) = (&self.across, &self.wide_light);
        let (near_strength, wide_strength) = (self.near_strength, self.wide_strength);
        let width = self.map.width;
        each_row(&mut self.map.texels, width, &rows, parallel, |y, texels| {
            let mut near_row = vec![0.0; 3 * width];
            near.down(0, across, y, &mut near_row);
            let wide_row = wide_light.between_rows(y);
            let wide_row = wide_row.as_chunks::<3>().0;
            for (x, (texel, near)) in texels.iter_mut().zip(near_row.as_chunks::<3>().0).enumerate() {
                let (first, share) = between(x);
                let (left, right) = (wide_row[first], wide_row[first + 1]);
                *texel = pack(std::array::from_fn(|i| {
                    let wide = left[i] * (1.0 - share) + right[i] * share;
                    let light = near[i] * near_strength[i] + wide * wide_strength[i];
                    whole(light.min(f32::from(WHITE)))
                }));
            }
        });
        rows
    }

    /// Adds up the pixels under each texel that the tiles touch. Returns the rows from the first such to the last.
    fn add_up(&mut self, light: &LightMap, changed: &Tiles, parallel: bool) -> Range<usize> {
        let pixels = self.pixels;
        let runs: Vec<_> = changed.row_runs().collect();
        let first = runs.iter().take_while(|runs| runs.is_empty()).count();
        let last = runs.iter().rposition(|runs| !runs.is_empty()).map_or(first, |last| last + 1);
        let rows = first * TILE / pixels..(last * TILE).min(light.height).div_ceil(pixels);
        let width = self.sums.width;
        each_row(&mut self.sums.texels, width, &rows, parallel, |y, row| {
            let lines = y * pixels..((y + 1) * pixels).min(light.height);
            for run in runs[lines.start / TILE..=(lines.end - 1) / TILE].iter().flatten() {
                let first = run.start / pixels;
                let sums = &mut row[first..run.end.div_ceil(pixels)];
                sums.fill(0);
                for line in lines.clone() {
                    let texels = light.row(line)[first * pixels..].chunks(pixels);
                    for (sum, texels) in sums.iter_mut().zip(texels) {
                        *sum += texels.iter().sum::<u64>();
                    }
                }
            }
        });
        rows
    }

    /// Averages the sums into the wide map.
    fn reduce(&mut self, rows: &Range<usize>, parallel: bool) {
        let scale = 1.0 / (self.pixels * self.pixels * WIDE * WIDE) as f32;
        let sums = &self.sums;
        self.reduced.each_row(rows, parallel, |y, row| {
            let mut totals = vec![[0_u32; 3]; row.len() / 3];
            for line in y * WIDE..((y + 1) * WIDE).min(sums.height) {
                for (total, sums) in totals.iter_mut().zip(sums.row(line).chunks(WIDE)) {
                    for &sum in sums {
                        let channels = unpack(sum);
                        for (total, channel) in total.iter_mut().zip(channels) {
                            *total += channel;
                        }
                    }
                }
            }
            for (value, total) in row.iter_mut().zip(totals.as_flattened()) {
                *value = *total as f32 * scale;
            }
        });
    }
}

#[cfg(test)]
mod tests;
