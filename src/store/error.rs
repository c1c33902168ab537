//! What can go wrong between the program and its files.

use std::{io, path::Path, path::PathBuf};

use super::{SAVE_VERSION, Warning};
use crate::settings::NameProblem;

/// A failure of the store. Each message is one line: what, where, and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system names no home folder and none was given.
    #[error("no home folder is known to keep the session in; name a folder with --data-dir")]
    NoDataDir,
    /// The data folder given is not a path.
    #[error("--data-dir {path:?} is not a folder's path: {reason}")]
    DataDir {
        /// As given.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// A profile cannot have this name.
    #[error("profile name {name:?} {problem}")]
    ProfileName {
        /// As given.
        name: String,
        /// Which rule it breaks.
        problem: NameProblem,
    },
    /// Another instance holds the profile.
    #[error(
        "profile {profile:?} is in use by another macrodat ({}); close that one, or take another with --profile",
        .folder.display()
    )]
    InUse {
        /// The profile's name.
        profile: String,
        /// The profile's folder.
        folder: PathBuf,
    },
    /// A save was written by a newer program. Nothing was touched.
    #[error(
        "{} is from a newer macrodat (save version {version}, this one reads up to {SAVE_VERSION}) and is left as it \
         is; run the newer program, or take another profile with --profile",
        .path.display()
    )]
    Newer {
        /// The save.
        path: PathBuf,
        /// Its version.
        version: u32,
    },
    /// A save on disk is not the one this program knew, so it is not replaced.
    #[error(
        "{} was changed by another program while this one could not hold it, and is not overwritten; quit to keep \
         that one, or move it away to keep this one",
        .path.display()
    )]
    Changed {
        /// The save.
        path: PathBuf,
    },
    /// A snapshot of a version that this program could not read back.
    #[error("a snapshot of version {version} is not written: this program reads 1 to {SAVE_VERSION}")]
    Version {
        /// The version asked for.
        version: u32,
    },
    /// A snapshot too long to be read back.
    #[error("a snapshot of {bytes} bytes is not written: a save may hold {limit}")]
    TooLong {
        /// Length of the whole save.
        bytes: usize,
        /// The most that is read.
        limit: u64,
    },
    /// The settings file is not TOML. Nothing was touched.
    #[error("{0}; mend the file, or start the terminal, which sets it aside")]
    Unreadable(Warning),
    /// The settings file cannot be changed without losing what a user has written there. Nothing was touched.
    #[error("the choice is not kept: {0}; mend the file, which is left as it is")]
    Settings(Warning),
    /// A snapshot is not on disk yet.
    #[error("the session is not saved yet: {reason}")]
    Unsaved {
        /// Why not.
        reason: String,
    },
    /// The system refused a step.
    #[error("cannot {step} {}: {reason}", .path.display())]
    Io {
        /// The step, as a verb: "write", "rename".
        step: &'static str,
        /// What it was done to.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
}

impl StoreError {
    /// Adds the step and the path to the system's reason, for `map_err`.
    pub(super) fn io(step: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
        move |reason| StoreError::Io { step, path: path.to_path_buf(), reason }
    }
}
