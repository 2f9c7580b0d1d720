//! Forums: their numbers and days, which ones are not recorded, and which places may stand side by
//! side.

use std::collections::BTreeMap;

use super::{Findings, Records, World};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::PlaceId;
use crate::model::forum::{self, Forum};
use crate::model::keyed::{MeetingState, Publication};
use crate::model::meeting::Meeting;
use crate::model::place::{self, Place};
use crate::model::record::Record;
use crate::model::series;
use crate::source::Span;
use crate::words;

/// A forum that was not called off.
type Held<'r> = (&'r Record, &'r Meeting, &'r Forum);

/// Checks the numbers of forums, and the places that they compare.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    let mut named: BTreeMap<(PlaceId, String), Vec<Held<'_>>> = BTreeMap::new();
    for held in forum::standing(records.published()) {
        let (record, meeting, forum) = held;
        compared(records.places, record, forum, diagnostics);
        if meeting.state(record.date, records.today) != MeetingState::Cancelled {
            let key = (record.place, series::plain(&forum.name));
            named.entry(key).or_default().push(held);
        }
    }
    for mut held in named.into_values() {
        held.sort_by_key(|(record, meeting, forum)| {
            (forum.number, meeting.day(record.date), &record.key)
        });
        for pair in held.windows(2) {
            numbered(pair[0], pair[1], diagnostics);
        }
    }
}

/// Reports a number that stands twice, and a later number of an earlier day.
fn numbered(one: Held<'_>, next: Held<'_>, diagnostics: &mut Diagnostics) {
    let span = |(record, _, forum): Held<'_>| Span::new(&record.source, forum.range.clone());
    let day = |(record, meeting, _): Held<'_>| meeting.day(record.date);
    let (number, other, name) = (next.2.number, one.2.number, &next.2.name);
    let (then, now) = (day(one), day(next));
    let found = if number == other {
        Diagnostic::error(
            "forum-series",
            span(next),
            words!(
                "“{name}”有两次论坛都是第{number}期",
                "two forums of `{name}` have the number {number}"
            ),
        )
    } else if now < then {
        Diagnostic::error(
            "forum-series",
            span(next),
            words!(
                "“{name}”第{number}期在 {now}，早于第{other}期的 {then}",
                "no. {number} of `{name}` is of {now}, before no. {other} of {then}"
            ),
        )
    } else {
        return;
    };
    let found = found.other(
        span(one),
        words!("第{other}期在这里", "no. {other} is here"),
    );
    diagnostics.push(found.help(words!("核对期数和日期", "check the numbers and the dates")));
}

/// Reports places that cannot stand side by side.
fn compared(places: &[Place], record: &Record, forum: &Forum, diagnostics: &mut Diagnostics) {
    let Some((wanted, range)) = &forum.compares else {
        return;
    };
    if forum.comparison == Publication::NotMade {
        return;
    }
    let get = |id: PlaceId| places.get(id.index());
    let demo = get(record.place).is_some_and(|place| place.demo);
    let other = wanted
        .iter()
        .filter_map(|id| get(*id))
        .find(|place| place.demo != demo);
    let within = wanted.iter().find_map(|one| {
        let mut others = wanted.iter().filter(|other| *other != one);
        let above = others.find(|other| place::is_within(places, *one, **other))?;
        Some((get(*one)?, get(*above)?))
    });
    let at = Span::new(&record.source, range.clone());
    let found = if let Some(other) = other {
        let title = &other.title;
        Diagnostic::error(
            "comparison-places",
            at,
            if demo {
                words!(
                    "“{title}”是真实的地方，不能与演示的地方放在一起比较",
                    "`{title}` is a real place and cannot be compared with invented ones"
                )
            } else {
                words!(
                    "“{title}”是演示的地方，不能与真实的地方放在一起比较",
                    "`{title}` is an invented place and cannot be compared with real ones"
                )
            },
        )
        .help(words!(
            "删去这个地方；演示的论坛写在演示的地方里",
            "remove that place; a forum of invented places belongs to one of them"
        ))
    } else if let Some((one, above)) = within {
        let (one, above) = (&one.title, &above.title);
        Diagnostic::error(
            "comparison-places",
            at,
            words!(
                "“{one}”在“{above}”里面，两个并排会重复计数",
                "`{one}` lies in `{above}`: side by side it would count twice"
            ),
        )
        .help(words!("只留其中一个", "keep one of them"))
    } else if wanted.len() < 2 {
        Diagnostic::error(
            "comparison-places",
            at,
            words!(
                "至少写两个地方才能比较",
                "at least two places can be compared"
            ),
        )
        .help(words!(
            "再写一个地方；不比较就写 `比较: 不作`",
            "write another place, or `comparison: none`"
        ))
    } else {
        return;
    };
    diagnostics.push(found);
}

/// Finds forums whose predecessors are not recorded, though earlier ones are.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    for forums in world.near_places().flat_map(|(_, of)| &of.forums) {
        for pair in forums.entries.windows(2) {
            let (one, next) = (pair[0], pair[1]);
            let Some(record) = world.record(next.record) else {
                continue;
            };
            let Some((_, forum)) = forum::of_record(record) else {
                continue;
            };
            if next.number <= one.number + 1 {
                continue;
            }
            let (from, to, name) = (one.number + 1, next.number - 1, &forums.name);
            let words = if from == to {
                words!(
                    "“{name}”第{from}期没有记录",
                    "no. {from} of `{name}` is not recorded"
                )
            } else {
                words!(
                    "“{name}”第{from}期至第{to}期没有记录",
                    "no. {from} to {to} of `{name}` are not recorded"
                )
            };
            let at = Span::new(&record.source, forum.range.clone());
            diagnostics.push(Diagnostic::note("forum-missing", at, words.clone()));
            if let Some(position) = world.positions.get(&next.record) {
                let of_record = findings.by_record.entry(*position).or_default();
                of_record.push(words);
            }
        }
    }
}
