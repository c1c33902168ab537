//! Who works at this machine: every profile of the data folder, with the name in its session.

use std::fs::{self, File, TryLockError};

use serde::Deserialize;

use super::{DataDir, Profile, ProfileName};

/// Most profiles that are looked at.
const MOST: usize = 40;

/// A profile, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub profile: ProfileName,
    /// The employee's name in its session, if one was given.
    pub employee: Option<String>,
    /// Whether an instance of the program holds it now, which may be this one.
    pub held: bool,
}

/// Of a snapshot, what a list of employees needs.
#[derive(Deserialize)]
struct Named {
    session: Session,
}

#[derive(Deserialize)]
struct Session {
    #[serde(default)]
    employee: Option<String>,
}

/// The profiles of a data folder, in the order of their names. What cannot be read has no employee; nothing is changed
/// or held.
pub fn roster(data: &DataDir) -> Vec<Listed> {
    let Ok(folders) = fs::read_dir(data.path().join("profiles")) else { return Vec::new() };
    let mut names: Vec<ProfileName> = folders
        .filter_map(|entry| {
            let entry = entry.ok().filter(|entry| entry.path().is_dir())?;
            ProfileName::new(entry.file_name().to_str()?).ok()
        })
        .collect();
    names.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    names.truncate(MOST);
    names
        .into_iter()
        .map(|profile| Listed { employee: employee(data, &profile), held: is_held(data, &profile), profile })
        .collect()
}

/// A name for a profile that is not there yet: `employee-2` and so on.
pub fn new_profile(data: &DataDir) -> Option<ProfileName> {
    let free = |name: &ProfileName| !data.profile(name).exists();
    (2..=9999).filter_map(|number| ProfileName::new(&format!("employee-{number}")).ok()).find(free)
}

fn employee(data: &DataDir, profile: &ProfileName) -> Option<String> {
    let read = |snapshot: super::Snapshot| {
        serde_json::from_slice::<Named>(&snapshot.json).map_err(|error| error.to_string())
    };
    match Profile::peek_with(data, profile, read) {
        Ok(peeked) => peeked.loaded?.snapshot.session.employee,
        Err(error) => {
            log::info!("{error}");
            None
        }
    }
}

/// Whether an instance holds a profile.
fn is_held(data: &DataDir, profile: &ProfileName) -> bool {
    let lock = File::options().write(true).open(data.profile(profile).join("session.lock"));
    lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> ProfileName {
        ProfileName::new(name).unwrap()
    }

    #[test]
    fn everybody_is_listed_by_the_name_in_the_session_and_nobody_is_disturbed() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::find(Some(folder.path())).unwrap();
        assert_eq!(roster(&data), []);
        assert_eq!(new_profile(&data).unwrap(), name("employee-2"));
        for (profile, json) in [
            ("beate", r#"{"session":{"employee":"Beate K."}}"#),
            ("anton", r#"{"session":{"employee":null}}"#),
            ("employee-2", r#"{"other":1}"#),
        ] {
            let mut opened = Profile::open(&data, &name(profile)).unwrap();
            opened.profile.write(json.as_bytes(), super::super::SAVE_VERSION).unwrap();
        }
        fs::create_dir_all(folder.path().join("profiles/con")).unwrap();
        fs::write(folder.path().join("profiles/file"), "").unwrap();
        let held = Profile::open(&data, &name("anton")).unwrap();
        let before = fs::read_dir(data.profile(&name("beate"))).unwrap().count();
        let listed = |profile, employee: Option<&str>, held| Listed {
            profile: name(profile),
            employee: employee.map(str::to_owned),
            held,
        };
        let all = [
            listed("anton", None, true),
            listed("beate", Some("Beate K."), false),
            listed("employee-2", None, false),
        ];
        assert_eq!(roster(&data), all);
        assert_eq!(new_profile(&data).unwrap(), name("employee-3"));
        assert_eq!(fs::read_dir(data.profile(&name("beate"))).unwrap().count(), before);
        drop(held);
        assert!(!roster(&data)[0].held);
    }
}
