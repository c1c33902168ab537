//! A window of somebody else on X11: XScreenSaver's, or any whose id is known.
//!
//! It is drawn in without GL and without a window of our own; input is the owner's business. Nothing is drawn while it
//! cannot be seen, and when it is destroyed the program ends. A signal ends it as it ends any program.

mod canvas;
mod pattern;
mod watch;

use std::time::{Duration, Instant};

use canvas::Canvas;
use watch::{News, Watch};

use super::SaverError;
use super::target::Target;
use crate::picture::SMALLEST;
use pattern::Show;

/// How often is asked whether the monitors sleep.
const SLEEP_ASKED: Duration = Duration::from_secs(2);
/// How long is listened for what became of a display that fails: two connections hear of its end, in any order.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// Draws in a window of somebody else, and returns when it is destroyed.
///
/// # Errors
/// There is no display or no such window; the display goes away; pixels cannot be shown there.
pub fn run(target: Target) -> Result<(), SaverError> {
    x11rb::xcb_ffi::load_libxcb().map_err(|error| SaverError::no_display(&error.to_string()))?;
    let watch = Watch::over(target)?;
    match Window::new(&watch).and_then(|mut window| window.stay()) {
        Err(SaverError::Pixels(fault)) => match last_words(&watch) {
            Some(News::Destroyed) => Ok(()),
            Some(_) => Err(SaverError::DisplayGone),
            None => Err(SaverError::Pixels(fault)),
        },
        ended => ended,
    }
}

/// What ended the window or its display, if anything did.
fn last_words(watch: &Watch) -> Option<News> {
    let until = Instant::now() + LAST_WORDS;
    loop {
        match watch.next(Some(until.saturating_duration_since(Instant::now())))? {
            end @ (News::Destroyed | News::Gone) => return Some(end),
            _ => {}
        }
    }
}

/// The window, and what it shows.
struct Window<'a> {
    watch: &'a Watch,
    canvas: Canvas,
    show: Show,
    began: Instant,
    size: [u32; 2],
    seen: bool,
    /// Whether it may show something else than was drawn last.
    lost: bool,
    /// Whether the monitors slept when that was asked last, and when that was.
    sleep: (bool, Instant),
}

impl<'a> Window<'a> {
    fn new(watch: &'a Watch) -> Result<Self, SaverError> {
        let now = Instant::now();
        Ok(Self {
            canvas: Canvas::of(watch.window)?,
            show: Show::new(watch.size),
            began: now,
            size: watch.size,
            seen: watch.seen,
            lost: true,
            sleep: (watch.sleeps(), now),
            watch,
        })
    }

    /// Draws until the window is destroyed.
    fn stay(&mut self) -> Result<(), SaverError> {
        loop {
            let mut wait = self.draw()?;
            // All that has come is heard before the next picture: a window that is drawn larger tells many sizes.
            while let Some(news) = self.watch.next(wait) {
                match news {
                    News::Size(size) => self.size = size,
                    News::Seen(seen) => self.seen = seen,
                    News::Lost => {}
                    News::Destroyed => return Ok(()),
                    News::Gone => return Err(SaverError::DisplayGone),
                }
                self.lost = true;
                wait = Some(Duration::ZERO);
            }
        }
    }

    /// Draws what is due, and says how long nothing more is; none is until there are news.
    fn draw(&mut self) -> Result<Option<Duration>, SaverError> {
        if self.size.iter().any(|&side| side < SMALLEST) {
            return Ok(None);
        }
        self.show.resize(self.size);
        let sleeps = self.seen && self.sleeps();
        let seen = self.seen && !sleeps;
        let turn = self.show.turn(self.began.elapsed(), seen);
        if seen && (self.lost || !turn.changed.is_empty()) {
            self.canvas.show(self.size, self.show.pixels(), &turn.changed, self.lost)?;
            self.lost = false;
        }
        Ok(if sleeps { Some(SLEEP_ASKED) } else { turn.next })
    }

    fn sleeps(&mut self) -> bool {
        if self.sleep.1.elapsed() >= SLEEP_ASKED {
            self.sleep = (self.watch.sleeps(), Instant::now());
        }
        self.sleep.0
    }
}
