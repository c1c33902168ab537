//! Scenes: what the tube shows while nobody works at it, and the sheet that hides what somebody does.

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::lobby::cards::{Cards, cards};
use super::random::{self, Purpose};
use super::screen::Screen;
use super::terminal::{Change, Terminal};
use crate::time::{FLICKS_PER_SECOND, Span, Time};

/// From one card of the idle rolodex to the next, on the mean.
const TURN: Span = Span::from_millis(7000);
/// How much later than that a card may turn: two are 5 to 9 seconds apart.
const LATE: Span = Span::from_millis(2000);
/// How long a scene that does not move under reduced motion stands before it is seen elsewhere.
pub const STANDS: Span = Span::from_millis(60_000);

/// What is shown while nobody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scene {
    /// A slow walk down a long dark hallway towards a lift that is never reached.
    Hallway,
    /// The rolodex, that turns a card now and then.
    Rolodex,
    /// The house's emblem, that drifts.
    Emblem,
    /// The clock of the shift.
    Clock,
}

impl Scene {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hallway, Self::Rolodex, Self::Emblem, Self::Clock];

    /// The name by which commands, happenings and the command line know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hallway => "hallway",
            Self::Rolodex => "rolodex",
            Self::Emblem => "emblem",
            Self::Clock => "clock",
        }
    }

    /// The scene of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scene| scene.name() == name)
    }
}

impl Terminal {
    /// Shows a scene over whatever is shown, or instead of the scene that is; none for what lies beneath.
    pub(super) fn show_scene(&mut self, scene: Option<Scene>) {
        let shown = matches!(self.screen, Screen::Scene { .. });
        match scene.map(|scene| Screen::Scene { scene, since: self.now }) {
            None if shown => self.uncover(),
            None => {}
            Some(screen) if shown => {
                let same = screen.name() == self.screen.name();
                if !same && self.sheets.may_change(self.now) {
                    self.sheets.change(self.now);
                    // What lies beneath stays there.
                    let (beneath, focus) =
                        (std::mem::take(&mut self.beneath), std::mem::take(&mut self.focus_beneath));
                    self.show(screen);
                    (self.beneath, self.focus_beneath) = (beneath, focus);
                }
            }
            Some(screen) => {
                let covered = self.cover(screen);
                if covered {
                    self.sheets.change(self.now);
                }
            }
        }
    }

    /// Shows the sheet of dull figures, or what it hides.
    pub(super) fn turn_worksheet(&mut self) {
        if self.screen == Screen::Worksheet {
            self.uncover();
        } else {
            self.cover(Screen::Worksheet);
        }
    }

    /// What a command asks of a scene: whatever somebody does ends it.
    pub(super) fn perform_at_scene(&mut self, command: &Command) {
        if matches!(command, Command::Back | Command::GoOn | Command::Enter | Command::Take | Command::Skip) {
            self.uncover();
        }
    }

    /// When the picture of a scene that is shown since a time changes next.
    pub(super) fn scene_change(&self, scene: Scene, since: Time) -> Change {
        match scene {
            Scene::Hallway if self.reduced_motion => Change::Never,
            Scene::Emblem if self.reduced_motion => {
                let stood = self.now.since(since).0 / STANDS.0 + 1;
                Change::At(since + Span(stood * STANDS.0))
            }
            Scene::Hallway | Scene::Emblem => Change::Moving,
            Scene::Rolodex if !self.reduced_motion && self.idle_cards(since).fallen(self.now) < 1.0 => {
                Change::Moving
            }
            Scene::Rolodex => Change::At(self.turns_at(since, self.cards_turned(since) + 1)),
            // The hand of seconds steps.
            Scene::Clock => {
                let (at, _) = self.clock;
                let passed = self.now.since(at).0 / FLICKS_PER_SECOND + 1;
                Change::At(Time(at.0 + passed * FLICKS_PER_SECOND))
            }
        }
    }

    /// How the rolodex stands that idles since a time: it goes on from the card at which hands left it, which stays
    /// theirs.
    pub fn idle_cards(&self, since: Time) -> Cards {
        let (turned, all) = (self.cards_turned(since), cards(&self.pack).len().max(1));
        let card = |turned: u64| (self.cards.index + (turned % all as u64) as usize) % all;
        match turned {
            0 => Cards { index: card(0), from: card(0), since },
            _ => Cards { index: card(turned), from: card(turned - 1), since: self.turns_at(since, turned) },
        }
    }

    /// How many cards have begun to fall since a time.
    pub fn cards_turned(&self, since: Time) -> u64 {
        let about = (self.now.since(since).0 / TURN.0).unsigned_abs();
        if self.turns_at(since, about) <= self.now { about } else { about.saturating_sub(1) }
    }

    /// When the card of a number begins to fall, from 1; what stands at the beginning fell then.
    fn turns_at(&self, since: Time, number: u64) -> Time {
        if number == 0 {
            return since;
        }
        let bits = random::hash(self.session.seed, Purpose::Turning, number, 0);
        let late = (random::unit(bits) * LATE.0 as f64) as i64;
        since + Span((number as i64).saturating_mul(TURN.0) + late)
    }
}

#[cfg(test)]
mod tests {
    use super::super::command::{Direction, Source, Stamped};
    use super::super::geometry::Tube;
    use super::super::refinement::temper::Temper;
    use super::*;
    use crate::pack::Pack;

    /// A terminal, and its clock in milliseconds.
    struct Bench {
        terminal: Terminal,
        now: i64,
    }

    impl Bench {
        /// At the prompt.
        fn new() -> Self {
            let terminal = Terminal::new(Pack::embedded(), Tube::default(), 5);
            let mut bench = Self { terminal, now: 0 };
            bench.tell(Command::Power { on: true });
            bench.tell(Command::Skip);
            bench
        }

        fn tell(&mut self, command: Command) {
            let time = Time::from_millis(self.now);
            self.terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
        }

        fn wait(&mut self, milliseconds: i64) {
            self.now += milliseconds;
            self.terminal.advance(Time::from_millis(self.now));
        }

        fn scene(&mut self, scene: Option<Scene>) {
            self.tell(Command::Scene { scene });
        }

        fn screen(&self) -> Screen {
            self.terminal.screen()
        }

        fn name(&self) -> &'static str {
            self.screen().name()
        }

        /// At the field, with a box begun over a group that was put there.
        fn boxing() -> Self {
            let mut bench = Self::new();
            bench.tell(Command::Open { file: "siena".to_owned() });
            let cluster = Direction::Cluster { temper: Temper::ALL[0], size: 9, columns: 0, rows: 0 };
            bench.tell(Command::Stage(cluster));
            bench.wait(900);
            bench.tell(Command::GrowBox { columns: 2, rows: 1 });
            bench.wait(900);
            bench
        }
    }

    /// What hands do to bring one to each room that a scene can lie over.
    fn rooms() -> Vec<(&'static str, Vec<Command>)> {
        let open = || Command::Open { file: "siena".to_owned() };
        vec![
            ("prompt", vec![]),
            ("cards", vec![Command::Type { text: "zzz".to_owned() }, Command::Enter]),
            ("refinement", vec![open()]),
            ("session", vec![open(), Command::Session]),
            ("handbook", vec![open(), Command::Handbook]),
            ("settings", vec![open(), Command::Settings]),
            ("case", vec![open(), Command::Case]),
            ("award", vec![Command::Stage(Direction::Awards { percent: Some(50), present: true })]),
            (
                "quarter",
                vec![
                    Command::Stage(Direction::Awards { percent: Some(100), present: false }),
                    Command::Quarter { quarter: 0 },
                ],
            ),
        ]
    }

    #[test]
    fn every_room_is_found_as_it_was_left() {
        for (room, commands) in rooms() {
            for over in Scene::ALL.map(Some).into_iter().chain([None]) {
                let mut bench = Bench::new();
                commands.iter().for_each(|command| bench.tell(command.clone()));
                bench.wait(3000);
                bench.terminal.focus = Some("hint".to_owned());
                assert_eq!(bench.name(), room);
                let left = bench.terminal.clone();
                match over {
                    Some(scene) => bench.scene(Some(scene)),
                    None => bench.tell(Command::Worksheet),
                }
                assert_eq!(bench.name(), over.map_or("worksheet", Scene::name), "over {room}");
                bench.wait(600_000);
                assert_eq!(bench.terminal.session(), left.session(), "{over:?} changes nothing over {room}");
                match over {
                    Some(_) => bench.scene(None),
                    None => bench.tell(Command::Worksheet),
                }
                assert_eq!(bench.name(), room, "after {over:?}");
                assert_eq!(bench.terminal.beneath(), left.beneath());
                assert_eq!(bench.terminal.focus(), Some("hint"));
                assert_eq!(bench.terminal.cards(), left.cards());
                assert_eq!(bench.terminal.sitting(), left.sitting());
                assert_eq!(bench.terminal.session().boards, left.session().boards, "{room}");
            }
        }
    }

    #[test]
    fn a_box_that_was_begun_is_found_as_it_was() {
        for over in [Command::Scene { scene: Some(Scene::Clock) }, Command::Worksheet, Command::Handbook] {
            let mut bench = Bench::boxing();
            let begun = bench.terminal.board().unwrap().clone();
            assert!(begun.marquee().is_some(), "a box is drawn");
            bench.tell(over.clone());
            bench.wait(60_000);
            bench.tell(Command::Back);
            assert_eq!(bench.screen(), Screen::Refinement);
            assert_eq!(bench.terminal.board().unwrap().marquee(), begun.marquee(), "{over:?}");
        }
    }

    #[test]
    fn a_scene_takes_the_place_of_another_and_the_sheet_lies_over_any() {
        let mut bench = Bench::new();
        bench.tell(Command::Open { file: "siena".to_owned() });
        bench.wait(2000);
        bench.scene(Some(Scene::Hallway));
        let shown = bench.screen();
        bench.wait(5000);
        bench.scene(Some(Scene::Hallway));
        assert_eq!(bench.screen(), shown, "the walk goes on");
        bench.scene(Some(Scene::Emblem));
        assert_eq!((bench.name(), bench.terminal.beneath()), ("emblem", &[Screen::Refinement][..]));
        bench.wait(2000);
        bench.tell(Command::Worksheet);
        assert_eq!(bench.name(), "worksheet");
        // Nobody takes the sheet away by asking for what lies beneath a scene.
        bench.scene(None);
        assert_eq!(bench.name(), "worksheet");
        bench.wait(2000);
        bench.tell(Command::Back);
        assert_eq!(bench.name(), "emblem");
        for back in [Command::Back, Command::GoOn, Command::Enter, Command::Take, Command::Skip] {
            bench.wait(2000);
            bench.scene(Some(Scene::Rolodex));
            bench.tell(back.clone());
            assert_eq!(bench.screen(), Screen::Refinement, "{back:?}");
        }
    }

    #[test]
    fn without_power_and_on_the_way_nothing_is_laid_over() {
        let asked = [Command::Scene { scene: Some(Scene::Clock) }, Command::Worksheet];
        let mut off = Bench { terminal: Terminal::new(Pack::embedded(), Tube::default(), 5), now: 0 };
        let mut boot = off.terminal.clone();
        asked.iter().for_each(|command| off.tell(command.clone()));
        assert_eq!(off.screen(), Screen::Off);
        boot.apply(&Stamped {
            time: Time::ZERO,
            sequence: 0,
            source: Source::Hands,
            command: Command::Power { on: true },
        });
        let mut boot = Bench { terminal: boot, now: 0 };
        asked.iter().for_each(|command| boot.tell(command.clone()));
        assert_eq!(boot.name(), "boot");
        let mut ride = Bench::new();
        ride.terminal.ride(false);
        assert_eq!(ride.name(), "elevator");
        asked.iter().for_each(|command| ride.tell(command.clone()));
        assert_eq!(ride.name(), "elevator");
        let mut leaving = Bench::new();
        leaving.tell(Command::ShutDown);
        asked.iter().for_each(|command| leaving.tell(command.clone()));
        assert_eq!(leaving.name(), "leaving");
    }

    #[test]
    fn pressed_fast_the_sheet_comes_and_goes_no_more_than_the_eye_can_bear() {
        let mut bench = Bench::new();
        let mut changes = Vec::new();
        for _ in 0..200 {
            let before = bench.screen();
            bench.tell(Command::Worksheet);
            if bench.screen() != before {
                changes.push(bench.now);
            }
            bench.wait(25);
        }
        assert!(changes.len() > 4, "it comes and goes: {changes:?}");
        for second in changes.windows(6) {
            assert!(second[5] - second[0] >= 1000, "{changes:?}");
        }
        let mut bench = Bench::new();
        let mut changes = Vec::new();
        for number in 0..200 {
            let before = bench.name();
            bench.scene(Some(Scene::ALL[number % 4]));
            if bench.name() != before {
                changes.push(bench.now);
            }
            bench.wait(25);
        }
        for second in changes.windows(6) {
            assert!(second[5] - second[0] >= 1000, "{changes:?}");
        }
    }

    #[test]
    fn a_snapshot_with_a_scene_in_it_is_opened_as_it_was() {
        let mut bench = Bench::new();
        bench.tell(Command::Open { file: "siena".to_owned() });
        bench.wait(2000);
        bench.scene(Some(Scene::Rolodex));
        bench.wait(30_000);
        bench.tell(Command::Worksheet);
        bench.wait(1500);
        let restored = Terminal::restore(&bench.terminal.snapshot(), Pack::embedded()).unwrap();
        assert_eq!(restored.digest(), bench.terminal.digest());
        let mut bench = Bench { terminal: restored, now: bench.now };
        bench.tell(Command::Worksheet);
        assert_eq!(bench.name(), "rolodex");
        // And one of a scene that has not begun is none.
        let later = bench.terminal.snapshot();
        let text = String::from_utf8(later).unwrap();
        let since = bench.screen().since().unwrap().0;
        let wrong = text.replace(&format!("\"since\":{since}"), &format!("\"since\":{}", i64::MAX / 4));
        assert_ne!(wrong, text);
        assert!(Terminal::restore(wrong.as_bytes(), Pack::embedded()).is_err());
        // A host that begins from it begins without power, and with nothing beneath.
        bench.terminal.unplug();
        assert_eq!((bench.screen(), bench.terminal.beneath()), (Screen::Off, &[][..]));
    }

    #[test]
    fn idle_cards_turn_forward_every_five_to_nine_seconds() {
        let mut bench = Bench::new();
        bench.scene(Some(Scene::Rolodex));
        let Screen::Scene { since, .. } = bench.screen() else { panic!("no scene") };
        let all = cards(bench.terminal.pack()).len();
        let (mut turns, mut last) = (Vec::new(), bench.terminal.idle_cards(since));
        let before = *bench.terminal.cards();
        for _ in 0..40 {
            // Nothing is drawn before what is told changes, and then the card falls.
            let Change::At(at) = bench.terminal.next_change() else { panic!("it stands") };
            bench.wait((at.0 - bench.terminal.now().0) * 1000 / FLICKS_PER_SECOND);
            assert_eq!(bench.terminal.idle_cards(since), last);
            bench.wait(2);
            let cards = bench.terminal.idle_cards(since);
            assert_eq!((cards.from, cards.index), (last.index, (last.index + 1) % all));
            assert_eq!(bench.terminal.next_change(), Change::Moving);
            bench.wait(500);
            assert_eq!(bench.terminal.idle_cards(since).fallen(bench.terminal.now()), 1.0);
            (last, turns) = (cards, [turns, vec![cards.since]].concat());
        }
        let apart: Vec<f64> = turns.windows(2).map(|two| two[1].since(two[0]).seconds()).collect();
        assert!(apart.iter().all(|apart| (5.0..=9.0).contains(apart)), "{apart:?}");
        let (least, most) = apart.iter().fold((9.0_f64, 5.0_f64), |(l, m), a| (l.min(*a), m.max(*a)));
        assert!(most - least > 1.0, "no clockwork: {apart:?}");
        assert_eq!(*bench.terminal.cards(), before, "the card at which hands were stays theirs");
    }

    #[test]
    fn what_does_not_move_says_so() {
        let mut bench = Bench::new();
        bench.tell(Command::SetMotion { reduced: true });
        for (scene, seconds) in
            [(Scene::Hallway, None), (Scene::Emblem, Some(60.0)), (Scene::Clock, Some(1.0))]
        {
            bench.wait(2000);
            bench.scene(Some(scene));
            assert_eq!(bench.name(), scene.name());
            let next = match bench.terminal.next_change() {
                Change::Never => None,
                Change::At(at) => Some(at.since(bench.terminal.now()).seconds()),
                other => panic!("{scene:?}: {other:?}"),
            };
            assert_eq!(next, seconds, "{scene:?}");
        }
        bench.wait(2000);
        bench.scene(Some(Scene::Rolodex));
        for _ in 0..200 {
            bench.wait(100);
            assert!(matches!(bench.terminal.next_change(), Change::At(_)), "cards change without a fall");
        }
        bench.tell(Command::Worksheet);
        assert_eq!(bench.terminal.next_change(), Change::Never);
    }
}
