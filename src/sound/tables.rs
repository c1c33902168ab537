//! Tables from which all sound is read: one cycle of each wave, noise of several colours, and halving. They are made
//! once, with `libm` and plain arithmetic, so that they are the same on every machine.

use std::sync::OnceLock;

/// Samples of one cycle of a wave.
const CYCLE: usize = 2048;
/// Bits of a phase that lie below a place in the cycle.
const BELOW: u32 = 32 - CYCLE.trailing_zeros();
/// Samples of a noise, a power of two; it closes without a seam.
pub(super) const NOISE: usize = 1 << 16;
/// Samples of the fan's noise. It has no factor in common with [`NOISE`], so that what both make together repeats only
/// after two days.
pub(super) const FAN: usize = 131_071;
/// Steps of one halving.
const HALVING: usize = 1024;

/// One cycle of a periodic wave, its peak at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wave {
    /// A sine.
    Sine,
    /// Odd harmonics that fall off fast: a soft reed.
    Reed,
    /// The first, second, third, fourth and sixth harmonic: a small organ.
    Organ,
    /// A strong first with some second and third: a bass.
    Round,
    /// Odd harmonics to the ninth: an old beep, rounded.
    Beep,
}

/// Strengths of the harmonics of each [`Wave`], in its order.
const HARMONICS: [&[f64]; 5] = [
    &[1.0],
    &[1.0, 0.05, 0.3, 0.02, 0.12, 0.0, 0.04],
    &[1.0, 0.45, 0.22, 0.16, 0.0, 0.06],
    &[1.0, 0.42, 0.16, 0.06],
    &[1.0, 0.0, 0.3, 0.0, 0.14, 0.0, 0.07, 0.0, 0.03],
];

/// Noise of a colour, its peak at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    /// Below some 150 Hz.
    Low,
    /// About 700 Hz.
    Mid,
    /// About 2 kHz.
    Soft,
    /// Above some 5 kHz.
    High,
}

/// All tables.
pub(super) struct Tables {
    /// A cycle each, and its first sample once more.
    waves: [Vec<f32>; 5],
    noises: [Vec<f32>; 4],
    fan: Vec<f32>,
    /// 2^-x for x from 0 to 1, both included.
    halves: Vec<f32>,
}

/// The tables. The first call makes them, in some milliseconds.
pub(super) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(Tables::new)
}

impl Tables {
    fn new() -> Self {
        let halves = (0..=HALVING).map(|at| libm::exp2(-(at as f64) / HALVING as f64) as f32).collect();
        // Corners in Hz of the filters that each noise passes, twice: what is cut below and above.
        let corners = [(None, 150.0), (Some(500.0), 900.0), (Some(1400.0), 2600.0), (Some(5200.0), 11_000.0)];
        let mut seed = 0;
        let noises = corners.map(|(low, high)| {
            seed += 1;
            noise(NOISE, seed, low, high)
        });
        Self { waves: HARMONICS.map(wave), noises, fan: noise(FAN, 9, Some(90.0), 420.0), halves }
    }

    /// A wave at a phase, of which 2^32 are a cycle.
    #[inline]
    pub(super) fn wave(&self, wave: Wave, phase: u32) -> f32 {
        let cycle = &self.waves[wave as usize];
        let place = (phase >> BELOW) as usize;
        let rest = (phase & ((1 << BELOW) - 1)) as f32 * (1.0 / (1_u32 << BELOW) as f32);
        let (here, next) = (cycle[place], cycle[place + 1]);
        here + (next - here) * rest
    }

    /// A noise at a place; places repeat after [`NOISE`].
    #[inline]
    pub(super) fn noise(&self, colour: Colour, place: u32) -> f32 {
        self.noises[colour as usize][place as usize % NOISE]
    }

    /// The fan's noise at a place below [`FAN`].
    #[inline]
    pub(super) fn fan(&self, place: usize) -> f32 {
        self.fan[place % FAN]
    }

    /// 2^(-samples / half), to a millionth. `half` is at least 1.
    pub(super) fn halved(&self, samples: u32, half: u32) -> f32 {
        let scaled = u64::from(samples) * (HALVING as u64) * 256 / u64::from(half.max(1));
        let whole = scaled / (HALVING as u64 * 256);
        if whole > 60 {
            return 0.0;
        }
        let place = (scaled / 256) as usize % HALVING;
        let rest = (scaled % 256) as f32 / 256.0;
        let value = self.halves[place] + (self.halves[place + 1] - self.halves[place]) * rest;
        value / (1_u64 << whole) as f32
    }
}

/// One cycle with these harmonics, its peak at 1, and its first sample once more.
fn wave(harmonics: &[f64]) -> Vec<f32> {
    let sample = |at: usize| -> f64 {
        let turn = std::f64::consts::TAU * at as f64 / CYCLE as f64;
        (1_u32..)
            .zip(harmonics)
            .map(|(number, strength)| strength * libm::sin(turn * f64::from(number)))
            .sum()
    };
    let cycle: Vec<f64> = (0..CYCLE).map(sample).collect();
    let peak = cycle.iter().fold(0.0_f64, |peak, value| peak.max(value.abs()));
    (0..=CYCLE).map(|at| (cycle[at % CYCLE] / peak) as f32).collect()
}

/// Noise between two corners in Hz, its peak at 1. It goes through its filters twice around, so that it closes.
fn noise(length: usize, seed: u32, low: Option<f64>, high: f64) -> Vec<f32> {
    let pole = |hertz: f64| 1.0 - libm::exp(-std::f64::consts::TAU * hertz / f64::from(super::RATE));
    let (below, above) = (pole(low.unwrap_or(12.0)), pole(high));
    let mut state = [0.0_f64; 4];
    let mut round = |at: usize| -> f64 {
        let white = f64::from(scatter(at as u32 ^ (seed << 24))) / f64::from(u32::MAX) * 2.0 - 1.0;
        state[0] += (white - state[0]) * above;
        state[1] += (state[0] - state[1]) * above;
        state[2] += (state[1] - state[2]) * below;
        let cut = state[1] - state[2];
        state[3] += (cut - state[3]) * below;
        cut - state[3]
    };
    (0..length).for_each(|at| {
        round(at);
    });
    let around: Vec<f64> = (0..length).map(round).collect();
    let peak = around.iter().fold(0.0_f64, |peak, value| peak.max(value.abs()));
    around.iter().map(|value| (value / peak) as f32).collect()
}

/// 32 well-mixed bits (the finaliser of MurmurHash3, Appleby, 2011).
pub(super) const fn scatter(value: u32) -> u32 {
    let value = value.wrapping_add(0x9E37_79B9);
    let value = (value ^ (value >> 16)).wrapping_mul(0x85EB_CA6B);
    let value = (value ^ (value >> 13)).wrapping_mul(0xC2B2_AE35);
    value ^ (value >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halving_falls_and_ends() {
        let tables = tables();
        assert_eq!(tables.halved(0, 480), 1.0);
        assert_eq!(tables.halved(480, 480), 0.5);
        assert_eq!(tables.halved(4800, 480), 1.0 / 1024.0);
        assert_eq!(tables.halved(u32::MAX, 1), 0.0);
        let values: Vec<f32> = (0..5000).map(|at| tables.halved(at, 700)).collect();
        assert!(values.windows(2).all(|pair| pair[1] <= pair[0]));
    }

    #[test]
    fn nothing_in_the_tables_is_louder_than_one_and_noise_closes() {
        let tables = tables();
        let all = tables.waves.iter().chain(&tables.noises).chain([&tables.fan]);
        for table in all {
            let peak = table.iter().fold(0.0_f32, |peak, value| peak.max(value.abs()));
            assert!((0.999..=1.0).contains(&peak), "{peak}");
        }
        for low in [&tables.noises[0], &tables.fan] {
            let step = low.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0_f32, f32::max);
            assert!((low[0] - low[low.len() - 1]).abs() <= step, "a seam");
        }
    }
}
