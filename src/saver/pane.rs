//! A pane: one window, and what is shown in it.

use std::num::NonZeroU32;
use std::ops::Range;
use std::rc::Rc;
use std::time::Duration;

use softbuffer::{Context, Rect, SoftBufferError, Surface};
use winit::event_loop::OwnedDisplayHandle;
use winit::window::Window;

use super::sight::Sight;
use crate::ambient::{Attention, Show};

/// How often a window is asked whether it can be seen: not every system tells when it is minimised.
const LOOK: Duration = Duration::from_secs(1);

/// A window, and what is shown in it.
pub(super) struct Pane {
    pub(super) window: Rc<Window>,
    surface: Surface<OwnedDisplayHandle, Rc<Window>>,
    /// None shows nothing: black.
    show: Option<Show>,
    /// The size of the surface, in pixels; none before it has any.
    size: Option<[NonZeroU32; 2]>,
    /// When the next picture is due; none while nothing changes.
    due: Option<Duration>,
    /// The window has been asked to let this draw.
    asked: bool,
    /// Everything is to be presented.
    whole: bool,
    /// The rows that were presented last.
    last: Vec<Range<usize>>,
    /// Other windows cover it, as the system tells.
    covered: bool,
    /// It is minimised or not mapped, or its monitor sleeps, as it was asked last.
    away: bool,
    looked: Duration,
}

impl Pane {
    pub(super) fn new(
        context: &Context<OwnedDisplayHandle>,
        window: Rc<Window>,
        show: Option<Show>,
        clock: Duration,
    ) -> Result<Self, SoftBufferError> {
        window.set_cursor_visible(false);
        Ok(Self {
            surface: Surface::new(context, Rc::clone(&window))?,
            window,
            show,
            size: None,
            due: Some(clock),
            asked: false,
            whole: true,
            last: Vec::new(),
            covered: false,
            away: false,
            looked: clock,
        })
    }

    /// What it shows, without its window.
    pub(super) fn into_show(self) -> Option<Show> {
        self.show
    }

    /// Sets whether nothing moves that need not.
    pub(super) fn set_reduced_motion(&mut self, reduced: bool) {
        if let Some(show) = &mut self.show {
            show.set_reduced_motion(reduced);
        }
    }

    /// Whether nothing of it can be seen.
    fn is_hidden(&self) -> bool {
        self.covered || self.away
    }

    /// The system tells whether it is covered. What it covered has to be presented anew.
    pub(super) fn cover(&mut self, covered: bool, clock: Duration) {
        self.covered = covered;
        self.show_again(clock);
    }

    /// Everything is to be presented as soon as may be.
    pub(super) fn show_again(&mut self, clock: Duration) {
        self.whole = true;
        self.due = Some(clock);
    }

    /// Asks for leave to draw if a picture is due. Gives when this is to be called again. `sight` knows what the system
    /// does not tell by itself.
    pub(super) fn tend(&mut self, clock: Duration, sight: &mut Sight) -> Duration {
        if clock >= self.looked + LOOK {
            self.looked = clock;
            let was = self.away;
            self.away = self.window.is_minimized() == Some(true) || sight.is_away(&self.window);
            if was && !self.away {
                self.show_again(clock);
            }
        }
        let look = self.looked + LOOK;
        match self.due {
            _ if self.is_hidden() || self.asked => look,
            Some(due) if due <= clock => {
                self.asked = true;
                self.window.request_redraw();
                look
            }
            Some(due) => due.min(look),
            None => look,
        }
    }

    /// Draws what is due, and presents what changed.
    pub(super) fn draw(&mut self, clock: Duration, mut attention: Attention) -> Result<(), SoftBufferError> {
        if !std::mem::take(&mut self.asked) {
            // The system lost what was there.
            self.whole = true;
        }
        attention.hidden |= self.is_hidden();
        if attention.hidden {
            // Something else tells when it can be seen again, or it is looked at a little later.
            self.due = Some(clock + LOOK);
            return Ok(());
        }
        let inner = self.window.inner_size();
        let (Some(width), Some(height)) = (NonZeroU32::new(inner.width), NonZeroU32::new(inner.height))
        else {
            self.due = Some(clock + LOOK);
            return Ok(());
        };
        if self.size != Some([width, height]) {
            self.surface.resize(width, height)?;
            self.size = Some([width, height]);
            self.whole = true;
            if let Some(show) = &mut self.show {
                show.resize([inner.width, inner.height]);
            }
        }
        let turn = self.show.as_mut().map(|show| show.turn(clock, attention)).unwrap_or_default();
        self.due = turn.next.map(|next| clock + next);
        self.present([width, height], turn.changed)
    }

    /// Presents the rows that changed; all of them, where what is presented now is not what was presented last.
    fn present(
        &mut self,
        [width, height]: [NonZeroU32; 2],
        changed: Vec<Range<usize>>,
    ) -> Result<(), SoftBufferError> {
        if changed.is_empty() && !self.whole {
            return Ok(());
        }
        let mut buffer = self.surface.buffer_mut()?;
        let (row, all) = (width.get() as usize, 0..height.get() as usize);
        // A buffer may be the one before the last, and lack what was presented since.
        let copied: Vec<Range<usize>> = match buffer.age() {
            1 if !self.whole => changed.clone(),
            2 if !self.whole => changed.iter().chain(&self.last).cloned().collect(),
            _ => vec![all.clone()],
        };
        for rows in copied {
            let part = rows.start * row..rows.end * row;
            match &self.show {
                Some(show) => {
                    if let (Some(to), Some(from)) = (buffer.get_mut(part.clone()), show.pixels().get(part)) {
                        to.copy_from_slice(from);
                    }
                }
                None => buffer.fill(0),
            }
        }
        let changed = if self.whole { vec![all] } else { changed };
        let damage: Vec<Rect> = changed
            .iter()
            .filter_map(|rows| {
                let height = NonZeroU32::new(u32::try_from(rows.len()).ok()?)?;
                Some(Rect { x: 0, y: u32::try_from(rows.start).ok()?, width, height })
            })
            .collect();
        self.window.pre_present_notify();
        buffer.present_with_damage(&damage)?;
        self.whole = false;
        self.last = changed;
        Ok(())
    }
}
