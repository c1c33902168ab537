//! Lines with named places: `{name}` is filled, `{{` and `}}` stand for the braces themselves.

/// One piece of a template, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text to be said as it stands.
    Text(&'t str),
    /// The name of a place to be filled.
    Slot(&'t str),
}

/// Why a text is no template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An opening brace without its closing one.
    #[error("a `{{` is never closed")]
    Open,
    /// A closing brace without an opening one.
    #[error("a `}}` closes nothing")]
    Stray,
    /// What stands between the braces is no name.
    #[error("braces hold no name of lower-case letters, digits and dashes")]
    Name,
}

/// The pieces of a template. After a fault come no further pieces.
pub fn pieces(text: &str) -> impl Iterator<Item = Result<Piece<'_>, Fault>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let piece = first(rest);
        match piece {
            Ok((_, used)) => rest = &rest[used..],
            Err(_) => rest = "",
        }
        Some(piece.map(|(piece, _)| piece))
    })
}

/// The first piece of a text that is not empty, and the bytes it takes up.
fn first(text: &str) -> Result<(Piece<'_>, usize), Fault> {
    let brace = text.find(['{', '}']).unwrap_or(text.len());
    if brace > 0 {
        return Ok((Piece::Text(&text[..brace]), brace));
    }
    if text.starts_with("{{") || text.starts_with("}}") {
        return Ok((Piece::Text(&text[..1]), 2));
    }
    if text.starts_with('}') {
        return Err(Fault::Stray);
    }
    let close = text.find('}').ok_or(Fault::Open)?;
    let name = &text[1..close];
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(fits) {
        return Err(Fault::Name);
    }
    Ok((Piece::Slot(name), close + 1))
}

/// The names of all places in a template, in the order of the text; a name used twice comes twice.
///
/// # Errors
/// The first [`Fault`] of the text.
pub fn slots(text: &str) -> Result<Vec<&str>, Fault> {
    let mut names = Vec::new();
    for piece in pieces(text) {
        if let Piece::Slot(name) = piece? {
            names.push(name);
        }
    }
    Ok(names)
}

/// The template with its places filled. What is filled in is not read again as a template.
///
/// A place for which nothing is given stays as it is written, and so does a text that is no template: a wrong line
/// is better shown than lost, and the packs and the catalogue are checked for both before they are used.
///
/// One stop is set where two would meet: that of a name with an initial serves for the sentence that it ends.
pub fn fill(text: &str, args: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut stops = false;
    for piece in pieces(text) {
        match piece {
            Ok(Piece::Text(plain)) => {
                let stop = std::mem::take(&mut stops).then(|| plain.strip_prefix('.')).flatten();
                filled.push_str(stop.unwrap_or(plain));
            }
            Ok(Piece::Slot(name)) => match args.iter().find(|(given, _)| *given == name) {
                Some((_, value)) => {
                    filled.push_str(value);
                    stops = value.ends_with('.');
                }
                None => {
                    filled.push('{');
                    filled.push_str(name);
                    filled.push('}');
                }
            },
            Err(_) => return text.to_owned(),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_by_name() {
        let line = "Bin {bin} lacks {least}, and {bin} waits.";
        assert_eq!(fill(line, &[("least", "Dread"), ("bin", "03")]), "Bin 03 lacks Dread, and 03 waits.");
        assert_eq!(slots(line), Ok(vec!["bin", "least", "bin"]));
        assert_eq!(fill("", &[("bin", "1")]), "");
    }

    #[test]
    fn one_stop_is_set_where_two_would_meet() {
        let said = |line: &str| fill(line, &[("name", "Ada Q.")]);
        assert_eq!(said("Sit, {name}. It is {name}."), "Sit, Ada Q. It is Ada Q.");
        assert_eq!(said("{name}, sit. {name} {name}."), "Ada Q., sit. Ada Q. Ada Q.");
        assert_eq!(fill("{a}. {b}.", &[("a", "x"), ("b", "y!")]), "x. y!.");
    }

    #[test]
    fn doubled_braces_are_braces() {
        assert_eq!(fill("{{{a}}} }}{{", &[("a", "x")]), "{x} }{");
        assert_eq!(slots("{{a}}"), Ok(vec![]));
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        assert_eq!(fill("{a}{b}", &[("a", "{b}"), ("b", "}")]), "{b}}");
    }

    #[test]
    fn a_place_without_a_value_stays_visible() {
        assert_eq!(fill("No {typed} is held.", &[]), "No {typed} is held.");
    }

    #[test]
    fn faults_are_told_apart_and_never_lose_the_line() {
        for (line, fault) in [
            ("a {b", Fault::Open),
            ("a } b", Fault::Stray),
            ("a {} b", Fault::Name),
            ("a {B} b", Fault::Name),
            ("é {é} b", Fault::Name),
            ("{a {b}}", Fault::Name),
        ] {
            assert_eq!(slots(line), Err(fault), "{line}");
            assert_eq!(fill(line, &[("b", "x")]), line);
        }
    }
}
