//! Counts of records. Every page that tells a number takes it from here: a count carries the
//! records that it counts, and counts that should add up are parts of one another.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::issue::Issue;
use super::keyed::{Category, IssueState, Kind};
use super::record::{Facts, Record};
use super::{Model, PlaceId, RecordId};

/// Whose records are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Those of the place itself.
    Alone,
    /// Those of the places below as well; invented places count only within invented ones.
    WithBelow,
}

/// What an issue counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Something is still to be done, also where it was put off or is done by others.
    Open,
    /// Solved.
    Solved,
    /// Closed without being solved: declined, or the same as another one.
    Aside,
}

impl IssueState {
    /// What an issue in this state counts as.
    pub fn standing(self) -> Standing {
        match self {
            IssueState::Solved => Standing::Solved,
            IssueState::Declined | IssueState::Duplicate => Standing::Aside,
            IssueState::Found
            | IssueState::Discussed
            | IssueState::Handling
            | IssueState::Deferred
            | IssueState::Referred
            | IssueState::Reopened => Standing::Open,
        }
    }
}

/// Issues by how they stand on a day. Neither drafts nor withdrawn issues are among them, nor those
/// that were found later.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IssueCounts {
    /// Not closed.
    pub open: Vec<RecordId>,
    /// Those of the open ones whose day is over.
    pub overdue: Vec<RecordId>,
    /// Solved.
    pub solved: Vec<RecordId>,
    /// Declined or duplicates.
    pub aside: Vec<RecordId>,
}

impl IssueCounts {
    /// All issues: open, solved and aside.
    pub fn all(&self) -> impl Iterator<Item = RecordId> {
        let parts = [&self.open, &self.solved, &self.aside];
        parts.into_iter().flatten().copied()
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.open.len() + self.solved.len() + self.aside.len()
    }

    /// There is no issue.
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }

    fn of(&mut self, standing: Standing) -> &mut Vec<RecordId> {
        match standing {
            Standing::Open => &mut self.open,
            Standing::Solved => &mut self.solved,
            Standing::Aside => &mut self.aside,
        }
    }
}

/// What happened to issues within some days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanCounts {
    /// Raised by meetings that were held then, in the order in which they were raised.
    pub raised: Vec<RecordId>,
    /// Found then.
    pub found: Vec<RecordId>,
    /// Solved then, and still so at the end.
    pub solved: Vec<RecordId>,
}

/// Published records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordCounts {
    /// All of them by kind, in the order of [`Kind::ALL`]; within a kind by place.
    pub kinds: [Vec<RecordId>; Kind::ALL.len()],
    /// Notices and resolutions that are on display today.
    pub on_display: Vec<RecordId>,
}

impl RecordCounts {
    /// How many there are of all kinds.
    pub fn total(&self) -> usize {
        self.kinds.iter().map(Vec::len).sum()
    }
}

impl Issue {
    /// The state at the end of a day; none if it was found later.
    pub fn state_on(&self, day: NaiveDate) -> Option<IssueState> {
        let past = self.progress.partition_point(|entry| entry.date <= day);
        let last = self.progress[..past].last();
        last.map(|entry| entry.state)
    }

    /// By when it should be done, as it was known on a day.
    pub fn due_on(&self, day: NaiveDate) -> Option<NaiveDate> {
        let past = self.progress.iter().filter(|entry| entry.date <= day);
        past.rev().find_map(|entry| entry.until).or(self.due)
    }

    /// The day on which it was solved, if it is solved at the end of a day. That it was confirmed
    /// later does not count.
    pub fn solved_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let past = self.progress.iter().rev().filter(|entry| entry.date <= day);
        let solved = past.take_while(|entry| entry.state == IssueState::Solved);
        solved.last().map(|entry| entry.date)
    }

    /// The days from the one on which it was found to the one on which it was solved, if it is solved
    /// at the end of a day.
    pub fn days_taken(&self, day: NaiveDate) -> Option<i64> {
        let found = self.progress.first()?.date;
        Some((self.solved_by(day)? - found).num_days())
    }
}

/// Twice the median, which is a whole number; none of nothing.
pub(super) fn median_twice(numbers: impl Iterator<Item = i64>) -> Option<i64> {
    let mut numbers: Vec<i64> = numbers.collect();
    numbers.sort_unstable();
    let last = numbers.len().checked_sub(1)?;
    Some(numbers.get(last / 2)? + numbers.get(last.div_ceil(2))?)
}

impl Model {
    /// The places whose records are counted for a place: it comes first.
    pub fn reach(&self, place: PlaceId, reach: Reach) -> Vec<PlaceId> {
        let mut places = vec![place];
        if reach == Reach::Alone {
            return places;
        }
        let mut next = 0;
        while let Some(here) = places.get(next).copied() {
            let demo = self.place(here).demo;
            let below = self.children(here).iter().copied();
            places.extend(below.filter(|child| demo || !self.place(*child).demo));
            next += 1;
        }
        places
    }

    /// The issues of a place by how they stood at the end of a day.
    pub fn issues_on(&self, place: PlaceId, reach: Reach, day: NaiveDate) -> IssueCounts {
        let mut counts = IssueCounts::default();
        for (record, issue) in self.issues(place, reach) {
            let Some(state) = issue.state_on(day) else {
                continue;
            };
            let standing = state.standing();
            counts.of(standing).push(record.id);
            if standing == Standing::Open && issue.due_on(day).is_some_and(|due| due < day) {
                counts.overdue.push(record.id);
            }
        }
        counts
    }

    /// What happened to the issues of a place within some days.
    pub fn issues_in(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
    ) -> SpanCounts {
        let mut counts = SpanCounts::default();
        for (record, issue) in self.issues(place, reach) {
            let found = issue.progress.first().map(|entry| entry.date);
            if found.is_some_and(|day| days.contains(&day)) {
                counts.found.push(record.id);
            }
            let solved = issue.solved_by(*days.end());
            if solved.is_some_and(|day| days.contains(&day)) {
                counts.solved.push(record.id);
            }
        }
        let mut seen = BTreeSet::new();
        for id in self.raised_in(place, reach, days) {
            let is_counted = self
                .record(id)
                .is_some_and(|record| record.withdrawn.is_none());
            if is_counted && seen.insert(id) {
                counts.raised.push(id);
            }
        }
        counts
    }

    /// The issues that meetings of a place raised within some days, as often as they were raised.
    fn raised_in(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
    ) -> Vec<RecordId> {
        let places = self.reach(place, reach).into_iter();
        let meetings = places.flat_map(|place| self.records_at(place, Kind::Meeting));
        let mut held: Vec<(NaiveDate, &Record, &[RecordId])> = meetings
            .filter(|record| record.withdrawn.is_none())
            .filter_map(|record| match &record.facts {
                Facts::Meeting(meeting) if meeting.has_met(record.date, self.today) => {
                    let day = meeting.day(record.date);
                    let is_in = days.contains(&day);
                    is_in.then_some((day, record, meeting.raises.as_slice()))
                }
                _ => None,
            })
            .collect();
        held.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.key.cmp(&b.1.key)));
        held.iter()
            .flat_map(|(.., raises)| *raises)
            .copied()
            .collect()
    }

    /// The published records of a place.
    pub fn record_counts(&self, place: PlaceId, reach: Reach) -> RecordCounts {
        let mut counts = RecordCounts::default();
        for place in self.reach(place, reach) {
            for (of_kind, kind) in counts.kinds.iter_mut().zip(Kind::ALL) {
                for record in self.records_at(place, kind) {
                    of_kind.push(record.id);
                    let is_shown = matches!(
                        kind,
                        Kind::Notice | Kind::Resolution | Kind::Account | Kind::Assessment
                    ) && self.is_on_display(record);
                    if is_shown {
                        counts.on_display.push(record.id);
                    }
                }
            }
        }
        counts
    }

    /// The published records of one kind that a place lists, newest first: its own and those of the
    /// places below.
    pub fn listed_at(&self, place: PlaceId, kind: Kind) -> Vec<&Record> {
        let places = self.reach(place, Reach::WithBelow).into_iter();
        let mut records: Vec<&Record> = places
            .flat_map(|place| self.records_at(place, kind))
            .collect();
        // Stable: records of one day stay in the order of their places.
        records.sort_by_key(|record| Reverse(record.date));
        records
    }

    /// The years of the records that a place lists, newest first.
    pub fn years_at(&self, place: PlaceId) -> &[i32] {
        &self.years[place.index()]
    }

    /// Whether a place has lists of a kind: it or a place below has records.
    pub fn has_list(&self, place: PlaceId, kind: Kind) -> bool {
        let mut places = self.reach(place, Reach::WithBelow).into_iter();
        places.any(|place| self.records_at(place, kind).len() > 0)
    }

    /// Counts by what is said of each issue; one that has several keys counts for each of them, so
    /// that only counts by a single key add up.
    pub fn issues_by<K: Ord>(
        &self,
        counts: &IssueCounts,
        keys: impl Fn(&Record) -> Vec<K>,
    ) -> BTreeMap<K, IssueCounts> {
        let mut by: BTreeMap<K, IssueCounts> = BTreeMap::new();
        let mut add = |ids: &[RecordId], of: fn(&mut IssueCounts) -> &mut Vec<RecordId>| {
            for record in ids.iter().filter_map(|id| self.record(*id)) {
                for key in keys(record) {
                    of(by.entry(key).or_default()).push(record.id);
                }
            }
        };
        add(&counts.open, |counts| &mut counts.open);
        add(&counts.overdue, |counts| &mut counts.overdue);
        add(&counts.solved, |counts| &mut counts.solved);
        add(&counts.aside, |counts| &mut counts.aside);
        by
    }

    /// Counts by category; none of the categories for issues that have none.
    pub fn issues_by_category(
        &self,
        counts: &IssueCounts,
    ) -> BTreeMap<Option<Category>, IssueCounts> {
        self.issues_by(counts, |record| vec![record.category])
    }

    /// The issues of a place that count.
    fn issues(&self, place: PlaceId, reach: Reach) -> impl Iterator<Item = (&Record, &Issue)> {
        let places = self.reach(place, reach).into_iter();
        let records = places.flat_map(|place| self.records_at(place, Kind::Issue));
        records
            .filter(|record| record.withdrawn.is_none())
            .filter_map(|record| match &record.facts {
                Facts::Issue(issue) => Some((record, issue.as_ref())),
                _ => None,
            })
    }
}
