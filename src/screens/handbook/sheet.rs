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
pub(super) const ABOVE: f64 = 0.76;
pub(super) const BELOW: f64 = 0.22;

/// How light a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
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
pub(super) enum Item {
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
pub(super) struct Measures {
    /// How much larger than usual the type is.
    pub(super) scale: f64,
    /// The left edge of the words.
    pub(super) left: f64,
    /// The width of the whole leaf.
    pub(super) width: f64,
    /// Between the running head and the foot: what is seen of the leaf.
    pub(super) view: Area,
}

impl Measures {
    pub(super) fn of(terminal: &Terminal) -> Self {
        let tube = terminal.tube();
        let size = SIZES[usize::from(terminal.reader().is_large())];
        let width = (tube.width - 2.0 * MARGIN).min(WIDEST);
        let left = (tube.width - width) / 2.0;
        Self { scale: size / SIZES[0], left, width, view: view(tube) }
    }

    /// The size of running words.
    pub(super) fn size(&self) -> f64 {
        SIZES[0] * self.scale
    }

    /// From one line of running words to the next: a row.
    pub(super) fn lead(&self) -> f64 {
        (self.size() * LEADING).round()
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    /// A size that is so large in the usual type.
    pub(super) fn scaled(&self, size: f64) -> f64 {
        size * self.scale
    }
}

/// What is seen of a leaf.
fn view(tube: &Tube) -> Area {
    Area { left: 0.0, top: 118.0, right: tube.width, bottom: tube.height - 124.0 }
}

/// A leaf that is laid out. Heights count from the top of the view as long as no row is moved.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) items: Vec<Item>,
    pub(super) controls: Vec<Control>,
    /// Where it ends.
    pub(super) bottom: f64,
}

impl Sheet {
    pub(super) fn word(&mut self, at: Point, face: Face, size: f64, tone: Tone, text: impl Into<String>) {
        let text = printed(&text.into()).into_owned();
        if !text.is_empty() {
            self.items.push(Item::Word { at, face, size, tone, text });
        }
    }

    pub(super) fn line(&mut self, from: Point, to: Point, width: f64, tone: Tone) {
        self.items.push(Item::Line { from, to, width, tone });
    }

    /// A level line.
    pub(super) fn rule(&mut self, left: f64, right: f64, y: f64, width: f64, tone: Tone) {
        self.line(Point::new(left, y), Point::new(right, y), width, tone);
    }

    pub(super) fn fill(&mut self, area: Area, tone: Tone) {
        self.items.push(Item::Fill { area, tone });
    }

    pub(super) fn frame(&mut self, area: Area, width: f64, tone: Tone) {
        self.items.push(Item::Box { area, width, tone });
    }

    /// Nothing stands lower so far.
    pub(super) fn reach(&mut self, y: f64) {
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
    pub(super) fn of(terminal: &Terminal, sheet: &Sheet, measures: &Measures, is_list: bool) -> Self {
        let lead = measures.lead();
        let rows = |height: f64| (height / lead).max(0.0);
        let most = rows(sheet.bottom - measures.view.height()).ceil() as u32;
        let seen = rows(measures.view.height()).floor() as u32;
        let reader = terminal.reader();
        Self { row: reader.row().min(most), aim: reader.aim().min(most), most, seen, lead, is_list }
    }

    /// How far everything is moved up, in tube units.
    pub(super) fn offset(&self) -> f64 {
        f64::from(self.row) * self.lead
    }

    /// What brings this row to the top, held to those there are; nothing where it stands there.
    pub(crate) fn moved_to(&self, row: f64) -> Option<crate::model::Command> {
        let row = row.clamp(0.0, f64::from(self.most)) as u32;
        (row != self.aim).then_some(crate::model::Command::Row { row })
    }

    /// What brings an area of the leaf into view; nothing where it is.
    pub(super) fn moved_into_view(&self, area: &Area, height: f64) -> Option<crate::model::Command> {
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
