//! A session on its own, as a file that people can read, keep, and carry to another machine. docs/session.md has its
//! form.

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::{Value, json};

use super::migrate::{MigrateError, SESSION_VERSION, migrate_session};
use super::session::Session;

/// The field that tells such a file from others, and has the session's version.
const MARK: &str = "macrodat-session";

/// Why a text is no session for this program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct CarryError {
    /// Line and column, from 1, where there is a place.
    pub place: Option<(usize, usize)>,
    /// What is wrong and what would be right.
    pub what: String,
}

impl CarryError {
    fn at(error: &serde_json::Error, what: &str, right: &str) -> Self {
        let place = Some((error.line(), error.column())).filter(|(line, _)| *line > 0);
        Self { place, what: format!("{what} ({}); {right}", said(error)) }
    }

    fn foreign(why: &str) -> Self {
        Self { place: None, what: format!("it is not a session ({why}); {FROM_EXPORT}") }
    }

    fn unsound(why: &str) -> Self {
        Self { place: None, what: format!("{why}; docs/session.md has the range of each field") }
    }
}

const FROM_EXPORT: &str = "give a file that `macrodat session export` has written";
const FORMS: &str = "docs/session.md has the form of each";

/// The head of the file; whatever else it has is passed over.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "macrodat-session")]
    version: Option<u64>,
    session: Option<serde::de::IgnoredAny>,
}

/// A file of the present version.
#[derive(Deserialize)]
struct Carried {
    session: Session,
}

/// The session as text. `pack` is the key of the pack by which its files are named.
pub fn export(session: &Session, pack: &str) -> String {
    let whole = exported(session, pack);
    // Every key of every map in it is text, and no number is beyond JSON, so that this cannot fail.
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

/// The same as a value.
pub fn exported(session: &Session, pack: &str) -> Value {
    json!({ MARK: SESSION_VERSION, "program": env!("CARGO_PKG_VERSION"), "pack": pack, "session": session })
}

/// Reads a session that was written by [`export`], by this program or an older one, and looks whether it can be one.
///
/// # Errors
/// The first thing that is wrong.
pub fn import(text: &str) -> Result<Session, CarryError> {
    let head: Head = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => CarryError::foreign(&said(&error)),
        _ => CarryError::at(&error, "it is not JSON", FROM_EXPORT),
    })?;
    // A list would do for serde, value by value.
    if !text.trim_start().starts_with('{') {
        return Err(CarryError::foreign("it is a list"));
    }
    let version = head.version.ok_or_else(|| CarryError::foreign(&format!("no \"{MARK}\" in it")))?;
    if head.session.is_none() {
        return Err(CarryError::foreign("no \"session\" in it"));
    }
    let field = |error: serde_json::Error| CarryError::at(&error, "a field of the session is wrong", FORMS);
    let session = if version == u64::from(SESSION_VERSION) {
        serde_json::from_str::<Carried>(text).map_err(field)?.session
    } else {
        let mut whole: Value = serde_json::from_str(text).map_err(field)?;
        // A number that is no version's stays none.
        let version = u32::try_from(version).unwrap_or(u32::MAX);
        let session = &mut whole["session"];
        migrate_session(version, session).map_err(|error| match error {
            MigrateError::Version { .. } => CarryError {
                place: None,
                what: format!("{error}; take the program that wrote it, or a newer one"),
            },
            MigrateError::Shape(_) => CarryError::foreign(&error.to_string()),
        })?;
        // Where its fields stood is forgotten by now.
        serde_json::from_value(session.take()).map_err(field)?
    };
    session.check().map_err(|why| CarryError::unsound(&why))?;
    Ok(session)
}

/// What an error says, without the place, which is told beside it.
fn said(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    whole.rsplit_once(" at line ").map_or(whole.as_str(), |(what, _)| what).to_owned()
}
