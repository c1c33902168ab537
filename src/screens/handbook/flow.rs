//! Words in lines: where each stands, before anything is painted.

use std::ops::Range;

use super::sheet::{ABOVE, BELOW, Item, Sheet, Tone};
use crate::model::geometry::{Area, Point};
use crate::pack::handbook::{Earned, Text, WITHHELD};
use crate::screens::face::Face;

/// The bars for a withheld passage, by turns, in ems. They say nothing of how long it is.
const BARS: [&[f64]; 3] = [&[7.4, 4.1], &[5.2, 6.3], &[8.6, 2.9]];
/// The height of a bar, in ems.
const BAR: f64 = 0.86;

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) size: f64,
    pub(super) tone: Tone,
}

impl Style {
    pub(super) const fn new(face: Face, size: f64, tone: Tone) -> Self {
        Self { face, size, tone }
    }

    pub(super) fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    pub(super) fn width(&self, text: &str) -> f64 {
        self.face.width(text, self.size)
    }
}

/// Something without a space in it.
#[derive(Clone, Debug)]
struct Piece {
    /// None for a bar.
    text: Option<String>,
    style: Style,
    width: f64,
    /// The number of the link it belongs to.
    link: Option<usize>,
    /// Whether it is what was sought.
    found: bool,
}

/// Words that wait to be broken into lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// What stands between two spaces: pieces that are not parted.
    words: Vec<Vec<Piece>>,
    /// Whether the next piece belongs to the last word.
    joined: bool,
    links: usize,
}

/// Words in lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    /// Where they stand.
    pub(super) area: Area,
    /// In how many lines.
    pub(super) lines: usize,
    /// Where each link stands: the widest of its parts.
    pub(super) links: Vec<Area>,
}

impl Flow {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Words of one style.
    pub(super) fn of(text: &str, style: Style) -> Self {
        let mut flow = Self::new();
        flow.push(text, style, None, false);
        flow
    }

    /// A text of the handbook. What is `sought` in it is marked; `turn` chooses the bars for what is withheld.
    pub(super) fn text(
        text: &Text,
        earned: &Earned,
        style: Style,
        sought: &[Range<usize>],
        turn: usize,
    ) -> Self {
        let mut flow = Self::new();
        let mut plain = 0;
        let mut hidden_before = false;
        let mut bars = turn;
        for run in &text.0 {
            if run.is_withheld(earned) {
                if !hidden_before {
                    flow.bars(style, bars);
                    bars += 1;
                    plain += WITHHELD.len_utf8();
                }
                hidden_before = true;
                continue;
            }
            hidden_before = false;
            let link = run.link.as_ref().map(|_| flow.next_link());
            let style = if run.emphasis || link.is_some() { style.toned(Tone::Bright) } else { style };
            flow.run(&run.text, style, link, plain, sought);
            plain += run.text.len();
        }
        flow
    }

    /// The number of a link that begins here.
    pub(super) fn next_link(&mut self) -> usize {
        self.links += 1;
        self.links - 1
    }

    /// Words that begin at a byte of the plain text, in parts that are sought and parts that are not.
    fn run(&mut self, text: &str, style: Style, link: Option<usize>, at: usize, sought: &[Range<usize>]) {
        let mut done = 0;
        for range in sought {
            let inside = |byte: usize| byte.saturating_sub(at).clamp(done, text.len());
            let (from, to) = (inside(range.start), inside(range.end));
            // Other runs may begin within a letter's bytes for none: ranges lie on letters.
            let (Some(before), Some(found)) = (text.get(done..from), text.get(from..to)) else { continue };
            self.push(before, style, link, false);
            self.push(found, style, link, true);
            done = to;
        }
        self.push(text.get(done..).unwrap_or_default(), style, link, false);
    }

    /// Words of one style; spaces in them part words.
    pub(super) fn push(&mut self, text: &str, style: Style, link: Option<usize>, found: bool) {
        for (number, word) in text.split(char::is_whitespace).enumerate() {
            if number > 0 {
                self.joined = false;
            }
            if !word.is_empty() {
                let width = style.width(word);
                self.piece(Piece { text: Some(word.to_owned()), style, width, link, found });
            }
        }
    }

    /// Bars for a passage that is withheld.
    pub(super) fn bars(&mut self, style: Style, turn: usize) {
        for (number, width) in BARS[turn % BARS.len()].iter().enumerate() {
            self.joined &= number == 0;
            self.piece(Piece { text: None, style, width: width * style.size, link: None, found: false });
        }
    }

    /// One bar, as long as a link needs to be.
    pub(super) fn bar(&mut self, style: Style, link: Option<usize>) {
        self.piece(Piece { text: None, style, width: BARS[0][0] * style.size, link, found: false });
    }

    fn piece(&mut self, piece: Piece) {
        match self.words.last_mut() {
            Some(word) if self.joined => word.push(piece),
            _ => self.words.push(vec![piece]),
        }
        self.joined = true;
    }

    /// What comes next is another word.
    pub(super) fn space(&mut self) {
        self.joined = false;
    }

    /// Room after what stands there, which is not parted from it.
    pub(super) fn room(&mut self, width: f64, style: Style) {
        self.joined = true;
        self.piece(Piece { text: Some(String::new()), style, width, link: None, found: false });
        self.joined = false;
    }

    /// Adds what another flow holds. It may have links only if this one has none.
    pub(super) fn append(&mut self, other: Self) {
        self.links += other.links;
        self.words.extend(other.words);
        self.joined = other.joined;
    }

    /// How wide it is in one line.
    pub(super) fn width(&self) -> f64 {
        let mut width = 0.0;
        for (number, word) in self.words.iter().enumerate() {
            width += if number > 0 { gap(word) } else { 0.0 };
            width += word_width(word);
        }
        width
    }

    /// How wide its widest word is.
    pub(super) fn widest_word(&self) -> f64 {
        self.words.iter().map(|word| word_width(word)).fold(0.0, f64::max)
    }

    /// Sets the words in lines no wider than `width`, from `left` on; the first on the base line `base`, those that
    /// follow moved in by `hang`, each `lead` below the one before.
    pub(super) fn set(
        &self,
        left: f64,
        base: f64,
        width: f64,
        hang: f64,
        lead: f64,
        sheet: &mut Sheet,
    ) -> Set {
        let mut set = Set { links: vec![Area::default(); self.links], ..Set::default() };
        let mut lines: Vec<Vec<&Vec<Piece>>> = vec![Vec::new()];
        let mut x = 0.0;
        for word in &self.words {
            let wide = word_width(word);
            let room = width - if lines.len() > 1 { hang } else { 0.0 };
            let line = lines.last().is_some_and(|line| !line.is_empty());
            let apart = if line { gap(word) } else { 0.0 };
            if line && x + apart + wide > room + 0.01 {
                lines.push(Vec::new());
                x = wide;
            } else {
                x += apart + wide;
            }
            if let Some(line) = lines.last_mut() {
                line.push(word);
            }
        }
        let mut right: f64 = left;
        for (number, line) in lines.iter().enumerate() {
            let at = Point::new(left + if number > 0 { hang } else { 0.0 }, base + lead * number as f64);
            right = right.max(set_line(line, at, &mut set.links, sheet));
        }
        let size = self.words.iter().flatten().map(|piece| piece.style.size).fold(0.0, f64::max);
        let last = base + lead * (lines.len() - 1) as f64;
        set.lines = lines.len();
        set.area = Area {
            left,
            top: base - size * ABOVE,
            right: right.max(left + 1.0),
            bottom: last + size * BELOW,
        };
        set
    }

    /// How many lines it takes.
    pub(super) fn lines(&self, width: f64, hang: f64) -> usize {
        let mut sheet = Sheet::default();
        self.set(0.0, 0.0, width, hang, 1000.0, &mut sheet).lines
    }
}

fn word_width(word: &[Piece]) -> f64 {
    word.iter().map(|piece| piece.width).sum()
}

/// The space before a word.
fn gap(word: &[Piece]) -> f64 {
    word.first().map_or(0.0, |piece| piece.style.width(" "))
}

/// Sets a line. Returns where it ends.
fn set_line(line: &[&Vec<Piece>], at: Point, links: &mut [Area], sheet: &mut Sheet) -> f64 {
    let mut x = at.x;
    // The link whose line is being drawn, and where it began.
    let mut under: Option<(usize, f64, f64)> = None;
    let mut found_before = None;
    for (number, word) in line.iter().enumerate() {
        if number > 0 {
            x += gap(word);
        }
        for piece in word.iter() {
            let size = piece.style.size;
            let band = Area {
                left: x,
                top: at.y - size * BAR * 0.9,
                right: x + piece.width,
                bottom: at.y + size * BAR * 0.3,
            };
            if piece.link != under.map(|(link, ..)| link) {
                end_link(under.take(), at.y, links, sheet);
                under = piece.link.map(|link| (link, x, x));
            }
            match &piece.text {
                None => {
                    let bar = Area { top: at.y - size * 0.72, bottom: at.y + size * 0.14, ..band };
                    sheet.fill(bar, Tone::Line);
                }
                Some(text) => {
                    if piece.found {
                        // What was sought is one band, also where a space is in it.
                        let left = found_before.unwrap_or(x - 2.0);
                        let area = Area { left, right: x + piece.width + 2.0, ..band };
                        sheet.items.push(Item::Mark { area, base: at.y, size });
                    }
                    let tone = if piece.found { Tone::Panel } else { piece.style.tone };
                    sheet.word(Point::new(x, at.y), piece.style.face, size, tone, text.clone());
                }
            }
            x += piece.width;
            found_before = piece.found.then_some(x);
            if let Some((_, _, end)) = &mut under {
                *end = x;
            }
        }
    }
    end_link(under, at.y, links, sheet);
    x
}

/// Draws the line under a link that ends, and keeps where it stands.
fn end_link(under: Option<(usize, f64, f64)>, base: f64, links: &mut [Area], sheet: &mut Sheet) {
    let Some((link, from, to)) = under else { return };
    sheet.rule(from, to, base + 6.0, 1.6, Tone::Line);
    if let Some(area) = links.get_mut(link)
        && to - from > area.width()
    {
        *area = Area { left: from - 4.0, top: base - 26.0, right: to + 4.0, bottom: base + 12.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style::new(Face::Text, 27.0, Tone::Body);

    #[test]
    fn words_are_broken_at_spaces_and_never_beyond_the_column() {
        let flow = Flow::of("A group is only digits until it has company, which is soon.", STYLE);
        let mut sheet = Sheet::default();
        let set = flow.set(100.0, 50.0, 240.0, 30.0, 40.0, &mut sheet);
        let mut text = String::new();
        for item in &sheet.items {
            let Item::Word { at, text: word, .. } = item else { panic!("{item:?}") };
            assert!(at.x + STYLE.width(word) <= 340.01 && at.x >= 100.0, "{word}");
            assert_eq!((at.y - 50.0) % 40.0, 0.0);
            text.push_str(word);
        }
        assert_eq!(text, "Agroupisonlydigitsuntilithascompany,whichissoon.");
        assert!(set.area.right <= 340.01 && flow.lines(240.0, 30.0) > 2);
        assert_eq!(flow.lines(4000.0, 0.0), 1);
    }

    #[test]
    fn what_is_sought_is_marked_across_a_space() {
        let text =
            Text(vec![crate::pack::handbook::Run { text: "the shortest bar.".into(), ..Default::default() }]);
        let flow = Flow::text(&text, &Earned::new(), STYLE, std::slice::from_ref(&(4..16)), 0);
        let mut sheet = Sheet::default();
        flow.set(0.0, 0.0, 900.0, 0.0, 40.0, &mut sheet);
        let marks = sheet.items.iter().filter(|item| matches!(item, Item::Mark { .. }));
        assert_eq!(marks.count(), 2);
    }
}
