use std::collections::BTreeSet;

use super::*;
use crate::pack::Pack;

/// Reads so many facts, with the deeds that `done` gives before each.
fn hear(facts: &Facts, seed: u64, count: usize, done: impl Fn(usize) -> Vec<String>) -> Vec<Reading> {
    let mut heard = Heard::default();
    let mut read = Vec::new();
    for at in 0..count {
        let reading = next_fact(facts, seed, &heard, &done(at)).unwrap();
        heard.note(&reading);
        read.push(reading);
    }
    read
}

fn lumon() -> Facts {
    Pack::embedded().facts.clone().unwrap()
}

fn nothing(_: usize) -> Vec<String> {
    Vec::new()
}

fn all_deeds(facts: &Facts) -> Vec<String> {
    facts.deeds.iter().map(|deed| deed.key.clone()).collect()
}

fn is_joined(reading: &Reading) -> bool {
    reading.key.contains(PLUS)
}

#[test]
fn the_order_is_pinned_by_the_seed() {
    let facts = lumon();
    let read = hear(&facts, 7, 40, nothing);
    assert_eq!(read, hear(&facts, 7, 40, nothing));
    assert_ne!(read, hear(&facts, 8, 40, nothing));
    assert!(read.iter().all(|reading| reading.text.starts_with("Your outie")));
}

#[test]
fn no_fact_comes_again_until_the_pool_is_used() {
    let facts = lumon();
    let deeds = all_deeds(&facts);
    for (seed, done, pool) in [(1, Vec::new(), 200), (2, deeds.clone(), 240), (3, deeds, 240)] {
        let read = hear(&facts, seed, 900, |_| done.clone());
        let written: Vec<&str> = read.iter().filter(|r| !is_joined(r)).map(|r| r.key.as_str()).collect();
        let first: BTreeSet<&str> = written[..pool].iter().copied().collect();
        assert_eq!(first.len(), pool, "every fact of the pool comes once");
        // Later rounds leave out what was heard last before them.
        for (at, key) in written.iter().enumerate() {
            let before = written[..at].iter().rev().position(|other| other == key);
            assert!(before.is_none_or(|gap| gap >= KEPT - 3), "{key} after {before:?}");
        }
        let second: BTreeSet<&str> = written[pool..2 * pool - KEPT].iter().copied().collect();
        assert_eq!(second.len(), pool - KEPT, "nor does any come twice in the second round");
    }
}

#[test]
fn kinds_are_spread_and_neighbours_begin_otherwise() {
    let facts = lumon();
    for seed in 0..40 {
        let done = if seed % 2 == 0 { Vec::new() } else { all_deeds(&facts) };
        let read = hear(&facts, seed, 520, |_| done.clone());
        for pair in read.windows(2) {
            assert_ne!(pair[0].kind, pair[1].kind, "{} {}", pair[0].key, pair[1].key);
        }
        // The first session of twelve has most kinds in it.
        let kinds: BTreeSet<&str> = read[..12].iter().map(|reading| reading.kind.as_str()).collect();
        assert!(kinds.len() >= 6, "{kinds:?}");
        // What a deed has earned comes whatever it begins with.
        if !done.is_empty() {
            continue;
        }
        // Joined ones are not looked at, nor is the end of the pool, where little is left to choose from.
        let written = |reading: &Reading| facts.written.iter().find(|fact| fact.key == reading.key);
        for pair in read[..120].windows(2) {
            if let (Some(a), Some(b)) = (written(&pair[0]), written(&pair[1])) {
                assert_ne!(begins(&a.text), begins(&b.text), "seed {seed}");
            }
        }
    }
}

#[test]
fn at_most_one_fact_in_five_is_joined_and_no_half_comes_twice() {
    let facts = lumon();
    let mut some = 0;
    for seed in 0..40 {
        let read = hear(&facts, seed, 200, nothing);
        for five in read.windows(JOINED) {
            assert!(five.iter().filter(|reading| is_joined(reading)).count() <= 1);
        }
        let halves: Vec<&str> =
            read.iter().filter(|r| is_joined(r)).flat_map(|reading| reading.key.split(PLUS)).collect();
        assert_eq!(halves.iter().collect::<BTreeSet<_>>().len(), halves.len());
        some += halves.len() / 2;
    }
    assert!((40..40 * 40).contains(&some), "{some}");
}

#[test]
fn a_deed_is_noticed_soon_and_once() {
    let facts = lumon();
    for seed in 0..40 {
        let before = hear(&facts, seed, 60, nothing);
        assert!(before.iter().all(|reading| reading.deed.is_none()));
        // Three deeds are done after six facts: the latest comes first, and other facts stand between.
        let deeds = ["first-file", "out-of-turn", "held-hour"].map(str::to_owned);
        let read = hear(&facts, seed, 200, |at| if at < 6 { Vec::new() } else { deeds.to_vec() });
        let told: Vec<(usize, &str)> =
            read.iter().enumerate().filter_map(|(at, r)| Some((at, r.deed.as_deref()?))).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].0 <= 7 && told[2].0 <= 13, "{told:?}");
        assert!(told.windows(2).all(|pair| pair[1].0 - pair[0].0 >= 2), "{told:?}");
    }
    let alone = hear(&facts, 5, 2, |_| vec!["lapse".to_owned()]);
    assert_eq!(alone[0].deed.as_deref(), Some("lapse"));
}

#[test]
fn a_fact_about_a_deed_is_not_pressed_again_in_the_next_round() {
    let facts = lumon();
    let read = hear(&facts, 11, 700, |_| vec!["first-file".to_owned()]);
    let told: Vec<usize> = (0..read.len()).filter(|at| read[*at].deed.is_some()).collect();
    assert_eq!(told[0], 0);
    assert!(told.len() >= 2 && told[1] > 200, "{told:?}");
}

#[test]
fn small_and_strange_packs_are_read_all_the_same() {
    assert_eq!(next_fact(&Facts::default(), 1, &Heard::default(), &[]), None);
    let fact = |key: &str| Fact {
        key: key.into(),
        kind: "one".into(),
        text: format!("{{opening}} {key}."),
        ..Fact::default()
    };
    let facts = Facts { written: vec![fact("a"), fact("b"), fact("c")], ..Facts::default() };
    let read = hear(&facts, 1, 30, nothing);
    let first: BTreeSet<&str> = read[..3].iter().map(|reading| reading.key.as_str()).collect();
    assert_eq!(first.len(), 3);
    // Keys that the pack no longer knows are kept, and do no harm.
    let keys = vec!["gone".to_owned(), "gone+too".to_owned()];
    let heard = Heard { count: 2, keys, deeds: BTreeSet::from(["gone".to_owned()]) };
    assert!(next_fact(&lumon(), 1, &heard, &["never".to_owned()]).is_some());
    let saved = serde_json::to_string(&heard).unwrap();
    assert_eq!(serde_json::from_str::<Heard>(&saved).unwrap(), heard);
}
