//! What there is to work for: the ladder of awards, the dance, and the quarter with its certificate, as a pack holds
//! them in `incentives.toml`.

use std::collections::BTreeMap;

use super::named::named;
use super::voice::Line;
use crate::template;

/// The rungs of the ladder, in parts of a hundred of a quarter.
pub const RUNGS: [u8; 5] = [10, 25, 50, 75, 100];
/// The rung at which a dance is earned.
pub const DANCE_RUNG: u8 = 75;
/// The rung of a whole quarter.
pub const WHOLE: u8 = 100;

/// What there is to work for. All [`LINES`] are there, with the places stated there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incentives {
    /// What is said on these screens, by key.
    pub lines: BTreeMap<String, String>,
    /// The awards: one for each of [`RUNGS`], in their order.
    pub awards: Vec<Award>,
    /// The dances from which one is chosen; 2 to 4, each with another piece.
    pub dances: Vec<Dance>,
    /// What there is to strike; 3 to 5, each another.
    pub percussion: Vec<Struck>,
    /// Who else works for the quarter; 4 to 9.
    pub colleagues: Vec<Colleague>,
}

/// An award.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Award {
    /// Stable key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What is inscribed on it; `{employee}` and `{number}` may stand in it.
    pub inscription: String,
    /// What is said of it in the case.
    pub note: String,
    /// How it is drawn: strokes through points in a box of 100 by 100 (x to the right, y downward); 1 to 40 strokes of 2
    /// to 60 points.
    pub strokes: Vec<Vec<[f32; 2]>>,
}

/// A dance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dance {
    /// What is played.
    pub piece: Piece,
    /// What the house calls this kind of music.
    pub name: String,
    /// One line about it.
    pub about: String,
}

/// Something to strike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struck {
    /// How it sounds.
    pub sound: Percussion,
    /// What the house calls it.
    pub name: String,
}

/// A colleague.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colleague {
    /// A first name with an initial.
    pub name: String,
    /// What the committee notes, a few words.
    pub remark: String,
}

named! {
    /// A piece of music of two minutes, synthesised.
    ALL of Piece {
        /// Slow and swaying, in four.
        Glide = "glide",
        /// Brisk and even, in two.
        Trot = "trot",
        /// A waltz.
        Lull = "lull",
        /// Late on the beat, in four.
        Knock = "knock",
    }
}

impl Piece {
    /// Beats in a minute.
    pub const fn tempo(self) -> u32 {
        match self {
            Self::Glide => 80,
            Self::Trot => 128,
            Self::Lull => 96,
            Self::Knock => 88,
        }
    }

    /// Beats in a bar.
    pub const fn beats(self) -> u32 {
        match self {
            Self::Glide | Self::Knock => 4,
            Self::Trot => 2,
            Self::Lull => 3,
        }
    }
}

named! {
    /// A sound of something that is struck.
    ALL of Percussion {
        /// A wooden block.
        Block = "block",
        /// A small bell.
        Bell = "bell",
        /// A shaker.
        Shaker = "shaker",
        /// The lid of a tin.
        Tin = "tin",
        /// A hand drum.
        Drum = "drum",
    }
}

const fn line(key: &'static str, placeholders: &'static [&'static str]) -> Line {
    Line { key, placeholders }
}

/// All lines. `{number}` is an award's number, `{quarter}` that of a quarter, `{percent}`, `{files}`, `{groups}`,
/// `{misfiled}` and `{place}` numbers in digits, `{award}` an award's name, `{name}` that of a person, `{date}` a date.
pub const LINES: &[Line] = &[
    // The window that presents an award.
    line("award-title", &[]),
    line("award-text", &["award", "percent", "quarter"]),
    line("award-number", &["number"]),
    line("award-keep", &[]),
    line("award-dance", &[]),
    // The case.
    line("case-title", &[]),
    line("case-empty", &[]),
    line("case-place", &["percent"]),
    line("case-quarter", &["quarter", "percent"]),
    line("case-given", &["date", "quarter"]),
    line("case-dance", &[]),
    line("case-danced", &[]),
    line("case-certificate", &["quarter"]),
    line("case-hint", &[]),
    // The dance.
    line("dance-title", &[]),
    line("dance-choose", &[]),
    line("dance-hint", &[]),
    line("dance-over", &[]),
    line("dance-leave", &[]),
    // The quarter.
    line("quarter-title", &["quarter"]),
    line("quarter-named", &["name"]),
    line("quarter-first", &["name"]),
    line("quarter-place", &["place"]),
    line("quarter-groups", &[]),
    line("quarter-misfiled", &[]),
    line("quarter-remark", &[]),
    line("quarter-own-remark", &[]),
    line("quarter-line", &["place", "groups", "misfiled", "remark"]),
    line("quarter-certificate", &[]),
    line("quarter-save", &[]),
    line("quarter-card", &[]),
    line("quarter-leave", &[]),
    // The certificate, and the card of text.
    line("certificate-title", &[]),
    line("certificate-text", &["name", "quarter"]),
    line("certificate-first", &["name", "quarter"]),
    line("certificate-figures", &["files", "groups", "misfiled"]),
    line("certificate-signed", &["date"]),
    line("card-title", &["quarter"]),
    line("card-text", &["name", "place", "groups", "misfiled"]),
];

impl Incentives {
    /// A line of [`LINES`] with its places filled.
    pub fn say(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.lines.get(key).map_or_else(String::new, |text| template::fill(text, places))
    }

    /// The award of a key.
    pub fn award(&self, key: &str) -> Option<&Award> {
        self.awards.iter().find(|award| award.key == key)
    }
}
