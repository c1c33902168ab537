//! Refresh: which rows of a picture are drawn anew, so that pictures never cost more than they may.
//!
//! Most of what changes on the tube changes by less than the eye follows: digits float by parts of a pixel. What stands
//! out moves in few places. So a picture is taken in bands of [`TILE`] rows, of two kinds:
//!
//! - A band in which something stands out from what it shows is **stirred**, and drawn at once with all others that are:
//!   something as bright as the pointer or as a digit that is gathered has moved, or more has changed than drift changes
//!   in so much time. Where most of a picture is stirred, all that changes is: a page turns as one. Where that would cost
//!   more than [`MOST`] whole pictures a second over time, all of them wait for their common turn: what moves everywhere
//!   moves whole, at fewer pictures a second, and is never torn. A moment's worth is saved up, so that a page that turns
//!   is turned at once.
//! - **Calm** bands take turns, those that have waited longest first, [`CALM`] times a second each.
//!
//! None waits longer than [`LONGEST`], and one that cannot change is not drawn. What a band shows is what was seen through
//! the glass when it was drawn last: between two calm bands lies a little time, in which things drift by a pixel or two.

use crate::time::{Span, Time};
use crate::tube::image::Image;
use crate::tube::tiles::{TILE, Tiles};

/// The longest that a band waits, but for the time until the next picture.
pub const LONGEST: Span = Span::from_millis(190);
/// How often a calm band is drawn, a second.
const CALM: f64 = 5.5;
/// So many whole pictures a second are drawn over time, at most.
const MOST: f64 = 10.0;
/// So many whole pictures can be saved up.
const SAVED: f64 = 3.0;
/// For so long a band stays stirred after something stood out in it: by then its afterglow is faint.
const LINGERS: Span = Span::from_millis(125);
/// A channel of a pixel that differs by more than this, of 255, is another in what is as bright as the pointer.
const BRIGHT: u8 = 200;
/// So many such pixels of a tile are seen at once.
const SEEN: u32 = 24;
/// A channel of a pixel that differs by more than this is another in whatever is written.
const WRITTEN: u8 = 96;
/// So many such pixels has a tile of digits that float, after the time of a picture of film; nine tiles of ten have fewer.
/// After a longer time they are more, by a power of it, since what floats comes back.
const DRIFT: f64 = 130.0;
const DRIFT_POWER: f64 = 0.7;

/// What the bands of a picture show, and since when.
#[derive(Clone, Debug, Default)]
pub struct Refresh {
    shown: Image,
    bands: Vec<Band>,
    /// The time of the picture before.
    before: Time,
    /// How many bands may be drawn, by what was saved up.
    credit: f64,
    /// How many turns calm bands have left.
    turns: f64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Band {
    /// Something differs from what is shown, or glows on.
    waits: bool,
    /// The light of other bands, which is scattered into this one, is another than when it was drawn.
    stale: bool,
    /// Until when its light has been brought.
    lit: Time,
    /// When it was drawn last.
    drawn: Time,
    /// Until when it is stirred.
    stirred: Time,
}

/// What else asks for bands to be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Everything is to be drawn, whatever it costs.
    pub whole: bool,
    /// Even what does not change is to be drawn now and then: grain lives.
    pub alive: bool,
    /// What is lit in one band is seen faintly in all others.
    pub scatters: bool,
    /// What changes moves as one: lines that cross bands are not to break where they meet.
    pub together: bool,
}

impl Refresh {
    /// Chooses the bands of a picture that are drawn at `time`. `drawn` has the tiles that differ from the picture before;
    /// `glows` tells whether a band has light left that is no longer in the picture.
    ///
    /// Gives for each band, from the top, how long ago its light was brought, or none where it waits.
    pub fn choose(
        &mut self,
        image: &Image,
        drawn: &Tiles,
        time: Time,
        need: Need,
        glows: impl Fn(usize) -> bool,
    ) -> Vec<Option<Span>> {
        let whole = self.fit(image, time) || need.whole;
        let mut stirred = 0;
        for (row, band) in self.bands.iter_mut().enumerate() {
            if (0..drawn.across()).any(|column| drawn.contains(column, row)) {
                band.waits = true;
                if !whole {
                    let drift = drift(time.since(band.drawn));
                    if need.together || stands_out(&self.shown, image, drawn, row, drift) {
                        band.stirred = time + LINGERS;
                        stirred += 1;
                    }
                }
            }
            band.waits |= glows(row);
            if !band.waits {
                // What stands still has been lit until now.
                band.lit = time;
            }
        }
        if 2 * stirred > self.bands.len() {
            let others = self.bands.iter_mut().filter(|band| band.waits);
            others.for_each(|band| band.stirred = band.stirred.max(Time(time.0 + 1)));
        }
        let passed = time.since(std::mem::replace(&mut self.before, time)).seconds();
        let chosen = if whole { vec![true; self.bands.len()] } else { self.turns(time, passed, need.alive) };
        let spreads = self.bands.iter().zip(&chosen).any(|(band, chosen)| *chosen && band.waits);
        for (band, chosen) in self.bands.iter_mut().zip(&chosen) {
            band.stale = !chosen && (band.stale || spreads && need.scatters);
        }
        let cost = chosen.iter().filter(|chosen| **chosen).count() as f64;
        self.credit = (self.credit - cost).max(0.0);
        let show = |(row, chosen): (usize, bool)| chosen.then(|| self.show(image, row, time));
        chosen.into_iter().enumerate().map(show).collect()
    }

    /// Whether a band shows something else than it would if it was drawn.
    pub fn is_behind(&self) -> bool {
        self.bands.iter().any(Band::is_behind)
    }

    /// Whose turn it is, after so many seconds.
    fn turns(&mut self, time: Time, passed: f64, alive: bool) -> Vec<bool> {
        let count = self.bands.len() as f64;
        self.credit = (self.credit + MOST * passed * count).min(SAVED * count);
        let is_stirred = |band: &&Band| band.is_stirred(time);
        let stirred = self.bands.iter().filter(is_stirred).count();
        // Parts of a band that rounding has lost are no reason to wait.
        let together = stirred as f64 <= self.credit + 0.5;
        let mut chosen: Vec<bool> = self
            .bands
            .iter()
            .map(|band| {
                let late = (band.is_behind() || alive) && time.since(band.drawn) >= LONGEST;
                late || together && band.is_stirred(time)
            })
            .collect();
        let calm = |row: &usize| {
            let band = &self.bands[*row];
            !chosen[*row] && (band.is_behind() || alive) && !band.is_stirred(time)
        };
        let mut waiting: Vec<usize> = (0..self.bands.len()).filter(calm).collect();
        // The oldest first; of equals those farther up.
        waiting.sort_by_key(|&row| self.bands[row].drawn);
        // Turns that nobody took are not saved, but for what is left of one.
        self.turns = self.turns.min(1.0) + CALM * passed * (count - stirred as f64);
        for row in waiting.into_iter().take(self.turns as usize) {
            chosen[row] = true;
        }
        let taken = chosen.iter().zip(&self.bands).filter(|(chosen, band)| **chosen && !is_stirred(band));
        self.turns = (self.turns - taken.count() as f64).max(0.0);
        chosen
    }

    /// Takes note that a band is shown as it is in the picture. Gives how long ago its light was brought.
    fn show(&mut self, image: &Image, row: usize, time: Time) -> Span {
        let start = row * TILE * image.width;
        let end = (start + TILE * image.width).min(image.pixels.len());
        self.shown.pixels[start..end].copy_from_slice(&image.pixels[start..end]);
        let band = &mut self.bands[row];
        let elapsed = time.since(band.lit);
        (band.waits, band.lit, band.drawn) = (false, time, time);
        elapsed
    }

    /// Takes the size of a picture. Tells whether it is another than before.
    fn fit(&mut self, image: &Image, time: Time) -> bool {
        if (self.shown.width, self.shown.height) == (image.width, image.height) {
            return false;
        }
        self.shown = Image::new(image.width, image.height);
        let band = Band { lit: time, drawn: time, ..Band::default() };
        self.bands = vec![band; image.height.div_ceil(TILE)];
        self.before = time;
        true
    }
}

impl Band {
    fn is_behind(&self) -> bool {
        self.waits || self.stale
    }

    fn is_stirred(&self, time: Time) -> bool {
        self.waits && time < self.stirred
    }
}

/// How many pixels of a tile of digits that float are others after a time.
fn drift(time: Span) -> u32 {
    (DRIFT * libm::pow((time.seconds() * 24.0).max(1.0), DRIFT_POWER)) as u32
}

/// Whether something in a band of a picture is seen at once to differ from what is shown there: something bright, or more
/// pixels of a tile than drift.
fn stands_out(shown: &Image, image: &Image, drawn: &Tiles, row: usize, drift: u32) -> bool {
    let rows = row * TILE..((row + 1) * TILE).min(image.height);
    (0..drawn.across()).filter(|&column| drawn.contains(column, row)).any(|column| {
        let columns = column * TILE..((column + 1) * TILE).min(image.width);
        let (mut bright, mut written) = (0, 0);
        for y in rows.clone() {
            let (before, after) = (&shown.row(y)[columns.clone()], &image.row(y)[columns.clone()]);
            for ([r, g, b, _], [red, green, blue, _]) in
                before.iter().zip(after).filter(|(one, other)| one != other)
            {
                let off = r.abs_diff(*red).max(g.abs_diff(*green)).max(b.abs_diff(*blue));
                bright += u32::from(off > BRIGHT);
                written += u32::from(off > WRITTEN);
            }
        }
        bright >= SEEN || written > drift
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::FrameRate;

    const SIZE: [usize; 2] = [128, 10 * TILE];
    const CALM_NEED: Need = Need { whole: false, alive: false, scatters: false, together: false };

    /// The time of a picture at 24 a second.
    fn at(picture: i64) -> Time {
        FrameRate::FILM.frame_time(picture + 1)
    }

    fn tiles(bands: &[usize]) -> Tiles {
        let mut tiles = Tiles::none(SIZE[0], SIZE[1]);
        bands.iter().for_each(|&row| tiles.insert(0, row));
        tiles
    }

    /// Calls with every pixel of a square in the first tile of some bands.
    fn each(image: &mut Image, bands: &[usize], change: impl Fn(u8) -> u8) {
        for &row in bands {
            for y in row * TILE..row * TILE + 8 {
                for pixel in &mut image.pixels[y * SIZE[0]..y * SIZE[0] + 8] {
                    *pixel = pixel.map(&change);
                }
            }
        }
    }

    /// Moves something bright.
    fn stir(image: &mut Image, bands: &[usize]) {
        each(image, bands, |level| level ^ 0xF0);
    }

    /// Lets something drift.
    fn brighten(image: &mut Image, bands: &[usize]) {
        each(image, bands, |level| level.wrapping_add(1));
    }

    fn chosen(elapsed: &[Option<Span>]) -> Vec<usize> {
        (0..elapsed.len()).filter(|&row| elapsed[row].is_some()).collect()
    }

    fn begun() -> (Refresh, Image) {
        let (mut refresh, image) = (Refresh::default(), Image::new(SIZE[0], SIZE[1]));
        let all = refresh.choose(&image, &Tiles::all(SIZE[0], SIZE[1]), at(0), CALM_NEED, |_| false);
        assert_eq!(all, [Some(Span::ZERO); 10], "what was never shown is shown");
        (refresh, image)
    }

    #[test]
    fn what_stands_still_is_not_drawn_and_grain_is_now_and_then() {
        let (mut refresh, image) = begun();
        for picture in 1..50 {
            assert!(
                chosen(&refresh.choose(&image, &tiles(&[]), at(picture), CALM_NEED, |_| false)).is_empty()
            );
        }
        let mut count = [0; 10];
        for picture in 50..50 + 48 {
            let alive = Need { alive: true, ..CALM_NEED };
            for row in chosen(&refresh.choose(&image, &tiles(&[]), at(picture), alive, |_| false)) {
                count[row] += 1;
            }
        }
        // In two seconds eleven times each, or as often as none grows old.
        assert!(count.iter().all(|count| (9..=18).contains(count)), "{count:?}");
    }

    #[test]
    fn what_stands_out_is_drawn_at_once_and_what_drifts_takes_turns() {
        let (mut refresh, mut image) = begun();
        let mut last = [0; 10];
        for picture in 1..200 {
            brighten(&mut image, &[0, 1, 2, 3, 4, 6, 7, 8, 9]);
            stir(&mut image, &[5]);
            let all = chosen(&refresh.choose(
                &image,
                &Tiles::all(SIZE[0], SIZE[1]),
                at(picture),
                CALM_NEED,
                |_| false,
            ));
            assert!(all.contains(&5), "{picture}: {all:?}");
            assert!(all.len() <= 4, "{picture}: {all:?}");
            for row in all {
                last[row] = picture;
            }
            let longest = last.iter().map(|last| at(picture).since(at(*last))).max().unwrap();
            assert!(longest < LONGEST + Span::from_millis(42), "{picture}: {last:?}");
        }
    }

    #[test]
    fn what_moves_everywhere_moves_whole_and_no_oftener_than_may_be() {
        let (mut refresh, mut image) = begun();
        let (mut wholes, mut drawn) = (0, 0);
        for picture in 1..=240 {
            stir(&mut image, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
            let all = &Tiles::all(SIZE[0], SIZE[1]);
            let count = chosen(&refresh.choose(&image, all, at(picture), CALM_NEED, |_| false)).len();
            wholes += usize::from(count == 10);
            drawn += count;
        }
        assert!((98..=104).contains(&wholes), "{wholes} in ten seconds");
        assert_eq!(drawn, 10 * wholes, "nothing is torn");
    }

    #[test]
    fn what_moves_as_one_is_drawn_at_once_however_faint() {
        let (mut refresh, mut image) = begun();
        for picture in 1..=24 {
            brighten(&mut image, &[2, 3, 4]);
            let need = Need { together: true, ..CALM_NEED };
            let all = chosen(&refresh.choose(&image, &tiles(&[2, 3, 4]), at(picture), need, |_| false));
            assert_eq!(all, [2, 3, 4], "{picture}");
        }
    }

    /// Half a tile is written anew in most bands, and a little changes in the others.
    #[test]
    fn a_page_is_turned_as_one_and_less_than_drift_waits() {
        let drawn = |still: i64, pixels: [usize; 10]| {
            let (mut refresh, mut image) = begun();
            for picture in 1..still {
                refresh.choose(&image, &tiles(&[]), at(picture), CALM_NEED, |_| false);
            }
            for (band, pixels) in pixels.into_iter().enumerate() {
                for y in band * TILE..(band + 1) * TILE {
                    let row = &mut image.pixels[y * SIZE[0]..y * SIZE[0] + pixels.div_ceil(TILE)];
                    row.iter_mut().for_each(|pixel| *pixel = pixel.map(|level| level ^ 0x80));
                }
            }
            let all = &Tiles::all(SIZE[0], SIZE[1]);
            chosen(&refresh.choose(&image, all, at(still), CALM_NEED, |_| false)).len()
        };
        assert_eq!(drawn(4, [2000, 2000, 2000, 60, 60, 2000, 2000, 2000, 60, 60]), 10);
        assert!(drawn(1, [120; 10]) <= 3);
    }

    #[test]
    fn a_page_turns_at_once_after_a_quiet_second() {
        let (mut refresh, mut image) = begun();
        for picture in 1..24 {
            refresh.choose(&image, &tiles(&[]), at(picture), CALM_NEED, |_| false);
        }
        for picture in 24..27 {
            stir(&mut image, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
            let all = &Tiles::all(SIZE[0], SIZE[1]);
            assert_eq!(chosen(&refresh.choose(&image, all, at(picture), CALM_NEED, |_| false)).len(), 10);
        }
    }

    #[test]
    fn light_is_brought_for_the_time_since_it_was_and_what_stood_was_lit() {
        let (mut refresh, mut image) = begun();
        for picture in 1..100 {
            refresh.choose(&image, &tiles(&[]), at(picture), CALM_NEED, |_| false);
        }
        stir(&mut image, &[3]);
        let elapsed = refresh.choose(&image, &tiles(&[3]), at(100), CALM_NEED, |_| false);
        assert_eq!(elapsed[3], Some(at(100).since(at(99))), "it stood until the picture before");
        // What glows on is drawn though nothing else changes, for all the time that it waited.
        let mut waited = Vec::new();
        for picture in 101..130 {
            let elapsed = refresh.choose(&image, &tiles(&[]), at(picture), CALM_NEED, |row| row == 3);
            waited.extend(elapsed[3]);
        }
        let total: i64 = waited.iter().map(|span| span.0).sum();
        assert!(total <= at(129).since(at(100)).0 && total >= at(124).since(at(100)).0);
    }

    #[test]
    fn what_is_lit_in_one_band_is_seen_in_all_others_and_then_all_is_well() {
        let (mut refresh, mut image) = begun();
        let need = Need { scatters: true, ..CALM_NEED };
        brighten(&mut image, &[3]);
        let mut seen = [0; 10];
        for picture in 1..10 {
            let drawn = if picture == 1 { tiles(&[3]) } else { tiles(&[]) };
            for row in chosen(&refresh.choose(&image, &drawn, at(picture), need, |_| false)) {
                seen[row] += 1;
            }
            assert_eq!(refresh.is_behind(), picture < 5, "{picture}");
        }
        assert_eq!(seen, [1; 10]);
    }

    #[test]
    fn another_size_begins_anew() {
        let (mut refresh, _) = begun();
        let small = Image::new(70, 70);
        let all = refresh.choose(&small, &Tiles::none(70, 70), at(1), CALM_NEED, |_| false);
        assert_eq!(all, [Some(Span::ZERO); 2]);
    }
}
