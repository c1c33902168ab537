//! `macrodat handbook`: the handbook on paper, as somebody sees it who has earned nothing yet.

use std::fmt::Write as _;

use super::{Failure, say};
use crate::keys::Keys;
use crate::nearest;
use crate::pack::Pack;
use crate::pack::handbook::{Asks, Block, Earned, Handbook, Page, Text, WITHHELD};
use crate::words;

/// Characters of a line.
const WIDTH: usize = 78;
/// What is to be filled in.
const BLANK: &str = "........................";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Key of the page; without one, the contents are printed
    key: Option<String>,
}

pub(super) fn run(args: &Args, pack: &Pack) -> Result<(), Failure> {
    let handbook = &pack.handbook;
    let Some(key) = &args.key else { return say(contents(handbook).trim_end()) };
    let Some(page) = handbook.find(key) else {
        let keys: Vec<&str> = handbook.pages.iter().map(|page| page.key.as_str()).collect();
        let line = format!("the handbook has no page {key:?}; {}", nearest::right(key, &keys));
        return Err(Failure::wrong(line));
    };
    say(printed(pack, page).trim_end())
}

/// The parts with their pages: folio, key and title.
fn contents(handbook: &Handbook) -> String {
    let widest = handbook.pages.iter().map(|page| page.key.len()).max().unwrap_or(0);
    let mut text = format!("{}\n", handbook.title);
    for (number, (part, pages)) in handbook.contents().into_iter().enumerate() {
        let title = handbook.parts.get(part).map_or("", |part| &part.title);
        let line = words::say("handbook.part", &[("number", &(number + 1).to_string()), ("title", title)]);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{line}");
        for page in pages {
            let (folio, Page { key, .. }) = (Handbook::folio(page), &handbook.pages[page]);
            let _ = writeln!(text, "{folio:>4}  {key:widest$}  {}", title_of(&handbook.pages[page]));
        }
    }
    text
}

fn title_of(page: &Page) -> String {
    let withheld = page.is_withheld(&Earned::new());
    if withheld { words::say("handbook.withheld", &[]) } else { page.title.clone() }
}

/// A page as plain text.
fn printed(pack: &Pack, at: usize) -> String {
    let handbook = &pack.handbook;
    let page = &handbook.pages[at];
    let mut text = format!("{}  {}\n", Handbook::folio(at), title_of(page));
    if page.is_withheld(&Earned::new()) {
        return text;
    }
    for (keys, does) in Keys::default().rows_of(&page.keys, pack) {
        let _ = write!(text, "\n{keys}: {does}");
    }
    if !page.keys.is_empty() {
        text.push('\n');
    }
    for block in &page.blocks {
        text.push('\n');
        match block {
            Block::Heading(words) | Block::Paragraph(words) => wrapped(&mut text, "", &plain(words)),
            Block::Rules { first, rules } => {
                for (number, rule) in (*first..).zip(rules) {
                    let mark = words::say("handbook.rule", &[("number", &number.to_string())]);
                    wrapped(&mut text, &format!("{mark} "), &plain(rule));
                }
            }
            Block::Table { head, rows } => table(&mut text, head, rows),
            Block::Form { title, lines } => {
                let _ = writeln!(text, "{title}");
                for line in lines {
                    let words = plain(&line.text);
                    match line.asks {
                        Asks::Nothing => wrapped(&mut text, "", &words),
                        Asks::Tick => wrapped(&mut text, "[ ] ", &words),
                        Asks::Words | Asks::Date | Asks::Signature => {
                            let _ = writeln!(text, "{words} {BLANK}");
                        }
                    }
                }
            }
            Block::Figure { caption, .. } => {
                let line = words::say("handbook.figure", &[("caption", &plain(caption))]);
                wrapped(&mut text, "", &line);
            }
        }
    }
    let see = page.see.iter().filter_map(|key| handbook.find(key));
    let see: Vec<String> =
        see.map(|at| format!("{} {}", Handbook::folio(at), title_of(&handbook.pages[at]))).collect();
    if !see.is_empty() {
        text.push('\n');
        wrapped(&mut text, "", &words::say("handbook.see", &[("pages", &see.join(" · "))]));
    }
    text
}

/// Words, with a word in place of every passage that is withheld.
fn plain(text: &Text) -> String {
    text.plain(&Earned::new()).replace(WITHHELD, &words::say("handbook.withheld", &[]))
}

/// Adds words in lines of [`WIDTH`] characters; the second and further ones stand as far in as `mark` is wide.
fn wrapped(text: &mut String, mark: &str, words: &str) {
    let indent = mark.chars().count();
    text.push_str(mark);
    let mut column = indent;
    for (place, word) in words.split_whitespace().enumerate() {
        let width = word.chars().count();
        if place > 0 && column + 1 + width > WIDTH {
            let _ = write!(text, "\n{:indent$}", "");
            column = indent;
        } else if place > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += width;
    }
    text.push('\n');
}

/// Adds a table, its columns as wide as their widest cells.
fn table(text: &mut String, head: &[Text], rows: &[Vec<Text>]) {
    let cells = |row: &[Text]| -> Vec<String> { row.iter().map(plain).collect() };
    let all: Vec<Vec<String>> =
        std::iter::once(cells(head)).chain(rows.iter().map(|row| cells(row))).collect();
    let width = |column: usize| {
        all.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    for (number, row) in all.iter().enumerate() {
        let line: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        let _ = writeln!(text, "{}", line.join("  ").trim_end());
        if number == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            let _ = writeln!(text, "{}", rule.join("  "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_name_every_page_and_what_is_withheld_is_not_printed() {
        let pack = Pack::embedded();
        let handbook = &pack.handbook;
        let text = contents(handbook);
        for page in &handbook.pages {
            assert!(text.contains(&page.key), "{}", page.key);
            let at = handbook.find(&page.key).unwrap();
            let printed = printed(&pack, at);
            assert_eq!(printed.contains(&page.title), page.withheld.is_none(), "{}", page.key);
            assert!(printed.lines().all(|line| line.chars().count() <= 100), "{printed}");
            assert!(!printed.contains(WITHHELD) && !printed.contains("=="), "{printed}");
        }
        assert!(!text.contains("breakfast at the long table"), "{text}");
        assert!(printed(&pack, handbook.find("vision").unwrap()).contains("Benevolence"));
        let shoes = printed(&pack, handbook.find("shoes").unwrap());
        assert!(shoes.contains("withheld") && !shoes.contains("left of a pair"), "{shoes}");
    }

    #[test]
    fn a_page_begins_with_its_keys() {
        let pack = Pack::embedded();
        let handbook = &pack.handbook;
        let cards = printed(&pack, handbook.about("cards").unwrap());
        assert!(cards.contains("\nLeft Right Up Down: Turn the cards\n"), "{cards}");
    }
}
