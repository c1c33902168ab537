//! The textures that meshes name, kept the way the raster reads them fastest.

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::{ImageData, ImageDelta};
use egui::{Color32, ColorImage, TextureId, TexturesDelta};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The texels of a texture, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Texels {
    /// White of varying alpha (glyphs, digits): one byte stands for all four channels.
    Alpha(Vec<u8>),
    /// Premultiplied colours.
    Colour(Vec<[u8; 4]>),
}

/// A texture: `width` x `height` texels, premultiplied and gamma-encoded as `egui::Color32`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texture {
    width: usize,
    height: usize,
    texels: Texels,
    /// A hash of all the above.
    digest: u64,
}

impl Texture {
    /// A texture of white with these alphas, of as many rows of `width` as they fill.
    pub fn from_alpha(width: usize, mut alpha: Vec<u8>) -> Self {
        let height = alpha.len().checked_div(width).unwrap_or_default();
        alpha.truncate(width * height);
        Self::new(width, height, Texels::Alpha(alpha))
    }

    /// A texture of colours. `None` unless the image holds as many pixels as its size says.
    pub fn from_image(image: &ColorImage) -> Option<Self> {
        let [width, height] = image.size;
        (width.checked_mul(height) == Some(image.pixels.len())).then(|| {
            let texels = match alphas(&image.pixels) {
                Some(alpha) => Texels::Alpha(alpha),
                None => Texels::Colour(image.pixels.iter().map(Color32::to_array).collect()),
            };
            Self::new(width, height, texels)
        })
    }

    fn new(width: usize, height: usize, texels: Texels) -> Self {
        let mut texture = Self { width, height, texels, digest: 0 };
        texture.digest = texture.hash();
        texture
    }

    fn hash(&self) -> u64 {
        let bytes = match &self.texels {
            Texels::Alpha(alpha) => alpha,
            Texels::Colour(colours) => colours.as_flattened(),
        };
        xxh3_64_with_seed(bytes, (self.width as u64) << 32 | self.height as u64)
    }

    /// A hash of its size and texels: textures that differ have one each, but for one case of 2^64.
    pub(super) fn digest(&self) -> u64 {
        self.digest
    }

    /// Texels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The alphas, if every texel is white of some alpha.
    pub(super) fn alpha(&self) -> Option<&[u8]> {
        match &self.texels {
            Texels::Alpha(alpha) => Some(alpha),
            Texels::Colour(_) => None,
        }
    }

    /// The texel at index `at` (row by row), transparent where there is none.
    pub(super) fn texel(&self, at: usize) -> [u8; 4] {
        match &self.texels {
            Texels::Alpha(alpha) => [alpha.get(at).copied().unwrap_or_default(); 4],
            Texels::Colour(colours) => colours.get(at).copied().unwrap_or_default(),
        }
    }

    /// Writes `patch` with its top left corner at `pos`; what would lie outside is left out.
    fn write(&mut self, pos: [usize; 2], patch: &ColorImage) {
        self.write_texels(pos, patch);
        self.digest = self.hash();
    }

    fn write_texels(&mut self, pos: [usize; 2], patch: &ColorImage) {
        let [columns, rows] = patch.size;
        if columns == 0 || pos[0] >= self.width {
            return;
        }
        let kept = columns.min(self.width - pos[0]);
        if let Texels::Alpha(alpha) = &mut self.texels {
            if let Some(new) = alphas(&patch.pixels) {
                for (row, new) in (pos[1]..self.height).zip(new.chunks_exact(columns).take(rows)) {
                    alpha[row * self.width + pos[0]..][..kept].copy_from_slice(&new[..kept]);
                }
                return;
            }
            self.texels = Texels::Colour(alpha.iter().map(|&a| [a; 4]).collect());
        }
        if let Texels::Colour(colours) = &mut self.texels {
            for (row, new) in (pos[1]..self.height).zip(patch.pixels.chunks_exact(columns).take(rows)) {
                let old = &mut colours[row * self.width + pos[0]..][..kept];
                for (old, new) in old.iter_mut().zip(new) {
                    *old = new.to_array();
                }
            }
        }
    }
}

/// The alphas of pixels that are all white; `None` if one has a hue.
fn alphas(pixels: &[Color32]) -> Option<Vec<u8>> {
    pixels
        .iter()
        .all(|p| p.r() == p.a() && p.g() == p.a() && p.b() == p.a())
        .then(|| pixels.iter().map(Color32::a).collect())
}

/// All textures by their id. Cloning shares them; a texture is copied when one side changes it.
#[derive(Clone, Debug, Default)]
pub struct Textures {
    by_id: HashMap<TextureId, Arc<Texture>>,
    /// Freed by the delta applied last: its own frame may still show them.
    leaving: Vec<TextureId>,
}

impl Textures {
    /// No textures.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over what changed in a pass: sets whole textures and parts of them in order.
    /// What the pass freed stays for its own frame and goes with the next call.
    /// A part for a texture that is not there, or with too few pixels, is passed over.
    ///
    /// `TexturesDelta` asks to be cleared by its owner afterwards.
    pub fn apply(&mut self, delta: &TexturesDelta) {
        for id in self.leaving.drain(..) {
            self.by_id.remove(&id);
        }
        // The order among textures is without effect: each delta touches its own alone.
        #[expect(clippy::iter_over_hash_type, reason = "each entry touches its own texture alone")]
        for (&id, deltas) in &delta.set {
            for delta in deltas {
                self.set(id, delta);
            }
        }
        self.leaving.extend(&delta.free);
    }

    fn set(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        match delta.pos {
            None => {
                if let Some(texture) = Texture::from_image(image) {
                    self.by_id.insert(id, Arc::new(texture));
                }
            }
            Some(pos) => {
                if let Some(texture) = self.by_id.get_mut(&id) {
                    Arc::make_mut(texture).write(pos, image);
                }
            }
        }
    }

    /// Puts a texture of one's own under `id`, in place of what was there.
    pub fn insert(&mut self, id: TextureId, texture: impl Into<Arc<Texture>>) {
        self.by_id.insert(id, texture.into());
    }

    /// The texture under `id`.
    pub fn get(&self, id: TextureId) -> Option<&Texture> {
        self.by_id.get(&id).map(|texture| &**texture)
    }
}

#[cfg(test)]
mod tests {
    use egui::TextureOptions;

    use super::*;

    const ID: TextureId = TextureId::Managed(0);

    fn whole(size: [usize; 2], colour: Color32) -> ImageDelta {
        ImageDelta::full(ColorImage::filled(size, colour), TextureOptions::LINEAR)
    }

    fn part(pos: [usize; 2], size: [usize; 2], colour: Color32) -> ImageDelta {
        ImageDelta::partial(pos, ColorImage::filled(size, colour), TextureOptions::LINEAR)
    }

    fn apply(textures: &mut Textures, set: Vec<ImageDelta>, free: bool) {
        let mut delta = TexturesDelta::default();
        for change in set {
            delta.push(ID, change);
        }
        if free {
            delta.free(ID);
        }
        textures.apply(&delta);
        delta.clear();
    }

    #[test]
    fn parts_are_written_in_order_and_cut_at_the_border() {
        let mut textures = Textures::new();
        let white = Color32::from_white_alpha;
        apply(
            &mut textures,
            vec![whole([4, 3], white(10)), part([1, 1], [2, 1], white(20)), part([2, 1], [9, 9], white(30))],
            false,
        );
        let texture = textures.get(ID).expect("set above");
        let expected: &[u8] = &[10, 10, 10, 10, 10, 20, 30, 30, 10, 10, 30, 30];
        assert_eq!(texture.alpha(), Some(expected));
    }

    #[test]
    fn a_hue_turns_alphas_into_colours() {
        let mut textures = Textures::new();
        let red = Color32::from_rgb(200, 0, 0);
        apply(
            &mut textures,
            vec![whole([2, 1], Color32::from_white_alpha(7)), part([1, 0], [1, 1], red)],
            false,
        );
        let texture = textures.get(ID).expect("set above");
        assert_eq!(texture.alpha(), None);
        assert_eq!(texture.texel(0), [7; 4]);
        assert_eq!(texture.texel(1), [200, 0, 0, 255]);
        assert_eq!(texture.texel(2), [0; 4]);
    }

    #[test]
    fn the_freed_stay_for_their_own_frame() {
        let mut textures = Textures::new();
        apply(&mut textures, vec![whole([1, 1], Color32::WHITE)], true);
        assert!(textures.get(ID).is_some());
        apply(&mut textures, vec![], false);
        assert!(textures.get(ID).is_none());
    }

    #[test]
    fn a_clone_keeps_what_it_had() {
        let mut textures = Textures::new();
        apply(&mut textures, vec![whole([1, 1], Color32::WHITE)], false);
        let before = textures.clone();
        apply(&mut textures, vec![part([0, 0], [1, 1], Color32::TRANSPARENT)], false);
        assert_eq!(before.get(ID).map(|t| t.texel(0)), Some([255; 4]));
        assert_eq!(textures.get(ID).map(|t| t.texel(0)), Some([0; 4]));
    }

    #[test]
    fn odd_deltas_are_passed_over() {
        let mut textures = Textures::new();
        apply(&mut textures, vec![part([5, 5], [1, 1], Color32::WHITE)], false);
        assert!(textures.get(ID).is_none());
        apply(
            &mut textures,
            vec![
                whole([2, 2], Color32::WHITE),
                part([7, 0], [1, 1], Color32::TRANSPARENT),
                part([0, 7], [1, 1], Color32::TRANSPARENT),
                part([0, 0], [0, 0], Color32::TRANSPARENT),
            ],
            false,
        );
        assert_eq!(textures.get(ID).and_then(Texture::alpha), Some(&[255; 4][..]));
    }
}
