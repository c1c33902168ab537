use super::*;
use crate::model::command::{Command, Source, Stamped};
use crate::model::geometry::Tube;
use crate::model::happening::Happening;
use crate::model::terminal::Terminal;
use crate::model::wellness::Card;
use crate::time::Span;

/// Lets things happen until a deed is done: at the least of its measure, and not before.
fn do_deed(terminal: &mut Terminal, deed: &str, mut what: impl FnMut(u32) -> Happening) {
    let pack = Pack::embedded();
    let wanted = pack.facts.iter().flat_map(|facts| &facts.deeds).find(|one| one.key == deed).unwrap();
    for number in 0.. {
        let count = terminal.session.deeds.count(wanted.counts);
        let done = terminal.session.deeds.done.iter().any(|done| done == deed);
        assert_eq!(done, count >= wanted.least, "{deed}: {count}");
        if done {
            return;
        }
        assert!(number < 200, "{deed} is not done: {count}");
        terminal.happen(what(number));
    }
}

fn terminal() -> Terminal {
    Terminal::new(Pack::embedded(), Tube::default(), 1)
}

#[test]
fn sessions() {
    let mut terminal = terminal();
    let mut close = |deed: &str, points, replies, early| {
        let date = terminal.date();
        let card = Card { number: 1, date, facts: 6, of: 6, replies, points, early, called: false };
        terminal.session.wellness.close(card, Span::ZERO);
        terminal.happen(Happening::SessionClosed { points, replies, early });
        terminal.session.deeds.done.iter().any(|done| done == deed)
    };
    // One that ends before its time is none.
    assert!(!close("first-session", 0, 0, true));
    assert!(close("first-session", 90, 3, false));
    assert!(!close("silent-session", 90, 1, false));
    assert!(close("silent-session", 90, 0, false));
    assert!(!close("even-session", 99, 1, false));
    assert!(close("even-session", 100, 2, false));
    do_deed(&mut terminal, "two-declined", |_| Happening::SessionDeclined);
    do_deed(&mut terminal, "out-of-turn", |_| Happening::OutOfTurn);
    let deeds = &terminal.session.deeds;
    assert_eq!((deeds.count(Measure::Sessions), deeds.count(Measure::SilentSessions)), (5, 1));
    assert_eq!(
        deeds.done,
        ["first-session", "silent-session", "even-session", "two-declined", "out-of-turn"]
    );
}

/// A terminal at the prompt, and how it is asked for things.
fn at_prompt() -> Terminal {
    let mut terminal = terminal();
    tell(&mut terminal, &[Command::Power { on: true }, Command::Skip]);
    terminal
}

fn tell(terminal: &mut Terminal, commands: &[Command]) {
    for command in commands {
        let time = terminal.now() + Span::from_millis(1200);
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command: command.clone() });
    }
}

fn read(page: &str) -> Command {
    Command::Read { page: page.to_owned() }
}

/// Whether a deed is done; how far its measure has come.
fn stands(terminal: &Terminal, deed: &str, measure: Measure) -> (bool, u32) {
    let deeds = &terminal.session.deeds;
    (deeds.done.iter().any(|done| done == deed), deeds.count(measure))
}

#[test]
fn pages() {
    let mut terminal = at_prompt();
    for times in 1..=5 {
        tell(&mut terminal, &[read("shoes"), read("welcome")]);
        assert_eq!(stands(&terminal, "page-again", Measure::PageReadings), (times >= 5, times));
    }
    assert_eq!(terminal.session.deeds.count(Measure::PagesRead), 0, "none lay open for long");
    let pages: Vec<String> = terminal.pack().handbook.pages.iter().map(|page| page.key.clone()).collect();
    let mut withheld = 0;
    for (at, page) in (1..=20).zip(&pages) {
        tell(&mut terminal, &[read(page), Command::Back, Command::Handbook]);
        terminal.advance(terminal.now() + Span::from_millis(30_000));
        assert_eq!(stands(&terminal, "twenty-pages", Measure::PagesRead), (at >= 20, at));
        // Read again it counts no more, and neither does what it withholds.
        withheld = terminal.session.deeds.count(Measure::PassagesWithheld);
        tell(&mut terminal, &[read("welcome"), read(page)]);
        terminal.advance(terminal.now() + Span::from_millis(30_000));
        assert_eq!(terminal.session.deeds.count(Measure::PassagesWithheld), withheld);
    }
    for page in &pages[20..] {
        let (done, before) = stands(&terminal, "five-withheld", Measure::PassagesWithheld);
        assert_eq!(done, before >= 5);
        tell(&mut terminal, &[read(page)]);
        terminal.advance(terminal.now() + Span::from_millis(30_000));
    }
    assert!(stands(&terminal, "five-withheld", Measure::PassagesWithheld).0, "{withheld}");
}

#[test]
fn bookmarks_and_searches() {
    let mut terminal = at_prompt();
    let mark = |page: &str| [read(page), Command::Mark];
    for (page, kept) in [("shoes", 1), ("woe", 2), ("shoes", 2), ("wit", 2), ("calm", 3)] {
        tell(&mut terminal, &mark(page));
        assert_eq!(stands(&terminal, "three-bookmarks", Measure::Bookmarks), (kept >= 3, kept), "{page}");
    }
    tell(&mut terminal, &mark("calm"));
    assert_eq!(terminal.session.deeds.count(Measure::Bookmarks), 3, "it does not fall");
    for (words, empty) in [("digit", 0), ("xyzzy", 1), ("qqqq", 2), ("vvvv", 3)] {
        tell(&mut terminal, &[Command::Search, Command::Type { text: words.to_owned() }, Command::Enter]);
        assert_eq!(stands(&terminal, "three-empty-searches", Measure::EmptySearches), (empty >= 3, empty));
    }
}

/// A count that has come to the end of its range stays there.
#[test]
fn counts_do_not_wrap() {
    let mut terminal = terminal();
    terminal.session.deeds.counts.insert(Measure::WordsOutOfTurn.key().to_owned(), u32::MAX);
    terminal.happen(Happening::OutOfTurn);
    assert_eq!(terminal.session.deeds.count(Measure::WordsOutOfTurn), u32::MAX);
}
