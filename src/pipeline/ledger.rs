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
}

impl Ledger {
    /// For finding entries.
    pub fn known(&self) -> Known<'_> {
        Known {
            ledger: self,
            by_address: OnceLock::new(),
        }
    }
}

impl<'l> Known<'l> {
    /// How the output at a position of the plan came about, with what was read for it.
    pub fn get(&self, position: usize, address: &SitePath) -> Option<(&'l Made, &'l Reads)> {
        // As long as no output came or went, each has kept its position.
        let position = if self.ledger.addresses.get(position) == Some(address) {
            position
        } else {
            *self.by_address().get(address)?
        };
        let made = self.ledger.made.get(position)?;
        Some((made, self.ledger.reads.get(made.reads as usize)?))
    }

    fn by_address(&self) -> &HashMap<&'l SitePath, usize> {
        self.by_address.get_or_init(|| {
            let addresses = self.ledger.addresses.iter().enumerate();
            addresses.map(|(at, address)| (address, at)).collect()
        })
    }
}

/// Gathers the entries of a new ledger, from many threads.
#[derive(Debug)]
pub struct Gathering {
    made: Vec<OnceLock<Made>>,
    reads: Mutex<HashMap<Reads, u32>>,
}

impl Gathering {
    /// Room for the outputs of a plan.
    pub fn new(outputs: usize) -> Self {
        Gathering {
            made: (0..outputs).map(|_| OnceLock::new()).collect(),
            reads: Mutex::default(),
        }
    }

    /// Adds the output at a position of the plan.
    pub fn add(&self, position: usize, reads: Reads, inputs: Option<Hash>, made: Made) {
        let mut known = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        let reads = *known.entry(reads).or_insert(next);
        drop(known);
        let made = Made {
            reads,
            inputs,
            ..made
        };
        if let Some(entry) = self.made.get(position) {
            // Each output is made once.
            let _ = entry.set(made);
        }
    }

    /// The ledger of all outputs; empty if one was not added.
    pub fn finish(self, outputs: &[Output]) -> Ledger {
        let known = self.reads.into_inner();
        let mut reads: Vec<(Reads, u32)> = known
            .unwrap_or_else(PoisonError::into_inner)
            .into_iter()
            .collect();
        reads.sort_unstable_by_key(|(_, position)| *position);
        // In place: for a large site a second list would be felt.
        let made = self.made.into_iter().map(OnceLock::into_inner).collect();
        let Some(made) = made else {
            return Ledger::default();
        };
        let addresses = outputs.iter().map(|output| output.address.clone());
        Ledger {
            addresses: addresses.collect(),
            made,
            reads: reads.into_iter().map(|(reads, _)| reads).collect(),
        }
    }
}
