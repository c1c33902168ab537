//! What `pack.toml` says: who the house is, how it looks, and how it speaks.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{NAME, items, labels, tables, within};
use crate::nearest;
use crate::pack::find::fold;
use crate::pack::reader::{Once, Table, Value, shown};
use crate::pack::types::{EmblemPart, Header, Lids, Pack, Palette, Style, TemperWords};
use crate::pack::voice::LINES;

/// Most characters of a line of the boot.
const BOOT: usize = 60;
/// Most characters of any other line, with its places not yet filled.
const LINE: usize = 120;
/// Width of the emblem in units of its height.
const EMBLEM_WIDTH: f64 = 0.78;

/// Reads `pack.toml` into the pack.
pub(super) fn house(root: &mut Table<'_>, pack: &mut Pack) {
    pack.key = root.want("key").and_then(|v| v.key()).unwrap_or_default();
    pack.title = root.want("title").and_then(|v| v.text(40)).unwrap_or_default();
    pack.employee = root.want("employee").and_then(|v| v.text(NAME)).unwrap_or_default();
    pack.date = root.want("date").and_then(|v| date(&v)).unwrap_or_default();
    within(root, "palette", |table| pack.palette = palette(table));
    if root.has("style") {
        within(root, "style", |table| pack.style = style(table));
    }
    pack.emblem = tables(root, "emblem", 1..=12, emblem_part);
    tempers(root, &mut pack.tempers);
    pack.bins = labels(root, "bins", 3..=9, 8);
    pack.numbers = labels(root, "numbers", 21..=21, 16);
    pack.boot = items(root, "boot", 6..=16).iter().filter_map(|v| v.text(BOOT)).collect();
    within(root, "voice", |table| pack.voice = voice(table));
}

/// A civil date and time, `YYYY-MM-DDTHH:MM`.
fn date(value: &Value<'_>) -> Option<String> {
    let text = value.text(16)?;
    if is_date(&text) {
        return Some(text);
    }
    value.bad(format_args!("is \"{}\"", shown(&text)), "a day and time as \"1983-09-12T08:50\" is wanted");
    None
}

fn is_date(text: &str) -> bool {
    let form = "0000-00-00T00:00";
    let fits = |(have, want): (u8, u8)| {
        if want == b'0' { have.is_ascii_digit() } else { have == want }
    };
    if text.len() != form.len() || !text.bytes().zip(form.bytes()).all(fits) {
        return false;
    }
    let part = |at: RangeInclusive<usize>| text[at].parse::<u32>().unwrap_or(u32::MAX);
    let (year, month, day) = (part(0..=3), part(5..=6), part(8..=9));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year >= 1 && (1..=days).contains(&day) && part(11..=12) < 24 && part(14..=15) < 60
}

fn palette(table: &mut Table<'_>) -> Palette {
    let mut colour = |key| table.want(key).and_then(|v| v.colour()).unwrap_or_default();
    Palette {
        ground: colour("ground"),
        panel: colour("panel"),
        line: colour("line"),
        digit: colour("digit"),
        bright: colour("bright"),
        core: colour("core"),
        dim: colour("dim"),
    }
}

fn style(table: &mut Table<'_>) -> Style {
    Style {
        header: one_of(table, "header", Header::ALL, Header::name),
        lids: one_of(table, "lids", Lids::ALL, Lids::name),
    }
}

/// A thing by its name among those that are known; the usual one where the key is left out.
fn one_of<T: Copy + Default>(table: &mut Table<'_>, key: &str, all: &[T], name: fn(T) -> &'static str) -> T {
    let Some(value) = table.may(key) else { return T::default() };
    let Some(text) = value.text(40) else { return T::default() };
    let found = all.iter().copied().find(|one| name(*one) == text);
    if found.is_none() {
        let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        value.bad(format_args!("is \"{}\"", shown(&text)), nearest::right(&text, &names));
    }
    found.unwrap_or_default()
}

fn emblem_part(table: &mut Table<'_>) -> EmblemPart {
    let mut read = |key, most| table.want(key).and_then(|v| v.number(0.0..=most));
    let (x, y) = (read("x", EMBLEM_WIDTH), read("y", 1.0));
    let (width, height) = (read("width", EMBLEM_WIDTH), read("height", 1.0));
    let (radius, stroke) = (read("radius", 0.5), read("stroke", 0.25));
    let (Some(x), Some(y), Some(width), Some(height)) = (x, y, width, height) else {
        return EmblemPart::default();
    };
    let (radius, stroke) = (radius.unwrap_or_default(), stroke.unwrap_or_default());
    // Sums of decimals may pass the edge by their rounding.
    let slack = 1e-9;
    if x + width > EMBLEM_WIDTH + slack {
        table.bad(
            format!("the part reaches to x = {:.3}", x + width),
            format!("the emblem ends at {EMBLEM_WIDTH}"),
        );
    }
    if y + height > 1.0 + slack {
        table.bad(format!("the part reaches to y = {:.3}", y + height), "the emblem ends at 1");
    }
    let side = width.min(height);
    if side <= 0.0 {
        table.bad("the part has no width or no height", "both must be above 0");
    }
    if radius > side / 2.0 + slack {
        table.bad("the radius is more than half the smaller side", format!("at most {:.3} fits", side / 2.0));
    }
    let single = |value: f64| value as f32;
    EmblemPart {
        x: single(x),
        y: single(y),
        width: single(width),
        height: single(height),
        radius: single(radius),
        stroke: single(stroke),
    }
}

/// The keys of the tempers, each of which a pack has once.
const TEMPERS: [&str; 4] = ["hang", "hop", "huddle", "splay"];

fn tempers(root: &mut Table<'_>, tempers: &mut [TemperWords; 4]) {
    let (mut names, mut codes) = (Once::default(), Once::default());
    let mut felt = Vec::new();
    // The order of the sheets, of `mix`, and of the model's own list.
    let mut order = TEMPERS.iter();
    let read = tables(root, "tempers", 4..=4, |table| {
        let next = order.next().copied().unwrap_or_default();
        let key = table.want("key").and_then(|v| {
            let key = v.key()?;
            if key != next {
                v.bad(
                    format_args!("is \"{}\"", shown(&key)),
                    format!("\"{next}\" is wanted: the order is {}", TEMPERS.join(", ")),
                );
            }
            Some(key)
        });
        let name = table.want("name").and_then(|v| {
            let name = v.text(16)?;
            names.first(&v, &fold(&name));
            Some(name)
        });
        let code = table.want("code").and_then(|v| {
            let code = v.text(2)?;
            if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                v.bad(format_args!("is \"{}\"", shown(&code)), "two capitals A to Z are wanted");
            }
            codes.first(&v, &code);
            Some(code)
        });
        let colour = table.want("colour").and_then(|v| v.colour());
        let mut phrases = Vec::new();
        for value in items(table, "felt", 2..=8) {
            if let Some(phrase) = value.template(48, &[]) {
                phrases.push(phrase.clone());
                felt.push((value, phrase));
            }
        }
        TemperWords {
            key: key.unwrap_or_default(),
            name: name.unwrap_or_default(),
            code: code.unwrap_or_default(),
            colour: colour.unwrap_or_default(),
            felt: phrases,
        }
    });
    phrases(&felt, &read);
    for (temper, read) in tempers.iter_mut().zip(read) {
        *temper = read;
    }
}

/// A phrase betrays one temper, and does so without its name.
fn phrases(felt: &[(Value<'_>, String)], tempers: &[TemperWords]) {
    let mut once = Once::default();
    for (value, phrase) in felt {
        once.first(value, &phrase.to_lowercase());
        for temper in tempers.iter().filter(|temper| !temper.name.is_empty()) {
            let name = fold(&temper.name);
            if phrase.split_whitespace().any(|word| fold(word).starts_with(&name)) {
                value.bad(
                    format_args!("names the temper {}", shown(&temper.name)),
                    "say how its digits stand or move instead",
                );
            }
        }
    }
}

fn voice(table: &mut Table<'_>) -> BTreeMap<String, String> {
    let mut voice = BTreeMap::new();
    for line in LINES {
        if let Some(text) = table.want(line.key).and_then(|v| v.template(LINE, line.placeholders)) {
            voice.insert(line.key.to_owned(), text);
        }
    }
    voice
}
