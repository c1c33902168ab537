//! Lists of frames and patterns of file names, as render farms write them.

use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The largest frame number.
const LAST: i64 = 100_000_000;
/// The most frames in one list.
const MOST: usize = 1_000_000;

/// Frame numbers, in rising order, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameList(pub Vec<i64>);

impl FromStr for FrameList {
    type Err = String;

    /// `7`, `1-48`, `1-48x2` or `1-48:2` (every second), several with commas between.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |part: &str| {
            format!(
                "`{part}` is not a list of frames; write 7, 1-48, 1-48x2 or several with commas, from 1 to {LAST}"
            )
        };
        let number = |part: &str, text: &str| {
            let number: i64 = text.trim().parse().map_err(|_| wrong(part))?;
            if (1..=LAST).contains(&number) { Ok(number) } else { Err(wrong(part)) }
        };
        let mut frames = Vec::new();
        for part in text.split(',').map(str::trim) {
            let (range, step) = part.split_once(['x', ':']).unwrap_or((part, "1"));
            let step = number(part, step)?;
            let (first, last) = match range.split_once('-') {
                Some((first, last)) => (number(part, first)?, number(part, last)?),
                None => (number(part, range)?, number(part, range)?),
            };
            if last < first {
                return Err(format!("`{part}` runs backwards; write the smaller frame first"));
            }
            if (last - first) / step >= (MOST - frames.len()) as i64 {
                return Err(format!("`{text}` is more than {MOST} frames; write fewer"));
            }
            frames.extend((first..=last).step_by(step as usize));
        }
        frames.sort_unstable();
        frames.dedup();
        Ok(Self(frames))
    }
}

/// A pattern of file names with a place for the frame number: `f.####.png` or `f.%04d.png`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    before: String,
    after: String,
    /// Digits, with zeros in front; none if the pattern has no place.
    digits: Option<usize>,
}

impl FromStr for Pattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let file_start = text.rfind(['/', std::path::MAIN_SEPARATOR]).map_or(0, |at| at + 1);
        let file = &text[file_start..];
        if !file.to_ascii_lowercase().ends_with(".png") || file.len() == 4 {
            return Err(format!("`{text}` does not name a PNG file; write a name such as out/f.####.png"));
        }
        let place = if let Some(at) = file.find('#') {
            let digits = file[at..].bytes().take_while(|byte| *byte == b'#').count();
            Some((at, digits, digits))
        } else if let Some(at) = file.find('%') {
            let width = file[at + 1..].find('d').map(|end| &file[at + 1..at + 1 + end]);
            let digits = width.and_then(|width| {
                if width.is_empty() { Some(1) } else { width.strip_prefix('0')?.parse().ok() }
            });
            let Some(digits) = digits else {
                return Err(format!("`{text}` has a % that is no frame number; write %04d or ####"));
            };
            Some((at, width.map_or(0, str::len) + 2, digits))
        } else {
            None
        };
        let (before, after, digits) = match place {
            Some((at, length, digits)) => {
                let at = file_start + at;
                (text[..at].to_owned(), text[at + length..].to_owned(), Some(digits))
            }
            None => (text.to_owned(), String::new(), None),
        };
        if after.contains(['#', '%']) {
            return Err(format!("`{text}` has two places for the frame number; write one"));
        }
        if digits.is_some_and(|digits| digits == 0 || digits > 12) {
            return Err(format!("`{text}` asks for a frame number of no or over 12 digits; write ####"));
        }
        Ok(Self { before, after, digits })
    }
}

impl Pattern {
    /// Whether it has a place for the frame number.
    pub fn has_place(&self) -> bool {
        self.digits.is_some()
    }

    /// The file of a frame.
    pub fn path(&self, frame: i64) -> PathBuf {
        match self.digits {
            Some(digits) => PathBuf::from(format!("{}{frame:0digits$}{}", self.before, self.after)),
            None => PathBuf::from(&self.before),
        }
    }

    /// The folder in which the files lie.
    pub fn folder(&self) -> PathBuf {
        self.path(1).parent().map(Path::to_path_buf).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        let read = |text: &str| text.parse::<FrameList>().map(|list| list.0);
        assert_eq!(read("7"), Ok(vec![7]));
        assert_eq!(read("3-5, 1"), Ok(vec![1, 3, 4, 5]));
        assert_eq!(read("1-10x4,9"), Ok(vec![1, 5, 9]));
        assert_eq!(read("1-10:5"), Ok(vec![1, 6]));
        for wrong in ["", "0", "-3", "5-2", "1-", "a", "1-9x0", "1-99999999999", "1-100000000", "1,,2"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn patterns_are_filled() {
        let path = |text: &str| text.parse::<Pattern>().map(|pattern| pattern.path(42));
        assert_eq!(path("out/f.####.png"), Ok(PathBuf::from("out/f.0042.png")));
        assert_eq!(path("out#/f.%03d.png"), Ok(PathBuf::from("out#/f.042.png")));
        assert_eq!(path("f%d.PNG"), Ok(PathBuf::from("f42.PNG")));
        assert_eq!(path("one.png"), Ok(PathBuf::from("one.png")));
        for wrong in ["", "f.jpg", ".png", "f.##.#.png", "f%s.png", "f%4x.png", "#############.png"] {
            assert!(path(wrong).is_err(), "{wrong}");
        }
    }
}
