use super::*;
use crate::pack::incentives::{LINES as SAID, Percussion, Piece, RUNGS};

/// The problems of the pack `lumon` with its incentives changed.
fn told_of(incentives: &str) -> Vec<String> {
    let texts = NAMES.map(lumon);
    let [pack, files, commendations, about] = texts.each_ref().map(|text| Some(text.as_str()));
    let mut problems = Vec::new();
    let incentives = Some(incentives);
    let texts = check::Texts { pack, files, commendations, about, incentives, ..check::Texts::default() };
    let _pack = check::build(texts, str::to_owned, &mut problems);
    problems.iter().map(ToString::to_string).collect()
}

fn both() -> [Pack; 2] {
    ["lumon", "meridian"].map(|name| Pack::load(&PathBuf::from("assets/packs").join(name)).unwrap())
}

#[test]
fn the_houses_give_what_they_should() {
    for pack in both() {
        let incentives = pack.incentives.as_ref().unwrap();
        assert_eq!(incentives.awards.len(), RUNGS.len());
        assert_eq!(incentives.dances.len(), Piece::ALL.len());
        assert_eq!(incentives.percussion.len(), Percussion::ALL.len());
        assert_eq!(incentives.colleagues.len(), 7, "{}", pack.key);
        for award in &incentives.awards {
            // Drawn with care, and filling its box.
            let points = || award.strokes.iter().flatten();
            let reach = |axis: usize| {
                let least = points().map(|point| point[axis]).fold(f32::MAX, f32::min);
                points().map(|point| point[axis]).fold(0.0, f32::max) - least
            };
            assert!(points().count() >= 60, "{} {}", pack.key, award.key);
            assert!(reach(0).max(reach(1)) >= 75.0, "{} {}", pack.key, award.key);
        }
    }
    let [lumon, meridian] = both().map(|pack| pack.incentives.unwrap());
    for line in SAID {
        let differs = lumon.lines[line.key] != meridian.lines[line.key];
        assert!(
            differs
                || ["quarter-certificate", "quarter-save", "quarter-card", "quarter-remark"]
                    .contains(&line.key),
            "{}",
            line.key
        );
    }
    let keys = |of: &crate::pack::incentives::Incentives| {
        of.awards.iter().map(|a| a.key.clone()).collect::<Vec<_>>()
    };
    assert!(keys(&lumon).iter().all(|key| !keys(&meridian).contains(key)));
}

/// What is set in one line of these screens fits it, and the house keeps its voice.
#[test]
fn the_lines_of_incentives_fit_and_keep_the_voice() {
    for pack in both() {
        let incentives = pack.incentives.as_ref().unwrap();
        let award = incentives.awards.iter().map(|award| &award.name).max_by_key(|name| name.chars().count());
        let places = [
            ("name", "Wilhelmina W."),
            ("award", award.unwrap()),
            ("percent", "100"),
            ("quarter", "12"),
            ("number", "60"),
            ("date", "1983-09-12"),
            ("place", "8"),
            ("files", "6"),
            ("groups", "1200"),
            ("misfiled", "100"),
            ("remark", "the umbrella, brought back dry"),
        ];
        let clean = |what: &str, said: &str| {
            for wrong in ["!", "n't", "'re", "'ll", "'ve", "{"] {
                assert!(!said.contains(wrong), "{} {what}: {said}", pack.key);
            }
        };
        for line in SAID {
            let said = incentives.say(line.key, &places);
            let most = match line.key {
                key if key.ends_with("-title") => 32,
                "quarter-groups" | "quarter-misfiled" | "quarter-remark" => 12,
                "award-keep" | "award-dance" | "dance-leave" | "case-dance" | "case-certificate" => 30,
                "quarter-certificate" | "quarter-save" | "quarter-card" | "quarter-leave" => 30,
                "quarter-own-remark" => 40,
                // Two rows of the window, and of the certificate.
                "award-text" | "certificate-text" | "certificate-first" => 140,
                _ => 110,
            };
            assert!(said.chars().count() <= most, "{} {}: {said}", pack.key, line.key);
            clean(line.key, &said);
        }
        for award in &incentives.awards {
            let said = template::fill(&award.inscription, &[("employee", "Wilhelmina W."), ("number", "60")]);
            assert!(said.chars().count() <= 64, "{} {}: {said}", pack.key, award.key);
            clean(&award.key, &said);
            clean(&award.key, &award.note);
        }
        for text in incentives.dances.iter().map(|dance| &dance.about) {
            clean("dance", text);
        }
    }
}

#[test]
fn a_pack_without_incentives_is_whole() {
    let dir = TempDir::new().unwrap();
    for name in NAMES {
        fs::write(dir.path().join(name), lumon(name)).unwrap();
    }
    assert_eq!(Pack::load(dir.path()).unwrap().incentives, None);
    fs::create_dir(dir.path().join(check::INCENTIVES)).unwrap();
    let told = Pack::load(dir.path()).unwrap_err().to_string();
    assert!(told.ends_with("incentives.toml: is a folder; a plain file is wanted"), "{told}");
}

#[test]
fn every_slip_in_the_incentives_is_told_with_its_line() {
    let whole = lumon(check::INCENTIVES);
    assert_eq!(told_of(&whole), [""; 0]);
    let points = format!("\"{}\"", "1,1 ".repeat(61).trim_end());
    // The first stroke of all, whatever it is.
    let at = whole.find("strokes = [\n").unwrap() + "strokes = [\n".len();
    let first = whole[at..].lines().next().unwrap().trim().trim_end_matches(',');
    let name = format!("name = \"{}\"", "n".repeat(49));
    #[rustfmt::skip]
    let slips: &[(&str, &str, &str)] = &[
        // What stood there, what stands there now, what is told.
        ("Kept for {percent} parts in 100", "Kept for {parts} in 100", "`case-place` holds the unknown place {parts}; filled here: {percent}"),
        ("case-title = \"The case of awards\"", "case-title = \"The case of {name}\"", "`case-title` holds the unknown place {name}; no place is filled"),
        ("case-title = \"", "case-tittle = \"", "`case-tittle` is not known; the nearest that is known here is `case-title`"),
        ("key = \"nails\"", "key = \"blotter\"", "`key` says again what line"),
        ("key = \"nails\"", "key = \"Two nails\"", "`key` is \"Two nails\"; lower-case letters"),
        ("name = \"A puzzle of two nails\"", &name, "`name` has 49 characters; at most 48 fit"),
        ("No. {number}. They have met.", "No. {place}. They have met.", "`inscription` holds the unknown place {place}; filled here: {employee}, {number}"),
        ("note = \"The two have been parted once", "note = \"{employee} have been parted once", "`note` holds the unknown place {employee}"),
        (first, "\"8,8 101,8\"", "item 1 of `strokes` holds \"101,8\"; points `x,y` from 0 to 100"),
        (first, "\"8,8 8;9\"", "item 1 of `strokes` holds \"8;9\"; points `x,y`"),
        (first, "\"8,8 nan,9\"", "item 1 of `strokes` holds \"nan,9\"; points `x,y`"),
        (first, "\"8,8 -1,9\"", "item 1 of `strokes` holds \"-1,9\"; points `x,y`"),
        (first, "\"8,8\"", "item 1 of `strokes` has 1 points; points `x,y` from 0 to 100 with spaces between, 2 to 60 of them, are wanted"),
        (first, &points, "item 1 of `strokes` has 61 points; points"),
        (first, "[[8, 8], [9, 9]]", "item 1 of `strokes` is of type array; a text in quotes is wanted"),
        ("piece = \"trot\"", "piece = \"gallop\"", "`piece` is \"gallop\"; one of glide, trot, lull, knock is wanted"),
        ("piece = \"trot\"", "piece = \"glide\"", "`piece` says again what line"),
        ("sound = \"bell\"", "sound = \"gong\"", "`sound` is \"gong\"; one of block, bell, shaker, tin, drum is wanted"),
        ("sound = \"bell\"", "sound = \"block\"", "`sound` says again what line"),
        ("name = \"Oak ruler\"", "name = \"A ruler of weathered oak\"", "`name` has 24 characters; at most 18 fit"),
        ("name = \"Carpet Glide\"", "name = \"\"", "`name` is empty; a text of 1 to 28 characters is wanted"),
        ("about = \"Slow, in four.", "about = \"{name}.", "`about` holds the unknown place {name}"),
        ("name = \"Basil N.\"", "name = \"OTTILIE V.\"", "`name` says again what line"),
        ("remark = \"hums, in a permitted key\"", "remark = 3", "`remark` is of type integer; a text in quotes is wanted"),
        ("remark = \"hums, in a permitted key\"", "remarks = \"hums\"", "`remarks` is not known; the nearest that is known here is `remark`"),
    ];
    for (before, after, wanted) in slips {
        assert!(whole.contains(before), "{before}");
        let mut told = told_of(&whole.replacen(before, after, 1));
        told.retain(|line| !line.contains("is missing"));
        let line = 1 + whole[..whole.find(before).unwrap()].matches('\n').count();
        assert!(told.len() == 1 && told[0].contains(wanted), "{before} -> {after}: {told:#?}");
        assert!(told[0].starts_with(&format!("incentives.toml:{line}: ")), "{line}: {told:#?}");
    }
}

#[test]
fn what_lacks_in_the_incentives_is_told_where_it_should_stand() {
    let whole = lumon(check::INCENTIVES);
    let line_of = |text: &str| 1 + whole[..whole.find(text).unwrap()].matches('\n').count();
    let lines = line_of("[lines]");
    for line in SAID {
        let at = whole.find(&format!("\n{} = ", line.key)).unwrap() + 1;
        let end = at + whole[at..].find('\n').unwrap() + 1;
        let without = format!("{}{}", &whole[..at], &whole[end..]);
        let key = line.key;
        let wanted = format!("incentives.toml:{lines}: `{key}` is missing; a `{key}` is wanted here");
        assert_eq!(told_of(&without), [wanted]);
    }
    // What comes so many times: without its first ones.
    for (table, there, wanted) in [
        ("award", 5, "5 are wanted"),
        ("dance", 4, "2 to 4 are wanted"),
        ("percussion", 5, "3 to 5 are wanted"),
        ("colleague", 7, "4 to 9 are wanted"),
    ] {
        let head = format!("[[{table}]]");
        let begins = whole.find(&head).unwrap();
        let last = whole.rfind(&head).unwrap();
        let told = told_of(&format!("{}{}", &whole[..begins], &whole[last..]));
        assert_eq!(whole.matches(&head).count(), there);
        let wanted = format!("`{table}` holds 1 items; {wanted}");
        assert!(told.len() == 1 && told[0].starts_with("incentives.toml:"), "{told:#?}");
        assert!(told[0].ends_with(&wanted), "{told:#?}");
        let (from, till) = (begins, begins + whole[begins + 1..].find("\n[[").unwrap() + 1);
        let one: &str = &whole[from..till];
        if table == "award" {
            let more = format!("{whole}\n{}", one.replacen("blotter", "second-blotter", 1));
            let told = told_of(&more);
            assert!(told.len() == 1 && told[0].ends_with("`award` holds 6 items; 5 are wanted"), "{told:#?}");
        }
    }
    let none = whole.replacen("strokes = [\n", "strokes = []\nrest = [\n", 1);
    assert!(told_of(&none).iter().any(|line| line.ends_with("`strokes` holds 0 items; 1 to 40 are wanted")));
    assert_eq!(told_of("").len(), 5);
}

#[test]
fn damaged_incentives_never_panic() {
    for (name, read) in [
        (check::INCENTIVES, told_of as fn(&str) -> Vec<String>),
        (check::ARRIVAL, super::arrival::told_of),
        (check::AMBIENT, super::ambient::told_of),
    ] {
        let whole = lumon(name).into_bytes();
        for seed in 0..200 {
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
            let told = read(&String::from_utf8_lossy(&text));
            assert!(told.iter().all(|line| line.lines().count() == 1 && line.len() < 500), "{told:#?}");
        }
    }
}
