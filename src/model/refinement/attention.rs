//! Attention: dwell agitates the cluster that is near, and it calms slowly when attention leaves it.

use serde::{Deserialize, Serialize};

use super::plane::Block;
use crate::model::ease;
use crate::time::{Span, Time};

/// How long attention must rest before a cluster stirs. A fast sweep shows nothing.
pub const DWELL: Span = Span::from_millis(400);
/// How near, in cells, attention must rest to a digit of the cluster.
pub const REACH: f64 = 2.5;
/// How long a cluster takes to stir fully.
const STIR: Span = Span::from_millis(350);
/// How long it takes to calm.
const CALM: Span = Span::from_millis(800);

/// How long somebody reads a stirred cluster. After that a low rate shows its movement well enough.
const READ: Span = Span::from_millis(6000);

/// Which cluster is attended, and which ones are calming.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attention {
    near: Option<Near>,
    calming: Vec<Calming>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Near {
    block: Block,
    since: Time,
    /// How stirred the cluster still was when attention came back to it.
    from: f64,
    /// Whether the dwell has been noticed.
    told: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Calming {
    block: Block,
    since: Time,
    from: f64,
}

impl Attention {
    /// How stirred the cluster on `block` is at `now`, 0 to 1.
    pub fn level(&self, block: Block, now: Time) -> f64 {
        if let Some(near) = self.near
            && near.block == block
        {
            let stirred = ease::smooth(now.progress(near.since + DWELL, STIR));
            let before = near.from * (1.0 - ease::smooth(now.progress(near.since, CALM)));
            return stirred.max(before);
        }
        self.calming
            .iter()
            .filter(|calming| calming.block == block)
            .map(|calming| calming.from * (1.0 - ease::smooth(now.progress(calming.since, CALM))))
            .fold(0.0, f64::max)
    }

    /// Turns attention to the cluster on `block`, or to none.
    pub fn turn(&mut self, block: Option<Block>, now: Time) {
        if self.near.map(|near| near.block) == block {
            return;
        }
        let from = block.map_or(0.0, |block| self.level(block, now));
        self.calm(now);
        self.near = block.map(|block| Near { block, since: now, from, told: false });
    }

    /// Attention is held where it is: what has stirred stays stirred, what has not does not begin to.
    pub fn hold(&mut self, now: Time) {
        if self.attended(now).is_none() {
            self.turn(None, now);
        }
    }

    /// Turns attention away and lets the cluster on `block` calm from how stirred it is.
    pub fn release(&mut self, block: Block, now: Time, from: f64) {
        self.calm(now);
        self.calming.retain(|calming| calming.block != block);
        self.calming.push(Calming { block, since: now, from });
    }

    /// Forgets the cluster on `block`, which stands no more.
    pub fn forget(&mut self, block: Block) {
        self.near = self.near.filter(|near| near.block != block);
        self.calming.retain(|calming| calming.block != block);
    }

    fn calm(&mut self, now: Time) {
        self.calming.retain(|calming| now.progress(calming.since, CALM) < 1.0);
        if let Some(near) = self.near.take() {
            let from = {
                let stirred = ease::smooth(now.progress(near.since + DWELL, STIR));
                stirred.max(near.from * (1.0 - ease::smooth(now.progress(near.since, CALM))))
            };
            if from > 0.0 {
                self.calming.push(Calming { block: near.block, since: now, from });
            }
        }
    }

    /// The block of the cluster that is attended at `now`: dwelt upon long enough to have stirred.
    pub fn attended(&self, now: Time) -> Option<Block> {
        self.near.filter(|near| now >= near.since + DWELL).map(|near| near.block)
    }

    /// Whether it rests near a cluster, dwelt upon or not.
    pub fn is_near(&self) -> bool {
        self.near.is_some()
    }

    /// When the dwell is complete, if that has not been noticed.
    pub fn due(&self) -> Option<Time> {
        self.near.filter(|near| !near.told).map(|near| near.since + DWELL)
    }

    /// Notices that the dwell is complete, and gives the block.
    pub fn tell(&mut self) -> Option<Block> {
        let near = self.near.as_mut()?;
        near.told = true;
        Some(near.block)
    }

    /// Whether anything is between calm and stirred at `now`, or was stirred so lately that somebody reads it.
    pub fn moves(&self, now: Time) -> bool {
        self.near.is_some_and(|near| now.since(near.since) < READ)
            || self.calming.iter().any(|calming| now.progress(calming.since, CALM) < 1.0)
    }
}
