//! What was chosen: the settings as they are now, the keys, the panel in which they are changed, and the file in which
//! they are kept.

use std::collections::BTreeMap;

use egui::Context;

use super::pace::Rates;
use super::panel;
use super::player::SoundSettings;
use crate::keys::Keys;
use crate::model::Command;
use crate::model::command::Source;
use crate::settings::{self, CONTRAST, LIST, LOOK, MOTION, Setting, VIEW, Values};
use crate::store::{DataDir, Settings, StoreError};
use crate::tube::look::{Choice, Look};
use crate::tube::view::View;

/// What is set, as it is now. The terminal has the same values; this is what is in force at the desk, and kept.
pub(super) struct Chosen {
    values: Values,
    choice: Choice,
    /// Keys by action, where they are not the usual ones.
    keys: BTreeMap<String, Vec<String>>,
    data: DataDir,
    /// Whether the panel is open.
    open: bool,
    /// Whether a parameter of the look is still to be kept.
    unkept: bool,
}

/// What came of showing the panel.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Whether the look was changed.
    pub(super) changed: bool,
    /// What is to be set.
    pub(super) asked: Vec<Command>,
    /// Why a choice could not be kept.
    pub(super) fault: Option<String>,
}

impl Chosen {
    pub(super) fn new(
        values: Values,
        choice: Choice,
        keys: BTreeMap<String, Vec<String>>,
        data: DataDir,
    ) -> Self {
        Self { values, choice, keys, data, open: false, unkept: false }
    }

    /// What makes the terminal's values these.
    pub(super) fn beginning(&self) -> impl Iterator<Item = (Source, Command)> {
        LIST.iter().map(|setting| {
            let value = self.values.text(setting).to_owned();
            (Source::Program, Command::Set { setting: setting.name.to_owned(), value })
        })
    }

    /// The values.
    #[cfg(test)]
    pub(super) fn values(&self) -> &Values {
        &self.values
    }

    /// The keys as they are bound.
    pub(super) fn bound(&self) -> Keys {
        Keys::with(&self.keys)
    }

    /// How the tube looks.
    pub(super) fn look(&self) -> &Look {
        &self.choice.look
    }

    /// What is shown around it.
    pub(super) fn view(&self) -> View {
        self.values.text(&VIEW).parse().unwrap_or(View::Bezel)
    }

    /// Whether contrast is high.
    pub(super) fn high_contrast(&self) -> bool {
        self.values.text(&CONTRAST) == "high"
    }

    /// How much larger than usual everything of the window's own is.
    pub(super) fn zoom(&self) -> f32 {
        if self.values.text(&settings::SIZE) == "large" { 1.3 } else { 1.0 }
    }

    /// Whether it is the desktop that says how much moves.
    pub(super) fn follows_desktop(&self) -> bool {
        self.values.text(&MOTION) == "system"
    }

    /// The rates of pictures: those that were set, where the machine's own would be `usual`.
    pub(super) fn rates(&self, usual: Rates) -> Rates {
        let [most, resting] =
            [&settings::MOST_FRAMES, &settings::RESTING_FRAMES].map(|setting| self.values.whole(setting));
        usual.set_to(most, resting)
    }

    /// How loud it is.
    pub(super) fn sound(&self) -> SoundSettings {
        let volume = self.values.whole(&settings::VOLUME).min(100) as u8;
        SoundSettings { volume, muted: self.values.truth(&settings::MUTED) }
    }

    /// How many minutes nobody touches anything before the glass is dimmed; 0 for never.
    pub(super) fn idle_minutes(&self) -> u16 {
        self.values.whole(&settings::IDLE)
    }

    /// Whether the panel is open.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Opens the panel, or closes it.
    pub(super) fn turn(&mut self) {
        self.open = !self.open;
    }

    /// Takes a value over from the terminal, and keeps it where it is another. A reason why it is not kept.
    pub(super) fn set(&mut self, setting: &str, value: &str) -> Option<String> {
        let setting = Setting::named(setting).ok()?;
        if self.values.text(setting) == value {
            return None;
        }
        self.values.set(setting, value);
        told(if setting.name == LOOK.name {
            self.choice = Choice::named(value).unwrap_or_default();
            Settings::keep_look(&self.data, &self.choice)
        } else {
            Settings::keep_value(&self.data, setting, value)
        })
    }

    /// Gives an action these keys, or its usual ones, and keeps that. Other actions that the settings gave one of them
    /// lose it. What lost a key, as lines, and a reason why it is not kept.
    pub(super) fn bind(&mut self, action: &str, keys: Option<Vec<String>>) -> (Vec<String>, Option<String>) {
        let known = |key: &String| key.parse::<crate::keys::Chord>().is_ok();
        if !Keys::action_names().contains(&action) || !keys.iter().flatten().all(known) {
            return (Vec::new(), None);
        }
        let before = self.bound();
        let mut fault = None;
        for (other, own) in &mut self.keys {
            let all = own.len();
            if other != action && Keys::meet(other, action) {
                own.retain(|key| !keys.iter().flatten().any(|new| new == key));
            }
            if own.len() < all {
                fault = fault.or(told(Settings::keep_keys(&self.data, other, Some(own))));
            }
        }
        match &keys {
            Some(keys) => self.keys.insert(action.to_owned(), keys.clone()),
            None => self.keys.remove(action),
        };
        fault = fault.or(told(Settings::keep_keys(&self.data, action, keys.as_deref())));
        let after = self.bound();
        let lost = after.lost().iter().filter(|lost| !before.lost().contains(lost));
        (lost.map(ToString::to_string).collect(), fault)
    }

    /// Shows the panel where it is open, and keeps what is changed of the look as soon as the hand lets go.
    pub(super) fn show(&mut self, context: &Context) -> Shown {
        let shown = panel::show(context, &mut self.open, &self.values, &mut self.choice);
        self.unkept |= shown.look;
        let held = context.input(|input| input.pointer.any_down());
        let keep = !held && std::mem::take(&mut self.unkept);
        let fault = if keep { told(Settings::keep_look(&self.data, &self.choice)) } else { None };
        let set =
            |(setting, value): (&Setting, String)| Command::Set { setting: setting.name.to_owned(), value };
        Shown { changed: shown.look, asked: shown.set.into_iter().map(set).collect(), fault }
    }
}

fn told(kept: Result<(), StoreError>) -> Option<String> {
    kept.err().map(|error| error.to_string())
}
