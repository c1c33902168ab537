use super::*;

#[test]
fn every_command_has_an_example_that_is_read_and_written_alike() {
    let mut names = std::collections::BTreeSet::new();
    for (example, _) in EXAMPLES {
        let line = format!("1.5 3 cue {example}");
        let read = read_commands(&line).unwrap();
        assert_eq!(read_commands(&read[0].to_string()).unwrap(), read, "{example}");
        let name = match serde_json::to_value(&read[0].command).unwrap() {
            serde_json::Value::String(name) => name,
            serde_json::Value::Object(fields) => match fields.iter().next().unwrap() {
                (name, inner) if name == "stage" => {
                    let inner = inner.as_str().map(str::to_owned);
                    format!(
                        "stage {}",
                        inner.unwrap_or_else(|| fields["stage"]
                            .as_object()
                            .unwrap()
                            .keys()
                            .next()
                            .unwrap()
                            .clone())
                    )
                }
                (name, _) => name.clone(),
            },
            other => panic!("{other}"),
        };
        assert!(names.insert(name.clone()), "{name} twice");
    }
    // Serde names every variant when it is given none of them.
    for (wrong, count) in [("\"\"", 75), ("{\"stage\":\"\"}", 9)] {
        let error = serde_json::from_str::<Command>(wrong).unwrap_err().to_string();
        assert_eq!(error.matches('`').count() / 2 - 1, count, "{error}");
    }
    assert_eq!(names.len(), 74 + 9);
}

#[test]
fn wrong_lines_are_named() {
    for (text, line, word) in [
        ("\n# x\n1.0 1 cue", 3, "no command"),
        ("1,0 1 cue \"skip\"", 1, "not a time"),
        ("1 -1 cue \"skip\"", 1, "sequence"),
        ("1 1 me \"skip\"", 1, "source"),
        ("1 1 cue \"jump\"", 1, "--list-commands"),
        ("1 1 cue {\"bin\":{\"bin\":-1}}", 1, "not a command"),
    ] {
        let error = read_commands(text).unwrap_err();
        assert_eq!(error.line, line, "{error}");
        assert!(error.what.contains(word), "{error}");
    }
}

#[test]
fn commands_are_put_in_order() {
    let read = read_commands("2 0 cue \"skip\"\n1 1 cue \"home\"\n1 0 cue \"take\"").unwrap();
    let order: Vec<_> = read.iter().map(|stamped| &stamped.command).collect();
    assert_eq!(order, [&Command::Take, &Command::Home, &Command::Skip]);
}
