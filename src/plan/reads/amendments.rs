//! What is read of records that were corrected, replaced or withdrawn.

use chrono::NaiveDate;

use super::{Observed, Part};
use crate::model::PlaceId;
use crate::model::amendments::Amendment;
use crate::model::counts::Reach;
use crate::model::record::Record;

impl<'m> Observed<'m> {
    /// What became of the records of a place and of those below.
    pub fn amendments(&self, place: PlaceId) -> Vec<Amendment<'m>> {
        self.reach(place, Reach::WithBelow);
        let found = self.model.amendments(place);
        for of in &found {
            self.pointing_at(of.record.id);
        }
        found
    }

    /// Whether something became of a record of a place or of one below.
    pub fn has_amendments(&self, place: PlaceId) -> bool {
        self.note(Part::Lists(place));
        self.model.has_amendments(place)
    }

    /// The day on which the last thing happened to a record.
    pub fn changed(&self, record: &Record) -> Option<NaiveDate> {
        self.note(Part::Records(record.place));
        self.pointing_at(record.id);
        self.model.changed(record)
    }

    /// The same, though it be still to come.
    pub fn updated(&self, record: &Record) -> NaiveDate {
        self.note(Part::Records(record.place));
        self.pointing_at(record.id);
        self.model.updated(record)
    }
}
