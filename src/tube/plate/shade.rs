//! How a surface of the set looks: directions, outlines, materials and the light of the room.

/// A direction or a place. On the set: right, down, towards the viewer.
#[derive(Clone, Copy, Debug)]
pub(super) struct V3 {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) z: f32,
}

impl V3 {
    pub(super) const fn new(x: f32, y: f32, z: f32) -> Self {
        Self { x, y, z }
    }

    pub(super) fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// The same direction with length 1.
    pub(super) fn unit(self) -> Self {
        let length = self.dot(self).sqrt().max(1e-6);
        Self::new(self.x / length, self.y / length, self.z / length)
    }

    /// What comes in from this direction leaves in that one, at a surface with this unit normal.
    pub(super) fn mirrored(self, normal: Self) -> Self {
        let twice = 2.0 * self.dot(normal);
        Self::new(self.x - twice * normal.x, self.y - twice * normal.y, self.z - twice * normal.z)
    }
}

/// What a surface is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Material {
    /// Share of each colour that comes back, linear.
    pub(super) colour: [f32; 3],
    /// Strength of its highlight.
    pub(super) gloss: f32,
    /// How small its highlight is: the cosine is squared so many times.
    pub(super) sharp: u32,
}

/// The light of the room as a surface receives it, in the axes that the surface's normals use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Light {
    /// Where the ceiling lights are.
    key: V3,
    /// Away from the floor.
    up: V3,
    /// Between the ceiling lights and the viewer.
    half: V3,
    /// How bright the room is; 1 by default.
    pub(super) room: f32,
}

/// Light of the ceiling panels, a little cold.
const KEY: [f32; 3] = [0.465, 0.460, 0.440];
/// Light from all around, above and below.
const SKY: [f32; 3] = [0.210, 0.222, 0.226];
const GROUND: [f32; 3] = [0.026, 0.032, 0.034];

impl Light {
    /// The light on what stands upright, seen from the front.
    pub(super) fn upright(room: f32) -> Self {
        Self::along(room, V3::new(1.0, 0.0, 0.0), V3::new(0.0, 1.0, 0.0), V3::new(0.0, 0.0, 1.0))
    }

    /// The light for normals along three axes of their own.
    pub(super) fn along(room: f32, a: V3, b: V3, c: V3) -> Self {
        let into = |v: V3| V3::new(v.dot(a), v.dot(b), v.dot(c));
        let key = V3::new(-0.22, -0.80, 0.56).unit();
        let viewer = V3::new(0.0, -0.24, 1.0).unit();
        let half = V3::new(key.x + viewer.x, key.y + viewer.y, key.z + viewer.z).unit();
        Self { key: into(key), up: into(V3::new(0.0, -1.0, 0.0)), half: into(half), room }
    }

    /// The light that a surface sends to the viewer, by its unit normal. `open` is the share of the room it sees.
    pub(super) fn on(&self, material: &Material, normal: V3, open: f32) -> [f32; 3] {
        let key = normal.dot(self.key).max(0.0);
        let sky = 0.5 + 0.5 * normal.dot(self.up);
        let mut shine = normal.dot(self.half).max(0.0);
        for _ in 0..material.sharp {
            shine *= shine;
        }
        let shine = shine * material.gloss;
        let open = open * self.room;
        std::array::from_fn(|i| {
            let around = GROUND[i] + (SKY[i] - GROUND[i]) * sky;
            (material.colour[i] * (around + KEY[i] * key) + KEY[i] * shine) * open
        })
    }
}

/// An upright rectangle with round corners, as a distance.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoundBox {
    /// The middle.
    pub(super) middle: (f32, f32),
    /// Half width and half height.
    pub(super) half: (f32, f32),
    /// Radius of the corners.
    pub(super) corner: f32,
}

/// A distance from an outline, negative inside, and the direction away from it, of length 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Distance {
    pub(super) d: f32,
    pub(super) away: (f32, f32),
}

impl RoundBox {
    pub(super) const fn new(middle: (f32, f32), half: (f32, f32), corner: f32) -> Self {
        Self { middle, half, corner }
    }

    /// The distance of a place.
    pub(super) fn distance(&self, x: f32, y: f32) -> Distance {
        let (x, y) = (x - self.middle.0, y - self.middle.1);
        let (right, below) = (if x < 0.0 { -1.0 } else { 1.0 }, if y < 0.0 { -1.0 } else { 1.0 });
        let (qx, qy) = (x.abs() - self.half.0 + self.corner, y.abs() - self.half.1 + self.corner);
        if qx > 0.0 && qy > 0.0 {
            let length = (qx * qx + qy * qy).sqrt();
            let over = 1.0 / length.max(1e-6);
            return Distance { d: length - self.corner, away: (right * qx * over, below * qy * over) };
        }
        if qx > qy {
            Distance { d: qx - self.corner, away: (right, 0.0) }
        } else {
            Distance { d: qy - self.corner, away: (0.0, below) }
        }
    }
}

/// The share of a pixel that lies inside an outline at distance `d`, when a pixel is `wide`.
pub(super) fn coverage(d: f32, wide: f32) -> f32 {
    (0.5 - d / wide).clamp(0.0, 1.0)
}

/// 0 below `from`, 1 above `to`, and smooth between.
pub(super) fn smooth(from: f32, to: f32, x: f32) -> f32 {
    // Between constants the reciprocal is one too.
    let t = ((x - from) * (1.0 / (to - from))).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// From `a` to `b`.
pub(super) fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// From one colour to another.
pub(super) fn blend(a: [f32; 3], b: [f32; 3], t: f32) -> [f32; 3] {
    std::array::from_fn(|i| mix(a[i], b[i], t))
}

/// A colour times a strength.
pub(super) fn times(colour: [f32; 3], by: f32) -> [f32; 3] {
    colour.map(|c| c * by)
}

/// The grain of a surface at a pixel: -1 to 1, the same in every picture of this size.
pub(super) fn speck(x: u32, y: u32) -> f32 {
    let mut bits = x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2C1B_3C6D);
    bits = (bits ^ (bits >> 12)).wrapping_mul(0x297A_2D39);
    ((bits ^ (bits >> 15)) >> 16) as f32 / 32767.5 - 1.0
}
