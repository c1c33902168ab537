//! Time as an argument: flicks, frame rates, and the transport that turns a clock into time.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Flicks in a second. A flick divides the frame of every usual film, video and audio rate
/// (unit by C. Horvath, Oculus, 2017).
pub const FLICKS_PER_SECOND: i64 = 705_600_000;

/// A moment, in flicks since the terminal was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

/// A length of time, in flicks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(pub i64);

impl Time {
    /// The first moment.
    pub const ZERO: Self = Self(0);

    /// The last moment to which a terminal moves, some 200 years on, so that no sum of times reaches the end of the
    /// integers.
    pub const LAST: Self = Self(i64::MAX / 2);

    /// The moment `milliseconds` after the first.
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(Span::from_millis(milliseconds).0)
    }

    /// Seconds since the first moment.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / FLICKS_PER_SECOND as f64
    }

    /// How long after `earlier` this is; zero if it is not after it.
    pub fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0).max(0))
    }

    /// Progress from 0 at `start` to 1 at `start + span`, held at both ends.
    pub fn progress(self, start: Self, span: Span) -> f64 {
        if span.0 <= 0 {
            return if self >= start { 1.0 } else { 0.0 };
        }
        (self.since(start).0 as f64 / span.0 as f64).min(1.0)
    }

    /// The phase, 0 to 1, of a cycle of `period` that began at the first moment.
    /// Exact at any distance from it, since the remainder is taken in integers.
    pub fn phase(self, period: Span) -> f64 {
        let period = period.0.max(1);
        self.0.rem_euclid(period) as f64 / period as f64
    }
}

impl Span {
    /// No time.
    pub const ZERO: Self = Self(0);

    /// `milliseconds` as a span.
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(milliseconds.saturating_mul(FLICKS_PER_SECOND / 1000))
    }

    /// The span in seconds.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / FLICKS_PER_SECOND as f64
    }
}

impl Add<Span> for Time {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Time {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// What is wrong with a written time or rate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TimeError(String);

/// Written as seconds with at most nine decimals (`2.5`), or as flicks (`1764000000f`).
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = i128::from(self.0) * 1_000_000_000;
        let per_second = i128::from(FLICKS_PER_SECOND);
        if nanos % per_second != 0 || self.0 < 0 {
            return write!(f, "{}f", self.0);
        }
        let nanos = nanos / per_second;
        let text = format!("{}.{:09}", nanos / 1_000_000_000, nanos % 1_000_000_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || {
            TimeError(format!(
                "`{text}` is not a time; write seconds with at most nine decimals (2.5) or flicks (1764000000f)"
            ))
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(flicks) = text.strip_suffix('f') {
            return if digits(flicks) { flicks.parse().map(Self).map_err(|_| wrong()) } else { Err(wrong()) };
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        if !digits(whole) || !digits(fraction) || fraction.len() > 9 {
            return Err(wrong());
        }
        let whole: i64 = whole.parse().map_err(|_| wrong())?;
        let nanos: i64 = format!("{fraction:0<9}").parse().map_err(|_| wrong())?;
        let flicks = i128::from(whole) * i128::from(FLICKS_PER_SECOND)
            + i128::from(nanos) * i128::from(FLICKS_PER_SECOND) / 1_000_000_000;
        i64::try_from(flicks).map(Self).map_err(|_| wrong())
    }
}

/// Frames a second, as an exact fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameRate {
    numerator: u32,
    denominator: u32,
}

impl FrameRate {
    /// The desk's rate while the terminal is in use.
    pub const DESK: Self = Self { numerator: 60, denominator: 1 };
    /// The desk's rate at rest, and the rate of film.
    pub const FILM: Self = Self { numerator: 24, denominator: 1 };

    /// It as a fraction: frames, and the seconds in which they are shown.
    pub const fn fraction(self) -> (u32, u32) {
        (self.numerator, self.denominator)
    }

    /// So many frames a second, one at least.
    pub fn a_second(frames: u16) -> Self {
        Self { numerator: u32::from(frames).max(1), denominator: 1 }
    }

    /// Whether it has more frames in a second.
    pub fn is_faster_than(self, other: Self) -> bool {
        let product = |a: u32, b: u32| u64::from(a) * u64::from(b);
        product(self.numerator, other.denominator) > product(other.numerator, self.denominator)
    }

    /// The time of frame `number`, the first being 1: (number - 1) / rate, rounded down to a flick.
    pub fn frame_time(self, number: i64) -> Time {
        let flicks = (i128::from(number) - 1) * i128::from(FLICKS_PER_SECOND) * i128::from(self.denominator);
        let flicks = flicks.div_euclid(i128::from(self.numerator));
        Time(flicks.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
    }

    /// The number of the last frame at or before `time`.
    pub fn frame_at(self, time: Time) -> i64 {
        let scaled = i128::from(time.0) * i128::from(self.numerator);
        let frame =
            scaled.div_euclid(i128::from(FLICKS_PER_SECOND) * i128::from(self.denominator)) as i64 + 1;
        // Rounding down to a flick can put the start of the next frame at `time` itself.
        if self.frame_time(frame + 1) <= time { frame + 1 } else { frame }
    }
}

impl fmt::Display for FrameRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

impl FromStr for FrameRate {
    type Err = TimeError;

    /// `24`, `24000/1001`, or one of the usual short forms of the NTSC rates (`23.976`, `29.97`, `47.952`, `59.94`).
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let ntsc = |whole: u32| Ok(Self { numerator: whole * 1000, denominator: 1001 });
        match text {
            "23.976" | "23.98" => return ntsc(24),
            "29.97" => return ntsc(30),
            "47.952" | "47.95" => return ntsc(48),
            "59.94" => return ntsc(60),
            "119.88" => return ntsc(120),
            _ => {}
        }
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        match (numerator.parse::<u32>(), denominator.parse::<u32>()) {
            (Ok(numerator), Ok(denominator))
                if denominator > 0 && numerator >= denominator && numerator / denominator <= 1000 =>
            {
                Ok(Self { numerator, denominator })
            }
            _ => Err(TimeError(format!(
                "`{text}` is not a frame rate; write whole frames a second (24) or a fraction (24000/1001), from 1 to 1000"
            ))),
        }
    }
}

/// A gap of the real clock that is a pause and not a jump, in nanoseconds (250 ms).
const PAUSE_NANOS: u64 = 250_000_000;

/// Plays, holds, loops and seeks: the one place where a clock becomes [`Time`].
///
/// The clock is nanoseconds of any steady source; only differences count.
#[derive(Clone, Debug, Default)]
pub struct Transport {
    time: Time,
    clock: Option<u64>,
    held: bool,
    /// Speed as a fraction; none means 1/1.
    speed: Option<(u32, u32)>,
    range: Option<(Time, Time)>,
    /// What integer division left over, in units of 1 / (1e9 * speed denominator) flick.
    remainder: i128,
}

impl Transport {
    /// A transport that stands at `time` and plays.
    pub fn at(time: Time) -> Self {
        Self { time, ..Self::default() }
    }

    /// The time it stands at.
    pub fn time(&self) -> Time {
        self.time
    }

    /// Takes note of the clock and gives the time. A gap of over 250 ms, or a clock that runs back, is a pause.
    pub fn tick(&mut self, clock_nanos: u64) -> Time {
        let passed = self.clock.map_or(0, |before| clock_nanos.saturating_sub(before));
        self.clock = Some(clock_nanos);
        if self.held || passed > PAUSE_NANOS {
            return self.time;
        }
        let (numerator, denominator) = self.speed.unwrap_or((1, 1));
        let unit = 1_000_000_000 * i128::from(denominator);
        let scaled =
            i128::from(passed) * i128::from(FLICKS_PER_SECOND) * i128::from(numerator) + self.remainder;
        self.remainder = scaled % unit;
        self.time = self.time + Span((scaled / unit) as i64);
        if let Some((start, end)) = self.range
            && self.time >= end
        {
            self.time = Time(start.0 + (self.time.0 - start.0) % (end.0 - start.0));
        }
        self.time
    }

    /// Holds or releases.
    pub fn hold(&mut self, held: bool) {
        self.held = held;
    }

    /// Whether it is held.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// Plays at `numerator / denominator` of the usual speed. A zero denominator is taken as 1.
    pub fn set_speed(&mut self, numerator: u32, denominator: u32) {
        self.speed = Some((numerator, denominator.max(1)));
        self.remainder = 0;
    }

    /// Moves to `time`.
    pub fn seek(&mut self, time: Time) {
        self.time = time;
        self.remainder = 0;
    }

    /// Repeats from `start` to `end`, or runs on if the range is empty.
    pub fn set_loop(&mut self, start: Time, end: Time) {
        self.range = (end > start).then_some((start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_ntsc_film_are_exact_over_a_day() {
        let rate: FrameRate = "24000/1001".parse().unwrap();
        assert_eq!(rate.frame_time(1), Time(0));
        // 1001/24000 s = 29,429,400 flicks exactly.
        assert_eq!(rate.frame_time(2), Time(29_429_400));
        assert_eq!(rate.frame_time(24_001), Time(1001 * FLICKS_PER_SECOND));
        assert_eq!("23.976".parse::<FrameRate>().unwrap(), rate);
        for number in [1, 2, 3, 1000, 2_071_529] {
            assert_eq!(rate.frame_at(rate.frame_time(number)), number);
            assert_eq!(rate.frame_at(Time(rate.frame_time(number + 1).0 - 1)), number);
        }
        let odd: FrameRate = "1000/7".parse().unwrap();
        for number in 1..500 {
            assert_eq!(odd.frame_at(odd.frame_time(number)), number);
        }
    }

    #[test]
    fn bad_rates_and_times_are_refused() {
        for text in ["", "0", "1/0", "-24", "24fps", "2000", "1/2", "99999999999"] {
            assert!(text.parse::<FrameRate>().is_err(), "{text}");
        }
        for text in ["", "-1", "1e3", "1.0000000001", "f", "1,5", "+2", "99999999999999999999"] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }

    #[test]
    fn written_times_come_back() {
        for flicks in [0, 1, 705_600_000, 1_764_000_000, 29_429_400, 7] {
            let time = Time(flicks);
            assert_eq!(time.to_string().parse::<Time>().unwrap(), time, "{time}");
        }
        assert_eq!("2.5".parse::<Time>().unwrap(), Time::from_millis(2500));
    }

    #[test]
    fn transport_pauses_over_gaps_holds_and_loops() {
        let mut transport = Transport::at(Time::ZERO);
        transport.tick(1_000);
        assert_eq!(transport.tick(100_001_000), Time::from_millis(100));
        assert_eq!(transport.tick(5_000_000_000), Time::from_millis(100), "a gap is a pause");
        transport.hold(true);
        assert_eq!(transport.tick(5_100_000_000), Time::from_millis(100));
        transport.hold(false);
        transport.set_loop(Time::ZERO, Time::from_millis(150));
        assert_eq!(transport.tick(5_200_000_000), Time::from_millis(50));
        transport.set_speed(1, 2);
        assert_eq!(transport.tick(5_300_000_000), Time::from_millis(100));
    }
}
