//! News of a place as an Atom feed.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Composer, is_erased, iso};
use crate::markdown;
use crate::model::PlaceId;
use crate::model::record::Record;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::feed::{FeedEntry, FeedView};
use crate::plan::view::record::Withdrawal;

/// Most entries of a feed.
const MOST: usize = 40;
/// Longest beginning of a text, in characters.
const EXCERPT: usize = 120;

impl Composer<'_> {
    /// News of a place and those below: what its lists show, by the day on which it changed last.
    pub(super) fn feed(&self, id: PlaceId) -> FeedView {
        let place = self.model.place(id);
        let file = routes::feed(&place.folder);
        let mut news: Vec<(NaiveDate, &Record)> = self
            .all_listed(id)
            .into_iter()
            .map(|record| (self.model.updated(record), record))
            .collect();
        let newest = |(updated, record): &(NaiveDate, &Record)| {
            (Reverse(*updated), Reverse(record.date), record.id)
        };
        if news.len() > MOST {
            news.select_nth_unstable_by_key(MOST, newest);
            news.truncate(MOST);
        }
        news.sort_unstable_by_key(newest);
        // What is to come is dated by its day; the feed itself did not change on a day to come.
        let today = self.model.today();
        let past = news.iter().find(|(updated, _)| *updated <= today);
        let updated = past.or(news.last()).map_or(today, |(updated, _)| *updated);
        FeedView {
            id: format!("urn:uuid:{}", self.lasting_id("feed", &place.folder)),
            place: place.title.clone(),
            site: self.site.title.clone(),
            demo: place.demo,
            updated: self.moment(updated),
            href: self.way(&file, &file),
            home: self.way(&file, &routes::place(&place.folder)),
            entries: news
                .iter()
                .map(|(updated, record)| self.feed_entry(id, record, *updated, &file))
                .collect(),
        }
    }

    fn feed_entry(
        &self,
        id: PlaceId,
        record: &Record,
        updated: NaiveDate,
        file: &SitePath,
    ) -> FeedEntry {
        let erased = is_erased(record);
        let excerpt = || markdown::excerpt(&record.text.source, EXCERPT);
        FeedEntry {
            id: self.urn(record),
            href: self.way(file, &self.page_of(record)),
            title: (!erased).then(|| record.full_title()),
            kind: record.kind.key(),
            place: self.other_place(id, record),
            demo: self.model.place(record.place).demo,
            published: self.moment(record.date),
            updated: self.moment(updated),
            issuers: if erased {
                Vec::new()
            } else {
                self.names(&record.issuers)
            },
            row: (!erased).then(|| self.row(record, file)),
            excerpt: (!erased).then(excerpt).filter(|text| !text.is_empty()),
            withdrawn: record.withdrawn.as_ref().map(|withdrawal| Withdrawal {
                date: iso(withdrawal.date),
                reason: withdrawal.reason.clone(),
                erased: withdrawal.erase,
            }),
        }
    }
}
