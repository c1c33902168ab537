//! The dances: four pieces of exactly two minutes, written as short lines of notes and played by index.

mod glide;
mod instruments;
mod knock;
mod lull;
mod score;
mod trot;

use std::sync::OnceLock;

use super::tables::Tables;
use super::{Pair, RATE};
use crate::pack::incentives::Piece;
use instruments::Note;

/// How long each piece lasts, in samples: two minutes.
pub const LENGTH: u32 = 120 * RATE;

/// The notes of a piece, in the order in which they begin.
#[derive(Debug)]
struct Sheet {
    notes: Vec<Note>,
    /// Samples of the longest.
    longest: i64,
}

/// The notes of a piece. The first call writes them out.
fn sheet(piece: Piece) -> &'static Sheet {
    static SHEETS: [OnceLock<Sheet>; 4] = [const { OnceLock::new() }; 4];
    let (number, tune) = match piece {
        Piece::Glide => (0, &glide::TUNE),
        Piece::Trot => (1, &trot::TUNE),
        Piece::Lull => (2, &lull::TUNE),
        Piece::Knock => (3, &knock::TUNE),
    };
    SHEETS[number].get_or_init(|| {
        let notes = tune.notes();
        let longest = notes.iter().map(|note| note.voice().end() - i64::from(note.start)).max().unwrap_or(0);
        Sheet { notes, longest }
    })
}

/// A piece that is played.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dance {
    piece: Piece,
    /// The number of its first sample.
    start: i64,
    /// The sample at which it was made to end, and in how many it fades from there.
    cut: Option<(i64, u32)>,
}

impl Dance {
    /// Writes out all pieces, so that none has to be while one plays.
    pub(super) fn prepare() {
        Piece::ALL.iter().for_each(|piece| {
            sheet(*piece);
        });
    }

    pub(super) fn new(piece: Piece, start: i64) -> Self {
        Self { piece, start, cut: None }
    }

    /// Ends it at a sample, if it does not end before.
    pub(super) fn end_at(&mut self, cut: i64, fade: u32) {
        if self.cut.is_none() && cut < self.end() {
            self.cut = Some((cut, fade));
        }
    }

    /// The number of the first sample after it.
    pub(super) fn end(&self) -> i64 {
        let whole = self.start + i64::from(LENGTH);
        self.cut.map_or(whole, |(cut, fade)| whole.min(cut + i64::from(fade) + 16))
    }

    /// Adds its samples from the one of number `from` on.
    pub(super) fn add(&self, tables: &Tables, from: i64, out: &mut [Pair]) {
        let sheet = sheet(self.piece);
        let until = from + out.len() as i64;
        let begins = |note: &Note| self.start + i64::from(note.start);
        let first = sheet.notes.partition_point(|note| begins(note) + sheet.longest <= from);
        for note in sheet.notes[first..].iter().take_while(|note| begins(note) < until) {
            let mut voice = note.voice();
            voice.start += self.start;
            if let Some((cut, fade)) = self.cut {
                voice.end_at(cut, fade);
            }
            voice.add(tables, from, out);
        }
    }
}

#[cfg(test)]
mod tests;
