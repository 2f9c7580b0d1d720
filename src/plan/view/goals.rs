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
    /// The page of one word: `goals`, `shares` or `functions`, with the page of all of them.
    pub of: Option<(&'static str, String)>,
    /// The goals, those of one mechanism together.
    pub goals: Vec<GoalRows>,
}

/// A goal with the records that serve it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalRows {
    /// The goal with its numbers.
    #[serde(flatten)]
    pub goal: Goal,
    /// Its records, by what they are and how they stand.
    pub parts: Vec<GoalPart>,
}

/// Records that serve a goal and are alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalPart {
    /// Issues that are `open`, `solved` or `aside` (declined, or the same as another one); meetings
    /// that were held: `met`; `works`, from their date on; `activities` that were held.
    pub key: &'static str,
    /// How many there are.
    pub total: usize,
    /// The records; none where they stand elsewhere.
    pub rows: Vec<Row>,
    /// The page of the goal that lists them, where there are too many for this one.
    pub href: Option<String>,
    /// The places directly below with their parts of it, where these are too many.
    pub below: Vec<(Link, usize)>,
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
