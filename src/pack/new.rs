//! A pack to begin with: small, commented and whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

macro_rules! files {
    ($($name:literal),*) => {
        &[$(($name, include_str!(concat!("../../assets/pack-new/", $name)))),*]
    };
}

/// Its files, by their paths in the pack's folder, with their texts.
const FILES: &[(&str, &str)] =
    files!("pack.toml", "files.toml", "commendations.toml", "about.md", "handbook/hall.md");
/// Its folders within the pack's own.
const FOLDERS: [&str; 1] = ["handbook"];

/// Why no pack was written.
#[derive(Debug, thiserror::Error)]
pub enum NewPackError {
    /// Something is there already.
    #[error("{}: is not empty; name a folder that is new, or empty", .0.display())]
    Taken(PathBuf),
    /// Something that can hold no files has this name.
    #[error("{}: is no folder; name one that is new, or empty", .0.display())]
    NoFolder(PathBuf),
    /// The disk failed. What had been written is gone again.
    #[error("{}: {source}", .path.display())]
    Io {
        /// What could not be read or written.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Writes the pack into a folder, which is made where there is none. Gives the paths of its files.
///
/// # Errors
/// [`NewPackError`]; nothing is left written then, and nothing that was there is changed.
pub fn write_new(dir: &Path) -> Result<Vec<PathBuf>, NewPackError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| NewPackError::Io { path, source }
    };
    let there = match fs::metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(failed(dir)(error)),
        Ok(kind) if !kind.is_dir() => return Err(NewPackError::NoFolder(dir.to_owned())),
        Ok(_) if fs::read_dir(dir).map_err(failed(dir))?.next().is_some() => {
            return Err(NewPackError::Taken(dir.to_owned()));
        }
        Ok(_) => true,
    };
    let paths: Vec<PathBuf> = FILES.iter().map(|(name, _)| dir.join(name)).collect();
    let mut written = 0;
    let mut write = || {
        fs::create_dir_all(dir).map_err(failed(dir))?;
        for folder in FOLDERS.map(|folder| dir.join(folder)) {
            fs::create_dir(&folder).map_err(failed(&folder))?;
        }
        for (path, (_, text)) in paths.iter().zip(FILES) {
            let mut file = fs::File::create_new(path).map_err(failed(path))?;
            written += 1;
            file.write_all(text.as_bytes()).map_err(failed(path))?;
        }
        Ok(())
    };
    let done = write();
    if done.is_err() {
        // What cannot be taken away again is not worth a second message.
        let _ = paths[..written].iter().try_for_each(fs::remove_file);
        let _ = FOLDERS.iter().try_for_each(|folder| fs::remove_dir(dir.join(folder)));
        if !there {
            let _ = fs::remove_dir(dir);
        }
    }
    done.map(|()| paths)
}
