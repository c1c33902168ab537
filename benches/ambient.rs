//! What a picture of the ambient screen costs on one core, from the operator's work to the window's pixels.
//!
//! Goal at 1920 x 1080: with what presenting costs, half a core at 24 pictures a second, so 20 ms.

use std::time::Duration;

use divan::Bencher;
use macrodat::ambient::{Attention, Show, ShowOptions, Thrift};
use macrodat::pack::Pack;
use macrodat::tube::view::View;

/// What is shown, and the size of the window.
const CASES: [(View, [u32; 2]); 4] = [
    (View::Tube, [1920, 1080]),
    (View::Plain, [1920, 1080]),
    (View::Bezel, [1920, 1080]),
    (View::Tube, [3840, 2160]),
];
/// From one picture to the next.
const STEP: Duration = Duration::from_nanos(1_000_000_000 / 24 + 1);

/// A show that has run for some seconds, and the clock by which it did.
fn running((view, size): (View, [u32; 2]), rate: u16) -> (Show, Duration) {
    let options = ShowOptions {
        view,
        thrift: Thrift { rate, ..Thrift::default() },
        ..ShowOptions::new(Pack::embedded())
    };
    let mut show = Show::new(&options, size, 7);
    let mut clock = Duration::from_secs(1);
    for _ in 0..10 * rate {
        show.turn(clock, Attention::default());
        clock += STEP;
    }
    (show, clock)
}

#[divan::bench(args = CASES, sample_count = 1, sample_size = 480)]
fn work(bencher: Bencher<'_, '_>, case: (View, [u32; 2])) {
    let (mut show, mut clock) = running(case, 24);
    bencher.bench_local(|| {
        clock += STEP;
        show.turn(clock, Attention::default())
    });
}

fn main() {
    divan::main();
}
