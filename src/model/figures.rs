//! The figures of the sheet that hides the work: drawn by the seed of the session, and correct as far as they go.

use super::random::{Draws, Purpose};
use crate::pack::ambient::{Figures, Worksheet};

/// The figures of a sheet, as they are written. A cell that holds nothing is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// For each row, what stands in each column.
    pub cells: Vec<Vec<String>>,
    /// What stands below each column.
    pub totals: Vec<String>,
    /// The row and the column of the cell that is selected.
    pub selected: (usize, usize),
}

/// A number in a cell: a count, or pence.
#[derive(Clone, Copy)]
enum Number {
    Whole(u64),
    Money(u64),
}

/// Fills a sheet. Totals are the sums of what stands above them; papers and dates are not added up.
pub fn fill(worksheet: &Worksheet, seed: u64) -> Filled {
    let mut totals = vec![None; worksheet.columns.len()];
    let cells = (0..worksheet.rows.len()).map(|row| {
        let mut counted = 0;
        let cell = |(at, total): (usize, &mut Option<Number>)| {
            let mut draws = Draws::new(seed, Purpose::Figures, row as u64, at as u64);
            let number = match worksheet.columns[at].kind {
                Figures::Code => return format!("{:04}", 1000 + draws.below(8900)),
                Figures::Date => return format!("{:02}-{:02}", 1 + draws.below(28), 1 + draws.below(12)),
                Figures::Count => {
                    let count = count(&mut draws);
                    counted += count;
                    Number::Whole(count)
                }
                Figures::Sum => Number::Whole(counted),
                Figures::Money => Number::Money(price(&mut draws)),
            };
            *total = Some(added(*total, number));
            written(number)
        };
        totals.iter_mut().enumerate().map(cell).collect()
    });
    let cells = cells.collect::<Vec<_>>();
    let mut draws = Draws::new(seed, Purpose::Figures, u64::MAX, 0);
    let mut below = |count: usize| draws.below(count.max(1) as u32) as usize;
    Filled {
        cells,
        selected: (below(worksheet.rows.len()), below(worksheet.columns.len())),
        totals: totals.into_iter().map(|total| total.map(written).unwrap_or_default()).collect(),
    }
}

/// Most counts are small, and some are none.
fn count(draws: &mut Draws) -> u64 {
    match draws.below(8) {
        0 => 0,
        1 => u64::from(draws.below(900)) + 100,
        _ => u64::from(draws.below(96)) + 1,
    }
}

/// In pence. Most prices end on a round number.
fn price(draws: &mut Draws) -> u64 {
    let shillings = u64::from(draws.below(4000)) + 40;
    let odd = if draws.below(4) == 0 { u64::from(draws.below(5)) } else { 0 };
    shillings * 5 + odd
}

fn added(total: Option<Number>, number: Number) -> Number {
    match (total, number) {
        (Some(Number::Whole(sum)), Number::Whole(count)) => Number::Whole(sum + count),
        (Some(Number::Money(sum)), Number::Money(pence)) => Number::Money(sum + pence),
        _ => number,
    }
}

fn written(number: Number) -> String {
    match number {
        Number::Whole(count) => count.to_string(),
        Number::Money(pence) => format!("{}.{:02}", pence / 100, pence % 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;

    #[test]
    fn totals_add_up_for_every_seed_and_sheets_differ() {
        for name in Pack::shipped_names() {
            let pack = Pack::shipped(name).unwrap();
            let sheet = &pack.ambient.as_ref().unwrap().worksheet;
            for seed in 0..50 {
                let filled = fill(sheet, seed);
                assert_eq!(filled, fill(sheet, seed));
                assert_ne!(filled.cells, fill(sheet, seed + 1).cells);
                assert_eq!(
                    (filled.cells.len(), filled.totals.len()),
                    (sheet.rows.len(), sheet.columns.len())
                );
                assert!(filled.selected.0 < sheet.rows.len() && filled.selected.1 < sheet.columns.len());
                // A point is left out, and what remains is added up as whole numbers.
                let number = |cell: &String| cell.replace('.', "").parse::<u64>().unwrap();
                for (at, column) in sheet.columns.iter().enumerate() {
                    let below: u64 = filled
                        .cells
                        .iter()
                        .map(|row| &row[at])
                        .filter(|cell| !cell.contains('-'))
                        .map(number)
                        .sum();
                    match column.kind {
                        Figures::Code | Figures::Date => assert_eq!(filled.totals[at], ""),
                        _ => assert_eq!(number(&filled.totals[at]), below, "{name} {}", column.name),
                    }
                    if column.kind == Figures::Sum {
                        for row in &filled.cells {
                            let counts = (0..at).filter(|left| sheet.columns[*left].kind == Figures::Count);
                            assert_eq!(number(&row[at]), counts.map(|left| number(&row[left])).sum::<u64>());
                        }
                    }
                }
            }
        }
    }
}
