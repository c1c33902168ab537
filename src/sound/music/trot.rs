//! Trot: brisk and even, in two. C major, at 128; 128 bars.

use super::instruments::Drum::{Block, Hat, Kick, Tap};
use super::instruments::Instrument::{Keys, Pluck, Reed, Vibes};
use super::score::{Bass, Comping, Line, Section, Tune};
use crate::pack::incentives::Piece;

const FIRST: &str = "C | C | Am | Am | F | F | G | G7 | C | E7 | Am | D7 | F | G7 | C | C";
const SECOND: &str = "F | F | C | C | G7 | G7 | C | C7 | F | F | C | A7 | Dm | G7 | C | C";
const THIRD: &str = "Am | Am | E7 | E7 | Am | Am | Dm | Dm | G7 | G7 | C | F | Dm | E7 | Am | G7";

const TUNE_A: &str = "E5-2 G5-2 E5-2 C5-2 | D5-2 E5-2 G4-4 | A4-2 C5-2 E5-2 C5-2 | B4-2 A4-2 E4-4 | \
    F4-2 A4-2 C5-2 A4-2 | G4-2 A4-2 C5-4 | B4-2 D5-2 G5-2 F5-2 | E5-2 D5-2 B4-4 | \
    E5-2 G5-2 E5-2 C5-2 | B4-2 G#4-2 E4-4 | A4-2 C5-2 E5-2 A5-2 | F#5-2 E5-2 D5-4 | \
    C5-2 F5-2 A5-2 F5-2 | E5-2 D5-2 B4-2 G4-2 | C5-4 E5-2 G5-2 | C5-6 r-2";
const TUNE_B: &str = "A4-4 C5-4 | F5-6 E5-2 | G5-4 E5-4 | C5-8 | B4-4 D5-4 | F5-6 D5-2 | E5-4 C5-4 | Bb4-8 | \
    A4-4 C5-4 | F5-6 G5-2 | E5-4 G5-4 | C#5-8 | D5-4 F5-4 | A5-4 G5-2 F5-2 | E5-4 C5-4 | C5-6 r-2";
const TUNE_C: &str = "A4-4 E4-2 A4-2 | C5-4 B4-2 A4-2 | G#4-4 E4-2 G#4-2 | B4-4 A4-2 G#4-2 | A4-4 C5-2 E5-2 | \
    A5-4 G5-2 E5-2 | F5-4 D5-2 F5-2 | A5-6 r-2 | G5-4 F5-2 D5-2 | B4-4 D5-4 | E5-4 D5-2 C5-2 | A4-4 C5-4 | \
    D5-4 F5-2 A4-2 | G#4-4 B4-4 | A4-6 r-2 | G4-2 A4-2 B4-2 D5-2";
/// What runs about the first tune when it comes for the last time.
const RUNS: &str = "r-2 C5-1 D5-1 E5-2 G5-2 | r-4 E5-2 G5-2 | r-2 A4-1 B4-1 C5-2 E5-2 | r-4 C5-2 E5-2 | \
    r-2 F4-1 G4-1 A4-2 C5-2 | r-4 A4-2 F4-2 | r-2 G4-1 A4-1 B4-2 D5-2 | r-4 F5-2 D5-2 | \
    r-2 C5-1 D5-1 E5-2 G5-2 | r-4 G#4-2 B4-2 | r-2 A4-1 B4-1 C5-2 E5-2 | r-4 A4-2 F#4-2 | \
    r-2 F4-1 G4-1 A4-2 C5-2 | r-4 B4-2 D5-2 | E5-2 D5-2 C5-2 G4-2 | E4-6 r-2";

const LIGHT: &[(super::instruments::Drum, &str)] = &[(Tap, "X...x..."), (Hat, "..x...x.")];
const FULL: &[(super::instruments::Drum, &str)] =
    &[(Kick, "X...x..."), (Tap, "....X.x."), (Hat, "x.x.x.x."), (Block, "x..x..x.....x.x.")];

pub(super) const TUNE: Tune = Tune {
    tempo: Piece::Trot.tempo(),
    beats: Piece::Trot.beats(),
    swing: 0,
    late: 0,
    sections: &[
        Section {
            chords: "C | C | F | F | G7 | G7 | C | G7",
            lines: &[],
            bass: Bass::Two,
            comping: Comping::Between(Keys),
            drums: &[(Block, "x..x..x.x...x...")],
            softer: 15,
        },
        Section {
            chords: FIRST,
            lines: &[Line { on: Pluck, up: 0, softer: 0, notes: TUNE_A }],
            bass: Bass::Two,
            comping: Comping::Between(Keys),
            drums: LIGHT,
            softer: 0,
        },
        Section {
            chords: FIRST,
            lines: &[
                Line { on: Pluck, up: 0, softer: 0, notes: TUNE_A },
                Line { on: Vibes, up: 0, softer: 55, notes: TUNE_A },
            ],
            bass: Bass::Two,
            comping: Comping::Between(Keys),
            drums: FULL,
            softer: 0,
        },
        Section {
            chords: SECOND,
            lines: &[Line { on: Reed, up: 0, softer: 0, notes: TUNE_B }],
            bass: Bass::Two,
            comping: Comping::Between(Keys),
            drums: FULL,
            softer: 0,
        },
        Section {
            chords: FIRST,
            lines: &[Line { on: Reed, up: 0, softer: 10, notes: TUNE_A }],
            bass: Bass::Two,
            comping: Comping::Between(Pluck),
            drums: LIGHT,
            softer: 0,
        },
        Section {
            chords: THIRD,
            lines: &[Line { on: Vibes, up: 0, softer: 0, notes: TUNE_C }],
            bass: Bass::Held,
            comping: Comping::Broken(Keys),
            drums: &[(Hat, "..x...x."), (Tap, "X.......x.......")],
            softer: 5,
        },
        Section {
            chords: SECOND,
            lines: &[
                Line { on: Reed, up: 0, softer: 0, notes: TUNE_B },
                Line { on: Pluck, up: -12, softer: 30, notes: TUNE_B },
            ],
            bass: Bass::Two,
            comping: Comping::Between(Keys),
            drums: FULL,
            softer: 0,
        },
        Section {
            chords: FIRST,
            lines: &[
                Line { on: Pluck, up: 0, softer: 0, notes: TUNE_A },
                Line { on: Vibes, up: 12, softer: 75, notes: RUNS },
            ],
            bass: Bass::Two,
            comping: Comping::Between(Keys),
            drums: FULL,
            softer: 0,
        },
        Section {
            chords: "F | G7 | C | Am | Dm | G7 | C | C",
            lines: &[Line {
                on: Pluck,
                up: 0,
                softer: 0,
                notes: "A4-2 C5-2 F5-2 A5-2 | G5-2 F5-2 D5-2 B4-2 | E5-2 G5-2 C5-4 | E5-2 C5-2 A4-4 | \
                    D5-2 F5-2 A5-4 | G5-2 F5-2 D5-2 B4-2 | C5-8 | r-8",
            }],
            bass: Bass::Two,
            comping: Comping::None,
            drums: &[
                (Kick, "X.......X.......X.......X.......X.......X.......X..............."),
                (Block, "x..x..x.x..x..x.x..x..x.x..x..x.x..x..x.x..x..x.X..............."),
            ],
            softer: 0,
        },
    ],
};
