//! Outlines of words as closed polylines, for hollow type: egui strokes them as it does any path.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Pos2, Vec2, pos2};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

/// How far a polyline may leave its curve, in ems.
const TOLERANCE: f32 = 1.0 / 4000.0;

/// A glyph at an em of one, its origin at the left end of the baseline, y down.
#[derive(Debug, Default)]
struct Glyph {
    contours: Vec<Vec<Pos2>>,
    advance: f32,
}

/// The outlines of glyphs, kept once they were asked for.
#[derive(Debug)]
pub struct Outlines {
    fonts: Vec<&'static [u8]>,
    glyphs: Mutex<HashMap<char, Option<Arc<Glyph>>>>,
}

impl Outlines {
    /// Outlines from TrueType or OpenType files: of each character, from the first that has it. From bytes that are no
    /// font come no outlines.
    pub fn new(fonts: &[&'static [u8]]) -> Self {
        Self { fonts: fonts.to_vec(), glyphs: Mutex::default() }
    }

    /// The closed contours of `text` set on the baseline y = 0 from x = 0, y down, and the width of the line,
    /// all in the unit of `em` and `letter_spacing` (which stands between glyphs, not after the last).
    ///
    /// The last point of a contour is joined to its first and does not repeat it.
    /// Characters for which no font has a glyph are left out.
    pub fn text(&self, text: &str, em: f32, letter_spacing: f32) -> (Vec<Vec<Pos2>>, f32) {
        let mut contours = Vec::new();
        let mut pen = 0.0;
        for (set, glyph) in text.chars().filter_map(|c| self.glyph(c)).enumerate() {
            if set > 0 {
                pen += letter_spacing;
            }
            for contour in &glyph.contours {
                contours.push(contour.iter().map(|p| pos2(pen + p.x * em, p.y * em)).collect());
            }
            pen += glyph.advance * em;
        }
        (contours, pen)
    }

    fn glyph(&self, c: char) -> Option<Arc<Glyph>> {
        // What is kept is whole at every moment, so a panic elsewhere does not spoil it.
        let mut glyphs = self.glyphs.lock().unwrap_or_else(PoisonError::into_inner);
        glyphs.entry(c).or_insert_with(|| self.trace(c).map(Arc::new)).clone()
    }

    fn trace(&self, c: char) -> Option<Glyph> {
        let (font, glyph) = self.fonts.iter().find_map(|ttf| {
            let font = FontRef::new(ttf).ok()?;
            let glyph = font.charmap().map(c)?;
            Some((font, glyph))
        })?;
        let size = Size::new(1.0);
        let mut tracer = Tracer::default();
        // A glyph without an outline (a space) has its advance alone.
        if let Some(outline) = font.outline_glyphs().get(glyph) {
            let settings = DrawSettings::unhinted(size, LocationRef::default());
            outline.draw(settings, &mut tracer).ok()?;
        }
        Some(Glyph {
            contours: tracer.contours,
            advance: font.glyph_metrics(size, LocationRef::default()).advance_width(glyph)?,
        })
    }
}

/// Turns an outline into polylines.
#[derive(Debug, Default)]
struct Tracer {
    contours: Vec<Vec<Pos2>>,
    contour: Vec<Pos2>,
}

impl Tracer {
    fn last(&self) -> Pos2 {
        self.contour.last().copied().unwrap_or_default()
    }

    fn push(&mut self, p: Pos2) {
        if self.contour.last() != Some(&p) {
            self.contour.push(p);
        }
    }

    /// A curve in steps: as many as keep chords of a curve that bends by `bend` (an eighth of its greatest
    /// second derivative) within the tolerance.
    fn curve(&mut self, bend: f32, at: impl Fn(f32) -> Pos2) {
        let steps = (bend / TOLERANCE).sqrt().ceil().clamp(1.0, 64.0) as u32;
        for step in 1..=steps {
            self.push(at(step as f32 / steps as f32));
        }
    }
}

/// The second difference of three points: how much they bend.
fn bend(a: Pos2, b: Pos2, c: Pos2) -> Vec2 {
    (a - b) + (c - b)
}

impl OutlinePen for Tracer {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.contour.push(pos2(x, -y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(pos2(x, -y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let [a, b, c] = [self.last(), pos2(cx, -cy), pos2(x, -y)];
        // The second derivative is twice the second difference.
        self.curve(bend(a, b, c).length() / 4.0, |t| a.lerp(b, t).lerp(b.lerp(c, t), t));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let [a, b, c, d] = [self.last(), pos2(cx0, -cy0), pos2(cx1, -cy1), pos2(x, -y)];
        // The second derivative is at most six times the greater second difference.
        let most = bend(a, b, c).length().max(bend(b, c, d).length());
        self.curve(most * 0.75, |t| {
            let [ab, bc, cd] = [a.lerp(b, t), b.lerp(c, t), c.lerp(d, t)];
            ab.lerp(bc, t).lerp(bc.lerp(cd, t), t)
        });
    }

    fn close(&mut self) {
        while self.contour.len() > 1 && self.contour.last() == self.contour.first() {
            self.contour.pop();
        }
        let contour = std::mem::take(&mut self.contour);
        if contour.len() > 2 {
            self.contours.push(contour);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ARCHIVO: &[u8] = include_bytes!("../../assets/fonts/Archivo-ExpandedBold.ttf");

    #[test]
    fn letters_have_their_contours_and_none_repeats_its_first_point() {
        let outlines = Outlines::new(&[ARCHIVO]);
        for (text, count) in [("I", 1), ("O", 2), ("B", 3), ("L O", 3), ("", 0), (" ", 0)] {
            let (contours, width) = outlines.text(text, 40.0, 0.0);
            assert_eq!(contours.len(), count, "{text:?}");
            assert_eq!(width > 0.0, !text.is_empty());
            for contour in contours {
                assert!(contour.len() > 2);
                for (i, point) in contour.iter().enumerate() {
                    assert_ne!(*point, contour[(i + 1) % contour.len()]);
                    assert!((-1.0..=width + 1.0).contains(&point.x) && (-40.0..=10.0).contains(&point.y));
                }
            }
        }
    }

    #[test]
    fn spacing_stands_between_letters_and_unknown_ones_are_left_out() {
        let outlines = Outlines::new(&[ARCHIVO]);
        let (plain, width) = outlines.text("LOL", 10.0, 0.0);
        let (spaced, wider) = outlines.text("L\u{4e00}O\u{1f600}L", 10.0, 2.0);
        assert!((wider - width - 4.0).abs() < 1e-4);
        assert_eq!(plain.len(), spaced.len());
        assert!((spaced[3][0].x - plain[3][0].x - 4.0).abs() < 1e-4);
        assert!((spaced[3][0].y - plain[3][0].y).abs() < 1e-6);
    }

    #[test]
    fn what_a_font_lacks_comes_from_the_next() {
        static MORE: &[u8] = include_bytes!("../../assets/fonts/Montserrat-Medium.ttf");
        let outlines = Outlines::new(&[b"no font", ARCHIVO, MORE]);
        assert_eq!(outlines.text("L", 10.0, 0.0), Outlines::new(&[ARCHIVO]).text("L", 10.0, 0.0));
        assert!(Outlines::new(&[ARCHIVO]).text("Ж", 10.0, 0.0).0.is_empty());
        assert_eq!(outlines.text("Ж", 10.0, 0.0), Outlines::new(&[MORE]).text("Ж", 10.0, 0.0));
    }

    #[test]
    fn curves_stay_close_to_a_circle() {
        // A quarter circle as a cubic is within 0.03 % of the circle, so its polyline within that and the tolerance.
        let mut tracer = Tracer::default();
        let k = 0.552_284_8;
        tracer.move_to(1.0, 0.0);
        tracer.curve_to(1.0, k, k, 1.0, 0.0, 1.0);
        let points = &tracer.contour;
        assert!(points.len() > 8);
        for pair in points.windows(2) {
            let middle = pair[0].lerp(pair[1], 0.5).to_vec2().length();
            assert!((middle - 1.0).abs() < TOLERANCE + 3e-4, "{middle}");
        }
    }

    #[test]
    fn no_font_no_outlines() {
        let (contours, width) = Outlines::new(&[b"no font"]).text("A", 10.0, 1.0);
        assert!(contours.is_empty() && width == 0.0);
    }
}
