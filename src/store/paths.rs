//! Where things are kept: the data folder and the names of profiles.

use std::{
    fmt,
    path::{Path, PathBuf, absolute},
};

use super::StoreError;
use crate::settings::name_problem;

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
        match name_problem(name) {
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
