//! The plane of a file: 2^24 x 2^24 digits, computed and never stored, that closes upon itself at its edges.

use serde::{Deserialize, Serialize};

use crate::model::random::{self, Purpose};
use crate::time::{FLICKS_PER_SECOND, Span};

/// Columns of the plane, and rows.
pub const SIDE: u32 = 1 << 24;
const MASK: i64 = SIDE as i64 - 1;

/// A cell of the plane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Column, below [`SIDE`].
    pub column: u32,
    /// Row, below [`SIDE`].
    pub row: u32,
}

impl Cell {
    /// The cell at a column and row that may lie beyond an edge.
    pub fn wrapped(column: i64, row: i64) -> Self {
        Self { column: (column & MASK) as u32, row: (row & MASK) as u32 }
    }

    /// The cell `columns` to the right and `rows` down.
    pub fn offset(self, columns: i64, rows: i64) -> Self {
        Self::wrapped(i64::from(self.column) + columns, i64::from(self.row) + rows)
    }

    /// The middle of the cell.
    pub fn centre(self) -> Spot {
        Spot { x: f64::from(self.column) + 0.5, y: f64::from(self.row) + 0.5 }
    }
}

/// A place on the plane, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// To the right, 0 to [`SIDE`].
    pub x: f64,
    /// Downward, 0 to [`SIDE`].
    pub y: f64,
}

impl Spot {
    /// The spot at coordinates that may lie beyond an edge.
    pub fn wrapped(x: f64, y: f64) -> Self {
        Self { x: wrap(x), y: wrap(y) }
    }

    /// The spot `x` to the right and `y` down.
    pub fn offset(self, x: f64, y: f64) -> Self {
        Self::wrapped(self.x + x, self.y + y)
    }

    /// The shortest way from `other` to here, across an edge if that is shorter.
    pub fn from(self, other: Self) -> (f64, f64) {
        (shortest(self.x - other.x), shortest(self.y - other.y))
    }

    /// The cell it lies in.
    pub fn cell(self) -> Cell {
        Cell::wrapped(self.x.floor() as i64, self.y.floor() as i64)
    }
}

fn wrap(value: f64) -> f64 {
    let side = f64::from(SIDE);
    let wrapped = value - (value / side).floor() * side;
    if wrapped >= side { 0.0 } else { wrapped }
}

fn shortest(difference: f64) -> f64 {
    let side = f64::from(SIDE);
    difference - (difference / side).round() * side
}

/// A block: the ground on which at most one cluster stands at a time. Blocks divide each 64 columns (and rows)
/// into eight of 7 cells and one of 8, so that they fit the plane without a seam.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Block {
    /// Counted from the left, below [`BLOCKS`].
    pub x: u32,
    /// Counted from the top, below [`BLOCKS`].
    pub y: u32,
}

/// Blocks across the plane, and down.
pub const BLOCKS: u32 = SIDE / 64 * 9;

impl Block {
    /// The block that holds `cell`.
    pub fn of(cell: Cell) -> Self {
        let along = |value: u32| value / 64 * 9 + ((value % 64) / 7).min(8);
        Self { x: along(cell.column), y: along(cell.row) }
    }

    /// The block `right` and `down` of here, across an edge if need be.
    pub fn offset(self, right: i64, down: i64) -> Self {
        let along = |value: u32, by: i64| (i64::from(value) + by).rem_euclid(i64::from(BLOCKS)) as u32;
        Self { x: along(self.x, right), y: along(self.y, down) }
    }

    /// The cell in its upper left corner.
    pub fn corner(self) -> Cell {
        let along = |value: u32| value / 9 * 64 + value % 9 * 7;
        Cell { column: along(self.x), row: along(self.y) }
    }

    /// Columns and rows, 7 or 8 each.
    pub fn size(self) -> (u32, u32) {
        let along = |value: u32| if value % 9 == 8 { 8 } else { 7 };
        (along(self.x), along(self.y))
    }

    /// The number of `cell`, which must lie in this block, below 64.
    pub fn index(self, cell: Cell) -> u8 {
        let corner = self.corner();
        ((cell.row.wrapping_sub(corner.row) & 7) * 8 + (cell.column.wrapping_sub(corner.column) & 7)) as u8
    }

    /// The cell with the number `index`.
    pub fn cell(self, index: u8) -> Cell {
        self.corner().offset(i64::from(index % 8), i64::from(index / 8))
    }

    /// A number of its own.
    pub(super) fn number(self) -> u64 {
        u64::from(self.x) << 32 | u64::from(self.y)
    }
}

/// The digit of the given generation in `cell`.
pub fn digit(seed: u64, cell: Cell, generation: u32) -> u8 {
    let place = u64::from(cell.column) << 24 | u64::from(cell.row);
    random::below(random::hash(seed, Purpose::Digit, place, u64::from(generation)), 10) as u8
}

/// How the digit in a cell floats: on one axis only, back and forth.
#[derive(Clone, Copy, Debug)]
pub struct Float {
    /// True for up and down, false for left and right.
    pub upright: bool,
    /// Reach to either side, in cells.
    pub reach: f64,
    /// Period, 1 to 5 s.
    pub period: Span,
    /// Where in its period it begins, 0 to 1.
    pub phase: f64,
}

/// The float of `cell`.
pub fn float(seed: u64, cell: Cell) -> Float {
    let bits = random::hash(seed, Purpose::Drift, u64::from(cell.column), u64::from(cell.row));
    let eighth = |shift: u32| f64::from((bits >> shift & 0xFFF) as u32) / 4096.0;
    Float {
        upright: bits & 1 == 1,
        reach: 0.05 + 0.13 * eighth(4),
        period: Span(FLICKS_PER_SECOND + (4.0 * eighth(20) * FLICKS_PER_SECOND as f64) as i64),
        phase: eighth(40),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_tile_the_plane_without_a_seam() {
        for start in [0, SIDE - 200, 64 * 1000] {
            let mut at = Block::of(Cell { column: start, row: 0 }).corner().column;
            for _ in 0..60 {
                let block = Block::of(Cell { column: at, row: at });
                assert_eq!(block.corner(), Cell { column: at, row: at });
                let (width, _) = block.size();
                for column in 0..width {
                    let cell = Cell::wrapped(i64::from(at + column), i64::from(at));
                    assert_eq!(Block::of(cell), block);
                    assert_eq!(block.cell(block.index(cell)), cell);
                }
                at = (at + width) & (SIDE - 1);
                assert_eq!(Block::of(Cell { column: at, row: at }), block.offset(1, 1));
            }
        }
    }

    #[test]
    fn the_short_way_crosses_the_edge() {
        let near = Spot::wrapped(-0.5, 3.0);
        assert_eq!(near.from(Spot::wrapped(0.5, 2.0)), (-1.0, 1.0));
        assert_eq!(near.cell(), Cell { column: SIDE - 1, row: 3 });
    }
}
