//! The wellness session: a talk with the director, in which facts are read and none is to be preferred.

mod course;
pub mod dial;
pub mod facts;
pub mod record;
pub mod saying;
pub mod sitting;

pub use record::{Card, Record};
pub use sitting::{Sitting, Stage, Ways};

#[cfg(test)]
mod tests;
