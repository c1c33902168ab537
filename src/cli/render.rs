//! `macrodat render`.

use std::path::PathBuf;
use std::str::FromStr as _;

use super::look::LookArgs;
use super::part::{ScenesArgs, mood};
use super::{Common, Failure, pack, read_text, say};
use crate::model::command::{EXAMPLES, read_commands};
use crate::picture::{Frame, SMALLEST};
use crate::stage::{
    Form, FrameList, Job, Pattern, Scene, Start, render, render_sound, scene_names, write_whole,
};
use crate::time::FrameRate;
use crate::tube::view::{Placement, View};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Scene to show; --list-scenes lists them [default: idle; with --operator the number field of the first file]
    #[arg(long, value_name = "NAME")]
    scene: Option<String>,
    /// How the terminal stands at the start: key=value,… (screen, file, employee, bins, address, clock, motion, text, contrast)
    #[arg(long, value_name = "START")]
    set: Option<Start>,
    /// File of timed commands, one a line; times count from frame 1
    #[arg(long, value_name = "FILE")]
    commands: Option<PathBuf>,
    /// Let somebody work at the terminal, out of --seed: diligent, distracted, new-hire, or a mood of one's own (a file
    /// ending in .toml)
    #[arg(long, value_name = "MOOD", num_args = 0..=1, default_missing_value = "diligent")]
    operator: Option<String>,
    #[command(flatten)]
    scenes: ScenesArgs,
    /// Frames to render: 7, 1-48, 1-48x2, several with commas
    #[arg(long, value_name = "FRAMES", default_value = "1")]
    frames: FrameList,
    /// Frames a second: 24, 24000/1001, 29.97
    #[arg(long, value_name = "RATE", default_value = "24")]
    fps: FrameRate,
    /// Size of the picture in pixels, up to 8192x8192 (the plain view: up to 4320x3000)
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1440x1000", value_parser = size)]
    size: [u32; 2],
    /// What is shown around the raster: plain (the raster alone, without glass), tube, bezel or workstation [default:
    /// plain, or tube where a look is asked for]
    #[arg(long, value_name = "VIEW", value_parser = View::from_str)]
    view: Option<View>,
    #[command(flatten)]
    look: LookArgs,
    /// Bits a channel
    #[arg(long, value_name = "BITS", default_value = "8", value_parser = ["8", "16"])]
    depth: String,
    /// With an alpha channel: what is around the terminal is transparent, straight (colours not multiplied by alpha)
    #[arg(long)]
    alpha: bool,
    /// Files to write: a name ending in .png, with #### or %04d where the frame number goes [default:
    /// out/frame.####.png; none where --wav is given]
    #[arg(long, value_name = "PATTERN")]
    out: Option<Pattern>,
    /// Sound to write: a name ending in .wav; 48 kHz, 24 bits, stereo, from the first frame up to the end of the last.
    /// With it pictures are drawn only where --out or --report is given
    #[arg(long, value_name = "FILE", value_parser = wav)]
    wav: Option<PathBuf>,
    /// Threads that draw and encode (default: one a processor)
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Write a JSON report: frames, times of each stage, digest
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// List the scenes
    #[arg(long)]
    list_scenes: bool,
    /// List the commands that a command file may hold
    #[arg(long)]
    list_commands: bool,
}

/// The largest side of a picture.
const LARGEST: u32 = 8192;

pub(super) fn size(text: &str) -> Result<[u32; 2], String> {
    let sides = text
        .split_once(['x', 'X'])
        .and_then(|(width, height)| Some([width.trim().parse().ok()?, height.trim().parse::<u32>().ok()?]));
    match sides {
        None => Err(format!("`{text}` is not a size; write width and height in pixels, such as 1440x1000")),
        Some(sides) if sides.iter().any(|side| !(SMALLEST..=LARGEST).contains(side)) => Err(format!(
            "`{text}` is not a size that can be drawn; from {SMALLEST}x{SMALLEST} to {LARGEST}x{LARGEST} would be right"
        )),
        Some(sides) => Ok(sides),
    }
}

fn wav(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_wav = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("wav"));
    let fault = || format!("`{text}` does not name a WAV file; write a name such as out/sound.wav");
    if is_wav { Ok(path) } else { Err(fault()) }
}

pub(super) fn run(args: Args, common: &Common) -> Result<(), Failure> {
    if args.list_scenes {
        let pack = pack(common)?;
        for name in scene_names() {
            let scene = Scene::named(name, &pack).map_err(Failure::wrong)?;
            say(&format!("{name:<10} {}", scene.about))?;
        }
        return Ok(());
    }
    if args.list_commands {
        say(
            "One command a line: time (seconds, or flicks with an f), sequence, source, command. Lines with # are passed over.",
        )?;
        say("Sources: hands, operator, cue, remote, take, program. Commands:")?;
        for (example, does) in EXAMPLES {
            say(&format!("0 1 cue {example}\n        {does}"))?;
        }
        return Ok(());
    }
    let pack = pack(common)?;
    let operator = match &args.operator {
        Some(asked) => Some(args.scenes.part(mood(asked, "--operator")?)),
        None if args.scenes.is_given() => {
            return Err(Failure::wrong("--scenes is what --operator shows; add --operator"));
        }
        None => None,
    };
    let mut scene = match args.scene.as_deref() {
        None if operator.is_some() => Scene::bare(),
        name => Scene::named(name.unwrap_or("idle"), &pack).map_err(Failure::wrong)?,
    };
    scene.start = scene.start.overridden_by(args.set.unwrap_or_default());
    let commands = match &args.commands {
        None => Vec::new(),
        Some(path) => read_commands(&read_text(path)?)
            .map_err(|error| Failure::wrong(format!("{}:{}: {}", path.display(), error.line, error.what)))?,
    };
    let out = match (args.out, &args.wav) {
        (None, None) => Some(Pattern::from_str("out/frame.####.png").map_err(Failure::wrong)?),
        (out, _) => out,
    };
    if args.wav.is_some() && args.wav == args.report {
        return Err(Failure::wrong("--wav and --report name one file; give each its own"));
    }
    let draws = args.wav.is_none() || out.is_some() || args.report.is_some();
    if args.frames.0.len() > 1 && out.as_ref().is_some_and(|out| !out.has_place()) {
        return Err(Failure::wrong(
            "--out names one file for several frames; write #### where the frame number goes",
        ));
    }
    let threads =
        args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let look = args.look.look("new")?;
    let [width, height] = args.size;
    let usual = if args.look.is_given() { View::Tube } else { View::Plain };
    let (frame, glass) = match args.view.unwrap_or(usual) {
        View::Plain => (Frame::new(width, height).map_err(|error| Failure::wrong(error.to_string()))?, None),
        view => {
            let placement = Placement::new(view, width, height);
            (Frame::behind(&placement), Some((placement, look)))
        }
    };
    let job = Job {
        pack,
        scene,
        seed: common.seed.unwrap_or(1),
        commands,
        operator,
        frames: args.frames,
        rate: args.fps,
        frame,
        glass,
        form: Form { deep: args.depth == "16", alpha: args.alpha },
        out,
        threads,
    };
    if let Some(path) = &args.wav {
        render_sound(&job, path)?;
    }
    if !draws {
        return Ok(());
    }
    let report = render(&job)?;
    if let Some(path) = &args.report {
        let text = serde_json::to_string_pretty(&report).map_err(Failure::io)?;
        write_whole(path, (text + "\n").as_bytes())?;
    }
    say(&format!(
        "{} frames in {:.2} s ({:.0} a second), digest {}",
        report.frames, report.seconds, report.frames_per_second, report.digest
    ))
}
