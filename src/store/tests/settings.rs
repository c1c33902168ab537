use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::*;
use crate::settings::{LOOK, MOTION, PACE, PROFILE, VIEW, VOLUME, WAITS};
use crate::tube::look::Look;

pub(super) const KNOWN: Known<'static> = Known {
    actions: &["take", "page-up", "page-down", "home"],
    keys: &["Enter", "PageUp", "PageDown", "KeyN", "Digit1"],
    meet: |one, other| [one, other] != ["home", "take"],
    refused: |action, key| (action == "page-up" && key == "KeyN").then(|| "KeyN is typed".to_owned()),
};

fn parse(text: &str) -> (Settings, Vec<String>) {
    let (settings, warnings) = Settings::parse(text, KNOWN).unwrap();
    (settings, warnings.iter().map(ToString::to_string).collect())
}

fn keys(settings: &Settings) -> Vec<(&str, Vec<&str>)> {
    settings
        .keys
        .iter()
        .map(|(action, keys)| (action.as_str(), keys.iter().map(String::as_str).collect()))
        .collect()
}

#[test]
fn good_settings_are_read() {
    let (settings, warnings) = parse(
        "# mine\n[keys]\npage-down = [\"PageDown\", \"KeyN\"]\nhome = []\n\n[motion]\nreduced = true\n",
    );
    assert_eq!(warnings, [""; 0]);
    assert_eq!(keys(&settings), [("home", vec![]), ("page-down", vec!["PageDown", "KeyN"])]);
    assert_eq!(settings.values.text(&MOTION), "true");
    assert_eq!(settings.lines[MOTION.name], 7);
    assert_eq!(parse(""), (Settings::default(), vec![]));
}

#[test]
fn a_key_that_an_action_cannot_have_is_left_out() {
    let (settings, warnings) = parse("[keys]\npage-up = [\"KeyN\", \"PageUp\"]\n");
    assert_eq!(warnings, ["settings.toml, line 2: KeyN is typed"]);
    assert_eq!(keys(&settings), [("page-up", vec!["PageUp"])]);
}

#[test]
fn actions_that_never_meet_can_share_a_key() {
    let (settings, warnings) = parse("[keys]\nhome = [\"KeyN\"]\ntake = [\"KeyN\"]\n");
    assert_eq!(warnings, [""; 0]);
    assert_eq!(keys(&settings), [("home", vec!["KeyN"]), ("take", vec!["KeyN"])]);
}

#[test]
fn wrong_entries_are_named_with_their_line_and_the_others_used() {
    let text = r#"
[keys]
take = ["Entr", "Enter", 5]
page-dwon = ["KeyN"]
page-up = "PageUp"
page-down = ["PageDown", "Enter"]
home = ["Escape"]
fly = []

[motion]
reduced = "yes"
speed = 2

[souns]
[[text]]
"#;
    let (settings, warnings) = parse(text);
    assert_eq!(keys(&settings), [("page-down", vec!["PageDown"]), ("take", vec!["Enter"])]);
    assert!(!settings.values.has(&MOTION));
    let expected = [
        r#"settings.toml, line 3: there is no key "Entr"; perhaps "Enter" is meant"#,
        r#"settings.toml, line 3: a key of "take" is a number; it is a name in quotes, as "Enter""#,
        r#"settings.toml, line 4: there is no action "page-dwon"; perhaps "page-down" is meant"#,
        r#"settings.toml, line 5: "page-up" is a text; it is a list of keys, as ["Enter"]"#,
        r#"settings.toml, line 6: key "Enter" already belongs to "take"; give "page-down" another"#,
        r#"settings.toml, line 7: there is no key "Escape"; known are Enter, PageUp, PageDown, KeyN, Digit1"#,
        r#"settings.toml, line 8: there is no action "fly"; known are take, page-up, page-down, home"#,
        r#"settings.toml, line 11: motion.reduced is "yes"; it is system, true or false"#,
        r#"settings.toml, line 12: [motion] has no "speed"; known are reduced"#,
        r#"settings.toml, line 14: there is no section "souns"; perhaps "sound" is meant"#,
        r#"settings.toml, line 15: "text" is a list; it is a section, [text]"#,
    ];
    assert_eq!(warnings, expected);
    assert_eq!(
        parse("keys = 1").1,
        [r#"settings.toml, line 1: "keys" is a number; it is a section, [keys]"#]
    );
}

#[test]
fn how_sessions_are_held_is_read() {
    let (settings, warnings) = parse("[session]\npace = 60\nwaits = true\n");
    let values = &settings.values;
    assert_eq!((values.whole(&PACE), values.truth(&WAITS), warnings), (60, true, vec![]));
    let (settings, warnings) = parse("[session]\npace = 20\nwaits = 1\nlength = 6\n");
    assert_eq!(settings, Settings::default());
    let expected = [
        "settings.toml, line 2: session.pace is 20; it is 50 to 300 percent",
        "settings.toml, line 3: session.waits is a number; it is true or false",
        r#"settings.toml, line 4: [session] has no "length"; known are pace, waits"#,
    ];
    assert_eq!(warnings, expected);
}

#[test]
fn every_kind_of_value_is_read_and_what_is_wrong_is_named() {
    let text = "[sound]\nvolume = 0x32\nmuted = true\n[start]\nprofile = \"mark s\"\npack = \"../house\"\n\
                [idle]\nminutes = 0\n[motion]\nreduced = \"system\"\n";
    let (settings, warnings) = parse(text);
    let values = &settings.values;
    assert_eq!(warnings, [""; 0]);
    assert_eq!(
        (values.whole(&VOLUME), values.text(&PROFILE), values.text(&MOTION)),
        (50, "mark s", "system")
    );
    let text = "[sound]\nvolume = 101\nvolum = 1\n[start]\nprofile = \"../other\"\npack = 3\n[idle]\nminutes = 1.5\n\
                [frames]\nmost = 5\nresting = 99999999999999999999\n[text]\nsize = \"big\"\n";
    let (settings, warnings) = parse(text);
    assert_eq!(settings, Settings::default());
    let expected = [
        "settings.toml, line 2: sound.volume is 101; it is 0 to 100 percent",
        r#"settings.toml, line 3: [sound] has no "volum"; perhaps "volume" is meant"#,
        r#"settings.toml, line 5: start.profile is "../other"; it contains '.'; only letters, digits, space, dash and underscore can be used"#,
        "settings.toml, line 6: start.pack is a number; it is a text",
        "settings.toml, line 8: idle.minutes is 1.5; it is 0, or 1 to 240 minutes",
        "settings.toml, line 10: frames.most is 5; it is 0, or 10 to 120 a second",
        "settings.toml, line 11: frames.resting is 99999999999999999999; it is 4 to 60 a second",
        r#"settings.toml, line 13: text.size is "big"; it is usual or large"#,
    ];
    assert_eq!(warnings, expected);
}

#[test]
fn what_is_only_looked_at_stays_where_it_is() {
    let place = Place::new();
    fs::write(place.data.settings(), "[text\n").unwrap();
    let error = Settings::look_at(&place.data, KNOWN).unwrap_err();
    assert!(matches!(error, StoreError::Unreadable(_)) && error.to_string().contains("line 1"), "{error}");
    assert_eq!(fs::read(place.data.settings()).unwrap(), b"[text\n");
    fs::write(place.data.settings(), "[sound]\nvolume = 5\n").unwrap();
    let loaded = Settings::look_at(&place.data, KNOWN).unwrap();
    assert_eq!(loaded.settings.values.whole(&VOLUME), 5);
}

#[test]
fn a_look_is_read_with_what_is_otherwise() {
    let (settings, warnings) = parse("look.grain = 0.05\nlook.name = \"worn\"\n[view]\nname = \"bezel\"\n");
    assert_eq!(warnings, [""; 0]);
    let look = settings.look.unwrap();
    assert_eq!((look.name(), settings.values.text(&VIEW)), ("worn", "bezel"));
    assert!(settings.values.has(&VIEW) && settings.values.text(&LOOK) == "worn");
    assert_eq!(look.look, Look { grain: 0.05, ..Look::named("worn").unwrap() });
    let (settings, _) = parse("[look]\nroom = 0");
    assert_eq!(settings.look, Some(Look { room: 0.0, ..Look::default() }.into()));
    assert_eq!(parse("[look]\n[view]"), (Settings::default(), vec![]));
}

#[test]
fn what_is_wrong_in_a_look_is_named_and_the_rest_used() {
    let text = r#"
[look]
nam = "worn"
name = "wron"
halation = 2
grian = 0.1
grain = 0.1
hum = nan
flicker = "none"
room.light = 1
afterglow = inf

[view]
name = "bezle"
nane = "tube"
"#;
    let (settings, warnings) = parse(text);
    let look = Look { grain: 0.1, ..Look::default() };
    assert_eq!(settings.look, Some(look.into()));
    assert!(!settings.values.has(&VIEW));
    let expected = [
        r#"settings.toml, line 3: there is no parameter "nam"; perhaps "name" is meant"#,
        r#"settings.toml, line 4: look.name is "wron"; perhaps "worn" is meant"#,
        "settings.toml, line 5: halation is 2.0; it is 0 to 0.8 share",
        r#"settings.toml, line 6: there is no parameter "grian"; perhaps "grain" is meant"#,
        "settings.toml, line 8: hum is NaN; it is a number, 0 to 0.3 share",
        "settings.toml, line 9: flicker is a text; it is a number, 0 to 0.09 share",
        "settings.toml, line 10: room is a section; it is a number, 0 to 2 times",
        "settings.toml, line 11: afterglow is inf; it is a number, 0 to 500 ms",
        r#"settings.toml, line 14: view.name is "bezle"; perhaps "bezel" is meant"#,
        r#"settings.toml, line 15: [view] has no "nane"; perhaps "name" is meant"#,
    ];
    assert_eq!(warnings, expected);
    let told = |text: &str| parse(text).1;
    assert_eq!(
        told("look = 1\nview.name = 2"),
        [
            r#"settings.toml, line 1: "look" is a number; it is a section, [look]"#,
            "settings.toml, line 2: view.name is a number; it is plain, tube, bezel or workstation",
        ]
    );
}

#[test]
fn a_file_that_is_not_toml_is_set_aside() {
    let place = Place::new();
    let load = || Settings::load(&place.data, KNOWN).unwrap();
    assert_eq!(load(), LoadedSettings::default());
    let texts: [(&[u8], usize); 3] = [(b"[keys]\ntake = [\n", 2), (b"\n\xff", 2), (b"dear program", 1)];
    for (n, (text, line)) in texts.into_iter().enumerate() {
        fs::write(place.data.settings(), text).unwrap();
        let loaded = load();
        let broken = loaded.broken.unwrap();
        let aside = place.data.path().join(format!("settings.broken-{}.toml", n + 1));
        assert_eq!(fs::read(&aside).unwrap(), text);
        assert_eq!(broken.moved_to, Some(aside));
        assert!(broken.warning.line >= line, "{}", broken.warning);
        assert_eq!(loaded.settings, Settings::default());
        assert_eq!(load(), LoadedSettings::default(), "told once");
    }
    fs::write(place.data.settings(), vec![b'#'; (1 << 20) + 1]).unwrap();
    assert!(load().broken.unwrap().warning.message.contains("longer than"));
    fs::write(place.data.settings(), "[motion]\nreduced = false\n").unwrap();
    assert_eq!(load().settings.values.text(&MOTION), "false");
}

#[test]
fn two_thousand_damaged_settings_are_read_without_a_panic() {
    let good = b"[keys]\ntake = [\"Enter\"] # \xc3\xa9\npage-up = [\"PageUp\", \"KeyN\"]\n[motion]\nreduced = true\n\
        [look]\nname = \"worn\"\ngrain = 0.1\n[view]\nname = \"tube\"\n";
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut read = 0;
    for _ in 0..2_000 {
        let mut bytes = good.to_vec();
        for _ in 0..=rng.next_u32() % 5 {
            let at = rng.next_u32() as usize % bytes.len();
            bytes[at] = (rng.next_u32() % 128) as u8;
        }
        let text = String::from_utf8_lossy(&bytes);
        match Settings::parse(&text, KNOWN) {
            Ok((settings, warnings)) => {
                read += 1;
                assert!(settings.keys.len() <= 2);
                assert!(warnings.iter().all(|w| w.line <= text.lines().count()));
            }
            Err(broken) => assert!(broken.line <= text.lines().count() + 1),
        }
    }
    assert!(read > 100, "{read}");
    let deep = format!("keys = {}", "[".repeat(100_000));
    assert!(Settings::parse(&deep, KNOWN).is_err());
}
