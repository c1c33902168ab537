//! The settings room: what is chosen, typed and awaited there. What the settings are is the list's, and their values are
//! the terminal's.

use serde::{Deserialize, Serialize};

use super::Command;
use super::happening::Happening;
use super::lobby::line_editor::{LONGEST, LineEditor};
use super::screen::Screen;
use super::terminal::Terminal;
use super::wellness::Ways;
use crate::pack::handbook::ACTIONS;
use crate::settings::{self, Kind, Setting, Takes, Values};
use crate::time::Time;

/// No list has so many rows.
const LAST_ROW: u32 = 10_000;
/// The most letters of the name of an action or of a key, and the most keys of an action.
const LONGEST_NAME: usize = 40;
const MOST_KEYS: usize = 8;

/// How the settings room stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Whether the list of keys is shown, and not that of the settings.
    keys: bool,
    /// How many rows the list is moved up, at most: the screen holds it to what there is.
    row: u32,
    /// The row to which it is to be moved.
    aim: u32,
    /// The text that is written, for the setting of this name.
    line: Option<(String, LineEditor)>,
    /// What is wrong with the text that was entered last.
    fault: Option<String>,
    /// The action for which a key is awaited.
    awaited: Option<String>,
}

impl Preferences {
    /// Whether the list of keys is shown.
    pub fn shows_keys(&self) -> bool {
        self.keys
    }

    /// How many rows the list is moved up.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// The row to which it is being moved.
    pub fn aim(&self) -> u32 {
        self.aim
    }

    /// The name of the setting that is written, and the line.
    pub fn line(&self) -> Option<(&str, &LineEditor)> {
        self.line.as_ref().map(|(name, line)| (name.as_str(), line))
    }

    /// What is wrong with the text that was entered last.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The action for which a key is awaited.
    pub fn awaited(&self) -> Option<&str> {
        self.awaited.as_deref()
    }

    /// Whether it holds nothing that it can hold at no time.
    pub(super) fn is_sound(&self) -> bool {
        self.row <= LAST_ROW
            && self.aim <= LAST_ROW
            && self.line.as_ref().is_none_or(|(name, line)| Setting::named(name).is_ok() && line.is_sound())
            && self.awaited.as_ref().is_none_or(|action| action.len() <= LONGEST_NAME)
    }
}

impl Terminal {
    /// What is set.
    pub fn settings(&self) -> &Values {
        &self.settings
    }

    /// How the settings room stands.
    pub fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    /// How sessions are held.
    pub fn ways(&self) -> Ways {
        Ways { pace: self.settings.whole(&settings::PACE), waits: self.settings.truth(&settings::WAITS) }
    }

    /// Whether words are large.
    pub fn large_words(&self) -> bool {
        self.settings.text(&settings::SIZE) == "large"
    }

    /// Whether contrast is high.
    pub fn high_contrast(&self) -> bool {
        self.settings.text(&settings::CONTRAST) == "high"
    }

    /// Sets a value. What is wrong, or would change the whole picture too often, does nothing.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let Ok(setting) = Setting::named(name) else { return };
        let Ok(value) = setting.read(value) else { return };
        if self.settings.text(setting) == value {
            return;
        }
        if setting.takes == Takes::AtOnceWhole {
            if !self.may_change() {
                return;
            }
            self.handbook_changed();
        }
        self.settings.set(setting, value.as_str());
        match setting.name {
            name if name == settings::SIZE.name => self.reader.set_large(self.large_words()),
            // What is left to the desktop the host finds out.
            name if name == settings::MOTION.name && value != "system" => self.set_motion(value == "true"),
            _ => {}
        }
        self.happen(Happening::Set { setting: setting.name.to_owned(), value });
    }

    /// Sets whether nothing moves that need not.
    pub(super) fn set_motion(&mut self, reduced: bool) {
        self.reduced_motion = reduced;
        self.with_board(|board, _| board.set_reduced_motion(reduced));
    }

    /// Opens the settings room, with the first setting chosen.
    pub(super) fn open_settings(&mut self) {
        if self.cover(Screen::Settings) {
            self.preferences = Preferences::default();
            self.choose_first();
        }
    }

    fn choose_first(&mut self) {
        // The list of keys stands in the order in which the handbook knows the actions.
        self.focus = if self.preferences.keys {
            ACTIONS.first().map(|action| format!("key.{action}"))
        } else {
            settings::LIST.first().map(|setting| format!("setting.{}", setting.name))
        };
    }

    /// Keys are to do something else; none stands for the usual ones. The host binds and keeps them.
    pub(super) fn bind(&mut self, action: &str, keys: Option<&[String]>) {
        let fits = |name: &str| {
            !name.is_empty() && name.len() <= LONGEST_NAME && !name.chars().any(char::is_control)
        };
        if fits(action) && keys.is_none_or(|keys| keys.len() <= MOST_KEYS && keys.iter().all(|key| fits(key)))
        {
            self.preferences.awaited = None;
            self.happen(Happening::Bound { action: action.to_owned(), keys: keys.map(<[String]>::to_vec) });
        }
    }

    pub(super) fn perform_in_settings(&mut self, command: &Command) {
        match command {
            Command::ListKeys { on } if *on != self.preferences.keys && self.may_change() => {
                self.preferences = Preferences { keys: *on, ..Preferences::default() };
                self.handbook_changed();
                self.choose_first();
            }
            Command::Change { what } => self.begin_change(what),
            Command::Row { row } => {
                self.preferences.aim = (*row).min(LAST_ROW);
                if self.settings_due().is_some_and(|due| due <= self.now) {
                    self.move_settings();
                }
            }
            Command::Enter => self.enter_setting(),
            Command::Back => {
                if !self.end_change() {
                    self.uncover();
                }
            }
            Command::Resume => self.resume(),
            _ => {
                if self.preferences.line.as_mut().is_some_and(|(_, line)| line.edit(command)) {
                    self.preferences.fault = None;
                }
            }
        }
    }

    /// Ends what is written or awaited, and the focus is where it was. Whether something was.
    fn end_change(&mut self) -> bool {
        self.preferences.fault = None;
        let written = self.preferences.line.take().map(|(name, _)| format!("setting.{name}"));
        let ended = written.is_some() | self.preferences.awaited.take().is_some();
        self.focus = written.or_else(|| self.focus.take());
        ended
    }

    /// Gives up what is written or awaited, where something else comes to have the focus.
    pub(super) fn turn_from_change(&mut self, to: Option<&str>) {
        if to.is_some_and(|to| self.preferences.line.is_some() || self.focus.as_deref() != Some(to)) {
            self.end_change();
        }
    }

    /// Begins to write a text, or awaits a key for an action.
    fn begin_change(&mut self, what: &str) {
        self.end_change();
        match Setting::named(what) {
            Ok(setting) if matches!(setting.kind, Kind::Text(_)) => {
                let mut line = LineEditor::default();
                let text = self.settings.text(setting);
                // A long path is written anew, or outside.
                if text.chars().count() <= LONGEST {
                    line.insert(text);
                }
                self.preferences.line = Some((setting.name.to_owned(), line));
                self.focus = None;
            }
            Ok(_) => {}
            Err(_) if self.preferences.keys && !what.is_empty() && what.len() <= LONGEST_NAME => {
                self.preferences.awaited = Some(what.to_owned());
                self.happen(Happening::KeyAwaited { action: what.to_owned() });
            }
            Err(_) => {}
        }
    }

    /// Enters the text that is written. One that cannot be set stays, and what is wrong with it is told.
    fn enter_setting(&mut self) {
        let Some((name, line)) = &self.preferences.line else { return };
        let Ok(setting) = Setting::named(name) else { return };
        match setting.read(line.text()) {
            Ok(value) => {
                self.end_change();
                self.set(setting.name, &value);
            }
            Err(wrong) => {
                let why = wrong.right().to_owned();
                self.preferences.fault = Some(why.clone());
                self.happen(Happening::SettingRefused { setting: setting.name.to_owned(), why });
            }
        }
    }

    /// When the list may be moved to the row at which it aims; none where it is there.
    pub(super) fn settings_due(&self) -> Option<Time> {
        let by = i64::from(self.preferences.aim) - i64::from(self.preferences.row);
        (by != 0).then(|| self.reader.pace.row_due(by, self.now))
    }

    /// Moves the list to the row at which it aims.
    pub(super) fn move_settings(&mut self) {
        let Preferences { row, aim, .. } = self.preferences;
        self.reader.pace.move_rows(i64::from(aim) - i64::from(row), self.now);
        self.preferences.row = aim;
    }

    /// Whether a list or a page may be moved on by a key that is held.
    pub fn rests(&self) -> bool {
        self.reader.rests(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::arrival::Employee;
    use crate::model::command::{Source, Stamped};
    use crate::model::geometry::Tube;
    use crate::pack::Pack;

    /// A terminal, and its clock in milliseconds.
    struct Bench {
        terminal: Terminal,
        now: i64,
    }

    impl Bench {
        fn off() -> Self {
            Self { terminal: Terminal::new(Pack::embedded(), Tube::default(), 3), now: 0 }
        }

        /// Asks for something, and waits until anything may be asked again.
        fn ask(&mut self, command: Command) -> Screen {
            let time = Time::from_millis(self.now);
            self.terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
            let screen = self.terminal.screen();
            self.now += 2000;
            self.terminal.advance(Time::from_millis(self.now));
            screen
        }
    }

    /// The settings are no way past the door: neither to the field nor to the prompt.
    #[test]
    fn to_resume_in_the_settings_passes_no_door() {
        let employee = || Employee { profile: "default".to_owned(), name: None, taken: false };
        let comes = |bench: &mut Bench| {
            bench.ask(Command::Employees { all: vec![employee()], here: "default".to_owned() });
            bench.ask(Command::Power { on: true });
            bench.ask(Command::Skip)
        };
        let stays = |bench: &mut Bench, door: Screen| {
            assert_eq!(bench.terminal.screen(), door);
            assert_eq!(bench.ask(Command::Settings), Screen::Settings);
            assert_eq!(bench.ask(Command::Resume), Screen::Settings, "{door:?}");
            assert_eq!(bench.ask(Command::Back), door);
        };
        // Without a board.
        let mut bench = Bench::off();
        comes(&mut bench);
        stays(&mut bench, Screen::Survey);
        // With one: the quiet screen after work, and the sign-in of another day.
        let mut bench = Bench::off();
        bench.ask(Command::Power { on: true });
        bench.ask(Command::Skip);
        bench.ask(Command::Open { file: "siena".to_owned() });
        bench.ask(Command::Settings);
        assert_eq!(bench.ask(Command::Resume), Screen::Refinement, "at work one comes back to the field");
        assert!(bench.terminal.beneath().is_empty());
        bench.ask(Command::Leave);
        bench.ask(Command::Skip);
        let outside = bench.terminal.screen();
        assert!(matches!(outside, Screen::Outside { .. }));
        stays(&mut bench, outside);
        bench.terminal.unplug();
        bench.terminal.session.employee = Some("Alva A.".to_owned());
        comes(&mut bench);
        let door = bench.terminal.screen();
        assert!(door.is_at_door(), "{door:?}");
        stays(&mut bench, door);
    }

    /// A host that begins from a snapshot is never refused because of what was changed before.
    #[test]
    fn without_power_everything_can_be_set_at_once() {
        let mut bench = Bench::off();
        bench.ask(Command::Power { on: true });
        bench.ask(Command::Skip);
        bench.ask(Command::Settings);
        let set = |terminal: &mut Terminal, setting: &str, value: &str| {
            let command = Command::Set { setting: setting.to_owned(), value: value.to_owned() };
            let time = terminal.now();
            terminal.apply(&Stamped { time, sequence: 0, source: Source::Program, command });
            terminal.settings().text(Setting::named(setting).unwrap()) == value
        };
        for millis in 1..=10 {
            bench.terminal.advance(Time::from_millis(bench.now + millis * 20));
            set(&mut bench.terminal, "text.size", if millis % 2 == 0 { "usual" } else { "large" });
        }
        assert!(!set(&mut bench.terminal, "text.contrast", "high"), "too often");
        let mut terminal = Terminal::restore(&bench.terminal.snapshot(), Pack::embedded()).unwrap();
        terminal.unplug();
        for (setting, value) in [("look.name", "worn"), ("view.name", "plain"), ("text.contrast", "high")] {
            assert!(set(&mut terminal, setting, value), "{setting}");
        }
        assert_eq!(terminal.covered, [None; 2]);
    }
}
