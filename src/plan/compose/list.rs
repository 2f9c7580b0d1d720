//! Lists of records of a place and the places below.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::frame::Belongs;
use super::{Composer, iso, year};
use crate::model::counts::Reach;
use crate::model::keyed::Kind;
use crate::model::record::{Facts, Record};
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::lists::{self, GROUPS, Of, Shown};
use crate::plan::routes;
use crate::plan::view::counts::Count;
use crate::plan::view::list::{Below, Bundle, Group, ListView, More, YearLink};
use crate::plan::view::row::Row;

/// How many of the newest records a current list shows besides what is current.
const NEWEST: usize = 8;
/// What rows of what is current may take, in bytes: a current list has more beside them.
const ROOM: usize = 11_000;

impl Composer<'_> {
    /// A list of records.
    pub(super) fn list(&self, id: PlaceId, kind: Kind, of: Of, page: &SitePath) -> ListView {
        let all = self.model.listed_at(id, kind);
        let is_listed = |record: &&Record| match of {
            Of::State(state) => self.model.group_of(record) == state,
            _ => of.has(record.date) && (!of.is_part() || record.place == id),
        };
        let wanted: Vec<&Record> = match of {
            Of::Current => self.current(id, kind, &all),
            _ => all.iter().copied().filter(is_listed).collect(),
        };
        let shown = match of {
            Of::Day(_) => Shown::All,
            _ => lists::shown(&wanted, id),
        };
        let mut view = ListView {
            frame: self.frame(
                id,
                page,
                self.model.place(id).title.clone(),
                String::new(),
                Belongs::Of(kind),
            ),
            kind: kind.key(),
            year: None,
            part: None,
            up: Vec::new(),
            state: None,
            total: wanted.len(),
            current: Vec::new(),
            more: More::default(),
            rows: Vec::new(),
            groups: Vec::new(),
            states: Vec::new(),
            below: if of.is_part() {
                Vec::new()
            } else {
                self.below(id, kind, of, &wanted, page)
            },
            is_left_below: shown != Shown::All,
            beside: None,
            courses: Vec::new(),
            years: Vec::new(),
            register: None,
            categories: Vec::new(),
            asked: None,
            revenue: None,
            works: None,
            quarters: Vec::new(),
        };
        match of {
            Of::Current => self.list_of_now(&mut view, (id, kind), &all, &wanted, page),
            Of::State(state) => {
                view.state = Some(state);
                if shown == Shown::All {
                    view.rows = wanted
                        .iter()
                        .map(|record| self.row_at(id, record, page))
                        .collect();
                } else {
                    view.years = self.years(id, kind, &wanted, of, page);
                    for year in &mut view.years {
                        year.href = format!("{}#{state}", year.href);
                    }
                }
            }
            Of::Year(only) => {
                view.year = Some(only);
                view.years = self.years(id, kind, &all, of, page);
                view.beside = Some(beside(&view.years, only));
                if kind == Kind::Resolution {
                    view.register = Some(self.register_link(id, only, page));
                }
                if kind == Kind::Activity {
                    view.quarters = self.quarters(id, Some(only), page);
                }
                view.groups = self.groups(id, of, &wanted, shown, page);
            }
            Of::Month(_) | Of::Day(_) => {
                let (key, day) = span(of);
                view.part = Some((key, iso(day)));
                let folder = &self.model.place(id).folder;
                let in_year =
                    |record: &&&Record| record.place == id && record.date.year() == day.year();
                let own: Vec<&Record> = all.iter().filter(in_year).copied().collect();
                let bundle = |of: Of| {
                    let mut records = own.iter().copied().filter(|record| of.has(record.date));
                    let href = page.relative(&routes::list_of(folder, kind, of));
                    bundle_of(of, records.by_ref().count(), href)
                };
                let up = [
                    Of::Year(day.year()),
                    Of::Month(crate::model::month::Month::of(day)),
                ];
                let level = up
                    .iter()
                    .position(|above| above.part(day) == of)
                    .unwrap_or(0);
                view.up = up[..=level].iter().map(|above| bundle(*above)).collect();
                let of_above = own.iter().filter(|record| up[level].has(record.date));
                let mut parts: Vec<Of> =
                    of_above.map(|record| up[level].part(record.date)).collect();
                parts.dedup();
                let at = parts.iter().position(|part| *part == of).unwrap_or(0);
                let part = |at: Option<usize>| parts.get(at?).map(|of| bundle(*of));
                view.beside = Some((part(at.checked_add(1)), part(at.checked_sub(1))));
                view.groups = self.groups(id, of, &wanted, shown, page);
            }
        }
        view
    }

    /// What the current list has: what is current, the newest others, and the ways to all lists.
    fn list_of_now(
        &self,
        view: &mut ListView,
        (id, kind): (PlaceId, Kind),
        all: &[&Record],
        wanted: &[&Record],
        page: &SitePath,
    ) {
        let row = |record: &&Record| self.row_at(id, record, page);
        let current: BTreeSet<RecordId> = wanted.iter().map(|record| record.id).collect();
        let is_long = lists::within(wanted, ROOM) < wanted.len();
        view.is_left_below = is_long && wanted.iter().any(|record| record.place != id);
        let own = |record: &&&Record| !view.is_left_below || record.place == id;
        let own: Vec<&Record> = wanted.iter().filter(own).copied().collect();
        let in_rows = lists::within(&own, ROOM);
        view.current = own[..in_rows].iter().map(row).collect();
        if in_rows < own.len() {
            view.more = self.more(id, kind, &own, in_rows, page);
        }
        let others = all.iter().filter(|record| !current.contains(&record.id));
        view.rows = others.take(NEWEST).map(row).collect();
        view.states = self.states(id, kind, all, page);
        view.years = self.years(id, kind, all, Of::Current, page);
        match kind {
            Kind::Issue => view.categories = self.categories(id, page),
            Kind::Work => view.works = self.work_counts(id, page),
            Kind::Assessment => view.courses = self.courses(id, page),
            Kind::Account => view.revenue = self.revenue(id, page),
            Kind::Activity => view.quarters = self.quarters(id, None, page),
            Kind::Resolution => {
                let newest = all.first();
                view.register = newest.map(|newest| self.register_link(id, year(newest), page));
            }
            _ => {}
        }
        if *page == self.list_of_answers(id) {
            view.asked = self.asked(id, page);
        }
    }

    /// What is current and has no row: by year, where a year's list has exactly these in a group,
    /// else as links.
    fn more(
        &self,
        id: PlaceId,
        kind: Kind,
        own: &[&Record],
        in_rows: usize,
        page: &SitePath,
    ) -> More {
        if kind == Kind::Resolution {
            let links = own[in_rows..].iter();
            return More {
                links: links
                    .filter_map(|record| self.link(record.id, page))
                    .collect(),
                years: Vec::new(),
            };
        }
        let folder = &self.model.place(id).folder;
        let mut by: BTreeMap<usize, BTreeMap<Reverse<i32>, usize>> = BTreeMap::new();
        for record in own {
            let years = by.entry(self.rank(record)).or_default();
            *years.entry(Reverse(year(record))).or_default() += 1;
        }
        let years = by.into_iter().map(|(group, years)| {
            let group = GROUPS[group];
            let bundle = |(Reverse(of), count): (Reverse<i32>, usize)| {
                let list = page.relative(&routes::year(folder, kind, of));
                bundle_of(Of::Year(of), count, format!("{list}#{group}"))
            };
            (group, years.into_iter().map(bundle).collect())
        });
        More {
            years: years.collect(),
            links: Vec::new(),
        }
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
                let is_open = |record: &&Record| {
                    matches!(self.model.group_of(record), "underway" | "planned")
                };
                let mut open: Vec<&Record> = records.filter(is_open).collect();
                open.sort_by_key(|record| {
                    (self.model.group_of(record) != "underway", by_due(record))
                });
                open
            }
            Kind::Meeting | Kind::Activity => {
                let today = self.model.today();
                let mut coming: Vec<&Record> =
                    records.filter(|record| is_coming(record, today)).collect();
                coming.sort_by_key(|record| (day_of(record), &record.key));
                coming
            }
        }
    }

    /// The places directly below, with how many of these records are theirs.
    fn below(
        &self,
        id: PlaceId,
        kind: Kind,
        of: Of,
        records: &[&Record],
        page: &SitePath,
    ) -> Vec<Below> {
        let mut by_place: BTreeMap<PlaceId, Vec<&Record>> = BTreeMap::new();
        for record in records {
            by_place.entry(record.place).or_default().push(record);
        }
        let counted = self.model.reach(id, Reach::WithBelow);
        let children = self.children(id).filter(|child| counted.contains(child));
        let below = children.filter_map(|child| {
            let places = self.model.reach(child, Reach::WithBelow).into_iter();
            let places = places.filter_map(|place| by_place.get(&place));
            let records: Vec<&Record> = places.flatten().copied().collect();
            if records.is_empty() {
                return None;
            }
            let place = self.model.place(child);
            let list = match of {
                Of::State(state) => self.list_of_state(child, kind, state, &records, page),
                // Exactly what is counted here: the list has the newest others, too.
                Of::Current => {
                    let list = page.relative(&routes::list_of(&place.folder, kind, of));
                    format!("{list}#current")
                }
                _ => page.relative(&routes::list_of(&place.folder, kind, of)),
            };
            let groups = match of {
                Of::Year(_) => self.counts_of_groups(&records, &list),
                _ => Vec::new(),
            };
            Some(Below {
                place: self.place_link(child, page),
                demo: place.demo,
                groups,
                count: Count {
                    number: records.len(),
                    href: Some(list),
                    links: Vec::new(),
                },
            })
        });
        below.collect()
    }

    /// How many of these records of a year stand alike, with the way to their group on its list;
    /// empty where all do.
    fn counts_of_groups(&self, records: &[&Record], list: &str) -> Vec<(&'static str, Count)> {
        let groups = self.by_group(records);
        if groups.len() < 2 {
            return Vec::new();
        }
        let groups = groups.into_iter().map(|(key, records)| {
            let count = Count {
                number: records.len(),
                href: Some(format!("{list}#{key}")),
                links: Vec::new(),
            };
            (key, count)
        });
        groups.collect()
    }

    /// Records by the group in which they stand, in the order of groups.
    fn by_group<'r>(&self, records: &[&'r Record]) -> Vec<(&'static str, Vec<&'r Record>)> {
        let mut by: BTreeMap<usize, Vec<&Record>> = BTreeMap::new();
        for record in records {
            by.entry(self.rank(record)).or_default().push(record);
        }
        let by = by.into_iter();
        by.map(|(at, records)| (GROUPS[at], records)).collect()
    }

    /// The position of the group of a record among all groups.
    fn rank(&self, record: &Record) -> usize {
        let group = self.model.group_of(record);
        let at = GROUPS.iter().position(|of| *of == group);
        at.unwrap_or(GROUPS.len() - 1)
    }

    /// How many of all records of a place stand alike.
    fn states(
        &self,
        id: PlaceId,
        kind: Kind,
        all: &[&Record],
        page: &SitePath,
    ) -> Vec<(&'static str, Count)> {
        let states = self.by_group(all).into_iter().map(|(key, records)| {
            let count = Count {
                number: records.len(),
                href: Some(self.list_of_state(id, kind, key, &records, page)),
                links: Vec::new(),
            };
            (key, count)
        });
        states.collect()
    }

    /// Where a place lists exactly those of its records that stand alike, seen from a page.
    pub(super) fn list_of_state(
        &self,
        id: PlaceId,
        kind: Kind,
        state: &'static str,
        records: &[&Record],
        page: &SitePath,
    ) -> String {
        let folder = &self.model.place(id).folder;
        let list = |of: Of| page.relative(&routes::list_of(folder, kind, of));
        let years: BTreeSet<i32> = records.iter().map(|record| year(record)).collect();
        match years.first() {
            _ if lists::is_current(state) => format!("{}#current", list(Of::Current)),
            Some(only) if years.len() == 1 => format!("{}#{state}", list(Of::Year(*only))),
            _ => list(Of::State(state)),
        }
    }

    /// The records of a year, a month or a day by how they stand.
    fn groups(
        &self,
        id: PlaceId,
        of: Of,
        records: &[&Record],
        shown: Shown,
        page: &SitePath,
    ) -> Vec<Group> {
        let here = |record: &&&Record| shown == Shown::All || record.place == id;
        let records: Vec<&Record> = records.iter().filter(here).copied().collect();
        let groups = self
            .by_group(&records)
            .into_iter()
            .map(|(key, records)| Group {
                key,
                total: records.len(),
                rows: if shown == Shown::Divided {
                    Vec::new()
                } else {
                    records
                        .iter()
                        .map(|record| self.row_at(id, record, page))
                        .collect()
                },
                parts: if shown == Shown::Divided {
                    let parts = records.chunk_by(|a, b| of.part(a.date) == of.part(b.date));
                    let bundle = |records: &[&Record]| {
                        let record = records.first()?;
                        let part = of.part(record.date);
                        let folder = &self.model.place(id).folder;
                        let list = page.relative(&routes::list_of(folder, record.kind, part));
                        Some(bundle_of(part, records.len(), format!("{list}#{key}")))
                    };
                    parts.filter_map(bundle).collect()
                } else {
                    Vec::new()
                },
            });
        groups.collect()
    }

    fn years(
        &self,
        id: PlaceId,
        kind: Kind,
        all: &[&Record],
        of: Of,
        page: &SitePath,
    ) -> Vec<YearLink> {
        let folder = &self.model.place(id).folder;
        let of_year = |records: &[&Record]| {
            let year = records.first().map(|record| year(record))?;
            Some(YearLink {
                year,
                count: records.len(),
                current: of == Of::Year(year),
                href: page.relative(&routes::year(folder, kind, year)),
            })
        };
        all.chunk_by(|a, b| year(a) == year(b))
            .filter_map(of_year)
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

/// The years before and after one of these, which are newest first.
fn beside(years: &[YearLink], of: i32) -> (Option<Bundle>, Option<Bundle>) {
    let at = years.iter().position(|year| year.year == of).unwrap_or(0);
    let bundle = |at: Option<usize>| {
        let year = years.get(at?)?;
        Some(bundle_of(
            Of::Year(year.year),
            year.count,
            year.href.clone(),
        ))
    };
    (bundle(at.checked_add(1)), bundle(at.checked_sub(1)))
}

/// Records of a year, a month or a day, with where they are listed.
fn bundle_of(of: Of, count: usize, href: String) -> Bundle {
    let (key, from) = span(of);
    Bundle {
        key,
        from: iso(from),
        count,
        href,
    }
}

/// What a list of days is called, and its first day.
fn span(of: Of) -> (&'static str, NaiveDate) {
    match of {
        Of::Month(month) => ("month", month.first()),
        Of::Day(day) => ("day", day),
        Of::Year(year) => (
            "year",
            NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default(),
        ),
        Of::Current | Of::State(_) => ("year", NaiveDate::default()),
    }
}

/// Order of open issues and works: by the day until which they should be done, so that overdue ones
/// are first.
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

/// The day of a meeting or an activity, the one to which it was put off if it was.
fn day_of(record: &Record) -> Option<NaiveDate> {
    record.occasion().map(|of| of.day())
}

/// The last day of display; what has none comes last.
pub(super) fn last_day(record: &Record) -> NaiveDate {
    let display = record.display();
    display
        .and_then(|display| display.last_day)
        .unwrap_or(NaiveDate::MAX)
}
