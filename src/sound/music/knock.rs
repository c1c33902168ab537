//! Knock: late on the beat, in four. A minor with a bright sixth, at 88; 44 bars.

use super::instruments::Drum::{Block, Brush, Hat, Kick, Tap};
use super::instruments::Instrument::{Keys, Pluck, Reed, Vibes};
use super::score::{Bass, Comping, Line, Section, Tune};
use crate::pack::incentives::Piece;

const FIRST: &str = "Am7 | D7 | Am7 | D7 | Fmaj7 | E7 | Am7 | Em7";
const SECOND: &str = "Dm7 | Dm7 | Am7 | Am7 | Fmaj7 | G6 | Am7 | E7";

const TUNE_A: &str = "r-4 E5-2 D5-1 C5-1 D5-4 A4-4 | r-2 C5-2 D5-2 F#5-2 E5-6 r-2 | r-4 E5-2 G5-2 A5-3 G5-1 E5-4 | \
    D5-2 C5-2 A4-8 r-4 | r-2 C5-2 E5-2 A5-2 G5-4 E5-4 | F5-2 E5-2 D5-2 B4-2 G#4-6 r-2 | \
    A4-3 C5-1 D5-2 E5-2 C5-4 A4-4 | G4-6 A4-2 B4-4 r-4";
const TUNE_B: &str = "F5-4 A5-4 r-2 G5-2 F5-4 | E5-6 D5-2 A4-8 | C5-4 E5-4 r-2 G5-2 E5-4 | D5-6 C5-2 A4-8 | \
    A4-4 C5-4 E5-4 G5-4 | F5-4 D5-4 B4-4 G4-4 | C5-6 B4-2 A4-8 | G#4-4 B4-4 E5-8";
const ALONE: &str = "A4-2 C5-1 D5-1 E5-2 r-2 G5-2 E5-2 D5-2 C5-2 | D5-2 F#5-1 A5-1 F#5-2 r-2 E5-2 D5-2 C5-4 | \
    A4-2 E5-2 D5-2 C5-2 r-2 A4-2 G4-2 A4-2 | D5-4 r-2 C5-2 D5-2 E5-2 F#5-4 | \
    A5-2 G5-1 E5-1 C5-2 r-2 E5-2 C5-2 A4-4 | G#4-2 B4-2 D5-2 F5-2 E5-6 r-2 | \
    E5-2 D5-1 C5-1 A4-4 C5-2 D5-2 E5-4 | G5-2 E5-2 D5-2 B4-2 G4-8";

const LEANS: &[(super::instruments::Drum, &str)] =
    &[(Kick, "X......x..X....."), (Brush, "....X.......X..x"), (Hat, "x.x.x.xxx.x.x.x.")];
const BARE: &[(super::instruments::Drum, &str)] = &[(Kick, "X.........X....."), (Block, "....x.......x..x")];
const BUSY: &[(super::instruments::Drum, &str)] = &[
    (Kick, "X..x...x..X....."),
    (Brush, "....X.......X..x"),
    (Hat, "xxx.x.xxx.x.xxx."),
    (Tap, "...........x..x....x.......x.x.."),
];

pub(super) const TUNE: Tune = Tune {
    tempo: Piece::Knock.tempo(),
    beats: Piece::Knock.beats(),
    swing: 10,
    late: 22,
    sections: &[
        Section {
            chords: "Am7 | D7 | Am7 | E7",
            lines: &[],
            bass: Bass::Pushes,
            comping: Comping::None,
            drums: BARE,
            softer: 10,
        },
        Section {
            chords: FIRST,
            lines: &[Line { on: Reed, up: -12, softer: 0, notes: TUNE_A }],
            bass: Bass::Pushes,
            comping: Comping::Stabs(Keys),
            drums: LEANS,
            softer: 0,
        },
        Section {
            chords: FIRST,
            lines: &[
                Line { on: Reed, up: 0, softer: 15, notes: TUNE_A },
                Line { on: Pluck, up: -12, softer: 25, notes: TUNE_A },
            ],
            bass: Bass::Pushes,
            comping: Comping::Stabs(Keys),
            drums: BUSY,
            softer: 0,
        },
        Section {
            chords: SECOND,
            lines: &[Line { on: Vibes, up: 0, softer: 5, notes: TUNE_B }],
            bass: Bass::Walks,
            comping: Comping::Stabs(Keys),
            drums: LEANS,
            softer: 0,
        },
        Section {
            chords: FIRST,
            lines: &[Line { on: Pluck, up: 0, softer: 0, notes: ALONE }],
            bass: Bass::Pushes,
            comping: Comping::Stabs(Keys),
            drums: BUSY,
            softer: 0,
        },
        Section {
            chords: "Am7 | D7 | Am7 | D7 | Fmaj7 | E7 | Am7 | Am7",
            lines: &[Line {
                on: Reed,
                up: -12,
                softer: 0,
                notes: "r-4 E5-2 D5-1 C5-1 D5-4 A4-4 | r-2 C5-2 D5-2 F#5-2 E5-6 r-2 | r-4 E5-2 D5-1 C5-1 D5-4 A4-4 | \
                    r-2 F#5-2 E5-2 D5-2 C5-6 r-2 | A4-2 C5-2 E5-2 A5-2 G5-4 E5-4 | F5-2 E5-2 D5-2 B4-2 G#4-8 | \
                    A4-16 | r-16",
            }],
            bass: Bass::Two,
            comping: Comping::None,
            drums: &[
                (
                    Kick,
                    "X......x..X.....X......x..X.....X......x..X.....X......x..X.....X......x..X.....X...............X...............................",
                ),
                (
                    Block,
                    "....x.......x..x....x.......x..x....x.......x..x....x.......x..x....x.......x..x....x...........................................",
                ),
            ],
            softer: 5,
        },
    ],
};
