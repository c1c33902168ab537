//! Chance: draws from (seed, purpose, counter), in the forms in which the operator asks for them.

use crate::model::random::{Draws, Purpose, unit};
use crate::time::{FLICKS_PER_SECOND, Span};

/// A run of draws for one purpose.
#[derive(Clone, Debug)]
pub(super) struct Chance(Draws);

impl Chance {
    /// The draws of a seed for a purpose, from the first.
    pub(super) fn new(seed: u64, purpose: Purpose) -> Self {
        Self(Draws::new(seed, purpose, 0, 0))
    }

    /// Whether something happens that happens in such a share of cases, 0 to 1.
    pub(super) fn happens(&mut self, share: f64) -> bool {
        unit(self.0.bits()) < share
    }

    /// A number from `low` to `high`, all alike.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * unit(self.0.bits())
    }

    /// A number from -1 to 1, mostly near 0: the mean of three.
    pub(super) fn bell(&mut self) -> f64 {
        (0..3).map(|_| self.between(-1.0, 1.0)).sum::<f64>() / 3.0
    }

    /// A time about so many seconds, from 0.6 to 1.8 times as long, mostly a little shorter.
    pub(super) fn about(&mut self, seconds: f64) -> Span {
        let share = self.between(0.0, 1.0);
        span(seconds * (0.6 + 1.2 * share * share))
    }

    /// A time from `low` to `high` seconds.
    pub(super) fn seconds(&mut self, low: f64, high: f64) -> Span {
        span(self.between(low, high))
    }

    /// A whole number below `bound`, which is above 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0.below(u32::try_from(bound).unwrap_or(u32::MAX)) as usize
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { all.get(self.below(all.len())) }
    }
}

/// So many seconds.
pub(super) fn span(seconds: f64) -> Span {
    Span((seconds * FLICKS_PER_SECOND as f64) as i64)
}
