//! The terminal: a session, and everything that is visible and passing.

use std::sync::Arc;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::arrival::Door;
use super::command::Stamped;
use super::deeds::Watch;
use super::geometry::{Point, Tube};
use super::handbook::{Pace, Reader};
use super::happening::{Happened, Happening};
use super::incentives::{Dancing, Merits};
use super::lobby::cards::Cards;
use super::lobby::line_editor::LineEditor;
use super::preferences::Preferences;
use super::random::{self, Purpose};
use super::refinement::Board;
use super::screen::Screen;
use super::session::{LedgerEntry, Session};
use super::shift::Shift;
use super::wellness::Sitting;
use crate::pack::Pack;
use crate::settings::Values;
use crate::time::{FLICKS_PER_SECOND, Span, Time};

/// How long the shut-down picture lasts.
pub(super) const LEAVING: Span = Span::from_millis(1480);
/// From its beginning until the tube loses its power: the rest is for the light to draw together.
pub(super) const CUT: Span = Span::from_millis(880);
/// How long the coil that degausses takes to cool, so that it can work again.
pub(super) const COOLS: Span = Span::from_millis(3000);
/// How long a flash lasts.
pub(super) const FLASH: Span = Span::from_millis(80);
/// From one flash to the next, and from black to light or a flash, at least: whatever is asked, nothing large comes and
/// goes more than three times a second (WCAG 2.3.1).
pub(super) const CALM: Span = Span::from_millis(500);
/// How long the window that commends takes to appear.
pub const DONE_APPEARS: Span = Span::from_millis(400);
/// Half the period of the prompt's cursor.
pub(super) const BLINK: Span = Span::from_millis(500);

/// When the picture changes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Not before a command.
    Never,
    /// At a time.
    At(Time),
    /// All the time, but nothing glides: a low rate shows it.
    Resting,
    /// All the time.
    Moving,
}

/// What direction has set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Staging {
    /// The employee's name.
    pub employee: Option<String>,
    /// A line of error.
    pub error: Option<String>,
    /// Whether the tube is to be black.
    pub black: bool,
    /// When it became black last.
    #[serde(default)]
    pub blacked: Option<Time>,
    /// When a flash began.
    pub flash: Option<Time>,
    /// What is shown as earned.
    #[serde(default)]
    pub merits: Option<Merits>,
}

/// The terminal. It moves by [`Self::apply`] and [`Self::advance`] alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terminal {
    #[serde(skip)]
    pub(super) pack: Arc<Pack>,
    pub(super) now: Time,
    pub(super) screen: Screen,
    /// What lies beneath the room that is shown, the nearest last.
    #[serde(default)]
    pub(super) beneath: Vec<Screen>,
    /// What had the focus on each of these.
    #[serde(default)]
    pub(super) focus_beneath: Vec<Option<String>>,
    pub(super) session: Session,
    #[serde(default)]
    pub(super) reader: Reader,
    /// The session that is held, or stands still.
    #[serde(default)]
    pub(super) sitting: Option<Sitting>,
    #[serde(default)]
    pub(super) settings: Values,
    #[serde(default)]
    pub(super) preferences: Preferences,
    #[serde(default)]
    pub(super) door: Door,
    /// The award that is chosen in the case, from 0.
    #[serde(default)]
    pub(super) case: usize,
    /// The quarter that is shown, and whether its certificate is.
    #[serde(default)]
    pub(super) quarter: (u32, bool),
    #[serde(default)]
    pub(super) dancing: Option<Dancing>,
    #[serde(default)]
    pub(super) shift: Option<Shift>,
    /// The name that was typed last and is the wrong one for something.
    #[serde(default)]
    pub(super) misnamed: Option<String>,
    pub(super) tube: Tube,
    pub(super) line: LineEditor,
    pub(super) typed_at: Time,
    pub(super) unknown: Option<String>,
    pub(super) cards: Cards,
    /// The board's time is this much behind the terminal's while refinement is shown.
    pub(super) behind: Span,
    /// The civil date at a time.
    pub(super) clock: (Time, DateTime),
    pub(super) pointer: Option<Point>,
    /// When a room was opened over another the last time but one, and the last time.
    #[serde(default)]
    pub(super) covered: [Option<Time>; 2],
    /// How fast the sheets at the door, of the case and of quarters have been turned.
    #[serde(default)]
    pub(super) sheets: Pace,
    pub(super) focus: Option<String>,
    pub(super) reduced_motion: bool,
    pub(super) staging: Staging,
    /// When the power last came or went; none if it has stood since before anybody looked.
    #[serde(default)]
    pub(super) switched: Option<Time>,
    #[serde(default)]
    pub(super) degaussed: Option<Time>,
    pub(super) commended: Option<LedgerEntry>,
    #[serde(default)]
    pub(super) watch: Watch,
    #[serde(skip)]
    pub(super) happenings: Vec<Happened>,
}

impl Terminal {
    /// A terminal that is off, with a session in which nothing has happened.
    pub fn new(pack: Arc<Pack>, tube: Tube, seed: u64) -> Self {
        let date = pack.date.parse().unwrap_or(DateTime::constant(1978, 5, 2, 8, 57, 0, 0));
        Self {
            pack,
            now: Time::ZERO,
            screen: Screen::Off,
            beneath: Vec::new(),
            focus_beneath: Vec::new(),
            session: Session::new(seed),
            reader: Reader::default(),
            sitting: None,
            settings: Values::default(),
            preferences: Preferences::default(),
            door: Door::default(),
            case: 0,
            quarter: (0, false),
            dancing: None,
            shift: None,
            misnamed: None,
            tube,
            line: LineEditor::default(),
            typed_at: Time::ZERO,
            unknown: None,
            cards: Cards::default(),
            behind: Span::ZERO,
            clock: (Time::ZERO, date),
            pointer: None,
            covered: [None; 2],
            sheets: Pace::default(),
            focus: None,
            reduced_motion: false,
            staging: Staging::default(),
            switched: None,
            degaussed: None,
            commended: None,
            watch: Watch::default(),
            happenings: Vec::new(),
        }
    }

    /// A terminal that is off, with a session that was begun elsewhere.
    pub fn with_session(pack: Arc<Pack>, tube: Tube, session: Session) -> Self {
        let mut terminal = Self { session, ..Self::new(pack, tube, 0) };
        terminal.session.take_stock(&terminal.pack);
        terminal.unplug();
        terminal
    }

    /// Cuts the power at once, as a host does that begins from a snapshot. The board stands still as it was.
    pub fn unplug(&mut self) {
        self.screen = Screen::Off;
        self.beneath.clear();
        self.switched = None;
        self.degaussed = None;
        self.pointer = None;
        self.focus = None;
        self.staging.flash = None;
        self.staging.blacked = None;
        self.door = Door {
            employees: std::mem::take(&mut self.door.employees),
            here: std::mem::take(&mut self.door.here),
            ..Door::default()
        };
        self.dancing = None;
        self.shift = None;
        // What was changed before cannot flash with what comes now.
        self.reader.pace = Pace::default();
        self.sheets = Pace::default();
        self.covered = [None; 2];
        self.watch = Watch::default();
        let tube = self.tube;
        self.with_board(|board, happenings| board.leave(&tube, happenings));
    }

    /// Lets the power have stood as it stands for long, as on a terminal that was set up before anybody looked.
    pub fn settle(&mut self) {
        self.switched = None;
        self.degaussed = None;
    }

    /// The content pack.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The time it has been moved to.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Which picture is on the tube.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// What is remembered.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The logical size of the tube.
    pub fn tube(&self) -> &Tube {
        &self.tube
    }

    /// The line at the prompt.
    pub fn line(&self) -> &LineEditor {
        &self.line
    }

    /// What was typed last that no file bears.
    pub fn unknown(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// Where the rolodex stands.
    pub fn cards(&self) -> &Cards {
        &self.cards
    }

    /// The pointer, in tube units.
    pub fn pointer(&self) -> Option<Point> {
        self.pointer
    }

    /// What is said to the name that was typed last, where it is the wrong one for something.
    pub fn correction(&self) -> Option<&str> {
        let arrival = self.pack.arrival.as_ref()?;
        arrival.misnomers.get(self.misnamed.as_ref()?).map(String::as_str)
    }

    /// How the handbook lies open.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The control that has the focus.
    pub fn focus(&self) -> Option<&str> {
        self.focus.as_deref()
    }

    /// Whether nothing moves that need not.
    pub fn reduced_motion(&self) -> bool {
        self.reduced_motion
    }

    /// What direction has set.
    pub fn staging(&self) -> &Staging {
        &self.staging
    }

    /// Whether the power is on.
    pub fn is_on(&self) -> bool {
        self.screen != Screen::Off
    }

    /// Whether the tube has power, and since when; none if it has stood so since before anybody looked. It loses its
    /// power before the terminal is off, while the last picture is still there to collapse.
    pub fn tube_power(&self) -> (bool, Option<Time>) {
        match self.screen {
            Screen::Leaving { since } if self.now >= since + CUT => (false, Some(since + CUT)),
            _ => (self.is_on(), self.switched),
        }
    }

    /// When the tube was last degaussed, since the power came.
    pub fn degaussed(&self) -> Option<Time> {
        self.degaussed
    }

    /// The entry for which the window commends.
    pub fn commended(&self) -> Option<&LedgerEntry> {
        self.commended.as_ref()
    }

    /// The board of the file last worked on, if the pack has that file.
    pub fn board(&self) -> Option<&Board> {
        let file = self.session.file.as_ref().filter(|file| self.pack.file(file).is_some())?;
        self.session.boards.get(file)
    }

    /// The name of the file with this key, or the key if the pack does not know it.
    pub fn file_name<'a>(&'a self, key: &'a str) -> &'a str {
        self.pack.file(key).map_or(key, |spec| &spec.name)
    }

    /// The employee's name.
    pub fn employee(&self) -> &str {
        let staged = self.staging.employee.as_deref();
        staged.or(self.session.employee.as_deref()).unwrap_or(&self.pack.employee)
    }

    /// The civil date and time.
    pub fn date(&self) -> DateTime {
        let (at, date) = self.clock;
        let seconds = (self.now.0 - at.0).div_euclid(FLICKS_PER_SECOND);
        date.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(date)
    }

    /// For how many whole minutes the employee has been at work; none before they came down.
    pub fn minutes_at_work(&self) -> Option<i64> {
        self.door.arrived.map(|at| self.now.since(at).0 / FLICKS_PER_SECOND / 60)
    }

    /// Whether a flash is shown now.
    pub fn flashes(&self) -> bool {
        self.staging.flash.is_some_and(|at| self.now.since(at) < FLASH)
    }

    /// Whether direction shows black now. What became black stays so for half a second.
    pub fn is_black(&self) -> bool {
        (self.staging.black || self.has_just(self.staging.blacked)) && !self.flashes()
    }

    /// Whether this was less than half a second ago.
    pub(super) fn has_just(&self, at: Option<Time>) -> bool {
        at.is_some_and(|at| self.now.since(at) < CALM)
    }

    /// Whether the cursor of the prompt is lit now. It blinks once a second, and is lit while one types.
    pub fn cursor_lit(&self) -> bool {
        self.reduced_motion || (self.now.since(self.typed_at).0 / BLINK.0) % 2 == 0
    }

    /// Takes what has happened since it was last taken.
    pub fn take_happenings(&mut self) -> Vec<Happened> {
        std::mem::take(&mut self.happenings)
    }

    /// Runs something on the board, and passes on what happens on it.
    pub(super) fn with_board(&mut self, run: impl FnOnce(&mut Board, &mut Vec<(Time, Happening)>)) {
        let Some(board) = self.session.file.as_ref().and_then(|file| self.session.boards.get_mut(file))
        else {
            return;
        };
        let mut happenings = Vec::new();
        let (delivered, misfiled, active) = (board.delivered(), board.misfiled(), board.active());
        run(board, &mut happenings);
        self.session.delivered += u64::from(board.delivered() - delivered);
        self.session.misfiled += u64::from(board.misfiled() - misfiled);
        self.session.active += Span(board.active().0 - active.0);
        let (delivered, misfiled) = (board.delivered() - delivered, board.misfiled() - misfiled);
        self.watch_work(delivered, misfiled);
        let counts =
            |what: &Happening| matches!(what, Happening::DigitLanded { .. } | Happening::FileFinished { .. });
        let climbs = happenings.iter().any(|(_, what)| counts(what));
        for (at, what) in happenings {
            let finished = matches!(what, Happening::FileFinished { .. });
            let misfiled = matches!(what, Happening::Refused { .. });
            if misfiled && self.board().is_some_and(|board| !board.is_staged()) {
                self.session.wellness.misfiled(self.session.active);
            }
            self.happen_at(at + self.behind, what);
            if finished {
                self.enter_in_ledger();
            }
        }
        if climbs {
            self.climb();
        }
    }

    /// Records the finished file. A board that direction has changed is not recorded, but commended all the same.
    fn enter_in_ledger(&mut self) {
        let Some(entry) = self.entry() else { return };
        if self.board().is_some_and(|board| !board.is_staged()) {
            self.session.ledger.push(entry.clone());
        }
        self.watch_ledger();
        self.commended = Some(entry);
    }

    /// What the ledger says of the board as it stands.
    fn entry(&self) -> Option<LedgerEntry> {
        let board = self.board()?;
        let commendation = {
            let all = self.pack.commendations.len().max(1);
            let first = random::hash(self.session.seed, Purpose::Words, 1, 0) as usize % all;
            let which = (first + self.session.ledger.len()) % all;
            self.pack
                .commendations
                .get(which)
                .map_or_else(String::new, |commendation| commendation.key.clone())
        };
        Some(LedgerEntry {
            file: board.file().to_owned(),
            date: self.date(),
            active: board.active(),
            deliveries: board.delivered(),
            misfilings: board.misfiled(),
            address: board.address(),
            commendation,
        })
    }

    pub(super) fn commend(&mut self) {
        // A board that was finished and never commended, because the power went, is commended now.
        if self.commended.is_none() {
            let file = self.session.file.as_deref();
            let entered = self.session.ledger.iter().rev().find(|entry| Some(entry.file.as_str()) == file);
            self.commended = entered.cloned().or_else(|| self.entry());
        }
        let commendation =
            self.commended.as_ref().map_or_else(String::new, |entry| entry.commendation.clone());
        self.show(Screen::Done { since: self.now });
        self.happen(Happening::Commended { commendation });
    }

    pub(super) fn show_prompt(&mut self) {
        self.typed_at = self.now;
        self.misnamed = None;
        self.show(Screen::Prompt);
        self.happen(Happening::PromptReady);
    }

    /// Shows another screen. A board that is left stands still until it is shown again.
    pub(super) fn show(&mut self, screen: Screen) {
        if self.screen.shows_board() && !screen.shows_board() {
            let tube = self.tube;
            // Whoever looks something up finds a box that was begun as it was.
            let looks_up = screen.leaves_hands();
            self.with_board(|board, happenings| {
                if looks_up {
                    board.look(None, happenings);
                    board.withdraw(&tube);
                } else {
                    board.leave(&tube, happenings);
                }
            });
        }
        if screen.lies_open() || self.screen.lies_open() {
            self.handbook_changed();
        }
        let arrives = screen.shows_board() && !self.screen.shows_board();
        self.screen = screen;
        match screen {
            Screen::Handbook => self.arrive_at_handbook(),
            Screen::Sitting
            | Screen::Award { .. }
            | Screen::Case
            | Screen::Quarter
            | Screen::Dance
            | Screen::Settings
            | Screen::Scene { .. }
            | Screen::Worksheet => {}
            // Nothing lies beneath what is no room over another.
            _ => {
                self.beneath.clear();
                self.focus_beneath.clear();
            }
        }
        if matches!(screen, Screen::Leaving { .. } | Screen::Boot { .. }) {
            let tube = self.tube;
            self.with_board(|board, happenings| board.leave(&tube, happenings));
        }
        if arrives {
            let (now, reduced, pointer, tube) = (self.now, self.reduced_motion, self.pointer, self.tube);
            self.behind = Span(now.0.saturating_sub(self.board().map_or(now, Board::now).0));
            self.with_board(|board, _| {
                board.set_reduced_motion(reduced);
                board.arrive(pointer, &tube);
            });
        }
        // Whoever was here last can sign in at once.
        self.focus = (screen == Screen::SignIn).then(|| "choice.1".to_owned());
        self.happen(Happening::ScreenShown { screen: screen.name().to_owned() });
        // Whoever looks something up while dancing hears the music go on; every other room ends it.
        let looks_up = screen == Screen::Handbook && self.beneath.last() == Some(&Screen::Dance);
        if screen != Screen::Dance && !looks_up {
            self.drop_dance();
        }
    }

    pub(super) fn happen(&mut self, what: Happening) {
        self.happen_at(self.now, what);
    }

    pub(super) fn happen_at(&mut self, time: Time, what: Happening) {
        self.watch_happening(&what);
        self.happenings.push(Happened { time, what });
    }

    /// Moves to the command's time, or stays if that is past, and does what it asks.
    pub fn apply(&mut self, stamped: &Stamped) {
        self.advance(stamped.time);
        self.watch_command(stamped);
        self.perform(&stamped.command);
        self.watch_outcome();
    }
}
