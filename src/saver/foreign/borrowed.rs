//! A display and a window of X11 as handles, of which nothing is known but a name and an id.

use raw_window_handle::{
    DisplayHandle, HandleError, HasDisplayHandle, HasWindowHandle, RawDisplayHandle, RawWindowHandle,
    WindowHandle, XcbDisplayHandle, XcbWindowHandle,
};

use crate::saver::WindowId;

/// The display that `DISPLAY` names, over a connection of the surface's own.
#[derive(Debug)]
pub(super) struct Display;

#[expect(unsafe_code, reason = "a display by its name alone can be borrowed no other way")]
impl HasDisplayHandle for Display {
    fn display_handle(&self) -> Result<DisplayHandle<'_>, HandleError> {
        let raw = RawDisplayHandle::Xcb(XcbDisplayHandle::new(None, 0));
        // SAFETY: without a connection the handle holds no pointer, and whoever takes it makes one.
        Ok(unsafe { DisplayHandle::borrow_raw(raw) })
    }
}

#[expect(unsafe_code, reason = "a window by its id alone can be borrowed no other way")]
impl HasWindowHandle for WindowId {
    fn window_handle(&self) -> Result<WindowHandle<'_>, HandleError> {
        let raw = RawWindowHandle::Xcb(XcbWindowHandle::new(self.0));
        // SAFETY: an id is no pointer. The window is not ours and may go at any time; the server then answers what is
        // asked of it with an error, and nothing is drawn.
        Ok(unsafe { WindowHandle::borrow_raw(raw) })
    }
}
