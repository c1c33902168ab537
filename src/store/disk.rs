//! Single steps on files, each with its path and reason when it fails.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read, Write},
    path::{Path, PathBuf},
};

use super::StoreError;

/// The file's bytes, at most `limit` + 1 of them, or `None` where there is no file.
pub(super) fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let failed = StoreError::io("read", path);
    let file = match File::open(path) {
        Ok(file) => file,
        // A file in place of the folder leaves as little to read as an empty folder does.
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(e) => return Err(failed(e)),
    };
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Some(bytes))
}

/// Writes a new file and waits until it is on the disk. A file that cannot be finished is removed again, so
/// that a full disk gets its room back.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    // Removed rather than truncated: what stands there may be a link to something else.
    remove(path)?;
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(path).map_err(StoreError::io("create", path))?;
    let written = file
        .write_all(bytes)
        .map_err(StoreError::io("write", path))
        .and_then(|()| file.sync_all().map_err(StoreError::io("flush", path)));
    drop(file);
    if written.is_err()
        && let Err(e) = remove(path)
    {
        log::debug!("{e}");
    }
    written
}

/// Writes a whole file in place of the one that bears its name, if there is one: ended anywhere in between, it leaves
/// the one or the other. Where the name is a link, the file that it leads to is replaced.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().unwrap_or(Path::new(""));
    create_folder(folder)?;
    // Another instance may be writing too.
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    write_new(&temporary, bytes)?;
    if let Err(e) = rename(&temporary, &path) {
        remove(&temporary)?;
        return Err(e);
    }
    sync_folder(folder)
}

/// Writes a file that somebody has named, whole or not at all. The folders above it are made where they are missing.
///
/// # Errors
/// The step that failed; what bore the name is still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let path = std::path::absolute(path).map_err(StoreError::io("find", path))?;
    replace(&path, bytes)
}

/// Renames, replacing what bears the new name.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(StoreError::io("rename", from))
}

/// Renames if there is such a file, and says whether there was.
pub(super) fn rename_if_there(from: &Path, to: &Path) -> Result<bool, StoreError> {
    match fs::rename(from, to) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(false),
        Err(e) => Err(StoreError::io("rename", from)(e)),
    }
}

/// Removes a file if it is there.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(StoreError::io("remove", path)(e)),
        _ => Ok(()),
    }
}

/// Creates a folder with those above it, and makes the new names last.
pub(super) fn create_folder(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    let first_there = path.ancestors().skip(1).find(|above| above.is_dir());
    fs::create_dir_all(path).map_err(StoreError::io("create the folder", path))?;
    for above in path.ancestors().skip(1) {
        sync_folder(above)?;
        if Some(above) == first_there {
            break;
        }
    }
    Ok(())
}

/// Waits until a file's bytes are on the disk.
pub(super) fn sync_file(path: &Path) -> Result<(), StoreError> {
    let file = OpenOptions::new().write(true).open(path);
    file.and_then(|file| file.sync_all()).map_err(StoreError::io("flush", path))
}

/// Waits until the names in a folder are on the disk. Where folders cannot be flushed there is nothing to do.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(path).and_then(|folder| folder.sync_all()) {
        Err(e) if !matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Err(StoreError::io("flush the folder", path)(e))
        }
        _ => Ok(()),
    }
}

/// The path of `<stem>.<why>-<n>.<extension>` beside a file, with the first free number from 1.
pub(super) fn free_beside(
    path: &Path,
    stem: &str,
    why: &str,
    extension: &str,
) -> Result<PathBuf, StoreError> {
    let mut n = 1_u64;
    loop {
        let to = path.with_file_name(OsString::from(format!("{stem}.{why}-{n}.{extension}")));
        match fs::symlink_metadata(&to) {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(to),
            Err(e) => return Err(StoreError::io("look for", &to)(e)),
            Ok(_) => n += 1,
        }
    }
}

/// Renames a file to the first free name of [`free_beside`]; `None` if it is gone.
///
/// Only one instance renames in a folder at a time, or else only the one that still finds the file: no name
/// that is taken is ever replaced.
pub(super) fn set_aside(
    path: &Path,
    stem: &str,
    why: &str,
    extension: &str,
) -> Result<Option<PathBuf>, StoreError> {
    let to = free_beside(path, stem, why, extension)?;
    Ok(rename_if_there(path, &to)?.then_some(to))
}
