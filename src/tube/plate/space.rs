//! The space of the set: the eye, the desk, and planes that are seen in perspective.
//!
//! The axes are those of the set, in tube units: right, down, and towards the viewer, 0 at the front of the head.

use super::shade::V3;

/// The eye, a little above the head. It looks straight ahead, so that uprights stay upright.
pub(super) const EYE: V3 = V3::new(720.0, -640.0, 4600.0);
/// How far down the top of the desk is.
pub(super) const DESK: f32 = 1272.0;

/// Where a place in space is seen on the set, and how large there.
pub(super) fn seen(place: V3) -> (f32, f32, f32) {
    let size = EYE.z / (EYE.z - place.z);
    (EYE.x + (place.x - EYE.x) * size, EYE.y + (place.y - EYE.y) * size, size)
}

/// A plane that leans away from the viewer, with axes of its own: `a` to the right, `b` down the plane towards the
/// viewer, `c` out of it. `a` is 0 in the middle of the set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    origin: V3,
    /// The axis `b` in space.
    pub(super) along: V3,
    /// The axis `c` in space.
    pub(super) out: V3,
}

/// Where the lines of sight of a row of pixels meet a plane or one parallel to it. All have the same `b`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    /// The place down the plane.
    pub(super) b: f32,
    /// Units of the plane to a unit of the set, across.
    pub(super) wide: f32,
    /// Units of the plane to a pixel: across, and down.
    pub(super) pixel: (f32, f32),
}

impl Level {
    /// The place across the plane under a place of the set.
    pub(super) fn a(&self, x: f32) -> f32 {
        (x - EYE.x) * self.wide
    }

    /// The place of the set over a place across the plane.
    pub(super) fn x(&self, a: f32) -> f32 {
        EYE.x + a / self.wide
    }
}

impl Plane {
    /// A plane whose far edge is `down` the set and `near` the viewer, and that falls by `slope` towards him.
    pub(super) fn new(down: f32, near: f32, slope: f32) -> Self {
        let along = V3::new(0.0, slope, 1.0).unit();
        Self { origin: V3::new(EYE.x, down, near), along, out: V3::new(0.0, -along.z, along.y) }
    }

    /// A place given by the axes of the plane, in space.
    pub(super) fn place(&self, a: f32, b: f32, c: f32) -> V3 {
        V3::new(
            self.origin.x + a,
            self.origin.y + self.along.y * b + self.out.y * c,
            self.origin.z + self.along.z * b + self.out.z * c,
        )
    }

    /// The eye by the axes of the plane.
    pub(super) fn eye(&self) -> V3 {
        let from = V3::new(EYE.x - self.origin.x, EYE.y - self.origin.y, EYE.z - self.origin.z);
        V3::new(from.x, from.dot(self.along), from.dot(self.out))
    }

    /// The line of sight through a place of the set, by the axes of the plane; not of length 1.
    pub(super) fn sight(&self, x: f32, y: f32) -> V3 {
        let ray = V3::new(x - EYE.x, y - EYE.y, -EYE.z);
        V3::new(ray.x, ray.dot(self.along), ray.dot(self.out))
    }

    /// Where the row at `y`, whose pixels are `step` wide, meets the plane at height `c`.
    pub(super) fn level(&self, y: f32, step: f32, c: f32) -> Level {
        let (b, wide) = self.meets(y, c);
        let below = self.meets(y + step, c).0;
        Level { b, wide, pixel: (wide * step, (below - b).abs().max(1e-3)) }
    }

    fn meets(&self, y: f32, c: f32) -> (f32, f32) {
        let (eye, ray) = (self.eye(), self.sight(EYE.x, y));
        // Lines of sight that do not fall to the plane meet it far away.
        let far = (c - eye.z) / ray.z.min(-1.0);
        (eye.y + far * ray.y, far)
    }
}
