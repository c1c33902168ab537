//! The table: every action, where it means something, its usual keys, and what is said of it.

use crate::model::Screen;

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
    /// Hides everything behind a sheet of dull figures, or shows it again.
    Worksheet,
    /// Goes to the next setting (1), or the one before (-1).
    Choose(i8),
    /// Goes to the first setting (-1), or the last (1).
    ChooseEnd(i8),
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
    /// A scene.
    Scene,
    /// The sheet that hides everything else.
    Worksheet,
    /// A control that has the focus and can be operated, on any screen: asked before the screen.
    Control,
}

impl Place {
    pub(super) const ALL: [Self; 18] = [
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
        Self::Scene,
        Self::Worksheet,
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
            Screen::Scene { .. } => Self::Scene,
            Screen::Worksheet => Self::Worksheet,
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
            Self::Scene => 'g',
            Self::Worksheet => 'x',
            Self::Control => 'b',
        }
    }
}

pub(super) struct Row {
    /// The name in settings.toml.
    pub(super) name: &'static str,
    pub(super) action: Action,
    pub(super) keys: &'static [&'static str],
    /// The entry of the catalogue that says what it does; rows with the same one are shown together.
    pub(super) does: &'static str,
    /// The letters of its places.
    places: &'static str,
}

impl Row {
    pub(super) fn is_at(&self, place: Place) -> bool {
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
/// `q` the quarter, `m` the dance, `t` the settings, `g` a scene, `x` the
/// worksheet, `b` a control with the focus.
pub(super) const TABLE: &[Row] = &[
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
    row("back", Action::Back, &["Escape"], "keys.back", "pcfdshawiqmtgx"),
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
    row("settings", Action::Settings, &["F7"], "keys.settings", "pcfdlshaewiqmgx"),
    row("worksheet", Action::Worksheet, &["F8"], "keys.worksheet", "pcfdlshaewiqmtgx"),
    row("setting-previous", Action::Choose(-1), &["Up"], "keys.setting", "t"),
    row("setting-next", Action::Choose(1), &["Down"], "keys.setting", "t"),
    row("setting-first", Action::ChooseEnd(-1), &["Home"], "keys.setting-ends", "t"),
    row("setting-last", Action::ChooseEnd(1), &["End"], "keys.setting-ends", "t"),
    row("setting-less", Action::Alter(-1), &["Left"], "keys.setting-change", "t"),
    row("setting-more", Action::Alter(1), &["Right"], "keys.setting-change", "t"),
    row("setting-usual", Action::Usual, &["Delete", "Backspace"], "keys.setting-usual", "t"),
    row("settings-other", Action::OtherList, &["K"], "keys.settings-other", "t"),
    row("help", Action::Help, &["F1"], "keys.help", "pcfdlshaewiqmtgx"),
    row("full-screen", Action::FullScreen, &["F11"], "keys.full-screen", "opcfdlshaewiqmtgx"),
    row("look", Action::Look, &["F10"], "keys.look", "opcfdlshaewiqmtgx"),
    row("hold", Action::Hold, &["Pause"], "keys.hold", "opcfdlshaewiqmtgx"),
    row("degauss", Action::Degauss, &["F9"], "keys.degauss", "pcfdlshaewiqmtgx"),
    row("power", Action::Power, &["F12"], "keys.power", "opcfdlshaewiqmtgx"),
    row("quit", Action::Quit, &["Ctrl+Q"], "keys.quit", "opcfdlshaewiqmtgx"),
];

/// What is typed as text, by the letters on the keys and not by their positions: its name, and what it does. It cannot
/// be bound.
pub(super) const TYPED: [(&str, &str); 2] =
    [("type-name", "keys.type-name"), ("type-letter", "keys.type-letter")];
