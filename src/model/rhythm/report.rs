//! What a week has to report: what was raised, and how every open issue moved on since the week
//! before. It is told as of the day of its meeting, so that the sheet of a week stays what it was.

use chrono::{Days, NaiveDate};

use super::{Kept, Rhythm, Turn};
use crate::model::keyed::{IssueState, Kind};
use crate::model::record::{Facts, Record};
use crate::model::week::Week;
use crate::model::{Model, PlaceId, RecordId};

/// What a week has to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekReport {
    /// The last day that counts: that of its meeting, else its Sunday or the day of the site.
    pub until: NaiveDate,
    /// Issues that its meetings raised.
    pub raised: Vec<RecordId>,
    /// How the other issues moved on that were open since the week before, or were found since.
    pub advances: Vec<Advance>,
}

/// How an issue moved on in a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    /// The issue.
    pub issue: RecordId,
    /// Its state at the end of the week before; none if it was found since.
    pub before: Option<IssueState>,
    /// Its state now.
    pub now: IssueState,
    /// The entries of its progress of this week, by their position.
    pub entries: std::ops::Range<usize>,
    /// The meeting of the week before raised it, and this week's does not report it.
    pub is_forgotten: bool,
}

impl Model {
    /// What a week of a place has to report; none if the week is none of its rhythm.
    pub fn week_report(&self, place: PlaceId, week: Week) -> Option<WeekReport> {
        let rhythm = self.rhythm(place);
        let at = rhythm
            .weeks
            .binary_search_by_key(&week, |turn| turn.period)
            .ok()?;
        let turn = &rhythm.weeks[at];
        let until = self.until(turn);
        let since = match rhythm.weeks[..at].last() {
            Some(before) => self.until(before),
            None => until.checked_sub_days(Days::new(7)).unwrap_or(until),
        };
        let raised = self.raised(turn);
        let forgotten = self.forgotten(rhythm, at);
        let advance = |record: &Record| {
            let Facts::Issue(issue) = &record.facts else {
                return None;
            };
            if record.withdrawn.is_some() || raised.contains(&record.id) {
                return None;
            }
            let before = issue.state_on(since);
            let was_closed = before.is_some_and(IssueState::is_closed);
            let first = issue.progress.partition_point(|entry| entry.date <= since);
            let last = issue.progress.partition_point(|entry| entry.date <= until);
            if was_closed && first == last {
                return None;
            }
            Some(Advance {
                issue: record.id,
                before,
                now: issue.state_on(until)?,
                entries: first..last,
                is_forgotten: forgotten.contains(&record.id),
            })
        };
        let issues = self.records_at(place, Kind::Issue).rev();
        Some(WeekReport {
            until,
            advances: issues.filter_map(advance).collect(),
            raised,
        })
    }

    /// The last day that counts for a week.
    fn until(&self, turn: &Turn<Week>) -> NaiveDate {
        let held = self.sittings(turn).map(|(day, _)| day).max();
        held.unwrap_or(turn.period.sunday().min(self.today))
    }

    /// The meetings of a week that were held, with their days.
    fn sittings(&self, turn: &Turn<Week>) -> impl Iterator<Item = (NaiveDate, &Record)> {
        let records = turn.meetings.iter().filter_map(|id| self.record(*id));
        records.filter_map(|record| match &record.facts {
            Facts::Meeting(meeting) if meeting.has_met(record.date, self.today) => {
                Some((meeting.day(record.date), record))
            }
            _ => None,
        })
    }

    fn raised(&self, turn: &Turn<Week>) -> Vec<RecordId> {
        let mut raised = Vec::new();
        for (_, record) in self.sittings(turn) {
            if let Facts::Meeting(meeting) = &record.facts {
                for id in &meeting.raises {
                    if !raised.contains(id) {
                        raised.push(*id);
                    }
                }
            }
        }
        raised
    }

    /// Issues that the last week with a meeting raised, and that the meetings of this one do not
    /// report. A week without a meeting forgets nothing: it is missed as a whole.
    fn forgotten(&self, rhythm: &Rhythm, at: usize) -> Vec<RecordId> {
        let turn = &rhythm.weeks[at];
        if turn.kept != Kept::Held {
            return Vec::new();
        }
        let mut earlier = rhythm.weeks[..at].iter().rev();
        let Some(before) = earlier.find(|turn| turn.kept == Kept::Held) else {
            return Vec::new();
        };
        let is_reported = |id: &RecordId| {
            self.sittings(turn).any(|(_, record)| match &record.facts {
                Facts::Meeting(meeting) => meeting.reviews.iter().any(|of| of.issue == *id),
                _ => false,
            })
        };
        let mut raised = self.raised(before);
        raised.retain(|id| !is_reported(id));
        raised
    }
}
