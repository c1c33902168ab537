//! Finding a file by what somebody typed.

use super::types::{FileSpec, Pack};

/// What a typed name comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FileMatch<'p> {
    /// The file of this name, or the first in the alphabet whose name begins so.
    Held(&'p FileSpec),
    /// No file is called so; this one is the nearest in the alphabet.
    Nearest(&'p FileSpec),
    /// The pack holds no file at all, as only [`Pack::default`] does.
    Nothing,
}

impl<'p> FileMatch<'p> {
    /// The file to turn up, whether it is the one that was meant or not.
    pub fn file(self) -> Option<&'p FileSpec> {
        match self {
            Self::Held(file) | Self::Nearest(file) => Some(file),
            Self::Nothing => None,
        }
    }
}

impl Pack {
    /// The file of this key.
    pub fn file(&self, key: &str) -> Option<&FileSpec> {
        self.files.iter().find(|file| file.key == key)
    }

    /// The file that somebody means who typed this: the one of that name when case, spaces, points and the accents of
    /// Latin-1 are ignored; else the first in the alphabet whose name begins so; else the one that stands nearest in
    /// the alphabet. Where nothing was typed no file is meant, and the first of the alphabet is the nearest.
    pub fn find_file(&self, typed: &str) -> FileMatch<'_> {
        let typed = fold(typed);
        let mut cards: Vec<(String, &FileSpec)> =
            self.files.iter().map(|file| (fold(&file.name), file)).collect();
        cards.sort_by(|a, b| a.0.cmp(&b.0));
        // The first card that does not stand before the typed name: the name itself and all that begin so follow here.
        let at = cards.partition_point(|(name, _)| *name < typed);
        let after = cards.get(at);
        let before = at.checked_sub(1).and_then(|at| cards.get(at));
        match (before, after) {
            (_, Some((name, file))) if !typed.is_empty() && name.starts_with(&typed) => FileMatch::Held(file),
            (Some(before), Some(after)) if alike(&before.0, &typed) > alike(&after.0, &typed) => {
                FileMatch::Nearest(before.1)
            }
            (_, Some((_, file))) | (Some((_, file)), None) => FileMatch::Nearest(file),
            (None, None) => FileMatch::Nothing,
        }
    }
}

/// How many letters two names share from their beginning.
fn alike(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// A name as it is compared: letters and digits alone, in lower case, without the accents of Latin-1.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        match c {
            'à'..='å' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' => folded.push('c'),
            'è'..='ë' => folded.push('e'),
            'ì'..='ï' => folded.push('i'),
            'ð' => folded.push('d'),
            'ñ' => folded.push('n'),
            'ò'..='ö' | 'ø' => folded.push('o'),
            'ß' => folded.push_str("ss"),
            'ù'..='ü' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'þ' => folded.push_str("th"),
            c => folded.push(c),
        }
    }
    folded
}
