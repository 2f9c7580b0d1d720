//! Records as they stand on the day for which the site is told: what is still to come does not
//! count, and what meetings reported of an issue is part of its progress.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::chunks::Chunks;
use super::index::{Index, Positions};
use super::issue::Progress;
use super::memory::Memory;
use super::progress::Entry;
use super::record::{Facts, Record};
use super::{RecordId, Slot};
use crate::law::calendar::Calendar;

/// Brings published records to the day. With a record, all that correct each other or report of each
/// other are among them.
pub fn bring(
    slots: &mut Chunks<Slot>,
    records: &[u32],
    index: &Index,
    calendar: &Calendar,
    today: NaiveDate,
    memory: &mut Memory,
) {
    for at in records {
        if let Some(Slot::Published(record)) = slots.get_mut(*at as usize)
            && let Some(now) = without_what_is_to_come(record, today)
        {
            *record = Arc::new(now);
        }
    }
    begin_anew(slots, records, index.positions(), calendar);
    merge_reviews(slots, records, index, today, memory);
}

/// A notice that corrects another in substance and says no period of its own is on display for as
/// long as that one was to be: those who could object then can object again.
fn begin_anew(
    slots: &mut Chunks<Slot>,
    records: &[u32],
    positions: &Positions,
    calendar: &Calendar,
) {
    let published = |id| match slots.get(*positions.get(&id)? as usize)? {
        Slot::Published(record) => Some(record),
        Slot::LeftOut { .. } => None,
    };
    let mut anew = Vec::new();
    for at in records {
        let Some(Slot::Published(record)) = slots.get(*at as usize) else {
            continue;
        };
        let mut first = record;
        let mut steps = 0;
        while let Some(earlier) = corrected_anew(first).and_then(published) {
            first = earlier;
            steps += 1;
            // Corrections in a circle were reported.
            if steps > records.len() {
                break;
            }
        }
        if let Some(display) = first.display().filter(|_| steps > 0) {
            anew.push((*at, display.anew(record.date, calendar)));
        }
    }
    for (at, display) in anew {
        if let Some(Slot::Published(record)) = slots.get_mut(at as usize)
            && let Facts::Notice(notice) = &mut Arc::make_mut(record).facts
        {
            notice.display = Some(display);
        }
    }
}

/// The record whose period a notice takes over.
pub fn corrected_anew(record: &Record) -> Option<RecordId> {
    let Facts::Notice(notice) = &record.facts else {
        return None;
    };
    let corrects = record
        .corrects
        .as_ref()
        .filter(|corrects| corrects.material)?;
    (!notice.own_period).then_some(corrects.record)
}

/// The record without a withdrawal and entries of progress of later days; none if it has none.
fn without_what_is_to_come(record: &Record, today: NaiveDate) -> Option<Record> {
    let is_withdrawn_later = record
        .withdrawn
        .as_ref()
        .is_some_and(|withdrawal| withdrawal.date > today);
    if !is_withdrawn_later && last_entry(record).is_none_or(|last| last <= today) {
        return None;
    }
    let mut now = record.clone();
    if is_withdrawn_later {
        now.withdrawn = None;
    }
    match &mut now.facts {
        Facts::Issue(issue) => {
            // An issue that is still to be found is shown as such: it has an entry at least.
            let first = issue.progress.first().cloned();
            until(&mut issue.progress, today);
            if issue.progress.is_empty() {
                issue.progress.extend(first);
            }
        }
        Facts::Meeting(meeting) => until(&mut meeting.progress, today),
        Facts::Resolution(resolution) => until(&mut resolution.progress, today),
        Facts::Work(work) => {
            until(&mut work.progress, today);
            let accepted = work.acceptance.take();
            work.acceptance = accepted.filter(|acceptance| acceptance.date <= today);
        }
        Facts::Activity(activity) => until(&mut activity.progress, today),
        Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_) => {}
    }
    Some(now)
}

fn until<S>(progress: &mut Vec<Entry<S>>, today: NaiveDate) {
    progress.retain(|entry| entry.date <= today);
}

/// The day of the last entry of a record's own progress.
pub fn last_entry(record: &Record) -> Option<NaiveDate> {
    match &record.facts {
        Facts::Issue(issue) => issue.progress.last().map(|entry| entry.date),
        Facts::Meeting(meeting) => meeting.progress.last().map(|entry| entry.date),
        Facts::Resolution(resolution) => resolution.progress.last().map(|entry| entry.date),
        Facts::Work(work) => {
            let accepted = work.acceptance.as_ref().map(|acceptance| acceptance.date);
            let last = work.progress.last().map(|entry| entry.date);
            accepted.max(last)
        }
        Facts::Activity(activity) => activity.progress.last().map(|entry| entry.date),
        Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_) => None,
    }
}

/// What meetings report of issues becomes part of the issues' progress; a meeting that was not
/// held has reported nothing.
fn merge_reviews(
    slots: &mut Chunks<Slot>,
    records: &[u32],
    index: &Index,
    today: NaiveDate,
    memory: &mut Memory,
) {
    let mut reviews: Vec<(u32, Progress)> = Vec::new();
    for at in records {
        let Some(Slot::Published(record)) = slots.get(*at as usize) else {
            continue;
        };
        let Facts::Meeting(meeting) = &record.facts else {
            continue;
        };
        if meeting.reviews.is_empty()
            || record.withdrawn.is_some()
            || !meeting.has_met(record.date, today)
        {
            continue;
        }
        for review in &meeting.reviews {
            let Some(position) = index.positions().get(&review.issue) else {
                continue;
            };
            let entry = Progress {
                date: meeting.day(record.date),
                state: review.state,
                note: review.note.clone(),
                until: review.until,
                of: review.of,
                evidence: Vec::new(),
                meeting: Some(record.id),
                range: review.range.clone(),
            };
            reviews.push((*position, entry));
        }
    }
    // Stable: reviews of one issue stay in the order of their meetings.
    reviews.sort_by_key(|(position, _)| *position);
    let mut reviewed = HashSet::new();
    for of_one in reviews.chunk_by(|a, b| a.0 == b.0) {
        let Some(Slot::Published(record)) = slots.get_mut(of_one[0].0 as usize) else {
            continue;
        };
        let entries = of_one.iter().map(|(_, entry)| entry.clone()).collect();
        reviewed.insert(of_one[0].0);
        *record = memory.with_reviews(record, entries);
    }
    for at in records.iter().filter(|at| !reviewed.contains(*at)) {
        let (_, entry) = &index.records[*at as usize];
        memory.forget_reviews(entry.id);
    }
}
