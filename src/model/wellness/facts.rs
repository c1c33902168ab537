//! In which order facts are read: out of a seed, what was heard, and what has been done.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::random::{Draws, Purpose};
use crate::pack::{Fact, Facts, FirstHalf, SecondHalf};
use crate::template;

/// Of so many facts in a row one at most is joined of halves.
const JOINED: usize = 5;
/// Where a fact may be joined, one in so many is.
const SELDOM: u32 = 3;
/// So many of the facts heard last are not read again when the pool is used up and begins anew.
const KEPT: usize = 12;
/// A kind stays away for so many facts, where others are left.
const REST: usize = 3;
/// What stands between the keys of two halves. No key holds it.
const PLUS: char = '+';

/// A fact as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The fact's key; of a joined one both keys, `first+second`.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// The sentence, its opening filled in.
    pub text: String,
    /// How far it moves the dial of regard, in hundredths of the dial: -12 to 12.
    pub pull: i8,
    /// The deed that it is about.
    pub deed: Option<String>,
}

/// What an employee has heard. A key that the present pack does not know is kept all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Facts heard ever.
    pub count: u64,
    /// The keys of those heard since the pool began anew, in order, and of the last ones before.
    pub keys: Vec<String>,
    /// The keys of the facts about deeds that were ever heard.
    pub deeds: BTreeSet<String>,
}

impl Heard {
    /// Remembers that a fact was read.
    pub fn note(&mut self, reading: &Reading) {
        self.count = self.count.saturating_add(1);
        if self.keys.contains(&reading.key) {
            // It comes again because the pool was used up.
            self.keys.drain(..self.keys.len().saturating_sub(KEPT));
        }
        self.keys.push(reading.key.clone());
        if reading.deed.is_some() {
            self.deeds.insert(reading.key.clone());
        }
    }
}

/// The next fact to be read; none where the pack holds none. `done` are the keys of deeds, in the order in which they
/// were done.
///
/// A fact about a deed waits until the deed is done, and then comes soon: the latest first, though never two of them in
/// a row. No fact comes again before all others have come, and no two of a kind come in a row.
pub fn next_fact(facts: &Facts, seed: u64, heard: &Heard, done: &[String]) -> Option<Reading> {
    let mut draws = Draws::new(seed, Purpose::Fact, heard.count, 0);
    let open = |fact: &&Fact| fact.deed.as_ref().is_none_or(|deed| done.contains(deed));
    let pool: Vec<&Fact> = facts.written.iter().filter(open).collect();
    let unheard = |keys: &[String]| -> Vec<&Fact> {
        pool.iter().copied().filter(|fact| !keys.contains(&fact.key)).collect()
    };
    let mut keys = heard.keys.as_slice();
    let mut left = unheard(keys);
    if left.is_empty() {
        keys = &keys[keys.len().saturating_sub(KEPT.min(pool.len() / 2))..];
        left = unheard(keys);
    }
    let round = Round::new(facts, keys, &left);
    if let Some(fact) = round.owed(&left, heard, done) {
        return Some(read(facts, fact));
    }
    if round.may_join()
        && draws.below(SELDOM) == 0
        && let Some((first, second)) = round.join(&mut draws)
    {
        return Some(read_joined(facts, first, second));
    }
    let mut choice = left;
    narrow(&mut choice, |fact| round.last() != Some(&fact.kind));
    narrow(&mut choice, |fact| round.admits(&fact.kind, 1));
    narrow(&mut choice, |fact| fact.deed.is_none() || !round.told(heard));
    narrow(&mut choice, |fact| !round.kinds.iter().take(REST).any(|kind| *kind == fact.kind));
    narrow(&mut choice, |fact| round.text.is_none_or(|text| begins(text) != begins(&fact.text)));
    narrow(&mut choice, |fact| round.text.and_then(turns).is_none_or(|turn| turns(&fact.text) != Some(turn)));
    pick(&choice, &mut draws).map(|fact| read(facts, fact))
}

/// Keeps only what is wanted, if anything is.
fn narrow<T: Copy>(choice: &mut Vec<T>, wanted: impl Fn(T) -> bool) {
    if choice.iter().any(|one| wanted(*one)) {
        choice.retain(|one| wanted(*one));
    }
}

fn pick<T: Copy>(choice: &[T], draws: &mut Draws) -> Option<T> {
    choice.get(draws.below(choice.len() as u32) as usize).copied()
}

/// What was heard since the pool began anew, and how many facts of each kind are left in it.
struct Round<'f> {
    facts: &'f Facts,
    keys: &'f [String],
    /// The kinds heard, the last one first.
    kinds: Vec<&'f str>,
    /// The text heard last, if it was written whole.
    text: Option<&'f str>,
    left: BTreeMap<&'f str, usize>,
}

impl<'f> Round<'f> {
    fn new(facts: &'f Facts, keys: &'f [String], left: &[&'f Fact]) -> Self {
        let written = |key: &str| facts.written.iter().find(|fact| fact.key == key);
        let kind = |key: &'f String| match key.split_once(PLUS) {
            Some((half, _)) => facts.firsts.iter().find(|first| first.key == half).map(|f| f.kind.as_str()),
            None => written(key).map(|fact| fact.kind.as_str()),
        };
        let mut counts = BTreeMap::new();
        for fact in left {
            *counts.entry(fact.kind.as_str()).or_default() += 1;
        }
        Self {
            facts,
            keys,
            kinds: keys.iter().rev().filter_map(kind).take(REST).collect(),
            text: keys.last().and_then(|key| written(key)).map(|fact| fact.text.as_str()),
            left: counts,
        }
    }

    /// The kind heard last.
    fn last(&self) -> Option<&str> {
        self.kinds.first().copied()
    }

    /// Whether a fact of this kind may follow: so that what is then left, `taken` fewer, can still be read with no two
    /// of a kind in a row.
    fn admits(&self, kind: &str, taken: usize) -> bool {
        let rest = self.left.values().sum::<usize>() - taken;
        let fits = |(other, count): (&&str, &usize)| {
            if *other == kind { count - taken <= rest / 2 } else { *count <= rest.div_ceil(2) }
        };
        self.last() != Some(kind) && self.left.iter().all(fits)
    }

    /// Whether the last fact was about a deed.
    fn told(&self, heard: &Heard) -> bool {
        self.keys.last().is_some_and(|key| heard.deeds.contains(key))
    }

    /// The fact about the deed done last of those whose fact was never heard, unless the last fact was about a deed.
    fn owed(&self, left: &[&'f Fact], heard: &Heard, done: &[String]) -> Option<&'f Fact> {
        if self.told(heard) {
            return None;
        }
        let fresh = |fact: &&Fact| !heard.deeds.contains(&fact.key) && self.admits(&fact.kind, 1);
        let about =
            |deed: &String| left.iter().copied().filter(fresh).find(|f| f.deed.as_ref() == Some(deed));
        done.iter().rev().find_map(about)
    }

    /// Whether none of the facts heard last was joined, and there were enough of them.
    fn may_join(&self) -> bool {
        let heard = self.keys.iter().rev().take(JOINED - 1);
        heard.len() == JOINED - 1 && heard.into_iter().all(|key| !key.contains(PLUS))
    }

    /// Two halves that fit, of which neither was heard in this round.
    fn join(&self, draws: &mut Draws) -> Option<(&'f FirstHalf, &'f SecondHalf)> {
        let joined: Vec<(&str, &str)> = self.keys.iter().filter_map(|key| key.split_once(PLUS)).collect();
        let pairs: Vec<(&FirstHalf, &SecondHalf)> = self
            .facts
            .firsts
            .iter()
            .filter(|first| self.admits(&first.kind, 0) && joined.iter().all(|(key, _)| *key != first.key))
            .flat_map(|first| {
                let fits = move |second: &&SecondHalf| second.fits == first.fits;
                self.facts.seconds.iter().filter(fits).map(move |second| (first, second))
            })
            .filter(|(_, second)| joined.iter().all(|(_, key)| *key != second.key))
            .collect();
        pick(&pairs, draws)
    }
}

/// The first word behind the opening, as a rule the verb.
fn begins(text: &str) -> Option<&str> {
    text.split_whitespace().nth(1)
}

/// The word with which a text turns, behind its first comma.
fn turns(text: &str) -> Option<&str> {
    text.split_once(", ")?.1.split_whitespace().next()
}

fn read(facts: &Facts, fact: &Fact) -> Reading {
    Reading {
        key: fact.key.clone(),
        kind: fact.kind.clone(),
        text: said(facts, &fact.text),
        pull: fact.pull,
        deed: fact.deed.clone(),
    }
}

fn read_joined(facts: &Facts, first: &FirstHalf, second: &SecondHalf) -> Reading {
    Reading {
        key: format!("{}{PLUS}{}", first.key, second.key),
        kind: first.kind.clone(),
        text: said(facts, &first.joined(second)),
        pull: first.pull.saturating_add(second.pull),
        deed: None,
    }
}

fn said(facts: &Facts, text: &str) -> String {
    template::fill(text, &[("opening", &facts.opening)])
}

#[cfg(test)]
mod tests;
