//! The session as it is kept and carried: older versions, export, import and reset, of the real program; and that
//! nothing that is not a session takes the place of one.

#[path = "support/work.rs"]
mod work;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use macrodat::keys::Keys;
use macrodat::model::arrival::{Employee, Employment};
use macrodat::model::carry;
use macrodat::model::geometry::Tube;
use macrodat::model::migrate::SESSION_VERSION;
use macrodat::model::{Command as Asked, Direction, Screen, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::screens;
use macrodat::store::{SAVE_VERSION, decode};
use macrodat::time::Span;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use work::Worker;

/// A save of each older version, as the program of that time wrote it.
///
/// Version 1 is from a build of commit 5c29e41 or of b4047d8 after it, which have the same model and store: a file
/// finished with a misfiling, one begun with two, and a long one with a group in flight.
///
/// Version 2 is from a build of commit bda431c: a file finished with a misfiling, one begun with another, and one with a
/// group in flight; a session with the director that was ended early, and one that stands still; two pages read, one of
/// them marked, and a form ticked and signed.
const OLDER: [&[u8]; SAVE_VERSION as usize - 1] =
    [include_bytes!("data/session-1.save"), include_bytes!("data/session-2.save")];

/// How many damaged files are offered.
const DAMAGED: u64 = 2000;

fn program(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_macrodat"));
    command.env_remove("RUST_LOG").arg("--data-dir").arg(data).arg("session").args(arguments);
    command.stdin(Stdio::null());
    command
}

/// What the program says, where it does as it is told.
fn told(data: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(data, arguments).output().unwrap();
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

/// What the program says of wrong input: one line, and exit code 2.
fn refused(data: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(data, arguments).output().unwrap();
    let said = String::from_utf8(stderr).unwrap();
    assert_eq!((status.code(), said.trim_end().lines().count()), (Some(2), 1), "{arguments:?}: {said}");
    assert!(said.starts_with("macrodat: ") && stdout.is_empty(), "{arguments:?}: {said}");
    said
}

/// What is said in sessions is said quickly.
fn quick() -> Asked {
    Asked::Set { setting: "session.pace".to_owned(), value: "300".to_owned() }
}

fn show(data: &Path) -> Value {
    serde_json::from_str(&told(data, &["show"])).unwrap()
}

fn folder(data: &Path) -> PathBuf {
    data.join("profiles/default")
}

/// Every file of the profile and its bytes, but for the lock.
fn files(data: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder(data))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| name != "session.lock")
        .collect()
}

/// A data folder whose profile holds these bytes as its save.
fn profile(save: &[u8]) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder(data.path())).unwrap();
    std::fs::write(folder(data.path()).join("session.save"), save).unwrap();
    data
}

/// A session in which much has happened.
fn much_done() -> Terminal {
    let mut worker = Worker::at("siena", 31);
    worker.misfile();
    worker.finish();
    worker.tell(100, Asked::Continue);
    worker.open("astoria");
    for _ in 0..12 {
        worker.deliver();
    }
    worker.misfile();
    worker.tell(900, Asked::Back);
    worker.open("bellingham");
    for _ in 0..6 {
        worker.deliver();
    }
    worker.tell(300, Asked::Page { right: 3, down: -2 });
    worker.tell(300, Asked::Look { bin: 1 });
    // A session is held, pages are read, and a form is filled in.
    worker.say(300, quick());
    worker.say(1100, Asked::Session);
    worker.say(600_000, Asked::Back);
    worker.say(1100, Asked::Handbook);
    let page = "form-desk".to_owned();
    for command in [
        Asked::Read { page: "woe".to_owned() },
        Asked::Mark,
        Asked::Read { page: page.clone() },
        Asked::Tick { page: page.clone(), line: 2 },
        Asked::Sign { page },
    ] {
        worker.say(11_000, command);
    }
    worker.say(1100, Asked::Back);
    let session = worker.terminal.session();
    assert!(session.wellness.cards.len() == 1 && session.reading.forms.len() == 1);
    worker.terminal
}

/// A terminal that is told things, one by one, each so many milliseconds after the one before.
fn asked(mut terminal: Terminal, all: Vec<(i64, Asked)>) -> Terminal {
    for (after, command) in all {
        let time = terminal.now() + Span::from_millis(after);
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
    }
    terminal
}

fn new_terminal() -> Terminal {
    Terminal::new(Pack::embedded(), Tube::default(), 31)
}

fn told_of_employees() -> Asked {
    let one = |profile: &str, name: Option<&str>| Employee {
        profile: profile.to_owned(),
        name: name.map(str::to_owned),
        taken: false,
    };
    let all = vec![one("default", None), one("second", Some("Maud V."))];
    Asked::Employees { all, here: "default".to_owned() }
}

/// Amid the survey.
fn at_the_survey() -> Terminal {
    let terminal = asked(
        new_terminal(),
        vec![
            (0, told_of_employees()),
            (10, Asked::Power { on: true }),
            (10, Asked::Skip),
            (10, Asked::SignIn { profile: Some("default".to_owned()) }),
            (900, Asked::Answer { answer: Some(1) }),
            (900, Asked::Answer { answer: None }),
        ],
    );
    assert_eq!(terminal.screen(), Screen::Survey);
    terminal
}

/// On the way down, with a name that was corrected.
fn on_a_first_day() -> Terminal {
    let mut all = vec![(900, Asked::Answer { answer: None }); 3];
    all.extend([
        (900, Asked::Correct),
        (10, Asked::Type { text: "Ottilie V".to_owned() }),
        (900, Asked::Enter),
        (2000, Asked::Point { x: 9.0, y: 9.0 }),
    ]);
    let terminal = asked(at_the_survey(), all);
    assert!(matches!(terminal.screen(), Screen::Elevator { .. }) && terminal.session().employment.corrected);
    terminal
}

/// Amid a dance that direction has given.
fn in_a_dance() -> Terminal {
    let terminal = asked(
        on_a_first_day(),
        vec![
            (10, Asked::Skip),
            (100, Asked::Stage(Direction::Awards { percent: Some(75), present: true })),
            (1000, Asked::Dance),
            (1000, Asked::Strike { at: 2 }),
            (3000, Asked::Strike { at: 1 }),
        ],
    );
    assert_eq!(terminal.screen(), Screen::Dance);
    terminal
}

/// At the quarter that direction shows.
fn at_a_quarter() -> Terminal {
    let terminal = asked(
        on_a_first_day(),
        vec![
            (10, Asked::Skip),
            (100, Asked::Stage(Direction::Awards { percent: Some(100), present: false })),
            (1000, Asked::Case),
            (1000, Asked::Quarter { quarter: 0 }),
        ],
    );
    assert_eq!(terminal.screen(), Screen::Quarter);
    terminal
}

fn exported(terminal: &Terminal) -> String {
    carry::export(terminal.session(), &terminal.pack().key)
}

/// Everything that stands in `old` stands in `new` as well.
fn contains(new: &Value, old: &Value, at: &str) {
    match old {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            let there = new.get(name).unwrap_or_else(|| panic!("{at}/{name} is lost"));
            contains(there, value, &format!("{at}/{name}"));
        }),
        Value::Array(list) => {
            assert_eq!(new.as_array().map(Vec::len), Some(list.len()), "{at}");
            list.iter()
                .enumerate()
                .for_each(|(index, value)| contains(&new[index], value, &format!("{at}/{index}")));
        }
        _ => assert_eq!(new, old, "{at}"),
    }
}

#[test]
fn the_session_and_its_snapshot_have_one_version() {
    assert_eq!(SESSION_VERSION, SAVE_VERSION);
}

#[test]
fn every_older_version_is_opened_and_nothing_is_lost() {
    for (save, version) in OLDER.iter().zip(1..) {
        let decoded = decode(save).unwrap();
        assert_eq!(decoded.version, version);
        let mut old: Value = serde_json::from_slice(decoded.json).unwrap();
        // The list of keys that lay over a screen is gone.
        for gone in ["help", "helped"] {
            old.as_object_mut().unwrap().remove(gone);
        }
        let terminal = Terminal::reopen(version, decoded.json, Pack::embedded()).unwrap();
        let new: Value = serde_json::from_slice(&terminal.snapshot()).unwrap();
        // How sessions are held is among what can be set since version 3.
        if let Some(ways) = old.as_object_mut().and_then(|old| old.remove("ways")) {
            for (field, setting) in [("pace", "session.pace"), ("waits", "session.waits")] {
                assert_eq!(new["settings"][setting], ways[field].to_string(), "{setting}");
            }
        }
        contains(&new, &old, "");
        // The session alone is read as well.
        let carried = json!({ "macrodat-session": version, "session": old["session"] });
        let mut session = carry::import(&carried.to_string()).unwrap();
        session.deeds = terminal.session().deeds.clone();
        session.merits = terminal.session().merits.clone();
        assert_eq!(&session, terminal.session());
        // The program opens it, goes on with it and keeps it in the present version.
        let data = profile(save);
        let before = show(data.path());
        assert_eq!(before["macrodat-session"], SAVE_VERSION);
        let shut = "0 1 hands {\"power\":{\"on\":true}}\n0.1 1 hands \"skip\"\n0.2 1 hands \"resume\"\n";
        let mut child = program(data.path(), &["play", "--commands", "-", "--linger", "3"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(shut.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        let current = std::fs::read(folder(data.path()).join("session.save")).unwrap();
        assert_eq!(decode(&current).unwrap().version, SAVE_VERSION);
        let after = show(data.path());
        assert_eq!(after["session"]["ledger"], before["session"]["ledger"]);
        assert_eq!(after["delivered"], before["delivered"]);
    }
}

#[test]
fn version_1_comes_to_what_it_has_earned() {
    let decoded = decode(OLDER[0]).unwrap();
    let terminal = Terminal::reopen(1, decoded.json, Pack::embedded()).unwrap();
    let session = terminal.session();
    assert_eq!((session.ledger.len(), session.boards.len()), (1, 2));
    assert_eq!((session.delivered, session.misfiled), (49, 3));
    let begun: i64 = session.boards.values().map(|board| board.active().0).sum();
    assert_eq!(session.active.0, session.ledger[0].active.0 + begun);
    let count = |measure: &str| session.deeds.counts.get(measure).copied().unwrap_or(0);
    assert_eq!((count("files"), count("clean-files"), count("files-begun")), (1, 0, 2));
    assert_eq!((count("deliveries"), count("misfilings")), (49, 3));
    assert_eq!(session.deeds.done, ["first-file", "first-misfiling"]);
    // The group that was in flight lands.
    let mut terminal = terminal;
    terminal.unplug();
    let now = terminal.now();
    for (after, command) in [(0, Asked::Power { on: true }), (10, Asked::Skip), (20, Asked::Resume)] {
        let time = now + Span::from_millis(after);
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
    }
    let held = |terminal: &Terminal| -> u32 {
        terminal.board().unwrap().bins().iter().flat_map(|bin| bin.held()).sum()
    };
    let before = held(&terminal);
    assert_eq!(terminal.board().unwrap().deliveries().len(), 1);
    terminal.advance(now + Span::from_millis(4000));
    assert!(held(&terminal) > before);
}

#[test]
fn version_2_comes_to_what_it_has_earned() {
    let decoded = decode(OLDER[1]).unwrap();
    let mut terminal = Terminal::reopen(2, decoded.json, Pack::embedded()).unwrap();
    let session = terminal.session().clone();
    assert_eq!((session.ledger.len(), session.boards.len()), (1, 2));
    assert_eq!((session.delivered, session.misfiled), (43, 2));
    let done = ["first-misfiling", "first-file", "lapse", "out-of-turn", "forty-by-keys"];
    assert_eq!(session.deeds.done, done);
    assert_eq!((session.wellness.cards.len(), session.wellness.unease), (1, 100));
    assert!(terminal.sitting().is_some(), "the session that stood still stands there");
    assert!(session.reading.is_marked("woe") && session.reading.pages.len() == 2);
    assert!(session.reading.forms["form-desk"].signature.is_some());
    // One file, and a little of two: the first rung, without a window that presents it.
    assert_eq!(session.quarter(), (1, 19));
    let given: Vec<_> = session.merits.given.iter().map(|given| (given.rung, given.quarter)).collect();
    assert_eq!(given, [(10, 1)]);
    assert!(session.merits.given[0].presented && session.merits.given[0].date == session.ledger[0].date);
    assert_eq!((session.merits.named, session.merits.danced.len()), (0, 0));
    // Nobody was asked anything, nor named.
    assert_eq!((session.employee.as_deref(), session.employment == Employment::default()), (None, true));
    terminal.unplug();
    let now = terminal.now();
    let here = "default".to_owned();
    let all = vec![Employee { profile: here.clone(), name: None, taken: false }];
    let mut tell = |after: i64, command: Asked| {
        let time = now + Span::from_millis(after);
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
        terminal.screen()
    };
    tell(0, Asked::Employees { all, here });
    tell(10, Asked::Power { on: true });
    assert_eq!(tell(20, Asked::Skip), Screen::Survey);
    for question in 1..=5 {
        tell(20 + 300 * question, Asked::Answer { answer: None });
    }
    tell(2000, Asked::GoOn);
    assert_eq!(tell(2100, Asked::Skip), Screen::Prompt);
    assert_eq!(tell(2200, Asked::Resume), Screen::Refinement);
    let board = terminal.board().unwrap();
    assert_eq!((board.deliveries().len(), board.delivered()), (1, 5));
    let employment = &terminal.session().employment;
    assert_eq!((employment.answers.len(), employment.arrivals), (5, 1));
    assert!(terminal.session().employee.is_some());
}

#[test]
fn six_files_of_an_older_version_are_a_quarter_that_was_named() {
    let decoded = decode(OLDER[1]).unwrap();
    let mut old: Value = serde_json::from_slice(decoded.json).unwrap();
    let entry = old["session"]["ledger"][0].clone();
    old["session"]["ledger"] = json!(vec![entry; 7]);
    let terminal = Terminal::reopen(2, &serde_json::to_vec(&old).unwrap(), Pack::embedded()).unwrap();
    let merits = &terminal.session().merits;
    let given: Vec<_> = merits.given.iter().map(|given| (given.quarter, given.rung)).collect();
    assert_eq!(given, [(1, 10), (1, 25), (1, 50), (1, 75), (1, 100), (2, 10)]);
    assert!(merits.given.iter().all(|given| given.presented));
    assert_eq!((merits.named, merits.dance()), (1, Some(1)));
}

#[test]
fn what_is_exported_is_imported_whole() {
    let (from, to) = (profile(OLDER[0]), tempfile::tempdir().unwrap());
    let path = to.path().join("carried.json");
    let path = path.to_str().unwrap();
    let said = told(from.path(), &["export", path]);
    assert!(said.contains(path) && said.trim_end().lines().count() == 1, "{said}");
    let text = std::fs::read_to_string(path).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&whole["macrodat-session"], &whole["pack"]), (&json!(SAVE_VERSION), &json!("lumon")));
    assert_eq!(text, told(from.path(), &["export", "-"]), "the same on standard output");
    // Into a profile that is not there yet.
    let said = told(to.path(), &["import", path]);
    assert!(!said.contains("kept") && said.trim_end().lines().count() == 1, "{said}");
    assert_eq!(told(to.path(), &["export", "-"]), text);
    // Everything that is shown is there, too.
    let (shown, first) = (show(to.path()), show(from.path()));
    for field in ["session", "files_begun", "files_finished", "delivered", "misfiled", "employee"] {
        if field != "session" {
            assert_eq!(shown[field], first[field], "{field}");
        }
        assert!(!shown[field].is_null(), "{field}");
    }
    assert_eq!(shown["session"], whole["session"]);
}

#[test]
fn what_is_replaced_is_kept_and_comes_back() {
    let (data, other) = (profile(OLDER[0]), tempfile::tempdir().unwrap());
    let old = told(data.path(), &["export", "-"]);
    let text = exported(&much_done());
    let path = other.path().join("much.json");
    std::fs::write(&path, &text).unwrap();
    let said = told(data.path(), &["import", path.to_str().unwrap()]);
    let kept = folder(data.path()).join("session.kept-1.json");
    assert!(said.contains(kept.to_str().unwrap()), "{said}");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), old);
    assert_ne!(told(data.path(), &["export", "-"]), old);
    // No damage of the new one brings the old one back.
    let saves = files(data.path());
    assert_eq!(saves["session.save"], saves["session.older.save"]);
    // By standard input, too; and every one is kept under a name of its own.
    let mut child =
        program(data.path(), &["import", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(old.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(told(data.path(), &["export", "-"]), old);
    let said = told(data.path(), &["reset"]);
    assert!(said.contains("session.kept-3.json") && said.trim_end().lines().count() == 1, "{said}");
    assert_eq!(show(data.path())["files_finished"], 0);
    let kept = folder(data.path()).join("session.kept-3.json");
    told(data.path(), &["import", kept.to_str().unwrap()]);
    assert_eq!(told(data.path(), &["export", "-"]), old);
    assert_eq!(files(data.path()).len(), 2 + 4);
}

#[test]
fn a_profile_in_use_is_left_alone() {
    let data = profile(OLDER[0]);
    let path = data.path().join("carried.json");
    let path = path.to_str().unwrap();
    told(data.path(), &["export", path]);
    let mut child = program(data.path(), &["play", "--commands", "-", "--linger", "60"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"0 1 hands {\"power\":{\"on\":true}}\n").unwrap();
    let mut line = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    for arguments in [&["import", path][..], &["reset"]] {
        let said = refused(data.path(), arguments);
        assert!(said.contains("in use"), "{said}");
    }
    // It can be looked at all the while.
    told(data.path(), &["export", "-"]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(files(data.path()).keys().all(|name| !name.contains("kept")));
}

#[test]
fn what_is_not_a_session_takes_no_place() {
    let data = profile(OLDER[0]);
    let elsewhere = tempfile::tempdir().unwrap();
    let before = files(data.path());
    let good = exported(&much_done());
    let with = |place: &str, value: Value| {
        let mut whole: Value = serde_json::from_str(&good).unwrap();
        *whole.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value;
        whole.to_string()
    };
    let without = |place: &str, field: &str| {
        let mut whole: Value = serde_json::from_str(&good).unwrap();
        whole.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(field);
        whole.to_string()
    };
    const DATE: &str = "1983-09-12T08:50:00";
    let card = |number: u32, facts: u32, of: u32| {
        json!({ "number": number, "date": DATE, "facts": facts, "of": of, "replies": 0, "points": 100,
                "early": false, "called": false })
    };
    let opened = |time: i64| json!({ "opened": 1, "time": time, "read": false, "first": DATE, "last": DATE });
    let given = |rung: u8, quarter: u32| json!({ "award": "blotter", "rung": rung, "quarter": quarter, "date": DATE, "presented": true });
    let signed = |name: &str| json!({ "signature": { "name": name, "date": DATE } });
    let cases = [
        (String::new(), "it is not JSON"),
        ("macrodat".to_owned(), ":1:1: it is not JSON"),
        (good[..good.len() / 2].to_owned(), "it is not JSON"),
        ("[".repeat(200_000), "it is not"),
        ("[1, 2]".to_owned(), "not a session"),
        ("{}".to_owned(), "no \"macrodat-session\""),
        (without("", "session"), "no \"session\""),
        (with("/macrodat-session", json!("2")), "not a session"),
        (with("/macrodat-session", json!(0)), "reads 1 to 3"),
        (with("/macrodat-session", json!(4)), "version 4"),
        (with("/macrodat-session", json!(u64::MAX)), "reads 1 to 3"),
        (with("/session", json!([])), "wrong"),
        (with("/session/seed", json!("eleven")), "expected u64"),
        (with("/session/seed", json!(-1)), "u64"),
        (with("/session/ledger/0/date", json!("yesterday")), "wrong"),
        (with("/session/ledger/0/active", json!(-5)), "entry 1 of the ledger"),
        (with("/session/ledger/0/address/row", json!(1 << 24)), "16777216"),
        (with("/session/employee", json!("x".repeat(41))), "1 to 40"),
        (with("/session/boards/astoria/quota", json!(0)), "board of `astoria`"),
        (with("/session/boards/astoria/bins", json!([])), "board of `astoria`"),
        (with("/session/boards/astoria/file", json!("siena")), "one of `siena`"),
        (with("/session/boards/astoria/now", json!(i64::MAX)), "board of `astoria`"),
        (without("/session/boards/astoria", "ground"), "missing field"),
        (without("/session", "boards"), "missing field"),
        (with("/session/deeds/done", json!(["lapse", "lapse"])), "done twice"),
        (with("/session/deeds/counts", json!({ "files": -1 })), "u32"),
        (with("/session/employee", json!("A.\nLindqvist")), "U+000A"),
        (with("/session/employee", json!("A.\u{202e}Lindqvist")), "U+202E"),
        (with("/session/wellness/lately", json!(vec!["of-shoes"; 41])), "director"),
        (with("/session/wellness/cards", json!([card(0, 6, 6)])), "director"),
        (with("/session/wellness/cards", json!([card(1, 150, 200)])), "director"),
        (with("/session/wellness/cards", json!([card(1, 7, 6)])), "director"),
        (with("/session/wellness/notes", json!({ "shoes": 0 })), "director"),
        (with("/session/wellness/called_at", json!(-1)), "director"),
        (with("/session/wellness/misfilings", json!([i64::MAX])), "director"),
        (with("/session/wellness/uneasy_since", json!(i64::MAX)), "director"),
        (with("/session/wellness/uneasy_since", json!(-1)), "director"),
        (with("/session/wellness/heard/count", json!(u64::MAX)), "heard"),
        (with("/session/reading/pages", json!({ "woe": opened(-1) })), "handbook"),
        (with("/session/reading/pages", json!({ "woe": opened(i64::MAX) })), "handbook"),
        (with("/session/reading/forms", json!({ "woe": { "ticks": [1_u64 << 40] } })), "handbook"),
        (with("/session/reading/forms", json!({ "woe": { "ticks": [512] } })), "handbook"),
        (with("/session/reading/forms", json!({ "woe": signed(&"x".repeat(41)) })), "handbook"),
        (with("/session/reading/forms", json!({ "woe": signed("A.\nLindqvist") })), "handbook"),
        (with("/session/employment/answers", json!({ "steps": 4 })), "survey"),
        (with("/session/employment/answers", json!({ "steps": -1 })), "wrong"),
        (with("/session/employment/arrivals", json!(-1)), "u32"),
        (with("/session/merits/given", json!([given(10, 3)])), "award 1"),
        (with("/session/merits/given", json!([given(10, 0)])), "award 1"),
        (with("/session/merits/given", json!([given(11, 1)])), "award 1"),
        (with("/session/merits/given", json!([given(10, 1), given(10, 1)])), "award 2"),
        (with("/session/merits/named", json!(1)), "quarter"),
        (with("/session/merits/danced", json!([0])), "never earned"),
        (with("/session/merits/danced", json!([2])), "never earned"),
    ];
    for (number, (text, word)) in cases.iter().enumerate() {
        let path = elsewhere.path().join(format!("{number}.json"));
        std::fs::write(&path, text).unwrap();
        let said = refused(data.path(), &["import", path.to_str().unwrap()]);
        assert!(said.contains(word), "{said}");
        assert!(said.len() < 400 + path.to_str().unwrap().len(), "{said}");
        assert_eq!(files(data.path()), before, "{said}");
    }
    // What is not text, what is too much, and what is not there.
    let path = elsewhere.path().join("wrong");
    std::fs::write(&path, [0xFF, 0xFE, 0]).unwrap();
    assert!(refused(data.path(), &["import", path.to_str().unwrap()]).contains("UTF-8"));
    std::fs::File::create(&path).unwrap().set_len((64 << 20) + 1).unwrap();
    assert!(refused(data.path(), &["import", path.to_str().unwrap()]).contains("64 MiB"));
    assert!(refused(data.path(), &["import", "none.json"]).contains("none.json"));
    // A save is no export.
    std::fs::write(&path, OLDER[0]).unwrap();
    assert!(refused(data.path(), &["import", path.to_str().unwrap()]).contains("session export"));
    assert_eq!(files(data.path()), before);
    // A profile that is not there is neither exported nor begun anew, and none is made.
    let nowhere = elsewhere.path().join("nowhere");
    for arguments in [&["export", "-"][..], &["reset"], &["show"]] {
        assert!(refused(&nowhere, arguments).contains("no session"));
    }
    assert!(!nowhere.exists());
}

/// A session file with bytes flipped, lost, put in or made up, or with a value of another kind or size.
fn damaged(good: &str, places: &[String], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut below = |count: usize| random.next_u32() as usize % count;
    if below(3) > 0 {
        let mut whole: Value = serde_json::from_str(good).unwrap();
        for _ in 0..=below(3) {
            // An earlier change may have taken the place away.
            let Some(value) = whole.pointer_mut(&places[below(places.len())]) else { continue };
            *value = match below(9) {
                0 => json!(0),
                1 => json!(-1),
                2 => json!(u32::MAX),
                3 => json!(i64::MAX),
                4 => json!(1e300),
                5 => json!([]),
                6 => json!({}),
                7 => json!("words"),
                _ => Value::Null,
            };
        }
        return whole.to_string().into_bytes();
    }
    let mut bytes = good.as_bytes().to_vec();
    for _ in 0..=below(4) {
        let at = below(bytes.len().max(1));
        match below(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + below(40)).min(bytes.len()))),
            3 => bytes.insert(at.min(bytes.len()), below(256) as u8),
            _ if at < bytes.len() => bytes[at] = b"0123456789-.e\"{}[],:"[below(20)],
            _ => {}
        }
    }
    bytes
}

/// The JSON pointers of all that stands in `value`.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), all));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), all));
        }
        _ => {}
    }
}

/// Two thousand damaged files are refused in one line, and then every save is as it was; or they are sessions, and
/// can be worked with.
#[test]
fn damaged_sessions_are_refused_or_can_be_worked_with() {
    let good = exported(&much_done());
    let mut all = Vec::new();
    places(&serde_json::from_str(&good).unwrap(), "", &mut all);
    let threads = 2;
    let runs: Vec<_> = (0..threads)
        .map(|thread| {
            let (good, all) = (good.clone(), all.clone());
            std::thread::spawn(move || {
                let (mut data, before) = fresh();
                let elsewhere = tempfile::tempdir().unwrap();
                let path = elsewhere.path().join("damaged.json");
                let mut taken = 0;
                for seed in (thread..DAMAGED).step_by(threads as usize) {
                    let mut random = ChaCha8Rng::seed_from_u64(seed);
                    let bytes = damaged(&good, &all, &mut random);
                    std::fs::write(&path, &bytes).unwrap();
                    let output = program(data.path(), &["import", path.to_str().unwrap()]).output().unwrap();
                    let said = String::from_utf8(output.stderr).unwrap();
                    match output.status.code() {
                        Some(2) => {
                            assert_eq!(said.trim_end().lines().count(), 1, "case {seed}: {said}");
                            assert_eq!(files(data.path()), before, "case {seed}");
                        }
                        Some(0) => {
                            taken += 1;
                            told(data.path(), &["show"]);
                            work_with(std::str::from_utf8(&bytes).unwrap());
                            (data, _) = fresh();
                        }
                        code => panic!("case {seed}: {code:?}: {said}"),
                    }
                }
                taken
            })
        })
        .collect();
    let taken: u32 = runs.into_iter().map(|run| run.join().unwrap()).sum();
    println!("{taken} of {DAMAGED} could be worked with");
    assert!((50..DAMAGED as u32 / 2).contains(&taken), "{taken}");
}

fn fresh() -> (tempfile::TempDir, BTreeMap<String, Vec<u8>>) {
    let data = profile(OLDER[0]);
    let before = files(data.path());
    (data, before)
}

/// Goes on with a session in every file of it.
fn work_with(text: &str) {
    let session = carry::import(text).unwrap();
    let keys = Keys::default();
    let files: Vec<String> = session.boards.keys().cloned().collect();
    let mut terminal = Terminal::with_session(Pack::embedded(), Tube::default(), session);
    let mut tell = |after: i64, command: Asked| {
        let time = terminal.now() + Span::from_millis(after);
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
        let _ = (terminal.next_change(), screens::controls(&terminal, &keys));
        if let Some(board) = terminal.board() {
            let _ = (board.drawn(terminal.tube()), board.flying(terminal.tube()), board.percent());
        }
    };
    tell(0, Asked::Power { on: true });
    tell(10, Asked::Skip);
    for file in files {
        tell(10, Asked::Open { file });
        tell(50, Asked::MoveCursor { columns: 2, rows: 1 });
        tell(900, Asked::Take);
        tell(50, Asked::Bin { bin: 1 });
        tell(50, Asked::Point { x: 700.0, y: 300.0 });
        tell(5000, Asked::Page { right: 1, down: 1 });
        tell(500, Asked::Back);
        tell(500, Asked::Back);
        tell(500, Asked::Back);
    }
    // The rooms over it.
    let page = "form-desk".to_owned();
    for (after, command) in [
        (1100, Asked::Session),
        (5000, Asked::Reply { reply: 0 }),
        (9000, Asked::GoOn),
        (3000, Asked::GoOn),
        (9000, Asked::Steady { by: -3 }),
        (9000, Asked::Request { request: 0 }),
        (60_000, Asked::Reply { reply: 1 }),
        (900_000, Asked::GoOn),
        (1100, Asked::Handbook),
        (1100, Asked::Read { page: page.clone() }),
        (20_000, Asked::Tick { page: page.clone(), line: 2 }),
        (10, Asked::Sign { page }),
        (1100, Asked::Search),
        (10, Asked::Type { text: "group".to_owned() }),
        (10, Asked::Enter),
        (1100, Asked::Index),
        (1100, Asked::Contents),
        (1100, Asked::Back),
        (1100, Asked::Case),
        (10, Asked::TurnAward { by: -1 }),
        (1100, Asked::Dance),
        (10, Asked::Strike { at: 1 }),
        (121_000, Asked::GoOn),
        (1100, Asked::Quarter { quarter: 0 }),
        (10, Asked::Certificate),
        (1100, Asked::Leave),
        (9000, Asked::GoOn),
    ] {
        tell(after, command);
    }
    // And what comes of it is a session as well.
    let snapshot = terminal.snapshot();
    Terminal::restore(&snapshot, Pack::embedded()).unwrap();
    carry::import(&exported(&terminal)).unwrap();
}

/// What stands at the door, in the case, on the sheet of a quarter or in a dance and cannot is refused with its save.
#[test]
fn a_terminal_that_none_can_come_to_is_refused() {
    let late = i64::MAX / 2;
    let long = "x".repeat(41);
    let given = |rung: u8, quarter: u32| {
        json!([{ "award": "blotter", "rung": rung, "quarter": quarter, "date": "1983-09-12T08:50:00",
                 "presented": true }])
    };
    let (survey, ride) = (at_the_survey(), on_a_first_day());
    let (dance, quarter) = (in_a_dance(), at_a_quarter());
    let cases = [
        (&survey, "/session/employment/answers/steps", json!(4)),
        (&survey, "/door/here", json!(long)),
        (&survey, "/door/employees/1/name", json!(long)),
        (&survey, "/door/employees/0/profile", json!(long)),
        (&survey, "/door/employees", json!(vec![json!({ "profile": "one" }); 41])),
        (&survey, "/door/arrived", json!(late)),
        (&survey, "/door/left", json!({ "award": { "since": late } })),
        (&survey, "/typed_at", json!(late)),
        (&survey, "/cards/since", json!(-1)),
        (&survey, "/clock/0", json!(late)),
        (&survey, "/screen", json!({ "outside": { "minutes": -1 } })),
        (&survey, "/beneath", json!([{ "done": { "since": late } }])),
        (&ride, "/screen/elevator/since", json!(late)),
        (&ride, "/screen/elevator/since", json!(-1)),
        (&dance, "/dancing/quarter", json!(2)),
        (&dance, "/dancing/music/0", json!(4)),
        (&dance, "/dancing/music/1", json!(late)),
        (&dance, "/dancing/music/1", json!(-1)),
        (&dance, "/dancing/struck/1", json!(late)),
        (&dance, "/dancing/struck", json!([null])),
        (&dance, "/dancing", json!({ "over": true })),
        (&dance, "/staging/merits/danced", json!([2])),
        (&dance, "/session/merits/danced", json!([2])),
        (&quarter, "/quarter/0", json!(2)),
        (&quarter, "/staging/merits/named", json!(1)),
        (&quarter, "/staging/merits/given", given(11, 1)),
        (&quarter, "/staging/merits/given", given(10, 2)),
        (&quarter, "/session/merits/given", given(10, 0)),
    ];
    for (terminal, place, value) in cases {
        let text = terminal.snapshot();
        Terminal::restore(&text, Pack::embedded()).unwrap();
        let mut snapshot: Value = serde_json::from_slice(&text).unwrap();
        *snapshot.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value.clone();
        let restored = Terminal::restore(snapshot.to_string().as_bytes(), Pack::embedded());
        assert!(restored.is_err(), "{place}: {value}");
    }
}

/// A terminal in one of these rooms whose save has been changed by chance is refused, or goes on without a panic, and
/// what comes of it can be saved.
#[test]
fn damaged_terminals_of_every_room_never_panic() {
    let keys = Keys::default();
    let mut taken = 0;
    for (terminal, seeds) in
        [(at_the_survey(), 700), (on_a_first_day(), 700), (in_a_dance(), 900), (at_a_quarter(), 700)]
    {
        let whole: Value = serde_json::from_slice(&terminal.snapshot()).unwrap();
        let mut all = Vec::new();
        places(&whole, "", &mut all);
        for seed in 0..seeds {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            let mut below = |count: usize| random.next_u32() as usize % count;
            let mut snapshot = whole.clone();
            for _ in 0..=below(2) {
                let Some(value) = snapshot.pointer_mut(&all[below(all.len())]) else { continue };
                *value = [
                    json!(0),
                    json!(-1),
                    json!(u32::MAX),
                    json!(i64::MAX),
                    json!(1e300),
                    json!([]),
                    json!(true),
                ][below(7)]
                .clone();
            }
            let restored = Terminal::restore(snapshot.to_string().as_bytes(), Pack::embedded());
            let Ok(mut terminal) = restored else { continue };
            taken += 1;
            for (after, command) in [
                (0, Asked::Answer { answer: Some(9) }),
                (10, Asked::GoOn),
                (900, Asked::Correct),
                (6500, Asked::Strike { at: 3 }),
                (10, Asked::Certificate),
                (10, Asked::Quarter { quarter: u32::MAX }),
                (10, Asked::Quarter { quarter: 1 }),
                (125_000, Asked::GoOn),
                (10, Asked::Back),
                (1100, Asked::Case),
                (10, Asked::TurnAward { by: i32::MIN }),
                (10, Asked::TurnAward { by: i32::MAX }),
                (1100, Asked::Dance),
                (10, Asked::Strike { at: 0 }),
                (10, Asked::Strike { at: usize::MAX }),
                (125_000, Asked::Leave),
                (9000, Asked::GoOn),
                (9000, Asked::Power { on: false }),
                (9000, Asked::Power { on: true }),
                (10, Asked::Skip),
                (10, Asked::SignIn { profile: Some("default".to_owned()) }),
            ] {
                let time = terminal.now() + Span::from_millis(after);
                terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
                let _ = (terminal.next_change(), terminal.date(), screens::controls(&terminal, &keys));
                let _ = (terminal.card(1), terminal.riding(), terminal.given_name());
            }
            Terminal::restore(&terminal.snapshot(), Pack::embedded()).unwrap();
        }
    }
    println!("{taken} could be worked with");
    assert!(taken > 150, "{taken}");
}

/// The places of all fields of `value`, with `*` for the keys of maps and `[]` for the places of lists.
fn fields(value: &Value, at: &str, all: &mut BTreeMap<String, Value>) {
    const MAPS: [&str; 8] = [
        "session.boards",
        "session.deeds.counts",
        "session.deeds.opened",
        "session.wellness.notes",
        "session.wellness.requests",
        "session.reading.pages",
        "session.reading.forms",
        "session.employment.answers",
    ];
    match value {
        Value::Array(list) => list.iter().for_each(|value| fields(value, &format!("{at}[]"), all)),
        Value::Object(map) => map.iter().for_each(|(name, value)| {
            let name = if MAPS.contains(&at) { "*" } else { name };
            let place = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            fields(value, &place, all);
            all.insert(place, value.clone());
        }),
        _ => {}
    }
}

/// A session at every moment at which a field of it is there that is not always.
fn every_field() -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    let mut note = |terminal: &Terminal| {
        let whole: Value = serde_json::from_str(&exported(terminal)).unwrap();
        fields(&whole, "", &mut all);
    };
    note(&much_done());
    let mut worker = Worker::at("siena", 31);
    let (x, y) = (600.0, 300.0);
    for (wait, command) in [
        (10, Asked::Point { x: 3.0, y }),
        (400, Asked::Point { x: 2.0, y }),
        (10, Asked::Point { x, y }),
        (10, Asked::Press { x, y }),
        (10, Asked::PointAway),
        (10, Asked::GrowBox { columns: 2, rows: 2 }),
        (10, Asked::Back),
        (10, Asked::MoveCursor { columns: -3, rows: -1 }),
        (900, Asked::Take),
        (10, Asked::Zoom { by: 1.5, at: None }),
        (300, Asked::Back),
    ] {
        worker.wait(wait);
        note(&worker.terminal);
        worker.tell(0, command);
        note(&worker.terminal);
    }
    worker.misfile();
    note(&worker.terminal);
    for number in 0..6 {
        worker.deliver();
        worker.wait(900 * number);
        note(&worker.terminal);
    }
    let (temper, columns) = (macrodat::model::refinement::temper::Temper::Woe, 0);
    worker.tell(10, Asked::Stage(Direction::Cluster { temper, size: 9, columns, rows: 0 }));
    note(&worker.terminal);
    // A session with the director, from whose requests something is noted.
    worker.tell(10, quick());
    worker.say(10, Asked::Session);
    for _ in 0..2000 {
        worker.say(100, Asked::Reply { reply: 0 });
        worker.say(0, Asked::Request { request: 0 });
    }
    note(&worker.terminal);
    for page in 0..3 {
        worker.say(20_000, Asked::Handbook);
        worker.say(20_000 + page, Asked::Back);
    }
    note(&worker.terminal);
    note(&on_a_first_day());
    note(&in_a_dance());
    all
}

/// docs/session.md has a row for each field, under the heading of the nearest object that has one.
#[test]
fn every_field_is_documented() {
    let docs = include_str!("../docs/session.md");
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    let mut under = None;
    for line in docs.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            let name = heading.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
            under = (heading == "The file").then_some("").or(name);
        } else if let (Some(under), Some(row)) = (under, line.strip_prefix("| `")) {
            let name = row.split('`').next().unwrap();
            let dot = if under.is_empty() { "" } else { "." };
            rows.insert(format!("{under}{dot}{name}"), line.to_owned());
        }
    }
    let all = every_field();
    // The kinds of places are described once for all.
    let is_place = |field: &str| {
        let (of, name) = field.rsplit_once('.').unwrap_or(("", field));
        let kind = rows.get(of.trim_end_matches("[]")).is_some_and(|row| {
            ["cell", "block", "spot", "point"].iter().any(|kind| row.contains(&format!(" {kind}")))
        });
        kind && ["x", "y", "column", "row"].contains(&name)
    };
    let missing: Vec<&String> = all
        .keys()
        .filter(|field| *field != "session.boards.*" && !rows.contains_key(*field) && !is_place(field))
        .collect();
    assert!(missing.is_empty(), "docs/session.md has no row for {missing:?}");
    assert!(all.len() > 190, "{}", all.len());
    // And nothing that has gone is still described: what this session does not come to is named here.
    let seldom = ["gathered.grabbed", "notice[]", "cards[]", "notes", "requests", "reading"];
    let gone: Vec<&String> = rows
        .keys()
        .filter(|row| !all.contains_key(*row) && !seldom.iter().any(|seldom| row.contains(seldom)))
        .collect();
    assert!(gone.is_empty(), "docs/session.md describes {gone:?}");
}
