//! The handbook while it is read: where the reader is, and what is remembered of the reading.

mod perform;
mod reader;
mod reading;
#[cfg(test)]
mod tests;

pub use perform::Leaf;
pub use reader::{Place, Reader, Shown};
pub use reading::{FormRecord, PageRecord, Reading, Signature};
