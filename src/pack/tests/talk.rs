use super::*;

/// The problems of the pack `lumon` with its talk changed.
fn told_of(change: impl Fn(&str) -> String) -> Vec<String> {
    let texts = NAMES.map(lumon);
    let [pack, files, commendations, about] = texts.each_ref().map(|text| Some(text.as_str()));
    let (facts, session) = (lumon(check::FACTS), change(&lumon(check::SESSION)));
    let (facts, session) = (Some(facts.as_str()), Some(session.as_str()));
    let mut problems = Vec::new();
    let texts = check::Texts { pack, files, commendations, about, facts, session, ..check::Texts::default() };
    let _pack = check::build(texts, str::to_owned, &mut problems);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_house_has_as_much_talk_as_it_should() {
    let pack = Pack::embedded();
    let (talk, facts) = (pack.talk.as_ref().unwrap(), pack.facts.as_ref().unwrap());
    assert!(talk.exchanges.len() >= 40, "{}", talk.exchanges.len());
    for fact in &facts.written {
        let fits = |exchange: &&crate::pack::talk::Exchange| {
            exchange.kinds.contains(&fact.kind) && exchange.after.is_none()
        };
        assert!(talk.exchanges.iter().filter(fits).count() >= 3, "{}", fact.kind);
    }
    let asked: Vec<&str> = talk.requests.iter().map(|request| request.key.as_str()).collect();
    for wanted in ["handshake", "water", "music"] {
        assert!(asked.iter().any(|key| key.contains(wanted)), "{wanted}: {asked:?}");
    }
    let mut texts: Vec<&str> = talk
        .exchanges
        .iter()
        .flat_map(|exchange| &exchange.replies)
        .flat_map(|reply| reply.answer.iter().chain((!reply.silent).then_some(&reply.text)))
        .map(String::as_str)
        .collect();
    let all = texts.len();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), all, "a reply or an answer comes twice");
}

#[test]
fn every_way_through_the_talk_has_an_end_and_names_what_is_there() {
    let first = |whole: &str, from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        whole.replacen(from, to, 1)
    };
    // An exchange that is led to leads back to itself.
    let led = told_of(|whole| {
        let at = whole.find("led = true").unwrap();
        let key = whole[..at].rsplit("key = \"").next().unwrap().split('"').next().unwrap();
        let answer = at + whole[at..].find("answer = ").unwrap();
        format!("{}then = \"{key}\"\n{}", &whole[..answer], &whole[answer..])
    });
    assert!(led.len() == 1 && led[0].contains("leads in a circle"), "{led:#?}");
    assert!(led[0].starts_with("session.toml:"), "{led:#?}");
    let cases: &[(&str, &str, &str)] = &[
        ("silent = true", "silent = false", "holds 0 that are silent"),
        ("then = \"", "then = \"un", "leads to no exchange"),
        ("after = \"", "after = \"un", "which no reply or request notes"),
        ("led = true", "led = false", "which also comes by itself"),
        ("kinds = [\"", "kinds = [\"un", "which is the kind of no fact"),
        ("pull = ", "pull = 9", "a whole number from -8 to 8"),
        ("answer = ", "anser = ", "anser"),
        (
            "text = \"",
            "text = \"A reply that goes on for longer than the line has room, and then ",
            "characters",
        ),
        ("half = ", "haIf = ", "half"),
    ];
    for (from, to, wanted) in cases {
        let told = told_of(|whole| first(whole, from, to));
        assert!(told.iter().any(|line| line.contains(wanted)), "{from}: {told:#?}");
        assert!(told.iter().all(|line| line.starts_with("session.toml:")), "{told:#?}");
    }
}

#[test]
fn facts_and_talk_come_together() {
    let texts = NAMES.map(lumon);
    let [pack, files, commendations, about] = texts.each_ref().map(|text| Some(text.as_str()));
    for alone in [check::FACTS, check::SESSION] {
        let text = lumon(alone);
        let only = |name| (name == alone).then_some(text.as_str());
        let (facts, session) = (only(check::FACTS), only(check::SESSION));
        let mut problems = Vec::new();
        let texts =
            check::Texts { pack, files, commendations, about, facts, session, ..check::Texts::default() };
        let _pack = check::build(texts, str::to_owned, &mut problems);
        assert!(
            problems.iter().any(|problem| problem.to_string().contains("stands without")),
            "{problems:?}"
        );
    }
}
