//! A pack from a folder.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::check::{self, Texts};
use super::handbook;
use super::reader::Problem;
use super::threads::in_parts;
use super::types::Pack;

/// Everything that is wrong with a pack, one line for each problem; at least one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct PackErrors {
    /// In the order of files and lines.
    pub problems: Vec<Problem>,
    /// Whether the system refused to read a file that is there.
    pub unreadable: bool,
}

/// The most bytes that any file of a pack may have.
pub const LARGEST: u64 = 1 << 20;

/// The folder of the handbook's pages in that of a pack.
const HANDBOOK: &str = "handbook";
/// The most files of a handbook.
const MOST_PAGES: usize = 2000;

impl Pack {
    /// Reads and checks the pack in a folder.
    ///
    /// # Errors
    /// [`PackErrors`] with everything that is wrong: in the files' texts, and with the files themselves (missing, no
    /// plain file, over [`LARGEST`] or for a page [`handbook::LONGEST`], not UTF-8, not readable).
    pub fn load(dir: &Path) -> Result<Self, PackErrors> {
        let (mut problems, mut unreadable) = (Vec::new(), false);
        let place = |name: &str| dir.join(name).display().to_string();
        let mut read = |name: &str| match read(&dir.join(name), LARGEST) {
            Ok(text) => Some(text),
            Err(Fault { absent: true, .. }) if check::OPTIONAL.contains(&name) => None,
            Err(Fault { line, what, right, refused, .. }) => {
                unreadable |= refused;
                problems.push(Problem { file: place(name), line, what, right });
                None
            }
        };
        let pack = read(check::PACK);
        let files = read(check::FILES);
        let commendations = read(check::COMMENDATIONS);
        let about = read(check::ABOUT);
        let facts = read(check::FACTS);
        let session = read(check::SESSION);
        let arrival = read(check::ARRIVAL);
        let incentives = read(check::INCENTIVES);
        let ambient = read(check::AMBIENT);
        let texts = Texts {
            pack: pack.as_deref(),
            files: files.as_deref(),
            commendations: commendations.as_deref(),
            about: about.as_deref(),
            facts: facts.as_deref(),
            session: session.as_deref(),
            arrival: arrival.as_deref(),
            incentives: incentives.as_deref(),
            ambient: ambient.as_deref(),
        };
        let mut pack = check::build(texts, place, &mut problems);
        let pages = pages(dir, &mut problems, &mut unreadable);
        let pages: Vec<(&str, &str)> =
            pages.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let place = |name: &str| dir.join(HANDBOOK).join(name).display().to_string();
        pack.handbook = handbook::build(&pages, super::HANDBOOK, place, &mut problems);
        if problems.is_empty() { Ok(pack) } else { Err(PackErrors { problems, unreadable }) }
    }
}

/// The files of a pack's handbook, by name, in the order of names. A pack may have none.
fn pages(dir: &Path, problems: &mut Vec<Problem>, unreadable: &mut bool) -> Vec<(String, String)> {
    let dir = dir.join(HANDBOOK);
    let mut tell = |path: &Path, Fault { line, what, right, refused, .. }: Fault| {
        *unreadable |= refused;
        problems.push(Problem { file: path.display().to_string(), line, what, right });
    };
    let whole = Fault::of_a_whole;
    let listed = match fs::symlink_metadata(&dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Ok(kind) if !kind.is_dir() => {
            tell(&dir, whole("is no folder".into(), "a folder of pages is wanted"));
            return Vec::new();
        }
        Ok(_) => {
            fs::read_dir(&dir).and_then(|found| found.take(MOST_PAGES + 1).collect::<Result<Vec<_>, _>>())
        }
        Err(error) => Err(error),
    };
    let mut paths: Vec<_> = match listed {
        Ok(found) => found.into_iter().map(|entry| entry.path()).collect(),
        Err(error) => {
            let what = format!("could not be read: {error}");
            tell(&dir, Fault { refused: true, ..whole(what, "a folder that can be read is wanted") });
            return Vec::new();
        }
    };
    if paths.len() > MOST_PAGES {
        tell(&dir, whole(format!("holds more than {MOST_PAGES} files"), "divide the handbook"));
        return Vec::new();
    }
    paths.sort();
    let read = |paths: &[PathBuf]| paths.iter().map(|path| page(path)).collect::<Vec<_>>();
    let read = in_parts(&paths, read).into_iter().flatten();
    let mut pages = Vec::with_capacity(paths.len());
    for (path, read) in paths.iter().zip(read) {
        match read {
            Ok(page) => pages.push(page),
            Err(fault) => tell(path, fault),
        }
    }
    pages
}

/// The name and the text of a file of a handbook.
fn page(path: &Path) -> Result<(String, String), Fault> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let most = match name {
        handbook::PARTS => LARGEST,
        name if name.ends_with(".md") => handbook::LONGEST as u64,
        _ => return Err(Fault::of_a_whole("is no page".into(), "pages end in .md")),
    };
    Ok((name.to_owned(), read(path, most)?))
}

/// What is wrong with a file, and what would be right.
struct Fault {
    line: usize,
    what: String,
    right: String,
    /// The system refused to read it.
    refused: bool,
    /// It is not there.
    absent: bool,
}

impl Fault {
    /// One that is in no line.
    fn of_a_whole(what: String, right: &str) -> Self {
        Self { line: 0, what, right: right.to_owned(), refused: false, absent: false }
    }
}

/// The text of a file of at most so many bytes.
fn read(path: &Path, most: u64) -> Result<String, Fault> {
    let whole = Fault::of_a_whole;
    let fault = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Fault { absent: true, ..whole("is missing".into(), "a pack has this file") }
        }
        _ => {
            let what = format!("could not be read: {error}");
            Fault { refused: true, ..whole(what, "a file that can be read is wanted") }
        }
    };
    // Asked of the entry itself and before it is opened: opening a pipe would wait for its writer.
    let kind = fs::symlink_metadata(path).map_err(fault)?;
    if !kind.is_file() {
        let what = if kind.is_dir() {
            "is a folder"
        } else if kind.file_type().is_symlink() {
            "is a link"
        } else {
            "is no plain file"
        };
        return Err(whole(what.into(), "a plain file is wanted"));
    }
    let expected = kind.len().min(most) as usize + 1;
    let mut bytes = Vec::with_capacity(expected);
    // One byte over the limit is enough to see that it is passed, however large the file is or grows.
    File::open(path).map_err(fault)?.take(most + 1).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() as u64 > most {
        // The line in which the limit is passed.
        let line = 1 + bytes.iter().filter(|byte| **byte == b'\n').count();
        let what = format!("the file is over {} KiB", most >> 10);
        return Err(Fault { line, ..whole(what, &format!("at most {most} bytes are read")) });
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..good].iter().filter(|b| **b == b'\n').count();
        Fault { line, ..whole("holds bytes that are no UTF-8".into(), "save the file as UTF-8") }
    })
}
