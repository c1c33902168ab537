//! What is spoken: several things at once as sentences, and the cell cursor in words.

use crate::model::refinement::Board;
use crate::words;

/// What is said at once, each for itself: a stop stands between two, where the first has none of its own.
pub(super) fn sentences(said: &[String]) -> String {
    let mut all = String::new();
    for text in said.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        if !all.is_empty() {
            all.push_str(if all.ends_with(['.', '!', '?', ':', ';']) { " " } else { ". " });
        }
        all.push_str(text);
    }
    all
}

/// The cell under the cell cursor, in words.
pub(super) fn cell_words(board: &Board) -> String {
    let (cell, digit) = board.under_cursor();
    let [row, column, digit] = [cell.row.to_string(), cell.column.to_string(), digit.to_string()];
    words::say("label.cell", &[("row", &row), ("column", &column), ("digit", &digit)])
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn what_is_said_at_once_stays_apart() {
        let all = |said: &[&str]| sentences(&said.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(all(&["nine digits; they hang"]), "nine digits; they hang");
        assert_eq!(all(&["File Siena", "It is new.", "", "Row 1"]), "File Siena. It is new. Row 1");
    }
}
