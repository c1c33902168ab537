//! What the raster promises: exact pixels, each drawn once, the same bytes by every way.

use egui::epaint::{ImageDelta, Shadow};
use egui::{
    Align2, ColorImage, Context, FontData, FontDefinitions, FontFamily, FontId, Pos2, RawInput, Rect, Stroke,
    StrokeKind, TextureId, TextureOptions, TexturesDelta, pos2, vec2,
};
use proptest::prelude::*;

use super::*;
use crate::tube::digits::{DIGITS, DigitSheet, Weight};

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
            plan.draw(band, BLACK.to_array(), pixels);
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
    textures.insert(FONT, Texture::from_alpha(64, 32, alphas).expect("as many as its size"));
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
    textures.insert(FONT, Texture::from_alpha(4, 4, alphas).expect("as many as its size"));
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A grid with its inner corners shaken, each field cut along either diagonal, its triangles turned
    /// either way: every pixel of the whole is drawn exactly once.
    #[test]
    fn shared_edges_are_drawn_once(
        shifts in prop::collection::vec((-9.0..9.0f32, -9.0..9.0f32), 25),
        cuts in prop::collection::vec(0..4u8, 36),
    ) {
        let mut vertices = Vec::new();
        let colour = Color32::from_white_alpha(128);
        for row in 0..7usize {
            for column in 0..7usize {
                let inner = (1..6).contains(&row) && (1..6).contains(&column);
                let shift = if inner { shifts[(row - 1) * 5 + column - 1] } else { (0.0, 0.0) };
                vertices.push(vertex(column as f32 * 20.0 + shift.0, row as f32 * 20.0 + shift.1, colour));
            }
        }
        let mut indices = Vec::new();
        for (field, cut) in cuts.iter().enumerate() {
            let a = (field / 6 * 7 + field % 6) as u32;
            let (b, c, d) = (a + 1, a + 7, a + 8);
            // A shaken field may bulge inwards at a corner: only the cut through that corner keeps it whole.
            let at = |i: u32| vertices[i as usize].pos;
            let turn = |o: u32, p: u32, q: u32| {
                let (p, q) = (at(p) - at(o), at(q) - at(o));
                p.x * q.y - p.y * q.x
            };
            let across = turn(a, b, d) > 0.2 && turn(a, d, c) > 0.2;
            let other = turn(a, b, c) > 0.2 && turn(b, d, c) > 0.2;
            prop_assume!(across || other);
            let mut two = if across && (cut & 1 == 0 || !other) { [a, b, d, a, d, c] } else { [a, b, c, b, d, c] };
            if cut & 2 != 0 {
                two.swap(1, 2);
            }
            indices.extend(two);
        }
        let image = draw(&[clipped(mesh(FONT, vertices, indices))], &Textures::new(), [124, 124]);
        for (y, row) in image.rows().enumerate() {
            for (x, pixel) in row.iter().enumerate() {
                let once = if x < 120 && y < 120 { 128 } else { 0 };
                prop_assert_eq!(pixel[0], once, "{}, {}", x, y);
            }
        }
    }

    /// Against the rule itself, evaluated centre by centre.
    #[test]
    fn triangles_cover_what_the_rule_says(at in prop::collection::vec((-2000..6000i32, -2000..6000i32), 3)) {
        let corner = |i: usize| vertex(at[i].0 as f32 / 256.0, at[i].1 as f32 / 256.0, WHITE);
        let shape = mesh(FONT, (0..3).map(corner).collect(), vec![0, 1, 2]);
        let image = draw(&[clipped(shape)], &Textures::new(), [17, 17]);
        let cross = |a: (i32, i32), b: (i32, i32), p: (i32, i32)| {
            (b.0 - a.0) as i64 * (p.1 - a.1) as i64 - (p.0 - a.0) as i64 * (b.1 - a.1) as i64
        };
        let mut order = [at[0], at[1], at[2]];
        if cross(at[0], at[1], at[2]) < 0 {
            order.swap(1, 2);
        }
        let whole = cross(at[0], at[1], at[2]) != 0;
        for y in 0..17 {
            for x in 0..17 {
                let centre = (x * 256 + 128, y * 256 + 128);
                let inside = whole && (0..3).all(|i| {
                    let (a, b) = (order[i], order[(i + 1) % 3]);
                    let own = b.1 < a.1 || b.1 == a.1 && b.0 > a.0;
                    let side = cross(a, b, centre);
                    side > 0 || side == 0 && own
                });
                prop_assert_eq!(image.pixel(x as usize, y as usize).map(|p| p[0] == 255), Some(inside));
            }
        }
    }

    /// Shortcuts against the general way, over rectangles and turned quads of every kind.
    #[test]
    fn shortcuts_change_nothing(
        corner in (-20..260i32, -20..260i32),
        texel in (0..60i32, 0..28i32),
        size in (1..24i32, 1..24i32),
        (grid, turn, stretch) in (0..5i32, prop_oneof![Just(0.0f32), -3.2..3.2f32], prop_oneof![Just(1.0f32), 0.3..3.0f32]),
        colours in prop::array::uniform4(prop_oneof![3 => Just([90u8, 180, 30, 200]), 1 => any::<[u8; 4]>()]),
        texture in prop_oneof![Just(FONT), Just(PICTURE), Just(TextureId::User(7))],
        plain in any::<bool>(),
        scale in prop_oneof![Just(1.0f32), Just(1.25), Just(2.0)],
    ) {
        let textures = textures();
        let (width, height) = textures.get(texture).map_or((64, 32), |t| (t.width(), t.height()));
        let step = [1.0, 2.0, 3.7, 8.0, 256.0][grid as usize];
        let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
        let mut shape = Mesh::with_texture(texture);
        for (i, [right, down]) in [[0, 0], [1, 0], [0, 1], [1, 1]].into_iter().enumerate() {
            let (x, y) = ((right * size.0) as f32 * stretch / scale, (down * size.1) as f32 * stretch / scale);
            let [r, g, b, a] = colours[i];
            shape.vertices.push(Vertex {
                pos: pos2(
                    corner.0 as f32 / step + x * cos - y * sin,
                    corner.1 as f32 / step + x * sin + y * cos,
                ),
                uv: if plain { WHITE_UV } else {
                    pos2((texel.0 + right * size.0) as f32 / width as f32, (texel.1 + down * size.1) as f32 / height as f32)
                },
                color: Color32::from_rgba_premultiplied(r, g, b, a),
            });
        }
        shape.indices.extend([0, 1, 2, 2, 1, 3]);
        let primitives = [clipped(shape)];
        let general = draw_by(Paths::General, &primitives, &textures, scale, [50, 40]);
        let fast = draw_by(Paths::Fast, &primitives, &textures, scale, [50, 40]);
        prop_assert_eq!(fast, general);
    }

    /// A piece of a texture looks the same wherever it lies, and however large the texture is.
    #[test]
    fn the_place_in_the_atlas_is_not_seen(
        place in (0..400usize, 0..180usize, 0..4usize),
        turn in prop_oneof![Just(0.0f32), -3.2..3.2f32],
        stretch in prop_oneof![Just(1.0f32), 0.3..3.0f32],
        offset in (0.0..4.0f32, 0.0..4.0f32),
    ) {
        let drawn = |[x, y]: [usize; 2], [width, height]: [usize; 2], filling: u8| {
            let mut alphas = vec![filling; width * height];
            for i in 0..12 * 10 {
                alphas[(y + i / 12) * width + x + i % 12] = (i * 89 % 256) as u8;
            }
            let mut textures = Textures::new();
            textures.insert(FONT, Texture::from_alpha(width, height, alphas).expect("as many as its size"));
            let mut shape = Mesh::with_texture(FONT);
            let uv = |x: usize, y: usize| pos2(x as f32 * (1.0 / width as f32), y as f32 * (1.0 / height as f32));
            let rect = Rect::from_min_size(Pos2::ZERO, vec2(12.0, 10.0) * stretch);
            shape.add_rect_with_uv(rect, Rect::from_min_max(uv(x, y), uv(x + 12, y + 10)), WHITE);
            shape.rotate(egui::emath::Rot2::from_angle(turn), Pos2::ZERO);
            shape.translate(vec2(20.0 + offset.0, 20.0 + offset.1));
            draw(&[clipped(shape)], &textures, [48, 48])
        };
        let size = [[1024, 256], [2048, 512], [500, 1000], [8192, 200]][place.2];
        prop_assert!(drawn([0, 0], [64, 32], 0) == drawn([place.0, place.1], size, 255));
    }

    /// Whatever the numbers, no panic.
    #[test]
    fn no_mesh_panics(
        corners in prop::collection::vec((any_number(), any_number(), any_number(), any_number(), any::<[u8; 4]>()), 0..9),
        indices in prop::collection::vec(0..10u32, 0..40),
        far in prop::collection::vec(any::<u32>(), 0..3),
        clip in prop::array::uniform4(any_number()),
        texture in prop_oneof![Just(FONT), Just(PICTURE), Just(TextureId::User(7))],
        scale in prop_oneof![4 => Just(1.0f32), 1 => any_number()],
        everywhere in any::<bool>(),
    ) {
        let vertices = corners.into_iter().map(|(x, y, u, v, [r, g, b, a])| Vertex {
            pos: pos2(x, y),
            uv: pos2(u, v),
            color: Color32::from_rgba_premultiplied(r, g, b, a),
        });
        let mut shape = mesh(texture, vertices.collect(), indices);
        shape.indices.extend(far);
        let clip_rect = Rect::from_min_max(pos2(clip[0], clip[1]), pos2(clip[2], clip[3]));
        let primitive = ClippedPrimitive {
            clip_rect: if everywhere { Rect::EVERYTHING } else { clip_rect },
            primitive: Primitive::Mesh(shape),
        };
        let primitives = [primitive];
        let general = draw_by(Paths::General, &primitives, &textures(), scale, [40, 30]);
        let fast = draw_by(Paths::Fast, &primitives, &textures(), scale, [40, 30]);
        prop_assert_eq!(fast, general);
    }
}

fn any_number() -> impl Strategy<Value = f32> {
    prop_oneof![
        6 => -50.0..90.0f32,
        3 => (-8..40i32).prop_map(|v| v as f32),
        2 => 0.0..1.0f32,
        1 => -2e6..2e6f32,
        1 => prop::num::f32::ANY,
        1 => prop_oneof![Just(f32::NAN), Just(f32::INFINITY), Just(f32::MIN), Just(f32::MAX), Just(-0.0)],
    ]
}

/// A context with a font of ours, and its textures.
struct Stage {
    context: Context,
    textures: Textures,
    scale: f32,
}

impl Stage {
    fn new(scale: f32) -> Self {
        let context = Context::default();
        let mut fonts = FontDefinitions::empty();
        let archivo = FontData::from_static(include_bytes!("../../../assets/fonts/Archivo-Medium.ttf"));
        fonts.font_data.insert("archivo".into(), archivo.into());
        for family in [FontFamily::Proportional, FontFamily::Monospace] {
            fonts.families.insert(family, vec!["archivo".into()]);
        }
        context.set_fonts(fonts);
        context.set_pixels_per_point(scale);
        let mut textures = Textures::new();
        textures.insert(DIGITS, DigitSheet::get().texture());
        Self { context, textures, scale }
    }

    fn pass(&mut self, paint: impl Fn(&egui::Painter)) -> Vec<ClippedPrimitive> {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(480.0, 320.0))),
            max_texture_side: Some(2048),
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(self.scale);
        let mut output = self.context.run_ui(input, |ui| paint(ui.painter()));
        self.textures.apply(&output.textures_delta);
        output.textures_delta.clear();
        self.context.tessellate(output.shapes, output.pixels_per_point)
    }
}

/// Words at several sizes, shapes of every kind, digits at every angle.
fn frame(painter: &egui::Painter) {
    let ink = Color32::from_rgb(180, 230, 255);
    for (i, size) in [9.0, 13.0, 15.0, 18.0, 31.0].into_iter().enumerate() {
        let at = pos2(12.3 + i as f32, 10.7 + i as f32 * 40.0);
        painter.text(at, Align2::LEFT_TOP, "File 0417, north wing", FontId::proportional(size), ink);
    }
    let galley = painter.layout_no_wrap("turned".into(), FontId::proportional(22.0), ink);
    painter.add(egui::epaint::TextShape::new(pos2(300.0, 40.0), galley, ink).with_angle(0.4));
    painter.circle_filled(pos2(400.2, 100.4), 3.3, ink);
    painter.circle(pos2(400.0, 160.0), 22.0, Color32::from_black_alpha(90), Stroke::new(1.5, ink));
    painter.rect(
        Rect::from_min_size(pos2(250.0, 120.0), vec2(90.0, 60.0)),
        6.0,
        Color32::from_rgba_unmultiplied(30, 90, 120, 140),
        Stroke::new(1.0, ink),
        StrokeKind::Middle,
    );
    let rect = Rect::from_min_size(pos2(250.0, 200.0), vec2(60.0, 40.0));
    painter.add(
        Shadow { offset: [3, 4], blur: 9, spread: 2, color: ink.gamma_multiply(0.4) }.as_shape(rect, 4.0),
    );
    painter.line_segment([pos2(5.0, 300.0), pos2(470.0, 291.0)], Stroke::new(2.0, ink));
    let mut digits = Mesh::with_texture(DIGITS);
    for i in 0..40u8 {
        let centre = pos2(20.0 + f32::from(i % 10) * 44.0, 210.0 + f32::from(i / 10) * 27.0);
        let turn = if i % 3 == 0 { f32::from(i) * 0.21 } else { 0.0 };
        let weight = if i % 2 == 0 { Weight::Light } else { Weight::Medium };
        let em = 18.0 + f32::from(i);
        DigitSheet::get().quad(
            &mut digits,
            i % 10,
            weight,
            centre,
            em,
            turn,
            ink,
            painter.pixels_per_point(),
        );
    }
    painter.add(egui::Shape::mesh(digits));
}

fn show(primitives: &[ClippedPrimitive], stage: &Stage) -> Image {
    let mut image = Image::new((480.0 * stage.scale) as usize, (320.0 * stage.scale) as usize);
    raster(primitives, &stage.textures, stage.scale, Color32::from_rgb(3, 8, 12), &mut image);
    image
}

#[test]
fn a_frame_is_the_same_from_a_fresh_atlas_and_from_a_grown_one() {
    for scale in [1.0, 1.5] {
        let mut fresh = Stage::new(scale);
        let primitives = fresh.pass(frame);
        let expected = show(&primitives, &fresh);
        let mut grown = Stage::new(scale);
        for step in 0..30u32 {
            grown.pass(|painter| {
                let font = FontId::proportional(70.0 - 2.0 * step as f32);
                painter.text(Pos2::ZERO, Align2::LEFT_TOP, "0123456789 north wing of the File", font, WHITE);
            });
        }
        let primitives = grown.pass(frame);
        let height = |stage: &Stage| stage.textures.get(FONT).map_or(0, Texture::height);
        assert!(height(&grown) > height(&fresh), "the atlas is to have grown");
        assert!(show(&primitives, &grown) == expected, "history is seen at scale {scale}");
        let lit = expected.pixels.iter().filter(|p| p[1] > 100).count();
        assert!(lit > 8000, "the frame is to show something: {lit}");
    }
}

#[test]
fn a_frame_is_the_same_by_every_way() {
    for scale in [1.0, 2.5] {
        let mut stage = Stage::new(scale);
        let primitives = stage.pass(frame);
        let size = [(480.0 * scale) as usize, (320.0 * scale) as usize];
        let whole = draw_by(Paths::Fast, &primitives, &stage.textures, scale, size);
        assert!(whole == draw_by(Paths::General, &primitives, &stage.textures, scale, size));
        for threads in 1..=3 {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let mut image = Image::new(size[0], size[1]);
            pool.install(|| raster_parallel(&primitives, &stage.textures, scale, BLACK, &mut image));
            assert!(image == whole, "{threads} threads");
        }
        // Bands of any height.
        for rows in [1, 7, 1000] {
            let mut image = Image::new(size[0], size[1]);
            let plan = Plan::with_bands(&primitives, &stage.textures, scale, &mut image, Paths::Fast, rows);
            let plan = plan.expect("an image with pixels");
            for (band, pixels) in image.pixels.chunks_mut(plan.band_pixels()).enumerate() {
                plan.draw(band, BLACK.to_array(), pixels);
            }
            assert!(image == whole, "bands of {rows} rows");
        }
    }
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
