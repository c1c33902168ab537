//! Which parts of a picture are meant: a set of tiles, so that work is done only where something changed.

use std::ops::Range;

/// Side of a tile, in pixels. Tiles at the right and lower edges may be smaller.
pub const TILE: usize = 64;

/// A rectangle of pixels, counted from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: usize,
    /// First row.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// A set of the tiles of a picture of `width` x `height` pixels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiles {
    width: usize,
    height: usize,
    /// Whether each tile is in the set, row by row.
    marks: Vec<bool>,
}

impl Tiles {
    /// The empty set.
    pub fn none(width: usize, height: usize) -> Self {
        Self { width, height, marks: vec![false; width.div_ceil(TILE) * height.div_ceil(TILE)] }
    }

    /// All tiles.
    pub fn all(width: usize, height: usize) -> Self {
        Self { width, height, marks: vec![true; width.div_ceil(TILE) * height.div_ceil(TILE)] }
    }

    /// The size of the picture, in pixels.
    pub fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    /// Tiles in a row of tiles.
    pub fn across(&self) -> usize {
        self.width.div_ceil(TILE)
    }

    /// Rows of tiles.
    pub fn down(&self) -> usize {
        self.height.div_ceil(TILE)
    }

    /// Whether no tile is in the set.
    pub fn is_empty(&self) -> bool {
        !self.marks.contains(&true)
    }

    /// How many tiles are in the set.
    pub fn count(&self) -> usize {
        self.marks.iter().filter(|&&mark| mark).count()
    }

    /// Whether the tile in tile column `column` of tile row `row` is in the set; no if there is no such tile.
    pub fn contains(&self, column: usize, row: usize) -> bool {
        column < self.across() && self.marks.get(row * self.across() + column) == Some(&true)
    }

    /// Puts a tile into the set; one that does not exist is passed over.
    pub fn insert(&mut self, column: usize, row: usize) {
        let across = self.across();
        if column < across
            && let Some(mark) = self.marks.get_mut(row * across + column)
        {
            *mark = true;
        }
    }

    /// Adds the tiles of another set. Those of a picture of another size mean nothing here: then all are added.
    pub fn union(&mut self, other: &Self) {
        if self.size() == other.size() {
            for (mark, &other) in self.marks.iter_mut().zip(&other.marks) {
                *mark |= other;
            }
        } else {
            self.marks.fill(true);
        }
    }

    /// The marks of each row of tiles, from the top.
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = &[bool]> {
        self.marks.chunks_exact(self.across().max(1))
    }

    /// As [`Self::rows`], to be changed.
    pub(super) fn rows_mut(&mut self) -> impl ExactSizeIterator<Item = &mut [bool]> {
        let across = self.across().max(1);
        self.marks.chunks_exact_mut(across)
    }

    /// The tiles of the set, row by row.
    pub fn areas(&self) -> impl Iterator<Item = Area> {
        self.runs().flat_map(|run| {
            let end = run.x + run.width;
            (run.x..end).step_by(TILE).map(move |x| Area { x, width: TILE.min(end - x), ..run })
        })
    }

    /// The runs of neighbouring tiles in each row of tiles, row by row.
    pub fn runs(&self) -> impl Iterator<Item = Area> {
        self.row_runs().enumerate().flat_map(move |(row, runs)| {
            let (y, height) = (row * TILE, TILE.min(self.height - row * TILE));
            runs.into_iter().map(move |run| Area { x: run.start, y, width: run.len(), height })
        })
    }

    /// The columns of pixels of the runs in each row of tiles.
    pub(super) fn row_runs(&self) -> impl ExactSizeIterator<Item = Vec<Range<usize>>> {
        self.rows().map(|marks| {
            let mut start = 0;
            let runs = marks.chunk_by(|one, next| one == next).filter_map(|run| {
                let from = start;
                start += run.len();
                run[0].then(|| from * TILE..(start * TILE).min(self.width))
            });
            runs.collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn area(x: usize, y: usize, width: usize, height: usize) -> Area {
        Area { x, y, width, height }
    }

    #[test]
    fn tiles_and_runs_are_cut_at_the_edges() {
        let mut tiles = Tiles::none(200, 130);
        assert_eq!((tiles.across(), tiles.down(), tiles.is_empty()), (4, 3, true));
        for (column, row) in [(1, 0), (2, 0), (3, 2), (0, 2)] {
            tiles.insert(column, row);
        }
        assert_eq!(tiles.count(), 4);
        assert!(
            tiles.contains(1, 0) && !tiles.contains(0, 0) && !tiles.contains(4, 0) && !tiles.contains(0, 3)
        );
        let last = area(192, 128, 8, 2);
        let first = area(0, 128, 64, 2);
        assert!(tiles.areas().eq([area(64, 0, 64, 64), area(128, 0, 64, 64), first, last]));
        assert!(tiles.runs().eq([area(64, 0, 128, 64), first, last]));
        assert!(Tiles::all(200, 130).runs().eq([
            area(0, 0, 200, 64),
            area(0, 64, 200, 64),
            area(0, 128, 200, 2)
        ]));
    }

    #[test]
    fn what_lies_outside_is_passed_over() {
        let mut tiles = Tiles::none(65, 64);
        tiles.insert(2, 0);
        tiles.insert(0, 1);
        assert!(tiles.is_empty());
        for (width, height) in [(0, 0), (0, 70), (70, 0)] {
            let tiles = Tiles::all(width, height);
            assert!(tiles.is_empty() && tiles.runs().next().is_none() && tiles.areas().next().is_none());
        }
    }

    #[test]
    fn a_union_has_the_tiles_of_both() {
        let (mut one, mut other) = (Tiles::none(128, 128), Tiles::none(128, 128));
        one.insert(0, 0);
        other.insert(1, 1);
        one.union(&other);
        assert!(one.contains(0, 0) && one.contains(1, 1) && one.count() == 2);
        one.union(&Tiles::none(64, 64));
        assert_eq!(one, Tiles::all(128, 128));
    }
}
