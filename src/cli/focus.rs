//! `macrodat focus`: a quiet shift beside which somebody works.

use super::part::MoodArgs;
use super::{Common, DeskArgs, Failure, desk_options};
use crate::desk::{self, DeskFocus, DeskOptions, Purpose};
use crate::model::LONGEST_SHIFT;
use crate::operator::{Breaks, Part, Programme, Turn};

/// How long a shift is where nothing else is asked for, in minutes.
const USUAL: u32 = 50;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How long the shift is, in minutes, 1 to 1440
    #[arg(default_value_t = USUAL, value_parser = clap::value_parser!(u32).range(1..=i64::from(LONGEST_SHIFT)))]
    minutes: u32,
    /// Minutes of work before a break; 0 for none
    #[arg(long, value_name = "MINUTES", default_value_t = 25, value_parser = clap::value_parser!(u32).range(0..=i64::from(LONGEST_SHIFT)))]
    break_every: u32,
    /// Minutes of a break, which is a session with the director
    #[arg(long = "break", value_name = "MINUTES", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=i64::from(LONGEST_SHIFT)))]
    rest: u32,
    /// Let it be heard
    #[arg(long)]
    sound: bool,
    /// Have the desktop show a notice when the shift is over
    #[arg(long)]
    notify: bool,
    #[command(flatten)]
    mood: MoodArgs,
    #[command(flatten)]
    desk: DeskArgs,
}

impl Args {
    fn part(&self) -> Result<Part, Failure> {
        let breaks = Breaks { work: self.break_every, rest: self.rest };
        Ok(Part {
            mood: self.mood.mood()?,
            programme: Programme::new(vec![Turn::Work], false),
            breaks: (self.break_every > 0).then_some(breaks),
        })
    }
}

pub(super) fn run(args: &Args, common: &Common) -> Result<(), Failure> {
    let focus = DeskFocus { part: args.part()?, minutes: args.minutes, notify: args.notify };
    let options = desk_options(common, &args.desk, Purpose::Focus(focus))?;
    Ok(desk::run(DeskOptions { sound: args.sound, ..options })?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operator::Mood;

    fn args(mood: &str, break_every: u32) -> Args {
        let desk = DeskArgs::default();
        let mood = MoodArgs::named(mood);
        Args { minutes: USUAL, break_every, rest: 5, sound: false, notify: false, mood, desk }
    }

    #[test]
    fn a_shift_has_its_breaks_and_its_mood() {
        let part = args("new-hire", 25).part().unwrap();
        assert_eq!(part.breaks, Some(Breaks { work: 25, rest: 5 }));
        assert_eq!(part.mood, Mood::named("new-hire").unwrap());
        assert_eq!(args("diligent", 0).part().unwrap().breaks, None);
        let failure = args("diligant", 0).part().unwrap_err();
        assert!(failure.line.contains("diligent") && failure.code == super::super::WRONG, "{}", failure.line);
    }
}
