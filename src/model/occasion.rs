//! What takes place on a day: a meeting or an activity. It may be put off or called off.

use chrono::NaiveDate;

use super::keyed::MeetingState;
use super::progress::Entry;
use super::record::{Facts, Record};

/// A meeting or an activity, by its day.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'r> {
    /// The day that its record says.
    pub date: NaiveDate,
    /// What became of it; empty where its date says enough.
    pub progress: &'r [Entry<MeetingState>],
}

impl Occasion<'_> {
    /// The day on which it was held or is to be held: the one to which it was put off, if it was.
    pub fn day(&self) -> NaiveDate {
        let held = |entry: &&Entry<MeetingState>| entry.state == MeetingState::Held;
        let put_off = self.progress.iter().rev().find_map(|entry| entry.until);
        let held = self.progress.iter().find(held).map(|entry| entry.date);
        // Without a postponement the record says the day.
        put_off.map_or(self.date, |until| held.unwrap_or(until))
    }

    /// Where it stands. What is only planned or called was held when its day is over, or is held
    /// today.
    pub fn state(&self, today: NaiveDate) -> MeetingState {
        let written = self.progress.last().map(|entry| entry.state);
        match written {
            None | Some(MeetingState::Planned | MeetingState::Called) => {
                if self.day() <= today {
                    MeetingState::Held
                } else {
                    written.unwrap_or(MeetingState::Planned)
                }
            }
            Some(state) => state,
        }
    }

    /// It was held.
    pub fn was_held(&self, today: NaiveDate) -> bool {
        matches!(
            self.state(today),
            MeetingState::Held | MeetingState::Published
        )
    }

    /// It will not be held, or not on the day that its record says.
    pub fn is_off(&self, today: NaiveDate) -> bool {
        matches!(
            self.state(today),
            MeetingState::Cancelled | MeetingState::Postponed
        )
    }

    /// It is still to be held, if on another day than its record says.
    pub fn is_coming(&self, today: NaiveDate) -> bool {
        self.state(today) != MeetingState::Cancelled && self.day() > today
    }
}

impl Record {
    /// A meeting or an activity by its day; none for other kinds.
    pub fn occasion(&self) -> Option<Occasion<'_>> {
        let progress = match &self.facts {
            Facts::Meeting(meeting) => &meeting.progress,
            Facts::Activity(activity) => &activity.progress,
            _ => return None,
        };
        Some(Occasion {
            date: self.date,
            progress,
        })
    }
}
