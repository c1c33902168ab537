use super::*;
use crate::pack::arrival::{ANSWERS, LINES as SAID, QUESTIONS, UNKNOWN_IS_BEST};

/// The problems of the pack `lumon` with its arrival changed.
pub(super) fn told_of(arrival: &str) -> Vec<String> {
    let texts = NAMES.map(lumon);
    let [pack, files, commendations, about] = texts.each_ref().map(|text| Some(text.as_str()));
    let mut problems = Vec::new();
    let arrival = Some(arrival);
    let texts = check::Texts { pack, files, commendations, about, arrival, ..check::Texts::default() };
    let _pack = check::build(texts, str::to_owned, &mut problems);
    problems.iter().map(ToString::to_string).collect()
}

fn both() -> [Pack; 2] {
    ["lumon", "meridian"].map(|name| Pack::load(&PathBuf::from("assets/packs").join(name)).unwrap())
}

#[test]
fn the_houses_ask_and_name_as_they_should() {
    for pack in both() {
        let arrival = pack.arrival.as_ref().unwrap();
        let best: Vec<usize> = arrival.questions.iter().filter_map(|question| question.best).collect();
        assert_eq!((arrival.questions.len(), best.len()), (QUESTIONS, 1), "{}", pack.key);
        assert!(best.len() + UNKNOWN_IS_BEST <= QUESTIONS);
        assert!(arrival.names.len() >= 40 && arrival.initials.len() >= 15, "{}", pack.key);
        // All of them can be chosen, with the one that nothing is known, by a number key.
        assert!(arrival.questions.iter().all(|question| ANSWERS.contains(&question.answers.len())));
        assert!(!arrival.misnomers.is_empty(), "{}", pack.key);
        assert_eq!(arrival.floors.len(), 7, "{}", pack.key);
    }
    let [lumon, meridian] = both().map(|pack| pack.arrival.unwrap());
    for line in SAID {
        let differs = lumon.lines[line.key] != meridian.lines[line.key];
        assert!(differs || line.key == "survey-at", "{}", line.key);
    }
}

/// What is set in one line of these screens fits it, and the house keeps its voice.
#[test]
fn the_lines_of_arriving_fit_and_keep_the_voice() {
    for pack in both() {
        let arrival = pack.arrival.as_ref().unwrap();
        let places =
            [("name", "Wilhelmina W."), ("at", "5"), ("count", "5"), ("hours", "100"), ("minutes", "59")];
        for line in SAID {
            let said = arrival.say(line.key, &places);
            let most = match line.key {
                key if key.ends_with("-title") => 32,
                "survey-unknown" | "name-accept" | "name-correct" | "sign-new" | "sign-correct" => 30,
                "sign-unnamed" | "outside-down" => 30,
                "survey-opening" | "elevator-hint" => 80,
                _ => 110,
            };
            assert!(said.chars().count() <= most, "{} {}: {said}", pack.key, line.key);
            for wrong in ["!", "n't", "'re", "'ll", "'ve", "{"] {
                assert!(!said.contains(wrong), "{} {}: {said}", pack.key, line.key);
            }
        }
    }
}

#[test]
fn a_pack_without_arriving_is_whole() {
    let dir = TempDir::new().unwrap();
    for name in NAMES {
        fs::write(dir.path().join(name), lumon(name)).unwrap();
    }
    assert_eq!(Pack::load(dir.path()).unwrap().arrival, None);
    fs::create_dir(dir.path().join(check::ARRIVAL)).unwrap();
    let told = Pack::load(dir.path()).unwrap_err().to_string();
    assert!(told.ends_with("arrival.toml: is a folder; a plain file is wanted"), "{told}");
}

#[test]
fn every_slip_in_arriving_is_told_with_its_line() {
    let whole = lumon(check::ARRIVAL);
    assert_eq!(told_of(&whole), [""; 0]);
    let long = format!("\"{}\"", "n".repeat(25));
    #[rustfmt::skip]
    let slips: &[(&str, &str, &str)] = &[
        // What stood there, what stands there now, what is told.
        ("\"Abena\"", "\"R2\"", "item 1 of `names` holds \"2\"; a name of letters alone is wanted"),
        ("\"Abena\"", "\"Mary Ann\"", "item 1 of `names` holds \" \"; a name of letters alone"),
        ("\"Abena\"", "\"Abenaabenaabe\"", "item 1 of `names` has 13 characters; at most 12 fit"),
        ("\"Abena\"", "7", "item 1 of `names` is of type integer; a text in quotes is wanted"),
        ("\"Aino\"", "\"AGNES\"", "item 3 of `names` says again what line"),
        ("initials = \"ABCDEFGHJKLMNPRSTUVWYZ\"", "initials = \"ABCd\"", "`initials` holds \"d\"; capital letters alone are wanted"),
        ("initials = \"ABCDEFGHJKLMNPRSTUVWYZ\"", "initials = \"ABC\"", "`initials` is \"ABC\"; 4 to 26 capital letters are wanted"),
        ("initials = \"ABCDEFGHJKLMNPRSTUVWYZ\"", "initials = \"ABCABC\"", "`initials` holds \"A\" twice; each initial once is wanted"),
        ("\"Street and weather\"", &long, "item 1 of `floors` has 25 characters; at most 24 fit"),
        ("\"Minutes of committees\"", "\"STREET and weather\"", "item 2 of `floors` says again"),
        ("Question {at} of {count}", "Question {at} of {of}", "`survey-at` holds the unknown place {of}; filled here: {at}, {count}"),
        ("Question {at} of {count}", "Question {at", "`survey-at` is no template: a `{` is never closed"),
        ("sign-new = \"A new refiner\"", "sign-new = \"A new {name}\"", "`sign-new` holds the unknown place {name}; no place is filled in this line"),
        ("sign-new = \"A new refiner\"", "sign-now = \"A new refiner\"", "`sign-now` is not known; the nearest that is known here is `sign-new`"),
        ("microdata = \"", "Microdata = \"", "`Microdata` belongs to no name that can be typed so; 1 to 40 lower-case characters"),
        ("microdata = \"", "\"\" = \"", "`` belongs to no name that can be typed so"),
        ("microdata = \"", "\" microdata\" = \"", "` microdata` belongs to no name that can be typed so"),
        ("microdata = \"This floor", "microdata = \"{floor}", "`microdata` holds the unknown place {floor}"),
        ("key = \"window\"", "key = \"steps\"", "`key` says again what line"),
        ("key = \"window\"", "key = \"Window\"", "`key` is \"Window\"; lower-case letters a to z, digits and inner dashes are wanted"),
        ("key = \"window\"", "kei = \"window\"", "`kei` is not known; the nearest that is known here is `key`"),
        ("answers = [\"North\", \"Toward a wall\", \"There was a skylight\"]", "answers = [\"North\"]", "`answers` holds 1 items; 2 to 4 are wanted"),
        ("\"Toward a wall\"", "\"north\"", "item 2 of `answers` says again"),
        ("best = 1", "best = 3", "`best` is 3; a whole number from 0 to 2 is wanted"),
        ("best = 1", "best = -1", "`best` is -1; a whole number from 0 to 2 is wanted"),
        ("best = 1", "best = \"glass\"", "`best` is of type string; a whole number from 0 to 2 is wanted"),
    ];
    for (before, after, wanted) in slips {
        assert!(whole.contains(before), "{before}");
        let mut told = told_of(&whole.replacen(before, after, 1));
        told.retain(|line| !line.contains("is missing"));
        let line = 1 + whole[..whole.find(before).unwrap()].matches('\n').count();
        assert!(told.len() == 1 && told[0].contains(wanted), "{before} -> {after}: {told:#?}");
        assert!(told[0].starts_with(&format!("arrival.toml:{line}: ")), "{line}: {told:#?}");
    }
}

#[test]
fn what_lacks_in_arriving_is_told_where_it_should_stand() {
    let whole = lumon(check::ARRIVAL);
    let line_of = |text: &str| 1 + whole[..whole.find(text).unwrap()].matches('\n').count();
    // A question less.
    let last = whole.rfind("[[question]]").unwrap();
    assert_eq!(
        told_of(&whole[..last]),
        [format!("arrival.toml:{}: `question` holds 4 items; 5 are wanted", line_of("[[question]]"))]
    );
    // And one more.
    let more = format!(
        "{whole}\n[[question]]\nkey = \"sixth\"\ntext = \"Which of these is a sixth question?\"\n\
         answers = [\"This\", \"That\"]\n"
    );
    assert!(told_of(&more)[0].ends_with("`question` holds 6 items; 5 are wanted"));
    // It is to be best, of most questions, that nothing is known.
    let known = whole.replace("]\n\n[[question]]", "]\nbest = 0\n\n[[question]]");
    let told = told_of(&known);
    assert_eq!(told.len(), 1, "{told:#?}");
    let wanted = "`question` leaves it best to know nothing 2 times; at least 3 without `best` are wanted";
    assert!(told[0].starts_with("arrival.toml:") && told[0].ends_with(wanted), "{told:#?}");
    // Every line is missed.
    let lines = line_of("[lines]");
    for line in SAID {
        let at = whole.find(&format!("\n{} = ", line.key)).unwrap() + 1;
        let end = at + whole[at..].find('\n').unwrap() + 1;
        let without = format!("{}{}", &whole[..at], &whole[end..]);
        let key = line.key;
        let wanted = format!("arrival.toml:{lines}: `{key}` is missing; a `{key}` is wanted here");
        assert_eq!(told_of(&without), [wanted]);
    }
    for key in ["names", "initials", "floors"] {
        let without = whole.replacen(&format!("\n{key} = "), &format!("\nno-{key} = "), 1);
        let told = told_of(&without);
        let wanted = format!("arrival.toml:1: `{key}` is missing; a `{key}` is wanted here");
        assert!(told.contains(&wanted) && told.len() == 2, "{told:#?}");
    }
    let few = whole.replacen("\"Abena\", ", "", 1);
    let names = few.find("names = [").unwrap() + "names = [".len();
    let few = format!("{}\"Abena\"{}", &few[..names], &few[names + few[names..].find(']').unwrap()..]);
    let told = told_of(&few);
    assert!(told.len() == 1 && told[0].ends_with("`names` holds 1 items; 24 to 200 are wanted"), "{told:#?}");
    assert_eq!(told_of("").len(), 5);
}

/// How long one was at work is said as it is.
#[test]
fn time_at_work_is_told_in_whole_hours_and_minutes() {
    let [lumon, _] = both().map(|pack| pack.arrival.unwrap());
    for (minutes, line, places) in [
        (0, "outside-none", [("hours", "0"), ("minutes", "0")]),
        (1, "outside-minute", [("hours", "0"), ("minutes", "1")]),
        (59, "outside-minutes", [("hours", "0"), ("minutes", "59")]),
        (60, "outside-hour", [("hours", "1"), ("minutes", "0")]),
        (61, "outside-hour-minutes", [("hours", "1"), ("minutes", "1")]),
        (180, "outside-hours", [("hours", "3"), ("minutes", "0")]),
        (182, "outside-hours-minutes", [("hours", "3"), ("minutes", "2")]),
    ] {
        assert_eq!(lumon.time_at_work(minutes), lumon.say(line, &places));
    }
}
