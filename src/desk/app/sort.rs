//! How the desk sorts the window's events: which are the terminal's, and which the bar's and the panel's.

use egui::{Context, Event, Key, Pos2, RawInput};

use super::Desk;
use super::window::is_on_panel;
use crate::desk::input::Input;

impl Desk {
    /// Sorts the window's events: what is for the terminal waits for its next picture.
    pub(super) fn sort(&mut self, raw: &mut RawInput, context: &Context) {
        let bar_has_focus = context.memory(|memory| memory.focused().is_some());
        let escape = |event: &Event| matches!(event, Event::Key { key: Key::Escape, pressed: true, .. });
        if self.chosen.is_open() && raw.events.iter().any(escape) {
            self.turn_panel();
            raw.events.retain(|event| !matches!(event, Event::Key { key: Key::Escape, .. }));
        }
        let inputs = self.sorter.sort(raw, bar_has_focus, self.chosen.is_open());
        let pointed = self.terminal.pointer().is_some() || self.held;
        let layout = self.layout;
        let over = |at: &Pos2| {
            let bar = layout.is_some_and(|layout| layout.is_on_bar(*at));
            bar || is_on_panel(context, *at)
        };
        // The pointer on the bar or on the panel is off the tube, and beside that it is nobody's business.
        let (held, mut aside) = (self.held, self.aside);
        self.inbox.extend(inputs.into_iter().filter_map(|input| match &input {
            Input::Event(Event::PointerButton { pos, pressed: true, .. }) if !held && over(pos) => {
                aside = true;
                None
            }
            Input::Event(Event::PointerButton { pressed: false, .. }) if aside => {
                aside = false;
                None
            }
            Input::Event(Event::PointerMoved(at)) if aside || (!held && over(at)) => {
                pointed.then_some(Input::Event(Event::PointerGone))
            }
            Input::Event(Event::PointerMoved(at)) => {
                let on_tube = layout.is_some_and(|layout| layout.place(*at).is_some());
                (pointed || on_tube).then_some(input)
            }
            Input::Event(Event::PointerGone) => pointed.then_some(input),
            _ => Some(input),
        }));
        self.aside = aside;
    }
}
