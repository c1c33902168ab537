//! One profile: a folder that one instance may write, with two generations of the session.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{
    DataDir, Generation, Loaded, Peeked, ProfileName, SAVE_LIMIT, SAVE_VERSION, SetAside, Snapshot,
    StoreError, disk, encode,
    survey::{fingerprint, survey},
};

/// A profile that this instance holds until it is dropped.
///
/// # How a save is written
/// 1. the new save goes whole into `session.new.tmp`, which is flushed;
/// 2. `session.save` is renamed to `session.older.save`;
/// 3. `session.new.tmp` is renamed to `session.save`;
/// 4. the folder is flushed.
///
/// Ended before 2, the current generation stands as it was, and a temporary file is left over, which the next
/// opening removes. Ended before 3, the temporary file is whole and newest, and the next opening gives it
/// its name.
#[derive(Debug)]
pub struct Profile {
    name: ProfileName,
    folder: PathBuf,
    /// Held open for its lock; none while the folder could not be held.
    lock: Option<File>,
    /// Fingerprints of the saves that this instance has read there or written, at most three: it replaces no
    /// other.
    known: Vec<u64>,
    /// Damaged saves that are still to be set aside.
    damaged: Vec<Generation>,
    /// The session was loaded from a whole temporary file that still has to get its name.
    unnamed: bool,
}

/// A profile just opened.
#[derive(Debug)]
pub struct Opened<T = Snapshot> {
    /// The profile, to be given to a [`Writer`](super::Writer).
    pub profile: Profile,
    /// What was remembered; `None` for a fresh start.
    pub loaded: Option<Loaded<T>>,
    /// Damaged saves that were passed over, newest first. With nothing loaded they were all there was.
    pub damaged: Vec<SetAside>,
    /// Why nothing can be written at present, as in a read-only folder. Every write tries again.
    pub trouble: Option<StoreError>,
}

impl Profile {
    /// Opens a profile, creating it where there is none, and reads the newest sound save.
    ///
    /// # Errors
    /// [`StoreError::InUse`] if another instance holds it and [`StoreError::Newer`] if a save is from a newer
    /// program: in both cases no save was touched. [`StoreError::Io`] if a save is there but cannot be read.
    /// A folder that cannot be written is no error but [`Opened::trouble`].
    pub fn open(data: &DataDir, name: &ProfileName) -> Result<Opened, StoreError> {
        Profile::open_with(data, name, Ok)
    }

    /// As [`Profile::open`], with the reader of the snapshot's JSON: a save that it refuses, with a reason,
    /// counts as damaged.
    ///
    /// # Errors
    /// As [`Profile::open`].
    pub fn open_with<T>(
        data: &DataDir,
        name: &ProfileName,
        read: impl FnMut(Snapshot) -> Result<T, String>,
    ) -> Result<Opened<T>, StoreError> {
        let mut profile = Profile {
            name: name.clone(),
            folder: data.profile(name),
            lock: None,
            known: Vec::new(),
            damaged: Vec::new(),
            unnamed: false,
        };
        let locked = match profile.lock() {
            Err(e @ StoreError::InUse { .. }) => return Err(e),
            other => other,
        };
        let found = survey(&profile.folder, read)?;
        profile.known = found.known;
        profile.damaged = found.damaged.iter().map(|d| d.generation).collect();
        profile.unnamed = found.loaded.as_ref().is_some_and(|l| l.generation == Generation::Unnamed);
        let mut damaged = found.damaged;
        let tidied = locked.and_then(|()| profile.tidy(&mut damaged));
        if tidied.is_err() {
            profile.lock = None;
        }
        Ok(Opened { profile, loaded: found.loaded, damaged, trouble: tidied.err() })
    }

    /// Reads a profile's newest sound save without holding or changing anything, also while another instance
    /// writes.
    ///
    /// # Errors
    /// [`StoreError::Newer`] and [`StoreError::Io`] as [`Profile::open`].
    pub fn peek(data: &DataDir, name: &ProfileName) -> Result<Peeked, StoreError> {
        Self::peek_with(data, name, Ok)
    }

    /// As [`Profile::peek`], of the newest save that `read` takes: one whose text it refuses counts as damaged.
    ///
    /// # Errors
    /// As [`Profile::peek`].
    pub fn peek_with<T>(
        data: &DataDir,
        name: &ProfileName,
        mut read: impl FnMut(Snapshot) -> Result<T, String>,
    ) -> Result<Peeked<T>, StoreError> {
        let folder = data.profile(name);
        let mut found = survey(&folder, &mut read)?;
        if found.loaded.as_ref().is_none_or(|l| l.generation != Generation::Current) {
            // Perhaps between two renames of the instance that writes: those are microseconds apart.
            found = survey(&folder, &mut read)?;
        }
        Ok(Peeked { loaded: found.loaded, damaged: found.damaged })
    }

    /// The profile's name.
    pub fn name(&self) -> &ProfileName {
        &self.name
    }

    /// The profile's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Saves a snapshot and returns when it is on the disk. Ended anywhere in between, it leaves this
    /// snapshot or the one before.
    ///
    /// # Errors
    /// The step that failed; what was saved before is still there, and the next write starts over.
    pub fn write(&mut self, json: &[u8], version: u32) -> Result<(), StoreError> {
        if !(1..=SAVE_VERSION).contains(&version) {
            return Err(StoreError::Version { version });
        }
        let bytes = encode(json, version);
        if bytes.len() as u64 > SAVE_LIMIT {
            return Err(StoreError::TooLong { bytes: bytes.len(), limit: SAVE_LIMIT });
        }
        self.hold()?;
        let [current, unnamed, older] = Generation::ALL.map(|g| g.path(&self.folder));
        disk::write_new(&unnamed, &bytes)?;
        disk::rename_if_there(&current, &older)?;
        disk::rename(&unnamed, &current)?;
        self.know(fingerprint(&bytes));
        disk::sync_folder(&self.folder)
    }

    /// Replaces what was remembered by another snapshot, in both generations, so that no damage brings back what was
    /// replaced. Before that it keeps `old`, what was remembered, beside them as `session.kept-<n>.json`, and gives
    /// that path.
    ///
    /// # Errors
    /// The step that failed. What was remembered is there as it was, or kept, or both.
    pub fn replace(
        &mut self,
        old: Option<&[u8]>,
        json: &[u8],
        version: u32,
    ) -> Result<Option<PathBuf>, StoreError> {
        self.hold()?;
        let kept = match old {
            None => None,
            Some(old) => {
                let path =
                    disk::free_beside(&Generation::Current.path(&self.folder), "session", "kept", "json")?;
                disk::write_new(&path, old)?;
                disk::sync_folder(&self.folder)?;
                Some(path)
            }
        };
        self.write(json, version)?;
        self.write(json, version)?;
        Ok(kept)
    }

    /// Makes sure that this instance still holds the folder, or takes it (again) if nobody else wrote there.
    pub(super) fn hold(&mut self) -> Result<(), StoreError> {
        if self.lock.as_ref().is_some_and(|lock| is_at(lock, &self.lock_path())) {
            return Ok(());
        }
        self.lock = None;
        let taken = self.lock().and_then(|()| self.check_known()).and_then(|()| self.tidy(&mut []));
        if taken.is_err() {
            self.lock = None;
        }
        taken
    }

    fn lock_path(&self) -> PathBuf {
        self.folder.join("session.lock")
    }

    fn lock(&mut self) -> Result<(), StoreError> {
        disk::create_folder(&self.folder)?;
        let path = self.lock_path();
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StoreError::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse {
                    profile: self.name.to_string(),
                    folder: self.folder.clone(),
                });
            }
            // Some network file systems have no locks. Saving there matters more than a second instance.
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {
                log::warn!("{} cannot be locked: {e}", path.display());
            }
            Err(TryLockError::Error(e)) => return Err(StoreError::io("lock", &path)(e)),
        }
        self.lock = Some(file);
        Ok(())
    }

    /// While the folder was not held, another instance may have come and gone.
    fn check_known(&self) -> Result<(), StoreError> {
        for generation in [Generation::Current, Generation::Older] {
            let path = generation.path(&self.folder);
            let bytes = disk::read(&path, SAVE_LIMIT)?;
            if bytes.is_some_and(|b| !self.known.contains(&fingerprint(&b))) {
                return Err(StoreError::Changed { path });
            }
        }
        Ok(())
    }

    /// Sets damaged saves aside, then gives a temporary file its name if the session is in it, or removes it.
    fn tidy(&mut self, report: &mut [SetAside]) -> Result<(), StoreError> {
        while let Some(&generation) = self.damaged.first() {
            let path = generation.path(&self.folder);
            let moved_to = disk::set_aside(&path, "session", "damaged", "save")?;
            if let Some(to) = &moved_to {
                log::warn!("{} is damaged and was set aside as {}", path.display(), to.display());
            }
            if let Some(entry) = report.iter_mut().find(|d| d.generation == generation) {
                entry.moved_to = moved_to;
            }
            self.damaged.remove(0);
        }
        let [current, unnamed, _] = Generation::ALL.map(|g| g.path(&self.folder));
        if self.unnamed {
            // Whole as it was read, but perhaps never flushed.
            disk::sync_file(&unnamed)?;
            disk::rename(&unnamed, &current)?;
            self.unnamed = false;
        } else {
            disk::remove(&unnamed)?;
        }
        disk::sync_folder(&self.folder)
    }

    fn know(&mut self, fingerprint: u64) {
        if self.known.len() >= 3 {
            self.known.remove(0);
        }
        self.known.push(fingerprint);
    }
}

/// Whether an open file is still the one at a path: a lock on a file that was removed keeps nobody out.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// An open and locked file cannot be removed here.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
