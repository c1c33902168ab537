//! The trackball: a glossy black sphere in a ring.

use super::row::Row;
use super::shade::{Light, Material, RoundBox, V3, blend, coverage, mix, smooth};
use super::space::{Level, Plane};

/// Radius of the ball, and how far its middle lies under the top of the case.
const RADIUS: f32 = 108.0;
const SUNK: f32 = 5.0;
/// Radius of the hole it looks out of, and of the ring around that.
const HOLE: f32 = 112.0;
const RING: f32 = 138.0;

const SOCKET: Material = Material { colour: [0.020, 0.047, 0.112], gloss: 0.10, sharp: 3 };
const BLACK: Material = Material { colour: [0.0035, 0.0037, 0.0042], gloss: 0.0, sharp: 0 };

/// The trackball, by the axes of the keyboard's plane.
#[derive(Clone, Debug)]
pub(super) struct Ball {
    middle: V3,
    light: Light,
}

impl Ball {
    /// The ball under a place of the plane.
    pub(super) fn new(place: (f32, f32), light: Light) -> Self {
        Self { middle: V3::new(place.0, place.1, -SUNK), light }
    }

    /// Paints a row of the ring and of the hole's dark.
    pub(super) fn socket(&self, row: &mut Row<'_>, deck: &Level, glow: f32) {
        let ring = RoundBox::new((self.middle.x, self.middle.y), (RING, RING), RING);
        if (deck.b - self.middle.y).abs() > RING + 40.0 + deck.pixel.1 {
            return;
        }
        let (from, to) = (deck.x(self.middle.x - RING - 40.0), deck.x(self.middle.x + RING + 40.0));
        row.across(from, to, |_, x, texel| {
            let edge = ring.distance(deck.a(x), deck.b);
            let wide = deck.pixel.0 * edge.away.0.abs() + deck.pixel.1 * edge.away.1.abs();
            // A little shade on the floor around it.
            texel.dim(mix(0.62, 1.0, smooth(-4.0, 26.0, edge.d)));
            let share = coverage(edge.d, wide);
            if share <= 0.0 {
                return;
            }
            // The ring is a flat torus.
            let over = ((edge.d + (RING - HOLE) / 2.0) / ((RING - HOLE) / 2.0)).clamp(-1.0, 1.0);
            let normal = V3::new(edge.away.0 * over, edge.away.1 * over, 1.05 - 0.5 * over * over).unit();
            let light = self.light.on(&SOCKET, normal, 0.9);
            let dark = coverage(edge.d + RING - HOLE, wide);
            texel.lay(
                share,
                blend(light, [0.0004 * self.light.room; 3], dark),
                0.0,
                0.03 * glow * (1.0 - dark),
            );
        });
    }

    /// Paints a row of the ball.
    pub(super) fn paint(&self, row: &mut Row<'_>, plane: &Plane, deck: &Level, glow: f32) {
        if (deck.b - self.middle.y).abs() > 2.6 * RADIUS {
            return;
        }
        let (eye, y) = (plane.eye(), row.y);
        let to_eye = V3::new(eye.x - self.middle.x, eye.y - self.middle.y, eye.z - self.middle.z);
        let (from, to) = (deck.x(self.middle.x - 1.3 * RADIUS), deck.x(self.middle.x + 1.3 * RADIUS));
        row.across(from, to, |_, x, texel| {
            let ray = plane.sight(x, y).unit();
            let along = -to_eye.dot(ray);
            let miss = (to_eye.dot(to_eye) - along * along).max(0.0);
            let share = coverage(miss.sqrt() - RADIUS, deck.pixel.0);
            if share <= 0.0 {
                return;
            }
            let far = along - (RADIUS * RADIUS - miss).max(0.0).sqrt();
            let at = V3::new(to_eye.x + ray.x * far, to_eye.y + ray.y * far, to_eye.z + ray.z * far);
            let normal = at.unit();
            // What lies under the case is seen through the hole alone.
            let (a, b) = (deck.a(x) - self.middle.x, deck.b - self.middle.y);
            let through = coverage((a * a + b * b).sqrt() - HOLE + 3.0, deck.pixel.1);
            let above = smooth(SUNK - 2.0, SUNK + 2.0, at.z);
            let share = share * through.max(above);
            let light = self.gloss(ray, normal, at.z, plane);
            // The side that looks to the tube and up receives its light.
            let facing = (0.35 * normal.z - 0.94 * normal.y).max(0.0);
            texel.lay(share, light, 0.0, glow * 0.22 * facing * facing * facing);
        });
    }

    /// The light of the ball where a line of sight meets it.
    fn gloss(&self, ray: V3, normal: V3, height: f32, plane: &Plane) -> [f32; 3] {
        let (mirror, cosine) = (ray.mirrored(normal), -ray.dot(normal));
        // In the axes of the set, where the ceiling is above and the wall behind the head is dark.
        let up = -(mirror.y * plane.along.y + mirror.z * plane.out.y);
        let before = mirror.y * plane.along.z + mirror.z * plane.out.z;
        let edge = 1.0 - cosine.clamp(0.0, 1.0);
        let fresnel = 0.045 + 0.60 * edge * edge * edge * edge * edge;
        let panels = if up > 0.05 { window(mirror.x / up, before / up) } else { 0.0 };
        // Near the ring it mirrors the blue floor around it.
        let wash = mix(0.16, 0.03, smooth(-0.75, -0.15, up)) + 0.20 * smooth(0.0, 0.9, up);
        let low = mix(0.25, 1.0, smooth(SUNK - 30.0, SUNK + 26.0, height));
        let around = self.light.on(&BLACK, normal, low);
        std::array::from_fn(|i| {
            around[i] + [0.92, 1.0, 1.0][i] * fresnel * (wash + 4.0 * panels) * low * self.light.room
        })
    }
}

/// The soft window of light that the ball mirrors, at a place of the ceiling in its heights, 0 to 1: two panels.
fn window(right: f32, before: f32) -> f32 {
    let across = 1.0 - smooth(0.16, 0.40, ((right + 0.12).abs() - 0.42).abs());
    let along = smooth(-0.35, 0.25, before) * (1.0 - smooth(0.75, 1.35, before));
    across * along
}
