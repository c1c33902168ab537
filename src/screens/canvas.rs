//! What screens paint with: flat colour, few strokes, type, digits and the emblem, in tube units.

use std::sync::Arc;

use egui::epaint::{CornerRadius, Mesh, PathShape, Shape, Stroke, StrokeKind};
use egui::{Align2, Color32, FontId, Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};

pub(super) use super::face::Face;
use super::ink::Ink;
use crate::model::geometry::{Area, DOUBLE_RULE, Point, Tube};
use crate::model::refinement::Drawn;
use crate::tube::digits::{DIGITS, DigitSheet, Weight};

/// The size of a digit at rest, as an em in tube units.
pub(super) const DIGIT_EM: f32 = 30.0;

/// From `a` at 0 to `b` at 1.
pub(super) fn blend(a: Color32, b: Color32, share: f64) -> Color32 {
    a.lerp_to_gamma(b, share.clamp(0.0, 1.0) as f32)
}

/// `colour` with a share of its strength.
pub(super) fn faded(colour: Color32, share: f64) -> Color32 {
    colour.gamma_multiply(share.clamp(0.0, 1.0) as f32)
}

pub(super) fn position(point: Point) -> Pos2 {
    pos2(point.x as f32, point.y as f32)
}

pub(super) fn rect(area: Area) -> Rect {
    Rect::from_min_max(pos2(area.left as f32, area.top as f32), pos2(area.right as f32, area.bottom as f32))
}

/// A painter in tube units.
pub struct Canvas<'a> {
    painter: Painter,
    ink: &'a Ink,
    pixels_per_unit: f32,
    /// The least size of words, in tube units.
    least: f32,
}

impl<'a> Canvas<'a> {
    /// A canvas on `painter`, whose points are tube units.
    pub fn new(painter: Painter, ink: &'a Ink) -> Self {
        let pixels_per_unit = painter.pixels_per_point();
        Self { painter, ink, pixels_per_unit, least: 0.0 }
    }

    /// Colours and outlines.
    pub fn ink(&self) -> &'a Ink {
        self.ink
    }

    /// Sets no words smaller than this, in tube units.
    pub(super) fn set_least(&mut self, least: f32) {
        self.least = least;
    }

    /// The size in which words of a size are set.
    pub(super) fn size(&self, size: f32) -> f32 {
        size.max(self.least)
    }

    /// The same canvas, which paints inside `area` alone.
    pub(super) fn clipped(&self, area: Area) -> Canvas<'a> {
        Canvas {
            painter: self.painter.with_clip_rect(rect(area)),
            ink: self.ink,
            pixels_per_unit: self.pixels_per_unit,
            least: self.least,
        }
    }

    /// The same canvas, which paints inside `area` alone, and not beyond where this one does.
    pub(super) fn within(&self, area: Area) -> Canvas<'a> {
        let clip = self.painter.clip_rect().intersect(rect(area));
        Canvas {
            painter: self.painter.with_clip_rect(clip),
            ink: self.ink,
            pixels_per_unit: self.pixels_per_unit,
            least: self.least,
        }
    }

    /// Fills an area.
    pub(super) fn fill(&self, area: Area, colour: Color32) {
        self.painter.rect_filled(rect(area), CornerRadius::ZERO, colour);
    }

    /// Outlines an area; the stroke lies on its edge.
    pub(super) fn outline(&self, area: Area, radius: f32, width: f32, colour: Color32) {
        self.painter.add(egui::epaint::RectShape::stroke(
            rect(area),
            radius_of(radius),
            Stroke::new(width, colour),
            StrokeKind::Middle,
        ));
    }

    /// A filled and outlined box.
    pub(super) fn panel(&self, area: Area, radius: f32, width: f32, fill: Color32, stroke: Color32) {
        self.painter.add(egui::epaint::RectShape::new(
            rect(area),
            radius_of(radius),
            fill,
            Stroke::new(width, stroke),
            StrokeKind::Middle,
        ));
    }

    /// A straight line.
    pub(super) fn line(&self, from: Point, to: Point, width: f32, colour: Color32) {
        self.painter.line_segment([position(from), position(to)], Stroke::new(width, colour));
    }

    /// A line across the tube.
    pub(super) fn rule(&self, tube: &Tube, y: f64) {
        self.line(Point::new(0.0, y), Point::new(tube.width, y), 2.0, self.ink.line);
    }

    /// Two close lines across the tube, the first at `y`.
    pub(super) fn double_rule(&self, tube: &Tube, y: f64) {
        self.rule(tube, y);
        self.rule(tube, y + DOUBLE_RULE);
    }

    /// Straight lines through points.
    pub(super) fn path(&self, points: Vec<Pos2>, width: f32, colour: Color32) {
        self.painter.add(PathShape::line(points, Stroke::new(width, colour)));
    }

    /// A straight line through points, whose width and colour change along it: each point has both.
    pub(super) fn taper(&self, points: &[(Pos2, f32, Color32)]) {
        let (Some((first, ..)), Some((last, ..))) = (points.first(), points.last()) else { return };
        let aside = (*last - *first).normalized().rot90();
        let feather = 1.0 / self.pixels_per_unit;
        let mut mesh = Mesh::default();
        for (number, &(at, width, colour)) in (0_u32..).zip(points) {
            // What is finer than a pixel is fainter instead.
            let strength = f64::from(width / feather);
            let (core, colour) = (((width - feather) / 2.0).max(0.0), faded(colour, strength));
            let outer = core + feather;
            for (from, colour) in [
                (-outer, Color32::TRANSPARENT),
                (-core, colour),
                (core, colour),
                (outer, Color32::TRANSPARENT),
            ] {
                mesh.colored_vertex(at + aside * from, colour);
            }
            if number > 0 {
                let base = number * 4;
                for corner in base..base + 3 {
                    mesh.add_triangle(corner - 4, corner - 3, corner);
                    mesh.add_triangle(corner - 3, corner, corner + 1);
                }
            }
        }
        self.painter.add(Shape::mesh(mesh));
    }

    /// Hollow type in any place: the outlines of letters from the left end of the base line, each point where `place`
    /// has it.
    pub(super) fn lettering(
        &self,
        text: &str,
        em: f32,
        place: impl Fn(Pos2) -> Pos2,
        width: f32,
        colour: Color32,
    ) {
        for contour in self.ink.hollow.text(text, em, em * 0.04).0 {
            let points = contour.into_iter().map(&place).collect();
            self.painter.add(PathShape::closed_line(points, Stroke::new(width, colour)));
        }
    }

    /// How wide a text is as [`Self::lettering`] sets it.
    pub(super) fn lettering_width(&self, text: &str, em: f32) -> f32 {
        self.ink.hollow.text(text, em, em * 0.04).1
    }

    /// A closed outline through points.
    pub(super) fn polygon(&self, points: Vec<Pos2>, fill: Color32, width: f32, stroke: Color32) {
        self.painter.add(PathShape {
            points,
            closed: true,
            fill,
            stroke: egui::epaint::PathStroke::new(width, stroke),
        });
    }

    /// Sets one line of text. Gives where it stands.
    pub(super) fn text(
        &self,
        at: Point,
        align: Align2,
        face: Face,
        size: f32,
        colour: Color32,
        text: &str,
    ) -> Rect {
        self.text_within(at, align, face, size, colour, text, f32::INFINITY)
    }

    /// As [`Self::text`], never wider than `widest`: a longer line is set smaller.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a different thing, and callers name them by value"
    )]
    pub(super) fn text_within(
        &self,
        at: Point,
        align: Align2,
        face: Face,
        size: f32,
        colour: Color32,
        text: &str,
        widest: f32,
    ) -> Rect {
        let size = self.size(size);
        let mut galley = self.layout(face, size, colour, text, f32::INFINITY);
        if galley.size().x > widest {
            // A whole fraction of the size keeps the number of glyph sizes small.
            let smaller = (size * widest / galley.size().x).floor().max(8.0);
            galley = self.layout(face, smaller, colour, text, f32::INFINITY);
        }
        let placed = align.anchor_size(position(at), galley.size());
        self.painter.galley(placed.min, galley, colour);
        placed
    }

    /// Lays text out in lines no wider than `widest`.
    fn layout(&self, face: Face, size: f32, colour: Color32, text: &str, widest: f32) -> Arc<Galley> {
        self.painter.layout(text.to_owned(), FontId::new(size, face.family()), colour, widest)
    }

    /// Sets a word on its base line, from its left end.
    pub(super) fn word(&self, at: Point, face: Face, size: f32, colour: Color32, text: &str) {
        let galley = self.layout(face, size, colour, text, f32::INFINITY);
        let glyph = galley.rows.first().and_then(|row| row.glyphs.first());
        let base = glyph.map_or(0.0, |glyph| glyph.pos.y);
        self.painter.galley(position(at) - vec2(0.0, base), galley, colour);
    }

    /// Sets text about `middle`, in centred lines no wider than `widest`. Gives its size.
    pub(super) fn paragraph(
        &self,
        middle: Point,
        size: f32,
        colour: Color32,
        text: &str,
        widest: f32,
    ) -> Vec2 {
        let font = FontId::new(self.size(size), Face::Text.family());
        let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, colour, widest);
        job.halign = egui::Align::Center;
        let galley = self.painter.layout_job(job);
        let height = galley.size();
        self.painter.galley(position(middle) - vec2(0.0, height.y / 2.0), galley, colour);
        height
    }

    /// Sets text from its upper left corner, in lines no wider than `widest`. Gives its height.
    pub(super) fn block(&self, at: Point, size: f32, colour: Color32, text: &str, widest: f32) -> f64 {
        let galley = self.layout(Face::Text, size, colour, text, widest);
        let height = galley.size().y;
        self.painter.galley(position(at), galley, colour);
        f64::from(height)
    }

    /// Sets text in lines no wider than `widest`, of which the first `shown` bytes stand and the rest is still to come:
    /// lines are broken as they will be at the end. A block stands behind the last letter while letters come, where
    /// `block` wants it.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a different thing, and callers name them by value"
    )]
    pub(super) fn arriving(
        &self,
        at: Point,
        size: f32,
        colour: Color32,
        text: &str,
        shown: usize,
        widest: f32,
        block: bool,
    ) {
        let size = self.size(size);
        let font = FontId::new(size, Face::Text.family());
        let mut job = egui::text::LayoutJob::default();
        job.wrap.max_width = widest;
        let format = |colour| egui::TextFormat {
            line_height: Some((size * 1.32).round()),
            ..egui::TextFormat::simple(font.clone(), colour)
        };
        let shown = text.floor_char_boundary(shown);
        job.append(&text[..shown], 0.0, format(colour));
        job.append(&text[shown..], 0.0, format(Color32::TRANSPARENT));
        let galley = self.painter.layout_job(job);
        let letters = text[..shown].chars().count();
        let cursor = galley.pos_from_cursor(egui::text::CCursor::new(letters));
        self.painter.galley(position(at), galley, colour);
        if block && shown < text.len() {
            let (left, top) = (at.x + f64::from(cursor.left()) + 8.0, at.y + f64::from(cursor.top()));
            let (height, size) = (f64::from(cursor.height()), f64::from(size));
            self.fill(Area::new(left, top + (height - size) / 2.0, size * 0.46, size * 0.94), colour);
        }
    }

    /// Hollow type: the outlines of letters, ending at `right` on the base line.
    pub(super) fn hollow(&self, right: Point, size: f32, colour: Color32, text: &str) {
        let (contours, width) = self.ink.hollow.text(text, size, 1.0);
        let offset = vec2(right.x as f32 - width, right.y as f32);
        for contour in contours {
            let points = contour.into_iter().map(|point| point + offset).collect();
            self.painter.add(PathShape::closed_line(points, Stroke::new(1.8, colour)));
        }
    }

    /// The emblem in an area, turned about its upright axis: `turn` is the width that is seen, 0 to 1.
    pub(super) fn emblem(&self, area: Area, turn: f64, presence: f64) {
        let height = area.height() as f32;
        let centre = position(area.centre());
        for part in &self.ink.emblem {
            let size = vec2(part.width * turn as f32, part.height) * height;
            let middle = centre
                + vec2((part.x + part.width / 2.0 - 0.39) * turn as f32, part.y + part.height / 2.0 - 0.5)
                    * height;
            let around = Rect::from_center_size(middle, size);
            let radius = radius_of(part.radius * height).at_most((size.x / 2.0) as u8);
            let bright = faded(self.ink.bright, presence);
            let stroke = Stroke::new(part.stroke * height, bright);
            let fill = if part.stroke > 0.0 { faded(self.ink.panel, presence) } else { bright };
            if size.x < 2.0 {
                let half = Vec2::new(0.0, size.y / 2.0);
                self.painter.line_segment([middle - half, middle + half], stroke);
            } else {
                self.painter.add(egui::epaint::RectShape::new(
                    around,
                    radius,
                    fill,
                    stroke,
                    StrokeKind::Middle,
                ));
            }
        }
    }

    /// Digits, in one mesh.
    pub(super) fn digits(&self, drawn: &[Drawn]) {
        let sheet = DigitSheet::get();
        let mut mesh = Mesh::with_texture(DIGITS);
        mesh.reserve_vertices(drawn.len() * 4);
        mesh.reserve_triangles(drawn.len() * 2);
        for digit in drawn {
            let shade = blend(blend(self.ink.digit, self.ink.bright, digit.glow), self.ink.core, digit.light);
            let shade = faded(shade, digit.presence);
            let mut quad = |weight, share: f64| {
                if share > 0.004 {
                    sheet.quad(
                        &mut mesh,
                        digit.digit,
                        weight,
                        position(digit.at),
                        DIGIT_EM * digit.scale as f32,
                        digit.turn as f32,
                        faded(shade, share),
                        self.pixels_per_unit,
                    );
                }
            };
            // Between the weights both are drawn, each with its share.
            quad(Weight::Medium, 1.0 - digit.light);
            quad(Weight::Light, digit.light);
        }
        self.painter.add(Shape::mesh(mesh));
    }

    /// Dots from a place to the right as far as `to`, all in one mesh, six and a half times their size apart.
    pub(super) fn dots(&self, from: Point, to: f64, size: f64, colour: Color32) {
        let step = size * 6.5;
        let mut mesh = Mesh::default();
        for number in (from.x / step).ceil() as i64..=(to / step).floor() as i64 {
            let area = Area::new(number as f64 * step, from.y, size, size);
            mesh.add_colored_rect(rect(area), colour);
        }
        self.painter.add(Shape::mesh(mesh));
    }

    /// A line of words on a plate across the middle of the tube; `presence` 0 to 1.
    pub(super) fn plate(&self, tube: &Tube, y: f64, text: &str, presence: f64) {
        let colour = faded(self.ink.bright, presence);
        let widest = tube.width as f32 - 240.0;
        let galley = self.layout(Face::Text, self.size(25.0), colour, text, widest);
        let (width, height) = (f64::from(galley.size().x), f64::from(galley.size().y));
        let middle = tube.width / 2.0;
        let area =
            Area::new(middle - width / 2.0 - 26.0, y - height / 2.0 - 12.0, width + 52.0, height + 24.0);
        self.panel(area, 0.0, 1.6, faded(self.ink.panel, presence), faded(self.ink.line, presence));
        self.paragraph(Point::new(middle, y), 25.0, colour, text, widest);
    }

    /// The pointer: a hollow arrowhead tilted to the left, no tail.
    pub(super) fn pointer(&self, at: Point) {
        let at = position(at);
        let points = [(0.0, 0.0), (25.0, 21.0), (12.5, 22.5), (5.5, 33.0)];
        let points = points.into_iter().map(|(x, y)| at + vec2(x, y)).collect();
        self.polygon(points, self.ink.panel, 2.4, self.ink.core);
    }
}

fn radius_of(radius: f32) -> CornerRadius {
    CornerRadius::same(radius.round().clamp(0.0, 255.0) as u8)
}
