//! Ambient: a terminal that works by itself, as pixels of a window, within what it may cost. It knows no window and no
//! clock: a host tells it the time, and shows what has changed.

mod begin;
mod dim;
mod orbit;
mod refresh;
mod show;
mod thrift;

pub(crate) use begin::at_work;
pub(crate) use dim::Lamp;
pub use dim::{DIM, Dimming, Hours};
pub use orbit::{REACH, orbit};
pub use refresh::{LONGEST, Need, Refresh};
pub use show::{Show, ShowOptions, Turn};
pub(crate) use thrift::Quiet;
pub use thrift::{Attention, Thrift, USUAL};
