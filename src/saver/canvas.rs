//! Pixels in a window of somebody else.

use std::num::NonZeroU32;
use std::ops::Range;

use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use softbuffer::{Context, Rect, SoftBufferError, Surface};

/// A window of 32 bits, which some desktops give, is seen through where these are not set; others pass over them.
const OPAQUE: u32 = 0xff00_0000;

/// What is drawn on. Pixels go through memory that is shared with the system, where it can share.
pub(super) struct Canvas<D, W> {
    surface: Surface<D, W>,
}

impl<D: HasDisplayHandle, W: HasWindowHandle> Canvas<D, W> {
    /// The canvas of a window.
    ///
    /// # Errors
    /// The window is gone, or has pixels of another form than 24 bits of red, green and blue.
    pub(super) fn new(display: D, window: W) -> Result<Self, SoftBufferError> {
        Ok(Self { surface: Surface::new(&Context::new(display)?, window)? })
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
