//! Deflection: what the tube's electronics do to the picture as the power comes and goes, and while it is degaussed.

use super::look::Look;
use crate::time::Span;

/// How long a degaussing is seen.
pub const DEGAUSS: Span = Span::from_millis(1600);
/// The share of the collapse in which the picture becomes a line; in the rest the line becomes a point.
const TO_LINE: f64 = 0.45;
/// Half the thickness of the line, in half heights of the tube.
const LINE: f64 = 0.012;
/// Swings a second while it is degaussed. What is thin passes a place twice a swing, and no more than three times a
/// second may many places flash (WCAG 2.3.1); by its second second it hardly swings.
const SWINGS: f64 = 2.5;

/// The power of the tube.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// Off, for so long; none if it has been off for as long as is known.
    Off(Option<Span>),
    /// On, for so long; none if it has been on for as long as is known.
    On(Option<Span>),
}

/// What becomes of the picture between the beam and the glass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deflection {
    /// Strength of the picture, 0 to 1.
    pub gain: f64,
    /// Width of the picture, as a share of the full width.
    pub across: f64,
    /// Height of the picture, as a share of the full height.
    pub down: f64,
    /// Light of the line that the picture collapses to.
    pub spot: f64,
    /// Half its width and half its height, in half sides of the tube.
    pub spot_size: (f64, f64),
    /// How far the picture swings, in half sides of the tube.
    pub swing: f64,
    /// Where in its swing it is, in turns.
    pub phase: f64,
}

impl Deflection {
    /// A picture that stands.
    pub const STEADY: Self =
        Self { gain: 1.0, across: 1.0, down: 1.0, spot: 0.0, spot_size: (1.0, LINE), swing: 0.0, phase: 0.0 };
    /// No picture.
    pub const DARK: Self = Self { gain: 0.0, ..Self::STEADY };

    /// What the electronics do, given the power and how long ago it was degaussed.
    pub fn at(look: &Look, power: Power, degaussed: Option<Span>) -> Self {
        let mut state = match power {
            Power::Off(None) => Self::DARK,
            Power::Off(Some(since)) => Self::collapsing(share(since, look.collapse)),
            Power::On(None) => Self::STEADY,
            Power::On(Some(since)) => Self::warming(share(since, look.warm_up)),
        };
        if let Some(since) = degaussed
            && since < DEGAUSS
            && matches!(power, Power::On(_))
        {
            let left = 1.0 - since.seconds() / DEGAUSS.seconds();
            state.swing = 0.018 * look.degauss * left * left * left;
            state.phase = SWINGS * since.seconds();
            state.gain *= 1.0 - 0.25 * look.degauss * left * left;
        }
        state
    }

    /// Whether it will be another one by itself soon.
    pub fn moves(look: &Look, power: Power, degaussed: Option<Span>) -> bool {
        let passing = match power {
            Power::Off(since) => since.is_some_and(|since| share(since, look.collapse) < 1.0),
            Power::On(since) => since.is_some_and(|since| share(since, look.warm_up) < 1.0),
        };
        let degaussing = degaussed.is_some_and(|since| since < DEGAUSS) && look.degauss > 0.0;
        passing || (degaussing && matches!(power, Power::On(_)))
    }

    /// The cathode warms: the light comes up, and the picture with it settles to its size.
    fn warming(share: f64) -> Self {
        let rest = 1.0 - share;
        let size = 1.0 - 0.03 * rest * rest;
        Self { gain: share * share * (3.0 - 2.0 * share), across: size, down: size, ..Self::STEADY }
    }

    /// The deflection fails before the beam does: first down, then across.
    fn collapsing(share: f64) -> Self {
        if share >= 1.0 {
            return Self::DARK;
        }
        let to_line = (1.0 - share / TO_LINE).max(0.0);
        let to_point = ((1.0 - share) / (1.0 - TO_LINE)).min(1.0);
        let down = LINE + (1.0 - LINE) * to_line * to_line;
        let across = 0.01 + 0.99 * to_point * to_point;
        // The line has what light the picture had, until that is as bright as the phosphor can be; then it fades.
        let spot = (LINE / down).min(1.0) * (1.0 - to_line) * (3.0 * to_point).min(1.0);
        Self { gain: to_line, across, down, spot, spot_size: (across, down.max(LINE)), ..Self::STEADY }
    }
}

/// How much of `seconds` has passed, 0 to 1.
fn share(since: Span, seconds: f64) -> f64 {
    if seconds > 0.0 { (since.seconds() / seconds).clamp(0.0, 1.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_comes_up_and_goes_once() {
        let look = Look::default();
        let gains = |power: fn(Option<Span>) -> Power| {
            let at = |ms| Deflection::at(&look, power(Some(Span::from_millis(ms))), None).gain;
            (0..300).map(|step| at(step * 10)).collect::<Vec<_>>()
        };
        let (up, down) = (gains(Power::On), gains(Power::Off));
        assert!(up.is_sorted() && up[0] == 0.0 && up[299] == 1.0);
        assert!(down.is_sorted_by(|a, b| a >= b) && down[0] == 1.0 && down[299] == 0.0);
        assert_eq!(Deflection::at(&look, Power::Off(None), None), Deflection::DARK);
        assert_eq!(Deflection::at(&look, Power::On(None), Some(Span::ZERO)).across, 1.0);
    }

    #[test]
    fn it_says_when_it_comes_to_rest() {
        let look = Look::default();
        for ms in 0..4000 {
            let since = Span::from_millis(ms);
            for (power, degaussed) in [
                (Power::On(Some(since)), None),
                (Power::Off(Some(since)), None),
                (Power::On(None), Some(since)),
            ] {
                let next = Span::from_millis(ms + 1);
                let later = match (power, degaussed) {
                    (Power::On(Some(_)), _) => Deflection::at(&look, Power::On(Some(next)), None),
                    (Power::Off(_), _) => Deflection::at(&look, Power::Off(Some(next)), None),
                    _ => Deflection::at(&look, power, Some(next)),
                };
                let rests = !Deflection::moves(&look, power, degaussed);
                assert!(
                    !rests || later == Deflection::at(&look, power, degaussed),
                    "{power:?} {degaussed:?}"
                );
            }
        }
    }
}
