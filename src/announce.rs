//! Announcements: what a screen reader says of happenings. Made by hosts, of the pack's words.

use crate::model::refinement::stirred_text;
use crate::model::{Happening, Scene, Terminal};
use crate::screens::{
    self, bin_rows, dial_words, does_of_action, told_by_screen, words_of_call, words_of_ride,
};
use crate::settings::Setting;
use crate::{template, words};

/// What to say of a happening, if anything. The temper of what stirs is told by what is felt, never by name.
pub fn announcement(terminal: &Terminal, what: &Happening) -> Option<String> {
    let pack = terminal.pack();
    let label = |bin: usize| pack.bins.get(bin).map_or("", String::as_str);
    Some(match what {
        Happening::BootLine { line } => pack.boot.get(*line)?.clone(),
        Happening::PromptReady => pack.say("prompt-hint", &[]),
        Happening::FileUnknown { typed } => pack.say("prompt-unknown", &[("typed", typed)]),
        Happening::CardTurned { name } => words::say("label.card", &[("file", name)]),
        Happening::FileOpened { file } => words::say("label.opened", &[("file", terminal.file_name(file))]),
        Happening::Stirred { temper, count, phrase } => stirred_text(pack, *temper, *count, *phrase),
        Happening::Noticed { notice } => notice.text(pack),
        Happening::Delivered { bin, count, percent } => pack.say(
            "landed",
            &[
                ("bin", label(*bin)),
                ("count", &pack.count_word(*count as u64)),
                ("percent", &percent.to_string()),
            ],
        ),
        Happening::Looked { bin } => sheet(terminal, *bin)?,
        Happening::FileFinished { .. } => pack.say("complete", &[("percent", "100")]),
        Happening::Commended { commendation } => {
            let found = pack.commendations.iter().find(|other| other.key == *commendation)?;
            let file = terminal.commended().map_or("", |entry| terminal.file_name(&entry.file));
            template::fill(&found.text, &[("employee", terminal.employee()), ("file", file)])
        }
        Happening::ScreenShown { screen } if screen == "leaving" => {
            pack.say("shutdown", &[("employee", terminal.employee())])
        }
        Happening::Called { .. } => words_of_call(terminal),
        Happening::Said { text } | Happening::FactRead { text } => text.clone(),
        Happening::LampLit => {
            let speak = pack.talk.as_ref()?.label("speak", &[]);
            words::say("label.lamp", &[("speak", &speak), ("dial", &dial_words(terminal.sitting()?))])
        }
        Happening::Steadied => dial_words(terminal.sitting()?),
        Happening::SessionClosed { points, .. } => {
            pack.talk.as_ref()?.label("card-points", &[("points", &points.to_string())])
        }
        Happening::ContentsOpened => words::say("handbook.contents", &[]),
        Happening::IndexOpened => words::say("handbook.index", &[]),
        Happening::PageOpened { page } => page_title(terminal, page)?,
        Happening::Searched { hits: 0 } => {
            pack.say("found-nothing", &[("typed", terminal.reader().sought())])
        }
        Happening::Searched { hits } => words::say("handbook.hits", &[("count", &hits.to_string())]),
        Happening::Marked { on: true, .. } => words::say("handbook.marked", &[]),
        Happening::Marked { on: false, .. } => words::say("handbook.unmarked", &[]),
        Happening::FormSigned { page } => signature(terminal, page)?,
        Happening::ElevatorMoved { down } => words_of_ride(terminal, *down, false),
        Happening::ElevatorStopped { down } => words_of_ride(terminal, *down, true),
        Happening::Misnamed { .. } => terminal.correction()?.to_owned(),
        Happening::Awarded { award, number } => {
            let incentives = pack.incentives.as_ref()?;
            let name = &incentives.award(award)?.name;
            let number = incentives.say("award-number", &[("number", &number.to_string())]);
            words::say("label.awarded", &[("award", name), ("number", &number)])
        }
        Happening::DanceBegan { .. } => told_by_screen(terminal)?,
        Happening::DanceEnded { whole: true } => pack.incentives.as_ref()?.say("dance-over", &[]),
        // What these screens tell stands in one control that is told when it changes.
        Happening::ScreenShown { screen } if told_whole(screen) && screen == terminal.screen().name() => {
            told_by_screen(terminal)?
        }
        Happening::Set { setting, value } => {
            let setting = Setting::named(setting).ok()?;
            let (name, value) = (setting.label(), setting.shown(value));
            words::say("settings.changed", &[("setting", &name), ("value", &value)])
        }
        Happening::SettingRefused { why, .. } => words::say("settings.refused", &[("why", why)]),
        Happening::KeyAwaited { action } => {
            words::say("settings.key-asked", &[("does", &does_of_action(action)?)])
        }
        Happening::ShiftBegan { minutes } => {
            let minutes = minutes.to_string();
            let plain = || words::say("scene.shift-began", &[("minutes", &minutes)]);
            pack.ambient.as_ref().map_or_else(plain, |all| all.say("shift-began", &[("minutes", &minutes)]))
        }
        Happening::ShiftEnded { minutes } => {
            let minutes = minutes.to_string();
            let plain = || words::say("scene.shift-ended", &[("minutes", &minutes)]);
            pack.ambient.as_ref().map_or_else(plain, |all| all.say("shift-ended", &[("minutes", &minutes)]))
        }
        // What follows from these is told by others, or is told by the controls.
        Happening::PoweredOn
        | Happening::Degaussed
        | Happening::Typed
        | Happening::Gathered { .. }
        | Happening::LetGo
        | Happening::LidsOpened { .. }
        | Happening::LidsShut { .. }
        | Happening::SheetRose { .. }
        | Happening::SheetSank { .. }
        | Happening::DigitLanded { .. }
        | Happening::Refused { .. }
        | Happening::SessionDeclined
        | Happening::OutOfTurn
        | Happening::PageRead { .. }
        | Happening::ScreenShown { .. }
        | Happening::SessionBegan { .. }
        | Happening::Replied { .. }
        | Happening::Requested { .. }
        | Happening::LeafTurned
        | Happening::PreferenceNoticed { .. }
        | Happening::Answered { .. }
        | Happening::Named { .. }
        | Happening::SignedIn { .. }
        | Happening::Played { .. }
        | Happening::Presented { .. }
        | Happening::QuarterEnded { .. }
        | Happening::DanceEnded { whole: false }
        | Happening::CertificateAsked { .. }
        | Happening::CardAsked { .. }
        | Happening::Bound { .. }
        | Happening::ShutDown => return None,
    })
}

/// Whether a screen is told as a whole when it is shown.
fn told_whole(screen: &str) -> bool {
    let rooms = ["survey", "name", "sign-in", "outside", "award", "case", "quarter", "dance", "worksheet"];
    rooms.contains(&screen) || Scene::named(screen).is_some()
}

/// The folio and title of a page, as far as they may be known.
fn page_title(terminal: &Terminal, key: &str) -> Option<String> {
    let handbook = &terminal.pack().handbook;
    let at = handbook.find(key)?;
    Some(screens::page_label(terminal, at))
}

/// How the form of a page is signed.
fn signature(terminal: &Terminal, key: &str) -> Option<String> {
    let signature = terminal.session().reading.forms.get(key)?.signature.as_ref()?;
    let date = signature.date.date().to_string();
    Some(words::say("handbook.signed", &[("name", &signature.name), ("date", &date)]))
}

/// A bin's sheet, row by row.
fn sheet(terminal: &Terminal, bin: usize) -> Option<String> {
    let board = terminal.board()?;
    let rows = bin_rows(terminal, board, board.bins().get(bin)?);
    Some(words::say("label.sheet", &[("bin", terminal.pack().bins.get(bin)?), ("rows", &rows)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Command;
    use crate::model::command::{Source, Stamped};
    use crate::model::geometry::Tube;
    use crate::model::refinement::temper::Temper;
    use crate::pack::Pack;
    use crate::time::Time;

    fn at_the_field() -> Terminal {
        let mut terminal = Terminal::new(Pack::embedded(), Tube::default(), 1);
        let commands =
            [Command::Power { on: true }, Command::Skip, Command::Open { file: "siena".to_owned() }];
        for (sequence, command) in (0..).zip(commands) {
            let time = Time::from_millis(100);
            terminal.apply(&Stamped { time, sequence, source: Source::Hands, command });
        }
        terminal
    }

    #[test]
    fn what_stirs_is_told_without_its_temper() {
        let terminal = at_the_field();
        for temper in Temper::ALL {
            let words = &terminal.pack().tempers[temper.index()];
            for phrase in 0..words.felt.len() {
                let text = announcement(&terminal, &Happening::Stirred { temper, count: 9, phrase }).unwrap();
                assert!(text.starts_with("nine digits"), "{text}");
                assert!(!text.to_lowercase().contains(&words.name.to_lowercase()), "{text}");
            }
        }
    }

    #[test]
    fn places_are_filled_and_bins_are_called_by_their_label() {
        let terminal = at_the_field();
        let all = [
            Happening::Delivered { bin: 2, count: 7, percent: 4 },
            Happening::Looked { bin: 2 },
            Happening::FileOpened { file: "siena".to_owned() },
            Happening::CardTurned { name: "Siena".to_owned() },
            Happening::Commended { commendation: terminal.pack().commendations[0].key.clone() },
            Happening::ScreenShown { screen: "leaving".to_owned() },
        ];
        for what in &all {
            let text = announcement(&terminal, what).unwrap();
            assert!(!text.contains('{') && !text.is_empty(), "{text}");
        }
        assert!(announcement(&terminal, &all[0]).unwrap().contains("seven"));
        let rows = "Sheet of bin 03: 0 percent; Woe 0, Frolic 0, Dread 0, Malice 0 percent";
        assert_eq!(announcement(&terminal, &all[1]).unwrap(), rows);
        assert_eq!(announcement(&terminal, &all[2]).unwrap(), "File Siena");
    }

    #[test]
    fn scenes_the_sheet_and_shifts_are_told_in_the_words_of_the_house_or_of_the_program() {
        for name in Pack::shipped_names() {
            let whole = Pack::shipped(name).unwrap();
            let plain = std::sync::Arc::new(Pack { ambient: None, ..(*whole).clone() });
            for pack in [whole, plain] {
                let mut terminal = Terminal::new(pack, Tube::default(), 1);
                let shown = Scene::ALL.map(|scene| Command::Scene { scene: Some(scene) });
                let begins = [Command::Power { on: true }, Command::Skip];
                let commands = begins.into_iter().chain(shown).chain([Command::Worksheet]);
                for (sequence, command) in (0..).zip(commands) {
                    let time = Time::from_millis(sequence as i64 * 2000);
                    terminal.apply(&Stamped { time, sequence, source: Source::Hands, command });
                    let screen = terminal.screen().name().to_owned();
                    if sequence < 2 {
                        continue;
                    }
                    let told = announcement(&terminal, &Happening::ScreenShown { screen }).unwrap();
                    assert!(told.chars().count() > 12 && !told.contains('{'), "{name}: {told}");
                }
                for what in [Happening::ShiftBegan { minutes: 50 }, Happening::ShiftEnded { minutes: 50 }] {
                    assert!(announcement(&terminal, &what).unwrap().contains("50"));
                }
            }
        }
    }
}
