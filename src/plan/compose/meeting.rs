//! Meetings: who came, what they reported and agreed, and what became of that.

use super::{Composer, is_erased, iso};
use crate::model::RecordId;
use crate::model::attendance;
use crate::model::keyed::{BodyKind, OutcomeState};
use crate::model::meeting::Meeting;
use crate::model::progress::{Entry, State};
use crate::model::record::{Facts, Record};
use crate::model::review::Closing;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
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
            mechanism: mechanism.map(|mechanism| Link {
                title: mechanism.title.clone(),
                href: page.relative(&routes::mechanism(&mechanism.name)),
            }),
            roll: self.roll(meeting),
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
                self.carried(meeting, record, page)
            },
            progress: meeting.progress.iter().map(stage).collect(),
        }
    }

    /// Who came to a meeting, and who of those that belong there did not.
    pub(super) fn roll(&self, meeting: &Meeting) -> Roll {
        let summary = self.model.attendance(meeting);
        let seats = summary.seats.iter().map(|seat| Seat {
            name: seat.body.map(|body| self.model.name(body).to_owned()),
            kind: seat.kind.map_or("other", BodyKind::key),
            presence: seat.presence.key(),
            people: seat.people,
            reason: seat.reason.map(str::to_owned),
            standing: seat.is_standing,
        });
        let mechanism = meeting
            .mechanism
            .and_then(|at| self.model.mechanisms().get(at));
        Roll {
            seats: seats.collect(),
            standing: summary.standing,
            came: summary.came,
            unsaid: summary.unsaid,
            invited: self.invited(meeting),
            bound: !attendance::expected(meeting, mechanism).is_empty(),
        }
    }

    /// Standing bodies at a meeting.
    pub(super) fn attendance(&self, meeting: &Meeting) -> Vec<Attendance> {
        let attended = meeting.attendance.iter().map(|attended| Attendance {
            name: self.model.name(&attended.body).to_owned(),
            kind: self
                .model
                .body(&attended.body)
                .map_or("other", |body| body.kind.key()),
            present: attended.present.filter(|count| *count > 0),
            absent: attended.absent,
            reason: attended.reason.clone(),
        });
        attended.collect()
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
        let outcome = |outcome: &crate::model::meeting::Outcome| Outcome {
            text: outcome.text.clone(),
            responsible: self.names(&outcome.responsible),
            due: outcome.due.map(iso),
        };
        meeting.outcomes.iter().map(outcome).collect()
    }

    /// A record as a meeting that was held, with its facts; none if it counts for nothing.
    fn held<'r>(&self, record: &'r Record) -> Option<(&'r Record, &'r Meeting)> {
        let Facts::Meeting(meeting) = &record.facts else {
            return None;
        };
        let counts = record.withdrawn.is_none() && meeting.has_met(record.date, self.model.today());
        counts.then_some((record, meeting))
    }

    /// What later meetings reported of an outcome, oldest first.
    fn reported(
        &self,
        of: RecordId,
        number: usize,
        later: &[&'_ Record],
    ) -> Vec<(chrono::NaiveDate, RecordId, Closing)> {
        let mut reported: Vec<_> = later
            .iter()
            .filter_map(|record| self.held(record))
            .flat_map(|(record, meeting)| {
                let closings = meeting.closings.iter();
                closings
                    .filter(|closing| closing.meeting == of && closing.number == number)
                    .map(|closing| (meeting.day(record.date), record.id, closing.clone()))
            })
            .collect();
        reported.sort_by_key(|(day, ..)| *day);
        reported
    }

    /// What a meeting agreed, with what became of it.
    fn agreed(&self, meeting: &Meeting, record: &Record, page: &SitePath) -> Vec<Agreed> {
        if meeting.outcomes.is_empty() {
            return Vec::new();
        }
        let later = self.model.pointing_at(record.id);
        let agreed = |(number, outcome): (usize, Outcome)| {
            let last = self.reported(record.id, number, &later).pop();
            Agreed {
                outcome,
                state: last.as_ref().map(|(_, _, closing)| closing.state.key()),
                date: last.as_ref().map(|(day, ..)| iso(*day)),
                note: last
                    .as_ref()
                    .and_then(|(_, _, closing)| closing.note.clone()),
                meeting: last.and_then(|(_, id, _)| self.link(id, page)),
            }
        };
        (1..).zip(self.outcomes(meeting)).map(agreed).collect()
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

    /// What earlier meetings of the same place and mechanism (or type) agreed, and what is not done
    /// when this meeting ends; the newest first.
    fn carried(&self, meeting: &Meeting, record: &Record, page: &SitePath) -> Vec<Carried> {
        let day = meeting.day(record.date);
        let is_same = |other: &Meeting| match (meeting.mechanism, other.mechanism) {
            (Some(one), Some(two)) => one == two,
            (None, None) => meeting.r#type == other.r#type,
            _ => false,
        };
        let mut carried = Vec::new();
        for other in self.model.records_at(record.place, record.kind) {
            let Some((other, earlier)) = self.held(other) else {
                continue;
            };
            let is_earlier = other.id != record.id && earlier.day(other.date) < day;
            if !is_earlier || earlier.outcomes.is_empty() || !is_same(earlier) {
                continue;
            }
            let later = self.model.pointing_at(other.id);
            for (number, outcome) in (1..).zip(self.outcomes(earlier)) {
                let reported = self.reported(other.id, number, &later);
                let is_closed = reported.iter().any(|(reported, _, closing)| {
                    *reported <= day && closing.state != OutcomeState::Open
                });
                if is_closed {
                    continue;
                }
                if let Some(meeting) = self.link(other.id, page) {
                    carried.push(Carried {
                        outcome,
                        date: iso(earlier.day(other.date)),
                        meeting,
                    });
                }
            }
            if carried.len() >= CARRIED {
                carried.truncate(CARRIED);
                break;
            }
        }
        carried
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
