//! Snapshots and settings on disk.
//!
//! The store knows nothing of the model: a snapshot is JSON bytes and a version number. A [`Profile`] is one
//! locked folder with a current and an older generation of the session; a [`Writer`] keeps it up to date
//! from a thread of its own; [`Settings`] are read from one TOML file beside the profiles, and what the window
//! changes is written into it.
//!
//! ```text
//! <data>/settings.toml
//! <data>/profiles/<name>/session.lock             held by the one instance that may write
//!                        session.save             the current generation
//!                        session.older.save       the one before it
//!                        session.new.tmp          being written, gone afterwards
//!                        session.damaged-1.save   set aside, never touched again
//!                        session.kept-1.json      what was replaced by hand, never touched again
//! ```

mod disk;
mod error;
mod paths;
mod profile;
mod roster;
mod save;
mod settings;
mod survey;
mod writer;

pub use crate::settings::NameProblem;
pub use disk::write_whole;
pub use error::StoreError;
pub use paths::{DataDir, ProfileName};
pub use profile::{Opened, Profile};
pub use roster::{Listed, new_profile, roster};
pub use save::{Damage, DecodeError, Decoded, SAVE_LIMIT, SAVE_VERSION, decode, encode};
pub use settings::{Broken, Known, LoadedSettings, Settings, Warning};
pub use survey::{Generation, Loaded, Peeked, SetAside, Snapshot};
pub use writer::{MIN_INTERVAL, RETRY_INTERVAL, Status, Writer};

#[cfg(test)]
mod tests;
