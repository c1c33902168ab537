//! `macrodat ambient`.

use super::Failure;
use super::window::WindowArgs;
use crate::saver::{SaverError, foreign};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    window: WindowArgs,
}

impl From<SaverError> for Failure {
    fn from(error: SaverError) -> Self {
        Self { code: error.exit_code(), line: error.to_string() }
    }
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    match args.window.target()? {
        Some(target) => Ok(foreign::run(target)?),
        None => Err(Failure::wrong("no window")),
    }
}
