//! Contents, index, and the places that hold what was sought.

use super::flow::{Flow, Style};
use super::sheet::{ABOVE, BELOW, Item, Measures, Sheet, Tone};
use crate::model::geometry::{Area, Point};
use crate::model::{Command, Terminal};
use crate::pack::handbook::lookup::{Hit, found};
use crate::pack::handbook::{Earned, Handbook, WITHHELD};
use crate::screens::face::Face;
use crate::screens::{Control, Role};
use crate::words;

/// The most letters of a line before what was found in it.
const BEFORE: usize = 56;
/// The most places that are listed.
const MOST: usize = 200;

struct List<'t> {
    terminal: &'t Terminal,
    earned: Earned,
    measures: Measures,
    sheet: Sheet,
    /// Entries set so far.
    entries: usize,
}

impl<'t> List<'t> {
    /// A list with its title. The y is where it goes on.
    fn new(terminal: &'t Terminal, title: &str) -> (Self, f64) {
        let measures = Measures::of(terminal);
        let earned = terminal.session().earned();
        let mut list = Self { terminal, earned, measures, sheet: Sheet::default(), entries: 0 };
        let base = measures.scaled(68.0);
        let style = Style::new(Face::Name, measures.scaled(40.0), Tone::Bright);
        let set = Flow::of(title, style).set(measures.left, base, measures.width, 0.0, 50.0, &mut list.sheet);
        list.sheet.controls.push(Control::new("title", set.area, Role::Label, title));
        (list, base + measures.scaled(30.0))
    }

    fn style(&self) -> Style {
        Style::new(Face::Text, self.measures.scaled(25.0), Tone::Body)
    }

    fn row(&self) -> f64 {
        self.measures.lead()
    }

    /// A heading between entries.
    fn heading(&mut self, text: &str, left: f64, right: f64, y: f64) -> f64 {
        let base = y + self.row() * 1.12;
        let style = Style::new(Face::Mono, self.measures.scaled(20.0), Tone::Line);
        self.sheet.word(Point::new(left, base), style.face, style.size, style.tone, text.to_uppercase());
        self.sheet.rule(left, right, base + self.measures.scaled(11.0), 1.2, Tone::Line);
        let area = Area { left, top: base - 20.0, right, bottom: base + 8.0 };
        let id = format!("heading.{}", self.sheet.controls.len());
        self.sheet.controls.push(Control::new(id, area, Role::Label, text));
        base + self.measures.scaled(17.0)
    }

    /// In how many places something was found.
    fn count(&mut self, hits: usize, y: f64) -> f64 {
        let (count, first) = (hits.to_string(), MOST.to_string());
        let key = if hits > MOST { "handbook.first-hits" } else { "handbook.hits" };
        let text = words::say(key, &[("count", &count), ("first", &first)]);
        let style = self.style().toned(Tone::Line);
        let base = y + self.row() * 0.5;
        let set = Flow::of(&text, style).set(
            self.measures.left,
            base,
            self.measures.width,
            0.0,
            40.0,
            &mut self.sheet,
        );
        self.sheet.controls.push(Control::new("count", set.area, Role::Label, text));
        base + self.row() * 0.2
    }

    fn entry(&mut self, area: Area, label: String, value: String, page: &str) {
        let id = format!("entry.{}", self.entries);
        self.entries += 1;
        self.sheet.controls.push(
            Control::new(id, area, Role::Link, label)
                .with_value(value)
                .with_command(Command::Read { page: page.to_owned() }),
        );
    }

    /// A page in the contents: a sign for what is marked and one for what was read, title, dots, folio.
    fn page(&mut self, at: usize, y: f64) -> f64 {
        let style = self.style();
        let page = &self.terminal.pack().handbook.pages[at];
        let reading = &self.terminal.session().reading;
        let (read, marked) = (reading.has_read(&page.key), reading.is_marked(&page.key));
        let (left, right) = (self.measures.left, self.measures.right());
        let base = y + self.row() * 0.72;
        let indent = left + self.measures.scaled(44.0);
        let folio = Handbook::folio(at).to_string();
        if marked {
            pennant(&mut self.sheet, Point::new(left, base - style.size * 0.72), self.measures.scaled(11.0));
        }
        if read {
            dot(
                &mut self.sheet,
                Point::new(left + self.measures.scaled(27.0), base - style.size * 0.28),
                self.measures.scaled(4.0),
            );
        }
        let end = if page.is_withheld(&self.earned) {
            let bar = Area {
                left: indent,
                top: base - style.size * 0.72,
                right: indent + self.measures.scaled(250.0),
                bottom: base + 3.0,
            };
            self.sheet.fill(bar, Tone::Line);
            bar.right
        } else {
            let tone = if read { Tone::Body } else { Tone::Bright };
            self.sheet.word(Point::new(indent, base), style.face, style.size, tone, page.title.as_str());
            indent + style.width(&page.title)
        };
        let numeral = Style::new(Face::Numeral, self.measures.scaled(26.0), Tone::Bright);
        let folio_left = right - numeral.width(&folio);
        self.sheet.word(
            Point::new(folio_left, base),
            numeral.face,
            numeral.size,
            numeral.tone,
            folio.as_str(),
        );
        dots(&mut self.sheet, end + 16.0, right - self.measures.scaled(56.0), base, style.size);
        let area = Area {
            left: left - 6.0,
            top: base - style.size * ABOVE - 6.0,
            right: right + 6.0,
            bottom: base + style.size * BELOW + 5.0,
        };
        let key = page.key.clone();
        let state = match (read, marked) {
            (true, true) => words::say("handbook.read-and-marked", &[]),
            (true, false) => words::say("handbook.has-read", &[]),
            (false, true) => words::say("handbook.is-marked", &[]),
            (false, false) => String::new(),
        };
        self.entry(area, super::page_label(self.terminal, at), state, &key);
        y + self.row()
    }
}

/// The contents: what is marked first, then the parts with their pages.
pub(super) fn contents(terminal: &Terminal) -> Sheet {
    let (mut list, mut y) = List::new(terminal, &words::say("handbook.contents", &[]));
    let handbook = &terminal.pack().handbook;
    let (left, right) = (list.measures.left, list.measures.right());
    let marked = |at: &usize| terminal.session().reading.is_marked(&handbook.pages[*at].key);
    let marks: Vec<usize> = (0..handbook.pages.len()).filter(marked).collect();
    if !marks.is_empty() {
        y = list.heading(&words::say("handbook.marked-pages", &[]), left, right, y);
        for at in marks {
            y = list.page(at, y);
        }
    }
    for (part, pages) in handbook.contents() {
        y = list.heading(&super::part_label(terminal, part), left, right, y);
        for at in pages {
            y = list.page(at, y);
        }
    }
    list.sheet.reach(y + 10.0);
    list.sheet
}

/// The index, in two columns: down the one, then down the other.
pub(super) fn index(terminal: &Terminal) -> Sheet {
    let (mut list, top) = List::new(terminal, &words::say("handbook.index", &[]));
    let entries = terminal.pack().handbook.index(&list.earned);
    let initial = |words: &str| words.chars().next().map(|letter| letter.to_uppercase().to_string());
    let gap = list.measures.scaled(72.0);
    let across = if list.measures.width < 1200.0 * list.measures.scale { 1 } else { 2 };
    let width = (list.measures.width - gap * (across as f64 - 1.0)) / across as f64;
    // A heading is about a row and a half.
    let heading = list.measures.scaled(17.0) + list.row() * 1.12;
    let mut letters: Vec<Option<String>> = entries.iter().map(|entry| initial(&entry.words)).collect();
    letters.dedup();
    let whole = heading * letters.len() as f64 + list.row() * entries.len() as f64;
    let down = whole / across as f64;
    let (mut y, mut left, mut letter) = (top, list.measures.left, None);
    for entry in &entries {
        let first = initial(&entry.words);
        if first != letter {
            // A column ends before a letter.
            if y - top >= down - list.row() && left == list.measures.left && across == 2 {
                list.sheet.reach(y);
                (y, left) = (top, left + width + gap);
            }
            y = list.heading(first.as_deref().unwrap_or_default(), left, left + width, y);
            letter = first;
        }
        y = index_entry(&mut list, entry, left, width, y);
    }
    list.sheet.reach(y + 10.0);
    list.sheet
}

fn index_entry(
    list: &mut List<'_>,
    entry: &crate::pack::handbook::lookup::IndexEntry,
    left: f64,
    width: f64,
    y: f64,
) -> f64 {
    let style = list.style();
    let base = y + list.row() * 0.72;
    list.sheet.word(Point::new(left, base), style.face, style.size, style.tone, entry.words.as_str());
    let numeral = Style::new(Face::Numeral, list.measures.scaled(26.0), Tone::Bright);
    let gap = numeral.size * 0.5;
    let folios: Vec<String> = entry.folios.iter().map(ToString::to_string).collect();
    let wide: f64 = folios.iter().map(|folio| numeral.width(folio) + gap).sum::<f64>() - gap;
    let mut x = left + width - wide;
    dots(&mut list.sheet, left + style.width(&entry.words) + 16.0, x - 14.0, base, style.size);
    for (text, folio) in folios.iter().zip(&entry.folios) {
        list.sheet.word(Point::new(x, base), numeral.face, numeral.size, numeral.tone, text.as_str());
        let end = x + numeral.width(text);
        let area = Area { left: x - gap / 2.0, top: base - 28.0, right: end + gap / 2.0, bottom: base + 9.0 };
        // One folio: the whole line leads there.
        let area = if folios.len() == 1 { Area { left: left - 6.0, ..area } } else { area };
        let handbook = &list.terminal.pack().handbook;
        let key = handbook.pages[folio - 1].key.clone();
        let label = words::say("handbook.index-entry", &[("words", &entry.words), ("folio", text)]);
        let value = super::page_label(list.terminal, folio - 1);
        list.entry(area, label, value, &key);
        x = end + gap;
    }
    y + list.row()
}

/// The first places that hold what was sought: folio and title of the page, and the line.
pub(super) fn hits(terminal: &Terminal, sought: &str) -> Sheet {
    let title = words::say("handbook.hits-for", &[("words", sought)]);
    let (mut list, mut y) = List::new(terminal, &title);
    let handbook = &terminal.pack().handbook;
    let (mut all, count) = handbook.search_first(MOST, sought, &list.earned);
    if count > 0 {
        y = list.count(count, y);
    }
    // Where words stand twice in a text, it is one line.
    all.dedup_by_key(|hit| (hit.page, hit.block, hit.text));
    let (left, width) = (list.measures.left, list.measures.width);
    if all.is_empty() {
        let text = terminal.pack().say("found-nothing", &[("typed", sought)]);
        let style = Style::new(Face::Text, list.measures.size(), Tone::Body);
        let lead = list.row();
        let set = Flow::of(&text, style).set(left, y + lead, width, 0.0, lead, &mut list.sheet);
        list.sheet.controls.push(Control::new("text.0", set.area, Role::Status, text));
        y = set.area.bottom;
    }
    let mut page = None;
    for hit in &all {
        if page != Some(hit.page) {
            y = hit_page(&mut list, hit.page, y);
            page = Some(hit.page);
        }
        if hit.block.is_some() {
            y = hit_line(&mut list, hit, sought, y);
        }
    }
    list.sheet.reach(y + 10.0);
    list.sheet
}

/// A page on which something was found.
fn hit_page(list: &mut List<'_>, at: usize, y: f64) -> f64 {
    let style = list.style();
    let left = list.measures.left;
    let base = y + list.row() * 1.05;
    let page = &list.terminal.pack().handbook.pages[at];
    let numeral = Style::new(Face::Numeral, list.measures.scaled(26.0), Tone::Bright);
    let folio = Handbook::folio(at).to_string();
    list.sheet.word(Point::new(left, base), numeral.face, numeral.size, numeral.tone, folio);
    let indent = left + list.measures.scaled(60.0);
    let ranges = found(list.terminal.reader().sought(), &page.title);
    let text = crate::pack::handbook::Text(vec![crate::pack::handbook::Run {
        text: page.title.clone(),
        ..Default::default()
    }]);
    let flow = Flow::text(&text, &list.earned, style.toned(Tone::Bright), &ranges, 0);
    let width = list.measures.right() - indent;
    let set = flow.set(indent, base, width, 0.0, list.row(), &mut list.sheet);
    let area = Area { left: left - 6.0, right: list.measures.right(), ..set.area.grown(5.0) };
    let key = page.key.clone();
    let label = super::page_label(list.terminal, at);
    list.entry(area, label, String::new(), &key);
    base + list.row() * 0.32
}

/// A line in which something was found: as much of it as fits, from a little before the words.
fn hit_line(list: &mut List<'_>, hit: &Hit, sought: &str, y: f64) -> f64 {
    let style = Style { size: list.measures.scaled(23.0), ..list.style() }.toned(Tone::Line);
    let page = &list.terminal.pack().handbook.pages[hit.page];
    let texts = hit.block.map(|block| page.blocks[block].texts()).unwrap_or_default();
    let plain = texts.get(hit.text).map_or_else(String::new, |text| text.plain(&list.earned));
    let line = excerpt(&plain, hit.range.start);
    let line = line.replace(WITHHELD, &words::say("handbook.withheld", &[]));
    let ranges = found(sought, &line);
    let text = crate::pack::handbook::Text(vec![crate::pack::handbook::Run {
        text: line.clone(),
        ..Default::default()
    }]);
    let indent = list.measures.left + list.measures.scaled(60.0);
    let lead = list.measures.scaled(33.0);
    let flow = Flow::text(&text, &list.earned, style, &ranges, 0);
    let width = list.measures.right() - indent;
    let base = y + lead * 0.72;
    let set = flow.set(indent, base, width, 0.0, lead, &mut list.sheet);
    let key = page.key.clone();
    let label = super::page_label(list.terminal, hit.page);
    list.entry(Area { left: indent - 6.0, ..set.area.grown(3.0) }, line, label, &key);
    y + lead * set.lines as f64 + list.measures.scaled(4.0)
}

/// A text from a few words before a byte of it.
fn excerpt(plain: &str, at: usize) -> String {
    let from = plain.get(..at).unwrap_or_default();
    if from.chars().count() <= BEFORE {
        return plain.to_owned();
    }
    let skipped = from.char_indices().rev().nth(BEFORE).map_or(0, |(byte, _)| byte);
    let begin = plain[skipped..].find(' ').map_or(at, |space| (skipped + space + 1).min(at));
    format!("\u{2026} {}", &plain[begin..])
}

/// Dots that lead the eye from one end of a line of words of this size to the other.
fn dots(sheet: &mut Sheet, from: f64, to: f64, base: f64, size: f64) {
    sheet.items.push(Item::Dots { from: Point::new(from, base), to, size });
}

/// The sign of a page that was read.
fn dot(sheet: &mut Sheet, at: Point, radius: f64) {
    sheet.fill(Area::new(at.x - radius, at.y - radius, 2.0 * radius, 2.0 * radius), Tone::Line);
}

/// The sign of a page that is marked: a ribbon, cut at its end.
pub(super) fn pennant(sheet: &mut Sheet, at: Point, width: f64) {
    let (right, bottom) = (at.x + width, at.y + width * 1.9);
    let corners = [
        at,
        Point::new(right, at.y),
        Point::new(right, bottom),
        Point::new(at.x + width / 2.0, bottom - width * 0.5),
        Point::new(at.x, bottom),
    ];
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        sheet.line(*from, *to, 1.8, Tone::Core);
    }
}
