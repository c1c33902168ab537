//! An image that knows what it was drawn from, so that only what changed is drawn anew.
//!
//! Each tile has a hash of all that can be seen in it: the ground and, in order, every triangle that may touch it
//! with its positions, colours, clip and the contents of its texture. Tiles whose hash is as it was keep their
//! pixels; two that differ have like hashes in one case of 2^64.

use std::ops::Range;

use egui::epaint::Vertex;
use egui::{ClippedPrimitive, Color32};
use rayon::prelude::*;

use super::blend::Pixel;
use super::setup::Clip;
use super::{Paths, Plan, Point, is_plain};
use crate::tube::image::Image;
use crate::tube::textures::Textures;
use crate::tube::tiles::{TILE, Tiles};

/// An image, and what each of its tiles was drawn from.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    image: Image,
    hashes: Vec<u64>,
}

impl Drawn {
    /// Nothing is drawn yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was drawn last.
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// Draws as [`super::raster`] does, on an image of `width` x `height` pixels, but only tiles that do not show the
    /// same already. Returns the tiles that were drawn: all of them when the size is another.
    pub fn draw(
        &mut self,
        primitives: &[ClippedPrimitive],
        textures: &Textures,
        pixels_per_point: f32,
        ground: Color32,
        [width, height]: [usize; 2],
    ) -> Tiles {
        self.draw_by(primitives, textures, pixels_per_point, ground, [width, height], false)
    }

    /// The same bytes as from [`Self::draw`], with rows of tiles spread over the current rayon pool.
    pub fn draw_parallel(
        &mut self,
        primitives: &[ClippedPrimitive],
        textures: &Textures,
        pixels_per_point: f32,
        ground: Color32,
        [width, height]: [usize; 2],
    ) -> Tiles {
        self.draw_by(primitives, textures, pixels_per_point, ground, [width, height], true)
    }

    fn draw_by(
        &mut self,
        primitives: &[ClippedPrimitive],
        textures: &Textures,
        pixels_per_point: f32,
        ground: Color32,
        [width, height]: [usize; 2],
        parallel: bool,
    ) -> Tiles {
        let mut changed = Tiles::none(width, height);
        if (self.image.width, self.image.height) != (width, height) {
            self.image.resize(width, height);
            self.hashes.clear();
        }
        let ground = ground.to_array();
        let mut marks = Marks::new(&changed, ground);
        let (scale, image) = (pixels_per_point, &mut self.image);
        let marked = Some(&mut marks);
        let Some(plan) = Plan::with_bands(primitives, textures, scale, image, Paths::Fast, TILE, marked)
        else {
            return changed;
        };
        let old = std::mem::replace(&mut self.hashes, marks.hashes);
        for (tile, hash) in self.hashes.iter().enumerate() {
            if old.get(tile) != Some(hash) {
                changed.insert(tile % marks.across, tile / marks.across);
            }
        }
        let bands: Vec<Vec<Range<usize>>> = changed.row_runs().collect();
        let draw = |band: usize, pixels: &mut [Pixel]| {
            for columns in &bands[band] {
                plan.draw(band, columns.start as i32..columns.end as i32, ground, pixels);
            }
        };
        let pixels = &mut self.image.pixels;
        if parallel {
            let pixels = pixels.par_chunks_mut(plan.band_pixels()).enumerate();
            pixels.for_each(|(band, pixels)| draw(band, pixels));
        } else {
            let pixels = pixels.chunks_mut(plan.band_pixels()).enumerate();
            pixels.for_each(|(band, pixels)| draw(band, pixels));
        }
        changed
    }
}

/// The hashes of the tiles of an image, as they come about.
pub(super) struct Marks {
    across: usize,
    hashes: Vec<u64>,
}

impl Marks {
    fn new(tiles: &Tiles, ground: Pixel) -> Self {
        let ground = mix(u64::from(u32::from_le_bytes(ground)), 0);
        Self { across: tiles.across(), hashes: vec![ground; tiles.across() * tiles.down()] }
    }

    /// Marks the tiles in which something of this hash may lie. The rows and columns are within the image.
    #[inline]
    pub(super) fn add(&mut self, hash: u64, rows: &Range<i32>, columns: &Range<i32>) {
        let tiles = |range: &Range<i32>| range.start as usize / TILE..(range.end as usize).div_ceil(TILE);
        let columns = tiles(columns);
        for row in tiles(rows) {
            for tile in &mut self.hashes[row * self.across..][columns.clone()] {
                *tile = mix(*tile, hash);
            }
        }
    }
}

/// Two numbers made one: halves of a product, after wyhash (Wang Yi, 2019).
#[inline(always)]
pub(super) fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ 0x9e37_79b9_7f4a_7c15) * u128::from(other ^ 0xe703_7ed1_a0b4_28db);
    (product >> 64) as u64 ^ product as u64
}

/// The hash of a clip.
pub(super) fn of_clip(clip: Clip) -> u64 {
    mix(two(clip.x0 as u32, clip.y0 as u32), two(clip.x1 as u32, clip.y1 as u32))
}

/// The hash of a vertex at its place on the image. One of plain colour does not show its texture.
#[inline]
pub(super) fn of_vertex(vertex: &Vertex, point: Point, texture: u64) -> u64 {
    let colour = u64::from(u32::from_le_bytes(vertex.color.to_array()));
    let texture = if is_plain(vertex) { 0 } else { texture };
    let place = mix(two(point.x as u32, point.y as u32), two(vertex.uv.x.to_bits(), vertex.uv.y.to_bits()));
    mix(place, colour ^ texture)
}

fn two(one: u32, other: u32) -> u64 {
    u64::from(one) | u64::from(other) << 32
}
