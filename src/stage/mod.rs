//! The stage: rendering without a window, from a named or given start and timed commands.

mod cases;
mod develop;
mod frames;
mod keepsake;
mod memory;
mod output;
mod play;
mod render;
mod scene;
mod sound;
mod start;

pub use cases::{Case, Comparison, LEAST_PSNR, MOST_OFF, Shown, compare};
pub use frames::{FrameList, Pattern};
pub use keepsake::write_certificate;
pub use output::{Form, write_whole};
pub use render::{Job, Report, StageTimes, render};
pub use scene::{Scene, scene_names};
pub use sound::render_sound;
pub use start::Start;

/// What can go wrong on the stage.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// Something was asked for that cannot be had.
    #[error("{0}")]
    Usage(String),
    /// A file could not be written or read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The pictures are larger than memory.
    #[error(
        "{width}x{height} needs about {megabytes} MB of memory, and there is not so much; a smaller size, or fewer --threads, would be right"
    )]
    Memory {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// What is needed.
        megabytes: u64,
    },
    /// The system gives no threads.
    #[error("cannot start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

impl StageError {
    fn io(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { path, source }
    }
}
