//! The desk without a window: the program is run with events made up, as the window would give them.

mod chair;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use eframe::App;
use egui::{
    CursorIcon, Event, FullOutput, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, ViewportCommand,
    ViewportId, vec2,
};

use super::app::Desk;
use super::layout::Layout;
use super::open;
use super::{DeskOptions, GlassBy, Purpose};
use crate::desktop::motion::Motion;
use crate::keys::Keys;
use crate::model::geometry::Area;
use crate::model::{Screen, Terminal};
use crate::pack::Pack;
use crate::screens;
use crate::settings::VOLUME;
use crate::store::{DataDir, ProfileName};
use crate::tube::look::Look;
use crate::tube::view::View;
use crate::words;

struct Bench {
    desk: Desk,
    context: egui::Context,
    frame: eframe::Frame,
    begun: Arc<AtomicBool>,
}

impl Bench {
    fn new(data: &Path) -> Self {
        Self::with(data, Purpose::Work)
    }

    fn with(data: &Path, purpose: Purpose) -> Self {
        let options = DeskOptions {
            settings: open::load_settings(&DataDir::find(Some(data)).unwrap()).unwrap(),
            data: DataDir::find(Some(data)).unwrap(),
            kept_together: true,
            profile: "bench".to_owned(),
            pack: Pack::embedded(),
            full_screen: false,
            seed: Some(7),
            look: None,
            look_changes: Vec::new(),
            view: None,
            glass: GlassBy::Auto,
            in_settings: false,
            sound: false,
            purpose,
        };
        let name = ProfileName::new(&options.profile).unwrap();
        let opening = open::open(&name, &options).unwrap();
        let (context, begun) = (egui::Context::default(), Arc::new(AtomicBool::new(false)));
        context.enable_accesskit();
        let desk = Desk::new(opening, Arc::clone(&begun), Instant::now(), &context, None, Motion::silent());
        let mut bench = Self { desk, context, frame: eframe::Frame::_new_kittest(), begun };
        bench.frame(vec![]);
        bench
    }

    fn window() -> Rect {
        Rect::from_min_size(Pos2::ZERO, vec2(1180.0, 900.0))
    }

    fn layout() -> Layout {
        Layout::new(Self::window(), 1.0, View::Bezel, &Look::default()).unwrap()
    }

    /// A frame of the window with these events, and more until they are in a picture.
    fn frame(&mut self, events: Vec<Event>) -> FullOutput {
        let mut output = self.input(RawInput { events, ..RawInput::default() });
        while self.desk.waits() {
            output = self.input(RawInput::default());
        }
        output
    }

    /// One frame, a sixtieth of a second after the last.
    fn input(&mut self, mut raw: RawInput) -> FullOutput {
        thread::sleep(Duration::from_millis(17));
        raw.screen_rect = Some(Self::window());
        self.desk.raw_input_hook(&self.context, &mut raw);
        let (desk, frame) = (&mut self.desk, &mut self.frame);
        let mut output = self.context.run_ui(raw, |ui| {
            desk.logic(ui.ctx(), frame);
            desk.ui(ui, frame);
        });
        output.textures_delta.clear();
        output
    }

    fn key(&mut self, key: Key) {
        let event = |pressed| Event::Key {
            key,
            physical_key: Some(key),
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![event(true), event(false)]);
    }

    fn click(&mut self, pos: Pos2) {
        let event = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![Event::PointerMoved(pos), event(true)]);
        self.frame(vec![event(false)]);
        self.frame(vec![]);
    }

    /// From the boot to the prompt, as on a first day: the survey, the name, and past the elevator.
    fn come_in(&mut self) {
        self.key(Key::A);
        // Sheets are not turned faster than five times a second, whatever keys do.
        for (screen, key) in [(Screen::Survey, Key::Num1), (Screen::Naming, Key::Enter)] {
            for _ in 0..100 {
                if self.terminal().screen() == screen {
                    self.key(key);
                }
            }
        }
        for _ in 0..100 {
            if matches!(self.terminal().screen(), Screen::Elevator { .. }) {
                self.key(Key::A);
            }
        }
        assert_eq!(self.terminal().screen(), Screen::Prompt);
    }

    /// The middle of a control, in the window.
    fn place(&self, id: &str) -> Pos2 {
        let controls = screens::controls(self.terminal(), &Keys::default());
        let area: Area = controls.iter().find(|control| control.id == id).unwrap().area;
        Self::layout().in_window(&area).center()
    }

    fn terminal(&self) -> &Terminal {
        self.desk.terminal()
    }

    /// The settings file, when what was set is written.
    fn kept(&mut self, data: &Path) -> String {
        let begin = Instant::now();
        while !self.desk.has_kept() {
            self.input(RawInput::default());
            assert!(begin.elapsed() < Duration::from_secs(10), "nothing is written");
        }
        std::fs::read_to_string(data.join("settings.toml")).unwrap_or_default()
    }

    /// What was said aloud last.
    fn said(&mut self) -> String {
        let update = self.frame(vec![]).platform_output.accesskit_update.unwrap();
        let live = update.nodes.iter().find(|(_, node)| node.live().is_some());
        live.and_then(|(_, node)| node.value()).unwrap_or_default().to_owned()
    }

    fn close(&mut self) -> Vec<ViewportCommand> {
        let mut raw = RawInput::default();
        raw.viewports.entry(ViewportId::ROOT).or_default().events.push(egui::ViewportEvent::Close);
        let output = self.input(raw);
        output.viewport_output[&ViewportId::ROOT].commands.clone()
    }
}

#[test]
fn from_the_switch_to_the_field_by_pointer_and_keys() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    assert!(bench.begun.load(Ordering::Relaxed));
    assert_eq!(bench.terminal().screen(), Screen::Off);
    let switch = Bench::layout().switch.unwrap().center();
    bench.click(switch);
    assert!(matches!(bench.terminal().screen(), Screen::Boot { .. }));
    assert_eq!(bench.terminal().pointer(), None, "the switch is not on the tube");
    bench.come_in();
    assert_eq!(bench.terminal().screen(), Screen::Prompt);
    // All within one picture, and yet in their order.
    let enter = Event::Key {
        key: Key::Enter,
        physical_key: Some(Key::Enter),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    bench.frame(vec![Event::Text("siena".to_owned()), enter]);
    assert_eq!(bench.terminal().screen(), Screen::Cards);
    bench.click(bench.place("card"));
    assert_eq!(bench.terminal().screen(), Screen::Refinement);
    let middle = bench.place("field");
    let output = bench.frame(vec![Event::PointerMoved(middle)]);
    assert_eq!(output.platform_output.cursor_icon, CursorIcon::None);
    assert!(bench.terminal().pointer().is_some());
    bench.frame(vec![Event::PointerGone]);
    assert_eq!(bench.terminal().pointer(), None);
    // Tab is the terminal's, and its focus is what assistive technology is told.
    bench.key(Key::Tab);
    bench.key(Key::Tab);
    assert_eq!(bench.terminal().focus(), Some("bin.0"));
    let update = bench.frame(vec![]).platform_output.accesskit_update.unwrap();
    let node = &update.nodes.iter().find(|(id, _)| *id == update.focus).unwrap().1;
    assert_eq!(node.label(), Some("Bin 01"));
    assert!(bench.context.memory(|memory| memory.focused()).is_none());
}

#[test]
fn whoever_is_named_signs_in_and_another_finds_a_session_of_their_own() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.come_in();
    let name = bench.terminal().session().employee.clone().unwrap();
    bench.key(Key::F6);
    bench.key(Key::A);
    assert!(matches!(bench.terminal().screen(), Screen::Outside { .. }));
    bench.key(Key::F12);
    while bench.terminal().screen() != Screen::Off {
        bench.frame(vec![]);
    }
    bench.key(Key::A);
    bench.key(Key::A);
    assert_eq!(bench.terminal().screen(), Screen::SignIn);
    // A new employee: the survey, and back to who comes.
    bench.key(Key::Num2);
    bench.frame(vec![]);
    assert_eq!((bench.terminal().screen(), bench.terminal().here()), (Screen::Survey, "employee-2"));
    assert_eq!(bench.terminal().session().employee, None);
    bench.key(Key::Escape);
    assert_eq!(bench.terminal().screen(), Screen::SignIn);
    assert_eq!(bench.terminal().employees().len(), 2);
    bench.key(Key::Num2);
    bench.frame(vec![]);
    assert_eq!(bench.terminal().here(), "bench");
    assert_eq!(bench.terminal().session().employee.as_ref(), Some(&name));
    assert!(matches!(bench.terminal().screen(), Screen::Elevator { down: true, .. }));
}

#[test]
fn closing_plays_a_picture_once_and_saves() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.come_in();
    assert_eq!(bench.terminal().screen(), Screen::Prompt);
    assert!(bench.close().contains(&ViewportCommand::CancelClose));
    bench.frame(vec![]);
    assert!(matches!(bench.terminal().screen(), Screen::Leaving { .. }));
    assert!(data.path().join("profiles/bench/session.save").exists());
    assert!(!bench.close().contains(&ViewportCommand::CancelClose), "the second time ends at once");
    drop(bench);
    let mut bench = Bench::new(data.path());
    assert!(!bench.close().contains(&ViewportCommand::CancelClose), "without power there is no picture");
}

#[test]
fn quitting_by_keys_saves_and_a_second_time_ends_at_once() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.come_in();
    let quit = |pressed| Event::Key {
        key: Key::Q,
        physical_key: Some(Key::Q),
        pressed,
        repeat: false,
        modifiers: Modifiers::CTRL | Modifiers::COMMAND,
    };
    let commands = |output: FullOutput| output.viewport_output[&ViewportId::ROOT].commands.clone();
    assert!(commands(bench.frame(vec![quit(true), quit(false)])).contains(&ViewportCommand::Close));
    assert_eq!(bench.terminal().line().text(), "");
    // The window answers with the wish to close.
    assert!(bench.close().contains(&ViewportCommand::CancelClose));
    bench.frame(vec![]);
    assert!(matches!(bench.terminal().screen(), Screen::Leaving { .. }));
    assert!(data.path().join("profiles/bench/session.save").exists());
    assert!(commands(bench.frame(vec![quit(true)])).contains(&ViewportCommand::Close));
    assert!(!bench.close().contains(&ViewportCommand::CancelClose));
}

#[test]
fn the_bar_is_pressed_by_assistive_technology() {
    use egui::accesskit::{Action, ActionRequest, TreeId};
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.come_in();
    let update = bench.frame(vec![]).platform_output.accesskit_update.unwrap();
    let keys = words::say("bar.help", &[]);
    let named = |node: &egui::accesskit::Node| node.label().is_some_and(|label| label.starts_with(&keys));
    let (target_node, _) = *update.nodes.iter().find(|(_, node)| named(node)).unwrap();
    let request = |action| {
        let target_tree = TreeId::ROOT;
        Event::AccessKitActionRequest(ActionRequest { action, target_tree, target_node, data: None })
    };
    bench.frame(vec![request(Action::Click)]);
    bench.frame(vec![]);
    assert_eq!(bench.terminal().screen(), Screen::Handbook);
    // Or it is focused, and then a key presses it.
    bench.frame(vec![request(Action::Focus)]);
    let update = bench.frame(vec![]).platform_output.accesskit_update.unwrap();
    assert_eq!(update.focus, target_node);
    bench.key(Key::Enter);
    bench.frame(vec![]);
    assert_eq!(bench.terminal().screen(), Screen::Prompt);
    // Any other key is the terminal's again.
    bench.key(Key::F1);
    assert!(
        bench.terminal().screen() == Screen::Handbook
            && bench.context.memory(|memory| memory.focused()).is_none()
    );
}

#[test]
fn what_is_set_is_seen_and_kept_at_once() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("settings.toml"), "[session]\npace = 150 # mine\n").unwrap();
    let mut bench = Bench::new(data.path());
    assert_eq!(bench.terminal().ways().pace, 150);
    bench.key(Key::A);
    bench.come_in();
    bench.key(Key::F7);
    assert_eq!(bench.terminal().screen(), Screen::Settings);
    assert_eq!(bench.kept(data.path()), "[session]\npace = 150 # mine\n", "to begin keeps nothing");
    for _ in 0..2 {
        bench.key(Key::ArrowDown);
    }
    bench.key(Key::ArrowRight);
    assert_eq!(bench.kept(data.path()), "[session]\npace = 150 # mine\n\n[sound]\nvolume = 75\n");
    bench.key(Key::Delete);
    assert_eq!(bench.kept(data.path()), "[session]\npace = 150 # mine\n");
    // Motion is the desktop's until somebody says otherwise.
    for _ in 0..2 {
        bench.key(Key::ArrowDown);
    }
    assert!(!bench.terminal().reduced_motion());
    bench.key(Key::ArrowRight);
    assert!(bench.terminal().reduced_motion());
    assert!(bench.kept(data.path()).contains("reduced = true"));
    bench.key(Key::ArrowLeft);
    assert!(!bench.terminal().reduced_motion());
    assert!(!bench.kept(data.path()).contains("reduced"));
    // Larger words are larger in the window too.
    bench.key(Key::ArrowDown);
    bench.key(Key::ArrowRight);
    bench.frame(vec![]);
    bench.frame(vec![]);
    assert!(bench.terminal().large_words() && bench.context.zoom_factor() > 1.2);
    bench.key(Key::Delete);
    // A key is bound and kept, and works.
    bench.key(Key::K);
    for _ in 0..2 {
        bench.key(Key::ArrowDown);
    }
    assert_eq!(bench.terminal().focus(), Some("key.erase-forward"));
    bench.key(Key::Enter);
    bench.key(Key::F6);
    let kept = bench.kept(data.path());
    assert!(kept.contains("erase-forward = [\"F6\"]"), "{kept}");
    bench.key(Key::Escape);
    bench.frame(vec![Event::Text("ab".to_owned())]);
    bench.key(Key::Home);
    bench.key(Key::F6);
    assert_eq!(bench.terminal().line().text(), "b");
}

#[test]
fn usual_keys_and_refused_ones_and_packs_that_are_not_there_leave_no_trace() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.come_in();
    bench.key(Key::F7);
    bench.key(Key::K);
    for _ in 0..2 {
        bench.key(Key::ArrowDown);
    }
    assert_eq!(bench.terminal().focus(), Some("key.erase-forward"));
    let mut bind = |key| {
        bench.key(Key::Enter);
        bench.key(key);
        bench.kept(data.path())
    };
    assert!(bind(Key::F6).contains("F6"));
    assert!(!bind(Key::Delete).contains("erase-forward"));
    assert!(!bind(Key::X).contains("erase-forward"));
    bench.key(Key::K);
    while bench.terminal().focus() != Some("setting.start.pack") {
        bench.key(Key::ArrowDown);
    }
    bench.key(Key::Enter);
    bench.frame(vec![Event::Text("x".to_owned())]);
    bench.key(Key::Enter);
    bench.frame(vec![]);
    assert_eq!(bench.terminal().settings().text(&crate::settings::PACK), "default");
    assert!(!bench.kept(data.path()).contains("defaultx"));
}

/// What the desk begins with holds from the first picture on, also where the save holds it already, and is no news.
#[test]
fn what_was_set_before_holds_at_every_start_and_is_not_told() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("settings.toml"), "[motion]\nreduced = true\n[sound]\nvolume = 75\n")
        .unwrap();
    for start in ["first", "second"] {
        let mut bench = Bench::new(data.path());
        assert!(bench.terminal().reduced_motion(), "{start}");
        assert_eq!(bench.terminal().settings().text(&VOLUME), "75");
        assert!(!bench.said().contains("75"), "{start}: {}", bench.said());
        bench.key(Key::A);
        bench.key(Key::A);
        assert!(bench.close().contains(&ViewportCommand::CancelClose));
    }
    // Left to the desktop again, it is the desktop's.
    std::fs::write(data.path().join("settings.toml"), "").unwrap();
    let mut bench = Bench::new(data.path());
    assert!(!bench.terminal().reduced_motion() && bench.terminal().settings().text(&VOLUME) == "70");
    // What hands set is told, and kept at the latest when the window closes.
    bench.key(Key::A);
    bench.key(Key::A);
    bench.key(Key::F7);
    (0..2).for_each(|_| bench.key(Key::ArrowDown));
    bench.key(Key::ArrowRight);
    assert!(bench.said().contains("75"), "{}", bench.said());
    bench.close();
    drop(bench);
    assert!(std::fs::read_to_string(data.path().join("settings.toml")).unwrap().contains("volume = 75"));
}

#[test]
fn what_is_set_in_the_panel_reaches_a_picture_that_is_held() {
    use egui::accesskit::{Action, ActionRequest, TreeId};
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.come_in();
    bench.key(Key::F10);
    bench.key(Key::Pause);
    let update = bench.frame(vec![]).platform_output.accesskit_update.unwrap();
    let named = |node: &egui::accesskit::Node| node.label() == Some("Contrast: high");
    let (target_node, _) = *update.nodes.iter().find(|(_, node)| named(node)).unwrap();
    let request = ActionRequest { action: Action::Click, target_tree: TreeId::ROOT, target_node, data: None };
    bench.input(RawInput { events: vec![Event::AccessKitActionRequest(request)], ..RawInput::default() });
    bench.input(RawInput::default());
    bench.input(RawInput::default());
    assert!(bench.terminal().high_contrast());
    assert!(bench.kept(data.path()).contains("high"));
}

#[test]
fn the_panel_of_looks_has_its_keys_and_its_place() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.come_in();
    assert_eq!(bench.terminal().screen(), Screen::Prompt);
    bench.key(Key::F10);
    bench.frame(vec![]);
    let panel = bench.context.layer_id_at(Pos2::new(60.0, 40.0)).unwrap();
    assert_ne!(panel.order, egui::Order::Background, "the panel is open");
    bench.frame(vec![Event::Text("siena".to_owned())]);
    bench.key(Key::Enter);
    assert_eq!(bench.terminal().screen(), Screen::Prompt, "what is typed is not the terminal's");
    bench.click(Pos2::new(60.0, 200.0));
    assert_eq!(bench.terminal().pointer(), None, "nor is the pointer");
    bench.key(Key::Escape);
    bench.frame(vec![]);
    bench.frame(vec![Event::Text("siena".to_owned())]);
    bench.key(Key::Enter);
    assert_eq!(bench.terminal().screen(), Screen::Cards, "it is closed again");
}

#[test]
fn the_pointer_leaves_the_tube_for_the_bar() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.come_in();
    let layout = Bench::layout();
    bench.frame(vec![Event::PointerMoved(layout.picture.center())]);
    assert!(bench.terminal().pointer().is_some());
    bench.frame(vec![Event::PointerMoved(layout.bar.center())]);
    assert_eq!(bench.terminal().pointer(), None);
}

#[test]
fn the_pointer_is_never_a_hand() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    let layout = Bench::layout();
    let button = layout.bar.left_center() + vec2(40.0, 0.0);
    for screen in [Screen::Off, Screen::Prompt] {
        assert_eq!(bench.terminal().screen(), screen);
        let tube = if screen == Screen::Off { CursorIcon::Default } else { CursorIcon::None };
        for (at, icon) in [
            (layout.switch.unwrap().center(), CursorIcon::Default),
            (button, CursorIcon::Default),
            (layout.picture.center(), tube),
        ] {
            bench.frame(vec![Event::PointerMoved(at)]);
            let output = bench.frame(vec![]);
            assert_eq!(output.platform_output.cursor_icon, icon, "{screen:?}, {at}");
        }
        bench.key(Key::A);
        bench.come_in();
    }
}

#[test]
fn a_tube_that_was_on_goes_as_dark_as_it_was() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    let before = bench.desk.shown().clone();
    bench.key(Key::A);
    bench.come_in();
    for _ in 0..30 {
        bench.frame(vec![]);
    }
    assert!(*bench.desk.shown() != before);
    bench.key(Key::F12);
    let begin = Instant::now();
    while bench.terminal().screen() != Screen::Off || begin.elapsed() < Duration::from_secs(3) {
        bench.frame(vec![]);
        assert!(begin.elapsed() < Duration::from_secs(20));
    }
    assert!(*bench.desk.shown() == before, "something is left on the glass");
}

#[test]
fn the_shut_down_picture_ends_with_the_window() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(data.path());
    bench.key(Key::A);
    bench.close();
    let begin = Instant::now();
    while !bench.input(RawInput::default()).viewport_output[&ViewportId::ROOT]
        .commands
        .contains(&ViewportCommand::Close)
    {
        assert!(begin.elapsed() < Duration::from_secs(10), "the picture does not end");
    }
    assert!(begin.elapsed() > Duration::from_millis(1200), "{:?}", begin.elapsed());
}
