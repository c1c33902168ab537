//! Controls: what can be pointed at, focused, spoken and operated on a screen.

use crate::model::geometry::{Area, Tube};
use crate::model::{Command, Terminal};
use crate::words;

/// What a control is to assistive technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Switches something on or off.
    Switch,
    /// Does something.
    Button,
    /// Leads elsewhere.
    Link,
    /// A box to tick.
    Tick,
    /// A line of text to type in.
    TextInput,
    /// The number field.
    Field,
    /// Something to read.
    Label,
    /// Something to read that is announced when it changes.
    Status,
}

/// A control on the tube.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Stable id.
    pub id: String,
    /// Where it is, in tube units.
    pub area: Area,
    /// What it is.
    pub role: Role,
    /// What it is called.
    pub label: String,
    /// What it shows now.
    pub value: String,
    /// What operating it asks for. None for what is only read, and for the field and the line, which take
    /// their own commands.
    pub command: Option<Command>,
    /// Whether it is a box with a tick in it.
    pub ticked: bool,
    /// Whether it is out of sight: it can be heard and have the focus, but not be pointed at.
    pub unseen: bool,
    /// Whether it is there for pointers: focus does not visit it, since a key does the same where the focus is.
    pub for_pointer: bool,
}

impl Control {
    pub(super) fn new(id: impl Into<String>, area: Area, role: Role, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            area,
            role,
            label: label.into(),
            value: String::new(),
            command: None,
            ticked: false,
            unseen: false,
            for_pointer: false,
        }
    }

    pub(super) fn with_value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    pub(super) fn with_command(self, command: Command) -> Self {
        Self { command: Some(command), ..self }
    }

    /// The power switch, which is all there is while the power is off: the whole tube works as one.
    pub(super) fn power(terminal: &Terminal) -> Self {
        Self::new("power", terminal.tube().area(), Role::Switch, words::say("label.power", &[]))
            .with_command(Command::Power { on: true })
    }

    /// Whether focus visits it.
    pub fn takes_focus(&self) -> bool {
        !self.for_pointer && !matches!(self.role, Role::Label | Role::Status)
    }

    /// The area held inside the tube, for hosts that ask for places on it.
    pub fn area_on(&self, tube: &Tube) -> Area {
        let all = tube.area();
        Area {
            left: self.area.left.clamp(all.left, all.right),
            top: self.area.top.clamp(all.top, all.bottom),
            right: self.area.right.clamp(all.left, all.right),
            bottom: self.area.bottom.clamp(all.top, all.bottom),
        }
    }
}
