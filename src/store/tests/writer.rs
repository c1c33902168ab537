use std::{
    thread,
    time::{Duration, Instant},
};

use super::*;

const LONG: Duration = Duration::from_secs(10);

fn writer(place: &Place) -> Writer {
    Writer::new(place.open().unwrap().profile).unwrap()
}

/// Waits until it holds, and says how long that took.
fn eventually(what: &str, mut holds: impl FnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < LONG, "never: {what}");
        thread::sleep(Duration::from_millis(2));
    }
    start.elapsed()
}

#[test]
fn a_submitted_snapshot_is_on_disk_within_a_second() {
    let place = Place::new();
    let writer = writer(&place);
    assert_eq!(writer.status(), Status::Saved);
    for n in ["1", "2", "3", "4"] {
        writer.submit(n.as_bytes().to_vec(), 1);
        assert_ne!(writer.status(), Status::Saved);
        let took = eventually("on disk", || place.json().as_deref() == Some(n.as_bytes()));
        assert!(took < Duration::from_secs(1), "{took:?}");
    }
    eventually("saved", || writer.status() == Status::Saved);
}

#[test]
fn a_burst_costs_few_writes_and_never_waits() {
    let place = Place::new();
    let writer = writer(&place);
    let start = Instant::now();
    let mut slowest = Duration::ZERO;
    for n in 0..=100_u32 {
        let json = n.to_string().into_bytes();
        let before = Instant::now();
        writer.submit(json, 1);
        slowest = slowest.max(before.elapsed());
        thread::sleep(Duration::from_millis(6));
    }
    let burst = start.elapsed();
    writer.save_now(LONG).unwrap();
    assert_eq!(place.json().as_deref(), Some(&b"100"[..]));
    let most = burst.as_millis().div_ceil(MIN_INTERVAL.as_millis()) + 2;
    assert!(u128::from(writer.tries()) <= most, "{} writes in {burst:?}", writer.tries());
    println!("101 snapshots in {burst:?}: {} writes, slowest submission {slowest:?}", writer.tries());
    // Far below a frame, with room for a busy machine.
    assert!(slowest < Duration::from_millis(100), "{slowest:?}");
}

#[test]
fn save_now_and_dropping_do_not_wait_for_the_interval() {
    let place = Place::new();
    let start = Instant::now();
    let writer = writer(&place);
    for n in 0..6_u8 {
        writer.submit(vec![b'0' + n], 1);
        writer.save_now(LONG).unwrap();
        assert_eq!(writer.status(), Status::Saved);
        assert_eq!(place.json(), Some(vec![b'0' + n]));
    }
    writer.save_now(Duration::ZERO).unwrap();
    writer.submit(b"last".to_vec(), 1);
    drop(writer);
    assert_eq!(place.json().as_deref(), Some(&b"last"[..]));
    assert!(place.open().is_ok(), "the profile is free again");
    println!("7 forced writes in {:?}", start.elapsed());
}

/// Puts a file in the place of the profile's folder, which stops even a superuser.
#[cfg(unix)]
fn obstruct(place: &Place) -> PathBuf {
    let away = place.data.path().join("away");
    fs::rename(&place.folder, &away).unwrap();
    fs::write(&place.folder, b"").unwrap();
    away
}

#[cfg(unix)]
fn clear(place: &Place, away: PathBuf) {
    fs::remove_file(&place.folder).unwrap();
    fs::rename(away, &place.folder).unwrap();
}

#[cfg(unix)]
#[test]
fn a_failing_folder_lights_the_lamp_and_is_saved_to_once_it_is_good_again() {
    let place = Place::new();
    let writer = writer(&place);
    writer.submit(b"one".to_vec(), 1);
    writer.save_now(LONG).unwrap();
    let away = obstruct(&place);

    writer.submit(b"two".to_vec(), 1);
    let refused = writer.save_now(LONG).unwrap_err();
    let Status::Failing { since, reason } = writer.status() else { panic!("{:?}", writer.status()) };
    assert_eq!(refused.to_string(), format!("the session is not saved yet: {reason}"));
    assert!(reason.contains(&place.folder.display().to_string()), "{reason}");

    // A newer snapshot takes the failed one's place; the lamp's time stays.
    writer.submit(b"three".to_vec(), 1);
    let tries = writer.tries();
    eventually("another try", || writer.tries() > tries);
    assert!(matches!(writer.status(), Status::Failing { since: s, .. } if s == since));

    clear(&place, away);
    let took = eventually("saved", || writer.status() == Status::Saved);
    assert!(took < RETRY_INTERVAL * 2, "{took:?}");
    assert_eq!(place.json().as_deref(), Some(&b"three"[..]));
    assert_eq!(fs::read(place.folder.join("session.older.save")).unwrap(), encode(b"one", 1));
}

#[test]
fn a_folder_that_cannot_be_made_is_trouble_and_no_error() {
    let place = Place::new();
    let profiles = place.data.path().join("profiles");
    fs::write(&profiles, b"").unwrap();
    let opened = place.open().unwrap();
    assert!(matches!(opened.trouble, Some(StoreError::Io { .. })), "{:?}", opened.trouble);
    assert!(opened.loaded.is_none());
    let writer = Writer::new(opened.profile).unwrap();
    assert!(matches!(writer.status(), Status::Failing { .. }));
    // Made good, the lamp goes out without anything to write, and then it saves.
    fs::remove_file(&profiles).unwrap();
    eventually("held", || writer.status() == Status::Saved);
    assert!(matches!(place.open(), Err(StoreError::InUse { .. })));
    writer.submit(b"one".to_vec(), 1);
    writer.save_now(LONG).unwrap();
    assert_eq!(place.json().as_deref(), Some(&b"one"[..]));
}

#[cfg(unix)]
#[test]
fn dropping_over_a_failing_folder_gives_up_after_one_try() {
    let place = Place::new();
    let writer = writer(&place);
    let away = obstruct(&place);
    writer.submit(b"one".to_vec(), 1);
    let start = Instant::now();
    drop(writer);
    assert!(start.elapsed() < RETRY_INTERVAL, "{:?}", start.elapsed());
    clear(&place, away);
    assert_eq!(place.json(), None);
}

/// Not a test: prints what a write costs here. `cargo test --release --lib store::tests::writer::cost --
/// --ignored --nocapture`
#[test]
#[ignore = "prints figures"]
fn cost() {
    for size in [4 << 10, 100 << 10, 1 << 20] {
        let place = Place::new();
        let mut profile = place.open().unwrap().profile;
        let json = vec![b'7'; size];
        let mut times: Vec<Duration> = (0..40)
            .map(|_| {
                let start = Instant::now();
                profile.write(&json, 1).unwrap();
                start.elapsed()
            })
            .collect();
        times.sort();
        println!("{size} bytes: median {:?}, slowest {:?}", times[20], times[39]);
    }
}
