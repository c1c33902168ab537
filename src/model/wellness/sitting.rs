//! A session with the director while it is held: what is said and shown now. `course` is what comes next, and why.

use std::collections::{BTreeSet, VecDeque};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::dial::Dial;
use super::record::{FULL, HALF, POINTS};
use super::saying::Saying;
use crate::model::happening::Happening;
use crate::model::session::Session;
use crate::pack::Pack;
use crate::time::{Span, Time};

/// How long the lamp is lit for whoever says nothing, and how long a choice waits.
const LAMP: Span = Span::from_millis(8000);
const CHOICE: Span = Span::from_millis(14_000);
/// How long the lamp must have been lit before the key that completes lines is taken for more.
const MEANT: Span = Span::from_millis(700);
/// From a line's last letter to what follows.
const REST: Span = Span::from_millis(950);
/// From a fact's last letter to the lamp.
const BREATH: Span = Span::from_millis(1000);
/// From the last word on a fact until its page turns.
const TURN: Span = Span::from_millis(1800);

/// Nothing comes so often in a session.
const MANY: u32 = 1 << 30;

/// How sessions are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// The pace at which lines arrive, in percent of the usual, 50 to 300.
    pub pace: u16,
    /// Nothing is limited in time: the lamp stays lit and the page turns when the guest asks for it.
    pub waits: bool,
}

impl Default for Ways {
    fn default() -> Self {
        Self { pace: 100, waits: false }
    }
}

/// Whom the director sees, and what the session is made of.
pub(in crate::model) struct Guest<'g> {
    pub(in crate::model) pack: &'g Pack,
    pub(in crate::model) session: &'g mut Session,
    pub(in crate::model) employee: &'g str,
    pub(in crate::model) date: DateTime,
    pub(in crate::model) ways: Ways,
    /// In the session's own time.
    pub(in crate::model) happenings: &'g mut Vec<(Time, Happening)>,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The director speaks before the facts.
    Opening,
    /// Half or full: the lamp is lit.
    Choosing,
    /// A fact is read.
    Reading,
    /// The director leads over to the guest.
    Prompting,
    /// The lamp is lit: it is the guest's turn.
    Lit,
    /// The director answers; `again` if the guest's turn comes once more.
    Answering {
        /// Whether the lamp is lit anew.
        again: bool,
    },
    /// All is said; the page is about to turn.
    Turning,
    /// A preference was noticed.
    Noticing,
    /// The director closes.
    Closing,
    /// It is over; its card is shown.
    Over,
}

/// A session with the director. It has a clock of its own, which stands still while another screen is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sitting {
    /// The key of the pack in whose words it is held.
    pub(super) pack: String,
    pub(super) now: Time,
    pub(super) number: u32,
    pub(super) called: bool,
    /// Facts that it is to have, once that is settled.
    pub(super) of: Option<u8>,
    /// The fact that is read, from 1; 0 before the first.
    pub(super) at: u8,
    pub(super) points: u8,
    /// Preferences that were noticed, words out of turn, and replies and requests in all.
    pub(super) preferences: u32,
    pub(super) words_early: u32,
    pub(super) replies: u32,
    pub(super) asked: BTreeSet<String>,
    /// The director ended it before its time.
    pub(super) early: bool,
    pub(super) stage: Stage,
    /// Since when the stage waits, where it waits for the guest.
    pub(super) since: Time,
    /// What the director will say before anything else.
    pub(super) queue: VecDeque<String>,
    pub(super) line: Option<Saying>,
    pub(super) fact: Option<Saying>,
    pub(super) dial: Dial,
    /// The pull of the fact.
    pub(super) pull: i8,
    /// The key of the exchange on this fact, and which of its replies was given.
    pub(super) exchange: Option<String>,
    pub(super) given: Option<u8>,
    /// A reply has shown a preference.
    pub(super) prefers: bool,
}

impl Sitting {
    /// One that has not begun.
    pub(super) fn empty(pack: &str, number: u32, called: bool) -> Self {
        Self {
            pack: pack.to_owned(),
            now: Time::ZERO,
            number,
            called,
            of: called.then_some(HALF),
            at: 0,
            points: POINTS,
            preferences: 0,
            words_early: 0,
            replies: 0,
            asked: BTreeSet::new(),
            early: false,
            stage: Stage::Opening,
            since: Time::ZERO,
            queue: VecDeque::new(),
            line: None,
            fact: None,
            dial: Dial::default(),
            pull: 0,
            exchange: None,
            given: None,
            prefers: false,
        }
    }

    /// Whether it can have come about by play, as far as arithmetic relies on that.
    pub fn is_sound(&self) -> bool {
        let times = Time::ZERO..=self.now;
        let counts = [self.preferences, self.words_early, self.replies];
        self.number > 0
            && self.now <= Time::LAST
            && times.contains(&self.since)
            && self.points <= POINTS
            && self.of.is_none_or(|of| [HALF, FULL].contains(&of))
            && self.at <= self.of.unwrap_or(0)
            && counts.iter().all(|count| *count <= MANY)
            && self.queue.len() <= 16
            && self.sayings().all(|saying| saying.is_sound() && times.contains(&saying.since))
            && self.dial.is_sound(self.now)
    }

    /// The key of the pack in whose words it is held.
    pub fn pack(&self) -> &str {
        &self.pack
    }

    /// Its own time.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Its number, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The fact that is read, from 1 (0 before the first), of so many; 0 while that is not settled.
    pub fn place(&self) -> (u8, u8) {
        (self.at, self.of.unwrap_or(0))
    }

    /// Points left, 0 to 100.
    pub fn points(&self) -> u8 {
        self.points
    }

    /// Replies given and requests made.
    pub fn replies_given(&self) -> u32 {
        self.replies
    }

    /// What the director said last, as far as it stands.
    pub fn line(&self) -> Option<&str> {
        self.line.as_ref().map(|line| line.shown(self.now))
    }

    /// The fact, as far as it stands.
    pub fn fact(&self) -> Option<&str> {
        self.fact.as_ref().map(|fact| fact.shown(self.now))
    }

    /// The whole of the fact, which is not to be shown before it stands, but by which its lines are broken.
    pub fn whole_fact(&self) -> Option<&str> {
        self.fact.as_ref().map(|fact| fact.text.as_str())
    }

    /// The whole of what the director says.
    pub fn whole_line(&self) -> Option<&str> {
        self.line.as_ref().map(|line| line.text.as_str())
    }

    /// Whether letters of the fact, or of the director's line, are still to come.
    pub fn arrives(&self) -> bool {
        self.sayings().any(|saying| saying.arrives(self.now))
    }

    pub(super) fn sayings(&self) -> impl Iterator<Item = &Saying> {
        self.line.iter().chain(&self.fact)
    }

    /// Whether the lamp is lit.
    pub fn is_lit(&self) -> bool {
        matches!(self.stage, Stage::Lit | Stage::Choosing)
    }

    /// Whether the lamp has been lit for so long that a key which also completes lines can be meant for what it lights.
    pub fn hears_keys(&self) -> bool {
        self.is_lit() && self.now.since(self.since) >= MEANT
    }

    /// The dial of regard.
    pub fn dial(&self) -> &Dial {
        &self.dial
    }

    /// What may be said, in order: the words, and whether they were. Before the lamp is lit they are shown, but are
    /// out of turn.
    pub fn replies<'a>(&'a self, pack: &'a Pack) -> Vec<(&'a str, bool)> {
        let Some(talk) = &pack.talk else { return Vec::new() };
        if self.stage == Stage::Choosing {
            let label = |key: &str| talk.labels.get(key).map_or("", String::as_str);
            return vec![(label("half"), false), (label("full"), false)];
        }
        let exchange = self.exchange.as_ref().and_then(|key| talk.exchange(key));
        let replies = exchange.iter().flat_map(|exchange| &exchange.replies).enumerate();
        replies.map(|(at, reply)| (reply.text.as_str(), self.given == Some(at as u8))).collect()
    }

    /// What may be asked for, in order: the words, and whether it was in this session.
    pub fn requests<'a>(&'a self, pack: &'a Pack) -> Vec<(&'a str, bool)> {
        let shown = self.exchange.is_some() && self.stage != Stage::Choosing;
        let requests = pack.talk.iter().filter(|_| shown).flat_map(|talk| &talk.requests);
        requests.map(|request| (request.text.as_str(), self.asked.contains(&request.key))).collect()
    }

    /// Whether it waits for the guest to turn the page.
    pub fn waits_for_page(&self, ways: Ways) -> bool {
        ways.waits && matches!(self.stage, Stage::Lit | Stage::Turning)
    }

    /// When something falls due next by itself.
    pub(in crate::model) fn next_due(&self, ways: Ways) -> Option<Time> {
        let said = self.sayings().map(|saying| saying.ends).max().unwrap_or(self.now);
        let due = match self.stage {
            Stage::Opening
            | Stage::Prompting
            | Stage::Answering { .. }
            | Stage::Noticing
            | Stage::Closing => said + REST,
            Stage::Reading => said + BREATH,
            Stage::Lit | Stage::Choosing | Stage::Turning if ways.waits => return None,
            Stage::Choosing => self.since + CHOICE,
            Stage::Lit => self.since + LAMP,
            Stage::Turning => self.since + TURN,
            Stage::Over => return None,
        };
        Some(due.max(self.now))
    }

    /// When its picture changes next by itself: none for all the time.
    pub(in crate::model) fn next_sight(&self, ways: Ways) -> Option<Option<Time>> {
        if self.dial.moves(self.now) {
            return None;
        }
        let letters = self.sayings().filter_map(|saying| saying.next_letter(self.now));
        Some(letters.chain(self.next_due(ways)).min())
    }
}
