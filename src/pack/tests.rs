use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use tempfile::TempDir;

use super::*;

mod ambient;
mod arrival;
mod facts;
mod incentives;
mod talk;

const NAMES: [&str; 4] = [check::PACK, check::FILES, check::COMMENDATIONS, check::ABOUT];

fn lumon(name: &str) -> String {
    fs::read_to_string(PathBuf::from("assets/packs/lumon").join(name)).unwrap()
}

/// The problems of the pack `lumon` with one file changed.
fn told(name: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let texts = NAMES.map(|file| if file == name { change(&lumon(file)) } else { lumon(file) });
    built(&texts).1.iter().map(ToString::to_string).collect()
}

fn built(texts: &[String; 4]) -> (Pack, Vec<Problem>) {
    let mut problems = Vec::new();
    let [pack, files, commendations, about] = texts.each_ref().map(|text| Some(text.as_str()));
    let pack = check::build(
        check::Texts { pack, files, commendations, about, ..check::Texts::default() },
        str::to_owned,
        &mut problems,
    );
    (pack, problems)
}

/// The line of a file on which a text stands first, counted from 1.
fn line_of(name: &str, text: &str) -> usize {
    1 + lumon(name).lines().position(|line| line.contains(text)).unwrap()
}

#[test]
fn the_embedded_pack_is_whole() {
    let pack = Pack::embedded();
    assert_eq!(pack.key, "lumon");
    assert_eq!(pack.files.len(), 25);
    assert_eq!(pack.bins.len(), 5);
    assert!(pack.commendations.len() >= 14);
    for line in LINES {
        assert!(pack.voice.contains_key(line.key), "{}", line.key);
    }
    assert_eq!(pack.tempers.each_ref().map(|t| t.key.as_str()), ["hang", "hop", "huddle", "splay"]);
    assert_eq!(pack.tempers.each_ref().map(|t| t.code.as_str()), ["WO", "FC", "DR", "MA"]);
    assert_eq!(*pack, Pack::load(Path::new("assets/packs/lumon")).unwrap());
}

#[test]
fn the_files_begin_gently_and_grow_harder() {
    let pack = Pack::embedded();
    let (first, last) = (&pack.files[0], &pack.files[24]);
    assert!(first.teaches && first.size == FileSize::Short);
    assert_eq!(pack.files.iter().filter(|file| file.teaches).count(), 1);
    assert_eq!((first.subtlety, last.subtlety, last.name.as_str()), (0.15, 0.9, "Cold Harbor"));
    for pair in pack.files.windows(2) {
        assert!(pair[0].subtlety < pair[1].subtlety, "{}", pair[1].name);
        assert_ne!(pair[0].note, pair[1].note);
        let shape = |f: &FileSpec| (f.size, f.density.to_bits(), f.sizes, f.drift.to_bits(), f.mix);
        assert_ne!(shape(&pair[0]), shape(&pair[1]), "{} brings nothing new", pair[1].name);
    }
}

/// Relative luminance and contrast ratio of WCAG 2.2.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let [r, g, b] = colour.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn words_stand_out_from_the_ground() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    let pack = Pack::embedded();
    let p = &pack.palette;
    for (name, ink) in
        [("line", p.line), ("digit", p.digit), ("bright", p.bright), ("core", p.core), ("dim", p.dim)]
    {
        for ground in [p.ground, p.panel] {
            let ratio = contrast(ink, ground);
            assert!(ratio >= 4.5, "{name}: {ratio:.2}");
        }
    }
    // Bars are no text: 3 to 1 is what a shape asks for.
    for temper in &pack.tempers {
        assert!(contrast(temper.colour, p.panel) >= 3.0, "{}", temper.key);
    }
}

/// What a line says at its longest fits the width for which it is written.
#[test]
fn lines_fit_when_filled() {
    let pack = Pack::embedded();
    let longest = |texts: &mut dyn Iterator<Item = &String>| {
        texts.max_by_key(|text| text.chars().count()).cloned().unwrap_or_default()
    };
    let felt = longest(&mut pack.tempers.iter().flat_map(|t| &t.felt));
    let temper = longest(&mut pack.tempers.iter().map(|t| &t.name));
    let file = longest(&mut pack.files.iter().map(|f| &f.name));
    let count = longest(&mut pack.numbers.iter());
    let args = [
        ("bin", "05"),
        ("felt", &felt),
        ("least", &temper),
        ("file", &file),
        ("count", &count),
        ("percent", "100"),
        ("number", "25"),
        ("size", "STANDARD"),
        ("typed", &file),
        ("employee", &pack.employee),
        ("minutes", "1000"),
        ("address", "0x123456 : 0x789ABC"),
    ];
    for line in LINES {
        for name in template::slots(&pack.voice[line.key]).unwrap() {
            assert!(args.iter().any(|(given, _)| *given == name), "{name}");
        }
        let said = pack.say(line.key, &args);
        assert!(said.chars().count() <= 78, "{} {said}", said.chars().count());
    }
    for commendation in &pack.commendations {
        let said = template::fill(&commendation.text, &args);
        assert!(said.chars().count() <= 96, "{} {said}", said.chars().count());
    }
}

#[test]
fn the_house_does_not_exclaim_or_contract() {
    let pack = Pack::embedded();
    let said = pack.voice.values().chain(&pack.boot).chain(pack.files.iter().map(|f| &f.note));
    for text in said.chain(pack.commendations.iter().map(|c| &c.text)) {
        assert!(!text.contains('!'), "{text}");
        for contraction in ["n't", "'re", "'ll", "'ve", "'m ", "it's"] {
            assert!(!text.contains(contraction), "{text}");
        }
    }
}

#[test]
fn lines_are_said_and_counts_put_in_words() {
    let pack = Pack::embedded();
    let said = pack.say("felt", &[("count", &pack.count_word(9)), ("felt", "they hang")]);
    assert_eq!(said, "nine digits; they hang");
    assert_eq!(pack.say("no-such-line", &[]), "no-such-line");
    assert_eq!(pack.count_word(0), "zero");
    assert_eq!(pack.count_word(20), "twenty");
    assert_eq!(pack.count_word(21), "21");
    assert_eq!(pack.count_word(u64::MAX), "18446744073709551615");
}

#[test]
fn a_file_is_found_by_what_was_typed() {
    let pack = Pack::embedded();
    let held = |typed: &str| match pack.find_file(typed) {
        FileMatch::Held(file) => file.key.as_str(),
        other => panic!("{typed}: {other:?}"),
    };
    let nearest = |typed: &str| match pack.find_file(typed) {
        FileMatch::Nearest(file) => file.key.as_str(),
        other => panic!("{typed}: {other:?}"),
    };
    for typed in ["Cold Harbor", "cold harbor", "  COLDHARBOR ", "cöld hárbor", "cold", "co l"] {
        assert_eq!(held(typed), "cold-harbor");
    }
    assert_eq!(held("st pierre"), "st-pierre");
    assert_eq!(held("St. Piérre"), "st-pierre");
    assert_eq!(held("Bodø"), "bodo");
    // Several begin so: the first in the alphabet.
    assert_eq!(held("c"), "cairns");
    assert_eq!(held("b"), "bellingham");
    assert_eq!(nearest("Cold Harbour"), "cold-harbor");
    assert_eq!(nearest("Cairnes"), "cairns");
    assert_eq!(nearest("aaa"), "allentown");
    assert_eq!(nearest("zzz"), "zurich");
    assert_eq!(nearest("日本"), "zurich");
    assert_eq!(nearest(""), "allentown");
    assert_eq!(nearest(" ."), "allentown");
    assert_eq!(pack.file("siena").map(|file| file.name.as_str()), Some("Siena"));
    assert_eq!(pack.file("Siena"), None);
    assert_eq!(Pack::default().find_file("siena"), FileMatch::Nothing);
    for file in &pack.files {
        assert_eq!(pack.find_file(&file.name), FileMatch::Held(file));
    }
}

/// One slip in one file is told with its line, and nothing else is told.
#[test]
fn every_slip_is_told_with_its_line() {
    let long = "x".repeat(121);
    let boot = format!("\"{}\"", "x".repeat(61));
    let wide = format!("\"{}\"", "n".repeat(25));
    #[rustfmt::skip]
    let slips: &[(&str, &str, &str, &str)] = &[
        // File, what stood there, what stands there now, what is told.
        (check::PACK, "key = \"lumon\"", "key = \"Lu mon\"", "`key` is \"Lu mon\"; lower-case letters"),
        (check::PACK, "title = \"Lumon\"", "title = 7", "`title` is of type integer; a text in quotes is wanted"),
        (check::PACK, "title = \"Lumon\"", "title = \" Lumon\"", "`title` begins or ends with a space"),
        (check::PACK, "title = \"Lumon\"", "titel = \"Lumon\"", "`titel` is not known; the nearest that is known here is `title`"),
        (check::PACK, "employee = \"Refiner\"", "employee = \"\"", "`employee` is empty; a text of 1 to 24"),
        (check::PACK, "employee = \"Refiner\"", "employee = \"a\\nb\"", "`employee` holds the character U+000A"),
        (check::PACK, "employee = \"Refiner\"", "employee = \"a\\u202eb\"", "`employee` holds the character U+202E"),
        (check::PACK, "1983-09-12T08:50", "1983-02-29T08:50", "`date` is \"1983-02-29T08:50\"; a day and time"),
        (check::PACK, "1983-09-12T08:50", "1983-09-12T24:00", "`date` is"),
        (check::PACK, "1983-09-12T08:50", "1983/09/12 8:50", "`date` is"),
        (check::PACK, "\"04\", \"05\"", "\"04\", \"04\"", "item 5 of `bins` says again"),
        (check::PACK, "\"01\", \"02\", \"03\", \"04\", \"05\"", "\"01\"", "`bins` holds 1 items; 3 to 9 are wanted"),
        (check::PACK, "\"Mains steady since Monday, by the second reading.\"", &boot, "item 1 of `boot` has 61 characters; at most 60 fit"),
        (check::PACK, "ground = \"#02182B\"", "ground = \"#02182G\"", "`ground` is \"#02182G\"; a colour as \"#RRGGBB\""),
        (check::PACK, "panel = \"#021C31\"", "panel = \"021C31\"", "`panel` is"),
        (check::PACK, "line = \"#44B4CE\"", "line = 0x44B4CE", "`line` is of type integer"),
        (check::PACK, "width = 0.46", "width = 0.7", "the part reaches to x = 0.86"),
        (check::PACK, "width = 0.46", "width = nan", "`width` is nan; a number from 0 to 0.78 is wanted"),
        (check::PACK, "radius = 0.08", "radius = 0.09", "the radius is more than half"),
        (check::PACK, "y = 0.28", "y = 0.99", "the part reaches to y ="),
        (check::PACK, "y = 0.28", "y = -inf", "`y` is -inf"),
        (check::PACK, "key = \"huddle\"", "key = \"bliss\"", "`key` is \"bliss\"; \"huddle\" is wanted: the order is hang, hop, huddle, splay"),
        (check::PACK, "key = \"huddle\"", "key = \"hang\"", "`key` is \"hang\"; \"huddle\" is wanted"),
        (check::PACK, "name = \"Malice\"", "name = \"woé\"", "`name` says again"),
        (check::PACK, "code = \"MA\"", "code = \"Ma\"", "`code` is \"Ma\"; two capitals"),
        (check::PACK, "code = \"MA\"", "code = \"FC\"", "`code` says again"),
        (check::PACK, "they rock from heel to heel", "They huddle, two by two", "item 1 of `felt` says again"),
        (check::PACK, "they rock from heel to heel", "they move dreadfully", "item 3 of `felt` names the temper Dread"),
        (check::PACK, "Deliveries received: {count}", "Deliveries received: {counts}", "`done-deliveries` holds the unknown place {counts}; filled here: {count}"),
        (check::PACK, "Enter turns up the next card.", "Enter {key}", "`done-next` holds the unknown place {key}; no place is filled"),
        (check::PACK, "Deliveries received: {count}", "Deliveries received: {count", "`done-deliveries` is no template: a `{` is never closed"),
        (check::PACK, "Enter turns up the next card.", &long, "`done-next` has 121 characters; at most 120 fit"),
        (check::PACK, "size-long = \"LONG\"", "size-lang = \"LONG\"", "`size-lang` is not known; the nearest that is known here is `size-long`"),
        (check::FILES, "name = \"Astoria\"", "name = \"SIENA\"", "`name` says again what line 5 says"),
        (check::FILES, "key = \"astoria\"", "key = \"siena\"", "`key` says again what line 4 says"),
        (check::FILES, "\"Astoria\"", &wide, "`name` has 25 characters; at most 24 fit"),
        (check::FILES, "\"Astoria\"", "\"...\"", "`name` has no letter or digit"),
        (check::FILES, "subtlety = 0.27", "subtlety = 1.01", "`subtlety` is 1.01; a number from 0 to 1 is wanted"),
        (check::FILES, "subtlety = 0.27", "subtlety = true", "`subtlety` is of type boolean; a number"),
        (check::FILES, "density = 0.88", "density = 0.69", "`density` is 0.69"),
        (check::FILES, "drift = 1.4", "drift = 99999999999999999999", "`drift` is 99999999999999999999"),
        (check::FILES, "sizes = [4, 8]", "sizes = [8, 4]", "`sizes` goes from 8 down to 4; the smaller size comes first"),
        (check::FILES, "sizes = [4, 8]", "sizes = [4.0, 8]", "item 1 of `sizes` is of type float; a whole number"),
        (check::FILES, "sizes = [4, 8]", "sizes = [3, 8]", "item 1 of `sizes` is 3; a whole number from 4 to 14"),
        (check::FILES, "mix = [60, 100, 60, 60]", "mix = [60, 100, 60]", "`mix` holds 3 items; 4 are wanted"),
        (check::FILES, "mix = [60, 100, 60, 60]", "mix = [60, 100, 60, 300]", "item 4 of `mix` is 300"),
        (check::FILES, "mix = [60, 100, 60, 60]", "mix = \"even\"", "`mix` is of type string; an array is wanted"),
        (check::FILES, "teaches = true", "teaches = \"yes\"", "`teaches` is of type string; true or false is wanted"),
        (check::FILES, "size = \"short\"", "size = \"brief\"", "`size` is \"brief\"; short, standard or long is wanted"),
        (check::FILES, "name = \"Astoria\"", "name = \"Astoria", "not TOML:"),
        (check::FILES, "name = \"Astoria\"", "key = \"astoria\"", "not TOML: duplicate key"),
        (check::FILES, "subtlety = 0.27", "subtlety 0.27", "not TOML:"),
        (check::COMMENDATIONS, "key = \"comma\"", "key = \"pencil\"", "`key` says again"),
        (check::COMMENDATIONS, "Room 31 heard of {file}", "Room 31 heard of {bin}", "`text` holds the unknown place {bin}; filled here: {employee}, {file}"),
        (check::ABOUT, "Every sentence", "Every\u{7} sentence", "the line holds the character U+0007"),
    ];
    for (file, before, after, wanted) in slips {
        // Where a key's name is wrong, the key itself is missed as well.
        let mut told = told(file, |text| text.replacen(before, after, 1));
        told.retain(|line| !line.contains("is missing"));
        let place = format!("{file}:{}: ", line_of(file, before));
        assert_eq!(told.len(), 1, "{before} -> {after}: {told:#?}");
        let what = told[0].splitn(3, ':').nth(2).unwrap_or_default();
        assert!(what.trim_start().starts_with(wanted), "{before} -> {after}: {told:#?}");
        // An array and a part of the emblem are told where they begin, which may be some lines above.
        if !wanted.starts_with("the part")
            && !wanted.starts_with("the radius")
            && !wanted.starts_with("item 1 of `felt`")
        {
            assert!(told[0].starts_with(&place), "{place}: {told:#?}");
        }
    }
}

#[test]
fn what_is_missing_is_told_where_it_should_stand() {
    let missing = |file, line: &str| told(file, |text| text.replacen(line, "", 1));
    assert_eq!(
        missing(check::PACK, "title = \"Lumon\"\n"),
        ["pack.toml:1: `title` is missing; a `title` is wanted here"]
    );
    let voice = missing(check::PACK, "size-long = \"LONG\"");
    assert_eq!(
        voice,
        [format!(
            "pack.toml:{}: `size-long` is missing; a `size-long` is wanted here",
            line_of(check::PACK, "[voice]")
        )]
    );
    let file = missing(check::FILES, "density = 0.88");
    let header = line_of(check::FILES, "name = \"St. Pierre\"") - 2;
    assert_eq!(file, [format!("files.toml:{header}: `density` is missing; a `density` is wanted here")]);
    let part = told(check::PACK, |text| text.replacen("y = 0.28", "y = 0.99", 1));
    let header = line_of(check::PACK, "x = 0.31") - 1;
    assert!(part[0].starts_with(&format!("pack.toml:{header}: ")), "{part:?}");
    let few = told(check::COMMENDATIONS, |text| text.split_inclusive("\n\n").take(11).collect());
    assert_eq!(few, ["commendations.toml:1: `commendation` holds 11 items; 12 to 200 are wanted"]);
    assert_eq!(
        told(check::ABOUT, |_| " \n".into()),
        ["about.md: the page is empty; say what the pack is and whose the names are"]
    );
    assert!(told(check::PACK, |_| String::new()).len() >= 10);
}

#[test]
fn all_files_are_told_of_in_one_go() {
    let dir = TempDir::new().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::write(at(check::PACK), lumon(check::PACK).replace("#02182B", "blue").replace("\"WO\"", "\"W\""))
        .unwrap();
    fs::write(at(check::FILES), b"[[file]]\nname = \"\xff\"\n").unwrap();
    fs::create_dir(at(check::ABOUT)).unwrap();
    let errors = check_report(dir.path()).unwrap_err();
    let told = errors.to_string();
    let told: Vec<&str> = told.lines().collect();
    let path = |name: &str| at(name).display().to_string();
    assert_eq!(told.len(), 5, "{told:#?}");
    assert_eq!(
        told[0],
        format!("{}:2: holds bytes that are no UTF-8; save the file as UTF-8", path(check::FILES))
    );
    assert_eq!(told[1], format!("{}: is missing; a pack has this file", path(check::COMMENDATIONS)));
    assert_eq!(told[2], format!("{}: is a folder; a plain file is wanted", path(check::ABOUT)));
    let place = |text| format!("{}:{}: ", path(check::PACK), line_of(check::PACK, text));
    assert!(told.iter().any(|line| line.starts_with(&place("#02182B"))));
    assert!(told.iter().any(|line| line.starts_with(&place("\"WO\""))));
}

#[test]
fn files_that_are_no_texts_are_refused() {
    let dir = TempDir::new().unwrap();
    for name in NAMES {
        fs::write(dir.path().join(name), lumon(name)).unwrap();
    }
    assert_eq!(
        check_report(dir.path()).unwrap(),
        "The pack Lumon (lumon) is whole: 25 files, 16 commendations, 32 lines, 85 pages, 0 facts, 0 awards."
    );
    fs::write(dir.path().join(check::ABOUT), vec![b'a'; 1 + (1 << 20)]).unwrap();
    let told = Pack::load(dir.path()).unwrap_err().to_string();
    assert!(
        told.ends_with("about.md:1: the file is over 1024 KiB; at most 1048576 bytes are read"),
        "{told}"
    );
    #[cfg(unix)]
    {
        fs::remove_file(dir.path().join(check::ABOUT)).unwrap();
        std::os::unix::fs::symlink(dir.path().join(check::PACK), dir.path().join(check::ABOUT)).unwrap();
        let told = Pack::load(dir.path()).unwrap_err().to_string();
        assert!(told.ends_with("about.md: is a link; a plain file is wanted"), "{told}");
    }
    let told = Pack::load(&dir.path().join("nowhere")).unwrap_err();
    assert_eq!(told.problems.len(), 4);
}

#[test]
fn a_file_full_of_faults_is_told_of_in_bounds() {
    let begun = Instant::now();
    let lines = "x\n".repeat(LARGEST as usize / 2);
    let nested = "[".repeat(LARGEST as usize);
    let deep = format!("a = {}", "[{b=".repeat(200_000));
    let keys: String = (0..50_000).map(|n| format!("k{n} = {n}\n")).collect();
    let same = "key = 1\n".repeat(100_000);
    for text in [lines, nested, deep, keys, same] {
        let problems = told(check::PACK, |_| text.clone());
        assert!(!problems.is_empty() && problems.len() <= reader::MOST_PROBLEMS + 1, "{}", problems.len());
        assert!(problems.iter().all(|line| !line.contains('\n') && line.len() < 400));
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// Damaged packs are told of or, where the damage is none, read: never a panic, and each problem is one line.
#[test]
fn damaged_packs_never_panic() {
    let whole = NAMES.map(|name| lumon(name).into_bytes());
    let mut loaded = 0;
    for seed in 0..10_000 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut below = |most: usize| (rng.next_u64() % most.max(1) as u64) as usize;
        let mut texts = whole.clone();
        for _ in 0..=below(4) {
            let text = &mut texts[below(4)];
            let at = below(text.len());
            match below(5) {
                0 => text.truncate(at),
                1 if !text.is_empty() => text[at] ^= 1 << below(8),
                2 => text.insert(at, b"\"'{}[]=.#\\\n\t\0-+e_,0n"[below(20)]),
                3 => {
                    let end =
                        text[at..].iter().position(|b| *b == b'\n').map_or(text.len(), |end| at + end + 1);
                    text.drain(at..end);
                }
                _ => {
                    let end = (at + below(200)).min(text.len());
                    let piece = text[at..end].to_vec();
                    let to = below(text.len());
                    text.splice(to..to, piece);
                }
            }
        }
        let texts = texts.map(|text| String::from_utf8_lossy(&text).into_owned());
        let (pack, problems) = built(&texts);
        if problems.is_empty() {
            loaded += 1;
            assert_eq!((pack.numbers.len(), pack.voice.len()), (21, LINES.len()));
            assert!(pack.files.iter().all(|file| file.subtlety.is_finite() && !file.name.is_empty()));
        }
        assert!(problems.iter().all(|problem| problem.to_string().lines().count() == 1));
    }
    assert!((1..10_000).contains(&loaded), "{loaded}");
}

#[test]
fn shapes_are_known_by_their_names() {
    let styled = |style: &str| {
        let mut texts = NAMES.map(lumon);
        texts[0] = texts[0].replacen("[palette]", &format!("{style}\n[palette]"), 1);
        let (pack, problems) = built(&texts);
        (pack.style, problems.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(styled(""), (Style { header: Header::OpenBox, lids: Lids::Carton }, vec![]));
    let other = Style { header: Header::Plate, lids: Lids::Shutter };
    assert_eq!(styled("[style]\nheader = \"plate\"\nlids = \"shutter\""), (other, vec![]));
    let (_, told) = styled("[style]\nheader = \"plait\"\nlid = 1");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].ends_with(": `header` is \"plait\"; perhaps \"plate\" is meant"), "{told:?}");
    assert!(told[1].ends_with(": `lid` is not known; the nearest that is known here is `lids`"), "{told:?}");
    let (_, told) = styled("[style]\nlids = \"curtain\"");
    assert!(told[0].ends_with("`lids` is \"curtain\"; known are carton, shutter"), "{told:?}");
}

#[test]
fn the_guide_names_everything_that_a_pack_can_say() {
    use crate::pack::ambient::Figures;
    use crate::pack::incentives::{Percussion, Piece, RUNGS};
    use crate::pack::{ambient, arrival, incentives, talk as said};
    use handbook::{ACTIONS, Condition, Figure, SCREENS};
    let guide = fs::read_to_string("docs/packs.md").unwrap();
    let lines = LINES.iter().chain(said::LABELS).chain(said::LINES);
    let lines = lines.chain(arrival::LINES).chain(incentives::LINES).chain(ambient::LINES);
    let mut names: Vec<&str> =
        lines.flat_map(|line| line.placeholders.iter().copied().chain([line.key])).collect();
    names.extend(Condition::ALL.iter().map(|one| one.name()));
    names.extend(Figure::ALL.iter().map(|one| one.name()));
    names.extend(SCREENS.iter().chain(ACTIONS));
    names.extend(["hang", "hop", "huddle", "splay"]);
    for name in names {
        assert!(guide.contains(&format!("`{name}`")) || guide.contains(&format!("`{{{name}}}`")), "{name}");
    }
    let values = Header::ALL.iter().map(|one| one.name()).chain(Lids::ALL.iter().map(|one| one.name()));
    let pieces = Piece::ALL.iter().map(|one| one.name()).chain(Percussion::ALL.iter().map(|one| one.name()));
    let figures = Figures::ALL.iter().map(|one| one.name());
    for value in values.chain(pieces).chain(figures).chain(["short", "standard", "long"]) {
        assert!(guide.contains(&format!("`\"{value}\"`")), "{value}");
    }
    let (last, rungs) = RUNGS.split_last().unwrap();
    let rungs = rungs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    assert!(guide.contains(&format!("{rungs} and {last} parts in 100")), "{rungs}");
    // Every field of the optional files, as the shipped packs have them.
    for file in [check::ARRIVAL, check::INCENTIVES, check::AMBIENT] {
        let text = lumon(file);
        for key in text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key) {
            assert!(
                guide.contains(&format!("`{key}`")) || guide.contains(&format!("`{key} = ")),
                "{file}: {key}"
            );
        }
    }
    // Every field of the pack that is written to begin with.
    for file in ["pack.toml", "files.toml", "commendations.toml"] {
        let text = fs::read_to_string(PathBuf::from("assets/pack-new").join(file)).unwrap();
        for key in text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key) {
            assert!(key.starts_with('#') || guide.contains(&format!("`{key}`")), "{file}: {key}");
        }
    }
}
