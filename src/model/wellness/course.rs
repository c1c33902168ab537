//! The course of a session: what comes next, and what comes of what the guest says.

use super::facts::next_fact;
use super::record::{Card, FULL, HALF, POINTS};
use super::saying::Saying;
use super::sitting::{Guest, Sitting, Stage};
use crate::model::happening::Happening;
use crate::model::random::{Purpose, below, hash};
use crate::pack::talk::{Exchange, Reply, Talk};
use crate::template;
use crate::time::Time;

/// Points that a preference costs, but for the first.
const COST: u8 = 10;
/// One in so many silences is remarked upon.
const REMARKED: u32 = 4;
/// One in so many facts that have exchanges of their own kind gets one that serves any.
const ANY: u32 = 4;
/// How far one command steadies the dial at most.
const HAND: i16 = 10;

impl Sitting {
    /// A session that begins; `called` if the guest did not ask for it.
    pub(in crate::model) fn begin(called: bool, guest: &mut Guest<'_>) -> Self {
        let number = guest.session.wellness.next_number();
        let mut sitting = Self::empty(&guest.pack.key, number, called);
        guest.happenings.push((sitting.now, Happening::SessionBegan { number }));
        if number == 1 {
            sitting.queue("greet-first", guest);
        } else {
            sitting.queue("greet", guest);
            sitting.remember(guest);
        }
        if called {
            sitting.open(guest);
        } else {
            sitting.queue("choose", guest);
        }
        sitting.next(guest);
        sitting
    }

    /// Moves to `to`, doing what falls due on the way. Does nothing if `to` is not later.
    pub(in crate::model) fn advance(&mut self, to: Time, guest: &mut Guest<'_>) {
        while let Some(at) = self.next_due(guest.ways).filter(|&at| at <= to) {
            self.now = self.now.max(at);
            self.next(guest);
        }
        self.now = self.now.max(to);
    }

    /// What follows when all that was to be said or waited for has been.
    fn next(&mut self, guest: &mut Guest<'_>) {
        let speaks = !matches!(self.stage, Stage::Lit | Stage::Choosing | Stage::Turning | Stage::Over);
        if speaks && let Some(text) = self.queue.pop_front() {
            return self.speak(text, guest);
        }
        match self.stage {
            Stage::Opening if self.of.is_none() => self.light(Stage::Choosing, guest),
            Stage::Opening | Stage::Noticing => self.read(guest),
            Stage::Choosing => self.choose(HALF, guest),
            Stage::Reading => {
                let line = self.exchange(guest).and_then(|exchange| exchange.line.clone());
                match line {
                    Some(line) => {
                        self.stage = Stage::Prompting;
                        self.speak(said(&line, guest, &[]), guest);
                    }
                    None => self.light(Stage::Lit, guest),
                }
            }
            Stage::Prompting | Stage::Answering { again: true } => self.light(Stage::Lit, guest),
            Stage::Lit => self.silence(guest),
            Stage::Answering { again: false } => {
                self.stage = Stage::Turning;
                self.since = self.now;
            }
            Stage::Turning => self.turn(guest),
            Stage::Closing => self.end(guest),
            Stage::Over => {}
        }
    }

    /// What is said between greeting and facts, once the number of facts is settled.
    fn open(&mut self, guest: &Guest<'_>) {
        let count = guest.pack.count_word(self.of.unwrap_or(HALF).into());
        self.queue_with("purpose", &[("count", &count)], guest);
        if self.number == 1 {
            self.queue("points", guest);
        }
        self.queue("ease", guest);
        self.queue("equal", guest);
    }

    /// What is remembered of an earlier session, where something is.
    fn remember(&mut self, guest: &mut Guest<'_>) {
        let Some(talk) = &guest.pack.talk else { return };
        let record = &mut guest.session.wellness;
        let fits = |memory: &&crate::pack::talk::Memory| {
            record.noted_before(&memory.after, self.number) && !record.told.contains(&memory.key)
        };
        if let Some(memory) = talk.memories.iter().find(fits) {
            let text = memory.text.clone();
            record.told.insert(memory.key.clone());
            self.queue.push_back(said(&text, guest, &[]));
        }
    }

    /// The next fact, or the close if there is none.
    fn read(&mut self, guest: &mut Guest<'_>) {
        let done = &guest.session.deeds.done;
        let heard = &guest.session.wellness.heard;
        let reading = guest
            .pack
            .facts
            .as_ref()
            .filter(|_| self.of.is_some_and(|of| self.at < of))
            .and_then(|facts| next_fact(facts, guest.session.seed, heard, done));
        let Some(reading) = reading else { return self.close(guest) };
        guest.session.wellness.heard.note(&reading);
        if self.at > 0 {
            self.line = None;
        }
        self.at += 1;
        self.stage = Stage::Reading;
        self.given = None;
        self.prefers = false;
        self.pull = reading.pull;
        self.dial.pull(reading.pull.into(), self.now);
        self.exchange = choose_exchange(&reading.kind, self.number, guest);
        if let Some(key) = &self.exchange {
            guest.session.wellness.had(key);
        }
        guest.happenings.push((self.now, Happening::FactRead { text: reading.text.clone() }));
        self.fact = Some(Saying::new(reading.text, self.now, guest.ways.pace));
    }

    /// The guest's turn, or choice.
    fn light(&mut self, stage: Stage, guest: &mut Guest<'_>) {
        self.stage = stage;
        self.since = self.now;
        guest.happenings.push((self.now, Happening::LampLit));
    }

    /// So many facts are wanted.
    fn choose(&mut self, of: u8, guest: &mut Guest<'_>) {
        self.of = Some(of);
        self.stage = Stage::Opening;
        self.open(guest);
        self.next(guest);
    }

    /// The guest says one of the replies, from 0.
    pub(in crate::model) fn reply(&mut self, which: usize, guest: &mut Guest<'_>) {
        match self.stage {
            Stage::Choosing if which < 2 => {
                guest.happenings.push((self.now, Happening::Replied { reply: which }));
                self.choose(if which == 0 { HALF } else { FULL }, guest);
            }
            Stage::Lit | Stage::Reading | Stage::Prompting => {
                let reply = self.exchange(guest).and_then(|exchange| exchange.replies.get(which)).cloned();
                let Some(reply) = reply else { return };
                if self.stage == Stage::Lit {
                    self.give(which, &reply, guest);
                } else if !reply.silent {
                    self.out_of_turn(guest);
                }
            }
            _ => {}
        }
    }

    fn give(&mut self, which: usize, reply: &Reply, guest: &mut Guest<'_>) {
        guest.happenings.push((self.now, Happening::Replied { reply: which }));
        self.given = Some(which as u8);
        self.prefers |= reply.prefers;
        let pull = i16::from(reply.pull);
        // A kind word for a fact that pleases pulls twice.
        let twice = pull > 0 && self.pull > 0;
        self.dial.reply(if twice { 2 * pull } else { pull }, self.now);
        if let Some(note) = &reply.notes {
            guest.session.wellness.note(note, self.number);
        }
        let mut answer = reply.answer.clone();
        if reply.silent {
            answer = answer.or_else(|| self.remark(guest));
        } else {
            self.replies += 1;
        }
        self.stage = Stage::Answering { again: false };
        self.queue.extend(answer.map(|answer| said(&answer, guest, &[])));
        if let Some(next) = reply.then.as_ref().and_then(|key| guest.pack.talk.as_ref()?.exchange(key)) {
            self.exchange = Some(next.key.clone());
            self.given = None;
            self.stage = Stage::Answering { again: true };
            self.queue.extend(next.line.as_ref().map(|line| said(line, guest, &[])));
        }
        self.next(guest);
    }

    /// Nothing is said while the lamp is lit.
    fn silence(&mut self, guest: &mut Guest<'_>) {
        let silent = self
            .exchange(guest)
            .and_then(|exchange| exchange.replies.iter().enumerate().find(|(_, reply)| reply.silent));
        match silent.map(|(which, reply)| (which, reply.clone())) {
            Some((which, reply)) => self.give(which, &reply, guest),
            None => {
                self.stage = Stage::Turning;
                self.since = self.now;
            }
        }
    }

    /// A remark on silence, seldom.
    fn remark(&self, guest: &Guest<'_>) -> Option<String> {
        let bits = hash(guest.session.seed, Purpose::Mercy, guest.session.wellness.heard.count, 1);
        let remarks = below(bits, REMARKED) == 0;
        remarks.then(|| self.variant("hush", guest)).flatten().map(str::to_owned)
    }

    /// The guest speaks before the lamp is lit.
    fn out_of_turn(&mut self, guest: &mut Guest<'_>) {
        self.words_early += 1;
        guest.happenings.push((self.now, Happening::OutOfTurn));
        let bits = hash(guest.session.seed, Purpose::Mercy, self.number.into(), self.words_early.into());
        match self.words_early {
            1 => self.interject("reminder", guest),
            2 if bits & 1 == 0 => self.interject("spared", guest),
            _ => {
                self.points = 0;
                self.early = true;
                self.stage = Stage::Closing;
                self.exchange = None;
                self.queue.clear();
                self.queue("forfeit", guest);
                self.queue("close-early", guest);
                self.next(guest);
            }
        }
    }

    /// The director says something without waiting for the fact to end.
    fn interject(&mut self, key: &str, guest: &mut Guest<'_>) {
        if let Some(line) = self.variant(key, guest) {
            let text = said(line, guest, &[]);
            self.speak(text, guest);
        }
    }

    /// The guest asks for something, from 0. Each is asked once in a session.
    pub(in crate::model) fn request(&mut self, which: usize, guest: &mut Guest<'_>) {
        let Some(request) = guest.pack.talk.as_ref().and_then(|talk| talk.requests.get(which)) else {
            return;
        };
        match self.stage {
            Stage::Lit if !self.asked.contains(&request.key) => {
                let times = guest.session.wellness.requests.entry(request.key.clone()).or_default();
                let at = (*times as usize).min(request.answers.len().saturating_sub(1));
                *times = times.saturating_add(1);
                let answer = request.answers.get(at).cloned();
                self.asked.insert(request.key.clone());
                self.replies += 1;
                if let Some(note) = &request.notes {
                    guest.session.wellness.note(note, self.number);
                }
                guest.happenings.push((self.now, Happening::Requested { request: request.key.clone() }));
                self.stage = Stage::Answering { again: true };
                self.queue.extend(answer.map(|answer| said(&answer, guest, &[])));
                self.next(guest);
            }
            Stage::Reading | Stage::Prompting => self.out_of_turn(guest),
            _ => {}
        }
    }

    /// The guest moves the dial by so many parts.
    pub(in crate::model) fn steady(&mut self, by: i16, guest: &mut Guest<'_>) {
        if self.at == 0 || matches!(self.stage, Stage::Closing | Stage::Over) {
            return;
        }
        self.dial.steady(by.clamp(-HAND, HAND), self.now);
        guest.happenings.push((self.now, Happening::Steadied));
    }

    /// Completes what arrives; else goes on. Gives whether the guest leaves.
    pub(in crate::model) fn go_on(&mut self, guest: &mut Guest<'_>) -> bool {
        if self.arrives() {
            for saying in self.line.iter_mut().chain(&mut self.fact) {
                saying.complete(self.now);
            }
            return false;
        }
        match self.stage {
            Stage::Over => return true,
            Stage::Lit | Stage::Choosing if !self.hears_keys() => {}
            _ => self.next(guest),
        }
        false
    }

    /// The page turns: a preference is noticed, or it is not.
    fn turn(&mut self, guest: &mut Guest<'_>) {
        self.exchange = None;
        guest.happenings.push((self.now, Happening::LeafTurned));
        if self.dial.is_steady() && !self.prefers {
            return self.read(guest);
        }
        self.preferences += 1;
        self.dial.centre(self.now);
        self.stage = Stage::Noticing;
        if self.preferences == 1 {
            self.queue("apology", guest);
        } else {
            self.points = self.points.saturating_sub(COST);
            let points = self.points.to_string();
            self.queue_with("penalty", &[("points", &points)], guest);
        }
        guest.happenings.push((self.now, Happening::PreferenceNoticed { points: self.points }));
        self.next(guest);
    }

    fn close(&mut self, guest: &mut Guest<'_>) {
        self.stage = Stage::Closing;
        self.fact = None;
        self.exchange = None;
        if self.points == POINTS && self.preferences == 0 {
            self.queue("close-even", guest);
        } else {
            let points = self.points.to_string();
            self.queue_with("close", &[("points", &points)], guest);
        }
        self.next(guest);
    }

    /// The session enters the record.
    fn end(&mut self, guest: &mut Guest<'_>) {
        self.stage = Stage::Over;
        let card = Card {
            number: self.number,
            date: guest.date,
            facts: self.at,
            of: self.of.unwrap_or(self.at),
            replies: self.replies,
            points: self.points,
            early: self.early,
            called: self.called,
        };
        let what = Happening::SessionClosed { points: card.points, replies: card.replies, early: card.early };
        guest.session.wellness.close(card, guest.session.active);
        guest.happenings.push((self.now, what));
    }

    /// The exchange on this fact.
    fn exchange<'g>(&self, guest: &Guest<'g>) -> Option<&'g Exchange> {
        guest.pack.talk.as_ref()?.exchange(self.exchange.as_ref()?)
    }

    fn speak(&mut self, text: String, guest: &mut Guest<'_>) {
        guest.happenings.push((self.now, Happening::Said { text: text.clone() }));
        self.line = Some(Saying::new(text, self.now, guest.ways.pace));
    }

    fn queue(&mut self, key: &str, guest: &Guest<'_>) {
        self.queue_with(key, &[], guest);
    }

    fn queue_with(&mut self, key: &str, args: &[(&str, &str)], guest: &Guest<'_>) {
        let text = self.variant(key, guest).map(|line| said(line, guest, args));
        self.queue.extend(text);
    }

    /// The variant of a line for this session and moment: they go round, from a place of the session's own.
    fn variant<'g>(&self, key: &str, guest: &Guest<'g>) -> Option<&'g str> {
        let talk: &Talk = guest.pack.talk.as_ref()?;
        let name = key.bytes().fold(0_u64, |name, byte| name.wrapping_mul(257).wrapping_add(byte.into()));
        let first = hash(guest.session.seed, Purpose::Words, 2, name) >> 32;
        talk.line(key, first + u64::from(self.number) + u64::from(self.preferences))
    }
}

/// A line with its places filled.
fn said(line: &str, guest: &Guest<'_>, args: &[(&str, &str)]) -> String {
    let mut all = vec![("employee", guest.employee)];
    all.extend_from_slice(args);
    template::fill(line, &all)
}

/// The exchange that follows on a fact of this kind: what an earlier session led to comes first; what was had lately
/// comes last.
fn choose_exchange(kind: &str, number: u32, guest: &Guest<'_>) -> Option<String> {
    let record = &guest.session.wellness;
    let talk = guest.pack.talk.as_ref()?;
    let fits = |exchange: &&Exchange| {
        let open = exchange.after.as_ref().is_none_or(|note| record.noted_before(note, number));
        let of_kind = exchange.kinds.is_empty() || exchange.kinds.iter().any(|other| other == kind);
        !exchange.led && open && of_kind
    };
    let all: Vec<&Exchange> = talk.exchanges.iter().filter(fits).collect();
    let fresh = |exchange: &&Exchange| !record.lately.contains(&exchange.key);
    let mut draw = crate::model::random::Draws::new(
        guest.session.seed,
        Purpose::Exchange,
        record.heard.count,
        number.into(),
    );
    let any = draw.below(ANY) == 0;
    let wanted: [&dyn Fn(&&Exchange) -> bool; 4] = [
        &|exchange| exchange.after.is_some() && fresh(exchange),
        &|exchange| exchange.kinds.is_empty() == any && fresh(exchange),
        &|exchange| fresh(exchange),
        &|exchange| record.lately.last() != Some(&exchange.key),
    ];
    let choice = wanted.iter().map(|wanted| -> Vec<&Exchange> {
        all.iter().copied().filter(|exchange| wanted(exchange)).collect()
    });
    let choice = choice.into_iter().find(|choice| !choice.is_empty()).unwrap_or(all);
    let which = draw.below(choice.len().max(1) as u32) as usize;
    choice.get(which).map(|exchange| exchange.key.clone())
}
