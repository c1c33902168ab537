//! What was chosen: the look and the view, the panel in which they are changed, and the settings in which they are
//! kept.

use egui::Context;

use super::panel::{self, Changed};
use crate::store::{DataDir, Settings};
use crate::tube::look::{Choice, Look};
use crate::tube::view::View;

/// Look and view, as they are now.
pub(super) struct Chosen {
    choice: Choice,
    view: View,
    data: DataDir,
    /// Whether the panel is open.
    open: bool,
    /// What is still to be kept.
    unkept: Changed,
}

/// What came of showing the panel.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Whether something was changed.
    pub(super) changed: bool,
    /// Why a choice could not be kept.
    pub(super) fault: Option<String>,
}

impl Chosen {
    pub(super) fn new(choice: Choice, view: View, data: DataDir) -> Self {
        Self { choice, view, data, open: false, unkept: Changed::default() }
    }

    /// How the tube looks.
    pub(super) fn look(&self) -> &Look {
        &self.choice.look
    }

    /// What is shown around it.
    pub(super) fn view(&self) -> View {
        self.view
    }

    /// Whether the panel is open.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Opens the panel, or closes it.
    pub(super) fn turn(&mut self) {
        self.open = !self.open;
    }

    /// Shows the panel where it is open, and keeps what is changed there as soon as the hand lets go.
    pub(super) fn show(&mut self, context: &Context) -> Shown {
        let changed = panel::show(context, &mut self.open, &mut self.choice, &mut self.view);
        self.unkept.look |= changed.look;
        self.unkept.view |= changed.view;
        let held = context.input(|input| input.pointer.any_down());
        Shown { changed: changed != Changed::default(), fault: if held { None } else { self.keep() } }
    }

    fn keep(&mut self) -> Option<String> {
        let unkept = std::mem::take(&mut self.unkept);
        let look = unkept.look.then(|| Settings::keep_look(&self.data, &self.choice));
        let view = unkept.view.then(|| Settings::keep_view(&self.data, self.view));
        let faults = [look, view].into_iter().flatten().filter_map(Result::err);
        faults.map(|error| error.to_string()).last()
    }
}
