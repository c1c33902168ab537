//! The face of the tube: where the glass lies in a picture, how it bulges, and where its edge is.

use super::look::Look;
use super::view::Placement;

/// The glass of a tube in a picture. Places on it are -1 to 1 on both axes, and the light comes from there.
///
/// With `x`, `y` from -1 to 1 over the rectangle of the placement, the source is `v = y (1 + k x x)` and
/// `u = x (1 + k v v)`, where `k` is the look's curvature.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    left: f64,
    top: f64,
    scale: f64,
    half_across: f64,
    half_down: f64,
    curvature: f64,
    corner: f64,
}

/// How a place lies to the edge of the glass, in tube units.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// Distance, negative inside the glass.
    pub distance: f64,
    /// The direction away from the edge, of length 1.
    pub away: (f64, f64),
}

impl Face {
    /// The glass of this look in a picture placed so.
    pub fn new(placement: &Placement, look: &Look) -> Self {
        let (half_across, half_down) = (placement.units_across / 2.0, placement.units_down / 2.0);
        Self {
            left: placement.left,
            top: placement.top,
            scale: placement.scale,
            half_across,
            half_down,
            curvature: look.curvature,
            corner: look.corner.min(half_across).min(half_down),
        }
    }

    /// The place on the tube that is seen at a place in the picture, in pixels. Beyond the glass it goes on.
    pub fn source(&self, x: f64, y: f64) -> (f64, f64) {
        let x = (x - self.left) / (self.scale * self.half_across) - 1.0;
        let y = (y - self.top) / (self.scale * self.half_down) - 1.0;
        let v = y * (1.0 + self.curvature * x * x);
        (x * (1.0 + self.curvature * v * v), v)
    }

    /// Where in the picture a place on the tube is seen, in pixels: the inverse of [`Face::source`].
    pub fn picture_of(&self, u: f64, v: f64) -> (f64, f64) {
        let x = u / (1.0 + self.curvature * v * v);
        let y = v / (1.0 + self.curvature * x * x);
        (
            self.left + (x + 1.0) * self.scale * self.half_across,
            self.top + (y + 1.0) * self.scale * self.half_down,
        )
    }

    /// How a place in the picture lies to the edge of the glass. Distances far from the edge are good to a few
    /// per cent, since the bulge stretches them.
    pub fn edge(&self, x: f64, y: f64) -> Edge {
        let (u, v) = self.source(x, y);
        let (across, down) = (u * self.half_across, v * self.half_down);
        let beyond_x = across.abs() - (self.half_across - self.corner);
        let beyond_y = down.abs() - (self.half_down - self.corner);
        let (right, below) = (if across < 0.0 { -1.0 } else { 1.0 }, if down < 0.0 { -1.0 } else { 1.0 });
        let (out_x, out_y) = (beyond_x.max(0.0), beyond_y.max(0.0));
        let length = (out_x * out_x + out_y * out_y).sqrt();
        let away = if length > 1e-9 {
            (right * out_x / length, below * out_y / length)
        } else if beyond_x > beyond_y {
            (right, 0.0)
        } else {
            (0.0, below)
        };
        Edge { distance: length + beyond_x.max(beyond_y).min(0.0) - self.corner, away }
    }

    /// The distance of a place in the picture from the edge of the glass, about, in pixels; negative inside.
    pub fn distance(&self, x: f64, y: f64) -> f64 {
        self.edge(x, y).distance * self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tube::view::View;

    #[test]
    fn source_and_picture_undo_each_other() {
        for view in [View::Tube, View::Bezel, View::Workstation] {
            for curvature in [0.0, 0.035, 0.15] {
                let look = Look { curvature, ..Look::default() };
                let face = Face::new(&Placement::new(view, 1920, 1080), &look);
                for step in 0..441 {
                    let (u, v) = (f64::from(step % 21) / 10.0 - 1.0, f64::from(step / 21) / 10.0 - 1.0);
                    let (x, y) = face.picture_of(u, v);
                    let (u2, v2) = face.source(x, y);
                    let (x2, y2) = face.picture_of(u2, v2);
                    assert!((u2 - u).abs() < 1e-9 && (v2 - v).abs() < 1e-9, "{u} {v}: {u2} {v2}");
                    assert!((x2 - x).abs() < 0.01 && (y2 - y).abs() < 0.01);
                }
            }
        }
    }

    #[test]
    fn the_edge_is_where_the_picture_ends() {
        let placement = Placement::new(View::Bezel, 1180, 900);
        let face = Face::new(&placement, &Look::default());
        let (x, y) = face.picture_of(1.0, 0.0);
        assert!(face.distance(x, y).abs() < 1e-6);
        assert!(face.distance(x + 10.0, y) > 9.0 && face.distance(x - 10.0, y) < -9.0);
        let (x, y) = face.picture_of(0.0, 0.0);
        assert!((face.distance(x, y) + 500.0 * placement.scale).abs() < 1.0);
        let (x, y) = face.picture_of(1.0, 1.0);
        assert!(face.distance(x, y) > 10.0 * placement.scale, "corners are round");
    }
}
