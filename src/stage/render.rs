//! The render job: one thread moves the terminal and lays out its pictures, others draw, encode and write them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::develop::{Developer, Done, Item, Pane, Target, Turns};
use super::output::Form;
use super::play::Play;
use super::{FrameList, Pattern, Scene, StageError};
use crate::keys::Keys;
use crate::model::Stamped;
use crate::operator::Part;
use crate::pack::Pack;
use crate::picture::{self, Frame, Picture};
use crate::time::{FrameRate, Span, Time};
use crate::tube::glass::Glass;
use crate::tube::glow::Glow;
use crate::tube::look::Look;
use crate::tube::view::Placement;

/// Pixels above which pictures are made one at a time, so that memory holds one of them.
const ROOMY: u64 = 9_000_000;

/// What to render.
#[derive(Clone, Debug)]
pub struct Job {
    /// The content pack.
    pub pack: Arc<Pack>,
    /// The scene, with its start as set.
    pub scene: Scene,
    /// Everything random is drawn from it.
    pub seed: u64,
    /// Further commands; their times count from frame 1.
    pub commands: Vec<Stamped>,
    /// What somebody does at the terminal besides, from its start on; none where nobody works at it.
    pub operator: Option<Part>,
    /// Which frames.
    pub frames: FrameList,
    /// At which rate.
    pub rate: FrameRate,
    /// The raster: its size, and how the tube is laid out on it.
    pub frame: Frame,
    /// The glass before it, and what is around that; none shows the raster alone.
    pub glass: Option<(Placement, Look)>,
    /// How pictures are written.
    pub form: Form,
    /// To which files; none only draws.
    pub out: Option<Pattern>,
    /// On how many threads, at least 1.
    pub threads: usize,
}

impl Job {
    /// The terminal at its start, and what is to come.
    pub(super) fn play(&self) -> Result<Play, StageError> {
        let (pack, scene, tube) = (&self.pack, &self.scene, self.frame.tube);
        Play::begin(pack, scene, tube, self.seed, &self.commands, self.operator.as_ref())
    }

    /// The size of its pictures, in pixels.
    pub(super) fn size(&self) -> [u32; 2] {
        self.glass.map_or([self.frame.width, self.frame.height], |(placement, _)| {
            [placement.width, placement.height]
        })
    }

    /// Whether one picture is made at a time, by all threads.
    pub(super) fn is_alone(&self) -> bool {
        let [width, height] = self.size().map(u64::from);
        self.glass.is_some() && width * height > ROOMY
    }

    /// How many pictures are made at a time.
    pub(super) fn workers(&self) -> usize {
        if self.is_alone() { 1 } else { self.threads.max(1) }
    }
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The program's version.
    pub version: &'static str,
    /// How many frames.
    pub frames: usize,
    /// Wall time, in seconds.
    pub seconds: f64,
    /// Frames a second.
    pub frames_per_second: f64,
    /// On how many threads pictures were drawn.
    pub threads: usize,
    /// Time in each stage, summed over threads.
    pub stages: StageTimes,
    /// XXH3 over the XXH3 of each frame's pixels, in order, as 16 hex digits.
    pub digest: String,
    /// XXH3 of the terminal's state at the last frame, as 16 hex digits.
    pub state: String,
}

/// Seconds in each stage, summed over threads.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct StageTimes {
    /// Moving the terminal.
    pub advance: f64,
    /// Laying out and tessellating.
    pub layout: f64,
    /// Drawing pixels.
    pub raster: f64,
    /// Phosphor and halation.
    pub light: f64,
    /// What is seen through the glass, and its bytes.
    pub glass: f64,
    /// Encoding.
    pub encode: f64,
    /// Writing files.
    pub write: f64,
}

/// The glass for a job, and the light behind it.
fn pane(job: &Job, picture: &Picture) -> Option<Pane> {
    let (placement, look) = job.glass?;
    Some(Pane {
        glass: if job.form.alpha { Glass::cut_out(&placement, &look) } else { Glass::new(&placement, &look) },
        look,
        tint: picture.tint(),
        turns: Turns::new(Glow::new(&look, job.frame.scale)),
        alone: job.is_alone(),
    })
}

/// The pictures to be made, in order: number, and which of those asked for it is. Where the phosphor remembers, the
/// pictures before one that is asked for are among them.
fn order(job: &Job) -> Vec<(i64, Option<usize>)> {
    let before = job.glass.map_or(0, |(_, look)| job.rate.frame_at(Time(Glow::preroll(&look).0)));
    // The terminal has no moments before its first.
    let first = job.rate.frame_at(Time(-job.scene.lead.0 - 1)) + 1;
    let mut order = Vec::new();
    let mut next = first;
    for (index, &number) in job.frames.0.iter().enumerate() {
        order.extend((next.max(number - before)..number).map(|number| (number, None)));
        order.push((number, Some(index)));
        next = number + 1;
    }
    order
}

/// Renders. The bytes do not depend on the number of threads, nor on which other frames are asked for.
///
/// # Errors
/// A start that the pack does not have, or a file that cannot be written.
pub fn render(job: &Job) -> Result<Report, StageError> {
    let began = Instant::now();
    super::memory::check(job)?;
    let mut play = job.play()?;
    if let Some(out) = &job.out {
        let folder = out.folder();
        if !folder.as_os_str().is_empty() {
            std::fs::create_dir_all(&folder).map_err(StageError::io(&folder))?;
        }
    }
    let mut picture = Picture::new(&job.pack, Keys::default());
    let threads = job.threads.max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let pane = pool.install(|| pane(job, &picture));
    let (alone, workers) = (job.is_alone(), job.workers());
    let target = Target { out: job.out.as_ref(), size: job.size(), form: job.form };
    let look = job.glass.map(|(_, look)| look).unwrap_or_default();
    let mut times = StageTimes::default();
    let failed = AtomicBool::new(false);
    let mut hashes = vec![0_u64; job.frames.0.len()];

    std::thread::scope(|scope| -> Result<(), StageError> {
        let (sender, receiver) = sync_channel::<Item>(workers);
        let receiver = Arc::new(Mutex::new(receiver));
        let workers: Vec<_> = (0..workers)
            .map(|_| {
                let (receiver, failed, target) = (receiver.clone(), &failed, &target);
                let (pane, pool) = (pane.as_ref(), &pool);
                scope.spawn(move || {
                    let stop = Stop { failed, pane };
                    let done = if alone {
                        pool.install(|| work(&receiver, pane, target))
                    } else {
                        work(&receiver, pane, target)
                    };
                    if done.is_ok() {
                        std::mem::forget(stop);
                    }
                    done
                })
            })
            .collect();
        // The workers have it: when the last of them is gone, nobody can be sent anything.
        drop(receiver);
        for (turn, (number, index)) in order(job).into_iter().enumerate() {
            let time = job.scene.lead + Span(job.rate.frame_time(number).0);
            let start = Instant::now();
            play.move_to(time);
            let moved = Instant::now();
            let item = Item {
                turn,
                asked: index.map(|index| (index, number)),
                time,
                shapes: picture.shapes(&play.terminal, &job.frame),
                moment: picture::moment(&play.terminal, &look),
                lamps: picture::lamps(&play.terminal, false),
            };
            times.advance += (moved - start).as_secs_f64();
            times.layout += moved.elapsed().as_secs_f64();
            if failed.load(Ordering::Relaxed) || sender.send(item).is_err() {
                break;
            }
        }
        drop(sender);
        for worker in workers {
            // A worker that panicked has said so.
            let done = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            times.raster += done.raster.as_secs_f64();
            times.light += done.light.as_secs_f64();
            times.glass += done.glass.as_secs_f64();
            times.encode += done.encode.as_secs_f64();
            times.write += done.write.as_secs_f64();
            for (index, hash) in done.hashes {
                hashes[index] = hash;
            }
        }
        Ok(())
    })?;

    let seconds = began.elapsed().as_secs_f64();
    let all: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    Ok(Report {
        version: env!("CARGO_PKG_VERSION"),
        frames: hashes.len(),
        seconds,
        frames_per_second: hashes.len() as f64 / seconds,
        threads,
        stages: times,
        digest: format!("{:016x}", xxh3_64(&all)),
        state: format!("{:016x}", play.terminal.digest()),
    })
}

/// Tells the other threads to stop, when one ends before its work does.
struct Stop<'a> {
    failed: &'a AtomicBool,
    pane: Option<&'a Pane>,
}

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.failed.store(true, Ordering::Relaxed);
        if let Some(pane) = self.pane {
            pane.turns.stop();
        }
    }
}

/// Makes pictures until there are no more.
fn work(
    receiver: &Mutex<Receiver<Item>>,
    pane: Option<&Pane>,
    target: &Target<'_>,
) -> Result<Done, StageError> {
    let mut developer = Developer::default();
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(item) = next else { return Ok(developer.done) };
        developer.develop(&item, pane, target)?;
    }
}
