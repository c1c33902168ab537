//! The command as screensavers start it: whatever XScreenSaver's description or Windows can ask for is to be had.

use clap::Parser as _;

use super::super::{Cli, Sub};
use super::*;
use crate::saver::{arguments, hack};

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
    let xml = include_str!("../../../assets/saver/macrodat.xml");
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
fn every_form_of_a_screensaver_is_a_command() {
    let window = |line: &str| hack(line).whose.whose(false).map_err(|failure| failure.line);
    assert!(matches!(window("-window-id 0x1a"), Ok(Whose::Others(_))));
    assert!(matches!(window("ambient --preview 131332"), Ok(Whose::Preview(_))));
    let preview = arguments::Asked::Preview(131_332.try_into().unwrap()).line();
    assert!(Cli::try_parse_from(std::iter::once("macrodat.scr".into()).chain(preview)).is_ok());
    assert_eq!(hack("-window").window, hack("--window").window);
    assert!(hack("-window").window.is_some());
    for wrong in ["ambient --root --kiosk", "ambient --window-id 7 --monitor 2", "ambient --window-id 0"] {
        assert!(Cli::try_parse_from(format!("macrodat {wrong}").split(' ')).is_err(), "{wrong}");
    }
}

#[test]
fn what_only_a_window_of_its_own_can_do_asks_for_one() {
    for own in ["--kiosk", "--monitor 2", "--glass card", "--glass processor", "--window", "--interactive"] {
        assert!(hack(&format!("ambient {own}")).wants_its_own(), "{own}");
    }
    for any in ["", "--monitor each", "--glass auto", "--with-session", "--keep-awake", "--scenes clock"] {
        assert!(!hack(&format!("ambient {any}")).wants_its_own(), "{any}");
    }
}
