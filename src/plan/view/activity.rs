//! Activities.

use serde::Serialize;

use super::counts::Count;
use super::record::Stage;
use super::venues::Spot;

/// Facts of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityFacts {
    /// `party`, `volunteer`, `study`, `deliberation`, `culture`, `service` or `other`.
    pub r#type: &'static str,
    /// `planned`, `called`, `held`, `published`, `cancelled` or `postponed`.
    pub state: &'static str,
    /// ISO date on which it was or is to be held: the new one, if it was put off.
    pub day: String,
    /// It is still to be held.
    pub upcoming: bool,
    /// Time as written.
    pub time: Option<String>,
    /// Where it is held.
    pub venue: Option<Spot>,
    /// Names of those who hold it, besides the issuer.
    pub organizers: Vec<String>,
    /// How many took part; none if that is not recorded.
    pub people: Option<u64>,
    /// Hours that volunteers gave, all together; none if that is not recorded.
    pub volunteer_hours: Option<u64>,
    /// What became of it, as written, oldest first.
    pub progress: Vec<Stage>,
}

/// Facts of an activity in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityRow {
    /// Type key.
    pub r#type: &'static str,
    /// State key.
    pub state: &'static str,
    /// ISO date to which it was put off, when that is its state.
    pub until: Option<String>,
    /// It is still to be held.
    pub upcoming: bool,
    /// Time as written.
    pub time: Option<String>,
    /// Venue and room as written.
    pub venue: Option<String>,
    /// How many took part, if that is recorded.
    pub people: Option<u64>,
    /// Hours that volunteers gave, if that is recorded.
    pub volunteer_hours: Option<u64>,
}

/// Activities that were held in a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quarter {
    /// Its year.
    pub year: i32,
    /// Which quarter of the year, from 1 on.
    pub quarter: u32,
    /// It is not over.
    pub running: bool,
    /// All of them.
    pub all: Count,
    /// Those of each type that there are.
    pub types: Vec<(&'static str, Count)>,
    /// How many people took part, and in how many of the activities that is recorded.
    pub people: (u64, usize),
    /// How many hours volunteers gave, and in how many of the activities that is recorded.
    pub volunteer_hours: (u64, usize),
}
