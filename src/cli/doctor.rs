//! `macrodat doctor`: what this machine gives, and whether the live glass shows what a render shows.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use fearless_simd::Level;

use super::{Common, Failure, pack, say};
use crate::desk::doctor::{Exam, Found};
use crate::model::Terminal;
use crate::pack::Pack;
use crate::store::{DataDir, Profile, ProfileName, Snapshot};
use crate::tube::gpu::{Card, GpuError};

/// Exit code where the glasses differ.
const DIFFER: u8 = 1;
/// Exit code where there is no window.
const NO_WINDOW: u8 = 4;

pub(super) fn run(common: &Common) -> Result<ExitCode, Failure> {
    line("version", env!("CARGO_PKG_VERSION"))?;
    line("system", &system())?;
    line("display", &display())?;
    let threads =
        std::thread::available_parallelism().map_or_else(|_| "unknown".to_owned(), |count| count.to_string());
    line("threads", &threads)?;
    let level = format!("{:?}", Level::new());
    line("vectors", level.split('(').next().unwrap_or(&level))?;
    let data = DataDir::find(common.data_dir.as_deref());
    match &data {
        Ok(data) => {
            line("data folder", &folder(data.path()))?;
            line("settings", &settings(&data.settings()))?;
            line("profile", &profile(data, common))?;
        }
        Err(error) => line("data folder", &error.to_string())?,
    }
    let pack = match pack(common) {
        Ok(pack) => {
            line("pack", &format!("{} ({}), whole; {} files", pack.title, pack.key, pack.files.len()))?;
            pack
        }
        Err(failure) => {
            line("pack", &failure.line)?;
            Pack::embedded()
        }
    };
    let exam = Exam::prepare(&pack)?;
    let found = match exam.sit() {
        Ok(found) => found,
        Err(error) => {
            for (size, time) in exam.processor_times() {
                line(
                    "glass",
                    &format!("{}x{}: processor {:.2} ms", size[0], size[1], time.as_secs_f64() * 1e3),
                )?;
            }
            verdict(&format!("no window, the live glass was not tried: {error}"))?;
            return Ok(ExitCode::from(NO_WINDOW));
        }
    };
    report(&found)?;
    let (words, code) = judge(&found, exam.count());
    verdict(&words)?;
    Ok(ExitCode::from(code))
}

fn line(what: &str, is: &str) -> Result<(), Failure> {
    say(&format!("{what:<12} {is}"))
}

fn verdict(words: &str) -> Result<(), Failure> {
    say(&format!("macrodat doctor: {words}"))
}

fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let named = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    let named = named.map(|name| format!(", {}", name.trim_matches('"'))).unwrap_or_default();
    format!("{} on {}{named}", std::env::consts::OS, std::env::consts::ARCH)
}

fn display() -> String {
    let named = |name: &str| {
        let value = std::env::var(name).ok().filter(|value| !value.is_empty())?;
        Some(format!("{name}={value}"))
    };
    let all: Vec<String> =
        ["XDG_SESSION_TYPE", "WAYLAND_DISPLAY", "DISPLAY"].into_iter().filter_map(named).collect();
    if all.is_empty() { "none is named".to_owned() } else { all.join(", ") }
}

/// A folder, and whether files can be made in it, or in the nearest above it that is there.
fn folder(path: &Path) -> String {
    let there = path.ancestors().find(|path| path.is_dir());
    let trial = there.map(|there| {
        let file = there.join(format!(".macrodat-doctor-{}.tmp", std::process::id()));
        let made = fs::File::create_new(&file).map(drop);
        // What was not made need not be removed.
        made.and_then(|()| fs::remove_file(&file))
    });
    let state = match (trial, there == Some(path)) {
        (Some(Ok(())), true) => "writable".to_owned(),
        (Some(Ok(())), false) => "not there yet, can be made".to_owned(),
        (Some(Err(error)), _) => format!("not writable: {error}"),
        (None, _) => "no such place".to_owned(),
    };
    format!("{}: {state}", path.display())
}

fn settings(path: &Path) -> String {
    let state = match fs::read_to_string(path) {
        Ok(text) => format!("{} lines", text.lines().count()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "none yet".to_owned(),
        Err(error) => format!("cannot be read: {error}"),
    };
    format!("{}: {state}", path.display())
}

/// The profile, and whether its save can be used. It is only looked at.
fn profile(data: &DataDir, common: &Common) -> String {
    let name = match common.profile() {
        Ok(name) => name,
        Err(failure) => return failure.line,
    };
    let peeked = ProfileName::new(&name).and_then(|name| {
        Profile::peek_with(data, &name, |snapshot: Snapshot| {
            let pack = pack(common).map_err(|failure| failure.line)?;
            Terminal::reopen(snapshot.version, &snapshot.json, pack)
                .map(drop)
                .map_err(|error| error.to_string())
        })
    });
    let state = match peeked {
        Ok(peeked) => {
            let save = match &peeked.loaded {
                Some(loaded) => format!("its save is whole ({:?})", loaded.generation).to_lowercase(),
                None if peeked.damaged.is_empty() => "no save yet".to_owned(),
                None => "no save that can be used".to_owned(),
            };
            match peeked.damaged.len() {
                0 => save,
                count => format!("{save}; {count} damaged"),
            }
        }
        Err(error) => error.to_string(),
    };
    format!("{name}: {state}")
}

fn report(found: &Found) -> Result<(), Failure> {
    let Card { vendor, renderer, version, shading, largest_texture, .. } = &found.card;
    line("GL", &format!("{version}, GLSL {shading}"))?;
    line(
        "renderer",
        &format!("{renderer} by {vendor}{}", if found.card.is_software() { ", a software one" } else { "" }),
    )?;
    line("textures", &format!("up to {largest_texture} texels a side"))?;
    for display in &found.displays {
        let name = display.name.as_deref().unwrap_or("unnamed");
        let rate = display.rate.map_or_else(|| "rate unknown".to_owned(), |rate| format!("{rate:.2} Hz"));
        let [width, height] = display.size;
        line("screen", &format!("{name}: {width}x{height}, scale {}, {rate}", display.scale))?;
    }
    if found.displays.is_empty() {
        line("screen", "unknown")?;
    }
    let judged = match &found.glass {
        Ok(judged) => judged,
        Err(error) => return line("live glass", &error.to_string()),
    };
    for (name, told) in &judged.cases {
        let word = if told.agrees() { "ok" } else { "differs" };
        let [x, y] = told.at;
        let text = format!("{name}: PSNR {:.1} dB, worst {} at {x},{y}: {word}", told.psnr_db, told.worst);
        line("twins", &text)?;
    }
    let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1e3;
    let sizes = judged.times.iter().map(|(size, times)| (format!("{}x{}", size[0], size[1]), times));
    for (size, times) in sizes.chain([("on trial".to_owned(), &judged.trial)]) {
        let (live, processor) = (milliseconds(times.live), milliseconds(times.processor));
        line("glass", &format!("{size}: live {live:.2} ms, processor {processor:.2} ms"))?;
    }
    Ok(())
}

/// The verdict, and the code with which the program ends.
fn judge(found: &Found, count: usize) -> (String, u8) {
    let judged = match &found.glass {
        Ok(judged) => judged,
        Err(error @ (GpuError::Old(_) | GpuError::Large { .. })) => {
            return (format!("well - this GL is too small ({error}), the processor's glass is shown"), 0);
        }
        Err(error) => {
            return (format!("the live glass cannot be drawn ({error}), please report"), DIFFER);
        }
    };
    let differing = judged.cases.iter().filter(|(_, told)| !told.agrees()).count();
    if differing > 0 {
        return (format!("the twins differ in {differing} of {count} cases, please report"), DIFFER);
    }
    let words = match (found.card.is_software(), judged.trial.prefers_processor()) {
        (true, true) => "well - this GL is a software one, the processor's glass is shown",
        (false, true) => "well - the graphics card is the slower one, the processor's glass is shown",
        (true, false) => {
            "well - this GL is a software one that is faster than a thread, its live glass is shown"
        }
        (false, false) => "well - live glass on the graphics card",
    };
    (words.to_owned(), 0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::desk::doctor::Judged;
    use crate::desk::twins::Times;
    use crate::stage::Comparison;

    fn told(renderer: &str, glass: Result<(u8, u64), GpuError>) -> (String, u8) {
        let card = Card {
            vendor: String::new(),
            renderer: renderer.to_owned(),
            version: String::new(),
            shading: String::new(),
            largest_texture: 4096,
            embedded: false,
        };
        let glass = glass.map(|(worst, live)| Judged {
            cases: vec![
                ("one", Comparison { psnr_db: f64::INFINITY, worst: 0, at: [0, 0] }),
                ("other", Comparison { psnr_db: 60.0, worst, at: [3, 4] }),
            ],
            times: Vec::new(),
            trial: Times { live: Duration::from_micros(live), processor: Duration::from_micros(500) },
        });
        judge(&Found { card, displays: Vec::new(), glass }, 2)
    }

    #[test]
    fn the_verdict_says_which_glass_is_shown_and_why() {
        for (renderer, glass, words, code) in [
            ("V3D 4.2", Ok((2, 100)), "well - live glass on the graphics card", 0),
            ("V3D 4.2", Ok((2, 900)), "well - the graphics card is the slower one", 0),
            ("llvmpipe", Ok((2, 900)), "well - this GL is a software one, the processor's", 0),
            ("llvmpipe", Ok((2, 100)), "well - this GL is a software one that is faster", 0),
            ("V3D 4.2", Ok((7, 100)), "the twins differ in 1 of 2 cases, please report", 1),
            ("V3D 2.1", Err(GpuError::Old("1.20".to_owned())), "well - this GL is too small", 0),
            ("V3D 2.1", Err(GpuError::Shader("0:1: no".to_owned())), "the live glass cannot be drawn", 1),
        ] {
            let (told, ends) = told(renderer, glass);
            assert!(told.starts_with(words) && ends == code, "{told} / {words}");
        }
    }

    #[test]
    fn a_folder_is_tried_and_left_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        assert!(folder(home.path()).ends_with(": writable"));
        assert!(folder(&home.path().join("a/b")).ends_with(": not there yet, can be made"));
        assert_eq!(home.path().read_dir().unwrap().count(), 0);
        assert!(settings(&home.path().join("settings.toml")).ends_with(": none yet"));
    }
}
