//! Weeks in which a meeting was due and nobody wrote of one, and weeks with more than one. They are
//! told by their dates; weeks in a row are told once.

use std::ops::RangeInclusive;

use chrono::Days;

use super::{Findings, World, zh_span};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::keyed::Every;
use crate::model::record::Facts;
use crate::model::rhythm::{Period as _, Turn};
use crate::model::week::Week;
use crate::words;

/// For how many days a missed week stands on the home page: as long as its strip shows it.
const SHOWN: u64 = 92;
/// Most gaps that a home page tells one by one.
const SINGLE: usize = 3;

/// Finds them at all places.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    for (place, of) in world.near_places() {
        let rhythm = &of.rhythm;
        if rhythm.weeks.is_empty() {
            continue;
        }
        let recent = world.today.checked_sub_days(Days::new(SHOWN));
        let mut shown: Vec<(RangeInclusive<Week>, Words, Words)> = Vec::new();
        for (weeks, meeting) in missed(world, &rhythm.weeks) {
            let words = words_of(&weeks, &meeting);
            let note = Diagnostic::note("week-missed", place.document(), words.clone());
            diagnostics.push(note.help(words!(
                "开过会的，补上会议记录；没有开的，也写一条记录，办理进展写“取消”和原因",
                "if it was held, write its record; if not, write one whose progress says `cancelled` with the reason"
            )));
            if recent.is_none_or(|day| day <= weeks.end().last()) {
                shown.push((weeks, meeting, words));
            }
        }
        let here = findings.by_place.entry(place.id).or_default();
        if shown.len() > SINGLE {
            let count: i64 = shown.iter().map(|(weeks, ..)| length(weeks)).sum();
            if let Some((weeks, meeting, _)) = shown.pop() {
                let last = span(*weeks.end());
                let day = weeks.end().first();
                let (name, key) = (meeting.zh, meeting.en);
                here.push(words!(
                    "最近三个月有{count}周没有{name}，没有写明原因，最近一次是{last}",
                    "no meeting ({key}) in {count} weeks of the last three months, and no reason is written; the last of them began on {day}"
                ));
            }
        } else {
            here.extend(shown.into_iter().map(|(.., words)| words));
        }
        for turn in &rhythm.weeks {
            for words in twice(world, turn) {
                let note = Diagnostic::note("week-twice", place.document(), words.clone());
                diagnostics.push(note);
                if recent.is_none_or(|day| day <= turn.period.last()) {
                    here.push(words);
                }
            }
        }
        if here.is_empty() {
            findings.by_place.remove(&place.id);
        }
    }
}

/// Missed weeks, those in a row together, with what the meeting is called.
fn missed(world: &World<'_>, turns: &[Turn<Week>]) -> Vec<(RangeInclusive<Week>, Words)> {
    let mut missed: Vec<(RangeInclusive<Week>, Words)> = Vec::new();
    for turn in turns {
        let types = turn.missed_types(world.mechanisms);
        if types.is_empty() {
            continue;
        }
        let names: Vec<&str> = types.iter().map(|of| of.names()[0]).collect();
        let keys: Vec<&str> = types.iter().map(|of| of.key()).collect();
        let meeting = Words {
            zh: names.join("、"),
            en: keys.join(", ").replace('-', " "),
        };
        let next = |weeks: &RangeInclusive<Week>| weeks.end().last().succ_opt();
        match missed.last_mut() {
            Some((weeks, of)) if *of == meeting && next(weeks) == Some(turn.period.first()) => {
                *weeks = *weeks.start()..=turn.period;
            }
            _ => missed.push((turn.period..=turn.period, meeting)),
        }
    }
    missed
}

fn words_of(weeks: &RangeInclusive<Week>, meeting: &Words) -> Words {
    let (from, to) = (weeks.start().first(), weeks.end().last());
    let (span, name, key) = (zh_span(from, to), &meeting.zh, &meeting.en);
    let count = length(weeks);
    if count > 1 {
        words!(
            "{span}连续{count}周没有{name}，没有写明原因",
            "no meeting ({key}) in {count} weeks from {from} to {to}, and no reason is written"
        )
    } else {
        words!(
            "{span}这一周没有{name}，没有写明原因",
            "no meeting ({key}) in the week of {from}, and no reason is written"
        )
    }
}

/// Mechanisms that held more than one meeting in a week, though they ask for one. One that was put
/// off from another week stands for that one.
fn twice(world: &World<'_>, turn: &Turn<Week>) -> Vec<Words> {
    let mut found = Vec::new();
    for (at, _) in &turn.asked {
        let Some(mechanism) = world.mechanisms.get(*at) else {
            continue;
        };
        let mut held = Vec::new();
        for record in turn.meetings.iter().filter_map(|id| world.record(*id)) {
            let Facts::Meeting(meeting) = &record.facts else {
                continue;
            };
            if meeting.has_met(record.date, world.today)
                && turn.period.has(record.date)
                && meeting.mechanism.is_none_or(|of| of == *at)
                && mechanism.wants(meeting.r#type, Every::Week)
            {
                held.push(meeting.r#type);
            }
        }
        let Some(kind) = held.first().filter(|_| held.len() > 1) else {
            continue;
        };
        // Two types that are both wanted every week are one of each.
        let of_kind = held.iter().filter(|other| *other == kind).count();
        if of_kind < 2 {
            continue;
        }
        let (zh, name, from) = (span(turn.period), kind.names()[0], turn.period.first());
        let key = kind.key().replace('-', " ");
        found.push(words!(
            "{zh}这一周有{of_kind}次{name}，机制要求每周一次",
            "{of_kind} meetings ({key}) in the week of {from}; the mechanism asks for one"
        ));
    }
    found
}

fn length(weeks: &RangeInclusive<Week>) -> i64 {
    let days = weeks.end().first() - weeks.start().first();
    days.num_weeks() + 1
}

/// A week in Chinese.
fn span(week: Week) -> String {
    zh_span(week.first(), week.last())
}
