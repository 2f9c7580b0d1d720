//! How long it took from an outcome until somebody could read it on a board.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::counts;
use super::keyed::{IssueState, Kind, ResolutionState};
use super::postings::Postings;
use super::record::{Facts, Record};
use super::{Model, PlaceId, RecordId};

/// How soon the records of a place were posted, as far as that is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publicity {
    /// Records with the days from their outcome to posting, the fewest first.
    pub days: Vec<(RecordId, i64)>,
    /// Records with an outcome of which no posting is noted.
    pub unknown: Vec<RecordId>,
}

impl Publicity {
    /// Twice the median of the days, which is a whole number.
    pub fn median_twice(&self) -> Option<i64> {
        counts::median_twice(self.days.iter().map(|(_, days)| *days))
    }

    /// The slowest.
    pub fn slowest(&self) -> Option<(RecordId, i64)> {
        self.days.last().copied()
    }
}

impl Record {
    /// The day on which there was something to post: a resolution was counted, an issue solved or
    /// declined, a meeting held; a notice is one from its date on.
    pub fn outcome_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        let day = match &self.facts {
            Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_) => self.date,
            Facts::Work(work) => work.is_over(self.date, today)?,
            Facts::Meeting(meeting) if meeting.has_met(self.date, today) => meeting.day(self.date),
            Facts::Resolution(resolution) if resolution.is_counted() => {
                let mut entries = resolution.progress.iter();
                let counted = entries.find(|entry| entry.state == ResolutionState::Counted);
                counted.map_or(self.date, |entry| entry.date)
            }
            Facts::Issue(issue) => {
                let present = issue.present()?;
                let is_told = matches!(present.state, IssueState::Solved | IssueState::Declined);
                is_told.then_some(present.date)?
            }
            Facts::Meeting(_) | Facts::Resolution(_) | Facts::Activity(_) => return None,
        };
        (day <= today).then_some(day)
    }
}

impl Postings {
    /// Days from the outcome of a record to the first day on which its poster hung on a board; none
    /// if there is none or that is not noted. What hung before told of something else.
    pub(super) fn days_after(&self, record: &Record, today: NaiveDate) -> Option<i64> {
        let outcome = record.outcome_day(today)?;
        let rows = self.of(record.id).filter(|row| row.group.is_none());
        let posted = rows.filter_map(|row| row.posted);
        let first = posted.filter(|day| *day >= outcome).min()?;
        Some((first - outcome).num_days())
    }
}

impl Model {
    /// Days from the outcome of a record to posting, if that is noted.
    pub fn days_to_posting(&self, record: &Record) -> Option<i64> {
        self.postings.days_after(record, self.today)
    }

    /// How soon the records of a place were posted whose outcome is of these days; none if the place
    /// keeps no sheets of postings, or there were no outcomes since the first of these.
    pub fn publicity(&self, place: PlaceId, days: &RangeInclusive<NaiveDate>) -> Option<Publicity> {
        let first = self.posting_sheets(place).first()?.week.monday();
        let mut publicity = Publicity {
            days: Vec::new(),
            unknown: Vec::new(),
        };
        let records = Kind::ALL
            .into_iter()
            .flat_map(|kind| self.records_at(place, kind));
        for record in records.filter(|record| record.withdrawn.is_none()) {
            let outcome = record.outcome_day(self.today);
            let is_of = |day: &NaiveDate| *day >= first && days.contains(day);
            if !outcome.as_ref().is_some_and(is_of) {
                continue;
            }
            match self.days_to_posting(record) {
                Some(after) => publicity.days.push((record.id, after)),
                None => publicity.unknown.push(record.id),
            }
        }
        publicity.days.sort_by_key(|(_, days)| *days);
        let is_empty = publicity.days.is_empty() && publicity.unknown.is_empty();
        (!is_empty).then_some(publicity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_may_lie_between_two_days() {
        let of = |days: &[i64]| Publicity {
            days: days.iter().map(|day| (RecordId::of("a"), *day)).collect(),
            unknown: Vec::new(),
        };
        assert_eq!(of(&[]).median_twice(), None);
        assert_eq!(of(&[4]).median_twice(), Some(8));
        assert_eq!(of(&[0, 1]).median_twice(), Some(1));
        assert_eq!(of(&[0, 1, 9]).median_twice(), Some(2));
    }
}
