//! What is read of assessments.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Observed, Part};
use crate::model::PlaceId;
use crate::model::assessment::Assessment;
use crate::model::marks::{Change, Mark};
use crate::model::record::Record;

impl<'m> Observed<'m> {
    /// The assessment before another one of the same place and scheme.
    pub fn assessment_before(&self, record: &Record) -> Option<(&'m Record, &'m Assessment)> {
        self.note(Part::Records(record.place));
        self.model.assessment_before(record)
    }

    /// What changed for a place since the assessment before.
    pub fn change(&self, record: &Record, place: PlaceId) -> Option<Change> {
        self.note(Part::Records(record.place));
        self.model.change(record, place)
    }

    /// The assessments of a place that are in force, by the ends of their periods.
    pub fn assessments_of(&self, place: PlaceId) -> Vec<(&'m Record, &'m Assessment)> {
        self.note(Part::Records(place));
        self.model.assessments_of(place)
    }

    /// The assessments in force in which a place is scored; that others of places above are not
    /// counts as read.
    pub fn marks(&self, place: PlaceId) -> Vec<(&'m Record, Mark)> {
        self.note(Part::Place(place));
        for above in self.above(place) {
            self.note(Part::Records(above.id));
        }
        self.model.marks(place)
    }

    /// The last mark of a place whose period ended within these days.
    pub fn mark(&self, place: PlaceId, days: &RangeInclusive<NaiveDate>) -> Option<Mark> {
        self.marks(place);
        self.model.mark(place, days)
    }
}
