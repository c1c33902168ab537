//! The colours and measures of everything around the picture, in one place.

use egui::Color32;

/// What is behind the picture.
pub(super) const ROOM: Color32 = Color32::BLACK;
/// The bar, and what lies behind words on the picture.
pub(super) const RIM: Color32 = Color32::from_rgb(0x0A, 0x10, 0x1D);
/// Words.
pub(super) const PRINT: Color32 = Color32::from_rgb(0xB9, 0xC2, 0xD2);
/// Quieter words.
pub(super) const FAINT: Color32 = Color32::from_rgb(0x74, 0x80, 0x97);
/// Buttons.
pub(super) const BUTTON: Color32 = Color32::from_rgb(0x2B, 0x37, 0x50);
/// Buttons under the pointer.
pub(super) const PRESSED: Color32 = Color32::from_rgb(0x1D, 0x27, 0x3C);
/// Words beside the lit storage lamp.
pub(super) const LAMP: Color32 = Color32::from_rgb(0xFF, 0xB4, 0x54);

/// Between the bar and the window's edge, in points.
pub(super) const EDGE: f32 = 4.0;
/// Height of the bar.
pub(super) const BAR: f32 = 36.0;
/// Size of words.
pub(super) const TEXT: f32 = 14.0;
