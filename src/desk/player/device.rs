//! Sound where the system's own device is spoken to, through `cpal`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};

use super::NoSound;
use super::loan::{Lender, loan};
use crate::sound::{Engine, RATE, Watch};
use crate::words;

/// How often it is looked whether something sounds, and whether the device is still there.
const LOOKS: Duration = Duration::from_millis(500);
/// Samples that the device is to keep, 10 ms, where it can be told.
const KEPT: u32 = RATE / 100;

fn none(reason: impl ToString) -> NoSound {
    NoSound::None(reason.to_string())
}

/// Plays until the engine is over. `heard` is called when the device is open.
///
/// # Errors
/// Why there is no sound, or no more.
pub(super) fn play(engine: &mut Engine, heard: &mut dyn FnMut()) -> Result<(), NoSound> {
    let device = cpal::default_host()
        .default_output_device()
        .ok_or_else(|| none(words::say("sound.no-device", &[])))?;
    let lost = Arc::new(AtomicBool::new(false));
    let open = |buffer_size| open(&device, buffer_size, &lost);
    let (stream, mut lender) =
        open(cpal::BufferSize::Fixed(KEPT)).or_else(|_| open(cpal::BufferSize::Default)).map_err(none)?;
    heard();
    let watch = engine.watch();
    loop {
        stream.pause().map_err(none)?;
        // Nothing sounds: the thread sleeps, and costs nothing, until something is told.
        while engine.is_silent() {
            if engine.is_over() {
                return Ok(());
            }
            engine.rest();
            thread::park();
        }
        engine.resume();
        lender.lend(std::mem::replace(engine, Engine::idle()));
        let sounded = stream.play().map_err(none).and_then(|()| sound(&watch, &lost));
        if sounded.is_ok() && lender.is_back_within(engine, LOOKS) {
            if engine.is_over() {
                return Ok(());
            }
            continue;
        }
        // Nothing is asked of a device that is lost: with its stream the callback goes, and gives back what it has.
        drop(stream);
        lender.is_back_within(engine, LOOKS);
        return sounded.and_then(|()| Err(none(words::say("sound.taken-away", &[]))));
    }
}

/// A stream that plays the engine which is lent to it.
fn open(
    device: &cpal::Device,
    buffer_size: cpal::BufferSize,
    lost: &Arc<AtomicBool>,
) -> Result<(cpal::Stream, Lender), cpal::BuildStreamError> {
    let (lender, mut borrower) = loan();
    let lost = Arc::clone(lost);
    let config = cpal::StreamConfig { channels: 2, sample_rate: cpal::SampleRate(RATE), buffer_size };
    let stream = device.build_output_stream(
        &config,
        move |out: &mut [f32], _: &cpal::OutputCallbackInfo| {
            let (pairs, rest) = out.as_chunks_mut::<2>();
            rest.fill(0.0);
            borrower.fill(pairs);
        },
        move |_| lost.store(true, Ordering::Relaxed),
        None,
    )?;
    Ok((stream, lender))
}

/// Waits while the device plays, until nothing has sounded for a while or all is over.
fn sound(watch: &Watch, lost: &AtomicBool) -> Result<(), NoSound> {
    loop {
        let since = Instant::now();
        thread::park_timeout(LOOKS);
        if lost.load(Ordering::Relaxed) {
            return Err(none(words::say("sound.taken-away", &[])));
        }
        // Who was woken has something that the device has not yet been asked for.
        if watch.is_over() || (watch.is_silent() && since.elapsed() >= LOOKS) {
            return Ok(());
        }
    }
}
