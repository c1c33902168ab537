//! The lines a pack must speak, by key, and the placeholders that may stand in each.

/// A line that every pack has: its key, and the placeholders that the program fills in it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Key in the pack's `[voice]` table.
    pub key: &'static str,
    /// Names that may stand in braces in the text.
    pub placeholders: &'static [&'static str],
}

const fn line(key: &'static str, placeholders: &'static [&'static str]) -> Line {
    Line { key, placeholders }
}

/// All lines. `{bin}` is a bin's label, `{temper}` and `{least}` tempers' names, `{count}` a number in words,
/// `{percent}` digits, `{file}` a file's name, `{number}` its place in the pack.
pub const LINES: &[Line] = &[
    // The prompt and the cards.
    line("prompt-hint", &[]),
    line("prompt-resume", &["file", "percent"]),
    line("prompt-unknown", &["typed"]),
    line("cards-hint", &[]),
    line("card-new", &["number", "size"]),
    line("card-begun", &["number", "size", "percent"]),
    line("card-done", &["number", "size"]),
    line("size-short", &[]),
    line("size-standard", &[]),
    line("size-long", &[]),
    // Refinement.
    line("complete", &["percent"]),
    line("felt", &["count", "felt"]),
    line("gathered", &["count"]),
    line("landed", &["count", "bin", "percent"]),
    line("teach-rest", &[]),
    line("teach-box", &[]),
    line("teach-bin", &[]),
    line("box-empty", &[]),
    line("box-part", &[]),
    line("box-two", &[]),
    line("click-nothing", &[]),
    line("refuse-leads", &["bin", "felt", "least"]),
    line("refuse-full", &["bin", "felt"]),
    // The end of a file.
    line("done-title", &[]),
    line("done-time", &["minutes"]),
    line("done-deliveries", &["count"]),
    line("done-misfilings", &["count"]),
    line("done-address", &["address"]),
    line("done-next", &[]),
    // The handbook.
    line("page-withheld", &[]),
    line("found-nothing", &["typed"]),
    // Leaving.
    line("shutdown", &["employee"]),
];
