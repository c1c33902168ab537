//! The chair, lent and given back; ambient screens, and quiet shifts.

use super::*;
use crate::desk::{DeskAmbient, DeskFocus};
use crate::model::Change;
use crate::operator::Part;

/// Longer than the minute after which the chair is lent here.
const LONG: Duration = Duration::from_secs(61);

fn press(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers }
}

fn text(text: &str) -> Event {
    Event::Text(text.to_owned())
}

/// Somebody at the prompt, who goes away after a minute.
fn at_work(data: &Path) -> Bench {
    std::fs::write(data.join("settings.toml"), "[idle]\nminutes = 1\n").unwrap();
    let mut bench = Bench::new(data);
    bench.key(Key::A);
    bench.come_in();
    bench.frame(vec![text("sie")]);
    // What was done is saved.
    bench.desk.age(Duration::from_secs(5));
    bench.frames(40);
    bench
}

fn commands(output: &FullOutput) -> &[ViewportCommand] {
    &output.viewport_output[&ViewportId::ROOT].commands
}

impl Bench {
    fn frames(&mut self, count: usize) {
        for _ in 0..count {
            self.frame(vec![]);
        }
    }

    fn go_away(&mut self) {
        self.desk.age(LONG);
        self.frames(3);
    }

    fn seated(&self) -> Option<Screen> {
        self.desk.seated().map(Terminal::screen)
    }

    fn labels(&mut self) -> Vec<String> {
        let update = self.frame(vec![]).platform_output.accesskit_update.unwrap();
        update.nodes.iter().filter_map(|(_, node)| node.label().map(str::to_owned)).collect()
    }
}

#[test]
fn the_operator_works_at_a_copy_and_any_key_gives_the_chair_back_and_does_nothing_else() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = at_work(data.path());
    let save = || std::fs::read(data.path().join("profiles/bench/session.save")).unwrap();
    let (saved, digest) = (save(), bench.terminal().digest());
    bench.go_away();
    assert!(bench.seated().is_some());
    let (session, line) = (bench.terminal().session().clone(), bench.terminal().line().text().to_owned());
    assert_eq!(line, "sie");
    let away = bench.terminal().digest();
    bench.frames(60);
    assert_eq!(bench.terminal().digest(), away, "what is the user's stands still, its time too");
    assert_ne!(bench.desk.seated().unwrap().now(), bench.terminal().now());
    bench.desk.age(Duration::from_secs(10));
    bench.frames(3);
    assert_eq!(save(), saved, "nothing of the operator's is kept");
    // What wakes is no letter of the name, however long it is held.
    bench.frame(vec![press(Key::A, true, Modifiers::NONE), text("a")]);
    assert_eq!(bench.seated(), None);
    bench.frame(vec![press(Key::A, true, Modifiers::NONE), text("a")]);
    bench.frame(vec![press(Key::A, false, Modifiers::NONE)]);
    assert_eq!((bench.terminal().screen(), bench.terminal().line().text()), (Screen::Prompt, "sie"));
    assert_eq!(bench.terminal().session(), &session);
    assert_ne!(digest, 0);
    bench.frame(vec![press(Key::N, true, Modifiers::NONE), text("n")]);
    assert_eq!(bench.terminal().line().text(), "sien");
    // Not at once again.
    bench.frames(5);
    assert_eq!(bench.seated(), None);
}

#[test]
fn a_pointer_gives_the_chair_back_when_it_is_moved_and_not_when_it_shakes() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = at_work(data.path());
    let moved = |x: f32| vec![Event::PointerMoved(Pos2::new(x, 400.0))];
    bench.frame(moved(500.0));
    bench.go_away();
    for x in [501.0, 499.0, 502.0, 500.0] {
        bench.frame(moved(x));
        assert!(bench.seated().is_some(), "at {x}");
    }
    let pointer = bench.terminal().pointer();
    bench.frame(moved(530.0));
    assert_eq!(bench.seated(), None);
    assert_eq!(bench.terminal().pointer(), pointer, "the move does nothing else");
    // A press is let go without having pressed anything.
    bench.go_away();
    assert!(bench.seated().is_some());
    let switch = Bench::layout().switch.unwrap().center();
    bench.click(switch);
    assert_eq!((bench.seated(), bench.terminal().screen()), (None, Screen::Prompt));
}

#[test]
fn nobody_sits_down_without_power_nor_at_a_picture_that_is_held_nor_unseen() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("settings.toml"), "[idle]\nminutes = 1\n").unwrap();
    let mut bench = Bench::new(data.path());
    bench.go_away();
    assert_eq!((bench.seated(), bench.terminal().screen()), (None, Screen::Off));
    drop(bench);
    let mut bench = at_work(data.path());
    bench.key(Key::Pause);
    bench.go_away();
    assert_eq!(bench.seated(), None);
    bench.key(Key::Pause);
    bench.desk.age(LONG);
    for _ in 0..3 {
        let mut raw = RawInput::default();
        let viewport = raw.viewports.entry(ViewportId::ROOT).or_default();
        (viewport.minimized, viewport.occluded) = (Some(true), Some(false));
        bench.input(raw);
    }
    assert_eq!(bench.seated(), None);
}

#[test]
fn the_sheet_hides_the_operators_work_until_it_is_put_away() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = at_work(data.path());
    bench.go_away();
    // There is no sheet over what comes and goes by itself.
    for _ in 0..400 {
        if bench.seated() != Some(Screen::Worksheet) {
            bench.key(Key::F8);
            bench.frames(2);
        }
    }
    assert_eq!(bench.seated(), Some(Screen::Worksheet));
    bench.key(Key::A);
    bench.click(Pos2::new(300.0, 300.0));
    assert_eq!(bench.seated(), Some(Screen::Worksheet), "whoever stands there sees dull figures");
    bench.key(Key::F8);
    bench.frames(2);
    assert!(bench.seated().is_some_and(|screen| screen != Screen::Worksheet));
    bench.key(Key::A);
    assert_eq!((bench.seated(), bench.terminal().screen()), (None, Screen::Prompt));
}

#[test]
fn one_line_tells_that_the_operator_sits_and_to_press_it_gives_the_chair_back() {
    use egui::accesskit::{Action, ActionRequest, TreeId};
    let data = tempfile::tempdir().unwrap();
    let mut bench = at_work(data.path());
    bench.go_away();
    let labels = bench.labels();
    let sits = words::say("operator.sits", &[]);
    assert!(labels.contains(&sits), "{labels:?}");
    assert!(labels.iter().all(|label| !label.contains("(F1)")), "{labels:?}");
    let update = bench.frame(vec![]).platform_output.accesskit_update.unwrap();
    let target_node = update.nodes.iter().find(|(_, node)| node.label() == Some(&sits)).unwrap().0;
    assert_eq!(update.focus, target_node);
    let request = ActionRequest { action: Action::Click, target_tree: TreeId::ROOT, target_node, data: None };
    bench.frame(vec![Event::AccessKitActionRequest(request)]);
    assert_eq!(bench.seated(), None);
    assert!(!bench.labels().contains(&sits));
}

#[test]
fn closing_saves_the_users_session_whoever_sits() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = at_work(data.path());
    bench.go_away();
    assert!(bench.close().contains(&ViewportCommand::CancelClose));
    bench.frame(vec![]);
    assert_eq!(bench.seated(), None);
    assert!(matches!(bench.terminal().screen(), Screen::Leaving { .. }));
}

fn focus(minutes: u32) -> Purpose {
    Purpose::Focus(DeskFocus { part: Part::default(), minutes, notify: false })
}

#[test]
fn a_quiet_shift_is_left_alone_and_ends_by_itself() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::with(data.path(), focus(2));
    assert_eq!(bench.seated(), Some(Screen::Refinement));
    for key in [Key::A, Key::Enter, Key::Escape, Key::F6, Key::F12, Key::Pause] {
        bench.key(key);
    }
    bench.click(Pos2::new(590.0, 400.0));
    assert_eq!(bench.seated(), Some(Screen::Refinement));
    assert_eq!(bench.terminal().screen(), Screen::Off);
    bench.key(Key::F8);
    bench.frames(2);
    assert_eq!(bench.seated(), Some(Screen::Worksheet));
    bench.key(Key::Escape);
    bench.frames(2);
    assert_eq!(bench.seated(), Some(Screen::Refinement));
    bench.desk.age(Duration::from_secs(60));
    bench.frame(vec![]);
    let shown = bench.desk.seated().and_then(Terminal::percent_shown).unwrap();
    assert!((50..60).contains(&shown), "{shown}");
    assert!(bench.labels().contains(&words::say("operator.shift", &[("percent", &shown.to_string())])));
    // Unseen it goes on.
    bench.desk.age(Duration::from_secs(61));
    let mut raw = RawInput::default();
    let viewport = raw.viewports.entry(ViewportId::ROOT).or_default();
    (viewport.minimized, viewport.occluded) = (Some(true), Some(false));
    bench.input(raw);
    for _ in 0..6 {
        bench.desk.age(Duration::from_secs(2));
        bench.frame(vec![]);
    }
    let terminal = bench.desk.seated().unwrap();
    assert!(matches!(terminal.screen(), Screen::Outside { .. }), "{:?}", terminal.screen());
    assert_eq!(terminal.next_change(), Change::Never);
    assert!(bench.labels().contains(&words::say("operator.gone", &[])));
    // It is nobody's session.
    assert!(!data.path().join("profiles").exists());
    assert!(!bench.close().contains(&ViewportCommand::CancelClose));
}

#[test]
fn whatever_is_touched_ends_an_ambient_screen() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::with(data.path(), Purpose::Ambient(DeskAmbient::default()));
    assert_eq!(bench.seated(), Some(Screen::Refinement));
    bench.frame(vec![Event::PointerMoved(Pos2::new(900.0, 400.0))]);
    bench.frame(vec![Event::PointerMoved(Pos2::new(500.0, 400.0))]);
    bench.desk.age(Duration::from_secs(2));
    let output = bench.frame(vec![Event::PointerMoved(Pos2::new(502.0, 400.0))]);
    assert!(!commands(&output).contains(&ViewportCommand::Close));
    let output = bench.input(RawInput { events: vec![text("a")], ..RawInput::default() });
    assert!(commands(&output).contains(&ViewportCommand::Close));
    assert!(!bench.close().contains(&ViewportCommand::CancelClose));
    assert!(!data.path().join("profiles").exists());
}

#[test]
fn a_locked_screen_is_left_by_one_chord_alone() {
    let data = tempfile::tempdir().unwrap();
    for interactive in [false, true] {
        let ambient = DeskAmbient { kiosk: true, interactive, ..DeskAmbient::default() };
        let mut bench = Bench::with(data.path(), Purpose::Ambient(ambient));
        let control = Modifiers::CTRL | Modifiers::COMMAND;
        let ask = |bench: &mut Bench, key, modifiers| {
            let events = vec![press(key, true, modifiers), press(key, false, modifiers)];
            let output = bench.input(RawInput { events, ..RawInput::default() });
            commands(&output).to_vec()
        };
        for (key, modifiers) in [(Key::A, Modifiers::NONE), (Key::Q, control), (Key::F11, Modifiers::NONE)] {
            assert_eq!(ask(&mut bench, key, modifiers), [], "{key:?}");
            bench.frames(2);
        }
        assert_eq!(bench.seated().is_none(), interactive);
        assert!(bench.labels().iter().all(|label| !label.contains("F11")));
        assert!(bench.close().contains(&ViewportCommand::CancelClose));
        let chord = ask(&mut bench, Key::Q, control | Modifiers::ALT | Modifiers::SHIFT);
        assert!(chord.contains(&ViewportCommand::Close));
        bench.close();
        bench.frames(2);
        let last = bench.close();
        assert!(!last.contains(&ViewportCommand::CancelClose), "{last:?}");
    }
}

#[test]
fn whoever_comes_to_an_ambient_screen_that_hands_over_finds_their_own_session_lit() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("settings.toml"), "[idle]\nminutes = 1\n").unwrap();
    let ambient = DeskAmbient { interactive: true, ..DeskAmbient::default() };
    let mut bench = Bench::with(data.path(), Purpose::Ambient(ambient));
    assert_eq!(bench.seated(), Some(Screen::Refinement));
    assert_eq!(bench.terminal().screen(), Screen::Off);
    bench.key(Key::A);
    bench.frames(2);
    assert_eq!(bench.seated(), None);
    assert!(matches!(bench.terminal().screen(), Screen::Boot { .. }));
    assert!(data.path().join("profiles/bench").exists());
    bench.come_in();
    bench.go_away();
    assert!(bench.seated().is_some(), "the operator is back");
}
