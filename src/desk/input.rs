//! Input: what the window's events are before [`Hands`](crate::hands::Hands) see them. Collected once a frame.

use std::collections::BTreeSet;

use egui::accesskit::ActionRequest;
use egui::{Event, Key, Modifiers, RawInput};

use crate::model::Command;
use crate::model::command::Source;

/// Something that waits for the next picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Input {
    /// An event for the hands.
    Event(Event),
    /// A request of assistive technology.
    Request(ActionRequest),
    /// A command that is ready, as from the switch.
    Command(Source, Command),
}

/// Sorts events.
#[derive(Debug, Default)]
pub(super) struct Sorter {
    held: BTreeSet<Key>,
    /// The key that is held and was left to the bar.
    left: Option<Key>,
}

impl Sorter {
    /// Takes from the window's input what is for the terminal. What the bar needs stays: pointer, fingers and requests
    /// of assistive technology, and while that has given a button of the bar the focus, the keys that press it. Other
    /// keys and text do not, so that egui's own navigation never takes one. While the panel is open it has the wheel,
    /// text, and all keys but those that mean the same everywhere.
    pub(super) fn sort(&mut self, raw: &mut RawInput, bar_has_focus: bool, panel: bool) -> Vec<Input> {
        let mut inputs = Vec::new();
        raw.events.retain(|event| match event {
            Event::Key { key, physical_key, modifiers, .. } if panel && !everywhere(*key, *modifiers) => {
                self.left = None;
                self.held.remove(&physical_key.unwrap_or(*key));
                true
            }
            Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::MouseWheel { .. } | Event::Zoom(_)
                if panel =>
            {
                true
            }
            Event::Key { key, physical_key, pressed, modifiers, .. } => {
                let place = physical_key.unwrap_or(*key);
                let again = self.left == Some(place);
                let presses = bar_has_focus && matches!(key, Key::Enter | Key::Space) && modifiers.is_none();
                if again || (*pressed && presses) {
                    self.left = pressed.then_some(place);
                    return !(again && *pressed);
                }
                if *pressed {
                    self.left = None;
                }
                inputs.push(Input::Event(self.key(*key, *physical_key, *pressed, *modifiers)));
                false
            }
            Event::Text(_) if self.left.is_some() => false,
            Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::MouseWheel { .. } | Event::Zoom(_) => {
                inputs.push(Input::Event(event.clone()));
                false
            }
            Event::PointerMoved(_) | Event::PointerButton { .. } | Event::PointerGone => {
                inputs.push(Input::Event(event.clone()));
                true
            }
            Event::AccessKitActionRequest(request) => {
                inputs.push(Input::Request(request.clone()));
                true
            }
            Event::WindowFocused(false) => {
                // Their release is seen by another window.
                inputs.extend(self.release());
                true
            }
            _ => true,
        });
        inputs
    }

    /// Lets go of every key that is held, whose release will not be heard.
    pub(super) fn release(&mut self) -> Vec<Input> {
        self.left = None;
        let held = std::mem::take(&mut self.held).into_iter();
        held.map(|key| Input::Event(key_event(key, None, false, false, Modifiers::NONE))).collect()
    }

    /// Fills in whether a key repeats, which egui does only later.
    fn key(&mut self, key: Key, physical_key: Option<Key>, pressed: bool, modifiers: Modifiers) -> Event {
        let place = physical_key.unwrap_or(key);
        let repeat = pressed && !self.held.insert(place);
        if !pressed {
            self.held.remove(&place);
        }
        key_event(key, physical_key, pressed, repeat, modifiers)
    }
}

/// Whether a key is one of those with a name of its own and nothing to do in a panel.
fn everywhere(key: Key, modifiers: Modifiers) -> bool {
    let numbered = (Key::F1..=Key::F12).contains(&key);
    numbered || modifiers.command
}

fn key_event(
    key: Key,
    physical_key: Option<Key>,
    pressed: bool,
    repeat: bool,
    modifiers: Modifiers,
) -> Event {
    Event::Key { key, physical_key, pressed, repeat, modifiers }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    fn press(key: Key, pressed: bool) -> Event {
        key_event(key, Some(key), pressed, false, Modifiers::NONE)
    }

    fn sort(sorter: &mut Sorter, events: Vec<Event>) -> (Vec<Input>, Vec<Event>) {
        let mut raw = RawInput { events, ..RawInput::default() };
        (sorter.sort(&mut raw, false, false), raw.events)
    }

    #[test]
    fn keys_are_taken_and_the_pointer_is_shared() {
        let moved = Event::PointerMoved(pos2(1.0, 2.0));
        let events = vec![press(Key::Tab, true), moved.clone(), Event::Text("a".to_owned())];
        let (inputs, left) = sort(&mut Sorter::default(), events);
        assert_eq!(inputs.len(), 3);
        assert_eq!(inputs[1], Input::Event(moved.clone()));
        assert_eq!(left, [moved]);
    }

    #[test]
    fn a_button_of_the_bar_that_has_the_focus_is_pressed_by_keys() {
        let mut sorter = Sorter::default();
        let mut sort = |event: Event| {
            let mut raw = RawInput { events: vec![event], ..RawInput::default() };
            let inputs = sorter.sort(&mut raw, true, false);
            (inputs.len(), raw.events.len())
        };
        let space = || Event::Text(" ".to_owned());
        assert_eq!(sort(press(Key::Space, true)), (0, 1));
        assert_eq!(sort(space()), (0, 0));
        assert_eq!(sort(press(Key::Space, true)), (0, 0), "it repeats, and presses once");
        assert_eq!(sort(press(Key::Space, false)), (0, 1));
        assert_eq!(sort(press(Key::Tab, true)), (1, 0));
        assert_eq!(sort(space()), (1, 0));
    }

    #[test]
    fn a_key_that_stays_down_repeats() {
        let mut sorter = Sorter::default();
        let repeats = |inputs: &[Input]| {
            let repeat = |input: &Input| match input {
                Input::Event(Event::Key { repeat, .. }) => *repeat,
                other => panic!("{other:?}"),
            };
            inputs.iter().map(repeat).collect::<Vec<_>>()
        };
        let all = [true, true, false, true].map(|pressed| press(Key::Num1, pressed)).to_vec();
        assert_eq!(repeats(&sort(&mut sorter, all).0), [false, true, false, false]);
        // Another window takes the keyboard: the key counts as released.
        let (inputs, _) = sort(&mut sorter, vec![Event::WindowFocused(false)]);
        assert_eq!(inputs.len(), 1);
        assert!(matches!(inputs[0], Input::Event(Event::Key { key: Key::Num1, pressed: false, .. })));
        assert_eq!(repeats(&sort(&mut sorter, vec![press(Key::Num1, true)]).0), [false]);
    }
}
