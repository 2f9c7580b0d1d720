//! What is read for the search.

use super::{Observed, Part};
use crate::model::PlaceId;
use crate::model::place::Place;
use crate::model::record::Record;

impl<'m> Observed<'m> {
    /// All places, each before those below it.
    pub fn places(&self) -> Vec<&'m Place> {
        let family = self.family(PlaceId::ROOT);
        family.into_iter().map(|id| self.place(id)).collect()
    }

    /// In which years records of a place can be found, newest first: that is part of which lists it
    /// has, so that what tells it of all places does not depend on their texts.
    pub fn found_years(&self, place: PlaceId) -> Vec<i32> {
        self.note(Part::Lists(place));
        self.model.found_years(place).into_iter().rev().collect()
    }

    /// The records of a place that can be found in a year, newest first.
    pub fn found_in(&self, place: PlaceId, year: i32) -> Vec<&'m Record> {
        self.note(Part::Records(place));
        self.model.found_in(place, year)
    }
}
