//! macrodat

pub mod pack;
pub mod template;
pub mod words;
