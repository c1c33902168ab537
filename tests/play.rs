//! Files finished from the first digit to the next card: by keys, by posture in stills, by words, and by mouse.

mod support;

use egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, vec2};
use macrodat::model::geometry::{PITCH, Point};
use macrodat::model::refinement::temper::Temper;
use macrodat::model::refinement::{Drawn, Notice, stirred_text};
use macrodat::model::{Command, Happening, Screen};
use macrodat::pack::Pack;
use support::Desk;

/// What a player keeps in mind: how many digits of each temper each bin has been given.
struct Tally {
    quota: u32,
    given: [[u32; 4]; 5],
}

impl Tally {
    fn of(desk: &Desk) -> Self {
        Self { quota: desk.board().quota(), given: [[0; 4]; 5] }
    }

    /// A bin that has more of `temper` than it will take now.
    fn wrong_bin(&self, temper: Temper) -> Option<usize> {
        (0..5).find(|&bin| {
            let mine = self.given[bin][temper.index()];
            let least = self.given[bin].into_iter().min().unwrap_or(0);
            8 * (mine - least) >= 3 * self.quota
        })
    }

    /// The bin to which a cluster of `temper` is best given, if any wants it.
    fn bin(&self, temper: Temper) -> Option<usize> {
        (0..5)
            .filter(|&bin| {
                let given = self.given[bin];
                let least = given.into_iter().min().unwrap_or(0);
                let mine = given[temper.index()];
                mine < self.quota && 8 * (mine - least) < 3 * self.quota
            })
            .min_by_key(|&bin| (self.given[bin][temper.index()], bin))
    }

    fn give(&mut self, bin: usize, temper: Temper, count: usize) {
        let given = &mut self.given[bin][temper.index()];
        *given = (*given + count as u32).min(self.quota);
    }

    fn is_complete(&self) -> bool {
        self.given.iter().flatten().all(|&given| given == self.quota)
    }
}

const BINS: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];

/// The temper that is told by a line about digits, through the pack's phrases: no phrase serves two.
fn temper_of_words(line: &str) -> Option<Temper> {
    let pack = Pack::embedded();
    let speaks =
        |temper: &Temper| pack.tempers[temper.index()].felt.iter().any(|felt| line.contains(felt.as_str()));
    let mut found = Temper::ALL.into_iter().filter(speaks);
    let temper = found.next()?;
    assert_eq!(found.next(), None, "{line}");
    Some(temper)
}

/// The number of digits that a line names.
fn count_of_words(line: &str) -> Option<usize> {
    let pack = Pack::embedded();
    let spoken = |word: &str| pack.numbers.iter().position(|number| number == word);
    line.split(|letter: char| !letter.is_alphabetic()).find_map(spoken)
}

/// How a player by keys comes to know which temper has stirred.
trait Sense {
    /// The temper and the size of the cluster that stirs now, if one does.
    fn feel(&mut self, desk: &mut Desk) -> Option<(Temper, usize)>;
    /// Whether the bin took what it was given.
    fn was_taken(&mut self, desk: &mut Desk) -> bool;
}

/// Walks the cell cursor over the field about its start and files what it finds, by keys alone. Now and then it offers
/// a cluster to a bin that does not want it, sees it refused, and tries again where it stirs anew.
fn play_by_keys(desk: &mut Desk, sense: &mut impl Sense) {
    let mut tally = Tally::of(desk);
    let arrows =
        [(Key::ArrowRight, 4, 9), (Key::ArrowDown, 4, 1), (Key::ArrowLeft, 4, 9), (Key::ArrowDown, 4, 1)];
    let home = [(Key::ArrowRight, 4, 9), (Key::ArrowUp, 4, 4), (Key::ArrowLeft, 4, 9)];
    // Where nothing more is wanted it pages on: around the first page, and back to it.
    use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp};
    let mut pages = [
        ArrowRight, ArrowDown, ArrowLeft, ArrowLeft, ArrowUp, ArrowUp, ArrowRight, ArrowRight, ArrowDown,
        ArrowLeft,
    ]
    .into_iter()
    .cycle();
    let mut delivered = 0;
    for round in 0.. {
        assert!(round < 90, "not finished: {:?}", tally.given);
        if round > 0 && std::mem::replace(&mut delivered, desk.delivered) == desk.delivered {
            desk.chord(pages.next().unwrap_or(ArrowRight), Modifiers::CTRL);
        }
        for (key, cells, stops) in arrows.iter().chain(&arrows).chain(&home).copied() {
            for _ in 0..stops {
                (0..cells).for_each(|_| desk.key(key));
                desk.wait(900);
                let Some((temper, count)) = sense.feel(desk) else { continue };
                let Some(bin) = tally.bin(temper) else { continue };
                if desk.delivered % 3 == 1 {
                    take_by_box(desk);
                } else {
                    desk.key(Key::Enter);
                }
                if desk.board().gathered().is_none() {
                    continue;
                }
                desk.heard();
                if let Some(wrong) = tally.wrong_bin(temper).filter(|_| desk.delivered % 5 == 2) {
                    desk.key(BINS[wrong]);
                    assert!(!sense.was_taken(desk));
                    desk.check_percentages();
                    desk.wait(1000);
                    let again = sense.feel(desk);
                    assert_eq!(again, Some((temper, count)), "it stirs again where it was, whole");
                    desk.key(Key::Enter);
                    desk.heard();
                }
                desk.key(BINS[bin]);
                if sense.was_taken(desk) {
                    tally.give(bin, temper, count);
                }
                desk.check_percentages();
                if tally.is_complete() {
                    return;
                }
            }
        }
    }
}

/// Draws a box by keys about the digits that are seen to stir: to its upper left corner, then with Shift.
fn take_by_box(desk: &mut Desk) {
    let large = large(desk);
    let Some(first) = large.first() else { return };
    let (left, top) = large.iter().fold((first.cell, first.cell), |(left, top), digit| {
        (
            if digit.cell.column < left.column { digit.cell } else { left },
            if digit.cell.row < top.row { digit.cell } else { top },
        )
    });
    let (right, bottom) = large.iter().fold((first.cell, first.cell), |(right, bottom), digit| {
        (
            if digit.cell.column > right.column { digit.cell } else { right },
            if digit.cell.row > bottom.row { digit.cell } else { bottom },
        )
    });
    let cursor = desk.board().cursor_cell();
    let go = |desk: &mut Desk, by: i64, more: Key, less: Key, modifiers: Modifiers| {
        (0..by.abs()).for_each(|_| desk.chord(if by > 0 { more } else { less }, modifiers));
    };
    let (x, y) =
        (i64::from(left.column) - i64::from(cursor.column), i64::from(top.row) - i64::from(cursor.row));
    go(desk, x, Key::ArrowRight, Key::ArrowLeft, Modifiers::NONE);
    go(desk, y, Key::ArrowDown, Key::ArrowUp, Modifiers::NONE);
    go(desk, i64::from(right.column - left.column), Key::ArrowRight, Key::ArrowLeft, Modifiers::SHIFT);
    go(desk, i64::from(bottom.row - top.row), Key::ArrowDown, Key::ArrowUp, Modifiers::SHIFT);
    desk.key(Key::Enter);
    assert!(desk.board().gathered().is_some(), "the box took the cluster that stirred");
}

/// The digits that are seen to be large now: those of the stirred cluster.
fn large(desk: &Desk) -> Vec<Drawn> {
    let board = desk.board();
    let zoom = board.view().zoom(board.now());
    board.drawn(desk.terminal.tube()).into_iter().filter(|digit| digit.scale > 1.9 * zoom).collect()
}

/// Hears announcements: what stirs, in words, and what is noticed.
struct Announcements;

impl Sense for Announcements {
    fn feel(&mut self, desk: &mut Desk) -> Option<(Temper, usize)> {
        let last = desk.heard().into_iter().rev().find_map(|what| match what {
            Happening::Stirred { temper, count, phrase } => {
                Some(stirred_text(desk.terminal.pack(), temper, count, phrase))
            }
            _ => None,
        })?;
        Some((temper_of_words(&last)?, count_of_words(&last)?))
    }

    fn was_taken(&mut self, desk: &mut Desk) -> bool {
        !desk.heard().iter().any(|what| matches!(what, Happening::Noticed { notice: Notice::Refused { .. } }))
    }
}

/// Reads nothing but the texts of the controls, as a screen reader does.
struct Words {
    before: String,
}

impl Sense for Words {
    fn feel(&mut self, desk: &mut Desk) -> Option<(Temper, usize)> {
        let value = desk.control("field")?.value;
        // "Row 3, column 4: 5. Nine digits; they hang." The cell comes first, and has no words for numbers.
        let line = value.split_once(". ").map(|(_, line)| line.to_owned()).unwrap_or_default();
        if line.is_empty() || line == self.before {
            self.before = line;
            return None;
        }
        Some((temper_of_words(&line)?, count_of_words(&line)?))
    }

    fn was_taken(&mut self, desk: &mut Desk) -> bool {
        self.before = String::new();
        // A refusal is said in the line of notices, and what is felt is said in it.
        desk.control("notice").is_none_or(|notice| temper_of_words(&notice.label).is_none())
    }
}

/// Sees a still picture, in which nothing floats or moves.
#[derive(Default)]
struct Still {
    right: usize,
    wrong: usize,
}

impl Sense for Still {
    fn feel(&mut self, desk: &mut Desk) -> Option<(Temper, usize)> {
        let large = large(desk);
        if large.is_empty() || desk.board().attended().is_none() {
            return None;
        }
        let seen = read_posture(&large);
        let board = desk.board();
        let truth = board.ground().cluster(board.attended()?)?.temper;
        if seen == truth {
            self.right += 1
        } else {
            self.wrong += 1
        }
        Some((seen, large.len()))
    }

    fn was_taken(&mut self, desk: &mut Desk) -> bool {
        !desk.heard().iter().any(|what| matches!(what, Happening::Refused { .. }))
    }
}

/// Reads a posture from one still: from nothing but where the large digits stand to each other and how they are
/// turned, to the nearest 4 degrees and the nearest twentieth of a cell, as an eye might.
fn read_posture(digits: &[Drawn]) -> Temper {
    let coarse = |value: f64, step: f64| (value / step).round() * step;
    let seen: Vec<(f64, f64, f64)> = digits
        .iter()
        .map(|digit| {
            let at = (coarse(digit.at.x / PITCH, 0.05), coarse(digit.at.y / PITCH, 0.05));
            (at.0, at.1, coarse(digit.turn.to_degrees(), 4.0))
        })
        .collect();
    let count = seen.len() as f64;
    let mean = |of: &dyn Fn(&(f64, f64, f64)) -> f64| seen.iter().map(of).sum::<f64>() / count;
    let (turn, middle) = (mean(&|digit| digit.2), mean(&|digit| digit.0));
    let spread = mean(&|digit| (digit.2 - turn).abs());
    if spread < 3.0 {
        // All turned alike: leaning if they are turned, upright otherwise.
        return if turn.abs() > 6.0 { Temper::Woe } else { Temper::Dread };
    }
    // Turned outward to both sides, or this way and that from neighbour to neighbour.
    let outward = seen.iter().filter(|digit| (digit.0 - middle) * digit.2 > 0.0).count() as f64;
    let (mut against, mut neighbours) = (0.0, 0.0);
    for (index, one) in seen.iter().enumerate() {
        for other in &seen[index + 1..] {
            let (dx, dy) = (one.0 - other.0, one.1 - other.1);
            // Side by side or one above the other.
            if dx * dx + dy * dy < 1.3 && dx.abs().min(dy.abs()) < 0.45 {
                neighbours += 1.0;
                against += f64::from(u8::from(one.2 * other.2 < 0.0));
            }
        }
    }
    if against / f64::max(neighbours, 1.0) > outward / count { Temper::Frolic } else { Temper::Malice }
}

#[test]
fn a_short_file_by_keys_alone() {
    let mut desk = Desk::new(21);
    desk.open_by_keys("Siena");
    play_by_keys(&mut desk, &mut Announcements);
    desk.check_finished("siena");
    desk.key(Key::Enter);
    desk.check_next_card();
}

#[test]
fn a_standard_file_by_keys_alone() {
    let mut desk = Desk::new(22);
    desk.open_by_keys("Todos Santos");
    play_by_keys(&mut desk, &mut Announcements);
    let minutes = desk.board().active().seconds() / 60.0;
    println!("a standard file by keys: {} deliveries, {minutes:.1} minutes", desk.delivered);
    assert!(desk.refused >= 3, "{} misfilings", desk.refused);
    desk.check_finished("todos-santos");
    desk.key(Key::Enter);
    desk.check_next_card();
}

/// What a file states (its mix, sizes and density) never makes it one that cannot be finished near where it began.
#[test]
fn every_file_of_the_pack_is_finished_by_keys() {
    for (number, file) in Pack::embedded().files.iter().enumerate() {
        let mut desk = Desk::new(200 + number as u64);
        desk.open_by_keys(&file.name);
        play_by_keys(&mut desk, &mut Announcements);
        let minutes = desk.board().active().seconds() / 60.0;
        let called = desk.terminal.session().wellness.called_at.is_some();
        println!("{}: {} deliveries, {minutes:.1} minutes, called: {called}", file.name, desk.delivered);
        assert!(called || minutes < 25.0, "no call in {minutes:.1} minutes");
        desk.check_finished(&file.key);
        desk.key(Key::Enter);
        desk.check_next_card();
    }
}

#[test]
fn a_file_by_words_alone() {
    let mut desk = Desk::new(23);
    desk.open_by_keys("Allentown");
    play_by_keys(&mut desk, &mut Words { before: String::new() });
    desk.check_finished("allentown");
    let said = desk.control("commendation").unwrap().label;
    assert!(said.contains(&desk.delivered.to_string()), "{said}");
    desk.key(Key::Enter);
    desk.check_next_card();
}

#[test]
fn a_file_by_posture_alone() {
    let mut desk = Desk::new(24);
    desk.command(Command::SetMotion { reduced: true });
    desk.open_by_keys("Trinity");
    let mut still = Still::default();
    play_by_keys(&mut desk, &mut still);
    println!("by posture: {} read rightly, {} wrongly", still.right, still.wrong);
    desk.check_finished("trinity");
    desk.key(Key::Enter);
    desk.check_next_card();
}

/// Five hundred clusters of every file, each read from one still.
#[test]
fn postures_are_read_rightly_from_stills() {
    let pack = Pack::embedded();
    let mut wrong = [[0; 4]; 4];
    let mut read = 0;
    for (number, file) in pack.files.iter().enumerate() {
        let mut desk = Desk::new(number as u64);
        desk.command(Command::SetMotion { reduced: true });
        desk.command(Command::Power { on: true });
        desk.command(Command::Skip);
        desk.command(Command::Open { file: file.key.clone() });
        let mut found = 0;
        while found < 20 {
            // From cell to cell towards the lower right, as the cursor goes.
            desk.command(Command::MoveCursor { columns: 5, rows: 3 });
            desk.wait(1200);
            let Some(block) = desk.board().attended() else { continue };
            let truth = desk.board().ground().cluster(block).unwrap().temper;
            let large = large(&desk);
            found += 1;
            read += 1;
            wrong[truth.index()][read_posture(&large).index()] += 1;
        }
    }
    let right: i32 = (0..4).map(|temper| wrong[temper][temper]).sum();
    println!("postures read rightly: {right} of {read}; {wrong:?}");
    assert!(read >= 500);
    assert!(right * 100 >= read * 97, "{right} of {read}: {wrong:?}");
}

/// Sweeps the pointer over the field, and files what stirs under it in three ways.
#[test]
fn a_file_by_mouse_alone() {
    let mut desk = Desk::new(25);
    // The power switch, the boot and the card are clicked on too; the empty prompt leads to the next file.
    desk.click(Point::new(700.0, 500.0));
    desk.wait(800);
    desk.click(Point::new(700.0, 500.0));
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
    desk.key(Key::Enter);
    assert_eq!(desk.card(), "Siena");
    let card = desk.control("card").unwrap().area.centre();
    desk.click(card);
    assert_eq!(desk.terminal.screen(), Screen::Refinement);
    let mut tally = Tally::of(&desk);
    let mut ways = [0; 3];
    let mut round = 0;
    // About the start, a page and less to either side, and back to it.
    let ways_round = [(1, 0), (0, 1), (-1, 0), (-1, 0), (0, -1), (0, -1), (1, 0), (1, 0), (0, 1), (-1, 0)];
    'file: loop {
        round += 1;
        assert!(round < 80, "not finished: {:?}", tally.given);
        for y in [230.0, 400.0, 560.0, 730.0] {
            for x in [120.0, 320.0, 520.0, 720.0, 920.0, 1120.0, 1320.0] {
                desk.glide(Point::new(x, y), 160);
                desk.heard();
                desk.wait(850);
                let felt = Announcements.feel(&mut desk);
                let Some((temper, count)) = felt else { continue };
                let Some(bin) = tally.bin(temper) else { continue };
                let way = desk.delivered as usize % 3;
                if !take_by_mouse(&mut desk, way) {
                    continue;
                }
                desk.heard();
                let target = desk.control(&format!("bin.{bin}")).unwrap().area.centre();
                if way == 0 {
                    desk.click(target);
                } else {
                    // Takes hold of one of the digits, when all else is calm, and drops them all in the bin.
                    desk.wait(800);
                    // One that can be pointed at: a cluster may reach beyond the field's edge.
                    let field = desk.terminal.tube().field();
                    let Some(hold) = large(&desk).iter().map(|digit| digit.at).find(|at| field.holds(*at))
                    else {
                        continue;
                    };
                    desk.glide(hold, 150);
                    desk.button(true);
                    desk.glide(target, 400);
                    desk.button(false);
                }
                if Announcements.was_taken(&mut desk) {
                    tally.give(bin, temper, count);
                    ways[way] += 1;
                }
                desk.check_percentages();
                if tally.is_complete() {
                    break 'file;
                }
            }
        }
        let (right, down) = ways_round[round % ways_round.len()];
        desk.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            source: egui::MouseWheelSource::Wheel,
            delta: vec2(-12.0 * right as f32, -6.0 * down as f32),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        desk.wait(400);
    }
    assert!(ways.iter().all(|&count| count >= 5), "{ways:?}");
    desk.check_finished("siena");
    let next = desk.control("continue").unwrap().area.centre();
    desk.click(next);
    desk.check_next_card();
}

/// By a box about all that is large, or by a click on one of the digits. Gives whether it was gathered.
fn take_by_mouse(desk: &mut Desk, way: usize) -> bool {
    let large = large(desk);
    let field = desk.terminal.tube().field();
    let Some(first) = large.iter().find(|digit| field.holds(digit.at)) else { return false };
    if way == 1 {
        desk.click(first.at);
        return desk.board().gathered().is_some();
    }
    let (mut low, mut high) = (first.at, first.at);
    for digit in &large {
        low = Point::new(low.x.min(digit.at.x), low.y.min(digit.at.y));
        high = Point::new(high.x.max(digit.at.x), high.y.max(digit.at.y));
    }
    desk.glide(Point::new((low.x - 30.0).max(4.0), (low.y - 30.0).max(field.top + 2.0)), 120);
    desk.button(true);
    desk.glide(Point::new((high.x + 30.0).min(1436.0), (high.y + 30.0).min(field.bottom - 2.0)), 250);
    desk.button(false);
    desk.board().gathered().is_some()
}
