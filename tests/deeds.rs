//! Deeds: each measure is counted as docs/deeds.md says, by commands alone, and a deed is done at its least and not
//! before. The measures of the handbook, and sessions that are kept even, are tested beside the code that counts them.

#[path = "support/work.rs"]
mod work;

use jiff::civil::{DateTime, date};
use macrodat::model::refinement::temper::Temper;
use macrodat::model::wellness::Stage;
use macrodat::model::{Command, Direction, Screen, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::time::Span;
use work::Worker;

/// The most steps that a deed may take.
const MOST: usize = 3000;
const MINUTE: i64 = 60_000;

/// Steps until a deed is done: at the least of its measure, and not before.
fn do_deed(worker: &mut Worker, deed: &str, mut step: impl FnMut(&mut Worker)) {
    let pack = Pack::embedded();
    let facts = pack.facts.as_ref().unwrap();
    let wanted = facts.deeds.iter().find(|one| one.key == deed).unwrap();
    for _ in 0..MOST {
        let count = worker.count(wanted.counts.key());
        assert_eq!(worker.has_done(deed), count >= wanted.least, "{deed}: {count}");
        if count >= wanted.least {
            return;
        }
        step(worker);
        assert!(worker.count(wanted.counts.key()) >= count, "{deed}: the count fell");
    }
    panic!("{deed} is not done: {}", worker.count(wanted.counts.key()));
}

fn set_clock(worker: &mut Worker, date: DateTime) {
    worker.tell(10, Command::SetClock { date });
}

/// Delivers a cluster, and goes on with the same file when it is finished.
fn work_on(worker: &mut Worker) {
    if worker.deliver().is_none() {
        let file = worker.board().file().to_owned();
        worker.wait(5000);
        worker.tell(100, Command::Continue);
        worker.open(&file);
    }
}

#[test]
fn files() {
    let mut worker = Worker::at_prompt(1);
    for deed in ["first-file", "twelve-files", "every-file"] {
        let mut file = ["siena", "allentown", "trinity"].into_iter().cycle();
        do_deed(&mut worker, deed, |worker| worker.finish_file(file.next().unwrap()));
    }
    assert_eq!(worker.count("files"), 25);
    assert_eq!(worker.count("clean-files"), 25);
    assert_eq!(worker.count("long-files"), 0);
}

#[test]
fn clean_files() {
    let mut worker = Worker::at("siena", 2);
    worker.misfile();
    worker.finish();
    worker.tell(100, Command::Continue);
    assert_eq!((worker.count("files"), worker.count("clean-files")), (1, 0));
    do_deed(&mut worker, "clean-file", |worker| worker.finish_file("siena"));
    assert_eq!(worker.count("files"), 2);
}

#[test]
fn long_files() {
    let mut worker = Worker::at_prompt(3);
    worker.finish_file("astoria");
    assert_eq!(worker.count("long-files"), 0);
    do_deed(&mut worker, "long-file", |worker| worker.finish_file("bellingham"));
}

#[test]
fn files_by_the_clock() {
    // A Friday, and the hours at which a file is finished.
    let friday = date(1983, 9, 16);
    for (hour, minute, early, late) in [
        (3, 50, 0, 1),
        (4, 1, 1, 0),
        (6, 50, 1, 0),
        (7, 1, 0, 0),
        (12, 0, 0, 0),
        (18, 50, 0, 0),
        (19, 1, 0, 1),
        (23, 30, 0, 1),
    ] {
        let mut worker = Worker::at_prompt(4);
        set_clock(&mut worker, friday.at(hour, minute, 0, 0));
        worker.finish_file("siena");
        assert_eq!(
            (worker.count("early-files"), worker.count("late-files")),
            (early, late),
            "{hour}:{minute}"
        );
        assert_eq!(worker.has_done("early-file"), early == 1);
        assert_eq!(worker.has_done("late-hour"), late == 1);
        assert_eq!(worker.count("saturday-files"), 0);
    }
    let mut worker = Worker::at_prompt(4);
    set_clock(&mut worker, date(1983, 9, 18).at(12, 0, 0, 0));
    worker.finish_file("siena");
    assert!(!worker.has_done("saturday-file"), "a Sunday");
    set_clock(&mut worker, date(1983, 9, 17).at(12, 0, 0, 0));
    do_deed(&mut worker, "saturday-file", |worker| worker.finish_file("siena"));
}

#[test]
fn files_in_a_day() {
    let mut worker = Worker::at_prompt(5);
    for day in [12, 12, 13, 14, 14] {
        set_clock(&mut worker, date(1983, 9, day).at(12, 0, 0, 0));
        worker.finish_file("siena");
    }
    assert_eq!(worker.count("files-in-a-day"), 2);
    // The clock may be set back.
    set_clock(&mut worker, date(1983, 9, 12).at(15, 0, 0, 0));
    do_deed(&mut worker, "three-in-a-day", |worker| worker.finish_file("siena"));
    assert_eq!(worker.count("files"), 6);
}

#[test]
fn file_minutes() {
    for (minutes, done) in [(88, false), (91, true)] {
        let mut worker = Worker::at("siena", 6);
        for _ in 0..minutes {
            worker.tell(MINUTE, Command::LookAway);
        }
        assert_eq!(worker.count("file-minutes"), 0, "it is not finished");
        worker.finish();
        assert_eq!(worker.has_done("long-sitting"), done, "{}", worker.count("file-minutes"));
    }
}

#[test]
fn days_away() {
    let mut worker = Worker::at_prompt(7);
    for (date, away) in [
        (date(1983, 9, 12), 0),
        (date(1983, 10, 11), 29),
        // An evening and the morning after are a day apart.
        (date(1983, 10, 12), 29),
        (date(1983, 1, 1), 29),
    ] {
        set_clock(&mut worker, date.at(9, 0, 0, 0));
        worker.finish_file("siena");
        assert_eq!(worker.count("days-away"), away);
    }
    assert!(!worker.has_done("month-away"));
    set_clock(&mut worker, date(1983, 1, 31).at(8, 0, 0, 0));
    do_deed(&mut worker, "month-away", |worker| worker.finish_file("siena"));
}

#[test]
fn files_begun() {
    let mut worker = Worker::at_prompt(8);
    worker.finish_file("siena");
    for file in ["allentown", "trinity", "allentown"] {
        worker.open(file);
        worker.tell(10, Command::Back);
    }
    assert_eq!(worker.count("files-begun"), 2);
    do_deed(&mut worker, "three-begun", |worker| worker.open("siena"));
}

#[test]
fn deliveries() {
    let mut worker = Worker::at("siena", 9);
    for deed in ["hundred-deliveries", "thousand-deliveries"] {
        do_deed(&mut worker, deed, work_on);
    }
    assert_eq!(worker.terminal.session().delivered, 1000);
    assert_eq!(worker.count("clean-run"), 1000);
    assert_eq!(worker.count("deliveries-by-keys"), 1000);
}

#[test]
fn deliveries_by_keys() {
    let mut worker = Worker::at("bellingham", 10);
    for _ in 0..39 {
        work_on(&mut worker);
    }
    // The pointer, anywhere between the way to a group and its bin, ends the run.
    worker.gather(|_| true).unwrap();
    worker.tell(10, Command::Point { x: 700.0, y: 900.0 });
    let temper = worker.board().ground().cluster(worker.board().gathered().unwrap().block).unwrap().temper;
    let takes = |bin: &usize| worker.board().bins()[*bin].accepts(temper, 1, 60).is_ok();
    let bin = worker.all().into_iter().find(takes).unwrap();
    worker.tell(10, Command::Bin { bin });
    assert_eq!((worker.count("deliveries"), worker.count("deliveries-by-keys")), (40, 39));
    assert!(!worker.has_done("forty-by-keys"));
    // A pointer that is jogged before one sets out does not count.
    for _ in 0..39 {
        worker.tell(10, Command::Point { x: 700.0, y: 300.0 });
        worker.tell(10, Command::PointAway);
        work_on(&mut worker);
    }
    assert_eq!(worker.count("deliveries-by-keys"), 39);
    do_deed(&mut worker, "forty-by-keys", work_on);
}

#[test]
fn clean_runs_and_lapses() {
    let mut worker = Worker::at("bellingham", 11);
    for _ in 0..20 {
        work_on(&mut worker);
    }
    worker.misfile();
    let run = worker.count("lapse");
    assert!((20..30).contains(&run), "{run}");
    assert_eq!(worker.count("clean-run"), run);
    do_deed(&mut worker, "clean-run", work_on);
    assert!(!worker.has_done("lapse"), "nothing has been misfiled since");
    worker.misfile();
    assert!(worker.has_done("lapse"));
    assert_eq!(worker.count("lapse"), worker.count("clean-run"));
}

#[test]
fn misfilings() {
    let mut worker = Worker::at("siena", 12);
    for deed in ["first-misfiling", "fifty-misfilings"] {
        do_deed(&mut worker, deed, Worker::misfile);
    }
    assert_eq!(worker.terminal.session().misfiled, 50);
    assert_eq!(worker.count("misfilings"), 50);
}

#[test]
fn lone_bins() {
    let mut worker = Worker::at("siena", 13);
    while worker.deliver_to(&[2]).is_some() {
        assert!(!worker.has_done("lone-bin"));
    }
    worker.wait(4000);
    assert_eq!(worker.board().bins()[2].percent(12), 100);
    assert!(worker.has_done("lone-bin"));
    assert_eq!(worker.count("lone-bins"), 1);
    // The others are filled evenly.
    worker.finish();
    assert_eq!(worker.count("lone-bins"), 1);
}

#[test]
fn level_bins() {
    let mut worker = Worker::at("bellingham", 14);
    while worker.board().percent() < 50 {
        assert!(!worker.has_done("level-bins"));
        worker.deliver();
        worker.wait(4000);
    }
    assert!(worker.has_done("level-bins"));
    worker.finish();
    assert_eq!(worker.count("level-bins"), 1);
    let mut worker = Worker::at("bellingham", 14);
    while worker.deliver_to(&[2]).is_some() {}
    worker.finish();
    assert_eq!(worker.count("level-bins"), 0);
    assert!(worker.terminal.session().deeds.halved.is_empty(), "a file that is finished is forgotten");
}

#[test]
fn groups_let_go() {
    let mut worker = Worker::at("siena", 15);
    do_deed(&mut worker, "ten-let-go", |worker| {
        worker.gather(|_| true).unwrap();
        worker.tell(50, Command::Back);
    });
}

#[test]
fn sheets_raised() {
    let mut worker = Worker::at("siena", 16);
    do_deed(&mut worker, "sheets-raised", |worker| {
        worker.tell(50, Command::Look { bin: 1 });
        worker.tell(50, Command::LookAway);
    });
    assert_eq!(worker.count("sheets-raised"), 25);
}

#[test]
fn pages_out() {
    for file in ["siena", "astoria"] {
        let mut worker = Worker::at(file, 17);
        worker.tell(10, Command::Page { right: 0, down: 30 });
        worker.tell(10, Command::Page { right: -49, down: 19 });
        assert_eq!(worker.count("pages-out"), 49);
        worker.tell(400, Command::Home);
        do_deed(&mut worker, "fifty-pages-out", |worker| {
            worker.tell(400, Command::Page { right: 0, down: 1 });
        });
    }
    // The plane closes upon itself: where one comes back to the entrance one is not far.
    let mut worker = Worker::at("siena", 17);
    for _ in 0..40 {
        worker.tell(400, Command::Page { right: 1, down: 0 });
        worker.tell(400, Command::Page { right: -1, down: 0 });
    }
    assert_eq!(worker.count("pages-out"), 1);
}

#[test]
fn quiet_minutes() {
    let mut worker = Worker::at("siena", 18);
    worker.tell(10 * MINUTE - 1, Command::LookAway);
    assert_eq!(worker.count("quiet-minutes"), 9);
    // The program itself touches nothing.
    let reduced = Command::SetMotion { reduced: true };
    let time = worker.terminal.now() + Span::from_millis(5 * MINUTE);
    worker.terminal.apply(&Stamped { time, sequence: 0, source: Source::Program, command: reduced });
    assert!(!worker.has_done("ten-quiet-minutes"));
    worker.tell(5 * MINUTE, Command::LookAway);
    assert!(worker.has_done("ten-quiet-minutes"));
    // Elsewhere it is quiet for nothing, and what is cut short by the power counts.
    worker.tell(10, Command::Back);
    worker.tell(30 * MINUTE, Command::Resume);
    assert_eq!(worker.count("quiet-minutes"), 10);
    worker.tell(11 * MINUTE, Command::Power { on: false });
    assert_eq!(worker.count("quiet-minutes"), 11);
}

#[test]
fn card_visits() {
    let mut worker = Worker::at_prompt(19);
    let visit = |worker: &mut Worker| {
        worker.tell(100, Command::Enter);
        assert_eq!(worker.terminal.screen(), Screen::Cards);
        worker.tell(100, Command::TurnCards { by: 2 });
    };
    visit(&mut worker);
    worker.tell(100, Command::Handbook);
    worker.tell(100, Command::Back);
    assert_eq!((worker.terminal.screen(), worker.count("card-visits")), (Screen::Cards, 0));
    worker.tell(100, Command::TakeCard);
    assert_eq!((worker.terminal.screen(), worker.count("card-visits")), (Screen::Refinement, 0));
    worker.tell(100, Command::Back);
    worker.tell(100, Command::Resume);
    assert_eq!(worker.count("card-visits"), 1, "the file at hand is no card");
    worker.tell(100, Command::Back);
    worker.tell(100, Command::Back);
    do_deed(&mut worker, "three-card-visits", |worker| {
        visit(worker);
        worker.tell(100, Command::Back);
    });
}

#[test]
fn unknown_names() {
    let mut worker = Worker::at_prompt(20);
    do_deed(&mut worker, "three-unknown-names", |worker| {
        worker.tell(100, Command::Type { text: "Nowhere".to_owned() });
        worker.tell(100, Command::Enter);
        // To the prompt, and its line is cleared.
        worker.tell(100, Command::Back);
        worker.tell(100, Command::Back);
    });
    worker.tell(100, Command::Type { text: "Siena".to_owned() });
    worker.tell(100, Command::Enter);
    assert_eq!(worker.count("unknown-names"), 3);
}

#[test]
fn held_minutes() {
    let mut worker = Worker::at("siena", 21);
    let mut minutes = [30, 59, 58, 60].into_iter();
    do_deed(&mut worker, "held-hour", |worker| {
        worker.tell(100, Command::Held { minutes: minutes.next().unwrap() });
    });
    assert_eq!(worker.count("held-minutes"), 60);
}

#[test]
fn degaussings() {
    let mut worker = Worker::at_prompt(22);
    do_deed(&mut worker, "five-degaussings", |worker| {
        worker.tell(4000, Command::Degauss);
        // The coil is still warm.
        worker.tell(100, Command::Degauss);
    });
}

#[test]
fn mornings() {
    let mut worker = Worker::new(Pack::embedded(), 23);
    let mut day = 1;
    do_deed(&mut worker, "twenty-mornings", |worker| {
        for hour in [9, 14] {
            set_clock(worker, date(1983, 9, day).at(hour, 0, 0, 0));
            worker.tell(100, Command::Power { on: true });
            worker.tell(100, Command::Power { on: false });
            worker.wait(3000);
        }
        day += 1;
    });
    assert_eq!(day, 21);
}

/// Sits through a session, with or without a word, until it is over.
fn sit(worker: &mut Worker, replies: bool) {
    worker.say(100, Command::Session);
    assert_eq!(worker.terminal.screen(), Screen::Sitting);
    for _ in 0..3600 {
        let sitting = worker.terminal.sitting().unwrap();
        if sitting.stage() == Stage::Over {
            worker.say(100, Command::Back);
            return assert_eq!(worker.terminal.screen(), Screen::Prompt);
        }
        if replies && sitting.stage() == Stage::Lit {
            worker.say(100, Command::Reply { reply: 0 });
        }
        worker.wait(100);
    }
    panic!("the session does not end");
}

#[test]
fn sessions() {
    let mut worker = Worker::at_prompt(27);
    assert!(!worker.has_done("first-session"));
    sit(&mut worker, true);
    let cards = &worker.terminal.session().wellness.cards;
    assert_eq!((cards.len(), worker.count("sessions")), (1, u32::from(!cards[0].early)));
    assert!(!worker.has_done("silent-session") && cards[0].replies > 0);
    sit(&mut worker, false);
    assert!(worker.has_done("first-session") && worker.has_done("silent-session"));
    assert_eq!((worker.count("silent-sessions"), worker.count("words-out-of-turn")), (1, 0));
    // A word before the lamp is lit.
    worker.say(100, Command::Session);
    while worker.terminal.sitting().unwrap().stage() != Stage::Reading {
        worker.wait(100);
    }
    do_deed(&mut worker, "out-of-turn", |worker| worker.say(100, Command::Reply { reply: 0 }));
}

#[test]
fn sessions_declined() {
    let mut worker = Worker::at("siena", 28);
    do_deed(&mut worker, "two-declined", |worker| {
        // A call comes with something that happens by itself, such as a group that stirs.
        worker.say(MINUTE, Command::MoveCursor { columns: 1, rows: 0 });
        worker.wait(2000);
        if matches!(worker.terminal.screen(), Screen::Called { .. }) {
            worker.say(0, Command::Decline);
        }
    });
}

/// Everything that is done at a field, at one that direction has touched.
#[test]
fn what_direction_has_touched_counts_for_nothing() {
    for direction in [
        Direction::Bin { bin: 0, percent: 3 },
        Direction::File { percent: 2 },
        Direction::Cluster { temper: Temper::Woe, size: 9, columns: 4, rows: 1 },
        Direction::Address { column: 5_000_000, row: 9_000_000 },
    ] {
        let mut worker = Worker::at("siena", 24);
        worker.tell(10, Command::Stage(direction.clone()));
        let before = worker.terminal.session().deeds.clone();
        worker.tell(20 * MINUTE, Command::Look { bin: 1 });
        worker.tell(10, Command::LookAway);
        worker.gather(|_| true).unwrap();
        worker.tell(10, Command::Back);
        worker.tell(10, Command::Page { right: 60, down: 0 });
        worker.tell(10, Command::Page { right: -60, down: 0 });
        worker.misfile();
        while worker.deliver_to(&[2]).is_some() {}
        while worker.deliver().is_some() {}
        worker.wait(5000);
        assert!(worker.terminal.commended().is_some(), "{direction:?}");
        assert_eq!(worker.terminal.session().deeds, before, "{direction:?}");
        assert!(worker.terminal.session().ledger.is_empty(), "{direction:?}");
    }
}

/// A terminal that is saved and opened again between any two commands counts as one that is not.
#[test]
fn counts_survive_snapshots() {
    let mut worker = Worker::at_prompt(25);
    worker.finish_file("siena");
    worker.open("allentown");
    (0..12).for_each(|_| work_on(&mut worker));
    worker.misfile();
    worker.tell(12 * MINUTE, Command::Back);
    worker.tell(100, Command::Back);
    let mut other = Terminal::new(Pack::embedded(), *worker.terminal.tube(), 25);
    for stamped in &worker.commands {
        other.apply(stamped);
        other = Terminal::restore(&other.snapshot(), Pack::embedded()).unwrap();
    }
    assert_eq!(other.session(), worker.terminal.session());
    assert_eq!(other.digest(), worker.terminal.digest());
    let deeds = &worker.terminal.session().deeds;
    assert!(deeds.done.len() >= 5 && deeds.counts.len() >= 10, "{deeds:?}");
}

/// With a pack in which less is asked, what has been reached is done as soon as the session is opened.
#[test]
fn another_pack_finds_its_deeds_done() {
    let mut worker = Worker::at("siena", 26);
    (0..6).for_each(|_| work_on(&mut worker));
    worker.tell(100, Command::Look { bin: 1 });
    assert!(worker.terminal.session().deeds.done.is_empty());
    let mut pack = Pack::embedded().as_ref().clone();
    let facts = pack.facts.as_mut().unwrap();
    for deed in &mut facts.deeds {
        deed.least = deed.least.min(5);
    }
    let pack = std::sync::Arc::new(pack);
    let again = Terminal::restore(&worker.terminal.snapshot(), pack.clone()).unwrap();
    let expected = ["hundred-deliveries", "thousand-deliveries", "forty-by-keys", "clean-run"];
    assert_eq!(again.session().deeds.done, expected);
    // And they stay done with the first pack.
    let back = Terminal::restore(&again.snapshot(), Pack::embedded()).unwrap();
    assert_eq!(back.session().deeds.done, expected);
}
