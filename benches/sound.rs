//! What a second of sound costs: the bed alone, busy refinement, and each dance with both.
//!
//! Goal: bed, busy refinement and a dance in 2 % of one core, 20 ms for each second.

use std::hint::black_box;

use divan::Bencher;
use divan::counter::ItemsCount;
use macrodat::model::refinement::temper::Temper;
use macrodat::pack::incentives::Piece;
use macrodat::sound::{Cue, Mixer, Pair, RATE, line};

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

/// The samples that a device wants at a time: 5 ms.
const BLOCK: usize = RATE as usize / 200;

/// Gives a second in blocks, with the cues of `cues` at its milliseconds.
fn second(mixer: &mut Mixer, at: &mut i64, out: &mut [Pair], cues: &[(i64, Cue)]) {
    let begins = *at;
    let mut cues = cues.iter().peekable();
    while *at < begins + i64::from(RATE) {
        while let Some((_, cue)) = cues.next_if(|(millis, _)| begins + millis * 48 <= *at) {
            mixer.cue(*cue, *at);
        }
        mixer.fill(*at, out);
        *at += BLOCK as i64;
        black_box(&out);
    }
}

/// A hand that is quicker than any: in each second somebody types, gathers, and two clusters of twelve land.
fn busy() -> Vec<(i64, Cue)> {
    let mut cues = Vec::new();
    for tenth in 0..10 {
        cues.push((tenth * 100, Cue::Key));
    }
    for digit in 0..24 {
        cues.push((digit * 40, Cue::Land(digit as usize % 5, Temper::ALL[digit as usize % 4])));
    }
    cues.extend([(50, Cue::Stir(Temper::Woe)), (200, Cue::Gather(Temper::Woe)), (300, Cue::LidsOpen(1))]);
    cues.extend([(500, Cue::Delivered(1)), (600, Cue::LidsShut(1)), (700, Cue::Refused(2))]);
    cues.sort_by_key(|(millis, _)| *millis);
    cues
}

fn seconds(bencher: Bencher<'_, '_>, mut mixer: Mixer, cues: &[(i64, Cue)]) {
    let mut at = 0;
    let mut out = vec![[0.0; 2]; BLOCK];
    bencher.counter(ItemsCount::new(RATE)).bench_local(|| second(&mut mixer, &mut at, &mut out, cues));
}

#[divan::bench]
fn bed(bencher: Bencher<'_, '_>) {
    seconds(bencher, Mixer::new(true), &[]);
}

#[divan::bench]
fn busy_refinement(bencher: Bencher<'_, '_>) {
    seconds(bencher, Mixer::new(true), &busy());
}

/// Each piece from its twentieth second on, with the bed and busy refinement.
#[divan::bench(args = [Piece::Glide, Piece::Trot, Piece::Lull, Piece::Knock])]
fn dance_and_all(bencher: Bencher<'_, '_>, piece: Piece) {
    let cues = busy();
    let mut out = vec![[0.0; 2]; BLOCK];
    bencher
        .counter(ItemsCount::new(RATE))
        .with_inputs(|| {
            let mut mixer = Mixer::new(true);
            mixer.cue(Cue::Dance(piece), 0);
            (mixer, 20 * i64::from(RATE))
        })
        .bench_local_refs(|(mixer, at)| second(mixer, at, &mut out, &cues));
}

/// As many voices as there may be, which nobody hears in earnest.
#[divan::bench]
fn as_many_voices_as_there_may_be(bencher: Bencher<'_, '_>) {
    let mut out = vec![[0.0; 2]; BLOCK];
    bencher
        .counter(ItemsCount::new(RATE))
        .with_inputs(|| {
            let mut mixer = Mixer::new(true);
            (0..20).for_each(|_| mixer.cue(Cue::Elevator(true), 0));
            (mixer, i64::from(RATE))
        })
        .bench_local_refs(|(mixer, at)| second(mixer, at, &mut out, &[]));
}

/// The live end as the device's thread calls it; the allocation columns show that it allocates nothing.
#[divan::bench]
fn live_block_of_5_ms(bencher: Bencher<'_, '_>) {
    let (mut teller, line) = line(70, false);
    let mut engine = line.engine();
    let powered = macrodat::model::Happened {
        time: macrodat::time::Time::ZERO,
        what: macrodat::model::Happening::PoweredOn,
    };
    teller.tell(&[powered], macrodat::time::Time::ZERO);
    let mut out = vec![[0.0; 2]; BLOCK];
    bencher.bench_local(|| engine.fill(black_box(&mut out)));
}

fn main() {
    divan::main();
}
