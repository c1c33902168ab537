//! A scene that is played: a terminal with the commands that are still to come, and whoever works at it.

use std::sync::Arc;

use super::{Scene, StageError};
use crate::model::geometry::Tube;
use crate::model::{Screen, Stamped, Terminal};
use crate::operator::{Operator, Part};
use crate::pack::Pack;
use crate::time::{Span, Time};

/// So far at most is gone at a time where nobody listens to what happens, so that it does not pile up.
const STRIDE: Span = Span::from_millis(60_000);

/// A terminal that plays a scene.
pub(super) struct Play {
    pub(super) terminal: Terminal,
    /// The commands that are still to come, the next one last.
    commands: Vec<Stamped>,
    operator: Option<Operator>,
}

impl Play {
    /// A terminal brought to the start of a scene, with its commands, and `further` ones whose times count from frame 1.
    /// `part` is what somebody does there besides, from the start on.
    pub(super) fn begin(
        pack: &Arc<Pack>,
        scene: &Scene,
        tube: Tube,
        seed: u64,
        further: &[Stamped],
        part: Option<&Part>,
    ) -> Result<Self, StageError> {
        let mut terminal = Terminal::new(Arc::clone(pack), tube, seed);
        for stamped in scene.start.commands(pack).map_err(StageError::Usage)? {
            terminal.apply(&stamped);
        }
        if !matches!(terminal.screen(), Screen::Boot { .. }) {
            terminal.settle();
        }
        let lead = Span(scene.lead.0);
        let own = scene.commands.iter().map(|stamped| stamped.recentred(&tube));
        let later = further.iter().map(|stamped| Stamped { time: stamped.time + lead, ..stamped.clone() });
        let mut commands: Vec<Stamped> = own.chain(later).collect();
        // Stable: at equal time and sequence the scene's own come first.
        commands.sort_by_key(|stamped| (stamped.time, stamped.sequence));
        commands.reverse();
        let operator = part.map(|part| Operator::new(part, seed, terminal.now()));
        Ok(Self { terminal, commands, operator })
    }

    /// Moves to `time`, through every command that is stamped so or earlier, and all that the operator does until then.
    pub(super) fn walk_to(&mut self, time: Time) {
        while let Some(stamped) = self.commands.pop_if(|stamped| stamped.time <= time) {
            self.work_to(stamped.time);
            self.terminal.apply(&stamped);
        }
        self.work_to(time);
    }

    fn work_to(&mut self, time: Time) {
        match &mut self.operator {
            Some(operator) => operator.drive(&mut self.terminal, time),
            None => self.terminal.advance(time),
        }
    }

    /// The same, and forgets what happened: nobody listens.
    pub(super) fn move_to(&mut self, time: Time) {
        while self.operator.is_some() && self.terminal.now() + STRIDE < time {
            self.walk_to(self.terminal.now() + STRIDE);
            self.terminal.take_happenings();
        }
        self.walk_to(time);
        self.terminal.take_happenings();
    }
}
