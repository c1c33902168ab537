//! The store on a real disk: what is written comes back, and what is damaged, newer or held is never lost.

mod crash;
#[cfg(target_os = "linux")]
mod full;
mod keep;
mod locks;
mod paths;
mod save;
mod settings;
mod writer;

use std::{fs, path::PathBuf};

use super::*;

/// A data folder that goes with the test, and the profile in it.
struct Place {
    _temp: tempfile::TempDir,
    data: DataDir,
    name: ProfileName,
    folder: PathBuf,
}

impl Place {
    fn new() -> Place {
        let temp = tempfile::tempdir().unwrap();
        let data = DataDir::find(Some(temp.path())).unwrap();
        let name = ProfileName::new("mark s").unwrap();
        let folder = data.profile(&name);
        Place { _temp: temp, data, name, folder }
    }

    /// With a profile folder that holds these files.
    fn with(files: &[(&str, &[u8])]) -> Place {
        let place = Place::new();
        fs::create_dir_all(&place.folder).unwrap();
        for (name, bytes) in files {
            fs::write(place.folder.join(name), bytes).unwrap();
        }
        place
    }

    fn open(&self) -> Result<Opened, StoreError> {
        Profile::open(&self.data, &self.name)
    }

    /// What the next start would find.
    fn json(&self) -> Option<Vec<u8>> {
        Profile::peek(&self.data, &self.name).unwrap().loaded.map(|l| l.snapshot.json)
    }

    /// Names and contents of the profile's files, without the lock.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_name() != "session.lock")
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
            .collect();
        files.sort();
        files
    }

    fn names(&self) -> Vec<String> {
        self.files().into_iter().map(|(name, _)| name).collect()
    }
}

fn json_of(opened: &Opened) -> Option<(&[u8], Generation)> {
    opened.loaded.as_ref().map(|l| (l.snapshot.json.as_slice(), l.generation))
}
