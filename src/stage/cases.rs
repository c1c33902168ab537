//! Cases on which the two glasses, this machine's and the graphics card's, are compared: every view, look and moment
//! that takes a way of its own through the optics.

use std::sync::Arc;

use super::play::Play;
use super::{Scene, StageError};
use crate::keys::Keys;
use crate::model::{Command, Source, Stamped};
use crate::pack::Pack;
use crate::picture::{self, Frame, Picture};
use crate::time::{Span, Time};
use crate::tube::face::Face;
use crate::tube::glass::{Glass, Pixels, Scratch, Seen};
use crate::tube::glow::Glow;
use crate::tube::image::Image;
use crate::tube::look::Look;
use crate::tube::optics::Optics;
use crate::tube::plate::Lamps;
use crate::tube::tiles::Tiles;
use crate::tube::view::{Placement, View};

/// The least signal-to-noise ratio of pictures that agree, in decibels.
pub const LEAST_PSNR: f64 = 45.0;
/// The most by which a channel of a pixel of theirs is off, of 255.
pub const MOST_OFF: u8 = 6;
/// Pixels on either side of the tube's edge that are left out: how much of them is glass goes by the last bit.
const EDGE: f64 = 1.0;

/// A picture to be drawn by both.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Its name.
    pub name: &'static str,
    /// The shipped scene.
    scene: &'static str,
    /// How long after the first picture of the scene.
    after: Span,
    /// What is asked of the terminal as the scene's first picture is due.
    command: Option<Command>,
    /// The view.
    view: View,
    /// Pixels across and down.
    pub size: [u32; 2],
    /// Where its lower left pixel lies in a frame buffer.
    pub origin: [u32; 2],
    /// The shipped look, and what is otherwise, as the command line takes it.
    look: (&'static str, &'static str),
    /// Whether the storage lamp is lit.
    storage: bool,
}

/// A case as it is seen: all that a glass needs.
#[derive(Debug)]
pub struct Shown {
    /// The glass of this machine, with the plate.
    pub glass: Glass,
    /// The light.
    pub glow: Glow,
    /// The numbers.
    pub optics: Optics,
    /// The lamps on the head.
    pub lamps: Lamps,
    face: Face,
}

impl Case {
    const fn new(name: &'static str, scene: &'static str, after: i64, view: View, size: [u32; 2]) -> Self {
        let after = Span::from_millis(after);
        let look = ("new", "");
        Self { name, scene, after, command: None, view, size, origin: [0, 0], look, storage: false }
    }

    fn look(self, name: &'static str, changes: &'static str) -> Self {
        Self { look: (name, changes), ..self }
    }

    fn command(self, command: Command) -> Self {
        Self { command: Some(command), ..self }
    }

    /// Every case.
    pub fn all() -> Vec<Self> {
        let case = Self::new;
        let off = Command::Power { on: false };
        vec![
            case("busy, tube", "busy", 600, View::Tube, [960, 600]),
            Self { origin: [7, 5], ..case("busy, bezel, odd places", "busy", 900, View::Bezel, [861, 703]) },
            Self {
                storage: true,
                ..case("busy, workstation, lamps", "busy", 300, View::Workstation, [800, 660])
            },
            case("warming up", "boot", 700, View::Tube, [640, 480]),
            case("boot, bezel", "boot", 6300, View::Bezel, [640, 500]),
            case("cards", "cards", 700, View::Tube, [800, 500]),
            case("complete, bezel", "complete", 4500, View::Bezel, [720, 540]),
            case("worn", "idle", 1200, View::Workstation, [900, 600]).look("worn", ""),
            case("camera", "busy", 1200, View::Bezel, [640, 480]).look("camera", ""),
            case("flat", "busy", 600, View::Tube, [640, 480]).look("flat", ""),
            case("lines", "busy", 600, View::Tube, [900, 600]).look("new", "beam_lines=100,beam_depth=1"),
            case("mask", "busy", 600, View::Tube, [960, 640]).look("new", "mask=0.7,mask_pitch=8"),
            case("bulge, no lines", "idle", 300, View::Bezel, [640, 480])
                .look("new", "curvature=0.15,beam_lines=0"),
            case("grain, ceiling, hum", "idle", 5300, View::Tube, [640, 480])
                .look("new", "grain=0.2,ceiling=0.6,hum=0.3,hum_rate=1"),
            case("bright", "busy", 600, View::Tube, [640, 480]).look("new", "brightness=2,halation=0.8"),
            case("small", "idle", 300, View::Bezel, [320, 260]),
            case("degaussing, tube", "idle", 180, View::Tube, [640, 480])
                .command(Command::Degauss)
                .look("new", "beam_lines=80"),
            case("degaussing, bezel", "busy", 330, View::Bezel, [640, 480])
                .command(Command::Degauss)
                .look("worn", "degauss=1"),
            case("collapsing", "idle", 1190, View::Tube, [640, 480]).command(off.clone()),
            case("a line", "idle", 1365, View::Bezel, [640, 480]).command(off.clone()),
            case("nearly a point", "idle", 1560, View::Workstation, [640, 480]).command(off.clone()),
            case("off", "idle", 3000, View::Workstation, [640, 500]).command(off),
        ]
    }

    /// The picture by which time is taken.
    pub fn timed(size: [u32; 2]) -> Self {
        Self::new("busy", "busy", 600, View::Bezel, size)
    }

    /// Plays the scene up to the picture, and lets the phosphor see the last of it.
    ///
    /// # Errors
    /// A scene or a look that a pack or the program does not have.
    pub fn show(&self, pack: &Arc<Pack>) -> Result<Shown, StageError> {
        let [width, height] = self.size;
        let placement = Placement::new(self.view, width, height);
        let mut look = Look::named(self.look.0).map_err(|error| StageError::Usage(error.to_string()))?;
        if !self.look.1.is_empty() {
            look.set(self.look.1).map_err(|error| StageError::Usage(error.to_string()))?;
        }
        let scene = Scene::named(self.scene, pack).map_err(StageError::Usage)?;
        let shown = scene.lead + self.after;
        let stamp = |command| Stamped { time: Time::ZERO, sequence: 0, source: Source::Program, command };
        let frame = Frame::behind(&placement);
        let further: Vec<Stamped> = self.command.clone().map(stamp).into_iter().collect();
        let mut play = Play::begin(pack, &scene, frame.tube, 1, &further, None)?;
        let mut picture = Picture::new(pack, Keys::default());
        let mut glow = Glow::new(&look, frame.scale);
        let mut image = Image::default();
        // Two pictures before it, so that something glows on.
        for before in [70, 30, 0] {
            let time = shown + Span::from_millis(-before);
            play.move_to(time.max(Time::ZERO));
            picture.shapes(&play.terminal, &frame).draw(&mut image);
            glow.show(&image, &Tiles::all(image.width, image.height), play.terminal.now());
        }
        let terminal = &play.terminal;
        let optics = Optics::new(&look, &placement, &picture.tint(), &picture::moment(terminal, &look));
        Ok(Shown {
            glass: Glass::new(&placement, &look),
            glow,
            optics,
            lamps: picture::lamps(terminal, self.storage),
            face: Face::new(&placement, &look),
        })
    }
}

impl Shown {
    /// What is seen, as this machine's glass takes it.
    pub fn seen(&self) -> Seen<'_> {
        let halo = self.glow.halo();
        Seen {
            light: self.glow.light().map(),
            halo: halo.map(),
            span: halo.span(),
            mean: halo.mean(),
            optics: self.optics,
            lamps: self.lamps,
        }
    }

    /// The picture as this machine draws it, row by row from the top.
    pub fn draw(&self) -> Vec<[u8; 4]> {
        let (width, height) = (self.glass.plate().width(), self.glass.plate().height());
        let mut pixels = vec![[0; 4]; width * height];
        self.glass.draw(&self.seen(), 0..height, &mut Scratch::default(), Pixels::Eight(&mut pixels));
        pixels
    }

    /// Whether a pixel lies at the edge of the tube, and is not to be compared.
    pub fn is_edge(&self, x: usize, y: usize) -> bool {
        self.face.distance(x as f64 + 0.5, y as f64 + 0.5).abs() <= EDGE
    }
}

/// How two pictures differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Peak signal-to-noise ratio over all channels, in decibels; infinite where they are the same.
    pub psnr_db: f64,
    /// The largest difference of a channel, of 255.
    pub worst: u8,
    /// The pixel in which that is: column and row from the upper left.
    pub at: [usize; 2],
}

impl Comparison {
    /// Whether they are the same to the eye.
    pub fn agrees(&self) -> bool {
        self.psnr_db >= LEAST_PSNR && self.worst <= MOST_OFF
    }
}

/// Compares the colours of two pictures of one size, `width` pixels wide, but for pixels that are left out, given by
/// column and row. Pictures of different sizes differ in all.
pub fn compare(
    one: &[[u8; 4]],
    other: &[[u8; 4]],
    width: usize,
    left_out: impl Fn(usize, usize) -> bool,
) -> Comparison {
    if one.len() != other.len() {
        return Comparison { psnr_db: 0.0, worst: 255, at: [0, 0] };
    }
    let (mut squares, mut count, mut worst, mut at) = (0_u64, 0_u64, 0, [0, 0]);
    for (index, (one, other)) in one.iter().zip(other).enumerate() {
        let place = [index % width.max(1), index / width.max(1)];
        if left_out(place[0], place[1]) {
            continue;
        }
        for (one, other) in one[..3].iter().zip(&other[..3]) {
            let off = one.abs_diff(*other);
            if off > worst {
                (worst, at) = (off, place);
            }
            squares += u64::from(off) * u64::from(off);
            count += 1;
        }
    }
    let mean = squares as f64 / count.max(1) as f64;
    let psnr_db = if squares == 0 { f64::INFINITY } else { 10.0 * libm::log10(255.0 * 255.0 / mean) };
    Comparison { psnr_db, worst, at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_the_same() {
        let picture = vec![[1, 2, 3, 255]; 12];
        let same = compare(&picture, &picture, 4, |_, _| false);
        assert_eq!(same, Comparison { psnr_db: f64::INFINITY, worst: 0, at: [0, 0] });
        assert!(same.agrees());
        assert!(!compare(&picture, &picture[1..], 4, |_, _| false).agrees());
        assert!(compare(&[], &[], 0, |_, _| false).agrees());
    }

    #[test]
    fn the_worst_is_found_in_its_place_and_alpha_does_not_count() {
        let one = vec![[100, 100, 100, 255]; 12];
        let mut other = one.clone();
        other[6] = [100, 93, 101, 0];
        other[9] = [99, 100, 100, 255];
        let told = compare(&one, &other, 4, |_, _| false);
        assert_eq!((told.worst, told.at, told.agrees()), (7, [2, 1], false));
        // (49 + 1 + 1) / 36 of 255².
        assert!((told.psnr_db - 46.618).abs() < 0.001, "{told:?}");
        let told = compare(&one, &other, 4, |x, y| [x, y] == [2, 1]);
        assert_eq!((told.worst, told.at, told.agrees()), (1, [1, 2], true));
    }

    #[test]
    fn small_differences_everywhere_do_not_agree() {
        let one = vec![[100; 4]; 100];
        let told = compare(&one, &vec![[102; 4]; 100], 10, |_, _| false);
        assert!((told.psnr_db - 42.110).abs() < 0.001 && told.worst == 2 && !told.agrees());
        assert!(compare(&one, &vec![[101; 4]; 100], 10, |_, _| false).agrees());
    }

    /// The cases take every way through the optics, and each shows something else.
    #[test]
    fn every_case_is_shown() {
        let pack = Pack::embedded();
        let mut pictures: Vec<Vec<[u8; 4]>> = Vec::new();
        let mut all = Vec::new();
        for case in Case::all() {
            let shown = case.show(&pack).unwrap_or_else(|error| panic!("{}: {error}", case.name));
            let picture = shown.draw();
            assert_eq!(picture.len() as u32, case.size[0] * case.size[1]);
            let edge = picture.iter().enumerate().filter(|(index, _)| {
                shown.is_edge(index % case.size[0] as usize, index / case.size[0] as usize)
            });
            assert!(edge.count() < picture.len() / 20, "{}", case.name);
            assert!(!pictures.contains(&picture), "{}", case.name);
            pictures.push(picture);
            all.push(shown.optics);
        }
        assert!(all.iter().any(|optics| optics.swing != 0.0));
        assert!(all.iter().any(|optics| optics.spot != [0.0; 3]));
        assert!(all.iter().any(|optics| !optics.is_steady() && optics.direct[0] > 0.0));
        assert!(all.iter().any(|optics| optics.mask > 0.0));
        assert!(all.iter().any(|optics| optics.hum > 0.0));
        assert!(all.iter().any(|optics| optics.ceiling < 1.0));
        assert!(all.iter().any(|optics| optics.depth == [0.0; 2]));
        assert!(all.iter().any(|optics| optics.depth[0] > 0.0 && optics.depth[1] > 0.0));
    }
}
