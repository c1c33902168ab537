//! What was chosen: the settings as they are now, the keys, the panel in which they are changed, and the file in which
//! they are kept.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::Context;

use super::panel;
use super::player::SoundSettings;
use super::shelf::{Kept, Shelf};
use crate::keys::Keys;
use crate::model::Command;
use crate::model::command::Source;
use crate::operator::{Mood, Part};
use crate::pace::Rates;
use crate::settings::{self, CONTRAST, LIST, LOOK, MOTION, Setting, VIEW, Values};
use crate::store::DataDir;
use crate::tube::look::{Choice, Look};
use crate::tube::view::View;

/// What is set, as it is now. The terminal has the same values; this is what is in force at the desk, and kept.
pub(super) struct Chosen {
    values: Values,
    choice: Choice,
    /// Keys by action, where they are not the usual ones.
    keys: BTreeMap<String, Vec<String>>,
    shelf: Shelf,
    /// Whether the panel is open.
    open: bool,
}

/// What came of showing the panel.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Whether the look was changed.
    pub(super) changed: bool,
    /// What is to be set.
    pub(super) asked: Vec<Command>,
}

impl Chosen {
    pub(super) fn new(
        values: Values,
        choice: Choice,
        keys: BTreeMap<String, Vec<String>>,
        data: DataDir,
    ) -> Self {
        Self { values, choice, keys, shelf: Shelf::new(data), open: false }
    }

    /// What makes the terminal's values these.
    pub(super) fn beginning(&self) -> impl Iterator<Item = (Source, Command)> {
        LIST.iter().map(|setting| {
            let value = self.values.text(setting).to_owned();
            (Source::Program, Command::Set { setting: setting.name.to_owned(), value })
        })
    }

    /// The values.
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

    /// Whether nothing moves that need not, where the desktop asks for this or does not.
    pub(super) fn reduces_motion(&self, desktop: bool) -> bool {
        if self.follows_desktop() { desktop } else { self.values.text(&MOTION) == "true" }
    }

    /// Whether a setting has this value here.
    pub(super) fn has(&self, setting: &str, value: &str) -> bool {
        Setting::named(setting).is_ok_and(|setting| self.values.text(setting) == value)
    }

    /// The rates of pictures: those that were set, where the machine's own would be `usual`.
    pub(super) fn rates(&self, usual: Rates) -> Rates {
        let [most, resting] =
            [&settings::MOST_FRAMES, &settings::RESTING_FRAMES].map(|setting| self.values.whole(setting));
        usual.set_to(most, resting)
    }

    /// The same, and at most so many.
    pub(super) fn rates_at_most(&self, usual: Rates, limit: u16) -> Rates {
        let [most, resting] =
            [&settings::MOST_FRAMES, &settings::RESTING_FRAMES].map(|setting| self.values.whole(setting));
        let most = if most == 0 { limit } else { most.min(limit) };
        usual.set_to(most, resting.min(limit))
    }

    /// How loud it is.
    pub(super) fn sound(&self) -> SoundSettings {
        let volume = self.values.whole(&settings::VOLUME).min(100) as u8;
        SoundSettings { volume, muted: self.values.truth(&settings::MUTED) }
    }

    /// How many minutes nobody touches anything before the operator takes the chair; 0 for never.
    pub(super) fn idle_minutes(&self) -> u16 {
        self.values.whole(&settings::IDLE)
    }

    /// How many minutes nobody touches anything before the glass is dimmed; 0 for never.
    pub(super) fn dim_minutes(&self) -> u16 {
        self.values.whole(&settings::DIM)
    }

    /// What the operator does in the chair, and how.
    pub(super) fn part(&self) -> Part {
        let mood = Mood::named(self.values.text(&settings::MOOD)).unwrap_or_default();
        Part { mood, ..Part::default() }
    }

    /// Whether the panel is open.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Opens the panel, or closes it.
    pub(super) fn turn(&mut self) {
        self.open = !self.open;
    }

    /// Takes a value over from the terminal, and keeps it where it is another.
    pub(super) fn set(&mut self, setting: &str, value: &str) {
        let Some(setting) = LIST.iter().copied().find(|other| other.name == setting) else { return };
        if self.values.text(setting) == value {
            return;
        }
        self.values.set(setting, value);
        self.shelf.put(if setting.name == LOOK.name {
            self.choice = Choice::named(value).unwrap_or_default();
            Kept::Look(Box::new(self.choice.clone()))
        } else {
            Kept::Value(setting, value.to_owned())
        });
    }

    /// Writes what was changed as soon as it rests. How long until it is to be looked at again, and why something is
    /// not kept.
    pub(super) fn keep(&mut self, clock: Duration, held: bool) -> (Option<Duration>, Vec<String>) {
        self.shelf.turn(clock, held)
    }

    /// Has all written that was changed.
    pub(super) fn keep_now(&mut self) {
        self.shelf.hand_over();
    }

    /// Whether something is still to be written.
    #[cfg(test)]
    pub(super) fn is_kept(&self) -> bool {
        !self.shelf.waits()
    }

    /// Gives an action these keys, or its usual ones, and keeps that. Other actions that the settings gave one of them
    /// lose it. What lost a key, as lines.
    ///
    /// # Errors
    /// Why the action cannot have one of them.
    pub(super) fn bind(&mut self, action: &str, keys: Option<Vec<String>>) -> Result<Vec<String>, String> {
        let known = |key: &String| key.parse::<crate::keys::Chord>().is_ok();
        if !Keys::action_names().contains(&action) || !keys.iter().flatten().all(known) {
            return Ok(Vec::new());
        }
        if let Some(why) = keys.iter().flatten().find_map(|key| Keys::refused(action, key)) {
            return Err(why);
        }
        let before = self.bound();
        for (other, own) in &mut self.keys {
            let all = own.len();
            if other != action && Keys::meet(other, action) {
                own.retain(|key| !keys.iter().flatten().any(|new| new == key));
            }
            if own.len() < all {
                self.shelf.put(Kept::Keys(other.clone(), Some(own.clone())));
            }
        }
        // Nothing is kept of keys that are the usual ones.
        let keys = keys.filter(|keys| !Keys::are_usual(action, keys));
        match &keys {
            Some(keys) => self.keys.insert(action.to_owned(), keys.clone()),
            None => self.keys.remove(action),
        };
        self.shelf.put(Kept::Keys(action.to_owned(), keys));
        let after = self.bound();
        let lost = after.lost().iter().filter(|lost| !before.lost().contains(lost));
        Ok(lost.map(ToString::to_string).collect())
    }

    /// Shows the panel where it is open, and keeps what is changed of the look.
    pub(super) fn show(&mut self, context: &Context) -> Shown {
        let shown = panel::show(context, &mut self.open, &self.values, &mut self.choice);
        if shown.look {
            self.shelf.put(Kept::Look(Box::new(self.choice.clone())));
        }
        let set =
            |(setting, value): (&Setting, String)| Command::Set { setting: setting.name.to_owned(), value };
        Shown { changed: shown.look, asked: shown.set.into_iter().map(set).collect() }
    }
}
