//! The catalogue of words: sections of keys, each with a template or with the two forms of a plural.

use std::collections::BTreeMap;

use crate::pack::reader::{Document, Problem, Value, braced};
use crate::template;

/// Most characters of an entry, with its places not yet filled.
const LONGEST: usize = 300;

/// What is said under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// One template for all.
    Plain(String),
    /// One template for a `count` of 1 and one for all other counts.
    Plural {
        /// Said where `count` is 1.
        one: String,
        /// Said for every other count; every place in `one` is in here too, and `{count}` is.
        other: String,
    },
}

impl Entry {
    /// The names of the places that a caller fills, each once.
    pub fn places(&self) -> Vec<&str> {
        let (Self::Plain(text) | Self::Plural { other: text, .. }) = self;
        let mut places = template::slots(text).unwrap_or_default();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// All entries by key, which is the section's name, a point, and the key in the section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    entries: BTreeMap<String, Entry>,
}

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let document = Document::read(file, text);
        let mut entries = BTreeMap::new();
        for (section, value) in document.root().all() {
            if !is_key(&section) {
                value.bad("has a name that is no key", "lower-case letters, digits and dashes are wanted");
            }
            for (key, value) in value.table().map(|mut table| table.all()).unwrap_or_default() {
                if !is_key(&key) {
                    value
                        .bad("has a name that is no key", "lower-case letters, digits and dashes are wanted");
                }
                if let Some(entry) = entry(&value) {
                    entries.insert(format!("{section}.{key}"), entry);
                }
            }
        }
        let problems = document.problems();
        if problems.is_empty() { Ok(Self { entries }) } else { Err(problems) }
    }

    /// The entry of a key, `section.key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The words of a key with their places filled. A plural takes its form from the argument `count`. A key that is
    /// not in the catalogue is said as it is.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        match self.entries.get(key) {
            None => key.to_owned(),
            Some(Entry::Plain(text)) => template::fill(text, args),
            Some(Entry::Plural { one, other }) => {
                let single = args.contains(&("count", "1"));
                template::fill(if single { one } else { other }, args)
            }
        }
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn entry(value: &Value<'_>) -> Option<Entry> {
    if !value.is_table() {
        return line(value).map(Entry::Plain);
    }
    let mut table = value.table()?;
    let one = table.want("one").and_then(|v| line(&v));
    let other = table.want("other").and_then(|v| line(&v));
    table.finish();
    let (one, other) = (one?, other?);
    let places = template::slots(&other).unwrap_or_default();
    if !places.contains(&"count") {
        value.bad("is a plural without {count}", "`other` says the {count} that chooses the form");
    }
    for place in template::slots(&one).unwrap_or_default() {
        if !places.contains(&place) {
            value.bad(
                format_args!("has the place {{{place}}} only in `one`"),
                format!("the places of `other` are {}", braced(&places)),
            );
        }
    }
    Some(Entry::Plural { one, other })
}

/// A template whose places may have any name: which are filled is known only where the words are said.
fn line(value: &Value<'_>) -> Option<String> {
    let text = value.text(LONGEST)?;
    match template::slots(&text) {
        Ok(_) => Some(text),
        Err(fault) => {
            value.bad_template(fault);
            None
        }
    }
}
