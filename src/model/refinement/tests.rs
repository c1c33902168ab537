//! The rules of the refinement screen, each by itself.

use super::*;
use crate::model::geometry::{Area, PITCH};
use crate::pack::Pack;

const TUBE: Tube = Tube { width: 1440.0, height: 1000.0 };

/// A board at a time, and what has happened on it.
struct Play {
    board: Board,
    happened: Vec<(Time, Happening)>,
}

impl Play {
    fn of(file: &str, seed: u64) -> Self {
        let pack = Pack::embedded();
        Self { board: Board::new(pack.file(file).unwrap(), 5, seed), happened: Vec::new() }
    }

    /// The first file, which begins beside four clusters, one of each temper.
    fn of_four(seed: u64) -> Self {
        Self::of("siena", seed)
    }

    fn at(&mut self, milliseconds: i64) -> &mut Self {
        self.board.advance(Time::from_millis(milliseconds), &TUBE, &mut self.happened);
        self
    }

    fn point(&mut self, point: Point) -> &mut Self {
        self.board.point(Some(point), &TUBE);
        self
    }

    /// The block and the middle of a cluster of `temper` that is wholly in view.
    fn cluster(&self, temper: Temper) -> (Block, Point) {
        let field = TUBE.field().grown(-60.0);
        let drawn = self.board.drawn(&TUBE);
        for digit in &drawn {
            let Some(block) = digit.cluster else { continue };
            let cluster = self.board.ground.cluster(block).unwrap();
            let points: Vec<Point> =
                drawn.iter().filter(|d| d.cluster == Some(block)).map(|d| d.at).collect();
            if cluster.temper == temper && points.iter().all(|&point| field.holds(point)) && points.len() >= 8
            {
                let count = points.len() as f64;
                let x = points.iter().map(|point| point.x).sum::<f64>() / count;
                let y = points.iter().map(|point| point.y).sum::<f64>() / count;
                return (block, Point::new(x, y));
            }
        }
        panic!("no {temper:?} in view");
    }

    fn drawn(&self, block: Block) -> Vec<Drawn> {
        self.board.drawn(&TUBE).into_iter().filter(|digit| digit.cluster == Some(block)).collect()
    }

    /// Stirs and gathers a cluster, by keys' way of taking, and sends it to a bin. The dwell takes 0.8 s.
    fn deliver(&mut self, temper: Temper, bin: usize) -> Time {
        let (_, middle) = self.cluster(temper);
        let now = self.board.now;
        self.point(middle);
        let wait = now + Span::from_millis(800);
        self.board.advance(wait, &TUBE, &mut self.happened);
        self.board.take(&TUBE, &mut self.happened);
        assert!(self.board.gathered.is_some());
        self.board.call_bin(bin, &TUBE, &mut self.happened);
        self.board.now
    }

    fn times(&self, is: impl Fn(&Happening) -> bool) -> Vec<Time> {
        self.happened.iter().filter(|(_, what)| is(what)).map(|&(at, _)| at).collect()
    }
}

fn millis(from: Time, to: Time) -> i64 {
    to.since(from).0 / Span::from_millis(1).0
}

#[test]
fn dwell_stirs_and_a_fast_sweep_shows_nothing() {
    // To the left of the cluster of woe, in a file where nothing else is near there.
    let left_of = |play: &Play, cells: f64| {
        let (block, _) = play.cluster(Temper::Woe);
        let cluster = play.board.ground.cluster(block).unwrap();
        let left = cluster.cells.iter().min_by_key(|cell| cell.column).unwrap();
        play.board.view.point(left.centre().offset(-cells, 0.0), &TUBE, play.board.now)
    };
    let alone = |seed: &u64| {
        let play = Play::of_four(*seed);
        let (block, _) = play.cluster(Temper::Woe);
        let point = left_of(&play, 2.6);
        let others = |digit: &&Drawn| digit.cluster.is_some_and(|other| other != block);
        let apart = |digit: Drawn| (digit.at.x - point.x).abs().max((digit.at.y - point.y).abs());
        play.board.drawn(&TUBE).iter().filter(others).all(|&digit| apart(digit) > 3.0 * PITCH)
    };
    let mut play = Play::of_four((0..200).find(alone).unwrap());
    let (block, middle) = play.cluster(Temper::Woe);
    // Back and forth over the whole field at 1500 units a second: a cluster is in reach for 0.35 s at most.
    for step in 0..400_i64 {
        let along = (step * 24) % 2800;
        let x = if along < 1400 { along } else { 2800 - along } as f64 + 20.0;
        play.at(step * 16).point(Point::new(x, middle.y + (step / 60) as f64 * 8.0));
        assert!(play.board.attended().is_none());
        for digit in play.board.drawn(&TUBE) {
            assert!(digit.scale <= 1.51 && digit.light < 0.01, "{digit:?} at {step}");
        }
    }
    assert!(play.times(|what| matches!(what, Happening::Stirred { .. })).is_empty());
    // At rest two and a half cells from the nearest digit it stirs after 0.4 s, and not from farther.
    let point = left_of(&play, 2.6);
    play.point(point).at(9000);
    assert_eq!(play.board.attended(), None);
    let point = left_of(&play, 2.4);
    play.point(point).at(9399);
    assert_eq!(play.board.attended(), None);
    assert!(play.board.level(block) == 0.0);
    play.at(9400);
    assert_eq!(play.board.attended(), Some(block));
    assert_eq!(play.times(|what| matches!(what, Happening::Stirred { .. })), [Time::from_millis(9400)]);
    // Fully stirred it is about 2.4 times as large, lighter, and closer together.
    play.at(10_000);
    let now = play.drawn(block);
    for digit in &now {
        assert!((2.1..=2.8).contains(&digit.scale), "{digit:?}");
        assert_eq!((digit.light, digit.glow), (1.0, 1.0));
    }
    // It calms slowly when the pointer has gone.
    play.point(Point::new(720.0, 160.0)).at(10_300);
    assert!(play.board.level(block) > 0.5);
    play.at(10_800);
    assert_eq!(play.board.level(block), 0.0);
}

#[test]
fn digits_swell_near_the_pointer_and_sink_back_slowly() {
    let mut play = Play::of("cairns", 3);
    play.board.set_reduced_motion(true);
    play.at(1000);
    let bystander = play
        .board
        .drawn(&TUBE)
        .into_iter()
        .filter(|digit| digit.cluster.is_none() && TUBE.field().grown(-200.0).holds(digit.at))
        .min_by(|a, b| (a.at.x - 720.0).abs().total_cmp(&(b.at.x - 720.0).abs()))
        .unwrap();
    let scale = |play: &Play| {
        play.board.drawn(&TUBE).into_iter().find(|digit| digit.cell == bystander.cell).unwrap().scale
    };
    assert_eq!(scale(&play), 1.0);
    play.point(bystander.at);
    assert!((1.45..=1.55).contains(&scale(&play)), "at once: {}", scale(&play));
    play.at(1100).point(Point::new(bystander.at.x + 400.0, bystander.at.y));
    let mut last = scale(&play);
    assert!(last > 1.45);
    for step in 1..=10 {
        play.at(1100 + 45 * step);
        assert!(scale(&play) <= last, "it only sinks");
        last = scale(&play);
        if step == 3 {
            assert!(last > 1.25, "slowly: {last}");
        }
    }
    assert_eq!(last, 1.0);
}

/// The path of a digit over some seconds at 480 Hz: its distances from its cell in cells, and its turn.
fn path(play: &Play, cell: Cell, seconds: i64) -> Vec<[f64; 3]> {
    let mut board = play.board.clone();
    let from = board.now;
    (0..480 * seconds)
        .map(|step| {
            board.advance(from + Span(crate::time::FLICKS_PER_SECOND * step / 480), &TUBE, &mut Vec::new());
            let digit = board.drawn(&TUBE).into_iter().find(|digit| digit.cell == cell).unwrap();
            let rest = board.view.point(cell.centre(), &TUBE, board.now);
            [(digit.at.x - rest.x) / PITCH, (digit.at.y - rest.y) / PITCH, digit.turn]
        })
        .collect()
}

/// The share of a path's energy that lies above `limit` Hz, and its strongest frequency below 40 Hz.
fn spectrum(path: &[f64], limit: f64) -> (f64, f64) {
    let seconds = path.len() as f64 / 480.0;
    let mean = path.iter().sum::<f64>() / path.len() as f64;
    let (mut all, mut above, mut strongest) = (1e-12, 0.0, (0.0, 0.0));
    // Hann's window, so that the ends of the path are no jump.
    let windowed: Vec<f64> = path
        .iter()
        .enumerate()
        .map(|(at, value)| {
            (value - mean) * (0.5 - 0.5 * crate::model::ease::cowave(at as f64 / path.len() as f64))
        })
        .collect();
    for bin in 1..(40.0 * seconds) as usize {
        let (mut re, mut im) = (0.0, 0.0);
        for (at, value) in windowed.iter().enumerate() {
            let turns = (bin * at % path.len()) as f64 / path.len() as f64;
            re += value * crate::model::ease::cowave(turns);
            im += value * crate::model::ease::wave(turns);
        }
        let energy = re * re + im * im;
        let frequency = bin as f64 / seconds;
        all += energy;
        if frequency > limit {
            above += energy;
        }
        if energy > strongest.1 {
            strongest = (frequency, energy);
        }
    }
    (above / all, strongest.0)
}

#[test]
fn digits_float_on_one_axis_with_periods_of_one_to_five_seconds() {
    let play = Play::of("merida", 5);
    let drawn = play.board.drawn(&TUBE);
    let mut upright = 0;
    let bystanders: Vec<Cell> = drawn.iter().filter(|d| d.cluster.is_none()).map(|d| d.cell).collect();
    for &cell in bystanders.iter().step_by(12) {
        let path = path(&play, cell, 10);
        let reach = [0, 1].map(|axis| path.iter().map(|at| at[axis].abs()).fold(0.0, f64::max));
        assert!(reach[0].min(reach[1]) < 1e-6, "both axes: {reach:?}");
        let axis = usize::from(reach[1] > reach[0]);
        upright += axis;
        assert!((0.03..0.5).contains(&reach[axis]), "{reach:?}");
        // Crossings of the middle: two a period.
        let crossings = path.windows(2).filter(|pair| pair[0][axis] * pair[1][axis] < 0.0).count();
        assert!((3..=21).contains(&crossings), "{crossings} crossings in 10 s");
    }
    let looked = bystanders.len().div_ceil(12);
    assert!(upright * 5 > looked && upright * 5 < looked * 4, "{upright} of {looked}");
    for column in 0..5000 {
        let float = plane::float(9, Cell { column, row: column * 3 });
        assert!((1.0..=5.0).contains(&float.period.seconds()), "{float:?}");
    }
}

#[test]
fn tempers_move_in_their_ways_and_nothing_is_faster_than_five_hertz() {
    for temper in Temper::ALL {
        let mut play = Play::of_four(7);
        let (block, middle) = play.cluster(temper);
        play.point(middle).at(1500);
        let mut reach = [0.0_f64; 3];
        let mut frequencies = Vec::new();
        for digit in play.drawn(block).iter().step_by(3) {
            let path = path(&play, digit.cell, 8);
            for axis in 0..3 {
                let values: Vec<f64> = path.iter().map(|at| at[axis]).collect();
                let span = values.iter().copied().fold(f64::MIN, f64::max)
                    - values.iter().copied().fold(f64::MAX, f64::min);
                reach[axis] = reach[axis].max(span);
                if span > 0.02 {
                    let (above, strongest) = spectrum(&values, 5.0);
                    assert!(above < 0.02, "{temper:?}: {above} of the movement is above 5 Hz");
                    assert!(strongest <= 5.0, "{temper:?} at {strongest} Hz");
                    frequencies.push(strongest);
                }
                // From one frame at 24 a second to the next it never moves so far that it could be taken for another.
                let step = values.iter().zip(&values[20..]).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                assert!(step < if axis == 2 { 0.3 } else { 0.2 }, "{temper:?}: {step} in a frame of film");
            }
        }
        let quickest = frequencies.iter().copied().fold(0.0, f64::max);
        let [x, y, turn] = reach;
        match temper {
            Temper::Woe => assert!(y > 0.1 && x < 0.02 && quickest < 0.5, "{reach:?} {quickest}"),
            Temper::Frolic => assert!(y > 0.2 && turn > 0.2 && x < 0.02, "{reach:?}"),
            Temper::Dread => assert!(x > 0.07 && y < 0.02 && quickest > 3.5, "{reach:?} {quickest}"),
            Temper::Malice => assert!(x > 0.15 && y > 0.15, "{reach:?}"),
        }
    }
}

#[test]
fn a_box_takes_by_six_in_ten_and_fewer_than_two_of_another() {
    let mut play = Play::of_four(11);
    play.board.set_reduced_motion(true);
    // Boxes of every size over the four; each says what the rule says.
    let mut said = [0; 4];
    let now = play.board.now;
    for left in (0..9).map(|step| 360.0 + 50.0 * f64::from(step)) {
        for top in (0..9).map(|step| 140.0 + 40.0 * f64::from(step)) {
            for (width, height) in
                [(60.0, 60.0), (150.0, 100.0), (200.0, 300.0), (420.0, 180.0), (420.0, 520.0)]
            {
                let area = Area::new(left, top, width, height);
                let mut all: Vec<(Block, usize)> = Vec::new();
                for digit in play.board.drawn(&TUBE) {
                    if let Some(block) = digit.cluster.filter(|_| area.holds(digit.at)) {
                        match all.iter_mut().find(|(other, _)| *other == block) {
                            Some((_, count)) => *count += 1,
                            None => all.push((block, 1)),
                        }
                    }
                }
                all.sort_by_key(|&(block, count)| (std::cmp::Reverse(count), block));
                let mut board = play.board.clone();
                let mut happened = Vec::new();
                board.press(Point::new(left, top), &TUBE);
                board.release(Point::new(left + width, top + height), &TUBE, &mut happened);
                let expected = match all.first() {
                    None => Some(Notice::BoxEmpty),
                    Some(_) if all.get(1).is_some_and(|&(_, count)| count >= 2) => Some(Notice::BoxTwo),
                    Some(&(block, count))
                        if count * 10 < play.board.ground.cluster(block).unwrap().cells.len() * 6 =>
                    {
                        Some(Notice::BoxPart)
                    }
                    Some(_) => None,
                };
                let found = happened.iter().find_map(|(_, what)| match what {
                    Happening::Noticed { notice: Notice::Gathered { .. } | Notice::Lesson(_) } => None,
                    Happening::Noticed { notice } => Some(notice.clone()),
                    _ => None,
                });
                assert_eq!(found, expected, "{area:?} over {all:?}");
                assert_eq!(
                    board.gathered.map(|gathered| gathered.block),
                    all.first().filter(|_| expected.is_none()).map(|one| one.0)
                );
                said[match expected {
                    None => 0,
                    Some(Notice::BoxEmpty) => 1,
                    Some(Notice::BoxPart) => 2,
                    _ => 3,
                }] += 1;
                assert_eq!(board.now, now);
            }
        }
    }
    assert!(said.iter().all(|&count| count >= 3), "{said:?}");
}

#[test]
fn a_delivery_takes_its_stated_times() {
    let mut play = Play::of_four(13);
    let (block, _) = play.cluster(Temper::Frolic);
    let at = play.deliver(Temper::Frolic, 2);
    play.board.point(None, &TUBE);
    let bin = |play: &Play| play.board.bins[2].clone();
    let now = |play: &mut Play, after: i64| {
        play.board.advance(at + Span::from_millis(after), &TUBE, &mut play.happened);
        play.board.now
    };
    // Open in 0.3 s.
    let t = now(&mut play, 150);
    assert!((0.4..0.6).contains(&bin(&play).lids(t)));
    let t = now(&mut play, 300);
    assert_eq!(bin(&play).lids(t), 1.0);
    assert!(play.board.ground.cluster(block).is_none());
    assert_eq!(play.board.flying(&TUBE).len(), 12);
    // They grow to about 2.6x, then fly across faster than down.
    now(&mut play, 790);
    assert!(play.board.flying(&TUBE).iter().all(|digit| (2.3..=2.8).contains(&digit.scale)));
    // The sheet is down until the last has landed, by 2.5 s; up 0.5 s later; there for 2.5 s; down in 0.3 s.
    let t = now(&mut play, 2499);
    assert_eq!(bin(&play).sheet(t), 0.0);
    now(&mut play, 2500);
    let landed = play.times(|what| matches!(what, Happening::DigitLanded { .. }));
    assert_eq!(landed.len(), 12);
    assert!(landed.iter().all(|&landed| millis(at, landed) <= 2500));
    assert_eq!(
        play.times(|what| matches!(what, Happening::Delivered { .. })),
        [at + Span::from_millis(2500)]
    );
    let t = now(&mut play, 2750);
    assert!((0.4..0.6).contains(&bin(&play).sheet(t)));
    // The emptied cells refill from 3 s to 5 s.
    let (emptied, presence) = {
        let block_view = play.board.ground.block(block);
        let emptied: Vec<Cell> = (0..64)
            .map(|index| block.cell(index))
            .filter(|&cell| Block::of(cell) == block && block_view.standing(cell, t).presence < 1.0)
            .collect();
        (emptied.clone(), move |play: &Play| play.board.ground.standing(emptied[0], play.board.now).presence)
    };
    assert_eq!(emptied.len(), 12);
    now(&mut play, 3000);
    assert_eq!(presence(&play), 0.0);
    now(&mut play, 4000);
    assert!((0.45..0.55).contains(&presence(&play)));
    now(&mut play, 5000);
    assert_eq!(presence(&play), 1.0);
    assert!(play.board.ground.cluster(block).is_some(), "it can bear a new cluster");
    let t = now(&mut play, 5499);
    assert_eq!(bin(&play).sheet(t), 1.0);
    let t = now(&mut play, 5800);
    assert_eq!(bin(&play).sheet(t), 0.0);
    let t = now(&mut play, 6100);
    assert_eq!(bin(&play).lids(t), 0.0);
    let since =
        |is: fn(&Happening) -> bool| play.times(is).iter().map(|&t| millis(at, t)).collect::<Vec<_>>();
    assert_eq!(since(|what| matches!(what, Happening::LidsOpened { bin: 2 })), [0]);
    assert_eq!(since(|what| matches!(what, Happening::SheetRose { bin: 2 })), [2500]);
    assert_eq!(since(|what| matches!(what, Happening::SheetSank { bin: 2 })), [5500]);
    assert_eq!(since(|what| matches!(what, Happening::LidsShut { bin: 2 })), [5800]);
    assert!(!play.board.glides() || play.board.trail.is_empty());
}

#[test]
fn an_open_bin_stays_open_while_more_comes() {
    let mut play = Play::of_four(17);
    let first = play.deliver(Temper::Woe, 1);
    play.deliver(Temper::Malice, 1);
    let third = play.deliver(Temper::Dread, 1);
    assert!(millis(first, third) < 2500, "nothing waits for a flight");
    assert_eq!(play.board.deliveries.len(), 3);
    play.board.point(None, &TUBE);
    for step in 3..80 {
        let t = first + Span::from_millis(step * 100);
        play.board.advance(t, &TUBE, &mut play.happened);
        if t < third + Span::from_millis(5800) {
            assert_eq!(play.board.bins[1].lids(t), 1.0, "{step}");
        }
        if t > first + Span::from_millis(3000) && t < third + Span::from_millis(5500) {
            assert_eq!(play.board.bins[1].sheet(t), 1.0, "{step}");
        }
    }
    assert_eq!(
        play.times(|what| matches!(what, Happening::LidsShut { .. })),
        [third + Span::from_millis(5800)]
    );
    assert_eq!(play.times(|what| matches!(what, Happening::LidsOpened { .. })).len(), 1);
    assert_eq!(play.board.bins[1].held(), [11, 0, 12, 11]);
}

#[test]
fn looking_into_a_bin_is_free_and_ends() {
    let mut play = Play::of_four(19);
    let middle = TUBE.bin(3, 5).centre();
    let before = play.board.bins[3].held();
    play.point(middle).at(399);
    assert_eq!(play.board.looking, None);
    play.at(400);
    assert_eq!(play.board.looking, Some(3));
    play.at(900);
    assert_eq!(play.board.bins[3].sheet(play.board.now), 1.0);
    // The pointer leaves the tube from the bin itself.
    play.board.point(None, &TUBE);
    play.at(1300);
    assert_eq!(play.board.bins[3].sheet(play.board.now), 0.0);
    play.at(1600);
    assert_eq!(play.board.bins[3].lids(play.board.now), 0.0);
    assert_eq!(play.board.bins[3].held(), before);
    assert_eq!((play.board.delivered, play.board.misfiled), (0, 0));
}

#[test]
fn the_edge_scrolls_after_300_milliseconds_and_never_while_dragging() {
    let mut play = Play::of("cairns", 23);
    let start = play.board.view.centre(play.board.now);
    let gone = |play: &Play| play.board.view.centre(play.board.now).from(start);
    let edge = Point::new(1434.0, 470.0);
    play.point(edge).at(299);
    assert_eq!(gone(&play), (0.0, 0.0));
    play.at(1300);
    let (x, y) = gone(&play);
    assert!((3.0..9.0).contains(&x) && y == 0.0, "{x}, {y}");
    // Away from the edge it rests.
    play.point(Point::new(700.0, 470.0)).at(1400);
    let rest = gone(&play);
    play.at(2400);
    assert_eq!(gone(&play), rest);
    // A box that is drawn to the edge does not scroll, however long it rests there.
    play.board.press(Point::new(700.0, 470.0), &TUBE);
    play.point(edge).at(4000);
    assert_eq!(gone(&play), rest);
    let mut happened = Vec::new();
    play.board.release(Point::new(700.0, 470.0), &TUBE, &mut happened);
    // Nor does a gathered cluster that is carried there.
    let mut play = Play::of_four(23);
    let start = play.board.view.centre(play.board.now);
    let (block, middle) = play.cluster(Temper::Malice);
    play.point(middle).at(900);
    play.board.take(&TUBE, &mut Vec::new());
    play.at(1300);
    let hold = play.drawn(block)[0].at;
    play.board.press(hold, &TUBE);
    assert!(play.board.carries());
    play.point(edge).at(4000);
    assert_eq!(play.board.view.centre(play.board.now), start);
    // A pointer that is left at the edge does not pull against the keys, nor for ever.
    let mut play = Play::of("cairns", 23);
    play.point(edge).at(1000);
    play.board.move_cursor(-1, 0, &TUBE);
    let here = play.board.view.aim(play.board.now);
    play.at(3000);
    assert_eq!(play.board.view.centre(play.board.now), here);
    play.point(Point::new(1433.0, 470.0)).at(70_000);
    let here = play.board.view.centre(play.board.now);
    play.at(90_000);
    assert_eq!(play.board.view.centre(play.board.now), here);
}

#[test]
fn zoom_keeps_the_place_under_the_pointer() {
    let mut play = Play::of("cairns", 29);
    let point = Point::new(1100.0, 300.0);
    play.board.point(Some(point), &TUBE);
    let spot = play.board.view.spot(point, &TUBE, play.board.now);
    let mut at = 0;
    for factor in [1.25, 1.25, 3.0, 9.0, 0.5, 0.8, 1.25, 0.001, 2.0, 0.0] {
        play.board.zoom(factor, None, &TUBE);
        for _ in 0..6 {
            at += 40;
            play.at(at);
            let zoom = play.board.view.zoom(play.board.now);
            assert!((1.0..=5.0).contains(&zoom), "{zoom}");
            let (x, y) = play.board.view.spot(point, &TUBE, play.board.now).from(spot);
            assert!(x.abs() < 1e-6 && y.abs() < 1e-6, "{x}, {y} at {factor}");
        }
    }
    assert_eq!(play.board.view.zoom(play.board.now), 1.0);
    // By keys, without a pointer, it zooms about the middle.
    play.board.point(None, &TUBE);
    let centre = play.board.view.centre(play.board.now);
    play.board.zoom(2.0, None, &TUBE);
    play.at(at + 500);
    assert_eq!(play.board.view.centre(play.board.now), centre);
}

/// Between two pictures at 240 a second no digit of a cluster jumps, whatever hands do with it.
#[test]
fn clusters_glide_and_never_jump() {
    let mut play = Play::of_four(31);
    let (block, middle) = play.cluster(Temper::Malice);
    let mut before = play.board.drawn(&TUBE);
    let hold = Point::new(middle.x + 20.0, middle.y + 10.0);
    let bin = TUBE.bin(0, 5).centre();
    // What a hand does, and the hundredth of a second at which it does it.
    type Act = (i64, fn(&mut Board, Point, Point, Point));
    let acts: [Act; 12] = [
        (20, |board, middle, _, _| board.point(Some(middle), &TUBE)),
        (130, |board, _, _, _| board.take(&TUBE, &mut Vec::new())),
        (180, |board, _, _, _| assert!(board.step_back(&TUBE, &mut Vec::new()))),
        (300, |board, _, _, _| board.take(&TUBE, &mut Vec::new())),
        (310, |board, _, _, _| assert!(board.let_go(&mut Vec::new()))),
        (320, |board, _, hold, _| board.point(Some(Point::new(hold.x + 1.0, hold.y)), &TUBE)),
        (420, |board, _, _, _| board.take(&TUBE, &mut Vec::new())),
        (470, |board, _, _, _| board.press(board.drawn(&TUBE).last().unwrap().at, &TUBE)),
        (700, |board, _, _, _| board.point(None, &TUBE)),
        (760, |board, _, _, _| board.stage_bin(0, 30)),
        (780, |board, _, _, bin| board.point(Some(bin), &TUBE)),
        (790, |board, _, _, _| board.call_bin(0, &TUBE, &mut Vec::new())),
    ];
    let mut acts = acts.into_iter().peekable();
    for step in 0..2400 {
        let now = Span(crate::time::FLICKS_PER_SECOND * step / 240);
        let carried = play.board.carries();
        play.board.advance(Time::ZERO + now, &TUBE, &mut play.happened);
        if play.board.carries() {
            // The hand that carries moves steadily.
            let pointer = play.board.pointer.unwrap();
            play.point(Point::new(pointer.x + 1.0, pointer.y + 0.5));
        }
        if let Some((_, act)) = acts.next_if(|(at, _)| at * 24 <= step * 10) {
            act(&mut play.board, middle, hold, bin);
        }
        let drawn = play.board.drawn(&TUBE);
        for one in drawn.iter().filter(|digit| digit.cluster == Some(block)) {
            let Some(last) = before.iter().find(|last| last.cell == one.cell) else { continue };
            let moved = (one.at.x - last.at.x).abs().max((one.at.y - last.at.y).abs());
            assert!(moved < 12.0, "{moved} at {step}, carried: {carried}");
            // Near the pointer digits swell at once, by half at most.
            assert!((one.scale - last.scale).abs() < 0.56, "{} to {} at {step}", last.scale, one.scale);
            assert!((one.turn - last.turn).abs() < 0.1, "{} to {} at {step}", last.turn, one.turn);
        }
        before = drawn;
    }
    assert!(acts.next().is_none() && play.board.delivered == 1);
}
