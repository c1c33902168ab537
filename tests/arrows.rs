//! The arrows of the architecture: which part of the program may know which other.

use std::path::{Path, PathBuf};

/// A part of `src/`, and what may not be named in it.
struct Rule {
    /// A path under `src/`: a folder, or the whole.
    part: &'static str,
    /// Parts of it that the rule leaves out.
    but: &'static [&'static str],
    forbidden: &'static [&'static str],
}

/// Methods that call the platform's libm, and differ between machines.
const LIBM: [&str; 24] = [
    ".sin(",
    ".cos(",
    ".tan(",
    ".sin_cos(",
    ".asin(",
    ".acos(",
    ".atan(",
    ".atan2(",
    ".sinh(",
    ".cosh(",
    ".tanh(",
    ".exp(",
    ".exp2(",
    ".exp_m1(",
    ".ln(",
    ".ln_1p(",
    ".log(",
    ".log2(",
    ".log10(",
    ".powf(",
    ".powi(",
    ".cbrt(",
    ".hypot(",
    ".mul_add(",
];

const RULES: &[Rule] = &[
    Rule {
        part: "model",
        but: &[],
        forbidden: &[
            "egui",
            "eframe",
            "glow::",
            "std::fs",
            "std::time",
            "std::thread",
            "std::net",
            "std::env",
            "Instant",
            "SystemTime",
            "rand::",
            "getrandom",
            "HashMap",
            "HashSet",
            "RandomState",
            "crate::screens",
            "crate::tube",
            "crate::picture",
            "crate::store",
            "crate::hands",
            "crate::keys",
            "crate::sound",
            "crate::desk",
        ],
    },
    Rule {
        part: "screens",
        but: &[],
        forbidden: &[
            "eframe",
            "std::fs",
            "std::time",
            "std::thread",
            "HashMap",
            "HashSet",
            "crate::store",
            "crate::desk",
            "crate::picture",
            "crate::hands",
        ],
    },
    Rule {
        part: "operator",
        but: &[],
        forbidden: &[
            "egui",
            "eframe",
            "std::fs",
            "std::time",
            "std::thread",
            "std::env",
            "Instant",
            "SystemTime",
            "rand::",
            "HashMap",
            "HashSet",
            "crate::hands",
            "crate::tube",
            "crate::picture",
            "crate::sound",
            "crate::stage",
            "crate::store",
            "crate::desk",
        ],
    },
    Rule {
        part: "tube",
        but: &[],
        forbidden: &["crate::model", "crate::screens", "eframe", "std::fs", "std::time", "HashSet"],
    },
    Rule {
        part: "picture",
        but: &[],
        forbidden: &["eframe", "std::fs", "std::time", "std::thread", "HashMap", "HashSet", "crate::store"],
    },
    Rule {
        part: "sound",
        but: &[],
        forbidden: &[
            "egui",
            "eframe",
            "std::fs",
            "std::time",
            "std::thread",
            "std::net",
            "std::env",
            "Instant",
            "SystemTime",
            "rand::",
            "HashMap",
            "HashSet",
            "hound",
            "crate::screens",
            "crate::tube",
            "crate::picture",
            "crate::stage",
            "crate::store",
            "crate::hands",
            "crate::keys",
            "crate::desk",
        ],
    },
    Rule {
        part: "settings",
        but: &[],
        forbidden: &[
            "egui",
            "eframe",
            "std::fs",
            "std::time",
            "std::thread",
            "crate::model",
            "crate::screens",
            "crate::store",
            "crate::tube",
            "crate::picture",
            "crate::desk",
            "crate::pack",
        ],
    },
    Rule {
        part: "settings.rs",
        but: &[],
        forbidden: &["egui", "crate::model", "crate::store", "crate::tube", "crate::pack"],
    },
    Rule {
        part: "desktop",
        but: &[],
        forbidden: &[
            "egui",
            "crate::model",
            "crate::screens",
            "crate::tube",
            "crate::picture",
            "crate::store",
            "crate::desk",
        ],
    },
    Rule {
        part: "ambient",
        but: &[],
        forbidden: &[
            "eframe",
            "winit",
            "softbuffer",
            "std::fs",
            "std::thread",
            "std::env",
            "std::time::Instant",
            "Instant::",
            "SystemTime",
            "Zoned",
            "rand::",
            "HashMap",
            "HashSet",
            "crate::store",
            "crate::desk",
            "crate::saver",
            "crate::hands",
        ],
    },
    Rule {
        part: "pace.rs",
        but: &[],
        forbidden: &["Instant", "SystemTime", "std::thread", "eframe", "egui"],
    },
    Rule { part: "", but: &["saver"], forbidden: &["winit::", "softbuffer", "x11_dl"] },
    Rule { part: "", but: &["desk", "desk.rs", "saver", "saver.rs"], forbidden: &["eframe"] },
    Rule {
        part: "",
        but: &["desktop", "saver"],
        forbidden: &["winit::", "softbuffer", "x11rb", "x11_dl", "windows_sys", "raw_window_handle"],
    },
    Rule { part: "time.rs", but: &[], forbidden: &["crate::", "std::time", "std::thread", "egui"] },
];

/// Where pictures, sound and states come from: the same bytes on every machine.
const EXACT: [&str; 7] = ["ambient", "model", "operator", "screens", "sound", "tube", "picture"];

fn sources(at: &Path, found: &mut Vec<PathBuf>) {
    if at.is_dir() {
        let mut inside: Vec<PathBuf> = at.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        inside.sort();
        inside.iter().for_each(|path| sources(path, found));
    } else if at.extension().is_some_and(|extension| extension == "rs") {
        found.push(at.to_owned());
    }
}

/// The lines of a file that are code, without comments and without the tests at its end.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // Tests with a body stand at the end; a line that only names a file of tests may stand anywhere.
    let tests = |at: usize| {
        lines[at] == "#[cfg(test)]"
            && lines.get(at + 1).is_some_and(|next| next.starts_with("mod ") && !next.ends_with(';'))
    };
    let end = (0..lines.len()).find(|&at| tests(at)).unwrap_or(lines.len());
    lines[..end]
        .iter()
        .enumerate()
        .map(|(number, line)| (number + 1, line.split("//").next().unwrap_or("").to_owned()))
        .collect()
}

/// Whether `line` names `what`, and not only something that ends with it.
fn names(line: &str, what: &str) -> bool {
    line.match_indices(what).any(|(at, _)| {
        what.starts_with('.')
            || !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    })
}

fn broken(root: &Path, rule: &Rule) -> Vec<String> {
    let start = root.join(rule.part);
    let mut files = Vec::new();
    if start.exists() {
        sources(&start, &mut files);
    }
    let mut broken = Vec::new();
    for file in files {
        let place = file.strip_prefix(root).unwrap();
        if rule.but.iter().any(|but| place.starts_with(but)) || place.ends_with("tests.rs") {
            continue;
        }
        for (number, line) in code(&file) {
            for what in rule.forbidden.iter().filter(|what| names(&line, what)) {
                broken.push(format!("src/{}:{number}: names `{what}`: {}", place.display(), line.trim()));
            }
        }
    }
    broken
}

#[test]
fn the_arrows_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let exact = EXACT.map(|part| Rule { part, but: &[], forbidden: &LIBM });
    let broken: Vec<String> = RULES.iter().chain(&exact).flat_map(|rule| broken(&root, rule)).collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// The test itself sees what it is to see.
#[test]
fn a_broken_arrow_is_named_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let model = dir.path().join("model");
    std::fs::create_dir(&model).unwrap();
    let text = "//! egui is named in words only.\nuse egui::Pos2; // wrong\nfn f(x: f64) -> f64 { x.sin() + libm::sin(x) }\n\
                use crate::model::random::hash;\n#[cfg(test)]\nmod tests { use std::fs; }\n";
    std::fs::write(model.join("bad.rs"), text).unwrap();
    let found = broken(dir.path(), &RULES[0]);
    assert_eq!(found, ["src/model/bad.rs:2: names `egui`: use egui::Pos2;"]);
    let found = broken(dir.path(), &Rule { part: "model", but: &[], forbidden: &LIBM });
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("src/model/bad.rs:3: names `.sin(`"), "{found:?}");
}
