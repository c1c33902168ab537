//! What happened, and when: the one source of sound, announcements, logs and remote state.

use serde::{Deserialize, Serialize};

use super::refinement::Notice;
use super::refinement::bins::Refusal;
use super::refinement::temper::Temper;
use crate::time::Time;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// The power was switched on.
    PoweredOn,
    /// The tube is being degaussed.
    Degaussed,
    /// A line of the boot appeared.
    BootLine {
        /// Its number, from 0.
        line: usize,
    },
    /// The prompt is ready for a name.
    PromptReady,
    /// A character was typed or erased at the prompt.
    Typed,
    /// No file bears the name that was typed; the nearest card is shown.
    FileUnknown {
        /// What was typed.
        typed: String,
    },
    /// A card was turned up.
    CardTurned {
        /// What stands on it: a file's name or a letter.
        name: String,
    },
    /// A file was opened.
    FileOpened {
        /// Its key.
        file: String,
    },
    /// A cluster stirred under attention.
    Stirred {
        /// Its temper. It is not announced by name.
        temper: Temper,
        /// Its digits.
        count: usize,
        /// Which of the pack's phrases tells what is felt.
        phrase: usize,
    },
    /// A cluster was gathered.
    Gathered {
        /// Its temper.
        temper: Temper,
        /// Its digits.
        count: usize,
    },
    /// The gathered cluster was let go.
    LetGo,
    /// The lids of a bin opened.
    LidsOpened {
        /// The bin, from 0.
        bin: usize,
    },
    /// The lids of a bin shut.
    LidsShut {
        /// The bin.
        bin: usize,
    },
    /// The sheet of a bin rose.
    SheetRose {
        /// The bin.
        bin: usize,
    },
    /// The sheet of a bin sank.
    SheetSank {
        /// The bin.
        bin: usize,
    },
    /// Somebody looks into a bin.
    Looked {
        /// The bin.
        bin: usize,
    },
    /// A digit landed in a bin and counted.
    DigitLanded {
        /// The bin.
        bin: usize,
        /// Its temper.
        temper: Temper,
        /// What the bin shows now.
        percent: u8,
    },
    /// The last digit of a cluster landed.
    Delivered {
        /// The bin.
        bin: usize,
        /// How many digits counted.
        count: usize,
        /// What the bin shows now.
        percent: u8,
    },
    /// A bin refused a cluster.
    Refused {
        /// The bin.
        bin: usize,
        /// The cluster's temper.
        temper: Temper,
        /// Why.
        why: Refusal,
    },
    /// The board has something to say.
    Noticed {
        /// What.
        notice: Notice,
    },
    /// The last digit of a file landed.
    FileFinished {
        /// The file's key.
        file: String,
    },
    /// The window that commends is shown.
    Commended {
        /// The commendation's key.
        commendation: String,
    },
    /// The employee is called to a session.
    Called {
        /// How often in a row that was declined before.
        declined: u8,
    },
    /// A call was declined.
    SessionDeclined,
    /// A session with the director has begun.
    SessionBegan {
        /// Its number, from 1.
        number: u32,
    },
    /// The director says something.
    Said {
        /// What.
        text: String,
    },
    /// A fact is read.
    FactRead {
        /// The fact.
        text: String,
    },
    /// The director's lamp is lit: the guest may speak.
    LampLit,
    /// A reply was given.
    Replied {
        /// Which, from 0.
        reply: usize,
    },
    /// Something was asked for.
    Requested {
        /// The request's key.
        request: String,
    },
    /// The guest spoke before the lamp was lit.
    OutOfTurn,
    /// The dial was moved by hand.
    Steadied,
    /// The page of a fact was turned.
    LeafTurned,
    /// A preference was noticed.
    PreferenceNoticed {
        /// Points left, 0 to 100.
        points: u8,
    },
    /// A session came to its end.
    SessionClosed {
        /// Points left, 0 to 100.
        points: u8,
        /// Replies given and requests made.
        replies: u32,
        /// The director ended it before its time.
        early: bool,
    },
    /// The contents of the handbook are shown.
    ContentsOpened,
    /// The index of the handbook is shown.
    IndexOpened,
    /// A page of the handbook was opened.
    PageOpened {
        /// Its key.
        page: String,
    },
    /// A page has lain open long enough to have been read, for the first time.
    PageRead {
        /// Its key.
        page: String,
        /// How many passages on it are withheld.
        withheld: usize,
    },
    /// Words were searched for.
    Searched {
        /// In how many places they were found.
        hits: usize,
    },
    /// A page was marked, or its mark taken away.
    Marked {
        /// Its key.
        page: String,
        /// Whether it is marked now.
        on: bool,
    },
    /// A form was signed.
    FormSigned {
        /// The key of its page.
        page: String,
    },
    /// A question of the survey was answered.
    Answered {
        /// The question's key.
        question: String,
        /// Which answer, from 0; none for the one that nothing is known.
        answer: Option<usize>,
    },
    /// The employee has a name.
    Named {
        /// The name.
        name: String,
        /// Whether the employee has corrected the one that was assigned.
        corrected: bool,
    },
    /// Somebody signs in. The host opens the session of that profile, where it is another one.
    SignedIn {
        /// The profile's name; none for a new one.
        profile: Option<String>,
    },
    /// The elevator has begun to move.
    ElevatorMoved {
        /// Down to work, or up.
        down: bool,
    },
    /// The elevator has arrived, and its bell is heard.
    ElevatorStopped {
        /// Down at work, or up.
        down: bool,
    },
    /// A typed name is the wrong one for something that has another.
    Misnamed {
        /// What was typed, as the pack has it.
        typed: String,
    },
    /// A rung of the ladder was reached, and its award is kept.
    Awarded {
        /// The award's key.
        award: String,
        /// Its number, from 1.
        number: u32,
    },
    /// The window that presents an award is shown.
    Presented {
        /// Its number.
        number: u32,
    },
    /// A dance has begun.
    DanceBegan {
        /// The name of its piece: one of `Piece`.
        piece: String,
    },
    /// A piece of percussion was played.
    Played {
        /// The name of what was struck: one of `Percussion`.
        percussion: String,
    },
    /// The dance is over.
    DanceEnded {
        /// Whether it lasted to its end.
        whole: bool,
    },
    /// The refiner of a quarter is named.
    QuarterEnded {
        /// The quarter, from 1.
        quarter: u32,
        /// The employee's place, from 1.
        place: u32,
    },
    /// The certificate of a quarter is wanted as a picture. The host saves it.
    CertificateAsked {
        /// The quarter, from 1.
        quarter: u32,
    },
    /// The card of a quarter is wanted as text. The host copies it.
    CardAsked {
        /// The quarter, from 1.
        quarter: u32,
    },
    /// A setting has another value. The host keeps it.
    Set {
        /// The setting's name.
        setting: String,
        /// The value in its written form.
        value: String,
    },
    /// A text that was written cannot be a setting's value.
    SettingRefused {
        /// The setting's name.
        setting: String,
        /// What would be right.
        why: String,
    },
    /// The next key is to be an action's.
    KeyAwaited {
        /// The action's name.
        action: String,
    },
    /// An action is to have other keys. The host binds and keeps them.
    Bound {
        /// The action's name.
        action: String,
        /// The keys, as settings.toml has them; none for the usual ones.
        keys: Option<Vec<String>>,
    },
    /// A quiet shift has begun.
    ShiftBegan {
        /// How many minutes it has.
        minutes: u32,
    },
    /// A quiet shift is over.
    ShiftEnded {
        /// How many minutes it had.
        minutes: u32,
    },
    /// Another screen is shown.
    ScreenShown {
        /// Its name.
        screen: String,
    },
    /// The shut-down picture is over: the host may close.
    ShutDown,
}

/// A happening at its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// When.
    pub time: Time,
    /// What.
    pub what: Happening,
}
