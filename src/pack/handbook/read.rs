//! A page out of its file: front matter in TOML between lines of `+++`, then Markdown.

use super::body::body;
use super::{ACTIONS, Condition, Page, Part, SCREENS};
use crate::nearest;
use crate::pack::reader::{Document, Problem, Table, bound, is_hidden, shown};
use crate::pack::value::Value;

/// Most characters of a title, and of words in the index.
const TITLE: usize = 48;
/// Most bytes of a page: no page of so many words is longer.
pub(in crate::pack) const LONGEST: usize = 16 << 10;
/// The line that begins and ends the front matter.
const FENCE: &str = "+++";

/// A page that was read, and where it says what only the whole handbook can prove wrong.
pub(super) struct Sheet {
    pub(super) page: Page,
    /// The line of its `order`, and of its `key`.
    pub(super) lines: [usize; 2],
    /// The keys of all pages to which it leads, with their lines.
    pub(super) leads: Vec<(String, usize)>,
}

/// Reads the page of the key `key`, which is what its file is called.
pub(super) fn page(file: &str, key: &str, text: &str, parts: &[Part], problems: &mut Vec<Problem>) -> Sheet {
    let mut sheet =
        Sheet { page: Page { key: key.to_owned(), ..Page::default() }, lines: [1; 2], leads: vec![] };
    let first = problems.len();
    let mut bad = |line, what: String, right: &str| {
        problems.push(Problem { file: file.to_owned(), line, what, right: right.to_owned() });
    };
    let mut front = 0..0;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let fence = line.trim_end() == FENCE;
        if number == 0 && !fence {
            break;
        }
        at += line.len();
        if number == 0 {
            front.start = at;
        } else if fence {
            front.end = at - line.len();
            break;
        }
    }
    if front.end < front.start || front.end == 0 {
        bad(1, "the page has no front matter".into(), "it begins with TOML between two lines of +++");
        return sheet;
    }
    let odd = |line: &str| line.chars().find(|c| *c != '\t' && is_odd(*c));
    let plain = text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~' | b'\t' | b'\n'));
    let found = || text.lines().zip(1..).find_map(|(text, line)| Some((line, odd(text)?)));
    if !plain && let Some((line, odd)) = found() {
        let what = format!("the line holds the character U+{:04X}", u32::from(odd));
        bad(line, what, "visible characters that are read from left to right are wanted");
        return sheet;
    }
    // An empty line stands for the first fence, so that lines keep their numbers.
    let matter = format!("\n{}", &text[front.clone()]);
    let document = Document::read(file, &matter);
    let mut root = document.root();
    head(&mut root, &mut sheet, parts);
    root.finish();
    problems.extend(document.problems());
    let after = text[front.end..].find('\n').map_or(text.len(), |end| front.end + end + 1);
    body(file, text, after, parts, &mut sheet, problems);
    bound(file, problems, first);
    sheet
}

/// Controls, and letters that are set from right to left, which the reader cannot set.
fn is_odd(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

fn head(root: &mut Table<'_>, sheet: &mut Sheet, parts: &[Part]) {
    let page = &mut sheet.page;
    if let Some(value) = root.want("key") {
        sheet.lines[1] = value.line();
        if let Some(key) = value.key().filter(|key| *key != page.key) {
            value.bad(format_args!("is \"{}\"", shown(&key)), "the file's name without .md is wanted");
        }
    }
    if let Some(value) = root.want("part")
        && let Some(key) = value.key()
    {
        let names: Vec<&str> = parts.iter().map(|part| part.key.as_str()).collect();
        page.part = among(&value, &key, &names).unwrap_or_default();
    }
    if let Some(value) = root.want("title") {
        page.title = value.text(TITLE).unwrap_or_default();
        for (what, right) in manners(&page.title).into_iter().chain(withheld(&page.title)) {
            value.bad(what, right);
        }
    }
    if let Some(value) = root.want("order") {
        sheet.lines[0] = value.line();
        page.order = value.number(1.0..=1_000_000.0).unwrap_or_default() as u32;
    }
    let open = parts.get(page.part).is_some_and(|part| part.open);
    if let Some(value) = root.may("withheld-until")
        && let Some(name) = value.key()
    {
        page.withheld = condition(&name, |what, right| value.bad(what, right));
        if open {
            value.bad("stands in an open part", "nothing is withheld there");
        }
    }
    let mut list = |key: &str, most: usize, names: Option<&[&str]>| -> Vec<(String, usize)> {
        let items = root.may(key).map(|value| value.items(1..=most)).unwrap_or_default();
        let read = items.iter().filter_map(|value| {
            let text = value.text(TITLE)?;
            match names {
                Some(names) => among(value, &text, names).map(|_| (text, value.line())),
                None => {
                    if let Some((what, right)) = withheld(&text) {
                        value.bad(what, right);
                    }
                    Some((text, value.line()))
                }
            }
        });
        read.collect()
    };
    let words = |list: Vec<(String, usize)>| list.into_iter().map(|(text, _)| text).collect();
    page.opens = words(list("opens", SCREENS.len(), Some(&SCREENS)));
    page.keys = words(list("keys", 16, Some(ACTIONS)));
    page.index = words(list("index", 12, None));
    sheet.leads = list("see", 8, None);
    page.see = sheet.leads.iter().map(|(key, _)| key.clone()).collect();
    if page.index.is_empty() {
        root.bad("no words for the index are given", "an `index` with one or more is wanted");
    }
}

/// The place of a name among those that are known.
fn among(value: &Value<'_>, name: &str, names: &[&str]) -> Option<usize> {
    let found = names.iter().position(|known| *known == name);
    if found.is_none() {
        value.bad(format_args!("is \"{}\"", shown(name)), nearest::right(name, names));
    }
    found
}

/// The condition of this name.
pub(super) fn condition(name: &str, bad: impl FnOnce(String, String)) -> Option<Condition> {
    let found = Condition::named(name);
    if found.is_none() {
        let names: Vec<&str> = Condition::ALL.iter().map(|one| one.name()).collect();
        bad(format!("\"{}\" is no condition", shown(name)), nearest::right(name, &names));
    }
    found
}

/// That words which are always shown are marked as withheld.
pub(super) fn withheld(text: &str) -> Option<(&'static str, &'static str)> {
    text.contains("==").then_some(("holds ==, which withholds nothing there", "write the words plainly"))
}

/// What the house voice does not do: exclaim, or contract.
pub(super) fn manners(text: &str) -> Option<(&'static str, &'static str)> {
    const ENDS: [&str; 6] = ["n't", "'re", "'ll", "'ve", "'m", "'d"];
    const WHOLE: [&str; 10] =
        ["it's", "that's", "he's", "she's", "there's", "here's", "what's", "who's", "let's", "where's"];
    if text.contains('!') {
        return Some(("an exclamation mark stands here", "the house does not exclaim"));
    }
    let contracts = text.split_whitespace().any(|word| {
        if !word.contains(['\'', '’']) {
            return false;
        }
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).replace('’', "'").to_lowercase();
        ENDS.iter().any(|end| word.ends_with(end)) || WHOLE.contains(&word.as_str())
    });
    contracts.then_some(("words are contracted", "write them out"))
}
