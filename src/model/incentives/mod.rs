//! What there is to work for: the ladder of awards and the case in which they are kept, the dance, and the refiner of a
//! quarter.

mod dance;
mod ladder;
mod record;
mod standing;
#[cfg(test)]
mod tests;

pub use dance::{BAR, BEAT, Dancing, LENGTH};
pub use record::{Given, Merits};
pub use standing::{Line, Standing};
