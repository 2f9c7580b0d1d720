//! Goals of a place with the records that serve them, and whatever else records name by the words of
//! a mechanism: shares and functions.

use super::Composer;
use super::counts::Listed;
use super::frame::Belongs;
use super::mechanism::mechanism_link;
use crate::model::counts::Reach;
use crate::model::record::Record;
use crate::model::taxonomy::{Served, Tag, Taxonomy};
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::goals::{Goal, GoalRows, GoalTag, GoalsView, TagList};
use crate::plan::view::row::Row;

/// The anchor of a word on the page of its taxonomy, by its number among all of the site.
pub(super) fn anchor(taxonomy: Taxonomy, number: usize) -> String {
    let word = match taxonomy {
        Taxonomy::Goals => "goal",
        Taxonomy::Shares => "share",
        Taxonomy::Functions => "function",
    };
    format!("{word}-{number}")
}

/// The page of a place that lists what serves the words of a taxonomy.
pub(super) fn list(taxonomy: Taxonomy, folder: &str) -> SitePath {
    match taxonomy {
        Taxonomy::Goals => routes::goals(folder),
        Taxonomy::Shares | Taxonomy::Functions => routes::shares(folder),
    }
}

impl Composer<'_> {
    /// The page of the goals of a place.
    pub(super) fn goals_page(&self, id: PlaceId, page: &SitePath) -> GoalsView {
        let place = self.model.place(id);
        let served = self.model.served(id, Taxonomy::Goals);
        let goals = served.iter();
        GoalsView {
            frame: self.frame(
                id,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            goals: goals
                .map(|of| self.goal_rows(id, Taxonomy::Goals, of, page))
                .collect(),
        }
    }

    /// The goals of a place with their numbers; empty where none is named.
    pub(super) fn goals(&self, id: PlaceId, page: &SitePath) -> Vec<Goal> {
        let served = self.model.served(id, Taxonomy::Goals);
        let goals = served.iter();
        goals
            .map(|of| self.goal(id, Taxonomy::Goals, of, page))
            .collect()
    }

    /// A word with the records that serve it.
    pub(super) fn goal_rows(
        &self,
        id: PlaceId,
        taxonomy: Taxonomy,
        served: &Served<'_>,
        page: &SitePath,
    ) -> GoalRows {
        let rows = |records: &[RecordId]| self.rows_of(id, records, page);
        GoalRows {
            goal: self.goal(id, taxonomy, served, page),
            open: rows(&served.issues.open),
            solved: rows(&served.issues.solved),
            aside: rows(&served.issues.aside),
            met: rows(&served.meetings),
            works: rows(&served.works),
            activities: rows(&served.activities),
        }
    }

    /// Records as rows of a page of a place.
    pub(super) fn rows_of(&self, id: PlaceId, records: &[RecordId], page: &SitePath) -> Vec<Row> {
        let records = records.iter().filter_map(|id| self.model.record(*id));
        records
            .map(|record| self.row_at(id, record, page))
            .collect()
    }

    fn goal(&self, id: PlaceId, taxonomy: Taxonomy, served: &Served<'_>, page: &SitePath) -> Goal {
        let folder = &self.model.place(id).folder;
        let list = page.relative(&list(taxonomy, folder));
        let anchor = anchor(taxonomy, served.number);
        let listed = |part: &str| Some(format!("{list}#{anchor}{part}"));
        let here = Listed {
            all: listed(""),
            open: listed("-open"),
            overdue: listed("-open"),
            solved: listed("-solved"),
            aside: listed("-aside"),
            ..Listed::default()
        };
        let mechanism = &self.model.mechanisms()[served.mechanism];
        let today = self.model.today();
        let count =
            |records: &[RecordId], part: &str| self.count(records, listed(part).as_ref(), page);
        Goal {
            name: served.said.name.clone(),
            text: served.said.text.clone(),
            mechanism: mechanism_link(mechanism, page),
            issues: self.counts_view(&served.issues, (id, Reach::WithBelow), today, &here, page),
            meetings: count(&served.meetings, "-met"),
            works: count(&served.works, "-works"),
            activities: count(&served.activities, "-activities"),
            total: served.total(),
            id: anchor,
        }
    }

    /// The goals, shares and functions that a record names, with where its place lists them if it
    /// counts there.
    pub(super) fn tags_of(&self, record: &Record, page: &SitePath) -> Vec<TagList> {
        let folder = &self.model.place(record.place).folder;
        let of_taxonomy = |taxonomy: Taxonomy| {
            let list = page.relative(&list(taxonomy, folder));
            let counts = self.model.counts_for(record, taxonomy);
            let tag = |tag: &Tag| {
                let number = self.model.number_of(taxonomy, &tag.name);
                let number = number.filter(|_| counts);
                GoalTag {
                    name: tag.name.clone(),
                    href: number.map(|number| format!("{list}#{}", anchor(taxonomy, number))),
                }
            };
            TagList {
                key: taxonomy.key(),
                tags: record.tags(taxonomy).iter().map(tag).collect(),
            }
        };
        let lists = Taxonomy::ALL.into_iter().map(of_taxonomy);
        lists.filter(|list| !list.tags.is_empty()).collect()
    }
}
