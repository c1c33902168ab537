//! The handbook while it is read: where the reader is, and what is remembered of the reading.

mod reader;
mod reading;

pub use reader::Reader;
pub use reading::Reading;
