//! The program's own words: one catalogue for settings, help, errors and labels.
//!
//! What the house says stands in the packs instead. A sentence is never joined from pieces: its changing parts are
//! named places, and where a number changes it there are two forms.

mod catalogue;

use std::sync::OnceLock;

pub use catalogue::{Catalogue, Entry};

/// The catalogue, read at the first call.
pub fn catalogue() -> &'static Catalogue {
    static WORDS: OnceLock<Catalogue> = OnceLock::new();
    WORDS.get_or_init(|| {
        match Catalogue::read("assets/words.toml", include_str!("../assets/words.toml")) {
            Ok(words) => words,
            // The build script has refused to build a program in which this does not hold.
            Err(problems) => panic!("the catalogue of words is not whole: {problems:?}"),
        }
    })
}

/// The words of a key, `section.key`, with their places filled: `say("label.bin", &[("bin", "03")])`.
///
/// A plural takes its form from the argument `count`, in digits.
pub fn say(key: &str, args: &[(&str, &str)]) -> String {
    catalogue().say(key, args)
}

/// What is said at once, each for itself: a stop stands between two, where the first has none of its own.
pub fn sentences<T: AsRef<str>>(said: &[T]) -> String {
    let mut all = String::new();
    for text in said.iter().map(|text| text.as_ref().trim()).filter(|text| !text.is_empty()) {
        if !all.is_empty() {
            all.push_str(if all.ends_with(['.', '!', '?', ':', ';']) { " " } else { ". " });
        }
        all.push_str(text);
    }
    all
}

#[cfg(test)]
mod tests;
