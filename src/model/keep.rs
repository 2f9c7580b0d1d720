//! What a model leaves for the next one: itself, and what was found while it was made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ground::Ground;
use super::index::Index;
use super::kin::{Anew, Changed};
use super::memory::Decoded;
use super::record::Record;
use super::{LeftOut, Model, PlaceId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;

/// The last model, with what was found while it was made.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) ground: Arc<Ground>,
    pub(super) model: Arc<Model>,
    pub(super) found: Found,
}

/// What was found in records.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Between records that need have nothing to do with each other.
    pub(super) across: Diagnostics,
    /// Between records of a place and those with which they hang together, by place; the last is of
    /// no place.
    pub(super) checked: Vec<Diagnostics>,
    /// In sheets of postings.
    pub(super) postings: Diagnostics,
    /// Gaps, by place; the last is of no place.
    pub(super) gaps: Vec<Diagnostics>,
    /// Files that nothing uses.
    pub(super) unused: Diagnostics,
    /// Files with errors.
    pub(super) faulty: BTreeSet<InputPath>,
    /// Positions of records that are not published as they were read.
    pub(super) apart: BTreeSet<u32>,
    /// Records that are left out, by position.
    pub(super) left_out: BTreeMap<u32, LeftOut>,
}

impl Kept {
    /// Whether the model stands but for what hangs together with these records. What all records
    /// have a part in is made anew with everything else: their codes, and what sheets note of them.
    pub(super) fn stands(&self, changed: &Changed, decoded: &[Decoded]) -> bool {
        let is_noted = |record: &Record| self.model.postings_of(record.id).next().is_some();
        self.found.postings.is_empty()
            && changed.iter().all(|(position, was)| {
                let now = decoded[*position as usize].record.as_deref();
                was.record
                    .as_deref()
                    .zip(now)
                    .is_some_and(|(was, now)| was.code == now.code && !is_noted(was))
            })
    }
}

impl Found {
    /// Nothing yet, at so many places.
    pub(super) fn nothing(places: usize) -> Self {
        Found {
            across: Diagnostics::new(),
            checked: vec![Diagnostics::new(); places + 1],
            postings: Diagnostics::new(),
            gaps: vec![Diagnostics::new(); places + 1],
            unused: Diagnostics::new(),
            faulty: BTreeSet::new(),
            apart: BTreeSet::new(),
            left_out: BTreeMap::new(),
        }
    }

    /// Whether what was found across all records stands when these have changed.
    pub(super) fn has_same_across(&self, changed: &Changed, decoded: &[Decoded]) -> bool {
        let superseded = |record: &Record| {
            let mut others = record.corrects.iter().chain(&record.replaces);
            others.any(|of| of.record == record.id)
        };
        let is_told = |path: &InputPath| {
            let is_of = |found: &Diagnostic| {
                let mut others = found.others.iter();
                found.path() == Some(path) || others.any(|of| of.span.source.path == *path)
            };
            self.across.iter().any(is_of)
        };
        changed.iter().all(|(position, was)| {
            let now = decoded[*position as usize].record.as_deref();
            was.record.as_deref().zip(now).is_some_and(|(was, now)| {
                let number = |of: &'_ Record| of.number.as_ref().map(|(text, _)| text.clone());
                number(was) == number(now)
                    && was.issuers == now.issuers
                    && was.code == now.code
                    && was.acknowledged == now.acknowledged
                    && !superseded(now)
                    && !is_told(&now.source.path)
            })
        })
    }
}

/// Exchanges what was found of some places; the last of all is what is of no place.
pub(super) fn exchange(
    all: &mut [Diagnostics],
    found: Diagnostics,
    (index, anew): (&Index, &Anew),
) {
    let of_place =
        |diagnostic: &Diagnostic| diagnostic.path().and_then(|path| index.place_of(path));
    let mut divided = found.divided(of_place);
    let Some((nowhere, places)) = all.split_last_mut() else {
        return;
    };
    for place in &anew.places {
        places[place.index()] = divided.remove(&Some(*place)).unwrap_or_default();
    }
    if anew.is_everything() {
        *nowhere = divided.remove(&None::<PlaceId>).unwrap_or_default();
    }
}
