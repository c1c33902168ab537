//! The one table of keys: what each does, where, and what it is called. Keys are physical positions.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use egui::Key;

use crate::model::Screen;
use crate::words;

/// What a key can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Moves the cell cursor, or turns cards: columns, rows.
    Cursor(i8, i8),
    /// Grows the box.
    Box(i8, i8),
    /// Pages.
    Page(i8, i8),
    /// Goes back to where a bin was last used.
    Home,
    /// Zooms in (1), out (-1) or back (0).
    Zoom(i8),
    /// Takes what is shown or stirred, enters the line, operates the focus.
    Take,
    /// Sends to a bin, or looks into it while held.
    Bin(u8),
    /// Steps back.
    Back,
    /// Comes back to refinement.
    Refinement,
    /// Shows the keys.
    Help,
    /// Fills the screen.
    FullScreen,
    /// Switches the power.
    Power,
    /// Gives the focus to the next control, or the one before.
    Focus(i8),
}

/// A key with the modifiers that must be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chord {
    /// The key, by its position.
    pub key: Key,
    /// With Shift.
    pub shift: bool,
    /// With Ctrl (Command on a Mac).
    pub control: bool,
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let control = if self.control { "Ctrl+" } else { "" };
        let shift = if self.shift { "Shift+" } else { "" };
        write!(f, "{control}{shift}{}", self.key.name())
    }
}

impl FromStr for Chord {
    type Err = String;

    /// `Ctrl+Shift+Left`; names of keys as egui spells them.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut chord = Self { key: Key::Escape, shift: false, control: false };
        let mut parts = text.split('+').map(str::trim).peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                chord.key =
                    Key::from_name(part).ok_or_else(|| format!("`{part}` is not the name of a key"))?;
                return Ok(chord);
            }
            match part.to_ascii_lowercase().as_str() {
                "ctrl" => chord.control = true,
                "shift" => chord.shift = true,
                _ => return Err(format!("`{part}` is not a modifier; write Ctrl or Shift")),
            }
        }
        Err("no key is named".to_owned())
    }
}

/// Where an action means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct On {
    off: bool,
    prompt: bool,
    cards: bool,
    field: bool,
    done: bool,
}

const fn on(places: &str) -> On {
    let bytes = places.as_bytes();
    let mut on = On { off: false, prompt: false, cards: false, field: false, done: false };
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b'o' => on.off = true,
            b'p' => on.prompt = true,
            b'c' => on.cards = true,
            b'f' => on.field = true,
            b'd' => on.done = true,
            _ => {}
        }
        index += 1;
    }
    on
}

struct Row {
    /// The name in settings.toml.
    name: &'static str,
    action: Action,
    keys: &'static [&'static str],
    /// The entry of the catalogue that says what it does; rows with the same one are shown together.
    does: &'static str,
    on: On,
}

const fn row(
    name: &'static str,
    action: Action,
    keys: &'static [&'static str],
    does: &'static str,
    places: &str,
) -> Row {
    Row { name, action, keys, does, on: on(places) }
}

/// The table. `o` off, `p` prompt, `c` cards, `f` field, `d` the window that commends.
const TABLE: &[Row] = &[
    row("left", Action::Cursor(-1, 0), &["Left"], "keys.cursor", "f"),
    row("right", Action::Cursor(1, 0), &["Right"], "keys.cursor", "f"),
    row("up", Action::Cursor(0, -1), &["Up"], "keys.cursor", "f"),
    row("down", Action::Cursor(0, 1), &["Down"], "keys.cursor", "f"),
    row("box-left", Action::Box(-1, 0), &["Shift+Left"], "keys.box", "f"),
    row("box-right", Action::Box(1, 0), &["Shift+Right"], "keys.box", "f"),
    row("box-up", Action::Box(0, -1), &["Shift+Up"], "keys.box", "f"),
    row("box-down", Action::Box(0, 1), &["Shift+Down"], "keys.box", "f"),
    row("take", Action::Take, &["Enter", "Space"], "keys.take", "cfd"),
    row("bin-1", Action::Bin(0), &["1"], "keys.bins", "f"),
    row("bin-2", Action::Bin(1), &["2"], "keys.bins", "f"),
    row("bin-3", Action::Bin(2), &["3"], "keys.bins", "f"),
    row("bin-4", Action::Bin(3), &["4"], "keys.bins", "f"),
    row("bin-5", Action::Bin(4), &["5"], "keys.bins", "f"),
    row("page-left", Action::Page(-1, 0), &["Ctrl+Left"], "keys.page", "f"),
    row("page-right", Action::Page(1, 0), &["Ctrl+Right"], "keys.page", "f"),
    row("page-up", Action::Page(0, -1), &["PageUp", "Ctrl+Up"], "keys.page", "f"),
    row("page-down", Action::Page(0, 1), &["PageDown", "Ctrl+Down"], "keys.page", "f"),
    row("home", Action::Home, &["Home"], "keys.home", "f"),
    row("zoom-in", Action::Zoom(1), &["Equals", "Shift+Equals", "Plus"], "keys.zoom", "f"),
    row("zoom-out", Action::Zoom(-1), &["Minus"], "keys.zoom", "f"),
    row("zoom-reset", Action::Zoom(0), &["0"], "keys.zoom", "f"),
    row("back", Action::Back, &["Escape"], "keys.back", "pcfd"),
    row("refinement", Action::Refinement, &["F2"], "keys.refinement", "pc"),
    row("focus-next", Action::Focus(1), &["Tab"], "keys.focus-next", "pcfd"),
    row("focus-previous", Action::Focus(-1), &["Shift+Tab"], "keys.focus-previous", "pcfd"),
    row("help", Action::Help, &["F1"], "keys.help", "pcfd"),
    row("full-screen", Action::FullScreen, &["F11"], "keys.full-screen", "opcfd"),
    row("power", Action::Power, &["F12"], "keys.power", "opcfd"),
];

/// The keys as they are bound.
#[derive(Clone, Debug)]
pub struct Keys {
    bound: BTreeMap<Chord, Action>,
    /// The chords of each row of the table, in its order.
    chords: Vec<Vec<Chord>>,
}

impl Default for Keys {
    fn default() -> Self {
        Self::with(&BTreeMap::new())
    }
}

impl Keys {
    /// The names of all actions, for settings.toml.
    pub fn action_names() -> Vec<&'static str> {
        TABLE.iter().map(|row| row.name).collect()
    }

    /// The usual keys, but for those that `settings` binds otherwise: chords by the action's name.
    /// Chords that cannot be read are passed over.
    pub fn with(settings: &BTreeMap<String, Vec<String>>) -> Self {
        let chords: Vec<Vec<Chord>> = TABLE
            .iter()
            .map(|row| match settings.get(row.name) {
                Some(own) => own.iter().filter_map(|chord| chord.parse().ok()).collect(),
                None => row.keys.iter().filter_map(|chord| chord.parse().ok()).collect(),
            })
            .collect();
        let mut bound = BTreeMap::new();
        for (row, chords) in TABLE.iter().zip(&chords) {
            for chord in chords {
                bound.entry(*chord).or_insert(row.action);
            }
        }
        Self { bound, chords }
    }

    /// The names of all chords that can be bound, for settings.toml.
    pub fn chord_names() -> Vec<String> {
        let chords = |&key| {
            [(false, false), (false, true), (true, false), (true, true)]
                .map(|(control, shift)| Chord { key, shift, control }.to_string())
        };
        Key::ALL.iter().flat_map(chords).collect()
    }

    /// The first chord that is bound to an action.
    pub fn chord(&self, action: Action) -> Option<Chord> {
        let row = TABLE.iter().position(|row| row.action == action)?;
        self.chords[row].first().copied()
    }

    /// What a key does with the modifiers that are held.
    pub fn action(&self, key: Key, modifiers: egui::Modifiers) -> Option<Action> {
        let chord = Chord { key, shift: modifiers.shift, control: modifiers.command || modifiers.ctrl };
        self.bound.get(&chord).copied()
    }

    /// The keys of a screen and what each does, for people.
    pub fn rows(&self, screen: Screen) -> Vec<(String, String)> {
        let mut rows: Vec<(&str, Vec<String>)> = Vec::new();
        for (row, chords) in TABLE.iter().zip(&self.chords) {
            let shown = match screen {
                Screen::Off => row.on.off,
                Screen::Boot { .. } | Screen::Leaving { .. } => false,
                Screen::Prompt => row.on.prompt,
                Screen::Cards => row.on.cards,
                Screen::Refinement => row.on.field,
                Screen::Done { .. } => row.on.done,
            };
            if !shown {
                continue;
            }
            // Actions with several keys of their own show them all; the four directions show one each.
            let shown = if row.action == Action::Take { chords.len() } else { 1 };
            let names: Vec<String> = chords.iter().take(shown).map(ToString::to_string).collect();
            match rows.iter_mut().find(|(does, _)| *does == row.does) {
                Some((_, all)) => all.extend(names),
                None => rows.push((row.does, names)),
            }
        }
        if screen == Screen::Cards {
            let turn = ["left", "right"].map(|name| {
                let index = TABLE.iter().position(|row| row.name == name).unwrap_or(0);
                self.chords[index].first().map(ToString::to_string).unwrap_or_default()
            });
            rows.insert(0, ("keys.turn-cards", turn.to_vec()));
        }
        rows.into_iter().map(|(does, names)| (listed(&names), words::say(does, &[]))).collect()
    }
}

/// Names of keys side by side; a modifier that all of them share is said once.
fn listed(names: &[String]) -> String {
    let shared = names.first().and_then(|name| name.rsplit_once('+')).map_or("", |(modifiers, _)| modifiers);
    let keys: Option<Vec<&str>> =
        names.iter().map(|name| name.strip_prefix(shared)?.strip_prefix('+')).collect();
    match keys {
        Some(keys) if keys.len() > 1 => format!("{shared} + {}", keys.join(" ")),
        _ => names.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_read_and_none_is_bound_twice() {
        let mut seen = BTreeMap::new();
        for row in TABLE {
            for chord in row.keys {
                let read: Chord = chord.parse().unwrap();
                assert_eq!(seen.insert(read, row.name), None, "{chord}");
            }
            assert_ne!(words::say(row.does, &[]), row.does, "{} has no words", row.does);
        }
    }

    #[test]
    fn settings_bind_otherwise() {
        let settings =
            BTreeMap::from([("take".to_owned(), vec!["Ctrl+T".to_owned(), "nonsense".to_owned()])]);
        let keys = Keys::with(&settings);
        let control = egui::Modifiers::CTRL | egui::Modifiers::COMMAND;
        assert_eq!(keys.action(Key::T, control), Some(Action::Take));
        assert_eq!(keys.action(Key::Enter, egui::Modifiers::NONE), None);
    }
}
