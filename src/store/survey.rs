//! What a profile's folder holds, read without touching it.

use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::{Damage, DecodeError, SAVE_LIMIT, StoreError, decode, disk};

/// A snapshot as it stood in a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// 1 to [`SAVE_VERSION`](super::SAVE_VERSION).
    pub version: u32,
    /// The bytes that were submitted.
    pub json: Vec<u8>,
}

/// The three names under which a whole save can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// `session.save`.
    Current,
    /// `session.new.tmp`: whole, but the program ended before it got its name.
    Unnamed,
    /// `session.older.save`.
    Older,
}

impl Generation {
    /// From the newest to the oldest, which is the order of choice.
    pub(super) const ALL: [Generation; 3] = [Generation::Current, Generation::Unnamed, Generation::Older];

    /// Its path in a profile's folder.
    pub fn path(self, folder: &Path) -> PathBuf {
        folder.join(match self {
            Generation::Current => "session.save",
            Generation::Unnamed => "session.new.tmp",
            Generation::Older => "session.older.save",
        })
    }
}

/// What was read, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded<T> {
    /// The snapshot, as its reader took it.
    pub snapshot: T,
    /// Where it was.
    pub generation: Generation,
}

/// A save that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Which one it was.
    pub generation: Generation,
    /// What is wrong with it.
    pub damage: Damage,
    /// Its new name; `None` where it was left in place.
    pub moved_to: Option<PathBuf>,
}

/// What a profile holds, read without a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peeked<T = Snapshot> {
    /// The newest save that can be used.
    pub loaded: Option<Loaded<T>>,
    /// Newer ones that cannot, all left in place.
    pub damaged: Vec<SetAside>,
}

/// A folder's saves.
pub(super) struct Survey<T> {
    pub(super) loaded: Option<Loaded<T>>,
    /// Damaged generations up to the one loaded, in place. A torn temporary file is no damage.
    pub(super) damaged: Vec<SetAside>,
    /// Fingerprints of the files there.
    pub(super) known: Vec<u64>,
}

/// Marks one file's exact bytes.
pub(super) fn fingerprint(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// Reads the saves of a folder, takes the newest that `read` accepts, and touches nothing.
///
/// # Errors
/// [`StoreError::Newer`] if either generation is from a newer program, also beside a sound one: the next
/// write would replace it. [`StoreError::Io`] if a file is there and cannot be read.
pub(super) fn survey<T>(
    folder: &Path,
    mut read: impl FnMut(Snapshot) -> Result<T, String>,
) -> Result<Survey<T>, StoreError> {
    let mut survey = Survey { loaded: None, damaged: Vec::new(), known: Vec::new() };
    for generation in Generation::ALL {
        let path = generation.path(folder);
        let Some(mut bytes) = disk::read(&path, SAVE_LIMIT)? else {
            continue;
        };
        survey.known.push(fingerprint(&bytes));
        // Beside a usable current save an unnamed one is only a leftover.
        if survey.loaded.is_some() && generation == Generation::Unnamed {
            continue;
        }
        let damage = match decode(&bytes) {
            Err(DecodeError::Newer { version }) => return Err(StoreError::Newer { path, version }),
            _ if survey.loaded.is_some() => continue,
            Err(DecodeError::Damaged(damage)) => damage,
            Ok(decoded) => {
                let (version, header) = (decoded.version, bytes.len() - decoded.json.len());
                bytes.drain(..header);
                match read(Snapshot { version, json: bytes }) {
                    Ok(snapshot) => {
                        survey.loaded = Some(Loaded { snapshot, generation });
                        continue;
                    }
                    Err(reason) => Damage::Rejected(reason),
                }
            }
        };
        if generation != Generation::Unnamed {
            survey.damaged.push(SetAside { generation, damage, moved_to: None });
        }
    }
    Ok(survey)
}
