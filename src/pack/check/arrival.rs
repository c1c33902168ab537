//! What `arrival.toml` says: the survey, the names that are given, the elevator and the quiet screen.

use std::ops::RangeInclusive;

use super::{items, labels, lines, tables, within};
use crate::pack::arrival::{ANSWERS, Arrival, LINES, QUESTIONS, Question, UNKNOWN_IS_BEST};
use crate::pack::reader::{Once, Table, is_hidden, shown};

/// Most characters of a question, and of an answer.
const QUESTION: usize = 90;
const ANSWER: usize = 40;
/// Most characters of a given name, and of a floor.
const NAME: usize = 12;
const FLOOR: usize = 24;
/// Most characters of a wrong name, and of what is said to it.
const MISNOMER: usize = 40;
const ANSWERED: usize = 110;

/// How many names and initials are wanted.
const NAMES: RangeInclusive<usize> = 24..=200;
const INITIALS: RangeInclusive<usize> = 4..=26;

/// Reads `arrival.toml`.
pub(super) fn arrival(root: &mut Table<'_>) -> Arrival {
    let mut arrival = Arrival { lines: lines(root, LINES), ..Arrival::default() };
    let mut once = Once::default();
    for value in items(root, "names", NAMES) {
        let Some(name) = value.text(NAME) else { continue };
        if let Some(odd) = name.chars().find(|letter| !letter.is_alphabetic()) {
            value.bad(format_args!("holds \"{odd}\""), "a name of letters alone is wanted");
        } else if once.first(&value, &name.to_lowercase()) {
            arrival.names.push(name);
        }
    }
    if let Some(value) = root.want("initials")
        && let Some(text) = value.text(*INITIALS.end())
    {
        arrival.initials = text.chars().collect();
        let odd = arrival.initials.iter().find(|letter| !letter.is_uppercase());
        let again =
            (1..arrival.initials.len()).find(|at| arrival.initials[..*at].contains(&arrival.initials[*at]));
        if let Some(odd) = odd {
            value.bad(format_args!("holds \"{odd}\""), "capital letters alone are wanted");
        } else if let Some(at) = again {
            value
                .bad(format_args!("holds \"{}\" twice", arrival.initials[at]), "each initial once is wanted");
        } else if !INITIALS.contains(&arrival.initials.len()) {
            value.bad(format_args!("is \"{}\"", shown(&text)), "4 to 26 capital letters are wanted");
        }
    }
    arrival.floors = labels(root, "floors", 3..=12, FLOOR);
    arrival.questions = questions(root);
    if root.has("misnomers") {
        within(root, "misnomers", |table| {
            for (wrong, value) in table.all() {
                let typed = wrong == wrong.trim().to_lowercase() && !wrong.contains(is_hidden);
                if !typed || !(1..=MISNOMER).contains(&wrong.chars().count()) {
                    value.bad(
                        "belongs to no name that can be typed so",
                        "1 to 40 lower-case characters, none of them a space at an end, are wanted",
                    );
                } else if let Some(text) = value.template(ANSWERED, &[]) {
                    arrival.misnomers.insert(wrong, text);
                }
            }
        });
    }
    arrival
}

fn questions(root: &mut Table<'_>) -> Vec<Question> {
    let value = root.may("question");
    let (mut keys, mut texts) = (Once::default(), Once::default());
    let questions = tables(root, "question", QUESTIONS..=QUESTIONS, |table| {
        let key = table.want("key").and_then(|v| {
            let key = v.key()?;
            keys.first(&v, &key).then_some(key)
        });
        let text = table.want("text").and_then(|v| {
            let text = v.template(QUESTION, &[])?;
            texts.first(&v, &text.to_lowercase());
            Some(text)
        });
        let answers = labels(table, "answers", ANSWERS, ANSWER);
        let last = answers.len().saturating_sub(1);
        Question {
            key: key.unwrap_or_default(),
            text: text.unwrap_or_default(),
            answers,
            best: table.may("best").and_then(|v| v.whole(0..=last as i64)).map(|best| best as usize),
        }
    });
    let unknown = questions.iter().filter(|question| question.best.is_none()).count();
    if let Some(value) = value.filter(|_| questions.len() == QUESTIONS && unknown < UNKNOWN_IS_BEST) {
        value.bad(
            format_args!("leaves it best to know nothing {unknown} times"),
            format!("at least {UNKNOWN_IS_BEST} without `best` are wanted"),
        );
    }
    questions
}
