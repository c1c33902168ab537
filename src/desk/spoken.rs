//! What is spoken of the cell cursor.

use crate::model::refinement::Board;
use crate::words;

/// The cell under the cell cursor, in words.
pub(super) fn cell_words(board: &Board) -> String {
    let (cell, digit) = board.under_cursor();
    let [row, column, digit] = [cell.row.to_string(), cell.column.to_string(), digit.to_string()];
    words::say("label.cell", &[("row", &row), ("column", &column), ("digit", &digit)])
}
