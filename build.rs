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
    pub mod load;
    pub mod measure;
    pub mod reader;
    pub mod types;
    pub mod value;
    pub mod voice;
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
    for line in wrong {
        println!("cargo::error={line}");
    }
}

/// The folders of all shipped packs, in the order of their names.
fn packs() -> std::io::Result<Vec<PathBuf>> {
    let entries: std::io::Result<Vec<_>> = Path::new("assets/packs").read_dir()?.collect();
    let mut packs: Vec<PathBuf> =
        entries?.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    packs.sort();
    Ok(packs)
}
