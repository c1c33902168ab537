//! What the phosphor promises: times that are kept, at any frame rate, and pictures that are left as they are.

use proptest::prelude::*;

use super::*;

/// A number that looks like chance.
pub(in crate::tube) fn noise(at: usize) -> u32 {
    let mixed = (at as u32).wrapping_mul(2_654_435_761);
    (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519)
}

/// An opaque picture without two like pixels in a row.
pub(in crate::tube) fn picture(width: usize, height: usize, seed: usize) -> Image {
    let mut image = Image::new(width, height);
    for (at, pixel) in image.pixels.iter_mut().enumerate() {
        let [r, g, b, _] = noise(at + seed * 1_000_003).to_be_bytes();
        *pixel = [r, g, b, 255];
    }
    image
}

fn flat(width: usize, height: usize, colour: [u8; 4]) -> Image {
    Image { width, height, pixels: vec![colour; width * height] }
}

fn look(afterglow: f64, afterglow_tail: f64) -> Look {
    Look { afterglow, afterglow_tail, ..Look::default() }
}

fn looks() -> Vec<Look> {
    let times = [1.0, 20.0, 70.0, 150.0, 258.0, 330.0, 500.0];
    times.iter().flat_map(|&time| [1.0, 1.6, 4.0].map(|tail| look(time, tail))).collect()
}

const ALL_WHITE: [u8; 4] = [255; 4];
const BLACK: [u8; 4] = [0, 0, 0, 255];

/// A span of frames at a rate, and the length of each.
fn frames(rate: f64, count: i64) -> impl Iterator<Item = Span> {
    let at = move |frame: i64| (frame as f64 * FLICKS_PER_SECOND as f64 / rate).round() as i64;
    (0..count).map(move |frame| Span(at(frame + 1) - at(frame)))
}

/// One pixel of each starting level, stepped in the dark; what is left after each step.
fn fallen(look: &Look, start: &[u8], rate: f64, count: i64) -> Vec<Vec<[u16; 4]>> {
    let lit =
        Image { width: start.len(), height: 1, pixels: start.iter().map(|&b| [b, b, b, 255]).collect() };
    let dark = flat(start.len(), 1, BLACK);
    let mut phosphor = Phosphor::new(look);
    phosphor.step(&lit, &Tiles::none(0, 0), Span(1));
    let drawn = Tiles::all(start.len(), 1);
    frames(rate, count)
        .map(|elapsed| {
            phosphor.step(&dark, &drawn, elapsed);
            phosphor.row(0).to_vec()
        })
        .collect()
}

#[test]
fn light_falls_to_a_tenth_in_the_time_of_the_look() {
    for (afterglow, tail) in [(20.0, 1.0), (70.0, 1.6), (100.0, 4.0), (250.0, 2.0)] {
        let falls = falls(&look(afterglow, tail));
        for (fall, times) in falls.iter().zip([1.0, f64::sqrt(tail), tail]) {
            let seconds = afterglow / 1000.0 * times;
            for (seconds, later) in [(seconds * 0.99, false), (seconds * 1.01, true)] {
                if seconds > LONGEST_FALL {
                    continue;
                }
                // In one step, and at 60 a second as near as it comes.
                let fade = Fade::new(&[*fall; 3], Span((seconds * FLICKS_PER_SECOND as f64) as i64));
                let below = f64::from(fade.apply(0, 65535)) < TENTH * FULL;
                assert_eq!(below, later, "{seconds} s of {fall:?}");
            }
        }
    }
}

#[test]
fn a_fall_by_frames_keeps_the_time_too() {
    for look in looks() {
        for (channel, fall) in falls(&look).iter().enumerate() {
            let seconds =
                libm::log((1.0 + f64::from(fall.below) / FULL) / (TENTH + f64::from(fall.below) / FULL))
                    / fall.rate;
            let steps = fallen(&look, &[255], 144.0, 144);
            for (step, pixels) in steps.iter().enumerate() {
                let passed = (step + 1) as f64 / 144.0;
                let signal = f64::from(pixels[0][channel]);
                if passed > seconds * 1.01 {
                    assert!(signal < TENTH * FULL, "{passed} of {seconds} s, {look:?}");
                } else if passed < seconds * 0.99 {
                    assert!(signal > TENTH * FULL, "{passed} of {seconds} s, {look:?}");
                }
            }
        }
    }
}

#[test]
fn every_frame_rate_shows_the_same_fall() {
    let start: Vec<u8> = (0..=255).collect();
    for look in looks() {
        // Common instants of 24, 60 and 144 frames a second: every twelfth of a second.
        let [slow, usual, fast] = [24.0, 60.0, 144.0].map(|rate| fallen(&look, &start, rate, rate as i64));
        for twelfth in 1..=12 {
            let at = |steps: &[Vec<[u16; 4]>], rate: usize| steps[rate / 12 * twelfth - 1].clone();
            let [slow, usual, fast] = [at(&slow, 24), at(&usual, 60), at(&fast, 144)];
            for pixel in 0..256 {
                for channel in 0..3 {
                    let values = [slow[pixel][channel], usual[pixel][channel], fast[pixel][channel]];
                    let apart = values.iter().max().unwrap() - values.iter().min().unwrap();
                    assert!(apart <= 257, "{apart} apart at {twelfth}/12 s from {pixel}, {look:?}");
                }
            }
        }
    }
}

#[test]
fn nothing_is_left_after_the_preroll() {
    for look in looks() {
        let preroll = Phosphor::preroll(&look);
        assert!(preroll > Span::ZERO && preroll <= Span::from_millis(1000), "{preroll:?}");
        for rate in [24000.0 / 1001.0, 60.0, 144.0, 8.0, 1000.0] {
            let mut passed = Span::ZERO;
            let count = frames(rate, 5000).take_while(|&elapsed| {
                let going = passed < preroll;
                passed += elapsed;
                going
            });
            let count = count.count();
            // From white and from black, under pictures that change all the time.
            let mut both = [ALL_WHITE, BLACK].map(|colour| {
                let mut phosphor = Phosphor::new(&look);
                phosphor.step(&flat(20, 3, colour), &Tiles::none(0, 0), Span(1));
                phosphor
            });
            let drawn = Tiles::all(20, 3);
            for (frame, elapsed) in frames(rate, count as i64).enumerate() {
                let mut image = picture(20, 3, frame);
                image.pixels.iter_mut().for_each(|pixel| *pixel = pixel.map(|byte| byte / 8));
                both.iter_mut().for_each(|phosphor| {
                    phosphor.step(&image, &drawn, elapsed);
                });
            }
            assert!((0..3).all(|y| both[0].row(y) == both[1].row(y)), "{rate} a second, {look:?}");
        }
    }
}

#[test]
fn without_afterglow_nothing_is_remembered() {
    let look = look(0.0, 4.0);
    assert_eq!(Phosphor::preroll(&look), Span::ZERO);
    let steps = fallen(&look, &[255, 7], 144.0, 1);
    assert_eq!(steps[0], [[0, 0, 0, 65535]; 2]);
}

#[test]
fn a_picture_at_rest_is_left_as_it_is() {
    let image = picture(130, 70, 4);
    let mut phosphor = Phosphor::new(&Look::default());
    assert_eq!(phosphor.step(&image, &Tiles::none(130, 70), Span(1)), Tiles::all(130, 70));
    let none = Tiles::none(130, 70);
    for elapsed in frames(60.0, 200) {
        assert_eq!(phosphor.step(&image, &none, elapsed), none);
        // Also when told that all was drawn anew.
        assert_eq!(phosphor.step(&image, &Tiles::all(130, 70), elapsed), none);
    }
    for (row, pixels) in image.rows().enumerate() {
        for (signals, pixel) in phosphor.row(row).iter().zip(pixels) {
            assert_eq!(*signals, pixel.map(|byte| u16::from(byte) * 257));
        }
    }
}

#[test]
fn another_size_begins_in_the_dark() {
    let mut phosphor = Phosphor::new(&Look::default());
    phosphor.step(&flat(10, 10, ALL_WHITE), &Tiles::all(10, 10), Span(1));
    let changed = phosphor.step(&flat(10, 11, BLACK), &Tiles::none(10, 11), Span(1));
    assert_eq!((changed.count(), phosphor.size()), (1, [10, 11]));
    assert_eq!(phosphor.row(0)[0], [0, 0, 0, 65535]);
    phosphor.step(&Image::new(0, 5), &Tiles::none(0, 5), Span(1));
    assert!(phosphor.row(0).is_empty());
}

fn any_fade() -> impl Strategy<Value = Fade> {
    (0.0..500.0f64, 1.0..4.0f64, 1..800_000_000i64)
        .prop_map(|(afterglow, tail, elapsed)| Fade::new(&falls(&look(afterglow, tail)), Span(elapsed)))
}

proptest! {
    #[test]
    fn falling_keeps_the_order_and_never_rises(fade in any_fade(), one: u16, other: u16, lane in 0..LANES) {
        let (low, high) = (one.min(other), one.max(other));
        let (fallen, risen) = (fade.apply(lane, low), fade.apply(lane, high));
        prop_assert!(fallen <= risen && fallen <= low && (low == 0 || fallen < low));
        prop_assert_eq!(fade.apply(lane, low.max(high)), fallen.max(risen));
    }

    #[test]
    fn the_formula_is_the_one_of_the_page(fade in any_fade(), signal: u16, lane in 0..3usize, below in 1..32768u64) {
        let factor = u64::from(fade.factor[lane]);
        let fade = Fade { loss: [(below * (65536 - factor)) as u32; LANES], ..fade };
        let written = (((u64::from(signal) + below) * factor) >> 16).saturating_sub(below);
        prop_assert_eq!(u64::from(fade.apply(lane, signal)), written);
    }

    /// Many signals at once, against one by one.
    #[test]
    fn a_row_is_its_signals(fade in any_fade(), start in prop::collection::vec((any::<u16>(), any::<u8>()), 1..20)) {
        let (start, bytes): (Vec<u16>, Vec<u8>) = start.into_iter().cycle().take(4 * 27).unzip();
        let one = |(lane, (&signal, &byte)): (usize, (&u16, &u8))| {
            fade.apply(lane % LANES, signal).max(u16::from(byte) * 257)
        };
        let expected: Vec<u16> = start.iter().zip(&bytes).enumerate().map(one).collect();
        let mut signals = start.clone();
        let (changed, glowing) = dispatch!(Level::new(), _ => fade.row(&mut signals, &bytes));
        prop_assert_eq!(changed, signals != start);
        prop_assert_eq!(glowing, signals.iter().zip(&bytes).any(|(&signal, &byte)| signal != u16::from(byte) * 257));
        prop_assert_eq!(signals, expected);
    }

    /// Fed with the tiles that differ, against fed with all.
    #[test]
    fn tiles_make_no_difference(
        changes in prop::collection::vec((0..200usize, 0..140usize, any::<[u8; 3]>(), 1..90i64), 1..40),
        afterglow in prop_oneof![Just(0.0), 1.0..500.0f64],
    ) {
        let mut image = picture(200, 140, 8);
        let (mut tiled, mut whole) = (Phosphor::new(&look(afterglow, 2.0)), Phosphor::new(&look(afterglow, 2.0)));
        for (x, y, [r, g, b], elapsed) in changes {
            image.pixels[y * 200 + x] = [r, g, b, 255];
            let mut drawn = Tiles::none(200, 140);
            drawn.insert(x / TILE, y / TILE);
            let before: Vec<_> = (0..140).map(|y| tiled.row(y).to_vec()).collect();
            let changed = tiled.step(&image, &drawn, Span::from_millis(elapsed));
            whole.step(&image, &Tiles::all(200, 140), Span::from_millis(elapsed));
            for (y, before) in before.iter().enumerate() {
                prop_assert!(tiled.row(y) == whole.row(y));
                for (x, signals) in tiled.row(y).iter().enumerate() {
                    let same = before.get(x) == Some(signals);
                    prop_assert!(same || changed.contains(x / TILE, y / TILE));
                }
            }
        }
    }
}
