//! The tube in the window: the terminal's picture, seen through the glass, of which only what changed is made anew.

use std::time::Duration;

use egui::{Color32, ColorImage, Painter, Rect, TextureHandle, TextureOptions, pos2};

use super::layout::Layout;
use super::pace::Rates;
use crate::model::{Change, Terminal};
use crate::picture::{self, Picture};
use crate::tube::glass::{Glass, Pixels, Scratch, Seen};
use crate::tube::glow::Glow;
use crate::tube::image::Image;
use crate::tube::look::Look;
use crate::tube::optics::Optics;
use crate::tube::raster::Drawn;
use crate::tube::tiles::{TILE, Tiles};
use crate::tube::view::{Placement, View};

/// The picture on the tube.
pub(super) struct TubeView {
    picture: Picture,
    drawn: Drawn,
    behind: Option<Behind>,
    /// What the texture shows, and the picture before it, to be drawn over.
    shown: Image,
    next: Image,
    texture: Option<TextureHandle>,
}

/// The light behind a glass, and the glass.
struct Behind {
    look: Look,
    glow: Glow,
    glass: Glass,
    scratch: Scratch,
}

impl TubeView {
    pub(super) fn new(picture: Picture) -> Self {
        let (shown, next) = (Image::default(), Image::default());
        Self { picture, drawn: Drawn::new(), behind: None, shown, next, texture: None }
    }

    /// Whether what is shown was made for this layout.
    pub(super) fn fits(&self, layout: &Layout) -> bool {
        let Placement { width, height, .. } = layout.placement;
        self.texture.as_ref().is_some_and(|texture| texture.size() == [width as usize, height as usize])
    }

    /// How many pictures a second are worth their cost.
    pub(super) fn rates(&self) -> Rates {
        if self.behind.is_some() { Rates::THRIFTY } else { Rates::FULL }
    }

    /// How long the picture takes to go after the power.
    pub(super) fn collapse(&self, look: &Look) -> Duration {
        let seen = if self.behind.is_some() { look.collapse } else { 0.0 };
        Duration::from_secs_f64(seen)
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

    /// Draws the terminal as it stands, and sends what changed.
    pub(super) fn draw(
        &mut self,
        terminal: &Terminal,
        layout: &Layout,
        look: &Look,
        storage: bool,
        context: &egui::Context,
    ) {
        let tiles = self.picture.shapes(terminal, &layout.frame).draw_changed(&mut self.drawn);
        if layout.placement.view == View::Plain {
            self.behind = None;
            self.next.clone_from(self.drawn.image());
            return self.send(context);
        }
        let behind = Behind::kept(&mut self.behind, layout, look);
        behind.glow.show(self.drawn.image(), &tiles, terminal.now());
        let moment = picture::moment(terminal, look);
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
        let Placement { width, height, .. } = layout.placement;
        self.next.resize(width as usize, height as usize);
        let pixels = Pixels::Eight(&mut self.next.pixels);
        behind.glass.draw(&seen, 0..height as usize, &mut behind.scratch, pixels);
        self.send(context);
    }

    /// Sends what of the next picture differs from the one that is shown.
    fn send(&mut self, context: &egui::Context) {
        match &mut self.texture {
            Some(texture) if texture.size() == [self.next.width, self.next.height] => {
                for piece in changes(&self.shown, &self.next).runs() {
                    let rows = (piece.y..piece.y + piece.height).map(|y| self.next.row(y));
                    let image = cut(rows.map(|row| &row[piece.x..piece.x + piece.width]), piece.width);
                    texture.set_partial([piece.x, piece.y], image, TextureOptions::NEAREST);
                }
            }
            texture => {
                let image = cut(self.next.rows(), self.next.width);
                *texture = Some(context.load_texture("tube", image, TextureOptions::NEAREST));
            }
        }
        std::mem::swap(&mut self.shown, &mut self.next);
    }

    /// Paints the picture, one pixel of it on one of the window.
    pub(super) fn paint(&self, painter: &Painter, layout: &Layout) {
        if let Some(texture) = &self.texture {
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
        if behind.look != *look || *behind.glass.placement() != layout.placement {
            behind.look = *look;
            behind.glass = Glass::new(&layout.placement, look);
        }
        behind
    }
}

fn cut<'a>(rows: impl Iterator<Item = &'a [[u8; 4]]>, width: usize) -> ColorImage {
    let colour = |&[r, g, b, a]: &[u8; 4]| Color32::from_rgba_premultiplied(r, g, b, a);
    let pixels: Vec<Color32> = rows.flat_map(|row| row.iter().map(colour)).collect();
    let height = pixels.len() / width.max(1);
    ColorImage::new([width, height], pixels)
}

/// The tiles in which two images of the same size differ.
fn changes(before: &Image, after: &Image) -> Tiles {
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
