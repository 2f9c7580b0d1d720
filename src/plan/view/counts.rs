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

/// How satisfied residents were with issues that were solved and works that were finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Satisfaction {
    /// ISO date of the first day of which the answers count; none: since the beginning.
    pub from: Option<String>,
    /// ISO date of the last day.
    pub to: String,
    /// Folder of the place below the content.
    pub place: String,
    /// The records of the places below are among them.
    pub with_below: bool,
    /// How many were asked: never nought.
    pub asked: u64,
    /// How many of these were satisfied.
    pub satisfied: u64,
    /// The share of those satisfied in percent with two decimals.
    pub rate: String,
    /// Too few were asked for a share to say much: the numbers come first.
    pub few: bool,
    /// Of how many issues and works somebody was asked.
    pub records: usize,
    /// Where a page lists exactly these, relative to the page.
    pub href: Option<String>,
    /// These, where the page tells them itself.
    pub told: Vec<Told>,
    /// Of how many issues and works nobody was asked.
    pub unasked: usize,
}

/// What was answered about one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The record.
    pub record: Link,
    /// Its place, if it is not that of the page.
    pub place: Option<String>,
    /// How many were asked.
    pub asked: u64,
    /// How many of these were satisfied.
    pub satisfied: u64,
    /// The share in percent.
    pub rate: String,
    /// Too few were asked for a share to say much.
    pub few: bool,
}
