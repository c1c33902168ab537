//! A notice of the desktop's, which is given only where somebody asks for it.

use std::thread;

use notify_rust::Notification;

use crate::words;

/// Has the desktop show a notice. A desktop that does not answer, or shows none, is told in one line of the log.
pub fn give(summary: &str, body: &str) {
    let mut notice = Notification::new();
    notice.appname(&words::say("window.title", &[])).summary(summary).body(body);
    let show = move || {
        if let Err(error) = notice.show() {
            log::warn!("no notice can be shown: {error}");
        }
    };
    if let Err(error) = thread::Builder::new().name("notice".to_owned()).spawn(show) {
        log::warn!("no notice can be shown: {error}");
    }
}
