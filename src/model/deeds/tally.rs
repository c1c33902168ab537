//! What can be counted at any time, of the session alone: its ledger, the boards of files begun, the cards of
//! sessions with the director, and what was read.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use crate::model::refinement::Board;
use crate::model::session::{LedgerEntry, Session};
use crate::model::wellness::Card;
use crate::model::wellness::record::POINTS;
use crate::pack::{FileSize, Measure, Pack};
use crate::time::Span;

/// The hours, from and before, in which a file is an early one.
const EARLY: std::ops::Range<i8> = 4..7;
/// The hour from which on a file is a late one, until it would be early.
const LATE: i8 = 19;

/// How far the session tells that each of these has come.
pub(super) fn tally(session: &Session, pack: &Pack) -> Vec<(Measure, u32)> {
    let ledger = &session.ledger;
    let of = |what: &dyn Fn(&LedgerEntry) -> bool| whole(ledger.iter().filter(|entry| what(entry)).count());
    let long = |entry: &LedgerEntry| pack.file(&entry.file).is_some_and(|file| file.size == FileSize::Long);
    let hour = |entry: &LedgerEntry| entry.date.hour();
    let mut dates: BTreeMap<Date, usize> = BTreeMap::new();
    for entry in ledger {
        *dates.entry(entry.date.date()).or_default() += 1;
    }
    let away = ledger.windows(2).map(|pair| days(pair[0].date.date(), pair[1].date.date()));
    let mut all = vec![
        (Measure::Files, whole(ledger.len())),
        (Measure::LongFiles, of(&long)),
        (Measure::CleanFiles, of(&|entry| entry.misfilings == 0)),
        (Measure::EarlyFiles, of(&|entry| EARLY.contains(&hour(entry)))),
        (Measure::LateFiles, of(&|entry| hour(entry) >= LATE || hour(entry) < EARLY.start)),
        (Measure::SaturdayFiles, of(&|entry| entry.date.weekday() == Weekday::Saturday)),
        (Measure::FilesInADay, whole(dates.into_values().max().unwrap_or(0))),
        (Measure::FileMinutes, ledger.iter().map(|entry| minutes(entry.active)).max().unwrap_or(0)),
        (Measure::DaysAway, away.max().unwrap_or(0)),
        (Measure::FilesBegun, whole(begun(session).count())),
    ];
    all.extend(work(session));
    let sessions = |what: fn(&Card) -> bool| whole(session.wellness.held().filter(|card| what(card)).count());
    all.extend([
        (Measure::Sessions, sessions(|_| true)),
        (Measure::EvenSessions, sessions(|card| card.points == POINTS)),
        (Measure::SilentSessions, sessions(|card| card.replies == 0)),
    ]);
    let pages = &session.reading.pages;
    all.extend([
        (Measure::PagesRead, whole(pages.values().filter(|page| page.read).count())),
        (Measure::PageReadings, pages.values().map(|page| page.opened).max().unwrap_or(0)),
        (Measure::Bookmarks, whole(session.reading.marks.len())),
    ]);
    all
}

/// Groups delivered and groups misfiled.
pub(super) fn work(session: &Session) -> [(Measure, u32); 2] {
    let sum = |entry: fn(&LedgerEntry) -> u32, board: fn(&Board) -> u32| {
        session.ledger.iter().map(entry).chain(begun(session).map(board)).fold(0, u32::saturating_add)
    };
    [
        (Measure::Deliveries, sum(|entry| entry.deliveries, Board::delivered)),
        (Measure::Misfilings, sum(|entry| entry.misfilings, Board::misfiled)),
    ]
}

/// The boards of files begun and not finished. Those that direction has touched count for nothing.
fn begun(session: &Session) -> impl Iterator<Item = &Board> {
    session.boards.values().filter(|board| !board.is_staged() && board.finished_at().is_none())
}

/// Whole minutes.
pub(super) fn minutes(span: Span) -> u32 {
    u32::try_from(span.0.max(0) / Span::from_millis(60_000).0).unwrap_or(u32::MAX)
}

/// Days from one date to another; none to an earlier one.
fn days(from: Date, to: Date) -> u32 {
    from.until(to).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

pub(super) fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
