//! Flashes: how often a moving picture flashes, by WCAG 2.2, success criterion 2.3.1, "general flash and red flash
//! thresholds". <https://www.w3.org/TR/WCAG22/#dfn-general-flash-and-red-flash-thresholds>
//!
//! A picture is a grid of cells of linear light. A *turn* is the definition's transition: the change between
//! neighbouring peaks and valleys of a cell, taken at the moment at which it has reached
//!
//! - a tenth of full relative luminance where the darker of the two is below 0.80, for general flashes;
//! - 20 of `320 max(R - G - B, 0)` where one of the two has `R / (R + G + B)` of 0.8 or more, for red ones. That is
//!   the working definition of WCAG 2.0 and 2.1; it takes in what 2.2's (0.2 in the chart of CIE 1976 UCS) does, but
//!   for reds darker than a sixteenth of full.
//!
//! Two turns are a flash. Up to three flashes in a second pass, and so do those on less than a quarter of every
//! rectangle of 10 degrees, 341 x 256 pixels where the picture has 1024 x 768. Where the definition leaves room the
//! stricter is chosen:
//!
//! - three flashes and one turn more, seven turns in a second (its end left out), are too many;
//! - the rectangle is a third of the picture's sides, also where the picture is not as high as 3:4;
//! - a quarter need not hang together, and a quarter itself is too much;
//! - cells that turn too often count together, whether they turn at one moment or not;
//! - besides, a rectangle turns when within a tenth of a second a quarter of it turns one way, less what turns the
//!   other way, whichever cells they are: what lights other cells every time flashes too.
//!
//! Patterns finer than 0.1 degrees, 3.4 of 1024 pixels, are excepted: light may be averaged over cells about so large.

use std::ops::Range;

/// Turns in a second that are still allowed: three flashes.
pub(crate) const MOST: u32 = 6;
/// The least change of relative luminance that counts, of full.
const CHANGE: f32 = 0.1;
/// Where the darker of two is as light as this, no change counts.
const LIGHT: f32 = 0.8;
/// The least change of red that counts, of 320.
const RED: f32 = 20.0;
/// The least share of red in a saturated red.
const SATURATED: f32 = 0.8;
/// The part of a rectangle that must flash: one in so many.
const PART: u32 = 4;
/// Rectangles in a row that overlap one another; the next begins a thirtieth of a side farther.
const STEPS: usize = 30;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Up,
    Down,
}

/// What a cell or a rectangle did in the second that has passed: one bit a frame.
#[derive(Clone, Copy, Debug, Default)]
struct Turns {
    last: Option<Way>,
    frames: u32,
}

impl Turns {
    fn pass(&mut self, second: u32) {
        self.frames = self.frames << 1 & second;
    }

    fn turn(&mut self, way: Way) {
        self.last = Some(way);
        self.frames |= 1;
    }

    fn count(&self) -> u32 {
        self.frames.count_ones()
    }
}

/// One cell: the least and the most since its last turn.
#[derive(Clone, Copy, Debug)]
struct Cell {
    low: f32,
    high: f32,
    /// Whether it was saturated since then.
    saturated: bool,
    turns: Turns,
}

impl Cell {
    /// Takes the next value; a change of `least` from a low or a high that `counts` is a turn.
    fn see(&mut self, value: f32, least: f32, counts: impl Fn(&Self, f32) -> bool) -> Option<Way> {
        self.low = self.low.min(value);
        self.high = self.high.max(value);
        let last = self.turns.last;
        let way = if last != Some(Way::Up) && value - self.low >= least && counts(self, self.low) {
            Way::Up
        } else if last != Some(Way::Down) && self.high - value >= least && counts(self, value) {
            Way::Down
        } else {
            return None;
        };
        (self.low, self.high) = (value, value);
        self.turns.turn(way);
        Some(way)
    }
}

/// One rectangle: cells that turned up and down in the last frames and are part of no turn of its own yet.
#[derive(Clone, Debug)]
struct Place {
    left: usize,
    top: usize,
    ups: Vec<u32>,
    downs: Vec<u32>,
    turns: Turns,
}

impl Place {
    fn see(&mut self, frame: usize, ups: u32, downs: u32, quarter: u32) {
        let slot = frame % self.ups.len();
        (self.ups[slot], self.downs[slot]) = (ups, downs);
        let [ups, downs] = [&self.ups, &self.downs].map(|turned| turned.iter().sum::<u32>());
        let way = if ups > downs { Way::Up } else { Way::Down };
        if self.turns.last != Some(way) && ups.abs_diff(downs) >= quarter {
            self.turns.turn(way);
            self.ups.fill(0);
            self.downs.fill(0);
        }
    }
}

/// Sums over rectangles from the upper left corner.
#[derive(Debug, Default)]
struct Sums(Vec<u32>);

impl Sums {
    fn take(&mut self, width: usize, marks: &[bool]) {
        self.0.clear();
        self.0.resize(width + 1, 0);
        for row in marks.chunks_exact(width) {
            let above = self.0.len() - width - 1;
            let mut sum = 0;
            self.0.push(0);
            for (column, mark) in row.iter().enumerate() {
                sum += u32::from(*mark);
                self.0.push(sum + self.0[above + column + 1]);
            }
        }
    }

    fn of(&self, width: usize, across: Range<usize>, down: Range<usize>) -> u32 {
        let at = |column: usize, row: usize| self.0[row * (width + 1) + column];
        at(across.end, down.end) + at(across.start, down.start)
            - at(across.start, down.end)
            - at(across.end, down.start)
    }
}

/// What was found of one sort of flash.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// The most turns of a rectangle in a second.
    pub(crate) turns: u32,
    /// The greatest share of a rectangle whose cells turned too often in a second.
    pub(crate) share: f32,
    /// The frame, from 0, in which either was found.
    pub(crate) frame: usize,
}

impl Found {
    /// Whether there are no more than three flashes in any second, but for small ones.
    pub(crate) fn passes(&self) -> bool {
        self.turns <= MOST && self.share < 1.0 / PART as f32
    }
}

/// One sort of flash.
#[derive(Debug)]
struct Sort {
    cells: Vec<Cell>,
    places: Vec<Place>,
    found: Found,
    ups: Vec<bool>,
    downs: Vec<bool>,
    often: Vec<bool>,
    sums: [Sums; 3],
    /// Frames since any cell turned, or had turned too often.
    calm: usize,
}

/// Looks at pictures one after the other.
#[derive(Debug)]
pub(crate) struct Flashes {
    width: usize,
    rectangle: [usize; 2],
    /// A bit for every frame of a second.
    second: u32,
    frame: usize,
    general: Sort,
    red: Sort,
    /// Whether anything has been red enough to count.
    reddened: bool,
}

impl Flashes {
    /// For pictures of `width` x `height` cells, `rate` a second, 10 to 31.
    pub(crate) fn new(width: usize, height: usize, rate: usize) -> Self {
        let rectangle = [width / 3, height / 3];
        let step = rectangle.map(|side| (side / STEPS).max(1));
        let tops = (0..=height - rectangle[1]).step_by(step[1]);
        let recent = vec![0; rate / 10];
        let places = tops.flat_map(|top| {
            let (ups, downs, turns) = (recent.clone(), recent.clone(), Turns::default());
            let place = Place { left: 0, top, ups, downs, turns };
            (0..=width - rectangle[0]).step_by(step[0]).map(move |left| Place { left, ..place.clone() })
        });
        let places: Vec<_> = places.collect();
        let sort = |cell: Cell| Sort {
            cells: vec![cell; width * height],
            places: places.clone(),
            found: Found::default(),
            ups: vec![false; width * height],
            downs: vec![false; width * height],
            often: vec![false; width * height],
            sums: Default::default(),
            calm: 0,
        };
        let new =
            Cell { low: f32::INFINITY, high: f32::NEG_INFINITY, saturated: false, turns: Turns::default() };
        // Until something is red, nothing was.
        let (general, red) = (sort(new), sort(Cell { low: 0.0, high: 0.0, ..new }));
        Self { width, rectangle, second: (1 << rate) - 1, frame: 0, general, red, reddened: false }
    }

    /// Takes the next picture: linear red, green and blue of every cell, 0 to 1.
    pub(crate) fn see(&mut self, light: &[[f32; 3]]) {
        let (frame, second) = (self.frame, self.second);
        self.frame += 1;
        self.general.see(light, second, |cell, [r, g, b]| {
            let luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
            cell.see(luminance, CHANGE, |_, darker| darker < LIGHT)
        });
        self.general.count(self.width, self.rectangle, frame, second);
        let redness = |[r, g, b]: [f32; 3]| 320.0 * (r - g - b).max(0.0);
        self.reddened = self.reddened || light.iter().any(|light| redness(*light) >= RED);
        if !self.reddened {
            return;
        }
        self.red.see(light, second, |cell, [r, g, b]| {
            let now = r > 0.0 && r >= SATURATED * (r + g + b);
            cell.saturated |= now;
            let way = cell.see(redness([r, g, b]), RED, |cell, _| cell.saturated);
            if way.is_some() {
                cell.saturated = now;
            }
            way
        });
        self.red.count(self.width, self.rectangle, frame, second);
    }

    /// The general flashes so far.
    pub(crate) fn general(&self) -> Found {
        self.general.found
    }

    /// The red flashes so far.
    pub(crate) fn red(&self) -> Found {
        self.red.found
    }
}

impl Sort {
    fn see(&mut self, light: &[[f32; 3]], second: u32, see: impl Fn(&mut Cell, [f32; 3]) -> Option<Way>) {
        let marks = self.ups.iter_mut().zip(&mut self.downs).zip(&mut self.often);
        for ((cell, light), ((up, down), often)) in self.cells.iter_mut().zip(light).zip(marks) {
            cell.turns.pass(second);
            let way = see(cell, *light);
            (*up, *down) = (way == Some(Way::Up), way == Some(Way::Down));
            *often = cell.turns.count() > MOST;
        }
    }

    fn count(&mut self, width: usize, [across, down]: [usize; 2], frame: usize, second: u32) {
        let area = (across * down) as u32;
        let all = [&self.ups, &self.downs, &self.often];
        let any = all.map(|marks| marks.contains(&true));
        self.calm = if any.contains(&true) { 0 } else { self.calm + 1 };
        if self.calm > second.count_ones() as usize {
            return;
        }
        for ((marks, sums), any) in all.into_iter().zip(&mut self.sums).zip(any) {
            if any {
                sums.take(width, marks);
            }
        }
        for place in &mut self.places {
            place.turns.pass(second);
            let sum = |index: usize| {
                let (columns, rows) = (place.left..place.left + across, place.top..place.top + down);
                if any[index] { self.sums[index].of(width, columns, rows) } else { 0 }
            };
            let [ups, downs, often] = [sum(0), sum(1), sum(2)];
            place.see(frame, ups, downs, area.div_ceil(PART));
            let share = often as f32 / area as f32;
            if place.turns.count() > self.found.turns || share > self.found.share {
                let turns = self.found.turns.max(place.turns.count());
                self.found = Found { turns, share: self.found.share.max(share), frame };
            }
        }
    }
}

mod tests {
    use super::{Flashes, Found};

    const RATE: usize = 24;
    const SIDES: [usize; 2] = [60, 45];
    const GREY: [f32; 3] = [0.2; 3];

    /// What is found in three seconds of a picture, by frame, column and row.
    fn found(light: impl Fn(usize, usize, usize) -> [f32; 3]) -> [Found; 2] {
        let mut flashes = Flashes::new(SIDES[0], SIDES[1], RATE);
        for frame in 0..3 * RATE {
            let cells = (0..SIDES[0] * SIDES[1]).map(|at| light(frame, at % SIDES[0], at / SIDES[0]));
            flashes.see(&cells.collect::<Vec<_>>());
        }
        [flashes.general(), flashes.red()]
    }

    fn passes(light: impl Fn(usize, usize, usize) -> [f32; 3]) -> [bool; 2] {
        found(light).map(|found| found.passes())
    }

    /// Whether a wave of so many hertz is in its upper half.
    fn lit(frame: usize, hertz: usize) -> bool {
        frame * hertz * 2 / RATE % 2 == 1
    }

    fn wave(frame: usize, hertz: usize, dark: f32, light: f32) -> [f32; 3] {
        [if lit(frame, hertz) { light } else { dark }; 3]
    }

    #[test]
    fn four_flashes_a_second_fail_and_three_pass() {
        let [general, red] = found(|frame, _, _| wave(frame, 4, 0.0, 1.0));
        assert!(!general.passes() && general.turns == 8 && general.share == 1.0, "{general:?}");
        assert!(red == Found::default());
        let [general, _] = found(|frame, _, _| wave(frame, 3, 0.0, 1.0));
        assert!(general.passes() && general.turns == 6 && general.share == 0.0, "{general:?}");
        assert_eq!(passes(|frame, _, _| wave(frame, 12, 0.0, 1.0)), [false, true]);
    }

    #[test]
    fn a_small_area_a_faint_change_and_a_light_one_pass() {
        let small = |frame, x: usize, y: usize| if x < 9 && y < 8 { wave(frame, 4, 0.0, 1.0) } else { GREY };
        assert_eq!(passes(small), [true; 2]);
        let large = |frame, x: usize, y: usize| if x < 10 && y < 8 { wave(frame, 4, 0.0, 1.0) } else { GREY };
        assert_eq!(passes(large), [false, true]);
        assert_eq!(passes(|frame, _, _| wave(frame, 4, 0.5, 0.55)), [true; 2]);
        assert_eq!(passes(|frame, _, _| wave(frame, 4, 0.5, 0.61)), [false, true]);
        assert_eq!(passes(|frame, _, _| wave(frame, 4, 0.82, 1.0)), [true; 2]);
        assert_eq!(passes(|frame, _, _| wave(frame, 4, 0.78, 1.0)), [false, true]);
    }

    #[test]
    fn parts_that_do_not_hang_together_are_added_up() {
        let stripes = |frame, x: usize, _| if x.is_multiple_of(3) { wave(frame, 4, 0.0, 1.0) } else { GREY };
        assert_eq!(passes(stripes), [false, true]);
        // In turns, so that no quarter changes at one moment: often enough all the same.
        let turns = |frame, x: usize, _| wave(frame + x % 6, 4, 0.0, 1.0);
        assert_eq!(passes(turns), [false, true]);
    }

    #[test]
    fn slow_ramps_pass_however_high_and_so_does_a_step() {
        let ramp = |frame: usize, _, _| {
            let part = (frame % RATE) as f32 / (RATE / 2) as f32;
            [if part < 1.0 { part } else { 2.0 - part }; 3]
        };
        let [general, _] = found(ramp);
        assert!(general.passes() && general.turns == 2, "{general:?}");
        let [general, _] = found(|frame, _, _| [if frame < 30 { 0.0 } else { 1.0 }; 3]);
        assert_eq!((general.turns, general.passes()), (1, true));
        // A rise in steps is one change.
        assert_eq!(found(|frame, _, _| [frame as f32 / 72.0; 3])[0].turns, 1);
    }

    #[test]
    fn a_bar_that_passes_is_a_flash_each_time() {
        let bar = |times: usize| {
            move |frame: usize, x: usize, _| {
                let left = frame * times * SIDES[0] / RATE % SIDES[0];
                [if (left..left + 12).contains(&x) { 1.0 } else { 0.0 }; 3]
            }
        };
        assert_eq!(passes(bar(2)), [true; 2]);
        assert_eq!(passes(bar(5)), [false, true]);
        // Each time it lights other cells.
        let wanders = |frame: usize, x: usize, _| {
            [if lit(frame, 4) && frame / 6 % 5 == x % 20 / 4 { 1.0 } else { 0.0 }; 3]
        };
        assert_eq!(passes(wanders), [true; 2]);
        let wider = |frame: usize, x: usize, _| {
            [if lit(frame, 4) && frame / 6 % 3 == x % 20 / 7 { 1.0 } else { 0.0 }; 3]
        };
        assert_eq!(passes(wider), [false, true]);
    }

    #[test]
    fn a_dark_red_that_flashes_is_found_by_its_redness_alone() {
        let red = |hertz| move |frame, _, _| [if lit(frame, hertz) { 0.2 } else { 0.0 }, 0.0, 0.0];
        assert_eq!(passes(red(4)), [true, false]);
        assert_eq!(passes(red(3)), [true, true]);
        // A pink is not saturated, and a red this dark does not count.
        assert_eq!(passes(|frame, _, _| [if lit(frame, 4) { 0.3 } else { 0.1 }, 0.1, 0.05]), [true; 2]);
        assert_eq!(passes(|frame, _, _| [if lit(frame, 4) { 0.06 } else { 0.0 }, 0.0, 0.0]), [true; 2]);
        // From red to blue of the same luminance.
        let blue = |frame, _, _| if lit(frame, 4) { [0.3, 0.0, 0.0] } else { [0.0, 0.0, 0.88] };
        assert_eq!(passes(blue), [true, false]);
    }
}
