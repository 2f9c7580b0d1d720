//! What fills the parts of a mechanism at a place.

use super::counts::{self, IssueCounts, Reach};
use super::mechanism::MechanismPart;
use super::record::Facts;
use super::{Model, PlaceId, RecordId};

/// The issues of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartIssues {
    /// By how they stand today.
    pub counts: IssueCounts,
    /// The solved ones with the days from finding to solving, the fewest first.
    pub days: Vec<(RecordId, i64)>,
}

impl PartIssues {
    /// Twice the median of the days, which is a whole number; none where nothing is solved.
    pub fn median_twice(&self) -> Option<i64> {
        counts::median_twice(self.days.iter().map(|(_, days)| *days))
    }
}

impl Model {
    /// Whether a place tells what fills the parts of a mechanism: one that has parts and is carried
    /// out there.
    pub fn has_parts(&self, mechanism: usize, place: PlaceId) -> bool {
        let mechanism = self.mechanisms.get(mechanism);
        mechanism
            .is_some_and(|of| !of.parts.is_empty() && of.is_in_use(&self.places, place, self.today))
    }

    /// The issues of a place and those below that a part is about.
    pub fn issues_of_part(&self, place: PlaceId, part: &MechanismPart) -> PartIssues {
        let all = self.issues_on(place, Reach::WithBelow, self.today);
        let by = self.issues_by(&all, |record| vec![part.takes(record.category)]);
        let counts = by.into_iter().find(|(takes, _)| *takes);
        let counts = counts.map(|(_, counts)| counts).unwrap_or_default();
        let days = |id: &RecordId| match &self.record(*id)?.facts {
            Facts::Issue(issue) => Some((*id, issue.days_taken(self.today)?)),
            _ => None,
        };
        let mut days: Vec<(RecordId, i64)> = counts.solved.iter().filter_map(days).collect();
        days.sort_by_key(|(_, days)| *days);
        PartIssues { counts, days }
    }
}
