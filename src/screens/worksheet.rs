//! The sheet of dull figures that hides everything else. It is drawn to be overlooked.

use std::borrow::Cow;

use egui::{Align2, Color32};

use super::canvas::{Canvas, Face, blend};
use super::{Control, Role};
use crate::model::Terminal;
use crate::model::figures::{self, Filled};
use crate::model::geometry::{Area, Point, Tube};
use crate::pack::ambient::{Column, Figures, Worksheet};
use crate::words;

/// From the edges of the tube to the grid.
const MARGIN: f64 = 44.0;
/// The bars above the grid: the title, and what the selected cell holds.
const TITLE: f64 = 62.0;
const HELD: f64 = 40.0;
/// The bar of the status.
const STATUS: f64 = 72.0;
/// A row of the grid, and a wider one where words are large.
const ROW: f64 = 31.0;
const LARGE_ROW: f64 = 34.0;
/// The column of row numbers, and that of the rows' names.
const NUMBERS: f64 = 56.0;
const NAMES: f64 = 300.0;
/// From a line of the grid to what stands beside it.
const GAP: f64 = 12.0;
/// The size of type.
const TYPE: f32 = 19.0;

/// The sheet of the pack, or that of the catalogue where the pack has none.
fn sheet(terminal: &Terminal) -> Cow<'_, Worksheet> {
    match &terminal.pack().ambient {
        Some(ambient) => Cow::Borrowed(&ambient.worksheet),
        None => Cow::Owned(plain()),
    }
}

/// The sheet of a house that has none.
fn plain() -> Worksheet {
    let list = |key| words::say(key, &[]).split("; ").map(str::to_owned).collect::<Vec<_>>();
    let kinds = [Figures::Code, Figures::Count, Figures::Count, Figures::Count, Figures::Sum, Figures::Money];
    let columns = list("worksheet.columns").into_iter().zip(kinds);
    Worksheet {
        title: words::say("worksheet.title", &[]),
        head: words::say("worksheet.head", &[]),
        columns: columns.map(|(name, kind)| Column { name, kind }).collect(),
        rows: list("worksheet.rows"),
        total: words::say("worksheet.total", &[]),
        footers: vec![words::say("worksheet.footer", &[])],
        status: words::say("worksheet.status", &[]),
    }
}

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let told = words::say("worksheet.told", &[("title", &sheet(terminal).title)]);
    vec![Control::new("worksheet", terminal.tube().area(), Role::Label, told)]
}

/// Where the lines of the grid are: its columns, the first of them that of the rows' names, and its rows, the first of
/// them that of letters.
struct Grid {
    area: Area,
    columns: usize,
    row: f64,
}

impl Grid {
    fn new(tube: &Tube, columns: usize, large: bool) -> Self {
        let area = Area {
            left: MARGIN,
            top: TITLE + HELD,
            right: tube.width - MARGIN,
            bottom: tube.height - STATUS - 8.0,
        };
        Self { area, columns, row: if large { LARGE_ROW } else { ROW } }
    }

    fn rows(&self) -> usize {
        (self.area.height() / self.row) as usize
    }

    /// The left edge of a column.
    fn left(&self, column: usize) -> f64 {
        let names = self.area.left + NUMBERS;
        let each = (self.area.right - names - NAMES) / self.columns as f64;
        if column == 0 { names } else { names + NAMES + each * (column - 1) as f64 }
    }

    fn cell(&self, row: usize, column: usize) -> Area {
        let (left, top) = (self.left(column), self.area.top + self.row * row as f64);
        Area { left, top, right: self.left(column + 1), bottom: top + self.row }
    }
}

/// The letter of a column.
fn letter(column: usize) -> char {
    char::from(b'A' + (column % 26) as u8)
}

/// What the selected cell is made of, as its bar shows it; rows are counted from 1, and the first bears the heads.
fn held(sheet: &Worksheet, filled: &Filled) -> String {
    let (row, column) = filled.selected;
    let name = format!("{}{}", letter(column + 1), row + 2);
    let counts = (0..column).filter(|left| sheet.columns[*left].kind == Figures::Count);
    let parts: Vec<String> = counts.map(|left| format!("{}{}", letter(left + 1), row + 2)).collect();
    match sheet.columns.get(column).map(|column| column.kind) {
        Some(Figures::Sum) if !parts.is_empty() => format!("{name}   = {}", parts.join(" + ")),
        _ => format!(
            "{name}   {}",
            filled.cells.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
        ),
    }
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let (ink, tube, sheet) = (canvas.ink(), terminal.tube(), sheet(terminal));
    let filled = figures::fill(&sheet, terminal.session().seed);
    let grid = Grid::new(tube, sheet.columns.len(), terminal.large_words());
    canvas.fill(tube.area(), ink.ground);
    let faint = blend(ink.ground, ink.line, 0.28);
    let set = |area: Area, right: bool, colour: Color32, text: &str| {
        let (x, align) = match right {
            true => (area.right - GAP, Align2::RIGHT_CENTER),
            false => (area.left + GAP, Align2::LEFT_CENTER),
        };
        let widest = (area.width() - 1.4 * GAP) as f32;
        canvas.text_within(Point::new(x, area.centre().y), align, Face::Text, TYPE, colour, text, widest);
    };
    let across =
        |top: f64, height: f64| Area::new(MARGIN - GAP, top, tube.width - 2.0 * (MARGIN - GAP), height);
    set(across(8.0, TITLE - 8.0), false, ink.digit, &sheet.title);
    set(across(TITLE, HELD), false, ink.dim, &held(&sheet, &filled));
    lines(&grid, faint, canvas);
    for column in 0..=grid.columns {
        let head = grid.cell(0, column);
        let at = head.centre();
        canvas.text(at, Align2::CENTER_CENTER, Face::Mono, 17.0, ink.dim, &letter(column).to_string());
    }
    for row in 1..grid.rows() {
        let at = Point::new(grid.area.left + NUMBERS / 2.0, grid.cell(row, 0).centre().y);
        canvas.text(at, Align2::CENTER_CENTER, Face::Mono, 17.0, ink.dim, &row.to_string());
    }
    // The heads of the columns stand in the first row, names and figures below them, then the totals.
    set(grid.cell(1, 0), false, ink.dim, &sheet.head);
    for (column, head) in sheet.columns.iter().enumerate() {
        set(grid.cell(1, column + 1), true, ink.dim, &head.name);
    }
    for (row, name) in sheet.rows.iter().enumerate() {
        set(grid.cell(row + 2, 0), false, ink.dim, name);
        for (column, cell) in filled.cells[row].iter().enumerate() {
            set(grid.cell(row + 2, column + 1), true, ink.digit, cell);
        }
    }
    let total = sheet.rows.len() + 2;
    let rule = grid.cell(total, 0).top;
    canvas.line(Point::new(grid.left(0), rule), Point::new(grid.area.right, rule), 2.0, ink.dim);
    set(grid.cell(total, 0), false, ink.digit, &sheet.total);
    for (column, cell) in filled.totals.iter().enumerate() {
        set(grid.cell(total, column + 1), true, ink.digit, cell);
    }
    for (footer, text) in sheet.footers.iter().enumerate() {
        let row = total + 2 + footer;
        if row < grid.rows() {
            set(Area { right: grid.area.right, ..grid.cell(row, 0) }, false, ink.dim, text);
        }
    }
    let (row, column) = filled.selected;
    canvas.outline(grid.cell(row + 2, column + 1).grown(-1.0), 0.0, 2.4, ink.line);
    let bar = Area { top: tube.height - STATUS, bottom: tube.height, ..tube.area() };
    canvas.fill(bar, ink.panel);
    set(across(bar.top, STATUS), false, ink.dim, &sheet.status);
}

/// The lines of the grid. Cells in which a line of words runs on have them too: nobody looks.
fn lines(grid: &Grid, colour: Color32, canvas: &Canvas<'_>) {
    let bottom = grid.area.top + grid.row * grid.rows() as f64;
    let upright = (0..=grid.columns + 1).map(|column| grid.left(column)).chain([grid.area.left]);
    for x in upright {
        canvas.line(Point::new(x, grid.area.top), Point::new(x, bottom), 1.2, colour);
    }
    for row in 0..=grid.rows() {
        let y = grid.area.top + grid.row * row as f64;
        canvas.line(Point::new(grid.area.left, y), Point::new(grid.area.right, y), 1.2, colour);
    }
}
