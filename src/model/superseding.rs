//! Which records hold of those that correct or replace each other.

use std::collections::{BTreeMap, BTreeSet};

use super::RecordId;
use super::record::{Record, Supersedes};

/// The records that a record corrects or replaces.
pub(super) fn superseded(record: &Record) -> impl Iterator<Item = &Supersedes> {
    let others = record.corrects.iter().chain(&record.replaces);
    others.map(AsRef::as_ref)
}

/// Those of some records that hold, in the order given.
pub(super) fn holding<'r>(records: impl Iterator<Item = &'r Record>) -> Vec<&'r Record> {
    let records: Vec<&Record> = records.collect();
    let mut later: BTreeMap<RecordId, Vec<&Record>> = BTreeMap::new();
    for record in &records {
        for of in superseded(record) {
            later.entry(of.record).or_default().push(record);
        }
    }
    let of = |id| later.get(&id).cloned().unwrap_or_default();
    let mut holding = records;
    holding.retain(|record| holds(record, of));
    holding
}

/// Whether a record holds: it was not withdrawn, and no record that was not withdrawn corrects or
/// replaces it, itself or by way of another one. `later` gives those that correct or replace a
/// record. A correction that was withdrawn lets the first version hold again, unless another one
/// corrects it.
pub(super) fn holds<'r>(record: &Record, later: impl Fn(RecordId) -> Vec<&'r Record>) -> bool {
    if record.withdrawn.is_some() {
        return false;
    }
    // Corrections in a circle were reported: each is looked at once.
    let mut seen: BTreeSet<RecordId> = std::iter::once(record.id).collect();
    let mut left = later(record.id);
    while let Some(later_one) = left.pop() {
        if !seen.insert(later_one.id) {
            continue;
        }
        if later_one.withdrawn.is_none() {
            return false;
        }
        left.extend(later(later_one.id));
    }
    true
}
