//! Looks as text: TOML files, `name=value` as on the command line, and a whole look written out to be edited.

use std::fmt::{self, Write as _};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::shipped::{Shipped, among};
use super::{Look, PARAMETERS, Parameter, looks};
use crate::nearest::right;

/// What a file may hold besides parameters.
const BESIDES: [&str; 2] = ["about", "from"];

/// What is wrong in a look.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Wrong {
    /// No look is called so.
    #[error("there is no look {name:?}; {right}")]
    Name {
        /// As given.
        name: String,
        /// What would be right.
        right: String,
    },
    /// No parameter is called so.
    #[error("there is no parameter {name:?}; {right}")]
    Parameter {
        /// As given.
        name: String,
        /// What would be right.
        right: String,
    },
    /// A parameter is something other than a number, or no number at all.
    #[error("{name} is {what}; it is a number, {range}")]
    NoNumber {
        /// The parameter.
        name: &'static str,
        /// What it is.
        what: String,
        /// What it may be.
        range: String,
    },
    /// A parameter is out of its range.
    #[error("{name} is {value:?}; it is {range}")]
    Range {
        /// The parameter.
        name: &'static str,
        /// As given.
        value: f64,
        /// What it may be.
        range: String,
    },
    /// A parameter stands alone.
    #[error("{text:?} sets nothing; write NAME=VALUE, as halation=0.2")]
    NoValue {
        /// As given.
        text: String,
    },
    /// `about` or `from` is no text.
    #[error("{key:?} is {what}; it is a text in quotes")]
    NoText {
        /// Which.
        key: &'static str,
        /// What it is.
        what: &'static str,
    },
    /// A file is not TOML.
    #[error("{what}")]
    NotToml {
        /// The first thing that is wrong.
        what: String,
    },
}

/// What is wrong in a look, and where. It is told in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct LookError {
    /// The line of a file, from 1; none outside files.
    pub line: Option<usize>,
    /// What.
    pub wrong: Wrong,
}

impl fmt::Display for LookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        self.wrong.fmt(f)
    }
}

impl std::error::Error for LookError {}

impl From<Wrong> for LookError {
    fn from(wrong: Wrong) -> Self {
        Self { line: None, wrong }
    }
}

impl Parameter {
    /// The parameter of a name that comes from outside, from where names `besides` can stand too.
    ///
    /// # Errors
    /// [`Wrong::Parameter`], with the nearest name.
    pub fn known(name: &str, besides: &[&str]) -> Result<&'static Self, Wrong> {
        Self::named(name).ok_or_else(|| {
            let mut names = besides.to_vec();
            names.extend(PARAMETERS.iter().map(|parameter| parameter.name));
            Wrong::Parameter { name: name.to_owned(), right: right(name, &names) }
        })
    }

    /// A number that comes from outside, if it can have that value.
    ///
    /// # Errors
    /// [`Wrong::NoNumber`] and [`Wrong::Range`].
    pub fn check(&self, value: f64) -> Result<f64, Wrong> {
        if !value.is_finite() {
            return Err(self.no_number(format!("{value}")));
        }
        if !self.allows(value) {
            return Err(Wrong::Range { name: self.name, value, range: self.range() });
        }
        // Minus zero becomes zero.
        Ok(value + 0.0)
    }

    /// A value of TOML, if it can have that.
    ///
    /// # Errors
    /// [`Wrong::NoNumber`] and [`Wrong::Range`].
    pub fn read(&self, value: &DeValue<'_>) -> Result<f64, Wrong> {
        let number = match value {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(whole) if whole.radix() == 10 => whole.as_str().parse().ok(),
            // No range reaches where digits would be lost.
            DeValue::Integer(whole) => {
                let whole = i64::from_str_radix(whole.as_str(), whole.radix());
                Some(whole.map_or(f64::INFINITY, |whole| whole as f64))
            }
            _ => None,
        };
        number.map_or_else(|| Err(self.no_number(kind(value).to_owned())), |number| self.check(number))
    }

    fn no_number(&self, what: String) -> Wrong {
        Wrong::NoNumber { name: self.name, what, range: self.range() }
    }
}

/// What a value of TOML is, in words.
pub(crate) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}

impl Look {
    /// Reads a look: parameters by name, perhaps `from`, the shipped look that it begins as (otherwise `new`), and
    /// `about`, a text.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn from_toml(text: &str) -> Result<Self, LookError> {
        Ok(Self::read(text, looks())?.1)
    }

    /// Reads a look that may begin as one of `known`: what is said about it, and the look.
    pub(super) fn read(text: &str, known: &[Shipped]) -> Result<(String, Self), LookError> {
        let line = |byte: usize| Some(1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count());
        let table = DeTable::parse(text).map_err(|error| LookError {
            line: line(error.span().map_or(0, |span| span.start)),
            // A parser's message may have several lines; the first says what it is.
            wrong: Wrong::NotToml {
                what: error.message().lines().next().unwrap_or("this is not TOML").to_owned(),
            },
        })?;
        let table = table.get_ref();
        let text_of = |key: &'static str| match table.get(key) {
            None => Ok(None),
            Some(value) => match value.get_ref() {
                DeValue::String(text) => Ok(Some((text.as_ref(), value))),
                other => Err(at(line, value, Wrong::NoText { key, what: kind(other) })),
            },
        };
        let about = text_of("about")?.map_or("", |(about, _)| about).to_owned();
        let mut look = match text_of("from")? {
            Some((from, value)) => among(known, from).map_err(|wrong| at(line, value, wrong))?.look,
            None => Self::default(),
        };
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            if !BESIDES.contains(&name.get_ref().as_ref()) {
                let parameter =
                    Parameter::known(name.get_ref(), &BESIDES).map_err(|wrong| at(line, name, wrong))?;
                let number = parameter.read(value.get_ref()).map_err(|wrong| at(line, value, wrong))?;
                parameter.set(&mut look, number);
            }
        }
        Ok((about, look))
    }

    /// Sets parameters as the command line names them: `halation=0.2`, several with commas. Where one is wrong, none
    /// is set.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn set(&mut self, text: &str) -> Result<(), LookError> {
        let mut look = *self;
        for part in text.split(',').map(str::trim) {
            let Some((name, value)) = part.split_once('=') else {
                return Err(Wrong::NoValue { text: part.to_owned() }.into());
            };
            let (parameter, value) = (Parameter::known(name.trim(), &[])?, value.trim());
            let number = value.parse().map_err(|_| parameter.no_number(format!("{value:?}")))?;
            parameter.set(&mut look, parameter.check(number)?);
        }
        *self = look;
        Ok(())
    }

    /// The whole look as TOML that [`Look::from_toml`] reads back as the same: every parameter, and over it what it
    /// does and what it may be.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        let mut group = "";
        for parameter in PARAMETERS {
            if parameter.group != group {
                group = parameter.group;
                // Writing to a string cannot fail.
                let gap = if text.is_empty() { "" } else { "\n" };
                let _ = writeln!(text, "{gap}# ---- {group} ----");
            }
            let Parameter { name, about, .. } = parameter;
            let _ = write!(text, "\n# {about} {}\n{name} = {:?}\n", parameter.range(), parameter.of(self));
        }
        text
    }
}

fn at<T>(line: impl Fn(usize) -> Option<usize>, place: &Spanned<T>, wrong: Wrong) -> LookError {
    LookError { line: line(place.span().start), wrong }
}

#[cfg(test)]
mod tests;
