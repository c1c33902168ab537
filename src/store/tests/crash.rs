use super::*;

/// Names and contents.
type Files<'a> = Vec<(&'a str, &'a [u8])>;

fn save(json: &str) -> Vec<u8> {
    encode(json.as_bytes(), 1)
}

#[test]
fn a_fresh_profile_is_created_and_keeps_two_generations() {
    let place = Place::new();
    let mut opened = place.open().unwrap();
    assert_eq!((json_of(&opened), opened.damaged.len()), (None, 0));
    assert!(opened.trouble.is_none());
    for (json, names) in [("1", 1), ("2", 2), ("3", 2)] {
        opened.profile.write(json.as_bytes(), 1).unwrap();
        assert_eq!(place.names().len(), names);
    }
    let expected = [("session.older.save".to_owned(), save("2")), ("session.save".to_owned(), save("3"))];
    assert_eq!(place.files(), expected);
    assert!(matches!(opened.profile.write(b"4", SAVE_VERSION + 1), Err(StoreError::Version { .. })));
    assert!(matches!(opened.profile.write(b"4", 0), Err(StoreError::Version { version: 0 })));
    drop(opened);
    assert_eq!(json_of(&place.open().unwrap()), Some((&b"3"[..], Generation::Current)));
}

/// Every state in which the folder can be left by a program that ended while it wrote "3" after "2" and "1",
/// and what must then be loaded.
#[test]
fn every_step_of_a_write_can_be_the_last() {
    let (one, two, three) = (save("1"), save("2"), save("3"));
    let torn: Vec<Vec<u8>> = (0..three.len()).map(|length| three[..length].to_vec()).collect();
    let (current, unnamed, older) = ("session.save", "session.new.tmp", "session.older.save");
    let mut states: Vec<(Files<'_>, &[u8], Generation)> = Vec::new();
    // While the temporary file is written, with and without generations before.
    for torn in &torn {
        states.push((vec![(current, &two), (older, &one), (unnamed, torn)], b"2", Generation::Current));
        states.push((vec![(current, &two), (unnamed, torn)], b"2", Generation::Current));
        // A retry after the second rename had failed.
        states.push((vec![(older, &two), (unnamed, torn)], b"2", Generation::Older));
    }
    // It is whole, but the first rename was not reached.
    states.push((vec![(current, &two), (older, &one), (unnamed, &three)], b"2", Generation::Current));
    // Between the renames, also for the first save of all.
    states.push((vec![(older, &two), (unnamed, &three)], b"3", Generation::Unnamed));
    states.push((vec![(unnamed, &three)], b"3", Generation::Unnamed));
    // Of the renames only the second came to the disk.
    states.push((vec![(current, &three), (older, &one)], b"3", Generation::Current));
    // Done.
    states.push((vec![(current, &three), (older, &two)], b"3", Generation::Current));

    for (files, json, generation) in states {
        let place = Place::with(&files);
        assert_eq!(place.json().as_deref(), Some(json), "{files:?}");
        assert_eq!(place.files().len(), files.len(), "peeking changes nothing");
        let mut opened = place.open().unwrap();
        assert_eq!(json_of(&opened), Some((json, generation)), "{files:?}");
        assert!(opened.damaged.is_empty() && opened.trouble.is_none());
        assert!(!place.names().contains(&unnamed.to_owned()), "leftovers go");
        // The same again from what opening made of it.
        assert_eq!(place.json().as_deref(), Some(json), "{files:?}");
        opened.profile.write(b"4", 1).unwrap();
        assert_eq!(fs::read(place.folder.join(current)).unwrap(), save("4"));
        assert_eq!(fs::read(place.folder.join(older)).unwrap(), encode(json, 1), "{files:?}");
    }
}

#[test]
fn no_save_at_all_but_a_torn_temporary_file_is_a_fresh_start() {
    let place = Place::with(&[("session.new.tmp", &save("1")[..30])]);
    let opened = place.open().unwrap();
    assert_eq!((json_of(&opened), opened.damaged.len()), (None, 0));
    assert!(place.files().is_empty());
}

#[test]
fn a_damaged_save_is_set_aside_and_the_older_one_used() {
    let mut bad = save("2");
    let last = bad.len() - 1;
    bad[last] ^= 1;
    let place = Place::with(&[
        ("session.save", &bad),
        ("session.older.save", &save("1")),
        ("session.damaged-1.save", b"from last year"),
    ]);
    let peeked = Profile::peek(&place.data, &place.name).unwrap();
    assert_eq!((peeked.damaged.len(), &peeked.damaged[0].moved_to), (1, &None));
    let mut opened = place.open().unwrap();
    assert_eq!(json_of(&opened), Some((&b"1"[..], Generation::Older)));
    let aside = place.folder.join("session.damaged-2.save");
    let expected =
        SetAside { generation: Generation::Current, damage: Damage::Checksum, moved_to: Some(aside.clone()) };
    assert_eq!(opened.damaged, [expected]);
    assert_eq!(fs::read(aside).unwrap(), bad);
    assert_eq!(fs::read(place.folder.join("session.damaged-1.save")).unwrap(), b"from last year");
    // The next save does not push out the one that was good.
    opened.profile.write(b"3", 1).unwrap();
    assert_eq!(fs::read(place.folder.join("session.older.save")).unwrap(), save("1"));
}

#[test]
fn two_damaged_saves_are_both_set_aside_for_a_fresh_start() {
    let place = Place::with(&[("session.save", b""), ("session.older.save", b"{}")]);
    let opened = place.open().unwrap();
    assert_eq!(json_of(&opened), None);
    let damages: Vec<_> = opened.damaged.iter().map(|d| (d.generation, d.damage.clone())).collect();
    assert_eq!(damages, [(Generation::Current, Damage::Empty), (Generation::Older, Damage::NotASave)]);
    assert_eq!(place.names(), ["session.damaged-1.save", "session.damaged-2.save"]);
}

#[test]
fn a_damaged_save_gives_way_to_a_whole_one_without_a_name() {
    let place = Place::with(&[
        ("session.save", b"?"),
        ("session.new.tmp", &save("3")),
        ("session.older.save", &save("1")),
    ]);
    assert_eq!(json_of(&place.open().unwrap()), Some((&b"3"[..], Generation::Unnamed)));
    assert_eq!(place.names(), ["session.damaged-1.save", "session.older.save", "session.save"]);
    assert_eq!(json_of(&place.open().unwrap()), Some((&b"3"[..], Generation::Current)));
}

#[test]
fn a_save_that_its_reader_refuses_counts_as_damaged() {
    let place = Place::with(&[("session.save", &save("x")), ("session.older.save", &save("17"))]);
    let number = |s: Snapshot| {
        let text = String::from_utf8(s.json).map_err(|e| e.to_string())?;
        text.parse::<i32>().map_err(|e| e.to_string())
    };
    let opened = Profile::open_with(&place.data, &place.name, number).unwrap();
    let loaded = opened.loaded.unwrap();
    assert_eq!((loaded.snapshot, loaded.generation), (17, Generation::Older));
    assert_eq!(opened.damaged[0].damage, Damage::Rejected("invalid digit found in string".to_owned()));
    assert_eq!(place.names(), ["session.damaged-1.save", "session.older.save"]);
}

#[test]
fn a_newer_save_is_left_exactly_as_it_is() {
    let newer = encode(b"{}", SAVE_VERSION + 1);
    let (current, unnamed, older) = ("session.save", "session.new.tmp", "session.older.save");
    let (one, bad) = (save("1"), b"?".to_vec());
    let states: [Files<'_>; 6] = [
        vec![(current, &newer), (older, &one), (unnamed, &bad)],
        vec![(current, &newer)],
        vec![(older, &newer)],
        vec![(current, &bad), (older, &newer)],
        vec![(current, &one), (older, &newer)],
        vec![(unnamed, &newer), (older, &one)],
    ];
    for files in states {
        let place = Place::with(&files);
        let times = || -> Vec<_> {
            let file = |name: &String| fs::metadata(place.folder.join(name)).unwrap().modified().unwrap();
            place.names().iter().map(file).collect()
        };
        let before = (place.files(), times());
        let refused = place.open().unwrap_err();
        assert!(
            matches!(refused, StoreError::Newer { version, .. } if version == SAVE_VERSION + 1),
            "{refused}"
        );
        assert!(refused.to_string().contains("is left as it is"), "{refused}");
        assert!(matches!(Profile::peek(&place.data, &place.name), Err(StoreError::Newer { .. })));
        assert_eq!((place.files(), times()), before);
    }
}

#[test]
fn peeking_creates_nothing() {
    let place = Place::new();
    assert_eq!(place.json(), None);
    assert!(!place.data.path().join("profiles").exists());
}

#[test]
fn reading_beside_a_writer_always_finds_a_save() {
    let place = Place::new();
    let mut opened = place.open().unwrap();
    opened.profile.write(b"0", 1).unwrap();
    std::thread::scope(|scope| {
        let writes = scope.spawn(|| {
            for n in 1..40 {
                opened.profile.write(n.to_string().as_bytes(), 1).unwrap();
            }
        });
        let mut last = 0;
        while !writes.is_finished() {
            let json = place.json().expect("a save at every instant");
            let n: u32 = std::str::from_utf8(&json).unwrap().parse().unwrap();
            // Caught between the renames twice in a row, reading may fall back by one.
            assert!(n + 1 >= last, "{n} after {last}");
            last = n;
        }
    });
}
