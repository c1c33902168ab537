//! The handbook while it is read: where the reader is, and what is remembered of the reading.

mod pace;
mod perform;
mod reader;
mod reading;
#[cfg(test)]
mod tests;

pub(super) use pace::Pace;
pub use perform::Leaf;
pub use reader::{Place, Reader, Shown};
pub use reading::{FormRecord, PageRecord, Reading, Signature};
