//! How the terminal moves in time: what falls due, in its order, and when its picture changes next.

use super::happening::Happening;
use super::lobby::boot;
use super::screen::Screen;
use super::terminal::{BLINK, CALM, CUT, Change, DONE_APPEARS, FLASH, LEAVING, Terminal};
use crate::time::{Span, Time};

/// From the last digit's landing until the window that commends.
const COMMEND: Span = Span::from_millis(1800);

impl Terminal {
    /// When the picture changes next.
    pub fn next_change(&self) -> Change {
        if self.is_black() {
            let light = self.staging.blacked.filter(|_| !self.staging.black);
            return light.map_or(Change::Never, |at| Change::At(at + CALM));
        }
        if let Some(at) = self.staging.flash
            && self.flashes()
        {
            return Change::At(at + FLASH);
        }
        match self.screen {
            Screen::Off => Change::Never,
            Screen::Boot { .. } | Screen::Leaving { .. } => Change::Moving,
            Screen::Survey | Screen::SignIn | Screen::Outside { .. } | Screen::Case | Screen::Quarter => {
                Change::Never
            }
            Screen::Elevator { .. } => self.ride_change(),
            Screen::Award { since } if self.now.since(since) < DONE_APPEARS => Change::Moving,
            Screen::Award { .. } => Change::Never,
            Screen::Dance => self.dance_change(),
            Screen::Naming if !self.corrects() => Change::Never,
            Screen::Prompt | Screen::Naming if self.reduced_motion => Change::Never,
            Screen::Prompt | Screen::Naming => {
                let blinks = self.now.since(self.typed_at).0 / BLINK.0 + 1;
                Change::At(self.typed_at + Span(blinks * BLINK.0))
            }
            Screen::Cards if self.cards.fallen(self.now) < 1.0 => Change::Moving,
            Screen::Cards => Change::Never,
            Screen::Called { since } if self.now.since(since) < DONE_APPEARS => Change::Moving,
            Screen::Called { .. } => Change::Never,
            Screen::Sitting => {
                match self.sitting.as_ref().map(|sitting| (sitting, sitting.next_sight(self.ways()))) {
                    Some((_, None)) => Change::Moving,
                    Some((sitting, Some(Some(at)))) => Change::At(self.now + at.since(sitting.now())),
                    _ => Change::Never,
                }
            }
            Screen::Scene { scene, since } => self.scene_change(scene, since),
            Screen::Worksheet => Change::Never,
            Screen::Handbook | Screen::Settings => self.next_due().map_or(Change::Never, Change::At),
            Screen::Done { since } if self.now.since(since) < DONE_APPEARS => Change::Moving,
            Screen::Refinement | Screen::Done { .. } => match self.board() {
                Some(board) if board.glides() => Change::Moving,
                Some(_) if !self.reduced_motion => Change::Resting,
                Some(board) => {
                    let due = board.next_due().map(|at| at + self.behind);
                    due.into_iter().chain(self.next_due()).min().map_or(Change::Never, Change::At)
                }
                None => Change::Never,
            },
        }
    }

    /// Moves to `to`, doing what falls due on the way, in its order. Does nothing if `to` is not later, and stops
    /// some 200 years after the first moment.
    pub fn advance(&mut self, to: Time) {
        let to = to.min(Time::LAST);
        while let Some(at) = self.next_due() {
            if at > to {
                break;
            }
            self.move_to(at.max(self.now));
            self.fire();
            if !self.present() {
                self.call();
            }
        }
        self.move_to(to.max(self.now));
    }

    /// When something falls due next. The board's moments are among them, since what happens on it can make
    /// something fall due on the machine.
    fn next_due(&self) -> Option<Time> {
        self.screen_due().into_iter().chain(self.dance_due()).chain(self.shift_due()).min()
    }

    /// When something falls due next on what is shown.
    fn screen_due(&self) -> Option<Time> {
        match self.screen {
            Screen::Boot { since, lines } => {
                let all = self.pack.boot.len();
                Some(if lines < all { boot::line_at(since, lines) } else { boot::ready_at(since, all) })
            }
            Screen::Refinement => {
                let board = self.board()?.next_due().map(|at| at + self.behind);
                board.into_iter().chain(self.commend_due()).chain(self.present_due()).min()
            }
            Screen::Sitting => {
                let sitting = self.sitting.as_ref()?;
                sitting.next_due(self.ways()).map(|at| self.now + at.since(sitting.now()))
            }
            Screen::Handbook => self.handbook_due(),
            Screen::Elevator { .. } => self.ride_due(),
            Screen::Settings => self.settings_due(),
            Screen::Leaving { since } => Some(since + LEAVING),
            _ => None,
        }
    }

    /// When the window that commends appears.
    fn commend_due(&self) -> Option<Time> {
        self.board()?.finished_at().map(|at| at + self.behind + COMMEND)
    }

    fn fire(&mut self) {
        if self.dance_due().is_some_and(|at| at <= self.now) {
            return self.fire_dance();
        }
        if self.shift_due().is_some_and(|at| at <= self.now) {
            return self.fire_shift();
        }
        match self.screen {
            Screen::Boot { since, lines } if lines < self.pack.boot.len() => {
                self.screen = Screen::Boot { since, lines: lines + 1 };
                self.happen(Happening::BootLine { line: lines });
            }
            Screen::Boot { .. } => self.come_in(),
            Screen::Elevator { .. } => self.fire_ride(),
            // The board has done what was due on it as time moved here.
            Screen::Refinement if self.commend_due().is_some_and(|at| at <= self.now) => self.commend(),
            Screen::Handbook => self.fire_handbook(),
            Screen::Settings => self.move_settings(),
            Screen::Leaving { since } => {
                self.screen = Screen::Off;
                self.switched = Some(since + CUT);
                self.degaussed = None;
                self.happen(Happening::ShutDown);
            }
            _ => {}
        }
    }

    /// Moves the board along with the terminal while it is shown, and passes on what happens on it.
    fn move_to(&mut self, to: Time) {
        let passed = to.since(self.now);
        self.now = to;
        if self.screen == Screen::Sitting {
            self.move_sitting(passed);
        }
        if self.screen.shows_board() {
            let local = to - self.behind;
            let tube = self.tube;
            self.with_board(|board, happenings| board.advance(local, &tube, happenings));
        }
        self.count_reading();
    }
}
