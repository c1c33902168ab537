//! Writing into the settings file: one section is changed, and everything else stays as the user has written it.

use toml_edit::{Array, DocumentMut, Item, RawString, Table, TableLike, Value};

use super::{LIMIT, Settings, Warning, line_at, not_toml, text_of};
use crate::settings::{Kind, Setting};
use crate::store::{DataDir, StoreError, disk};
use crate::tube::look::{Choice, PARAMETERS};

impl Settings {
    /// Writes a look into the section `[look]` of the settings file: its name, and what is otherwise than in the
    /// shipped look.
    ///
    /// # Errors
    /// [`StoreError::Settings`] where the file is not TOML or the section is something else, and [`StoreError::Io`]; the
    /// file is then as it was.
    pub fn keep_look(data: &DataDir, choice: &Choice) -> Result<(), StoreError> {
        let shipped = choice.shipped();
        keep(data, "look", |section| {
            put(section, "name", choice.name().into())?;
            for parameter in PARAMETERS {
                let value = parameter.of(&choice.look);
                // What a user has commented stays, also where it says no more than the look itself.
                if value != parameter.of(&shipped) || commented(section, parameter.name) {
                    put(section, parameter.name, value.into())?;
                } else {
                    section.remove(parameter.name);
                }
            }
            Ok(())
        })
    }

    /// Writes a value, in its written form, into its section of the settings file. One that says no more than the
    /// default is left out, but where a user has commented it.
    ///
    /// # Errors
    /// As [`Settings::keep_look`].
    pub fn keep_value(data: &DataDir, setting: &Setting, value: &str) -> Result<(), StoreError> {
        let (section, key) = setting.place();
        if value == setting.default && !is_there(data, section)? {
            return Ok(());
        }
        keep(data, section, |section| {
            if value == setting.default && !commented(section, key) {
                section.remove(key);
                return Ok(());
            }
            put(section, key, as_toml(setting, value))
        })
    }

    /// Writes the keys of an action into the section `[keys]`; none for its usual ones.
    ///
    /// # Errors
    /// As [`Settings::keep_look`].
    pub fn keep_keys(data: &DataDir, action: &str, keys: Option<&[String]>) -> Result<(), StoreError> {
        if keys.is_none() && !is_there(data, "keys")? {
            return Ok(());
        }
        keep(data, "keys", |section| match keys {
            Some(keys) => {
                put(section, action, Value::Array(keys.iter().map(String::as_str).collect::<Array>()))
            }
            None => {
                section.remove(action);
                Ok(())
            }
        })
    }
}

/// A value as it is written in the file.
fn as_toml(setting: &Setting, value: &str) -> Value {
    match (setting.kind, value) {
        (Kind::Truth | Kind::Choice(_), "true" | "false") => (value == "true").into(),
        (Kind::Whole { .. }, number) => number.parse::<i64>().map_or_else(|_| number.into(), Value::from),
        _ => value.into(),
    }
}

/// Whether the settings file has this section.
fn is_there(data: &DataDir, section: &str) -> Result<bool, StoreError> {
    let bytes = disk::read(&data.settings(), LIMIT)?.unwrap_or_default();
    let text = text_of(&bytes).map_err(StoreError::Settings)?;
    let document: DocumentMut = text
        .parse()
        .map_err(|e: toml_edit::TomlError| StoreError::Settings(not_toml(text, e.span(), e.message())))?;
    Ok(document.contains_key(section))
}

/// Changes a section of the settings file, which is made where there is none. An error of `change` is what is in the
/// way.
fn keep(
    data: &DataDir,
    name: &str,
    change: impl FnOnce(&mut dyn TableLike) -> Result<(), String>,
) -> Result<(), StoreError> {
    let path = data.settings();
    let bytes = disk::read(&path, LIMIT)?.unwrap_or_default();
    match text_of(&bytes).and_then(|text| Ok((text, changed(text, name, change)?))) {
        Err(warning) => Err(StoreError::Settings(warning)),
        Ok((before, after)) if before == after => Ok(()),
        Ok((_, after)) => disk::replace(&path, after.as_bytes()),
    }
}

/// The text with a section changed.
fn changed(
    text: &str,
    name: &str,
    change: impl FnOnce(&mut dyn TableLike) -> Result<(), String>,
) -> Result<String, Warning> {
    let mut document: DocumentMut =
        text.parse().map_err(|e: toml_edit::TomlError| not_toml(text, e.span(), e.message()))?;
    if !document.contains_key(name) {
        let mut section = Table::new();
        // Comments at the end of the file stay above what comes behind them.
        let above = string(Some(document.trailing()));
        let gap = if text.trim().is_empty() { "" } else { "\n" };
        section.decor_mut().set_prefix(format!("{above}{gap}"));
        section.set_position(Some(isize::MAX));
        document.set_trailing("");
        document.insert(name, Item::Table(section));
    }
    let in_the_way = |message| Warning { line: line_of(text, name), message };
    let section = document
        .get_mut(name)
        .and_then(Item::as_table_like_mut)
        .ok_or_else(|| in_the_way(format!("{name:?} is no section; it is written [{name}]")))?;
    change(section).map_err(in_the_way)?;
    // A section in which nothing is left goes, with nothing of the user's in it.
    if section.is_empty() && document.get(name).and_then(Item::as_table).is_some_and(is_bare) {
        document.remove(name);
    }
    let mut after = document.to_string();
    if text.contains("\r\n") {
        after = after.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    if text.starts_with('\u{feff}') && !after.starts_with('\u{feff}') {
        after.insert(0, '\u{feff}');
    }
    Ok(after)
}

/// Whether a section has no comment above it or behind its head.
fn is_bare(section: &Table) -> bool {
    let decor = section.decor();
    ![decor.prefix(), decor.suffix()].into_iter().any(|text| string(text).contains('#'))
}

/// Sets a value, with the comments that stand around it.
fn put(section: &mut dyn TableLike, key: &str, mut value: Value) -> Result<(), String> {
    match section.get_mut(key) {
        None => {
            section.insert(key, Item::Value(value));
        }
        Some(Item::Value(old)) => {
            if !same(old, &value) {
                *value.decor_mut() = old.decor().clone();
                *old = value;
            }
        }
        Some(_) => return Err(format!("{key:?} is a section and cannot be set")),
    }
    Ok(())
}

/// Whether two values say the same, however they are written.
fn same(one: &Value, other: &Value) -> bool {
    let number = |value: &Value| value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        _ => {
            let truth = one.as_bool().is_some() && one.as_bool() == other.as_bool();
            truth || (one.as_str().is_some() && one.as_str() == other.as_str())
        }
    }
}

/// Whether a key is there with a comment over it or behind it, or with more than a value.
fn commented(section: &dyn TableLike, key: &str) -> bool {
    let Some((key, item)) = section.get_key_value(key) else {
        return false;
    };
    let Item::Value(value) = item else {
        return true;
    };
    [key.leaf_decor(), value.decor()]
        .into_iter()
        .any(|decor| [decor.prefix(), decor.suffix()].into_iter().any(|text| string(text).contains('#')))
}

fn string(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

/// The line on which a section of a text begins.
fn line_of(text: &str, name: &str) -> usize {
    let document = toml::de::DeTable::parse(text);
    let place =
        document.ok().and_then(|table| table.get_ref().get_key_value(name).map(|(key, _)| key.span()));
    line_at(text.as_bytes(), place.map_or(0, |place| place.start))
}
