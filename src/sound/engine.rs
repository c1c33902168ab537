//! The live end: cues come through a queue without a lock, samples go wherever a device wants them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};

use super::Pair;
use super::cue::Cue;
use super::mixer::Mixer;
use super::score::sample_at;
use crate::model::Happened;
use crate::time::Time;

/// How many cues may wait. While nothing is given they are taken at each wake, so that few ever do.
const WAITING: usize = 4096;
/// Cues of one picture keep their distances up to so many samples (10 ms): they lie within the picture before, and none
/// shall come late because another is early.
const SPREAD: i64 = 480;
/// What is older by so many samples (300 ms) when it is taken was not heard, and is put where it would sound now.
const STALE: i64 = 14_400;
/// Samples worked out at a time.
const BLOCK: usize = 256;
/// Samples in which everything fades when the picture is held, and comes back (250 ms).
const HOLDS: f32 = 12_000.0;
/// How much of its way a change of the volume goes each sample: most of it in 20 ms.
const GLIDES: f32 = 0.003;

/// A cue on its way.
#[derive(Clone, Copy, Debug)]
struct Told {
    cue: Cue,
    /// When it happened, in samples of the terminal's time.
    time: i64,
    /// Samples after the first of its picture.
    apart: i64,
    /// Which picture told it.
    picture: u32,
}

/// What both ends see.
#[derive(Debug)]
struct Shared {
    /// The bits of the strength that is wanted, from 0 to 1.
    gain: AtomicU32,
    held: AtomicBool,
    /// The time of the last picture, in samples.
    now: AtomicI64,
    /// Whether the teller has ended.
    over: AtomicBool,
    /// Whether there was nothing to give when samples were given last.
    silent: AtomicBool,
}

/// The end that tells what happens.
#[derive(Debug)]
pub struct Teller {
    queue: rtrb::Producer<Told>,
    shared: Arc<Shared>,
    picture: u32,
}

/// The end that fills a device's buffer.
#[derive(Debug)]
pub struct Engine {
    queue: rtrb::Consumer<Told>,
    shared: Arc<Shared>,
    mixer: Mixer,
    /// The number of the next sample.
    at: i64,
    /// The picture that is being taken, and the sample at which it began to be.
    picture: (u32, i64),
    /// The time of the picture when samples were given last.
    seen: i64,
    gain: f32,
    /// From 0, held, to 1.
    runs: f32,
    /// Where everything stood when the picture was held.
    held_at: Option<i64>,
}

/// What makes an [`Engine`], for the thread that is to have it: that takes some milliseconds.
#[derive(Debug)]
pub struct Line {
    queue: rtrb::Consumer<Told>,
    shared: Arc<Shared>,
}

/// What can be known of an engine by who does not have it, because a device's own thread fills with it.
#[derive(Clone, Debug)]
pub struct Watch(Arc<Shared>);

/// The strength of a volume from 0 to 100, by its square: what is half as far up sounds half as loud.
fn strength(volume: u8, muted: bool) -> f32 {
    let part = f32::from(volume.min(100)) / 100.0;
    if muted { 0.0 } else { part * part }
}

/// A line from a teller to an engine. `volume` is from 0 to 100.
pub fn line(volume: u8, muted: bool) -> (Teller, Line) {
    line_for(WAITING, volume, muted)
}

fn line_for(waiting: usize, volume: u8, muted: bool) -> (Teller, Line) {
    let (producer, consumer) = rtrb::RingBuffer::new(waiting);
    let shared = Arc::new(Shared {
        gain: AtomicU32::new(strength(volume, muted).to_bits()),
        held: AtomicBool::new(false),
        now: AtomicI64::new(0),
        over: AtomicBool::new(false),
        silent: AtomicBool::new(false),
    });
    let teller = Teller { queue: producer, shared: Arc::clone(&shared), picture: 0 };
    (teller, Line { queue: consumer, shared })
}

impl Teller {
    /// Tells what happened up to the picture of this time. Returns whether anything of it is to be heard. What finds no
    /// room is not heard.
    pub fn tell(&mut self, happened: &[Happened], picture: Time) -> bool {
        self.shared.now.store(sample_at(picture), Ordering::Release);
        self.picture = self.picture.wrapping_add(1);
        let mut first = None;
        for one in happened {
            let Some(cue) = Cue::of(&one.what) else { continue };
            let time = sample_at(one.time);
            let apart = (time - *first.get_or_insert(time)).clamp(0, SPREAD);
            let _full = self.queue.push(Told { cue, time, apart, picture: self.picture });
        }
        first.is_some()
    }

    /// Sets the volume, 0 to 100.
    pub fn set_volume(&self, volume: u8, muted: bool) {
        self.shared.gain.store(strength(volume, muted).to_bits(), Ordering::Relaxed);
    }

    /// Holds everything where it stands, or lets it go on from there. Returns whether that is a change.
    pub fn hold(&self, held: bool) -> bool {
        self.shared.held.swap(held, Ordering::Relaxed) != held
    }

    /// Nothing more is told, and the engine may go.
    pub fn end(&self) {
        self.shared.over.store(true, Ordering::Relaxed);
    }
}

impl Line {
    /// Makes the engine, with its tables.
    pub fn engine(self) -> Engine {
        let gain = f32::from_bits(self.shared.gain.load(Ordering::Relaxed));
        Engine {
            queue: self.queue,
            shared: self.shared,
            mixer: Mixer::new(false),
            at: 0,
            picture: (0, 0),
            seen: 0,
            gain,
            runs: 1.0,
            held_at: None,
        }
    }
}

impl Watch {
    /// Whether the teller has ended.
    pub fn is_over(&self) -> bool {
        self.0.over.load(Ordering::Relaxed)
    }

    /// Whether there was nothing to give when samples were given last.
    pub fn is_silent(&self) -> bool {
        self.0.silent.load(Ordering::Acquire)
    }
}

impl Engine {
    /// An engine whose teller has ended, for the place of one that is elsewhere.
    pub fn idle() -> Self {
        let (teller, line) = line_for(1, 0, true);
        teller.end();
        line.engine()
    }

    /// What can be known of it while it is elsewhere.
    pub fn watch(&self) -> Watch {
        Watch(Arc::clone(&self.shared))
    }

    /// Whether the teller has ended.
    pub fn is_over(&self) -> bool {
        self.shared.over.load(Ordering::Relaxed)
    }

    /// Whether there is nothing to give until something is told: no need for a device to run.
    pub fn is_silent(&self) -> bool {
        let wanted = f32::from_bits(self.shared.gain.load(Ordering::Relaxed));
        let held = self.shared.held.load(Ordering::Relaxed);
        let nothing = self.queue.is_empty() && self.mixer.is_silent(self.at);
        nothing || (held && self.runs == 0.0) || (wanted == 0.0 && self.gain == 0.0)
    }

    /// Takes what was told while nothing is given: muted, held or without a device. Called at each wake, so that the
    /// queue never fills, and what is switched off meanwhile is off. No allocation.
    pub fn rest(&mut self) {
        let now = self.catch_up();
        while let Ok(told) = self.queue.pop() {
            self.mixer.cue(told.cue, self.at - (now - told.time).max(0));
        }
    }

    /// A device begins, or begins anew after a silence or without one: what the terminal did meanwhile is caught up.
    pub fn resume(&mut self) {
        let now = self.catch_up();
        while let Ok(told) = self.queue.peek() {
            if now - told.time <= STALE {
                break;
            }
            let (cue, at) = (told.cue, self.at - (now - told.time));
            let _taken = self.queue.pop();
            self.mixer.cue(cue, at);
        }
        // What is in its middle comes in softly.
        if !self.mixer.is_silent(self.at) {
            self.runs = 0.0;
        }
    }

    /// Goes on by the time that passed without samples, but not while held. Gives the time of the last picture.
    fn catch_up(&mut self) -> i64 {
        let now = self.shared.now.load(Ordering::Acquire);
        let held = self.shared.held.load(Ordering::Relaxed);
        match self.held_at {
            None => self.at += (now - self.seen).max(0),
            // It was let go while nothing was given. Being let go wakes whoever waits: no time has passed since.
            Some(_) if !held => self.let_go(),
            Some(_) => {}
        }
        self.seen = now;
        now
    }

    /// Gives the next samples. No allocation, no lock, no call of the system.
    pub fn fill(&mut self, out: &mut [Pair]) {
        let now = self.shared.now.load(Ordering::Acquire);
        self.seen = self.seen.max(now);
        let mut rest = out;
        while !rest.is_empty() {
            if self.is_frozen() {
                rest.fill([0.0; 2]);
                break;
            }
            let until = self.take(now);
            let count = rest.len().min(BLOCK).min((until - self.at).max(1) as usize);
            let (block, later) = rest.split_at_mut(count);
            self.mixer.fill(self.at, block);
            self.at += count as i64;
            self.shade(block);
            rest = later;
        }
        self.shared.silent.store(self.is_silent(), Ordering::Release);
    }

    /// Whether it is held and has faded. Let go, it goes on from where it was held.
    fn is_frozen(&mut self) -> bool {
        match (self.shared.held.load(Ordering::Relaxed), self.held_at) {
            (true, None) => self.held_at = Some(self.at),
            (false, Some(_)) => self.let_go(),
            _ => {}
        }
        self.held_at.is_some() && self.runs == 0.0
    }

    fn let_go(&mut self) {
        if let Some(held_at) = self.held_at.take()
            && self.runs == 0.0
        {
            self.at = held_at;
        }
    }

    /// Takes all cues that are due at the next sample. Gives the number of the sample at which another is due.
    fn take(&mut self, now: i64) -> i64 {
        while let Ok(told) = self.queue.peek() {
            let told = *told;
            if told.picture != self.picture.0 {
                self.picture = (told.picture, self.at);
            }
            let age = now - told.time;
            let due = if age > STALE { self.at - age } else { self.picture.1 + told.apart };
            if due > self.at {
                return due;
            }
            let _taken = self.queue.pop();
            self.mixer.cue(told.cue, if age > STALE { due } else { self.at });
        }
        i64::MAX
    }

    /// Volume, and the fading of what is held.
    fn shade(&mut self, block: &mut [Pair]) {
        let wanted = f32::from_bits(self.shared.gain.load(Ordering::Relaxed));
        let step = if self.held_at.is_some() { -1.0 / HOLDS } else { 1.0 / HOLDS };
        for pair in block {
            self.runs = (self.runs + step).clamp(0.0, 1.0);
            let off = wanted - self.gain;
            self.gain = if off.abs() < 1e-4 { wanted } else { self.gain + off * GLIDES };
            let gain = self.gain * self.runs;
            pair[0] *= gain;
            pair[1] *= gain;
        }
    }
}
