//! The session of the real program: what it has said to have landed is on disk, whatever ends it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use macrodat::store::SAVE_VERSION;
use serde_json::Value;

fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_macrodat"));
    command.env_remove("RUST_LOG").arg("--data-dir").arg(data).args(["--seed", "11"]);
    command
}

/// What `session show` says.
fn show(data: &Path) -> Value {
    let output = program(data).args(["session", "show"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Digits held by all bins of all files begun.
fn held(session: &Value) -> u64 {
    let boards = session["files_begun"].as_array().unwrap();
    boards
        .iter()
        .flat_map(|board| board["held"].as_array().unwrap())
        .flat_map(|bin| bin.as_array().unwrap())
        .filter_map(Value::as_u64)
        .sum()
}

/// Starts the program on commands, and gives each line it prints with the time at which it came.
fn play(data: &Path, commands: &str, linger: u32) -> (Child, Receiver<(Instant, String)>) {
    let mut child = program(data)
        .args(["session", "play", "--commands", "-", "--linger", &linger.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(commands.as_bytes()).unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            if sender.send((Instant::now(), line)).is_err() {
                break;
            }
        }
    });
    (child, lines)
}

/// Opens the first file at its beginning and sends the clusters beside the start to bins, by keys alone.
const WORK: &str = r#"
0.0 1 hands {"power":{"on":true}}
0.1 1 hands "skip"
0.2 1 hands {"open":{"file":"siena"}}
0.3 1 hands {"move_cursor":{"columns":-2,"rows":-2}}
0.9 1 hands "take"
1.0 1 hands {"bin":{"bin":0}}
1.1 1 hands {"move_cursor":{"columns":3,"rows":0}}
1.7 1 hands "take"
1.8 1 hands {"bin":{"bin":1}}
1.9 1 hands {"move_cursor":{"columns":0,"rows":3}}
2.5 1 hands "take"
2.6 1 hands {"bin":{"bin":2}}
"#;

#[test]
fn what_landed_a_second_ago_survives_being_killed() {
    // Each round is killed at another moment of the work; they need not wait for one another.
    let rounds: Vec<_> = (0..12).map(|round| std::thread::spawn(move || kill_and_look(round))).collect();
    let old: Vec<u64> = rounds.into_iter().map(|round| round.join().unwrap()).collect();
    assert!(old.iter().any(|old| *old >= 8), "the work has not got under way: {old:?}");
}

/// Kills the program in the middle of its work, and gives how many digits had landed a second before.
fn kill_and_look(round: u64) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, lines) = play(folder.path(), WORK, 30);
    let stop = Instant::now() + Duration::from_millis(3200 + round * 230);
    let mut landed: Vec<Instant> = Vec::new();
    while let Ok((at, line)) = lines.recv_timeout(stop.saturating_duration_since(Instant::now())) {
        if line.contains("digit_landed") {
            landed.push(at);
        }
    }
    child.kill().unwrap();
    let killed = Instant::now();
    child.wait().unwrap();
    let old = landed.iter().filter(|at| killed - **at >= Duration::from_secs(1)).count() as u64;
    let kept = held(&show(folder.path()));
    assert!(kept >= old, "round {round}: {kept} kept, {old} had landed a second before");
    old
}

#[test]
fn work_is_found_again_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, lines) = play(folder.path(), WORK, 4);
    assert!(child.wait().unwrap().success());
    let landed = lines.iter().filter(|(_, line)| line.contains("digit_landed")).count() as u64;
    let before = show(folder.path());
    assert!(landed >= 20, "{landed}");
    assert_eq!(held(&before), landed);
    assert_eq!(before["delivered"], 3);
    // A second run that only comes back changes nothing of the work.
    let back = "0 1 hands {\"power\":{\"on\":true}}\n0.1 1 hands \"skip\"\n0.2 1 hands \"resume\"\n0.6 1 hands \"shut_down\"\n";
    let (mut child, _) = play(folder.path(), back, 4);
    assert!(child.wait().unwrap().success());
    let after = show(folder.path());
    assert_eq!(before["files_begun"][0]["held"], after["files_begun"][0]["held"]);
    assert_eq!(before["files_begun"][0]["address"], after["files_begun"][0]["address"]);
}

#[test]
fn a_second_instance_is_told_and_does_not_write() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, lines) = play(folder.path(), WORK, 30);
    lines.recv_timeout(Duration::from_secs(20)).unwrap();
    let output = program(folder.path())
        .args(["session", "play", "--commands", "-"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The save files of a profile.
fn saves(data: &Path) -> Vec<std::path::PathBuf> {
    let mut saves: Vec<_> = std::fs::read_dir(data.join("profiles/default"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "save"))
        .collect();
    saves.sort();
    saves
}

#[test]
fn damage_costs_one_generation_and_a_newer_save_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, _) = play(folder.path(), WORK, 4);
    assert!(child.wait().unwrap().success());
    let current = folder.path().join("profiles/default/session.save");
    let whole = std::fs::read(&current).unwrap();
    for damage in ["truncated", "flipped", "empty"] {
        let bytes = match damage {
            "truncated" => whole[..whole.len() / 2].to_vec(),
            "empty" => Vec::new(),
            _ => whole
                .iter()
                .enumerate()
                .map(|(at, byte)| if at == whole.len() / 3 { byte ^ 4 } else { *byte })
                .collect(),
        };
        std::fs::write(&current, bytes).unwrap();
        let before = saves(folder.path()).len();
        let (mut child, _) = play(folder.path(), "0 1 hands {\"power\":{\"on\":true}}\n", 1);
        assert!(child.wait().unwrap().success(), "{damage}");
        assert!(held(&show(folder.path())) > 0, "{damage}: the older generation is used");
        assert_eq!(saves(folder.path()).len(), before + 1, "{damage}: the damaged one is set aside");
    }
    let newer = String::from_utf8_lossy(&std::fs::read(&current).unwrap()).replacen(
        &format!("macrodat-save {SAVE_VERSION} "),
        "macrodat-save 99 ",
        1,
    );
    std::fs::write(&current, &newer).unwrap();
    let output = program(folder.path())
        .args(["session", "play", "--commands", "-"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(std::fs::read(&current).unwrap(), newer.as_bytes());
}
