//! The digits of the field: one sheet of ten digits in two weights and four sizes, drawn at any size and
//! angle as quads of one mesh.
//!
//! egui's own atlas would grow with every size an animation passes through; this sheet never changes.

use std::sync::{Arc, OnceLock};

use ab_glyph_rasterizer::{Rasterizer, point};
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Rect, TextureId, Vec2, pos2, vec2};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::outline::Outlines;
use super::textures::Texture;

/// The texture that digit meshes name; see [`DigitSheet::texture`].
pub const DIGITS: TextureId = TextureId::User(0xd161);

/// How heavy a digit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Montserrat Light.
    Light = 0,
    /// Montserrat Medium.
    Medium = 1,
}

/// The lighter face.
pub const LIGHT: &[u8] = include_bytes!("../../assets/fonts/Montserrat-Light.ttf");

/// The faces, by weight.
const FACES: [&[u8]; 2] = [LIGHT, include_bytes!("../../assets/fonts/Montserrat-Medium.ttf")];

/// The em sizes on the sheet, in texels.
const EMS: [u16; 4] = [32, 64, 128, 256];
/// A digit is drawn from the least size that is no more than this much too small.
const STRETCH: f32 = 1.19;
/// Empty texels around each digit, so that its outline fades out within its quad at any angle.
const MARGIN: usize = 2;
/// Width of the sheet, in texels.
const SHEET: usize = 2048;

/// Where a digit lies on the sheet.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    /// The first texel, column and row.
    at: [usize; 2],
    /// Columns and rows, margins included.
    size: [usize; 2],
    /// From the digit's optical centre to the first texel's corner, in texels.
    offset: Vec2,
}

/// The sheet of digits.
#[derive(Debug)]
pub struct DigitSheet {
    texture: Arc<Texture>,
    /// By size, weight and digit.
    cells: [[[Cell; 10]; 2]; 4],
}

impl DigitSheet {
    /// The sheet, drawn at the first call in a process.
    pub fn get() -> &'static Self {
        static SHEET: OnceLock<DigitSheet> = OnceLock::new();
        SHEET.get_or_init(Self::draw)
    }

    /// The texture to put under [`DIGITS`].
    pub fn texture(&self) -> Arc<Texture> {
        self.texture.clone()
    }

    fn draw() -> Self {
        let mut cells = [[[Cell::default(); 10]; 2]; 4];
        let mut glyphs = Vec::with_capacity(80);
        let fonts = FACES.map(|ttf| (Outlines::new(&[ttf]), capitals(ttf)));
        // The largest first, in rows from the left: the height of the sheet follows.
        let (mut x, mut y, mut row) = (0, 0, 0);
        for (size, em) in EMS.into_iter().enumerate().rev() {
            for (weight, (outlines, capitals)) in fonts.iter().enumerate() {
                for digit in 0..10 {
                    let (mut cell, contours) = cell(outlines, *capitals, digit, f32::from(em));
                    if x + cell.size[0] > SHEET {
                        (x, y, row) = (0, y + row, 0);
                    }
                    cell.at = [x, y];
                    x += cell.size[0];
                    row = row.max(cell.size[1]);
                    cells[size][weight][usize::from(digit)] = cell;
                    glyphs.push((cell, contours));
                }
            }
        }
        let height = (y + row).next_power_of_two();
        let mut alpha = vec![0; SHEET * height];
        let mut rasterizer = Rasterizer::new(0, 0);
        for (cell, contours) in glyphs {
            rasterizer.reset(cell.size[0], cell.size[1]);
            for contour in contours {
                let ends = contour.iter().skip(1).chain(contour.first());
                for (from, to) in contour.iter().zip(ends) {
                    rasterizer.draw_line(point(from.x, from.y), point(to.x, to.y));
                }
            }
            rasterizer.for_each_pixel_2d(|x, y, coverage| {
                let (x, y) = (cell.at[0] + x as usize, cell.at[1] + y as usize);
                alpha[y * SHEET + x] = shown(coverage);
            });
        }
        Self { texture: Arc::new(Texture::from_alpha(SHEET, alpha)), cells }
    }

    /// Appends a digit to `mesh`, whose texture is to be [`DIGITS`].
    ///
    /// `centre` is where the middle of its advance and of the capitals' height comes to lie, `em` its size,
    /// both in points; `rotation` turns it clockwise, in radians. Digits above nine are left out.
    #[expect(
        clippy::too_many_arguments,
        reason = "a digit is all of these, and a struct would be filled at one place"
    )]
    pub fn quad(
        &self,
        mesh: &mut Mesh,
        digit: u8,
        weight: Weight,
        centre: Pos2,
        em: f32,
        rotation: f32,
        colour: Color32,
        pixels_per_point: f32,
    ) {
        let wanted = em * pixels_per_point;
        let size = EMS.iter().position(|&em| f32::from(em) * STRETCH >= wanted).unwrap_or(EMS.len() - 1);
        let Some(cell) = self.cells[size][weight as usize].get(usize::from(digit)) else {
            return;
        };
        let points_per_texel = em / f32::from(EMS[size]);
        let (sin, cos) =
            if rotation == 0.0 { (0.0, 1.0) } else { (libm::sinf(rotation), libm::cosf(rotation)) };
        let sheet = vec2(self.texture.width() as f32, self.texture.height() as f32);
        let first = mesh.vertices.len() as u32;
        for [right, down] in [[0, 0], [1, 0], [0, 1], [1, 1]] {
            let (column, row) = (right * cell.size[0], down * cell.size[1]);
            let x = (cell.offset.x + column as f32) * points_per_texel;
            let y = (cell.offset.y + row as f32) * points_per_texel;
            mesh.vertices.push(Vertex {
                pos: centre + vec2(x * cos - y * sin, x * sin + y * cos),
                uv: pos2((cell.at[0] + column) as f32 / sheet.x, (cell.at[1] + row) as f32 / sheet.y),
                color: colour,
            });
        }
        mesh.indices.extend([0, 1, 2, 2, 1, 3].map(|i| first + i));
    }
}

/// From coverage to alpha, by the curve egui gives to light type on dark: digits look like the words beside them.
fn shown(coverage: f32) -> u8 {
    let coverage = coverage.clamp(0.0, 1.0);
    ((2.0 * coverage - coverage * coverage) * 255.0 + 0.5) as u8
}

/// The height of capitals in ems; seven tenths, as in most faces, where the font does not say.
fn capitals(ttf: &[u8]) -> f32 {
    let metrics = FontRef::new(ttf).map(|font| font.metrics(Size::new(1.0), LocationRef::default()));
    metrics.ok().and_then(|metrics| metrics.cap_height).unwrap_or(0.7)
}

/// A digit's cell, not yet placed, and its contours in texels from the cell's corner.
fn cell(outlines: &Outlines, capitals: f32, digit: u8, em: f32) -> (Cell, Vec<Vec<Pos2>>) {
    let (mut contours, advance) = outlines.text(char::from(b'0' + digit).encode_utf8(&mut [0; 4]), em, 0.0);
    let bounds = Rect::from_points(contours.as_slice().concat().as_slice());
    let first = bounds.min.floor() - Vec2::splat(MARGIN as f32);
    let size = bounds.max.ceil() - first;
    for point in contours.iter_mut().flatten() {
        *point -= first.to_vec2();
    }
    let cell = Cell {
        at: [0, 0],
        size: [size.x as usize + MARGIN, size.y as usize + MARGIN],
        offset: first - pos2(advance, -capitals * em) / 2.0,
    };
    (cell, contours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tube::image::Image;
    use crate::tube::raster::raster;
    use crate::tube::textures::Textures;
    use egui::epaint::{ClippedPrimitive, Primitive};

    #[test]
    fn every_digit_is_there_with_an_empty_margin() {
        let sheet = DigitSheet::get();
        let alpha = sheet.texture.alpha().expect("the sheet is one of alphas");
        for (size, em) in EMS.into_iter().enumerate() {
            for (weight, digit) in [0, 1].into_iter().flat_map(|w| (0..10).map(move |d| (w, d))) {
                let cell = sheet.cells[size][weight][digit];
                let texel = |x: usize, y: usize| alpha[(cell.at[1] + y) * SHEET + cell.at[0] + x];
                let [width, height] = cell.size;
                let mut full = 0;
                for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
                    let edge = x < MARGIN || y < MARGIN || x + MARGIN >= width || y + MARGIN >= height;
                    assert!(!edge || texel(x, y) == 0, "{em} {weight} {digit}: {x}, {y}");
                    full += usize::from(texel(x, y) == 255);
                }
                assert!(em == 32 || full > usize::from(em), "{em} {weight} {digit}: {full} full texels");
                // Digits stand about as tall as capitals: seven tenths of the em.
                assert!(height.abs_diff(usize::from(em) * 7 / 10 + 2 * MARGIN) < 4 + usize::from(em) / 32);
            }
        }
    }

    #[test]
    fn the_sheet_is_the_same_everywhere() {
        let alpha = DigitSheet::get().texture.alpha().expect("the sheet is one of alphas");
        assert_eq!(xxhash_rust::xxh3::xxh3_64(alpha), 0xec6b_7300_f11f_a5d1);
    }

    #[test]
    fn cells_do_not_overlap() {
        let sheet = DigitSheet::get();
        let cells: Vec<_> = sheet.cells.as_flattened().as_flattened().to_vec();
        assert_eq!(cells.len(), 80);
        for (i, a) in cells.iter().enumerate() {
            for b in &cells[..i] {
                assert!((0..2).any(|k| a.at[k] + a.size[k] <= b.at[k] || b.at[k] + b.size[k] <= a.at[k]));
            }
        }
    }

    /// The first moments of a digit's light: where its middle lies, and how much there is.
    fn light(em: f32, rotation: f32, pixels_per_point: f32) -> ([f64; 2], f64) {
        let mut mesh = Mesh::with_texture(DIGITS);
        let sheet = DigitSheet::get();
        let centre = pos2(100.0, 100.0);
        sheet.quad(&mut mesh, 8, Weight::Medium, centre, em, rotation, Color32::WHITE, pixels_per_point);
        let mut textures = Textures::new();
        textures.insert(DIGITS, sheet.texture());
        let side = (200.0 * pixels_per_point) as usize;
        let mut image = Image::new(side, side);
        let primitive =
            ClippedPrimitive { clip_rect: egui::Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) };
        raster(&[primitive], &textures, pixels_per_point, Color32::BLACK, &mut image);
        let (mut sum, mut at) = (0.0, [0.0; 2]);
        for (y, row) in image.rows().enumerate() {
            for (x, pixel) in row.iter().enumerate() {
                let value = f64::from(pixel[1]);
                sum += value;
                at[0] += value * (x as f64 + 0.5);
                at[1] += value * (y as f64 + 0.5);
            }
        }
        let scale = f64::from(pixels_per_point);
        (at.map(|v| v / sum / scale), sum / 255.0 / scale / scale)
    }

    #[test]
    fn a_digit_keeps_its_middle_and_its_size_through_sizes_and_turns() {
        let (_, unit) = light(100.0, 0.0, 1.0);
        for em in [20.0, 30.0, 37.9, 38.2, 75.0, 77.0, 120.0, 180.0] {
            for rotation in [0.0, 0.3, -1.2, 3.1] {
                for scale in [1.0, 2.0] {
                    let (middle, area) = light(em, rotation, scale);
                    for v in middle {
                        assert!(
                            (v - 100.0).abs() < 0.02 * f64::from(em),
                            "{em} {rotation} {scale}: {middle:?}"
                        );
                    }
                    let expected = unit * f64::from(em * em) / 1e4;
                    assert!(
                        (area / expected - 1.0).abs() < 0.12,
                        "{em} {rotation} {scale}: {area} for {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_digit_beyond_nine_and_no_panic_for_odd_numbers() {
        let sheet = DigitSheet::get();
        let mut mesh = Mesh::with_texture(DIGITS);
        sheet.quad(&mut mesh, 10, Weight::Light, Pos2::ZERO, 30.0, 0.0, Color32::WHITE, 1.0);
        assert!(mesh.is_empty());
        for odd in [f32::NAN, f32::INFINITY, -1.0, 0.0, 1e30] {
            sheet.quad(&mut mesh, 1, Weight::Light, pos2(odd, 0.0), odd, odd, Color32::WHITE, odd);
        }
        assert!(mesh.is_valid());
    }
}
