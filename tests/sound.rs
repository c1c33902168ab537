//! The sound of the terminal: what is heard and what is not, that nothing clips, that any range is that part of the
//! whole, and the program's files of sound.

use std::path::Path;
use std::process::Command;

use macrodat::model::happening::Happening;
use macrodat::model::incentives::LENGTH;
use macrodat::model::refinement::Notice;
use macrodat::model::refinement::bins::Refusal;
use macrodat::model::refinement::temper::Temper;
use macrodat::model::{Happened, Screen};
use macrodat::pack::incentives::{Percussion, Piece};
use macrodat::sound::{DANCE, Pair, RATE, Score, Teller, line, sample_at};
use macrodat::time::{Span, Time};

fn text(words: &str) -> String {
    words.to_owned()
}

/// One of every happening, and whether it is heard. What adds a happening adds it here, since `Cue::of` names it.
fn all() -> Vec<(Happening, bool)> {
    let temper = Temper::Dread;
    let mut all = vec![
        (Happening::PoweredOn, true),
        (Happening::Degaussed, true),
        (Happening::BootLine { line: 0 }, true),
        (Happening::PromptReady, true),
        (Happening::Typed, true),
        (Happening::FileUnknown { typed: text("a") }, true),
        (Happening::CardTurned { name: text("a") }, true),
        (Happening::FileOpened { file: text("a") }, true),
        (Happening::Stirred { temper, count: 9, phrase: 0 }, true),
        (Happening::Gathered { temper, count: 9 }, true),
        (Happening::LetGo, true),
        (Happening::LidsOpened { bin: 0 }, true),
        (Happening::LidsShut { bin: 4 }, true),
        (Happening::SheetRose { bin: 1 }, true),
        (Happening::SheetSank { bin: 1 }, true),
        (Happening::Looked { bin: 1 }, false),
        (Happening::DigitLanded { bin: 3, temper, percent: 5 }, true),
        (Happening::Delivered { bin: 3, count: 9, percent: 5 }, true),
        (Happening::Refused { bin: 2, temper, why: Refusal::Full }, true),
        (Happening::Noticed { notice: Notice::BoxEmpty }, false),
        (Happening::FileFinished { file: text("a") }, true),
        (Happening::Commended { commendation: text("a") }, true),
        (Happening::Called { declined: 0 }, true),
        (Happening::SessionDeclined, true),
        (Happening::SessionBegan { number: 1 }, true),
        (Happening::Said { text: text("a") }, false),
        (Happening::FactRead { text: text("a") }, false),
        (Happening::LampLit, true),
        (Happening::Replied { reply: 0 }, true),
        (Happening::Requested { request: text("a") }, true),
        (Happening::OutOfTurn, true),
        (Happening::Steadied, true),
        (Happening::LeafTurned, true),
        (Happening::PreferenceNoticed { points: 90 }, true),
        (Happening::SessionClosed { points: 90, replies: 1, early: false }, true),
        (Happening::ContentsOpened, true),
        (Happening::IndexOpened, true),
        (Happening::PageOpened { page: text("a") }, true),
        (Happening::PageRead { page: text("a"), withheld: 0 }, false),
        (Happening::Searched { hits: 0 }, false),
        (Happening::Marked { page: text("a"), on: true }, true),
        (Happening::FormSigned { page: text("a") }, true),
        (Happening::Answered { question: text("a"), answer: None }, true),
        (Happening::Named { name: text("a"), corrected: false }, false),
        (Happening::SignedIn { profile: None }, false),
        (Happening::ElevatorMoved { down: true }, true),
        (Happening::ElevatorMoved { down: false }, true),
        (Happening::ElevatorStopped { down: true }, true),
        (Happening::Misnamed { typed: text("a") }, true),
        (Happening::Awarded { award: text("a"), number: 1 }, true),
        (Happening::Presented { number: 1 }, true),
        (Happening::DanceEnded { whole: true }, false),
        (Happening::DanceBegan { piece: text("polka") }, false),
        (Happening::Played { percussion: text("gong") }, false),
        (Happening::QuarterEnded { quarter: 1, place: 1 }, true),
        (Happening::CertificateAsked { quarter: 1 }, true),
        (Happening::CardAsked { quarter: 1 }, true),
        (Happening::ScreenShown { screen: text(Screen::Prompt.name()) }, false),
        (Happening::ScreenShown { screen: text(Screen::Leaving { since: Time::ZERO }.name()) }, true),
        (Happening::ShutDown, false),
    ];
    all.extend(Piece::ALL.iter().map(|piece| (Happening::DanceBegan { piece: text(piece.name()) }, true)));
    all.extend(
        Percussion::ALL.iter().map(|what| (Happening::Played { percussion: text(what.name()) }, true)),
    );
    all
}

fn happened(time: Time, what: Happening) -> Happened {
    Happened { time, what }
}

fn loudest(heard: &[Pair]) -> f32 {
    heard.iter().flatten().fold(0.0_f32, |most, value| most.max(value.abs()))
}

fn decibels(value: f32) -> f64 {
    20.0 * f64::from(value).log10()
}

#[test]
fn what_is_to_be_heard_is_heard_within_30_ms_and_nothing_else_is() {
    let time = Time::from_millis(1000);
    for (what, heard) in all() {
        let score = Score::new(false, &[happened(time, what.clone())]);
        let begins = sample_at(time) as usize;
        let samples = score.samples(0, begins + 3 * RATE as usize);
        assert_eq!(loudest(&samples[..begins]), 0.0, "{what:?} is heard before it happens");
        let soon = begins + 30 * RATE as usize / 1000;
        let at_once = loudest(&samples[begins..soon]);
        assert_eq!(at_once > 1e-4, heard, "{what:?}: {:.1} dBFS within 30 ms", decibels(at_once));
        assert_eq!(loudest(&samples) > 0.0, heard, "{what:?}");
        let most = decibels(loudest(&samples));
        if heard {
            println!("{:<60} {most:.1} dBFS", format!("{what:?}"));
            assert!((-50.0..-10.0).contains(&most), "{what:?}: {most:.1} dBFS");
        }
    }
}

/// Everything, one after the other and much of it at once, with a dance and the elevator.
fn busy() -> Vec<Happened> {
    let mut list = Vec::new();
    for (number, (what, _)) in (0_i64..).zip(all()) {
        list.push(happened(Time::from_millis(20 + number * 31), what.clone()));
        list.push(happened(Time::from_millis(20 + number * 31), what));
    }
    list
}

#[test]
fn any_range_is_that_part_of_the_whole() {
    let score = Score::new(true, &busy());
    let whole = score.samples(0, 150_000);
    for (from, count) in [(0, 1), (1, 4095), (4095, 8193), (47_999, 2), (70_001, 60_007), (149_999, 1)] {
        let part = score.samples(from as i64, count);
        assert_eq!(part, whole[from..from + count], "{count} samples from {from}");
    }
}

#[test]
fn the_worst_case_does_not_clip() {
    // As many of the loudest as there is room for, and more, on top of a dance and of each other.
    let mut list = vec![happened(Time::ZERO, Happening::DanceBegan { piece: text("knock") })];
    for step in 0..200 {
        for (what, _) in all() {
            if !matches!(what, Happening::DanceBegan { .. } | Happening::DanceEnded { .. }) {
                list.push(happened(Time::from_millis(step * 2), what));
            }
        }
    }
    let heard = Score::new(true, &list).samples(0, RATE as usize);
    let most = loudest(&heard);
    assert!(most > 0.6, "it is not the worst case: {most}");
    assert!(most < 0.99, "{most}");
}

#[test]
fn what_is_usual_is_far_from_the_limit() {
    let pieces = Piece::ALL.iter().map(|piece| Happening::DanceBegan { piece: text(piece.name()) });
    for what in pieces {
        let heard = Score::new(true, &[happened(Time::ZERO, what.clone())]).samples(0, DANCE as usize);
        let most = loudest(&heard);
        println!("{what:?}: {:.1} dBFS", decibels(most));
        assert!((0.08..0.5).contains(&most), "{what:?}: {most}");
    }
}

#[test]
fn the_four_pieces_last_two_minutes_and_differ() {
    let second = RATE as usize;
    let envelopes = Piece::ALL.iter().map(|piece| {
        let dance = happened(Time::ZERO, Happening::DanceBegan { piece: text(piece.name()) });
        let heard = Score::new(false, &[dance]).samples(0, 121 * second);
        assert_eq!(heard.len() / second, 121);
        let parts: Vec<f32> = heard.chunks(second / 10).map(loudest).collect();
        // Music up to the last bars, and nothing after two minutes.
        assert!(
            parts[..1140].windows(20).all(|some| some.iter().any(|part| *part > 0.01)),
            "{piece:?} stops"
        );
        assert!(parts[1200..].iter().all(|part| *part == 0.0), "{piece:?} goes on after two minutes");
        assert!(parts[1150..1195].iter().any(|part| *part > 0.0), "{piece:?} ends early");
        parts
    });
    let envelopes: Vec<Vec<f32>> = envelopes.collect();
    for one in 0..4 {
        for other in 0..one {
            let off: f32 = envelopes[one].iter().zip(&envelopes[other]).map(|(a, b)| (a - b).abs()).sum();
            let all: f32 = envelopes[one].iter().sum();
            assert!(off > all / 5.0, "{one} and {other} are alike: {off} of {all}");
        }
    }
}

#[test]
fn the_elevator_is_heard_until_its_bell_and_the_dance_until_it_is_ended() {
    let stops = Time::from_millis(5000);
    let list = [
        happened(Time::ZERO, Happening::ElevatorMoved { down: true }),
        happened(stops, Happening::ElevatorStopped { down: true }),
    ];
    let heard = Score::new(false, &list).samples(0, 12 * RATE as usize);
    let second = |at: usize| loudest(&heard[at * RATE as usize..(at + 1) * RATE as usize]);
    assert!((0..5).all(|at| second(at) > 0.01), "the motor stops before the bell");
    assert!(second(5) > 0.02, "no bell");
    assert_eq!(second(11), 0.0, "it goes on");
    let list = [
        happened(Time::ZERO, Happening::DanceBegan { piece: text("trot") }),
        happened(stops, Happening::DanceEnded { whole: false }),
    ];
    let heard = Score::new(false, &list).samples(0, 8 * RATE as usize);
    assert!(loudest(&heard[4 * RATE as usize..5 * RATE as usize]) > 0.05);
    assert_eq!(loudest(&heard[6 * RATE as usize..]), 0.0, "the dance goes on");
}

#[test]
fn left_and_right_are_the_bins() {
    let land = |bin| {
        let what = Happening::DigitLanded { bin, temper: Temper::Woe, percent: 1 };
        let heard = Score::new(false, &[happened(Time::ZERO, what)]).samples(0, 9600);
        let side = |side: usize| heard.iter().map(|pair| pair[side] * pair[side]).sum::<f32>();
        (side(0), side(1))
    };
    let sides: Vec<(f32, f32)> = (0..5).map(land).collect();
    assert!(sides[0].0 > 3.0 * sides[0].1 && sides[4].1 > 3.0 * sides[4].0, "{sides:?}");
    assert!(sides.windows(2).all(|pair| pair[1].1 / pair[1].0 > pair[0].1 / pair[0].0), "{sides:?}");
}

/// The live end gives what a score gives, where cues are told in time.
#[test]
fn the_live_end_gives_what_is_rendered() {
    let (mut teller, line) = line(100, false);
    let mut engine = line.engine();
    assert!(engine.is_silent());
    let list = [
        happened(Time::ZERO, Happening::PoweredOn),
        happened(Time::from_millis(400), Happening::Degaussed),
        happened(Time::from_millis(405), Happening::Typed),
    ];
    let wanted = Score::new(false, &list).samples(0, RATE as usize);
    let mut heard = Vec::new();
    for millisecond in 0..1000 {
        let now = Time::from_millis(millisecond);
        // Pictures are 20 ms apart; what happened since the last is told with each.
        if millisecond % 20 == 0 {
            let since = Time(now.0 - Span::from_millis(20).0);
            let told: Vec<Happened> =
                list.iter().filter(|one| one.time > since && one.time <= now).cloned().collect();
            teller.tell(&told, now);
        }
        let mut block = [[0.0; 2]; 48];
        engine.fill(&mut block);
        heard.extend(block);
    }
    let until = 400 * 48;
    assert_eq!(heard[..until], wanted[..until], "power and degauss are told with their picture");
    // The key is told 15 ms after it happened, with the next picture; it does not sound before.
    assert_eq!(heard[until..until + 240], wanted[until..until + 240]);
    assert!(!engine.is_silent());
}

#[test]
fn held_it_falls_silent_and_goes_on_where_it_stood() {
    let (mut teller, line) = line(100, false);
    let mut engine = line.engine();
    teller.tell(&[happened(Time::ZERO, Happening::DanceBegan { piece: text("lull") })], Time::ZERO);
    let mut block = vec![[0.0; 2]; 24_000];
    engine.fill(&mut block);
    assert!(loudest(&block) > 0.02);
    assert!(teller.hold(true) && !teller.hold(true));
    engine.fill(&mut block);
    engine.fill(&mut block);
    assert_eq!(loudest(&block), 0.0);
    assert!(engine.is_silent(), "a device may rest");
    assert!(teller.hold(false));
    let mut goes_on = vec![[0.0; 2]; 24_000];
    engine.fill(&mut goes_on);
    let dance = happened(Time::ZERO, Happening::DanceBegan { piece: text("lull") });
    let wanted = Score::new(false, &[dance]).samples(24_000, 24_000);
    // After the fade it is what would have come then.
    assert_eq!(goes_on[12_100..], wanted[12_100..]);
}

#[test]
fn what_was_missed_without_a_device_is_where_it_would_be_now() {
    let (mut teller, line) = line(100, false);
    let mut engine = line.engine();
    let dance = happened(Time::ZERO, Happening::DanceBegan { piece: text("glide") });
    teller.tell(&[happened(Time::ZERO, Happening::Typed), dance.clone()], Time::ZERO);
    teller.tell(&[], Time::from_millis(10_000));
    engine.resume();
    let mut heard = vec![[0.0; 2]; 48_000];
    engine.fill(&mut heard);
    let wanted = Score::new(false, &[dance]).samples(480_000, 48_000);
    assert_eq!(heard[12_100..], wanted[12_100..], "ten seconds on");
}

#[test]
fn muted_nothing_is_heard_and_a_device_may_rest() {
    let (mut teller, line) = line(70, true);
    let mut engine = line.engine();
    teller.tell(&[happened(Time::ZERO, Happening::PoweredOn)], Time::ZERO);
    let mut block = vec![[0.0; 2]; 48_000];
    engine.fill(&mut block);
    assert_eq!(loudest(&block), 0.0);
    assert!(engine.is_silent());
    teller.set_volume(100, false);
    assert!(!engine.is_silent());
    engine.fill(&mut block);
    assert!(loudest(&block) > 0.01);
}

#[test]
fn what_is_switched_off_while_nothing_is_given_is_off() {
    type Silence = fn(&mut Teller, bool);
    let silences: [(&str, Silence); 3] = [
        ("muted", |teller, silent| teller.set_volume(100, silent)),
        ("held", |teller, silent| assert!(teller.hold(silent))),
        ("without a device", |_, _| ()),
    ];
    for (name, silence) in silences {
        let (mut teller, line) = line(100, false);
        let mut engine = line.engine();
        let mut block = vec![[0.0; 2]; 48_000];
        let dance = happened(Time::ZERO, Happening::DanceBegan { piece: text("knock") });
        teller.tell(&[happened(Time::ZERO, Happening::PoweredOn), dance], Time::ZERO);
        engine.fill(&mut block);
        assert!(loudest(&block) > 0.01, "{name}");
        silence(&mut teller, true);
        if name != "without a device" {
            engine.fill(&mut block);
            engine.fill(&mut block);
            assert!(engine.is_silent(), "{name}");
        }
        // More is told than any queue holds; while held, time stands still.
        let mut now = Time::from_millis(3000);
        let mut allocated = 0;
        for _ in 0..10_000 {
            if name != "held" {
                now = now + Span::from_millis(20);
            }
            teller.tell(&[happened(now, Happening::Typed)], now);
            allocated += allocation_counter::measure(|| engine.rest()).count_total;
        }
        let leaves = Happening::ScreenShown { screen: text("leaving") };
        teller.tell(&[happened(now, leaves)], now);
        engine.rest();
        assert_eq!(allocated, 0, "{name}");
        silence(&mut teller, false);
        engine.resume();
        // The machine and the dance run out.
        (0..5).for_each(|_| engine.fill(&mut block));
        assert_eq!(loudest(&block), 0.0, "{name}: it goes on");
        assert!(engine.is_silent() && engine.watch().is_silent(), "{name}");
        // And nothing is left of it for what comes next.
        teller.tell(&[happened(now, Happening::Typed)], now);
        engine.resume();
        engine.fill(&mut block);
        assert!(loudest(&block) > 0.01, "{name}");
    }
}

#[test]
fn what_was_let_go_while_muted_is_where_it_would_be_now() {
    let (mut teller, line) = line(100, false);
    let mut engine = line.engine();
    let dance = happened(Time::ZERO, Happening::DanceBegan { piece: text("glide") });
    teller.tell(std::slice::from_ref(&dance), Time::ZERO);
    let mut block = vec![[0.0; 2]; 24_000];
    engine.fill(&mut block);
    teller.hold(true);
    engine.fill(&mut block);
    teller.set_volume(100, true);
    engine.rest();
    teller.hold(false);
    engine.rest();
    teller.tell(&[], Time::from_millis(10_000));
    teller.set_volume(100, false);
    engine.resume();
    let mut heard = vec![[0.0; 2]; 48_000];
    engine.fill(&mut heard);
    let wanted = Score::new(false, &[dance]).samples(24_000 + 480_000, 48_000);
    assert_eq!(heard[12_100..], wanted[12_100..]);
}

#[test]
fn a_dance_is_as_long_as_its_music() {
    assert_eq!(sample_at(Time(LENGTH.0)), i64::from(DANCE));
}

/// The thread that fills the device's buffer never waits for memory.
#[test]
fn filling_allocates_nothing() {
    let (mut teller, line) = line(70, false);
    let mut engine = line.engine();
    let list = busy();
    let mut block = vec![[0.0; 2]; 480];
    let mut allocated = allocation_counter::AllocationInfo::default();
    for millisecond in (0..2500).step_by(10) {
        let until = Time::from_millis(millisecond);
        let since = Time::from_millis(millisecond - 10);
        let told: Vec<Happened> =
            list.iter().filter(|one| one.time > since && one.time <= until).cloned().collect();
        teller.tell(&told, until);
        teller.hold((1200..1600).contains(&millisecond));
        allocated += allocation_counter::measure(|| {
            engine.fill(&mut block);
            if engine.is_silent() {
                engine.rest();
            }
            engine.resume();
        });
    }
    assert_eq!(allocated.count_total, 0, "{allocated:?}");
    assert!(loudest(&block) > 0.0);
    // The counter counts.
    assert_eq!(allocation_counter::measure(|| drop(std::hint::black_box(vec![0_u8; 9]))).count_total, 1);
}

/// Runs the program; gives its exit code and what it said of itself.
fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_macrodat")).current_dir(folder).args(args).output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The data of a file of sound, without its head.
fn data(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    let at = bytes.windows(4).position(|four| four == b"data").unwrap() + 8;
    bytes[at..].to_vec()
}

#[test]
fn files_of_two_ranges_joined_are_the_file_of_both() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for fps in ["24", "24000/1001", "30"] {
        for (name, frames) in [("whole.wav", "1-96"), ("first.wav", "1-48"), ("second.wav", "49-96")] {
            let args = ["render", "--scene", "boot", "--frames", frames, "--fps", fps, "--wav", name];
            assert_eq!(run(at, &args), (0, String::new()), "{fps}");
        }
        let mut joined = data(&at.join("first.wav"));
        joined.extend(data(&at.join("second.wav")));
        assert!(joined == data(&at.join("whole.wav")), "{fps}: the parts are not the whole");
    }
    assert!(!at.join("out").exists(), "no pictures were asked for");
    let reader = hound::WavReader::open(at.join("whole.wav")).unwrap();
    let spec = reader.spec();
    assert_eq!((spec.sample_rate, spec.bits_per_sample, spec.channels), (48_000, 24, 2));
    assert_eq!(reader.duration(), 96 * 48_000 / 30);
}

#[test]
fn sound_goes_beside_pictures_and_power_that_was_on_is_heard_from_the_first_sample() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let args = [
        "render",
        "--scene",
        "idle",
        "--frames",
        "5-6",
        "--size",
        "64x64",
        "--out",
        "f.###.png",
        "--wav",
        "s/a.wav",
    ];
    assert_eq!(run(at, &args), (0, String::new()));
    assert!(at.join("f.005.png").exists() && at.join("f.006.png").exists());
    let samples: Vec<i32> =
        hound::WavReader::open(at.join("s/a.wav")).unwrap().into_samples().map(Result::unwrap).collect();
    assert_eq!(samples.len(), 2 * 2 * 2000);
    let most = samples[..480].iter().map(|value| value.abs()).max().unwrap();
    assert!((4000..83_886).contains(&most), "the bed: {most}");
}

#[test]
fn a_scene_that_begins_in_the_elevator_has_its_motor_and_a_dance_that_begins_later_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let heard = |scene: &str, frames: &str| {
        let args = ["render", "--scene", scene, "--frames", frames, "--wav", "a.wav"];
        assert_eq!(run(at, &args), (0, String::new()), "{scene}");
        let read = hound::WavReader::open(at.join("a.wav")).unwrap().into_samples::<i32>();
        f64::from(read.map(|value| value.unwrap().abs()).max().unwrap()) / f64::from(1 << 23)
    };
    // More than the machine alone, which cannot reach a hundredth.
    let motor = heard("arrival", "6-24");
    assert!((0.02..0.2).contains(&motor), "{motor}");
    assert!(heard("dance", "60-84") > 0.05);
}

#[test]
fn wrong_files_of_sound_are_told_and_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("file"), "").unwrap();
    std::fs::create_dir(at.join("folder.wav")).unwrap();
    for (wav, code, words) in
        [("a.mp3", 2, "out/sound.wav"), ("file/a.wav", 5, "file"), ("folder.wav", 5, "folder.wav")]
    {
        let (given, said) = run(at, &["render", "--wav", wav]);
        assert_eq!(given, code, "{said}");
        assert!(said.contains(words) && said.trim_end().lines().count() == 1, "{said}");
    }
    let (code, said) = run(at, &["render", "--frames", "1-1000000", "--fps", "1", "--wav", "long.wav"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("four hours"), "{said}");
    let mut left: Vec<_> = at.read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["file", "folder.wav"]);
}
