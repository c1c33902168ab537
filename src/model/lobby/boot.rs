//! The boot: lines that appear one by one, the emblem turning in, then the prompt.

use crate::time::{Span, Time};

/// From the switch until the first line.
const WARM: Span = Span::from_millis(500);
/// From one line to the next.
const LINE: Span = Span::from_millis(190);
/// From the last line until the emblem appears.
const REST: Span = Span::from_millis(250);
/// How long the emblem turns in.
pub const EMBLEM: Span = Span::from_millis(1300);
/// From the emblem's arrival until the prompt.
const SETTLE: Span = Span::from_millis(300);

/// When line `line` appears, after a boot that began at `since`.
pub fn line_at(since: Time, line: usize) -> Time {
    since + WARM + Span(LINE.0.saturating_mul(line as i64))
}

/// When the emblem begins to turn in, of a boot with `lines` lines.
pub fn emblem_at(since: Time, lines: usize) -> Time {
    line_at(since, lines) + REST
}

/// When the prompt is ready.
pub fn ready_at(since: Time, lines: usize) -> Time {
    emblem_at(since, lines) + EMBLEM + SETTLE
}
