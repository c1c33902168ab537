use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::*;

fn told(text: &str) -> String {
    Look::from_toml(text).unwrap_err().to_string()
}

#[test]
fn a_look_says_only_what_is_otherwise() {
    let look = Look::from_toml("grain = 0.1 # more\n\"room\" = 2\nbeam_lines = 0x1_00\nhum=-0.0\n").unwrap();
    assert_eq!(look, Look { grain: 0.1, room: 2.0, beam_lines: 256.0, ..Look::default() });
    assert!(look.hum.is_sign_positive());
    let worn = Look::named("worn").unwrap();
    let look = Look::from_toml("grain = 0.1\nfrom = \"worn\"\nabout = \"mine\"\n").unwrap();
    assert_eq!(look, Look { grain: 0.1, ..worn });
    assert_eq!(Look::from_toml("").unwrap(), Look::default());
}

#[test]
fn whatever_is_wrong_is_told_with_its_line_and_what_would_be_right() {
    let wrong = [
        ("halaton = 1", r#"line 1: there is no parameter "halaton"; perhaps "halation" is meant"#),
        ("\n\nhalation = 2", "line 3: halation is 2.0; it is 0 to 0.8 share"),
        ("halation = -1e300", "line 1: halation is -1e300; it is 0 to 0.8 share"),
        ("halation = 99999999999999999999", "line 1: halation is 1e20; it is 0 to 0.8 share"),
        ("hum = nan", "line 1: hum is NaN; it is a number, 0 to 0.3 share"),
        ("hum = +inf", "line 1: hum is inf; it is a number, 0 to 0.3 share"),
        ("hum = 1e999", "line 1: hum is inf; it is a number, 0 to 0.3 share"),
        ("hum = 0xFFFFFFFFFFFFFFFFFF", "line 1: hum is inf; it is a number, 0 to 0.3 share"),
        ("hum = \"0.1\"", "line 1: hum is a text; it is a number, 0 to 0.3 share"),
        ("hum = true", "line 1: hum is true or false; it is a number, 0 to 0.3 share"),
        ("hum = [0.1]", "line 1: hum is a list; it is a number, 0 to 0.3 share"),
        ("hum.rate = 0.1", "line 1: hum is a section; it is a number, 0 to 0.3 share"),
        ("hum = 1979-05-27", "line 1: hum is a date; it is a number, 0 to 0.3 share"),
        ("room = 1\nfrom = \"wron\"", r#"line 2: there is no look "wron"; perhaps "worn" is meant"#),
        ("form = \"worn\"", r#"line 1: there is no parameter "form"; perhaps "from" is meant"#),
        ("from = 3", r#"line 1: "from" is a number; it is a text in quotes"#),
        ("about = []", r#"line 1: "about" is a list; it is a text in quotes"#),
        ("gran = 0\nhum = 7", r#"line 1: there is no parameter "gran"; perhaps "grain" is meant"#),
    ];
    for (text, message) in wrong {
        assert_eq!(told(text), message, "{text}");
    }
    assert!(told("[look]\nhum = 0").starts_with("line 1: there is no parameter \"look\"; "));
    for (text, line) in [("hum = 0.1\nhum = 0.2", 2), ("grain = 0.1\nhum", 2), ("hum = ", 1), ("\0", 1)] {
        let error = Look::from_toml(text).unwrap_err();
        assert!(matches!(error.wrong, Wrong::NotToml { .. }), "{error}");
        assert_eq!(error.line, Some(line), "{error}");
        assert_eq!(error.to_string().lines().count(), 1, "{error}");
    }
}

#[test]
fn parameters_are_set_by_name_and_all_or_none() {
    let mut look = Look::default();
    look.set("halation=0.2, hum_rate = 1").unwrap();
    look.set("warm_up=+1e0").unwrap();
    assert_eq!(look, Look { halation: 0.2, hum_rate: 1.0, warm_up: 1.0, ..Look::default() });
    let before = look;
    let wrong = [
        ("halation", r#""halation" sets nothing; write NAME=VALUE, as halation=0.2"#),
        ("", r#""" sets nothing; write NAME=VALUE, as halation=0.2"#),
        ("grain=0,", r#""" sets nothing; write NAME=VALUE, as halation=0.2"#),
        ("grian=0.1", r#"there is no parameter "grian"; perhaps "grain" is meant"#),
        ("grain=much", r#"grain is "much"; it is a number, 0 to 0.2 share"#),
        ("grain=0=1", r#"grain is "0=1"; it is a number, 0 to 0.2 share"#),
        ("grain=", r#"grain is ""; it is a number, 0 to 0.2 share"#),
        ("grain=nan", "grain is NaN; it is a number, 0 to 0.2 share"),
        ("grain=-inf", "grain is -inf; it is a number, 0 to 0.2 share"),
        ("grain=0.3", "grain is 0.3; it is 0 to 0.2 share"),
        ("room=0,grain=0.3", "grain is 0.3; it is 0 to 0.2 share"),
        ("flicker_rate=3.01", "flicker_rate is 3.01; it is 0.1 to 3 Hz"),
    ];
    for (text, message) in wrong {
        assert_eq!(look.set(text).unwrap_err().to_string(), message, "{text}");
        assert_eq!(look, before, "{text}");
    }
}

#[test]
fn a_look_that_is_written_is_read_back_the_same() {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    for shipped in looks() {
        assert_eq!(Look::from_toml(&shipped.look.to_toml()), Ok(shipped.look));
    }
    for _ in 0..200 {
        let mut look = Look::default();
        for parameter in PARAMETERS {
            let share = f64::from(random.next_u32()) / f64::from(u32::MAX);
            parameter.set(&mut look, parameter.least + share * (parameter.most - parameter.least));
        }
        look.grain = 1e-300;
        assert_eq!(Look::from_toml(&look.to_toml()), Ok(look));
    }
    let text = Look::default().to_toml();
    assert!(text.contains("\n# How often the hum bar passes. 0.02 to 1 Hz\nhum_rate = 0.2\n"), "{text}");
    assert!(
        text.starts_with("# ---- beam ----\n\n# Strength of the beam. 0.2 to 2 times\nbrightness = 1.25\n")
    );
}

#[test]
fn ten_thousand_damaged_looks_are_read_or_refused_in_a_line() {
    let whole = include_str!("../../../../assets/looks/worn.toml");
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut refused = 0;
    for _ in 0..10_000 {
        let mut bytes = whole.as_bytes().to_vec();
        for _ in 0..=random.next_u32() % 4 {
            let at = random.next_u32() as usize % bytes.len();
            match random.next_u32() % 3 {
                0 => bytes[at] = random.next_u32() as u8,
                1 => bytes[at] ^= 1 << (random.next_u32() % 8),
                _ => bytes.truncate(at + 1),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        match Look::from_toml(&text) {
            Ok(look) => assert!(PARAMETERS.iter().all(|parameter| parameter.allows(parameter.of(&look)))),
            Err(error) => {
                refused += 1;
                assert_eq!(error.to_string().lines().count(), 1, "{error}");
                assert!(error.line.is_some_and(|line| line <= text.lines().count() + 1), "{error}");
            }
        }
        let _either = Look::default().set(&text);
    }
    assert!((2_000..10_000).contains(&refused), "{refused}");
    assert!(Look::from_toml(&format!("hum = {}", "[".repeat(100_000))).is_err());
}
