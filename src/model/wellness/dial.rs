//! The dial of regard: what pulls it, and what steadies it.

use serde::{Deserialize, Serialize};

use crate::model::ease;
use crate::time::{Span, Time};

/// The ends of the dial, to either side of its middle: the whole is a hundred parts.
pub const END: i16 = 50;
/// The ends of its band, to either side: the band is ten parts wide.
pub const BAND: i16 = 5;
/// How long a fact pulls.
pub const PULLS: Span = Span::from_millis(6000);
/// How long a reply pulls, and how long the dial follows the hand.
const REPLIES: Span = Span::from_millis(1200);
const FOLLOWS: Span = Span::from_millis(180);

/// Where the dial stands, in parts from its middle: above zero it pleases, below it troubles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dial {
    /// Where it stands but for what still pulls.
    rest: i16,
    /// What still pulls: by how much in all, since when and for how long.
    pulls: Vec<Pull>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Pull {
    by: i16,
    since: Time,
    lasts: Span,
}

impl Dial {
    /// Whether it can have come about by play up to `now`.
    pub fn is_sound(&self, now: Time) -> bool {
        let near = |by: i16| by.unsigned_abs() <= 4 * END.unsigned_abs();
        let sound = |pull: &Pull| {
            near(pull.by)
                && (Time::ZERO..=now).contains(&pull.since)
                && (Span::ZERO..=PULLS).contains(&pull.lasts)
        };
        near(self.rest) && self.pulls.len() <= 64 && self.pulls.iter().all(sound)
    }

    /// Where it stands at `now`, -50 to 50.
    pub fn value(&self, now: Time) -> f64 {
        let pulls = self
            .pulls
            .iter()
            .map(|pull| f64::from(pull.by) * ease::smooth(now.progress(pull.since, pull.lasts)));
        (f64::from(self.rest) + pulls.sum::<f64>()).clamp(f64::from(-END), f64::from(END))
    }

    /// Where it comes to rest if nothing more is done, -50 to 50.
    pub fn goal(&self) -> i16 {
        let pulls = self.pulls.iter().map(|pull| i32::from(pull.by));
        (i32::from(self.rest) + pulls.sum::<i32>()).clamp(-i32::from(END), i32::from(END)) as i16
    }

    /// Whether it comes to rest within its band.
    pub fn is_steady(&self) -> bool {
        self.goal().abs() <= BAND
    }

    /// Whether it moves by itself.
    pub fn moves(&self, now: Time) -> bool {
        self.pulls.iter().any(|pull| now.progress(pull.since, pull.lasts) < 1.0)
    }

    /// A fact pulls it from now on.
    pub fn pull(&mut self, by: i16, now: Time) {
        self.add(by, now, PULLS);
    }

    /// A reply pulls it.
    pub fn reply(&mut self, by: i16, now: Time) {
        self.add(by, now, REPLIES);
    }

    /// The guest moves it. Beyond its ends it does not go.
    pub fn steady(&mut self, by: i16, now: Time) {
        // What still pulls may lead it farther for a while, but the hand cannot.
        let by = (self.goal() + by.clamp(-END, END)).clamp(-END, END) - self.goal();
        self.add(by, now, FOLLOWS);
    }

    /// It is brought back to its middle.
    pub fn centre(&mut self, now: Time) {
        let value = self.value(now).round() as i16;
        *self = Self { rest: value, pulls: Vec::new() };
        self.add(-value, now, REPLIES);
    }

    fn add(&mut self, by: i16, now: Time, lasts: Span) {
        let (over, still): (Vec<Pull>, Vec<Pull>) =
            self.pulls.iter().partition(|pull| now.progress(pull.since, pull.lasts) >= 1.0);
        self.rest = over.iter().fold(self.rest, |rest, pull| rest.saturating_add(pull.by)).clamp(-END, END);
        self.pulls = still;
        if by != 0 {
            self.pulls.push(Pull { by, since: now, lasts });
        }
        if self.pulls.len() > 32 {
            // A held key adds faster than it follows: the oldest have all but arrived.
            let first = self.pulls.remove(0);
            self.rest = self.rest.saturating_add(first.by);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_pulls_and_a_hand_steadies() {
        let at = Time::from_millis;
        let mut dial = Dial::default();
        dial.pull(10, at(0));
        assert_eq!(dial.value(at(0)), 0.0);
        assert_eq!(dial.value(at(3000)), 5.0);
        assert!(!dial.is_steady(), "it is on its way");
        for _ in 0..6 {
            dial.steady(-1, at(6000));
        }
        assert_eq!(dial.value(at(7000)), 4.0);
        assert!(dial.is_steady() && !dial.moves(at(7000)));
        dial.centre(at(7000));
        assert_eq!(dial.value(at(9000)), 0.0);
    }

    #[test]
    fn it_stays_within_its_ends_and_comes_back_at_once() {
        let mut dial = Dial::default();
        for step in 0..500 {
            dial.steady(1, Time::from_millis(step * 5));
            let now = Time::from_millis(step * 5);
            assert!(dial.value(now) <= 50.0 && dial.is_sound(now));
        }
        assert_eq!(dial.value(Time::from_millis(9000)), 50.0);
        dial.steady(-1, Time::from_millis(9000));
        assert_eq!(dial.value(Time::from_millis(9999)), 49.0);
    }
}
