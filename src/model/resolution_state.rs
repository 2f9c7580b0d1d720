//! Where a resolution stands, between the notice of its vote and the day on which it is done.

use chrono::NaiveDate;

use super::keyed::{Outcome, ResolutionState};
use super::resolution::Resolution;
use crate::yaml::Fields;

impl Resolution {
    /// The last day of the vote, extensions included.
    pub fn vote_ends(&self) -> Option<NaiveDate> {
        let voting = self.voting.as_ref()?;
        voting.extended.iter().copied().chain(voting.to).max()
    }

    /// Whether the result of every question is told.
    pub fn is_counted(&self) -> bool {
        self.questions
            .iter()
            .all(|question| question.result.is_some())
    }

    /// Whether any question passed: what did not pass has no effect.
    pub fn has_passed(&self) -> bool {
        let passed = |result| result == Some(Outcome::Passed);
        self.questions
            .iter()
            .any(|question| passed(question.result))
    }

    /// Where it stands: as its progress says, else by the days of the vote, by its result and by
    /// the period in which one can object.
    pub fn state(&self, today: NaiveDate) -> ResolutionState {
        if let Some(last) = self.progress.last() {
            return last.state;
        }
        if !self.is_counted() {
            let from = self.voting.as_ref().and_then(|voting| voting.from);
            let begins = from.or(self.vote_ends());
            return if begins.is_none_or(|day| day > today) {
                ResolutionState::Noticed
            } else {
                ResolutionState::Voting
            };
        }
        let last_day = self.publicity.and_then(|display| display.last_day);
        match last_day {
            Some(last) if self.has_passed() && today <= last => ResolutionState::Objection,
            Some(_) if self.has_passed() => ResolutionState::InEffect,
            _ => ResolutionState::Counted,
        }
    }

    /// It was decided and later revoked.
    pub fn is_revoked(&self) -> bool {
        let last = self.progress.last().map(|entry| entry.state);
        last == Some(ResolutionState::Revoked)
    }
}

/// Whether a resolution must say its result: not as long as its progress says that votes are still
/// to be cast or counted, nor where only the days of a vote are written. Time alone makes no
/// resolution faulty: one whose vote is over and not counted is a gap that its page shows.
pub fn needs_result(fields: &Fields<'_>, last: Option<ResolutionState>) -> bool {
    if let Some(state) = last {
        return !matches!(state, ResolutionState::Noticed | ResolutionState::Voting);
    }
    let counted = ["tally", "members", "candidates", "items", "publicity"];
    fields.get("voting").is_none() || counted.iter().any(|key| fields.get(key).is_some())
}
