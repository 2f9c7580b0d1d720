//! Meetings, periods and due dates of a place, for calendars.

use std::cmp::Reverse;

use chrono::{Days, NaiveDate};

use super::{Composer, day_hours, is_erased, iso};
use crate::model::PlaceId;
use crate::model::keyed::MeetingState;
use crate::model::occasion::Occasion;
use crate::model::progress::Entry;
use crate::model::record::{Facts, Record};
use crate::model::rhythm::ActionState;
use crate::model::scope::Party;
use crate::plan::view::calendar::{CalendarView, Event};

/// Days for which something that is past stays in a calendar.
const PAST_DAYS: u64 = 366;
/// Most events of a calendar: what is to come goes before what is past.
const MOST: usize = 400;

/// The days of an event, before it is composed.
struct Dated<'r> {
    record: &'r Record,
    part: Part,
    from: NaiveDate,
    to: NaiveDate,
}

/// What of a record stands in a calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Occasion,
    Display,
    Voting,
    Due,
    /// One of the things that a meeting agreed, counted from 1.
    Outcome(usize),
}

impl Composer<'_> {
    /// Meetings, activities, periods and due dates of a place and those below.
    pub(super) fn calendar(&self, id: PlaceId) -> CalendarView {
        let place = self.model.place(id);
        let today = self.model.today();
        let first = today.checked_sub_days(Days::new(PAST_DAYS));
        let first = first.unwrap_or(NaiveDate::MIN);
        let mut dated = Vec::new();
        for record in self.all_listed(id) {
            if !is_erased(record) {
                self.add_dated(&mut dated, record);
            }
        }
        dated.retain(|of| of.to >= first);
        if dated.len() > MOST {
            dated.sort_by_key(|of| {
                let is_past = of.to < today;
                let past = is_past.then_some(Reverse(of.to));
                (is_past, past, of.from, of.record.id, of.part)
            });
            dated.truncate(MOST);
        }
        dated.sort_by_key(|of| (of.from, of.to, of.record.id, of.part));
        CalendarView {
            place: place.title.clone(),
            demo: place.demo,
            zone: self.zone_minutes(),
            events: dated.iter().map(|of| self.event(id, of)).collect(),
        }
    }

    fn add_dated<'r>(&self, dated: &mut Vec<Dated<'r>>, record: &'r Record) {
        let mut add = |part, from, to| {
            dated.push(Dated {
                record,
                part,
                from,
                to,
            });
        };
        if let Some(occasion) = record.occasion() {
            let day = occasion.day();
            add(Part::Occasion, day, day);
        }
        if let Some(display) = record.display()
            && let Some(last) = display.last_day
        {
            add(Part::Display, display.from, last);
        }
        if record.withdrawn.is_some() {
            return;
        }
        match &record.facts {
            Facts::Issue(issue) if !issue.is_closed() => {
                if let Some(due) = issue.due_now() {
                    add(Part::Due, due, due);
                }
            }
            Facts::Work(work) => {
                let state = work.state_on(record.date, self.model.today());
                let is_open = state.is_some_and(|state| !state.is_finished());
                if let Some(due) = work.due_now().filter(|_| is_open) {
                    add(Part::Due, due, due);
                }
            }
            Facts::Resolution(resolution) => {
                let from = resolution.voting.as_ref().and_then(|voting| voting.from);
                if let Some(to) = resolution.vote_ends().or(from) {
                    add(Part::Voting, from.unwrap_or(to), to);
                }
            }
            Facts::Meeting(meeting) if !meeting.outcomes.is_empty() => {
                for action in self.model.agreed(record) {
                    let state = action.state_on(self.model.today());
                    let is_open = matches!(state, ActionState::Open | ActionState::Overdue);
                    if let Some(due) = action.due.filter(|_| is_open) {
                        add(Part::Outcome(action.number), due, due);
                    }
                }
            }
            _ => {}
        }
    }

    fn event(&self, id: PlaceId, of: &Dated<'_>) -> Event {
        let record = of.record;
        let part = match of.part {
            Part::Occasion => "occasion".to_owned(),
            Part::Display => "display".to_owned(),
            Part::Voting => "voting".to_owned(),
            Part::Due => "due".to_owned(),
            Part::Outcome(number) => format!("outcome-{number}"),
        };
        let occasion = record.occasion().filter(|_| of.part == Part::Occasion);
        let (time, venue) = match (&record.facts, of.part) {
            (Facts::Meeting(meeting), Part::Occasion) => (&meeting.time, &meeting.venue),
            (Facts::Activity(activity), Part::Occasion) => (&activity.time, &activity.venue),
            _ => (&None, &None),
        };
        let hours = time.as_deref().and_then(day_hours::hours);
        let outcome = match (&record.facts, of.part) {
            (Facts::Meeting(meeting), Part::Outcome(number)) => meeting.outcomes.get(number - 1),
            _ => None,
        };
        let title = record.full_title();
        let responsible: &[Party] = match (&record.facts, of.part) {
            (_, Part::Outcome(_)) => outcome.map_or(&[], |outcome| &outcome.responsible),
            (Facts::Issue(issue), Part::Due) => &issue.responsible,
            (Facts::Work(work), Part::Due) => &work.responsible,
            _ => &[],
        };
        let base = self.site.base_url.as_deref();
        Event {
            id: self.lasting_id(&part, &record.code),
            what: match of.part {
                Part::Occasion => "occasion",
                Part::Display => "display",
                Part::Voting => "voting",
                Part::Due => "due",
                Part::Outcome(_) => "outcome",
            },
            kind: record.kind.key(),
            of: outcome.map(|_| title.clone()),
            title: outcome.map_or(title, |outcome| outcome.text.clone()),
            place: self.other_place(id, record),
            demo: self.model.place(record.place).demo,
            from: iso(of.from),
            to: iso(of.to),
            time: time.clone().filter(|_| hours.is_none()),
            hours,
            moved_from: occasion
                .filter(|occasion| occasion.day() != record.date)
                .map(|_| iso(record.date)),
            cancelled: self.is_cancelled(record, of.part, occasion),
            venue: venue.clone(),
            responsible: self.names(responsible),
            phone: match of.part {
                Part::Display => self.objection_phone(record),
                _ => self.phone(record),
            },
            href: base.map(|base| self.page_of(record).in_full(base)),
            updated: iso(self.model.updated(record)),
            sequence: sequence(record),
        }
    }

    fn is_cancelled(&self, record: &Record, part: Part, occasion: Option<Occasion<'_>>) -> bool {
        let today = self.model.today();
        record.withdrawn.is_some()
            || occasion.is_some_and(|of| of.state(today) == MeetingState::Cancelled)
            || part == Part::Display
                && self.model.ended(record).is_some_and(|(day, _)| {
                    day <= today && record.display().is_some_and(|of| of.last_day >= Some(day))
                })
    }

    /// The telephone for objections to what is on display, else of the record.
    fn objection_phone(&self, record: &Record) -> Option<String> {
        let objections = match &record.facts {
            Facts::Notice(notice) => notice.objections.as_ref(),
            Facts::Resolution(resolution) => resolution.objections.as_ref(),
            Facts::Account(account) => account.objections.as_ref(),
            Facts::Assessment(assessment) => assessment.objections.as_ref(),
            _ => None,
        };
        let phone = objections.and_then(|objections| {
            let of_body = || self.phone_of(objections.to.as_ref()?);
            objections.phone.clone().or_else(of_body)
        });
        phone.or_else(|| self.phone(record))
    }
}

/// How often a record changed in what a calendar shows: its versions, its withdrawal, what became of
/// a meeting, and each day to which something was put off.
fn sequence(record: &Record) -> u32 {
    fn put_off<S>(progress: &[Entry<S>]) -> usize {
        progress.iter().filter(|of| of.until.is_some()).count()
    }
    let steps = match &record.facts {
        Facts::Issue(issue) => put_off(&issue.progress),
        Facts::Work(work) => put_off(&work.progress),
        Facts::Meeting(meeting) => meeting.progress.len(),
        Facts::Activity(activity) => activity.progress.len(),
        Facts::Resolution(resolution) => resolution.progress.len(),
        Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_) => 0,
    };
    let versions = record.version.unwrap_or(1).saturating_sub(1);
    let versions = usize::try_from(versions).unwrap_or(usize::MAX);
    let withdrawn = usize::from(record.withdrawn.is_some());
    let sum = steps.saturating_add(versions).saturating_add(withdrawn);
    u32::try_from(sum).unwrap_or(u32::MAX)
}
