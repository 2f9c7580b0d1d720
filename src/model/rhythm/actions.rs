//! What meetings agreed to do, and what became of it: the one account that pages of meetings and
//! months, posters and gaps share.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::keyed::OutcomeState;
use crate::model::meeting::{Meeting, Outcome};
use crate::model::record::{Facts, Record};
use crate::model::{Model, PlaceId, RecordId};

/// An outcome of a meeting that was held, with what meetings reported of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The meeting that agreed on it.
    pub meeting: RecordId,
    /// Which of its outcomes, counted from 1.
    pub number: usize,
    /// The day of that meeting.
    pub agreed: NaiveDate,
    /// By when it is to be done.
    pub due: Option<NaiveDate>,
    /// What meetings reported of it, oldest first.
    pub reports: Vec<Report>,
}

/// What a meeting reported of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The day of that meeting.
    pub day: NaiveDate,
    /// That meeting.
    pub meeting: RecordId,
    /// What became of the action.
    pub state: OutcomeState,
    /// Note.
    pub note: Option<String>,
}

/// Where an action stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionState {
    /// It is past its day.
    Overdue,
    /// It is still to be done.
    Open,
    /// It is done.
    Done,
    /// It will not be done any more.
    Dropped,
}

impl ActionState {
    /// Its key, for which themes have words.
    pub fn key(self) -> &'static str {
        match self {
            ActionState::Overdue => "overdue",
            ActionState::Open => "open",
            ActionState::Done => "done",
            ActionState::Dropped => "dropped",
        }
    }

    /// Nothing more is to be done.
    pub fn is_closed(self) -> bool {
        matches!(self, ActionState::Done | ActionState::Dropped)
    }
}

impl Action {
    /// The last that was reported by the end of a day.
    pub fn report_on(&self, day: NaiveDate) -> Option<&Report> {
        self.reports.iter().rfind(|report| report.day <= day)
    }

    /// Where it stands at the end of a day: what was reported last holds. It is overdue from the
    /// day after the one by which it was to be done.
    pub fn state_on(&self, day: NaiveDate) -> ActionState {
        match self.report_on(day).map(|report| report.state) {
            Some(OutcomeState::Done) => ActionState::Done,
            Some(OutcomeState::Dropped) => ActionState::Dropped,
            Some(OutcomeState::Open) | None if self.due.is_some_and(|due| due < day) => {
                ActionState::Overdue
            }
            Some(OutcomeState::Open) | None => ActionState::Open,
        }
    }
}

/// The actions of the meetings among published records, which come sorted by path, by their place:
/// by the day of their meeting, then in the order of records and as written.
pub(in crate::model) fn of<'r>(
    records: impl Iterator<Item = &'r Record>,
    today: NaiveDate,
) -> HashMap<PlaceId, Vec<Action>> {
    let mut held: Vec<(NaiveDate, &Record, &Meeting)> = records
        .filter(|record| record.withdrawn.is_none())
        .filter_map(|record| match &record.facts {
            Facts::Meeting(meeting) if meeting.has_met(record.date, today) => {
                Some((meeting.day(record.date), record, meeting.as_ref()))
            }
            _ => None,
        })
        .collect();
    held.sort_by_key(|(day, ..)| *day);
    let mut reports: HashMap<(RecordId, usize), Vec<Report>> = HashMap::new();
    for (day, record, meeting) in &held {
        for closing in &meeting.closings {
            let of = reports
                .entry((closing.meeting, closing.number))
                .or_default();
            of.push(Report {
                day: *day,
                meeting: record.id,
                state: closing.state,
                note: closing.note.clone(),
            });
        }
    }
    let mut by_place: HashMap<PlaceId, Vec<Action>> = HashMap::new();
    for (day, record, meeting) in held {
        let outcomes = (1..).zip(&meeting.outcomes);
        let actions = outcomes.map(|(number, outcome)| Action {
            meeting: record.id,
            number,
            agreed: day,
            due: outcome.due,
            reports: reports.remove(&(record.id, number)).unwrap_or_default(),
        });
        by_place.entry(record.place).or_default().extend(actions);
    }
    by_place
}

/// Those of one meeting, held on this day, among those of its place.
pub(in crate::model) fn of_meeting(
    all: &[Action],
    meeting: RecordId,
    day: NaiveDate,
) -> impl Iterator<Item = &Action> {
    let first = all.partition_point(|action| action.agreed < day);
    let of_day = all[first..]
        .iter()
        .take_while(move |action| action.agreed == day);
    of_day.filter(move |action| action.meeting == meeting)
}

impl Model {
    /// What the meetings of a place agreed, oldest first.
    pub fn actions(&self, place: PlaceId) -> &[Action] {
        &self.told.at(place).actions
    }

    /// What a meeting agreed, as written.
    pub fn outcome(&self, action: &Action) -> Option<&Outcome> {
        match &self.record(action.meeting)?.facts {
            Facts::Meeting(meeting) => meeting.outcomes.get(action.number.checked_sub(1)?),
            _ => None,
        }
    }

    /// What a meeting agreed, with what became of it.
    pub fn agreed(&self, record: &Record) -> Vec<&Action> {
        match &record.facts {
            Facts::Meeting(meeting) => {
                let all = self.actions(record.place);
                of_meeting(all, record.id, meeting.day(record.date)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What earlier meetings of the same place and mechanism (without one: of the same type) agreed
    /// and is not done when a meeting ends; the newest first, each in the order of its meeting.
    pub fn carried_to(&self, record: &Record) -> Vec<&Action> {
        let Facts::Meeting(meeting) = &record.facts else {
            return Vec::new();
        };
        let day = meeting.day(record.date);
        let is_same = |other: RecordId| {
            let other = self.record(other).map(|record| &record.facts);
            let Some(Facts::Meeting(other)) = other else {
                return false;
            };
            match (meeting.mechanism, other.mechanism) {
                (Some(one), Some(two)) => one == two,
                (None, None) => meeting.r#type == other.r#type,
                _ => false,
            }
        };
        let all = self.actions(record.place);
        let earlier = &all[..all.partition_point(|action| action.agreed < day)];
        let mut carried: Vec<&Action> = earlier
            .iter()
            .filter(|action| !action.state_on(day).is_closed() && is_same(action.meeting))
            .collect();
        carried.sort_by_key(|action| std::cmp::Reverse(action.agreed));
        carried
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn action(due: Option<&str>, reports: &[(&str, OutcomeState)]) -> Action {
        let report = |(at, state): &(&str, OutcomeState)| Report {
            day: day(at),
            meeting: RecordId::of("meetings/later"),
            state: *state,
            note: None,
        };
        Action {
            meeting: RecordId::of("meetings/first"),
            number: 1,
            agreed: day("2026-01-10"),
            due: due.map(day),
            reports: reports.iter().map(report).collect(),
        }
    }

    #[test]
    fn an_action_stands_as_was_reported_last() {
        use OutcomeState::{Done, Dropped, Open};
        let later = action(
            Some("2026-02-01"),
            &[("2026-01-20", Open), ("2026-03-10", Done)],
        );
        let dropped = action(None, &[("2026-02-05", Dropped)]);
        let again = action(
            Some("2026-02-01"),
            &[("2026-01-20", Done), ("2026-02-20", Open)],
        );
        let silent = action(Some("2026-02-01"), &[]);
        for (action, at, state) in [
            (&later, "2026-01-31", ActionState::Open),
            // Its last day is not yet late.
            (&later, "2026-02-01", ActionState::Open),
            (&later, "2026-02-02", ActionState::Overdue),
            (&later, "2026-03-09", ActionState::Overdue),
            (&later, "2026-03-10", ActionState::Done),
            (&dropped, "2026-02-04", ActionState::Open),
            (&dropped, "2026-02-05", ActionState::Dropped),
            (&again, "2026-02-19", ActionState::Done),
            (&again, "2026-02-20", ActionState::Overdue),
            (&silent, "2027-01-01", ActionState::Overdue),
        ] {
            assert_eq!(action.state_on(day(at)), state, "{action:?} on {at}");
        }
        assert_eq!(later.report_on(day("2026-01-19")), None);
        let last = later.report_on(day("2026-03-31")).map(|of| of.day);
        assert_eq!(last, Some(day("2026-03-10")));
    }
}
