use jiff::civil::DateTime;

use super::*;
use crate::model::command::{Command, Source, Stamped};
use crate::model::geometry::Tube;
use crate::model::refinement::plane::Cell;
use crate::model::session::LedgerEntry;
use crate::model::{Change, Happening, Screen, Terminal};
use crate::pack::Pack;
use crate::pack::handbook::Condition;
use crate::time::{Span, Time};

/// A terminal, and its clock in milliseconds.
struct Bench {
    terminal: Terminal,
    now: i64,
}

impl Bench {
    /// At the prompt.
    fn new() -> Self {
        let mut bench = Self { terminal: Terminal::new(Pack::embedded(), Tube::default(), 3), now: 0 };
        bench.ask(Command::Power { on: true }).ask(Command::Skip);
        bench
    }

    /// At a page.
    fn at(page: &str) -> Self {
        let mut bench = Self::new();
        bench.ask(Command::Handbook).wait(2000).read(page);
        bench.terminal.take_happenings();
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

    /// Asks for something, and waits until anything may be asked again.
    fn slowly(&mut self, command: Command) -> &mut Self {
        self.ask(command).wait(1100)
    }

    fn read(&mut self, page: &str) -> &mut Self {
        self.slowly(Command::Read { page: page.to_owned() })
    }

    fn heard(&mut self) -> Vec<Happening> {
        self.terminal.take_happenings().into_iter().map(|happened| happened.what).collect()
    }

    fn page(&self) -> String {
        match self.terminal.reader().shown() {
            Shown::Page(key) => key.clone(),
            other => format!("{other:?}").to_lowercase(),
        }
    }
}

fn entry(file: &str) -> LedgerEntry {
    LedgerEntry {
        file: file.to_owned(),
        date: DateTime::constant(1983, 9, 12, 8, 50, 0, 0),
        active: Span::ZERO,
        deliveries: 1,
        misfilings: 0,
        address: Cell::default(),
        commendation: String::new(),
    }
}

#[test]
fn history_leads_back_and_forward_and_is_bounded() {
    let mut bench = Bench::at("bearing");
    bench.read("woe").read("coat-of-no-page").read("dread");
    let history = |by| Command::History { by };
    for (by, page) in [(-1, "woe"), (-1, "bearing"), (1, "woe"), (1, "dread"), (1, "dread"), (0, "dread")] {
        bench.slowly(history(by));
        assert_eq!(bench.page(), page);
    }
    bench.slowly(history(-1)).read("malice");
    assert_eq!(bench.terminal.reader().remembered().1, 0, "another way is taken");
    for _ in 0..100 {
        bench.read("woe").read("dread");
    }
    assert_eq!(bench.terminal.reader().remembered().0, 64);
    assert!(bench.terminal.reader().is_sound(bench.terminal.now()));
    // Where one was on a page is where one comes back to.
    bench.slowly(Command::Row { row: 3 }).read("woe").slowly(history(-1));
    assert_eq!((bench.page().as_str(), bench.terminal.reader().row()), ("dread", 3));
}

#[test]
fn leaves_are_turned_from_the_contents_to_the_index() {
    let mut bench = Bench::new();
    bench.slowly(Command::Handbook);
    let leaf = |by| Command::Leaf { by };
    let pages = bench.terminal.pack().handbook.pages.len() as i32;
    bench.slowly(leaf(-1));
    assert_eq!(bench.terminal.leaf(), Leaf::Contents);
    bench.slowly(leaf(1));
    assert_eq!(bench.terminal.leaf(), Leaf::Page(0));
    bench.slowly(leaf(pages - 1));
    assert_eq!(bench.terminal.leaf(), Leaf::Page(pages as usize - 1));
    bench.slowly(leaf(i32::MAX));
    assert_eq!(bench.terminal.leaf(), Leaf::Index);
    bench.slowly(leaf(-1));
    assert_eq!(bench.terminal.leaf(), Leaf::Page(pages as usize - 1));
    bench.slowly(leaf(i32::MIN));
    assert_eq!(bench.terminal.leaf(), Leaf::Contents);
    assert_eq!(bench.terminal.reader().remembered(), (0, 0), "turning is no way that leads back");
}

#[test]
fn digits_are_a_folio() {
    let mut bench = Bench::at("bearing");
    let typed = |text: &str| Command::Type { text: text.to_owned() };
    let handbook = &Pack::embedded().handbook;
    let last = handbook.pages.len();
    for (digits, folio) in [("9", 9), ("12", 12), ("0", 1), ("9999", last), ("1x2", 12)] {
        bench.ask(typed(digits)).slowly(Command::Enter);
        assert_eq!(bench.page(), handbook.pages[folio - 1].key, "{digits}");
    }
    bench.ask(typed("123456"));
    assert_eq!(bench.terminal.reader().folio(), "1234");
    bench.ask(Command::Erase);
    assert_eq!(bench.terminal.reader().folio(), "123");
    bench.ask(Command::Back);
    assert_eq!((bench.terminal.screen(), bench.terminal.reader().folio()), (Screen::Handbook, ""));
    assert_eq!(bench.page(), handbook.pages[11].key);
}

#[test]
fn words_are_searched_for_and_found_places_are_told() {
    let mut bench = Bench::at("bearing");
    let typed = |text: &str| Command::Type { text: text.to_owned() };
    bench.ask(Command::Search).ask(typed("shortest  bar"));
    bench.ask(Command::Caret { by: -3 }).ask(Command::Erase).slowly(Command::Enter);
    assert_eq!(bench.terminal.leaf(), Leaf::Hits("shortest bar"));
    assert!(bench.heard().iter().any(|what| matches!(what, Happening::Searched { hits } if *hits >= 4)));
    // The words stay marked on the pages that are opened from there, until another list is.
    bench.read("verve");
    assert_eq!(bench.terminal.reader().sought(), "shortest bar");
    bench.slowly(Command::Contents);
    assert_eq!(bench.terminal.reader().sought(), "");
    bench.ask(Command::Search).ask(typed("zeppelin")).slowly(Command::Enter);
    assert!(bench.heard().contains(&Happening::Searched { hits: 0 }));
    // Nothing typed finds nothing, and Esc ends the line and no more.
    bench.read("woe").ask(Command::Search).slowly(Command::Enter);
    assert_eq!(bench.page(), "woe");
    bench.ask(Command::Search).ask(typed("w")).ask(Command::Back);
    assert_eq!((bench.terminal.screen(), bench.terminal.reader().is_typing()), (Screen::Handbook, false));
    // What is withheld is not found.
    bench.ask(Command::Search).ask(typed("delicacy")).slowly(Command::Enter);
    assert!(bench.heard().contains(&Happening::Searched { hits: 0 }));
}

#[test]
fn a_page_is_read_when_it_has_lain_open_for_ten_seconds() {
    let mut bench = Bench::new();
    bench.slowly(Command::Handbook).ask(Command::Read { page: "shoes".to_owned() });
    let read = |bench: &mut Bench| {
        let heard = bench.heard();
        heard.iter().filter(|what| matches!(what, Happening::PageRead { .. })).cloned().collect::<Vec<_>>()
    };
    let withheld = Happening::PageRead { page: "shoes".to_owned(), withheld: 1 };
    assert!(matches!(bench.terminal.next_change(), Change::At(_)));
    bench.wait(6000).ask(Command::Back).wait(60_000);
    assert_eq!(read(&mut bench), [], "elsewhere it is not read");
    bench.ask(Command::Handbook).wait(3999);
    assert_eq!(read(&mut bench), []);
    bench.wait(1);
    assert_eq!(read(&mut bench), [withheld]);
    assert_eq!(bench.terminal.next_change(), Change::Never);
    bench.wait(200_000);
    let record = bench.terminal.session().reading.pages["shoes"].clone();
    assert!(record.read && record.opened == 2);
    assert_eq!(record.time, Span::from_millis(66_000), "nobody was there for longer than a minute");
    assert_eq!(read(&mut bench), []);
    // A page that is withheld is opened, and not read.
    bench.read("breakfast").wait(20_000);
    assert_eq!(read(&mut bench), []);
    assert_eq!(bench.terminal.session().reading.pages["breakfast"].time, Span::ZERO);
    assert_eq!(bench.terminal.reading_counts(), [bench.terminal.pack().handbook.pages.len(), 1, 0]);
}

#[test]
fn help_opens_the_page_about_the_screen_and_goes_back() {
    let mut bench = Bench::at("woe");
    bench.slowly(Command::Back);
    let about = |topic: &str| {
        let handbook = &Pack::embedded().handbook;
        handbook.pages[handbook.about(topic).unwrap()].key.clone()
    };
    for back in [Command::Help, Command::Back] {
        bench.slowly(Command::Help);
        assert_eq!((bench.terminal.screen(), bench.page()), (Screen::Handbook, about("prompt")));
        bench.slowly(back);
        assert_eq!((bench.terminal.screen(), bench.page().as_str()), (Screen::Prompt, "woe"));
    }
    // Within the handbook it is the page about the handbook, and history leads back.
    bench.slowly(Command::Handbook).slowly(Command::Help);
    assert_eq!(bench.page(), about("handbook"));
    bench.slowly(Command::Help);
    assert_eq!((bench.terminal.screen(), bench.page().as_str()), (Screen::Handbook, "woe"));
    bench.slowly(Command::Help).slowly(Command::History { by: -1 });
    assert_eq!(bench.page(), "woe");
    // Whoever reads on from there is no longer at help.
    bench.slowly(Command::Back).slowly(Command::Help).slowly(Command::Leaf { by: 1 }).slowly(Command::Help);
    assert_eq!((bench.terminal.screen(), bench.page()), (Screen::Handbook, about("handbook")));
    // Without power there is none.
    bench.slowly(Command::Power { on: false }).wait(2000).slowly(Command::Help);
    assert_eq!(bench.terminal.screen(), Screen::Off);
    bench.ask(Command::Power { on: true }).slowly(Command::Help);
    assert!(matches!(bench.terminal.screen(), Screen::Boot { .. }));
}

#[test]
fn the_ledger_earns_what_was_withheld() {
    let mut bench = Bench::at("breakfast");
    let mut earned = |files: usize| {
        bench.terminal.session.ledger = vec![entry("siena"); files];
        bench.terminal.session().earned().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(earned(0), []);
    assert_eq!(earned(1), [Condition::FirstFile]);
    assert_eq!(earned(3), [Condition::FirstFile, Condition::ThirdFile]);
    assert_eq!(earned(5), [Condition::FirstFile, Condition::ThirdFile]);
    assert_eq!(earned(6), [Condition::FirstFile, Condition::ThirdFile, Condition::Quarter]);
    bench.wait(10_000);
    assert!(bench.terminal.session().reading.has_read("breakfast"));
}

#[test]
fn forms_are_ticked_and_signed_once() {
    let mut bench = Bench::at("form-desk");
    let tick = |line| Command::Tick { page: "form-desk".to_owned(), line };
    let sign = |page: &str| Command::Sign { page: page.to_owned() };
    bench.ask(tick(2)).ask(tick(3)).ask(tick(3)).ask(tick(0)).ask(tick(99));
    let record = |bench: &Bench| bench.terminal.session().reading.forms.get("form-desk").cloned();
    assert_eq!(record(&bench).unwrap().ticks.into_iter().collect::<Vec<_>>(), [2]);
    bench.ask(sign("form-desk")).ask(sign("form-desk")).ask(sign("woe")).ask(tick(4));
    let signed = record(&bench).unwrap();
    assert_eq!(signed.signature.as_ref().unwrap().name, bench.terminal.employee());
    assert_eq!(signed.ticks.len(), 1, "what is signed stands");
    let heard = bench.heard();
    assert_eq!(heard.iter().filter(|what| matches!(what, Happening::FormSigned { .. })).count(), 1);
    assert_eq!(bench.terminal.session().reading.forms.len(), 1);
}

#[test]
fn it_is_found_as_it_was_left() {
    let mut bench = Bench::at("sheet");
    bench.ask(Command::Mark).slowly(Command::TypeSize).slowly(Command::Row { row: 4 });
    let mut terminal = Terminal::restore(&bench.terminal.snapshot(), Pack::embedded()).unwrap();
    assert_eq!(terminal.digest(), bench.terminal.digest());
    terminal.unplug();
    bench.terminal = terminal;
    bench.wait(5000).ask(Command::Power { on: true }).ask(Command::Skip).slowly(Command::Handbook);
    let reader = bench.terminal.reader();
    assert_eq!((bench.page().as_str(), reader.row(), reader.is_large()), ("sheet", 4, true));
    assert!(bench.terminal.session().reading.is_marked("sheet"));
    // What no reader can have left is refused; a page that the pack does not know is kept.
    let mut snapshot: serde_json::Value = serde_json::from_slice(&bench.terminal.snapshot()).unwrap();
    snapshot["reader"]["place"]["shown"]["page"] = "unheard-of".into();
    let restored = Terminal::restore(&serde_json::to_vec(&snapshot).unwrap(), Pack::embedded()).unwrap();
    assert_eq!(restored.leaf(), Leaf::Contents);
    assert_eq!(*restored.reader().shown(), Shown::Page("unheard-of".to_owned()));
    snapshot["reader"]["folio"] = "twelve".into();
    assert!(Terminal::restore(&serde_json::to_vec(&snapshot).unwrap(), Pack::embedded()).is_err());
}

#[test]
fn a_reader_that_has_shown_nothing_opens_at_the_page_opened_last() {
    let mut bench = Bench::at("woe");
    let mut session = bench.terminal.session().clone();
    bench.slowly(Command::Contents).slowly(Command::Back).slowly(Command::Handbook);
    assert_eq!(bench.terminal.leaf(), Leaf::Contents, "one that has stays as it was left");
    for (last, leaf) in [("woe", "woe"), ("unheard-of", "contents")] {
        session.reading.last = Some(last.to_owned());
        let terminal = Terminal::with_session(Pack::embedded(), Tube::default(), session.clone());
        let mut bench = Bench { terminal, now: 0 };
        bench.ask(Command::Power { on: true }).ask(Command::Skip).slowly(Command::Handbook);
        assert_eq!(bench.page(), leaf);
        assert_eq!(bench.terminal.reader().remembered(), (0, 0));
    }
    // What is looked up at first is not what was read last.
    session.reading.last = Some("woe".to_owned());
    bench.terminal = Terminal::with_session(Pack::embedded(), Tube::default(), session);
    bench.ask(Command::Power { on: true }).ask(Command::Skip).read("dread").slowly(Command::Back);
    bench.slowly(Command::Handbook);
    assert_eq!(bench.page(), "dread");
}

/// What direction shows is not what is remembered.
#[test]
fn a_form_is_signed_with_the_employees_own_name() {
    let mut bench = Bench::at("form-desk");
    let name = Some("A. Lindqvist".to_owned());
    bench.ask(Command::Stage(crate::model::Direction::Employee { name }));
    bench.ask(Command::Sign { page: "form-desk".to_owned() });
    let form = &bench.terminal.session().reading.forms["form-desk"];
    assert_eq!(form.signature.as_ref().unwrap().name, bench.terminal.pack().employee);
    Terminal::restore(&bench.terminal.snapshot(), Pack::embedded()).unwrap();
}

#[test]
fn nothing_changes_more_than_five_times_a_second_but_rows_in_their_order() {
    let mut bench = Bench::at("woe");
    let mut turned = Vec::new();
    for step in 0..300 {
        let before = bench.page();
        bench.ask(Command::Leaf { by: if step % 2 == 0 { 1 } else { -1 } });
        if bench.page() != before {
            turned.push(bench.now);
        }
        bench.wait(10);
    }
    assert!(turned.len() >= 10 && turned.windows(6).all(|six| six[5] - six[0] >= 1000), "{turned:?}");
    bench.wait(2000).slowly(Command::Row { row: 0 });
    // What comes too soon is shown when it may be.
    let mut moved = Vec::new();
    for row in 1..40 {
        bench.ask(Command::Row { row }).wait(1);
    }
    let mut row = bench.terminal.reader().row();
    while row < 39 {
        let Change::At(at) = bench.terminal.next_change() else { panic!("it stands at {row}") };
        bench.terminal.advance(at);
        assert!(bench.terminal.reader().row() > row || moved.len() < 3);
        row = bench.terminal.reader().row();
        moved.push(at);
    }
    assert!(moved.len() <= 3, "{moved:?}");
}
