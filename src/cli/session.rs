//! `macrodat session`: a saved session without a window.

use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{Common, Failure, pack, read_text, say};
use crate::model::command::read_commands;
use crate::model::geometry::Tube;
use crate::model::{Happening, Stamped, Terminal};
use crate::store::{DataDir, Profile, ProfileName, SAVE_VERSION, Snapshot, Writer};
use crate::time::{Span, Time, Transport};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Sub {
    /// Print what the session remembers, as JSON
    Show,
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
    let name = ProfileName::new(&common.profile)?;
    match sub {
        Sub::Show => show(&data, &name, common),
        Sub::Play { commands, linger } => {
            let text = if commands.as_os_str() == "-" {
                let lines: Result<Vec<String>, _> = std::io::stdin().lock().lines().collect();
                lines.map_err(|error| Failure::io(format!("standard input: {error}")))?.join("\n")
            } else {
                read_text(&commands)?
            };
            let commands = read_commands(&text).map_err(|error| {
                Failure::wrong(format!("{}:{}: {}", commands.display(), error.line, error.what))
            })?;
            play(&data, &name, common, commands, linger)
        }
    }
}

fn show(data: &DataDir, name: &ProfileName, common: &Common) -> Result<(), Failure> {
    let pack = pack(common)?;
    let read = |snapshot: Snapshot| {
        Terminal::restore(&snapshot.json, pack.clone()).map_err(|error| error.to_string())
    };
    let peeked = Profile::peek_with(data, name, read)?;
    for damaged in &peeked.damaged {
        log::warn!("a save cannot be read ({:?}): {}", damaged.generation, damaged.damage);
    }
    let Some(loaded) = peeked.loaded else {
        if !peeked.damaged.is_empty() {
            return Err(Failure::wrong(format!(
                "no save of the profile `{}` in {} can be read; opening it sets them aside and begins anew",
                name.as_str(),
                data.path().display()
            )));
        }
        return Err(Failure::wrong(format!(
            "the profile `{}` has no session in {}; the first run of `macrodat` makes one",
            name.as_str(),
            data.path().display()
        )));
    };
    let terminal = loaded.snapshot;
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
    let all = json!({
        "profile": name.as_str(),
        "employee": terminal.employee(),
        "seed": session.seed,
        "date": terminal.date(),
        "file": session.file,
        "files_begun": boards,
        "ledger": session.ledger,
        "delivered": session.delivered,
        "misfiled": session.misfiled,
        "digest": format!("{:016x}", terminal.digest()),
    });
    say(&serde_json::to_string_pretty(&all).map_err(Failure::io)?)
}

fn play(
    data: &DataDir,
    name: &ProfileName,
    common: &Common,
    mut commands: Vec<Stamped>,
    linger: u32,
) -> Result<(), Failure> {
    let pack = pack(common)?;
    let read = |snapshot: Snapshot| {
        Terminal::restore(&snapshot.json, pack.clone()).map_err(|error| error.to_string())
    };
    let opened = Profile::open_with(data, name, read)?;
    let mut terminal = match opened.loaded {
        Some(loaded) => loaded.snapshot,
        None => Terminal::new(pack.clone(), Tube::default(), common.seed.unwrap_or_else(rand::random)),
    };
    terminal.unplug();
    let writer = Writer::new(opened.profile)?;
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
