//! Windows of this program's own: one on each monitor, or one on the desktop, until somebody does something.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use softbuffer::Context;
use winit::application::ApplicationHandler;
use winit::dpi::{PhysicalPosition, PhysicalSize};
use winit::event::{ElementState, KeyEvent, TouchPhase, WindowEvent};
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, OwnedDisplayHandle};
use winit::keyboard::{Key, KeyCode, ModifiersState, PhysicalKey};
use winit::monitor::MonitorHandle;
use winit::window::{Fullscreen, Window, WindowAttributes, WindowId};

use super::manners::{Input, Manners};
use super::monitors::{Screens, Shown};
use super::pane::Pane;
use super::sight::Sight;
use super::{SaverError, SaverOptions};
use crate::ambient::{Attention, Show};
use crate::desk::start::{check_display, missing, sheltered};
use crate::desktop::{Watch, awake, battery, media};
use crate::words;

/// How often it is looked which monitors there are.
const LOOK: Duration = Duration::from_secs(3);

/// Shows it, and stays until it ends.
pub(super) fn run(options: SaverOptions) -> Result<(), SaverError> {
    check_display()?;
    let shown = Arc::new(AtomicBool::new(false));
    let mut ended = None;
    let (begun, told) = (Arc::clone(&shown), &mut ended);
    sheltered(shown, move || {
        let events = EventLoop::new().map_err(|error| error.to_string())?;
        #[cfg(target_os = "linux")]
        super::lost::tell();
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

/// A monitor, as it is told from others: its name, place and size.
type Sign = (Option<String>, PhysicalPosition<i32>, PhysicalSize<u32>);

fn sign(monitor: &MonitorHandle) -> Sign {
    (monitor.name(), monitor.position(), monitor.size())
}

/// A monitor in words.
fn described(monitor: &MonitorHandle) -> String {
    let PhysicalSize { width, height } = monitor.size();
    let name = monitor.name().map(|name| name + ", ").unwrap_or_default();
    format!("{name}{width}x{height}")
}

/// The windows and what ends them.
struct Saver {
    options: SaverOptions,
    began: Instant,
    context: Option<Context<OwnedDisplayHandle>>,
    /// Each with the monitor that it fills; none for a window on the desktop.
    panes: Vec<(Pane, Option<Sign>)>,
    manners: Manners,
    modifiers: ModifiersState,
    /// The window that the pointer is on.
    pointed: Option<WindowId>,
    sight: Sight,
    battery: Watch,
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
            battery: battery::watch(),
            media: media::watch(options.keep_awake),
            options,
            began: Instant::now(),
            context: None,
            panes: Vec::new(),
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

    fn attention(&self) -> Attention {
        let by_the_wall = self.options.show.thrift.dimming.hours.is_some();
        Attention {
            hidden: self.media.says(),
            on_battery: self.battery.says(),
            time: by_the_wall.then(|| jiff::Zoned::now().time()),
        }
    }

    fn end(&mut self, events: &ActiveEventLoop, error: Option<SaverError>) {
        self.ended = self.ended.take().or(error);
        events.exit();
    }

    /// Sees to it that every monitor that is there has its window, and no other. Gives why not.
    fn fit(&mut self, events: &ActiveEventLoop) -> Result<(), SaverError> {
        if let Screens::Window([width, height]) = self.options.screens {
            if self.panes.is_empty() {
                let window = attributes().with_inner_size(PhysicalSize::new(width, height));
                self.open(events, window, None, Shown::Terminal(self.options.seed))?;
            }
            return Ok(());
        }
        let monitors: Vec<MonitorHandle> = events.available_monitors().collect();
        if let Screens::One(asked) = self.options.screens
            && !(1..=monitors.len()).contains(&asked)
        {
            let there = monitors.iter().map(described).collect();
            return Err(SaverError::NoMonitor { asked, there });
        }
        let signs: Vec<Sign> = monitors.iter().map(sign).collect();
        self.panes.retain(|(_, on)| on.as_ref().is_some_and(|on| signs.contains(on)));
        for (place, (monitor, sign)) in monitors.into_iter().zip(signs).enumerate() {
            if self.panes.iter().any(|(_, on)| on.as_ref() == Some(&sign)) {
                continue;
            }
            // Where nobody manages windows they are as large as they were made.
            let window = attributes()
                .with_decorations(false)
                .with_inner_size(monitor.size())
                .with_position(monitor.position())
                .with_fullscreen(Some(Fullscreen::Borderless(Some(monitor))));
            let shown = self.options.screens.shown_on(place, self.options.seed);
            self.open(events, window, Some(sign), shown)?;
        }
        if self.panes.is_empty() {
            return Err(SaverError::NoWindow("no monitor is left".to_owned()));
        }
        Ok(())
    }

    fn open(
        &mut self,
        events: &ActiveEventLoop,
        window: WindowAttributes,
        on: Option<Sign>,
        shown: Shown,
    ) -> Result<(), SaverError> {
        let none = |error: &dyn std::fmt::Display| SaverError::from(missing(&error.to_string()));
        let window = Rc::new(events.create_window(window).map_err(|error| none(&error))?);
        let context = match &self.context {
            Some(context) => context,
            None => {
                let context = Context::new(events.owned_display_handle()).map_err(|error| none(&error))?;
                self.context.insert(context)
            }
        };
        let size = window.inner_size();
        let show = match shown {
            Shown::Terminal(seed) => Some(Show::new(&self.options.show, [size.width, size.height], seed)),
            Shown::Black => None,
        };
        let pane = Pane::new(context, window, show, self.began.elapsed()).map_err(|error| none(&error))?;
        self.panes.push((pane, on));
        Ok(())
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
        let (clock, attention) = (self.clock(), self.attention());
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
