//! The same picture bytes from every way of asking for them, and pictures that must not change unseen.

#[path = "support/png.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use macrodat::keys::Keys;
use macrodat::model::{Command as Asked, Source, Stamped, Terminal};
use macrodat::operator::Part;
use macrodat::pack::Pack;
use macrodat::picture::{Frame, Picture};
use macrodat::stage::{Form, FrameList, Job, Pattern, Scene, Start, render, scene_names};
use macrodat::time::Time;
use macrodat::tube::image::Image;

/// The most that a part of a pixel may differ from a golden picture: egui shapes glyphs with code that picks its
/// vector instructions by processor. On one class of processors nothing differs.
const TOLERANCE: u8 = 2;

fn job(scene: &str, frames: &str, threads: usize, out: &Path) -> Job {
    Job {
        pack: Pack::embedded(),
        scene: Scene::named(scene, &Pack::embedded()).unwrap(),
        seed: 7,
        commands: Vec::new(),
        operator: None,
        frames: frames.parse::<FrameList>().unwrap(),
        rate: "24000/1001".parse().unwrap(),
        frame: Frame::new(1440, 1000).unwrap(),
        glass: None,
        form: Form { deep: false, alpha: false },
        out: Some(out.join("f.####.png").to_str().unwrap().parse::<Pattern>().unwrap()),
        threads,
    }
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().into(), std::fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn whole_or_in_parts_on_one_thread_or_more_the_bytes_are_the_same() {
    let whole = tempfile::tempdir().unwrap();
    let report = render(&job("busy", "1-48", 1, whole.path())).unwrap();
    let expected = files(whole.path());
    assert_eq!(expected.len(), 48);
    for (threads, parts) in
        [(2, vec!["1-48"]), (1, vec!["1-24", "25-48"]), (3, vec!["25-48", "2-24x2", "1-23x2"])]
    {
        let folder = tempfile::tempdir().unwrap();
        for part in &parts {
            let again = render(&job("busy", part, threads, folder.path())).unwrap();
            assert!(parts.len() > 1 || again.digest == report.digest, "digest of {parts:?}");
        }
        let files = files(folder.path());
        for (file, expected) in files.iter().zip(&expected) {
            assert!(file == expected, "{} on {threads} threads in {parts:?}", file.0.display());
        }
        assert_eq!(files.len(), 48);
    }
}

/// What somebody does by seed is a matter of the start and the seed alone: any part is that part of the whole, however
/// far it lies, and on which threads it is drawn.
#[test]
fn an_operator_is_the_same_in_whole_and_in_parts() {
    let job = |frames: &str, threads: usize, out: &Path| Job {
        scene: Scene::bare(),
        operator: Some(Part::default()),
        frame: Frame::new(360, 250).unwrap(),
        ..job("idle", frames, threads, out)
    };
    let whole = tempfile::tempdir().unwrap();
    render(&job("1-2400x24,86401-86448", 1, whole.path())).unwrap();
    let expected = files(whole.path());
    assert_eq!(expected.len(), 148);
    assert!(expected.windows(2).any(|pair| pair[0].1 != pair[1].1), "something is done");
    let folder = tempfile::tempdir().unwrap();
    for part in ["86425-86448", "1201-2400x24", "86401-86424", "1-1200x24"] {
        render(&job(part, 2, folder.path())).unwrap();
    }
    let parts = files(folder.path());
    assert!(parts == expected, "the parts are not those of the whole");
    // Another seed is another day.
    let other = tempfile::tempdir().unwrap();
    render(&Job { seed: 8, ..job("86401", 1, other.path()) }).unwrap();
    assert_ne!(files(other.path())[0].1, expected[100].1);
}

#[test]
fn an_old_process_draws_what_a_fresh_one_draws() {
    let pack = Pack::embedded();
    let frame = Frame::new(1440, 1000).unwrap();
    let mut image = Image::new(0, 0);
    let mut draw = |picture: &mut Picture, terminal: &Terminal| {
        picture.shapes(terminal, &frame).draw(&mut image);
        image.pixels.clone()
    };
    let terminal = scene_at("busy", Time::from_millis(5000));
    let mut fresh = Picture::new(&pack, Keys::default());
    let expected = draw(&mut fresh, &terminal);
    let mut old = Picture::new(&pack, Keys::default());
    for scene in scene_names() {
        for second in [0, 2, 4, 6, 8] {
            draw(&mut old, &scene_at(scene, Time::from_millis(second * 1000)));
        }
    }
    assert!(draw(&mut old, &terminal) == expected);
    // And from a snapshot, in another terminal.
    let restored = Terminal::restore(&terminal.snapshot(), pack).unwrap();
    assert_eq!(restored.digest(), terminal.digest());
    assert!(draw(&mut old, &restored) == expected);
}

/// The terminal of a scene at a time of the scene, seed 7.
fn scene_at(name: &str, time: Time) -> Terminal {
    let pack = Pack::embedded();
    let scene = Scene::named(name, &Pack::embedded()).unwrap();
    let mut terminal = Terminal::new(pack.clone(), Frame::new(1440, 1000).unwrap().tube, 7);
    for stamped in scene.start.commands(&pack).unwrap().iter().chain(&scene.commands) {
        if stamped.time <= time {
            terminal.apply(stamped);
        }
    }
    terminal.advance(time);
    terminal
}

/// The rooms of arriving and of incentives that have no scene: name, start, what is asked there, and after how long.
fn rooms() -> [(&'static str, &'static str, Option<Asked>, i64); 11] {
    [
        ("name", "screen=name", None, 0),
        ("elevator", "screen=elevator", None, 3000),
        ("award", "screen=award,bins=30,11,9,27,18,address=0x15DB4A:0x0AEAFC", None, 1000),
        ("case", "screen=case", None, 0),
        ("dance", "screen=dance", Some(Asked::Strike { at: 0 }), 9000),
        ("certificate", "screen=quarter", Some(Asked::Certificate), 0),
        ("hallway", "screen=hallway", None, 19_500),
        ("rolodex", "screen=rolodex", None, 8_000),
        ("emblem", "screen=emblem", None, 12_000),
        ("clock", "screen=clock,bins=30,11,9,27,18", Some(Asked::Shift { minutes: 50 }), 1_280_000),
        ("worksheet", "screen=worksheet", None, 0),
    ]
}

/// The terminal of a start after something was asked and so many milliseconds have passed, seed 7.
fn started(pack: &Arc<Pack>, start: &str, asked: Option<Asked>, millis: i64) -> Terminal {
    let mut terminal = Terminal::new(pack.clone(), Frame::new(1440, 1000).unwrap().tube, 7);
    let mut commands = start.parse::<Start>().unwrap().commands(pack).unwrap();
    let (time, sequence, source) = (Time::ZERO, u64::MAX, Source::Cue);
    commands.extend(asked.map(|command| Stamped { time, sequence, source, command }));
    commands.iter().for_each(|stamped| terminal.apply(stamped));
    terminal.advance(Time::from_millis(millis));
    terminal
}

/// What is told of the pictures that are not as their golden ones, by name and terminal.
fn changed_pictures(pack: &Arc<Pack>, all: impl Iterator<Item = (String, Terminal)>) -> Vec<String> {
    // A quarter of the usual size keeps them small; the shapes are the same.
    let frame = Frame::new(720, 500).unwrap();
    let mut picture = Picture::new(pack, Keys::default());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut changed = Vec::new();
    for (name, terminal) in all {
        let mut image = Image::new(0, 0);
        picture.shapes(&terminal, &frame).draw(&mut image);
        let size = [image.width as u32, image.height as u32];
        let path = folder.join(format!("{name}.png"));
        if update {
            support::write(&path, size, &image.to_rgb());
        }
        let (golden_size, golden) = support::read(&path);
        assert_eq!(golden_size, size, "{}", path.display());
        let worst = image
            .pixels
            .iter()
            .zip(golden.chunks_exact(3))
            .map(|(now, then)| (0..3).map(|part| now[part].abs_diff(then[part])).max().unwrap())
            .max()
            .unwrap();
        if worst > TOLERANCE {
            let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join(path.file_name().unwrap());
            support::write(&actual, size, &image.to_rgb());
            changed.push(format!("{} differs by {worst}; it is now {}", path.display(), actual.display()));
        }
    }
    changed
}

#[test]
fn golden_pictures_have_not_changed() {
    let pack = Pack::embedded();
    let scenes = [
        ("busy", 4900),
        ("idle", 1000),
        ("session", 29500),
        ("boot", 1500),
        ("boot", 3600),
        ("boot", 6100),
        ("cards", 0),
        ("cards", 760),
        ("complete", 9000),
        ("handbook", 1000),
    ];
    let scenes =
        scenes.map(|(scene, millis)| (scene, millis, scene_at(scene, Time::from_millis(millis)))).into_iter();
    let rooms =
        rooms().map(|(name, start, asked, millis)| (name, millis, started(&pack, start, asked, millis)));
    let lumon = scenes.chain(rooms).map(|(name, millis, terminal)| (format!("{name}-{millis:05}"), terminal));
    let mut changed = changed_pictures(&pack, lumon);
    // The scenes and the sheet once more, in the inks and words of another house.
    let pack = Pack::shipped("meridian").unwrap();
    let start = |(name, start, asked, millis): (&str, &str, Option<Asked>, i64)| {
        let start = start.split(',').next().unwrap_or_default();
        (format!("meridian-{name}-{millis:05}"), started(&pack, start, asked, millis))
    };
    let names = ["hallway", "rolodex", "emblem", "clock", "worksheet"];
    let meridian = self::rooms().into_iter().filter(|(name, ..)| names.contains(name)).map(start);
    changed.extend(changed_pictures(&pack, meridian));
    assert!(
        changed.is_empty(),
        "{}\nif that is meant, run the test with UPDATE_GOLDEN=1",
        changed.join("\n")
    );
}

#[test]
fn the_command_line_renders_alike_and_reports() {
    let folder = tempfile::tempdir().unwrap();
    let run = |threads: &str, out: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_macrodat"))
            .current_dir(folder.path())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .args([
                "render",
                "--scene",
                "busy",
                "--seed",
                "3",
                "--frames",
                "1-6x5",
                "--fps",
                "24000/1001",
                "--threads",
                threads,
            ])
            .args(["--out", out, "--report", "report.json"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let report = std::fs::read(folder.path().join("report.json")).unwrap();
        serde_json::from_slice::<serde_json::Value>(&report).unwrap()
    };
    let one = run("1", "a/f.%04d.png");
    let two = run("2", "b/f.####.png");
    assert_eq!(one["digest"], two["digest"]);
    assert_eq!(one["state"], two["state"]);
    assert_eq!((one["frames"].as_u64(), two["threads"].as_u64()), (Some(2), Some(2)));
    assert!(one["stages"]["raster"].as_f64().unwrap() > 0.0);
    assert!(files(&folder.path().join("a")) == files(&folder.path().join("b")));
    let names: Vec<_> = files(&folder.path().join("a")).into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, [PathBuf::from("f.0001.png"), PathBuf::from("f.0006.png")]);
}
