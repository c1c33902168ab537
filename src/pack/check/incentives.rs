//! What `incentives.toml` says: the ladder of awards with their drawings, the dance, and who else works for the quarter.

use super::{items, lines, tables};
use crate::pack::incentives::{Award, Colleague, Dance, Incentives, LINES, Percussion, Piece, RUNGS, Struck};
use crate::pack::reader::{Once, Table, Value, shown};

/// Most characters of an award's name, its inscription, and what is said of it.
const NAME: usize = 48;
const INSCRIPTION: usize = 64;
const NOTE: usize = 120;
/// Most characters of what a kind of music is called, and of what is said of it.
const DANCE: usize = 28;
const ABOUT: usize = 80;
/// Most characters of what is struck.
const STRUCK: usize = 18;
/// Most characters of a colleague's name, and of a remark.
const COLLEAGUE: usize = 24;
const REMARK: usize = 40;
/// Strokes of a drawing, and points of a stroke.
const STROKES: usize = 40;
const POINTS: std::ops::RangeInclusive<usize> = 2..=60;
/// The side of the box in which an award is drawn.
const BOX: f32 = 100.0;

/// Reads `incentives.toml`.
pub(super) fn incentives(root: &mut Table<'_>) -> Incentives {
    let mut incentives = Incentives { lines: lines(root, LINES), ..Incentives::default() };
    let mut keys = Once::default();
    incentives.awards = tables(root, "award", RUNGS.len()..=RUNGS.len(), |table| {
        let key = table.want("key").and_then(|v| {
            let key = v.key()?;
            keys.first(&v, &key).then_some(key)
        });
        Award {
            key: key.unwrap_or_default(),
            name: table.want("name").and_then(|v| v.text(NAME)).unwrap_or_default(),
            inscription: table
                .want("inscription")
                .and_then(|v| v.template(INSCRIPTION, &["employee", "number"]))
                .unwrap_or_default(),
            note: table.want("note").and_then(|v| v.template(NOTE, &[])).unwrap_or_default(),
            strokes: items(table, "strokes", 1..=STROKES).iter().filter_map(stroke).collect(),
        }
    });
    let mut once = Once::default();
    incentives.dances = tables(root, "dance", 2..=Piece::ALL.len(), |table| {
        let piece = table
            .want("piece")
            .and_then(|v| known(&v, Piece::named, Piece::ALL.iter().map(|p| p.name()), &mut once));
        let name = table.want("name").and_then(|v| v.text(DANCE)).unwrap_or_default();
        let about = table.want("about").and_then(|v| v.template(ABOUT, &[])).unwrap_or_default();
        piece.map(|piece| Dance { piece, name, about })
    })
    .into_iter()
    .flatten()
    .collect();
    let mut once = Once::default();
    incentives.percussion = tables(root, "percussion", 3..=Percussion::ALL.len(), |table| {
        let sound = table
            .want("sound")
            .and_then(|v| known(&v, Percussion::named, Percussion::ALL.iter().map(|p| p.name()), &mut once));
        let name = table.want("name").and_then(|v| v.text(STRUCK)).unwrap_or_default();
        sound.map(|sound| Struck { sound, name })
    })
    .into_iter()
    .flatten()
    .collect();
    let mut names = Once::default();
    incentives.colleagues = tables(root, "colleague", 4..=9, |table| {
        let name = table.want("name").and_then(|v| {
            let name = v.text(COLLEAGUE)?;
            names.first(&v, &name.to_lowercase());
            Some(name)
        });
        let remark = table.want("remark").and_then(|v| v.text(REMARK));
        Colleague { name: name.unwrap_or_default(), remark: remark.unwrap_or_default() }
    });
    incentives
}

/// What a name from a fixed list stands for; each may stand once.
fn known<T>(
    value: &Value<'_>,
    named: impl Fn(&str) -> Option<T>,
    all: impl Iterator<Item = &'static str>,
    once: &mut Once,
) -> Option<T> {
    let text = value.text(40)?;
    let found = named(&text);
    if found.is_none() {
        let all: Vec<&str> = all.collect();
        value.bad(format_args!("is \"{}\"", shown(&text)), format!("one of {} is wanted", all.join(", ")));
    } else if !once.first(value, &text) {
        return None;
    }
    found
}

/// A stroke, written `x,y x,y …`.
fn stroke(value: &Value<'_>) -> Option<Vec<[f32; 2]>> {
    let text = value.text(1000)?;
    let point = |pair: &str| {
        let (x, y) = pair.split_once(',')?;
        let read = |number: &str| number.parse::<f32>().ok().filter(|n| (0.0..=BOX).contains(n));
        Some([read(x)?, read(y)?])
    };
    let right = "points `x,y` from 0 to 100 with spaces between, 2 to 60 of them, are wanted";
    let points: Vec<_> = text.split_whitespace().map(|pair| (pair, point(pair))).collect();
    if let Some((odd, _)) = points.iter().find(|(_, point)| point.is_none()) {
        value.bad(format_args!("holds \"{}\"", shown(odd)), right);
        return None;
    }
    if !POINTS.contains(&points.len()) {
        value.bad(format_args!("has {} points", points.len()), right);
        return None;
    }
    Some(points.into_iter().filter_map(|(_, point)| point).collect())
}
