//! Pages that have moved: to which page an old key leads.

use std::collections::BTreeMap;

use crate::nearest;
use crate::pack::reader::{Table, shown};
use crate::pack::value::{KEY_WANTED, is_key};

/// Most pages that have moved.
const MOST: usize = 2000;

/// A line of `[moved]`.
pub(super) struct Move {
    old: String,
    new: String,
    line: usize,
}

impl Move {
    /// The key under which the page was known.
    pub(super) fn old(&self) -> &str {
        &self.old
    }
}

/// Reads `[moved]`: old keys, each with that of the page that is read in its place, which may have moved as well.
pub(super) fn read(root: &mut Table<'_>) -> Vec<Move> {
    let Some(mut table) = root.may("moved").and_then(|value| value.table()) else { return Vec::new() };
    if table.count() > MOST {
        table.bad(format!("`moved` holds {} keys", table.count()), format!("at most {MOST} are read"));
        return Vec::new();
    }
    let read = table.all().into_iter().filter_map(|(old, value)| {
        if !is_key(&old) {
            value.bad(format_args!("is for \"{}\"", shown(&old)), KEY_WANTED);
            return None;
        }
        Some(Move { old, new: value.key()?, line: value.line() })
    });
    read.collect()
}

/// The page to which every old key leads in the end. `pages` are the keys of all pages, in the order of the alphabet;
/// `bad` is told the line, what is wrong and what would be right.
pub(super) fn resolved(
    moves: &[Move],
    pages: &[&str],
    mut bad: impl FnMut(usize, String, String),
) -> BTreeMap<String, String> {
    let is_page = |key: &str| pages.binary_search(&key).is_ok();
    let by_key: BTreeMap<&str, &Move> = moves.iter().map(|one| (one.old.as_str(), one)).collect();
    // Where a key leads, for those whose way has been gone; every way is gone once.
    let mut ends: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for one in moves {
        if is_page(&one.old) {
            let what = format!("\"{}\" has moved, and is still a page", one.old);
            bad(one.line, what, "take out the one or the other".into());
            continue;
        }
        let mut way: Vec<&Move> = Vec::new();
        let mut at = one.old.as_str();
        let end = loop {
            if is_page(at) {
                break Some(at);
            }
            if let Some(end) = ends.get(at) {
                break *end;
            }
            if let Some(from) = way.iter().position(|before| before.old == at) {
                let circle: Vec<&str> = way[from..].iter().map(|one| one.old.as_str()).take(4).collect();
                let line = way[from..].iter().map(|one| one.line).min().unwrap_or(one.line);
                let what = format!("\"{}\" leads back to itself", circle.join("\" to \""));
                bad(line, what, "let one of them lead to a page".into());
                break None;
            }
            let Some(next) = by_key.get(at) else {
                let last = way.last().map_or(one.line, |last| last.line);
                bad(last, format!("there is no page \"{}\"", shown(at)), nearest::right(at, pages));
                break None;
            };
            way.push(next);
            at = &next.new;
        };
        ends.extend(way.into_iter().map(|one| (one.old.as_str(), end)));
    }
    ends.into_iter().filter_map(|(old, end)| Some((old.to_owned(), end?.to_owned()))).collect()
}
