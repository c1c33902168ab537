//! Rows of a map of light, stretched to the width of the output: the first of the glass's two passes.

use std::ops::Range;

use super::super::light::{LightMap, unpack};
use super::super::optics::Optics;
use super::lanes::{LANES, Lane, Light, higher, lower, range, wave};

/// What full light is in a stretched row.
pub(super) const FULL: f32 = 65528.0;

/// What lies beyond the edge of a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Beyond {
    /// Nothing.
    #[default]
    Dark,
    /// What lies at the edge.
    Same,
}

/// The stretched rows that are at hand, in a ring.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Which row of the map stands in each place of the ring.
    rows: Vec<usize>,
    /// Three planes a row.
    planes: Vec<u16>,
    /// The first column of the output for which rows are stretched.
    from: usize,
    /// Numbers in a plane: as many columns, a multiple of [`LANES`].
    width: usize,
    /// How many texels and rows of the map the picture spans.
    span: [f32; 2],
    beyond: Beyond,
    line: Vec<u64>,
}

impl Rows {
    /// Begins a picture that spans so much of a map, for some columns of the output, as many as whole chunks have.
    pub(super) fn begin(&mut self, optics: &Optics, span: [f32; 2], columns: Range<usize>, beyond: Beyond) {
        let width = columns.len();
        // As many as one row of the output can touch: what its bulge and swing span, and one to either side.
        let touched = (optics.curvature * 1.1 * optics.shrink[1] + 2.0 * optics.swing) * span[1] / 2.0;
        let count = (touched as usize).saturating_add(4).min(span[1] as usize + 2);
        self.span = span;
        self.rows.clear();
        self.rows.resize(count, usize::MAX);
        self.planes.resize(count * 3 * width, 0);
        (self.from, self.width) = (columns.start, width);
        self.beyond = beyond;
    }

    /// The light at a chunk of places `v` down the picture, from column `from` on.
    #[inline(always)]
    pub(super) fn mix(&mut self, optics: &Optics, map: &LightMap, from: usize, v: &Lane, out: &mut Light) {
        *out = [[0.0; LANES]; 3];
        let half = self.span[1] / 2.0;
        let last = map.height as i32 - 1;
        let mut row = [0.0; LANES];
        let (least, most) = match self.beyond {
            Beyond::Dark => (-1e6, 1e6),
            Beyond::Same => (0.0, last as f32),
        };
        for i in 0..LANES {
            row[i] = lower(higher((v[i] + 1.0) * half - 0.5, least), most);
        }
        let (low, high) = range(&row);
        let first = (low.max(-1.0).floor() as i32).max(0);
        let end = (high.min(last as f32).floor() as i32 + 1).min(last);
        for number in first..=end {
            self.stretch(optics, map, number as usize);
            let planes = &self.planes[self.at(number as usize) + from - self.from..];
            let place = number as f32;
            let mut weight = [0.0; LANES];
            for i in 0..LANES {
                weight[i] = higher(1.0 - (row[i] - place).abs(), 0.0) * (1.0 / FULL);
            }
            for (plane, out) in out.iter_mut().enumerate() {
                let Some(texels) = planes[plane * self.width..].first_chunk::<LANES>() else { return };
                for i in 0..LANES {
                    out[i] += f32::from(texels[i]) * weight[i];
                }
            }
        }
    }

    /// Where the planes of a row begin.
    #[inline(always)]
    fn at(&self, number: usize) -> usize {
        number % self.rows.len() * 3 * self.width
    }

    /// Sees to it that a row is in the ring.
    #[inline(always)]
    fn stretch(&mut self, optics: &Optics, map: &LightMap, number: usize) {
        let place = number % self.rows.len();
        if self.rows[place] == number {
            return;
        }
        self.rows[place] = number;
        let v = (2.0 * number as f64 + 1.0) / f64::from(self.span[1]) - 1.0;
        let on_face = v / f64::from(optics.shrink[1]);
        let bulge = (1.0 + f64::from(optics.curvature) * on_face * on_face) * f64::from(optics.shrink[0]);
        let half = f64::from(self.span[0]) / 2.0;
        let (middle, half_face) = (f64::from(optics.middle[0]), f64::from(optics.half[0]));
        let start = ((self.from as f64 + 0.5 - middle) / half_face * bulge
            + f64::from(swing(optics, v as f32, 0.0))
            + 1.0)
            * half
            - 0.5;
        // Places are 32.32 bits; a pixel's weight is the highest 8 of the fraction.
        let fixed = |place: f64| (place * 4_294_967_296.0) as i64;
        let (start, step) = (fixed(start), fixed(bulge / half_face * half));
        let texels = map.row(number);
        self.line.resize(self.width, 0);
        let beyond = self.beyond;
        let texel = |at: i64| match usize::try_from(at) {
            Ok(at) if at < texels.len() => texels[at],
            _ if beyond == Beyond::Dark => 0,
            Ok(_) => texels.last().copied().unwrap_or_default(),
            Err(_) => texels.first().copied().unwrap_or_default(),
        };
        let mix = |at: i64, a: u64, b: u64| {
            let weight = (at >> 24 & 0xFF) as u64;
            a * (256 - weight) + b * weight
        };
        let inner = inner(start, step, texels.len(), self.width);
        let at = |x: usize| start + x as i64 * step;
        for x in (0..inner.start).chain(inner.end..self.width) {
            let place = at(x);
            self.line[x] = mix(place, texel(place >> 32), texel((place >> 32) + 1));
        }
        for (offset, out) in self.line[inner.clone()].iter_mut().enumerate() {
            let place = at(inner.start + offset);
            let pair = &texels[(place >> 32) as usize..][..2];
            *out = mix(place, pair[0], pair[1]);
        }
        let at = self.at(number);
        let (red, rest) = self.planes[at..at + 3 * self.width].split_at_mut(self.width);
        let (green, blue) = rest.split_at_mut(self.width);
        for (((line, red), green), blue) in self.line.iter().zip(red).zip(green).zip(blue) {
            *red = (line >> 5) as u16;
            *green = (line >> 26) as u16;
            *blue = (line >> 47) as u16;
        }
    }
}

/// The columns both of whose texels lie in a row.
fn inner(start: i64, step: i64, texels: usize, width: usize) -> Range<usize> {
    let step = step.max(1);
    let first = (-start).div_euclid(step) + i64::from((-start).rem_euclid(step) != 0);
    let end = ((texels as i64 - 1) << 32).saturating_sub(start).div_euclid(step);
    let end = end + i64::from(((texels as i64 - 1) << 32).saturating_sub(start).rem_euclid(step) != 0);
    let first = first.clamp(0, width as i64);
    first as usize..end.clamp(first, width as i64) as usize
}

/// How far the picture swings at a place, while it is degaussed.
#[inline(always)]
pub(super) fn swing(optics: &Optics, place: f32, lag: f32) -> f32 {
    optics.swing * wave(optics.phase + lag - 1.3 * place)
}

/// The light of a map at a place of the picture, each -1 to 1; beyond the edge what lies there.
#[inline(always)]
pub(super) fn sample(map: &LightMap, span: [f32; 2], u: f32, v: f32) -> [f32; 3] {
    let place = |t: f32, span: f32, count: usize| {
        let last = count.saturating_sub(1);
        let at = lower(higher((t + 1.0) * span / 2.0 - 0.5, 0.0), last as f32);
        let first = (at as usize).min(last);
        (first, (first + 1).min(last), at - first as f32)
    };
    let ((left, right, across), (above, below, down)) =
        (place(u, span[0], map.width), place(v, span[1], map.height));
    let weight = (across * 256.0) as u64;
    let mix = |row: &[u64]| match (row.get(left), row.get(right)) {
        (Some(left), Some(right)) => unpack(left * (256 - weight) + right * weight).map(|part| part as f32),
        _ => [0.0; 3],
    };
    let (above, below) = (mix(map.row(above)), mix(map.row(below)));
    std::array::from_fn(|part| (above[part] + (below[part] - above[part]) * down) * (1.0 / (256.0 * 8191.0)))
}
