//! The keys of this screen, from the one table of keys.

use egui::Align2;

use super::canvas::{Canvas, Face};
use super::{Control, Role};
use crate::keys::Keys;
use crate::model::geometry::{Area, Point};
use crate::model::{Command, Terminal};
use crate::words;

const ROW: f64 = 40.0;

fn area(terminal: &Terminal, rows: usize) -> Area {
    let middle = terminal.tube().area().centre();
    let height = 150.0 + ROW * rows as f64;
    Area::new(middle.x - 560.0, middle.y - height / 2.0, 1120.0, height)
}

pub(super) fn controls(terminal: &Terminal, keys: &Keys) -> Vec<Control> {
    let area = terminal.tube().area().grown(-80.0);
    let rows = keys.rows(terminal.screen());
    let text: Vec<String> = rows.into_iter().map(|(keys, does)| format!("{keys}: {does}.")).collect();
    vec![
        Control::new("help", area, Role::Status, words::say("help.title", &[])).with_value(text.join(" ")),
        Control::new("help.close", area, Role::Button, words::say("label.close", &[]))
            .with_command(Command::Help { on: false }),
    ]
}

pub(super) fn paint(terminal: &Terminal, canvas: &Canvas<'_>) {
    let ink = canvas.ink();
    let rows = ink.keys().rows(terminal.screen());
    let area = area(terminal, rows.len());
    canvas.panel(area, 0.0, 2.4, ink.ground, ink.bright);
    canvas.outline(area.grown(-10.0), 0.0, 1.6, ink.line);
    let title = Point::new(area.left + 48.0, area.top + 56.0);
    canvas.text(title, Align2::LEFT_CENTER, Face::Name, 30.0, ink.bright, &words::say("help.title", &[]));
    for (index, (keys, does)) in rows.iter().enumerate() {
        let y = area.top + 112.0 + ROW * index as f64;
        let widest = 420.0;
        canvas.text_within(
            Point::new(area.left + 48.0, y),
            Align2::LEFT_CENTER,
            Face::Mono,
            21.0,
            ink.bright,
            keys,
            widest,
        );
        canvas.text_within(
            Point::new(area.left + 490.0, y),
            Align2::LEFT_CENTER,
            Face::Text,
            22.0,
            ink.digit,
            does,
            550.0,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Screen;
    use crate::model::command::{Source, Stamped};
    use crate::model::geometry::Tube;
    use crate::pack::Pack;
    use crate::time::Time;

    #[test]
    fn the_page_fits_the_tube_and_is_heard_as_it_is_bound() {
        let keys = Keys::with(&[("quit".to_owned(), vec!["Ctrl+W".to_owned()])].into()).0;
        let mut terminal = Terminal::new(Pack::embedded(), Tube::default(), 1);
        let open = Command::Open { file: "siena".to_owned() };
        let enter = [Command::Power { on: true }, Command::Skip, Command::Enter, open];
        for (sequence, command) in (0..).zip(enter) {
            let (time, source) = (Time::from_millis(100), Source::Hands);
            terminal.apply(&Stamped { time, sequence, source, command });
            if matches!(terminal.screen(), Screen::Boot { .. }) {
                continue;
            }
            let rows = keys.rows(terminal.screen());
            let (page, tube) = (area(&terminal, rows.len()), terminal.tube().area());
            assert!(page.top > tube.top + 24.0 && page.bottom < tube.bottom - 24.0, "{page:?}");
            let heard = &controls(&terminal, &keys)[0].value;
            assert!(heard.contains("Ctrl+W: Save and quit."), "{heard}");
            assert!(rows.iter().all(|(names, does)| heard.contains(&format!("{names}: {does}."))));
        }
    }
}
