//! Tables, set with rules: a heavier one above and below, a thin one between rows.

use std::ops::Range;

use super::flow::{Flow, Style};
use super::page::{Column, Setter};
use super::sheet::Tone;
use crate::model::geometry::Area;
use crate::pack::handbook::Text;
use crate::screens::face::Face;
use crate::screens::{Control, Role};
use crate::words;

/// A table that leaves less room than this beside it fills its column.
const MOST_SPARE: f64 = 420.0;

/// Sets a table in a column.
pub(super) fn set(
    setter: &mut Setter<'_>,
    at: usize,
    head: &[Text],
    rows: &[Vec<Text>],
    sought: &dyn Fn(usize) -> Vec<Range<usize>>,
    column: &mut Column,
) {
    let measures = setter.measures;
    let scaled = |size: f64| measures.scaled(size);
    let (style, lead) = (setter.small(), setter.small_lead());
    let top_style = Style::new(Face::Text, scaled(19.0), Tone::Line);
    let (gap, pad) = (scaled(22.0), scaled(5.5));
    // Every cell, with its style; the head is the first row.
    let across = head.len().max(1);
    let mut cells: Vec<Vec<Flow>> = vec![Vec::new(); rows.len() + 1];
    for (row, texts) in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).enumerate() {
        for (place, text) in texts.iter().enumerate() {
            let style = if row == 0 { top_style } else { style };
            cells[row].push(setter.flow(text, style, &sought(row * across + place)));
        }
    }
    let widths = widths(&cells, across, column.width - gap * (across as f64 - 1.0));
    let whole: f64 = widths.iter().sum::<f64>() + gap * (across as f64 - 1.0);
    let right = column.left + whole;
    column.y += setter.measures.scaled(16.0);
    setter.sheet.rule(column.left, right, column.y, 2.0, Tone::Line);
    for (row, flows) in cells.iter().enumerate() {
        let texts = if row == 0 { head } else { &rows[row - 1] };
        let lead = if row == 0 { lead * 0.86 } else { lead };
        let lines = flows.iter().zip(&widths).map(|(flow, width)| flow.lines(*width, 0.0)).max().unwrap_or(1);
        let top = column.y;
        let base = top + pad + lead * 0.72;
        let mut left = column.left;
        let mut sets = Vec::new();
        for (flow, width) in flows.iter().zip(&widths) {
            sets.push(flow.set(left, base, *width, 0.0, lead, &mut setter.sheet));
            left += width + gap;
        }
        column.y = top + 2.0 * pad + lead * lines as f64;
        let last = row == rows.len();
        let width = if last { 2.0 } else { 1.2 };
        let tone = if last || row == 0 { Tone::Line } else { Tone::Dim };
        setter.sheet.rule(column.left, right, column.y, width, tone);
        let area = Area { left: column.left, top, right, bottom: column.y };
        let label = spoken(setter, head, texts, row);
        setter.sheet.controls.push(Control::new(format!("text.{at}.{row}"), area, Role::Label, label));
        for (text, set) in texts.iter().zip(&sets) {
            setter.links(text, set);
        }
    }
    column.y += setter.measures.scaled(8.0);
}

/// A row as it is said: each cell with its head.
fn spoken(setter: &Setter<'_>, head: &[Text], texts: &[Text], row: usize) -> String {
    let cells: Vec<String> = head
        .iter()
        .zip(texts)
        .map(|(head, text)| {
            let (head, text) = (setter.spoken(head), setter.spoken(text));
            match row {
                0 => text,
                _ if text.is_empty() => words::say("handbook.empty-cell", &[("head", &head)]),
                _ => words::say("handbook.cell", &[("head", &head), ("text", &text)]),
            }
        })
        .collect();
    cells.join("; ")
}

/// How wide each column is: as wide as its words where there is room, or else in shares.
fn widths(cells: &[Vec<Flow>], across: usize, room: f64) -> Vec<f64> {
    let most = |of: &dyn Fn(&Flow) -> f64| -> Vec<f64> {
        let widest = |place| cells.iter().filter_map(|row| row.get(place)).map(of).fold(0.0, f64::max);
        (0..across).map(widest).collect()
    };
    let natural = most(&|flow| flow.width().ceil() + 1.0);
    let least = most(&|flow| flow.widest_word().ceil() + 1.0);
    let (all, narrow): (f64, f64) = (natural.iter().sum(), least.iter().sum());
    if all <= room {
        let spare = room - all;
        let mut widths = natural;
        let even = (spare / across as f64).min(60.0);
        widths.iter_mut().for_each(|width| *width += even);
        if let Some(last) = widths.last_mut()
            && spare < MOST_SPARE
        {
            *last += spare - even * across as f64;
        }
        return widths;
    }
    if narrow >= room {
        return least.iter().map(|width| width * room / narrow.max(1.0)).collect();
    }
    // Columns that are narrower than a fair share stay in one line; the others share what is left.
    let mut widths = vec![None; across];
    let mut left = room;
    loop {
        let open = widths.iter().filter(|width| width.is_none()).count();
        let fair = left / open.max(1) as f64;
        let narrow = (0..across).find(|&place| widths[place].is_none() && natural[place] <= fair);
        let Some(place) = narrow else { break };
        widths[place] = Some(natural[place]);
        left -= natural[place];
    }
    let open =
        |of: &[f64]| of.iter().zip(&widths).filter(|(_, width)| width.is_none()).map(|(of, _)| *of).sum();
    let (wide, words): (f64, f64) = (open(&natural), open(&least));
    let share = ((left - words) / (wide - words).max(1.0)).max(0.0);
    let column = |place: usize| least[place] + (natural[place] - least[place]) * share;
    let mut widths: Vec<f64> =
        (0..across).map(|place| widths[place].unwrap_or_else(|| column(place))).collect();
    // Where one word is wider than what is left for it, the others give way.
    let over = widths.iter().sum::<f64>() - room;
    if over > 0.0 {
        let spare: f64 = widths.iter().zip(&least).map(|(width, least)| width - least).sum();
        for (width, least) in widths.iter_mut().zip(&least) {
            *width -= (*width - least) * over / spare.max(over);
        }
    }
    widths
}
