//! The tube in the window: the terminal's picture, seen through the glass. A graphics card draws the glass where it is
//! the faster; else the processor does, and what it changed is sent as a texture.

use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui_glow::CallbackFn;
use eframe::glow::Context;
use egui::{Color32, ColorImage, PaintCallback, Painter, Rect, TextureHandle, TextureOptions, pos2};

use super::GlassBy;
use super::layout::Layout;
use super::twins;
use crate::keys::Keys;
use crate::model::{Change, Terminal};
use crate::pace::Rates;
use crate::picture::{self, Picture};
use crate::time::{FrameRate, Time};
use crate::tube::glass::{Glass, Pixels, Scratch, Seen};
use crate::tube::glow::Glow;
use crate::tube::gpu::{Card, GpuError, GpuGlass, Sight};
use crate::tube::image::Image;
use crate::tube::look::Look;
use crate::tube::optics::Optics;
use crate::tube::plate::Plate;
use crate::tube::raster::Drawn;
use crate::tube::tiles::{TILE, Tiles};
use crate::tube::view::{Placement, View};

/// The picture on the tube.
pub(super) struct TubeView {
    picture: Picture,
    drawn: Drawn,
    behind: Option<Behind>,
    /// The graphics card's glass, where that is the better one.
    live: Option<Live>,
    sheet: Sheet,
    /// For what placement the picture was drawn last.
    placement: Option<Placement>,
}

/// The light behind a glass, and the glass.
struct Behind {
    look: Look,
    glow: Glow,
    glass: Glass,
    scratch: Scratch,
}

/// The graphics card's glass.
struct Live {
    gl: Arc<Context>,
    glass: Arc<Mutex<GpuGlass>>,
    /// For what placement and parameters its plate was made.
    plate: Option<(Placement, [f64; 5])>,
    /// The look of what was sent last.
    look: Option<Look>,
    sight: Option<Sight>,
}

impl Live {
    /// The card's glass, if there is a card that draws it faster than the processor does, or it was asked for.
    fn choose(gl: Arc<Context>, by: GlassBy) -> Option<Self> {
        let card = Card::read(&gl);
        if by == GlassBy::Auto && card.is_software() {
            log::info!("{} is a software GL: the processor draws the glass", card.renderer);
            return None;
        }
        let tried = GpuGlass::new(&gl).and_then(|mut glass| match twins::trial(&gl, &mut glass) {
            Ok(times) => Ok((glass, times)),
            Err(error) => {
                glass.destroy(&gl);
                Err(error)
            }
        });
        match tried {
            Ok((glass, times)) if by == GlassBy::Auto && times.prefers_processor() => {
                log::info!(
                    "{} takes {:?}, the processor {:?} and draws",
                    card.renderer,
                    times.live,
                    times.processor
                );
                glass.destroy(&gl);
                None
            }
            Ok((glass, _)) => {
                Some(Self { gl, glass: Arc::new(Mutex::new(glass)), plate: None, look: None, sight: None })
            }
            Err(error) => {
                log::warn!("{}: {error}; the processor draws the glass", card.renderer);
                None
            }
        }
    }

    /// Sends what changed.
    fn send(&mut self, behind: &Behind, changed: &Tiles, seen: &Seen<'_>) -> Result<(), GpuError> {
        let mut glass = self.glass.lock().unwrap_or_else(PoisonError::into_inner);
        let (plate, placement) = (behind.glass.plate(), *behind.glass.placement());
        if self.plate == Some((placement, Plate::parameters(&behind.look))) {
            glass.upload_lamps(&self.gl, plate, &placement, seen.lamps);
        } else {
            glass.upload_plate(&self.gl, plate, seen.lamps)?;
            self.plate = Some((placement, Plate::parameters(&behind.look)));
        }
        // Another look scatters light otherwise, also of a picture that stands.
        let first = self.sight.is_none() || self.look != Some(behind.look);
        self.look = Some(behind.look);
        let (light, all) = (behind.glow.light(), Tiles::all(seen.light.width, seen.light.height));
        glass.upload_light(&self.gl, light, if first { &all } else { changed })?;
        if first || !changed.is_empty() {
            glass.upload_halo(&self.gl, behind.glow.halo())?;
        }
        self.sight = Some(Sight { optics: seen.optics, mean: seen.mean, span: seen.span });
        Ok(())
    }

    /// Gives its objects back to GL.
    fn give_back(self) {
        if let Ok(glass) = Arc::try_unwrap(self.glass) {
            glass.into_inner().unwrap_or_else(PoisonError::into_inner).destroy(&self.gl);
        }
    }

    /// What draws the glass when the window is painted.
    fn callback(&self, place: Rect) -> Option<PaintCallback> {
        let (sight, glass) = (self.sight?, Arc::clone(&self.glass));
        let draw = move |info: egui::PaintCallbackInfo, painter: &eframe::egui_glow::Painter| {
            let viewport = info.viewport_in_pixels();
            let glass = glass.lock().unwrap_or_else(PoisonError::into_inner);
            glass.draw(painter.gl(), &sight, [viewport.left_px, viewport.from_bottom_px]);
        };
        Some(PaintCallback { rect: place, callback: Arc::new(CallbackFn::new(draw)) })
    }
}

impl TubeView {
    pub(super) fn new(picture: Picture, by: GlassBy, gl: Option<Arc<Context>>) -> Self {
        Self {
            picture,
            drawn: Drawn::new(),
            behind: None,
            live: gl.filter(|_| by != GlassBy::Processor).and_then(|gl| Live::choose(gl, by)),
            sheet: Sheet::default(),
            placement: None,
        }
    }

    /// Whether what is shown was made for this layout.
    pub(super) fn fits(&self, layout: &Layout) -> bool {
        self.placement == Some(layout.placement)
    }

    /// What is shown, where the processor draws it.
    #[cfg(test)]
    pub(super) fn shown(&self) -> &Image {
        &self.sheet.shown
    }

    /// How many pictures a second are worth their cost.
    pub(super) fn rates(&self) -> Rates {
        if self.behind.is_some() && self.live.is_none() { Rates::THRIFTY } else { Rates::FULL }
    }

    /// Keys that are bound otherwise are named otherwise.
    pub(super) fn set_keys(&mut self, keys: Keys) {
        self.picture.set_keys(keys);
    }

    /// When the picture changes next by itself.
    pub(super) fn next_change(&self, terminal: &Terminal, view: View, look: &Look) -> Change {
        if view == View::Plain {
            return terminal.next_change();
        }
        let fades = self.behind.as_ref().is_some_and(|behind| behind.glow.glows_on());
        let tube = if fades { Change::Moving } else { picture::next_change(terminal, look) };
        picture::sooner(terminal.next_change(), tube)
    }

    /// Draws the terminal as it stands, with so much of its light behind a glass, and sends what changed.
    pub(super) fn draw(
        &mut self,
        terminal: &Terminal,
        layout: &Layout,
        look: &Look,
        storage: bool,
        light: f64,
        context: &egui::Context,
    ) {
        let tiles = self.picture.shapes(terminal, &layout.frame).draw_changed(&mut self.drawn);
        self.placement = Some(layout.placement);
        if layout.placement.view == View::Plain {
            self.behind = None;
            self.live.iter_mut().for_each(|live| live.sight = None);
            return self.sheet.show_tiles(self.drawn.image(), &tiles, context);
        }
        let behind = Behind::kept(&mut self.behind, layout, look);
        // A picture that stood was lit until a picture ago.
        let before = terminal.now().0 - FrameRate::FILM.frame_time(2).0;
        behind.glow.stand_until(Time(before));
        let changed = behind.glow.show(self.drawn.image(), &tiles, terminal.now());
        let mut moment = picture::moment(terminal, look);
        moment.deflection.gain *= light;
        let optics = Optics::new(look, &layout.placement, &self.picture.tint(), &moment);
        let halo = behind.glow.halo();
        let seen = Seen {
            light: behind.glow.light().map(),
            halo: halo.map(),
            span: halo.span(),
            mean: halo.mean(),
            optics,
            lamps: picture::lamps(terminal, storage),
        };
        if let Some(live) = &mut self.live {
            match live.send(behind, &changed, &seen) {
                Ok(()) => {
                    // What it shows is no longer what is seen.
                    self.sheet = Sheet::default();
                    return;
                }
                Err(error) => log::warn!("the graphics card: {error}; the processor draws the glass"),
            }
            self.live.take().into_iter().for_each(Live::give_back);
        }
        self.sheet.show(&behind.glass, &seen, &mut behind.scratch, context);
    }

    /// Lets go of all light: what comes next is another terminal's, with a time of its own.
    pub(super) fn forget(&mut self) {
        self.drawn = Drawn::new();
        if let Some(behind) = &mut self.behind {
            behind.glow = Glow::new(&behind.look, 1.0);
        }
        self.live.iter_mut().for_each(|live| live.sight = None);
    }

    /// Paints the picture, one pixel of it on one of the window.
    pub(super) fn paint(&self, painter: &Painter, layout: &Layout) {
        if let Some(callback) = self.live.as_ref().and_then(|live| live.callback(layout.picture)) {
            painter.add(callback);
        } else if let Some(texture) = &self.sheet.texture {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), layout.picture, whole, Color32::WHITE);
        }
    }
}

impl Behind {
    /// What is there, made to fit.
    fn kept<'a>(kept: &'a mut Option<Self>, layout: &Layout, look: &Look) -> &'a mut Self {
        let scale = layout.frame.scale;
        let behind = kept.get_or_insert_with(|| Self {
            look: *look,
            glow: Glow::new(look, scale),
            glass: Glass::new(&layout.placement, look),
            scratch: Scratch::default(),
        });
        behind.glow.set_look(look, scale);
        if *behind.glass.placement() != layout.placement
            || Plate::parameters(&behind.look) != Plate::parameters(look)
        {
            behind.glass = Glass::new(&layout.placement, look);
        } else if behind.look != *look {
            behind.glass.set_look(look);
        }
        behind.look = *look;
        behind
    }
}

/// A picture of the processor's as a texture.
#[derive(Default)]
struct Sheet {
    /// What the texture shows, and the picture before it, to be drawn over.
    shown: Image,
    next: Image,
    texture: Option<TextureHandle>,
}

impl Sheet {
    /// Shows a picture of which some tiles have changed.
    fn show_tiles(&mut self, image: &Image, changed: &Tiles, context: &egui::Context) {
        let whole = Tiles::all(image.width, image.height);
        // What the glass has left is no picture of this kind.
        let fits = std::mem::take(&mut self.shown) == Image::default();
        self.send(image, if fits { changed } else { &whole }, context);
    }

    /// Draws the glass on this processor and shows it.
    fn show(&mut self, glass: &Glass, seen: &Seen<'_>, scratch: &mut Scratch, context: &egui::Context) {
        let (width, height) = (glass.plate().width(), glass.plate().height());
        let mut next = std::mem::take(&mut self.next);
        next.resize(width, height);
        glass.draw(seen, 0..height, scratch, Pixels::Eight(&mut next.pixels));
        let changed = changes(&self.shown, &next);
        self.send(&next, &changed, context);
        self.next = std::mem::replace(&mut self.shown, next);
    }

    /// Sends some tiles of a picture; all of it, if it has another size than the texture.
    fn send(&mut self, image: &Image, changed: &Tiles, context: &egui::Context) {
        match &mut self.texture {
            Some(texture) if texture.size() == [image.width, image.height] => {
                for piece in changed.runs() {
                    let rows = (piece.y..piece.y + piece.height).map(|y| image.row(y));
                    let part = cut(rows.map(|row| &row[piece.x..piece.x + piece.width]), piece.width);
                    texture.set_partial([piece.x, piece.y], part, TextureOptions::NEAREST);
                }
            }
            texture => {
                let whole = cut(image.rows(), image.width);
                *texture = Some(context.load_texture("tube", whole, TextureOptions::NEAREST));
            }
        }
    }
}

fn cut<'a>(rows: impl Iterator<Item = &'a [[u8; 4]]>, width: usize) -> ColorImage {
    let colour = |&[r, g, b, a]: &[u8; 4]| Color32::from_rgba_premultiplied(r, g, b, a);
    let pixels: Vec<Color32> = rows.flat_map(|row| row.iter().map(colour)).collect();
    let height = pixels.len() / width.max(1);
    ColorImage::new([width, height], pixels)
}

/// The tiles in which two images differ; all of them, if their sizes do.
fn changes(before: &Image, after: &Image) -> Tiles {
    if (before.width, before.height) != (after.width, after.height) {
        return Tiles::all(after.width, after.height);
    }
    let mut tiles = Tiles::none(after.width, after.height);
    for area in Tiles::all(after.width, after.height).areas() {
        let columns = area.x..area.x + area.width;
        let differs = |y: usize| before.row(y).get(columns.clone()) != after.row(y).get(columns.clone());
        if (area.y..area.y + area.height).any(differs) {
            tiles.insert(area.x / TILE, area.y / TILE);
        }
    }
    tiles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_sent() {
        let before = Image::new(200, 130);
        let mut after = before.clone();
        assert!(changes(&before, &after).is_empty());
        after.pixels[200 * 129 + 199] = [1, 2, 3, 255];
        after.pixels[70] = [9; 4];
        after.pixels[130] = [9; 4];
        let tiles = changes(&before, &after);
        let mut patched = before.clone();
        for piece in tiles.runs() {
            let rows = (piece.y..piece.y + piece.height).map(|y| after.row(y));
            let image = cut(rows.map(|row| &row[piece.x..piece.x + piece.width]), piece.width);
            assert_eq!(image.size, [piece.width, piece.height]);
            for (index, pixel) in image.pixels.iter().enumerate() {
                let (x, y) = (piece.x + index % piece.width, piece.y + index / piece.width);
                patched.pixels[y * 200 + x] = pixel.to_array();
            }
        }
        assert_eq!(patched, after);
        assert_eq!(tiles.count(), 3);
    }
}
