use std::sync::Arc;

use super::*;
use crate::model::geometry::Tube;
use crate::pack::Pack;

#[test]
fn what_is_given_is_given_when_it_is_due_and_not_before() {
    let mut terminal = Terminal::new(Pack::embedded(), Tube::default(), 5);
    let mut operator = Operator::new(&Part::default(), 5, Time::from_millis(2000));
    assert_eq!(operator.act(&terminal), []);
    operator.drive(&mut terminal, Time::from_millis(1999));
    assert_eq!((operator.given(), terminal.screen()), (0, Screen::Off));
    operator.drive(&mut terminal, Time::from_millis(30_000));
    assert!(terminal.is_on() && operator.given() > 0);
    assert!(operator.due() > terminal.now());
}

#[test]
fn a_mood_changes_what_is_done() {
    let pack = Pack::embedded();
    let given = |mood: &str| {
        let part = Part { mood: Mood::named(mood).unwrap(), ..Part::default() };
        simulate(&Arc::clone(&pack), 5, &part, Span::from_millis(900_000), |_, _| true)
    };
    let (diligent, hired) = (given("diligent"), given("new-hire"));
    assert!(diligent.deliveries > hired.deliveries);
    // Whoever is asked whether to go on, and would not, is left alone.
    let part = Part::default();
    let account = simulate(&pack, 5, &part, Span::from_millis(900_000), |at, _| at.seconds() < 120.0);
    assert_eq!(account.span, Span::from_millis(120_000));
}
