//! The slim bar at the window's top edge, outside the tube. It hides itself.

use egui::{Align, Button, Label, Layout as Flow, Rect, RichText, Ui, UiBuilder, pos2};

use super::layout::Layout;
use super::tokens;
use crate::keys::{Action, Keys};
use crate::pack::Pack;
use crate::words;

/// How long it takes to appear or go, in seconds.
const FADE: f32 = 0.18;

/// What was asked of the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// To fill the screen, or to stop filling it.
    FullScreen,
    /// To open the page about the present screen, or to go back from it.
    Help,
    /// To go to the session with the director, where the pack has sessions.
    Session,
    /// To open the handbook where it was left.
    Handbook,
    /// To open the case of awards, where the pack has any.
    Case,
    /// To leave work, where the pack says how.
    Leave,
    /// To show the panel of looks, or to hide it.
    Look,
    /// To switch the power, where the view shows no switch.
    Power,
    /// To save and quit.
    Quit,
}

/// The bar's buttons, left to right: what each asks, and its words.
pub(super) fn buttons(keys: &Keys, full_screen: bool, power: bool, pack: &Pack) -> Vec<(Asked, String)> {
    let named = |key: &str, action| {
        let what = words::say(key, &[]);
        match keys.chord(action) {
            Some(chord) => words::say("bar.with-key", &[("what", &what), ("key", &chord.to_string())]),
            None => what,
        }
    };
    let full = if full_screen { "bar.window" } else { "bar.full-screen" };
    let mut buttons = vec![
        (Asked::Help, named("bar.help", Action::Help)),
        (Asked::Session, named("bar.session", Action::Session)),
        (Asked::Handbook, named("bar.handbook", Action::Handbook)),
        (Asked::Case, named("bar.case", Action::Case)),
        (Asked::Leave, named("bar.leave", Action::Leave)),
        (Asked::Look, named("bar.look", Action::Look)),
        (Asked::FullScreen, named(full, Action::FullScreen)),
        (Asked::Quit, named("bar.quit", Action::Quit)),
    ];
    buttons.retain(|(asked, _)| match asked {
        Asked::Session => pack.talk.is_some(),
        Asked::Case => pack.incentives.is_some(),
        Asked::Leave => pack.arrival.is_some(),
        _ => true,
    });
    if power {
        buttons.insert(0, (Asked::Power, named("bar.power", Action::Power)));
    }
    buttons
}

/// The storage line: that all is saved, or why it is not.
pub(super) fn storage(trouble: Option<&str>) -> String {
    match trouble {
        Some(reason) => words::say("storage.lamp-on", &[("reason", reason)]),
        None => words::say("storage.lamp-off", &[]),
    }
}

/// Shows the bar, and tells what was asked of it. `at_once` leaves out the fading.
pub(super) fn show(
    ui: &mut Ui,
    layout: &Layout,
    buttons: &[(Asked, String)],
    storage: &str,
    at_once: bool,
) -> Option<Asked> {
    let id = ui.scope_id().with("bar");
    // Some systems tell of places far outside the window when it gets the focus.
    let edge = Rect::from_min_max(layout.window.min, pos2(layout.window.right(), layout.bar.bottom()));
    let pointed = ui.input(|input| {
        input.pointer.hover_pos().is_some_and(|at| edge.contains(at)) && !input.pointer.any_down()
    });
    // Assistive technology has brought its focus here.
    let focused = ui.memory(|memory| memory.focused().is_some());
    let time = if at_once { 0.0 } else { FADE };
    let presence = ui.ctx().animate_bool_with_time(id, pointed || focused, time);
    let inside = layout.bar.shrink2(egui::vec2(14.0, 6.0));
    let builder = UiBuilder::new().max_rect(inside).layout(Flow::left_to_right(Align::Center));
    let mut asked = None;
    // It is always there, for those who do not see it.
    ui.scope_builder(builder, |ui| {
        ui.set_opacity(presence);
        ui.painter().rect_filled(layout.bar, 6.0, tokens::RIM);
        for (what, text) in buttons {
            let text = RichText::new(text).size(tokens::TEXT).color(tokens::PRINT);
            if ui.add(Button::new(text).corner_radius(4.0)).clicked() {
                asked = Some(*what);
            }
        }
        ui.with_layout(Flow::right_to_left(Align::Center), |ui| {
            let text = RichText::new(storage).size(tokens::TEXT).color(tokens::FAINT);
            ui.add(Label::new(text).truncate().show_tooltip_when_elided(false).selectable(false));
        });
    });
    asked
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::tube::look::Look;
    use crate::tube::view::View;

    #[test]
    fn the_bar_names_its_keys_as_they_are_bound() {
        let texts = |keys: &Keys, full| {
            buttons(keys, full, false, &Pack::embedded())
                .into_iter()
                .map(|(_, text)| text)
                .collect::<Vec<_>>()
        };
        let usual = Keys::default();
        assert_eq!(
            texts(&usual, false),
            [
                "Keys (F1)",
                "Session (F3)",
                "Handbook (F4)",
                "Case (F5)",
                "Leave (F6)",
                "Settings (F10)",
                "Full screen (F11)",
                "Save and quit (Ctrl+Q)"
            ]
        );
        assert_eq!(texts(&usual, true)[6], "Leave full screen (F11)");
        let own = BTreeMap::from([
            ("help".to_owned(), vec!["Ctrl+H".to_owned()]),
            ("full-screen".to_owned(), vec![]),
            ("quit".to_owned(), vec![]),
        ]);
        assert_eq!(
            texts(&Keys::with(&own), false),
            [
                "Keys (Ctrl+H)",
                "Session (F3)",
                "Handbook (F4)",
                "Case (F5)",
                "Leave (F6)",
                "Settings (F10)",
                "Full screen",
                "Save and quit"
            ]
        );
    }

    #[test]
    fn the_storage_line_says_why() {
        assert_eq!(storage(None), "All work is saved.");
        assert!(storage(Some("cannot write /x: no space")).contains("no space"));
    }

    #[test]
    fn hidden_or_not_it_stands_in_the_accessible_tree() {
        let context = egui::Context::default();
        context.set_fonts(crate::screens::fonts());
        context.enable_accesskit();
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1180.0, 900.0));
        let layout = Layout::new(window, 1.0, View::Bezel, &Look::default()).unwrap();
        let input = egui::RawInput { screen_rect: Some(window), ..Default::default() };
        let mut output = context.run_ui(input, |ui| {
            let asked = show(
                ui,
                &layout,
                &buttons(&Keys::default(), false, false, &Pack::embedded()),
                "All work is saved.",
                true,
            );
            assert_eq!(asked, None);
        });
        output.textures_delta.clear();
        let tree = output.platform_output.accesskit_update.unwrap();
        for text in ["Keys (F1)", "Full screen (F11)", "Save and quit (Ctrl+Q)"] {
            assert!(tree.nodes.iter().any(|(_, node)| node.label() == Some(text)), "{text}");
        }
    }
}
