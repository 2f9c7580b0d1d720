//! Counts of works: how many are planned, under way, done, and what they cost.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::counts::Reach;
use super::keyed::{Fund, Kind, WorkState};
use super::money::Money;
use super::record::{Facts, Record};
use super::work::Work;
use super::{Model, PlaceId, RecordId};

/// Works by how they stood at the end of some days. Each stands in one list only; what was done
/// counts for the day on which it was, so that no work counts for two spans of days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkCounts {
    /// Planned at the end.
    pub planned: Vec<RecordId>,
    /// Under way at the end.
    pub underway: Vec<RecordId>,
    /// Done within these days, and not yet accepted at the end.
    pub done: Vec<RecordId>,
    /// Done within these days, and accepted by the end.
    pub accepted: Vec<RecordId>,
    /// Dropped within these days.
    pub dropped: Vec<RecordId>,
    /// Told of within these days by a record that does not say how far they are.
    pub unknown: Vec<RecordId>,
    /// Those planned or under way whose day was over at the end.
    pub overdue: Vec<RecordId>,
    /// What those done or accepted cost, by fund; none where the fund is not written. Only costs
    /// that are written.
    pub spent: BTreeMap<Option<Fund>, Spent>,
    /// Those done or accepted whose cost nobody wrote: it is not nought.
    pub cost_unknown: Vec<RecordId>,
}

/// What works cost together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spent {
    /// The sum.
    pub amount: Money,
    /// The works.
    pub works: Vec<RecordId>,
}

impl WorkCounts {
    /// All works, each once.
    pub fn all(&self) -> impl Iterator<Item = RecordId> {
        let open = self.planned.iter().chain(&self.underway);
        let over = self.done.iter().chain(&self.accepted).chain(&self.dropped);
        open.chain(over).chain(&self.unknown).copied()
    }

    /// Those done, whether or not anybody accepted them.
    pub fn finished(&self) -> impl Iterator<Item = RecordId> {
        self.done.iter().chain(&self.accepted).copied()
    }

    /// There is no work.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// What those of known cost cost together.
    pub fn total(&self) -> Money {
        self.spent.values().map(|spent| spent.amount).sum()
    }
}

impl Model {
    /// The works of a place within some days. Withdrawn ones do not count.
    pub fn works_in(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
    ) -> WorkCounts {
        let mut counts = WorkCounts::default();
        let end = *days.end();
        for (record, work) in self.works(place, reach) {
            let Some(state) = work.state_on(record.date, end) else {
                if days.contains(&record.date) {
                    counts.unknown.push(record.id);
                }
                continue;
            };
            let is_told = record.date <= end || work.progress.iter().any(|of| of.date <= end);
            let done = work.counts_as_done(record.date, end);
            let is_done = done.is_some_and(|day| days.contains(&day));
            let list = match state {
                WorkState::Planned if is_told => &mut counts.planned,
                WorkState::Underway => &mut counts.underway,
                WorkState::Done if is_done => &mut counts.done,
                WorkState::Accepted if is_done => &mut counts.accepted,
                WorkState::Dropped => {
                    let dropped = work.is_over(record.date, end);
                    if dropped.is_some_and(|day| days.contains(&day)) {
                        counts.dropped.push(record.id);
                    }
                    continue;
                }
                WorkState::Planned | WorkState::Done | WorkState::Accepted => continue,
            };
            list.push(record.id);
            if is_done {
                match &work.cost {
                    Some(cost) => {
                        let spent = counts.spent.entry(cost.fund).or_default();
                        spent.amount = spent.amount.plus(cost.amount);
                        spent.works.push(record.id);
                    }
                    None => counts.cost_unknown.push(record.id),
                }
            }
            if work.is_overdue(record.date, end) {
                counts.overdue.push(record.id);
            }
        }
        counts
    }

    /// The works of a place that count.
    fn works(&self, place: PlaceId, reach: Reach) -> impl Iterator<Item = (&Record, &Work)> {
        let places = self.reach(place, reach).into_iter();
        let records = places.flat_map(|place| self.records_at(place, Kind::Work));
        records
            .filter(|record| record.withdrawn.is_none())
            .filter_map(|record| match &record.facts {
                Facts::Work(work) => Some((record, work.as_ref())),
                _ => None,
            })
    }
}
