//! What every output was made of, so that the same is not made again.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::paths::SitePath;
use crate::plan::Reads;
use crate::render::Remark;
use crate::source::Hash;

/// For every output of a site, what it was made of and what came of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    entries: HashMap<SitePath, Made>,
    /// What was read of the model: most outputs of a place read the same parts of it.
    reads: Vec<Reads>,
}

/// How an output came about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Made {
    /// Position of what was read of the model for it.
    reads: u32,
    /// Hash of those parts of the model.
    pub inputs: Hash,
    /// Hash of its view and of what renders it.
    pub fingerprint: Hash,
    /// Hash of its bytes.
    pub bytes: Hash,
    /// What its layout had to say.
    pub remarks: Vec<Remark>,
}

impl Ledger {
    /// How an output came about, with what was read for it.
    pub fn get(&self, address: &SitePath) -> Option<(&Made, &Reads)> {
        let made = self.entries.get(address)?;
        Some((made, self.reads.get(made.reads as usize)?))
    }
}

/// Gathers the entries of a new ledger.
#[derive(Debug, Default)]
pub struct Gathering {
    entries: HashMap<SitePath, Made>,
    reads: HashMap<Reads, u32>,
}

impl Gathering {
    /// Adds an output.
    pub fn add(&mut self, address: SitePath, reads: Reads, mut made: Made) {
        let next = u32::try_from(self.reads.len()).unwrap_or(u32::MAX);
        made.reads = *self.reads.entry(reads).or_insert(next);
        self.entries.insert(address, made);
    }

    /// The ledger of all that was added.
    pub fn finish(self) -> Ledger {
        let mut reads: Vec<(Reads, u32)> = self.reads.into_iter().collect();
        reads.sort_unstable_by_key(|(_, position)| *position);
        Ledger {
            entries: self.entries,
            reads: reads.into_iter().map(|(reads, _)| reads).collect(),
        }
    }
}

impl Made {
    /// An output that was made just now.
    pub fn new(inputs: Hash, fingerprint: Hash, bytes: Hash, remarks: Vec<Remark>) -> Self {
        Made {
            reads: 0,
            inputs,
            fingerprint,
            bytes,
            remarks,
        }
    }
}
