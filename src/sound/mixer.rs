//! The mixer: the voices that sound, who gives way, and the limit that nothing passes.

use super::Pair;
use super::bed::Bed;
use super::cue::Cue;
use super::music::Dance;
use super::patches;
use super::tables::{Tables, tables};
use super::voice::{Tag, Voice, millis};

/// The most voices that sound at once, beside the machine's bed and a dance. When one more comes, the one of the lowest
/// rank gives way, and among equals the one that came first; it fades in 4 ms.
pub const MOST_VOICES: usize = 64;
/// The most that are fading because they gave way. Beyond that the one that came first is gone at once.
const MOST_FADING: usize = 32;
/// In how many samples a voice fades that gives way.
const GIVES_WAY: u32 = millis(4);
/// In how many samples a dance fades that is ended before its time.
const DANCE_FADES: u32 = millis(600);
/// In how many samples the elevator's motor runs out.
const MOTOR_FADES: u32 = millis(700);

/// Up to here a sample is left as it is; what is louder is bent, and never reaches [`CEILING`].
const STRAIGHT: f32 = 0.6;
const CEILING: f32 = 0.98;

/// A sample bent so that it stays below one: a straight line up to 0.6, beyond it a hyperbola with the same slope there.
#[inline]
pub fn held_below_one(value: f32) -> f32 {
    const ROOM: f32 = CEILING - STRAIGHT;
    let over = value.abs() - STRAIGHT;
    if over <= 0.0 {
        return value;
    }
    let over = over.min(1e6) / ROOM;
    let bent = STRAIGHT + ROOM * (over / (1.0 + over));
    if value < 0.0 { -bent } else { bent }
}

/// All that sounds. What it gives is a function of the cues alone and of the number of a sample.
#[derive(Debug)]
pub struct Mixer {
    bed: Bed,
    /// In the order in which they came.
    voices: Vec<Voice>,
    dances: [Option<Dance>; 2],
    /// How many cues there were: what sounds alike time after time differs by it.
    count: u32,
}

impl std::fmt::Debug for Tables {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tables")
    }
}

impl Mixer {
    /// A machine that runs since long ago, or stands. Makes the tables, the first time.
    pub fn new(on: bool) -> Self {
        tables();
        Dance::prepare();
        Self {
            bed: Bed::long(on),
            voices: Vec::with_capacity(MOST_VOICES + MOST_FADING),
            dances: [None; 2],
            count: 0,
        }
    }

    /// Something is to be heard from sample `at` on. Cues come in their order in time. Allocates nothing.
    pub fn cue(&mut self, cue: Cue, at: i64) {
        self.forget(at);
        self.count = self.count.wrapping_add(1);
        match cue {
            Cue::PowerOn => self.bed.switch(true, at),
            Cue::PowerOff => {
                self.bed.switch(false, at);
                self.end_dance(at, DANCE_FADES);
            }
            Cue::Dance(piece) => {
                self.end_dance(at, GIVES_WAY * 4);
                self.dances.swap(0, 1);
                self.dances[0] = Some(Dance::new(piece, at));
            }
            Cue::DanceOver => self.end_dance(at, DANCE_FADES),
            Cue::Ding(_) => {
                let motors = self.voices.iter_mut().filter(|voice| voice.tag == Tag::Motor);
                motors.for_each(|voice| voice.end_at(at, MOTOR_FADES));
            }
            _ => {}
        }
        let count = self.count;
        patches::voices(cue, count, &mut |voice: Voice| {
            self.admit(Voice { start: voice.start + at, ..voice });
        });
    }

    fn end_dance(&mut self, at: i64, fade: u32) {
        self.dances.iter_mut().flatten().for_each(|dance| dance.end_at(at, fade));
    }

    /// Lets go of what has ended before a sample.
    fn forget(&mut self, at: i64) {
        self.voices.retain(|voice| voice.end() > at);
        for dance in &mut self.dances {
            if dance.is_some_and(|playing| playing.end() <= at) {
                *dance = None;
            }
        }
    }

    /// Takes a voice in. Somebody gives way where there are too many; the new one, if it is of a lower rank than all.
    fn admit(&mut self, voice: Voice) {
        let whole = |voice: &&Voice| voice.cut == i64::MAX;
        if self.voices.iter().filter(whole).count() >= MOST_VOICES {
            let lowest = self.voices.iter_mut().filter(|voice| voice.cut == i64::MAX);
            // The first of the least: voices stand in the order in which they came.
            let Some(lowest) = lowest.min_by_key(|voice| voice.rank) else { return };
            if lowest.rank > voice.rank {
                return;
            }
            (lowest.cut, lowest.fade) = (voice.start, GIVES_WAY);
        }
        if self.voices.len() == MOST_VOICES + MOST_FADING {
            let first = self.voices.iter().position(|voice| voice.cut != i64::MAX);
            first.map(|at| self.voices.remove(at));
        }
        self.voices.push(voice);
    }

    /// Whether nothing sounds from a sample on, until the next cue.
    pub fn is_silent(&self, at: i64) -> bool {
        self.bed.is_still(at)
            && self.voices.iter().all(|voice| voice.end() <= at)
            && self.dances.iter().flatten().all(|dance| dance.end() <= at)
    }

    /// Fills `out` with the samples from the one of number `from` on; no cue may lie among them. Allocates nothing.
    pub fn fill(&self, from: i64, out: &mut [Pair]) {
        let tables = tables();
        out.fill([0.0; 2]);
        self.bed.add(tables, from, out);
        for voice in &self.voices {
            voice.add(tables, from, out);
        }
        for dance in self.dances.iter().flatten() {
            dance.add(tables, from, out);
        }
        for value in out.iter_mut().flatten() {
            *value = held_below_one(*value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::Wave;
    use super::*;

    #[test]
    fn the_limit_is_straight_below_smooth_above_and_never_reached() {
        assert_eq!(held_below_one(0.6), 0.6);
        assert_eq!(held_below_one(-0.3), -0.3);
        let values: Vec<f32> = (0..4000).map(|at| held_below_one(at as f32 * 0.01)).collect();
        assert!(values.windows(2).all(|pair| pair[1] >= pair[0]));
        for loud in [1.0, 10.0, 1e9, f32::MAX] {
            assert!(held_below_one(loud) <= CEILING && held_below_one(-loud) >= -CEILING, "{loud}");
        }
    }

    #[test]
    fn who_is_of_the_lowest_rank_gives_way_and_of_these_the_first() {
        let mut mixer = Mixer::new(false);
        let voice = |start: i64, rank: u8| Voice {
            start,
            ..Voice::tone(Wave::Sine, 440.0, -60.0, 500).lasts(2000, 10).rank(rank)
        };
        for at in 0..MOST_VOICES as i64 {
            mixer.admit(voice(at, if at == 5 || at == 9 { 1 } else { 2 }));
        }
        mixer.admit(voice(100, 2));
        let cut: Vec<i64> =
            mixer.voices.iter().filter(|voice| voice.cut != i64::MAX).map(|v| v.start).collect();
        assert_eq!(cut, [5]);
        mixer.admit(voice(101, 0));
        assert_eq!(mixer.voices.len(), MOST_VOICES + 1, "who has a lower rank than all is not heard");
        for at in 0..500 {
            mixer.admit(voice(200 + at, 2));
        }
        assert!(mixer.voices.len() <= MOST_VOICES + MOST_FADING);
        assert_eq!(mixer.voices.iter().filter(|voice| voice.cut == i64::MAX).count(), MOST_VOICES);
    }
}
