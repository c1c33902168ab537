//! The keeper: decides when a snapshot goes to the writer. The frame never waits for the disk.

use std::time::Duration;

use crate::model::{Happening, Terminal};
use crate::store::{SAVE_VERSION, Status, StoreError, Writer};

/// Least time between two snapshots. With the writer's own interval, what is reported is on disk within a second.
const APART: Duration = Duration::from_millis(200);
/// The most time for which a command that caused nothing of note goes without a snapshot.
const IDLE: Duration = Duration::from_secs(2);
/// How long quitting waits for the disk.
const LAST: Duration = Duration::from_secs(1);

/// Submits snapshots.
#[derive(Debug)]
pub(super) struct Keeper {
    /// None where there is no session to be kept.
    writer: Option<Writer>,
    /// The clock at the last snapshot.
    submitted: Duration,
    /// The clock at which the next one is due.
    due: Option<Duration>,
}

impl Keeper {
    pub(super) fn new(writer: Option<Writer>) -> Self {
        Self { writer, submitted: Duration::ZERO, due: None }
    }

    /// Notes that something was commanded.
    pub(super) fn commanded(&mut self, clock: Duration) {
        self.due.get_or_insert(clock + IDLE);
    }

    /// Notes what happened.
    pub(super) fn happened(&mut self, what: &Happening, clock: Duration) {
        if matters(what) {
            let soonest = clock.max(self.submitted + APART);
            self.due = Some(self.due.map_or(soonest, |due| due.min(soonest)));
        }
    }

    /// Submits a snapshot if one is due, and says how long until the next one is.
    pub(super) fn turn(&mut self, terminal: &Terminal, clock: Duration) -> Option<Duration> {
        if self.due? <= clock {
            self.submit(terminal, clock);
            return None;
        }
        Some(self.due?.saturating_sub(clock).max(Duration::from_millis(1)))
    }

    fn submit(&mut self, terminal: &Terminal, clock: Duration) {
        if let Some(writer) = &self.writer {
            writer.submit(terminal.snapshot(), SAVE_VERSION);
        }
        self.submitted = clock;
        self.due = None;
    }

    /// Saves at once, and waits for it, but not for long.
    ///
    /// # Errors
    /// Why it is not on disk, or not yet.
    pub(super) fn save_now(&mut self, terminal: &Terminal, clock: Duration) -> Result<(), StoreError> {
        self.submit(terminal, clock);
        let saved = self.writer.as_ref().map_or(Ok(()), |writer| writer.save_now(LAST));
        saved.inspect_err(|error| log::warn!("{error}"))
    }

    /// Whether all that was submitted is on disk.
    pub(super) fn has_settled(&self) -> bool {
        self.writer.as_ref().is_none_or(|writer| writer.status() == Status::Saved)
    }

    /// Why nothing can be saved, while that is so.
    pub(super) fn trouble(&self) -> Option<String> {
        match self.writer.as_ref()?.status() {
            Status::Failing { reason, .. } => Some(reason),
            Status::Saved | Status::Saving => None,
        }
    }
}

/// Whether what happened is to be found again after a power cut.
fn matters(what: &Happening) -> bool {
    match what {
        Happening::CardTurned { .. }
        | Happening::FileOpened { .. }
        | Happening::Gathered { .. }
        | Happening::LetGo
        | Happening::LidsOpened { .. }
        | Happening::LidsShut { .. }
        | Happening::Looked { .. }
        | Happening::DigitLanded { .. }
        | Happening::Delivered { .. }
        | Happening::Refused { .. }
        | Happening::FileFinished { .. }
        | Happening::Commended { .. }
        | Happening::Called { .. }
        | Happening::SessionDeclined
        | Happening::FactRead { .. }
        | Happening::Replied { .. }
        | Happening::Requested { .. }
        | Happening::OutOfTurn
        | Happening::LeafTurned
        | Happening::PreferenceNoticed { .. }
        | Happening::SessionClosed { .. }
        | Happening::ContentsOpened
        | Happening::IndexOpened
        | Happening::PageOpened { .. }
        | Happening::PageRead { .. }
        | Happening::Searched { .. }
        | Happening::Marked { .. }
        | Happening::FormSigned { .. }
        | Happening::Answered { .. }
        | Happening::Named { .. }
        | Happening::SignedIn { .. }
        | Happening::ElevatorStopped { .. }
        | Happening::Awarded { .. }
        | Happening::Presented { .. }
        | Happening::DanceBegan { .. }
        | Happening::DanceEnded { .. }
        | Happening::QuarterEnded { .. }
        | Happening::Set { .. }
        | Happening::SettingRefused { .. }
        | Happening::KeyAwaited { .. }
        | Happening::Bound { .. }
        | Happening::ScreenShown { .. } => true,
        Happening::PoweredOn
        | Happening::Degaussed
        | Happening::BootLine { .. }
        | Happening::PromptReady
        | Happening::Typed
        | Happening::FileUnknown { .. }
        | Happening::Stirred { .. }
        | Happening::SheetRose { .. }
        | Happening::SheetSank { .. }
        | Happening::Noticed { .. }
        | Happening::SessionBegan { .. }
        | Happening::Said { .. }
        | Happening::LampLit
        | Happening::Steadied
        | Happening::ElevatorMoved { .. }
        | Happening::Misnamed { .. }
        | Happening::Played { .. }
        | Happening::CertificateAsked { .. }
        | Happening::CardAsked { .. }
        | Happening::ShiftBegan { .. }
        | Happening::ShiftEnded { .. }
        | Happening::ShutDown => false,
    }
}
