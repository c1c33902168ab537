//! The doctor's window: it is never shown. In its GL context every case is drawn by the graphics card and compared with
//! what this machine's processor makes of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use eframe::glow::Context;
use eframe::{CreationContext, NativeOptions, Renderer};
use egui::{ViewportBuilder, vec2};

use super::twins::{self, Times};
use super::{DeskError, start};
use crate::pack::Pack;
use crate::stage::{Case, Comparison, Shown, StageError, compare};
use crate::tube::gpu::{Card, GpuError, GpuGlass, Offscreen};

/// How often a picture is drawn to see how long it takes.
const ROUNDS: usize = 4;
/// The sizes of pictures whose time is taken.
const TIMED: [[u32; 2]; 2] = [[1280, 800], [1920, 1080]];

/// What is to be drawn, as this machine's processor draws it. No window is needed for that.
#[derive(Debug)]
pub struct Exam {
    cases: Vec<(Case, Shown, Vec<[u8; 4]>)>,
    timed: Vec<(Case, Shown, Duration)>,
}

/// What a window's system says and does.
#[derive(Debug)]
pub struct Found {
    /// Who draws.
    pub card: Card,
    /// The displays.
    pub displays: Vec<Display>,
    /// How the live glass does.
    pub glass: Result<Judged, GpuError>,
}

/// A display.
#[derive(Clone, Debug, PartialEq)]
pub struct Display {
    /// What the system calls it.
    pub name: Option<String>,
    /// Pixels across and down.
    pub size: [u32; 2],
    /// Pixels a point.
    pub scale: f64,
    /// Pictures a second.
    pub rate: Option<f64>,
}

/// The live glass before all cases.
#[derive(Debug)]
pub struct Judged {
    /// Each case, and how the two pictures of it differ.
    pub cases: Vec<(&'static str, Comparison)>,
    /// How long each glass takes, by the size of the picture.
    pub times: Vec<([u32; 2], Times)>,
    /// The same for the small picture by which the window chooses.
    pub trial: Times,
}

impl Exam {
    /// Plays all cases and draws them by the processor.
    ///
    /// # Errors
    /// A pack on which a scene cannot be played.
    pub fn prepare(pack: &Arc<Pack>) -> Result<Self, StageError> {
        let cases = Case::all().into_iter().map(|case| {
            let shown = case.show(pack)?;
            let picture = shown.draw();
            Ok((case, shown, picture))
        });
        let timed = TIMED.into_iter().map(|size| {
            let case = Case::timed(size);
            let shown = case.show(pack)?;
            let time = twins::time_processor(&shown.glass, &shown.seen(), ROUNDS);
            Ok((case, shown, time))
        });
        Ok(Self {
            cases: cases.collect::<Result<_, StageError>>()?,
            timed: timed.collect::<Result<_, StageError>>()?,
        })
    }

    /// How many cases there are.
    pub fn count(&self) -> usize {
        self.cases.len()
    }

    /// How long one thread takes, by the size of the picture.
    pub fn processor_times(&self) -> impl Iterator<Item = ([u32; 2], Duration)> {
        self.timed.iter().map(|(case, _, time)| (case.size, *time))
    }

    /// Asks the system for a window and has its graphics card draw. The window itself is never shown.
    ///
    /// # Errors
    /// [`DeskError::NoWindow`].
    pub fn sit(&self) -> Result<Found, DeskError> {
        start::check_display()?;
        let mut found = None;
        let shown = Arc::new(AtomicBool::new(false));
        let options = NativeOptions {
            viewport: ViewportBuilder::default().with_app_id("macrodat").with_inner_size(vec2(480.0, 320.0)),
            renderer: Renderer::Glow,
            persist_window: false,
            system_font_fallback: false,
            ..NativeOptions::default()
        };
        let begun = Arc::clone(&shown);
        let found_there = &mut found;
        let level = log::max_level();
        let result = start::show(
            options,
            shown,
            Box::new(move |creation| {
                // From here on a panic is one of this program.
                begun.store(true, Ordering::Relaxed);
                *found_there = self.examine(creation);
                // All is known; there is nothing to show. The window's library would warn that it ends in a hurry.
                log::set_max_level(log::LevelFilter::Off);
                Err("examined".into())
            }),
        );
        log::set_max_level(level);
        match (found, result) {
            (Some(found), _) => Ok(found),
            (None, Err(error)) => Err(error),
            (None, Ok(())) => Err(start::missing("it has no OpenGL")),
        }
    }

    fn examine(&self, creation: &CreationContext<'_>) -> Option<Found> {
        let gl = creation.gl.as_ref()?;
        let monitors = creation.winit_window().into_iter().flat_map(|window| window.available_monitors());
        let displays = monitors.map(|monitor| Display {
            name: monitor.name(),
            size: [monitor.size().width, monitor.size().height],
            scale: monitor.scale_factor(),
            rate: monitor.refresh_rate_millihertz().map(|rate| f64::from(rate) / 1000.0),
        });
        Some(Found { card: Card::read(gl), displays: displays.collect(), glass: self.judge(gl) })
    }

    fn judge(&self, gl: &Context) -> Result<Judged, GpuError> {
        let mut live = GpuGlass::new(gl)?;
        let judged = self.judge_by(gl, &mut live);
        live.destroy(gl);
        judged
    }

    fn judge_by(&self, gl: &Context, live: &mut GpuGlass) -> Result<Judged, GpuError> {
        let trial = twins::trial(gl, live)?;
        let mut cases = Vec::new();
        for (case, shown, picture) in &self.cases {
            let sight = twins::upload_case(gl, live, shown)?;
            let [left, bottom] = case.origin;
            let buffer = Offscreen::begin(gl, [case.size[0] + left, case.size[1] + bottom])?;
            let origin = case.origin.map(|side| side as i32);
            live.draw(gl, &sight, origin);
            let drawn = buffer.pixels(gl, origin, case.size);
            buffer.end(gl);
            let width = case.size[0] as usize;
            cases.push((case.name, compare(picture, &drawn, width, |x, y| shown.is_edge(x, y))));
        }
        let mut times = Vec::new();
        for (case, shown, processor) in &self.timed {
            let sight = twins::upload_case(gl, live, shown)?;
            let buffer = Offscreen::begin(gl, case.size)?;
            let live = twins::time_live(gl, live, &sight, ROUNDS);
            buffer.end(gl);
            times.push((case.size, Times { live, processor: *processor }));
        }
        Ok(Judged { cases, times, trial })
    }
}
