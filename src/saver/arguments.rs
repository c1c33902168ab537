//! What Windows asks of a screensaver: a program whose name ends in `.scr` is started with `/s`, `/p HWND` or `/c`.

use std::ffi::{OsStr, OsString};
use std::num::NonZeroIsize;
use std::path::Path;

/// What a screensaver of Windows is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// `/s`: run on all monitors.
    Run,
    /// `/p HWND`: run in that window, the small monitor of the control panel.
    Preview(NonZeroIsize),
    /// `/c`, `/c:HWND` or nothing at all: show the settings. The window over which they would stand is not used.
    Settings,
}

impl Asked {
    /// The same as this program's own command line takes it.
    pub fn line(self) -> Vec<OsString> {
        match self {
            Self::Run => vec!["ambient".into()],
            Self::Preview(window) => vec!["ambient".into(), "--preview".into(), window.to_string().into()],
            Self::Settings => vec!["--in-settings".into()],
        }
    }
}

/// What was asked for instead of something that a screensaver can do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    /// No such argument.
    #[error("`{0}` is nothing that a screensaver is asked for; /s runs it, /p HWND previews it, /c sets it")]
    Argument(String),
    /// A preview without a window in which it could be.
    #[error("/p: `{0}` is no window's number; write it in digits, such as /p 131332")]
    Window(String),
}

/// Whether a program of this name is a screensaver of Windows. On other systems it is one too, so that what it is asked
/// for can be looked at there.
pub fn is_saver(program: &OsStr) -> bool {
    Path::new(program).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("scr"))
}

/// Reads the arguments after the program's name, in either case, after `/` or `-`, the window after a space or a colon.
///
/// # Errors
/// An argument that is none of a screensaver's, or a preview without a window.
pub fn read<S: AsRef<OsStr>>(arguments: &[S]) -> Result<Asked, Unknown> {
    let mut arguments = arguments.iter().map(|argument| argument.as_ref().to_string_lossy());
    let Some(first) = arguments.next() else { return Ok(Asked::Settings) };
    let unknown = || Unknown::Argument(first.clone().into_owned());
    let (letter, joined) = match first.strip_prefix(['/', '-']).ok_or_else(unknown)?.split_once(':') {
        Some((letter, window)) => (letter, Some(window)),
        None => (&first[1..], None),
    };
    match letter.to_ascii_lowercase().as_str() {
        "s" => Ok(Asked::Run),
        "c" => Ok(Asked::Settings),
        "p" => {
            let window = joined.map(str::to_owned).or(arguments.next().map(Into::into)).unwrap_or_default();
            window.parse().map(Asked::Preview).map_err(|_| Unknown::Window(window))
        }
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_makes_a_saver() {
        for name in ["macrodat.scr", "MACRODAT.SCR", "/a b/macrodat.Scr"] {
            assert!(is_saver(OsStr::new(name)), "{name}");
        }
        for name in ["macrodat", "macrodat.exe", "scr", ".scr", "macrodat.scr.exe"] {
            assert!(!is_saver(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn every_form_in_which_windows_asks() {
        let preview = Asked::Preview(NonZeroIsize::new(131_332).unwrap());
        let forms: &[(&[&str], Asked)] = &[
            (&[], Asked::Settings),
            (&["/s"], Asked::Run),
            (&["/S"], Asked::Run),
            (&["-s"], Asked::Run),
            (&["/c"], Asked::Settings),
            (&["/C:131332"], Asked::Settings),
            (&["-c", "131332"], Asked::Settings),
            (&["/p", "131332"], preview),
            (&["/P", "131332"], preview),
            (&["-p", "131332"], preview),
            (&["/p:131332"], preview),
        ];
        for (arguments, asked) in forms {
            assert_eq!(read(arguments), Ok(*asked), "{arguments:?}");
        }
    }

    #[test]
    fn what_is_no_form_is_named() {
        for wrong in ["/x", "s", "", "/", "--help", "/sc", "\u{fffd}"] {
            assert_eq!(read(&[wrong]), Err(Unknown::Argument(wrong.into())));
        }
        for wrong in ["", "0", "0x20", "12a", "99999999999999999999"] {
            assert_eq!(read(&["/p", wrong]), Err(Unknown::Window(wrong.into())));
            assert_eq!(read(&[format!("/p:{wrong}")]), Err(Unknown::Window(wrong.into())));
        }
        assert_eq!(read(&["/p"]), Err(Unknown::Window(String::new())));
    }
}
