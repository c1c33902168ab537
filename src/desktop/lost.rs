//! A display that goes away. The X library ends the program by itself then, with words of its own about requests; this
//! says it in one line.

/// Has the loss of an X display told in a line, from now on. Where the library is not there, nothing is lost.
#[cfg(target_os = "linux")]
pub fn tell() {
    handler::set();
}

/// Elsewhere displays do not go away.
#[cfg(not(target_os = "linux"))]
pub fn tell() {}

#[cfg(target_os = "linux")]
mod handler {
    use std::io::Write as _;
    use std::os::raw::c_int;

    use x11_dl::xlib::{Display, Xlib};

    /// The code with which the program ends.
    const NO_WINDOW: i32 = 4;

    #[expect(unsafe_code, reason = "the X library knows no other way to hear of a display that is gone")]
    pub(super) fn set() {
        if let Ok(xlib) = Xlib::open() {
            // SAFETY: the handler is a function of this program, which stays in memory, as the library does, and that
            // may be asked to set one at any time.
            unsafe {
                (xlib.XSetIOErrorHandler)(Some(gone));
            }
        }
    }

    /// Called by the library where the display is gone, on the thread that spoke to it. It may not return, nor panic.
    extern "C" fn gone(_: *mut Display) -> c_int {
        let _told = writeln!(std::io::stderr(), "macrodat: the display is gone");
        std::process::exit(NO_WINDOW)
    }
}
