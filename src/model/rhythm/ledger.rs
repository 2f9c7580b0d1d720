//! The issues of a place from one day to a later one: how many there were, how many came and went,
//! how many there are.

use crate::model::RecordId;
use crate::model::keyed::IssueState;

/// The issues of a place from one day to a later one, each with its state on the later one. Those
/// that were open before, were found or were taken up again are as many as those that were solved,
/// laid aside or are open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Open on the earlier day.
    pub before: Vec<(RecordId, IssueState)>,
    /// Found since.
    pub found: Vec<(RecordId, IssueState)>,
    /// Closed on the earlier day, and taken up again since.
    pub reopened: Vec<(RecordId, IssueState)>,
    /// Of these, solved.
    pub solved: Vec<(RecordId, IssueState)>,
    /// Of these, declined or told to be duplicates.
    pub aside: Vec<(RecordId, IssueState)>,
    /// Of these, open now.
    pub open: Vec<(RecordId, IssueState)>,
}

impl Ledger {
    /// There was nothing to be done.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.found.is_empty() && self.reopened.is_empty()
    }

    /// Those that were closed since: solved or laid aside.
    pub fn closed(&self) -> impl Iterator<Item = &(RecordId, IssueState)> {
        self.solved.iter().chain(&self.aside)
    }

    /// Adds an issue by its states on both days; none if it was found since.
    pub(super) fn add(&mut self, id: RecordId, before: Option<IssueState>, now: IssueState) {
        match before {
            None => self.found.push((id, now)),
            Some(then) if !then.is_closed() => self.before.push((id, now)),
            Some(_) if !now.is_closed() => self.reopened.push((id, now)),
            // Closed before, and closed now.
            Some(_) => return,
        }
        match now {
            IssueState::Solved => self.solved.push((id, now)),
            _ if now.is_closed() => self.aside.push((id, now)),
            _ => self.open.push((id, now)),
        }
    }
}
