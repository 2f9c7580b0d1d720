//! Goals of a place, with the records that serve them; shares and functions likewise.

use serde::Serialize;

use super::counts::{Count, IssueCounts};
use super::frame::{Frame, Link};
use super::row::Row;

/// The goals of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalsView {
    /// What stands around it.
    pub frame: Frame,
    /// The goals, those of one mechanism together.
    pub goals: Vec<GoalRows>,
}

/// A goal with the records that serve it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalRows {
    /// The goal with its numbers.
    #[serde(flatten)]
    pub goal: Goal,
    /// Issues that are not closed.
    pub open: Vec<Row>,
    /// Issues that are solved.
    pub solved: Vec<Row>,
    /// Issues that were declined or are the same as another one.
    pub aside: Vec<Row>,
    /// Meetings that were held.
    pub met: Vec<Row>,
    /// Works, from their date on.
    pub works: Vec<Row>,
    /// Activities that were held.
    pub activities: Vec<Row>,
}

/// A goal with its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// Its name.
    pub name: String,
    /// What it says.
    pub text: Option<String>,
    /// The mechanism that has it.
    pub mechanism: Link,
    /// Where its records are listed: an anchor of the page of goals.
    pub id: String,
    /// Issues that serve it, at the place and below.
    pub issues: IssueCounts,
    /// Meetings that served it.
    pub meetings: Count,
    /// Works that serve it.
    pub works: Count,
    /// Activities that served it.
    pub activities: Count,
    /// All of these.
    pub total: usize,
}

/// Goals, shares or functions that a record names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagList {
    /// `goals`, `shares` or `functions`.
    pub key: &'static str,
    /// What it names.
    pub tags: Vec<GoalTag>,
}

/// A word that a record names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalTag {
    /// Its name.
    pub name: String,
    /// Where the place of the record lists what serves it; none if the record does not count there.
    pub href: Option<String>,
}
