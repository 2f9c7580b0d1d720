//! Places side by side, for a forum: the page, the sheet, and what other pages tell of them.

use super::frame::Belongs;
use super::poster::hashed;
use super::{Composer, iso};
use crate::model::comparison::{Change, Column, Compared, Comparison, Figure, Gap, Measure, Value};
use crate::model::forum::Forum;
use crate::model::keyed::{Kind, PosterStyle, Publication};
use crate::model::paper::Paper;
use crate::model::record::{Facts, Record};
use crate::model::rhythm::Span;
use crate::model::value::Hundredths;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::comparison::{
    ComparedBefore, ComparisonCell, ComparisonChange, ComparisonGap, ComparisonLink,
    ComparisonPoster, ComparisonRow, ComparisonTable, ComparisonView, CountedRecords, ListedRecord,
    MissingItem, PlaceGaps,
};
use crate::plan::view::frame::Link;
use crate::plan::view::poster::{PosterView, Sheet};
use crate::words;

/// How a page leads to others.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way<'w> {
    /// It is a page of the site.
    Page(&'w SitePath),
    /// It lies elsewhere: by the address of the site, if it has one.
    Elsewhere(Option<&'w str>),
}

impl Way<'_> {
    /// The way to an address; empty where there is none.
    pub(super) fn to(self, address: &SitePath) -> String {
        match self {
            Way::Page(page) => page.relative(address),
            Way::Elsewhere(Some(base)) => address.in_full(base),
            Way::Elsewhere(None) => String::new(),
        }
    }
}

/// Nothing can be reached from paper.
const PAPER: Way<'static> = Way::Elsewhere(None);

impl Composer<'_> {
    /// Places side by side, for a forum.
    pub(super) fn comparison_page(&self, record: &Record, page: &SitePath) -> ComparisonView {
        self.comparison_view(record, page, Way::Page(page))
    }

    /// The same for the office, where it lies beside no page of the site.
    pub(in crate::plan) fn comparison_for_office(&self, record: &Record) -> ComparisonView {
        let page = SitePath::new("/");
        let base = self.site.base_url.as_deref();
        self.comparison_view(record, &page, Way::Elsewhere(base))
    }

    fn comparison_view(&self, record: &Record, page: &SitePath, way: Way<'_>) -> ComparisonView {
        let (Some(comparison), Some(forum)) =
            (self.model.comparison(record), self.forum_head(record, way))
        else {
            unreachable!("the plan holds comparisons of forums only")
        };
        let compared = &comparison.compared;
        let title = self.comparison_title(&forum.name, forum.number);
        let places = compared.places.iter();
        let homes = places.map(|place| way.to(&routes::place(&self.model.place(*place).folder)));
        let folder = &self.model.place(record.place).folder;
        let is_public = compared.publication == Publication::Public;
        ComparisonView {
            frame: self.frame(record.place, page, title, String::new(), Belongs::Elsewhere),
            internal: !is_public,
            homes: homes.collect(),
            table: self.table(&comparison, way),
            as_of: iso(self.model.today()),
            gaps: self.gaps(&comparison, way),
            lists: self.lists(&comparison, way),
            poster: (self.posters && is_public)
                .then(|| way.to(&routes::comparison_sheet(folder, record.name()))),
            forum,
        }
    }

    fn comparison_title(&self, name: &str, number: u64) -> String {
        let words = words!(
            "{name}第{number}期：各地对照",
            "{name} no. {number}: places side by side"
        );
        match self.site.language.as_str() {
            "en" => words.en,
            _ => words.zh,
        }
    }

    /// The comparison of a forum, if it is published.
    pub(super) fn comparison_link(
        &self,
        record: &Record,
        page: &SitePath,
    ) -> Option<ComparisonLink> {
        let compared = self.model.compared(record)?;
        let forum = forum_of(record)?;
        let folder = &self.model.place(record.place).folder;
        let sheet = routes::comparison_sheet(folder, record.name());
        (compared.publication == Publication::Public).then(|| ComparisonLink {
            name: forum.name.clone(),
            number: forum.number,
            href: page.relative(&routes::comparison(folder, record.name())),
            places: self.titles(&compared),
            from: iso(compared.period.first),
            to: iso(compared.period.last),
            poster: self.posters.then(|| page.relative(&sheet)),
        })
    }

    /// The latest comparison that a place made, or else in which it stands.
    pub(super) fn last_comparison(&self, id: PlaceId, page: &SitePath) -> Option<ComparisonLink> {
        let forums = self.model.forums(id).iter();
        let mut own: Vec<_> = forums.flat_map(|of| &of.entries).collect();
        own.sort_by_key(|entry| std::cmp::Reverse(entry.day));
        let own = own.into_iter().find_map(|entry| {
            let record = self.model.record(entry.record)?;
            self.comparison_link(record, page)
        });
        own.or_else(|| {
            let mut of_others = self.model.comparisons_with(id).into_iter();
            of_others.find_map(|record| self.comparison_link(record, page))
        })
    }

    fn titles(&self, compared: &Compared) -> Vec<String> {
        let places = compared.places.iter();
        places
            .map(|place| self.model.place(*place).title.clone())
            .collect()
    }

    fn table(&self, comparison: &Comparison, way: Way<'_>) -> ComparisonTable {
        let compared = &comparison.compared;
        let is_running = compared.until < compared.period.last;
        let measures = Measure::ALL.into_iter().enumerate();
        let rows = measures.map(|(at, measure)| ComparisonRow {
            key: measure.key(),
            present: measure.is_present(),
            cells: (1..)
                .zip(&comparison.columns)
                .map(|(number, column)| self.figure_cell(measure, at, (number, column), way))
                .collect(),
        });
        ComparisonTable {
            from: iso(compared.period.first),
            to: iso(compared.period.last),
            until: is_running.then(|| iso(compared.until)),
            written: compared.written,
            before: comparison.before.and_then(|(id, period)| {
                let before = self.model.record(id)?;
                Some(ComparedBefore {
                    number: forum_of(before)?.number,
                    from: iso(period.first),
                    to: iso(period.last),
                    link: self.link_to_before(before, way),
                })
            }),
            places: self.titles(compared),
            folders: compared
                .places
                .iter()
                .map(|place| self.model.place(*place).folder.clone())
                .collect(),
            rows: rows.collect(),
        }
    }

    fn link_to_before(&self, before: &Record, way: Way<'_>) -> Option<Link> {
        let compared = self.model.compared(before);
        let is_public = compared.is_some_and(|of| of.publication == Publication::Public);
        let folder = &self.model.place(before.place).folder;
        let address = if is_public {
            routes::comparison(folder, before.name())
        } else {
            self.address(before)
        };
        Some(Link {
            title: before.full_title(),
            href: way.to(&address),
        })
        .filter(|link| !link.href.is_empty())
    }

    fn figure_cell(
        &self,
        measure: Measure,
        at: usize,
        (number, column): (usize, &Column),
        way: Way<'_>,
    ) -> ComparisonCell {
        let figure = &column.figures[at];
        let without = column.without_branch.len();
        ComparisonCell {
            state: match figure.value {
                Value::Unknown => "unknown",
                Value::Nothing => "none",
                _ => "known",
            },
            figure: written(figure.value),
            silent: figure.silent.len(),
            per_100: figure.per_100.map(Hundredths::written),
            base: match figure.value {
                Value::Share(of) => Some((of.asked, of.satisfied)),
                _ => None,
            },
            without: Some(without).filter(|n| measure == Measure::Branches && *n > 0),
            change: figure.change.map(told),
            href: match figure.records.as_slice() {
                [] => None,
                [one] => Some(self.way_to(*one, way)).filter(|href| !href.is_empty()),
                _ if matches!(way, Way::Page(_)) => Some(format!("#{}", anchor(measure, number))),
                _ => None,
            },
        }
    }

    fn way_to(&self, id: RecordId, way: Way<'_>) -> String {
        let record = self.model.record(id);
        record.map_or_else(String::new, |record| way.to(&self.address(record)))
    }

    /// The records of all counts of more than one.
    fn lists(&self, comparison: &Comparison, way: Way<'_>) -> Vec<CountedRecords> {
        let mut lists = Vec::new();
        for (at, measure) in Measure::ALL.into_iter().enumerate() {
            for (number, column) in (1..).zip(&comparison.columns) {
                let Figure { records, .. } = &column.figures[at];
                if records.len() > 1 {
                    lists.push(CountedRecords {
                        id: anchor(measure, number),
                        key: measure.key(),
                        place: self.model.place(column.place).title.clone(),
                        records: self.listed(records, way),
                    });
                }
            }
        }
        lists
    }

    fn listed(&self, records: &[RecordId], way: Way<'_>) -> Vec<ListedRecord> {
        let records = records.iter().filter_map(|id| self.model.record(*id));
        let mut records: Vec<&Record> = records.collect();
        records.sort_by(|a, b| b.date.cmp(&a.date).then(a.key.cmp(&b.key)));
        let listed = records.into_iter().map(|record| ListedRecord {
            date: iso(record.date),
            title: record.full_title(),
            href: way.to(&self.address(record)),
        });
        listed.collect()
    }

    fn gaps(&self, comparison: &Comparison, way: Way<'_>) -> Vec<PlaceGaps> {
        let columns = comparison.columns.iter();
        let gaps = columns.map(|column| {
            let figures = Measure::ALL.into_iter().zip(&column.figures);
            // A missing score or answer is a gap of its own.
            let is_told = |measure| !matches!(measure, Measure::Score | Measure::Satisfaction);
            let unknown = figures
                .filter(|(measure, figure)| figure.value == Value::Unknown && is_told(*measure));
            let mut gaps: Vec<ComparisonGap> = Vec::new();
            for gap in &column.gaps {
                let (key, item) = self.gap(*gap, column.place, way);
                if gaps.last().is_none_or(|last| last.key != key) {
                    gaps.push(ComparisonGap {
                        key,
                        number: 0,
                        items: Vec::new(),
                    });
                }
                if let (Some(last), Some(item)) = (gaps.last_mut(), item) {
                    last.number += 1;
                    last.items.push(item);
                }
            }
            PlaceGaps {
                place: self.model.place(column.place).title.clone(),
                unknown: unknown.map(|(measure, _)| measure.key()).collect(),
                gaps,
            }
        });
        gaps.collect()
    }

    /// The key of a gap, and what is missing, if that is one of several.
    fn gap(&self, gap: Gap, column: PlaceId, way: Way<'_>) -> (&'static str, Option<MissingItem>) {
        let below =
            |place: PlaceId| (place != column).then(|| self.model.place(place).title.clone());
        let folder = |place: PlaceId| self.model.place(place).folder.as_str();
        let missing = |place, days, address: &SitePath| MissingItem {
            place: below(place),
            title: String::new(),
            days: Some(days),
            href: way.to(address),
        };
        match gap {
            Gap::Week(place, week) => {
                let days = (iso(week.monday()), iso(week.sunday()));
                let address = routes::span(folder(place), Span::Week(week));
                ("weeks", Some(missing(place, days, &address)))
            }
            Gap::Month(place, month) => {
                let days = (iso(month.first()), iso(month.last()));
                let address = routes::span(folder(place), Span::Month(month));
                ("months", Some(missing(place, days, &address)))
            }
            Gap::Revenue(place, period) => {
                let days = (iso(period.first), iso(period.last));
                let address = routes::list(folder(place), Kind::Account);
                ("revenue", Some(missing(place, days, &address)))
            }
            Gap::NoBranch(place) => {
                let home = routes::place(folder(place));
                let item = MissingItem {
                    place: None,
                    title: self.model.place(place).title.clone(),
                    days: None,
                    href: way.to(&home),
                };
                ("branch", Some(item))
            }
            Gap::Overdue(issue) => {
                let record = self.model.record(issue);
                let item = record.map(|record| MissingItem {
                    place: below(record.place),
                    title: record.full_title(),
                    days: None,
                    href: way.to(&self.address(record)),
                });
                ("overdue", item)
            }
            Gap::NoAssessment => ("assessment", None),
            Gap::NotAsked => ("satisfaction", None),
        }
    }

    /// The sheet of a comparison, with the hash of its content.
    pub(in crate::plan) fn comparison_sheet(&self, record: &Record, paper: Paper) -> PosterView {
        let sheet = Sheet {
            width: paper.width(),
            height: paper.height(),
            economy: self.site.economy,
            style: PosterStyle::Board.key(),
            r#use: "print",
        };
        PosterView {
            sheet: Some(sheet),
            ..hashed(self.comparison_sheet_without_hash(record))
        }
    }

    fn comparison_sheet_without_hash(&self, record: &Record) -> PosterView {
        let forum = self.forum_head(record, PAPER);
        let comparison = self.model.comparison(record).zip(forum);
        let Some((comparison, forum)) = comparison else {
            unreachable!("the plan holds comparisons of forums only")
        };
        let is_public = comparison.compared.publication == Publication::Public;
        let of_record = self.poster_without_hash(record);
        PosterView {
            kind: "comparison",
            r#type: "",
            scope: Vec::new(),
            title: vec![self.comparison_title(&forum.name, forum.number)],
            unbroken: self.titles(&comparison.compared),
            document_number: None,
            lead: None,
            points: Vec::new(),
            body: Vec::new(),
            attachments: Vec::new(),
            // The short address of the forum leads to its page, which leads to the comparison. What
            // stays in the office is found at no address.
            qr: of_record.qr.filter(|_| is_public),
            short_address: of_record.short_address.filter(|_| is_public),
            number: format!("F-{}-{}", record.date.format("%Y%m%d"), record.code),
            supersedes: None,
            superseded: None,
            off: None,
            version: None,
            meeting: None,
            comparison: Some(ComparisonPoster {
                internal: !is_public,
                table: self.table(&comparison, PAPER),
                gaps: self.gaps(&comparison, PAPER),
                forum,
            }),
            pictures: Vec::new(),
            ..of_record
        }
    }
}

fn forum_of(record: &Record) -> Option<&Forum> {
    match &record.facts {
        Facts::Meeting(meeting) => meeting.forum.as_deref(),
        _ => None,
    }
}

/// The anchor of the records of a count: the measure, and the number of the column.
fn anchor(measure: Measure, number: usize) -> String {
    format!("{}-{number}", measure.key())
}

/// A value as text; empty unless known.
fn written(value: Value) -> String {
    match value {
        Value::Unknown | Value::Nothing => String::new(),
        Value::Count(count) => count.to_string(),
        Value::Of(part, whole) => format!("{part}/{whole}"),
        Value::Halves(halves) => in_halves(halves),
        Value::Scores(low, high) if low == high => low.written(),
        Value::Scores(low, high) => format!("{}—{}", low.written(), high.written()),
        Value::Share(of) => of
            .rate()
            .map_or_else(String::new, |rate| format!("{rate}%")),
    }
}

fn in_halves(halves: u64) -> String {
    let half = if halves % 2 == 1 { ".5" } else { "" };
    format!("{}{half}", halves / 2)
}

fn told(change: Change) -> ComparisonChange {
    let (by, text) = match change {
        Change::Count(by) => (by, by.unsigned_abs().to_string()),
        Change::Halves(by) => (by, in_halves(by.unsigned_abs())),
        Change::Hundredths(by) => (by, Hundredths(by.saturating_abs()).written()),
        Change::Was(earlier) => {
            return ComparisonChange {
                sign: "was",
                by: written(earlier),
            };
        }
    };
    ComparisonChange {
        sign: match by {
            1.. => "more",
            0 => "same",
            _ => "less",
        },
        by: text,
    }
}
