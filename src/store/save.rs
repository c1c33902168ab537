//! One save file as bytes: a header line, then the snapshot's JSON.
//!
//! ```text
//! macrodat-save 1 xxh3=0123456789abcdef bytes=4096
//! {"…":…}
//! ```
//!
//! The checksum is XXH3 (64 bits) of the JSON, seeded with the version, so it also holds the version; the
//! header has exactly one form for a given version and JSON. No flipped bit and no lost end can pass.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The newest version of a snapshot that this program reads, and the one that it writes.
pub const SAVE_VERSION: u32 = 3;

/// Longest save file that is read, bytes.
pub const SAVE_LIMIT: u64 = 256 << 20;

const MAGIC: &[u8] = b"macrodat-save ";

/// The longest header, line end included: 14 + 10 + 6 + 16 + 7 + 20 + 1.
const HEADER_LIMIT: usize = 74;

/// A sound save, borrowed from its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// Version of the snapshot, 1 to [`SAVE_VERSION`].
    pub version: u32,
    /// The snapshot.
    pub json: &'a [u8],
}

/// Why bytes are no save for this program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Written by a newer program, whose rules for the rest are not known here.
    #[error("it has save version {version}, and this program reads up to {SAVE_VERSION}")]
    Newer {
        /// The version in the header.
        version: u32,
    },
    /// Not what was written.
    #[error(transparent)]
    Damaged(#[from] Damage),
}

/// What is wrong with a damaged save.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// No bytes at all.
    #[error("it is empty")]
    Empty,
    /// It does not begin as a save does.
    #[error("it does not begin with a macrodat-save header")]
    NotASave,
    /// It ends within the header.
    #[error("it ends within its header")]
    HeaderCut,
    /// The header line is not of the one form that it can have.
    #[error("its header line is malformed")]
    Header,
    /// More or fewer bytes than the header says.
    #[error("it holds {found} bytes of the {stated} that its header states")]
    Length {
        /// Bytes of JSON by the header.
        stated: u64,
        /// Bytes there are.
        found: u64,
    },
    /// The bytes are not those that were written.
    #[error("its checksum does not fit its contents")]
    Checksum,
    /// Longer than [`SAVE_LIMIT`].
    #[error("it is longer than {SAVE_LIMIT} bytes")]
    TooLong,
    /// Sound as a file, but whoever reads the snapshot cannot take it.
    #[error("its contents cannot be read: {0}")]
    Rejected(String),
}

fn header(json: &[u8], version: u32) -> String {
    let hash = xxh3_64_with_seed(json, u64::from(version));
    format!("macrodat-save {version} xxh3={hash:016x} bytes={}\n", json.len())
}

/// The bytes of a save file.
pub fn encode(json: &[u8], version: u32) -> Vec<u8> {
    let mut bytes = header(json, version).into_bytes();
    bytes.extend_from_slice(json);
    bytes
}

/// Reads the bytes of a save file. Any bytes whatever give an answer.
///
/// # Errors
/// [`DecodeError::Newer`] as soon as the header names a newer version, whatever follows: a program cannot
/// judge what was written by rules that it does not know. [`DecodeError::Damaged`] for all that was never
/// written so.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, DecodeError> {
    if bytes.is_empty() {
        return Err(Damage::Empty.into());
    }
    if bytes.len() as u64 > SAVE_LIMIT {
        return Err(Damage::TooLong.into());
    }
    let Some(rest) = bytes.strip_prefix(MAGIC) else {
        return Err(if MAGIC.starts_with(bytes) {
            Damage::HeaderCut.into()
        } else {
            Damage::NotASave.into()
        });
    };
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let (number, after) = rest.split_at(digits);
    // A number that runs into something else is a damaged one: "1 x" with its space gone could read as "10x".
    let version = decimal(number)
        .filter(|_| matches!(after.first(), None | Some(b' ' | b'\n')))
        .and_then(|v| u32::try_from(v).ok());
    if let Some(version) = version.filter(|&v| v > SAVE_VERSION) {
        return Err(DecodeError::Newer { version });
    }
    let Some(end) = bytes.iter().take(HEADER_LIMIT).position(|&b| b == b'\n') else {
        return Err(if bytes.len() < HEADER_LIMIT {
            Damage::HeaderCut.into()
        } else {
            Damage::Header.into()
        });
    };
    let (line, json) = bytes.split_at(end + 1);
    let version = version.filter(|&v| v > 0).ok_or(Damage::Header)?;
    if line == header(json, version).as_bytes() {
        Ok(Decoded { version, json })
    } else {
        Err(difference(line, json).into())
    }
}

/// Why a header line of a known version does not fit what follows it.
fn difference(line: &[u8], json: &[u8]) -> Damage {
    let stated = (|| {
        let fields: Vec<&[u8]> = line.strip_suffix(b"\n")?.split(|&b| b == b' ').collect();
        let [_, _, hash, length] = fields[..] else {
            return None;
        };
        let hash = hash.strip_prefix(b"xxh3=")?;
        let hex = |b: &u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        (hash.len() == 16 && hash.iter().all(hex)).then_some(())?;
        decimal(length.strip_prefix(b"bytes=")?)
    })();
    let found = json.len() as u64;
    match stated {
        None => Damage::Header,
        Some(stated) if stated != found => Damage::Length { stated, found },
        Some(_) => Damage::Checksum,
    }
}

/// A decimal number in the one form that formatting gives it.
fn decimal(digits: &[u8]) -> Option<u64> {
    let canonical = digits.iter().all(u8::is_ascii_digit) && (digits == b"0" || !digits.starts_with(b"0"));
    canonical.then(|| std::str::from_utf8(digits).ok()?.parse().ok()).flatten()
}
