//! What is said in a session with the director: words, exchanges, requests and memories, as a pack holds them.

use std::collections::BTreeMap;

use super::voice::Line;
use crate::template;

/// Replies of every exchange.
pub const REPLIES: usize = 3;

/// The talk of a session. All [`LABELS`] and [`LINES`] are there, with the places stated there. Every chain of
/// exchanges comes to an end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// Who speaks.
    pub director: String,
    /// Short words on the screen, by key.
    pub labels: BTreeMap<String, String>,
    /// What the director says, by key; variants of which one is taken, at least one.
    pub lines: BTreeMap<String, Vec<String>>,
    /// What may follow on a fact.
    pub exchanges: Vec<Exchange>,
    /// What may be asked for while the lamp is lit; at most six.
    pub requests: Vec<Request>,
    /// What is said in the opening of a later session.
    pub memories: Vec<Memory>,
}

/// What may follow on a fact: the guest's turn to speak.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Stable key.
    pub key: String,
    /// The kinds of fact on which it may follow; none for any.
    pub kinds: Vec<String>,
    /// Comes only in a session after one in which this note was made.
    pub after: Option<String>,
    /// Comes only where a reply leads to it.
    pub led: bool,
    /// What the director says as the lamp is lit.
    pub line: Option<String>,
    /// What the guest may say: always [`REPLIES`], of which one is silence.
    pub replies: Vec<Reply>,
}

/// A reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// What the guest is to do.
    pub text: String,
    /// It is silence.
    pub silent: bool,
    /// How far it moves the dial of regard, in hundredths of the dial, -8 to 8.
    pub pull: i8,
    /// It shows that one fact is preferred to another.
    pub prefers: bool,
    /// What the director answers. Silence may go without.
    pub answer: Option<String>,
    /// What is remembered of it for later sessions.
    pub notes: Option<String>,
    /// The key of the exchange to which it leads.
    pub then: Option<String>,
}

/// Something that may be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Stable key.
    pub key: String,
    /// What the guest is to do.
    pub text: String,
    /// The answers, for the first time ever, the second and so on; the last one repeats. At least one.
    pub answers: Vec<String>,
    /// What is remembered of it.
    pub notes: Option<String>,
}

/// Something said in the opening of a later session, once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Stable key.
    pub key: String,
    /// The note after which it is said.
    pub after: String,
    /// What the director says.
    pub text: String,
}

const fn line(key: &'static str, placeholders: &'static [&'static str]) -> Line {
    Line { key, placeholders }
}

/// The short words on the screen, by key. `{number}` counts sessions, `{at}` facts of `{count}`.
pub const LABELS: &[Line] = &[
    line("title", &[]),
    line("head", &["number", "at", "count"]),
    line("head-opening", &["number"]),
    line("head-close", &["number"]),
    line("regard", &[]),
    line("speak", &[]),
    line("points", &[]),
    line("foot", &[]),
    line("turn", &[]),
    line("call", &["employee"]),
    line("call-again", &["employee"]),
    line("call-last", &["employee"]),
    line("attend", &[]),
    line("decline", &[]),
    line("declined", &[]),
    line("resume", &["at"]),
    line("half", &[]),
    line("full", &[]),
    line("card-title", &["number"]),
    line("card-facts", &["count"]),
    line("card-replies", &["count"]),
    line("card-points", &["points"]),
    line("card-next", &[]),
];

/// What the director says, by key, each in variants. `{count}` is a number in words, `{points}` digits.
pub const LINES: &[Line] = &[
    line("greet-first", &["employee"]),
    line("greet", &["employee"]),
    line("purpose", &["employee", "count"]),
    line("choose", &["employee"]),
    line("ease", &["employee"]),
    line("equal", &["employee"]),
    line("points", &["employee"]),
    line("apology", &["employee"]),
    line("penalty", &["employee", "points"]),
    line("reminder", &["employee"]),
    line("spared", &["employee"]),
    line("forfeit", &["employee"]),
    line("hush", &["employee"]),
    line("close-even", &["employee"]),
    line("close", &["employee", "points"]),
    line("close-early", &["employee"]),
    line("card", &["employee"]),
];

impl Talk {
    /// A label with its places filled; the key itself where there is none.
    pub fn label(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.labels.get(key).map_or_else(|| key.to_owned(), |text| template::fill(text, args))
    }

    /// The variant `which`, modulo their count, of a line, its places not filled; nothing where there is none.
    pub fn line(&self, key: &str, which: u64) -> Option<&str> {
        let variants = self.lines.get(key)?;
        let at = which.checked_rem(variants.len() as u64)?;
        variants.get(at as usize).map(String::as_str)
    }

    /// The exchange of this key.
    pub fn exchange(&self, key: &str) -> Option<&Exchange> {
        self.exchanges.iter().find(|exchange| exchange.key == key)
    }
}
