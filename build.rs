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
    pub mod check;
    pub mod find;
    pub mod glyphs;
    pub mod handbook;
    pub mod load;
    pub mod measure;
    pub mod named;
    pub mod reader;
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
            for dir in packs {
                if let Err(errors) = pack::types::Pack::load(&dir) {
                    wrong.extend(errors.problems.iter().map(ToString::to_string));
                }
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
    if let Err(error) = embed_handbook() {
        wrong.push(format!("{HANDBOOK}: could not be embedded: {error}"));
    }
    for line in wrong {
        println!("cargo::error={line}");
    }
}

/// The pages that are embedded.
const HANDBOOK: &str = "assets/packs/lumon/handbook";

/// Writes the list of the handbook's files, by name and text, that the library includes.
fn embed_handbook() -> std::io::Result<()> {
    let files: std::io::Result<Vec<_>> = Path::new(HANDBOOK).read_dir()?.collect();
    let mut names: Vec<String> =
        files?.into_iter().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut list = String::from("const HANDBOOK: &[(&str, &str)] = &[\n");
    for name in names {
        let path = Path::new(HANDBOOK).canonicalize()?.join(&name);
        list.push_str(&format!("    ({name:?}, include_str!({path:?})),\n"));
    }
    list.push_str("];\n");
    let out = std::env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    std::fs::write(Path::new(&out).join("handbook.rs"), list)
}

/// The folders of all shipped packs, in the order of their names.
fn packs() -> std::io::Result<Vec<PathBuf>> {
    let entries: std::io::Result<Vec<_>> = Path::new("assets/packs").read_dir()?.collect();
    let mut packs: Vec<PathBuf> =
        entries?.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    packs.sort();
    Ok(packs)
}
