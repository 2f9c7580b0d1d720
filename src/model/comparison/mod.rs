//! Comparison (晒家底、比不足): places side by side over one period, for a forum. All of it follows
//! from the records; nobody writes a figure here.

mod gaps;
mod measures;
mod money;

use std::ops::RangeInclusive;

use chrono::{Months, NaiveDate};

use super::forum::{self, Forum};
use super::keyed::Publication;
use super::meeting::Meeting;
use super::record::Record;
use super::reporting::ReportingPeriod;
use super::satisfaction::Satisfaction;
use super::value::Hundredths;
use super::{Model, PlaceId, RecordId};

pub use gaps::Gap;

/// What is measured, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Households.
    Households,
    /// Compounds.
    Compounds,
    /// Branches.
    Branches,
    /// Grids.
    Grids,
    /// Unit grids.
    Units,
    /// Issues that were found in the period.
    Raised,
    /// Issues that were solved in the period.
    Solved,
    /// Issues that were open at its end.
    Open,
    /// Median of the days from found to solved.
    Median,
    /// Weeks in which a meeting was held, of those in which one was due.
    Weeks,
    /// Months likewise.
    Months,
    /// Statements of public revenue, of those that were due.
    Revenue,
    /// Score of the last assessment.
    Score,
    /// How many of those asked were satisfied.
    Satisfaction,
    /// Works that were finished.
    Works,
    /// Activities that were held.
    Activities,
    /// Resolutions that passed.
    Decisions,
}

impl Measure {
    /// All, in their order.
    pub const ALL: [Measure; 17] = [
        Measure::Households,
        Measure::Compounds,
        Measure::Branches,
        Measure::Grids,
        Measure::Units,
        Measure::Raised,
        Measure::Solved,
        Measure::Open,
        Measure::Median,
        Measure::Weeks,
        Measure::Months,
        Measure::Revenue,
        Measure::Score,
        Measure::Satisfaction,
        Measure::Works,
        Measure::Activities,
        Measure::Decisions,
    ];

    /// Its key, for which themes have words.
    pub fn key(self) -> &'static str {
        match self {
            Measure::Households => "households",
            Measure::Compounds => "compounds",
            Measure::Branches => "branches",
            Measure::Grids => "grids",
            Measure::Units => "units",
            Measure::Raised => "raised",
            Measure::Solved => "solved",
            Measure::Open => "open",
            Measure::Median => "median",
            Measure::Weeks => "weeks",
            Measure::Months => "months",
            Measure::Revenue => "revenue",
            Measure::Score => "score",
            Measure::Satisfaction => "satisfaction",
            Measure::Works => "works",
            Measure::Activities => "activities",
            Measure::Decisions => "decisions",
        }
    }

    /// It holds as of now: what it was earlier is written nowhere, so it has no change.
    pub fn is_present(self) -> bool {
        matches!(
            self,
            Measure::Households
                | Measure::Compounds
                | Measure::Branches
                | Measure::Grids
                | Measure::Units
        )
    }

    /// It is a number of things that happen, which grows with the number of households.
    fn has_rate(self) -> bool {
        matches!(
            self,
            Measure::Raised
                | Measure::Solved
                | Measure::Open
                | Measure::Works
                | Measure::Activities
                | Measure::Decisions
        )
    }
}

/// A value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Value {
    /// No record of this kind was ever made there.
    #[default]
    Unknown,
    /// There are such records, and nothing in the period to be measured.
    Nothing,
    /// A number.
    Count(u64),
    /// So many of those that were due.
    Of(u64, u64),
    /// Days, in halves.
    Halves(u64),
    /// The lowest and the highest score.
    Scores(Hundredths, Hundredths),
    /// Those satisfied of those asked.
    Share(Satisfaction),
}

/// How a value differs from that of the forum before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A number by so many.
    Count(i64),
    /// Days, by so many halves.
    Halves(i64),
    /// Points, or hundredths of a percentage point.
    Hundredths(i64),
    /// The two can only be told one after the other: this one is the earlier.
    Was(Value),
}

/// What is known of a measure at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// The value.
    pub value: Value,
    /// Places below that say nothing, so that the value is a least one.
    pub silent: Vec<PlaceId>,
    /// The records that are counted.
    pub records: Vec<RecordId>,
    /// For each hundred households; none where these are not known.
    pub per_100: Option<Hundredths>,
    /// The change since the forum before.
    pub change: Option<Change>,
}

/// The figures of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The place.
    pub place: PlaceId,
    /// One figure for each measure, in their order.
    pub figures: Vec<Figure>,
    /// Compounds of which no branch is written.
    pub without_branch: Vec<PlaceId>,
    /// What is missing.
    pub gaps: Vec<Gap>,
}

/// What is compared for a forum, and over which days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The places, in the order of the columns; at least two.
    pub places: Vec<PlaceId>,
    /// The period.
    pub period: ReportingPeriod,
    /// The last day that is counted: the last of the period, or today while that is not over.
    pub until: NaiveDate,
    /// The period is written in the record.
    pub written: bool,
    /// Who may see it.
    pub publication: Publication,
}

impl Compared {
    /// The days that are counted.
    pub fn days(&self) -> RangeInclusive<NaiveDate> {
        self.period.first..=self.until
    }
}

/// Places side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What is compared.
    pub compared: Compared,
    /// The forum with which changes are told, and what its period was.
    pub before: Option<(RecordId, ReportingPeriod)>,
    /// The places.
    pub columns: Vec<Column>,
}

impl Model {
    /// What is compared for a forum; none if nothing is: its author wants none, it was called off or
    /// withdrawn, there are not two places, or the period is still to begin.
    pub fn compared(&self, record: &Record) -> Option<Compared> {
        let (meeting, forum) = forum::of_record(record)?;
        if record.withdrawn.is_some()
            || meeting.is_off(record.date, self.today)
            || forum.comparison == Publication::NotMade
        {
            return None;
        }
        let places = match &forum.compares {
            Some((places, _)) => places.clone(),
            None => self.alike_below(record.place),
        };
        let period = self.period_of(record, meeting, forum);
        (places.len() > 1 && period.first <= self.today).then(|| Compared {
            places,
            period,
            until: period.last.min(self.today),
            written: forum.period.is_some(),
            publication: forum.comparison,
        })
    }

    /// The places directly below a place, without invented ones below one that is not.
    fn alike_below(&self, id: PlaceId) -> Vec<PlaceId> {
        let demo = self.place(id).demo;
        let below = self.children(id).iter().copied();
        below
            .filter(|place| self.place(*place).demo == demo)
            .collect()
    }

    /// The period of a forum: as written, else from the day after the forum before if that is
    /// recorded, else the twelve months that end on its day.
    fn period_of(&self, record: &Record, meeting: &Meeting, forum: &Forum) -> ReportingPeriod {
        let last = meeting.day(record.date);
        let year = || {
            let next = last.succ_opt()?;
            next.checked_sub_months(Months::new(12))
        };
        let just_before = || {
            let (_, entry) = self.forum_before(record)?;
            let day = entry.day.succ_opt()?;
            (entry.number + 1 == forum.number && day <= last).then_some(day)
        };
        forum.period.unwrap_or_else(|| ReportingPeriod {
            first: just_before().or_else(year).unwrap_or(last),
            last,
        })
    }

    /// The last forum of the same name before this one that is recorded and was not called off.
    fn forum_before(&self, record: &Record) -> Option<(&Record, forum::Entry)> {
        let (forums, at) = self.forums_of(record)?;
        forums.entries[..at].iter().rev().find_map(|entry| {
            let before = self.record(entry.record)?;
            let (meeting, _) = forum::of_record(before)?;
            let counts = !meeting.is_off(before.date, self.today);
            (counts && entry.number < forums.entries[at].number).then_some((before, *entry))
        })
    }

    /// Places side by side for a forum; none where nothing is compared.
    pub fn comparison(&self, record: &Record) -> Option<Comparison> {
        let compared = self.compared(record)?;
        let before = self.forum_before(record).and_then(|(before, _)| {
            let (meeting, forum) = forum::of_record(before)?;
            let period = self.period_of(before, meeting, forum);
            (period.first < compared.period.first).then_some((before.id, period))
        });
        let days = compared.days();
        let columns = compared.places.iter().map(|place| {
            let mut figures = self.figures(*place, &days);
            if let Some((_, period)) = before {
                let earlier = self.figures(*place, &(period.first..=period.last));
                for (figure, earlier) in figures.iter_mut().zip(earlier) {
                    figure.change = change(earlier.value, figure.value);
                }
            }
            for (measure, figure) in Measure::ALL.into_iter().zip(&mut figures) {
                if measure.is_present() {
                    figure.change = None;
                }
            }
            Column {
                place: *place,
                figures,
                without_branch: self.without_branch(*place),
                gaps: self.gaps_of(*place, &days),
            }
        });
        Some(Comparison {
            columns: columns.collect(),
            compared,
            before,
        })
    }

    /// The forums for which a place is compared with others and the comparison is published, the
    /// latest first.
    pub fn comparisons_with(&self, place: PlaceId) -> Vec<&Record> {
        let mut found: Vec<(NaiveDate, &Record)> = Vec::new();
        for host in self.places.iter() {
            for entry in self.forums(host.id).iter().flat_map(|of| &of.entries) {
                let Some(record) = self.record(entry.record) else {
                    continue;
                };
                let is_with = |of: &Compared| {
                    of.publication == Publication::Public && of.places.contains(&place)
                };
                if self.compared(record).as_ref().is_some_and(is_with) {
                    found.push((entry.day, record));
                }
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.key.cmp(&b.1.key)));
        found.into_iter().map(|(_, record)| record).collect()
    }
}

/// How a value differs from an earlier one; none unless both are known.
fn change(earlier: Value, later: Value) -> Option<Change> {
    let by = |earlier: u64, later: u64| {
        let (earlier, later) = (i64::try_from(earlier).ok()?, i64::try_from(later).ok()?);
        later.checked_sub(earlier)
    };
    let whole = |low: Hundredths, high: Hundredths| (low == high).then_some(low.0);
    let percent = |of: Satisfaction| rate(of.satisfied, of.asked, 10_000);
    match (earlier, later) {
        (Value::Count(earlier), Value::Count(later)) => by(earlier, later).map(Change::Count),
        (Value::Halves(earlier), Value::Halves(later)) => by(earlier, later).map(Change::Halves),
        (Value::Scores(low, high), Value::Scores(lower, higher)) => {
            match (whole(low, high), whole(lower, higher)) {
                (Some(earlier), Some(later)) => Some(Change::Hundredths(later - earlier)),
                _ => Some(Change::Was(Value::Scores(low, high))),
            }
        }
        (Value::Share(earlier), Value::Share(later)) => {
            let (earlier, later) = (percent(earlier)?, percent(later)?);
            Some(Change::Hundredths(later.0 - earlier.0))
        }
        (Value::Of(..), Value::Of(..)) => Some(Change::Was(earlier)),
        _ => None,
    }
}

/// `part` of `whole`, times `of`, half up; none of nothing. Of 10 000 it is a number of hundredths
/// for each hundred.
fn rate(part: u64, whole: u64, of: u64) -> Option<Hundredths> {
    if whole == 0 {
        return None;
    }
    let (part, whole, of) = (u128::from(part), u128::from(whole), u128::from(of));
    let rounded = (part * of * 2 + whole) / (whole * 2);
    i64::try_from(rounded).ok().map(Hundredths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_exact_and_rounded_half_up() {
        for (part, whole, expected) in [
            (1, 3, Some(3333)),
            (2, 3, Some(6667)),
            (1, 800, Some(13)),
            (1, 20_000, Some(1)),
            (0, 355, Some(0)),
            (3, 0, None),
        ] {
            assert_eq!(rate(part, whole, 10_000), expected.map(Hundredths));
        }
    }

    #[test]
    fn changes_are_told_of_what_is_known_twice() {
        let share = |asked, satisfied| Value::Share(Satisfaction { asked, satisfied });
        let score = |points| Value::Scores(Hundredths(points), Hundredths(points));
        for (earlier, later, expected) in [
            (Value::Count(5), Value::Count(3), Some(Change::Count(-2))),
            (Value::Count(5), Value::Unknown, None),
            (Value::Unknown, Value::Count(0), None),
            (Value::Halves(7), Value::Halves(10), Some(Change::Halves(3))),
            (Value::Nothing, Value::Halves(10), None),
            (share(40, 36), share(10, 10), Some(Change::Hundredths(1000))),
            (score(9150), score(9025), Some(Change::Hundredths(-125))),
            (
                Value::Of(3, 4),
                Value::Of(8, 9),
                Some(Change::Was(Value::Of(3, 4))),
            ),
        ] {
            assert_eq!(change(earlier, later), expected);
        }
    }
}
