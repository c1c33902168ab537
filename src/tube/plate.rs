//! The plate: the drawn set in which the tube stands, room, head, keyboard and the dark glass, in linear light.
//!
//! Everything is computed from distances, normals and a few lights; a texel depends on nothing but its own place.

mod ball;
mod cable;
mod controls;
mod glass;
mod head;
mod keyboard;
mod layout;
mod room;
mod row;
mod shade;
mod solid;
mod space;
#[cfg(test)]
mod tests;

use std::ops::Range;

use rayon::prelude::*;

use cable::Cable;
use controls::Controls;
use head::Head;
use keyboard::Keyboard;
use room::Room;
use row::{Row, Texel};
use shade::{Light, RoundBox};

use super::face::Face;
use super::look::Look;
use super::view::{Placement, Shot};

/// Up to so many pixels a plate is kept; a larger one is computed row by row, whenever a row is asked for.
const KEPT: usize = 9_000_000;

/// Set in a texel's strengths where there is glass.
pub const GLASS: u16 = 0x8000;

/// The switch on the set, with its housing.
pub const SWITCH: Shot = around(controls::SWITCH.middle, controls::SWITCH.half, 0.0);
/// The storage lamp on the set, with its collar.
pub const STORAGE_LAMP: Shot =
    around((controls::LAMP.0, controls::LAMP.1), (controls::LAMP.2, controls::LAMP.2), 4.0);

const fn around(middle: (f32, f32), half: (f32, f32), more: f32) -> Shot {
    Shot {
        left: (middle.0 - half.0 - more) as f64,
        top: (middle.1 - half.1 - more) as f64,
        right: (middle.0 + half.0 + more) as f64,
        bottom: (middle.1 + half.1 + more) as f64,
    }
}

/// What is lit on the set besides the tube.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lamps {
    /// The switch stands on, and its stroke is lit.
    pub power: bool,
    /// The storage lamp is lit.
    pub storage: bool,
}

/// The set for one placement and one look.
///
/// A texel is red, green and blue, linear, 65535 for full light, and in the fourth number strengths: where there is
/// glass, [`GLASS`] and in the seven bits below that how much of the texel is glass, of 127; elsewhere in the same
/// seven bits how strongly the place mirrors the picture, of 127, and in the lower eight how strongly it receives the
/// picture's mean light, of 255.
#[derive(Clone, Debug)]
pub struct Plate {
    placement: Placement,
    room: Room,
    cable: Cable,
    head: Head,
    keyboard: Keyboard,
    controls: Controls,
    /// Whether the room is left out, and what is partly the terminal has the whole of its colour.
    cut_out: bool,
    kept: Option<Kept>,
}

/// The rows with no lamp lit, and what lit lamps change.
#[derive(Clone, Debug)]
struct Kept {
    texels: Vec<[u16; 4]>,
    alpha: Vec<u8>,
    power: Patch,
    storage: Patch,
}

/// A rectangle of texels.
#[derive(Clone, Debug)]
struct Patch {
    lines: Range<usize>,
    columns: Range<usize>,
    texels: Vec<[u16; 4]>,
}

impl Plate {
    /// The set of a look in a picture placed so. Rows are spread over the current rayon pool.
    pub fn new(placement: &Placement, look: &Look) -> Self {
        Self::on_demand(placement, look).kept()
    }

    /// The terminal alone, cut out of the room: its colours are not multiplied by [their share](Plate::alpha_row).
    pub fn cut_out(placement: &Placement, look: &Look) -> Self {
        Self { cut_out: true, ..Self::on_demand(placement, look) }.kept()
    }

    fn kept(mut self) -> Self {
        if self.width() * self.height() <= KEPT {
            self.kept = Some(self.keep());
        }
        self
    }

    /// The parameters of a look on which a plate depends.
    pub fn parameters(look: &Look) -> [f64; 5] {
        [look.room, look.bezel_glow, look.reflection, look.curvature, look.corner]
    }

    /// The same set, of which nothing is kept.
    fn on_demand(placement: &Placement, look: &Look) -> Self {
        let room = look.room as f32;
        let glow = look.bezel_glow as f32;
        let light = Light::upright(room);
        let keyboard = Keyboard::new(room, glow);
        Self {
            placement: *placement,
            room: Room { light: room, glow, keyboard: keyboard.on_desk() },
            cable: Cable::new(keyboard.socket(cable::SOCKET), light, glow),
            head: Head {
                light,
                face: Face::new(placement, look),
                scale: placement.scale,
                reflection: look.reflection as f32,
                glow,
            },
            keyboard,
            controls: Controls { light },
            cut_out: false,
            kept: None,
        }
    }

    /// Texels in a row.
    pub fn width(&self) -> usize {
        self.placement.width as usize
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.placement.height as usize
    }

    /// The texels of a row with these lamps lit; empty when there is no row `y`. `scratch` is used at will.
    pub fn row<'a>(&'a self, y: usize, lamps: Lamps, scratch: &'a mut Vec<[u16; 4]>) -> &'a [[u16; 4]] {
        if y >= self.height() {
            return &[];
        }
        let width = self.width();
        let Some(kept) = &self.kept else {
            scratch.resize(width, [0; 4]);
            self.render(y, 0, lamps, scratch, None);
            return scratch;
        };
        let plain = &kept.texels[y * width..(y + 1) * width];
        let power = lamps.power.then(|| kept.power.line(y)).flatten();
        let storage = lamps.storage.then(|| kept.storage.line(y)).flatten();
        if power.is_none() && storage.is_none() {
            return plain;
        }
        scratch.clear();
        scratch.extend_from_slice(plain);
        for (columns, texels) in [power, storage].into_iter().flatten() {
            scratch[columns].copy_from_slice(texels);
        }
        scratch
    }

    /// The share of each texel of a row that is the terminal, 255 for all of it: head, keyboard and cable, or the
    /// glass where nothing else is shown. Empty when there is no row `y`.
    pub fn alpha_row(&self, y: usize, out: &mut Vec<u8>) {
        out.clear();
        if y >= self.height() {
            return;
        }
        let width = self.width();
        if let Some(kept) = &self.kept {
            out.extend_from_slice(&kept.alpha[y * width..(y + 1) * width]);
            return;
        }
        out.resize(width, 0);
        let mut texels = vec![[0; 4]; width];
        self.render(y, 0, Lamps::default(), &mut texels, Some(out));
    }

    /// Computes all rows, and the rectangles that lamps change.
    fn keep(&self) -> Kept {
        let (width, height) = (self.width().max(1), self.height());
        let mut texels = vec![[0; 4]; self.width() * height];
        let mut alpha = vec![0; self.width() * height];
        let rows = texels.par_chunks_mut(width).zip(alpha.par_chunks_mut(width)).enumerate();
        rows.for_each(|(y, (texels, alpha))| self.render(y, 0, Lamps::default(), texels, Some(alpha)));
        let patch = |area: RoundBox, lamps: Lamps| {
            let (left, top) = (area.middle.0 - area.half.0, area.middle.1 - area.half.1);
            let (right, bottom) = (area.middle.0 + area.half.0, area.middle.1 + area.half.1);
            let (left, top) = self.placement.in_picture(f64::from(left), f64::from(top));
            let (right, bottom) = self.placement.in_picture(f64::from(right), f64::from(bottom));
            let pixel = |at: f64, most: usize| at.clamp(0.0, most as f64) as usize;
            let lines = pixel(top - 1.0, height)..pixel(bottom + 2.0, height);
            let columns = pixel(left - 1.0, self.width())..pixel(right + 2.0, self.width());
            let mut texels = vec![[0; 4]; lines.len() * columns.len()];
            for (y, texels) in lines.clone().zip(texels.chunks_mut(columns.len().max(1))) {
                self.render(y, columns.start, lamps, texels, None);
            }
            Patch { lines, columns, texels }
        };
        let halo = controls::HALO;
        let switch = controls::SWITCH;
        let (x, y, radius) = controls::LAMP;
        Kept {
            power: patch(
                RoundBox { half: (switch.half.0 + halo, switch.half.1 + halo), ..switch },
                Lamps { power: true, storage: false },
            ),
            storage: patch(
                RoundBox::new((x, y), (radius + halo, radius + halo), 0.0),
                Lamps { power: false, storage: true },
            ),
            texels,
            alpha,
        }
    }

    /// Computes the texels of row `y` from column `first` on.
    fn render(&self, y: usize, first: usize, lamps: Lamps, out: &mut [[u16; 4]], alpha: Option<&mut [u8]>) {
        let mut texels = vec![Texel::default(); out.len()];
        let (line, first) = (y as u32, first as u32);
        if self.placement.view.shot().is_none() {
            for (pixel, texel) in (first..).zip(&mut texels) {
                self.head.glass_alone(texel, pixel, line);
            }
        } else {
            let mut row = Row::new(&self.placement, line, first, &mut texels);
            let behind = self.keyboard.hides(row.y, row.step);
            self.room.paint(&mut row, behind);
            self.cable.paint(&mut row);
            self.head.paint(&mut row);
            self.controls.paint(&mut row, lamps.power, lamps.storage);
            self.keyboard.paint(&mut row);
        }
        if self.cut_out {
            texels.iter_mut().for_each(Texel::make_whole);
        }
        let steps = |share: f32, most: f32| (share.clamp(0.0, 1.0) * most + 0.5) as u16;
        for (out, texel) in out.iter_mut().zip(&texels) {
            let [r, g, b] = texel.light.map(|light| steps(light, 65535.0));
            let share = steps(texel.glass, 127.0);
            let strengths = if share > 0 {
                GLASS | share << 8
            } else {
                steps(texel.gain, 127.0) << 8 | steps(texel.spill, 255.0)
            };
            *out = [r, g, b, strengths];
        }
        for (out, texel) in alpha.into_iter().flatten().zip(&texels) {
            *out = steps(texel.terminal, 255.0) as u8;
        }
    }
}

impl Patch {
    /// Its part of a row, and where that lies.
    fn line(&self, y: usize) -> Option<(Range<usize>, &[[u16; 4]])> {
        let line = self.lines.contains(&y).then(|| y - self.lines.start)?;
        let width = self.columns.len();
        Some((self.columns.clone(), &self.texels[line * width..(line + 1) * width]))
    }
}
