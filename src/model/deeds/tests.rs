use super::*;
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

#[test]
fn pages() {
    let mut terminal = terminal();
    let page = |number: u32| format!("page-{number}");
    do_deed(&mut terminal, "page-again", |number| Happening::PageOpened { page: page(number % 3) });
    assert_eq!(terminal.session.deeds.opened.values().copied().collect::<Vec<_>>(), [5, 4, 4]);
    // A page that is read again counts no more, and neither does what it withholds.
    let read = |number: u32| Happening::PageRead { page: page(number / 2), withheld: 1 };
    do_deed(&mut terminal, "five-withheld", read);
    assert_eq!(terminal.session.deeds.count(Measure::PagesRead), 5);
    do_deed(&mut terminal, "twenty-pages", |number| Happening::PageRead { page: page(number), withheld: 0 });
    assert_eq!(terminal.session.deeds.count(Measure::PassagesWithheld), 5);
}

#[test]
fn bookmarks_and_searches() {
    let mut terminal = terminal();
    let mark = |page: &str, on| Happening::Marked { page: page.to_owned(), on };
    for (page, on) in [("a", true), ("a", true), ("b", true), ("a", false), ("c", true)] {
        terminal.happen(mark(page, on));
    }
    assert_eq!(terminal.session.deeds.count(Measure::Bookmarks), 2, "two at one time");
    do_deed(&mut terminal, "three-bookmarks", |_| mark("d", true));
    terminal.happen(mark("d", false));
    assert_eq!(terminal.session.deeds.count(Measure::Bookmarks), 3, "it does not fall");
    terminal.happen(Happening::Searched { hits: 2 });
    assert_eq!(terminal.session.deeds.count(Measure::EmptySearches), 0);
    do_deed(&mut terminal, "three-empty-searches", |_| Happening::Searched { hits: 0 });
}

/// A count that has come to the end of its range stays there.
#[test]
fn counts_do_not_wrap() {
    let mut terminal = terminal();
    terminal.session.deeds.counts.insert(Measure::WordsOutOfTurn.key().to_owned(), u32::MAX);
    terminal.happen(Happening::OutOfTurn);
    assert_eq!(terminal.session.deeds.count(Measure::WordsOutOfTurn), u32::MAX);
}
