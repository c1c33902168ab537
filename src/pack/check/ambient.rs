//! What `ambient.toml` says: the lines of scenes and of a shift, and the sheet of figures.

use super::{items, labels, lines, tables, within};
use crate::pack::ambient::{Ambient, COLUMNS, Column, FOOTERS, Figures, LINES, ROWS, Worksheet};
use crate::pack::reader::{Once, Table, Value, shown};

/// Most characters of a title, and of what stands in the bar at the foot.
const TITLE: usize = 48;
/// Most characters of the head of a column.
const COLUMN: usize = 12;
/// Most characters of a row's name.
const ROW: usize = 24;
/// Most characters of a line below the totals.
const FOOTER: usize = 90;

/// Reads `ambient.toml`.
pub(super) fn ambient(root: &mut Table<'_>) -> Ambient {
    let mut ambient = Ambient { lines: lines(root, LINES), ..Ambient::default() };
    within(root, "worksheet", |table| ambient.worksheet = worksheet(table));
    ambient
}

fn worksheet(table: &mut Table<'_>) -> Worksheet {
    let mut text = |key: &str, most| table.want(key).and_then(|value| value.text(most)).unwrap_or_default();
    let (title, head, total, status) =
        (text("title", TITLE), text("head", ROW), text("total", ROW), text("status", TITLE));
    let rows = labels(table, "rows", ROWS, ROW);
    let footers = items(table, "footers", FOOTERS).iter().filter_map(|value| value.text(FOOTER)).collect();
    let mut names = Once::default();
    let columns = tables(table, "column", COLUMNS, |table| {
        let name = table.want("name").and_then(|value| {
            let name = value.text(COLUMN)?;
            names.first(&value, &name.to_lowercase());
            Some(name)
        });
        let kind = table.want("kind").and_then(|value| kind(&value));
        kind.map(|kind| Column { name: name.unwrap_or_default(), kind })
    });
    Worksheet { title, head, columns: columns.into_iter().flatten().collect(), rows, total, footers, status }
}

fn kind(value: &Value<'_>) -> Option<Figures> {
    let text = value.text(40)?;
    let found = Figures::named(&text);
    if found.is_none() {
        let all: Vec<&str> = Figures::ALL.iter().map(|kind| kind.name()).collect();
        value.bad(format_args!("is \"{}\"", shown(&text)), format!("one of {} is wanted", all.join(", ")));
    }
    found
}
