//! Starting: the window's options, and what to say where the system has no window to give.

use std::any::Any;
use std::error::Error;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use eframe::{App, AppCreator, CreationContext, NativeOptions, Renderer};
use egui::{ViewportBuilder, vec2};

use super::app::Desk;
use super::open::Opening;
use super::{DeskError, DeskOptions, Purpose};
use crate::desktop::lost;
use crate::desktop::motion::Motion;
use crate::words;

/// Says so at once where no display is named, and has it told in one line where that goes away later: the window's libraries
/// would take many more words.
pub(crate) fn check_display() -> Result<(), DeskError> {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let any = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(named);
    if cfg!(all(unix, not(target_os = "macos"))) && !any {
        return Err(DeskError::NoWindow { reason: words::say("window.no-display", &[]) });
    }
    lost::tell();
    Ok(())
}

/// Opens the desk's window and stays in it.
pub(super) fn run(opening: Opening, options: &DeskOptions, started: Instant) -> Result<(), DeskError> {
    let shown = Arc::new(AtomicBool::new(false));
    let begun = Arc::clone(&shown);
    let make = move |creation: &CreationContext<'_>| -> Made {
        let context = creation.egui_ctx.clone();
        let motion = Motion::listen(move || context.request_repaint());
        Ok(Box::new(Desk::new(opening, begun, started, &creation.egui_ctx, creation.gl.clone(), motion)))
    };
    show(native_options(options), shown, Box::new(make))
}

/// What a window is made for.
type Made = Result<Box<dyn App>, Box<dyn Error + Send + Sync>>;

/// Opens a window and stays in it.
pub(super) fn show(
    options: NativeOptions,
    shown: Arc<AtomicBool>,
    make: AppCreator<'_>,
) -> Result<(), DeskError> {
    sheltered(shown, || {
        eframe::run_native(&words::say("window.title", &[]), options, make).map_err(|error| error.to_string())
    })
}

/// Opens a window by `open`, which stays in it or tells why there is none. Libraries of the window that are missing make
/// those who call them panic: until `shown` is set, with the first picture, a panic is caught and told as the lack of a
/// window. A later one takes its course.
pub(crate) fn sheltered(
    shown: Arc<AtomicBool>,
    open: impl FnOnce() -> Result<(), String>,
) -> Result<(), DeskError> {
    let said = Arc::new(Mutex::new(None));
    let hook = Arc::new(panic::take_hook());
    panic::set_hook(Box::new({
        let (shown, said, hook) = (Arc::clone(&shown), Arc::clone(&said), Arc::clone(&hook));
        let here = thread::current().id();
        move |info| {
            if shown.load(Ordering::Relaxed) || thread::current().id() != here {
                hook(info);
            } else {
                *said.lock().unwrap_or_else(PoisonError::into_inner) = Some(words_of(info.payload()));
            }
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(open));
    drop(panic::take_hook());
    panic::set_hook(Box::new(move |info| hook(info)));
    let reason = match result {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(reason)) => reason,
        Err(payload) if shown.load(Ordering::Relaxed) => panic::resume_unwind(payload),
        Err(payload) => {
            let said = said.lock().unwrap_or_else(PoisonError::into_inner).take();
            said.unwrap_or_else(|| words_of(&*payload))
        }
    };
    Err(missing(&reason))
}

fn native_options(options: &DeskOptions) -> NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_title(words::say("window.title", &[]))
        .with_app_id("macrodat")
        .with_inner_size(vec2(1180.0, 900.0))
        .with_min_inner_size(vec2(360.0, 320.0));
    if options.full_screen || matches!(options.purpose, Purpose::Ambient(_)) {
        viewport = viewport.with_fullscreen(true);
    }
    NativeOptions {
        viewport,
        renderer: Renderer::Glow,
        // A picture's pixels are to be seen as they are.
        dithering: false,
        persist_window: false,
        system_font_fallback: false,
        ..NativeOptions::default()
    }
}

fn words_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("its libraries failed").to_owned()
}

/// The error in which a reason of the window's libraries is told, with what to install.
pub(crate) fn missing(reason: &str) -> DeskError {
    let [debian, fedora, arch] =
        ["window.debian", "window.fedora", "window.arch"].map(|packages| words::say(packages, &[]));
    let reason = in_few_words(reason);
    let places = [("reason", &*reason), ("debian", &*debian), ("fedora", &*fedora), ("arch", &*arch)];
    DeskError::NoWindow { reason: words::say("window.missing", &places) }
}

/// What people can use of a library's reason: one line, without places in its source, lists of what it tried, and the
/// full stop that would end the sentence in which it stands.
fn in_few_words(reason: &str) -> String {
    let line = reason.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let said = match line.rsplit_once(".rs:") {
        Some((_, place)) => place.split_once(": ").map_or(line, |(_, said)| said),
        None => line,
    };
    let said = if said.len() > 100 { said.split(':').next().unwrap_or(said) } else { said };
    said.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_of_few_words() {
        let long = format!("Found no configs: {{ {} }}", "size: 8, ".repeat(50));
        for (reason, words) in [
            ("\n  Library libEGL.so could not be loaded.\nmore", "Library libEGL.so could not be loaded"),
            ("os error at /a/b/mod.rs:788: Failed to open connection", "Failed to open connection"),
            (&long, "Found no configs"),
        ] {
            assert_eq!(in_few_words(reason), words);
        }
        let error = missing("nothing to draw on");
        let text = error.to_string();
        assert!(text.contains("nothing to draw on") && !text.contains('\n'), "{text}");
        for word in ["Debian", "Fedora", "Arch", "libxkbcommon-x11", "`macrodat render`"] {
            assert!(text.contains(word), "{word}");
        }
        assert_eq!(error.exit_code(), 4);
    }

    #[test]
    fn the_readme_names_the_same_packages() {
        let readme = include_str!("../../README.md");
        let missing = missing("nothing").to_string();
        for (system, key, installs) in [
            ("Debian", "window.debian", "apt install"),
            ("Fedora", "window.fedora", "dnf install"),
            ("Arch", "window.arch", "pacman -S"),
        ] {
            let packages = words::say(key, &[]);
            assert!(missing.contains(&packages), "{system}");
            let row = readme.lines().find(|line| line.starts_with(&format!("| {system}"))).unwrap();
            assert!(row.contains(&format!("`{installs} {packages}`")), "{row}");
        }
    }
}
