//! The render job: one thread moves the terminal and lays out its pictures, others draw, encode and write them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::output::{png, write_whole};
use super::{FrameList, Pattern, Scene, StageError};
use crate::keys::Keys;
use crate::model::{Stamped, Terminal};
use crate::pack::Pack;
use crate::picture::{Frame, Picture, Shapes};
use crate::time::{FrameRate, Span, Time};
use crate::tube::image::Image;

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
    /// Which frames.
    pub frames: FrameList,
    /// At which rate.
    pub rate: FrameRate,
    /// Of which size.
    pub frame: Frame,
    /// To which files; none only draws.
    pub out: Option<Pattern>,
    /// On how many threads, at least 1.
    pub threads: usize,
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
    /// Encoding.
    pub encode: f64,
    /// Writing files.
    pub write: f64,
}

/// A terminal brought to the start of a scene, with the commands that are still to come.
fn begin(job: &Job) -> Result<(Terminal, Vec<Stamped>), StageError> {
    let mut terminal = Terminal::new(job.pack.clone(), job.frame.tube, job.seed);
    for stamped in job.scene.start.commands(&job.pack).map_err(StageError::Usage)? {
        terminal.apply(&stamped);
    }
    let lead = Span(job.scene.lead.0);
    let scene = job.scene.commands.iter().map(|stamped| stamped.recentred(&job.frame.tube));
    let later = job.commands.iter().map(|stamped| Stamped { time: stamped.time + lead, ..stamped.clone() });
    let mut commands: Vec<Stamped> = scene.chain(later).collect();
    // Stable: at equal time and sequence the scene's own come first.
    commands.sort_by_key(|stamped| (stamped.time, stamped.sequence));
    commands.reverse();
    Ok((terminal, commands))
}

/// Renders. The bytes do not depend on the number of threads, nor on which other frames are asked for.
///
/// # Errors
/// A start that the pack does not have, or a file that cannot be written.
pub fn render(job: &Job) -> Result<Report, StageError> {
    let began = Instant::now();
    let (mut terminal, mut commands) = begin(job)?;
    if let Some(out) = &job.out {
        let folder = out.folder();
        if !folder.as_os_str().is_empty() {
            std::fs::create_dir_all(&folder).map_err(StageError::io(&folder))?;
        }
    }
    let mut picture = Picture::new(&job.pack, Keys::default());
    let threads = job.threads.max(1);
    let mut times = StageTimes::default();
    let failed = AtomicBool::new(false);
    let mut hashes = vec![0_u64; job.frames.0.len()];

    std::thread::scope(|scope| -> Result<(), StageError> {
        let (sender, receiver) = sync_channel::<(usize, i64, Shapes)>(threads);
        let receiver = Arc::new(Mutex::new(receiver));
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let (receiver, failed) = (receiver.clone(), &failed);
                scope.spawn(move || {
                    let done = work(&receiver, job.out.as_ref());
                    if done.is_err() {
                        failed.store(true, Ordering::Relaxed);
                    }
                    done
                })
            })
            .collect();
        for (index, &number) in job.frames.0.iter().enumerate() {
            let time = job.scene.lead + Span(job.rate.frame_time(number).0);
            let start = Instant::now();
            move_to(&mut terminal, &mut commands, time);
            let moved = Instant::now();
            let shapes = picture.shapes(&terminal, &job.frame);
            times.advance += (moved - start).as_secs_f64();
            times.layout += moved.elapsed().as_secs_f64();
            if failed.load(Ordering::Relaxed) || sender.send((index, number, shapes)).is_err() {
                break;
            }
        }
        drop(sender);
        for worker in workers {
            // A worker that panicked has said so.
            let done = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            times.raster += done.raster.as_secs_f64();
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
        state: format!("{:016x}", terminal.digest()),
    })
}

/// Moves the terminal to `time`, through every command that is stamped so or earlier.
fn move_to(terminal: &mut Terminal, commands: &mut Vec<Stamped>, time: Time) {
    while let Some(stamped) = commands.pop_if(|stamped| stamped.time <= time) {
        terminal.apply(&stamped);
    }
    terminal.advance(time);
    // Nobody listens, and they would pile up.
    terminal.take_happenings();
}

#[derive(Default)]
struct Done {
    hashes: Vec<(usize, u64)>,
    raster: Duration,
    encode: Duration,
    write: Duration,
}

/// Draws, encodes and writes pictures until there are no more.
fn work(receiver: &Mutex<Receiver<(usize, i64, Shapes)>>, out: Option<&Pattern>) -> Result<Done, StageError> {
    let mut done = Done::default();
    let mut image = Image::new(0, 0);
    let mut scratch = Vec::new();
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((index, number, shapes)) = next else { return Ok(done) };
        let start = Instant::now();
        shapes.draw(&mut image);
        let drawn = Instant::now();
        done.raster += drawn - start;
        done.hashes.push((index, xxh3_64(image.rgba())));
        if let Some(out) = out {
            let path = out.path(number);
            let bytes = png(&image, &mut scratch).map_err(|error| StageError::Io {
                path: path.clone(),
                source: std::io::Error::other(error),
            })?;
            let encoded = Instant::now();
            done.encode += encoded - drawn;
            write_whole(&path, &bytes)?;
            done.write += encoded.elapsed();
        }
    }
}
