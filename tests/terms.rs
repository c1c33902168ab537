//! The pack `meridian` holds none of the show's words: not in its files, not on the tube on any screen, not in what is
//! said or given to assistive technology. The words are listed in `tests/data/show-terms.txt`.

#[path = "support/terms.rs"]
mod terms;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use macrodat::announce::announcement;
use macrodat::keys::Keys;
use macrodat::model::arrival::Employee;
use macrodat::model::geometry::Tube;
use macrodat::model::refinement::temper::Temper;
use macrodat::model::wellness::Stage;
use macrodat::model::{Command, Direction, Scene as Ambient, Screen, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::pack::incentives::RUNGS;
use macrodat::screens::{self, Canvas, Ink};
use macrodat::settings::LIST;
use macrodat::stage::Scene;
use macrodat::time::Span;
use terms::Terms;

/// A visitor who reads everything that is shown and said.
struct Visitor {
    terminal: Terminal,
    keys: Keys,
    ink: Ink,
    context: egui::Context,
    read: BTreeSet<String>,
    screens: BTreeSet<&'static str>,
}

impl Visitor {
    fn new(pack: &Arc<Pack>, seed: u64) -> Self {
        let context = egui::Context::default();
        context.set_fonts(screens::fonts());
        Self {
            terminal: Terminal::new(pack.clone(), Tube::default(), seed),
            keys: Keys::default(),
            ink: Ink::new(pack, Keys::default()),
            context,
            read: BTreeSet::new(),
            screens: BTreeSet::new(),
        }
    }

    fn tell(&mut self, command: Command) {
        let (time, source) = (self.terminal.now(), Source::Hands);
        self.terminal.apply(&Stamped { time, sequence: 0, source, command });
        self.look();
    }

    fn wait(&mut self, milliseconds: i64) {
        self.terminal.advance(self.terminal.now() + Span::from_millis(milliseconds));
        self.look();
    }

    /// Reads the controls, what is announced, and every text that is painted.
    fn look(&mut self) {
        self.screens.insert(self.terminal.screen().name());
        for happened in self.terminal.take_happenings() {
            self.read.extend(announcement(&self.terminal, &happened.what));
        }
        for control in screens::controls(&self.terminal, &self.keys) {
            self.read.insert(control.label);
            self.read.insert(control.value);
        }
        let (terminal, ink) = (&self.terminal, &self.ink);
        let mut output = self.context.run_ui(egui::RawInput::default(), |ui| {
            let painter = ui.ctx().layer_painter(egui::LayerId::background());
            screens::paint(terminal, &mut Canvas::new(painter, ink));
        });
        output.textures_delta.clear();
        for clipped in output.shapes {
            painted(&clipped.shape, &mut self.read);
        }
    }
}

/// Every text in a shape.
fn painted(shape: &egui::Shape, read: &mut BTreeSet<String>) {
    match shape {
        egui::Shape::Text(text) => {
            read.insert(text.galley.text().to_owned());
        }
        egui::Shape::Vec(all) => all.iter().for_each(|shape| painted(shape, read)),
        _ => {}
    }
}

/// Works through every screen of a pack.
fn visit(pack: &Arc<Pack>) -> Visitor {
    let mut visitor = Visitor::new(pack, 5);
    visitor.look();
    visitor.tell(Command::Power { on: true });
    for _ in 0..60 {
        visitor.wait(100);
    }
    assert_eq!(visitor.terminal.screen(), Screen::Prompt);
    visitor.tell(Command::Type { text: "zzz".to_owned() });
    visitor.tell(Command::Enter);
    for _ in 0..=2 * pack.files.len() {
        visitor.tell(Command::TurnCards { by: 1 });
        visitor.wait(600);
    }
    days(&mut visitor, pack);
    field(&mut visitor, pack);
    finished(&mut visitor, pack);
    session(&mut visitor);
    handbook(&mut visitor, pack);
    day(&mut visitor, pack);
    settings(&mut visitor);
    scenes(&mut visitor);
    visitor.tell(Command::Power { on: false });
    visitor.wait(500);
    visitor
}

/// Coming and going, and all that there is to work for, with every award, music, place and length of a day.
fn days(visitor: &mut Visitor, pack: &Arc<Pack>) {
    let mut other = Visitor::new(pack, 9);
    let employee = |profile: &str, name: Option<&str>| Employee {
        profile: profile.to_owned(),
        name: name.map(str::to_owned),
        taken: profile == "taken",
    };
    let all = vec![employee("here", None), employee("other", Some("Ada Q.")), employee("taken", None)];
    other.tell(Command::Employees { all, here: "here".to_owned() });
    other.tell(Command::Power { on: true });
    other.tell(Command::Skip);
    other.tell(Command::SignIn { profile: Some("here".to_owned()) });
    for _ in 0..5 {
        other.tell(Command::Answer { answer: Some(1) });
        other.wait(300);
    }
    other.wait(1100);
    other.tell(Command::Correct);
    other.tell(Command::Enter);
    other.wait(1100);
    other.tell(Command::Back);
    other.tell(Command::GoOn);
    // Past every floor, and again past some.
    (0..70).for_each(|_| other.wait(100));
    assert_eq!(other.terminal.screen(), Screen::Prompt);
    for wrong in pack.arrival.as_ref().unwrap().misnomers.keys() {
        other.tell(Command::Type { text: wrong.clone() });
        other.tell(Command::Enter);
        assert!(other.terminal.correction().is_some());
    }
    for minutes in [0, 1, 5, 60, 61, 120, 130] {
        other.wait(minutes * 60_000);
        other.tell(Command::Leave);
        (0..70).for_each(|_| other.wait(100));
        other.tell(Command::GoOn);
        (0..70).for_each(|_| other.wait(100));
        assert_eq!(other.terminal.screen(), Screen::Prompt);
    }
    other.tell(Command::Case);
    for percent in RUNGS {
        other.tell(Command::Stage(Direction::Awards { percent: Some(percent), present: true }));
        other.wait(1000);
        other.tell(Command::GoOn);
        assert_eq!(other.terminal.screen(), Screen::Case);
    }
    for piece in 0..pack.incentives.as_ref().unwrap().dances.len() {
        other.wait(1100);
        other.tell(Command::Dance);
        other.tell(Command::Strike { at: piece });
        for at in 0..5 {
            other.wait(300);
            other.tell(Command::Strike { at });
        }
        other.wait(if piece == 0 { 120_000 } else { 1000 });
        other.tell(Command::Back);
    }
    other.wait(1100);
    other.tell(Command::Quarter { quarter: 0 });
    other.tell(Command::Certificate);
    other.read.extend(other.terminal.card(1));
    other.tell(Command::Back);
    other.tell(Command::Back);
    other.tell(Command::Power { on: false });
    other.wait(2000);
    other.tell(Command::Power { on: true });
    other.tell(Command::Skip);
    other.tell(Command::SignIn { profile: Some("taken".to_owned()) });
    assert!(other.terminal.is_taken());
    visitor.read.append(&mut other.read);
    visitor.screens.append(&mut other.screens);
}

/// A file with every temper stirred, taken, refused and taken in, to its end; and the call to a session.
fn field(visitor: &mut Visitor, pack: &Arc<Pack>) {
    let file = pack.files[0].key.clone();
    visitor.tell(Command::Open { file: file.clone() });
    for temper in Temper::ALL {
        visitor.tell(Command::Stage(Direction::Cluster { temper, size: 9, columns: 0, rows: 0 }));
        visitor.tell(Command::Point { x: 720.0, y: 470.0 });
        visitor.wait(900);
        visitor.tell(Command::Take);
        visitor.wait(400);
        visitor.tell(Command::Bin { bin: 1 });
        visitor.wait(7000);
        visitor.tell(Command::Look { bin: 2 });
        visitor.wait(700);
        visitor.tell(Command::LookAway);
    }
    visitor.tell(Command::Back);
    visitor.tell(Command::Open { file: pack.files[1].key.clone() });
    for _ in 0..500 {
        visitor.tell(Command::Page { right: 1, down: 0 });
        visitor.wait(30_000);
        if matches!(visitor.terminal.screen(), Screen::Called { .. }) {
            visitor.wait(1000);
            visitor.tell(if visitor.terminal.may_decline() { Command::Decline } else { Command::Session });
            visitor.wait(500);
        }
        if visitor.terminal.screen() == Screen::Sitting {
            break;
        }
    }
    assert_eq!(visitor.terminal.screen(), Screen::Sitting, "the third call is kept");
}

/// A finished file, as the scene of that name brings it about.
fn finished(visitor: &mut Visitor, pack: &Arc<Pack>) {
    let scene = Scene::named("complete", pack).unwrap();
    let mut other = Visitor::new(pack, 7);
    for stamped in scene.start.commands(pack).unwrap().iter().chain(&scene.commands) {
        other.terminal.apply(stamped);
        other.look();
    }
    for _ in 0..30 {
        other.wait(500);
    }
    assert!(matches!(other.terminal.screen(), Screen::Done { .. }), "{:?}", other.terminal.screen());
    visitor.read.append(&mut other.read);
    visitor.screens.append(&mut other.screens);
}

/// Sessions to their card: silent, talkative, out of turn, with requests.
fn session(visitor: &mut Visitor) {
    let set =
        |setting: &str, value: &str| Command::Set { setting: setting.to_owned(), value: value.to_owned() };
    visitor.tell(set("session.pace", "300"));
    visitor.tell(set("session.waits", "true"));
    for round in 0..12 {
        visitor.tell(Command::Session);
        for step in 0..400 {
            let Some(stage) = visitor.terminal.sitting().map(|sitting| sitting.stage()) else { break };
            match stage {
                Stage::Choosing => visitor.tell(Command::Reply { reply: 1 }),
                Stage::Lit if step % 3 == 0 => visitor.tell(Command::Request { request: (round + step) % 6 }),
                Stage::Lit => visitor.tell(Command::Reply { reply: (round + step) % 3 }),
                Stage::Reading if round == 9 => visitor.tell(Command::Reply { reply: step % 3 }),
                Stage::Reading => visitor.tell(Command::Steady { by: 10 }),
                _ => {}
            }
            visitor.tell(Command::GoOn);
            visitor.wait(900);
        }
        assert!(visitor.terminal.sitting().is_none(), "session {round} does not end");
    }
    assert!(visitor.terminal.session().wellness.cards.len() >= 12);
}

/// Every scene and the sheet, in the middle of a quiet shift that ends.
fn scenes(visitor: &mut Visitor) {
    visitor.tell(Command::Shift { minutes: 1 });
    for scene in Ambient::ALL {
        visitor.wait(1500);
        visitor.tell(Command::Scene { scene: Some(scene) });
        assert_eq!(visitor.terminal.screen().name(), scene.name());
        (0..40).for_each(|_| visitor.wait(1000));
        visitor.tell(Command::Back);
    }
    visitor.wait(1500);
    visitor.tell(Command::Worksheet);
    assert_eq!(visitor.terminal.screen(), Screen::Worksheet);
    visitor.tell(Command::Worksheet);
    visitor.wait(1500);
}

/// Every row of both lists of the settings, what is said of it and of its changes, and what cannot be written.
fn settings(visitor: &mut Visitor) {
    visitor.wait(2000);
    visitor.tell(Command::Settings);
    assert_eq!(visitor.terminal.screen(), Screen::Settings);
    for setting in LIST {
        visitor.tell(Command::Focus { control: Some(format!("setting.{}", setting.name)) });
        for by in [1, 1, -1] {
            visitor.wait(1100);
            let value = setting.step(visitor.terminal.settings().text(setting), by, true);
            let set = value.map(|value| Command::Set { setting: setting.name.to_owned(), value });
            set.into_iter().for_each(|set| visitor.tell(set));
        }
        visitor.tell(Command::Change { what: setting.name.to_owned() });
        visitor.tell(Command::Type { text: "/".to_owned() });
        visitor.tell(Command::Enter);
        visitor.tell(Command::Focus { control: Some(format!("setting.{}", setting.name)) });
    }
    visitor.tell(Command::Back);
    visitor.wait(1100);
    visitor.tell(Command::Settings);
    visitor.wait(1100);
    visitor.tell(Command::ListKeys { on: true });
    for bound in Keys::default().list() {
        visitor.tell(Command::Focus { control: Some(format!("key.{}", bound.name)) });
        visitor.tell(Command::Change { what: bound.name.to_owned() });
        visitor.tell(Command::Back);
    }
    visitor.wait(1100);
    visitor.tell(Command::Back);
}

/// Every page at both sizes of type, the lists, words found and not found, and the page about every screen.
fn handbook(visitor: &mut Visitor, pack: &Arc<Pack>) {
    visitor.tell(Command::Handbook);
    for list in [Command::Contents, Command::Index] {
        visitor.tell(list);
        for row in [0, 8, 16, 24, 32, 48, 64] {
            visitor.tell(Command::Row { row });
        }
    }
    for words in ["the", "xyzzy"] {
        visitor.tell(Command::Search);
        visitor.tell(Command::Type { text: words.to_owned() });
        visitor.tell(Command::Enter);
        visitor.wait(400);
    }
    for _ in 0..2 {
        for page in &pack.handbook.pages {
            visitor.wait(1100);
            visitor.tell(Command::Read { page: page.key.clone() });
            for line in 0..12 {
                visitor.tell(Command::Tick { page: page.key.clone(), line });
            }
            visitor.tell(Command::Sign { page: page.key.clone() });
            for row in [6, 12, 0] {
                visitor.tell(Command::Row { row });
            }
        }
        visitor.wait(1100);
        visitor.tell(Command::TypeSize);
    }
    visitor.tell(Command::Back);
}

/// A first day and a later one: the survey, the name and its form, the elevator, the wrong names, the quiet screen and
/// the sign-in; then every award, the case, the dance to each music and the quarter.
fn day(visitor: &mut Visitor, pack: &Arc<Pack>) {
    let mut other = Visitor::new(pack, 9);
    let one = |profile: &str, name: Option<&str>, taken| Employee {
        profile: profile.to_owned(),
        name: name.map(str::to_owned),
        taken,
    };
    let all = vec![one("default", None, false), one("other", Some("Abel T."), true), one("new", None, false)];
    other.tell(Command::Employees { all, here: "default".to_owned() });
    other.tell(Command::Power { on: true });
    other.tell(Command::Skip);
    other.tell(Command::SignIn { profile: Some("default".to_owned()) });
    let arrival = pack.arrival.as_ref().unwrap();
    for question in 0..arrival.questions.len() {
        assert_eq!(other.terminal.screen(), Screen::Survey);
        other.tell(Command::Answer { answer: (question % 2 == 0).then_some(0) });
    }
    other.tell(Command::Correct);
    for text in ["R2", " D."] {
        other.tell(Command::Type { text: text.to_owned() });
        other.tell(Command::Enter);
    }
    other.tell(Command::Back);
    other.tell(Command::GoOn);
    ride(&mut other);
    assert_eq!(other.terminal.screen(), Screen::Prompt);
    for wrong in arrival.misnomers.keys() {
        other.tell(Command::Type { text: wrong.clone() });
        other.tell(Command::Enter);
    }
    // The quiet screen, after times of every kind.
    for minutes in [0, 1, 2, 60, 61, 120, 125] {
        other.wait(minutes * 60_000);
        other.tell(Command::Leave);
        ride(&mut other);
        assert!(matches!(other.terminal.screen(), Screen::Outside { .. }));
        other.tell(Command::GoOn);
        ride(&mut other);
    }
    let incentives = pack.incentives.as_ref().unwrap();
    other.wait(1100);
    other.tell(Command::Case);
    other.tell(Command::Back);
    for percent in [10, 25, 50, 75, 100] {
        other.wait(1100);
        other.tell(Command::Stage(Direction::Awards { percent: Some(percent), present: true }));
        other.wait(1100);
        other.tell(Command::GoOn);
    }
    other.wait(1100);
    other.tell(Command::Case);
    for _ in &incentives.awards {
        other.tell(Command::TurnAward { by: -1 });
    }
    for at in 0..incentives.dances.len() {
        other.wait(1100);
        other.tell(Command::Dance);
        assert_eq!(other.terminal.screen(), Screen::Dance);
        other.tell(Command::Strike { at });
        for at in 0..incentives.percussion.len() {
            other.wait(700);
            other.tell(Command::Strike { at });
        }
        other.wait(121_000);
        other.tell(Command::GoOn);
    }
    other.wait(1100);
    other.tell(Command::Quarter { quarter: 0 });
    assert_eq!(other.terminal.screen(), Screen::Quarter);
    other.read.extend(other.terminal.card(1));
    other.tell(Command::Certificate);
    other.tell(Command::Back);
    other.tell(Command::Back);
    // The next day.
    other.tell(Command::Power { on: false });
    other.wait(3000);
    other.tell(Command::Power { on: true });
    other.tell(Command::Skip);
    assert_eq!(other.terminal.screen(), Screen::SignIn);
    other.tell(Command::SignIn { profile: Some("other".to_owned()) });
    other.tell(Command::GoOn);
    ride(&mut other);
    visitor.read.append(&mut other.read);
    visitor.screens.append(&mut other.screens);
}

/// A ride of the elevator, to its end.
fn ride(visitor: &mut Visitor) {
    assert!(matches!(visitor.terminal.screen(), Screen::Elevator { .. }), "{:?}", visitor.terminal.screen());
    for _ in 0..18 {
        visitor.wait(400);
    }
}

#[test]
fn nothing_that_meridian_shows_or_says_holds_a_word_of_the_show() {
    let terms = Terms::read();
    let pack = Pack::shipped("meridian").unwrap();
    let visitor = visit(&pack);
    assert!(visitor.read.len() > 2000, "{} texts were read", visitor.read.len());
    let screens = "award boot called cards case clock dance done elevator emblem hallway handbook leaving name off outside \
         prompt quarter refinement rolodex session settings sign-in survey worksheet";
    assert_eq!(visitor.screens.iter().copied().collect::<Vec<_>>().join(" "), screens);
    let found: Vec<String> =
        visitor.read.iter().filter_map(|text| Some(format!("{} in {text:?}", terms.found(text)?))).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    // The same eyes see the words where they are.
    let lumon = visit(&Pack::embedded());
    assert!(lumon.read.iter().filter(|text| terms.found(text).is_some()).count() > 50);
}

#[test]
fn no_file_of_meridian_holds_a_word_of_the_show() {
    let terms = Terms::read();
    let mut found = Vec::new();
    let mut files = 0;
    for folder in ["assets/packs/meridian", "assets/packs/meridian/handbook"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                files += 1;
                let text = fs::read_to_string(&path).unwrap();
                for (number, line) in text.lines().enumerate() {
                    // What stands in words, and not the names of the format's own fields.
                    let line = words_of(&path, line);
                    found.extend(
                        terms.found(line).map(|term| format!("{}:{}: {term}", path.display(), number + 1)),
                    );
                }
            }
        }
    }
    assert!(files >= 47, "{files}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A line without the name of the field, or table, that it sets.
fn words_of<'l>(path: &Path, line: &'l str) -> &'l str {
    if line.starts_with("[[") {
        return "";
    }
    let toml = path.extension().is_some_and(|end| end == "toml");
    match line.split_once(" = ") {
        Some((_, value))
            if toml || !line.contains(' ') || line.starts_with(|c: char| c.is_ascii_lowercase()) =>
        {
            value
        }
        _ => line,
    }
}
