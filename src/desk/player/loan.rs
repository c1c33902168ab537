//! An engine that is lent to a device's own thread while it plays, and comes back. Whoever has it has it alone, and it
//! goes to and fro through queues without a lock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rtrb::{Consumer, Producer, PushError, RingBuffer};

use crate::sound::{Engine, Pair};

/// How often it is looked whether the engine has come back.
const LOOKS: Duration = Duration::from_millis(2);

/// The end that lends.
pub(super) struct Lender {
    there: Producer<Engine>,
    back: Consumer<Engine>,
    /// Whether it is wanted back.
    wanted: Arc<AtomicBool>,
}

/// The end that fills a device's buffer with what is lent. When it goes, the engine comes back.
pub(super) struct Borrower {
    engine: Option<Engine>,
    there: Consumer<Engine>,
    back: Producer<Engine>,
    wanted: Arc<AtomicBool>,
}

/// Both ends, with nothing lent.
pub(super) fn loan() -> (Lender, Borrower) {
    let (to, there) = RingBuffer::new(1);
    let (from, back) = RingBuffer::new(1);
    let wanted = Arc::new(AtomicBool::new(false));
    let lender = Lender { there: to, back, wanted: Arc::clone(&wanted) };
    (lender, Borrower { engine: None, there, back: from, wanted })
}

impl Lender {
    /// Lends the engine. Only one can be lent at a time.
    pub(super) fn lend(&mut self, engine: Engine) {
        self.wanted.store(false, Ordering::Release);
        let _lent_already = self.there.push(engine);
    }

    /// Asks for the engine and waits so long for it. Whether it is back; then it is in `place`.
    pub(super) fn is_back_within(&mut self, place: &mut Engine, patience: Duration) -> bool {
        self.wanted.store(true, Ordering::Release);
        let until = Instant::now() + patience;
        loop {
            if let Ok(engine) = self.back.pop() {
                *place = engine;
                return true;
            }
            if Instant::now() >= until {
                return false;
            }
            thread::sleep(LOOKS);
        }
    }
}

impl Borrower {
    /// Gives the next samples: the engine's, or none. No allocation, no lock, no call of the system.
    pub(super) fn fill(&mut self, out: &mut [Pair]) {
        if self.wanted.load(Ordering::Acquire) {
            self.give_back();
        } else if self.engine.is_none() {
            self.engine = self.there.pop().ok();
        }
        match &mut self.engine {
            Some(engine) => engine.fill(out),
            None => out.fill([0.0; 2]),
        }
    }

    fn give_back(&mut self) {
        let Some(engine) = self.engine.take().or_else(|| self.there.pop().ok()) else { return };
        if let Err(PushError::Full(engine)) = self.back.push(engine) {
            self.engine = Some(engine);
        }
    }
}

impl Drop for Borrower {
    fn drop(&mut self) {
        self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Happened, Happening};
    use crate::sound::line;
    use crate::time::Time;

    const NONE: Duration = Duration::ZERO;

    #[test]
    fn an_engine_is_lent_comes_back_when_asked_for_and_when_its_device_goes() {
        let (mut teller, line) = line(100, false);
        let mut engine = line.engine();
        let watch = engine.watch();
        let (mut lender, mut borrower) = loan();
        let mut block = [[1.0; 2]; 4800];
        let sounds = |block: &[Pair]| block.iter().flatten().any(|value| *value != 0.0);
        borrower.fill(&mut block);
        assert!(!sounds(&block), "nothing is lent");

        teller.tell(&[Happened { time: Time::ZERO, what: Happening::PoweredOn }], Time::ZERO);
        lender.lend(std::mem::replace(&mut engine, Engine::idle()));
        assert!(engine.is_over(), "who has none has nothing to wait for");
        let allocated = allocation_counter::measure(|| borrower.fill(&mut block));
        assert!(sounds(&block) && !watch.is_silent() && !watch.is_over());
        assert!(!lender.is_back_within(&mut engine, NONE), "it is asked at the next samples");
        let returned = allocation_counter::measure(|| borrower.fill(&mut block));
        assert!(!sounds(&block));
        assert!(lender.is_back_within(&mut engine, NONE) && !engine.is_over());
        assert_eq!((allocated.count_total, returned.count_total), (0, 0));

        // Lent again, taken or not yet, it comes back with the end of the device.
        lender.lend(std::mem::replace(&mut engine, Engine::idle()));
        borrower.fill(&mut block);
        assert!(sounds(&block), "it goes on");
        drop(borrower);
        assert!(lender.is_back_within(&mut engine, NONE) && !engine.is_silent());
        let (mut lender, borrower) = loan();
        lender.lend(std::mem::replace(&mut engine, Engine::idle()));
        drop(borrower);
        assert!(lender.is_back_within(&mut engine, NONE));
        teller.end();
        assert!(engine.is_over() && watch.is_over());
    }
}
