//! Triangles: plain, shaded, or showing a piece of a texture.

use std::ops::Range;

use super::blend::{Lanes, Pixel, blend_coverage, blend_row, product};
use super::piece::{self, Piece};
use super::setup::{Clip, Plane, Triangle};
use super::{Canvas, Paths, Sheet, is_plain};

/// Draws the triangle of the three indices from `first`.
pub(super) fn draw(sheet: &Sheet<'_>, first: usize, clip: Clip, paths: Paths, canvas: &mut Canvas<'_>) {
    let Some(&[i, j, k]) = sheet.mesh.indices.get(first..first + 3) else {
        return;
    };
    let (Some(a), Some(b), Some(c)) = (sheet.corner(i), sheet.corner(j), sheet.corner(k)) else {
        return;
    };
    let Some(triangle) = Triangle::new([a.1, b.1, c.1]) else {
        return;
    };
    let corners = [a.0, b.0, c.0];
    let colours = corners.map(|vertex| vertex.color.to_array());
    let flat = colours[0] == colours[1] && colours[0] == colours[2];
    if corners.iter().all(|vertex| is_plain(vertex)) {
        if flat && paths == Paths::Fast {
            triangle.spans(clip, |y, columns| blend_row(canvas.span(y, columns), colours[0]));
        } else {
            let shade = Shade::new(&triangle, colours);
            triangle.spans(clip, |y, columns| shade.row(y, columns.clone(), canvas.span(y, columns), paths));
        }
        return;
    }
    let Some(texture) = sheet.texture else {
        return;
    };
    let [Some(a), Some(b), Some(c)] = corners.map(|vertex| piece::texel(vertex.uv, texture)) else {
        return;
    };
    let Some(piece) = Piece::new(texture, [a, b, c]) else {
        return;
    };
    let own = [a, b, c].map(|coordinates| piece.own(coordinates));
    let u = triangle.plane(own.map(|c| c[0]), piece::UNIT);
    let v = triangle.plane(own.map(|c| c[1]), piece::UNIT);
    match texture.alpha() {
        Some(alpha) if flat && paths == Paths::Fast => {
            let sheet = AlphaPiece { piece, alpha, u, v };
            triangle
                .spans(clip, |y, columns| sheet.row(y, columns.clone(), canvas.span(y, columns), colours[0]));
        }
        _ => {
            let shade = Shade::new(&triangle, colours);
            triangle.spans(clip, |y, columns| {
                for (x, pixel) in columns.clone().zip(canvas.span(y, columns)) {
                    let texel = piece.sample(u.at(x, y), v.at(x, y));
                    let colour = shade.at(x, y);
                    let colour = std::array::from_fn(|i| product(colour[i], texel[i]));
                    *pixel = Lanes::spread(colour).over(*pixel);
                }
            });
        }
    }
}

/// A colour that changes evenly over a triangle.
struct Shade {
    channels: [Plane; 4],
}

impl Shade {
    fn new(triangle: &Triangle, colours: [Pixel; 3]) -> Self {
        let channel = |i: usize| triangle.plane(colours.map(|colour| i32::from(colour[i])), 1);
        Self { channels: std::array::from_fn(channel) }
    }

    fn at(&self, x: i32, y: i32) -> Pixel {
        colour(self.channels.map(|plane| plane.at(x, y)))
    }

    fn row(&self, y: i32, columns: Range<i32>, pixels: &mut [Pixel], paths: Paths) {
        let mut values = self.channels.map(|plane| plane.at(columns.start, y));
        let steps = self.channels.map(|plane| plane.per_x);
        if steps == [0; 4] && paths == Paths::Fast {
            blend_row(pixels, colour(values));
            return;
        }
        for pixel in pixels {
            *pixel = Lanes::spread(colour(values)).over(*pixel);
            for (value, step) in values.iter_mut().zip(steps) {
                *value = value.wrapping_add(step);
            }
        }
    }
}

/// From 1/65536 to the nearest whole, within a byte.
#[inline(always)]
fn colour(values: [i32; 4]) -> Pixel {
    values.map(|value| (value.wrapping_add(1 << 15) >> 16).clamp(0, 255) as u8)
}

/// Pixels sampled before they are blended.
const RUN: usize = 32;

/// A piece of a texture of alphas: digits at any size and angle, and rotated type.
struct AlphaPiece<'a> {
    piece: Piece<'a>,
    alpha: &'a [u8],
    u: Plane,
    v: Plane,
}

impl AlphaPiece<'_> {
    fn row(&self, y: i32, columns: Range<i32>, pixels: &mut [Pixel], colour: Pixel) {
        let mut start = columns.start;
        for pixels in pixels.chunks_mut(RUN) {
            let mut coverage = [0; RUN];
            let (u, v) = (self.u.at(start, y), self.v.at(start, y));
            self.sample(u, v, pixels.len(), &mut coverage);
            blend_coverage(pixels, &coverage[..pixels.len()], colour);
            start += RUN as i32;
        }
    }

    /// The coverage of `count` pixels, of which the first shows the place `u`, `v`.
    #[inline]
    fn sample(&self, u: i32, v: i32, count: usize, coverage: &mut [u8; RUN]) {
        let at = |i: usize| {
            let along = |from: i32, step: i32| from.wrapping_add(step.wrapping_mul(i as i32));
            (along(u, self.u.per_x), along(v, self.v.per_x))
        };
        let one = |i: usize| {
            let (u, v) = at(i);
            self.piece.sample_alpha(self.alpha, u, v)
        };
        // A sum that runs over, which only the thinnest slivers bring about, makes the places jump.
        let is_even = |from: i32, step: i32| {
            let way = step.checked_mul(count as i32);
            way.and_then(|way| from.checked_add(way)).is_some()
        };
        if !is_even(u, self.u.per_x) || !is_even(v, self.v.per_x) {
            for (i, covered) in coverage[..count].iter_mut().enumerate() {
                *covered = one(i);
            }
            return;
        }
        // Places whose four texels all lie within the piece form one stretch; what lies around it is few.
        let is_inner = |i: usize| {
            let (u, v) = at(i);
            self.piece.is_inner(u, v)
        };
        let mut stretch = 0..count;
        while stretch.start < stretch.end && !is_inner(stretch.start) {
            coverage[stretch.start] = one(stretch.start);
            stretch.start += 1;
        }
        while stretch.start < stretch.end && !is_inner(stretch.end - 1) {
            stretch.end -= 1;
            coverage[stretch.end] = one(stretch.end);
        }
        if stretch.is_empty() {
            return;
        }
        let (u, v) = at(stretch.start);
        let coverage = &mut coverage[stretch];
        match self.v.per_x {
            // Upright pieces, which most are, stay on one line: known to be so, the loop is shorter.
            0 => self.sample_inner(u, v, 0, coverage),
            step => self.sample_inner(u, v, step, coverage),
        }
    }

    /// As [`Self::sample`], where all places are inner ones.
    #[inline(always)]
    fn sample_inner(&self, mut u: i32, mut v: i32, v_step: i32, coverage: &mut [u8]) {
        // Both lines of texels under one index: one check serves all four.
        let stride = self.piece.texture.width();
        let below = self.alpha.get(stride..).unwrap_or_default();
        let above = &self.alpha[..below.len()];
        for covered in coverage {
            let (at, fx, fy) = self.piece.inner(u, v);
            if at + 1 < below.len() {
                *covered = piece::mix([above[at], above[at + 1], below[at], below[at + 1]], fx, fy);
            }
            u = u.wrapping_add(self.u.per_x);
            v = v.wrapping_add(v_step);
        }
    }
}
