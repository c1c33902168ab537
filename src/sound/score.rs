//! The score: all happenings of a timeline, of which any range of samples can be had.

use super::cue::Cue;
use super::mixer::Mixer;
use super::{Pair, RATE};
use crate::model::Happened;
use crate::time::{FLICKS_PER_SECOND, FrameRate, Time};

/// Flicks in a sample, a whole number.
const FLICKS: i64 = FLICKS_PER_SECOND / RATE as i64;

/// The number of the first sample at or after `time`; sample 0 is at the first moment.
pub fn sample_at(time: Time) -> i64 {
    time.0.div_euclid(FLICKS) + i64::from(time.0.rem_euclid(FLICKS) != 0)
}

/// The number of a frame's first sample, where frame 1 is shown at `lead`: that of `lead + (number - 1) / rate` in exact
/// fractions, rounded down. A frame's sound goes up to the first sample of the next.
pub fn first_sample(lead: Time, rate: FrameRate, number: i64) -> i64 {
    let (numerator, denominator) = rate.fraction();
    let (above, below) = (i128::from(denominator), i128::from(numerator));
    let flicks =
        i128::from(lead.0) * below + (i128::from(number) - 1) * i128::from(FLICKS_PER_SECOND) * above;
    flicks.div_euclid(below * i128::from(FLICKS)) as i64
}

/// All that is heard on a timeline.
#[derive(Clone, Debug)]
pub struct Score {
    on: bool,
    cues: Vec<(i64, Cue)>,
}

impl Score {
    /// The score of a machine that ran since long before (`on`), or stood, and of what happened then. Happenings come
    /// in their order in time.
    pub fn new(on: bool, happened: &[Happened]) -> Self {
        let cues = happened
            .iter()
            .filter_map(|one| Cue::of(&one.what).map(|cue| (sample_at(one.time), cue)))
            .collect();
        Self { on, cues }
    }

    /// Goes through the samples from `from` on, as many as `count`, and gives them in blocks.
    ///
    /// # Errors
    /// What `give` reports.
    pub fn play<E>(
        &self,
        from: i64,
        count: u64,
        mut give: impl FnMut(&[Pair]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut mixer = Mixer::new(self.on);
        let mut block = vec![[0.0; 2]; 4096];
        let mut cues = self.cues.iter().peekable();
        let end = from.saturating_add_unsigned(count);
        let mut at = from;
        while at < end {
            while let Some((time, cue)) = cues.next_if(|(time, _)| *time <= at) {
                mixer.cue(*cue, *time);
            }
            let next = cues.peek().map_or(end, |(time, _)| (*time).min(end));
            let size = (next - at).min(block.len() as i64) as usize;
            mixer.fill(at, &mut block[..size]);
            give(&block[..size])?;
            at += size as i64;
        }
        Ok(())
    }

    /// The samples of a range, in memory.
    pub fn samples(&self, from: i64, count: usize) -> Vec<Pair> {
        let mut all = Vec::with_capacity(count);
        let done: Result<(), std::convert::Infallible> = self.play(from, count as u64, |block| {
            all.extend_from_slice(block);
            Ok(())
        });
        match done {
            Ok(()) => all,
            Err(never) => match never {},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_sounds_from_the_first_sample_at_or_after_it() {
        for (time, sample) in [(0, 0), (1, 1), (14_700, 1), (14_701, 2), (-1, 0), (FLICKS_PER_SECOND, 48_000)]
        {
            assert_eq!(sample_at(Time(time)), sample, "{time}");
        }
    }

    #[test]
    fn frames_have_the_samples_of_exact_fractions() {
        let rate = |text: &str| text.parse::<FrameRate>().unwrap_or(FrameRate::FILM);
        assert_eq!(first_sample(Time::ZERO, rate("24"), 49), 96_000);
        // 1001/24000 s = 2002 samples; 1001/30000 s = 1601.6.
        assert_eq!(first_sample(Time::ZERO, rate("24000/1001"), 2), 2002);
        let ntsc: Vec<i64> = (1..7).map(|number| first_sample(Time::ZERO, rate("29.97"), number)).collect();
        assert_eq!(ntsc, [0, 1601, 3203, 4804, 6406, 8008]);
        // A million frames on it is still exact.
        assert_eq!(first_sample(Time::ZERO, rate("29.97"), 1_000_001), 1_601_600_000);
        assert_eq!(first_sample(Time::from_millis(250), rate("30"), 2), 12_000 + 1600);
    }
}
