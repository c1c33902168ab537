//! The door: who works at this machine, the change from one profile to another, and what somebody takes along from a
//! quarter: the certificate as a picture, the card as text.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

use super::open::{Opened, open_session};
use crate::model::arrival::Employee;
use crate::model::{Command, Terminal};
use crate::pack::Pack;
use crate::stage::write_certificate;
use crate::store::{DataDir, ProfileName, StoreError, new_profile, roster};
use crate::words;

/// What the desk knows of the machine's profiles.
pub(super) struct Door {
    data: DataDir,
    pack: Arc<Pack>,
    seed: Option<u64>,
    /// The profile that is open.
    here: ProfileName,
    /// The data folder was named by the user: what is written stays there.
    kept_together: bool,
    /// Held open, since on some systems the text goes when its owner does.
    clipboard: Option<arboard::Clipboard>,
    /// Where threads tell what came of their work, and where it is heard.
    told: Sender<String>,
    news: Receiver<String>,
}

impl Door {
    pub(super) fn new(
        data: DataDir,
        pack: Arc<Pack>,
        seed: Option<u64>,
        here: ProfileName,
        kept_together: bool,
    ) -> Self {
        let (told, news) = channel();
        Self { data, pack, seed, here, kept_together, clipboard: None, told, news }
    }

    /// Tells the terminal who works here.
    pub(super) fn employees(&self) -> Command {
        let mut all: Vec<Employee> = roster(&self.data)
            .into_iter()
            .map(|listed| Employee {
                taken: listed.held && listed.profile != self.here,
                profile: listed.profile.to_string(),
                name: listed.employee,
            })
            .collect();
        let here = self.here.to_string();
        if !all.iter().any(|one| one.profile == here) {
            all.insert(0, Employee { profile: here.clone(), name: None, taken: false });
        }
        Command::Employees { all, here }
    }

    /// Whether a profile is the one that is open.
    pub(super) fn is_here(&self, profile: &str) -> bool {
        self.here.as_str() == profile
    }

    /// Opens the session of another employee; of a new one where none is named.
    ///
    /// # Errors
    /// As [`Profile::open`](crate::store::Profile::open); the session that is open stays so.
    pub(super) fn open(&mut self, profile: Option<&str>) -> Result<Opened, StoreError> {
        let name = match profile {
            Some(profile) => ProfileName::new(profile)?,
            None => new_profile(&self.data).map_or_else(|| ProfileName::new(""), Ok)?,
        };
        let opened = open_session(&self.data, &name, &self.pack, self.seed)?;
        self.here = name;
        Ok(opened)
    }

    /// The profile that is open.
    pub(super) fn here(&self) -> &str {
        self.here.as_str()
    }

    /// Begins to save the certificate of a quarter. It is drawn beside the window, which waits for nothing; what came of
    /// it is among the [news](Self::news).
    pub(super) fn save_certificate(&self, terminal: &Terminal, quarter: u32, context: &Context) {
        let (folder, terminal) = (self.folder(), terminal.clone());
        let (told, context) = (self.told.clone(), context.clone());
        let draw = move || {
            let path = free(&folder, quarter, "png");
            let made = std::fs::create_dir_all(&folder)
                .map_err(|error| format!("{}: {error}", folder.display()))
                .and_then(|()| {
                    write_certificate(&path, &terminal, quarter).map_err(|error| error.to_string())
                });
            let line = match made {
                Ok(()) => words::say("merits.saved", &[("path", &path.display().to_string())]),
                Err(reason) => words::say("merits.not-saved", &[("reason", &reason)]),
            };
            // Where nobody listens any more the window is closed.
            if told.send(line).is_ok() {
                context.request_repaint();
            }
        };
        if let Err(error) = std::thread::Builder::new().name("certificate".to_owned()).spawn(draw) {
            log::warn!("{error}");
        }
    }

    /// What has come of something that was asked for.
    pub(super) fn news(&self) -> Option<String> {
        self.news.try_recv().ok()
    }

    /// Copies the card of a quarter. Where there is no clipboard it is written beside the certificates.
    pub(super) fn copy_card(&mut self, terminal: &Terminal, quarter: u32) -> Option<String> {
        let card = terminal.card(quarter)?;
        let clipboard = match self.clipboard.take() {
            Some(clipboard) => Ok(clipboard),
            None => arboard::Clipboard::new(),
        };
        let copied = clipboard.and_then(|mut clipboard| {
            clipboard.set_text(card.clone())?;
            self.clipboard = Some(clipboard);
            Ok(())
        });
        let Err(error) = copied else { return Some(words::say("merits.copied", &[])) };
        log::warn!("{error}");
        let folder = self.folder();
        let path = free(&folder, quarter, "txt");
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, card));
        let place = path.display().to_string();
        Some(match written {
            Ok(()) => words::say("merits.no-clipboard", &[("path", &place)]),
            Err(error) => words::say("merits.not-saved", &[("reason", &format!("{place}: {error}"))]),
        })
    }

    /// Where pictures go: the user's own folder of pictures, or the data folder where that was named.
    fn folder(&self) -> PathBuf {
        let pictures = directories::UserDirs::new()
            .and_then(|dirs| dirs.picture_dir().map(Path::to_path_buf))
            .filter(|_| !self.kept_together);
        pictures.unwrap_or_else(|| self.data.path().join("certificates"))
    }
}

/// A name that no file has yet.
fn free(folder: &Path, quarter: u32, extension: &str) -> PathBuf {
    let first = folder.join(format!("macrodat-quarter-{quarter}.{extension}"));
    let others = (2..=999).map(|copy| folder.join(format!("macrodat-quarter-{quarter}-{copy}.{extension}")));
    std::iter::once(first.clone()).chain(others).find(|path| !path.exists()).unwrap_or(first)
}
