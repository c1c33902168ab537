//! What each command does.

use super::command::{Command, Direction};
use super::geometry::Point;
use super::happening::Happening;
use super::lobby::cards::{Card, cards, initial};
use super::refinement::Board;
use super::screen::Screen;
use super::terminal::{COOLS, Terminal};
use crate::pack::FileMatch;

/// Beyond this no coordinate makes sense, in tube units.
const FAR: f64 = 100_000.0;

fn finite(x: f64, y: f64) -> Option<Point> {
    (x.abs() <= FAR && y.abs() <= FAR).then(|| Point::new(x, y))
}

impl Terminal {
    /// Does what a command asks, now. A command that makes no sense here does nothing.
    pub(super) fn perform(&mut self, command: &Command) {
        if self.turns_too_soon(command) {
            return;
        }
        let sheet = self.sheet();
        self.act(command);
        if self.sheet() != sheet {
            self.sheets.change(self.now);
        }
    }

    fn act(&mut self, command: &Command) {
        if self.screen == Screen::Handbook {
            self.touch_handbook();
        }
        match command {
            Command::Power { on } => self.power(*on),
            Command::ShutDown => {
                if self.screen != Screen::Off && !matches!(self.screen, Screen::Leaving { .. }) {
                    self.show(Screen::Leaving { since: self.now });
                } else if self.screen == Screen::Off {
                    self.happen(Happening::ShutDown);
                }
            }
            Command::Degauss => self.degauss(),
            // It has been counted, and changes nothing else.
            Command::Held { .. } => {}
            Command::SetClock { date } => self.clock = (self.now, *date),
            Command::SetMotion { reduced } => self.set_motion(*reduced),
            Command::Set { setting, value } => self.set(setting, value),
            Command::Settings => self.open_settings(),
            Command::Scene { scene } => self.show_scene(*scene),
            Command::Worksheet => self.turn_worksheet(),
            Command::Shift { minutes } => self.begin_shift(*minutes),
            Command::Bind { action, keys } => self.bind(action, keys.as_deref()),
            Command::Stage(direction) => self.direct(direction),
            Command::Point { x, y } => {
                if let Some(point) = finite(*x, *y) {
                    self.point(Some(point));
                }
            }
            Command::PointAway => self.point(None),
            Command::Help => self.help(),
            Command::Employees { all, here } => self.hear_of(all, here),
            Command::Leave => self.leave_work(),
            Command::Case => self.open_case(),
            Command::Dance if matches!(self.screen, Screen::Award { .. }) => self.take_award(true),
            Command::Dance => self.go_dancing(),
            Command::Quarter { quarter } => self.open_quarter(*quarter),
            Command::Session => self.go_to_session(),
            Command::Handbook => self.open_handbook(),
            Command::Read { page } => self.read_page(page),
            Command::Focus { control } => {
                if self.screen == Screen::Settings {
                    self.turn_from_change(control.as_deref());
                }
                self.focus = control.clone().filter(|control| control.len() <= 64);
            }
            _ => match self.screen {
                Screen::Off | Screen::Leaving { .. } => {}
                Screen::Boot { .. } => {
                    if matches!(command, Command::Skip | Command::Back) {
                        self.come_in();
                    }
                }
                Screen::Survey => self.perform_at_survey(command),
                Screen::Naming => self.perform_at_name(command),
                Screen::SignIn => self.perform_at_sign_in(command),
                Screen::Elevator { .. } => {
                    if matches!(command, Command::Skip | Command::Back) {
                        self.skip_ride();
                    }
                }
                Screen::Outside { .. } => {
                    if matches!(command, Command::GoOn | Command::Enter | Command::Take) {
                        self.go_down();
                    }
                }
                Screen::Award { .. } => match command {
                    Command::GoOn | Command::Enter | Command::Take | Command::Continue | Command::Back => {
                        self.take_award(false);
                    }
                    _ => {}
                },
                Screen::Case => match command {
                    Command::TurnAward { by } => self.turn_award(*by),
                    Command::Back | Command::GoOn => self.uncover(),
                    Command::Resume => self.resume(),
                    _ => {}
                },
                Screen::Quarter => self.perform_at_quarter(command),
                Screen::Dance => self.perform_at_dance(command),
                Screen::Prompt => self.perform_at_prompt(command),
                Screen::Cards => self.perform_at_cards(command),
                Screen::Refinement => self.perform_at_field(command),
                Screen::Called { .. } => match command {
                    Command::Decline | Command::Back => self.decline(),
                    Command::Take | Command::Enter | Command::GoOn => self.go_to_session(),
                    _ => {}
                },
                Screen::Sitting => self.perform_in_session(command),
                Screen::Handbook => self.perform_at_handbook(command),
                Screen::Settings => self.perform_in_settings(command),
                Screen::Scene { .. } | Screen::Worksheet => self.perform_at_scene(command),
                Screen::Done { .. } => {
                    if matches!(command, Command::Continue | Command::Back | Command::Take) {
                        self.go_on();
                    }
                }
            },
        }
    }

    fn power(&mut self, on: bool) {
        if on && self.screen == Screen::Off {
            self.line.clear();
            self.unknown = None;
            self.switched = Some(self.now);
            self.happen(Happening::PoweredOn);
            self.show(Screen::Boot { since: self.now, lines: 0 });
        } else if !on {
            self.act(&Command::ShutDown);
        }
    }

    /// Degausses what stands still: not what turns in at the boot, which would flash at its edges (WCAG 2.3.1).
    fn degauss(&mut self) {
        let cools = self.degaussed.is_some_and(|at| self.now.since(at) < COOLS);
        if self.is_on() && !cools && !matches!(self.screen, Screen::Boot { .. } | Screen::Leaving { .. }) {
            self.degaussed = Some(self.now);
            self.happen(Happening::Degaussed);
        }
    }

    fn point(&mut self, point: Option<Point>) {
        self.pointer = point;
        if self.screen == Screen::Refinement {
            let tube = self.tube;
            self.with_board(|board, _| {
                board.work();
                board.point(point, &tube);
            });
        }
    }

    fn perform_at_prompt(&mut self, command: &Command) {
        match command {
            Command::Enter => return self.enter_name(),
            Command::Back => self.line.clear(),
            Command::Resume => return self.resume(),
            Command::Open { file } => return self.open(file),
            _ if self.line.edit(command) => {}
            _ => return,
        }
        self.misnamed = None;
        self.typed_at = self.now;
        self.happen(Happening::Typed);
    }

    /// Opens the cards at the name that was typed; at the next file not finished, if nothing was.
    fn enter_name(&mut self) {
        let typed = self.line.text().trim().to_owned();
        self.unknown = None;
        let wrong = typed.to_lowercase();
        if self.pack.arrival.as_ref().is_some_and(|arrival| arrival.misnomers.contains_key(&wrong)) {
            self.line.clear();
            self.misnamed = Some(wrong.clone());
            return self.happen(Happening::Misnamed { typed: wrong });
        }
        let file = if typed.is_empty() {
            self.next_file()
        } else {
            let pack = self.pack.clone();
            let found = pack.find_file(&typed);
            if matches!(found, FileMatch::Nearest(_)) {
                self.happen(Happening::FileUnknown { typed: typed.clone() });
                self.unknown = Some(typed);
            }
            pack.files.iter().position(|spec| found.file() == Some(spec)).unwrap_or(0)
        };
        self.show_card(file);
        self.show(Screen::Cards);
    }

    /// The place in the pack of the first file that is not finished; of the first one if all are.
    fn next_file(&self) -> usize {
        let waits = |key: &str| !self.session.has_finished(key);
        self.pack.files.iter().position(|file| waits(&file.key)).unwrap_or(0)
    }

    fn show_card(&mut self, file: usize) {
        let index = cards(&self.pack).iter().position(|card| *card == Card::File(file)).unwrap_or(0);
        self.cards.turn_to(index, self.now);
        self.cards.from = index;
    }

    fn perform_at_cards(&mut self, command: &Command) {
        match command {
            Command::TurnCards { by } => self.turn_cards(*by),
            Command::Type { text } => {
                // A letter turns to its divider.
                if let Some(letter) = text.chars().next() {
                    let letter = initial(&letter.to_string());
                    let all = cards(&self.pack);
                    if let Some(index) = all.iter().position(|card| *card == Card::Divider(letter)) {
                        self.cards.turn_to(index, self.now);
                        self.card_turned();
                    }
                }
            }
            Command::TakeCard | Command::Take | Command::Enter => {
                let all = cards(&self.pack);
                match all.get(self.cards.index) {
                    Some(Card::File(file)) => {
                        if let Some(key) = self.pack.files.get(*file).map(|file| file.key.clone()) {
                            self.open(&key);
                        }
                    }
                    Some(Card::Divider(_)) => self.turn_cards(1),
                    None => {}
                }
            }
            Command::Open { file } => self.open(file),
            Command::Resume => self.resume(),
            Command::Back => self.show_prompt(),
            _ => {}
        }
    }

    fn turn_cards(&mut self, by: i32) {
        let count = cards(&self.pack).len() as i64;
        if count > 0 && by != 0 {
            let index = (self.cards.index as i64 + i64::from(by)).rem_euclid(count);
            self.cards.turn_to(index as usize, self.now);
            self.card_turned();
        }
    }

    fn card_turned(&mut self) {
        self.unknown = None;
        let name = match cards(&self.pack).get(self.cards.index) {
            Some(Card::File(file)) => self.pack.files.get(*file).map(|file| file.name.clone()),
            Some(Card::Divider(letter)) => Some(letter.to_string()),
            None => None,
        };
        self.happen(Happening::CardTurned { name: name.unwrap_or_default() });
    }

    /// Opens a file: as it was left, or new. A key that the pack does not know does nothing.
    fn open(&mut self, key: &str) {
        let pack = self.pack.clone();
        let Some(spec) = pack.file(key) else { return };
        if !self.session.boards.contains_key(key) {
            let seed = self.session.seed_of(key);
            self.session.boards.insert(key.to_owned(), Board::new(spec, pack.bins.len(), seed));
        }
        self.session.file = Some(key.to_owned());
        self.commended = None;
        self.show(Screen::Refinement);
        self.happen(Happening::FileOpened { file: key.to_owned() });
        self.with_board(|board, happenings| board.repeat_lesson(happenings));
    }

    pub(super) fn resume(&mut self) {
        if self.board().is_some() && self.screen != Screen::Refinement && self.is_at_work() {
            self.show(Screen::Refinement);
        }
    }

    /// From the window that commends to the card of the next file. The finished board is put away.
    fn go_on(&mut self) {
        if let Some(file) = self.session.file.take() {
            self.session.boards.remove(&file);
        }
        self.commended = None;
        self.line.clear();
        let next = self.next_file();
        self.show_card(next);
        self.show(Screen::Cards);
        if self.has_ceremony() {
            self.lay_beneath();
            self.hold_ceremony();
        }
    }

    fn perform_in_session(&mut self, command: &Command) {
        match command {
            Command::Reply { reply } => self.with_sitting(|sitting, guest| sitting.reply(*reply, guest)),
            Command::Request { request } => {
                self.with_sitting(|sitting, guest| sitting.request(*request, guest));
            }
            Command::Steady { by } => self.with_sitting(|sitting, guest| sitting.steady(*by, guest)),
            Command::GoOn => {
                let mut leaves = false;
                self.with_sitting(|sitting, guest| leaves = sitting.go_on(guest));
                if leaves {
                    self.leave_session();
                }
            }
            Command::Back => self.leave_session(),
            Command::Resume => self.resume(),
            _ => {}
        }
    }

    fn perform_at_field(&mut self, command: &Command) {
        if matches!(command, Command::Back) {
            return self.step_back();
        }
        let tube = self.tube;
        let command = command.clone();
        self.with_board(|board, happenings| {
            board.work();
            match command {
                Command::Press { x, y } => {
                    if let Some(point) = finite(x, y) {
                        board.press(point, &tube);
                    }
                }
                Command::Release { x, y } => {
                    if let Some(point) = finite(x, y) {
                        board.release(point, &tube, happenings);
                    }
                }
                Command::MoveCursor { columns, rows } => board.move_cursor(columns, rows, &tube),
                Command::GrowBox { columns, rows } => board.grow_box(columns, rows, &tube),
                Command::Page { right, down } => board.page(right, down, &tube),
                Command::Home => board.go_home(&tube),
                Command::Scroll { x, y, at_once } => {
                    if let Some(by) = finite(x, y) {
                        board.scroll(by.x, by.y, at_once, &tube);
                    }
                }
                Command::Zoom { by, at } if by.is_finite() => {
                    board.zoom(by, at.and_then(|(x, y)| finite(x, y)), &tube);
                }
                Command::Take | Command::Enter => board.take(&tube, happenings),
                Command::Bin { bin } => board.call_bin(bin, &tube, happenings),
                Command::Look { bin } => board.look(Some(bin), happenings),
                Command::LookAway => board.look(None, happenings),
                _ => {}
            }
        });
        self.heed_calm();
        if matches!(command, Command::Home)
            && let Some(board) = self.board()
        {
            self.focus = Some(format!("bin.{}", board.last_bin()));
        }
    }

    /// Esc: box and gathered cluster first, then the cards.
    fn step_back(&mut self) {
        let tube = self.tube;
        let mut stays = false;
        self.with_board(|board, happenings| stays = board.step_back(&tube, happenings));
        if stays {
            return;
        }
        if let Some(file) = &self.session.file {
            let place = self.pack.files.iter().position(|spec| spec.key == *file).unwrap_or(0);
            self.show_card(place);
        }
        self.show(Screen::Cards);
    }

    fn direct(&mut self, direction: &Direction) {
        match direction {
            Direction::Employee { name } => {
                self.staging.employee = name.clone().map(|name| name.chars().take(40).collect())
            }
            Direction::Error { text } => {
                self.staging.error = text.clone().map(|text| text.chars().take(120).collect())
            }
            Direction::Awards { percent, present } => self.stage_awards(*percent, *present),
            Direction::Black { on } => {
                if *on && !self.is_black() {
                    self.staging.blacked = Some(self.now);
                }
                self.staging.black = *on;
            }
            Direction::Flash => {
                if !self.has_just(self.staging.flash) && !self.has_just(self.staging.blacked) {
                    self.staging.flash = Some(self.now);
                }
            }
            Direction::Cluster { temper, size, columns, rows } => {
                let (temper, size, columns, rows) = (*temper, *size, *columns, *rows);
                self.with_board(|board, _| board.stage_cluster(temper, size, columns, rows));
            }
            Direction::Bin { bin, percent } => self.with_board(|board, _| board.stage_bin(*bin, *percent)),
            Direction::File { percent } => self.with_board(|board, _| {
                for bin in 0..board.bins().len() {
                    board.stage_bin(bin, *percent);
                }
            }),
            Direction::Address { column, row } => {
                self.with_board(|board, _| board.stage_address(*column, *row))
            }
        }
    }
}
