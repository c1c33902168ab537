//! Words that arrive at an even cadence: how many letters stand at a moment is a closed form of the time since the first.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Time};

/// From one letter to the next, in milliseconds at the usual pace.
const LETTER: i64 = 42;
/// Rest behind a comma, a semicolon and a colon, and behind a stop, in milliseconds.
const COMMA: i64 = 260;
const STOP: i64 = 430;
/// Slowest and quickest pace, in percent of the usual.
pub const PACES: std::ops::RangeInclusive<u16> = 50..=300;

/// A line that is being said, or was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    /// The whole line.
    pub text: String,
    /// When its first letter came.
    pub since: Time,
    /// When its last letter comes.
    pub ends: Time,
    /// Its pace, in percent of the usual.
    pub pace: u16,
}

impl Saying {
    /// A line that begins now.
    pub fn new(text: String, now: Time, pace: u16) -> Self {
        let pace = pace.clamp(*PACES.start(), *PACES.end());
        let ends = now + arrives(&text, pace).last().map_or(Span::ZERO, |(_, at)| at);
        Self { text, since: now, ends, pace }
    }

    /// Whether it can be said, or have been completed.
    pub fn is_sound(&self) -> bool {
        let whole = Self::new(self.text.clone(), self.since, self.pace);
        whole.pace == self.pace && (self.since..=whole.ends).contains(&self.ends)
    }

    /// Whether letters are still to come.
    pub fn arrives(&self, now: Time) -> bool {
        now < self.ends
    }

    /// Lets all of it stand at once.
    pub fn complete(&mut self, now: Time) {
        self.ends = self.ends.min(now);
    }

    /// What stands of it.
    pub fn shown(&self, now: Time) -> &str {
        if !self.arrives(now) {
            return &self.text;
        }
        let since = now.since(self.since);
        let letters = arrives(&self.text, self.pace).take_while(|&(_, at)| at <= since);
        &self.text[..letters.last().map_or(0, |(end, _)| end)]
    }

    /// When the next letter comes.
    pub fn next_letter(&self, now: Time) -> Option<Time> {
        let next = arrives(&self.text, self.pace).map(|(_, at)| self.since + at).find(|&at| at > now);
        next.filter(|_| self.arrives(now)).map(|at| at.min(self.ends))
    }
}

/// Every letter of a text: the byte behind it, and how long after the first it comes.
fn arrives(text: &str, pace: u16) -> impl Iterator<Item = (usize, Span)> {
    let mut at = 0;
    text.char_indices().map(move |(byte, letter)| {
        let arrival = Span(Span::from_millis(at * 100).0 / i64::from(pace.max(1)));
        at += LETTER
            + match letter {
                ',' | ';' | ':' => COMMA,
                '.' | '?' => STOP,
                _ => 0,
            };
        (byte + letter.len_utf8(), arrival)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_one_by_one_and_rest_behind_commas() {
        let saying = Saying::new("é, b.".to_owned(), Time::from_millis(1000), 100);
        let shown = |millis: i64| saying.shown(Time::from_millis(1000 + millis));
        assert_eq!(
            [shown(0), shown(42), shown(343), shown(344), shown(386)],
            ["é", "é,", "é,", "é, ", "é, b"]
        );
        assert_eq!((shown(428), saying.ends), ("é, b.", Time::from_millis(1428)));
        assert_eq!(saying.next_letter(Time::from_millis(1042)), Some(Time::from_millis(1344)));
        assert_eq!(saying.next_letter(saying.ends), None);
        let slow = Saying::new("ab".to_owned(), Time::ZERO, 50);
        assert_eq!(slow.ends, Time::from_millis(84));
        assert_eq!(Saying::new(String::new(), Time::ZERO, 0).ends, Time::ZERO);
    }

    #[test]
    fn a_completed_line_stands_whole() {
        let mut saying = Saying::new("All of it.".to_owned(), Time::ZERO, 100);
        saying.complete(Time::from_millis(50));
        assert_eq!(saying.shown(Time::from_millis(50)), "All of it.");
        saying.complete(Time::from_millis(90));
        assert_eq!(saying.ends, Time::from_millis(50));
    }
}
