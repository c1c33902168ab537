use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::*;

const JSON: &[u8] = br#"{"employee":"M","files":[1,2,3]}"#;

#[test]
fn a_save_comes_back() {
    for json in [&b""[..], b"{}", JSON, b"line\nline\n"] {
        let bytes = encode(json, 1);
        assert_eq!(decode(&bytes), Ok(Decoded { version: 1, json }));
    }
    let bytes = encode(JSON, 1);
    let header = String::from_utf8(bytes[..bytes.len() - JSON.len()].to_vec()).unwrap();
    assert!(header.starts_with("macrodat-save 1 xxh3="), "{header}");
    assert!(header.ends_with(" bytes=32\n"), "{header}");
}

#[test]
fn every_lost_end_is_noticed() {
    let bytes = encode(JSON, 1);
    let header = bytes.len() - JSON.len();
    for length in 0..bytes.len() {
        let expected = match length {
            0 => Damage::Empty,
            l if l < header => Damage::HeaderCut,
            l => Damage::Length { stated: JSON.len() as u64, found: (l - header) as u64 },
        };
        assert_eq!(decode(&bytes[..length]), Err(expected.into()), "cut to {length}");
    }
    let longer = [&bytes[..], b" "].concat();
    assert_eq!(decode(&longer), Err(Damage::Length { stated: 32, found: 33 }.into()));
}

#[test]
fn every_flipped_bit_is_noticed() {
    let bytes = encode(JSON, 1);
    let version = bytes.iter().position(|&b| b == b'1').unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        match decode(&flipped) {
            Err(DecodeError::Damaged(_)) => {}
            // A version's digit can become a greater one.
            Err(DecodeError::Newer { .. }) if bit / 8 == version => {}
            other => panic!("bit {bit}: {other:?}"),
        }
    }
}

#[test]
fn the_checksum_holds_the_version() {
    // A 2 that became a 1 would be read by other rules.
    let (one, two) = (encode(JSON, 1), encode(JSON, 2));
    let altered = String::from_utf8(two.clone()).unwrap().replacen(" 2 ", " 1 ", 1);
    assert_ne!(altered.as_bytes(), one);
    assert_eq!(decode(altered.as_bytes()), Err(Damage::Checksum.into()));
    assert_eq!(decode(&two), Ok(Decoded { version: 2, json: JSON }));
    let version = SAVE_VERSION + 1;
    assert_eq!(decode(&encode(JSON, version)), Err(DecodeError::Newer { version }));
}

#[test]
fn a_newer_version_is_told_whatever_follows() {
    for text in ["macrodat-save 4", "macrodat-save 7 crc=1\n", "macrodat-save 4294967295 \u{7}"] {
        assert!(matches!(decode(text.as_bytes()), Err(DecodeError::Newer { .. })), "{text}");
    }
    for text in [
        "macrodat-save 0 x\n",
        "macrodat-save 02 x\n",
        "macrodat-save 4294967296 x\n",
        "macrodat-save +2 x\n",
    ] {
        assert_eq!(decode(text.as_bytes()), Err(Damage::Header.into()), "{text}");
    }
}

#[test]
fn foreign_bytes_are_named() {
    assert_eq!(decode(b"{\"a\":1}"), Err(Damage::NotASave.into()));
    assert_eq!(decode(&[b'm'; 500]), Err(Damage::NotASave.into()));
    let endless = [&b"macrodat-save 1 "[..], &[b'x'; 500]].concat();
    assert_eq!(decode(&endless), Err(Damage::Header.into()));
}

#[test]
fn four_thousand_damaged_saves_are_read_without_a_panic() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for _ in 0..10_000 {
        let bytes = damaged(&mut rng);
        assert!(decode(&bytes).is_err(), "{bytes:?}");
    }
}

#[test]
fn a_profile_opens_over_whatever_its_files_hold() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for _ in 0..100 {
        let (current, unnamed, older) = (damaged(&mut rng), damaged(&mut rng), damaged(&mut rng));
        let place = Place::with(&[
            ("session.save", &current),
            ("session.new.tmp", &unnamed),
            ("session.older.save", &older),
        ]);
        match place.open() {
            Err(StoreError::Newer { .. }) => assert_eq!(place.files().len(), 3),
            opened => {
                let mut opened = opened.unwrap();
                assert_eq!(json_of(&opened), None);
                opened.profile.write(JSON, 1).unwrap();
                assert_eq!(place.json().as_deref(), Some(JSON));
                let kept: Vec<Vec<u8>> = place.files().into_iter().map(|(_, bytes)| bytes).collect();
                assert!(kept.contains(&current) && kept.contains(&older));
            }
        }
    }
}

/// A save with bits flipped, bytes replaced, lost, inserted or made up, so that it differs.
fn damaged(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut below = |n: usize| rng.next_u32() as usize % n;
    let json: Vec<u8> = (0..below(200)).map(|_| below(256) as u8).collect();
    let sound = encode(&json, 1);
    let mut bytes = sound.clone();
    for _ in 0..=below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = below(bytes.len());
        match below(6) {
            0 => bytes[at] ^= 1 << below(8),
            1 => bytes[at] = below(256) as u8,
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(..at)),
            4 => bytes.insert(at, below(256) as u8),
            _ => bytes[at..].iter_mut().for_each(|b| *b = below(256) as u8),
        }
    }
    if bytes == sound {
        bytes.push(0);
    }
    bytes
}
