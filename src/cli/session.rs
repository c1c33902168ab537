//! `macrodat session`: a saved session without a window.

mod carry;

use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Common, Failure, pack, read_input, say};
use crate::model::carry::exported;
use crate::model::command::read_commands;
use crate::model::geometry::Tube;
use crate::model::{Happening, Session, Stamped, Terminal};
use crate::stage::write_certificate;
use crate::store::{DataDir, Profile, ProfileName, SAVE_VERSION, Snapshot, Writer};
use crate::time::{Span, Time, Transport};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Sub {
    /// Print everything that the session remembers, as JSON
    Show,
    /// Write the session to a file that people can read, keep and carry to another machine
    Export {
        /// The file, or - for standard output
        file: PathBuf,
    },
    /// Put the session of such a file in the place of the profile's, which is kept beside it
    Import {
        /// The file, or - for standard input
        file: PathBuf,
    },
    /// Begin anew; the session until now is kept beside the new one
    Reset,
    /// Save the certificate of a quarter that has ended as a PNG picture
    Certificate {
        /// The quarter, from 1 [default: the last]
        #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
        quarter: u32,
        /// The file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Print the card of a quarter that has ended
    Card {
        /// The quarter, from 1 [default: the last]
        #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
        quarter: u32,
    },
    /// Drive the session by timed commands in real time and save as the window does; prints happenings as JSON lines
    Play {
        /// File of commands, or - for standard input; times count from the beginning
        #[arg(long, value_name = "FILE")]
        commands: PathBuf,
        /// Go on so many seconds after the last command
        #[arg(long, value_name = "SECONDS", default_value_t = 8)]
        linger: u32,
    },
}

pub(super) fn run(sub: Sub, common: &Common) -> Result<(), Failure> {
    let data = DataDir::find(common.data_dir.as_deref())?;
    let name = ProfileName::new(&common.profile()?)?;
    match sub {
        Sub::Show => show(&data, &name, common),
        Sub::Export { file } => carry::export(&file, &data, &name, common),
        Sub::Import { file } => carry::import(&file, &data, &name, common),
        Sub::Reset => carry::reset(&data, &name, common),
        Sub::Certificate { quarter, out } => {
            let (terminal, quarter) = quarter_of(&data, &name, common, quarter)?;
            Ok(write_certificate(&out, &terminal, quarter)?)
        }
        Sub::Card { quarter } => {
            let (terminal, quarter) = quarter_of(&data, &name, common, quarter)?;
            say(terminal.card(quarter).unwrap_or_default().trim_end())
        }
        Sub::Play { commands, linger } => {
            let commands = read_commands(&read_input(&commands)?).map_err(|error| {
                Failure::wrong(format!("{}:{}: {}", commands.display(), error.line, error.what))
            })?;
            play(&data, &name, common, commands, linger)
        }
    }
}

/// How a snapshot becomes a terminal.
fn reader(common: &Common) -> Result<impl FnMut(Snapshot) -> Result<Terminal, String>, Failure> {
    let pack = pack(common)?;
    Ok(move |snapshot: Snapshot| {
        Terminal::reopen(snapshot.version, &snapshot.json, pack.clone()).map_err(|error| error.to_string())
    })
}

/// A profile that has no session.
fn missing(data: &DataDir, name: &ProfileName) -> Failure {
    Failure::wrong(format!(
        "the profile `{name}` has no session in {}; the first run of `macrodat` makes one",
        data.path().display()
    ))
}

/// The terminal of a profile as it was saved last, without holding the profile.
fn found(data: &DataDir, name: &ProfileName, common: &Common) -> Result<Terminal, Failure> {
    peeked(data, name, common)?.ok_or_else(|| missing(data, name))
}

/// A copy of the session of the profile that is asked for, or set, as it was saved last; none where it has none yet.
/// Nothing is held or changed.
pub(super) fn copy(common: &Common) -> Result<Option<Session>, Failure> {
    let (data, name) = (DataDir::find(common.data_dir.as_deref())?, ProfileName::new(&common.profile()?)?);
    Ok(peeked(&data, &name, common)?.map(|terminal| terminal.session().clone()))
}

/// The terminal of a profile as it was saved last, if it was; without holding the profile.
fn peeked(data: &DataDir, name: &ProfileName, common: &Common) -> Result<Option<Terminal>, Failure> {
    let peeked = Profile::peek_with(data, name, reader(common)?)?;
    for damaged in &peeked.damaged {
        log::warn!("a save cannot be read ({:?}): {}", damaged.generation, damaged.damage);
    }
    match peeked.loaded {
        Some(loaded) => Ok(Some(loaded.snapshot)),
        None if peeked.damaged.is_empty() => Ok(None),
        None => Err(Failure::wrong(format!(
            "no save of the profile `{name}` in {} can be read; opening it sets them aside and begins anew",
            data.path().display()
        ))),
    }
}

/// The terminal of a profile, and a quarter of it that has ended; the last one for 0.
fn quarter_of(
    data: &DataDir,
    name: &ProfileName,
    common: &Common,
    quarter: u32,
) -> Result<(Terminal, u32), Failure> {
    let terminal = found(data, name, common)?;
    let quarter = if quarter == 0 { terminal.quarters() } else { quarter };
    if terminal.standing(quarter).is_none() {
        let finished = terminal.session().ledger.len();
        return Err(Failure::wrong(format!(
            "--quarter: quarter {} has not ended; {finished} files are finished, and six make a quarter",
            quarter.max(1)
        )));
    }
    Ok((terminal, quarter))
}

/// Opens a profile for writing, with its terminal if it has one.
fn open(data: &DataDir, name: &ProfileName, common: &Common) -> Result<(Profile, Option<Terminal>), Failure> {
    let opened = Profile::open_with(data, name, reader(common)?)?;
    Ok((opened.profile, opened.loaded.map(|loaded| loaded.snapshot)))
}

fn show(data: &DataDir, name: &ProfileName, common: &Common) -> Result<(), Failure> {
    let terminal = found(data, name, common)?;
    let session = terminal.session();
    let boards: Vec<_> = session
        .boards
        .values()
        .map(|board| {
            json!({
                "file": board.file(),
                "percent": board.percent(),
                "bins": board.bins().iter().map(|bin| bin.percent(board.quota())).collect::<Vec<_>>(),
                "held": board.bins().iter().map(|bin| bin.held()).collect::<Vec<_>>(),
                "deliveries": board.delivered(),
                "misfilings": board.misfiled(),
                "seconds_at_work": board.active().seconds() as i64,
                "address": board.address(),
            })
        })
        .collect();
    // What follows from the session, and then the session as it is exported.
    let mut all = json!({
        "profile": name.as_str(),
        "employee": terminal.employee(),
        "date": terminal.date(),
        "delivered": session.delivered,
        "misfiled": session.misfiled,
        "files_begun": boards,
        "files_finished": session.ledger.len(),
        "seconds_at_work": session.active.seconds() as i64,
        "digest": format!("{:016x}", terminal.digest()),
    });
    if let (Some(all), Value::Object(exported)) =
        (all.as_object_mut(), exported(session, &terminal.pack().key))
    {
        all.extend(exported);
    }
    say(&serde_json::to_string_pretty(&all).map_err(Failure::io)?)
}

fn play(
    data: &DataDir,
    name: &ProfileName,
    common: &Common,
    mut commands: Vec<Stamped>,
    linger: u32,
) -> Result<(), Failure> {
    let (profile, terminal) = open(data, name, common)?;
    let mut terminal = match terminal {
        Some(terminal) => terminal,
        None => Terminal::new(pack(common)?, Tube::default(), common.seed.unwrap_or_else(rand::random)),
    };
    terminal.unplug();
    let writer = Writer::new(profile)?;
    let begins = Span(terminal.now().0);
    let ends = commands.last().map_or(Time::ZERO, |stamped| stamped.time)
        + Span::from_millis(i64::from(linger) * 1000);
    commands.reverse();
    let mut listened = true;
    let clock = Instant::now();
    let mut transport = Transport::at(Time::ZERO);
    loop {
        let now = transport.tick(clock.elapsed().as_nanos() as u64);
        while let Some(mut stamped) = commands.pop_if(|stamped| stamped.time <= now) {
            stamped.time = stamped.time + begins;
            terminal.apply(&stamped);
        }
        terminal.advance(now + begins);
        let happened = terminal.take_happenings();
        if !happened.is_empty() {
            writer.submit(terminal.snapshot(), SAVE_VERSION);
        }
        for happened in &happened {
            let line = serde_json::to_string(happened).map_err(Failure::io)?;
            // When nobody listens any more the work goes on all the same.
            listened = listened && writeln!(std::io::stdout(), "{line}").is_ok();
        }
        let left = happened.iter().any(|happened| happened.what == Happening::ShutDown);
        if left || now >= ends {
            writer.submit(terminal.snapshot(), SAVE_VERSION);
            return Ok(writer.save_now(Duration::from_secs(5))?);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Command, Source};

    #[test]
    fn a_copy_is_had_of_a_session_that_is_in_use_and_none_where_nothing_was_saved() {
        let folder = tempfile::tempdir().unwrap();
        let common = Common {
            data_dir: Some(folder.path().to_owned()),
            profile: Some("mine".to_owned()),
            pack: None,
            seed: None,
        };
        assert_eq!(copy(&common).unwrap(), None);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is begun");
        let data = DataDir::find(Some(folder.path())).unwrap();
        let mut profile = Profile::open(&data, &ProfileName::new("mine").unwrap()).unwrap().profile;
        let mut terminal = Terminal::new(pack(&common).unwrap(), Tube::default(), 5);
        let way = [Command::Power { on: true }, Command::Skip, Command::Open { file: "siena".to_owned() }];
        for (sequence, command) in (0..).zip(way) {
            let (time, source) = (Time::from_millis(500), Source::Hands);
            terminal.apply(&Stamped { time, sequence, source, command });
        }
        profile.write(&terminal.snapshot(), SAVE_VERSION).unwrap();
        assert_eq!(copy(&common).unwrap().as_ref(), Some(terminal.session()));
        let wrong = Common { profile: Some("../mine".to_owned()), ..common };
        assert_eq!(copy(&wrong).unwrap_err().code, super::super::WRONG);
    }
}
