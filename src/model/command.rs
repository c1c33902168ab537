//! Commands: the only way in. Each is written as (time, sequence, source, command), one a line.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::arrival::Employee;
use super::geometry::Tube;
use super::refinement::temper::Temper;
use super::scene::Scene;
use crate::time::Time;

/// What can be asked of the terminal. Commands that make no sense where the terminal stands do nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Switches the power.
    Power {
        /// On or off.
        on: bool,
    },
    /// Ends the boot at once.
    Skip,
    /// Moves the pointer.
    Point {
        /// Tube units from the left.
        x: f64,
        /// Tube units from the top.
        y: f64,
    },
    /// The pointer leaves the tube.
    PointAway,
    /// Presses the pointer on the field.
    Press {
        /// Tube units from the left.
        x: f64,
        /// Tube units from the top.
        y: f64,
    },
    /// Lets the pointer go.
    Release {
        /// Tube units from the left.
        x: f64,
        /// Tube units from the top.
        y: f64,
    },
    /// Inserts text at the prompt, or in the line of a search; digits alone in the handbook are a folio.
    Type {
        /// The text.
        text: String,
    },
    /// Shows what an input method is composing.
    Compose {
        /// The text so far.
        text: String,
    },
    /// Erases the character before the caret.
    Erase,
    /// Erases the character after the caret.
    EraseForward,
    /// Moves the caret.
    Caret {
        /// Characters to the right.
        by: i32,
    },
    /// Enters what was typed: the name at the prompt, where the cards open; a search, or a folio.
    Enter,
    /// Turns cards.
    TurnCards {
        /// Cards forward.
        by: i32,
    },
    /// Opens the file on the card shown. A divider turns to the file behind it.
    TakeCard,
    /// Opens a file by its key.
    Open {
        /// The key.
        file: String,
    },
    /// Comes back to where refinement was left.
    Resume,
    /// Tells who works at this machine. From then on whoever switches on is asked who comes.
    Employees {
        /// All of them.
        all: Vec<Employee>,
        /// The profile of the session that is open.
        here: String,
    },
    /// Answers the question of the survey.
    Answer {
        /// Which answer, from 0; none for the one that nothing is known.
        #[serde(default)]
        answer: Option<usize>,
    },
    /// Signs in.
    SignIn {
        /// The profile; none for a new employee.
        #[serde(default)]
        profile: Option<String>,
    },
    /// Opens the form on which the name is corrected.
    Correct,
    /// Leaves work: the elevator goes up.
    Leave,
    /// Opens the case of awards.
    Case,
    /// Chooses another award in the case.
    TurnAward {
        /// Awards forward.
        by: i32,
    },
    /// Opens the dance, where one is earned.
    Dance,
    /// Chooses the music of the dance; then strikes something.
    Strike {
        /// Which, from 0.
        at: usize,
    },
    /// Shows how a quarter stands that has ended.
    Quarter {
        /// The quarter, from 1; 0 for the last.
        #[serde(default)]
        quarter: u32,
    },
    /// Turns the sheet of a quarter to its certificate, or back.
    Certificate,
    /// Asks for the certificate as a picture.
    Save,
    /// Asks for the card of the quarter as text.
    Copy,
    /// Opens the session with the director, or comes back to it.
    Session,
    /// Declines the call to a session.
    Decline,
    /// Gives a reply to the director.
    Reply {
        /// Which, from 0.
        reply: usize,
    },
    /// Asks the director for something.
    Request {
        /// What, from 0.
        request: usize,
    },
    /// Moves the dial of regard.
    Steady {
        /// Parts of a hundred upward, -10 to 10.
        by: i16,
    },
    /// Completes the line that is being said, or goes on.
    GoOn,
    /// Gives a setting a value; what changes the whole picture is not changed too often.
    Set {
        /// The setting's name.
        setting: String,
        /// The value in its written form.
        value: String,
    },
    /// Opens the settings.
    Settings,
    /// Shows the list of keys in the settings, or that of the settings.
    ListKeys {
        /// True for the keys.
        on: bool,
    },
    /// Begins to write the text of a setting, or to await a key for an action.
    Change {
        /// The setting's name, or the action's.
        what: String,
    },
    /// Gives an action other keys.
    Bind {
        /// The action's name.
        action: String,
        /// The keys, as settings.toml has them; none for the usual ones.
        keys: Option<Vec<String>>,
    },
    /// Shows a scene over what is shown, or what lies beneath again.
    Scene {
        /// Which; none for what lies beneath.
        #[serde(default)]
        scene: Option<Scene>,
    },
    /// Hides everything behind a sheet of dull figures, or shows it again.
    Worksheet,
    /// Begins a quiet shift, whose percentage the header shows.
    Shift {
        /// How many minutes it has, at most a day; 0 for none.
        minutes: u32,
    },
    /// Opens the handbook where it was left.
    Handbook,
    /// Steps back: help, box, gathered cluster, screen. Never quits.
    Back,
    /// Moves the cell cursor.
    MoveCursor {
        /// Columns to the right.
        columns: i32,
        /// Rows down.
        rows: i32,
    },
    /// Moves the cell cursor and grows the box.
    GrowBox {
        /// Columns to the right.
        columns: i32,
        /// Rows down.
        rows: i32,
    },
    /// Moves view and cell cursor by pages.
    Page {
        /// Pages to the right.
        right: i32,
        /// Pages down.
        down: i32,
    },
    /// Brings the view back to where a bin was last used.
    Home,
    /// Scrolls the field.
    Scroll {
        /// Tube units to the right.
        x: f64,
        /// Tube units down.
        y: f64,
        /// True where a hand drags the plane: it moves at once.
        #[serde(default)]
        at_once: bool,
    },
    /// Zooms the field.
    Zoom {
        /// Factor; 0 goes back to 1x.
        by: f64,
        /// The point that stays where it is, in tube units; the pointer if it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<(f64, f64)>,
    },
    /// Takes the box, or the stirred cluster.
    Take,
    /// Sends the gathered cluster to a bin, or looks into it if nothing is gathered.
    Bin {
        /// The bin, from 0.
        bin: usize,
    },
    /// Looks into a bin.
    Look {
        /// The bin, from 0.
        bin: usize,
    },
    /// Looks into no bin any more.
    LookAway,
    /// Goes on from the window that commends to the next card.
    Continue,
    /// Degausses the tube: the picture swings and comes to rest.
    Degauss,
    /// Opens the handbook at the page about the present screen, or goes back from there.
    Help,
    /// Opens the handbook at a page.
    Read {
        /// The page's key.
        page: String,
    },
    /// Shows the contents of the handbook.
    Contents,
    /// Shows its index.
    Index,
    /// Turns its pages.
    Leaf {
        /// Pages forward.
        by: i32,
    },
    /// Moves the page, or the list, so that this row stands at the top.
    Row {
        /// The row, from 0; beyond the last that there can be, the last.
        row: u32,
    },
    /// Opens the line in which words are searched for.
    Search,
    /// Marks the page, or takes the mark away.
    Mark,
    /// Goes back to the places where one came from, or forward again.
    History {
        /// Places forward; back below nothing.
        by: i32,
    },
    /// Changes the size of the handbook's type.
    TypeSize,
    /// Ticks a box of a form, or takes the tick away.
    Tick {
        /// The page's key.
        page: String,
        /// The line, from 0 through all forms of the page.
        line: usize,
    },
    /// Signs the form on a page.
    Sign {
        /// The page's key.
        page: String,
    },
    /// Gives a control the focus, or none.
    Focus {
        /// The control's id.
        control: Option<String>,
    },
    /// Sets the clock.
    SetClock {
        /// Civil date and time, `YYYY-MM-DDTHH:MM:SS`.
        date: jiff::civil::DateTime,
    },
    /// Sets whether anything moves that need not.
    SetMotion {
        /// True if it does not.
        reduced: bool,
    },
    /// Tells that the picture was held, and stands no more.
    Held {
        /// For so many minutes.
        minutes: u32,
    },
    /// Shows the shut-down picture.
    ShutDown,
    /// Sets what play cannot reach at will.
    Stage(Direction),
}

/// Direction: stored overrides, which replay and are saved, and never enter the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Direction {
    /// Places a cluster near a cell, counted from the middle of the view.
    Cluster {
        /// Its temper.
        temper: Temper,
        /// Its digits, 4 to 14.
        size: u8,
        /// Columns to the right of the middle.
        columns: i32,
        /// Rows below the middle.
        rows: i32,
    },
    /// Sets what a bin shows.
    Bin {
        /// The bin, from 0.
        bin: usize,
        /// 0 to 100.
        percent: u8,
    },
    /// Sets what all bins show.
    File {
        /// 0 to 100.
        percent: u8,
    },
    /// Moves the view.
    Address {
        /// Column, below 16,777,216.
        column: u32,
        /// Row, below 16,777,216.
        row: u32,
    },
    /// Sets the employee's name.
    Employee {
        /// The name, or none for the session's own.
        name: Option<String>,
    },
    /// Shows a line of error.
    Error {
        /// The line, or none.
        text: Option<String>,
    },
    /// Shows the awards of a quarter as earned, up to a part of a hundred of it. None are the session's own again.
    Awards {
        /// 0 to 100, or none.
        percent: Option<u8>,
        /// Whether the window presents the last of them.
        #[serde(default)]
        present: bool,
    },
    /// Shows black, for half a second at least.
    Black {
        /// On or off.
        on: bool,
    },
    /// Shows one flash of the brightest colour, 80 ms long; none within half a second of the last, or of black.
    Flash,
}

/// Where a command came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Somebody's hands at the desk.
    Hands,
    /// The automatic operator.
    Operator,
    /// A cue of a script.
    Cue,
    /// A remote message.
    Remote,
    /// A take that is played back.
    Take,
    /// The program itself.
    Program,
}

/// A command at its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamped {
    /// When it acts.
    pub time: Time,
    /// Orders commands of one time.
    pub sequence: u64,
    /// Where it came from.
    pub source: Source,
    /// What it asks.
    pub command: Command,
}

impl Stamped {
    /// The same for a tube of another size than the default one, for which scenes are written: places of the pointer
    /// keep their distance from the middle of the field.
    pub fn recentred(&self, tube: &Tube) -> Self {
        let (from, to) = (Tube::default().field().centre(), tube.field().centre());
        let mut stamped = self.clone();
        if let Command::Point { x, y } | Command::Press { x, y } | Command::Release { x, y } =
            &mut stamped.command
        {
            (*x, *y) = (*x + to.x - from.x, *y + to.y - from.y);
        }
        stamped
    }
}

impl fmt::Display for Stamped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = serde_json::to_string(&self.source).map_err(|_| fmt::Error)?;
        let command = serde_json::to_string(&self.command).map_err(|_| fmt::Error)?;
        write!(f, "{} {} {} {command}", self.time, self.sequence, source.trim_matches('"'))
    }
}

/// What is wrong with a line of commands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct CommandError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub what: String,
}

/// The most commands that are read from one text.
const MOST: usize = 1_000_000;

/// Reads commands, one a line: `time sequence source command`. Empty lines and lines that begin with `#` are passed
/// over. The result is in the order in which the commands act.
///
/// # Errors
/// The first line that cannot be read.
pub fn read_commands(text: &str) -> Result<Vec<Stamped>, CommandError> {
    let mut commands = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let error = |what: String| CommandError { line: index + 1, what };
        if commands.len() == MOST {
            return Err(error(format!("more than {MOST} commands; write fewer")));
        }
        commands.push(read_command(line).map_err(error)?);
    }
    commands.sort_by_key(|stamped: &Stamped| (stamped.time, stamped.sequence));
    Ok(commands)
}

fn read_command(line: &str) -> Result<Stamped, String> {
    let form = "write `time sequence source command`, such as `2.5 1 cue {\"bin\":{\"bin\":0}}`";
    let mut parts = line.splitn(4, char::is_whitespace).map(str::trim);
    let mut part =
        |name: &str| parts.next().filter(|part| !part.is_empty()).ok_or(format!("no {name}; {form}"));
    let time = part("time")?.parse::<Time>().map_err(|error| error.to_string())?;
    let sequence = part("sequence")?;
    let sequence =
        sequence.parse().map_err(|_| format!("`{sequence}` is not a sequence number; write 0, 1, 2 …"))?;
    let source = part("source")?;
    let source = serde_json::from_value(serde_json::Value::String(source.to_owned())).map_err(|_| {
        format!("`{source}` is not a source; write hands, operator, cue, remote, take or program")
    })?;
    let command = part("command")?;
    let command = serde_json::from_str(command).map_err(|error| {
        format!("`{command}` is not a command ({error}); `macrodat render --list-commands` lists them")
    })?;
    Ok(Stamped { time, sequence, source, command })
}

/// One example of every command and what it does, for `--list-commands`.
pub const EXAMPLES: &[(&str, &str)] = &[
    (r#"{"power":{"on":true}}"#, "switches the power on or off"),
    (r#""skip""#, "ends the boot at once"),
    (r#"{"point":{"x":720,"y":470}}"#, "moves the pointer, in tube units (1440 x 1000 from the upper left)"),
    (r#""point_away""#, "takes the pointer off the tube"),
    (
        r#"{"press":{"x":600,"y":300}}"#,
        "presses the pointer on the field: begins a box, or takes hold of what is gathered",
    ),
    (
        r#"{"release":{"x":800,"y":500}}"#,
        "lets the pointer go: takes what the box holds, or drops what is carried",
    ),
    (r#"{"type":{"text":"north"}}"#, "types at the prompt, or in the handbook a search or a folio"),
    (r#"{"compose":{"text":"s"}}"#, "shows what an input method is composing at the prompt"),
    (r#""erase""#, "erases the character before the caret"),
    (r#""erase_forward""#, "erases the character after the caret"),
    (r#"{"caret":{"by":-1}}"#, "moves the caret"),
    (r#""enter""#, "enters what was typed: at the prompt the cards open at that name"),
    (r#"{"turn_cards":{"by":1}}"#, "turns cards"),
    (r#""take_card""#, "opens the file on the card shown"),
    (r#"{"open":{"file":"a-key"}}"#, "opens a file by its key"),
    (r#""resume""#, "comes back to where refinement was left"),
    (
        r#"{"employees":{"all":[{"profile":"default","name":"Ada L."}],"here":"default"}}"#,
        "tells who works at this machine: whoever switches on then is asked who comes",
    ),
    (r#"{"answer":{"answer":0}}"#, "answers the question of the survey (from 0; null: nothing is known)"),
    (r#"{"sign_in":{"profile":"default"}}"#, "signs in (null: a new employee)"),
    (r#""correct""#, "opens the form on which the name is corrected"),
    (r#""leave""#, "leaves work: the elevator goes up"),
    (r#""case""#, "opens the case of awards"),
    (r#"{"turn_award":{"by":1}}"#, "chooses another award in the case"),
    (r#""dance""#, "opens the dance, where one is earned"),
    (r#"{"strike":{"at":0}}"#, "chooses the music of the dance, then strikes something (from 0)"),
    (r#"{"quarter":{"quarter":1}}"#, "shows how a quarter stands that has ended (from 1; 0: the last)"),
    (r#""certificate""#, "turns the sheet of a quarter to its certificate, or back"),
    (r#""save""#, "asks for the certificate as a picture (the window saves it)"),
    (r#""copy""#, "asks for the card of the quarter as text (the window copies it)"),
    (r#""session""#, "opens the session with the director, or comes back to it"),
    (r#""decline""#, "declines the call to a session"),
    (r#"{"reply":{"reply":0}}"#, "gives a reply to the director (from 0)"),
    (r#"{"request":{"request":0}}"#, "asks the director for something (from 0)"),
    (r#"{"steady":{"by":-1}}"#, "moves the dial of regard, in parts of a hundred"),
    (r#""go_on""#, "completes the line that is being said, or goes on"),
    (
        r#"{"set":{"setting":"text.size","value":"large"}}"#,
        "gives a setting a value; `macrodat settings` lists them",
    ),
    (r#""settings""#, "opens the settings"),
    (
        r#"{"scene":{"scene":"hallway"}}"#,
        "shows a scene: hallway, rolodex, emblem or clock; none for what lies beneath",
    ),
    (r#""worksheet""#, "hides everything behind a sheet of dull figures, or shows it again"),
    (r#"{"shift":{"minutes":50}}"#, "begins a quiet shift whose percentage the header shows; 0 for none"),
    (r#"{"list_keys":{"on":true}}"#, "shows the list of keys in the settings, or that of the settings"),
    (
        r#"{"change":{"what":"start.profile"}}"#,
        "begins to write a setting's text, or to await a key for an action",
    ),
    (r#"{"bind":{"action":"take","keys":["Enter"]}}"#, "gives an action other keys; null for the usual ones"),
    (r#""handbook""#, "opens the handbook where it was left"),
    (r#""back""#, "steps back; never quits"),
    (r#"{"move_cursor":{"columns":1,"rows":0}}"#, "moves the cell cursor, the view follows"),
    (r#"{"grow_box":{"columns":1,"rows":0}}"#, "moves the cell cursor and grows the box"),
    (r#"{"page":{"right":0,"down":1}}"#, "moves by pages"),
    (r#""home""#, "goes back to where a bin was last used"),
    (r#"{"scroll":{"x":0,"y":120}}"#, "scrolls, in tube units; with \"at_once\":true without a glide"),
    (r#"{"zoom":{"by":1.25}}"#, "zooms by a factor (0: back to 1x), about \"at\":[x,y] or the pointer"),
    (r#""take""#, "takes the box, or the stirred cluster"),
    (r#"{"bin":{"bin":0}}"#, "sends what is gathered to a bin (from 0), or looks into it"),
    (r#"{"look":{"bin":0}}"#, "looks into a bin"),
    (r#""look_away""#, "looks into no bin any more"),
    (r#""continue""#, "goes on from the window that commends"),
    (r#""degauss""#, "degausses the tube"),
    (r#""help""#, "opens the handbook at the page about the present screen, or goes back from there"),
    (r#"{"read":{"page":"a-key"}}"#, "opens the handbook at a page, by its key"),
    (r#""contents""#, "shows the contents of the handbook"),
    (r#""index""#, "shows its index"),
    (r#"{"leaf":{"by":1}}"#, "turns its pages"),
    (r#"{"row":{"row":12}}"#, "moves the page, or the list, so that this row stands at the top"),
    (r#""search""#, "opens the line in which words are searched for (type, then enter)"),
    (r#""mark""#, "marks the page, or takes the mark away"),
    (r#"{"history":{"by":-1}}"#, "goes back to where one came from, or forward again"),
    (r#""type_size""#, "changes the size of the handbook's type"),
    (r#"{"tick":{"page":"a-key","line":1}}"#, "ticks a box of a form (lines from 0), or takes the tick away"),
    (r#"{"sign":{"page":"a-key"}}"#, "signs the form on a page"),
    (r#"{"focus":{"control":"bin.0"}}"#, "gives a control the focus, or none"),
    (r#"{"set_clock":{"date":"1978-05-02T08:57:00"}}"#, "sets the clock"),
    (r#"{"set_motion":{"reduced":true}}"#, "sets whether anything moves that need not"),
    (r#"{"held":{"minutes":60}}"#, "tells for how many minutes the picture was held"),
    (r#""shut_down""#, "shows the shut-down picture"),
    (
        r#"{"stage":{"cluster":{"temper":"woe","size":9,"columns":2,"rows":-1}}}"#,
        "places a cluster, counted in cells from the middle of the view",
    ),
    (r#"{"stage":{"bin":{"bin":0,"percent":80}}}"#, "sets what a bin shows"),
    (r#"{"stage":{"file":{"percent":96}}}"#, "sets what all bins show"),
    (r#"{"stage":{"address":{"column":1431370,"row":715516}}}"#, "moves the view"),
    (r#"{"stage":{"employee":{"name":"A. Lindqvist"}}}"#, "sets the employee's name"),
    (r#"{"stage":{"error":{"text":"Please see your supervisor."}}}"#, "shows a line of error, or none"),
    (
        r#"{"stage":{"awards":{"percent":75,"present":false}}}"#,
        "shows the awards of a quarter so far as earned, or none; with \"present\":true presents the last",
    ),
    (r#"{"stage":{"black":{"on":true}}}"#, "shows black"),
    (r#"{"stage":"flash"}"#, "shows one flash of 80 ms"),
];

#[cfg(test)]
mod tests;
