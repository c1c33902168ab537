//! Dimming: the picture loses most of its light after a while, and in the hours in which it is set to. It takes a minute to
//! go and to come, so slowly that nobody sees it happen and no part of the screen is ever ahead of another.

use std::str::FromStr;
use std::time::Duration;

use jiff::civil::Time as Civil;

use crate::model::ease::smooth;

/// How much light is left.
pub const DIM: f64 = 0.2;
/// How long the light takes to go or to come.
pub(super) const FADE: Duration = Duration::from_secs(60);

/// Hours of the day, from one minute to another; past midnight where they end before they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Minutes after midnight.
    from: u16,
    /// Minutes after midnight.
    to: u16,
}

impl Hours {
    /// Whether a time of the day is among them.
    pub fn contain(self, time: Civil) -> bool {
        let minute = u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs());
        if self.from <= self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        }
    }
}

impl FromStr for Hours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let minutes = |text: &str| {
            let (hour, minute) = text.split_once(':')?;
            let [hour, minute] = [hour, minute]
                .map(|part| part.parse::<u16>().ok().filter(|_| part.len() == 2 && !part.starts_with('+')));
            Some(60 * hour.filter(|hour| *hour < 24)? + minute.filter(|minute| *minute < 60)?)
        };
        let read = text.split_once('-').and_then(|(from, to)| Some((minutes(from)?, minutes(to)?)));
        match read {
            Some((from, to)) if from != to => Ok(Self { from, to }),
            _ => Err(format!(
                "`{text}` are no hours; write two different times of the day with a dash, such as 22:00-07:00"
            )),
        }
    }
}

/// When the picture is dim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dimming {
    /// After so many minutes; never for none.
    pub after: Option<u32>,
    /// In these hours.
    pub hours: Option<Hours>,
}

impl Dimming {
    /// Whether it is to be dim after so much time, at a time of the day, if that is known.
    fn is_due(&self, clock: Duration, time: Option<Civil>) -> bool {
        let over = self.after.is_some_and(|minutes| clock >= Duration::from_secs(60 * u64::from(minutes)));
        over || self.hours.zip(time).is_some_and(|(hours, time)| hours.contain(time))
    }
}

/// The light as it comes and goes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Lamp {
    /// How far the light has gone, 0 to 1.
    gone: f64,
    /// The clock when that was looked at.
    seen: Option<Duration>,
}

impl Lamp {
    /// How much light there is, [`DIM`] to 1. What is to be dim at the beginning is dim from the beginning.
    pub(crate) fn light(&mut self, dimming: &Dimming, clock: Duration, time: Option<Civil>) -> f64 {
        let aim = if dimming.is_due(clock, time) { 1.0 } else { 0.0 };
        match self.seen.replace(clock) {
            None => self.gone = aim,
            Some(before) => {
                let step = clock.saturating_sub(before).as_secs_f64() / FADE.as_secs_f64();
                self.gone += (aim - self.gone).clamp(-step, step);
            }
        }
        1.0 - (1.0 - DIM) * smooth(self.gone)
    }

    /// Whether it is as dim as it becomes.
    pub(crate) fn is_dim(&self) -> bool {
        self.gone >= 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn civil(hour: i8, minute: i8) -> Option<Civil> {
        Civil::new(hour, minute, 0, 0).ok()
    }

    #[test]
    fn hours_are_read_and_pass_midnight() {
        let night: Hours = "22:00-07:00".parse().unwrap();
        let day: Hours = "09:30-17:00".parse().unwrap();
        for (hour, minute, in_night, in_day) in [
            (21, 59, false, false),
            (22, 0, true, false),
            (0, 0, true, false),
            (6, 59, true, false),
            (7, 0, false, false),
            (9, 30, false, true),
            (17, 0, false, false),
        ] {
            let time = civil(hour, minute).unwrap();
            assert_eq!((night.contain(time), day.contain(time)), (in_night, in_day), "{time}");
        }
        for wrong in
            ["", "22-7", "22:00", "24:00-07:00", "22:60-07:00", "22:00-22:00", "2:00-07:00", "+2:00-07:00"]
        {
            assert!(wrong.parse::<Hours>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn light_goes_and_comes_within_a_minute_and_never_jumps() {
        let dimming = Dimming { after: None, hours: "22:00-07:00".parse().ok() };
        let mut lamp = Lamp::default();
        let (evening, night) = (civil(21, 59), civil(22, 0));
        assert_eq!(lamp.light(&dimming, Duration::ZERO, evening), 1.0);
        let mut before = 1.0;
        for tick in 1..=24 * 61 {
            let light = lamp.light(&dimming, Duration::from_millis(tick * 1000 / 24), night);
            assert!(light <= before && before - light < 0.001, "{before} to {light}");
            before = light;
        }
        assert!((before - DIM).abs() < 1e-9 && lamp.is_dim());
        let light = lamp.light(&dimming, Duration::from_secs(91), evening);
        assert!(light > DIM && light < 1.0 && !lamp.is_dim());
        assert_eq!(lamp.light(&dimming, Duration::from_secs(150), evening), 1.0);
    }

    #[test]
    fn it_is_dim_after_its_minutes_and_from_the_beginning_at_night() {
        let dimming = Dimming { after: Some(10), hours: None };
        let mut lamp = Lamp::default();
        assert_eq!(lamp.light(&dimming, Duration::from_secs(1), None), 1.0);
        assert_eq!(lamp.light(&dimming, Duration::from_secs(599), None), 1.0);
        assert!(lamp.light(&dimming, Duration::from_secs(630), None) < 1.0);
        let hours = Dimming { after: None, hours: "22:00-07:00".parse().ok() };
        assert!((Lamp::default().light(&hours, Duration::ZERO, civil(23, 0)) - DIM).abs() < 1e-9);
        assert_eq!(Lamp::default().light(&hours, Duration::ZERO, None), 1.0, "no clock on the wall");
    }
}
