//! Keys: the one table of what each does, where, and what it is called, and how they are bound. Keys are physical
//! positions.

mod table;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use egui::Key;

pub use table::{Action, Place};
use table::{Row, TABLE, TYPED};

use crate::pack::Pack;
use crate::words;

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
                if is_modifier(chord.key) {
                    return Err(format!("`{part}` is only held while another key is pressed"));
                }
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

impl Chord {
    /// Whether it types a letter, a digit or another sign.
    fn types(self) -> bool {
        let is_sign = (Key::Colon..=Key::Z).contains(&self.key);
        !self.control && (is_sign || matches!(self.key, Key::Space | Key::IntlBackslash))
    }
}

/// Whether a key does nothing by itself and is held while another is pressed.
pub fn is_modifier(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
    )
}

/// The most keys that a line of help shows.
const MOST_SHOWN: usize = 4;

/// The keys as they are bound.
#[derive(Clone, Debug)]
pub struct Keys {
    bound: BTreeMap<(Place, Chord), Action>,
    /// The chords of each row of the table, in its order.
    chords: Vec<Vec<Chord>>,
    /// What lost a key to another.
    lost: Vec<Lost>,
}

/// An action that has a key no more, because the settings give it to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The key.
    pub key: Chord,
    /// The name of the action that has it.
    pub to: &'static str,
    /// The name of the action that had it.
    pub from: &'static str,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, to, from) = (self.key.to_string(), titled(self.to), titled(self.from));
        let line = words::say("settings.lost-key", &[("key", &key), ("to", &to), ("from", &from)]);
        f.write_str(&line)
    }
}

/// What the action of a name does, and the name.
fn titled(name: &str) -> String {
    let does = TABLE.iter().find(|row| row.name == name).map(|row| words::say(row.does, &[]));
    words::say("settings.key-row", &[("does", &does.unwrap_or_default()), ("name", name)])
}

/// An action with its keys, as the settings list them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The name in settings.toml.
    pub name: &'static str,
    /// What it does, for people.
    pub does: String,
    /// The keys that work it somewhere; empty if there are none.
    pub keys: Vec<Chord>,
    /// Its usual keys.
    pub usual: &'static [&'static str],
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

    /// Whether two actions, by their names, have a place in common, where one key cannot mean both.
    pub fn meet(one: &str, other: &str) -> bool {
        let row = |name| TABLE.iter().find(|row| row.name == name);
        let (Some(one), Some(other)) = (row(one), row(other)) else { return false };
        Place::ALL.iter().any(|&place| one.is_at(place) && other.is_at(place))
    }

    /// Why an action cannot have a key: where something is typed, a letter is a letter. None if it can.
    pub fn refused(action: &str, key: &str) -> Option<String> {
        let chord: Chord = key.parse().ok()?;
        let row = TABLE.iter().find(|row| row.name == action)?;
        let typed = chord.types() && row.is_at(Place::Prompt);
        typed.then(|| words::say("settings.key-types", &[("key", key), ("action", &titled(action))]))
    }

    /// Whether these are the usual keys of an action, all of them.
    pub fn are_usual(action: &str, keys: &[String]) -> bool {
        TABLE.iter().any(|row| row.name == action && row.keys.iter().eq(keys))
    }

    /// The usual keys, but for those that `settings` binds otherwise: chords by the action's name. Chords that cannot
    /// be read are passed over. Where the settings give an action the usual key of another, the other loses it there.
    pub fn with(settings: &BTreeMap<String, Vec<String>>) -> Self {
        let chords: Vec<Vec<Chord>> = TABLE
            .iter()
            .map(|row| match settings.get(row.name) {
                Some(own) => own.iter().filter_map(|chord| chord.parse().ok()).collect(),
                None => row.keys.iter().filter_map(|chord| chord.parse().ok()).collect(),
            })
            .collect();
        let mut bound: BTreeMap<(Place, Chord), &Row> = BTreeMap::new();
        let mut lost = Vec::new();
        let rows = TABLE.iter().zip(&chords);
        let (own, usual): (Vec<_>, Vec<_>) = rows.partition(|(row, _)| settings.contains_key(row.name));
        for (row, chords) in own.into_iter().chain(usual) {
            for chord in chords {
                for place in Place::ALL.into_iter().filter(|&place| row.is_at(place)) {
                    let holder = *bound.entry((place, *chord)).or_insert(row);
                    if holder.name != row.name {
                        lost.push(Lost { key: *chord, to: holder.name, from: row.name });
                    }
                }
            }
        }
        lost.dedup();
        let bound = bound.into_iter().map(|(at, row)| (at, row.action)).collect();
        Self { bound, chords, lost }
    }

    /// Every loss of a key.
    pub fn lost(&self) -> &[Lost] {
        &self.lost
    }

    /// Every action with its keys, in the order of the table.
    pub fn list(&self) -> impl Iterator<Item = Bound> {
        TABLE.iter().zip(&self.chords).map(|(row, chords)| {
            let means = |chord: &Chord| Place::ALL.iter().any(|&place| self.means(place, *chord, row));
            Bound {
                name: row.name,
                does: words::say(row.does, &[]),
                keys: chords.iter().copied().filter(means).collect(),
                usual: row.keys,
            }
        })
    }

    /// The names of all chords that can be bound, for settings.toml.
    pub fn chord_names() -> Vec<String> {
        let chords = |&key| {
            [(false, false), (false, true), (true, false), (true, true)]
                .map(|(control, shift)| Chord { key, shift, control }.to_string())
        };
        Key::ALL.iter().filter(|&&key| !is_modifier(key)).flat_map(chords).collect()
    }

    /// The first chord that is bound to an action.
    pub fn chord(&self, action: Action) -> Option<Chord> {
        let (row, chords) = TABLE.iter().zip(&self.chords).find(|(row, _)| row.action == action)?;
        let means = |chord: &Chord| Place::ALL.iter().any(|&place| self.means(place, *chord, row));
        chords.iter().copied().find(means)
    }

    fn means(&self, place: Place, chord: Chord, row: &Row) -> bool {
        self.bound.get(&(place, chord)) == Some(&row.action)
    }

    /// What a key does at a place, with the modifiers that are held.
    pub fn action(&self, place: Place, key: Key, modifiers: egui::Modifiers) -> Option<Action> {
        let chord = Chord { key, shift: modifiers.shift, control: modifiers.command || modifiers.ctrl };
        self.bound.get(&(place, chord)).copied()
    }

    /// The names of what is typed as text, which no settings bind.
    pub fn typed_names() -> Vec<&'static str> {
        TYPED.iter().map(|(name, _)| *name).collect()
    }

    /// The keys of some actions, by their names in settings.toml, and what each does, for people: with all other
    /// actions of which the same is said, in the order of the table, but for what the pack has not. What is typed comes
    /// first.
    pub fn rows_of(&self, names: &[String], pack: &Pack) -> Vec<(String, String)> {
        let requests = pack.talk.as_ref().map_or(0, |talk| talk.requests.len());
        let has = |action| match action {
            Action::Bin(bin) => usize::from(bin) < pack.bins.len(),
            Action::Request(request) => usize::from(request) < requests,
            Action::Session => pack.talk.is_some(),
            Action::Case | Action::Award(_) | Action::Dance | Action::Quarter => pack.incentives.is_some(),
            Action::Strike(at) => {
                pack.incentives.as_ref().is_some_and(|all| usize::from(at) < all.percussion.len())
            }
            Action::Leave | Action::Answer(_) => pack.arrival.is_some(),
            _ => true,
        };
        let named = |row: &&Row| names.iter().any(|name| name == row.name);
        let asked: Vec<&str> = TABLE.iter().filter(named).map(|row| row.does).collect();
        let rows =
            TABLE.iter().zip(&self.chords).filter(|(row, _)| asked.contains(&row.does) && has(row.action));
        let means = |row, chord| Place::ALL.iter().any(|&place| self.means(place, chord, row));
        let bound =
            lines(rows.map(|(row, all)| {
                (row.does, all.iter().copied().filter(|&chord| means(row, chord)).collect())
            }));
        let typed = TYPED.iter().filter(|(typed, _)| names.iter().any(|name| name == typed));
        let typed = typed.map(|(_, does)| (words::say("keys.letters", &[]), words::say(does, &[])));
        typed.chain(bound).collect()
    }
}

/// The lines of a list of keys, one for everything that is done: its keys, and what it is.
fn lines(rows: impl Iterator<Item = (&'static str, Vec<Chord>)>) -> Vec<(String, String)> {
    let mut lines: Vec<(&str, Vec<Vec<Chord>>)> = Vec::new();
    for (does, chords) in rows.filter(|(_, chords)| !chords.is_empty()) {
        match lines.iter_mut().find(|(other, _)| *other == does) {
            Some((_, all)) => all.push(chords),
            None => lines.push((does, vec![chords])),
        }
    }
    lines.into_iter().map(|(does, chords)| (listed(&shown(&chords)), words::say(does, &[]))).collect()
}

/// The chords that a line shows, by name: the first of every action, then the second ones and so on if all find room.
fn shown(chords: &[Vec<Chord>]) -> Vec<String> {
    let room = chords.iter().map(Vec::len).sum::<usize>() <= MOST_SHOWN;
    let turns = if room { chords.iter().map(Vec::len).max().unwrap_or(0) } else { 1 };
    (0..turns)
        .flat_map(|turn| chords.iter().filter_map(move |all| all.get(turn)))
        .map(Chord::to_string)
        .collect()
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
    use egui::Modifiers;

    use super::*;

    const CONTROL: Modifiers = Modifiers { command: true, ..Modifiers::CTRL };

    fn settings(own: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        own.iter()
            .map(|(name, chords)| ((*name).to_owned(), chords.iter().map(ToString::to_string).collect()))
            .collect()
    }

    /// The keys that are shown for an action.
    fn shown_for(keys: &Keys, action: &str) -> Option<String> {
        keys.rows_of(&[action.to_owned()], &Pack::embedded()).into_iter().map(|(names, _)| names).next()
    }

    #[test]
    fn every_key_of_the_table_is_read_and_none_is_bound_twice_at_a_place() {
        let mut seen = BTreeMap::new();
        for row in TABLE {
            for chord in row.keys {
                let read: Chord = chord.parse().unwrap();
                for place in Place::ALL.into_iter().filter(|&place| row.is_at(place)) {
                    assert_eq!(seen.insert((place, read), row.name), None, "{chord}");
                }
            }
            assert_ne!(words::say(row.does, &[]), row.does, "{} has no words", row.does);
        }
        assert_eq!(Keys::default().lost(), []);
    }

    #[test]
    fn a_modifier_by_itself_is_no_key() {
        for name in ["ShiftLeft", "ControlRight", "Ctrl+ControlLeft", "AltLeft", "SuperRight"] {
            assert!(name.parse::<Chord>().is_err(), "{name}");
            assert!(!Keys::chord_names().contains(&name.to_owned()), "{name}");
        }
        assert!(Keys::chord_names().contains(&"Ctrl+Shift+Q".to_owned()));
    }

    #[test]
    fn what_is_typed_in_names_is_no_key_where_they_are_typed() {
        for (action, key) in [("help", "1"), ("quit", "Q"), ("back", "Shift+Minus"), ("erase", "Space")] {
            let why = Keys::refused(action, key).unwrap();
            assert!(why.contains(key) && why.contains(action), "{why}");
        }
        for (action, key) in [("help", "Ctrl+1"), ("quit", "F8"), ("take", "T"), ("erase", "Home")] {
            assert_eq!(Keys::refused(action, key), None, "{action} {key}");
        }
        for (row, key) in TABLE.iter().flat_map(|row| row.keys.iter().map(move |key| (row, key))) {
            assert_eq!(Keys::refused(row.name, key), None);
        }
    }

    #[test]
    fn who_lost_a_key_is_named_by_what_is_done() {
        let keys = Keys::with(&settings(&[("erase", &["Enter"])]));
        let lost = keys.lost()[0].to_string();
        for part in ["Enter", "keys.erase", "keys.enter", "(erase)", "(enter)"] {
            let part = if part.starts_with("keys.") { words::say(part, &[]) } else { part.to_owned() };
            assert!(lost.contains(&part), "{lost}");
        }
    }

    #[test]
    fn settings_bind_otherwise() {
        let keys = Keys::with(&settings(&[("take", &["Ctrl+T", "nonsense"])]));
        assert_eq!(keys.action(Place::Field, Key::T, CONTROL), Some(Action::Take));
        assert_eq!(keys.action(Place::Field, Key::Enter, Modifiers::NONE), None);
        assert_eq!(keys.lost(), []);
    }

    #[test]
    fn a_key_from_settings_is_taken_from_who_has_it_usually_and_pages_say_so() {
        let keys = Keys::with(&settings(&[("help", &["1"]), ("back", &["Enter"])]));
        let lost: Vec<String> = keys.lost().iter().map(ToString::to_string).collect();
        assert_eq!(keys.action(Place::Field, Key::Num1, Modifiers::NONE), Some(Action::Help));
        assert_eq!(keys.action(Place::Field, Key::Enter, Modifiers::NONE), Some(Action::Back));
        assert_eq!(keys.action(Place::Prompt, Key::Enter, Modifiers::NONE), Some(Action::Back));
        for losing in ["enter", "bin-1", "take", "reply-1", "go-on", "answer-1", "strike-1"] {
            assert!(lost.iter().any(|line| line.contains(losing)), "{losing}: {lost:?}");
        }
        assert_eq!(lost.len(), 7, "{lost:?}");
        for (action, names) in [
            ("help", "1"),
            ("back", "Enter"),
            ("take", "Space"),
            ("bin-1", "2 3 4 5"),
            ("enter", "Shift+Enter"),
        ] {
            assert_eq!(shown_for(&keys, action).unwrap(), names, "{action}");
        }
        // What is taken at one place stays at the others.
        let keys = Keys::with(&settings(&[("card-next", &["Escape"])]));
        let escape = |place| keys.action(place, Key::Escape, Modifiers::NONE);
        assert_eq!(escape(Place::Cards), Some(Action::Turn(1)));
        assert_eq!(escape(Place::Prompt), Some(Action::Back));
        assert_eq!(shown_for(&keys, "back").unwrap(), "Escape");
        assert!(!Keys::meet("card-next", "left") && Keys::meet("card-next", "back"));
    }

    #[test]
    fn pages_show_the_keys_of_the_line_and_of_the_cards() {
        let letters = words::say("keys.letters", &[]);
        for (action, names) in [
            ("enter", "Enter Shift+Enter"),
            ("erase", "Backspace Delete Shift+Backspace"),
            ("caret-home", "Left Right Home End"),
            ("card-next", "Left Right Up Down"),
            ("cards-back", "PageUp PageDown"),
            ("type-name", &letters),
            ("type-letter", &letters),
            ("quit", "Ctrl+Q"),
        ] {
            assert_eq!(shown_for(&Keys::default(), action).as_deref(), Some(names), "{action}");
        }
        let own = Keys::with(&settings(&[("quit", &["Ctrl+W"])]));
        assert_eq!(shown_for(&own, "quit").unwrap(), "Ctrl+W");
        // What is typed comes first.
        let rows = own.rows_of(&["enter", "type-name"].map(str::to_owned), &Pack::embedded());
        assert_eq!(rows[0], (letters, words::say("keys.type-name", &[])));
    }
}
