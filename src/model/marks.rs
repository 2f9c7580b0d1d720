//! What assessments say of places: who came where, the last mark of a place, and what changed since
//! the assessment before.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::assessment::Assessment;
use super::keyed::Kind;
use super::record::{Facts, Record};
use super::reporting::ReportingPeriod;
use super::satisfaction::Satisfaction;
use super::value::Hundredths;
use super::{Model, PlaceId, RecordId, superseding};

/// The last mark of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The assessment.
    pub assessment: RecordId,
    /// Of which period it tells.
    pub period: ReportingPeriod,
    /// The total; none if the place was not assessed by every criterion.
    pub total: Option<Hundredths>,
    /// The rank; none without a total.
    pub rank: Option<usize>,
    /// How many places have a rank there.
    pub of: usize,
    /// How satisfied its residents were, if they were asked.
    pub satisfaction: Option<Satisfaction>,
}

/// What changed since the assessment before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The assessment before.
    pub before: RecordId,
    /// By how many hundredths of a point the total is higher now.
    pub points: i64,
    /// By how many ranks the place is nearer to the first now; below nought: farther.
    pub ranks: i64,
}

/// The assessment of a record, if it is one.
pub(super) fn of(record: &Record) -> Option<&Assessment> {
    match &record.facts {
        Facts::Assessment(assessment) => Some(assessment),
        _ => None,
    }
}

impl Model {
    /// Whether what an assessment says holds: it is out, was not withdrawn, and no other
    /// assessment that is out stands in its place.
    pub(super) fn is_in_force(&self, record: &Record) -> bool {
        let later = |id| {
            let pointing = self.pointing_at(id);
            let later = pointing.filter(|later| {
                later.kind == Kind::Assessment && later.date <= self.today && later.supersedes(id)
            });
            later.collect()
        };
        record.date <= self.today && superseding::holds(record, later)
    }

    /// The assessments of a place that are in force, by the ends of their periods.
    pub fn assessments_of(&self, place: PlaceId) -> Vec<(&Record, &Assessment)> {
        let records = self.records_at(place, Kind::Assessment);
        let mut assessments: Vec<(&Record, &Assessment)> = records
            .filter(|record| self.is_in_force(record))
            .filter_map(|record| Some((record, of(record)?)))
            .collect();
        assessments.sort_by_key(|(record, of)| {
            let ReportingPeriod { first, last } = of.period;
            (last, Reverse(first), record.date)
        });
        assessments
    }

    /// The assessments in force in which a place is scored, by the ends of their periods. They are of
    /// places above; real places say nothing of invented ones.
    pub fn marks(&self, place: PlaceId) -> Vec<(&Record, Mark)> {
        let demo = self.place(place).demo;
        let above = self.above(place).into_iter();
        let of = above
            .filter(|above| above.demo == demo)
            .flat_map(|above| self.assessments_of(above.id));
        let mut marks: Vec<(&Record, Mark)> = of
            .filter_map(|(record, assessment)| {
                let standings = assessment.standings();
                let standing = standings.iter().find(|of| of.place == place)?;
                let mark = Mark {
                    assessment: record.id,
                    period: assessment.period,
                    total: standing.total,
                    rank: standing.rank,
                    of: standings.iter().filter(|of| of.rank.is_some()).count(),
                    satisfaction: assessment.scores[standing.at].satisfaction,
                };
                Some((record, mark))
            })
            .collect();
        marks.sort_by_key(|(record, mark)| {
            let ReportingPeriod { first, last } = mark.period;
            (last, Reverse(first), record.date)
        });
        marks
    }

    /// The last mark of a place: of the assessments in force in which it is scored, that whose period
    /// ended last within these days.
    pub fn mark(&self, place: PlaceId, days: &RangeInclusive<NaiveDate>) -> Option<Mark> {
        let mut marks = self.marks(place).into_iter().rev();
        marks
            .find(|(_, mark)| days.contains(&mark.period.last))
            .map(|(_, mark)| mark)
    }

    /// The assessment before another one of the same place and scheme.
    pub fn assessment_before(&self, record: &Record) -> Option<(&Record, &Assessment)> {
        let assessment = of(record)?;
        let course = assessment.course();
        let mut before = self.assessments_of(record.place).into_iter().rev();
        before.find(|(_, before)| {
            before.period.last < assessment.period.last && before.course() == course
        })
    }

    /// What changed for a place since the assessment before; none if it has no total in one of them.
    pub fn change(&self, record: &Record, place: PlaceId) -> Option<Change> {
        let now = of(record)?.standing(place)?;
        let (before, assessment) = self.assessment_before(record)?;
        let then = assessment.standing(place)?;
        let rank = |rank: usize| i64::try_from(rank).ok();
        Some(Change {
            before: before.id,
            points: now.total?.0 - then.total?.0,
            ranks: rank(then.rank?)? - rank(now.rank?)?,
        })
    }
}
