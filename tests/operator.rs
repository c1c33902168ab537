//! Somebody who works by seed, for hours: from wherever the terminal stands, in every mood, with every pack, by the
//! commands of a person and at the pace of one.

use std::sync::Arc;

use macrodat::model::command::{EXAMPLES, read_commands};
use macrodat::model::geometry::{Point, Tube};
use macrodat::model::random::{Draws, Purpose};
use macrodat::model::{Command, Screen, Source, Stamped, Terminal};
use macrodat::operator::{Breaks, Mood, Operator, Part, Programme, Turn, simulate};
use macrodat::pack::{Pack, write_new};
use macrodat::stage::Start;
use macrodat::time::{FLICKS_PER_SECOND, Span, Time};

const MINUTE: Span = Span::from_millis(60_000);

fn minutes(count: i64) -> Span {
    Span(MINUTE.0 * count)
}

/// Somebody of a mood, who does nothing but work.
fn worker(mood: &str) -> Part {
    let programme = Programme::new(vec![Turn::Work], false);
    Part { mood: Mood::named(mood).unwrap(), programme, breaks: None }
}

fn begun(start: &str, seed: u64) -> Terminal {
    let pack = Pack::embedded();
    let mut terminal = Terminal::new(Arc::clone(&pack), Tube::default(), seed);
    let start: Start = format!("screen={start}").parse().unwrap();
    start.commands(&pack).unwrap().iter().for_each(|stamped| terminal.apply(stamped));
    terminal
}

/// Lets somebody work until a group was delivered; gives whether that came about within the time.
fn comes_to_work(terminal: &mut Terminal, part: &Part, seed: u64, within: Span) -> bool {
    let (before, end) = (terminal.session().delivered, terminal.now() + within);
    let mut operator = Operator::new(part, seed, terminal.now());
    while terminal.now() < end {
        let to = terminal.now() + MINUTE;
        operator.drive(terminal, to);
        terminal.take_happenings();
        if terminal.session().delivered > before {
            return true;
        }
    }
    false
}

const STARTS: [&str; 21] = [
    "off",
    "boot",
    "survey",
    "name",
    "sign-in",
    "elevator",
    "outside",
    "prompt",
    "cards",
    "refinement",
    "handbook",
    "award",
    "case",
    "dance",
    "quarter",
    "settings",
    "worksheet",
    "hallway",
    "rolodex",
    "emblem",
    "clock",
];

#[test]
fn from_every_screen_somebody_comes_to_work() {
    for start in STARTS {
        for (seed, mood) in (1..).zip(["diligent", "distracted", "new-hire"]) {
            let mut terminal = begun(start, seed);
            let comes = comes_to_work(&mut terminal, &worker(mood), seed, minutes(25));
            assert!(comes, "{start}, {mood}: {:?}", terminal.screen());
        }
    }
}

/// The packs that the program brings, and a new one that has only what it must have.
fn packs() -> Vec<(&'static str, Arc<Pack>)> {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("bare");
    write_new(&place).unwrap();
    for optional in ["talk.toml", "session.toml", "facts.toml", "arrival.toml", "incentives.toml"] {
        let _ = std::fs::remove_file(place.join(optional));
    }
    let bare = Arc::new(Pack::load(&place).unwrap());
    assert!(bare.talk.is_none() && bare.arrival.is_none() && bare.incentives.is_none());
    vec![("lumon", Pack::embedded()), ("meridian", Pack::shipped("meridian").unwrap()), ("bare", bare)]
}

#[test]
fn hours_pass_in_every_mood_with_every_pack() {
    for (name, pack) in packs() {
        for mood in ["diligent", "distracted", "new-hire"] {
            let part = worker(mood);
            let account = simulate(&pack, 3, &part, minutes(6 * 60), |_, _| true);
            println!("{name}, {mood}\n{account}\n");
            assert!(account.files >= 2 && account.deliveries >= 100, "{name}, {mood}: {account}");
            assert!(account.misfilings > 0, "{name}, {mood}: nobody erred");
            assert!(account.pages > 0, "{name}, {mood}: nothing was read");
            assert_eq!(account.sessions > 0, pack.talk.is_some(), "{name}, {mood}: {account}");
            assert_eq!(account.awards > 0, pack.incentives.is_some(), "{name}, {mood}: {account}");
            assert_eq!(account.shifts > 0, pack.arrival.is_some(), "{name}, {mood}: {account}");
            // Away between two shifts, nothing happens.
            let away = part.mood.away * 60.0 * 1.8;
            assert!(account.stillest.seconds() < away.max(300.0) + 60.0, "{name}, {mood}: {account}");
        }
    }
}

#[test]
fn scenes_come_between_and_are_left_again() {
    let part = Part { mood: Mood::default(), programme: Programme::default(), breaks: None };
    let account = simulate(&Pack::embedded(), 8, &part, minutes(4 * 60), |_, _| true);
    println!("{account}");
    assert!(account.scenes.iter().all(|count| (4..=7).contains(count)), "{account}");
    assert!(account.deliveries > 100);
    let clock = Turn::named("clock").unwrap();
    let only = Part { programme: Programme::new(vec![clock], true), ..part };
    let account = simulate(&Pack::embedded(), 8, &only, minutes(120), |_, _| true);
    assert_eq!((account.scenes, account.deliveries), ([0, 0, 0, 1], 0), "{account}");
}

#[test]
fn breaks_are_spent_in_sessions() {
    let breaks = Some(Breaks { work: 25, rest: 5 });
    let part = Part { breaks, ..worker("diligent") };
    let mut spells = Vec::new();
    let account = simulate(&Pack::embedded(), 2, &part, minutes(180), |at, terminal| {
        spells.push((at.seconds() / 60.0, terminal.screen().name()));
        true
    });
    assert!(account.sessions >= 4, "{account}");
    assert_eq!(account.shifts, 0, "the shift is the terminal's");
    let at = |minute: usize| spells[minute - 1].1;
    // Two minutes into every break, and in the middle of every spell of work.
    assert!((0..5).all(|spell| ["session", "handbook"].contains(&at(27 + 30 * spell))), "{spells:?}");
    assert!((0..5).filter(|spell| at(13 + 30 * spell) == "refinement").count() >= 3, "{spells:?}");
}

#[test]
fn a_terminals_shift_that_has_ended_sends_home() {
    let mut terminal = begun("refinement", 4);
    let shift = Command::Shift { minutes: 20 };
    terminal.apply(&Stamped { time: Time::ZERO, sequence: 0, source: Source::Program, command: shift });
    let part = Part { breaks: Some(Breaks { work: 50, rest: 10 }), ..worker("diligent") };
    let mut operator = Operator::new(&part, 4, Time::ZERO);
    operator.drive(&mut terminal, Time(minutes(19).0));
    assert!(terminal.is_at_work());
    operator.drive(&mut terminal, Time(minutes(26).0));
    assert!(matches!(terminal.screen(), Screen::Outside { .. }), "{:?}", terminal.screen());
    operator.drive(&mut terminal, Time(minutes(90).0));
    assert!(matches!(terminal.screen(), Screen::Outside { .. }), "nobody comes back of their own accord");
}

/// Everything that somebody gives, with the time at which it is.
fn given(part: &Part, seed: u64, span: Span) -> Vec<(Time, Command)> {
    let mut terminal = begun("off", seed);
    let mut operator = Operator::new(part, seed, Time::ZERO);
    let mut all = Vec::new();
    let mut sequence = 0;
    while operator.due() <= Time(span.0) {
        terminal.advance(operator.due());
        for command in operator.act(&terminal) {
            let time = terminal.now();
            sequence += 1;
            all.push((time, command.clone()));
            terminal.apply(&Stamped { time, sequence, source: Source::Operator, command });
        }
    }
    all
}

#[test]
fn commands_are_a_persons_and_come_at_the_pace_of_one() {
    for (seed, mood) in (1..).zip(["diligent", "distracted", "new-hire"]) {
        let all = given(&worker(mood), seed, minutes(150));
        // Direction, settings, forms and what a host does are nobody's here.
        for (_, command) in &all {
            let foreign = matches!(
                command,
                Command::Stage(_)
                    | Command::Set { .. }
                    | Command::SetClock { .. }
                    | Command::SetMotion { .. }
                    | Command::Bind { .. }
                    | Command::Employees { .. }
                    | Command::Open { .. }
                    | Command::Save
                    | Command::Copy
                    | Command::Sign { .. }
                    | Command::Tick { .. }
                    | Command::Shift { .. }
                    | Command::Skip
            );
            assert!(!foreign, "{command:?}");
        }
        let moves: Vec<(Time, Point)> = all
            .iter()
            .filter_map(|(time, command)| match command {
                Command::Point { x, y } => Some((*time, Point::new(*x, *y))),
                _ => None,
            })
            .collect();
        let mut fastest: f64 = 0.0;
        for pair in moves.windows(2) {
            let passed = pair[1].0.since(pair[0].0);
            assert!(passed.0 >= FLICKS_PER_SECOND / 24, "{mood}: {:?}", pair);
            let (x, y) = (pair[1].1.x - pair[0].1.x, pair[1].1.y - pair[0].1.y);
            fastest = fastest.max((x * x + y * y).sqrt() / passed.seconds());
        }
        println!("{mood}: {} commands, {} moves, {fastest:.0} units a second", all.len(), moves.len());
        assert!(moves.len() > 3000);
        // Three widths of the tube in a second are a fast flick of the wrist.
        assert!(fastest < 4500.0, "{mood}: {fastest}");
        // Of keys and clicks there are no more than eight in a second.
        let others: Vec<Time> = all
            .iter()
            .filter(|(_, command)| !matches!(command, Command::Point { .. }))
            .map(|(time, _)| *time)
            .collect();
        let crowded = others.windows(9).find(|nine| nine[8].since(nine[0]) < Span::from_millis(1000));
        assert_eq!(crowded, None, "{mood}");
    }
}

#[test]
fn a_copy_is_worked_and_never_the_session_itself() {
    let own = begun("refinement", 6);
    let before = own.digest();
    let mut copy = own.clone();
    assert!(comes_to_work(&mut copy, &worker("diligent"), 6, minutes(10)));
    assert_eq!(own.digest(), before);
    // Nothing that direction has set is changed, and what it has touched enters no ledger.
    let staged: Start = "screen=refinement,bins=99,99,99,99,99".parse().unwrap();
    let pack = Pack::embedded();
    let mut terminal = Terminal::new(Arc::clone(&pack), Tube::default(), 6);
    staged.commands(&pack).unwrap().iter().for_each(|stamped| terminal.apply(stamped));
    let file = terminal.board().unwrap().file().to_owned();
    let mut operator = Operator::new(&worker("diligent"), 6, Time::ZERO);
    operator.drive(&mut terminal, Time(minutes(40).0));
    let ledger = &terminal.session().ledger;
    assert!(ledger.iter().all(|entry| entry.file != file || entry.deliveries > 10), "{ledger:?}");
}

/// A terminal at which anything at all was asked, in any order.
fn found_anywhere(seed: u64) -> Terminal {
    let mut draws = Draws::new(seed, Purpose::Words, 21, 0);
    let examples: Vec<Command> = EXAMPLES
        .iter()
        .map(|(text, _)| read_commands(&format!("0 0 cue {text}")).unwrap().remove(0).command)
        .collect();
    let mut terminal = begun(["off", "refinement", "refinement", "prompt"][seed as usize % 4], seed);
    let mut time = Time::ZERO;
    for sequence in 0..120 {
        time = time + Span::from_millis(i64::from(draws.below(2500)));
        let command = match draws.below(3) {
            0 => {
                let (x, y) = (f64::from(draws.below(1440)), f64::from(draws.below(1000)));
                match draws.below(3) {
                    0 => Command::Point { x, y },
                    1 => Command::Press { x, y },
                    _ => Command::Release { x, y },
                }
            }
            _ => examples[draws.below(examples.len() as u32) as usize].clone(),
        };
        terminal.apply(&Stamped { time, sequence, source: Source::Hands, command });
    }
    terminal.take_happenings();
    terminal
}

#[test]
fn wherever_a_terminal_is_found_somebody_comes_to_work() {
    for seed in 0..120 {
        let mut terminal = found_anywhere(seed);
        let screen = terminal.screen();
        if seed % 2 == 0 {
            // As a host finds it again.
            let pack = Pack::embedded();
            terminal = Terminal::restore(&terminal.snapshot(), pack).unwrap();
        }
        let mood = ["diligent", "distracted", "new-hire"][seed as usize % 3];
        let comes = comes_to_work(&mut terminal, &worker(mood), seed, minutes(60));
        assert!(comes, "{seed}, {mood}, from {screen:?}: {:?}", terminal.screen());
    }
}

#[test]
fn the_same_seed_is_the_same_day_in_any_steps() {
    let run = |step: Span| {
        let mut terminal = begun("sign-in", 9);
        let mut operator = Operator::new(&Part::default(), 9, Time::ZERO);
        let end = Time(minutes(90).0);
        while terminal.now() < end {
            let to = (terminal.now() + step).min(end);
            operator.drive(&mut terminal, to);
        }
        (terminal.digest(), operator.given())
    };
    let whole = run(minutes(90));
    assert_eq!(whole, run(Span(FLICKS_PER_SECOND / 24)));
    assert_eq!(whole, run(Span::from_millis(7_001)));
    let other = simulate(&Pack::embedded(), 10, &Part::default(), minutes(90), |_, _| true);
    assert_ne!(whole.0, other.digest);
}
