//! What the operator is to do: the options that several commands have.

use std::path::Path;

use super::{Failure, read_text};
use crate::operator::{Mood, Part, Programme};

/// How the operator works.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct MoodArgs {
    /// How the operator works: diligent, distracted, new-hire, or a mood of one's own (a file ending in .toml)
    #[arg(long, value_name = "MOOD|FILE", default_value = "diligent")]
    mood: String,
}

impl MoodArgs {
    #[cfg(test)]
    pub(super) fn named(mood: &str) -> Self {
        Self { mood: mood.to_owned() }
    }

    pub(super) fn mood(&self) -> Result<Mood, Failure> {
        mood(&self.mood, "--mood")
    }
}

/// What is shown.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct ScenesArgs {
    /// What is shown, several with commas: rooms (where work is done), hallway, rolodex, emblem, clock; shuffled, so that
    /// all come before any comes again, with rooms between any two if they are named [default: all]
    #[arg(long, value_name = "LIST")]
    scenes: Option<Programme>,
    /// Show --scenes in the order given, not shuffled
    #[arg(long, requires = "scenes")]
    in_order: bool,
}

impl ScenesArgs {
    /// Whether anything was asked for.
    pub(super) fn is_given(&self) -> bool {
        self.scenes.is_some()
    }

    /// What an operator of a mood is to do.
    pub(super) fn part(&self, mood: Mood) -> Part {
        let programme = self.scenes.clone().unwrap_or_default();
        Part { mood, programme: Programme { shuffled: !self.in_order, ..programme }, breaks: None }
    }
}

/// The mood of a name, or of a file. `option` is what asks for it.
pub(super) fn mood(asked: &str, option: &str) -> Result<Mood, Failure> {
    let path = Path::new(asked);
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml")) {
        let fault = |error| Failure::wrong(format!("{}: {error}", path.display()));
        return Mood::read(&read_text(path)?).map_err(fault);
    }
    let fault = |error| Failure::wrong(format!("{option}: {error}, or name a file ending in .toml"));
    Mood::named(asked).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scene;
    use crate::operator::Turn;

    #[test]
    fn a_mood_is_a_name_or_a_file() {
        assert_eq!(mood("new-hire", "--mood").unwrap(), Mood::named("new-hire").unwrap());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.TOML");
        std::fs::write(&path, include_str!("../../assets/moods/distracted.toml")).unwrap();
        assert_eq!(mood(path.to_str().unwrap(), "--mood").unwrap(), Mood::named("distracted").unwrap());
        std::fs::write(&path, "pace = 9").unwrap();
        let wrong = mood(path.to_str().unwrap(), "--mood").unwrap_err();
        assert!(wrong.line.contains("mine.TOML: line 1"), "{}", wrong.line);
        let wrong = mood("cheerful", "--operator").unwrap_err();
        assert_eq!(wrong.code, super::super::WRONG);
        assert_eq!(
            wrong.line,
            "--operator: there is no mood `cheerful`; known are diligent, distracted, new-hire, or name a file ending in .toml"
        );
    }

    #[test]
    fn scenes_are_shuffled_unless_an_order_is_asked_for() {
        let part = |scenes: Option<&str>, in_order| {
            let scenes = scenes.map(|scenes| scenes.parse().unwrap());
            ScenesArgs { scenes, in_order }.part(Mood::default())
        };
        assert_eq!(part(None, false), Part::default());
        let turns = vec![Turn::Scene(Scene::Clock), Turn::Work];
        assert_eq!(part(Some("clock,rooms"), false).programme, Programme::new(turns.clone(), true));
        assert_eq!(part(Some("clock,rooms"), true).programme, Programme::new(turns, false));
    }
}
