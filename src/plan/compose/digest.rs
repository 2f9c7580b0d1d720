//! What the poster of a meeting tells. One that speaks for a week or a month tells what that whole
//! has to report, as of its day: a sheet that hung stays what it was.

use chrono::NaiveDate;

use super::{Composer, iso};
use crate::model::RecordId;
use crate::model::issue::Issue;
use crate::model::keyed::{BodyKind, IssueState};
use crate::model::meeting::{Meeting, Outcome};
use crate::model::record::{Facts, Record};
use crate::model::rhythm::{Advance, Came, Period, Span, WeekReport};
use crate::model::scope::Party;
use crate::plan::view::poster::{
    AgreedAction, CarriedAction, Doer, MeetingPoster, PosterSpan, RaisedIssue, ReportedIssue,
};
use crate::plan::view::record::Attendance;

impl Composer<'_> {
    /// The poster of a meeting. One that was called off, or put off, has raised, reported and agreed
    /// nothing.
    pub(super) fn meeting_poster(&self, meeting: &Meeting, record: &Record) -> MeetingPoster {
        let today = self.model.today();
        let is_off = meeting.is_off(record.date, today);
        let held = meeting.has_met(record.date, today);
        let day = meeting.day(record.date);
        let span = self.model.span_of(record);
        let report = match span {
            Some(Span::Week(week)) if held => self.model.week_report(record.place, week),
            _ => None,
        };
        let raises = match &report {
            Some(report) => report.raised.as_slice(),
            None => meeting.raises.as_slice(),
        };
        // What is still to come is told as it is known today.
        let as_of = if held { day } else { today };
        let raises = raises.iter().filter(|_| !is_off);
        MeetingPoster {
            week: match span {
                Some(Span::Week(week)) => Some(poster_span(week.name(), week)),
                _ => None,
            },
            month: match span {
                Some(Span::Month(month)) => Some(poster_span(month.name(), month)),
                _ => None,
            },
            day: iso(day),
            held,
            time: meeting.time.clone(),
            venue: meeting.venue.clone(),
            attendance: match span {
                Some(_) if held => self.seats(meeting, record),
                _ => self.attendance(meeting),
            },
            invited: self.invited(meeting),
            raises: raises.map(|id| self.issue_raised(*id, as_of)).collect(),
            reviews: if is_off {
                Vec::new()
            } else {
                self.issues_reported(meeting, report.as_ref())
            },
            outcomes: if is_off {
                Vec::new()
            } else {
                let outcomes = meeting.outcomes.iter();
                outcomes
                    .map(|outcome| self.agreed_action(outcome))
                    .collect()
            },
            carried: match span {
                Some(Span::Month(_)) if held => self.owed(record, day),
                _ => Vec::new(),
            },
        }
    }

    fn issue_raised(&self, id: RecordId, day: NaiveDate) -> RaisedIssue {
        let issue = self.issue(id);
        RaisedIssue {
            title: self.title_of(id).unwrap_or_default(),
            responsible: issue.map_or_else(Vec::new, |issue| self.doers(&issue.responsible)),
            due: issue.and_then(|issue| issue.due_on(day)).map(iso),
        }
    }

    /// The issues that a meeting reported; for a week, all that were open in it, and then those of
    /// other places.
    fn issues_reported(&self, meeting: &Meeting, week: Option<&WeekReport>) -> Vec<ReportedIssue> {
        let advances = week.map_or(&[][..], |week| week.advances.as_slice());
        let is_told = |id: RecordId| advances.iter().any(|advance| advance.issue == id);
        let advance = |advance: &Advance| {
            let issue = self.issue(advance.issue)?;
            let entries = issue.progress.get(advance.entries.clone())?;
            let until = week?.until;
            Some(ReportedIssue {
                title: self.title_of(advance.issue)?,
                state: advance.now.key(),
                note: entries.iter().rev().find_map(|entry| entry.note.clone()),
                moved: !entries.is_empty(),
                forgotten: advance.is_forgotten,
                overdue: is_late(issue, advance.now, until),
            })
        };
        let reviews = meeting.reviews.iter();
        let others = reviews
            .filter(|review| !is_told(review.issue))
            .filter_map(|review| {
                Some(ReportedIssue {
                    title: self.title_of(review.issue)?,
                    state: review.state.key(),
                    note: review.note.clone(),
                    moved: true,
                    forgotten: false,
                    overdue: false,
                })
            });
        advances.iter().filter_map(advance).chain(others).collect()
    }

    /// The standing bodies of the mechanism that a meeting was held for, those among them of which
    /// nothing is noted, and whoever else was there.
    fn seats(&self, meeting: &Meeting, record: &Record) -> Vec<Attendance> {
        let attendance = self.model.attendance(record, meeting);
        let seats = attendance.seats.iter();
        seats
            .map(|seat| Attendance {
                name: self.name_of_seat(record.place, seat).unwrap_or_default(),
                kind: seat.kind.unwrap_or(BodyKind::Other).key(),
                present: seat.people,
                // Of which nothing is noted: that is not the same as being absent.
                absent: seat.came == Came::Absent,
                reason: seat.reason.map(str::to_owned),
            })
            .collect()
    }

    fn agreed_action(&self, outcome: &Outcome) -> AgreedAction {
        AgreedAction {
            text: outcome.text.clone(),
            responsible: self.doers(&outcome.responsible),
            due: outcome.due.map(iso),
        }
    }

    /// What a monthly meeting had to give account of, as it stood on its day.
    fn owed(&self, record: &Record, day: NaiveDate) -> Vec<CarriedAction> {
        let owed = self.model.owed_to(record).into_iter();
        let owed = owed.filter_map(|action| {
            let last = action.report_on(day);
            Some(CarriedAction {
                action: self.agreed_action(self.model.outcome(action)?),
                agreed: iso(action.agreed),
                state: action.state_on(day).key(),
                note: last.and_then(|report| report.note.clone()),
            })
        });
        owed.collect()
    }

    fn doers(&self, parties: &[Party]) -> Vec<Doer> {
        let doer = |party: &Party| Doer {
            name: self.model.name(party).to_owned(),
            kind: self
                .model
                .body(party)
                .map(|body| body.kind)
                .and_then(|kind| {
                    let Party::Body(place, _) = party else {
                        return None;
                    };
                    let bodies = self.model.place(*place).bodies.iter();
                    let is_alone = bodies.filter(|other| other.kind == kind).count() == 1;
                    is_alone.then(|| kind.key())
                }),
        };
        parties.iter().map(doer).collect()
    }

    fn issue(&self, id: RecordId) -> Option<&Issue> {
        match &self.model.record(id)?.facts {
            Facts::Issue(issue) => Some(issue),
            _ => None,
        }
    }

    fn title_of(&self, id: RecordId) -> Option<String> {
        let record = self.model.record(id).map(Record::full_title);
        record.or_else(|| self.model.left_out_title(id).map(str::to_owned))
    }
}

fn is_late(issue: &Issue, state: IssueState, day: NaiveDate) -> bool {
    !state.is_closed() && issue.due_on(day).is_some_and(|due| due < day)
}

fn poster_span(name: String, period: impl Period) -> PosterSpan {
    PosterSpan {
        name,
        from: iso(period.first()),
        to: iso(period.last()),
    }
}
