//! Steps of a series that stand in the wrong order, and pre-reviews that came after the vote.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Records;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::keyed::{Kind, Step};
use crate::model::record::{Facts, Record};
use crate::model::series;
use crate::model::{PlaceId, RecordId};
use crate::source::Span;
use crate::words;

/// First days of votes, by their notices.
type Begins = BTreeMap<RecordId, NaiveDate>;

/// A step of a series on a day.
struct Event<'r> {
    step: Step,
    day: NaiveDate,
    at: Span,
    /// The notice of a vote comes before the vote; when that begins it does not say.
    announces: bool,
    record: &'r Record,
}

/// Checks all series, and what was looked at beforehand.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    let begins: Begins = records
        .published()
        .filter_map(|record| match &record.facts {
            Facts::Resolution(resolution) => {
                let voting = resolution.voting.as_ref()?;
                Some((voting.notice?, voting.from.or(voting.to)?))
            }
            _ => None,
        })
        .collect();
    let mut named: BTreeMap<(PlaceId, String), Vec<Event<'_>>> = BTreeMap::new();
    for record in records.published() {
        late_review(records, &begins, record, diagnostics);
        if let Some(series) = record.series.as_ref().filter(|_| record.stands()) {
            let key = (record.place, series::plain(&series.name));
            named.entry(key).or_default().extend(events(record));
        }
    }
    for events in named.values() {
        order(events, diagnostics);
    }
}

/// What a record tells of the steps of its series: a vote that was counted began before.
fn events(record: &Record) -> impl Iterator<Item = Event<'_>> {
    let at = record.series.as_ref().map(|series| series.range.clone());
    let span = |range| Span::new(&record.source, range);
    let own = record.step().zip(at).map(|(step, at)| Event {
        step,
        day: record.day_of_step(),
        at: span(at),
        announces: step == Step::Vote && record.kind == Kind::Notice,
        record,
    });
    let voting = match &record.facts {
        Facts::Resolution(resolution) => resolution.voting.as_ref(),
        _ => None,
    };
    let begun = voting.and_then(|voting| {
        Some(Event {
            step: Step::Vote,
            day: voting.from.or(voting.to)?,
            at: span(voting.range.clone()),
            announces: false,
            record,
        })
    });
    // As long as nothing is counted, its vote is the step.
    let own = own.filter(|own| begun.is_none() || own.step != Step::Vote);
    own.into_iter().chain(begun)
}

/// Reports the first record of a step that is dated before all of an earlier step. A vote may be held
/// again after its result; filing and handover come in any order.
fn order(events: &[Event<'_>], diagnostics: &mut Diagnostics) {
    let first = |step: Step| {
        let of = events.iter().filter(|event| event.step == step);
        of.min_by_key(|event| event.day)
    };
    for step in Step::every().iter().copied() {
        let of = events
            .iter()
            .filter(|event| event.step == step && !event.announces);
        let Some(event) = of.min_by_key(|event| event.day) else {
            continue;
        };
        let mut earlier = Step::every().iter().copied();
        let wrong = earlier.find_map(|other| {
            let is_before = other < step && other != Step::Filing;
            first(other).filter(|other| is_before && event.day < other.day)
        });
        if let Some(other) = wrong {
            diagnostics.push(out_of_order(event, other));
        }
    }
}

fn out_of_order(event: &Event<'_>, other: &Event<'_>) -> Diagnostic {
    let (zh, en) = (event.step.names()[0], event.step.key());
    let (other_zh, other_en) = (other.step.names()[0], other.step.key());
    let (day, other_day) = (event.day, other.day);
    let found = Diagnostic::warning(
        "series-order",
        event.at.clone(),
        words!(
            "“{zh}”在 {day}，早于前面的环节“{other_zh}”的 {other_day}",
            "the step `{en}` is of {day}, before the earlier step `{other_en}` of {other_day}"
        ),
    );
    let found = if event.record.id == other.record.id {
        found
    } else {
        let words = words!("“{other_zh}”在这里", "`{other_en}` is here");
        found.other(other.at.clone(), words)
    };
    found.help(words!(
        "核对两个日期和“环节”；确实是这样办的，写进“知悉”",
        "check both dates and the `step`; if that is how it went, say so under `acknowledge`"
    ))
}

/// Reports a pre-review that is dated after the vote began.
fn late_review(
    records: &Records<'_>,
    begins: &Begins,
    record: &Record,
    diagnostics: &mut Diagnostics,
) {
    let Some(review) = &record.pre_review else {
        return;
    };
    let begin = match &record.facts {
        Facts::Resolution(resolution) => {
            let voting = resolution.voting.as_ref();
            let begun = voting.and_then(|voting| voting.from.or(voting.to));
            Some(begun.unwrap_or(record.date))
        }
        Facts::Notice(notice) => begins.get(&record.id).copied().or_else(|| {
            let about = records.get(notice.about?)?;
            matches!(about.facts, Facts::Meeting(_)).then(|| about.day_of_step())
        }),
        _ => None,
    };
    let day = review.date;
    if let Some(begin) = begin.filter(|begin| *begin < day) {
        let found = Diagnostic::warning(
            "pre-review-late",
            Span::new(&record.source, review.range.clone()),
            words!(
                "前置研究在 {day}，表决 {begin} 已经开始",
                "the pre-review is of {day}, and the vote began on {begin}"
            ),
        );
        diagnostics.push(found.help(words!(
            "核对两个日期；表决以后才研究的，不写“前置研究”，写进正文",
            "check both dates; what was looked at after the vote is no pre-review: write it into the text"
        )));
    }
}
