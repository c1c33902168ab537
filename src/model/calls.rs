//! Sessions with the director, seen from the terminal: when one is called to it, goes, declines and leaves.

use super::happening::Happening;
use super::refinement::Notice;
use super::screen::Screen;
use super::terminal::Terminal;
use super::wellness::record::DECLINES;
use super::wellness::sitting::Guest;
use super::wellness::{Sitting, Stage};
use crate::time::{Span, Time};

/// How long a call is shown before it can be answered.
const ANSWERED: Span = Span::from_millis(700);

impl Terminal {
    /// The session that is held, or stands still while another screen is shown. That of another pack is not told of.
    pub fn sitting(&self) -> Option<&Sitting> {
        self.sitting.as_ref().filter(|sitting| sitting.pack() == self.pack.key)
    }

    /// Whether the call that is shown can be declined.
    pub fn may_decline(&self) -> bool {
        self.session.wellness.declined < DECLINES
    }

    /// Whether the pack has sessions.
    pub fn has_sessions(&self) -> bool {
        self.pack.talk.is_some()
    }

    /// Goes to the session: the one that stands still, or a new one. Whoever is called has then come, whatever was
    /// opened before the call meanwhile.
    pub(super) fn go_to_session(&mut self) {
        let is_call = |screen: &Screen| matches!(screen, Screen::Called { .. });
        if !self.has_sessions()
            || (is_call(&self.screen) && !self.may_answer())
            || !self.cover(Screen::Sitting)
        {
            return;
        }
        let called = self.beneath.iter().any(is_call);
        // The field lies beneath, and not the call.
        self.beneath
            .iter_mut()
            .filter(|screen| is_call(screen))
            .for_each(|screen| *screen = Screen::Refinement);
        if self.sitting().is_none() {
            let mut begun = None;
            self.as_guest(self.now, |guest| begun = Some(Sitting::begin(called, guest)));
            self.sitting = begun;
        }
    }

    /// Shows the call, if it is time for one and nothing is in the middle of anything. It comes with something that
    /// happens by itself on the field, and never upon what hands do. One that is not answered comes again.
    pub(super) fn call(&mut self) {
        let free = self.screen == Screen::Refinement
            && self.has_sessions()
            && self.board().is_some_and(|board| board.is_free() && !board.is_staged());
        if free && self.session.wellness.wants_call(self.session.active) {
            self.show(Screen::Called { since: self.now });
            self.happen(Happening::Called { declined: self.session.wellness.declined });
        }
    }

    /// Whether a call has been shown for long enough to be answered, and not by a key that was meant for the field.
    pub(super) fn may_answer(&self) -> bool {
        matches!(self.screen, Screen::Called { since } if self.now.since(since) >= ANSWERED)
    }

    /// Declines the call, where that can be done.
    pub(super) fn decline(&mut self) {
        if self.may_answer() && self.may_decline() {
            let record = &mut self.session.wellness;
            record.called(self.session.active);
            record.declined += 1;
            record.declined_twice |= record.declined == DECLINES;
            self.show(Screen::Refinement);
            self.happen(Happening::SessionDeclined);
            self.with_board(|board, happenings| board.say(Notice::Declined, happenings));
        }
    }

    /// Leaves the session: for good if it is over, else it stands still until one comes back.
    pub(super) fn leave_session(&mut self) {
        if self.sitting.as_ref().is_none_or(|sitting| sitting.stage() == Stage::Over) {
            self.sitting = None;
        }
        self.uncover();
    }

    /// Runs something on the session, and passes on what happens in it.
    pub(super) fn with_sitting(&mut self, run: impl FnOnce(&mut Sitting, &mut Guest<'_>)) {
        let Some(mut sitting) = self.sitting.take() else { return };
        let behind = self.now - Span(sitting.now().0);
        self.as_guest(behind, |guest| run(&mut sitting, guest));
        self.sitting = Some(sitting);
    }

    /// Moves the session along with the terminal.
    pub(super) fn move_sitting(&mut self, by: Span) {
        let Some(mut sitting) = self.sitting.take() else { return };
        let to = sitting.now() + by;
        let behind = self.now - Span(to.0);
        self.as_guest(behind, |guest| sitting.advance(to, guest));
        self.sitting = Some(sitting);
    }

    /// Runs something with what the director sees; its own time begins at `begins`.
    fn as_guest(&mut self, begins: Time, run: impl FnOnce(&mut Guest<'_>)) {
        let mut happenings = Vec::new();
        let employee = self.employee().to_owned();
        let (pack, date, ways) = (self.pack.clone(), self.date(), self.ways());
        run(&mut Guest {
            pack: &pack,
            session: &mut self.session,
            employee: &employee,
            date,
            ways,
            happenings: &mut happenings,
        });
        for (at, what) in happenings {
            self.happen_at(begins + Span(at.0), what);
        }
        self.heed_calm();
    }

    /// Lets calm and unease act on the board.
    pub(super) fn heed_calm(&mut self) {
        let readiness = self.session.wellness.readiness(self.session.active, self.session.ledger.len());
        self.with_board(|board, _| board.set_readiness(readiness));
    }
}
