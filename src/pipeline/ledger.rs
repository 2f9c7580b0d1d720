//! What every output was made of, so that the same is not made again.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use super::sheets::Said;
use crate::paths::SitePath;
use crate::plan::{Output, Reads};
use crate::render::{Doubt, Remark, Rendered};
use crate::source::{self, Hash};

/// For every output of a site, what it was made of and what came of it.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Addresses, in the order of the plan.
    addresses: Vec<SitePath>,
    /// How the output at each address came about.
    made: Vec<Made>,
    /// What was read of the model: most outputs of a place read the same parts of it.
    reads: Vec<Reads>,
}

/// How an output came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Position of what was read of the model for it.
    reads: u32,
    /// Hash of everything on which it depends, if no file of the content is part of it.
    pub inputs: Option<Hash>,
    /// Hash of its view, of the files that this names, and of what renders it; only of what takes
    /// much longer to make.
    pub fingerprint: Option<Hash>,
    /// Hash of its bytes.
    pub bytes: Hash,
    /// What its layout had to say.
    pub remarks: Box<[Remark]>,
    /// What Typst doubts in its layout.
    pub doubts: Box<[Doubt]>,
    /// What looking into it had to say.
    pub said: Box<[Said]>,
}

impl Made {
    /// An output that was made just now.
    pub fn new(fingerprint: Option<Hash>, rendered: Rendered, said: Box<[Said]>) -> Self {
        Made {
            reads: 0,
            inputs: None,
            fingerprint,
            bytes: source::hash(&rendered.bytes),
            remarks: rendered.remarks.into(),
            doubts: rendered.doubts.into(),
            said,
        }
    }
}

/// Finds the entries of a ledger for the outputs of a plan.
#[derive(Debug)]
pub struct Known<'l> {
    ledger: &'l Ledger,
    by_address: OnceLock<HashMap<&'l SitePath, usize>>,
    /// Hashes of what was read, as that is now.
    digests: Vec<OnceLock<Hash>>,
}

impl Ledger {
    /// For finding entries.
    pub fn known(&self) -> Known<'_> {
        Known {
            ledger: self,
            by_address: OnceLock::new(),
            digests: self.reads.iter().map(|_| OnceLock::new()).collect(),
        }
    }
}

impl<'l> Known<'l> {
    /// How the output at a position of the plan came about.
    pub fn get(&self, position: usize, address: &SitePath) -> Option<&'l Made> {
        // As long as no output came or went, each has kept its position.
        let position = if self.ledger.addresses.get(position) == Some(address) {
            position
        } else {
            *self.by_address().get(address)?
        };
        self.ledger.made.get(position)
    }

    /// Hash of what was read for an output of the ledger, as `digest` tells it. Most outputs of a
    /// place have read the same, so that is asked once.
    pub fn digest(&self, made: &Made, digest: impl FnOnce(&Reads) -> Hash) -> Option<Hash> {
        let reads = self.ledger.reads.get(made.reads as usize)?;
        let known = self.digests.get(made.reads as usize)?;
        Some(*known.get_or_init(|| digest(reads)))
    }

    fn by_address(&self) -> &HashMap<&'l SitePath, usize> {
        self.by_address.get_or_init(|| {
            let addresses = self.ledger.addresses.iter().enumerate();
            addresses.map(|(at, address)| (address, at)).collect()
        })
    }
}

/// Gathers the entries of a new ledger, from many threads. What was read keeps its position in the
/// ledger before, so that two ledgers of the same are equal.
#[derive(Debug)]
pub struct Gathering<'l> {
    made: Vec<OnceLock<Made>>,
    before: &'l [Reads],
    /// Positions of what was read, once something is added that was not kept.
    positions: Mutex<HashMap<Reads, u32>>,
}

impl<'l> Gathering<'l> {
    /// Room for the outputs of a plan, beside the ledger before.
    pub fn new(outputs: usize, before: &'l Ledger) -> Self {
        Gathering {
            made: (0..outputs).map(|_| OnceLock::new()).collect(),
            before: &before.reads,
            positions: Mutex::default(),
        }
    }

    /// Adds the output at a position of the plan, which is as the ledger before has it.
    pub fn keep(&self, position: usize, made: Made) {
        if let Some(entry) = self.made.get(position) {
            // Each output is made once.
            let _ = entry.set(made);
        }
    }

    /// Adds the output at a position of the plan.
    pub fn add(&self, position: usize, reads: Reads, inputs: Option<Hash>, made: Made) {
        let positions = self.positions.lock();
        let mut positions = positions.unwrap_or_else(PoisonError::into_inner);
        if positions.is_empty() {
            positions.extend(self.before.iter().cloned().zip(0..));
        }
        let next = u32::try_from(positions.len()).unwrap_or(u32::MAX);
        let reads = *positions.entry(reads).or_insert(next);
        drop(positions);
        let made = Made {
            reads,
            inputs,
            ..made
        };
        self.keep(position, made);
    }

    /// The ledger of all outputs; empty if one was not added.
    pub fn finish(self, outputs: &[Output]) -> Ledger {
        // In place: for a large site a second list would be felt.
        let made = self.made.into_iter().map(OnceLock::into_inner).collect();
        let Some(mut made): Option<Vec<Made>> = made else {
            return Ledger::default();
        };
        let positions = self.positions.into_inner();
        let positions = positions.unwrap_or_else(PoisonError::into_inner);
        let mut reads = self.before.to_vec();
        let mut added: Vec<(Reads, u32)> = positions.into_iter().collect();
        added.sort_unstable_by_key(|(_, position)| *position);
        reads.extend(added.into_iter().skip(reads.len()).map(|(reads, _)| reads));
        drop_unread(&mut reads, &mut made);
        let addresses = outputs.iter().map(|output| output.address.clone());
        Ledger {
            addresses: addresses.collect(),
            made,
            reads,
        }
    }
}

/// Drops what no output has read any more.
fn drop_unread(reads: &mut Vec<Reads>, made: &mut [Made]) {
    let mut is_read = vec![false; reads.len()];
    for made in &*made {
        if let Some(is_read) = is_read.get_mut(made.reads as usize) {
            *is_read = true;
        }
    }
    if is_read.iter().all(|is_read| *is_read) {
        return;
    }
    let mut next = 0;
    let moved = is_read.iter().map(|is_read| {
        let position = next;
        next += u32::from(*is_read);
        position
    });
    let moved: Vec<u32> = moved.collect();
    for made in made {
        made.reads = moved.get(made.reads as usize).copied().unwrap_or_default();
    }
    let mut is_read = is_read.into_iter();
    reads.retain(|_| is_read.next().unwrap_or_default());
}
