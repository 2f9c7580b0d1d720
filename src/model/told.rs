//! What follows from the records, by record and by place. A later model takes over what it does not
//! tell anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::checks::Findings;
use super::chunks::Chunks;
use super::forum::Forums;
use super::keyed::Kind;
use super::record::Record;
use super::revenue::Revenue;
use super::rhythm::{Action, Rhythm};
use super::series::Series;
use super::{PlaceId, Reason, RecordId, Slot};

/// What follows from the records.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// All records, sorted by path.
    pub(super) slots: Chunks<Slot>,
    /// For each record, the positions of the published records that point to it, in order.
    pub(super) pointed_at: Chunks<Vec<u32>>,
    /// Positions of the published notices that cover what is always to hang.
    pub(super) covering: BTreeSet<u32>,
    /// What follows at each place.
    places: Vec<Arc<OfPlace>>,
}

/// What follows from the own records of a place.
#[derive(Debug, Clone, Default)]
pub(super) struct OfPlace {
    /// The positions of its published records of each kind, newest first.
    pub(super) lists: [Vec<u32>; Kind::ALL.len()],
    /// The weeks and months in which a meeting was due.
    pub(super) rhythm: Rhythm,
    /// What its meetings agreed, oldest first.
    pub(super) actions: Vec<Action>,
    pub(super) series: Vec<Series>,
    pub(super) forums: Vec<Forums>,
    pub(super) revenue: Revenue,
    /// The years of its records.
    pub(super) years: BTreeSet<i32>,
    /// Something became of a record of it.
    pub(super) amended: bool,
    /// What is missing at it, and of its records.
    pub(super) findings: Findings,
}

impl Told {
    /// Nothing is told yet of so many places, and each record is left out.
    pub(super) fn nothing(places: usize, records: usize) -> Self {
        let unknown = Slot::LeftOut {
            title: String::new(),
            reason: Reason::Faulty,
            place: PlaceId::ROOT,
        };
        Told {
            slots: Chunks::of(&unknown, records),
            pointed_at: Chunks::of(&Vec::new(), records),
            covering: BTreeSet::new(),
            places: vec![Arc::default(); places],
        }
    }

    /// The published record at a position.
    pub(super) fn published(&self, position: u32) -> Option<&Record> {
        self.slots.get(position as usize)?.published()
    }

    /// What follows at a place.
    pub(super) fn at(&self, place: PlaceId) -> &OfPlace {
        &self.places[place.index()]
    }

    /// Whether a place was not told anew since: then its records are the same as well.
    pub(super) fn is_same_at(&self, place: PlaceId, before: &Told) -> bool {
        let of = |told: &Self| told.places.get(place.index()).map(Arc::as_ptr);
        of(self) == of(before)
    }

    /// Tells a place anew.
    pub(super) fn put(&mut self, place: PlaceId, of: OfPlace) {
        self.places[place.index()] = Arc::new(of);
    }

    /// What follows at a place, to be told anew.
    pub(super) fn at_mut(&mut self, place: PlaceId) -> &mut OfPlace {
        Arc::make_mut(&mut self.places[place.index()])
    }

    /// Brings up to date to which records one points that was exchanged; `position_of` gives their
    /// positions.
    pub(super) fn point(
        &mut self,
        position: u32,
        before: Option<&Slot>,
        position_of: impl Fn(RecordId) -> Option<u32>,
    ) {
        let targets = |slot: Option<&Slot>| -> BTreeSet<u32> {
            let record = slot.and_then(Slot::published);
            let targets = record.map(Record::points_to).into_iter().flatten();
            let targets = targets.filter_map(&position_of);
            targets.filter(|target| *target != position).collect()
        };
        let now = targets(self.slots.get(position as usize));
        let before = targets(before);
        for target in before.difference(&now) {
            if let Some(pointing) = self.pointed_at.get_mut(*target as usize)
                && let Ok(at) = pointing.binary_search(&position)
            {
                pointing.remove(at);
            }
        }
        for target in now.difference(&before) {
            if let Some(pointing) = self.pointed_at.get_mut(*target as usize)
                && let Err(at) = pointing.binary_search(&position)
            {
                pointing.insert(at, position);
            }
        }
    }
}
