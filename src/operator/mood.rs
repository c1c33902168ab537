//! Moods: how somebody works, as data. docs/operator.md tells what each field does.

use std::ops::RangeInclusive;

use crate::nearest::right;
use crate::pack::reader::{Document, Problem};

/// How somebody works. Shares are of 0 to 1; times are in seconds unless they are said to be minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct Mood {
    /// How fast the hand is; 1 is the usual.
    pub pace: f64,
    /// How far its ways bend, as a share of their length.
    pub bow: f64,
    /// The share of long movements that miss and are corrected.
    pub misses: f64,
    /// How long the hand rests beside digits, to see whether they stir.
    pub dwell: f64,
    /// How long it pauses between one thing and the next.
    pub pause: f64,
    /// The share of looks that go where digits betray themselves; the others go anywhere.
    pub sight: f64,
    /// The share of groups about which one is in doubt.
    pub doubt: f64,
    /// The share of boxes, and of bins, that are the wrong ones.
    pub errors: f64,
    /// The share of groups that are taken by a click and not by a box.
    pub clicks: f64,
    /// The share of groups that are carried to their bin and not sent.
    pub carries: f64,
    /// The share of groups that are sent by a key and not by a click.
    pub keys: f64,
    /// The share of groups before which one looks into a bin.
    pub looks: f64,
    /// The share of groups after which one sits back.
    pub rests: f64,
    /// How long one sits back.
    pub rest: f64,
    /// The share of groups after which one opens the handbook.
    pub reads: f64,
    /// How many leaves of it one turns.
    pub leaves: f64,
    /// The share of groups after which one looks at what one has earned.
    pub admires: f64,
    /// The share of calls to a session that are followed.
    pub attends: f64,
    /// The share of turns in a session on which one says something.
    pub talks: f64,
    /// The share of groups after which one asks for a session.
    pub asks: f64,
    /// How long a shift is, in minutes.
    pub shift: f64,
    /// How long one is away after it, in minutes.
    pub away: f64,
}

/// A field: its name, its range, and where it lies.
type Field = (&'static str, RangeInclusive<f64>, fn(&mut Mood) -> &mut f64);

/// Every field of a mood.
const FIELDS: [Field; 22] = [
    ("pace", 0.4..=2.0, |mood| &mut mood.pace),
    ("bow", 0.0..=0.3, |mood| &mut mood.bow),
    ("misses", 0.0..=0.9, |mood| &mut mood.misses),
    ("dwell", 0.45..=10.0, |mood| &mut mood.dwell),
    ("pause", 0.1..=30.0, |mood| &mut mood.pause),
    ("sight", 0.0..=1.0, |mood| &mut mood.sight),
    ("doubt", 0.0..=0.8, |mood| &mut mood.doubt),
    ("errors", 0.0..=0.5, |mood| &mut mood.errors),
    ("clicks", 0.0..=1.0, |mood| &mut mood.clicks),
    ("carries", 0.0..=1.0, |mood| &mut mood.carries),
    ("keys", 0.0..=1.0, |mood| &mut mood.keys),
    ("looks", 0.0..=1.0, |mood| &mut mood.looks),
    ("rests", 0.0..=1.0, |mood| &mut mood.rests),
    ("rest", 1.0..=300.0, |mood| &mut mood.rest),
    ("reads", 0.0..=0.5, |mood| &mut mood.reads),
    ("leaves", 1.0..=20.0, |mood| &mut mood.leaves),
    ("admires", 0.0..=0.5, |mood| &mut mood.admires),
    ("attends", 0.0..=1.0, |mood| &mut mood.attends),
    ("talks", 0.0..=1.0, |mood| &mut mood.talks),
    ("asks", 0.0..=0.5, |mood| &mut mood.asks),
    ("shift", 5.0..=720.0, |mood| &mut mood.shift),
    ("away", 0.1..=720.0, |mood| &mut mood.away),
];

/// The moods that the program brings, by name.
const SHIPPED: [(&str, &str); 3] = [
    ("diligent", include_str!("../../assets/moods/diligent.toml")),
    ("distracted", include_str!("../../assets/moods/distracted.toml")),
    ("new-hire", include_str!("../../assets/moods/new-hire.toml")),
];

/// What is wrong with a mood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoodError {
    /// None is called so.
    #[error("there is no mood `{name}`; {right}")]
    Name {
        /// As given.
        name: String,
        /// What would be right.
        right: String,
    },
    /// A text holds something that no mood has, or lacks something.
    #[error("line {line}: {what}; {right}")]
    Text {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
        /// What would be right.
        right: String,
    },
}

impl Mood {
    /// The names of the moods that the program brings.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// A mood that the program brings.
    ///
    /// # Errors
    /// [`MoodError::Name`], with the nearest name.
    pub fn named(name: &str) -> Result<Self, MoodError> {
        match SHIPPED.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Self::read(text),
            None => {
                let names: Vec<&str> = Self::names().collect();
                Err(MoodError::Name { name: name.to_owned(), right: right(name, &names) })
            }
        }
    }

    /// A mood from TOML: a number for each field, and nothing else but an `about`.
    ///
    /// # Errors
    /// [`MoodError::Text`]: the first thing that is wrong, with its line.
    pub fn read(text: &str) -> Result<Self, MoodError> {
        let document = Document::read("", text);
        let mut root = document.root();
        let mut mood = Self::none();
        if let Some(about) = root.may("about") {
            about.text(200);
        }
        for (name, range, place) in FIELDS {
            if let Some(number) = root.want(name).and_then(|value| value.number(range)) {
                *place(&mut mood) = number;
            }
        }
        root.finish();
        match document.problems().into_iter().next() {
            Some(Problem { line, what, right, .. }) => Err(MoodError::Text { line, what, right }),
            None => Ok(mood),
        }
    }

    const fn none() -> Self {
        Self {
            pace: 1.0,
            bow: 0.0,
            misses: 0.0,
            dwell: 0.45,
            pause: 0.1,
            sight: 0.0,
            doubt: 0.0,
            errors: 0.0,
            clicks: 0.0,
            carries: 0.0,
            keys: 0.0,
            looks: 0.0,
            rests: 0.0,
            rest: 1.0,
            reads: 0.0,
            leaves: 1.0,
            admires: 0.0,
            attends: 0.0,
            talks: 0.0,
            asks: 0.0,
            shift: 5.0,
            away: 0.1,
        }
    }
}

impl Default for Mood {
    /// The diligent one.
    fn default() -> Self {
        // A test reads every mood that is shipped.
        Self::named("diligent").unwrap_or_else(|_| Self::none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_mood_can_be_read_and_differs() {
        let all: Vec<Mood> = Mood::names().map(|name| Mood::named(name).unwrap()).collect();
        assert_eq!(Mood::default(), all[0]);
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let whole = include_str!("../../assets/moods/diligent.toml");
        let line = |name: &str| whole.lines().position(|line| line.starts_with(name)).unwrap() + 1;
        let with = |name: &str, value: &str| {
            let lines = whole.lines().map(|old| if old.starts_with(name) { value } else { old });
            Mood::read(&lines.collect::<Vec<_>>().join("\n")).unwrap_err().to_string()
        };
        for (name, value, told) in [
            ("pace", "pace = 9", "`pace` is 9; a number from 0.4 to 2 is wanted"),
            ("doubt", "doubt = \"much\"", "`doubt` is of type string; a number from 0 to 0.8 is wanted"),
            ("dwell", "dwell = nan", "`dwell` is nan; a number from 0.45 to 10 is wanted"),
            ("about", "talk = 0.5", "`talk` is not known; the nearest that is known here is `talks`"),
        ] {
            assert_eq!(with(name, value), format!("line {}: {told}", line(name)));
        }
        assert_eq!(with("pause", ""), "line 1: `pause` is missing; a `pause` is wanted here");
        assert!(Mood::read("pace = [").is_err());
        let error = Mood::named("diligant").unwrap_err().to_string();
        assert_eq!(error, "there is no mood `diligant`; perhaps \"diligent\" is meant");
    }
}
