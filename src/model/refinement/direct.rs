//! What direction may do to a board: set what play cannot reach at will.

use super::Board;
use super::plane::{Block, Cell};
use super::temper::Temper;
use super::view::View;

impl Board {
    /// Sets a bin's percentage, by direction.
    pub fn stage_bin(&mut self, bin: usize, percent: u8) {
        if let Some(bin) = self.bins.get_mut(bin) {
            bin.stage(percent, self.quota);
            self.staged = true;
        }
    }

    /// Places a cluster of `size` digits (4 to 14) near a cell `columns` and `rows` from the middle of the view, by
    /// direction.
    pub fn stage_cluster(&mut self, temper: Temper, size: u8, columns: i32, rows: i32) {
        let towards = self.address().offset(i64::from(columns), i64::from(rows));
        let block = Block::of(towards);
        self.refilling.retain(|other| *other != block);
        self.attention.forget(block);
        self.gathered = self.gathered.filter(|gathered| gathered.block != block);
        self.ground.place(block, temper, size, towards);
        self.staged = true;
    }

    /// Moves the view at once to have `column` and `row` in its middle, by direction.
    pub fn stage_address(&mut self, column: u32, row: u32) {
        let cell = Cell::wrapped(i64::from(column), i64::from(row));
        self.cursor = cell;
        self.view = View::at(View::middle(cell));
        self.staged = true;
    }
}
