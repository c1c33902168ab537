use super::super::tables::tables;
use super::*;

/// All pieces, written out.
const TUNES: [(&str, &score::Tune); 4] =
    [("glide", &glide::TUNE), ("trot", &trot::TUNE), ("lull", &lull::TUNE), ("knock", &knock::TUNE)];

#[test]
fn every_piece_can_be_read_and_has_two_minutes_of_bars() {
    for (name, tune) in TUNES {
        assert_eq!(tune.faults(), [""; 0], "{name}");
        let quarters = u64::from(tune.bars() * tune.bar());
        assert_eq!(quarters * u64::from(RATE) * 60, u64::from(LENGTH) * u64::from(tune.tempo) * 4, "{name}");
    }
}

#[test]
fn a_piece_ends_by_itself_within_its_two_minutes() {
    for piece in Piece::ALL {
        let sheet = sheet(*piece);
        let ends = sheet.notes.iter().map(|note| note.voice().end()).max().unwrap();
        let bar = i64::from(3 * RATE);
        assert!(ends <= i64::from(LENGTH) && ends > i64::from(LENGTH) - 2 * bar, "{piece:?} ends at {ends}");
        assert!(sheet.notes[0].start < RATE / 2, "{piece:?} begins late");
    }
}

#[test]
fn no_more_notes_sound_at_once_than_are_meant_to_and_none_is_left_out() {
    for (piece, (name, tune)) in Piece::ALL.iter().zip(TUNES) {
        let notes = &sheet(*piece).notes;
        let most = notes
            .iter()
            .map(|at| {
                let sounds =
                    |note: &&Note| note.start <= at.start && note.voice().end() > i64::from(at.start);
                notes.iter().filter(sounds).count()
            })
            .max();
        println!("{name}: {} notes, at most {} at once", notes.len(), most.unwrap());
        assert!(most <= Some(40), "{name}: {most:?}");
        assert!(notes.len() > 500, "{name}: {}", notes.len());
        assert_eq!(tune.sections.iter().filter(|section| section.chords.is_empty()).count(), 0);
    }
}

#[test]
fn any_part_of_a_dance_is_that_part_of_the_whole_also_where_it_is_cut() {
    for piece in Piece::ALL {
        let mut dance = Dance::new(*piece, 1000);
        dance.end_at(200_000, 4800);
        let mut whole = vec![[0.0; 2]; 220_000];
        dance.add(tables(), 0, &mut whole);
        let mut parts = vec![[0.0; 2]; 220_000];
        parts.chunks_mut(777).enumerate().for_each(|(number, part)| {
            dance.add(tables(), number as i64 * 777, part);
        });
        assert_eq!(whole, parts, "{piece:?}");
        assert!(whole[205_000..].iter().all(|pair| *pair == [0.0; 2]), "{piece:?} goes on");
        assert!(whole[190_000..200_000].iter().any(|pair| *pair != [0.0; 2]), "{piece:?} is not heard");
    }
}
