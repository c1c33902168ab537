//! The keyboard: a cream case, a dark blue well, keys in cream and light blue without legends, and the trackball.

use super::ball::Ball;
use super::layout::{BALL, BLOCKS, Cap, SPAN, places};
use super::row::Row;
use super::shade::{Light, Material, RoundBox, V3, blend, coverage, mix, smooth, speck};
use super::solid::{Hit, Solid};
use super::space::{Level, Plane, seen};

/// Key pitch in units of the plane.
pub(super) const PITCH: f32 = 71.0;
/// From the keys to the edge of the well, and from there to the edge of the case.
const MARGIN: f32 = 24.0;
const FRAME: f32 = 44.0;
/// Heights over the top of the case: the floor of the well, the tops of the keys, the case's underside.
const FLOOR: f32 = -8.0;
const KEYS: f32 = 13.0;
const UNDER: f32 = -46.0;
/// How far a key's top is smaller than its foot, at each side, and a foot than its field.
const TAPER: (f32, f32) = (5.5, 6.5);
const GAP: f32 = 2.2;

const CASE: Material = Material { colour: [0.66, 0.585, 0.450], gloss: 0.05, sharp: 4 };
const WELL: Material = Material { colour: [0.017, 0.040, 0.098], gloss: 0.03, sharp: 3 };
const CREAM: Material = Material { colour: [0.74, 0.67, 0.53], gloss: 0.07, sharp: 4 };
const BLUE: Material = Material { colour: [0.105, 0.260, 0.465], gloss: 0.06, sharp: 4 };
const DARK: Material = Material { colour: [0.030, 0.085, 0.190], gloss: 0.05, sharp: 4 };

/// A key, and the first and last row of the set that has anything of it.
#[derive(Clone, Debug)]
struct Key {
    solid: Solid,
    cap: Cap,
    top: f32,
    bottom: f32,
}

/// The keyboard in the light of a room.
#[derive(Clone, Debug)]
pub(super) struct Keyboard {
    plane: Plane,
    case: Solid,
    well: RoundBox,
    keys: Vec<Key>,
    ball: Ball,
    light: Light,
    /// Strength of the picture's light, 0 to 1.
    glow: f32,
    /// The first and last row of the set that has anything of it.
    rows: (f32, f32),
}

/// Where on the plane a place among the keys is.
fn on_plane(left: f32, top: f32) -> (f32, f32) {
    ((left - SPAN.0 / 2.0) * PITCH, FRAME + MARGIN + top * PITCH)
}

/// What keys that stand close together cover of the floor.
fn blocks() -> impl Iterator<Item = RoundBox> {
    BLOCKS.into_iter().map(|[left, top, right, bottom]| {
        let (far, near) = (on_plane(left, top), on_plane(right, bottom));
        let middle = ((near.0 + far.0) / 2.0, (near.1 + far.1) / 2.0);
        RoundBox::new(middle, ((near.0 - far.0) / 2.0 - GAP, (near.1 - far.1) / 2.0 - GAP), 10.0)
    })
}

impl Keyboard {
    /// The keyboard before the head.
    pub(super) fn new(room: f32, glow: f32) -> Self {
        let plane = Plane::new(1160.0, 250.0, 0.115);
        let half_well = (SPAN.0 * PITCH / 2.0 + MARGIN, SPAN.1 * PITCH / 2.0 + MARGIN);
        let middle = (0.0, FRAME + half_well.1);
        let half_case = (half_well.0 + FRAME, half_well.1 + FRAME);
        let case = RoundBox::new(middle, half_case, 34.0);
        let keys = places().into_iter().map(|place| {
            let (left, top) = on_plane(place.left, place.top);
            let half = (place.size.0 * PITCH / 2.0, place.size.1 * PITCH / 2.0);
            let middle = (left + half.0, top + half.1);
            let foot = RoundBox::new(middle, (half.0 - GAP, half.1 - GAP), 9.0);
            let upper = RoundBox::new(middle, (foot.half.0 - TAPER.0, foot.half.1 - TAPER.1), 9.0);
            let far = seen(plane.place(0.0, middle.1 - upper.half.1, KEYS)).1;
            let near = seen(plane.place(0.0, middle.1 + foot.half.1, FLOOR)).1;
            Key { solid: Solid { top: upper, foot }, cap: place.cap, top: far, bottom: near }
        });
        let keys = keys.collect();
        let light = Light::along(room, V3::new(1.0, 0.0, 0.0), plane.along, plane.out);
        let (a, b) = on_plane(BALL.0, BALL.1);
        let rows = (seen(plane.place(0.0, 0.0, 120.0)).1, seen(plane.place(0.0, 2.0 * half_case.1, UNDER)).1);
        Self {
            plane,
            case: Solid {
                top: case,
                foot: RoundBox::new(middle, (half_case.0 - 6.0, half_case.1 + 2.0), 34.0),
            },
            well: RoundBox::new(middle, half_well, 20.0),
            keys,
            ball: Ball::new((a, b), light),
            light,
            glow,
            rows,
        }
    }

    /// What of a row of the set its case hides for certain: from and to, nothing where it is not.
    pub(super) fn hides(&self, y: f32, step: f32) -> (f32, f32) {
        let deck = self.plane.level(y, step, 0.0);
        let (middle, half) = (self.case.top.middle, self.case.top.half);
        if (deck.b - middle.1).abs() > half.1 - self.case.top.corner {
            return (0.0, 0.0);
        }
        (deck.x(-half.0) + 2.0 * step, deck.x(half.0) - 2.0 * step)
    }

    /// What it covers of the desk: right, and towards the viewer.
    pub(super) fn on_desk(&self) -> RoundBox {
        let (middle, half) = (self.case.top.middle, self.case.top.half);
        let place = self.plane.place(middle.0, middle.1, UNDER);
        RoundBox::new((place.x, place.z), (half.0, half.1 * self.plane.along.z), 34.0)
    }

    /// The far edge of the case at `a`, in space.
    pub(super) fn socket(&self, a: f32) -> V3 {
        self.plane.place(a, 0.0, UNDER * 0.5)
    }

    /// Where on the set a place among the keys is seen, in key pitches.
    #[cfg(test)]
    pub(super) fn over(&self, left: f32, top: f32) -> (f32, f32) {
        let (a, b) = on_plane(left, top);
        let (x, y, _) = seen(self.plane.place(a, b, 0.0));
        (x, y)
    }

    /// Paints a row of it.
    pub(super) fn paint(&self, row: &mut Row<'_>) {
        let (line, y, step) = (row.line, row.y, row.step);
        if y < self.rows.0 - step || y > self.rows.1 + step {
            return;
        }
        let level = |c: f32| self.plane.level(y, step, c);
        let (deck, floor, under, keys) = (level(0.0), level(FLOOR), level(UNDER), level(KEYS));
        let blocks: Vec<RoundBox> =
            blocks().filter(|block| (floor.b - block.middle.1).abs() < block.half.1 + 40.0).collect();
        if let Some((from, to)) = self.case.span(&deck, &under) {
            row.across(from, to, |pixel, x, texel| {
                if let Some(hit) = self.case.hit(&deck, &under, x) {
                    let speck = speck(pixel, line);
                    let (light, spill) = self.case_light(&hit, (&deck, &floor), &blocks, x, speck);
                    texel.lay(hit.share, light, 0.0, spill);
                }
            });
        }
        self.ball.socket(row, &deck, self.glow);
        for key in &self.keys {
            if y < key.top - step || y > key.bottom + step {
                continue;
            }
            let Some((from, to)) = key.solid.span(&keys, &floor) else { continue };
            row.across(from, to, |pixel, x, texel| {
                if let Some(hit) = key.solid.hit(&keys, &floor, x) {
                    let light = self.key_light(key, &hit, speck(pixel, line));
                    texel.lay(hit.share, light, 0.0, self.spill(hit.place) * 0.8);
                }
            });
        }
        self.ball.paint(row, &self.plane, &deck, self.glow);
    }

    /// How strongly a place of it receives the light of the picture: more where it is near.
    fn spill(&self, (a, b): (f32, f32)) -> f32 {
        let (across, before) = (a / 1000.0, b / 620.0);
        self.glow * 0.20 / (1.0 + across * across + before * before)
    }

    /// The light of the room falls off to the sides and towards the viewer.
    fn fall((a, b): (f32, f32)) -> f32 {
        0.99 - 0.16 * ((a + 150.0) / 1000.0) * ((a + 150.0) / 1000.0) - 0.20 * b / 600.0
    }

    fn case_light(
        &self,
        hit: &Hit,
        (deck, floor): (&Level, &Level),
        blocks: &[RoundBox],
        x: f32,
        speck: f32,
    ) -> ([f32; 3], f32) {
        let fall = Self::fall(hit.place) * (1.0 + 0.012 * speck);
        let mut light = [0.0; 3];
        let mut spill = self.spill(hit.place);
        if hit.top > 0.0 {
            let well = self.well.distance(hit.place.0, hit.place.1);
            // Rounded over outside, and down to the well.
            let out = 1.0 - (-hit.edge.d / 14.0).clamp(0.0, 1.0);
            let lip = 1.0 - (well.d / 7.0).clamp(0.0, 1.0);
            let (out, lip) = (out * out * 1.2, lip * lip * 0.9);
            let normal = V3::new(
                hit.edge.away.0 * out - well.away.0 * lip,
                hit.edge.away.1 * out - well.away.1 * lip,
                1.0,
            );
            light = self.light.on(&CASE, normal.unit(), fall);
            let wide = deck.pixel.0 * well.away.0.abs() + deck.pixel.1 * well.away.1.abs();
            let inside = coverage(well.d, wide);
            if inside > 0.0 {
                light = blend(light, self.well_light(floor, blocks, x, speck), inside);
                spill = mix(spill, spill * 0.25, inside);
            }
        }
        if hit.top < 1.0 {
            let turn = 0.75 * (1.0 - (hit.down / 0.22).min(1.0));
            let normal = V3::new(hit.away.0, hit.away.1, turn).unit();
            let open = fall * mix(0.80, 0.30, smooth(0.35, 1.0, hit.down));
            light = blend(self.light.on(&CASE, normal, open), light, hit.top);
            spill *= hit.top;
        }
        (light, spill)
    }

    /// The floor of the well and its far wall, seen through the opening.
    fn well_light(&self, floor: &Level, blocks: &[RoundBox], x: f32, speck: f32) -> [f32; 3] {
        let (a, b) = (floor.a(x), floor.b);
        let wall = self.well.distance(a, b);
        let wide = floor.pixel.0 * wall.away.0.abs() + floor.pixel.1 * wall.away.1.abs();
        let share = coverage(wall.d, wide);
        let normal = V3::new(-wall.away.0, -wall.away.1, 0.25).unit();
        let side = self.light.on(&WELL, normal, 0.5 * Self::fall((a, b)));
        if share <= 0.0 {
            return side;
        }
        let mut open = mix(0.45, 1.0, smooth(0.0, 26.0, -wall.d));
        for block in blocks {
            let block = block.distance(a, b - 6.0);
            if block.d < 30.0 {
                open *= mix(0.16, 1.0, smooth(-12.0, 30.0, block.d));
            }
        }
        let open = open * Self::fall((a, b)) * (1.0 + 0.03 * speck);
        blend(side, self.light.on(&WELL, V3::new(0.0, 0.0, 1.0), open), share)
    }

    fn key_light(&self, key: &Key, hit: &Hit, speck: f32) -> [f32; 3] {
        let material = match key.cap {
            Cap::Cream => &CREAM,
            Cap::Blue => &BLUE,
            Cap::Dark => &DARK,
        };
        let fall = Self::fall(hit.place) * (1.0 + 0.012 * speck);
        let mut light = [0.0; 3];
        if hit.top > 0.0 {
            // Dished across, as the fingertip lies, and rounded over at its edges.
            let (middle, half) = (key.solid.top.middle, key.solid.top.half);
            let long = (half.0 / half.1).clamp(1.0, 3.0);
            let across = (hit.place.0 - middle.0) / half.0;
            let down = (hit.place.1 - middle.1) / half.1;
            let over = 1.0 - (-hit.edge.d / 6.0).clamp(0.0, 1.0);
            let over = over * over * 1.1;
            let dish = if long > 2.9 { -0.16 } else { 0.34 };
            let normal = V3::new(
                -dish * across / long + hit.edge.away.0 * over,
                -dish * 0.9 * down + hit.edge.away.1 * over,
                1.0,
            );
            light = self.light.on(material, normal.unit(), fall);
        }
        if hit.top < 1.0 {
            let turn = 0.30 + 0.5 * (1.0 - (hit.down / 0.15).min(1.0));
            let normal = V3::new(hit.away.0, hit.away.1, turn).unit();
            let open = fall * mix(0.62, 0.10, smooth(0.0, 0.9, hit.down));
            light = blend(self.light.on(material, normal, open), light, hit.top);
        }
        light
    }
}
