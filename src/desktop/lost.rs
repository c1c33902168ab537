//! A display that goes away. The X library ends the program by itself then, with words of its own about requests; this
//! says it in one line.

use std::os::raw::c_int;

use x11_dl::xlib::{Display, Xlib};

/// The code with which the program ends.
const NO_WINDOW: i32 = 4;

/// Has the loss of an X display told in a line. Where the library is not there, nothing is lost.
#[expect(unsafe_code, reason = "the X library knows no other way to hear of a display that is gone")]
pub(super) fn tell() {
    if let Ok(xlib) = Xlib::open() {
        // SAFETY: the handler is a function of this program, which stays in memory, and the library may be asked to set
        // one at any time.
        unsafe {
            (xlib.XSetIOErrorHandler)(Some(gone));
        }
    }
}

/// Called by the library where the display is gone, on the thread that spoke to it. It may not return.
extern "C" fn gone(_: *mut Display) -> c_int {
    eprintln!("macrodat: the display is gone");
    std::process::exit(NO_WINDOW)
}
