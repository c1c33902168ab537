//! Pixels in a window of somebody else.

use std::num::NonZeroU32;
use std::ops::Range;

use raw_window_handle::{
    DisplayHandle, HandleError, HasDisplayHandle, HasWindowHandle, RawDisplayHandle, RawWindowHandle,
    WindowHandle, XcbDisplayHandle, XcbWindowHandle,
};
use softbuffer::{Context, Rect, SoftBufferError, Surface};

use crate::saver::target::WindowId;

/// A window of 32 bits, which some desktops give, is seen through where these are not set; others pass over them.
const OPAQUE: u32 = 0xff00_0000;

/// The display that `DISPLAY` names, over a connection of the surface's own.
#[derive(Debug)]
struct Display;

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

/// What is drawn on. Pixels go through memory that is shared with the server, where it can share.
pub(super) struct Canvas {
    surface: Surface<Display, WindowId>,
}

impl Canvas {
    /// The canvas of a window.
    ///
    /// # Errors
    /// The window is gone, or has pixels of another form than 24 bits of red, green and blue.
    pub(super) fn of(window: WindowId) -> Result<Self, SoftBufferError> {
        Ok(Self { surface: Surface::new(&Context::new(Display)?, window)? })
    }

    /// Shows the rows of a picture that changed, or all of it where the window may have lost what it had.
    ///
    /// # Errors
    /// No memory can be had, or the display is gone.
    pub(super) fn show(
        &mut self,
        [width, height]: [u32; 2],
        pixels: &[u32],
        changed: &[Range<usize>],
        lost: bool,
    ) -> Result<(), SoftBufferError> {
        let sides = NonZeroU32::new(width).zip(NonZeroU32::new(height));
        let Some((wide, high)) = sides else { return Ok(()) };
        self.surface.resize(wide, high)?;
        let mut buffer = self.surface.buffer_mut()?;
        let whole = lost || buffer.age() != 1;
        let mut damage = Vec::with_capacity(changed.len());
        let all = [0..height as usize];
        for rows in if whole { &all } else { changed } {
            let run = rows.start * width as usize..rows.end * width as usize;
            for (to, from) in buffer[run.clone()].iter_mut().zip(&pixels[run]) {
                *to = from | OPAQUE;
            }
            if let Some(height) = NonZeroU32::new(rows.len() as u32) {
                damage.push(Rect { x: 0, y: rows.start as u32, width: wide, height });
            }
        }
        buffer.present_with_damage(&damage)
    }
}
