//! `macrodat session export`, `import` and `reset`: the session as a file, and another in its place.

use std::path::Path;

use super::{found, missing, open};
use crate::cli::{Common, Failure, pack, read_input, say};
use crate::model::geometry::Tube;
use crate::model::{Terminal, carry};
use crate::store::{DataDir, Profile, ProfileName, SAVE_VERSION, write_whole};

/// Whether a file on the command line is standard output or input.
fn is_standard(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What the terminal's session is as a file. What a hand was doing is over in it.
fn exported(terminal: &mut Terminal) -> String {
    terminal.unplug();
    carry::export(terminal.session(), &terminal.pack().key)
}

pub(super) fn export(
    file: &Path,
    data: &DataDir,
    name: &ProfileName,
    common: &Common,
) -> Result<(), Failure> {
    let mut terminal = found(data, name, common)?;
    let text = exported(&mut terminal);
    if is_standard(file) {
        return say(&text);
    }
    write_whole(file, format!("{text}\n").as_bytes())?;
    say(&format!("the session of the profile `{name}` is written to {}", file.display()))
}

pub(super) fn import(
    file: &Path,
    data: &DataDir,
    name: &ProfileName,
    common: &Common,
) -> Result<(), Failure> {
    let pack = pack(common)?;
    let text = read_input(file)?;
    let said = if is_standard(file) { "standard input".to_owned() } else { file.display().to_string() };
    // All of it is looked at before anything of the profile is.
    let session = carry::import(&text).map_err(|error| {
        let place = error.place.map_or_else(String::new, |(line, column)| format!("{line}:{column}:"));
        Failure::wrong(format!("{said}:{place} {error}"))
    })?;
    let terminal = Terminal::with_session(pack, Tube::default(), session);
    let kept = put(&terminal, open(data, name, common)?)?;
    say(&format!("the session in {said} is now that of the profile `{name}`{kept}"))
}

pub(super) fn reset(data: &DataDir, name: &ProfileName, common: &Common) -> Result<(), Failure> {
    // A profile that is not there is not made for this.
    let peeked = Profile::peek(data, name)?;
    if peeked.loaded.is_none() && peeked.damaged.is_empty() {
        return Err(missing(data, name));
    }
    let seed = common.seed.unwrap_or_else(rand::random);
    let terminal = Terminal::new(pack(common)?, Tube::default(), seed);
    let kept = put(&terminal, open(data, name, common)?)?;
    say(&format!("the profile `{name}` begins anew{kept}"))
}

/// Puts a terminal in the place of what a profile held, and tells where that is kept.
fn put(terminal: &Terminal, (mut profile, old): (Profile, Option<Terminal>)) -> Result<String, Failure> {
    let old = old.map(|mut old| format!("{}\n", exported(&mut old)));
    let kept = profile.replace(old.as_ref().map(String::as_bytes), &terminal.snapshot(), SAVE_VERSION)?;
    Ok(kept.map_or_else(String::new, |path| {
        format!("; the one before it is kept as {}, to be imported again", path.display())
    }))
}
