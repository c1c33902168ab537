use std::sync::Arc;

use super::*;
use crate::model::geometry::Tube;
use crate::pack::Pack;

const HOUR: Span = Span::from_millis(3_600_000);

fn hours(part: &Part, count: i64) -> Account {
    simulate(&Pack::embedded(), 1, part, Span(count * HOUR.0), |_, _| true)
}

#[test]
fn an_hour_is_the_same_every_time() {
    let part = Part::default();
    let account = hours(&part, 1);
    println!("{account}");
    assert_eq!(account, hours(&part, 1));
    assert!(account.deliveries > 20);
}

#[test]
fn the_steps_in_which_time_moves_change_nothing() {
    let part = Part::default();
    let pack = Pack::embedded();
    let run = |step: Span| {
        let mut terminal = Terminal::new(Arc::clone(&pack), Tube::default(), 5);
        let mut operator = Operator::new(&part, 5, Time::ZERO);
        let end = Time::from_millis(600_000);
        while terminal.now() < end {
            let to = (terminal.now() + step).min(end);
            operator.drive(&mut terminal, to);
        }
        (terminal.digest(), operator.given())
    };
    let whole = run(Span::from_millis(600_000));
    assert_eq!(whole, run(Span::from_millis(41)));
    assert_eq!(whole, run(Span(29_399_999)));
}
