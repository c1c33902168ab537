//! The list of the words of the show, and the search for them.

#![allow(unreachable_pub, reason = "shared by tests")]

use std::fs;

/// The words of `tests/data/show-terms.txt`.
pub struct Terms(Vec<String>);

impl Terms {
    pub fn read() -> Self {
        let text = fs::read_to_string("tests/data/show-terms.txt").unwrap();
        let terms = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let terms: Vec<String> = terms.map(str::to_owned).collect();
        assert!(terms.len() > 60, "{}", terms.len());
        Self(terms)
    }

    /// The first of the words that a text holds.
    pub fn found(&self, text: &str) -> Option<&str> {
        let text = text.to_lowercase();
        self.0.iter().map(String::as_str).find(|term| holds(&text, term))
    }
}

/// Whether a text in lower case holds a word: it begins where a word begins, and ends where one ends, unless a star
/// stands there.
fn holds(text: &str, term: &str) -> bool {
    let (open, word) = (term.ends_with('*'), term.trim_end_matches('*'));
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(before) && (open || !letter(after))
    })
}

#[test]
fn words_are_found_whole_and_stars_stand_for_endings() {
    assert!(holds("the board sat", "the board") && !holds("the boards", "the board"));
    assert!(holds("refined", "refin*") && !holds("unrefined", "refin*"));
    assert!(holds("wit, and wiles", "wit") && !holds("with", "wit"));
}
