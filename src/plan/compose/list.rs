//! Lists of records of a place and the places below.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::frame::Belongs;
use super::work::{self, is_grouped};
use super::{Composer, year};
use crate::model::counts::{Reach, Standing};
use crate::model::keyed::{Category, Kind};
use crate::model::record::{Facts, Record};
use crate::model::satisfaction::Asked;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::counts::Count;
use crate::plan::view::frame::Link;
use crate::plan::view::list::{
    Answers, AnswersOf, Below, CategoryCount, Group, ListView, YearLink,
};
use crate::plan::view::row::Row;

/// How many of the newest records a current list shows besides what is current.
const NEWEST: usize = 10;
/// The most rows that a list shares with the places below: a page of about 30 KB. A longer one
/// leaves them to their own lists.
pub(super) const MOST: usize = 40;

/// Groups of a year's list of issues, in their order.
const GROUPS: [&str; 4] = ["open", "solved", "aside", "withdrawn"];

impl Composer<'_> {
    /// A list of records.
    pub(super) fn list(
        &self,
        id: PlaceId,
        kind: Kind,
        only: Option<i32>,
        page: &SitePath,
    ) -> ListView {
        let all = self.model.listed_at(id, kind);
        let wanted: Vec<&Record> = match only {
            Some(of) => all
                .iter()
                .copied()
                .filter(|record| year(record) == of)
                .collect(),
            None => self.current(id, kind, &all),
        };
        let is_whole = wanted.len() <= MOST;
        let here = |record: &&&Record| is_whole || record.place == id;
        let rows: Vec<&Record> = wanted.iter().filter(here).copied().collect();
        let is_grouped = only.is_some() && is_grouped(kind);
        let row = |record: &&Record| self.row_at(id, record, page);
        let mut view = ListView {
            frame: self.frame(
                id,
                page,
                self.model.place(id).title.clone(),
                String::new(),
                Belongs::Of(kind),
            ),
            kind: kind.key(),
            year: only,
            total: wanted.len(),
            current: Vec::new(),
            rows: Vec::new(),
            groups: Vec::new(),
            below: if is_whole {
                Vec::new()
            } else {
                self.below(id, kind, only, &wanted, page)
            },
            courses: if kind == Kind::Assessment && only.is_none() {
                self.courses(id, page)
            } else {
                Vec::new()
            },
            years: self.years(id, kind, only, &all, page),
            register: all
                .first()
                .filter(|_| kind == Kind::Resolution)
                .map(|newest| self.register_link(id, only.unwrap_or(year(newest)), page)),
            categories: Vec::new(),
            asked: None,
            revenue: (kind == Kind::Account && only.is_none())
                .then(|| self.revenue(id, page))
                .flatten(),
            works: None,
            quarters: if kind == Kind::Activity {
                self.quarters(id, only, page)
            } else {
                Vec::new()
            },
        };
        if is_grouped {
            view.groups = self.groups(id, kind, &rows, page);
        } else if only.is_some() {
            view.rows = rows.iter().map(row).collect();
        } else {
            let current: BTreeSet<RecordId> = wanted.iter().map(|record| record.id).collect();
            let others = all.iter().filter(|record| !current.contains(&record.id));
            view.rows = others.take(NEWEST).map(row).collect();
            view.current = rows.iter().map(row).collect();
            if kind == Kind::Issue {
                view.categories = self.categories(id, page);
            }
            if *page == self.list_of_answers(id) {
                view.asked = self.asked(id, page);
            }
            if kind == Kind::Work {
                view.works = self.work_counts(id, page);
            }
        }
        view
    }

    /// What is on display, open or still to come.
    fn current<'r>(&self, id: PlaceId, kind: Kind, all: &[&'r Record]) -> Vec<&'r Record> {
        let records = all.iter().copied();
        match kind {
            Kind::Issue => {
                let today = self.model.today();
                let open = self.model.issues_on(id, Reach::WithBelow, today).open;
                let open: BTreeSet<RecordId> = open.into_iter().collect();
                let mut open: Vec<&Record> =
                    records.filter(|record| open.contains(&record.id)).collect();
                open.sort_by_key(|record| by_due(record));
                open
            }
            Kind::Notice | Kind::Resolution | Kind::Account | Kind::Assessment => {
                let mut shown: Vec<&Record> = records
                    .filter(|record| self.model.is_on_display(record))
                    .collect();
                shown.sort_by_key(|record| (last_day(record), &record.key));
                shown
            }
            Kind::Work => {
                let is_open =
                    |record: &&Record| matches!(self.work_group(record), "underway" | "planned");
                let mut open: Vec<&Record> = records.filter(is_open).collect();
                open.sort_by_key(|record| (self.work_group(record) != "underway", by_due(record)));
                open
            }
            Kind::Meeting | Kind::Activity => {
                let today = self.model.today();
                let mut coming: Vec<&Record> =
                    records.filter(|record| is_coming(record, today)).collect();
                coming.reverse();
                coming
            }
        }
    }

    /// The places directly below, with how many of these records are theirs.
    fn below(
        &self,
        id: PlaceId,
        kind: Kind,
        only: Option<i32>,
        records: &[&Record],
        page: &SitePath,
    ) -> Vec<Below> {
        let mut by_place: BTreeMap<PlaceId, Vec<&Record>> = BTreeMap::new();
        for record in records {
            by_place.entry(record.place).or_default().push(record);
        }
        let counted = self.model.reach(id, Reach::WithBelow);
        let children = self.children(id).filter(|child| counted.contains(child));
        let below = children.map(|child| {
            let places = self.model.reach(child, Reach::WithBelow).into_iter();
            let places = places.filter_map(|place| by_place.get(&place));
            let records: Vec<&Record> = places.flatten().copied().collect();
            let place = self.model.place(child);
            let list = page.relative(&match only {
                Some(of) => routes::year(&place.folder, kind, of),
                None => routes::list(&place.folder, kind),
            });
            let is_split = only.is_some() && kind == Kind::Issue;
            Below {
                place: self.place_link(child, page),
                demo: place.demo,
                solved: is_split.then(|| of_group(&records, "solved", &list)),
                aside: is_split.then(|| of_group(&records, "aside", &list)),
                count: Count {
                    number: records.len(),
                    href: Some(list),
                    links: Vec::new(),
                },
            }
        });
        below.filter(|below| below.count.number > 0).collect()
    }

    fn groups(&self, id: PlaceId, kind: Kind, records: &[&Record], page: &SitePath) -> Vec<Group> {
        let keys: &[&'static str] = match kind {
            Kind::Work => &work::GROUPS,
            _ => &GROUPS,
        };
        let group = |record: &Record| match kind {
            Kind::Work => self.work_group(record),
            _ => group_of(record),
        };
        let of_key = |key: &'static str| Group {
            key,
            rows: records
                .iter()
                .filter(|record| group(record) == key)
                .map(|record| self.row_at(id, record, page))
                .collect(),
        };
        let groups = keys.iter().copied().map(of_key);
        groups.filter(|group| !group.rows.is_empty()).collect()
    }

    fn years(
        &self,
        id: PlaceId,
        kind: Kind,
        only: Option<i32>,
        all: &[&Record],
        page: &SitePath,
    ) -> Vec<YearLink> {
        let folder = &self.model.place(id).folder;
        let of_year = |records: &[&Record]| {
            let of = records.first().map(|record| year(record))?;
            let href = page.relative(&routes::year(folder, kind, of));
            let group = |key: &str| (kind == Kind::Issue).then(|| of_group(records, key, &href));
            Some(YearLink {
                year: of,
                count: records.len(),
                solved: group("solved"),
                aside: group("aside"),
                current: only == Some(of),
                href,
            })
        };
        all.chunk_by(|a, b| year(a) == year(b))
            .filter_map(of_year)
            .collect()
    }

    fn categories(&self, id: PlaceId, page: &SitePath) -> Vec<CategoryCount> {
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
    fn asked(&self, id: PlaceId, page: &SitePath) -> Option<Answers> {
        let days = NaiveDate::MIN..=self.model.today();
        let asked = self.model.satisfaction(id, Reach::WithBelow, &days);
        let mut all = self.satisfaction_view(&asked, (id, Reach::WithBelow), &days)?;
        let mut answers = Answers {
            all: all.clone(),
            below: Vec::new(),
            years: Vec::new(),
        };
        if asked.records.len() <= MOST {
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

    /// A record as a row of a page of a place, with the name of its own if that is another one.
    pub(super) fn row_at(&self, id: PlaceId, record: &Record, page: &SitePath) -> Row {
        let title = || self.model.place(record.place).title.clone();
        Row {
            place: (record.place != id).then(title),
            ..self.row(record, page)
        }
    }
}

/// How many of these issues are of a group, with the way to them on a year's list. A long list tells
/// the same numbers by place.
fn of_group(records: &[&Record], key: &str, list: &str) -> Count {
    let of_group = records.iter().filter(|record| group_of(record) == key);
    let number = of_group.count();
    Count {
        number,
        href: Some(format!("{list}#{key}")).filter(|_| number > 0),
        links: Vec::new(),
    }
}

/// The group of a year's list in which an issue stands.
fn group_of(record: &Record) -> &'static str {
    let Facts::Issue(issue) = &record.facts else {
        return GROUPS[0];
    };
    if record.withdrawn.is_some() {
        return GROUPS[3];
    }
    match issue.present().map(|entry| entry.state.standing()) {
        None | Some(Standing::Open) => GROUPS[0],
        Some(Standing::Solved) => GROUPS[1],
        Some(Standing::Aside) => GROUPS[2],
    }
}

/// Order of open issues and works: by the day until which they should be done, so that overdue ones are first.
pub(super) fn by_due(record: &Record) -> (NaiveDate, NaiveDate, &str) {
    let due = match &record.facts {
        Facts::Issue(issue) => issue.due_now(),
        Facts::Work(work) => work.due_now(),
        _ => None,
    };
    (due.unwrap_or(NaiveDate::MAX), record.date, &record.key)
}

/// A meeting or an activity whose day is still to come, the one to which it was put off if it was.
pub(super) fn is_coming(record: &Record, today: NaiveDate) -> bool {
    record.occasion().is_some_and(|of| of.day() > today)
}

/// The last day of display; what has none comes last.
pub(super) fn last_day(record: &Record) -> NaiveDate {
    let display = record.display();
    display
        .and_then(|display| display.last_day)
        .unwrap_or(NaiveDate::MAX)
}
