//! What it costs to let somebody work without drawing.
//!
//! Goal: a week in 60 s on one core, which is an hour in 357 ms.

use divan::Bencher;
use macrodat::operator::{Mood, Part, Programme, Turn, simulate};
use macrodat::pack::Pack;
use macrodat::time::Span;

const HOUR: Span = Span::from_millis(3_600_000);

/// An hour of somebody who does nothing but work, and an hour of the usual programme.
#[divan::bench(args = ["diligent", "distracted", "new-hire"])]
fn hour_of_work(bencher: Bencher<'_, '_>, mood: &str) {
    let programme = Programme::new(vec![Turn::Work], false);
    let part = Part { mood: Mood::named(mood).unwrap(), programme, breaks: None };
    let pack = Pack::embedded();
    bencher.bench_local(|| simulate(&pack, 1, &part, HOUR, |_, _| true).digest);
}

#[divan::bench]
fn hour_of_the_programme(bencher: Bencher<'_, '_>) {
    let pack = Pack::embedded();
    bencher.bench_local(|| simulate(&pack, 1, &Part::default(), HOUR, |_, _| true).digest);
}

fn main() {
    divan::main();
}
