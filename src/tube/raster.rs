//! The raster: draws egui's tessellated meshes into an image, with the same bytes on every machine,
//! on any number of threads, and wherever a glyph happens to lie in its atlas.
//!
//! Positions are rounded to 1/256 px; a pixel belongs to a triangle if its centre does, by the top-left rule.
//! Colours are mixed as egui mixes them: premultiplied, in gamma space. Textures are sampled linearly, in
//! whole numbers counted from the corner texel of the triangle's own piece of the texture, and never beyond
//! that piece. A triangle whose `uv` are all `WHITE_UV` is plain colour and needs no texture.
//!
//! [`Drawn`] keeps an image from frame to frame and draws only the tiles that changed.
//!
//! What cannot be drawn is left out: paint callbacks, positions that are no numbers or beyond a million
//! pixels, indices without a vertex, textures that are not there.

mod blend;
mod drawn;
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
pub use drawn::Drawn;
use drawn::Marks;
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
        plan.draw(band, 0..plan.width, ground, pixels);
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
        .for_each(|(band, pixels)| plan.draw(band, 0..plan.width, ground, pixels));
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
    /// Where hashes are wanted: that of the clip, and those of the vertices.
    hash: u64,
    hashes: Vec<u64>,
}

impl Sheet<'_> {
    /// The vertex and its position, if both are fit to be drawn.
    fn corner(&self, index: u32) -> Option<(&Vertex, Point)> {
        let vertex = self.mesh.vertices.get(index as usize)?;
        let point = *self.points.get(index as usize)?;
        point.is_drawable().then_some((vertex, point))
    }

    /// The hash of what some of its vertices show.
    fn hash_of(&self, indices: impl IntoIterator<Item = u32>) -> u64 {
        indices.into_iter().fold(self.hash, |hash, index| {
            drawn::mix(hash, self.hashes.get(index as usize).copied().unwrap_or_default())
        })
    }
}

/// What to draw from a mesh: three indices, or six that form a rectangle.
#[derive(Clone, Debug)]
struct Job {
    sheet: u32,
    /// Where its indices begin.
    first: u32,
    /// The columns that it may touch.
    columns: Range<i32>,
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
        Self::with_bands(primitives, textures, pixels_per_point, image, paths, rows, None)
    }

    /// With as many rows to a band as asked for, which changes no byte. All that may be seen is added to `marks`.
    fn with_bands(
        primitives: &'a [ClippedPrimitive],
        textures: &'a Textures,
        pixels_per_point: f32,
        image: &mut Image,
        paths: Paths,
        rows_per_band: usize,
        mut marks: Option<&mut Marks>,
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
                let points = mesh.vertices.iter().map(|v| Point::new(v.pos, pixels_per_point)).collect();
                let texture = textures.get(mesh.texture_id);
                let mut sheet = Sheet { mesh, texture, clip, points, hash: 0, hashes: Vec::new() };
                if marks.is_some() {
                    let texture = texture.map_or(0, Texture::digest);
                    sheet.hash = drawn::of_clip(clip);
                    let vertices = mesh.vertices.iter().zip(&sheet.points);
                    sheet.hashes =
                        vertices.map(|(vertex, &point)| drawn::of_vertex(vertex, point, texture)).collect();
                }
                plan.add(sheet, marks.as_deref_mut());
            }
        }
        Some(plan)
    }

    /// Sorts a mesh into the bands it touches.
    fn add(&mut self, sheet: Sheet<'a>, mut marks: Option<&mut Marks>) {
        let number = self.sheets.len() as u32;
        let indices = &sheet.mesh.indices;
        let mut first = 0;
        while let Some(three) = indices.get(first..first + 3) {
            let rectangle =
                (self.paths == Paths::Fast).then(|| rectangle::recognise(&sheet, first)).flatten();
            let (kind, rows, columns, length) = match rectangle {
                Some((kind, rectangle)) => (kind, rectangle.rows, rectangle.columns, 6),
                None => {
                    let (rows, columns) = reach(&sheet, three);
                    (Kind::Triangle, rows, columns, 3)
                }
            };
            let rows = rows.start.max(sheet.clip.y0)..rows.end.min(sheet.clip.y1);
            let columns = columns.start.max(sheet.clip.x0)..columns.end.min(sheet.clip.x1);
            if !rows.is_empty() && !columns.is_empty() {
                if let Some(marks) = &mut marks {
                    let shown = indices[first..first + length].iter().copied();
                    marks.add(sheet.hash_of(shown), &rows, &columns);
                }
                let job = Job { sheet: number, first: first as u32, columns, kind };
                let bands = rows.start / self.rows_per_band..=(rows.end - 1) / self.rows_per_band;
                for band in &mut self.bands[*bands.start() as usize..=*bands.end() as usize] {
                    band.push(job.clone());
                }
            }
            first += length;
        }
        self.sheets.push(sheet);
    }

    fn band_pixels(&self) -> usize {
        self.rows_per_band as usize * self.width as usize
    }

    /// Draws these columns of one band, whose pixels these are.
    fn draw(&self, band: usize, columns: Range<i32>, ground: Pixel, pixels: &mut [Pixel]) {
        let width = self.width as usize;
        let top = band as i32 * self.rows_per_band;
        for row in pixels.chunks_exact_mut(width) {
            row[columns.start as usize..columns.end as usize].fill(ground);
        }
        let mut canvas = Canvas { rows: top..top + (pixels.len() / width) as i32, width, pixels };
        for job in &self.bands[band] {
            if job.columns.start >= columns.end || job.columns.end <= columns.start {
                continue;
            }
            let sheet = &self.sheets[job.sheet as usize];
            let clip = sheet.clip.within(&canvas.rows, &columns);
            let first = job.first as usize;
            match job.kind {
                Kind::Triangle => triangle::draw(sheet, first, clip, self.paths, &mut canvas),
                Kind::PlainRectangle | Kind::Glyph => rectangle::draw(sheet, first, clip, &mut canvas),
            }
        }
    }
}

/// The rows and columns that a triangle may touch; none if it cannot be drawn.
fn reach(sheet: &Sheet<'_>, three: &[u32]) -> (Range<i32>, Range<i32>) {
    let (mut rows, mut columns) = ((i32::MAX, i32::MIN), (i32::MAX, i32::MIN));
    for &index in three {
        let Some((_, point)) = sheet.corner(index) else {
            return (0..0, 0..0);
        };
        rows = (rows.0.min(point.y), rows.1.max(point.y));
        columns = (columns.0.min(point.x), columns.1.max(point.x));
    }
    (centres(rows.0, rows.1), centres(columns.0, columns.1))
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
