//! Whether somebody is there: what of the window's events is a person's doing, and what of that is not to do anything
//! else.

use std::time::Duration;

use egui::{Event, ImeEvent, Key, Pos2, RawInput};

/// A pointer moves so far, in points, before somebody has moved it: tables shake, and some mice are never still.
const JITTER: f32 = 4.0;
/// A pointer that has rested so long lies where it was left: it does not creep away from there.
const RESTS: Duration = Duration::from_secs(2);
/// For so long from its first picture on a window may move below the pointer: it appears, and is made to fill the screen.
const GRACE: Duration = Duration::from_secs(1);

/// Watches over a window at which nobody is.
#[derive(Debug, Default)]
pub(super) struct Stir {
    /// Where the pointer lies, and when it moved last.
    rest: Option<(Pos2, Duration)>,
    /// Until when a pointer may do what it likes: the grace begins when the window is looked at first.
    grace: Grace,
    /// Keys whose release is still to come, and whether a button's or a finger's is.
    keys: Vec<Key>,
    pressed: bool,
}

/// How far the grace has come in which a window finds its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Grace {
    #[default]
    Over,
    Begins,
    Until(Duration),
}

impl Stir {
    /// Lets the window find its place before a pointer counts as moved.
    pub(super) fn settle(&mut self) {
        self.grace = Grace::Begins;
    }

    /// Whether somebody is there: whatever is done but a pointer that moves by less than a few points, and the release of
    /// what was pressed before.
    pub(super) fn notices(&mut self, raw: &RawInput, clock: Duration) -> bool {
        self.grace = match self.grace {
            Grace::Begins => Grace::Until(clock + GRACE),
            Grace::Until(until) if clock >= until => Grace::Over,
            other => other,
        };
        raw.events.iter().fold(false, |there, event| there | self.is_somebodys(event, clock))
    }

    /// Takes all that is somebody's out of the window's events, so that it does nothing.
    pub(super) fn take(&mut self, raw: &mut RawInput) {
        raw.events.retain(|event| {
            match event {
                Event::Key { key, physical_key, pressed: true, .. } => {
                    self.keys.push(physical_key.unwrap_or(*key));
                }
                Event::Key { key, physical_key, .. } => {
                    let place = physical_key.unwrap_or(*key);
                    self.keys.retain(|key| *key != place);
                }
                Event::PointerButton { pressed, .. } => self.pressed = *pressed,
                // Another window hears that they are let go.
                Event::WindowFocused(false) => {
                    self.keys.clear();
                    self.pressed = false;
                }
                _ => {}
            }
            matches!(event, Event::WindowFocused(_) | Event::PointerGone | Event::ModifiersChanged(_))
        });
    }

    /// Takes out of the window's events what belongs to the press that has woken it: what the key repeats and types, and
    /// that it is let go.
    pub(super) fn swallow(&mut self, raw: &mut RawInput) {
        if self.keys.is_empty() && !self.pressed {
            return;
        }
        raw.events.retain(|event| match event {
            Event::Key { key, physical_key, pressed, .. } => {
                let place = physical_key.unwrap_or(*key);
                let held = self.keys.contains(&place);
                if held && !pressed {
                    self.keys.retain(|key| *key != place);
                }
                !held
            }
            Event::Text(_) | Event::Ime(_) | Event::Paste(_) | Event::Copy | Event::Cut => {
                self.keys.is_empty()
            }
            Event::PointerButton { pressed: false, .. } if self.pressed => {
                self.pressed = false;
                false
            }
            Event::Touch { .. } => !self.pressed,
            // Another window hears that they are let go.
            Event::WindowFocused(false) => {
                self.keys.clear();
                self.pressed = false;
                true
            }
            _ => true,
        });
    }

    /// Whether an event is somebody's doing.
    fn is_somebodys(&mut self, event: &Event, clock: Duration) -> bool {
        match event {
            Event::PointerMoved(at) => self.moves(*at, clock),
            Event::Key { pressed, .. } | Event::PointerButton { pressed, .. } => *pressed,
            Event::Ime(ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)) => !text.is_empty(),
            Event::Text(_)
            | Event::Paste(_)
            | Event::Copy
            | Event::Cut
            | Event::MouseWheel { .. }
            | Event::Zoom(_)
            | Event::Touch { .. }
            | Event::AccessKitActionRequest(_) => true,
            // What the system tells by itself: of focus, of an input method that is ready, of a pointer that has gone; and
            // the mouse's own way, of which the pointer's is what counts.
            _ => false,
        }
    }

    /// Whether a pointer that comes to lie here was moved.
    fn moves(&mut self, at: Pos2, clock: Duration) -> bool {
        let (from, since) = self.rest.filter(|_| self.grace == Grace::Over).unwrap_or((at, clock));
        let from = if clock.saturating_sub(since) > RESTS && from.distance(at) <= JITTER { at } else { from };
        self.rest = Some((from, clock));
        from.distance(at) > JITTER
    }
}

#[cfg(test)]
mod tests {
    use egui::{Modifiers, PointerButton, pos2};

    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    fn button(pressed: bool) -> Event {
        let (pos, button) = (pos2(5.0, 5.0), PointerButton::Primary);
        Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE }
    }

    fn raw(events: Vec<Event>) -> RawInput {
        RawInput { events, ..RawInput::default() }
    }

    #[test]
    fn a_pointer_that_shakes_or_creeps_is_nobodys_and_one_that_is_moved_is() {
        let mut stir = Stir::default();
        let mut moved = |seconds, x: f32| {
            stir.notices(&raw(vec![Event::PointerMoved(pos2(x, 100.0))]), Duration::from_secs(seconds))
        };
        assert!(!moved(0, 500.0), "where it lies is seen with its first move");
        for second in 0..600 {
            assert!(!moved(second, if second % 2 == 0 { 503.0 } else { 499.0 }));
        }
        for step in 0..100 {
            assert!(!moved(600 + 10 * step, 500.0 + step as f32), "a point in ten seconds");
        }
        assert!(!moved(1600, 600.0) && !moved(1600, 602.0) && !moved(1601, 604.0));
        assert!(moved(1601, 605.0));
    }

    #[test]
    fn a_window_that_finds_its_place_moves_no_pointer() {
        let mut stir = Stir::default();
        stir.settle();
        let mut moved = |millis, x: f32| {
            let at = vec![Event::PointerMoved(pos2(x, 100.0))];
            stir.notices(&raw(at), Duration::from_millis(millis))
        };
        assert!(!moved(5000, 500.0) && !moved(5900, 300.0));
        assert!(!moved(6000, 301.0) && moved(6100, 310.0));
    }

    #[test]
    fn whatever_else_is_done_is_somebodys() {
        let text = || Event::Text("a".to_owned());
        for event in [key(Key::A, true), text(), button(true), Event::Zoom(1.1)] {
            assert!(Stir::default().notices(&raw(vec![event.clone()]), Duration::ZERO), "{event:?}");
        }
        for event in [
            key(Key::A, false),
            button(false),
            Event::WindowFocused(true),
            Event::PointerGone,
            Event::WindowFocused(false),
            Event::ModifiersChanged(Modifiers::SHIFT),
            // Of the table, not of the pointer.
            Event::MouseMoved(egui::vec2(1.0, 0.0)),
        ] {
            assert!(!Stir::default().notices(&raw(vec![event.clone()]), Duration::ZERO), "{event:?}");
        }
        let mut left = raw(vec![Event::WindowFocused(true), key(Key::A, true)]);
        Stir::default().take(&mut left);
        assert_eq!(left.events, [Event::WindowFocused(true)]);
    }

    #[test]
    fn what_woke_it_does_nothing_else_until_it_is_let_go() {
        let mut stir = Stir::default();
        let text = || Event::Text("a".to_owned());
        stir.take(&mut raw(vec![key(Key::A, true), text()]));
        let mut swallow = |events: Vec<Event>| {
            let mut raw = raw(events);
            stir.swallow(&mut raw);
            raw.events
        };
        assert_eq!(swallow(vec![key(Key::A, true), text(), key(Key::B, true)]), [key(Key::B, true)]);
        assert_eq!(swallow(vec![key(Key::A, false), text()]), [text()]);
        assert_eq!(swallow(vec![key(Key::A, true), text()]), [key(Key::A, true), text()]);
        let mut stir = Stir::default();
        stir.take(&mut raw(vec![button(true)]));
        let mut events = raw(vec![button(false), button(true)]);
        stir.swallow(&mut events);
        assert_eq!(events.events, [button(true)]);
        stir.take(&mut raw(vec![key(Key::A, true)]));
        stir.swallow(&mut raw(vec![Event::WindowFocused(false)]));
        let mut events = raw(vec![key(Key::A, true)]);
        stir.swallow(&mut events);
        assert_eq!(events.events.len(), 1, "its release was heard elsewhere");
    }
}
