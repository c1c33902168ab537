//! Whole sessions, driven as hands would.

use super::dial::BAND;
use super::{Sitting, Stage};
use crate::model::command::{Source, Stamped};
use crate::model::geometry::Tube;
use crate::model::{Command, Happening, Screen, Terminal};
use crate::pack::Pack;
use crate::time::{Span, Time};

/// How sessions are to be held.
fn sessions(pace: u16, waits: bool) -> Vec<Command> {
    let set = |setting: &str, value: String| Command::Set { setting: setting.to_owned(), value };
    vec![set("session.pace", pace.to_string()), set("session.waits", waits.to_string())]
}

struct Room {
    terminal: Terminal,
    happened: Vec<(Time, Happening)>,
}

impl Room {
    fn new(seed: u64) -> Self {
        let terminal = Terminal::new(Pack::embedded(), Tube::default(), seed);
        let mut room = Self { terminal, happened: Vec::new() };
        room.commands(&[Command::Power { on: true }, Command::Skip, Command::Session]);
        room
    }

    fn commands(&mut self, commands: &[Command]) {
        for command in commands {
            let (time, source) = (self.terminal.now(), Source::Hands);
            self.terminal.apply(&Stamped { time, sequence: 0, source, command: command.clone() });
        }
        self.hear();
    }

    fn wait(&mut self, millis: i64) {
        self.terminal.advance(self.terminal.now() + Span::from_millis(millis));
        self.hear();
    }

    fn hear(&mut self) {
        let happened = self.terminal.take_happenings();
        self.happened.extend(happened.into_iter().map(|happened| (happened.time, happened.what)));
    }

    fn sitting(&self) -> &Sitting {
        self.terminal.sitting().unwrap()
    }

    /// Waits until the session stands so, half an hour at most; whether it came to that.
    fn until(&mut self, stage: Stage) -> bool {
        for _ in 0..18_000 {
            if self.terminal.sitting().is_some_and(|sitting| sitting.stage() == stage) {
                return true;
            }
            self.wait(100);
        }
        false
    }

    /// Steadies the dial.
    fn steady(&mut self) {
        let value = self.sitting().dial().value(self.terminal.sitting().unwrap().now());
        if value.abs() >= 1.0 {
            self.commands(&[Command::Steady { by: if value > 0.0 { -1 } else { 1 } }]);
        }
    }

    /// Sits through to the card. `evenly` keeps the dial in its band.
    fn sit_through(&mut self, evenly: bool) {
        for _ in 0..60_000 {
            match self.terminal.sitting().map(Sitting::stage) {
                None | Some(Stage::Over) => return,
                Some(_) if evenly => self.steady(),
                Some(_) => {}
            }
            self.wait(50);
        }
        panic!("the session does not end");
    }

    fn seconds(&self, from: Time) -> f64 {
        self.terminal.now().since(from).seconds()
    }

    fn count(&self, wanted: impl Fn(&Happening) -> bool) -> usize {
        self.happened.iter().filter(|(_, what)| wanted(what)).count()
    }
}

#[test]
fn half_a_session_of_silence_takes_two_minutes_and_a_full_one_four() {
    for (choice, facts, seconds) in [(0, 6, 100.0..145.0), (1, 12, 195.0..265.0)] {
        let mut room = Room::new(7);
        let begun = room.terminal.now();
        assert!(room.until(Stage::Choosing));
        room.commands(&[Command::Reply { reply: choice }]);
        room.sit_through(true);
        assert!(seconds.contains(&room.seconds(begun)), "{}", room.seconds(begun));
        let card = room.terminal.session().wellness.cards.last().unwrap().clone();
        assert_eq!(
            (card.facts, card.of, card.points, card.replies, card.early),
            (facts, facts, 100, 0, false)
        );
        let readings = room.count(|what| matches!(what, Happening::FactRead { .. }));
        assert_eq!(readings, usize::from(facts));
        assert_eq!(room.terminal.session().wellness.readiness(Span::ZERO, 0), 60);
        room.commands(&[Command::GoOn]);
        room.commands(&[Command::GoOn]);
        assert_eq!(room.terminal.screen(), Screen::Prompt);
        assert!(room.terminal.sitting().is_none());
    }
}

#[test]
fn a_preference_costs_an_apology_first_and_then_ten_points() {
    let mut room = Room::new(3);
    assert!(room.until(Stage::Choosing));
    room.commands(&[Command::Reply { reply: 1 }]);
    let mut points = vec![100];
    for _ in 0..4 {
        assert!(room.until(Stage::Lit));
        for _ in 0..6 {
            room.commands(&[Command::Steady { by: 10 }]);
        }
        assert!(room.until(Stage::Noticing));
        points.push(room.sitting().points());
        let (now, dial) = (room.sitting().now(), room.sitting().dial().clone());
        assert!(dial.value(now + Span::from_millis(2000)).abs() < f64::from(BAND));
        assert!(room.until(Stage::Reading));
    }
    assert_eq!(points, [100, 100, 90, 80, 70]);
    room.sit_through(true);
    let record = &room.terminal.session().wellness;
    assert_eq!(record.cards.last().unwrap().points, 70);
    assert!(record.calm == 0 && record.unease == 30);
}

#[test]
fn words_before_the_lamp_are_warned_of_once_and_then_put_all_points_at_risk() {
    let (mut spared, mut ended) = (0, 0);
    for seed in 0..24 {
        let mut room = Room::new(seed);
        assert!(room.until(Stage::Choosing));
        room.commands(&[Command::Reply { reply: 0 }]);
        // The key that completes a line is not speech, and neither is silence.
        assert!(room.until(Stage::Reading));
        let silent = room.silent();
        room.commands(&[Command::Reply { reply: silent }, Command::GoOn]);
        assert_eq!(room.count(|what| *what == Happening::OutOfTurn), 0);
        let speaks = Command::Reply { reply: (silent + 1) % 3 };
        room.commands(std::slice::from_ref(&speaks));
        assert_eq!((room.count(|what| *what == Happening::OutOfTurn), room.sitting().points()), (1, 100));
        room.commands(std::slice::from_ref(&speaks));
        if room.sitting().stage() == Stage::Closing {
            ended += 1;
        } else {
            spared += 1;
            assert_eq!(room.sitting().points(), 100);
            room.commands(std::slice::from_ref(&speaks));
        }
        assert_eq!((room.sitting().stage(), room.sitting().points()), (Stage::Closing, 0));
        room.sit_through(false);
        let card = room.terminal.session().wellness.cards.last().unwrap();
        assert!(card.early && card.points == 0 && card.replies == 0);
    }
    assert!(spared > 4 && ended > 4, "{spared} were spared, {ended} ended");
}

impl Room {
    /// Which of the replies is silence.
    fn silent(&self) -> usize {
        let pack = self.terminal.pack();
        let shown = self.sitting().replies(pack);
        let exchanges = &pack.talk.as_ref().unwrap().exchanges;
        let exchange = exchanges
            .iter()
            .find(|exchange| {
                exchange.replies.iter().map(|reply| reply.text.as_str()).eq(shown.iter().map(|s| s.0))
            })
            .unwrap();
        exchange.replies.iter().position(|reply| reply.silent).unwrap()
    }
}

#[test]
fn nothing_is_limited_in_time_where_the_guest_wants_it_so() {
    let mut room = Room::new(5);
    room.commands(&sessions(300, true));
    assert!(room.until(Stage::Choosing));
    room.wait(600_000);
    assert_eq!(room.sitting().stage(), Stage::Choosing);
    room.commands(&[Command::Reply { reply: 0 }]);
    for fact in 1..=6 {
        assert!(room.until(Stage::Lit));
        room.wait(600_000);
        assert_eq!((room.sitting().stage(), room.sitting().place().0), (Stage::Lit, fact));
        assert!(room.sitting().waits_for_page(room.terminal.ways()));
        for _ in 0..20 {
            room.steady();
            room.wait(300);
        }
        room.commands(&[Command::GoOn]);
        assert!(room.until(Stage::Turning));
        room.wait(600_000);
        room.commands(&[Command::GoOn]);
    }
    room.sit_through(false);
    assert_eq!(room.terminal.session().wellness.cards.last().unwrap().points, 100);
}

#[test]
fn requests_are_answered_once_in_a_session_and_otherwise_the_next_time() {
    let mut said = Vec::new();
    let mut terminal = None;
    for _ in 0..2 {
        let mut room = match terminal.take() {
            None => Room::new(11),
            Some(terminal) => Room { terminal, happened: Vec::new() },
        };
        room.commands(&[Command::Session]);
        assert!(room.until(Stage::Choosing));
        room.commands(&[Command::Reply { reply: 0 }]);
        assert!(room.until(Stage::Lit));
        room.commands(&[Command::Request { request: 0 }]);
        assert_eq!(room.sitting().stage(), Stage::Answering { again: true });
        said.push(room.sitting().whole_line().unwrap().to_owned());
        assert!(room.until(Stage::Lit));
        let before = room.sitting().replies_given();
        room.commands(&[Command::Request { request: 0 }]);
        assert_eq!(room.sitting().replies_given(), before);
        room.sit_through(true);
        room.commands(&[Command::GoOn]);
        terminal = Some(room.terminal);
    }
    assert_ne!(said[0], said[1]);
}

#[test]
fn what_was_said_is_remembered_in_a_later_session() {
    let mut room = Room::new(2);
    let mut told = 0;
    for session in 0..14 {
        room.commands(&[vec![Command::Session], sessions(300, false)].concat());
        assert!(room.until(Stage::Choosing), "session {session}");
        told = room.terminal.session().wellness.told.len();
        room.commands(&[Command::Reply { reply: 1 }]);
        while room.until(Stage::Lit) {
            let speaks = (room.silent() + 1 + session % 2) % 3;
            room.commands(&[Command::Reply { reply: speaks }]);
            room.wait(100);
            if room.sitting().place().0 == 12 && room.sitting().stage() != Stage::Lit {
                break;
            }
        }
        room.sit_through(true);
        room.commands(&[Command::GoOn, Command::GoOn]);
    }
    let record = &room.terminal.session().wellness;
    assert!(told >= 2, "{told} memories were told");
    assert_eq!(record.cards.len(), 14);
    assert_eq!(record.heard.count, 14 * 12);
}

#[test]
fn a_session_that_is_left_goes_on_where_it_was_and_replays() {
    let mut room = Room::new(9);
    assert!(room.until(Stage::Choosing));
    room.commands(&[Command::Reply { reply: 0 }]);
    assert!(room.until(Stage::Lit));
    room.commands(&[Command::Steady { by: 3 }]);
    let (before, happened) = (room.sitting().clone(), room.happened.len());
    room.commands(&[Command::Back]);
    assert_eq!(room.terminal.screen(), Screen::Prompt);
    room.wait(3_600_000);
    // The program is quit, and begun again.
    let mut terminal = Terminal::restore(&room.terminal.snapshot(), Pack::embedded()).unwrap();
    terminal.unplug();
    room = Room { terminal, happened: Vec::new() };
    room.commands(&[Command::Power { on: true }, Command::Skip, Command::Session]);
    assert_eq!(room.sitting(), &before);
    assert_eq!(room.count(|what| matches!(what, Happening::SessionBegan { .. })), 0, "after {happened}");
    // In small steps and in one it is the same.
    let mut other = Terminal::restore(&room.terminal.snapshot(), Pack::embedded()).unwrap();
    let end = room.terminal.now() + Span::from_millis(150_000);
    other.advance(end);
    room.sit_through(false);
    room.terminal.advance(end);
    let text = |terminal: &Terminal| String::from_utf8(terminal.snapshot()).unwrap();
    assert_eq!(text(&room.terminal), text(&other));
}

#[test]
fn a_call_waits_for_free_hands_and_can_be_declined_twice() {
    let mut room = Room::new(4);
    room.commands(&[Command::Back, Command::Open { file: "siena".to_owned() }]);
    let work = |room: &mut Room, minutes: i64| {
        for _ in 0..minutes * 2 {
            room.wait(30_000);
            if room.terminal.screen() == Screen::Refinement {
                room.commands(&[Command::MoveCursor { columns: 1, rows: 0 }]);
            }
        }
    };
    // The session begun from the prompt is over before it counts: leave it by its end.
    room.commands(&[Command::Session]);
    room.sit_through(false);
    room.commands(&[Command::GoOn, Command::GoOn]);
    assert_eq!(room.terminal.screen(), Screen::Refinement);
    for declined in 0..3 {
        work(&mut room, 39);
        assert_eq!(room.terminal.screen(), Screen::Refinement, "after {declined}");
        // A box is drawn: the call waits for its end.
        for _ in 0..4 {
            room.wait(30_000);
            room.commands(&[Command::GrowBox { columns: 1, rows: 0 }]);
        }
        assert_eq!(room.terminal.screen(), Screen::Refinement, "in the middle of a box");
        room.commands(&[Command::Back]);
        for _ in 0..20 {
            work(&mut room, 1);
        }
        assert!(matches!(room.terminal.screen(), Screen::Called { .. }), "{:?}", room.terminal.screen());
        room.commands(&[Command::Decline]);
        let declines = declined < 2;
        assert_eq!(room.terminal.screen() == Screen::Refinement, declines);
    }
    room.commands(&[Command::Session]);
    assert_eq!(room.terminal.screen(), Screen::Sitting);
    assert_eq!(room.sitting().place().1, 6);
    room.sit_through(true);
    let record = &room.terminal.session().wellness;
    assert!(record.cards.last().unwrap().called && record.declined == 0 && record.declined_twice);
    room.commands(&[Command::GoOn, Command::GoOn]);
    assert_eq!(room.terminal.screen(), Screen::Refinement);
}

#[test]
fn a_call_that_is_not_answered_comes_again_and_one_that_is_looked_up_is_still_a_call() {
    let mut room = Room::new(6);
    room.commands(&[Command::Back, Command::Open { file: "allentown".to_owned() }]);
    let called = |room: &mut Room| {
        for _ in 0..200 {
            room.wait(30_000);
            if matches!(room.terminal.screen(), Screen::Called { .. }) {
                room.wait(1500);
                return;
            }
            room.commands(&[Command::Page { right: 1, down: 0 }]);
        }
        panic!("there is no call");
    };
    // Past it by way of the handbook: nothing is declined, and it comes again.
    called(&mut room);
    room.commands(&[Command::Handbook]);
    room.wait(1500);
    room.commands(&[Command::Resume]);
    assert_eq!((room.terminal.screen(), room.terminal.session().wellness.declined), (Screen::Refinement, 0));
    called(&mut room);
    // From the handbook to the session that waits: that is to have come.
    room.commands(&[Command::Handbook]);
    room.wait(1500);
    room.commands(&[Command::Session]);
    assert_eq!(room.terminal.screen(), Screen::Sitting);
    room.wait(1500);
    room.commands(&[Command::Back]);
    room.wait(1500);
    room.commands(&[Command::Back]);
    assert_eq!(room.terminal.screen(), Screen::Refinement);
}

#[test]
fn rooms_that_may_not_open_yet_begin_nothing_and_none_stay_beneath() {
    let mut room = Room::new(6);
    room.commands(&[Command::Back, Command::Open { file: "siena".to_owned() }]);
    room.wait(1500);
    let before = room.terminal.sitting().cloned();
    for command in [Command::Session, Command::Back, Command::Session, Command::Back, Command::Session] {
        room.commands(&[command]);
    }
    assert_eq!((room.terminal.screen(), room.terminal.sitting()), (Screen::Refinement, before.as_ref()));
    for _ in 0..20 {
        room.wait(1500);
        room.commands(&[Command::Session]);
        room.wait(1500);
        room.commands(&[Command::Resume]);
        assert_eq!((room.terminal.screen(), room.terminal.beneath()), (Screen::Refinement, &[][..]));
    }
    room.wait(1500);
    room.commands(&[Command::Handbook]);
    room.wait(1500);
    room.commands(&[Command::Session]);
    room.wait(1500);
    room.commands(&[Command::Resume, Command::Back, Command::Back]);
    assert_eq!(room.terminal.screen(), Screen::Prompt);
    room.wait(1500);
    room.commands(&[Command::Handbook]);
    room.wait(1500);
    room.commands(&[Command::Back]);
    assert_eq!(room.terminal.screen(), Screen::Prompt);
}

/// Whoever only strikes the key that completes lines hears the facts, and does not keep the dial by haste.
#[test]
fn haste_does_not_keep_a_session_equal() {
    let mut uneven = 0;
    for seed in 0..12 {
        let mut room = Room::new(seed);
        for _ in 0..600 {
            room.commands(&[Command::GoOn]);
            room.wait(720);
            if room.terminal.sitting().is_none() {
                break;
            }
        }
        let card = room.terminal.session().wellness.cards.last().unwrap();
        assert_eq!(card.facts, 6);
        uneven += room.count(|what| matches!(what, Happening::PreferenceNoticed { .. })).min(1);
    }
    assert!(uneven >= 9, "only in {uneven} of 12 was a preference noticed");
}
