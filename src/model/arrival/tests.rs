use super::*;
use crate::model::Change;
use crate::model::command::{Direction, Source, Stamped};
use crate::model::geometry::Tube;
use crate::pack::Pack;
use crate::pack::arrival::QUESTIONS;
use crate::time::Span;

/// A terminal at which somebody works, and its clock in milliseconds.
struct Bench {
    terminal: Terminal,
    now: i64,
}

fn employee(profile: &str, name: Option<&str>) -> Employee {
    Employee { profile: profile.to_owned(), name: name.map(str::to_owned), taken: false }
}

impl Bench {
    /// Switched off; nobody has told who works here.
    fn off(seed: u64) -> Self {
        Self { terminal: Terminal::new(Pack::embedded(), Tube::default(), seed), now: 0 }
    }

    /// At the survey of a first day.
    fn new(seed: u64) -> Self {
        let mut bench = Self::off(seed);
        bench.ask(Command::Employees { all: vec![employee("default", None)], here: "default".to_owned() });
        bench.ask(Command::Power { on: true }).ask(Command::Skip);
        assert_eq!(bench.terminal.screen(), Screen::Survey);
        bench
    }

    /// At the name that the house gives.
    fn at_name(seed: u64) -> Self {
        let mut bench = Self::new(seed);
        (0..QUESTIONS).for_each(|_| bench.ask(Command::Answer { answer: None }).done());
        assert_eq!(bench.terminal.screen(), Screen::Naming);
        bench
    }

    /// At the sign-in, after a first day, as one of three.
    fn at_sign_in(seed: u64) -> Self {
        let mut bench = Self::at_name(seed);
        bench.ask(Command::GoOn).ask(Command::Skip).ask(Command::Power { on: false }).wait(2000);
        let taken = Employee { taken: true, ..employee("third", Some("Cecily C.")) };
        let all = vec![employee("default", None), employee("second", Some("Bertil B.")), taken];
        bench.ask(Command::Employees { all, here: "default".to_owned() });
        bench.ask(Command::Power { on: true }).ask(Command::Skip);
        assert_eq!(bench.terminal.screen(), Screen::SignIn);
        bench.heard();
        bench
    }

    /// At the prompt, after a ride.
    fn at_work(seed: u64) -> Self {
        let mut bench = Self::at_name(seed);
        bench.ask(Command::GoOn).ask(Command::Skip);
        assert_eq!(bench.terminal.screen(), Screen::Prompt);
        bench.heard();
        bench
    }

    fn ask(&mut self, command: Command) -> &mut Self {
        let time = Time::from_millis(self.now);
        self.terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
        self
    }

    fn wait(&mut self, millis: i64) -> &mut Self {
        self.now += millis;
        self.terminal.advance(Time::from_millis(self.now));
        self
    }

    /// Nothing more is asked.
    fn done(&mut self) {}

    fn heard(&mut self) -> Vec<Happening> {
        self.terminal.take_happenings().into_iter().map(|happened| happened.what).collect()
    }

    /// Puts a text on the form, and confirms it.
    fn fill_in(&mut self, text: &str) -> &mut Self {
        self.ask(Command::Type { text: text.to_owned() }).ask(Command::Enter)
    }

    fn question(&self) -> Option<usize> {
        self.terminal.question()
    }

    fn name(&self) -> Option<&str> {
        self.terminal.session().employee.as_deref()
    }

    fn screen(&self) -> Screen {
        self.terminal.screen()
    }
}

fn bells(heard: &[Happening]) -> usize {
    heard.iter().filter(|what| matches!(what, Happening::ElevatorStopped { .. })).count()
}

#[test]
fn nobody_is_asked_where_nobody_was_told_of() {
    let mut bench = Bench::off(1);
    bench.ask(Command::Power { on: true }).ask(Command::Skip);
    assert_eq!(bench.screen(), Screen::Prompt);
    // Nor where the pack has no way to arrive.
    let mut bench = Bench::off(1);
    bench.terminal.pack = std::sync::Arc::new(Pack { arrival: None, ..(*Pack::embedded()).clone() });
    bench.ask(Command::Employees { all: vec![employee("default", None)], here: "default".to_owned() });
    bench.ask(Command::Power { on: true }).ask(Command::Skip);
    assert_eq!(bench.screen(), Screen::Prompt);
    bench.ask(Command::Leave);
    assert_eq!(bench.screen(), Screen::Prompt, "and none to leave");
}

#[test]
fn the_questions_come_in_order_and_each_can_be_asked_again() {
    let mut bench = Bench::new(3);
    bench.heard();
    bench.ask(Command::Back);
    assert_eq!((bench.question(), bench.heard()), (Some(0), vec![]), "nothing comes before the first");
    bench.ask(Command::Answer { answer: Some(0) });
    let keys: Vec<String> =
        bench.terminal.pack().arrival.as_ref().unwrap().questions.iter().map(|one| one.key.clone()).collect();
    let answered = Happening::Answered { question: keys[0].clone(), answer: Some(0) };
    assert_eq!(bench.heard()[0], answered);
    assert_eq!(bench.question(), Some(1));
    // An answer that there is not is that nothing is known.
    bench.ask(Command::Answer { answer: Some(9) });
    assert_eq!(bench.terminal.session().employment.answers[&keys[1]], None);
    assert_eq!(bench.question(), Some(2));
    bench.ask(Command::Back);
    assert_eq!(bench.question(), Some(1));
    bench.ask(Command::Back);
    assert_eq!(bench.question(), Some(0), "what was answered is forgotten");
    assert!(bench.terminal.session().employment.answers.is_empty());
    for at in 0..QUESTIONS {
        assert_eq!((bench.question(), bench.screen()), (Some(at), Screen::Survey));
        bench.ask(Command::Answer { answer: None });
    }
    assert_eq!((bench.question(), bench.screen()), (None, Screen::Naming));
    // From the name back to the last question.
    bench.ask(Command::Back);
    assert_eq!((bench.question(), bench.screen()), (Some(QUESTIONS - 1), Screen::Survey));
    // Without power what was answered is kept.
    bench.ask(Command::Power { on: false }).wait(2000).ask(Command::Power { on: true }).ask(Command::Skip);
    assert_eq!((bench.question(), bench.screen()), (Some(QUESTIONS - 1), Screen::Survey));
}

#[test]
fn the_best_answers_are_counted() {
    let all = |answer: fn(&crate::pack::arrival::Question) -> Option<usize>| {
        let mut bench = Bench::new(3);
        for question in bench.terminal.pack().arrival.clone().unwrap().questions {
            bench.ask(Command::Answer { answer: answer(&question) });
        }
        bench.terminal.best_answers()
    };
    assert_eq!(all(|question| question.best), QUESTIONS);
    assert_eq!(all(|_| None), QUESTIONS - 1, "one thing is better known");
    assert_eq!(all(|question| Some(question.best.map_or(0, |best| best + 1))), 0);
}

#[test]
fn the_name_comes_of_the_seed_alone() {
    let given = |seed: u64, answer: Option<usize>| {
        let mut bench = Bench::new(seed);
        bench.wait(i64::from(answer.is_some()) * 5000);
        (0..QUESTIONS).for_each(|_| bench.ask(Command::Answer { answer }).done());
        bench.terminal.given_name()
    };
    let names: std::collections::BTreeSet<String> = (0..60).map(|seed| given(seed, None)).collect();
    assert!(names.len() > 50, "{names:?}");
    for seed in 0..60 {
        let name = given(seed, Some(1));
        assert_eq!(name, given(seed, None), "neither answers nor time have a part in it");
        assert_eq!(name_of(&name), Some(name.clone()), "it could stand on the form");
    }
}

#[test]
fn the_form_takes_a_first_name_and_an_initial() {
    for (text, name) in [
        ("ada q", "Ada Q."),
        ("Ada Q.", "Ada Q."),
        ("  ada   q.  ", "Ada Q."),
        ("Ål ø", "Ål Ø."),
        ("Abcdefghijkl m", "Abcdefghijkl M."),
        // No letter grows into two.
        ("ada ß", "Ada ß."),
    ] {
        assert_eq!(name_of(text).as_deref(), Some(name), "{text}");
    }
    for text in [
        "",
        "ada",
        "a q",
        "ada q r",
        "ada qr",
        "ada q..",
        "ada .",
        "Abcdefghijklm n",
        "ad4 q",
        "ada 4",
        "o'b q",
        "ad\u{200b}a q",
        "ada \u{202e}",
        "\u{0} q",
    ] {
        assert_eq!(name_of(text), None, "{text:?}");
    }
}

#[test]
fn what_is_no_name_is_refused_until_one_types_on() {
    let mut bench = Bench::at_name(4);
    bench.ask(Command::Correct);
    assert!(bench.terminal.corrects());
    bench.heard();
    bench.fill_in("ada");
    assert!(bench.terminal.refuses_name() && bench.terminal.corrects());
    assert_eq!(bench.heard().last(), Some(&Happening::ScreenShown { screen: "name".to_owned() }));
    bench.ask(Command::Type { text: " q".to_owned() });
    assert!(!bench.terminal.refuses_name());
    bench.ask(Command::Enter);
    assert_eq!(bench.name(), Some("Ada Q."));
}

#[test]
fn the_name_can_be_corrected_once_at_once() {
    let mut bench = Bench::at_name(4);
    let given = bench.terminal.given_name();
    // The form can be put away, with what was written on it.
    bench.ask(Command::Correct).ask(Command::Type { text: "xyz".to_owned() }).ask(Command::Back);
    assert!(!bench.terminal.corrects() && bench.terminal.may_correct());
    bench.ask(Command::Correct);
    assert_eq!(bench.terminal.line().text(), "");
    bench.fill_in("ada q");
    let named = Happening::Named { name: "Ada Q.".to_owned(), corrected: true };
    assert!(bench.heard().contains(&named));
    assert_ne!(given, "Ada Q.");
    assert!(matches!(bench.screen(), Screen::Elevator { down: true, .. }));
    assert!(!bench.terminal.may_correct());
    assert_eq!(bench.terminal.employees()[0].name.as_deref(), Some("Ada Q."), "it stands at the sign-in");
    bench.ask(Command::Skip).ask(Command::Power { on: false }).wait(2000);
    bench.ask(Command::Power { on: true }).ask(Command::Skip).ask(Command::Correct);
    assert_eq!((bench.screen(), bench.terminal.corrects()), (Screen::SignIn, false));
}

#[test]
fn the_name_can_be_corrected_later_when_signing_in() {
    let mut bench = Bench::at_sign_in(5);
    let given = bench.terminal.given_name();
    assert_eq!(bench.name(), Some(given.as_str()));
    bench.ask(Command::Correct);
    assert!(bench.terminal.corrects());
    bench.ask(Command::Back);
    assert_eq!((bench.screen(), bench.name()), (Screen::SignIn, Some(given.as_str())));
    bench.ask(Command::Correct).fill_in("Nestor O.").ask(Command::Skip);
    assert_eq!((bench.screen(), bench.name()), (Screen::Prompt, Some("Nestor O.")));
    assert!(!bench.terminal.may_correct());
}

#[test]
fn signing_in_goes_down_or_asks_the_host_for_another() {
    let sign_in = |profile: Option<&str>| {
        let mut bench = Bench::at_sign_in(6);
        bench.ask(Command::SignIn { profile: profile.map(str::to_owned) });
        let heard = bench.heard();
        (bench.screen(), bench.terminal.is_taken(), heard)
    };
    let signed = |profile: Option<&str>| Happening::SignedIn { profile: profile.map(str::to_owned) };
    let (screen, _, heard) = sign_in(Some("default"));
    assert!(matches!(screen, Screen::Elevator { down: true, .. }));
    assert_eq!(heard[0], signed(Some("default")));
    for other in [Some("second"), None] {
        assert_eq!(sign_in(other), (Screen::SignIn, false, vec![signed(other)]), "the host opens it");
    }
    let shown = Happening::ScreenShown { screen: "sign-in".to_owned() };
    assert_eq!(sign_in(Some("third")), (Screen::SignIn, true, vec![shown]));
    assert_eq!(sign_in(Some("nobody")), (Screen::SignIn, false, vec![]));
    // Enter is for whoever was here last.
    let mut bench = Bench::at_sign_in(6);
    bench.ask(Command::SignIn { profile: Some("third".to_owned()) }).ask(Command::GoOn);
    assert!(!bench.terminal.is_taken());
    assert!(matches!(bench.screen(), Screen::Elevator { down: true, .. }));
}

#[test]
fn a_ride_closes_moves_rings_and_opens_in_its_times() {
    for still in [false, true] {
        let mut bench = Bench::at_name(7);
        bench.ask(Command::SetMotion { reduced: still }).ask(Command::GoOn).heard();
        let ride = |bench: &Bench| bench.terminal.riding().unwrap();
        let millis = |span: Span| span.0 * 1000 / FLICKS;
        let (rides, opens) = if still { (1600, 700) } else { (millis(RIDE), millis(OPENS)) };
        let begins = ride(&bench);
        assert_eq!((begins.down, begins.arrived, begins.way), (true, false, 0.0));
        assert_eq!(begins.closed, f64::from(u8::from(still)), "what stands still is closed at once");
        if still {
            assert_eq!(bench.terminal.next_change(), Change::At(Time::from_millis(rides)));
            bench.wait(rides - 1);
            assert_eq!(ride(&bench), begins, "and one picture");
        } else {
            assert_eq!(bench.terminal.next_change(), Change::Moving);
            bench.wait(millis(CLOSES) / 2);
            assert!((0.3..0.7).contains(&ride(&bench).closed) && ride(&bench).way == 0.0);
            bench.wait(millis(CLOSES) / 2);
            assert_eq!((ride(&bench).closed, ride(&bench).way), (1.0, 0.0));
            bench.wait(rides - millis(CLOSES) - 1);
            assert!(ride(&bench).way > 0.99);
        }
        assert_eq!(bells(&bench.heard()), 0);
        bench.wait(1);
        assert_eq!(bench.heard(), [Happening::ElevatorStopped { down: true }]);
        assert_eq!((ride(&bench).arrived, ride(&bench).closed), (true, 1.0));
        bench.wait(opens - 1);
        assert!(ride(&bench).closed < 0.01 || still);
        bench.wait(1);
        assert_eq!(bench.screen(), Screen::Prompt);
        assert_eq!((bells(&bench.heard()), bench.terminal.session().employment.arrivals), (0, 1));
    }
}

const FLICKS: i64 = crate::time::FLICKS_PER_SECOND;

#[test]
fn whoever_passes_over_a_ride_hears_its_bell_once() {
    for still in [false, true] {
        for after in [0, 600, 1300, 1700, 3000, 4700, 5900] {
            for down in [true, false] {
                let mut bench = if down { Bench::at_name(8) } else { Bench::at_work(8) };
                bench.ask(Command::SetMotion { reduced: still });
                bench.ask(if down { Command::GoOn } else { Command::Leave }).wait(after).ask(Command::Skip);
                assert_eq!(bells(&bench.heard()), 1, "{down} {after}");
                let goal = if down { Screen::Prompt } else { Screen::Outside { minutes: 0 } };
                assert_eq!(bench.screen(), goal);
                bench.wait(20_000);
                assert_eq!((bells(&bench.heard()), bench.screen()), (0, goal));
                let work = &bench.terminal.session().employment;
                assert_eq!((work.arrivals, work.departures), (1, u32::from(!down)));
            }
        }
    }
}

#[test]
fn the_power_can_go_in_a_ride() {
    let mut bench = Bench::at_work(8);
    bench.ask(Command::Leave).wait(2000).ask(Command::Power { on: false }).wait(2000);
    assert_eq!((bench.screen(), bells(&bench.heard())), (Screen::Off, 0));
    bench.ask(Command::Power { on: true }).ask(Command::Skip);
    assert_eq!(bench.screen(), Screen::SignIn);
    assert_eq!(bench.terminal.session().employment.departures, 0);
}

#[test]
fn the_time_at_work_counts_from_arriving_to_the_quiet_screen() {
    let minutes = |bench: &Bench| match bench.screen() {
        Screen::Outside { minutes } => minutes,
        other => panic!("{other:?}"),
    };
    let mut bench = Bench::at_work(9);
    bench.wait(59_000).ask(Command::Leave).ask(Command::Skip);
    assert_eq!(minutes(&bench), 0);
    // Above nothing counts.
    bench.wait(3_600_000).ask(Command::GoOn).wait(7000);
    assert_eq!(bench.screen(), Screen::Prompt);
    bench.wait(61 * 60_000).ask(Command::Leave).wait(7000);
    assert_eq!(minutes(&bench), 61);
    let employment = &bench.terminal.session().employment;
    assert_eq!((employment.arrivals, employment.departures), (2, 2));
    // Without a sign-in from the prompt on, after the last time that the power came.
    let mut bench = Bench::off(9);
    bench.ask(Command::Power { on: true }).ask(Command::Skip).wait(600_000);
    bench.ask(Command::Power { on: false }).wait(600_000).ask(Command::Power { on: true }).ask(Command::Skip);
    bench.wait(121_000).ask(Command::Leave).ask(Command::Skip);
    assert_eq!(minutes(&bench), 2);
}

#[test]
fn before_work_and_after_it_there_is_the_handbook_alone() {
    let rooms = [
        Command::Case,
        Command::Session,
        Command::Quarter { quarter: 0 },
        Command::Dance,
        Command::Resume,
        Command::Leave,
        Command::Open { file: "siena".to_owned() },
        Command::Stage(Direction::Awards { percent: Some(100), present: true }),
        Command::Continue,
        Command::TakeCard,
    ];
    let after = || {
        let mut bench = Bench::at_work(10);
        bench.ask(Command::Open { file: "siena".to_owned() }).ask(Command::Leave).ask(Command::Skip);
        bench
    };
    for mut bench in [Bench::new(10), Bench::at_name(10), Bench::at_sign_in(10), after()] {
        let door = bench.screen();
        assert!(!bench.terminal.is_at_work());
        for room in &rooms {
            bench.wait(1500).ask(room.clone());
            assert_eq!(bench.screen(), door, "{room:?}");
        }
        bench.wait(1500).ask(Command::Handbook);
        assert_eq!(bench.screen(), Screen::Handbook);
        assert!(!bench.terminal.is_at_work(), "reading at the door is no work");
        for room in &rooms {
            bench.wait(1500).ask(room.clone());
            assert_eq!(bench.screen(), Screen::Handbook, "{room:?}");
        }
        bench.wait(1500).ask(Command::Back);
        assert_eq!(bench.screen(), door);
    }
    // In the elevator not even that.
    let mut bench = Bench::at_name(10);
    bench.ask(Command::GoOn).wait(1500);
    for room in rooms.into_iter().chain([Command::Handbook, Command::Help]) {
        bench.ask(room);
        assert!(matches!(bench.screen(), Screen::Elevator { .. }));
    }
}

#[test]
fn work_is_left_from_every_room() {
    let awards = |percent| Command::Stage(Direction::Awards { percent: Some(percent), present: false });
    let award = Command::Stage(Direction::Awards { percent: Some(75), present: true });
    let open = Command::Open { file: "siena".to_owned() };
    let rooms: Vec<(&str, Vec<Command>)> = vec![
        ("prompt", vec![]),
        ("cards", vec![Command::Enter]),
        ("refinement", vec![open.clone()]),
        ("handbook", vec![Command::Handbook]),
        ("session", vec![Command::Session]),
        ("award", vec![open.clone(), award]),
        ("case", vec![Command::Case]),
        ("dance", vec![awards(75), Command::Dance, Command::Strike { at: 0 }]),
        ("quarter", vec![awards(100), Command::Quarter { quarter: 0 }]),
        ("handbook", vec![open, Command::Case, Command::Handbook]),
    ];
    for (room, way) in rooms {
        let mut bench = Bench::at_work(11);
        way.into_iter().for_each(|command| bench.ask(command).wait(100).done());
        assert_eq!(bench.screen().name(), room);
        bench.ask(Command::Leave);
        assert!(matches!(bench.screen(), Screen::Elevator { down: false, .. }), "{room}");
        // What is seen as the doors close is there to be seen.
        let left = bench.terminal.left().unwrap();
        let seen = match room {
            "award" => "refinement",
            "dance" => "prompt",
            other => other,
        };
        assert_eq!(left.name(), seen);
        bench.wait(7000);
        assert_eq!(bench.screen(), Screen::Outside { minutes: 0 }, "{room}");
        assert!(bench.terminal.beneath().is_empty() && bench.terminal.dancing.is_none());
        bench.ask(Command::GoOn).wait(7000);
        assert_eq!(bench.screen(), Screen::Prompt, "{room}");
    }
}

#[test]
fn the_board_stands_still_while_one_is_away() {
    let mut bench = Bench::at_work(12);
    bench.ask(Command::Open { file: "siena".to_owned() }).wait(5000).ask(Command::Leave);
    let before = bench.terminal.board().unwrap().now();
    bench.wait(600_000).ask(Command::GoOn).wait(7000);
    assert_eq!(bench.terminal.board().unwrap().now(), before);
    bench.ask(Command::Resume).wait(1000);
    assert_eq!(bench.screen(), Screen::Refinement);
    assert_eq!(bench.terminal.board().unwrap().now(), before + Span::from_millis(1000));
}

#[test]
fn a_wrong_name_for_the_work_is_put_right_at_the_prompt() {
    let mut bench = Bench::at_work(13);
    bench.fill_in("MicroData");
    assert!(bench.heard().contains(&Happening::Misnamed { typed: "microdata".to_owned() }));
    assert_eq!((bench.screen(), bench.terminal.line().text()), (Screen::Prompt, ""));
    assert!(bench.terminal.correction().unwrap().contains("macrodata"));
    bench.ask(Command::Type { text: "S".to_owned() });
    assert_eq!(bench.terminal.correction(), None);
}

#[test]
fn what_the_host_tells_is_held_to_a_measure() {
    let mut bench = Bench::off(1);
    let all = (0..99).map(|_| employee(&"x".repeat(99), Some(&"y".repeat(99)))).collect();
    bench.ask(Command::Employees { all, here: "z".repeat(99) });
    let employees = bench.terminal.employees();
    assert_eq!((employees.len(), bench.terminal.here().len()), (40, 40));
    assert!(employees.iter().all(|one| one.profile.len() == 40));
    assert!(employees.iter().all(|one| one.name.as_ref().unwrap().len() == 40));
}
