//! What holds of the terminal whatever is asked of it, in whatever order: random commands, sensible and absurd.

use macrodat::keys::Keys;
use macrodat::model::arrival::Employee;
use macrodat::model::deeds::Deeds;
use macrodat::model::geometry::Tube;
use macrodat::model::random::{Draws, Purpose};
use macrodat::model::refinement::temper::Temper;
use macrodat::model::session::{LedgerEntry, Session};
use macrodat::model::{Command, Direction, Happened, Happening, Scene, Screen, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::picture::{Frame, Picture};
use macrodat::screens;
use macrodat::time::{FLICKS_PER_SECOND, Span, Time};
use macrodat::tube::image::Image;

/// How many courses each property is tried on, and how many commands each has.
const COURSES: u64 = 240;
const COMMANDS: usize = 350;

fn terminal(seed: u64) -> Terminal {
    Terminal::new(Pack::embedded(), Tube::default(), seed)
}

/// Commands by chance. A sensible hand mostly; with `wild`, every value that the types admit.
struct Chance {
    draws: Draws,
    wild: bool,
    now: Time,
    sequence: u64,
}

impl Chance {
    fn new(seed: u64, wild: bool) -> Self {
        Self { draws: Draws::new(seed, Purpose::Words, 77, 0), wild, now: Time::ZERO, sequence: 0 }
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.draws.below(count) == 0
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.draws.below(all.len() as u32) as usize].clone()
    }

    fn number(&mut self, low: f64, high: f64) -> f64 {
        const ABSURD: [f64; 10] = [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MAX,
            f64::MIN,
            f64::MIN_POSITIVE,
            -0.0,
            1e9,
            -1e17,
            99_999.9,
        ];
        if self.wild && self.one_in(6) {
            self.of(&ABSURD)
        } else {
            low + (high - low) * f64::from(self.draws.below(100_001)) / 100_000.0
        }
    }

    fn integer(&mut self, reach: u32) -> i32 {
        if self.wild && self.one_in(6) {
            self.of(&[i32::MIN, i32::MAX, -16_777_216, 16_777_217, 0])
        } else {
            self.draws.below(2 * reach + 1) as i32 - reach as i32
        }
    }

    fn place(&mut self) -> (f64, f64) {
        (self.number(-20.0, 1460.0), self.number(-20.0, 1020.0))
    }

    fn bin(&mut self) -> usize {
        if self.wild && self.one_in(6) { self.of(&[5, 99, usize::MAX]) } else { self.draws.below(5) as usize }
    }

    fn file(&mut self) -> String {
        self.of(&["siena", "allentown", "cold-harbor", "billings", "loveland", "", "no such file"]).to_owned()
    }

    fn direction(&mut self) -> Direction {
        match self.draws.below(9) {
            0 => Direction::Cluster {
                temper: self.of(&Temper::ALL),
                size: self.of(&[0, 4, 9, 14, 255]),
                columns: self.integer(8),
                rows: self.integer(4),
            },
            1 => Direction::Bin { bin: self.bin(), percent: self.of(&[0, 1, 50, 99, 100, 255]) },
            2 => Direction::File { percent: self.of(&[0, 33, 96, 100, 200]) },
            3 => Direction::Address {
                column: self.of(&[0, 1, 16_777_215, 16_777_216, u32::MAX, 1_431_370]),
                row: self.of(&[0, 16_777_215, u32::MAX, 715_516]),
            },
            4 => Direction::Employee { name: self.of(&[None, Some("A. Lindqvist".to_owned())]) },
            5 => Direction::Error { text: self.of(&[None, Some("x".repeat(5000))]) },
            6 => Direction::Black { on: self.one_in(3) },
            7 => Direction::Awards {
                percent: self.of(&[None, Some(0), Some(75), Some(255)]),
                present: self.one_in(2),
            },
            _ => Direction::Flash,
        }
    }

    /// A command of the whole table: mostly those of the field, so that something comes of them.
    fn command(&mut self, staged: bool) -> Command {
        let (x, y) = self.place();
        match self.draws.below(if staged { 61 } else { 57 }) {
            0..=9 => Command::Point { x, y },
            10 => Command::PointAway,
            11..=14 => Command::Press { x, y },
            15..=18 => Command::Release { x, y },
            19..=22 => Command::MoveCursor { columns: self.integer(5), rows: self.integer(3) },
            23..=24 => Command::GrowBox { columns: self.integer(3), rows: self.integer(3) },
            25 => Command::Page { right: self.integer(1), down: self.integer(1) },
            26 => Command::Home,
            27 => Command::Scroll {
                x: self.number(-300.0, 300.0),
                y: self.number(-300.0, 300.0),
                at_once: self.one_in(2),
            },
            28 => Command::Zoom {
                by: self.number(0.0, 2.0),
                at: if self.one_in(2) { Some(self.place()) } else { None },
            },
            29..=33 => Command::Take,
            34..=39 => Command::Bin { bin: self.bin() },
            40 => Command::Look { bin: self.bin() },
            41 => Command::LookAway,
            42 => Command::Back,
            43 => self.of(&[Command::Continue, Command::Enter, Command::TakeCard, Command::Skip]),
            44..=46 => Command::Open { file: self.file() },
            47..=48 => Command::Resume,
            49 => Command::Type { text: self.of(&["Siena", "\u{0}\n", "ø", "長い", ""]).to_owned() },
            50 => self.of(&[
                Command::Compose { text: "s".repeat(90) },
                Command::Erase,
                Command::EraseForward,
                Command::Caret { by: i32::MIN },
                Command::Caret { by: i32::MAX },
            ]),
            51 => Command::TurnCards { by: self.integer(3) },
            52 => match self.draws.below(4) {
                0 => self.reading(),
                1 => self.talking(),
                2 => self.idling(),
                _ => self.setting(),
            },
            53 => {
                Command::Focus { control: self.of(&[None, Some("bin.0".to_owned()), Some("?".repeat(999))]) }
            }
            54 => match self.draws.below(5) {
                0 => Command::SetMotion { reduced: self.one_in(2) },
                1 => Command::SetClock { date: jiff::civil::date(9999, 12, 31).at(23, 59, 59, 0) },
                2 => Command::Held { minutes: self.of(&[0, 60, u32::MAX]) },
                _ => Command::Power { on: !self.one_in(4) },
            },
            55 => {
                if self.one_in(6) {
                    Command::ShutDown
                } else {
                    Command::Power { on: true }
                }
            }
            56 => self.coming(),
            _ => Command::Stage(self.direction()),
        }
    }

    /// A command of the door, and of what there is to work for.
    fn coming(&mut self) -> Command {
        let profile = self.of(&[None, Some("default"), Some("other"), Some("taken"), Some("")]);
        match self.draws.below(20) {
            0 => {
                let employee = |profile: &str, name: Option<&str>| Employee {
                    profile: profile.to_owned(),
                    name: name.map(str::to_owned),
                    taken: profile == "taken",
                };
                let all =
                    [employee("default", None), employee("other", Some("Ada Q.")), employee("taken", None)];
                let all = all.into_iter().take(self.draws.below(4) as usize).collect();
                Command::Employees { all, here: self.of(&["default", "", "nobody"]).to_owned() }
            }
            1..=2 => Command::Answer { answer: self.of(&[None, Some(0), Some(2), Some(usize::MAX)]) },
            3..=4 => Command::SignIn { profile: profile.map(str::to_owned) },
            5 => Command::Correct,
            6 => Command::Type { text: self.of(&["ada q", "x", "ß ß", "\u{202e}a b"]).to_owned() },
            7..=8 => Command::Leave,
            9..=10 => Command::Case,
            11 => Command::TurnAward { by: self.integer(2) },
            12..=13 => Command::Dance,
            14..=15 => Command::Strike { at: self.of(&[0, 1, 4, 5, usize::MAX]) },
            16..=17 => Command::Quarter { quarter: self.of(&[0, 1, 2, u32::MAX]) },
            18 => self.of(&[Command::Certificate, Command::Save, Command::Copy]),
            _ => self.of(&[Command::GoOn, Command::Enter, Command::Skip, Command::Back]),
        }
    }

    /// A command of the handbook: mostly to go on reading there.
    fn reading(&mut self) -> Command {
        let page = self.of(&["bearing", "form-desk", "breakfast", "", "no such page"]).to_owned();
        match self.draws.below(16) {
            0..=1 => Command::Help,
            2..=3 => Command::Handbook,
            4..=5 => Command::Read { page },
            6 => Command::Contents,
            7 => Command::Index,
            8 => Command::Leaf { by: self.integer(3) },
            9 => Command::Row { row: self.of(&[0, 7, 4000, u32::MAX]) },
            10 => Command::Search,
            11 => Command::Mark,
            12 => Command::History { by: self.integer(1) },
            13 => Command::TypeSize,
            14 => Command::Tick { page, line: self.of(&[0, 2, 3, usize::MAX]) },
            _ => Command::Sign { page },
        }
    }

    /// A command of what is shown while nobody works.
    fn idling(&mut self) -> Command {
        match self.draws.below(8) {
            0..=3 => Command::Scene { scene: self.of(&Scene::ALL.map(Some)) },
            4 => Command::Scene { scene: None },
            5..=6 => Command::Worksheet,
            _ => Command::Shift { minutes: self.of(&[0, 1, 50, u32::MAX]) },
        }
    }

    /// A command of the settings.
    fn setting(&mut self) -> Command {
        let names = ["text.size", "text.contrast", "motion.reduced", "start.profile", "session.waits", "?"];
        match self.draws.below(9) {
            0..=1 => Command::Settings,
            2..=4 => Command::Set {
                setting: self.of(&names).to_owned(),
                value: self.of(&["large", "usual", "high", "true", "false", "system", "..", ""]).to_owned(),
            },
            5 => Command::ListKeys { on: self.one_in(2) },
            6 => Command::Change { what: self.of(&["start.profile", "take", "", "text.size"]).to_owned() },
            7 => Command::Bind {
                action: self.of(&["take", "\n", ""]).to_owned(),
                keys: self.of(&[
                    None,
                    Some(vec![]),
                    Some(vec!["Enter".to_owned()]),
                    Some(vec!["x".repeat(99)]),
                ]),
            },
            _ => Command::Row { row: self.of(&[0, 7, u32::MAX]) },
        }
    }

    /// A command of the session with the director, and of the way to it.
    fn talking(&mut self) -> Command {
        match self.draws.below(12) {
            0..=2 => Command::Session,
            3 => Command::Decline,
            4..=5 => Command::Reply { reply: self.of(&[0, 1, 2, 3, usize::MAX]) },
            6 => Command::Request { request: self.of(&[0, 5, 9, usize::MAX]) },
            7 => Command::Steady { by: self.of(&[-10, 1, i16::MIN, i16::MAX]) },
            8 => Command::Set {
                setting: "session.pace".to_owned(),
                value: self.of(&["0", "50", "300", "65536"]).to_owned(),
            },
            _ => Command::GoOn,
        }
    }

    fn stamped(&mut self, staged: bool) -> Stamped {
        let millis = match self.draws.below(12) {
            0..=4 => self.draws.below(40),
            5..=8 => 300 + self.draws.below(500),
            9..=10 => self.draws.below(4000),
            _ => 0,
        };
        self.now =
            self.now + Span(i64::from(millis) * FLICKS_PER_SECOND / 1000 + i64::from(self.draws.below(7)));
        let time = if self.wild && self.one_in(40) {
            self.of(&[Time(i64::MIN), Time(-1), Time::ZERO, Time(self.now.0 / 2)])
        } else {
            self.now
        };
        self.sequence += 1;
        Stamped { time, sequence: self.sequence, source: Source::Hands, command: self.command(staged) }
    }
}

/// A terminal at the field of the first file, as most courses begin.
fn at_work(seed: u64) -> Terminal {
    let mut terminal = terminal(seed);
    for command in [Command::Power { on: true }, Command::Skip, Command::Open { file: "siena".to_owned() }] {
        terminal.apply(&Stamped { time: Time::ZERO, sequence: 0, source: Source::Hands, command });
    }
    terminal
}

/// A terminal at which a good part of the third quarter is done, and somebody is asked who comes.
fn late_in_a_year(seed: u64) -> Terminal {
    let mut session = Session::new(seed);
    let entry = LedgerEntry {
        file: "siena".to_owned(),
        date: jiff::civil::date(1983, 9, 12).at(8, 50, 0, 0),
        active: Span::from_millis(60_000),
        deliveries: 40,
        misfilings: 1,
        address: macrodat::model::refinement::plane::Cell { column: 4, row: 5 },
        commendation: String::new(),
    };
    session.ledger = vec![entry; 17];
    let mut terminal = Terminal::with_session(Pack::embedded(), Tube::default(), session);
    let employee = Employee { profile: "default".to_owned(), name: None, taken: false };
    for command in [
        Command::Employees { all: vec![employee], here: "default".to_owned() },
        Command::Power { on: true },
        Command::Skip,
    ] {
        terminal.apply(&Stamped { time: Time::ZERO, sequence: 0, source: Source::Hands, command });
    }
    assert_eq!(terminal.screen(), Screen::Survey);
    terminal
}

/// Commands of the new rooms alone, mostly: no panic, the same course in any steps and from any snapshot, and a session
/// that can be kept.
#[test]
fn coming_going_and_celebrating_in_any_order_is_a_course_as_well() {
    let keys = Keys::default();
    let mut screens = std::collections::BTreeSet::new();
    for seed in 0..COURSES {
        let mut whole = late_in_a_year(seed);
        let mut parts = whole.clone();
        let mut chance = Chance::new(seed + 9000, seed % 3 == 0);
        let mut other = Draws::new(seed, Purpose::Words, 8, 8);
        let (mut told_whole, mut told_parts) = (Vec::new(), Vec::new());
        for number in 0..COMMANDS {
            let mut stamped = chance.stamped(seed % 4 == 0);
            if chance.one_in(2) {
                stamped.command = chance.coming();
            }
            if chance.one_in(60) {
                chance.now = chance.now + Span::from_millis(130_000);
            }
            whole.apply(&stamped);
            let (from, to) = (parts.now(), stamped.time);
            if to > from {
                for cut in 1..=i64::from(other.below(4)) {
                    parts.advance(Time(from.0 + (to.0 - from.0) / 5 * cut));
                }
            }
            if other.below(12) == 0 {
                told_parts.append(&mut parts.take_happenings());
                parts = Terminal::restore(&parts.snapshot(), Pack::embedded()).unwrap();
            }
            parts.apply(&stamped);
            if number % 16 == 0 {
                assert_eq!(parts.digest(), whole.digest(), "course {seed}, command {number}: {stamped}");
            }
            screens.insert(whole.screen().name());
            assert!(
                !screens::controls(&whole, &keys).is_empty()
                    || matches!(whole.screen(), Screen::Leaving { .. }),
                "{:?}",
                whole.screen()
            );
            let _ = (whole.next_change(), whole.riding(), whole.card(1));
        }
        told_whole.append(&mut whole.take_happenings());
        told_parts.append(&mut parts.take_happenings());
        assert_eq!(told_parts, told_whole);
        assert_eq!(whole.session().check(), Ok(()));
    }
    for screen in
        ["survey", "name", "sign-in", "elevator", "outside", "prompt", "award", "case", "dance", "quarter"]
    {
        assert!(screens.contains(screen), "no course has come to {screen}: {screens:?}");
    }
}

/// Keeps count of what has been told, and compares it with what stands.
#[derive(Default)]
struct Counts {
    /// Digits told to have landed on boards still there, by file.
    landed: std::collections::BTreeMap<String, [[u32; 4]; 16]>,
    deliveries: u32,
    refusals: u32,
    /// What had been counted for the deeds, and which were done.
    deeds: Deeds,
}

impl Counts {
    fn check(&mut self, terminal: &Terminal, happened: &[Happened]) {
        for Happened { what, .. } in happened {
            let file = terminal.session().file.clone().unwrap_or_default();
            match what {
                Happening::DigitLanded { bin, temper, percent } => {
                    self.landed.entry(file).or_default()[*bin][temper.index()] += 1;
                    assert!(*percent <= 100);
                }
                Happening::Delivered { percent, .. } => {
                    self.deliveries += 1;
                    assert!(*percent <= 100);
                }
                Happening::Refused { .. } => self.refusals += 1,
                _ => {}
            }
        }
        self.landed.retain(|file, _| terminal.session().boards.contains_key(file));
        for (file, board) in &terminal.session().boards {
            let told = self.landed.get(file).copied().unwrap_or_default();
            for (index, bin) in board.bins().iter().enumerate() {
                for temper in Temper::ALL {
                    assert!(bin.held()[temper.index()] <= board.quota());
                }
                if !board.is_staged() {
                    assert_eq!(bin.held(), told[index], "{file}, bin {index}");
                    let held: u32 = bin.held().iter().sum();
                    assert_eq!(u32::from(bin.percent(board.quota())), held * 100 / (4 * board.quota()));
                }
            }
            let shown: u32 = board.bins().iter().map(|bin| u32::from(bin.percent(board.quota()))).sum();
            assert_eq!(u32::from(board.percent()), shown / board.bins().len() as u32);
        }
        let session = terminal.session();
        let before = std::mem::replace(&mut self.deeds, session.deeds.clone());
        for (measure, count) in &before.counts {
            assert!(session.deeds.counts[measure] >= *count, "{measure} fell");
        }
        assert!(session.deeds.done.starts_with(&before.done));
        let in_flight: usize = session.boards.values().map(|board| board.deliveries().len()).sum();
        assert_eq!(session.delivered, u64::from(self.deliveries) + in_flight as u64);
        assert_eq!(session.misfiled, u64::from(self.refusals));
    }
}

#[test]
fn no_order_of_commands_panics_and_counts_stay_whole() {
    let keys = Keys::default();
    let (mut deliveries, mut refusals) = (0, 0);
    for seed in 0..COURSES {
        let wild = seed % 3 != 0;
        let mut terminal = at_work(seed);
        let mut chance = Chance::new(seed, wild);
        let mut counts = Counts::default();
        counts.check(&terminal, &[]);
        terminal.take_happenings();
        let mut last = Time::ZERO;
        for _ in 0..COMMANDS {
            let stamped = chance.stamped(seed % 2 == 0);
            terminal.advance(stamped.time);
            let happened = terminal.take_happenings();
            counts.check(&terminal, &happened);
            let before = terminal.now();
            terminal.apply(&stamped);
            assert_eq!(terminal.now(), before, "a command takes no time");
            let acted = terminal.take_happenings();
            counts.check(&terminal, &acted);
            // Time never runs back, not in what is told either.
            for Happened { time, .. } in happened.iter().chain(&acted) {
                assert!(*time >= last, "{stamped}");
                last = *time;
            }
            assert!(terminal.now() >= last);
            if matches!(terminal.screen(), Screen::Handbook | Screen::Sitting | Screen::Settings)
                && chance.one_in(5)
            {
                let (time, command) = (terminal.now(), Command::Resume);
                terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
            }
            if matches!(terminal.screen(), Screen::Scene { .. } | Screen::Worksheet) && chance.one_in(3) {
                let (time, command) = (terminal.now(), Command::Back);
                terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
            }
            if matches!(terminal.screen(), Screen::Off | Screen::Leaving { .. }) && chance.one_in(3) {
                let time = terminal.now();
                for command in [Command::Power { on: true }, Command::Skip, Command::Resume] {
                    terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
                }
            }
            let _ = (terminal.next_change(), terminal.date(), screens::controls(&terminal, &keys));
            if let Some(board) = terminal.board() {
                for drawn in board.drawn(terminal.tube()).iter().chain(&board.flying(terminal.tube())) {
                    assert!(drawn.digit < 10 && (0.0..=1.0).contains(&drawn.presence), "{drawn:?}");
                    assert!(drawn.at.x.is_finite() && drawn.at.y.is_finite() && drawn.turn.is_finite());
                    assert!(drawn.scale > 0.3 && drawn.scale < 20.0, "{drawn:?}");
                }
            }
        }
        deliveries += counts.deliveries;
        refusals += counts.refusals;
    }
    // The courses do come to something.
    assert!(deliveries > 100 && refusals > 5, "{deliveries} deliveries, {refusals} refusals");
}

#[test]
fn the_ends_of_time_are_reached_at_once() {
    let mut terminal = at_work(3);
    // The pointer is left at the field's edge, which moves the view.
    let point = Command::Point { x: 2.0, y: 470.0 };
    terminal.apply(&Stamped { time: Time::ZERO, sequence: 0, source: Source::Hands, command: point });
    for time in [i64::MAX, i64::MIN, i64::MAX - 1, i64::MAX] {
        let command = Command::Take;
        terminal.apply(&Stamped { time: Time(time), sequence: 0, source: Source::Hands, command });
        terminal.advance(Time(time));
    }
    assert!(terminal.now() > Time(i64::MAX / 4));
    let again = Terminal::restore(&terminal.snapshot(), Pack::embedded()).unwrap();
    assert_eq!(again.digest(), terminal.digest());
}

/// The same course, moved in one step between commands or in many, and saved and restored on the way or not.
#[test]
fn any_partition_of_time_and_any_restart_gives_the_same_course() {
    for seed in 0..COURSES {
        let mut whole = at_work(seed);
        let mut parts = at_work(seed);
        let mut chance = Chance::new(seed + 1000, seed % 2 == 0);
        let mut other = Draws::new(seed, Purpose::Words, 5, 5);
        let (mut told_whole, mut told_parts) = (Vec::new(), Vec::new());
        for number in 0..COMMANDS {
            let stamped = chance.stamped(seed % 4 == 0);
            whole.apply(&stamped);
            let (from, to) = (parts.now(), stamped.time);
            if to > from {
                let cuts = other.below(9);
                let mut times: Vec<i64> = (0..cuts)
                    .map(|_| {
                        from.0 + ((i128::from(other.bits() >> 1) * i128::from(to.0 - from.0)) >> 63) as i64
                    })
                    .collect();
                times.sort_unstable();
                times.iter().for_each(|&time| parts.advance(Time(time)));
            }
            if other.below(12) == 0 {
                told_parts.append(&mut parts.take_happenings());
                parts = Terminal::restore(&parts.snapshot(), Pack::embedded()).unwrap();
            }
            parts.apply(&stamped);
            if number % 16 == 0 {
                assert_eq!(parts.digest(), whole.digest(), "course {seed}, command {number}: {stamped}");
            }
        }
        told_whole.append(&mut whole.take_happenings());
        told_parts.append(&mut parts.take_happenings());
        assert_eq!(told_parts, told_whole);
        assert_eq!(parts.snapshot(), whole.snapshot());
    }
}

/// A file that is finished while time moves in one long step is commended and dated as in many short ones.
#[test]
fn a_file_finishes_alike_in_one_step_and_in_many() {
    let run = |step: Option<i64>| {
        let mut terminal = at_work(9);
        let mut at = Time::ZERO;
        let mut tell = |terminal: &mut Terminal, after: i64, command: Command| {
            let to = at + Span::from_millis(after);
            if let Some(step) = step {
                while at + Span::from_millis(step) < to {
                    at = at + Span::from_millis(step);
                    terminal.advance(at);
                }
            }
            at = to;
            terminal.apply(&Stamped { time: at, sequence: 0, source: Source::Hands, command });
        };
        tell(&mut terminal, 10, Command::Stage(Direction::File { percent: 100 }));
        tell(&mut terminal, 10, Command::Stage(Direction::Bin { bin: 0, percent: 90 }));
        // The lesson's four clusters are one of each temper.
        for (x, y) in [(-1, -1), (1, -1), (-1, 1), (1, 1)] {
            tell(&mut terminal, 50, Command::MoveCursor { columns: 2 * x, rows: y });
            tell(&mut terminal, 800, Command::Take);
            tell(&mut terminal, 100, Command::Bin { bin: 0 });
            tell(&mut terminal, 50, Command::MoveCursor { columns: -2 * x, rows: -y });
        }
        tell(&mut terminal, 60_000, Command::PointAway);
        terminal
    };
    let (long, short) = (run(None), run(Some(7)));
    assert!(matches!(long.screen(), Screen::Done { .. }), "{:?}", long.screen());
    assert_eq!(long.digest(), short.digest());
}

#[test]
fn a_refusal_loses_nothing() {
    let mut seen = 0;
    // Refusals are rare among all that can be asked.
    for seed in 0..2 * COURSES {
        let mut terminal = at_work(seed);
        let mut chance = Chance::new(seed + 5000, false);
        for _ in 0..COMMANDS {
            if matches!(terminal.screen(), Screen::Scene { .. } | Screen::Worksheet) {
                let (time, command) = (terminal.now(), Command::Back);
                terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
            }
            let stamped = chance.stamped(false);
            terminal.advance(stamped.time);
            terminal.take_happenings();
            let before = terminal.board().cloned();
            terminal.apply(&stamped);
            let refused = terminal
                .take_happenings()
                .into_iter()
                .any(|happened| matches!(happened.what, Happening::Refused { .. }));
            let (Some(before), Some(after), true) = (before, terminal.board(), refused) else { continue };
            seen += 1;
            let block = before.gathered().unwrap().block;
            let cluster = before.ground().cluster(block).unwrap();
            assert_eq!(after.ground(), before.ground());
            assert_eq!(after.ground().cluster(block).unwrap(), cluster);
            assert_eq!(after.deliveries(), before.deliveries());
            assert_eq!(after.gathered(), None);
            assert_eq!((after.misfiled(), after.delivered()), (before.misfiled() + 1, before.delivered()));
            for (after, before) in after.bins().iter().zip(before.bins()) {
                assert_eq!(after.held(), before.held());
                assert_eq!(after.percent(12), before.percent(12));
            }
            // When they have come back they stand in their cells.
            let mut later = terminal.clone();
            later.apply(&Stamped {
                time: later.now(),
                sequence: 0,
                source: Source::Hands,
                command: Command::PointAway,
            });
            later.advance(later.now() + Span::from_millis(2000));
            let board = later.board().unwrap();
            for &cell in &cluster.cells {
                assert_eq!(
                    board.ground().standing(cell, board.now()),
                    before.ground().standing(cell, before.now())
                );
            }
        }
    }
    assert!(seen > 20, "{seen} refusals");
}

#[test]
fn what_the_pack_does_not_know_is_kept() {
    let mut terminal = at_work(1);
    terminal.advance(Time::from_millis(900));
    let mut snapshot: serde_json::Value = serde_json::from_slice(&terminal.snapshot()).unwrap();
    let entry = LedgerEntry {
        file: "a-file-of-another-pack".to_owned(),
        date: jiff::civil::date(1979, 1, 2).at(3, 4, 5, 0),
        active: Span::from_millis(1),
        deliveries: 2,
        misfilings: 3,
        address: macrodat::model::refinement::plane::Cell { column: 4, row: 5 },
        commendation: "of-another-pack".to_owned(),
    };
    let mut siena = snapshot["session"]["boards"]["siena"].clone();
    siena["file"] = "unheard-of".into();
    snapshot["session"]["ledger"].as_array_mut().unwrap().push(serde_json::to_value(&entry).unwrap());
    snapshot["session"]["boards"]["unheard-of"] = siena;
    let text = serde_json::to_vec(&snapshot).unwrap();
    let mut restored = Terminal::restore(&text, Pack::embedded()).unwrap();
    let mut chance = Chance::new(4, true);
    for _ in 0..COMMANDS {
        restored.apply(&chance.stamped(false));
    }
    let restored = Terminal::restore(&restored.snapshot(), Pack::embedded()).unwrap();
    assert!(restored.session().ledger.contains(&entry));
    assert!(restored.session().boards.contains_key("unheard-of"));
}

/// A terminal at work of which all this is asked, each so many milliseconds after the one before.
fn asked(commands: impl IntoIterator<Item = (i64, Command)>) -> Terminal {
    let mut terminal = at_work(2);
    for (after, command) in commands {
        let time = terminal.now() + Span::from_millis(after);
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
    }
    terminal
}

/// A terminal in a session, at a fact.
fn in_session() -> Terminal {
    let terminal = asked([
        (1100, Command::Session),
        (60_000, Command::Reply { reply: 0 }),
        (40_000, Command::Steady { by: 3 }),
        (500, Command::Reply { reply: 0 }),
    ]);
    assert!(terminal.screen() == Screen::Sitting && terminal.sitting().unwrap().place().0 > 0);
    terminal
}

/// A terminal in the handbook, at what was found.
fn in_handbook() -> Terminal {
    let terminal = asked([
        (1100, Command::Handbook),
        (1100, Command::Read { page: "form-desk".to_owned() }),
        (1100, Command::Sign { page: "form-desk".to_owned() }),
        (1100, Command::Search),
        (10, Command::Type { text: "group".to_owned() }),
        (10, Command::Enter),
        (1100, Command::Row { row: 3 }),
    ]);
    assert_eq!(terminal.screen(), Screen::Handbook);
    terminal
}

/// A terminal at which one dances, with files finished and awards given.
fn in_dance() -> Terminal {
    let mut terminal = late_in_a_year(2);
    let unknown = || (300, Command::Answer { answer: None });
    for (after, command) in [
        unknown(),
        unknown(),
        unknown(),
        unknown(),
        unknown(),
        (1100, Command::GoOn),
        (9000, Command::Case),
        (1100, Command::Dance),
        (100, Command::Strike { at: 1 }),
        (900, Command::Strike { at: 3 }),
    ] {
        let time = terminal.now() + Span::from_millis(after);
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
    }
    assert!(terminal.dancing().unwrap().struck[3].is_some());
    terminal
}

#[test]
fn a_snapshot_of_what_none_can_come_to_is_refused() {
    use serde_json::json;
    let late = Time(i64::MAX / 2).0;
    let cases = [
        (in_session(), "/sitting/at", json!(7)),
        (in_session(), "/sitting/of", json!(9)),
        (in_session(), "/sitting/number", json!(0)),
        (in_session(), "/sitting/now", json!(i64::MAX)),
        (in_session(), "/sitting/since", json!(-1)),
        (in_session(), "/sitting/replies", json!(u32::MAX)),
        (in_session(), "/sitting/fact/pace", json!(49)),
        (in_session(), "/sitting/fact/since", json!(-1)),
        (in_session(), "/sitting/fact/ends", json!(late)),
        (in_session(), "/sitting/dial/rest", json!(i16::MIN)),
        (in_session(), "/sitting/dial/pulls/0/by", json!(i16::MIN)),
        (in_session(), "/sitting/dial/pulls/0/since", json!(late)),
        (in_session(), "/sitting/dial/pulls/0/lasts", json!(late)),
        (in_session(), "/session/employee", json!("A.\u{202e}B.")),
        (in_session(), "/session/wellness/called_at", json!(-1)),
        (in_session(), "/session/ledger", json!([0])),
        (in_session(), "/session/boards/siena/file", json!("astoria")),
        (in_session(), "/session/active", json!(-1)),
        (in_session(), "/now", json!(-1)),
        (in_session(), "/covered/1", json!(late)),
        (in_dance(), "/dancing/quarter", json!(4)),
        (in_dance(), "/dancing/music/1", json!(late)),
        (in_dance(), "/dancing/struck/3", json!(-1)),
        (in_dance(), "/door/arrived", json!(late)),
        (in_dance(), "/sheets/last", json!(late)),
        (in_dance(), "/session/merits/named", json!(3)),
        (in_dance(), "/session/merits/danced", json!([4])),
        (in_dance(), "/session/merits/given/0/rung", json!(20)),
        (in_dance(), "/session/merits/given/0/quarter", json!(2)),
        (in_dance(), "/session/merits/given/11/quarter", json!(4)),
        (in_handbook(), "/reader/counted", json!(late)),
        (in_handbook(), "/reader/touched", json!(-1)),
        (in_handbook(), "/reader/sought", json!("x".repeat(41))),
        (in_handbook(), "/reader/place/shown/hits", json!("x".repeat(41))),
        (in_handbook(), "/reader/pace/last", json!(late)),
        (in_handbook(), "/reader/pace/changes/4", json!(-1)),
        (in_handbook(), "/reader/pace/way", json!(2)),
        (in_handbook(), "/session/reading/forms/form-desk/ticks", json!([1_u64 << 40])),
        (in_handbook(), "/session/reading/forms/form-desk/signature/name", json!("x".repeat(41))),
        (in_handbook(), "/session/reading/pages/form-desk/time", json!(i64::MAX)),
    ];
    for (terminal, place, value) in cases {
        let mut snapshot: serde_json::Value = serde_json::from_slice(&terminal.snapshot()).unwrap();
        *snapshot.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value;
        let restored = Terminal::restore(&serde_json::to_vec(&snapshot).unwrap(), Pack::embedded());
        assert!(restored.is_err(), "{place}");
    }
}

/// A snapshot whose numbers and lists have been changed by chance is refused, or goes on without a panic.
#[test]
fn a_damaged_snapshot_never_panics() {
    let keys = Keys::default();
    /// The JSON pointers of all that stands in `value`, whole lists among them.
    fn places(value: &serde_json::Value, at: &str, all: &mut Vec<String>) {
        match value {
            serde_json::Value::Array(list) => {
                all.push(at.to_owned());
                list.iter()
                    .enumerate()
                    .for_each(|(index, value)| places(value, &format!("{at}/{index}"), all));
            }
            serde_json::Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), all));
            }
            _ => all.push(at.to_owned()),
        }
    }
    let mut at_field = at_work(2);
    let mut chance = Chance::new(2, false);
    for _ in 0..120 {
        at_field.apply(&chance.stamped(false));
    }
    let mut restored = 0;
    let frame = Frame::new(720, 500).unwrap();
    let mut picture = Picture::new(&Pack::embedded(), Keys::default());
    let mut image = Image::new(0, 0);
    for (terminal, seeds) in
        [(at_field, 10_000), (in_session(), 3000), (in_handbook(), 3000), (in_dance(), 3000)]
    {
        let text = terminal.snapshot();
        let whole: serde_json::Value = serde_json::from_slice(&text).unwrap();
        let mut all = Vec::new();
        places(&whole, "", &mut all);
        for seed in 0..seeds {
            let mut draws = Draws::new(seed, Purpose::Words, 6, 6);
            let mut snapshot = whole.clone();
            for _ in 0..=draws.below(3) {
                let place = &all[draws.below(all.len() as u32) as usize];
                // An earlier change may have taken the place away.
                let Some(value) = snapshot.pointer_mut(place) else { continue };
                *value = match draws.below(8) {
                    0 => serde_json::json!(0),
                    1 => serde_json::json!(-1),
                    2 => serde_json::json!(u32::MAX),
                    3 => serde_json::json!(i64::MAX),
                    4 => serde_json::json!(1e300),
                    5 => serde_json::json!([]),
                    6 => serde_json::json!(255),
                    _ => serde_json::Value::Null,
                };
            }
            let Ok(mut terminal) =
                Terminal::restore(&serde_json::to_vec(&snapshot).unwrap(), Pack::embedded())
            else {
                continue;
            };
            restored += 1;
            for (after, command) in [
                (0, Command::Strike { at: 2 }),
                (200_000, Command::GoOn),
                (10, Command::TurnAward { by: -1 }),
                (10, Command::Quarter { quarter: 0 }),
                (10, Command::Certificate),
                (1100, Command::Leave),
                (9000, Command::GoOn),
                (9000, Command::Enter),
                (10, Command::Steady { by: -2 }),
                (10, Command::GoOn),
                (9000, Command::Reply { reply: 0 }),
                (0, Command::Power { on: true }),
                (10, Command::Skip),
                (10, Command::Resume),
                (10, Command::Point { x: 700.0, y: 300.0 }),
                (900, Command::Take),
                (100, Command::Bin { bin: 1 }),
                (8000, Command::Page { right: 1, down: 1 }),
                (1100, Command::Session),
                (9000, Command::Reply { reply: 0 }),
                (9000, Command::GoOn),
                (1100, Command::Handbook),
                (1100, Command::Read { page: "bearing".to_owned() }),
                (1100, Command::Search),
                (10, Command::Type { text: "group".to_owned() }),
                (10, Command::Enter),
                (1100, Command::Index),
            ] {
                let time = terminal.now() + Span::from_millis(after);
                terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
                let _ = (terminal.next_change(), terminal.date(), screens::controls(&terminal, &keys));
                if let Some(board) = terminal.board() {
                    let _ = (board.drawn(terminal.tube()), board.flying(terminal.tube()), board.percent());
                }
            }
            picture.shapes(&terminal, &frame).draw(&mut image);
        }
    }
    assert!(restored > 500, "{restored}");
}
