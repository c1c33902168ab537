//! `macrodat pack`: checks a content pack, or writes one to begin with.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Failure, say};
use crate::pack::{NewPackError, check_report, write_new};
use crate::words;

#[derive(Debug, Subcommand)]
pub(super) enum Sub {
    /// Check a pack, and name everything that is wrong in it
    Check {
        /// The pack's folder
        dir: PathBuf,
    },
    /// Write a small pack with comments, to begin one of your own
    New {
        /// The pack's folder: new, or empty
        dir: PathBuf,
    },
}

impl From<NewPackError> for Failure {
    fn from(error: NewPackError) -> Self {
        match error {
            NewPackError::Io { .. } => Self::io(error),
            NewPackError::Taken(_) | NewPackError::NoFolder(_) => Self::wrong(error),
        }
    }
}

pub(super) fn run(sub: Sub) -> Result<(), Failure> {
    match sub {
        Sub::Check { dir } => say(&check_report(&dir)?),
        Sub::New { dir } => new(&dir),
    }
}

fn new(dir: &Path) -> Result<(), Failure> {
    for path in write_new(dir)? {
        say(&words::say("pack.wrote", &[("path", &path.display().to_string())]))?;
    }
    // As it is written on a command line again.
    let dir = dir.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/\\._-:~".contains(c);
    let dir = if dir.chars().all(plain) { dir } else { format!("\"{dir}\"") };
    say(&words::say("pack.next-check", &[("dir", &dir)]))?;
    say(&words::say("pack.next-open", &[("dir", &dir)]))?;
    say(&words::say("pack.next-guide", &[]))
}
