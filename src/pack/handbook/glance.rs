//! One look at the bytes of words: how many there are, and whether anything in them wants a closer look.
//!
//! Most words want none, and all words of a handbook are read at a start.

/// A letter or digit of ASCII.
const LETTER: u8 = 1;
/// A space of ASCII.
const SPACE: u8 = 2;
/// What exclaims or contracts.
const SHORT: u8 = 4;
/// Part of a character beyond ASCII.
const FOREIGN: u8 = 8;
/// What withholds.
const EQUALS: u8 = 16;

/// What every byte is.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => LETTER,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => SPACE,
            b'!' | b'\'' => SHORT,
            b'=' => EQUALS,
            0x80.. => FOREIGN,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// What words may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Glance {
    /// A word of more bytes than asked.
    pub(super) long: bool,
    /// Something exclaimed or contracted.
    pub(super) manners: bool,
    /// Characters beyond ASCII.
    pub(super) foreign: bool,
    /// A passage that is withheld.
    pub(super) withheld: bool,
}

impl Glance {
    /// A look at a text. No word of at most `letters` bytes is long.
    pub(super) fn at(text: &str, letters: usize) -> Self {
        let (mut seen, mut row, mut most) = (0, 0, 0);
        for byte in text.bytes() {
            let kind = KINDS[usize::from(byte)];
            seen |= kind;
            row = if kind == SPACE { 0 } else { row + 1 };
            most = row.max(most);
        }
        let foreign = seen & FOREIGN != 0;
        // An apostrophe need not be that of ASCII.
        Self {
            long: most > letters,
            manners: foreign || seen & SHORT != 0,
            foreign,
            withheld: seen & EQUALS != 0,
        }
    }
}

/// How many words a text has that hold a letter or a digit.
pub(super) fn words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    }
    let (mut words, mut counted) = (0, 0);
    for byte in text.bytes() {
        let kind = KINDS[usize::from(byte)];
        words += usize::from(kind & LETTER & !counted);
        counted = if kind == SPACE { 0 } else { counted | kind & LETTER };
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_alike_in_and_beyond_ascii() {
        for (text, count) in [("", 0), ("a", 1), (" a  (b) - 7\tc\n", 4), ("it's x=y", 2), ("…", 0)] {
            assert_eq!(words(text), count, "{text}");
            assert_eq!(words(&format!("{text} é")), count + 1, "{text}");
        }
    }

    #[test]
    fn what_wants_a_closer_look_is_seen() {
        let plain = Glance::default();
        assert_eq!(Glance::at("four four", 4), plain);
        assert_eq!(Glance::at("fives", 4), Glance { long: true, ..plain });
        assert_eq!(Glance::at("no!", 4), Glance { manners: true, ..plain });
        assert_eq!(Glance::at("a==b", 4), Glance { withheld: true, ..plain });
        assert_eq!(Glance::at("it’s", 9), Glance { manners: true, foreign: true, ..plain });
    }
}
