//! macrodat: the retro office terminal as a desktop program, an ambient screen and a video prop.
//!
//! Data flows one way: raw events become [`model::Command`]s, commands and time move a [`model::Terminal`], and the
//! [`picture`] is a pure function of it. See ARCHITECTURE.md.

pub mod ambient;
pub mod announce;
pub mod cli;
pub mod desk;
pub mod desktop;
pub mod hands;
pub mod keys;
pub mod model;
mod nearest;
pub mod operator;
mod pace;
pub mod pack;
pub mod picture;
pub mod saver;
pub mod screens;
pub mod settings;
pub mod sound;
pub mod stage;
pub mod store;
pub mod template;
pub mod time;
pub mod tube;
pub mod words;
