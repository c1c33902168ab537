//! TOML read with every problem kept: where it stands, what is wrong and what would be right.
//!
//! The reader goes on after a problem with whatever can still be read, so that one run names everything.

use std::cell::RefCell;
use std::fmt;

use toml::Spanned;
use toml::de::DeTable;

pub use super::value::Value;
use crate::nearest::distance;

/// One thing that is wrong in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as the reader of the message can find it.
    pub file: String,
    /// The line, counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub right: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        if self.line > 0 {
            write!(out, ":{}", self.line)?;
        }
        write!(out, ": {}; {}", self.what, self.right)
    }
}

/// The most problems that are told of one file. Beyond these the file is not what it was taken for.
pub const MOST_PROBLEMS: usize = 100;

/// Leaves at most [`MOST_PROBLEMS`] from `first` on, all of one file, and says so.
pub(super) fn bound(file: &str, problems: &mut Vec<Problem>, first: usize) {
    if problems.len() - first > MOST_PROBLEMS {
        problems.truncate(first + MOST_PROBLEMS);
        problems.push(Problem {
            file: file.to_owned(),
            line: 0,
            what: format!("more than {MOST_PROBLEMS} things are wrong"),
            right: "mend these first".into(),
        });
    }
}

struct Found {
    line: usize,
    what: String,
    right: String,
    /// Something is not there, which may be so only because the text around it could not be read.
    absent: bool,
}

/// A text that was read, and the problems found in it so far.
pub struct Document<'t> {
    file: String,
    /// The byte at which each line begins.
    starts: Vec<usize>,
    root: Spanned<DeTable<'t>>,
    /// Lines that are no TOML.
    broken: Vec<usize>,
    found: RefCell<Vec<Found>>,
}

impl<'t> Document<'t> {
    /// Reads a text. What is no TOML is kept as a problem, and the rest can still be asked for.
    pub fn read(file: &str, text: &'t str) -> Self {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut document = Self {
            file: file.to_owned(),
            starts: starts(text),
            root,
            broken: Vec::new(),
            found: RefCell::default(),
        };
        for error in errors {
            let line = document.line(error.span().map_or(0, |span| span.start));
            // One slip makes the parser stumble several times; the first word on a line is the telling one.
            if !document.broken.contains(&line) && document.broken.len() < MOST_PROBLEMS {
                document.broken.push(line);
                let what = error.message().replace(['\n', '\r'], " ");
                document.note(line, format!("not TOML: {what}"), "see toml.io for the form".into(), false);
            }
        }
        document
    }

    /// The whole document as a table.
    pub fn root(&self) -> Table<'_> {
        Table::new(self, self.root.get_ref(), 1)
    }

    /// Ends the reading: everything found, by line. Where lines could not be read at all, what seems missing is left
    /// out, since it may stand there; so is what else was said of those lines.
    pub fn problems(self) -> Vec<Problem> {
        let Self { file, broken, found, .. } = self;
        let mut found = found.into_inner();
        if !broken.is_empty() {
            let mut told = Vec::new();
            found.retain(|f| {
                let first = broken.contains(&f.line) && !told.contains(&f.line);
                told.push(f.line);
                first || (!broken.contains(&f.line) && !f.absent)
            });
        }
        found.sort_by_key(|f| f.line);
        let problem = |f: Found| Problem { file: file.clone(), line: f.line, what: f.what, right: f.right };
        let mut problems: Vec<Problem> = found.into_iter().map(problem).collect();
        bound(&file, &mut problems, 0);
        problems
    }

    /// The line of a byte, counted from 1.
    pub(super) fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// Keeps a problem. `absent` is one that says that something is not there.
    pub(super) fn note(&self, line: usize, what: String, right: String, absent: bool) {
        self.found.borrow_mut().push(Found { line, what, right, absent });
    }
}

/// The byte at which each line of a text begins.
pub(super) fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// A table that remembers which of its keys were asked for.
pub struct Table<'d> {
    document: &'d Document<'d>,
    table: &'d DeTable<'d>,
    line: usize,
    known: Vec<String>,
}

impl<'d> Table<'d> {
    /// The table that begins on a line.
    pub(super) fn new(document: &'d Document<'d>, table: &'d DeTable<'d>, line: usize) -> Self {
        Self { document, table, line, known: Vec::new() }
    }

    /// How many keys there are.
    pub fn count(&self) -> usize {
        self.table.len()
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of a key that must be there.
    pub fn want(&mut self, key: &str) -> Option<Value<'d>> {
        let value = self.may(key);
        if value.is_none() {
            self.absent(format!("`{key}` is missing"), format!("a `{key}` is wanted here"));
        }
        value
    }

    /// The value of a key that may be left out.
    pub fn may(&mut self, key: &str) -> Option<Value<'d>> {
        self.known.push(key.to_owned());
        let value = self.table.get(key)?;
        Some(Value::new(self.document, format!("`{key}`"), value))
    }

    /// All keys with their values, by key; each counts as asked for.
    pub fn all(&mut self) -> Vec<(String, Value<'d>)> {
        let keys: Vec<String> = self.table.keys().map(|key| key.get_ref().to_string()).collect();
        keys.into_iter().filter_map(|key| self.may(&key).map(|value| (key, value))).collect()
    }

    /// Notes a problem of the table as a whole.
    pub fn bad(&self, what: impl Into<String>, right: impl Into<String>) {
        self.document.note(self.line, what.into(), right.into(), false);
    }

    fn absent(&self, what: String, right: String) {
        self.document.note(self.line, what, right, true);
    }

    /// Ends the reading of this table: every key that was not asked for is a problem.
    pub fn finish(self) {
        for key in self.table.keys() {
            let name = key.get_ref();
            if self.known.iter().any(|known| known == name) {
                continue;
            }
            let nearest = self.known.iter().min_by_key(|known| distance(known, name));
            let right = match nearest {
                Some(nearest) => format!("the nearest that is known here is `{nearest}`"),
                None => "nothing is wanted here".to_owned(),
            };
            let line = self.document.line(key.span().start);
            self.document.note(line, format!("`{}` is not known", shown(name)), right, false);
        }
    }
}

/// Sees to it that something comes once only, and says where it came first.
#[derive(Default)]
pub struct Once {
    seen: Vec<(String, usize)>,
}

impl Once {
    /// Notes a problem at `value` if `folded`, what it comes to, was there before. Returns true at the first time.
    pub fn first(&mut self, value: &Value<'_>, folded: &str) -> bool {
        let line = value.line();
        if let Some((_, before)) = self.seen.iter().find(|(seen, _)| seen == folded) {
            value.bad(
                format_args!("says again what line {before} says"),
                format!("something other than \"{}\" is wanted", shown(folded)),
            );
            return false;
        }
        self.seen.push((folded.to_owned(), line));
        true
    }
}

/// `{a}, {b}`
pub fn braced(names: &[&str]) -> String {
    names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")
}

/// A text from outside as a message may hold it: short, and without characters that would break the line.
pub fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// Characters that no line of text should hold: controls, and those that turn or hide what stands beside them.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
