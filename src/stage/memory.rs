//! Memory: about how much a job needs, looked for before it begins, so that a size that is too large is told in a line.

use super::StageError;
use super::develop::BAND;
use super::render::Job;

/// What the program needs before any picture, in bytes: fonts, textures, threads.
const BASE: u64 = 48 << 20;

impl Job {
    /// About how many bytes it needs.
    pub fn memory(&self) -> u64 {
        let raster = u64::from(self.frame.width) * u64::from(self.frame.height);
        let [width, height] = self.size().map(u64::from);
        let channels = if self.form.deep { 16 } else { 8 };
        let band = (width * height).min(BAND as u64) * channels;
        let workers = self.workers() as u64;
        BASE + match (&self.glass, self.is_alone()) {
            // Drawn pixels.
            (None, _) => workers * (4 * raster + band),
            // Also signals of the phosphor, and their light.
            (Some(_), true) => (4 + 8 + 8) * raster + band,
            // Also the set, with its alpha; each thread has a map of light of its own.
            (Some(_), false) => workers * ((4 + 8) * raster + band) + 8 * raster + 9 * width * height,
        }
    }
}

/// Looks whether there is room for a job.
///
/// # Errors
/// [`StageError::Memory`].
pub(super) fn check(job: &Job) -> Result<(), StageError> {
    let needed = job.memory();
    // A quarter more, for what lies between.
    let room = usize::try_from(needed + needed / 4).unwrap_or(usize::MAX);
    let refused = Vec::<u8>::new().try_reserve_exact(room).is_err();
    if refused || available().is_some_and(|available| needed > available) {
        let [width, height] = job.size();
        return Err(StageError::Memory { width, height, megabytes: needed.div_ceil(1 << 20) });
    }
    Ok(())
}

/// Bytes that can be had without swapping, where the system tells (Linux).
fn available() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}
