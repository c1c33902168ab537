//! What the pieces are played on.

use super::super::tables::Wave::{Organ, Reed, Round, Sine};
use super::super::tables::{Colour, scatter};
use super::super::voice::Voice;

/// Something that plays a pitch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instrument {
    /// Bars that are struck, with a slow swell.
    Vibes,
    /// A soft reed that holds its notes.
    Reed,
    /// A string that is plucked.
    Pluck,
    /// A music box.
    Chime,
    /// An electric piano.
    Keys,
    /// A small organ, held.
    Pad,
    /// A bass.
    Bass,
}

/// Something that is struck, of no pitch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drum {
    /// A soft big drum.
    Kick,
    /// Brushes on a snare.
    Brush,
    /// A closed cymbal.
    Hat,
    /// A wooden block.
    Block,
    /// A shaker.
    Shake,
    /// Fingers on a small drum.
    Tap,
}

/// Who plays a note, and what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Played {
    /// A pitch: semitones, of which 69 is the A of 440 Hz.
    Pitch(Instrument, u8),
    /// A drum.
    Struck(Drum),
}

/// A note of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// Its first sample, counted from the beginning of the piece.
    pub(super) start: u32,
    /// For how long it is held, in milliseconds.
    pub(super) held: u32,
    /// How strongly it is played: tenths of a decibel below the instrument's full strength.
    pub(super) softer: u16,
    pub(super) played: Played,
}

/// The pitch in Hz of a number of semitones, of which 69 is the A of 440 Hz.
fn hertz(pitch: u8) -> f64 {
    440.0 * libm::exp2((f64::from(pitch) - 69.0) / 12.0)
}

impl Note {
    /// Its voice.
    pub(super) fn voice(&self) -> Voice {
        let below = f64::from(self.softer) / 10.0;
        let held = self.held.max(30);
        let mut voice = match self.played {
            Played::Pitch(instrument, pitch) => {
                let hertz = hertz(pitch);
                // From left to right by pitch, as on a piano: a little.
                let place = (f64::from(pitch) - 64.0) / 60.0;
                match instrument {
                    Instrument::Vibes => {
                        let rung = Voice::tone(Sine, hertz, -23.0 - below, 520).rung(hertz * 4.0, 0.05, 90);
                        rung.rises(3, 0).lasts(held.max(700) + 500, 500).swells(4.6, 0.35).at(place - 0.2)
                    }
                    Instrument::Reed => {
                        let blown = Voice::tone(Reed, hertz, -25.0 - below, 0).steady().rises(28, 0);
                        blown.lasts(held + 90, 110).swells(5.2, 0.16).at(place + 0.2)
                    }
                    Instrument::Pluck => {
                        let rung = Voice::tone(Round, hertz, -22.0 - below, 150).rung(hertz * 2.0, 0.12, 40);
                        rung.rises(2, 0).lasts(held.max(160) + 240, 240).at(place + 0.15)
                    }
                    Instrument::Chime => {
                        let rung = Voice::tone(Sine, hertz, -24.0 - below, 380).rung(hertz * 3.01, 0.09, 110);
                        rung.rises(2, 0).lasts(held + 700, 600).at(place - 0.1)
                    }
                    Instrument::Keys => {
                        let rung = Voice::tone(Sine, hertz, -28.0 - below, 420).rung(hertz, 0.16, 200);
                        rung.rises(4, 0).lasts(held + 160, 160).at(place)
                    }
                    Instrument::Pad => {
                        let held_down = Voice::tone(Organ, hertz, -35.0 - below, 0).steady().rises(120, 0);
                        held_down.lasts(held + 260, 320).swells(0.7, 0.25).at(place)
                    }
                    Instrument::Bass => {
                        let rung = Voice::tone(Round, hertz, -19.5 - below, 420).rises(6, 30);
                        rung.lasts(held + 60, 80)
                    }
                }
            }
            Played::Struck(drum) => {
                let place = scatter(self.start);
                match drum {
                    Drum::Kick => Voice::tone(Sine, 112.0, -18.0 - below, 60).bends(52.0, 55).rises(2, 6),
                    Drum::Brush => {
                        Voice::noise(Colour::Soft, -28.0 - below, 34).rises(6, 4).reading_at(place)
                    }
                    Drum::Hat => {
                        Voice::noise(Colour::High, -33.0 - below, 14).rises(1, 0).at(0.3).reading_at(place)
                    }
                    Drum::Block => {
                        let block = Voice::tone(Sine, 880.0, -27.0 - below, 12).rung(1390.0, 0.15, 6);
                        block.rises(1, 0).at(-0.35)
                    }
                    Drum::Shake => {
                        Voice::noise(Colour::High, -34.0 - below, 20).rises(16, 6).at(-0.25).reading_at(place)
                    }
                    Drum::Tap => {
                        Voice::tone(Sine, 236.0, -25.0 - below, 36).bends(188.0, 40).rises(1, 2).at(0.25)
                    }
                }
            }
        };
        voice.start = i64::from(self.start);
        voice
    }
}
