//! A voice: one tone or one noise with its envelope. Each of its samples is a function of its own number, so that any
//! part of it can be had without what comes before.

use super::tables::{Colour, NOISE, Tables, Wave};
use super::{Pair, RATE};

/// Samples between two points at which an envelope is worked out; between them it is a straight line.
const GRID: u32 = 16;

/// What a voice reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// A wave.
    Tone {
        /// Which.
        wave: Wave,
        /// What the phase gains each sample, in cycles / 2^48.
        step: i64,
        /// What `step` gains each sample, during the first `bends` samples.
        bend: i64,
        /// For how many samples it bends.
        bends: u32,
        /// The modulator's step, 0 for none.
        modulator: i64,
        /// How far it turns the phase at first, in cycles.
        depth: f32,
        /// In how many samples that halves.
        dulls: u32,
    },
    /// A noise, which turns from one colour into another.
    Noise {
        /// At its beginning.
        from: Colour,
        /// At its end.
        to: Colour,
        /// The place in the table at which it begins.
        place: u32,
    },
}

/// Voices that end together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Ends by itself.
    Free,
    /// The elevator's motor.
    Motor,
}

/// A voice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Voice {
    /// The number of its first sample.
    pub(super) start: i64,
    /// How many samples it has.
    pub(super) length: u32,
    /// The sample at which something else made it end.
    pub(super) cut: i64,
    /// In how many samples it fades from there.
    pub(super) fade: u32,
    /// Who has the lower rank gives way.
    pub(super) rank: u8,
    pub(super) tag: Tag,
    /// Strength on the left and on the right.
    pub(super) gain: [f32; 2],
    /// Samples in which it rises, at least 1.
    pub(super) attack: u32,
    /// Samples for which it stays as it is then.
    pub(super) hold: u32,
    /// Samples in which it halves from there on; 0 if it does not.
    pub(super) half: u32,
    /// Samples at its end in which it goes to nothing, at least 1.
    pub(super) release: u32,
    /// What the phase of its swell gains each sample, in cycles / 2^32, and how deep that is, 0 to 1.
    pub(super) swell: (u32, f32),
    pub(super) part: Part,
}

/// Hertz as cycles / 2^48 a sample.
pub(super) fn step(hertz: f64) -> i64 {
    (hertz * ((1_u64 << 48) as f64 / f64::from(RATE))) as i64
}

/// Milliseconds as samples.
pub(super) const fn millis(milliseconds: u32) -> u32 {
    milliseconds * (RATE / 1000)
}

/// Decibels as a factor.
pub(super) fn decibels(decibels: f64) -> f32 {
    libm::pow(10.0, decibels / 20.0) as f32
}

impl Voice {
    /// A plain voice of a strength in dBFS at its peak: it rises in 2 ms, and halves every `half` ms for as long as it is
    /// worth hearing, 60 dB.
    fn plain(part: Part, level: f64, half: u32) -> Self {
        let gain = decibels(level);
        Self {
            start: 0,
            length: millis(2 + half * 10),
            cut: i64::MAX,
            fade: 1,
            rank: 1,
            tag: Tag::Free,
            gain: [gain; 2],
            attack: millis(2),
            hold: 0,
            half: millis(half),
            release: millis(half.max(4)),
            swell: (0, 0.0),
            part,
        }
    }

    pub(super) fn tone(wave: Wave, hertz: f64, level: f64, half: u32) -> Self {
        let part =
            Part::Tone { wave, step: step(hertz), bend: 0, bends: 0, modulator: 0, depth: 0.0, dulls: 1 };
        Self::plain(part, level, half)
    }

    pub(super) fn noise(colour: Colour, level: f64, half: u32) -> Self {
        Self::plain(Part::Noise { from: colour, to: colour, place: 0 }, level, half)
    }

    /// Begins so many milliseconds later.
    pub(super) fn after(mut self, milliseconds: u32) -> Self {
        self.start += i64::from(millis(milliseconds));
        self
    }

    /// Rises in so many milliseconds and stays for so many.
    pub(super) fn rises(mut self, attack: u32, hold: u32) -> Self {
        self.length = self.length - self.attack + millis(attack + hold);
        (self.attack, self.hold) = (millis(attack).max(1), millis(hold));
        self
    }

    /// Lasts so many milliseconds, in the last `release` of which it goes to nothing.
    pub(super) fn lasts(mut self, length: u32, release: u32) -> Self {
        (self.length, self.release) = (millis(length), millis(release).max(1));
        self
    }

    /// Does not fall off until its release.
    pub(super) fn steady(mut self) -> Self {
        self.half = 0;
        self
    }

    /// Lies between left (-1) and right (1), at equal power.
    pub(super) fn at(mut self, place: f64) -> Self {
        let turn = (place.clamp(-1.0, 1.0) + 1.0) * std::f64::consts::FRAC_PI_4;
        // At the middle each side keeps its strength.
        let side = |part: f64| (part * std::f64::consts::SQRT_2).min(1.0) as f32;
        self.gain[0] *= side(libm::cos(turn));
        self.gain[1] *= side(libm::sin(turn));
        self
    }

    pub(super) fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    pub(super) fn tag(mut self, tag: Tag) -> Self {
        self.tag = tag;
        self
    }

    /// Swells so often a second.
    pub(super) fn swells(mut self, hertz: f64, depth: f32) -> Self {
        self.swell = ((step(hertz) >> 16) as u32, depth);
        self
    }

    /// Goes to another pitch, in a straight line, in so many milliseconds.
    pub(super) fn bends(mut self, to: f64, milliseconds: u32) -> Self {
        if let Part::Tone { step: from, bend, bends, .. } = &mut self.part {
            *bends = millis(milliseconds).max(1);
            *bend = (step(to) - *from) / i64::from(*bends);
        }
        self
    }

    /// Is turned by a sine of another pitch, at first by so many cycles.
    pub(super) fn rung(mut self, by: f64, cycles: f32, dulls_in: u32) -> Self {
        if let Part::Tone { modulator, depth, dulls, .. } = &mut self.part {
            (*modulator, *depth, *dulls) = (step(by), cycles, millis(dulls_in).max(1));
        }
        self
    }

    /// Turns into another colour by its end.
    pub(super) fn into_colour(mut self, colour: Colour) -> Self {
        if let Part::Noise { to, .. } = &mut self.part {
            *to = colour;
        }
        self
    }

    /// Reads its noise from another place.
    pub(super) fn reading_at(mut self, at: u32) -> Self {
        if let Part::Noise { place, .. } = &mut self.part {
            *place = at % NOISE as u32;
        }
        self
    }

    /// The number of the first sample after it.
    pub(super) fn end(&self) -> i64 {
        let whole = self.start + i64::from(self.length);
        if self.cut == i64::MAX {
            return whole;
        }
        // Up to the next point of its envelope, which is nothing.
        whole.min(self.cut + i64::from(self.fade + GRID))
    }

    /// Ends it at a sample, if it does not end before.
    pub(super) fn end_at(&mut self, cut: i64, fade: u32) {
        if cut.saturating_add(i64::from(fade)) < self.end() {
            (self.cut, self.fade) = (cut, fade.max(1));
        }
    }

    /// How strong it is at one of its samples, without its gain.
    fn envelope(&self, tables: &Tables, at: u32) -> f32 {
        if at >= self.length {
            return 0.0;
        }
        let mut strength = 1.0;
        if at < self.attack {
            // A straight line of amplitude begins with a corner that is heard as a click; this begins and ends flat.
            let part = at as f32 / self.attack as f32;
            strength = part * part * (3.0 - 2.0 * part);
        }
        let falling = at.saturating_sub(self.attack + self.hold);
        if self.half > 0 && falling > 0 {
            strength *= tables.halved(falling, self.half);
        }
        let left = self.length - at;
        if left < self.release {
            strength *= left as f32 / self.release as f32;
        }
        if self.swell.1 > 0.0 {
            let wave = tables.wave(Wave::Sine, self.swell.0.wrapping_mul(at));
            strength *= 1.0 - self.swell.1 * (0.5 - 0.5 * wave);
        }
        let cut = self.cut.saturating_sub(self.start);
        if i64::from(at) > cut {
            let gone = (i64::from(at) - cut) as f32 / self.fade as f32;
            strength *= (1.0 - gone).max(0.0);
        }
        strength
    }

    /// Adds its samples from the one of number `from` on.
    pub(super) fn add(&self, tables: &Tables, from: i64, out: &mut [Pair]) {
        let first = (self.start - from).max(0);
        let last = (self.end() - from).min(out.len() as i64);
        if first >= last {
            return;
        }
        let at = (from + first - self.start) as u32;
        let out = &mut out[first as usize..last as usize];
        match self.part {
            Part::Tone { wave, modulator: 0, .. } => {
                self.each(tables, at, out, |at| {
                    let value = tables.wave(wave, self.phase(at));
                    [value, value]
                });
            }
            Part::Tone { wave, modulator, depth, dulls, .. } => {
                self.each(tables, at, out, |at| {
                    let turned = (modulator.wrapping_mul(i64::from(at)) >> 16) as u32;
                    let turn = tables.wave(Wave::Sine, turned) * depth * tables.halved(at, dulls);
                    // In cycles / 2^32; a turn is far below the 2^31 cycles that would not fit.
                    let turn = (turn * 65536.0) as i64 * 65536;
                    let value = tables.wave(wave, self.phase(at).wrapping_add(turn as u32));
                    [value, value]
                });
            }
            Part::Noise { from, to, place } => {
                let length = self.length as f32;
                self.each(tables, at, out, |at| {
                    let left = place.wrapping_add(at);
                    // The right ear hears another part of the same noise.
                    let right = left.wrapping_add(NOISE as u32 / 2 + 131);
                    let mut value = [tables.noise(from, left), tables.noise(from, right)];
                    if from != to {
                        let part = at as f32 / length;
                        let other = [tables.noise(to, left), tables.noise(to, right)];
                        value[0] += (other[0] - value[0]) * part;
                        value[1] += (other[1] - value[1]) * part;
                    }
                    value
                });
            }
        }
    }

    /// The phase at a sample, in cycles / 2^32: the sum of all steps before it, in whole numbers.
    #[inline]
    fn phase(&self, at: u32) -> u32 {
        let Part::Tone { step, bend, bends, .. } = self.part else { return 0 };
        let at = i64::from(at);
        let mut phase = step.wrapping_mul(at);
        if bends > 0 {
            let bent = at.min(i64::from(bends));
            phase = phase.wrapping_add(bend.wrapping_mul(bent * (bent - 1).max(0) / 2));
            phase = phase.wrapping_add(bend.wrapping_mul(bent).wrapping_mul(at - bent));
        }
        (phase >> 16) as u32
    }

    /// Adds `sample` from sample `at` on, under the envelope.
    #[inline]
    fn each(&self, tables: &Tables, mut at: u32, out: &mut [Pair], sample: impl Fn(u32) -> Pair) {
        let mut rest = out;
        while !rest.is_empty() {
            let begins = at - at % GRID;
            let low = self.envelope(tables, begins);
            let slope = (self.envelope(tables, begins + GRID) - low) * (1.0 / GRID as f32);
            let count = rest.len().min((begins + GRID - at) as usize);
            let (now, later) = rest.split_at_mut(count);
            for pair in now {
                let strength = low + slope * (at % GRID) as f32;
                let [left, right] = sample(at);
                pair[0] += left * (strength * self.gain[0]);
                pair[1] += right * (strength * self.gain[1]);
                at += 1;
            }
            rest = later;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::tables;
    use super::*;

    #[test]
    fn any_part_of_a_voice_is_that_part_of_the_whole() {
        let voices = [
            Voice::tone(Wave::Beep, 441.0, -6.0, 30).bends(220.0, 80).swells(6.0, 0.5),
            Voice::tone(Wave::Sine, 900.0, -6.0, 50).rung(1260.0, 0.4, 20).at(-0.3).after(3),
            Voice::noise(Colour::Mid, -6.0, 40).into_colour(Colour::High).reading_at(65_000),
        ];
        for mut voice in voices {
            voice.end_at(6000, 200);
            let mut whole = vec![[0.0; 2]; 9000];
            voice.add(tables(), -500, &mut whole);
            for size in [1, 7, 64, 1000] {
                let mut parts = vec![[0.0; 2]; 9000];
                for (number, part) in parts.chunks_mut(size).enumerate() {
                    voice.add(tables(), (number * size) as i64 - 500, part);
                }
                assert_eq!(whole, parts, "blocks of {size}");
            }
            assert!(whole[6720..].iter().all(|pair| *pair == [0.0; 2]), "it has ended");
        }
    }

    #[test]
    fn a_bent_tone_has_the_sum_of_its_steps_as_its_phase() {
        let voice = Voice::tone(Wave::Sine, 300.0, 0.0, 50).bends(100.0, 10);
        let Part::Tone { step, bend, bends, .. } = voice.part else { panic!() };
        let mut phase = 0_i64;
        for at in 0..2000_u32 {
            assert_eq!(voice.phase(at), (phase >> 16) as u32, "{at}");
            phase = phase.wrapping_add(step + bend * i64::from(at.min(bends)));
        }
    }
}
