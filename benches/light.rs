//! What light costs: the phosphor and linear light of a picture that changes everywhere or in part, and its halo.
//!
//! Goals at 1440 x 1000, on one core: phosphor and light of a picture that changes everywhere in 3 ms, its halo in
//! 2 ms.

mod support;

use divan::Bencher;
use macrodat::time::Span;
use macrodat::tube::halation::Halo;
use macrodat::tube::image::Image;
use macrodat::tube::light::Light;
use macrodat::tube::look::Look;
use macrodat::tube::phosphor::Phosphor;
use macrodat::tube::tiles::Tiles;
use support::{SIZE, busy, pool};

const STEP: Span = Span::from_millis(16);

/// The busy scene, and the same moved by some pixels, so that every tile changes.
fn pictures() -> [Image; 2] {
    let mut image = Image::new(0, 0);
    busy(1, 5000).draw(&mut image);
    let mut moved = image.clone();
    moved.pixels.rotate_right(1440 * 9 + 5);
    moved.pixels.iter_mut().for_each(|pixel| pixel[1] ^= 1);
    [image, moved]
}

#[divan::bench(args = [1, 2])]
fn light_changing_everywhere(bencher: Bencher<'_, '_>, threads: usize) {
    let pictures = pictures();
    let drawn = Tiles::all(pictures[0].width, pictures[0].height);
    let mut light = Light::new(&Look::default());
    let mut at = 0;
    let mut next = || {
        at += 1;
        &pictures[at % 2]
    };
    if threads == 1 {
        return bencher.bench_local(|| light.step(next(), &drawn, STEP));
    }
    let pool = pool(threads);
    bencher.bench_local(|| pool.install(|| light.step_parallel(next(), &drawn, STEP)));
}

#[divan::bench]
fn phosphor_changing_everywhere(bencher: Bencher<'_, '_>) {
    let pictures = pictures();
    let drawn = Tiles::all(pictures[0].width, pictures[0].height);
    let mut phosphor = Phosphor::new(&Look::default());
    let mut at = 0;
    bencher.bench_local(|| {
        at += 1;
        phosphor.step(&pictures[at % 2], &drawn, STEP)
    });
}

#[divan::bench]
fn light_at_rest(bencher: Bencher<'_, '_>) {
    let [image, _] = pictures();
    let drawn = Tiles::none(image.width, image.height);
    let mut light = Light::new(&Look::default());
    light.step(&image, &drawn, STEP);
    bencher.bench_local(|| light.step(&image, &drawn, STEP));
}

#[divan::bench(args = [1, 2])]
fn halo(bencher: Bencher<'_, '_>, threads: usize) {
    let [image, _] = pictures();
    let changed = Tiles::all(image.width, image.height);
    let mut light = Light::new(&Look::default());
    light.step(&image, &changed, STEP);
    let mut halo = Halo::new(&Look::default(), SIZE.0 as usize, SIZE.1 as usize, 1.0);
    if threads == 1 {
        return bencher.bench_local(|| halo.update(light.map(), &changed));
    }
    let pool = pool(threads);
    bencher.bench_local(|| pool.install(|| halo.update_parallel(light.map(), &changed)));
}

/// One tile changed, which is the least.
#[divan::bench]
fn halo_of_a_tile(bencher: Bencher<'_, '_>) {
    let [image, _] = pictures();
    let mut changed = Tiles::all(image.width, image.height);
    let mut light = Light::new(&Look::default());
    light.step(&image, &changed, STEP);
    let mut halo = Halo::new(&Look::default(), SIZE.0 as usize, SIZE.1 as usize, 1.0);
    halo.update(light.map(), &changed);
    changed = Tiles::none(image.width, image.height);
    changed.insert(7, 9);
    bencher.bench_local(|| halo.update(light.map(), &changed));
}

fn main() {
    divan::main();
}
