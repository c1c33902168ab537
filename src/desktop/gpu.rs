//! Whether there is likely to be a card that draws. Asked before any window is opened, of files and of the
//! environment alone: to ask GL itself is to load it, and a GL in software costs a hundred megabytes to say so.

use std::ffi::OsStr;
use std::fs;

/// Whether GL is likely to be a card's. Where that cannot be told without a window it is taken to be one.
pub fn is_likely() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let names = |folder| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let nodes = names("/dev/dri").chain(names("/dev"));
    likely(std::env::var_os("LIBGL_ALWAYS_SOFTWARE").as_deref(), nodes)
}

/// Whether there is one screen and no more, as far as that can be told without a window: on Linux, by the connectors of the
/// cards.
pub fn has_one_screen() -> bool {
    let connectors = fs::read_dir("/sys/class/drm").into_iter().flatten().flatten();
    let states = connectors.filter_map(|entry| fs::read_to_string(entry.path().join("status")).ok());
    cfg!(target_os = "linux") && states.filter(|state| state.trim() == "connected").count() == 1
}

/// Whether one of the files in /dev and /dev/dri is a card's, and Mesa was not told to draw in software.
fn likely(software: Option<&OsStr>, nodes: impl IntoIterator<Item = impl AsRef<OsStr>>) -> bool {
    let told =
        software.is_some_and(|value| !["", "0", "false", "no", "n", "off"].iter().any(|no| value == *no));
    let card = |name: &OsStr| {
        let name = name.as_encoded_bytes();
        // Direct rendering; NVIDIA's own driver; Windows' card in its subsystem for Linux.
        name.starts_with(b"renderD") || name == b"nvidia0" || name == b"dxg"
    };
    !told && nodes.into_iter().any(|name| card(name.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_has_a_node_and_may_be_put_aside() {
        let says = |software: Option<&str>, nodes: &[&str]| likely(software.map(OsStr::new), nodes);
        assert!(says(None, &["card0", "renderD128"]));
        assert!(says(None, &["null", "nvidia0"]));
        assert!(!says(None, &["card0"]), "a card that only shows");
        assert!(!says(None, &[]));
        assert!(!says(Some("1"), &["renderD128"]) && !says(Some("true"), &["renderD128"]));
        assert!(says(Some("0"), &["renderD128"]) && says(Some("false"), &["renderD128"]));
    }
}
