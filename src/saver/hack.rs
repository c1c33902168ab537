//! The command line as XScreenSaver's own modules, its hacks, take it: `macrodat --root`, `macrodat -window-id 0x1a`.
//!
//! Its settings dialog knows options and no commands, and drops what is neither: a line of its own has no room for
//! `ambient`.

use std::ffi::OsString;

/// The options that say in which window a hack draws, without their dashes.
const OPTIONS: [&str; 3] = ["root", "window", "window-id"];

/// The arguments after the program's name as the command line takes them: with two dashes, and behind the command
/// `ambient`. Arguments that name no window are left as they are.
pub fn rewritten(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let ambient = arguments.iter().any(|argument| argument == "ambient");
    // A command of another name may have options of these names some day.
    let bare = arguments.first().and_then(|first| first.to_str()).is_some_and(|first| first.starts_with('-'));
    if !(ambient || bare && arguments.iter().any(|argument| option(argument).is_some())) {
        return arguments;
    }
    for argument in &mut arguments {
        if let Some(option) = option(argument) {
            *argument = format!("--{option}").into();
        }
    }
    if !ambient {
        arguments.insert(0, "ambient".into());
    }
    arguments
}

/// The option that an argument is, with its value if that is joined to it.
fn option(argument: &OsString) -> Option<String> {
    let text = argument.to_str()?;
    let text = text.strip_prefix("--").or(text.strip_prefix('-'))?;
    let name = text.split('=').next()?;
    OPTIONS.contains(&name).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hacks_line_becomes_a_command() {
        for (line, command) in [
            ("--root", "ambient --root"),
            ("-root", "ambient --root"),
            ("-window-id 0x1a", "ambient --window-id 0x1a"),
            ("--window-id=26", "ambient --window-id=26"),
            ("--mood diligent -window", "ambient --mood diligent --window"),
            ("--seed 3 --root", "ambient --seed 3 --root"),
            ("ambient -root --seed 3", "ambient --root --seed 3"),
            ("--seed 3 ambient -root", "--seed 3 ambient --root"),
        ] {
            assert_eq!(rewritten(line.split(' ').map(OsString::from)).join(" ".as_ref()), command);
        }
    }

    #[test]
    fn other_lines_stay() {
        for line in ["", "--full-screen", "render --root", "-h", "doctor", "--rooted", "session show"] {
            let arguments: Vec<OsString> = line.split_terminator(' ').map(OsString::from).collect();
            assert_eq!(rewritten(arguments.clone()), arguments);
        }
    }
}
