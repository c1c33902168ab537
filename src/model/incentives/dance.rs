//! The dance: two minutes, with a music that is chosen and something to strike.

use serde::{Deserialize, Serialize};

use super::record::Merits;
use crate::model::command::Command;
use crate::model::happening::Happening;
use crate::model::screen::Screen;
use crate::model::terminal::{Change, Terminal};
use crate::pack::incentives::{Dance, Percussion, Piece};
use crate::time::{FLICKS_PER_SECOND, Span, Time};

/// How long it lasts.
pub const LENGTH: Span = Span::from_millis(120_000);

/// How long a bar of a piece lasts.
pub const fn bar(piece: Piece) -> Span {
    Span(60 * FLICKS_PER_SECOND * piece.beats() as i64 / piece.tempo() as i64)
}

/// A dance as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dancing {
    /// The quarter by which it was earned, from 1; 0 where direction has given it.
    pub quarter: u32,
    /// The music, by its place in the pack, from 0, and when it began; none while it is being chosen.
    pub music: Option<(usize, Time)>,
    /// Whether it has lasted to its end.
    pub over: bool,
    /// When each thing was struck last.
    pub struck: [Option<Time>; Percussion::ALL.len()],
}

impl Dancing {
    /// Whether it can be danced with what was earned: any other would spoil the record at its end.
    pub(in crate::model) fn is_sound(&self, merits: &Merits) -> bool {
        (self.quarter == 0 || merits.has_earned_dance(self.quarter))
            && self.music.is_none_or(|(at, _)| at < Piece::ALL.len())
            && (self.music.is_some() || !self.over)
    }
}

impl Terminal {
    /// The dance, as it stands.
    pub fn dancing(&self) -> Option<&Dancing> {
        self.dancing.as_ref().filter(|_| self.screen == Screen::Dance)
    }

    /// The music to which one dances.
    pub fn music(&self) -> Option<&Dance> {
        let (at, _) = self.dancing()?.music?;
        self.pack.incentives.as_ref()?.dances.get(at)
    }

    /// Opens the dance from the case, if one is earned.
    pub(in crate::model) fn go_dancing(&mut self) {
        let earned = self.pack.incentives.is_some() && self.merits().dance().is_some();
        if earned && self.cover(Screen::Dance) {
            self.begin_dance();
        }
    }

    /// Shows the dance in the place of the window that brought it.
    pub(in crate::model) fn show_dance(&mut self) {
        self.show(Screen::Dance);
        self.begin_dance();
    }

    fn begin_dance(&mut self) {
        let quarter =
            if self.staging.merits.is_some() { 0 } else { self.session.merits.dance().unwrap_or(0) };
        self.dancing = Some(Dancing { quarter, ..Dancing::default() });
    }

    pub(in crate::model) fn perform_at_dance(&mut self, command: &Command) {
        let Some(dancing) = self.dancing else { return self.uncover() };
        match command {
            Command::Strike { at } if dancing.music.is_none() => self.choose_music(*at),
            Command::Strike { at } if !dancing.over => self.strike(*at),
            Command::Back => self.leave_dance(),
            Command::GoOn | Command::Enter | Command::Take if dancing.over => self.leave_dance(),
            _ => {}
        }
    }

    fn choose_music(&mut self, at: usize) {
        let piece = self.pack.incentives.as_ref().and_then(|incentives| incentives.dances.get(at));
        if let (Some(dance), Some(dancing)) = (piece, &mut self.dancing) {
            let piece = dance.piece.name().to_owned();
            dancing.music = Some((at, self.now));
            self.focus = None;
            self.happen(Happening::DanceBegan { piece });
        }
    }

    fn strike(&mut self, at: usize) {
        let struck = self.pack.incentives.as_ref().and_then(|incentives| incentives.percussion.get(at));
        if let (Some(struck), Some(dancing)) = (struck, &mut self.dancing)
            && let Some(when) = dancing.struck.get_mut(at)
        {
            *when = Some(self.now);
            let percussion = struck.sound.name().to_owned();
            self.happen(Happening::Played { percussion });
        }
    }

    fn leave_dance(&mut self) {
        self.drop_dance();
        self.leave_ceremony();
    }

    /// When the dance is over, also while the handbook lies over it.
    pub(in crate::model) fn dance_due(&self) -> Option<Time> {
        let dancing = self.dancing.as_ref()?;
        let (_, since) = dancing.music.filter(|_| !dancing.over)?;
        Some(since + LENGTH)
    }

    /// When the picture of the dance changes next.
    pub(in crate::model) fn dance_change(&self) -> Change {
        match self.dancing().and_then(|dancing| dancing.music.filter(|_| !dancing.over)) {
            Some((_, since)) if self.reduced_motion => {
                let bar = self.music().map_or(LENGTH, |dance| bar(dance.piece));
                let bars = self.now.since(since).0 / bar.0 + 1;
                Change::At(since + Span(bars * bar.0))
            }
            Some(_) => Change::Moving,
            None => Change::Never,
        }
    }

    /// The dance is over.
    pub(in crate::model) fn fire_dance(&mut self) {
        if let Some(dancing) = &mut self.dancing {
            dancing.over = true;
            if dancing.quarter > 0 {
                self.session.merits.danced.insert(dancing.quarter);
            }
            self.happen(Happening::DanceEnded { whole: true });
        }
    }

    /// Ends the dance, wherever one goes.
    pub(in crate::model) fn drop_dance(&mut self) {
        if self.dancing.take().is_some_and(|dancing| dancing.music.is_some() && !dancing.over) {
            self.happen(Happening::DanceEnded { whole: false });
        }
    }
}
