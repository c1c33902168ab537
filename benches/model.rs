//! What a frame of refinement costs before it is rastered, and what a save costs.
//!
//! Goals: `advance` and layout of a frame in 1 ms; at a corner of the plane, and after 100,000 changed cells, at most
//! 1.05 times a fresh file's; a session of 1,000 finished files encoded and decoded in 10 ms; a leaf of the handbook
//! turned within a picture, 16 ms.

use std::hint::black_box;

use divan::Bencher;
use macrodat::keys::Keys;
use macrodat::model::geometry::Tube;
use macrodat::model::refinement::ground::Ground;
use macrodat::model::refinement::plane::{Block, Cell, SIDE};
use macrodat::model::refinement::temper::Temper;
use macrodat::model::{Command, Direction, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::picture::{Frame, Picture};
use macrodat::time::{Span, Time};

/// A standard file at one place for all: its plane about the view is the same wherever the rest differs.
const HOME: Cell = Cell { column: 5_000_000, row: 9_000_000 };

fn apply(terminal: &mut Terminal, time: Time, command: Command) {
    terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
}

/// A terminal at work: the pointer among the digits, a cluster stirred, one in flight, a sheet up.
fn at_work(address: Cell) -> Terminal {
    let mut terminal = Terminal::new(Pack::embedded(), Tube::default(), 7);
    for command in [Command::Power { on: true }, Command::Skip, Command::Open { file: "cairns".to_owned() }] {
        apply(&mut terminal, Time::ZERO, command);
    }
    set(&mut terminal, address);
    terminal
}

fn set(terminal: &mut Terminal, Cell { column, row }: Cell) {
    let now = terminal.now();
    for command in [
        Command::Stage(Direction::Address { column, row }),
        Command::Stage(Direction::Cluster { temper: Temper::Woe, size: 9, columns: -6, rows: 0 }),
        Command::Stage(Direction::Cluster { temper: Temper::Malice, size: 12, columns: 5, rows: 0 }),
        Command::Look { bin: 2 },
        Command::Point { x: 720.0 - 5.5 * 69.2, y: 470.0 },
    ] {
        apply(terminal, now, command);
    }
    let later = |milliseconds| now + Span::from_millis(milliseconds);
    apply(terminal, later(900), Command::Take);
    apply(terminal, later(950), Command::Bin { bin: 0 });
    apply(terminal, later(1000), Command::Point { x: 720.0 + 5.5 * 69.2, y: 470.0 });
    terminal.advance(later(2300));
    assert_eq!(terminal.board().map(|board| board.deliveries().len()), Some(1));
    terminal.take_happenings();
}

/// The same terminal on a plane of which 100,000 cells have changed, all about the view and far around it.
fn much_changed() -> Terminal {
    let fresh = at_work(HOME);
    let mut ground: Ground = fresh.board().unwrap().ground().clone();
    let middle = Block::of(HOME);
    let mut ring = 0_i64;
    while ground.changed_cells() < 100_000 {
        for right in -ring..=ring {
            for down in -ring..=ring {
                // Not in the view itself: what is drawn shall be the same.
                if right.abs().max(down.abs()) == ring && (right.abs() > 3 || down.abs() > 2) {
                    let block = middle.offset(right, down);
                    if let Some(cluster) = ground.cluster(block) {
                        ground.empty(&cluster, Time::ZERO);
                        ground.regrow(block, &Temper::ALL);
                    }
                }
            }
        }
        ring += 1;
    }
    assert!(ground.changed_cells() >= 100_000);
    let mut snapshot: serde_json::Value = serde_json::from_slice(&fresh.snapshot()).unwrap();
    snapshot["session"]["boards"]["cairns"]["ground"] = serde_json::to_value(&ground).unwrap();
    let terminal = Terminal::restore(&serde_json::to_vec(&snapshot).unwrap(), Pack::embedded()).unwrap();
    assert_eq!(terminal.board().unwrap().drawn(terminal.tube()), fresh.board().unwrap().drawn(fresh.tube()));
    terminal
}

/// The boards that are compared.
const BOARDS: [&str; 3] = ["fresh", "corner of the plane", "100,000 changed cells"];

fn board(name: &str) -> Terminal {
    match name {
        "fresh" => at_work(HOME),
        "corner of the plane" => at_work(Cell { column: SIDE - 1, row: SIDE - 1 }),
        _ => much_changed(),
    }
}

/// Goes on by less than a frame at each call, and by no more than a millisecond in all.
struct Moved {
    terminal: Terminal,
    began: Time,
    number: i64,
}

impl Moved {
    fn new(name: &str) -> Self {
        let terminal = board(name);
        Self { began: terminal.now(), terminal, number: 0 }
    }

    fn next(&mut self) -> &Terminal {
        self.number += 1;
        self.terminal.advance(self.began + Span(self.number % 400_000));
        &self.terminal
    }
}

#[divan::bench(args = BOARDS)]
fn advance_and_digits(bencher: Bencher<'_, '_>, name: &str) {
    let mut moved = Moved::new(name);
    bencher.bench_local(|| {
        let terminal = moved.next();
        let board = terminal.board().unwrap();
        black_box((board.drawn(terminal.tube()), board.flying(terminal.tube())))
    });
}

#[divan::bench(args = BOARDS)]
fn advance_layout_and_shapes(bencher: Bencher<'_, '_>, name: &str) {
    let frame = Frame::new(1440, 1000).unwrap();
    let mut picture = Picture::new(&Pack::embedded(), Keys::default());
    let mut moved = Moved::new(name);
    picture.shapes(&moved.terminal, &frame);
    bencher.bench_local(|| black_box(picture.shapes(moved.next(), &frame)));
}

/// A session of 1,000 finished files, with a board in progress.
fn long_session() -> Vec<u8> {
    let mut snapshot: serde_json::Value = serde_json::from_slice(&at_work(HOME).snapshot()).unwrap();
    let pack = Pack::embedded();
    let entries: Vec<serde_json::Value> = (0..1000)
        .map(|number: i64| {
            serde_json::json!({
                "file": pack.files[number as usize % 25].key,
                "date": "1983-09-12T08:50:00",
                "active": 423_360_000_000_i64 + number * 987_654_321,
                "deliveries": 80 + number % 9,
                "misfilings": number % 7,
                "address": { "column": 16_000_000 - number, "row": number * 16_001 },
                "commendation": pack.commendations[number as usize % 12].key,
            })
        })
        .collect();
    snapshot["session"]["ledger"] = serde_json::Value::Array(entries);
    serde_json::to_vec(&snapshot).unwrap()
}

#[divan::bench]
fn encode_1000_files(bencher: Bencher<'_, '_>) {
    let terminal = Terminal::restore(&long_session(), Pack::embedded()).unwrap();
    assert_eq!(terminal.session().ledger.len(), 1000);
    bencher.bench_local(|| black_box(terminal.snapshot()));
}

#[divan::bench]
fn decode_1000_files(bencher: Bencher<'_, '_>) {
    let text = long_session();
    bencher.bench_local(|| black_box(Terminal::restore(&text, Pack::embedded()).unwrap()));
}

/// What of the handbook lies open.
const LEAVES: [&str; 6] = ["bearing", "keys", "contents", "index", "hits", "many hits"];

fn reading(leaf: &str) -> Terminal {
    let mut terminal = Terminal::new(Pack::embedded(), Tube::default(), 7);
    let read = Command::Read { page: leaf.to_owned() };
    let sought = if leaf == "hits" { "group" } else { "e" };
    let typed = Command::Type { text: sought.to_owned() };
    let asked = match leaf {
        "contents" => vec![Command::Contents],
        "index" => vec![Command::Index],
        "hits" | "many hits" => vec![Command::Search, typed, Command::Enter],
        _ => vec![read],
    };
    let open = [Command::Power { on: true }, Command::Skip, Command::Handbook];
    for command in open.into_iter().chain(asked) {
        apply(&mut terminal, Time::ZERO, command);
    }
    terminal
}

#[divan::bench(args = LEAVES)]
fn leaf_controls(bencher: Bencher<'_, '_>, leaf: &str) {
    let (terminal, keys) = (reading(leaf), Keys::default());
    bencher.bench_local(|| black_box(macrodat::screens::controls(&terminal, &keys)));
}

#[divan::bench(args = LEAVES)]
fn leaf_layout_and_shapes(bencher: Bencher<'_, '_>, leaf: &str) {
    let frame = Frame::new(1440, 1000).unwrap();
    let mut picture = Picture::new(&Pack::embedded(), Keys::default());
    let terminal = reading(leaf);
    picture.shapes(&terminal, &frame);
    bencher.bench_local(|| black_box(picture.shapes(&terminal, &frame)));
}

/// Turned to and fro, so that every leaf is another than the one before.
#[divan::bench]
fn leaf_turned(bencher: Bencher<'_, '_>) {
    let frame = Frame::new(1440, 1000).unwrap();
    let mut picture = Picture::new(&Pack::embedded(), Keys::default());
    let mut terminal = reading("bearing");
    let (mut time, mut by) = (Time::ZERO, 1);
    bencher.bench_local(|| {
        time = time + Span::from_millis(300);
        by = -by;
        apply(&mut terminal, time, Command::Leaf { by });
        black_box(picture.shapes(&terminal, &frame))
    });
}

fn main() {
    divan::main();
}
