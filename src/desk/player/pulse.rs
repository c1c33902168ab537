//! Sound on Linux: a stream of PulseAudio's own protocol, which PipeWire speaks too, over the socket in the user's
//! runtime folder. Never over a network.

use std::env;
use std::ffi::CString;
use std::io::{BufRead as _, BufReader, Cursor, ErrorKind, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use pulseaudio::protocol::{
    self, AuthParams, AuthReply, ChannelMap, Command, CorkStreamParams, CreatePlaybackStreamReply,
    DEFAULT_SINK, DESCRIPTOR_SIZE, Descriptor, DescriptorFlags, MAX_VERSION, PlaybackStreamParams, Prop,
    Props, ProtocolError, SampleFormat, SampleSpec, SetClientNameReply,
    stream::{BufferAttr, StreamFlags},
};

use super::NoSound;
use crate::sound::{Engine, Pair, RATE};
use crate::words;

/// Bytes of a sample on both sides.
const FRAME: usize = 8;
/// How much the server is to keep, and how much it asks for at least: 15 and 5 ms.
const TARGET: usize = RATE as usize / 1000 * 15 * FRAME;
const LEAST: usize = RATE as usize / 1000 * 5 * FRAME;
/// The most that is given at once, 100 ms; a server that wants more asks again.
const MOST: usize = RATE as usize / 10 * FRAME;
/// After so many samples in which nothing sounds the stream is stopped (500 ms).
const RESTS: usize = RATE as usize / 2;
/// How long it may take until what a server holds has run out.
const DRAINS: Duration = Duration::from_millis(100);
/// How long a server may take to answer while the stream is made.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest message that is read; longer ones concern others, and are passed over.
const LONGEST: usize = 1 << 16;

impl From<ProtocolError> for NoSound {
    fn from(error: ProtocolError) -> Self {
        match error {
            ProtocolError::Io(error) => Self::Gone(error),
            other => Self::None(other.to_string()),
        }
    }
}

/// The socket that `PULSE_SERVER` names.
fn named_socket(named: &str) -> Result<PathBuf, NoSound> {
    // An address may be preceded by the machine for which it is meant.
    let address = named.rsplit('}').next().unwrap_or_default();
    let path = address.strip_prefix("unix:").unwrap_or(address);
    if path.starts_with('/') {
        Ok(path.into())
    } else {
        Err(NoSound::None(words::say("sound.not-here", &[("named", named)])))
    }
}

/// The server's socket: where `PULSE_SERVER` says, or in the runtime folder.
fn socket() -> Result<PathBuf, NoSound> {
    if let Ok(named) = env::var("PULSE_SERVER")
        && !named.is_empty()
    {
        return named_socket(&named);
    }
    let own = env::var_os("PULSE_RUNTIME_PATH").map(|folder| PathBuf::from(folder).join("native"));
    let users = env::var_os("XDG_RUNTIME_DIR").map(|folder| PathBuf::from(folder).join("pulse/native"));
    let found = [own, users].into_iter().flatten().find(|path| path.exists());
    found.ok_or_else(|| NoSound::None(words::say("sound.no-server", &[])))
}

/// A connection with a stream on it.
struct Stream {
    socket: BufReader<UnixStream>,
    version: u16,
    sequence: u32,
    channel: u32,
    /// Bytes that the server has asked for and not been given.
    owed: usize,
    /// Whether it has said that its buffer ran out.
    dry: bool,
    /// A message's body.
    body: Vec<u8>,
    /// What is sent: a descriptor, and samples.
    sent: Vec<u8>,
    samples: Vec<Pair>,
}

/// Plays until the engine is over. `heard` is called when the server takes samples for the first time.
///
/// # Errors
/// Why there is no sound, or no more.
pub(super) fn play(engine: &mut Engine, heard: &mut dyn FnMut()) -> Result<(), NoSound> {
    let mut stream = Stream::open()?;
    heard();
    loop {
        // Nothing sounds: the thread sleeps, and costs nothing, until something is told.
        while engine.is_silent() {
            if engine.is_over() {
                return Ok(());
            }
            engine.rest();
            thread::park();
        }
        engine.resume();
        stream.give(engine)?;
        stream.cork(false)?;
        let mut still = 0;
        while still < RESTS {
            if engine.is_over() {
                return Ok(());
            }
            stream.listen()?;
            let given = stream.give(engine)?;
            still = if engine.is_silent() { still + given } else { 0 };
        }
        // What is left in the buffer runs out first, so that the next sound does not stand behind it.
        stream.dry = false;
        while engine.is_silent() && !stream.dry && stream.owed < TARGET && stream.is_told_within(DRAINS)? {
            stream.listen()?;
        }
        if engine.is_silent() {
            stream.cork(true)?;
        }
    }
}

impl Stream {
    fn open() -> Result<Self, NoSound> {
        let path = socket()?;
        let socket = UnixStream::connect(&path).map_err(|error| {
            let (path, error) = (path.display().to_string(), error.to_string());
            NoSound::None(words::say("sound.refused", &[("path", &path), ("error", &error)]))
        })?;
        socket.set_read_timeout(Some(PATIENCE))?;
        socket.set_write_timeout(Some(PATIENCE))?;
        let mut socket = BufReader::with_capacity(1 << 12, socket);
        let cookie = cookie();
        let auth = AuthParams { version: MAX_VERSION, supports_shm: false, supports_memfd: false, cookie };
        protocol::write_command_message(socket.get_mut(), 0, &Command::Auth(auth), MAX_VERSION)?;
        let (_, reply): (_, AuthReply) = protocol::read_reply_message(&mut socket, MAX_VERSION)?;
        let version = reply.version.min(MAX_VERSION);
        let name = || CString::from(c"macrodat");
        let mut props = Props::new();
        props.set(Prop::ApplicationName, name());
        protocol::write_command_message(socket.get_mut(), 1, &Command::SetClientName(props), version)?;
        let (_, _): (_, SetClientNameReply) = protocol::read_reply_message(&mut socket, version)?;
        let mut props = Props::new();
        props.set(Prop::MediaName, name());
        let params = PlaybackStreamParams {
            sample_spec: SampleSpec { format: SampleFormat::Float32Le, channels: 2, sample_rate: RATE },
            channel_map: ChannelMap::stereo(),
            sink_name: Some(DEFAULT_SINK.to_owned()),
            buffer_attr: BufferAttr {
                max_length: (TARGET * 4) as u32,
                target_length: TARGET as u32,
                pre_buffering: LEAST as u32,
                minimum_request_length: LEAST as u32,
                fragment_size: u32::MAX,
            },
            props,
            flags: StreamFlags { start_corked: true, adjust_latency: true, ..StreamFlags::default() },
            ..PlaybackStreamParams::default()
        };
        let create = Command::CreatePlaybackStream(params);
        protocol::write_command_message(socket.get_mut(), 2, &create, version)?;
        let (_, made): (_, CreatePlaybackStreamReply) = protocol::read_reply_message(&mut socket, version)?;
        log::debug!(
            "the sound server keeps {} bytes, {} µs",
            made.buffer_attr.target_length,
            made.stream_latency
        );
        // From here on it speaks when it wants something.
        socket.get_ref().set_read_timeout(None)?;
        Ok(Self {
            socket,
            version,
            sequence: 3,
            channel: made.channel,
            owed: made.requested_bytes as usize,
            dry: false,
            body: vec![0; LONGEST],
            sent: Vec::with_capacity(DESCRIPTOR_SIZE + MOST),
            samples: vec![[0.0; 2]; MOST / FRAME],
        })
    }

    fn cork(&mut self, cork: bool) -> Result<(), NoSound> {
        let command = Command::CorkPlaybackStream(CorkStreamParams { channel: self.channel, cork });
        self.sequence = self.sequence.wrapping_add(1);
        Ok(protocol::write_command_message(self.socket.get_mut(), self.sequence, &command, self.version)?)
    }

    /// Whether the server says something within this time.
    fn is_told_within(&mut self, patience: Duration) -> Result<bool, NoSound> {
        self.socket.get_ref().set_read_timeout(Some(patience))?;
        let told = match self.socket.fill_buf() {
            Ok(bytes) => Ok(!bytes.is_empty()),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Ok(false),
            Err(error) => Err(error),
        };
        self.socket.get_ref().set_read_timeout(None)?;
        Ok(told?)
    }

    /// Waits for a message of the server's, and takes note of it.
    fn listen(&mut self) -> Result<(), NoSound> {
        let descriptor = protocol::read_descriptor(&mut self.socket)?;
        let length = descriptor.length as usize;
        let Some(body) = self.body.get_mut(..length) else {
            std::io::copy(&mut (&mut self.socket).take(length as u64), &mut std::io::sink())?;
            return Ok(());
        };
        self.socket.read_exact(body)?;
        if descriptor.channel != u32::MAX {
            return Ok(());
        }
        // What this program has no use for need not be understood.
        let Ok((_, command)) = Command::read_tag_prefixed(&mut Cursor::new(&*body), self.version) else {
            return Ok(());
        };
        match command {
            Command::Request(request) if request.channel == self.channel => {
                self.owed += request.length as usize
            }
            Command::Underflow(_) => self.dry = true,
            Command::PlaybackStreamKilled(_) => {
                return Err(NoSound::None(words::say("sound.taken-away", &[])));
            }
            Command::Error(error) => return Err(NoSound::None(error.to_string())),
            _ => {}
        }
        Ok(())
    }

    /// Gives the server what it has asked for. Returns how many samples that were.
    fn give(&mut self, engine: &mut Engine) -> Result<usize, NoSound> {
        let mut given = 0;
        while self.owed >= FRAME {
            let count = (self.owed / FRAME).min(self.samples.len());
            let samples = &mut self.samples[..count];
            engine.fill(samples);
            let mut head = [0; DESCRIPTOR_SIZE];
            let descriptor = Descriptor {
                length: (count * FRAME) as u32,
                channel: self.channel,
                offset: 0,
                flags: DescriptorFlags::empty(),
            };
            protocol::encode_descriptor(&mut head, &descriptor);
            self.sent.clear();
            self.sent.extend_from_slice(&head);
            for value in samples.iter().flatten() {
                self.sent.extend_from_slice(&value.to_le_bytes());
            }
            self.socket.get_mut().write_all(&self.sent)?;
            self.owed -= count * FRAME;
            given += count;
        }
        Ok(given)
    }
}

/// What shows the server that this is the same user; nothing, where there is none: a server may do without.
fn cookie() -> Vec<u8> {
    let home = env::var_os("HOME").map(PathBuf::from);
    let named = env::var_os("PULSE_COOKIE").map(PathBuf::from);
    let usual =
        [".config/pulse/cookie", ".pulse-cookie"].map(|name| home.as_ref().map(|home| home.join(name)));
    [named].into_iter().chain(usual).flatten().find_map(|path| std::fs::read(path).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_server_is_asked_over_a_network() {
        for named in ["unix:/run/pulse/native", "/run/pulse/native", "{a1b2}unix:/run/pulse/native"] {
            assert_eq!(named_socket(named).ok(), Some(PathBuf::from("/run/pulse/native")), "{named}");
        }
        for named in
            ["tcp:10.0.0.1:4713", "tcp4:localhost", "office.example", "{a1b2}tcp:localhost", "unix:native"]
        {
            let error = named_socket(named).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
    }
}
