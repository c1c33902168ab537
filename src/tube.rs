//! The light of the terminal: from egui's meshes to pixels, on the processor, the same bytes everywhere.

pub mod advances;
pub mod deflection;
pub mod digits;
pub mod face;
pub mod glass;
pub mod glow;
pub mod gpu;
pub mod halation;
pub mod image;
pub mod kerning;
pub mod light;
pub mod look;
pub mod optics;
pub mod outline;
pub mod phosphor;
pub mod plate;
pub mod raster;
pub mod textures;
pub mod tiles;
pub mod view;
