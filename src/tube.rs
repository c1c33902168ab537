//! The light of the terminal: from egui's meshes to pixels, on the processor, the same bytes everywhere.

pub mod digits;
pub mod face;
pub mod image;
pub mod look;
pub mod outline;
pub mod plate;
pub mod raster;
pub mod textures;
pub mod view;
