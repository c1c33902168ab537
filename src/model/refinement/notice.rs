//! What the board has to say, one line at a time. The words are the pack's.

use serde::{Deserialize, Serialize};

use super::bins::Refusal;
use super::temper::Temper;
use crate::pack::Pack;

/// What a first file teaches, in order; each goes once it is obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lesson {
    /// Rest beside digits until they stir.
    Rest,
    /// Draw a box about them.
    Box,
    /// Send them to a bin.
    Bin,
}

/// A line to be shown and announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// A prompt of the first file.
    Lesson(Lesson),
    /// The box held no digit of a cluster.
    BoxEmpty,
    /// The box held too few of a cluster's digits.
    BoxPart,
    /// The box held two clusters.
    BoxTwo,
    /// A click found no stirred cluster.
    ClickNothing,
    /// A cluster is gathered.
    Gathered {
        /// Its digits.
        count: usize,
    },
    /// A call to a session was declined.
    Declined,
    /// A bin refused a cluster.
    Refused {
        /// The bin.
        bin: usize,
        /// The cluster's temper, told by what is felt and not by name.
        temper: Temper,
        /// Which of the phrases tells it.
        phrase: usize,
        /// Why.
        why: Refusal,
    },
}

impl Notice {
    /// The line in the words of `pack`.
    pub fn text(&self, pack: &Pack) -> String {
        let label = |bin: usize| pack.bins.get(bin).cloned().unwrap_or_default();
        match self {
            Self::Lesson(Lesson::Rest) => pack.say("teach-rest", &[]),
            Self::Lesson(Lesson::Box) => pack.say("teach-box", &[]),
            Self::Lesson(Lesson::Bin) => pack.say("teach-bin", &[]),
            Self::BoxEmpty => pack.say("box-empty", &[]),
            Self::BoxPart => pack.say("box-part", &[]),
            Self::BoxTwo => pack.say("box-two", &[]),
            Self::ClickNothing => pack.say("click-nothing", &[]),
            Self::Declined => pack.talk.as_ref().map_or_else(String::new, |talk| talk.label("declined", &[])),
            Self::Gathered { count } => pack.say("gathered", &[("count", &pack.count_word(*count as u64))]),
            Self::Refused { bin, temper, phrase, why } => {
                let felt = felt(pack, *temper, *phrase);
                match why {
                    Refusal::Leads { least } => pack.say(
                        "refuse-leads",
                        &[
                            ("bin", &label(*bin)),
                            ("felt", felt),
                            ("least", &pack.tempers[least.index()].name),
                        ],
                    ),
                    Refusal::Full => pack.say("refuse-full", &[("bin", &label(*bin)), ("felt", felt)]),
                }
            }
        }
    }
}

/// What is felt in a cluster of `temper`: one of the pack's phrases.
pub(crate) fn felt(pack: &Pack, temper: Temper, phrase: usize) -> &str {
    let phrases = &pack.tempers[temper.index()].felt;
    phrases.get(phrase % phrases.len().max(1)).map_or("", String::as_str)
}

/// The attended cluster in words: how many digits, and what is felt, never the temper's name.
pub fn stirred_text(pack: &Pack, temper: Temper, count: usize, phrase: usize) -> String {
    pack.say("felt", &[("count", &pack.count_word(count as u64)), ("felt", felt(pack, temper, phrase))])
}
