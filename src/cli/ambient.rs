//! `macrodat ambient`.

use std::str::FromStr as _;

use super::look::LookArgs;
use super::part::{MoodArgs, ScenesArgs};
use super::window::{Whose, WindowArgs};
use super::{Common, DeskArgs, Failure, desk_options, pack, say, session};
use crate::ambient::{Dimming, Hours, ShowOptions, Thrift, USUAL};
use crate::desk::{self, DeskAmbient, DeskOptions, GlassBy, Purpose};
use crate::desktop::gpu;
use crate::model::Session;
use crate::operator::{Part, simulate};
use crate::saver::{self, CHORD, SaverError, SaverOptions, Screens};
use crate::settings::MOTION;
use crate::time::Span;
use crate::tube::view::View;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    mood: MoodArgs,
    #[command(flatten)]
    scenes: ScenesArgs,
    /// Let the operator work on a copy of the profile's session, as it was saved last; nothing of that is kept. Without it,
    /// and where nothing was saved yet, the session is a new one
    #[arg(long, conflicts_with = "simulate")]
    with_session: bool,
    /// What is shown around the raster: plain (the raster alone, without glass), tube, bezel or workstation
    #[arg(long, value_name = "VIEW", value_parser = View::from_str, default_value = "tube")]
    view: View,
    #[command(flatten)]
    look: LookArgs,
    /// Pictures a second at most, 1 to 60; where nothing happens, on battery and while it is dim there are fewer
    #[arg(long, value_name = "RATE", default_value_t = USUAL, value_parser = clap::value_parser!(u16).range(1..=60))]
    fps: u16,
    /// Dim the picture after so many minutes; 0 never does
    #[arg(long, value_name = "MINUTES", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=10_080))]
    dim_after: u32,
    /// Dim the picture between two times of the day, such as 22:00-07:00
    #[arg(long, value_name = "FROM-TO")]
    dim_hours: Option<Hours>,
    /// Whether the picture wanders by a few pixels over the hour, which spares the panel: on or off
    #[arg(long, value_name = "ON|OFF", default_value = "on", value_parser = switch, action = clap::ArgAction::Set)]
    orbit: bool,
    /// Keep the display awake
    #[arg(long)]
    keep_awake: bool,
    /// On which monitor: each (a terminal on every one), or a number from 1; all others are black then
    #[arg(long, alias = "monitors", value_name = "each|NUMBER", default_value = "each", value_parser = monitor)]
    monitor: Screens,
    /// Show it in a window of its own of this size instead of full screen
    #[arg(long, value_name = "WIDTHxHEIGHT", conflicts_with = "monitor", value_parser = super::render::size)]
    #[arg(num_args = 0..=1, default_missing_value = "1180x820")]
    window: Option<[u32; 2]>,
    #[command(flatten)]
    whose: WindowArgs,
    #[arg(long, help = format!("Let nothing end it but {CHORD}, and the system"))]
    kiosk: bool,
    /// Let whoever touches something go on with the profile's session, as at the desk, in a window that needs GL whoever
    /// draws the glass; the operator comes back after `idle.minutes`
    #[arg(long, conflicts_with_all = ["monitor", "window"])]
    interactive: bool,
    /// Let it be heard
    #[arg(long, requires = "interactive")]
    sound: bool,
    /// Who draws the glass: a graphics card, in the desk's window, or the processor, without GL (but for --interactive,
    /// whose window needs GL); auto takes the card where there is likely to be one and there is one screen
    #[arg(long, default_value = "auto")]
    glass: GlassBy,
    /// Show nothing; let the operator work for a span (168h, 90m, 30s) and tell what came of it
    #[arg(long, value_name = "SPAN", value_parser = span)]
    simulate: Option<Span>,
}

fn switch(text: &str) -> Result<bool, String> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(format!("`{text}` is neither on nor off")),
    }
}

fn monitor(text: &str) -> Result<Screens, String> {
    match text.parse() {
        _ if text == "each" => Ok(Screens::Each),
        Ok(number @ 1..) => Ok(Screens::One(number)),
        _ => Err(format!("`{text}` is no monitor; write each, or a number from 1")),
    }
}

/// The longest span that is simulated, in seconds: ten years.
const LONGEST: u64 = 10 * 365 * 86_400;

fn span(text: &str) -> Result<Span, String> {
    let read = || {
        let (unit, seconds) = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
            .into_iter()
            .find(|(unit, _)| text.ends_with(unit))?;
        let number = text.strip_suffix(unit)?;
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let total = number.parse::<u64>().ok().filter(|_| digits)?.checked_mul(seconds)?;
        let total = (1..=LONGEST).contains(&total).then_some(total)?;
        Some(Span::from_millis(i64::try_from(total).ok()? * 1000))
    };
    read().ok_or_else(|| {
        format!("`{text}` is not a span; write a whole number with s, m, h or d, such as 168h, up to 3650d")
    })
}

impl From<SaverError> for Failure {
    fn from(error: SaverError) -> Self {
        Self { code: error.exit_code(), line: error.to_string() }
    }
}

impl Args {
    /// What the operator is to do.
    fn part(&self) -> Result<Part, Failure> {
        Ok(self.scenes.part(self.mood.mood()?))
    }

    fn thrift(&self) -> Thrift {
        let dimming =
            Dimming { after: (self.dim_after > 0).then_some(self.dim_after), hours: self.dim_hours };
        Thrift { rate: self.fps, dimming, orbit: self.orbit }
    }

    /// Whether a window of its own is asked for, whatever the environment says.
    fn wants_its_own(&self) -> bool {
        let monitor = self.monitor != Screens::Each || self.window.is_some();
        monitor || self.interactive || self.kiosk || self.glass != GlassBy::Auto
    }

    /// Whether the desk's window shows it: where somebody is to sit down at it, or a card draws the glass and one screen
    /// is all there is. Else it is shown without GL.
    fn is_at_desk(&self) -> Result<bool, Failure> {
        let alone = self.monitor == Screens::Each && self.window.is_none();
        match self.glass {
            _ if self.interactive => Ok(true),
            GlassBy::Card if !alone => Err(Failure::wrong(
                "--glass card fills the screen on which its window opens; leave out --monitor and --window, or write --glass processor",
            )),
            GlassBy::Card => Ok(true),
            GlassBy::Processor => Ok(false),
            GlassBy::Auto => Ok(alone && gpu::is_likely() && gpu::has_one_screen()),
        }
    }

    /// Shows it in the desk's window, which reads the settings itself.
    fn at_desk(self, part: Part, session: Option<Session>, common: &Common) -> Result<(), Failure> {
        let ambient = DeskAmbient {
            part,
            session,
            interactive: self.interactive,
            kiosk: self.kiosk,
            keep_awake: self.keep_awake,
            thrift: self.thrift(),
        };
        let desk = DeskArgs {
            full_screen: true,
            view: Some(self.view),
            look: self.look,
            glass: self.glass,
            ..DeskArgs::default()
        };
        let options = desk_options(common, &desk, Purpose::Ambient(ambient))?;
        Ok(desk::run(DeskOptions { sound: self.sound, ..options })?)
    }
}

pub(super) fn run(args: Args, common: &Common) -> Result<(), Failure> {
    let part = args.part()?;
    let whose = args.whose.whose(args.wants_its_own())?;
    let at_desk = matches!(whose, Whose::Own) && args.is_at_desk()?;
    if let Some(span) = args.simulate {
        let account = simulate(&pack(common)?, common.seed.unwrap_or(1), &part, span, |_, _| true);
        return say(&account.to_string());
    }
    let session = if args.with_session { session::copy(common)? } else { None };
    if at_desk {
        return args.at_desk(part, session, common);
    }
    let settings = common.settings().settings;
    let look = args.look.look_over(settings.look.unwrap_or_default().look)?;
    let reduced_motion = settings.values.text(&MOTION) == "true";
    let (view, thrift) = (args.view, args.thrift());
    let options = SaverOptions {
        show: ShowOptions { pack: pack(common)?, part, look, view, session, reduced_motion, thrift },
        seed: common.seed.unwrap_or_else(rand::random),
        screens: args.window.map_or(args.monitor, Screens::Window),
        kiosk: args.kiosk,
        keep_awake: args.keep_awake,
    };
    match whose {
        Whose::Own => saver::run(options)?,
        Whose::Others(target) => saver::run_in(target, &options)?,
        Whose::Preview(window) => saver::preview(window, &options)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::{Cli, Sub};
    use super::*;
    use crate::saver::{arguments, hack};

    #[test]
    fn spans_are_read_and_faults_are_told() {
        let millis = |text: &str| span(text).map(|span| (span.seconds() * 1000.0) as i64);
        assert_eq!(millis("168h"), Ok(168 * 3_600_000));
        assert_eq!(millis("90m"), Ok(90 * 60_000));
        assert_eq!(millis("1s"), Ok(1000));
        for wrong in
            ["", "h", "1", "0h", "1.5h", "-1h", "+1h", "1w", "99999999999999999999h", "3651d", "1 h", "é"]
        {
            let told = span(wrong).unwrap_err();
            assert!(told.contains(wrong) && told.contains("168h"), "{told}");
        }
    }

    #[test]
    fn monitors_are_numbers_or_each() {
        assert_eq!(monitor("each"), Ok(Screens::Each));
        assert_eq!(monitor("2"), Ok(Screens::One(2)));
        assert!(monitor("0").is_err() && monitor("all").is_err() && monitor("").is_err());
    }

    /// The values of an attribute in XScreenSaver's description, in their order.
    fn attributes<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
        let begin = format!(" {name}=\"");
        let values = xml.split(begin.as_str()).skip(1);
        values.filter_map(|rest| rest.split_once('"')).map(|(value, _)| value).collect()
    }

    /// The arguments that a line of XScreenSaver gives, as this command has them.
    fn hack(line: &str) -> Args {
        let words = hack::rewritten(line.split_whitespace().map(Into::into));
        let cli = Cli::try_parse_from(std::iter::once("macrodat".into()).chain(words));
        match cli.unwrap_or_else(|error| panic!("{line}: {error}")).command {
            Some(Sub::Ambient(args)) => *args,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn whatever_xscreensaver_can_ask_for_is_to_be_had() {
        let xml = include_str!("../../assets/saver/macrodat.xml");
        let command = attributes(xml, "arg").remove(0);
        let usual = format!("{:?}", hack(command));
        let mut asked = 0;
        let mut ask = |what: &str, differs: bool| {
            let args = hack(&format!("{command} {what}"));
            args.part().unwrap_or_else(|error| panic!("{what}: {error:?}"));
            args.look.look("new").unwrap_or_else(|error| panic!("{what}: {error:?}"));
            assert_eq!(format!("{args:?}") != usual, differs, "{what}");
            asked += 1;
        };
        for what in ["arg-set", "arg-unset"].into_iter().flat_map(|kind| attributes(xml, kind)) {
            ask(what, true);
        }
        // What a number usually is adds no argument, and asks for nothing else than its absence.
        let numbers: Vec<&str> = xml.split("<number ").skip(1).collect();
        for number in &numbers {
            let value = |name| attributes(number, name)[0];
            for end in ["low", "high"] {
                ask(&value("arg").replace('%', value(end)), value(end) != value("default"));
            }
            ask(&value("arg").replace('%', value("default")), false);
        }
        assert_eq!((asked, numbers.len()), (14 + 3 * 2, 2));
    }

    #[test]
    fn what_only_a_window_of_its_own_can_do_asks_for_one() {
        for own in
            ["--kiosk", "--monitor 2", "--glass card", "--glass processor", "--window", "--interactive"]
        {
            assert!(hack(&format!("ambient {own}")).wants_its_own(), "{own}");
        }
        for any in ["", "--monitor each", "--glass auto", "--with-session", "--keep-awake", "--scenes clock"]
        {
            assert!(!hack(&format!("ambient {any}")).wants_its_own(), "{any}");
        }
    }

    #[test]
    fn every_form_of_a_screensaver_is_a_command() {
        let window = |line: &str| hack(line).whose.whose(false).map_err(|failure| failure.line);
        assert!(matches!(window("-window-id 0x1a"), Ok(Whose::Others(_))));
        assert!(matches!(window("ambient --preview 131332"), Ok(Whose::Preview(_))));
        let preview = arguments::Asked::Preview(131_332.try_into().unwrap()).line();
        assert!(Cli::try_parse_from(std::iter::once("macrodat.scr".into()).chain(preview)).is_ok());
        assert_eq!(hack("-window").window, hack("--window").window);
        assert!(hack("-window").window.is_some());
        for wrong in ["ambient --root --kiosk", "ambient --window-id 7 --monitor 2", "ambient --window-id 0"]
        {
            assert!(Cli::try_parse_from(format!("macrodat {wrong}").split(' ')).is_err(), "{wrong}");
        }
    }
}
