//! Which texts can be set: the names of profiles, and places of packs.

use crate::words;

/// Names that Windows opens as devices in every folder. (Its COM¹ and LPT¹ fall to the set of characters.)
const RESERVED: [&str; 24] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Most characters in a profile's name.
const NAME_LIMIT: usize = 40;
/// Most characters in the name or the path of a pack.
const PLACE_LIMIT: usize = 1000;

/// The rule that a profile's name breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// Nothing in it.
    #[error("{}", words::say("settings.name-empty", &[]))]
    Empty,
    /// Over 40 characters.
    #[error("{}", words::say("settings.name-long", &[("count", &.0.to_string())]))]
    TooLong(usize),
    /// Starts or ends with a space.
    #[error("{}", words::say("settings.name-space", &[]))]
    OuterSpace,
    /// A character outside the set.
    #[error("{}", unfit(*.0))]
    Character(char),
    /// A name that Windows keeps for devices.
    #[error("{}", words::say("settings.name-reserved", &[]))]
    Reserved,
}

/// The first rule that a profile's name breaks: 1 to 40 letters (of any script), digits 0 to 9, spaces, dashes and
/// underscores, no space at either end, and no device's name.
pub fn name_problem(name: &str) -> Option<NameProblem> {
    let allowed = |c: char| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, ' ' | '-' | '_');
    let length = name.chars().count();
    if length == 0 {
        Some(NameProblem::Empty)
    } else if length > NAME_LIMIT {
        Some(NameProblem::TooLong(length))
    } else if let Some(c) = name.chars().find(|&c| !allowed(c)) {
        Some(NameProblem::Character(c))
    } else if name.starts_with(' ') || name.ends_with(' ') {
        Some(NameProblem::OuterSpace)
    } else if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
        Some(NameProblem::Reserved)
    } else {
        None
    }
}

fn unfit(character: char) -> String {
    let character = format!("{character:?}");
    words::say("settings.name-character", &[("character", &character)])
}

/// What is wrong with a text as the name of a profile.
pub(super) fn profile(text: &str) -> Option<String> {
    name_problem(text).map(|problem| words::say("settings.name", &[("problem", &problem.to_string())]))
}

/// What is wrong with a text as the name or the folder of a pack. Whether there is such a pack is seen when it is
/// opened.
pub(super) fn place(text: &str) -> Option<String> {
    let wrong =
        text.trim().is_empty() || text.chars().count() > PLACE_LIMIT || text.chars().any(char::is_control);
    wrong.then(|| words::say("settings.place", &[]))
}
