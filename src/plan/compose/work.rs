//! Works.

use chrono::NaiveDate;

use super::meeting::stage;
use super::record::satisfied;
use super::{Composer, file_address, iso};
use crate::model::counts::Reach;
use crate::model::keyed::{Fund, WorkState};
use crate::model::record::{Facts, Record};
use crate::model::work::{self, Work};
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::view::record::{Stage, Step};
use crate::plan::view::row::Row;
use crate::plan::view::work::{Acceptance, Cost, Shot, Spent, WorkCounts, WorkFacts, WorkRow};

/// How many works a home page shows.
const SHOWN: usize = 2;

impl Composer<'_> {
    /// Facts of a work; pictures and links are ways from the page.
    pub(super) fn work_facts(&self, work: &Work, record: &Record, page: &SitePath) -> WorkFacts {
        let today = self.model.today();
        let shots = |shots: &[work::Shot]| {
            let shots = shots.iter().map(|shot| Shot {
                src: page.relative(&file_address(&shot.picture)),
                date: shot.date.map(iso),
                note: shot.note.clone(),
            });
            shots.collect()
        };
        let acceptance = work.acceptance.as_ref();
        WorkFacts {
            state: work.state_on(record.date, today).map(WorkState::key),
            steps: steps(work, record, today),
            responsible: work
                .responsible
                .iter()
                .map(|party| self.party(party))
                .collect(),
            contractor: work.contractor.clone(),
            spot: work.spot.clone(),
            begun: work.begun().map(iso),
            done: work.done_by(today).map(iso),
            days_taken: work.days_taken(today),
            due: work.due_now().map(iso),
            overdue: work.is_overdue(record.date, today),
            cost: work.cost.as_ref().map(cost),
            account: work.account.as_ref().and_then(|(id, _)| {
                let account = match &self.model.record(*id)?.facts {
                    Facts::Account(account) => account.period.name(),
                    _ => return None,
                };
                Some((self.link(*id, page)?, account))
            }),
            resolution: work
                .resolution
                .as_ref()
                .and_then(|(id, _)| self.link(*id, page)),
            about: work.about.and_then(|id| self.link(id, page)),
            acceptance: work.accepted_by(today).map(|date| Acceptance {
                body: acceptance.map(|by| self.model.name(&by.body).to_owned()),
                date: iso(date),
                opinion: acceptance.and_then(|by| by.opinion.clone()),
            }),
            satisfaction: work.satisfaction.map(satisfied),
            before: shots(&work.before),
            after: shots(&work.after),
            progress: told(work, today),
        }
    }

    /// A work in a row.
    pub(super) fn work_row(&self, work: &Work, record: &Record) -> WorkRow {
        let today = self.model.today();
        let state = work.state_on(record.date, today);
        let leaf = match state {
            Some(WorkState::Planned) => work.due_now().map(|day| ("due", day)),
            Some(WorkState::Underway) => work
                .due_now()
                .map(|day| ("due", day))
                .or(work.begun().map(|day| ("begun", day))),
            Some(WorkState::Done) => work.done_by(today).map(|day| ("done", day)),
            Some(WorkState::Accepted) => work.accepted_by(today).map(|day| ("accepted", day)),
            Some(WorkState::Dropped) => {
                work.is_over(record.date, today).map(|day| ("dropped", day))
            }
            None => None,
        };
        WorkRow {
            state: state.map(WorkState::key),
            leaf: leaf.map(|(leaf, _)| leaf),
            day: iso(leaf.map_or(record.date, |(_, day)| day)),
            reached: reached(state),
            overdue: work.is_overdue(record.date, today),
            responsible: self.names(&work.responsible),
            cost: work.cost.as_ref().map(cost),
            spot: work.spot.clone(),
        }
    }

    /// The works of a place for its home page: those under way or planned, by the day on which they
    /// should be done, then the last that were done.
    pub(super) fn latest_works(
        &self,
        id: PlaceId,
        records: Vec<&Record>,
        page: &SitePath,
    ) -> Vec<Row> {
        let today = self.model.today();
        let mut works: Vec<(u8, i64, &Record)> = Vec::new();
        for record in records {
            let Facts::Work(work) = &record.facts else {
                continue;
            };
            if record.withdrawn.is_some() {
                continue;
            }
            let days = |day: NaiveDate| (day - today).num_days();
            let due = work.due_now().map_or(i64::MAX, days);
            works.push(match work.state_on(record.date, today) {
                Some(WorkState::Underway) => (0, due, record),
                Some(WorkState::Planned) => (1, due, record),
                state => {
                    let over = work.is_over(record.date, today).unwrap_or(record.date);
                    let order = 2 + u8::from(!state.is_some_and(WorkState::is_done));
                    (order, -days(over), record)
                }
            });
        }
        works.sort_by_key(|(order, days, record)| (*order, *days, &record.key));
        let shown = works.into_iter().take(SHOWN);
        shown
            .map(|(.., record)| self.row_at(id, record, page))
            .collect()
    }

    /// How many works a place and those below have, and what they cost.
    pub(super) fn work_counts(&self, id: PlaceId, page: &SitePath) -> Option<WorkCounts> {
        let days = NaiveDate::MIN..=self.model.today();
        let counts = self.model.works_in(id, Reach::WithBelow, &days);
        if counts.is_empty() {
            return None;
        }
        let count = |works: &[RecordId]| self.count(works, None, page);
        let states = [
            ("underway", &counts.underway),
            ("planned", &counts.planned),
            ("done", &counts.done),
            ("accepted", &counts.accepted),
            ("dropped", &counts.dropped),
            ("unknown", &counts.unknown),
        ];
        let states = states.into_iter().filter(|(_, works)| !works.is_empty());
        let spent = counts.spent.iter().map(|(fund, spent)| Spent {
            fund: fund.map(Fund::key),
            amount: spent.amount.shown(),
            works: count(&spent.works),
        });
        Some(WorkCounts {
            states: states.map(|(key, works)| (key, count(works))).collect(),
            spent: spent.collect(),
            total: (counts.spent.len() > 1).then(|| counts.total().shown()),
            cost_unknown: count(&counts.cost_unknown),
        })
    }
}

/// The four steps of a work.
const STEPS: [WorkState; 4] = [
    WorkState::Planned,
    WorkState::Underway,
    WorkState::Done,
    WorkState::Accepted,
];

/// How many of the steps a state has reached.
fn reached(state: Option<WorkState>) -> Option<u8> {
    let at = STEPS.iter().position(|step| Some(*step) == state)?;
    u8::try_from(at + 1).ok()
}

/// The steps with their marks and days. One that was passed over is done once a later one is
/// reached.
fn steps(work: &Work, record: &Record, today: NaiveDate) -> Vec<Step> {
    let Some(reached) = reached(work.state_on(record.date, today)) else {
        return Vec::new();
    };
    let step = |(number, state): (u8, WorkState)| {
        let day = match state {
            WorkState::Planned => {
                let mut entries = work.progress.iter();
                let planned = entries.find(|entry| entry.state == WorkState::Planned);
                planned.map(|entry| entry.date)
            }
            WorkState::Underway => work.begun(),
            WorkState::Done => work.done_by(today),
            WorkState::Accepted | WorkState::Dropped => work.accepted_by(today),
        };
        Step {
            state: state.key(),
            mark: if number > reached {
                "todo"
            } else if number == reached && state != WorkState::Accepted {
                "current"
            } else {
                "done"
            },
            date: day.filter(|_| number <= reached).map(iso),
            note: None,
        }
    };
    (1..).zip(STEPS).map(step).collect()
}

/// What became of it, with its acceptance where that is no entry of its own.
fn told(work: &Work, today: NaiveDate) -> Vec<Stage> {
    let mut told: Vec<Stage> = work.progress.iter().map(stage).collect();
    let mut entries = work.progress.iter();
    let is_told = entries.any(|entry| entry.state == WorkState::Accepted);
    let accepted = work.acceptance.as_ref().filter(|_| !is_told);
    if let Some(acceptance) = accepted.filter(|acceptance| acceptance.date <= today) {
        told.push(Stage {
            date: iso(acceptance.date),
            state: WorkState::Accepted.key(),
            note: acceptance.opinion.clone(),
            until: None,
        });
    }
    told
}

fn cost(cost: &work::Cost) -> Cost {
    Cost {
        amount: cost.amount.shown(),
        fund: cost.fund.map(Fund::key),
    }
}
