//! Widths of letters, by which lines are set without a window.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::kerning::Kerning;

/// Letters below this are looked up in a table.
const TABLE: u32 = 0x250;
/// The width of a letter that no font has, in ems.
const UNKNOWN: f32 = 0.6;

/// The widths of a font's letters, and of those that other fonts lend it.
#[derive(Debug)]
pub struct Advances {
    fonts: Vec<&'static [u8]>,
    table: Vec<f32>,
    /// The pairs of the first font.
    kerning: Kerning,
}

impl Advances {
    /// The widths of TrueType or OpenType files; the first that has a letter gives it.
    pub fn new(fonts: &[&'static [u8]]) -> Self {
        let fonts = fonts.to_vec();
        let width = |letter: u32| char::from_u32(letter).map_or(UNKNOWN, |letter| width_in(&fonts, letter));
        let kerning = Kerning::new(fonts.first().copied().unwrap_or_default());
        Self { table: (0..TABLE).map(width).collect(), kerning, fonts }
    }

    /// The width of a text, in ems.
    pub fn width(&self, text: &str) -> f32 {
        let of = |letter: char| match self.table.get(letter as usize) {
            Some(width) => *width,
            None => width_in(&self.fonts, letter),
        };
        let mut before = None;
        let mut width = 0.0;
        for letter in text.chars() {
            width += before.map_or(0.0, |before| self.kerning.between(before, letter)) + of(letter);
            before = Some(letter);
        }
        width
    }
}

fn width_in(fonts: &[&'static [u8]], letter: char) -> f32 {
    let find = |bytes: &&'static [u8]| {
        let font = FontRef::new(bytes).ok()?;
        let glyph = font.charmap().map(letter)?;
        font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)
    };
    fonts.iter().find_map(find).unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    static ARCHIVO: &[u8] = include_bytes!("../../assets/fonts/Archivo-Medium.ttf");
    static MONO: &[u8] = include_bytes!("../../assets/fonts/IBMPlexMono-Medium.ttf");

    #[test]
    fn widths_add_up_and_missing_letters_are_lent() {
        let mono = Advances::new(&[MONO]);
        assert!((mono.width("0123456789") - 6.0).abs() < 1e-4);
        let alone = Advances::new(&[ARCHIVO]);
        let lent = Advances::new(&[ARCHIVO, MONO]);
        assert_eq!(alone.width("Woe"), lent.width("Woe"));
        assert!(lent.width("W") + lent.width("oe") > lent.width("Woe") + 0.005, "a pair is set closer");
        assert!((lent.width("h") + lent.width("h") - lent.width("hh")).abs() < 1e-6);
        assert_eq!(alone.width("\u{1f600}"), UNKNOWN);
        assert_eq!(Advances::new(&[b"no font"]).width("ab"), 2.0 * UNKNOWN);
    }
}
