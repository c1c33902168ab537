//! `macrodat ambient`.

use super::Failure;
use super::window::WindowArgs;
use super::{Common, pack};
use crate::saver::{self, SaverError};

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

pub(super) fn run(args: &Args, common: &Common) -> Result<(), Failure> {
    match args.window.target()? {
        Some(target) => Ok(saver::run_in(
            target,
            &crate::ambient::ShowOptions::new(pack(common)?),
            common.seed.unwrap_or(1),
        )?),
        None => Err(Failure::wrong("no window")),
    }
}
