//! `macrodat settings`: what can be set, without a window.

use super::{Common, Failure, say};
use crate::desk;
use crate::settings::{Kind, LIST, LOOK, PACK, Setting};
use crate::store::{DataDir, LoadedSettings, Settings};
use crate::tube::look::Choice;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Sub>,
}

#[derive(Debug, clap::Subcommand)]
enum Sub {
    /// List every setting: its value, where that comes from, what it may be and what it does
    List,
    /// Print the value of one
    Get {
        /// Its name, as text.size
        name: String,
    },
    /// Give one a value, which is kept in settings.toml
    Set {
        /// Its name, as text.size
        name: String,
        /// The value, as large
        value: String,
    },
    /// Give one its usual value
    Reset {
        /// Its name, as text.size
        name: String,
    },
}

pub(super) fn run(args: Args, common: &Common) -> Result<(), Failure> {
    let data = DataDir::find(common.data_dir.as_deref())?;
    match args.command.unwrap_or(Sub::List) {
        Sub::List => list(&read(&data)?),
        Sub::Get { name } => {
            let setting = Setting::named(&name).map_err(Failure::wrong)?;
            say(read(&data)?.settings.values.text(setting))
        }
        Sub::Set { name, value } => {
            let setting = Setting::named(&name).map_err(Failure::wrong)?;
            let value = setting.read(&value).map_err(Failure::wrong)?;
            if setting.name == PACK.name
                && let Some(why) = desk::no_pack(&value)
            {
                return Err(Failure::wrong(setting.wrong(format!("{value:?}"), why)));
            }
            keep(&data, setting, &value)
        }
        Sub::Reset { name } => {
            let setting = Setting::named(&name).map_err(Failure::wrong)?;
            keep(&data, setting, setting.default)
        }
    }
}

/// The settings as they are kept. What is wrong among them is told in the log.
fn read(data: &DataDir) -> Result<LoadedSettings, Failure> {
    let loaded = desk::look_at_settings(data)?;
    for warning in &loaded.warnings {
        log::warn!("{warning}");
    }
    Ok(loaded)
}

/// A look begins anew with its name: what was made of the one before is left out.
fn keep(data: &DataDir, setting: &Setting, value: &str) -> Result<(), Failure> {
    if setting.name == LOOK.name {
        Settings::keep_look(data, &Choice::named(value).map_err(Failure::wrong)?)?;
    } else {
        Settings::keep_value(data, setting, value)?;
    }
    Ok(())
}

fn list(loaded: &LoadedSettings) -> Result<(), Failure> {
    let values = &loaded.settings.values;
    let from = |setting| if values.has(setting) { "file" } else { "default" };
    let range = |setting: &Setting| match setting.kind {
        Kind::Choice(names) => names.join(", "),
        _ => setting.range(),
    };
    let rows: Vec<[String; 5]> = LIST
        .iter()
        .map(|setting| {
            [
                setting.name.to_owned(),
                values.text(setting).to_owned(),
                from(setting).to_owned(),
                range(setting),
                setting.help(),
            ]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let [a, b, c, d] = std::array::from_fn(width);
    for [name, value, from, range, help] in &rows {
        say(&format!("{name:a$}  {value:b$}  {from:c$}  {range:d$}  {help}"))?;
    }
    Ok(())
}
