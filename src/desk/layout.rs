//! Where things lie in the window: the picture in whole pixels, the face of the tube on it, switch, lamp and bar.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::tokens;
use crate::model::geometry::{Area, Point, Tube};
use crate::picture::{Frame, LARGEST_SCALE, SMALLEST};
use crate::tube::face::Face;
use crate::tube::look::Look;
use crate::tube::plate::{STORAGE_LAMP, SWITCH};
use crate::tube::view::{Placement, Shot, View};

/// Width and height of the smallest tube of exact proportion 1440 : 1000, in pixels.
const UNIT: (u32, u32) = (36, 25);
/// The least side that can be hit with a finger, in points.
const FINGER: f32 = 24.0;

/// The places of everything, in points of the window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The whole window.
    pub(super) window: Rect,
    /// The slim bar at the top edge.
    pub(super) bar: Rect,
    /// The picture; its corners lie on whole pixels.
    pub(super) picture: Rect,
    /// The switch, where the view shows one.
    pub(super) switch: Option<Rect>,
    /// A line of words about storage.
    pub(super) line: Rect,
    /// The raster: its size, and how the tube is laid out on it.
    pub(super) frame: Frame,
    /// Where the face of the tube lies in the picture, in pixels.
    pub(super) placement: Placement,
    face: Face,
    pixels_per_point: f32,
}

impl Layout {
    /// Lays out a window. None if it is too small for any tube.
    pub(super) fn new(window: Rect, pixels_per_point: f32, view: View, look: &Look) -> Option<Self> {
        let pixels = |points: f32| (points * pixels_per_point).max(0.0).round() as u32;
        let (across, down) = (pixels(window.width()), pixels(window.height()));
        let (width, height) = match view {
            // The tube keeps its proportions, so that what has been laid out on it stays where it is.
            View::Plain | View::Tube => {
                let most = (LARGEST_SCALE * Tube::default().width) as u32 / UNIT.0;
                let units = (across / UNIT.0).min(down / UNIT.1).min(most);
                (units * UNIT.0, units * UNIT.1)
            }
            View::Bezel | View::Workstation => (across, down),
        };
        if width.min(height) < SMALLEST {
            return None;
        }
        let placement = Placement::new(view, width, height);
        let (frame, face) = match view {
            View::Plain => {
                let flat = Look { curvature: 0.0, corner: 0.0, ..*look };
                (Frame::new(width, height).ok()?, Face::new(&placement, &flat))
            }
            _ => (Frame::behind(&placement), Face::new(&placement, look)),
        };
        let size = vec2(width as f32, height as f32);
        let corner = (window.center() * pixels_per_point - size / 2.0).round();
        let picture =
            Rect::from_min_size((corner / pixels_per_point).to_vec2().to_pos2(), size / pixels_per_point);
        let on_set = |shot: &Shot| {
            let place = |x: f64, y: f64| {
                let (x, y) = placement.in_picture(x, y);
                picture.min + vec2(x as f32, y as f32) / pixels_per_point
            };
            Rect::from_min_max(place(shot.left, shot.top), place(shot.right, shot.bottom))
        };
        let set = view.shot().map(|_| (on_set(&SWITCH), on_set(&STORAGE_LAMP)));
        let switch = set.map(|(switch, _)| {
            Rect::from_center_size(switch.center(), switch.size().max(Vec2::splat(FINGER)))
        });
        let line = match set {
            Some((switch, lamp)) => Rect::from_min_max(
                pos2(lamp.right() + 10.0, lamp.center().y - 20.0),
                pos2(switch.left() - 20.0, lamp.center().y + 20.0),
            ),
            None => Rect::from_min_max(
                pos2(window.left() + 20.0, window.bottom() - 50.0),
                window.max - vec2(20.0, 10.0),
            ),
        };
        let bar = Rect::from_min_size(
            window.min + Vec2::splat(tokens::EDGE),
            vec2(window.width() - 2.0 * tokens::EDGE, tokens::BAR),
        );
        Some(Self { window, bar, picture, switch, line, frame, placement, face, pixels_per_point })
    }

    /// Moves the picture by so many whole pixels.
    pub(super) fn wander(&mut self, [across, down]: [f32; 2]) {
        self.picture = self.picture.translate(vec2(across, down) / self.pixels_per_point);
    }

    /// The place on the tube under a point of the window, if it is on the tube. What is clicked is what is seen: the
    /// glass bulges, and the place goes through it.
    pub(super) fn place(&self, at: Pos2) -> Option<Point> {
        let (u, v) = self.source(at);
        (u.abs() <= 1.0 && v.abs() <= 1.0).then(|| self.nearest(at))
    }

    /// Whether a point is where the bar is, or appears.
    pub(super) fn is_on_bar(&self, at: Pos2) -> bool {
        self.window.contains(at) && at.y <= self.bar.bottom()
    }

    /// The place on the tube nearest to a point of the window.
    pub(super) fn nearest(&self, at: Pos2) -> Point {
        let (units, (u, v)) = (self.frame.tube, self.source(at));
        Point::new(
            ((u + 1.0) / 2.0 * units.width).clamp(0.0, units.width),
            ((v + 1.0) / 2.0 * units.height).clamp(0.0, units.height),
        )
    }

    /// Where the light under a point of the window comes from, -1 to 1 on the tube.
    fn source(&self, at: Pos2) -> (f64, f64) {
        let from = (at - self.picture.min) * self.pixels_per_point;
        self.face.source(from.x.into(), from.y.into())
    }

    /// Tube units in a point of the window.
    pub(super) fn units_a_point(&self) -> f64 {
        f64::from(self.pixels_per_point) / self.placement.scale
    }

    /// The smallest upright rectangle of the window that shows an area of the tube.
    pub(super) fn in_window(&self, area: &Area) -> Rect {
        let units = self.frame.tube;
        let place = |x: f64, y: f64| {
            let (x, y) = self.face.picture_of(x / units.width * 2.0 - 1.0, y / units.height * 2.0 - 1.0);
            self.picture.min + vec2(x as f32, y as f32) / self.pixels_per_point
        };
        let (middle_x, middle_y) = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        Rect::from_points(&[
            place(area.left, area.top),
            place(area.right, area.top),
            place(area.left, area.bottom),
            place(area.right, area.bottom),
            // The sides bulge.
            place(area.left, middle_y),
            place(area.right, middle_y),
            place(middle_x, area.top),
            place(middle_x, area.bottom),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(width: f32, height: f32, scale: f32, view: View) -> Option<Layout> {
        let window = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
        Layout::new(window, scale, view, &Look::default())
    }

    #[test]
    fn the_picture_is_exact_on_whole_pixels_at_any_scale() {
        for (width, height, scale) in [
            (1180.0, 900.0, 1.0),
            (1920.0, 1080.0, 1.0),
            (1180.0, 900.0, 1.25),
            (700.5, 801.3, 1.75),
            (5000.0, 4000.0, 1.0),
        ] {
            for view in View::ALL {
                let layout = layout(width, height, scale, view).unwrap();
                assert!((layout.frame.tube.width - 1440.0).abs() < 1e-6, "{view:?}");
                assert!(layout.frame.scale <= LARGEST_SCALE);
                let corner = layout.picture.min * scale;
                assert!((corner - corner.round()).length() < 1e-2, "{corner}");
                let drawn = layout.placement.width as f32;
                assert!((layout.picture.width() * scale - drawn).abs() < 1e-2);
                assert!(layout.window.expand(1.0).contains_rect(layout.picture));
                assert!(layout.switch.is_none_or(|switch| layout.window.contains_rect(switch)));
            }
        }
    }

    #[test]
    fn points_go_through_the_glass_and_back() {
        for view in View::ALL {
            let layout = layout(1180.0, 900.0, 1.0, view).unwrap();
            for (x, y) in [(720.0, 500.0), (30.0, 40.0), (1400.0, 970.0), (5.0, 500.0), (700.0, 990.0)] {
                let dot = Area::new(x, y, 0.0, 0.0);
                let at = layout.in_window(&dot).center();
                let back = layout.place(at).unwrap();
                // A digit at rest is 20 units high; half of one is asked for, a tenth of a unit is had.
                assert!((back.x - x).abs() < 0.1 && (back.y - y).abs() < 0.1, "{view:?}: {back:?}");
            }
            assert_eq!(layout.nearest(layout.window.min - vec2(9.0, 9.0)), Point::new(0.0, 0.0));
        }
        let bezel = layout(1180.0, 900.0, 1.0, View::Bezel).unwrap();
        assert_eq!(bezel.place(bezel.window.min), None);
    }

    #[test]
    fn a_window_too_small_has_no_tube() {
        for view in View::ALL {
            assert!(layout(50.0, 50.0, 1.0, view).is_none());
        }
    }
}
