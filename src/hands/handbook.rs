//! Hands on the handbook, and on the settings: keys, the wheel, and a finger that drags them, all by rows of the layout.

use super::{Hands, NOTCH, Pressed, focus};
use crate::keys::{Action, Keys};
use crate::model::geometry::Point;
use crate::model::{Command, Terminal};
use crate::screens::{self, Paging};

/// Rows of the handbook that a notch moves it by.
const ROWS: f64 = 3.0;
/// A hand that moves so far while it presses drags the page, in tube units.
const DRAGS: f64 = 14.0;

impl Hands {
    /// A hand that presses on what lies open and moves drags it by rows.
    pub(super) fn drag(&mut self, at: Point, terminal: &Terminal, keys: &Keys) -> Option<Command> {
        let Some(Pressed::Sheet { from, row, dragged, .. }) = &mut self.pressed else { return None };
        let by = from.y - at.y;
        *dragged |= by.abs() > DRAGS;
        let row = *row;
        if !*dragged || !terminal.screen().lies_open() {
            return None;
        }
        let paging = screens::paging(terminal, keys);
        paging.moved_to(f64::from(row) + (by / paging.lead).round())
    }

    /// The wheel moves what lies open by rows, however fine it counts.
    pub(super) fn roll(&mut self, y: f64, terminal: &Terminal, keys: &Keys) -> Option<Command> {
        if (y > 0.0) != (self.rolled < 0.0) {
            self.rolled = 0.0;
        }
        self.rolled -= y / NOTCH * ROWS;
        let rows = self.rolled.trunc();
        self.rolled -= rows;
        let paging = screens::paging(terminal, keys);
        paging.moved_to(f64::from(paging.aim) + rows)
    }
}

/// What a key does in the handbook.
pub(super) fn key(action: Action, repeat: bool, terminal: &Terminal, keys: &Keys) -> Vec<Command> {
    let paging = screens::paging(terminal, keys);
    let at = f64::from(paging.aim);
    // A key that is held turns leaf after leaf, and moves row after row, as fast as these are shown.
    let turns = matches!(action, Action::Leaf(_) | Action::Sheet(_) | Action::History(_));
    if repeat && (paging.aim != paging.row || turns && !terminal.reader().rests(terminal.now())) {
        return Vec::new();
    }
    match action {
        Action::Leaf(by) => vec![Command::Leaf { by: by.into() }],
        Action::Row(by) if paging.is_list => focus(by, terminal, keys),
        Action::Row(by) => paging.moved_to(at + f64::from(by)).into_iter().collect(),
        Action::Sheet(by) => sheet(by, &paging, terminal),
        Action::History(by) => vec![Command::History { by: by.into() }],
        Action::Contents if !repeat => vec![Command::Contents],
        Action::Index if !repeat => vec![Command::Index],
        Action::Search if !repeat => vec![Command::Search],
        Action::Mark if !repeat => vec![Command::Mark],
        Action::TypeSize if !repeat => vec![Command::TypeSize],
        _ => Vec::new(),
    }
}

/// Moves by what is seen, but for a row; from the end on to the next page, from the beginning to the end of the one
/// before. Where there is no such page, or none may be turned to yet, nothing moves.
fn sheet(by: i8, paging: &Paging, terminal: &Terminal) -> Vec<Command> {
    let step = f64::from(paging.seen.saturating_sub(1).max(1)) * f64::from(by);
    let lose_focus = Command::Focus { control: None };
    match paging.moved_to(f64::from(paging.aim) + step) {
        Some(row) => vec![lose_focus, row],
        None if !terminal.may_turn(by.into()) => Vec::new(),
        None if by > 0 => vec![Command::Leaf { by: 1 }],
        None => vec![Command::Leaf { by: -1 }, Command::Row { row: u32::MAX }],
    }
}
