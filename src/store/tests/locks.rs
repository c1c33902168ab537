use std::{
    env,
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    time::Duration,
};

use super::*;

#[test]
fn a_second_instance_is_told_and_writes_nothing() {
    let place = Place::new();
    let mut first = place.open().unwrap();
    first.profile.write(b"one", 1).unwrap();
    fs::write(place.folder.join("session.new.tmp"), b"being written").unwrap();
    let before = place.files();
    let refused = place.open().unwrap_err();
    assert!(matches!(refused, StoreError::InUse { .. }), "{refused}");
    assert!(
        refused.to_string().starts_with(r#"profile "mark s" is in use by another macrodat ("#),
        "{refused}"
    );
    assert_eq!(place.files(), before);
    assert_eq!(place.json().as_deref(), Some(&b"one"[..]), "reading alone needs no lock");
    drop(first);
    assert_eq!(json_of(&place.open().unwrap()), Some((&b"one"[..], Generation::Current)));
}

/// Set where a test runs itself again as another instance.
const OTHER: &str = "MACRODAT_TEST_DATA_DIR";

fn as_other() -> Option<Profile> {
    let data = DataDir::find(Some(env::var_os(OTHER)?.as_ref())).unwrap();
    Some(Profile::open(&data, &ProfileName::new("mark s").unwrap()).unwrap().profile)
}

/// Starts one test of this binary as another instance, and gives what it prints.
fn start_other(place: &Place, test: &str) -> (Child, impl Iterator<Item = String> + use<>) {
    let mut other = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", &format!("store::tests::locks::{test}")])
        .env(OTHER, place.data.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(other.stdout.take().unwrap()).lines();
    (other, lines.map_while(Result::ok))
}

#[test]
fn another_process_holds_the_profile_until_it_is_killed() {
    if let Some(mut profile) = as_other() {
        profile.write(b"theirs", 1).unwrap();
        println!("\nheld");
        // Until killed, or until the test that started this one is gone.
        let _ = std::io::stdin().read(&mut [0]);
        return;
    }
    let place = Place::new();
    let (mut other, mut lines) = start_other(&place, "another_process_holds_the_profile_until_it_is_killed");
    assert!(lines.any(|line| line == "held"));
    assert!(matches!(place.open(), Err(StoreError::InUse { .. })));
    assert_eq!(place.json().as_deref(), Some(&b"theirs"[..]));
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(json_of(&place.open().unwrap()), Some((&b"theirs"[..], Generation::Current)));
}

#[test]
fn a_process_killed_anywhere_has_lost_nothing_that_it_reported() {
    // The number itself, in front of enough to make a write last.
    let json = |n: u32| format!("{n:08}{}", "x".repeat(200_000)).into_bytes();
    if let Some(mut profile) = as_other() {
        println!();
        for n in 0..10_000 {
            profile.write(&json(n), 1).unwrap();
            println!("saved {n}");
        }
        return;
    }
    for round in 0..20_u32 {
        let place = Place::new();
        let (mut other, mut lines) =
            start_other(&place, "a_process_killed_anywhere_has_lost_nothing_that_it_reported");
        lines.find(|line| line == &format!("saved {}", round % 4)).unwrap();
        std::thread::sleep(Duration::from_micros(u64::from(round) * 370));
        other.kill().unwrap();
        let reported = lines.last().map_or(round % 4, |line| line["saved ".len()..].parse().unwrap());
        other.wait().unwrap();
        let opened = place.open().unwrap();
        assert!(opened.damaged.is_empty(), "{:?}", opened.damaged);
        let (found, _) = json_of(&opened).unwrap();
        assert!(
            found == json(reported) || found == json(reported + 1),
            "after {reported}: {:?}",
            &found[..8]
        );
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_was_replaced_is_held_again_but_not_overwritten() {
    let place = Place::new();
    let mut first = place.open().unwrap();
    first.profile.write(b"one", 1).unwrap();

    // Gone: nothing is lost by starting over.
    fs::remove_dir_all(&place.folder).unwrap();
    first.profile.write(b"two", 1).unwrap();
    assert_eq!(place.json().as_deref(), Some(&b"two"[..]));

    // Gone, and taken by another instance in the meantime.
    fs::remove_dir_all(&place.folder).unwrap();
    let mut second = place.open().unwrap();
    assert!(matches!(first.profile.write(b"three", 1), Err(StoreError::InUse { .. })));
    second.profile.write(b"theirs", 1).unwrap();
    drop(second);
    assert!(matches!(first.profile.write(b"three", 1), Err(StoreError::Changed { .. })));
    assert_eq!(place.json().as_deref(), Some(&b"theirs"[..]));

    // Moved away, as the message advises.
    fs::remove_file(place.folder.join("session.save")).unwrap();
    first.profile.write(b"three", 1).unwrap();
    assert_eq!(place.json().as_deref(), Some(&b"three"[..]));
}
