//! macrodat: a retro office terminal to refine numbers on.

pub mod store;
