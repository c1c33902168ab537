//! What a reader asks of a handbook: contents, index, words, and the page about a screen.

use std::ops::Range;

use super::{Earned, Handbook};

/// A place at which words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place of the page in [`Handbook::pages`].
    pub page: usize,
    /// The place of the block on the page; `None` for the page's title.
    pub block: Option<usize>,
    /// Which of the block's [`texts`](super::Block::texts).
    pub text: usize,
    /// Where, in bytes of [`Text::plain`](super::Text::plain), or of the title.
    pub range: Range<usize>,
}

/// A line of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The words, as the first page that has them writes them.
    pub words: String,
    /// The folios, rising.
    pub folios: Vec<usize>,
}

impl Handbook {
    /// The place of the page with this key, or with that of a page that has moved.
    pub fn find(&self, key: &str) -> Option<usize> {
        let key = self.moved.get(key).map_or(key, String::as_str);
        self.pages.iter().position(|page| page.key == key)
    }

    /// The folio of a page, from 1.
    pub fn folio(page: usize) -> usize {
        page + 1
    }

    /// The page about one of [`SCREENS`](super::SCREENS).
    pub fn about(&self, screen: &str) -> Option<usize> {
        self.pages.iter().position(|page| page.opens.iter().any(|opens| opens == screen))
    }

    /// The parts, by their places, each with the places of its pages. A part without a page is left out; one whose
    /// pages do not stand together comes as often as it is begun.
    pub fn contents(&self) -> Vec<(usize, Range<usize>)> {
        let mut contents: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, page) in self.pages.iter().enumerate() {
            match contents.last_mut() {
                Some((part, pages)) if *part == page.part => pages.end = at + 1,
                _ => contents.push((page.part, at..at + 1)),
            }
        }
        contents
    }

    /// The index, in the order of the alphabet. Pages that are withheld are not in it.
    pub fn index(&self, earned: &Earned) -> Vec<IndexEntry> {
        let mut entries: Vec<(String, String, usize)> = Vec::new();
        for (at, page) in self.pages.iter().enumerate().filter(|(_, page)| !page.is_withheld(earned)) {
            entries.extend(
                page.index.iter().map(|words| (words.to_lowercase(), words.clone(), Self::folio(at))),
            );
        }
        entries.sort_by(|a, b| (&a.0, a.2).cmp(&(&b.0, b.2)));
        let mut index: Vec<IndexEntry> = Vec::new();
        let mut last = String::new();
        for (folded, words, folio) in entries {
            match index.last_mut() {
                Some(entry) if last == folded => entry.folios.push(folio),
                _ => index.push(IndexEntry { words, folios: vec![folio] }),
            }
            last = folded;
        }
        for entry in &mut index {
            entry.folios.dedup();
        }
        index
    }

    /// Every place that holds these words, whatever their case, in the order of reading. What is withheld is not
    /// looked into. Nothing but spaces is found nowhere.
    pub fn search(&self, words: &str, earned: &Earned) -> Vec<Hit> {
        self.search_first(usize::MAX, words, earned).0
    }

    /// The first places, `most` of them, that hold these words as [`Self::search`] finds them, and how many there are
    /// in all.
    pub fn search_first(&self, most: usize, words: &str, earned: &Earned) -> (Vec<Hit>, usize) {
        let wanted = lowered(words.trim());
        let (mut hits, mut count) = (Vec::new(), 0);
        if wanted.is_empty() || wanted.contains(super::WITHHELD) {
            return (hits, count);
        }
        for (page, found) in self.pages.iter().enumerate().filter(|(_, page)| !page.is_withheld(earned)) {
            let mut look = |block, text, plain: &str| {
                let ranges = found_in(&wanted, plain);
                count += ranges.len();
                let room = most - hits.len();
                hits.extend(ranges.into_iter().take(room).map(|range| Hit { page, block, text, range }));
            };
            look(None, 0, &found.title);
            for (block, inside) in found.blocks.iter().enumerate() {
                for (text, words) in inside.texts().into_iter().enumerate() {
                    look(Some(block), text, &words.plain(earned));
                }
            }
        }
        (hits, count)
    }
}

/// Where words stand in a text, whatever their case.
pub fn found(words: &str, plain: &str) -> Vec<Range<usize>> {
    match lowered(words.trim()) {
        wanted if wanted.is_empty() => Vec::new(),
        wanted => found_in(&wanted, plain),
    }
}

fn found_in(wanted: &str, plain: &str) -> Vec<Range<usize>> {
    lowered(plain).match_indices(wanted).map(|(at, same)| at..at + same.len()).collect()
}

/// A text in lower case in which every letter stands at the byte at which it stood: those that would take more or
/// fewer bytes stay as they are.
fn lowered(text: &str) -> String {
    let mut lowered = text.to_ascii_lowercase();
    if lowered.is_ascii() {
        return lowered;
    }
    for (at, letter) in text.char_indices().filter(|(_, letter)| !letter.is_ascii()) {
        let mut lower = letter.to_lowercase();
        if let (Some(one), None) = (lower.next(), lower.next())
            && one != letter
            && one.len_utf8() == letter.len_utf8()
        {
            lowered.replace_range(at..at + letter.len_utf8(), one.encode_utf8(&mut [0; 4]));
        }
    }
    lowered
}
