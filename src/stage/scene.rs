//! Scenes: named starts with timed commands, shipped as data.

use serde::Deserialize;

use super::start::Start;
use crate::model::command::read_commands;
use crate::model::{Command, Stamped};
use crate::pack::Pack;
use crate::time::Time;

/// The shipped scenes, by name.
const SCENES: &[(&str, &str)] = &[
    ("arrival", include_str!("../../assets/scenes/arrival.toml")),
    ("boot", include_str!("../../assets/scenes/boot.toml")),
    ("busy", include_str!("../../assets/scenes/busy.toml")),
    ("cards", include_str!("../../assets/scenes/cards.toml")),
    ("case", include_str!("../../assets/scenes/case.toml")),
    ("clock", include_str!("../../assets/scenes/clock.toml")),
    ("complete", include_str!("../../assets/scenes/complete.toml")),
    ("dance", include_str!("../../assets/scenes/dance.toml")),
    ("emblem", include_str!("../../assets/scenes/emblem.toml")),
    ("hallway", include_str!("../../assets/scenes/hallway.toml")),
    ("handbook", include_str!("../../assets/scenes/handbook.toml")),
    ("idle", include_str!("../../assets/scenes/idle.toml")),
    ("rolodex", include_str!("../../assets/scenes/rolodex.toml")),
    ("session", include_str!("../../assets/scenes/session.toml")),
    ("survey", include_str!("../../assets/scenes/survey.toml")),
    ("worksheet", include_str!("../../assets/scenes/worksheet.toml")),
];

/// The names of the shipped scenes.
pub fn scene_names() -> Vec<&'static str> {
    SCENES.iter().map(|(name, _)| *name).collect()
}

/// A scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// What it shows, one line.
    pub about: String,
    /// How the terminal stands at time zero.
    pub start: Start,
    /// What is asked of it then.
    pub commands: Vec<Stamped>,
    /// The time that frame 1 shows.
    pub lead: Time,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    about: String,
    set: String,
    #[serde(default)]
    lead: Option<String>,
    #[serde(default)]
    commands: String,
}

impl Scene {
    /// One in which nothing is asked of the terminal, from the pack's own start on.
    pub fn bare() -> Self {
        Self { about: String::new(), start: Start::default(), commands: Vec::new(), lead: Time::ZERO }
    }

    /// The shipped scene of this name, fitted to a pack.
    ///
    /// # Errors
    /// That there is none, and which there are.
    pub fn named(name: &str, pack: &Pack) -> Result<Self, String> {
        match SCENES.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => {
                let scene = Self::read(text)?;
                let last = pack.bins.len().saturating_sub(1);
                let mut commands = scene.commands;
                for stamped in &mut commands {
                    // Where there are fewer bins, the last one stands for those that are not there.
                    if let Command::Bin { bin } | Command::Look { bin } = &mut stamped.command {
                        *bin = last.min(*bin);
                    }
                }
                Ok(Self { start: scene.start.fitted(pack), commands, ..scene })
            }
            None => Err(format!("no scene is called `{name}`; there are {}", scene_names().join(", "))),
        }
    }

    /// Reads a scene: TOML with `about`, `set`, `lead` and `commands`.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
        let lead =
            written.lead.as_deref().unwrap_or("0").parse::<Time>().map_err(|error| error.to_string())?;
        Ok(Self {
            about: written.about,
            start: written.set.parse()?,
            commands: read_commands(&written.commands).map_err(|error| format!("commands, {error}"))?,
            lead,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_scene_is_read_and_starts() {
        let pack = crate::pack::Pack::embedded();
        for name in scene_names() {
            let scene = Scene::named(name, &pack).unwrap_or_else(|error| panic!("{name}: {error}"));
            scene.start.commands(&pack).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!scene.about.is_empty());
        }
        assert!(Scene::named("door", &pack).is_err());
    }
}
