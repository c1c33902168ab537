//! The rooms of arriving and of incentives as they are laid out, on tubes of several shapes and in every shipped pack:
//! nothing is cut, nothing lies over anything else, and nothing is too small to be read.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Rect, Shape};
use macrodat::keys::Keys;
use macrodat::model::arrival::Employee;
use macrodat::model::geometry::{Area, Tube};
use macrodat::model::{Command, Direction, Screen, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::pack::incentives::RUNGS;
use macrodat::screens::{self, Canvas, Control, Ink, Role};
use macrodat::stage::Start;
use macrodat::time::Span;

/// Tubes: the usual one, 16:9, 4:3, a square, and an upright one.
const TUBES: [(f64, f64); 5] =
    [(1440.0, 1000.0), (1778.0, 1000.0), (1440.0, 1080.0), (1440.0, 1440.0), (1440.0, 2160.0)];
/// The longest name that the form takes.
const NAME: &str = "Wilhelmswood W.";
/// The smallest type that is read, in tube units.
const SMALLEST: f32 = 15.0;

/// A room: how it is called here, where it begins, and what is asked there after which milliseconds.
struct Room {
    name: String,
    start: &'static str,
    asked: Vec<(i64, Command)>,
}

fn room(name: &str, start: &'static str, asked: &[(i64, Command)]) -> Room {
    Room { name: name.to_owned(), start, asked: asked.to_vec() }
}

fn rooms() -> Vec<Room> {
    let know_nothing = || Command::Answer { answer: None };
    let typed = |text: &str| Command::Type { text: text.to_owned() };
    let strike = |at| Command::Strike { at };
    let employee = |profile: &str, name: Option<&str>| Employee {
        profile: profile.to_owned(),
        name: name.map(str::to_owned),
        taken: false,
    };
    let long = "a-profile-with-a-name-of-forty-letters-x";
    let all = ["default", "second", "third", "fourth", "fifth", long, "seventh"]
        .map(|profile| employee(profile, if profile == "third" { None } else { Some(NAME) }));
    let mut rooms = vec![
        room("name", "screen=name", &[]),
        room("form", "screen=name", &[(0, Command::Correct), (10, typed(NAME))]),
        room("refused", "screen=name", &[(0, Command::Correct), (10, typed("x")), (10, Command::Enter)]),
        room("sign-in", "screen=sign-in", &[]),
        room(
            "many sign in",
            "screen=sign-in",
            &[(0, Command::Employees { all: all.to_vec(), here: "fifth".to_owned() })],
        ),
        room("elevator", "screen=elevator", &[(3000, Command::PointAway)]),
        room("elevator up", "screen=outside", &[(0, Command::GoOn), (2500, Command::PointAway)]),
        room("case, empty", "screen=case,awards=0", &[]),
        room("dances", "screen=dance", &[]),
        room("over", "screen=dance", &[(0, strike(0)), (121_000, Command::PointAway)]),
        room("quarter", "screen=quarter", &[]),
        room("certificate", "screen=quarter", &[(0, Command::Certificate)]),
    ];
    for question in 0..5 {
        let asked = vec![(0, know_nothing()); question];
        rooms.push(room(&format!("question {question}"), "screen=survey", &asked));
    }
    for minutes in [0, 1, 59, 60, 100, 120, 130] {
        let asked =
            [(0, Command::GoOn), (0, Command::Skip), (minutes * 60_000, Command::Leave), (0, Command::Skip)];
        rooms.push(room(&format!("outside {minutes}"), "screen=outside", &asked));
    }
    for percent in RUNGS {
        let award = Direction::Awards { percent: Some(percent), present: true };
        rooms.push(room(
            &format!("award {percent}"),
            "screen=case,awards=0",
            &[(0, Command::Stage(award)), (900, Command::PointAway)],
        ));
        let kept = Command::Stage(Direction::Awards { percent: Some(percent), present: false });
        rooms.push(room(&format!("case {percent}"), "screen=case", &[(0, kept)]));
    }
    for piece in 0..4 {
        let asked = [(0, strike(piece)), (9000, strike(1)), (10, strike(2))];
        rooms.push(room(&format!("dance {piece}"), "screen=dance", &asked));
    }
    rooms
}

/// A terminal in a room.
fn terminal(room: &Room, pack: &Arc<Pack>, (width, height): (f64, f64)) -> Terminal {
    let mut terminal = Terminal::new(pack.clone(), Tube { width, height }, 11);
    let start: Start = format!("{},employee='{NAME}'", room.start).parse().unwrap();
    for stamped in start.commands(pack).unwrap() {
        terminal.apply(&stamped);
    }
    for (after, command) in &room.asked {
        let time = terminal.now() + Span::from_millis(*after);
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Cue, command: command.clone() });
    }
    terminal
}

/// A text as it is painted: what it says, where, and in which size.
struct Painted {
    text: String,
    at: Rect,
    size: f32,
}

/// Every text in a shape.
fn texts(shape: &Shape, all: &mut Vec<Painted>) {
    match shape {
        Shape::Text(text) if !text.galley.text().trim().is_empty() => {
            let sections = text.galley.job.sections.iter().map(|section| section.format.font_id.size);
            all.push(Painted {
                text: text.galley.text().to_owned(),
                at: text.galley.mesh_bounds.translate(text.pos.to_vec2()),
                size: sections.fold(f32::INFINITY, f32::min),
            });
        }
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, all)),
        _ => {}
    }
}

/// The scenes at moments of several kinds, and the sheet, in every size of words.
fn scenes() -> Vec<Room> {
    let after = |milliseconds| (milliseconds, Command::PointAway);
    let large = || Command::Set { setting: "text.size".to_owned(), value: "large".to_owned() };
    let shift = || Command::Shift { minutes: 1440 };
    let mut rooms = Vec::new();
    for start in ["screen=hallway", "screen=rolodex", "screen=emblem", "screen=clock", "screen=worksheet"] {
        for size in ["", ", large"] {
            for minutes in [0, 7, 61, 160] {
                let mut asked = vec![(0, shift()), after(minutes * 60_000)];
                asked.extend((!size.is_empty()).then(|| (0, large())));
                rooms.push(room(&format!("{start}{size} after {minutes}"), start, &asked));
            }
        }
    }
    rooms
}

/// Calls `look` in every room of every shipped pack on every tube.
fn in_every_room(look: impl Fn(&str, &Terminal, &[Control], &[Painted])) {
    in_all(&rooms(), look);
}

/// Calls `look` in these rooms of every shipped pack on every tube.
fn in_all(rooms: &[Room], look: impl Fn(&str, &Terminal, &[Control], &[Painted])) {
    let context = egui::Context::default();
    context.set_fonts(screens::fonts());
    let keys = Keys::default();
    for pack in ["lumon", "meridian"].map(|name| Pack::shipped(name).unwrap()) {
        let ink = Ink::new(&pack, Keys::default());
        for tube in TUBES {
            let size = egui::vec2(tube.0 as f32, tube.1 as f32);
            let input = || egui::RawInput {
                screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, size)),
                ..egui::RawInput::default()
            };
            for room in rooms {
                let terminal = terminal(room, &pack, tube);
                let mut output = context.run_ui(input(), |ui| {
                    let painter = ui.ctx().layer_painter(egui::LayerId::background());
                    screens::paint(&terminal, &mut Canvas::new(painter, &ink));
                });
                output.textures_delta.clear();
                let mut painted = Vec::new();
                output.shapes.iter().for_each(|clipped| texts(&clipped.shape, &mut painted));
                let controls = screens::controls(&terminal, &keys);
                let name = format!("{}: {} on {tube:?}", pack.key, room.name);
                look(&name, &terminal, &controls, &painted);
            }
        }
    }
}

fn inside(area: &Area, other: &Area) -> bool {
    area.left >= other.left
        && area.top >= other.top
        && area.right <= other.right
        && area.bottom <= other.bottom
}

#[test]
fn rooms_are_come_to_and_each_control_has_its_name_and_place() {
    in_every_room(|name, terminal, controls, _| {
        let screens =
            ["survey", "name", "sign-in", "elevator", "outside", "award", "case", "dance", "quarter"];
        assert!(screens.contains(&terminal.screen().name()), "{name}: {:?}", terminal.screen());
        let ids: BTreeSet<&str> = controls.iter().map(|control| control.id.as_str()).collect();
        assert_eq!(ids.len(), controls.len(), "{name}: every id once");
        assert!(controls.iter().any(|control| control.role == Role::Status), "{name}");
        let works: Vec<&Control> = controls.iter().filter(|control| control.command.is_some()).collect();
        assert!(!works.is_empty(), "{name}: there is a way on by mouse");
        for control in controls {
            assert!(!control.label.is_empty() && !control.label.contains('{'), "{name}: {}", control.id);
            assert!(!control.value.contains('{'), "{name}: {}", control.value);
            assert!(inside(&control.area, &terminal.tube().area()), "{name}: {}", control.id);
        }
        // What is out of sight lies where the focus brings it.
        let works: Vec<&Control> = works.into_iter().filter(|control| !control.unseen).collect();
        for (at, one) in works.iter().enumerate() {
            for other in &works[at + 1..] {
                let apart = one.area.right < other.area.left
                    || other.area.right < one.area.left
                    || one.area.bottom < other.area.top
                    || other.area.bottom < one.area.top;
                assert!(apart, "{name}: {} and {}", one.id, other.id);
            }
        }
    });
}

#[test]
fn texts_of_rooms_are_whole_apart_and_large_enough() {
    in_every_room(|name, terminal, controls, painted| {
        let tube = terminal.tube();
        let all = Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(tube.width as f32, tube.height as f32));
        assert!(!painted.is_empty(), "{name}");
        // The window that presents lies over what is beneath it: its own texts come last, from its title on.
        let title = terminal.pack().incentives.as_ref().unwrap().say("award-title", &[]);
        let own = match terminal.screen() {
            Screen::Award { .. } => painted.iter().position(|one| one.text == title).unwrap(),
            _ => 0,
        };
        let buttons: Vec<Rect> = controls
            .iter()
            .filter(|control| control.role == Role::Button && control.id != "skip")
            .map(|Control { area, .. }| {
                let [left, top, right, bottom] =
                    [area.left, area.top, area.right, area.bottom].map(|side| side as f32);
                Rect::from_min_max(egui::pos2(left, top), egui::pos2(right, bottom))
            })
            .collect();
        for (at, one) in painted.iter().enumerate().skip(own) {
            for button in &buttons {
                let parted = button.contains_rect(one.at) || !button.expand(4.0).intersects(one.at);
                assert!(parted, "{name}: {:?} crosses an edge at {button:?}", one.text);
            }
            assert!(!one.text.contains(".."), "{name}: {:?}", one.text);
            assert!(all.shrink(20.0).contains_rect(one.at), "{name}: {:?} at {:?}", one.text, one.at);
            assert!(one.size >= SMALLEST, "{name}: {:?} in {}", one.text, one.size);
            for other in &painted[at + 1..] {
                let meets = one.at.shrink(1.0).intersects(other.at.shrink(1.0));
                assert!(!meets, "{name}: {:?} and {:?}", one.text, other.text);
            }
        }
    });
}

#[test]
fn scenes_and_the_sheet_fit_every_tube_and_are_told() {
    in_all(&scenes(), |name, terminal, controls, painted| {
        assert!(name.contains(terminal.screen().name()), "{name}: {:?}", terminal.screen());
        let tube = terminal.tube();
        let all = Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(tube.width as f32, tube.height as f32));
        let [told] = controls else { panic!("{name}: {controls:?}") };
        assert_eq!((told.role, told.area), (Role::Label, tube.area()), "{name}");
        assert!(told.label.chars().count() > 12, "{name}: {}", told.label);
        for text in [&told.label, &told.value] {
            assert!(!text.contains(['{', '}']), "{name}: {text}");
        }
        for (at, one) in painted.iter().enumerate() {
            assert!(all.shrink(20.0).contains_rect(one.at), "{name}: {:?} at {:?}", one.text, one.at);
            assert!(one.size >= SMALLEST, "{name}: {:?} in {}", one.text, one.size);
            for other in &painted[at + 1..] {
                let meets = one.at.shrink(1.0).intersects(other.at.shrink(1.0));
                assert!(!meets, "{name}: {:?} and {:?}", one.text, other.text);
            }
        }
    });
}
