//! A refiner who works by commands alone and knows the plane: for tests that need much work done in little time.

#![allow(unreachable_pub, dead_code, reason = "shared by several tests, each of which uses a part")]

use std::sync::Arc;

use macrodat::model::geometry::Tube;
use macrodat::model::refinement::Board;
use macrodat::model::refinement::ground::Cluster;
use macrodat::model::refinement::plane::{Block, Cell};
use macrodat::model::refinement::temper::Temper;
use macrodat::model::{Command, Screen, Source, Stamped, Terminal};
use macrodat::pack::Pack;
use macrodat::time::Span;

/// How many blocks to every side are searched for a cluster.
const SEARCHED: i64 = 9;

/// The refiner, and everything that was commanded.
pub struct Worker {
    pub terminal: Terminal,
    pub commands: Vec<Stamped>,
    /// What the bins of the file at hand hold or expect, of each temper.
    given: Vec<[u32; 4]>,
}

impl Worker {
    /// At a terminal that is switched off.
    pub fn new(pack: Arc<Pack>, seed: u64) -> Self {
        let terminal = Terminal::new(pack, Tube::default(), seed);
        Self { terminal, commands: Vec::new(), given: Vec::new() }
    }

    /// At the prompt.
    pub fn at_prompt(seed: u64) -> Self {
        let mut worker = Self::new(Pack::embedded(), seed);
        worker.tell(100, Command::Power { on: true });
        worker.tell(100, Command::Skip);
        assert_eq!(worker.terminal.screen(), Screen::Prompt);
        worker
    }

    /// At the field of a file.
    pub fn at(file: &str, seed: u64) -> Self {
        let mut worker = Self::at_prompt(seed);
        worker.open(file);
        worker
    }

    /// Commands something so many milliseconds from now. A call to a session is put off, and awards are taken.
    pub fn tell(&mut self, after: i64, command: Command) {
        self.wait(after);
        self.put_off();
        self.say(0, command);
        self.put_off();
    }

    /// Begins the session to which one is called, and lets it stand still. Takes the awards that are presented, and hears
    /// who is the refiner of a quarter.
    fn put_off(&mut self) {
        while matches!(self.terminal.screen(), Screen::Award { .. } | Screen::Quarter) {
            // It is not taken at once.
            self.say(1000, Command::GoOn);
        }
        if matches!(self.terminal.screen(), Screen::Called { .. }) {
            // It is not answered at once.
            self.say(1000, Command::Session);
            self.say(0, Command::Back);
            assert_eq!(self.terminal.screen(), Screen::Refinement);
        }
        while matches!(self.terminal.screen(), Screen::Award { .. } | Screen::Quarter) {
            self.say(1000, Command::GoOn);
        }
    }

    /// Commands something so many milliseconds from now.
    pub fn say(&mut self, after: i64, command: Command) {
        let time = self.terminal.now() + Span::from_millis(after);
        let sequence = self.commands.len() as u64;
        let stamped = Stamped { time, sequence, source: Source::Hands, command };
        self.terminal.apply(&stamped);
        self.commands.push(stamped);
    }

    /// Lets so many milliseconds pass.
    pub fn wait(&mut self, milliseconds: i64) {
        let to = self.terminal.now() + Span::from_millis(milliseconds);
        self.terminal.advance(to);
    }

    /// Opens a file, as it was left or new.
    pub fn open(&mut self, file: &str) {
        self.tell(100, Command::Open { file: file.to_owned() });
        assert_eq!(self.terminal.screen(), Screen::Refinement);
        self.given = self.board().bins().iter().map(|bin| bin.held()).collect();
    }

    pub fn board(&self) -> &Board {
        self.terminal.board().unwrap()
    }

    /// The nearest cluster whose temper is wanted, as seen from the cell cursor.
    fn nearest(&self, wanted: impl Fn(Temper) -> bool) -> Option<Cluster> {
        let board = self.board();
        let here = Block::of(board.cursor_cell());
        let ring = |reach: i64| {
            (-reach..=reach)
                .flat_map(move |right| (-reach..=reach).map(move |down| (right, down)))
                .filter(move |(right, down)| right.abs().max(down.abs()) == reach)
        };
        (0..=SEARCHED).flat_map(ring).find_map(|(right, down)| {
            board.ground().cluster(here.offset(right, down)).filter(|cluster| wanted(cluster.temper))
        })
    }

    /// Moves the cell cursor onto a cluster, by keys.
    fn walk_to(&mut self, cell: Cell) {
        let from = self.board().cursor_cell();
        let (columns, rows) = cell.centre().from(from.centre());
        self.tell(50, Command::MoveCursor { columns: columns as i32, rows: rows as i32 });
    }

    /// Gathers the nearest cluster of a temper that is wanted, by keys. Gives its temper and size.
    pub fn gather(&mut self, wanted: impl Fn(Temper) -> bool) -> Option<(Temper, u32)> {
        let cluster = self.nearest(wanted)?;
        self.walk_to(cluster.cells[0]);
        self.wait(450);
        self.put_off();
        // A call in between has turned attention away.
        let stirs = self.board().attended().is_some();
        self.tell(if stirs { 0 } else { 450 }, Command::Take);
        assert_eq!(self.board().gathered().map(|gathered| gathered.block), Some(cluster.block));
        Some((cluster.temper, cluster.cells.len() as u32))
    }

    /// Of the bins to be served, the one that has least and takes the temper now.
    fn bin_for(&self, temper: Temper, bins: &[usize]) -> Option<usize> {
        let board = self.board();
        let takes = |bin: &&usize| board.bins()[**bin].accepts(temper, 1, board.quota()).is_ok();
        bins.iter().filter(takes).min_by_key(|&&bin| self.given[bin].iter().sum::<u32>()).copied()
    }

    /// Delivers one cluster to one of `bins`, by keys. Gives the bin; none if no bin wants anything more.
    pub fn deliver_to(&mut self, bins: &[usize]) -> Option<usize> {
        for _ in 0..20 {
            let tempers = Temper::ALL.map(|temper| self.bin_for(temper, bins));
            if tempers.iter().all(Option::is_none) {
                return None;
            }
            if let Some((temper, size)) = self.gather(|temper| tempers[temper.index()].is_some()) {
                let bin = self.bin_for(temper, bins)?;
                let quota = self.board().quota();
                let taken = self.board().bins()[bin].accepts(temper, size, quota).unwrap();
                self.given[bin][temper.index()] += taken;
                self.tell(50, Command::Bin { bin });
                return Some(bin);
            }
            // What was taken grows again.
            self.wait(1000);
        }
        panic!("nothing that is wanted stands near");
    }

    /// Delivers one cluster to any bin.
    pub fn deliver(&mut self) -> Option<usize> {
        self.deliver_to(&self.all())
    }

    /// Every bin.
    pub fn all(&self) -> Vec<usize> {
        (0..self.board().bins().len()).collect()
    }

    /// Offers a cluster to a bin that has had enough of it, after giving it what it wants of the same temper.
    pub fn misfile(&mut self) {
        let quota = self.board().quota();
        for _ in 0..40 {
            let refuses = |worker: &Self, temper: Temper| {
                (0..worker.given.len())
                    .find(|&bin| worker.board().bins()[bin].accepts(temper, 1, quota).is_err())
            };
            let wrong = Temper::ALL.map(|temper| refuses(self, temper));
            if wrong.iter().any(Option::is_some)
                && let Some((temper, _)) = self.gather(|temper| wrong[temper.index()].is_some())
            {
                let bin = wrong[temper.index()].unwrap();
                return self.tell(50, Command::Bin { bin });
            }
            // One temper of one bin runs ahead.
            let (temper, size) = self.gather(|temper| temper == Temper::Woe).unwrap();
            let taken = self.board().bins()[0].accepts(temper, size, quota).unwrap();
            self.given[0][temper.index()] += taken;
            self.tell(50, Command::Bin { bin: 0 });
        }
        panic!("every bin takes everything");
    }

    /// Finishes the file that is open, and waits for the window that commends.
    pub fn finish(&mut self) {
        while self.deliver().is_some() {}
        self.wait(5000);
        // An award may come before the window that commends.
        if matches!(self.terminal.screen(), Screen::Award { .. }) {
            self.put_off();
            self.wait(5000);
        }
        assert!(matches!(self.terminal.screen(), Screen::Done { .. }), "{:?}", self.terminal.screen());
    }

    /// Takes a file from the prompt or the cards, finishes it and goes on.
    pub fn finish_file(&mut self, file: &str) {
        self.open(file);
        self.finish();
        self.tell(100, Command::Continue);
    }

    /// How far a measure has been counted.
    pub fn count(&self, measure: &str) -> u32 {
        self.terminal.session().deeds.counts.get(measure).copied().unwrap_or(0)
    }

    /// Whether a deed is done.
    pub fn has_done(&self, deed: &str) -> bool {
        self.terminal.session().deeds.done.iter().any(|done| done == deed)
    }
}
