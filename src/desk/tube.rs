//! The tube in the window: the picture as a texture, of which only what changed is sent anew.

use egui::{Color32, ColorImage, TextureHandle, TextureOptions};

use crate::model::Terminal;
use crate::picture::{Frame, Picture};
use crate::tube::image::Image;

/// Side of the tiles that are compared, in pixels.
const TILE: usize = 64;

/// The picture on the tube.
pub(super) struct TubeView {
    picture: Picture,
    /// What the texture shows, and the picture before it, to be drawn over.
    shown: Image,
    next: Image,
    texture: Option<TextureHandle>,
}

impl TubeView {
    pub(super) fn new(picture: Picture) -> Self {
        Self { picture, shown: Image::default(), next: Image::default(), texture: None }
    }

    /// The texture, once something was drawn.
    pub(super) fn texture(&self) -> Option<&TextureHandle> {
        self.texture.as_ref()
    }

    /// Draws the terminal as it stands, and sends what changed.
    pub(super) fn draw(&mut self, terminal: &Terminal, frame: &Frame, context: &egui::Context) {
        self.picture.shapes(terminal, frame).draw(&mut self.next);
        match &mut self.texture {
            Some(texture) if texture.size() == [self.next.width, self.next.height] => {
                for piece in changes(&self.shown, &self.next) {
                    texture.set_partial([piece.x, piece.y], cut(&self.next, &piece), TextureOptions::NEAREST);
                }
            }
            texture => {
                let all = Piece { x: 0, y: 0, width: self.next.width, height: self.next.height };
                let image = cut(&self.next, &all);
                *texture = Some(context.load_texture("tube", image, TextureOptions::NEAREST));
            }
        }
        std::mem::swap(&mut self.shown, &mut self.next);
    }
}

/// A rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

fn cut(image: &Image, piece: &Piece) -> ColorImage {
    let colour = |&[r, g, b, a]: &[u8; 4]| Color32::from_rgba_premultiplied(r, g, b, a);
    let rows = (piece.y..piece.y + piece.height).map(|y| image.row(y));
    let pixels = rows.flat_map(|row| row[piece.x..piece.x + piece.width].iter().map(colour));
    ColorImage::new([piece.width, piece.height], pixels.collect())
}

/// The runs of tiles in which two images of the same size differ.
fn changes(before: &Image, after: &Image) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for y in (0..after.height).step_by(TILE) {
        let height = TILE.min(after.height - y);
        let mut run: Option<Piece> = None;
        for x in (0..after.width).step_by(TILE) {
            let width = TILE.min(after.width - x);
            let differs =
                (y..y + height).any(|y| before.row(y).get(x..x + width) != after.row(y).get(x..x + width));
            match (&mut run, differs) {
                (Some(run), true) => run.width += width,
                (None, true) => run = Some(Piece { x, y, width, height }),
                (_, false) => pieces.extend(run.take()),
            }
        }
        pieces.extend(run);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_sent() {
        let before = Image::new(200, 130);
        let mut after = before.clone();
        assert_eq!(changes(&before, &after), []);
        after.pixels[200 * 129 + 199] = [1, 2, 3, 255];
        after.pixels[70] = [9; 4];
        after.pixels[130] = [9; 4];
        let pieces = changes(&before, &after);
        assert_eq!(
            pieces,
            [Piece { x: 64, y: 0, width: 128, height: 64 }, Piece { x: 192, y: 128, width: 8, height: 2 }]
        );
        let mut patched = before.clone();
        for piece in &pieces {
            let image = cut(&after, piece);
            for (index, pixel) in image.pixels.iter().enumerate() {
                let (x, y) = (piece.x + index % piece.width, piece.y + index / piece.width);
                patched.pixels[y * 200 + x] = pixel.to_array();
            }
        }
        assert_eq!(patched, after);
    }
}
