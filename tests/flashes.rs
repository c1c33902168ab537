//! No picture flashes more than three times a second (WCAG 2.2, 2.3.1): ten rendered seconds of every screen in every
//! look, and of all that hands and direction can do quickly, through the tube as `render` draws it.

mod support {
    pub(crate) mod flashes;
}

use std::sync::{Arc, LazyLock};

use macrodat::keys::Keys;
use macrodat::model::{Command, Direction, Scene as Ambient, Screen, Source, Stamped, Terminal};
use macrodat::pack::{Header, Lids, Pack, Style};
use macrodat::picture::{self, Frame, Picture};
use macrodat::settings::LIST;
use macrodat::stage::{Scene, scene_names};
use macrodat::time::{Span, Time};
use macrodat::tube::glass::{Glass, Pixels, Scratch, Seen};
use macrodat::tube::glow::Glow;
use macrodat::tube::look::{Look, Parameter, looks};
use macrodat::tube::optics::Optics;
use macrodat::tube::raster::Drawn;
use macrodat::tube::tiles::Tiles;
use macrodat::tube::view::{Placement, View};
use rayon::prelude::*;
use support::flashes::{Flashes, Found};

/// Pictures a second. Nothing comes and goes within less than a flash of 80 ms.
const RATE: i64 = 24;
/// How long each is watched, in seconds, after its lead.
const SECONDS: i64 = 10;
/// Pixels of a picture. One is 0.1 degrees wide where the picture is as wide as one of 1024: what is finer is excepted.
/// Larger ones would count where digits pass as more than it is.
const SIZE: [u32; 2] = [300, 208];

/// How the tube is seen.
struct Eye {
    name: &'static str,
    view: View,
    look: Look,
    /// Pixels a side that are seen as one: more than one where there is noise finer than 0.1 degrees on a larger tube.
    blur: usize,
}

impl Eye {
    fn new(name: &'static str, look: Look) -> Self {
        Self { name, view: View::Tube, look, blur: 1 }
    }
}

/// All unrest but grain at its most; what is beyond a range is held to it.
const UNSTEADY: [(&str, f64); 8] = [
    ("flicker", 1.0),
    ("flicker_rate", 100.0),
    ("hum", 1.0),
    ("hum_rate", 100.0),
    ("degauss", 1.0),
    ("collapse", 0.0),
    ("warm_up", 0.0),
    ("grain", 0.0),
];

/// The default look but for some parameters.
fn look_with(values: &[(&str, f64)]) -> Look {
    let mut look = Look::default();
    for (name, value) in values {
        Parameter::named(name).unwrap().set(&mut look, *value);
    }
    look
}

/// Every shipped look, and the brightest and most unsteady that a user can make.
fn eyes() -> Vec<Eye> {
    let mut eyes: Vec<Eye> = looks().iter().map(|shipped| Eye::new(shipped.name, shipped.look)).collect();
    let bright = [("brightness", 9.0), ("glow", 9.0), ("afterglow", 0.0), ("vignette", 0.0)];
    eyes.push(Eye::new("bright", look_with(&[&UNSTEADY[..], &bright].concat())));
    eyes
}

/// The plainest of these, the default and the brightest, for what hands do to the picture alone.
fn few_eyes() -> Vec<Eye> {
    let mut eyes = eyes();
    eyes.retain(|eye| ["new", "flat", "bright"].contains(&eye.name));
    eyes
}

/// All of these, the raster alone, and unsteady looks with as much grain as there can be and without.
fn all_eyes() -> Vec<Eye> {
    let mut eyes = eyes();
    eyes.push(Eye { view: View::Plain, ..Eye::new("plain", Look::default()) });
    eyes.push(Eye::new("unsteady", look_with(&UNSTEADY)));
    let grain = [("grain", 1.0), ("grain_rate", 100.0)];
    eyes.push(Eye { blur: 6, ..Eye::new("grainy", look_with(&[&UNSTEADY[..], &grain].concat())) });
    eyes
}

/// What is watched.
struct Watched {
    name: String,
    scene: Scene,
    style: Style,
}

impl Watched {
    fn shipped(name: &str) -> Self {
        let scene = Scene::named(name, &Pack::embedded()).unwrap();
        Self { name: name.to_owned(), scene, style: Style::default() }
    }

    /// From a start: commands in their order, one every `every` milliseconds, again and again.
    fn repeated(name: &str, set: &str, every: i64, commands: &[Command]) -> Self {
        let steps = 0..SECONDS * 1000 / every;
        let commands = steps.zip(commands.iter().cycle()).map(|(step, command)| Stamped {
            time: Time::from_millis(step * every),
            sequence: step as u64,
            source: Source::Hands,
            command: command.clone(),
        });
        let scene = Scene {
            about: name.to_owned(),
            start: set.parse().unwrap(),
            commands: commands.collect(),
            lead: Time::ZERO,
        };
        Self { name: name.to_owned(), scene, style: Style::default() }
    }
}

/// A tube that is seen in one way.
struct Seeing {
    eye: Eye,
    glow: Glow,
    glass: Glass,
    scratch: Scratch,
    pixels: Vec<[u8; 4]>,
    light: Vec<[f32; 3]>,
    flashes: Flashes,
}

impl Seeing {
    fn new(eye: Eye, frame: &Frame, size: [u32; 2]) -> Self {
        let placement = Placement::new(eye.view, size[0], size[1]);
        let [width, height] = size.map(|side| side as usize);
        Self {
            glow: Glow::new(&eye.look, frame.scale),
            glass: Glass::new(&placement, &eye.look),
            scratch: Scratch::default(),
            pixels: vec![[0; 4]; width * height],
            light: Vec::new(),
            flashes: Flashes::new(width / eye.blur, height / eye.blur, RATE as usize),
            eye,
        }
    }

    fn see(&mut self, picture: &Picture, terminal: &Terminal, drawn: &Drawn, tiles: &Tiles) {
        let placement = *self.glass.placement();
        if self.eye.view == View::Plain {
            let image = drawn.image();
            average(&image.pixels, image.width, image.width / placement.width as usize, &mut self.light);
        } else {
            self.glow.show(drawn.image(), tiles, terminal.now());
            let (light, halo) = (self.glow.light().map(), self.glow.halo());
            let moment = picture::moment(terminal, &self.eye.look);
            let seen = Seen {
                light,
                halo: halo.map(),
                span: halo.span(),
                mean: halo.mean(),
                optics: Optics::new(&self.eye.look, &placement, &picture.tint(), &moment),
                lamps: picture::lamps(terminal, false),
            };
            let rows = 0..placement.height as usize;
            self.glass.draw(&seen, rows, &mut self.scratch, Pixels::Eight(&mut self.pixels));
            average(&self.pixels, placement.width as usize, self.eye.blur, &mut self.light);
        }
        self.flashes.see(&self.light);
    }
}

/// The mean light of squares of pixels, `side` wide and high; what is over at right and bottom is left out.
fn average(pixels: &[[u8; 4]], width: usize, side: usize, light: &mut Vec<[f32; 3]>) {
    let table = &*DECODED;
    light.clear();
    for rows in pixels.chunks_exact(width * side) {
        for left in (0..width / side).map(|column| column * side) {
            let mut sum = [0.0; 3];
            for row in rows.chunks_exact(width) {
                for pixel in &row[left..left + side] {
                    for (sum, level) in sum.iter_mut().zip(pixel) {
                        *sum += table[usize::from(*level)];
                    }
                }
            }
            light.push(sum.map(|sum| sum / (side * side) as f32));
        }
    }
}

/// Linear light of an encoded level, as in WCAG's "relative luminance".
static DECODED: LazyLock<[f32; 256]> = LazyLock::new(|| {
    std::array::from_fn(|level| {
        let level = level as f64 / 255.0;
        (if level <= 0.04045 { level / 12.92 } else { libm::pow((level + 0.055) / 1.055, 2.4) }) as f32
    })
});

/// What is found in a scene, by the names of eyes.
fn watch(watched: &Watched, eyes: Vec<Eye>, size: [u32; 2]) -> Vec<(&'static str, Found, Found)> {
    let pack = Arc::new(Pack { style: watched.style, ..(*Pack::embedded()).clone() });
    let scene = &watched.scene;
    let frame = Frame::behind(&Placement::new(eyes[0].view, size[0], size[1]));
    let mut terminal = Terminal::new(pack.clone(), frame.tube, 7);
    for stamped in scene.start.commands(&pack).unwrap() {
        terminal.apply(&stamped);
    }
    if !matches!(terminal.screen(), Screen::Boot { .. }) {
        terminal.settle();
    }
    let mut commands = scene.commands.iter().peekable();
    let mut picture = Picture::new(&pack, Keys::default());
    let mut drawn = Drawn::new();
    let mut seeing: Vec<Seeing> = eyes.into_iter().map(|eye| Seeing::new(eye, &frame, size)).collect();
    let end = scene.lead + Span::from_millis(SECONDS * 1000);
    for time in (0..).map(|number| Time::from_millis(number * 1000 / RATE)).take_while(|time| *time < end) {
        while let Some(stamped) = commands.next_if(|stamped| stamped.time <= time) {
            terminal.apply(stamped);
        }
        terminal.advance(time);
        terminal.take_happenings();
        let tiles = picture.shapes(&terminal, &frame).draw_changed(&mut drawn);
        for seeing in &mut seeing {
            seeing.see(&picture, &terminal, &drawn, &tiles);
        }
    }
    let found = |seeing: Seeing| (seeing.eye.name, seeing.flashes.general(), seeing.flashes.red());
    seeing.into_iter().map(found).collect()
}

/// Watches all of these; what flashes too often is told with its numbers. With `SHOW_FLASHES` set all numbers are told.
fn check(all: &[Watched], eyes: fn() -> Vec<Eye>) {
    let failed: Vec<String> = all
        .par_iter()
        .flat_map_iter(|watched| {
            watch(watched, eyes(), SIZE).into_iter().map(move |found| (&watched.name, found))
        })
        .inspect(|(name, (eye, general, red))| {
            if std::env::var_os("SHOW_FLASHES").is_some() {
                eprintln!("{name:16} {eye:9} general {general:?} red {red:?}");
            }
        })
        .filter(|(_, (_, general, red))| !general.passes() || !red.passes())
        .map(|(name, (eye, general, red))| format!("{name} in {eye}: general {general:?}, red {red:?}"))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn set(setting: &str, value: &str) -> Command {
    Command::Set { setting: setting.to_owned(), value: value.to_owned() }
}

const FIELD: &str = "file=siena,bins=30,11,9,27,18,address=0x15DB4A:0x0AEAFC";

fn stage(direction: Direction) -> Command {
    Command::Stage(direction)
}

#[test]
fn shipped_scenes_do_not_flash() {
    check(&scene_names().into_iter().map(Watched::shipped).collect::<Vec<_>>(), all_eyes);
}

#[test]
fn power_and_degauss_do_not_flash() {
    let switch = [Command::Power { on: true }, Command::Power { on: false }];
    check(
        &[
            Watched::repeated("off", "screen=off", 1000, &[Command::PointAway]),
            Watched::repeated("power", "screen=off", 5000, &switch),
            Watched::repeated("power often", FIELD, 50, &switch),
            Watched::repeated(
                "power, no boot",
                FIELD,
                50,
                &[switch[1].clone(), switch[0].clone(), Command::Skip],
            ),
            Watched::repeated("degauss", FIELD, 100, &[Command::Degauss]),
            Watched::repeated(
                "degauss, zoomed",
                FIELD,
                100,
                &[Command::Zoom { by: 2.5, at: None }, Command::Degauss],
            ),
            Watched::repeated("degauss, help", FIELD, 100, &[Command::Help, Command::Degauss]),
            Watched::repeated("degauss at cards", "screen=cards", 100, &[Command::Degauss]),
            Watched::repeated("degauss at boot", "screen=boot", 100, &[Command::Degauss]),
        ],
        eyes,
    );
}

#[test]
fn held_keys_do_not_flash() {
    let page = |down| Command::Page { right: 0, down };
    let zoom = |by| Command::Zoom { by, at: None };
    let zooms = [[1.25; 8].map(zoom), [0.8; 8].map(zoom)].concat();
    let typed = |text: &str| Command::Type { text: text.to_owned() };
    check(
        &[
            Watched::repeated("zoom", FIELD, 33, &zooms),
            Watched::repeated("zoom back", FIELD, 100, &[zoom(5.0), zoom(0.0)]),
            Watched::repeated("pages", FIELD, 33, &[page(1)]),
            Watched::repeated("pages back", FIELD, 100, &[page(1), page(-1)]),
            Watched::repeated("arrows", FIELD, 33, &[Command::MoveCursor { columns: 1, rows: 0 }]),
            Watched::repeated("scroll", FIELD, 33, &[Command::Scroll { x: 31.0, y: 17.0, at_once: true }]),
            Watched::repeated("sheets", FIELD, 100, &[Command::Look { bin: 1 }, Command::LookAway]),
            Watched::repeated("cards", "screen=cards", 33, &[Command::TurnCards { by: 1 }]),
            Watched::repeated(
                "prompt",
                "screen=prompt",
                70,
                &[typed("n"), typed("o"), Command::Erase, Command::Back],
            ),
        ],
        few_eyes,
    );
}

/// The shapes that the shipped packs do not have, where they move and where they come and go.
#[test]
fn other_shapes_do_not_flash() {
    let style = Style { header: Header::Plate, lids: Lids::Shutter };
    let all = [
        Watched::shipped("busy"),
        Watched::repeated("sheets", FIELD, 100, &[Command::Look { bin: 1 }, Command::LookAway]),
        Watched::repeated("rooms", FIELD, 100, &[Command::Back, Command::Resume]),
    ];
    check(&all.map(|watched| Watched { style, ..watched }), few_eyes);
}

#[test]
fn screens_that_change_quickly_do_not_flash() {
    let help = [Command::Help, Command::Help];
    let rooms = [Command::Back, Command::Resume];
    check(
        &[
            Watched::repeated("help", FIELD, 100, &help),
            Watched::repeated("help at boot", "screen=boot", 100, &help),
            Watched::repeated("help at cards", "screen=cards", 100, &help),
            Watched::repeated("help and back", FIELD, 100, &[Command::Help, Command::Back]),
            Watched::repeated("help at the prompt", "screen=prompt", 130, &help),
            Watched::repeated("handbook and back", FIELD, 100, &[Command::Handbook, Command::Back]),
            Watched::repeated("rooms", FIELD, 100, &rooms),
            Watched::repeated(
                "motion",
                FIELD,
                100,
                &[true, false].map(|reduced| Command::SetMotion { reduced }),
            ),
        ],
        few_eyes,
    );
}

/// The session with the director: opened and left, words completed at once, the dial thrown about, the lamp.
#[test]
fn sessions_do_not_flash() {
    let quick = set("session.pace", "300");
    let swing = [10, -10].map(|by| Command::Steady { by });
    let speak = Command::Reply { reply: 0 };
    check(
        &[
            Watched::repeated("session", FIELD, 100, &[Command::Session, Command::Back]),
            Watched::repeated(
                "session, words",
                FIELD,
                200,
                &[Command::Session, quick, Command::GoOn, speak.clone()],
            ),
            Watched::repeated(
                "session, dial",
                FIELD,
                60,
                &[Command::Session, Command::GoOn, speak, swing[0].clone(), swing[1].clone()],
            ),
        ],
        few_eyes,
    );
}

#[test]
fn the_handbook_does_not_flash() {
    let leaf = |by| Command::Leaf { by };
    let row = |row| Command::Row { row };
    let read = |page: &str| Command::Read { page: page.to_owned() };
    let book = "screen=handbook";
    let rows: Vec<Command> = (0..40).map(row).collect();
    check(
        &[
            Watched::repeated("leaves", book, 33, &[leaf(1)]),
            Watched::repeated("leaves, slower", book, 100, &[leaf(1)]),
            Watched::repeated("leaves back", book, 100, &[leaf(20), leaf(-1)]),
            Watched::repeated("leaves to and fro", book, 125, &[leaf(16), leaf(1), leaf(-1)]),
            Watched::repeated("contents and page", book, 100, &[read("bearing"), Command::Contents]),
            Watched::repeated("index and page", book, 100, &[read("form-desk"), Command::Index]),
            Watched::repeated("history", book, 100, &[read("keys"), Command::History { by: -1 }]),
            Watched::repeated("rows", book, 33, &rows),
            Watched::repeated("rows to and fro", book, 100, &[row(12), row(0)]),
            Watched::repeated("type size", book, 100, &[read("keys"), Command::TypeSize, Command::TypeSize]),
            Watched::repeated("help within", book, 100, &[Command::Help]),
            Watched::repeated("withheld and not", book, 100, &[read("breakfast"), read("quarter")]),
        ],
        few_eyes,
    );
}

/// Scenes that follow each other, the sheet that comes and goes as fast as a key is pressed, and reduced motion.
#[test]
fn scenes_do_not_flash() {
    let scene = |scene: Ambient| Command::Scene { scene: Some(scene) };
    let all = Ambient::ALL.map(scene);
    let sheet = [Command::Worksheet];
    let mut watched: Vec<Watched> = Ambient::ALL
        .iter()
        .flat_map(|scene| {
            let start = format!("screen={}", scene.name());
            let still = format!("{start},motion=reduced,contrast=high");
            [
                Watched::repeated(&format!("{}, sheet", scene.name()), &start, 100, &sheet),
                Watched::repeated(&format!("{}, still", scene.name()), &still, 1000, &[Command::PointAway]),
            ]
        })
        .collect();
    watched.push(Watched::repeated("scenes", FIELD, 100, &all));
    watched.push(Watched::repeated("scenes and back", FIELD, 100, &[all[1].clone(), Command::Back]));
    watched.push(Watched::repeated("sheet", FIELD, 100, &sheet));
    watched.push(Watched::repeated("sheet over the handbook", "screen=handbook", 100, &sheet));
    check(&watched, few_eyes);
}

/// The settings: opened and left, rows and lists moved through, and what changes the whole picture changed at once, from
/// there and from elsewhere.
#[test]
fn settings_do_not_flash() {
    let room = "screen=settings";
    let focus =
        |at: usize| Command::Focus { control: Some(format!("setting.{}", LIST[at % LIST.len()].name)) };
    let rows: Vec<Command> = (0..LIST.len()).map(focus).collect();
    let row = |row| Command::Row { row };
    let lists = [true, false].map(|on| Command::ListKeys { on });
    let sizes = ["large", "usual"].map(|size| set("text.size", size));
    let contrasts = ["high", "usual"].map(|contrast| set("text.contrast", contrast));
    let both = [&sizes[..], &contrasts].concat();
    check(
        &[
            Watched::repeated("settings", FIELD, 100, &[Command::Settings, Command::Back]),
            Watched::repeated("rows of settings", room, 33, &rows),
            Watched::repeated("lists", room, 100, &lists),
            Watched::repeated("rows of keys", room, 33, &[lists[0].clone(), row(9), row(40)]),
            Watched::repeated("sizes", room, 100, &sizes),
            Watched::repeated("contrasts", room, 100, &contrasts),
            Watched::repeated("sizes and contrasts", FIELD, 60, &both),
            Watched::repeated("contrasts at cards", "screen=cards", 125, &contrasts),
            Watched::repeated(
                "contrasts at help",
                FIELD,
                100,
                &[Command::Help, contrasts[0].clone(), contrasts[1].clone()],
            ),
            Watched::repeated("volume", room, 33, &["0", "100"].map(|volume| set("sound.volume", volume))),
        ],
        few_eyes,
    );
}

#[test]
fn direction_does_not_flash() {
    let error = |text: Option<&str>| stage(Direction::Error { text: text.map(str::to_owned) });
    let black = |on| stage(Direction::Black { on });
    let flash = stage(Direction::Flash);
    let address = |column| stage(Direction::Address { column, row: 5 });
    check(
        &[
            Watched::repeated("flash", FIELD, 50, std::slice::from_ref(&flash)),
            Watched::repeated("black", FIELD, 100, &[true, false].map(black)),
            Watched::repeated("black at boot", "screen=boot", 100, &[true, false].map(black)),
            Watched::repeated(
                "black and flash",
                FIELD,
                50,
                &[black(true), flash.clone(), black(false), flash],
            ),
            Watched::repeated("error", FIELD, 100, &[error(Some(&"M".repeat(120))), error(None)]),
            Watched::repeated(
                "percent",
                FIELD,
                100,
                &[100, 0].map(|percent| stage(Direction::File { percent })),
            ),
            Watched::repeated("address", FIELD, 100, &[9, 90].map(address)),
        ],
        eyes,
    );
}

#[test]
fn the_workstation_does_not_flash() {
    let eyes = || {
        let shipped = looks().iter().map(|shipped| Eye::new(shipped.name, shipped.look));
        shipped.map(|eye| Eye { view: View::Workstation, ..eye }).collect::<Vec<_>>()
    };
    for watched in
        [Watched::shipped("boot"), Watched::repeated("flash", FIELD, 50, &[stage(Direction::Flash)])]
    {
        for (eye, general, red) in watch(&watched, eyes(), [320, 240]) {
            assert!(general.passes() && red.passes(), "{} in {eye}: {general:?} {red:?}", watched.name);
        }
    }
}

/// How one comes and goes, as fast as hands can: the survey, the form, the sign-in, the elevator and the quiet screen.
#[test]
fn coming_and_going_does_not_flash() {
    let know_nothing = || Command::Answer { answer: None };
    let typed = |text: &str| Command::Type { text: text.to_owned() };
    let on = || vec![Command::GoOn, Command::Skip];
    let up = || vec![Command::Leave, Command::Skip];
    let back = [vec![know_nothing(); 6], vec![Command::Back; 6]].concat();
    let form = [Command::Correct, typed("x"), Command::Enter, Command::Erase, Command::Back];
    let sign_in = [Command::SignIn { profile: None }, Command::Correct, Command::Back];
    let other = || Command::Open { file: "siena".to_owned() };
    check(
        &[
            Watched::repeated("survey", "screen=survey", 33, &[know_nothing(), Command::Back]),
            Watched::repeated("survey, slower", "screen=survey", 100, &[know_nothing(), Command::Back]),
            Watched::repeated("survey and name", "screen=survey", 33, &back),
            Watched::repeated("survey and help", "screen=survey", 100, &[Command::Help]),
            Watched::repeated("name and form", "screen=name", 33, &[Command::Correct, Command::Back]),
            Watched::repeated("name and form, slower", "screen=name", 100, &form),
            Watched::repeated("sign-in", "screen=sign-in", 50, &sign_in),
            Watched::repeated("wrong name", "screen=prompt", 33, &[typed("microdata"), Command::Enter]),
            Watched::repeated("down", "screen=elevator", 9000, &[Command::PointAway]),
            Watched::repeated("up and down", FIELD, 7500, &[Command::Leave, Command::GoOn]),
            Watched::repeated("up, skipped", FIELD, 33, &[up(), on(), vec![Command::Resume]].concat()),
            Watched::repeated("up, skipped, slower", FIELD, 100, &[up(), on()].concat()),
            Watched::repeated(
                "up, skipped, and a file",
                FIELD,
                50,
                &[up(), on(), vec![other(), Command::Back]].concat(),
            ),
            Watched::repeated("up, late", FIELD, 700, &[up(), on()].concat()),
            Watched::repeated("F6", FIELD, 33, &[Command::Leave]),
            Watched::repeated("quiet screen", "screen=outside", 100, &[on(), up()].concat()),
            Watched::repeated("quiet screen and help", "screen=outside", 130, &[Command::Help]),
        ],
        few_eyes,
    );
}

/// What there is to work for, as fast as hands can: the award, the case, the quarter, the certificate and the dance.
#[test]
fn incentives_do_not_flash() {
    let awards = |percent, present| stage(Direction::Awards { percent, present });
    let turn = |by| Command::TurnAward { by };
    let strike = |at| Command::Strike { at };
    let quarter = || Command::Quarter { quarter: 0 };
    let mut all = vec![
        Watched::repeated("award", FIELD, 100, &[awards(Some(75), true), Command::GoOn]),
        Watched::repeated("awards staged", FIELD, 100, &[awards(Some(75), true), awards(None, false)]),
        Watched::repeated("award and field", FIELD, 500, &[awards(Some(75), true), Command::GoOn]),
        Watched::repeated("case", FIELD, 33, &[Command::Case, Command::Back]),
        Watched::repeated("case, slower", FIELD, 100, &[Command::Case, Command::Back]),
        Watched::repeated(
            "case and elevator",
            FIELD,
            50,
            &[Command::Case, Command::Leave, Command::Skip, Command::GoOn, Command::Skip, Command::Resume],
        ),
        Watched::repeated("case turned", "screen=case", 33, &[turn(-1), turn(-1), turn(1), turn(1)]),
        Watched::repeated(
            "case filled",
            "screen=case",
            100,
            &[awards(Some(100), false), awards(None, false)],
        ),
        Watched::repeated("certificate", "screen=quarter", 33, &[Command::Certificate]),
        Watched::repeated("certificate, slower", "screen=quarter", 100, &[Command::Certificate]),
        Watched::repeated("quarter", "screen=case,awards=100", 100, &[quarter(), Command::Back]),
        Watched::repeated("dance and back", "screen=case", 100, &[Command::Dance, strike(0), Command::Back]),
        Watched::repeated("dance and help", "screen=dance", 100, &[strike(0), Command::Help]),
    ];
    let struck: Vec<Command> = (0..5).map(strike).collect();
    for piece in 0..4 {
        let commands: Vec<Command> = std::iter::once(strike(piece)).chain(struck.clone()).collect();
        all.push(Watched::repeated(&format!("dance {piece}"), "screen=dance", 33, &commands));
    }
    check(&all, few_eyes);
}
