//! Drawing only what changed, against drawing all: random shapes that come, move, change and go, over textures that
//! change under them.

use proptest::prelude::*;

use super::*;
use crate::tube::tiles::{TILE, Tiles};

/// A quad of a texture.
#[derive(Clone, Debug)]
struct Quad {
    centre: (f32, f32),
    size: (f32, f32),
    turn: f32,
    colours: [[u8; 4]; 4],
    texture: TextureId,
    /// The corner of its piece, in texels; plain if there is none. Its size is that of the quad, rounded up.
    texel: Option<(u8, u8)>,
    clip: Rect,
}

impl Quad {
    fn primitive(&self, textures: &Textures) -> ClippedPrimitive {
        let (width, height) = textures.get(self.texture).map_or((64, 32), |t| (t.width(), t.height()));
        let (sin, cos) = (libm::sinf(self.turn), libm::cosf(self.turn));
        let mut shape = Mesh::with_texture(self.texture);
        for (i, (right, down)) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].into_iter().enumerate() {
            let (x, y) = ((right - 0.5) * self.size.0, (down - 0.5) * self.size.1);
            let [r, g, b, a] = self.colours[i];
            shape.vertices.push(Vertex {
                pos: pos2(self.centre.0 + x * cos - y * sin, self.centre.1 + x * sin + y * cos),
                uv: self.texel.map_or(WHITE_UV, |(u, v)| {
                    let (u, v) = (f32::from(u) + right * self.size.0, f32::from(v) + down * self.size.1);
                    pos2(u / width as f32, v / height as f32)
                }),
                color: Color32::from_rgba_premultiplied(r, g, b, a),
            });
        }
        shape.indices.extend([0, 1, 2, 2, 1, 3]);
        ClippedPrimitive { clip_rect: self.clip, primitive: Primitive::Mesh(shape) }
    }
}

#[derive(Clone, Debug)]
enum Change {
    Put(Quad),
    Take(usize),
    Move(usize, (f32, f32)),
    Swap(usize, usize),
    Ground([u8; 3]),
    /// New texels in a texture, at a place.
    Patch(TextureId, [usize; 2], u8),
    /// The texture with twice the rows, what it had in place.
    Grow,
    Free(TextureId),
    Size([usize; 2]),
    Nothing,
}

fn any_quad() -> impl Strategy<Value = Quad> {
    let whole = (-20..260i32, -20..200i32).prop_map(|(x, y)| (x as f32, y as f32));
    let anywhere = (-20.0..260.0f32, -20.0..200.0f32);
    let clip = prop_oneof![
        3 => Just(Rect::EVERYTHING),
        1 => (0.0..200.0f32, 0.0..100.0f32, 1.0..150.0f32, 1.0..150.0f32)
            .prop_map(|(x, y, width, height)| Rect::from_min_size(pos2(x, y), vec2(width, height))),
    ];
    (
        prop_oneof![whole, anywhere],
        prop_oneof![
            2 => (1..12i32, 1..12i32).prop_map(|(x, y)| (2.0 * x as f32, 2.0 * y as f32)),
            1 => (1.0..190.0f32, 1.0..190.0f32),
        ],
        prop_oneof![Just(0.0f32), -3.2..3.2f32],
        prop_oneof![any::<[u8; 4]>().prop_map(|colour| [colour; 4]), prop::array::uniform4(any::<[u8; 4]>())],
        prop_oneof![Just(FONT), Just(PICTURE), Just(TextureId::User(7))],
        prop::option::of((0..50u8, 0..30u8)),
        clip,
    )
        .prop_map(|(centre, size, turn, colours, texture, texel, clip)| Quad {
            centre,
            size,
            turn,
            colours,
            texture,
            texel,
            clip,
        })
}

fn any_change() -> impl Strategy<Value = Change> {
    let texture = || prop_oneof![Just(FONT), Just(PICTURE)];
    prop_oneof![
        8 => any_quad().prop_map(Change::Put),
        2 => (0..9usize).prop_map(Change::Take),
        4 => (0..9usize, (-70.0..70.0f32, -70.0..70.0f32)).prop_map(|(at, by)| Change::Move(at, by)),
        2 => (0..9usize, 0..9usize).prop_map(|(one, other)| Change::Swap(one, other)),
        1 => any::<[u8; 3]>().prop_map(Change::Ground),
        3 => (texture(), prop::array::uniform2(0..30usize), any::<u8>())
            .prop_map(|(texture, at, alpha)| Change::Patch(texture, at, alpha)),
        1 => Just(Change::Grow),
        1 => texture().prop_map(Change::Free),
        1 => prop_oneof![Just([256, 192]), Just([200, 150]), Just([0, 9])].prop_map(Change::Size),
        2 => Just(Change::Nothing),
    ]
}

/// Applies a change to the shapes and all that is around them.
fn change(
    change: Change,
    quads: &mut Vec<Quad>,
    textures: &mut Textures,
    ground: &mut Color32,
    size: &mut [usize; 2],
) {
    let mut delta = TexturesDelta::default();
    match change {
        Change::Put(quad) => quads.push(quad),
        Change::Take(at) if at < quads.len() => {
            quads.remove(at);
        }
        Change::Move(at, (x, y)) => {
            if let Some(quad) = quads.get_mut(at) {
                quad.centre = (quad.centre.0 + x, quad.centre.1 + y);
            }
        }
        Change::Swap(one, other) if one.max(other) < quads.len() => quads.swap(one, other),
        Change::Ground([r, g, b]) => *ground = Color32::from_rgb(r, g, b),
        Change::Patch(texture, at, alpha) => {
            let image = ColorImage::filled([3, 2], Color32::from_white_alpha(alpha));
            delta.push(texture, ImageDelta::partial(at, image, TextureOptions::LINEAR));
        }
        Change::Grow => {
            if let Some(font) = textures.get(FONT).filter(|font| font.height() < 200) {
                let (width, mut alphas) = (font.width(), font.alpha().unwrap_or_default().to_vec());
                alphas.resize(alphas.len() * 2, 0);
                textures.insert(FONT, Texture::from_alpha(width, alphas));
            }
        }
        Change::Free(texture) => {
            delta.free(texture);
            // It leaves with the delta after its own.
            textures.apply(&delta);
            delta.clear();
        }
        Change::Size(new) => *size = new,
        Change::Take(_) | Change::Swap(..) | Change::Nothing => {}
    }
    textures.apply(&delta);
    delta.clear();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn only_what_changed_is_drawn_and_the_bytes_are_those_of_the_whole(
        changes in prop::collection::vec(any_change(), 1..30),
        scale in prop_oneof![Just(1.0f32), Just(0.75)],
    ) {
        let (mut drawn, mut parallel) = (Drawn::new(), Drawn::new());
        let (mut quads, mut textures) = (Vec::new(), textures());
        let (mut ground, mut size) = (Color32::BLACK, [256, 192]);
        for next in changes {
            let nothing = matches!(next, Change::Nothing) && drawn.image().width == size[0];
            change(next, &mut quads, &mut textures, &mut ground, &mut size);
            let primitives: Vec<_> = quads.iter().map(|quad| quad.primitive(&textures)).collect();
            let mut whole = Image::new(size[0], size[1]);
            raster(&primitives, &textures, scale, ground, &mut whole);
            let before = drawn.image().clone();
            let tiles = drawn.draw(&primitives, &textures, scale, ground, size);
            prop_assert!(drawn.image() == &whole);
            prop_assert_eq!(&tiles, &parallel.draw_parallel(&primitives, &textures, scale, ground, size));
            prop_assert!(parallel.image() == &whole);
            // What differs is among the tiles.
            if (before.width, before.height) == (whole.width, whole.height) {
                for (at, (old, new)) in before.pixels.iter().zip(&whole.pixels).enumerate() {
                    let (x, y) = (at % size[0] / TILE, at / size[0] / TILE);
                    prop_assert!(old == new || tiles.contains(x, y));
                }
            } else {
                prop_assert_eq!(&tiles, &Tiles::all(size[0], size[1]));
            }
            prop_assert!(!nothing || tiles.is_empty());
        }
    }
}

fn square(x: f32, y: f32, colour: Color32) -> ClippedPrimitive {
    let mut shape = Mesh::default();
    shape.add_colored_rect(Rect::from_min_size(pos2(x, y), vec2(10.0, 10.0)), colour);
    clipped(shape)
}

fn drawn_tiles(drawn: &mut Drawn, primitives: &[ClippedPrimitive], textures: &Textures) -> Vec<[usize; 2]> {
    let tiles = drawn.draw(primitives, textures, 1.0, BLACK, [256, 192]);
    tiles.areas().map(|area| [area.x / TILE, area.y / TILE]).collect()
}

#[test]
fn a_shape_that_moves_is_drawn_where_it_was_and_where_it_is() {
    let (mut drawn, textures) = (Drawn::new(), Textures::new());
    let tiles = drawn_tiles(&mut drawn, &[square(0.0, 0.0, WHITE), square(100.0, 100.0, WHITE)], &textures);
    assert_eq!(tiles.len(), 12);
    let moved = [square(0.0, 0.0, WHITE), square(140.0, 60.0, WHITE)];
    assert_eq!(drawn_tiles(&mut drawn, &moved, &textures), [[2, 0], [1, 1], [2, 1]]);
    assert!(drawn_tiles(&mut drawn, &moved, &textures).is_empty());
    assert!(drawn_tiles(&mut drawn, &[moved[1].clone(), moved[0].clone()], &textures).is_empty());
}

#[test]
fn a_texel_that_changes_under_a_shape_is_noticed() {
    let (mut drawn, mut textures) = (Drawn::new(), textures());
    let mut shape = Mesh::with_texture(FONT);
    let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(8.0 / 64.0, 8.0 / 32.0));
    shape.add_rect_with_uv(Rect::from_min_size(pos2(70.0, 10.0), vec2(8.0, 8.0)), uv, WHITE);
    let primitives = [square(0.0, 0.0, WHITE), clipped(shape)];
    assert_eq!(drawn_tiles(&mut drawn, &primitives, &textures).len(), 12);
    let mut delta = TexturesDelta::default();
    let texel = ColorImage::filled([1, 1], Color32::from_white_alpha(1));
    delta.push(FONT, ImageDelta::partial([3, 3], texel, TextureOptions::LINEAR));
    textures.apply(&delta);
    delta.clear();
    assert_eq!(drawn_tiles(&mut drawn, &primitives, &textures), [[1, 0]]);
    assert_eq!(drawn.image().pixel(73, 13), Some([1, 1, 1, 255]));
}
