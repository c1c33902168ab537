//! Settings that a user writes by hand: `settings.toml` in the data folder.
//!
//! ```toml
//! [keys]                    # what each action is called and its keys: F1 lists both
//! page-down = ["PageDown", "Ctrl+N"]
//!
//! [motion]
//! reduced = true
//! ```

use std::{collections::BTreeMap, fmt, path::PathBuf};

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{DataDir, StoreError, disk};
use crate::nearest::right;
use crate::tube::look::kind;

/// Longest settings file that is read, bytes.
const LIMIT: u64 = 1 << 20;

/// What a user has set. What is not set is left to the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Keys by action, in the order given, for the actions that are set; an empty list takes an action's
    /// keys away.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Less motion.
    pub reduced_motion: Option<bool>,
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
        let parsed = if bytes.len() as u64 > LIMIT {
            Err(Warning { line: 1, message: format!("the file is longer than {LIMIT} bytes") })
        } else {
            match std::str::from_utf8(&bytes) {
                Ok(text) => Settings::parse(text, known),
                Err(e) => Err(Warning {
                    line: line_at(&bytes, e.valid_up_to()),
                    message: "this is not UTF-8 text".to_owned(),
                }),
            }
        };
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
        let table = DeTable::parse(text).map_err(|e| Warning {
            line: line_at(text.as_bytes(), e.span().map_or(0, |s| s.start)),
            // A parser's message may have several lines; the first says what it is.
            message: e.message().lines().next().unwrap_or("this is not TOML").to_owned(),
        })?;
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
                "motion" => Self::motion,
                other => {
                    let message =
                        format!("there is no section {other:?}; {}", right(other, &["keys", "motion"]));
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

/// Line of a byte in a text, from 1.
fn line_at(text: &[u8], offset: usize) -> usize {
    1 + text.iter().take(offset).filter(|&&b| b == b'\n').count()
}
