//! One value of a document, read as what it should be.

use std::fmt;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::DeValue;

use super::glyphs;
use super::reader::{Document, Table, braced, is_hidden, shown};
use super::types::Rgb;
use crate::template;

/// Most characters of a stable key.
const KEY: usize = 40;
/// What a stable key may hold.
pub(super) const KEY_WANTED: &str = "lower-case letters a to z, digits and inner dashes are wanted";

/// Whether a text can be a stable key: 1 to 40 lower-case ASCII letters, digits and dashes, with no dash at its ends.
pub(super) fn is_key(text: &str) -> bool {
    let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    (1..=KEY).contains(&text.len())
        && text.bytes().all(fits)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A value with its place and the name under which problems speak of it.
#[derive(Clone)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    name: String,
    value: &'d Spanned<DeValue<'d>>,
}

impl<'d> Value<'d> {
    /// A value, and the name under which problems speak of it.
    pub(super) fn new(document: &'d Document<'d>, name: String, value: &'d Spanned<DeValue<'d>>) -> Self {
        Self { document, name, value }
    }

    /// The line on which the value begins.
    pub fn line(&self) -> usize {
        self.document.line(self.value.span().start)
    }

    /// Notes a problem: `what` continues a sentence that begins with the value's name.
    pub fn bad(&self, what: impl fmt::Display, right: impl Into<String>) {
        self.document.note(self.line(), format!("{} {what}", self.name), right.into(), false);
    }

    fn other<T>(&self, wanted: &str) -> Option<T> {
        self.bad(
            format_args!("is of type {}", self.value.get_ref().type_str()),
            format!("{wanted} is wanted"),
        );
        None
    }

    /// A line of text of 1 to `most` characters that can be set, without line breaks or hidden characters, and with no
    /// space at its ends.
    pub fn text(&self, most: usize) -> Option<String> {
        let DeValue::String(text) = self.value.get_ref() else {
            return self.other("a text in quotes");
        };
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.bad("is empty", format!("a text of 1 to {most} characters is wanted"));
        } else if length > most {
            self.bad(format_args!("has {length} characters"), format!("at most {most} fit"));
        } else if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
            self.bad(
                format_args!("holds the character U+{:04X}", u32::from(hidden)),
                "one line of visible characters is wanted",
            );
        } else if let Some(what) = glyphs::lacking(text) {
            self.bad(what, glyphs::OTHERWISE);
        } else if text.trim() != text {
            self.bad("begins or ends with a space", "take the space out");
        } else {
            return Some(text.to_string());
        }
        None
    }

    /// A line of text in which places of these names may stand.
    pub fn template(&self, most: usize, names: &[&str]) -> Option<String> {
        let text = self.text(most)?;
        match template::slots(&text) {
            Ok(slots) => {
                let unknown: Vec<&str> = slots.into_iter().filter(|slot| !names.contains(slot)).collect();
                for slot in &unknown {
                    let right = match names {
                        [] => "no place is filled in this line".to_owned(),
                        names => format!("filled here: {}", braced(names)),
                    };
                    self.bad(format_args!("holds the unknown place {{{slot}}}"), right);
                }
                unknown.is_empty().then_some(text)
            }
            Err(fault) => {
                self.bad_template(fault);
                None
            }
        }
    }

    /// Notes that the value is no template.
    pub fn bad_template(&self, fault: template::Fault) {
        self.bad(format_args!("is no template: {fault}"), "write `{name}`, and `{{` or `}}` for a brace");
    }

    /// A stable key; see [`is_key`].
    pub fn key(&self) -> Option<String> {
        let text = self.text(KEY)?;
        if is_key(&text) {
            return Some(text);
        }
        self.bad(format_args!("is \"{}\"", shown(&text)), KEY_WANTED);
        None
    }

    /// A number within the range; NaN is within none.
    pub fn number(&self, range: RangeInclusive<f64>) -> Option<f64> {
        let wanted = format!("a number from {} to {}", range.start(), range.end());
        let (number, text) = match self.value.get_ref() {
            DeValue::Float(float) => (float.as_str().parse::<f64>().ok(), float.as_str()),
            DeValue::Integer(int) => {
                // Every range asked for lies far below 2^53.
                let number = i64::from_str_radix(int.as_str(), int.radix()).ok().map(|int| int as f64);
                (number, int.as_str())
            }
            _ => return self.other(&wanted),
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            self.bad(format_args!("is {}", shown(text)), format!("{wanted} is wanted"));
        }
        number
    }

    /// A whole number within the range.
    pub fn whole<T>(&self, range: RangeInclusive<T>) -> Option<T>
    where
        T: Copy + fmt::Display + PartialOrd + TryFrom<i64>,
    {
        let wanted = format!("a whole number from {} to {}", range.start(), range.end());
        let DeValue::Integer(int) = self.value.get_ref() else {
            return self.other(&wanted);
        };
        let number = i64::from_str_radix(int.as_str(), int.radix()).ok();
        let number = number.and_then(|n| T::try_from(n).ok()).filter(|n| range.contains(n));
        if number.is_none() {
            self.bad(format_args!("is {}", shown(int.as_str())), format!("{wanted} is wanted"));
        }
        number
    }

    /// `true` or `false`.
    pub fn truth(&self) -> Option<bool> {
        self.value.get_ref().as_bool().or_else(|| self.other("true or false"))
    }

    /// A colour written `#RRGGBB`.
    pub fn colour(&self) -> Option<Rgb> {
        let DeValue::String(text) = self.value.get_ref() else {
            return self.other("a colour as \"#RRGGBB\"");
        };
        let colour = parse_colour(text);
        if colour.is_none() {
            self.bad(format_args!("is \"{}\"", shown(text)), "a colour as \"#RRGGBB\" is wanted");
        }
        colour
    }

    /// The items of an array of so many; each can be read even where their number is wrong.
    pub fn items(&self, count: RangeInclusive<usize>) -> Vec<Value<'d>> {
        let DeValue::Array(array) = self.value.get_ref() else {
            self.other::<()>("an array");
            return Vec::new();
        };
        if !count.contains(&array.len()) {
            let right = if count.start() == count.end() {
                format!("{} are wanted", count.start())
            } else {
                format!("{} to {} are wanted", count.start(), count.end())
            };
            let what = format!("{} holds {} items", self.name, array.len());
            self.document.note(self.line(), what, right, array.len() < *count.start());
        }
        let most = *count.end();
        let item = |(at, value)| Self::new(self.document, format!("item {} of {}", at + 1, self.name), value);
        array.iter().take(most).enumerate().map(item).collect()
    }

    /// The value as a table.
    pub fn table(&self) -> Option<Table<'d>> {
        let DeValue::Table(table) = self.value.get_ref() else {
            return self.other("a table");
        };
        Some(Table::new(self.document, table, self.line()))
    }

    /// True if the value is a table.
    pub fn is_table(&self) -> bool {
        self.value.get_ref().is_table()
    }
}

fn parse_colour(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}
