//! Decisions on the way to work and from it: the power, the survey, the name, the sign-in, the quiet screen, the prompt
//! and the cards; and when a shift ends.

use super::chance::{Chance, span};
use super::{Breaks, Mood, Operator};
use crate::model::lobby::cards::{Card, cards};
use crate::model::refinement::Board;
use crate::model::{Command, Screen, Terminal};
use crate::time::{Span, Time};

/// The share of those who would rather be called otherwise.
const CORRECTS: f64 = 0.2;

/// When one came to work, and when one goes home or has a break.
#[derive(Clone, Debug, Default)]
pub(super) struct Shift {
    /// When the shift ends; none while one is not at work.
    ends: Option<Time>,
    /// When one has been away for long enough.
    back_at: Option<Time>,
    /// The spell of work, or of rest, where there are breaks: whether it is a rest, and when it ends.
    spell: Option<(bool, Time)>,
    /// Cards to turn before one is taken.
    turns: usize,
}

impl Shift {
    /// Keeps in mind when one came.
    pub(super) fn keep(&mut self, terminal: &Terminal, mood: &Mood, chance: &mut Chance) {
        if terminal.is_at_work() {
            let mut ends = || terminal.now() + span(60.0 * mood.shift * chance.between(0.75, 1.2));
            self.ends.get_or_insert_with(&mut ends);
            self.back_at = None;
        } else if matches!(terminal.screen(), Screen::Outside { .. } | Screen::Off) {
            self.ends = None;
        }
    }

    /// Whether it is time to go home.
    pub(super) fn is_over(&self, terminal: &Terminal, breaks: Option<Breaks>) -> bool {
        match terminal.shift() {
            // The shift is the terminal's, with breaks or without.
            Some(shift) => shift.ended,
            None => breaks.is_none() && self.ends.is_some_and(|ends| terminal.now() >= ends),
        }
    }
}

/// Whether a file that was begun can be gone on with: it is finished and not commended yet, or some bin wants something.
pub(super) fn wants_anything(board: &Board) -> bool {
    board.finished_at().is_some() || !board.deliveries().is_empty() || !board.wanted().is_empty()
}

impl Operator {
    /// Goes home, by the elevator where there is one.
    pub(super) fn go_home(&mut self, terminal: &Terminal) {
        let rides = terminal.pack().arrival.is_some();
        self.key(2.0, if rides { Command::Leave } else { Command::ShutDown });
        // Where that is not possible now, it is later.
        self.shift.ends = Some(terminal.now() + Span::from_millis(300_000));
    }

    /// Whether one has been away for long enough.
    fn has_been_away(&mut self, terminal: &Terminal) -> bool {
        let away = self.chance.about(60.0 * self.mood.away);
        let now = terminal.now();
        now >= *self.shift.back_at.get_or_insert(now + away)
    }

    pub(super) fn switch_on(&mut self, terminal: &Terminal) {
        // Whoever comes to a terminal that was off before anybody looked does not keep it waiting.
        let first = self.sequence == 0;
        if !first && !self.has_been_away(terminal) {
            return self.wait(3.0);
        }
        self.wait(1.5);
        if !self.click(terminal, |command| matches!(command, Command::Power { on: true })) {
            self.hand.give(Command::Power { on: true });
        }
        self.shift.back_at = None;
    }

    pub(super) fn stand_outside(&mut self, terminal: &Terminal) {
        let stays = match terminal.shift() {
            Some(shift) => shift.ended,
            None => self.breaks.is_none() && !self.has_been_away(terminal),
        };
        if stays {
            return self.wait(3.0);
        }
        self.wait(1.0);
        if !self.click(terminal, |command| matches!(command, Command::GoOn)) {
            self.hand.give(Command::GoOn);
        }
    }

    pub(super) fn answer(&mut self, terminal: &Terminal) {
        self.wait(3.5);
        let answers = terminal
            .question()
            .and_then(|at| terminal.pack().arrival.as_ref()?.questions.get(at))
            .map_or(0, |question| question.answers.len());
        // The last of the choices is that one does not know.
        let chosen = self.chance.below(answers + 1);
        let chosen = (chosen < answers).then_some(chosen);
        if !self.click(terminal, |command| *command == Command::Answer { answer: chosen }) {
            self.hand.give(Command::Answer { answer: chosen });
        }
    }

    pub(super) fn take_name(&mut self, terminal: &Terminal) {
        if terminal.corrects() {
            return self.fill_in_name(terminal);
        }
        self.wait(3.0);
        if terminal.may_correct() && self.chance.happens(CORRECTS) {
            return self.hand.give(Command::Correct);
        }
        if !self.click(terminal, |command| matches!(command, Command::GoOn)) {
            self.hand.give(Command::GoOn);
        }
    }

    /// Fills in the form with one of the names that the house knows. One that was refused is left as it was given.
    fn fill_in_name(&mut self, terminal: &Terminal) {
        if terminal.refuses_name() || terminal.session().employee.is_some() {
            return self.key(2.0, Command::Back);
        }
        if terminal.line().text().is_empty()
            && let Some(arrival) = &terminal.pack().arrival
        {
            self.wait(2.0);
            let first = self.chance.pick(&arrival.names).map_or("", String::as_str);
            let initial = self.chance.pick(&arrival.initials).copied().unwrap_or('a');
            self.type_text(&format!("{first} {initial}"));
        }
        self.key(0.8, Command::Enter);
    }

    pub(super) fn sign_in(&mut self, terminal: &Terminal) {
        self.wait(2.0);
        let here = terminal.here().to_owned();
        let signs = |command: &Command| matches!(command, Command::SignIn { profile: Some(profile) } if *profile == here);
        if !self.click(terminal, signs) {
            self.hand.give(Command::GoOn);
        }
    }

    pub(super) fn ask_for_file(&mut self, terminal: &Terminal) {
        if self.shift.is_over(terminal, self.breaks) {
            return self.go_home(terminal);
        }
        self.wait(1.2);
        if !terminal.line().text().is_empty() {
            return self.key(0.5, Command::Enter);
        }
        let stands =
            terminal.board().is_some_and(|board| board.finished_at().is_none() && wants_anything(board));
        if stands && self.chance.happens(0.75) {
            if !self.click(terminal, |command| matches!(command, Command::Resume)) {
                self.hand.give(Command::Resume);
            }
            return;
        }
        if self.chance.happens(0.35) {
            return self.hand.give(Command::Enter);
        }
        let names: Vec<&str> = {
            let files = &terminal.pack().files;
            let waits = |key: &str| !terminal.session().has_finished(key);
            let waiting = files.iter().filter(|file| waits(&file.key)).take(3);
            let mut names: Vec<&str> = waiting.map(|file| file.name.as_str()).collect();
            if names.is_empty() {
                names = files.iter().map(|file| file.name.as_str()).collect();
            }
            names
        };
        let name = self.chance.pick(&names).copied().unwrap_or_default();
        self.type_text(&name.to_lowercase());
        self.key(0.4, Command::Enter);
    }

    /// Types letter by letter. Now and then a wrong one is seen and erased.
    fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            if self.chance.happens(self.mood.errors / 2.0) {
                let slip = char::from(b'a' + self.chance.below(26) as u8);
                self.key(0.16, Command::Type { text: slip.to_string() });
                self.key(0.45, Command::Erase);
            }
            self.key(0.16, Command::Type { text: letter.to_string() });
        }
    }

    pub(super) fn take_card(&mut self, terminal: &Terminal) {
        if self.shift.is_over(terminal, self.breaks) {
            return self.go_home(terminal);
        }
        let pack = terminal.pack();
        let session = terminal.session();
        let all = cards(pack);
        let shown = match all.get(terminal.cards().index) {
            Some(Card::File(file)) => pack.files.get(*file),
            _ => None,
        };
        let wanted = shown.is_some_and(|file| {
            let all_done = pack.files.iter().all(|file| session.has_finished(&file.key));
            match session.boards.get(&file.key) {
                Some(board) => wants_anything(board),
                None => all_done || !session.has_finished(&file.key),
            }
        });
        if wanted && self.shift.turns == 0 {
            self.wait(1.4);
            // Where everything was finished, any file is as good as the next.
            self.shift.turns = self.chance.below(12);
            let takes = |command: &Command| matches!(command, Command::TakeCard);
            if self.chance.happens(0.4) || !self.click(terminal, takes) {
                self.hand.give(Command::TakeCard);
            }
            return;
        }
        if wanted {
            let waits = shown.is_some_and(|file| !session.has_finished(&file.key));
            self.shift.turns = if waits { 0 } else { self.shift.turns - 1 };
            if waits {
                return self.wait(0.3);
            }
        }
        self.wait(0.55);
        let turns = |command: &Command| matches!(command, Command::TurnCards { by: 1 });
        if self.chance.happens(0.6) || !self.click(terminal, turns) {
            self.hand.give(Command::TurnCards { by: 1 });
        }
    }

    /// Keeps work and breaks; gives whether that leaves nothing else to do now.
    pub(super) fn keep_breaks(&mut self, terminal: &Terminal) -> bool {
        let Some(breaks) = self.breaks else { return false };
        let now = terminal.now();
        let minutes = |count: u32| Span::from_millis(i64::from(count.max(1)) * 60_000);
        if !terminal.is_at_work() {
            self.shift.spell = None;
            return false;
        }
        let (rests, ends) = *self.shift.spell.get_or_insert((false, now + minutes(breaks.work)));
        match (rests, now >= ends) {
            (false, false) => false,
            (false, true) => {
                let leaves = self.may_leave_all(terminal);
                if leaves {
                    self.shift.spell = Some((true, now + minutes(breaks.rest)));
                    self.begin_break(terminal);
                }
                leaves
            }
            // The session is over before the break: what is left of it is read away.
            (true, false) => {
                let leaves = self.may_leave_all(terminal);
                if leaves {
                    self.key(2.0, Command::Handbook);
                }
                leaves
            }
            (true, true) => {
                self.shift.spell = Some((false, now + minutes(breaks.work)));
                let elsewhere = matches!(terminal.screen(), Screen::Sitting | Screen::Handbook);
                if elsewhere {
                    self.key(1.0, Command::Back);
                }
                elsewhere
            }
        }
    }

    fn begin_break(&mut self, terminal: &Terminal) {
        self.key(1.5, if terminal.has_sessions() { Command::Session } else { Command::Handbook });
    }

    /// Whether it is a break, in which one may sit for long.
    pub(super) fn rests(&self) -> bool {
        self.shift.spell.is_some_and(|(rests, _)| rests)
    }

    /// Whether nothing is to change for long here.
    pub(super) fn has_patience(&self, terminal: &Terminal) -> bool {
        let away = self.shift.back_at.is_some_and(|at| terminal.now() < at);
        match terminal.screen() {
            Screen::Scene { .. } => true,
            Screen::Outside { .. } => away || terminal.shift().is_some(),
            Screen::Off => away,
            _ => false,
        }
    }
}
