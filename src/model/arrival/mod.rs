//! How an employee comes and goes: the survey and the name of the first day, signing in, the elevator, and the quiet
//! screen after it.

mod record;
mod ride;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::happening::Happening;
use super::random::{Purpose, below, hash};
use super::screen::Screen;
use super::terminal::Terminal;
use crate::pack::can_be_set;
use crate::settings::SIGN_IN;
use crate::time::Time;

pub use record::Employment;
pub use ride::{CLOSES, OPENS, RIDE, Ride};

/// Characters of a first name.
const FIRST: std::ops::RangeInclusive<usize> = 2..=12;
/// Most employees who can sign in at one machine.
const MOST: usize = 40;
/// Most characters of a name and of a profile, as they are told.
const LONGEST: usize = 40;

/// Somebody who works at this machine, as the host tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Employee {
    /// The profile in which the session is kept.
    pub profile: String,
    /// The name, if one was given yet.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether the session is in use elsewhere.
    #[serde(default)]
    pub taken: bool,
}

impl Employee {
    /// Somebody whose session is open nowhere else.
    pub fn new(profile: &str, name: Option<String>) -> Self {
        Self { profile: profile.to_owned(), name, taken: false }
    }

    /// Tells a terminal that this one works at it, and nobody else.
    pub fn alone(self) -> Command {
        Command::Employees { here: self.profile.clone(), all: vec![self] }
    }
}

/// What passes at the door. A terminal that was told who works at it asks who comes; one that was not goes straight to
/// its prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Door {
    /// Who works at this machine; none where nobody has told.
    pub(super) employees: Vec<Employee>,
    /// The profile of the session that is open.
    pub(super) here: String,
    /// The name is being corrected on the form.
    pub(super) correcting: bool,
    /// What was put on the form last is no name.
    pub(super) refused: bool,
    /// The employee chosen last has a session in use elsewhere.
    pub(super) taken: bool,
    /// When the employee came down to work.
    pub(super) arrived: Option<Time>,
    /// What was shown when the elevator closed.
    pub(super) left: Option<Screen>,
}

impl Door {
    /// Whether a host can have told it.
    pub(super) fn is_sound(&self) -> bool {
        let short = |text: &str| text.chars().count() <= LONGEST;
        self.employees.len() <= MOST
            && short(&self.here)
            && self.employees.iter().all(|one| short(&one.profile) && one.name.as_deref().is_none_or(short))
    }
}

impl Terminal {
    /// Who works at this machine, as the host has told it.
    pub fn employees(&self) -> &[Employee] {
        &self.door.employees
    }

    /// The profile of the session that is open, as the host has told it.
    pub fn here(&self) -> &str {
        &self.door.here
    }

    /// Whether the name is being corrected on the form.
    pub fn corrects(&self) -> bool {
        self.door.correcting
    }

    /// Whether what was put on the form last is no name.
    pub fn refuses_name(&self) -> bool {
        self.door.refused
    }

    /// Whether the employee chosen last has a session in use elsewhere.
    pub fn is_taken(&self) -> bool {
        self.door.taken
    }

    /// Whether the name can still be corrected: once.
    pub fn may_correct(&self) -> bool {
        self.pack.arrival.is_some() && !self.session.employment.corrected
    }

    /// The question of the survey that is asked now, from 0; none when all were answered.
    pub fn question(&self) -> Option<usize> {
        let arrival = self.pack.arrival.as_ref()?;
        let answers = &self.session.employment.answers;
        arrival.questions.iter().position(|question| !answers.contains_key(&question.key))
    }

    /// How many questions of the survey were answered in the best way.
    pub fn best_answers(&self) -> usize {
        let questions = self.pack.arrival.iter().flat_map(|arrival| &arrival.questions);
        let answers = &self.session.employment.answers;
        questions.filter(|question| answers.get(&question.key) == Some(&question.best)).count()
    }

    /// The name that the house gives: of the seed alone.
    pub fn given_name(&self) -> String {
        let Some(arrival) = &self.pack.arrival else { return self.pack.employee.clone() };
        let draw = |what: u64, of: usize| {
            below(hash(self.session.seed, Purpose::Name, what, 0), of.max(1) as u32) as usize
        };
        let first = arrival.names.get(draw(0, arrival.names.len())).map_or("", String::as_str);
        let initial = arrival.initials.get(draw(1, arrival.initials.len())).copied().unwrap_or_default();
        format!("{first} {initial}.")
    }

    /// From the boot to what comes next: the survey, the name, the sign-in or the prompt.
    pub(super) fn come_in(&mut self) {
        let asks = !self.door.employees.is_empty() && self.pack.arrival.is_some();
        if !asks {
            self.door.arrived = Some(self.now);
            self.show_prompt();
        } else if self.settings.truth(&SIGN_IN) && (self.is_named() || self.has_others()) {
            self.show(Screen::SignIn);
        } else {
            self.receive();
        }
    }

    /// Whoever is here goes to work; or to the survey and the name, without which nobody does.
    fn receive(&mut self) {
        if self.is_named() {
            self.ride(true);
        } else if self.question().is_some() {
            self.show(Screen::Survey);
        } else {
            self.show_name(false);
        }
    }

    /// Whether others work at this machine.
    fn has_others(&self) -> bool {
        self.door.employees.iter().any(|one| one.profile != self.door.here)
    }

    /// Whether the employee has a name, or direction gives one.
    fn is_named(&self) -> bool {
        self.session.employee.is_some() || self.staging.employee.is_some()
    }

    fn show_name(&mut self, correcting: bool) {
        self.line.clear();
        self.door.correcting = correcting;
        self.door.refused = false;
        self.show(Screen::Naming);
    }

    /// Hears who works at this machine.
    pub(super) fn hear_of(&mut self, employees: &[Employee], here: &str) {
        let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
        self.door.employees = employees
            .iter()
            .take(MOST)
            .map(|employee| Employee {
                profile: short(&employee.profile),
                name: employee.name.as_deref().map(short),
                taken: employee.taken,
            })
            .collect();
        self.door.here = short(here);
        self.door.taken = false;
    }

    pub(super) fn perform_at_survey(&mut self, command: &Command) {
        let (Some(at), Some(arrival)) = (self.question(), self.pack.arrival.clone()) else { return };
        match command {
            Command::Answer { answer } => {
                let question = &arrival.questions[at];
                let answer = answer.filter(|answer| *answer < question.answers.len());
                self.session.employment.answers.insert(question.key.clone(), answer);
                self.focus = None;
                self.happen(Happening::Answered { question: question.key.clone(), answer });
                match self.question() {
                    Some(_) => self.happen(Happening::ScreenShown { screen: self.screen.name().to_owned() }),
                    None => self.show_name(false),
                }
            }
            // The question before is asked again.
            Command::Back if at > 0 => {
                self.session.employment.answers.remove(&arrival.questions[at - 1].key);
                self.focus = None;
                self.happen(Happening::ScreenShown { screen: self.screen.name().to_owned() });
            }
            // Whoever came here by mistake may be somebody else.
            Command::Back if self.has_others() => self.show(Screen::SignIn),
            _ => {}
        }
    }

    pub(super) fn perform_at_name(&mut self, command: &Command) {
        if !self.door.correcting {
            match command {
                Command::GoOn | Command::Enter | Command::Take => self.name(self.given_name(), false),
                Command::Correct if self.may_correct() => self.show_name(true),
                Command::Back => self.ask_again(),
                _ => {}
            }
            return;
        }
        match command {
            Command::Enter | Command::GoOn => match name_of(self.line.text()) {
                Some(name) => self.name(name, true),
                None => {
                    self.door.refused = true;
                    self.happen(Happening::ScreenShown { screen: self.screen.name().to_owned() });
                }
            },
            Command::Back if self.is_named() => {
                self.line.clear();
                self.door.correcting = false;
                self.show(Screen::SignIn);
            }
            Command::Back => self.show_name(false),
            _ => {
                if self.line.edit(command) {
                    self.door.refused = false;
                    self.typed_at = self.now;
                    self.happen(Happening::Typed);
                }
            }
        }
    }

    /// The last question is asked again.
    fn ask_again(&mut self) {
        let last = self.pack.arrival.as_ref().and_then(|arrival| arrival.questions.last());
        if let Some(key) = last.map(|question| question.key.clone())
            && self.session.employee.is_none()
        {
            self.session.employment.answers.remove(&key);
            self.show(Screen::Survey);
        }
    }

    /// Gives the employee a name, and lets the elevator take it down.
    fn name(&mut self, name: String, corrected: bool) {
        self.line.clear();
        self.door.correcting = false;
        self.session.employment.corrected |= corrected;
        self.session.employee = Some(name.clone());
        let here = &self.door.here;
        if let Some(own) = self.door.employees.iter_mut().find(|one| one.profile == *here) {
            own.name = Some(name.clone());
        }
        self.happen(Happening::Named { name, corrected });
        self.ride(true);
    }

    pub(super) fn perform_at_sign_in(&mut self, command: &Command) {
        match command {
            Command::SignIn { profile } => self.sign_in(profile.as_deref()),
            Command::GoOn | Command::Enter | Command::Take => {
                let here = self.door.here.clone();
                self.sign_in(Some(&here));
            }
            Command::Correct if self.may_correct() && self.is_named() => self.show_name(true),
            _ => {}
        }
    }

    /// Signs somebody in. Whoever is not the one whose session is open is for the host to open.
    fn sign_in(&mut self, profile: Option<&str>) {
        let known = profile.map(|profile| self.door.employees.iter().find(|one| one.profile == profile));
        if known == Some(None) {
            return;
        }
        self.door.taken = known.flatten().is_some_and(|employee| employee.taken);
        if self.door.taken {
            return self.happen(Happening::ScreenShown { screen: self.screen.name().to_owned() });
        }
        self.happen(Happening::SignedIn { profile: profile.map(str::to_owned) });
        if profile == Some(self.door.here.as_str()) {
            self.receive();
        }
    }
}

/// The name that a text on the form gives: a first name of letters and an initial, which may have its full stop. Both
/// get their capital.
fn name_of(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let (Some(first), Some(initial), None) = (words.next(), words.next(), words.next()) else { return None };
    let mut initial = initial.strip_suffix('.').unwrap_or(initial).chars();
    let (Some(letter), None) = (initial.next(), initial.next()) else { return None };
    let is_letter = |letter: char| letter.is_alphabetic() && can_be_set(letter);
    let is_name = FIRST.contains(&first.chars().count()) && first.chars().all(is_letter);
    if !is_name || !is_letter(letter) {
        return None;
    }
    let mut letters = first.chars();
    let first = capital(letters.next()?);
    Some(format!("{first}{} {}.", letters.as_str(), capital(letter)))
}

/// The capital of a letter; the letter itself where its capital is more than one.
fn capital(letter: char) -> char {
    let mut capital = letter.to_uppercase();
    match (capital.next(), capital.next()) {
        (Some(capital), None) => capital,
        _ => letter,
    }
}
