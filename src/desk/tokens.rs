//! The colours and measures of everything around the tube, in one place.

use egui::Color32;

/// What is behind the shell.
pub(super) const ROOM: Color32 = Color32::from_rgb(0x11, 0x13, 0x15);
/// The cream shell, of which only the edge is seen.
pub(super) const SHELL: Color32 = Color32::from_rgb(0xCF, 0xC8, 0xB4);
/// The dark blue bezel.
pub(super) const BEZEL: Color32 = Color32::from_rgb(0x14, 0x1E, 0x33);
/// The rim in which the tube lies.
pub(super) const RIM: Color32 = Color32::from_rgb(0x0A, 0x10, 0x1D);
/// Holes, and the gaps around moving parts.
pub(super) const GAP: Color32 = Color32::from_rgb(0x04, 0x07, 0x0D);
/// Words on the bezel.
pub(super) const PRINT: Color32 = Color32::from_rgb(0xB9, 0xC2, 0xD2);
/// Quieter words, and marks that are not lit.
pub(super) const FAINT: Color32 = Color32::from_rgb(0x74, 0x80, 0x97);
/// The rocker of the switch.
pub(super) const ROCKER: Color32 = Color32::from_rgb(0x2B, 0x37, 0x50);
/// The rocker where it is pressed in, and buttons under the pointer.
pub(super) const PRESSED: Color32 = Color32::from_rgb(0x1D, 0x27, 0x3C);
/// The light in the switch.
pub(super) const POWER: Color32 = Color32::from_rgb(0x8B, 0xF1, 0xFE);
/// The lit storage lamp.
pub(super) const LAMP: Color32 = Color32::from_rgb(0xFF, 0xB4, 0x54);

/// Width of the shell's edge, in points.
pub(super) const SHELL_EDGE: f32 = 7.0;
/// Least width of the bezel beside the tube.
pub(super) const BESIDE: f32 = 34.0;
/// Height of the bezel above the tube, where the bar appears.
pub(super) const ABOVE: f32 = 50.0;
/// Height of the bezel below the tube, with switch and lamp.
pub(super) const BELOW: f32 = 66.0;
/// Size of words.
pub(super) const TEXT: f32 = 14.0;
