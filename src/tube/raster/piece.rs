//! The piece of a texture that a triangle shows, and linear sampling within it.
//!
//! Texture coordinates come divided by the size of the texture; here they become whole steps of 1/64 texel
//! again, and are counted from the piece's own corner, so neither the place of the piece nor the size of the
//! texture is seen in the result.

use egui::Pos2;

use super::blend::Pixel;
use crate::tube::textures::Texture;

/// Steps of a texture coordinate within one texel.
pub(super) const UNIT: i32 = 64;
/// Half a texel, in the 1/65536 of a plane.
const HALF: i32 = 1 << 15;
/// Textures reaching beyond this many texels are not drawn: the limit of a plane.
const FARTHEST: f64 = (1 << 14) as f64;

/// A texture coordinate in 1/64 texel, rounded to nearest; `None` if it is far outside or no number.
pub(super) fn texel(uv: Pos2, texture: &Texture) -> Option<[i32; 2]> {
    let fixed = |v: f32, size: usize| {
        let v = f64::from(v) * size as f64;
        (v.abs() <= FARTHEST)
            .then(|| ((v + FARTHEST) * f64::from(UNIT) + 0.5) as i32 - FARTHEST as i32 * UNIT)
    };
    Some([fixed(uv.x, texture.width())?, fixed(uv.y, texture.height())?])
}

/// One axis of a piece, in texels.
#[derive(Clone, Copy, Debug)]
struct Axis {
    /// Where the piece begins; coordinates within it count from here.
    corner: i32,
    /// The first and the last texel that may be read, counted from the texture's edge.
    first: i32,
    last: i32,
}

impl Axis {
    fn new(coordinates: [i32; 3], size: usize) -> Self {
        let [a, b, c] = coordinates;
        let corner = a.min(b).min(c).div_euclid(UNIT);
        let end = (a.max(b).max(c) + UNIT - 1).div_euclid(UNIT).max(corner + 1);
        let edge = (size as i32 - 1).max(0);
        Self { corner, first: corner.clamp(0, edge), last: (end - 1).clamp(0, edge) }
    }

    /// The texel at an offset from the corner, held within the piece.
    #[inline(always)]
    fn hold(&self, offset: i32) -> usize {
        (self.corner + offset).clamp(self.first, self.last) as usize
    }
}

/// The piece of a texture that a triangle shows.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) texture: &'a Texture,
    x: Axis,
    y: Axis,
}

impl<'a> Piece<'a> {
    /// The piece that spans these coordinates, in 1/64 texel. `None` for a texture without texels.
    pub(super) fn new(texture: &'a Texture, coordinates: [[i32; 2]; 3]) -> Option<Self> {
        (texture.width() > 0 && texture.height() > 0).then(|| Self {
            texture,
            x: Axis::new(coordinates.map(|c| c[0]), texture.width()),
            y: Axis::new(coordinates.map(|c| c[1]), texture.height()),
        })
    }

    /// A texture coordinate counted from the piece's corner, in 1/64 texel.
    pub(super) fn own(&self, [u, v]: [i32; 2]) -> [i32; 2] {
        [u - self.x.corner * UNIT, v - self.y.corner * UNIT]
    }

    /// The colour at a place in 1/65536 texel from the corner, mixed from the four texels around it.
    pub(super) fn sample(&self, u: i32, v: i32) -> Pixel {
        let ([x0, x1], fx) = self.columns(u);
        let ([y0, y1], fy) = self.lines(v);
        let at = |x: usize, y: usize| self.texture.texel(y * self.texture.width() + x);
        let (a, b, c, d) = (at(x0, y0), at(x1, y0), at(x0, y1), at(x1, y1));
        std::array::from_fn(|i| mix([a[i], b[i], c[i], d[i]], fx, fy))
    }

    /// As [`Self::sample`], for a texture of alphas.
    #[inline]
    pub(super) fn sample_alpha(&self, alpha: &[u8], u: i32, v: i32) -> u8 {
        let ([x0, x1], fx) = self.columns(u);
        let ([y0, y1], fy) = self.lines(v);
        let at = |x: usize, y: usize| alpha.get(y * self.texture.width() + x).copied().unwrap_or_default();
        mix([at(x0, y0), at(x1, y0), at(x0, y1), at(x1, y1)], fx, fy)
    }

    /// Whether all four texels around a place lie within the piece.
    #[inline(always)]
    pub(super) fn is_inner(&self, u: i32, v: i32) -> bool {
        let (u, v) = (u.wrapping_sub(HALF), v.wrapping_sub(HALF));
        let (x, y) = (self.x.corner + (u >> 16), self.y.corner + (v >> 16));
        x >= self.x.first && x < self.x.last && y >= self.y.first && y < self.y.last
    }

    /// For a place that [`Self::is_inner`]: the index of the first of the four texels, and where it lies
    /// between them, in 1/256.
    #[inline(always)]
    pub(super) fn inner(&self, u: i32, v: i32) -> (usize, u32, u32) {
        let (u, v) = (u.wrapping_sub(HALF), v.wrapping_sub(HALF));
        let (x, y) = (self.x.corner + (u >> 16), self.y.corner + (v >> 16));
        let at = (y as u32).wrapping_mul(self.texture.width() as u32).wrapping_add(x as u32);
        (at as usize, fraction(u), fraction(v))
    }

    fn columns(&self, u: i32) -> ([usize; 2], u32) {
        let u = u.wrapping_sub(HALF);
        ([u >> 16, (u >> 16) + 1].map(|x| self.x.hold(x)), fraction(u))
    }

    fn lines(&self, v: i32) -> ([usize; 2], u32) {
        let v = v.wrapping_sub(HALF);
        ([v >> 16, (v >> 16) + 1].map(|y| self.y.hold(y)), fraction(v))
    }
}

/// The part of a coordinate below one texel, in 1/256.
#[inline(always)]
fn fraction(v: i32) -> u32 {
    (v >> 8 & 0xff) as u32
}

/// Four texels (left and right above, left and right below) mixed at a place between them, in 1/256,
/// rounded to nearest.
#[inline(always)]
pub(super) fn mix([a, b, c, d]: [u8; 4], fx: u32, fy: u32) -> u8 {
    // Both lines at once, in the halves of a word.
    let left = u32::from(a) | u32::from(c) << 16;
    let right = u32::from(b) | u32::from(d) << 16;
    let lines = left * (256 - fx) + right * fx;
    (((lines & 0xffff) * (256 - fy) + (lines >> 16) * fy + 0x8000) >> 16) as u8
}
