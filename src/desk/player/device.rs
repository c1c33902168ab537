//! Sound where the system's own device is spoken to, through `cpal`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};

use super::NoSound;
use crate::sound::{Engine, RATE};
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
    // The callback borrows nothing: the engine is with it while the stream lives, and comes back with the last word.
    let shared = Arc::new(Mutex::new(std::mem::replace(engine, Engine::idle())));
    let lost = Arc::new(AtomicBool::new(false));
    let played = run(&device, &shared, &lost, heard);
    *engine = std::mem::replace(&mut *shared.lock().unwrap_or_else(PoisonError::into_inner), Engine::idle());
    played
}

fn run(
    device: &cpal::Device,
    shared: &Arc<Mutex<Engine>>,
    lost: &Arc<AtomicBool>,
    heard: &mut dyn FnMut(),
) -> Result<(), NoSound> {
    let stream = [cpal::BufferSize::Fixed(KEPT), cpal::BufferSize::Default]
        .into_iter()
        .map(|buffer_size| {
            let config = cpal::StreamConfig { channels: 2, sample_rate: cpal::SampleRate(RATE), buffer_size };
            let (engine, lost) = (Arc::clone(shared), Arc::clone(lost));
            device.build_output_stream(
                &config,
                move |out: &mut [f32], _: &cpal::OutputCallbackInfo| {
                    let (pairs, rest) = out.as_chunks_mut::<2>();
                    rest.fill(0.0);
                    // Nobody else holds it while the stream plays but for moments at which nothing sounds.
                    match engine.try_lock() {
                        Ok(mut engine) => engine.fill(pairs),
                        Err(_) => pairs.fill([0.0; 2]),
                    }
                },
                move |_| lost.store(true, Ordering::Relaxed),
                None,
            )
        })
        .reduce(|first, second| first.or(second))
        .ok_or_else(|| none(words::say("sound.no-device", &[])))?
        .map_err(none)?;
    heard();
    let silent = || shared.lock().unwrap_or_else(PoisonError::into_inner).is_silent();
    let over = || shared.lock().unwrap_or_else(PoisonError::into_inner).is_over();
    loop {
        stream.pause().map_err(none)?;
        while silent() {
            if over() {
                return Ok(());
            }
            thread::park();
        }
        shared.lock().unwrap_or_else(PoisonError::into_inner).resume();
        stream.play().map_err(none)?;
        loop {
            thread::park_timeout(LOOKS);
            if over() {
                return Ok(());
            }
            if lost.load(Ordering::Relaxed) {
                return Err(none(words::say("sound.taken-away", &[])));
            }
            if silent() {
                break;
            }
        }
    }
}
