//! The one table of keys: what each does, where, and what it is called. Keys are physical positions.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use egui::Key;

use crate::model::Screen;
use crate::pack::Pack;
use crate::words;

/// What a key can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Moves the cell cursor: columns, rows.
    Cursor(i8, i8),
    /// Grows the box.
    Box(i8, i8),
    /// Pages.
    Page(i8, i8),
    /// Goes back to where a bin was last used.
    Home,
    /// Zooms in (1), out (-1) or back (0).
    Zoom(i8),
    /// Takes what is shown or stirred.
    Take,
    /// Operates the control that has the focus.
    Press,
    /// Turns cards forward, or back.
    Turn(i8),
    /// Enters the line.
    Enter,
    /// Erases the character before the caret.
    Erase,
    /// Erases the character after the caret.
    EraseForward,
    /// Moves the caret by a character.
    Caret(i8),
    /// Moves the caret before the line.
    CaretHome,
    /// Moves the caret behind the line.
    CaretEnd,
    /// Sends to a bin, or looks into it while held.
    Bin(u8),
    /// Steps back.
    Back,
    /// Comes back to the file where it was left.
    Resume,
    /// Opens the session with the director, or comes back to it.
    Session,
    /// Opens the handbook where it was left.
    Handbook,
    /// Goes where one is called.
    Attend,
    /// Declines a call.
    Decline,
    /// Gives a reply, from 0.
    Reply(u8),
    /// Makes a request, from 0.
    Request(u8),
    /// Gives an answer of the survey, or chooses who signs in, from 0.
    Answer(u8),
    /// Gives the focus to the next choice (1), or the one before (-1).
    Choice(i8),
    /// Opens the form on which the name is corrected.
    Correct,
    /// Leaves work.
    Leave,
    /// Opens the case of awards.
    Case,
    /// Chooses the next award (1), or the one before (-1).
    Award(i8),
    /// Opens the dance.
    Dance,
    /// Chooses a music, or strikes something, from 0.
    Strike(u8),
    /// Shows how the last quarter stands.
    Quarter,
    /// Shows the next quarter (1), or the one before (-1).
    TurnQuarter(i8),
    /// Turns to the certificate, or back.
    Certificate,
    /// Saves the certificate as a picture.
    SaveCertificate,
    /// Copies the card of the quarter.
    Card,
    /// Moves the dial up (1) or down (-1).
    Steady(i8),
    /// Completes the line, or goes on.
    GoOn,
    /// Turns to the next page of the handbook (1), or the one before (-1).
    Leaf(i8),
    /// Moves the page by a row.
    Row(i8),
    /// Moves the page by what is seen of it, and on to the next.
    Sheet(i8),
    /// Shows the contents.
    Contents,
    /// Shows the index.
    Index,
    /// Begins a search.
    Search,
    /// Marks the page, or takes the mark away.
    Mark,
    /// Goes back to where one came from (-1), or forward again (1).
    History(i8),
    /// Changes the size of type.
    TypeSize,
    /// Shows the keys.
    Help,
    /// Fills the screen.
    FullScreen,
    /// Holds the picture, or lets it go on.
    Hold,
    /// Opens the panel of settings, or closes it.
    Look,
    /// Opens the settings.
    Settings,
    /// Goes to the next setting (1), or the one before (-1).
    Choose(i8),
    /// Gives the setting its next value (1), or the one before (-1).
    Alter(i8),
    /// Gives the setting its usual value, or the action its usual keys.
    Usual,
    /// Shows the other list of the settings.
    OtherList,
    /// Degausses the tube.
    Degauss,
    /// Switches the power.
    Power,
    /// Saves and quits.
    Quit,
    /// Gives the focus to the next control, or the one before.
    Focus(i8),
}

/// A key with the modifiers that must be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chord {
    /// The key, by its position.
    pub key: Key,
    /// With Shift.
    pub shift: bool,
    /// With Ctrl (Command on a Mac).
    pub control: bool,
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let control = if self.control { "Ctrl+" } else { "" };
        let shift = if self.shift { "Shift+" } else { "" };
        write!(f, "{control}{shift}{}", self.key.name())
    }
}

impl FromStr for Chord {
    type Err = String;

    /// `Ctrl+Shift+Left`; names of keys as egui spells them.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut chord = Self { key: Key::Escape, shift: false, control: false };
        let mut parts = text.split('+').map(str::trim).peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                chord.key =
                    Key::from_name(part).ok_or_else(|| format!("`{part}` is not the name of a key"))?;
                return Ok(chord);
            }
            match part.to_ascii_lowercase().as_str() {
                "ctrl" => chord.control = true,
                "shift" => chord.shift = true,
                _ => return Err(format!("`{part}` is not a modifier; write Ctrl or Shift")),
            }
        }
        Err("no key is named".to_owned())
    }
}

/// Where an action means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Without a screen that takes keys: every other key switches the power on, or ends the boot.
    Off,
    /// The prompt.
    Prompt,
    /// The rolodex.
    Cards,
    /// The number field.
    Field,
    /// The window that commends.
    Done,
    /// The call to a session.
    Called,
    /// The session with the director.
    Session,
    /// The handbook.
    Handbook,
    /// The survey, the name and the sign-in.
    Arrival,
    /// The quiet screen after work.
    Outside,
    /// The window that presents an award.
    Award,
    /// The case of awards.
    Case,
    /// The refiner of a quarter.
    Quarter,
    /// The dance.
    Dance,
    /// The settings.
    Settings,
    /// A control that has the focus and can be operated, on any screen: asked before the screen.
    Control,
}

impl Place {
    const ALL: [Self; 16] = [
        Self::Off,
        Self::Prompt,
        Self::Cards,
        Self::Field,
        Self::Done,
        Self::Called,
        Self::Session,
        Self::Handbook,
        Self::Arrival,
        Self::Outside,
        Self::Award,
        Self::Case,
        Self::Quarter,
        Self::Dance,
        Self::Settings,
        Self::Control,
    ];

    /// The place that a screen is.
    pub const fn of(screen: Screen) -> Self {
        match screen {
            Screen::Off | Screen::Boot { .. } | Screen::Elevator { .. } | Screen::Leaving { .. } => Self::Off,
            Screen::Survey | Screen::Naming | Screen::SignIn => Self::Arrival,
            Screen::Outside { .. } => Self::Outside,
            Screen::Award { .. } => Self::Award,
            Screen::Case => Self::Case,
            Screen::Quarter => Self::Quarter,
            Screen::Dance => Self::Dance,
            Screen::Prompt => Self::Prompt,
            Screen::Cards => Self::Cards,
            Screen::Refinement => Self::Field,
            Screen::Done { .. } => Self::Done,
            Screen::Called { .. } => Self::Called,
            Screen::Sitting => Self::Session,
            Screen::Handbook => Self::Handbook,
            Screen::Settings => Self::Settings,
        }
    }

    /// Its letter in the table.
    const fn letter(self) -> char {
        match self {
            Self::Off => 'o',
            Self::Prompt => 'p',
            Self::Cards => 'c',
            Self::Field => 'f',
            Self::Done => 'd',
            Self::Called => 'l',
            Self::Session => 's',
            Self::Handbook => 'h',
            Self::Arrival => 'a',
            Self::Outside => 'e',
            Self::Award => 'w',
            Self::Case => 'i',
            Self::Quarter => 'q',
            Self::Dance => 'm',
            Self::Settings => 't',
            Self::Control => 'b',
        }
    }
}

struct Row {
    /// The name in settings.toml.
    name: &'static str,
    action: Action,
    keys: &'static [&'static str],
    /// The entry of the catalogue that says what it does; rows with the same one are shown together.
    does: &'static str,
    /// The letters of its places.
    places: &'static str,
}

impl Row {
    fn is_at(&self, place: Place) -> bool {
        self.places.contains(place.letter())
    }
}

const fn row(
    name: &'static str,
    action: Action,
    keys: &'static [&'static str],
    does: &'static str,
    places: &'static str,
) -> Row {
    Row { name, action, keys, does, places }
}

/// The table. `o` off, `p` prompt, `c` cards, `f` field, `d` the window that commends, `l` the call to a session, `s`
/// the session, `h` the handbook, `a` arriving, `e` the quiet screen, `w` the window that presents an award, `i` the case,
/// `q` the quarter, `m` the dance, `t` the settings, `b` a control with the focus.
const TABLE: &[Row] = &[
    row("enter", Action::Enter, &["Enter", "Shift+Enter"], "keys.enter", "p"),
    row("erase", Action::Erase, &["Backspace", "Shift+Backspace"], "keys.erase", "p"),
    row("erase-forward", Action::EraseForward, &["Delete"], "keys.erase", "p"),
    row("caret-left", Action::Caret(-1), &["Left"], "keys.caret", "p"),
    row("caret-right", Action::Caret(1), &["Right"], "keys.caret", "p"),
    row("caret-home", Action::CaretHome, &["Home"], "keys.caret", "p"),
    row("caret-end", Action::CaretEnd, &["End"], "keys.caret", "p"),
    row("card-previous", Action::Turn(-1), &["Left", "Up"], "keys.turn-cards", "c"),
    row("card-next", Action::Turn(1), &["Right", "Down"], "keys.turn-cards", "c"),
    row("cards-back", Action::Turn(-5), &["PageUp"], "keys.turn-five", "c"),
    row("cards-forward", Action::Turn(5), &["PageDown"], "keys.turn-five", "c"),
    row("left", Action::Cursor(-1, 0), &["Left"], "keys.cursor", "f"),
    row("right", Action::Cursor(1, 0), &["Right"], "keys.cursor", "f"),
    row("up", Action::Cursor(0, -1), &["Up"], "keys.cursor", "f"),
    row("down", Action::Cursor(0, 1), &["Down"], "keys.cursor", "f"),
    row("box-left", Action::Box(-1, 0), &["Shift+Left"], "keys.box", "f"),
    row("box-right", Action::Box(1, 0), &["Shift+Right"], "keys.box", "f"),
    row("box-up", Action::Box(0, -1), &["Shift+Up"], "keys.box", "f"),
    row("box-down", Action::Box(0, 1), &["Shift+Down"], "keys.box", "f"),
    row("take", Action::Take, &["Enter", "Space"], "keys.take", "cfd"),
    row("bin-1", Action::Bin(0), &["1"], "keys.bins", "f"),
    row("bin-2", Action::Bin(1), &["2"], "keys.bins", "f"),
    row("bin-3", Action::Bin(2), &["3"], "keys.bins", "f"),
    row("bin-4", Action::Bin(3), &["4"], "keys.bins", "f"),
    row("bin-5", Action::Bin(4), &["5"], "keys.bins", "f"),
    row("page-left", Action::Page(-1, 0), &["Ctrl+Left"], "keys.page", "f"),
    row("page-right", Action::Page(1, 0), &["Ctrl+Right"], "keys.page", "f"),
    row("page-up", Action::Page(0, -1), &["PageUp", "Ctrl+Up"], "keys.page", "f"),
    row("page-down", Action::Page(0, 1), &["PageDown", "Ctrl+Down"], "keys.page", "f"),
    row("home", Action::Home, &["Home"], "keys.home", "f"),
    row("zoom-in", Action::Zoom(1), &["Equals", "Shift+Equals", "Plus"], "keys.zoom", "f"),
    row("zoom-out", Action::Zoom(-1), &["Minus"], "keys.zoom", "f"),
    row("zoom-reset", Action::Zoom(0), &["0"], "keys.zoom", "f"),
    row("back", Action::Back, &["Escape"], "keys.back", "pcfdshawiqmt"),
    row("resume", Action::Resume, &["F2"], "keys.resume", "pcshit"),
    row("session", Action::Session, &["F3"], "keys.session", "pcfdlshiqt"),
    row("handbook", Action::Handbook, &["F4"], "keys.handbook", "pcfdlshaewiqmt"),
    row("case", Action::Case, &["F5"], "keys.case", "pcfdshqt"),
    row("leave", Action::Leave, &["F6"], "keys.leave", "pcfdshwiqmt"),
    row("focus-next", Action::Focus(1), &["Tab"], "keys.focus-next", "pcfdlshaewiqmt"),
    row("focus-previous", Action::Focus(-1), &["Shift+Tab"], "keys.focus-previous", "pcfdlshaewiqmt"),
    row("press", Action::Press, &["Enter", "Space"], "keys.press", "b"),
    row("attend", Action::Attend, &["Enter", "Space"], "keys.attend", "l"),
    row("decline", Action::Decline, &["Escape"], "keys.decline", "l"),
    row("reply-1", Action::Reply(0), &["1"], "keys.reply", "s"),
    row("reply-2", Action::Reply(1), &["2"], "keys.reply", "s"),
    row("reply-3", Action::Reply(2), &["3"], "keys.reply", "s"),
    row("request-1", Action::Request(0), &["4"], "keys.request", "s"),
    row("request-2", Action::Request(1), &["5"], "keys.request", "s"),
    row("request-3", Action::Request(2), &["6"], "keys.request", "s"),
    row("request-4", Action::Request(3), &["7"], "keys.request", "s"),
    row("request-5", Action::Request(4), &["8"], "keys.request", "s"),
    row("request-6", Action::Request(5), &["9"], "keys.request", "s"),
    row("steady-down", Action::Steady(-1), &["Left", "Down"], "keys.steady", "s"),
    row("steady-up", Action::Steady(1), &["Right", "Up"], "keys.steady", "s"),
    row("go-on", Action::GoOn, &["Enter", "Space"], "keys.go-on", "saewqm"),
    row("leaf-previous", Action::Leaf(-1), &["Left"], "keys.leaf", "h"),
    row("leaf-next", Action::Leaf(1), &["Right"], "keys.leaf", "h"),
    row("row-up", Action::Row(-1), &["Up"], "keys.row", "h"),
    row("row-down", Action::Row(1), &["Down"], "keys.row", "h"),
    row("sheet-up", Action::Sheet(-1), &["PageUp"], "keys.sheet", "ht"),
    row("sheet-down", Action::Sheet(1), &["PageDown", "Space"], "keys.sheet", "ht"),
    row("contents", Action::Contents, &["Home"], "keys.contents", "h"),
    row("index", Action::Index, &["End"], "keys.index", "h"),
    row("search", Action::Search, &["S", "Slash"], "keys.search", "h"),
    row("mark", Action::Mark, &["M"], "keys.mark", "h"),
    row("history-back", Action::History(-1), &["Backspace", "Ctrl+Left"], "keys.history", "h"),
    row("history-forward", Action::History(1), &["Shift+Backspace", "Ctrl+Right"], "keys.history", "h"),
    row("type-size", Action::TypeSize, &["T"], "keys.type-size", "h"),
    row("answer-1", Action::Answer(0), &["1"], "keys.answer", "a"),
    row("answer-2", Action::Answer(1), &["2"], "keys.answer", "a"),
    row("answer-3", Action::Answer(2), &["3"], "keys.answer", "a"),
    row("answer-4", Action::Answer(3), &["4"], "keys.answer", "a"),
    row("answer-5", Action::Answer(4), &["5"], "keys.answer", "a"),
    row("answer-6", Action::Answer(5), &["6"], "keys.answer", "a"),
    row("answer-7", Action::Answer(6), &["7"], "keys.answer", "a"),
    row("choose-previous", Action::Choice(-1), &["Up", "Left"], "keys.choose", "ae"),
    row("choose-next", Action::Choice(1), &["Down", "Right"], "keys.choose", "ae"),
    row("correct", Action::Correct, &["C"], "keys.correct", "a"),
    row("award-previous", Action::Award(-1), &["Left", "Up"], "keys.award", "i"),
    row("award-next", Action::Award(1), &["Right", "Down"], "keys.award", "i"),
    row("dance", Action::Dance, &["D"], "keys.dance", "wi"),
    row("quarter", Action::Quarter, &["Q"], "keys.quarter", "i"),
    row("quarter-previous", Action::TurnQuarter(-1), &["Left"], "keys.turn-quarter", "q"),
    row("quarter-next", Action::TurnQuarter(1), &["Right"], "keys.turn-quarter", "q"),
    row("certificate", Action::Certificate, &["C"], "keys.certificate", "q"),
    row("save-certificate", Action::SaveCertificate, &["S"], "keys.save-certificate", "q"),
    row("card", Action::Card, &["T"], "keys.card", "q"),
    row("strike-1", Action::Strike(0), &["1"], "keys.strike", "m"),
    row("strike-2", Action::Strike(1), &["2"], "keys.strike", "m"),
    row("strike-3", Action::Strike(2), &["3"], "keys.strike", "m"),
    row("strike-4", Action::Strike(3), &["4"], "keys.strike", "m"),
    row("strike-5", Action::Strike(4), &["5"], "keys.strike", "m"),
    row("settings", Action::Settings, &["F7"], "keys.settings", "pcfdlshaewiqm"),
    row("setting-previous", Action::Choose(-1), &["Up"], "keys.setting", "t"),
    row("setting-next", Action::Choose(1), &["Down"], "keys.setting", "t"),
    row("setting-less", Action::Alter(-1), &["Left"], "keys.setting-change", "t"),
    row("setting-more", Action::Alter(1), &["Right"], "keys.setting-change", "t"),
    row("setting-usual", Action::Usual, &["Delete", "Backspace"], "keys.setting-usual", "t"),
    row("settings-other", Action::OtherList, &["K"], "keys.settings-other", "t"),
    row("help", Action::Help, &["F1"], "keys.help", "pcfdlshaewiqmt"),
    row("full-screen", Action::FullScreen, &["F11"], "keys.full-screen", "opcfdlshaewiqmt"),
    row("look", Action::Look, &["F10"], "keys.look", "opcfdlshaewiqmt"),
    row("hold", Action::Hold, &["Pause"], "keys.hold", "opcfdlshaewiqmt"),
    row("degauss", Action::Degauss, &["F9"], "keys.degauss", "pcfdlshaewiqmt"),
    row("power", Action::Power, &["F12"], "keys.power", "opcfdlshaewiqmt"),
    row("quit", Action::Quit, &["Ctrl+Q"], "keys.quit", "opcfdlshaewiqmt"),
];

/// What is typed as text, by the letters on the keys and not by their positions: its name, and what it does. It cannot
/// be bound.
const TYPED: [(&str, &str); 2] = [("type-name", "keys.type-name"), ("type-letter", "keys.type-letter")];

/// The most keys that a line of help shows.
const MOST_SHOWN: usize = 4;

/// The keys as they are bound.
#[derive(Clone, Debug)]
pub struct Keys {
    bound: BTreeMap<(Place, Chord), Action>,
    /// The chords of each row of the table, in its order.
    chords: Vec<Vec<Chord>>,
    /// What lost a key to another.
    lost: Vec<Lost>,
}

/// An action that has a key no more, because the settings give it to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The key.
    pub key: Chord,
    /// The name of the action that has it.
    pub to: &'static str,
    /// The name of the action that had it.
    pub from: &'static str,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key.to_string();
        let line = words::say("settings.lost-key", &[("key", &key), ("to", self.to), ("from", self.from)]);
        f.write_str(&line)
    }
}

/// An action with its keys, as the settings list them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The name in settings.toml.
    pub name: &'static str,
    /// What it does, for people.
    pub does: String,
    /// The keys that work it somewhere; empty if there are none.
    pub keys: Vec<Chord>,
    /// Its usual keys.
    pub usual: &'static [&'static str],
}

impl Default for Keys {
    fn default() -> Self {
        Self::with(&BTreeMap::new())
    }
}

impl Keys {
    /// The names of all actions, for settings.toml.
    pub fn action_names() -> Vec<&'static str> {
        TABLE.iter().map(|row| row.name).collect()
    }

    /// Whether two actions, by their names, have a place in common, where one key cannot mean both.
    pub fn meet(one: &str, other: &str) -> bool {
        let row = |name| TABLE.iter().find(|row| row.name == name);
        let (Some(one), Some(other)) = (row(one), row(other)) else { return false };
        Place::ALL.iter().any(|&place| one.is_at(place) && other.is_at(place))
    }

    /// The usual keys, but for those that `settings` binds otherwise: chords by the action's name. Chords that cannot
    /// be read are passed over. Where the settings give an action the usual key of another, the other loses it there.
    pub fn with(settings: &BTreeMap<String, Vec<String>>) -> Self {
        let chords: Vec<Vec<Chord>> = TABLE
            .iter()
            .map(|row| match settings.get(row.name) {
                Some(own) => own.iter().filter_map(|chord| chord.parse().ok()).collect(),
                None => row.keys.iter().filter_map(|chord| chord.parse().ok()).collect(),
            })
            .collect();
        let mut bound: BTreeMap<(Place, Chord), &Row> = BTreeMap::new();
        let mut lost = Vec::new();
        let rows = TABLE.iter().zip(&chords);
        let (own, usual): (Vec<_>, Vec<_>) = rows.partition(|(row, _)| settings.contains_key(row.name));
        for (row, chords) in own.into_iter().chain(usual) {
            for chord in chords {
                for place in Place::ALL.into_iter().filter(|&place| row.is_at(place)) {
                    let holder = *bound.entry((place, *chord)).or_insert(row);
                    if holder.name != row.name {
                        lost.push(Lost { key: *chord, to: holder.name, from: row.name });
                    }
                }
            }
        }
        lost.dedup();
        let bound = bound.into_iter().map(|(at, row)| (at, row.action)).collect();
        Self { bound, chords, lost }
    }

    /// Every loss of a key.
    pub fn lost(&self) -> &[Lost] {
        &self.lost
    }

    /// Every action with its keys, in the order of the table.
    pub fn list(&self) -> impl Iterator<Item = Bound> {
        TABLE.iter().zip(&self.chords).map(|(row, chords)| {
            let means = |chord: &Chord| Place::ALL.iter().any(|&place| self.means(place, *chord, row));
            Bound {
                name: row.name,
                does: words::say(row.does, &[]),
                keys: chords.iter().copied().filter(means).collect(),
                usual: row.keys,
            }
        })
    }

    /// The names of all chords that can be bound, for settings.toml.
    pub fn chord_names() -> Vec<String> {
        let chords = |&key| {
            [(false, false), (false, true), (true, false), (true, true)]
                .map(|(control, shift)| Chord { key, shift, control }.to_string())
        };
        Key::ALL.iter().flat_map(chords).collect()
    }

    /// The first chord that is bound to an action.
    pub fn chord(&self, action: Action) -> Option<Chord> {
        let (row, chords) = TABLE.iter().zip(&self.chords).find(|(row, _)| row.action == action)?;
        let means = |chord: &Chord| Place::ALL.iter().any(|&place| self.means(place, *chord, row));
        chords.iter().copied().find(means)
    }

    fn means(&self, place: Place, chord: Chord, row: &Row) -> bool {
        self.bound.get(&(place, chord)) == Some(&row.action)
    }

    /// What a key does at a place, with the modifiers that are held.
    pub fn action(&self, place: Place, key: Key, modifiers: egui::Modifiers) -> Option<Action> {
        let chord = Chord { key, shift: modifiers.shift, control: modifiers.command || modifiers.ctrl };
        self.bound.get(&(place, chord)).copied()
    }

    /// The names of what is typed as text, which no settings bind.
    pub fn typed_names() -> Vec<&'static str> {
        TYPED.iter().map(|(name, _)| *name).collect()
    }

    /// The keys of some actions, by their names in settings.toml, and what each does, for people: with all other
    /// actions of which the same is said, in the order of the table, but for what the pack has not. What is typed comes
    /// first.
    pub fn rows_of(&self, names: &[String], pack: &Pack) -> Vec<(String, String)> {
        let requests = pack.talk.as_ref().map_or(0, |talk| talk.requests.len());
        let has = |action| match action {
            Action::Bin(bin) => usize::from(bin) < pack.bins.len(),
            Action::Request(request) => usize::from(request) < requests,
            Action::Session => pack.talk.is_some(),
            Action::Case | Action::Award(_) | Action::Dance | Action::Quarter => pack.incentives.is_some(),
            Action::Strike(at) => {
                pack.incentives.as_ref().is_some_and(|all| usize::from(at) < all.percussion.len())
            }
            Action::Leave | Action::Answer(_) => pack.arrival.is_some(),
            _ => true,
        };
        let named = |row: &&Row| names.iter().any(|name| name == row.name);
        let asked: Vec<&str> = TABLE.iter().filter(named).map(|row| row.does).collect();
        let rows =
            TABLE.iter().zip(&self.chords).filter(|(row, _)| asked.contains(&row.does) && has(row.action));
        let means = |row, chord| Place::ALL.iter().any(|&place| self.means(place, chord, row));
        let bound =
            lines(rows.map(|(row, all)| {
                (row.does, all.iter().copied().filter(|&chord| means(row, chord)).collect())
            }));
        let typed = TYPED.iter().filter(|(typed, _)| names.iter().any(|name| name == typed));
        let typed = typed.map(|(_, does)| (words::say("keys.letters", &[]), words::say(does, &[])));
        typed.chain(bound).collect()
    }
}

/// The lines of a list of keys, one for everything that is done: its keys, and what it is.
fn lines(rows: impl Iterator<Item = (&'static str, Vec<Chord>)>) -> Vec<(String, String)> {
    let mut lines: Vec<(&str, Vec<Vec<Chord>>)> = Vec::new();
    for (does, chords) in rows.filter(|(_, chords)| !chords.is_empty()) {
        match lines.iter_mut().find(|(other, _)| *other == does) {
            Some((_, all)) => all.push(chords),
            None => lines.push((does, vec![chords])),
        }
    }
    lines.into_iter().map(|(does, chords)| (listed(&shown(&chords)), words::say(does, &[]))).collect()
}

/// The chords that a line shows, by name: the first of every action, then the second ones and so on if all find room.
fn shown(chords: &[Vec<Chord>]) -> Vec<String> {
    let room = chords.iter().map(Vec::len).sum::<usize>() <= MOST_SHOWN;
    let turns = if room { chords.iter().map(Vec::len).max().unwrap_or(0) } else { 1 };
    (0..turns)
        .flat_map(|turn| chords.iter().filter_map(move |all| all.get(turn)))
        .map(Chord::to_string)
        .collect()
}

/// Names of keys side by side; a modifier that all of them share is said once.
fn listed(names: &[String]) -> String {
    let shared = names.first().and_then(|name| name.rsplit_once('+')).map_or("", |(modifiers, _)| modifiers);
    let keys: Option<Vec<&str>> =
        names.iter().map(|name| name.strip_prefix(shared)?.strip_prefix('+')).collect();
    match keys {
        Some(keys) if keys.len() > 1 => format!("{shared} + {}", keys.join(" ")),
        _ => names.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    const CONTROL: Modifiers = Modifiers { command: true, ..Modifiers::CTRL };

    fn settings(own: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        own.iter()
            .map(|(name, chords)| ((*name).to_owned(), chords.iter().map(ToString::to_string).collect()))
            .collect()
    }

    /// The keys that are shown for an action.
    fn shown_for(keys: &Keys, action: &str) -> Option<String> {
        keys.rows_of(&[action.to_owned()], &Pack::embedded()).into_iter().map(|(names, _)| names).next()
    }

    #[test]
    fn every_key_of_the_table_is_read_and_none_is_bound_twice_at_a_place() {
        let mut seen = BTreeMap::new();
        for row in TABLE {
            for chord in row.keys {
                let read: Chord = chord.parse().unwrap();
                for place in Place::ALL.into_iter().filter(|&place| row.is_at(place)) {
                    assert_eq!(seen.insert((place, read), row.name), None, "{chord}");
                }
            }
            assert_ne!(words::say(row.does, &[]), row.does, "{} has no words", row.does);
        }
        assert_eq!(Keys::default().lost(), []);
    }

    #[test]
    fn settings_bind_otherwise() {
        let keys = Keys::with(&settings(&[("take", &["Ctrl+T", "nonsense"])]));
        assert_eq!(keys.action(Place::Field, Key::T, CONTROL), Some(Action::Take));
        assert_eq!(keys.action(Place::Field, Key::Enter, Modifiers::NONE), None);
        assert_eq!(keys.lost(), []);
    }

    #[test]
    fn a_key_from_settings_is_taken_from_who_has_it_usually_and_pages_say_so() {
        let keys = Keys::with(&settings(&[("help", &["1"]), ("back", &["Enter"])]));
        let lost: Vec<String> = keys.lost().iter().map(ToString::to_string).collect();
        assert_eq!(keys.action(Place::Field, Key::Num1, Modifiers::NONE), Some(Action::Help));
        assert_eq!(keys.action(Place::Field, Key::Enter, Modifiers::NONE), Some(Action::Back));
        assert_eq!(keys.action(Place::Prompt, Key::Enter, Modifiers::NONE), Some(Action::Back));
        for losing in ["enter", "bin-1", "take", "reply-1", "go-on", "answer-1", "strike-1"] {
            assert!(lost.iter().any(|line| line.contains(losing)), "{losing}: {lost:?}");
        }
        assert_eq!(lost.len(), 7, "{lost:?}");
        for (action, names) in [
            ("help", "1"),
            ("back", "Enter"),
            ("take", "Space"),
            ("bin-1", "2 3 4 5"),
            ("enter", "Shift+Enter"),
        ] {
            assert_eq!(shown_for(&keys, action).unwrap(), names, "{action}");
        }
        // What is taken at one place stays at the others.
        let keys = Keys::with(&settings(&[("card-next", &["Escape"])]));
        let escape = |place| keys.action(place, Key::Escape, Modifiers::NONE);
        assert_eq!(escape(Place::Cards), Some(Action::Turn(1)));
        assert_eq!(escape(Place::Prompt), Some(Action::Back));
        assert_eq!(shown_for(&keys, "back").unwrap(), "Escape");
        assert!(!Keys::meet("card-next", "left") && Keys::meet("card-next", "back"));
    }

    #[test]
    fn pages_show_the_keys_of_the_line_and_of_the_cards() {
        let letters = words::say("keys.letters", &[]);
        for (action, names) in [
            ("enter", "Enter Shift+Enter"),
            ("erase", "Backspace Delete Shift+Backspace"),
            ("caret-home", "Left Right Home End"),
            ("card-next", "Left Right Up Down"),
            ("cards-back", "PageUp PageDown"),
            ("type-name", &letters),
            ("type-letter", &letters),
            ("quit", "Ctrl+Q"),
        ] {
            assert_eq!(shown_for(&Keys::default(), action).as_deref(), Some(names), "{action}");
        }
        let own = Keys::with(&settings(&[("quit", &["Ctrl+W"])]));
        assert_eq!(shown_for(&own, "quit").unwrap(), "Ctrl+W");
        // What is typed comes first.
        let rows = own.rows_of(&["enter", "type-name"].map(str::to_owned), &Pack::embedded());
        assert_eq!(rows[0], (letters, words::say("keys.type-name", &[])));
    }
}
