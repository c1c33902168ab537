//! Keeping the display awake, which is done only where somebody asks for it.

use std::thread;

use crate::words;

/// Keeps the display awake until the program ends. A desktop that does not answer, or refuses, is told in one line of
/// the log.
pub fn keep() {
    let hold = || {
        let held = keepawake::Builder::default()
            .display(true)
            .app_name(words::say("window.title", &[]))
            .app_reverse_domain("macrodat")
            .reason(words::say("desktop.awake", &[]))
            .create();
        match held {
            // What is held is given back by the system when the program is gone: to give it back here would panic
            // where the session's bus has gone first. On Windows it is this thread's, and ends with it.
            Ok(_held) => loop {
                thread::park();
            },
            Err(error) => log::warn!("--keep-awake: {error}"),
        }
    };
    if let Err(error) = thread::Builder::new().name("awake".to_owned()).spawn(hold) {
        log::warn!("--keep-awake: {error}");
    }
}
