//! Which records and places are told anew when some records changed: those of which something else
//! may be told now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::index::Index;
use super::memory::Decoded;
use super::place::Place;
use super::record::{Facts, Record};
use super::told::Told;
use super::{PlaceId, Slot, checks};

/// What is told anew.
#[derive(Debug)]
pub(super) struct Anew {
    is_everything: bool,
    /// Positions of the records, in order.
    pub(super) records: Vec<u32>,
    /// The places.
    pub(super) places: Vec<PlaceId>,
    /// The places and others on whose records it depends what is told of these, in order.
    pub(super) near_places: Vec<PlaceId>,
    /// Positions of the records of the near places, in order.
    pub(super) near: Vec<u32>,
}

/// Records that changed, each as it was before.
pub(super) type Changed = BTreeMap<u32, Was>;

/// A record as it was.
#[derive(Debug)]
pub(super) struct Was {
    /// As it was read; none if it could not be.
    pub(super) record: Option<Arc<Record>>,
    /// Its version without a fault, if that one had some.
    pub(super) stand_in: Option<Arc<Record>>,
}

/// How records hang together, as they are and as they were.
pub(super) struct Kin<'k> {
    pub(super) index: &'k Index,
    pub(super) places: &'k [Place],
    pub(super) decoded: &'k [Decoded],
    pub(super) before: &'k Told,
    pub(super) changed: &'k Changed,
    /// Records of which `before` does not have what was read of them: by what they name.
    loose: BTreeMap<u32, Vec<u32>>,
}

impl Anew {
    /// Everything.
    pub(super) fn everything(index: &Index) -> Self {
        let places: Vec<PlaceId> = (0..index.places.len()).map(PlaceId::new).collect();
        let records: Vec<u32> = (0..).take(index.records.len()).collect();
        Anew {
            is_everything: true,
            near: records.clone(),
            near_places: places.clone(),
            records,
            places,
        }
    }

    /// Whether nothing is taken over.
    pub(super) fn is_everything(&self) -> bool {
        self.is_everything
    }
}

impl<'k> Kin<'k> {
    /// `apart` are the records that are not published as they were read.
    pub(super) fn new(
        index: &'k Index,
        places: &'k [Place],
        decoded: &'k [Decoded],
        before: &'k Told,
        (changed, apart): (&'k Changed, &BTreeSet<u32>),
    ) -> Self {
        let mut kin = Kin {
            index,
            places,
            decoded,
            before,
            changed,
            loose: BTreeMap::new(),
        };
        for position in apart {
            for target in kin.named(*position) {
                kin.loose.entry(target).or_default().push(*position);
            }
        }
        kin
    }

    /// What is told anew when these records changed.
    pub(super) fn of(&self, records: impl IntoIterator<Item = u32>) -> Anew {
        let records = self.family(records);
        let mut places = self.places_of(&records);
        // What hangs for a place counts for all below it.
        let covered: BTreeSet<PlaceId> = records
            .iter()
            .flat_map(|position| self.versions(*position))
            .filter(|record| covers(record))
            .flat_map(checks::covered_by)
            .collect();
        if !covered.is_empty() {
            // Places stand behind those above them.
            let mut below = vec![false; self.places.len()];
            for place in self.places {
                let parent = place.parent.is_some_and(|parent| below[parent.index()]);
                below[place.id.index()] = parent || covered.contains(&place.id);
            }
            let ids = self.places.iter().map(|place| place.id);
            places.extend(ids.filter(|id| below[id.index()]));
        }
        let own = places.iter().flat_map(|place| self.own(*place));
        let near_places = {
            let mut near = self.places_of(&self.family(own));
            near.extend(&places);
            near
        };
        let near = near_places.iter().flat_map(|place| self.own(*place));
        let mut near: Vec<u32> = near.collect();
        near.sort_unstable();
        Anew {
            is_everything: false,
            records: records.into_iter().collect(),
            places: places.into_iter().collect(),
            near_places: near_places.into_iter().collect(),
            near,
        }
    }

    fn own(&self, place: PlaceId) -> impl Iterator<Item = u32> {
        self.index.of_places[place.index()].iter().copied()
    }

    fn places_of(&self, records: &BTreeSet<u32>) -> BTreeSet<PlaceId> {
        let entries = records.iter().map(|at| &self.index.records[*at as usize]);
        entries.map(|(_, entry)| entry.place).collect()
    }

    /// All records with which these hang together, directly or by others.
    fn family(&self, records: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut left: Vec<u32> = records.into_iter().collect();
        let mut family: BTreeSet<u32> = left.iter().copied().collect();
        while let Some(position) = left.pop() {
            let (_, entry) = &self.index.records[position as usize];
            let pointing = self.before.pointed_at.get(position as usize);
            let naming = pointing.into_iter().flatten().copied().filter(|other| {
                let other = self.before.published(*other);
                other.is_some_and(|other| other.builds_on().contains(&entry.id))
            });
            let loose = self.loose.get(&position).into_iter().flatten().copied();
            for other in self.named(position).into_iter().chain(naming).chain(loose) {
                if family.insert(other) {
                    left.push(other);
                }
            }
        }
        family
    }

    /// The records that a record names or named.
    fn named(&self, position: u32) -> Vec<u32> {
        let positions = self.index.positions();
        self.versions(position)
            .flat_map(Record::builds_on)
            .filter_map(|id| positions.get(&id).copied())
            .collect()
    }

    /// What a record says and said: as it was read, and as it was published.
    fn versions(&self, position: u32) -> impl Iterator<Item = &'k Record> {
        let decoded = &self.decoded[position as usize];
        let read = decoded.record.iter().chain(&decoded.stand_in);
        let was = self.changed.get(&position).into_iter();
        let was = was.flat_map(|was| was.record.iter().chain(&was.stand_in));
        let slot = self.before.slots.get(position as usize);
        let published = slot.and_then(Slot::published);
        read.chain(was).map(AsRef::as_ref).chain(published)
    }
}

/// Whether a record is a notice that covers something that is always to hang.
pub(super) fn covers(record: &Record) -> bool {
    matches!(&record.facts, Facts::Notice(notice) if !notice.covers.is_empty())
}
