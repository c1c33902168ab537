//! The line drawings, each in a box of its own proportions. What a house calls its bins and tempers is the pack's.

mod bins;
mod desk;
mod groups;
mod house;
mod pen;
mod screen;
mod talk;

use pen::Pen;

use crate::model::Terminal;
use crate::model::geometry::Area;
use crate::model::refinement::temper::Temper;
use crate::pack::handbook::Figure;
use crate::screens::canvas::Canvas;

/// The size of a drawing in the usual type, in tube units.
pub(super) const fn size(figure: Figure) -> (f64, f64) {
    match figure {
        Figure::Bin => (420.0, 170.0),
        Figure::BinLids => (420.0, 250.0),
        Figure::BinSheet => (420.0, 330.0),
        Figure::Hang | Figure::Hop | Figure::Huddle | Figure::Splay => (360.0, 250.0),
        Figure::Bearings => (480.0, 326.0),
        Figure::Posture => (480.0, 240.0),
        Figure::Box => (480.0, 270.0),
        Figure::Field => (460.0, 320.0),
        Figure::Header => (480.0, 130.0),
        Figure::Address => (440.0, 250.0),
        Figure::Card => (420.0, 290.0),
        Figure::Keyboard => (490.0, 210.0),
        Figure::Trackball => (340.0, 250.0),
        Figure::Switch => (300.0, 240.0),
        Figure::Dial => (400.0, 290.0),
        Figure::Lamp => (300.0, 270.0),
        Figure::Floor => (490.0, 340.0),
        Figure::Corridor => (440.0, 310.0),
    }
}

/// Draws a figure in an area of its own proportions.
pub(super) fn paint(figure: Figure, area: Area, terminal: &Terminal, canvas: &Canvas<'_>) {
    let pen = Pen::new(canvas, area, size(figure).0);
    match figure {
        Figure::Bin => bins::bin(&pen, terminal),
        Figure::BinLids => bins::lids(&pen, terminal),
        Figure::BinSheet => bins::sheet(&pen, terminal),
        Figure::Hang => groups::alone(&pen, Temper::Woe),
        Figure::Hop => groups::alone(&pen, Temper::Frolic),
        Figure::Huddle => groups::alone(&pen, Temper::Dread),
        Figure::Splay => groups::alone(&pen, Temper::Malice),
        Figure::Bearings => groups::bearings(&pen, terminal),
        Figure::Posture => groups::posture(&pen),
        Figure::Box => groups::boxed(&pen),
        Figure::Field => screen::field(&pen, terminal),
        Figure::Header => screen::header(&pen, terminal),
        Figure::Address => screen::address(&pen),
        Figure::Card => screen::card(&pen, terminal),
        Figure::Keyboard => desk::keyboard(&pen),
        Figure::Trackball => desk::trackball(&pen),
        Figure::Switch => desk::switch(&pen),
        Figure::Dial => pen.dial((200.0, 170.0), 140.0, 2.0),
        Figure::Lamp => talk::lamp(&pen),
        Figure::Floor => house::floor(&pen),
        Figure::Corridor => house::corridor(&pen),
    }
}
