//! How a terminal is brought into the middle of work, by commands alone.

use std::sync::Arc;

use crate::model::arrival::Employee;
use crate::model::geometry::Tube;
use crate::model::{Command, Screen, Session, Source, Stamped, Terminal};
use crate::pack::Pack;

/// The profile under which the door knows the one who works here. No file bears it.
const PROFILE: &str = "ambient";
/// More commands than any way from the switch to the field takes.
const MOST: u64 = 40;

/// A terminal in the middle of work: whoever works at it has come, has a name, and a file lies open. The way there is that
/// of any first day, in no time. A session without an open file is left at the prompt, where its employee chooses.
pub(crate) fn at_work(pack: &Arc<Pack>, tube: Tube, seed: u64, session: Option<Session>) -> Terminal {
    let chooses = session.as_ref().is_some_and(|session| session.file.is_none());
    let mut terminal = match session {
        Some(session) => Terminal::with_session(Arc::clone(pack), tube, session),
        None => Terminal::new(Arc::clone(pack), tube, seed),
    };
    let name = terminal.session().employee.clone();
    let mut next = Some(Employee::new(PROFILE, name).alone());
    for sequence in 0..MOST {
        let Some(command) = next else { break };
        terminal.apply(&Stamped { time: terminal.now(), sequence, source: Source::Program, command });
        next =
            towards_work(&terminal).filter(|command| !(chooses && matches!(command, Command::Open { .. })));
    }
    terminal.settle();
    terminal.take_happenings();
    terminal
}

/// What brings one nearer to the field; none on it, and where there is no way.
fn towards_work(terminal: &Terminal) -> Option<Command> {
    Some(match terminal.screen() {
        Screen::Off => Command::Power { on: true },
        Screen::Boot { .. } | Screen::Elevator { .. } => Command::Skip,
        Screen::Survey => Command::Answer { answer: None },
        Screen::Naming | Screen::SignIn | Screen::Outside { .. } => Command::GoOn,
        Screen::Prompt if terminal.session().file.is_some() => Command::Resume,
        Screen::Prompt => Command::Open { file: terminal.pack().files.first()?.key.clone() },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Time;

    #[test]
    fn work_goes_on_in_every_pack_and_with_a_session_of_another() {
        for name in Pack::shipped_names() {
            let pack = Pack::shipped(name).unwrap();
            let terminal = at_work(&pack, Tube::default(), 3, None);
            assert_eq!(terminal.screen(), Screen::Refinement, "{name}");
            assert_eq!(terminal.now(), Time::ZERO);
            assert_eq!(terminal.employees().len(), 1);
            assert!(pack.arrival.is_none() || terminal.session().employee.is_some());
            let session = terminal.session().clone();
            let again = at_work(&pack, Tube::default(), 9, Some(session.clone()));
            assert_eq!(again.screen(), Screen::Refinement);
            assert_eq!((again.session().seed, &again.session().file), (3, &session.file));
        }
    }
}
