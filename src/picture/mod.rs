//! The picture: a terminal to pixels. The only renderer, live and offline; it knows no window.

mod moment;

pub use moment::{lamps, moment, next_change, sooner};

use egui::{ClippedPrimitive, Color32, RawInput, Rect, ViewportId, pos2, vec2};

use crate::keys::Keys;
use crate::model::Terminal;
use crate::model::geometry::Tube;
use crate::pack::Pack;
use crate::screens::{self, Canvas, Ink};
use crate::tube::digits::{DIGITS, DigitSheet};
use crate::tube::image::Image;
use crate::tube::raster::{Drawn, raster, raster_parallel};
use crate::tube::textures::Textures;
use crate::tube::tiles::Tiles;
use crate::tube::view::Placement;

/// The largest raster scale, in pixels a tube unit.
pub const LARGEST_SCALE: f64 = 3.0;
/// The smallest side of a picture, in pixels.
pub const SMALLEST: u32 = 64;
/// The same in every host, so that the atlas of glyphs is the same everywhere.
const ATLAS_SIDE: usize = 2048;

/// What is wrong with a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{width}x{height} is not a size that can be drawn; from {SMALLEST} to {} wide and {} high it would be right", (1440.0 * LARGEST_SCALE) as u32, (1000.0 * LARGEST_SCALE) as u32)]
pub struct SizeError {
    width: u32,
    height: u32,
}

/// The size of a picture, and how the tube is laid out on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The logical size of the tube.
    pub tube: Tube,
    /// Pixels a tube unit.
    pub scale: f64,
}

impl Frame {
    /// Lays the tube out on a picture of `width` x `height` pixels: at least 1440 x 1000 units fit in, the longer
    /// side has more.
    ///
    /// # Errors
    /// A side below [`SMALLEST`], or a scale over [`LARGEST_SCALE`].
    pub fn new(width: u32, height: u32) -> Result<Self, SizeError> {
        let default = Tube::default();
        let scale = (f64::from(width) / default.width).min(f64::from(height) / default.height);
        let most = (f64::from(width) / default.width).max(f64::from(height) / default.height);
        if width < SMALLEST || height < SMALLEST || most > LARGEST_SCALE {
            return Err(SizeError { width, height });
        }
        let tube = Tube { width: f64::from(width) / scale, height: f64::from(height) / scale };
        Ok(Self { width, height, tube, scale })
    }

    /// The picture that is seen through a glass placed so: about a pixel of it for one of the glass, but not so few
    /// that type becomes dull, nor more than the largest scale gives.
    pub fn behind(placement: &Placement) -> Self {
        let scale = placement.scale.max((2.0 * placement.scale).min(1.0)).min(LARGEST_SCALE);
        let tube = Tube { width: placement.units_across, height: placement.units_down };
        let pixels = |units: f64| (units * scale).round().max(1.0) as u32;
        Self { width: pixels(tube.width), height: pixels(tube.height), tube, scale }
    }
}

/// A picture as shapes, before it is drawn as pixels: can be drawn on another thread.
#[derive(Debug)]
pub struct Shapes {
    primitives: Vec<ClippedPrimitive>,
    textures: Textures,
    scale: f32,
    ground: Color32,
    width: usize,
    height: usize,
}

impl Shapes {
    /// Draws on `image`, on this thread.
    pub fn draw(&self, image: &mut Image) {
        image.resize(self.width, self.height);
        raster(&self.primitives, &self.textures, self.scale, self.ground, image);
    }

    /// Draws the same bytes, spread over the current rayon pool.
    pub fn draw_parallel(&self, image: &mut Image) {
        image.resize(self.width, self.height);
        raster_parallel(&self.primitives, &self.textures, self.scale, self.ground, image);
    }

    /// Draws the same bytes, but only tiles that `drawn` does not show already. Returns those.
    pub fn draw_changed(&self, drawn: &mut Drawn) -> Tiles {
        let size = [self.width, self.height];
        drawn.draw(&self.primitives, &self.textures, self.scale, self.ground, size)
    }

    /// As [`Self::draw_changed`], spread over the current rayon pool.
    pub fn draw_changed_parallel(&self, drawn: &mut Drawn) -> Tiles {
        let size = [self.width, self.height];
        drawn.draw_parallel(&self.primitives, &self.textures, self.scale, self.ground, size)
    }
}

/// Makes pictures of terminals.
pub struct Picture {
    context: egui::Context,
    textures: Textures,
    ink: Ink,
}

impl Picture {
    /// A picture maker in the words and colours of `pack`.
    pub fn new(pack: &Pack, keys: Keys) -> Self {
        let context = egui::Context::default();
        context.set_fonts(screens::fonts());
        context.options_mut(|options| {
            options.max_passes = std::num::NonZeroUsize::MIN;
            options.zoom_with_keyboard = false;
        });
        let mut textures = Textures::new();
        textures.insert(DIGITS, DigitSheet::get().texture());
        Self { context, textures, ink: Ink::new(pack, keys) }
    }

    /// Other names of keys.
    pub fn set_keys(&mut self, keys: Keys) {
        self.ink.set_keys(keys);
    }

    /// The shapes of `terminal` as it stands, on `frame`.
    pub fn shapes(&mut self, terminal: &Terminal, frame: &Frame) -> Shapes {
        self.ink.set_contrast(terminal.high_contrast());
        let size = vec2(frame.tube.width as f32, frame.tube.height as f32);
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)),
            max_texture_side: Some(ATLAS_SIDE),
            time: Some(terminal.now().seconds()),
            ..RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&ViewportId::ROOT) {
            viewport.native_pixels_per_point = Some(frame.scale as f32);
        }
        let mut output = self.context.run_ui(input, |ui| {
            let painter = ui.ctx().layer_painter(egui::LayerId::background());
            screens::paint(terminal, &mut Canvas::new(painter, &self.ink));
        });
        self.textures.apply(&output.textures_delta);
        output.textures_delta.clear();
        Shapes {
            primitives: self.context.tessellate(output.shapes, output.pixels_per_point),
            textures: self.textures.clone(),
            scale: output.pixels_per_point,
            ground: self.ink.ground,
            width: frame.width as usize,
            height: frame.height as usize,
        }
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture").field("ink", &self.ink).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
