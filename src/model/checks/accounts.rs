//! Statements of public revenue against each other and against the resolutions that they cite: one
//! statement for each day, each opening what the last one left, and nothing large used without a
//! decision. Periods without a statement are gaps that the list of the place shows.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Findings, Records, World};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::PlaceId;
use crate::model::account::{Account, Line};
use crate::model::place;
use crate::model::record::{Facts, Record};
use crate::model::revenue;
use crate::source::Span;
use crate::words;

/// The code of the warnings of uses.
const UNDECIDED: &str = "use-undecided";

/// A statement with its record.
type Stated<'r> = (&'r Record, &'r Account);

/// Reports statements that contradict each other, and uses without a decision.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    let mut by_place: BTreeMap<PlaceId, Vec<&Record>> = BTreeMap::new();
    for record in records.published() {
        if let Facts::Account(account) = &record.facts {
            by_place.entry(record.place).or_default().push(record);
            decided(records, (record, account), diagnostics);
        }
    }
    for statements in by_place.into_values() {
        let mut last: Option<Stated<'_>> = None;
        for next in revenue::in_force(statements.into_iter()) {
            if let Some(one) = last {
                if one.1.period.last >= next.1.period.first {
                    diagnostics.push(overlap(one, next));
                } else if one.1.period.last.succ_opt() == Some(next.1.period.first)
                    && one.1.closing.0 != next.1.opening.0
                {
                    diagnostics.push(broken(one, next));
                }
            }
            let is_later = |one: &Stated<'_>| one.1.period.last > next.1.period.last;
            last = last.filter(is_later).or(Some(next));
        }
    }
}

fn at(record: &Record, range: &Range<usize>) -> Span {
    Span::new(&record.source, range.clone())
}

/// Two statements of one period, or of periods that share days.
fn overlap(one: Stated<'_>, next: Stated<'_>) -> Diagnostic {
    let (path, name) = (&one.0.source.path, one.0.name());
    let (first, second) = (one.1.period.words(), next.1.period.words());
    let (zh, en) = (first.zh, first.en);
    let message = if one.1.period == next.1.period {
        words!(
            "{zh}已经有一份收支：{path}",
            "there is a statement of {en} already: {path}"
        )
    } else {
        let (zh_next, en_next) = (second.zh, second.en);
        words!(
            "期间{zh_next}与 {path} 的{zh}重叠",
            "the period {en_next} overlaps with {en} of {path}"
        )
    };
    Diagnostic::error(
        "account-period",
        at(next.0, &next.1.period_range),
        message,
    )
    .other(
        at(one.0, &one.1.period_range),
        words!("另一份的期间", "the period of the other"),
    )
    .help(words!(
        "后一份是更正的，写 `更正: accounts/{name}` 和原因；期间写错的，改正期间",
        "if the later one corrects the other, write `corrects: accounts/{name}` with the reason; else correct the period"
    ))
}

/// An opening that is not what the period before left.
fn broken(one: Stated<'_>, next: Stated<'_>) -> Diagnostic {
    let (closing, opening) = (one.1.closing.0, next.1.opening.0);
    let apart = opening.minus(closing);
    let words = one.1.period.words();
    let (zh, en, path) = (words.zh, words.en, &one.0.source.path);
    Diagnostic::error(
        "account-opening",
        at(next.0, &next.1.opening.1),
        words!(
            "期初 {opening} 与上一期（{zh}）的期末 {closing} 不一致，差 {apart} 元",
            "the opening {opening} is not the closing {closing} of the period before ({en}), by {apart}"
        ),
    )
    .other(
        at(one.0, &one.1.closing.1),
        words!("上一期的期末", "the closing of the period before"),
    )
    .help(words!(
        "对照账本，改正抄错的一处；上一期公布错了的，另写一份更正它的收支（{path}），这一期接着更正后的期末",
        "compare with the books and correct the wrong one; if the period before was published wrongly, write a statement that corrects {path}, and go on from its closing"
    ))
}

/// Warns of uses above the limit of the place without a resolution, and of resolutions that bear
/// nothing.
fn decided(records: &Records<'_>, (record, account): Stated<'_>, diagnostics: &mut Diagnostics) {
    let here = records.places.get(record.place.index());
    let limit = here.and_then(|place| place.uses_limit);
    for line in &account.uses {
        if let Some(limit) = limit.filter(|limit| !line.names_resolution && line.amount > *limit) {
            let (item, amount) = (&line.item, line.amount);
            let found = Diagnostic::warning(
                UNDECIDED,
                at(record, &line.range),
                words!(
                    "使用 {amount} 元超过限额 {limit} 元，没有写依据哪条决议：“{item}”",
                    "the use of {amount} is above the limit of {limit} and cites no resolution: `{item}`"
                ),
            );
            let plain = amount.shown().replace(',', "");
            diagnostics.push(found.help(words!(
                "在金额后面写上决议，例如 `{item} {plain} resolutions/2026-02-15-pump`",
                "write the resolution after the amount, for example `{item} {plain} resolutions/2026-02-15-pump`"
            )));
        }
    }
    for line in account.lines() {
        if let Some(found) = unborne(records, record, line) {
            diagnostics.push(found);
        }
    }
}

/// A line whose resolution did not pass, no longer holds, or is not of the place or one above.
fn unborne(records: &Records<'_>, record: &Record, line: &Line) -> Option<Diagnostic> {
    let cited = records.get(line.resolution?)?;
    let Facts::Resolution(resolution) = &cited.facts else {
        return None;
    };
    let (item, path) = (&line.item, &cited.source.path);
    let message = if !place::is_within(records.places, record.place, cited.place) {
        words!(
            "“{item}”依据的决议 {path} 是别的地方的",
            "the resolution {path}, cited for `{item}`, is of another place"
        )
    } else if cited.withdrawn.is_some() || resolution.is_revoked() {
        words!(
            "“{item}”依据的决议 {path} 已经撤回或撤销",
            "the resolution {path}, cited for `{item}`, was withdrawn or revoked"
        )
    } else if !resolution.has_passed() {
        words!(
            "“{item}”依据的决议 {path} 没有通过",
            "the resolution {path}, cited for `{item}`, has not passed"
        )
    } else {
        return None;
    };
    let found = Diagnostic::warning(UNDECIDED, at(record, &line.range), message);
    Some(found.help(words!(
        "核对写的是不是这条决议，换成作出决定的那一条",
        "check the reference, and cite the resolution by which it was decided"
    )))
}

/// Finds periods of which nothing was published, and statements that came late by a rule.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    for (place, of) in world.near_places() {
        for (first, last, count) in of.revenue.gaps() {
            let (first, last) = (first.words(), last.words());
            let words = if count == 1 {
                let (zh, en) = (first.zh, first.en);
                words!(
                    "没有公布{zh}的公共收益收支",
                    "no statement of public revenue is published for {en}"
                )
            } else {
                let (zh, en) = (first.zh, first.en);
                let (zh_last, en_last) = (last.zh, last.en);
                words!(
                    "没有公布{zh}到{zh_last}共{count}期的公共收益收支",
                    "no statement of public revenue is published for the {count} periods from {en} to {en_last}"
                )
            };
            let note = Diagnostic::note("account-missing", place.document(), words.clone());
            diagnostics.push(note.help(words!(
                "补上这一期的收支（accounts 里的一个文件）；没有收支的，也写期初、期末",
                "write the statement of the period, a file in accounts; where nothing came in or was spent, with its opening and closing"
            )));
            findings.by_place.entry(place.id).or_default().push(words);
        }
    }
    for (position, record) in world.published() {
        let Facts::Account(account) = &record.facts else {
            continue;
        };
        let is_first = record.corrects.is_none() && record.replaces.is_none();
        if !is_first || record.withdrawn.is_some() {
            continue;
        }
        if let Some(words) = late(world, record, account) {
            let path = record.source.path.clone();
            diagnostics.push(Diagnostic::note("posted-late", path, words.clone()));
            findings.by_record.entry(position).or_default().push(words);
        }
    }
}

/// A statement that was published later than a rule of the place wants.
fn late(world: &World<'_>, record: &Record, account: &Account) -> Option<Words> {
    let after = (account.display.from - account.period.last).num_days();
    let after = u64::try_from(after).ok()?;
    let mut rules = revenue::within(world.rules, record.place, world.places);
    let (rule, within) = rules.find(|(_, days)| after > *days)?;
    let named = rule.named();
    let (zh, en) = (named.zh, named.en);
    Some(words!(
        "这一期结束{after}天后才公布，应当在{within}日内：{zh}",
        "posted {after} days after the end of the period, due within {within}: {en}"
    ))
}
