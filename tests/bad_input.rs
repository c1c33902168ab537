//! Wrong input gives one clear line and its exit code, and leaves nothing half-written.

use std::path::Path;
use std::process::Command;

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
    ];
    for (args, word) in wrong {
        let (code, said) = run(at, args);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains(word), "{args:?}: {said}");
        assert!(said.starts_with("macrodat: "), "{args:?}: {said}");
        // A pack may have several things wrong, a line each.
        assert!(said.trim_end().lines().count() == 1 || args.contains(&"no-such-pack"), "{args:?}: {said}");
    }
    let left: Vec<_> = std::fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "{left:?}");
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
