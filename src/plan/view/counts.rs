//! Counts with where the records that they count can be read.

use serde::Serialize;

use super::frame::Link;

/// Issues by how they stand on a day: `open`, `solved` and `aside` are `all`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueCounts {
    /// ISO date of the day.
    pub on: String,
    /// Folder of the place below the content, which tells several counts of a page apart.
    pub place: String,
    /// The issues of the places below are among them.
    pub with_below: bool,
    /// All issues.
    pub all: Count,
    /// Those that are not closed.
    pub open: Count,
    /// Those of the open ones whose day is over.
    pub overdue: Count,
    /// Those that are solved.
    pub solved: Count,
    /// Those that were declined or are the same as another one.
    pub aside: Count,
}

/// What happened to issues within some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpanCounts {
    /// ISO date of the first day.
    pub from: String,
    /// ISO date of the last day.
    pub to: String,
    /// Folder of the place below the content.
    pub place: String,
    /// The issues of the places below are among them.
    pub with_below: bool,
    /// Issues that meetings raised.
    pub raised: Count,
    /// Issues that were found.
    pub found: Count,
    /// Issues that were solved.
    pub solved: Count,
}

/// A number of records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many there are.
    pub number: usize,
    /// Where a page lists exactly these records, relative to the page.
    pub href: Option<String>,
    /// The records themselves, if they are a few and no page lists exactly them.
    pub links: Vec<Link>,
}
