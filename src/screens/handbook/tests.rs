use std::collections::BTreeSet;

use super::sheet::Item;
use super::*;
use crate::announce::announcement;
use crate::model::command::{Source, Stamped};
use crate::model::geometry::Tube;
use crate::model::{Happening, Terminal};
use crate::pack::Pack;
use crate::pack::handbook::{Condition, Earned};
use crate::screens::face::Face;
use crate::time::Time;

/// The tubes on which leaves are laid out: the usual, a wide one and a tall one.
const TUBES: [(f64, f64); 3] = [(1440.0, 1000.0), (1778.0, 1000.0), (1440.0, 1900.0)];

/// A terminal that reads, after some commands that are far enough apart.
fn reading(tube: (f64, f64), large: bool, commands: &[Command]) -> Terminal {
    let tube = Tube { width: tube.0, height: tube.1 };
    let mut terminal = Terminal::new(Pack::embedded(), tube, 1);
    let open = [Command::Power { on: true }, Command::Skip, Command::Handbook];
    let size = large.then_some(Command::TypeSize);
    for (number, command) in open.iter().chain(&size).chain(commands).enumerate() {
        let (time, command) = (Time::from_millis(1500 * number as i64), command.clone());
        terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
    }
    terminal
}

fn read(page: &str) -> Command {
    Command::Read { page: page.to_owned() }
}

fn search(words: &str) -> Vec<Command> {
    vec![Command::Search, Command::Type { text: words.to_owned() }, Command::Enter]
}

/// What lies open on all leaves, in turn.
fn all_leaves() -> Vec<Vec<Command>> {
    let pages = Pack::embedded().handbook.pages.iter().map(|page| vec![read(&page.key)]).collect();
    let lists = vec![vec![Command::Contents], vec![Command::Index], search("group"), search("zeppelin")];
    [pages, lists].concat()
}

#[test]
fn every_leaf_is_laid_out_within_its_columns() {
    let keys = Keys::default();
    for (tube, large) in TUBES.into_iter().flat_map(|tube| [(tube, false), (tube, true)]) {
        for commands in all_leaves() {
            let terminal = reading(tube, large, &commands);
            let sheet = leaf(&terminal, &keys);
            let measures = Measures::of(&terminal);
            let (left, right) = (measures.left - 0.5, measures.right() + 0.5);
            let mut words = 0;
            for item in &sheet.items {
                let (from, to, low) = match item {
                    Item::Word { at, face, size, text, .. } => {
                        words += 1;
                        (at.x, at.x + face.width(text, *size), at.y)
                    }
                    Item::Line { from, to, .. } => {
                        (from.x.min(to.x), from.x.max(to.x) - 8.0, from.y.max(to.y))
                    }
                    Item::Fill { area, .. } | Item::Mark { area, .. } => {
                        (area.left + 2.0, area.right - 2.0, area.bottom)
                    }
                    Item::Box { area, .. } | Item::Figure { area, .. } => {
                        (area.left, area.right, area.bottom)
                    }
                    Item::Dots { from, to, .. } => (from.x, from.x.max(*to), from.y),
                };
                assert!(from >= left && to <= right, "{commands:?} on {tube:?}, {large}: {item:?}");
                assert!(low <= sheet.bottom + 12.0, "{commands:?} ends at {}: {item:?}", sheet.bottom);
            }
            assert!(words >= 5, "{commands:?} is empty");
            let ids: BTreeSet<&str> = sheet.controls.iter().map(|control| control.id.as_str()).collect();
            assert_eq!(ids.len(), sheet.controls.len(), "{commands:?}: every id once");
            assert!(ids.iter().all(|id| id.len() <= 64));
            for control in &sheet.controls {
                assert!(!control.label.is_empty(), "{commands:?}: {}", control.id);
                assert!(
                    !control.label.contains('{') && !control.label.contains("handbook."),
                    "{}",
                    control.label
                );
            }
            // Nothing is out of reach.
            let paging = paging_of(&terminal, &sheet);
            assert!(f64::from(paging.most) * paging.lead + measures.view.height() >= sheet.bottom);
            if paging.most > 0 {
                let end = reading(tube, large, &[&commands[..], &[Command::Row { row: u32::MAX }]].concat());
                assert_eq!(super::paging(&end, &keys).row, paging.most);
            }
        }
    }
}

/// Columns do not run into one another: no two words of a page lie upon one another.
#[test]
fn no_word_lies_upon_another() {
    let keys = Keys::default();
    for (tube, large) in [(TUBES[0], false), (TUBES[0], true), (TUBES[1], false)] {
        for commands in all_leaves() {
            let sheet = leaf(&reading(tube, large, &commands), &keys);
            let boxes: Vec<(Area, &str)> = sheet
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Word { at, face, size, text, .. } => {
                        let (top, right) = (at.y - size * 0.55, at.x + face.width(text, *size));
                        Some((
                            Area { left: at.x + 0.5, top, right: right - 0.5, bottom: at.y },
                            text.as_str(),
                        ))
                    }
                    _ => None,
                })
                .collect();
            for (number, (a, one)) in boxes.iter().enumerate() {
                for (b, other) in &boxes[..number] {
                    let apart =
                        a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
                    assert!(apart, "{commands:?}, {large}: \"{one}\" on \"{other}\"");
                }
            }
        }
    }
}

/// Words by which what is withheld would be known: every four in a row of a withheld passage, and the titles of
/// withheld pages.
fn secrets() -> Vec<String> {
    let handbook = &Pack::embedded().handbook;
    let none = Earned::new();
    let mut secrets = Vec::new();
    for page in &handbook.pages {
        let runs = page.blocks.iter().flat_map(|block| block.texts()).flat_map(|text| &text.0);
        for run in runs.filter(|run| run.is_withheld(&none) || page.is_withheld(&none)) {
            let words: Vec<&str> = run.text.split_whitespace().collect();
            secrets.extend(words.windows(4).map(|four| four.join(" ")));
        }
        if page.is_withheld(&none) {
            secrets.push(page.title.clone());
        }
    }
    // What an open passage says as well is no secret.
    let open: String = handbook
        .pages
        .iter()
        .filter(|page| !page.is_withheld(&none))
        .flat_map(|page| page.blocks.iter().flat_map(|block| block.texts()))
        .map(|text| text.plain(&none) + "\n")
        .collect();
    secrets.retain(|secret| !open.contains(secret.as_str()));
    assert!(secrets.len() > 100);
    secrets
}

#[test]
fn what_is_withheld_is_neither_painted_nor_said() {
    let (keys, secrets) = (Keys::default(), secrets());
    let withheld = words::say("handbook.withheld", &[]);
    let mut told = 0;
    for large in [false, true] {
        for commands in [all_leaves(), vec![search("breakfast"), search("long table")]].concat() {
            let mut terminal = reading(TUBES[0], large, &commands);
            let mut said: Vec<String> = controls(&terminal, &keys)
                .into_iter()
                .flat_map(|control| [control.label, control.value])
                .collect();
            told += said.iter().filter(|text| text.contains(&withheld)).count();
            let sheet = leaf(&terminal, &keys);
            let painted: Vec<&str> = sheet
                .items
                .iter()
                .chain(&frame::frame(&terminal, &paging_of(&terminal, &sheet)).items)
                .filter_map(|item| match item {
                    Item::Word { text, .. } => Some(text.clone()),
                    _ => None,
                })
                .map(|text| &*text.leak())
                .collect();
            said.push(painted.join(" "));
            for happened in terminal.take_happenings() {
                said.extend(announcement(&terminal, &happened.what));
            }
            for text in &said {
                let leaked = secrets.iter().find(|secret| text.contains(secret.as_str()));
                assert_eq!(leaked, None, "{commands:?}: {text}");
            }
        }
    }
    assert!(told > 20);
}

/// The bars are as long whatever they cover.
#[test]
fn a_bar_says_nothing_of_what_it_covers() {
    let pack = Pack::embedded();
    let at = pack.handbook.find("shoes").unwrap();
    let bars = |words: &str| {
        let mut pack = (*pack).clone();
        let texts = pack.handbook.pages[at].blocks.iter_mut().filter_map(|block| match block {
            crate::pack::handbook::Block::Paragraph(text) => Some(text),
            _ => None,
        });
        texts
            .flat_map(|text| &mut text.0)
            .filter(|run| run.withheld == Some(Condition::FirstFile))
            .for_each(|run| run.text = words.to_owned());
        let mut terminal = Terminal::new(std::sync::Arc::new(pack), Tube::default(), 1);
        for command in [Command::Power { on: true }, Command::Skip, read("shoes")] {
            let time = Time::ZERO;
            terminal.apply(&Stamped { time, sequence: 0, source: Source::Hands, command });
        }
        leaf(&terminal, &Keys::default()).items
    };
    assert_eq!(bars("a"), bars(&"and so it goes on for very long ".repeat(20)));
}

#[test]
fn widths_are_those_that_are_painted() {
    let context = egui::Context::default();
    context.set_fonts(crate::screens::fonts());
    let keys = Keys::default();
    let mut words = 0;
    let mut output = context.run_ui(egui::RawInput::default(), |ui| {
        for page in ["bearing", "keys", "address", "shoes", "form-equal", "vision"] {
            for item in leaf(&reading(TUBES[0], false, &[read(page)]), &keys).items {
                let Item::Word { face, size, text, .. } = item else { continue };
                let font = egui::FontId::new(size as f32, face.family());
                let galley = ui.painter().layout_no_wrap(text.clone(), font, egui::Color32::WHITE);
                let (painted, told) = (f64::from(galley.size().x), face.width(&text, size));
                // egui rounds places to pixels.
                assert!((painted - told).abs() < 1.5, "{text} in {face:?}: {painted}, {told}");
                words += 1;
            }
        }
    });
    output.textures_delta.clear();
    assert!(words > 400);
    assert!((Face::Mono.width("ab", 10.0) - 12.0).abs() < 0.01);
}

#[test]
fn the_first_line_of_a_page_is_its_keys_as_they_are_bound() {
    let keys = Keys::with(&[("take".to_owned(), vec!["Ctrl+T".to_owned()])].into());
    for screen in crate::pack::handbook::SCREENS {
        let handbook = &Pack::embedded().handbook;
        let page = &handbook.pages[handbook.about(screen).unwrap()];
        let terminal = reading(TUBES[0], false, &[read(&page.key)]);
        let controls = controls(&terminal, &keys);
        let first = &controls[1];
        assert!(first.id.starts_with("key."), "{screen}: {}", first.id);
        let rows = keys.rows_of(&page.keys, &Pack::embedded());
        let said: Vec<&str> =
            controls.iter().filter(|one| one.id.starts_with("key.")).map(|one| one.label.as_str()).collect();
        assert_eq!(said.len(), rows.len(), "{screen}");
        for ((names, does), said) in rows.iter().zip(said) {
            assert!(said.contains(names) && said.contains(does), "{said}");
        }
    }
    let terminal = reading(TUBES[0], false, &[read("click")]);
    assert!(controls(&terminal, &keys).iter().any(|control| control.label.contains("Ctrl+T")));
}

#[test]
fn what_is_out_of_sight_is_heard_and_not_pointed_at() {
    let terminal = reading(TUBES[0], false, &[Command::Contents]);
    let controls = controls(&terminal, &Keys::default());
    let unseen: Vec<&Control> = controls.iter().filter(|control| control.unseen).collect();
    assert!(unseen.len() > 40);
    let area = terminal.tube().area();
    for control in &controls {
        let on = control.area;
        assert!(
            on.left >= area.left && on.right <= area.right && on.top >= area.top && on.bottom <= area.bottom
        );
        assert!(on.right > on.left && on.bottom > on.top, "{}", control.id);
    }
    // The focus brings it into view.
    let last = unseen.iter().rfind(|control| control.role == Role::Link).unwrap();
    let Some(Command::Row { row }) = follow(&terminal, &Keys::default(), &last.id) else {
        panic!("it stays")
    };
    let moved = reading(TUBES[0], false, &[Command::Contents, Command::Row { row }]);
    let now = self::controls(&moved, &Keys::default());
    assert!(!now.iter().find(|control| control.id == last.id).unwrap().unseen);
    assert_eq!(follow(&moved, &Keys::default(), &last.id), None);
}

#[test]
fn the_first_hits_are_listed_and_all_are_counted() {
    let terminal = reading(TUBES[0], false, &search("e"));
    let controls = controls(&terminal, &Keys::default());
    let all = terminal.pack().handbook.search("e", &terminal.session().earned());
    let count = &controls.iter().find(|control| control.id == "count").unwrap().label;
    assert!(
        all.len() > 2000 && count.starts_with(&format!("Found in {} places, of which", all.len())),
        "{count}"
    );
    let entries = controls.iter().filter(|control| control.id.starts_with("entry.")).count();
    assert!((20..=400).contains(&entries), "{entries}");
}

/// What belongs to words is seen where they are and nowhere else: dots of the contents, marks of what was sought.
#[test]
fn what_belongs_to_words_is_seen_where_they_are() {
    let keys = Keys::default();
    let mut clipped = 0;
    for (commands, rows) in [(vec![Command::Contents], 20), (search("group"), 60)] {
        for row in 0..rows {
            let terminal = reading(TUBES[0], false, &[&commands[..], &[Command::Row { row }]].concat());
            let sheet = leaf(&terminal, &keys);
            let view = Measures::of(&terminal).view;
            let down = view.top - paging_of(&terminal, &sheet).offset();
            let lines: Vec<(f64, f64)> = sheet
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Word { at, size, .. } => Some((at.y, *size)),
                    _ => None,
                })
                .collect();
            for item in &sheet.items {
                let (base, size) = match item {
                    Item::Dots { from, size, .. } => (from.y, *size),
                    Item::Mark { base, size, .. } => (*base, *size),
                    _ => continue,
                };
                // A bar that stands for a title has its folio beside it, which is a little larger.
                let alike = |line: &&(f64, f64)| line.0 == base && (line.1 - size).abs() <= 1.0;
                assert!(lines.iter().any(|line| alike(&line)), "{item:?} is of no words");
                let near = base + down > view.top && base + down < view.bottom;
                clipped += usize::from(near && !stands(base + down, size, &view));
            }
        }
    }
    assert!(clipped > 5, "{clipped}");
}

#[test]
fn announcements_tell_what_lies_open() {
    let mut terminal = reading(TUBES[0], false, &[read("bearing"), Command::Mark, read("form-desk")]);
    let said: Vec<String> = terminal
        .take_happenings()
        .iter()
        .filter_map(|happened| announcement(&terminal, &happened.what))
        .collect();
    let page = terminal.pack().handbook.find("bearing").unwrap() + 1;
    let opened = format!("Page {page}: On the bearing of a group");
    assert!(said.contains(&opened), "{said:?}");
    assert!(said.contains(&words::say("handbook.marked", &[])));
    let found = announcement(&terminal, &Happening::Searched { hits: 3 }).unwrap();
    assert_eq!(found, "Found in 3 places");
}
