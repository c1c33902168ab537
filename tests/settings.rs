//! The settings room with hands: by keys alone, by mouse and by wheel; and large words on every screen.

mod support;

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, MouseWheelUnit, Rect, TouchPhase, pos2, vec2};
use macrodat::announce::announcement;
use macrodat::hands::Hands;
use macrodat::keys::Keys;
use macrodat::model::geometry::{Point, Tube};
use macrodat::model::refinement::temper::Temper;
use macrodat::model::{Command, Direction, Happening, Screen, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::screens::{self, Canvas, Ink};
use macrodat::settings::{LIST, VOLUME};
use macrodat::stage::Scene;
use macrodat::time::{Span, Time};
use support::Desk;

/// A desk at the settings, opened from the prompt.
fn at_settings() -> Desk {
    let mut desk = Desk::new(3);
    desk.command(Command::Power { on: true });
    desk.command(Command::Skip);
    desk.key(Key::F7);
    desk.wait(1100);
    assert_eq!(
        (desk.terminal.screen(), desk.terminal.focus()),
        (Screen::Settings, Some("setting.look.name"))
    );
    desk.heard();
    desk
}

/// A key, and time enough for another.
fn strike(desk: &mut Desk, key: Key) {
    desk.key(key);
    desk.wait(1100);
}

fn value(desk: &Desk, name: &str) -> String {
    let settings = desk.terminal.settings();
    settings.all().find(|(setting, _)| setting.name == name).unwrap().1.to_owned()
}

fn choose(desk: &mut Desk, name: &str) {
    for _ in 0..LIST.len() {
        if desk.terminal.focus() == Some(&*format!("setting.{name}")) {
            return;
        }
        strike(desk, Key::ArrowDown);
    }
    panic!("{name} is not reached");
}

fn set(setting: &str, value: &str) -> Happening {
    Happening::Set { setting: setting.to_owned(), value: value.to_owned() }
}

#[test]
fn everything_is_chosen_and_changed_by_keys_alone() {
    let mut desk = at_settings();
    choose(&mut desk, "sound.volume");
    strike(&mut desk, Key::ArrowRight);
    assert_eq!(value(&desk, "sound.volume"), "75");
    let told: Vec<Happening> = desk.heard();
    assert!(told.contains(&set("sound.volume", "75")));
    assert_eq!(announcement(&desk.terminal, &set("sound.volume", "75")).as_deref(), Some("Volume: 75 %"));
    strike(&mut desk, Key::ArrowLeft);
    strike(&mut desk, Key::ArrowLeft);
    assert_eq!(value(&desk, "sound.volume"), "65");
    strike(&mut desk, Key::Delete);
    assert_eq!(value(&desk, "sound.volume"), VOLUME.default);
    for name in ["sound.muted", "session.waits"] {
        choose(&mut desk, name);
        strike(&mut desk, Key::Enter);
        assert_eq!(value(&desk, name), "true", "{name}");
        strike(&mut desk, Key::Space);
        assert_eq!(value(&desk, name), "false", "{name}");
    }
    // Every row but those that are written changes by keys, and comes back.
    for setting in LIST {
        let mut desk = at_settings();
        choose(&mut desk, setting.name);
        if setting.step(setting.default, 1, false).is_some() {
            strike(&mut desk, Key::ArrowRight);
            if value(&desk, setting.name) == setting.default {
                strike(&mut desk, Key::ArrowLeft);
            }
            assert_ne!(value(&desk, setting.name), setting.default, "{}", setting.name);
            strike(&mut desk, Key::Backspace);
            assert_eq!(value(&desk, setting.name), setting.default, "{}", setting.name);
        }
    }
    // Up from the first row and down from the last there is no further row.
    let mut desk = at_settings();
    strike(&mut desk, Key::ArrowUp);
    assert_eq!(desk.terminal.focus(), Some("setting.look.name"));
    // Tab goes on to what stands below, and Enter works it.
    for _ in 0..=LIST.len() {
        strike(&mut desk, Key::Tab);
    }
    assert_eq!(desk.terminal.focus(), Some("tool.close"));
    strike(&mut desk, Key::Enter);
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
}

#[test]
fn a_text_is_written_and_refused_where_it_cannot_be() {
    let mut desk = at_settings();
    choose(&mut desk, "start.profile");
    strike(&mut desk, Key::Enter);
    assert_eq!(desk.control("line").unwrap().value, "default");
    desk.write("/x");
    strike(&mut desk, Key::Enter);
    assert_eq!(value(&desk, "start.profile"), "default");
    assert!(desk.heard().iter().any(|told| matches!(told, Happening::SettingRefused { .. })));
    assert!(desk.control("about").unwrap().label.contains("contains '/'"));
    for _ in 0..2 {
        strike(&mut desk, Key::Backspace);
    }
    desk.write(" two");
    strike(&mut desk, Key::Enter);
    assert_eq!(value(&desk, "start.profile"), "default two");
    assert_eq!(desk.terminal.focus(), Some("setting.start.profile"));
    // Esc ends the line first, and then leaves the room.
    strike(&mut desk, Key::Enter);
    strike(&mut desk, Key::Escape);
    assert_eq!(
        (desk.terminal.screen(), value(&desk, "start.profile").as_str()),
        (Screen::Settings, "default two")
    );
    strike(&mut desk, Key::Escape);
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
}

#[test]
fn to_turn_elsewhere_gives_up_what_is_written_or_awaited() {
    let mut desk = at_settings();
    choose(&mut desk, "start.profile");
    strike(&mut desk, Key::Enter);
    assert!(desk.control("about").unwrap().label.contains("Tab"));
    desk.write("x");
    let row = desk.control("setting.arrival.sign-in").unwrap().area;
    desk.click(Point::new(row.left + 60.0, row.centre().y));
    assert_eq!(desk.terminal.focus(), Some("setting.arrival.sign-in"));
    assert!(desk.terminal.preferences().line().is_none());
    desk.write("y");
    strike(&mut desk, Key::ArrowUp);
    assert_eq!(desk.terminal.focus(), Some("setting.session.waits"));
    assert_eq!(value(&desk, "start.profile"), "default");
    choose(&mut desk, "start.profile");
    strike(&mut desk, Key::Enter);
    strike(&mut desk, Key::Tab);
    assert_eq!(
        (desk.terminal.focus(), desk.terminal.preferences().line().is_none()),
        (Some("setting.start.pack"), true)
    );
    strike(&mut desk, Key::ArrowDown);
    assert_eq!(desk.terminal.focus(), Some("setting.idle.minutes"));
    // So it is with a key that is awaited.
    strike(&mut desk, Key::K);
    strike(&mut desk, Key::Enter);
    assert_eq!(desk.terminal.preferences().awaited(), Some("enter"));
    let row = desk.control("key.erase").unwrap().area;
    desk.click(Point::new(row.left + 60.0, row.centre().y));
    assert_eq!((desk.terminal.focus(), desk.terminal.preferences().awaited()), (Some("key.erase"), None));
}

#[test]
fn paging_moves_the_choice_with_the_view() {
    let mut desk = at_settings();
    strike(&mut desk, Key::K);
    strike(&mut desk, Key::ArrowDown);
    let names: Vec<&str> = Keys::action_names();
    let seen = |desk: &Desk| {
        let chosen = desk.terminal.focus().unwrap().to_owned();
        assert!(!desk.control(&chosen).unwrap().unseen, "{chosen}");
        names.iter().position(|name| chosen == format!("key.{name}")).unwrap()
    };
    let (mut at, mut before) = (seen(&desk), None);
    while before != Some(at) {
        before = Some(at);
        strike(&mut desk, Key::PageDown);
        at = seen(&desk);
    }
    assert_eq!(at, names.len() - 1);
    for (key, row) in
        [(Key::Home, 0), (Key::ArrowDown, 1), (Key::End, names.len() - 1), (Key::ArrowUp, names.len() - 2)]
    {
        strike(&mut desk, key);
        assert_eq!(seen(&desk), row);
    }
    strike(&mut desk, Key::PageUp);
    assert!((names.len() / 2..names.len() - 2).contains(&seen(&desk)));
}

#[test]
fn keys_are_bound_by_pressing_them() {
    let mut desk = at_settings();
    strike(&mut desk, Key::K);
    assert!(desk.terminal.preferences().shows_keys());
    let row = |name: &str| format!("key.{name}");
    while desk.terminal.focus() != Some(&*row("take")) {
        strike(&mut desk, Key::ArrowDown);
    }
    let bound = |keys: Option<&[&str]>| Happening::Bound {
        action: "take".to_owned(),
        keys: keys.map(|keys| keys.iter().map(|key| (*key).to_owned()).collect()),
    };
    // Whatever is pressed is the key, also one that means something here or to the window.
    for (key, modifiers, name) in [
        (Key::F6, Modifiers::NONE, "F6"),
        (Key::Enter, Modifiers::NONE, "Enter"),
        (Key::ArrowDown, Modifiers::SHIFT, "Shift+Down"),
        (Key::F10, Modifiers::NONE, "F10"),
        (Key::T, Modifiers::CTRL | Modifiers::COMMAND, "Ctrl+T"),
    ] {
        strike(&mut desk, Key::Enter);
        assert_eq!(desk.terminal.preferences().awaited(), Some("take"));
        assert!(desk.control("about").unwrap().label.contains("Esc"));
        desk.heard();
        desk.chord(key, modifiers);
        assert_eq!(desk.heard(), [bound(Some(&[name]))], "{name}");
        assert_eq!(desk.terminal.preferences().awaited(), None);
        desk.wait(1100);
    }
    // A modifier that goes down is no key yet, and what is pressed with it does nothing else.
    strike(&mut desk, Key::Enter);
    desk.heard();
    for modifier in [Key::ControlLeft, Key::ShiftRight, Key::AltLeft, Key::SuperLeft] {
        desk.chord(modifier, Modifiers::CTRL | Modifiers::COMMAND);
        assert_eq!((desk.heard(), desk.terminal.preferences().awaited()), (vec![], Some("take")));
    }
    let quit = Event::Key {
        key: Key::Q,
        physical_key: Some(Key::Q),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::CTRL | Modifiers::COMMAND,
    };
    assert_eq!(Hands::asked_of_host(&quit, &desk.terminal, &Keys::default()), None);
    desk.chord(Key::Q, Modifiers::CTRL | Modifiers::COMMAND);
    assert_eq!(desk.heard(), [bound(Some(&["Ctrl+Q"]))]);
    desk.wait(1100);
    strike(&mut desk, Key::Enter);
    strike(&mut desk, Key::Escape);
    assert_eq!((desk.terminal.preferences().awaited(), desk.terminal.screen()), (None, Screen::Settings));
    desk.heard();
    strike(&mut desk, Key::Delete);
    assert_eq!(desk.heard(), [bound(None)]);
    // Who lost a key to this one is named.
    let own = Keys::with(&[("take".to_owned(), vec!["Home".to_owned()])].into());
    let controls = screens::controls(&desk.terminal, &own);
    let about = controls.iter().find(|control| control.id == "about").unwrap();
    for part in ["Home is now for: ", "(take); no longer for: ", "(home)"] {
        assert!(about.label.contains(part), "{}", about.label);
    }
    let taken = controls.iter().find(|control| control.id == "key.home").unwrap();
    assert_eq!(taken.value, "no key");
    // Where several did, the first is, and how many more.
    let own = Keys::with(&[("take".to_owned(), vec!["Home".to_owned(), "Minus".to_owned()])].into());
    let controls = screens::controls(&desk.terminal, &own);
    let about = controls.iter().find(|control| control.id == "about").unwrap();
    assert!(about.label.ends_with("(home); 1 more is lost like this"), "{}", about.label);
}

#[test]
fn a_mouse_does_the_same() {
    let mut desk = at_settings();
    let middle = |desk: &Desk, id: &str| desk.control(id).unwrap().area.centre();
    let more = middle(&desk, "setting.sound.volume.more");
    desk.click(more);
    assert_eq!(
        (value(&desk, "sound.volume").as_str(), desk.terminal.focus()),
        ("75", Some("setting.sound.volume"))
    );
    desk.wait(300);
    let less = middle(&desk, "setting.sound.volume.less");
    desk.click(less);
    desk.click(less);
    assert_eq!(value(&desk, "sound.volume"), "65");
    // A click on a row chooses it, and one on the chosen row goes on to the next value.
    let row = desk.control("setting.sound.muted").unwrap().area;
    let on_name = Point::new(row.left + 60.0, row.centre().y);
    desk.click(on_name);
    assert_eq!(
        (value(&desk, "sound.muted").as_str(), desk.terminal.focus()),
        ("false", Some("setting.sound.muted"))
    );
    desk.click(on_name);
    assert_eq!(value(&desk, "sound.muted"), "true");
    let usual = middle(&desk, "tool.usual");
    desk.click(usual);
    assert_eq!(value(&desk, "sound.muted"), "false");
    desk.wait(1100);
    let other = middle(&desk, "tool.other");
    desk.click(other);
    assert!(desk.terminal.preferences().shows_keys());
    desk.wait(1100);
    let wheel = |desk: &mut Desk, notches: f32| {
        desk.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            source: egui::MouseWheelSource::Wheel,
            delta: vec2(0.0, notches),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        desk.wait(2000);
        desk.terminal.preferences().row()
    };
    assert_eq!((wheel(&mut desk, -2.0), wheel(&mut desk, 1.0)), (6, 3));
    let close = middle(&desk, "tool.close");
    desk.click(close);
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
}

#[test]
fn every_row_is_told_with_its_name_and_value() {
    let mut desk = at_settings();
    for setting in LIST {
        let control = desk.control(&format!("setting.{}", setting.name)).unwrap();
        assert_eq!((control.label, control.value), (setting.label(), setting.shown(setting.default)));
        assert!(control.command.is_some(), "{}", setting.name);
    }
    strike(&mut desk, Key::K);
    let controls = screens::controls(&desk.terminal, &Keys::default());
    let ids: BTreeSet<&str> = controls.iter().map(|control| control.id.as_str()).collect();
    assert_eq!(ids.len(), controls.len());
    for bound in Keys::default().list() {
        let control = desk.control(&format!("key.{}", bound.name)).unwrap();
        assert!(control.label.contains(bound.name) && !control.value.is_empty());
    }
    // The page about the room, and back to the row where one was.
    strike(&mut desk, Key::ArrowDown);
    let focus = desk.terminal.focus().map(str::to_owned);
    strike(&mut desk, Key::F1);
    assert_eq!(desk.terminal.screen(), Screen::Handbook);
    strike(&mut desk, Key::F1);
    assert_eq!((desk.terminal.screen(), desk.terminal.focus().map(str::to_owned)), (Screen::Settings, focus));
}

/// What changes the whole picture does so five times within a second at most, whoever asks.
#[test]
fn the_whole_picture_is_not_changed_too_often() {
    let mut desk = at_settings();
    for _ in 0..40 {
        for size in ["large", "usual"] {
            desk.command(Command::Set { setting: "text.size".to_owned(), value: size.to_owned() });
            desk.wait(25);
        }
    }
    let changes = desk.heard().iter().filter(|told| matches!(told, Happening::Set { .. })).count();
    assert!((5..=11).contains(&changes), "{changes}");
}

/// A terminal of a pack with large words, after a scene or commands at their milliseconds.
fn large(pack: &str, start: &str, commands: &[(i64, Command)], until: i64) -> Terminal {
    let pack = Pack::shipped(pack).unwrap();
    let scene = Scene::named(start, &pack).unwrap();
    let mut terminal = Terminal::new(pack.clone(), Tube::default(), 7);
    let mut tell = |time: Time, command: Command| {
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Program, command });
    };
    tell(Time::ZERO, Command::Set { setting: "text.size".to_owned(), value: "large".to_owned() });
    for stamped in scene.start.commands(&pack).unwrap().into_iter().chain(scene.commands) {
        tell(stamped.time, stamped.command);
    }
    for (at, command) in commands {
        tell(Time::from_millis(*at), command.clone());
    }
    terminal.advance(Time::from_millis(until).max(terminal.now() + Span::from_millis(20)));
    terminal
}

/// The least size of large words, in tube units; a line that does not fit is set a little smaller.
const LEAST: f32 = 23.5;

/// Every text that is painted: its words, where they are seen, and their size.
fn texts(terminal: &Terminal) -> Vec<(String, Rect, f32)> {
    let context = egui::Context::default();
    context.set_fonts(screens::fonts());
    let ink = Ink::new(terminal.pack(), Keys::default());
    let size = vec2(terminal.tube().width as f32, terminal.tube().height as f32);
    let input = egui::RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)),
        ..egui::RawInput::default()
    };
    let mut output = context.run_ui(input, |ui| {
        let painter = ui.ctx().layer_painter(egui::LayerId::background());
        screens::paint(terminal, &mut Canvas::new(painter, &ink));
    });
    output.textures_delta.clear();
    let mut texts = Vec::new();
    for clipped in output.shapes {
        if let egui::Shape::Text(text) = &clipped.shape {
            let seen = text.visual_bounding_rect().intersect(clipped.clip_rect);
            let size = text.galley.job.sections.first().map_or(0.0, |section| section.format.font_id.size);
            if seen.is_positive() {
                texts.push((text.galley.text().to_owned(), seen, size));
            }
        }
    }
    texts
}

/// A scene, commands at their milliseconds, and when it is looked at.
type Case<'c> = (&'c str, &'c [(i64, Command)], i64);

#[test]
fn large_words_fit_on_every_screen() {
    let stirred = [
        (0, Command::Stage(Direction::Cluster { temper: Temper::Woe, size: 9, columns: 0, rows: 0 })),
        (100, Command::Point { x: 720.0, y: 470.0 }),
        (1500, Command::Take),
        (1600, Command::Look { bin: 2 }),
    ];
    let help = [(0, Command::Help)];
    let settings = [(0, Command::Settings)];
    let keys = [(0, Command::Settings), (1100, Command::ListKeys { on: true })];
    let error = "The address could not be read. It is asked for again in a moment, with patience.".to_owned();
    let error = [(0, Command::Stage(Direction::Error { text: Some(error) }))];
    let cases: &[Case<'_>] = &[
        ("boot", &[], 6000),
        ("cards", &[], 9_000),
        ("idle", &stirred, 2700),
        ("idle", &error, 100),
        ("idle", &help, 1000),
        ("idle", &settings, 1000),
        ("idle", &keys, 2000),
        ("complete", &[], 12_000),
        ("session", &[], 29_500),
        ("session", &[], 9_000),
        ("handbook", &[], 1000),
    ];
    let tube = Rect::from_min_size(pos2(0.0, 0.0), vec2(1440.0, 1000.0));
    let mut wrong = Vec::new();
    for pack in Pack::shipped_names() {
        for (scene, commands, until) in cases {
            let terminal = large(pack, scene, commands, *until);
            let name = format!("{pack}, {:?} of {scene}", terminal.screen());
            let all = texts(&terminal);
            assert!(!all.is_empty(), "{name}");
            for (at, (text, seen, size)) in all.iter().enumerate() {
                if *size < LEAST {
                    wrong.push(format!("{name}: {text:?} is {size} units"));
                }
                if !tube.contains_rect(*seen) {
                    wrong.push(format!("{name}: {text:?} at {seen:?}"));
                }
                for (other, place, _) in &all[..at] {
                    let both = seen.shrink(2.0).intersect(place.shrink(2.0));
                    if other != text && both.is_positive() {
                        wrong.push(format!("{name}: {text:?} lies on {other:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
