//! What every output was made of, so that the same is not made again.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use crate::paths::SitePath;
use crate::plan::{Output, Reads};
use crate::render::Remark;
use crate::source::Hash;

/// For every output of a site, what it was made of and what came of it.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// In the order of the plan.
    entries: Vec<(SitePath, Made)>,
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
    /// Hash of its view and of what renders it.
    pub fingerprint: Hash,
    /// Hash of its bytes.
    pub bytes: Hash,
    /// What its layout had to say.
    pub remarks: Box<[Remark]>,
}

impl Made {
    /// An output that was made just now.
    pub fn new(fingerprint: Hash, bytes: Hash, remarks: Vec<Remark>) -> Self {
        Made {
            reads: 0,
            inputs: None,
            fingerprint,
            bytes,
            remarks: remarks.into(),
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
        let entries = &self.ledger.entries;
        // As long as no output came or went, each has kept its position.
        let there = entries.get(position).filter(|entry| entry.0 == *address);
        let (_, made) = match there {
            Some(entry) => entry,
            None => entries.get(*self.by_address().get(address)?)?,
        };
        Some((made, self.ledger.reads.get(made.reads as usize)?))
    }

    fn by_address(&self) -> &HashMap<&'l SitePath, usize> {
        self.by_address.get_or_init(|| {
            let entries = self.ledger.entries.iter().enumerate();
            entries.map(|(at, (address, _))| (address, at)).collect()
        })
    }
}

/// Gathers the entries of a new ledger, from many threads.
#[derive(Debug)]
pub struct Gathering {
    entries: Vec<OnceLock<Made>>,
    reads: Mutex<HashMap<Reads, u32>>,
}

impl Gathering {
    /// Room for the outputs of a plan.
    pub fn new(outputs: usize) -> Self {
        Gathering {
            entries: (0..outputs).map(|_| OnceLock::new()).collect(),
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
        if let Some(entry) = self.entries.get(position) {
            // Each output is made once.
            let _ = entry.set(made);
        }
    }

    /// The ledger of all that was added.
    pub fn finish(self, outputs: &[Output]) -> Ledger {
        let known = self.reads.into_inner();
        let mut reads: Vec<(Reads, u32)> = known
            .unwrap_or_else(PoisonError::into_inner)
            .into_iter()
            .collect();
        reads.sort_unstable_by_key(|(_, position)| *position);
        let entries = outputs.iter().zip(self.entries);
        Ledger {
            entries: entries
                .filter_map(|(output, made)| Some((output.address.clone(), made.into_inner()?)))
                .collect(),
            reads: reads.into_iter().map(|(reads, _)| reads).collect(),
        }
    }
}
