//! The bed: what the machine itself is heard by, a fan, a transformer and something that whirrs far away.

use super::Pair;
use super::tables::{Colour, FAN, Tables, Wave};
use super::voice::{millis, step};

/// Strengths at full. Their sum is the most that the bed can ever reach, -40.4 dBFS.
const FAN_LEVEL: f32 = 0.0052;
const RUMBLE: f32 = 0.0016;
/// The transformer: pitch in Hz, strength.
const HUM: [(f64, f32); 3] = [(120.0, 0.0009), (240.0, 0.0004), (360.0, 0.00016)];
/// The whirr, two shafts that do not run quite alike.
const WHIRR: [(f64, f32); 2] = [(466.0, 0.00028), (468.3, 0.00028)];
/// How long the fan takes to run up, and to run down.
const UP: u32 = millis(2600);
const DOWN: u32 = millis(1300);
/// How often a second the fan breathes.
const BREATH: f64 = 0.23;

/// How loud the machine runs: a level that goes to another from a sample on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bed {
    since: i64,
    from: f32,
    to: f32,
}

impl Bed {
    /// A machine that runs, or stands, since long ago.
    pub(super) fn long(on: bool) -> Self {
        let level = if on { 1.0 } else { 0.0 };
        Self { since: i64::MIN / 2, from: level, to: level }
    }

    /// Is switched.
    pub(super) fn switch(&mut self, on: bool, at: i64) {
        let to = if on { 1.0 } else { 0.0 };
        if to != self.to {
            *self = Self { since: at, from: self.level(at), to };
        }
    }

    /// Whether nothing of it is heard from a sample on.
    pub(super) fn is_still(&self, at: i64) -> bool {
        self.to == 0.0 && self.level(at) == 0.0
    }

    /// How loud it is at a sample, 0 to 1.
    fn level(&self, at: i64) -> f32 {
        let span = i64::from(if self.to > self.from { UP } else { DOWN });
        let passed = at - self.since;
        if passed >= span {
            return self.to;
        }
        let part = passed.max(0) as f32 / span as f32;
        let part = part * part * (3.0 - 2.0 * part);
        self.from + (self.to - self.from) * part
    }

    /// Adds its samples from the one of number `from` on.
    pub(super) fn add(&self, tables: &Tables, from: i64, out: &mut [Pair]) {
        if self.is_still(from) {
            return;
        }
        let steps = |hertz: f64| (step(hertz) >> 16) as u32;
        let hum = HUM.map(|(hertz, level)| (steps(hertz), level));
        let whirr = WHIRR.map(|(hertz, level)| (steps(hertz), level));
        let breath = steps(BREATH);
        // Places count from the beginning of time, whatever was switched since; before it they wrap.
        let mut fan = [0, FAN as i64 / 3].map(|apart| (from + apart).rem_euclid(FAN as i64) as usize);
        for (at, pair) in (from..).zip(out) {
            let number = at as u32;
            let level = self.level(at);
            let tones = |list: &[(u32, f32)]| -> f32 {
                list.iter()
                    .map(|(step, level)| tables.wave(Wave::Sine, step.wrapping_mul(number)) * level)
                    .sum()
            };
            let middle = tones(&hum) + tones(&whirr);
            let breathes = 0.85 + 0.15 * tables.wave(Wave::Sine, breath.wrapping_mul(number));
            for (side, fan) in pair.iter_mut().zip(&mut fan) {
                let rumble = tables.noise(Colour::Low, number.wrapping_add(*fan as u32 & 0x4000)) * RUMBLE;
                *side += level * (middle + rumble + tables.fan(*fan) * FAN_LEVEL * breathes);
                *fan = if *fan + 1 == FAN { 0 } else { *fan + 1 };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RATE;
    use super::super::tables::tables;
    use super::*;

    #[test]
    fn its_peak_cannot_reach_minus_40_dbfs() {
        let tones: f32 = HUM.iter().chain(&WHIRR).map(|(_, level)| level).sum();
        assert!(FAN_LEVEL + RUMBLE + tones < 0.01);
        let mut heard = vec![[0.0; 2]; 60 * RATE as usize];
        Bed::long(true).add(tables(), 0, &mut heard);
        let peak = heard.iter().flatten().fold(0.0_f32, |peak, value| peak.max(value.abs()));
        assert!((0.002..0.01).contains(&peak), "{peak}");
    }

    #[test]
    fn it_runs_up_and_down_without_a_step() {
        let mut bed = Bed::long(false);
        assert!(bed.is_still(0));
        bed.switch(true, 100);
        assert_eq!(bed.level(100), 0.0);
        let half = bed.level(40_000);
        bed.switch(false, 40_000);
        assert_eq!(bed.level(40_000), half);
        assert!(bed.is_still(40_000 + i64::from(DOWN)));
    }
}
