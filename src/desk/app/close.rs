//! How the desk ends.

use egui::{Context, Event, Key, RawInput, ViewportCommand};

use super::{Desk, LEAVING, Quitting};
use crate::desk::chair::Yields;
use crate::desk::input::Input;
use crate::model::command::Source;
use crate::model::{Command, Screen};

impl Desk {
    /// Answers those who want the window closed. The first time the session is saved and the shut-down picture played;
    /// the second time ends at once.
    pub(super) fn asked_to_close(&mut self, context: &Context, seen: bool) {
        match self.quitting {
            Quitting::Now => {}
            Quitting::Leaving(_) => self.quitting = Quitting::Now,
            Quitting::No if self.locked => context.send_viewport_cmd(ViewportCommand::CancelClose),
            Quitting::No => {
                if self.chair.is_taken() {
                    if self.chair.yields() != Yields::TheChair {
                        // Nobody's session is there to be saved, and no picture to be played.
                        self.chosen.keep_now();
                        self.quitting = Quitting::Now;
                        return;
                    }
                    self.come_back();
                }
                let clock = self.clock();
                // What could not be saved has been told, and closing goes on.
                let _saved = self.keeper.save_now(&self.terminal, clock);
                self.chosen.keep_now();
                if !seen || self.terminal.screen() == Screen::Off {
                    self.quitting = Quitting::Now;
                } else {
                    context.send_viewport_cmd(ViewportCommand::CancelClose);
                    self.inbox.push(Input::Command(Source::Program, Command::ShutDown));
                    self.hold(false);
                    self.quitting = Quitting::Leaving(self.clock() + LEAVING);
                }
            }
        }
    }

    /// Closes the window, whatever it shows.
    pub(super) fn close(&mut self, context: &Context) {
        self.quitting = Quitting::Now;
        context.send_viewport_cmd(ViewportCommand::Close);
    }

    /// Whether the chord is pressed that lets one out of a window that is locked: Ctrl+Alt+Shift+Q.
    pub(super) fn is_let_out(&self, raw: &RawInput) -> bool {
        let chord = |event: &Event| match event {
            Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                let control = modifiers.ctrl || modifiers.command;
                // Wherever the layout of the keyboard has it.
                let is_q = *key == Key::Q || *physical_key == Some(Key::Q);
                is_q && control && modifiers.alt && modifiers.shift
            }
            _ => false,
        };
        self.locked && raw.events.iter().any(chord)
    }

    /// Ends a window that is locked.
    pub(super) fn leave_locked(&mut self, context: &Context) {
        self.locked = false;
        context.send_viewport_cmd(ViewportCommand::Close);
    }
}
