//! Goals: what a mechanism is for, and the records that serve it. Records name the goals of any
//! mechanism of the site.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::counts::{IssueCounts, Reach};
use super::keyed::Kind;
use super::mechanism::Said;
use super::record::{Facts, Record};
use super::{Model, PlaceId, RecordId};
use crate::yaml::{Fields, Reader};

/// A goal as a record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Its name.
    pub name: String,
    /// Where it was written.
    pub range: Range<usize>,
}

/// Reads the goals of a record, each once. Whether they are known is told when all mechanisms are.
pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    let written = fields.get("goals");
    for (name, range) in written.map_or_else(Vec::new, |node| reader.texts(node)) {
        if goals.iter().all(|goal| goal.name != name) {
            goals.push(Goal { name, range });
        }
    }
    goals
}

impl Record {
    /// The goals that it serves.
    pub fn goals(&self) -> &[Goal] {
        match &self.facts {
            Facts::Issue(issue) => &issue.goals,
            Facts::Meeting(meeting) => &meeting.goals,
            Facts::Work(work) => &work.goals,
            Facts::Activity(activity) => &activity.goals,
            _ => &[],
        }
    }
}

/// What serves a goal at a place and those below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalCounts<'m> {
    /// The mechanism, by its position.
    pub mechanism: usize,
    /// The goal.
    pub goal: &'m Said,
    /// Its number among all goals of the site, from 1 on.
    pub number: usize,
    /// Issues by how they stand today.
    pub issues: IssueCounts,
    /// Meetings that were held, newest first within each place.
    pub meetings: Vec<RecordId>,
}

impl Model {
    /// The goals of a place: those of the mechanisms that are carried out there, by what is written
    /// of it or of a place above, and those that records of it or of a place below serve.
    pub fn goals(&self, place: PlaceId) -> Vec<GoalCounts<'_>> {
        if self.mechanisms.iter().all(|of| of.goals.is_empty()) {
            return Vec::new();
        }
        let issues = self.issues_on(place, Reach::WithBelow, self.today);
        let name = |record: &Record| -> Vec<String> {
            record
                .goals()
                .iter()
                .map(|goal| goal.name.clone())
                .collect()
        };
        let mut by_goal = self.issues_by(&issues, name);
        let reach = self.reach(place, Reach::WithBelow).into_iter();
        let meetings = reach.flat_map(|place| self.records_at(place, Kind::Meeting));
        let met: Vec<&Record> = meetings
            .filter(|record| self.serves_goals(record))
            .collect();
        let mut told: Vec<GoalCounts<'_>> = Vec::new();
        for (at, mechanism) in self.mechanisms.iter().enumerate() {
            let is_in_use = mechanism.is_in_use(&self.places, place, self.today);
            let is_used = |goal: &Said| {
                let mut goals = met.iter().flat_map(|record| record.goals());
                by_goal.contains_key(&goal.name) || goals.any(|used| used.name == goal.name)
            };
            if !is_in_use && !mechanism.goals.iter().any(is_used) {
                continue;
            }
            for goal in &mechanism.goals {
                // Two mechanisms may share a goal; its records are told once.
                if told.iter().any(|other| other.goal.name == goal.name) {
                    continue;
                }
                let serves = |record: &&&Record| {
                    let mut goals = record.goals().iter();
                    goals.any(|used| used.name == goal.name)
                };
                told.push(GoalCounts {
                    mechanism: at,
                    goal,
                    number: self.number_of_goal(&goal.name).unwrap_or_default(),
                    issues: by_goal.remove(&goal.name).unwrap_or_default(),
                    meetings: met.iter().filter(serves).map(|record| record.id).collect(),
                });
            }
        }
        told
    }

    /// The number of a goal among all goals of the site, from 1 on.
    pub fn number_of_goal(&self, name: &str) -> Option<usize> {
        let mut goals = self.mechanisms.iter().flat_map(|of| &of.goals);
        goals.position(|goal| goal.name == name).map(|at| at + 1)
    }

    /// Whether a record counts for the goals that it names: it is not withdrawn, and a meeting was
    /// held.
    pub fn serves_goals(&self, record: &Record) -> bool {
        let has_begun = match &record.facts {
            Facts::Issue(issue) => issue.state_on(self.today).is_some(),
            Facts::Meeting(meeting) => meeting.has_met(record.date, self.today),
            Facts::Activity(activity) => activity.was_held(record.date, self.today),
            Facts::Work(_) => record.date <= self.today,
            _ => false,
        };
        record.withdrawn.is_none() && has_begun && !record.goals().is_empty()
    }
}
