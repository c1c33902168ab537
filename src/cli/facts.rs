//! `macrodat facts`: facts as a wellness session reads them.

use super::{Common, Failure, pack, say};
use crate::model::wellness::facts::{Heard, next_fact};
use crate::nearest;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many, from the first that a new employee hears
    #[arg(long, value_name = "NUMBER", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    count: u32,
    /// A deed that is done, so that the fact about it comes; repeat this for several, the last one done last
    #[arg(long, value_name = "KEY")]
    deed: Vec<String>,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<(), Failure> {
    let pack = pack(common)?;
    let Some(facts) = &pack.facts else {
        return Err(Failure::wrong(format!(
            "the pack {} has no facts; a pack with a facts.toml has them",
            pack.key
        )));
    };
    let known: Vec<&str> = facts.deeds.iter().map(|deed| deed.key.as_str()).collect();
    if let Some(wrong) = args.deed.iter().find(|deed| !known.contains(&deed.as_str())) {
        return Err(Failure::wrong(format!(
            "--deed: the pack {} has no deed `{wrong}`; {}",
            pack.key,
            nearest::right(wrong, &known)
        )));
    }
    let seed = common.seed.unwrap_or(1);
    let mut heard = Heard::default();
    for _ in 0..args.count {
        let Some(reading) = next_fact(facts, seed, &heard, &args.deed) else { break };
        say(&reading.text)?;
        heard.note(&reading);
    }
    Ok(())
}
