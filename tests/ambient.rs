//! The ambient picture: the same for everybody, never old, and what the glass shows of the terminal.

use std::time::Duration;

use macrodat::ambient::{Attention, DIM, Dimming, LONGEST, Need, Refresh, Show, ShowOptions, Thrift};
use macrodat::keys::Keys;
use macrodat::operator::{Part, Programme};
use macrodat::pack::Pack;
use macrodat::picture::{self, Frame, Picture};
use macrodat::time::FrameRate;
use macrodat::tube::glass::{Glass, Pixels, Scratch, Seen};
use macrodat::tube::glow::Glow;
use macrodat::tube::image::Image;
use macrodat::tube::look::Look;
use macrodat::tube::optics::Optics;
use macrodat::tube::tiles::{TILE, Tiles};
use macrodat::tube::view::{Placement, View};

/// From one picture to the next.
const STEP: Duration = Duration::from_nanos(1_000_000_000 / 24 + 1);

fn options(pack: &str) -> ShowOptions {
    ShowOptions::new(Pack::shipped(pack).unwrap())
}

/// Lets a show run for so many pictures from a clock on; gives the clock after them.
fn run(show: &mut Show, mut clock: Duration, pictures: u32) -> Duration {
    for _ in 0..pictures {
        show.turn(clock, Attention::default());
        clock += STEP;
    }
    clock
}

fn channels(pixel: u32) -> [u8; 3] {
    let [_, red, green, blue] = pixel.to_be_bytes();
    [red, green, blue]
}

/// The mean of all channels of a picture.
fn light(show: &Show) -> f64 {
    let sum: u64 = show.pixels().iter().flat_map(|&pixel| channels(pixel)).map(u64::from).sum();
    sum as f64 / (3 * show.pixels().len()) as f64
}

#[test]
fn the_same_seed_and_clock_show_the_same_at_every_size_in_every_pack_and_view() {
    for (pack, view, size) in [
        ("lumon", View::Tube, [960, 540]),
        ("meridian", View::Tube, [540, 960]),
        ("lumon", View::Bezel, [640, 480]),
        ("meridian", View::Workstation, [640, 480]),
        ("lumon", View::Plain, [640, 360]),
        ("lumon", View::Tube, [151, 113]),
    ] {
        let options = ShowOptions { view, ..options(pack) };
        let (mut one, mut other) = (Show::new(&options, size, 5), Show::new(&options, size, 5));
        // The clock may begin anywhere, but for where the picture has wandered to.
        let clock = Duration::from_secs(100);
        run(&mut one, clock, 60);
        run(&mut other, clock, 60);
        assert!(one.pixels() == other.pixels(), "{pack} {view:?} {size:?}");
        assert_eq!(one.pixels().len() as u32, size[0] * size[1]);
        assert!(light(&one) > 2.0, "{pack} {view:?} {size:?} is dark: {}", light(&one));
        assert!(one.pixels().iter().all(|pixel| *pixel <= 0x00FF_FFFF));
        let mut another = Show::new(&options, size, 6);
        run(&mut another, clock, 60);
        assert!(another.pixels() != one.pixels());
    }
}

#[test]
fn a_window_too_small_is_dark_and_a_larger_one_is_not() {
    let mut show = Show::new(&options("lumon"), [40, 30], 1);
    let clock = run(&mut show, Duration::ZERO, 24);
    assert!(show.pixels().iter().all(|pixel| *pixel == 0) && show.pixels().len() == 40 * 30);
    show.resize([640, 400]);
    let clock = run(&mut show, clock, 24);
    assert!(light(&show) > 2.0);
    let session = show.terminal().session().seed;
    show.resize([400, 640]);
    run(&mut show, clock, 24);
    assert!(light(&show) > 2.0);
    assert_eq!(show.terminal().session().seed, session, "work goes on at another tube");
    show.resize([5000, 3200]);
    assert_eq!(show.pixels().len(), 5000 * 3200);
}

/// The terminal of a show as it stands, drawn whole and by nothing that the show has.
fn whole(show: &Show, options: &ShowOptions) -> Vec<u32> {
    let [width, height] = show.size();
    let placement = Placement::new(options.view, width as u32, height as u32);
    let frame = Frame::behind(&placement);
    let mut picture = Picture::new(&options.pack, Keys::default());
    let mut image = Image::default();
    picture.shapes(show.terminal(), &frame).draw(&mut image);
    let mut glow = Glow::new(&options.look, frame.scale);
    glow.show(&image, &Tiles::all(image.width, image.height), show.terminal().now());
    let moment = picture::moment(show.terminal(), &options.look);
    let halo = glow.halo();
    let seen = Seen {
        light: glow.light().map(),
        halo: halo.map(),
        span: halo.span(),
        mean: halo.mean(),
        optics: Optics::new(&options.look, &placement, &picture.tint(), &moment),
        lamps: picture::lamps(show.terminal(), false),
    };
    let mut pixels = vec![0; width * height];
    let rows = Pixels::Window(&mut pixels, width);
    Glass::new(&placement, &options.look).draw(&seen, 0..height, &mut Scratch::default(), rows);
    pixels
}

/// Where all bands have had their turn and nothing glows, what they show is the whole picture.
#[test]
fn at_rest_the_bands_are_the_whole_picture() {
    let look = Look { grain: 0.0, afterglow: 0.0, ..Look::default() };
    let part = Part { programme: "clock".parse::<Programme>().unwrap(), ..Part::default() };
    let thrift = Thrift { orbit: false, ..Thrift::default() };
    let options = ShowOptions { look, part, thrift, ..options("lumon") };
    let mut show = Show::new(&options, [960, 540], 3);
    let mut clock = run(&mut show, Duration::ZERO, 24 * 20);
    let (mut same, mut most) = (0, 0);
    for _ in 0..24 * 4 {
        show.turn(clock, Attention::default());
        let whole = whole(&show, &options);
        let pairs = show.pixels().iter().zip(&whole).flat_map(|(one, other)| {
            channels(*one).into_iter().zip(channels(*other)).map(|(one, other)| one.abs_diff(other))
        });
        let off = pairs.filter(|off| *off > 3).count();
        same += usize::from(off == 0);
        most = most.max(off);
        clock += STEP;
    }
    assert!(same >= 24, "{same} pictures of 96 are the whole one");
    assert!(most < 960 * 540 / 4, "{most} channels are off");
}

#[test]
fn only_rows_that_are_told_change_and_none_grows_old() {
    let mut show = Show::new(&options("lumon"), [640, 480], 9);
    let mut clock = run(&mut show, Duration::ZERO, 48);
    let mut seen = vec![clock; 480];
    let mut rows = 0;
    for _ in 0..24 * 8 {
        let before = show.pixels().to_vec();
        let turn = show.turn(clock, Attention::default());
        for (y, seen) in seen.iter_mut().enumerate() {
            let told = turn.changed.iter().any(|rows| rows.contains(&y));
            let row = y * 640..(y + 1) * 640;
            assert!(told || before[row.clone()] == show.pixels()[row], "row {y} changed untold");
            if told {
                *seen = clock;
            }
        }
        rows += turn.changed.iter().map(ExactSizeIterator::len).sum::<usize>();
        assert!(turn.changed.windows(2).all(|pair| pair[0].end < pair[1].start), "{:?}", turn.changed);
        assert!(turn.next.unwrap() <= Duration::from_secs(1));
        let oldest = seen.iter().min().unwrap();
        // Border rows of the orbit show nothing.
        let inner = seen[8..472].iter().min().unwrap();
        assert!(clock - *inner <= Duration::from_millis(190 + 42 + 1), "{oldest:?} at {clock:?}");
        clock += STEP;
    }
    assert!(rows < 24 * 8 * 480 * 3 / 4, "{rows} rows of {} were drawn", 24 * 8 * 480);
}

#[test]
fn what_is_hidden_stands_still_and_goes_on_where_it_stood() {
    let mut show = Show::new(&options("lumon"), [320, 240], 2);
    let clock = run(&mut show, Duration::ZERO, 48);
    let (before, now) = (show.pixels().to_vec(), show.terminal().now());
    let hidden = Attention { hidden: true, ..Attention::default() };
    let turn = show.turn(clock + Duration::from_secs(5), hidden);
    assert_eq!((turn.changed.len(), turn.next), (0, None));
    assert!(show.pixels() == before);
    // A machine that slept for a night.
    let clock = clock + Duration::from_secs(9 * 3600);
    show.turn(clock, Attention::default());
    let passed = show.terminal().now().since(now);
    assert!(passed.seconds() < 0.5, "{} s passed", passed.seconds());
    run(&mut show, clock, 24);
    assert!(show.terminal().now() > now);
}

#[test]
fn light_goes_slowly_and_no_part_of_the_picture_before_another() {
    let dimming = Dimming { after: Some(1), hours: None };
    let look = Look { grain: 0.0, ..Look::default() };
    let thrift = Thrift { dimming, orbit: false, ..Thrift::default() };
    let part = Part { programme: "clock".parse::<Programme>().unwrap(), ..Part::default() };
    let options = ShowOptions { thrift, look, part, ..options("lumon") };
    let mut show = Show::new(&options, [320, 240], 2);
    let clock = run(&mut show, Duration::ZERO, 24 * 59);
    let bright = light(&show);
    let mut clock = clock + STEP;
    let mut before = bright;
    for _ in 0..70 {
        clock = run(&mut show, clock, 24);
        let now = light(&show);
        assert!(now < before + bright * 0.05 && before - now < bright * 0.1, "{before} to {now}");
        before = now;
    }
    // The glass decodes light: the levels fall less than it does.
    assert!(before < bright * 0.75 && before > bright * DIM * 0.5, "{bright} to {before}");
}

#[test]
fn the_picture_wanders_and_shows_the_same() {
    let look = Look { grain: 0.0, ..Look::default() };
    let part = Part { programme: "clock".parse::<Programme>().unwrap(), ..Part::default() };
    let options = ShowOptions { look, part, ..options("lumon") };
    let mut show = Show::new(&options, [640, 400], 2);
    let clock = run(&mut show, Duration::ZERO, 48);
    let middle = light(&show);
    // A quarter of the way across it is at its right, and the terminal a moment later.
    let later = Duration::from_secs(47 * 60 / 4);
    run(&mut show, later.max(clock), 2);
    assert!((light(&show) - middle).abs() < middle * 0.1, "{} and {middle}", light(&show));
    let left = (0..400).flat_map(|y| show.pixels()[y * 640..y * 640 + 8].iter()).all(|pixel| *pixel == 0);
    assert!(left, "what it has left is dark");
}

/// The rule alone: bands that drift are drawn in turns, and none waits longer than it may at any rate of pictures.
#[test]
fn no_band_waits_too_long_at_any_rate() {
    let (width, height) = (64, 17 * TILE);
    for rate in [4, 6, 12, 24, 60] {
        let rate = FrameRate::a_second(rate);
        let mut refresh = Refresh::default();
        let mut image = Image::new(width, height);
        let mut drawn = [rate.frame_time(1); 17];
        for picture in 1..300 {
            image.pixels.iter_mut().step_by(97).for_each(|pixel| pixel[0] = pixel[0].wrapping_add(1));
            let time = rate.frame_time(picture);
            let all = Tiles::all(width, height);
            let chosen = refresh.choose(&image, &all, time, Need::default(), |_| false);
            for (row, chosen) in chosen.iter().enumerate() {
                if chosen.is_some() {
                    drawn[row] = time;
                }
                let most = LONGEST + rate.frame_time(2).since(rate.frame_time(1));
                assert!(time.since(drawn[row]) < most, "{rate}: band {row} at {time}");
            }
        }
    }
}
