//! Where things are kept: the data folder and the names of profiles.

use std::{
    fmt,
    path::{Path, PathBuf, absolute},
};

use super::{NameProblem, StoreError};

/// Names that Windows opens as devices in every folder. (Its COM¹ and LPT¹ fall to the set of characters.)
const RESERVED: [&str; 24] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Most characters in a profile's name.
const NAME_LIMIT: usize = 40;

/// The data folder. Finding it creates nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// The folder given by `--data-dir`, or else the user's own data folder for macrodat.
    ///
    /// # Errors
    /// [`StoreError::NoDataDir`] without a home folder, [`StoreError::DataDir`] for an empty path.
    pub fn find(given: Option<&Path>) -> Result<DataDir, StoreError> {
        match given {
            // Absolute, so that it stays the same folder if the working directory changes.
            Some(path) => absolute(path)
                .map(DataDir)
                .map_err(|reason| StoreError::DataDir { path: path.to_path_buf(), reason }),
            None => directories::ProjectDirs::from("", "", "macrodat")
                .map(|dirs| DataDir(dirs.data_dir().to_path_buf()))
                .ok_or(StoreError::NoDataDir),
        }
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The folder of one profile.
    pub fn profile(&self, name: &ProfileName) -> PathBuf {
        self.0.join("profiles").join(name.as_str())
    }

    /// The settings file.
    pub fn settings(&self) -> PathBuf {
        self.0.join("settings.toml")
    }
}

/// A profile's name, which is also its folder's name on every system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileName(String);

impl ProfileName {
    /// Checks a name: 1 to 40 letters (of any script), digits 0 to 9, spaces, dashes and underscores, no
    /// space at either end, and no device's name.
    ///
    /// # Errors
    /// [`StoreError::ProfileName`] with the first rule broken.
    pub fn new(name: &str) -> Result<ProfileName, StoreError> {
        match problem(name) {
            None => Ok(ProfileName(name.to_owned())),
            Some(problem) => Err(StoreError::ProfileName { name: name.to_owned(), problem }),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn problem(name: &str) -> Option<NameProblem> {
    let allowed = |c: char| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, ' ' | '-' | '_');
    let length = name.chars().count();
    if length == 0 {
        Some(NameProblem::Empty)
    } else if length > NAME_LIMIT {
        Some(NameProblem::TooLong(length))
    } else if let Some(c) = name.chars().find(|&c| !allowed(c)) {
        Some(NameProblem::Character(c))
    } else if name.starts_with(' ') || name.ends_with(' ') {
        Some(NameProblem::OuterSpace)
    } else if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
        Some(NameProblem::Reserved)
    } else {
        None
    }
}
