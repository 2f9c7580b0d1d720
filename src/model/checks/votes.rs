//! What was voted on must be what was announced.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::record::{Facts, Record};
use crate::model::value::half_width;
use crate::source::Span;
use crate::words;

use super::Records;

/// Reports questions that are not among those of the notice of their vote. A notice that lists none
/// tells them in its text, which only people can compare.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    for record in records.published() {
        let Facts::Resolution(resolution) = &record.facts else {
            continue;
        };
        let notice = resolution.voting.as_ref().and_then(|voting| voting.notice);
        let Some(announcing) = notice.and_then(|id| records.get(id)) else {
            continue;
        };
        let Facts::Notice(notice) = &announcing.facts else {
            continue;
        };
        if notice.questions.is_empty() {
            continue;
        }
        let announced: Vec<String> = notice
            .questions
            .iter()
            .map(|(text, _)| plain(text))
            .collect();
        for (question, range) in resolution
            .questions
            .iter()
            .filter_map(|q| q.question.as_ref())
        {
            if !announced.contains(&plain(question)) {
                diagnostics.push(unannounced(
                    Span::new(&record.source, range.clone()),
                    announcing,
                    &notice.questions[0].1,
                ));
            }
        }
    }
}

fn unannounced(span: Span, announcing: &Record, first: &std::ops::Range<usize>) -> Diagnostic {
    let path = &announcing.source.path;
    Diagnostic::error(
        "vote-question",
        span,
        words!(
            "这个议题不在表决通知 {path} 的议题里",
            "this question is not among those of the notice of the vote, {path}"
        ),
    )
    .other(
        Span::new(&announcing.source, first.clone()),
        words!(
            "通知的议题从这里开始",
            "the questions of the notice begin here"
        ),
    )
    .help(words!(
        "议题要与通知逐字相同；没有通知过的事项不能表决，通知漏写的先更正通知",
        "write it word for word as announced; what was not announced cannot be voted on"
    ))
}

/// Without differences of width and spaces.
fn plain(text: &str) -> String {
    let mut text = half_width(text);
    text.retain(|c| !c.is_whitespace());
    text
}
