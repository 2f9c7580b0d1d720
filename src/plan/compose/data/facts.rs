//! Facts of each kind as data.

use chrono::NaiveDate;

use super::super::vote;
use super::super::{Composer, iso};
use super::satisfaction;
use crate::model::account::{Account, Line};
use crate::model::activity::Activity;
use crate::model::assessment::{Assessment, Standing};
use crate::model::issue::Issue;
use crate::model::keyed::{Fund, Method, Outcome, WorkState};
use crate::model::meeting::{Attendance, Meeting};
use crate::model::money::Money;
use crate::model::notice::Notice;
use crate::model::progress::{Entry, State};
use crate::model::record::Record;
use crate::model::resolution::{Question, Resolution};
use crate::model::tally::Votes;
use crate::model::value::{self, Hundredths};
use crate::model::work::Work;
use crate::plan::view::data::{
    AccountData, ActivityData, AreaData, AssessmentData, AttendedData, CandidateData,
    CriterionData, Day, Exact, IssueData, ItemData, MeetingData, MembersData, NoticeData,
    OutcomeData, OwnersData, QuestionData, ResolutionData, ReviewData, ScoreData, StepData,
    WorkData, Yuan,
};

impl Composer<'_> {
    pub(super) fn issue_data(&self, issue: &Issue, full: bool) -> IssueData {
        let today = self.model.today();
        let row = self.issue_row(issue, today);
        IssueData {
            state: row.state,
            since: Day(row.since),
            responsible: row.responsible,
            due: row.due.map(Day),
            overdue: row.overdue,
            solved_on: day(issue.solved_by(today)),
            spot: row.spot,
            households: row.households,
            satisfaction: issue.satisfaction.map(satisfaction),
            progress: self.steps_data(&issue.progress, full),
        }
    }

    pub(super) fn resolution_data(
        &self,
        of: &Resolution,
        record: &Record,
        full: bool,
    ) -> ResolutionData {
        let electorate = of.electorate.as_ref();
        let voting = of.voting.as_ref();
        ResolutionData {
            decided_by: of.decided_by.key(),
            result: vote::result(of),
            state: of.state(self.model.today()).key(),
            method: voting.and_then(|voting| voting.method).map(Method::key),
            voting_from: day(voting.and_then(|voting| voting.from)),
            voting_to: day(of.vote_ends()),
            owners: electorate.map(|all| all.heads),
            area: electorate.and_then(|all| all.area).map(exact),
            ballots_issued: of.ballots.map(|(issued, _)| issued),
            ballots_returned: of.ballots.map(|(_, returned)| returned),
            members: of.members.map(|(total, present, agree)| MembersData {
                total,
                present,
                agree,
            }),
            questions: of.questions.iter().map(question).collect(),
            seats: of.seats,
            candidates: of
                .candidates
                .iter()
                .map(|candidate| CandidateData {
                    name: candidate.name.clone(),
                    owners: candidate.heads,
                    area: candidate.area.map(exact),
                })
                .collect(),
            display: of
                .publicity
                .map(|display| self.period_data(display, record)),
            progress: self.steps_data(&of.progress, full),
        }
    }

    /// Facts of a meeting. One that was called off, or put off, has raised, reviewed and agreed
    /// nothing.
    pub(super) fn meeting_data(&self, of: &Meeting, record: &Record, full: bool) -> MeetingData {
        let today = self.model.today();
        let is_off = of.is_off(record.date, today);
        let attended = |attended: &Attendance| AttendedData {
            body: self.model.name(&attended.body).to_owned(),
            present: attended.present,
            absent: attended.absent,
            reason: attended.reason.clone(),
        };
        let mut data = MeetingData {
            r#type: of.r#type.key(),
            state: of.state(record.date, today).key(),
            day: Day(iso(of.day(record.date))),
            time: of.time.clone(),
            venue: of.venue.clone(),
            attendance: Vec::new(),
            invited: Vec::new(),
            raises: Vec::new(),
            reviews: Vec::new(),
            outcomes: Vec::new(),
            progress: self.steps_data(&of.progress, full),
        };
        if !full {
            return data;
        }
        data.attendance = of.attendance.iter().map(attended).collect();
        let invited = of.invited.iter();
        let invited = invited.map(|(party, _)| self.model.name(party).to_owned());
        data.invited = invited.collect();
        if is_off {
            return data;
        }
        data.raises = of.raises.iter().filter_map(|id| self.code(*id)).collect();
        let reviews = of.reviews.iter().filter_map(|review| {
            Some(ReviewData {
                issue: self.code(review.issue)?,
                state: review.state.key(),
                note: review.note.clone(),
            })
        });
        data.reviews = reviews.collect();
        if of.outcomes.is_empty() {
            return data;
        }
        let actions = self.model.agreed(record);
        let outcomes = (1..).zip(&of.outcomes).map(|(number, outcome)| {
            let action = actions.iter().find(|action| action.number == number);
            let last = action.and_then(|action| action.report_on(today));
            OutcomeData {
                text: outcome.text.clone(),
                responsible: self.names(&outcome.responsible),
                due: day(outcome.due),
                state: last.map(|report| report.state.key()),
            }
        });
        data.outcomes = outcomes.collect();
        data
    }

    pub(super) fn notice_data(&self, of: &Notice, record: &Record) -> NoticeData {
        NoticeData {
            r#type: of.r#type.key(),
            display: of.display.map(|display| self.period_data(display, record)),
            about: of.about.and_then(|id| self.code(id)),
            questions: of.questions.iter().map(|(text, _)| text.clone()).collect(),
        }
    }

    pub(super) fn account_data(&self, of: &Account, record: &Record) -> AccountData {
        let items = |lines: &[Line]| {
            let item = |line: &Line| ItemData {
                item: line.item.clone(),
                amount: yuan(line.amount),
                payer: line.payer.clone(),
                resolution: line.resolution.and_then(|id| self.code(id)),
                note: line.note.clone(),
            };
            lines.iter().map(item).collect()
        };
        let name = |party| self.model.name(party).to_owned();
        AccountData {
            period: of.period.name(),
            keeper: of.keeper.as_ref().map(name),
            auditor: of.auditor.as_ref().map(name),
            opening: yuan(of.opening.0),
            income: items(&of.income),
            cost: items(&of.cost),
            uses: items(&of.uses),
            total_income: yuan(of.total_income()),
            total_cost: yuan(of.total_cost()),
            total_use: yuan(of.total_uses()),
            closing: yuan(of.closing.0),
            display: self.period_data(of.display, record),
        }
    }

    pub(super) fn assessment_data(&self, of: &Assessment, record: &Record) -> AssessmentData {
        let score = |standing: &Standing| {
            let score = of.scores.get(standing.at)?;
            let place = self.model.place(standing.place);
            Some(ScoreData {
                place: place.title.clone(),
                folder: place.folder.clone(),
                points: score.points.iter().map(|of| of.map(exact)).collect(),
                total: standing.total.map(exact),
                rank: standing.rank,
                satisfaction: score.satisfaction.map(satisfaction),
            })
        };
        AssessmentData {
            period: of.period.name(),
            scheme: of.scheme.clone(),
            assessors: self.names(&of.assessors),
            criteria: of
                .criteria
                .iter()
                .map(|criterion| CriterionData {
                    name: criterion.name.clone(),
                    weight: exact(criterion.weight),
                    max: exact(criterion.max),
                })
                .collect(),
            scores: of.standings().iter().filter_map(score).collect(),
            display: self.period_data(of.display, record),
        }
    }

    pub(super) fn work_data(&self, of: &Work, record: &Record, full: bool) -> WorkData {
        let today = self.model.today();
        let code = |id| self.code(id);
        let acceptance = of.acceptance.as_ref();
        WorkData {
            state: of.state_on(record.date, today).map(WorkState::key),
            responsible: self.names(&of.responsible),
            contractor: of.contractor.clone(),
            due: day(of.due_now()),
            overdue: of.is_overdue(record.date, today),
            done_on: day(of.counts_as_done(record.date, today)),
            cost: of.cost.as_ref().map(|cost| yuan(cost.amount)),
            fund: of.cost.as_ref().and_then(|cost| cost.fund).map(Fund::key),
            account: of.account.as_ref().and_then(|(id, _)| code(*id)),
            resolution: of.resolution.as_ref().and_then(|(id, _)| code(*id)),
            about: of.about.and_then(code),
            accepted_by: acceptance.map(|of| self.model.name(&of.body).to_owned()),
            accepted_on: acceptance.map(|of| Day(iso(of.date))),
            opinion: acceptance.and_then(|of| of.opinion.clone()),
            satisfaction: of.satisfaction.map(satisfaction),
            spot: of.spot.clone(),
            progress: self.steps_data(&of.progress, full),
        }
    }

    pub(super) fn activity_data(&self, of: &Activity, record: &Record, full: bool) -> ActivityData {
        let row = self.activity_row(of, record);
        let held = record.occasion().map_or(record.date, |of| of.day());
        ActivityData {
            r#type: row.r#type,
            state: row.state,
            day: Day(iso(held)),
            time: row.time,
            venue: row.venue,
            organizers: self.names(&of.organizers),
            people: of.people,
            volunteer_hours: of.volunteer_hours,
            progress: self.steps_data(&of.progress, full),
        }
    }

    fn steps_data<S: State>(&self, entries: &[Entry<S>], full: bool) -> Vec<StepData> {
        if !full {
            return Vec::new();
        }
        let step = |entry: &Entry<S>| StepData {
            date: Day(iso(entry.date)),
            state: entry.state.key(),
            note: entry.note.clone(),
            until: day(entry.until),
            meeting: entry.meeting.and_then(|id| self.code(id)),
            same_as: entry.of.and_then(|id| self.code(id)),
        };
        entries.iter().map(step).collect()
    }
}

fn question(of: &Question) -> QuestionData {
    let tally = of.tally.as_ref();
    QuestionData {
        question: of.question.as_ref().map(|(text, _)| text.clone()),
        matter: of.matter,
        result: of.result.map(Outcome::key),
        owners: tally.map(|tally| owners(&tally.heads)),
        area: tally.and_then(|tally| tally.area.as_ref()).map(area),
    }
}

fn owners(votes: &Votes) -> OwnersData {
    let told = |count: i64| votes.counted.then_some(count);
    OwnersData {
        participants: votes.participants,
        yes: told(votes.yes),
        no: told(votes.no),
        abstain: told(votes.abstain),
        invalid: told(votes.invalid),
        deemed: votes.deemed,
    }
}

fn area(votes: &Votes) -> AreaData {
    let told = |count: i64| votes.counted.then(|| exact(Hundredths(count)));
    AreaData {
        participants: exact(Hundredths(votes.participants)),
        yes: told(votes.yes),
        no: told(votes.no),
        abstain: told(votes.abstain),
        invalid: told(votes.invalid),
        deemed: exact(Hundredths(votes.deemed)),
    }
}

fn day(day: Option<NaiveDate>) -> Option<Day> {
    day.map(|day| Day(iso(day)))
}

fn yuan(amount: Money) -> Yuan {
    Yuan(two_decimals(amount.0))
}

fn exact(number: Hundredths) -> Exact {
    Exact(two_decimals(number.0))
}

/// Hundredths with two decimals, without separators.
fn two_decimals(hundredths: i64) -> String {
    let whole = hundredths.unsigned_abs();
    let sign = if hundredths < 0 { "-" } else { "" };
    let mut text = [sign, &(whole / 100).to_string(), "."].concat();
    value::push_padded(&mut text, u32::try_from(whole % 100).unwrap_or_default(), 2);
    text
}
