//! Hands: raw events of a person's keys, pointer and fingers become commands, by way of the controls.

mod arrival;
mod handbook;
mod merits;
mod settings;

use egui::{Event, Key, PointerButton};

use crate::keys::{Action, Keys, Place};
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
    /// The key that has done something while it is held: the text that comes with it is not typed as well.
    spent: Option<Key>,
    /// Where the pointer is, not yet told.
    moved: Option<Option<Point>>,
    /// Whether more than one finger touches: then they pan and zoom, and do not point.
    fingers: bool,
    /// The part of a row that the wheel has turned beyond the rows that were moved.
    rolled: f64,
}

#[derive(Clone, Debug)]
enum Pressed {
    Field,
    Control(String),
    /// The handbook or the settings: they may be dragged from there, or what lies there operated.
    Sheet {
        from: Point,
        row: u32,
        control: Option<String>,
        dragged: bool,
    },
}

impl Hands {
    /// What this event asks of the host itself: to fill the screen or stop filling it, to hold the
    /// picture, or to quit.
    pub fn asked_of_host(event: &Event, terminal: &Terminal, keys: &Keys) -> Option<Action> {
        let Event::Key { key, physical_key, pressed: true, repeat: false, modifiers } = event else {
            return None;
        };
        if settings::awaits_key(terminal) {
            return None;
        }
        let action = keys.action(place_of_keys(terminal), physical_key.unwrap_or(*key), *modifiers);
        action.filter(|action| is_of_host(*action))
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
                if self.fingers {
                    return Vec::new();
                }
                self.moved = Some(place(*at));
                place(*at).and_then(|at| self.drag(at, terminal, keys)).into_iter().collect()
            }
            Event::PointerGone => {
                self.moved = None;
                self.pressed = None;
                vec![Command::PointAway]
            }
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, .. } if !self.fingers => {
                self.moved = None;
                match place(*pos) {
                    Some(point) if *pressed => self.press(point, terminal, keys),
                    at => self.release(at, terminal, keys),
                }
            }
            Event::MouseWheel { unit, delta, modifiers, .. } => {
                let scale = match unit {
                    egui::MouseWheelUnit::Point => 1.0,
                    egui::MouseWheelUnit::Line => NOTCH,
                    egui::MouseWheelUnit::Page => NOTCH * 10.0,
                };
                let (x, y) = (f64::from(delta.x) * scale, f64::from(delta.y) * scale);
                if terminal.screen().lies_open() {
                    return self.roll(y, terminal, keys).into_iter().collect();
                }
                if terminal.screen() == Screen::SignIn && y != 0.0 {
                    return focus(if y > 0.0 { -1 } else { 1 }, terminal, keys);
                }
                wheel(x, y, modifiers.command || modifiers.ctrl, terminal)
            }
            Event::Zoom(factor) => vec![Command::Zoom { by: f64::from(*factor), at: None }],
            Event::Text(text) if self.spent.is_none() => typed(text, terminal),
            Event::Paste(text) if writes(terminal) => {
                vec![Command::Type { text: text.clone() }]
            }
            Event::Ime(ime) if writes(terminal) => match ime {
                egui::ImeEvent::Commit(text) => vec![Command::Type { text: text.clone() }],
                egui::ImeEvent::Preedit { text, .. } => vec![Command::Compose { text: text.clone() }],
                _ => Vec::new(),
            },
            Event::Key { key, physical_key, pressed, repeat, modifiers } => {
                let key = physical_key.unwrap_or(*key);
                if *pressed {
                    return self.key(key, *repeat, *modifiers, terminal, keys);
                }
                self.spent = self.spent.filter(|spent| *spent != key);
                if self.looking == Some(key) {
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

    fn press(&mut self, at: Point, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
        let Point { x, y } = at;
        let control = control_at(at, terminal, keys);
        if terminal.screen().lies_open() {
            let row = screens::paging(terminal, keys).aim;
            let control = control.map(|control| control.id);
            self.pressed = Some(Pressed::Sheet { from: at, row, control, dragged: false });
            return vec![Command::Point { x, y }];
        }
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

    fn release(&mut self, at: Option<Point>, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
        let pressed = self.pressed.take();
        let at = at.or(terminal.pointer());
        match (pressed, at) {
            (Some(Pressed::Field), Some(Point { x, y })) => vec![Command::Release { x, y }],
            (
                Some(Pressed::Control(id) | Pressed::Sheet { control: Some(id), dragged: false, .. }),
                Some(at),
            ) => {
                let same = control_at(at, terminal, keys).filter(|control| control.id == id);
                match same {
                    Some(control) if terminal.screen() == Screen::Settings => {
                        settings::click(control, terminal)
                    }
                    same => same.and_then(|control| control.command).into_iter().collect(),
                }
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
        if let Some(command) = settings::awaited_key(key, repeat, modifiers, terminal) {
            self.spent = Some(key);
            return command.into_iter().collect();
        }
        let writes = place_of_keys(terminal) == Place::Prompt;
        let focused = focused(terminal, keys).filter(|_| !writes);
        // The key that completes a line is never speech, whatever has the focus.
        let listens = terminal.screen() == Screen::Sitting
            && terminal.sitting().is_some_and(|sitting| !sitting.hears_keys() && speaks(&focused));
        let on_control =
            keys.action(Place::Control, key, modifiers).filter(|_| focused.is_some() && !listens);
        let on_screen = || keys.action(place_of_keys(terminal), key, modifiers);
        let action = on_control.or_else(on_screen);
        let commands = match (terminal.screen(), action) {
            (_, Some(action)) if is_of_host(action) => Vec::new(),
            (Screen::Leaving { .. }, _) => Vec::new(),
            (Screen::Off | Screen::Boot { .. } | Screen::Elevator { .. }, _) if repeat => Vec::new(),
            (Screen::Off, _) => vec![Command::Power { on: true }],
            (_, Some(Action::Power)) => vec![Command::Power { on: false }],
            (Screen::Boot { .. } | Screen::Elevator { .. }, _) => vec![Command::Skip],
            (_, Some(Action::Degauss)) if !repeat => vec![Command::Degauss],
            (_, Some(Action::Help)) if !repeat => vec![Command::Help],
            (_, Some(Action::Focus(by) | Action::Choice(by))) => focus(by, terminal, keys),
            (_, Some(Action::Resume)) => vec![Command::Resume],
            (_, Some(Action::Session)) if !repeat => vec![Command::Session],
            (_, Some(Action::Handbook)) if !repeat => vec![Command::Handbook],
            (_, Some(Action::Case)) if !repeat => vec![Command::Case],
            (_, Some(Action::Leave)) if !repeat => vec![Command::Leave],
            (_, Some(Action::Settings)) if !repeat => vec![Command::Settings],
            (_, Some(Action::Worksheet)) if !repeat => vec![Command::Worksheet],
            // Whatever somebody does ends a scene.
            (Screen::Scene { .. }, _) if !repeat => vec![Command::Back],
            (screen, Some(Action::Back))
                if terminal.focus().is_some() && !writes && screen != Screen::Settings =>
            {
                vec![Command::Focus { control: None }]
            }
            (_, Some(Action::Back)) => vec![Command::Back],
            (_, Some(Action::Press)) if !repeat => {
                self.looking = Some(key);
                focused.into_iter().collect()
            }
            (_, Some(action)) if writes => key_at_line(action, repeat).into_iter().collect(),
            (Screen::Handbook, Some(action)) => handbook::key(action, repeat, terminal, keys),
            (Screen::Settings, Some(action)) => settings::key(action, repeat, terminal, keys),
            (Screen::Cards, Some(Action::Turn(by))) => vec![Command::TurnCards { by: by.into() }],
            (Screen::Cards, Some(Action::Take)) if !repeat => vec![Command::TakeCard],
            (Screen::Done { .. }, Some(Action::Take)) if !repeat => vec![Command::Continue],
            (_, Some(Action::Attend)) if !repeat => vec![Command::Session],
            (_, Some(Action::Decline)) if terminal.focus().is_some() => {
                vec![Command::Focus { control: None }]
            }
            (_, Some(Action::Decline)) if !repeat => vec![Command::Decline],
            (_, Some(Action::GoOn)) if !repeat && terminal.screen() != Screen::Sitting => vec![Command::GoOn],
            (Screen::Case | Screen::Award { .. } | Screen::Quarter | Screen::Dance, Some(action)) => {
                merits::key(action, repeat, terminal).into_iter().collect()
            }
            (Screen::Survey | Screen::Naming | Screen::SignIn, Some(action)) if !repeat => {
                arrival::key(action, terminal, keys)
            }
            (Screen::Sitting, Some(action)) => key_in_session(action, repeat).into_iter().collect(),
            (Screen::Refinement, Some(action)) => self.key_at_field(key, action, repeat, terminal),
            _ => Vec::new(),
        };
        // A key that stays down is the same stroke.
        if !(repeat && self.spent == Some(key)) {
            self.spent = (action.is_some() || !commands.is_empty()).then_some(key);
        }
        commands
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

/// Whether a control that is operated says something to the director.
fn speaks(command: &Option<Command>) -> bool {
    matches!(command, Some(Command::Reply { .. } | Command::Request { .. }))
}

fn key_in_session(action: Action, repeat: bool) -> Option<Command> {
    Some(match action {
        Action::Steady(by) => Command::Steady { by: by.into() },
        Action::Reply(reply) if !repeat => Command::Reply { reply: reply.into() },
        Action::Request(request) if !repeat => Command::Request { request: request.into() },
        Action::GoOn if !repeat => Command::GoOn,
        _ => return None,
    })
}

/// Where keys are asked for: a line that is typed in the handbook takes them as the prompt does.
fn place_of_keys(terminal: &Terminal) -> Place {
    match terminal.screen() {
        Screen::Handbook if terminal.reader().is_typing() => Place::Prompt,
        Screen::Naming if terminal.corrects() => Place::Prompt,
        Screen::Settings if terminal.preferences().line().is_some() => Place::Prompt,
        screen => Place::of(screen),
    }
}

/// Whether there is a line to write in.
fn writes(terminal: &Terminal) -> bool {
    match terminal.screen() {
        Screen::Prompt => true,
        Screen::Handbook => terminal.reader().search().is_some(),
        Screen::Naming => terminal.corrects(),
        Screen::Settings => terminal.preferences().line().is_some(),
        _ => false,
    }
}

/// Whether the host does it, and not the terminal.
fn is_of_host(action: Action) -> bool {
    matches!(action, Action::FullScreen | Action::Hold | Action::Look | Action::Quit)
}

fn typed(text: &str, terminal: &Terminal) -> Vec<Command> {
    match terminal.screen() {
        _ if writes(terminal) => vec![Command::Type { text: text.to_owned() }],
        Screen::Handbook if text.chars().all(|letter| letter.is_ascii_digit()) => {
            vec![Command::Type { text: text.to_owned() }]
        }
        Screen::Cards if text.chars().all(char::is_alphabetic) => {
            vec![Command::Type { text: text.to_owned() }]
        }
        _ => Vec::new(),
    }
}

fn key_at_line(action: Action, repeat: bool) -> Option<Command> {
    Some(match action {
        Action::Enter if !repeat => Command::Enter,
        Action::Erase => Command::Erase,
        Action::EraseForward => Command::EraseForward,
        Action::Caret(by) => Command::Caret { by: by.into() },
        Action::CaretHome => Command::Caret { by: i32::MIN },
        Action::CaretEnd => Command::Caret { by: i32::MAX },
        _ => return None,
    })
}

fn wheel(x: f64, y: f64, zooms: bool, terminal: &Terminal) -> Vec<Command> {
    match terminal.screen() {
        Screen::Refinement if zooms => {
            // One notch is one step, however fine the wheel counts.
            let steps = (y / NOTCH).clamp(-4.0, 4.0);
            vec![Command::Zoom { by: libm::pow(ZOOM, steps), at: None }]
        }
        Screen::Refinement => vec![Command::Scroll { x: -x * 1.6, y: -y * 1.6, at_once: false }],
        Screen::Sitting if y != 0.0 => vec![Command::Steady { by: if y > 0.0 { 1 } else { -1 } }],
        Screen::Cards if y != 0.0 => vec![Command::TurnCards { by: if y > 0.0 { -1 } else { 1 } }],
        _ => Vec::new(),
    }
}

/// The topmost control that can be operated at a point.
fn control_at(at: Point, terminal: &Terminal, keys: &Keys) -> Option<Control> {
    let works =
        |control: &Control| !control.unseen && (control.command.is_some() || control.role == Role::Field);
    let controls = screens::controls(terminal, keys);
    controls.into_iter().rev().find(|control| works(control) && control.area.holds(at))
}

/// What the control that has the focus does when it is operated.
fn focused(terminal: &Terminal, keys: &Keys) -> Option<Command> {
    let focus = terminal.focus()?;
    screens::controls(terminal, keys).into_iter().find(|control| control.id == focus)?.command
}

/// Gives the focus to the control that comes `by` after the one that has it; at first to one that is seen. What is not
/// seen comes into view.
fn focus(by: i8, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
    let all: Vec<Control> =
        screens::controls(terminal, keys).into_iter().filter(Control::takes_focus).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let has = |control: &Control| match terminal.focus() {
        Some(focus) => control.id == focus,
        // From the row that is written to the one beside it.
        None => control.id == "line" && terminal.screen() == Screen::Settings,
    };
    let at = all.iter().position(has);
    let seen = |control: &Control| !control.unseen;
    let next = match at {
        Some(at) => (at as i64 + i64::from(by)).rem_euclid(all.len() as i64) as usize,
        None if by > 0 => all.iter().position(seen).unwrap_or(0),
        None => all.iter().rposition(seen).unwrap_or(all.len() - 1),
    };
    let follow = screens::follow(terminal, keys, &all[next].id);
    let focus = Command::Focus { control: Some(all[next].id.clone()) };
    std::iter::once(focus).chain(follow).collect()
}

#[cfg(test)]
mod tests;
