//! What hangs: the line on the page of a record, and the certificate that it hung.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Composer, iso};
use crate::model::postings::{Posting, Spot};
use crate::model::record::Record;
use crate::model::{PlaceId, RecordId};
use crate::paths::{InputPath, SitePath};
use crate::plan::view::certificate::{Board, CertificateView, Photo};
use crate::plan::view::place::PublicityView;
use crate::plan::view::record::Hung;

impl Composer<'_> {
    /// Since when and where the poster of a record hangs, as far as the office has noted. Boards are
    /// named as their places name them; persons are not.
    pub(super) fn hung(&self, record: &Record) -> Option<Hung> {
        let rows: Vec<&Posting> = self
            .model
            .postings_of(record.id)
            .filter(|row| row.posted.is_some())
            .collect();
        let (groups, rows): (Vec<&Posting>, Vec<&Posting>) =
            rows.into_iter().partition(|row| row.group.is_some());
        let first = |rows: &[&Posting]| rows.iter().filter_map(|row| row.posted).min();
        // What was sent to a group hangs nowhere yet.
        let from = first(&rows).or_else(|| first(&groups))?;
        let is_down = !rows.is_empty() && rows.iter().all(|row| row.taken_down.is_some());
        let until = rows.iter().filter_map(|row| row.taken_down).max();
        let named = rows.iter().find_map(|row| {
            let place = self.model.place(row.place);
            let boards = place.notice_boards();
            let board = &boards.get(row.known?)?.name;
            // The board of a place that names none is called as the place.
            Some(if row.place == record.place || *board == place.title {
                board.clone()
            } else {
                format!("{}{board}", place.title)
            })
        });
        Some(Hung {
            from: iso(from),
            until: until.filter(|_| is_down).map(iso),
            board: named,
            boards: spots(&rows),
            groups: spots(&groups),
            days: self.model.days_to_posting(record),
        })
    }

    /// How soon the records of a place were posted, as far as that is noted.
    pub(super) fn publicity(
        &self,
        id: PlaceId,
        days: &RangeInclusive<NaiveDate>,
        page: &SitePath,
    ) -> Option<PublicityView> {
        let publicity = self.model.publicity(id, days)?;
        let links = |records: &[RecordId]| {
            let records = records.iter();
            records.filter_map(|id| self.link(*id, page)).collect()
        };
        let median = publicity.median_twice().map(|twice| {
            let half = if twice % 2 == 1 { ".5" } else { "" };
            format!("{}{half}", twice / 2)
        });
        Some(PublicityView {
            noted: publicity.days.len(),
            median,
            slowest: publicity
                .slowest()
                .and_then(|(id, days)| Some((self.link(id, page)?, days))),
            unknown: links(&publicity.unknown),
        })
    }

    /// The certificate that the poster of a record hung at a place; none if nobody noted that it did.
    /// Photos still lack their hashes.
    pub fn certificate(&self, record: &Record, place: PlaceId) -> Option<CertificateView> {
        let display = record.display()?;
        let here = self.model.place(place);
        let mut rows: Vec<&Posting> = self
            .model
            .postings_of(record.id)
            .filter(|row| row.place == place && row.posted.is_some() && row.group.is_none())
            .collect();
        rows.sort_by_key(|row| (row.known.is_none(), row.known, row.posted));
        if rows.is_empty() {
            return None;
        }
        let poster = self.poster(record);
        let over = self.model.ended(record);
        // The first day on which it need not hang any more.
        let end = display.last_day.and_then(|last| last.succ_opt());
        let end = end.into_iter().chain(over.map(|(day, _)| day)).min();
        let names = here.notice_boards();
        let boards = rows.iter().filter_map(|row| {
            let board = row.known.and_then(|at| names.get(at));
            Some(Board {
                name: board.map_or(&row.board, |board| &board.name).clone(),
                posted: iso(row.posted?),
                taken_down: row.taken_down.map(iso),
                by: row.by.clone(),
                days: row.taken_down.and_then(|down| full_days(row.posted?, down)),
                is_late: row.posted > Some(display.from),
                is_short: end
                    .zip(row.taken_down)
                    .is_some_and(|(end, down)| down < end),
            })
        });
        let boards: Vec<Board> = boards.collect();
        let mut hashes: Vec<String> = rows.iter().filter_map(|row| row.hash.clone()).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let mut photos: Vec<&InputPath> = rows.iter().flat_map(|row| &row.photos).collect();
        photos.sort_unstable();
        photos.dedup();
        let photo = |path: &InputPath| Photo {
            name: path.file_name().to_owned(),
            hash: String::new(),
            source: path.clone(),
        };
        Some(CertificateView {
            language: poster.language.clone(),
            kind: poster.kind,
            r#type: poster.r#type,
            place: here.title.clone(),
            demo: here.demo,
            pinned_today: poster.pinned_today,
            title: record.full_title(),
            document_number: poster.document_number,
            number: poster.number,
            hashes,
            version: record.version,
            issuers: poster.issuers,
            from: iso(display.from),
            last_day: display.last_day.map(iso),
            days: display
                .last_day
                .map(|last| (last - display.from).num_days()),
            workdays: display.workdays,
            is_down: rows.iter().all(|row| row.taken_down.is_some()),
            over: over.map(|(day, _)| iso(day)),
            over_why: over.map(|(_, why)| why.key()),
            is_kept: end.map(|end| is_kept(&rows, display.from, end)),
            boards,
            photos: photos.into_iter().map(photo).collect(),
        })
    }
}

/// How many boards or groups there are in some rows.
fn spots(rows: &[&Posting]) -> usize {
    let spots = rows.iter().map(|row| (row.place, row.spot()));
    spots.collect::<BTreeSet<(PlaceId, Spot)>>().len()
}

/// Full days between a day of hanging and a day of taking down, neither of which is one.
fn full_days(posted: NaiveDate, down: NaiveDate) -> Option<i64> {
    Some((down - posted).num_days().checked_sub(1)?.max(0))
}

/// Whether a poster hung on every board from the day on which it was to until its end, on which it
/// need not hang any more.
fn is_kept(rows: &[&Posting], from: NaiveDate, end: NaiveDate) -> bool {
    rows.iter().all(|row| {
        let of_board = || rows.iter().filter(|other| other.spot() == row.spot());
        let first = of_board().filter_map(|row| row.posted).min();
        // What still hangs was taken down last.
        let down = of_board().map(|row| row.taken_down);
        let down = down.max_by_key(|down| down.map_or(NaiveDate::MAX, |down| down));
        first.is_some_and(|first| first <= from) && down.flatten().is_none_or(|down| end <= down)
    })
}
