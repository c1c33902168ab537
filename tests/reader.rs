//! The handbook, read with hands: by keys alone, by mouse, by wheel and by finger.

mod support;

use egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, pos2, vec2};
use macrodat::keys::Keys;
use macrodat::model::geometry::Point;
use macrodat::model::handbook::{Leaf, Shown};
use macrodat::model::{Command, Happening, Screen};
use macrodat::screens::{self, Role};
use support::Desk;

/// A desk at the contents of the handbook.
fn at_contents() -> Desk {
    let mut desk = Desk::new(3);
    desk.command(Command::Power { on: true });
    desk.command(Command::Skip);
    desk.key(Key::F4);
    desk.wait(1100);
    assert_eq!((desk.terminal.screen(), desk.terminal.leaf()), (Screen::Handbook, Leaf::Contents));
    desk.heard();
    desk
}

fn page(desk: &Desk) -> String {
    match desk.terminal.reader().shown() {
        Shown::Page(key) => key.clone(),
        other => format!("{other:?}"),
    }
}

/// A key, and time enough for another.
fn strike(desk: &mut Desk, key: Key) {
    desk.key(key);
    desk.wait(1100);
}

fn row(desk: &mut Desk) -> u32 {
    desk.wait(1100);
    desk.terminal.reader().row()
}

#[test]
fn everything_is_done_by_keys_alone() {
    let mut desk = at_contents();
    // Down the contents; the view follows.
    for _ in 0..30 {
        desk.key(Key::ArrowDown);
    }
    desk.wait(1100);
    let focus = desk.terminal.focus().unwrap().to_owned();
    assert!(!desk.control(&focus).unwrap().unseen && desk.terminal.reader().row() > 5);
    strike(&mut desk, Key::Enter);
    let opened = page(&desk);
    assert_eq!(desk.control(&focus).map(|control| control.label), None, "{opened}");
    assert!(desk.heard().contains(&Happening::PageOpened { page: opened.clone() }));
    // A link by Tab and Enter, and back.
    strike(&mut desk, Key::Tab);
    strike(&mut desk, Key::Enter);
    assert_ne!(page(&desk), opened);
    strike(&mut desk, Key::Backspace);
    assert_eq!(page(&desk), opened);
    // A folio.
    desk.write("19");
    assert_eq!(desk.terminal.reader().folio(), "19");
    strike(&mut desk, Key::Enter);
    assert_eq!(page(&desk), "bearing");
    strike(&mut desk, Key::M);
    assert!(desk.terminal.session().reading.is_marked("bearing"));
    strike(&mut desk, Key::T);
    assert!(desk.terminal.reader().is_large());
    // By rows, and by what is seen: at its end the next page.
    strike(&mut desk, Key::ArrowDown);
    assert_eq!(desk.terminal.reader().row(), 1);
    for _ in 0..6 {
        if page(&desk) == "bearing" {
            strike(&mut desk, Key::PageDown);
        }
    }
    assert_eq!((page(&desk).as_str(), desk.terminal.reader().row()), ("box", 0));
    strike(&mut desk, Key::PageUp);
    let paging = screens::controls(&desk.terminal, &Keys::default());
    assert_eq!(page(&desk), "bearing");
    assert!(
        paging.iter().any(|control| control.id.starts_with("see.") && !control.unseen),
        "its end is seen"
    );
    // A search.
    strike(&mut desk, Key::S);
    desk.write("shortest bar");
    assert_eq!(desk.control("line").unwrap().value, "shortest bar");
    strike(&mut desk, Key::Enter);
    assert!(matches!(desk.terminal.leaf(), Leaf::Hits("shortest bar")));
    strike(&mut desk, Key::ArrowDown);
    strike(&mut desk, Key::Enter);
    assert_eq!(page(&desk), "sheet");
    // A form: ticked and signed.
    desk.command(Command::Read { page: "form-desk".to_owned() });
    for wanted in ["tick.2", "sign.7"] {
        while desk.terminal.focus() != Some(wanted) {
            desk.key(Key::Tab);
        }
        strike(&mut desk, Key::Space);
    }
    let form = &desk.terminal.session().reading.forms["form-desk"];
    assert!(form.ticks.contains(&2) && form.signature.is_some());
    // And out.
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
}

/// Where no leaf lies before, and where none may be turned to yet, the key that turns back moves nothing.
#[test]
fn nothing_jumps_where_no_leaf_can_be_turned_to() {
    let mut desk = at_contents();
    strike(&mut desk, Key::PageUp);
    assert_eq!((desk.terminal.leaf(), desk.terminal.reader().aim()), (Leaf::Contents, 0));
    desk.key(Key::S);
    desk.write("group");
    strike(&mut desk, Key::Enter);
    strike(&mut desk, Key::PageUp);
    assert!(matches!(desk.terminal.leaf(), Leaf::Hits(_)));
    assert_eq!(desk.terminal.reader().aim(), 0);
    // Turned to and fro until the pace refuses it.
    desk.command(Command::Read { page: "bearing".to_owned() });
    for by in [1, -1, 1, -1, 1, -1] {
        desk.wait(20);
        desk.command(Command::Leaf { by });
    }
    desk.wait(20);
    let open = page(&desk);
    assert!(!desk.terminal.may_turn(-1));
    desk.key(Key::PageUp);
    assert_eq!((page(&desk), desk.terminal.reader().aim()), (open, 0));
}

#[test]
fn every_link_leads_where_it_says_by_a_click_in_its_middle() {
    let mut desk = at_contents();
    let pages: Vec<String> =
        desk.terminal.pack().handbook.pages.iter().map(|page| page.key.clone()).collect();
    let mut clicked = 0;
    for large in [false, true] {
        if large {
            desk.command(Command::TypeSize);
        }
        for key in pages.iter().step_by(3) {
            desk.wait(1100);
            desk.command(Command::Read { page: key.clone() });
            let links: Vec<_> = screens::controls(&desk.terminal, &Keys::default())
                .into_iter()
                .filter(|control| control.role == Role::Link && !control.unseen)
                .collect();
            for link in links {
                desk.wait(1100);
                desk.command(Command::Read { page: key.clone() });
                desk.wait(1100);
                let at = link.area.centre();
                desk.event(Event::PointerMoved(pos2(at.x as f32, at.y as f32)));
                desk.button(true);
                desk.button(false);
                let Some(Command::Read { page: to }) = link.command else { panic!("{}", link.id) };
                assert_eq!(page(&desk), to, "{key}: {}", link.label);
                clicked += 1;
            }
        }
    }
    assert!(clicked > 80, "{clicked}");
}

#[test]
fn wheel_and_finger_move_it_by_rows_and_a_tap_opens() {
    let mut desk = at_contents();
    let wheel = |delta| Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        source: egui::MouseWheelSource::Wheel,
        delta: vec2(0.0, delta),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    desk.event(wheel(-1.0));
    desk.event(wheel(-1.0));
    assert_eq!(row(&mut desk), 6, "what comes too soon is not lost");
    desk.event(wheel(1.0));
    assert_eq!(row(&mut desk), 3);
    // A finger drags it, and does not open what it was laid on.
    let entry = desk.control("entry.9").unwrap();
    let from = entry.area.centre();
    desk.event(Event::PointerMoved(pos2(from.x as f32, from.y as f32)));
    desk.button(true);
    desk.glide(Point::new(from.x, from.y - 200.0), 300);
    desk.button(false);
    assert_eq!(row(&mut desk), 8);
    assert_eq!(desk.terminal.leaf(), Leaf::Contents);
    // A tap opens.
    let entry = desk.control("entry.9").unwrap();
    assert!(!entry.unseen);
    desk.click(entry.area.centre());
    assert!(matches!(desk.terminal.leaf(), Leaf::Page(_)));
}

#[test]
fn a_key_that_is_held_turns_leaf_after_leaf() {
    let mut desk = at_contents();
    desk.command(Command::Read { page: "bearing".to_owned() });
    desk.wait(1100);
    let held = |repeat| Event::Key {
        key: Key::ArrowRight,
        physical_key: Some(Key::ArrowRight),
        pressed: true,
        repeat,
        modifiers: Modifiers::NONE,
    };
    let Leaf::Page(first) = desk.terminal.leaf() else { panic!("no page") };
    desk.event(held(false));
    for _ in 0..60 {
        desk.wait(33);
        desk.event(held(true));
    }
    let Leaf::Page(last) = desk.terminal.leaf() else { panic!("no page") };
    assert!((8..=11).contains(&(last - first)), "{}", last - first);
}
