//! Corrections, replacements and withdrawals: no circles, no correction before what it corrects,
//! no two that both claim to be the last word, no withdrawal before its day.

use std::collections::BTreeMap;

use super::Records;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::RecordId;
use crate::model::record::{Record, Supersedes};
use crate::source::Span;
use crate::words;

/// Checks all of it.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    // By the position of the earlier record, those that correct or replace it, in order of paths.
    let mut later: BTreeMap<u32, Vec<(&Record, &Supersedes)>> = BTreeMap::new();
    for record in records.published() {
        if let Some(withdrawal) = record
            .withdrawn
            .as_ref()
            .filter(|withdrawal| withdrawal.date > records.today)
        {
            let date = withdrawal.date;
            diagnostics.push(
                Diagnostic::warning(
                    "withdrawn-future",
                    Span::new(&record.source, withdrawal.range.clone()),
                    words!(
                        "撤回日期 {date} 还没有到，这条记录现在仍然有效",
                        "the day of withdrawal, {date}, is still to come: the record stands until then"
                    ),
                )
                .help(words!(
                    "现在就撤回，写今天的日期",
                    "write today's date to withdraw it now"
                )),
            );
        }
        for other in superseded(record) {
            let (Some(position), Some(earlier)) = (
                records.positions.get(&other.record),
                records.get(other.record),
            ) else {
                continue;
            };
            if earlier.id == record.id {
                continue;
            }
            if record.date < earlier.date {
                early(record, other, earlier, diagnostics);
            }
            later.entry(*position).or_default().push((record, other));
        }
    }
    for claims in later.values() {
        for (record, other) in claims {
            circle(records, record, other, diagnostics);
        }
        if claims.len() > 1 {
            rivals(records, claims, diagnostics);
        }
    }
}

/// What a record corrects or replaces.
fn superseded(record: &Record) -> impl Iterator<Item = &Supersedes> {
    let others = record.corrects.iter().chain(&record.replaces);
    others.map(std::convert::AsRef::as_ref)
}

fn early(record: &Record, other: &Supersedes, earlier: &Record, diagnostics: &mut Diagnostics) {
    let (date, before, path) = (record.date, earlier.date, &earlier.source.path);
    diagnostics.push(
        Diagnostic::error(
            "dates-order",
            Span::new(&record.source, other.range.clone()),
            words!(
                "这条记录的日期 {date} 早于它所更正的 {path}（{before}）",
                "the date {date} of this record is before that of {path}, which it corrects ({before})"
            ),
        )
        .help(words!(
            "核对两条记录的日期，或把更正写在后一条里",
            "check both dates, or write the correction into the later record"
        )),
    );
}

/// Reports a record that in the end corrects itself, once, in the first file of the circle.
fn circle(
    records: &Records<'_>,
    first: &Record,
    other: &Supersedes,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: Vec<RecordId> = vec![first.id];
    let mut last = other.record;
    loop {
        let Some(record) = records.get(last) else {
            return;
        };
        if record.id == first.id {
            break;
        }
        // A circle that begins further on is told where it begins, and once.
        if seen.contains(&record.id) || record.source.path < first.source.path {
            return;
        }
        seen.push(record.id);
        let Some(next) = superseded(record).next() else {
            return;
        };
        last = next.record;
    }
    let path = records
        .get(other.record)
        .map_or("", |record| record.source.path.as_str());
    diagnostics.push(
        Diagnostic::error(
            "correction-cycle",
            Span::new(&first.source, other.range.clone()),
            words!(
                "更正、代替绕成了圈：{path} 又更正或代替了这一条",
                "corrections go round in a circle: {path} in turn corrects or replaces this record"
            ),
        )
        .help(words!(
            "只在后发的那一条里写“更正”或“代替”",
            "write `corrects` or `replaces` in the later record only"
        )),
    );
}

/// Of two corrections of one record the later must correct or replace the earlier.
fn rivals(records: &Records<'_>, claims: &[(&Record, &Supersedes)], diagnostics: &mut Diagnostics) {
    let standing: Vec<&(&Record, &Supersedes)> = claims
        .iter()
        .filter(|(record, _)| {
            let is_withdrawn = record
                .withdrawn
                .as_ref()
                .is_some_and(|withdrawal| withdrawal.date <= records.today);
            let is_superseded = claims
                .iter()
                .any(|(other, _)| superseded(other).any(|of| of.record == record.id));
            !is_withdrawn && !is_superseded
        })
        .collect();
    let [first, rest @ ..] = standing.as_slice() else {
        return;
    };
    for (record, other) in rest.iter().copied() {
        let path = &first.0.source.path;
        diagnostics.push(
            Diagnostic::warning(
                "two-corrections",
                Span::new(&record.source, other.range.clone()),
                words!(
                    "同一条记录已由 {path} 更正或代替，读者不知道以哪一条为准",
                    "{path} corrects or replaces the same record: readers cannot tell which holds"
                ),
            )
            .other(
                Span::new(&first.0.source, first.1.range.clone()),
                words!("另一条在这里", "the other is here"),
            )
            .help(words!(
                "在后一条里写“代替”前一条更正",
                "let the later one replace the earlier correction"
            )),
        );
    }
}
