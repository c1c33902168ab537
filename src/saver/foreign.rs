//! A window of somebody else on X11: XScreenSaver's, or any whose id is known.
//!
//! It is drawn in without GL and without a window of our own; input is the owner's business. Nothing is drawn while it
//! cannot be seen, and when it is destroyed the program ends. A signal ends it as it ends any program.

mod borrowed;
mod watch;

use std::time::{Duration, Instant};

use softbuffer::SoftBufferError;

use super::canvas::Canvas;
use super::surroundings::Surroundings;
use super::target::Target;
use super::{SaverError, SaverOptions, WindowId};
use crate::ambient::Show;
use crate::desk::start::missing;
use crate::desktop::awake;
use borrowed::Display;
use watch::{End, News, Watch};

/// How often it is looked whether the window is away without a word.
const LOOK: Duration = Duration::from_secs(2);
/// How long is listened for what became of a window that cannot be drawn in: one connection may hear of it before the
/// other.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// Draws in a window of somebody else, and returns when it is destroyed.
pub(super) fn run(target: Target, options: &SaverOptions) -> Result<(), SaverError> {
    x11rb::xcb_ffi::load_libxcb().map_err(|error| no_display(&error.to_string()))?;
    let watch = Watch::over(target)?;
    if options.keep_awake {
        awake::keep();
    }
    let end = match Window::new(&watch, options).and_then(|mut window| window.stay()) {
        Ok(end) => end,
        Err(fault) => last_words(&watch).ok_or_else(|| {
            SaverError::NoWindow(format!("the window {} cannot be drawn in: {fault}", watch.window))
        })?,
    };
    match end {
        End::Window => Ok(()),
        End::Display => Err(gone()),
    }
}

/// What ended the window, if anything did.
fn last_words(watch: &Watch) -> Option<End> {
    let until = Instant::now() + LAST_WORDS;
    loop {
        if let News::Ended(end) = watch.next(Some(until.saturating_duration_since(Instant::now())))? {
            return Some(end);
        }
    }
}

fn gone() -> SaverError {
    SaverError::NoWindow("the display is gone".to_owned())
}

/// There is no display, for a reason of which the first line is told.
fn no_display(reason: &str) -> SaverError {
    missing(reason).into()
}

/// The window, and what it shows.
struct Window<'a> {
    watch: &'a Watch,
    canvas: Canvas<Display, WindowId>,
    show: Show,
    around: Surroundings,
    began: Instant,
    size: [u32; 2],
    seen: bool,
    /// Whether it may show something else than was drawn last.
    lost: bool,
    /// Whether it was away when that was looked at last, and when that was; none to look at once.
    away: bool,
    looked: Option<Instant>,
}

impl<'a> Window<'a> {
    fn new(watch: &'a Watch, options: &SaverOptions) -> Result<Self, SoftBufferError> {
        Ok(Self {
            canvas: Canvas::new(Display, watch.window)?,
            show: Show::new(&options.show, watch.size, options.seed),
            around: Surroundings::new(&options.show),
            began: Instant::now(),
            size: watch.size,
            seen: true,
            lost: true,
            away: false,
            looked: None,
            watch,
        })
    }

    /// Draws until the window ends.
    fn stay(&mut self) -> Result<End, SoftBufferError> {
        loop {
            let mut wait = self.draw()?;
            // All that has come is heard before the next picture: a window that is drawn larger tells many sizes.
            while let Some(news) = self.watch.next(wait) {
                match news {
                    News::Size(size) => self.size = size,
                    News::Seen(seen) => self.seen = seen,
                    News::Lost => {}
                    News::Ended(end) => return Ok(end),
                }
                self.lost = true;
                self.looked = None;
                wait = Some(Duration::ZERO);
            }
        }
    }

    /// Draws what is due, and says how long nothing more is; none is until there are news.
    fn draw(&mut self) -> Result<Option<Duration>, SoftBufferError> {
        let away = self.seen && self.is_away();
        let attention = self.around.attention(away || !self.seen);
        if let Some(reduced) = self.around.motion() {
            self.show.set_reduced_motion(reduced);
        }
        self.show.resize(self.size);
        let turn = self.show.turn(self.began.elapsed(), attention);
        if !attention.hidden && (self.lost || !turn.changed.is_empty()) {
            self.canvas.show(self.size, self.show.pixels(), &turn.changed, self.lost)?;
            self.lost = false;
        }
        Ok(if away { Some(LOOK) } else { turn.next })
    }

    /// Whether the window is away, as it was seen not long ago.
    fn is_away(&mut self) -> bool {
        if self.looked.is_none_or(|looked| looked.elapsed() >= LOOK) {
            let was = std::mem::replace(&mut self.away, self.watch.is_away());
            self.lost |= was && !self.away;
            self.looked = Some(Instant::now());
        }
        self.away
    }
}
