//! What became of records after they were put up: corrected, replaced, withdrawn; and the day on
//! which a record changed last.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::counts::Reach;
use super::record::{Record, Supersedes, Withdrawal};
use super::{Model, PlaceId, as_of};

/// What became of a record.
#[derive(Debug, Clone, Copy)]
pub struct Amendment<'m> {
    /// The record as it was put up.
    pub record: &'m Record,
    /// What became of it.
    pub change: Change<'m>,
}

/// What can become of a record.
#[derive(Debug, Clone, Copy)]
pub enum Change<'m> {
    /// A later record corrects it, with what that says of the correction.
    Corrected(&'m Record, &'m Supersedes),
    /// A later record stands in its place.
    Replaced(&'m Record, &'m Supersedes),
    /// It was withdrawn.
    Withdrawn(&'m Withdrawal),
}

impl Amendment<'_> {
    /// The day on which it happened.
    pub fn date(&self) -> NaiveDate {
        match self.change {
            Change::Corrected(later, _) | Change::Replaced(later, _) => later.date,
            Change::Withdrawn(withdrawal) => withdrawal.date,
        }
    }
}

impl Model {
    /// What became of the records of a place and of those below, newest first.
    pub fn amendments(&self, place: PlaceId) -> Vec<Amendment<'_>> {
        let places = self.reach(place, Reach::WithBelow);
        let lists = places.iter().flat_map(|place| {
            let kinds = &self.told.at(*place).lists;
            kinds.iter().flatten().map(|at| self.listed(*at))
        });
        let mut found: Vec<Amendment<'_>> = lists
            .flat_map(|record| self.amendments_of(record))
            .collect();
        found.sort_by(|a, b| {
            let of = |amendment: &Amendment<'_>| Reverse(amendment.date());
            (of(a), &a.record.key).cmp(&(of(b), &b.record.key))
        });
        found
    }

    /// What became of a record. What a record corrects that was itself withdrawn stays as it was.
    pub fn amendments_of<'m>(&'m self, record: &'m Record) -> Vec<Amendment<'m>> {
        let mut changes = Vec::new();
        for later in self.pointing_at(record.id) {
            if later.withdrawn.is_some() {
                continue;
            }
            let is_of = |of: &&Supersedes| of.record == record.id;
            let corrects = later.corrects.as_deref().filter(is_of);
            let replaces = later.replaces.as_deref().filter(is_of);
            changes.extend(corrects.map(|of| Change::Corrected(later, of)));
            changes.extend(replaces.map(|of| Change::Replaced(later, of)));
        }
        changes.extend(record.withdrawn.as_deref().map(Change::Withdrawn));
        let amendment = |change| Amendment { record, change };
        changes.into_iter().map(amendment).collect()
    }

    /// Whether something became of a record of a place or of one below.
    pub fn has_amendments(&self, place: PlaceId) -> bool {
        self.amended[place.index()]
    }

    /// The day on which the last thing happens to a record, as its author tells it: it is published,
    /// put on display, gets on, is corrected or withdrawn. It may be still to come.
    pub fn updated(&self, record: &Record) -> NaiveDate {
        self.days_of(record).max().unwrap_or(record.date)
    }

    /// The day on which the last thing happened to a record; none of one whose days are all still to
    /// come.
    pub fn changed(&self, record: &Record) -> Option<NaiveDate> {
        self.days_of(record).filter(|day| *day <= self.today).max()
    }

    fn days_of<'m>(&'m self, record: &'m Record) -> impl Iterator<Item = NaiveDate> + 'm {
        let shown = record.display().map(|display| display.from);
        let own = [Some(record.date), shown, as_of::last_entry(record)];
        let amended = self.amendments_of(record);
        let amended = amended.into_iter().map(|of| of.date());
        own.into_iter().flatten().chain(amended)
    }
}

/// The places of whose own records something became, as some records tell; `place_of` gives the place
/// of an earlier one.
pub(super) fn amended<'r>(
    records: impl Iterator<Item = &'r Record>,
    place_of: impl Fn(&Supersedes) -> Option<PlaceId>,
) -> BTreeSet<PlaceId> {
    let mut amended = BTreeSet::new();
    for record in records {
        if record.withdrawn.is_some() {
            amended.insert(record.place);
            continue;
        }
        let earlier = record.corrects.iter().chain(&record.replaces);
        amended.extend(earlier.filter_map(|of| place_of(of)));
    }
    amended
}
