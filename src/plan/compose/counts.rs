//! Counts as pages show them.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Composer, iso};
use crate::model::counts::{self, Reach};
use crate::model::keyed::Kind;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::counts::{Count, IssueCounts, SpanCounts};

/// The most records of a count that a page names where no list shows exactly them: more are a list
/// themselves, and on the pages of many weeks they would cost more than all other pages together.
const FEW: usize = 12;

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

impl Listed {
    /// Where a place lists its issues, seen from a page: on its list, which begins with those that
    /// are open, overdue ones first, and tells how many were closed in each year.
    pub(super) fn of_place(folder: &str, page: &SitePath) -> Self {
        let list = page.relative(&routes::list(folder, Kind::Issue));
        let open = Some(format!("{list}#current"));
        let closed = Some(format!("{list}#closed"));
        Listed {
            all: Some(list),
            overdue: open.clone(),
            open,
            solved: closed.clone(),
            aside: closed,
            ..Listed::default()
        }
    }
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
}
