//! The refinement screen: header, number field, bins, address; as measured on the show's screen.

mod header;
mod lids;

use egui::Align2;

use super::canvas::{Canvas, Face, faded};
use super::{Control, Role};
use crate::model::geometry::{Area, DOUBLE_RULE, Point, Tube};
use crate::model::refinement::bins::Bin;
use crate::model::refinement::temper::Temper;
use crate::model::refinement::{Board, Drawn, stirred_text};
use crate::model::{Command, Terminal};
use crate::words;

/// How high a sheet stands above its bin's box, in tube units.
const SHEET: f64 = 226.0;
/// Where notices stand: below the upper rule by their middle, or above the lower one where stirred digits are in the
/// way there.
const NOTICE: f64 = 43.0;

pub(super) fn controls(terminal: &Terminal) -> Vec<Control> {
    let Some(board) = terminal.board() else { return Vec::new() };
    let tube = terminal.tube();
    let pack = terminal.pack();
    let count = board.bins().len();
    let mut controls = vec![
        Control::new("header", header::area(terminal), Role::Label, header_label(terminal, board)),
        Control::new("field", tube.field(), Role::Field, words::say("label.field", &[]))
            .with_value(field_value(terminal, board)),
    ];
    for (index, bin) in board.bins().iter().enumerate() {
        let area = Area { bottom: tube.bar(index, count).bottom, ..tube.bin(index, count) };
        let label = words::say("label.bin", &[("bin", &bin_label(terminal, index))]);
        controls.push(
            Control::new(format!("bin.{index}"), area, Role::Button, label)
                .with_value(bin_value(terminal, board, bin))
                .with_command(Command::Bin { bin: index }),
        );
    }
    let address = address(board);
    controls.push(Control::new(
        "address",
        Area::new(tube.width / 2.0 - 180.0, tube.height - 46.0, 360.0, 40.0),
        Role::Label,
        words::say("label.address", &[("address", &address)]),
    ));
    if let Some(notice) = board.spoken() {
        let area = Area::new(120.0, notice_at(board, tube) - 26.0, tube.width - 240.0, 52.0);
        controls.push(Control::new("notice", area, Role::Status, notice.text(pack)));
    }
    controls
}

/// The file and how far it is, as the header shows them.
fn header_label(terminal: &Terminal, board: &Board) -> String {
    let percent = terminal.percent_shown().unwrap_or_default();
    let state = terminal.pack().say("complete", &[("percent", &percent.to_string())]);
    words::say("label.header", &[("file", terminal.file_name(board.file())), ("state", &state)])
}

/// What the field says of itself: the cell under the cell cursor, and what is felt in the attended cluster.
fn field_value(terminal: &Terminal, board: &Board) -> String {
    let (cell, digit) = board.under_cursor();
    let [row, column, digit] = [cell.row.to_string(), cell.column.to_string(), digit.to_string()];
    let attended = board.attended().or(board.gathered().map(|gathered| gathered.block));
    let felt = attended.and_then(|block| {
        let cluster = board.ground().cluster(block)?;
        Some(stirred_text(terminal.pack(), cluster.temper, cluster.cells.len(), board.phrase(block)))
    });
    match felt {
        Some(felt) => words::say(
            "label.cell-felt",
            &[("row", &row), ("column", &column), ("digit", &digit), ("felt", &felt)],
        ),
        None => words::say("label.cell", &[("row", &row), ("column", &column), ("digit", &digit)]),
    }
}

/// What a bin says of itself: its percentage, and while its sheet is up, the four rows.
fn bin_value(terminal: &Terminal, board: &Board, bin: &Bin) -> String {
    let percent = bin.percent(board.quota()).to_string();
    if bin.sheet(board.now()) <= 0.5 {
        return words::say("label.bin-state", &[("percent", &percent)]);
    }
    bin_rows(terminal, board, bin)
}

/// A bin's percentage and the four rows of its sheet, in one sentence.
pub(crate) fn bin_rows(terminal: &Terminal, board: &Board, bin: &Bin) -> String {
    let percent = bin.percent(board.quota()).to_string();
    let percents = Temper::ALL.map(|temper| bin.row_percent(temper, board.quota()).to_string());
    let [first, second, third, fourth] = terminal.pack().tempers.each_ref().map(|words| words.name.as_str());
    let [a, b, c, d] = percents.each_ref().map(String::as_str);
    words::say(
        "label.bin-rows",
        &[
            ("percent", &percent),
            ("first", first),
            ("a", a),
            ("second", second),
            ("b", b),
            ("third", third),
            ("c", c),
            ("fourth", fourth),
            ("d", d),
        ],
    )
}

fn bin_label(terminal: &Terminal, index: usize) -> String {
    terminal.pack().bins.get(index).cloned().unwrap_or_else(|| format!("{:02}", index + 1))
}

fn address(board: &Board) -> String {
    let cell = board.address();
    format!("0x{:06X} : 0x{:06X}", cell.column, cell.row)
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let Some(board) = terminal.board() else { return };
    let tube = terminal.tube();
    let ink = canvas.ink();
    let field = tube.field();

    let inside = canvas.clipped(field);
    inside.digits(&board.drawn(tube));
    cursor(terminal, board, &inside);

    canvas.double_rule(tube, field.top - DOUBLE_RULE);
    canvas.double_rule(tube, field.bottom);
    bins(terminal, board, canvas);
    canvas.rule(tube, tube.lower_rule());
    let at = Point::new(tube.width / 2.0, (tube.lower_rule() + tube.height) / 2.0 + 1.0);
    canvas.text(at, Align2::CENTER_CENTER, Face::Mono, 26.0, ink.bright, &address(board));
    header::paint(terminal, board, canvas);

    if let Some(notice) = board.spoken() {
        canvas.plate(tube, notice_at(board, tube), &notice.text(terminal.pack()), board.spoken_presence());
    }
}

/// The height at which notices stand, clear of the stirred digits.
fn notice_at(board: &Board, tube: &Tube) -> f64 {
    let field = tube.field();
    let in_the_way = |digit: &Drawn| digit.at.y < field.top + 2.0 * NOTICE + 30.0;
    if board.stirred(tube).iter().any(in_the_way) { field.bottom - NOTICE } else { field.top + NOTICE }
}

/// The box being drawn, and the cell cursor where keys have moved it.
fn cursor(terminal: &Terminal, board: &Board, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let tube = terminal.tube();
    // Smaller than this it may yet be a click.
    if let Some(area) = board.marquee_area(tube)
        && (area.width() >= 8.0 || area.height() >= 8.0)
    {
        canvas.outline(area, 0.0, 2.4, ink.core);
    }
    if let Some(cell) = board.cursor() {
        let now = board.now();
        let middle = board.view().point(cell.centre(), tube, now);
        let half = board.view().pitch(now) * 0.46;
        let arm = half * 0.45;
        for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
            let corner = Point::new(middle.x + x * half, middle.y + y * half);
            canvas.line(corner, Point::new(corner.x - x * arm, corner.y), 2.4, ink.core);
            canvas.line(corner, Point::new(corner.x, corner.y - y * arm), 2.4, ink.core);
        }
    }
}

fn bins(terminal: &Terminal, board: &Board, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let tube = terminal.tube();
    let now = board.now();
    let count = board.bins().len();
    for (index, bin) in board.bins().iter().enumerate() {
        let area = tube.bin(index, count);
        if bin.lids(now) > 0.01 {
            // The open mouth breaks the rule.
            let mouth = Area {
                left: area.left - 1.0,
                top: tube.field().bottom - 2.0,
                right: area.right + 1.0,
                bottom: area.top,
            };
            canvas.fill(mouth, faded(ink.ground, bin.lids(now) * 3.0));
        }
    }
    // Digits fall behind the boxes, into the mouths.
    let above = Area { bottom: tube.bin(0, count).top + 24.0, ..tube.area() };
    canvas.clipped(above).digits(&board.flying(tube));
    for (index, bin) in board.bins().iter().enumerate() {
        sheet(terminal, board, index, bin, canvas);
    }
    for (index, bin) in board.bins().iter().enumerate() {
        let area = tube.bin(index, count);
        canvas.panel(area, 0.0, 2.0, ink.panel, ink.line);
        canvas.text(
            area.centre(),
            Align2::CENTER_CENTER,
            Face::Text,
            28.0,
            ink.bright,
            &bin_label(terminal, index),
        );
        let bar = tube.bar(index, count);
        let text = format!("{}%", bin.percent(board.quota()));
        canvas.panel(bar, 0.0, 2.0, ink.panel, ink.line);
        let at = Point::new(bar.left + 13.0, bar.centre().y);
        canvas.text(at, Align2::LEFT_CENTER, Face::Text, 28.0, ink.bright, &text);
        // The text inverts where the fill covers it.
        let fill =
            Area { right: bar.left + bar.width() * f64::from(bin.percent(board.quota())) / 100.0, ..bar };
        canvas.fill(fill, ink.line);
        canvas.clipped(fill).text(at, Align2::LEFT_CENTER, Face::Text, 28.0, ink.panel, &text);
        lids::paint(terminal.pack().style.lids, area, bin.lids(now), canvas);
    }
}

/// The sheet, which rises out of the bin: its own label, then a row for each temper. The only hues on the screen.
fn sheet(terminal: &Terminal, board: &Board, index: usize, bin: &Bin, canvas: &Canvas<'_>) {
    let risen = bin.sheet(board.now());
    if risen <= 0.005 {
        return;
    }
    let ink = canvas.ink();
    let tube = terminal.tube();
    let box_ = tube.bin(index, board.bins().len());
    let top = box_.top - SHEET * risen;
    let canvas = canvas.clipped(Area { bottom: box_.top + 1.0, top: 0.0, ..box_.grown(4.0) });
    let area = Area::new(box_.left, top, box_.width(), SHEET + 4.0);
    canvas.panel(area, 0.0, 2.0, ink.panel, ink.line);
    let label = Area::new(box_.left, top, box_.width(), 45.0);
    canvas.outline(label, 0.0, 2.0, ink.line);
    canvas.text(
        label.centre(),
        Align2::CENTER_CENTER,
        Face::Text,
        26.0,
        ink.bright,
        &bin_label(terminal, index),
    );
    for temper in Temper::ALL {
        let middle = top + 74.0 + 41.0 * temper.index() as f64;
        let words = &terminal.pack().tempers[temper.index()];
        let at = Point::new(box_.left + 14.0, middle);
        canvas.text(at, Align2::LEFT_CENTER, Face::Text, 25.0, ink.bright, &words.code);
        let colour = ink.tempers[temper.index()];
        let bar = Area::new(box_.left + 66.0, middle - 12.0, box_.width() - 84.0, 24.0);
        let share = f64::from(bin.held()[temper.index()]) / f64::from(board.quota().max(1));
        canvas.fill(Area { right: bar.left + bar.width() * share.min(1.0), ..bar }, colour);
        canvas.outline(bar, 0.0, 2.0, colour);
    }
}
