//! What of all that happens is heard.

use crate::model::Happening;
use crate::model::refinement::temper::Temper;
use crate::pack::incentives::{Percussion, Piece};

/// Something that is heard. It owns nothing, so that it can be handed to the thread that fills the device's buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// The power comes.
    PowerOn,
    /// The power goes.
    PowerOff,
    /// The tube is degaussed.
    Degauss,
    /// A line of the boot.
    BootLine,
    /// The prompt is ready.
    Ready,
    /// A key.
    Key,
    /// What was typed is not known.
    Unknown,
    /// A card turns.
    Card,
    /// A file opens.
    Open,
    /// A cluster stirs.
    Stir(Temper),
    /// A cluster is gathered.
    Gather(Temper),
    /// It is let go.
    LetGo,
    /// The lids of a bin open.
    LidsOpen(usize),
    /// They shut.
    LidsShut(usize),
    /// A sheet rises (true) or sinks.
    Sheet(usize, bool),
    /// A digit lands in a bin.
    Land(usize, Temper),
    /// A cluster has been taken in.
    Delivered(usize),
    /// A bin refuses.
    Refused(usize),
    /// A file is finished.
    Finished,
    /// The house commends.
    Commended,
    /// Somebody is called.
    Called,
    /// A session begins.
    SessionBegins,
    /// A session ends.
    SessionEnds,
    /// The lamp is lit.
    Lamp,
    /// A word out of turn, or a preference.
    Noticed,
    /// A switch, a mark or a choice.
    Switch,
    /// Paper is turned.
    Page,
    /// A form is signed.
    Signed,
    /// The elevator moves, down or up.
    Elevator(bool),
    /// It has arrived, down or up.
    Ding(bool),
    /// An award.
    Awarded,
    /// It is presented.
    Presented,
    /// A dance begins.
    Dance(Piece),
    /// A dance is over.
    DanceOver,
    /// Something is struck.
    Struck(Percussion),
    /// A quarter is over.
    Quarter,
    /// A picture or a card is made.
    Printed,
}

impl Cue {
    /// What of a happening is heard, if anything.
    pub fn of(what: &Happening) -> Option<Self> {
        Some(match what {
            Happening::PoweredOn => Self::PowerOn,
            Happening::Degaussed => Self::Degauss,
            Happening::BootLine { .. } => Self::BootLine,
            Happening::PromptReady => Self::Ready,
            Happening::Typed => Self::Key,
            Happening::FileUnknown { .. } | Happening::Misnamed { .. } | Happening::SettingRefused { .. } => {
                Self::Unknown
            }
            Happening::CardTurned { .. } => Self::Card,
            Happening::FileOpened { .. } => Self::Open,
            Happening::Stirred { temper, .. } => Self::Stir(*temper),
            Happening::Gathered { temper, .. } => Self::Gather(*temper),
            Happening::LetGo => Self::LetGo,
            Happening::LidsOpened { bin } => Self::LidsOpen(*bin),
            Happening::LidsShut { bin } => Self::LidsShut(*bin),
            Happening::SheetRose { bin } => Self::Sheet(*bin, true),
            Happening::SheetSank { bin } => Self::Sheet(*bin, false),
            Happening::DigitLanded { bin, temper, .. } => Self::Land(*bin, *temper),
            Happening::Delivered { bin, .. } => Self::Delivered(*bin),
            Happening::Refused { bin, .. } => Self::Refused(*bin),
            Happening::FileFinished { .. } => Self::Finished,
            Happening::Commended { .. } => Self::Commended,
            Happening::Called { .. } => Self::Called,
            Happening::SessionBegan { .. } => Self::SessionBegins,
            Happening::SessionClosed { .. } => Self::SessionEnds,
            Happening::LampLit => Self::Lamp,
            Happening::OutOfTurn | Happening::PreferenceNoticed { .. } => Self::Noticed,
            Happening::SessionDeclined
            | Happening::Replied { .. }
            | Happening::Requested { .. }
            | Happening::Steadied
            | Happening::Marked { .. }
            | Happening::Answered { .. } => Self::Switch,
            Happening::LeafTurned
            | Happening::ContentsOpened
            | Happening::IndexOpened
            | Happening::PageOpened { .. } => Self::Page,
            Happening::FormSigned { .. } => Self::Signed,
            Happening::ElevatorMoved { down } => Self::Elevator(*down),
            Happening::ElevatorStopped { down } => Self::Ding(*down),
            Happening::Awarded { .. } => Self::Awarded,
            Happening::Presented { .. } => Self::Presented,
            // A name that is not known is that of a later version: the dance is then held in silence.
            Happening::DanceBegan { piece } => Self::Dance(Piece::named(piece)?),
            Happening::Played { percussion } => Self::Struck(Percussion::named(percussion)?),
            Happening::DanceEnded { .. } => Self::DanceOver,
            Happening::QuarterEnded { .. } => Self::Quarter,
            // The bell of a shift is that of the lift that goes home.
            Happening::ShiftEnded { .. } => Self::Ding(false),
            Happening::CertificateAsked { .. } | Happening::CardAsked { .. } => Self::Printed,
            // The machine is switched off when its last picture begins, not when that is over.
            Happening::ScreenShown { screen } if screen == "leaving" => Self::PowerOff,
            // What is read, looked at or known is not heard.
            Happening::ScreenShown { .. }
            | Happening::Looked { .. }
            | Happening::Noticed { .. }
            | Happening::Said { .. }
            | Happening::FactRead { .. }
            | Happening::PageRead { .. }
            | Happening::Searched { .. }
            | Happening::Named { .. }
            | Happening::SignedIn { .. }
            | Happening::Set { .. }
            | Happening::KeyAwaited { .. }
            | Happening::Bound { .. }
            | Happening::ShiftBegan { .. }
            | Happening::ShutDown => return None,
        })
    }
}
