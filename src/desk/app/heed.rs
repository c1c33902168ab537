//! How the desk heeds what is set: what of it concerns the window, the keys, the panel, and what the desktop asks.

use std::time::Duration;

use egui::Context;

use super::{Desk, NOTICE};
use crate::desk::access::Access;
use crate::desk::idle::Idle;
use crate::desk::input::Input;
use crate::desk::no_pack;
use crate::desk::tokens;
use crate::model::Command;
use crate::model::command::Source;
use crate::pace::Rates;
use crate::screens;
use crate::settings::{MOTION, MUTED, PACK, VOLUME};
use crate::words;

impl Desk {
    /// A setting has another value: what of it concerns the desk is done, and it is kept. A pack that is not there is
    /// not taken: the terminal has the one before again.
    pub(super) fn set(&mut self, setting: &str, value: &str, context: &Context) {
        if setting == PACK.name
            && !self.chosen.has(setting, value)
            && let Some(why) = no_pack(value)
        {
            self.fault(words::say("settings.refused", &[("why", &why)]), context);
            let (setting, value) = (setting.to_owned(), self.chosen.values().text(&PACK).to_owned());
            self.apply(Command::Set { setting, value }, Source::Program);
            return;
        }
        if setting == MOTION.name && value == "system" {
            let reduced = self.motion.is_reduced();
            self.apply(Command::SetMotion { reduced }, Source::Program);
        }
        self.stale = true;
        self.chosen.set(setting, value);
        if let Some(player) = &mut self.player
            && [VOLUME.name, MUTED.name].contains(&setting)
        {
            player.set(self.chosen.sound());
        }
    }

    /// Writes what was set as soon as it rests, and tells why it is not kept. How long until this is to be looked at
    /// again.
    pub(super) fn keep_settings(&mut self, context: &Context) -> Option<Duration> {
        let held = context.input(|input| input.pointer.any_down());
        let (next, faults) = self.chosen.keep(self.clock(), held);
        faults.into_iter().for_each(|fault| self.fault(fault, context));
        next
    }

    /// Binds keys and keeps them. What there is to say.
    pub(super) fn bind(&mut self, action: &str, keys: Option<Vec<String>>, context: &Context) -> Vec<String> {
        let lost = match self.chosen.bind(action, keys) {
            Ok(lost) => lost,
            Err(why) => {
                self.fault(why, context);
                return Vec::new();
            }
        };
        self.keys = self.chosen.bound();
        self.tube.set_keys(self.keys.clone());
        self.stale = true;
        let bound = screens::bound_words(&self.keys, action);
        bound.into_iter().chain(lost).collect()
    }

    /// Tells a fault in the log, aloud and below the tube.
    pub(super) fn fault(&mut self, fault: String, context: &Context) {
        log::warn!("{fault}");
        context.with_plugin(|access: &mut Access| access.say(&fault));
        self.notice = Some((fault, self.clock() + NOTICE));
    }

    /// Does what the desktop and the settings ask of the window itself.
    pub(super) fn heed_settings(&mut self, context: &Context) {
        if let Some(reduced) = self.motion.news()
            && self.chosen.follows_desktop()
        {
            self.inbox.push(Input::Command(Source::Program, Command::SetMotion { reduced }));
        }
        context.set_zoom_factor(self.chosen.zoom());
        let visuals = visuals(self.chosen.high_contrast());
        if context.global_style().visuals != visuals {
            context.set_visuals(visuals);
        }
    }

    /// The rates of pictures now.
    pub(super) fn rates(&self, light: f64) -> Rates {
        let usual = self.tube.rates();
        match self.chair.most_pictures(self.clock()) {
            Some(most) => Idle::rates(light, self.chosen.rates_at_most(usual, most)),
            None => Idle::rates(light, self.chosen.rates(usual)),
        }
    }

    /// Opens the panel, or closes it.
    pub(super) fn turn_panel(&mut self) {
        self.chosen.turn();
        let released = self.sorter.release();
        self.inbox.extend(released);
    }

    /// Shows the panel, where it is open.
    pub(super) fn show_panel(&mut self, context: &Context) {
        let shown = self.chosen.show(context);
        if shown.changed || !shown.asked.is_empty() {
            self.stale = true;
            context.request_repaint();
        }
        self.inbox.extend(shown.asked.into_iter().map(|command| Input::Command(Source::Hands, command)));
    }
}

/// The colours of the window's own.
pub(super) fn visuals(high_contrast: bool) -> egui::Visuals {
    let mut visuals = egui::Visuals::dark();
    if high_contrast {
        visuals.override_text_color = Some(egui::Color32::WHITE);
        visuals.panel_fill = tokens::ROOM;
        visuals.window_fill = tokens::ROOM;
        visuals.window_stroke.color = egui::Color32::WHITE;
        visuals.extreme_bg_color = tokens::ROOM;
        for widget in
            [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active]
        {
            widget.bg_stroke = egui::Stroke::new(1.0, egui::Color32::WHITE);
            widget.bg_fill = tokens::BUTTON;
        }
    }
    visuals.widgets.inactive.weak_bg_fill = tokens::BUTTON;
    visuals.widgets.hovered.weak_bg_fill = tokens::PRESSED;
    visuals.widgets.active.weak_bg_fill = tokens::PRESSED;
    visuals
}
