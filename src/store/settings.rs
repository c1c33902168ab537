//! Settings that a user writes by hand: `settings.toml` in the data folder. `keep` writes into it what the window
//! changes.
//!
//! ```toml
//! [keys]                    # what each action is called and its keys: F1 lists both
//! page-down = ["PageDown", "Ctrl+N"]
//!
//! [motion]
//! reduced = true
//!
//! [session]                 # how sessions with the director are held
//! pace = 100                # of what is said, in percent of the usual, 50 to 300
//! waits = true              # nothing is limited in time
//!
//! [look]                    # a shipped look and what is otherwise: `macrodat look` prints every parameter
//! name = "worn"
//! grain = 0.01
//!
//! [view]                    # what is shown around the picture: plain, tube, bezel, workstation
//! name = "bezel"
//! ```

mod keep;

use std::{collections::BTreeMap, fmt, ops::Range, path::PathBuf};

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{DataDir, StoreError, disk};
use crate::nearest::right;
use crate::tube::look::{Choice, Parameter, kind};
use crate::tube::view::View;

/// Longest settings file that is read, bytes.
const LIMIT: u64 = 1 << 20;

/// The sections.
const SECTIONS: [&str; 5] = ["keys", "look", "motion", "session", "view"];

/// The paces of a session that can be set, in percent of the usual.
const PACES: std::ops::RangeInclusive<u16> = 50..=300;

/// What a user has set. What is not set is left to the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Keys by action, in the order given, for the actions that are set; an empty list takes an action's
    /// keys away.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Less motion.
    pub reduced_motion: Option<bool>,
    /// The pace of what is said in a session, in percent of the usual, 50 to 300.
    pub pace: Option<u16>,
    /// Sessions are not limited in time.
    pub waits: Option<bool>,
    /// How the tube looks.
    pub look: Option<Choice>,
    /// What is shown around the picture.
    pub view: Option<View>,
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
        for (name, value) in entries(table) {
            let section: fn(&mut Self, &DeTable<'_>) = match name.get_ref().as_ref() {
                "keys" => Self::keys,
                "look" => Self::look,
                "motion" => Self::motion,
                "session" => Self::session,
                "view" => Self::view,
                other => {
                    let message = format!("there is no section {other:?}; {}", right(other, &SECTIONS));
                    self.warn(name, message);
                    continue;
                }
            };
            match value.get_ref() {
                DeValue::Table(table) => section(self, table),
                other => {
                    let message =
                        format!("\"{0}\" is {1}; it is a section, [{0}]", name.get_ref(), kind(other));
                    self.warn(name, message);
                }
            }
        }
    }

    fn motion(&mut self, table: &DeTable<'_>) {
        for (name, value) in entries(table) {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("reduced", DeValue::Boolean(reduced)) => self.settings.reduced_motion = Some(*reduced),
                ("reduced", other) => {
                    let message = format!("\"reduced\" is {}; it is true or false", kind(other));
                    self.warn(value, message);
                }
                (other, _) => {
                    let message = format!("[motion] has no {other:?}; {}", right(other, &["reduced"]));
                    self.warn(name, message);
                }
            }
        }
    }

    fn session(&mut self, table: &DeTable<'_>) {
        for (name, value) in entries(table) {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("waits", DeValue::Boolean(waits)) => self.settings.waits = Some(*waits),
                ("waits", other) => {
                    let message = format!("\"waits\" is {}; it is true or false", kind(other));
                    self.warn(value, message);
                }
                ("pace", DeValue::Integer(number)) => {
                    let pace = u16::from_str_radix(number.as_str(), number.radix()).ok();
                    match pace.filter(|pace| PACES.contains(pace)) {
                        Some(pace) => self.settings.pace = Some(pace),
                        None => {
                            let (least, most) = (PACES.start(), PACES.end());
                            let message =
                                format!("\"pace\" is {}; it is {least} to {most} percent", number.as_str());
                            self.warn(value, message);
                        }
                    }
                }
                ("pace", other) => {
                    let message = format!("\"pace\" is {}; it is a whole number, as 100", kind(other));
                    self.warn(value, message);
                }
                (other, _) => {
                    let message = format!("[session] has no {other:?}; {}", right(other, &["pace", "waits"]));
                    self.warn(name, message);
                }
            }
        }
    }

    fn look(&mut self, table: &DeTable<'_>) {
        // The name counts first, wherever it stands: the parameters are set in the look of that name.
        let mut choice = table.get("name").and_then(|value| {
            self.named(value, |name| Choice::named(name).map_err(|error| error.to_string()))
        });
        for (name, value) in entries(table).into_iter().filter(|(name, _)| name.get_ref() != "name") {
            match Parameter::known(name.get_ref(), &["name"]) {
                Err(wrong) => self.warn(name, wrong.to_string()),
                Ok(parameter) => match parameter.read(value.get_ref()) {
                    Err(wrong) => self.warn(value, wrong.to_string()),
                    Ok(number) => parameter.set(&mut choice.get_or_insert_default().look, number),
                },
            }
        }
        self.settings.look = choice;
    }

    fn view(&mut self, table: &DeTable<'_>) {
        for (name, value) in entries(table) {
            if name.get_ref() == "name" {
                self.settings.view = self.named(value, str::parse);
            } else {
                let other = name.get_ref();
                let message = format!("[view] has no {other:?}; {}", right(other, &["name"]));
                self.warn(name, message);
            }
        }
    }

    /// What the text `name` of a section names.
    fn named<T>(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let read = match value.get_ref() {
            DeValue::String(name) => read(name),
            other => Err(format!("\"name\" is {}; it is a name in quotes", kind(other))),
        };
        read.map_err(|message| self.warn(value, message)).ok()
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
