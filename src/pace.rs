//! Pace: when the next picture of a window is due, and how long the window may sleep until then.

use std::time::Duration;

use crate::model::Change;
use crate::time::{FLICKS_PER_SECOND, FrameRate, Span, Time, Transport};

/// A gap of the clock beyond what was planned that is a pause and not a jump, as in [`Transport`].
const PAUSE: Duration = Duration::from_millis(250);
/// The longest step in which planned sleep is told to the transport; below [`PAUSE`].
const STEP: Duration = Duration::from_millis(200);

/// What the clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    /// The time now.
    pub(crate) time: Time,
    /// Whether time stood still since the last tick, because nobody asked for it or the window was hidden.
    pub(crate) paused: bool,
}

/// The clock of the window.
#[derive(Debug)]
pub(crate) struct Pace {
    transport: Transport,
    clock: Option<Duration>,
    /// How long the window was to sleep from the last tick on: sleeping so long is no pause.
    sleep: Duration,
    /// The clock when time was held.
    held: Option<Duration>,
}

impl Pace {
    pub(crate) fn at(time: Time) -> Self {
        Self { transport: Transport::at(time), clock: None, sleep: Duration::ZERO, held: None }
    }

    /// Takes note of a steady clock.
    pub(crate) fn tick(&mut self, clock: Duration) -> Tick {
        let nanos = |clock: Duration| u64::try_from(clock.as_nanos()).unwrap_or(u64::MAX);
        let Some(mut last) = self.clock.replace(clock) else {
            return Tick { time: self.transport.tick(nanos(clock)), paused: true };
        };
        let paused = clock.saturating_sub(last) > self.sleep + PAUSE;
        while !paused && last + STEP < clock {
            last += STEP;
            self.transport.tick(nanos(last));
        }
        self.sleep = Duration::ZERO;
        Tick { time: self.transport.tick(nanos(clock)), paused }
    }

    /// Holds time, or lets it go on. Gives for how long it was held until now.
    pub(crate) fn hold(&mut self, held: bool) -> Duration {
        self.transport.hold(held);
        let now = self.clock.unwrap_or_default();
        let since = std::mem::replace(&mut self.held, held.then_some(now));
        since.map_or(Duration::ZERO, |since| now.saturating_sub(since))
    }

    /// Whether time is held.
    pub(crate) fn is_held(&self) -> bool {
        self.transport.is_held()
    }

    /// Notes that the window sleeps now, for so long, and meanwhile time passes.
    pub(crate) fn sleeps(&mut self, sleep: Duration) {
        self.sleep = sleep;
    }
}

/// The grids on which pictures stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rates {
    /// While something glides or somebody is at work.
    used: FrameRate,
    /// While things only float.
    resting: FrameRate,
}

impl Rates {
    /// Where pictures cost next to nothing.
    pub(crate) const FULL: Self = Self { used: FrameRate::DESK, resting: FrameRate::FILM };
    /// Where the processor draws every one of them.
    pub(crate) const THRIFTY: Self = Self { used: FrameRate::FILM, resting: FrameRate::FILM };

    /// Other rates, in pictures a second; `used` 0 leaves what is used as it is. At rest there are never more.
    pub(crate) fn set_to(self, used: u16, resting: u16) -> Self {
        let used = if used == 0 { self.used } else { FrameRate::a_second(used) };
        let resting = FrameRate::a_second(resting);
        Self { used, resting: if resting.is_faster_than(used) { used } else { resting } }
    }

    /// None while nothing changes.
    fn grid(self, change: Change, input: bool) -> Option<FrameRate> {
        match change {
            _ if input => Some(self.used),
            Change::Moving | Change::At(_) => Some(self.used),
            Change::Resting => Some(self.resting),
            Change::Never => None,
        }
    }
}

/// The time of the picture that is due at `time`, if `shown`, the time of the last one, is before it.
/// `input` says that something waits to be stamped with a picture's time.
pub(crate) fn due(rates: Rates, change: Change, input: bool, shown: Time, time: Time) -> Option<Time> {
    let rate = rates.grid(change, input)?;
    let picture = rate.frame_time(rate.frame_at(time));
    let early = matches!(change, Change::At(at) if !input && picture < at);
    (picture > shown && !early).then_some(picture)
}

/// How long until the next picture is due; none if only input can make one. Never zero.
pub(crate) fn wait(rates: Rates, change: Change, input: bool, shown: Time, time: Time) -> Option<Duration> {
    let rate = rates.grid(change, input)?;
    let after = match change {
        // The first picture at or after `at`.
        Change::At(at) if !input => Time(at.0 - 1).max(shown).max(time),
        _ => shown.max(time),
    };
    let next = rate.frame_time(rate.frame_at(after) + 1);
    Some(duration(next.since(time)).max(Duration::from_millis(1)))
}

/// A span as a duration, rounded up, so that who sleeps for it wakes after it.
pub(crate) fn duration(span: Span) -> Duration {
    let nanos = (i128::from(span.0) * 1_000_000_000 + i128::from(FLICKS_PER_SECOND) - 1)
        / i128::from(FLICKS_PER_SECOND);
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(i64) -> Time = Time::from_millis;

    #[test]
    fn rates_are_set_and_rest_is_never_faster() {
        let rate = FrameRate::a_second;
        assert_eq!(Rates::FULL.set_to(0, 24), Rates::FULL);
        assert_eq!(Rates::THRIFTY.set_to(0, 24), Rates::THRIFTY);
        assert_eq!(Rates::FULL.set_to(120, 12), Rates { used: rate(120), resting: rate(12) });
        assert_eq!(Rates::FULL.set_to(10, 24), Rates { used: rate(10), resting: rate(10) });
    }

    #[test]
    fn what_is_held_stands_still_and_goes_on_where_it_stood() {
        let mut pace = Pace::at(MS(500));
        let tick = |pace: &mut Pace, millis| pace.tick(Duration::from_millis(millis)).time;
        tick(&mut pace, 0);
        assert_eq!(tick(&mut pace, 100), MS(600));
        assert_eq!(pace.hold(true), Duration::ZERO);
        assert_eq!(tick(&mut pace, 200), MS(600));
        assert_eq!(pace.hold(false), Duration::from_millis(100));
        assert_eq!(tick(&mut pace, 300), MS(700));
        assert_eq!(pace.hold(false), Duration::ZERO);
    }

    #[test]
    fn each_change_has_its_delay() {
        let (shown, time) = (MS(1000), MS(1005));
        let within = |change, input, low: u64, high: u64| {
            let wait = wait(Rates::FULL, change, input, shown, time).unwrap();
            let range = Duration::from_millis(low)..=Duration::from_millis(high);
            assert!(range.contains(&wait), "{change:?}: {wait:?}");
        };
        within(Change::Moving, false, 11, 12);
        within(Change::Resting, false, 36, 37);
        within(Change::At(MS(1500)), false, 495, 496);
        within(Change::At(MS(1501)), false, 511, 512);
        within(Change::Never, true, 11, 12);
        within(Change::Resting, true, 11, 12);
        assert_eq!(wait(Rates::FULL, Change::Never, false, shown, time), None);
        // What fell due before now is shown at the next picture, and the wait is never nothing.
        within(Change::At(MS(10)), false, 11, 12);
    }

    #[test]
    fn a_picture_is_due_once_and_on_its_grid() {
        assert_eq!(due(Rates::FULL, Change::Moving, false, MS(1000), MS(1005)), None, "the same picture");
        assert_eq!(due(Rates::FULL, Change::Resting, false, MS(1000), MS(1041)), None);
        assert_eq!(
            due(Rates::FULL, Change::Resting, false, MS(1000), MS(1050)),
            Some(FrameRate::FILM.frame_time(26))
        );
        assert_eq!(due(Rates::FULL, Change::At(MS(1500)), false, MS(1000), MS(1499)), None);
        assert_eq!(due(Rates::FULL, Change::At(MS(1500)), false, MS(1000), MS(1500)), Some(MS(1500)));
        assert_eq!(due(Rates::FULL, Change::Never, false, MS(1000), MS(9000)), None);
        assert!(due(Rates::FULL, Change::Never, true, MS(1000), MS(9000)).is_some());
    }

    #[test]
    fn after_the_wait_the_picture_is_due() {
        let mut time = MS(1000);
        for change in [Change::Moving, Change::Resting, Change::At(MS(1777))] {
            for _ in 0..50 {
                let shown = due(Rates::FULL, Change::Moving, false, Time::ZERO, time).unwrap();
                let sleep = wait(Rates::FULL, change, false, shown, time).unwrap();
                time = time + Span::from_millis(sleep.as_millis() as i64 + 1);
                assert!(due(Rates::FULL, change, false, shown, time).is_some(), "{change:?} at {time}");
            }
        }
    }

    #[test]
    fn planned_sleep_passes_and_a_gap_does_not() {
        let mut pace = Pace::at(Time::ZERO);
        assert!(pace.tick(Duration::from_secs(7)).paused, "the first tick begins");
        pace.sleeps(Duration::from_millis(900));
        let tick = pace.tick(Duration::from_millis(7_950));
        assert_eq!(tick, Tick { time: MS(950), paused: false });
        let tick = pace.tick(Duration::from_millis(8_950));
        assert_eq!(tick, Tick { time: MS(950), paused: true });
        let tick = pace.tick(Duration::from_millis(8_960));
        assert_eq!(tick, Tick { time: MS(960), paused: false });
    }
}
