//! What `facts.toml` says: the facts of the wellness session, and how they are joined.

use std::collections::BTreeMap;

use super::{tables, within};
use crate::nearest::distance;
use crate::pack::find::fold;
use crate::pack::measure::Measure;
use crate::pack::reader::{Once, Table, Value, shown};
use crate::pack::types::{Deed, Fact, Facts, FirstHalf, SecondHalf};

/// Most characters of a text, with its place not yet filled.
const TEXT: usize = 140;
/// How a text begins.
const OPENING: &str = "{opening}";
/// Fewest and most words of a fact as it is read.
const WORDS: [usize; 2] = [6, 16];
/// So many words in a row come once only.
const RUN: usize = 5;
/// Most facts of one kind.
const KIND: usize = 30;
/// How far a fact moves the dial at most, to either side.
const PULL: i8 = 12;

/// Reads `facts.toml`.
pub(super) fn facts(root: &mut Table<'_>) -> Facts {
    let opening = root.want("opening").and_then(|v| v.template(40, &[]));
    let spoken = opening.as_ref().map(|opening| opening.split_whitespace().count());
    let deeds = if root.has("deed") { deeds(root) } else { Vec::new() };
    let mut told = Told::default();
    let written = written(root, &deeds, spoken, &mut told);
    let (mut firsts, mut seconds) = (Vec::new(), Vec::new());
    if root.has("half") {
        within(root, "half", |table| (firsts, seconds) = halves(table, spoken, &mut told));
    }
    Facts { opening: opening.unwrap_or_default(), deeds, written, firsts, seconds }
}

fn deeds(root: &mut Table<'_>) -> Vec<Deed> {
    let mut keys = Once::default();
    tables(root, "deed", 1..=200, |table| Deed {
        key: key(table, &mut keys),
        counts: table.want("counts").and_then(|v| measure(&v)).unwrap_or_default(),
        least: table.want("least").and_then(|v| v.whole(1..=100_000)).unwrap_or_default(),
    })
}

fn measure(value: &Value<'_>) -> Option<Measure> {
    let name = value.key()?;
    let measure = Measure::find(&name);
    if measure.is_none() {
        unknown(value, &name, Measure::ALL.iter().map(|measure| measure.key()));
    }
    measure
}

/// Notes that nothing has this name, and what has the nearest.
fn unknown<'n>(value: &Value<'_>, name: &str, known: impl IntoIterator<Item = &'n str>) {
    let right = match known.into_iter().min_by_key(|known| distance(known, name)) {
        Some(nearest) => format!("the nearest that is known here is \"{nearest}\""),
        None => "none is known here".to_owned(),
    };
    value.bad(format_args!("is \"{}\", which is not known", shown(name)), right);
}

fn written(root: &mut Table<'_>, deeds: &[Deed], spoken: Option<usize>, told: &mut Told) -> Vec<Fact> {
    let mut keys = Once::default();
    let mut kinds = Vec::new();
    let facts = tables(root, "fact", 24..=400, |table| {
        let key = key(table, &mut keys);
        let kind = table.want("kind").and_then(|v| {
            let kind = v.key()?;
            kinds.push((v, kind.clone()));
            Some(kind)
        });
        let text = table.want("text").and_then(|v| {
            let text = whole(&v)?;
            length(&v, &text, spoken);
            told.alone(&v, &text);
            Some(text)
        });
        let pull = pull(table);
        let deed = table.may("deed").and_then(|v| {
            let deed = v.key()?;
            if !deeds.iter().any(|known| known.key == deed) {
                unknown(&v, &deed, deeds.iter().map(|known| known.key.as_str()));
            }
            Some(deed)
        });
        Fact { key, kind: kind.unwrap_or_default(), text: text.unwrap_or_default(), pull, deed }
    });
    // With at most a quarter of one kind, no two of a kind need ever be read in a row.
    let most = KIND.min(kinds.len() / 4).max(1);
    let mut counts = BTreeMap::<&str, usize>::new();
    for (value, kind) in &kinds {
        let count = counts.entry(kind).or_default();
        *count += 1;
        if *count == most + 1 {
            value.bad(
                format_args!("is \"{}\" for more than {most} facts", shown(kind)),
                format!("at most {KIND} facts, and a quarter of all, are of one kind"),
            );
        }
    }
    facts
}

fn halves(
    table: &mut Table<'_>,
    spoken: Option<usize>,
    told: &mut Told,
) -> (Vec<FirstHalf>, Vec<SecondHalf>) {
    let mut keys = Once::default();
    let mut ties = Vec::new();
    let firsts = tables(table, "first", 1..=100, |table| FirstHalf {
        key: key(table, &mut keys),
        fits: fits(table, &mut ties),
        kind: table.want("kind").and_then(|v| v.key()).unwrap_or_default(),
        text: table.want("text").and_then(|v| first(&v, told)).unwrap_or_default(),
        pull: pull(table),
    });
    let mut keys = Once::default();
    let mut matched = Vec::new();
    let seconds = tables(table, "second", 1..=100, |table| {
        let key = key(table, &mut keys);
        let fits = fits(table, &mut matched);
        let value = table.want("text");
        let text = value.as_ref().and_then(|v| second(v, told)).unwrap_or_default();
        let second = SecondHalf { key, fits, text, pull: pull(table) };
        if let Some(value) = value.filter(|_| !second.text.is_empty()) {
            join(&value, &second, &firsts, spoken);
        }
        second
    });
    for (half, others, side) in [(&ties, &matched, "second"), (&matched, &ties, "first")] {
        for (value, fits) in half {
            if !others.iter().any(|(_, other)| other == fits) {
                value.bad(
                    format_args!("is \"{}\", which no {side} half has", shown(fits)),
                    "a half needs another that fits the same",
                );
            }
        }
    }
    (firsts, seconds)
}

/// Whether every first half that fits makes a fact with this second one.
fn join(value: &Value<'_>, second: &SecondHalf, firsts: &[FirstHalf], spoken: Option<usize>) {
    for first in firsts.iter().filter(|first| first.fits == second.fits && !first.text.is_empty()) {
        if let Some(words) = wrong_length(&first.joined(second), spoken) {
            value.bad(
                format_args!("makes a fact of {words} words with \"{}\"", shown(&first.key)),
                format!("{} to {} words are wanted", WORDS[0], WORDS[1]),
            );
            return;
        }
        let pull = first.pull.saturating_add(second.pull);
        if !(-PULL..=PULL).contains(&pull) {
            value.bad(
                format_args!("makes a fact that pulls {pull} with \"{}\"", shown(&first.key)),
                format!("both halves pull -{PULL} to {PULL}"),
            );
            return;
        }
    }
}

fn key(table: &mut Table<'_>, keys: &mut Once) -> String {
    let key = table.want("key").and_then(|v| {
        let key = v.key()?;
        keys.first(&v, &key).then_some(key)
    });
    key.unwrap_or_default()
}

fn pull(table: &mut Table<'_>) -> i8 {
    table.want("pull").and_then(|v| v.whole(-PULL..=PULL)).unwrap_or_default()
}

fn fits<'d>(table: &mut Table<'d>, ties: &mut Vec<(Value<'d>, String)>) -> String {
    let fits = table.want("fits").and_then(|v| {
        let fits = v.key()?;
        ties.push((v, fits.clone()));
        Some(fits)
    });
    fits.unwrap_or_default()
}

/// A whole fact.
fn whole(value: &Value<'_>) -> Option<String> {
    let text = begun(value)?;
    ends(value, &text);
    Some(text)
}

/// The first half of a fact.
fn first(value: &Value<'_>, told: &mut Told) -> Option<String> {
    let text = begun(value)?;
    if text.ends_with(|last: char| !last.is_alphanumeric()) {
        value.bad("ends on a sign", "the second half brings the signs");
    }
    told.runs(value, &text);
    Some(text)
}

/// The second half of a fact.
fn second(value: &Value<'_>, told: &mut Told) -> Option<String> {
    let text = value.template(TEXT, &[])?;
    if !text.starts_with(|first: char| first == ',' || first.is_alphabetic()) {
        value.bad("begins with neither a comma nor a word", "a comma or a word is wanted");
    }
    manners(value, &text);
    ends(value, &text);
    told.alone(value, &text);
    Some(text)
}

/// A text that begins as all facts do.
fn begun(value: &Value<'_>) -> Option<String> {
    let text = value.template(TEXT, &["opening"])?;
    manners(value, &text);
    if text.starts_with(OPENING) && text.matches(OPENING).count() == 1 {
        return Some(text);
    }
    value.bad("does not begin with {opening}", "a fact has its opening first, and once");
    None
}

fn ends(value: &Value<'_>, text: &str) {
    if !text.ends_with('.') {
        value.bad("does not end with a full stop", "a fact is one sentence");
    }
}

/// How a contraction ends, or what it is.
const SHORT_ENDS: [&str; 6] = ["n't", "'re", "'ll", "'ve", "'m", "'d"];
const SHORT: [&str; 10] =
    ["it's", "he's", "she's", "that's", "there's", "here's", "what's", "who's", "let's", "where's"];

/// The house neither exclaims nor contracts.
fn manners(value: &Value<'_>, text: &str) {
    if text.contains('!') {
        value.bad("exclaims", "say it with a full stop");
    }
    let plain = text.to_lowercase().replace('\u{2019}', "'");
    let sign = |c: char| !c.is_alphanumeric() && c != '\'';
    let short = plain
        .split(sign)
        .find(|word| SHORT.contains(word) || SHORT_ENDS.iter().any(|end| word.ends_with(end)));
    if let Some(word) = short {
        value.bad(format_args!("says \"{}\"", shown(word)), "write both words out");
    }
}

/// The number of words with the opening, which has `spoken` words, if they are too few or too many.
fn wrong_length(text: &str, spoken: Option<usize>) -> Option<usize> {
    // The opening stands as one word, with whatever clings to it.
    let words = text.split_whitespace().count() + spoken?.saturating_sub(1);
    (!(WORDS[0]..=WORDS[1]).contains(&words)).then_some(words)
}

fn length(value: &Value<'_>, text: &str, spoken: Option<usize>) {
    if let Some(words) = wrong_length(text, spoken) {
        value.bad(
            format_args!("has {words} words with the opening"),
            format!("{} to {} words are wanted", WORDS[0], WORDS[1]),
        );
    }
}

/// What has been said before, by the line that said it first.
#[derive(Default)]
struct Told {
    /// Last words.
    ends: BTreeMap<String, usize>,
    /// Words in a row.
    runs: BTreeMap<String, usize>,
}

impl Told {
    /// Notes what a text says that another has said: its last word, or some words in a row.
    fn alone(&mut self, value: &Value<'_>, text: &str) {
        let line = value.line();
        let last = text.split_whitespace().last().map(fold).unwrap_or_default();
        let before = *self.ends.entry(last.clone()).or_insert(line);
        if before != line {
            value.bad(
                format_args!("ends on \"{}\", as line {before} does", shown(&last)),
                "each fact ends on a word of its own",
            );
            return;
        }
        self.runs(value, text);
    }

    /// Notes words in a row that another text has.
    fn runs(&mut self, value: &Value<'_>, text: &str) {
        let line = value.line();
        let said = text.strip_prefix(OPENING).unwrap_or(text);
        let words: Vec<String> = said.split_whitespace().map(fold).collect();
        let mut shared = None;
        for run in words.windows(RUN) {
            let run = run.join(" ");
            let before = *self.runs.entry(run.clone()).or_insert(line);
            if before != line && shared.is_none() {
                shared = Some((run, before));
            }
        }
        if let Some((run, before)) = shared {
            value.bad(
                format_args!("has \"{}\" in common with line {before}", shown(&run)),
                format!("no {RUN} words in a row come twice"),
            );
        }
    }
}
