//! The sound of a job's frames, in a file.

use std::path::Path;

use super::StageError;
use super::output::write_wav;
use super::render::Job;
use crate::model::{Happened, Happening, Screen};
use crate::sound::{Score, first_sample};
use crate::time::{Span, Time};

/// The most samples that a file has room for: its length is told in 32 bits, and a sample has 6 bytes.
const MOST: u64 = (u32::MAX as u64 - 128) / 6;

/// Writes the sound of a job's frames, from its first to its last without gaps: from the first sample of the first frame
/// up to the first sample of the frame after the last. The files of two ranges that follow each other, joined, are the
/// file of both.
///
/// # Errors
/// [`StageError::Usage`] where the range is too long for a file or the start is one that the pack does not have,
/// [`StageError::Io`] where it cannot be written.
pub fn render_sound(job: &Job, path: &Path) -> Result<(), StageError> {
    let lead = job.scene.lead;
    let (Some(first), Some(last)) = (job.frames.0.first(), job.frames.0.last()) else { return Ok(()) };
    let from = first_sample(lead, job.rate, *first);
    let until = first_sample(lead, job.rate, last + 1);
    let count = (until - from).unsigned_abs();
    if count > MOST {
        return Err(StageError::Usage(
            "a file of sound has room for four hours; ask for fewer --frames at a time".to_owned(),
        ));
    }
    let mut play = job.play()?;
    let terminal = &mut play.terminal;
    // What brought the terminal to its start is not heard, unless it begins with the start: the boot with the switch
    // itself, a ride with the motor.
    let mut happened = terminal.take_happenings();
    let boots = matches!(terminal.screen(), Screen::Boot { .. });
    let on = terminal.is_on() && !boots;
    if !boots {
        let rides = matches!(terminal.screen(), Screen::Elevator { .. });
        let moved = |one: &Happened| rides && matches!(one.what, Happening::ElevatorMoved { .. });
        let begins = happened.iter().rposition(moved).unwrap_or(happened.len());
        happened.drain(..begins);
    }
    let end = lead + Span(job.rate.frame_time(last + 1).0);
    play.walk_to(Time(end.0 + 1));
    happened.append(&mut play.terminal.take_happenings());
    let score = Score::new(on, &happened);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(StageError::io(folder))?;
    }
    write_wav(path, |give| score.play(from, count, give))
}
