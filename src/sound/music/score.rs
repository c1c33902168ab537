//! How the pieces are written: sections of bars with chords, lines of notes, and patterns of drums.
//!
//! A line is words with a space between: a pitch and how many quarters of a beat it lasts (`F#4-2`), `r` for a rest, and
//! `|` between bars. Chords are one or two a bar, with `|` between bars: a root and `m`, `7`, `m7`, `maj7`, `6`, `m6` or
//! nothing. A pattern of drums has a sign for each quarter of a beat of one or more bars: `X` strong, `x` usual, `.` none.

use super::super::RATE;
use super::LENGTH;
use super::instruments::{Drum, Instrument, Note, Played};

/// A piece.
pub(super) struct Tune {
    /// Beats a minute.
    pub(super) tempo: u32,
    /// Beats a bar.
    pub(super) beats: u32,
    /// How much later the second half of a beat comes, in parts of a hundred of the beat.
    pub(super) swing: u32,
    /// How much later melodies and the off beats come than the bass, in milliseconds.
    pub(super) late: u32,
    pub(super) sections: &'static [Section],
}

/// Some bars of a piece.
#[derive(Clone, Copy)]
pub(super) struct Section {
    pub(super) chords: &'static str,
    pub(super) lines: &'static [Line],
    pub(super) bass: Bass,
    pub(super) comping: Comping,
    pub(super) drums: &'static [(Drum, &'static str)],
    /// Tenths of a decibel by which all of it is softer.
    pub(super) softer: u16,
}

/// A line of notes.
pub(super) struct Line {
    pub(super) on: Instrument,
    /// Semitones by which it is played higher.
    pub(super) up: i8,
    /// Tenths of a decibel by which it is softer.
    pub(super) softer: u16,
    pub(super) notes: &'static str,
}

/// How the bass goes through the chords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bass {
    /// Not at all.
    None,
    /// The root, held.
    Held,
    /// The root, and in the middle of the bar the fifth.
    Two,
    /// A note on each beat, on its way to the next root.
    Walks,
    /// The root, its push before the third beat, the octave late in the bar.
    Pushes,
}

/// How the chords are played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comping {
    None,
    /// Held through.
    Held(Instrument),
    /// Short, on each beat but the first of a bar.
    Beats(Instrument),
    /// Short, between the beats.
    Between(Instrument),
    /// Short, where one does not wait for it: after the second beat and on the fourth.
    Stabs(Instrument),
    /// Note by note, two a beat.
    Broken(Instrument),
}

/// A chord: its root above C, and the semitones of its notes above the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Chord {
    root: u8,
    kind: &'static [u8],
}

/// The semitone above C that a word begins with, and the rest of the word.
fn letter(word: &str) -> Option<(u8, &str)> {
    let base = match word.bytes().next()? {
        b'C' => 0,
        b'D' => 2,
        b'E' => 4,
        b'F' => 5,
        b'G' => 7,
        b'A' => 9,
        b'B' => 11,
        _ => return None,
    };
    let rest = &word[1..];
    Some(match rest.bytes().next() {
        Some(b'#') => ((base + 1) % 12, &rest[1..]),
        Some(b'b') => ((base + 11) % 12, &rest[1..]),
        _ => (base, rest),
    })
}

impl Chord {
    fn read(word: &str) -> Option<Self> {
        let (root, kind) = letter(word)?;
        let kind: &[u8] = match kind {
            "" => &[0, 4, 7],
            "m" => &[0, 3, 7],
            "7" => &[0, 4, 7, 10],
            "m7" => &[0, 3, 7, 10],
            "maj7" => &[0, 4, 7, 11],
            "6" => &[0, 4, 7, 9],
            "m6" => &[0, 3, 7, 9],
            _ => return None,
        };
        Some(Self { root, kind })
    }

    /// Its root where a bass plays it: from A (55 Hz) up to the next G sharp.
    fn low(self) -> u8 {
        33 + (self.root + 12 - 9) % 12
    }

    /// Its notes about middle C, each where it lies nearest: from the B flat below it upward.
    fn close(self) -> impl Iterator<Item = u8> {
        self.kind.iter().map(move |above| 55 + (self.root + above + 12 - 7) % 12)
    }
}

/// A pitch as a line writes it: the letter, and an octave of which 4 has the A of 440 Hz.
fn pitch(word: &str) -> Option<u8> {
    let (class, octave) = letter(word)?;
    let octave: u8 = octave.parse().ok().filter(|octave| (1..8).contains(octave))?;
    // A flat of C lies in the octave below, and no line has one.
    Some(12 + 12 * octave + class)
}

/// A word of a line: a pitch or a rest, and its quarters of a beat.
fn word(word: &str) -> Option<(Option<u8>, u32)> {
    let (name, length) = word.rsplit_once('-')?;
    let length = length.parse().ok().filter(|length| (1..=64).contains(length))?;
    if name == "r" { Some((None, length)) } else { Some((Some(pitch(name)?), length)) }
}

/// Quarters of a beat, of which notes are counted.
const QUARTERS: u32 = 4;

impl Tune {
    /// Quarters of a beat in a bar.
    pub(super) fn bar(&self) -> u32 {
        self.beats * QUARTERS
    }

    /// Bars in the whole.
    #[cfg(test)]
    pub(super) fn bars(&self) -> u32 {
        self.sections.iter().map(|section| section.chords.split('|').count() as u32).sum()
    }

    /// The sample at which a quarter of a beat begins, without swing; exact fractions, rounded down.
    fn sample(&self, quarter: u32) -> u32 {
        (u64::from(quarter) * u64::from(RATE) * 60 / u64::from(self.tempo * QUARTERS)) as u32
    }

    /// The same, with swing.
    fn swung(&self, quarter: u32) -> u32 {
        let beat = self.sample(QUARTERS);
        let late = match quarter % QUARTERS {
            2 => self.swing,
            // What lies between the halves is carried along.
            1 | 3 => self.swing / 2,
            _ => 0,
        };
        self.sample(quarter) + beat * late / 100
    }

    fn millis(&self, quarters: u32) -> u32 {
        quarters * 60_000 / (self.tempo * QUARTERS)
    }

    /// All its notes, in the order in which they begin. What cannot be read is left out; a test finds it.
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut begins = 0;
        for section in self.sections {
            self.section(section, begins, &mut notes);
            begins += section.chords.split('|').count() as u32 * self.bar();
        }
        notes.retain(|note| note.start < LENGTH && note.voice().end() <= i64::from(LENGTH));
        notes.sort_by_key(|note| note.start);
        notes
    }

    fn section(&self, section: &Section, begins: u32, notes: &mut Vec<Note>) {
        let chords = self.chords(section.chords);
        let late = self.late * (RATE / 1000);
        let mut add = |start: u32, quarters: u32, softer: u16, played: Played| {
            let held = self.millis(quarters);
            notes.push(Note { start, held, softer: softer + section.softer, played });
        };
        for line in section.lines {
            let mut at = begins;
            for (pitch, length) in line.notes.split_whitespace().filter_map(word) {
                if let Some(pitch) = pitch {
                    let played = Played::Pitch(line.on, pitch.saturating_add_signed(line.up));
                    // The first of a bar is leaned on.
                    let softer = line.softer + if (at - begins).is_multiple_of(self.bar()) { 0 } else { 12 };
                    add(self.swung(at) + late, length, softer, played);
                }
                at += length;
            }
        }
        for (number, (chord, at, length)) in chords.iter().copied().enumerate() {
            let next = chords.get(number + 1).map_or(chord, |(next, ..)| *next);
            self.bass(section.bass, (chord, next), begins + at, length, &mut add);
            self.comping(section.comping, chord, begins + at, length, &mut add);
        }
        let whole = section.chords.split('|').count() as u32 * self.bar();
        for (drum, pattern) in section.drums {
            for (quarter, sign) in (0..whole).zip(pattern.bytes().cycle()) {
                let softer = match sign {
                    b'X' => 0,
                    b'x' => 45,
                    _ => continue,
                };
                // Only what answers the beat is late; the beat itself is where the bass is.
                let late = if matches!(drum, Drum::Kick | Drum::Hat | Drum::Shake) { 0 } else { late };
                add(self.swung(begins + quarter) + late, 1, softer, Played::Struck(*drum));
            }
        }
    }

    /// Chords, the quarter at which each begins in its section, and how long it lasts.
    fn chords(&self, text: &str) -> Vec<(Chord, u32, u32)> {
        let mut chords = Vec::new();
        for (bar, text) in (0..).zip(text.split('|')) {
            let words: Vec<Chord> = text.split_whitespace().filter_map(Chord::read).collect();
            let length = self.bar() / (words.len() as u32).max(1);
            for (place, chord) in (0..).zip(words) {
                chords.push((chord, bar * self.bar() + place * length, length));
            }
        }
        chords
    }

    fn bass(
        &self,
        bass: Bass,
        (chord, next): (Chord, Chord),
        at: u32,
        length: u32,
        add: &mut impl FnMut(u32, u32, u16, Played),
    ) {
        let root = chord.low();
        let fifth = if root > 38 { root - 5 } else { root + 7 };
        let mut play = |quarter: u32, quarters: u32, softer: u16, pitch: u8| {
            add(self.swung(at + quarter), quarters, softer, Played::Pitch(Instrument::Bass, pitch));
        };
        match bass {
            Bass::None => {}
            Bass::Held => play(0, length, 0, root),
            Bass::Two => {
                play(0, length / 2 - 1, 0, root);
                if length > QUARTERS {
                    play(length / 2, length / 2 - 1, 15, fifth);
                }
            }
            Bass::Walks => {
                let third = root + chord.kind[1];
                let target = next.low();
                // From a semitone beside the next root.
                let beside = if target > root { target - 1 } else { target + 1 };
                let beats = length / QUARTERS;
                for beat in 0..beats {
                    let pitch = match beat {
                        0 => root,
                        _ if beat + 1 == beats => beside,
                        1 => third,
                        _ => fifth,
                    };
                    play(beat * QUARTERS, QUARTERS - 1, if beat == 0 { 0 } else { 18 }, pitch);
                }
            }
            Bass::Pushes => {
                play(0, 5, 0, root);
                play(7.min(length - 1), 2, 20, fifth);
                if length >= 12 {
                    play(10, 2, 8, root);
                    play(14.min(length - 1), 2, 22, root + 12);
                }
            }
        }
    }

    fn comping(
        &self,
        comping: Comping,
        chord: Chord,
        at: u32,
        length: u32,
        add: &mut impl FnMut(u32, u32, u16, Played),
    ) {
        let late = self.late * (RATE / 1000);
        let mut play = |instrument: Instrument, quarter: u32, quarters: u32, softer: u16| {
            for (number, pitch) in (0_u32..).zip(chord.close()) {
                // Fingers are not quite together: 4 ms from one to the next.
                let start = self.swung(at + quarter) + number * 192;
                add(start, quarters, softer, Played::Pitch(instrument, pitch));
            }
        };
        match comping {
            Comping::None => {}
            Comping::Held(on) => play(on, 0, length, 0),
            Comping::Beats(on) => {
                let beats = length / QUARTERS;
                (0..beats).filter(|beat| !(at / QUARTERS + beat).is_multiple_of(self.beats)).for_each(
                    |beat| {
                        play(on, beat * QUARTERS, 2, 10 * (beat as u16 % 2));
                    },
                );
            }
            Comping::Between(on) => {
                (0..length / QUARTERS).for_each(|beat| play(on, beat * QUARTERS + 2, 1, 10));
            }
            Comping::Stabs(on) => {
                for (quarter, quarters) in [(6, 2), (12, 3)] {
                    if quarter < length {
                        play(on, quarter, quarters, 0);
                    }
                }
            }
            Comping::Broken(on) => {
                let close: Vec<u8> = chord.close().collect();
                for (number, half) in (0..length / 2).enumerate() {
                    let turn = [0, 2, 1, 2];
                    let pitch = close[turn[number % turn.len()] % close.len()];
                    add(self.swung(at + half * 2) + late / 2, 3, 8, Played::Pitch(on, pitch));
                }
            }
        }
    }
}

#[cfg(test)]
impl Tune {
    /// What of its text is not as it must be, in words.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (number, section) in self.sections.iter().enumerate() {
            let bars = section.chords.split('|').count();
            for word in section.chords.split(['|', ' ']).filter(|word| !word.is_empty()) {
                if Chord::read(word).is_none() {
                    faults.push(format!("section {number}: chord {word}"));
                }
            }
            for line in section.lines {
                if line.notes.split('|').count() != bars {
                    faults
                        .push(format!("section {number}: {} bars of {bars}", line.notes.split('|').count()));
                }
                for (bar, text) in line.notes.split('|').enumerate() {
                    let words: Vec<_> = text.split_whitespace().map(word).collect();
                    let length: u32 = words.iter().flatten().map(|(_, length)| length).sum();
                    if words.contains(&None) || length != self.bar() {
                        faults.push(format!("section {number}, bar {bar}: {length} quarters in `{text}`"));
                    }
                }
            }
            for (drum, pattern) in section.drums {
                if !(pattern.len() as u32).is_multiple_of(self.bar())
                    || pattern.bytes().any(|sign| !b"Xx.".contains(&sign))
                {
                    faults.push(format!("section {number}: {drum:?} {pattern}"));
                }
            }
        }
        faults
    }
}
