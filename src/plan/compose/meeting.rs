//! Meetings: who came, what they reported and agreed, and what became of that.

use super::mechanism::mechanism_link;
use super::{Composer, is_erased, iso};
use crate::model::keyed::BodyKind;
use crate::model::meeting::{self, Meeting};
use crate::model::progress::{Entry, State};
use crate::model::record::{Facts, Record};
use crate::model::review::Closing;
use crate::model::rhythm::Action;
use crate::paths::SitePath;
use crate::plan::view::record::{
    Agreed, Attendance, Carried, Closed, MeetingFacts, Outcome, Review, Roll, Seat, Stage,
};

/// Most outcomes that a meeting shows as still to be done.
const CARRIED: usize = 20;

impl Composer<'_> {
    /// Facts of a meeting. One that was called off, or put off, has raised, reported and agreed
    /// nothing.
    pub(super) fn meeting_facts(
        &self,
        meeting: &Meeting,
        record: &Record,
        page: &SitePath,
    ) -> MeetingFacts {
        let is_off = meeting.is_off(record.date, self.model.today());
        let mechanism = meeting
            .mechanism
            .and_then(|at| self.model.mechanisms().get(at));
        MeetingFacts {
            venue: self.spot(meeting.venue.as_deref(), meeting.spot, page),
            mechanism: mechanism.map(|mechanism| mechanism_link(mechanism, page)),
            roll: self.roll(record, meeting),
            raises: meeting
                .raises
                .iter()
                .filter(|_| !is_off)
                .filter_map(|id| self.model.record(*id))
                .map(|issue| self.row(issue, page))
                .collect(),
            reviews: meeting
                .reviews
                .iter()
                .filter(|_| !is_off)
                .filter_map(|review| {
                    Some(Review {
                        issue: self.link(review.issue, page)?,
                        state: review.state.key(),
                        note: review.note.clone(),
                    })
                })
                .collect(),
            closings: if is_off {
                Vec::new()
            } else {
                self.closings(meeting, page)
            },
            outcomes: if is_off {
                Vec::new()
            } else {
                self.agreed(meeting, record, page)
            },
            carried: if is_off {
                Vec::new()
            } else {
                self.carried(record, page)
            },
            progress: meeting.progress.iter().map(stage).collect(),
            forum: self.forum_facts(record, page),
        }
    }

    /// Who came to a meeting, and who of those that belong there did not.
    pub(super) fn roll(&self, record: &Record, meeting: &Meeting) -> Roll {
        let summary = self.model.attendance(record, meeting);
        let seats = summary.seats.iter().map(|seat| Seat {
            name: seat.body.map(|body| self.model.name(body).to_owned()),
            kind: seat.kind.map_or("other", BodyKind::key),
            came: seat.came.key(),
            people: seat.people,
            reason: seat.reason.map(str::to_owned),
            standing: seat.is_standing,
        });
        Roll {
            seats: seats.collect(),
            standing: summary.standing,
            came: summary.came,
            unsaid: summary.unsaid,
            invited: self.invited(meeting),
            bound: summary.is_bound,
        }
    }

    /// Standing bodies at a meeting.
    pub(super) fn attendance(&self, meeting: &Meeting) -> Vec<Attendance> {
        let written = meeting.attendance.iter();
        written.map(|written| self.attended(written)).collect()
    }

    /// A body at a meeting.
    fn attended(&self, attended: &meeting::Attendance) -> Attendance {
        Attendance {
            name: self.model.name(&attended.body).to_owned(),
            kind: self
                .model
                .body(&attended.body)
                .map_or("other", |body| body.kind.key()),
            present: attended.present.filter(|count| *count > 0),
            absent: attended.absent,
            reason: attended.reason.clone(),
        }
    }

    /// Bodies invited to a meeting, with their topic.
    pub(super) fn invited(&self, meeting: &Meeting) -> Vec<(String, Option<String>)> {
        meeting
            .invited
            .iter()
            .map(|(party, topic)| (self.model.name(party).to_owned(), topic.clone()))
            .collect()
    }

    /// What a meeting agreed.
    pub(super) fn outcomes(&self, meeting: &Meeting) -> Vec<Outcome> {
        let outcomes = meeting.outcomes.iter();
        outcomes.map(|outcome| self.outcome(outcome)).collect()
    }

    /// Something agreed.
    pub(super) fn outcome(&self, outcome: &meeting::Outcome) -> Outcome {
        Outcome {
            text: outcome.text.clone(),
            responsible: self.names(&outcome.responsible),
            due: outcome.due.map(iso),
        }
    }

    /// What a meeting agreed, with what became of it. One that is still to be held may say what it
    /// is to agree.
    fn agreed(&self, meeting: &Meeting, record: &Record, page: &SitePath) -> Vec<Agreed> {
        if meeting.outcomes.is_empty() {
            return Vec::new();
        }
        let today = self.model.today();
        let actions = self.model.agreed(record);
        let agreed = |(number, outcome)| {
            let action = actions.iter().find(|action| action.number == number);
            let last = action.and_then(|action| action.report_on(today));
            Agreed {
                outcome: self.outcome(outcome),
                state: last.map(|report| report.state.key()),
                date: last.map(|report| iso(report.day)),
                note: last.and_then(|report| report.note.clone()),
                meeting: last.and_then(|report| self.link(report.meeting, page)),
            }
        };
        (1..).zip(&meeting.outcomes).map(agreed).collect()
    }

    /// What a meeting reported of earlier outcomes.
    fn closings(&self, meeting: &Meeting, page: &SitePath) -> Vec<Closed> {
        let closed = |closing: &Closing| {
            let record = self.model.record(closing.meeting)?;
            let Facts::Meeting(earlier) = &record.facts else {
                return None;
            };
            let outcome = earlier.outcomes.get(closing.number.checked_sub(1)?)?;
            Some(Closed {
                text: if is_erased(record) {
                    record.full_title()
                } else {
                    outcome.text.clone()
                },
                state: closing.state.key(),
                note: closing.note.clone(),
                meeting: self.link(record.id, page)?,
            })
        };
        meeting.closings.iter().filter_map(closed).collect()
    }

    /// What earlier meetings agreed, and what is not done when this meeting ends; the newest first.
    fn carried(&self, record: &Record, page: &SitePath) -> Vec<Carried> {
        let carried = |action: &Action| {
            Some(Carried {
                outcome: self.outcome(self.model.outcome(action)?),
                date: iso(action.agreed),
                meeting: self.link(action.meeting, page)?,
            })
        };
        let actions = self.model.carried_to(record).into_iter().take(CARRIED);
        actions.filter_map(carried).collect()
    }
}

/// An entry of the progress of a meeting or a resolution.
pub(super) fn stage<S: State>(entry: &Entry<S>) -> Stage {
    Stage {
        date: iso(entry.date),
        state: entry.state.key(),
        note: entry.note.clone(),
        until: entry.until.map(iso),
    }
}
