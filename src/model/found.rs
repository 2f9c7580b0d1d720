//! What can be found of the records of a place, and in which years.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::keyed::Kind;
use super::record::Record;
use super::{Model, PlaceId};

impl Model {
    /// The years of the own records of a place that can be found. Of what is erased nothing can be.
    pub fn found_years(&self, place: PlaceId) -> BTreeSet<i32> {
        let records = Kind::ALL
            .into_iter()
            .flat_map(|kind| self.records_at(place, kind));
        let found = records.filter(|of| is_found(of));
        found.map(|record| record.date.year()).collect()
    }

    /// The own records of a place that can be found in a year, newest first.
    pub fn found_in(&self, place: PlaceId, year: i32) -> Vec<&Record> {
        let mut found: Vec<&Record> = Kind::ALL
            .into_iter()
            .flat_map(|kind| self.records_at(place, kind))
            .filter(|record| record.date.year() == year && is_found(record))
            .collect();
        found.sort_by(|a, b| b.date.cmp(&a.date).then(a.key.cmp(&b.key)));
        found
    }
}

fn is_found(record: &Record) -> bool {
    !record.withdrawn.as_ref().is_some_and(|of| of.erase)
}
