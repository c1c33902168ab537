//! A desk without a window: a terminal, and hands that are given egui's events as a window gives them.

#![allow(unreachable_pub, dead_code, reason = "shared by several tests, each of which uses a part")]

use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2};
use macrodat::hands::Hands;
use macrodat::keys::Keys;
use macrodat::model::geometry::{Point, Tube};
use macrodat::model::lobby::cards::{Card, cards};
use macrodat::model::refinement::Board;
use macrodat::model::{Command, Happening, Screen, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::screens::{self, Control};
use macrodat::time::{Span, Time};

/// The desk.
pub struct Desk {
    pub terminal: Terminal,
    hands: Hands,
    keys: Keys,
    now: Time,
    sequence: u64,
    /// What has happened and has not been heard yet.
    told: Vec<Happening>,
    /// How many of each have been told in all: digits landed, deliveries, refusals.
    pub landed: usize,
    pub delivered: u32,
    pub refused: u32,
    /// A call to a session is being answered, or an award taken.
    called: bool,
    /// What comes by itself is answered by mouse.
    pub mouse_alone: bool,
}

impl Desk {
    /// A desk that is switched off.
    pub fn new(seed: u64) -> Self {
        Self {
            terminal: Terminal::new(Pack::embedded(), Tube::default(), seed),
            hands: Hands::default(),
            keys: Keys::default(),
            now: Time::ZERO,
            sequence: 0,
            told: Vec::new(),
            landed: 0,
            delivered: 0,
            refused: 0,
            called: false,
            mouse_alone: false,
        }
    }

    /// Lets time pass.
    pub fn wait(&mut self, milliseconds: i64) {
        self.now = self.now + Span::from_millis(milliseconds);
        self.terminal.advance(self.now);
        self.listen();
        self.answer_call();
        self.take_award();
    }

    /// Takes an award that is presented by itself over the field: by mouse where all is done so, else by a key.
    fn take_award(&mut self) {
        let over_field = self.terminal.beneath() == [Screen::Refinement];
        if !matches!(self.terminal.screen(), Screen::Award { .. })
            || !over_field
            || std::mem::replace(&mut self.called, true)
        {
            return;
        }
        self.wait(1000);
        if self.mouse_alone {
            let keep = self.control("keep").unwrap().area.centre();
            self.click(keep);
        } else {
            self.key(Key::Enter);
        }
        assert_eq!(self.terminal.screen(), Screen::Refinement);
        self.called = false;
    }

    /// Declines a call to a session by keys, or sits through it where it is kept.
    fn answer_call(&mut self) {
        if !matches!(self.terminal.screen(), Screen::Called { .. })
            || std::mem::replace(&mut self.called, true)
        {
            return;
        }
        self.wait(1000);
        let declines = self.terminal.may_decline();
        if self.mouse_alone {
            let answer = self.control(if declines { "decline" } else { "attend" }).unwrap().area.centre();
            self.click(answer);
            if !declines {
                self.wait(300_000);
                let leave = self.control("card.next").unwrap().area.centre();
                self.click(leave);
            }
            assert_eq!(self.terminal.screen(), Screen::Refinement);
            self.called = false;
            return;
        }
        self.key(if declines { Key::Escape } else { Key::F3 });
        if !declines {
            assert_eq!(self.terminal.screen(), Screen::Sitting);
            self.wait(300_000);
            self.key(Key::Enter);
        }
        assert_eq!(self.terminal.screen(), Screen::Refinement);
        self.called = false;
    }

    fn listen(&mut self) {
        for happened in self.terminal.take_happenings() {
            match &happened.what {
                Happening::DigitLanded { .. } => self.landed += 1,
                Happening::Delivered { .. } => self.delivered += 1,
                Happening::Refused { .. } => self.refused += 1,
                _ => {}
            }
            self.told.push(happened.what);
        }
    }

    /// What has been told since it was last asked.
    pub fn heard(&mut self) -> Vec<Happening> {
        std::mem::take(&mut self.told)
    }

    pub fn command(&mut self, command: Command) {
        self.sequence += 1;
        let stamped = Stamped { time: self.now, sequence: self.sequence, source: Source::Hands, command };
        self.terminal.apply(&stamped);
        self.listen();
    }

    /// One event of the window, whose points are tube units.
    pub fn event(&mut self, event: Event) {
        let tube = *self.terminal.tube();
        let place = |at: Pos2| {
            let point = Point::new(at.x.into(), at.y.into());
            tube.area().holds(point).then_some(point)
        };
        let mut commands = self.hands.event(&event, &place, &self.terminal, &self.keys);
        commands.extend(self.hands.take_move());
        commands.into_iter().for_each(|command| self.command(command));
    }

    fn key_event(&mut self, key: Key, pressed: bool, modifiers: Modifiers) {
        self.event(Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers });
    }

    /// Strikes a key and lets it go.
    pub fn key(&mut self, key: Key) {
        self.chord(key, Modifiers::NONE);
    }

    pub fn chord(&mut self, key: Key, modifiers: Modifiers) {
        self.key_event(key, true, modifiers);
        self.wait(30);
        self.key_event(key, false, modifiers);
        self.wait(15);
    }

    /// Types at the prompt, as a window tells it: a key and its text.
    pub fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.event(Event::Text(letter.to_string()));
            self.wait(60);
        }
    }

    /// Moves the pointer to a place, over `milliseconds`.
    pub fn glide(&mut self, to: Point, milliseconds: i64) {
        let from = self.terminal.pointer().unwrap_or(Point::new(720.0, 470.0));
        let steps = (milliseconds / 16).max(1);
        for step in 1..=steps {
            let share = step as f64 / steps as f64;
            let at =
                pos2((from.x + (to.x - from.x) * share) as f32, (from.y + (to.y - from.y) * share) as f32);
            self.event(Event::PointerMoved(at));
            self.wait(16);
        }
    }

    /// Presses the button where the pointer is, or lets it go.
    pub fn button(&mut self, pressed: bool) {
        let at = self.terminal.pointer().unwrap_or_default();
        self.event(Event::PointerButton {
            pos: pos2(at.x as f32, at.y as f32),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        self.wait(20);
    }

    pub fn click(&mut self, at: Point) {
        self.glide(at, 200);
        self.button(true);
        self.button(false);
    }

    /// From the power switch to the field, by keys: any key, a key to pass over the boot, a name, Enter, Enter.
    pub fn open_by_keys(&mut self, name: &str) {
        self.key(Key::Space);
        self.wait(700);
        assert!(matches!(self.terminal.screen(), Screen::Boot { .. }));
        self.key(Key::Space);
        assert_eq!(self.terminal.screen(), Screen::Prompt);
        self.write(name);
        self.key(Key::Enter);
        assert_eq!(self.terminal.screen(), Screen::Cards);
        assert_eq!(self.card(), name);
        self.wait(500);
        self.key(Key::Enter);
        assert_eq!(self.terminal.screen(), Screen::Refinement);
        self.wait(200);
        self.heard();
    }

    /// The name on the card shown.
    pub fn card(&self) -> String {
        let pack = self.terminal.pack();
        match cards(pack)[self.terminal.cards().index] {
            Card::File(file) => pack.files[file].name.clone(),
            Card::Divider(letter) => letter.to_string(),
        }
    }

    pub fn board(&self) -> &Board {
        self.terminal.board().unwrap()
    }

    pub fn control(&self, id: &str) -> Option<Control> {
        screens::controls(&self.terminal, &self.keys).into_iter().find(|control| control.id == id)
    }

    /// The percentage that a control says.
    pub fn number(&self, id: &str) -> u32 {
        let control = self.control(id).unwrap();
        let said = if control.value.is_empty() { control.label } else { control.value };
        let digits: String = said
            .chars()
            .skip_while(|letter| !letter.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().unwrap()
    }

    /// What is shown follows the stated rounding: bins down, and the header the mean of what the bins show, down.
    pub fn check_percentages(&self) {
        let board = self.board();
        let mut sum = 0;
        let mut held = 0;
        for (index, bin) in board.bins().iter().enumerate() {
            let digits: u32 = bin.held().iter().sum();
            let shown = self.number(&format!("bin.{index}"));
            assert_eq!(shown, digits * 100 / (4 * board.quota()));
            assert!(bin.held().iter().all(|&held| held <= board.quota()));
            sum += shown;
            held += digits;
        }
        assert_eq!(self.number("header"), sum / board.bins().len() as u32);
        assert_eq!(held as usize, self.landed, "every digit that landed is in a bin");
    }

    /// The file is finished: everything is full, the ledger says what happened, and the window commends.
    pub fn check_finished(&mut self, key: &str) {
        self.wait(2600);
        assert_eq!(self.terminal.screen(), Screen::Refinement);
        self.check_percentages();
        assert_eq!(self.number("header"), 100);
        for bin in self.board().bins() {
            assert_eq!(bin.held(), [self.board().quota(); 4]);
        }
        self.wait(1800);
        assert!(matches!(self.terminal.screen(), Screen::Done { .. }), "{:?}", self.terminal.screen());
        let ledger = &self.terminal.session().ledger;
        assert_eq!(ledger.len(), 1);
        let entry = &ledger[0];
        assert_eq!(entry.file, key);
        assert_eq!((entry.deliveries, entry.misfilings), (self.delivered, self.refused));
        assert!(entry.active.seconds() > 30.0 && entry.active.seconds() < self.now.seconds());
        assert!(self.terminal.pack().commendations.iter().any(|one| one.key == entry.commendation));
        assert_eq!(self.terminal.commended(), Some(entry));
        let heard = self.heard();
        assert_eq!(heard.iter().filter(|what| matches!(what, Happening::FileFinished { .. })).count(), 1);
        assert_eq!(heard.iter().filter(|what| matches!(what, Happening::Commended { .. })).count(), 1);
    }

    /// The cards stand at the first file that is not finished, once the award is taken that waited for the hands to rest.
    pub fn check_next_card(&mut self) {
        if matches!(self.terminal.screen(), Screen::Award { .. }) {
            self.wait(1000);
            let keep = self.control("keep").unwrap().area.centre();
            self.click(keep);
        }
        assert_eq!(self.terminal.screen(), Screen::Cards);
        let session = self.terminal.session();
        let next = self.terminal.pack().files.iter().find(|file| !session.has_finished(&file.key)).unwrap();
        assert_eq!(self.card(), next.name);
        assert!(self.terminal.board().is_none(), "the finished board is put away");
    }
}
