//! How the desk deals with its window: what its keys and its bar ask for, fingers, the pointer, and input methods.

use egui::{Context, CursorIcon, Pos2, Rect, Ui, ViewportCommand, pos2};

use super::Desk;
use crate::desk::bar::{self, Asked};
use crate::desk::chair::Yields;
use crate::desk::chin;
use crate::desk::input::Input;
use crate::desk::layout::Layout;
use crate::keys::Action;
use crate::model::command::Source;
use crate::model::{Command, Screen};
use crate::screens;

impl Desk {
    /// Does what a key of the window's own asks for.
    pub(super) fn act(&mut self, action: Action, context: &Context) {
        match action {
            Action::FullScreen => self.toggle_full_screen(context),
            Action::Look if !self.locked => self.turn_panel(),
            Action::Quit => self.ask_to_close(context),
            _ => {}
        }
    }

    fn toggle_full_screen(&self, context: &Context) {
        if !self.locked {
            let full = context.input(|input| input.viewport().fullscreen.unwrap_or(false));
            context.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
        }
    }

    fn ask_to_close(&self, context: &Context) {
        if !self.locked {
            context.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// Shows what can be worked beside the tube: the switch, the bar and the panel. While the operator sits there is none
    /// of it but what concerns the window, for whoever works beside it.
    pub(super) fn work_the_window(&mut self, ui: &mut Ui, layout: &Layout, storage: &str) {
        let seated = self.chair.is_taken();
        if seated && self.chair.yields() != Yields::TheWindow {
            return;
        }
        let context = ui.ctx().clone();
        if !seated && chin::switch(ui, layout, self.is_lit()) {
            self.work_the_switch(&context);
        }
        if self.locked {
            return;
        }
        let full = context.input(|input| input.viewport().fullscreen.unwrap_or(false));
        let mut buttons = bar::buttons(&self.keys, full, layout.switch.is_none(), self.terminal.pack());
        buttons
            .retain(|(asked, _)| !seated || matches!(asked, Asked::Look | Asked::FullScreen | Asked::Quit));
        let storage = if seated { "" } else { storage };
        if let Some(asked) = bar::show(ui, layout, &buttons, storage, self.terminal.reduced_motion()) {
            self.ask(asked, &context);
        }
        self.show_panel(&context);
    }

    /// Fingers: two pan and zoom.
    pub(super) fn fingers(&mut self, context: &Context) {
        let Some(layout) = self.layout else { return };
        let Some(touch) = context.multi_touch() else {
            return self.hands.one_finger();
        };
        if is_on_panel(context, touch.center_pos) {
            return;
        }
        let by = layout.units_a_point();
        let moved = (f64::from(touch.translation_delta.x) * by, f64::from(touch.translation_delta.y) * by);
        let commands = self.hands.two_fingers(moved, touch.zoom_delta.into(), layout.place(touch.center_pos));
        self.inbox.splice(..0, commands.into_iter().map(|command| Input::Command(Source::Hands, command)));
    }

    pub(super) fn ask(&mut self, asked: Asked, context: &Context) {
        match asked {
            Asked::FullScreen => self.toggle_full_screen(context),
            Asked::Help => {
                self.inbox.push(Input::Command(Source::Hands, Command::Help));
                context.request_repaint();
            }
            Asked::Session => {
                self.inbox.push(Input::Command(Source::Hands, Command::Session));
                context.request_repaint();
            }
            Asked::Handbook => {
                self.inbox.push(Input::Command(Source::Hands, Command::Handbook));
                context.request_repaint();
            }
            Asked::Case => {
                self.inbox.push(Input::Command(Source::Hands, Command::Case));
                context.request_repaint();
            }
            Asked::Leave => {
                self.inbox.push(Input::Command(Source::Hands, Command::Leave));
                context.request_repaint();
            }
            Asked::Look => {
                self.turn_panel();
                context.request_repaint();
            }
            Asked::Power => self.work_the_switch(context),
            Asked::Quit => self.ask_to_close(context),
        }
    }

    pub(super) fn is_lit(&self) -> bool {
        !matches!(self.terminal.screen(), Screen::Off | Screen::Leaving { .. })
    }

    pub(super) fn work_the_switch(&mut self, context: &Context) {
        self.inbox.push(Input::Command(Source::Hands, Command::Power { on: !self.is_lit() }));
        context.request_repaint();
    }

    /// The system's pointer is hidden where the terminal draws its own. It is never a hand: no terminal of this kind
    /// knew one.
    pub(super) fn cursor(&self, context: &Context, layout: &Layout) {
        if self.chair.is_taken() && self.chair.yields() != Yields::TheWindow {
            return context.set_cursor_icon(CursorIcon::None);
        }
        let over = context.input(|input| input.pointer.hover_pos());
        let over = over.is_some_and(|at| {
            layout.place(at).is_some() && !layout.is_on_bar(at) && !is_on_panel(context, at)
        });
        if over && !self.chair.is_taken() && self.terminal.screen() != Screen::Off {
            context.set_cursor_icon(CursorIcon::None);
        }
    }

    /// Lets an input method compose where a line is typed.
    pub(super) fn input_method(&self, context: &Context, layout: &Layout) {
        let seated = self.chair.is_taken();
        if seated
            || !matches!(
                self.terminal.screen(),
                Screen::Prompt | Screen::Handbook | Screen::Naming | Screen::Settings
            )
        {
            return;
        }
        let controls = screens::controls(&self.terminal, &self.keys);
        if let Some(line) = controls.iter().find(|control| control.role == screens::Role::TextInput) {
            let rect = layout.in_window(&line.area);
            let cursor = Rect::from_min_max(pos2(rect.left() + 20.0, rect.top()), rect.right_bottom());
            context.output_mut(|output| {
                output.ime = Some(egui::output::IMEOutput {
                    purpose: egui::IMEPurpose::Normal,
                    rect,
                    cursor_rect: cursor,
                    should_interrupt_composition: false,
                });
            });
        }
    }
}

/// Whether something of the window's own lies over the picture there.
pub(super) fn is_on_panel(context: &Context, at: Pos2) -> bool {
    context.layer_id_at(at).is_some_and(|layer| layer.order != egui::Order::Background)
}
