//! Goals of a place with the records that serve them, and whatever else records name by the words of
//! a mechanism: shares and functions.

use std::collections::BTreeMap;

use super::Composer;
use super::counts::Listed;
use super::frame::Belongs;
use super::mechanism::mechanism_link;
use crate::model::counts::Reach;
use crate::model::record::Record;
use crate::model::taxonomy::{Served, Tag, Taxonomy};
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::view::frame::{Frame, Link};
use crate::plan::view::goals::{Goal, GoalPart, GoalRows, GoalTag, GoalsView, TagList};
use crate::plan::view::row::Row;
use crate::plan::{lists, routes};

/// The anchor of a word on the page of its taxonomy, by its number among all of the site.
pub fn anchor(taxonomy: Taxonomy, number: usize) -> String {
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
        let served = self.model.served(id, Taxonomy::Goals);
        let are_few = self.model.are_words_few(&served);
        let goals = served.iter();
        GoalsView {
            frame: self.frame_of_words(id, page),
            of: None,
            goals: goals
                .map(|of| self.goal_rows(id, Taxonomy::Goals, of, are_few, page))
                .collect(),
        }
    }

    /// The page of one word of a place.
    pub(super) fn word_page(
        &self,
        id: PlaceId,
        taxonomy: Taxonomy,
        number: usize,
        page: &SitePath,
    ) -> GoalsView {
        let served = self.model.served(id, taxonomy);
        let goals = served.iter().filter(|of| of.number == number);
        let list = list(taxonomy, &self.model.place(id).folder);
        GoalsView {
            frame: self.frame_of_words(id, page),
            of: Some((taxonomy.key(), page.relative(&list))),
            goals: goals
                .map(|of| self.goal_rows(id, taxonomy, of, true, page))
                .collect(),
        }
    }

    fn frame_of_words(&self, id: PlaceId, page: &SitePath) -> Frame {
        let title = self.model.place(id).title.clone();
        self.frame(id, page, title, String::new(), Belongs::Elsewhere)
    }

    /// The goals of a place with their numbers; empty where none is named.
    pub(super) fn goals(&self, id: PlaceId, page: &SitePath) -> Vec<Goal> {
        let served = self.model.served(id, Taxonomy::Goals);
        let goals = served.iter();
        goals
            .map(|of| self.goal(id, Taxonomy::Goals, of, page))
            .collect()
    }

    /// A word with the records that serve it, if they stand `here`; else with the way to its page.
    pub(super) fn goal_rows(
        &self,
        id: PlaceId,
        taxonomy: Taxonomy,
        served: &Served<'_>,
        here: bool,
        page: &SitePath,
    ) -> GoalRows {
        let folder = &self.model.place(id).folder;
        let word = anchor(taxonomy, served.number);
        let of_word = page.relative(&routes::word(folder, &word));
        let all = served.records().filter_map(|id| self.model.record(id));
        let is_short = here && lists::is_word_short(all);
        let part = |(key, records): (&'static str, &Vec<RecordId>)| {
            let own: Vec<RecordId> = records
                .iter()
                .copied()
                .filter(|of| is_short || self.is_of(*of, id))
                .collect();
            GoalPart {
                key,
                total: records.len(),
                rows: if here {
                    self.rows_of(id, &own, page)
                } else {
                    Vec::new()
                },
                href: (!here).then(|| format!("{of_word}#{word}-{key}")),
                below: if here && !is_short {
                    self.below_of_word(id, taxonomy, (&word, key), records, page)
                } else {
                    Vec::new()
                },
            }
        };
        let parts = [
            ("open", &served.issues.open),
            ("solved", &served.issues.solved),
            ("aside", &served.issues.aside),
            ("met", &served.meetings),
            ("works", &served.works),
            ("activities", &served.activities),
        ];
        let parts = parts.into_iter().filter(|(_, records)| !records.is_empty());
        GoalRows {
            goal: self.goal(id, taxonomy, served, page),
            parts: parts.map(part).collect(),
        }
    }

    fn is_of(&self, record: RecordId, place: PlaceId) -> bool {
        self.model
            .record(record)
            .is_some_and(|of| of.place == place)
    }

    /// The places directly below with how many of these records are theirs.
    fn below_of_word(
        &self,
        id: PlaceId,
        taxonomy: Taxonomy,
        (word, key): (&str, &str),
        records: &[RecordId],
        page: &SitePath,
    ) -> Vec<(Link, usize)> {
        let mut by_place: BTreeMap<PlaceId, usize> = BTreeMap::new();
        for record in records.iter().filter_map(|id| self.model.record(*id)) {
            *by_place.entry(record.place).or_default() += 1;
        }
        let counted = self.model.reach(id, Reach::WithBelow);
        let children = self.children(id).filter(|child| counted.contains(child));
        let below = children.map(|child| {
            let places = self.model.reach(child, Reach::WithBelow);
            let place = self.model.place(child);
            let list = page.relative(&list(taxonomy, &place.folder));
            let link = Link {
                title: place.title.clone(),
                href: format!("{list}#{word}-{key}"),
            };
            (
                link,
                places.iter().filter_map(|place| by_place.get(place)).sum(),
            )
        });
        below.filter(|(_, count)| *count > 0).collect()
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
