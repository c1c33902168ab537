//! The raster: draws egui's tessellated meshes into an image, with the same bytes on every machine,
//! on any number of threads, and wherever a glyph happens to lie in its atlas.
//!
//! Positions are rounded to 1/256 px; a pixel belongs to a triangle if its centre does, by the top-left rule.
//! Colours are mixed as egui mixes them: premultiplied, in gamma space. Textures are sampled linearly, in
//! whole numbers counted from the corner texel of the triangle's own piece of the texture, and never beyond
//! that piece. A triangle whose `uv` are all `WHITE_UV` is plain colour and needs no texture.
//!
//! What cannot be drawn is left out: paint callbacks, positions that are no numbers or beyond a million
//! pixels, indices without a vertex, textures that are not there.

mod blend;
mod piece;
mod rectangle;
mod setup;
#[cfg(test)]
mod tests;
mod triangle;

use std::ops::Range;

use egui::epaint::{Mesh, Primitive, Vertex, WHITE_UV};
use egui::{ClippedPrimitive, Color32};
use rayon::prelude::*;

use blend::Pixel;
use setup::{Clip, Point, centres};

use super::image::Image;
use super::textures::{Texture, Textures};

/// Bytes of picture in a band: what stays in a core's own cache while it is filled and drawn on.
const BAND_BYTES: usize = 256 << 10;

/// Fills `image` with `ground` and draws `primitives` on it, in order.
///
/// The primitives are in points, of which one is `pixels_per_point` pixels; the image has its size already.
/// The ground is meant to be opaque, which makes the image opaque.
pub fn raster(
    primitives: &[ClippedPrimitive],
    textures: &Textures,
    pixels_per_point: f32,
    ground: Color32,
    image: &mut Image,
) {
    let Some(plan) = Plan::new(primitives, textures, pixels_per_point, image, Paths::Fast) else {
        return;
    };
    let ground = ground.to_array();
    for (band, pixels) in image.pixels.chunks_mut(plan.band_pixels()).enumerate() {
        plan.draw(band, ground, pixels);
    }
}

/// The same bytes as [`raster`], with bands of rows spread over the current rayon pool.
pub fn raster_parallel(
    primitives: &[ClippedPrimitive],
    textures: &Textures,
    pixels_per_point: f32,
    ground: Color32,
    image: &mut Image,
) {
    let Some(plan) = Plan::new(primitives, textures, pixels_per_point, image, Paths::Fast) else {
        return;
    };
    let ground = ground.to_array();
    image
        .pixels
        .par_chunks_mut(plan.band_pixels())
        .enumerate()
        .for_each(|(band, pixels)| plan.draw(band, ground, pixels));
}

/// Whether shortcuts are taken. They change no byte, which the tests hold by going both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paths {
    Fast,
    #[cfg(test)]
    General,
}

/// A mesh ready to be drawn.
struct Sheet<'a> {
    mesh: &'a Mesh,
    texture: Option<&'a Texture>,
    clip: Clip,
    /// The positions of the mesh's vertices.
    points: Vec<Point>,
}

impl Sheet<'_> {
    /// The vertex and its position, if both are fit to be drawn.
    fn corner(&self, index: u32) -> Option<(&Vertex, Point)> {
        let vertex = self.mesh.vertices.get(index as usize)?;
        let point = *self.points.get(index as usize)?;
        point.is_drawable().then_some((vertex, point))
    }
}

/// What to draw from a mesh: three indices, or six that form a rectangle.
#[derive(Clone, Copy, Debug)]
struct Job {
    sheet: u32,
    /// Where its indices begin.
    first: u32,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Triangle,
    PlainRectangle,
    /// Axis-aligned, and a texel to a pixel.
    Glyph,
}

/// All that is to be drawn, sorted into bands of rows.
struct Plan<'a> {
    sheets: Vec<Sheet<'a>>,
    bands: Vec<Vec<Job>>,
    rows_per_band: i32,
    width: i32,
    paths: Paths,
}

impl<'a> Plan<'a> {
    /// `None` if the image has no pixels.
    fn new(
        primitives: &'a [ClippedPrimitive],
        textures: &'a Textures,
        pixels_per_point: f32,
        image: &mut Image,
        paths: Paths,
    ) -> Option<Self> {
        let rows = BAND_BYTES / size_of::<Pixel>() / image.width.max(1);
        Self::with_bands(primitives, textures, pixels_per_point, image, paths, rows)
    }

    /// With as many rows to a band as asked for, which changes no byte.
    fn with_bands(
        primitives: &'a [ClippedPrimitive],
        textures: &'a Textures,
        pixels_per_point: f32,
        image: &mut Image,
        paths: Paths,
        rows_per_band: usize,
    ) -> Option<Self> {
        let width = i32::try_from(image.width).ok()?;
        let height = i32::try_from(image.height).ok()?;
        if width == 0 || height == 0 {
            return None;
        }
        image.resize(image.width, image.height);
        let rows_per_band = rows_per_band.clamp(1, image.height);
        let mut plan = Self {
            sheets: Vec::with_capacity(primitives.len()),
            bands: vec![Vec::new(); image.height.div_ceil(rows_per_band)],
            rows_per_band: rows_per_band as i32,
            width,
            paths,
        };
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let Primitive::Mesh(mesh) = primitive else {
                continue;
            };
            let clip = Clip::new(*clip_rect, pixels_per_point, width, height);
            if clip.x0 < clip.x1 && clip.y0 < clip.y1 {
                let points = mesh.vertices.iter();
                plan.add(Sheet {
                    mesh,
                    texture: textures.get(mesh.texture_id),
                    clip,
                    points: points.map(|v| Point::new(v.pos, pixels_per_point)).collect(),
                });
            }
        }
        Some(plan)
    }

    /// Sorts a mesh into the bands it touches.
    fn add(&mut self, sheet: Sheet<'a>) {
        let number = self.sheets.len() as u32;
        let indices = &sheet.mesh.indices;
        let mut first = 0;
        while let Some(three) = indices.get(first..first + 3) {
            let rectangle =
                (self.paths == Paths::Fast).then(|| rectangle::recognise(&sheet, first)).flatten();
            let (kind, rows, length) = match rectangle {
                Some((kind, rectangle)) => (kind, rectangle.rows, 6),
                None => (Kind::Triangle, reach(&sheet, three), 3),
            };
            let rows = rows.start.max(sheet.clip.y0)..rows.end.min(sheet.clip.y1);
            if !rows.is_empty() {
                let job = Job { sheet: number, first: first as u32, kind };
                let bands = rows.start / self.rows_per_band..=(rows.end - 1) / self.rows_per_band;
                for band in &mut self.bands[*bands.start() as usize..=*bands.end() as usize] {
                    band.push(job);
                }
            }
            first += length;
        }
        self.sheets.push(sheet);
    }

    fn band_pixels(&self) -> usize {
        self.rows_per_band as usize * self.width as usize
    }

    /// Draws one band, whose pixels these are.
    fn draw(&self, band: usize, ground: Pixel, pixels: &mut [Pixel]) {
        pixels.fill(ground);
        let top = band as i32 * self.rows_per_band;
        let mut canvas = Canvas {
            rows: top..top + (pixels.len() / self.width as usize) as i32,
            width: self.width as usize,
            pixels,
        };
        for job in &self.bands[band] {
            let sheet = &self.sheets[job.sheet as usize];
            let clip = sheet.clip.within(&canvas.rows);
            let first = job.first as usize;
            match job.kind {
                Kind::Triangle => triangle::draw(sheet, first, clip, self.paths, &mut canvas),
                Kind::PlainRectangle | Kind::Glyph => rectangle::draw(sheet, first, clip, &mut canvas),
            }
        }
    }
}

/// The rows that a triangle may touch; none if it cannot be drawn.
fn reach(sheet: &Sheet<'_>, three: &[u32]) -> Range<i32> {
    let (mut low, mut high) = (i32::MAX, i32::MIN);
    for &index in three {
        let Some((_, point)) = sheet.corner(index) else {
            return 0..0;
        };
        low = low.min(point.y);
        high = high.max(point.y);
    }
    centres(low, high)
}

/// Whether a vertex asks for plain colour.
fn is_plain(vertex: &Vertex) -> bool {
    vertex.uv == WHITE_UV
}

/// The rows of the image that are drawn on.
struct Canvas<'a> {
    rows: Range<i32>,
    width: usize,
    pixels: &'a mut [Pixel],
}

impl Canvas<'_> {
    /// A piece of a row, which must lie on the canvas.
    #[inline(always)]
    fn span(&mut self, y: i32, columns: Range<i32>) -> &mut [Pixel] {
        let start = (y - self.rows.start) as usize * self.width;
        &mut self.pixels[start + columns.start as usize..start + columns.end as usize]
    }
}
