//! The parts of a mechanism at a place, each filled from its records.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::counts::Listed;
use super::frame::Belongs;
use super::list::by_due;
use super::mechanism::{mechanism_link, stage};
use super::record::satisfied;
use super::{Composer, is_erased};
use crate::model::counts::Reach;
use crate::model::keyed::{Kind, PartSource};
use crate::model::mechanism::MechanismPart;
use crate::model::money::Money;
use crate::model::record::{Facts, Record};
use crate::model::satisfaction::Asked;
use crate::model::value::Hundredths;
use crate::model::work::Work;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::mechanism::PartLink;
use crate::plan::view::parts::{
    Part, PartIssues, PartMark, PartRevenue, PartWorks, PartsView, WorkPair,
};
use crate::plan::view::row::Row;

/// How many records a part shows.
const SHOWN: usize = 4;

impl Composer<'_> {
    /// The parts of a mechanism at a place.
    pub(super) fn parts_page(&self, id: PlaceId, at: usize, page: &SitePath) -> PartsView {
        let mechanism = &self.model.mechanisms()[at];
        let stand = self.model.stands(mechanism, id);
        let parts: Vec<Part> = mechanism
            .parts
            .iter()
            .map(|part| self.part(id, part, page))
            .collect();
        let elsewhere = stand.filter(|stand| !stand.is_own);
        PartsView {
            frame: self.frame(
                id,
                page,
                mechanism.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            mechanism: mechanism_link(mechanism, page),
            stage: stand.map(|stand| stage(stand.adoption)),
            written_of: elsewhere.map(|stand| self.place_link(stand.adoption.place, page)),
            with_below: self.model.reach(id, Reach::WithBelow).len() > 1,
            filled: parts.iter().filter(|part| !part.empty).count(),
            parts,
            below: self
                .children(id)
                .filter(|child| self.model.has_parts(at, *child))
                .map(|child| self.parts_link(child, at, page))
                .collect(),
        }
    }

    /// The page of the parts of a mechanism at a place.
    pub(super) fn parts_link(&self, id: PlaceId, at: usize, page: &SitePath) -> Link {
        let place = self.model.place(id);
        let name = &self.model.mechanisms()[at].name;
        Link {
            title: place.title.clone(),
            href: page.relative(&routes::parts(&place.folder, name)),
        }
    }

    /// The pages on which places tell what fills the parts of a mechanism: real places first.
    pub(super) fn parts_links(&self, at: usize, page: &SitePath) -> Vec<PartLink> {
        let family = self.model.family(PlaceId::ROOT).into_iter();
        let mut links: Vec<PartLink> = family
            .filter(|id| self.model.has_parts(at, *id))
            .map(|id| PartLink {
                place: self.parts_link(id, at, page),
                demo: self.model.place(id).demo,
            })
            .collect();
        links.sort_by_key(|link| link.demo);
        links
    }

    /// The mechanisms of whose parts a place tells, each with that page.
    pub(super) fn parts_of(&self, id: PlaceId, page: &SitePath) -> Vec<Link> {
        let folder = &self.model.place(id).folder;
        let mechanisms = self.model.mechanisms().iter().enumerate();
        mechanisms
            .filter(|(at, _)| self.model.has_parts(*at, id))
            .map(|(_, mechanism)| Link {
                title: mechanism.title.clone(),
                href: page.relative(&routes::parts(folder, &mechanism.name)),
            })
            .collect()
    }

    fn part(&self, id: PlaceId, part: &MechanismPart, page: &SitePath) -> Part {
        let filled = match part.source {
            PartSource::Grids => self.part_of_grids(id, page),
            PartSource::Issues | PartSource::Disputes => self.part_of_issues(id, part, page),
            PartSource::Works => self.part_of_works(id, page),
            PartSource::Revenue => self.part_of_revenue(id, page),
            PartSource::Assessment => self.part_of_marks(id, page),
            PartSource::Activities => self.part_of_kind(id, Kind::Activity, page),
            PartSource::Venues => self.part_of_venues(id, page),
            PartSource::Meetings => self.part_of_kind(id, Kind::Meeting, page),
            PartSource::Resolutions => self.part_of_kind(id, Kind::Resolution, page),
        };
        Part {
            name: part.name.clone(),
            text: part.text.clone(),
            source: part.source.key(),
            empty: filled.is_none(),
            ..filled.unwrap_or_default()
        }
    }

    fn part_of_grids(&self, id: PlaceId, page: &SitePath) -> Option<Part> {
        let grids = self.grids_in_short(id, page)?;
        Some(Part {
            list: Some(grids.href.clone()),
            grids: Some(grids),
            ..Part::default()
        })
    }

    fn part_of_issues(&self, id: PlaceId, part: &MechanismPart, page: &SitePath) -> Option<Part> {
        let issues = self.model.issues_of_part(id, part);
        if issues.counts.is_empty() {
            return None;
        }
        let here = (id, Reach::WithBelow);
        let today = self.model.today();
        let mut open = self.published_of(&issues.counts.open);
        open.sort_by_key(|record| by_due(record));
        let mut solved = self.published_of(&issues.counts.solved);
        solved.sort_by_key(|record| {
            let day = match &record.facts {
                Facts::Issue(issue) => issue.solved_by(today),
                _ => None,
            };
            (Reverse(day), &record.key)
        });
        let shown: Vec<&Record> = open.into_iter().chain(solved).take(SHOWN).collect();
        let mut asked = Asked::default();
        for record in self.published_of(&issues.counts.solved) {
            if let Facts::Issue(issue) = &record.facts {
                asked.add(record.id, issue.satisfaction);
            }
        }
        let days = NaiveDate::MIN..=today;
        let median = issues.median_twice().map(|twice| {
            let half = if twice % 2 == 1 { ".5" } else { "" };
            format!("{}{half}", twice / 2)
        });
        let mut counts = self.counts_view(&issues.counts, here, today, &Listed::default(), page);
        if shown.len() == issues.counts.total() {
            // They are all there as rows.
            for count in [&mut counts.open, &mut counts.overdue, &mut counts.solved] {
                count.links.clear();
            }
        }
        Some(Part {
            issues: Some(PartIssues {
                counts,
                median,
                satisfaction: self.satisfaction_view(&asked, here, &days),
            }),
            list: Some(page.relative(&self.list_at(id, Kind::Issue))),
            rows: self.rows_at(id, &shown, page),
            ..Part::default()
        })
    }

    fn part_of_works(&self, id: PlaceId, page: &SitePath) -> Option<Part> {
        let days = NaiveDate::MIN..=self.model.today();
        let works = self.model.works_in(id, Reach::WithBelow, &days);
        let states = [
            ("planned", &works.planned),
            ("underway", &works.underway),
            ("done", &works.done),
            ("accepted", &works.accepted),
            ("dropped", &works.dropped),
            ("unknown", &works.unknown),
        ];
        let states = states
            .into_iter()
            .filter(|(_, works)| !works.is_empty())
            .map(|(state, works)| (state, self.count(works, None, page)));
        let part = self.part_of_kind(id, Kind::Work, page)?;
        Some(Part {
            works: Some(PartWorks {
                states: states.collect(),
                pair: self.newest_pair(works.finished(), page),
            }),
            ..part
        })
    }

    fn part_of_venues(&self, id: PlaceId, page: &SitePath) -> Option<Part> {
        let places = self.model.reach(id, Reach::WithBelow).into_iter();
        let places = places.map(|place| self.model.place(place));
        let venues = Self::venues_of(id, places, page);
        let own = &self.model.place(id).venues;
        let list = routes::venues(&self.model.place(id).folder);
        (!venues.is_empty()).then(|| Part {
            venues,
            list: (!own.is_empty()).then(|| page.relative(&list)),
            ..Part::default()
        })
    }

    fn part_of_revenue(&self, id: PlaceId, page: &SitePath) -> Option<Part> {
        let places = self.model.reach(id, Reach::WithBelow);
        let mut revenue = Vec::new();
        for place in places.iter().copied() {
            let of = self.model.revenue(place);
            if of.is_empty() {
                continue;
            }
            let last = of.last();
            let closing = last.map(|last| last.closing).unwrap_or_default();
            revenue.push(PartRevenue {
                place: self.place_link(place, page),
                statements: of.statements.len(),
                list: page.relative(&self.list_at(place, Kind::Account)),
                last: last.and_then(|last| {
                    let link = self.link(last.record, page)?;
                    Some((link, self.period_name(last.period)))
                }),
                closing: closing.shown(),
                debt: closing < Money(0),
                missing: of.missing.iter().map(|of| self.period_name(*of)).collect(),
            });
        }
        let is_told = |place| !self.model.revenue(place).is_empty();
        (!revenue.is_empty()).then(|| Part {
            revenue,
            silent: self.silent(&places, is_told, page),
            list: Some(page.relative(&self.list_at(id, Kind::Account))),
            ..Part::default()
        })
    }

    fn part_of_marks(&self, id: PlaceId, page: &SitePath) -> Option<Part> {
        let days = NaiveDate::MIN..=self.model.today();
        let places = self.model.reach(id, Reach::WithBelow);
        let marks: Vec<PartMark> = places
            .iter()
            .filter_map(|place| {
                let mark = self.model.mark(*place, &days)?;
                Some(PartMark {
                    place: self.place_link(*place, page),
                    assessment: self.link(mark.assessment, page),
                    period: self.period_name(mark.period),
                    total: mark.total.map(Hundredths::written),
                    rank: mark.rank.map(|rank| (rank, mark.of)),
                    satisfaction: mark.satisfaction.map(satisfied),
                })
            })
            .collect();
        if marks.is_empty() {
            return self.part_of_kind(id, Kind::Assessment, page);
        }
        let is_told = |place| self.model.mark(place, &days).is_some();
        let has_list = self.model.has_list(id, Kind::Assessment);
        let list = has_list.then(|| page.relative(&self.list_at(id, Kind::Assessment)));
        Some(Part {
            marks,
            silent: self.silent(&places, is_told, page),
            list,
            ..Part::default()
        })
    }

    /// Those of these places without places below of which nothing is told.
    fn silent(
        &self,
        places: &[PlaceId],
        is_told: impl Fn(PlaceId) -> bool,
        page: &SitePath,
    ) -> Vec<Link> {
        let places = places.iter().copied();
        places
            .filter(|place| self.model.children(*place).is_empty() && !is_told(*place))
            .map(|place| self.place_link(place, page))
            .collect()
    }

    /// Of these works the last to be finished of which there are pictures before and after.
    fn newest_pair(
        &self,
        works: impl Iterator<Item = RecordId>,
        page: &SitePath,
    ) -> Option<WorkPair> {
        let today = self.model.today();
        let mut finished: Vec<(&Record, &Work)> = works
            .filter_map(|id| self.model.record(id))
            .filter(|record| !is_erased(record))
            .filter_map(|record| match &record.facts {
                Facts::Work(work) => Some((record, work.as_ref())),
                _ => None,
            })
            .filter(|(_, work)| !work.before.is_empty() && !work.after.is_empty())
            .collect();
        finished
            .sort_by_key(|(record, work)| (work.counts_as_done(record.date, today), &record.key));
        let (record, work) = finished.pop()?;
        let facts = self.work_facts(work, record, page);
        Some(WorkPair {
            work: self.link(record.id, page)?,
            before: facts.before.into_iter().next()?,
            after: facts.after.into_iter().next_back()?,
        })
    }

    /// A part that is filled by the records of a kind; none where there are none.
    fn part_of_kind(&self, id: PlaceId, kind: Kind, page: &SitePath) -> Option<Part> {
        let mut records = self.model.listed_at(id, kind);
        records.retain(|record| record.withdrawn.is_none());
        if records.is_empty() {
            return None;
        }
        let total = records.len();
        records.truncate(SHOWN);
        Some(Part {
            total,
            list: Some(page.relative(&self.list_at(id, kind))),
            rows: self.rows_at(id, &records, page),
            ..Part::default()
        })
    }

    fn published_of(&self, ids: &[RecordId]) -> Vec<&Record> {
        let records = ids.iter();
        records.filter_map(|id| self.model.record(*id)).collect()
    }

    fn list_at(&self, id: PlaceId, kind: Kind) -> SitePath {
        routes::list(&self.model.place(id).folder, kind)
    }

    fn rows_at(&self, id: PlaceId, records: &[&Record], page: &SitePath) -> Vec<Row> {
        let records = records.iter();
        records
            .map(|record| self.row_at(id, record, page))
            .collect()
    }
}
