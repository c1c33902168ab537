//! The handbook: parts, pages and blocks as data, with what is asked of them.
//!
//! `read` makes a page of its file and `body` the blocks on it, `glance` looks at its words, `check` makes a handbook of
//! all pages, `moved` follows those that have moved; `lookup` answers what a reader asks of it.

mod body;
mod check;
mod glance;
pub mod lookup;
mod moved;
mod read;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use check::{PARTS, build};
pub(super) use read::LONGEST;

use super::named::named;

/// Stands in the plain text for a passage that is withheld. No query finds it.
pub const WITHHELD: char = '\u{fffc}';

/// The screens that a page can be about: F1 opens it there.
pub const SCREENS: [&str; 17] = [
    "off",
    "boot",
    "prompt",
    "cards",
    "field",
    "done",
    "called",
    "session",
    "handbook",
    "arrival",
    "outside",
    "case",
    "dance",
    "quarter",
    "settings",
    "ambient",
    "worksheet",
];

/// The actions of the table of keys, by their names there, and what is typed as text. A test holds them against the
/// table.
pub const ACTIONS: &[&str] = &[
    "enter",
    "erase",
    "erase-forward",
    "caret-left",
    "caret-right",
    "caret-home",
    "caret-end",
    "card-previous",
    "card-next",
    "cards-back",
    "cards-forward",
    "left",
    "right",
    "up",
    "down",
    "box-left",
    "box-right",
    "box-up",
    "box-down",
    "take",
    "bin-1",
    "bin-2",
    "bin-3",
    "bin-4",
    "bin-5",
    "page-left",
    "page-right",
    "page-up",
    "page-down",
    "home",
    "zoom-in",
    "zoom-out",
    "zoom-reset",
    "back",
    "resume",
    "session",
    "handbook",
    "case",
    "leave",
    "focus-next",
    "focus-previous",
    "press",
    "attend",
    "decline",
    "reply-1",
    "reply-2",
    "reply-3",
    "request-1",
    "request-2",
    "request-3",
    "request-4",
    "request-5",
    "request-6",
    "steady-down",
    "steady-up",
    "go-on",
    "leaf-previous",
    "leaf-next",
    "row-up",
    "row-down",
    "sheet-up",
    "sheet-down",
    "contents",
    "index",
    "search",
    "mark",
    "history-back",
    "history-forward",
    "type-size",
    "answer-1",
    "answer-2",
    "answer-3",
    "answer-4",
    "answer-5",
    "answer-6",
    "answer-7",
    "choose-previous",
    "choose-next",
    "correct",
    "award-previous",
    "award-next",
    "dance",
    "quarter",
    "quarter-previous",
    "quarter-next",
    "certificate",
    "save-certificate",
    "card",
    "strike-1",
    "strike-2",
    "strike-3",
    "strike-4",
    "strike-5",
    "settings",
    "worksheet",
    "setting-previous",
    "setting-next",
    "setting-first",
    "setting-last",
    "setting-less",
    "setting-more",
    "setting-usual",
    "settings-other",
    "help",
    "full-screen",
    "look",
    "hold",
    "degauss",
    "power",
    "quit",
    "type-name",
    "type-letter",
];

/// A whole handbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handbook {
    /// The title in the running head.
    pub title: String,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// The pages, in order. The folio of a page is its place here, counted from 1.
    pub pages: Vec<Page>,
    /// Keys under which pages were known before, each with the key that the page has now.
    pub moved: BTreeMap<String, String>,
}

/// A part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Stable key.
    pub key: String,
    /// The title as a person reads it.
    pub title: String,
    /// Nothing in it is ever withheld.
    pub open: bool,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Stable key, which is the file's name.
    pub key: String,
    /// The place of its part in [`Handbook::parts`].
    pub part: usize,
    /// The title.
    pub title: String,
    /// Where it stands among the pages; no two have the same.
    pub order: u32,
    /// The page is withheld until this holds.
    pub withheld: Option<Condition>,
    /// Which of [`SCREENS`] it is about.
    pub opens: Vec<String>,
    /// The actions whose keys stand in its first line, by their names in the table of keys.
    pub keys: Vec<String>,
    /// Keys of pages to be read with it.
    pub see: Vec<String>,
    /// Words under which the index names it.
    pub index: Vec<String>,
    /// What stands on it, top to bottom.
    pub blocks: Vec<Block>,
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading within the page.
    Heading(Text),
    /// A paragraph.
    Paragraph(Text),
    /// Rules, numbered from `first` on.
    Rules {
        /// The number of the first of them.
        first: u64,
        /// The rules.
        rules: Vec<Text>,
    },
    /// A table. Every row has as many cells as the head.
    Table {
        /// The head.
        head: Vec<Text>,
        /// The rows.
        rows: Vec<Vec<Text>>,
    },
    /// A form.
    Form {
        /// What stands at its head.
        title: String,
        /// Its lines.
        lines: Vec<FormLine>,
    },
    /// A line drawing.
    Figure {
        /// Which one.
        figure: Figure,
        /// What is said beneath it.
        caption: Text,
    },
}

/// A line of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormLine {
    /// What the line asks for.
    pub asks: Asks,
    /// Its words.
    pub text: Text,
}

/// What a line of a form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing: it is to be read.
    Nothing,
    /// Words.
    Words,
    /// A mark in a box.
    Tick,
    /// The day.
    Date,
    /// The employee's name, by which the form is signed.
    Signature,
}

/// Words, in runs of one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Run>);

/// Words of one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words, with the spaces between them and their neighbours.
    pub text: String,
    /// Whether they are emphasised.
    pub emphasis: bool,
    /// The key of the page to which they lead.
    pub link: Option<String>,
    /// They are withheld until this holds.
    pub withheld: Option<Condition>,
}

/// What a session has earned.
pub type Earned = BTreeSet<Condition>;

named! {
    /// What can be asked of a session before a passage is shown to it.
    ALL of Condition {
        /// A file has been finished.
        FirstFile = "first-file",
        /// Three files have been finished.
        ThirdFile = "third-file",
        /// A quarter, which is six files, has been finished.
        Quarter = "quarter",
        /// A wellness session has been held to its close.
        FirstSession = "first-session",
        /// Three wellness sessions have been held to their close.
        ThreeSessions = "three-sessions",
        /// A wellness session has been closed with all of its points.
        Equal = "equal",
        /// Wellness has been declined twice in a row.
        DeclinedTwice = "declined-twice",
    }
}

named! {
    /// The line drawings that a page can show.
    ALL of Figure {
        /// A bin, shut, with its bar.
        Bin = "bin",
        /// A bin with its lids open.
        BinLids = "bin-lids",
        /// A bin with its sheet risen.
        BinSheet = "bin-sheet",
        /// A group that hangs.
        Hang = "hang",
        /// A group that hops.
        Hop = "hop",
        /// A group that huddles.
        Huddle = "huddle",
        /// A group that splays.
        Splay = "splay",
        /// The four of them.
        Bearings = "bearings",
        /// The pointer beside a group that stirs, and one that does not.
        Posture = "posture",
        /// A box about a group.
        Box = "box",
        /// The screen of refinement, whole.
        Field = "field",
        /// Its header.
        Header = "header",
        /// The strip with the address.
        Address = "address",
        /// A card of the rolodex.
        Card = "card",
        /// The keyboard.
        Keyboard = "keyboard",
        /// The ball and its buttons.
        Trackball = "trackball",
        /// The switch.
        Switch = "switch",
        /// The dial of regard.
        Dial = "dial",
        /// The director's lamp.
        Lamp = "lamp",
        /// The plan of the floor.
        Floor = "floor",
        /// The corridor.
        Corridor = "corridor",
    }
}

impl Text {
    /// Words of no style.
    fn of(words: &str) -> Self {
        Self(vec![Run { text: words.to_owned(), ..Run::default() }])
    }

    /// The words as they may be read: one [`WITHHELD`] for every passage that is not earned.
    pub fn plain(&self, earned: &Earned) -> String {
        let mut plain = String::new();
        let mut before = false;
        for run in &self.0 {
            let hidden = run.is_withheld(earned);
            match hidden {
                false => plain.push_str(&run.text),
                true if !before => plain.push(WITHHELD),
                true => {}
            }
            before = hidden;
        }
        plain
    }
}

impl Run {
    /// Whether it is withheld from a session that has earned so much.
    pub fn is_withheld(&self, earned: &Earned) -> bool {
        self.withheld.is_some_and(|condition| !earned.contains(&condition))
    }
}

impl Page {
    /// Whether the whole page is withheld from a session that has earned so much.
    pub fn is_withheld(&self, earned: &Earned) -> bool {
        self.withheld.is_some_and(|condition| !earned.contains(&condition))
    }
}

impl Block {
    /// All its words, in the order of reading.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Heading(text) | Self::Paragraph(text) | Self::Figure { caption: text, .. } => vec![text],
            Self::Rules { rules, .. } => rules.iter().collect(),
            Self::Table { head, rows } => head.iter().chain(rows.iter().flatten()).collect(),
            Self::Form { lines, .. } => lines.iter().map(|line| &line.text).collect(),
        }
    }
}
