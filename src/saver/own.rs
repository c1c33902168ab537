//! Windows of this program's own: one on each monitor, or one on the desktop, until somebody does something.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use softbuffer::Context;
use winit::application::ApplicationHandler;
use winit::dpi::PhysicalSize;
use winit::event::{ElementState, KeyEvent, TouchPhase, WindowEvent};
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, OwnedDisplayHandle};
use winit::keyboard::{Key, KeyCode, ModifiersState, PhysicalKey};
use winit::monitor::MonitorHandle;
use winit::window::{Fullscreen, Window, WindowAttributes, WindowId};

use super::manners::{Input, Manners};
use super::monitors::{Screens, Sign, free_place, seed_at};
use super::pane::Pane;
use super::sight::Sight;
use super::surroundings::Surroundings;
use super::{SaverError, SaverOptions};
use crate::ambient::Show;
use crate::desk::start::{check_display, missing, sheltered};
use crate::desktop::{Watch, awake, media};
use crate::words;

/// How often it is looked which monitors there are.
const LOOK: Duration = Duration::from_secs(3);
/// How long the first window waits to hear whether media plays.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Shows it, and stays until it ends.
pub(super) fn run(options: SaverOptions) -> Result<(), SaverError> {
    check_display()?;
    let shown = Arc::new(AtomicBool::new(false));
    let mut ended = None;
    let (begun, told) = (Arc::clone(&shown), &mut ended);
    sheltered(shown, move || {
        let events = EventLoop::new().map_err(|error| error.to_string())?;
        let mut saver = Saver::new(options, begun);
        let result = events.run_app(&mut saver);
        *told = saver.ended.take();
        match result {
            Err(error) if told.is_none() => Err(error.to_string()),
            _ => Ok(()),
        }
    })?;
    ended.map_or(Ok(()), Err)
}

/// Where something is shown: the monitor, none for a window on the desktop, and its place among all.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Spot {
    on: Option<Sign>,
    place: usize,
}

/// The windows and what ends them.
struct Saver {
    options: SaverOptions,
    began: Instant,
    context: Option<Context<OwnedDisplayHandle>>,
    panes: Vec<(Pane, Spot)>,
    /// What waits without a window while media plays.
    waiting: Vec<(Show, Spot)>,
    /// Whether there are no windows, so that media is seen.
    gives_way: bool,
    /// The monitor that was asked for, once it was found.
    chosen: Option<Sign>,
    manners: Manners,
    modifiers: ModifiersState,
    /// The window that the pointer is on.
    pointed: Option<WindowId>,
    sight: Sight,
    around: Surroundings,
    media: Watch,
    /// When it was looked which monitors there are.
    looked: Duration,
    /// Something was presented.
    shown: Arc<AtomicBool>,
    ended: Option<SaverError>,
}

impl Saver {
    fn new(options: SaverOptions, shown: Arc<AtomicBool>) -> Self {
        if options.keep_awake {
            awake::keep();
        }
        Self {
            manners: Manners::new(options.kiosk),
            sight: Sight::default(),
            around: Surroundings::new(&options.show),
            media: media::watch(options.keep_awake),
            options,
            began: Instant::now(),
            context: None,
            panes: Vec::new(),
            waiting: Vec::new(),
            gives_way: false,
            chosen: None,
            modifiers: ModifiersState::empty(),
            pointed: None,
            looked: Duration::ZERO,
            shown,
            ended: None,
        }
    }

    fn clock(&self) -> Duration {
        self.began.elapsed()
    }

    fn end(&mut self, events: &ActiveEventLoop, error: Option<SaverError>) {
        self.ended = self.ended.take().or(error);
        events.exit();
    }

    /// Takes the windows away while somebody watches media, and lets what they show wait.
    fn give_way(&mut self) {
        let watched = self.media.says();
        if watched == std::mem::replace(&mut self.gives_way, watched) {
            return;
        }
        if watched {
            log::warn!("media fills the screen: nothing is shown until it is over");
            let shows = self.panes.drain(..).filter_map(|(pane, spot)| Some((pane.into_show()?, spot)));
            self.waiting.extend(shows);
        }
        self.looked = Duration::ZERO;
    }

    /// Sees to it that every monitor that is there has its window, and no other. Gives why not.
    fn fit(&mut self, events: &ActiveEventLoop) -> Result<(), SaverError> {
        if self.gives_way {
            return Ok(());
        }
        if let Screens::Window([width, height]) = self.options.screens {
            if self.panes.is_empty() {
                let window = attributes().with_inner_size(PhysicalSize::new(width, height));
                self.open(events, window, None)?;
            }
            return Ok(());
        }
        let monitors: Vec<(MonitorHandle, Sign)> =
            events.available_monitors().map(|monitor| (monitor.clone(), Sign::of(&monitor))).collect();
        let signs: Vec<&Sign> = monitors.iter().map(|(_, sign)| sign).collect();
        self.choose(&signs)?;
        self.panes.retain(|(_, spot)| spot.on.as_ref().is_some_and(|on| signs.contains(&on)));
        for (monitor, sign) in &monitors {
            if self.panes.iter().any(|(_, spot)| spot.on.as_ref() == Some(sign)) {
                continue;
            }
            // Where nobody manages windows they are as large as they were made.
            let window = attributes()
                .with_decorations(false)
                .with_inner_size(monitor.size())
                .with_position(monitor.position())
                .with_fullscreen(Some(Fullscreen::Borderless(Some(monitor.clone()))));
            self.open(events, window, Some(sign.clone()))?;
        }
        // What waited for a monitor that did not come back.
        self.waiting.clear();
        if self.panes.is_empty() && !self.options.kiosk {
            return Err(SaverError::NoWindow("no monitor is left".to_owned()));
        }
        Ok(())
    }

    /// Finds the monitor that was asked for among those that are there: by its number at the beginning, and then by what
    /// it is. A kiosk waits for one that was taken away.
    fn choose(&mut self, there: &[&Sign]) -> Result<(), SaverError> {
        let Screens::One(asked) = self.options.screens else { return Ok(()) };
        match &self.chosen {
            None => match asked.checked_sub(1).and_then(|at| there.get(at)) {
                Some(sign) => self.chosen = Some((*sign).clone()),
                None => {
                    let there = there.iter().map(ToString::to_string).collect();
                    return Err(SaverError::NoMonitor { asked, there });
                }
            },
            Some(chosen) if self.options.kiosk || there.iter().any(|sign| sign.is_same(chosen)) => {}
            Some(chosen) => return Err(SaverError::MonitorGone { asked, was: chosen.to_string() }),
        }
        Ok(())
    }

    fn open(
        &mut self,
        events: &ActiveEventLoop,
        window: WindowAttributes,
        on: Option<Sign>,
    ) -> Result<(), SaverError> {
        let none = |error: &dyn std::fmt::Display| SaverError::from(missing(&error.to_string()));
        let window = Rc::new(events.create_window(window).map_err(|error| none(&error))?);
        let context = match &self.context {
            Some(context) => context.clone(),
            None => {
                let context = Context::new(events.owned_display_handle()).map_err(|error| none(&error))?;
                self.context.insert(context).clone()
            }
        };
        let size = window.inner_size();
        let (show, spot) = self.shown_on(on, [size.width, size.height]);
        let pane = Pane::new(&context, window, show, self.began.elapsed()).map_err(|error| none(&error))?;
        self.panes.push((pane, spot));
        Ok(())
    }

    /// What is shown on a monitor, and at which place: what waited for it, else a terminal of its own; none on those
    /// beside the one that was asked for.
    fn shown_on(&mut self, on: Option<Sign>, size: [u32; 2]) -> (Option<Show>, Spot) {
        if let Some(at) = self.waiting.iter().position(|(_, spot)| spot.on == on) {
            let (show, spot) = self.waiting.remove(at);
            return (Some(show), spot);
        }
        let spots = self.panes.iter().map(|(_, spot)| spot).chain(self.waiting.iter().map(|(_, spot)| spot));
        let place = free_place(&spots.map(|spot| spot.place).collect::<Vec<_>>());
        let seed = match (&self.chosen, &on) {
            (Some(chosen), Some(on)) => chosen.is_same(on).then_some(self.options.seed),
            _ => Some(seed_at(place, self.options.seed)),
        };
        (seed.map(|seed| Show::new(&self.options.show, size, seed)), Spot { on, place })
    }

    /// Whether a key is the one of the chord, and the others are held.
    fn is_chord(&self, key: &KeyEvent) -> bool {
        let held = ModifiersState::CONTROL | ModifiersState::ALT | ModifiersState::SHIFT;
        let letter = match &key.logical_key {
            Key::Character(text) => text.eq_ignore_ascii_case("q"),
            _ => false,
        };
        self.modifiers.contains(held) && (letter || key.physical_key == PhysicalKey::Code(KeyCode::KeyQ))
    }

    /// What an event is, if somebody did something.
    fn input(&mut self, id: WindowId, event: &WindowEvent) -> Option<Input> {
        match event {
            WindowEvent::KeyboardInput { event, is_synthetic: false, .. } => {
                // A key that was held when the window came is none that was pressed.
                let pressed = event.state == ElementState::Pressed && !event.repeat;
                let input = if self.is_chord(event) { Input::Chord } else { Input::Pressed };
                pressed.then_some(input)
            }
            WindowEvent::MouseInput { state: ElementState::Pressed, .. } | WindowEvent::MouseWheel { .. } => {
                Some(Input::Pressed)
            }
            WindowEvent::Touch(touch) => (touch.phase == TouchPhase::Started).then_some(Input::Pressed),
            WindowEvent::CursorMoved { position, .. } => {
                if self.pointed.replace(id) != Some(id) {
                    self.manners.forget_pointer();
                }
                let clock = self.clock();
                self.manners.is_moved([position.x, position.y], clock).then_some(Input::Pressed)
            }
            WindowEvent::CloseRequested => Some(Input::Closed),
            _ => None,
        }
    }
}

/// The name by which rules of a desktop know its windows: app_id on Wayland, class on X11.
#[cfg(target_os = "linux")]
const NAME: &str = "macrodat-ambient";

fn attributes() -> WindowAttributes {
    let attributes = Window::default_attributes().with_title(words::say("window.title", &[]));
    // On Wayland it is the same one.
    #[cfg(target_os = "linux")]
    let attributes = winit::platform::x11::WindowAttributesExtX11::with_name(attributes, NAME, NAME);
    attributes
}

impl ApplicationHandler for Saver {
    fn resumed(&mut self, events: &ActiveEventLoop) {
        self.media.says_within(PATIENCE);
        self.give_way();
        if let Err(error) = self.fit(events) {
            self.end(events, Some(error));
        }
    }

    fn window_event(&mut self, events: &ActiveEventLoop, id: WindowId, event: WindowEvent) {
        if let WindowEvent::ModifiersChanged(modifiers) = &event {
            self.modifiers = modifiers.state();
        }
        if let Some(input) = self.input(id, &event)
            && self.manners.is_end(input)
        {
            return self.end(events, None);
        }
        let (clock, attention) = (self.clock(), self.around.attention(self.media.says()));
        let Some(at) = self.panes.iter().position(|(pane, _)| pane.window.id() == id) else { return };
        let pane = &mut self.panes[at].0;
        match event {
            WindowEvent::RedrawRequested => match pane.draw(clock, attention) {
                Ok(()) => self.shown.store(true, Ordering::Relaxed),
                Err(error) => self.end(events, Some(SaverError::NoWindow(error.to_string()))),
            },
            WindowEvent::Occluded(covered) => pane.cover(covered, clock),
            WindowEvent::Resized(_) => pane.show_again(clock),
            WindowEvent::Destroyed => {
                self.panes.remove(at);
                if self.options.kiosk {
                    // Whoever took it from outside has not held the chord.
                    self.looked = Duration::ZERO;
                } else if self.panes.is_empty() {
                    self.end(events, None);
                }
            }
            _ => {}
        }
    }

    fn about_to_wait(&mut self, events: &ActiveEventLoop) {
        let clock = self.clock();
        self.give_way();
        if let Some(reduced) = self.around.motion() {
            self.options.show.reduced_motion = reduced;
            self.panes.iter_mut().for_each(|(pane, _)| pane.set_reduced_motion(reduced));
            self.waiting.iter_mut().for_each(|(show, _)| show.set_reduced_motion(reduced));
        }
        if self.looked.is_zero() || clock >= self.looked + LOOK {
            self.looked = clock;
            if let Err(error) = self.fit(events) {
                return self.end(events, Some(error));
            }
        }
        let next = self.panes.iter_mut().map(|(pane, _)| pane.tend(clock, &mut self.sight)).min();
        let next = next.unwrap_or(clock + LOOK).min(self.looked + LOOK);
        events.set_control_flow(ControlFlow::WaitUntil(self.began + next));
    }
}
