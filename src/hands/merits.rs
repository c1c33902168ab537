//! Hands on awards: the case, the dance and the quarter.

use crate::keys::Action;
use crate::model::{Command, Terminal};

/// What a key does there.
pub(super) fn key(action: Action, repeat: bool, terminal: &Terminal) -> Option<Command> {
    Some(match action {
        Action::Award(by) => Command::TurnAward { by: by.into() },
        _ if repeat => return None,
        Action::Dance => Command::Dance,
        Action::Strike(at) => Command::Strike { at: at.into() },
        Action::Quarter => Command::Quarter { quarter: 0 },
        Action::TurnQuarter(by) => Command::Quarter {
            quarter: terminal.shown_quarter().0.checked_add_signed(by.into()).filter(|at| *at > 0)?,
        },
        Action::Certificate => Command::Certificate,
        Action::SaveCertificate => Command::Save,
        Action::Card => Command::Copy,
        _ => return None,
    })
}
