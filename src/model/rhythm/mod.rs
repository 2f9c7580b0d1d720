//! The rhythm of meetings at places: in which weeks and months one was due, and what became of it.

mod actions;
mod attendance;
mod below;
mod forgotten;
mod ledger;
mod monthly;
mod report;
mod span;

use chrono::NaiveDate;

use super::keyed::{Every, MeetingState, MeetingType};
use super::mechanism::Mechanism;
use super::meeting::Meeting;
use super::month::Month;
use super::record::{Facts, Record};
use super::week::Week;
use super::{PlaceId, RecordId};
use crate::law::calendar::Calendar;

pub use actions::{Action, ActionState, Report};
pub(super) use actions::{of as actions_of, of_meeting};
pub use attendance::{Came, Standing, standing};
pub use below::Below;
pub use forgotten::Forgotten;
pub use ledger::Ledger;
pub use monthly::{MonthAction, MonthReport, month_of};
pub use report::{Advance, WeekReport};
pub use span::Span;

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
    /// What became of it: held as soon as one meeting was.
    pub kept: Kept,
    /// The mechanisms that asked for a meeting or held one, by position, each with what became of
    /// its own. Where there are several, one may be missed in a week in which another one met.
    pub asked: Vec<(usize, Kept)>,
    /// Its meetings, those that were called off among them, by day.
    pub meetings: Vec<RecordId>,
    /// Why it was not held: what was written of the meeting that was called off, or the holiday.
    pub reason: Option<String>,
}

impl<P> Turn<P> {
    /// The mechanisms whose meeting was missed.
    pub fn missed(&self) -> impl Iterator<Item = usize> {
        let asked = self.asked.iter();
        asked
            .filter(|(_, kept)| *kept == Kept::Missed)
            .map(|(mechanism, _)| *mechanism)
    }
}

impl<P: Period> Turn<P> {
    /// The types of the meetings that were missed, each once.
    pub fn missed_types(&self, mechanisms: &[Mechanism]) -> Vec<MeetingType> {
        let mut types = Vec::new();
        for mechanism in self.missed().filter_map(|at| mechanisms.get(at)) {
            for kind in mechanism.types(P::EVERY) {
                if !types.contains(&kind) {
                    types.push(kind);
                }
            }
        }
        types
    }
}

/// The weeks and months of a place, oldest first. Empty where nothing asks for meetings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// Weeks, without a gap as long as a mechanism asks for meetings.
    pub weeks: Vec<Turn<Week>>,
    /// Months.
    pub months: Vec<Turn<Month>>,
    /// Issues that weekly meetings raised and nothing reported by the next, by week. A place that
    /// meets every week without a mechanism that asks for it has them as well.
    pub forgotten: Vec<Forgotten>,
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

    /// The week that a meeting of a day belongs to.
    pub fn week_of(&self, meeting: RecordId, day: NaiveDate) -> Option<&Turn<Week>> {
        let turn = self.week(Week::of(day));
        turn.filter(|turn| turn.meetings.contains(&meeting))
    }

    /// The month that a meeting of a day belongs to.
    pub fn month_of(&self, meeting: RecordId, day: NaiveDate) -> Option<&Turn<Month>> {
        let turn = self.month(Month::of(day));
        turn.filter(|turn| turn.meetings.contains(&meeting))
    }

    /// The mechanism of a meeting: the one that is written, else the first one that asked for it.
    pub fn mechanism_of(
        &self,
        record: &Record,
        meeting: &Meeting,
        mechanisms: &[Mechanism],
    ) -> Option<usize> {
        let (id, day) = (record.id, meeting.day(record.date));
        let asked = |every| {
            let asked = match every {
                Every::Week => self.week_of(id, day).map(|turn| &turn.asked),
                Every::Month => self.month_of(id, day).map(|turn| &turn.asked),
            };
            let wants = |at: &usize| {
                let mechanism = mechanisms.get(*at);
                mechanism.is_some_and(|of| of.wants(meeting.r#type, every))
            };
            asked?.iter().map(|(at, _)| *at).find(wants)
        };
        let written = meeting.mechanism;
        written
            .or_else(|| asked(Every::Week))
            .or_else(|| asked(Every::Month))
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

/// A mechanism that asks a place for meetings.
struct Binding<'s, P> {
    /// Its position.
    at: usize,
    /// The first week or month in which it does.
    first: P,
    /// Meetings that count for it, by day.
    of: Vec<&'s Sitting<'s>>,
}

impl<'s, P: Period> Binding<'s, P> {
    /// Those of a week or month.
    fn within(&self, period: P) -> &[&'s Sitting<'s>] {
        let first = self.of.partition_point(|of| of.day < period.first());
        let last = self.of.partition_point(|of| of.day <= period.last());
        &self.of[first..last]
    }
}

/// What rhythms are told from.
pub(super) struct Sources<'s> {
    pub(super) mechanisms: &'s [Mechanism],
    pub(super) calendar: &'s Calendar,
    pub(super) today: NaiveDate,
}

impl Sources<'_> {
    /// The rhythm of a place with its meetings. `record` gives the published ones of all places.
    pub(super) fn rhythm<'r>(
        &self,
        place: PlaceId,
        meetings: impl Iterator<Item = &'r Record>,
        record: &dyn Fn(RecordId) -> Option<&'r Record>,
    ) -> Rhythm {
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
        let weeks = self.turns(place, &sittings);
        Rhythm {
            forgotten: forgotten::find(&weeks, &sittings, record),
            weeks,
            months: self.turns(place, &sittings),
        }
    }

    fn turns<P: Period>(&self, place: PlaceId, sittings: &[Sitting<'_>]) -> Vec<Turn<P>> {
        let mut binding: Vec<Binding<'_, P>> = Vec::new();
        for (at, mechanism) in self.mechanisms.iter().enumerate() {
            if !mechanism.meets.iter().any(|(_, every)| *every == P::EVERY) {
                continue;
            }
            // A meeting that is written for no mechanism counts for each that wants its type.
            let of: Vec<&Sitting<'_>> = sittings
                .iter()
                .filter(|sitting| mechanism.wants(sitting.meeting.r#type, P::EVERY))
                .filter(|sitting| sitting.meeting.mechanism.is_none_or(|of| of == at))
                .collect();
            let begins = self.begins(at, place);
            if begins.is_none() && !of.iter().any(|of| of.meeting.mechanism == Some(at)) {
                continue;
            }
            let begins = begins.map(|day| self.first_asked::<P>(day));
            let first = of.first().map(|sitting| P::of(sitting.day));
            if let Some(first) = begins.into_iter().chain(first).min() {
                binding.push(Binding { at, first, of });
            }
        }
        let Some(start) = binding.iter().map(|binding| binding.first).min() else {
            return Vec::new();
        };
        let last = binding.iter().filter_map(|binding| binding.of.last());
        let last = last.map(|sitting| P::of(sitting.day));
        let last = last.chain([P::of(self.today)]).max();
        let mut turns = Vec::new();
        let mut period = start;
        while Some(period) <= last {
            turns.extend(self.turn(place, period, &binding));
            let Some(next) = period.last().succ_opt() else {
                break;
            };
            period = P::of(next);
        }
        turns
    }

    /// The first week or month in which a meeting can be asked for that is asked for from a day on:
    /// the one of that day, unless nobody works in what is left of it.
    fn first_asked<P: Period>(&self, day: NaiveDate) -> P {
        let period = P::of(day);
        let mut left = day.iter_days().take_while(|day| *day <= period.last());
        match period.last().succ_opt() {
            Some(next) if left.all(|day| self.calendar.is_rest(day)) => P::of(next),
            _ => period,
        }
    }

    /// From which day on a mechanism asks a place for meetings, by what is written of its adoption.
    /// A month or a year leaves open when they began: not later than on its last day.
    fn begins(&self, at: usize, place: PlaceId) -> Option<NaiveDate> {
        let adoption = self.mechanisms[at].history(place);
        adoption
            .filter(|adoption| adoption.state.is_at_work())
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

    /// What became of a week or month; none if nothing asked for a meeting in it.
    fn turn<P: Period>(
        &self,
        place: PlaceId,
        period: P,
        binding: &[Binding<'_, P>],
    ) -> Option<Turn<P>> {
        let mut asked = Vec::new();
        let mut reason = None;
        let mut here: Vec<&Sitting<'_>> = Vec::new();
        for of in binding.iter().filter(|of| of.first <= period) {
            let is_due = period <= P::of(self.today) && self.is_due(of.at, place, period.last());
            let Some((kept, why)) = self.kept(period, of, is_due) else {
                continue;
            };
            asked.push((of.at, kept));
            reason = reason.or(why);
            here.extend(of.within(period));
        }
        here.sort_by(|a, b| a.day.cmp(&b.day).then(a.record.key.cmp(&b.record.key)));
        here.dedup_by_key(|sitting| sitting.record.id);
        // What was held counts first, then what is missing.
        let order = [
            Kept::Held,
            Kept::Missed,
            Kept::Open,
            Kept::Planned,
            Kept::Excused,
        ];
        let is = |kept: &Kept| asked.iter().any(|(_, of)| of == kept);
        let kept = order.into_iter().find(is)?;
        Some(Turn {
            period,
            kept,
            asked,
            meetings: here.iter().map(|of| of.record.id).collect(),
            reason: reason.filter(|_| kept == Kept::Excused),
        })
    }

    /// What became of the meeting of a mechanism in a week or month, and why it was not held if
    /// that is excused; none if there is none and none is due.
    fn kept<P: Period>(
        &self,
        period: P,
        binding: &Binding<'_, P>,
        is_due: bool,
    ) -> Option<(Kept, Option<String>)> {
        let here = || binding.within(period).iter();
        let is = |state: &[MeetingState]| here().any(|of| state.contains(&of.state));
        let off = here().find(|of| of.state == MeetingState::Cancelled);
        // One that was put off to another week or month leaves a reason behind.
        let put_off = || {
            let mut of = binding.of.iter();
            let written = of.find(|of| P::of(of.record.date) == period)?;
            let entries = written.meeting.progress.iter();
            entries.rev().find(|entry| entry.until.is_some())
        };
        if is(&[MeetingState::Held, MeetingState::Published]) {
            return Some((Kept::Held, None));
        }
        if is(&[
            MeetingState::Planned,
            MeetingState::Called,
            MeetingState::Postponed,
        ]) {
            return Some((Kept::Planned, None));
        }
        let entry = match off {
            Some(off) => off.meeting.progress.last(),
            None => put_off(),
        };
        let reason = entry.and_then(|entry| entry.note.clone());
        if off.is_some() || reason.is_some() {
            Some((Kept::Excused, reason))
        } else if !is_due {
            None
        } else if let Some(holiday) = self.holiday(period) {
            Some((Kept::Excused, Some(holiday)))
        } else if period.last() < self.today {
            Some((Kept::Missed, None))
        } else {
            Some((Kept::Open, None))
        }
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
