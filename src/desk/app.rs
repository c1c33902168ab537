//! The window's program: once a frame it sorts input, moves the terminal to the picture that is due, and shows it.

mod arrival;
mod close;
mod heed;
mod seat;
mod sort;
mod window;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use egui::{Context, Event, Ui};

use super::Purpose;
use super::access::{Access, Requests};
use super::bar;
use super::chair::Chair;
use super::chin;
use super::chosen::Chosen;
use super::door::Door;
use super::idle::Idle;
use super::input::{Input, Sorter};
use super::keeper::Keeper;
use super::layout::Layout;
use super::open::Opening;
use super::player::Player;
use super::sitter::Sitter;
use super::spoken::cell_words;
use super::tokens;
use super::tube::TubeView;
use crate::announce::announcement;
use crate::desktop::motion::Motion;
use crate::hands::Hands;
use crate::keys::{Action, Keys};
use crate::model::command::{Source, Stamped};
use crate::model::refinement::plane::Cell;
use crate::model::{Change, Command, Happened, Happening, Screen, Terminal};
use crate::pace::{self, Pace};
use crate::picture::Picture;
use crate::screens;
use crate::time::Time;
use crate::tube::view::View;
use crate::words;

/// The longest that the shut-down picture keeps the window open.
const LEAVING: Duration = Duration::from_millis(1700);
/// How long a line about the start stands below the tube.
const NOTICE: Duration = Duration::from_secs(60);

/// How far quitting has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quitting {
    No,
    /// The shut-down picture plays, until then at most.
    Leaving(Duration),
    Now,
}

/// The desk.
pub(super) struct Desk {
    terminal: Terminal,
    keys: Keys,
    hands: Hands,
    requests: Requests,
    keeper: Keeper,
    /// None where the desk is silent.
    player: Option<Player>,
    tube: TubeView,
    beginning: Instant,
    pace: Pace,
    sorter: Sorter,
    /// What waits for the next picture.
    inbox: Vec<Input>,
    sequence: u64,
    layout: Option<Layout>,
    chosen: Chosen,
    door: Door,
    /// Who has just signed in: a profile, or a new one.
    signed_in: Option<Option<String>>,
    motion: Motion,
    idle: Idle,
    /// Whether the window was seen when it was looked at last.
    was_seen: bool,
    chair: Chair,
    /// Whether the window is locked: there is one chord that ends it, and nothing leaves full screen.
    locked: bool,
    /// Whether the end of a shift is told as a notice of the desktop's.
    tells_end: bool,
    /// Whether the pointer was pressed on the panel or the bar, and is held.
    aside: bool,
    /// Whether the picture is to be drawn anew.
    stale: bool,
    /// Whether the pointer was pressed on the tube and is held.
    held: bool,
    quitting: Quitting,
    /// A line about the start, and until when it stands.
    notice: Option<(String, Duration)>,
    /// Why nothing could be saved, when that was looked at last.
    trouble: Option<String>,
    /// The cell under the cell cursor, when it was last told.
    told: Option<Cell>,
    /// Set with the first picture.
    begun: Arc<AtomicBool>,
}

impl Desk {
    pub(super) fn new(
        opening: Opening,
        begun: Arc<AtomicBool>,
        started: Instant,
        context: &Context,
        gl: Option<Arc<eframe::glow::Context>>,
        motion: Motion,
    ) -> Self {
        context.set_fonts(screens::fonts());
        context.set_theme(egui::Theme::Dark);
        context.options_mut(|options| {
            options.zoom_with_keyboard = false;
            options.max_passes = std::num::NonZeroUsize::MIN;
            options.quit_shortcuts.clear();
        });
        context.set_visuals(heed::visuals(opening.chosen.high_contrast()));
        let mut access = Access::default();
        if let Some(notice) = &opening.notice {
            access.say(notice);
        }
        context.add_plugin(access);
        let keys = opening.chosen.bound();
        let mut inbox: Vec<Input> =
            opening.chosen.beginning().map(|(source, command)| Input::Command(source, command)).collect();
        // A snapshot may hold the value that was set, and then to set it again changes nothing.
        let reduced = opening.chosen.reduces_motion(motion.is_reduced());
        inbox.insert(0, Input::Command(Source::Program, Command::SetMotion { reduced }));
        inbox.push(Input::Command(Source::Program, opening.door.employees()));
        let mut chair = Chair::new(&opening.purpose, opening.sound);
        if let Some(part) = opening.purpose.part() {
            let set = opening.chosen.beginning().map(|(_, command)| command);
            let set = std::iter::once(Command::SetMotion { reduced }).chain(set);
            let session = opening.purpose.session().cloned();
            let mut sitter = Sitter::at_own(&opening.pack, opening.seed, session, part, set);
            if let Purpose::Focus(focus) = &opening.purpose {
                sitter.begin_shift(focus.minutes, started.elapsed());
            }
            chair.take(sitter, started.elapsed());
            chair.settle();
        }
        let mut player = opening.sound.then(|| Player::open(opening.chosen.sound()));
        if let Some(player) = player.as_mut().filter(|_| chair.is_taken()) {
            // The machine ran before anybody listened.
            player.play(&[Happened { time: Time::ZERO, what: Happening::PoweredOn }], Time::ZERO);
        }
        if opening.in_settings {
            let way = [Command::Power { on: true }, Command::Skip, Command::Settings];
            inbox.extend(way.map(|command| Input::Command(Source::Program, command)));
        }
        Self {
            chair,
            was_seen: true,
            locked: matches!(&opening.purpose, Purpose::Ambient(ambient) if ambient.kiosk),
            tells_end: matches!(&opening.purpose, Purpose::Focus(focus) if focus.notify),
            tube: TubeView::new(Picture::new(opening.terminal.pack(), keys.clone()), opening.glass, gl),
            pace: Pace::at(opening.terminal.now()),
            terminal: opening.terminal,
            keys,
            hands: Hands::default(),
            requests: Requests::default(),
            keeper: Keeper::new(opening.writer),
            player,
            beginning: started,
            sorter: Sorter::default(),
            inbox,
            sequence: 0,
            layout: None,
            motion,
            idle: Idle::default(),
            chosen: opening.chosen,
            door: opening.door,
            signed_in: None,
            aside: false,
            stale: true,
            held: false,
            quitting: Quitting::No,
            notice: opening.notice.map(|notice| (notice, NOTICE)),
            trouble: None,
            told: None,
            begun,
        }
    }

    #[cfg(test)]
    pub(super) fn terminal(&self) -> &Terminal {
        &self.terminal
    }

    #[cfg(test)]
    pub(super) fn shown(&self) -> &crate::tube::image::Image {
        self.tube.shown()
    }

    /// Lets so much time have passed.
    #[cfg(test)]
    pub(super) fn age(&mut self, by: Duration) {
        self.beginning = self.beginning.checked_sub(by).unwrap();
    }

    #[cfg(test)]
    pub(super) fn seated(&self) -> Option<&Terminal> {
        self.chair.terminal()
    }

    #[cfg(test)]
    pub(super) fn waits(&self) -> bool {
        !self.inbox.is_empty()
    }

    #[cfg(test)]
    pub(super) fn has_kept(&self) -> bool {
        self.chosen.is_kept()
    }

    fn clock(&self) -> Duration {
        self.beginning.elapsed()
    }

    /// Moves the terminal to the picture of `time`, with all that waits.
    fn picture(&mut self, time: Time, context: &Context) {
        // Also the picture with which a movement ends is shown.
        let moved = self.next_change() != Change::Never;
        let dark = self.terminal.screen() == Screen::Off;
        self.terminal.advance(time);
        for input in std::mem::take(&mut self.inbox) {
            match input {
                Input::Command(source, command) => self.apply(command, source),
                Input::Request(request) => {
                    for command in self.requests.commands(&request, &self.terminal, &self.keys) {
                        self.apply(command, Source::Hands);
                    }
                }
                Input::Event(event) => self.event(&event, context),
            }
        }
        if let Some(command) = self.hands.take_move()
            && (command != Command::PointAway || self.terminal.pointer().is_some())
        {
            self.apply(command, Source::Hands);
        }
        let rests = dark && self.terminal.screen() == Screen::Off;
        self.stale |= !rests || moved || self.next_change() != Change::Never;
        self.tell(context);
    }

    /// Moves the terminal to the picture that is due for whoever works at it. How long until the next one is.
    fn serve(&mut self, clock: Duration, light: f64, context: &Context) -> Option<Duration> {
        self.fingers(context);
        // Before the time is read: another session has a time of its own.
        if self.signed_in.is_some() {
            self.chosen.keep_now();
        }
        self.mind_door(context);
        let tick = self.pace.tick(clock);
        if tick.paused {
            let date = jiff::Zoned::now().datetime().with().subsec_nanosecond(0).build();
            self.inbox.extend(date.map(|date| Input::Command(Source::Program, Command::SetClock { date })));
        }
        self.hold_if_asked(context);
        if self.pace.is_held() {
            // Who holds a picture looks at it.
            self.idle.touch(clock);
        }
        let next_change = |desk: &Self| if desk.pace.is_held() { Change::Never } else { desk.next_change() };
        let waits = |desk: &Self| !desk.inbox.is_empty();
        let rates = self.rates(light);
        let change = next_change(self);
        if let Some(picture) = pace::due(rates, change, waits(self), self.terminal.now(), tick.time) {
            self.picture(picture, context);
        }
        pace::wait(self.rates(light), next_change(self), waits(self), self.terminal.now(), tick.time)
    }

    /// When the picture changes next by itself, held or not.
    fn next_change(&self) -> Change {
        self.tube.next_change(&self.terminal, self.chosen.view(), self.chosen.look())
    }

    /// Holds the picture or lets it go on, where somebody asks for it. While it is held only what concerns the
    /// window itself is heard.
    fn hold_if_asked(&mut self, context: &Context) {
        for input in std::mem::take(&mut self.inbox) {
            let asked = match &input {
                Input::Event(event) => Hands::asked_of_host(event, &self.terminal, &self.keys),
                _ => None,
            };
            match asked {
                Some(Action::Hold) => self.hold(!self.pace.is_held()),
                _ if !self.pace.is_held() => self.inbox.push(input),
                // What is set is seen at once, also in a picture that is held.
                _ if matches!(input, Input::Command(_, Command::Set { .. })) => {
                    if let Input::Command(source, command) = input {
                        self.apply(command, source);
                        self.stale = true;
                        self.tell(context);
                    }
                }
                Some(action) => self.act(action, context),
                None => {}
            }
        }
    }

    /// Holds the picture or lets it go on, and tells the terminal for how many minutes it was held.
    fn hold(&mut self, held: bool) {
        if let Some(player) = &self.player {
            player.hold(held);
        }
        let minutes = u32::try_from(self.pace.hold(held).as_secs() / 60).unwrap_or(u32::MAX);
        if minutes > 0 {
            self.inbox.push(Input::Command(Source::Hands, Command::Held { minutes }));
        }
    }

    fn event(&mut self, event: &Event, context: &Context) {
        if let Some(action) = Hands::asked_of_host(event, &self.terminal, &self.keys) {
            self.act(action, context);
        }
        if matches!(event, Event::Key { pressed: true, .. } | Event::PointerButton { pressed: true, .. })
            && let Some(command) = self.requests.end()
        {
            self.apply(command, Source::Hands);
        }
        if matches!(event, Event::Key { pressed: true, .. }) {
            // Keys belong to the terminal, wherever assistive technology was before.
            context.memory_mut(|memory| memory.focused().map(|id| memory.surrender_focus(id)));
        }
        let Some(layout) = self.layout else { return };
        if let Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed, .. } = event {
            self.held = *pressed && layout.place(*pos).is_some();
        }
        // What was begun on the tube goes on at its edge.
        let held = self.held;
        let place = |at| if held { Some(layout.nearest(at)) } else { layout.place(at) };
        let commands = self.hands.event(event, &place, &self.terminal, &self.keys);
        for command in commands {
            self.apply(command, Source::Hands);
        }
    }

    fn apply(&mut self, command: Command, source: Source) {
        let stamped = Stamped { time: self.terminal.now(), sequence: self.sequence, source, command };
        self.sequence += 1;
        if source != Source::Program {
            self.keeper.commanded(self.clock());
        }
        self.terminal.apply(&stamped);
    }

    /// Passes on what has happened.
    fn tell(&mut self, context: &Context) {
        let clock = self.clock();
        let mut said = Vec::new();
        let happenings = self.terminal.take_happenings();
        if let Some(player) = &mut self.player {
            player.play(&happenings, self.terminal.now());
        }
        for happened in happenings {
            self.keeper.happened(&happened.what, clock);
            // What the desk has set itself, at the beginning of a session, is nobody's news.
            let known = matches!(&happened.what, Happening::Set { setting, value } if self.chosen.has(setting, value));
            said.extend(announcement(&self.terminal, &happened.what).filter(|_| !known));
            match &happened.what {
                Happening::Set { setting, value } => self.set(setting, value, context),
                Happening::Bound { action, keys } => said.extend(self.bind(action, keys.clone(), context)),
                _ => {}
            }
            if happened.what == Happening::ShutDown && self.quitting != Quitting::No {
                self.close(context);
            }
            self.heed_door(happened.what, context);
        }
        let cell = self.terminal.board().and_then(|board| board.cursor());
        if cell != self.told {
            self.told = cell;
            if let (Some(_), Some(board)) = (cell, self.terminal.board()) {
                said.push(cell_words(board));
            }
        }
        if !said.is_empty() {
            context.with_plugin(|access: &mut Access| access.say(&words::sentences(&said)));
        }
    }
}

impl eframe::App for Desk {
    fn raw_input_hook(&mut self, context: &Context, raw: &mut egui::RawInput) {
        let clock = self.clock();
        let there = self.chair.notices(raw, clock);
        if there {
            self.idle.touch(clock);
        }
        if self.is_let_out(raw) {
            self.leave_locked(context);
        }
        self.heed_the_seated(raw, there, context);
        self.chair.swallow(raw);
        self.sort(raw, context);
    }

    fn logic(&mut self, context: &Context, _: &mut eframe::Frame) {
        let (asked, seen) = context.input(|input| {
            let viewport = input.viewport();
            (viewport.close_requested(), viewport.visible().unwrap_or(true))
        });
        if asked {
            self.asked_to_close(context, seen);
        }
        let clock = self.clock();
        if let Quitting::Leaving(until) = self.quitting
            && (clock >= until || !seen)
        {
            self.close(context);
        }
        let saving = self.keeper.turn(&self.terminal, clock);
        let keeping = self.keep_settings(context);
        if let Some(player) = &self.player {
            player.hold(!seen || self.pace.is_held() || self.chair.is_silent());
        }
        if seen && !self.was_seen {
            // Whoever brings the window back is there.
            self.idle.touch(clock);
        }
        self.was_seen = seen;
        if !seen {
            // Time stands still but for a shift, and nothing is drawn.
            let shift = self.sit_unseen(clock);
            if let Some(next) = [saving, keeping, shift].into_iter().flatten().min() {
                context.request_repaint_after(next);
            }
            return;
        }
        self.heed_settings(context);
        self.layout = Layout::new(
            context.content_rect(),
            context.pixels_per_point(),
            self.chosen.view(),
            self.chosen.look(),
        );
        let chair = self.mind_chair(clock);
        let hours = self.chair.asks_hours();
        self.chair.dim(clock, hours.then(|| jiff::Zoned::now().time()));
        if let (Some(by), Some(layout)) = (self.chair.wandered(clock), &mut self.layout) {
            layout.wander(by);
        }
        let light = self.light(clock);
        self.stale |= self.idle.turned(light);
        let next = if self.chair.is_taken() {
            self.sit(clock, light, context)
        } else {
            self.serve(clock, light, context)
        };
        let saving = self.keeper.turn(&self.terminal, clock);
        let keeping = self.keep_settings(context);
        let leaving = match self.quitting {
            Quitting::Leaving(until) => Some(until.saturating_sub(clock).max(Duration::from_millis(1))),
            _ => None,
        };
        // The lamp is looked at now and then while it is lit, or while something is still to be written.
        let unsettled = self.trouble.is_some() || !self.keeper.has_settled();
        let idle = self.idle.due(clock, self.chosen.dim_minutes());
        let lamp = unsettled.then_some(Duration::from_secs(1));
        if let Some(sleep) = [next, saving, keeping, leaving, lamp, idle, chair].into_iter().flatten().min() {
            match self.chair.sitter() {
                Some(sitter) => sitter.sleeps(sleep),
                None => self.pace.sleeps(sleep),
            }
            context.request_repaint_after(sleep);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let context = ui.ctx().clone();
        let Some(layout) = self.layout else {
            ui.painter().rect_filled(ui.max_rect(), 0.0, tokens::ROOM);
            return;
        };
        let trouble = self.keeper.trouble();
        if trouble != self.trouble {
            let line = match &trouble {
                Some(_) => bar::storage(trouble.as_deref()),
                None => words::say("storage.saved-again", &[]),
            };
            context.with_plugin(|access: &mut Access| access.say(&line));
            self.trouble = trouble;
            self.stale = true;
        }
        let light = self.light(self.clock());
        let terminal = self.chair.terminal().unwrap_or(&self.terminal);
        if self.stale || !self.tube.fits(&layout) {
            self.tube.draw(terminal, &layout, self.chosen.look(), self.trouble.is_some(), light, &context);
            self.stale = false;
        }
        if context.accesskit_node_builder(egui::accesskit_root_id(), |_| ()).is_some() {
            let status = self.status();
            context.with_plugin(|access: &mut Access| match &status {
                Some(status) => access.show_status(status, &layout),
                None => access.show(&self.terminal, &self.keys, &layout),
            });
        }

        self.tube.paint(ui.painter(), &layout);
        if layout.placement.view == View::Plain {
            // No glass is there to be dimmed.
            let shade = tokens::ROOM.gamma_multiply((1.0 - light) as f32);
            ui.painter().rect_filled(layout.picture, 0.0, shade);
        }
        let storage = bar::storage(self.trouble.as_deref());
        if self.notice.as_ref().is_some_and(|(_, until)| self.clock() > *until) {
            self.notice = None;
        }
        let line = match (&self.trouble, &self.notice) {
            (Some(_), _) => Some(storage.as_str()),
            (None, Some((notice, _))) => Some(notice.as_str()),
            (None, None) => None,
        };
        if let Some(line) = line {
            chin::line(ui.painter(), &layout, self.trouble.is_some(), line);
        }
        self.work_the_window(ui, &layout, &storage);
        self.cursor(&context, &layout);
        self.input_method(&context, &layout);
        if !self.begun.swap(true, Ordering::Relaxed) {
            log::info!("the first picture is ready after {} ms", self.clock().as_millis());
        }
    }

    fn clear_color(&self, _: &egui::Visuals) -> [f32; 4] {
        tokens::ROOM.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
