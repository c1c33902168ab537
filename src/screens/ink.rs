//! Ink: the colours of a pack, as it has them or standing out further, outlines, and the names of keys.

use egui::Color32;

use super::canvas::blend;
use super::face::HOLLOW;
use crate::keys::Keys;
use crate::pack::{EmblemPart, Pack, Rgb};
use crate::tube::light::decoded;
use crate::tube::outline::Outlines;

/// Colours, outlines and the names of keys: all that painting needs besides the terminal.
#[derive(Debug)]
pub struct Ink {
    /// The lit ground of the screen.
    pub ground: Color32,
    /// A screen without power.
    pub unlit: Color32,
    /// The inside of boxes.
    pub panel: Color32,
    /// Rules and outlines.
    pub line: Color32,
    /// Digits at rest.
    pub digit: Color32,
    /// What is read first.
    pub bright: Color32,
    /// The core of the beam.
    pub core: Color32,
    /// Secondary words.
    pub dim: Color32,
    /// The tempers' bars.
    pub tempers: [Color32; 4],
    pub(super) emblem: Vec<EmblemPart>,
    pub(super) hollow: Outlines,
    keys: Keys,
    /// As the pack has them, and whether they stand out further now.
    usual: Shades,
    high: bool,
}

/// The colours of a pack: ground, panel and what is read on them.
#[derive(Clone, Copy, Debug)]
struct Shades {
    ground: Color32,
    panel: Color32,
    words: [Color32; 5],
    tempers: [Color32; 4],
}

/// The least ratio of words to their ground in high contrast (WCAG 2.2, 1.4.6).
pub(super) const HIGH_CONTRAST: f64 = 7.0;

/// The ratio of two colours in light (WCAG 2.2, "contrast ratio"), 1 to 21.
pub(super) fn contrast(one: Color32, other: Color32) -> f64 {
    let light = |colour: Color32| {
        let [r, g, b, _] = colour.to_array().map(|level| decoded(f64::from(level) / 255.0));
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

impl Shades {
    /// The same on a darker ground, each colour as much brighter as it takes to be read there. Hues stay.
    fn high(&self) -> Self {
        let dark = |colour| blend(Color32::BLACK, colour, 0.35);
        let (ground, panel) = (dark(self.ground), dark(self.panel));
        let read = |colour: Color32, ratio: f64| {
            let stands = |colour| contrast(colour, ground).min(contrast(colour, panel)) >= ratio;
            let lighter = (0..=100).map(|share| blend(colour, Color32::WHITE, f64::from(share) / 100.0));
            lighter.into_iter().find(|colour| stands(*colour)).unwrap_or(Color32::WHITE)
        };
        Self {
            ground,
            panel,
            words: self.words.map(|colour| read(colour, HIGH_CONTRAST + 1.0)),
            tempers: self.tempers.map(|colour| read(colour, 4.5)),
        }
    }
}

fn colour([r, g, b]: Rgb) -> Color32 {
    Color32::from_rgb(r, g, b)
}

impl Ink {
    /// The ink of a pack.
    pub fn new(pack: &Pack, keys: Keys) -> Self {
        let palette = &pack.palette;
        let words = [palette.line, palette.digit, palette.bright, palette.core, palette.dim];
        let usual = Shades {
            ground: colour(palette.ground),
            panel: colour(palette.panel),
            words: words.map(colour),
            tempers: std::array::from_fn(|temper| colour(pack.tempers[temper].colour)),
        };
        Self {
            usual,
            high: false,
            ground: colour(palette.ground),
            unlit: colour(palette.ground.map(|part| part / 4)),
            panel: colour(palette.panel),
            line: colour(palette.line),
            digit: colour(palette.digit),
            bright: colour(palette.bright),
            core: colour(palette.core),
            dim: colour(palette.dim),
            tempers: std::array::from_fn(|temper| colour(pack.tempers[temper].colour)),
            emblem: pack.emblem.clone(),
            hollow: Outlines::new(&HOLLOW),
            keys,
        }
    }

    /// Other names of keys.
    pub fn set_keys(&mut self, keys: Keys) {
        self.keys = keys;
    }

    /// Lets everything stand out further from its ground, or as the pack has it.
    pub fn set_contrast(&mut self, high: bool) {
        if self.high == high {
            return;
        }
        self.high = high;
        let shades = if high { self.usual.high() } else { self.usual };
        self.ground = shades.ground;
        self.panel = shades.panel;
        [self.line, self.digit, self.bright, self.core, self.dim] = shades.words;
        self.tempers = shades.tempers;
    }

    /// The names of keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_high_contrast_all_words_are_read_on_every_ground() {
        for name in Pack::shipped_names() {
            let pack = Pack::shipped(name).unwrap();
            let mut ink = Ink::new(&pack, Keys::default());
            let usual = ink.usual;
            ink.set_contrast(true);
            // What is read of these: also words between two of them, as the handbook sets its running words.
            let between = [blend(ink.digit, ink.core, 0.4), blend(ink.line, ink.bright, 0.35)];
            let words = [ink.line, ink.digit, ink.bright, ink.core, ink.dim];
            for word in words.into_iter().chain(between) {
                for ground in [ink.ground, ink.panel] {
                    assert!(contrast(word, ground) >= HIGH_CONTRAST, "{name}: {word:?} on {ground:?}");
                }
            }
            assert!(contrast(ink.ground, ink.panel) < 1.3 && contrast(ink.ground, Color32::BLACK) < 1.2);
            // Bars are no words, and are told apart by their places and codes too.
            for (at, temper) in ink.tempers.iter().enumerate() {
                assert!(contrast(*temper, ink.ground) >= 4.5, "{name}: {temper:?}");
                for other in &ink.tempers[..at] {
                    let apart: i32 =
                        (0..3).map(|part| (i32::from(temper[part]) - i32::from(other[part])).abs()).sum();
                    assert!(apart > 60, "{name}: {temper:?} {other:?}");
                }
            }
            ink.set_contrast(false);
            let now = [ink.line, ink.digit, ink.bright, ink.core, ink.dim];
            assert_eq!((ink.ground, now, ink.tempers), (usual.ground, usual.words, usual.tempers));
        }
    }
}
