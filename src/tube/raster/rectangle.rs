//! Upright rectangles made of two triangles: fields of plain colour, and glyphs a texel to a pixel.

use std::ops::Range;

use super::blend::{Lanes, Pixel, blend_coverage, blend_row, product};
use super::piece::{self, UNIT};
use super::setup::{Clip, STEPS, centres};
use super::{Canvas, Kind, Sheet, is_plain};
use crate::tube::textures::Texture;

/// The pixels of an upright rectangle.
#[derive(Clone, Debug)]
pub(super) struct Rectangle {
    pub(super) rows: Range<i32>,
    pub(super) columns: Range<i32>,
    colour: Pixel,
    /// For a glyph: the texel of the first column and row.
    texel: [usize; 2],
}

/// Whether the six indices from `first` are the two triangles of an upright rectangle of one colour, in the
/// order in which egui writes them, that can be drawn as one.
pub(super) fn recognise(sheet: &Sheet<'_>, first: usize) -> Option<(Kind, Rectangle)> {
    let &[i, j, k, k2, j2, l] = sheet.mesh.indices.get(first..first + 6)? else {
        return None;
    };
    if k != k2 || j != j2 {
        return None;
    }
    let ((a, top_left), (b, top_right)) = (sheet.corner(i)?, sheet.corner(j)?);
    let ((c, bottom_left), (d, bottom_right)) = (sheet.corner(k)?, sheet.corner(l)?);
    let upright = top_left.x == bottom_left.x
        && top_right.x == bottom_right.x
        && top_left.y == top_right.y
        && bottom_left.y == bottom_right.y
        && top_left.x < top_right.x
        && top_left.y < bottom_left.y;
    let flat = a.color == b.color && a.color == c.color && a.color == d.color;
    if !upright || !flat {
        return None;
    }
    let mut rectangle = Rectangle {
        rows: centres(top_left.y, bottom_left.y),
        columns: centres(top_left.x, top_right.x),
        colour: a.color.to_array(),
        texel: [0, 0],
    };
    if [a, b, c, d].into_iter().all(is_plain) {
        return Some((Kind::PlainRectangle, rectangle));
    }
    let texture = sheet.texture?;
    let [u0, v0] = piece::texel(a.uv, texture)?;
    let [u1, v1] = piece::texel(d.uv, texture)?;
    let texels_fit = piece::texel(b.uv, texture)? == [u1, v0] && piece::texel(c.uv, texture)? == [u0, v1];
    let whole = |v: i32, unit: i32| v % unit == 0;
    let on_the_grid = [top_left.x, top_left.y, top_right.x, bottom_left.y].map(|v| whole(v, STEPS as i32))
        == [true; 4]
        && [u0, v0, u1, v1].map(|v| whole(v, UNIT)) == [true; 4];
    let to_a_pixel =
        |texels: i32, steps: i32| i64::from(texels) * STEPS == i64::from(steps) * i64::from(UNIT);
    let to_a_pixel =
        to_a_pixel(u1 - u0, top_right.x - top_left.x) && to_a_pixel(v1 - v0, bottom_left.y - top_left.y);
    let within = u0 >= 0
        && v0 >= 0
        && (u1 / UNIT) as usize <= texture.width()
        && (v1 / UNIT) as usize <= texture.height();
    if !(texels_fit && on_the_grid && to_a_pixel && within) {
        return None;
    }
    rectangle.texel = [(u0 / UNIT) as usize, (v0 / UNIT) as usize];
    Some((Kind::Glyph, rectangle))
}

/// Draws the rectangle of the six indices from `first`.
pub(super) fn draw(sheet: &Sheet<'_>, first: usize, clip: Clip, canvas: &mut Canvas<'_>) {
    let Some((kind, rectangle)) = recognise(sheet, first) else {
        return;
    };
    let columns = rectangle.columns.start.max(clip.x0)..rectangle.columns.end.min(clip.x1);
    let rows = rectangle.rows.start.max(clip.y0)..rectangle.rows.end.min(clip.y1);
    if columns.is_empty() {
        return;
    }
    for y in rows {
        let pixels = canvas.span(y, columns.clone());
        match sheet.texture {
            Some(texture) if kind == Kind::Glyph => {
                let line = rectangle.texel[1] + (y - rectangle.rows.start) as usize;
                let column = rectangle.texel[0] + (columns.start - rectangle.columns.start) as usize;
                glyph_row(texture, line * texture.width() + column, pixels, rectangle.colour);
            }
            _ => blend_row(pixels, rectangle.colour),
        }
    }
}

/// Draws texels from index `at` on, one to a pixel.
fn glyph_row(texture: &Texture, at: usize, pixels: &mut [Pixel], colour: Pixel) {
    match texture.alpha() {
        Some(alpha) => {
            blend_coverage(pixels, alpha.get(at..at + pixels.len()).unwrap_or_default(), colour);
        }
        None => {
            for (i, pixel) in pixels.iter_mut().enumerate() {
                let texel = texture.texel(at + i);
                let colour = std::array::from_fn(|i| product(colour[i], texel[i]));
                *pixel = Lanes::spread(colour).over(*pixel);
            }
        }
    }
}
