//! What the tube shows while a file is open, in small: the whole of it, its header, the strip, and a card.

use egui::Align2;

use super::pen::{Numeral, Pen};
use crate::model::Terminal;
use crate::screens::canvas::Face;

/// The name of the pack's first file.
fn file(terminal: &Terminal) -> &str {
    terminal.pack().files.first().map_or("", |file| file.name.as_str())
}

fn complete(terminal: &Terminal, percent: &str) -> String {
    terminal.pack().say("complete", &[("percent", percent)])
}

/// The whole screen.
pub(super) fn field(pen: &Pen<'_, '_>, terminal: &Terminal) {
    let (wide, high) = (pen.width(), pen.height());
    let ink = pen.ink();
    pen.panel(0.0, 0.0, wide, high, 26.0);
    // Header.
    pen.line(&[(wide - 40.0, 16.0), (14.0, 16.0), (14.0, 37.0), (wide - 40.0, 37.0)]);
    pen.words(22.0, 27.0, Align2::LEFT_CENTER, Face::Name, 13.0, ink.bright, file(terminal));
    pen.hollow(wide - 56.0, 31.5, 13.0, &complete(terminal, "19"));
    pen.emblem(wide - 44.0, 10.0, 24.0, 32.0);
    for y in [44.0, 46.6, 250.0, 252.6] {
        pen.line(&[(0.0, y), (wide, y)]);
    }
    pen.within(1.0, 48.0, wide - 2.0, 201.0, |pen| {
        let mut digits = Vec::new();
        for (column, row) in (0..20).flat_map(|column| (0..9).map(move |row| (column, row))) {
            let number: i32 = column * 7 + row * 13 + column * row;
            let (dx, dy) = (f64::from(number % 3 - 1) * 1.2, f64::from(number % 5 - 2) * 0.9);
            let group = (11..=13).contains(&column) && (3..=4).contains(&row) || (column == 12 && row == 5);
            digits.push(Numeral {
                digit: (number * 3 + 7).rem_euclid(10) as u8,
                at: (14.0 + f64::from(column) * 22.7 + dx, 53.0 + f64::from(row) * 23.0 + dy),
                em: if group { 20.0 } else { 10.5 },
                turn: 0.0,
                stirred: group,
            });
        }
        pen.digits(digits);
    });
    let count = terminal.pack().bins.len().max(1);
    let step = (wide - 28.0) / count as f64;
    for (index, label) in terminal.pack().bins.iter().enumerate() {
        let x = 20.0 + step * index as f64;
        let width = step - 12.0;
        pen.panel(x, 260.0, width, 14.0, 0.0);
        pen.text(x + width / 2.0, 267.0, 10.0, label);
        pen.panel(x, 277.0, width, 12.0, 0.0);
        let full = [0.3, 0.11, 0.09, 0.27, 0.18][index % 5];
        pen.fill(x, 277.0, width * full, 12.0, ink.line);
    }
    pen.line(&[(0.0, 297.0), (wide, 297.0)]);
    pen.words(wide / 2.0, 308.0, Align2::CENTER_CENTER, Face::Mono, 10.0, ink.bright, "0x15DB4A : 0x0AEAFC");
}

/// The header: open at the right, where the emblem closes it.
pub(super) fn header(pen: &Pen<'_, '_>, terminal: &Terminal) {
    let (wide, ink) = (pen.width(), pen.ink());
    pen.line(&[(wide - 62.0, 30.0), (0.0, 30.0), (0.0, 90.0), (wide - 62.0, 90.0)]);
    pen.words(18.0, 60.0, Align2::LEFT_CENTER, Face::Name, 27.0, ink.bright, file(terminal));
    pen.hollow(wide - 86.0, 70.0, 27.0, &complete(terminal, "19"));
    pen.emblem(wide - 74.0, 14.0, 72.0, 92.0);
    for y in [117.0, 123.0] {
        pen.line(&[(0.0, y), (wide, y)]);
    }
}

/// The strip, and the place that it names: its column and its row cross there.
pub(super) fn address(pen: &Pen<'_, '_>) {
    let (wide, ink) = (pen.width(), pen.ink());
    let (left, top, right, bottom) = (90.0, 8.0, wide - 90.0, 168.0);
    let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
    pen.rect(left, top, right - left, bottom - top);
    pen.within(left, top, right - left, bottom - top, |pen| {
        let cells = (-5..=5).flat_map(|column| (-3..=3).map(move |row| (column, row)));
        pen.digits(cells.filter(|cell| *cell != (0, 0)).map(|(column, row): (i32, i32)| Numeral {
            digit: (column * 31 + row * 17 + column * row + 90).rem_euclid(10) as u8,
            at: (x + f64::from(column) * 27.0, y + f64::from(row) * 27.0),
            em: 13.0,
            turn: 0.0,
            stirred: false,
        }));
    });
    pen.digits([Numeral { digit: 7, at: (x, y), em: 24.0, turn: 0.0, stirred: true }]);
    pen.stroke(
        &[
            (x - 15.0, y - 15.0),
            (x + 15.0, y - 15.0),
            (x + 15.0, y + 15.0),
            (x - 15.0, y + 15.0),
            (x - 15.0, y - 15.0),
        ],
        1.2,
        ink.core,
    );
    // The column comes down from the middle to its number, the row goes out to the side and down to its own.
    let (strip, first, second) = (226.0, x - 84.0, x + 84.0);
    pen.dashes((x, y + 15.0), (x, bottom + 14.0));
    pen.dashes((x, bottom + 14.0), (first, bottom + 14.0));
    pen.dashes((first, bottom + 14.0), (first, strip - 22.0));
    pen.dashes((x + 15.0, y), (right + 34.0, y));
    pen.dashes((right + 34.0, y), (right + 34.0, bottom + 14.0));
    pen.dashes((right + 34.0, bottom + 14.0), (second, bottom + 14.0));
    pen.dashes((second, bottom + 14.0), (second, strip - 22.0));
    pen.line(&[(0.0, strip - 20.0), (wide, strip - 20.0)]);
    pen.words(x, strip + 2.0, Align2::CENTER_CENTER, Face::Mono, 24.0, ink.bright, "0x15DB4A : 0x0AEAFC");
}

/// A card of the rolodex: two panels on two rings.
pub(super) fn card(pen: &Pen<'_, '_>, terminal: &Terminal) {
    let ink = pen.ink();
    let (x, wide, high) = (60.0, 300.0, 98.0);
    let (up, low) = (44.0, 150.0);
    for grown in [16.0, 9.0] {
        let (left, right) = (x - grown, x + wide + grown);
        pen.stroke(
            &[(left, up + 60.0), (left, up - grown), (right, up - grown), (right, up + 60.0)],
            0.7,
            ink.line,
        );
    }
    let initial = file(terminal).chars().next().map(|letter| letter.to_uppercase().to_string());
    pen.panel(x + 20.0, up - 24.0, 48.0, 30.0, 6.0);
    pen.text(x + 44.0, up - 12.0, 16.0, initial.as_deref().unwrap_or_default());
    pen.panel(x, up, wide, high, 10.0);
    pen.words(
        x + wide / 2.0,
        up + 50.0,
        Align2::CENTER_CENTER,
        Face::Light,
        40.0,
        ink.bright,
        file(terminal),
    );
    pen.panel(x, low, wide, high, 10.0);
    for (row, width) in [(28.0, 130.0), (54.0, 200.0), (74.0, 150.0)] {
        let left = x + (wide - width) / 2.0;
        pen.stroke(&[(left, low + row), (left + width, low + row)], 0.7, ink.line);
    }
    for ring in [x + 44.0, x + wide - 58.0] {
        pen.panel(ring, up + high - 12.0, 13.0, 32.0, 6.5);
    }
    // The wheel on which they hang.
    for side in [16.0, pen.width() - 16.0] {
        for rib in 0..8 {
            let y = 40.0 + 28.0 * f64::from(rib);
            let reach = 14.0 - (f64::from(rib) - 3.5).abs() * 2.4;
            pen.line(&[(side - reach, y), (side + reach, y)]);
        }
    }
}
