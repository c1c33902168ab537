//! What drawing a frame costs, on one thread and on two.
//!
//! Goals on two cores: the scene `busy` at 1440 x 1000 in 1.5 ms, a page of 1,800 glyphs in 4 ms.

mod support;

use std::hint::black_box;

use divan::Bencher;
use egui::{
    Align2, ClippedPrimitive, Color32, Context, FontId, Painter, Pos2, RawInput, Rect, ViewportId, pos2, vec2,
};
use macrodat::picture::Shapes;
use macrodat::tube::image::Image;
use macrodat::tube::raster::{Drawn, raster, raster_parallel};
use macrodat::tube::textures::Textures;
use support::{SIZE, busy, pool, scene};

/// Threads, and how many times the usual size.
const CASES: [(usize, u32); 4] = [(1, 1), (2, 1), (1, 3), (2, 3)];

#[divan::bench(args = CASES)]
fn busy_scene(bencher: Bencher<'_, '_>, (threads, times): (usize, u32)) {
    let shapes = busy(times, 5000);
    let mut image = Image::new(0, 0);
    if threads == 1 {
        return bencher.bench_local(|| shapes.draw(black_box(&mut image)));
    }
    let pool = pool(threads);
    bencher.bench_local(|| pool.install(|| shapes.draw_parallel(black_box(&mut image))));
}

/// The scene in motion, drawn where it changed: two pictures in turn, a sixtieth of a second apart.
#[divan::bench(args = CASES)]
fn busy_scene_changed(bencher: Bencher<'_, '_>, (threads, times): (usize, u32)) {
    changed(bencher, threads, &[busy(times, 5000), busy(times, 5017)]);
}

/// The same, where nothing changed: what finding that out costs.
#[divan::bench(args = CASES)]
fn busy_scene_at_rest(bencher: Bencher<'_, '_>, (threads, times): (usize, u32)) {
    changed(bencher, threads, &[busy(times, 5000)]);
}

/// The elevator while its doors close and while it moves, and the dance: two pictures in turn, a sixtieth of a second
/// apart.
#[divan::bench(args = [("arrival", 600), ("arrival", 3000), ("dance", 9200)])]
fn in_motion(bencher: Bencher<'_, '_>, (name, at): (&str, i64)) {
    changed(bencher, 1, &[scene(name, 1, at), scene(name, 1, at + 17)]);
}

fn changed(bencher: Bencher<'_, '_>, threads: usize, shapes: &[Shapes]) {
    let mut drawn = Drawn::new();
    let mut next = shapes.iter().cycle();
    if threads == 1 {
        return bencher.bench_local(|| next.next().map(|shapes| shapes.draw_changed(&mut drawn)));
    }
    let pool = pool(threads);
    bencher.bench_local(|| {
        let shapes = next.next();
        pool.install(|| shapes.map(|shapes| shapes.draw_changed_parallel(&mut drawn)))
    });
}

/// A page of 1,800 glyphs, as the handbook has them.
fn page(painter: &Painter) {
    for row in 0..36_u8 {
        let words = "The fourth cabinet is opened on a Tuesday by two clerks only.";
        let line: String =
            words.chars().filter(|letter| *letter != ' ').chain("0123".chars()).take(50).collect();
        let at = pos2(200.0, 30.0 + f32::from(row) * 26.0);
        let font = FontId::proportional(15.0 + f32::from(row % 4));
        painter.text(at, Align2::LEFT_TOP, line, font, Color32::from_rgb(127, 220, 238));
    }
}

fn primitives(scale: f32) -> (Vec<ClippedPrimitive>, Textures) {
    let context = Context::default();
    context.set_fonts(macrodat::screens::fonts());
    let size = vec2(SIZE.0 as f32, SIZE.1 as f32);
    let mut input =
        RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)), ..RawInput::default() };
    input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(scale);
    let mut output = context.run_ui(input, |ui| page(ui.painter()));
    let mut textures = Textures::new();
    textures.apply(&output.textures_delta);
    output.textures_delta.clear();
    (context.tessellate(output.shapes, output.pixels_per_point), textures)
}

#[divan::bench(args = CASES)]
fn page_of_1800_glyphs(bencher: Bencher<'_, '_>, (threads, times): (usize, u32)) {
    let scale = times as f32;
    let (primitives, textures) = primitives(scale);
    let mut image = Image::new((SIZE.0 * times) as usize, (SIZE.1 * times) as usize);
    let ground = Color32::from_rgb(2, 24, 43);
    if threads == 1 {
        return bencher.bench_local(|| raster(black_box(&primitives), &textures, scale, ground, &mut image));
    }
    let pool = pool(threads);
    bencher.bench_local(|| {
        pool.install(|| raster_parallel(black_box(&primitives), &textures, scale, ground, &mut image));
    });
}

fn main() {
    divan::main();
}
