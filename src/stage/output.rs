//! Writing pictures: PNG, row by row as they are made, under a temporary name until they are whole.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::StageError;
use crate::sound::{Pair, RATE};

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// 16 bits a channel, not 8.
    pub deep: bool,
    /// With an alpha channel, straight: colours are not multiplied by it.
    pub alpha: bool,
}

impl Form {
    fn colour(self) -> png::ColorType {
        if self.alpha { png::ColorType::Rgba } else { png::ColorType::Rgb }
    }

    fn depth(self) -> png::BitDepth {
        if self.deep { png::BitDepth::Sixteen } else { png::BitDepth::Eight }
    }
}

/// A writer that knows how long it took.
struct Timed<W> {
    inner: W,
    spent: Duration,
}

impl<W: Write> Write for Timed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let start = Instant::now();
        let written = self.inner.write(bytes);
        self.spent += start.elapsed();
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Where a file is written until it is whole.
struct Part {
    path: PathBuf,
    whole: PathBuf,
}

impl Part {
    fn of(path: &Path) -> Self {
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}.part", std::process::id()));
        Self { path: path.with_file_name(name), whole: path.to_owned() }
    }

    /// Writes it by `write`, and gives it its name. It is taken away if anything fails.
    fn write<T>(self, write: impl FnOnce(fs::File) -> io::Result<T>) -> Result<T, StageError> {
        let done = fs::File::create(&self.path).and_then(write).and_then(|done| {
            fs::rename(&self.path, &self.whole)?;
            Ok(done)
        });
        done.map_err(|error| {
            let _gone = fs::remove_file(&self.path);
            StageError::io(&self.whole)(error)
        })
    }
}

/// Writes a PNG file in sRGB of `width` x `height` pixels, whose bytes `rows` gives from the top: red, green, blue and
/// alpha if there is one, the higher byte first. Returns how long the writing took.
///
/// # Errors
/// [`StageError::Io`] with the file's name, also for what `rows` reports.
pub(super) fn write_png(
    path: &Path,
    [width, height]: [u32; 2],
    form: Form,
    rows: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Duration, StageError> {
    Part::of(path).write(|file| {
        let mut file = Timed { inner: BufWriter::with_capacity(1 << 18, file), spent: Duration::ZERO };
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(form.colour());
        encoder.set_depth(form.depth());
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        encoder.set_compression(png::Compression::Fast);
        encoder.set_filter(png::Filter::Up);
        let mut writer = encoder.write_header()?;
        let mut stream = writer.stream_writer_with_size(1 << 16)?;
        rows(&mut stream)?;
        stream.finish()?;
        writer.finish()?;
        file.inner.flush()?;
        Ok(file.spent)
    })
}

/// Writes a WAV file of 24 bits, stereo, whose samples `samples` hands over in blocks. A sample from -1 to 1 becomes the
/// nearest of 8,388,607 steps to each side.
///
/// # Errors
/// [`StageError::Io`] with the file's name, also for what `samples` reports.
pub(super) fn write_wav(
    path: &Path,
    samples: impl FnOnce(&mut dyn FnMut(&[Pair]) -> io::Result<()>) -> io::Result<()>,
) -> Result<(), StageError> {
    const STEPS: f32 = 8_388_607.0;
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: RATE,
        bits_per_sample: 24,
        sample_format: hound::SampleFormat::Int,
    };
    let io = |error: hound::Error| match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    };
    Part::of(path).write(|file| {
        let mut writer = hound::WavWriter::new(BufWriter::with_capacity(1 << 18, file), spec).map_err(io)?;
        samples(&mut |block| {
            for value in block.iter().flatten() {
                writer.write_sample((value * STEPS + 0.5).floor() as i32).map_err(io)?;
            }
            Ok(())
        })?;
        writer.finalize().map_err(io)
    })
}

/// Writes a whole file: under a temporary name first, which is taken away if anything fails.
///
/// # Errors
/// [`StageError::Io`] with the file's name.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StageError> {
    Part::of(path).write(|mut file| file.write_all(bytes))
}
