//! Settings: what can be set, as data. What is read from `settings.toml`, kept there, asked of the terminal, shown in
//! the settings room, in the window's panel and on the command line is generated from [`LIST`].
//!
//! A value is text in one written form, the same in commands and on the command line; [`Setting::read`] makes it of
//! what comes from outside. Parameters of the look and keys are lists of their own.

mod names;
#[cfg(test)]
mod tests;
mod values;

pub use names::{NameProblem, name_problem};
pub use values::Values;

use crate::nearest::right;
use crate::words;

/// What a value can be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Whole {
        /// The least it may be.
        least: u16,
        /// The most it may be.
        most: u16,
        /// How far one key moves it.
        step: u16,
        /// The entry of the catalogue that is its unit, in files and on the command line.
        unit: &'static str,
        /// The entry of the catalogue that says a number with its unit.
        says: &'static str,
        /// The entry that says what 0 is, where that has a meaning of its own.
        zero: Option<&'static str>,
    },
    /// One of some names. `true` and `false` among them are truths in files.
    Choice(&'static [&'static str]),
    /// A text, and what is wrong with one.
    Text(fn(&str) -> Option<String>),
}

/// When a change takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// At once.
    AtOnce,
    /// At once, and it changes the whole picture: no more than a few times a second, so that nothing flashes.
    AtOnceWhole,
    /// When the program starts next.
    NextStart,
}

/// Something that can be set: all that is needed to show it, to read it and to refuse it.
#[derive(Debug)]
pub struct Setting {
    /// Its stable name, `section.key` as in settings.toml.
    pub name: &'static str,
    /// What it can be.
    pub kind: Kind,
    /// What it is when nothing says otherwise.
    pub default: &'static str,
    /// When a change takes effect.
    pub takes: Takes,
}

macro_rules! settings {
    ($($constant:ident = $name:literal, $kind:expr, $default:literal, $takes:ident, $about:literal;)*) => {
        $(#[doc = $about] pub static $constant: Setting =
            Setting { name: $name, kind: $kind, default: $default, takes: Takes::$takes };)*

        /// Everything that can be set, in the order in which it is shown.
        pub static LIST: &[&Setting] = &[$(&$constant,)*];
    };
}

const fn percent(least: u16, most: u16, step: u16) -> Kind {
    Kind::Whole { least, most, step, unit: "settings.unit-percent", says: "settings.percent", zero: None }
}

settings! {
    LOOK = "look.name", Kind::Choice(&["new", "worn", "camera", "flat"]), "new", AtOnceWhole,
        "The shipped look of the tube.";
    VIEW = "view.name", Kind::Choice(&["plain", "tube", "bezel", "workstation"]), "bezel", AtOnceWhole,
        "What is shown around the picture.";
    VOLUME = "sound.volume", percent(0, 100, 5), "70", AtOnce, "How loud the terminal is.";
    MUTED = "sound.muted", Kind::Truth, "false", AtOnce, "Whether nothing is heard.";
    MOTION = "motion.reduced", Kind::Choice(&["system", "true", "false"]), "system", AtOnce,
        "Whether nothing moves that need not; `system` follows the desktop's own setting.";
    SIZE = "text.size", Kind::Choice(&["usual", "large"]), "usual", AtOnceWhole, "The size of words.";
    CONTRAST = "text.contrast", Kind::Choice(&["usual", "high"]), "usual", AtOnceWhole,
        "How far words stand out from their ground.";
    PACE = "session.pace", percent(50, 300, 10), "100", AtOnce, "The pace of what is said in a session.";
    WAITS = "session.waits", Kind::Truth, "false", AtOnce, "Whether nothing in a session is limited in time.";
    SIGN_IN = "arrival.sign-in", Kind::Truth, "true", NextStart, "Whether it is asked at the start who comes.";
    ELEVATOR = "arrival.elevator", Kind::Truth, "true", AtOnce, "Whether the way to work and back is shown.";
    PROFILE = "start.profile", Kind::Text(names::profile), "default", NextStart,
        "The profile that is used where none is asked for.";
    PACK = "start.pack", Kind::Text(names::place), "default", NextStart,
        "The pack that is used where none is asked for: a name or a folder; `default` is the one the program begins with.";
    IDLE = "idle.minutes", Kind::Whole {
        least: 1, most: 240, step: 5, unit: "settings.unit-minutes", says: "settings.minutes", zero: Some("settings.never"),
    }, "20", AtOnce, "How long nobody touches anything before the operator takes the chair; 0 for never.";
    MOOD = "idle.mood", Kind::Choice(&["diligent", "distracted", "new-hire"]), "diligent", AtOnce,
        "How the operator works.";
    DIM = "idle.dim", Kind::Whole {
        least: 1, most: 600, step: 5, unit: "settings.unit-minutes", says: "settings.minutes", zero: Some("settings.never"),
    }, "60", AtOnce, "How long nobody touches anything before the glass is dimmed; 0 for never.";
    MOST_FRAMES = "frames.most", Kind::Whole {
        least: 10, most: 120, step: 10, unit: "settings.unit-a-second", says: "settings.a-second", zero: Some("settings.automatic"),
    }, "0", AtOnce, "Pictures a second while something moves; 0 for as many as the machine shows well.";
    RESTING_FRAMES = "frames.resting", Kind::Whole {
        least: 4, most: 60, step: 4, unit: "settings.unit-a-second", says: "settings.a-second", zero: None,
    }, "24", AtOnce, "Pictures a second while nothing moves but what floats.";
}

/// What is wrong with a name or a value that comes from outside.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Nothing is called so.
    #[error("there is no setting {name:?}; {right}")]
    Name {
        /// As given.
        name: String,
        /// What would be right.
        right: String,
    },
    /// It cannot have this value.
    #[error("{name} is {given}; {right}")]
    Value {
        /// The setting.
        name: &'static str,
        /// What was given.
        given: String,
        /// What would be right.
        right: String,
    },
}

impl Wrong {
    /// What would be right.
    pub fn right(&self) -> &str {
        match self {
            Self::Name { right, .. } | Self::Value { right, .. } => right,
        }
    }
}

impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Setting {
    /// The setting of a name that comes from outside.
    ///
    /// # Errors
    /// [`Wrong::Name`], with the nearest name.
    pub fn named(name: &str) -> Result<&'static Self, Wrong> {
        LIST.iter().find(|setting| setting.name == name).copied().ok_or_else(|| {
            let names: Vec<&str> = LIST.iter().map(|setting| setting.name).collect();
            Wrong::Name { name: name.to_owned(), right: right(name, &names) }
        })
    }

    /// The section of settings.toml in which it stands, and its key there.
    pub fn place(&self) -> (&'static str, &'static str) {
        self.name.split_once('.').unwrap_or((self.name, self.name))
    }

    /// The key of an entry of the catalogue about it.
    fn entry(&self, section: &str) -> String {
        format!("{section}.{}", self.name.replace('.', "-"))
    }

    /// Its name for people.
    pub fn label(&self) -> String {
        words::say(&self.entry("setting"), &[])
    }

    /// What it does, in one line.
    pub fn help(&self) -> String {
        words::say(&self.entry("setting-help"), &[])
    }

    /// A value in its written form, if it can have that.
    ///
    /// # Errors
    /// [`Wrong::Value`], with what would be right.
    pub fn read(&self, text: &str) -> Result<String, Wrong> {
        let fits = match self.kind {
            Kind::Truth => matches!(text, "true" | "false").then(|| text.to_owned()),
            Kind::Choice(names) => names.contains(&text).then(|| text.to_owned()),
            Kind::Whole { .. } => {
                let number: Option<u16> = text.parse().ok();
                number.filter(|number| self.allows(*number)).map(|number| number.to_string())
            }
            Kind::Text(problem) => match problem(text) {
                None => Some(text.to_owned()),
                Some(right) => return Err(self.wrong(format!("{text:?}"), right)),
            },
        };
        fits.ok_or_else(|| {
            let number = matches!(self.kind, Kind::Whole { .. }) && text.parse::<f64>().is_ok();
            let given = if number { text.to_owned() } else { format!("{text:?}") };
            let right = match self.kind {
                Kind::Choice(names) => match right(text, names) {
                    near if near.starts_with("perhaps") => near,
                    _ => self.wants(),
                },
                _ => self.wants(),
            };
            self.wrong(given, right)
        })
    }

    /// An error about what was given.
    pub fn wrong(&self, given: String, right: String) -> Wrong {
        Wrong::Value { name: self.name, given, right }
    }

    /// Whether a number is in its range.
    fn allows(&self, number: u16) -> bool {
        match self.kind {
            Kind::Whole { least, most, zero, .. } => {
                (least..=most).contains(&number) || (number == 0 && zero.is_some())
            }
            _ => false,
        }
    }

    /// The value nearest to a number.
    pub fn nearest(&self, number: u16) -> String {
        match self.kind {
            Kind::Whole { least, most, zero, .. } if number < least => match zero {
                Some(_) if number < least / 2 || number == 0 => "0".to_owned(),
                _ => least.min(most).to_string(),
            },
            Kind::Whole { most, .. } => number.min(most).to_string(),
            _ => self.default.to_owned(),
        }
    }

    /// What it may be, as `50 to 300 percent`.
    pub fn range(&self) -> String {
        match self.kind {
            Kind::Truth => one_of(&["true", "false"]),
            Kind::Whole { least, most, unit, zero, .. } => {
                let (least, most, unit) = (least.to_string(), most.to_string(), words::say(unit, &[]));
                let key = if zero.is_some() { "settings.zero-or-whole" } else { "settings.whole" };
                words::say(key, &[("least", &least), ("most", &most), ("unit", &unit)])
            }
            Kind::Choice(names) => one_of(names),
            Kind::Text(_) => words::say("settings.text", &[]),
        }
    }

    /// What it may be, for people.
    pub fn range_shown(&self) -> String {
        match self.kind {
            Kind::Whole { least, most, zero, .. } => {
                let (least, most) = (least.to_string(), self.shown(&most.to_string()));
                let range = words::say("settings.numbers", &[("least", &least), ("most", &most)]);
                let zero = zero.map(|zero| words::say(zero, &[]));
                match zero {
                    Some(zero) => words::say("settings.or-zero", &[("zero", &zero), ("range", &range)]),
                    None => range,
                }
            }
            Kind::Truth => self.listed(&["true", "false"]),
            Kind::Choice(names) => self.listed(names),
            Kind::Text(_) => String::new(),
        }
    }

    /// Values for people, in a line.
    fn listed(&self, values: &[&str]) -> String {
        let shown: Vec<String> = values.iter().map(|value| self.shown(value)).collect();
        one_of(&shown.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What it may be, as the end of a sentence about something else.
    pub fn wants(&self) -> String {
        words::say("settings.wants", &[("range", &self.range())])
    }

    /// A value for people. What cannot be read is shown as it is.
    pub fn shown(&self, value: &str) -> String {
        match (self.kind, value) {
            (Kind::Whole { zero: Some(zero), .. }, "0") => words::say(zero, &[]),
            (Kind::Whole { says, .. }, number) => words::say(says, &[("count", number)]),
            (Kind::Text(_), text) => text.to_owned(),
            (_, "true") => words::say("settings.yes", &[]),
            (_, "false") => words::say("settings.no", &[]),
            (Kind::Choice(names), name) if names.contains(&name) => {
                words::say(&format!("{}-{name}", self.entry("setting-value")), &[])
            }
            (_, name) => name.to_owned(),
        }
    }

    /// The value that comes so many steps after another: a number stops at either end, unless it goes `round`; names
    /// come round. A text has none.
    pub fn step(&self, value: &str, by: i32, round: bool) -> Option<String> {
        let names: &[&str] = match self.kind {
            Kind::Truth => &["false", "true"],
            Kind::Choice(names) => names,
            Kind::Whole { .. } => {
                let now = value.parse().ok().filter(|now| self.allows(*now))?;
                return Some(self.moved(now, by, round).to_string());
            }
            Kind::Text(_) => return None,
        };
        let at = names.iter().position(|name| *name == value).unwrap_or(0) as i64;
        let next = (at + i64::from(by)).rem_euclid(names.len() as i64);
        names.get(next as usize).map(|name| (*name).to_owned())
    }

    /// The number that comes after another, on whole steps.
    fn moved(&self, now: u16, by: i32, round: bool) -> u16 {
        let Kind::Whole { least, most, step, zero, .. } = self.kind else { return now };
        let first = if zero.is_some() { 0 } else { least };
        if round && by > 0 && now >= most {
            return first;
        }
        let (now, step) = (i64::from(now), i64::from(step));
        let from = if by > 0 { now.div_euclid(step) } else { (now + step - 1).div_euclid(step) };
        let to = (from + i64::from(by)) * step;
        match to {
            _ if to > i64::from(most) => most,
            _ if to >= i64::from(least) => to as u16,
            _ if by > 0 || first != 0 => least,
            // Below the least that is something, but not there yet: the least, and then nothing.
            _ if now > i64::from(least) && to > 0 => least,
            _ => first,
        }
    }
}

/// Two to four values, of which it is one.
fn one_of(values: &[&str]) -> String {
    match *values {
        [a, b] => words::say("settings.one-of-two", &[("a", a), ("b", b)]),
        [a, b, c] => words::say("settings.one-of-three", &[("a", a), ("b", b), ("c", c)]),
        [a, b, c, d, ..] => words::say("settings.one-of-four", &[("a", a), ("b", b), ("c", c), ("d", d)]),
        [only] => only.to_owned(),
        [] => String::new(),
    }
}
