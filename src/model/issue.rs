//! Issues: found, discussed, handled, solved.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::counts::Standing;
use super::keyed::IssueState;
use super::progress::{self, State as _};
use super::satisfaction::{self, Satisfaction};
use super::scope::{Party, Scope};
use super::text::Files;
use super::{keys, value};
use crate::yaml::{Fields, Reader};

/// Facts of an issue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Issue {
    /// Who must act.
    pub responsible: Vec<Party>,
    /// By when, as first set.
    pub due: Option<NaiveDate>,
    /// What happened, oldest first; never empty. Reviews of meetings are among them.
    pub progress: Vec<Progress>,
    /// Households asked and satisfied.
    pub satisfaction: Option<Satisfaction>,
    /// Where, as written.
    pub spot: Option<String>,
    /// How many households it concerns, if that is known.
    pub households: Option<u64>,
}

/// An entry of the progress.
pub type Progress = progress::Entry<IssueState>;

impl IssueState {
    /// Solved, declined, or a duplicate: nothing more is to be done.
    pub fn is_closed(self) -> bool {
        self.standing() != Standing::Open
    }
}

impl Issue {
    /// The last entry.
    pub fn present(&self) -> Option<&Progress> {
        self.progress.last()
    }

    /// Nothing more is to be done.
    pub fn is_closed(&self) -> bool {
        let state = self.present().map(|entry| entry.state);
        state.is_some_and(IssueState::is_closed)
    }

    /// By when, as it was last put off.
    pub fn due_now(&self) -> Option<NaiveDate> {
        let put_off = self.progress.iter().rev().find_map(|entry| entry.until);
        put_off.or(self.due)
    }

    /// Not closed and past its due date.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        !self.is_closed() && self.due_now().is_some_and(|due| due < today)
    }

    /// When a step was first reached since the issue was last reopened.
    pub fn reached(&self, step: IssueState) -> Option<&Progress> {
        let reopened = self
            .progress
            .iter()
            .rposition(|entry| entry.state == IssueState::Reopened);
        let since = reopened.filter(|_| step != IssueState::Found).unwrap_or(0);
        self.progress[since..]
            .iter()
            .find(|entry| entry.state == step)
    }
}

/// Reads the facts of an issue.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    folder: &str,
    files: &Files<'_>,
    scope: Scope<'_>,
) -> Issue {
    let responsible = fields.get("responsible").map_or_else(Vec::new, |node| {
        reader
            .texts(node)
            .iter()
            .map(|(word, _)| scope.party(word))
            .collect()
    });
    let place = progress::Place {
        folder,
        files,
        scope,
        keys: keys::PROGRESS,
    };
    let mut entries: Vec<Progress> = progress::read(reader, fields, place);
    if entries.is_empty() {
        entries.push(found(date));
    }
    Issue {
        responsible,
        due: reader.parse_of(fields, "due", value::date),
        progress: entries,
        satisfaction: fields
            .get("satisfaction")
            .and_then(|node| satisfaction::read(reader, node)),
        spot: reader.text_of(fields, "spot"),
        households: reader.parse_of(fields, "households", value::count),
    }
}

/// Where an entry stands that nobody wrote.
pub const UNWRITTEN: Range<usize> = 0..3;

/// The progress of an issue of which nothing else is written: it was found on its date.
fn found(date: NaiveDate) -> Progress {
    Progress {
        date,
        state: IssueState::Found,
        note: None,
        until: None,
        of: None,
        evidence: Vec::new(),
        meeting: None,
        range: UNWRITTEN,
    }
}

/// What meetings reported of an issue among what its own record says, by date. Of two entries of
/// one day the order is the one in which states may follow each other; else the review comes last.
/// `Entry` is what is merged, `of` shows its date and state.
pub fn merge<E>(
    own: Vec<E>,
    reviews: Vec<E>,
    of: impl Fn(&E) -> (NaiveDate, IssueState),
) -> Vec<E> {
    let mut merged = own;
    for review in reviews {
        let (date, state) = of(&review);
        let first = merged.partition_point(|entry| of(entry).0 < date);
        let last = merged.partition_point(|entry| of(entry).0 <= date);
        let fits = |at: &usize| {
            let before = at.checked_sub(1).map(|before| of(&merged[before]).1);
            let after = merged.get(*at).map(|entry| of(entry).1);
            before.is_none_or(|before| before.may_become(state))
                && after.is_none_or(|after| state.may_become(after))
        };
        let at = (first..=last).rev().find(fits).unwrap_or(last);
        merged.insert(at, review);
    }
    merged
}
