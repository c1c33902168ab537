//! Opening a profile: the terminal as it was left, or a new one; settings; and what there is to say about it.

use std::path::Path;
use std::sync::Arc;

use crate::keys::Keys;
use crate::model::Terminal;
use crate::model::geometry::Tube;
use crate::model::wellness::Ways;
use crate::store::{
    DataDir, Known, LoadedSettings, Profile, ProfileName, SetAside, Settings, StoreError, Writer,
};
use crate::tube::look::Choice;
use crate::tube::view::View;
use crate::words;

use super::door::Door;
use super::{DeskOptions, GlassBy, SoundSettings};
use crate::pack::Pack;

/// All that the window starts with.
pub(super) struct Opening {
    pub(super) terminal: Terminal,
    pub(super) writer: Writer,
    pub(super) keys: Keys,
    pub(super) reduced_motion: bool,
    /// How sessions are held.
    pub(super) ways: Ways,
    /// How the tube looks.
    pub(super) choice: Choice,
    /// What is shown around it.
    pub(super) view: View,
    /// Who draws the glass.
    pub(super) glass: GlassBy,
    /// How loud it is; none where no device shall be opened at all.
    pub(super) sound: Option<SoundSettings>,
    /// Where settings are kept.
    pub(super) data: DataDir,
    /// Who else works here.
    pub(super) door: Door,
    /// What the user is to be told.
    pub(super) notice: Option<String>,
}

/// A session that was opened.
pub(super) struct Opened {
    pub(super) terminal: Terminal,
    pub(super) writer: Writer,
    /// What the user is to be told.
    pub(super) notice: Option<String>,
}

/// Opens the session of a profile: as it was left, without power, or a new one.
pub(super) fn open_session(
    data: &DataDir,
    name: &ProfileName,
    pack: &Arc<Pack>,
    seed: Option<u64>,
) -> Result<Opened, StoreError> {
    let opened = Profile::open_with(data, name, |snapshot| {
        Terminal::reopen(snapshot.version, &snapshot.json, Arc::clone(pack))
            .map_err(|error| error.to_string())
    })?;
    if let Some(trouble) = &opened.trouble {
        log::warn!("{trouble}");
    }
    let notice = damage(&opened.damaged, opened.loaded.is_some());
    let terminal = match opened.loaded {
        Some(loaded) => {
            let mut terminal = loaded.snapshot;
            terminal.unplug();
            terminal
        }
        None => Terminal::new(Arc::clone(pack), Tube::default(), seed.unwrap_or_else(rand::random)),
    };
    Ok(Opened { terminal, writer: Writer::new(opened.profile)?, notice })
}

/// Opens a profile.
pub(super) fn open(data: &DataDir, name: &ProfileName, options: &DeskOptions) -> Result<Opening, StoreError> {
    let Opened { terminal, writer, notice: damage } = open_session(data, name, &options.pack, options.seed)?;
    let (settings, fault) = settings(data)?;
    let (keys, lost) = Keys::with(&settings.keys);
    for line in &lost {
        log::warn!("{line}");
    }
    let mut choice = options.look.clone().or(settings.look).unwrap_or_default();
    for change in &options.look_changes {
        // Whoever asks has looked whether it can be had.
        choice.look.set(change).unwrap_or_else(|error| log::warn!("{error}"));
    }
    Ok(Opening {
        terminal,
        writer,
        keys,
        reduced_motion: settings.reduced_motion.unwrap_or(false),
        ways: Ways {
            pace: settings.pace.unwrap_or(Ways::default().pace),
            waits: settings.waits.unwrap_or(Ways::default().waits),
        },
        choice,
        view: options.view.or(settings.view).unwrap_or(View::Bezel),
        glass: options.glass,
        door: Door::new(
            data.clone(),
            Arc::clone(&options.pack),
            options.seed,
            name.clone(),
            options.data_dir.is_some(),
        ),
        sound: options.sound,
        data: data.clone(),
        notice: damage.or(fault),
    })
}

/// Reads the settings, tells the log of every wrong entry, and gives the first for the user.
fn settings(data: &DataDir) -> Result<(Settings, Option<String>), StoreError> {
    let chords = Keys::chord_names();
    let chords: Vec<&str> = chords.iter().map(String::as_str).collect();
    let known = Known { actions: &Keys::action_names(), keys: &chords, meet: Keys::meet };
    let LoadedSettings { settings, mut warnings, broken } = Settings::load(data, known)?;
    warnings.splice(..0, broken.map(|broken| broken.warning));
    for warning in &warnings {
        log::warn!("{warning}");
    }
    Ok((settings, warnings.first().map(ToString::to_string)))
}

/// What became of damaged saves. `loaded` says whether another one is in use.
fn damage(damaged: &[SetAside], loaded: bool) -> Option<String> {
    let names: Vec<String> = damaged
        .iter()
        .map(|aside| {
            log::warn!("a save is damaged: {}", aside.damage);
            let path = aside.moved_to.clone().unwrap_or_else(|| aside.generation.path(Path::new("")));
            path.file_name().unwrap_or_default().to_string_lossy().into_owned()
        })
        .collect();
    Some(match (names.as_slice(), loaded) {
        ([], _) => return None,
        ([name, ..], true) => words::say("storage.damaged", &[("name", name)]),
        ([name], false) => words::say("storage.damaged-only", &[("name", name)]),
        ([name, older, ..], false) => words::say("storage.damaged-both", &[("name", name), ("older", older)]),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::model::{Command, Screen};
    use crate::pack::Pack;
    use crate::store::SAVE_VERSION;
    use crate::time::Time;

    fn options(data: &std::path::Path) -> DeskOptions {
        DeskOptions {
            data_dir: Some(data.to_owned()),
            profile: "desk".to_owned(),
            pack: Pack::embedded(),
            full_screen: false,
            seed: Some(7),
            look: None,
            look_changes: Vec::new(),
            view: None,
            glass: GlassBy::Auto,
            sound: None,
        }
    }

    fn open(options: &DeskOptions) -> Result<Opening, StoreError> {
        let data = DataDir::find(options.data_dir.as_deref())?;
        super::open(&data, &ProfileName::new(&options.profile)?, options)
    }

    fn save_a_board(data: &std::path::Path) -> Terminal {
        let opening = open(&options(data)).unwrap();
        let mut terminal = opening.terminal;
        let commands =
            [Command::Power { on: true }, Command::Skip, Command::Open { file: "siena".to_owned() }];
        for (sequence, command) in (0..).zip(commands) {
            let (time, source) = (Time::from_millis(500), crate::model::command::Source::Hands);
            terminal.apply(&crate::model::command::Stamped { time, sequence, source, command });
        }
        opening.writer.submit(terminal.snapshot(), SAVE_VERSION);
        opening.writer.save_now(std::time::Duration::from_secs(5)).unwrap();
        terminal
    }

    #[test]
    fn what_was_saved_is_opened_without_power() {
        let data = tempfile::tempdir().unwrap();
        let saved = save_a_board(data.path());
        let opening = open(&options(data.path())).unwrap();
        assert_eq!(opening.terminal.screen(), Screen::Off);
        assert_eq!(opening.terminal.session(), saved.session());
        assert_eq!(opening.notice, None);
    }

    #[test]
    fn a_damaged_save_is_told() {
        let data = tempfile::tempdir().unwrap();
        save_a_board(data.path());
        let folder = data.path().join("profiles/desk");
        for file in fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|end| end == "save") {
                fs::write(path, "macrodat-save 1 nonsense").unwrap();
            }
        }
        let opening = open(&options(data.path())).unwrap();
        let notice = opening.notice.unwrap();
        assert!(notice.contains("session.damaged-1.save"), "{notice}");
        assert!(opening.terminal.board().is_none());
    }

    #[test]
    fn settings_bind_keys_and_faults_are_told() {
        let data = tempfile::tempdir().unwrap();
        fs::write(
            data.path().join("settings.toml"),
            "[keys]\nhelp = [\"Ctrl+H\"]\ntake = [\"Entr\"]\n[motion]\nreduced = true\n[session]\npace = 80\nwaits = true\n",
        )
        .unwrap();
        let opening = open(&options(data.path())).unwrap();
        assert!(opening.reduced_motion);
        assert_eq!(opening.ways, Ways { pace: 80, waits: true });
        let control = egui::Modifiers::CTRL | egui::Modifiers::COMMAND;
        assert_eq!(
            opening.keys.action(crate::keys::Place::Field, egui::Key::H, control),
            Some(crate::keys::Action::Help)
        );
        assert!(opening.notice.unwrap().contains("line 3"));
    }
}
