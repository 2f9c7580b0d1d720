//! Counts as pages show them.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Composer, iso};
use crate::model::counts::{self, Reach};
use crate::model::keyed::Kind;
use crate::model::record::Record;
use crate::model::satisfaction::{Asked, Satisfaction};
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::counts::{self as view, Count, IssueCounts, SpanCounts, Told};

/// The most records of a count that a page names where no list shows exactly them: more are a list
/// themselves, and on the pages of many weeks they would cost more than all other pages together.
const FEW: usize = 12;

/// Fewer answers than these say little as a share: the numbers come first.
const MANY_ANSWERS: u64 = 10;

/// Where pages list the records of counts; none where no page lists exactly these.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    pub(super) all: Option<String>,
    pub(super) open: Option<String>,
    pub(super) overdue: Option<String>,
    pub(super) solved: Option<String>,
    pub(super) aside: Option<String>,
    pub(super) raised: Option<String>,
    pub(super) found: Option<String>,
}

impl Composer<'_> {
    /// The issues of a place by how they stood at the end of a day.
    pub(super) fn issue_counts(
        &self,
        place: PlaceId,
        reach: Reach,
        day: NaiveDate,
        listed: &Listed,
        page: &SitePath,
    ) -> IssueCounts {
        let counts = self.model.issues_on(place, reach, day);
        self.counts_view(&counts, (place, reach), day, listed, page)
    }

    /// Where a place lists its issues, seen from a page: those that are open on its list, overdue
    /// ones first, the others on that of their state or, if they are of one year, of this year.
    pub(super) fn listed_issues(&self, place: PlaceId, page: &SitePath) -> Listed {
        let list = page.relative(&routes::list(&self.model.place(place).folder, Kind::Issue));
        let open = Some(format!("{list}#current"));
        let today = self.model.today();
        let counts = self.model.issues_on(place, Reach::WithBelow, today);
        let of_state = |records: &[RecordId], state: &'static str| {
            let records = records.iter().filter_map(|id| self.model.record(*id));
            let records: Vec<&Record> = records.collect();
            self.list_of_state(place, Kind::Issue, state, &records, page)
        };
        Listed {
            all: Some(list),
            overdue: open.clone(),
            open,
            solved: Some(of_state(&counts.solved, "solved")),
            aside: Some(of_state(&counts.aside, "aside")),
            ..Listed::default()
        }
    }

    /// Counts that were made already, for example those of one category.
    pub(super) fn counts_view(
        &self,
        counts: &counts::IssueCounts,
        (place, reach): (PlaceId, Reach),
        day: NaiveDate,
        listed: &Listed,
        page: &SitePath,
    ) -> IssueCounts {
        let all: Vec<RecordId> = counts.all().collect();
        IssueCounts {
            on: iso(day),
            place: self.model.place(place).folder.clone(),
            with_below: reach == Reach::WithBelow,
            // All of them are listed where their parts are.
            all: Count {
                number: all.len(),
                href: listed.all.clone(),
                links: Vec::new(),
            },
            open: self.count(&counts.open, listed.open.as_ref(), page),
            overdue: self.count(&counts.overdue, listed.overdue.as_ref(), page),
            solved: self.count(&counts.solved, listed.solved.as_ref(), page),
            aside: self.count(&counts.aside, listed.aside.as_ref(), page),
        }
    }

    /// What happened to the issues of a place within some days.
    pub(super) fn span_counts(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
        listed: &Listed,
        page: &SitePath,
    ) -> SpanCounts {
        let counts = self.model.issues_in(place, reach, days);
        SpanCounts {
            from: iso(*days.start()),
            to: iso(*days.end()),
            place: self.model.place(place).folder.clone(),
            with_below: reach == Reach::WithBelow,
            raised: self.count(&counts.raised, listed.raised.as_ref(), page),
            found: self.count(&counts.found, listed.found.as_ref(), page),
            solved: self.count(&counts.solved, listed.solved.as_ref(), page),
        }
    }

    /// A number of records. A page that lists exactly them is linked; if there is none, a few are
    /// linked themselves, and many stand among others on the lists of their places.
    pub(super) fn count(
        &self,
        records: &[RecordId],
        listed: Option<&String>,
        page: &SitePath,
    ) -> Count {
        let links = match listed {
            None if records.len() <= FEW => {
                let records = records.iter();
                records.filter_map(|id| self.link(*id, page)).collect()
            }
            _ => Vec::new(),
        };
        Count {
            number: records.len(),
            href: listed.cloned().filter(|_| !records.is_empty()),
            links,
        }
    }

    /// How satisfied residents of a place are with all that was solved and finished so far, with the
    /// way to the list of exactly these; none if nobody was asked.
    pub(super) fn satisfaction(
        &self,
        place: PlaceId,
        reach: Reach,
        page: &SitePath,
    ) -> Option<view::Satisfaction> {
        let days = NaiveDate::MIN..=self.model.today();
        let asked = self.model.satisfaction(place, reach, &days);
        let list = page.relative(&self.list_of_answers(place));
        let view = self.satisfaction_view(&asked, (place, reach), &days)?;
        Some(view::Satisfaction {
            href: Some(format!("{list}#asked")),
            ..view
        })
    }

    /// The page on which a place tells what was asked about its records.
    pub(super) fn list_of_answers(&self, place: PlaceId) -> SitePath {
        let has_issues = self.model.has_list(place, Kind::Issue);
        let kind = if has_issues { Kind::Issue } else { Kind::Work };
        routes::list(&self.model.place(place).folder, kind)
    }

    /// Answers as a page shows them, without the records; none if nobody was asked.
    pub(super) fn satisfaction_view(
        &self,
        asked: &Asked,
        (place, reach): (PlaceId, Reach),
        days: &RangeInclusive<NaiveDate>,
    ) -> Option<view::Satisfaction> {
        let total = asked.total;
        Some(view::Satisfaction {
            from: (*days.start() > NaiveDate::MIN).then(|| iso(*days.start())),
            to: iso(*days.end()),
            place: self.model.place(place).folder.clone(),
            with_below: reach == Reach::WithBelow,
            asked: total.asked,
            satisfied: total.satisfied,
            rate: total.rate()?,
            few: total.asked < MANY_ANSWERS,
            records: asked.records.len(),
            href: None,
            told: Vec::new(),
            unasked: asked.unasked.len(),
        })
    }

    /// What was answered about each record, newest answer first, for a page of a place.
    pub(super) fn answers(&self, place: PlaceId, asked: &Asked, page: &SitePath) -> Vec<Told> {
        let told = |(id, of): &(RecordId, Satisfaction)| {
            let record = self.model.record(*id)?;
            let elsewhere = record.place != place;
            Some(Told {
                record: self.link(*id, page)?,
                place: elsewhere.then(|| self.model.place(record.place).title.clone()),
                asked: of.asked,
                satisfied: of.satisfied,
                rate: of.rate()?,
                few: of.asked < MANY_ANSWERS,
            })
        };
        asked.records.iter().rev().filter_map(told).collect()
    }

    /// The answers about what was solved and finished within some days, with the records where they
    /// are a few; none if nobody was asked.
    pub(super) fn satisfaction_in(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
        page: &SitePath,
    ) -> Option<view::Satisfaction> {
        let asked = self.model.satisfaction(place, reach, days);
        let view = self.satisfaction_view(&asked, (place, reach), days)?;
        let is_few = asked.records.len() <= FEW;
        Some(view::Satisfaction {
            told: if is_few {
                self.answers(place, &asked, page)
            } else {
                Vec::new()
            },
            ..view
        })
    }
}
