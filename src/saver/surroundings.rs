//! What is around a window, and concerns all that is shown: power, the date, and how much motion the desktop wishes for.

use crate::ambient::{Attention, ShowOptions};
use crate::desktop::motion::Motion;
use crate::desktop::{Watch, battery};
use crate::settings::MOTION;

/// What the machine and the desktop say.
pub(super) struct Surroundings {
    battery: Watch,
    /// None where the user has said how much moves.
    motion: Option<Motion>,
}

impl Surroundings {
    pub(super) fn new(options: &ShowOptions) -> Self {
        let follows = options.values.text(&MOTION) == "system" && !options.reduced_motion;
        // Windows wake often enough by themselves to hear of it.
        Self { battery: battery::watch(), motion: follows.then(|| Motion::listen(|| ())) }
    }

    /// How a picture is seen that is hidden or not.
    pub(super) fn attention(&self, hidden: bool) -> Attention {
        let date = Some(jiff::Zoned::now().datetime());
        Attention { hidden, on_battery: self.battery.says(), date }
    }

    /// Whether nothing is to move that need not, where that is another than when this was asked last.
    pub(super) fn motion(&mut self) -> Option<bool> {
        self.motion.as_mut()?.news()
    }
}
