//! The line drawings.

use crate::model::Terminal;
use crate::model::geometry::Area;
use crate::pack::handbook::Figure;
use crate::screens::canvas::Canvas;

/// The size of a drawing in the usual type, in tube units.
pub(super) fn size(_: Figure) -> (f64, f64) {
    (480.0, 260.0)
}

/// Draws a figure in an area of its own proportions.
pub(super) fn paint(_: Figure, area: Area, _: &Terminal, canvas: &Canvas<'_>) {
    canvas.outline(area, 0.0, 1.6, canvas.ink().line);
}
