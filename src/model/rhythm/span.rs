//! Which meeting speaks for its week or month: its poster is that of the whole, so that no two
//! sheets of one week hang side by side.

use chrono::NaiveDate;

use super::{Action, Period, Turn};
use crate::model::meeting::Meeting;
use crate::model::month::Month;
use crate::model::record::{Facts, Record};
use crate::model::week::Week;
use crate::model::{Model, RecordId};

/// A week or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// A week.
    Week(Week),
    /// A month.
    Month(Month),
}

impl Model {
    /// The week or month whose poster is that of a record. None: its poster is its own. Of several
    /// meetings the last one that was held speaks for the whole; before one was held, the last that
    /// is planned; and one that was called off only if there is no other.
    pub fn span_of(&self, record: &Record) -> Option<Span> {
        let Facts::Meeting(meeting) = &record.facts else {
            return None;
        };
        let rhythm = self.rhythm(record.place);
        let day = meeting.day(record.date);
        let week = rhythm.week(Week::of(day));
        if let Some(turn) = week.filter(|turn| self.speaks(record, turn)) {
            return Some(Span::Week(turn.period));
        }
        let month = rhythm.month(Month::of(day));
        month
            .filter(|turn| self.speaks(record, turn))
            .map(|turn| Span::Month(turn.period))
    }

    /// What earlier meetings of the months of a place agreed and what was not done when the last of
    /// them ended: what a monthly meeting has to give account of, oldest first.
    pub fn owed_to(&self, record: &Record) -> Vec<&Action> {
        let Facts::Meeting(meeting) = &record.facts else {
            return Vec::new();
        };
        let day = meeting.day(record.date);
        let turns = self.rhythm(record.place).months.iter();
        let earlier = turns.flat_map(|turn| &turn.meetings).filter_map(|id| {
            let record = self.record(*id)?;
            match &record.facts {
                Facts::Meeting(of) if of.has_met(record.date, self.today) => {
                    Some((of.day(record.date), *id)).filter(|(held, _)| *held < day)
                }
                _ => None,
            }
        });
        let earlier: Vec<(NaiveDate, RecordId)> = earlier.collect();
        let Some(last) = earlier.iter().map(|(held, _)| *held).max() else {
            return Vec::new();
        };
        let is_owed = |action: &&Action| {
            let is_monthly = earlier.iter().any(|(_, id)| *id == action.meeting);
            is_monthly && !action.state_on(last).is_closed()
        };
        self.actions(record.place).iter().filter(is_owed).collect()
    }

    /// The meeting that speaks for a week or month.
    pub fn speaker<P: Period>(&self, turn: &Turn<P>) -> Option<&Record> {
        let records = turn.meetings.iter().filter_map(|id| self.record(*id));
        // They are in order of their days: of equal ones, the last.
        records.max_by_key(|record| match &record.facts {
            Facts::Meeting(meeting) => self.weight(record, meeting),
            _ => 0,
        })
    }

    fn speaks<P: Period>(&self, record: &Record, turn: &Turn<P>) -> bool {
        turn.meetings.contains(&record.id)
            && self
                .speaker(turn)
                .is_some_and(|speaker| speaker.id == record.id)
    }

    fn weight(&self, record: &Record, meeting: &Meeting) -> u8 {
        if self.superseded(record).is_some() {
            0
        } else if meeting.is_off(record.date, self.today) {
            1
        } else if meeting.has_met(record.date, self.today) {
            3
        } else {
            2
        }
    }
}
