//! `macrodat look`, and the arguments with which other commands choose a look.

use std::fmt::Write as _;
use std::path::Path;

use super::{Failure, read_text, say};
use crate::tube::look::{Choice, Look, PARAMETERS, Parameter, looks};

/// How a command chooses a look.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct LookArgs {
    /// How the tube looks: a name (`macrodat look --list` lists them) or a TOML file (`macrodat look` prints one)
    #[arg(long, value_name = "NAME|FILE")]
    look: Option<String>,
    #[command(flatten)]
    changes: Changes,
}

/// What is otherwise than in the look.
#[derive(Clone, Debug, Default, clap::Args)]
struct Changes {
    /// Parameters of the look, several with commas or by repeating this; --help lists them
    #[arg(long, value_name = "NAME=VALUE,…", long_help = parameters())]
    set_look: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Look to show: a name, or a TOML file
    #[arg(value_name = "NAME|FILE")]
    look: Option<String>,
    #[command(flatten)]
    changes: Changes,
    /// List the looks
    #[arg(long)]
    list: bool,
}

impl LookArgs {
    /// Whether anything was asked for.
    pub(super) fn is_given(&self) -> bool {
        self.look.is_some() || !self.changes.set_look.is_empty()
    }

    /// The look by name or file, if one was asked for.
    pub(super) fn choice(&self) -> Result<Option<Choice>, Failure> {
        // All of it is looked at, also what is otherwise.
        let look = self.look("new")?;
        let Some(asked) = self.look.as_deref() else { return Ok(None) };
        Ok(Some(Choice::named(asked).unwrap_or_else(|_| look.into())))
    }

    /// What is to be otherwise.
    pub(super) fn changes(&self) -> &[String] {
        &self.changes.set_look
    }

    /// The look that was asked for; otherwise the shipped one named `default`.
    pub(super) fn look(&self, default: &str) -> Result<Look, Failure> {
        self.look_over(Look::named(default).map_err(Failure::wrong)?)
    }

    /// The look that was asked for; otherwise the usual one. What is to be otherwise is so in either.
    pub(super) fn look_over(&self, usual: Look) -> Result<Look, Failure> {
        let mut look = match self.look.as_deref() {
            None => usual,
            Some(path)
                if path.to_ascii_lowercase().ends_with(".toml") || path.contains(std::path::is_separator) =>
            {
                Look::from_toml(&read_text(Path::new(path))?).map_err(|error| {
                    let line = error.line.map_or_else(String::new, |line| format!(":{line}"));
                    Failure::wrong(format!("{path}{line}: {}", error.wrong))
                })?
            }
            Some(name) => Look::named(name).map_err(Failure::wrong)?,
        };
        for changes in &self.changes.set_look {
            look.set(changes).map_err(|error| Failure::wrong(format!("--set-look: {error}")))?;
        }
        Ok(look)
    }
}

/// Every parameter, a line each, below what they are for.
fn parameters() -> String {
    let width = |column: fn(&Parameter) -> String| {
        PARAMETERS.iter().map(|parameter| column(parameter).len()).max().unwrap_or(0)
    };
    let (names, ranges) = (width(|parameter| parameter.name.to_owned()), width(Parameter::range));
    let mut text =
        "Parameters of the look, several with commas or by repeating this. Name, range, usual value:"
            .to_owned();
    let mut group = "";
    for parameter in PARAMETERS {
        if parameter.group != group {
            group = parameter.group;
            // Writing to a string cannot fail.
            let _ = write!(text, "\n\n{group}:");
        }
        let (name, range, usual) = (parameter.name, parameter.range(), parameter.default);
        let _ = write!(text, "\n  {name:names$}  {range:ranges$}  {usual:<5}  {}", parameter.about);
    }
    text
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    if args.list {
        for shipped in looks() {
            say(&format!("{:<10} {}", shipped.name, shipped.about))?;
        }
        return Ok(());
    }
    let look = LookArgs { look: args.look, changes: args.changes }.look("new")?;
    say(look.to_toml().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(look: Option<&str>, set_look: &[&str]) -> Result<Look, Failure> {
        let changes = Changes { set_look: set_look.iter().map(|&text| text.to_owned()).collect() };
        LookArgs { look: look.map(str::to_owned), changes }.look("flat")
    }

    #[test]
    fn a_look_is_a_name_or_a_file_and_what_is_set() {
        assert_eq!(look(None, &[]).unwrap(), Look::named("flat").unwrap());
        let camera = Look::named("camera").unwrap();
        let set = look(Some("camera"), &["grain=0.1,room=0.5", "grain=0.05"]).unwrap();
        assert_eq!(set, Look { grain: 0.05, room: 0.5, ..camera });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        std::fs::write(&path, set.to_toml()).unwrap();
        assert_eq!(look(path.to_str(), &[]).unwrap(), set);
        assert_eq!(look(Some("camra"), &[]).unwrap_err().code, super::super::WRONG);
    }

    #[test]
    fn the_help_lists_every_parameter_in_columns() {
        let text = parameters();
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("  ")).collect();
        assert_eq!(lines.len(), PARAMETERS.len());
        let mut starts = Vec::new();
        for (line, parameter) in lines.iter().zip(PARAMETERS) {
            assert!(line.trim_start().starts_with(parameter.name), "{line}");
            assert!(line.contains(&parameter.range()) && line.ends_with(parameter.about), "{line}");
            starts.push(line.find(parameter.about).unwrap());
        }
        starts.dedup();
        assert_eq!(starts.len(), 1);
    }
}
