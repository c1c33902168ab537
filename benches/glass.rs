//! What the glass costs, on one thread and on two.
//!
//! Goal on two cores: over a picture of 1440 x 1000 to 1920 x 1080, in the default look with grain, 9 ms.

mod support;

use divan::Bencher;
use macrodat::time::{Span, Time};
use macrodat::tube::deflection::Deflection;
use macrodat::tube::glass::{Glass, Pixels, Scratch, Seen};
use macrodat::tube::glow::Glow;
use macrodat::tube::image::Image;
use macrodat::tube::look::Look;
use macrodat::tube::optics::{Moment, Optics, Tint};
use macrodat::tube::plate::{Lamps, Plate};
use macrodat::tube::tiles::Tiles;
use macrodat::tube::view::{Placement, View};
use rayon::prelude::*;
use support::{busy, pool};

/// Threads, what is shown, and the size of the output.
const CASES: [(usize, View, u32, u32); 6] = [
    (1, View::Tube, 1920, 1080),
    (2, View::Tube, 1920, 1080),
    (1, View::Tube, 3840, 2160),
    (2, View::Tube, 3840, 2160),
    (1, View::Bezel, 1280, 800),
    (1, View::Workstation, 1920, 1080),
];

fn lit() -> Glow {
    let mut image = Image::new(0, 0);
    busy(1, 5000).draw(&mut image);
    let mut glow = Glow::new(&Look::default(), 1.0);
    glow.show(&image, &Tiles::all(image.width, image.height), Time::ZERO);
    glow
}

/// Draws the whole picture again and again. `gain` is the strength of the beam.
fn draw(bencher: Bencher<'_, '_>, (threads, view, width, height): (usize, View, u32, u32), gain: f64) {
    let (look, glow) = (Look::default(), lit());
    let placement = Placement::new(view, width, height);
    let glass = Glass::new(&placement, &look);
    let moment = Moment {
        deflection: Deflection { gain, ..Deflection::STEADY },
        time: Time::ZERO + Span::from_millis(5000),
        seed: 7,
        still: false,
    };
    let tint = Tint { ground: [0.0006, 0.009, 0.024], core: [0.6, 0.95, 0.95] };
    let halo = glow.halo();
    let seen = Seen {
        light: glow.light().map(),
        halo: halo.map(),
        span: halo.span(),
        mean: halo.mean(),
        optics: Optics::new(&look, &placement, &tint, &moment),
        lamps: Lamps { power: true, storage: false },
    };
    let mut pixels = vec![[0_u8; 4]; (width * height) as usize];
    let mut scratch = Scratch::default();
    let rows = height as usize;
    if threads == 1 {
        return bencher.bench_local(|| glass.draw(&seen, 0..rows, &mut scratch, Pixels::Eight(&mut pixels)));
    }
    let each = rows.div_ceil(threads);
    let pool = pool(threads);
    let mut work = || {
        let parts = pixels.par_chunks_mut(each * width as usize).enumerate();
        parts.for_each_init(Scratch::default, |scratch, (part, pixels)| {
            let rows = part * each..((part + 1) * each).min(rows);
            glass.draw(&seen, rows, scratch, Pixels::Eight(pixels));
        });
    };
    bencher.bench_local(|| pool.install(&mut work));
}

#[divan::bench(args = CASES)]
fn busy_scene(bencher: Bencher<'_, '_>, case: (usize, View, u32, u32)) {
    draw(bencher, case, 1.0);
}

#[divan::bench]
fn without_power(bencher: Bencher<'_, '_>) {
    draw(bencher, (1, View::Tube, 1920, 1080), 0.0);
}

#[divan::bench(args = [(View::Tube, 1920, 1080), (View::Bezel, 1180, 900), (View::Workstation, 1920, 1080)])]
fn plate(bencher: Bencher<'_, '_>, (view, width, height): (View, u32, u32)) {
    let pool = pool(1);
    let placement = Placement::new(view, width, height);
    bencher.bench_local(|| pool.install(|| Plate::new(&placement, &Look::default())));
}

fn main() {
    divan::main();
}
