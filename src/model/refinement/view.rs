//! The view of the plane: where its centre is, how far it is zoomed, and how both glide.

use serde::{Deserialize, Serialize};

use super::plane::{Cell, Spot};
use crate::model::ease;
use crate::model::geometry::{Area, PITCH, Point, Tube};
use crate::time::{Span, Time};

/// How long a glide to a new place takes.
const GLIDE: Span = Span::from_millis(260);
/// How long a change of zoom takes.
const ZOOM: Span = Span::from_millis(180);
/// How fast the view runs while the pointer rests at an edge, in cells a second.
const EDGE_SPEED: f64 = 7.0;

/// The view. Its place at a time is a closed form of the time since it was last told to move.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    motion: Motion,
    /// The zoom aimed at, 1 to 5.
    zoom: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Motion {
    /// From one centre to another.
    Glide { from: Spot, to: Spot, since: Time },
    /// On and on, at cells a second.
    Run { from: Spot, velocity: (f64, f64), since: Time },
    /// Zooming about a spot that stays at its distance from the centre of the field, in tube units.
    Zoom { about: Spot, away: Point, from: f64, since: Time },
}

impl View {
    /// The zoom's range.
    pub const ZOOM_RANGE: (f64, f64) = (1.0, 5.0);

    /// A still view of `centre` at 1x.
    pub fn at(centre: Spot) -> Self {
        Self { motion: Motion::Glide { from: centre, to: centre, since: Time::ZERO }, zoom: 1.0 }
    }

    /// Whether every zoom it passes through is within the range.
    pub fn is_sound(&self) -> bool {
        let within = |zoom: f64| (Self::ZOOM_RANGE.0..=Self::ZOOM_RANGE.1).contains(&zoom);
        within(self.zoom) && !matches!(self.motion, Motion::Zoom { from, .. } if !within(from))
    }

    /// The zoom at `now`.
    pub fn zoom(&self, now: Time) -> f64 {
        match self.motion {
            Motion::Zoom { from, since, .. } => {
                ease::lerp(from, self.zoom, ease::smooth(now.progress(since, ZOOM)))
            }
            _ => self.zoom,
        }
    }

    /// Side of a cell at `now`, in tube units.
    pub fn pitch(&self, now: Time) -> f64 {
        PITCH * self.zoom(now)
    }

    /// The centre at `now`.
    pub fn centre(&self, now: Time) -> Spot {
        match self.motion {
            Motion::Glide { from, to, since } => {
                let (x, y) = to.from(from);
                let progress = ease::out(now.progress(since, GLIDE));
                from.offset(x * progress, y * progress)
            }
            Motion::Run { from, velocity, since } => {
                let seconds = now.since(since).seconds();
                // It gathers speed over the first half second.
                let way = if seconds < 0.5 { seconds * seconds } else { seconds - 0.25 };
                from.offset(velocity.0 * way, velocity.1 * way)
            }
            Motion::Zoom { about, away, .. } => {
                let pitch = self.pitch(now);
                about.offset(-away.x / pitch, -away.y / pitch)
            }
        }
    }

    /// The centre aimed at: where the view will come to rest.
    pub fn aim(&self, now: Time) -> Spot {
        match self.motion {
            Motion::Glide { to, .. } => to,
            Motion::Run { .. } => self.centre(now),
            Motion::Zoom { about, away, .. } => {
                let pitch = PITCH * self.zoom;
                about.offset(-away.x / pitch, -away.y / pitch)
            }
        }
    }

    /// Whether anything moves at `now`.
    pub fn moves(&self, now: Time) -> bool {
        match self.motion {
            Motion::Glide { since, .. } => now.progress(since, GLIDE) < 1.0,
            Motion::Run { .. } => true,
            Motion::Zoom { since, .. } => now.progress(since, ZOOM) < 1.0,
        }
    }

    /// Glides to `centre`.
    pub fn go(&mut self, centre: Spot, now: Time) {
        self.motion = Motion::Glide { from: self.centre(now), to: centre, since: now };
    }

    /// Glides by a distance in cells, from where the view would come to rest.
    pub fn scroll(&mut self, x: f64, y: f64, now: Time) {
        let to = self.aim(now).offset(x, y);
        self.go(to, now);
    }

    /// Moves at once, as a hand that drags the plane does.
    pub fn drag(&mut self, x: f64, y: f64, now: Time) {
        let to = self.centre(now).offset(x, y);
        self.motion = Motion::Glide { from: to, to, since: now };
    }

    /// Runs towards a direction whose parts are -1, 0 or 1; (0, 0) comes to rest.
    pub fn run(&mut self, direction: (i8, i8), now: Time) {
        let from = self.centre(now);
        self.motion = if direction == (0, 0) {
            Motion::Glide { from, to: from, since: now }
        } else {
            let speed = EDGE_SPEED / self.zoom;
            let velocity = (f64::from(direction.0) * speed, f64::from(direction.1) * speed);
            Motion::Run { from, velocity, since: now }
        };
    }

    /// Whether the view runs at an edge.
    pub fn runs(&self) -> bool {
        matches!(self.motion, Motion::Run { .. })
    }

    /// How long the view has run at `now`.
    pub fn has_run(&self, now: Time) -> Span {
        match self.motion {
            Motion::Run { since, .. } => now.since(since),
            _ => Span::ZERO,
        }
    }

    /// Zooms to `zoom` (held to 1x to 5x) about `point` of the tube.
    pub fn zoom_to(&mut self, zoom: f64, point: Point, tube: &Tube, now: Time) {
        let middle = tube.field().centre();
        let about = self.spot(point, tube, now);
        let from = self.zoom(now);
        self.zoom = zoom.clamp(Self::ZOOM_RANGE.0, Self::ZOOM_RANGE.1);
        self.motion = Motion::Zoom {
            about,
            away: Point::new(point.x - middle.x, point.y - middle.y),
            from,
            since: now,
        };
    }

    /// The zoom aimed at.
    pub fn zoom_aim(&self) -> f64 {
        self.zoom
    }

    /// The spot of the plane that is shown at `point` of the tube.
    pub fn spot(&self, point: Point, tube: &Tube, now: Time) -> Spot {
        let middle = tube.field().centre();
        let pitch = self.pitch(now);
        self.centre(now).offset((point.x - middle.x) / pitch, (point.y - middle.y) / pitch)
    }

    /// Where on the tube `spot` is shown.
    pub fn point(&self, spot: Spot, tube: &Tube, now: Time) -> Point {
        let middle = tube.field().centre();
        let pitch = self.pitch(now);
        let (x, y) = spot.from(self.centre(now));
        Point::new(middle.x + x * pitch, middle.y + y * pitch)
    }

    /// Columns and rows that are shown at the zoom aimed at.
    pub fn reach(&self, field: &Area) -> (f64, f64) {
        let pitch = PITCH * self.zoom;
        (field.width() / pitch, field.height() / pitch)
    }

    /// Columns and rows of a step by pages at the zoom aimed at: what is shown, less one of each.
    pub fn page(&self, field: &Area) -> (i64, i64) {
        let (width, height) = self.reach(field);
        ((width.floor() - 1.0).max(1.0) as i64, (height.floor() - 1.0).max(1.0) as i64)
    }

    /// The centre of a view that has `cell` in its middle. The fraction lets the rule cut the top row, as on the
    /// show's screen.
    pub fn middle(cell: Cell) -> Spot {
        cell.centre().offset(0.0, -0.08)
    }
}
