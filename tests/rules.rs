//! The rules of the whole terminal at the desk: stepping back, coming back, what direction may do, and what hands do.

mod support;

use egui::{Event, Key, Modifiers, PointerButton, pos2};
use macrodat::hands::Hands;
use macrodat::keys::Keys;
use macrodat::model::geometry::{Point, Tube};
use macrodat::model::refinement::Board;
use macrodat::model::refinement::temper::Temper;
use macrodat::model::{Change, Command, Direction, Happening, Screen, Terminal};
use macrodat::pack::Pack;
use support::Desk;

/// A desk at the first file, by keys, beside its four clusters.
fn at_siena(seed: u64) -> Desk {
    let mut desk = Desk::new(seed);
    desk.open_by_keys("Siena");
    desk
}

/// Moves the cell cursor to the cluster at the upper left and lets it stir.
fn stir(desk: &mut Desk) {
    desk.key(Key::ArrowLeft);
    desk.key(Key::ArrowLeft);
    desk.key(Key::ArrowUp);
    desk.wait(900);
    assert!(desk.board().attended().is_some());
}

#[test]
fn escape_steps_back_in_order_and_never_quits() {
    let mut desk = at_siena(1);
    stir(&mut desk);
    desk.key(Key::Enter);
    assert!(desk.board().gathered().is_some());
    desk.chord(Key::ArrowRight, Modifiers::SHIFT);
    assert!(desk.board().marquee().is_some());
    desk.key(Key::Tab);
    assert!(desk.terminal.focus().is_some());
    desk.key(Key::F1);
    assert_eq!(desk.terminal.screen(), Screen::Handbook);
    // The page about the field; then the focus, the box, what is gathered, the cards, the prompt, and no farther.
    let state = |desk: &Desk| {
        let terminal = &desk.terminal;
        let board = terminal.board().unwrap();
        (
            terminal.screen() == Screen::Handbook,
            terminal.focus().is_some(),
            board.marquee().is_some(),
            board.gathered().is_some(),
            terminal.screen().name(),
        )
    };
    assert_eq!(state(&desk), (true, false, true, true, "handbook"));
    for expected in [
        (false, true, true, true, "refinement"),
        (false, false, true, true, "refinement"),
        (false, false, false, true, "refinement"),
        (false, false, false, false, "refinement"),
        (false, false, false, false, "cards"),
        (false, false, false, false, "prompt"),
        (false, false, false, false, "prompt"),
        (false, false, false, false, "prompt"),
    ] {
        desk.key(Key::Escape);
        assert_eq!(state(&desk), expected);
    }
    assert_eq!(desk.card(), "Siena");
    // F2 comes back, and from the cards too.
    desk.key(Key::F2);
    assert_eq!(desk.terminal.screen(), Screen::Refinement);
    desk.key(Key::Escape);
    desk.key(Key::F2);
    assert_eq!(desk.terminal.screen(), Screen::Refinement);
    assert!(!desk.heard().iter().any(|what| matches!(what, Happening::ShutDown)));
}

#[test]
fn escape_skips_the_boot_and_leaves_the_window_that_commends() {
    let mut desk = Desk::new(1);
    desk.key(Key::Space);
    desk.key(Key::Escape);
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
    desk.write("Sie");
    desk.key(Key::Escape);
    assert_eq!(desk.terminal.line().text(), "");
    assert_eq!(desk.terminal.screen(), Screen::Prompt);
}

/// What of a board is the work itself: all but its happenings' passing traces.
fn work(board: &Board) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        board.now(),
        board.ground().clone(),
        *board.view(),
        board.cursor(),
        board.cursor_cell(),
        board.bins().to_vec(),
        (board.gathered(), board.deliveries().to_vec(), board.last_bin()),
        (board.delivered(), board.misfiled(), board.active(), board.percent(), board.attended()),
    )
}

/// A desk in the midst of things: one cluster in flight, one gathered, zoomed and scrolled, an open lid.
fn in_the_midst(seed: u64) -> Desk {
    let mut desk = at_siena(seed);
    stir(&mut desk);
    desk.key(Key::Enter);
    desk.key(Key::Num2);
    assert_eq!(desk.board().deliveries().len(), 1);
    (0..4).for_each(|_| desk.key(Key::ArrowRight));
    desk.wait(900);
    desk.key(Key::Enter);
    assert!(desk.board().gathered().is_some());
    desk.key(Key::Equals);
    desk.wait(400);
    desk
}

#[test]
fn leaving_and_coming_back_leaves_the_board_exactly_as_it_was() {
    type Leave = fn(&mut Desk);
    let ways: [(&str, Leave); 3] = [
        ("power", |desk| desk.command(Command::Power { on: false })),
        ("unplug", |desk| desk.terminal.unplug()),
        ("restart", |desk| {
            // As a host does that was killed and begins from the last save.
            let mut terminal = Terminal::restore(&desk.terminal.snapshot(), Pack::embedded()).unwrap();
            terminal.unplug();
            desk.terminal = terminal;
        }),
    ];
    for (way, leave) in ways {
        let mut desk = in_the_midst(3);
        let (before, seen) = (work(desk.board()), desk.board().drawn(desk.terminal.tube()));
        let flying = desk.board().flying(desk.terminal.tube());
        assert!(!flying.is_empty() && desk.board().bins()[1].is_open());
        leave(&mut desk);
        desk.wait(300_000);
        assert_eq!(desk.terminal.screen(), Screen::Off);
        assert_eq!(work(desk.board()), before, "{way}: the board stands still");
        for command in [Command::Power { on: true }, Command::Skip, Command::Resume] {
            desk.command(command);
        }
        assert_eq!(work(desk.board()), before, "{way}");
        assert_eq!(desk.board().drawn(desk.terminal.tube()), seen, "{way}");
        assert_eq!(desk.board().flying(desk.terminal.tube()), flying, "{way}");
        // And goes on as if nothing had been.
        desk.wait(9000);
        assert_eq!(desk.landed, flying.len(), "{way}");
        desk.check_percentages();
    }
    // By way of the cards, with nothing gathered, and into another file and back.
    let mut desk = in_the_midst(4);
    desk.command(Command::Back);
    assert_eq!(desk.board().gathered(), None);
    let before = work(desk.board());
    desk.command(Command::Back);
    desk.wait(60_000);
    desk.command(Command::Open { file: "trinity".to_owned() });
    desk.wait(60_000);
    desk.command(Command::Back);
    desk.command(Command::Open { file: "siena".to_owned() });
    assert_eq!(work(desk.board()), before);
}

#[test]
fn a_hand_that_leaves_the_tube_holds_nothing() {
    // A box that is being drawn, and a cluster that is carried.
    let mut desk = at_siena(5);
    desk.glide(Point::new(300.0, 300.0), 100);
    desk.button(true);
    desk.glide(Point::new(500.0, 400.0), 100);
    assert!(desk.board().marquee().is_some());
    desk.event(Event::PointerGone);
    assert!(desk.board().marquee().is_none());
    stir(&mut desk);
    desk.key(Key::Enter);
    desk.wait(500);
    let block = desk.board().gathered().unwrap().block;
    let digit = |desk: &Desk| {
        let drawn = desk.board().drawn(desk.terminal.tube());
        drawn.into_iter().find(|digit| digit.cluster == Some(block)).unwrap().at
    };
    let home = digit(&desk);
    desk.glide(home, 100);
    desk.button(true);
    desk.glide(Point::new(home.x + 200.0, home.y + 100.0), 100);
    assert!(desk.board().carries());
    assert!((digit(&desk).x - home.x - 200.0).abs() < 3.0);
    desk.event(Event::PointerGone);
    assert!(!desk.board().carries() && desk.board().gathered().is_some());
    desk.wait(400);
    assert!((digit(&desk).x - home.x).abs() < 3.0, "it has glided back");
    // A hand that only strays over the bezel goes on when it comes back.
    desk.glide(home, 100);
    desk.button(true);
    desk.glide(Point::new(-40.0, 400.0), 200);
    assert!(desk.board().carries());
    desk.glide(Point::new(300.0, 300.0), 100);
    assert!(desk.board().carries());
    desk.button(false);
    assert!(!desk.board().carries() && desk.board().gathered().is_some());
}

#[test]
fn two_fingers_point_at_nothing_and_step_back_from_nothing() {
    let mut desk = at_siena(6);
    let keys = Keys::default();
    let mut hands = Hands::default();
    let place = |at: egui::Pos2| Some(Point::new(at.x.into(), at.y.into()));
    // The first finger is on a bin, or begins a box on the field; then a second comes.
    for at in [Tube::default().bin(1, 5).centre(), Point::new(400.0, 400.0)] {
        let press = Event::PointerButton {
            pos: pos2(at.x as f32, at.y as f32),
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        };
        for command in hands.event(&press, &place, &desk.terminal, &keys) {
            desk.command(command);
        }
        for command in hands.two_fingers((30.0, 10.0), 1.1, Some(at)) {
            desk.command(command);
        }
        assert_eq!(desk.terminal.screen(), Screen::Refinement);
        assert!(desk.board().marquee().is_none());
        hands.one_finger();
    }
}

#[test]
fn a_bin_that_is_looked_into_by_focus_is_shut_when_the_key_is_let_go() {
    let mut desk = at_siena(7);
    while desk.terminal.focus() != Some("bin.2") {
        desk.key(Key::Tab);
    }
    desk.key(Key::Enter);
    assert!(desk.heard().contains(&Happening::Looked { bin: 2 }));
    desk.wait(2000);
    let board = desk.board();
    assert_eq!((board.bins()[2].sheet(board.now()), board.bins()[2].lids(board.now())), (0.0, 0.0));
    // Home gives the focus to the bin that was used last.
    desk.key(Key::Escape);
    stir(&mut desk);
    desk.key(Key::Enter);
    desk.key(Key::Num4);
    desk.chord(Key::ArrowDown, Modifiers::CTRL);
    desk.key(Key::Home);
    assert_eq!(desk.terminal.focus(), Some("bin.3"));
}

#[test]
fn staged_numbers_are_shown_as_set_and_never_enter_the_ledger() {
    let mut desk = at_siena(8);
    for (bin, percent) in [100, 97, 93, 93, 99].into_iter().enumerate() {
        desk.command(Command::Stage(Direction::Bin { bin, percent }));
    }
    let shown: Vec<u32> = (0..5).map(|bin| desk.number(&format!("bin.{bin}"))).collect();
    assert_eq!(shown, [100, 97, 93, 93, 99]);
    assert_eq!(desk.number("header"), 96, "the mean of those shown, rounded down");
    // The last digits are delivered by hand: all is commended, and nothing recorded.
    desk.command(Command::Stage(Direction::File { percent: 100 }));
    desk.command(Command::Stage(Direction::Bin { bin: 0, percent: 75 }));
    for temper in Temper::ALL {
        desk.command(Command::Stage(Direction::Cluster { temper, size: 14, columns: 0, rows: 0 }));
        desk.key(Key::ArrowRight);
        desk.wait(900);
        desk.key(Key::ArrowLeft);
        desk.wait(900);
        desk.key(Key::Enter);
        assert!(desk.board().gathered().is_some(), "{temper:?}");
        desk.key(Key::Num1);
    }
    desk.wait(6000);
    assert!(matches!(desk.terminal.screen(), Screen::Done { .. }));
    assert!(desk.terminal.commended().is_some() && desk.terminal.session().ledger.is_empty());
    desk.key(Key::Enter);
    assert_eq!(desk.card(), "Siena", "it is not finished");
}

#[test]
fn no_commands_make_a_strobe() {
    let mut desk = Desk::new(9);
    let mut flashes = Vec::new();
    let mut lit = false;
    for step in 0..600 {
        desk.command(Command::Stage(Direction::Flash));
        let now = desk.terminal.flashes();
        if now && !lit {
            flashes.push(step * 10);
        }
        lit = now;
        desk.wait(10);
    }
    assert!(flashes.windows(2).all(|pair| pair[1] - pair[0] >= 500), "{flashes:?}");
    assert!(flashes.len() >= 10);
}

#[test]
fn black_lasts_and_rooms_are_opened_twice_a_second_at_most() {
    let mut desk = at_siena(9);
    let (mut blacks, mut pages) = (Vec::new(), Vec::new());
    let (mut black, mut page) = (false, false);
    for step in 0..600 {
        desk.command(Command::Stage(Direction::Black { on: step % 7 == 0 }));
        desk.command([Command::Help, Command::Handbook, Command::Back, Command::Session][step % 4].clone());
        desk.command(Command::Stage(Direction::Flash));
        let room = matches!(desk.terminal.screen(), Screen::Handbook | Screen::Sitting | Screen::Settings);
        let (now, help) = (desk.terminal.is_black(), room);
        if now && !black {
            blacks.push(step * 10);
        }
        if help && !page {
            pages.push(step * 10);
        }
        (black, page) = (now, help);
        desk.wait(10);
    }
    assert!(blacks.len() >= 8 && blacks.windows(2).all(|pair| pair[1] - pair[0] >= 500), "{blacks:?}");
    assert!(pages.len() >= 12 && pages.windows(3).all(|three| three[2] - three[0] >= 1000), "{pages:?}");
    desk.wait(1000);
    desk.command(Command::Stage(Direction::Black { on: true }));
    assert_eq!(desk.terminal.next_change(), Change::Never);
    desk.wait(100);
    desk.command(Command::Stage(Direction::Black { on: false }));
    assert!(desk.terminal.is_black());
    let Change::At(light) = desk.terminal.next_change() else { panic!("it stays black") };
    desk.terminal.advance(light);
    assert!(!desk.terminal.is_black() && desk.terminal.next_change() != Change::Never);
}

#[test]
fn a_terminal_at_rest_says_when_it_changes() {
    let mut desk = Desk::new(10);
    assert_eq!(desk.terminal.next_change(), Change::Never);
    desk.command(Command::Power { on: true });
    assert_eq!(desk.terminal.next_change(), Change::Moving);
    desk.command(Command::Skip);
    assert!(matches!(desk.terminal.next_change(), Change::At(at) if at > desk.terminal.now()));
    desk.command(Command::Open { file: "siena".to_owned() });
    desk.wait(5000);
    assert_eq!(desk.terminal.next_change(), Change::Resting);
    desk.command(Command::Point { x: 700.0, y: 470.0 });
    assert_eq!(desk.terminal.next_change(), Change::Moving);
    desk.command(Command::PointAway);
    desk.wait(20_000);
    assert_eq!(desk.terminal.next_change(), Change::Resting, "digits float, and nothing glides");
    desk.command(Command::SetMotion { reduced: true });
    assert_eq!(desk.terminal.next_change(), Change::Never);
    desk.command(Command::Power { on: false });
    desk.wait(1500);
    assert_eq!((desk.terminal.screen(), desk.terminal.next_change()), (Screen::Off, Change::Never));
    assert!(desk.heard().contains(&Happening::ShutDown), "the shut-down picture lasts 1.5 s at most");
}

#[test]
fn a_finger_that_rests_stirs_and_takes() {
    let mut desk = at_siena(3);
    // A touch is told as a move and a press at once; beside the upper left cluster.
    let at = Point::new(720.0 - 1.5 * 69.2, 470.0 - 1.5 * 69.2);
    desk.event(Event::PointerMoved(pos2(at.x as f32, at.y as f32)));
    desk.command(Command::Point { x: at.x, y: at.y });
    desk.button(true);
    desk.wait(900);
    assert!(desk.heard().iter().any(|what| matches!(what, Happening::Stirred { .. })));
    let digit = desk.board().stirred(desk.terminal.tube())[0].at;
    desk.event(Event::PointerGone);
    desk.wait(100);
    // On one of the digits it stirs again, and takes when the finger is lifted.
    desk.command(Command::Point { x: digit.x, y: digit.y });
    desk.button(true);
    desk.wait(900);
    desk.button(false);
    assert!(desk.board().gathered().is_some());
}

#[test]
fn a_gathered_cluster_that_is_lost_from_sight_is_let_go() {
    let mut desk = at_siena(4);
    stir(&mut desk);
    desk.key(Key::Enter);
    assert!(desk.board().gathered().is_some());
    desk.wait(400);
    desk.chord(Key::ArrowRight, Modifiers::CTRL);
    desk.wait(600);
    assert!(desk.board().gathered().is_none());
    assert!(desk.heard().contains(&Happening::LetGo));
}

/// A host that paints when it is told to shows every state to its end, also where nothing floats.
#[test]
fn with_reduced_motion_no_picture_is_left_stale() {
    let mut desk = at_siena(5);
    desk.command(Command::SetMotion { reduced: true });
    stir(&mut desk);
    desk.key(Key::Enter);
    desk.command(Command::Bin { bin: 3 });
    let mut pictures = 0;
    loop {
        let wait = match desk.terminal.next_change() {
            Change::Never => break,
            Change::Moving | Change::Resting => 16,
            Change::At(time) => (time.since(desk.terminal.now()).seconds() * 1000.0).ceil() as i64,
        };
        desk.wait(wait.max(1));
        pictures += 1;
        assert!(pictures < 2000, "it never comes to rest");
    }
    // What the last picture showed is what stands there ever after.
    let shown = |desk: &Desk| {
        let board = desk.board();
        let bins: Vec<_> =
            board.bins().iter().map(|bin| (bin.lids(board.now()), bin.sheet(board.now()))).collect();
        (bins, board.drawn(desk.terminal.tube()), board.spoken())
    };
    let last = shown(&desk);
    assert!(last.0.iter().all(|bin| *bin == (0.0, 0.0)), "{:?}", last.0);
    desk.wait(20_000);
    assert_eq!(shown(&desk), last);
}

#[test]
fn the_window_commends_the_file_it_stands_before() {
    let mut desk = at_siena(6);
    let finish = |desk: &mut Desk, file: &str| {
        desk.command(Command::Open { file: file.to_owned() });
        desk.command(Command::Stage(Direction::File { percent: 100 }));
        for bin in 0..5 {
            desk.command(Command::Stage(Direction::Bin { bin, percent: 99 }));
        }
        for (bin, temper) in (0..5).flat_map(|bin| Temper::ALL.map(|temper| (bin, temper))) {
            let block = Direction::Cluster { temper, size: 9, columns: 0, rows: 0 };
            desk.command(Command::Stage(block));
            desk.command(Command::MoveCursor { columns: 0, rows: 0 });
            desk.wait(900);
            desk.command(Command::Take);
            desk.command(Command::Bin { bin });
            desk.wait(100);
            desk.command(Command::Back);
            if desk.terminal.screen() != Screen::Refinement {
                desk.command(Command::Resume);
            }
        }
        desk.wait(2600);
    };
    finish(&mut desk, "siena");
    assert!(desk.board().finished_at().is_some());
    // Away before the window, and back after another file.
    desk.command(Command::Back);
    desk.command(Command::Open { file: "trinity".to_owned() });
    desk.wait(100);
    desk.command(Command::Back);
    desk.command(Command::Open { file: "siena".to_owned() });
    desk.wait(2500);
    assert!(matches!(desk.terminal.screen(), Screen::Done { .. }));
    assert_eq!(desk.terminal.commended().map(|entry| entry.file.as_str()), Some("siena"));
    // Direction had a hand in it, so that the ledger says nothing.
    assert!(desk.terminal.session().ledger.is_empty());
}
