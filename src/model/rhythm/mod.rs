//! The rhythm of meetings at places: in which weeks and months one was due, and what became of it.

mod report;

use chrono::NaiveDate;

use super::keyed::{Every, MeetingState};
use super::mechanism::Mechanism;
use super::meeting::Meeting;
use super::month::Month;
use super::place::Place;
use super::record::{Facts, Record};
use super::week::Week;
use super::{PlaceId, RecordId};
use crate::law::calendar::Calendar;

pub use report::{Advance, WeekReport};

/// A week or a month.
pub trait Period: Copy + Ord {
    /// How often a meeting is due in one.
    const EVERY: Every;
    /// The one in which a day is.
    fn of(day: NaiveDate) -> Self;
    /// Its first day.
    fn first(self) -> NaiveDate;
    /// Its last day.
    fn last(self) -> NaiveDate;
}

impl Period for Week {
    const EVERY: Every = Every::Week;

    fn of(day: NaiveDate) -> Self {
        Week::of(day)
    }

    fn first(self) -> NaiveDate {
        self.monday()
    }

    fn last(self) -> NaiveDate {
        self.sunday()
    }
}

impl Period for Month {
    const EVERY: Every = Every::Month;

    fn of(day: NaiveDate) -> Self {
        Month::of(day)
    }

    fn first(self) -> NaiveDate {
        Month::first(self)
    }

    fn last(self) -> NaiveDate {
        Month::last(self)
    }
}

/// What became of a meeting that was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kept {
    /// It was held.
    Held,
    /// It is still to be held, on a day that is known.
    Planned,
    /// The week or month is not over.
    Open,
    /// It was not held, and why is known: it was called off, or nobody works then.
    Excused,
    /// It was not held, and nobody wrote why.
    Missed,
}

impl Kept {
    /// Its key, for which themes have words.
    pub fn key(self) -> &'static str {
        match self {
            Kept::Held => "held",
            Kept::Planned => "planned",
            Kept::Open => "open",
            Kept::Excused => "excused",
            Kept::Missed => "missed",
        }
    }
}

/// A week or a month in which a meeting was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn<P> {
    /// Which.
    pub period: P,
    /// What became of it.
    pub kept: Kept,
    /// Its meetings, those that were called off among them, by day.
    pub meetings: Vec<RecordId>,
    /// Why it was not held: what was written of the meeting that was called off, or the holiday.
    pub reason: Option<String>,
}

/// The weeks and months of a place, oldest first. Empty where nothing asks for meetings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// Weeks, without a gap as long as a mechanism asks for meetings.
    pub weeks: Vec<Turn<Week>>,
    /// Months.
    pub months: Vec<Turn<Month>>,
}

impl Rhythm {
    /// Nothing asks the place for meetings.
    pub fn is_empty(&self) -> bool {
        self.weeks.is_empty() && self.months.is_empty()
    }

    /// A week.
    pub fn week(&self, week: Week) -> Option<&Turn<Week>> {
        find(&self.weeks, week)
    }

    /// A month.
    pub fn month(&self, month: Month) -> Option<&Turn<Month>> {
        find(&self.months, month)
    }

    /// The week that a meeting belongs to.
    pub fn week_of(&self, meeting: RecordId) -> Option<&Turn<Week>> {
        self.weeks
            .iter()
            .find(|turn| turn.meetings.contains(&meeting))
    }

    /// The month that a meeting belongs to.
    pub fn month_of(&self, meeting: RecordId) -> Option<&Turn<Month>> {
        self.months
            .iter()
            .find(|turn| turn.meetings.contains(&meeting))
    }
}

fn find<P: Period>(turns: &[Turn<P>], period: P) -> Option<&Turn<P>> {
    let at = turns.binary_search_by_key(&period, |turn| turn.period);
    at.ok().map(|at| &turns[at])
}

/// A meeting that may count.
struct Sitting<'r> {
    day: NaiveDate,
    record: &'r Record,
    meeting: &'r Meeting,
    state: MeetingState,
}

/// What rhythms are told from.
pub(super) struct Sources<'s> {
    pub(super) mechanisms: &'s [Mechanism],
    pub(super) calendar: &'s Calendar,
    pub(super) today: NaiveDate,
}

impl Sources<'_> {
    /// The rhythms of places; `meetings` gives the published ones of each.
    pub(super) fn of<'r, M: Iterator<Item = &'r Record>>(
        &self,
        places: &[Place],
        meetings: impl Fn(PlaceId) -> M,
    ) -> Vec<Rhythm> {
        let places = places.iter();
        places
            .map(|place| self.rhythm(place, meetings(place.id)))
            .collect()
    }

    /// The rhythm of a place with these meetings of its own.
    fn rhythm<'r>(&self, place: &Place, meetings: impl Iterator<Item = &'r Record>) -> Rhythm {
        if self.mechanisms.iter().all(|of| of.meets.is_empty()) {
            return Rhythm::default();
        }
        let mut sittings: Vec<Sitting<'_>> = meetings
            .filter(|record| record.withdrawn.is_none())
            .filter_map(|record| match &record.facts {
                Facts::Meeting(meeting) => Some(Sitting {
                    day: meeting.day(record.date),
                    state: meeting.state(record.date, self.today),
                    record,
                    meeting,
                }),
                _ => None,
            })
            .collect();
        sittings.sort_by(|a, b| a.day.cmp(&b.day).then(a.record.key.cmp(&b.record.key)));
        Rhythm {
            weeks: self.turns(place.id, &sittings),
            months: self.turns(place.id, &sittings),
        }
    }

    fn turns<P: Period>(&self, place: PlaceId, sittings: &[Sitting<'_>]) -> Vec<Turn<P>> {
        // One that is written for no mechanism counts for each that wants its type.
        let is_of = |at: usize, sitting: &Sitting<'_>| {
            let of = sitting.meeting.mechanism;
            self.mechanisms[at].wants(sitting.meeting.r#type, P::EVERY)
                && of.is_none_or(|of| of == at)
        };
        let names = |at: usize| {
            let mut sittings = sittings.iter();
            sittings.any(|sitting| sitting.meeting.mechanism == Some(at) && is_of(at, sitting))
        };
        let binding: Vec<usize> = (0..self.mechanisms.len())
            .filter(|at| {
                self.mechanisms[*at]
                    .meets
                    .iter()
                    .any(|(_, every)| *every == P::EVERY)
            })
            .filter(|at| self.begins(*at, place).is_some() || names(*at))
            .collect();
        let counted: Vec<&Sitting<'_>> = sittings
            .iter()
            .filter(|sitting| binding.iter().any(|at| is_of(*at, sitting)))
            .collect();
        let first = counted.first().map(|sitting| sitting.day);
        let begins = binding.iter().filter_map(|at| self.begins(*at, place));
        let Some(start) = begins.chain(first).min() else {
            return Vec::new();
        };
        let last = counted.last().map(|sitting| P::of(sitting.day));
        let last = last.into_iter().chain([P::of(self.today)]).max();
        let mut turns = Vec::new();
        let mut period = P::of(start);
        while Some(period) <= last {
            let is_due = period <= P::of(self.today)
                && binding
                    .iter()
                    .any(|at| self.is_due(*at, place, period.last()));
            turns.extend(self.turn(period, &counted, is_due));
            let Some(next) = period.last().succ_opt() else {
                break;
            };
            period = P::of(next);
        }
        turns
    }

    /// From which day on a mechanism asks a place for meetings, by what is written of its adoption.
    /// A month or a year leaves open when they began: not later than on its last day.
    fn begins(&self, at: usize, place: PlaceId) -> Option<NaiveDate> {
        let adoption = self.mechanisms[at].adoption.iter();
        adoption
            .filter(|adoption| adoption.place == place && adoption.state.is_at_work())
            .filter_map(|adoption| adoption.since.as_ref())
            .map(|since| since.last)
            .filter(|day| *day <= self.today)
            .min()
    }

    /// Whether a mechanism asks a place for meetings on a day, if it ever does. It does so no more
    /// once it is only planned or explored.
    fn is_due(&self, at: usize, place: PlaceId, day: NaiveDate) -> bool {
        let now = self.mechanisms[at].at(place, day);
        now.is_none_or(|adoption| adoption.state.is_at_work())
    }

    fn turn<P: Period>(
        &self,
        period: P,
        sittings: &[&Sitting<'_>],
        is_due: bool,
    ) -> Option<Turn<P>> {
        let here = || sittings.iter().filter(|of| P::of(of.day) == period);
        let is = |state: &[MeetingState]| here().any(|of| state.contains(&of.state));
        let off = here().find(|of| of.state == MeetingState::Cancelled);
        // One that was put off to another week or month leaves a reason behind.
        let put_off = || {
            let written = sittings.iter().find(|of| P::of(of.record.date) == period)?;
            let entries = written.meeting.progress.iter();
            entries.rev().find(|entry| entry.until.is_some())
        };
        let reason = match off {
            Some(off) => off.meeting.progress.last(),
            None => put_off(),
        };
        let mut reason = reason.and_then(|entry| entry.note.clone());
        let kept = if is(&[MeetingState::Held, MeetingState::Published]) {
            Kept::Held
        } else if is(&[
            MeetingState::Planned,
            MeetingState::Called,
            MeetingState::Postponed,
        ]) {
            Kept::Planned
        } else if off.is_some() || reason.is_some() {
            Kept::Excused
        } else if !is_due {
            return None;
        } else if let Some(holiday) = self.holiday(period) {
            reason = Some(holiday);
            Kept::Excused
        } else if period.last() < self.today {
            Kept::Missed
        } else {
            Kept::Open
        };
        Some(Turn {
            period,
            kept,
            meetings: here().map(|of| of.record.id).collect(),
            reason: reason.filter(|_| kept == Kept::Excused),
        })
    }

    /// The holiday that leaves no working day in a week or month.
    fn holiday(&self, period: impl Period) -> Option<String> {
        let mut days = period
            .first()
            .iter_days()
            .take_while(|day| *day <= period.last());
        if !days.clone().all(|day| self.calendar.is_rest(day)) {
            return None;
        }
        days.find_map(|day| self.calendar.holiday(day).map(str::to_owned))
    }
}
