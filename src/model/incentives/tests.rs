use std::collections::BTreeSet;

use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::*;
use crate::model::command::{Command, Direction, Source, Stamped};
use crate::model::geometry::Tube;
use crate::model::refinement::Board;
use crate::model::refinement::plane::Cell;
use crate::model::session::{LedgerEntry, QUARTER, Session};
use crate::model::{Change, Happening, Screen, Terminal};
use crate::pack::Pack;
use crate::pack::incentives::{DANCE_RUNG, Percussion, RUNGS};
use crate::time::{Span, Time};

/// A terminal, and its clock in milliseconds.
struct Bench {
    terminal: Terminal,
    now: i64,
}

const DATE: DateTime = DateTime::constant(1983, 9, 12, 8, 50, 0, 0);

fn entry(deliveries: u32, misfilings: u32) -> LedgerEntry {
    LedgerEntry {
        file: "siena".to_owned(),
        date: DATE,
        active: Span::from_millis(60_000),
        deliveries,
        misfilings,
        address: Cell::default(),
        commendation: String::new(),
    }
}

fn given(quarter: u32, rung: u8) -> Given {
    let at = RUNGS.iter().position(|one| *one == rung).unwrap();
    let award = Pack::embedded().incentives.as_ref().unwrap().awards[at].key.clone();
    Given { award, rung, quarter, date: DATE, presented: true }
}

/// What all of these rungs give in the first quarter.
fn merits(rungs: &[u8]) -> Merits {
    Merits { given: rungs.iter().map(|rung| given(1, *rung)).collect(), ..Merits::default() }
}

/// Bins of which each temper of each bin holds this much of its quota, in twelfths.
const fn level(first: u32, others: u32) -> [u32; 5] {
    [first, others, others, others, others]
}
/// A file at 59 %, which one group brings over the first rung; one at half; one that lacks a group of each temper.
const BELOW: [u32; 5] = level(8, 7);
const HALF: [u32; 5] = level(6, 6);
const NEAR: [u32; 5] = level(8, 12);

impl Bench {
    /// At the prompt, with so many files in the ledger and these merits.
    fn new(files: usize, merits: Merits) -> Self {
        let mut session = Session::new(3);
        session.ledger = vec![entry(40, 1); files];
        session.merits = merits;
        let terminal = Terminal::with_session(Pack::embedded(), Tube::default(), session);
        let mut bench = Self { terminal, now: 0 };
        bench.ask(Command::Power { on: true }).ask(Command::Skip);
        assert_eq!(bench.terminal.screen(), Screen::Prompt);
        bench.heard();
        bench
    }

    /// At the field of a file whose bins hold this much, as if it had been worked on by hand.
    fn at_field(files: usize, merits: Merits, twelfths: [u32; 5]) -> Self {
        let mut bench = Self::new(files, merits);
        bench.ask(Command::Open { file: "siena".to_owned() });
        bench.fill("siena", twelfths);
        bench.heard();
        bench
    }

    /// Lets bins hold what they never were given.
    fn fill(&mut self, file: &str, twelfths: [u32; 5]) {
        let quota = self.terminal.session().boards[file].quota();
        assert_eq!(quota % 12, 0);
        let mut snapshot: Value = serde_json::from_slice(&self.terminal.snapshot()).unwrap();
        for (bin, twelfths) in twelfths.into_iter().enumerate() {
            snapshot["session"]["boards"][file]["bins"][bin]["held"] = json!(vec![twelfths * quota / 12; 4]);
        }
        let text = serde_json::to_vec(&snapshot).unwrap();
        self.terminal = Terminal::restore(&text, Pack::embedded()).unwrap();
    }

    fn ask(&mut self, command: Command) -> &mut Self {
        let time = Time::from_millis(self.now);
        self.terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
        self
    }

    fn wait(&mut self, millis: i64) -> &mut Self {
        self.now += millis;
        self.terminal.advance(Time::from_millis(self.now));
        self
    }

    /// Nothing more is asked.
    fn done(&mut self) {}

    fn heard(&mut self) -> Vec<Happening> {
        self.terminal.take_happenings().into_iter().map(|happened| happened.what).collect()
    }

    /// Goes on from what is shown, once it can be answered.
    fn go_on(&mut self) -> &mut Self {
        self.wait(1000).ask(Command::GoOn)
    }

    /// Takes one of the four groups about the start, which are of one temper each, to the first bin.
    fn send(&mut self, group: usize) -> &mut Self {
        let (columns, rows) = [(-2, -1), (2, -1), (-2, 1), (2, 1)][group];
        self.ask(Command::MoveCursor { columns, rows }).wait(800);
        self.ask(Command::Take);
        assert!(self.board().gathered().is_some());
        self.wait(100).ask(Command::Bin { bin: 0 });
        self.ask(Command::MoveCursor { columns: -columns, rows: -rows })
    }

    /// Moves the cell cursor to where no group is near.
    fn step_aside(&mut self, millis: i64) -> &mut Self {
        for _ in 0..60 {
            if matches!(self.screen(), Screen::Award { .. }) || self.board().rests() {
                return self;
            }
            self.ask(Command::MoveCursor { columns: 1, rows: 0 }).wait(millis);
        }
        panic!("there is a group everywhere");
    }

    fn board(&self) -> &Board {
        self.terminal.board().unwrap()
    }

    /// Finishes a file that lacks a group of each temper, and goes on from the window that commends.
    fn finish(&mut self) -> &mut Self {
        (0..4).for_each(|group| self.send(group).done());
        for _ in 0..300 {
            if matches!(self.screen(), Screen::Done { .. }) {
                return self.wait(1000).ask(Command::Continue);
            }
            self.wait(100);
        }
        panic!("{:?}", self.screen());
    }

    fn screen(&self) -> Screen {
        self.terminal.screen()
    }

    fn rungs(&self) -> Vec<(u32, u8)> {
        self.terminal.session().merits.given.iter().map(|given| (given.quarter, given.rung)).collect()
    }

    fn dancing(&self) -> &Dancing {
        self.terminal.dancing().unwrap()
    }

    /// At a dance whose music has begun, opened from the case.
    fn dances() -> Self {
        let mut bench = Self::new(5, merits(&[10, 25, 50, 75]));
        bench.ask(Command::Case).wait(1000).ask(Command::Dance).ask(Command::Strike { at: 2 });
        assert!(bench.dancing().music.is_some());
        bench
    }
}

fn awarded(heard: &[Happening]) -> Vec<u32> {
    heard
        .iter()
        .filter_map(|what| match what {
            Happening::Awarded { number, .. } => Some(*number),
            _ => None,
        })
        .collect()
}

fn ended(heard: &[Happening]) -> Vec<bool> {
    heard
        .iter()
        .filter_map(|what| match what {
            Happening::DanceEnded { whole } => Some(*whole),
            _ => None,
        })
        .collect()
}

#[test]
fn the_quarter_counts_finished_files_and_the_percentages_of_others() {
    let quarter = |files: usize, boards: &[(&str, [u32; 5])], staged: Option<&str>| {
        let mut bench = Bench::new(files, merits(&[]));
        for (file, twelfths) in boards {
            bench.ask(Command::Back).ask(Command::Back);
            bench.ask(Command::Open { file: (*file).to_owned() });
            bench.fill(file, *twelfths);
            if staged == Some(*file) {
                bench.ask(Command::Stage(Direction::Bin { bin: 0, percent: 99 }));
            }
        }
        bench.terminal.session().quarter()
    };
    assert_eq!(quarter(0, &[], None), (1, 0));
    assert_eq!(quarter(1, &[], None), (1, 16));
    assert_eq!(quarter(3, &[], None), (1, 50));
    assert_eq!(quarter(5, &[], None), (1, 83));
    assert_eq!(quarter(6, &[], None), (2, 0));
    assert_eq!(quarter(13, &[], None), (3, 16));
    assert_eq!(quarter(0, &[("siena", HALF)], None), (1, 8));
    assert_eq!(quarter(0, &[("siena", HALF), ("allentown", HALF)], None), (1, 16), "two halves are a whole");
    // However much lies in the bins, the last part is there only with the sixth file.
    let full = level(12, 12);
    assert_eq!(quarter(5, &[("siena", full), ("allentown", full), ("trinity", full)], None), (1, 99));
    assert_eq!(quarter(1, &[("siena", HALF), ("allentown", HALF)], Some("allentown")), (1, 25));
}

#[test]
fn an_award_is_given_as_its_rung_is_crossed_and_once() {
    let mut bench = Bench::at_field(0, merits(&[]), BELOW);
    assert_eq!((bench.board().percent(), bench.terminal.quarter_so_far()), (59, (1, 9)));
    bench.send(0);
    let mut crossed = false;
    for _ in 0..100 {
        bench.wait(50);
        let heard = bench.heard();
        let landed = heard.iter().any(|what| matches!(what, Happening::DigitLanded { .. }));
        if !awarded(&heard).is_empty() {
            assert!(landed && !std::mem::replace(&mut crossed, true), "with a digit, and once");
            assert_eq!(awarded(&heard), [1]);
            assert_eq!(bench.terminal.quarter_so_far(), (1, 10));
        }
    }
    assert!(crossed);
    assert_eq!(bench.rungs(), [(1, 10)]);
    let first = &bench.terminal.session().merits.given[0];
    assert_eq!(first.date.date(), bench.terminal.date().date());
}

#[test]
fn an_award_is_presented_by_itself_when_nothing_is_in_hand() {
    let mut bench = Bench::at_field(0, merits(&[]), BELOW);
    // The next group is gathered while the digits of the one before are on their way.
    bench.send(0).ask(Command::MoveCursor { columns: 2, rows: -1 }).wait(800).ask(Command::Take);
    assert!(bench.board().gathered().is_some());
    bench.wait(20_000);
    assert_eq!((bench.rungs().len(), bench.screen()), (1, Screen::Refinement), "it waits for the hand");
    // The key that lets go does not bring it.
    bench.ask(Command::Back).ask(Command::MoveCursor { columns: -2, rows: 1 });
    assert_eq!((bench.board().gathered(), bench.screen()), (None, Screen::Refinement));
    bench.heard();
    bench.step_aside(10);
    let mut asked = 0;
    while !matches!(bench.screen(), Screen::Award { .. }) {
        // A key brings it at no moment, and keeps it away.
        let terminal = bench.terminal.clone();
        assert_eq!(bench.ask(Command::LookAway).screen(), Screen::Refinement);
        bench.now += 1499;
        bench.terminal.advance(Time::from_millis(bench.now));
        assert_eq!(bench.screen(), Screen::Refinement);
        bench.now -= 1499;
        bench.terminal = terminal;
        bench.wait(50);
        asked += 1;
        assert!(asked < 1200);
    }
    assert!(matches!(bench.screen(), Screen::Award { .. }));
    assert!(bench.heard().contains(&Happening::Presented { number: 1 }));
    assert_eq!(bench.terminal.beneath(), [Screen::Refinement]);
    // A key that was meant for the field does not take it.
    bench.ask(Command::Take).wait(600).ask(Command::Enter);
    assert!(matches!(bench.screen(), Screen::Award { .. }));
    let stands = bench.board().now();
    bench.wait(60_000).ask(Command::Take);
    assert_eq!(bench.screen(), Screen::Refinement);
    assert_eq!(bench.board().now(), stands, "the board stood still");
    // And never again.
    bench.wait(120_000);
    assert!(!bench.heard().iter().any(|what| matches!(what, Happening::Presented { number: 1 })));
    assert_eq!(bench.terminal.session().merits.to_present(), None);
}

#[test]
fn an_award_that_was_not_taken_is_brought_again() {
    let mut bench = Bench::at_field(0, merits(&[]), BELOW);
    bench.send(0).step_aside(7000).wait(60_000);
    assert!(matches!(bench.screen(), Screen::Award { .. }));
    bench.ask(Command::Power { on: false }).wait(2000);
    assert_eq!(bench.screen(), Screen::Off);
    bench.ask(Command::Power { on: true }).ask(Command::Skip);
    assert_eq!(bench.terminal.session().merits.to_present().map(|(number, _)| number), Some(1));
    // In the case it stands already, and closing that does not bring it.
    bench.ask(Command::Case).wait(1000);
    assert_eq!(bench.terminal.chosen_award().map(|(number, _)| number), Some(1));
    bench.ask(Command::Back);
    assert_eq!(bench.screen(), Screen::Prompt);
    bench.ask(Command::Resume);
    assert_eq!(bench.screen(), Screen::Refinement);
    bench.send(1).step_aside(7000).wait(60_000);
    assert!(matches!(bench.screen(), Screen::Award { .. }));
}

#[test]
fn a_quarter_ends_with_its_awards_the_refiner_and_the_cards() {
    // The fourth rung was never crossed before the last file: both are brought, one after the other.
    let mut bench = Bench::at_field(5, merits(&[10, 25, 50]), NEAR);
    (0..4).for_each(|group| bench.send(group).done());
    let mut windows = Vec::new();
    while !matches!(bench.screen(), Screen::Done { .. }) {
        windows.push(bench.screen().name());
        bench.wait(100);
        assert!(windows.len() < 400);
    }
    assert!(windows.iter().all(|name| *name == "refinement"), "nothing comes before the commendation");
    let heard = bench.heard();
    assert_eq!(awarded(&heard), [4, 5]);
    assert_eq!(bench.rungs(), [10, 25, 50, 75, 100].map(|rung| (1, rung)));
    bench.wait(1000).ask(Command::Continue);
    assert!(matches!(bench.screen(), Screen::Award { .. }));
    assert_eq!(bench.terminal.beneath(), [Screen::Cards]);
    assert_eq!(bench.terminal.presented_award().map(|(number, given)| (number, given.rung)), Some((4, 75)));
    assert!(bench.terminal.presents_dance());
    bench.go_on();
    assert_eq!(bench.terminal.presented_award().map(|(number, given)| (number, given.rung)), Some((5, 100)));
    assert!(!bench.terminal.presents_dance());
    bench.wait(1000).ask(Command::Dance);
    assert!(matches!(bench.screen(), Screen::Award { .. }), "no dance comes with this one");
    bench.go_on();
    assert_eq!((bench.screen(), bench.terminal.shown_quarter()), (Screen::Quarter, (1, false)));
    let heard = bench.heard();
    let place = bench.terminal.standing(1).unwrap().place;
    assert!(heard.contains(&Happening::QuarterEnded { quarter: 1, place }));
    bench.go_on();
    assert_eq!((bench.screen(), bench.terminal.beneath().len()), (Screen::Cards, 0));
    // It is named once.
    assert_eq!(bench.terminal.session().merits.named, 1);
    bench.ask(Command::Open { file: "allentown".to_owned() }).wait(60_000);
    assert_eq!(bench.screen(), Screen::Refinement);
    assert_eq!(bench.terminal.quarter_so_far(), (2, 0));
}

#[test]
fn the_dance_that_an_award_brings_leads_on_to_the_next_award() {
    let mut bench = Bench::at_field(5, merits(&[10, 25, 50]), NEAR);
    bench.finish().wait(1000).ask(Command::Dance);
    assert_eq!((bench.screen(), bench.dancing().quarter), (Screen::Dance, 1));
    bench.ask(Command::Strike { at: 1 }).wait(LENGTH.0 * 1000 / crate::time::FLICKS_PER_SECOND);
    assert!(bench.dancing().over);
    bench.ask(Command::GoOn);
    assert_eq!(bench.terminal.presented_award().map(|(number, _)| number), Some(5));
    bench.go_on();
    assert_eq!(bench.screen(), Screen::Quarter);
    bench.ask(Command::Certificate).ask(Command::Back);
    assert_eq!((bench.screen(), bench.terminal.shown_quarter()), (Screen::Quarter, (1, false)));
    bench.ask(Command::Back);
    assert_eq!(bench.screen(), Screen::Cards);
    assert_eq!(bench.terminal.session().merits.danced, BTreeSet::from([1]));
}

#[test]
fn the_case_opened_by_hand_brings_no_award() {
    let mut bench = Bench::new(6, Merits { named: 1, ..merits(&[10, 25, 50, 75, 100]) });
    let mut snapshot: Value = serde_json::from_slice(&bench.terminal.snapshot()).unwrap();
    snapshot["session"]["merits"]["given"][4]["presented"] = json!(false);
    bench.terminal = Terminal::restore(&serde_json::to_vec(&snapshot).unwrap(), Pack::embedded()).unwrap();
    for room in [Command::Dance, Command::Quarter { quarter: 0 }] {
        bench.wait(2000).ask(Command::Case).wait(2000).ask(room).wait(2000).ask(Command::Back);
        assert_eq!(bench.screen(), Screen::Case);
        bench.ask(Command::Back);
        assert_eq!(bench.screen(), Screen::Prompt);
    }
}

#[test]
fn an_old_session_comes_to_its_awards_without_ceremony() {
    let bench = Bench::new(8, Merits::default());
    let expected: Vec<(u32, u8)> =
        RUNGS.map(|rung| (1, rung)).into_iter().chain([(2, 10), (2, 25)]).collect();
    assert_eq!(bench.rungs(), expected, "33 parts of the second quarter");
    let merits = &bench.terminal.session().merits;
    assert!(merits.given.iter().all(|given| given.presented && given.date == DATE));
    assert_eq!((merits.named, merits.dance()), (1, Some(1)), "the dance is still owed");
    assert_eq!(merits.check(8), Ok(()));
    // Nothing was earned where nothing was finished, and nothing is given twice.
    assert_eq!(Bench::new(0, Merits::default()).rungs(), []);
    let again = Terminal::restore(&bench.terminal.snapshot(), Pack::embedded()).unwrap();
    assert_eq!(again.session().merits, *merits);
    // It goes on from there.
    let mut bench = Bench::at_field(8, Merits::default(), BELOW);
    bench.send(0).wait(30_000);
    assert_eq!((bench.rungs().len(), bench.screen()), (7, Screen::Refinement), "43 parts are no rung");
}

#[test]
fn a_staged_board_earns_nothing() {
    let mut bench = Bench::at_field(0, merits(&[]), BELOW);
    bench.ask(Command::Stage(Direction::Bin { bin: 1, percent: 100 }));
    bench.send(0).wait(60_000);
    assert!(bench.board().is_staged());
    assert_eq!((bench.rungs().len(), bench.screen()), (0, Screen::Refinement));
}

#[test]
fn what_cannot_have_been_earned_is_found() {
    let check = |files: usize, change: fn(&mut Merits)| {
        let mut merits = Merits { named: 1, ..merits(&RUNGS) };
        merits.given.extend([given(2, 10), given(2, 75)]);
        change(&mut merits);
        merits.check(files)
    };
    assert_eq!(check(6, |_| {}), Ok(()));
    assert_eq!(check(11, |merits| merits.danced.extend([1, 2])), Ok(()));
    assert_eq!(Merits::default().check(0), Ok(()));
    type Case = (usize, fn(&mut Merits), &'static str);
    let cases: [Case; 9] = [
        (5, |_| {}, "award 5"),
        (6, |merits| merits.given[2].rung = 51, "award 3"),
        (6, |merits| merits.given[2].quarter = 0, "award 3"),
        (6, |merits| merits.given[2].quarter = 3, "award 3"),
        (11, |merits| merits.given.push(given(2, 100)), "award 8"),
        (6, |merits| merits.given.push(given(2, 10)), "award 8 was given before"),
        (6, |merits| merits.named = 2, "named"),
        (6, |merits| merits.danced.extend([0]), "danced"),
        (12, |merits| merits.danced.extend([3]), "danced"),
    ];
    for (files, change, word) in cases {
        let found = check(files, change).unwrap_err();
        assert!(found.contains(word), "{found}");
    }
    // A dance that was never earned cannot have been danced, in a quarter that was worked.
    let early = Merits { danced: BTreeSet::from([1]), ..merits(&[10, 25, 50]) };
    assert!(early.check(4).is_err());
}

#[test]
fn the_case_shows_what_was_given_and_turns_to_its_ends() {
    let mut bench = Bench::new(2, Merits::default());
    bench.ask(Command::Case);
    let chosen = |bench: &Bench| bench.terminal.chosen_award().map(|(number, given)| (number, given.rung));
    assert_eq!(chosen(&bench), Some((2, 25)), "the last one first");
    for (by, expected) in
        [(1, (2, 25)), (-1, (1, 10)), (-1, (1, 10)), (i32::MAX, (2, 25)), (i32::MIN, (1, 10))]
    {
        bench.ask(Command::TurnAward { by });
        assert_eq!(chosen(&bench), Some(expected), "{by}");
    }
    // What direction shows is turned alike.
    bench.ask(Command::Stage(Direction::Awards { percent: Some(75), present: false }));
    assert_eq!(chosen(&bench), Some((4, 75)));
    bench.ask(Command::TurnAward { by: -1 });
    assert_eq!(chosen(&bench), Some((3, 50)));
    let mut bench = Bench::new(0, Merits::default());
    bench.ask(Command::Case).ask(Command::TurnAward { by: 1 });
    assert_eq!((bench.screen(), chosen(&bench)), (Screen::Case, None));
}

#[test]
fn nothing_is_opened_where_the_pack_gives_nothing() {
    let mut bench = Bench::new(6, merits(&RUNGS));
    bench.terminal.pack = std::sync::Arc::new(Pack { incentives: None, ..(*Pack::embedded()).clone() });
    for room in [Command::Case, Command::Dance, Command::Quarter { quarter: 1 }] {
        bench.wait(2000).ask(room.clone());
        assert_eq!(bench.screen(), Screen::Prompt, "{room:?}");
    }
}

#[test]
fn staged_awards_are_shown_and_never_kept() {
    let stage = |percent| Command::Stage(Direction::Awards { percent, present: false });
    let mut bench = Bench::new(13, Merits::default());
    let own = bench.terminal.session().clone();
    for (percent, rungs, quarters) in [(0, 0, 0), (9, 0, 0), (10, 1, 0), (75, 4, 0), (99, 4, 0), (100, 5, 1)]
    {
        bench.ask(stage(Some(percent)));
        let shown = (bench.terminal.merits().given.len(), bench.terminal.quarters());
        assert_eq!(shown, (rungs, quarters), "{percent}");
        assert_eq!(bench.terminal.standing(1).is_some(), quarters == 1, "{percent}");
        assert_eq!(bench.terminal.standing(2), None);
    }
    bench.ask(stage(None));
    assert_eq!((bench.terminal.quarters(), bench.terminal.session()), (2, &own));
    // Without files direction's own figures stand.
    let mut bench = Bench::new(0, Merits::default());
    bench.ask(stage(Some(100)));
    assert_eq!(bench.terminal.standing(1).unwrap().own().unwrap().groups, 412);
    // What is shown of awards that are taken back is left.
    for room in [
        Command::Quarter { quarter: 0 },
        Command::Stage(Direction::Awards { percent: Some(100), present: true }),
    ] {
        bench.wait(2000).ask(stage(Some(100))).ask(room);
        assert_ne!(bench.screen(), Screen::Prompt);
        bench.wait(2000).ask(Command::Handbook).ask(stage(None)).wait(2000).ask(Command::Back);
        assert_eq!(bench.screen(), Screen::Prompt, "nothing lies beneath the handbook any more");
        bench.ask(stage(Some(100))).wait(2000).ask(Command::Quarter { quarter: 0 }).ask(stage(Some(75)));
        assert_eq!(bench.screen(), Screen::Prompt);
    }
    // A staged dance is danced and not used up.
    bench.wait(2000).ask(stage(Some(75))).ask(Command::Dance).ask(Command::Strike { at: 0 }).wait(121_000);
    assert!(bench.dancing().over);
    assert!(bench.terminal.session().merits.danced.is_empty());
}

#[test]
fn an_award_that_direction_presents_is_told_like_an_earned_one() {
    let mut bench = Bench::new(0, Merits::default());
    bench.ask(Command::Stage(Direction::Awards { percent: Some(75), present: true }));
    assert_eq!(bench.terminal.presented_award().map(|(number, _)| number), Some(4));
    let heard = bench.heard();
    let presented: Vec<_> = heard.iter().filter(|what| matches!(what, Happening::Presented { .. })).collect();
    assert_eq!(presented, [&Happening::Presented { number: 4 }]);
    let said = heard.iter().filter_map(|what| crate::announce::announcement(&bench.terminal, what));
    assert_eq!(said.count(), 1, "it is said once: {heard:?}");
    // Where it stands already it is not told anew.
    bench.ask(Command::Stage(Direction::Awards { percent: Some(75), present: true }));
    assert!(!bench.heard().iter().any(|what| matches!(what, Happening::Presented { .. })));
}

#[test]
fn a_dance_is_chosen_struck_and_over_after_two_minutes() {
    let mut bench = Bench::new(5, merits(&[10, 25, 50, 75]));
    bench.ask(Command::Case).wait(1000).ask(Command::Dance);
    let pack = Pack::embedded();
    let incentives = pack.incentives.as_ref().unwrap();
    assert_eq!((bench.dancing().music, bench.terminal.next_change()), (None, Change::Never));
    bench.heard();
    bench.ask(Command::Strike { at: 9 });
    assert_eq!((bench.dancing().music, bench.heard()), (None, vec![]));
    bench.wait(500).ask(Command::Strike { at: 2 });
    let piece = incentives.dances[2].piece.name().to_owned();
    assert_eq!(bench.heard(), [Happening::DanceBegan { piece }]);
    assert_eq!(bench.terminal.music(), Some(&incentives.dances[2]));
    assert_eq!(bench.terminal.next_change(), Change::Moving);
    for (at, struck) in incentives.percussion.iter().enumerate() {
        bench.wait(100).ask(Command::Strike { at });
        assert_eq!(bench.heard(), [Happening::Played { percussion: struck.sound.name().to_owned() }]);
        assert_eq!(bench.dancing().struck[at], Some(bench.terminal.now()));
    }
    assert_eq!(incentives.percussion.len(), Percussion::ALL.len());
    bench.ask(Command::Strike { at: 5 }).ask(Command::GoOn).ask(Command::Enter);
    assert_eq!((bench.heard(), bench.screen()), (vec![], Screen::Dance), "nothing but Esc ends it");
    bench.wait(120_000 - 501);
    assert!(!bench.dancing().over);
    bench.wait(1);
    assert_eq!((bench.heard(), bench.dancing().over), (vec![Happening::DanceEnded { whole: true }], true));
    assert_eq!(bench.terminal.next_change(), Change::Never);
    bench.ask(Command::Strike { at: 0 });
    assert_eq!(bench.heard(), []);
    bench.ask(Command::GoOn);
    assert_eq!((bench.screen(), bench.terminal.merits().dance()), (Screen::Case, None));
    bench.wait(2000).ask(Command::Dance);
    assert_eq!(bench.screen(), Screen::Case, "once in a quarter");
}

#[test]
fn a_still_dance_changes_bar_by_bar() {
    let mut bench = Bench::dances();
    bench.ask(Command::SetMotion { reduced: true });
    let (_, since) = bench.dancing().music.unwrap();
    let bar = bar(bench.terminal.music().unwrap().piece);
    assert_eq!(bench.terminal.next_change(), Change::At(since + bar));
    bench.wait(3000);
    assert_eq!(bench.terminal.next_change(), Change::At(since + Span(2 * bar.0)));
}

#[test]
fn a_dance_that_is_ended_early_is_not_used_up() {
    type End = fn(&mut Bench);
    let ways: [(&str, End); 6] = [
        ("back", |bench| bench.ask(Command::Back).done()),
        ("leave", |bench| bench.ask(Command::Leave).wait(7000).done()),
        ("power", |bench| bench.ask(Command::Power { on: false }).wait(2000).done()),
        ("case", |bench| bench.ask(Command::Case).done()),
        ("session", |bench| bench.ask(Command::Session).done()),
        ("award", |bench| {
            bench.ask(Command::Stage(Direction::Awards { percent: Some(10), present: true })).done();
        }),
    ];
    for (way, end) in ways {
        let mut bench = Bench::dances();
        bench.wait(60_000).heard();
        end(&mut bench);
        assert_eq!(ended(&bench.heard()), [false], "{way}");
        assert_eq!((bench.terminal.dancing(), bench.terminal.music()), (None, None), "{way}");
        assert_eq!(bench.terminal.session().merits.dance(), Some(1), "{way}");
        // Nothing of it comes later.
        bench.wait(200_000);
        assert!(ended(&bench.heard()).is_empty(), "{way}");
    }
    // Before a music is chosen there is nothing to end.
    let mut bench = Bench::new(5, merits(&[10, 25, 50, 75]));
    bench.ask(Command::Dance).ask(Command::Back);
    assert_eq!((ended(&bench.heard()), bench.screen()), (vec![], Screen::Prompt));
    // Nor is a room left empty that covered it.
    let mut bench = Bench::dances();
    bench.wait(5000).ask(Command::Session).wait(5000).ask(Command::Back);
    assert_eq!(bench.screen(), Screen::Case);
}

#[test]
fn a_dance_goes_on_beneath_the_handbook() {
    let mut bench = Bench::dances();
    bench.wait(60_000).ask(Command::Help).wait(30_000).heard();
    assert_eq!(bench.screen(), Screen::Handbook);
    bench.ask(Command::Back);
    assert_eq!((bench.screen(), ended(&bench.heard())), (Screen::Dance, vec![]));
    assert!(!bench.dancing().over);
    bench.wait(1000).ask(Command::Handbook).wait(28_999);
    assert!(ended(&bench.heard()).is_empty());
    bench.wait(1);
    assert_eq!(ended(&bench.heard()), [true], "at its time");
    bench.wait(60_000).ask(Command::Back);
    assert_eq!((bench.screen(), bench.dancing().over), (Screen::Dance, true));
    // From the handbook to the file at hand is a way out.
    let mut bench = Bench::at_field(5, merits(&[10, 25, 50, 75]), HALF);
    bench.ask(Command::Case).wait(1000).ask(Command::Dance).ask(Command::Strike { at: 0 }).wait(1000);
    bench.ask(Command::Handbook).wait(1000).ask(Command::Resume);
    assert_eq!((bench.screen(), ended(&bench.heard())), (Screen::Refinement, vec![false]));
}

#[test]
fn a_dance_replays_in_any_steps_and_from_any_snapshot() {
    let run = |step: i64, restores: bool| {
        let mut bench = Bench::dances();
        for at in 0..130 {
            bench.ask(Command::Strike { at: at % 6 });
            (0..1000 / step).for_each(|_| bench.wait(step).done());
            if restores {
                let (told, text) = (bench.terminal.take_happenings(), bench.terminal.snapshot());
                bench.terminal = Terminal::restore(&text, Pack::embedded()).unwrap();
                bench.terminal.happenings = told;
            }
        }
        (bench.terminal.snapshot(), bench.heard())
    };
    let whole = run(1000, false);
    assert!(whole.1.contains(&Happening::DanceEnded { whole: true }));
    assert_eq!(run(125, false), whole);
    assert_eq!(run(500, true), whole);
}

#[test]
fn the_standing_of_a_quarter_is_the_same_whenever_it_is_looked_at() {
    let mut bench = Bench::new(12, Merits::default());
    let (first, second) = (bench.terminal.standing(1).unwrap(), bench.terminal.standing(2).unwrap());
    assert_ne!(first.lines, second.lines, "colleagues have better quarters and worse");
    bench.wait(3_600_000).ask(Command::Case);
    let again = Terminal::restore(&bench.terminal.snapshot(), Pack::embedded()).unwrap();
    assert_eq!((again.standing(1), again.standing(2)), (Some(first.clone()), Some(second)));
    for quarter in [0, 3, u32::MAX] {
        assert_eq!(again.standing(quarter), None, "{quarter}");
    }
    let own = first.own().unwrap();
    assert_eq!((own.name.as_str(), own.groups, own.misfiled), (bench.terminal.employee(), 240, 6));
    assert_eq!((first.quarter, first.date), (1, DATE.date()));
    let colleagues = &Pack::embedded().incentives.clone().unwrap().colleagues;
    assert_eq!(first.lines.len(), colleagues.len() + 1);
    let names: BTreeSet<&str> = first.lines.iter().map(|line| line.name.as_str()).collect();
    assert!(colleagues.iter().all(|colleague| names.contains(colleague.name.as_str())));
}

#[test]
fn the_place_follows_groups_less_four_times_what_was_misfiled() {
    let standing = |seed: u64, groups: u32, misfiled: u32| {
        let mut session = Session::new(seed);
        session.ledger = vec![entry(groups, misfiled); QUARTER];
        let terminal = Terminal::with_session(Pack::embedded(), Tube::default(), session);
        terminal.standing(1).unwrap()
    };
    let score = |line: &Line| i64::from(line.groups) - 4 * i64::from(line.misfiled);
    let mut places = BTreeSet::new();
    for seed in 0..40 {
        for misfiled in [0, 3, 9, 40] {
            let found = standing(seed, 60, misfiled);
            assert!(found.lines.is_sorted_by_key(|line| -score(line)));
            assert_eq!(found.own().unwrap().remark, None);
            assert_eq!(found.lines.iter().filter(|line| line.remark.is_none()).count(), 1);
            assert_eq!(found.first(), found.lines.first());
            places.insert(found.place);
        }
    }
    assert_eq!(places, (1..=8).collect(), "every place can be come to");
    // Where nobody has delivered anything, all but misfilings is a tie: the employee stands before the others.
    let tied = standing(1, 0, 0);
    assert_eq!((tied.place, score(tied.own().unwrap())), (1, 0));
    let equal: Vec<&Line> = tied.lines.iter().filter(|line| score(line) == 0).collect();
    let colleagues = Pack::embedded().incentives.clone().unwrap().colleagues;
    let at = |line: &&Line| colleagues.iter().position(|colleague| colleague.name == line.name);
    assert!(equal.len() > 2 && equal[1..].is_sorted_by_key(at), "and they as the pack has them: {equal:?}");
}

#[test]
fn the_card_is_a_title_and_a_line_of_figures() {
    for name in ["lumon", "meridian"] {
        let pack = Pack::shipped(name).unwrap();
        let mut session = Session::new(3);
        session.ledger = vec![entry(40, 1); QUARTER];
        session.employee = Some("Ada Q.".to_owned());
        let terminal = Terminal::with_session(pack, Tube::default(), session);
        let card = terminal.card(1).unwrap();
        assert_eq!(card.lines().count(), 2, "{card}");
        assert!(card.ends_with('\n') && !card.contains('{') && !card.contains('}'), "{card}");
        let place = terminal.standing(1).unwrap().place.to_string();
        for part in ["Ada Q.", "240", "6", place.as_str()] {
            assert!(card.lines().nth(1).unwrap().contains(part), "{part} in {card}");
        }
        assert_eq!(terminal.card(2), None);
    }
}

/// However fast keys repeat, so that nothing flashes.
#[test]
fn sheets_are_turned_five_times_a_second_at_most() {
    let most =
        |bench: &mut Bench, ask: &dyn Fn(i64) -> Command, seen: &dyn Fn(&Terminal) -> (usize, bool)| {
            let mut turned: Vec<i64> = Vec::new();
            for step in 0..300 {
                let before = seen(&bench.terminal);
                bench.wait(10).ask(ask(step));
                if seen(&bench.terminal) != before {
                    turned.push(bench.now);
                }
            }
            assert!(turned.len() >= 13, "{turned:?}");
            turned.windows(6).map(|six| six[5] - six[0]).min().unwrap()
        };
    let mut bench = Bench::new(13, Merits::default());
    bench.ask(Command::Case).wait(2000);
    let to_and_fro = |step: i64| Command::TurnAward { by: if step / 40 % 2 == 0 { -1 } else { 1 } };
    let award = |terminal: &Terminal| (terminal.chosen_award().unwrap().0 as usize, false);
    assert!(most(&mut bench, &to_and_fro, &award) >= 1000);
    bench.wait(2000).ask(Command::Quarter { quarter: 0 });
    let sheet = |terminal: &Terminal| (terminal.shown_quarter().0 as usize, terminal.shown_quarter().1);
    assert!(most(&mut bench, &|_| Command::Certificate, &sheet) >= 1000);
    let quarter = |step: i64| Command::Quarter { quarter: step as u32 % 2 + 1 };
    assert!(most(&mut bench, &quarter, &sheet) >= 1000);
}

#[test]
fn quarters_are_turned_as_far_as_they_have_ended() {
    let mut bench = Bench::new(13, Merits::default());
    bench.ask(Command::Quarter { quarter: 0 });
    assert_eq!(bench.terminal.shown_quarter(), (2, false), "the last one first");
    bench.ask(Command::Certificate);
    assert_eq!(bench.terminal.shown_quarter(), (2, true));
    for (quarter, shown) in [(3, (2, true)), (1, (1, false)), (u32::MAX, (1, false)), (0, (2, false))] {
        bench.ask(Command::Quarter { quarter });
        assert_eq!(bench.terminal.shown_quarter(), shown, "{quarter}");
    }
    bench.heard();
    bench.ask(Command::Save).ask(Command::Copy);
    let asked = [Happening::CertificateAsked { quarter: 2 }, Happening::CardAsked { quarter: 2 }];
    assert_eq!(bench.heard(), asked);
    assert!(RUNGS.contains(&DANCE_RUNG));
}
