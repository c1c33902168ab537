use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::settings::{Kind, LIST};

#[test]
fn a_key_is_said_with_its_places_filled() {
    assert_eq!(say("label.bin", &[("bin", "03")]), "Bin 03");
    assert_eq!(
        say("storage.damaged", &[("name", "session.3.damaged")]),
        "The last save was damaged and has been set aside as session.3.damaged. The one before it is in use."
    );
    assert_eq!(say("no.such-key", &[]), "no.such-key");
}

#[test]
fn a_plural_takes_its_form_from_the_count() {
    let words =
        Catalogue::read("w", "[a]\nb = { one = \"{count} page\", other = \"{count} pages\" }").unwrap();
    let said = |count| words.say("a.b", &[("count", count)]);
    assert_eq!([said("0"), said("1"), said("2"), said("21")], ["0 pages", "1 page", "2 pages", "21 pages"]);
}

#[test]
fn everything_wrong_is_named_at_once() {
    let text = "top = \"x\"\n[A]\n[a]\nb = 3\nc = \"{\"\nd = \"\"\ne = { one = \"{n} page\", other = \"pages\" }\nf = { one = \"x\", many = \"{count}\" }\nc = \"again\"\n";
    let told: Vec<String> = Catalogue::read("w", text).unwrap_err().iter().map(ToString::to_string).collect();
    let begins = [
        "w:1: `top` is of type string; a table is wanted",
        "w:2: `A` has a name that is no key",
        "w:4: `b` is of type integer",
        "w:5: `c` is no template: a `{` is never closed",
        "w:6: `d` is empty",
        "w:7: `e` is a plural without {count}",
        "w:7: `e` has the place {n} only in `one`",
        "w:8: `many` is not known; the nearest that is known here is `one`",
        "w:9: not TOML: duplicate key",
    ];
    assert_eq!(told.len(), begins.len(), "{told:#?}");
    for (told, begin) in told.iter().zip(begins) {
        assert!(told.starts_with(begin), "{told} / {begin}");
    }
}

/// Wherever the program says a key it names as a literal, the key is in the catalogue and its places are what is given.
#[test]
fn what_the_program_says_is_in_the_catalogue() {
    let mut calls = 0;
    for file in sources(Path::new("src")) {
        let source = std::fs::read_to_string(&file).unwrap();
        for (at, call) in source.match_indices(concat!("words::", "say(")) {
            let rest = source[at + call.len()..].trim_start();
            let Some((key, rest)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
                continue;
            };
            // A list that is not written at the call is not for this test.
            let Some((list, _)) =
                rest.trim_start_matches([',', ' ', '\n']).strip_prefix("&[").and_then(|l| l.split_once(']'))
            else {
                continue;
            };
            let given: BTreeSet<&str> = list
                .match_indices("(\"")
                .filter_map(|(at, open)| list[at + open.len()..].split_once("\",").map(|(name, _)| name))
                .collect();
            let entry = catalogue().entry(key);
            let places: Option<BTreeSet<&str>> = entry.map(|entry| entry.places().into_iter().collect());
            assert_eq!(places, Some(given), "{key} in {}", file.display());
            calls += 1;
        }
    }
    assert!(calls > 0);
}

/// Every entry is said somewhere: its key is written in the sources.
#[test]
fn nothing_in_the_catalogue_is_dead() {
    let all: String =
        sources(Path::new("src")).iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    // What is said of settings is found by their names.
    let of_settings = |key: &str| {
        let (section, name) = key.split_once('.').unwrap_or_default();
        LIST.iter().any(|setting| match section {
            "setting" | "setting-help" => setting.name.replace('.', "-") == name,
            "setting-section" => setting.place().0 == name,
            "setting-value" => match setting.kind {
                Kind::Choice(values) => {
                    let begin = setting.name.replace('.', "-");
                    values.iter().any(|value| name == format!("{begin}-{value}"))
                }
                _ => false,
            },
            _ => false,
        })
    };
    let said = |key: &str| all.contains(&format!("\"{key}\"")) || of_settings(key);
    let dead: Vec<&str> = catalogue().keys().filter(|key| !said(key)).collect();
    assert_eq!(dead, [""; 0]);
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in dir.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn what_is_said_at_once_stays_apart() {
    assert_eq!(sentences(&["nine digits; they hang"]), "nine digits; they hang");
    assert_eq!(sentences(&["File Siena", "It is new.", "", "Row 1"]), "File Siena. It is new. Row 1");
}
