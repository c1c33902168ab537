use super::*;
use crate::pack::ambient::{COLUMNS, Figures, LINES as SAID, ROWS};

/// The problems of the pack `lumon` with what is shown while nobody works changed.
pub(super) fn told_of(ambient: &str) -> Vec<String> {
    let texts = NAMES.map(lumon);
    let [pack, files, commendations, about] = texts.each_ref().map(|text| Some(text.as_str()));
    let mut problems = Vec::new();
    let ambient = Some(ambient);
    let texts = check::Texts { pack, files, commendations, about, ambient, ..check::Texts::default() };
    let _pack = check::build(texts, str::to_owned, &mut problems);
    problems.iter().map(ToString::to_string).collect()
}

fn both() -> [Pack; 2] {
    ["lumon", "meridian"].map(|name| Pack::load(&PathBuf::from("assets/packs").join(name)).unwrap())
}

#[test]
fn the_houses_have_words_of_their_own_for_when_nobody_works() {
    let [lumon, meridian] = both().map(|pack| pack.ambient.unwrap());
    for line in SAID {
        assert_ne!(lumon.lines[line.key], meridian.lines[line.key], "{}", line.key);
    }
    let (one, other) = (&lumon.worksheet, &meridian.worksheet);
    assert!(one.rows.iter().all(|row| !other.rows.contains(row)) && one.title != other.title);
    for sheet in [one, other] {
        assert!(COLUMNS.contains(&sheet.columns.len()) && ROWS.contains(&sheet.rows.len()));
        // A sheet is believed if something on it adds up.
        let kinds: Vec<Figures> = sheet.columns.iter().map(|column| column.kind).collect();
        assert!(kinds.contains(&Figures::Sum) && kinds.contains(&Figures::Money), "{}", sheet.title);
        let (sum, count) = (
            kinds.iter().position(|kind| *kind == Figures::Sum),
            kinds.iter().position(|kind| *kind == Figures::Count),
        );
        assert!(count < sum, "{}: counts stand before their sum", sheet.title);
    }
}

/// What is set in one line fits it, and the house keeps its voice.
#[test]
fn the_lines_of_scenes_fit_and_keep_the_voice() {
    for pack in both() {
        let ambient = pack.ambient.as_ref().unwrap();
        let file = pack.files.iter().map(|file| &file.name).max_by_key(|name| name.chars().count());
        let places = [
            ("employee", "Wilhelmina W."),
            ("minutes", "1440"),
            ("percent", "100"),
            ("time", "08:57"),
            ("file", file.unwrap()),
        ];
        for line in SAID {
            let said = ambient.say(line.key, &places);
            let most = match line.key {
                "hallway-sign" => 12,
                "clock-title" => 20,
                key if key.starts_with("clock-") && key != "clock-told" => 46,
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
fn a_pack_without_words_for_scenes_is_whole() {
    let dir = TempDir::new().unwrap();
    for name in NAMES {
        fs::write(dir.path().join(name), lumon(name)).unwrap();
    }
    assert_eq!(Pack::load(dir.path()).unwrap().ambient, None);
    fs::create_dir(dir.path().join(check::AMBIENT)).unwrap();
    let told = Pack::load(dir.path()).unwrap_err().to_string();
    assert!(told.ends_with("ambient.toml: is a folder; a plain file is wanted"), "{told}");
}

#[test]
fn every_slip_in_the_scenes_is_told_with_its_line() {
    let whole = lumon(check::AMBIENT);
    assert_eq!(told_of(&whole), [""; 0]);
    let title = format!("title = \"{}\"", "t".repeat(49));
    #[rustfmt::skip]
    let slips: &[(&str, &str, &str)] = &[
        // What stood there, what stands there now, what is told.
        ("At this desk: {employee}", "At this desk: {name}", "`clock-employee` holds the unknown place {name}; filled here: {employee}"),
        ("hallway-sign = \"THIS WAY\"", "hallway-sign = \"THIS {way}\"", "`hallway-sign` holds the unknown place {way}; no place is filled"),
        ("hallway-sign = ", "hallway-sing = ", "`hallway-sing` is not known; the nearest that is known here is `hallway-sign`"),
        ("title = \"Stationery store, issues by desk\"", &title, "`title` has 49 characters; at most 48 fit"),
        ("head = \"Desk\"", "head = 4", "`head` is of type integer; a text in quotes is wanted"),
        ("total = \"Total\"", "total = \"\"", "`total` is empty; a text of 1 to 24 characters is wanted"),
        ("    \"Room 9\",", "    \"room 12\",", "item 5 of `rows` says again what line"),
        ("    \"Room 26\",", "    \"Room 26, the one that is kept shut\",", "item 10 of `rows` has 34 characters; at most 24 fit"),
        ("kind = \"date\"", "kind = \"day\"", "`kind` is \"day\"; one of code, date, count, sum, money is wanted"),
        ("name = \"Pads\"", "name = \"PENCILS\"", "`name` says again what line"),
        ("name = \"Ribbon\"", "name = \"Ribbon, in yards\"", "`name` has 16 characters; at most 12 fit"),
        ("name = \"Ribbon\"", "nome = \"Ribbon\"", "`nome` is not known; the nearest that is known here is `name`"),
    ];
    for (before, after, wanted) in slips {
        assert!(whole.contains(before), "{before}");
        let mut told = told_of(&whole.replacen(before, after, 1));
        told.retain(|line| !line.contains("is missing"));
        assert!(told.len() == 1 && told[0].contains(wanted), "{before} -> {after}: {told:#?}");
        assert!(told[0].starts_with("ambient.toml:"), "{told:#?}");
        if !wanted.starts_with("item") {
            let line = 1 + whole[..whole.find(before).unwrap()].matches('\n').count();
            assert!(told[0].starts_with(&format!("ambient.toml:{line}: ")), "{line}: {told:#?}");
        }
    }
}

#[test]
fn what_lacks_in_the_scenes_is_told_where_it_should_stand() {
    let whole = lumon(check::AMBIENT);
    let lines = 1 + whole[..whole.find("[lines]").unwrap()].matches('\n').count();
    for line in SAID {
        let at = whole.find(&format!("\n{} = ", line.key)).unwrap() + 1;
        let end = at + whole[at..].find('\n').unwrap() + 1;
        let key = line.key;
        let wanted = format!("ambient.toml:{lines}: `{key}` is missing; a `{key}` is wanted here");
        assert_eq!(told_of(&format!("{}{}", &whole[..at], &whole[end..])), [wanted]);
    }
    let begins = whole.find("[[worksheet.column]]").unwrap();
    let last = whole.rfind("[[worksheet.column]]").unwrap();
    let told = told_of(&format!("{}{}", &whole[..begins], &whole[last..]));
    assert!(told.len() == 1 && told[0].ends_with("`column` holds 1 items; 4 to 8 are wanted"), "{told:#?}");
    let (from, till) = (whole.find("rows = [").unwrap(), whole.find("total = ").unwrap());
    let told = told_of(&format!("{}rows = [\"A\"]\n{}", &whole[..from], &whole[till..]));
    assert!(told.len() == 1 && told[0].ends_with("`rows` holds 1 items; 8 to 20 are wanted"), "{told:#?}");
    assert_eq!(told_of("").len(), 2);
}
