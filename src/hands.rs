//! Hands: raw events of a person's keys, pointer and fingers become commands, by way of the controls.

use egui::{Event, Key, PointerButton};

use crate::keys::{Action, Keys};
use crate::model::geometry::Point;
use crate::model::{Command, Screen, Terminal};
use crate::screens::{self, Control, Role};

/// One notch of a wheel that counts lines, in tube units.
const NOTCH: f64 = 60.0;
/// How much one key press or one notch zooms.
const ZOOM: f64 = 1.25;

/// What is held down.
#[derive(Clone, Debug, Default)]
pub struct Hands {
    /// The control on which the pointer was pressed.
    pressed: Option<Pressed>,
    /// The key that may look into a bin while it is held.
    looking: Option<Key>,
    /// Where the pointer is, not yet told.
    moved: Option<Option<Point>>,
    /// Whether more than one finger touches: then they pan and zoom, and do not point.
    fingers: bool,
}

#[derive(Clone, Debug)]
enum Pressed {
    Field,
    Control(String),
}

impl Hands {
    /// Whether a host should fill the screen because of this event, or stop filling it.
    pub fn is_full_screen(event: &Event, keys: &Keys) -> bool {
        action(event, keys) == Some(Action::FullScreen)
    }

    /// Turns one event into commands. `place` gives the place on the tube of a point of the window.
    pub fn event(
        &mut self,
        event: &Event,
        place: &dyn Fn(egui::Pos2) -> Option<Point>,
        terminal: &Terminal,
        keys: &Keys,
    ) -> Vec<Command> {
        match event {
            Event::PointerMoved(at) => {
                if !self.fingers {
                    self.moved = Some(place(*at));
                }
                Vec::new()
            }
            Event::PointerGone => {
                self.moved = None;
                self.pressed = None;
                vec![Command::PointAway]
            }
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, .. } if !self.fingers => {
                self.moved = None;
                match place(*pos) {
                    Some(point) if *pressed => self.press(point, terminal),
                    at => self.release(at, terminal),
                }
            }
            Event::MouseWheel { unit, delta, modifiers, .. } => {
                let scale = match unit {
                    egui::MouseWheelUnit::Point => 1.0,
                    egui::MouseWheelUnit::Line => NOTCH,
                    egui::MouseWheelUnit::Page => NOTCH * 10.0,
                };
                wheel(
                    f64::from(delta.x) * scale,
                    f64::from(delta.y) * scale,
                    modifiers.command || modifiers.ctrl,
                    terminal,
                )
            }
            Event::Zoom(factor) => vec![Command::Zoom { by: f64::from(*factor), at: None }],
            Event::Text(text) => self.text(text, terminal),
            Event::Paste(text) if terminal.screen() == Screen::Prompt => {
                vec![Command::Type { text: text.clone() }]
            }
            Event::Ime(ime) if terminal.screen() == Screen::Prompt => match ime {
                egui::ImeEvent::Commit(text) => vec![Command::Type { text: text.clone() }],
                egui::ImeEvent::Preedit { text, .. } => vec![Command::Compose { text: text.clone() }],
                _ => Vec::new(),
            },
            Event::Key { key, physical_key, pressed, repeat, modifiers } => {
                let key = physical_key.unwrap_or(*key);
                if *pressed {
                    self.key(key, *repeat, *modifiers, terminal, keys)
                } else if self.looking == Some(key) {
                    self.looking = None;
                    vec![Command::LookAway]
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        }
    }

    /// Two fingers moved by a distance in tube units, and pinched by a factor about a point.
    pub fn two_fingers(&mut self, by: (f64, f64), pinch: f64, at: Option<Point>) -> Vec<Command> {
        self.moved = None;
        let mut commands = Vec::new();
        if !std::mem::replace(&mut self.fingers, true) {
            // The first finger may have begun a box. Fingers that pan point at nothing and take nothing.
            self.pressed = None;
            commands.push(Command::PointAway);
        }
        if by != (0.0, 0.0) {
            commands.push(Command::Scroll { x: -by.0, y: -by.1, at_once: true });
        }
        if pinch != 1.0 {
            commands.push(Command::Zoom { by: pinch, at: at.map(|at| (at.x, at.y)) });
        }
        commands
    }

    /// No more than one finger touches.
    pub fn one_finger(&mut self) {
        self.fingers = false;
    }

    /// The last move of the pointer that has not been told: at most one for each picture.
    pub fn take_move(&mut self) -> Option<Command> {
        match self.moved.take()? {
            Some(Point { x, y }) => Some(Command::Point { x, y }),
            // A hand that draws or carries may stray beyond the tube, and goes on when it comes back.
            None if self.pressed.is_some() => None,
            None => Some(Command::PointAway),
        }
    }

    fn press(&mut self, at: Point, terminal: &Terminal) -> Vec<Command> {
        let Point { x, y } = at;
        let control = control_at(at, terminal);
        match control {
            Some(control) if control.role == Role::Field => {
                self.pressed = Some(Pressed::Field);
                vec![Command::Press { x, y }]
            }
            Some(control) => {
                self.pressed = Some(Pressed::Control(control.id));
                vec![Command::Point { x, y }]
            }
            None => vec![Command::Point { x, y }],
        }
    }

    fn release(&mut self, at: Option<Point>, terminal: &Terminal) -> Vec<Command> {
        let pressed = self.pressed.take();
        let at = at.or(terminal.pointer());
        match (pressed, at) {
            (Some(Pressed::Field), Some(Point { x, y })) => vec![Command::Release { x, y }],
            (Some(Pressed::Control(id)), Some(at)) => {
                let same = control_at(at, terminal).filter(|control| control.id == id);
                same.and_then(|control| control.command).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn text(&mut self, text: &str, terminal: &Terminal) -> Vec<Command> {
        match terminal.screen() {
            Screen::Prompt if !terminal.help() => vec![Command::Type { text: text.to_owned() }],
            Screen::Cards if text.chars().all(char::is_alphabetic) => {
                vec![Command::Type { text: text.to_owned() }]
            }
            _ => Vec::new(),
        }
    }

    fn key(
        &mut self,
        key: Key,
        repeat: bool,
        modifiers: egui::Modifiers,
        terminal: &Terminal,
        keys: &Keys,
    ) -> Vec<Command> {
        let action = keys.action(key, modifiers);
        if action == Some(Action::FullScreen) {
            return Vec::new();
        }
        match (terminal.screen(), action) {
            (Screen::Leaving { .. }, _) => Vec::new(),
            (Screen::Off, _) if !repeat => vec![Command::Power { on: true }],
            (Screen::Boot { .. }, _) if !repeat => vec![Command::Skip],
            (Screen::Off | Screen::Boot { .. }, _) => Vec::new(),
            (_, Some(Action::Power)) => vec![Command::Power { on: false }],
            (_, Some(Action::Help)) if !repeat => vec![Command::Help { on: !terminal.help() }],
            (_, Some(Action::Back | Action::Take)) if terminal.help() => vec![Command::Help { on: false }],
            (_, _) if terminal.help() => Vec::new(),
            (_, Some(Action::Focus(by))) => focus(by, terminal),
            (_, Some(Action::Refinement)) => vec![Command::Resume],
            (_, Some(Action::Back)) if terminal.focus().is_some() => vec![Command::Focus { control: None }],
            (_, Some(Action::Back)) => vec![Command::Back],
            (_, Some(Action::Take)) if !repeat && focused(terminal).is_some() => {
                self.looking = Some(key);
                focused(terminal).into_iter().collect()
            }
            (Screen::Prompt, _) => match key {
                Key::Enter if !repeat => vec![Command::Enter],
                Key::Backspace => vec![Command::Erase],
                Key::Delete => vec![Command::EraseForward],
                Key::ArrowLeft => vec![Command::Caret { by: -1 }],
                Key::ArrowRight => vec![Command::Caret { by: 1 }],
                Key::Home => vec![Command::Caret { by: i32::MIN }],
                Key::End => vec![Command::Caret { by: i32::MAX }],
                _ => Vec::new(),
            },
            (Screen::Cards, Some(Action::Cursor(x, y))) => {
                vec![Command::TurnCards { by: i32::from(x) + i32::from(y) }]
            }
            (Screen::Cards, Some(Action::Page(x, y))) => {
                vec![Command::TurnCards { by: 5 * (i32::from(x) + i32::from(y)) }]
            }
            (Screen::Cards, Some(Action::Take)) if !repeat => vec![Command::TakeCard],
            (Screen::Done { .. }, Some(Action::Take)) if !repeat => vec![Command::Continue],
            (Screen::Refinement, Some(action)) => self.key_at_field(key, action, repeat, terminal),
            _ => Vec::new(),
        }
    }

    fn key_at_field(&mut self, key: Key, action: Action, repeat: bool, terminal: &Terminal) -> Vec<Command> {
        let (columns, rows) = match action {
            Action::Cursor(columns, rows) | Action::Box(columns, rows) | Action::Page(columns, rows) => {
                (columns.into(), rows.into())
            }
            _ => (0, 0),
        };
        let mut commands = Vec::new();
        if (columns, rows) != (0, 0) && terminal.focus().is_some() {
            // The arrows belong to the field, and take the focus back to it.
            commands.push(Command::Focus { control: None });
        }
        match action {
            Action::Cursor(..) => commands.push(Command::MoveCursor { columns, rows }),
            Action::Box(..) => commands.push(Command::GrowBox { columns, rows }),
            Action::Page(..) => commands.push(Command::Page { right: columns, down: rows }),
            Action::Home => commands.push(Command::Home),
            Action::Zoom(by) => commands.push(Command::Zoom {
                by: if by == 0 {
                    0.0
                } else if by > 0 {
                    ZOOM
                } else {
                    1.0 / ZOOM
                },
                at: None,
            }),
            Action::Take if !repeat => commands.push(Command::Take),
            Action::Bin(bin) if !repeat => {
                self.looking = Some(key);
                commands.push(Command::Bin { bin: usize::from(bin) });
            }
            _ => {}
        }
        commands
    }
}

fn action(event: &Event, keys: &Keys) -> Option<Action> {
    match event {
        Event::Key { key, physical_key, pressed: true, repeat: false, modifiers } => {
            keys.action(physical_key.unwrap_or(*key), *modifiers)
        }
        _ => None,
    }
}

fn wheel(x: f64, y: f64, zooms: bool, terminal: &Terminal) -> Vec<Command> {
    match terminal.screen() {
        Screen::Refinement if zooms => {
            // One notch is one step, however fine the wheel counts.
            let steps = (y / NOTCH).clamp(-4.0, 4.0);
            vec![Command::Zoom { by: libm::pow(ZOOM, steps), at: None }]
        }
        Screen::Refinement => vec![Command::Scroll { x: -x * 1.6, y: -y * 1.6, at_once: false }],
        Screen::Cards if y != 0.0 => vec![Command::TurnCards { by: if y > 0.0 { -1 } else { 1 } }],
        _ => Vec::new(),
    }
}

/// The topmost control that can be operated at a point.
pub fn control_at(at: Point, terminal: &Terminal) -> Option<Control> {
    let works = |control: &Control| control.command.is_some() || control.role == Role::Field;
    screens::controls(terminal).into_iter().rev().find(|control| works(control) && control.area.holds(at))
}

fn focused(terminal: &Terminal) -> Option<Command> {
    let focus = terminal.focus()?;
    screens::controls(terminal).into_iter().find(|control| control.id == focus)?.command
}

fn focus(by: i8, terminal: &Terminal) -> Vec<Command> {
    let ids: Vec<String> = screens::controls(terminal)
        .into_iter()
        .filter(Control::takes_focus)
        .map(|control| control.id)
        .collect();
    if ids.is_empty() {
        return Vec::new();
    }
    let at = terminal.focus().and_then(|focus| ids.iter().position(|id| id == focus));
    let next = match at {
        Some(at) => (at as i64 + i64::from(by)).rem_euclid(ids.len() as i64) as usize,
        None if by > 0 => 0,
        None => ids.len() - 1,
    };
    vec![Command::Focus { control: Some(ids[next].clone()) }]
}
