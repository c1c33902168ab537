//! Light: the signals of the phosphor as linear light, kept up tile by tile.

use std::sync::LazyLock;

use super::image::Image;
use super::look::Look;
use super::phosphor::Phosphor;
use super::tiles::{Area, Tiles};
use crate::time::Span;

/// Full light in one channel.
pub const WHITE: u16 = 8191;
/// Where each channel of a texel begins, in bits.
const SHIFTS: [u32; 3] = [0, 21, 42];

/// Packs linear light, 0 to [`WHITE`] each, into a texel.
#[inline(always)]
pub const fn pack([red, green, blue]: [u16; 3]) -> u64 {
    (red as u64) << SHIFTS[0] | (green as u64) << SHIFTS[1] | (blue as u64) << SHIFTS[2]
}

/// The channels of a texel, or of a sum of texels whose weights add to 256 at most.
#[inline(always)]
pub const fn unpack(texel: u64) -> [u32; 3] {
    const CHANNEL: u64 = (1 << 21) - 1;
    [
        (texel >> SHIFTS[0] & CHANNEL) as u32,
        (texel >> SHIFTS[1] & CHANNEL) as u32,
        (texel >> SHIFTS[2] & CHANNEL) as u32,
    ]
}

/// A picture in linear light: `width * height` texels, row by row from the top. A texel is
/// `red | green << 21 | blue << 42`, each 0 to [`WHITE`], so that texels can be multiplied by whole weights that add
/// to 256 and summed as they are, three channels at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LightMap {
    /// Texels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The texels.
    pub texels: Vec<u64>,
}

impl LightMap {
    /// A dark one.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, texels: vec![0; width * height] }
    }

    /// One row; empty when there is none at `y`.
    #[inline]
    pub fn row(&self, y: usize) -> &[u64] {
        let start = y.saturating_mul(self.width);
        self.texels.get(start..start.saturating_add(self.width)).unwrap_or_default()
    }
}

/// Linear light, 0 to 1, of an encoded level, 0 to 1 (sRGB, IEC 61966-2-1).
pub(crate) fn decoded(level: f64) -> f64 {
    if level <= 0.04045 { level / 12.92 } else { libm::pow((level + 0.055) / 1.055, 2.4) }
}

/// Linear light by the upper twelve bits of a signal: at most 5 of 8191 off, and exact in black and white.
static DECODED: LazyLock<Box<[u16; 4096]>> = LazyLock::new(|| {
    let mut table = Box::new([0; 4096]);
    for (index, light) in table.iter_mut().enumerate() {
        *light = (f64::from(WHITE) * decoded(index as f64 / 4095.0) + 0.5) as u16;
    }
    table
});

#[inline(always)]
fn decode(table: &[u16; 4096], texels: &mut [u64], signals: &[[u16; 4]]) {
    // Most pixels are like the one before.
    let (mut last, mut light) = ([0; 4], 0);
    for (texel, &signals) in texels.iter_mut().zip(signals) {
        if signals != last {
            let [red, green, blue, _] = signals;
            light = pack([red, green, blue].map(|signal| table[usize::from(signal >> 4)]));
            last = signals;
        }
        *texel = light;
    }
}

/// Steps the phosphor, and brings the map up to it.
fn step(
    phosphor: &mut Phosphor,
    image: &Image,
    drawn: &Tiles,
    elapsed: Span,
    map: &mut LightMap,
    (everywhere, parallel): (bool, bool),
) -> Tiles {
    let table: &[u16; 4096] = &DECODED;
    phosphor.step_beside(
        image,
        drawn,
        elapsed,
        &mut map.texels,
        (everywhere, parallel),
        #[inline(always)]
        |texels, signals| decode(table, texels, signals),
    )
}

/// The phosphor and its light.
#[derive(Clone, Debug)]
pub struct Light {
    phosphor: Phosphor,
    map: LightMap,
}

impl Light {
    /// A dark tube of no size. It takes that of the first picture.
    pub fn new(look: &Look) -> Self {
        Self { phosphor: Phosphor::new(look), map: LightMap::default() }
    }

    /// Takes another look. What glows stays, and fades by the new look from now on.
    pub fn set_look(&mut self, look: &Look) {
        self.phosphor.set_look(look);
    }

    /// Lets `elapsed` pass and shows `image`, of which at least the tiles in which it differs from the one before
    /// are in `drawn`. Returns the tiles in which the light changed. An image of another size begins in the dark.
    pub fn step(&mut self, image: &Image, drawn: &Tiles, elapsed: Span) -> Tiles {
        self.step_by(image, drawn, elapsed, false)
    }

    /// The same light as from [`Self::step`], with rows of tiles spread over the current rayon pool.
    pub fn step_parallel(&mut self, image: &Image, drawn: &Tiles, elapsed: Span) -> Tiles {
        self.step_by(image, drawn, elapsed, true)
    }

    /// As [`Self::step`] of all tiles, with the light of the whole picture written into a map of the caller's. One who
    /// works on several pictures at once needs as many. No map is kept here then.
    pub fn step_into(&mut self, image: &Image, elapsed: Span, map: &mut LightMap) -> Tiles {
        let (width, height) = (image.width, image.height);
        (map.width, map.height) = (width, height);
        map.texels.resize(width * height, 0);
        step(&mut self.phosphor, image, &Tiles::all(width, height), elapsed, map, (true, false))
    }

    /// As [`Self::step`], with a time for each row of tiles of its own, as the phosphor's
    /// [`step_rows`](Phosphor::step_rows) has it.
    pub(super) fn step_rows(&mut self, image: &Image, drawn: &Tiles, elapsed: &[Option<Span>]) -> Tiles {
        self.fit(image);
        let table: &[u16; 4096] = &DECODED;
        self.phosphor.step_rows(
            image,
            drawn,
            elapsed,
            &mut self.map.texels,
            #[inline(always)]
            |texels, signals| decode(table, texels, signals),
        )
    }

    /// Gives the map the size of a picture.
    fn fit(&mut self, image: &Image) {
        if [self.map.width, self.map.height] != [image.width, image.height] {
            self.map = LightMap::new(image.width, image.height);
        }
    }

    fn step_by(&mut self, image: &Image, drawn: &Tiles, elapsed: Span, parallel: bool) -> Tiles {
        self.fit(image);
        step(&mut self.phosphor, image, drawn, elapsed, &mut self.map, (false, parallel))
    }

    /// The light on the tube, before halation.
    pub fn map(&self) -> &LightMap {
        &self.map
    }

    /// The phosphor.
    pub fn phosphor(&self) -> &Phosphor {
        &self.phosphor
    }

    /// The light of an area as encoded bytes, red, green, blue and the picture's alpha, row by row: the upper halves
    /// of the signals. Replaces what `out` holds. What lies outside the picture is left out.
    pub fn encoded(&self, area: Area, out: &mut Vec<[u8; 4]>) {
        out.clear();
        for y in area.y..area.y + area.height {
            let row = self.phosphor.row(y).get(area.x..area.x + area.width).unwrap_or_default();
            out.extend(row.iter().map(|signals| signals.map(|signal| (signal >> 8) as u8)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tube::phosphor::tests::{noise, picture};

    #[test]
    fn channels_are_packed_and_summed_apart() {
        let texel = pack([1, 4000, WHITE]);
        assert_eq!(unpack(texel), [1, 4000, u32::from(WHITE)]);
        let sum = pack([WHITE; 3]) * 200 + texel * 56;
        assert_eq!(unpack(sum), [8191 * 200 + 56, 8191 * 200 + 4000 * 56, 8191 * 256]);
        assert_eq!(unpack(pack([WHITE; 3]) * 256), [8191 * 256; 3]);
    }

    #[test]
    fn the_table_is_within_five_of_the_function() {
        for signal in 0..=u16::MAX {
            let exact = f64::from(WHITE) * decoded(f64::from(signal) / 65535.0);
            let light = f64::from(DECODED[usize::from(signal >> 4)]);
            assert!((light - exact).abs() <= 5.0, "{signal}: {light} for {exact}");
        }
        assert_eq!((DECODED[0], DECODED[4095]), (0, WHITE));
        assert!(DECODED.is_sorted());
    }

    #[test]
    fn light_follows_the_signals_on_any_number_of_threads() {
        let pictures = [picture(200, 150, 1), picture(200, 150, 2), picture(200, 150, 3)];
        let drawn = Tiles::all(200, 150);
        let (mut light, mut parallel) = (Light::new(&Look::default()), Light::new(&Look::default()));
        let mut phosphor = Phosphor::new(&Look::default());
        for (step, image) in pictures.iter().cycle().take(9).enumerate() {
            let elapsed = Span::from_millis(10 + 7 * step as i64);
            let changed = light.step(image, &drawn, elapsed);
            assert_eq!(changed, parallel.step_parallel(image, &drawn, elapsed));
            assert_eq!(changed, phosphor.step(image, &drawn, elapsed));
            assert!(light.map() == parallel.map());
            let mut bytes = Vec::new();
            light.encoded(Area { x: 0, y: 0, width: 200, height: 150 }, &mut bytes);
            for y in 0..150 {
                assert!(light.phosphor().row(y) == phosphor.row(y));
                for (x, signals) in phosphor.row(y).iter().enumerate() {
                    let light = [0, 1, 2].map(|i| DECODED[usize::from(signals[i] >> 4)]);
                    assert_eq!(parallel.map().row(y)[x], pack(light));
                    assert_eq!(bytes[y * 200 + x], signals.map(|signal| (signal >> 8) as u8));
                }
            }
        }
    }

    #[test]
    fn a_static_picture_is_sent_as_it_is() {
        let image = picture(70, 65, 5);
        let mut light = Light::new(&Look::default());
        light.step(&image, &Tiles::none(70, 65), Span::from_millis(16));
        let mut bytes = Vec::new();
        light.encoded(Area { x: 64, y: 60, width: 6, height: 5 }, &mut bytes);
        for (index, bytes) in bytes.iter().enumerate() {
            assert_eq!(Some(*bytes), image.pixel(64 + index % 6, 60 + index / 6));
        }
        light.encoded(Area { x: 64, y: 64, width: 9, height: 9 }, &mut bytes);
        assert!(bytes.is_empty());
        assert_ne!(noise(1), noise(2));
    }
}
