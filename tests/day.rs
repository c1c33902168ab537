//! From the first arrival to the end of a quarter, by keys alone, by mouse, in stillness and by ear; leaving and coming
//! back on the way.

mod support;

use std::collections::BTreeSet;

use egui::{Event, Key, MouseWheelUnit, TouchPhase, vec2};
use macrodat::announce::announcement;
use macrodat::model::arrival::Employee;
use macrodat::model::geometry::Point;
use macrodat::model::refinement::Drawn;
use macrodat::model::refinement::plane::Block;
use macrodat::model::refinement::temper::Temper;
use macrodat::model::session::{LedgerEntry, QUARTER, Session};
use macrodat::model::{Command, Happening, Screen, Terminal};
use macrodat::pack::Pack;
use macrodat::pack::incentives::RUNGS;
use macrodat::time::Span;
use support::Desk;

/// The files of a quarter: there are three short ones, and each can be taken again.
const FILES: [&str; QUARTER] = ["Siena", "Allentown", "Trinity", "Siena", "Allentown", "Trinity"];
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// Somebody who knows the plane, and works it by one kind of hand.
struct Player {
    desk: Desk,
    by_mouse: bool,
    /// Where the wheel turns next.
    turn: usize,
    /// What was said of all that happened, while somebody listens.
    said: Vec<String>,
    listens: bool,
}

impl Player {
    /// At a machine that is off, which knows of one who has never been there.
    fn new(seed: u64, by_mouse: bool) -> Self {
        let mut desk = Desk::new(seed);
        desk.mouse_alone = by_mouse;
        let all = vec![Employee { profile: "default".to_owned(), ..employee() }];
        desk.command(Command::Employees { all, here: "default".to_owned() });
        Self { desk, by_mouse, turn: 0, said: Vec::new(), listens: false }
    }

    fn screen(&self) -> Screen {
        self.desk.terminal.screen()
    }

    fn wait(&mut self, milliseconds: i64) {
        if !self.listens {
            return self.desk.wait(milliseconds);
        }
        for _ in 0..milliseconds / 20 {
            self.desk.wait(20);
            self.listen();
        }
    }

    fn listen(&mut self) {
        let heard = self.desk.heard();
        self.said.extend(heard.iter().filter_map(|what| announcement(&self.desk.terminal, what)));
    }

    /// Does what a control stands for: by a click in its middle, or by its key.
    fn does(&mut self, control: &str, key: Key) {
        let found = self.desk.control(control);
        let found = found.unwrap_or_else(|| panic!("{control} is not on {}", self.screen().name()));
        if self.by_mouse {
            self.desk.click(found.area.centre());
        } else {
            self.desk.key(key);
        }
        self.listen_if();
    }

    fn listen_if(&mut self) {
        if self.listens {
            self.listen();
        }
    }

    /// A key; or what the slim bar outside the tube asks for by a click.
    fn asks(&mut self, key: Key, command: Command) {
        if self.by_mouse {
            self.desk.command(command);
        } else {
            self.desk.key(key);
        }
        self.listen_if();
    }

    /// Switches on, and passes over the boot.
    fn switch_on(&mut self) {
        let middle = Point::new(700.0, 500.0);
        for _ in 0..2 {
            if self.by_mouse {
                self.desk.click(middle)
            } else {
                self.desk.key(Key::Space)
            }
            self.wait(800);
        }
        self.listen_if();
    }

    /// The first morning: five questions, and a name.
    fn arrive(&mut self, corrects: bool) {
        self.switch_on();
        let questions = self.desk.terminal.pack().arrival.as_ref().unwrap().questions.clone();
        for (at, question) in questions.iter().enumerate() {
            assert_eq!((self.screen(), self.desk.terminal.question()), (Screen::Survey, Some(at)));
            let choice = question.best.unwrap_or(question.answers.len());
            if at == 2 && !self.by_mouse {
                // By the arrows, the focus and Enter.
                (0..=choice).for_each(|_| self.desk.key(Key::ArrowDown));
                assert_eq!(self.desk.terminal.focus(), Some(format!("choice.{}", choice + 1).as_str()));
                self.desk.key(Key::Enter);
                self.listen_if();
            } else {
                self.does(&format!("choice.{}", choice + 1), DIGITS[choice]);
            }
            self.wait(300);
        }
        assert_eq!((self.screen(), self.desk.terminal.best_answers()), (Screen::Naming, 5));
        let mut name = self.desk.terminal.given_name();
        if corrects {
            self.does("correct", Key::C);
            assert!(self.desk.terminal.corrects());
            self.desk.write("ada");
            self.does("accept", Key::Enter);
            assert!(self.desk.terminal.refuses_name(), "one name is none");
            self.desk.write(" q");
            "Ada Q.".clone_into(&mut name);
        } else {
            // The form is looked at and put away.
            self.does("correct", Key::C);
            self.does("back", Key::Escape);
        }
        self.does("accept", Key::Enter);
        assert_eq!(self.desk.terminal.session().employee.as_deref(), Some(name.as_str()));
        self.ride(Screen::Prompt);
    }

    /// Rides to the end, to where it leads.
    fn ride(&mut self, to: Screen) {
        assert!(matches!(self.screen(), Screen::Elevator { .. }));
        self.wait(2500);
        if self.by_mouse {
            self.does("skip", Key::Space);
        } else {
            self.wait(4600);
        }
        assert_eq!(self.screen(), to);
    }

    /// From the prompt or the cards to the field of a file.
    fn open(&mut self, name: &str) {
        if self.by_mouse {
            if self.screen() == Screen::Prompt {
                // Nothing is typed: any card will do.
                self.desk.key(Key::Enter);
            }
            for _ in 0..99 {
                if self.desk.card() == name {
                    break;
                }
                self.does("card.next", Key::ArrowRight);
                self.wait(300);
            }
        } else {
            if self.screen() == Screen::Cards {
                self.desk.key(Key::Escape);
            }
            assert_eq!(self.screen(), Screen::Prompt);
            (0..20).for_each(|_| self.desk.key(Key::Backspace));
            self.desk.write(name);
            self.desk.key(Key::Enter);
        }
        assert_eq!((self.screen(), self.desk.card().as_str()), (Screen::Cards, name));
        self.wait(500);
        self.does("card", Key::Enter);
        assert_eq!(self.screen(), Screen::Refinement);
    }

    /// The bin to which a temper is best given, of those that take it now.
    fn bin_for(&self, temper: Temper) -> Option<usize> {
        let board = self.desk.board();
        let takes = |bin: &usize| board.bins()[*bin].accepts(temper, 1, board.quota()).is_ok();
        (0..board.bins().len()).filter(takes).min_by_key(|&bin| board.bins()[bin].held().iter().sum::<u32>())
    }

    fn temper_of(&self, block: Block) -> Option<Temper> {
        self.desk.board().ground().cluster(block).map(|cluster| cluster.temper)
    }

    /// Goes to the nearest group that is wanted, takes it and sends it; or looks elsewhere.
    fn deliver(&mut self) {
        let felt = if self.by_mouse { self.point_at_group() } else { self.walk_to_group() };
        let Some(block) = felt else { return };
        self.wait(700);
        // What comes by itself may have come between.
        let Some(bin) = self.temper_of(block).and_then(|temper| self.bin_for(temper)) else { return };
        if self.screen() != Screen::Refinement || self.desk.board().attended() != Some(block) {
            return;
        }
        if self.by_mouse {
            let Some(at) = self.digits_of(block).first().map(|digit| digit.at) else { return };
            self.desk.click(at);
        } else {
            self.desk.key(Key::Enter);
        }
        if self.desk.terminal.board().is_some_and(|board| board.gathered().is_some()) {
            self.does(&format!("bin.{bin}"), DIGITS[bin]);
        }
        self.listen_if();
    }

    fn walk_to_group(&mut self) -> Option<Block> {
        let board = self.desk.board();
        let here = Block::of(board.cursor_cell());
        let ring = |reach: i64| {
            (-reach..=reach)
                .flat_map(move |right| (-reach..=reach).map(move |down| (right, down)))
                .filter(move |(right, down)| right.abs().max(down.abs()) == reach)
        };
        let wanted = |(right, down)| {
            let cluster = board.ground().cluster(here.offset(right, down))?;
            self.bin_for(cluster.temper).map(|_| cluster)
        };
        let Some(cluster) = (0..=9).flat_map(ring).find_map(wanted) else {
            // What was taken grows again.
            self.wait(1000);
            return None;
        };
        let (columns, rows) = cluster.cells[0].centre().from(board.cursor_cell().centre());
        let across = if columns > 0.0 { Key::ArrowRight } else { Key::ArrowLeft };
        let along = if rows > 0.0 { Key::ArrowDown } else { Key::ArrowUp };
        (0..columns.abs() as u32).for_each(|_| self.desk.key(across));
        (0..rows.abs() as u32).for_each(|_| self.desk.key(along));
        Some(cluster.block)
    }

    /// The digits of a group that can be pointed at.
    fn digits_of(&self, block: Block) -> Vec<Drawn> {
        let field = self.desk.terminal.tube().field().grown(-30.0);
        let drawn = self.desk.board().drawn(self.desk.terminal.tube());
        drawn.into_iter().filter(|digit| digit.cluster == Some(block) && field.holds(digit.at)).collect()
    }

    fn point_at_group(&mut self) -> Option<Block> {
        let drawn = self.desk.board().drawn(self.desk.terminal.tube());
        let blocks: BTreeSet<Block> = drawn.iter().filter_map(|digit| digit.cluster).collect();
        let wanted = |block: &Block| {
            self.digits_of(*block).len() > 3
                && self.temper_of(*block).is_some_and(|temper| self.bin_for(temper).is_some())
        };
        if let Some(block) = blocks.into_iter().find(wanted) {
            let at = self.digits_of(block)[0].at;
            self.desk.glide(at, 160);
            return Some(block);
        }
        let ways = [(1, 0), (0, 1), (-1, 0), (-1, 0), (0, -1), (0, -1), (1, 0), (1, 0), (0, 1), (-1, 0)];
        let (right, down) = ways[self.turn % ways.len()];
        self.turn += 1;
        self.desk.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            source: egui::MouseWheelSource::Wheel,
            delta: vec2(-12.0 * right as f32, -6.0 * down as f32),
            phase: TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        });
        self.wait(400);
        None
    }

    /// Works on the file that is open until its window commends.
    fn finish(&mut self) {
        for _ in 0..2000 {
            if matches!(self.screen(), Screen::Done { .. }) {
                self.wait(1000);
                return;
            }
            if self.screen() == Screen::Refinement && self.desk.board().finished_at().is_none() {
                self.deliver();
            } else {
                self.wait(100);
            }
        }
        panic!("the file does not end: {:?}", self.screen());
    }

    /// F6 and back again, in the middle of a file.
    fn leave_and_come_back(&mut self) {
        self.wait(200_000);
        let board = self.desk.board().percent();
        self.asks(Key::F6, Command::Leave);
        assert!(matches!(self.screen(), Screen::Elevator { down: false, .. }));
        self.wait(7100);
        let Screen::Outside { minutes } = self.screen() else { panic!("{:?}", self.screen()) };
        assert!(minutes > 3, "{minutes}");
        let said = self.desk.control("time").unwrap().label;
        assert!(said.contains(&minutes.to_string()), "{said}");
        self.wait(60_000);
        self.does("down", Key::Enter);
        self.ride(Screen::Prompt);
        self.does("resume", Key::F2);
        assert_eq!((self.screen(), self.desk.board().percent()), (Screen::Refinement, board));
    }

    /// Two minutes of music, from the case, with everything struck.
    fn dance(&mut self) {
        self.asks(Key::F5, Command::Case);
        self.wait(1000);
        self.does("dance", Key::D);
        self.wait(600);
        self.does("choice.2", Key::Num2);
        assert!(self.desk.terminal.music().is_some());
        for (at, key) in (1..=5).zip(DIGITS) {
            self.wait(500);
            self.does(&format!("strike.{at}"), key);
        }
        assert!(self.desk.terminal.dancing().unwrap().struck.iter().all(Option::is_some));
        self.wait(120_000);
        self.does("leave", Key::Enter);
        assert_eq!((self.screen(), self.desk.terminal.merits().dance()), (Screen::Case, None));
        self.wait(600);
        self.does("leave", Key::Escape);
    }

    /// What comes at the end of a quarter, from the window that commends to the cards.
    fn celebrate(&mut self) {
        self.does("continue", Key::Enter);
        assert!(matches!(self.screen(), Screen::Award { .. }), "{:?}", self.screen());
        assert_eq!(self.desk.terminal.presented_award().unwrap().1.rung, 100);
        self.wait(1000);
        self.does("keep", Key::Enter);
        assert_eq!((self.screen(), self.desk.terminal.shown_quarter()), (Screen::Quarter, (1, false)));
        self.wait(500);
        self.does("certificate", Key::C);
        assert!(self.desk.terminal.shown_quarter().1);
        self.desk.heard();
        self.does("save", Key::S);
        self.does("card", Key::T);
        if !self.listens {
            let heard = self.desk.heard();
            assert!(heard.contains(&Happening::CertificateAsked { quarter: 1 }));
            assert!(heard.contains(&Happening::CardAsked { quarter: 1 }));
        }
        self.wait(500);
        self.does("leave", Key::Enter);
        assert_eq!(self.screen(), Screen::Cards);
    }
}

fn employee() -> Employee {
    Employee { profile: String::new(), name: None, taken: false }
}

/// The first morning, six files with a way up and down again and a dance, and the end of the quarter.
fn quarter(player: &mut Player, corrects: bool) {
    player.arrive(corrects);
    for (number, file) in FILES.iter().enumerate() {
        player.open(file);
        if number == 1 {
            for _ in 0..9 {
                player.deliver();
            }
            player.leave_and_come_back();
        }
        if number == 5 {
            player.dance();
            player.desk.event(Event::PointerGone);
            player.asks(Key::F2, Command::Resume);
        }
        player.finish();
        if number < 5 {
            player.does("continue", Key::Enter);
            // An award that could not be brought over the field comes now.
            while matches!(player.screen(), Screen::Award { .. }) {
                player.wait(1000);
                player.does("keep", Key::Enter);
            }
            assert_eq!(player.screen(), Screen::Cards);
        }
    }
    player.celebrate();
    let session = player.desk.terminal.session();
    assert_eq!(session.ledger.len(), QUARTER);
    let rungs: Vec<(u32, u8, bool)> =
        session.merits.given.iter().map(|given| (given.quarter, given.rung, given.presented)).collect();
    assert_eq!(rungs, RUNGS.map(|rung| (1, rung, true)));
    assert_eq!((session.merits.danced.clone(), session.merits.named), (BTreeSet::from([1]), 1));
    assert_eq!((session.employment.arrivals, session.employment.departures), (2, 1));
    let pack = Pack::embedded();
    let again = Terminal::restore(&player.desk.terminal.snapshot(), pack).unwrap();
    assert_eq!(again.digest(), player.desk.terminal.digest());
    // The next quarter has begun; the one that has ended is in the case.
    assert_eq!(player.desk.terminal.quarter_so_far(), (2, 0));
    player.asks(Key::F5, Command::Case);
    player.wait(1000);
    player.does("place.50", Key::ArrowLeft);
    player.does("quarter", Key::Q);
    assert_eq!((player.screen(), player.desk.terminal.shown_quarter()), (Screen::Quarter, (1, false)));
    player.wait(600);
    player.does("leave", Key::Enter);
    assert_eq!(player.screen(), Screen::Case);
    // At the next start one signs in, by the name that was given.
    let name = player.desk.terminal.employee().to_owned();
    player.asks(Key::F12, Command::Power { on: false });
    player.wait(2000);
    player.switch_on();
    assert_eq!(player.screen(), Screen::SignIn);
    assert!(player.desk.control("choice.1").unwrap().label.contains(&name));
    assert_eq!(player.desk.control("correct").is_none(), corrects, "a name is corrected once");
    player.does("choice.1", Key::Num1);
    player.ride(Screen::Prompt);
}

#[test]
fn from_the_first_morning_to_the_end_of_a_quarter_by_keys_alone() {
    quarter(&mut Player::new(41, false), true);
}

/// The name of a first file alone is not pointed at: there the prompt is entered empty.
#[test]
fn from_the_first_morning_to_the_end_of_a_quarter_by_mouse() {
    quarter(&mut Player::new(42, true), false);
}

#[test]
fn from_the_first_morning_to_the_end_of_a_quarter_in_stillness() {
    let mut player = Player::new(43, false);
    player.desk.command(Command::SetMotion { reduced: true });
    quarter(&mut player, false);
}

/// A session in which five files are finished, and the case has three awards.
fn five_files() -> Session {
    let mut session = Session::new(44);
    let entry = LedgerEntry {
        file: "siena".to_owned(),
        date: jiff::civil::date(1983, 9, 12).at(8, 50, 0, 0),
        active: Span::from_millis(60_000),
        deliveries: 40,
        misfilings: 1,
        address: macrodat::model::refinement::plane::Cell { column: 1, row: 2 },
        commendation: String::new(),
    };
    session.ledger = vec![entry; QUARTER - 1];
    session
}

/// Whoever hears alone is told of everything: what is asked, what was given, what moves and what has ended.
#[test]
fn everything_that_happens_on_these_days_is_announced() {
    let pack = Pack::embedded();
    let (arrival, incentives) = (pack.arrival.as_ref().unwrap(), pack.incentives.as_ref().unwrap());
    let mut player = Player::new(44, false);
    player.listens = true;
    player.arrive(true);
    let mut expected: Vec<String> = arrival.questions.iter().map(|question| question.text.clone()).collect();
    expected.push(arrival.say("name-given", &[("name", &player.desk.terminal.given_name())]));
    expected.extend(["name-form", "name-refused"].map(|key| arrival.say(key, &[])));
    expected.push(arrival.say("elevator-down", &[("name", "Ada Q.")]));
    expected.push(arrival.say("elevator-stopped-down", &[]));
    expected.push(pack.say("prompt-hint", &[]));
    // The wrong name for the work; the empty case.
    player.desk.write("microdata");
    player.desk.key(Key::Enter);
    player.listen();
    expected.push(arrival.misnomers["microdata"].clone());
    player.desk.key(Key::F5);
    player.listen();
    expected.push(incentives.say("case-empty", &[]));
    player.wait(600);
    player.does("leave", Key::Escape);
    player.desk.key(Key::F6);
    // Whoever passes over the ride hears where it ends all the same.
    player.wait(1000);
    player.desk.key(Key::Space);
    player.listen();
    expected.push(arrival.say("elevator-up", &[("name", "Ada Q.")]));
    expected.push(arrival.say("elevator-stopped-up", &[]));
    expected.push(arrival.time_at_work(0));
    heard_in_order(&player.said, &expected);

    // The sixth file of a quarter, by somebody who has a dance to come.
    let mut player = Player::new(44, false);
    player.desk.terminal = Terminal::with_session(pack.clone(), *player.desk.terminal.tube(), five_files());
    assert_eq!(player.desk.terminal.session().merits.given.len(), 4);
    player.listens = true;
    player.switch_on();
    player.dance();
    let music = &incentives.dances[1].name;
    let expected = [
        "dance-choose".to_owned(),
        music.clone(),
        "dance-over".to_owned(),
        incentives.say("case-danced", &[]),
    ]
    .map(|key| if key.starts_with("dance-") { incentives.say(&key, &[]) } else { key });
    heard_in_order(&player.said, &expected);
    player.said.clear();
    player.open("Siena");
    player.finish();
    player.celebrate();
    let standing = player.desk.terminal.standing(1).unwrap();
    let award = &incentives.awards[4].name;
    let places = [("award", award.as_str()), ("percent", "100"), ("quarter", "1")];
    let commended = &player.desk.terminal.session().ledger[5].commendation;
    let commended = &pack.commendations.iter().find(|one| one.key == *commended).unwrap().text;
    let expected = [
        // It is given at once, and presented after the window that commends.
        format!("{award}. {}", incentives.say("award-number", &[("number", "5")])),
        commended.split(['{', '}']).max_by_key(|part| part.len()).unwrap().to_owned(),
        incentives.say("award-text", &places),
        incentives.say("quarter-title", &[("quarter", "1")]),
        incentives.say("quarter-place", &[("place", &standing.place.to_string())]),
        incentives.say("certificate-title", &[]),
    ];
    heard_in_order(&player.said, &expected);
}

/// All of these are in what was said, in their order; and nothing that was said is unfinished or empty.
fn heard_in_order(said: &[String], expected: &[String]) {
    for text in said {
        assert!(!text.trim().is_empty() && !text.contains('{') && !text.contains('}'), "{text:?}");
    }
    let mut rest = said.join("\n");
    for text in expected {
        assert!(!text.is_empty());
        let at = rest.find(text.as_str());
        let at = at.unwrap_or_else(|| panic!("{text:?} is not said where it belongs:\n{}", said.join("\n")));
        // Several may be said in one breath.
        rest = rest.split_off(at);
    }
}
