//! The head: cream shell, dark blue bezel with its small hole, and the foot it stands on.

use super::glass;
use super::row::{Row, Texel};
use super::shade::{Distance, Light, Material, RoundBox, V3, blend, coverage, mix, smooth, speck, times};
use super::space::EYE;
use crate::tube::face::Face;

/// The outline of the shell, before its upper half is arched.
const SHELL: RoundBox = RoundBox::new((720.0, 520.0), (914.0, 712.0), 104.0);
/// The opening in which the bezel lies.
const OPENING: RoundBox = RoundBox::new((720.0, 522.0), (816.0, 614.0), 64.0);
/// What is seen of the shell's top behind its front.
const BACK: RoundBox = RoundBox::new((720.0, 400.0), (846.0, 622.0), 150.0);
/// The foot.
const FOOT: RoundBox = RoundBox::new((720.0, 1160.0), (452.0, 112.0), 26.0);
/// The lowest row of the set that has anything of the head.
const LOWEST: f32 = 1273.0;
/// The small hole above the middle of the glass.
pub(super) const HOLE: (f32, f32, f32) = (720.0, -53.0, 8.5);

const CREAM: Material = Material { colour: [0.76, 0.672, 0.515], gloss: 0.10, sharp: 4 };
const BLUE: Material = Material { colour: [0.0135, 0.0330, 0.098], gloss: 0.045, sharp: 3 };
const RUBBER: Material = Material { colour: [0.006, 0.007, 0.009], gloss: 0.03, sharp: 3 };

/// How far the outer edges of the shell are rounded over, and the inner ones.
const OUTER: f32 = 60.0;
const INNER: f32 = 18.0;
/// Where the bezel turns down towards the glass, and where the gasket begins, from the edge of the glass.
const BRINK: f32 = 50.0;
const GASKET: f32 = 8.0;
/// The rectangle that is glass for certain, at any curvature and corner, and a distance from the edge that changes
/// nothing: left, top, right, bottom.
const GLASS: (f32, f32, f32, f32) = (204.0, 204.0, 1236.0, 796.0);
const DEEP: f32 = 50.0;
/// How far from the glass the bezel mirrors the picture.
const REACH: f32 = 110.0;

/// The head, with its glass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) light: Light,
    pub(super) face: Face,
    /// Pixels to a tube unit.
    pub(super) scale: f64,
    /// Strength of the ceiling's reflection in the glass.
    pub(super) reflection: f32,
    /// Strength of the picture's reflection, 0 to 1.
    pub(super) glow: f32,
}

/// The outline of something whose upper half is arched and a little narrower.
fn arched(outline: &RoundBox, x: f32, y: f32) -> Distance {
    let across = (x - outline.middle.0) / outline.half.0;
    let down = y - outline.middle.1;
    let narrow = 1.0 + 0.014 * (1.0 - down / outline.half.1);
    let arch = if down < 0.0 { 1.0 + 0.020 * across * across } else { 1.0 };
    outline.distance(outline.middle.0 + (x - outline.middle.0) * narrow, outline.middle.1 + down * arch)
}

impl Head {
    /// Paints a row of it.
    pub(super) fn paint(&self, row: &mut Row<'_>) {
        let (line, y, step) = (row.line, row.y, row.step);
        if !(-300.0..=LOWEST + step).contains(&y) {
            return;
        }
        if y < 40.0 {
            row.across(-120.0, 1560.0, |pixel, x, texel| self.back(texel, x, y, step, speck(pixel, line)));
        }
        if y > 1100.0 {
            row.across(250.0, 1190.0, |pixel, x, texel| self.foot(texel, x, y, step, speck(pixel, line)));
        }
        row.across(-200.0, 1640.0, |pixel, x, texel| {
            if y > GLASS.1 && y < GLASS.3 && x > GLASS.0 && x < GLASS.2 {
                let light = self.glass(pixel, line, DEEP);
                *texel = Texel { light, glass: 1.0, terminal: 1.0, ..Texel::default() };
                return;
            }
            let opening = arched(&OPENING, x, y);
            if opening.d > -2.0 * step {
                self.shell(texel, x, y, step, opening, speck(pixel, line));
            }
            let share = coverage(opening.d, step);
            if share > 0.0 {
                self.inside(texel, (pixel, line), (x, y), step, opening, share);
            }
        });
    }

    /// Paints a texel of the glass and nothing else, black around it.
    pub(super) fn glass_alone(&self, texel: &mut Texel, pixel: u32, line: u32) {
        let edge = self.face.edge(f64::from(pixel) + 0.5, f64::from(line) + 0.5);
        let share = coverage(edge.distance as f32, (1.0 / self.scale) as f32);
        if share > 0.0 {
            let light = self.glass(pixel, line, -edge.distance as f32);
            *texel = Texel { light: times(light, share), glass: share, terminal: share, ..Texel::default() };
        }
    }

    fn glass(&self, pixel: u32, line: u32, inside: f32) -> [f32; 3] {
        let (u, v) = self.face.source(f64::from(pixel) + 0.5, f64::from(line) + 0.5);
        times(glass::light(u as f32, v as f32, inside, self.reflection), self.light.room)
    }

    /// The top of the shell that runs back from its front.
    fn back(&self, texel: &mut Texel, x: f32, y: f32, step: f32, speck: f32) {
        let edge = arched(&BACK, x, y);
        let share = coverage(edge.d, step);
        if share <= 0.0 {
            return;
        }
        let round = 1.0 - (-edge.d / 26.0).clamp(0.0, 1.0);
        let normal = V3::new(edge.away.0 * round * 0.8, -0.92 + 0.2 * round, 0.36 - 0.2 * round).unit();
        // It darkens to the back, and where the front rises before it.
        let depth = smooth(0.0, 70.0, -edge.d);
        let open = 0.66 * (1.0 + 0.012 * speck) * mix(0.50, 1.0, depth);
        texel.lay(share, self.light.on(&CREAM, normal, open), 0.0, 0.0);
    }

    /// The foot, in the shadow of the head.
    fn foot(&self, texel: &mut Texel, x: f32, y: f32, step: f32, speck: f32) {
        let edge = FOOT.distance(EYE.x + (x - EYE.x) / (1.0 + 0.0006 * (y - 1220.0)), y);
        let share = coverage(edge.d, step);
        if share <= 0.0 {
            return;
        }
        let round = 1.0 - (-edge.d / 22.0).clamp(0.0, 1.0);
        let bow = (x - 720.0) / 900.0;
        let normal =
            V3::new(edge.away.0 * round + bow * 0.4, edge.away.1 * round * 0.6, 1.0 - 0.7 * round).unit();
        let open = mix(0.05, 0.55, smooth(1222.0, 1266.0, y)) * (1.0 + 0.012 * speck);
        texel.lay(share, self.light.on(&CREAM, normal, open), 0.0, 0.05 * self.glow);
    }

    /// The cream front around the bezel.
    fn shell(&self, texel: &mut Texel, x: f32, y: f32, step: f32, opening: Distance, speck: f32) {
        let edge = arched(&SHELL, x, y);
        let share = coverage(edge.d, step);
        if share <= 0.0 {
            return;
        }
        let mut normal = bowed(x, y);
        // Rounded over outside, and down to the bezel inside.
        let out = 1.0 - (-edge.d / OUTER).clamp(0.0, 1.0);
        let round = out * out;
        normal.x += edge.away.0 * round * 1.9;
        normal.y += edge.away.1 * round * 1.9;
        let lip = 1.0 - (opening.d / INNER).clamp(0.0, 1.0);
        let lip = lip * lip * 1.5;
        normal.x -= opening.away.0 * lip;
        normal.y -= opening.away.1 * lip;
        let open = (1.0 + 0.010 * speck) * fall(x, y) * mix(0.72, 1.0, smooth(0.0, 7.0, opening.d));
        let open = open * mix(1.0, mix(0.55, 1.0, smooth(0.0, 30.0, -edge.d)), (edge.away.1).max(0.0));
        // The frame around the bezel is a part of its own, with a groove around it.
        let groove = opening.d - 30.0;
        let fine = step.max(1.3);
        let open = open
            * (1.0 - 0.62 * (1.6 / fine).min(1.0) * (1.0 - smooth(0.5 * fine, 1.5 * fine, groove.abs())));
        let spill = self.glow * (0.05 + 0.26 * (1.0 - smooth(0.0, INNER, opening.d)));
        texel.lay(share, self.light.on(&CREAM, normal.unit(), open), 0.0, spill * 0.6);
    }

    /// Bezel, gasket and glass.
    fn inside(
        &self,
        texel: &mut Texel,
        (pixel, line): (u32, u32),
        at: (f32, f32),
        step: f32,
        opening: Distance,
        share: f32,
    ) {
        let edge = self.face.edge(f64::from(pixel) + 0.5, f64::from(line) + 0.5);
        let (d, away) = (edge.distance as f32, (edge.away.0 as f32, edge.away.1 as f32));
        let glass = coverage(d, step);
        if glass < 1.0 {
            let (light, gain, spill) = self.bezel(at, d, away, opening, speck(pixel, line));
            texel.lay(share, light, gain, spill);
        }
        if glass > 0.0 {
            let light = blend(texel.light, self.glass(pixel, line, -d), glass);
            *texel = Texel { light, glass, terminal: 1.0, ..Texel::default() };
        }
    }

    /// The bezel: light, and how it mirrors and receives the picture.
    fn bezel(
        &self,
        (x, y): (f32, f32),
        d: f32,
        away: (f32, f32),
        opening: Distance,
        speck: f32,
    ) -> ([f32; 3], f32, f32) {
        let deep = -opening.d;
        let mut normal = bowed(x, y);
        // Down towards the glass.
        let slope = smooth(BRINK + 7.0, BRINK - 9.0, d);
        normal.x -= away.0 * slope * 0.95;
        normal.y -= away.1 * slope * 0.95;
        // A soft turn where it meets the shell.
        let turn = 1.0 - (deep / 9.0).clamp(0.0, 1.0);
        normal.x += opening.away.0 * turn * 0.7;
        normal.y += opening.away.1 * turn * 0.7;
        // The shell's lip stands above it, most where the light comes over it.
        let above = (-opening.away.1).max(0.0);
        let lip = mix(0.25, 1.0, smooth(-2.0, 9.0, deep))
            * mix(1.0, mix(0.55, 1.0, smooth(0.0, 44.0, deep)), above);
        let recess = mix(0.50, 1.0, smooth(GASKET, BRINK, d));
        let open = lip * recess * fall(x, y) * (1.0 + 0.035 * speck);
        let mut light = self.light.on(&BLUE, normal.unit(), open);
        let near = (1.0 - d / REACH).clamp(0.0, 1.0);
        let mut gain = self.glow * 0.34 * near * near.sqrt() * mix(0.42, 1.0, slope);
        if d < GASKET + 2.0 {
            let over = (d / GASKET * 2.0 - 1.0).clamp(-1.0, 1.0);
            let rubber = V3::new(away.0 * over, away.1 * over, 1.0).unit();
            let share = smooth(GASKET + 1.5, GASKET - 1.5, d);
            light = blend(light, self.light.on(&RUBBER, rubber, 0.6), share);
            gain *= mix(1.0, 0.45, share);
        }
        // The hole, black, with light on its lower lip.
        let (dx, dy) = (x - HOLE.0, y - HOLE.1);
        let from = (dx * dx + dy * dy).sqrt().max(1e-3);
        if from < HOLE.2 + 6.0 {
            let rim = smooth(HOLE.2 + 6.0, HOLE.2 + 2.0, from);
            let tilt = V3::new(-dx / from * 0.8 * rim, -dy / from * 0.8 * rim, 1.0).unit();
            light = blend(light, self.light.on(&BLUE, tilt, open), rim);
            let inner = times(
                [0.0006, 0.0008, 0.0011],
                self.light.room * (1.0 + 5.0 * smooth(0.2, 1.0, dy / HOLE.2)),
            );
            let hole = smooth(HOLE.2 + 1.2, HOLE.2 - 1.2, from);
            light = blend(light, inner, hole);
            gain *= 1.0 - hole;
        }
        (light, gain, self.glow * 0.02)
    }
}

/// The normal of the front, which is bowed a little so that its shade glides.
pub(super) fn bowed(x: f32, y: f32) -> V3 {
    V3::new((x - 720.0) / 916.0 * 0.10, (y - 520.0) / 712.0 * 0.16, 1.0)
}

/// How the light of the room falls off from the upper left.
pub(super) fn fall(x: f32, y: f32) -> f32 {
    1.04 - 0.10 * ((x - 500.0) / 1200.0) * ((x - 500.0) / 1200.0) - 0.13 * ((y + 200.0) / 1430.0)
}
