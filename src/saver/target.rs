//! In whose window it is drawn.

use std::ffi::OsStr;
use std::num::NonZeroU32;
use std::str::FromStr;

/// The variable in which XScreenSaver names the window.
pub const VARIABLE: &str = "XSCREENSAVER_WINDOW";

/// The id of a window of X11.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowId(pub NonZeroU32);

/// A window of somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The one of this id.
    Window(WindowId),
    /// What lies behind all others: the virtual root where a window manager has made one, else the root itself.
    Root,
}

/// What is not the id of a window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no window's id; write it in decimal, or in hexadecimal after 0x, such as 0x1a00007")]
pub struct NotAnId(String);

impl FromStr for WindowId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let hexadecimal = text.strip_prefix("0x").or(text.strip_prefix("0X"));
        let (digits, base) = hexadecimal.map_or((text, 10), |digits| (digits, 16));
        let number = u32::from_str_radix(digits, base).ok().filter(|_| !digits.starts_with('+'));
        number.and_then(NonZeroU32::new).map(Self).ok_or_else(|| NotAnId(text.to_owned()))
    }
}

impl std::fmt::Display for WindowId {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{:#x}", self.0)
    }
}

impl Target {
    /// What is named where nothing but the variable of XScreenSaver says where to draw; none where it is not set.
    ///
    /// # Errors
    /// It names no window.
    pub fn named(variable: Option<&OsStr>) -> Result<Option<Self>, NotAnId> {
        let Some(text) = variable.filter(|text| !text.is_empty()) else { return Ok(None) };
        Ok(Some(Self::Window(text.to_string_lossy().parse()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_in_both_bases() {
        let id = |number| Ok(WindowId(NonZeroU32::new(number).unwrap()));
        for (text, read) in [
            ("0x1A00007", id(0x1a0_0007)),
            ("0X7", id(7)),
            ("27262983", id(27_262_983)),
            ("0xffffffff", id(u32::MAX)),
        ] {
            assert_eq!(text.parse(), read);
        }
        for text in ["", "0", "0x", "0x0", "1a", "-7", "0x100000000", "0x-7", "0x+7", "+7", " 7"] {
            assert_eq!(text.parse::<WindowId>(), Err(NotAnId(text.to_owned())));
        }
        assert_eq!(WindowId(NonZeroU32::new(26).unwrap()).to_string(), "0x1a");
    }

    #[test]
    fn an_empty_variable_names_nothing() {
        assert_eq!(Target::named(None), Ok(None));
        assert_eq!(Target::named(Some(OsStr::new(""))), Ok(None));
        assert!(matches!(Target::named(Some(OsStr::new("0x20"))), Ok(Some(Target::Window(_)))));
        assert!(Target::named(Some(OsStr::new("root"))).is_err());
    }
}
