//! Lull: a waltz. G major, at 96; 64 bars.

use super::instruments::Drum::{Brush, Shake};
use super::instruments::Instrument::{Chime, Keys, Pad, Reed};
use super::score::{Bass, Comping, Line, Section, Tune};
use crate::pack::incentives::Piece;

const FIRST: &str = "G | Em | C | D7 | G | Bm | C | D7 | Em | Bm | C | G | Am | D7 | G | G";
const SECOND: &str = "C | Cm6 | G | E7 | Am | D7 | G | G7 | C | Cm6 | Bm | Em | Am7 | D7 | G | D7";

const TUNE_A: &str = "D5-8 B4-4 | G4-8 B4-4 | E5-8 C5-4 | A4-12 | B4-8 D5-4 | F#5-8 D5-4 | E5-6 D5-2 C5-4 | D5-12 | \
    G5-8 E5-4 | D5-8 B4-4 | C5-4 E5-4 G5-4 | B4-12 | C5-8 E5-4 | D5-4 C5-4 A4-4 | G4-12 | r-12";
const TUNE_B: &str = "E5-8 G5-4 | Eb5-8 C5-4 | D5-8 B4-4 | G#4-8 B4-4 | C5-8 A4-4 | F#4-4 A4-4 C5-4 | B4-12 | F5-8 D5-4 | \
    E5-4 G5-4 C5-4 | Eb5-8 G5-4 | F#5-8 D5-4 | B4-8 G4-4 | C5-4 A4-4 E5-4 | D5-8 F#4-4 | G4-12 | A4-4 B4-4 C5-4";
const ANSWERS: &str = "r-12 | r-8 D4-4 | G4-12 | r-4 F#4-4 A4-4 | r-12 | r-8 B4-4 | G4-12 | r-4 A4-4 F#4-4 | \
    B4-12 | F#4-12 | E4-12 | r-4 D4-4 G4-4 | E4-12 | F#4-12 | r-4 B4-4 D5-4 | G5-12";

pub(super) const TUNE: Tune = Tune {
    tempo: Piece::Lull.tempo(),
    beats: Piece::Lull.beats(),
    swing: 0,
    late: 4,
    sections: &[
        Section {
            chords: "G | C | G | D7 | G | C | Am | D7",
            lines: &[Line {
                on: Chime,
                up: 0,
                softer: 25,
                notes: "r-12 | r-12 | D5-12 | r-4 C5-4 A4-4 | B4-12 | r-4 G4-4 E4-4 | A4-12 | r-12",
            }],
            bass: Bass::None,
            comping: Comping::Broken(Keys),
            drums: &[],
            softer: 10,
        },
        Section {
            chords: FIRST,
            lines: &[Line { on: Chime, up: 0, softer: 0, notes: TUNE_A }],
            bass: Bass::Held,
            comping: Comping::Beats(Keys),
            drums: &[(Brush, "....x...x...")],
            softer: 0,
        },
        Section {
            chords: SECOND,
            lines: &[Line { on: Reed, up: 0, softer: 5, notes: TUNE_B }],
            bass: Bass::Held,
            comping: Comping::Beats(Keys),
            drums: &[(Brush, "....x...x..."), (Shake, "x...........")],
            softer: 0,
        },
        Section {
            chords: FIRST,
            lines: &[
                Line { on: Chime, up: 12, softer: 45, notes: TUNE_A },
                Line { on: Reed, up: 0, softer: 5, notes: TUNE_A },
                Line { on: Keys, up: 0, softer: 10, notes: ANSWERS },
            ],
            bass: Bass::Walks,
            comping: Comping::Held(Pad),
            drums: &[(Brush, "....x...x..."), (Shake, "x.....x.x...")],
            softer: 0,
        },
        Section {
            chords: "Am | D7 | G | Em | Am | D7 | G | G",
            lines: &[Line {
                on: Chime,
                up: 0,
                softer: 5,
                notes: "C5-12 | F#4-12 | B4-8 D5-4 | G5-12 | E5-8 C5-4 | A4-8 F#4-4 | G4-12 | r-12",
            }],
            bass: Bass::Held,
            comping: Comping::Broken(Keys),
            drums: &[],
            softer: 10,
        },
    ],
};
