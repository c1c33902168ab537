//! The chair before the terminal, in which the operator sits while nobody else does.

use std::time::Duration;

use egui::RawInput;

use super::sitter::Sitter;
use super::stir::Stir;
use super::{DeskAmbient, Purpose};
use crate::ambient::{Attention, Lamp, Quiet, REACH, Thrift, orbit};
use crate::desktop::{Watch, battery, media};
use crate::keys::Action;
use crate::model::{Screen, Terminal};
use crate::operator::Part;

/// So long before the chair is taken it is asked whether media plays.
pub(super) const AHEAD: Duration = Duration::from_secs(20);
/// How often it is looked whether media still plays.
pub(super) const MEDIA: Duration = Duration::from_secs(5);

/// What somebody's input does while the operator sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yields {
    /// It gives the chair back, and does nothing else.
    TheChair,
    /// It ends the program.
    All,
    /// Nothing but what concerns the window: somebody works beside it.
    TheWindow,
    /// Nothing.
    Nothing,
}

impl DeskAmbient {
    fn yields(&self) -> Yields {
        match (self.interactive, self.kiosk) {
            (true, _) => Yields::TheChair,
            (false, false) => Yields::All,
            (false, true) => Yields::Nothing,
        }
    }
}

/// The chair.
#[derive(Debug)]
pub(super) struct Chair {
    yields: Yields,
    /// What the operator is to do where that was asked for; else the settings say.
    part: Option<Part>,
    /// Whether what the operator does is heard.
    pub(super) heard: bool,
    /// Whether this program keeps the display awake.
    awake: bool,
    sitter: Option<Sitter>,
    stir: Stir,
    /// Whether media plays: asked while the operator sits, and shortly before.
    media: Option<Watch>,
    /// Whether the machine runs on its battery: asked while the operator sits.
    battery: Option<Watch>,
    /// What pictures may cost.
    thrift: Thrift,
    lamp: Lamp,
    /// The light of the lamp, when it was looked at last.
    light: f64,
    /// Whether the chair is the user's, and lent.
    lent: bool,
    /// The clock when the chair was taken.
    since: Duration,
    quiet: Quiet,
}

impl Chair {
    /// The chair for a purpose. `sound` says whether anything is heard.
    pub(super) fn new(purpose: &Purpose, sound: bool) -> Self {
        let (yields, awake) = match purpose {
            Purpose::Work => (Yields::TheChair, false),
            Purpose::Ambient(ambient) => (ambient.yields(), ambient.keep_awake),
            Purpose::Focus(_) => (Yields::TheWindow, false),
        };
        // At a copy of the user's terminal nothing is heard.
        let heard = sound && !matches!(purpose, Purpose::Work);
        let thrift = match purpose {
            Purpose::Ambient(ambient) => ambient.thrift,
            _ => Thrift { orbit: false, ..Thrift::default() },
        };
        Self {
            yields,
            part: purpose.part().cloned(),
            heard,
            awake,
            sitter: None,
            stir: Stir::default(),
            media: None,
            battery: None,
            thrift,
            lamp: Lamp::default(),
            light: 1.0,
            lent: matches!(purpose, Purpose::Work),
            since: Duration::ZERO,
            quiet: Quiet::default(),
        }
    }

    /// What the operator is to do, where that was asked for.
    pub(super) fn part(&self) -> Option<&Part> {
        self.part.as_ref()
    }

    /// Lets somebody sit down.
    pub(super) fn take(&mut self, sitter: Sitter, clock: Duration) {
        self.sitter = Some(sitter);
        (self.since, self.quiet) = (clock, Quiet::since(clock));
        (self.lamp, self.light) = (Lamp::default(), 1.0);
        self.battery = Some(battery::watch());
        self.ask_media(true);
    }

    /// Gives the chair back.
    pub(super) fn give_back(&mut self) {
        self.sitter = None;
        self.battery = None;
        self.media = None;
    }

    /// Whether the operator sits.
    pub(super) fn is_taken(&self) -> bool {
        self.sitter.is_some()
    }

    /// Whoever sits.
    pub(super) fn sitter(&mut self) -> Option<&mut Sitter> {
        self.sitter.as_mut()
    }

    /// The terminal at which somebody sits.
    pub(super) fn terminal(&self) -> Option<&Terminal> {
        self.sitter.as_ref().map(Sitter::terminal)
    }

    /// What input does.
    pub(super) fn yields(&self) -> Yields {
        self.yields
    }

    /// Whether nothing is heard: what the operator does is not, and the user does nothing.
    pub(super) fn is_silent(&self) -> bool {
        self.is_taken() && !self.heard
    }

    /// Asks from now on whether media plays, or no longer. Beside a shift somebody works, whatever plays.
    pub(super) fn ask_media(&mut self, asked: bool) {
        if !asked || self.yields == Yields::TheWindow {
            self.media = None;
        } else if self.media.is_none() {
            self.media = Some(media::watch(self.awake));
        }
    }

    /// Whether somebody watches media.
    pub(super) fn steps_back(&self) -> bool {
        self.media.as_ref().is_some_and(Watch::says)
    }

    /// At most so many pictures a second, while the operator sits: nobody works here who would see more.
    pub(super) fn most_pictures(&self, clock: Duration) -> Option<u16> {
        let on_battery = self.battery.as_ref().is_some_and(Watch::says);
        let attention = Attention { on_battery, ..Attention::default() };
        let rests = self.quiet.is_at_rest(clock);
        self.is_taken().then(|| self.thrift.most(&attention, rests, self.lamp.is_dim()))
    }

    /// Takes note of whether something has happened at the terminal, and of its pointer.
    pub(super) fn see(&mut self, clock: Duration, happened: bool) {
        let pointer = self.terminal().and_then(Terminal::pointer);
        self.quiet.see(clock, happened, pointer);
    }

    /// Whether the light goes and comes by the time of the day.
    pub(super) fn asks_hours(&self) -> bool {
        self.is_taken() && self.thrift.dimming.hours.is_some()
    }

    /// Lets the light of an ambient screen go or come, at a time of the day.
    pub(super) fn dim(&mut self, clock: Duration, time: Option<jiff::civil::Time>) {
        if self.is_taken() {
            self.light = self.lamp.light(&self.thrift.dimming, clock.saturating_sub(self.since), time);
        }
    }

    /// How much of its light the glass has where the operator sits by itself; none where the user's idleness says.
    pub(super) fn light(&self) -> Option<f64> {
        (self.is_taken() && !self.lent).then_some(self.light)
    }

    /// How far the picture of an ambient screen has wandered from its place, in pixels.
    pub(super) fn wandered(&self, clock: Duration) -> Option<[f32; 2]> {
        let place = orbit(clock.saturating_sub(self.since));
        let from = |axis: usize| place[axis] as f32 - REACH[axis] as f32;
        (self.is_taken() && self.thrift.orbit).then(|| [from(0), from(1)])
    }

    /// Whether a key of the window's own is heard while the operator sits.
    pub(super) fn hears(&self, action: Action) -> bool {
        match action {
            Action::Worksheet => matches!(self.yields, Yields::TheChair | Yields::TheWindow),
            Action::Back => self.is_hidden(),
            Action::FullScreen | Action::Look | Action::Quit => self.yields == Yields::TheWindow,
            _ => false,
        }
    }

    /// Whether the sheet of dull figures hides the operator's work.
    pub(super) fn is_hidden(&self) -> bool {
        self.terminal().is_some_and(|terminal| terminal.screen() == Screen::Worksheet)
    }

    /// Lets a window that has just appeared find its place before a pointer counts as moved.
    pub(super) fn settle(&mut self) {
        self.stir.settle();
    }

    /// Whether somebody is there.
    pub(super) fn notices(&mut self, raw: &RawInput, clock: Duration) -> bool {
        self.stir.notices(raw, clock)
    }

    /// Takes all that is somebody's out of the window's events, so that it does nothing.
    pub(super) fn take_input(&mut self, raw: &mut RawInput) {
        self.stir.take(raw);
    }

    /// Takes out of the window's events what belongs to the press that gave the chair back.
    pub(super) fn swallow(&mut self, raw: &mut RawInput) {
        self.stir.swallow(raw);
    }
}
