//! A start: which screen, which file and how far, whose name, what time; written as `key=value,…`.

use std::str::FromStr;

use jiff::civil::DateTime;

use crate::model::arrival::Employee;
use crate::model::{Command, Direction, Scene, Source, Stamped};
use crate::pack::arrival::QUESTIONS;
use crate::pack::{FileMatch, Pack};
use crate::settings::{CONTRAST, SIZE};
use crate::time::Time;

/// The screen on which a start begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum StartScreen {
    /// No power.
    Off,
    /// The boot begins.
    Boot,
    /// The survey of the first day, at its first question.
    Survey,
    /// The name that the house gives.
    Name,
    /// The sign-in.
    SignIn,
    /// The elevator, going down.
    Elevator,
    /// The quiet screen after work.
    Outside,
    /// The prompt.
    Prompt,
    /// The cards, at the file.
    Cards,
    /// The handbook, at its contents.
    Handbook,
    /// The window that presents an award, over the prompt.
    Award,
    /// The case of awards.
    Case,
    /// The choice of a music.
    Dance,
    /// How a quarter ended.
    Quarter,
    /// The settings.
    Settings,
    /// A scene, over the prompt.
    Scene(Scene),
    /// The sheet that hides everything else.
    Worksheet,
    /// The number field of the file.
    #[default]
    Refinement,
}

impl StartScreen {
    /// Whether it lies on the way to work or from it, where somebody is to come.
    const fn is_at_door(self) -> bool {
        matches!(self, Self::Survey | Self::Name | Self::SignIn | Self::Elevator | Self::Outside)
    }

    /// What brings one there from where the boot leads.
    fn comes_by(self) -> Vec<Command> {
        let unknown = Command::Answer { answer: None };
        match self {
            Self::Name => vec![unknown; QUESTIONS],
            Self::Elevator => vec![Command::GoOn],
            Self::Outside => vec![Command::GoOn, Command::Skip, Command::Leave, Command::Skip],
            _ => Vec::new(),
        }
    }

    /// How far the quarter is whose awards it shows, where nothing else is said.
    fn merits(self) -> Option<u8> {
        match self {
            Self::Award | Self::Case | Self::Dance => Some(75),
            Self::Quarter => Some(100),
            _ => None,
        }
    }
}

/// A start. What is left out is the pack's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    screen: Option<StartScreen>,
    file: Option<String>,
    employee: Option<String>,
    bins: Option<Vec<u8>>,
    address: Option<(u32, u32)>,
    clock: Option<DateTime>,
    reduced_motion: Option<bool>,
    awards: Option<u8>,
    /// Values of settings, in their written form.
    size: Option<String>,
    contrast: Option<String>,
}

const FORM: &str = "write key=value with commas between; keys are screen (off, boot, survey, name, sign-in, elevator, outside, \
                    prompt, cards, refinement, handbook, award, case, dance, quarter, settings, hallway, rolodex, emblem, \
                    clock, worksheet), file, employee, bins (one \
                    percentage a bin), awards (the percentage of a quarter), address (column:row), clock (1978-05-02T08:57), \
                    motion (full, reduced), text (usual, large), contrast (usual, high)";

impl FromStr for Start {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut start = Self::default();
        for (key, values) in pairs(text)? {
            let one = || match values.as_slice() {
                [value] if !value.trim().is_empty() => Ok(value.clone()),
                _ => Err(format!("`{key}` wants one value, in quotes if it has a comma; {FORM}")),
            };
            let unfit = |value: &str| format!("`{value}` does not fit `{key}`; {FORM}");
            match key.as_str() {
                "screen" => {
                    let value = one()?;
                    start.screen = Some(match value.as_str() {
                        "off" => StartScreen::Off,
                        "boot" => StartScreen::Boot,
                        "prompt" => StartScreen::Prompt,
                        "cards" => StartScreen::Cards,
                        "survey" => StartScreen::Survey,
                        "name" => StartScreen::Name,
                        "sign-in" => StartScreen::SignIn,
                        "elevator" => StartScreen::Elevator,
                        "outside" => StartScreen::Outside,
                        "handbook" => StartScreen::Handbook,
                        "award" => StartScreen::Award,
                        "case" => StartScreen::Case,
                        "dance" => StartScreen::Dance,
                        "quarter" => StartScreen::Quarter,
                        "settings" => StartScreen::Settings,
                        "worksheet" => StartScreen::Worksheet,
                        "refinement" => StartScreen::Refinement,
                        name => Scene::named(name).map(StartScreen::Scene).ok_or_else(|| unfit(&value))?,
                    });
                }
                "file" => start.file = Some(one()?),
                "employee" => start.employee = Some(one()?),
                "bins" => {
                    let percent = |value: &String| {
                        value
                            .trim()
                            .parse()
                            .ok()
                            .filter(|percent| *percent <= 100)
                            .ok_or_else(|| unfit(value))
                    };
                    start.bins = Some(values.iter().map(percent).collect::<Result<_, _>>()?);
                }
                "awards" => {
                    let value = one()?;
                    let percent = value.parse().ok().filter(|percent| *percent <= 100);
                    start.awards = Some(percent.ok_or_else(|| unfit(&value))?);
                }
                "address" => {
                    let value = one()?;
                    let part = |text: &str| match text.strip_prefix("0x") {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => text.parse().ok(),
                    };
                    let read = value
                        .split_once(':')
                        .and_then(|(column, row)| Some((part(column.trim())?, part(row.trim())?)));
                    let fits = |&(column, row): &(u32, u32)| column < 1 << 24 && row < 1 << 24;
                    start.address = Some(read.filter(fits).ok_or_else(|| unfit(&value))?);
                }
                "clock" => {
                    let value = one()?;
                    start.clock = Some(value.parse().map_err(|_| unfit(&value))?);
                }
                "motion" => {
                    let value = one()?;
                    start.reduced_motion = Some(match value.as_str() {
                        "full" => false,
                        "reduced" => true,
                        _ => return Err(unfit(&value)),
                    });
                }
                "text" => {
                    let value = one()?;
                    start.size = Some(SIZE.read(&value).map_err(|_| unfit(&value))?);
                }
                "contrast" => {
                    let value = one()?;
                    start.contrast = Some(CONTRAST.read(&value).map_err(|_| unfit(&value))?);
                }
                _ => return Err(format!("`{key}` is not something that can be set; {FORM}")),
            }
        }
        Ok(start)
    }
}

impl Start {
    /// This start, with everything that `other` says instead.
    pub fn overridden_by(self, other: Self) -> Self {
        Self {
            screen: other.screen.or(self.screen),
            file: other.file.or(self.file),
            employee: other.employee.or(self.employee),
            bins: other.bins.or(self.bins),
            address: other.address.or(self.address),
            clock: other.clock.or(self.clock),
            reduced_motion: other.reduced_motion.or(self.reduced_motion),
            awards: other.awards.or(self.awards),
            size: other.size.or(self.size),
            contrast: other.contrast.or(self.contrast),
        }
    }

    /// This start for a pack of any size, as scenes want it: a file by its place (`#24`) becomes the last one where
    /// there are fewer, and percentages are repeated until there is one for
    /// each bin, or left out before the last one.
    pub fn fitted(self, pack: &Pack) -> Self {
        let place = self.file.as_deref().and_then(|file| file.strip_prefix('#')?.parse::<usize>().ok());
        let by_place = place.and_then(|place| pack.files.get(place.clamp(1, pack.files.len().max(1)) - 1));
        Self {
            file: by_place.map(|file| file.key.clone()).or(self.file),
            bins: self.bins.map(|bins| {
                let (count, last) = (pack.bins.len(), bins.last().copied());
                let mut fitted: Vec<u8> = bins.iter().copied().cycle().take(count).collect();
                if let (true, Some(last), Some(end)) = (bins.len() > count, last, fitted.last_mut()) {
                    *end = last;
                }
                fitted
            }),
            ..self
        }
    }

    /// The commands that bring a new terminal to this start, all at time zero.
    ///
    /// # Errors
    /// A file or a count of bins that the pack does not have.
    pub fn commands(&self, pack: &Pack) -> Result<Vec<Stamped>, String> {
        let screen = self.screen.unwrap_or_default();
        let mut commands = Vec::new();
        if let Some(date) = self.clock {
            commands.push(Command::SetClock { date });
        }
        if let Some(reduced) = self.reduced_motion {
            commands.push(Command::SetMotion { reduced });
        }
        for (setting, value) in [(&SIZE, &self.size), (&CONTRAST, &self.contrast)] {
            let set =
                |value: &String| Command::Set { setting: setting.name.to_owned(), value: value.clone() };
            commands.extend(value.as_ref().map(set));
        }
        let comes = screen.is_at_door();
        let signs = comes && !matches!(screen, StartScreen::Survey | StartScreen::Name);
        let name = self.employee.clone().or_else(|| signs.then(|| pack.employee.clone()));
        if let Some(name) = &name {
            commands.push(Command::Stage(Direction::Employee { name: Some(name.clone()) }));
        }
        if comes && pack.arrival.is_none() {
            return Err(format!("the pack {} has no arrival.toml, and with it no such screen", pack.key));
        }
        if screen.merits().is_some() && pack.incentives.is_none() {
            return Err(format!("the pack {} has no incentives.toml, and with it no such screen", pack.key));
        }
        if comes {
            let profile = "default".to_owned();
            let all = vec![Employee { profile: profile.clone(), name, taken: false }];
            commands.push(Command::Employees { all, here: profile });
        }
        let file = match &self.file {
            None => pack.files.first(),
            Some(typed) => match (pack.file(typed), pack.find_file(typed)) {
                (Some(file), _) | (None, FileMatch::Held(file)) => Some(file),
                (None, FileMatch::Nearest(near)) => {
                    return Err(format!("the pack holds no file `{typed}`; the nearest is `{}`", near.name));
                }
                (None, FileMatch::Nothing) => None,
            },
        };
        let Some(file) = file else { return Err("the pack holds no files".to_owned()) };
        if screen != StartScreen::Off {
            commands.push(Command::Power { on: true });
        }
        if let Some(percent) = self.awards.or(screen.merits()) {
            commands.push(Command::Stage(Direction::Awards { percent: Some(percent), present: false }));
        }
        let open = screen == StartScreen::Refinement || self.bins.is_some() || self.address.is_some();
        if !matches!(screen, StartScreen::Off | StartScreen::Boot) {
            commands.push(Command::Skip);
            if open {
                commands.push(Command::Open { file: file.key.clone() });
            }
        }
        if let Some(bins) = &self.bins {
            if bins.len() != pack.bins.len() {
                return Err(format!(
                    "`bins` has {} percentages; the pack has {} bins",
                    bins.len(),
                    pack.bins.len()
                ));
            }
            let stage =
                |(bin, percent): (usize, &u8)| Command::Stage(Direction::Bin { bin, percent: *percent });
            commands.extend(bins.iter().enumerate().map(stage));
        }
        if let Some((column, row)) = self.address {
            commands.push(Command::Stage(Direction::Address { column, row }));
        }
        match screen {
            StartScreen::Prompt if open => commands.extend([Command::Back, Command::Back]),
            StartScreen::Cards if open => commands.push(Command::Back),
            StartScreen::Handbook => commands.push(Command::Handbook),
            StartScreen::Award => {
                let percent = self.awards.or(screen.merits());
                commands.push(Command::Stage(Direction::Awards { percent, present: true }));
            }
            StartScreen::Case => commands.push(Command::Case),
            StartScreen::Dance => commands.extend([Command::Case, Command::Dance]),
            StartScreen::Quarter => commands.push(Command::Quarter { quarter: 0 }),
            StartScreen::Settings => commands.push(Command::Settings),
            StartScreen::Scene(scene) => commands.push(Command::Scene { scene: Some(scene) }),
            StartScreen::Worksheet => commands.push(Command::Worksheet),
            StartScreen::Cards => {
                commands.extend([Command::Type { text: file.name.clone() }, Command::Enter])
            }
            _ => commands.extend(screen.comes_by()),
        }
        let stamp = |(sequence, command)| Stamped {
            time: Time::ZERO,
            sequence: sequence as u64,
            source: Source::Program,
            command,
        };
        Ok(commands.into_iter().enumerate().map(stamp).collect())
    }
}

/// Splits `key=value,value,key="a, b"` into keys with their values.
fn pairs(text: &str) -> Result<Vec<(String, Vec<String>)>, String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut quote = None;
    for letter in text.chars() {
        match (quote, letter) {
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), _) if letter == open => quote = None,
            (None, ',') => parts.push(String::new()),
            (None, '=') => parts.last_mut().into_iter().for_each(|part| part.push('\u{0}')),
            _ => parts.last_mut().into_iter().for_each(|part| part.push(letter)),
        }
    }
    if quote.is_some() {
        return Err(format!("a quote is not closed; {FORM}"));
    }
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for part in parts {
        match part.split_once('\u{0}') {
            Some((key, value)) => pairs.push((key.trim().to_owned(), vec![value.to_owned()])),
            None => match pairs.last_mut() {
                Some((_, values)) => values.push(part),
                None => return Err(format!("`{part}` has no key; {FORM}")),
            },
        }
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_is_read() {
        let start: Start =
            "file='Cold Harbor',employee=\"A., B.\",bins=100,97,93,93,99,clock=1983-09-12T08:50,screen=cards"
                .parse()
                .unwrap();
        assert_eq!(start.file.as_deref(), Some("Cold Harbor"));
        assert_eq!(start.employee.as_deref(), Some("A., B."));
        assert_eq!(start.bins, Some(vec![100, 97, 93, 93, 99]));
        assert_eq!(start.screen, Some(StartScreen::Cards));
        let address: Start = "address=0x15DB4A:0x0AEAFC".parse().unwrap();
        assert_eq!(address.address, Some((0x15DB4A, 0x0AEAFC)));
    }

    #[test]
    fn wrong_starts_are_named() {
        for wrong in [
            "",
            "x",
            "x=1",
            "bins=101",
            "bins=",
            "clock=noon",
            "file=",
            "file='a",
            "screen=door",
            "address=1:99999999",
            "file=a,b",
        ] {
            assert!(wrong.parse::<Start>().is_err(), "{wrong}");
        }
    }
}
