//! How the desk lends its chair: when the operator sits down, what is seen of that, and how the user comes back.

use std::time::Duration;

use egui::{Context, Event, RawInput};

use super::{Desk, Quitting};
use crate::desk::chair::{AHEAD, MEDIA, Yields};
use crate::desk::input::Input;
use crate::desk::sitter::Sitter;
use crate::desktop::notice;
use crate::keys::{Action, Place};
use crate::model::command::Source;
use crate::model::{Change, Command, Happening, Screen, Terminal};
use crate::pace::{self, Pace};
use crate::time::Time;
use crate::words;

/// How often a shift that nobody sees is worked on.
const UNSEEN: Duration = Duration::from_secs(10);
/// After so many minutes the operator comes back to an ambient screen, where the settings know of none.
const BACK: u16 = 5;

impl Desk {
    /// The terminal that is seen: the operator's while that sits, else the user's.
    pub(super) fn seen(&self) -> &Terminal {
        self.chair.terminal().unwrap_or(&self.terminal)
    }

    /// How much of its light the glass has.
    pub(super) fn light(&self, clock: Duration) -> f64 {
        self.chair.light().unwrap_or_else(|| self.idle.light(clock, self.chosen.dim_minutes()))
    }

    /// Lets the operator sit down where nobody has touched anything for long. How long until this is to be looked at
    /// again.
    ///
    /// What has no power stays dark, and who holds a picture, or watches something that fills the screen, is there.
    pub(super) fn mind_chair(&mut self, clock: Duration) -> Option<Duration> {
        if self.chair.is_taken() || self.quitting != Quitting::No {
            return None;
        }
        // An ambient screen that was handed over does not stay with whoever has gone, nor dark.
        let ambient = self.chair.part().is_some();
        let minutes = match self.chosen.idle_minutes() {
            0 if ambient => BACK,
            minutes => minutes,
        };
        let until = self.idle.until(clock, minutes);
        let until = until.filter(|_| (self.is_lit() || ambient) && !self.pace.is_held());
        self.chair.ask_media(until.is_some_and(|until| until <= AHEAD));
        match until? {
            Duration::ZERO if self.chair.steps_back() => Some(MEDIA),
            Duration::ZERO => {
                let part = self.chair.part().cloned().unwrap_or_else(|| self.chosen.part());
                self.chair.take(Sitter::at_copy(&self.terminal, &part), clock);
                self.show_another();
                None
            }
            until if until > AHEAD => Some(until - AHEAD),
            until => Some(until),
        }
    }

    /// The user is back: the terminal is as it was left, at its own time.
    pub(super) fn come_back(&mut self) {
        self.chair.give_back();
        self.pace = Pace::at(self.terminal.now());
        self.show_another();
        if self.terminal.screen() == Screen::Off {
            // Nobody who comes to a terminal at work is to find it dark.
            self.inbox.push(Input::Command(Source::Program, Command::Power { on: true }));
        }
    }

    /// What is shown is another terminal's, with a time of its own.
    fn show_another(&mut self) {
        self.tube.forget();
        self.stale = true;
    }

    /// Heeds the window's events while the operator sits: what is not for the window itself is taken out of them.
    pub(super) fn heed_the_seated(&mut self, raw: &mut RawInput, there: bool, context: &Context) {
        if !self.chair.is_taken() || self.chair.yields() == Yields::TheWindow {
            return;
        }
        let asked: Vec<Action> =
            raw.events.iter().filter_map(|event| self.asked_while_seated(event)).collect();
        // The sheet is put away as it was laid, and by nothing that happens to be touched.
        let hidden = self.chair.is_hidden();
        self.chair.take_input(raw);
        match self.chair.yields() {
            _ if !asked.is_empty() => {
                asked.into_iter().for_each(|action| self.act_while_seated(action, context))
            }
            Yields::TheChair if there && !hidden => self.come_back(),
            Yields::All if there => self.close(context),
            _ => {}
        }
    }

    /// What a key asks for that is heard while the operator sits.
    fn asked_while_seated(&self, event: &Event) -> Option<Action> {
        let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return None };
        // On the sheet mean something those keys that mean the same everywhere.
        let action = self.keys.action(Place::Worksheet, physical_key.unwrap_or(*key), *modifiers)?;
        self.chair.hears(action).then_some(action)
    }

    fn act_while_seated(&mut self, action: Action, context: &Context) {
        match (action, self.chair.sitter()) {
            (Action::Worksheet, Some(sitter)) => sitter.apply(Command::Worksheet),
            (Action::Back, Some(sitter)) => sitter.apply(Command::Back),
            _ => self.act(action, context),
        }
        self.stale = true;
    }

    /// Lets the operator work up to the picture that is due. How long until the next one is.
    pub(super) fn sit(&mut self, clock: Duration, light: f64, context: &Context) -> Option<Duration> {
        for input in std::mem::take(&mut self.inbox) {
            match input {
                Input::Event(event) => {
                    if let Some(action) = self.asked_while_seated(&event) {
                        self.act_while_seated(action, context);
                    }
                }
                Input::Command(source, command) => {
                    // What is set is set for whoever sits there as well.
                    if let (Command::Set { .. } | Command::SetMotion { .. }, Some(sitter)) =
                        (&command, self.chair.sitter())
                    {
                        sitter.apply(command.clone());
                    }
                    self.apply(command, source);
                }
                Input::Request(_) => {}
            }
        }
        self.tell(context);
        if self.chair.steps_back() {
            return Some(MEDIA);
        }
        let rates = self.rates(light);
        let time = self.chair.sitter()?.tick(clock);
        let change = self.change_of_the_seated()?;
        if let Some(picture) = pace::due(rates, change, false, self.seen().now(), time) {
            self.work(picture, clock);
            self.stale = true;
        }
        pace::wait(rates, self.change_of_the_seated()?, false, self.seen().now(), time)
    }

    /// Lets a shift go on that nobody sees. How long until it is to be looked at again; none if nothing is worked.
    pub(super) fn sit_unseen(&mut self, clock: Duration) -> Option<Duration> {
        let shift = self.chair.terminal()?.shift()?;
        if shift.ended {
            return None;
        }
        let ends = shift.ends();
        let time = self.chair.sitter()?.tick(clock);
        self.work(time, clock);
        self.stale = true;
        Some(pace::duration(ends.since(time)).clamp(Duration::from_millis(1), UNSEEN))
    }

    fn work(&mut self, to: Time, clock: Duration) {
        let Some(sitter) = self.chair.sitter() else { return };
        let happened = sitter.work(to);
        self.chair.see(clock, !happened.is_empty());
        if self.chair.heard
            && let Some(player) = &mut self.player
        {
            player.play(&happened, to);
        }
        let ended = happened.iter().find_map(|happened| match happened.what {
            Happening::ShiftEnded { minutes } => Some(minutes),
            _ => None,
        });
        if let Some(minutes) = ended.filter(|_| self.tells_end) {
            let minutes = minutes.to_string();
            notice::give(
                &words::say("focus.over", &[]),
                &words::say("focus.minutes", &[("count", &minutes)]),
            );
        }
    }

    fn change_of_the_seated(&mut self) -> Option<Change> {
        let (view, look) = (self.chosen.view(), *self.chosen.look());
        let sitter = self.chair.sitter()?;
        let shown = self.tube.next_change(sitter.terminal(), view, &look);
        Some(sitter.next_change(shown))
    }

    /// What those are told who do not see that the operator sits.
    pub(super) fn status(&self) -> Option<String> {
        let terminal = self.chair.terminal()?;
        Some(match terminal.shift() {
            _ if self.chair.is_hidden() => words::say("operator.sheet", &[]),
            Some(shift) if shift.ended => words::say("operator.gone", &[]),
            Some(shift) => {
                let percent = shift.percent(terminal.now()).to_string();
                words::say("operator.shift", &[("percent", &percent)])
            }
            None => words::say("operator.sits", &[]),
        })
    }
}
