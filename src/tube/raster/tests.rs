//! What the raster promises: exact pixels, each drawn once, the same bytes by every way.

mod changes;
mod frames;
mod meshes;

use egui::epaint::ImageDelta;
use egui::{ColorImage, Pos2, Rect, TextureId, TextureOptions, TexturesDelta, pos2, vec2};

use super::*;

const BLACK: Color32 = Color32::BLACK;
const WHITE: Color32 = Color32::WHITE;
const FONT: TextureId = TextureId::Managed(0);
const PICTURE: TextureId = TextureId::User(1);

fn vertex(x: f32, y: f32, color: Color32) -> Vertex {
    Vertex::untextured(pos2(x, y), color)
}

fn mesh(texture_id: TextureId, vertices: Vec<Vertex>, indices: Vec<u32>) -> Mesh {
    Mesh { indices, vertices, texture_id }
}

fn clipped(mesh: Mesh) -> ClippedPrimitive {
    ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }
}

fn draw_by(
    paths: Paths,
    primitives: &[ClippedPrimitive],
    textures: &Textures,
    scale: f32,
    size: [usize; 2],
) -> Image {
    let mut image = Image::new(size[0], size[1]);
    if let Some(plan) = Plan::new(primitives, textures, scale, &mut image, paths) {
        for (band, pixels) in image.pixels.chunks_mut(plan.band_pixels()).enumerate() {
            plan.draw(band, 0..plan.width, BLACK.to_array(), pixels);
        }
    }
    image
}

fn draw(primitives: &[ClippedPrimitive], textures: &Textures, size: [usize; 2]) -> Image {
    let mut image = Image::new(size[0], size[1]);
    raster(primitives, textures, 1.0, BLACK, &mut image);
    assert!(image == draw_by(Paths::General, primitives, textures, 1.0, size), "a shortcut changed a byte");
    image
}

/// The green of every pixel, as rows of numbers.
fn greens(image: &Image) -> Vec<Vec<u8>> {
    image.rows().map(|row| row.iter().map(|p| p[1]).collect()).collect()
}

/// Two textures: alphas under `FONT`, colours under `PICTURE`.
fn textures() -> Textures {
    let mut textures = Textures::new();
    let noise = |i: usize| (i as u32).wrapping_mul(2_654_435_761).to_be_bytes();
    let alphas = (0..64 * 32).map(|i| noise(i)[0]).collect();
    textures.insert(FONT, Texture::from_alpha(64, alphas));
    let colours = (0..16 * 16).map(|i| {
        let [r, g, b, a] = noise(i + 9);
        Color32::from_rgba_unmultiplied(r, g, b, a)
    });
    let image = ColorImage::new([16, 16], colours.collect());
    textures.insert(PICTURE, Texture::from_image(&image).expect("as many as its size"));
    textures
}

#[test]
fn ground_alone() {
    let mut image = Image::new(3, 2);
    raster(&[], &Textures::new(), 1.0, Color32::from_rgb(1, 2, 3), &mut image);
    assert_eq!(image.pixels, [[1, 2, 3, 255]; 6]);
    for size in [[0, 0], [0, 4], [4, 0]] {
        raster(&[], &Textures::new(), 1.0, BLACK, &mut Image::new(size[0], size[1]));
    }
}

#[test]
fn a_rectangle_covers_the_centres_within() {
    let mut shape = Mesh::default();
    // Half a pixel off: centres on the left and top edges belong, those on the right and bottom do not.
    shape
        .add_colored_rect(Rect::from_min_max(pos2(0.5, 1.5), pos2(2.5, 3.5)), Color32::from_white_alpha(100));
    let image = draw(&[clipped(shape)], &Textures::new(), [4, 5]);
    let expected = [[0; 4], [100, 100, 0, 0], [0; 4], [0; 4], [0; 4]];
    let expected = [expected[0], expected[1], expected[1], expected[3], expected[4]].map(Vec::from);
    assert_eq!(greens(&image), expected);
    assert!(image.pixels.iter().all(|p| p[3] == 255), "an opaque ground stays opaque");
}

#[test]
fn a_triangle_covers_the_centres_within() {
    let corners = vec![vertex(0.0, 0.0, WHITE), vertex(5.0, 0.0, WHITE), vertex(0.0, 5.0, WHITE)];
    let image = draw(&[clipped(mesh(FONT, corners, vec![0, 1, 2]))], &Textures::new(), [5, 5]);
    // The slope runs through centres: they are on a bottom right edge, which is not the triangle's own.
    let expected: [[u8; 5]; 5] = [
        [255, 255, 255, 255, 0],
        [255, 255, 255, 0, 0],
        [255, 255, 0, 0, 0],
        [255, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
    ];
    assert_eq!(greens(&image), expected.map(Vec::from));
}

#[test]
fn colours_run_evenly_and_blend_in_gamma_space() {
    let corners = vec![
        vertex(0.0, 0.0, Color32::TRANSPARENT),
        vertex(4.0, 0.0, WHITE),
        vertex(0.0, 1.0, Color32::TRANSPARENT),
        vertex(4.0, 1.0, WHITE),
    ];
    let shape = mesh(FONT, corners, vec![0, 1, 2, 2, 1, 3]);
    let image = draw(&[clipped(shape.clone())], &Textures::new(), [4, 1]);
    // 255 times 1/8, 3/8, 5/8, 7/8.
    assert_eq!(greens(&image), [[32, 96, 159, 223]]);
    let twice = draw(&[clipped(shape.clone()), clipped(shape)], &Textures::new(), [4, 1]);
    // a + a (255 - a) / 255, rounded.
    assert_eq!(greens(&twice), [[60, 156, 219, 251]]);
}

#[test]
fn textures_are_sampled_linearly_within_their_piece() {
    let mut textures = Textures::new();
    let alphas = [9, 9, 9, 9, 9, 0, 200, 9, 9, 100, 40, 9, 9, 9, 9, 9].to_vec();
    textures.insert(FONT, Texture::from_alpha(4, alphas));
    let mut shape = Mesh::with_texture(FONT);
    let uv = Rect::from_min_max(pos2(0.25, 0.25), pos2(0.75, 0.75));
    shape.add_rect_with_uv(Rect::from_min_size(Pos2::ZERO, vec2(4.0, 4.0)), uv, WHITE);
    let image = draw(&[clipped(shape)], &textures, [4, 4]);
    // Two by two texels over four by four pixels: weights of 1/4 and 3/4, and nothing of the nines around.
    let expected: [[u8; 4]; 4] = [[0, 50, 150, 200], [25, 59, 126, 160], [75, 76, 79, 80], [100, 85, 55, 40]];
    assert_eq!(greens(&image), expected.map(Vec::from));
}

#[test]
fn a_glyph_is_its_texels_times_the_colour() {
    let textures = textures();
    let mut shape = Mesh::with_texture(FONT);
    let uv = Rect::from_min_max(pos2(8.0 / 64.0, 4.0 / 32.0), pos2(15.0 / 64.0, 13.0 / 32.0));
    let colour = Color32::from_rgba_premultiplied(200, 100, 50, 220);
    shape.add_rect_with_uv(Rect::from_min_size(pos2(2.0, 3.0), vec2(7.0, 9.0)), uv, colour);
    let image = draw(&[clipped(shape)], &textures, [12, 14]);
    let alpha = textures.get(FONT).and_then(Texture::alpha).expect("set above");
    for y in 0..14 {
        for x in 0..12 {
            let inside = (2..9).contains(&x) && (3..12).contains(&y);
            let texel = if inside { u32::from(alpha[(y + 1) * 64 + x + 6]) } else { 0 };
            let expected = [200, 100, 50].map(|c| ((c * texel * 2 + 255) / 510) as u8);
            assert_eq!(image.pixel(x, y).map(|p| [p[0], p[1], p[2]]), Some(expected));
        }
    }
}

#[test]
fn clips_are_rounded_to_pixels() {
    let mut shape = Mesh::default();
    shape.add_colored_rect(Rect::from_min_max(pos2(-9.0, -9.0), pos2(99.0, 99.0)), WHITE);
    let mut primitive = clipped(shape);
    primitive.clip_rect = Rect::from_min_max(pos2(0.75, 0.7), pos2(1.75, 1.2));
    let mut image = Image::new(6, 4);
    raster(&[primitive], &Textures::new(), 2.0, BLACK, &mut image);
    // 1.5 to 3.5 across, rounded away from zero; 1.4 to 2.4 down.
    let lit: Vec<_> = (0..24).filter(|&i| image.pixels[i][0] == 255).collect();
    assert_eq!(lit, [8, 9]);
}

#[test]
fn light_that_only_adds() {
    let mut shape = Mesh::default();
    shape.add_colored_rect(
        Rect::from_min_max(Pos2::ZERO, pos2(5.0, 1.0)),
        Color32::from_rgb_additive(0, 100, 0),
    );
    let image =
        draw(&[clipped(shape.clone()), clipped(shape.clone()), clipped(shape)], &Textures::new(), [5, 1]);
    assert_eq!(greens(&image), [[255; 5]]);
    assert_eq!(image.pixels[0], [0, 255, 0, 255]);
}

#[test]
fn a_texture_not_there_and_a_callback_are_passed_over() {
    let mut shape = Mesh::with_texture(PICTURE);
    let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    shape.add_rect_with_uv(Rect::from_min_size(Pos2::ZERO, vec2(4.0, 4.0)), uv, WHITE);
    let callback = egui::epaint::PaintCallback { rect: Rect::EVERYTHING, callback: std::sync::Arc::new(()) };
    let callback = ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Callback(callback) };
    let image = draw(&[clipped(shape), callback], &Textures::new(), [4, 4]);
    assert_eq!(image.pixels, [BLACK.to_array(); 16]);
}

#[test]
fn colours_and_alphas_agree_on_white() {
    // One texel of hue elsewhere makes the whole texture one of colours; what is white looks the same.
    let image = |hue: Color32| {
        let mut delta = TexturesDelta::default();
        let texels = (0..256).map(|i| Color32::from_white_alpha((i * 7 % 256) as u8)).collect();
        delta.push(FONT, ImageDelta::full(ColorImage::new([16, 16], texels), TextureOptions::LINEAR));
        delta.push(
            FONT,
            ImageDelta::partial([15, 15], ColorImage::filled([1, 1], hue), TextureOptions::LINEAR),
        );
        let mut textures = Textures::new();
        textures.apply(&delta);
        delta.clear();
        let mut shape = Mesh::with_texture(FONT);
        let uv = Rect::from_min_max(Pos2::ZERO, pos2(0.5, 0.5));
        let colour = Color32::from_rgba_premultiplied(200, 100, 50, 220);
        shape.add_rect_with_uv(Rect::from_min_size(pos2(1.0, 1.0), vec2(8.0, 8.0)), uv, colour);
        shape.add_rect_with_uv(Rect::from_min_size(pos2(9.3, 1.2), vec2(11.0, 13.0)), uv, colour);
        draw(&[clipped(shape)], &textures, [24, 16])
    };
    assert!(image(WHITE) == image(Color32::RED));
}
