//! Records as rows.

use chrono::NaiveDate;

use super::{Composer, is_erased, iso};
use crate::model::contact;
use crate::model::issue::Issue;
use crate::model::keyed::{IssueState, MeetingState};
use crate::model::meeting::Meeting;
use crate::model::notice::{Display, Notice};
use crate::model::posting::State;
use crate::model::record::{Facts, Record};
use crate::model::resolution::Resolution;
use crate::model::scope::Party;
use crate::model::taxonomy::Taxonomy;
use crate::model::value::{share, signed, thousands};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::row::{IssueRow, MeetingRow, NoticeRow, Period, ResolutionRow, Row};

/// The four steps of an issue.
pub(super) const STEPS: [IssueState; 4] = [
    IssueState::Found,
    IssueState::Discussed,
    IssueState::Handling,
    IssueState::Solved,
];

impl Composer<'_> {
    /// A record as a row of a page.
    pub(super) fn row(&self, record: &Record, page: &SitePath) -> Row {
        let place = self.model.place(record.place);
        let erased = is_erased(record);
        let facts = (!erased).then_some(&record.facts);
        Row {
            kind: record.kind.key(),
            title: record.title.clone(),
            href: page.relative(&routes::record(&place.folder, record.kind, record.name())),
            date: iso(record.date),
            demo: place.demo,
            category: record.category.map(crate::model::keyed::Category::key),
            goals: if erased {
                Vec::new()
            } else {
                let goals = record.tags(Taxonomy::Goals).iter();
                goals.map(|goal| goal.name.clone()).collect()
            },
            issuers: self.names(&record.issuers),
            poster: self.posters.then(|| {
                let of = self.model.span_of(record);
                let (folder, name) = (&place.folder, record.name());
                page.relative(&routes::poster(folder, record.kind, name, of))
            }),
            withdrawn: record.withdrawn.is_some(),
            posting: self.model.state(record).key(),
            place: None,
            news: None,
            issue: facts.and_then(|facts| {
                if let Facts::Issue(issue) = facts {
                    Some(self.issue_row(issue, self.model.today()))
                } else {
                    None
                }
            }),
            resolution: facts.and_then(|facts| match facts {
                Facts::Resolution(resolution) => Some(self.resolution_row(resolution, record)),
                _ => None,
            }),
            meeting: facts.and_then(|facts| match facts {
                Facts::Meeting(meeting) => Some(self.meeting_row(meeting, record)),
                _ => None,
            }),
            notice: facts.and_then(|facts| match facts {
                Facts::Notice(notice) => Some(self.notice_row(notice, record)),
                _ => None,
            }),
            account: facts.and_then(|facts| match facts {
                Facts::Account(account) => Some(self.account_row(account, record)),
                _ => None,
            }),
            assessment: facts.and_then(|facts| match facts {
                Facts::Assessment(assessment) => Some(self.assessment_row(assessment, record)),
                _ => None,
            }),
            work: facts.and_then(|facts| match facts {
                Facts::Work(work) => Some(self.work_row(work, record)),
                _ => None,
            }),
            activity: facts.and_then(|facts| match facts {
                Facts::Activity(activity) => Some(self.activity_row(activity, record)),
                _ => None,
            }),
        }
    }

    /// Names of parties.
    pub(super) fn names(&self, parties: &[Party]) -> Vec<String> {
        parties
            .iter()
            .map(|party| self.model.name(party).to_owned())
            .collect()
    }

    /// An issue on a day.
    pub(super) fn issue_row(&self, issue: &Issue, day: NaiveDate) -> IssueRow {
        let present = issue.present();
        let state = present.map_or(IssueState::Found, |entry| entry.state);
        IssueRow {
            state: state.key(),
            since: present.map(|entry| iso(entry.date)).unwrap_or_default(),
            reached: reached(issue),
            closed: issue.is_closed(),
            due: issue.due_now().map(iso),
            overdue: issue.is_overdue(day),
            responsible: self.names(&issue.responsible),
            spot: issue.spot.clone(),
            households: issue.households,
        }
    }

    fn resolution_row(&self, resolution: &Resolution, record: &Record) -> ResolutionRow {
        let heads = match resolution.questions.as_slice() {
            [only] if resolution.candidates.is_empty() => only
                .tally
                .as_ref()
                .map(|tally| (tally.heads.yes, tally.heads.participants)),
            _ => None,
        };
        let members = resolution
            .members
            .map(|(total, _, agree)| (signed(agree), signed(total)));
        let agree = heads
            .or(members)
            .and_then(|(yes, of)| Some((thousands(yes), share(yes, of)?)));
        ResolutionRow {
            result: super::vote::result(resolution),
            state: resolution.state(self.model.today()).key(),
            decided_by: resolution.decided_by.key(),
            agree,
            period: resolution
                .publicity
                .map(|display| self.period(display, record)),
        }
    }

    fn meeting_row(&self, meeting: &Meeting, record: &Record) -> MeetingRow {
        let today = self.model.today();
        let state = meeting.state(record.date, today);
        let is_off = meeting.is_off(record.date, today);
        let shown = |count: usize| if is_off { 0 } else { count };
        MeetingRow {
            r#type: meeting.r#type.key(),
            state: state.key(),
            until: (state == MeetingState::Postponed).then(|| iso(meeting.day(record.date))),
            upcoming: !is_off && !meeting.has_met(record.date, today),
            time: meeting.time.clone(),
            venue: meeting.venue.clone(),
            raises: shown(meeting.raises.len()),
            outcomes: shown(meeting.outcomes.len()),
        }
    }

    fn notice_row(&self, notice: &Notice, record: &Record) -> NoticeRow {
        let objection = notice.objections.as_ref().and_then(|objections| {
            objections
                .phone
                .clone()
                .or_else(|| self.phone_of(objections.to.as_ref()?))
        });
        let phone = objection.or_else(|| self.phone(record));
        NoticeRow {
            r#type: notice.r#type.key(),
            period: notice.display.map(|display| self.period(display, record)),
            tel: phone.as_deref().map(contact::dialled),
            phone,
        }
    }

    /// The telephone of a record: its contact's, else of its first issuer.
    pub(super) fn phone(&self, record: &Record) -> Option<String> {
        let contact = record
            .contact
            .as_ref()
            .and_then(|contact| contact.phone.clone());
        contact.or_else(|| record.issuers.iter().find_map(|party| self.phone_of(party)))
    }

    /// The telephone of a party.
    pub(super) fn phone_of(&self, party: &Party) -> Option<String> {
        self.model.body(party)?.contact.as_ref()?.phone.clone()
    }

    /// Whom a record concerns, in words.
    pub(super) fn targets(&self, record: &Record) -> Vec<String> {
        let targets = record.applies_to.iter();
        targets
            .map(|target| self.model.target(target).to_owned())
            .collect()
    }

    /// A period with its state.
    pub(super) fn period(&self, display: Display, record: &Record) -> Period {
        self.period_on(display, record, self.model.today())
    }

    /// A period with its state on a day.
    pub(super) fn period_on(&self, display: Display, record: &Record, day: NaiveDate) -> Period {
        let state = self.model.state(record);
        Period {
            state: match state {
                _ if display.is_scheduled(day) => State::Scheduled.key(),
                State::Corrected | State::Replaced | State::Withdrawn => state.key(),
                _ if matches!(&record.facts, Facts::Resolution(of) if of.is_revoked()) => "ended",
                _ if display.is_standing() => "standing",
                _ if display.is_current(day) => "current",
                _ => "ended",
            },
            from: iso(display.from),
            last_day: display.last_day.map(iso),
            take_down: display.last_day.and_then(|last| last.succ_opt()).map(iso),
            days: display
                .days
                .and_then(|days| i64::try_from(days).ok())
                .or(display
                    .last_day
                    .map(|last| (last - display.from).num_days())),
            workdays: display.workdays.and_then(|days| i64::try_from(days).ok()),
            moved_from: display.moved_from.map(iso),
            provisional: display.provisional,
            review_by: display.review_by.map(iso),
        }
    }
}

/// How many of the four steps an issue has reached, at least one. A step that is taken again after
/// a later one is where the issue stands; a state aside of the steps leaves it where it was.
pub(super) fn reached(issue: &Issue) -> u8 {
    let present = issue.present().map(|entry| entry.state);
    let reached = STEPS
        .iter()
        .position(|step| Some(*step) == present)
        .or_else(|| {
            STEPS
                .iter()
                .rposition(|step| issue.reached(*step).is_some())
        })
        .unwrap_or(0);
    u8::try_from(reached + 1).unwrap_or(1)
}
