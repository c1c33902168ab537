//! What `session.toml` says: the talk of a session, and that every way through it has an end.

use std::collections::{BTreeMap, BTreeSet};

use super::{items, tables, within};
use crate::nearest;
use crate::pack::reader::{Once, Table, Value, shown};
use crate::pack::talk::{Exchange, LABELS, LINES, Memory, REPLIES, Reply, Request, Talk};
use crate::pack::types::Facts;

/// Most characters of a label, and of what the director says.
const LABEL: usize = 120;
const SPEECH: usize = 160;
/// Most characters of the director's answer.
const ANSWER: usize = 140;
/// Most characters of a reply, and of a request.
const REPLY: usize = 48;
const REQUEST: usize = 32;
/// How far a reply moves the dial at most, to either side.
const PULL: i8 = 8;

/// A name that must be known elsewhere in the file, with its place.
type Named<'d> = (Value<'d>, String);

/// What the file's parts say of one another.
#[derive(Default)]
struct Ties<'d> {
    /// Notes that are made, and notes that are waited for.
    notes: BTreeSet<String>,
    awaited: Vec<Named<'d>>,
    /// Exchanges to which replies lead: from which, and to which.
    leads: Vec<(String, Named<'d>)>,
    /// Kinds of fact.
    kinds: Vec<Named<'d>>,
    /// The places of exchanges that are only led to.
    led: Vec<Named<'d>>,
}

/// Reads `session.toml`. `facts` are the pack's.
pub(super) fn talk(root: &mut Table<'_>, facts: Option<&Facts>) -> Talk {
    let mut ties = Ties::default();
    let mut talk = Talk {
        director: root.want("director").and_then(|v| v.text(24)).unwrap_or_default(),
        ..Talk::default()
    };
    within(root, "labels", |table| {
        for label in LABELS {
            if let Some(text) = table.want(label.key).and_then(|v| v.template(LABEL, label.placeholders)) {
                talk.labels.insert(label.key.to_owned(), text);
            }
        }
    });
    within(root, "lines", |table| {
        for line in LINES {
            let variants = items(table, line.key, 1..=40);
            let texts = variants.iter().filter_map(|v| v.template(SPEECH, line.placeholders));
            talk.lines.insert(line.key.to_owned(), texts.collect());
        }
    });
    let mut keys = Once::default();
    talk.exchanges = tables(root, "exchange", 1..=400, |table| exchange(table, &mut keys, &mut ties));
    let mut keys = Once::default();
    if root.has("request") {
        talk.requests = tables(root, "request", 1..=6, |table| Request {
            key: key(table, &mut keys),
            text: table.want("text").and_then(|v| v.template(REQUEST, &[])).unwrap_or_default(),
            answers: items(table, "answers", 1..=20)
                .iter()
                .filter_map(|v| v.template(ANSWER, &["employee"]))
                .collect(),
            notes: notes(table, &mut ties),
        });
    }
    let mut keys = Once::default();
    if root.has("memory") {
        talk.memories = tables(root, "memory", 1..=200, |table| Memory {
            key: key(table, &mut keys),
            after: table.want("after").and_then(|v| awaited(v, &mut ties)).unwrap_or_default(),
            text: table.want("text").and_then(|v| v.template(SPEECH, &["employee"])).unwrap_or_default(),
        });
    }
    between(&talk, facts, &ties);
    talk
}

fn key(table: &mut Table<'_>, keys: &mut Once) -> String {
    let key = table.want("key").and_then(|v| {
        let key = v.key()?;
        keys.first(&v, &key).then_some(key)
    });
    key.unwrap_or_default()
}

fn exchange<'d>(table: &mut Table<'d>, keys: &mut Once, ties: &mut Ties<'d>) -> Exchange {
    let key = key(table, keys);
    let mut kinds = Vec::new();
    if table.has("kinds") {
        for value in items(table, "kinds", 1..=40) {
            if let Some(kind) = value.key() {
                kinds.push(kind.clone());
                ties.kinds.push((value, kind));
            }
        }
    }
    let after = table.may("after").and_then(|v| awaited(v, ties));
    let led = table.may("led");
    let line = table.may("line").and_then(|v| v.template(LABEL, &["employee"]));
    let value = table.want("reply");
    let replies: Vec<Reply> = value
        .iter()
        .flat_map(|v| v.items(REPLIES..=REPLIES))
        .collect::<Vec<_>>()
        .iter()
        .filter_map(|value| {
            let mut table = value.table()?;
            let reply = reply(&mut table, &key, ties);
            table.finish();
            Some(reply)
        })
        .collect();
    if let Some(value) = value.filter(|_| replies.len() == REPLIES) {
        let silent = replies.iter().filter(|reply| reply.silent).count();
        if silent != 1 {
            value
                .bad(format_args!("holds {silent} that are silent"), "just one with silent = true is wanted");
        }
    }
    let truth = led.as_ref().and_then(Value::truth).unwrap_or_default();
    if let Some(value) = led.filter(|_| truth) {
        ties.led.push((value, key.clone()));
    }
    Exchange { key, kinds, after, led: truth, line, replies }
}

fn reply<'d>(table: &mut Table<'d>, from: &str, ties: &mut Ties<'d>) -> Reply {
    let text = table.want("text").and_then(|v| v.template(REPLY, &[])).unwrap_or_default();
    let silent = table.may("silent").and_then(|v| v.truth()).unwrap_or_default();
    let answer = if silent { table.may("answer") } else { table.want("answer") };
    let then = table.may("then").and_then(|value| {
        let key = value.key()?;
        ties.leads.push((from.to_owned(), (value, key.clone())));
        Some(key)
    });
    Reply {
        text,
        silent,
        pull: table.may("pull").and_then(|v| v.whole(-PULL..=PULL)).unwrap_or_default(),
        prefers: table.may("prefers").and_then(|v| v.truth()).unwrap_or_default(),
        answer: answer.and_then(|v| v.template(ANSWER, &["employee"])),
        notes: notes(table, ties),
        then,
    }
}

fn notes(table: &mut Table<'_>, ties: &mut Ties<'_>) -> Option<String> {
    let note = table.may("notes").and_then(|v| v.key())?;
    ties.notes.insert(note.clone());
    Some(note)
}

fn awaited<'d>(value: Value<'d>, ties: &mut Ties<'d>) -> Option<String> {
    let note = value.key()?;
    ties.awaited.push((value, note.clone()));
    Some(note)
}

/// What the parts say of one another: every name is known, and every way through the replies comes to an end.
fn between(talk: &Talk, facts: Option<&Facts>, ties: &Ties<'_>) {
    let known: Vec<&str> = ties.notes.iter().map(String::as_str).collect();
    for (value, note) in ties.awaited.iter().filter(|(_, note)| !ties.notes.contains(note)) {
        let what = format_args!("waits for \"{}\", which no reply or request notes", shown(note));
        value.bad(what, nearest::right(note, &known));
    }
    if let Some(facts) = facts {
        let kinds: BTreeSet<&str> = facts.written.iter().map(|fact| fact.kind.as_str()).collect();
        let known: Vec<&str> = kinds.iter().copied().collect();
        for (value, kind) in ties.kinds.iter().filter(|(_, kind)| !kinds.contains(kind.as_str())) {
            let what = format_args!("is \"{}\", which is the kind of no fact", shown(kind));
            value.bad(what, nearest::right(kind, &known));
        }
    }
    let keys: Vec<&str> = talk.exchanges.iter().map(|exchange| exchange.key.as_str()).collect();
    let led: Vec<&str> = talk.exchanges.iter().filter(|one| one.led).map(|one| one.key.as_str()).collect();
    for (_, (value, to)) in &ties.leads {
        if !keys.contains(&to.as_str()) {
            value.bad(format_args!("leads to no exchange \"{}\"", shown(to)), nearest::right(to, &led));
        } else if !led.contains(&to.as_str()) {
            value.bad(
                format_args!("leads to \"{}\", which also comes by itself", shown(to)),
                "an exchange that is led to has led = true",
            );
        }
    }
    for (value, key) in &ties.led {
        if !ties.leads.iter().any(|(_, (_, to))| to == key) {
            value.bad("is true, and no reply leads here", "name the exchange in the `then` of a reply");
        }
    }
    circles(ties);
}

/// A reply that leads back to where it was given, by whatever way, could go on for ever.
fn circles(ties: &Ties<'_>) {
    let mut leads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, (_, to)) in &ties.leads {
        leads.entry(from).or_default().push(to);
    }
    for (from, (value, to)) in &ties.leads {
        let (mut seen, mut open) = (BTreeSet::new(), vec![to.as_str()]);
        while let Some(at) = open.pop() {
            if at == from {
                value.bad(
                    format_args!("leads in a circle, back to \"{}\"", shown(from)),
                    "let one of its replies lead nowhere",
                );
                break;
            }
            if seen.insert(at) {
                open.extend(leads.get(at).into_iter().flatten());
            }
        }
    }
}
