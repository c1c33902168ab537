//! From the texts of a pack to a [`Pack`], with everything that is wrong in them named at once.

mod ambient;
mod arrival;
mod facts;
mod house;
mod incentives;
mod talk;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::find::fold;
use super::glyphs;
use super::reader::{Document, Once, Problem, Table, Value, bound, is_hidden, shown};
use super::types::{Commendation, FileSize, FileSpec, Pack};
use super::voice::Line;

/// The files of a pack's folder.
pub(super) const PACK: &str = "pack.toml";
/// The files to refine.
pub(super) const FILES: &str = "files.toml";
/// Praise for finished files.
pub(super) const COMMENDATIONS: &str = "commendations.toml";
/// The about page.
pub(super) const ABOUT: &str = "about.md";

/// The facts of a session; a pack need not have them.
pub(super) const FACTS: &str = "facts.toml";
/// The talk of a session; a pack has it just if it has facts.
pub(super) const SESSION: &str = "session.toml";
/// How one comes and goes; a pack need not say.
pub(super) const ARRIVAL: &str = "arrival.toml";
/// What there is to work for; a pack need not give anything.
pub(super) const INCENTIVES: &str = "incentives.toml";
/// What is shown while nobody works; a pack need not say.
pub(super) const AMBIENT: &str = "ambient.toml";
/// The files that may be left out.
pub(super) const OPTIONAL: [&str; 5] = [FACTS, SESSION, ARRIVAL, INCENTIVES, AMBIENT];

/// Most characters of a name that stands in the header.
const NAME: usize = 24;
/// Most characters of the note on a card.
const NOTE: usize = 78;
/// Most characters of a line of a screen.
const LINE: usize = 120;
/// Most bytes of the about page.
const ABOUT_BYTES: usize = 64 << 10;

/// The texts of a pack. What is `None` could not be read, which is told elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Texts<'t> {
    /// `pack.toml`
    pub(super) pack: Option<&'t str>,
    /// `files.toml`
    pub(super) files: Option<&'t str>,
    /// `commendations.toml`
    pub(super) commendations: Option<&'t str>,
    /// `about.md`
    pub(super) about: Option<&'t str>,
    /// `facts.toml`
    pub(super) facts: Option<&'t str>,
    /// `session.toml`
    pub(super) session: Option<&'t str>,
    /// `arrival.toml`
    pub(super) arrival: Option<&'t str>,
    /// `incentives.toml`
    pub(super) incentives: Option<&'t str>,
    /// `ambient.toml`
    pub(super) ambient: Option<&'t str>,
}

/// Builds a pack out of its texts. `place` turns a file's name into the one that messages show. The pack is whole only
/// if no problem was added.
pub(super) fn build(texts: Texts<'_>, place: impl Fn(&str) -> String, problems: &mut Vec<Problem>) -> Pack {
    let mut pack = Pack::default();
    let mut read = |name: &str, text: Option<&str>, part: &mut dyn FnMut(&mut Table<'_>)| {
        if let Some(text) = text {
            let document = Document::read(&place(name), text);
            let mut root = document.root();
            part(&mut root);
            root.finish();
            problems.extend(document.problems());
        }
    };
    read(PACK, texts.pack, &mut |root| house::house(root, &mut pack));
    read(FILES, texts.files, &mut |root| pack.files = files(root));
    read(COMMENDATIONS, texts.commendations, &mut |root| pack.commendations = commendations(root));
    read(FACTS, texts.facts, &mut |root| pack.facts = Some(facts::facts(root)));
    let facts = pack.facts.take();
    read(SESSION, texts.session, &mut |root| pack.talk = Some(talk::talk(root, facts.as_ref())));
    pack.facts = facts;
    read(ARRIVAL, texts.arrival, &mut |root| pack.arrival = Some(arrival::arrival(root)));
    read(INCENTIVES, texts.incentives, &mut |root| pack.incentives = Some(incentives::incentives(root)));
    read(AMBIENT, texts.ambient, &mut |root| pack.ambient = Some(ambient::ambient(root)));
    if pack.facts.is_some() != pack.talk.is_some() {
        let (has, wants) = if pack.facts.is_some() { (FACTS, SESSION) } else { (SESSION, FACTS) };
        problems.push(Problem {
            file: place(has),
            line: 0,
            what: format!("stands without {wants}"),
            right: format!("a pack has {FACTS} and {SESSION}, or neither"),
        });
    }
    if let Some(text) = texts.about {
        about(&place(ABOUT), text, problems);
        text.clone_into(&mut pack.about);
    }
    pack
}

/// Reads a table that must be there, to its end.
fn within(table: &mut Table<'_>, key: &str, part: impl FnOnce(&mut Table<'_>)) {
    if let Some(mut inner) = table.want(key).and_then(|value| value.table()) {
        part(&mut inner);
        inner.finish();
    }
}

/// The lines of a table `lines`, all of which must be there.
fn lines(root: &mut Table<'_>, wanted: &[Line]) -> BTreeMap<String, String> {
    let mut lines = BTreeMap::new();
    within(root, "lines", |table| {
        for line in wanted {
            if let Some(text) = table.want(line.key).and_then(|v| v.template(LINE, line.placeholders)) {
                lines.insert(line.key.to_owned(), text);
            }
        }
    });
    lines
}

/// The items of an array that must be there.
fn items<'d>(table: &mut Table<'d>, key: &str, count: RangeInclusive<usize>) -> Vec<Value<'d>> {
    table.want(key).map(|value| value.items(count)).unwrap_or_default()
}

/// Reads every table of an array, each to its end.
fn tables<'d, T>(
    table: &mut Table<'d>,
    key: &str,
    count: RangeInclusive<usize>,
    mut part: impl FnMut(&mut Table<'d>) -> T,
) -> Vec<T> {
    let mut parts = Vec::new();
    for value in items(table, key, count) {
        if let Some(mut inner) = value.table() {
            parts.push(part(&mut inner));
            inner.finish();
        }
    }
    parts
}

/// An array of short texts, no two alike.
fn labels(table: &mut Table<'_>, key: &str, count: RangeInclusive<usize>, most: usize) -> Vec<String> {
    let mut once = Once::default();
    let mut labels = Vec::new();
    for value in items(table, key, count) {
        if let Some(label) = value.text(most) {
            once.first(&value, &label.to_lowercase());
            labels.push(label);
        }
    }
    labels
}

fn files(root: &mut Table<'_>) -> Vec<FileSpec> {
    let (mut keys, mut names) = (Once::default(), Once::default());
    tables(root, "file", 1..=200, |table| {
        let key = table.want("key").and_then(|v| {
            let key = v.key()?;
            keys.first(&v, &key).then_some(key)
        });
        let name = table.want("name").and_then(|v| {
            let name = v.text(NAME)?;
            let folded = fold(&name);
            if folded.is_empty() {
                v.bad("has no letter or digit", "a name that can be typed is wanted");
            }
            names.first(&v, &folded);
            Some(name)
        });
        let mut number = |key, range| table.want(key).and_then(|v| v.number(range)).unwrap_or_default();
        let (subtlety, density, drift) =
            (number("subtlety", 0.0..=1.0), number("density", 0.7..=1.0), number("drift", 0.3..=1.6));
        FileSpec {
            key: key.unwrap_or_default(),
            name: name.unwrap_or_default(),
            size: table.may("size").and_then(|v| size(&v)).unwrap_or_default(),
            subtlety,
            density,
            sizes: table.want("sizes").and_then(|v| sizes(&v)).unwrap_or_default(),
            drift,
            mix: table.want("mix").and_then(|v| wholes(&v, 20..=100)).unwrap_or_default(),
            teaches: table.may("teaches").and_then(|v| v.truth()).unwrap_or_default(),
            note: table.want("note").and_then(|v| v.text(NOTE)).unwrap_or_default(),
        }
    })
}

fn size(value: &Value<'_>) -> Option<FileSize> {
    let text = value.text(40)?;
    match text.as_str() {
        "short" => Some(FileSize::Short),
        "standard" => Some(FileSize::Standard),
        "long" => Some(FileSize::Long),
        _ => {
            value.bad(format_args!("is \"{}\"", shown(&text)), "short, standard or long is wanted");
            None
        }
    }
}

fn sizes(value: &Value<'_>) -> Option<[u8; 2]> {
    let sizes: [u8; 2] = wholes(value, 4..=14)?;
    if sizes[0] > sizes[1] {
        value
            .bad(format_args!("goes from {} down to {}", sizes[0], sizes[1]), "the smaller size comes first");
    }
    Some(sizes)
}

/// An array of just so many whole numbers.
fn wholes<const N: usize>(value: &Value<'_>, range: RangeInclusive<u8>) -> Option<[u8; N]> {
    let numbers: Vec<u8> = value.items(N..=N).iter().filter_map(|v| v.whole(range.clone())).collect();
    numbers.try_into().ok()
}

fn commendations(root: &mut Table<'_>) -> Vec<Commendation> {
    let (mut keys, mut texts) = (Once::default(), Once::default());
    tables(root, "commendation", 12..=200, |table| {
        let key = table.want("key").and_then(|v| {
            let key = v.key()?;
            keys.first(&v, &key).then_some(key)
        });
        let text = table.want("text").and_then(|v| {
            let text = v.template(200, &["employee", "file"])?;
            texts.first(&v, &text.to_lowercase());
            Some(text)
        });
        Commendation { key: key.unwrap_or_default(), text: text.unwrap_or_default() }
    })
}

fn about(file: &str, text: &str, problems: &mut Vec<Problem>) {
    let mut bad = |line, what: String, right: &str| {
        problems.push(Problem { file: file.to_owned(), line, what, right: right.to_owned() });
    };
    if text.trim().is_empty() {
        bad(0, "the page is empty".into(), "say what the pack is and whose the names are");
    }
    if text.len() > ABOUT_BYTES {
        bad(0, format!("the page has {} bytes", text.len()), "at most 65536 are shown");
    }
    let first = problems.len();
    let mut hidden = false;
    for (number, line) in text.lines().enumerate() {
        let mut bad = |what: String, right: &str| {
            problems.push(Problem { file: file.to_owned(), line: number + 1, what, right: right.to_owned() });
        };
        if let Some(odd) = line.chars().find(|c| *c != '\t' && is_hidden(*c)) {
            // One such line shows what the file is.
            if !std::mem::replace(&mut hidden, true) {
                let what = format!("the line holds the character U+{:04X}", u32::from(odd));
                bad(what, "visible characters are wanted");
            }
        } else if let Some(what) = glyphs::lacking(line) {
            bad(format!("the line {what}"), glyphs::OTHERWISE);
        }
    }
    bound(file, problems, first);
}
