//! Pairs of letters that a font sets closer, or farther apart, than their widths say.

use skrifa::raw::TableProvider;
use skrifa::raw::tables::gpos::{PairPos, PositionSubtables};
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// The letters that are known: those of ASCII that are seen, the space, and marks of quotation.
const FIRST: u32 = 0x20;
const ASCII: usize = 0x5f;
const MORE: [char; 4] = ['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}'];
const COUNT: usize = ASCII + MORE.len();

/// The pairs of a font, of these letters.
#[derive(Debug)]
pub struct Kerning {
    /// In ems, by first letter and then by second.
    pairs: Vec<f32>,
}

impl Kerning {
    /// The pairs of a TrueType or OpenType file; none where it has no such table.
    pub fn new(ttf: &'static [u8]) -> Self {
        Self { pairs: read(ttf).unwrap_or_else(|| vec![0.0; COUNT * COUNT]) }
    }

    /// How much farther apart two letters stand, in ems.
    pub fn between(&self, first: char, second: char) -> f32 {
        let place = |letter: char| {
            let ascii = (letter as usize).checked_sub(FIRST as usize).filter(|at| *at < ASCII);
            ascii.or_else(|| MORE.iter().position(|more| *more == letter).map(|at| ASCII + at))
        };
        match (place(first), place(second)) {
            (Some(first), Some(second)) => self.pairs[first * COUNT + second],
            _ => 0.0,
        }
    }
}

fn read(ttf: &'static [u8]) -> Option<Vec<f32>> {
    let font = FontRef::new(ttf).ok()?;
    let em = f32::from(font.head().ok()?.units_per_em());
    let charmap = font.charmap();
    let letters = (0..ASCII as u32).filter_map(|at| char::from_u32(FIRST + at)).chain(MORE);
    let glyphs: Vec<GlyphId> = letters.map(|letter| charmap.map(letter).unwrap_or_default()).collect();
    let gpos = font.gpos().ok()?;
    let features = gpos.feature_list().ok()?;
    let mut wanted: Vec<u16> = Vec::new();
    for record in features.feature_records() {
        if record.feature_tag() == Tag::new(b"kern") {
            let feature = record.feature(features.offset_data()).ok()?;
            wanted.extend(feature.lookup_list_indices().iter().map(|index| index.get()));
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let lookups = gpos.lookup_list().ok()?.lookups();
    let mut pairs = vec![0.0; COUNT * COUNT];
    for index in wanted {
        let Ok(PositionSubtables::Pair(tables)) = lookups.get(usize::from(index)).ok()?.subtables() else {
            continue;
        };
        let tables: Vec<PairPos<'_>> = tables.iter().filter_map(Result::ok).collect();
        for (at, pair) in pairs.iter_mut().enumerate() {
            let (first, second) = (glyphs[at / COUNT], glyphs[at % COUNT]);
            // The first table that knows the pair settles it.
            let found = tables.iter().find_map(|table| advance(table, first, second));
            *pair += f32::from(found.unwrap_or(0)) / em;
        }
    }
    Some(pairs)
}

/// How much a table moves the second glyph of a pair away, where it knows the pair.
fn advance(table: &PairPos<'_>, first: GlyphId, second: GlyphId) -> Option<i16> {
    match table {
        PairPos::Format1(table) => {
            let place = table.coverage().ok()?.get(first)?;
            let set = table.pair_sets().get(usize::from(place)).ok()?;
            let records = set.pair_value_records();
            let same = |record: &skrifa::raw::tables::gpos::PairValueRecord| {
                GlyphId::from(record.second_glyph()) == second
            };
            let found = records.iter().filter_map(Result::ok).find(same)?;
            Some(found.value_record1().x_advance().unwrap_or(0))
        }
        PairPos::Format2(table) => {
            table.coverage().ok()?.get(first)?;
            let class = table.class_def1().ok()?.get(first);
            let other = table.class_def2().ok()?.get(second);
            let record = table.class1_records().get(usize::from(class)).ok()?;
            let record = record.class2_records().get(usize::from(other)).ok()?;
            Some(record.value_record1().x_advance().unwrap_or(0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_lean_on_one_another_are_set_closer() {
        let kerning = Kerning::new(include_bytes!("../../assets/fonts/Archivo-Medium.ttf"));
        assert!(kerning.between('T', 'a') < -0.02, "{}", kerning.between('T', 'a'));
        assert!(kerning.between('A', 'V') < -0.02);
        assert_eq!(kerning.between('h', 'h'), 0.0);
        assert_eq!(kerning.between('T', '\u{e9}'), 0.0);
        assert_eq!(Kerning::new(b"no font").between('A', 'V'), 0.0);
    }
}
