//! Goals of a place, with the records that serve them.

use super::Composer;
use super::counts::Listed;
use super::frame::Belongs;
use super::mechanism::mechanism_link;
use crate::model::counts::Reach;
use crate::model::goals::GoalCounts;
use crate::model::record::Record;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::goals::{Goal, GoalRows, GoalTag, GoalsView};
use crate::plan::view::row::Row;

/// The anchor of a goal on pages of goals, by its number among all goals of the site.
pub(super) fn anchor(number: usize) -> String {
    format!("goal-{number}")
}

impl Composer<'_> {
    /// The page of the goals of a place.
    pub(super) fn goals_page(&self, id: PlaceId, page: &SitePath) -> GoalsView {
        let place = self.model.place(id);
        let rows = |records: &[RecordId]| -> Vec<Row> {
            let records = records.iter().filter_map(|id| self.model.record(*id));
            records
                .map(|record| self.row_at(id, record, page))
                .collect()
        };
        let goals = self.model.goals(id);
        GoalsView {
            frame: self.frame(
                id,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            goals: goals
                .iter()
                .map(|counts| GoalRows {
                    goal: self.goal(id, counts, page),
                    open: rows(&counts.issues.open),
                    solved: rows(&counts.issues.solved),
                    aside: rows(&counts.issues.aside),
                    met: rows(&counts.meetings),
                })
                .collect(),
        }
    }

    /// The goals of a place with their numbers; empty where none is named.
    pub(super) fn goals(&self, id: PlaceId, page: &SitePath) -> Vec<Goal> {
        let goals = self.model.goals(id);
        goals
            .iter()
            .map(|counts| self.goal(id, counts, page))
            .collect()
    }

    fn goal(&self, id: PlaceId, counts: &GoalCounts<'_>, page: &SitePath) -> Goal {
        let folder = &self.model.place(id).folder;
        let list = page.relative(&routes::goals(folder));
        let anchor = anchor(counts.number);
        let listed = |part: &str| Some(format!("{list}#{anchor}{part}"));
        let here = Listed {
            all: listed(""),
            open: listed("-open"),
            overdue: listed("-open"),
            solved: listed("-solved"),
            aside: listed("-aside"),
            ..Listed::default()
        };
        let mechanism = &self.model.mechanisms()[counts.mechanism];
        let today = self.model.today();
        Goal {
            name: counts.goal.name.clone(),
            text: counts.goal.text.clone(),
            mechanism: mechanism_link(mechanism, page),
            issues: self.counts_view(&counts.issues, (id, Reach::WithBelow), today, &here, page),
            meetings: self.count(&counts.meetings, listed("-met").as_ref(), page),
            id: anchor,
        }
    }

    /// The goals that a record names, with where its place lists them if it counts there.
    pub(super) fn goals_of(&self, record: &Record, page: &SitePath) -> Vec<GoalTag> {
        let folder = &self.model.place(record.place).folder;
        let list = page.relative(&routes::goals(folder));
        let counts = self.model.serves_goals(record);
        let tag = |goal: &crate::model::goals::Goal| {
            let number = self.model.number_of_goal(&goal.name).filter(|_| counts);
            GoalTag {
                name: goal.name.clone(),
                href: number.map(|number| format!("{list}#{}", anchor(number))),
            }
        };
        record.goals().iter().map(tag).collect()
    }
}
