//! macrodat

pub mod tube;
