//! The two glasses in a window: which of them is the faster here, and what the graphics card's needs of a picture.

use std::time::{Duration, Instant};

use eframe::glow::Context;

use crate::picture::Frame;
use crate::stage::Shown;
use crate::time::{Span, Time};
use crate::tube::deflection::Deflection;
use crate::tube::glass::{Glass, Pixels, Scratch, Seen};
use crate::tube::glow::Glow;
use crate::tube::gpu::{GpuError, GpuGlass, Offscreen, Sight};
use crate::tube::image::Image;
use crate::tube::look::Look;
use crate::tube::optics::{Moment, Optics, Tint};
use crate::tube::plate::Lamps;
use crate::tube::tiles::Tiles;
use crate::tube::view::{Placement, View};

/// The size of the picture on trial.
const TRIAL: [u32; 2] = [320, 200];
/// How often it is drawn.
const ROUNDS: usize = 3;
/// After so long no further round is begun: the slowest software takes a second for a picture.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long each glass takes for the same picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// The graphics card.
    pub live: Duration,
    /// This machine's processor, one thread of it.
    pub processor: Duration,
}

impl Times {
    /// Whether the processor is to draw the glass: it does so where the other is no card, but the same processor by a
    /// longer way, or a card that is slower still.
    pub fn prefers_processor(&self) -> bool {
        self.live > self.processor
    }
}

/// Tries both on a small picture, in a few milliseconds. What `live` has of another picture is replaced.
///
/// # Errors
/// What the graphics card cannot do; then the processor is to draw.
pub(super) fn trial(gl: &Context, live: &mut GpuGlass) -> Result<Times, GpuError> {
    let look = Look::default();
    let placement = Placement::new(View::Tube, TRIAL[0], TRIAL[1]);
    let frame = Frame::behind(&placement);
    let mut image = Image::new(frame.width as usize, frame.height as usize);
    image.pixels.fill([40, 120, 160, 255]);
    let all = Tiles::all(image.width, image.height);
    let mut glow = Glow::new(&look, frame.scale);
    glow.show(&image, &all, Time::ZERO + Span::from_millis(1));
    let moment = Moment { deflection: Deflection::STEADY, time: Time::ZERO, seed: 0, still: true };
    let optics = Optics::new(&look, &placement, &Tint::default(), &moment);
    let glass = Glass::new(&placement, &look);
    let lamps = Lamps::default();
    let sight = upload(gl, live, &glass, &glow, optics, lamps)?;
    let buffer = Offscreen::begin(gl, TRIAL)?;
    let live = time_live(gl, live, &sight, ROUNDS);
    buffer.end(gl);
    let halo = glow.halo();
    let (light, mean, span) = (glow.light().map(), halo.mean(), halo.span());
    let seen = Seen { light, halo: halo.map(), span, mean, optics, lamps };
    Ok(Times { live, processor: time_processor(&glass, &seen, ROUNDS) })
}

/// Takes over all of a picture.
pub(super) fn upload(
    gl: &Context,
    live: &mut GpuGlass,
    glass: &Glass,
    glow: &Glow,
    optics: Optics,
    lamps: Lamps,
) -> Result<Sight, GpuError> {
    let light = glow.light();
    live.upload_plate(gl, glass.plate(), Lamps::default())?;
    live.upload_lamps(gl, glass.plate(), glass.placement(), lamps);
    live.upload_light(gl, light, &Tiles::all(light.map().width, light.map().height))?;
    live.upload_halo(gl, glow.halo())?;
    Ok(Sight { optics, mean: glow.halo().mean(), span: glow.halo().span() })
}

/// As [`upload`], of a case.
pub(super) fn upload_case(gl: &Context, live: &mut GpuGlass, shown: &Shown) -> Result<Sight, GpuError> {
    upload(gl, live, &shown.glass, &shown.glow, shown.optics, shown.lamps)
}

/// The shortest time in which the graphics card draws a picture, from asking for it until it is done.
pub(super) fn time_live(gl: &Context, live: &GpuGlass, sight: &Sight, rounds: usize) -> Duration {
    // The first draws are slow: drivers compile once more, and cards wake up.
    live.draw(gl, sight, [0, 0]);
    GpuGlass::finish(gl);
    shortest(rounds, || {
        live.draw(gl, sight, [0, 0]);
        GpuGlass::finish(gl);
    })
}

/// The shortest time in which one thread of this machine draws a picture.
pub(super) fn time_processor(glass: &Glass, seen: &Seen<'_>, rounds: usize) -> Duration {
    let (width, height) = (glass.plate().width(), glass.plate().height());
    let mut pixels = vec![[0; 4]; width * height];
    let mut scratch = Scratch::default();
    shortest(rounds, || glass.draw(seen, 0..height, &mut scratch, Pixels::Eight(&mut pixels)))
}

fn shortest(rounds: usize, mut work: impl FnMut()) -> Duration {
    let begun = Instant::now();
    let mut shortest = Duration::MAX;
    for round in 0..rounds {
        if round > 0 && begun.elapsed() > PATIENCE {
            break;
        }
        let start = Instant::now();
        work();
        shortest = shortest.min(start.elapsed());
    }
    shortest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faster_one_draws() {
        let times = |live, processor| Times {
            live: Duration::from_micros(live),
            processor: Duration::from_micros(processor),
        };
        assert!(times(900, 400).prefers_processor());
        assert!(!times(100, 400).prefers_processor());
        assert!(!times(400, 400).prefers_processor());
    }

    #[test]
    fn the_shortest_of_some_rounds_counts() {
        let mut rounds = 0;
        let shortest = shortest(3, || {
            rounds += 1;
            std::thread::sleep(Duration::from_millis(if rounds == 2 { 1 } else { 30 }));
        });
        assert_eq!(rounds, 3);
        assert!(shortest >= Duration::from_millis(1) && shortest < Duration::from_millis(30));
        let mut rounds = 0;
        super::shortest(3, || {
            rounds += 1;
            std::thread::sleep(PATIENCE + Duration::from_millis(1));
        });
        assert_eq!(rounds, 1);
    }
}
