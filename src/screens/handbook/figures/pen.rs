//! A pen for the drawings: thin lines, in units of the drawing.

use egui::{Align2, Color32};

use crate::model::ease::{cowave, wave};
use crate::model::geometry::{Area, Point};
use crate::model::refinement::Drawn;
use crate::model::refinement::plane::Cell;
use crate::screens::Ink;
use crate::screens::canvas::{Canvas, DIGIT_EM, Face, position};
use crate::screens::session::dial_face;

/// The width of a line, in tube units.
const LINE: f64 = 1.7;
/// Steps of a whole circle.
const STEPS: f64 = 72.0;

/// A pen.
pub(super) struct Pen<'a, 'i> {
    canvas: &'a Canvas<'i>,
    area: Area,
    /// Tube units to a unit of the drawing.
    unit: f64,
}

impl<'a, 'i> Pen<'a, 'i> {
    /// A pen for a drawing so many units wide.
    pub(super) fn new(canvas: &'a Canvas<'i>, area: Area, width: f64) -> Self {
        Self { canvas, area, unit: area.width() / width }
    }

    pub(super) fn ink(&self) -> &'i Ink {
        self.canvas.ink()
    }

    pub(super) fn width(&self) -> f64 {
        self.area.width() / self.unit
    }

    pub(super) fn height(&self) -> f64 {
        self.area.height() / self.unit
    }

    fn at(&self, x: f64, y: f64) -> Point {
        Point::new(self.area.left + x * self.unit, self.area.top + y * self.unit)
    }

    fn area(&self, x: f64, y: f64, width: f64, height: f64) -> Area {
        let at = self.at(x, y);
        Area::new(at.x, at.y, width * self.unit, height * self.unit)
    }

    /// The same pen within a part of the drawing alone.
    pub(super) fn within(&self, x: f64, y: f64, width: f64, height: f64, draw: impl FnOnce(&Pen<'_, 'i>)) {
        let canvas = self.canvas.within(self.area(x, y, width, height));
        draw(&Pen { canvas: &canvas, area: self.area, unit: self.unit });
    }

    /// The dial of regard at a value, of so many units' radius.
    pub(super) fn dial(&self, (x, y): (f64, f64), radius: f64, value: f64) {
        dial_face(self.at(x, y), radius * self.unit, value, self.canvas);
    }

    /// Straight lines through points, in the colour of rules.
    pub(super) fn line(&self, points: &[(f64, f64)]) {
        self.stroke(points, 1.0, self.ink().line);
    }

    /// Straight lines through points, so many times as thick as usual.
    pub(super) fn stroke(&self, points: &[(f64, f64)], width: f64, colour: Color32) {
        let points = points.iter().map(|(x, y)| position(self.at(*x, *y))).collect();
        self.canvas.path(points, (LINE * width) as f32, colour);
    }

    /// A closed outline with a ground of its own, before what lies behind.
    pub(super) fn shape(&self, points: &[(f64, f64)], fill: Color32, colour: Color32) {
        let points = points.iter().map(|(x, y)| position(self.at(*x, *y))).collect();
        self.canvas.polygon(points, fill, LINE as f32, colour);
    }

    pub(super) fn rect(&self, x: f64, y: f64, width: f64, height: f64) {
        self.canvas.outline(self.area(x, y, width, height), 0.0, LINE as f32, self.ink().line);
    }

    /// A box with round corners and a ground of its own.
    pub(super) fn panel(&self, x: f64, y: f64, width: f64, height: f64, radius: f64) {
        let (ink, radius) = (self.ink(), (radius * self.unit) as f32);
        self.canvas.panel(self.area(x, y, width, height), radius, LINE as f32, ink.ground, ink.line);
    }

    pub(super) fn fill(&self, x: f64, y: f64, width: f64, height: f64, colour: Color32) {
        self.canvas.fill(self.area(x, y, width, height), colour);
    }

    /// A part of an ellipse, from a turn to another, clockwise from the right.
    pub(super) fn arc(&self, middle: (f64, f64), radii: (f64, f64), from: f64, to: f64) {
        self.stroke(&arc(middle, radii, from, to), 1.0, self.ink().line);
    }

    pub(super) fn circle(&self, x: f64, y: f64, radius: f64) {
        self.arc((x, y), (radius, radius), 0.0, 1.0);
    }

    /// A circle with a ground of its own.
    pub(super) fn disc(&self, x: f64, y: f64, radius: f64) {
        self.shape(
            &arc((x, y), (radius, radius), 0.0, 1.0 - 1.0 / STEPS),
            self.ink().ground,
            self.ink().line,
        );
    }

    /// A line of dashes.
    pub(super) fn dashes(&self, from: (f64, f64), to: (f64, f64)) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt();
        let count = (length / 9.0).ceil().max(1.0);
        for dash in 0..count as usize {
            let [begin, end] = [dash as f64 / count, (dash as f64 + 0.5) / count];
            let at = |share: f64| (from.0 + dx * share, from.1 + dy * share);
            self.stroke(&[at(begin), at(end)], 0.8, self.ink().line);
        }
    }

    /// Slanting lines over an area.
    pub(super) fn hatch(&self, x: f64, y: f64, width: f64, height: f64, step: f64) {
        let mut along = step;
        while along < width + height {
            let from = (x + along.min(width), y + (along - width).max(0.0));
            let to = (x + (along - height).max(0.0), y + along.min(height));
            self.stroke(&[from, to], 0.6, self.ink().line);
            along += step;
        }
    }

    /// Words about a middle.
    pub(super) fn text(&self, x: f64, y: f64, size: f64, text: &str) {
        self.words(x, y, Align2::CENTER_CENTER, Face::Text, size, self.ink().bright, text);
    }

    /// Words where they are wanted, never wider than the drawing.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a different thing, and callers name them by value"
    )]
    pub(super) fn words(
        &self,
        x: f64,
        y: f64,
        align: Align2,
        face: Face,
        size: f64,
        colour: Color32,
        text: &str,
    ) {
        let widest = self.area.width() as f32;
        let size = (size * self.unit) as f32;
        self.canvas.text_within(self.at(x, y), align, face, size, colour, text, widest);
    }

    /// Digits about their middles: digit, place, size as an em, turn.
    pub(super) fn digits(&self, digits: impl IntoIterator<Item = Numeral>) {
        let drawn = |numeral: Numeral| Drawn {
            cell: Cell::default(),
            digit: numeral.digit,
            at: self.at(numeral.at.0, numeral.at.1),
            scale: numeral.em * self.unit / f64::from(DIGIT_EM),
            turn: numeral.turn,
            light: if numeral.stirred { 1.0 } else { 0.0 },
            glow: if numeral.stirred { 1.0 } else { 0.0 },
            presence: if numeral.stirred { 1.0 } else { 0.75 },
            cluster: None,
        };
        self.canvas.digits(&digits.into_iter().map(drawn).collect::<Vec<_>>());
    }

    /// The pointer, its tip at a place.
    pub(super) fn pointer(&self, x: f64, y: f64) {
        self.canvas.pointer(self.at(x, y));
    }

    pub(super) fn hollow(&self, right: f64, base: f64, size: f64, text: &str) {
        self.canvas.hollow(self.at(right, base), (size * self.unit) as f32, self.ink().bright, text);
    }

    pub(super) fn emblem(&self, x: f64, y: f64, width: f64, height: f64) {
        self.canvas.emblem(self.area(x, y, width, height), 1.0, 1.0);
    }
}

/// A digit of a drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    pub(super) digit: u8,
    pub(super) at: (f64, f64),
    pub(super) em: f64,
    pub(super) turn: f64,
    /// Whether it is stirred: light and bright.
    pub(super) stirred: bool,
}

/// Points of a part of an ellipse.
pub(super) fn arc(middle: (f64, f64), radii: (f64, f64), from: f64, to: f64) -> Vec<(f64, f64)> {
    let steps = ((to - from).abs() * STEPS).ceil().max(2.0);
    let at = |step: usize| from + (to - from) * step as f64 / steps;
    let point = |turn: f64| (middle.0 + radii.0 * cowave(turn), middle.1 + radii.1 * wave(turn));
    (0..=steps as usize).map(|step| point(at(step))).collect()
}
