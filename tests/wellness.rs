//! Sessions with the director as people hold them: by keys, by mouse, and by what a screen reader says alone.

mod support;

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use macrodat::announce::announcement;
use macrodat::model::wellness::{Card, Stage};
use macrodat::model::{Command, Happening, Screen};
use support::Desk;

impl Desk {
    fn stage(&self) -> Option<Stage> {
        self.terminal.sitting().map(|sitting| sitting.stage())
    }

    /// Waits until the session stands so; false once it is over.
    fn until(&mut self, stage: Stage) -> bool {
        for _ in 0..6000 {
            match self.stage() {
                Some(now) if now == stage => return true,
                None | Some(Stage::Over) => return false,
                _ => self.wait(50),
            }
        }
        panic!("it never stands so: {stage:?}");
    }

    /// How far the dial stands from its band, as a screen reader is told: above it is positive.
    fn off_band(&self) -> i32 {
        let said = self.control("dial").unwrap();
        let said = format!("{} {}", said.label, said.value);
        let count = || said.split_whitespace().find_map(|word| word.parse::<i32>().ok()).unwrap();
        if said.contains("above") {
            count()
        } else if said.contains("below") {
            -count()
        } else {
            0
        }
    }

    fn last_card(&self) -> &Card {
        self.terminal.session().wellness.cards.last().unwrap()
    }

    fn switch_on(&mut self) {
        self.key(Key::Space);
        self.wait(700);
        self.key(Key::Space);
        assert_eq!(self.terminal.screen(), Screen::Prompt);
    }
}

/// F3, the first of the two choices, Enter where lines are to be completed, and arrows that keep the dial in its band.
#[test]
fn a_session_is_kept_equal_by_keys_alone() {
    let mut desk = Desk::new(21);
    desk.switch_on();
    desk.key(Key::F3);
    assert_eq!(desk.terminal.screen(), Screen::Sitting);
    assert!(desk.until(Stage::Choosing));
    desk.key(Key::Num1);
    let mut facts = 0;
    while desk.until(Stage::Reading) {
        facts += 1;
        // The focus is on a reply, and Enter completes the line all the same.
        desk.key(Key::Tab);
        desk.key(Key::Tab);
        desk.key(Key::Enter);
        assert!(!desk.terminal.sitting().unwrap().arrives(), "{:?}", desk.terminal.focus());
        desk.key(Key::Escape);
        assert_eq!((desk.terminal.focus(), desk.terminal.screen()), (None, Screen::Sitting));
        assert!(desk.until(Stage::Lit));
        desk.wait(6000);
        for _ in 0..20 {
            match desk.off_band() {
                0 => break,
                above if above > 0 => desk.key(Key::ArrowLeft),
                _ => desk.key(Key::ArrowUp),
            }
            desk.wait(200);
        }
        assert!(desk.until(Stage::Turning));
    }
    assert_eq!(facts, 6);
    let card = desk.last_card();
    assert_eq!((card.facts, card.points, card.replies, card.early), (6, 100, 0, false));
    assert_eq!(desk.stage(), Some(Stage::Over));
    desk.key(Key::Enter);
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
    assert!(!desk.heard().contains(&Happening::OutOfTurn));
    // What was heard and earned is there in the other rooms.
    assert!(desk.terminal.session().wellness.calm > 0);
}

/// A full session by mouse, with replies and requests clicked, the dial left alone, and one word before the lamp.
#[test]
fn a_session_that_is_not_kept_equal_costs_points_by_mouse() {
    let mut desk = Desk::new(8);
    desk.switch_on();
    desk.command(Command::Session);
    assert!(desk.until(Stage::Choosing));
    let click = |desk: &mut Desk, id: &str| {
        let control = desk.control(id).unwrap_or_else(|| panic!("{id} is not there"));
        desk.click(control.area.centre());
    };
    click(&mut desk, "reply.1");
    assert!(desk.until(Stage::Reading));
    for fact in 0..12 {
        assert!(desk.until(Stage::Reading));
        if fact == 2 {
            let shown: Vec<String> =
                (0..3).map(|at| desk.control(&format!("reply.{at}")).unwrap().label).collect();
            let exchanges = &desk.terminal.pack().talk.as_ref().unwrap().exchanges;
            let exchange =
                exchanges.iter().find(|one| one.replies.iter().map(|reply| &reply.text).eq(&shown)).unwrap();
            let speaks = exchange.replies.iter().position(|reply| !reply.silent).unwrap();
            click(&mut desk, &format!("reply.{speaks}"));
            assert!(desk.heard().contains(&Happening::OutOfTurn), "a word before the lamp");
        }
        assert!(desk.until(Stage::Lit));
        if fact == 4 {
            click(&mut desk, "request.0");
            assert_eq!(desk.stage(), Some(Stage::Answering { again: true }));
            assert!(desk.until(Stage::Lit));
        }
        for _ in 0..4 {
            click(&mut desk, "dial.up");
        }
        let wheel = |lines: f32| Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            source: MouseWheelSource::Wheel,
            delta: vec2(0.0, lines),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        };
        desk.event(wheel(1.0));
        click(&mut desk, ["reply.0", "reply.1", "reply.2"][fact % 3]);
        if !matches!(desk.stage(), Some(Stage::Answering { again: true })) {
            assert!(desk.until(Stage::Turning));
        }
        desk.wait(2000);
        while matches!(
            desk.stage(),
            Some(Stage::Noticing | Stage::Turning | Stage::Lit | Stage::Answering { .. })
        ) {
            desk.wait(200);
        }
    }
    for _ in 0..200 {
        if desk.stage() == Some(Stage::Over) {
            break;
        }
        desk.wait(200);
    }
    let card = desk.last_card();
    assert_eq!(card.facts, 12);
    assert!(card.points < 100 && card.replies > 0, "{card:?}");
    assert!(desk.terminal.session().wellness.unease == 100 - card.points);
    click(&mut desk, "card.next");
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
}

/// Everything that is needed is announced, and every control has a name of its own.
#[test]
fn a_session_can_be_heard() {
    let mut desk = Desk::new(30);
    desk.switch_on();
    desk.heard();
    desk.key(Key::F3);
    let mut said: Vec<String> = Vec::new();
    for _ in 0..3000 {
        desk.wait(50);
        let heard = desk.heard();
        said.extend(heard.iter().filter_map(|what| announcement(&desk.terminal, what)));
        match desk.stage() {
            Some(Stage::Choosing) => desk.key(Key::Num1),
            Some(Stage::Over) | None => break,
            _ => {}
        }
    }
    let all = said.join("\n");
    let pack = desk.terminal.pack().clone();
    let opening = &pack.facts.as_ref().unwrap().opening;
    assert!(said.iter().filter(|line| line.starts_with(opening.as_str())).count() >= 6, "{all}");
    let speak = pack.talk.as_ref().unwrap().label("speak", &[]);
    assert_eq!(said.iter().filter(|line| line.starts_with(&speak)).count(), 7, "{all}");
    assert!(all.contains("the dial") || all.contains("The dial"), "{all}");
    assert!(!all.contains('{'), "{all}");
}

/// What waits at the prompt is gone to by a click, and the handbook is used by mouse alone.
#[test]
fn rooms_are_reached_and_left_by_mouse() {
    let mut desk = Desk::new(12);
    desk.switch_on();
    desk.key(Key::F3);
    desk.wait(1500);
    desk.key(Key::Escape);
    desk.wait(1500);
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
    let click = |desk: &mut Desk, id: &str| {
        let control = desk.control(id).unwrap_or_else(|| panic!("{id} is not there"));
        desk.click(control.area.centre());
        desk.wait(1200);
    };
    click(&mut desk, "session");
    assert_eq!(desk.terminal.screen(), Screen::Sitting);
    desk.key(Key::Escape);
    desk.wait(1500);
    desk.key(Key::F4);
    desk.wait(1200);
    for tool in ["tool.index", "tool.contents", "next", "tool.mark", "tool.type", "next", "tool.back"] {
        click(&mut desk, tool);
    }
    let reading = &desk.terminal.session().reading;
    assert_eq!(reading.marks.iter().map(String::as_str).collect::<Vec<_>>(), ["welcome"]);
    // Leaves that were only turned are not where one came from.
    assert_eq!(desk.control("title").unwrap().label, "Index");
    click(&mut desk, "tool.search");
    desk.write("lamp");
    desk.key(Key::Enter);
    desk.wait(1200);
    click(&mut desk, "tool.close");
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
    // The ribs of the wheel turn the cards.
    desk.key(Key::Enter);
    desk.wait(1200);
    let card = desk.card();
    click(&mut desk, "card.next");
    assert_ne!(desk.card(), card);
    click(&mut desk, "card.previous");
    assert_eq!(desk.card(), card);
}
