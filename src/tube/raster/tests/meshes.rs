//! Meshes of all sorts, drawn from random numbers.

use proptest::prelude::*;

use super::*;

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
            textures.insert(FONT, Texture::from_alpha(width, alphas));
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
