use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;

/// The problems of the pack `lumon` with its facts changed.
fn told_of(facts: &str) -> Vec<String> {
    let texts = NAMES.map(lumon);
    let [pack, files, commendations, about] = texts.each_ref().map(|text| Some(text.as_str()));
    let mut problems = Vec::new();
    let session = lumon(check::SESSION);
    let (facts, session) = (Some(facts), Some(session.as_str()));
    let texts = check::Texts { pack, files, commendations, about, facts, session, ..check::Texts::default() };
    let _pack = check::build(texts, str::to_owned, &mut problems);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_house_has_as_many_facts_as_it_should() {
    let pack = Pack::embedded();
    let facts = pack.facts.as_ref().unwrap();
    assert_eq!(facts.written.len(), 240);
    let kinds: BTreeSet<&str> = facts.written.iter().map(|fact| fact.kind.as_str()).collect();
    assert_eq!(kinds.len(), 12);
    assert!(facts.firsts.iter().all(|first| kinds.contains(first.kind.as_str())));
    let about: BTreeSet<&str> = facts.written.iter().filter_map(|fact| fact.deed.as_deref()).collect();
    assert_eq!(about, facts.deeds.iter().map(|deed| deed.key.as_str()).collect());
    assert_eq!((facts.deeds.len(), facts.firsts.len(), facts.seconds.len()), (40, 30, 30));
}

/// The first word behind the opening, with which neighbours in the file differ.
#[test]
fn neighbours_in_the_file_begin_otherwise() {
    let pack = Pack::embedded();
    let begins = |fact: &Fact| fact.text.replace("'s ", " 's ").split_whitespace().nth(1).map(str::to_owned);
    for pair in pack.facts.as_ref().unwrap().written.windows(2) {
        assert_ne!(begins(&pair[0]), begins(&pair[1]), "{} {}", pair[0].text, pair[1].text);
    }
}

/// docs/deeds.md says of each deed what the pack says.
#[test]
fn the_table_of_deeds_is_the_packs() {
    let page = fs::read_to_string("docs/deeds.md").unwrap();
    let pack = Pack::embedded();
    let facts = pack.facts.as_ref().unwrap();
    let mut rows = String::new();
    for deed in &facts.deeds {
        let fact = facts.written.iter().find(|fact| fact.deed.as_ref() == Some(&deed.key)).unwrap();
        let said = template::fill(&fact.text, &[("opening", &facts.opening)]);
        writeln!(rows, "| `{}` | `{}` | {} | {said} |", deed.key, deed.counts.key(), deed.least).unwrap();
    }
    assert!(page.contains(&rows), "\n{rows}");
    for measure in Measure::ALL {
        assert!(page.contains(&format!("| `{}` | ", measure.key())), "{}", measure.key());
    }
}

#[test]
fn a_pack_without_facts_is_whole() {
    let dir = TempDir::new().unwrap();
    for name in NAMES {
        fs::write(dir.path().join(name), lumon(name)).unwrap();
    }
    assert_eq!(Pack::load(dir.path()).unwrap().facts, None);
    fs::create_dir(dir.path().join(check::FACTS)).unwrap();
    let told = Pack::load(dir.path()).unwrap_err().to_string();
    assert!(told.ends_with("facts.toml: is a folder; a plain file is wanted"), "{told}");
}

#[test]
fn every_slip_in_the_facts_is_told_with_its_line() {
    let whole = lumon(check::FACTS);
    assert_eq!(told_of(&whole), [""; 0]);
    #[rustfmt::skip]
    let slips: &[(&str, &str, &str)] = &[
        // What stood there, what stands there now, what is told.
        ("opening = \"Your outie\"", "opening = \"{name}\"", "`opening` holds the unknown place {name}; no place is filled"),
        ("counts = \"lone-bins\"", "counts = \"lone-bin\"", "`counts` is \"lone-bin\", which is not known; the nearest that is known here is \"lone-bins\""),
        ("least = 1000", "least = 0", "`least` is 0; a whole number from 1 to 100000 is wanted"),
        ("key = \"second-landing\"", "key = \"trout\"", "`key` says again"),
        ("deed = \"lapse\"", "deed = \"elapse\"", "`deed` is \"elapse\", which is not known; the nearest that is known here is \"lapse\""),
        ("pull = -8", "pull = -13", "`pull` is -13; a whole number from -12 to 12 is wanted"),
        ("pull = -8", "pull = 0.5", "`pull` is of type float; a whole number"),
        ("has never startled a trout.", "dozes.", "`text` has 3 words with the opening; 6 to 16 words are wanted"),
        ("has never startled a trout.", "has never, in all the years of which there is any account, startled a single brown trout.", "`text` has 19 words with the opening"),
        ("has never startled a trout.", "has never startled a trout", "`text` does not end with a full stop; a fact is one sentence"),
        ("has never startled a trout.", "hasn't ever startled a trout.", "`text` says \"hasn't\"; write both words out"),
        ("has never startled a trout.", "says it\u{2019}s no trout.", "`text` says \"it's\"; write both words out"),
        ("has never startled a trout.", "has never startled a trout! Or a carp.", "`text` exclaims; say it with a full stop"),
        ("{opening} has never startled a trout.", "Nobody has ever startled a trout.", "`text` does not begin with {opening}; a fact has its opening first, and once"),
        ("{opening} has never startled a trout.", "{opening} has never startled {file}.", "`text` holds the unknown place {file}; filled here: {opening}"),
        ("has never startled a trout.", "has never startled a HERON.", "`text` ends on \"heron\", as line"),
        ("has never startled a trout.", "once stood, upon one foot, for a trout.", "`text` has \"once stood upon one foot\" in common with line"),
        ("{opening} keeps a folding pulpit", "{opening} keeps a folding pulpit,", "`text` ends on a sign; the second half brings the signs"),
        ("fits = \"keeping\"\ntext = \", and turns", "fits = \"kept\"\ntext = \", and turns", "`fits` is \"kept\", which no first half has; a half needs"),
        (", on behalf of a rowing club.", "; a rowing club.", "`text` begins with neither a comma nor a word"),
        (", on behalf of a rowing club.", ", on behalf of a rowing club of the second or third ranking.", "`text` makes a fact of"),
        ("kind = \"hours\"", "kin = \"hours\"", "`kin` is not known; the nearest that is known here is `kind`"),
        ("[[half.second]]", "[[half.third]]", "`third` is not known"),
    ];
    for (before, after, wanted) in slips {
        let mut told = told_of(&whole.replacen(before, after, 1));
        told.retain(|line| !line.contains("is missing"));
        let line = 1 + whole[..whole.find(before).unwrap()].matches('\n').count();
        assert!(told.len() == 1 && told[0].contains(wanted), "{before} -> {after}: {told:#?}");
        // Of two that are alike the later one is told, which may be the one that was not touched.
        if !wanted.contains("again") && !wanted.contains("in common") && !wanted.contains("ends on \"") {
            assert!(told[0].starts_with(&format!("facts.toml:{line}: ")), "{line}: {told:#?}");
        }
    }
}

#[test]
fn kinds_are_kept_small_and_halves_in_pairs() {
    let whole = lumon(check::FACTS);
    let told = told_of(&whole.replace("kind = \"law\"", "kind = \"taste\""));
    // The talk misses the kind that is gone.
    let (told, talk): (Vec<String>, Vec<String>) =
        told.into_iter().partition(|line| line.starts_with(check::FACTS));
    assert!(told.len() == 1 && talk.iter().all(|line| line.contains("the kind of no fact")), "{told:#?}");
    assert!(
        told[0]
            .contains("`kind` is \"taste\" for more than 30 facts; at most 30 facts, and a quarter of all")
    );
    let few: String = whole.split_inclusive("[[fact]]").take(21).collect();
    let told = told_of(few.trim_end_matches("[[fact]]"));
    assert!(
        told.iter().any(|line| line.contains("`fact` holds 20 items; 24 to 400 are wanted")),
        "{told:#?}"
    );
    let told = told_of(&whole.replace("fits = \"duty\"\nkind", "fits = \"task\"\nkind"));
    assert_eq!(told.len(), 10, "{told:#?}");
    assert!(told.iter().all(|line| line.contains("which no second half has") || line.contains("which no first half has")));
    let pulls = told_of(&whole.replacen(
        "text = \", and has promised it to a niece.\"\npull = 3",
        "text = \", and has promised it to a niece.\"\npull = 11",
        1,
    ));
    assert!(pulls.len() == 1 && pulls[0].contains("`text` makes a fact that pulls 13"), "{pulls:#?}");
}

#[test]
fn damaged_facts_never_panic() {
    let whole = lumon(check::FACTS).into_bytes();
    for seed in 0..400 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut below = |most: usize| (rng.next_u64() % most.max(1) as u64) as usize;
        let mut text = whole.clone();
        for _ in 0..=below(4) {
            let at = below(text.len());
            match below(4) {
                0 => text.truncate(at),
                1 if !text.is_empty() => text[at] ^= 1 << below(8),
                2 => text.insert(at, b"\"'{}[]=.#\\\n\t\0-+e_,0n"[below(20)]),
                _ => {
                    let end = (at + below(2000)).min(text.len());
                    let piece = text[at..end].to_vec();
                    let to = below(text.len());
                    text.splice(to..to, piece);
                }
            }
        }
        let told = told_of(&String::from_utf8_lossy(&text));
        assert!(told.iter().all(|line| line.lines().count() == 1 && line.len() < 500), "{told:#?}");
    }
}
