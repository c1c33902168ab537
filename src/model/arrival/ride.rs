//! The elevator: its doors close over what was shown, it moves, its bell is heard, and they open on what comes.

use super::super::ease;
use super::super::happening::Happening;
use super::super::screen::Screen;
use super::super::terminal::{Change, Terminal};
use crate::settings::ELEVATOR;
use crate::time::{FLICKS_PER_SECOND, Span, Time};

/// How long the doors take to close.
pub const CLOSES: Span = Span::from_millis(1200);
/// From the beginning until the bell.
pub const RIDE: Span = Span::from_millis(4700);
/// From the bell until the doors have opened: they stand for a while first, so that what is said can be read.
pub const OPENS: Span = Span::from_millis(2300);
/// For how long of that they stand.
const STANDS: Span = Span::from_millis(1000);
/// The same with reduced motion: a still picture of a ride, and of its end.
const STILL_RIDE: Span = Span::from_millis(1600);
const STILL_OPENS: Span = Span::from_millis(700);

/// How a ride stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ride {
    /// Down to work, or up.
    pub down: bool,
    /// How far the doors are closed, 0 to 1.
    pub closed: f64,
    /// How far the way is behind, 0 to 1.
    pub way: f64,
    /// Whether it has arrived, and its doors open on what comes.
    pub arrived: bool,
}

/// How long a ride and the opening of the doors last.
const fn lengths(still: bool) -> (Span, Span) {
    if still { (STILL_RIDE, STILL_OPENS) } else { (RIDE, OPENS) }
}

impl Terminal {
    /// How the ride stands, while there is one.
    pub fn riding(&self) -> Option<Ride> {
        let Screen::Elevator { since, down, arrived } = self.screen else { return None };
        let (ride, opens) = lengths(self.reduced_motion);
        let closed = match (self.reduced_motion, arrived) {
            (true, _) => 1.0,
            (false, false) => ease::smooth(self.now.progress(since, CLOSES)),
            (false, true) => {
                let moves = Span(opens.0 - STANDS.0);
                1.0 - ease::smooth(self.now.progress(since + ride + STANDS, moves))
            }
        };
        let begins = if self.reduced_motion { since } else { since + CLOSES };
        let way = if self.reduced_motion {
            f64::from(u8::from(arrived))
        } else {
            ease::smooth(self.now.progress(begins, Span(ride.0 - CLOSES.0)))
        };
        Some(Ride { down, closed, way, arrived })
    }

    /// What was shown when the doors closed.
    pub fn left(&self) -> Option<Screen> {
        self.door.left
    }

    /// Begins a ride.
    pub(in crate::model) fn ride(&mut self, down: bool) {
        // A window, and a dance, end as one leaves: what lies beneath them is seen as the doors close.
        let ends = |screen: &Screen| matches!(screen, Screen::Award { .. } | Screen::Dance);
        let beneath = self.beneath.iter().rev().chain([&Screen::Prompt]);
        self.door.left = [&self.screen].into_iter().chain(beneath).find(|screen| !ends(screen)).copied();
        if !self.settings.truth(&ELEVATOR) {
            return self.step_out(down);
        }
        self.show(Screen::Elevator { since: self.now, down, arrived: false });
        self.happen(Happening::ElevatorMoved { down });
    }

    /// Goes up from work, from any of its rooms.
    pub(in crate::model) fn leave_work(&mut self) {
        if self.is_at_work() && self.pack.arrival.is_some() {
            self.ride(false);
        }
    }

    /// When the ride comes to its next step.
    pub(in crate::model) fn ride_due(&self) -> Option<Time> {
        let Screen::Elevator { since, arrived, .. } = self.screen else { return None };
        let (ride, opens) = lengths(self.reduced_motion);
        Some(if arrived { since + ride + opens } else { since + ride })
    }

    /// When the picture of the ride changes next.
    pub(in crate::model) fn ride_change(&self) -> Change {
        match self.ride_due() {
            Some(at) if self.reduced_motion => Change::At(at),
            _ => Change::Moving,
        }
    }

    /// The ride comes to its next step.
    pub(in crate::model) fn fire_ride(&mut self) {
        let Screen::Elevator { since, down, arrived } = self.screen else { return };
        if arrived {
            return self.step_out(down);
        }
        self.screen = Screen::Elevator { since, down, arrived: true };
        self.happen(Happening::ElevatorStopped { down });
    }

    /// Ends the ride at once.
    pub(in crate::model) fn skip_ride(&mut self) {
        let Screen::Elevator { down, arrived, .. } = self.screen else { return };
        if !arrived {
            self.happen(Happening::ElevatorStopped { down });
        }
        self.step_out(down);
    }

    /// Out of the elevator: to work, or to the quiet screen.
    fn step_out(&mut self, down: bool) {
        self.door.left = None;
        let employment = &mut self.session.employment;
        if down {
            employment.arrivals = employment.arrivals.saturating_add(1);
            self.door.arrived = Some(self.now);
            self.show_prompt();
        } else {
            employment.departures = employment.departures.saturating_add(1);
            let worked = self.door.arrived.take().map_or(Span::ZERO, |at| self.now.since(at));
            self.show(Screen::Outside { minutes: worked.0 / FLICKS_PER_SECOND / 60 });
        }
    }

    /// Back down, from the quiet screen.
    pub(in crate::model) fn go_down(&mut self) {
        if matches!(self.screen, Screen::Outside { .. }) {
            self.ride(true);
        }
    }
}
