//! What the dark glass itself shows: a little of the room, and the panels of the ceiling above the viewer.

use super::shade::{mix, smooth};

/// Light of the dark glass where no panel is mirrored, at full reflection.
const DARK: [f32; 3] = [0.0032, 0.0052, 0.0062];
/// The panels' light at full reflection.
const PANEL: [f32; 3] = [0.044, 0.062, 0.074];

/// The light of the glass at a place of the face, both -1 to 1. `inside` is the distance from its edge, in tube
/// units, `reflection` the look's.
pub(super) fn light(u: f32, v: f32, inside: f32, reflection: f32) -> [f32; 3] {
    // The face is part of a sphere, a little flatter in its middle.
    let bulge = 0.235 * (1.0 + 0.22 * (u * u + v * v));
    let (right, up) = (u * (2.5 * bulge + 0.157), -v * (2.0 * bulge + 0.109));
    let lip = smooth(0.0, 26.0, inside);
    // The wall behind the viewer is darkest where the lights do not reach; below it lies the desk.
    let sky = 0.50 + 0.50 * smooth(-0.15, 0.62, up) + 0.42 * smooth(-0.22, -0.60, up);
    let panels = if up > 0.03 { ceiling(right / up, 1.0 / up) } else { 0.0 };
    let mirrored = lip * panels;
    std::array::from_fn(|i| reflection * (DARK[i] * sky * mix(0.4, 1.0, lip) + PANEL[i] * mirrored))
}

/// The light of the ceiling at a place of it, right of the viewer and before him, in heights of the ceiling:
/// two rows of four panels, 0 to 1.
pub(super) fn ceiling(right: f32, before: f32) -> f32 {
    let row = |near: f32, far: f32, soft: f32| {
        smooth(near - soft, near + soft, before) * (1.0 - smooth(far - soft, far + soft, before))
    };
    let rows = row(1.86, 2.62, 0.07) + 0.36 * row(3.5, 4.9, 0.2);
    if rows <= 0.0 || right.abs() > 1.4 {
        return 0.0;
    }
    // Panels stand at -0.96, -0.32, 0.32 and 0.96.
    let place = (right.abs() - 0.64).abs() - 0.32;
    let soft = 0.018 * before;
    let across = 1.0 - smooth(0.235 - soft, 0.235 + soft, place.abs());
    rows * across * (0.82 + 0.18 * (1.0 - (place / 0.235) * (place / 0.235)).max(0.0))
}
