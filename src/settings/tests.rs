use std::collections::BTreeSet;

use super::*;
use crate::tube::look::looks;
use crate::tube::view::View;

#[test]
fn every_setting_has_a_name_words_and_a_default_that_it_can_have() {
    let names: BTreeSet<&str> = LIST.iter().map(|setting| setting.name).collect();
    assert_eq!(names.len(), LIST.len());
    let mut sections: Vec<&str> = LIST.iter().map(|setting| setting.place().0).collect();
    sections.dedup();
    assert_eq!(sections.iter().collect::<BTreeSet<_>>().len(), sections.len(), "a section stands together");
    for setting in LIST {
        assert_eq!(setting.read(setting.default).as_deref(), Ok(setting.default), "{}", setting.name);
        assert_eq!(setting.name.matches('.').count(), 1, "{}", setting.name);
        assert_ne!(setting.label(), setting.entry("setting"), "{} has no name", setting.name);
        assert_ne!(setting.help(), setting.entry("setting-help"), "{} has no help", setting.name);
        assert!(setting.help().ends_with('.') && setting.help().len() <= 100, "{}", setting.help());
        assert!(!setting.shown(setting.default).is_empty());
        if let Kind::Choice(names) = setting.kind {
            assert!((2..=4).contains(&names.len()), "{}: lines have places for four", setting.name);
            let shown: BTreeSet<String> = names.iter().map(|name| setting.shown(name)).collect();
            assert_eq!(shown.len(), names.len(), "{}", setting.name);
            assert!(shown.iter().all(|shown| !shown.contains("setting-value")), "{shown:?}");
        }
        if let Kind::Whole { least, most, step, .. } = setting.kind {
            assert!(least < most && step > 0, "{}", setting.name);
        }
    }
}

#[test]
fn the_page_about_settings_has_a_row_for_each() {
    let page = include_str!("../../docs/settings.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let expected: Vec<String> = LIST
        .iter()
        .map(|setting| {
            let range = match setting.kind {
                Kind::Choice(names) => names.join(", "),
                _ => setting.range(),
            };
            format!("| `{}` | {range} | `{}` | {} |", setting.name, setting.default, setting.help())
        })
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn looks_and_views_are_those_that_there_are() {
    let Kind::Choice(names) = LOOK.kind else { panic!() };
    assert_eq!(names, looks().iter().map(|shipped| shipped.name).collect::<Vec<_>>());
    let Kind::Choice(names) = VIEW.kind else { panic!() };
    assert_eq!(names, View::NAMES);
}

#[test]
fn what_is_wrong_is_told_with_what_would_be_right() {
    let told = |name: &str, value: &str| match Setting::named(name).and_then(|setting| setting.read(value)) {
        Ok(read) => read,
        Err(wrong) => wrong.to_string(),
    };
    for (name, value, expected) in [
        ("sound.volume", "70", "70"),
        ("sound.volume", "070", "70"),
        ("sound.volume", "101", "sound.volume is 101; it is 0 to 100 percent"),
        ("sound.volume", "-1", "sound.volume is -1; it is 0 to 100 percent"),
        ("sound.volume", "loud", "sound.volume is \"loud\"; it is 0 to 100 percent"),
        ("idle.minutes", "0", "0"),
        ("frames.most", "0", "0"),
        ("frames.most", "9", "frames.most is 9; it is 0, or 10 to 120 a second"),
        ("frames.resting", "0", "frames.resting is 0; it is 4 to 60 a second"),
        ("view.name", "bezle", "view.name is \"bezle\"; perhaps \"bezel\" is meant"),
        ("view.name", "all", "view.name is \"all\"; it is plain, tube, bezel or workstation"),
        ("motion.reduced", "true", "true"),
        ("motion.reduced", "on", "motion.reduced is \"on\"; it is system, true or false"),
        ("sound.muted", "yes", "sound.muted is \"yes\"; it is true or false"),
        ("text.sise", "large", "there is no setting \"text.sise\"; perhaps \"text.size\" is meant"),
        ("start.profile", "mark s", "mark s"),
        (
            "start.profile",
            "../else",
            "start.profile is \"../else\"; it contains '.'; only letters, digits, space, dash and underscore can be used",
        ),
        ("start.pack", "  ", "start.pack is \"  \"; it is the name of a pack, or its folder"),
    ] {
        assert_eq!(told(name, value), expected);
    }
}

#[test]
fn steps_are_whole_and_stay_in_range() {
    for (setting, from, by, to) in [
        (&VOLUME, "70", 1, "75"),
        (&VOLUME, "72", 1, "75"),
        (&VOLUME, "72", -1, "70"),
        (&VOLUME, "100", 1, "100"),
        (&VOLUME, "0", -1, "0"),
        (&IDLE, "5", -1, "0"),
        (&IDLE, "7", -1, "5"),
        (&IDLE, "0", 1, "5"),
        (&MOST_FRAMES, "10", -1, "0"),
        (&MOST_FRAMES, "0", 1, "10"),
        (&RESTING_FRAMES, "4", -1, "4"),
        (&MOTION, "system", -1, "false"),
        (&MUTED, "true", 1, "false"),
    ] {
        assert_eq!(setting.step(from, by, false).as_deref(), Some(to), "{} {from} {by}", setting.name);
    }
    assert_eq!(VOLUME.step("100", 1, true).as_deref(), Some("0"));
    assert_eq!(PROFILE.step("default", 1, true), None);
    // From any value every step is a value.
    for setting in LIST {
        for by in [-1, 1] {
            let mut value = setting.default.to_owned();
            for _ in 0..60 {
                let Some(next) = setting.step(&value, by, by > 0) else { break };
                value = setting.read(&next).unwrap();
            }
        }
    }
}

#[test]
fn values_have_their_defaults_and_lose_what_is_unfit() {
    let mut values = Values::default();
    assert!(values.whole(&PACE) == 100 && !values.truth(&WAITS) && !values.has(&PACE));
    values.set(&PACE, "150");
    assert!(values.whole(&PACE) == 150 && values.has(&PACE));
    let json = r#"{"session.pace":"150","session.waits":"maybe","odd":"1"}"#;
    let mut read: Values = serde_json::from_str(json).unwrap();
    read.leave_out_unfit();
    assert_eq!(read, values);
    values.reset(&PACE);
    assert_eq!(values, Values::default());
}
