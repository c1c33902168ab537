//! Opening a profile: the terminal as it was left, or a new one; settings; and what there is to say about it.

use std::path::Path;
use std::sync::Arc;

use crate::keys::Keys;
use crate::model::Terminal;
use crate::model::geometry::Tube;
use crate::settings::{LOOK, PACK, VIEW};
use crate::store::{
    Broken, DataDir, Known, LoadedSettings, Profile, ProfileName, SetAside, Settings, StoreError, Writer,
};
use crate::words;

use super::chosen::Chosen;
use super::door::Door;
use super::{DeskOptions, GlassBy, Purpose};
use crate::pack::Pack;

/// All that the window starts with.
pub(super) struct Opening {
    pub(super) terminal: Terminal,
    /// None where no profile is open, and nothing of a session kept.
    pub(super) writer: Option<Writer>,
    /// What is set, and where it is kept.
    pub(super) chosen: Chosen,
    /// Who draws the glass.
    pub(super) glass: GlassBy,
    /// Whether it begins in the settings room.
    pub(super) in_settings: bool,
    /// Whether it is heard.
    pub(super) sound: bool,
    /// Who else works here.
    pub(super) door: Door,
    /// What the user is to be told.
    pub(super) notice: Option<String>,
    /// Who works at the terminal.
    pub(super) purpose: Purpose,
    /// What the operator's own terminal shows and draws from, where it has one.
    pub(super) pack: Arc<Pack>,
    pub(super) seed: u64,
}

/// Calls with the names that can stand in a settings file.
fn with_known<T>(read: impl FnOnce(Known<'_>) -> T) -> T {
    let chords = Keys::chord_names();
    let chords: Vec<&str> = chords.iter().map(String::as_str).collect();
    read(Known { actions: &Keys::action_names(), keys: &chords, meet: Keys::meet, refused: Keys::refused })
}

/// That no pack stands where one would be set; none where it does.
pub fn no_pack(place: &str) -> Option<String> {
    let names = Pack::shipped_names();
    if place == PACK.default || names.contains(&place) || Path::new(place).is_dir() {
        return None;
    }
    Some(words::say("settings.no-pack", &[("place", place), ("names", &names.join(", "))]))
}

/// Reads the settings of a data folder; a file that is not TOML is set aside.
///
/// # Errors
/// As [`Settings::load`].
pub fn load_settings(data: &DataDir) -> Result<LoadedSettings, StoreError> {
    with_known(|known| Settings::load(data, known))
}

/// Reads the settings of a data folder and leaves the file where it is.
///
/// # Errors
/// As [`Settings::look_at`].
pub fn look_at_settings(data: &DataDir) -> Result<LoadedSettings, StoreError> {
    with_known(|known| Settings::look_at(data, known))
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

/// Opens a profile, if the purpose wants one.
pub(super) fn open(name: &ProfileName, options: &DeskOptions) -> Result<Opening, StoreError> {
    let data = &options.data;
    let seed = options.seed.unwrap_or_else(rand::random);
    let (terminal, writer, damage) = if options.purpose.opens_a_profile() {
        let opened = open_session(data, name, &options.pack, options.seed)?;
        (opened.terminal, Some(opened.writer), opened.notice)
    } else {
        (Terminal::new(Arc::clone(&options.pack), Tube::default(), seed), None, None)
    };
    let fault = told(&options.settings);
    let settings = &options.settings.settings;
    let mut values = settings.values.clone();
    let mut choice = options.look.clone().or(settings.look.clone()).unwrap_or_default();
    for change in &options.look_changes {
        // Whoever asks has looked whether it can be had.
        choice.look.set(change).unwrap_or_else(|error| log::warn!("{error}"));
    }
    values.set(&LOOK, choice.name());
    if let Some(view) = options.view {
        values.set(&VIEW, view.name());
    }
    let chosen = Chosen::new(values, choice, settings.keys.clone(), data.clone());
    for lost in chosen.bound().lost() {
        log::warn!("{lost}");
    }
    Ok(Opening {
        terminal,
        writer,
        chosen,
        glass: options.glass,
        in_settings: options.in_settings,
        sound: options.sound,
        door: Door::new(
            data.clone(),
            Arc::clone(&options.pack),
            options.seed,
            name.clone(),
            options.kept_together,
        ),
        notice: damage.or(fault),
        purpose: options.purpose.clone(),
        pack: Arc::clone(&options.pack),
        seed,
    })
}

/// Tells the log of every wrong entry of the settings, and gives the first for the user, with how many more there are.
fn told(loaded: &LoadedSettings) -> Option<String> {
    let broken = loaded.broken.as_ref().map(set_aside);
    let all: Vec<String> =
        broken.into_iter().chain(loaded.warnings.iter().map(ToString::to_string)).collect();
    all.iter().for_each(|warning| log::warn!("{warning}"));
    let first = all.first()?;
    Some(match all.len() - 1 {
        0 => first.clone(),
        more => words::say("settings.fault-more", &[("fault", first), ("count", &more.to_string())]),
    })
}

/// What is wrong with a settings file that is not TOML, and its new name.
fn set_aside(broken: &Broken) -> String {
    let Some(name) = broken.moved_to.as_deref().and_then(Path::file_name) else {
        return broken.warning.to_string();
    };
    let (line, name) = (broken.warning.line.to_string(), name.to_string_lossy());
    words::say("settings.set-aside", &[("line", &line), ("why", &broken.warning.message), ("name", &name)])
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
    use crate::settings::{MOTION, PACE, WAITS};
    use crate::store::SAVE_VERSION;
    use crate::time::Time;

    fn options(data: &std::path::Path) -> DeskOptions {
        DeskOptions {
            data: DataDir::find(Some(data)).unwrap(),
            kept_together: true,
            settings: load_settings(&DataDir::find(Some(data)).unwrap()).unwrap(),
            profile: "desk".to_owned(),
            pack: Pack::embedded(),
            full_screen: false,
            seed: Some(7),
            look: None,
            look_changes: Vec::new(),
            view: None,
            glass: GlassBy::Auto,
            in_settings: false,
            sound: false,
            purpose: Purpose::Work,
        }
    }

    fn open(options: &DeskOptions) -> Result<Opening, StoreError> {
        super::open(&ProfileName::new(&options.profile)?, options)
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
        let writer = opening.writer.unwrap();
        writer.submit(terminal.snapshot(), SAVE_VERSION);
        writer.save_now(std::time::Duration::from_secs(5)).unwrap();
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
        let values = opening.chosen.values();
        assert_eq!((values.text(&MOTION), values.whole(&PACE), values.truth(&WAITS)), ("true", 80, true));
        let control = egui::Modifiers::CTRL | egui::Modifiers::COMMAND;
        assert_eq!(
            opening.chosen.bound().action(crate::keys::Place::Field, egui::Key::H, control),
            Some(crate::keys::Action::Help)
        );
        assert!(opening.notice.unwrap().contains("line 3"));
    }

    #[test]
    fn a_pack_is_an_embedded_one_or_a_folder() {
        for place in ["default", "meridian", "assets/packs/lumon"] {
            assert_eq!(no_pack(place), None, "{place}");
        }
        assert!(no_pack("nonsense").unwrap().contains("meridian"));
    }

    #[test]
    fn faults_of_the_settings_are_counted_and_short_and_a_broken_file_is_told_with_its_new_name() {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("settings.toml");
        let notice = |text: &str| {
            fs::write(&file, text).unwrap();
            open(&options(data.path())).unwrap().notice.unwrap()
        };
        let told =
            notice("[keys]\ntake = [\"Strg+Umschalt+Eingabe\"]\nhelp = [\"H\"]\nbin-1 = [\"ControlLeft\"]\n");
        assert!(told.contains("line 2") && told.ends_with("; and 2 more") && told.len() < 200, "{told}");
        let told = notice("[keys]\nhelp = [\"H\"]\n");
        assert!(told.contains("H is typed in names") && told.contains("(help)"), "{told}");
        let told = notice("[keys\n");
        assert!(told.contains("line 1") && told.ends_with("settings.broken-1.toml"), "{told}");
        assert!(!told.contains('\n'));
    }
}
