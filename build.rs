//! Checks what is embedded, packs and words, with the program's own code, and fails the build with file and line.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "modules of the library, of which the check is all that is used here"
)]

use std::path::{Path, PathBuf};

#[path = "src/nearest.rs"]
mod nearest;

#[path = "src/template.rs"]
mod template;

#[path = "src/pack"]
mod pack {
    pub mod ambient;
    pub mod arrival;
    pub mod check;
    pub mod find;
    pub mod glyphs;
    pub mod handbook;
    pub mod incentives;
    pub mod load;
    pub mod measure;
    pub mod named;
    pub mod reader;
    pub mod talk;
    pub mod threads;
    pub mod types;
    pub mod value;
    pub mod voice;

    /// Shipped packs are checked as they stand: none is laid upon another.
    pub const HANDBOOK: &[(&str, &str)] = &[];
}

#[path = "src/words"]
mod words {
    pub mod catalogue;
}

/// Everything a change of which can change what the check says.
const WATCHED: [&str; 7] = [
    "build.rs",
    "src/nearest.rs",
    "src/template.rs",
    "src/pack",
    "src/words",
    "assets/packs",
    "assets/words.toml",
];

fn main() {
    for path in WATCHED {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut wrong: Vec<String> = Vec::new();
    match packs() {
        Ok(packs) => {
            for dir in &packs {
                if let Err(errors) = pack::types::Pack::load(dir) {
                    wrong.extend(errors.problems.iter().map(ToString::to_string));
                }
            }
            if let Err(error) = embed(&packs) {
                wrong.push(format!("assets/packs: could not be embedded: {error}"));
            }
        }
        Err(error) => wrong.push(format!("assets/packs: could not be listed: {error}")),
    }
    match std::fs::read_to_string("assets/words.toml") {
        Ok(text) => {
            if let Err(problems) = words::catalogue::Catalogue::read("assets/words.toml", &text) {
                wrong.extend(problems.iter().map(ToString::to_string));
            }
        }
        Err(error) => wrong.push(format!("assets/words.toml: could not be read: {error}")),
    }
    for line in wrong {
        println!("cargo::error={line}");
    }
}

/// Writes the list of the shipped packs, with the names and texts of their files, that the library includes.
fn embed(packs: &[PathBuf]) -> std::io::Result<()> {
    let mut list = String::from("pub(super) const SHIPPED: &[Shipped] = &[\n");
    for dir in packs {
        let name = dir.file_name().unwrap_or_default().to_string_lossy();
        let (files, pages) = (texts(dir)?, texts(&dir.join("handbook"))?);
        list.push_str(&format!("    Shipped {{ name: {name:?}, files: &[{files}], pages: &[{pages}] }},\n"));
    }
    list.push_str("];\n");
    let out = std::env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    std::fs::write(Path::new(&out).join("shipped.rs"), list)
}

/// The plain files of a folder in the order of their names, each as a pair of name and included text.
fn texts(dir: &Path) -> std::io::Result<String> {
    let mut paths = Vec::new();
    for entry in dir.read_dir()? {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path.canonicalize()?);
        }
    }
    paths.sort();
    let pair = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("({name:?}, include_str!({path:?})), ")
    };
    Ok(paths.iter().map(pair).collect())
}

/// The folders of all shipped packs, in the order of their names.
fn packs() -> std::io::Result<Vec<PathBuf>> {
    let entries: std::io::Result<Vec<_>> = Path::new("assets/packs").read_dir()?.collect();
    let mut packs: Vec<PathBuf> =
        entries?.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    packs.sort();
    Ok(packs)
}
