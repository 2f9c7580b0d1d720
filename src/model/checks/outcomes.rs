//! Reviews of what earlier meetings agreed: there must be such an outcome, of an earlier meeting.

use super::Records;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::record::Facts;
use crate::source::Span;
use crate::words;

/// Checks what meetings report of outcomes.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    for record in records.published() {
        let Facts::Meeting(meeting) = &record.facts else {
            continue;
        };
        for closing in &meeting.closings {
            let Some(other) = records.get(closing.meeting) else {
                continue;
            };
            let Facts::Meeting(earlier) = &other.facts else {
                continue;
            };
            let at = Span::new(&record.source, closing.range.clone());
            let (count, number, path) =
                (earlier.outcomes.len(), closing.number, &other.source.path);
            if number > count {
                let help = if count == 0 {
                    words!(
                        "在那次会议的“议定事项”里先写上它",
                        "write it first under `outcomes` of that meeting"
                    )
                } else {
                    words!(
                        "核对第几项；最后一项是 {count}",
                        "check which one is meant: the last is {count}"
                    )
                };
                diagnostics.push(
                    Diagnostic::error(
                        "unknown-outcome",
                        at,
                        words!(
                            "{path} 只有 {count} 项议定事项，没有第 {number} 项",
                            "{path} has {count} outcomes, there is no number {number}"
                        ),
                    )
                    .help(help),
                );
            } else if other.id == record.id || earlier.day(other.date) > meeting.day(record.date) {
                diagnostics.push(
                    Diagnostic::error(
                        "dates-order",
                        at,
                        words!(
                            "{path} 不是更早的会议，它议定的事不能在这里交账",
                            "{path} is no earlier meeting: what it agreed cannot be reported here"
                        ),
                    )
                    .help(words!(
                        "核对会议的路径和两次会议的日期",
                        "check the path of the meeting and the dates of both"
                    )),
                );
            }
        }
    }
}
