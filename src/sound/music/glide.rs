//! Glide: slow and swaying, in four. F major, at 80; 40 bars of 3 seconds.

use super::instruments::Drum::{Brush, Hat, Kick};
use super::instruments::Instrument::{Pad, Reed, Vibes};
use super::score::{Bass, Comping, Line, Section, Tune};
use crate::pack::incentives::Piece;

const FIRST: &str = "Fmaj7 | Dm7 | Gm7 | C7 | Am7 | Dm7 | Gm7 C7 | F6";
const SECOND: &str = "Bbmaj7 | Bbm6 | Am7 | D7 | Gm7 | C7 | Am7 D7 | Gm7 C7";

const TUNE_A: &str = "A4-6 C5-2 E5-4 D5-4 | C5-8 A4-4 r-4 | Bb4-6 D5-2 F5-4 E5-4 | D5-4 C5-4 Bb4-4 G4-4 | \
    C5-6 E5-2 G5-4 E5-4 | F5-8 D5-4 A4-4 | Bb4-4 D5-4 E5-4 G4-4 | A4-12 r-4";
const TUNE_B: &str = "D5-4 F5-4 A5-6 G5-2 | G5-4 F5-4 Db5-8 | C5-4 E5-4 G5-4 E5-4 | F#5-6 E5-2 D5-8 | \
    Bb4-4 D5-4 F5-4 G5-4 | E5-6 D5-2 C5-8 | E5-4 C5-4 F#4-4 A4-4 | Bb4-4 D5-4 E5-8";
const TUNE_LAST: &str = "A4-2 C5-2 E5-4 F5-4 E5-4 | D5-6 C5-2 A4-8 | Bb4-2 D5-2 F5-4 A5-4 G5-4 | E5-6 D5-2 C5-8 | \
    C5-2 E5-2 G5-4 A5-4 G5-4 | F5-6 E5-2 D5-8 | Bb4-4 D5-4 G5-4 E5-4 | F5-12 r-4";
const UNDER: &str = "E4-16 | F4-16 | F4-16 | E4-16 | G4-16 | F4-16 | F4-8 E4-8 | D4-12 r-4";

const SWAYS: &[(super::instruments::Drum, &str)] =
    &[(Kick, "X.......x......."), (Brush, "....x.......X..."), (Hat, "x..xx..xx..xx..x")];

pub(super) const TUNE: Tune = Tune {
    tempo: Piece::Glide.tempo(),
    beats: Piece::Glide.beats(),
    swing: 12,
    late: 8,
    sections: &[
        Section {
            chords: "Gm7 | C7 | Fmaj7 | Gm7 C7",
            lines: &[Line {
                on: Vibes,
                up: 0,
                softer: 20,
                notes: "r-16 | r-8 G4-4 E4-4 | A4-12 r-4 | D5-8 E5-8",
            }],
            bass: Bass::None,
            comping: Comping::Held(Pad),
            drums: &[(Brush, "....x.......x...")],
            softer: 20,
        },
        Section {
            chords: FIRST,
            lines: &[Line { on: Vibes, up: 0, softer: 0, notes: TUNE_A }],
            bass: Bass::Two,
            comping: Comping::Held(Pad),
            drums: &[(Kick, "X.......x......."), (Brush, "....x.......x...")],
            softer: 0,
        },
        Section {
            chords: FIRST,
            lines: &[
                Line { on: Reed, up: 0, softer: 0, notes: TUNE_A },
                Line { on: Vibes, up: 0, softer: 60, notes: UNDER },
            ],
            bass: Bass::Two,
            comping: Comping::Held(Pad),
            drums: SWAYS,
            softer: 0,
        },
        Section {
            chords: SECOND,
            lines: &[Line { on: Reed, up: 0, softer: 10, notes: TUNE_B }],
            bass: Bass::Walks,
            comping: Comping::Between(Vibes),
            drums: SWAYS,
            softer: 0,
        },
        Section {
            chords: FIRST,
            lines: &[
                Line { on: Vibes, up: 0, softer: 0, notes: TUNE_LAST },
                Line { on: Reed, up: -12, softer: 50, notes: TUNE_A },
            ],
            bass: Bass::Walks,
            comping: Comping::Held(Pad),
            drums: SWAYS,
            softer: 0,
        },
        Section {
            chords: "Gm7 | C7 | F6 | F6",
            lines: &[Line { on: Vibes, up: 0, softer: 10, notes: "Bb4-8 D5-8 | E5-8 G5-8 | A5-16 | r-16" }],
            bass: Bass::Two,
            comping: Comping::None,
            drums: &[(Brush, "....x.......x...................................................")],
            softer: 10,
        },
    ],
};
