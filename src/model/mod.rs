//! The terminal itself: what it is, what can be asked of it and what happens on it.
//!
//! Pure: no window, no files, no clock, no threads, and no randomness without a seed.

mod advance;
pub mod arrival;
mod calls;
pub mod carry;
pub mod command;
pub mod deeds;
pub mod ease;
pub mod figures;
pub mod geometry;
pub mod handbook;
pub mod happening;
pub mod incentives;
pub mod lobby;
pub mod migrate;
mod perform;
mod preferences;
pub mod random;
pub mod refinement;
mod rooms;
mod scene;
mod screen;
pub mod session;
mod shift;
mod snapshot;
mod terminal;
pub mod wellness;

pub use command::{Command, Direction, Source, Stamped};
pub use happening::{Happened, Happening};
pub use preferences::Preferences;
pub use scene::{STANDS, Scene};
pub use screen::Screen;
pub use session::Session;
pub use shift::{LONGEST_SHIFT, Shift};
pub use terminal::{Change, DONE_APPEARS, Staging, Terminal};
