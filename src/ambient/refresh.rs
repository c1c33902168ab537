//! Refresh: which rows of a picture are drawn anew, so that a picture never costs more than it may.
//!
//! Most of what changes on the tube changes by less than the eye follows: digits float by parts of a pixel. What stands
//! out moves in few places. So a picture is taken in bands of [`TILE`] rows. A band in which something differs by much
//! from what it shows is drawn at once; all others take turns, those that have waited longest first, within a share of
//! the bands a picture, and none waits longer than [`LONGEST`]. What a band shows is what was seen through the glass when
//! it was drawn last, whole: between two bands nothing is torn but time, by less than a sixth of a second.

use crate::time::{Span, Time};
use crate::tube::image::Image;
use crate::tube::tiles::{TILE, Tiles};

/// The longest that a band waits.
pub const LONGEST: Span = Span::from_millis(166);
/// For so long a band is drawn in every picture after something stood out in it: by then its afterglow is faint.
const LINGERS: Span = Span::from_millis(125);
/// A channel of a pixel that differs by more than this, of 255, stands out.
const STANDS_OUT: u8 = 96;
/// So many pixels of a tile that stand out are seen at once.
const SEEN: usize = 24;

/// What the bands of a picture show, and since when.
#[derive(Clone, Debug, Default)]
pub struct Refresh {
    shown: Image,
    bands: Vec<Band>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Band {
    /// Something differs from what is shown, or glows on.
    waits: bool,
    /// Until when its light has been brought.
    lit: Time,
    /// When it was drawn last.
    drawn: Time,
    /// Until when it is drawn in every picture.
    stirred: Time,
}

/// How a picture is to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// The share of all bands that is drawn, 0 to 1, unless more must be.
    pub share: f64,
    /// Everything is drawn.
    pub whole: bool,
    /// Even what does not change wants to be drawn now and then: grain lives.
    pub alive: bool,
}

impl Refresh {
    /// Chooses the bands of a picture that are drawn at `time`. `drawn` has the tiles that differ from the picture before;
    /// `glows` tells whether a band has light left that is no longer in the picture.
    ///
    /// Gives for each band how long ago its light was brought, or none where it waits.
    pub fn choose(
        &mut self,
        image: &Image,
        drawn: &Tiles,
        time: Time,
        effort: Effort,
        glows: impl Fn(usize) -> bool,
    ) -> Vec<Option<Span>> {
        let whole = self.fit(image, time) || effort.whole;
        let mut chosen = vec![whole; self.bands.len()];
        let mut waiting = Vec::new();
        for (row, band) in self.bands.iter_mut().enumerate() {
            if (0..drawn.across()).any(|column| drawn.contains(column, row)) {
                band.waits = true;
                if !whole && stands_out(&self.shown, image, drawn, row) {
                    band.stirred = time + LINGERS;
                }
            }
            band.waits |= glows(row);
            if !band.waits {
                // What stands still has been lit until now.
                band.lit = time;
            }
            if time < band.stirred || (band.waits || effort.alive) && time.since(band.drawn) >= LONGEST {
                chosen[row] = true;
            } else if band.waits || effort.alive {
                waiting.push(row);
            }
        }
        // The oldest first; of equals those farther down.
        waiting.sort_by_key(|&row| self.bands[row].drawn);
        let most = (effort.share * self.bands.len() as f64).round() as usize;
        let left = most.saturating_sub(chosen.iter().filter(|&&chosen| chosen).count());
        for row in waiting.into_iter().take(left) {
            chosen[row] = true;
        }
        let show = |(row, chosen): (usize, bool)| chosen.then(|| self.show(image, row, time));
        chosen.into_iter().enumerate().map(show).collect()
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
        true
    }
}

/// Whether something in a band of a picture is seen at once to differ from what is shown there.
fn stands_out(shown: &Image, image: &Image, drawn: &Tiles, row: usize) -> bool {
    let rows = row * TILE..((row + 1) * TILE).min(image.height);
    (0..drawn.across()).filter(|&column| drawn.contains(column, row)).any(|column| {
        let columns = column * TILE..((column + 1) * TILE).min(image.width);
        let differing = rows.clone().map(|y| {
            let (before, after) = (&shown.row(y)[columns.clone()], &image.row(y)[columns.clone()]);
            let pairs = before.iter().zip(after).filter(|(before, after)| before != after);
            pairs.filter(|(before, after)| differs(**before, **after)).count()
        });
        differing.sum::<usize>() >= SEEN
    })
}

fn differs(before: [u8; 4], after: [u8; 4]) -> bool {
    before.iter().zip(&after).any(|(before, after)| before.abs_diff(*after) > STANDS_OUT)
}
