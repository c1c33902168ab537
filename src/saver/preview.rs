//! The small monitor of Windows' control panel: a window of another program, drawn in until it is gone.

use std::num::NonZeroIsize;
use std::thread;
use std::time::{Duration, Instant};

use raw_window_handle::{
    DisplayHandle, HandleError, HasWindowHandle, RawWindowHandle, Win32WindowHandle, WindowHandle,
};
use windows_sys::Win32::Foundation::{HWND, RECT};
use windows_sys::Win32::UI::WindowsAndMessaging::GetClientRect;

use super::canvas::Canvas;
use super::surroundings::Surroundings;
use super::{SaverError, SaverOptions};
use crate::ambient::Show;

/// How often it is looked whether the window is still there, at least.
const LOOK: Duration = Duration::from_millis(200);

/// A window by its number.
#[derive(Clone, Copy, Debug)]
struct Parent(NonZeroIsize);

#[expect(unsafe_code, reason = "a window by its number alone can be borrowed no other way")]
impl HasWindowHandle for Parent {
    fn window_handle(&self) -> Result<WindowHandle<'_>, HandleError> {
        let raw = RawWindowHandle::Win32(Win32WindowHandle::new(self.0));
        // SAFETY: the number of a window is no pointer that is followed here. The window is not ours and may go at any
        // time; the system then refuses what is asked of it.
        Ok(unsafe { WindowHandle::borrow_raw(raw) })
    }
}

impl Parent {
    /// The width and height of what is inside of its frame, in pixels; none once it is gone.
    #[expect(unsafe_code, reason = "the system is asked through its C interface")]
    fn size(self) -> Option<[u32; 2]> {
        let mut inside = RECT::default();
        // SAFETY: the rectangle lives through the call. A number that is no window's is answered with nothing.
        let there = unsafe { GetClientRect(self.0.get() as HWND, &raw mut inside) } != 0;
        let side = |low: i32, high: i32| u32::try_from(high - low).unwrap_or(0);
        there.then(|| [side(inside.left, inside.right), side(inside.top, inside.bottom)])
    }
}

/// Draws in the window of this number, and returns when it is gone.
pub(super) fn run(window: NonZeroIsize, options: &SaverOptions) -> Result<(), SaverError> {
    let parent = Parent(window);
    let Some(mut size) = parent.size() else { return Err(SaverError::NoParent(window)) };
    let cannot = |error| SaverError::NoWindow(format!("the window {window} cannot be drawn in: {error}"));
    let mut canvas = Canvas::new(DisplayHandle::windows(), parent).map_err(cannot)?;
    let mut show = Show::new(&options.show, size, options.seed);
    let mut around = Surroundings::new(&options.show);
    let began = Instant::now();
    loop {
        show.resize(size);
        if let Some(reduced) = around.motion() {
            show.set_reduced_motion(reduced);
        }
        let turn = show.turn(began.elapsed(), around.attention(false));
        if !turn.changed.is_empty() {
            canvas.show(size, show.pixels(), &turn.changed, false).map_err(cannot)?;
        }
        thread::sleep(turn.next.unwrap_or(LOOK).min(LOOK));
        match parent.size() {
            Some(now) => size = now,
            None => return Ok(()),
        }
    }
}
