//! What other systems say of a place within some days: statements of public revenue, and marks of
//! assessments.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Figure, Value};
use crate::model::counts::Reach;
use crate::model::reporting::ReportingPeriod;
use crate::model::value::Hundredths;
use crate::model::{Model, PlaceId, RecordId};

/// Days that are counted.
type Days = RangeInclusive<NaiveDate>;

impl Model {
    /// Statements of public revenue whose period ended within the days, of those that were due.
    pub(super) fn revenue_figure(&self, place: PlaceId, days: &Days) -> Figure {
        let (mut records, mut missing, mut is_known) = (Vec::new(), 0, false);
        for id in self.reach(place, Reach::WithBelow) {
            for statement in &self.revenue(id).statements {
                is_known |= statement.period.last <= *days.end();
                if days.contains(&statement.period.last) {
                    records.push(statement.record);
                }
            }
            missing += self.revenue_missing(id, days).count() as u64;
        }
        let published = records.len() as u64;
        let value = match (is_known, published + missing) {
            (false, _) => Value::Unknown,
            (true, 0) => Value::Nothing,
            (true, due) => Value::Of(published, due),
        };
        Figure {
            value,
            records,
            ..Figure::default()
        }
    }

    /// Periods that ended within the days and of which no statement of a place is in force.
    pub(super) fn revenue_missing(
        &self,
        place: PlaceId,
        days: &Days,
    ) -> impl Iterator<Item = ReportingPeriod> {
        let missing = self.revenue(place).missing.iter().copied();
        missing.filter(|period| days.contains(&period.last))
    }

    /// The score of a place; where it has none itself, the lowest and the highest of those below.
    pub(super) fn score(&self, place: PlaceId, days: &Days) -> Figure {
        let marks = self.marks_of(place, days);
        let points = || marks.iter().map(|(_, points)| *points);
        let (Some(low), Some(high)) = (points().min(), points().max()) else {
            let ever = self.marks_of(place, &(NaiveDate::MIN..=*days.end()));
            return Figure {
                value: if ever.is_empty() {
                    Value::Unknown
                } else {
                    Value::Nothing
                },
                ..Figure::default()
            };
        };
        let mut records: Vec<RecordId> = Vec::new();
        for (id, _) in &marks {
            if !records.contains(id) {
                records.push(*id);
            }
        }
        Figure {
            value: Value::Scores(low, high),
            records,
            ..Figure::default()
        }
    }

    /// The assessment of a place that ended last within the days, with its points; where there is
    /// none, those of the places below.
    pub(super) fn marks_of(&self, place: PlaceId, days: &Days) -> Vec<(RecordId, Hundredths)> {
        let of = |place: PlaceId| {
            let mark = self.mark(place, days)?;
            Some((mark.assessment, mark.total?))
        };
        if let Some(own) = of(place) {
            return vec![own];
        }
        let below = self.reach(place, Reach::WithBelow).into_iter().skip(1);
        below.filter_map(of).collect()
    }
}
