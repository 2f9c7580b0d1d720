//! What a meeting reports: of issues, and of what earlier meetings agreed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

use super::keyed::{IssueState, Kind, OutcomeState};
use super::progress::{self, Need, Said, State as _};
use super::scope::Scope;
use super::{RecordId, keys, value};
use crate::words;
use crate::yaml::{Fault, Node, Reader};

/// An issue reviewed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Review {
    /// The issue.
    pub issue: RecordId,
    /// State reported.
    pub state: IssueState,
    /// Note.
    pub note: Option<String>,
    /// The day to which it was put off.
    pub until: Option<NaiveDate>,
    /// The issue that is the same.
    pub of: Option<RecordId>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// What became of something that an earlier meeting agreed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Closing {
    /// That meeting.
    pub meeting: RecordId,
    /// Which of its outcomes, counted from 1.
    pub number: usize,
    /// What became of it.
    pub state: OutcomeState,
    /// Note.
    pub note: Option<String>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// What an item of `reviews` tells.
#[derive(Debug)]
pub enum Told {
    /// Of an issue.
    Issue(Review),
    /// Of something agreed.
    Outcome(Closing),
}

/// Reads an item of `reviews`; `date` is that of the meeting.
pub fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    date: NaiveDate,
    scope: Scope<'_>,
) -> Option<Told> {
    if let Some(line) = node.scalar() {
        let line = value::with_blanks(line, false);
        let mut words = value::first_words(&line, 3);
        let reference = words.next().unwrap_or_default();
        let (state, rest) = (words.next(), words.next());
        if reference.contains('#') {
            let found = reader.parse(node, |_| outcome(reference, scope));
            let Some(state) = state else {
                reader.missing_word(node, keys::REVIEW[1], "meetings/2026-02-12-joint#1 完成");
                return None;
            };
            let state = reader.parse(node, |_| OutcomeState::read(state));
            return Some(closing(found?, state?, rest.map(str::to_owned), node));
        }
        let found = reader.parse(node, |_| progress::issue(reference, scope));
        let Some(state) = state else {
            reader.missing_word(node, keys::REVIEW[1], "issues/2026-02-24-lift 处置");
            return None;
        };
        let state = reader.parse(node, |_| IssueState::read(state))?;
        let said = Said::of_line(reader, node, state, rest, scope);
        check(&said, reader, node, state, date);
        return Some(review(found?, state, said, node));
    }
    let fields = reader.fields(
        node,
        &[keys::REVIEW],
        "`issues/2026-02-24-lift 处置 配件已到货`",
    )?;
    if fields.get("state").is_none() {
        reader.missing(&node.range, keys::REVIEW[1], "处置");
    }
    if fields.get("outcome").is_some() {
        let found = reader.parse_of(&fields, "outcome", |text| outcome(text, scope));
        let state = reader.parse_of(&fields, "state", OutcomeState::read);
        let note = reader.text_of(&fields, "note");
        return Some(closing(found?, state?, note, node));
    }
    if fields.get("issue").is_none() {
        reader.missing(&node.range, keys::REVIEW[0], "issues/2026-02-24-lift");
    }
    let found = reader.parse_of(&fields, "issue", |text| progress::issue(text, scope));
    let state = reader.parse_of(&fields, "state", IssueState::read)?;
    let said = Said::of_fields(reader, &fields, scope);
    check(&said, reader, node, state, date);
    Some(review(found?, state, said, node))
}

/// A review that only confirms a state need not give its reason again: whether it does is told by
/// the issue, which is not read yet.
fn check(said: &Said, reader: &mut Reader<'_>, node: &Node, state: IssueState, date: NaiveDate) {
    if state.need() == Need::Same {
        said.check(reader, node, state, date);
    } else {
        said.check_day(reader, node, date);
    }
}

fn review(issue: RecordId, state: IssueState, said: Said, node: &Node) -> Told {
    Told::Issue(Review {
        issue,
        state,
        note: said.note,
        until: said.until,
        of: said.of,
        range: node.range.clone(),
    })
}

fn closing(
    (meeting, number): (RecordId, usize),
    state: OutcomeState,
    note: Option<String>,
    node: &Node,
) -> Told {
    Told::Outcome(Closing {
        meeting,
        number,
        state,
        note,
        range: node.range.clone(),
    })
}

/// A reference like `meetings/2026-02-12-joint#1`: the first outcome of that meeting.
fn outcome(reference: &str, scope: Scope<'_>) -> Result<(RecordId, usize), Fault> {
    let help = || {
        words!(
            "写会议的路径、# 和第几项，例如 meetings/2026-02-12-joint#1",
            "write the path of the meeting, # and which outcome, for example meetings/2026-02-12-joint#1"
        )
    };
    let (path, number) = reference.split_once('#').unwrap_or((reference, ""));
    let number = value::count(number.trim())
        .ok()
        .and_then(|number| usize::try_from(number).ok())
        .filter(|number| *number > 0)
        .ok_or_else(|| {
            Fault::new(
                "unknown-outcome",
                words!(
                    "“{reference}”没有写明是会议的第几项议定事项",
                    "`{reference}` does not say which outcome of the meeting"
                ),
            )
            .at(reference)
            .help(help())
        })?;
    let meeting = progress::of_kind(path.trim(), scope, Kind::Meeting, help())?;
    Ok((meeting, number))
}
