use std::collections::BTreeSet;
use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::lookup::{Hit, IndexEntry};
use super::*;
use crate::keys::Keys;
use crate::pack::{HANDBOOK, Pack, Problem};

/// The problems of the embedded handbook with one file changed.
fn told(name: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let changed: Vec<(&str, String)> = HANDBOOK
        .iter()
        .map(|&(file, text)| (file, if file == name { change(text) } else { text.to_owned() }))
        .collect();
    let own: Vec<(&str, &str)> = changed.iter().map(|(file, text)| (*file, text.as_str())).collect();
    built(&own, &[]).1.iter().map(ToString::to_string).collect()
}

fn built(own: &[(&str, &str)], base: &[(&str, &str)]) -> (Handbook, Vec<Problem>) {
    let mut problems = Vec::new();
    let handbook = build(own, base, str::to_owned, &mut problems);
    (handbook, problems)
}

/// The line of a page on which a text stands first, counted from 1.
fn line_of(name: &str, text: &str) -> usize {
    let (_, page) = HANDBOOK.iter().find(|(file, _)| *file == name).unwrap();
    1 + page.lines().position(|line| line.contains(text)).unwrap()
}

fn earned() -> Earned {
    Condition::ALL.iter().copied().collect()
}

/// The pages that lead to this one, by a link or by what is to be read with them.
fn linked_from(handbook: &Handbook, page: usize) -> Vec<usize> {
    let leads = |from: &Page| {
        let runs = from.blocks.iter().flat_map(|block| block.texts()).flat_map(|text| &text.0);
        let mut to = runs.filter_map(|run| run.link.as_ref()).chain(&from.see);
        to.any(|to| handbook.find(to) == Some(page))
    };
    (0..handbook.pages.len()).filter(|&at| at != page && leads(&handbook.pages[at])).collect()
}

#[test]
fn the_embedded_handbook_is_whole() {
    let handbook = &Pack::embedded().handbook;
    assert!(handbook.pages.len() >= 60, "{}", handbook.pages.len());
    assert!(handbook.pages.is_sorted_by_key(|page| page.order));
    let open: Vec<&str> =
        handbook.parts.iter().filter(|part| part.open).map(|part| part.key.as_str()).collect();
    assert_eq!(open, ["desk", "procedure", "calm"]);
    for screen in SCREENS {
        let page = &handbook.pages[handbook.about(screen).unwrap()];
        assert!(!page.keys.is_empty(), "{} has no first line", page.key);
    }
    let contents = handbook.contents();
    assert_eq!(contents.len(), handbook.parts.len(), "the pages of every part stand together");
    for at in 0..handbook.pages.len() {
        assert!(!linked_from(handbook, at).is_empty(), "nothing leads to {}", handbook.pages[at].key);
    }
    // Every condition and every figure is of use.
    let blocks: Vec<&Block> = handbook.pages.iter().flat_map(|page| &page.blocks).collect();
    let runs = blocks.iter().flat_map(|block| block.texts()).flat_map(|text| &text.0);
    let conditions: BTreeSet<Condition> = runs.filter_map(|run| run.withheld).collect();
    assert_eq!(conditions, earned());
    for figure in Figure::ALL {
        let shows = |block: &&&Block| matches!(block, Block::Figure { figure: one, .. } if one == figure);
        assert!(blocks.iter().any(|block| shows(&block)), "{} is shown nowhere", figure.name());
    }
}

#[test]
fn actions_are_those_of_the_table_of_keys() {
    assert_eq!(ACTIONS, [Keys::action_names(), Keys::typed_names()].concat());
}

#[test]
fn what_is_wrong_is_told_with_file_and_line() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("field.md", "[stirs](attention)", "[stirs](atention)", "there is no page \"atention\""),
        ("field.md", "\"box-right\"", "\"box-rihgt\"", "is \"box-rihgt\""),
        ("field.md", "order = 340", "order = 320", "`order` 320 is that of"),
        ("power.md", "(switch)", "(swich)", "no figure"),
        ("field.md", "part = \"procedure\"", "part = \"prosedure\"", "is \"prosedure\""),
        ("field.md", "It has no shore", "It hasn't a shore", "words are contracted"),
        ("field.md", "It has no shore", "It has no shore!", "exclamation mark"),
        ("field.md", "It has no shore", "==quarter: It has== no shore", "withheld in an open part"),
        ("field.md", "key = \"field\"", "key = \"fields\"", "the file's name"),
        ("shoes.md", "==first-file:", "==fist-file:", "\"fist-file\" is no condition"),
        ("shoes.md", "at work==", "at work", "is not ended"),
        ("shoes.md", "title =", "titel =", "`titel` is not known"),
        ("shoes.md", "A shoe", &"a".repeat(10_000), "is a long word; at most 28 letters fit"),
        (
            "shoes.md",
            "A shoe",
            "A \u{65e5} shoe",
            "holds \u{65e5} (U+65E5), which the fonts lack; write it otherwise",
        ),
        ("shoes.md", "A shoe", "A &#x65e5; shoe", "holds \u{65e5} (U+65E5)"),
        ("shoes.md", "title = \"Shoes\"", "title = \"Shoes \u{1f45e}\"", "`title` holds \u{1f45e} (U+1F45E)"),
        ("form-loss.md", "form Form 5", "form Form \u{2464}", "U+2464"),
        ("form-loss.md", "[date] Day", "[date] \u{65e5}", "U+65E5"),
        ("shoes.md", "A shoe", "A \u{5e9}hoe", "U+05E9"),
        ("shoes.md", "A shoe", "A \u{7}shoe", "U+0007"),
        ("shoes.md", "A shoe", "<b>A shoe</b>", "neither text nor table"),
        ("shoes.md", "1. Soles", "1. - Soles", "neither text nor table"),
        ("form-loss.md", "[sign]", "[sing]", "asks for \"sing\""),
        (
            "form-loss.md",
            "[date] Day",
            "[date] ==quarter: Day==",
            "the line holds ==, which withholds nothing",
        ),
        (
            "form-loss.md",
            "form Form 5",
            "form ==quarter: Form== 5",
            "the line holds ==, which withholds nothing",
        ),
        ("shoes.md", "title = \"Shoes\"", "title = \"==quarter: Shoes==\"", "`title` holds =="),
        ("shoes.md", "index = [\"", "index = [\"==", "holds ==, which withholds nothing there"),
        (PARTS, "title = \"", "title = \"==", "`title` holds =="),
    ];
    for (name, from, to, wanted) in cases {
        let (_, text) = HANDBOOK.iter().find(|(file, _)| file == name).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        let all = told(name, |text| text.replacen(from, to, 1));
        assert!(all.iter().any(|line| line.contains(wanted)), "{from} -> {to}: {all:?}");
        assert!(all.iter().all(|line| line.lines().count() == 1));
    }
    let line = line_of("field.md", "[stirs]");
    let all = told("field.md", |text| text.replace("(attention)", "(nowhere)"));
    assert!(all.iter().any(|told| told.starts_with(&format!("field.md:{line}: "))), "{all:?}");
}

#[test]
fn headings_and_captions_withhold() {
    let name = "shoes.md";
    let all = told(name, |text| text.replacen("1. Soles", "## ==quarter: Soles==\n\n1. Soles", 1));
    assert_eq!(all, [""; 0]);
    let line = line_of("form-loss.md", "[date] Day");
    let all = told("form-loss.md", |text| text.replace("[date] Day", "[date] ==quarter: Day=="));
    assert_eq!(all.len(), 1);
    assert!(all[0].starts_with(&format!("form-loss.md:{line}: ")), "{all:?}");
}

#[test]
fn a_page_has_enough_words_and_something_to_look_at() {
    let short = told("woe.md", |text| text.split("1. Its").next().unwrap().to_owned());
    assert!(short.iter().any(|line| line.contains(" words; 90 to 180")), "{short:?}");
    let long = told("woe.md", |text| format!("{text}\n{}\n", "word ".repeat(180)));
    assert!(long.iter().any(|line| line.contains(" words; 90 to 180")), "{long:?}");
    let bare = told("wit.md", |text| text.replace("![", "[").replace("(posture)", "(woe)"));
    assert!(bare.iter().any(|line| line.contains("nothing to look at")), "{bare:?}");
}

#[test]
fn own_pages_replace_and_add_by_key() {
    let (_, woe) = HANDBOOK.iter().find(|(file, _)| *file == "woe.md").unwrap();
    let other = woe.replace("title = \"Woe\"", "title = \"Sorrow\"");
    let added = woe.replace("key = \"woe\"", "key = \"grief\"").replace("order = 520", "order = 521");
    let (handbook, problems) = built(&[("woe.md", &other), ("grief.md", &added)], HANDBOOK);
    assert_eq!(problems, []);
    let embedded = &Pack::embedded().handbook;
    assert_eq!(handbook.pages.len(), embedded.pages.len() + 1);
    let at = handbook.find("grief").unwrap();
    assert_eq!(handbook.pages[at - 1].title, "Sorrow");
    // With parts of its own a handbook stands by itself, and must be whole.
    let parts = HANDBOOK.iter().find(|(file, _)| *file == PARTS).unwrap();
    let (handbook, problems) = built(&[*parts, ("grief.md", &added)], HANDBOOK);
    assert_eq!(handbook.pages.len(), 1);
    assert!(problems.iter().any(|told| told.what.contains("no page is about cards")), "{problems:?}");
    // Where the default handbook has moved a page, a page of the pack's own may stand.
    let moved = format!("{}\n[moved]\ngrief = \"woe\"\n", parts.1);
    let base: Vec<(&str, &str)> =
        HANDBOOK.iter().map(|&(name, text)| (name, if name == PARTS { &*moved } else { text })).collect();
    let (handbook, problems) = built(&[("grief.md", &added)], &base);
    assert_eq!((problems, handbook.moved.len()), (vec![], 0));
    assert_eq!(built(&[], &base).0.find("grief"), built(&[], &base).0.find("woe"));
    // A pack without a handbook has that of the default pack.
    let dir = tempfile::tempdir().unwrap();
    for name in ["pack.toml", "files.toml", "commendations.toml", "about.md"] {
        std::fs::copy(Path::new("assets/packs/lumon").join(name), dir.path().join(name)).unwrap();
    }
    assert_eq!(Pack::load(dir.path()).unwrap().handbook, *embedded);
    std::fs::create_dir(dir.path().join("handbook")).unwrap();
    std::fs::write(dir.path().join("handbook/woe.md"), other.replace("order = 520", "order = 530")).unwrap();
    let told = Pack::load(dir.path()).unwrap_err().to_string();
    assert!(told.contains("woe.md:") && told.contains("`order` 530"), "{told}");
}

/// The embedded handbook with pages that have moved, and what is told of it.
fn with_moved(lines: &str) -> (Handbook, Vec<String>) {
    let mut files = HANDBOOK.to_vec();
    let at = files.iter().position(|(name, _)| *name == PARTS).unwrap();
    let text = format!("{}\n[moved]\n{lines}", files[at].1);
    files[at].1 = &text;
    let shoes = files.iter().find(|(name, _)| *name == "shoes.md").unwrap().1;
    let shoes = shoes
        .replace("see = [\"dress\",", "see = [\"clothing\",")
        .replace("A shoe should", "A [shoe](box) should");
    let at = files.iter().position(|(name, _)| *name == "shoes.md").unwrap();
    files[at].1 = &shoes;
    let (handbook, problems) = built(&files, &[]);
    (handbook, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn a_page_that_has_moved_is_found() {
    let (handbook, told) = with_moved("clothing = \"attire\"\nattire = \"garb\"\ngarb = \"dress\"");
    assert_eq!(told, [""; 0]);
    let dress = handbook.find("dress").unwrap();
    for old in ["clothing", "attire", "garb"] {
        assert_eq!(handbook.find(old), Some(dress), "{old}");
        assert_eq!(handbook.moved[old], "dress");
    }
    assert_eq!(handbook.find("clothes"), None);
    assert!(linked_from(&handbook, dress).contains(&handbook.find("shoes").unwrap()));
}

#[test]
fn what_is_wrong_with_a_move_is_told_with_its_line() {
    let first = HANDBOOK.iter().find(|(name, _)| *name == PARTS).unwrap().1.lines().count() + 3;
    let cases: &[(&str, &[(usize, &str)])] = &[
        ("clothing = \"dres\"", &[(0, "there is no page \"dres\"; perhaps \"dress\" is meant")]),
        (
            "clothing = \"dress\"\nfield = \"dress\"",
            &[(1, "\"field\" has moved, and is still a page; take out")],
        ),
        (
            "# A circle, and what leads into it.\nclothing = \"attire\"\nattire = \"garb\"\ngarb = \"attire\"",
            &[(2, "\"attire\" to \"garb\" leads back to itself; let one of them lead to a page")],
        ),
        ("clothing = \"clothing\"", &[(0, "\"clothing\" leads back to itself")]),
        (
            "clothing = \"dress\"\n\"Old Page\" = \"dress\"",
            &[(1, "`Old Page` is for \"Old Page\"; lower-case")],
        ),
        ("clothing = \"dress\"\nhat = 7", &[(1, "`hat` is of type integer")]),
        ("", &[]),
    ];
    for (lines, wanted) in cases {
        let (_, mut told) = with_moved(lines);
        // Where nothing has moved, the page on shoes leads nowhere.
        told.retain(|line| !line.starts_with("shoes.md"));
        assert_eq!(told.len(), wanted.len(), "{lines}: {told:?}");
        for (told, (line, wanted)) in told.iter().zip(*wanted) {
            let place = format!("{PARTS}:{}: {wanted}", first + line);
            assert!(told.starts_with(&place), "{place}: {told}");
        }
    }
    let shoes = with_moved("").1;
    assert!(shoes[0].contains("there is no page \"clothing\""), "{shoes:?}");
    // A list that is too long is not read.
    let way: String = (1..2000).map(|n| format!("way-{n} = \"way-{}\"\n", n + 1)).collect();
    let (handbook, told) = with_moved(&format!("clothing = \"way-1\"\n{way}").replace("way-2000", "dress"));
    assert_eq!(told, [""; 0]);
    assert_eq!(handbook.find("clothing"), handbook.find("dress"));
    let (_, told) = with_moved(&format!("clothing = \"way-1\"\n{way}way-2000 = \"dress\""));
    assert!(
        told.iter().any(|told| told.contains("`moved` holds 2001 keys; at most 2000 are read")),
        "{told:?}"
    );
}

#[test]
fn search_finds_words_and_never_what_is_withheld() {
    let handbook = &Pack::embedded().handbook;
    let hits = handbook.search("SHORTEST bar", &Earned::new());
    assert!(hits.len() >= 4, "{hits:?}");
    for Hit { page, block, text, range } in &hits {
        let page = &handbook.pages[*page];
        let plain = block.map_or_else(
            || page.title.clone(),
            |block| page.blocks[block].texts()[*text].plain(&Earned::new()),
        );
        assert_eq!(plain[range.clone()].to_lowercase(), "shortest bar");
    }
    for hidden in ["left of a pair", "delicacy", "thinner than it was", "long table has been wiped"] {
        assert_eq!(handbook.search(hidden, &Earned::new()), [], "{hidden}");
        assert_eq!(handbook.search(hidden, &earned()).len(), 1, "{hidden}");
    }
    assert_eq!(handbook.search("  ", &earned()), []);
    // Letters that have a capital of their own length, and one that has none.
    let words = "Ĉrêpe İs ÉTUDE, ߀ Жук";
    let page = Page { blocks: vec![Block::Paragraph(Text::of(words))], ..Page::default() };
    let other = Handbook { pages: vec![page], ..Handbook::default() };
    for (wanted, found) in [("ĉRÊPE", "Ĉrêpe"), ("étude", "ÉTUDE"), ("жУК", "Жук"), ("İS", "İs")]
    {
        let hits = other.search(wanted, &Earned::new());
        assert_eq!(&words[hits[0].range.clone()], found, "{wanted}");
    }
    assert_eq!(handbook.search("\u{fffc}", &Earned::new()), []);
}

#[test]
fn the_index_is_in_order_and_names_folios() {
    let handbook = &Pack::embedded().handbook;
    let index = handbook.index(&Earned::new());
    assert!(index.len() >= 120, "{}", index.len());
    assert!(index.is_sorted_by_key(|entry| entry.words.to_lowercase()));
    for IndexEntry { words, folios } in &index {
        assert!(folios.is_sorted() && !folios.is_empty());
        for folio in folios {
            let page = &handbook.pages[folio - 1];
            assert!(page.index.iter().any(|own| own.eq_ignore_ascii_case(words)), "{words}");
        }
    }
    let long = |earned: &Earned| handbook.index(earned).iter().any(|entry| entry.words == "long table");
    assert!(!long(&Earned::new()) && long(&earned()));
}

/// Damaged pages are told of or, where the damage is none, read: never a panic, and each problem is one line.
#[test]
fn damaged_pages_never_panic() {
    for seed in 0..10_000 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut below = |most: usize| (rng.next_u64() % most.max(1) as u64) as usize;
        let (name, text) = HANDBOOK[below(HANDBOOK.len())];
        let mut text = text.as_bytes().to_vec();
        for _ in 0..=below(4) {
            let at = below(text.len());
            match below(4) {
                0 => text.truncate(at),
                1 if !text.is_empty() => text[at] ^= 1 << below(8),
                2 => text.insert(at, b"=![]()*_`|+\n #>-1.<&\\"[below(21)]),
                _ => {
                    let end = (at + below(200)).min(text.len());
                    let piece = text[at..end].to_vec();
                    let to = below(text.len());
                    text.splice(to..to, piece);
                }
            }
        }
        let text = String::from_utf8_lossy(&text);
        let parts = [Part { key: "procedure".into(), ..Part::default() }];
        let mut problems = Vec::new();
        let sheet = read::page(name, name.trim_end_matches(".md"), &text, &parts, &mut problems);
        assert!(problems.iter().all(|problem| problem.to_string().lines().count() == 1));
        assert!(
            sheet.page.blocks.iter().flat_map(Block::texts).all(|text| !text.plain(&earned()).contains('!'))
                || !problems.is_empty()
        );
    }
}
