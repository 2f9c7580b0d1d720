//! What is read of counts, of what residents said, and of what fills the parts of a mechanism.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Observed, Part};
use crate::model::PlaceId;
use crate::model::counts::{IssueCounts, Reach, RecordCounts, SpanCounts};
use crate::model::keyed::{Category, Kind};
use crate::model::mechanism::MechanismPart;
use crate::model::parts::PartIssues;
use crate::model::record::Record;
use crate::model::register::Register;
use crate::model::satisfaction::Asked;
use crate::model::works::WorkCounts;

impl<'m> Observed<'m> {
    /// Whether a place tells what fills the parts of a mechanism.
    pub fn has_parts(&self, mechanism: usize, id: PlaceId) -> bool {
        self.note(Part::Place(id));
        self.above(id);
        self.model.has_parts(mechanism, id)
    }

    /// The issues of a place and those below that a part of a mechanism is about.
    pub fn issues_of_part(&self, place: PlaceId, part: &MechanismPart) -> PartIssues {
        self.reach(place, Reach::WithBelow);
        self.model.issues_of_part(place, part)
    }

    /// The issues of a place by how they stood at the end of a day.
    pub fn issues_on(&self, place: PlaceId, reach: Reach, day: NaiveDate) -> IssueCounts {
        self.reach(place, reach);
        self.model.issues_on(place, reach, day)
    }

    /// What happened to the issues of a place within some days.
    pub fn issues_in(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
    ) -> SpanCounts {
        self.reach(place, reach);
        self.model.issues_in(place, reach, days)
    }

    /// What residents said of issues and works of a place.
    pub fn satisfaction(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
    ) -> Asked {
        self.reach(place, reach);
        self.model.satisfaction(place, reach, days)
    }

    /// The works of a place within some days.
    pub fn works_in(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
    ) -> WorkCounts {
        self.reach(place, reach);
        self.model.works_in(place, reach, days)
    }

    /// The published records of a place.
    pub fn record_counts(&self, place: PlaceId, reach: Reach) -> RecordCounts {
        self.reach(place, reach);
        self.model.record_counts(place, reach)
    }

    /// The published records of one kind that a place lists, newest first.
    pub fn listed_at(&self, place: PlaceId, kind: Kind) -> Vec<&'m Record> {
        self.reach(place, Reach::WithBelow);
        self.model.listed_at(place, kind)
    }

    /// What a place itself decided in a year.
    pub fn register(&self, place: PlaceId, year: i32) -> Register {
        self.note(Part::Records(place));
        self.model.register(place, year)
    }

    /// The years of the records that a place lists, newest first.
    pub fn years_at(&self, place: PlaceId) -> &'m [i32] {
        self.note(Part::Lists(place));
        self.model.years_at(place)
    }

    /// Whether a place has lists of a kind.
    pub fn has_list(&self, place: PlaceId, kind: Kind) -> bool {
        self.note(Part::Lists(place));
        self.model.has_list(place, kind)
    }

    /// Issues that were counted, by category.
    pub fn issues_by_category(
        &self,
        counts: &IssueCounts,
    ) -> BTreeMap<Option<Category>, IssueCounts> {
        self.model.issues_by_category(counts)
    }
}
