//! The rolodex: files in the order of the alphabet, a divider before each letter.

use serde::{Deserialize, Serialize};

use crate::pack::Pack;
use crate::time::{Span, Time};

/// How long a card takes to fall.
pub const FLIP: Span = Span::from_millis(400);

/// Where the rolodex stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cards {
    /// The card shown.
    pub index: usize,
    /// The card shown before it.
    pub from: usize,
    /// When it began to fall.
    pub since: Time,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Card {
    /// A letter, before the files that begin with it.
    Divider(char),
    /// A file, by its place in the pack.
    File(usize),
}

/// All cards of a pack, in order.
pub fn cards(pack: &Pack) -> Vec<Card> {
    let mut order: Vec<usize> = (0..pack.files.len()).collect();
    order.sort_by_key(|&index| (pack.files[index].name.to_lowercase(), index));
    let mut cards = Vec::with_capacity(order.len() * 2);
    let mut letter = None;
    for index in order {
        let first = initial(&pack.files[index].name);
        if letter != Some(first) {
            letter = Some(first);
            cards.push(Card::Divider(first));
        }
        cards.push(Card::File(index));
    }
    cards
}

/// The letter under which a name is filed.
pub fn initial(name: &str) -> char {
    name.chars().next().and_then(|first| first.to_uppercase().next()).unwrap_or('#')
}

impl Cards {
    /// Turns to card `index` at `now`.
    pub fn turn_to(&mut self, index: usize, now: Time) {
        *self = Self { index, from: self.index, since: now };
    }

    /// How far the card has fallen at `now`, 0 to 1.
    pub fn fallen(&self, now: Time) -> f64 {
        if self.index == self.from { 1.0 } else { now.progress(self.since, FLIP) }
    }
}
