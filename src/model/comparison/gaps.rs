//! What is missing at a place within some days (比不足).

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::model::counts::Reach;
use crate::model::month::Month;
use crate::model::people;
use crate::model::reporting::ReportingPeriod;
use crate::model::rhythm::{Kept, Period, Turn};
use crate::model::week::Week;
use crate::model::{Model, PlaceId, RecordId};

/// Something that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A week without the meeting that was due, and without a reason.
    Week(PlaceId, Week),
    /// A month likewise.
    Month(PlaceId, Month),
    /// A period of which a statement of public revenue was due.
    Revenue(PlaceId, ReportingPeriod),
    /// A compound with neither branch nor instructor.
    NoBranch(PlaceId),
    /// An issue whose day was over at the end.
    Overdue(RecordId),
    /// No assessment that ended within the days gave a total.
    NoAssessment,
    /// Nobody was asked whether he is satisfied.
    NotAsked,
}

impl Model {
    /// What is missing at a place and below, in the order of [`Gap`].
    pub(super) fn gaps_of(&self, place: PlaceId, days: &RangeInclusive<NaiveDate>) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let places = self.reach(place, Reach::WithBelow);
        for id in &places {
            let rhythm = self.rhythm(*id);
            gaps.extend(missed(&rhythm.weeks, days).map(|week| Gap::Week(*id, week)));
            gaps.extend(missed(&rhythm.months, days).map(|month| Gap::Month(*id, month)));
            let missing = self.revenue_missing(*id, days);
            gaps.extend(missing.map(|period| Gap::Revenue(*id, period)));
        }
        for id in self.without_branch(place) {
            if people::instructor(&self.places, id).is_none() {
                gaps.push(Gap::NoBranch(id));
            }
        }
        let standing = self.issues_on(place, Reach::WithBelow, *days.end());
        gaps.extend(standing.overdue.into_iter().map(Gap::Overdue));
        if self.marks_of(place, days).is_empty() {
            gaps.push(Gap::NoAssessment);
        }
        if self
            .satisfaction(place, Reach::WithBelow, days)
            .records
            .is_empty()
        {
            gaps.push(Gap::NotAsked);
        }
        gaps.sort_by_key(|gap| match gap {
            Gap::Week(..) => 0,
            Gap::Month(..) => 1,
            Gap::Revenue(..) => 2,
            Gap::NoBranch(_) => 3,
            Gap::Overdue(_) => 4,
            Gap::NoAssessment => 5,
            Gap::NotAsked => 6,
        });
        gaps
    }
}

/// Weeks or months whose last day is within the days, and which were missed.
fn missed<'t, P: Period + 't>(
    turns: &'t [Turn<P>],
    days: &'t RangeInclusive<NaiveDate>,
) -> impl Iterator<Item = P> + 't {
    turns
        .iter()
        .filter(|turn| turn.kept == Kept::Missed && days.contains(&turn.period.last()))
        .map(|turn| turn.period)
}
