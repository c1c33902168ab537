//! The command line.

mod ambient;
mod doctor;
mod facts;
mod focus;
mod handbook;
mod look;
mod pack;
mod part;
mod render;
mod session;
mod settings;
mod window;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr as _;
use std::sync::Arc;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::desk::{self, DeskError, DeskOptions, GlassBy, Purpose};
use crate::pack::{Pack, PackErrors};
use crate::saver::{arguments, hack};
use crate::settings::{PACK, PROFILE, Values};
use crate::stage::StageError;
use crate::store::{DataDir, LoadedSettings, StoreError, Warning};
use crate::tube::view::View;
use look::LookArgs;

/// A retro office terminal to refine numbers on. Without a command it opens its window.
#[derive(Debug, Parser)]
#[command(name = "macrodat", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Sub>,
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    desk: DeskArgs,
}

/// How the window begins.
#[derive(Debug, Default, clap::Args)]
struct DeskArgs {
    /// Fill the screen from the start (F11 changes it)
    #[arg(long)]
    full_screen: bool,
    /// What is shown around the raster (F10 changes it): the raster alone (plain), the tube alone, the head of the
    /// terminal (bezel), or all of it [default: what was chosen last, or bezel]
    #[arg(long, value_name = "VIEW", value_parser = View::from_str)]
    view: Option<View>,
    #[command(flatten)]
    look: LookArgs,
    /// Who draws the glass: auto finds out which is the faster
    #[arg(long, default_value = "auto")]
    glass: GlassBy,
    /// Begin in the settings room, as a screensaver that is to be set
    #[arg(long, hide = true)]
    in_settings: bool,
}

impl DeskArgs {
    fn is_given(&self) -> bool {
        self.full_screen
            || self.in_settings
            || self.view.is_some()
            || self.look.is_given()
            || self.glass != GlassBy::Auto
    }
}

#[derive(Clone, Debug, clap::Args)]
struct Common {
    /// Folder of saves and settings, instead of the user's own
    #[arg(long, value_name = "DIR", global = true)]
    data_dir: Option<PathBuf>,
    /// Name of the profile whose session is used [default: start.profile of the settings, or default]
    #[arg(long, value_name = "NAME", global = true)]
    profile: Option<String>,
    /// Content pack: the name of an embedded one (lumon, meridian), or a folder [default: start.pack of the settings, or
    /// lumon; for renders lumon]
    #[arg(long, value_name = "NAME|DIR", global = true)]
    pack: Option<PathBuf>,
    /// Seed of everything random, for a session that is new and for renders (default there: 1)
    #[arg(long, value_name = "NUMBER", global = true)]
    seed: Option<u64>,
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// Show a terminal that works by itself, until somebody does something
    Ambient(Box<ambient::Args>),
    /// Render pictures of the terminal to files; needs no display, GPU or sound device
    Render(Box<render::Args>),
    /// Show or drive a saved session without a window
    #[command(subcommand)]
    Session(session::Sub),
    /// Show a look whole, as a file to be edited, or list the looks
    Look(look::Args),
    /// Print the contents of the handbook, or a page of it
    Handbook(handbook::Args),
    /// Print facts as a wellness session reads them, in its order
    Facts(facts::Args),
    /// List what can be set, and read or change one setting
    Settings(settings::Args),
    /// Content packs
    #[command(subcommand)]
    Pack(pack::Sub),
    /// Work a quiet shift in a window, for company while you work beside it; nothing of it is saved
    Focus(focus::Args),
    /// Tell what this machine gives, and whether the live glass shows what a render shows; touches no session
    Doctor,
}

/// What ends the program: one line, and an exit code. The desk has one more code, 4: no window can be had.
#[derive(Debug)]
struct Failure {
    line: String,
    code: u8,
}

/// Exit code of a wrong command line, pack, scene, command file or save.
const WRONG: u8 = 2;
/// Exit code of a failed read or write.
const IO: u8 = 5;

impl Failure {
    fn wrong(line: impl ToString) -> Self {
        Self { line: line.to_string(), code: WRONG }
    }

    fn io(line: impl ToString) -> Self {
        Self { line: line.to_string(), code: IO }
    }
}

impl From<StageError> for Failure {
    fn from(error: StageError) -> Self {
        match error {
            StageError::Usage(_) | StageError::Memory { .. } => Self::wrong(error),
            StageError::Io { .. } | StageError::Threads(_) => Self::io(error),
        }
    }
}

impl From<PackErrors> for Failure {
    fn from(errors: PackErrors) -> Self {
        Self { line: errors.to_string(), code: if errors.unreadable { IO } else { WRONG } }
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        Self { line: error.to_string(), code: error.exit_code() }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Io { .. } | StoreError::Unsaved { .. } => Self::io(error),
            _ => Self::wrong(error),
        }
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    env_logger::Builder::new()
        .filter_level(log::LevelFilter::Warn)
        // It reports what the desk reports, at length; RUST_LOG brings it back.
        .filter_module(desk::NOISY_LOG, log::LevelFilter::Off)
        .parse_default_env()
        .format_timestamp(None)
        .init();
    let line = match line(env::args_os()) {
        Ok(line) => line,
        Err(failure) => return fail(failure),
    };
    let cli = match parse(line) {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            // Help and version; a closed pipe is no failure of theirs.
            let _shown = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            let text = error.render().to_string();
            let first: Vec<&str> =
                text.lines().take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
            let line = first.join(" ");
            return fail(Failure::wrong(format!(
                "{}; see `macrodat --help`",
                line.trim_start_matches("error: ")
            )));
        }
    };
    match run(cli) {
        Ok(code) => code,
        Err(failure) => fail(failure),
    }
}

/// The command line in this program's own form, whoever asks in whichever: a shell, XScreenSaver, or Windows.
fn line(mut given: impl Iterator<Item = OsString>) -> Result<Vec<OsString>, Failure> {
    let program = given.next().unwrap_or_default();
    let rest: Vec<OsString> = given.collect();
    let rest = if arguments::is_saver(&program) {
        arguments::read(&rest).map_err(Failure::wrong)?.line()
    } else {
        hack::rewritten(rest)
    };
    Ok(std::iter::once(program).chain(rest).collect())
}

/// Reads the command line. Its help ends with the folder that is used.
fn parse(line: Vec<OsString>) -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    if let Ok(folder) = DataDir::find(None) {
        command = command.after_help(format!("Saves and settings: {}", folder.path().display()));
    }
    Cli::from_arg_matches(&command.try_get_matches_from(line)?)
}

fn fail(failure: Failure) -> ExitCode {
    eprintln!("macrodat: {}", failure.line);
    ExitCode::from(failure.code)
}

fn run(cli: Cli) -> Result<ExitCode, Failure> {
    if cli.command.is_some() && cli.desk.is_given() {
        return Err(Failure::wrong(
            "--full-screen, --view, --look, --set-look and --glass before a command belong to the window, which is not opened; write them after the command, where it has them",
        ));
    }
    let done = match cli.command {
        Some(Sub::Doctor) => return doctor::run(&cli.common),
        None => {
            desk_options(&cli.common, &cli.desk, Purpose::Work).and_then(|options| Ok(desk::run(options)?))
        }
        Some(Sub::Ambient(args)) => ambient::run(*args, &cli.common),
        Some(Sub::Render(args)) => render::run(*args, &cli.common.for_renders()),
        Some(Sub::Settings(args)) => settings::run(args, &cli.common),
        Some(Sub::Session(sub)) => session::run(sub, &cli.common),
        Some(Sub::Look(args)) => look::run(args),
        Some(Sub::Handbook(args)) => pack(&cli.common).and_then(|pack| handbook::run(&args, &pack)),
        Some(Sub::Facts(args)) => facts::run(&args, &cli.common),
        Some(Sub::Focus(args)) => focus::run(&args, &cli.common),
        Some(Sub::Pack(sub)) => pack::run(sub),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// How the desk is opened by what is asked for, and set. Where the operator works a file that is no settings stays where
/// it is.
fn desk_options(common: &Common, desk: &DeskArgs, purpose: Purpose) -> Result<DeskOptions, Failure> {
    let (choice, data) = (desk.look.choice()?, DataDir::find(common.data_dir.as_deref())?);
    let given = common.pack.as_deref().map(|place| pack_at(place, "--pack")).transpose()?;
    let mut settings = match purpose {
        Purpose::Work => desk::load_settings(&data)?,
        // Somebody is to sit down at a profile, and nobody would know at which.
        _ if purpose.opens_a_profile() && common.profile.is_none() => desk::look_at_settings(&data)?,
        Purpose::Ambient(_) | Purpose::Focus(_) => common.settings(),
    };
    let values = &settings.settings.values;
    let profile = common.profile.clone().unwrap_or_else(|| values.text(&PROFILE).to_owned());
    let pack = match given {
        Some(pack) => pack,
        None => pack_at(Path::new(values.text(&PACK)), PACK.name).unwrap_or_else(|failure| {
            let line = settings.settings.lines.get(PACK.name).copied().unwrap_or(1);
            let message = format!("{}; the usual pack is open", failure.line);
            settings.warnings.push(Warning { line, message });
            Pack::embedded()
        }),
    };
    Ok(DeskOptions {
        look: choice,
        look_changes: desk.look.changes().to_vec(),
        view: desk.view,
        glass: desk.glass,
        data,
        kept_together: common.data_dir.is_some(),
        settings,
        profile,
        pack,
        full_screen: desk.full_screen,
        in_settings: desk.in_settings,
        seed: common.seed,
        sound: true,
        purpose,
    })
}

impl Common {
    /// What is used where nothing is asked for, as the settings have it.
    fn start(&self) -> Result<Values, Failure> {
        let data = DataDir::find(self.data_dir.as_deref())?;
        Ok(desk::look_at_settings(&data)?.settings.values)
    }

    /// The settings as they are kept, for what does without them: where they cannot be read, nothing is set.
    fn settings(&self) -> LoadedSettings {
        let read = DataDir::find(self.data_dir.as_deref()).and_then(|data| desk::look_at_settings(&data));
        read.unwrap_or_else(|error| {
            log::warn!("{error}");
            LoadedSettings::default()
        })
    }

    /// The profile that is asked for, or set. Where settings cannot be read nobody knows which that is, and none is
    /// touched.
    fn profile(&self) -> Result<String, Failure> {
        match &self.profile {
            Some(profile) => Ok(profile.clone()),
            None => Ok(self.start()?.text(&PROFILE).to_owned()),
        }
    }

    /// The same for renders, which show the same whatever somebody has set.
    fn for_renders(&self) -> Self {
        Self { pack: Some(self.pack.clone().unwrap_or_else(|| PACK.default.into())), ..self.clone() }
    }
}

/// The pack that was asked for, or set. Settings that cannot be read set none.
fn pack(common: &Common) -> Result<Arc<Pack>, Failure> {
    match &common.pack {
        Some(place) => pack_at(place, "--pack"),
        None => {
            pack_at(Path::new(common.start().unwrap_or_default().text(&PACK)), PACK.name).or_else(|failure| {
                log::warn!("settings.toml, {}; the usual pack is used", failure.line);
                Ok(Pack::embedded())
            })
        }
    }
}

/// The pack of a name, or in a folder. `asked` is what asks for it.
fn pack_at(place: &Path, asked: &str) -> Result<Arc<Pack>, Failure> {
    if place == Path::new(PACK.default) {
        return Ok(Pack::embedded());
    }
    match place.to_str().and_then(Pack::shipped) {
        Some(pack) => Ok(pack),
        None if !place.is_dir() => Err(Failure::wrong(format!(
            "{asked}: there is no folder {}, and no embedded pack of that name; embedded are {}",
            place.display(),
            Pack::shipped_names().join(", ")
        ))),
        None => Ok(Pack::load(place).map(Arc::new)?),
    }
}

/// Prints a line. A reader that has gone away ends the program without a word.
fn say(text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        other => other.map_err(|error| Failure::io(format!("standard output: {error}"))),
    }
}

/// Reads a text file that somebody names on the command line, or standard input for `-`.
fn read_input(path: &std::path::Path) -> Result<String, Failure> {
    if path.as_os_str() == "-" {
        read_at_most(std::io::stdin().lock(), "standard input")
    } else {
        read_text(path)
    }
}

/// Reads a text file that somebody names on the command line.
fn read_text(path: &std::path::Path) -> Result<String, Failure> {
    let name = path.display();
    let file = std::fs::File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::wrong(format!("{name}: no such file; give one that is there"))
        }
        _ => Failure::io(format!("{name}: {error}")),
    })?;
    read_at_most(file, &name.to_string())
}

/// Reads a text of at most 64 MiB.
fn read_at_most(from: impl std::io::Read, name: &str) -> Result<String, Failure> {
    use std::io::Read as _;
    const MOST: u64 = 64 << 20;
    let mut bytes = Vec::new();
    from.take(MOST + 1).read_to_end(&mut bytes).map_err(|error| Failure::io(format!("{name}: {error}")))?;
    if bytes.len() as u64 > MOST {
        return Err(Failure::wrong(format!("{name}: larger than 64 MiB; give a smaller file")));
    }
    String::from_utf8(bytes).map_err(|_| Failure::wrong(format!("{name}: not UTF-8 text; give a text file")))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_whole() {
        super::Cli::command().debug_assert();
    }
}
