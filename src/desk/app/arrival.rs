//! How the desk heeds the door: who signs in, and what somebody takes along from a quarter.

use std::time::Duration;

use egui::Context;

use super::Desk;
use crate::desk::access::Access;
use crate::desk::input::Input;
use crate::desk::keeper::Keeper;
use crate::desk::open::Opened;
use crate::model::command::Source;
use crate::model::{Command, Happening, Screen};
use crate::pace::Pace;

/// How long an answer to something that was asked for stands below the tube.
const ANSWER: Duration = Duration::from_secs(12);

impl Desk {
    /// Does what of a happening concerns the door.
    pub(super) fn heed_door(&mut self, what: Happening, context: &Context) {
        match what {
            // Others may have come or gone since it was shown last.
            Happening::ScreenShown { screen } if screen == Screen::SignIn.name() => {
                self.inbox.push(Input::Command(Source::Program, self.door.employees()));
            }
            Happening::SignedIn { profile } => self.signed_in = Some(profile),
            Happening::CertificateAsked { quarter } => {
                self.door.save_certificate(&self.terminal, quarter, context);
            }
            Happening::CardAsked { quarter } => {
                if let Some(line) = self.door.copy_card(&self.terminal, quarter) {
                    self.tell_user(line, context);
                }
            }
            _ => {}
        }
    }

    /// Lets whoever has signed in sit down, and tells what has become of pictures.
    pub(super) fn mind_door(&mut self, context: &Context) {
        match self.signed_in.take() {
            Some(Some(profile)) if self.door.is_here(&profile) => {}
            Some(profile) => self.change_employee(profile.as_deref(), context),
            None => {}
        }
        if let Some(line) = self.door.news() {
            self.tell_user(line, context);
        }
    }

    /// Says something to the user, below the tube and aloud.
    fn tell_user(&mut self, line: String, context: &Context) {
        context.with_plugin(|access: &mut Access| access.say(&line));
        self.notice = Some((line, self.clock() + ANSWER));
        context.request_repaint();
    }

    /// Somebody else sits down: the session is saved and put away, and the other one opened where it asks who comes. A
    /// session that cannot be saved is not put away.
    fn change_employee(&mut self, profile: Option<&str>, context: &Context) {
        let clock = self.clock();
        let saved = self.keeper.save_now(&self.terminal, clock);
        match saved.and_then(|()| self.door.open(profile)) {
            Ok(Opened { terminal, writer, notice }) => {
                let reduced = self.terminal.reduced_motion();
                self.terminal = terminal;
                self.keeper = Keeper::new(Some(writer));
                self.pace = Pace::at(self.terminal.now());
                self.tube.forget();
                let set: Vec<Command> = self.chosen.beginning().map(|(_, command)| command).collect();
                let here = self.door.here().to_owned();
                let comes = [
                    self.door.employees(),
                    Command::Power { on: true },
                    Command::Skip,
                    Command::SignIn { profile: Some(here) },
                ];
                let all = [Command::SetMotion { reduced }].into_iter().chain(set).chain(comes);
                all.for_each(|command| self.apply(command, Source::Program));
                self.terminal.settle();
                if let Some(notice) = notice {
                    self.tell_user(notice, context);
                }
            }
            Err(error) => {
                let employees = self.door.employees();
                self.apply(employees, Source::Program);
                self.tell_user(error.to_string(), context);
            }
        }
        self.stale = true;
    }
}
