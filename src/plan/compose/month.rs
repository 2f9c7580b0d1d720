//! Pages of months, what meetings left to be done, and how places below keep their rhythm.

use chrono::NaiveDate;

use super::frame::Belongs;
use super::{Composer, iso};
use crate::model::counts::Reach;
use crate::model::keyed::{IssueState, MeetingType};
use crate::model::month::Month;
use crate::model::record::Facts;
use crate::model::rhythm::{self, ActionState, MonthReport, Rhythm, Span};
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::month::{
    Action, ActionCount, Below, IssueLine, MonthIssues, MonthView, MonthWeek, Report,
};
use crate::plan::view::rhythm::TurnLink;

/// How many of its latest months the home page of a place shows.
const MONTHS: usize = 12;

impl Composer<'_> {
    /// A month of a place.
    pub(super) fn month(&self, id: PlaceId, month: Month, page: &SitePath) -> MonthView {
        let rhythm = self.model.rhythm(id);
        let turns = &rhythm.months;
        let at = turns.partition_point(|turn| turn.period < month);
        let link = |at: usize| turns.get(at).map(|turn| self.month_link(id, turn, page));
        let turn = &turns[at];
        let report = self.model.month_report(id, month);
        let (actions, until) = match &report {
            Some(report) => (report.actions.as_slice(), report.until),
            None => (&[][..], month.last()),
        };
        let listed = |is_carried: bool| {
            let actions = actions.iter().filter(move |of| of.is_carried == is_carried);
            let action = |of| self.month_action(of, page);
            actions.filter_map(action).collect::<Vec<Action>>()
        };
        let (poster, share) = self.hung_of(&turn.meetings, Span::Month(month), page);
        MonthView {
            frame: self.frame(id, page, month.name(), String::new(), Belongs::Weeks),
            turn: self.month_link(id, turn, page),
            r#type: self.monthly_type(rhythm).map(MeetingType::key),
            previous: at.checked_sub(1).and_then(link),
            next: link(at + 1),
            until: iso(until),
            is_over: month.last() < self.model.today(),
            poster,
            share,
            meetings: self.sittings(id, &turn.meetings, page),
            carried: listed(true),
            agreed: listed(false),
            count: report.as_ref().map_or_else(ActionCount::default, count),
            weeks: report
                .iter()
                .flat_map(|report| &report.weeks)
                .map(|turn| MonthWeek {
                    turn: self.week_link(id, turn, page),
                    raised: self
                        .model
                        .week_report(id, turn.period)
                        .map_or(0, |report| report.raised.len()),
                })
                .collect(),
            stood: self.stood(id, month, page),
            happened: self.happened(id, month, page),
            satisfaction: {
                let days = month.first()..=month.last().min(self.model.today());
                self.satisfaction_in(id, Reach::Alone, &days, page)
            },
            issues: report
                .filter(|_| month.first() <= self.model.today())
                .and_then(|report| self.month_issues(&report.issues, page)),
        }
    }

    /// The latest months of a place, for its home page; the coming ones that are planned are among
    /// them.
    pub(super) fn latest_months(&self, id: PlaceId, page: &SitePath) -> Vec<TurnLink> {
        let months = &self.model.rhythm(id).months;
        let latest = &months[months.len().saturating_sub(MONTHS)..];
        let link = |turn| self.month_link(id, turn, page);
        latest.iter().map(link).collect()
    }

    /// What the meetings of a place agreed and is still to be done: what is overdue first, then the
    /// oldest.
    pub(super) fn unfinished(&self, id: PlaceId, page: &SitePath) -> Vec<Action> {
        let today = self.model.today();
        let states = [ActionState::Overdue, ActionState::Open];
        let actions = states
            .into_iter()
            .flat_map(|state| self.model.unfinished(id, state));
        let action = |action| self.action(action, today, page);
        actions.filter_map(action).collect()
    }

    /// How the places below a place keep their rhythm.
    pub(super) fn rhythm_below(&self, id: PlaceId, page: &SitePath) -> Vec<Below> {
        let below = |of: &rhythm::Below<'_>| {
            let folder = &self.model.place(of.place).folder;
            let week = |turn| self.week_link(of.place, turn, page);
            Below {
                place: self.place_link(of.place, page),
                week: of.week.map(week),
                raised: of.raised.len(),
                last_week: of.last_week.map(week),
                month: of.month.map(|turn| self.month_link(of.place, turn, page)),
                overdue: of.overdue.len(),
                actions: format!("{}#actions", page.relative(&routes::rhythm(folder))),
            }
        };
        self.model.below(id).iter().map(below).collect()
    }

    /// The type of all meetings of the months of a place.
    fn monthly_type(&self, rhythm: &Rhythm) -> Option<MeetingType> {
        let meetings = rhythm.months.iter().flat_map(|turn| &turn.meetings);
        let mut types = meetings.filter_map(|id| match &self.model.record(*id)?.facts {
            Facts::Meeting(meeting) => Some(meeting.r#type),
            _ => None,
        });
        let first = types.next()?;
        types.all(|other| other == first).then_some(first)
    }

    fn month_action(&self, of: &rhythm::MonthAction<'_>, page: &SitePath) -> Option<Action> {
        let report = |report: &rhythm::Report| self.report(report, page);
        Some(Action {
            outcome: self.outcome(self.model.outcome(of.action)?),
            state: of.state.key(),
            agreed: iso(of.action.agreed),
            meeting: self.link(of.action.meeting, page),
            report: of.report.map(report),
            since: of.since.map(report),
        })
    }

    /// Something agreed, as it stands on a day.
    fn action(&self, action: &rhythm::Action, day: NaiveDate, page: &SitePath) -> Option<Action> {
        let of = rhythm::MonthAction {
            action,
            is_carried: false,
            state: action.state_on(day),
            report: action.report_on(day),
            since: None,
        };
        self.month_action(&of, page)
    }

    fn report(&self, report: &rhythm::Report, page: &SitePath) -> Report {
        Report {
            state: report.state.key(),
            date: iso(report.day),
            note: report.note.clone(),
            meeting: self.link(report.meeting, page),
        }
    }

    fn month_issues(&self, issues: &rhythm::Ledger, page: &SitePath) -> Option<MonthIssues> {
        let lines = |of: &[(RecordId, IssueState)]| -> Vec<IssueLine> {
            let line = |(id, state): &(RecordId, IssueState)| {
                Some(IssueLine {
                    issue: self.link(*id, page)?,
                    state: state.key(),
                })
            };
            of.iter().filter_map(line).collect()
        };
        if issues.is_empty() {
            return None;
        }
        Some(MonthIssues {
            before: lines(&issues.before),
            found: lines(&issues.found),
            again: lines(&issues.reopened),
            solved: lines(&issues.solved),
            aside: lines(&issues.aside),
            open: lines(&issues.open),
        })
    }
}

fn count(report: &MonthReport<'_>) -> ActionCount {
    let overdue = report.count(ActionState::Overdue);
    let carried = report.carried();
    ActionCount {
        carried,
        agreed: report.actions.len() - carried,
        done: report.count(ActionState::Done),
        dropped: report.count(ActionState::Dropped),
        open: report.count(ActionState::Open) + overdue,
        overdue,
    }
}
