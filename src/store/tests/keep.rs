use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::settings::KNOWN;
use super::*;
use crate::settings::{LIST, MOTION, SIZE, VIEW, VOLUME};
use crate::tube::look::{Choice, Look, looks};

/// The file after this look was kept in a file of this text.
fn kept(text: &str, choice: &Choice) -> String {
    let place = Place::new();
    fs::write(place.data.settings(), text).unwrap();
    Settings::keep_look(&place.data, choice).unwrap();
    assert_eq!(fs::read_dir(place.data.path()).unwrap().count(), 1);
    fs::read_to_string(place.data.settings()).unwrap()
}

fn worn(changes: &str) -> Choice {
    let mut choice = Choice::named("worn").unwrap();
    if !changes.is_empty() {
        choice.look.set(changes).unwrap();
    }
    choice
}

#[test]
fn a_look_and_a_view_are_kept_and_read_back() {
    let temp = tempfile::tempdir().unwrap();
    let data = DataDir::find(Some(&temp.path().join("not yet/there"))).unwrap();
    let load = || Settings::load(&data, KNOWN).unwrap();
    Settings::keep_look(&data, &Choice::default()).unwrap();
    assert_eq!(fs::read_to_string(data.settings()).unwrap(), "[look]\nname = \"new\"\n");
    Settings::keep_value(&data, &VIEW, "workstation").unwrap();
    for shipped in looks() {
        let mut choice = Choice::named(shipped.name).unwrap();
        for changes in ["room=0.5,grain=0.1", "room=1.5,hum=0.01", ""] {
            choice.look = shipped.look;
            if !changes.is_empty() {
                choice.look.set(changes).unwrap();
            }
            Settings::keep_look(&data, &choice).unwrap();
            let loaded = load();
            assert_eq!((loaded.settings.look, loaded.warnings), (Some(choice.clone()), vec![]));
            assert_eq!(loaded.settings.values.text(&VIEW), "workstation");
        }
    }
    let text = fs::read_to_string(data.settings()).unwrap();
    assert_eq!(text, "[look]\nname = \"flat\"\n\n[view]\nname = \"workstation\"\n");
}

#[test]
fn everything_else_stays_as_it_was_written() {
    let before = "# mine\n\n[keys]   # of the old desk\npage-down = [ \"PageDown\" ,\n  \"KeyN\" ]\n\n\
                  [look] # soft\n# the best one\nname = 'worn' # for now\nroom = 0.50 # dim\ngrain = 0.1\nodd = 1\n\n\
                  # little\n[motion]\nreduced   =   true\n# the end\n";
    let after = kept(before, &worn("room=0.5,hum=0.2"));
    let expected = before.replace("grain = 0.1\n", "").replace("odd = 1\n", "odd = 1\nhum = 0.2\n");
    assert_eq!(after, expected);
    assert_eq!(kept(&after, &worn("room=0.5,hum=0.2")), after, "nothing to change");
    // A comment keeps its entry, which then says what the look says.
    let after = kept(before, &Choice::named("new").unwrap());
    let expected = before.replace("'worn'", "\"new\"").replace("0.50", "1.0").replace("grain = 0.1\n", "");
    assert_eq!(after, expected);
}

#[test]
fn every_setting_is_kept_and_its_default_leaves_nothing_behind() {
    let place = Place::new();
    let load = || Settings::load(&place.data, KNOWN).unwrap();
    for setting in LIST {
        let other = match setting.step(setting.default, 1, true) {
            Some(other) => other,
            None => "other".to_owned(),
        };
        Settings::keep_value(&place.data, setting, setting.default).unwrap();
        Settings::keep_value(&place.data, setting, &other).unwrap();
        let loaded = load();
        assert_eq!((loaded.settings.values.text(setting), loaded.warnings), (&*other, vec![]));
    }
    for setting in LIST {
        Settings::keep_value(&place.data, setting, setting.default).unwrap();
        assert!(!load().settings.values.has(setting), "{}", setting.name);
    }
    assert_eq!(fs::read_to_string(place.data.settings()).unwrap().trim(), "");
    // What a user has commented stays.
    let text = "[sound] # mine\nvolume = 20 # at night\n\n[motion]\nreduced = true\n";
    fs::write(place.data.settings(), text).unwrap();
    Settings::keep_value(&place.data, &VOLUME, "70").unwrap();
    Settings::keep_value(&place.data, &MOTION, "system").unwrap();
    Settings::keep_value(&place.data, &SIZE, "large").unwrap();
    let expected = "[sound] # mine\nvolume = 70 # at night\n\n[text]\nsize = \"large\"\n";
    assert_eq!(fs::read_to_string(place.data.settings()).unwrap(), expected);
}

#[test]
fn keys_are_kept_and_taken_back() {
    let place = Place::new();
    fs::write(place.data.settings(), "# a\n[keys]\nhome = [\"KeyN\"] # b\n").unwrap();
    let keys = ["Enter".to_owned(), "KeyN".to_owned()];
    Settings::keep_keys(&place.data, "take", Some(&keys)).unwrap();
    Settings::keep_keys(&place.data, "home", Some(&[])).unwrap();
    let text = || fs::read_to_string(place.data.settings()).unwrap();
    assert_eq!(text(), "# a\n[keys]\nhome = [] # b\ntake = [\"Enter\", \"KeyN\"]\n");
    Settings::keep_keys(&place.data, "take", None).unwrap();
    assert_eq!(text(), "# a\n[keys]\nhome = [] # b\n");
}

#[test]
fn a_section_that_is_missing_stands_at_the_end() {
    for (before, above) in [
        ("", ""),
        ("\n", "\n"),
        ("# note", "# note\n"),
        ("[motion]\nreduced = true", "[motion]\nreduced = true\n\n"),
        ("[motion]\nreduced = true\n# note\n", "[motion]\nreduced = true\n# note\n\n"),
        ("[a]\n[b]\n[a.c]\nx = 1\n", "[a]\n[b]\n[a.c]\nx = 1\n\n"),
    ] {
        let after = kept(before, &worn("hum=0"));
        let (start, section) = after.split_at(after.find("[look]").unwrap());
        assert_eq!(section, "[look]\nname = \"worn\"\nhum = 0.0\n", "{before:?}");
        assert_eq!(start.trim_end(), above.trim_end(), "{before:?}");
        assert!(start.is_empty() || start.ends_with('\n'), "{before:?}");
    }
}

#[test]
fn other_forms_of_the_section_are_kept() {
    let inline = kept("look = { name = \"new\", grain = 0.1 }\n", &worn("room=0.5"));
    assert_eq!(inline, "look = { name = \"worn\", room = 0.5 }\n");
    let dotted = kept("look.name = \"new\"\nlook.grain = 0.1\n[keys]\n", &worn("grain=0.1"));
    assert_eq!(dotted, "look.name = \"worn\"\nlook.grain = 0.1\n[keys]\n");
    let windows = kept("\u{feff}# a\r\n[motion]\r\nreduced = true # b\r\n", &worn(""));
    assert_eq!(windows, "\u{feff}# a\r\n[motion]\r\nreduced = true # b\r\n\r\n[look]\r\nname = \"worn\"\r\n");
}

#[test]
fn a_file_that_cannot_be_changed_without_harm_is_left_alone() {
    let long = "#".repeat((1 << 20) + 1);
    let texts: [(&[u8], &str); 7] = [
        (b"[look\nname = 1\n", "line 1: "),
        (b"[motion]\nreduced =\n[look]\n", "line 2: "),
        (b"\n\n\xff", "line 3: this is not UTF-8"),
        (long.as_bytes(), "longer than"),
        (b"[motion]\n[[look]]\nname = \"new\"\n", "line 2: \"look\" is no section; it is written [look]"),
        (b"look = 3\n", "line 1: \"look\" is no section"),
        (b"[motion]\n[look.name]\nx = 1\n", "line 2: \"name\" is a section"),
    ];
    for (text, told) in texts {
        let place = Place::new();
        fs::write(place.data.settings(), text).unwrap();
        let error = Settings::keep_look(&place.data, &worn("")).unwrap_err();
        assert!(matches!(error, StoreError::Settings(_)));
        let message = error.to_string();
        assert!(message.contains(told) && message.lines().count() == 1, "{message}");
        assert_eq!(fs::read(place.data.settings()).unwrap(), text);
        assert_eq!(fs::read_dir(place.data.path()).unwrap().count(), 1);
    }
    let place = Place::new();
    fs::create_dir(place.data.settings()).unwrap();
    let error = Settings::keep_value(&place.data, &VIEW, "tube").unwrap_err();
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let place = Place::new();
    let real = place.data.path().join("dotfiles.toml");
    fs::write(&real, "# mine\n").unwrap();
    std::os::unix::fs::symlink(&real, place.data.settings()).unwrap();
    Settings::keep_value(&place.data, &VIEW, "tube").unwrap();
    assert!(fs::symlink_metadata(place.data.settings()).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(real).unwrap(), "# mine\n\n[view]\nname = \"tube\"\n");
}

#[test]
fn what_damaged_settings_say_besides_is_never_lost() {
    let good = "# a\n[keys]\ntake = [\"Enter\"] # \u{e9}\n\n[look] # b\nname = \"worn\"\n# c\ngrain = 0.1\nlook.x = 1\n\
                [motion]\nreduced = true\n[view]\nname = \"tube\" # d\n";
    let comments = |text: &str| text.matches('#').count();
    let place = Place::new();
    let choice = Choice::from(Look { room: 0.25, ..Look::default() });
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut changed = 0;
    for _ in 0..500 {
        let mut bytes = good.as_bytes().to_vec();
        for _ in 0..=rng.next_u32() % 4 {
            let at = rng.next_u32() as usize % bytes.len();
            bytes[at] = (rng.next_u32() % 128) as u8;
        }
        let before = String::from_utf8_lossy(&bytes).into_owned();
        fs::write(place.data.settings(), &before).unwrap();
        let result = Settings::keep_look(&place.data, &choice);
        let after = fs::read_to_string(place.data.settings()).unwrap();
        let Ok((was, _)) = Settings::parse(&before, KNOWN) else {
            assert!(result.is_err() && after == before, "{before}");
            continue;
        };
        if result.is_err() {
            assert_eq!(after, before);
            continue;
        }
        changed += 1;
        let (is, _) = Settings::parse(&after, KNOWN).unwrap();
        assert_eq!((is.look.as_ref(), &is.keys), (Some(&choice), &was.keys), "{before}\n---\n{after}");
        let kept =
            |settings: &Settings| [&VIEW, &MOTION].map(|setting| settings.values.text(setting).to_owned());
        assert_eq!(kept(&is), kept(&was), "{before}\n---\n{after}");
        assert_eq!(comments(&after), comments(&before), "{before}\n---\n{after}");
    }
    assert!(changed > 50, "{changed}");
}
