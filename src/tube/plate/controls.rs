//! The controls on the chin of the bezel: the rocker switch and the lamp of the storage.

use super::head::{bowed, fall};
use super::row::{Row, Texel};
use super::shade::{Light, Material, RoundBox, V3, blend, coverage, mix, smooth, speck};

/// The switch, in tube units.
pub(super) const SWITCH: RoundBox = RoundBox::new((1330.0, 1072.0), (46.0, 21.0), 8.0);
/// Middle and radius of the lamp.
pub(super) const LAMP: (f32, f32, f32) = (66.0, 1072.0, 9.0);
/// How far around them their light falls.
pub(super) const HALO: f32 = 44.0;

const HOUSING: Material = Material { colour: [0.0065, 0.0085, 0.013], gloss: 0.06, sharp: 3 };
const ROCKER: Material = Material { colour: [0.026, 0.038, 0.068], gloss: 0.10, sharp: 3 };
const AMBER: Material = Material { colour: [0.090, 0.042, 0.010], gloss: 0.55, sharp: 5 };
/// Light of the lit stroke and of the lit lamp.
const POWER: [f32; 3] = [0.26, 0.88, 0.99];
const STORAGE: [f32; 3] = [1.0, 0.455, 0.088];
/// Paint of the marks.
const MARK: Material = Material { colour: [0.30, 0.34, 0.42], gloss: 0.0, sharp: 0 };

/// Switch and lamp in the light of a room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Controls {
    pub(super) light: Light,
}

impl Controls {
    /// Paints a row of them.
    pub(super) fn paint(&self, row: &mut Row<'_>, power: bool, storage: bool) {
        let (line, y, step) = (row.line, row.y, row.step);
        if (y - SWITCH.middle.1).abs() > SWITCH.half.1 + HALO + step {
            return;
        }
        let (middle, half) = (SWITCH.middle.0, SWITCH.half.0 + HALO);
        row.across(middle - half, middle + half, |pixel, x, texel| {
            self.switch(texel, (x, y), step, power, speck(pixel, line));
        });
        let reach = LAMP.2 + HALO;
        row.across(LAMP.0 - reach, LAMP.0 + reach, |_, x, texel| self.lamp(texel, (x, y), step, storage));
    }

    fn switch(&self, texel: &mut Texel, (x, y): (f32, f32), step: f32, power: bool, speck: f32) {
        let edge = SWITCH.distance(x, y);
        let stroke = RoundBox::new((SWITCH.middle.0 - 20.0, SWITCH.middle.1), (2.3, 8.5), 1.8).distance(x, y);
        if edge.d < 3.0 + step {
            // The housing: a raised rim around a dark hole.
            let over = ((edge.d + 1.5) / 3.5).clamp(-1.0, 1.0);
            let normal = V3::new(edge.away.0 * over, edge.away.1 * over, 1.0).unit();
            let mut light = self.light.on(&HOUSING, normal, fall(x, y));
            let inner = RoundBox::new(SWITCH.middle, (41.5, 16.5), 4.5).distance(x, y);
            let share = coverage(inner.d, step);
            if share > 0.0 {
                light = blend(light, self.rocker((x, y), step, power, stroke.d, inner.d, speck), share);
            }
            texel.lay(coverage(edge.d - 3.0, step), light, 0.0, 0.0);
        }
        if power {
            let glow = (1.0 - stroke.d.max(0.0) / HALO).clamp(0.0, 1.0);
            let glow = 0.055 * glow * glow * glow + 0.16 * (1.0 - smooth(0.0, 9.0, stroke.d));
            let on = if edge.d < 3.0 { 1.0 } else { 0.35 };
            for (light, lamp) in texel.light.iter_mut().zip(POWER) {
                *light += lamp * glow * on * 0.6;
            }
        }
    }

    /// The two halves. The pressed one lies in, the other stands out and catches the light.
    fn rocker(
        &self,
        (x, y): (f32, f32),
        step: f32,
        power: bool,
        stroke: f32,
        edge: f32,
        speck: f32,
    ) -> [f32; 3] {
        let (dx, dy) = (x - SWITCH.middle.0, y - SWITCH.middle.1);
        let left = dx < 0.0;
        let pressed = left == power;
        let side = if left { -1.0 } else { 1.0 };
        let out = dx.abs() / 41.5;
        let mut normal =
            if pressed { V3::new(side * 0.10, 0.06, 1.0) } else { V3::new(-side * 0.30, -0.10, 1.0) };
        // Rounded at its long sides, and at the end that stands out.
        let long = (dy / 16.5).clamp(-1.0, 1.0);
        normal.y += long * long * long * if pressed { 0.35 } else { 0.9 };
        if !pressed {
            normal.x += side * 1.6 * smooth(0.90, 1.0, out);
        }
        let deep = if pressed {
            mix(0.42, 0.9, smooth(1.0, 0.2, out)) * mix(0.45, 1.0, smooth(-16.0, -4.0, dy))
        } else {
            1.25
        };
        let seam = mix(0.35, 1.0, smooth(0.0, 2.2, dx.abs()));
        let hole = mix(0.2, 1.0, smooth(0.0, 2.5, -edge));
        let open = deep * seam * hole * fall(x, y) * (1.0 + 0.02 * speck);
        let mut light = self.light.on(&ROCKER, normal.unit(), open);
        let ring = ((dx - 20.0) * (dx - 20.0) + dy * dy).sqrt();
        let mark = coverage((ring - 6.6).abs() - 1.3, step);
        light = blend(light, self.light.on(&MARK, normal.unit(), 0.8 * deep.min(1.0)), mark);
        let share = coverage(stroke, step);
        if power {
            let core = mix(0.75, 1.0, smooth(0.0, 1.6, -stroke));
            return blend(light, POWER.map(|c| c * core), share);
        }
        blend(light, self.light.on(&MARK, normal.unit(), 0.7), share)
    }

    fn lamp(&self, texel: &mut Texel, (x, y): (f32, f32), step: f32, storage: bool) {
        let (dx, dy) = (x - LAMP.0, y - LAMP.1);
        let from = (dx * dx + dy * dy).sqrt().max(1e-3);
        let away = (dx / from, dy / from);
        // A dark collar, and the lens in it.
        let collar = coverage(from - LAMP.2 - 4.0, step);
        if collar > 0.0 {
            let over = ((from - LAMP.2 - 2.0) / 2.0).clamp(-1.0, 1.0);
            let mut normal = bowed(x, y);
            normal.x += away.0 * over * 0.9;
            normal.y += away.1 * over * 0.9;
            texel.lay(collar, self.light.on(&HOUSING, normal.unit(), fall(x, y) * 1.2), 0.0, 0.0);
        }
        let lens = coverage(from - LAMP.2, step);
        if lens > 0.0 {
            let out = (from / LAMP.2).min(1.0);
            let normal = V3::new(away.0 * out * 0.85, away.1 * out * 0.85, 1.0 - 0.5 * out * out).unit();
            let mut light = self.light.on(&AMBER, normal, mix(1.0, 0.55, out * out * out));
            if storage {
                let core = 1.0 - 0.45 * out * out;
                for (light, lamp) in light.iter_mut().zip(STORAGE) {
                    *light += lamp * core;
                }
                light[1] += 0.14 * (1.0 - smooth(0.0, 0.6, out));
            }
            texel.lay(lens, light.map(|c| c.min(1.0)), 0.0, 0.0);
        }
        if storage {
            let near = (1.0 - (from - LAMP.2).max(0.0) / HALO).clamp(0.0, 1.0);
            let glow = 0.09 * near * near * near * (1.0 - lens);
            for (light, lamp) in texel.light.iter_mut().zip(STORAGE) {
                *light += lamp * glow;
            }
        }
    }
}
