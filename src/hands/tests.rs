use egui::{Modifiers, pos2};

use super::*;
use crate::model::command::{Source, Stamped};
use crate::model::geometry::Tube;
use crate::pack::Pack;
use crate::time::Time;

struct Bench {
    terminal: Terminal,
    hands: Hands,
    keys: Keys,
}

impl Bench {
    fn new(commands: &[Command]) -> Self {
        let terminal = Terminal::new(Pack::embedded(), Tube::default(), 3);
        let mut bench = Self { terminal, hands: Hands::default(), keys: Keys::default() };
        commands.iter().for_each(|command| bench.apply(command.clone()));
        bench
    }

    fn prompt() -> Self {
        Self::new(&[Command::Power { on: true }, Command::Skip])
    }

    fn apply(&mut self, command: Command) {
        let (time, source) = (Time::from_millis(1000), Source::Hands);
        self.terminal.apply(&Stamped { time, sequence: 0, source, command });
    }

    fn event(&mut self, event: Event) -> Vec<Command> {
        let place = |at: egui::Pos2| Some(Point::new(at.x.into(), at.y.into()));
        let commands = self.hands.event(&event, &place, &self.terminal, &self.keys);
        commands.iter().for_each(|command| self.apply(command.clone()));
        commands
    }

    fn key(&mut self, key: Key, pressed: bool, repeat: bool) -> Vec<Command> {
        let modifiers = Modifiers::NONE;
        self.event(Event::Key { key, physical_key: Some(key), pressed, repeat, modifiers })
    }

    /// A key that goes down, and its text with it.
    fn types(&mut self, key: Key, text: &str) {
        self.key(key, true, false);
        self.event(Event::Text(text.to_owned()));
    }
}

#[test]
fn the_text_of_a_key_that_did_something_is_not_typed() {
    let mut bench = Bench::new(&[]);
    bench.types(Key::D, "d");
    assert!(matches!(bench.terminal.screen(), Screen::Boot { .. }));
    bench.key(Key::D, false, false);
    bench.types(Key::D, "d");
    assert_eq!((bench.terminal.screen(), bench.terminal.line().text()), (Screen::Prompt, ""));
    // As long as it is held.
    bench.key(Key::D, true, true);
    bench.event(Event::Text("d".to_owned()));
    assert_eq!(bench.terminal.line().text(), "");
    bench.types(Key::E, "e");
    bench.key(Key::E, false, false);
    bench.apply(Command::Help);
    bench.types(Key::F, "f");
    bench.types(Key::Space, " ");
    assert_eq!(bench.terminal.screen(), Screen::Handbook);
    bench.types(Key::F1, "");
    assert_eq!(bench.terminal.screen(), Screen::Prompt);
    assert_eq!(bench.terminal.line().text(), "e");
    bench.types(Key::Space, " ");
    bench.types(Key::D, "d");
    assert_eq!(bench.terminal.line().text(), "e d");
    // A letter without a key of its own comes as text alone, after the last key was let go.
    bench.key(Key::Backspace, true, false);
    bench.key(Key::Backspace, false, false);
    bench.event(Event::Text("\u{e9}".to_owned()));
    assert_eq!(bench.terminal.line().text(), "e \u{e9}");
}

#[test]
fn the_line_is_edited_by_keys_that_can_be_bound() {
    let mut bench = Bench::prompt();
    let own = |name: &str, key: &str| (name.to_owned(), vec![key.to_owned()]);
    bench.keys = Keys::with(&[own("erase", "F5"), own("caret-home", "F6"), own("enter", "F7")].into());
    bench.event(Event::Text("abc".to_owned()));
    for (key, text, caret) in [
        (Key::F5, "ab", 2),
        (Key::Backspace, "ab", 2),
        (Key::F6, "ab", 0),
        (Key::Home, "ab", 0),
        (Key::ArrowRight, "ab", 1),
        (Key::Delete, "a", 1),
        (Key::ArrowLeft, "a", 0),
        (Key::End, "a", 1),
        (Key::Enter, "a", 1),
    ] {
        bench.key(key, true, false);
        let line = bench.terminal.line();
        assert_eq!((line.text(), line.caret()), (text, caret), "{key:?}");
    }
    assert_eq!(bench.key(Key::F7, true, false), [Command::Enter]);
    let turns = |by| vec![Command::TurnCards { by }];
    for (key, by) in [(Key::ArrowUp, -1), (Key::ArrowRight, 1), (Key::PageDown, 5), (Key::PageUp, -5)] {
        assert_eq!(bench.key(key, true, false), turns(by), "{key:?}");
    }
}

#[test]
fn before_the_page_of_keys_nothing_else_is_worked() {
    let open = [Command::Power { on: true }, Command::Skip, Command::Open { file: "siena".to_owned() }];
    for mut bench in [Bench::prompt(), Bench::new(&open)] {
        let beneath = bench.terminal.screen();
        let work = |terminal: &Terminal| {
            let board = terminal.board()?;
            Some((*board.view(), board.cursor_cell(), board.bins().to_vec(), board.gathered()))
        };
        let before = work(&bench.terminal);
        bench.apply(Command::Help);
        let text = "a".to_owned();
        for event in
            [Event::Text(text.clone()), Event::Paste(text.clone()), Event::Ime(egui::ImeEvent::Commit(text))]
        {
            assert_eq!(bench.event(event.clone()), [], "{event:?}");
        }
        let wheel = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            source: egui::MouseWheelSource::Wheel,
            delta: egui::vec2(0.0, -3.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        };
        let moved = bench.event(wheel);
        assert!(moved.iter().all(|command| matches!(command, Command::Row { .. })), "{moved:?}");
        bench.event(Event::Zoom(1.2));
        bench.key(Key::Num1, true, false);
        bench.event(Event::Text("1".to_owned()));
        assert_eq!(bench.terminal.reader().folio(), "1");
        bench.key(Key::Backspace, true, false);
        assert_eq!(bench.terminal.reader().folio(), "");
        let press = |pressed| Event::PointerButton {
            pos: pos2(720.0, 500.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        bench.event(press(true));
        bench.event(press(false));
        assert_eq!(bench.terminal.screen(), Screen::Handbook);
        assert_eq!(bench.key(Key::Escape, true, false), [Command::Back]);
        assert_eq!(bench.terminal.screen(), beneath);
        assert_eq!(bench.terminal.line().text(), "");
        assert_eq!(work(&bench.terminal), before);
    }
}

#[test]
fn quitting_and_the_full_screen_are_the_hosts() {
    for bench in [Bench::new(&[]), Bench::new(&[Command::Power { on: true }]), Bench::prompt()] {
        let key =
            |key, repeat, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat, modifiers };
        let asked = |event| Hands::asked_of_host(&event, &bench.terminal, &bench.keys);
        assert_eq!(asked(key(Key::Q, false, Modifiers::CTRL)), Some(Action::Quit));
        assert_eq!(asked(key(Key::Q, true, Modifiers::CTRL)), None);
        assert_eq!(asked(key(Key::F11, false, Modifiers::NONE)), Some(Action::FullScreen));
        assert_eq!(asked(key(Key::F1, false, Modifiers::NONE)), None);
        let place = |_| None;
        let quit = key(Key::Q, false, Modifiers::CTRL);
        assert_eq!(Hands::default().event(&quit, &place, &bench.terminal, &bench.keys), []);
    }
}
