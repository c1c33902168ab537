use super::*;
use crate::time::{Span, Time};
use crate::tube::deflection::{Deflection, Power};
use crate::tube::light::{WHITE, pack};
use crate::tube::optics::{Moment, Tint};
use crate::tube::view::View;

const TINT: Tint = Tint { ground: [0.0006, 0.009, 0.024], core: [0.6, 0.95, 0.95] };
const MEAN: [f32; 3] = [0.01, 0.03, 0.05];

fn moment(deflection: Deflection) -> Moment {
    Moment { deflection, time: Time::from_millis(1500), seed: 7, still: false }
}

/// A look in which light passes as it is.
fn clear() -> Look {
    Look { brightness: 1.0, ..Look::named("flat").unwrap() }
}

fn map(width: usize, height: usize, texel: impl Fn(usize, usize) -> [u16; 3]) -> LightMap {
    let mut map = LightMap::new(width, height);
    for (index, light) in map.texels.iter_mut().enumerate() {
        *light = pack(texel(index % width, index / width));
    }
    map
}

/// Something of everything: edges, gradients, hues.
fn picture(width: usize, height: usize) -> LightMap {
    map(width, height, |x, y| {
        let checks = if (x / 7 + y / 5) % 3 == 0 { WHITE } else { 300 };
        [checks / 3, (x * usize::from(WHITE) / width) as u16, checks.max((y * 4000 / height) as u16)]
    })
}

struct Shown {
    glass: Glass,
    light: LightMap,
    halo: LightMap,
    optics: Optics,
}

impl Shown {
    fn new(view: View, size: [u32; 2], look: &Look, moment: &Moment, light: LightMap) -> Self {
        let placement = Placement::new(view, size[0], size[1]);
        let scatters = look.halation + look.diffusion > 0.0;
        let halo = map(36, 25, |x, y| if scatters { [40, (x * 20) as u16, (y * 40) as u16] } else { [0; 3] });
        let optics = Optics::new(look, &placement, &TINT, moment);
        Self { glass: Glass::new(&placement, look), light, halo, optics }
    }

    fn seen(&self) -> Seen<'_> {
        let lamps = Lamps { power: true, storage: false };
        let (light, halo) = (&self.light, &self.halo);
        Seen { light, halo, span: [36.0, 25.0], mean: MEAN, optics: self.optics, lamps }
    }

    fn rows(&self, rows: Range<usize>) -> Vec<[u8; 4]> {
        let mut pixels = vec![[0; 4]; rows.len() * self.glass.placement.width as usize];
        self.glass.draw(&self.seen(), rows, &mut Scratch::default(), Pixels::Eight(&mut pixels));
        pixels
    }

    fn all(&self) -> Vec<[u8; 4]> {
        self.rows(0..self.glass.placement.height as usize)
    }

    fn deep(&self) -> Vec<[u16; 4]> {
        let Placement { width, height, .. } = self.glass.placement;
        let mut pixels = vec![[0; 4]; (width * height) as usize];
        let pane = Pixels::Sixteen(&mut pixels);
        self.glass.draw(&self.seen(), 0..height as usize, &mut Scratch::default(), pane);
        pixels
    }
}

/// Looks and moments in which every part of the glass is at work.
fn cases() -> Vec<(View, [u32; 2], Look, Moment)> {
    let worn = Look { mask: 0.5, ..Look::named("worn").unwrap() };
    let at = |power| Deflection::at(&worn, power, Some(Span::from_millis(300)));
    vec![
        (View::Tube, [333, 201], Look::default(), moment(Deflection::STEADY)),
        (View::Bezel, [300, 240], worn, moment(at(Power::On(None)))),
        (View::Workstation, [401, 300], worn, moment(at(Power::Off(Some(Span::from_millis(250)))))),
        (View::Bezel, [257, 129], worn, moment(at(Power::On(Some(Span::from_millis(700)))))),
    ]
}

#[test]
fn vector_instructions_change_no_byte() {
    for (view, size, look, moment) in cases() {
        let shown = Shown::new(view, size, &look, &moment, picture(288, 200));
        let best = shown.all();
        let placement = shown.glass.placement;
        let plain = Shown { glass: Glass::plain(&placement, &look), ..shown };
        assert!(best == plain.all(), "{view:?}");
    }
}

#[test]
fn parts_are_parts_of_the_whole() {
    for (view, size, look, moment) in cases() {
        let shown = Shown::new(view, size, &look, &moment, picture(288, 200));
        let whole = shown.all();
        let (width, height) = (size[0] as usize, size[1] as usize);
        for each in [1, 7, height / 2] {
            let parts: Vec<_> =
                (0..height).step_by(each).flat_map(|y| shown.rows(y..(y + each).min(height))).collect();
            assert!(whole == parts, "{view:?} in parts of {each}");
        }
        assert_eq!(whole.len(), width * height);
    }
}

#[test]
fn a_flat_look_shows_the_picture_as_it_is() {
    let light = map(144, 100, |x, y| {
        let step = |by: usize| (by * usize::from(WHITE) / 255) as u16;
        [step(x), step(y * 2), step((x + y) % 255)]
    });
    let shown = Shown::new(View::Tube, [144, 100], &clear(), &moment(Deflection::STEADY), light);
    let pixels = shown.all();
    for y in 1..99 {
        for x in 1..143 {
            let [r, g, b] = crate::tube::light::unpack(shown.light.row(y)[x]);
            let encoded = |light: u32| {
                let x = f64::from(light) / f64::from(WHITE);
                255.0 * if x <= 0.003_130_8 { 12.92 * x } else { 1.055 * libm::pow(x, 1.0 / 2.4) - 0.055 }
            };
            for (got, want) in pixels[y * 144 + x].into_iter().zip([r, g, b]) {
                assert!((f64::from(got) - encoded(want)).abs() <= 1.5, "{x},{y}: {got} {}", encoded(want));
            }
        }
    }
}

#[test]
fn the_beam_keeps_its_energy_whatever_its_width() {
    for level in [200, 1500, 5000, WHITE] {
        for (faint, bright) in [(0.2, 0.3), (0.27, 0.42), (0.5, 0.9)] {
            // A whole number of lines, each of 20 pixels.
            let look =
                Look { beam_lines: 10.0, beam_depth: 1.0, beam_faint: faint, beam_bright: bright, ..clear() };
            let light = map(144, 100, |_, _| [level / 2; 3]);
            let shown = Shown::new(View::Tube, [288, 200], &look, &moment(Deflection::STEADY), light);
            let deep = shown.deep();
            let linear = |encoded: u16| {
                let x = f64::from(encoded) / 65535.0;
                if x <= 0.04045 { x / 12.92 } else { libm::pow((x + 0.055) / 1.055, 2.4) }
            };
            let column: Vec<f64> = (20..180).map(|y| linear(deep[y * 288 + 144][1])).collect();
            let (mean, want) = (column.iter().sum::<f64>() / 160.0, f64::from(level / 2) / f64::from(WHITE));
            assert!((mean - want).abs() < 0.02 * want, "{level}, {faint}, {bright}: {mean} for {want}");
            let depth = column.iter().copied().fold(f64::MIN, f64::max)
                - column.iter().copied().fold(f64::MAX, f64::min);
            assert!((depth > 0.2 * want) == (faint < 0.4), "{level}, {faint}: lines of {depth} in {want}");
        }
    }
}

#[test]
fn a_brighter_beam_is_a_wider_one() {
    let look = Look { beam_lines: 10.0, beam_depth: 1.0, ..clear() };
    let depth = |level: u16| {
        let light = map(144, 100, |_, _| [level; 3]);
        let shown = Shown::new(View::Tube, [288, 200], &look, &moment(Deflection::STEADY), light);
        let deep = shown.deep();
        let column: Vec<f64> = (20..180).map(|y| f64::from(deep[y * 288 + 144][1])).collect();
        let (high, low) =
            (column.iter().fold(0.0_f64, |a, b| a.max(*b)), column.iter().fold(1e9_f64, |a, b| a.min(*b)));
        (high - low) / high
    };
    let depths: Vec<f64> = [100, 400, 1600, 6000].map(depth).to_vec();
    assert!(depths.is_sorted_by(|a, b| a > b), "{depths:?}");
}

#[test]
fn lines_fade_before_they_beat_with_pixels() {
    let placement = |height: u32| Placement::new(View::Tube, height * 36 / 25, height);
    let depth = |lines: f64, height: u32| {
        let look = Look { beam_lines: lines, ..Look::default() };
        Optics::new(&look, &placement(height), &TINT, &moment(Deflection::STEADY)).depth
    };
    assert_eq!(depth(270.0, 540), [0.0, 0.0], "two pixels a line");
    let at = [600, 700, 800, 1000, 2160].map(|height| depth(270.0, height)[0]);
    assert!(at.is_sorted() && at[0] > 0.0, "{at:?}");
    assert_eq!(depth(270.0, 1000)[1], 0.0, "the second harmonic goes first");
    assert!(depth(270.0, 2160)[1] > 0.0);
}

#[test]
fn hues_survive_the_glass() {
    let look = Look { grain: 0.0, reflection: 0.0, ..Look::default() };
    for hue in [[119, 219, 112], [241, 235, 90], [254, 123, 217], [26, 61, 245]] {
        let linear = |byte: u16| (libm::pow(f64::from(byte) / 255.0, 2.2) * 4000.0) as u16;
        let light = map(288, 200, |_, _| hue.map(linear));
        let tint = super::super::halation::tint(&look);
        let scattered = |part: usize| {
            (f64::from(linear(hue[part])) * (look.halation + look.diffusion) * tint[part]) as u16
        };
        let mut shown = Shown::new(View::Tube, [576, 400], &look, &moment(Deflection::STEADY), light);
        shown.halo = map(36, 25, |_, _| [scattered(0), scattered(1), scattered(2)]);
        shown.optics.glow = [0.0; 3];
        let deep = shown.deep();
        // Over some lines of the beam, in the middle.
        let mut sum = [0.0; 3];
        for y in 150..250 {
            for (sum, part) in sum.iter_mut().zip(deep[y * 576 + 288]) {
                *sum += libm::pow(f64::from(part) / 65535.0, 2.2);
            }
        }
        let share = |parts: [f64; 3]| parts.map(|part| part / parts.iter().sum::<f64>());
        let (got, want) = (share(sum), share(hue.map(|byte| f64::from(linear(byte)))));
        for (got, want) in got.into_iter().zip(want) {
            assert!((got - want).abs() < 0.02, "{hue:?}: {got} for {want}");
        }
    }
}

#[test]
fn the_edge_is_smooth_and_dark_outside() {
    let look = Look { grain: 0.0, reflection: 0.0, vignette: 0.0, ..Look::default() };
    let light = map(288, 200, |_, _| [4000; 3]);
    let shown = Shown::new(View::Tube, [720, 500], &look, &moment(Deflection::STEADY), light);
    let pixels = shown.all();
    assert_eq!(pixels[0][..3], [0, 0, 0], "the corner is rounded away");
    // Down the column of the corner's arc the light comes up over two or three pixels, never at once.
    let column: Vec<u8> = (0..60).map(|y| pixels[y * 720 + 20][1]).collect();
    let steps: Vec<i16> = column.windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
    let rise = steps.iter().filter(|&&step| step > 12).count();
    assert!((2..=6).contains(&rise), "{column:?}");
}

#[test]
fn without_power_only_the_room_is_seen() {
    let look = Look::default();
    let bright = map(288, 200, |_, _| [WHITE; 3]);
    let dark = map(288, 200, |_, _| [0; 3]);
    let shown = |light| Shown::new(View::Bezel, [472, 360], &look, &moment(Deflection::DARK), light).all();
    assert!(shown(bright) == shown(dark));
}

#[test]
fn odd_sizes_and_missing_rows_are_drawn() {
    for (view, size) in [(View::Tube, [64, 64]), (View::Workstation, [65, 2000]), (View::Bezel, [2000, 65])] {
        for light in [LightMap::new(0, 0), LightMap::new(1, 1), picture(63, 5)] {
            let shown = Shown::new(view, size, &Look::default(), &moment(Deflection::STEADY), light);
            assert_eq!(shown.all().len(), (size[0] * size[1]) as usize);
            // Rows beyond the picture are left as they are.
            let mut pixels = vec![[9; 4]; size[0] as usize];
            let beyond = size[1] as usize..size[1] as usize + 1;
            shown.glass.draw(&shown.seen(), beyond, &mut Scratch::default(), Pixels::Eight(&mut pixels));
            assert!(pixels.iter().all(|pixel| *pixel == [9; 4]));
        }
    }
}

#[test]
fn grain_changes_with_its_rate_and_stands_where_nothing_may_move() {
    let look = Look { grain: 0.1, ..Look::default() };
    let at = |millis, still| {
        let moment = Moment { time: Time::from_millis(millis), still, ..moment(Deflection::STEADY) };
        Shown::new(View::Tube, [288, 200], &look, &moment, picture(288, 200)).all()
    };
    assert!(at(1000, false) == at(1040, false), "24 a second");
    assert!(at(1000, false) != at(1045, false));
    assert!(at(1000, true) == at(1045, true));
}

#[test]
fn the_picture_lies_where_the_face_says() {
    let look = Look { curvature: 0.05, ..clear() };
    for (view, size) in [(View::Tube, [600, 400]), (View::Bezel, [600, 500]), (View::Workstation, [900, 700])]
    {
        for (x, y) in [(30, 20), (144, 100), (250, 30), (12, 180), (270, 185)] {
            let light = map(288, 200, |at, line| if (at, line) == (x, y) { [WHITE; 3] } else { [0; 3] });
            let shown = Shown::new(view, size, &look, &moment(Deflection::STEADY), light);
            let place = |at: usize, count: f64| (2 * at + 1) as f64 / count - 1.0;
            let face = super::super::face::Face::new(&shown.glass.placement, &look);
            let (want_x, want_y) = face.picture_of(place(x, 288.0), place(y, 200.0));
            // The middle of the light that is green inside the glass, where else is none.
            let (mut sum, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
            for (index, pixel) in shown.deep().iter().enumerate() {
                let (at_x, at_y) =
                    ((index % size[0] as usize) as f64 + 0.5, (index / size[0] as usize) as f64 + 0.5);
                if face.distance(at_x, at_y) < -2.0 && pixel[1] > 2000 {
                    let light = libm::pow(f64::from(pixel[1]) / 65535.0, 2.2);
                    (sum, sum_x, sum_y) = (sum + light, sum_x + light * at_x, sum_y + light * at_y);
                }
            }
            let off = (sum_x / sum - want_x).abs().max((sum_y / sum - want_y).abs());
            assert!(off < 0.3, "{view:?} {x},{y}: off by {off}");
        }
    }
}
