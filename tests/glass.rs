//! Pictures through the glass, as `render` makes them: the same bytes in any parts, golden pictures, and their files.

#[path = "support/png.rs"]
mod support;

use std::path::Path;
use std::process::Command;

use macrodat::pack::Pack;
use macrodat::picture::Frame;
use macrodat::stage::{Form, FrameList, Job, Pattern, Scene, render};
use macrodat::tube::look::Look;
use macrodat::tube::view::{Placement, View};

const PLAIN: Form = Form { deep: false, alpha: false };
/// The most that a part of a pixel may differ from a golden picture: glyphs may by 2 on another class of processors,
/// and the glass makes dark differences larger.
const TOLERANCE: u8 = 5;

struct Through {
    view: View,
    size: [u32; 2],
    look: &'static str,
    changes: &'static str,
}

impl Through {
    fn job(&self, scene: &str, frames: &str, threads: usize, out: &Path) -> Job {
        let placement = Placement::new(self.view, self.size[0], self.size[1]);
        let mut look = Look::named(self.look).unwrap();
        look.set(self.changes).unwrap();
        Job {
            pack: Pack::embedded(),
            scene: Scene::named(scene, &Pack::embedded()).unwrap(),
            seed: 7,
            commands: Vec::new(),
            operator: None,
            frames: frames.parse::<FrameList>().unwrap(),
            rate: "24000/1001".parse().unwrap(),
            frame: Frame::behind(&placement),
            glass: Some((placement, look)),
            form: PLAIN,
            out: Some(out.join("f.####.png").to_str().unwrap().parse::<Pattern>().unwrap()),
            threads,
        }
    }
}

fn bytes(folder: &Path, frame: u32) -> Vec<u8> {
    std::fs::read(folder.join(format!("f.{frame:04}.png"))).unwrap()
}

#[test]
fn afterglow_and_grain_are_the_same_in_any_parts_on_any_threads() {
    // A look with a long afterglow, and a start whose own afterglow begins before its first frame.
    let through = Through {
        view: View::Workstation,
        size: [480, 360],
        look: "worn",
        changes: "afterglow=400,afterglow_tail=3,grain_rate=10",
    };
    for scene in ["busy", "boot"] {
        let whole = tempfile::tempdir().unwrap();
        let report = render(&through.job(scene, "1-40", 1, whole.path())).unwrap();
        for (threads, parts) in
            [(3, vec!["1-40"]), (2, vec!["1-19", "20-40"]), (2, vec!["31-40", "2-30x2", "1-29x2"])]
        {
            let folder = tempfile::tempdir().unwrap();
            for part in &parts {
                let again = render(&through.job(scene, part, threads, folder.path())).unwrap();
                assert!(parts.len() > 1 || again.digest == report.digest);
            }
            for frame in 1..=40 {
                let same = bytes(folder.path(), frame) == bytes(whole.path(), frame);
                assert!(same, "{scene}, frame {frame} of {parts:?} on {threads} threads");
            }
        }
    }
}

#[test]
fn a_picture_that_is_made_alone_has_the_same_bytes() {
    // Above nine million pixels all threads work on one picture.
    let through = Through { view: View::Bezel, size: [4600, 2000], look: "new", changes: "grain=0.05" };
    let digests = [1, 3].map(|threads| {
        let folder = tempfile::tempdir().unwrap();
        render(&Job { out: None, ..through.job("busy", "3", threads, folder.path()) }).unwrap().digest
    });
    assert_eq!(digests[0], digests[1]);
}

#[test]
fn golden_pictures_through_the_glass_have_not_changed() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for (name, scene, frame, view, look) in [
        // The open sheet, with the four hues.
        ("sheet-tube", "busy", 24, View::Tube, "new"),
        ("sheet-workstation", "busy", 24, View::Workstation, "worn"),
        ("boot-bezel", "boot", 40, View::Bezel, "new"),
        ("warming-tube", "boot", 16, View::Tube, "new"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let through = Through { view, size: [540, 405], look, changes: "grain=0" };
        render(&through.job(scene, &frame.to_string(), 2, folder.path())).unwrap();
        let made = folder.path().join(format!("f.{frame:04}.png"));
        let kept = golden.join(format!("{name}.png"));
        if update {
            let (size, bytes) = support::read(&made);
            support::write(&kept, size, &bytes);
        }
        let ((size, now), (kept_size, then)) = (support::read(&made), support::read(&kept));
        assert_eq!(size, kept_size, "{name}");
        let worst = now.iter().zip(&then).map(|(now, then)| now.abs_diff(*then)).max().unwrap();
        if worst > TOLERANCE {
            let actual = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            std::fs::copy(&made, &actual).unwrap();
            panic!("{name} is off by {worst}; now it is {}", actual.display());
        }
    }
}

#[test]
fn depth_and_alpha_are_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.png");
    let made = Command::new(env!("CARGO_BIN_EXE_macrodat"))
        .args(["render", "--scene", "idle", "--view", "workstation", "--size", "320x240"])
        .args([
            "--depth",
            "16",
            "--alpha",
            "--look",
            "camera",
            "--set-look",
            "halation=0.1,room=1.5",
            "--out",
        ])
        .arg(&file)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&file).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (320, 240));
    assert_eq!((info.bit_depth, info.color_type), (png::BitDepth::Sixteen, png::ColorType::Rgba));
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut data).unwrap();
    let pixel = |x: usize, y: usize| {
        let at = (y * 320 + x) * 8;
        [0, 2, 4, 6].map(|part| u16::from_be_bytes([data[at + part], data[at + part + 1]]))
    };
    assert_eq!(pixel(2, 2)[3], 0, "the room is transparent");
    // At the edges colours are as bright as within: they are not multiplied by alpha.
    let edges: Vec<_> = (0..319)
        .flat_map(|x| (0..239).map(move |y| (x, y)))
        .filter(|&(x, y)| (10_000..40_000).contains(&pixel(x, y)[3]) && pixel(x, y + 1)[3] == u16::MAX)
        .collect();
    assert!(edges.len() > 20);
    let bright = |&&(x, y): &&(usize, usize)| pixel(x, y)[0] > pixel(x, y + 1)[0] / 10 * 7;
    assert!(edges.iter().filter(bright).count() * 10 > edges.len() * 8, "{edges:?}");
    assert_eq!(pixel(160, 90)[3], u16::MAX, "the glass is there");
    // More than 8 bits are in it.
    assert!((0..240).any(|y| (0..320).any(|x| pixel(x, y)[1] % 257 != 0)));
}
