//! Content packs: everything by which a viewer would know the house, as data.
//!
//! `types` says what a pack holds and `voice` which lines it must speak. `reader` keeps every problem of a text,
//! `check` builds a [`Pack`] with it, `load` does so from a folder, `new` writes one to begin with. The build script
//! checks the shipped packs with the same code, which is why these modules know no other part of the program.

pub mod ambient;
pub mod arrival;
mod check;
mod find;
mod glyphs;
pub mod handbook;
pub mod incentives;
mod load;
mod measure;
mod named;
mod new;
pub mod reader;
mod shipped;
pub mod talk;
mod threads;
mod types;
mod value;
mod voice;

use std::path::Path;

pub use find::FileMatch;
pub use load::{LARGEST, PackErrors};
pub use measure::Measure;
pub use new::{NewPackError, write_new};
pub use reader::Problem;
use shipped::HANDBOOK;
pub use types::{
    Commendation, Deed, EmblemPart, Fact, Facts, FileSize, FileSpec, FirstHalf, Header, Lids, Pack, Palette,
    Rgb, SecondHalf, Style, TemperWords,
};
pub use voice::{LINES, Line};

use crate::{template, words};

/// Whether the fonts have this character.
pub fn can_be_set(character: char) -> bool {
    glyphs::has(character)
}

impl Pack {
    /// The line of this key with its places filled; the key itself where the pack has no such line.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.voice.get(key).map_or_else(|| key.to_owned(), |line| template::fill(line, args))
    }

    /// A number as the house says it: in words up to twenty, in digits above.
    pub fn count_word(&self, count: u64) -> String {
        let word = usize::try_from(count).ok().and_then(|at| self.numbers.get(at));
        word.map_or_else(|| count.to_string(), Clone::clone)
    }
}

/// Checks the pack in a folder: one line that says what is there.
///
/// # Errors
/// Everything that is wrong; see [`Pack::load`].
pub fn check_report(dir: &Path) -> Result<String, PackErrors> {
    let pack = Pack::load(dir)?;
    Ok(words::say(
        "pack.whole",
        &[
            ("title", &pack.title),
            ("key", &pack.key),
            ("files", &pack.files.len().to_string()),
            ("commendations", &pack.commendations.len().to_string()),
            ("lines", &pack.voice.len().to_string()),
            ("pages", &pack.handbook.pages.len().to_string()),
            ("facts", &pack.facts.as_ref().map_or(0, |facts| facts.written.len()).to_string()),
            ("awards", &pack.incentives.as_ref().map_or(0, |all| all.awards.len()).to_string()),
        ],
    ))
}

#[cfg(test)]
mod tests;
