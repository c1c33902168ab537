//! Wrong input gives one clear line and its exit code, and leaves nothing half-written.

use std::path::Path;
use std::process::Command;

use macrodat::settings::LIST;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// Runs the program in `folder`; gives its exit code and what it said of itself.
fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_macrodat"))
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("RUST_LOG")
        .args(args)
        .output()
        .unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn every_wrong_word_gets_one_line_and_code_two() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("wrong.cmd"), "0 1 cue \"skip\"\n0.5 1 cue \"jump\"\n").unwrap();
    std::fs::write(at.join("binary.cmd"), [0xFF, 0xFE, 0x00]).unwrap();
    std::fs::write(at.join("wrong.toml"), "from = \"worn\"\n\nhalation = 2\n").unwrap();
    std::fs::write(at.join("broken.toml"), "halation = 0.1\nhum\n").unwrap();
    std::fs::create_dir(at.join("spoilt")).unwrap();
    std::fs::write(at.join("spoilt/settings.toml"), "[text]\nsize =\n").unwrap();
    let wrong: &[(&[&str], &str)] = &[
        (&["--nonsense"], "--nonsense"),
        (&["dance"], "dance"),
        (&["render", "--scene", "door"], "busy"),
        (&["render", "--frames", "5-2"], "backwards"),
        (&["render", "--frames", "0"], "1-48"),
        (&["render", "--fps", "0"], "24000/1001"),
        (&["render", "--fps", "ten"], "24000/1001"),
        (&["render", "--size", "9000x9000"], "8192x8192"),
        (&["render", "--size", "5000x3000"], "4320"),
        (&["render", "--depth", "12"], "16"),
        (&["render", "--size", "10x10"], "64"),
        (&["render", "--size", "wide"], "1440x1000"),
        (&["render", "--view", "inside"], "plain"),
        (&["render", "--view", "bezle"], "perhaps \"bezel\" is meant"),
        (&["--look", "worn", "render"], "after the command"),
        (&["render", "--threads", "0"], "threads"),
        (&["render", "--out", "f.jpg"], "####"),
        (&["render", "--wav", "f.mp3"], "out/sound.wav"),
        (&["render", "--frames", "1-2", "--out", "one.png"], "####"),
        (&["render", "--set", "bins=1,2"], "percentages"),
        (&["render", "--set", "file=Nowhere"], "nearest"),
        (&["render", "--set", "clock=noon"], "clock"),
        (&["render", "--commands", "none.cmd"], "none.cmd"),
        (&["render", "--commands", "wrong.cmd"], "wrong.cmd:2"),
        (&["render", "--commands", "binary.cmd"], "UTF-8"),
        (&["render", "--pack", "no-such-pack"], "no-such-pack"),
        (&["facts", "--deed", "lap"], "lapse"),
        (&["facts", "--count", "0"], "10000"),
        (&["look", "wron"], "worn"),
        (&["look", "none.toml"], "none.toml"),
        (&["look", "folder/none"], "folder/none"),
        (&["look", "wrong.toml"], "wrong.toml:3: halation is 2.0; it is 0 to 0.8 share"),
        (&["look", "broken.toml"], "broken.toml:2"),
        (&["look", "./binary.cmd"], "UTF-8"),
        (&["look", "--set-look", "halaton=0.2"], "halation"),
        (&["look", "--set-look", "grain=0", "--set-look", "halation=nan"], "halation"),
        (&["look", "--set-look", "halation=2"], "--set-look: halation is 2.0; it is 0 to 0.8 share"),
        (&["look", "--set-look", "halation"], "NAME=VALUE"),
        (&["pack", "check", "no-such-pack"], "no-such-pack"),
        (&["--profile", "../up", "session", "show"], "profile"),
        (&["--data-dir", "data", "session", "show"], "macrodat"),
        (&["--seed", "one", "render"], "seed"),
        (
            &["settings", "get", "text.sise"],
            "there is no setting \"text.sise\"; perhaps \"text.size\" is meant",
        ),
        (&["settings", "set", "start.pack", "nonsense"], "embedded are lumon"),
        (&["settings", "set", "volume", "3"], "known are look.name"),
        (&["settings", "set", "sound.volume", "101"], "sound.volume is 101; it is 0 to 100 percent"),
        (&["settings", "set", "sound.volume", "-1"], "unexpected argument"),
        (&["settings", "set", "view.name", "bezle"], "perhaps \"bezel\" is meant"),
        (&["settings", "set", "start.profile", "../up"], "contains '.'"),
        (&["settings", "set", "look.name"], "VALUE"),
        (&["--data-dir", "spoilt", "settings"], "settings.toml, line 2: "),
        (&["--data-dir", "spoilt", "settings", "set", "text.size", "large"], "settings.toml, line 2: "),
        (&["--data-dir", "spoilt", "settings", "reset", "sound.volume"], "settings.toml, line 2: "),
        (&["--data-dir", "spoilt", "session", "show"], "settings.toml, line 2: "),
        (&["--data-dir", "spoilt", "session", "reset"], "settings.toml, line 2: "),
        (&["--data-dir", "spoilt", "session", "import", "none.json"], "settings.toml, line 2: "),
        (&["--data-dir", "spoilt", "--profile", "other", "session", "reset"], "`other` has no session"),
        (&["render", "--set", "text=tiny"], "text (usual, large)"),
    ];
    for (args, word) in wrong {
        let (code, said) = run(at, args);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains(word), "{args:?}: {said}");
        assert!(said.starts_with("macrodat: "), "{args:?}: {said}");
        // A pack may have several things wrong, a line each.
        assert!(said.trim_end().lines().count() == 1 || args.contains(&"no-such-pack"), "{args:?}: {said}");
    }
    // What opens no profile goes on without settings.
    for args in [&["handbook"][..], &["facts", "--count", "1"]] {
        let (code, said) = run(at, &[&["--data-dir", "spoilt"], args].concat());
        assert_eq!((code, said.as_str()), (0, ""), "{args:?}");
    }
    let left: Vec<_> = std::fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 5, "{left:?}");
}

/// What is set on the command line is listed, kept and taken back; of a file with faults the rest is used.
#[test]
fn settings_are_listed_set_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let output = |args: &[&str]| {
        let all = [&["--data-dir", "home", "settings"], args].concat();
        let output = Command::new(env!("CARGO_BIN_EXE_macrodat")).current_dir(at).args(all).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        (text(&output.stdout), text(&output.stderr))
    };
    let (list, _) = output(&[]);
    assert_eq!(list.lines().count(), LIST.len());
    for (line, setting) in list.lines().zip(LIST) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[..3], [setting.name, setting.default, "default"], "{line}");
        assert!(line.ends_with(&setting.help()), "{line}");
    }
    assert!(!at.join("home").exists(), "to be listed makes no folder");
    output(&["set", "text.size", "large"]);
    output(&["set", "motion.reduced", "false"]);
    output(&["set", "look.name", "worn"]);
    assert_eq!(output(&["get", "text.size"]).0, "large\n");
    let file = || std::fs::read_to_string(at.join("home/settings.toml")).unwrap();
    let expected = "[text]\nsize = \"large\"\n\n[motion]\nreduced = false\n\n[look]\nname = \"worn\"\n";
    assert_eq!(file(), expected);
    output(&["reset", "text.size"]);
    assert!(!file().contains("text") && output(&["list"]).0.contains("file"));
    std::fs::write(at.join("home/settings.toml"), "[sound]\nvolume = 300\nmuted = true\n").unwrap();
    let (muted, told) = output(&["get", "sound.muted"]);
    assert_eq!(muted, "true\n");
    assert!(told.contains("settings.toml, line 2: sound.volume is 300; it is 0 to 100 percent"), "{told}");
}

/// The profile and the pack that are set are used where none is asked for; renders are the same whatever is set.
#[test]
fn profile_and_pack_that_are_set_are_used() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let set = |text: &str| std::fs::write(at.join("settings.toml"), text).unwrap();
    set("[start]\nprofile = \"mark s\"\npack = \"meridian\"\n");
    let (code, said) = run(at, &["--data-dir", ".", "session", "show"]);
    assert!(code == 2 && said.contains("`mark s`"), "{said}");
    let (_, said) = run(at, &["--data-dir", ".", "--profile", "other", "session", "show"]);
    assert!(said.contains("`other`"), "{said}");
    let printed = |args: &[&str]| {
        let all = [&["--data-dir", "."], args].concat();
        let output = Command::new(env!("CARGO_BIN_EXE_macrodat")).current_dir(at).args(all).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let [own, lumon, meridian] =
        [&["handbook"][..], &["handbook", "--pack", "lumon"], &["handbook", "--pack", "meridian"]]
            .map(printed);
    assert!(own == meridian && own != lumon);
    let render = |args: &[&str]| {
        let (code, said) = run(at, &[&["--data-dir", ".", "render", "--out", "p.png"], args].concat());
        assert_eq!(code, 0, "{said}");
        std::fs::read(at.join("p.png")).unwrap()
    };
    assert!(render(&[]) == render(&["--pack", "lumon"]));
    set("[start]\nprofile = \"../up\"\npack = \"nowhere\"\n");
    let (_, said) = run(at, &["--data-dir", ".", "session", "show"]);
    assert!(said.contains("`default`"), "{said}");
    assert_eq!(printed(&["handbook"]), lumon);
}

#[test]
#[cfg(target_os = "linux")]
fn a_picture_larger_than_memory_is_told_before_it_is_begun() {
    let folder = tempfile::tempdir().unwrap();
    let limited = format!(
        "ulimit -v 400000; exec {} render --view tube --size 8192x8192 --out f.png",
        env!("CARGO_BIN_EXE_macrodat")
    );
    let output = Command::new("sh").args(["-c", &limited]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), said.trim_end().lines().count()), (Some(2), 1), "{said}");
    assert!(said.contains("8192x8192 needs about"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_failed_write_gives_code_five_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("taken"), "a file where a folder should be").unwrap();
    let (code, said) = run(folder.path(), &["render", "--out", "taken/f.png"]);
    assert_eq!((code, said.trim_end().lines().count()), (5, 1), "{said}");
    assert!(said.contains("taken"), "{said}");
    std::fs::create_dir(folder.path().join("f.png")).unwrap();
    let (code, said) = run(folder.path(), &["render", "--out", "f.png"]);
    assert_eq!(code, 5, "{said}");
    let mut left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["f.png", "taken"]);
}

#[test]
fn a_write_that_fails_in_the_middle_ends_all_threads() {
    for (view, threads) in [("plain", "1"), ("tube", "1"), ("tube", "2"), ("tube", "4")] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("f.0003.png")).unwrap();
        let arguments = ["render", "--frames", "1-40", "--size", "320x240", "--out", "f.####.png"];
        let begun = std::time::Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_macrodat"))
            .args(arguments)
            .args(["--view", view, "--threads", threads])
            .current_dir(folder.path())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed().as_secs() > 60 {
                child.kill().unwrap();
                panic!("{view} on {threads} threads goes on for ever");
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        };
        assert_eq!(status.code(), Some(5), "{view} on {threads} threads");
    }
}

#[test]
fn ten_thousand_damaged_command_files_are_read_or_refused() {
    let whole = include_str!("../assets/scenes/busy.toml");
    let scene = macrodat::stage::Scene::read(whole).unwrap();
    let text: String = scene.commands.iter().map(|stamped| format!("{stamped}\n")).collect();
    let mut random = ChaCha8Rng::seed_from_u64(10);
    let mut refused = 0;
    for _ in 0..10_000 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..1 + random.next_u32() % 4 {
            let at = random.next_u32() as usize % bytes.len();
            match random.next_u32() % 4 {
                0 => bytes[at] = random.next_u32() as u8,
                1 => bytes[at] ^= 1 << (random.next_u32() % 8),
                2 => bytes.insert(at, random.next_u32() as u8),
                _ => bytes.truncate(at + 1),
            }
        }
        let damaged = String::from_utf8_lossy(&bytes);
        refused += u32::from(macrodat::model::command::read_commands(&damaged).is_err());
        let _either = macrodat::stage::Scene::read(&whole.replacen(&text[..40], &damaged, 1));
        let _either = damaged.parse::<macrodat::stage::Start>();
    }
    assert!((2_000..10_000).contains(&refused), "{refused}");
}

/// Copies the default pack into a new folder.
fn copied_pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/packs/lumon");
    for part in ["", "handbook"] {
        std::fs::create_dir_all(folder.path().join(part)).unwrap();
        for entry in pack.join(part).read_dir().unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                std::fs::copy(entry.path(), folder.path().join(part).join(entry.file_name())).unwrap();
            }
        }
    }
    folder
}

/// What `pack check` says of the default pack once `spoil` has been at it; all must be told in one line each.
fn told_of(spoil: impl FnOnce(&Path)) -> Vec<String> {
    let folder = copied_pack();
    spoil(folder.path());
    let (code, said) = run(folder.path(), &["pack", "check", "."]);
    assert_eq!(code, 2, "{said}");
    let said = said.strip_prefix("macrodat: ").unwrap();
    said.lines().map(|line| line.trim_start_matches("./").to_owned()).collect()
}

/// Changes a file, and gives the line of the change, counted from 1.
fn change(folder: &Path, name: &str, from: &str, to: &str) -> usize {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.find(from).unwrap_or_else(|| panic!("{name} has no {from}"));
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    1 + text[..at].matches('\n').count()
}

#[test]
fn what_is_wrong_with_a_pack_is_named_with_file_and_line() {
    let word = "a".repeat(100_000);
    let changes: &[(&str, &str, &str, &str)] = &[
        (
            "handbook/field.md",
            "(attention)",
            "(attentoin)",
            "there is no page \"attentoin\"; perhaps \"attention\"",
        ),
        ("handbook/field.md", "(attention)", "(field)", "the page leads to itself"),
        ("handbook/field.md", "title = \"", "title = \"\\u0007", "`title` holds the character U+0007"),
        ("handbook/shoes.md", "A shoe", "A sh\u{1b}[31moe", "the line holds the character U+001B"),
        ("handbook/shoes.md", "A shoe", "A \u{5e0}\u{5e2}\u{5dc}", "the line holds the character U+05E0"),
        ("handbook/shoes.md", "A shoe", "A \u{202e}shoe", "the line holds the character U+202E"),
        (
            "handbook/shoes.md",
            "A shoe",
            "A \u{978b}",
            "the line holds \u{978b} (U+978B), which the fonts lack",
        ),
        ("handbook/shoes.md", "A shoe", &word, "the file is over 16 KiB"),
        ("handbook/shoes.md", "A shoe", &word[..9000], "is a long word; at most 28 letters fit"),
        (
            "pack.toml",
            "title = \"Lumon\"",
            "title = \"\u{5dc}\u{5d5}\"",
            "`title` holds \u{5dc} (U+05DC), \u{5d5} (U+05D5), which",
        ),
        ("pack.toml", "title = \"Lumon\"", "title = \"L\u{202e}umon\"", "`title` holds the character U+202E"),
        ("files.toml", "name = \"Siena\"", "name = \"Sie\\u0000na\"", "`name` holds the character U+0000"),
        (
            "about.md",
            "Every sentence",
            "Every \u{5e0} sentence",
            "the line holds \u{5e0} (U+05E0), which the fonts lack",
        ),
        ("about.md", "Every sentence", "Every \u{200f}sentence", "the line holds the character U+200F"),
        ("commendations.toml", "Room 31", &word, "`text` has 100"),
    ];
    for (name, from, to, wanted) in changes {
        let mut line = 0;
        let told = told_of(|folder| line = change(folder, name, from, to));
        let place = format!("{name}:{line}: ");
        let here = told.iter().find(|told| told.starts_with(&place));
        assert!(here.is_some_and(|told| told.contains(wanted)), "{place}{wanted}: {told:#?}");
        assert!(told.iter().all(|told| told.len() < 400), "{told:#?}");
    }
    let told = told_of(|folder| std::fs::remove_file(folder.join("handbook/attention.md")).unwrap());
    assert!(told.len() >= 2, "{told:#?}");
    assert!(told.iter().any(|told| told.starts_with("handbook/field.md:")), "{told:#?}");
    assert!(told.iter().all(|told| told.contains("there is no page \"attention\"")), "{told:#?}");
    let mut line = 0;
    let told = told_of(|folder| {
        let circle = "[moved]\nday-one = \"day-two\"\nday-two = \"day-one\"\n\n[[part]]";
        line = change(folder, "handbook/handbook.toml", "[[part]]", circle);
    });
    let wanted =
        format!("handbook/handbook.toml:{}: \"day-one\" to \"day-two\" leads back to itself", line + 1);
    assert!(told.len() == 1 && told[0].starts_with(&wanted), "{wanted}: {told:#?}");
}

/// None of these is read to its end, nor waited for.
#[test]
#[cfg(unix)]
fn what_is_no_text_of_a_pack_is_refused() {
    let large = |path: std::path::PathBuf| {
        std::fs::File::create(path).unwrap().set_len(100 << 20).unwrap();
    };
    let replaced = |name: &str, by: &dyn Fn(&Path)| {
        told_of(|folder| {
            std::fs::remove_file(folder.join(name)).unwrap();
            by(&folder.join(name));
        })
    };
    for name in
        ["pack.toml", "files.toml", "facts.toml", "about.md", "handbook/handbook.toml", "handbook/shoes.md"]
    {
        let told = replaced(name, &|path| large(path.to_owned()));
        assert!(told[0].starts_with(&format!("{name}:1: the file is over ")), "{told:#?}");
        let told = replaced(name, &|path| std::os::unix::fs::symlink("/dev/zero", path).unwrap());
        assert!(told[0].starts_with(&format!("{name}: is a link")), "{told:#?}");
        let told =
            replaced(name, &|path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success()));
        assert!(told[0].starts_with(&format!("{name}: is no plain file")), "{told:#?}");
        let told = replaced(name, &|path| std::fs::create_dir(path).unwrap());
        assert!(told[0].starts_with(&format!("{name}: is a folder")), "{told:#?}");
    }
    let told = told_of(|folder| large(folder.join("handbook/film.mov")));
    assert_eq!(told, ["handbook/film.mov: is no page; pages end in .md"]);
    let told = told_of(|folder| {
        for number in 0..100_000 {
            std::fs::File::create(folder.join(format!("handbook/{number}.md"))).unwrap();
        }
    });
    assert_eq!(told, ["handbook: holds more than 2000 files; divide the handbook"]);
    let told = told_of(|folder| {
        for number in 0..1500 {
            std::fs::write(folder.join(format!("handbook/{number}.md")), "[a](b)\n".repeat(2000)).unwrap();
        }
    });
    assert!((1..=1001).contains(&told.len()), "{}", told.len());
    let told = told_of(|folder| {
        std::fs::remove_dir_all(folder.join("handbook")).unwrap();
        std::os::unix::fs::symlink("/usr", folder.join("handbook")).unwrap();
    });
    assert_eq!(told, ["handbook: is no folder; a folder of pages is wanted"]);
}

#[test]
fn a_new_pack_is_whole_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let said = |args: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_macrodat")).current_dir(at).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    std::fs::create_dir(at.join("empty")).unwrap();
    for dir in ["a/b", "empty", "two words"] {
        let told = said(&["pack", "new", dir]);
        for name in ["pack.toml", "files.toml", "commendations.toml", "about.md", "handbook/hall.md"] {
            assert!(told.contains(&format!("Wrote {dir}/{name}\n")), "{told}");
            assert!(at.join(dir).join(name).is_file());
        }
        assert!(told.contains("macrodat pack check"), "{told}");
        let whole = said(&["pack", "check", dir]);
        assert!(whole.contains("3 files, 12 commendations"), "{whole}");
    }
    // It is a pack that can be seen, and in which no word of the default one is left.
    said(&["--pack", "empty", "render", "--scene", "idle", "--frames", "1-1", "--out", "f.png"]);
    assert!(said(&["--pack", "empty", "handbook", "hall"]).contains("forty desks"));
    for name in ["pack.toml", "files.toml", "commendations.toml", "about.md", "handbook/hall.md"] {
        let text = std::fs::read_to_string(at.join("empty").join(name)).unwrap().to_lowercase();
        for word in ["lumon", "refine", "macrodata", "outie", "innie", "sever", "frolic", "malice", "kier"] {
            assert!(!text.contains(word), "{name} has {word}");
        }
        assert!(!text.contains('!'), "{name} exclaims");
    }
    let taken = |dir: &str, word: &str| {
        let (code, told) = run(at, &["pack", "new", dir]);
        assert_eq!((code, told.trim_end().lines().count()), (2, 1), "{told}");
        assert!(told.contains(word), "{told}");
    };
    std::fs::write(at.join("a/b/pack.toml"), "mine").unwrap();
    taken("a/b", "a/b: is not empty");
    assert_eq!(std::fs::read_to_string(at.join("a/b/pack.toml")).unwrap(), "mine");
    taken("a", "is not empty");
    taken("f.png", "is no folder");
    let (code, told) = run(at, &["pack", "new", "f.png/under"]);
    assert_eq!((code, told.trim_end().lines().count()), (5, 1), "{told}");
    let mut left: Vec<_> = at.read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["a", "empty", "f.png", "two words"]);
}
