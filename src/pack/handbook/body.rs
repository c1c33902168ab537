//! The blocks of a page out of its Markdown.
//!
//! Known are headings of the second level, paragraphs, numbered rules, tables, forms (a fence of the kind `form`),
//! figures (a picture alone in its paragraph), emphasis, links to pages by their keys, and passages that are withheld
//! until a [`Condition`](super::Condition) holds: `==condition: words==`.

use std::ops::{Range, RangeInclusive};

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::glance::{Glance, words};
use super::read::{Sheet, condition, manners, withheld};
use super::{Asks, Block, Figure, FormLine, Part, Run, Text};
use crate::nearest;
use crate::pack::glyphs;
use crate::pack::reader::{Problem, shown, starts};

/// How many words stand on a page.
const WORDS: RangeInclusive<usize> = 90..=180;
/// Most letters of a word.
const LETTERS: usize = 28;
/// What a page may hold.
const KNOWN: &str =
    "known are ## headings, paragraphs, numbered rules, tables, forms, figures, emphasis and links";

/// A page's text while it is read.
struct Body<'p> {
    file: &'p str,
    /// The byte at which each line begins.
    starts: Vec<usize>,
    problems: &'p mut Vec<Problem>,
    leads: &'p mut Vec<(String, usize)>,
    open: bool,
    blocks: Vec<Block>,
    runs: Vec<Run>,
    /// The style of what is read next.
    style: Run,
    /// The number of the list's first rule, and its rules.
    rules: Option<(u64, Vec<Text>)>,
    /// The rows of the table, its head first.
    rows: Vec<Vec<Text>>,
    /// The title of the form, and its lines.
    form: Option<(String, String)>,
    /// The figure whose caption is read.
    figure: Option<Figure>,
}

/// Reads what begins at a byte of a page's text into `sheet`.
pub(super) fn body(
    file: &str,
    text: &str,
    begins: usize,
    parts: &[Part],
    sheet: &mut Sheet,
    problems: &mut Vec<Problem>,
) {
    let open = parts.get(sheet.page.part).is_some_and(|part| part.open);
    let mut body = Body {
        file,
        starts: starts(text),
        problems,
        leads: &mut sheet.leads,
        open,
        blocks: Vec::new(),
        runs: Vec::new(),
        style: Run::default(),
        rules: None,
        rows: Vec::new(),
        form: None,
        figure: None,
    };
    let parser = Parser::new_ext(&text[begins..], Options::ENABLE_TABLES).into_offset_iter();
    for (event, Range { start, .. }) in TextMergeWithOffset::new(parser) {
        body.event(event, begins + start);
    }
    let line = body.line(begins);
    let words = |text: &Text| text.0.iter().map(|run| words(&run.text)).sum::<usize>();
    let count: usize = body.blocks.iter().flat_map(Block::texts).map(words).sum();
    if !WORDS.contains(&count) {
        let right = format!("{} to {} are wanted", WORDS.start(), WORDS.end());
        body.note(line, format!("the page has {count} words"), right);
    }
    let seen =
        |block: &Block| matches!(block, Block::Table { .. } | Block::Form { .. } | Block::Figure { .. });
    if !body.blocks.iter().any(seen) {
        body.note(
            line,
            "the page has nothing to look at".into(),
            "a table, a form or a figure is wanted".into(),
        );
    }
    sheet.page.blocks = body.blocks;
}

impl Body<'_> {
    fn note(&mut self, line: usize, what: String, right: String) {
        self.problems.push(Problem { file: self.file.to_owned(), line, what, right });
    }

    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    fn bad(&mut self, at: usize, what: impl Into<String>, right: impl Into<String>) {
        self.note(self.line(at), what.into(), right.into());
    }

    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(text) => match &mut self.form {
                Some((_, lines)) => lines.push_str(&text),
                None => self.words(&text, at),
            },
            Event::SoftBreak | Event::HardBreak => self.run(" "),
            _ => self.bad(at, "the page holds what is neither text nor table nor form", KNOWN),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        let alone =
            matches!(tag, Tag::Table(_) | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Image { .. });
        if alone && self.rules.is_some() {
            self.bad(at, "a rule holds more than words", "put it before the rules or behind them");
        }
        match tag {
            Tag::Paragraph | Tag::Table(_) | Tag::TableCell => {}
            Tag::Heading { level: HeadingLevel::H2, .. } => {}
            Tag::Item if self.rules.is_some() => {}
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Heading { .. } => self.bad(at, "a heading has the wrong level", "## is wanted"),
            Tag::List(Some(first)) if self.rules.is_none() => self.rules = Some((first, Vec::new())),
            Tag::Emphasis | Tag::Strong => self.style.emphasis = true,
            Tag::Link { dest_url, .. } => {
                self.leads.push((dest_url.to_string(), self.line(at)));
                self.style.link = Some(dest_url.to_string());
            }
            Tag::Image { dest_url, .. } => {
                if !self.runs.is_empty() || !self.rows.is_empty() {
                    self.bad(at, "a figure stands within other words", "give it a paragraph of its own");
                }
                self.figure = Figure::named(&dest_url);
                if self.figure.is_none() {
                    let names: Vec<&str> = Figure::ALL.iter().map(|one| one.name()).collect();
                    let what = format!("there is no figure \"{}\"", shown(&dest_url));
                    self.bad(at, what, nearest::right(&dest_url, &names));
                }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(kind)) if kind.split(' ').next() == Some("form") => {
                self.form = Some((kind["form".len()..].trim().to_owned(), String::new()));
            }
            _ => self.bad(at, "the page holds what is neither text nor table nor form", KNOWN),
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Paragraph if self.rules.is_none() => {
                let text = self.taken(at);
                if !text.0.is_empty() {
                    self.blocks.push(Block::Paragraph(text));
                }
            }
            TagEnd::Heading(_) => {
                let text = self.taken(at);
                self.blocks.push(Block::Heading(text));
            }
            TagEnd::Item => {
                let text = self.taken(at);
                if let Some((_, rules)) = &mut self.rules {
                    rules.push(text);
                }
            }
            TagEnd::List(_) => {
                if let Some((first, rules)) = self.rules.take() {
                    self.blocks.push(Block::Rules { first, rules });
                }
            }
            TagEnd::TableCell => {
                let text = self.taken(at);
                if let Some(row) = self.rows.last_mut() {
                    row.push(text);
                }
            }
            TagEnd::Table => {
                let mut rows = std::mem::take(&mut self.rows).into_iter();
                let head = rows.next().unwrap_or_default();
                self.blocks.push(Block::Table { head, rows: rows.collect() });
            }
            TagEnd::Emphasis | TagEnd::Strong => self.style.emphasis = false,
            TagEnd::Link => self.style.link = None,
            TagEnd::Image => {
                let caption = self.taken(at);
                if caption.0.is_empty() {
                    self.bad(at, "a figure has no caption", "write ![what it shows](name)");
                }
                if let Some(figure) = self.figure.take() {
                    self.blocks.push(Block::Figure { figure, caption });
                }
            }
            TagEnd::CodeBlock => {
                if let Some((title, lines)) = self.form.take() {
                    self.form(title, &lines, at);
                }
            }
            _ => {}
        }
    }

    /// Words as they stand in the file: `==` begins a passage that is withheld, and ends it.
    fn words(&mut self, text: &str, at: usize) {
        if !self.look_at(text, self.line(at)).withheld {
            return self.run(text);
        }
        for (place, piece) in text.split("==").enumerate() {
            if place == 0 || self.style.withheld.take().is_some() {
                self.run(piece);
            } else {
                let (name, words) = piece.split_once(": ").unwrap_or((piece, ""));
                let mut wrong = None;
                self.style.withheld = condition(name, |what, right| wrong = Some((what, right)));
                if let Some((what, right)) = wrong {
                    self.bad(at, what, right);
                }
                if self.open {
                    self.bad(at, "a passage is withheld in an open part", "nothing is withheld there");
                }
                self.run(words);
            }
        }
    }

    /// Tells what is wrong with words, whatever they stand in.
    fn look_at(&mut self, words: &str, line: usize) -> Glance {
        let glance = Glance::at(words, LETTERS);
        if glance.manners
            && let Some((what, right)) = manners(words)
        {
            self.note(line, what.into(), right.into());
        }
        if glance.foreign
            && let Some(what) = glyphs::lacking(words)
        {
            self.note(line, format!("the line {what}"), glyphs::OTHERWISE.into());
        }
        if glance.long
            && let Some(word) = words.split_whitespace().find(|word| word.chars().count() > LETTERS)
        {
            let what = format!("\"{}\" is a long word", shown(word));
            self.note(line, what, format!("at most {LETTERS} letters fit"));
        }
        glance
    }

    /// The same for words in which nothing can be withheld.
    fn look_at_plain(&mut self, words: &str, line: usize) {
        if self.look_at(words, line).withheld
            && let Some((what, right)) = withheld(words)
        {
            self.note(line, format!("the line {what}"), right.into());
        }
    }

    /// Adds words in the style of the moment.
    fn run(&mut self, text: &str) {
        if !text.is_empty() {
            self.runs.push(Run { text: text.to_owned(), ..self.style.clone() });
        }
    }

    /// Ends a text.
    fn taken(&mut self, at: usize) -> Text {
        if self.style.withheld.take().is_some() {
            self.bad(at, "a withheld passage is not ended", "== ends it, in the same paragraph");
        }
        Text(std::mem::take(&mut self.runs))
    }

    fn form(&mut self, title: String, lines: &str, at: usize) {
        if title.is_empty() {
            self.bad(at, "a form has no title", "write it behind the word form");
        }
        let first = self.line(at);
        self.look_at_plain(&title, first);
        let read = lines.lines().map(str::trim).zip(first + 1..).filter(|(line, _)| !line.is_empty());
        let mut form = Vec::new();
        for (line, number) in read {
            let kind = line.strip_prefix('[').and_then(|line| line.split_once("] "));
            let (asks, words) = match kind {
                None => (Asks::Nothing, line),
                Some(("text", words)) => (Asks::Words, words),
                Some(("tick", words)) => (Asks::Tick, words),
                Some(("date", words)) => (Asks::Date, words),
                Some(("sign", words)) => (Asks::Signature, words),
                Some((other, words)) => {
                    let what = format!("a form asks for \"{}\"", shown(other));
                    self.note(number, what, nearest::right(other, &["text", "tick", "date", "sign"]));
                    (Asks::Words, words)
                }
            };
            self.look_at_plain(words, number);
            form.push(FormLine { asks, text: Text::of(words) });
        }
        self.blocks.push(Block::Form { title, lines: form });
    }
}
