//! The sound of the terminal: happenings to samples, all of it synthesised.
//!
//! Every voice is a closed form of the number of its own sample, and so is the machine's bed, so that any range of
//! samples can be had exactly without what comes before it. Everything is read from tables made with `libm` and summed
//! in a fixed order, so that a range has the same bytes on every machine. docs/sound.md says what sounds when.

mod bed;
mod cue;
mod engine;
mod mixer;
mod music;
mod patches;
mod score;
mod tables;
mod voice;

pub use cue::Cue;
pub use engine::{Engine, Line, Teller, Watch, line};
pub use mixer::{MOST_VOICES, Mixer, held_below_one};
pub use music::LENGTH as DANCE;
pub use score::{Score, first_sample, sample_at};

/// Samples a second, on each side.
pub const RATE: u32 = 48_000;

/// A sample: left and right, each from -1 to 1.
pub type Pair = [f32; 2];
