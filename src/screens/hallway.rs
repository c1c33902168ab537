//! The long dark hallway: a slow walk towards a lift that is never reached, in lines with depth.
//!
//! The hallway has no end and is nowhere kept: what stands in a place is a hash of the place, and only what is seen is
//! asked for. The lift alone has no place. It keeps its distance.

mod eye;

use egui::{Color32, Pos2};

use self::eye::{CEILING, Eye, HALF, NEAR};
use super::canvas::{Canvas, blend};
use super::{Control, Role};
use crate::model::random::{self, Purpose};
use crate::model::{Terminal, ease};
use crate::time::Time;
use crate::words;

/// From one lamp to the next, in metres, and half the length and width of one.
const LAMPS: f64 = 6.4;
const LAMP: (f64, f64) = (0.62, 0.34);
/// From one seam of the floor and of the ceiling to the next.
const SEAMS: f64 = 1.6;
/// A stretch of wall, which has a door or none; how wide and high a door is, and how broad its frame.
const STRETCH: f64 = 3.2;
const DOOR: (f64, f64) = (0.92, 2.06);
const FRAME: f64 = 0.075;
/// Doors are numbered below this, in no order.
const NUMBERS: u32 = 90;
/// From one sign to the next, about.
const SIGNS: f64 = 38.4;
/// Beyond these distances no number and no sign can be read.
const NUMBER_READ: f64 = 7.5;
const SIGN_READ: f64 = 17.0;

/// What something in the hallway is drawn for.
#[derive(Clone, Copy)]
enum Of {
    Lamp,
    Door,
    Sign,
}

/// A hallway as it is seen at a moment.
struct Hallway<'a> {
    eye: Eye,
    seed: u64,
    canvas: &'a Canvas<'a>,
}

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let told = terminal.pack().ambient.as_ref();
    let told = told.map_or_else(|| words::say("scene.hallway", &[]), |all| all.say("hallway-told", &[]));
    vec![Control::new("scene", terminal.tube().area(), Role::Label, told)]
}

pub(super) fn paint(terminal: &Terminal, since: Time, canvas: &Canvas<'_>) {
    canvas.fill(terminal.tube().area(), canvas.ink().unlit);
    let walked = if terminal.reduced_motion() { 0.0 } else { terminal.now().since(since).seconds() };
    let seed = terminal.session().seed;
    let hallway = Hallway { eye: Eye::new(terminal.tube(), seed, walked), seed, canvas };
    hallway.lift();
    hallway.rails();
    for place in hallway.places(SEAMS) {
        hallway.seams(place as f64 * SEAMS);
    }
    // What is near lies over what is far.
    for place in hallway.places(LAMPS).rev() {
        hallway.lamp(place);
    }
    for place in hallway.places(STRETCH).rev() {
        for side in [-1.0, 1.0] {
            hallway.wall(place, side);
        }
    }
    if let Some(ambient) = &terminal.pack().ambient {
        let sign = ambient.say("hallway-sign", &[]);
        for place in hallway.places(SIGNS).rev() {
            hallway.sign(place, &sign);
        }
    }
}

impl Hallway<'_> {
    /// The places of a row of things that are seen, the nearest first; the first may lie behind.
    fn places(&self, apart: f64) -> std::ops::Range<i64> {
        let from = (self.eye.walked / apart).floor() as i64;
        from..((self.eye.walked + self.eye.lift) / apart).ceil() as i64
    }

    /// A number from 0 to 1 that belongs to a place for good.
    fn chance(&self, of: Of, place: i64, which: u64) -> f64 {
        let kind = of as u64 * 16 + which;
        random::unit(random::hash(self.seed, Purpose::Hallway, place.cast_unsigned(), kind))
    }

    /// Whether the lamp of a place burns. Two neighbours are never both out.
    fn burns(&self, place: i64) -> bool {
        let out = |place| self.chance(Of::Lamp, place, 0) < 0.24;
        !out(place) || out(place - 1)
    }

    /// How much light falls at so many metres from the beginning, 0 to 1.
    fn light(&self, along: f64) -> f64 {
        let first = (along / LAMPS).floor() as i64;
        let lamp = |place: i64| {
            let away = (along / LAMPS - place as f64).abs().min(1.0);
            let near = 1.0 - away * away;
            if self.burns(place) { near * near } else { 0.0 }
        };
        // What the lift sends back along the walls.
        let from_lift = ((4.0 - (self.eye.lift - self.eye.depth(along))) / 4.0).clamp(0.0, 1.0);
        0.22 + 0.78 * lamp(first).max(lamp(first + 1)) + from_lift * 0.8
    }

    /// The colour of a line in so much light and at so many metres from the eye; `strength` 1 is the usual.
    fn shade(&self, along: f64, strength: f64) -> Color32 {
        let far = self.eye.depth(along).max(0.0) / 10.5;
        self.tone(self.light(along) * strength / (1.0 + far * far))
    }

    /// From the dark at 0 over the colour of rules to the brightest at 1.
    fn tone(&self, level: f64) -> Color32 {
        let ink = self.canvas.ink();
        if level < 0.6 {
            blend(ink.unlit, ink.line, level / 0.6)
        } else {
            blend(ink.line, ink.bright, (level - 0.6) / 0.4)
        }
    }

    /// How wide a stroke is at so many metres.
    fn width(&self, along: f64) -> f32 {
        (0.7 + 4.6 / (self.eye.depth(along).max(0.0) + 1.6)) as f32
    }

    fn at(&self, x: f64, y: f64, along: f64) -> Pos2 {
        self.eye.see(x, y, self.eye.depth(along))
    }

    /// A line along the hallway, from the eye to the lift.
    fn along(&self, x: f64, y: f64, strength: f64) {
        let (near, end) = (self.eye.walked + NEAR, self.eye.walked + self.eye.lift);
        // Closer together where they are near, and at the same places of the hallway as one walks.
        let fine = (near / 0.4).floor() as i64 + 1..((near + 6.0) / 0.4) as i64;
        let coarse = ((near + 6.0) / 1.6).floor() as i64 + 1..(end / 1.6).ceil() as i64;
        let fine = fine.map(|place| place as f64 * 0.4);
        let places = fine.chain(coarse.map(|place| place as f64 * 1.6));
        let places = std::iter::once(near).chain(places.filter(|place| *place > near)).chain([end]);
        let points: Vec<_> = places
            .map(|place| (self.at(x, y, place), self.width(place), self.shade(place, strength)))
            .collect();
        self.canvas.taper(&points);
    }

    /// The corners, the skirting, the rail at the height of a hand, and the edges of the runner.
    fn rails(&self) {
        for side in [-HALF, HALF] {
            for (height, strength) in [(0.0, 1.0), (0.11, 0.4), (0.98, 0.62), (1.05, 0.34), (CEILING, 0.8)] {
                self.along(side, height, strength);
            }
            self.along(side * 0.56, 0.0, 0.42);
        }
    }

    /// A seam across the ceiling, and one across the runner.
    fn seams(&self, along: f64) {
        if self.eye.depth(along) > NEAR {
            let (width, colour) = (self.width(along) * 0.8, self.shade(along, 0.3));
            let across = |half: f64, y| vec![self.at(-half, y, along), self.at(half, y, along)];
            self.canvas.path(across(HALF, CEILING), width, colour);
            self.canvas.path(across(HALF * 0.56, 0.0), width, self.shade(along, 0.36));
        }
    }

    /// A lamp in the ceiling, and what the floor mirrors of it.
    fn lamp(&self, place: i64) {
        let middle = place as f64 * LAMPS;
        let (near, far) = ((middle - LAMP.0).max(self.eye.walked + NEAR), middle + LAMP.0);
        if far <= near {
            return;
        }
        let quad = |half: f64, y: f64| {
            vec![
                self.at(-half, y, near),
                self.at(half, y, near),
                self.at(half, y, far),
                self.at(-half, y, far),
            ]
        };
        let away = self.eye.depth(middle).max(0.0) / 15.0;
        let level = if self.burns(place) { 1.0 / (1.0 + away * away) } else { 0.0 };
        if level > 0.0 {
            let mirrored = self.tone(level * 0.11);
            self.canvas.polygon(quad(LAMP.1 * 1.1, -CEILING), mirrored, 0.0, mirrored);
        }
        // One that is nearly overhead is seen from its edge, and does not fill the eye.
        let edge = (self.eye.depth(middle) / 6.0).clamp(0.3, 1.0);
        let fill = self.tone(level * edge * 0.92);
        let rim = if level > 0.0 { self.tone(level * 0.92) } else { self.shade(middle, 0.5) };
        self.canvas.polygon(quad(LAMP.1, CEILING), fill, self.width(middle), rim);
    }

    /// A stretch of one wall: its seam, and its door if it has one.
    fn wall(&self, place: i64, side: f64) {
        let (begin, x) = (place as f64 * STRETCH, side * HALF);
        if self.eye.depth(begin) > NEAR {
            let seam = vec![self.at(x, 0.11, begin), self.at(x, CEILING, begin)];
            self.canvas.path(seam, self.width(begin) * 0.8, self.shade(begin, 0.3));
        }
        let of = place * 2 + i64::from(side > 0.0);
        if self.chance(Of::Door, of, 0) < 0.56 {
            let begin = begin + 0.25 + self.chance(Of::Door, of, 1) * (STRETCH - DOOR.0 - 0.5);
            self.door(of, begin, x);
        }
    }

    /// A door in the wall at `x`, from so many metres on.
    fn door(&self, of: i64, begin: f64, x: f64) {
        let (near, far) = (begin.max(self.eye.walked + NEAR), begin + DOOR.0);
        if far <= near {
            return;
        }
        let middle = begin + DOOR.0 / 2.0;
        let frame = |grown: f64| {
            let (near, far) = ((near - grown).max(self.eye.walked + NEAR), far + grown);
            let top = DOOR.1 + grown;
            vec![self.at(x, 0.0, near), self.at(x, top, near), self.at(x, top, far), self.at(x, 0.0, far)]
        };
        let (width, dark) = (self.width(middle), self.canvas.ink().unlit);
        self.canvas.polygon(frame(FRAME), dark, width, self.shade(middle, 0.95));
        let leaf = blend(dark, self.shade(middle, 1.0), 0.09);
        self.canvas.polygon(frame(0.0), leaf, width * 0.8, self.shade(middle, 0.55));
        // The handle is on the side that is farther away, and some doors have somebody behind them.
        if begin > self.eye.walked + NEAR {
            let handle = vec![self.at(x, 1.02, far - 0.07), self.at(x, 1.02, far - 0.19)];
            self.canvas.path(handle, width * 1.5, self.shade(middle, 1.15));
        }
        if self.chance(Of::Door, of, 2) < 0.14 {
            let away = self.eye.depth(middle).max(0.0) / 12.0;
            let slit = vec![self.at(x, 0.02, near), self.at(x, 0.02, far)];
            self.canvas.path(slit, width * 1.4, self.tone(0.95 / (1.0 + away * away)));
        }
        if begin > self.eye.walked + NEAR && self.eye.depth(middle) < NUMBER_READ {
            self.number(of, middle, x);
        }
    }

    /// The number on a door, in the perspective of its wall.
    fn number(&self, of: i64, middle: f64, x: f64) {
        let number = 1 + (self.chance(Of::Door, of, 3) * f64::from(NUMBERS)) as u32;
        let (text, em) = (number.to_string(), 0.17);
        let half = f64::from(self.canvas.lettering_width(&text, em)) / 2.0;
        // Letters run away from the eye on the left wall, and towards it on the right one.
        let way = -x.signum();
        let place = |letter: Pos2| {
            let along = middle + way * (f64::from(letter.x) - half);
            self.at(x, 1.56 - f64::from(letter.y), along)
        };
        self.canvas.lettering(&text, em, place, self.width(middle) * 0.7, self.shade(middle, 1.3));
    }

    /// A sign that hangs from the ceiling across the way.
    fn sign(&self, place: i64, text: &str) {
        let along = place as f64 * SIGNS + 6.0 + self.chance(Of::Sign, place, 0) * (SIGNS - 12.0);
        let depth = self.eye.depth(along);
        if !(NEAR..SIGN_READ).contains(&depth) {
            return;
        }
        // However much a house has to say, its sign hangs between the walls.
        let wide = f64::from(self.canvas.lettering_width(text, 0.15)) / 2.0;
        let half = wide.min(HALF - 0.3);
        let em = (0.15 * half / wide.max(0.01)) as f32;
        let (left, right, top, foot) = (-half - 0.12, half + 0.12, 2.38, 2.12);
        let colour = self.shade(along, 1.9);
        for x in [left * 0.7, right * 0.7] {
            let rod = vec![self.at(x, CEILING, along), self.at(x, top, along)];
            self.canvas.path(rod, self.width(along) * 0.7, self.shade(along, 0.5));
        }
        let board = [(left, top), (right, top), (right, foot), (left, foot)];
        let board = board.into_iter().map(|(x, y)| self.at(x, y, along)).collect();
        self.canvas.polygon(board, self.canvas.ink().unlit, self.width(along), colour);
        let place = |letter: Pos2| self.at(f64::from(letter.x) - half, 2.195 - f64::from(letter.y), along);
        self.canvas.lettering(text, em, place, self.width(along) * 0.75, colour);
    }

    /// The wall at the end with the lift in it: two doors with light between them, and an arrow that points down.
    fn lift(&self) {
        let ink = self.canvas.ink();
        let see = |x, y| self.eye.see(x, y, self.eye.lift);
        let corners =
            |left, right, foot, top| vec![see(left, foot), see(left, top), see(right, top), see(right, foot)];
        let dim = blend(ink.unlit, ink.line, 0.4);
        self.canvas.polygon(
            corners(-HALF, HALF, 0.0, CEILING),
            ink.unlit,
            1.0,
            blend(ink.unlit, ink.line, 0.3),
        );
        self.canvas.polygon(corners(-0.58, 0.58, 0.0, 2.02), blend(ink.unlit, ink.panel, 0.8), 1.2, dim);
        // The glow breathes, more slowly than whoever walks.
        let breath = 0.9 + 0.1 * ease::wave(self.eye.passed / 7.3);
        let glow = blend(ink.line, ink.core, breath);
        self.canvas.path(
            vec![see(0.0, 0.04), see(0.0, 1.98)],
            1.3,
            blend(ink.unlit, ink.bright, 0.75 * breath),
        );
        // What of it lies on the floor, on the way to the eye.
        let reach = self.eye.lift - 9.0;
        let lies: Vec<_> = (0..=12)
            .map(|step| {
                let share = f64::from(step) / 12.0;
                let depth = ease::lerp(self.eye.lift, reach, share);
                let fades = (1.0 - share) * (1.0 - share);
                (self.eye.see(0.0, 0.0, depth), 2.2, blend(ink.unlit, ink.line, 0.5 * fades * breath))
            })
            .collect();
        self.canvas.taper(&lies);
        let arrow = [(-0.3, 2.5), (0.3, 2.5), (0.0, 2.16)].map(|(x, y)| see(x, y));
        self.canvas.polygon(arrow.to_vec(), glow, 1.0, glow);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::keys::Keys;
    use crate::model::geometry::Tube;
    use crate::pack::Pack;
    use crate::screens::{Ink, fonts};

    /// What is painted after so many seconds.
    fn painted(tube: Tube, seconds: i64) -> Vec<egui::epaint::ClippedShape> {
        let pack = Pack::embedded();
        let mut terminal = Terminal::new(pack.clone(), tube, 7);
        terminal.advance(Time::from_millis(seconds * 1000));
        let context = egui::Context::default();
        context.set_fonts(fonts());
        let ink = Ink::new(&pack, Keys::default());
        let mut output = context.run_ui(egui::RawInput::default(), |ui| {
            let painter = ui.ctx().layer_painter(egui::LayerId::background());
            paint(&terminal, Time::ZERO, &Canvas::new(painter, &ink));
        });
        output.textures_delta.clear();
        output.shapes
    }

    #[test]
    fn it_costs_few_shapes_on_every_tube_for_days() {
        for (width, height) in [(1440.0, 1000.0), (1778.0, 1000.0), (1440.0, 2160.0), (4000.0, 1000.0)] {
            for seconds in [0, 1, 60, 86_400, 7 * 86_400] {
                let shapes = painted(Tube { width, height }, seconds);
                assert!((60..400).contains(&shapes.len()), "{} shapes after {seconds}", shapes.len());
                let finite =
                    |shape: &egui::epaint::ClippedShape| shape.shape.visual_bounding_rect().is_finite();
                assert!(shapes.iter().all(finite), "after {seconds} on {width} x {height}");
            }
        }
    }

    #[test]
    fn doors_and_lamps_never_repeat_and_no_two_lamps_are_out_together() {
        let pack = Pack::embedded();
        let ink = Ink::new(&pack, Keys::default());
        let context = egui::Context::default();
        let canvas = Canvas::new(context.layer_painter(egui::LayerId::background()), &ink);
        let hallway = Hallway { eye: Eye::new(&Tube::default(), 7, 0.0), seed: 7, canvas: &canvas };
        let out = (0..2000).filter(|place| !hallway.burns(*place)).count();
        assert!((100..600).contains(&out), "{out} are out");
        assert!((0..2000).all(|place| hallway.burns(place) || hallway.burns(place + 1)));
        // The doors of twelve stretches on both sides, as one walks by for an hour.
        let doors = |from: i64| (from..from + 24).map(|of| hallway.chance(Of::Door, of, 0) < 0.56).collect();
        let seen: BTreeSet<Vec<bool>> = (0..900).map(|place| doors(place * 2)).collect();
        assert_eq!(seen.len(), 900);
    }
}
