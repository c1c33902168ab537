//! How an employee comes and goes: the survey, the names that are given, the elevator and the quiet screen, as a pack
//! holds them in `arrival.toml`.

use std::collections::BTreeMap;

use super::voice::Line;
use crate::template;

/// Questions of a survey.
pub const QUESTIONS: usize = 5;
/// Answers of a question, beside the one that nothing is known.
pub const ANSWERS: std::ops::RangeInclusive<usize> = 2..=4;
/// Of these, nothing to know is the best answer to so many at least.
pub const UNKNOWN_IS_BEST: usize = 3;

/// How one comes and goes. All [`LINES`] are there, with the places stated there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// What is said on these screens, by key.
    pub lines: BTreeMap<String, String>,
    /// The survey: always [`QUESTIONS`].
    pub questions: Vec<Question>,
    /// First names that the house gives; 24 to 200, of letters alone, all different.
    pub names: Vec<String>,
    /// Initials that it gives; 4 to 26 capital letters.
    pub initials: Vec<char>,
    /// What the elevator passes, from the top down; 3 to 12.
    pub floors: Vec<String>,
    /// What is said to whoever types a wrong name for something, by that name in lower case.
    pub misnomers: BTreeMap<String, String>,
}

/// A question of the survey. Beside its answers there is always the one that nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Stable key.
    pub key: String,
    /// The question.
    pub text: String,
    /// Two to four answers.
    pub answers: Vec<String>,
    /// Which of them is the best; none where it is best to know nothing.
    pub best: Option<usize>,
}

const fn line(key: &'static str, placeholders: &'static [&'static str]) -> Line {
    Line { key, placeholders }
}

/// All lines. `{name}` is a first name with an initial, `{at}`, `{count}`, `{hours}` and `{minutes}` numbers in digits.
pub const LINES: &[Line] = &[
    // The survey.
    line("survey-title", &[]),
    line("survey-opening", &[]),
    line("survey-at", &["at", "count"]),
    line("survey-unknown", &[]),
    line("survey-hint", &[]),
    // The name.
    line("name-title", &[]),
    line("name-given", &["name"]),
    line("name-score", &["count"]),
    line("name-accept", &[]),
    line("name-correct", &[]),
    line("name-form", &[]),
    line("name-hint", &[]),
    line("name-refused", &[]),
    // Signing in.
    line("sign-title", &[]),
    line("sign-hint", &[]),
    line("sign-unnamed", &[]),
    line("sign-new", &[]),
    line("sign-correct", &[]),
    line("sign-taken", &[]),
    // The elevator.
    line("elevator-down", &["name"]),
    line("elevator-up", &["name"]),
    line("elevator-stopped-down", &[]),
    line("elevator-stopped-up", &[]),
    line("elevator-hint", &[]),
    // Outside: how long one was at work.
    line("outside-none", &[]),
    line("outside-minute", &[]),
    line("outside-minutes", &["minutes"]),
    line("outside-hour", &[]),
    line("outside-hour-minutes", &["minutes"]),
    line("outside-hours", &["hours"]),
    line("outside-hours-minutes", &["hours", "minutes"]),
    line("outside-down", &[]),
];

impl Arrival {
    /// A line of [`LINES`] with its places filled.
    pub fn say(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.lines.get(key).map_or_else(String::new, |text| template::fill(text, places))
    }

    /// How it is said that one was at work for so many whole minutes.
    pub fn time_at_work(&self, minutes: i64) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        let key = match (hours, rest) {
            (0, 0) => "outside-none",
            (0, 1) => "outside-minute",
            (0, _) => "outside-minutes",
            (1, 0) => "outside-hour",
            (1, _) => "outside-hour-minutes",
            (_, 0) => "outside-hours",
            _ => "outside-hours-minutes",
        };
        self.say(key, &[("hours", &hours.to_string()), ("minutes", &rest.to_string())])
    }
}
