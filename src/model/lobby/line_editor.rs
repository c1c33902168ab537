//! A line being typed: type, erase, move, paste, and a composition that is not yet part of it.

use serde::{Deserialize, Serialize};

use crate::model::Command;

/// The most characters a line holds.
pub const LONGEST: usize = 40;

/// A line of text with a caret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineEditor {
    text: String,
    /// Characters before the caret.
    caret: usize,
    /// What an input method is composing.
    composition: String,
}

impl LineEditor {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Characters before the caret.
    pub fn caret(&self) -> usize {
        self.caret.min(self.text.chars().count())
    }

    /// What an input method is composing at the caret.
    pub fn composition(&self) -> &str {
        &self.composition
    }

    /// Whether it holds no more than it can.
    pub fn is_sound(&self) -> bool {
        [&self.text, &self.composition].iter().all(|text| text.chars().count() <= LONGEST)
    }

    /// Inserts text at the caret. Control characters are left out, and what does not fit.
    pub fn insert(&mut self, text: &str) {
        self.composition.clear();
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let fits: String = text.chars().filter(|letter| !letter.is_control()).take(room).collect();
        self.text.insert_str(self.byte_at(self.caret()), &fits);
        self.caret = self.caret() + fits.chars().count();
    }

    /// Sets what an input method is composing.
    pub fn compose(&mut self, text: &str) {
        self.composition = text.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect();
    }

    /// Erases the character before the caret.
    pub fn erase(&mut self) {
        let caret = self.caret();
        if caret > 0 {
            let (start, end) = (self.byte_at(caret - 1), self.byte_at(caret));
            self.text.replace_range(start..end, "");
            self.caret = caret - 1;
        }
    }

    /// Erases the character after the caret.
    pub fn erase_forward(&mut self) {
        let caret = self.caret();
        let (start, end) = (self.byte_at(caret), self.byte_at(caret + 1));
        self.text.replace_range(start..end, "");
    }

    /// Moves the caret by characters, within the line.
    pub fn move_caret(&mut self, by: i32) {
        let length = self.text.chars().count() as i64;
        self.caret = (self.caret() as i64 + i64::from(by)).clamp(0, length) as usize;
    }

    /// Does what a command asks of a line. Whether it asks something of one.
    pub fn edit(&mut self, command: &Command) -> bool {
        match command {
            Command::Type { text } => self.insert(text),
            Command::Compose { text } => self.compose(text),
            Command::Erase => self.erase(),
            Command::EraseForward => self.erase_forward(),
            Command::Caret { by } => self.move_caret(*by),
            _ => return false,
        }
        true
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    fn byte_at(&self, character: usize) -> usize {
        self.text.char_indices().nth(character).map_or(self.text.len(), |(byte, _)| byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_by_characters_and_not_by_bytes() {
        let mut line = LineEditor::default();
        line.insert("Bodø\n");
        line.move_caret(-1);
        line.erase();
        line.insert("ö");
        assert_eq!((line.text(), line.caret()), ("Boöø", 3));
        line.erase_forward();
        line.erase_forward();
        assert_eq!(line.text(), "Boö");
        line.move_caret(-99);
        line.erase();
        assert_eq!((line.text(), line.caret()), ("Boö", 0));
        line.insert(&"x".repeat(99));
        assert_eq!(line.text().chars().count(), LONGEST);
    }
}
