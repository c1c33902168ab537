//! A page: its folio and title, its keys, words in the one column and things to look at in the other, and what to read
//! with it.

use std::ops::Range;

use super::flow::{Flow, Set, Style};
use super::forms;
use super::sheet::{Item, Measures, Sheet, Tone};
use super::tables;
use crate::keys::Keys;
use crate::model::geometry::{Area, Point};
use crate::model::{Command, Terminal};
use crate::pack::handbook::{Block, Earned, Figure, Handbook, Page, Text, WITHHELD};
use crate::screens::face::Face;
use crate::screens::{Control, Role};
use crate::words;

/// The share of the leaf that the column of words takes, and the share between the columns.
const COLUMN: f64 = 0.56;
const GUTTER: f64 = 0.042;
/// The least width at which there are two columns, in the usual type.
const TWO: f64 = 1200.0;

/// What every part of a page needs to be set.
pub(super) struct Setter<'t> {
    pub(super) terminal: &'t Terminal,
    pub(super) page: &'t Page,
    pub(super) earned: Earned,
    pub(super) measures: Measures,
    pub(super) sheet: Sheet,
    /// Links set so far.
    links: usize,
    /// Passages withheld so far.
    bars: usize,
}

/// A column that is filled from the top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: f64,
    pub(super) width: f64,
    /// Where it is filled to.
    pub(super) y: f64,
}

impl Column {
    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }
}

/// The page at a place, laid out.
pub(super) fn sheet(terminal: &Terminal, keys: &Keys, at: usize) -> Sheet {
    let measures = Measures::of(terminal);
    let page = &terminal.pack().handbook.pages[at];
    let earned = terminal.session().earned();
    let mut setter = Setter { terminal, page, earned, measures, sheet: Sheet::default(), links: 0, bars: at };
    let y = setter.title(at);
    if page.is_withheld(&setter.earned) {
        setter.withheld(y);
    } else {
        let y = setter.keys(keys, y);
        setter.columns(y);
    }
    setter.sheet
}

impl Setter<'_> {
    /// Running words.
    pub(super) fn body(&self) -> Style {
        Style::new(Face::Text, self.measures.size(), Tone::Body)
    }

    /// Words of tables, forms and captions.
    pub(super) fn small(&self) -> Style {
        Style::new(Face::Text, self.measures.scaled(23.0), Tone::Body)
    }

    pub(super) fn small_lead(&self) -> f64 {
        self.measures.scaled(31.0)
    }

    /// Folio and title. Returns where they end.
    fn title(&mut self, at: usize) -> f64 {
        let (left, folio) = (self.measures.left, Handbook::folio(at).to_string());
        let base = self.measures.scaled(68.0);
        let numeral = Style::new(Face::Numeral, self.measures.scaled(58.0), Tone::Bright);
        self.sheet.word(Point::new(left, base), numeral.face, numeral.size, numeral.tone, folio.as_str());
        let x = left + numeral.width(&folio) + self.measures.scaled(30.0);
        let room = self.measures.right() - x - 60.0;
        if self.page.is_withheld(&self.earned) {
            let area =
                Area { left: x, top: base - 36.0, right: x + self.measures.scaled(420.0), bottom: base };
            self.sheet.fill(area, Tone::Line);
        } else {
            let size = self.measures.scaled(40.0);
            let size = size.min((size * room / Face::Name.width(&self.page.title, size)).floor());
            self.sheet.word(Point::new(x, base), Face::Name, size, Tone::Bright, self.page.title.as_str());
        }
        let area = Area { left, top: base - 50.0, right: self.measures.right(), bottom: base + 12.0 };
        self.sheet.controls.push(Control::new(
            "title",
            area,
            Role::Label,
            super::page_label(self.terminal, at),
        ));
        base + self.measures.scaled(28.0)
    }

    /// A page of which nothing is to be seen.
    fn withheld(&mut self, y: f64) {
        let (left, lead, size) = (self.measures.left, self.measures.lead(), self.measures.size());
        for (row, widths) in [[610.0, 0.0], [380.0, 190.0], [540.0, 0.0], [230.0, 300.0]].iter().enumerate() {
            let base = y + lead * (row as f64 + 1.5);
            let mut x = left;
            for width in widths.iter().filter(|width| **width > 0.0) {
                let width = width * self.measures.scale;
                let area =
                    Area { left: x, top: base - size * 0.72, right: x + width, bottom: base + size * 0.14 };
                self.sheet.fill(area, Tone::Line);
                x += width + size * 0.6;
            }
        }
        let text = self.terminal.pack().say("page-withheld", &[]);
        let base = y + lead * 6.5;
        let set =
            Flow::of(&text, self.body()).set(left, base, self.measures.width, 0.0, lead, &mut self.sheet);
        self.sheet.controls.push(Control::new("text.0", set.area, Role::Label, text));
        self.sheet.reach(set.area.bottom);
    }

    /// The keys that mean something here, in two columns. Returns where they end.
    fn keys(&mut self, keys: &Keys, y: f64) -> f64 {
        let rows = keys.rows_of(&self.page.keys, self.terminal.pack());
        if rows.is_empty() {
            return y;
        }
        let named = Style::new(Face::Mono, self.measures.scaled(20.0), Tone::Bright);
        let does = Style::new(Face::Text, self.measures.scaled(21.0), Tone::Line);
        let lead = self.measures.scaled(28.0);
        let across = if rows.len() > 1 { 2 } else { 1 };
        let gap = self.measures.scaled(44.0);
        let width = (self.measures.width - gap * (across as f64 - 1.0)) / across as f64;
        let (left, right) = (self.measures.left, self.measures.right());
        self.sheet.rule(left, right, y, 1.2, Tone::Line);
        let top = y + self.measures.scaled(7.0);
        let down = rows.len().div_ceil(across);
        let mut end = top;
        for (column, rows) in rows.chunks(down).enumerate() {
            let left = left + (width + gap) * column as f64;
            let mut base = top + lead * 0.72;
            for (row, (names, what)) in rows.iter().enumerate() {
                let mut flow = Flow::of(names, named);
                flow.room(self.measures.scaled(10.0), does);
                flow.push(what, does, None, false);
                let hang = self.measures.scaled(26.0);
                let set = flow.set(left, base, width, hang, lead, &mut self.sheet);
                let label = words::say("handbook.key", &[("key", names), ("does", what)]);
                let id = format!("key.{}", column * down + row);
                self.sheet.controls.push(Control::new(id, set.area, Role::Label, label));
                base += lead * flow.lines(width, hang) as f64;
                end = end.max(set.area.bottom);
            }
        }
        let end = end + self.measures.scaled(9.0);
        self.sheet.rule(left, right, end, 1.2, Tone::Line);
        end + self.measures.scaled(2.0)
    }

    /// Whether there is room for one column only.
    fn is_narrow(&self) -> bool {
        self.measures.width < TWO * self.measures.scale
    }

    /// Words in the one column, things to look at in the other; in one where there is no room for two.
    fn columns(&mut self, y: f64) {
        let narrow = self.is_narrow();
        let whole = self.measures.width;
        let main_width = if narrow { whole } else { (whole * COLUMN).floor() };
        let side_left = self.measures.left + main_width + whole * GUTTER;
        let mut main = Column { left: self.measures.left, width: main_width, y };
        let mut side = Column {
            left: side_left,
            width: self.measures.right() - side_left,
            y: y + self.measures.scaled(22.0),
        };
        let sought = self.sought();
        let mut lines = 0;
        for (at, block) in self.page.blocks.iter().enumerate() {
            let sought = |text| sought.iter().filter(move |(block, which, _)| (*block, *which) == (at, text));
            let sought = |text| sought(text).map(|(.., range)| range.clone()).collect::<Vec<_>>();
            let beside = if narrow { &mut main } else { &mut side };
            match block {
                Block::Heading(text) => self.heading(at, text, &sought(0), &mut main),
                Block::Paragraph(text) => self.paragraph(at, text, &sought(0), &mut main),
                Block::Rules { first, rules } => {
                    main.y += self.measures.scaled(6.0);
                    for (number, rule) in rules.iter().enumerate() {
                        let number = (first + number as u64, number);
                        self.rule(at, number, rule, &sought(number.1), &mut main);
                    }
                }
                Block::Table { head, rows } => tables::set(self, at, head, rows, &sought, beside),
                Block::Form { title, lines: own } => {
                    forms::set(self, at, (title, own, lines), &sought, beside);
                    lines += own.len();
                }
                Block::Figure { figure, caption } => self.figure(at, *figure, caption, &sought(0), beside),
            }
        }
        // What to read with it stands where there is more room.
        self.see(if narrow || main.y <= side.y { &mut main } else { &mut side });
        // The last line has its lead below it.
        self.sheet.reach(main.y - 8.0);
        if !narrow {
            self.sheet.reach(side.y - 8.0);
        }
    }

    /// What is sought, wherever it stands on the page: the block, which of its texts, and where in it.
    fn sought(&self) -> Vec<(usize, usize, Range<usize>)> {
        let sought = self.terminal.reader().sought();
        let mut found = Vec::new();
        if sought.is_empty() {
            return found;
        }
        for (at, block) in self.page.blocks.iter().enumerate() {
            for (which, text) in block.texts().into_iter().enumerate() {
                let ranges = crate::pack::handbook::lookup::found(sought, &text.plain(&self.earned));
                found.extend(ranges.into_iter().map(|range| (at, which, range)));
            }
        }
        found
    }

    /// Breaks a text into words; passages that are withheld have other bars each.
    pub(super) fn flow(&mut self, text: &Text, style: Style, sought: &[Range<usize>]) -> Flow {
        let flow = Flow::text(text, &self.earned, style, sought, self.bars);
        self.bars += text.plain(&self.earned).matches(WITHHELD).count();
        flow
    }

    /// What is said of a text: the words, and of what is withheld, that it is.
    pub(super) fn spoken(&self, text: &Text) -> String {
        text.plain(&self.earned).replace(WITHHELD, &words::say("handbook.withheld", &[]))
    }

    /// The links of a text that was set.
    pub(super) fn links(&mut self, text: &Text, set: &Set) {
        let runs = text.0.iter().filter(|run| !run.is_withheld(&self.earned));
        for (run, area) in runs.filter_map(|run| Some((run, run.link.as_ref()?))).zip(&set.links) {
            let (run, link) = run;
            let id = format!("link.{}", self.links);
            self.links += 1;
            self.sheet.controls.push(
                Control::new(id, *area, Role::Link, run.text.trim())
                    .with_value(self.leads_to(link))
                    .with_command(Command::Read { page: link.clone() }),
            );
        }
    }

    /// Which page a key leads to, as far as it may be known.
    fn leads_to(&self, key: &str) -> String {
        let at = self.terminal.pack().handbook.find(key);
        at.map_or_else(String::new, |at| super::page_label(self.terminal, at))
    }

    fn heading(&mut self, at: usize, text: &Text, sought: &[Range<usize>], column: &mut Column) {
        let lead = self.measures.lead();
        let style = Style::new(Face::Name, self.measures.size(), Tone::Bright);
        column.y += lead * 0.5;
        self.words(at, 0, text, (style, 0.0, self.spoken(text)), sought, column);
    }

    fn paragraph(&mut self, at: usize, text: &Text, sought: &[Range<usize>], column: &mut Column) {
        column.y += self.measures.scaled(10.0);
        self.words(at, 0, text, (self.body(), 0.0, self.spoken(text)), sought, column);
    }

    fn rule(
        &mut self,
        at: usize,
        (number, place): (u64, usize),
        text: &Text,
        sought: &[Range<usize>],
        column: &mut Column,
    ) {
        let sign = words::say("handbook.rule", &[("number", &number.to_string())]);
        let style = self.body();
        let indent = self.measures.scaled(if number < 10 { 50.0 } else { 66.0 });
        let base = column.y + self.measures.lead() * 0.72;
        self.sheet.word(Point::new(column.left, base), style.face, style.size, Tone::Line, sign.as_str());
        let spoken = words::say("handbook.spoken-rule", &[("rule", &sign), ("text", &self.spoken(text))]);
        column.y += self.measures.scaled(3.0);
        self.words(at, place, text, (style, indent, spoken), sought, column);
    }

    /// Sets a text in a column, moved in as far as is asked, and says what is said of it.
    fn words(
        &mut self,
        at: usize,
        which: usize,
        text: &Text,
        (style, indent, spoken): (Style, f64, String),
        sought: &[Range<usize>],
        column: &mut Column,
    ) {
        let lead = self.measures.lead();
        let (left, width) = (column.left + indent, column.width - indent);
        let flow = self.flow(text, style, sought);
        // The sign of a rule stands on the same line.
        let raised = if indent > 0.0 { self.measures.scaled(3.0) } else { 0.0 };
        let set = flow.set(left, column.y - raised + lead * 0.72, width, 0.0, lead, &mut self.sheet);
        column.y += lead * flow.lines(width, 0.0) as f64;
        let area = Area { left: column.left, ..set.area };
        self.sheet.controls.push(Control::new(format!("text.{at}.{which}"), area, Role::Label, spoken));
        self.links(text, &set);
    }

    fn figure(
        &mut self,
        at: usize,
        figure: Figure,
        caption: &Text,
        sought: &[Range<usize>],
        column: &mut Column,
    ) {
        let (wide, high) = super::figures::size(figure);
        let most = column.width.min(self.measures.scaled(560.0));
        let scale = (most / wide).min(self.measures.scale);
        let (wide, high) = (wide * scale, high * scale);
        column.y += self.measures.scaled(6.0);
        let area = Area::new(column.left + (most - wide) / 2.0, column.y, wide, high);
        self.sheet.items.push(Item::Figure { area, figure });
        let style = Style { size: self.measures.scaled(21.0), ..self.small() }.toned(Tone::Line);
        let folio = self.terminal.pack().handbook.find(&self.page.key).map_or(0, Handbook::folio);
        let plain = self.spoken(caption);
        let mut flow =
            Flow::of(&words::say("handbook.figure-number", &[("number", &folio.to_string())]), style);
        flow.space();
        let said = self.flow(caption, style, sought);
        flow.append(said);
        let lead = self.measures.scaled(28.0);
        let base = area.bottom + self.measures.scaled(32.0);
        let lines = flow.lines(most, 0.0);
        // A caption of one line stands under the middle.
        let left = if lines == 1 { column.left + (most - flow.width()) / 2.0 } else { column.left };
        let set = flow.set(left, base, most, 0.0, lead, &mut self.sheet);
        column.y = base + lead * (lines as f64 - 0.5) + self.measures.scaled(4.0);
        let whole =
            Area { left: column.left, top: area.top, right: column.left + most, bottom: set.area.bottom };
        let label = words::say("handbook.figure", &[("caption", &plain)]);
        self.sheet.controls.push(Control::new(format!("text.{at}.0"), whole, Role::Label, label));
        self.links(caption, &set);
    }

    /// What to read with the page.
    fn see(&mut self, column: &mut Column) {
        if self.page.see.is_empty() {
            return;
        }
        let (lead, style) = (self.measures.scaled(34.0), self.small());
        column.y += self.measures.scaled(20.0);
        let base = column.y + lead * 0.72;
        let label = words::say("handbook.see-also", &[]);
        let said = style.toned(Tone::Line);
        self.sheet.word(Point::new(column.left, base), said.face, said.size, said.tone, label.as_str());
        let indent = said.width(&label) + self.measures.scaled(24.0);
        let mut y = base;
        for (number, key) in self.page.see.iter().enumerate() {
            let Some(at) = self.terminal.pack().handbook.find(key) else { continue };
            let page = &self.terminal.pack().handbook.pages[at];
            let folio = Handbook::folio(at).to_string();
            let left = column.left + indent;
            let wide = self.measures.scaled(46.0);
            self.sheet.word(Point::new(left, y), style.face, style.size, Tone::Line, folio.as_str());
            let mut flow = Flow::new();
            let link = flow.next_link();
            if page.is_withheld(&self.earned) {
                flow.bar(style, Some(link));
            } else {
                flow.push(&page.title, style.toned(Tone::Bright), Some(link), false);
            }
            let room = column.width - indent - wide;
            let set = flow.set(left + wide, y, room, 0.0, lead, &mut self.sheet);
            let area = set.links.first().copied().unwrap_or(set.area);
            self.sheet.controls.push(
                Control::new(format!("see.{number}"), area, Role::Link, super::page_label(self.terminal, at))
                    .with_command(Command::Read { page: page.key.clone() }),
            );
            y += lead * flow.lines(room, 0.0) as f64;
        }
        column.y = y - lead * 0.5;
    }
}
