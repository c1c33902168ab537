//! A handbook out of its files, with everything that is wrong in them and between them.

use std::collections::{BTreeMap, BTreeSet};

use super::moved::{self, Move};
use super::read::{self, Sheet};
use super::{Handbook, Part, SCREENS};
use crate::nearest;
use crate::pack::reader::{Document, Once, Problem, Table, shown};
use crate::pack::threads::in_parts;
use crate::pack::value::Value;

/// The file that names the parts. A handbook that has one stands by itself; without it, its pages are laid upon those
/// of the default pack.
pub(in crate::pack) const PARTS: &str = "handbook.toml";

/// Most parts of a handbook.
const MOST_PARTS: usize = 40;
/// The most problems that are told of a handbook. Beyond these the rest of it is not read.
const MOST_IN_ALL: usize = 1000;

/// Builds a handbook of its files, by name and text: [`PARTS`] and pages, each `key.md`. Without parts of its own it is
/// laid upon `base`, whose pages it replaces by their keys, or adds to. `place` turns the name of an own file into the
/// one that messages show. The handbook is whole only if no problem was added.
pub(in crate::pack) fn build(
    own: &[(&str, &str)],
    base: &[(&str, &str)],
    place: impl Fn(&str) -> String,
    problems: &mut Vec<Problem>,
) -> Handbook {
    let alone = own.iter().any(|(name, _)| *name == PARTS);
    let mut files: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
    if !alone {
        files.extend(base.iter().map(|&(name, text)| (name, (text, false))));
    }
    files.extend(own.iter().map(|&(name, text)| (name, (text, true))));
    let place =
        |name: &str, own: bool| if own { place(name) } else { format!("{name} of the default handbook") };
    let mut handbook = Handbook::default();
    let Some((text, owned)) = files.remove(PARTS) else { return handbook };
    let whole = place(PARTS, owned);
    let document = Document::read(&whole, text);
    let mut root = document.root();
    handbook.title = root.want("title").and_then(|value| title(&value)).unwrap_or_default();
    handbook.parts = parts(&mut root);
    let mut moves = moved::read(&mut root);
    root.finish();
    problems.extend(document.problems());
    let first = problems.len();
    // A page of a pack's own stands where the default handbook has moved one.
    moves.retain(|one| owned || files.get(format!("{}.md", one.old()).as_str()).is_none_or(|page| !page.1));
    let files: Vec<File<'_>> = files
        .into_iter()
        .map(|(name, (text, owned))| File { name, text, place: place(name, owned) })
        .collect();
    let mut sheets = sheets(&files, &handbook.parts, problems);
    if problems.len() - first <= MOST_IN_ALL {
        handbook.moved = between(&sheets, &moves, &whole, problems);
    }
    problems[first..].sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    if problems.len() - first > MOST_IN_ALL {
        problems.truncate(first + MOST_IN_ALL);
        let what = format!("more than {MOST_IN_ALL} things are wrong with the handbook");
        problems.push(Problem { file: whole, line: 0, what, right: "mend these first".into() });
    }
    sheets.sort_by_key(|(_, sheet)| sheet.page.order);
    handbook.pages = sheets.into_iter().map(|(_, sheet)| sheet.page).collect();
    handbook
}

/// A page's file.
struct File<'f> {
    name: &'f str,
    text: &'f str,
    /// What messages call it.
    place: String,
}

/// Reads the pages, in their order; where there are many, on several threads. Ends early where much is wrong.
fn sheets(files: &[File<'_>], parts: &[Part], problems: &mut Vec<Problem>) -> Vec<(String, Sheet)> {
    let read = |files: &[File<'_>]| {
        let (mut sheets, mut problems) = (Vec::with_capacity(files.len()), Vec::new());
        for File { name, text, place } in files {
            if problems.len() > MOST_IN_ALL {
                break;
            }
            let key = name.strip_suffix(".md").unwrap_or(name);
            sheets.push((place.clone(), read::page(place, key, text, parts, &mut problems)));
        }
        (sheets, problems)
    };
    let mut sheets = Vec::with_capacity(files.len());
    for (more, wrong) in in_parts(files, read) {
        sheets.extend(more);
        problems.extend(wrong);
    }
    sheets
}

/// A title of the handbook, or of a part.
fn title(value: &Value<'_>) -> Option<String> {
    let text = value.text(40)?;
    if let Some((what, right)) = read::withheld(&text) {
        value.bad(what, right);
    }
    Some(text)
}

fn parts(root: &mut Table<'_>) -> Vec<Part> {
    let mut once = Once::default();
    let values = root.want("part").map(|value| value.items(1..=MOST_PARTS)).unwrap_or_default();
    let mut parts = Vec::new();
    for value in values {
        let Some(mut table) = value.table() else { continue };
        let key = table.want("key").and_then(|value| {
            let key = value.key()?;
            once.first(&value, &key).then_some(key)
        });
        parts.push(Part {
            key: key.unwrap_or_default(),
            title: table.want("title").and_then(|value| title(&value)).unwrap_or_default(),
            open: table.may("open").and_then(|value| value.truth()).unwrap_or_default(),
        });
        table.finish();
    }
    parts
}

/// What the pages say of one another, and where those are that have moved.
fn between(
    sheets: &[(String, Sheet)],
    moves: &[Move],
    whole: &str,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, String> {
    let mut bad = |file: &str, line, what: String, right: String| {
        problems.push(Problem { file: file.to_owned(), line, what, right });
    };
    let mut names: Vec<&str> = sheets.iter().map(|(_, sheet)| sheet.page.key.as_str()).collect();
    names.sort_unstable();
    let moved = moved::resolved(moves, &names, |line, what, right| bad(whole, line, what, right));
    // Of those that lead nowhere it is said there.
    let olds: BTreeSet<&str> = moves.iter().map(Move::old).collect();
    let mut told = 0;
    let mut orders: BTreeMap<u32, &str> = BTreeMap::new();
    let mut about: BTreeMap<&str, &str> = BTreeMap::new();
    for (file, Sheet { page, lines: [order, key], leads }) in sheets {
        if let Some(other) = orders.insert(page.order, &page.key) {
            let what = format!("`order` {} is that of the page {other}", page.order);
            bad(file, *order, what, "no two pages have the same".into());
        }
        for screen in &page.opens {
            if let Some(other) = about.insert(screen, &page.key) {
                let what = format!("the page {other} is about {screen} already");
                bad(file, *key, what, "one page is about each screen".into());
            }
        }
        for (to, line) in leads {
            let now = moved.get(to).unwrap_or(to);
            if names.binary_search(&now.as_str()).is_err() {
                if olds.contains(to.as_str()) || told > MOST_IN_ALL {
                    continue;
                }
                told += 1;
                let what = format!("there is no page \"{}\"", shown(to));
                bad(file, *line, what, nearest::right(to, &names));
            } else if *now == page.key {
                bad(file, *line, "the page leads to itself".into(), "name another page".into());
            }
        }
    }
    for screen in SCREENS.iter().filter(|screen| !about.contains_key(*screen)) {
        let right = format!("one page wants opens = [\"{screen}\"]");
        bad(whole, 0, format!("no page is about {screen}"), right);
    }
    moved
}
