//! What lists tell in numbers: issues by category, and how satisfied residents are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Composer, year};
use crate::model::counts::Reach;
use crate::model::keyed::{Category, Kind};
use crate::model::satisfaction::Asked;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::counts::Count;
use crate::plan::view::frame::Link;
use crate::plan::view::list::{Answers, AnswersOf, CategoryCount};

/// The most answers that stand on a page.
const ANSWERS: usize = 12;

impl Composer<'_> {
    pub(super) fn categories(&self, id: PlaceId, page: &SitePath) -> Vec<CategoryCount> {
        let today = self.model.today();
        let counts = self.model.issues_on(id, Reach::WithBelow, today);
        let by = self.model.issues_by_category(&counts);
        let mut categories: Vec<_> = by.into_iter().collect();
        // With nothing but issues without a category there is nothing to tell apart.
        categories.sort_by_key(|(category, of)| (category.is_none(), Reverse(of.total())));
        if categories.iter().all(|(category, _)| category.is_none()) {
            return Vec::new();
        }
        categories
            .into_iter()
            .map(|(category, of)| {
                let all: Vec<RecordId> = of.all().collect();
                CategoryCount {
                    category: category.map(Category::key),
                    all: self.count(&all, None, page),
                    open: Count {
                        number: of.open.len(),
                        ..Count::default()
                    },
                }
            })
            .collect()
    }

    /// How satisfied residents are with what was solved and finished: every answer, or where these
    /// are too many for a page how many there are in each place below and of each year.
    pub(super) fn asked(&self, id: PlaceId, page: &SitePath) -> Option<Answers> {
        let days = NaiveDate::MIN..=self.model.today();
        let asked = self.model.satisfaction(id, Reach::WithBelow, &days);
        let mut all = self.satisfaction_view(&asked, (id, Reach::WithBelow), &days)?;
        let mut answers = Answers {
            all: all.clone(),
            below: Vec::new(),
            years: Vec::new(),
        };
        if asked.records.len() <= ANSWERS {
            all.told = self.answers(id, &asked, page);
            return Some(Answers { all, ..answers });
        }
        let counted = self.model.reach(id, Reach::WithBelow);
        for child in self.children(id).filter(|child| counted.contains(child)) {
            if let Some(of_child) = self.satisfaction(child, Reach::WithBelow, page) {
                let list = page.relative(&self.list_of_answers(child));
                answers.below.push(AnswersOf {
                    of: Link {
                        title: self.model.place(child).title.clone(),
                        href: format!("{list}#asked"),
                    },
                    demo: self.model.place(child).demo,
                    answers: of_child,
                });
            }
        }
        let own = self.model.satisfaction(id, Reach::Alone, &days);
        let folder = &self.model.place(id).folder;
        for (year, kind, of_year) in self.by_year(&own) {
            let answers_of = self.satisfaction_view(&of_year, (id, Reach::Alone), &days);
            let list = page.relative(&routes::year(folder, kind, year));
            answers.years.extend(answers_of.map(|of| AnswersOf {
                of: Link {
                    title: year.to_string(),
                    href: match kind {
                        Kind::Issue => format!("{list}#solved"),
                        _ => list,
                    },
                },
                demo: false,
                answers: of,
            }));
        }
        Some(answers)
    }

    /// Answers by the list of a year on which their record stands, newest year first.
    fn by_year(&self, asked: &Asked) -> Vec<(i32, Kind, Asked)> {
        let mut by: BTreeMap<(Reverse<i32>, Kind), Asked> = BTreeMap::new();
        let key = |id: RecordId| {
            let record = self.model.record(id)?;
            Some((Reverse(year(record)), record.kind))
        };
        for (id, satisfaction) in &asked.records {
            if let Some(key) = key(*id) {
                by.entry(key).or_default().add(*id, Some(*satisfaction));
            }
        }
        for id in &asked.unasked {
            if let Some(key) = key(*id) {
                by.entry(key).or_default().add(*id, None);
            }
        }
        let by = by.into_iter();
        by.map(|((Reverse(year), kind), of)| (year, kind, of))
            .collect()
    }
}
