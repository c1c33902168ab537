//! Sessions of older versions, brought to the present one: from JSON to JSON, one step a version.
//!
//! A step is written once, when a version is left behind, and never changed: it knows the fields by their names alone.
//! docs/session.md tells what each version has.

use serde_json::{Map, Value, json};

/// The version of the session that this program writes, and the newest one that it reads. Snapshots have the same.
pub const SESSION_VERSION: u32 = 3;

/// Why a session cannot be brought to the present version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MigrateError {
    /// There was never such a version, or it is a newer program's.
    #[error("it has session version {version}, and this program reads 1 to {SESSION_VERSION}")]
    Version {
        /// The version it has.
        version: u32,
    },
    /// What every version has is not there.
    #[error("{0} is missing in it, or is of another kind")]
    Shape(&'static str),
}

/// Brings a session of `version` to the present one.
///
/// # Errors
/// As [`MigrateError`] says; the session may then be of no version.
pub fn migrate_session(version: u32, session: &mut Value) -> Result<(), MigrateError> {
    check(version)?;
    let session = session.as_object_mut().ok_or(MigrateError::Shape("the session"))?;
    if version < 2 {
        session_to_2(session)?;
    }
    if version < 3 {
        session_to_3(session);
    }
    Ok(())
}

/// Brings a snapshot of a terminal, with the session in it, from `version` to the present one.
///
/// # Errors
/// As [`migrate_session`].
pub fn migrate_snapshot(version: u32, snapshot: &mut Value) -> Result<(), MigrateError> {
    check(version)?;
    migrate_session(version, snapshot.get_mut("session").ok_or(MigrateError::Shape("the session"))?)?;
    let terminal = snapshot.as_object_mut().ok_or(MigrateError::Shape("the terminal"))?;
    if version < 2 {
        snapshot_to_2(terminal);
    }
    if version < 3 {
        snapshot_to_3(terminal)?;
    }
    Ok(())
}

fn check(version: u32) -> Result<(), MigrateError> {
    if (1..=SESSION_VERSION).contains(&version) { Ok(()) } else { Err(MigrateError::Version { version }) }
}

/// Version 1 knew refinement alone. Time at work stood in the ledger and on the boards; now it is summed up as well.
/// Groups at rest betrayed themselves as their file states.
fn session_to_2(session: &mut Map<String, Value>) -> Result<(), MigrateError> {
    let flicks = |of: &Value| of.get("active").and_then(Value::as_i64).unwrap_or(0);
    let ledger = session.get("ledger").and_then(Value::as_array).ok_or(MigrateError::Shape("the ledger"))?;
    let boards = session.get("boards").and_then(Value::as_object).ok_or(MigrateError::Shape("boards"))?;
    // A board that was finished and not put away yet is in the ledger already.
    let unfinished = boards.values().filter(|board| board.get("finished_at").is_none_or(Value::is_null));
    let active = ledger.iter().chain(unfinished).map(flicks).fold(0, i64::saturating_add);
    session.insert("active".to_owned(), json!(active));
    let boards = session.get_mut("boards").and_then(Value::as_object_mut);
    for board in boards.into_iter().flat_map(|boards| boards.values_mut()).filter_map(Value::as_object_mut) {
        board.insert("readiness".to_owned(), json!(0));
    }
    for room in ["deeds", "wellness", "reading"] {
        session.insert(room.to_owned(), json!({}));
    }
    Ok(())
}

/// Version 1 had no rooms that lie over others, and watched nothing. Its list of keys lay over the screen; now the
/// handbook tells them.
fn snapshot_to_2(terminal: &mut Map<String, Value>) {
    terminal.remove("help");
    terminal.remove("helped");
    for (field, value) in [
        ("beneath", json!([])),
        ("sitting", Value::Null),
        ("ways", json!({ "pace": 100, "waits": false })),
        ("reader", json!({})),
        ("watch", json!({})),
    ] {
        terminal.insert(field.to_owned(), value);
    }
}

/// Version 2 knew nothing of arriving and of incentives. What its files have earned is looked up when it is opened, since
/// that is for the pack to say.
fn session_to_3(session: &mut Map<String, Value>) {
    for room in ["employment", "merits"] {
        session.insert(room.to_owned(), json!({}));
    }
}

/// Version 2 had no door through which one comes, no case and no dance. Of what can be set it held how sessions are
/// held.
fn snapshot_to_3(terminal: &mut Map<String, Value>) -> Result<(), MigrateError> {
    let mut settings = Map::new();
    if let Some(ways) = terminal.remove("ways") {
        for (field, setting) in [("pace", "session.pace"), ("waits", "session.waits")] {
            if let Some(value) = ways.get(field).filter(|value| value.is_u64() || value.is_boolean()) {
                settings.insert(setting.to_owned(), json!(value.to_string()));
            }
        }
    }
    terminal.insert("settings".to_owned(), Value::Object(settings));
    for (field, value) in [
        ("door", json!({})),
        ("case", json!(0)),
        ("quarter", json!([0, false])),
        ("dancing", Value::Null),
        ("misnamed", Value::Null),
    ] {
        terminal.insert(field.to_owned(), value);
    }
    let staging = terminal.get_mut("staging").and_then(Value::as_object_mut);
    staging.ok_or(MigrateError::Shape("the staging"))?.insert("merits".to_owned(), Value::Null);
    Ok(())
}
