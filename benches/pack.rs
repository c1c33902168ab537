//! What it costs to read content packs, and to search a handbook.
//!
//! Goals: the default pack checked in 100 ms; a start with a pack of 5 MB at most 1.2 times one with the default pack;
//! a handbook of 1,000 pages searched in 20 ms.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

use divan::Bencher;
use macrodat::pack::handbook::{Earned, Handbook};
use macrodat::pack::{Pack, check_report};

/// The default pack as a folder.
const DEFAULT: &str = "assets/packs/lumon";
/// Pages of the large pack.
const PAGES: usize = 1000;
/// Its size in bytes, about.
const SIZE: usize = 5_000_000;

#[divan::bench]
fn check_default(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| black_box(check_report(Path::new(DEFAULT)).unwrap()));
}

/// A pack of [`SIZE`] in a new folder: the default one with a handbook of [`PAGES`], as full as pages can be.
fn large() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("handbook")).unwrap();
    let mut size = 0;
    for entry in
        Path::new(DEFAULT).read_dir().unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file())
    {
        size += fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap() as usize;
    }
    let write = |name: &str, text: &str| fs::write(dir.path().join("handbook").join(name), text).unwrap();
    write("handbook.toml", "title = \"Long\"\n[[part]]\nkey = \"all\"\ntitle = \"All\"\n");
    let each = (SIZE - size) / PAGES;
    for number in 0..PAGES {
        let next = (number + 1) % PAGES;
        let opens = if number == 0 {
            "opens = [\"off\", \"boot\", \"prompt\", \"cards\", \"field\", \"done\", \"called\", \"session\", \"handbook\"]\n"
        } else {
            ""
        };
        let mut text = format!(
            "+++\nkey = \"page-{number}\"\npart = \"all\"\ntitle = \"Page {number}\"\norder = {}\n{opens}see = [\"page-{next}\"]\nindex = [\"word {number}\"]\n+++\n\nThis leads [on](page-{next}).\n\n![The *box*.](box)\n\n",
            number + 1,
        );
        // 160 words of up to 27 letters, two of which are withheld, in lines of eight.
        for place in 0..160 {
            let rest = each.saturating_sub(text.len()) / (160 - place);
            let letters = "countinghousesandstaircases";
            let word =
                if place % 80 == 79 { "==first-file: candle==" } else { &letters[..rest.clamp(2, 28) - 1] };
            let _ = write!(text, "{word}{}", if place % 8 == 7 { '\n' } else { ' ' });
        }
        size += text.len();
        write(&format!("page-{number}.md"), &text);
    }
    assert!((SIZE * 9 / 10..SIZE * 11 / 10).contains(&size), "{size}");
    dir
}

#[divan::bench]
fn load_default(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| black_box(Pack::load(Path::new(DEFAULT)).unwrap()));
}

#[divan::bench]
fn load_5_mb(bencher: Bencher<'_, '_>) {
    let dir = large();
    bencher.bench_local(|| black_box(Pack::load(dir.path()).unwrap()));
}

/// A start of the program with the pack in a folder, up to its first picture.
fn start(bencher: Bencher<'_, '_>, pack: &Path) {
    let out = tempfile::tempdir().unwrap();
    bencher.bench_local(|| {
        let status = Command::new(env!("CARGO_BIN_EXE_macrodat"))
            .arg("--pack")
            .arg(pack)
            .args(["render", "--view", "bezel", "--size", "1280x800", "--frames", "1-1", "--out"])
            .arg(out.path().join("f.png"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.unwrap().success());
    });
}

#[divan::bench]
fn start_default(bencher: Bencher<'_, '_>) {
    start(bencher, Path::new(DEFAULT));
}

#[divan::bench]
fn start_5_mb(bencher: Bencher<'_, '_>) {
    start(bencher, large().path());
}

/// A handbook of [`PAGES`]: those of the default one again and again.
fn long_handbook() -> Handbook {
    let mut handbook = Pack::embedded().handbook.clone();
    let pages = handbook.pages.clone();
    handbook.pages = pages.into_iter().cycle().take(PAGES).collect();
    handbook
}

/// A word that is found often, two that are found once in a while, and one that is found nowhere.
#[divan::bench(args = ["digit", "a corridor", "zebra"])]
fn search_1000_pages(bencher: Bencher<'_, '_>, words: &str) {
    let handbook = long_handbook();
    let earned = Earned::new();
    assert_eq!(handbook.search(words, &earned).is_empty(), words == "zebra");
    bencher.bench_local(|| black_box(handbook.search(words, &earned)));
}

/// The same through pages as full as they can be.
#[divan::bench]
fn search_5_mb(bencher: Bencher<'_, '_>) {
    let pack = Pack::load(large().path()).unwrap();
    let found = pack.handbook.search("staircase", &Earned::new()).len();
    assert!(found > 100 * PAGES, "{found}");
    bencher.bench_local(|| black_box(pack.handbook.search("staircase", &Earned::new())));
}

fn main() {
    divan::main();
}
