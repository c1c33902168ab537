//! A leaf that is laid out: what is to be painted and what can be operated, before it is moved up by rows.

use crate::model::Terminal;
use crate::model::geometry::{Area, Point, Tube};
use crate::pack::handbook::Figure;
use crate::screens::Control;
use crate::screens::face::{Face, printed};

/// From the edge of the tube to the words, at least.
const MARGIN: f64 = 96.0;
/// No leaf is wider: the lines would be too long to be found again.
const WIDEST: f64 = 1600.0;
/// The size of running words, in the two sizes of type.
const SIZES: [f64; 2] = [27.0, 34.0];
/// From one line of running words to the next, as a multiple of their size.
const LEADING: f64 = 1.46;
/// How much of a word stands above its base line, and below.
pub(in crate::screens) const ABOVE: f64 = 0.76;
pub(in crate::screens) const BELOW: f64 = 0.22;

/// How light a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::screens) enum Tone {
    /// Running words.
    Body,
    /// What is read first.
    Bright,
    /// Rules, and what stands beside the words.
    Line,
    /// What may be passed over.
    Dim,
    /// The core of the beam.
    Core,
    /// Words on a light ground.
    Panel,
}

/// Something to paint. Words stand on their base line, from their left end.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::screens) enum Item {
    Word {
        at: Point,
        face: Face,
        size: f64,
        tone: Tone,
        text: String,
    },
    Line {
        from: Point,
        to: Point,
        width: f64,
        tone: Tone,
    },
    Fill {
        area: Area,
        tone: Tone,
    },
    Box {
        area: Area,
        width: f64,
        tone: Tone,
    },
    /// What marks a word that was sought, on whose base line and of whose size: it is seen where the word is.
    Mark {
        area: Area,
        base: f64,
        size: f64,
    },
    /// Dots on the base line of words of this size, below one another in all lines.
    Dots {
        from: Point,
        to: f64,
        size: f64,
    },
    Figure {
        area: Area,
        figure: Figure,
    },
}

/// The sizes of everything on a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::screens) struct Measures {
    /// How much larger than usual the type is.
    pub(in crate::screens) scale: f64,
    /// The left edge of the words.
    pub(in crate::screens) left: f64,
    /// The width of the whole leaf.
    pub(in crate::screens) width: f64,
    /// Between the running head and the foot: what is seen of the leaf.
    pub(in crate::screens) view: Area,
}

impl Measures {
    pub(in crate::screens) fn of(terminal: &Terminal) -> Self {
        Self::with(terminal.tube(), terminal.reader().is_large(), 124.0)
    }

    /// In large type or not, with a foot of this height.
    pub(in crate::screens) fn with(tube: &Tube, large: bool, foot: f64) -> Self {
        let size = SIZES[usize::from(large)];
        let width = (tube.width - 2.0 * MARGIN).min(WIDEST);
        let left = (tube.width - width) / 2.0;
        let view = Area { left: 0.0, top: 118.0, right: tube.width, bottom: tube.height - foot };
        Self { scale: size / SIZES[0], left, width, view }
    }

    /// The size of running words.
    pub(in crate::screens) fn size(&self) -> f64 {
        SIZES[0] * self.scale
    }

    /// From one line of running words to the next: a row.
    pub(in crate::screens) fn lead(&self) -> f64 {
        (self.size() * LEADING).round()
    }

    pub(in crate::screens) fn right(&self) -> f64 {
        self.left + self.width
    }

    /// A size that is so large in the usual type.
    pub(in crate::screens) fn scaled(&self, size: f64) -> f64 {
        size * self.scale
    }
}

/// A leaf that is laid out. Heights count from the top of the view as long as no row is moved.
#[derive(Clone, Debug, Default)]
pub(in crate::screens) struct Sheet {
    pub(in crate::screens) items: Vec<Item>,
    pub(in crate::screens) controls: Vec<Control>,
    /// Where it ends.
    pub(in crate::screens) bottom: f64,
}

impl Sheet {
    pub(in crate::screens) fn word(
        &mut self,
        at: Point,
        face: Face,
        size: f64,
        tone: Tone,
        text: impl Into<String>,
    ) {
        let text = printed(&text.into()).into_owned();
        if !text.is_empty() {
            self.items.push(Item::Word { at, face, size, tone, text });
        }
    }

    pub(in crate::screens) fn line(&mut self, from: Point, to: Point, width: f64, tone: Tone) {
        self.items.push(Item::Line { from, to, width, tone });
    }

    /// A line that is typed: before the caret, what is composed there, and behind it.
    pub(in crate::screens) fn typed(&mut self, at: Point, size: f64, [before, composed, after]: [&str; 3]) {
        let (mut x, base) = (at.x, at.y);
        let mut put = |sheet: &mut Self, text: &str, tone| {
            sheet.word(Point::new(x, base), Face::Mono, size, tone, text);
            let from = x;
            x += Face::Mono.width(text, size);
            (from, x)
        };
        put(self, before, Tone::Bright);
        if !composed.is_empty() {
            let (from, to) = put(self, composed, Tone::Core);
            self.rule(from, to, base + 6.0, 2.0, Tone::Core);
        }
        let (caret, _) = put(self, "", Tone::Bright);
        put(self, after, Tone::Bright);
        let thick = if after.is_empty() { 13.0 } else { 2.0 };
        self.fill(
            Area::new(caret + 1.0, base - size * (20.0 / 24.0), thick, size * (26.0 / 24.0)),
            Tone::Bright,
        );
    }

    /// A level line.
    pub(in crate::screens) fn rule(&mut self, left: f64, right: f64, y: f64, width: f64, tone: Tone) {
        self.line(Point::new(left, y), Point::new(right, y), width, tone);
    }

    pub(in crate::screens) fn fill(&mut self, area: Area, tone: Tone) {
        self.items.push(Item::Fill { area, tone });
    }

    pub(in crate::screens) fn frame(&mut self, area: Area, width: f64, tone: Tone) {
        self.items.push(Item::Box { area, width, tone });
    }

    /// Nothing stands lower so far.
    pub(in crate::screens) fn reach(&mut self, y: f64) {
        self.bottom = self.bottom.max(y);
    }
}

/// How far a leaf is moved up, and can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Paging {
    /// The row at the top.
    pub(crate) row: u32,
    /// The row that is to come there.
    pub(crate) aim: u32,
    /// The last row that can stand there.
    pub(crate) most: u32,
    /// How many rows are seen.
    pub(crate) seen: u32,
    /// The height of a row, in tube units.
    pub(crate) lead: f64,
    /// Whether it is a list of things to choose from.
    pub(crate) is_list: bool,
}

impl Paging {
    pub(in crate::screens) fn of(
        (row, aim): (u32, u32),
        sheet: &Sheet,
        measures: &Measures,
        is_list: bool,
    ) -> Self {
        let lead = measures.lead();
        let rows = |height: f64| (height / lead).max(0.0);
        let most = rows(sheet.bottom - measures.view.height()).ceil() as u32;
        let seen = rows(measures.view.height()).floor() as u32;
        Self { row: row.min(most), aim: aim.min(most), most, seen, lead, is_list }
    }

    /// How far everything is moved up, in tube units.
    pub(in crate::screens) fn offset(&self) -> f64 {
        f64::from(self.row) * self.lead
    }

    /// What brings this row to the top, held to those there are; nothing where it stands there.
    pub(crate) fn moved_to(&self, row: f64) -> Option<crate::model::Command> {
        let row = row.clamp(0.0, f64::from(self.most)) as u32;
        (row != self.aim).then_some(crate::model::Command::Row { row })
    }

    /// What brings an area of the leaf into view; nothing where it is.
    pub(in crate::screens) fn moved_into_view(
        &self,
        area: &Area,
        height: f64,
    ) -> Option<crate::model::Command> {
        let (top, bottom) = (area.top - self.lead, area.bottom + self.lead * 0.5);
        let first = (bottom - height) / self.lead;
        let last = top / self.lead;
        let row = f64::from(self.aim);
        if row < first.ceil() {
            self.moved_to(first.ceil())
        } else if row > last.max(0.0) {
            self.moved_to(last.floor())
        } else {
            None
        }
    }
}
