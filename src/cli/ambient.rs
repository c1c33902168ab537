//! `macrodat ambient`.

use super::window::{Whose, WindowArgs};
use super::{Common, Failure, pack};
use crate::saver::{self, SaverError};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    whose: WindowArgs,
}

impl From<SaverError> for Failure {
    fn from(error: SaverError) -> Self {
        Self { code: error.exit_code(), line: error.to_string() }
    }
}

pub(super) fn run(args: &Args, common: &Common) -> Result<(), Failure> {
    let show = crate::ambient::ShowOptions::new(pack(common)?);
    let seed = common.seed.unwrap_or(1);
    match args.whose.whose(false)? {
        Whose::Own => Err(Failure::wrong("own")),
        Whose::Others(target) => Ok(saver::run_in(target, &show, seed)?),
        Whose::Preview(window) => Ok(saver::preview(window, &show, seed)?),
    }
}
