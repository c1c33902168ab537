//! What light costs, on one thread and on two: the phosphor and the linear light of a picture, and its halo.
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
use macrodat::tube::raster::Drawn;
use macrodat::tube::tiles::Tiles;
use support::{busy, pool};

const STEP: Span = Span::from_millis(16);
/// Threads, and how many times the usual size.
const CASES: [(usize, u32); 4] = [(1, 1), (2, 1), (1, 3), (2, 3)];

/// The busy scene, and the same moved by some pixels, so that every tile changes.
fn pictures(times: u32) -> [Image; 2] {
    let mut image = Image::new(0, 0);
    busy(times, 5000).draw(&mut image);
    let mut moved = image.clone();
    moved.pixels.rotate_right(image.width * 9 + 5);
    moved.pixels.iter_mut().for_each(|pixel| pixel[1] ^= 1);
    [image, moved]
}

/// A halo of the first of these, and its light.
fn lit(image: &Image, times: u32) -> (Light, Halo) {
    let mut light = Light::new(&Look::default());
    let changed = light.step(image, &Tiles::all(image.width, image.height), STEP);
    let mut halo = Halo::new(&Look::default(), image.width, image.height, f64::from(times));
    halo.update(light.map(), &changed);
    (light, halo)
}

#[divan::bench(args = CASES)]
fn light_changing_everywhere(bencher: Bencher<'_, '_>, (threads, times): (usize, u32)) {
    let pictures = pictures(times);
    let drawn = Tiles::all(pictures[0].width, pictures[0].height);
    let mut light = Light::new(&Look::default());
    let mut next = pictures.iter().cycle();
    if threads == 1 {
        return bencher.bench_local(|| next.next().map(|image| light.step(image, &drawn, STEP)));
    }
    let pool = pool(threads);
    bencher.bench_local(|| {
        let image = next.next();
        pool.install(|| image.map(|image| light.step_parallel(image, &drawn, STEP)))
    });
}

#[divan::bench]
fn light_at_rest(bencher: Bencher<'_, '_>) {
    let [image, _] = pictures(1);
    let (mut light, _) = lit(&image, 1);
    let drawn = Tiles::none(image.width, image.height);
    bencher.bench_local(|| light.step(&image, &drawn, STEP));
}

#[divan::bench(args = CASES)]
fn halo_of_everything(bencher: Bencher<'_, '_>, (threads, times): (usize, u32)) {
    let [image, _] = pictures(times);
    let changed = Tiles::all(image.width, image.height);
    let (light, mut halo) = lit(&image, times);
    if threads == 1 {
        return bencher.bench_local(|| halo.update(light.map(), &changed));
    }
    let pool = pool(threads);
    bencher.bench_local(|| pool.install(|| halo.update_parallel(light.map(), &changed)));
}

/// One tile changed, which is the least.
#[divan::bench]
fn halo_of_a_tile(bencher: Bencher<'_, '_>) {
    let [image, _] = pictures(1);
    let (light, mut halo) = lit(&image, 1);
    let mut changed = Tiles::none(image.width, image.height);
    changed.insert(7, 9);
    bencher.bench_local(|| halo.update(light.map(), &changed));
}

/// All of it, from shapes to light and halo: two pictures of the busy scene in turn, a sixtieth of a second apart.
#[divan::bench(args = CASES)]
fn busy_scene_in_motion(bencher: Bencher<'_, '_>, (threads, times): (usize, u32)) {
    let shapes = [busy(times, 5000), busy(times, 5017)];
    let mut drawn = Drawn::new();
    shapes[0].draw_changed(&mut drawn);
    let (mut light, mut halo) = lit(drawn.image(), times);
    let mut next = shapes.iter().cycle();
    if threads == 1 {
        return bencher.bench_local(|| {
            let tiles = next.next().map(|shapes| shapes.draw_changed(&mut drawn)).unwrap_or_default();
            let changed = light.step(drawn.image(), &tiles, STEP);
            halo.update(light.map(), &changed);
        });
    }
    let pool = pool(threads);
    bencher.bench_local(|| {
        let shapes = next.next();
        pool.install(|| {
            let tiles = shapes.map(|shapes| shapes.draw_changed_parallel(&mut drawn)).unwrap_or_default();
            let changed = light.step_parallel(drawn.image(), &tiles, STEP);
            halo.update_parallel(light.map(), &changed);
        });
    });
}

fn main() {
    divan::main();
}
