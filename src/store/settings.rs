//! Settings on disk: `settings.toml` in the data folder, which a user may write by hand. What can stand in it is the
//! list of settings, the parameters of the look, and the keys by action:
//!
//! ```toml
//! [session]
//! pace = 100
//!
//! [look]                    # a shipped look and what is otherwise: `macrodat look` prints every parameter
//! name = "worn"
//! grain = 0.01
//!
//! [keys]                    # what each action is called and its keys: the settings room lists both
//! page-down = ["PageDown", "Ctrl+N"]
//! ```
//!
//! `keep` writes into it what is changed at the desk.

mod keep;

use std::{collections::BTreeMap, fmt, ops::Range, path::PathBuf};

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{DataDir, StoreError, disk};
use crate::nearest::right;
use crate::settings::{Kind, LIST, LOOK, Setting, Values};
use crate::tube::look::{Choice, Parameter, kind};

/// Longest settings file that is read, bytes.
const LIMIT: u64 = 1 << 20;

/// What a user has set. What is not set is left to the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Keys by action, in the order given, for the actions that are set; an empty list takes an action's
    /// keys away.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Everything else, by the names of the settings.
    pub values: Values,
    /// How the tube looks, with what is otherwise than in the shipped look.
    pub look: Option<Choice>,
    /// The line of each setting that is in the file, from 1.
    pub lines: BTreeMap<&'static str, usize>,
}

/// Names that can stand in a settings file.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Actions, as `[keys]` names them.
    pub actions: &'a [&'a str],
    /// Physical keys, with the modifiers that are held.
    pub keys: &'a [&'a str],
    /// Whether two actions have a place in common, so that one key cannot mean both.
    pub meet: fn(&str, &str) -> bool,
    /// Why an action cannot have a key that others can; none if it can.
    pub refused: fn(&str, &str) -> Option<String>,
}

/// An entry that was left out, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Line in the file, from 1.
    pub line: usize,
    /// One sentence.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "settings.toml, line {}: {}", self.line, self.message)
    }
}

/// A settings file that is not TOML at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Line and reason.
    pub warning: Warning,
    /// Its new name; `None` where it could not be renamed.
    pub moved_to: Option<PathBuf>,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadedSettings {
    /// The good entries.
    pub settings: Settings,
    /// The others, by line.
    pub warnings: Vec<Warning>,
    /// Set if nothing could be read: the settings are then all unset.
    pub broken: Option<Broken>,
}

impl Settings {
    /// Reads the data folder's settings file, if there is one. A file that is not TOML is set aside under a
    /// new name.
    ///
    /// # Errors
    /// [`StoreError::Io`] if it is there and cannot be read.
    pub fn load(data: &DataDir, known: Known<'_>) -> Result<LoadedSettings, StoreError> {
        let path = data.settings();
        let Some(bytes) = disk::read(&path, LIMIT)? else {
            return Ok(LoadedSettings::default());
        };
        let parsed = text_of(&bytes).and_then(|text| Settings::parse(text, known));
        Ok(match parsed {
            Ok((settings, warnings)) => LoadedSettings { settings, warnings, broken: None },
            Err(warning) => {
                let moved_to = disk::set_aside(&path, "settings", "broken", "toml").unwrap_or_else(|e| {
                    log::warn!("{e}");
                    None
                });
                LoadedSettings { broken: Some(Broken { warning, moved_to }), ..LoadedSettings::default() }
            }
        })
    }

    /// Reads the data folder's settings file and leaves it where it is, whatever it holds.
    ///
    /// # Errors
    /// [`StoreError::Io`]; [`StoreError::Unreadable`] if it is not TOML.
    pub fn look_at(data: &DataDir, known: Known<'_>) -> Result<LoadedSettings, StoreError> {
        let bytes = disk::read(&data.settings(), LIMIT)?.unwrap_or_default();
        let (settings, warnings) =
            text_of(&bytes).and_then(|text| Settings::parse(text, known)).map_err(StoreError::Unreadable)?;
        Ok(LoadedSettings { settings, warnings, broken: None })
    }

    /// Reads settings from text: the good entries, and a warning for each of the others.
    ///
    /// # Errors
    /// The first place where the text is not TOML.
    pub fn parse(text: &str, known: Known<'_>) -> Result<(Settings, Vec<Warning>), Warning> {
        let table = DeTable::parse(text).map_err(|e| not_toml(text, e.span(), e.message()))?;
        let mut reader = Reader { text, known, settings: Settings::default(), warnings: Vec::new() };
        reader.root(table.get_ref());
        reader.warnings.sort_by_key(|w| w.line);
        Ok((reader.settings, reader.warnings))
    }
}

struct Reader<'a> {
    text: &'a str,
    known: Known<'a>,
    settings: Settings,
    warnings: Vec<Warning>,
}

type Entry<'t, 'i> = (&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>);

/// A table's entries in the order of the file, so that of two claims to one key the first holds.
fn entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

impl Reader<'_> {
    fn warn<T>(&mut self, at: &Spanned<T>, message: String) {
        let line = line_at(self.text.as_bytes(), at.span().start);
        self.warnings.push(Warning { line, message });
    }

    fn root(&mut self, table: &DeTable<'_>) {
        let mut sections: Vec<&str> = LIST.iter().map(|setting| setting.place().0).collect();
        sections.push("keys");
        sections.sort_unstable();
        sections.dedup();
        for (name, value) in entries(table) {
            let section = name.get_ref().as_ref();
            match value.get_ref() {
                _ if !sections.contains(&section) => {
                    self.warn(
                        name,
                        format!("there is no section {section:?}; {}", right(section, &sections)),
                    );
                }
                DeValue::Table(table) if section == "keys" => self.keys(table),
                DeValue::Table(table) => self.section(section, table),
                other => {
                    let message = format!("{section:?} is {}; it is a section, [{section}]", kind(other));
                    self.warn(name, message);
                }
            }
        }
    }

    /// A section of settings. That of the look may hold its parameters besides.
    fn section(&mut self, section: &str, table: &DeTable<'_>) {
        let own = |key: &str| LIST.iter().find(|setting| setting.place() == (section, key));
        let known: Vec<&str> = LIST
            .iter()
            .map(|setting| setting.place())
            .filter(|place| place.0 == section)
            .map(|place| place.1)
            .collect();
        let mut parameters = Vec::new();
        for (name, value) in entries(table) {
            let key = name.get_ref().as_ref();
            match own(key) {
                Some(setting) => self.value(setting, value),
                None if section == LOOK.place().0 => parameters.push((name, value)),
                None => self.warn(name, format!("[{section}] has no {key:?}; {}", right(key, &known))),
            }
        }
        if section == LOOK.place().0 {
            self.look(&parameters, &known);
        }
    }

    fn value(&mut self, setting: &'static Setting, value: &Spanned<DeValue<'_>>) {
        match written(setting, value.get_ref())
            .and_then(|text| setting.read(&text).map_err(|wrong| wrong.to_string()))
        {
            Err(message) => self.warn(value, message),
            Ok(text) => {
                self.settings.values.set(setting, text);
                let line = line_at(self.text.as_bytes(), value.span().start);
                self.settings.lines.insert(setting.name, line);
            }
        }
    }

    /// The parameters, in the look of the name that stands beside them.
    fn look(&mut self, parameters: &[Entry<'_, '_>], besides: &[&str]) {
        let named = self.settings.values.has(&LOOK).then(|| self.settings.values.text(&LOOK));
        let mut choice = named.and_then(|name| Choice::named(name).ok());
        for (name, value) in parameters {
            match Parameter::known(name.get_ref(), besides) {
                Err(wrong) => self.warn(name, wrong.to_string()),
                Ok(parameter) => match parameter.read(value.get_ref()) {
                    Err(wrong) => self.warn(value, wrong.to_string()),
                    Ok(number) => parameter.set(&mut choice.get_or_insert_default().look, number),
                },
            }
        }
        self.settings.look = choice;
    }

    fn keys(&mut self, table: &DeTable<'_>) {
        let mut taken: Vec<(String, String)> = Vec::new();
        for (name, value) in entries(table) {
            let action = name.get_ref().as_ref();
            if !self.known.actions.contains(&action) {
                let message = format!("there is no action {action:?}; {}", right(action, self.known.actions));
                self.warn(name, message);
                continue;
            }
            let DeValue::Array(list) = value.get_ref() else {
                let kind = kind(value.get_ref());
                self.warn(value, format!("{action:?} is {kind}; it is a list of keys, as [\"Enter\"]"));
                continue;
            };
            let mut keys: Vec<String> = Vec::new();
            for item in list.iter() {
                let DeValue::String(key) = item.get_ref() else {
                    let kind = kind(item.get_ref());
                    self.warn(
                        item,
                        format!("a key of {action:?} is {kind}; it is a name in quotes, as \"Enter\""),
                    );
                    continue;
                };
                if !self.known.keys.contains(&key.as_ref()) {
                    let message = format!("there is no key {key:?}; {}", right(key, self.known.keys));
                    self.warn(item, message);
                } else if let Some(message) = (self.known.refused)(action, key) {
                    self.warn(item, message);
                } else if let Some((_, holder)) = taken.iter().find(|(taken, holder)| {
                    taken == key.as_ref() && (holder == action || (self.known.meet)(holder, action))
                }) {
                    let message =
                        format!("key {key:?} already belongs to {holder:?}; give {action:?} another");
                    self.warn(item, message);
                } else {
                    taken.push((key.to_string(), action.to_owned()));
                    keys.push(key.to_string());
                }
            }
            // A list without one good name is a mistake, not a wish to have no key.
            if !keys.is_empty() || list.is_empty() {
                self.settings.keys.insert(action.to_owned(), keys);
            }
        }
    }
}

/// A value of TOML in a setting's written form, if it is of its kind; otherwise what would be right.
fn written(setting: &Setting, value: &DeValue<'_>) -> Result<String, String> {
    match (setting.kind, value) {
        (Kind::Truth, DeValue::Boolean(truth)) => Ok(truth.to_string()),
        (Kind::Choice(names), DeValue::Boolean(truth)) if names.contains(&&*truth.to_string()) => {
            Ok(truth.to_string())
        }
        (Kind::Choice(_) | Kind::Text(_), DeValue::String(text)) => Ok(text.to_string()),
        (Kind::Whole { .. }, DeValue::Integer(number)) => {
            let whole = i64::from_str_radix(number.as_str(), number.radix());
            Ok(whole.map_or_else(|_| number.as_str().to_owned(), |whole| whole.to_string()))
        }
        (Kind::Whole { .. }, DeValue::Float(number)) => Ok(number.as_str().to_owned()),
        (_, other) => Err(setting.wrong(kind(other).to_owned(), setting.wants()).to_string()),
    }
}

/// The text of a settings file.
fn text_of(bytes: &[u8]) -> Result<&str, Warning> {
    if bytes.len() as u64 > LIMIT {
        return Err(Warning { line: 1, message: format!("the file is longer than {LIMIT} bytes") });
    }
    std::str::from_utf8(bytes).map_err(|e| Warning {
        line: line_at(bytes, e.valid_up_to()),
        message: "this is not UTF-8 text".to_owned(),
    })
}

/// What a parser of TOML has said of a place.
fn not_toml(text: &str, place: Option<Range<usize>>, message: &str) -> Warning {
    Warning {
        line: line_at(text.as_bytes(), place.map_or(0, |place| place.start)),
        // A parser's message may have several lines; the first says what it is.
        message: message.lines().next().unwrap_or("this is not TOML").to_owned(),
    }
}

/// Line of a byte in a text, from 1.
fn line_at(text: &[u8], offset: usize) -> usize {
    1 + text.iter().take(offset).filter(|&&b| b == b'\n').count()
}
