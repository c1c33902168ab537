//! What stands on the plane: clusters computed from the seed, and the little that has changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::plane::{self, Block, Cell};
use super::temper::Temper;
use crate::model::random::{Draws, Purpose, hash, unit};
use crate::time::{Span, Time};

/// How long emptied cells take to fill with new digits.
pub const REFILL: Span = Span::from_millis(2000);

/// How a file's plane is made. Taken from the pack when a file is opened, and kept, so that a changed pack does not
/// change a file already begun.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Make {
    /// The file's own seed.
    pub seed: u64,
    /// How little clusters at rest betray themselves, 0 to 1.
    pub subtlety: f64,
    /// The share of blocks that bear a cluster, 0 to 1.
    pub density: f64,
    /// Smallest and largest cluster, in digits.
    pub sizes: [u8; 2],
    /// How far digits float, as a multiple of the usual.
    pub drift: f64,
    /// How readily each temper is dealt, to 100.
    pub mix: [u8; 4],
}

/// A cluster: an irregular blob of digits of one temper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The block it stands on, which names it while it stands.
    pub block: Block,
    /// How it carries itself.
    pub temper: Temper,
    /// Its cells, by rows.
    pub cells: Vec<Cell>,
}

/// The plane of one file as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ground {
    make: Make,
    #[serde(with = "pairs")]
    changes: BTreeMap<Block, Change>,
}

/// What has changed in a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    /// How many clusters have been taken from here.
    #[serde(default, skip_serializing_if = "is_zero")]
    taken: u32,
    /// The temper dealt to the cluster that stands here now, if it is not the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    temper: Option<Temper>,
    /// The cells of a cluster that was placed by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    placed: Vec<u8>,
    /// Cells whose digit is not the first any more, with the digit's generation; by cell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    generations: Vec<(u8, u32)>,
    /// The refilling under way. While it lasts no cluster stands here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refill: Option<Refill>,
}

fn is_zero(value: &u32) -> bool {
    *value == 0
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Refill {
    begins: Time,
    cells: Vec<u8>,
}

/// A cell as it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The digit, 0 to 9.
    pub digit: u8,
    /// How far it has appeared, 0 to 1; below 1 only while it refills.
    pub presence: f64,
}

/// The state of a block, looked up once for all that is asked of it.
#[derive(Clone, Copy, Debug)]
pub struct BlockView<'a> {
    ground: &'a Ground,
    block: Block,
    change: Option<&'a Change>,
}

impl BlockView<'_> {
    /// The cluster that stands on this block, if one does.
    pub fn cluster(&self) -> Option<Cluster> {
        let temper = self.temper()?;
        let cells = match self.change {
            Some(change) if !change.placed.is_empty() => {
                change.placed.iter().map(|&index| self.block.cell(index)).collect()
            }
            change => self.ground.blob(self.block, change.map_or(0, |change| change.taken)),
        };
        Some(Cluster { block: self.block, temper, cells })
    }

    /// The temper of the cluster, without the cost of its shape.
    fn temper(&self) -> Option<Temper> {
        match self.change {
            Some(Change { refill: Some(_), .. }) => None,
            Some(Change { temper: Some(temper), .. }) => Some(*temper),
            _ => self.ground.dealt(self.block),
        }
    }

    /// The cell `cell` of this block at `now`.
    pub fn standing(&self, cell: Cell, now: Time) -> Standing {
        let seed = self.ground.make.seed;
        let Some(change) = self.change else {
            return Standing { digit: plane::digit(seed, cell, 0), presence: 1.0 };
        };
        let index = self.block.index(cell);
        let presence = match &change.refill {
            Some(refill) if refill.cells.contains(&index) => now.progress(refill.begins, REFILL),
            _ => 1.0,
        };
        Standing { digit: plane::digit(seed, cell, change.generation(index)), presence }
    }
}

impl Change {
    fn generation(&self, index: u8) -> u32 {
        match self.generations.binary_search_by_key(&index, |&(cell, _)| cell) {
            Ok(found) => self.generations[found].1,
            Err(_) => 0,
        }
    }

    fn renew(&mut self, index: u8) {
        match self.generations.binary_search_by_key(&index, |&(cell, _)| cell) {
            Ok(found) => self.generations[found].1 = self.generations[found].1.wrapping_add(1),
            Err(place) => self.generations.insert(place, (index, 1)),
        }
    }
}

impl Ground {
    /// An untouched plane.
    pub fn new(make: Make) -> Self {
        Self { make, changes: BTreeMap::new() }
    }

    /// How it is made.
    pub fn make(&self) -> &Make {
        &self.make
    }

    /// Looks a block up.
    pub fn block(&self, block: Block) -> BlockView<'_> {
        BlockView { ground: self, block, change: self.changes.get(&block) }
    }

    /// The cell `cell` at `now`.
    pub fn standing(&self, cell: Cell, now: Time) -> Standing {
        self.block(Block::of(cell)).standing(cell, now)
    }

    /// The cluster that stands on `block`, if one does.
    pub fn cluster(&self, block: Block) -> Option<Cluster> {
        self.block(block).cluster()
    }

    /// The temper first dealt to `block`. Every two by two blocks are a bag of one of each; outside the bags with
    /// both numbers even, which are always whole, a file's mix and density change what was dealt.
    fn dealt(&self, block: Block) -> Option<Temper> {
        let bag = (u64::from(block.x / 2), u64::from(block.y / 2));
        let mut order = Temper::ALL;
        let mut draws = Draws::new(self.make.seed, Purpose::Temper, bag.0, bag.1);
        for last in (1..order.len()).rev() {
            order.swap(last, draws.below(last as u32 + 1) as usize);
        }
        let temper = order[(block.x % 2 + 2 * (block.y % 2)) as usize];
        if bag.0 % 2 == 0 && bag.1 % 2 == 0 {
            return Some(temper);
        }
        let mut draws = Draws::new(self.make.seed, Purpose::Bearing, block.number(), 0);
        // Whole bags are a quarter of all, so that the others make up for them.
        let share = (4.0 * self.make.density - 1.0) / 3.0;
        if unit(draws.bits()) >= share {
            return None;
        }
        if draws.below(100) >= u32::from(self.make.mix[temper.index()]) {
            let most = Temper::ALL
                .into_iter()
                .max_by_key(|temper| (self.make.mix[temper.index()], 3 - temper.index()));
            return most;
        }
        Some(temper)
    }

    /// The shape of the `taken`-th cluster of `block`: grown cell by cell from a random start, of two random
    /// neighbours always the one that touches more of the blob. A margin of one cell around the block keeps clusters
    /// two cells apart.
    fn blob(&self, block: Block, taken: u32) -> Vec<Cell> {
        let (width, height) = block.size();
        let (width, height) = (width as i32 - 2, height as i32 - 2);
        let mut draws = Draws::new(self.make.seed, Purpose::Shape, block.number(), u64::from(taken));
        let [least, most] = self.make.sizes;
        let size = u32::from(least) + draws.below(u32::from(most.saturating_sub(least)) + 1);
        let mut inside = [false; 64];
        let at = |x: i32, y: i32| (y * 8 + x) as usize;
        let free = |inside: &[bool; 64], x: i32, y: i32| {
            (0..width).contains(&x) && (0..height).contains(&y) && !inside[at(x, y)]
        };
        let start = (draws.below(width as u32) as i32, draws.below(height as u32) as i32);
        inside[at(start.0, start.1)] = true;
        let mut edge: Vec<(i32, i32)> = Vec::with_capacity(32);
        let mut grown = start;
        for _ in 1..size {
            for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                let next = (grown.0 + dx, grown.1 + dy);
                if free(&inside, next.0, next.1) && !edge.contains(&next) {
                    edge.push(next);
                }
            }
            let touches = |inside: &[bool; 64], (x, y): (i32, i32)| {
                [(1, 0), (-1, 0), (0, 1), (0, -1)]
                    .into_iter()
                    .filter(|(dx, dy)| {
                        let (x, y) = (x + dx, y + dy);
                        (0..width).contains(&x) && (0..height).contains(&y) && inside[at(x, y)]
                    })
                    .count()
            };
            if edge.is_empty() {
                break;
            }
            let one = draws.below(edge.len() as u32) as usize;
            let other = draws.below(edge.len() as u32) as usize;
            let pick = if touches(&inside, edge[one]) >= touches(&inside, edge[other]) { one } else { other };
            grown = edge.swap_remove(pick);
            inside[at(grown.0, grown.1)] = true;
        }
        let corner = block.corner();
        (0..64)
            .filter(|&index| inside[index as usize])
            .map(|index| corner.offset(1 + index % 8, 1 + index / 8))
            .collect()
    }

    /// Takes the cluster of `block` away: its cells are empty and begin to refill at `begins`.
    pub fn empty(&mut self, cluster: &Cluster, begins: Time) {
        let block = cluster.block;
        let change = self.changes.entry(block).or_default();
        let cells: Vec<u8> = cluster.cells.iter().map(|&cell| block.index(cell)).collect();
        for &index in &cells {
            change.renew(index);
        }
        change.taken = change.taken.saturating_add(1);
        change.temper = None;
        change.placed.clear();
        change.refill = Some(Refill { begins, cells });
    }

    /// The next moment at which a block has refilled, among `blocks`.
    pub fn refilled(&self, blocks: &[Block]) -> Option<(Time, Block)> {
        let due = |block: &Block| {
            let refill = self.changes.get(block)?.refill.as_ref()?;
            Some((refill.begins + REFILL, *block))
        };
        blocks.iter().filter_map(due).min()
    }

    /// Ends the refilling of `block` and lets a new cluster stand there: of the tempers in `wanted`, the one that is
    /// rarest within two pages, so that none that is wanted is ever far. If none is wanted, all are.
    pub fn regrow(&mut self, block: Block, wanted: &[Temper]) {
        let wanted = if wanted.is_empty() { &Temper::ALL[..] } else { wanted };
        let mut near = [0_u32; 4];
        // Two pages are 42 columns and 19 rows: six blocks across and three down.
        for down in -3..=3 {
            for right in -6..=6 {
                if let Some(temper) = self.block(block.offset(right, down)).temper() {
                    near[temper.index()] += 1;
                }
            }
        }
        let seed = self.make.seed;
        let Some(change) = self.changes.get_mut(&block) else { return };
        change.refill = None;
        change.temper = wanted.iter().copied().min_by_key(|temper| {
            (
                near[temper.index()],
                hash(
                    seed,
                    Purpose::Temper,
                    block.number() ^ u64::from(change.taken) << 20,
                    temper.index() as u64,
                ),
            )
        });
    }

    /// Places a cluster on `block`: the cells of it that lie nearest `towards`, `size` of them (4 to 14).
    pub fn place(&mut self, block: Block, temper: Temper, size: u8, towards: Cell) {
        let (width, height) = block.size();
        let corner = block.corner();
        let mut cells: Vec<(u64, u8)> = Vec::new();
        for y in 1..i64::from(height) - 1 {
            for x in 1..i64::from(width) - 1 {
                let cell = corner.offset(x, y);
                let (dx, dy) = cell.centre().from(towards.centre());
                // Wider than high, and a little ragged.
                let ragged =
                    hash(self.make.seed, Purpose::Shape, u64::from(cell.column), u64::from(cell.row)) % 16;
                cells.push(((dx * dx * 10.0 + dy * dy * 22.0) as u64 + ragged, block.index(cell)));
            }
        }
        cells.sort_unstable();
        let mut placed: Vec<u8> =
            cells.iter().take(usize::from(size.clamp(4, 14))).map(|&(_, index)| index).collect();
        placed.sort_unstable();
        let change = self.changes.entry(block).or_default();
        change.refill = None;
        change.temper = Some(temper);
        change.placed = placed;
    }

    /// Whether everything that has changed lies on the plane, as it does unless a save was made by another hand.
    pub fn is_sound(&self) -> bool {
        self.changes.keys().all(|block| block.x < plane::BLOCKS && block.y < plane::BLOCKS)
    }

    /// How many cells have changed since the file was new.
    pub fn changed_cells(&self) -> usize {
        self.changes.values().map(|change| change.generations.len()).sum()
    }
}

/// Maps with keys that JSON has no text for, as lists of pairs.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer, K: Serialize, V: Serialize>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map.iter())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>, K: Deserialize<'de> + Ord, V: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<K, V>, D::Error> {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?.into_iter().collect())
    }
}
