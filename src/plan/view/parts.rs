//! The parts of a mechanism at a place, each filled from its records.

use serde::Serialize;

use super::counts::{Count, IssueCounts, Satisfaction};
use super::frame::{Frame, Link};
use super::grids::GridsInShort;
use super::mechanism::Stage;
use super::row::Row;
use super::venues::VenueLink;
use super::work::Shot;

/// The parts of a mechanism at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartsView {
    /// What stands around it.
    pub frame: Frame,
    /// The mechanism.
    pub mechanism: Link,
    /// How far it is at the place.
    pub stage: Option<Stage>,
    /// The place above of which that is written, if it is not this one.
    pub written_of: Option<Link>,
    /// The records of places below are among those that fill it.
    pub with_below: bool,
    /// Its parts, in their order.
    pub parts: Vec<Part>,
    /// How many of them have records.
    pub filled: usize,
    /// Places directly below with a page of the same parts.
    pub below: Vec<Link>,
}

/// A part. What fills it stands in one of the fields, or in none if there are no records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What it says.
    pub text: Option<String>,
    /// From which records: `grids`, `works`, `disputes`, `issues`, `revenue`, `assessment`,
    /// `activities`, `venues`, `meetings`, `resolutions`.
    pub source: &'static str,
    /// There is nothing that could fill it.
    pub empty: bool,
    /// Of grids: how many there are of what.
    pub grids: Option<GridsInShort>,
    /// Of issues: how they stand.
    pub issues: Option<PartIssues>,
    /// Of works: how far they are.
    pub works: Option<PartWorks>,
    /// Of revenue: the last statement of each place, and the periods that are missing.
    pub revenue: Vec<PartRevenue>,
    /// Of assessments: the last mark of each place.
    pub marks: Vec<PartMark>,
    /// Of venues: those of the place and those below.
    pub venues: Vec<VenueLink>,
    /// Of revenue and assessments: places below of which there is none.
    pub silent: Vec<Link>,
    /// How many records fill it, where these are of one kind and not counted otherwise.
    pub total: usize,
    /// The list of these records.
    pub list: Option<String>,
    /// Its newest records; of issues the open ones first.
    pub rows: Vec<Row>,
}

/// Issues of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartIssues {
    /// How they stand.
    pub counts: IssueCounts,
    /// The median of the days from finding to solving, a whole number or one and a half.
    pub median: Option<String>,
    /// How satisfied residents are with those that are solved.
    pub satisfaction: Option<Satisfaction>,
}

/// Works of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartWorks {
    /// `planned`, `underway`, `done`, `accepted`, `dropped`, `unknown`: how many; only those that
    /// there are.
    pub states: Vec<(&'static str, Count)>,
    /// The work that was finished last of which there are pictures before and after.
    pub pair: Option<WorkPair>,
}

/// A work with a picture before and one after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkPair {
    /// The work.
    pub work: Link,
    /// The first picture before.
    pub before: Shot,
    /// The last picture after.
    pub after: Shot,
}

/// Public revenue of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartRevenue {
    /// The place.
    pub place: Link,
    /// How many statements are in force.
    pub statements: usize,
    /// Its list of statements.
    pub list: String,
    /// The last statement: its record, the name of its period.
    pub last: Option<(Link, String)>,
    /// What was there at its end, in yuan.
    pub closing: String,
    /// That is less than nothing.
    pub debt: bool,
    /// The names of periods of which no statement tells.
    pub missing: Vec<String>,
}

/// What the last assessment says of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartMark {
    /// The place.
    pub place: Link,
    /// The assessment, if it is on the site.
    pub assessment: Option<Link>,
    /// The name of its period.
    pub period: String,
    /// Total in points; none if the place was not assessed by every criterion.
    pub total: Option<String>,
    /// Rank, and of how many.
    pub rank: Option<(usize, usize)>,
    /// Asked, satisfied, and the share in percent: what the assessment says, which is no part of
    /// the satisfaction with issues.
    pub satisfaction: Option<(u64, u64, Option<String>)>,
}
