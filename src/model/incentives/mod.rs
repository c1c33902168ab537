//! What there is to work for: the ladder of awards and the case in which they are kept, the dance, and the refiner of a
//! quarter.

mod dance;
mod ladder;
mod record;
mod standing;
#[cfg(test)]
mod tests;

pub use dance::{Dancing, LENGTH, bar};
pub use record::{Given, Merits};
pub use standing::{Line, Standing};
