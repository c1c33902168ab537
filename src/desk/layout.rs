//! Where things lie in the window: the tube in whole pixels, the bezel around it, switch and lamp below.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::tokens;
use crate::model::geometry::{Area, Point, Tube};
use crate::picture::{Frame, LARGEST_SCALE};

/// Width and height of the smallest tube of exact proportion 1440 : 1000, in pixels.
const UNIT: (u32, u32) = (36, 25);

/// The places of everything, in points of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Layout {
    /// The whole window.
    pub(super) window: Rect,
    /// The slim bar at the top edge, above the tube.
    pub(super) bar: Rect,
    /// The tube; its corners lie on whole pixels.
    pub(super) tube: Rect,
    /// The switch.
    pub(super) switch: Rect,
    /// The storage lamp.
    pub(super) lamp: Rect,
    /// A line of words, from the lamp to the switch.
    pub(super) line: Rect,
    /// The tube in pixels: one of the picture for one of the window.
    pub(super) frame: Frame,
}

impl Layout {
    /// Lays out a window. None if it is too small for any tube.
    pub(super) fn new(window: Rect, pixels_per_point: f32) -> Option<Self> {
        let room = Rect::from_min_max(
            window.min + vec2(tokens::BESIDE, tokens::ABOVE),
            window.max - vec2(tokens::BESIDE, tokens::BELOW),
        );
        let pixels = |points: f32| (points * pixels_per_point).max(0.0).floor() as u32;
        let most = (LARGEST_SCALE * Tube::default().width) as u32 / UNIT.0;
        let units = (pixels(room.width()) / UNIT.0).min(pixels(room.height()) / UNIT.1).min(most);
        let frame = Frame::new(units * UNIT.0, units * UNIT.1).ok()?;
        let size = vec2(frame.width as f32, frame.height as f32);
        let corner = (room.center() * pixels_per_point - size / 2.0).round();
        let tube =
            Rect::from_min_size((corner / pixels_per_point).to_vec2().to_pos2(), size / pixels_per_point);
        let middle = (tube.bottom() + window.bottom() - tokens::SHELL_EDGE) / 2.0 + 2.0;
        let switch = Rect::from_center_size(pos2(tube.right() - 30.0, middle), vec2(60.0, 28.0));
        let lamp = Rect::from_center_size(pos2(tube.left() + 9.0, middle), Vec2::splat(14.0));
        let line = Rect::from_min_max(
            pos2(lamp.right() + 10.0, middle - 20.0),
            pos2(switch.left() - 140.0, middle + 20.0),
        );
        let bar = Rect::from_min_max(
            window.min + Vec2::splat(tokens::SHELL_EDGE),
            pos2(window.right() - tokens::SHELL_EDGE, window.top() + tokens::ABOVE - 8.0),
        );
        Some(Self { window, bar, tube, switch, lamp, line, frame })
    }

    /// The place on the tube under a point of the window, if it is on the tube.
    pub(super) fn place(&self, at: Pos2) -> Option<Point> {
        self.tube.contains(at).then(|| self.nearest(at))
    }

    /// The place on the tube nearest to a point of the window.
    pub(super) fn nearest(&self, at: Pos2) -> Point {
        let (units, by) = (self.frame.tube, self.units_a_point());
        let from = at - self.tube.min;
        Point::new(
            (f64::from(from.x) * by).clamp(0.0, units.width),
            (f64::from(from.y) * by).clamp(0.0, units.height),
        )
    }

    /// Tube units in a point of the window.
    pub(super) fn units_a_point(&self) -> f64 {
        self.frame.tube.width / f64::from(self.tube.width())
    }

    /// An area of the tube in the window.
    pub(super) fn in_window(&self, area: &Area) -> Rect {
        let by = 1.0 / self.units_a_point();
        let point = |x: f64, y: f64| self.tube.min + vec2((x * by) as f32, (y * by) as f32);
        Rect::from_min_max(point(area.left, area.top), point(area.right, area.bottom))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tube_is_exact_on_whole_pixels_at_any_scale() {
        for (width, height, scale) in [
            (1180.0, 900.0, 1.0),
            (1920.0, 1080.0, 1.0),
            (1180.0, 900.0, 1.25),
            (700.5, 801.3, 1.75),
            (9000.0, 9000.0, 1.0),
        ] {
            let window = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
            let layout = Layout::new(window, scale).unwrap();
            assert_eq!(layout.frame.tube, Tube::default());
            assert!(layout.frame.scale <= LARGEST_SCALE);
            let corner = layout.tube.min * scale;
            assert!((corner - corner.round()).length() < 1e-2, "{corner}");
            assert!((layout.tube.width() * scale - layout.frame.width as f32).abs() < 1e-2);
            assert!(window.contains_rect(layout.tube) && window.contains_rect(layout.switch));
            assert!(layout.bar.bottom() <= layout.tube.top(), "the bar is outside the tube");
        }
    }

    #[test]
    fn points_go_to_the_tube_and_back() {
        let layout = Layout::new(Rect::from_min_size(Pos2::ZERO, vec2(1180.0, 900.0)), 1.0).unwrap();
        let middle = layout.place(layout.tube.center()).unwrap();
        assert!((middle.x - 720.0).abs() < 0.01 && (middle.y - 500.0).abs() < 0.01);
        assert_eq!(layout.place(layout.window.min), None);
        assert_eq!(layout.nearest(layout.window.min), Point::new(0.0, 0.0));
        let whole = layout.in_window(&Tube::default().area());
        assert!((whole.max - layout.tube.max).length() < 0.01);
    }

    #[test]
    fn a_window_too_small_has_no_tube() {
        assert_eq!(Layout::new(Rect::from_min_size(Pos2::ZERO, vec2(100.0, 100.0)), 1.0), None);
    }
}
