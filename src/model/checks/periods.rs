//! Periods between records: whether a vote was noticed early enough, whether a decision was posted
//! soon, what the board of a place lacks.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Findings, Records, World};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::law::period::{Ahead, ahead};
use crate::model::PlaceId;
use crate::model::keyed::{Decider, Level, MeetingType, RuleStatus, Topic};
use crate::model::notice::{Display, Notice};
use crate::model::place::{self, Place};
use crate::model::record::{Facts, Record};
use crate::model::rules::Duty;
use crate::model::scope::Target;
use crate::source::Span;
use crate::words;

/// A vote or meeting with its notice.
struct Noticed<'r> {
    topic: Topic,
    /// Its first day.
    day: NaiveDate,
    /// The record of which it is wrong that the notice came late, and where that is to be said.
    record: &'r Record,
    at: Span,
    /// The record of the notice.
    by: &'r Record,
    notice: &'r Notice,
    posted: NaiveDate,
}

/// Reports votes and meetings whose notice came too late.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    let mut meetings: Vec<(&Record, Noticed<'_>)> = Vec::new();
    for record in records.published() {
        match &record.facts {
            Facts::Resolution(resolution) if resolution.decided_by == Decider::OwnersAssembly => {
                let Some(voting) = &resolution.voting else {
                    continue;
                };
                let by = voting.notice.and_then(|id| records.get(id));
                if let (Some(by), Some(day)) = (by, voting.from)
                    && let Some((notice, posted)) = posted(by)
                {
                    let noticed = Noticed {
                        topic: Topic::Assembly,
                        day,
                        record,
                        at: Span::new(&record.source, voting.range.clone()),
                        by,
                        notice,
                        posted,
                    };
                    report(records, &noticed, diagnostics);
                }
            }
            Facts::Notice(notice) => {
                let about = notice.about.and_then(|id| records.get(id));
                let (Some(about), Some((_, posted))) = (about, posted(record)) else {
                    continue;
                };
                // What comes after a meeting tells of it, and does not call it.
                if let Some((topic, day)) = meeting(about).filter(|(_, day)| posted < *day) {
                    let noticed = Noticed {
                        topic,
                        day,
                        record,
                        at: Span::new(&record.source, notice.posted.clone()),
                        by: record,
                        notice,
                        posted,
                    };
                    meetings.push((about, noticed));
                }
            }
            _ => {}
        }
    }
    // The first notice of a meeting counts; others only remind of it.
    meetings.sort_by(|a, b| (&a.0.key, a.1.posted).cmp(&(&b.0.key, b.1.posted)));
    meetings.dedup_by(|later, first| later.0.id == first.0.id);
    for (_, noticed) in &meetings {
        report(records, noticed, diagnostics);
    }
}

/// A notice that was not withdrawn, and the day on which it was posted.
fn posted(record: &Record) -> Option<(&Notice, NaiveDate)> {
    match &record.facts {
        Facts::Notice(notice) if record.withdrawn.is_none() => {
            let from = notice.display.map_or(record.date, |display| display.from);
            Some((notice, from))
        }
        _ => None,
    }
}

/// The matter and the day of a meeting of which rules want a notice: the day to which it was put
/// off, if it was.
fn meeting(record: &Record) -> Option<(Topic, NaiveDate)> {
    let Facts::Meeting(meeting) = &record.facts else {
        return None;
    };
    let topic = match meeting.r#type {
        MeetingType::OwnersAssembly => Topic::Assembly,
        MeetingType::Committee => Topic::CommitteeMeeting,
        _ => return None,
    };
    Some((topic, meeting.day(record.date)))
}

fn report(records: &Records<'_>, noticed: &Noticed<'_>, diagnostics: &mut Diagnostics) {
    let Noticed { day, posted, .. } = *noticed;
    for rule in records.rules.at(noticed.record.place, records.places) {
        let Duty::Ahead(days) = rule.duty else {
            continue;
        };
        if rule.topic.is_none() || !rule.is_about(Some(noticed.notice.r#type), Some(noticed.topic))
        {
            continue;
        }
        let named = rule.named();
        let (zh, en) = (named.zh, named.en);
        // With D the day of posting, the 15 days are D+1 to D+15.
        let safe = posted + chrono::Days::new(days + 1);
        let found = match ahead(posted, day, days) {
            Ahead::Enough => continue,
            Ahead::Disputed => Diagnostic::warning(
                "notice-15-days",
                noticed.at.clone(),
                words!(
                    "通知 {posted} 张贴，{day} 就开始，刚好{days}日：开始的当天算不算，有争议；规则{zh}",
                    "noticed on {posted} for {day}, exactly {days} days: whether the day itself counts is disputed; rule {en}"
                ),
            ),
            Ahead::TooFew => {
                let message = words!(
                    "通知 {posted} 张贴，{day} 就开始，不足{days}日；规则{zh}",
                    "noticed on {posted} for {day}, fewer than {days} days ahead; rule {en}"
                );
                let at = noticed.at.clone();
                // The 15 days are national law; what a site adds may be out of date.
                if rule.status == RuleStatus::National && noticed.topic == Topic::Assembly {
                    Diagnostic::error("notice-too-late", at, message)
                } else {
                    Diagnostic::warning("notice-late", at, message)
                }
            }
        };
        let mut found = found.help(words!(
            "张贴当日不算，最早 {safe} 开始；核对两个日期，确实来不及的，改期重新通知",
            "the day of posting is not counted, so begin on {safe} or later; check both days, and if they are right, postpone and notice again"
        ));
        if noticed.by.id != noticed.record.id {
            let at = Span::new(&noticed.by.source, noticed.notice.posted.clone());
            found = found.other(at, words!("张贴在这里", "posted here"));
        }
        diagnostics.push(found);
    }
}

/// Finds decisions that were posted late, standing notices that nobody looked at again, and what
/// the boards of places lack.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    let covered = covered(world);
    for (position, record) in world.published() {
        if record.withdrawn.is_some() {
            continue;
        }
        let found = match &record.facts {
            Facts::Notice(notice) => {
                let Some(display) = notice.display.filter(Display::is_standing) else {
                    continue;
                };
                review_due(display, world.today)
            }
            Facts::Resolution(resolution) if resolution.decided_by == Decider::OwnersCommittee => {
                resolution
                    .publicity
                    .and_then(|display| posted_late(world, record, display))
            }
            _ => None,
        };
        if let Some((code, words)) = found {
            diagnostics.push(Diagnostic::note(
                code,
                record.source.path.clone(),
                words.clone(),
            ));
            findings.by_record.entry(position).or_default().push(words);
        }
    }
    let near = world.near_places().map(|(place, _)| place);
    for place in near.filter(|place| place.level == Level::Compound) {
        boards(world, place, &covered, findings, diagnostics);
    }
}

/// What standing notices cover, by the places for which they hang. They hold below these too, so
/// that those of all places count.
fn covered<'w>(world: &World<'w>) -> BTreeMap<PlaceId, Vec<&'w str>> {
    let mut covered: BTreeMap<PlaceId, Vec<&str>> = BTreeMap::new();
    let covering = world.told.covering.iter();
    for record in covering.filter_map(|at| world.told.published(*at)) {
        let Facts::Notice(notice) = &record.facts else {
            continue;
        };
        let display = notice.display.filter(Display::is_standing);
        if record.withdrawn.is_some() || display.is_none_or(|display| display.from > world.today) {
            continue;
        }
        for place in covered_by(record) {
            let items = notice.covers.iter().map(String::as_str);
            covered.entry(place).or_default().extend(items);
        }
    }
    covered
}

/// The places for which a notice hangs: what concerns some places below only covers these.
pub fn covered_by(record: &Record) -> Vec<PlaceId> {
    let named = record.applies_to.iter().filter_map(|target| match target {
        Target::Place(place) => Some(*place),
        Target::Building(_) | Target::Words(_) => None,
    });
    let mut places: Vec<PlaceId> = named.collect();
    if places.is_empty() {
        places.push(record.place);
    }
    places
}

fn review_due(display: Display, today: NaiveDate) -> Option<(&'static str, Words)> {
    let due = display.review_by.filter(|due| *due < today)?;
    let words = words!(
        "应当在 {due} 前复核，还没有复核",
        "was to be looked at again by {due}, and was not"
    );
    Some(("review-due", words))
}

fn posted_late(
    world: &World<'_>,
    record: &Record,
    display: Display,
) -> Option<(&'static str, Words)> {
    let topic = Some(Topic::CommitteeDecision);
    let after = u64::try_from((display.from - record.date).num_days()).ok()?;
    let mut rules = world.rules.at(record.place, world.places);
    let (rule, within) = rules.find_map(|rule| match rule.duty {
        Duty::Within(days) if rule.topic.is_some() && rule.is_about(None, topic) => {
            (after > days).then_some((rule, days))
        }
        _ => None,
    })?;
    let named = rule.named();
    let (zh, en) = (named.zh, named.en);
    let words = words!(
        "决定作出{after}天后才公布，应当在{within}日内：{zh}",
        "posted {after} days after the decision, due within {within}: {en}"
    );
    Some(("posted-late", words))
}

/// What the standing notices at a place, and those above that concern all of it, do not cover.
fn boards(
    world: &World<'_>,
    place: &Place,
    covered: &BTreeMap<PlaceId, Vec<&str>>,
    findings: &mut Findings,
    diagnostics: &mut Diagnostics,
) {
    for rule in world.rules.at(place.id, world.places) {
        let Duty::Board(items) = &rule.duty else {
            continue;
        };
        let is_covered = |item: &str| {
            let mut here_and_above = place::up(world.places, place.id);
            here_and_above.any(|at| {
                let items = covered.get(&at.id).filter(|_| at.demo == place.demo);
                items.is_some_and(|items| items.contains(&item))
            })
        };
        let missing: Vec<&str> = items
            .iter()
            .map(String::as_str)
            .filter(|item| !is_covered(item))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let (count, list) = (missing.len(), missing.join("、"));
        let named = rule.named();
        let (zh, en) = (named.zh, named.en);
        let words = words!(
            "公示栏还缺{count}项长期公示的内容：{list}；规则{zh}",
            "the board lacks standing notices of {list}; rule {en}"
        );
        diagnostics.push(Diagnostic::note(
            "board-gap",
            place.document(),
            words.clone(),
        ));
        findings.by_place.entry(place.id).or_default().push(words);
    }
}
