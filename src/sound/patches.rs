//! How each cue sounds: a few voices each. Levels are dBFS at the peak, times milliseconds, pitches Hz.
//!
//! This is an office: nothing is louder than what one would hear of it across a desk. Pitches are of one scale, that of
//! G major without its fourth and seventh, so that what sounds at once agrees; what is refused lies beside it.

use super::cue::Cue;
use super::tables::Colour::{High, Low, Mid, Soft};
use super::tables::Wave::{Beep, Organ, Reed, Round, Sine};
use super::tables::scatter;
use super::voice::{Tag, Voice};
use crate::model::refinement::temper::Temper;
use crate::pack::incentives::Percussion;

/// Notes of the scale.
const D3: f64 = 146.83;
const G3: f64 = 196.0;
const B3: f64 = 246.94;
const D4: f64 = 293.66;
const G4: f64 = 392.0;
const A4: f64 = 440.0;
const B4: f64 = 493.88;
const D5: f64 = 587.33;
const E5: f64 = 659.26;
const G5: f64 = 783.99;

/// Ranks: who has the lower one gives way.
const LEAST: u8 = 0;
const SIGNAL: u8 = 2;
const MACHINE: u8 = 3;

fn tone(wave: super::tables::Wave, hertz: f64, level: f64, half: u32) -> Voice {
    Voice::tone(wave, hertz, level, half)
}

fn noise(colour: super::tables::Colour, level: f64, half: u32) -> Voice {
    Voice::noise(colour, level, half)
}

/// Where a bin stands: five of them from left to right, further ones at the right.
fn place(bin: usize) -> f64 {
    (bin as f64 / 2.0 - 1.0).min(1.0) * 0.7
}

/// The pitch of a temper.
fn pitch(temper: Temper) -> f64 {
    match temper {
        Temper::Woe => G4,
        Temper::Frolic => E5,
        Temper::Dread => A4,
        Temper::Malice => D5,
    }
}

/// Two soft notes one after the other, as a signal of the house.
fn signal(notes: &[f64], apart: u32, level: f64, half: u32, add: &mut impl FnMut(Voice)) {
    for (number, hertz) in (0..).zip(notes) {
        let late = number * apart;
        add(tone(Sine, *hertz, level, half).rises(6, 10).after(late).rank(SIGNAL));
        add(tone(Sine, *hertz * 2.0, level - 16.0, half / 2).rises(6, 0).after(late).rank(SIGNAL));
    }
}

/// A struck bell: a sine turned by another that does not agree with it.
fn bell(hertz: f64, level: f64, half: u32) -> Voice {
    tone(Sine, hertz, level, half).rises(1, 0).rung(hertz * 2.76, 0.11, half / 3)
}

/// The voices of a cue, which is the `count`th. Their starts count from the cue's own.
pub(super) fn voices(cue: Cue, count: u32, add: &mut impl FnMut(Voice)) {
    // From 0 to 1, another for every cue.
    let chance = f64::from(scatter(count)) / f64::from(u32::MAX);
    let somewhere = scatter(count.wrapping_mul(3));
    match cue {
        Cue::PowerOn => {
            // The switch, the surge in the tube's coil, and the motor that runs up.
            add(noise(Soft, -27.0, 5).rises(1, 0).rank(MACHINE));
            add(tone(Round, 92.0, -22.0, 14).bends(61.0, 50).rises(1, 0).rank(MACHINE));
            add(tone(Round, 60.0, -25.0, 150).rises(30, 60).bends(120.0, 900).rank(MACHINE));
            add(noise(Low, -30.0, 190).rises(60, 240).rank(MACHINE));
            let up = tone(Reed, 58.0, -37.0, 0).bends(233.0, 2400).rises(400, 1400).steady();
            add(up.lasts(3000, 900).swells(11.0, 0.2).rank(MACHINE));
        }
        Cue::PowerOff => {
            add(noise(Soft, -27.0, 5).rises(1, 0).rank(MACHINE));
            add(tone(Round, 78.0, -24.0, 16).bends(52.0, 60).rises(1, 0).rank(MACHINE));
            let down = tone(Reed, 233.0, -38.0, 0).bends(50.0, 1300).rises(20, 0).steady();
            add(down.lasts(1340, 900).rank(MACHINE));
            // The tube goes out.
            add(noise(High, -43.0, 60).rises(20, 40).after(860));
            add(tone(Sine, 1180.0, -46.0, 40).bends(320.0, 220).after(860));
        }
        Cue::Degauss => {
            add(tone(Round, 60.0, -23.0, 160).rises(8, 120).swells(7.0, 0.25).rank(MACHINE));
            add(tone(Organ, 120.0, -28.0, 170).rises(10, 80).swells(9.3, 0.35).rank(MACHINE));
            add(noise(Low, -29.0, 120).rises(5, 60).rank(MACHINE));
        }
        Cue::BootLine => {
            add(tone(Beep, D5 * 2.0, -39.0, 9).rises(1, 8));
            add(noise(Mid, -40.0, 12).reading_at(somewhere));
        }
        Cue::Ready => signal(&[G4, D5], 90, -33.0, 90, add),
        Cue::Key => {
            // A switch that closes, its cap that lands, and the cap that comes back.
            let level = -31.0 - 3.0 * chance;
            add(noise(Soft, level, 4).rises(1, 0).reading_at(somewhere));
            add(tone(Round, 168.0 + 34.0 * chance, level - 1.0, 9).rises(1, 2));
            let back = 62 + (30.0 * chance) as u32;
            add(noise(High, level - 11.0, 5).rises(1, 0).reading_at(somewhere >> 7).after(back).rank(LEAST));
        }
        Cue::Unknown => {
            add(tone(Reed, 155.56, -29.0, 45).rises(5, 50).rank(SIGNAL));
            add(tone(Reed, 155.56, -30.0, 60).rises(5, 50).after(150).rank(SIGNAL));
        }
        Cue::Card => {
            // Stiff paper past a thumb, and its edge on the tray.
            add(noise(Mid, -35.0, 16).rises(12, 14).into_colour(Soft).reading_at(somewhere));
            add(noise(Low, -29.0, 14).rises(1, 4).after(46).reading_at(somewhere >> 5));
            add(noise(Soft, -41.0, 4).rises(1, 0).after(46).reading_at(somewhere >> 9));
        }
        Cue::Open => {
            add(noise(Low, -29.0, 24).rises(2, 10));
            signal(&[D4, G4], 110, -31.0, 120, add);
        }
        Cue::Stir(temper) => {
            let low = pitch(temper) / 2.0;
            let hum = tone(Sine, low, -45.0, 0).rises(90, 120).steady().lasts(620, 380).rank(LEAST);
            add(hum.swells(
                match temper {
                    Temper::Woe => 2.1,
                    Temper::Frolic => 6.0,
                    Temper::Dread => 11.0,
                    Temper::Malice => 4.0,
                },
                0.6,
            ));
            add(noise(Mid, -50.0, 120).rises(80, 60).reading_at(somewhere).rank(LEAST));
        }
        Cue::Gather(temper) => {
            add(noise(Mid, -36.0, 50).rises(110, 20).into_colour(Soft).reading_at(somewhere));
            add(tone(Beep, pitch(temper) / 2.0, -36.0, 45).rises(4, 60).bends(pitch(temper), 120));
        }
        Cue::LetGo => {
            add(noise(Soft, -40.0, 50).rises(30, 20).into_colour(Low).reading_at(somewhere));
            add(tone(Beep, G4, -38.0, 40).rises(4, 20).bends(D4, 110));
        }
        Cue::LidsOpen(bin) => {
            let at = place(bin);
            add(noise(Soft, -39.0, 4).rises(1, 0).at(at));
            add(tone(Round, 98.0, -31.0, 40).bends(131.0, 180).rises(6, 70).at(at));
            add(noise(Low, -33.0, 60).rises(30, 60).at(at));
        }
        Cue::LidsShut(bin) => {
            let at = place(bin);
            add(noise(Mid, -36.0, 10).rises(1, 2).at(at));
            add(tone(Round, 112.0, -28.0, 28).bends(74.0, 70).rises(1, 4).at(at));
        }
        Cue::Sheet(bin, up) => {
            let (from, to) = if up { (Low, Mid) } else { (Mid, Low) };
            let slide = noise(from, -44.0, 70).rises(70, 60).into_colour(to).reading_at(somewhere);
            add(slide.at(place(bin)).rank(LEAST));
        }
        Cue::Land(bin, temper) => {
            let (at, hertz) = (place(bin), pitch(temper));
            add(tone(Beep, hertz, -37.0, 20).rises(2, 12).at(at).rank(LEAST));
            add(noise(High, -47.0, 4).rises(1, 0).reading_at(somewhere).at(at).rank(LEAST));
        }
        Cue::Delivered(bin) => {
            let at = place(bin);
            add(tone(Beep, G4, -34.0, 40).rises(4, 40).at(at));
            add(tone(Beep, D5, -34.0, 70).rises(4, 50).after(85).at(at));
        }
        Cue::Refused(bin) => {
            // Two notes that rub, muffled; the lids stay as they are.
            let at = place(bin);
            add(tone(Reed, 110.0, -30.0, 60).rises(4, 130).at(at).rank(SIGNAL));
            add(tone(Reed, 116.54, -32.0, 60).rises(4, 130).at(at).rank(SIGNAL));
            add(noise(Low, -34.0, 30).rises(2, 10).at(at));
        }
        Cue::Finished => {
            for (number, hertz) in (0..).zip([G3, D4, G4, B4]) {
                add(tone(Organ, hertz, -32.0, 420).rises(20, 200).after(number * 120).rank(SIGNAL));
            }
        }
        Cue::Commended => {
            for (number, hertz) in (0..).zip([G3, B3, D4, G4, D5]) {
                add(tone(Sine, hertz, -36.0, 500).rises(60, 500).after(number * 35).rank(SIGNAL));
                add(tone(Reed, hertz, -50.0, 500).rises(90, 400).after(number * 35).rank(SIGNAL));
            }
        }
        Cue::Called => {
            for again in [0, 620] {
                add(tone(Sine, E5, -29.0, 160).rises(4, 80).rung(E5, 0.08, 90).after(again).rank(SIGNAL));
                add(tone(Sine, B4, -29.0, 190)
                    .rises(4, 80)
                    .rung(B4, 0.08, 90)
                    .after(again + 200)
                    .rank(SIGNAL));
            }
        }
        Cue::SessionBegins => {
            for (hertz, level) in [(G3, -31.0), (D4, -33.0), (A4, -38.0)] {
                add(tone(Sine, hertz, level, 900).rises(120, 700).swells(0.9, 0.2).rank(SIGNAL));
            }
        }
        Cue::SessionEnds => {
            for (number, hertz) in (0..).zip([A4, D4, G3]) {
                add(tone(Sine, hertz, -32.0, 700).rises(60, 300).after(number * 260).rank(SIGNAL));
            }
        }
        Cue::Lamp => {
            add(noise(High, -48.0, 4).rises(1, 0));
            add(tone(Sine, D5, -38.0, 130).rises(14, 60));
        }
        Cue::Noticed => {
            add(tone(Sine, G3, -29.0, 220).rises(10, 150).rank(SIGNAL));
            add(tone(Sine, 185.0, -31.0, 260).rises(10, 150).after(240).rank(SIGNAL));
        }
        Cue::Switch => {
            add(noise(Soft, -36.0, 4).rises(1, 0).reading_at(somewhere));
            add(tone(Round, 240.0, -38.0, 8).rises(1, 2));
        }
        Cue::Page => {
            add(noise(Soft, -41.0, 40).rises(60, 20).into_colour(Mid).reading_at(somewhere));
            add(noise(High, -48.0, 30).rises(25, 40).reading_at(somewhere >> 4));
            add(noise(Low, -36.0, 20).rises(2, 6).after(170).reading_at(somewhere >> 8));
        }
        Cue::Signed => {
            // Three strokes of a pen, and a stamp.
            for stroke in 0..3 {
                let from = somewhere >> (3 * stroke);
                add(noise(Soft, -40.0, 26)
                    .rises(20, 40)
                    .into_colour(High)
                    .after(stroke * 130)
                    .reading_at(from));
            }
            add(tone(Round, 96.0, -25.0, 22).bends(64.0, 50).rises(1, 4).after(480));
            add(noise(Mid, -33.0, 12).rises(1, 2).after(480));
        }
        Cue::Elevator(down) => {
            // A motor that glides and goes on until the bell; nothing moves for longer than half a minute.
            let (from, to) = if down { (62.0, 49.0) } else { (44.0, 58.0) };
            let runs = |voice: Voice| voice.steady().lasts(30_000, 3000).rank(MACHINE).tag(Tag::Motor);
            add(noise(Low, -28.0, 40).rises(2, 20).rank(MACHINE));
            add(runs(tone(Round, from, -27.0, 0).bends(to, 4600).rises(900, 0)).swells(3.1, 0.15));
            add(runs(tone(Reed, from * 3.02, -38.0, 0).bends(to * 3.02, 4600).rises(1400, 0))
                .swells(0.7, 0.3));
            add(runs(noise(Low, -32.0, 0).rises(1100, 0)));
            add(runs(noise(Mid, -45.0, 0).rises(1500, 0)).swells(1.3, 0.4));
        }
        Cue::Ding(down) => {
            let hertz = if down { D5 } else { G5 };
            add(bell(hertz, -25.0, 330).rank(SIGNAL));
            add(tone(Sine, hertz * 2.0, -38.0, 160).rises(1, 0).rank(SIGNAL));
            add(noise(Low, -30.0, 60).rises(8, 30).after(90).rank(MACHINE));
        }
        Cue::Awarded => {
            for (number, hertz) in (0..).zip([D4, G4, B4, E5]) {
                add(bell(hertz, -33.0, 260).after(number * 95).rank(SIGNAL));
            }
        }
        Cue::Presented => {
            for hertz in [G3, D4, B4] {
                add(tone(Organ, hertz, -35.0, 600).rises(40, 400).rank(SIGNAL));
            }
            add(bell(G5, -36.0, 420).after(260).rank(SIGNAL));
        }
        // A dance is played beside the voices, by its notes.
        Cue::Dance(_) | Cue::DanceOver => {}
        Cue::Struck(what) => struck(what, chance, somewhere, add),
        Cue::Quarter => {
            let rises = [(D3, 0), (G3, 140), (D4, 280), (G4, 420), (B4, 420)];
            for (hertz, late) in rises {
                add(tone(Organ, hertz, -33.0, 600).rises(25, 500).after(late).rank(SIGNAL));
            }
        }
        Cue::Printed => {
            for line in 0..6 {
                let from = somewhere >> (2 * line);
                add(noise(Mid, -38.0, 8).rises(4, 30).after(line * 75).reading_at(from));
            }
        }
    }
}

/// What is struck by hand: louder than the machine, as a thing in one's hand is.
fn struck(what: Percussion, chance: f64, somewhere: u32, add: &mut impl FnMut(Voice)) {
    let softer = -chance;
    match what {
        Percussion::Block => {
            add(tone(Sine, 1020.0, -19.0 + softer, 14).rises(1, 0).rung(1610.0, 0.16, 6).rank(SIGNAL));
            add(noise(Soft, -31.0, 5).rises(1, 0).reading_at(somewhere).rank(SIGNAL));
        }
        Percussion::Bell => {
            add(bell(1567.98, -23.0 + softer, 330).rank(SIGNAL));
            add(tone(Sine, 1567.98 * 1.51, -35.0, 180).rises(1, 0).rank(SIGNAL));
        }
        Percussion::Shaker => {
            add(noise(High, -26.0 + softer, 22).rises(24, 10).reading_at(somewhere).rank(SIGNAL));
            add(noise(High, -33.0, 12).rises(8, 0).after(88).reading_at(somewhere >> 6).rank(SIGNAL));
        }
        Percussion::Tin => {
            for (hertz, level, half) in [(611.0, -25.0, 70), (947.0, -27.0, 60), (1487.0, -30.0, 45)] {
                add(tone(Sine, hertz, level + softer, half)
                    .rises(1, 0)
                    .rung(hertz * 1.43, 0.12, 30)
                    .rank(SIGNAL));
            }
            add(noise(High, -33.0, 18).rises(1, 0).reading_at(somewhere).rank(SIGNAL));
        }
        Percussion::Drum => {
            add(tone(Sine, 168.0, -17.0 + softer, 75).bends(104.0, 60).rises(1, 4).rank(SIGNAL));
            add(noise(Mid, -29.0, 14).rises(1, 2).reading_at(somewhere).rank(SIGNAL));
        }
    }
}
