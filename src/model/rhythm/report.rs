//! What a week has to report: what was raised, and how every open issue moved on since the week
//! before. It is told as of the day of its meeting, so that the sheet of a week stays what it was.

use chrono::{Days, NaiveDate};

use super::{Ledger, Turn};
use crate::model::issue::Issue;
use crate::model::keyed::{IssueState, Kind};
use crate::model::record::{Facts, Record};
use crate::model::week::Week;
use crate::model::{Model, PlaceId, RecordId};

/// What a week has to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekReport {
    /// The last day that counts for the week before.
    pub since: NaiveDate,
    /// The last day that counts: that of its last meeting, else its Sunday or the day of the site.
    pub until: NaiveDate,
    /// Issues that its meetings raised.
    pub raised: Vec<RecordId>,
    /// How the other issues moved on that were open since the week before, or were found since.
    pub advances: Vec<Advance>,
    /// How many issues there are, and why not as many as the week before.
    pub ledger: Ledger,
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
    /// A meeting of the last week with one raised it, and nothing reported it by this week's.
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
        let forgotten = || {
            let forgotten = rhythm.forgotten.iter();
            forgotten.filter(|of| of.week == week).map(|of| of.issue)
        };
        let mut ledger = Ledger::default();
        let mut advances = Vec::new();
        let own: Vec<&Record> = self.records_at(place, Kind::Issue).rev().collect();
        // A meeting may have raised an issue of another place.
        let others = forgotten().filter_map(|id| self.record(id));
        let others: Vec<&Record> = others.filter(|record| record.place != place).collect();
        for record in own.into_iter().chain(others) {
            let Facts::Issue(issue) = &record.facts else {
                continue;
            };
            if record.withdrawn.is_some() {
                continue;
            }
            let before = issue.state_on(since);
            let Some(now) = issue.state_on(until) else {
                continue;
            };
            if record.place == place {
                ledger.add(record.id, before, now);
            }
            let first = issue.progress.partition_point(|entry| entry.date <= since);
            let last = issue.progress.partition_point(|entry| entry.date <= until);
            let was_closed = before.is_some_and(IssueState::is_closed);
            if raised.contains(&record.id) || (was_closed && first == last) {
                continue;
            }
            advances.push(Advance {
                issue: record.id,
                before,
                now,
                entries: first..last,
                is_forgotten: forgotten().any(|id| id == record.id),
            });
        }
        Some(WeekReport {
            since,
            until,
            raised,
            advances,
            ledger,
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

    /// The issues that meetings of a week raised, without those that were withdrawn since.
    fn raised(&self, turn: &Turn<Week>) -> Vec<RecordId> {
        let counts = |id: RecordId| {
            let record = self.record(id);
            record.is_some_and(|record| record.withdrawn.is_none())
        };
        let mut raised = Vec::new();
        for (_, record) in self.sittings(turn) {
            if let Facts::Meeting(meeting) = &record.facts {
                for id in &meeting.raises {
                    if !raised.contains(id) && counts(*id) {
                        raised.push(*id);
                    }
                }
            }
        }
        raised
    }
}

impl Issue {
    /// The issue as it stood at the end of a day; none if it was found later.
    pub fn on(&self, day: NaiveDate) -> Option<Issue> {
        let last = self.progress.partition_point(|entry| entry.date <= day);
        (last > 0).then(|| Issue {
            progress: self.progress[..last].to_vec(),
            ..self.clone()
        })
    }
}
