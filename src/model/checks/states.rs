//! Which state follows which, by a record's own progress and by what meetings report of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::Records;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::issue::{self, Issue};
use crate::model::keyed::{IssueState, Kind, MeetingState, ResolutionState};
use crate::model::progress::{Entry, Need, State, following, lacking};
use crate::model::record::{Facts, Record};
use crate::model::resolution::Resolution;
use crate::model::review::Review;
use crate::model::{RecordId, as_of};
use crate::source::{Source, Span};
use crate::words;

/// An entry of progress, wherever it was written.
struct At<'r, S> {
    date: NaiveDate,
    state: S,
    /// It lacks the reason that its state needs, unless it only confirms that.
    lacks_reason: bool,
    source: &'r Arc<Source>,
    range: &'r std::ops::Range<usize>,
}

impl<S> At<'_, S> {
    fn span(&self) -> Span {
        Span::new(self.source, self.range.clone())
    }
}

/// Checks the progress of everything that is published.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    let today = records.today;
    let mut reviews: Vec<(u32, &Record, NaiveDate, &Review)> = Vec::new();
    for record in records.published() {
        if as_of::last_entry(record).is_some_and(|last| last > today) {
            future(record, today, diagnostics);
        }
        match &record.facts {
            Facts::Meeting(meeting) => {
                of_occasion(record, &meeting.progress, diagnostics);
                let is_withdrawn = record
                    .withdrawn
                    .as_ref()
                    .is_some_and(|withdrawal| withdrawal.date <= today);
                if is_withdrawn || !meeting.has_met(record.date, today) {
                    continue;
                }
                let day = meeting.day(record.date);
                reviews.extend(meeting.reviews.iter().filter_map(|review| {
                    let position = records.positions.get(&review.issue)?;
                    Some((*position, record, day, review))
                }));
            }
            Facts::Activity(activity) => of_occasion(record, &activity.progress, diagnostics),
            Facts::Resolution(resolution) => of_resolution(record, resolution, diagnostics),
            Facts::Work(work) => follow_own(record, &work.progress, diagnostics),
            _ => {}
        }
    }
    // Stable: reviews of one issue stay in the order of their meetings.
    reviews.sort_by_key(|(position, ..)| *position);
    let mut rest = reviews.as_slice();
    let mut same = BTreeMap::new();
    for record in records.published() {
        let Facts::Issue(issue) = &record.facts else {
            continue;
        };
        let Some(position) = records.positions.get(&record.id) else {
            continue;
        };
        let before = rest.partition_point(|(other, ..)| other < position);
        let (of_this, after) = rest[before..]
            .split_at(rest[before..].partition_point(|(other, ..)| other == position));
        rest = after;
        of_issue(record, issue, of_this, diagnostics);
        let own = issue.progress.last().into_iter();
        let own = own.map(|entry| (entry.date, entry.of, &record.source, &entry.range));
        let told = of_this.iter();
        let told =
            told.map(|(_, meeting, day, review)| (*day, review.of, &meeting.source, &review.range));
        if let Some((_, Some(of), source, range)) = own.chain(told).max_by_key(|(day, ..)| *day)
            && of != record.id
        {
            same.insert(record.id, (of, Span::new(source, range.clone())));
        }
    }
    circles(&same, diagnostics);
}

/// Reports issues each of which is a duplicate of the next, once for each circle, in the first.
fn circles(same: &BTreeMap<RecordId, (RecordId, Span)>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeSet<RecordId> = BTreeSet::new();
    for first in same.keys() {
        let mut walked: Vec<RecordId> = Vec::new();
        let mut next = Some(*first);
        while let Some(here) = next.filter(|here| seen.insert(*here)) {
            walked.push(here);
            next = same.get(&here).map(|(of, _)| *of);
        }
        let Some(begin) = next.and_then(|back| walked.iter().position(|id| *id == back)) else {
            continue;
        };
        let spans = walked[begin..].iter().filter_map(|id| same.get(id));
        let mut spans: Vec<&Span> = spans.map(|(_, span)| span).collect();
        spans.sort_by(|a, b| a.source.path.cmp(&b.source.path));
        let [first, rest @ ..] = spans.as_slice() else {
            continue;
        };
        let mut found = Diagnostic::error(
            "self-reference",
            (*first).clone(),
            words!(
                "这几个问题互相说成重复，没有一个是原来的",
                "these issues are duplicates of one another, and none is the one that stands"
            ),
        );
        for other in rest {
            let words = words!("又说与下一个重复", "which in turn is a duplicate");
            found = found.other((*other).clone(), words);
        }
        diagnostics.push(found.help(words!(
            "留下一个继续办理，删去它的“重复”",
            "let one of them stand: remove its `duplicate`"
        )));
    }
}

fn own<'r, S: Copy>(
    record: &'r Record,
    progress: &'r [Entry<S>],
) -> impl Iterator<Item = At<'r, S>> {
    progress.iter().map(|entry| At {
        date: entry.date,
        state: entry.state,
        lacks_reason: false,
        source: &record.source,
        range: &entry.range,
    })
}

fn of_issue(
    record: &Record,
    issue: &Issue,
    reviews: &[(u32, &Record, NaiveDate, &Review)],
    diagnostics: &mut Diagnostics,
) {
    for entry in issue
        .progress
        .iter()
        .filter(|entry| entry.of == Some(record.id))
    {
        same_as_itself(&Span::new(&record.source, entry.range.clone()), diagnostics);
    }
    if reviews.is_empty() && issue.progress.len() == 1 {
        begin(record, &issue.progress, diagnostics);
        return;
    }
    let first = issue.progress.first().map(|entry| entry.date);
    let told: Vec<At<'_, IssueState>> = reviews
        .iter()
        .map(|(_, meeting, date, review)| At {
            date: *date,
            state: review.state,
            lacks_reason: matches!(review.state.need(), Need::Note | Need::NoteOrDay)
                && review.note.is_none()
                && review.until.is_none(),
            source: &meeting.source,
            range: &review.range,
        })
        .collect();
    for ((_, _, _, review), at) in reviews.iter().zip(&told) {
        if review.of == Some(record.id) {
            same_as_itself(&at.span(), diagnostics);
        }
    }
    if let Some((found, early)) =
        first.and_then(|first| Some((first, told.iter().find(|review| review.date < first)?)))
    {
        let date = early.date;
        diagnostics.push(
            Diagnostic::error(
                "dates-order",
                early.span(),
                words!(
                    "{date} 的会议报告了 {found} 才发现的问题",
                    "the meeting of {date} reports an issue that was found on {found}"
                ),
            )
            .other(
                Span::new(&record.source, issue.progress[0].range.clone()),
                words!("问题的第一条", "first entry of the issue"),
            )
            .help(words!("核对这两个日期", "check both dates")),
        );
        return;
    }
    let own = own(record, &issue.progress).collect();
    let merged = issue::merge(own, told, |entry| (entry.date, entry.state));
    begin(record, &issue.progress, diagnostics);
    follow(&merged, diagnostics);
}

fn same_as_itself(span: &Span, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::error(
            "self-reference",
            span.clone(),
            words!(
                "一个问题不能与它自己重复",
                "an issue cannot be a duplicate of itself"
            ),
        )
        .help(words!("写上另一个问题的路径", "name the other issue")),
    );
}

/// What became of a meeting or an activity.
fn of_occasion(record: &Record, progress: &[Entry<MeetingState>], diagnostics: &mut Diagnostics) {
    follow_own(record, progress, diagnostics);
    // What was put off keeps the day for which it was first called.
    if progress.iter().any(|entry| entry.until.is_some()) {
        return;
    }
    let (of_zh, of_en) = if record.kind == Kind::Activity {
        ("活动", "activity")
    } else {
        ("会议", "meeting")
    };
    for entry in progress {
        let day = record.date;
        let (is_wrong, zh, en) = match entry.state {
            MeetingState::Planned | MeetingState::Called => (entry.date > day, "晚于", "after"),
            MeetingState::Held => (entry.date != day, "不是", "not"),
            MeetingState::Published => (entry.date < day, "早于", "before"),
            MeetingState::Cancelled | MeetingState::Postponed => (false, "", ""),
        };
        if is_wrong {
            let (date, state_zh, state_en) =
                (entry.date, entry.state.name(), State::key(entry.state));
            diagnostics.push(
                Diagnostic::error(
                    "dates-order",
                    Span::new(&record.source, entry.range.clone()),
                    words!(
                        "“{state_zh}”的日期 {date} {zh}{of_zh}日期 {day}",
                        "the date {date} of `{state_en}` is {en} the day of the {of_en}, {day}"
                    ),
                )
                .help(words!(
                    "核对这两个日期；换了一天开，就加一条“改期”",
                    "check both dates; if it was held on another day, add an entry `postponed`"
                )),
            );
        }
    }
}

fn of_resolution(record: &Record, resolution: &Resolution, diagnostics: &mut Diagnostics) {
    follow_own(record, &resolution.progress, diagnostics);
    let has_effect = |entry: &&Entry<ResolutionState>| {
        matches!(
            entry.state,
            ResolutionState::InEffect | ResolutionState::Implemented
        )
    };
    if resolution.is_counted()
        && !resolution.has_passed()
        && let Some(entry) = resolution.progress.iter().find(has_effect)
    {
        let (zh, en) = (entry.state.name(), State::key(entry.state));
        diagnostics.push(
            Diagnostic::error(
                "state-order",
                Span::new(&record.source, entry.range.clone()),
                words!(
                    "没有通过的决议不能“{zh}”",
                    "a resolution that did not pass cannot be `{en}`"
                ),
            )
            .help(words!(
                "删去这一条，或核对“结果”",
                "remove the entry, or check the `result`"
            )),
        );
    }
}

fn follow_own<S: State>(record: &Record, progress: &[Entry<S>], diagnostics: &mut Diagnostics) {
    if progress.is_empty() {
        return;
    }
    begin(record, progress, diagnostics);
    let entries: Vec<At<'_, S>> = own(record, progress).collect();
    follow(&entries, diagnostics);
}

fn begin<S: State>(record: &Record, progress: &[Entry<S>], diagnostics: &mut Diagnostics) {
    let first = progress.first().filter(|first| !first.state.may_begin());
    let Some(first) = first else {
        return;
    };
    let (zh, en) = (first.state.name(), first.state.key());
    diagnostics.push(
        Diagnostic::error(
            "state-order",
            Span::new(&record.source, first.range.clone()),
            words!("第一条不能是“{zh}”", "the first entry cannot be `{en}`"),
        )
        .help(words!(
            "先写它原来办到哪一步",
            "write first how far it had come"
        )),
    );
}

/// Reports the first entry that cannot follow the one before it: what comes after rests on it.
fn follow<S: State>(entries: &[At<'_, S>], diagnostics: &mut Diagnostics) {
    // Dates that go backwards were reported; they are what is wrong then.
    if !entries.is_sorted_by_key(|entry| entry.date) {
        return;
    }
    let unexplained = entries
        .windows(2)
        .find(|pair| pair[1].lacks_reason && pair[0].state != pair[1].state);
    if let Some([_, now]) = unexplained {
        let fault = lacking(now.state);
        let found = Diagnostic::error(fault.code, now.span(), fault.message);
        diagnostics.push(match fault.help {
            Some(help) => found.help(*help),
            None => found,
        });
    }
    let wrong = entries
        .windows(2)
        .find(|pair| !pair[0].state.may_become(pair[1].state));
    let Some([before, now]) = wrong else {
        return;
    };
    let (before_zh, before_en) = (before.state.name(), before.state.key());
    let (now_zh, now_en) = (now.state.name(), now.state.key());
    let next = following(before.state);
    let found = Diagnostic::error(
        "state-order",
        now.span(),
        words!(
            "“{before_zh}”之后不能是“{now_zh}”",
            "`{now_en}` cannot follow `{before_en}`"
        ),
    )
    .other(
        before.span(),
        words!("前一条在这里", "the entry before is here"),
    );
    let (zh, en) = (next.zh, next.en);
    let help = if zh.is_empty() {
        words!(
            "“{before_zh}”是最后一步：删去后面的，或核对两条的日期",
            "`{before_en}` is the last: remove what comes after, or check the dates of both"
        )
    } else {
        words!(
            "“{before_zh}”之后可以是：{zh}；或核对两条的日期",
            "`{before_en}` may be followed by: {en}; or check the dates of both"
        )
    };
    diagnostics.push(found.help(help));
}

/// What is dated later than today has not happened.
fn future(record: &Record, today: NaiveDate, diagnostics: &mut Diagnostics) {
    let entry = match &record.facts {
        Facts::Issue(issue) => late(&issue.progress, today),
        Facts::Meeting(meeting) => late(&meeting.progress, today),
        Facts::Resolution(resolution) => late(&resolution.progress, today),
        Facts::Work(work) => {
            let accepted = work.acceptance.as_ref();
            let accepted = accepted.filter(|acceptance| acceptance.date > today);
            late(&work.progress, today)
                .or(accepted.map(|acceptance| (acceptance.date, acceptance.range.clone())))
        }
        Facts::Activity(activity) => late(&activity.progress, today),
        Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_) => None,
    };
    // An issue of which nothing else is written was found on its date; then the date is wrong.
    let Some((date, range)) = entry.filter(|(_, range)| *range != issue::UNWRITTEN) else {
        return;
    };
    diagnostics.push(
        Diagnostic::warning(
            "progress-future",
            Span::new(&record.source, range),
            words!(
                "{date} 还没有到（今天是 {today}），这一条到那天才算数、才显示",
                "{date} is still to come (today is {today}): until then this entry does not count and is not shown"
            ),
        )
        .help(words!(
            "核对日期；打算做的事写进说明或正文",
            "check the date; write what is planned into a note or the text"
        )),
    );
}

fn late<S>(progress: &[Entry<S>], today: NaiveDate) -> Option<(NaiveDate, std::ops::Range<usize>)> {
    let entry = progress.iter().find(|entry| entry.date > today)?;
    Some((entry.date, entry.range.clone()))
}
