//! Values of settings, of which most are what they are when nothing says otherwise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LIST, Setting};

/// What is set, by the settings' names; everything else has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// The value in its written form.
    pub fn text(&self, setting: &Setting) -> &str {
        self.0.get(setting.name).map_or(setting.default, String::as_str)
    }

    /// The value as a number; 0 for what is none.
    pub fn whole(&self, setting: &Setting) -> u16 {
        self.text(setting).parse().unwrap_or(0)
    }

    /// Whether it is `true`.
    pub fn truth(&self, setting: &Setting) -> bool {
        self.text(setting) == "true"
    }

    /// Whether something was set, even to its default.
    pub fn has(&self, setting: &Setting) -> bool {
        self.0.contains_key(setting.name)
    }

    /// Sets a value in its written form.
    pub fn set(&mut self, setting: &Setting, value: impl Into<String>) {
        self.0.insert(setting.name.to_owned(), value.into());
    }

    /// Takes back what was set.
    pub fn reset(&mut self, setting: &Setting) {
        self.0.remove(setting.name);
    }

    /// Leaves out what no setting can be: what a snapshot of another program may hold.
    pub fn leave_out_unfit(&mut self) {
        self.0.retain(|name, value| {
            Setting::named(name).is_ok_and(|setting| setting.read(value).is_ok_and(|read| read == *value))
        });
    }

    /// Every setting with its value.
    pub fn all(&self) -> impl Iterator<Item = (&'static Setting, &str)> {
        LIST.iter().map(|setting| (*setting, self.text(setting)))
    }
}
